"""Retry-After in every form that servers send."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from instarecipe.outbound.waiting import retry_after

NOON, LATER = "Mon, 01 Jun 2026 12:00:00 GMT", "Mon, 01 Jun 2026 12:10:00 GMT"
CLOCK = datetime(2026, 6, 1, 12, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "now", "seconds"),
    [
        ({"retry-after": "120"}, None, 120),
        ({"retry-after": " 0.5 "}, None, 0.5),
        ({"retry-after": "-3"}, None, 0),
        ({"retry-after": LATER, "date": NOON}, CLOCK, 600),
        ({"retry-after": NOON, "date": LATER}, None, 0),
        ({"retry-after": LATER}, CLOCK, 60),
        ({"retry-after": LATER, "date": "yesterday"}, CLOCK, 60),
        ({"retry-after": "Mon, 01 Jun 2026 12:10:00 -0000", "date": NOON}, None, 600),
        ({"retry-after": LATER}, None, None),
        ({"retry-after": "soon", "date": NOON}, CLOCK, None),
        ({"retry-after": "inf"}, None, None),
        ({"retry-after": "9" * 400}, None, None),
        ({"retry-after": "²"}, None, None),
        ({}, CLOCK, None),
    ],
)
def test_how_long_a_server_asks_to_be_left_alone(
    headers: dict[str, str], now: datetime | None, seconds: float | None
) -> None:
    assert retry_after(headers, now) == seconds
