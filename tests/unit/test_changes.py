"""What a change of an item means to those who watch, and to a phone in a pocket."""

from __future__ import annotations

import pytest

from instarecipe.domain import item as life
from instarecipe.domain.changes import LATE_PUSH_MS, Announcement, announcement, deserves_push
from instarecipe.domain.item import Item, Policy, Status
from tests.doubles.virtual import NOON

POLICY = Policy()
NEW = life.new("i1", "o1", "http://a.example/1", "http://a.example/1", given=None, now=NOON)
CLAIMED = life.claim(NEW, attempt_id="a1", now=NOON, policy=POLICY)
DONE = life.succeeded(CLAIMED, now=NOON)
FAILED = CLAIMED._replace(status=Status.ERROR)
UNWELL = CLAIMED._replace(status=Status.UNHEALTHY)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (None, NEW),
        (NEW, CLAIMED),
        (CLAIMED, life.progressed(CLAIMED, 40, now=NOON)),
        (CLAIMED, life.checkpoint(CLAIMED, now=NOON, policy=POLICY)),
        (CLAIMED, life.progressed(CLAIMED, 0, now=NOON, title="Soup")),
        (CLAIMED, life.put_back(CLAIMED, None, now=NOON)),
        (CLAIMED, DONE),
        (DONE, DONE._replace(recipe_url="http://r.example/1")),
        (DONE, DONE._replace(tandoor_url="http://t.example/1")),
        (FAILED, FAILED._replace(advice="Paste the caption.")),
    ],
)
def test_what_can_be_seen_is_announced(old: Item | None, new: Item) -> None:
    assert announcement(old, new) is Announcement.UPDATED


@pytest.mark.parametrize(
    "new",
    [
        life.hinted_again(CLAIMED, now=NOON),
        life.intended(CLAIMED, now=NOON),
        life.freed(CLAIMED, now=NOON),
        CLAIMED._replace(version=7, updated_at=NOON + 9),
    ],
)
def test_book_keeping_is_not_announced(new: Item) -> None:
    assert announcement(CLAIMED, new) is None


def test_a_deleted_item_is_announced_as_removed() -> None:
    assert announcement(NEW, None) is Announcement.REMOVED
    assert announcement(None, None) is None


@pytest.mark.parametrize("end", [DONE, FAILED, UNWELL])
@pytest.mark.parametrize("before", [NEW, CLAIMED])
def test_every_end_deserves_one_push(before: Item, end: Item) -> None:
    assert deserves_push(before, end, now=NOON + 1_000)
    assert not deserves_push(end, end._replace(version=9), now=NOON + 1_000)


@pytest.mark.parametrize("new", [None, NEW, CLAIMED])
def test_nothing_else_does(new: Item | None) -> None:
    assert not deserves_push(CLAIMED, new, now=NOON)


def test_a_late_push_would_only_surprise() -> None:
    assert deserves_push(CLAIMED, DONE, now=DONE.updated_at + LATE_PUSH_MS)
    assert not deserves_push(CLAIMED, DONE, now=DONE.updated_at + LATE_PUSH_MS + 1)


@pytest.mark.parametrize(("end", "expected"), [(DONE, True), (FAILED, True), (UNWELL, False)])
def test_a_heal_pushes_only_when_its_outcome_differs(end: Item, expected: bool) -> None:
    healing = CLAIMED._replace(asked=False)
    assert deserves_push(healing, end._replace(asked=False), now=NOON) is expected
