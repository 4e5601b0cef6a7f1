"""Which language a text is written in, by its script and its most frequent words."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from instarecipe.parsing.lexicon import entries
from instarecipe.parsing.tables import LANGUAGES
from instarecipe.parsing.tokens import fold

_LONGEST = 8_000
"""Characters that are looked at; more would not change the answer."""
_SCRIPTS = (
    ("\u3040", "\u30ff", "ja"),
    ("\uac00", "\ud7a3", "ko"),
    ("\u0590", "\u05ff", "he"),
    ("\u0370", "\u03ff", "el"),
    ("\u0600", "\u06ff", "ar"),
    ("\u0400", "\u04ff", "ru"),
    ("\u4e00", "\u9fff", "zh"),
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_FOREIGN = re.compile("[\u0370-\u06ff\u3040-\u9fff\uac00-\ud7a3]")
_OWN_LETTERS = {"fa": "پچژگ", "uk": "іїєґ"}
_ALPHABETS = {"ar": ("ar", "fa"), "ru": ("ru", "uk", "bg")}
_UNIT = re.compile(r"\d ?([^\W\d_]{2,3})\b")
_FEWEST = 2
_FEW = 5
"""Languages that share a word which tells anything about them."""


def language_of(text: str) -> str | None:
    """The two-letter code of a language that the tables know, None when the text says too little."""
    text = text[:_LONGEST]
    script = _script(text)
    candidates = _ALPHABETS.get(script or "", (script,) if script else _latin())
    votes: Counter[str] = Counter()
    for word, count in Counter(_WORD.findall(fold(text))).items():
        for code, weight in _votes().get(word, ()):
            votes[code] += weight * count
    for unit, count in Counter(_UNIT.findall(fold(text))).items():
        for code in _short_units().get(unit, ()):
            votes[code] += count
    if script:
        for code, letters in _OWN_LETTERS.items():
            votes[code] += 5 * sum(letter in text for letter in letters)
    best = max(candidates, key=lambda code: votes[code])
    return best if script or votes[best] >= _FEWEST else None


def _script(text: str) -> str | None:
    """The language or family of a script other than the Latin one, if a third of the letters are in it."""
    if not _FOREIGN.search(text):
        return None
    letters = [sign for sign in text if sign.isalpha()]
    for low, high, code in _SCRIPTS:
        share = sum(low <= sign <= high for sign in letters)
        if share and share * (10 if code == "ja" else 3) >= len(letters):
            return code
    return None


@lru_cache(maxsize=1)
def _latin() -> tuple[str, ...]:
    others = {"ar", "fa", "he", "el", "ru", "uk", "bg", "ja", "zh", "ko"}
    return tuple(code for code in LANGUAGES if code not in others)


@lru_cache(maxsize=1)
def _votes() -> dict[str, list[tuple[str, int]]]:
    """What each word says: function words once, headings and verbs twice, as few languages share them."""
    votes: dict[str, list[tuple[str, int]]] = {}
    for code, language in LANGUAGES.items():
        said = Counter(entries(language.common))
        for listed in (language.ingredients, language.method, language.verbs):
            said.update({entry: 2 for entry in entries(listed) if " " not in entry and "*" not in entry})
        for listed in language.units.values():
            said.update({entry: 1 for entry in entries(listed) if len(entry) > 3})
        for word, weight in said.items():
            votes.setdefault(word, []).append((code, min(weight, 2)))
    return votes


@lru_cache(maxsize=1)
def _short_units() -> dict[str, list[str]]:
    """`EL`, `msk`, `krm`: what says nothing in a sentence does behind a number."""
    found: dict[str, list[str]] = {}
    for code, language in LANGUAGES.items():
        listed = [entry for units in language.units.values() for entry in entries(units)]
        for entry in {*listed, *map(fold, language.exact_units)}:
            if 1 < len(entry) < 4:
                found.setdefault(entry, []).append(code)
    return {entry: codes for entry, codes in found.items() if len(codes) <= _FEW}
