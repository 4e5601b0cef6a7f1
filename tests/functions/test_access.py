"""Tokens and sessions through the real handler: who may do what, and what ends with what."""

from __future__ import annotations

import json
from typing import Any

import pytest

from functions.api import app as api
from functions.enqueue import app as enqueue
from instarecipe.auth import COOKIE
from instarecipe.ports import Engine
from instarecipe.routes import match
from instarecipe.settings import Settings
from instarecipe.wiring import Wiring, current, install
from local.events import Context, http_event
from tests.doubles.log_lines import log_lines
from tests.doubles.virtual import Clock, Ids

OURS = "https://recipes.example"
LINK = b'{"url": "http://samples.invalid/blog/plum-crumble"}'


@pytest.fixture(autouse=True)
def signed_in_only(settings: Settings, engine: Engine, clock: Clock, ids: Ids) -> None:
    """Everybody has to show a token."""
    strict = settings._replace(auth_mode="token", public_url=OURS)
    install(Wiring(strict, engine, clock=clock, new_id=ids))


def call(method: str, path: str, secret: str = "", body: object = None, **headers: str) -> dict[str, Any]:
    if secret:
        headers["authorization"] = f"Bearer {secret}"
    content = body if isinstance(body, bytes) else json.dumps(body).encode() if body else b""
    found = match(method, path)
    event = http_event(method, path, "", list(headers.items()), content, "127.0.0.1", found)
    handler = {"api": api.handler, "enqueue": enqueue.handler}[found.function]
    answer: dict[str, Any] = handler(event, Context(5))
    return answer


def issue(*scopes: str, owner: str = "anna") -> str:
    secret, _ = current().registry.issue(owner, "test", scopes, lasts_ms=None)
    return secret


@pytest.mark.parametrize(
    ("scope", "share", "read", "retry"),
    [("share", 201, 403, 403), ("read", 403, 200, 403), ("write", 201, 403, 404), ("admin", 201, 200, 404)],
)
def test_a_scope_opens_just_its_routes(scope: str, share: int, read: int, retry: int) -> None:
    secret = issue(scope)

    assert call("POST", "/api/queue", secret, LINK)["statusCode"] == share
    assert call("GET", "/api/queue", secret)["statusCode"] == read
    assert call("POST", "/api/queue/unknown/retry", secret)["statusCode"] == retry


@pytest.mark.parametrize("secret", ["", "nonsense", "ir_" + "a" * 43])
def test_nobody_gets_in_without_a_token(secret: str) -> None:
    assert call("GET", "/api/queue", secret)["statusCode"] == 401


def test_items_of_others_look_unknown() -> None:
    mine, theirs = issue("admin"), issue("admin", owner="bert")
    id_ = json.loads(call("POST", "/api/queue", mine, LINK)["body"])["id"]

    assert call("GET", f"/api/queue/{id_}", mine)["statusCode"] == 200
    assert call("GET", f"/api/queue/{id_}", theirs)["statusCode"] == 404
    assert call("DELETE", f"/api/queue/{id_}", theirs)["statusCode"] == 404


def test_a_made_token_works_until_it_is_revoked() -> None:
    secret = issue("write", "read")
    made = json.loads(call("POST", "/api/tokens", secret, {"name": "My phone", "scopes": ["share"]})["body"])
    assert call("POST", "/api/queue", made["token"], LINK)["statusCode"] == 201
    listed = json.loads(call("GET", "/api/tokens", secret)["body"])["tokens"]
    assert "My phone" in [token["name"] for token in listed]
    assert made["token"] not in json.dumps(listed)
    assert {token["name"] for token in listed if "lastUsedAt" in token} == {"test", "My phone"}

    assert call("DELETE", f"/api/tokens/{made['id']}", secret)["statusCode"] == 204

    assert call("POST", "/api/queue", made["token"], LINK)["statusCode"] == 401


def test_a_token_expires(clock: Clock) -> None:
    secret = issue("admin")
    made = json.loads(call("POST", "/api/tokens", secret, {"name": "x", "expiresInDays": 1})["body"])

    clock.now += 86_400_001

    assert call("POST", "/api/queue", made["token"], LINK)["statusCode"] == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"name": "x", "scopes": ["admin"]}, 403),
        ({"name": "x", "owner": "bert"}, 403),
        ({"name": ""}, 400),
        ({"name": "\u202e\u200b \x07"}, 400),
        ({"name": "x", "scopes": []}, 400),
        ({"name": "x", "scopes": ["cook"]}, 400),
        ({"name": "x", "expiresInDays": 0}, 400),
        ({"name": "x", "expiresInDays": True}, 400),
        ({"name": "x", "owner": "a/b"}, 400),
        ({"name": "x", "owner": "a" * 65}, 400),
        (b"[]", 400),
        (rb'{"name": "\ud800"}', 400),
        (b"{", 400),
        (b"x" * 10_001, 413),
    ],
)
def test_what_cannot_be_made_is_refused(body: object, status: int) -> None:
    assert call("POST", "/api/tokens", issue("write"), body)["statusCode"] == status


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("\u202eenohp ym", "enohp ym"),
        ("My\n\x1b[31mphone\u2069", "My [31mphone"),
        ("\u200eMy\u00ad phone\u0085", "My phone"),
        ("👩\u200d🍳 گوشی\u200cام", "👩\u200d🍳 گوشی\u200cام"),
    ],
)
def test_the_name_of_a_token_hides_nothing(name: str, kept: str) -> None:
    made = call("POST", "/api/tokens", issue("write"), {"name": name})
    assert json.loads(made["body"])["name"] == kept


