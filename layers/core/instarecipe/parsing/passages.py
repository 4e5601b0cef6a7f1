"""A line of a post, or a part of one, and what is measured in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from instarecipe.parsing import cjk
from instarecipe.parsing.amounts import measure, unit
from instarecipe.parsing.ingredient import parse_line
from instarecipe.parsing.lexicon import lexicon
from instarecipe.parsing.tokens import tokens
from instarecipe.parsing.wording import Wording

_NEAR = 0.005
"""Amounts that differ by less are the same: a third is 0.333 and 0.3333."""


class Said(NamedTuple):
    """`low` is None for a unit that stands behind no number: the clove of `2 garlic cloves`."""

    low: float | None
    high: float | None
    unit: str | None


@dataclass
class Passage:
    """A line or a part of it; `at` is the number of the line."""

    text: str
    at: int
    language: str | None

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.text)

    @cached_property
    def measures(self) -> frozenset[Said]:
        return frozenset(_measures(cjk.spaced(self.text), self.language)) - {Said(None, None, None)}

    def counts(self, low: float, high: float | None, unit: str | None) -> bool:
        """Whether the amount is said, or need not be: a Hebrew `כוס קמח` is one cup."""
        if (low, high) == (1, None) and lexicon(self.language).one_by_default and self._is_loose(unit):
            return True
        return any(same(low, said.low) and same(high, said.high) for said in self.measures)

    def measured(self, low: float, high: float | None, unit: str) -> bool:
        """Whether the amount is one of that unit; both may stand apart, as in `1 (14-ounce) can`."""
        units = {said.unit for said in self.measures if same(low, said.low) and same(high, said.high)}
        return unit in units or (not units.isdisjoint({None, unit}) and self._is_loose(unit))

    def names(self, unit: str) -> bool:
        return any(said.unit == unit for said in self.measures)

    def _is_loose(self, unit: str | None) -> bool:
        return unit is not None and Said(None, None, unit) in self.measures


def _measures(text: str, language: str | None) -> Iterator[Said]:
    """What the parser of ingredient lines finds, and what else is measured on the way."""
    read = parse_line(text, language)
    yield Said(read.amount, read.amount_max, read.unit)
    words, line, at = lexicon(language), tokens(text), 0
    while at < len(line):
        measured = measure(line, at, words)
        named = None if measured else unit(line, at, words)
        if measured:
            yield Said(*measured[:3])
        elif named:
            yield Said(None, None, named[0])
        at = max(at + 1, measured.end if measured else 0)


def same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= _NEAR * max(1.0, abs(one) / 10)
