"""/api/notifications/…: a page turns messages on and off and tries them out."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from instarecipe.settings import Settings
from instarecipe.wiring import Wiring, install
from tests.doubles.log_lines import log_lines
from tests.doubles.phone import Phone, call
from tests.doubles.push_decrypt import Browser, to_text
from tests.doubles.push_service import PushService, Say

SUBSCRIBE = "/api/notifications/subscribe"
TEST = "/api/notifications/test"
OFF_CURVE = to_text(b"\x04" + b"\x01" * 64)
COMPRESSED = to_text(b"\x02" + b"\x01" * 64)


@pytest.fixture
def settings(settings: Settings, push_service: PushService, vapid_environment: dict[str, str]) -> Settings:
    return settings._replace(
        fetch_allow_hosts=frozenset({push_service.address}),
        **{name.lower(): value for name, value in vapid_environment.items()},  # type: ignore[arg-type]  # all text
    )


@pytest.fixture
def phone(wiring: Wiring, push_service: PushService) -> Phone:
    return Phone("phone", push_service)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_page_asks_for_the_key_by_either_method(wiring: Wiring, method: str) -> None:
    status, answer = call(method, "/api/notifications/vapid-key")
    assert (status, answer) == (200, {"publicKey": wiring.settings.vapid_public_key})


def test_devices_come_and_go(phone: Phone, push_service: PushService) -> None:
    assert phone.subscribe() == 1
    assert Phone("tablet", push_service).subscribe() == 2
    assert phone.subscribe() == 2
    sent = {"subscription": phone.subscription, "clientId": "phone"}
    gone = {"success": True, "subscriptionCount": 1}
    assert call("DELETE", SUBSCRIBE, sent) == (200, gone)
    assert call("DELETE", f"{SUBSCRIBE}?clientId=phone") == (200, gone)
    assert call("DELETE", f"{SUBSCRIBE}?clientId=tablet") == (200, {**gone, "subscriptionCount": 0})


def test_keys_may_be_padded(phone: Phone) -> None:
    subscription = phone.subscription
    subscription["keys"] = {name: f"{key}==" for name, key in subscription["keys"].items()}
    call("POST", SUBSCRIBE, {"subscription": subscription, "clientId": "phone"})
    assert call("POST", TEST, {"clientId": "phone"})[0] == 200
    assert len(phone.messages()) == 1


def test_a_key_that_the_operator_forgot_is_not_the_cooks_fault(wiring: Wiring, phone: Phone) -> None:
    phone.subscribe()
    install(Wiring(wiring.settings._replace(vapid_private_key=""), wiring.engine))
    status, answer = call("POST", TEST, {"clientId": "phone"})
    assert (status, answer["error"]) == (503, "not_set_up")
    assert answer["details"] == {"advice": "Whoever runs it has to set VAPID_PRIVATE_KEY."}


# -- what is refused -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("endpoint", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data/", "address"),
        ("https://169.254.169.254/latest/meta-data/", "address"),
        ("https://127.0.0.1/push", "address"),
        ("https://2130706433/push", "address"),
        ("https://0x7f.1/push", "address"),
        ("https://[::1]/push", "address"),
        ("https://[::ffff:10.0.0.1]/push", "address"),
        ("https://10.0.0.1/push", "address"),
        ("https://localhost/push", "name"),
        ("https://printer.local/push", "name"),
        ("https://metadata.google.internal/push", "name"),
        ("https://tandoor/push", "name"),
        ("https://fcm.googleapis.com:22/push", "port"),
        ("https://me:secret@fcm.googleapis.com/push", "userinfo"),
        ("http://fcm.googleapis.com/push", "scheme"),
        ("ftp://fcm.googleapis.com/push", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("", "scheme"),
    ],
)
def test_an_endpoint_that_we_may_not_call_is_refused(
    wiring: Wiring, phone: Phone, endpoint: str, reason: str
) -> None:
    sent = {"subscription": phone.browser.subscription(endpoint), "clientId": "phone"}
    status, answer = call("POST", SUBSCRIBE, sent)
    assert (status, answer["error"], answer["details"]["reason"]) == (400, "address_blocked", reason)
    assert wiring.subscriptions.of("household") == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/dQw4w9WgXcQ:APA91b_-x",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABm",
        "https://web.push.apple.com/QGuQyavXutnMH-9",
        "https://db5p.notify.windows.com/w/?token=BQYAAAC%2bkX%3d%3d",
    ],
)
def test_the_endpoints_of_real_services_are_kept_as_they_are(
    wiring: Wiring, phone: Phone, endpoint: str
) -> None:
    sent = {"subscription": phone.browser.subscription(endpoint), "clientId": "phone"}
    assert call("POST", SUBSCRIBE, sent)[0] == 200
    assert [one.address.endpoint for one in wiring.subscriptions.of("household")] == [endpoint]


def keys(**changed: Any) -> dict[str, Any]:
    told = Browser().subscription("https://push.example/1")
    return {**told, "keys": {**told["keys"], **changed}}


@pytest.mark.parametrize(
    "subscription",
    [
        None,
        "https://push.example/1",
        {"endpoint": "https://push.example/1"},
        {"endpoint": "https://push.example/1", "keys": []},
        {"endpoint": 7, "keys": {"p256dh": "a", "auth": "b"}},
        {**keys(), "endpoint": "https://push.example/" + "x" * 2_100},
        keys(p256dh=""),
        keys(p256dh=7),
        keys(p256dh=to_text(b"\x04" + b"\x01" * 63)),
        keys(p256dh=OFF_CURVE),
        keys(p256dh=COMPRESSED),
        keys(p256dh=b64encode(b"\xff" * 65).decode()),
        keys(p256dh="é" * 87),
        keys(p256dh=f"{to_text(Browser().point)}!\n"),
        keys(auth=to_text(b"a" * 15)),
        keys(auth=to_text(b"a" * 17)),
        keys(auth="not base64url!!"),
    ],
)
def test_what_no_browser_says_is_refused(wiring: Wiring, subscription: object) -> None:
    status, answer = call("POST", SUBSCRIBE, {"subscription": subscription, "clientId": "phone"})
    assert (status, answer["error"]) == (400, "bad_subscription")
    assert answer["details"]["advice"]
    assert wiring.subscriptions.of("household") == []


@pytest.mark.parametrize("client_id", [None, "", 7, [], "x" * 101])
@pytest.mark.parametrize(("method", "path"), [("POST", SUBSCRIBE), ("DELETE", SUBSCRIBE), ("POST", TEST)])
def test_a_device_must_have_a_name(wiring: Wiring, method: str, path: str, client_id: object) -> None:
    status, answer = call(method, path, {"subscription": keys(), "clientId": client_id})
    assert (status, answer["error"], answer["details"]["field"]) == (400, "bad_field", "clientId")


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"{", 400), (b"[]", 400), (b"\xff", 400), (b"[" * 9_999, 400), (b" " * 10_001, 413)],
)
@pytest.mark.parametrize(("method", "path"), [("POST", SUBSCRIBE), ("DELETE", SUBSCRIBE), ("POST", TEST)])
def test_a_body_that_is_no_json_object_is_refused(
    wiring: Wiring, method: str, path: str, body: bytes, status: int
) -> None:
    assert call(method, path, body)[0] == status


def test_without_keys_everything_but_turning_off_says_what_to_do(
    wiring: Wiring, push_service: PushService
) -> None:
    wiring.settings = wiring.settings._replace(vapid_public_key="")
    for method, path, sent in [
        ("GET", "/api/notifications/vapid-key", None),
        ("POST", SUBSCRIBE, {"subscription": keys(), "clientId": "phone"}),
        ("POST", TEST, {"clientId": "phone"}),
    ]:
        status, answer = call(method, path, sent)
        assert (status, answer["error"]) == (503, "push_not_configured")
        assert "VAPID_PUBLIC_KEY" in answer["details"]["advice"]
    assert call("DELETE", f"{SUBSCRIBE}?clientId=phone")[0] == 200


# -- trying it out -------------------------------------------------------------------------------------


def test_a_test_message_reaches_the_device_that_asked(phone: Phone, push_service: PushService) -> None:
    tablet = Phone("tablet", push_service)
    phone.subscribe()
    tablet.subscribe()
    assert call("POST", TEST, {"clientId": "phone"}) == (200, {"success": True})
    assert [message["test"] for message in phone.messages()] == [True]
    assert tablet.messages() == []


def test_a_device_that_is_not_subscribed_is_told_so(phone: Phone) -> None:
    status, answer = call("POST", TEST, {"clientId": "phone"})
    assert (status, answer["error"]) == (404, "unknown_device")


@pytest.mark.parametrize(
    ("answers", "status", "code", "kept"),
    [
        ([410], 410, "device_gone", 0),
        ([404], 410, "device_gone", 0),
        ([403], 503, "push_refused", 1),
        ([503, 503], 503, "push_refused", 1),
        ([504], 503, "push_unreachable", 1),
        ([429, 201], 200, None, 1),
    ],
)
def test_a_test_message_that_fails_says_why(
    wiring: Wiring, phone: Phone, answers: list[int], status: int, code: str | None, kept: int
) -> None:
    phone.subscribe()
    phone.service.script("phone", *map(Say, answers))
    got, answer = call("POST", TEST, {"clientId": "phone"})
    assert (got, answer.get("error")) == (status, code)
    assert len(wiring.subscriptions.of("household")) == kept


def test_a_redirect_is_a_refusal(phone: Phone) -> None:
    phone.subscribe()
    phone.service.script("phone", Say(307, {"Location": phone.service.endpoint("elsewhere")}))
    assert call("POST", TEST, {"clientId": "phone"})[1]["error"] == "push_refused"
    assert phone.service.count("elsewhere") == 0


def test_no_log_line_and_no_answer_names_an_endpoint_or_a_key(phone: Phone) -> None:
    phone.service.script("phone", Say(403))
    with log_lines() as lines:
        phone.subscribe()
        answers = [call("POST", TEST, {"clientId": "phone"}) for _ in range(2)]
    subscription = phone.subscription
    secrets = ["/push/phone", *subscription["keys"].values()]
    told = [*lines, *map(str, answers)]
    assert len(told) >= 4
    assert [secret for secret in secrets for line in told if secret in line] == []
