"""Live updates with something in their way: a phone that slept, a page that died, a refused transport."""

from __future__ import annotations

import threading

import pytest
from playwright.sync_api import Error, Page, WebSocketRoute, expect

from tests.browser.conftest import OpenPhone, Phone
from tests.browser.test_share import slow
from tests.doubles.web import Site
from tests.journeys.cook import Cook
from tests.journeys.host import Host
from tests.journeys.sites import recipe_page

HOUR = 3_600_000
LIVE = "**/live?*"
STREAM = "**/api/queue/stream*"


class Line:
    """The page's WebSocket; once it is dead nobody hears anything, and nobody is told."""

    def __init__(self, page: Page) -> None:
        self.is_dead = False
        self.opened = 0
        page.route_web_socket(LIVE, self._pass)

    def _pass(self, near: WebSocketRoute) -> None:
        self.opened += 1
        first = self.opened == 1
        far = near.connect_to_server()

        def carry(to: WebSocketRoute, said: str | bytes) -> None:
            if not (first and self.is_dead):
                to.send(said)

        near.on_message(lambda said: carry(far, said))
        far.on_message(lambda said: carry(near, said))


def test_an_hour_asleep_is_made_up_for(phone: Phone, cook: Cook, site: Site) -> None:
    line = Line(phone.page)
    phone.page.clock.install()
    site.routes["/before"] = recipe_page("Before bread", ["1 kg flour"])
    site.routes["/during"] = recipe_page("During dal", ["200 g lentils"])
    gone = cook.wait(cook.share(site.url("/before"))["id"])
    phone.go()
    site.routes["/awake"] = recipe_page("Awake apples", ["3 apples"])
    cook.share(site.url("/awake"))
    expect(phone.card("Awake apples")).to_contain_text("Ready")  # by the line that dies now
    line.is_dead = True
    during = cook.wait(cook.share(site.url("/during"))["id"])
    cook.call("DELETE", f"/api/queue/{gone['id']}")
    assert during["status"] == "success"
    expect(phone.card("During dal")).to_have_count(0)

    phone.page.clock.fast_forward(HOUR)

    expect(phone.card("During dal")).to_contain_text("Ready")
    expect(phone.card("Before bread")).to_have_count(0)
    expect(phone.page.locator("#banner")).to_be_empty()
    assert line.opened > 1


def test_a_refused_socket_gives_way_to_events(phone: Phone, site: Site) -> None:
    gate = threading.Event()
    site.routes["/events"] = slow(gate, "Events eclairs")
    phone.page.route_web_socket(LIVE, lambda line: line.close())
    with phone.page.expect_request(STREAM):
        phone.go()

    phone.paste(site.url("/events"))

    expect(phone.page.locator("#home .card").first).to_contain_text("Opening the post…")
    gate.set()
    expect(phone.card("Events eclairs")).to_contain_text("Ready")


def test_refused_events_give_way_to_asking(phone: Phone, cook: Cook, site: Site) -> None:
    site.routes["/asking"] = recipe_page("Asking aubergines", ["2 aubergines"])
    phone.expected.add("/api/queue/stream")
    phone.page.route_web_socket(LIVE, lambda line: line.close())
    phone.page.route(STREAM, lambda route: route.fulfill(status=503))
    phone.go()
    with phone.page.expect_response(STREAM), phone.page.expect_response(STREAM):
        pass

    cook.share(site.url("/asking"))

    expect(phone.card("Asking aubergines")).to_contain_text("Ready")


def test_a_page_that_dies_takes_nothing_along(
    phone: Phone, open_phone: OpenPhone, host: Host, site: Site
) -> None:
    site.routes["/survivor"] = recipe_page("Survivor soup", ["1 l stock"])
    survivor = open_phone(host.url)
    survivor.go()
    phone.go()
    phone.until_live()
    with pytest.raises(Error):
        phone.page.goto("chrome://crash")

    survivor.paste(site.url("/survivor"))

    expect(survivor.card("Survivor soup")).to_contain_text("Ready")
    again = open_phone(host.url)
    again.go()
    expect(again.card("Survivor soup")).to_contain_text("Ready")
