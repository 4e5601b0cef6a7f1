"""How long an item waits after a failure, and what a failure costs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instarecipe.domain import item as life
from instarecipe.domain.errors import Transient
from instarecipe.domain.item import LONGEST_DELAY, Item, Policy, Status
from instarecipe.domain.moments import iso
from tests.doubles.virtual import NOON

POLICY = Policy(attempts=3)
ALMOST_ONE = 1 - 2**-53


def running(attempts: int = 1) -> Item:
    item = life.new("i1", "o1", "http://a.example/1", "http://a.example/1", given=None, now=NOON)
    return life.claim(item, attempt_id="a1", now=NOON, policy=POLICY)._replace(attempts=attempts)


def busy(retry_after: float | None = None, *, burns: bool = True) -> Transient:
    return Transient("busy", "They are busy.", retry_after=retry_after, burns=burns)


@pytest.mark.parametrize(
    ("attempts", "chance", "seconds"),
    [(1, 0, 0), (1, ALMOST_ONE, 15), (2, 0.5, 23), (2, ALMOST_ONE, 45), (3, ALMOST_ONE, 135), (9, 0.5, 450)]
    + [(attempts, ALMOST_ONE, 900) for attempts in (5, 8, 60)],
)
def test_the_delay_has_full_jitter_up_to_a_quarter_of_an_hour(
    attempts: int, chance: float, seconds: int
) -> None:
    assert life.delay_seconds(attempts, None, chance) == seconds


@given(st.integers(1, 10), st.floats(0, 1, exclude_max=True))
def test_without_advice_a_delay_is_a_whole_number_that_the_queue_knows(attempts: int, chance: float) -> None:
    assert life.delay_seconds(attempts, None, chance) in range(LONGEST_DELAY + 1)


@given(st.integers(1, 10), st.floats(0, 1e4), st.floats(0, 1, exclude_max=True))
def test_what_a_server_asks_for_is_the_least(attempts: int, retry_after: float, chance: float) -> None:
    assert retry_after <= life.delay_seconds(attempts, retry_after, chance) <= retry_after + 6


@pytest.mark.parametrize("retry_after", [1e9, 1e18, float("inf")])
@pytest.mark.parametrize("burns", [True, False])
def test_a_server_cannot_ask_for_more_than_half_a_day(retry_after: float, burns: bool) -> None:
    """SQS hides a message for 12 hours at most."""
    item = life.failed(running(), busy(retry_after, burns=burns), now=NOON, policy=POLICY, chance=ALMOST_ONE)
    assert item.next_attempt_at is not None
    assert NOON < item.next_attempt_at <= NOON + 12 * life.HOUR
    assert iso(item.next_attempt_at).startswith("2026-03-0")


@pytest.mark.parametrize(("chance", "seconds"), [(0, 37), (ALMOST_ONE, 42)])
def test_an_unburnt_failure_waits_as_asked_and_gives_the_attempt_back(chance: float, seconds: int) -> None:
    item = life.failed(running(3), busy(37, burns=False), now=NOON, policy=POLICY, chance=chance)
    assert (item.status, item.attempts) == (Status.PENDING, 2)
    assert item.next_attempt_at == item.due_at == NOON + seconds * 1_000


@pytest.mark.parametrize("retry_after", [None, 0, -5])
def test_an_unburnt_failure_without_advice_may_be_tried_at_once(retry_after: float | None) -> None:
    item = life.failed(running(), busy(retry_after, burns=False), now=NOON, policy=POLICY, chance=0.5)
    assert (item.next_attempt_at, item.attempts) == (NOON, 0)


def test_a_short_wait_has_little_jitter() -> None:
    item = life.put_back(running(), busy(2), now=NOON, chance=ALMOST_ONE)
    assert item.next_attempt_at == NOON + 4_000


def test_a_retry_time_in_the_past_is_now() -> None:
    assert life.delay_seconds(1, -60, 0) == 0


@pytest.mark.parametrize(
    ("attempts", "burns", "expected"),
    [
        (1, True, Status.PENDING),
        (2, True, Status.PENDING),
        (3, True, Status.UNHEALTHY),
        (3, False, Status.PENDING),
    ],
)
def test_only_burnt_failures_use_attempts_up(attempts: int, burns: bool, expected: Status) -> None:
    item = life.failed(running(attempts), busy(burns=burns), now=NOON, policy=POLICY, chance=0.5)
    assert item.status is expected


def test_what_is_put_back_looks_as_if_it_had_not_been_claimed() -> None:
    item = life.put_back(running(), None, now=NOON)
    assert (item.status, item.attempts, item.error, item.next_attempt_at) == (Status.PENDING, 0, None, NOON)
    assert (item.lease_until, item.attempt_id) == (None, None)
