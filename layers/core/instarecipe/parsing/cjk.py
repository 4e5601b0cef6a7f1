"""Chinese and Japanese are not spaced: amounts and units are set apart before a line is cut into tokens."""

from __future__ import annotations

import re

from instarecipe.parsing.lexicon import entries
from instarecipe.parsing.tables import LANGUAGES
from instarecipe.parsing.tokens import FRACTIONS

_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")
_DIGITS = {"一": "1", "二": "2", "两": "2", "兩": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7"}
_DIGITS |= {"八": "8", "九": "9", "十": "10", "半": "½", "ひと": "1", "ふた": "2"}
_LATIN_FORMS = str.maketrans(
    {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
)
_LATIN_UNITS = {"g", "kg", "ml", "l", "cc", "cm", "dl"}
_NUMBER = rf"(?:(?<!\d)\d++(?:[.,/~～-]\d++)?|[{''.join(FRACTIONS)}])"


def _units() -> str:
    spellings = {
        spelling
        for code in ("ja", "zh")
        for listed in LANGUAGES[code].units.values()
        for spelling in entries(listed)
        if _IDEOGRAPHS.match(spelling)
    }
    return "|".join(sorted(spellings | _LATIN_UNITS, key=lambda spelling: (-len(spelling), spelling)))


_UNITS = _units()
_WORDED = re.compile(rf"({'|'.join(_DIGITS)})({_UNITS})")
_BEHIND = re.compile(rf"({_NUMBER})\s?({_UNITS})(?![A-Za-z])分?(半)?", re.IGNORECASE)
_IN_FRONT = re.compile(
    rf"(大さじ|大匙|小さじ|小匙|カップ)\s?({_NUMBER})(?:と({_NUMBER}))?(?!\s?(?:{_UNITS}))"
)


def spaced(text: str) -> str:
    """`醤油大さじ2` becomes `醤油 2 大さじ`; text without such signs comes back as it is."""
    if not _IDEOGRAPHS.search(text):
        return text
    text = text.translate(_LATIN_FORMS)
    text = _WORDED.sub(lambda match: _DIGITS[match[1]] + match[2], text)
    text = _IN_FRONT.sub(lambda match: f" {match[2]} {match[3] or ''} {match[1]} ", text)
    return _BEHIND.sub(lambda match: f" {match[1]}{' ½' if match[3] else ''} {match[2]} ", text)
