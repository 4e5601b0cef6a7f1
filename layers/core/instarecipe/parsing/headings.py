"""Headings of a post (`Zutaten für 4:`, `🛒 INGREDIENTS`, `… Method: 1. Mix`), in all languages at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from instarecipe.parsing.times import duration, statement
from instarecipe.parsing.tokens import DASHES, MARK, NUMBER, WORD, Token
from instarecipe.parsing.vocabulary import CLOSING, METHOD, vocabulary

Line = Sequence[Token]
_COLONS = frozenset(":：")
_LONGEST_REST = 8
"""Words that may stand between a heading and its colon: `Ingredients for the dough:`."""


class Heading(NamedTuple):
    """`kind` is one of the vocabulary's; `said` is what stands beside it (`for 4 people`); tokens up to `end`."""

    kind: str
    said: str
    end: int


def heading_at(line: Line, at: int, text: str) -> Heading | None:
    """The heading that begins at a token, if what surrounds it says that it is one."""
    found = vocabulary().headings.at(line, at)
    if found is None or not _may_begin(line, at, text):
        return None
    kind, end = found
    first = all(line[before].kind == MARK for before in range(at))
    if kind == CLOSING and not first:
        return None  # a tip within a step
    if kind == METHOD and duration(line, end + 1 if end < len(line) and line[end].key in _COLONS else end):
        return None  # Zubereitung: 30 Min.
    if end < len(line) and line[end].key in _COLONS:
        return Heading(kind, "", end + 1)
    after = _behind_marks(line, end)
    if after == len(line):
        return Heading(kind, "", len(line)) if first else None
    return _with_remark(line, end, text, kind) or _without_colon(line, at, end, text, kind)


def _behind_marks(line: Line, at: int) -> int:
    while at < len(line) and line[at].kind == MARK and line[at].key not in "([{":
        at += 1
    return at


def _may_begin(line: Line, at: int, text: str) -> bool:
    """At the start, behind a mark, or with a capital letter in the middle of a sentence."""
    if at == 0 or text[line[at].start].isupper():
        return True
    before = line[at - 1]
    return before.kind == MARK and before.key not in "'’\"“„-,&/("


def _with_remark(line: Line, end: int, text: str, kind: str) -> Heading | None:
    """`Ingredients (serves 4)`, `Zutaten für 4 Personen:`, `Ingredients for the dough:`."""
    colon = next(
        (at for at in range(end, min(len(line), end + _LONGEST_REST)) if line[at].key in _COLONS), None
    )
    stop = len(line) if colon is None else colon
    if stop - end > _LONGEST_REST:
        stop = _closing(line, end)
    said = text[line[end].start : line[stop - 1].end] if stop > end else ""
    if not said:
        return None
    facts = statement(said)
    bracketed = said[0] in "(（[" and said[-1] in ")）]"
    if facts.facts.servings is not None or bracketed:
        return Heading(kind, said, stop + (colon is not None and stop == colon))
    if (
        colon is not None
        and line[end].kind == WORD
        and not any(token.key in ".!?," for token in line[end:stop])
    ):
        return Heading(kind, said, colon + 1) if vocabulary().groups.at(line, end) else None
    return None


def _closing(line: Line, at: int) -> int:
    """Behind a bracket that opens at `at`, else `at`."""
    if line[at].key in "(（[":
        for place in range(at, min(len(line), at + 12)):
            if line[place].key in ")）]":
                return place + 1
    return at


def _without_colon(line: Line, at: int, end: int, text: str, kind: str) -> Heading | None:
    """`🛒 Ingredients 2 eggs`, `INGREDIENTS 2 eggs` within a line."""
    phrase = text[line[at].start : line[end - 1].end]
    following = line[end]
    if (
        following.key in DASHES
        and phrase[0].isupper()
        and end + 1 < len(line)
        and line[end + 1].start > following.end
    ):
        begins = line[end + 1].kind == NUMBER or text[line[end + 1].start].isupper()
        return Heading(kind, "", end) if begins else None
    shouted = len(phrase) > 3 and phrase.isupper() and not text[following.start : following.end].isupper()
    behind_emoji = (
        at > 0 and line[at - 1].kind == MARK and line[at - 1].key >= "\u2600" and phrase[0].isupper()
    )
    starts = following.kind == NUMBER or following.kind == MARK or text[following.start].isupper()
    return Heading(kind, "", end) if (shouted or behind_emoji) and starts else None
