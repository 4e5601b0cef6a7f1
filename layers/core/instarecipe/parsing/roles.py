"""What each line of a post is: talk in front, ingredient, step, or talk behind.

Every line is scored for each role on its own; the best order of roles over all lines is then found by
dynamic programming (Viterbi). Headings decide the role of what follows them.
"""

from __future__ import annotations

from collections.abc import Sequence

from instarecipe.parsing.features import Features
from instarecipe.parsing.lines import Line
from instarecipe.parsing.scores import AFTER, BEFORE, INGREDIENT, NEVER, ROLES, STEP, Under, scores
from instarecipe.parsing.vocabulary import CLOSING, INGREDIENTS, METHOD, vocabulary

_HEADED = {INGREDIENTS: INGREDIENT, METHOD: STEP, CLOSING: AFTER}
_CHANGE = (
    # to: before, ingredient, step, after
    (0.0, -2.0, -3.5, -5.0),
    (NEVER, 0.0, -2.0, -3.0),
    (NEVER, -5.0, 0.0, -2.5),
    (NEVER, -6.0, -6.0, 0.0),
)
"""What it costs to go from one role to another."""
_BLANK = 1.2
"""So much less behind a blank line."""
_OTHER_MARK = -1.0
"""Ingredients and steps keep their bullets or numbers."""
_UNLIKE = -2.0
"""A list rather begins with an amount; without one, a line over it is the title."""
_FIRST = 1.0
"""A post rather begins with a title than with an ingredient."""


def roles(lines: Sequence[Line], seen: Sequence[Features]) -> list[int]:
    """The role of each line, in the likeliest order."""
    best = [0.0, NEVER, NEVER, NEVER]
    back: list[list[int]] = []
    for at, under in enumerate(_under(lines)):
        line = lines[at]
        own = _headed(line) if line.heading else scores(line, seen[at], under)
        came: list[int] = []
        totals: list[float] = []
        for to in ROLES:
            ways = [best[role] + _cost(role, to, lines, seen, at) for role in ROLES]
            came.append(ways.index(max(ways)))
            totals.append(max(ways) + own[to])
        best = totals
        back.append(came)
    return _traced(best, back)


def _traced(best: Sequence[float], back: Sequence[Sequence[int]]) -> list[int]:
    role = best.index(max(best))
    found = []
    for came in reversed(back):
        found.append(role)
        role = came[role]
    return found[::-1]


def _headed(line: Line) -> tuple[float, ...]:
    return tuple(0.0 if role == _HEADED[line.heading or CLOSING] else NEVER for role in ROLES)


def _cost(role: int, to: int, lines: Sequence[Line], seen: Sequence[Features], at: int) -> float:
    """Of going from the role of the line before to another."""
    line = lines[at]
    if line.heading:
        return 0.0
    if at == 0 and role != BEFORE:
        return NEVER
    if role != to:
        begins = role == BEFORE and to == INGREDIENT and not _may_begin_list(line, seen[at])
        return _CHANGE[role][to] + (_BLANK if line.blank else 0.0) + (_UNLIKE if begins else 0.0)
    if at == 0:
        return _FIRST
    before = lines[at - 1]
    changed = (
        before.heading is None and before.mark != line.mark and not (seen[at].group or seen[at - 1].group)
    )
    return _OTHER_MARK if changed and role in (INGREDIENT, STEP) else 0.0


def _may_begin_list(line: Line, seen: Features) -> bool:
    return bool(line.mark or seen.measured or seen.group or vocabulary().groups.at(line.tokens, 0))


def _under(lines: Sequence[Line]) -> list[Under]:
    """Under which heading each line stands, and which ones are still to come."""
    first = next((at for at, line in enumerate(lines) if line.heading == INGREDIENTS), -1)
    method = max((at for at, line in enumerate(lines) if line.heading == METHOD), default=-1)
    found: list[Under] = []
    headed: int | None = None
    counted = 0
    for at, line in enumerate(lines):
        if line.heading:
            headed = _HEADED[line.heading]
        elif headed == AFTER and line.number is not None and line.number == counted + 1 > 1:
            headed = STEP  # a tip between two steps
        elif headed == AFTER and lines[at - 1].inline and not line.inline:
            headed = None  # Tip: use fresh basil
        counted = counted if line.number is None else line.number
        found.append(Under(headed, early=at < first and headed is None, method_follows=at < method))
    return found
