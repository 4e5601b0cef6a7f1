"""Items as rows: what is read is what was written, whatever the store answers, and counts are exact."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from instarecipe.domain import counts as counting
from instarecipe.domain import item as life
from instarecipe.domain.errors import Conflict, Transient, Unavailable
from instarecipe.domain.item import Item, PhaseName, Status
from instarecipe.items import PAGE, Items, item_key, item_of
from instarecipe.ports import TRANSACTION_LIMIT, Key, Put, Row, Table
from tests.doubles.log_lines import log_lines
from tests.doubles.phases import DoubledWiring
from tests.doubles.stored import OWNER, POLICY, store
from tests.doubles.virtual import NOON, Clock


@pytest.fixture
def items(wiring: DoubledWiring) -> Items:
    return wiring.items


@dataclass
class Forgetful:
    """`moods` say, write by write, what goes wrong.

    `lost` is written but not answered, `away` is not written, `again` is written and then answered as if
    the token had been forgotten, `crossed` found the counts as another had just left them.
    """

    table: Table
    moods: list[str]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.table, name)

    def transact(self, writes: Any, token: str) -> None:
        mood = self.moods.pop(0) if self.moods else ""
        if mood == "crossed":
            raise Conflict(mood)
        if mood != "away":
            self.table.transact(writes, token)
        if mood in ("lost", "away"):
            raise Unavailable(mood)
        if mood == "again":
            raise Conflict(mood)


def forgetful(items: Items, *moods: str) -> Items:
    table: Any = Forgetful(items.table, list(moods))
    return items._replace(table=table)


def fresh(items: Items, number: int = 1) -> Item:
    link = f"https://recipes.example/{number}"
    return life.new(items.new_id(), OWNER, link, link, given=None, now=items.clock())


# -- round trips ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", list(Status))
def test_an_item_comes_back_as_it_was_stored(items: Items, status: Status) -> None:
    item = store(items, status)
    assert items.get(OWNER, item.id) == item


def test_every_field_survives(items: Items) -> None:
    item = life.checkpoint(
        life.claim(fresh(items), attempt_id="a", now=NOON, policy=POLICY), now=NOON, policy=POLICY
    )._replace(
        version=1,
        asked=False,
        forced=True,
        remake=True,
        heals=2,
        resends=3,
        given="given/x",
        found_url="https://recipes.example/found",
        intent_at=NOON,
        reference="7",
        title="Süppchen 🍅",
        thumbnail="/media/x",
        recipe_url="https://r.example/7",
        tandoor_url="https://t.example/7",
        error="Ä",
        error_code="x",
        advice="y",
        warnings=("a", "b"),
        next_attempt_at=NOON,
        unhealthy_at=NOON,
    )
    items.save(None, item)
    assert items.get(OWNER, item.id) == item


def test_a_row_of_another_version_of_this_program_is_read(items: Items) -> None:
    item = store(items)
    row = items.table.get([item_key(OWNER, item.id)])[0]
    assert row
    later = {**json.loads(row.body), "colour": "red", "nested": {"x": [1]}}
    earlier = {name: value for name, value in later.items() if name not in ("phases", "warnings", "due_at")}
    for stored in (later, earlier):
        read = item_of(Row(row.key, 9, json.dumps(stored)))
        assert read
        assert (read.id, read.version, read.status, len(read.phases)) == (item.id, 9, Status.PENDING, 3)


BEYOND_US: dict[str, Callable[[dict[str, Any]], object]] = {
    "a newer status": lambda stored: {**stored, "status": "paused"},
    "a fourth phase": lambda stored: {**stored, "phases": [*stored["phases"], ["pending", None, None, None]]},
    "a phase in words": lambda stored: {**stored, "phases": [["pending", "noon", None, None]] * 3},
    "no link": lambda stored: {name: value for name, value in stored.items() if name != "url"},
    "a time in words": lambda stored: {**stored, "created_at": "yesterday"},
    "no object": lambda _: ["pending"],
}


@pytest.mark.parametrize("why", BEYOND_US)
def test_a_row_that_this_version_cannot_read_hides_no_other_and_stays_as_it_is(
    items: Items, why: str
) -> None:
    """A newer version wrote it, and the operator rolled back."""
    item, beyond = store(items), store(items)
    [row] = items.table.get([item_key(OWNER, beyond.id)])
    assert row
    body = json.dumps(BEYOND_US[why](json.loads(row.body)))
    unreadable = Put.over(row, row.key, body, row.indexes)
    items.table.transact([unreadable], items.new_id())
    reads: list[Callable[[], list[Item]]] = [
        lambda: items.page(OWNER, None, limit=9).items,
        lambda: items.open(OWNER, limit=9),
        lambda: items.changed(OWNER, "", limit=9)[0],
        lambda: items.due(NOON + 60_000, limit=9),
    ]
    for read in reads:
        with log_lines() as lines:
            assert read() == [item]
        [line] = lines
        assert line.startswith("unreadable row")
        assert beyond.id in line
    with pytest.raises(Unavailable):  # None would mean that it was deleted
        items.get(OWNER, beyond.id)
    assert counting.total(items.counts(OWNER)) == 2
    assert items.table.get([row.key]) == [unreadable.row]


@pytest.mark.parametrize("key", [Key("r#household#1", "r"), Key("c#household", "3"), Key("o#household", "x")])
def test_other_rows_are_no_items(key: Key) -> None:
    assert item_of(Row(key, 1, "{}")) is None


def test_a_hot_row_is_small(items: Items) -> None:
    item = store(items, Status.SUCCESS)
    row = items.table.get([item_key(OWNER, item.id)])[0]
    assert row
    assert len(row.body) < 1_000


def test_results_come_with_their_item(items: Items) -> None:
    item = store(items, Status.SUCCESS)
    assert items.with_results(OWNER, item.id) == (item, items.results(item))
    assert items.results(item)["text"] == "Soup!"
    assert items.results(store(items)) == {}
    assert items.with_results(OWNER, "nobody") is None


# -- lost answers and conflicts ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "moods",
    [["lost"], ["away"], ["lost", "lost", "away"], ["again"], ["lost", "again"], ["away", "again"]],
    ids=" ".join,
)
def test_a_write_happens_once_whatever_is_answered(items: Items, moods: list[str]) -> None:
    new = fresh(items)
    item = forgetful(items, *moods).save(None, new, markers=[items.new_marker(new, new.canonical_url)])
    done = life.claim(item, attempt_id="a", now=NOON, policy=POLICY)
    forgetful(items, *moods).save(item, done, results={"x": 1})
    stored = items.get(OWNER, item.id)
    assert stored == done._replace(results_version=1)
    assert counting.total(items.counts(OWNER)) == counting.total(items.counts(OWNER), Status.IN_PROGRESS) == 1
    forgetful(items, *moods).delete(stored)
    assert items.get(OWNER, item.id) is None
    assert counting.total(items.counts(OWNER)) == 0


def test_a_store_that_stays_away_is_given_up(items: Items) -> None:
    new = fresh(items)
    with pytest.raises(Unavailable):
        forgetful(items, *["away"] * 9).save(None, new)
    assert items.get(OWNER, new.id) is None


def test_who_names_an_old_version_changes_nothing(items: Items) -> None:
    item = store(items)
    newer = items.save(item, life.hinted_again(item, now=NOON))
    for late in (
        lambda: items.save(item, life.claim(item, attempt_id="a", now=NOON, policy=POLICY), results={"x": 1}),
        lambda: items.delete(item),
        lambda: items.save(None, item._replace(title="another")),
    ):
        with pytest.raises(Conflict):
            late()
    assert items.get(OWNER, item.id) == newer
    assert counting.total(items.counts(OWNER), Status.PENDING) == 1
    assert items.results(newer._replace(results_version=1)) == {}


def test_two_who_want_a_link_do_not_both_get_it(items: Items) -> None:
    first, second = fresh(items), fresh(items)
    items.save(None, first, markers=[items.new_marker(first, "https://recipes.example/1")])
    with pytest.raises(Conflict):
        items.save(None, second, markers=[items.new_marker(second, "https://recipes.example/1")])
    assert items.get(OWNER, second.id) is None
    assert items.owning(OWNER, "https://recipes.example/1") == first


def test_a_write_outlasts_twenty_that_come_between(items: Items) -> None:
    """As in a crowd that shares on one machine."""
    store(forgetful(items, *["crossed"] * 20)._replace(sleep=lambda _: None))

    assert counting.total(items.counts(OWNER), None) == 1


def test_counts_that_others_change_are_no_conflict(items: Items) -> None:
    """Eight shards, and every writer goes through one of them."""
    with ThreadPoolExecutor(8) as pool:
        stored = list(pool.map(lambda number: store(items, list(Status)[number % 5]), range(60)))
    totals = items.counts(OWNER)
    assert {status: counting.total(totals, status) for status in Status} == dict.fromkeys(Status, 12)
    assert len({item.id for item in stored}) == 60


# -- what must always hold -----------------------------------------------------------------------------

BUSY = Transient("busy", "Busy.")
STEPS: dict[str, Callable[[Item], Item | None]] = {
    "claim": lambda item: _if(item, Status.PENDING, life.claim, attempt_id="a", policy=POLICY),
    "fail": lambda item: _if(item, Status.IN_PROGRESS, life.failed, failure=BUSY, policy=POLICY, chance=0),
    "end": lambda item: _if(item, Status.IN_PROGRESS, life.succeeded),
    "heal": lambda item: _if(item, Status.UNHEALTHY, life.healed),
    "force": lambda item: _if(item, Status.SUCCESS, life.restarted, phase=PhaseName.EXTRACTION),
}


def _if(item: Item, status: Status, transition: Callable[..., Item], **named: Any) -> Item | None:
    return transition(item, now=NOON, **named) if item.status is status else None


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(0, 3), st.sampled_from([*STEPS, "delete"]), st.sampled_from(["", "lost", "again"])
        ),
        max_size=25,
    )
)
def test_counts_are_what_a_recount_finds(items: Items, steps: list[tuple[int, str, str]]) -> None:
    owner = items.new_id()
    kept = [store(items, owner=owner) for _ in range(4)]
    for number, step, mood in steps:
        item = items.get(owner, kept[number].id)
        if item is None:
            continue
        if step == "delete":
            forgetful(items, mood).delete(item)
        elif new := STEPS[step](item):
            forgetful(items, mood).save(item, new, results={"step": step})
    rows = items.table.query("", f"o#{owner}", limit=99)
    found = [item_of(row) for row in items.table.get([entry.key for entry in rows]) if row]
    recount = Counter(item.status for item in found if item)
    totals = items.counts(owner)
    assert {status: counting.total(totals, status) for status in Status} == {
        status: recount[status] for status in Status
    }
    assert len(found) == counting.total(totals)


def test_statuses_come_page_by_page_each_once(items: Items) -> None:
    sorts = [
        f"{status}#2026-03-01T12:00:00.000Z#{number}" for status in Status for number in range(PAGE // 4)
    ]
    keys = [item_key(OWNER, str(at)) for at in range(len(sorts))]
    puts = [Put.over(None, key, "{}", {"status": sort}) for key, sort in zip(keys, sorts, strict=True)]
    for start in range(0, len(puts), TRANSACTION_LIMIT):
        items.table.transact(puts[start : start + TRANSACTION_LIMIT], items.new_id())
    found = [one for page in items.statuses(OWNER) for one in page]
    assert sorted(found) == sorted((str(at), Status(sort.partition("#")[0])) for at, sort in enumerate(sorts))


def test_what_is_due_is_found_in_time_and_no_sooner(items: Items, clock: Clock) -> None:
    waiting, running = store(items), store(items, Status.IN_PROGRESS)
    store(items, Status.SUCCESS)
    assert items.due(clock(), limit=100) == []
    assert running.due_at
    assert [item.id for item in items.due(running.due_at, limit=100)] == [running.id]
    assert {item.id for item in items.due(NOON + 60_000, limit=100)} == {waiting.id, running.id}


def test_deleting_removes_every_row_of_an_item(items: Items) -> None:
    item = store(items, Status.IN_PROGRESS)
    found = life.progressed(item, 5, now=NOON)._replace(found_url="https://recipes.example/found")
    item = items.save(item, found, results={"x": 1}, markers=[items.new_marker(item, found.found_url or "")])
    items.delete(item)
    assert items.owning(OWNER, item.canonical_url) is None
    assert items.owning(OWNER, "https://recipes.example/found") is None
    for pk in (f"o#{OWNER}", f"r#{OWNER}#{item.id}"):
        assert items.table.query("", pk, limit=9) == []
    second = fresh(items)
    items.save(None, second, markers=[items.new_marker(second, item.canonical_url)])
