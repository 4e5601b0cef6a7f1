"""A line cut into numbers, words and marks, each with its place; one pass, no backtracking."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

FRACTIONS = {
    sign: unicodedata.numeric(sign) for sign in map(chr, (0xBC, 0xBD, 0xBE, *range(0x2150, 0x215F), 0x2189))
}
_SIGNS = "".join(FRACTIONS)
# Vowel signs and accents of their own (Arabic, Hebrew, Thai, Indic, decomposed Latin) belong to their word.
_ACCENTS = "\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e4e"
_LETTERS = rf"[^\W\d_{_SIGNS}]+(?:[{_ACCENTS}]+[^\W\d_{_SIGNS}]*)*"
_TOKEN = re.compile(
    rf"(?P<number>\d+(?:[.,\u066b]\d+)*|[{_SIGNS}])"
    rf"|(?P<word>{_LETTERS}(?:['’`´״\u00ad\u200c\u2010\u2011-]{_LETTERS})*(?:\([a-zé]{{1,3}}\))?)"
    r"|(?P<mark>\S)"
)
NUMBER, WORD, MARK = "number", "word", "mark"
_STRAIGHT = (("’", "'"), ("\u00ad", "-"), ("‑", "-"), ("‐", "-"), ("״", ""), ("\u200c", ""))
DASHES = frozenset("-‐‑‒–—−~〜～")


class Token(NamedTuple):
    """`key` is what tables are asked for: lower case, straight apostrophes, no optional ending `(s)`."""

    kind: str
    key: str
    text: str
    start: int
    end: int


_new = tuple.__new__
"""Without the call in between that a named tuple's own makes: most of a post's reading is to make tokens."""

Tokens = Sequence[Token]
"""A line, or a part of it; the functions over it take a place in it and answer where what they read ends."""


def tokens(text: str) -> tuple[Token, ...]:
    """In the order of the text; white space is only seen in the places. The last lines are remembered."""
    return _remembered(text) if len(text) <= _LONGEST_REMEMBERED else _cut(text)


def _cut(text: str) -> tuple[Token, ...]:
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or MARK
        key = word = match[0]
        if kind == WORD:
            key = fold(word.partition("(")[0] if word[-1] == ")" else word)
        start, end = match.span()
        found.append(_new(Token, (kind, key, word, start, end)))
    return tuple(found)


_remembered = lru_cache(maxsize=1024)(_cut)
_LONGEST_REMEMBERED = 1_000
"""Characters: a thousand posts of one line each would stay in memory for good."""


def touching(before: Token, after: Token) -> bool:
    """Whether there is no white space between two neighbours."""
    return before.end == after.start


def written(line: Tokens) -> str:
    """The tokens as they stood in the text, with one space where there was any white space."""
    found, end = "", -1
    for token in line:
        found += token.text if token.start == end else " " + token.text
        end = token.end
    return found.strip()


def fold(word: str) -> str:
    """Lower case with straight apostrophes and hyphens, as the tables are written."""
    word = word.lower()
    if not word.isascii():
        for sign, plain in _STRAIGHT:
            if sign in word:
                word = word.replace(sign, plain)
    return word
