"""What share sheets really hand over: prose in any language around the link, two links, nothing at all."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Phone
from tests.doubles.web import Site
from tests.journeys.cook import Cook
from tests.journeys.sites import recipe_page

AROUND = {
    "Chinese": "看看这个菜谱 {link}，快来看！",
    "Japanese": "レシピを見て{link}　おいしい",
    "German": "Schau dir das an: {link}. Lecker!",
    "Arabic": "شاهد هذه الوصفة: {link} 👩‍🍳",
}


def share(phone: Phone, **given: str) -> None:
    phone.go(f"/share?{urlencode(given)}")


@pytest.mark.parametrize("language", AROUND)
def test_a_link_is_found_in_any_language(phone: Phone, site: Site, language: str) -> None:
    path, title = f"/{language}", f"{language} noodles"
    site.routes[path] = recipe_page(title, ["200 g noodles"])

    share(phone, text=AROUND[language].format(link=site.url(path)))

    expect(phone.card(title)).to_contain_text("Ready")


def test_of_two_links_the_cook_chooses(phone: Phone, cook: Cook, site: Site) -> None:
    for path, title in (("/left", "Left lasagne"), ("/right", "Right risotto")):
        site.routes[path] = recipe_page(title, ["1 kg tomatoes"])
    before = cook.counts()["total"]
    share(phone, text=f"This {site.url('/left')} or that {site.url('/right')}")
    expect(phone.page.get_by_role("heading", name="Which of these?")).to_be_visible()
    assert cook.counts()["total"] == before

    phone.page.get_by_role("checkbox").first.uncheck()
    phone.page.get_by_role("button", name="Save", exact=True).and_(phone.page.locator(":visible")).click()

    expect(phone.card("Right risotto")).to_contain_text("Ready")
    assert cook.counts()["total"] == before + 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("😋🍝🔥", "Only emoji, and no link."),
        ("1️⃣ 👨‍👩‍👧", "Only emoji, and no link."),
        ("What a lovely evening", "We found no link in there"),
        ("", "Paste a link to a post"),
    ],
)
def test_what_holds_no_recipe_is_told(phone: Phone, cook: Cook, text: str, sentence: str) -> None:
    before = cook.counts()["total"]

    share(phone, text=text)

    expect(phone.page.get_by_role("heading", name="Nothing to save here")).to_be_visible()
    expect(phone.page.locator("#solo")).to_contain_text(sentence)
    assert cook.counts()["total"] == before
    phone.page.locator("#solo").get_by_role("button", name="Recipes").click()
    expect(phone.page.locator("#paste-field")).to_be_visible()
