"""From a link to a recipe, as a cook sees it: live, mended, asked, found again."""

from __future__ import annotations

import re
import threading
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import expect

from tests.browser.conftest import Phone
from tests.doubles.web import Received, Site, Wire, page
from tests.journeys.cook import Cook
from tests.journeys.sites import CAPTION, instagram_post, recipe_page

DARK = 128
CHATTER = "<title>Market</title><p>We met at the market and spoke for an hour about the weather.</p>"


def slow(gate: threading.Event, title: str) -> Any:
    """A recipe's page that comes when the test says so."""

    def answer(received: Received, wire: Wire) -> None:
        gate.wait(60)
        _, headers, body = recipe_page(title, ["200 g rice"])
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        wire.send(f"HTTP/1.1 200 OK\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)

    return answer


def test_a_sample_becomes_a_recipe(phone: Phone) -> None:
    phone.go()
    phone.page.get_by_role("button", name="Try a sample").click()
    phone.page.locator("[data-sample]").first.click()
    card = phone.page.locator("#home .card").first
    expect(card).to_contain_text("Ready")

    card.get_by_role("link").click()

    expect(phone.page.locator(".ingredient").first).to_be_visible()
    expect(phone.page.locator(".step").first).to_be_visible()


def test_progress_is_live(phone: Phone, site: Site) -> None:
    gate = threading.Event()
    site.routes["/slow"] = slow(gate, "Slow rice")
    phone.go()

    card = phone.share(f"Look at this! {site.url('/slow')} 🍚")

    expect(card).to_contain_text("Opening the post…")
    gate.set()
    expect(phone.card("Slow rice")).to_contain_text("Ready")


def test_a_failure_is_mended_by_pasting_the_caption(phone: Phone, site: Site) -> None:
    site.routes["/p/Mute1/"] = instagram_post("Mute1", None)
    phone.go()
    card = phone.share("https://www.instagram.com/p/Mute1/")
    card.get_by_role("button", name="Paste the caption").click()

    phone.page.get_by_label("Text of the post").fill(CAPTION)
    phone.page.get_by_role("button", name="Read this text").click()

    expect(phone.card("One-pot lemon orzo")).to_contain_text("Ready")


def test_what_could_be_read_gives_way_to_what_is_pasted(phone: Phone, cook: Cook, site: Site) -> None:
    site.routes["/chatter"] = page(CHATTER)
    id_ = cook.wait(cook.share(site.url("/chatter"))["id"])["id"]
    phone.go(f"/recipe/{id_}")
    phone.page.get_by_role("button", name="Paste the caption").filter(visible=True).click()
    field = phone.page.get_by_label("Text of the post")
    expect(field).not_to_have_value("")

    phone.page.keyboard.insert_text(CAPTION)  # as a paste does

    expect(field).to_have_value(CAPTION)


@pytest.mark.parametrize("status", ["pending", "unhealthy"])
def test_what_is_tried_again_by_itself_says_so_once(
    phone: Phone, cook: Cook, site: Site, status: str
) -> None:
    """The state's word says it too."""
    failed = cook.wait(cook.share(site.url("/tried"))["id"])
    told = {"errorCode": "", "advice": "Check that it is running. We try again by ourselves."}
    held = failed | told | {"status": status, "nextAttemptAt": "2199-01-01T00:00:00Z"}
    held["phases"] = [one | {"status": "completed"} for one in failed["phases"][:2]] + failed["phases"][2:]
    phone.page.route(
        "**/api/queue?*", lambda route: route.fulfill(json={"items": [held], "nextCursor": None})
    )
    phone.go("/?show=making" if status == "pending" else "/?show=failed")
    card = phone.page.locator(f'#home .card[data-id="{failed["id"]}"]')

    expect(card.locator(".state")).to_contain_text("Will try again")
    expect(card.locator(".advice")).to_have_text([told["advice"]])
    expect(card.locator(".actions")).to_have_css("display", "none" if status == "pending" else "flex")


def test_a_refused_link_is_told_with_its_advice(phone: Phone) -> None:
    phone.expected.add("/api/queue")
    phone.go()

    phone.paste("http://10.0.0.1/soup")

    expect(phone.page.locator("#paste-hint")).to_contain_text("recipe's text")


def test_what_goes_wrong_in_a_sheet_is_told_above_it(phone: Phone, cook: Cook, site: Site) -> None:
    id_ = cook.wait(cook.share(site.url("/mute"))["id"])["id"]
    phone.expected.add("/retry")
    phone.go(f"/recipe/{id_}")
    phone.page.get_by_role("button", name="Paste the caption").filter(visible=True).click()
    phone.page.get_by_label("Text of the post").fill(CAPTION)
    phone.page.route("**/retry", lambda route: route.fulfill(status=500, json={"message": "Not now."}))

    phone.page.get_by_role("button", name="Read this text").click()

    expect(phone.toast("Not now.")).to_be_in_viewport(ratio=1)
    seen = Image.open(BytesIO(phone.toast("Not now.").screenshot())).convert("L")
    assert ImageStat.Stat(seen).mean[0] < DARK  # a note, and not the white sheet at that place
    expect(phone.page.get_by_label("Text of the post")).to_have_value(CAPTION)


def test_trying_again_helps_when_the_page_came_back(phone: Phone, site: Site) -> None:
    site.routes["/back"] = (404, {"Content-Type": "text/html"}, b"gone")
    phone.go()
    again = phone.share(site.url("/back")).get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    site.routes["/back"] = recipe_page("Comeback curry", ["1 onion"])

    again.click()

    expect(phone.card("Comeback curry")).to_contain_text("Ready")


def test_filters_show_what_they_say(phone: Phone, cook: Cook, site: Site) -> None:
    site.routes["/good"] = recipe_page("Good goulash", ["1 kg beef"])
    cook.wait(cook.share(site.url("/good"))["id"])
    failed = cook.wait(cook.share(site.url("/missing"))["id"])
    assert failed["status"] == "error"
    phone.go()
    failed_card = phone.page.locator(f'#home .card[data-id="{failed["id"]}"]')
    expect(failed_card).to_be_visible()

    phone.page.get_by_role("button", name="Needs you").click()
    expect(failed_card).to_be_visible()
    expect(phone.card("Good goulash")).to_have_count(0)

    phone.page.get_by_role("button", name="Cookbook", exact=True).click()
    expect(phone.card("Good goulash")).to_be_visible()
    expect(failed_card).to_have_count(0)


def test_a_highlighted_item_is_brought_into_view(phone: Phone, cook: Cook, site: Site) -> None:
    site.routes["/first"] = recipe_page("First focaccia", ["1 kg flour"])
    id_ = cook.wait(cook.share(site.url("/first"))["id"])["id"]
    for number in range(12):
        cook.share(site.url(f"/nothing-{number}"))

    phone.go(f"/?highlight={id_}")

    expect(phone.card("First focaccia")).to_be_in_viewport()
    expect(phone.card("First focaccia").get_by_role("link")).to_be_focused()


def test_a_link_from_the_browser_itself_is_saved_at_once(phone: Phone, site: Site) -> None:
    site.routes["/trusted"] = recipe_page("Trusted tart", ["4 apples"])

    phone.go(f"/share?url={site.url('/trusted')}")

    expect(phone.card("Trusted tart")).to_contain_text("Ready")
    expect(phone.page).to_have_url(re.compile("highlight="))


def test_a_link_from_another_site_is_saved_after_a_question(phone: Phone, cook: Cook, site: Site) -> None:
    site.routes["/asked"] = recipe_page("Asked aspic", ["1 l stock"])
    target = f"{phone.url}/share?url={site.url('/asked')}"
    site.routes["/lure"] = page(
        f'<title>Lure</title><link rel="icon" href="data:,"><a href="{target}">go</a>'
    )
    before = cook.counts()["total"]
    phone.page.goto(site.url("/lure"))
    phone.page.get_by_role("link", name="go").click()
    expect(phone.page.get_by_role("heading", name="Save this recipe?")).to_be_visible()
    assert cook.counts()["total"] == before

    phone.page.get_by_role("button", name="Save", exact=True).and_(phone.page.locator(":visible")).click()

    expect(phone.card("Asked aspic")).to_contain_text("Ready")


def test_text_without_link_or_recipe_is_explained(phone: Phone) -> None:
    phone.go()

    phone.paste("🍝🍝🍝")

    expect(phone.page.locator("#paste-hint")).to_contain_text("Only emoji")


def test_a_code_full_of_digits_makes_no_recipe_of_a_link(phone: Phone, site: Site) -> None:
    link = site.url("/reel/C1a2b3c4d5e6f/")
    queued = ("POST", f"{phone.url}/api/queue")
    phone.go()

    with phone.page.expect_request(lambda sent: (sent.method, sent.url) == queued) as sent:
        phone.paste(link)

    assert sent.value.post_data_json == {"url": link}
