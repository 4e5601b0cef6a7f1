"""A phone is connected: a code from one screen to the other, the bookmark that hands a page over, tokens."""

from __future__ import annotations

import json
import re
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPhone, Phone
from tests.doubles.web import Site
from tests.journeys.conftest import StartHost
from tests.journeys.cook import Cook
from tests.journeys.host import Host

WIDTHS = (320, 390, 1280)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
STRICT = "default-src 'none'; script-src 'none'; img-src data:"
CAPTION = "Held-back halloumi. Ingredients: 250 g halloumi, 2 tomatoes. Steps: Slice both. Fry for 5 minutes."


@pytest.fixture
def locked(start_host: StartHost) -> Host:
    return start_host(AUTH_MODE="token", FETCH_CONNECT_TO="")


@pytest.fixture
def desk(locked: Host, open_phone: OpenPhone) -> Phone:
    """Signed in with the first token."""
    [secret] = re.findall(r"shown this once: (\S+)", locked.log())
    desk = open_phone(locked.url, 1280)
    desk.expected.add("/api/")  # refused until the cook has signed in
    desk.go("/connect")
    desk.page.get_by_label("Token", exact=True).fill(secret)
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("heading", name="Connect a phone")).to_be_visible()
    return desk


def show_code(desk: Phone, use: str, name: str) -> str:
    """The address that stands in the code."""
    desk.page.get_by_label(use).check()
    desk.page.get_by_label("Name of the phone").fill(name)
    desk.page.get_by_role("button", name="Show the code").click()
    address = desk.page.locator(".code code")
    expect(address).to_contain_text("#pair=")
    return address.inner_text()


def test_a_scanned_code_opens_the_app_on_the_phone_and_ticks_the_desk(
    desk: Phone, open_phone: OpenPhone
) -> None:
    address = show_code(desk, "Use the app", "Anna's phone")
    expect(desk.page.locator(".code img")).to_have_js_property("complete", value=True)
    assert desk.page.locator(".code img").evaluate("image => image.naturalWidth") > 0
    expect(desk.page.locator(".code .received")).to_contain_text(re.compile(r"\d:\d\d"))

    phone = open_phone(desk.url)
    phone.page.goto(address)

    expect(phone.page.get_by_role("heading", name="This phone is connected")).to_be_visible()
    expect(phone.page).to_have_url(f"{desk.url}/connect")
    expect(desk.page.locator(".code .received")).to_contain_text("Received")
    expect(desk.page.locator(".tokens li").filter(has_text="Anna's phone")).to_be_visible()
    phone.page.get_by_role("button", name="Use InstaRecipe on this phone").click()
    expect(phone.page.get_by_text("Your recipes gather here")).to_be_visible()


def test_a_code_is_used_up_by_the_first_phone(desk: Phone, open_phone: OpenPhone) -> None:
    address = show_code(desk, "Share only", "First")
    first, second = open_phone(desk.url), open_phone(desk.url)
    first.page.goto(address)
    expect(first.page.locator("code").last).to_contain_text("Bearer ir_")
    expect(first.page.get_by_role("button", name="Use InstaRecipe")).to_have_count(0)
    second.expected.add("/api/pairings/redeem")

    second.page.goto(address)

    expect(second.page.get_by_text("This code was used already")).to_be_visible()


def test_a_made_token_shares_and_is_ticked_when_it_did(desk: Phone) -> None:
    desk.page.get_by_text("A terminal, or a program").click()
    way = desk.page.locator("[data-way=curl]")
    way.get_by_role("button", name="Make a token").click()
    expect(way.locator("code")).to_contain_text("Bearer ir_")
    token = re.findall(r"Bearer (\S+)'", way.locator("code").inner_text())[0]

    share(desk.url, token)

    expect(way.locator(".received")).to_contain_text("Received")


def share(url: str, token: str) -> None:
    body = json.dumps({"url": "http://samples.invalid/blog/plum-crumble"}).encode()
    headers = {"authorization": f"Bearer {token}"}
    with urllib.request.urlopen(urllib.request.Request(f"{url}/api/queue", body, headers)) as answer:
        assert answer.status == 201


def test_a_revoked_token_can_be_had_back_for_a_moment(desk: Phone, open_phone: OpenPhone) -> None:
    phone = open_phone(desk.url)
    phone.page.goto(show_code(desk, "Share only", "Lost phone"))
    row = desk.page.locator(".tokens li").filter(has_text="Lost phone")
    row.get_by_role("button", name="Revoke").click()
    expect(row).to_be_hidden()
    desk.toast("Lost phone").get_by_role("button", name="Undo").click()
    expect(row).to_be_visible()

    row.get_by_role("button", name="Revoke").click()
    desk.page.reload()  # what was held is sent as the page goes away

    expect(desk.page.locator(".tokens li").first).to_be_visible()
    expect(row).to_have_count(0)


