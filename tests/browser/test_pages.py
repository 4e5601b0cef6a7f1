"""What holds on every page: width, colours, keyboard, the door."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPhone, Phone
from tests.doubles.web import Site
from tests.journeys.conftest import StartHost
from tests.journeys.cook import Cook
from tests.journeys.host import Host
from tests.journeys.sites import recipe_page

WIDTHS = (320, 390, 1280)
CARD = "#home .card[data-id]"
PAGES = {
    "/": CARD,
    "/?show=done": CARD,
    "/?view=activity": "#activity .card[data-id]",
    "/stats": ".chart",
    "/recipe/{id}": ".step",
    "/signin": "#token",
    "/share": ".solo-card h1",
}
"""And what stands there when they are complete."""
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenauflauf " * 3
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
KEPT = "JSON.parse(localStorage.getItem('instarecipe.list'))"
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture
def recipe_id(cook: Cook, site: Site) -> str:
    site.routes["/long"] = recipe_page(LONG, [f"500 g {'Zucker' * 30}", "1 onion"])
    id_: str = cook.wait(cook.share(site.url("/long"))["id"])["id"]
    cook.wait(cook.share(site.url("/nowhere"))["id"])
    return id_


def test_nothing_is_wider_than_the_screen(phone: Phone, recipe_id: str) -> None:
    for path, content in PAGES.items():
        phone.go(path.format(id=recipe_id))
        expect(phone.page.locator(content).first).to_be_visible()
        for width in WIDTHS:
            phone.page.set_viewport_size({"width": width, "height": 844})
            assert phone.page.evaluate(OVERFLOW) == 0, (path, width)


def test_an_undo_stays_on_the_screen_beside_a_long_word(phone: Phone, recipe_id: str) -> None:
    phone.go()
    card = phone.page.locator(f'{CARD}[data-id="{recipe_id}"]')
    card.get_by_role("button").first.click()
    phone.page.get_by_role("button", name="Delete", exact=True).click()
    phone.page.get_by_role("button", name="The recipe too").click()

    undo = phone.page.locator(".toast").get_by_role("button", name="Undo")
    for width in WIDTHS:
        phone.page.set_viewport_size({"width": width, "height": 844})
        expect(undo).to_be_in_viewport(ratio=1)
    undo.hover()
    undo.click()
    expect(card).to_be_visible()


def test_a_toast_dims_nothing(phone: Phone, recipe_id: str) -> None:
    """It stands above the sheets, and has a backdrop as they do."""
    phone.go()
    card = phone.page.locator(f'{CARD}[data-id="{recipe_id}"]')
    expect(card).to_be_visible()
    head = {"x": 0, "y": 0, "width": 300, "height": 30}
    before = phone.page.screenshot(clip=head)  # type: ignore[arg-type]  # as it is documented

    card.get_by_role("button").first.click()
    phone.page.get_by_role("button", name="Delete", exact=True).click()
    phone.page.get_by_role("button", name="The recipe too").click()
    expect(phone.toast("deleted")).to_be_visible()
    expect(phone.page.locator("dialog[open]")).to_have_count(0)

    assert phone.page.screenshot(clip=head) == before  # type: ignore[arg-type]
    phone.toast("deleted").get_by_role("button", name="Undo").click()


def test_dark_is_dark(open_phone: OpenPhone, host: Host) -> None:
    def lightness(scheme: str) -> int:
        phone = open_phone(host.url, color_scheme=scheme)
        phone.go()
        return sum(map(int, re.findall(r"\d+", phone.page.evaluate(BACKGROUND))[:3]))

    assert lightness("dark") < 150
    assert lightness("light") > 600


def test_the_keyboard_is_enough(open_phone: OpenPhone, host: Host, recipe_id: str) -> None:
    phone = open_phone(host.url, 1280)
    phone.go()
    expect(phone.page.locator(CARD).nth(1)).to_be_visible()
    press = phone.page.keyboard.press

    press("j")
    press("j")
    expect(phone.page.locator(CARD).nth(1).get_by_role("link")).to_be_focused()
    press("Enter")
    expect(phone.page).to_have_url(re.compile("/recipe/"))
    press("Escape")
    expect(phone.page).not_to_have_url(re.compile("/recipe/"))
    press("?")
    expect(phone.page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    press("Escape")
    press("/")
    expect(phone.page.get_by_label("Search recipes")).to_be_focused()
    press("Escape")
    press("n")
    expect(phone.page.locator("#paste-field")).to_be_focused()


def test_a_token_opens_the_door(start_host: StartHost, open_phone: OpenPhone) -> None:
    host = start_host(AUTH_MODE="token", FETCH_CONNECT_TO="")
    [secret] = re.findall(r"shown this once: (\S+)", host.log())
    phone = open_phone(host.url)
    phone.expected |= {"/api/", "/js/live.js"}  # refused until the cook has signed in
    phone.go("/stats")
    phone.page.get_by_label("Token", exact=True).fill("wrong")
    phone.page.keyboard.press("Enter")
    expect(phone.page.get_by_text("does not open the door")).to_be_visible()

    phone.page.get_by_label("Token", exact=True).fill(secret)
    phone.page.keyboard.press("Enter")

    expect(phone.page).to_have_url(f"{host.url}/stats")
    expect(phone.page.get_by_text("No numbers yet")).to_be_visible()
    phone.page.get_by_role("button", name="More").and_(phone.page.locator(":visible")).click()
    phone.page.get_by_role("button", name="Sign out").click()
    expect(phone.page.get_by_label("Token", exact=True)).to_be_visible()


def test_the_last_list_can_be_read_offline(phone: Phone, recipe_id: str) -> None:
    phone.install()
    expect(phone.page.locator(CARD).first).to_be_visible()
    phone.until(f"({KEPT})?.items.length")  # the counts are kept before the items are
    phone.expected.add(phone.url)  # the browser tells of each call that it cannot make
    phone.page.context.set_offline(True)

    phone.page.reload()

    expect(phone.page.locator(CARD).first).to_be_visible()
    expect(phone.page.get_by_text("You are offline. This is what we had.")).to_be_visible()
