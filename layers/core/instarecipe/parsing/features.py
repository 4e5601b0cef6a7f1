"""What can be seen of one line of a post without its neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass

from instarecipe.parsing import cjk, leading
from instarecipe.parsing.lexicon import lexicon
from instarecipe.parsing.lines import Line
from instarecipe.parsing.tables.measures import LENGTH
from instarecipe.parsing.times import Statement, statement
from instarecipe.parsing.tokens import MARK, NUMBER, WORD, Token, Tokens, tokens
from instarecipe.parsing.vocabulary import unspaced, vocabulary

_LONGEST_INGREDIENT = 30
_DEGREES = frozenset("°º℃℉")
_STOPS = frozenset(".!?。！？…")
_ADDRESS = re.compile(r"https?://|www\.|linktr\.ee|bit\.ly|\.com\b|[@#]\w", re.IGNORECASE)
_EXCITED = re.compile("[!?！？\u2600-\u27bf\U0001f000-\U0001faff]")
_IDEOGRAPHS = re.compile("[\u3040-\u9fff]")


@dataclass(slots=True)
class Features:
    """`measured` is 2 with amount and unit, 1 with one of them; `verb` says that the line begins or ends with
    what a cook does; `address` that it holds a link, a handle or a hashtag.
    """

    words: int
    measured: int
    kitchen: bool
    verbs: int
    verb: bool
    talk: int
    teasers: int
    address: bool
    sentences: int
    closed: bool
    excited: int
    heated: bool
    group: bool
    stated: Statement


def features(line: Line) -> Features:
    words = vocabulary()
    text, found = line.text, line.tokens
    signs = 0 if text.isascii() else len(_IDEOGRAPHS.findall(text))
    outside = _without_brackets(found) if "(" in text else found
    count = sum(token.kind == WORD for token in outside) + signs // 3
    measured, kitchen = _measured(text, found) if count <= _LONGEST_INGREDIENT else (0, False)
    said = outside if measured else found
    cooking = sum(piece in text for piece in words.cooking) if signs else 0
    stops = [at for at, token in enumerate(said) if token.key in _STOPS and token.kind == MARK]
    return Features(
        words=count,
        measured=measured,
        kitchen=kitchen,
        verbs=words.verbs.count(said, text) + cooking,
        verb=_acts(said) or cooking > 1,
        talk=words.talk.count(found, text),
        teasers=words.teasers.count(found, text),
        address=bool(_ADDRESS.search(line.raw)),
        sentences=sum(1 for at in stops if at == len(said) - 1 or said[at + 1].start > said[at].end),
        closed=bool(stops) and stops[-1] == len(said) - 1,
        excited=min(4, len(_EXCITED.findall(line.raw))),
        heated=_heated(found),
        group=count <= 6 and text.endswith((":", "：")),
        stated=statement(text),
    )


def _without_brackets(found: Tokens) -> list[Token]:
    depth, outside = 0, []
    for token in found:
        depth += (token.key == "(") - (token.key == ")")
        if depth <= 0 and token.key != ")":
            outside.append(token)
    return outside


def _measured(text: str, found: Tokens) -> tuple[int, bool]:
    """How surely the line is an ingredient, and whether its unit is one of the kitchen."""
    if not text.isascii() and unspaced(text):
        text = cjk.spaced(text)
        found = tokens(text)
    place = leading.find(found, lexicon(None))
    if place is None or place.food[0] >= place.food[1]:
        return int(any(lexicon(None).unmeasured.at(found, at) for at in range(min(len(found), 12)))), False
    measure = place.measure
    behind = measure.end + (measure.end < len(found) and found[measure.end].key == "-")
    if vocabulary().durations.at(found, behind) and measure.unit is None:
        return 0, False  # 10-minute pasta
    if measure.unit:
        return (0, False) if measure.unit in LENGTH else (2, True)
    return int(measure.low is not None and found[place.food[0] - 1].kind == NUMBER), False


def _acts(found: Tokens) -> bool:
    """Whether the first word is a cooking verb (behind an adverb or `Then`), or the last one."""
    places = [at for at, token in enumerate(found[:4]) if token.kind == WORD][:2]
    verbs = vocabulary().verbs
    if places and verbs.at(found, places[0]):
        return True
    if len(places) > 1 and found[places[0]].key.endswith("ly") and verbs.at(found, places[1]):
        return True
    last = next(
        (at for at in range(len(found) - 1, max(-1, len(found) - 4), -1) if found[at].kind == WORD), None
    )
    return last is not None and len(found) > 2 and vocabulary().final_verbs.at(found, last)


def _heated(found: Tokens) -> bool:
    """Whether a time or a temperature is named: `20 min`, `180 °C`, `350F`."""
    for at, token in enumerate(found[:-1]):
        if token.kind != NUMBER:
            continue
        following = found[at + 1].key
        if following in _DEGREES or vocabulary().durations.at(found, at + 1):
            return True
        if (
            following in ("c", "f", "degrees", "grad", "graden", "grader")
            and token.key[:3].isdigit()
            and len(token.key) == 3
        ):
            return True
    return False
