"""Times: milliseconds since 1970 UTC inside, ISO 8601 UTC with milliseconds outside."""

from __future__ import annotations

from datetime import UTC, datetime


def iso(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{rest:03d}Z"


def from_iso(text: str) -> int:
    """Raises ValueError for anything but the form that `iso` writes."""
    moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    return round(moment.timestamp() * 1000)


def lasting(seconds: int) -> str:
    """In words, such as "42 seconds", "3 minutes" (never too few of these) or "about 12 hours"."""
    if seconds == 1:
        return "1 second"
    if seconds <= 90:
        return f"{seconds} seconds"
    if seconds <= 90 * 60:
        return f"{-(-seconds // 60)} minutes"
    return f"about {round(seconds / 3600)} hours"
