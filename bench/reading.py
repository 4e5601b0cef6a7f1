"""How fast the built-in rules read lines and captions, and the memory that it takes."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import TypeVar

from bench.figures import Figure, Part
from instarecipe.parsing.ingredient import parse_line
from instarecipe.ports import Extracted
from instarecipe.read import by_rules
from tests.captions import CAPTIONS

T = TypeVar("T")
SECONDS = 3.0
ROUNDS = 5


def part() -> Part:
    found = _measured()
    note = f"of {len(CAPTIONS)} captions of our tests; a second of CPU"
    return Part(
        [
            Figure("reading: ingredient lines", found["lines"], "1/s", 2_000, note, at_least=True),
            Figure("reading: captions", found["captions"], "1/s", 200, note, at_least=True),
            Figure("reading: peak memory", found["megabytes"], "MB"),
        ]
    )


def _measured() -> dict[str, float]:
    captions = [Extracted(one, via="given") for one in CAPTIONS.values()]
    recipes = [recipe for one in captions if (recipe := by_rules(one))]
    lines = [ingredient.original for recipe in recipes for ingredient in recipe.ingredients]
    return {
        "lines": _rate(lines, parse_line),
        "captions": _rate(captions, by_rules),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _rate(samples: Sequence[T], read: Callable[[T], object]) -> float:
    """Samples a second of CPU, the median of a few rounds after one that does not count."""
    rates = []
    for _ in range(ROUNDS + 1):
        begun, done = time.thread_time(), 0
        while time.thread_time() - begun < SECONDS / ROUNDS:
            for sample in samples:
                read(sample)
            done += len(samples)
        rates.append(done / (time.thread_time() - begun))
    return median(rates[1:])
