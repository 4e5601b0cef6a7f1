"""The words of a language with which a cook tells what to do, and the amounts that are told of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from instarecipe.parsing.amounts import Measure, measure
from instarecipe.parsing.lexicon import Phrases, entries, lexicon
from instarecipe.parsing.tables import LANGUAGES
from instarecipe.parsing.tables.measures import LENGTH
from instarecipe.parsing.tokens import WORD, Tokens
from instarecipe.parsing.vocabulary import VERB_LAST, Words, vocabulary

_REACH = 6
"""Words between what is done and the amount it is done with."""
_NEAR = 2
_LONGEST_FOOD = 4


class Mention(NamedTuple):
    """The tokens of an amount and its food; `commanded`: something is to be done with it."""

    start: int
    end: int
    measured: bool
    commanded: bool


class Speech:
    """One language's. `closed` words end a food; an `unfinished` clause is not cut behind its last word."""

    def __init__(self, code: str) -> None:
        language = LANGUAGES[code]
        self.lexicon = lexicon(code)
        self.verbs = Words("verbs", (code,))
        self.then = Phrases((entry, True) for entry in entries(language.then))
        self.making = Phrases((entry, True) for entry in entries(language.making))
        self.things = frozenset(entries(language.things))
        self.closed = self.then.first.union(entries(language.common), entries(language.aside))
        self.taking = frozenset(entries(language.taking))
        self.unfinished = self.closed | self.things
        self.verb_first = code not in VERB_LAST

    def acts(self, line: Tokens, at: int) -> bool:
        """Whether a cooking verb stands there."""
        word = line[at].key
        known = word in self.then.first or word in self.lexicon.adverbs
        return not known and self.verbs.at(line, at)

    def commands(self, line: Tokens, at: int) -> bool:
        """Whether something is taken up there, or done with it."""
        return line[at].key in self.taking or self.acts(line, at)


@cache
def speech_of(language: str | None) -> Speech | None:
    """None for a language whose tables do not say how its speech goes on."""
    return Speech(language) if language in LANGUAGES and LANGUAGES[language].then else None


def mentions(line: Tokens, speech: Speech) -> Iterator[Mention]:
    """What is told of, in order, whether or not it is an ingredient."""
    at, acted = 0, -_REACH - 1
    while at < len(line):
        made = speech.making.at(line, at)
        if made:
            at = made[1] + 1  # today we make a cake
            continue
        found = measure(line, at, speech.lexicon)
        if found is None:
            acted = at if speech.commands(line, at) else acted
            at += 1
            continue
        commanded = at - acted <= _REACH
        end = _food_end(line, found, speech, near=at - acted <= _NEAR)
        if end:
            yield Mention(at, end, found.unit is not None, commanded)
            acted = end if commanded else acted  # add two eggs and a cup of milk
        at = end or found.end


def _food_end(line: Tokens, found: Measure, speech: Speech, *, near: bool) -> int | None:
    """Where the food behind an amount ends; None when it is none. `near`: its verb stands right in front."""
    words = vocabulary()
    if found.unit in LENGTH or words.durations.at(line, found.end) or _is_degrees(line, found.end):
        return None
    start = found.end
    while start < len(line) and line[start].key in speech.lexicon.of:
        start += 1
    if start > found.end and start < len(line) and speech.lexicon.numbers.get(line[start].key) == 1:
        start += 1  # a quarter of an onion
    end = start
    while end < min(len(line), start + _LONGEST_FOOD) and _goes_on(line, end, start, speech):
        end += 1
    if end == start or (start == found.end and end == start + 1 and speech.acts(line, start)):
        return None  # pour it in a jar, shake
    if found.unit is None:
        article = found.low == 1 and line[found.end - 1].kind == WORD and not near
        named = end < len(line) and line[end].key in speech.things
        if article or named:
            return None
    return end


def _goes_on(line: Tokens, at: int, start: int, speech: Speech) -> bool:
    token = line[at]
    if token.kind != WORD or token.key in speech.things or token.key in speech.closed:
        return False
    known = speech.lexicon
    if token.key in known.plus or token.key in known.either or token.key in known.numbers:
        return False
    return at == start or not speech.acts(line, at)


def _is_degrees(line: Tokens, at: int) -> bool:
    return at < len(line) and (line[at].key in vocabulary().degrees or line[at].key in "°º%")
