"""What strangers write stays text: in every field, on every page, in messages and in files to take along.

Nothing of it may run, and nothing may even have to be stopped: a violation of the page's policy fails too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Error, Request, expect

from tests.browser.conftest import OpenPhone, Phone
from tests.browser.test_notifications import Messages, messages
from tests.doubles.hostile import PAYLOADS, RUN
from tests.doubles.web import Answer, Site, page
from tests.journeys.conftest import StartHost
from tests.journeys.cook import Cook
from tests.journeys.host import Host

__all__ = ["messages"]

LISTEN = """
  window.violations = [];
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
    window.violations.push([violatedDirective, blockedURI, sample].join(" ")));
"""
SEEN = "({ ran: window.ran ?? null, violations: window.violations })"
NOTHING: dict[str, object] = {"ran": None, "violations": []}
LINKS = """[...document.querySelectorAll("[href], [src], [action], [formaction]")].map(one =>
  ["href", "src", "action", "formaction"].map(name => one.getAttribute(name) ?? "").join(" ").trim())"""
HANDLERS = """[...document.querySelectorAll("*")].flatMap(one => one.getAttributeNames())
  .filter(name => name.startsWith("on"))"""
TRIPLES = list(zip(PAYLOADS[::3], PAYLOADS[1::3], PAYLOADS[2::3], strict=False))
RECIPES = 4
"""Pages that share the payloads; each carries all of its own in every field."""


@pytest.fixture
def phone(open_phone: OpenPhone, host: Host) -> Iterator[Phone]:
    """Nothing is asked of any other server than ours, and no dialog opens."""
    phone = open_phone(host.url)
    phone.expected |= {"/api/queue/", "/api/recipes/"}  # an unknown recipe is looked for in both
    asked: list[str] = []

    def hear(request: Request) -> None:
        if not request.url.startswith((host.url, "blob:", "data:image/")):
            asked.append(request.url)

    phone.page.on("request", hear)
    phone.page.on("dialog", lambda dialog: asked.append(f"dialog {dialog.message}"))
    phone.page.add_init_script(LISTEN)
    yield phone
    assert asked == []


def hostile_page(number: int) -> Answer:
    """Every `RECIPES`th payload, in each field of a recipe that a page may describe."""
    mine = PAYLOADS[number::RECIPES]
    steps = [
        {"@type": "HowToStep", "name": one, "text": f"Stir {one}", "url": one, "image": one} for one in mine
    ]
    recipe = {
        "@context": "https://schema.org",
        "@type": "Recipe",
        "name": f"Dish {number} {mine[0]}",
        "description": " ".join(mine),
        "author": {"@type": "Person", "name": " ".join(mine[:4]), "url": f"javascript:{RUN}"},
        "image": [f"javascript:{RUN}", *mine],
        "url": f"javascript:{RUN}",
        "recipeIngredient": [f"1 cup {one} ({one})" for one in mine],
        "recipeInstructions": [{"@type": "HowToSection", "name": mine[1], "itemListElement": steps}],
        "keywords": ", ".join(one.replace(",", "") for one in mine[:12]),
        "recipeYield": f"4 {mine[2]}",
        "nutrition": {"@type": "NutritionInformation", "calories": f"100 {mine[3]}"},
        "totalTime": "PT30M",
    }
    written = json.dumps(recipe).replace("</", "<\\/").replace("<!--", "<\\u0021--")
    return page(f"<title>x</title><script type='application/ld+json'>{written}</script>")


@pytest.fixture(scope="module")
def shared(host: Host, site: Site) -> list[dict[str, Any]]:
    """The items: recipes, pasted text of which each line is hostile, and links that fail."""
    cook = Cook(host.url)
    ids = []
    for number in range(RECIPES):
        site.routes[f"/hostile/{number}"] = hostile_page(number)
        ids.append(cook.share(site.url(f"/hostile/{number}"))["id"])
    for one, other, third in TRIPLES:
        lines = [f"{one} {other} {third}", "", "Ingredients", f"- 2 cups {one}", f"- 1 {other}", "- 1 onion"]
        lines += [
            "",
            "Method",
            f"1. Chop the onion {one}",
            f"2. Fry the onion {other}",
            f"3. Serve {third} hot.",
        ]
        ids.append(cook.share("", text="\n".join(lines))["id"])
    gone = [site.url(f"/gone?{one.replace(' ', '+')}") for one, *_ in TRIPLES[::5]]
    ids += [cook.share(link)["id"] for link in gone]
    return [cook.wait(id_) for id_ in ids]


def nothing_ran(phone: Phone) -> None:
    assert phone.page.evaluate(SEEN) == NOTHING
    assert phone.page.evaluate(HANDLERS) == []
    for link in phone.page.evaluate(LINKS):
        assert not link.lower().lstrip("\x00\x01 \t\n").startswith(("javascript:", "data:text", "vbscript:"))


def test_there_is_something_to_show(shared: list[dict[str, Any]]) -> None:
    """Else the tests below could not fail."""
    told = json.dumps([item.get("results", {}) for item in shared], ensure_ascii=False)
    titles = [item.get("title") or "" for item in shared]
    assert sum(item["status"] == "success" for item in shared) > len(TRIPLES)
    assert {item["status"] for item in shared} == {"success", "error"}
    assert sum(RUN in title for title in titles) > len(TRIPLES) * 0.9
    assert sum(json.dumps(one, ensure_ascii=False)[1:-1] in told for one in PAYLOADS) > 20
    assert told.count(RUN) > 5 * len(PAYLOADS)


@pytest.mark.parametrize("path", ["/", "/?show=done", "/?show=failed", "/?view=activity", "/stats"])
def test_lists_show_it_as_text(phone: Phone, shared: list[dict[str, Any]], path: str) -> None:
    phone.go(path)
    expect(phone.page.locator("main")).to_be_visible()
    if path != "/stats":
        expect(phone.page.locator(".card[data-id]:visible").first).to_be_visible()
        phone.page.mouse.wheel(0, 20_000)
    nothing_ran(phone)


def test_recipes_show_it_as_text(phone: Phone, shared: list[dict[str, Any]]) -> None:
    for item in shared[:RECIPES]:
        phone.go(f"/recipe/{item['id']}")
        expect(phone.page.locator("h1").filter(has_text="Dish").first).to_be_visible()
        expect(phone.page.get_by_text(RUN).locator("visible=true").first).to_be_visible()
        for link in phone.page.evaluate(LINKS):
            assert link.startswith(("http://127.0.0.1", "/", "#"))
        nothing_ran(phone)


def test_titles_and_steps_from_pasted_text_are_text(phone: Phone, shared: list[dict[str, Any]]) -> None:
    for item in shared[RECIPES : RECIPES + len(TRIPLES) : 5]:
        phone.go(f"/recipe/{item['id']}")
        expect(phone.page.locator("h1:visible").first).to_be_visible()
        nothing_ran(phone)


def test_a_failed_link_shows_its_address_as_text(phone: Phone, shared: list[dict[str, Any]]) -> None:
    for item in shared[-4:]:
        assert item["status"] == "error"
        phone.go(f"/recipe/{item['id']}")
        expect(phone.page.get_by_role("button", name="Try again").first).to_be_visible()
        nothing_ran(phone)


def test_what_is_shared_into_the_page_is_text(phone: Phone) -> None:
    """The share sheet's words arrive in the page's own address."""
    for one in PAYLOADS[:: len(PAYLOADS) // 3]:
        phone.page.goto(f"{phone.url}/?q={_quoted(one)}&search={_quoted(one)}#{_quoted(one)}")
        expect(phone.page.locator("main")).to_be_visible()
        nothing_ran(phone)
        phone.page.goto(f"{phone.url}/signin?next=javascript:{RUN}")
        expect(phone.page.locator("main")).to_be_visible()
        nothing_ran(phone)
        phone.page.goto(f"{phone.url}/recipe/{_quoted(one.replace('/', ''))}")
        expect(phone.page.locator("main")).to_be_visible()
        nothing_ran(phone)


def _quoted(text: str) -> str:
    return quote(text, safe="").replace("%00", "")


@pytest.mark.parametrize("start", range(0, len(PAYLOADS), 20))
def test_a_message_is_shown_as_text(phone: Phone, messages: Messages, start: int) -> None:
    for number, one in list(enumerate(PAYLOADS))[start : start + 20 : 4]:
        told = {"itemId": f"i{number}", "status": "error", "title": one, "error": one, "advice": one}
        shown = messages.show({**told, "version": 1, "timestamp": "2026-03-01T12:00:00.000Z"})
        assert one.replace("\0", "")[:20] in shown["title"].replace("\0", "")
    nothing_ran(phone)


@pytest.mark.parametrize("form", ["json-ld", "markdown", "cooklang"])
def test_a_file_to_take_along_is_never_a_page(cook: Cook, shared: list[dict[str, Any]], form: str) -> None:
    for item in shared[:RECIPES]:
        answer = cook.call("GET", f"/api/queue/{item['id']}/recipe?format={form}")
        assert answer.status_code == 200
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-disposition"].startswith("attachment")
        kind = answer.headers["content-type"].partition(";")[0]
        assert kind in ("application/ld+json", "text/markdown", "text/plain")
        for name in ("\r", "\n", "\0", '"', "<"):
            assert name not in answer.headers["content-disposition"]


def test_markdown_shown_by_another_program_is_text(
    phone: Phone, cook: Cook, shared: list[dict[str, Any]]
) -> None:
    """A strict reader of CommonMark makes a page of it, without our policy to help."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": True})
    phone.page.goto("about:blank")
    for item in shared[:RECIPES]:
        text = cook.call("GET", f"/api/queue/{item['id']}/recipe?format=markdown").text
        phone.page.set_content(made.render(text))
        assert phone.page.evaluate("window.ran ?? null") is None
        assert phone.page.locator("main, script, img, svg, iframe, form, style, [onerror]").count() == 0
        for link in phone.page.locator("a").all():
            assert (link.get_attribute("href") or "").startswith("http://127.0.0.1")


def test_the_policy_would_stop_it(phone: Phone) -> None:
    """So that a mistake in the page is not the end: the policy and Trusted Types are really on."""
    phone.go()
    phone.page.evaluate("document.body.append(document.createElement('p'))")
    write = "html => { document.body.lastChild.innerHTML = html }"
    with pytest.raises(Error, match="TrustedHTML"):
        phone.page.evaluate(write, f"<img src=x onerror={RUN}>")
    found = phone.page.evaluate(SEEN)
    assert found["ran"] is None
    assert [line.split()[0] for line in found["violations"]] == ["require-trusted-types-for"]
    phone.faults.clear()


def test_the_name_of_a_site_is_read_in_letters_unless_they_pose_as_another_s(
    start_host: StartHost, open_phone: OpenPhone
) -> None:
    waiting = start_host(QUEUE_PROCESSING_ENABLED="false")
    cook = Cook(waiting.url)
    cook.share("https://www.k\u00e4se.example/soup")
    cook.share("https://\u0131nstagram.com/p/soup")  # an i without its dot
    phone = open_phone(waiting.url)
    phone.go()

    expect(phone.card("Post from k\u00e4se.example")).to_be_visible()
    expect(phone.card("Post from xn--nstagram-skb.com")).to_be_visible()
