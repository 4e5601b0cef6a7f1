"""The built-in cookbook in the page: what stands there outlives its link."""

from __future__ import annotations

import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPhone, Phone
from tests.doubles.tandoor import Tandoor
from tests.doubles.web import Site
from tests.journeys.conftest import StartHost
from tests.journeys.cook import Cook
from tests.journeys.sites import recipe_page

OLD, NEW = "http://samples.invalid/blog/plum-crumble", "http://samples.invalid/reel/LemonOrzo"


@pytest.fixture
def cookbook(phone: Phone, cook: Cook, site: Site) -> Phone:
    """Open, with two recipes; the link of the plum cake is deleted."""
    for path, title, food in (("/stew", "Bean stew", "beans"), ("/cake", "Plum cake", "plums")):
        site.routes[path] = recipe_page(title, [f"500 g {food}"])
        item = cook.wait(cook.share(site.url(path), force=True)["id"])
        assert item["status"] == "success"
    cook.call("DELETE", f"/api/queue/{item['id']}")
    phone.expected.add(f"/api/queue/{item['id']}")  # asked first for every recipe
    phone.go("/?show=done")
    return phone


def test_a_recipe_outlives_its_link(cookbook: Phone) -> None:
    cookbook.card("Plum cake").first.get_by_role("link").click()

    expect(cookbook.page.get_by_role("heading", name="Plum cake", level=1)).to_be_visible()
    expect(cookbook.page.locator(".ingredient")).to_contain_text("plums")
    cookbook.page.reload()
    expect(cookbook.page.locator(".ingredient")).to_contain_text("plums")
    with cookbook.page.expect_download() as started:
        cookbook.page.get_by_role("button", name="More for Plum cake").click()
        cookbook.page.get_by_role("link", name="Markdown").click()
    assert started.value.suggested_filename == "Plum-cake.md"
    assert "500 g plums" in started.value.path().read_text()


def test_search_finds_by_ingredient(cookbook: Phone) -> None:
    cookbook.page.get_by_role("button", name="Search", exact=True).click()
    cookbook.page.get_by_label("Search recipes").fill("beans")

    expect(cookbook.card("Plum cake")).to_have_count(0)
    expect(cookbook.card("Bean stew").first).to_be_visible()


def test_the_whole_cookbook_as_a_zip(cookbook: Phone) -> None:
    expect(cookbook.card("Bean stew").first).to_be_visible()
    with cookbook.page.expect_download() as started:
        cookbook.page.get_by_role("button", name="Save the whole cookbook").click()
        cookbook.page.get_by_role("link", name="Cooklang").click()

    with zipfile.ZipFile(started.value.path()) as archive:
        assert any("Plum" in name or "plum" in name for name in archive.namelist())


def test_a_delete_can_be_undone(cookbook: Phone, cook: Cook) -> None:
    card = cookbook.card("Bean stew").first
    card.get_by_role("button", name="More for Bean stew").click()
    cookbook.page.get_by_role("button", name="Delete", exact=True).click()
    cookbook.page.get_by_role("button", name="The recipe too").click()
    expect(cookbook.card("Bean stew")).to_have_count(0)

    cookbook.toast("deleted").get_by_role("button", name="Undo").click()

    expect(card).to_be_visible()
    assert len(cook.call("GET", "/api/recipes?search=beans").json()["recipes"]) == 1


def test_a_link_goes_and_leaves_its_recipe(cookbook: Phone, cook: Cook) -> None:
    [recipe] = cook.call("GET", "/api/recipes?search=beans").json()["recipes"]
    cookbook.expected.add(f"/api/queue/{recipe['id']}")
    cookbook.card("Bean stew").first.get_by_role("button", name="More for Bean stew").click()
    cookbook.page.get_by_role("button", name="Delete", exact=True).click()
    with cookbook.page.expect_response(lambda answer: answer.request.method == "DELETE"):
        cookbook.page.get_by_role("button", name="Only the link").click()

    expect(cookbook.card("Bean stew")).to_be_visible()
    assert cook.call("GET", f"/api/queue/{recipe['id']}").status_code == 404
    assert cook.call("GET", f"/api/recipes/{recipe['id']}").status_code == 200


def test_leaving_the_page_deletes_link_and_recipe(cookbook: Phone, cook: Cook) -> None:
    [recipe, *_] = cook.call("GET", "/api/recipes?search=plums").json()["recipes"]
    card = cookbook.page.locator(f'#home .card[data-id="{recipe["id"]}"]')
    card.get_by_role("button", name="More for Plum cake").click()
    cookbook.page.get_by_role("button", name="Delete", exact=True).click()
    expect(card).to_have_count(0)

    cookbook.page.goto("about:blank")

    for _ in range(1_200):
        if cook.call("GET", f"/api/recipes/{recipe['id']}").status_code == 404:
            break
        cookbook.page.wait_for_timeout(50)
    assert cook.call("GET", f"/api/recipes/{recipe['id']}").status_code == 404


def test_the_cookbook_stays_in_reach_beside_a_recipe_manager(
    start_host: StartHost, open_phone: OpenPhone
) -> None:
    """One recipe is from before the manager, the other went to it."""
    host = start_host()
    cook = Cook(host.url)
    assert cook.wait(cook.share(OLD)["id"])["status"] == "success"
    host.stop()
    with Tandoor() as tandoor:
        manager = {"TANDOOR_BASE_URL": tandoor.url, "TANDOOR_TOKEN": "secret"}
        host.environment = {**host.environment, **manager}
        host.start()
        phone = open_phone(host.url)
        phone.go("/?show=done")
        expect(phone.page.locator("#home .card")).to_have_count(1)
        phone.page.get_by_role("button", name="Cookbook", exact=True).click()
        phone.until_live()
        new = cook.wait(cook.share(NEW)["id"])
        assert new["status"] == "success"

        expect(phone.page.get_by_role("button", name="Ready 2", exact=True)).to_be_visible()
        expect(phone.page.locator("#home .card")).to_have_count(1)
        expect(phone.page.locator(f'#home .card[data-id="{new["id"]}"]')).to_have_count(0)
        with phone.page.expect_download() as started:
            phone.page.get_by_role("button", name="Save the whole cookbook").click()
            phone.page.get_by_role("link", name="Markdown").click()
        with zipfile.ZipFile(started.value.path()) as archive:
            assert len(archive.namelist()) == 1


def test_an_empty_cookbook_is_not_offered_beside_a_recipe_manager(
    start_host: StartHost, open_phone: OpenPhone
) -> None:
    with Tandoor() as tandoor:
        host = start_host(TANDOOR_BASE_URL=tandoor.url, TANDOOR_TOKEN="secret")
        phone = open_phone(host.url)
        with phone.page.expect_response("**/api/recipes?*"):
            phone.go()

        expect(phone.page.get_by_role("button", name="Ready 0", exact=True)).to_be_visible()
        expect(phone.page.get_by_role("button", name="Cookbook", exact=True)).to_be_hidden()
