"""A revoked or expired token ends what was opened with it: sessions, tickets, WebSockets, notifications."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations_with_replacement
from typing import Any, cast

import pytest

from functions.api import app as api
from functions.stream import app as stream
from functions.sweep import app as sweep
from instarecipe.auth import Caller
from instarecipe.domain.errors import Refused, Unavailable
from instarecipe.domain.item import Status
from instarecipe.ports import Engine, Table
from instarecipe.registry import Token
from instarecipe.routes import match
from instarecipe.settings import Settings
from instarecipe.wiring import Wiring, current, install
from local.events import http_event
from tests.doubles.events import Context, sample, socket
from tests.doubles.push_decrypt import Browser
from tests.doubles.stored import store
from tests.doubles.virtual import Clock, Ids

DAY = 86_400_000
MINUTE = 60_000
CONTEXT = Context()


@dataclass
class Wires:
    """Open WebSockets, and what came through each. While `broken` nothing can be closed."""

    open: dict[str, list[str]] = field(default_factory=dict)
    broken: bool = False

    def send(self, connection_id: str, message: str) -> bool:
        if connection_id in self.open:
            self.open[connection_id].append(message)
        return connection_id in self.open

    def close(self, connection_id: str) -> None:
        if self.broken:
            raise Unavailable("the gateway is down")
        self.open.pop(connection_id, None)


@pytest.fixture
def wires() -> Wires:
    return Wires()


@pytest.fixture(autouse=True)
def signed_in_only(settings: Settings, engine: Engine, clock: Clock, ids: Ids, wires: Wires) -> None:
    strict = settings._replace(
        auth_mode="token", public_url="https://recipes.example", vapid_public_key="there is one"
    )
    install(Wiring(strict, engine._replace(sockets=wires), clock=clock, new_id=ids))


@dataclass
class Person:
    """Somebody with a token; sessions are theirs too."""

    headers: dict[str, str]

    def call(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        content = json.dumps(body).encode() if body else b""
        event = http_event(
            method, path, "", list(self.headers.items()), content, "127.0.0.1", match(method, path)
        )
        answer: dict[str, Any] = api.handler(event, CONTEXT)
        return answer

    def ticket(self) -> str:
        ticket: str = json.loads(self.call("POST", "/api/live-ticket")["body"])["ticket"]
        return ticket

    def watch_out(self, device: str) -> int:
        """Turns notifications on. Answers with the status."""
        sent = subscription(device)
        return int(self.call("POST", "/api/notifications/subscribe", sent)["statusCode"])

    def listen(self, wires: Wires, name: str) -> None:
        wires.open[name] = []
        assert connect(name, self.ticket()) == 200
        stream.sockets(socket("message", name, '{"action": "subscribe"}'), CONTEXT)


def subscription(device: str) -> dict[str, Any]:
    """What a browser sends to turn notifications on."""
    return {"subscription": Browser().subscription(f"https://push.example/{device}"), "clientId": device}


def connect(name: str, ticket: str) -> int:
    return int(stream.sockets(socket("connect", name, ticket=ticket), CONTEXT)["statusCode"])


def person(*, lasts_ms: int | None = None, name: str = "phone") -> tuple[Person, Token]:
    secret, token = current().registry.issue("ann", name, ["admin"], lasts_ms=lasts_ms)
    return Person({"authorization": f"Bearer {secret}"}), token


def browser_of(visitor: Person) -> Person:
    """The same person's browser, signed in with their token."""
    secret = visitor.headers["authorization"].removeprefix("Bearer ")
    cookie = visitor.call("POST", "/api/session", {"token": secret})["cookies"][0].partition(";")[0]
    return Person({"cookie": cookie, "origin": "https://recipes.example"})


def each_minute() -> None:
    sweep.handler(sample("schedule"), Context(55_000))


def news() -> None:
    """An item of Ann's changes."""
    item = store(current().items, Status.PENDING, owner="ann")
    current().announce.change(None, item)


def test_revoking_closes_just_what_was_opened_with_the_token(wires: Wires) -> None:
    phone, token = person()
    tablet, _ = person(name="tablet")
    phone.listen(wires, "of the phone")
    browser_of(phone).listen(wires, "of its browser")
    tablet.listen(wires, "of the tablet")

    assert tablet.call("DELETE", f"/api/tokens/{token.id}")["statusCode"] == 204

    assert list(wires.open) == ["of the tablet"]
    assert [one.connection_id for one in current().connections.open("ann")] == ["of the tablet"]
    assert [one.name for one in current().registry.tokens("ann")] == ["tablet"]


