"""Pages of items: newest first, complete, and honest about what was asked wrongly."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from instarecipe.domain import item as life
from instarecipe.domain.errors import Refused
from instarecipe.domain.item import PhaseName, Status
from instarecipe.listing import Listing
from tests.doubles.phases import DoubledWiring
from tests.doubles.stored import OWNER, store
from tests.doubles.virtual import Clock


@pytest.fixture
def listing(wiring: DoubledWiring) -> Listing:
    return wiring.listing


def ids(page: dict[str, Any]) -> list[str]:
    return [item["id"] for item in page["items"]]


def all_pages(listing: Listing, **query: str) -> list[str]:
    found: list[str] = []
    page = listing(OWNER, query)
    while True:
        found += ids(page)
        assert page["hasMore"] == ("nextCursor" in page)
        if not page["hasMore"]:
            return found
        page = listing(OWNER, {**query, "cursor": page["nextCursor"]})


def test_nothing_is_an_empty_page(listing: Listing) -> None:
    assert listing(OWNER, {}) == {"items": [], "total": 0, "hasMore": False}


def test_the_newest_comes_first(listing: Listing, wiring: DoubledWiring, clock: Clock) -> None:
    stored = []
    for _ in range(3):
        clock.sleep(1)
        stored.append(store(wiring.items).id)
    page = listing(OWNER, {})
    assert ids(page) == stored[::-1]
    assert (page["total"], page["hasMore"]) == (3, False)


def test_twenty_fit_on_a_page_unless_one_asks(listing: Listing, wiring: DoubledWiring) -> None:
    for _ in range(21):
        store(wiring.items)
    assert len(listing(OWNER, {})["items"]) == 20
    assert len(listing(OWNER, {"limit": "100"})["items"]) == 21
    assert listing(OWNER, {"limit": "21"})["hasMore"] is False


@pytest.mark.parametrize("limit", ["1", "2", "3", "7"])
def test_pages_join_without_gap_or_repeat_when_times_are_equal(
    listing: Listing, wiring: DoubledWiring, limit: str
) -> None:
    stored = [store(wiring.items).id for _ in range(7)]
    assert all_pages(listing, limit=limit) == sorted(stored, reverse=True)


def test_a_page_is_found_by_offset_too(listing: Listing, wiring: DoubledWiring) -> None:
    stored = sorted((store(wiring.items).id for _ in range(5)), reverse=True)
    page = listing(OWNER, {"limit": "2", "offset": "1"})
    assert (ids(page), page["total"], page["hasMore"]) == (stored[1:3], 5, True)
    assert ids(listing(OWNER, {"offset": "4"})) == stored[4:]
    assert listing(OWNER, {"offset": "9999"}) == {"items": [], "total": 5, "hasMore": False}


@pytest.mark.parametrize("status", list(Status))
def test_one_status_alone(listing: Listing, wiring: DoubledWiring, status: Status) -> None:
    stored = {one: [store(wiring.items, one).id for _ in range(2)] for one in Status}
    page = listing(OWNER, {"status": status})
    assert sorted(ids(page)) == sorted(stored[status])
    assert page["total"] == 2
    assert sorted(all_pages(listing, status=status, limit="1")) == sorted(stored[status])


def test_owners_see_their_own_only(listing: Listing, wiring: DoubledWiring) -> None:
    mine = store(wiring.items).id
    store(wiring.items, owner="neighbour")
    assert ids(listing(OWNER, {})) == [mine]
    assert listing(OWNER, {})["total"] == 1


def test_an_item_that_moves_on_keeps_its_place(listing: Listing, wiring: DoubledWiring, clock: Clock) -> None:
    old = store(wiring.items, Status.ERROR)
    clock.sleep(1)
    new = store(wiring.items)
    clock.sleep(1)
    wiring.items.save(old, life.restarted(old, PhaseName.EXTRACTION, now=clock()))
    assert ids(listing(OWNER, {})) == [new.id, old.id]


BAD = {
    "limit 0": {"limit": "0"},
    "limit x": {"limit": "x"},
    "limit 101": {"limit": "101"},
    "limit -1": {"limit": "-1"},
    "limit 1.5": {"limit": "1.5"},
    "limit of other digits": {"limit": "٣"},
    "a long limit": {"limit": "9" * 5_000},
    "offset -1": {"offset": "-1"},
    "offset x": {"offset": "x"},
    "a long offset": {"offset": "0" * 5_000},
    "status": {"status": "done"},
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_asked_wrongly_is_named(listing: Listing, case: str) -> None:
    with pytest.raises(Refused) as refused:
        listing(OWNER, BAD[case])
    assert (refused.value.status, refused.value.code) == (400, "bad_parameter")
    assert refused.value.details == {"parameter": next(iter(BAD[case]))}


def test_an_offset_beyond_what_people_turn_points_to_the_cursor(listing: Listing) -> None:
    assert listing(OWNER, {"offset": "10000"})["items"] == []
    for offset in ("10001", "9" * 30):
        with pytest.raises(Refused, match="cursor"):
            listing(OWNER, {"offset": offset})


def encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


BAD_CURSORS = {
    "no base64": "!",
    "other letters": "é",
    "nothing in it": "_",
    "no text": base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    "no position": encoded(" "),
    "control characters": encoded(" 2026-03-01T12:00:00.000Z#\0"),
    "a made-up position": encoded(" zzz"),
    "a position before any": encoded(" a"),
    "an empty filter's position": encoded(" success#2026-03-01T12:00:00.000Z#1"),
    "of another list": encoded("success success#2026-03-01T12:00:00.000Z#1"),
    "long": "A" * 8_000,
}


@pytest.mark.parametrize("status", ["", "pending"])
@pytest.mark.parametrize("case", BAD_CURSORS)
def test_a_cursor_that_is_not_of_this_list_is_refused(listing: Listing, case: str, status: str) -> None:
    with pytest.raises(Refused) as refused:
        listing(OWNER, {"status": status, "cursor": BAD_CURSORS[case]})
    assert (refused.value.status, refused.value.code) == (400, "bad_cursor")


@pytest.mark.parametrize(
    "position", ["zzz", "2026-03-01T12:00:00.000Z#1", "success#2026-03-01T12:00:00.000Z#1"]
)
def test_a_cursor_of_one_status_stays_within_it(listing: Listing, position: str) -> None:
    with pytest.raises(Refused, match="cursor"):
        listing(OWNER, {"status": "pending", "cursor": encoded(f"pending {position}")})


def test_a_cursor_of_all_items_is_not_one_of_a_status(listing: Listing, wiring: DoubledWiring) -> None:
    for _ in range(2):
        store(wiring.items)
    cursor = listing(OWNER, {"limit": "1"})["nextCursor"]
    with pytest.raises(Refused, match="cursor"):
        listing(OWNER, {"status": "pending", "cursor": cursor})


def test_list_items_carry_short_results_only(listing: Listing, wiring: DoubledWiring) -> None:
    item = store(wiring.items, Status.SUCCESS)
    shown = listing(OWNER, {})["items"][0]
    assert shown["results"] == {"recipeUrl": item.recipe_url}
    assert [phase["status"] for phase in shown["phases"]] == ["completed"] * 3
