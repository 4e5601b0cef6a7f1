"""How well a line fits each role, in points which were weighed by hand; only their differences count."""

from __future__ import annotations

from typing import NamedTuple

from instarecipe.parsing.features import Features
from instarecipe.parsing.lines import BULLET, NUMBERED, Line

BEFORE, INGREDIENT, STEP, AFTER = range(4)
ROLES = (BEFORE, INGREDIENT, STEP, AFTER)
NEVER = -1_000.0
_HEADED = 1.5
_STATES = 3.0
"""A line about servings and times stands in front."""
_LISTED = 3.0
_MEASURED = (0.0, 2.0, 3.5)
_EARLY = -3.0
_NOT_YET = -8.0
"""In front of the ingredients' heading, and between it and the method's, there are no steps."""
_CLOSED = -6.0
"""What comes under a heading such as `Notes` is no ingredient and no step."""
_ADDRESS = 6.0


class Under(NamedTuple):
    """The role that the heading above announces. `early`: the ingredients' heading is still to come."""

    role: int | None
    early: bool
    method_follows: bool


def scores(line: Line, seen: Features, under: Under) -> tuple[float, ...]:
    """One score for each of `ROLES`."""
    talk = _talk(line, seen)
    closed = _CLOSED * (under.role == AFTER)
    not_yet = _NOT_YET * (under.early or (under.method_follows and under.role == INGREDIENT))
    found = (
        talk + _STATES * seen.stated.pure,
        _ingredient(line, seen) + closed + _EARLY * under.early,
        _step(line, seen) + closed + not_yet,
        talk,
    )
    return tuple(score + _HEADED * (role == under.role) for role, score in zip(ROLES, found, strict=True))


def _talk(line: Line, seen: Features) -> float:
    said = (
        0.5 + 1.5 * min(seen.talk, 3) + 2.0 * min(seen.teasers, 2) + 4.0 * seen.address + 0.6 * seen.excited
    )
    done = 1.5 * seen.measured + 1.5 * seen.verb + 0.3 * min(seen.verbs, 4) + seen.heated
    return said - done - {BULLET: 0.5, NUMBERED: 1.0}.get(line.mark, 0.0)


def _ingredient(line: Line, seen: Features) -> float:
    found = _MEASURED[seen.measured] + _length(seen.words) + _LISTED * line.listed
    found += {BULLET: 1.0, NUMBERED: -0.5}.get(line.mark, 0.0)
    if seen.measured == 0:
        found -= 2.5 * seen.verb + 0.7 * min(seen.verbs, 3)
    found -= 2.5 * (seen.sentences > 1) + 0.7 * (seen.closed and seen.words > 4)
    return found - 1.5 * min(seen.talk, 3) - _ADDRESS * seen.address - 0.7 * seen.excited


def _length(words: int) -> float:
    """Ingredients are short."""
    steps = ((4, 1.0), (8, 0.5), (12, 0.0), (18, -1.5))
    return next((points for most, points in steps if words <= most), -4.0)


def _step(line: Line, seen: Features) -> float:
    found = 2.5 * seen.verb + 0.7 * min(seen.verbs, 3) + 1.5 * seen.heated + 1.5 * (line.mark == NUMBERED)
    found += (seen.words >= 6) + (seen.words >= 12) - 1.5 * (seen.words < 4)
    found += 0.7 * seen.closed + (seen.sentences > 1)
    if seen.words <= 14 and not seen.verb:
        found -= 1.5 * seen.measured
    return found - min(seen.talk, 4) - _ADDRESS * seen.address - 0.4 * seen.excited - seen.group
