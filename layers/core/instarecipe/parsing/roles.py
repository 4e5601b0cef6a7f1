"""What each line of a post is: talk in front, ingredient, step, or talk behind.

Every line is scored for each role on its own; the best order of roles over all lines is then found by
dynamic programming (Viterbi). Headings decide the role of what follows them.
"""

from __future__ import annotations

from collections.abc import Sequence

from instarecipe.parsing.features import Features
from instarecipe.parsing.lines import Line
from instarecipe.parsing.vocabulary import CLOSING, INGREDIENTS, METHOD

BEFORE, INGREDIENT, STEP, AFTER = range(4)
_ROLES = (BEFORE, INGREDIENT, STEP, AFTER)
_HEADED = {INGREDIENTS: INGREDIENT, METHOD: STEP, CLOSING: AFTER}
_NEVER = -1_000.0
_CHANGE = (
    # to: before, ingredient, step, after
    (0.0, -2.0, -3.5, -5.0),
    (_NEVER, 0.0, -2.0, -3.0),
    (_NEVER, -5.0, 0.0, -2.5),
    (_NEVER, -6.0, -6.0, 0.0),
)
"""What it costs to go from one role to another."""
_BLANK = 1.2
"""So much less behind a blank line."""
_FIRST = 1.0
"""A post rather begins with a title than with an ingredient."""
_HEADED_BONUS = 1.5
_NOT_YET = -8.0
"""In front of the ingredients' heading, and between it and the method's, there are no steps."""
_CLOSED = -6.0
"""What comes under a heading such as `Notes` is no ingredient and no step."""


def roles(lines: Sequence[Line], seen: Sequence[Features]) -> list[int]:
    """The role of each line, in the likeliest order."""
    first = next((at for at, line in enumerate(lines) if line.heading == INGREDIENTS), None)
    best = [0.0, _NEVER / 2, _NEVER / 2, _NEVER / 2]
    back: list[list[int]] = []
    method = max((at for at, line in enumerate(lines) if line.heading == METHOD), default=-1)
    headed: int | None = None
    counted = 0
    for at, line in enumerate(lines):
        if line.heading:
            headed = _HEADED[line.heading]
        elif headed == AFTER and line.number is not None and line.number == counted + 1 > 1:
            headed = STEP  # a tip between two steps
        elif headed == AFTER and lines[at - 1].inline and not line.inline:
            headed = None  # Tip: use fresh basil
        counted = line.number if line.number is not None else counted
        early = first is not None and at < first and headed is None
        scores = _scores(line, seen[at], headed, early=early, expected=at < method)
        step = [
            max(_ROLES, key=lambda role, to=to: best[role] + _cost(role, to, lines, seen, at))
            for to in _ROLES
        ]
        best = [best[step[to]] + _cost(step[to], to, lines, seen, at) + scores[to] for to in _ROLES]
        back.append(step)
    return _traced(best, back)


def _traced(best: Sequence[float], back: Sequence[Sequence[int]]) -> list[int]:
    role = max(_ROLES, key=lambda candidate: best[candidate])
    found = []
    for step in reversed(back):
        found.append(role)
        role = step[role]
    return found[::-1]


def _cost(role: int, to: int, lines: Sequence[Line], seen: Sequence[Features], at: int) -> float:
    line = lines[at]
    if line.heading:
        return 0.0
    if at == 0 and role != BEFORE:
        return _NEVER
    if role != to:
        return _CHANGE[role][to] + (_BLANK if line.blank else 0.0)
    if at == 0:
        return _FIRST
    before = lines[at - 1]
    changed = (
        before.heading is None and before.mark != line.mark and not (seen[at].group or seen[at - 1].group)
    )
    return -1.0 if changed and role in (INGREDIENT, STEP) else 0.0


def _scores(
    line: Line, seen: Features, headed: int | None, *, early: bool, expected: bool
) -> tuple[float, float, float, float]:
    if line.heading:
        found = [_NEVER] * 4
        found[_HEADED[line.heading]] = 0.0
        return (found[0], found[1], found[2], found[3])
    talk = _talk(line, seen)
    bonus = {headed: _HEADED_BONUS}
    outside = _CLOSED * (headed == AFTER)
    return (
        talk + 3.0 * seen.stated.pure,
        _ingredient(line, seen) + bonus.get(INGREDIENT, 0.0) + outside - 3.0 * early,
        _step(line, seen)
        + bonus.get(STEP, 0.0)
        + outside
        + _NOT_YET * (early or (expected and headed == INGREDIENT)),
        talk + bonus.get(AFTER, 0.0),
    )


def _talk(line: Line, seen: Features) -> float:
    said = (
        0.5 + 1.5 * min(seen.talk, 3) + 2.0 * min(seen.teasers, 2) + 4.0 * seen.address + 0.6 * seen.excited
    )
    done = 1.5 * seen.measured + 1.5 * seen.verb + 0.3 * min(seen.verbs, 4) + seen.heated
    return said - done - {"bullet": 0.5, "number": 1.0}.get(line.mark, 0.0)


def _ingredient(line: Line, seen: Features) -> float:
    length = 1.0 if seen.words <= 4 else 0.5 if seen.words <= 8 else 0.0 if seen.words <= 12 else -1.5
    found = (0.0, 2.0, 3.5)[seen.measured] + (length if seen.words <= 18 else -4.0)
    found += {"bullet": 1.0, "number": -0.5}.get(line.mark, 0.0) + 3.0 * line.listed
    if seen.measured == 0:
        found -= 2.5 * seen.verb + 0.7 * min(seen.verbs, 3)
    found -= 2.5 * (seen.sentences > 1) + 0.7 * (seen.closed and seen.words > 4)
    return found - 1.5 * min(seen.talk, 3) - 6.0 * seen.address - 0.7 * seen.excited


def _step(line: Line, seen: Features) -> float:
    found = 2.5 * seen.verb + 0.7 * min(seen.verbs, 3) + 1.5 * seen.heated + 1.5 * (line.mark == "number")
    found += (seen.words >= 6) + (seen.words >= 12) - 1.5 * (seen.words < 4)
    found += 0.7 * seen.closed + (seen.sentences > 1)
    if seen.words <= 14 and not seen.verb:
        found -= 1.5 * seen.measured
    return found - min(seen.talk, 4) - 6.0 * seen.address - 0.4 * seen.excited - seen.group
