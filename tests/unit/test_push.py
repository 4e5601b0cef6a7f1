"""One message for one device: what a push service gets, what its answers mean, what never goes out."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from instarecipe.fetch import Fetcher
from instarecipe.ports import Fetched
from instarecipe.push import Message, Outcome, Push
from instarecipe.push_keys import Vapid
from instarecipe.settings import SettingsError
from instarecipe.subscriptions import Address, Subscription
from local.vapid import vapid_keys
from tests.doubles.internet import Internet
from tests.doubles.log_lines import log_lines
from tests.doubles.push_decrypt import Browser, to_bytes
from tests.doubles.push_service import PushService, Say
from tests.doubles.virtual import Clock

HELLO = Message(b'{"title":"Tomato soup"}', topic="soup", ttl=60)


@pytest.fixture
def vapid(vapid_environment: dict[str, str]) -> Vapid:
    return Vapid(*(vapid_environment[f"VAPID_{name}"] for name in ("PRIVATE_KEY", "PUBLIC_KEY", "SUBJECT")))


@pytest.fixture
def service(push_service: PushService) -> PushService:
    return push_service


@pytest.fixture
def push(service: PushService, vapid: Vapid, clock: Clock) -> Push:
    fetch = Fetcher(allow_hosts={service.address})
    return Push(vapid, fetch.hop, clock, time.monotonic, clock.sleep)


def subscription(endpoint: str, browser: Browser) -> Subscription:
    told = browser.subscription(endpoint)
    return Subscription("o1", "phone", Address(endpoint, told["keys"]["p256dh"], told["keys"]["auth"]))


@pytest.fixture
def phone(service: PushService) -> Subscription:
    return subscription(service.endpoint("phone"), Browser())


def test_the_browser_double_opens_the_example_of_rfc_8291() -> None:
    key = ec.derive_private_key(
        int.from_bytes(to_bytes("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), "big"), ec.SECP256R1()
    )
    body = (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
        "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
    browser = Browser(key, to_bytes("BTBZMqHH6r4Tts7J_aSIgg"))
    assert browser.open(to_bytes(body)) == b"When I grow up, I want to be a watermelon"


@pytest.mark.parametrize("content", [b"x", HELLO.body, "Käse 🧀".encode() * 200, bytes(3_000)])
def test_only_the_device_can_read_what_it_is_sent(push: Push, service: PushService, content: bytes) -> None:
    browser = Browser()
    to = subscription(service.endpoint("phone"), browser)
    assert push(to, HELLO._replace(body=content)) is Outcome.TAKEN
    assert browser.open(service.bodies("phone")[0]) == content
    assert content not in service.bodies("phone")[0] or content == b"x"


def test_no_two_messages_look_alike(push: Push, service: PushService, phone: Subscription) -> None:
    push(phone, HELLO)
    push(phone, HELLO)
    assert len(set(service.bodies("phone"))) == 2


def test_the_service_is_told_how_long_how_urgent_and_what_it_replaces(
    push: Push, service: PushService, phone: Subscription
) -> None:
    push(phone, Message(b"{}", topic="soup", ttl=3600, urgency="low"))
    headers = service.pushed[0].headers
    assert (headers["ttl"], headers["urgency"], headers["topic"]) == ("3600", "low", "soup")


ANSWERS: list[tuple[list[int], Outcome]] = [
    ([201], Outcome.TAKEN),
    ([200], Outcome.TAKEN),
    ([202], Outcome.TAKEN),
    ([404], Outcome.GONE),
    ([410], Outcome.GONE),
    ([301], Outcome.REFUSED),
    ([400], Outcome.REFUSED),
    ([403], Outcome.REFUSED),
    ([413], Outcome.REFUSED),
    ([504], Outcome.LOST),
    ([429, 201], Outcome.TAKEN),
    ([500, 201], Outcome.TAKEN),
    ([502, 201], Outcome.TAKEN),
    ([503, 201], Outcome.TAKEN),
    ([503, 410], Outcome.GONE),
    ([503, 503], Outcome.REFUSED),
    ([429, 429], Outcome.REFUSED),
]


@pytest.mark.parametrize(("statuses", "outcome"), ANSWERS)
def test_an_answer_has_one_meaning_and_at_most_one_second_try(
    push: Push, service: PushService, phone: Subscription, statuses: list[int], outcome: Outcome
) -> None:
    service.script("phone", *map(Say, statuses), Say(201), Say(201))
    assert push(phone, HELLO) is outcome
    assert service.count("phone") == len(statuses)


@pytest.mark.parametrize(
    ("asked", "tries", "waited"),
    [
        (None, 2, 1_000),
        ("0", 2, 1),
        ("5", 2, 5_000),
        ("6", 1, 0),
        ("3600", 1, 0),
        ("-1", 1, 0),
        ("soon", 1, 0),
        ("9" * 5_000, 1, 0),
        ("Sun, 01 Mar 2026 12:00:03 GMT", 1, 0),
    ],
)
def test_a_short_patience_is_asked_for_and_kept(
    push: Push,
    service: PushService,
    phone: Subscription,
    clock: Clock,
    asked: str | None,
    tries: int,
    waited: int,
) -> None:
    before = clock()
    service.script("phone", Say(429, {"Retry-After": asked} if asked else {}))
    push(phone, HELLO)
    assert (service.count("phone"), clock() - before) == (tries, waited)


def test_a_slow_service_is_given_up_and_never_asked_twice(
    service: PushService, vapid: Vapid, clock: Clock, phone: Subscription
) -> None:
    fetch = Fetcher(allow_hosts={service.address})
    push = Push(vapid, fetch.hop, clock, time.monotonic, clock.sleep, seconds=0.2)
    service.script("phone", Say(delay=30))
    assert push(phone, HELLO) is Outcome.LOST
    assert service.count("phone") <= 1  # none where the machine is slower still


def test_no_time_for_a_second_try_means_none(
    service: PushService, vapid: Vapid, clock: Clock, phone: Subscription
) -> None:
    fetch = Fetcher(allow_hosts={service.address})

    def slow(*arguments: Any, **named: Any) -> Fetched:
        answer = fetch.hop(*arguments, **named)
        clock.sleep(116)
        return answer

    push = Push(vapid, slow, clock, clock.monotonic, clock.sleep, seconds=120)
    service.script("phone", Say(503, {"Retry-After": "5"}))
    assert push(phone, HELLO) is Outcome.REFUSED
    assert service.count("phone") == 1


def test_a_service_that_is_away_is_a_lost_answer(vapid: Vapid, clock: Clock) -> None:
    with PushService(clock, vapid.public_key) as service:
        endpoint = service.endpoint("phone")
    fetch = Fetcher(allow_hosts={service.address})
    push = Push(vapid, fetch.hop, clock, time.monotonic, clock.sleep)
    assert push(subscription(endpoint, Browser()), HELLO) is Outcome.LOST


def test_a_redirect_is_not_followed(push: Push, service: PushService, phone: Subscription) -> None:
    service.script("phone", Say(307, {"Location": service.endpoint("elsewhere")}))
    assert push(phone, HELLO) is Outcome.REFUSED
    assert service.count("elsewhere") == 0


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "127.0.0.1", "10.0.0.1", "::1", "fd00::1", "100.100.100.200"]
)
def test_a_name_that_has_come_to_mean_a_private_address_gets_nothing(
    service: PushService, vapid: Vapid, clock: Clock, address: str
) -> None:
    internet = Internet({"push.example": [[address]]}, {address: service})
    fetch = Fetcher(resolve=internet.resolve, dial=internet.dial)
    push = Push(vapid, fetch.hop, clock, time.monotonic, clock.sleep)
    assert push(subscription("https://push.example/phone", Browser()), HELLO) is Outcome.REFUSED
    assert internet.dialled == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://169.254.169.254/latest/meta-data/",
        "https://localhost/p",
        "https://[::1]/p",
        "https://a.internal/p",
    ],
)
def test_a_row_with_a_private_address_sends_nothing(
    service: PushService, vapid: Vapid, clock: Clock, endpoint: str
) -> None:
    internet = Internet({}, {})
    fetch = Fetcher(resolve=internet.resolve, dial=internet.dial)
    push = Push(vapid, fetch.hop, clock, time.monotonic, clock.sleep)
    assert push(subscription(endpoint, Browser()), HELLO) is Outcome.REFUSED
    assert (internet.resolved, internet.dialled) == ([], [])


def test_keys_that_do_not_belong_together_are_the_operators_to_mend(vapid: Vapid, tmp_path: Path) -> None:
    other = vapid_keys(str(tmp_path))
    for private, public in [
        (vapid.private_key, other["VAPID_PUBLIC_KEY"]),
        (vapid.private_key, vapid.public_key + "="),
        ("", vapid.public_key),
        ("not base64url!", vapid.public_key),
        ("A" * 80, vapid.public_key),
    ]:
        with pytest.raises(SettingsError, match="VAPID_") as refused:
            Vapid(private, public, "mailto:a@example.org").authorization("https://push.example", 0)
        assert not private or private not in str(refused.value)


@pytest.mark.parametrize("say", [Say(), Say(410), Say(503), Say(delay=30)])
def test_no_log_line_names_an_endpoint_or_a_key(
    service: PushService, vapid: Vapid, clock: Clock, phone: Subscription, say: Say
) -> None:
    fetch = Fetcher(allow_hosts={service.address})
    push = Push(vapid, fetch.hop, clock, time.monotonic, clock.sleep, seconds=0.3)
    service.script("phone", say, say)
    with log_lines() as lines:
        push(phone, HELLO)
    assert any(phone.device in line for line in lines)
    secrets = [*phone.address, "/push/phone", vapid.private_key, "vapid t="]
    assert [secret for secret in secrets for line in lines if secret in line] == []
    assert [secret for secret in secrets if secret in repr(phone)] == []
