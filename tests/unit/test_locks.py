"""One upload at a time to one target, for as long as its worker may live."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import pytest

from instarecipe.domain.errors import Transient, Unavailable
from instarecipe.locks import PATIENCE_MS, Lock, Locks
from instarecipe.ports import Key, Table
from tests.doubles.phases import DoubledWiring
from tests.doubles.virtual import NOON, Clock

TARGET = "tandoor http://t.example"
LEASE = 45_000


@pytest.fixture
def locks(wiring: DoubledWiring) -> Locks:
    return wiring.locks


def take(locks: Locks, item: str, attempt: str = "a1") -> Lock:
    return locks.take(TARGET, item=item, attempt_id=attempt, lasts_ms=LEASE)


def holder(locks: Locks) -> str:
    row = locks.table.get([Key(f"l#{TARGET}", "l")])[0]
    assert row
    return str(json.loads(row.body)["item"])


def test_a_free_target_is_taken_at_once(locks: Locks, clock: Clock) -> None:
    take(locks, "i1")
    assert (holder(locks), clock()) == ("i1", NOON)


def test_who_waits_in_vain_comes_back_later_and_unburnt(locks: Locks, clock: Clock) -> None:
    take(locks, "i1")
    with pytest.raises(Transient) as busy:
        take(locks, "i2")
    assert (busy.value.code, busy.value.retry_after, busy.value.burns) == ("target_busy", 5, False)
    assert PATIENCE_MS <= clock() - NOON <= PATIENCE_MS + 500
    assert holder(locks) == "i1"


def test_a_released_target_is_free(locks: Locks) -> None:
    locks.release(take(locks, "i1"))
    take(locks, "i2")
    assert holder(locks) == "i2"


def test_a_lock_ends_with_its_lease(locks: Locks, clock: Clock) -> None:
    take(locks, "i1")
    clock.sleep(LEASE / 1000)
    take(locks, "i2")
    assert holder(locks) == "i2"


def test_a_lock_lasts_from_the_moment_in_which_it_was_taken(locks: Locks, clock: Clock) -> None:
    """Not from that in which it was asked for: i2 waits for 4 s and then has it for 6."""
    take(locks, "i1")
    clock.sleep(LEASE / 1000 - 4)
    locks.take(TARGET, item="i2", attempt_id="a", lasts_ms=6_000)
    with pytest.raises(Transient):
        take(locks, "i3")
    take(locks, "i3")
    assert holder(locks) == "i3"


def test_a_new_attempt_of_the_same_item_takes_over(locks: Locks, clock: Clock) -> None:
    old = take(locks, "i1", "a1")
    take(locks, "i1", "a2")
    assert clock() == NOON
    locks.release(old)
    assert holder(locks) == "i1"


def test_a_late_release_ends_nobody_elses_hold(locks: Locks, clock: Clock) -> None:
    late = take(locks, "i1")
    clock.sleep(LEASE / 1000)
    locks.release(take(locks, "i2"))
    take(locks, "i3")
    locks.release(late)
    assert holder(locks) == "i3"


def test_two_targets_do_not_wait_for_each_other(locks: Locks, clock: Clock) -> None:
    take(locks, "i1")
    locks.take("mealie", item="i2", attempt_id="a", lasts_ms=LEASE)
    assert clock() == NOON


def test_a_failure_within_a_hold_releases_it(locks: Locks) -> None:
    with pytest.raises(ZeroDivisionError), locks.held(TARGET, item="i1", attempt_id="a", lasts_ms=LEASE):
        raise ZeroDivisionError
    assert holder(locks) == ""


def test_a_target_without_lock_is_never_busy(locks: Locks) -> None:
    with (
        locks.held(None, item="i1", attempt_id="a", lasts_ms=LEASE),
        locks.held(None, item="i2", attempt_id="a", lasts_ms=LEASE),
    ):
        pass
    locks.free(None)


def test_a_restarted_host_frees_what_dead_workers_held(locks: Locks) -> None:
    take(locks, "i1")
    locks.free(TARGET)
    take(locks, "i2")
    assert holder(locks) == "i2"
    locks.free("never locked")


def test_who_is_slower_than_another_waits_for_their_release(locks: Locks, wiring: DoubledWiring) -> None:
    racing = Racing(wiring.engine.table, locks)
    slower = replace(locks, table=racing)
    take(slower, "i2")
    assert racing.lost == 1
    assert holder(locks) == "i2"


@dataclass
class Racing:
    """Somebody else takes the lock just before the first write, and releases it a moment later."""

    table: Table
    locks: Locks
    lost: int = 0
    theirs: Lock | None = None

    def get(self, keys: Any) -> Any:
        if self.theirs:
            self.locks.release(self.theirs)
            self.theirs = None
        return self.table.get(keys)

    def query(self, *asked: Any, **range_: Any) -> Any:
        return self.table.query(*asked, **range_)

    def transact(self, writes: Any, token: str) -> None:
        if not self.lost:
            self.lost = 1
            self.theirs = take(self.locks, "i1")
        self.table.transact(writes, token)


# -- a table that is busy ------------------------------------------------------------------------------


class Busy:
    """Refuses as many writes; `written` ones have their effect all the same."""

    def __init__(self, table: Table, refuses: int, *, written: bool) -> None:
        self.get = table.get
        self._table = table
        self._left = refuses
        self._written = written

    def transact(self, writes: Any, token: str) -> None:
        refused = self._left > 0
        self._left -= 1
        if not refused or self._written:
            self._table.transact(writes, token)
        if refused:
            raise Unavailable("TransactionConflict")


def busy(locks: Locks, refuses: int, *, written: bool) -> Locks:
    table: Any = Busy(locks.table, refuses, written=written)
    return replace(locks, table=table)


@pytest.mark.parametrize("written", [True, False])
def test_a_busy_table_only_delays_taking_and_releasing(locks: Locks, written: bool) -> None:
    lock = take(busy(locks, 3, written=written), "i1")
    assert holder(locks) == "i1"
    busy(locks, 3, written=written).release(lock)
    assert holder(locks) == ""


def test_a_lock_that_cannot_be_released_ends_with_its_time(locks: Locks, clock: Clock) -> None:
    lock = take(locks, "i1")
    busy(locks, 99, written=False).release(lock)
    assert holder(locks) == "i1"
    clock.sleep(LEASE / 1000)
    take(locks, "i2")
    assert holder(locks) == "i2"
