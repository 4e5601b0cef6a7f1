"""The tables made ready for look-up: one language with English behind it, or all of them at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Generic, TypeVar

from instarecipe.parsing.tables import LANGUAGES
from instarecipe.parsing.tables.language import Language
from instarecipe.parsing.tokens import MARK, Tokens, fold, tokens

Meaning = TypeVar("Meaning")
_KINDRED = ("da no sv", "cs sk", "ru uk bg", "es pt ca", "ja zh")
"""Languages which are easily taken for one another: the units of all of them are known."""
_OTHER_CODES = {"nb": "no", "nn": "no", "iw": "he"}
_SKIPPED = frozenset(".()")
_POINT_LANGUAGES = frozenset({"en", "he", "ja", "zh", "ko"})
"""Where 1,500 is fifteen hundred; elsewhere the comma is the decimal sign."""


def entries(listed: str) -> list[str]:
    """The entries of an `a|b|c` list, folded."""
    return [fold(entry.strip()) for entry in listed.split("|") if entry.strip()]


REMEMBERED = 20_000
"""Words; those of a hostile text are forgotten."""


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
        self.first = frozenset(self._by_first)
        """The words with which a phrase may begin."""

    def at(self, line: Tokens, start: int) -> tuple[Meaning, int] | None:
        """What the phrase at `start` means and where it ends, or None."""
        known = self._by_first.get(line[start].key) if start < len(line) else None
        if known is None:
            return None
        following = line[start + 1].key if start + 1 < len(line) else ""
        for rest, meaning in known:
            if not rest:
                return meaning, start + 1
            if following == rest[0] or following in _SKIPPED:
                end = _after(line, start + 1, rest)
                if end is not None:
                    return meaning, end
        return None


def _after(line: Tokens, place: int, rest: Sequence[str]) -> int | None:
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
        self._asked: dict[str, bool] = {}

    def __contains__(self, word: str) -> bool:
        """The words of recipes come again and again, so that the answers are remembered."""
        known = self._asked.get(word)
        if known is None:
            if len(self._asked) >= REMEMBERED:
                self._asked.clear()
            known = self._asked[word] = self._matches(word)
        return known

    def _matches(self, word: str) -> bool:
        if word in self._words:
            return True
        for length in self._lengths:
            if word[:length] in self._beginnings:
                return True
        for head, tail in self._others:
            if word.startswith(head) and word.endswith(tail) and len(word) > len(head) + len(tail):
                return True
        return False


class Lexicon:
    """The words of ingredient lines. The first language wins where two disagree; English units come last."""

    def __init__(self, codes: Sequence[str]) -> None:
        languages = [LANGUAGES[code] for code in codes]

        def listed(name: str) -> list[str]:
            return [entry for language in languages for entry in entries(getattr(language, name))]

        def certain(name: str) -> list[str]:
            """A single word says little when the language is not known, unless it is English."""
            return [
                entry
                for language in languages
                for entry in entries(getattr(language, name))
                if len(languages) == 1 or language.code == "en" or " " in entry
            ]

        self.decimal_comma = codes[0] not in _POINT_LANGUAGES
        self.english = "en" in codes
        self.one_by_default = len(languages) == 1 and languages[0].one_by_default
        self.elided = tuple(word for word in listed("of") if word.endswith("'"))
        self.units = Phrases(_spellings([*languages, *_kindred(codes), LANGUAGES["en"]]))
        self.exact_units = {
            spelling: unit for language in languages for unit, spelling in language.exact_units.items()
        }
        self.numbers = {
            word: value
            for language in reversed(languages)
            for value, words in language.numbers.items()
            for word in entries(words)
        }
        self.and_half = frozenset(listed("and_half"))
        self._glued = languages[0].glued if len(languages) == 1 else {}
        self._glue = re.compile(rf"\b(?:{'|'.join(self._glued)})(?:\b|(?<=-))", re.IGNORECASE)
        self.few = frozenset(listed("few"))
        self.sizes = frozenset(listed("sizes"))
        self.heaped = self.sizes | frozenset(listed("heaped"))
        self.about = Phrases((phrase, True) for phrase in listed("about"))
        self.of = frozenset(listed("of"))
        self.until = frozenset(listed("until"))
        self.plus = frozenset(listed("plus"))
        self.either = frozenset(listed("either"))
        self.prepared = Patterns(certain("prepared"))
        self.adverbs = Patterns(certain("adverbs"))
        self.participles = Patterns(certain("participles"))
        self.onward = frozenset(certain("onward"))
        self.adjectives = frozenset(certain("adjectives"))
        self.parts = frozenset(certain("parts"))
        self.named = Phrases((phrase, True) for phrase in listed("named"))
        self.notes = Phrases((phrase, True) for phrase in certain("notes"))
        self.unmeasured = Phrases((phrase, True) for phrase in listed("unmeasured"))

    def apart(self, text: str) -> str:
        """The line with a space between number and word where its language writes them as one."""
        return self._glue.sub(lambda match: self._glued[fold(match[0])], text) if self._glued else text


def _kindred(codes: Sequence[str]) -> Iterable[Language]:
    for kindred in _KINDRED:
        if len(codes) == 1 and codes[0] in kindred:
            yield from (LANGUAGES[code] for code in kindred.split() if code in LANGUAGES)


def _spellings(languages: Iterable[Language]) -> Iterable[tuple[str, str]]:
    for language in languages:
        for unit, spellings in language.units.items():
            yield unit, unit
            for spelling in entries(spellings):
                yield spelling, unit


def lexicon(language: str | None) -> Lexicon:
    """Of a language tag (`pt-BR` is `pt`); of all languages together when it is unknown or None."""
    if not language:
        return _lexicon("")
    code = language.replace("_", "-").partition("-")[0].lower()
    code = _OTHER_CODES.get(code, code)
    return _lexicon(code if code in LANGUAGES else "")


@cache
def _lexicon(code: str) -> Lexicon:
    return Lexicon([code] if code else list(LANGUAGES))
