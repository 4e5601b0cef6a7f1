"""The tables made ready for look-up: one language with English behind it, or all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from instarecipe.parsing.tables import LANGUAGES
from instarecipe.parsing.tables.language import Language
from instarecipe.parsing.tokens import MARK, Token, fold, tokens

Meaning = TypeVar("Meaning")
_SKIPPED = frozenset(".()")
_POINT_LANGUAGES = frozenset({"en", "he", "ja", "zh", "ko", "hi", "th"})
"""Where 1,500 is fifteen hundred; elsewhere the comma is the decimal sign."""


def entries(listed: str) -> list[str]:
    """The entries of an `a|b|c` list, folded."""
    return [fold(entry.strip()) for entry in listed.split("|") if entry.strip()]


class Phrases(Generic[Meaning]):
    """Finds the longest known phrase that begins at a place; dots and brackets within it do not matter."""

    def __init__(self, meanings: Iterable[tuple[str, Meaning]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        for phrase, meaning in meanings:
            keys = [token.key for token in tokens(phrase) if token.key not in _SKIPPED]
            if keys:
                known = self._by_first.setdefault(keys[0], [])
                rest = tuple(keys[1:])
                if all(rest != other for other, _ in known):
                    known.append((rest, meaning))
        for known in self._by_first.values():
            known.sort(key=lambda entry: -len(entry[0]))

    def at(self, line: Sequence[Token], start: int) -> tuple[Meaning, int] | None:
        """What the phrase at `start` means and where it ends, or None."""
        if start >= len(line):
            return None
        for rest, meaning in self._by_first.get(line[start].key, ()):
            end = _after(line, start + 1, rest)
            if end is not None:
                return meaning, end
        return None


def _after(line: Sequence[Token], place: int, rest: Sequence[str]) -> int | None:
    opened = 0
    for key in rest:
        while place < len(line) and line[place].kind == MARK and line[place].key in _SKIPPED:
            opened += {"(": 1, ")": -1}.get(line[place].key, 0)
            place += 1
        if place >= len(line) or line[place].key != key:
            return None
        place += 1
    if opened > 0 and place < len(line) and line[place].key == ")":
        place += 1
    return place


class Patterns:
    """A set of words, some written with one star: `misch*`, `ge*t`."""

    def __init__(self, listed: Iterable[str]) -> None:
        self._words: set[str] = set()
        self._beginnings: set[str] = set()
        self._others: list[tuple[str, str]] = []
        for entry in listed:
            head, star, tail = entry.partition("*")
            if not star:
                self._words.add(entry)
            elif tail:
                self._others.append((head, tail))
            else:
                self._beginnings.add(head)
        self._lengths = sorted({len(head) for head in self._beginnings})

    def __contains__(self, word: str) -> bool:
        return (
            word in self._words
            or any(word[:length] in self._beginnings for length in self._lengths)
            or any(
                len(word) > len(head) + len(tail) and word.startswith(head) and word.endswith(tail)
                for head, tail in self._others
            )
        )


class Lexicon:
    """The words of ingredient lines. The first language wins where two disagree; English units come last."""

    def __init__(self, codes: Sequence[str]) -> None:
        languages = [LANGUAGES[code] for code in codes]

        def listed(name: str) -> list[str]:
            return [entry for language in languages for entry in entries(getattr(language, name))]

        self.decimal_comma = codes[0] not in _POINT_LANGUAGES
        self.english = "en" in codes
        self.units = Phrases(_spellings([*languages, LANGUAGES["en"]]))
        self.exact_units = {
            spelling: unit for language in languages for unit, spelling in language.exact_units.items()
        }
        self.numbers = {
            word: value
            for language in reversed(languages)
            for value, words in language.numbers.items()
            for word in entries(words)
        }
        self.few = frozenset(listed("few"))
        self.sizes = frozenset(listed("sizes"))
        self.heaped = self.sizes | frozenset(listed("heaped"))
        self.about = Phrases((phrase, True) for phrase in listed("about"))
        self.of = frozenset(listed("of"))
        self.until = frozenset(listed("until"))
        self.plus = frozenset(listed("plus"))
        self.either = frozenset(listed("either"))
        self.prepared = Patterns(listed("prepared"))
        self.adjectives = frozenset(listed("adjectives"))
        self.parts = frozenset(listed("parts"))
        self.named = Phrases((phrase, True) for phrase in listed("named"))
        self.notes = Phrases((phrase, True) for phrase in listed("notes"))
        self.unmeasured = Phrases((phrase, True) for phrase in listed("unmeasured"))


def _spellings(languages: Iterable[Language]) -> Iterable[tuple[str, str]]:
    for language in languages:
        for unit, spellings in language.units.items():
            yield unit, unit
            for spelling in entries(spellings):
                yield spelling, unit


@lru_cache(maxsize=None)
def lexicon(language: str | None) -> Lexicon:
    """Of a language tag (`pt-BR` is `pt`); of all languages together when it is unknown or None."""
    code = (language or "").partition("-")[0].partition("_")[0].lower()
    code = {"nb": "no", "nn": "no", "iw": "he"}.get(code, code)
    return Lexicon([code] if code in LANGUAGES else list(LANGUAGES))