def test_signing_out_closes_the_sockets_of_that_browser_only(wires: Wires) -> None:
    phone, _ = person()
    browser = browser_of(phone)
    phone.listen(wires, "of the phone")
    browser.listen(wires, "of the browser")

    assert browser.call("DELETE", "/api/session")["statusCode"] == 204

    assert list(wires.open) == ["of the phone"]


def test_a_socket_hears_nothing_after_its_token_expired_and_is_closed_within_a_minute(
    wires: Wires, clock: Clock
) -> None:
    phone, _ = person(lasts_ms=DAY)
    clock.now += DAY - 1
    phone.listen(wires, "of the phone")
    browser_of(phone).listen(wires, "of its browser")
    news()
    heard = {name: len(messages) for name, messages in wires.open.items()}
    clock.now += 1

    news()
    assert {name: len(messages) for name, messages in wires.open.items()} == heard
    each_minute()

    assert wires.open == {}
    assert current().connections.open("ann") == []
    assert current().registry.ended() == []


def test_what_cannot_be_closed_at_once_is_closed_by_the_sweep(wires: Wires) -> None:
    phone, token = person()
    other, _ = person()
    phone.listen(wires, "of the phone")
    wires.broken = True

    assert other.call("DELETE", f"/api/tokens/{token.id}")["statusCode"] == 204
    assert phone.call("GET", "/api/queue")["statusCode"] == 401
    each_minute()
    assert "of the phone" in wires.open
    wires.broken = False
    each_minute()

    assert wires.open == {}
    assert current().registry.ended() == []


@pytest.mark.parametrize("how", ["revoked", "expired"])
def test_a_ticket_is_worth_nothing_once_its_token_has_ended(how: str, clock: Clock) -> None:
    phone, token = person(lasts_ms=DAY)
    clock.now += DAY - 1
    ticket = phone.ticket()
    if how == "revoked":
        current().revocation(token)
    clock.now += 1

    assert connect("c1", ticket) == 401
    assert current().connections.open("ann") == []


def test_a_socket_opened_while_its_token_is_revoked_is_not_left_open(wires: Wires) -> None:
    """Between the write of the socket and the look at the token, and before that write."""
    phone, token = person()
    ticket = phone.ticket()
    current().registry.end(token)  # the revocation has not looked for sockets yet

    assert connect("c1", ticket) == 401

    current().revocation(token)
    assert current().connections.open("ann") == []


def test_a_message_of_a_socket_that_has_ended_closes_it(wires: Wires, clock: Clock) -> None:
    phone, _ = person(lasts_ms=DAY)
    phone.listen(wires, "c1")
    clock.now += DAY
    heard = wires.open["c1"]

    stream.sockets(socket("message", "c1", '{"action": "subscribe"}'), CONTEXT)

    assert json.loads(heard[-1])["error"] == "unknown_connection"
    assert wires.open == {}


def test_the_oldest_browser_is_signed_out_when_there_are_too_many(clock: Clock) -> None:
    phone, _ = person()
    first = browser_of(phone)
    for _ in range(100):
        clock.now += MINUTE  # as often as one may try
        last = browser_of(phone)

    assert first.call("GET", "/api/queue")["statusCode"] == 401
    assert last.call("GET", "/api/queue")["statusCode"] == 200
    assert phone.call("POST", "/api/tokens", {"name": "one more"})["statusCode"] == 201


def test_a_session_lasts_no_longer_than_its_token(clock: Clock) -> None:
    phone, _ = person(lasts_ms=DAY)
    browser_of(phone)
    [session] = [one for one in current().registry.tokens("ann") if one.kind == "session"]
    assert session.expires_at == clock.now + DAY


def notified() -> set[str]:
    """Ann's devices that get notifications."""
    return {one.client_id for one in current().subscriptions.of("ann")}


