"""The totals that are kept are the totals that a recount finds."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instarecipe.domain import counts as counting
from instarecipe.domain import item as life
from instarecipe.domain.errors import Failure, Permanent, Transient
from instarecipe.domain.item import Item, Phase, PhaseName, PhaseStatus, Policy, Status
from tests.doubles.virtual import NOON

DAY = counting.DAY_MS
HOUR = counting.HOUR_MS
POLICY = Policy(attempts=1)


def item(status: Status = Status.PENDING, *, at: int = NOON, seconds: float = 2.0) -> Item:
    """An item that is `status` since `at`; each phase of a success took `seconds`."""
    started = at - int(seconds * 1000)
    done = tuple(Phase(name, PhaseStatus.COMPLETED, started, at, 100) for name in PhaseName)
    new = life.new("i1", "o1", "http://a.example/1", "http://a.example/1", given=None, now=started)
    phases = done if status is Status.SUCCESS else new.phases
    return new._replace(status=status, phases=phases, updated_at=at)


def counted(*items: Item, now: int = NOON) -> counting.Counts:
    totals: counting.Counts = {}
    for one in items:
        pending = one._replace(status=Status.PENDING)
        totals = counting.add(totals, counting.delta(None, pending), now=now)
        totals = counting.add(totals, counting.delta(pending, one), now=now)
    return totals


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from([*Status, None]), st.integers(0, counting.SHARDS - 1)),
        max_size=40,
    )
)
def test_totals_are_what_a_recount_finds(events: list[tuple[int, Status | None, int]]) -> None:
    items: dict[tuple[int, int], Item] = {}
    shards: list[counting.Counts] = [{} for _ in range(counting.SHARDS)]
    for number, status, shard in events:
        key = (number, shard)
        old = items.get(key)
        new = item(status) if status else None
        shards[shard] = json.loads(
            json.dumps(counting.add(shards[shard], counting.delta(old, new), now=NOON))
        )
        items.pop(key, None)
        if new:
            items[key] = new
    totals = counting.merge(shards)
    recount = Counter(one.status for one in items.values())
    assert {status: counting.total(totals, status) for status in Status} == {
        status: recount[status] for status in Status
    }
    assert counting.total(totals) == len(items)


def test_nothing_moves_when_only_progress_does() -> None:
    assert counting.delta(item(), item()._replace(version=2, title="Soup")) == {}


def test_a_link_counts_for_its_day_and_stays_counted_when_it_is_deleted() -> None:
    totals = counting.add({}, counting.delta(None, item()), now=NOON)
    totals = counting.add(totals, counting.delta(item(), None), now=NOON)
    assert counting.admitted_on(totals, NOON) == 1
    assert counting.admitted_on(totals, NOON + DAY) == 0
    assert counting.total(totals) == 0


def test_days_and_hours_that_nobody_asks_about_are_dropped() -> None:
    old = counted(item(Status.SUCCESS))
    kept = counting.add(old, {}, now=NOON + 24 * HOUR)
    assert kept == old
    dropped = counting.add(old, {}, now=NOON + 2 * DAY)
    assert dropped.keys() == {"status", "seconds"}
    assert dropped["seconds"].keys() == {"all"}


def test_a_retry_of_an_end_counts_once_more_when_it_ends_again() -> None:
    failed, again, done = item(Status.ERROR), item(Status.PENDING), item(Status.SUCCESS)
    totals = counted(failed)
    for old, new in ((failed, again), (again, done)):
        totals = counting.add(totals, counting.delta(old, new), now=NOON)
    told = counting.summary(totals, now=NOON)
    assert told["counts"] == {
        "pending": 0,
        "in_progress": 0,
        "success": 1,
        "error": 0,
        "unhealthy": 0,
        "total": 1,
    }
    assert told["allTime"]["successRate"] == 1.0
    assert told["last24Hours"]["counts"] == {"success": 1, "error": 1, "unhealthy": 0}
    assert told["last24Hours"]["successRate"] == 0.5


def counted_phases(*chain: Item) -> dict[str, int]:
    """What a life of one item adds, by phase."""
    totals: counting.Counts = {}
    for old, new in pairwise(chain):
        totals = counting.add(totals, counting.delta(old, new), now=NOON)
    phases = counting.summary(totals, now=NOON)["allTime"]["phases"]
    return {name: phase["count"] for name, phase in phases.items()}


def a_claim(item_: Item) -> Item:
    return life.claim(item_, attempt_id="a", now=item_.updated_at + 1_000, policy=POLICY)


def a_checkpoint(item_: Item) -> Item:
    return life.checkpoint(item_, now=item_.updated_at + 1_000, policy=POLICY)


def an_end(item_: Item, failure: Failure) -> Item:
    return life.failed(item_, failure, now=item_.updated_at + 1_000, policy=POLICY, chance=0)


def failed_while_uploading(failure: Failure) -> list[Item]:
    chain = [item(), a_claim(item())]
    chain += [a_checkpoint(chain[-1])]
    chain += [a_checkpoint(chain[-1])]
    return [*chain, an_end(chain[-1], failure)]


@pytest.mark.parametrize("again", ["retry", "heal", "redrive"])
def test_each_phase_that_was_run_counts_once(again: str) -> None:
    """Whatever an earlier end has counted is not counted by the next one."""
    chain = failed_while_uploading(Transient("busy", "Busy."))
    assert counted_phases(*chain) == {"extraction": 1, "parsing": 1}
    end = chain[-1]
    assert end.status is Status.UNHEALTHY
    if again == "retry":
        chain.append(life.restarted(end, PhaseName.UPLOADING, now=NOON))
    elif again == "heal":
        chain.append(life.healed(end, now=NOON))
    chain.append(a_claim(chain[-1]))
    chain.append(life.succeeded(chain[-1], now=chain[-1].updated_at + 500))
    assert counted_phases(*chain) == {"extraction": 1, "parsing": 1, "uploading": 1}


def test_a_phase_that_is_run_again_counts_again() -> None:
    chain = failed_while_uploading(Permanent("no", "No."))
    chain.append(life.restarted(chain[-1], PhaseName.PARSING, now=NOON))
    chain.append(a_claim(chain[-1]))
    chain.append(a_checkpoint(chain[-1]))
    chain.append(life.succeeded(chain[-1], now=NOON))
    assert counted_phases(*chain) == {"extraction": 1, "parsing": 2, "uploading": 1}


def test_phases_that_a_duplicate_skips_do_not_count() -> None:
    """It takes over what another link to the same post has made."""
    begun = a_claim(item())
    done = life.succeeded(begun, now=NOON + 2_000, warnings=("duplicate_of:x",))
    assert counted_phases(item(), begun, done) == {"extraction": 1}


def test_the_summary_of_nothing_has_no_rates() -> None:
    told = counting.summary({}, now=NOON)
    assert told["allTime"] == {"successRate": None, "phases": {}}
    assert told["last24Hours"]["successRate"] is None


def test_yesterdays_work_is_in_all_time_only() -> None:
    told = counting.summary(counted(item(Status.SUCCESS)), now=NOON + 25 * HOUR)
    assert told["allTime"]["phases"]["parsing"]["count"] == 1
    assert told["last24Hours"]["phases"] == {}


@pytest.mark.parametrize(
    ("seconds", "low", "high"), [(0.05, 0, 0.1), (2.0, 1, 2), (2.1, 2, 4), (30, 15, 30), (500, 90, 180)]
)
def test_seconds_are_about_right(seconds: float, low: float, high: float) -> None:
    phases = counting.summary(counted(item(Status.SUCCESS, seconds=seconds)), now=NOON)["allTime"]["phases"]
    assert phases.keys() == set(PhaseName)
    for phase in phases.values():
        assert phase["count"] == 1
        assert low <= phase["medianSeconds"] <= phase["p95Seconds"] <= high


def test_the_median_and_the_95th_percentile_lie_in_their_buckets() -> None:
    quick = [item(Status.SUCCESS, seconds=0.5) for _ in range(90)]
    slow = [item(Status.SUCCESS, seconds=20) for _ in range(10)]
    parsing = counting.summary(counted(*quick, *slow), now=NOON)["allTime"]["phases"]["parsing"]
    assert 0.25 < parsing["medianSeconds"] <= 0.5
    assert 15 < parsing["p95Seconds"] <= 30
