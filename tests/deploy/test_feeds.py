"""What Lambda's filter lets through is what the functions behind it act on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from instarecipe.domain.changes import deserves_push
from instarecipe.domain.item import Status
from instarecipe.items import Items, item_key, item_of
from instarecipe.ports import Change, Key, Row
from local.events import stream_event
from tests.doubles.filters import passes
from tests.doubles.phases import DoubledWiring
from tests.doubles.stored import store
from tests.doubles.template import feed_pattern


@pytest.fixture
def rows(wiring: DoubledWiring) -> dict[Status, Row]:
    return {status: _stored(wiring.items, status) for status in Status}


def _stored(items: Items, status: Status) -> Row:
    item = store(items, status)
    [row] = items.table.get([item_key(item.owner, item.id)])
    assert row
    return row


def changes(rows: dict[Status, Row]) -> Iterator[tuple[Row | None, Row | None]]:
    states: list[Row | None] = [None, *rows.values()]
    return ((old, new) for old in states for new in states if old or new)


def heard(feed: str, key: Key, old: Row | None, new: Row | None) -> bool:
    [record] = stream_event([Change(1, key, old, new)])["Records"]
    return passes(feed_pattern(feed), record)


def test_whoever_watches_is_told_of_every_change_of_an_item(rows: dict[Status, Row]) -> None:
    for old, new in changes(rows):
        row = new or old
        assert row
        assert heard("ChangesFeed", row.key, old, new)


def test_notify_hears_of_each_end_and_of_nothing_else(rows: dict[Status, Row]) -> None:
    owed = 0
    for old, new in changes(rows):
        before, after = (item_of(row) for row in (old, new))
        row = new or old
        assert row
        through = heard("NotifyFeed", row.key, old, new)
        assert through == (after is not None and after.status.terminal)
        owes = deserves_push(before, after, now=after.updated_at if after else 0)
        assert through or not owes
        owed += owes
    assert owed == 9  # from nothing, pending and in progress to each of three ends


@pytest.mark.parametrize("feed", ["ChangesFeed", "NotifyFeed"])
def test_what_is_stored_beside_the_items_wakes_nobody(feed: str, rows: dict[Status, Row]) -> None:
    row = rows[Status.SUCCESS]
    for key in (Key("c#household", "1"), Key("o#household", "l"), Key("r#household#1", "r")):
        beside = row._replace(key=key)
        assert not heard(feed, key, beside, beside)
