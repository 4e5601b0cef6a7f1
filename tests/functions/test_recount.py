"""Counts are compared with what is there, and mended where they are not true."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from functions.sweep import app as sweep
from instarecipe.auth import everybody
from instarecipe.domain import counts
from instarecipe.domain.item import Status
from instarecipe.items import counts_key, item_key
from instarecipe.ports import Key, Put, Row
from instarecipe.submission import Submission
from local.events import Context
from tests.doubles.log_lines import log_lines
from tests.doubles.phases import DoubledWiring
from tests.doubles.stored import OWNER, store

DAILY = {"recount": "all"}


@pytest.fixture
def spoil(wiring: DoubledWiring) -> Callable[[int], None]:
    """Adds to a shard what is not there."""

    def spoiled(pending: int) -> None:
        for number in range(12):
            wiring.admit("household", Submission(f"https://example.org/{number}"))
        shards = [Key("c#household", str(shard)) for shard in range(8)]
        row = next(row for row in wiring.engine.table.get(shards) if row)
        counts = json.loads(row.body)
        counts["status"]["pending"] += pending
        wiring.engine.table.transact(
            [Put(Row(row.key, row.version + 1, json.dumps(counts)), row.version)], "spoil"
        )

    return spoiled


def total(wiring: DoubledWiring) -> int:
    return wiring.items.page("household", Status.PENDING, limit=1).total


def test_true_counts_have_no_drift(wiring: DoubledWiring, spoil: Callable[[int], None]) -> None:
    spoil(0)
    assert wiring.recount("household", repair=True) == 0
    assert wiring.recount("nobody", repair=True) == 0


@pytest.mark.parametrize("wrong", [-1, 5])
def test_a_drift_is_reported_and_left_alone_each_day(
    wiring: DoubledWiring, spoil: Callable[[int], None], wrong: int
) -> None:
    spoil(wrong)
    assert sweep.handler(DAILY, Context(60)) == {"drift": abs(wrong)}
    assert total(wiring) == 12 + wrong


def test_each_owner_is_looked_at_each_day(wiring: DoubledWiring) -> None:
    for owner in ("ana", "ben", "canary"):
        wiring.registry.issue(owner, "phone", ["share"], lasts_ms=None)
        wiring.admit(owner, Submission("https://example.org/soup"))
        [entry] = wiring.engine.table.query("", f"c#{owner}", limit=9)
        wiring.engine.table.transact([Put(Row(entry.key, 2, "{}"), 1)], f"{owner}'s counts are lost")

    assert everybody(wiring.registry) == ["ana", "ben", "canary", "household"]
    assert sweep.handler(DAILY, Context(60)) == {"drift": 3}


def test_a_collection_too_large_for_one_call_is_said_and_no_error(
    wiring: DoubledWiring, spoil: Callable[[int], None]
) -> None:
    spoil(5)
    with log_lines() as lines:
        assert sweep.handler(DAILY, Context(1)) == {"drift": 0}
    assert any("no time to count them all" in line for line in lines)


@pytest.mark.parametrize("wrong", [-1, 5])
def test_a_drift_is_repaired_when_the_operator_asks(
    wiring: DoubledWiring, spoil: Callable[[int], None], wrong: int
) -> None:
    spoil(wrong)
    assert wiring.recount("household", repair=True) == abs(wrong)
    assert total(wiring) == 12
    assert wiring.recount("household", repair=False) == 0


def test_a_status_that_only_a_newer_version_knows_is_counted_by_that_one(wiring: DoubledWiring) -> None:
    item = store(wiring.items)
    rows = wiring.engine.table.get([item_key(OWNER, item.id), counts_key(OWNER, counts.shard_of(item.id))])
    for number, row in enumerate(rows):
        assert row
        indexes = {name: sort.replace("pending", "paused") for name, sort in row.indexes.items()}
        newer = Put.over(row, row.key, row.body.replace("pending", "paused"), indexes)
        wiring.engine.table.transact([newer], f"newer {number}")
    assert wiring.recount(OWNER, repair=True) == 0
    assert counts.total(wiring.items.counts(OWNER)) == 1