def test_a_lost_phone_is_told_nothing_any_more_once_its_token_is_revoked() -> None:
    phone, lost = person()
    tablet, _ = person(name="tablet")
    phone.watch_out("phone")
    browser_of(phone).watch_out("the phone's browser")
    tablet.watch_out("tablet")
    assert notified() == {"phone", "the phone's browser", "tablet"}

    assert tablet.call("DELETE", f"/api/tokens/{lost.id}")["statusCode"] == 204

    assert notified() == {"tablet"}


def test_who_signs_out_or_whose_session_ends_is_notified_until_the_token_ends_too(clock: Clock) -> None:
    phone, _ = person(lasts_ms=100 * DAY)
    browser = browser_of(phone)
    browser.watch_out("phone")
    browser.call("DELETE", "/api/session")
    assert notified() == {"phone"}  # the page turns them off by itself before it signs out

    clock.now += 99 * DAY
    each_minute()
    assert notified() == {"phone"}

    clock.now += 2 * DAY
    each_minute()
    assert notified() == set()


# -- notifications that are turned on while their token is revoked --------------------------------------


class Interleaved:
    """A table just before whose n-th call somebody else has their turn."""

    def __init__(self, table: Table, turns: dict[int, Callable[[], object]]) -> None:
        self._table = table
        self._turns = turns
        self.calls = 0

    def __getattr__(self, name: str) -> Any:
        def call(*asked: Any, **named: Any) -> Any:
            self.calls += 1
            self._turns.pop(self.calls, lambda: None)()
            return getattr(self._table, name)(*asked, **named)

        return call


def interleaved(calm: Wiring, turns: dict[int, Callable[[], object]]) -> tuple[Wiring, Interleaved]:
    table = Interleaved(calm.engine.table, turns)
    engine = calm.engine._replace(table=cast(Table, table))
    return Wiring(calm.settings, engine, clock=calm.clock, new_id=calm.new_id), table


def race(phone: Person, turns: dict[int, Callable[[], object]]) -> tuple[int, int]:
    """The status with which notifications were turned on, and how many calls of the table that took.

    Whose turn has not come by then has it afterwards.
    """
    calm = current()
    racing, table = interleaved(calm, turns)
    install(racing)
    status = phone.watch_out("phone")
    install(calm)
    for _, late in sorted(turns.items()):
        late()
    return status, table.calls


@pytest.mark.parametrize("browser", [False, True])
@pytest.mark.parametrize("known", ["not at all", "by another token", "by this token"])
def test_no_device_outlives_a_token_that_is_revoked_while_it_turns_notifications_on(
    browser: bool, known: str, clock: Clock
) -> None:
    """It ends before any one call of the table; what it let in is closed then, or before any later one."""

    def visitor() -> tuple[Person, Token]:
        clock.now += MINUTE  # as often as one may sign in
        phone, token = person()
        if known != "not at all":
            assert (phone if known == "by this token" else tablet).watch_out("phone") == 200
        return browser_of(phone) if browser else phone, token

    tablet, _ = person(name="tablet")
    _, calls = race(visitor()[0], {})
    statuses = set()
    for ends, closes in combinations_with_replacement(range(1, calls + 2), 2):
        phone, lost = visitor()
        end, close = partial(current().registry.end, lost), partial(current().revocation, lost)
        status, _ = race(phone, {ends: end, closes: close})

        assert lost.hash not in {one.token for one in current().subscriptions.of("ann")}, (ends, closes)
        statuses.add(status)
    assert statuses == {200, 401}


def test_no_device_outlives_a_token_whose_revocation_it_comes_between() -> None:
    """Before each call of the table that the revocation makes, by a request that was let in already."""
    calm = current()
    body = json.dumps(subscription("phone")).encode()
    statuses = []

    def subscribe(lost: Token) -> None:
        try:
            calm.devices.subscribe(Caller(lost.owner, frozenset(lost.scopes), lost), body)
            statuses.append(200)
        except Refused as refused:
            statuses.append(refused.status)

    turn = calls = 1
    while turn <= calls:
        _, lost = person()
        racing, table = interleaved(calm, {turn: partial(subscribe, lost)})
        racing.revocation(lost)
        turn, calls = turn + 1, table.calls

        assert lost.hash not in {one.token for one in calm.subscriptions.of("ann")}, turn
    assert len(statuses) == calls
    assert statuses == sorted(statuses)
    assert set(statuses) == {200, 401}
