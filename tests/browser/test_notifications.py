"""Notifications on a device: turned on, tried out, shown, turned off.

Chromium's own push service is on the internet: `subscribe` is supplied with keys of ours and the address of
a stand-in, and what the stand-in received is handed to the browser as its push service would.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPhone, Phone
from tests.doubles.push_decrypt import Browser
from tests.doubles.web import Site
from tests.journeys.conftest import StartHost
from tests.journeys.cook import Cook
from tests.journeys.sites import recipe_page

SUBSCRIBE = """subscription => {
  const one = { toJSON: () => subscription, unsubscribe: async () => true };
  PushManager.prototype.subscribe = async () => one;
  PushManager.prototype.getSubscription = async () => one;
}"""
SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  const shown = await registration.getNotifications();
  return shown.map(({ title, body, tag, actions, data }) =>
    ({ title, body, tag, data, actions: actions.map(({ action }) => action) }));
}"""


class Messages:
    """Those that the stand-in received, and their way into the browser."""

    def __init__(self, site: Site, keys: Browser, page: Page) -> None:
        self._site, self._keys, self._page = site, keys, page

    def received(self) -> list[dict[str, Any]]:
        pushed = [one for one in self._site.requests if one.path == "/push/phone"]
        return [json.loads(self._keys.open(one.body)) for one in pushed]

    def wait(self, count: int) -> list[dict[str, Any]]:
        for _ in range(1200):
            if len(self.received()) >= count:
                break
            self._page.wait_for_timeout(50)
        assert len(self.received()) == count
        return self.received()

    def show(self, message: dict[str, Any]) -> dict[str, Any]:
        """The notification that the browser makes of it."""
        session = self._page.context.new_cdp_session(self._page)
        found: list[dict[str, Any]] = []
        session.on(
            "ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"])
        )
        session.send("ServiceWorker.enable")
        while not found:
            self._page.wait_for_timeout(20)
        parameters = {"origin": found[-1]["scopeURL"].rstrip("/"), "data": json.dumps(message)}
        tag = message.get("itemId", "test")
        for look in range(1200):
            if look % 400 == 0:  # Chromium drops what comes while it stops an idle worker
                session.send(
                    "ServiceWorker.deliverPushMessage",
                    {**parameters, "registrationId": found[-1]["registrationId"]},
                )
            shown = [one for one in self._page.evaluate(SHOWN) if one["tag"] == tag]
            if shown:
                notification: dict[str, Any] = shown[0]
                return notification
            self._page.wait_for_timeout(50)
        raise AssertionError("no notification was shown")


def allow(phone: Phone, site: Site) -> Messages:
    keys = Browser()
    site.requests.clear()
    site.routes["/push/phone"] = (201, {}, b"")
    subscription = json.dumps(keys.subscription(site.url("/push/phone")))
    phone.page.context.grant_permissions(["notifications"], origin=phone.url)
    phone.page.add_init_script(f"({SUBSCRIBE})({subscription})")
    return Messages(site, keys, phone.page)


@pytest.fixture
def messages(phone: Phone, site: Site) -> Messages:
    """Of a phone on which notifications are allowed and turned on."""
    messages = allow(phone, site)
    phone.go()
    switch(phone).click()
    expect(phone.page.get_by_role("button", name="Send a test")).to_be_visible()
    return messages


def switch(phone: Phone) -> Any:
    phone.page.get_by_role("button", name="More", exact=True).and_(phone.page.locator(":visible")).click()
    return phone.page.get_by_role("switch", name="Notifications on this device")


def test_a_device_is_tried_out(phone: Phone, messages: Messages) -> None:
    phone.page.get_by_role("button", name="Send a test").click()

    [message] = messages.wait(1)
    assert messages.show(message)["title"] == "Notifications work"
    expect(phone.toast("Sent.")).to_be_visible()


def test_a_finished_recipe_is_told(phone: Phone, messages: Messages, cook: Cook, site: Site) -> None:
    site.routes["/told"] = recipe_page("Told tiramisu", ["500 g mascarpone"])
    id_ = cook.share(site.url("/told"))["id"]

    [message] = messages.wait(1)

    shown = messages.show(message)
    assert (shown["title"], shown["body"], shown["tag"]) == ("Told tiramisu", "The recipe is ready.", id_)
    assert shown["actions"] == ["view"]


def test_a_failure_offers_to_try_again(phone: Phone, messages: Messages, cook: Cook, site: Site) -> None:
    site.routes["/later"] = (404, {"Content-Type": "text/html"}, b"")
    id_ = cook.share(site.url("/later"))["id"]
    [message] = messages.wait(1)
    shown = messages.show(message)
    assert message["error"] in shown["body"]
    assert shown["actions"] == ["view", "retry"]
    site.routes["/later"] = recipe_page("Later lasagne", ["1 kg beef"])

    [worker] = phone.page.context.service_workers
    worker.evaluate("id => retry(id)", id_)

    assert cook.wait(id_, ["success"])["results"]["recipe"]["title"] == "Later lasagne"


@pytest.mark.parametrize(
    ("code", "told"),
    [("no_text", "Dieser Beitrag hat keinen Text. Füge das Rezept als Text ein."), ("new", "Too hot. Wait.")],
)
def test_a_failure_is_told_in_the_language_of_the_page(
    phone: Phone, messages: Messages, code: str, told: str
) -> None:
    phone.page.evaluate("self.outbox.note('language', 'de')")

    failure = {"itemId": code, "title": "Soup", "error": "Too hot.", "errorCode": code, "advice": "Wait."}
    assert messages.show(failure)["body"] == told


def test_a_tap_on_a_failure_opens_it_ready_to_retry(phone: Phone, cook: Cook, site: Site) -> None:
    id_ = cook.wait(cook.share(site.url("/never"))["id"])["id"]

    phone.go(f"/recipe/{id_}?retry")

    expect(phone.page.get_by_role("button", name="Try again")).to_be_focused()


def test_a_device_is_forgotten_when_turned_off(
    phone: Phone, messages: Messages, cook: Cook, site: Site
) -> None:
    phone.page.get_by_role("switch", name="Notifications on this device").click()
    expect(phone.page.get_by_role("button", name="Send a test")).to_be_hidden()
    site.routes["/quiet"] = recipe_page("Quiet quiche", ["4 eggs"])

    cook.wait(cook.share(site.url("/quiet"))["id"])

    assert messages.received() == []


def test_a_device_that_comes_back_with_another_token_is_told_again(
    start_host: StartHost, open_phone: OpenPhone, site: Site
) -> None:
    host = start_host(AUTH_MODE="token", FETCH_CONNECT_TO="")
    [first] = re.findall(r"shown this once: (\S+)", host.log())
    cook = Cook(host.url, first)
    lost = cook.call(
        "POST", "/api/tokens", json={"name": "phone", "scopes": ["share", "read", "write"]}
    ).json()
    phone = open_phone(host.url)
    phone.expected.add("/api/")  # refused until somebody has signed in
    messages = allow(phone, site)
    sign_in(phone, lost["token"])
    switch(phone).click()
    expect(phone.page.get_by_role("button", name="Send a test")).to_be_visible()
    cook.call("DELETE", f"/api/tokens/{lost['id']}")

    sign_in(phone, first)
    switch(phone)
    phone.page.get_by_role("button", name="Send a test").click()

    assert messages.wait(1)[0]["test"]


def sign_in(phone: Phone, token: str) -> None:
    phone.go("/signin")
    phone.page.get_by_label("Token", exact=True).fill(token)
    phone.page.keyboard.press("Enter")
    expect(phone.page.get_by_text("Your recipes gather here")).to_be_visible()
