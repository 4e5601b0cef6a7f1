"""Headings of a post (`Zutaten für 4:`, `🛒 INGREDIENTS`, `… Method: 1. Mix`), in all languages at once."""

from __future__ import annotations

from typing import NamedTuple

from instarecipe.parsing.leading import OPENING, closing
from instarecipe.parsing.times import duration, statement
from instarecipe.parsing.tokens import DASHES, MARK, NUMBER, WORD, Tokens, touching
from instarecipe.parsing.vocabulary import CLOSING, METHOD, vocabulary

_COLONS = frozenset(":：")
_WITHIN = frozenset("'’\"“„-,&/(")
"""Marks behind which a sentence goes on."""
_ENDS_SENTENCE = frozenset(".!?,")
_LONGEST_REST = 8
"""Words that may stand between a heading and its colon: `Ingredients for the dough:`."""
_SHORTEST_SHOUT = 4
_FIRST_EMOJI = "\u2600"


class Heading(NamedTuple):
    """`kind` is one of the vocabulary's, `said` stands beside it (`for 4 people`), `end` is behind both."""

    kind: str
    said: str
    end: int


def heading_at(line: Tokens, at: int, text: str) -> Heading | None:
    """The heading that begins at a token of `text`, if what surrounds it says that it is one."""
    found = vocabulary().headings.at(line, at)
    if found is None or not _may_begin(line, at):
        return None
    kind, end = found
    colon = end < len(line) and line[end].key in _COLONS
    first = all(line[before].kind == MARK for before in range(at))
    if kind == CLOSING and not first:
        return None  # a tip within a step
    if kind == METHOD and duration(line, end + colon):
        return None  # Zubereitung: 30 Min.
    if colon:
        return Heading(kind, "", end + 1)
    if all(line[after].kind == MARK and line[after].key not in OPENING for after in range(end, len(line))):
        return Heading(kind, "", len(line)) if first else None
    return _with_remark(line, end, text, kind) or _without_colon(line, at, end, kind)


def _may_begin(line: Tokens, at: int) -> bool:
    """At the start, behind a mark, or with a capital letter in the middle of a sentence."""
    if at == 0 or line[at].text[0].isupper():
        return True
    return line[at - 1].kind == MARK and line[at - 1].key not in _WITHIN


def _with_remark(line: Tokens, start: int, text: str, kind: str) -> Heading | None:
    """`Ingredients (serves 4)`, `Zutaten für 4 Personen:`, `Ingredients for the dough:`."""
    reach = range(start, min(len(line), start + _LONGEST_REST))
    colon = next((at for at in reach if line[at].key in _COLONS), None)
    closed = closing(line[start : start + 2 * _LONGEST_REST], 0)
    bracket = start + closed if closed else None
    stop = colon or (len(line) if len(line) <= start + _LONGEST_REST else bracket or start)
    if stop == start:
        return None
    said = text[line[start].start : line[stop - 1].end]
    heading = Heading(kind, said, stop + (stop == colon))
    if statement(said).facts.servings is not None or bracket == stop:
        return heading
    sentence = any(token.key in _ENDS_SENTENCE for token in line[start:stop])
    return heading if colon and not sentence and vocabulary().groups.at(line, start) else None


def _without_colon(line: Tokens, at: int, end: int, kind: str) -> Heading | None:
    """`🛒 Ingredients 2 eggs`, `Method - Mix`, `INGREDIENTS 2 eggs` within a line."""
    following = line[end]
    if not line[at].text[0].isupper():
        return None
    if following.key in DASHES:
        begins = end + 1 < len(line) and not touching(following, line[end + 1]) and _begins(line, end + 1)
        return Heading(kind, "", end) if begins else None
    letters = "".join(token.text for token in line[at:end])
    shouted = letters.isupper() and len(letters) >= _SHORTEST_SHOUT and not following.text.isupper()
    pictured = at > 0 and line[at - 1].kind == MARK and line[at - 1].key >= _FIRST_EMOJI
    begins = following.kind == MARK or _begins(line, end)
    return Heading(kind, "", end) if (shouted or pictured) and begins else None


def _begins(line: Tokens, at: int) -> bool:
    return line[at].kind == NUMBER or (line[at].kind == WORD and line[at].text[0].isupper())
