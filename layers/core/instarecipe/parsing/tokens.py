"""A line cut into numbers, words and marks, each with its place; one pass, no backtracking."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

FRACTIONS = {
    sign: unicodedata.numeric(sign)
    for sign in map(chr, (0xBC, 0xBD, 0xBE, *range(0x2150, 0x215F), 0x2189))
}
_SIGNS = "".join(FRACTIONS)
# Vowel signs and accents that stand apart (Arabic, Hebrew, Thai, Indic, decomposed Latin) belong to their word.
_LETTER = rf"(?:[^\W\d_{_SIGNS}]|[\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e4e])"
_TOKEN = re.compile(
    rf"(?P<number>\d+(?:[.,\u066b]\d+)*|[{_SIGNS}])"
    rf"|(?P<word>{_LETTER}+(?:['’`´\u00ad\u2010\u2011-]{_LETTER}+)*(?:\([a-zé]{{1,3}}\))?)"
    r"|(?P<mark>\S)"
)
NUMBER, WORD, MARK = "number", "word", "mark"
DASHES = frozenset("-‐‑‒–—−~〜～")


class Token(NamedTuple):
    """`key` is what tables are asked for: lower case, straight apostrophes, without an optional ending.

    `value` is a number's value in the English notation; `amounts` knows about decimal commas.
    """

    kind: str
    key: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """In the order of the text; white space is only seen in the places."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or MARK
        key = match[0]
        if kind == WORD:
            key = fold(key.partition("(")[0])
        found.append(Token(kind, key, match.start(), match.end()))
    return found


def fold(word: str) -> str:
    """Lower case with straight apostrophes, as the tables are written."""
    return word.lower().replace("’", "'").replace("\u00ad", "-").replace("‑", "-").replace("‐", "-")
