"""A list's pictures come small."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Phone
from tests.journeys.cook import Cook


def test_a_list_loads_small_pictures(phone: Phone, cook: Cook) -> None:
    cook.wait(cook.share("http://samples.invalid/p/Suppe")["id"])
    with phone.page.expect_response("**/media/pictures/**") as answer:
        phone.go()

    assert answer.value.url.endswith("-small")
    assert len(answer.value.body()) < 60_000
    image = phone.page.locator("#home .card img").first
    expect(image).to_be_visible()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
