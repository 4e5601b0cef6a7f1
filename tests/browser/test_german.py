"""The page of a cook who reads German: what the server says in English is told by its code."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.doubles.web import Site
from tests.journeys.cook import Cook

GERMAN = "if (location.host) localStorage.setItem('instarecipe.language', 'de')"
REFUSED = {
    "https://cook:secret@example.com/soup": "In diesem Link steht ein Benutzername oder ein Passwort.",
    "http://10.0.0.1/soup": "Diese Adresse dürfen wir nicht öffnen. Füge den Text des Rezepts ein.",
}
ROOM_ABOVE = """toast => {
  const text = document.createRange();
  text.selectNodeContents(toast.querySelector("span"));
  return text.getBoundingClientRect().top - toast.getBoundingClientRect().top;
}"""
FLUSH = """async url => {
  await outbox.keep({ url });
  await outbox.flush((share) => post("queue", share));
}"""


@pytest.fixture
def german(phone: Phone) -> Phone:
    phone.page.add_init_script(GERMAN)
    phone.expected.add("/api/queue")
    return phone


def paste(page: Page, text: str) -> None:
    page.locator("#paste-field").fill(text)
    page.keyboard.press("Enter")


def test_a_toast_of_three_lines_keeps_off_its_edges(german: Phone) -> None:
    german.go()
    german.page.get_by_role("button", name="Mehr", exact=True).filter(visible=True).click()

    german.page.get_by_role("switch").click()

    toast = german.toast("keine Mitteilungen")
    expect(toast).to_be_visible()
    room: float = toast.evaluate(ROOM_ABOVE)
    assert room >= 8


@pytest.mark.parametrize("link", REFUSED)
def test_a_refused_link_is_told_in_german(german: Phone, link: str) -> None:
    german.go()

    paste(german.page, link)

    expect(german.page.locator("#paste-hint")).to_contain_text(REFUSED[link])


def test_a_refused_share_is_told_in_german(german: Phone) -> None:
    [link, *_] = REFUSED

    german.go(f"/share?url={link}")

    expect(german.page.get_by_role("heading", name="Das wurde nicht gesichert")).to_be_visible()
    expect(german.page.get_by_role("alert")).to_contain_text(REFUSED[link])


def test_what_the_service_worker_was_refused_is_told_in_german(german: Phone) -> None:
    [link, *_] = REFUSED
    german.install()
    [worker] = german.page.context.service_workers
    german.page.goto("about:blank")
    worker.evaluate(FLUSH, link)

    german.go()

    expect(german.page.locator(".card .sentence")).to_contain_text(REFUSED[link])


def test_a_code_that_the_words_do_not_know_is_told_as_the_server_does(german: Phone) -> None:
    body = {"error": "brand_new", "message": "It is too hot in here.", "details": {"reason": "summer"}}
    german.page.route("**/api/queue", lambda route: route.fulfill(status=400, json=body))
    german.go()

    paste(german.page, "https://example.com/soup")

    expect(german.page.locator("#paste-hint")).to_have_text("It is too hot in here.")


@pytest.mark.parametrize("path", ["/", "/recipe/{id}"])
def test_a_failure_and_its_advice_are_told_in_german(
    german: Phone, cook: Cook, site: Site, path: str
) -> None:
    failed = cook.wait(cook.share(site.url("/verschwunden"))["id"])

    german.go(path.format(id=failed["id"]))

    fault = german.page.locator(f'#home [data-id="{failed["id"]}"], .recipe').filter(visible=True)
    expect(fault).to_contain_text("Diesen Beitrag gibt es nicht mehr.")
    expect(fault).to_contain_text("Prüfe den Link oder füge den Text des Rezepts ein.")
    expect(fault).not_to_contain_text(failed["advice"])
