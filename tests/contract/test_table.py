"""What every engine's `Table` promises."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from instarecipe.domain.errors import Conflict
from instarecipe.ports import ROW_LIMIT, TRANSACTION_LIMIT, Delete, Engine, Key, Put, Row, Table

A, B = Key("p", "a"), Key("p", "b")
tokens = (f"token-{number}" for number in count())


@pytest.fixture
def table(engine: Engine) -> Table:
    return engine.table


def new(key: Key, body: str = "{}", **indexes: str) -> Put:
    return Put(Row(key, 1, body, indexes), None)


def write(table: Table, *writes: Put | Delete) -> None:
    table.transact(writes, next(tokens))


def stored(table: Table, key: Key) -> str | None:
    row = table.get([key])[0]
    return row.body if row else None


# -- reading and writing -------------------------------------------------------------------------------


def test_a_row_comes_back_as_it_was_written(table: Table) -> None:
    row = Row(
        A, 7, '{"name":"Äpfel 🍏 \\u0000 \\ud800"}', {"created": "c", "due": "d#1|x"}, expires=2_000_000_000
    )
    write(table, Put(row, None))
    assert table.get([A]) == [row]


def test_rows_come_in_the_order_asked_with_gaps(table: Table) -> None:
    write(table, new(A, "1"), new(B, "2"))
    found = table.get([B, Key("p", "none"), A, Key("q", "a"), B])
    assert [row.body if row else None for row in found] == ["2", None, "1", None, "2"]
    assert table.get([]) == []


def test_a_hundred_rows_come_at_once(table: Table) -> None:
    keys = [Key("p", f"{number:03}") for number in range(100)]
    for start in range(0, 100, TRANSACTION_LIMIT):
        write(table, *(new(key, key.sk) for key in keys[start : start + TRANSACTION_LIMIT]))
    assert [row.body for row in table.get(keys) if row] == [key.sk for key in keys]


def test_what_was_answered_can_be_read(table: Table) -> None:
    for version in range(1, 20):
        write(table, Put(Row(A, version, str(version), {"created": str(version)}), version - 1 or None))
        assert stored(table, A) == str(version)
        assert [entry.sort for entry in table.query("created", "p", limit=9)] == [str(version)]


# -- expectations --------------------------------------------------------------------------------------


def test_a_new_row_must_not_be_there(table: Table) -> None:
    write(table, new(A, "1"))
    with pytest.raises(Conflict):
        write(table, new(A, "2"))
    assert stored(table, A) == "1"


@pytest.mark.parametrize("expected", [1, 3])
def test_a_write_of_another_version_is_refused(table: Table, expected: int) -> None:
    write(table, Put(Row(A, 2, "2"), None))
    for wrong in (Put(Row(A, expected + 1, "x"), expected), Delete(A, expected)):
        with pytest.raises(Conflict):
            write(table, wrong)
    assert stored(table, A) == "2"


def test_a_version_of_a_row_that_is_not_there_is_refused(table: Table) -> None:
    for wrong in (Put(Row(A, 2, "x"), 1), Delete(A, 1)):
        with pytest.raises(Conflict):
            write(table, wrong)
    assert stored(table, A) is None


def test_a_row_is_replaced_as_a_whole(table: Table) -> None:
    write(table, Put(Row(A, 1, "1", {"created": "c", "status": "s"}, expires=2_000_000_000), None))
    write(table, Put(Row(A, 2, "2", {"status": "t"}), 1))
    assert table.get([A]) == [Row(A, 2, "2", {"status": "t"})]


def test_a_deleted_row_is_gone_from_every_index(table: Table) -> None:
    write(table, new(A, created="1", status="1", updated="1", due="d|1"))
    write(table, Delete(A, 1))
    assert table.get([A]) == [None]
    for index, pk in (("", "p"), ("created", "p"), ("status", "p"), ("updated", "p"), ("due", "d")):
        assert table.query(index, pk, limit=9) == []
    write(table, new(A, "again"))
    assert stored(table, A) == "again"


def test_all_or_nothing(table: Table) -> None:
    write(table, new(B, "old"))
    with pytest.raises(Conflict):
        write(table, new(A, "1"), Put(Row(B, 2, "new"), 1), new(Key("p", "c")), Delete(Key("p", "none"), 1))
    assert [stored(table, key) for key in (A, B, Key("p", "c"))] == [None, "old", None]


def test_a_transaction_takes_25_writes_and_no_more(table: Table) -> None:
    puts = [new(Key("p", f"{number:02}")) for number in range(TRANSACTION_LIMIT + 1)]
    with pytest.raises(ValueError, match="25"):
        write(table, *puts)
    assert table.query("", "p", limit=99) == []
    write(table, *puts[:-1])
    assert len(table.query("", "p", limit=99)) == TRANSACTION_LIMIT


def test_of_many_who_expect_the_same_version_one_wins(table: Table) -> None:
    write(table, new(A, "0"))

    def increment(number: int) -> bool:
        try:
            table.transact([Put(Row(A, 2, str(number)), 1)], f"racer-{number}")
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(increment, range(8)))
    assert won.count(True) == 1
    assert stored(table, A) == str(won.index(True))


# -- tokens --------------------------------------------------------------------------------------------


def test_a_write_whose_answer_was_lost_is_the_same_write(table: Table) -> None:
    writes = [new(A, "1"), new(B, "1")]
    table.transact(writes, "mine")
    table.transact(writes, "mine")
    assert stored(table, A) == "1"


def test_a_row_alone_that_was_written_without_an_answer_is_the_same_write(table: Table) -> None:
    for one in (new(A, "1"), Put(Row(A, 2, "2"), 1)):
        table.transact([one], f"mine {one.row.version}")
        table.transact([one], f"mine {one.row.version}")
    assert stored(table, A) == "2"


def test_the_same_row_written_by_somebody_else_is_not_mine(table: Table) -> None:
    """Two who notify of one change: the row looks alike, and only one of them may go on."""
    for one in (new(A, "1"), Put(Row(A, 2, "2"), 1)):
        table.transact([one], f"theirs {one.row.version}")
        with pytest.raises(Conflict):
            table.transact([one], f"mine {one.row.version}")


def test_a_repeated_write_stays_done_when_the_row_has_moved_on(
    table: Table, wait: Callable[[float], None]
) -> None:
    write(table, new(A, "1"))
    second = [Put(Row(A, 2, "2"), 1), new(B)]
    table.transact(second, "mine")
    write(table, Put(Row(A, 3, "3"), 2))
    wait(500)
    table.transact(second, "mine")
    assert stored(table, A) == "3"


def test_a_refused_write_may_be_tried_again_under_its_token(table: Table) -> None:
    write(table, new(A, "1"))
    third = [Put(Row(A, 3, "3"), 2)]
    with pytest.raises(Conflict):
        table.transact(third, "mine")
    write(table, Put(Row(A, 2, "2"), 1))
    table.transact(third, "mine")
    assert stored(table, A) == "3"


# -- size ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("letter", ["x", "ä", "🍅"])
def test_a_row_holds_350_kb_of_utf_8_and_no_more(table: Table, letter: str) -> None:
    width = len(letter.encode())
    body = letter * (ROW_LIMIT // width)
    write(table, new(A, body))
    assert stored(table, A) == body
    with pytest.raises(ValueError, match="larger"):
        write(table, new(B, body + letter), new(Key("p", "c")))
    assert table.get([B, Key("p", "c")]) == [None, None]


# -- indexes -------------------------------------------------------------------------------------------

INDEXES = ["", "created", "status", "updated", "due"]
SORTS = ["A", "B", "Z", "a", "a#", "aa", "z", "ß", "ä", "中", "\uffee", "🍅"]
"""In the order of their bytes in UTF-8, which is not that of UTF-16."""


def filled(table: Table, index: str, sorts: list[str]) -> None:
    for sort in sorts:
        key = Key("p", sort if index == "" else f"k{sort}")
        indexes = {} if index == "" else {index: f"p|{sort}" if index == "due" else sort}
        write(table, new(key, **indexes))
    write(table, new(Key("other", "m"), **({index: "other|m" if index == "due" else "m"} if index else {})))


def sorts(
    table: Table, index: str, low: str = "", high: str = "", limit: int = 99, *, down: bool = False
) -> list[str]:
    entries = table.query(index, "p", low=low, high=high, limit=limit, descending=down)
    assert all(entry.key == Key("p", entry.sort if index == "" else f"k{entry.sort}") for entry in entries)
    return [entry.sort for entry in entries]


@pytest.mark.parametrize("index", INDEXES)
def test_entries_come_in_byte_order(table: Table, index: str) -> None:
    filled(table, index, sorted(SORTS, key=hash))
    assert sorts(table, index) == SORTS
    assert sorts(table, index, down=True) == SORTS[::-1]


@pytest.mark.parametrize("index", INDEXES)
def test_a_range_leaves_its_ends_out(table: Table, index: str) -> None:
    filled(table, index, SORTS)
    assert sorts(table, index, low="B") == SORTS[2:]
    assert sorts(table, index, high="aa") == SORTS[:5]
    assert sorts(table, index, low="B", high="ß") == SORTS[2:7]
    assert sorts(table, index, low="C", high="b") == ["Z", "a", "a#", "aa"]
    assert sorts(table, index, low="a", high="a") == []
    assert sorts(table, index, low="🍅") == []


@pytest.mark.parametrize("index", INDEXES)
def test_a_limit_counts_from_the_end_that_was_asked_for(table: Table, index: str) -> None:
    filled(table, index, SORTS)
    assert sorts(table, index, limit=2) == SORTS[:2]
    assert sorts(table, index, limit=2, down=True) == SORTS[:-3:-1]
    assert sorts(table, index, low="B", high="ß", limit=3) == SORTS[2:5]
    assert sorts(table, index, low="B", high="ß", limit=3, down=True) == ["z", "aa", "a#"]
    assert sorts(table, index, limit=len(SORTS)) == SORTS


@pytest.mark.parametrize("index", INDEXES[1:])
def test_a_row_without_the_string_is_not_in_the_index(table: Table, index: str) -> None:
    write(table, new(A), new(B, **{index: "p|1" if index == "due" else "1"}))
    assert [entry.key for entry in table.query(index, "p", limit=9)] == [B]
    write(table, Put(Row(B, 2, "{}"), 1))
    assert table.query(index, "p", limit=9) == []


@pytest.mark.parametrize("index", INDEXES[1:])
def test_a_row_moves_within_its_index(table: Table, index: str) -> None:
    before, after = ("p|1", "p|2") if index == "due" else ("1", "2")
    write(table, new(A, **{index: before}))
    write(table, Put(Row(A, 2, "{}", {index: after}), 1))
    assert [entry.sort for entry in table.query(index, "p", limit=9)] == ["2"]


def test_the_due_index_spans_all_rows_and_keeps_its_parts_apart(table: Table) -> None:
    write(
        table,
        new(Key("o1", "i1"), due="due#1|5#i1"),
        new(Key("o2", "i2"), due="due#1|3#i2"),
        new(Key("o2", "i3"), due="due#10|1#i3"),
        new(Key("o2", "i4"), due="due#2|1#i4"),
    )
    assert [entry.key.sk for entry in table.query("due", "due#1", limit=9)] == ["i2", "i1"]
    assert [entry.sort for entry in table.query("due", "due#1", high="4", limit=9)] == ["3#i2"]


def test_pages_meet_where_sorts_begin_alike(table: Table) -> None:
    """Ids behind equal times make each place of an index unique."""
    sorts_ = [f"2026-03-01T12:00:00.000Z#{number}" for number in range(7)]
    filled(table, "created", sorts_)
    seen: list[str] = []
    high = ""
    while page := sorts(table, "created", high=high, limit=2, down=True):
        seen += page
        high = page[-1]
    assert seen == sorts_[::-1]


def test_a_long_range_is_complete(table: Table) -> None:
    """DynamoDB answers at most 1 MB at a time."""
    numbers = [f"{number:04}" for number in range(75)]
    for start in range(0, 75, TRANSACTION_LIMIT):
        chunk = numbers[start : start + TRANSACTION_LIMIT]
        write(table, *(new(Key("p", number), "x" * 30_000) for number in chunk))
    assert sorts(table, "", limit=1_000) == numbers
    assert sorts(table, "", limit=60, down=True) == numbers[:-61:-1]


@pytest.mark.parametrize("index", INDEXES)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["", *SORTS]),
    st.sampled_from(["", *SORTS]),
    st.integers(1, 15),
    st.booleans(),
)
def test_any_range_is_what_a_list_would_answer(
    table: Table, index: str, low: str, high: str, limit: int, down: bool
) -> None:
    if not table.query(index, "p", limit=1):
        filled(table, index, SORTS)
    if low and high and low.encode() > high.encode():
        low, high = high, low
    expected = [
        sort
        for sort in SORTS
        if (not low or sort.encode() > low.encode()) and (not high or sort.encode() < high.encode())
    ]
    assert sorts(table, index, low, high, limit, down=down) == (expected[::-1] if down else expected)[:limit]
