"""What a create that broke off left of a recipe in Tandoor, and whether it may still be at work.

The row comes first, all steps together when the last one is made, then the keywords.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

SETTLES_SECONDS: Final = 20
"""After that, a recipe without steps is one that a create left behind."""


def left_out(found: Mapping[str, Any], body: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `body` that are missing: none where a step is not ours, for that recipe is the cook's."""
    ours = {step["instruction"] for step in body["steps"]}
    there: Sequence[Mapping[str, Any]] = found["steps"]
    if any(step["instruction"] not in ours for step in there):
        return {}
    missing: dict[str, Any] = {}
    if len(there) < len(body["steps"]) or _lines(there) < _lines(body["steps"]):
        missing["steps"] = body["steps"]
    if body["keywords"] and not found["keywords"]:
        missing["keywords"] = body["keywords"]
    return missing


def seconds_to_settle(found: Mapping[str, Any], now: datetime | None) -> float:
    """The caller's patience may have ended before Tandoor's work, whose late steps would be there twice.

    By the server's clock alone: `now` is the answer's Date, which has no fractions.
    """
    age = _age(found.get("created_at"), now)
    if age is None or age <= -SETTLES_SECONDS:
        return 0
    return max(0.0, SETTLES_SECONDS - max(0.0, age))


def is_within(seconds: float | None, created_at: object, now: datetime | None) -> bool:
    """Whether it was made in the last so many seconds, by the server's clock; whenever for None."""
    if seconds is None:
        return True
    age = _age(created_at, now)
    return age is not None and age <= seconds


def _age(created_at: object, now: datetime | None) -> float | None:
    """Seconds; None where the server does not tell. A time without a zone is UTC (Mealie's)."""
    try:
        created = datetime.fromisoformat(created_at) if isinstance(created_at, str) else None
    except ValueError:
        return None
    if now is None or created is None:
        return None
    return (now - (created if created.tzinfo else created.replace(tzinfo=UTC))).total_seconds()


def _lines(steps: Sequence[Mapping[str, Any]]) -> int:
    return sum(len(step["ingredients"]) for step in steps)
