"""Servings and times, only where a post states them: a line such as `⏱ 20 min | Serves 4`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from instarecipe.parsing.lexicon import lexicon
from instarecipe.parsing.numbers import quantity
from instarecipe.parsing.tokens import DASHES, MARK, NUMBER, WORD, Tokens, tokens, touching
from instarecipe.parsing.vocabulary import COOK, PREP, TOTAL, vocabulary

CLOCKS = frozenset("⏱⏲⏰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛⌛⏳🕰")
_SEPARATORS = frozenset("|·•/;,+—–│┃・、，(（[)）]")
_OTHER = "other"
"""A time that is none of ours: `Chill time: 2 hours`."""
_LONGEST_LINE = 250
_MOST_SERVINGS = 200
PRIMES = frozenset("'’′")
"""`20’` is twenty minutes."""
_MOST_MINUTES = 60 * 24 * 30


@dataclass(frozen=True, slots=True)
class Facts:
    """What a post says about itself; times in minutes."""

    servings: int | None = None
    servings_text: str | None = None
    prep: int | None = None
    cook: int | None = None
    total: int | None = None

    def or_else(self, other: Facts) -> Facts:
        """This one, with what it does not say taken from `other`."""
        first, second = (self, other) if self.servings is not None else (other, self)
        return Facts(
            first.servings,
            first.servings_text if first.servings is not None else second.servings_text,
            self.prep if self.prep is not None else other.prep,
            self.cook if self.cook is not None else other.cook,
            self.total if self.total is not None else other.total,
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """What one line states. `pure` lines say nothing else; `sure` ones are no step (`Bake 20 minutes`).

    Of other lines only `labelled` is to be believed: `In 20 minutes`, `for 4 people` may tell a story.
    """

    facts: Facts = Facts()
    labelled: Facts = Facts()
    pure: bool = False
    sure: bool = False


def minutes(text: str) -> int | None:
    """The first duration in a line: `1 h 20`, `90 Minuten`, `PT1H30M`; of a range the longer end."""
    line = tokens(text[:_LONGEST_LINE])
    return next((found[0] for at in range(len(line)) if (found := duration(line, at))), None)


def statement(text: str) -> Statement:
    """What a line of a post states about servings and times; the last lines are remembered."""
    return _statement(text) if len(text) <= _LONGEST_LINE else Statement()


@lru_cache(maxsize=1024)
def _statement(text: str) -> Statement:
    line = tokens(text)
    stating = vocabulary().stating
    if not any(token.kind == NUMBER for token in line):
        return Statement()
    if not any(token.key in stating or token.key in PRIMES for token in line):
        return Statement()
    reader = _Reader(text)
    for start, end in _segments(line):
        reader.read(line[start:end])
    clock = any(sign in CLOCKS for sign in text)
    return Statement(
        reader.facts,
        reader.labelled,
        pure=reader.stated > 0 and (reader.stray == 0 or (reader.stated > 1 and reader.stray <= 2)),
        sure=reader.stated > 1 or clock or reader.facts.servings is not None or not reader.verb,
    )


def _segments(line: Tokens) -> Iterator[tuple[int, int]]:
    start = 0
    for at, token in enumerate(line):
        if token.kind == MARK and (token.key in _SEPARATORS or token.key in CLOCKS or token.key >= "\u2600"):
            yield start, at
            start = at + 1
    yield start, len(line)


class _Reader:
    """Goes through the segments of a line; a label may stand in front of its time or behind it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.facts = self.labelled = Facts()
        self.stated = self.stray = 0
        self.verb = False
        self._label: str | None = None

    def read(self, segment: Tokens) -> None:
        """One pass; what is neither label, time nor servings counts as a stray word."""
        words, unlabelled, stray, at = vocabulary(), None, 0, 0
        while at < len(segment):
            if segment[at].kind == WORD and segment[at].key not in words.telling:
                stray, at = stray + 1, at + 1
                continue
            label = words.times.at(segment, at)
            if label:
                self.verb |= (
                    label[1] == at + 1 and words.verbs.at(segment, at) and not _colon(segment, at + 1)
                )
                if unlabelled is not None:
                    self._state(label[0], unlabelled)
                    unlabelled = None
                else:
                    both = {self._label, label[0]} == {PREP, COOK}
                    self._label = TOTAL if both else _OTHER if stray and label[0] == TOTAL else label[0]
                at = label[1]
                continue
            length = duration(segment, at)
            if length:
                if self._label:
                    self._state(self._label, length[0])
                    self._label = None
                else:
                    unlabelled = length[0]
                at = length[1]
                continue
            servings = _servings(segment, at, self.text)
            if servings:
                found, at, strong = servings
                self._note(found, labelled=strong)
                continue
            if segment[at].kind == WORD:
                about = lexicon(None).about.at(segment, at) or words.servings.at(segment, at)
                stray += not about
            at += 1
        if unlabelled is not None and stray == 0:
            self._note(Facts(total=unlabelled), labelled=False)
        self.stray += stray

    def _state(self, label: str, length: int) -> None:
        if label != _OTHER:
            found = {PREP: Facts(prep=length), COOK: Facts(cook=length), TOTAL: Facts(total=length)}
            self._note(found[label], labelled=True)

    def _note(self, found: Facts, *, labelled: bool) -> None:
        self.facts = self.facts.or_else(found)
        if labelled:
            self.labelled = self.labelled.or_else(found)
        self.stated += 1


