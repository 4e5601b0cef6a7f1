"""A list's pictures come small."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPhone, Phone
from tests.journeys.cook import Cook
from tests.journeys.host import Host

IMAGE = "document.querySelector('#home .card img')"


@pytest.fixture
def phone(open_phone: OpenPhone, host: Host) -> Phone:
    """Whose pictures come from the network, where the tests see them, and never from the service worker."""
    return open_phone(host.url, service_workers="block")


def test_a_list_loads_small_pictures(phone: Phone, cook: Cook) -> None:
    cook.wait(cook.share("http://samples.invalid/p/Suppe")["id"])
    with phone.page.expect_response("**/media/pictures/**") as answer:
        phone.go()

    assert answer.value.url.endswith("-small")
    assert len(answer.value.body()) < 60_000
    image = phone.page.locator("#home .card img").first
    expect(image).to_be_visible()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0


def test_a_picture_without_a_small_one_is_shown_whole(phone: Phone, cook: Cook) -> None:
    cook.wait(cook.share("http://samples.invalid/p/Suppe")["id"])
    phone.expected.add("-small")
    phone.page.route("**/media/pictures/**-small", lambda route: route.fulfill(status=404))

    phone.go()

    phone.until(f"({IMAGE})?.complete && {IMAGE}.naturalWidth > 0")
    whole = phone.page.evaluate(f"{IMAGE}.currentSrc")
    assert "/media/pictures/" in whole
    assert not whole.endswith("-small")
