"""Cooking from a recipe: the step and the ticks outlive the page, and end with the last step."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Phone
from tests.doubles.web import Site
from tests.journeys.cook import Cook
from tests.journeys.sites import recipe_page

STEPS = ["Heat the oven.", "Knead the dough.", "Bake the bread."]


@pytest.fixture
def cooking(phone: Phone, cook: Cook, site: Site) -> Phone:
    """In cook mode at the second step, with the first ingredient ticked."""
    site.routes["/bread"] = recipe_page("Bread", ["500 g flour", "1 tsp salt"], STEPS)
    id_ = cook.wait(cook.share(site.url("/bread"), force=True)["id"])["id"]
    phone.page.clock.install()
    phone.go(f"/recipe/{id_}")
    phone.page.get_by_role("checkbox").first.check()
    press(phone, "Cook")
    press(phone, "Next")
    expect_step(phone, 2)
    return phone


def press(phone: Phone, name: str) -> None:
    phone.page.get_by_role("button", name=name, exact=True).click()


def expect_step(phone: Phone, number: int) -> None:
    expect(phone.page.get_by_role("dialog", name="Bread")).to_contain_text(f"Step {number} of {len(STEPS)}")
    expect(phone.page.get_by_text(STEPS[number - 1]).last).to_be_in_viewport()


def test_a_page_that_a_locked_phone_threw_away_comes_back_at_its_step(cooking: Phone) -> None:
    cooking.page.evaluate("sessionStorage.clear()")  # it goes with the page
    cooking.page.reload()

    expect_step(cooking, 2)
    press(cooking, "Close")
    expect(cooking.page.get_by_role("checkbox").first).to_be_checked()
    expect(cooking.page.get_by_role("checkbox").nth(1)).not_to_be_checked()


def test_who_closed_it_finds_the_recipe_and_goes_on_where_they_were(cooking: Phone) -> None:
    press(cooking, "Close")
    cooking.page.reload()
    expect(cooking.page.get_by_role("checkbox").first).to_be_checked()
    expect(cooking.page.get_by_role("dialog")).to_have_count(0)

    press(cooking, "Cook")

    expect_step(cooking, 2)


def test_what_is_finished_is_forgotten(cooking: Phone) -> None:
    press(cooking, "Next")
    expect_step(cooking, 3)
    press(cooking, "Done")

    expect(cooking.page.get_by_role("dialog")).to_have_count(0)
    expect(cooking.page.get_by_role("checkbox").first).not_to_be_checked()
    cooking.page.reload()
    expect(cooking.page.get_by_role("checkbox").first).not_to_be_checked()
    press(cooking, "Cook")
    expect_step(cooking, 1)


def test_the_next_day_nothing_is_ticked(cooking: Phone) -> None:
    cooking.page.clock.set_system_time("2100-01-01")

    cooking.page.reload()

    expect(cooking.page.get_by_role("checkbox").first).not_to_be_checked()
    expect(cooking.page.get_by_role("dialog")).to_have_count(0)


def test_going_back_leaves_it(cooking: Phone) -> None:
    cooking.page.evaluate("history.pushState(null, '', '/stats')")

    cooking.page.go_back()

    expect(cooking.page.get_by_role("dialog")).to_have_count(0)
