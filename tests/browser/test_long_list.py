"""A long list: however far one scrolls, only the cards near the screen are filled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from instarecipe.auth import HOUSEHOLD
from instarecipe.domain import item as life
from instarecipe.domain.item import Status
from instarecipe.embedded.database import Database
from instarecipe.embedded.table import SqliteTable
from instarecipe.items import Items
from tests.browser.conftest import Phone
from tests.journeys.host import Host

ALL = 1_500
MOST_FILLED = 200
"""Some screens above and below, and the page that has just come."""
NEWEST = 1_790_000_000_000
FILLED = "document.querySelectorAll('#home .card-body').length"
FRAMES = "document.querySelectorAll('#home .card').length"
SCROLL_TO_THE_END = f"""async (all) => {{
  const frame = () => new Promise(requestAnimationFrame);
  let most = 0;
  while ({FRAMES} < all) {{
    scrollTo(0, document.documentElement.scrollHeight);
    await frame();
    most = Math.max(most, {FILLED});
  }}
  return most;
}}"""

# What has been filled may be taller than was thought: then the end is further down.
LAST_IN_SIGHT = f"""scrollTo(0, document.documentElement.scrollHeight),
  [...document.querySelectorAll("#home .card")].slice(-1).some((card) =>
    card.querySelector(".card-body h2")?.textContent === "Dish {ALL - 1}" &&
    card.getBoundingClientRect().bottom <= innerHeight)"""


def fill(data: Path, count: int) -> None:
    """Dish 0 is the newest; every third has failed, and is taller."""
    database = Database(data)
    with database.read() as connection:
        connection.execute("PRAGMA synchronous = OFF")  # it writes, too: no disk to wait for

    def clock() -> int:
        return NEWEST

    tokens = iter(range(count))
    items = Items(SqliteTable(database, clock), clock, lambda: str(next(tokens)), lambda _: None, lambda: 0.0)
    for number in range(count):
        id_ = str(UUID(int=number, version=4))
        link = f"https://a.example/{number}"
        new = life.new(id_, HOUSEHOLD, link, link, given=None, now=NEWEST - 1000 * number)
        status = Status.SUCCESS if number % 3 else Status.ERROR
        code = None if number % 3 else "private"
        items.save(None, new._replace(due_at=None, status=status, error_code=code, title=f"Dish {number}"))
    database.close()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    host = Host(tmp_path_factory.mktemp("host") / "data")
    fill(host.data, ALL)
    host.start()
    yield host
    host.stop()


def in_sight(page: Page, title: str) -> None:
    card = page.locator("#home .card-body").filter(has=page.get_by_role("link", name=title, exact=True))
    expect(card).to_be_in_viewport()


def test_of_a_long_list_only_what_is_near_the_screen_is_filled(phone: Phone) -> None:
    phone.go()
    in_sight(phone.page, "Dish 0")

    most = phone.page.evaluate(SCROLL_TO_THE_END, ALL)

    assert 0 < most <= MOST_FILLED
    phone.until(LAST_IN_SIGHT)
    phone.page.evaluate("scrollTo(0, 0)")
    in_sight(phone.page, "Dish 0")
    phone.until(f"{FILLED} <= {MOST_FILLED}")