def _colon(line: Tokens, at: int) -> bool:
    return at < len(line) and line[at].key in ":："


def duration(line: Tokens, at: int) -> tuple[int, int] | None:
    """Minutes and where they end: `20-30 min`, `1 h 20`, `1h30`, `1:30 h`, `half an hour`."""
    found = _clock(line, at) or _with_unit(line, at)
    if found is None:
        return None
    value, size, end = found
    if size == 60:
        joined = end < len(line) and line[end].key in lexicon(None).plus
        more = _with_unit(line, end + joined)
        if more and more[1] == 1:
            value, end = value + more[0], more[2]
        elif (
            end < len(line)
            and line[end].kind == NUMBER
            and line[end].key.isdigit()
            and int(line[end].key[:3]) < 60
        ):
            value, end = value + int(line[end].key), end + 1
    return (round(value), end) if 0 < value <= _MOST_MINUTES else None


def is_prime(line: Tokens, at: int) -> bool:
    """Whether the sign of minutes stands behind a number: `20’`, but not `20’’` or `'20'`."""
    if not 0 < at < len(line) or line[at].key not in PRIMES or not touching(line[at - 1], line[at]):
        return False
    return not any(line[beside].key in PRIMES for beside in (at - 2, at + 1) if 0 <= beside < len(line))


def _clock(line: Tokens, at: int) -> tuple[float, int, int] | None:
    """The minutes of `1:15 h`, 1, the end."""
    if at + 2 >= len(line) or line[at + 1].key != ":":
        return None
    hours, colon, rest = line[at : at + 3]
    named = vocabulary().durations.at(line, at + 3)
    if not named or named[0] != 60 or not (touching(hours, colon) and touching(colon, rest)):
        return None
    if not (hours.key.isdecimal() and rest.key.isdecimal() and len(hours.key) <= len(rest.key) == 2):
        return None
    return 60 * int(hours.key) + int(rest.key), 1, named[1]


def _with_unit(line: Tokens, at: int) -> tuple[float, int, int] | None:
    """Minutes, the minutes of one unit, the end."""
    amount = quantity(line, at, lexicon(None))
    if amount is None:
        return None
    end = amount.end
    if is_prime(line, end):
        return amount.high or amount.low, 1, end + 1
    if end < len(line) and line[end].key in DASHES:
        end += 1
    unit = vocabulary().durations.at(line, end)
    if unit is None:
        return None
    size, end = unit
    if end < len(line) and line[end].key == ".":
        end += 1
    return (amount.high or amount.low) * size, size, end


def _servings(line: Tokens, at: int, text: str) -> tuple[Facts, int, bool] | None:
    """`Serves 4`, `für 4 Personen`, `makes: 12 muffins`, `4 raciones`; where it ends; is it beyond doubt."""
    words = vocabulary()
    phrase = words.servings.at(line, at)
    place = phrase[1] if phrase else at
    while phrase and place < len(line) and (line[place].kind == MARK or lexicon(None).about.at(line, place)):
        place += 1
    amount = quantity(line, place, lexicon(None))
    if amount is None or not 0 < amount.low <= _MOST_SERVINGS or amount.low != int(amount.low):
        return None
    people = words.people.at(line, amount.end)
    if people is None and (phrase is None or not (phrase[0] or amount.end == len(line))):
        return None
    if people and people[1] < len(line) and line[people[1]].key in lexicon(None).of:
        return None  # 2 portions of rice
    end = people[1] if people else len(line) if phrase and phrase[0] else amount.end
    called = text[line[place].start : line[end - 1].end]
    return Facts(int(amount.low), called if end > amount.end else None), end, bool(phrase and phrase[0])
