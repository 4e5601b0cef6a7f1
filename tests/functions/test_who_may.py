"""Every route of the published document, tried by everybody there is: each pair stands in a table.

The document is walked, so that a route without a line here fails, and so does a line without a route.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from functions.api import app as api
from functions.enqueue import app as enqueue
from functions.stream import app as stream
from instarecipe.domain.item import Status
from instarecipe.domain.recipe import Ingredient, Recipe, Step
from instarecipe.ports import Deadline
from instarecipe.registry import hash_of
from instarecipe.routes import match
from instarecipe.settings import Settings
from instarecipe.uploading.cookbook import Cookbook
from instarecipe.wiring import current
from local.events import Context, http_event
from tests.doubles.phases import DoubledWiring
from tests.doubles.push_decrypt import Browser
from tests.doubles.stored import store
from tests.doubles.virtual import Clock

DOCUMENT = json.loads((Path(__file__).parents[2] / "docs" / "openapi.json").read_text())
DESCRIBED = [f"{verb.upper()} {path}" for path, verbs in DOCUMENT["paths"].items() for verb in verbs]
OURS = "https://recipes.example"
SECRET_WORD = "Zwetschgenknödel"
DAY = 86_400_000

WHO = ["nobody", "revoked", "expired", "share", "read", "write"]
WHO += ["owner", "admin", "browser", "elsewhere", "other"]
# `owner` holds the scopes share, read and write. `browser` is the owner's, signed in, on our own page,
# `elsewhere` the same browser on somebody else's page. `other` is the admin of another household.
TABLE = {
    # taking links in
    "POST /api/queue":                      "401 401 401 201 403 201 201 201 201 403 201",
    "POST /api/queue/{id}/retry":           "401 401 401 403 403 200 200 200 200 403 404",
    "POST /api/extract":                    "401 401 401 403 403 410 410 410 410 403 410",
    "GET /api/extract-stream":              "401 401 401 403 403 410 410 410 410 410 410",
    # looking
    "GET /api/queue":                       "401 401 401 403 200 403 200 200 200 200 200",
    "GET /api/queue/stream":                "401 401 401 403 200 403 200 200 200 200 200",
    "GET /api/queue/stats":                 "401 401 401 403 200 403 200 200 200 200 200",
    "GET /api/queue/{id}":                  "401 401 401 403 200 403 200 200 200 200 404",
    "GET /api/queue/{id}/recipe":           "401 401 401 403 200 403 200 200 200 200 404",
    "GET /api/recipes":                     "401 401 401 403 200 403 200 200 200 200 200",
    "GET /api/recipes/archive":             "401 401 401 403 200 403 200 200 200 200 200",
    "GET /api/recipes/{id}":                "401 401 401 403 200 403 200 200 200 200 404",
    "GET /api/recipes/{id}/file":           "401 401 401 403 200 403 200 200 200 200 404",
    "POST /api/live-ticket":                "401 401 401 403 200 403 200 200 200 403 200",
    # removing
    "DELETE /api/queue/{id}":               "401 401 401 403 403 204 204 204 204 403 404",
    "DELETE /api/recipes/{id}":             "401 401 401 403 403 204 204 204 204 403 404",
    # notifications; a device that is not there is fine, but takes no test message
    "GET /api/notifications/vapid-key":     "401 401 401 403 200 403 200 200 200 200 200",
    "POST /api/notifications/vapid-key":    "401 401 401 403 200 403 200 200 200 403 200",
    "POST /api/notifications/subscribe":    "401 401 401 403 403 200 200 200 200 403 200",
    "DELETE /api/notifications/subscribe":  "401 401 401 403 403 200 200 200 200 403 200",
    "POST /api/notifications/test":         "401 401 401 403 403 404 404 404 404 403 404",
    # tokens and sessions; to sign in the token stands in the body
    "POST /api/session":                    "401 401 401 401 401 401 401 401 401 403 401",
    "DELETE /api/session":                  "401 401 401 204 403 204 204 204 204 403 204",
    "GET /api/tokens":                      "401 401 401 403 403 200 200 200 200 200 200",
    "POST /api/tokens":                     "401 401 401 403 403 201 201 201 201 403 201",
    "DELETE /api/tokens/{id}":              "401 401 401 403 403 204 204 204 204 403 404",
    "POST /api/pairings":                   "401 401 401 403 403 201 201 201 201 403 201",
    # open to everybody: nothing there is anybody's; a code that nobody made is over
    "POST /api/pairings/redeem":            "410 410 410 410 410 410 410 410 410 410 410",
    "GET /api/health":                      "200 200 200 200 200 200 200 200 200 200 200",
    "GET /api/llm-health":                  "200 200 200 200 200 200 200 200 200 200 200",
    "GET /api/samples":                     "200 200 200 200 200 200 200 200 200 200 200",
    "GET /api/openapi.json":                "200 200 200 200 200 200 200 200 200 200 200",
    "GET /api/docs":                        "200 200 200 200 200 200 200 200 200 200 200",
}  # fmt: skip
HANDLERS = {"api": api.handler, "enqueue": enqueue.handler, "stream": stream.events}
Headers = Mapping[str, str]


@pytest.fixture
def settings(settings: Settings, vapid_environment: dict[str, str]) -> Settings:
    """Everybody has to show a token; push is set up."""
    return settings._replace(
        auth_mode="token",
        public_url=OURS,
        **{name.lower(): value for name, value in vapid_environment.items()},  # type: ignore[arg-type]  # all text
    )


@pytest.fixture
def callers(wiring: DoubledWiring, clock: Clock) -> dict[str, Headers]:
    """What each of them sends."""
    registry = wiring.registry

    def holder(*scopes: str, owner: str = "ann", lasts_ms: int | None = None) -> Headers:
        secret, _ = registry.issue(owner, " ".join(scopes), scopes, lasts_ms=lasts_ms)
        return {"authorization": f"Bearer {secret}"}

    made = {
        "nobody": {},
        "revoked": holder("admin"),
        "expired": holder("admin", lasts_ms=DAY),
        "share": holder("share"),
        "read": holder("read"),
        "write": holder("write"),
        "owner": holder("share", "read", "write"),
        "admin": holder("admin"),
        "other": holder("admin", owner="bob"),
    }
    [revoked] = [one for one in registry.tokens("ann") if one.hash == hash_of(_secret(made["revoked"]))]
    wiring.revocation(revoked)
    clock.now += DAY
    for who, origin in (("browser", OURS), ("elsewhere", "https://evil.example")):
        answer = call("POST", "/api/session", {}, {"token": _secret(made["owner"])})
        made[who] = {"cookie": answer["cookies"][0].partition(";")[0], "origin": origin}
    assert set(made) == set(WHO)
    return made


def _secret(headers: Headers) -> str:
    return headers["authorization"].removeprefix("Bearer ")


def call(method: str, path: str, headers: Headers, body: object = None) -> dict[str, Any]:
    found = match(method, path)
    content = json.dumps(body).encode() if body is not None else b""
    event = http_event(method, path, "", list(headers.items()), content, "203.0.113.7", found)
    answer: dict[str, Any] = HANDLERS[found.function](event, Context(5))
    return answer


# -- what they ask for: it is Ann's ----------------------------------------------------------------------


def an_item(method: str) -> str:
    status = Status.SUCCESS if method == "GET" else Status.ERROR
    item = store(
        current().items, status, owner="ann", url=f"https://{SECRET_WORD}.example/{current().new_id()}"
    )
    return item.id


def a_recipe(method: str) -> str:
    wiring = current()
    cookbook = Cookbook(wiring.engine.table, OURS, wiring.clock, wiring.new_id)
    id_ = wiring.new_id()
    dish = Recipe(SECRET_WORD, (Ingredient(f"1 {SECRET_WORD}"),), (Step("Boil."),))
    cookbook.create(f"ann/{id_}", dish, deadline=Deadline(1, wiring.monotonic))
    return id_


def a_token(method: str) -> str:
    return current().registry.issue("ann", SECRET_WORD, ["share"], lasts_ms=None)[1].id


THINGS: dict[str, Callable[[str], str]] = {"queue": an_item, "recipes": a_recipe, "tokens": a_token}
BODIES: dict[str, Callable[[], object]] = {
    "POST /api/queue": lambda: {"url": f"http://samples.invalid/blog/{current().new_id()}"},
    "POST /api/notifications/subscribe": lambda: {
        "subscription": Browser().subscription("https://push.example.com/1"),
        "clientId": "phone",
    },
    "DELETE /api/notifications/subscribe": lambda: {"clientId": "phone"},
    "POST /api/notifications/test": lambda: {"clientId": "no such device"},
    "POST /api/session": lambda: {"token": "ir_no_such_token"},
    "POST /api/tokens": lambda: {"name": "new", "scopes": ["share"]},
    "POST /api/pairings": lambda: {"name": "phone"},
    "POST /api/pairings/redeem": lambda: {"code": "no such code"},
}


@dataclass(frozen=True)
class Question:
    """A route with all that it takes."""

    route: str

    @property
    def method(self) -> str:
        return self.route.partition(" ")[0]

    @property
    def kind(self) -> str:
        return self.route.split("/")[2]

    def ask(self, headers: Headers, id_: str | None = None) -> dict[str, Any]:
        """About a thing of its own, made for this question, unless `id_` names another."""
        path = self.route.partition(" ")[2]
        if "{id}" in path:
            path = path.replace("{id}", id_ or THINGS[self.kind](self.method))
        body = BODIES[self.route]() if self.route in BODIES else None
        return call(self.method, path, headers, body)


def test_the_table_has_a_line_for_each_route_and_no_other() -> None:
    assert sorted(TABLE) == sorted(DESCRIBED)
    assert {len(line.split()) for line in TABLE.values()} == {len(WHO)}


@pytest.mark.parametrize("route", DESCRIBED)
def test_everybody_gets_what_is_theirs(route: str, callers: dict[str, Headers], clock: Clock) -> None:
    answered = {}
    for who in WHO:
        clock.now += 60_000  # as often as one may try to sign in
        answered[who] = Question(route).ask(callers[who])["statusCode"]
    assert answered == dict(zip(WHO, map(int, TABLE[route].split()), strict=True))


@pytest.mark.parametrize("route", [route for route in DESCRIBED if "{id}" in route])
def test_what_is_somebody_elses_looks_like_what_is_not_there(route: str, callers: dict[str, Headers]) -> None:
    question = Question(route)
    theirs, nothing = question.ask(callers["other"]), question.ask(callers["other"], "no-such-id")
    assert theirs == nothing
    assert theirs["statusCode"] == 404


def test_another_household_sees_nothing_of_it(callers: dict[str, Headers]) -> None:
    asked = [Question(route) for route in DESCRIBED if route.startswith("GET ")]
    for make in THINGS.values():
        make("GET")
    seen = [question.ask(callers[who]) for question in asked for who in ("other", "nobody", "revoked")]
    mine = [question.ask(callers["admin"]) for question in asked]
    assert SECRET_WORD in f"{mine}"
    assert SECRET_WORD not in f"{seen}"


@pytest.mark.parametrize("route", DESCRIBED)
def test_the_document_says_who_may(route: str) -> None:
    """In words of OpenAPI: the scope that is needed, nothing for what is open to everybody."""
    method, _, path = route.partition(" ")
    security = DOCUMENT["paths"][path][method.lower()]["security"]
    statuses = dict(zip(WHO, TABLE[route].split(), strict=True))
    opens = {scope for scope in ("share", "read", "write") if statuses[scope] not in ("401", "403")}
    if security:
        [scope] = security[0]["token"]
        assert opens == {"share": {"share", "write"}}.get(scope, {scope})
    else:
        assert len({statuses[who] for who in WHO if who != "elsewhere"}) == 1
