"""What can be seen of one line of a post without its neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass

from instarecipe.parsing import cjk, places
from instarecipe.parsing.lexicon import lexicon
from instarecipe.parsing.lines import Line
from instarecipe.parsing.tables.measures import LENGTH
from instarecipe.parsing.times import Statement, is_prime, statement
from instarecipe.parsing.tokens import DASHES, NUMBER, WORD, Token, Tokens, tokens, touching
from instarecipe.parsing.vocabulary import unspaced, vocabulary

_LONGEST_INGREDIENT = 30
_LONGEST_GROUP = 6
_SIGNS_OF_A_WORD = 3
"""Chinese and Japanese signs that say as much as a word."""
_MOST_EXCITED = 4
_DEGREES = frozenset("°º℃℉")
_SCALES = frozenset("cf")
_HOT = 3
"""Digits of a temperature: `350F`."""
_STOPS = frozenset(".!?。！？…")
_ADDRESS = re.compile(r"https?://|www\.|linktr\.ee|bit\.ly|\.com\b|[@#]\w", re.IGNORECASE)
_EXCITED = re.compile("[!?！？\u2600-\u27bf\U0001f000-\U0001faff]")
_IDEOGRAPHS = re.compile("[\u3040-\u9fff]")


@dataclass(frozen=True, slots=True)
class Features:
    """`words` and `sentences` are counted; `verbs`, `talk` and `teasers` count what it holds of these lists.

    `measured` is 2 with an amount and a unit, 1 with one of them; `kitchen`: the unit is one of the kitchen.
    `verb`: the line begins or ends with what a cook does. `address`: it holds a link, a handle or a hashtag.
    `heated`: a time or a temperature is named. `group`: it looks like the name of a group.
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
    """What can be seen of the line itself; remarks in brackets do not count against an ingredient."""
    words = vocabulary()
    text, found = line.text, line.tokens
    signs = 0 if text.isascii() else len(_IDEOGRAPHS.findall(text))
    outside = _without_brackets(found) if "(" in text else found
    count = sum(token.kind == WORD for token in outside) + signs // _SIGNS_OF_A_WORD
    measured, kitchen = _measured(text, found) if count <= _LONGEST_INGREDIENT else (0, False)
    said = outside if measured else found
    cooking = sum(piece in text for piece in words.cooking) if signs else 0
    stops = [at for at, token in enumerate(said) if token.key in _STOPS]
    return Features(
        words=count,
        measured=measured,
        kitchen=kitchen,
        verbs=words.verbs.count(said, text) + cooking,
        verb=_acts(said) or cooking > 1,
        talk=words.talk.count(found, text),
        teasers=words.teasers.count(found, text),
        address=bool(_ADDRESS.search(line.raw)),
        sentences=sum(at == len(said) - 1 or not touching(said[at], said[at + 1]) for at in stops),
        closed=bool(stops) and stops[-1] == len(said) - 1,
        excited=min(_MOST_EXCITED, len(_EXCITED.findall(line.raw))),
        heated=_heated(found),
        group=count <= _LONGEST_GROUP and text.endswith((":", "：")),
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
        found = tokens(cjk.spaced(text))
    words = lexicon(None)
    place = places.find(found, words)
    if place is None or place.food[0] >= place.food[1]:
        first = words.unmeasured.first
        told = (words.unmeasured.at(found, at) for at, token in enumerate(found) if token.key in first)
        return int(any(told)), False
    measure = place.measure
    if measure.unit:
        kitchen = measure.unit not in LENGTH
        return 2 * kitchen, kitchen
    hyphen = measure.end < len(found) and found[measure.end].key in DASHES
    if vocabulary().durations.at(found, measure.end + hyphen):
        return 0, False  # 10-minute pasta
    return int(measure.low is not None and found[place.food[0] - 1].kind == NUMBER), False


def _acts(found: Tokens) -> bool:
    """Whether it begins with a cooking verb, behind an adverb too, or ends with one where verbs come last."""
    places = [at for at, token in enumerate(found[:4]) if token.kind == WORD][:2]
    words = vocabulary()
    if places and words.verbs.at(found, places[0]):
        return True
    if len(places) > 1 and found[places[0]].key in lexicon(None).adverbs and words.verbs.at(found, places[1]):
        return True
    ends = range(len(found) - 1, max(1, len(found) - 4), -1)
    last = next((at for at in ends if found[at].kind == WORD), None)
    return last is not None and words.final_verbs.at(found, last)


def _heated(found: Tokens) -> bool:
    """Whether a time or a temperature is named: `20 min`, `180 °C`, `350F`."""
    words = vocabulary()
    for at, token in enumerate(found[:-1]):
        if token.kind == NUMBER:
            following = found[at + 1].key
            if following in _DEGREES or following in words.degrees or is_prime(found, at + 1):
                return True
            if words.durations.at(found, at + 1):
                return True
            if following in _SCALES and len(token.key) == _HOT:
                return True
    return False
