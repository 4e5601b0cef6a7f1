"""How long a server asks to be left alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_SECONDS = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")
"""RFC 9110 knows whole seconds only; servers of models send `0.5`."""


def retry_after(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Seconds, never negative; None without a Retry-After that can be understood. Names are in lower case.

    A date counts from the answer's own Date, so that no clock but the server's matters; `now` stands in
    where there is none.
    """
    value = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(value):
        return max(0.0, float(value))
    then, since = date(value), date(headers.get("date", "")) or now
    return max(0.0, (then - since).total_seconds()) if then and since else None


def date(text: str) -> datetime | None:
    """A date as HTTP writes it, with its time zone; None for anything else."""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
