"""Secrets planted everywhere they may enter, then every answer, log line, metric and dead letter is searched.

The servers that we call answer with all that they were sent, so that nothing hides in what is not looked at.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from functions.api import app as api
from functions.enqueue import app as enqueue
from functions.notify import app as notify
from functions.process import app as process
from functions.stream import app as stream
from functions.sweep import app as sweep
from instarecipe.embedded.engine import embedded_engine
from instarecipe.embedded.table import SqliteTable
from instarecipe.observability import log, set_up
from instarecipe.ports import Blob, Deadline, Extract
from instarecipe.routes import match
from instarecipe.settings import Settings
from instarecipe.wiring import Wiring, current, install
from local.events import Context, http_event
from tests.doubles.events import changes, messages, sample, socket
from tests.doubles.push_decrypt import Browser
from tests.doubles.virtual import Clock, Ids
from tests.doubles.web import Received, Site, Wire, page

PLANTED = "planted-Kq7Zx"
"""Part of every secret here; none of them ever opened anything."""
PRIVATE = "onlyForTheCook"
"""Part of what cooks send: they see it again, nobody else does."""

SECRETS = {
    "llm_api_key": f"llm-{PLANTED}",
    "tandoor_token": f"tandoor {PLANTED}",
    "mealie_token": f"mealie/{PLANTED}",
    "proxy_url": f"http://cook:proxy-{PLANTED}@127.0.0.1:9",
    "instagram_cookies": f"sessionid=1%3A{PLANTED}; csrftoken=csrf-{PLANTED}",
    "aws_access_key_id": f"AKIA{PLANTED}",
    "aws_secret_access_key": f"aws-{PLANTED}",
    "aws_session_token": f"session-{PLANTED}",
}
WRONG_CREDENTIALS: list[dict[str, str]] = [
    {"authorization": f"Bearer {PLANTED}"},
    {"authorization": f"bearer  ir_{PLANTED}"},
    {"authorization": f"Basic {PLANTED}"},
    {"authorization": PLANTED},
    {"cookie": f"__Host-instarecipe={PLANTED}", "origin": "https://recipes.example"},
    {"cookie": f"__Host-instarecipe={PLANTED}", "origin": f"https://{PLANTED}.example"},
    {"cookie": f"sessionid={PLANTED}"},
    {"x-api-key": PLANTED, "x-forwarded-for": PLANTED, "user-agent": PLANTED, "referer": PLANTED},
]
LINKS = [
    f"https://cook:{PLANTED}@recipes.example/a",
    f"ftp://recipes.example/?token={PLANTED}",
    f"http://127.0.0.1:1/?access_token={PLANTED}",
    f"http://[{PLANTED}]/",
    f"https://recipes.example:{PLANTED}/",
]
PAGE = page(
    '<script type="application/ld+json">{"@type": "Recipe", "name": "Soup",'
    ' "recipeIngredient": ["1 carrot", "2 l water"], "recipeInstructions": ["Boil the carrot in the water."]}'
    "</script>"
)
CAPTION = f"Carrot soup {PRIVATE}\n\nIngredients\n1 carrot\n2 l water\n\nMethod\nBoil the carrot. {PRIVATE}"
Answer = dict[str, Any]


def echo(status: int) -> Callable[[Received, Wire], None]:
    """All that was sent, in the body and in headers, with this status."""

    def answer(received: Received, wire: Wire) -> None:
        told = json.dumps({"error": {"message": f"{received}"}, "detail": f"{received.headers}"}).encode()
        named = "".join(f"x-{name}: {value}\r\n" for name, value in received.headers.items())
        named += f"Content-Type: application/json\r\nContent-Length: {len(told)}\r\n"
        wire.send(f"HTTP/1.1 {status} No\r\n{named}\r\n".encode() + told)

    return answer


class Echo(Site):
    """As `echo`, wherever one asks, until there is a route."""

    status = 500

    def answer(self, path: str) -> Any:
        return self.routes.get(path.partition("?")[0]) or echo(self.status)


class LeakyWiring(Wiring):
    """A library of ours raises an error that carries all that it knew."""

    leaks = False

    @property
    def extraction(self) -> Any:
        made = super().extraction
        return replace(made, extract=_leaky(made.extract)) if self.leaks else made

    def _picture(self, url: str, deadline: Deadline) -> Blob | None:
        return None


def _leaky(_: Extract) -> Callable[..., Any]:
    def extract(*arguments: object, **named: object) -> Any:
        sent = {"Authorization": f"Bearer {PLANTED}", "Cookie": f"sessionid={PLANTED}"}
        raise RuntimeError(f"GET https://a.example/?access_token={PLANTED} failed: headers={sent!r}")

    return extract


@dataclass
class Household:
    """Everything a household does, and all that comes out of it."""

    answers: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    """Secrets that an answer gave away on purpose, this once."""

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        path, _, query = path.partition("?")
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        found = match(method, path)
        event = http_event(method, path, query, list(headers.items()), content, "203.0.113.7", found)
        handlers = {"api": api.handler, "enqueue": enqueue.handler, "stream": stream.events}
        answer: Answer = handlers[found.function](event, Context(29))
        self.answers.append(json.dumps(answer))
        return answer

    def is_given(self, method: str, path: str, body: object, name: str, **headers: str) -> str:
        answer = self.call(method, path, body, **headers)
        self.answers.pop()
        value: str = json.loads(answer["body"])[name]
        self.given.append(value)
        return value

    def work(self) -> None:
        """Each message once, then the changes, as AWS hands them over."""
        wiring = current()
        received = [message for _ in range(20) for message in wiring.engine.queue.receive(1)]
        for message in received:
            failures = process.handler(messages([message]), Context(300))
            self.answers.append(json.dumps(failures))
            if not failures["batchItemFailures"]:
                wiring.engine.queue.delete(message.receipt)
        table = wiring.engine.table
        assert isinstance(table, SqliteTable)
        if changed := table.changes(table.position("notify"), 999):
            notify.handler(changes(changed), Context(60))
            stream.changes(changes(changed), Context(60))
            table.advance("notify", changed[-1].position)
        sweep.handler(sample("schedule"), Context(55))


@pytest.fixture
def site() -> Iterator[Echo]:
    with Echo() as running:
        yield running


@pytest.fixture
def settings(settings: Settings, site: Echo, vapid_environment: dict[str, str]) -> Settings:
    vapid = {name.lower(): value for name, value in vapid_environment.items()}
    secrets: dict[str, Any] = {**SECRETS, **vapid}
    return settings._replace(
        auth_mode="token",
        public_url="https://recipes.example",
        llm_api_base_url=site.url("/llm/v1"),
        fetch_allow_hosts=frozenset({site.address}),
        log_level="DEBUG",
        **secrets,
    )


@contextmanager
def told(*, in_lambda: bool) -> Iterator[None]:
    """Log lines go where a test can read them; those of libraries too."""
    before = log.handlers, log.level, log.propagate
    set_up("DEBUG", in_lambda=in_lambda)
    libraries = logging.StreamHandler()
    libraries.setLevel(logging.WARNING)
    logging.getLogger().addHandler(libraries)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(libraries)
        log.handlers, log.propagate = before[0], before[2]
        log.setLevel(before[1])


@pytest.mark.parametrize("target", ["tandoor", "mealie"])
@pytest.mark.parametrize("in_lambda", [True, False])
def test_no_secret_comes_out(
    settings: Settings,
    site: Echo,
    clock: Clock,
    ids: Ids,
    target: str,
    in_lambda: bool,
    capfd: pytest.CaptureFixture[str],
) -> None:
    aimed = settings._replace(**{f"{target}_base_url": site.url(f"/{target}")})  # type: ignore[arg-type]
    engine = embedded_engine(aimed, clock, ids)
    assert isinstance(engine.table, SqliteTable)
    wiring = LeakyWiring(aimed, engine, clock=clock, new_id=ids, sleep=clock.sleep)
    install(wiring)
    home = Household()
    with told(in_lambda=in_lambda):
        _live(home, wiring, site, clock)
    with engine.table.database.read() as connection:
        letters = connection.execute("SELECT * FROM messages").fetchall()
    engine.table.database.close()
    output = capfd.readouterr()

    logged = f"{output.out}{output.err}{letters}"
    assert '"CloudWatchMetrics"' in logged or not in_lambda
    assert "bug" in logged
    assert site.requests, "nobody was called"
    assert PLANTED in f"{site.requests}", "no secret was used at all"
    for secret in (PLANTED, PRIVATE, settings.vapid_private_key, *home.given):
        assert _around(secret, logged) == ""
    for secret in (PLANTED, settings.vapid_private_key, *home.given):
        assert _around(secret, "\n".join(home.answers)) == ""


def _around(secret: str, text: str) -> str:
    """Where it stands, "" when it does not."""
    at = text.find(secret)
    return text[max(0, at - 200) : at + 100] if at >= 0 else ""


def _live(home: Household, wiring: LeakyWiring, site: Echo, clock: Clock) -> None:
    """A day in which nearly everything goes wrong."""
    secret, _ = wiring.registry.issue("household", "first", ["admin"], lasts_ms=None)
    home.given.append(secret)
    mine = {"authorization": f"Bearer {secret}"}
    _outsiders(home)
    _devices(home, site, mine)
    phone = home.is_given("POST", "/api/tokens", {"name": "phone", "scopes": ["share"]}, "token", **mine)
    home.call("GET", "/api/tokens", **mine)
    signed_in = home.call("POST", "/api/session", {"token": secret})
    home.answers.pop()
    cookie = signed_in["cookies"][0].partition(";")[0]
    home.given.append(cookie.partition("=")[2])
    code = home.is_given("POST", "/api/pairings", {"name": "tablet"}, "code", **mine)
    home.is_given("POST", "/api/pairings/redeem", {"code": code}, "token")
    for wrong in (code, PLANTED):
        assert home.call("POST", "/api/pairings/redeem", {"code": wrong})["statusCode"] == 410
    ticket = home.is_given("POST", "/api/live-ticket", None, "ticket", **mine)
    for given in (ticket, ticket, PLANTED):
        stream.sockets(socket("connect", "c1", ticket=given), Context(5))
    stream.sockets(socket("message", "c1", f'{{"action": "{PLANTED}"}}'), Context(5))

    site.routes["/page"] = PAGE
    shared = {"authorization": f"Bearer {phone}"}
    for link in LINKS:
        assert home.call("POST", "/api/queue", {"url": link}, **shared)["statusCode"] == 400
    home.answers.clear()  # the links themselves are the cook's to see again
    own = [{"url": site.url(f"/page?access_token={PRIVATE}")}, {"text": CAPTION}]
    own.append({"url": site.url(f"/no-such-page?token={PRIVATE}")})
    for body in own:
        assert home.call("POST", "/api/queue", body, **shared)["statusCode"] == 201
    for status in (500, 401, 403, 400, 429, 200):
        site.status = status
        wiring.leaks = status == 403
        home.call("POST", "/api/queue", {"url": site.url(f"/page?when={status}")}, **shared)
        for _ in range(4):
            clock.now += 1_000_000
            home.work()
    for path in ("/api/queue", "/api/queue/stream", "/api/health", "/api/llm-health", "/api/queue/stats"):
        home.call("GET", path, cookie=cookie)
    for item in json.loads(home.call("GET", "/api/queue", **mine)["body"])["items"]:
        home.call("GET", f"/api/queue/{item['id']}", **mine)
    home.call("DELETE", "/api/session", cookie=cookie, origin="https://recipes.example")


def _outsiders(home: Household) -> None:
    for headers in WRONG_CREDENTIALS:
        for method, path in (("GET", "/api/queue"), ("POST", "/api/queue"), ("POST", "/api/live-ticket")):
            assert home.call(method, path, **headers)["statusCode"] in (401, 403)
    bodies: list[object] = [{"token": PLANTED}, {"token": [PLANTED]}, PLANTED, f"{{{PLANTED}".encode()]
    for body in bodies:
        assert home.call("POST", "/api/session", body)["statusCode"] in (400, 401)
    for query in (f"token={PLANTED}", f"ticket={PLANTED}", f"access_token={PLANTED}"):
        assert home.call("GET", f"/api/queue?{query}")["statusCode"] == 401
        home.call("GET", f"/api/{PLANTED}?{query}")


def _devices(home: Household, site: Echo, mine: dict[str, str]) -> None:
    keys = Browser().subscription(site.url(f"/push/{PLANTED}"))
    home.given += [keys["keys"]["auth"], keys["keys"]["p256dh"]]
    sent = {"subscription": keys, "clientId": "phone"}
    assert home.call("POST", "/api/notifications/subscribe", sent, **mine)["statusCode"] == 200
    home.call("POST", "/api/notifications/subscribe", {**sent, "subscription": PLANTED}, **mine)
    for status in (500, 403, 400, 413):
        site.status = status
        home.call("POST", "/api/notifications/test", {"clientId": "phone"}, **mine)