def test_who_asks_for_the_tokens_of_others_is_told_what_that_takes() -> None:
    secret = issue("write")
    told = json.loads(call("POST", "/api/tokens", secret, {"name": "x", "owner": "bert"})["body"])
    assert told["details"] == {"scope": "admin"}
    assert "of other owners" in told["message"]
    assert "give away" not in told["message"]


def test_a_browser_signs_in_writes_from_our_pages_only_and_signs_out() -> None:
    answer = call("POST", "/api/session", body={"token": issue("admin")})
    assert answer["statusCode"] == 200
    cookie = answer["cookies"][0].partition(";")[0]
    assert answer["cookies"][0].startswith(f"{COOKIE}=ir_")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(answer["cookies"][0].split("; "))

    assert call("GET", "/api/queue", cookie=cookie)["statusCode"] == 200
    assert call("POST", "/api/queue", body=LINK, cookie=cookie)["statusCode"] == 403
    for elsewhere in ("https://evil.example", "null", "http://["):
        assert call("POST", "/api/queue", body=LINK, cookie=cookie, origin=elsewhere)["statusCode"] == 403
    assert call("POST", "/api/queue", body=LINK, cookie=cookie, origin=OURS)["statusCode"] == 201

    assert call("DELETE", "/api/session", cookie=cookie, origin=OURS)["statusCode"] == 204
    assert call("GET", "/api/queue", cookie=cookie)["statusCode"] == 401


def test_a_page_of_ours_may_have_been_opened_by_another_name_of_the_same_server() -> None:
    answer = call("POST", "/api/session", body={"token": issue("admin")})
    cookie = answer["cookies"][0].partition(";")[0]
    for origin, status in (
        ("https://nas.lan:5173", 201),
        ("http://nas.lan:5173", 403),
        ("https://nas.lan", 403),
    ):
        shared = call("POST", "/api/queue", body=LINK, cookie=cookie, host="nas.lan:5173", origin=origin)
        assert shared["statusCode"] == status


def test_no_page_of_others_signs_a_browser_in() -> None:
    secret = issue("admin")

    for elsewhere in ("https://evil.example", "null"):
        answer = call("POST", "/api/session", body={"token": secret}, origin=elsewhere)
        assert (answer["statusCode"], answer.get("cookies")) == (403, None)
    assert call("POST", "/api/session", body={"token": secret}, origin=OURS)["statusCode"] == 200


def test_a_session_ends_with_its_token() -> None:
    secret = issue("admin")
    cookie = call("POST", "/api/session", body={"token": secret})["cookies"][0].partition(";")[0]
    [token] = [token for token in current().registry.tokens("anna") if token.kind == "token"]

    call("DELETE", f"/api/tokens/{token.id}", secret)

    assert call("GET", "/api/queue", cookie=cookie)["statusCode"] == 401


def test_a_session_opens_no_further_session() -> None:
    cookie = call("POST", "/api/session", body={"token": issue("admin")})["cookies"][0]
    secret = cookie.partition("=")[2].partition(";")[0]

    assert call("POST", "/api/session", body={"token": secret})["statusCode"] == 401


def test_half_a_character_is_no_token() -> None:
    assert call("POST", "/api/session", body=rb'{"token": "\ud800"}')["statusCode"] == 400


def test_the_log_tells_of_tokens_that_nobody_knows_and_of_a_flood_in_few_lines(clock: Clock) -> None:
    """Never the token itself. Who shows none is no stranger: each page begins so."""
    wrong = f"ir_{'guess' * 8}"
    with log_lines() as lines:
        call("GET", "/api/queue")
        assert lines == []
        for _ in range(3):
            assert call("GET", "/api/queue", wrong)["statusCode"] == 401
        call("GET", "/api/queue", cookie=f"{COOKIE}={wrong}")
        call("POST", "/api/session", body={"token": wrong})
        [first] = lines
        clock.now += 60_000
        call("POST", "/api/session", body={"token": wrong})
        [_, second] = lines
    assert first.startswith("unknown token")
    assert "'route': 'GET /api/queue', 'times': 1" in first
    assert "'route': 'POST /api/session', 'times': 5" in second
    assert not any("guess" in line for line in lines)


def test_tries_to_sign_in_are_limited_per_address_and_minute(clock: Clock) -> None:
    right = issue("admin")
    for _ in range(10):
        assert call("POST", "/api/session", body={"token": "wrong"})["statusCode"] == 401
    refused = call("POST", "/api/session", body={"token": right})
    assert refused["statusCode"] == 429
    assert 1 <= int(refused["headers"]["retry-after"]) <= 60

    clock.now += 60_000

    assert call("POST", "/api/session", body={"token": right})["statusCode"] == 200
