"""Tries to sign in: how many a minute, from one address and from everywhere."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from instarecipe.domain.errors import Refused
from instarecipe.throttle import ALTOGETHER, MINUTE_MS, PER_ADDRESS, Throttle
from tests.doubles.log_lines import log_lines
from tests.doubles.phases import DoubledWiring
from tests.doubles.virtual import Clock


@pytest.fixture
def throttle(wiring: DoubledWiring) -> Throttle:
    return wiring.throttle


def tried(throttle: Throttle, address: str, times: int) -> int:
    """How many of so many tries got through."""
    return sum(_passes(throttle, address) for _ in range(times))


def _passes(throttle: Throttle, address: str) -> bool:
    try:
        throttle(address)
    except Refused:
        return False
    return True


def test_who_tries_too_often_is_told_how_long_to_wait(throttle: Throttle, clock: Clock) -> None:
    clock.now += 18_500
    tried(throttle, "203.0.113.7", PER_ADDRESS)
    with pytest.raises(Refused) as refused:
        throttle("203.0.113.7")
    assert (refused.value.status, refused.value.details) == (429, {"retryAfterSeconds": 42})
    assert "Try again in 42 seconds." in refused.value.message


def test_one_address_has_so_many_tries_a_minute(throttle: Throttle, clock: Clock) -> None:
    assert tried(throttle, "203.0.113.7", 3 * PER_ADDRESS) == PER_ADDRESS
    assert tried(throttle, "203.0.113.8", 1) == 1
    clock.now += MINUTE_MS
    assert tried(throttle, "203.0.113.7", 1) == 1


def test_all_together_have_so_many_tries_a_minute(throttle: Throttle, clock: Clock) -> None:
    addresses = [f"198.51.100.{number}" for number in range(2 * ALTOGETHER)]
    assert sum(tried(throttle, address, 1) for address in addresses) == ALTOGETHER
    clock.now += MINUTE_MS
    assert tried(throttle, addresses[-1], 1) == 1


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("", "", True),
        ("", "nonsense", False),
    ],
)
def test_an_address_counts_for_its_whole_home(
    throttle: Throttle, one: str, other: str, together: bool
) -> None:
    tried(throttle, one, PER_ADDRESS)
    assert tried(throttle, other, 1) == (0 if together else 1)


def test_the_log_tells_once_that_somebody_has_no_tries_left(throttle: Throttle, clock: Clock) -> None:
    with log_lines() as lines:
        tried(throttle, "203.0.113.7", PER_ADDRESS - 1)
        assert lines == []
        tried(throttle, "203.0.113.7", 3 * PER_ADDRESS)
        [one] = lines
        assert one.startswith("no tries left")
        assert "203.0.113.7" not in one
        clock.now += MINUTE_MS
        for number in range(2 * ALTOGETHER):
            tried(throttle, f"198.51.100.{number}", 1)
        assert len(lines) == 2


def test_many_at_once_get_no_more(throttle: Throttle) -> None:
    with ThreadPoolExecutor(8) as pool:
        passed = sum(pool.map(lambda _: tried(throttle, "203.0.113.7", 1), range(5 * PER_ADDRESS)))
    assert 1 <= passed <= PER_ADDRESS


def test_no_address_is_stored_and_what_is_stored_expires(throttle: Throttle, clock: Clock) -> None:
    throttle("203.0.113.7")
    [one, other] = [
        entry.key for entry in throttle.table.query("", f"tries#{clock.now // MINUTE_MS}", limit=9)
    ]
    for row in throttle.table.get([one, other]):
        assert row
        assert "203.0.113" not in f"{row}"
        assert row.expires == clock.now // MINUTE_MS * 60 + 120
