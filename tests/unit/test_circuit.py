"""A circuit opens after some outages in a row, for all workers, and one of them finds out when it is over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from instarecipe.circuit import (
    COOL_DOWN_MS,
    FRESH_MS,
    KNOWN,
    LONGEST_MS,
    OUTAGES,
    PROBE_MS,
    WINDOW_MS,
    Circuits,
    Passage,
)
from instarecipe.domain.errors import Unavailable
from instarecipe.ports import Delete, Engine, Entry, Key, Put, Row, Table
from tests.doubles.virtual import Clock, Ids

SITE = "www.instagram.com"


@dataclass
class CountingTable:
    """A table of which every call is counted, and may fail."""

    table: Table
    reads: int = 0
    writes: int = 0
    fails: bool = False
    before_write: Callable[[], None] = lambda: None

    def get(self, keys: Sequence[Key]) -> list[Row | None]:
        self.reads += 1
        self._check()
        return self.table.get(keys)

    def query(
        self, index: str, pk: str, *, low: str = "", high: str = "", limit: int, descending: bool = False
    ) -> list[Entry]:
        raise AssertionError("a circuit is a single row")

    def transact(self, writes: Sequence[Put | Delete], token: str) -> None:
        self.writes += 1
        self._check()
        act, self.before_write = self.before_write, lambda: None
        act()
        self.table.transact(writes, token)

    def _check(self) -> None:
        if self.fails:
            raise Unavailable


@dataclass
class Workers:
    """Several processes over one table."""

    table: CountingTable
    clock: Clock
    ids: Ids

    def new(self) -> Circuits:
        return Circuits(self.table, self.clock, self.ids)


@pytest.fixture
def table(engine: Engine) -> CountingTable:
    return CountingTable(engine.table)


@pytest.fixture
def workers(table: CountingTable, clock: Clock, ids: Ids) -> Workers:
    return Workers(table, clock, ids)


@pytest.fixture
def circuits(workers: Workers) -> Circuits:
    return workers.new()


def wait(circuits: Circuits, name: str = SITE) -> float:
    return circuits.enter(name).wait


def outages(circuits: Circuits, count: int = OUTAGES, name: str = SITE) -> None:
    for _ in range(count):
        circuits.enter(name).failed()


def test_some_outages_in_a_row_open_it(circuits: Circuits) -> None:
    outages(circuits, OUTAGES - 1)
    assert wait(circuits) == 0
    outages(circuits, 1)
    assert wait(circuits) == COOL_DOWN_MS / 1000


def test_each_name_has_its_own(circuits: Circuits) -> None:
    outages(circuits)
    assert wait(circuits, "www.tiktok.com") == 0


def test_an_answer_in_between_forgets_the_outages(circuits: Circuits) -> None:
    outages(circuits, OUTAGES - 1)
    circuits.enter(SITE).worked()
    outages(circuits, OUTAGES - 1)
    assert wait(circuits) == 0


def test_outages_of_long_ago_are_forgotten(circuits: Circuits, clock: Clock) -> None:
    outages(circuits, OUTAGES - 1)
    clock.now += WINDOW_MS + 1
    outages(circuits, 1)
    assert wait(circuits) == 0
    outages(circuits, OUTAGES - 1)
    assert wait(circuits) > 0


def test_the_outages_of_all_workers_count(workers: Workers) -> None:
    for _ in range(OUTAGES):
        outages(workers.new(), 1)
    assert wait(workers.new()) > 0


def test_the_others_hear_of_it_within_seconds(workers: Workers, clock: Clock) -> None:
    one, other = workers.new(), workers.new()
    assert wait(other) == 0
    outages(one)
    clock.now += FRESH_MS
    assert wait(other) > 0


def opened(workers: Workers, clock: Clock) -> tuple[Circuits, Circuits]:
    """Two workers of which each knows that it is open, at the end of the cool-down."""
    one, other = workers.new(), workers.new()
    outages(one)
    assert wait(other) > 0
    clock.now += COOL_DOWN_MS
    return one, other


def test_after_the_cool_down_one_asks_and_the_others_wait(workers: Workers, clock: Clock) -> None:
    one, other = opened(workers, clock)
    assert one.enter(SITE) == Passage(one, SITE, probe=True)
    assert wait(one) == wait(other) == PROBE_MS / 1000


def test_two_that_would_probe_at_once_are_told_apart_by_the_write(
    workers: Workers, table: CountingTable, clock: Clock
) -> None:
    one, other = opened(workers, clock)
    first: list[Passage] = []
    table.before_write = lambda: first.append(other.enter(SITE))
    assert (wait(one), first[0].probe) == (PROBE_MS / 1000, True)


def test_a_probe_that_works_closes_it_for_all(workers: Workers, clock: Clock) -> None:
    one, other = opened(workers, clock)
    one.enter(SITE).worked()
    assert wait(one) == 0
    clock.now += FRESH_MS
    assert wait(other) == 0
    outages(other, OUTAGES - 1)
    assert wait(other) == 0


def test_each_probe_that_fails_doubles_the_cool_down(circuits: Circuits, clock: Clock) -> None:
    outages(circuits)
    waits = []
    for _ in range(8):
        waits.append(wait(circuits))
        clock.now += round(waits[-1] * 1000)
        circuits.enter(SITE).failed()
    minute = COOL_DOWN_MS / 1000
    assert waits == [min(minute * 2**n, LONGEST_MS / 1000) for n in range(8)]


def test_a_probe_that_dies_holds_up_nobody_for_long(circuits: Circuits, clock: Clock) -> None:
    outages(circuits)
    clock.now += COOL_DOWN_MS
    assert circuits.enter(SITE).probe
    clock.now += PROBE_MS
    assert circuits.enter(SITE).probe


def test_what_began_before_it_opened_neither_lengthens_nor_shortens_it(
    circuits: Circuits, clock: Clock
) -> None:
    late = [circuits.enter(SITE) for _ in range(3)]
    outages(circuits)
    clock.now += 1_000
    for passage in late:
        passage.failed()
    assert wait(circuits) == (COOL_DOWN_MS - 1_000) / 1000


def test_a_late_answer_closes_it(circuits: Circuits) -> None:
    late = circuits.enter(SITE)
    outages(circuits)
    late.worked()
    assert wait(circuits) == 0


def test_as_long_as_all_is_well_it_costs_one_read_in_some_seconds(
    circuits: Circuits, table: CountingTable, clock: Clock
) -> None:
    for _ in range(100):
        circuits.enter(SITE).worked()
    assert (table.reads, table.writes) == (1, 0)
    clock.now += FRESH_MS
    circuits.enter(SITE).worked()
    assert (table.reads, table.writes) == (2, 0)


def test_an_outage_that_another_worker_counts_at_the_same_time_is_counted_too(
    workers: Workers, table: CountingTable
) -> None:
    one, other = workers.new(), workers.new()
    outages(one, OUTAGES - 2)
    table.before_write = lambda: outages(other, 1)
    outages(one, 1)
    assert wait(one) > 0


def test_a_table_that_is_away_stops_nobody(circuits: Circuits, table: CountingTable) -> None:
    outages(circuits)
    table.fails = True
    assert wait(circuits) > 0  # as it is remembered
    assert wait(circuits, "www.tiktok.com") == 0
    circuits.enter("www.tiktok.com").failed()
    circuits.close(SITE)


def test_a_row_that_has_expired_counts_no_more(circuits: Circuits, engine: Engine, clock: Clock) -> None:
    outages(circuits)
    key = Key(f"circuit#{SITE}", "circuit")
    row = engine.table.get([key])[0]
    assert row
    assert row.expires
    assert row.expires > clock.now / 1000
    engine.table.transact([Delete(key, row.version)], "gone")
    clock.now += COOL_DOWN_MS
    assert wait(circuits) == 0


def test_strangers_cannot_fill_the_memory(circuits: Circuits) -> None:
    for number in range(3 * KNOWN):
        circuits.enter(f"{number}.example")
    assert len(circuits._known) <= KNOWN