def test_an_admin_makes_a_token_for_somebody_else(desk: Phone, open_phone: OpenPhone) -> None:
    desk.page.get_by_role("link", name="Everybody’s keys").click()
    desk.page.get_by_label("Owner").fill("bert")
    desk.page.get_by_label("Name of the token").fill("Bert's laptop")
    desk.page.get_by_role("button", name="Make the token").click()
    expect(desk.page.locator(".tokens li")).to_contain_text("Bert's laptop")
    token = desk.page.locator(".made code").inner_text()

    other = open_phone(desk.url)
    other.expected |= {"/api/", "/js/live.js"}
    other.go("/admin")
    other.page.get_by_label("Token", exact=True).fill(token)
    other.page.keyboard.press("Enter")
    other.page.get_by_label("Owner").fill("household")
    other.page.keyboard.press("Tab")
    expect(other.page.get_by_role("alert")).to_contain_text("admin")


def test_a_code_that_only_this_computer_can_open_says_so(desk: Phone) -> None:
    show_code(desk, "Share only", "Far phone")
    expect(desk.page.locator(".code")).to_contain_text("No phone can open this")


def test_a_code_that_a_phone_can_open_says_nothing_else(desk: Phone) -> None:
    begun = {"url": "https://nas.local/connect#pair=x", "qr": "<svg/>", "expiresAt": "2199-01-01T00:00:00Z"}
    desk.page.route("**/api/pairings", lambda route: route.fulfill(json=begun))

    show_code(desk, "Share only", "Near phone")

    expect(desk.page.get_by_text("No phone can open this")).to_be_hidden()


def test_nothing_is_wider_than_the_screen(desk: Phone) -> None:
    show_code(desk, "Share only", "Wide")
    desk.page.get_by_text("iPhone: a Shortcut").click()
    for path in ("", "/admin"):
        if path:
            desk.go(path)
            expect(desk.page.get_by_label("Owner")).to_be_visible()
        for width in WIDTHS:
            desk.page.set_viewport_size({"width": width, "height": 844})
            assert desk.page.evaluate(OVERFLOW) == 0, (path, width)


def test_without_a_door_the_page_says_what_to_do_first(phone: Phone) -> None:
    phone.go("/connect")

    expect(phone.page.get_by_role("heading", name="Only this computer reaches the app now")).to_be_visible()
    expect(phone.page.get_by_role("button", name="Show the code")).to_be_hidden()


# -- the bookmark: on a page of another origin, with a policy that stops every other way


def bookmark(phone: Phone) -> str:
    """Its program."""
    phone.go("/connect")
    link = phone.page.locator("[data-bookmarklet][href]")
    link.wait_for(state="attached")
    code = link.get_attribute("href") or ""
    assert code.startswith("javascript:")
    return str(phone.page.evaluate("decodeURIComponent", code.removeprefix("javascript:")))


def a_post(site: Site, path: str) -> None:
    data = json.dumps(
        {"@type": "Recipe", "name": "Held-back halloumi", "recipeIngredient": ["250 g halloumi"]}
    )
    html = f"""<title>A post behind a login</title><link rel="icon" href="data:,">
      <meta property="og:title" content="Held-back halloumi"><meta name="description" content="{CAPTION}">
      <script type="application/ld+json">{data}</script>"""
    headers = {"Content-Type": "text/html", "Content-Security-Policy": STRICT}
    site.routes[path] = (200, headers, html.encode())


def opened(phone: Phone, code: str) -> Page:
    with phone.page.expect_popup() as popup:
        phone.page.evaluate(code)
    return popup.value


def test_the_bookmark_hands_over_a_page_that_the_server_cannot_read(
    phone: Phone, site: Site, cook: Cook
) -> None:
    a_post(site, "/behind")
    phone.install()  # its service worker answers for the page
    code = bookmark(phone)
    phone.page.goto(site.url("/behind"))
    a_post(site, "/elsewhere")
    del site.routes["/behind"]  # the server meets a 404
    before = cook.counts()["total"]

    share_page = opened(phone, code)

    expect(share_page.get_by_text("A post behind a login")).to_be_visible()
    expect(share_page.get_by_text("The text of the page is sent along.")).to_be_visible()
    assert cook.counts()["total"] == before
    share_page.get_by_role("button", name="Save", exact=True).and_(share_page.locator(":visible")).click()
    card = share_page.locator("#home .card").filter(has_text="Held-back halloumi").first
    expect(card).to_contain_text("Ready")


def test_a_page_speaks_for_itself_only(phone: Phone, site: Site) -> None:
    a_post(site, "/liar")
    code = bookmark(phone).replace("url: location.href", "url: 'https://www.example.com/other'")
    phone.page.goto(site.url("/liar"))

    share_page = opened(phone, code)

    expect(share_page.get_by_role("heading", name="Save this recipe?")).to_be_visible()
    expect(share_page.get_by_text("www.example.com")).to_have_count(0)
    expect(share_page.get_by_text("The text of the page is sent along.")).to_have_count(0)


def test_who_did_not_open_the_window_is_not_heard(phone: Phone, site: Site) -> None:
    a_post(site, "/quiet")
    code = bookmark(phone).replace("addEventListener(", "void (")
    phone.page.goto(site.url("/quiet"))
    share_page = opened(phone, code)
    share_page.evaluate(
        "postMessage({url: location.href, title: 'Forged', html: ['<title>Forged</title>']}, '*')"
    )

    expect(share_page.get_by_role("heading", name="Save this recipe?")).to_be_visible()
    expect(share_page.get_by_text("Forged")).to_have_count(0)
