"""The words of posts in all languages at once: a post's language is not known before it is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from instarecipe.parsing.lexicon import REMEMBERED, Patterns, Phrases, entries, lexicon
from instarecipe.parsing.tables import LANGUAGES
from instarecipe.parsing.tokens import WORD, Tokens, tokens

INGREDIENTS, METHOD, CLOSING = "ingredients", "method", "closing"
PREP, COOK, TOTAL = "prep", "cook", "total"
_IDEOGRAPHS = re.compile("[\u3040-\u9fff]")
_UNSPACED = ("ja", "zh")
VERB_LAST = ("de", "nl", "tr", "ko", "fa")
"""Languages whose steps may end with what the cook does: `Zwiebeln schälen`."""
_WEAK_LENGTH = 4
"""`for 4` alone may mean anything: so short a word in front of a number needs `people` behind it."""


class Words:
    """Phrases and one-star patterns of one field, in all languages."""

    def __init__(self, field: str, codes: Iterable[str] = LANGUAGES) -> None:
        listed = [entry for _, entry in _listed(field, codes)]
        self._phrases = Phrases((entry, True) for entry in listed if "*" not in entry)
        self._idle: set[str] = set()
        self._patterns = Patterns(entry for entry in listed if "*" in entry)
        self._pieces = [entry for _, entry in _listed(field, _UNSPACED)]

    def count(self, line: Tokens, text: str) -> int:
        """How many of them stand in the line."""
        found = end = 0
        idle = self._idle
        for at, token in enumerate(line):
            key = token.key
            if key in idle or at < end:
                continue
            phrase = self._phrases.at(line, at)
            if phrase:
                found, end = found + 1, phrase[1]
            elif token.kind == WORD and key in self._patterns:
                found += 1
            elif key not in self._phrases.first:
                self._remember(key)
        if not text.isascii() and unspaced(text):
            found += sum(piece in text for piece in self._pieces)
        return found

    def _remember(self, key: str) -> None:
        """Most words of a post are none of these, and come again and again."""
        if len(self._idle) >= REMEMBERED:
            self._idle.clear()
        self._idle.add(key)

    def at(self, line: Tokens, place: int) -> bool:
        return bool(self._phrases.at(line, place)) or (
            place < len(line) and line[place].kind == WORD and line[place].key in self._patterns
        )


class Vocabulary:
    def __init__(self) -> None:
        self.headings = Phrases(
            (entry, kind) for kind in (INGREDIENTS, METHOD, CLOSING) for _, entry in _listed(kind)
        )
        self.groups = Phrases((entry, True) for _, entry in _listed("group"))
        self.recipe = Phrases((entry, True) for _, entry in _listed("recipe"))
        self.step_words = frozenset(entry for _, entry in _listed("step"))
        self.servings = Phrases((entry, len(entry) > _WEAK_LENGTH) for _, entry in _listed("servings"))
        self.people = Phrases((entry, True) for _, entry in _listed("people"))
        self.times = Phrases((entry, kind) for kind in (PREP, COOK, TOTAL) for _, entry in _listed(kind))
        self.durations = Phrases(
            (entry, size) for size, field in ((60, "hours"), (1, "minutes")) for _, entry in _listed(field)
        )
        self.degrees = frozenset(entry for _, entry in _listed("degrees"))
        self.stating = (
            self.people.first
            | self.durations.first
            | frozenset(tokens(entry)[0].key for _, entry in _listed("servings") if len(entry) > _WEAK_LENGTH)
        )
        """The words without which a line states nothing about servings and times."""
        known = lexicon(None)
        self.telling = self.times.first | self.servings.first | known.about.first | known.numbers.keys()
        """The words with which something that is stated may begin."""
        self.verbs = Words("verbs")
        self.final_verbs = Words("verbs", VERB_LAST)
        self.cooking = [entry for _, entry in _listed("cooking")]
        self.talk = Words("talk")
        self.teasers = Words("teaser")
        self.common = frozenset(entry for _, entry in _listed("common"))


def _listed(field: str, codes: Iterable[str] = LANGUAGES) -> Iterator[tuple[str, str]]:
    for code in codes:
        for entry in entries(getattr(LANGUAGES[code], field)):
            yield code, entry


def unspaced(text: str) -> bool:
    """Whether the text holds Chinese or Japanese signs."""
    return bool(_IDEOGRAPHS.search(text))


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Built at the first use (some 20 ms), not when the module is imported."""
    return Vocabulary()
