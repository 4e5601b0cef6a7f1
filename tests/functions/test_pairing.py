"""A phone is connected through the real handler: by a code that lets in once, for ten minutes."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest

from functions.api import app as api
from functions.enqueue import app as enqueue
from instarecipe.observability import whose
from instarecipe.ports import Engine, Key
from instarecipe.registry import hash_of
from instarecipe.routes import match
from instarecipe.settings import Settings
from instarecipe.wiring import Wiring, current, install
from local.events import Context, http_event
from tests.doubles.log_lines import log_lines
from tests.doubles.virtual import Clock, Ids

OURS = "https://recipes.example"
LINK = {"url": "http://samples.invalid/blog/plum-crumble"}
TEN_MINUTES = 600_000


@pytest.fixture(autouse=True)
def signed_in_only(settings: Settings, engine: Engine, clock: Clock, ids: Ids) -> None:
    """Everybody has to show a token."""
    strict = settings._replace(auth_mode="token", public_url=OURS)
    install(Wiring(strict, engine, clock=clock, new_id=ids))


def call(method: str, path: str, secret: str = "", body: object = None, query: str = "") -> Any:
    """Status and what was answered."""
    headers = [("authorization", f"Bearer {secret}")] if secret else []
    found = match(method, path)
    content = json.dumps(body).encode() if body else b""
    event = http_event(method, path, query, headers, content, "127.0.0.1", found)
    answer = {"api": api.handler, "enqueue": enqueue.handler}[found.function](event, Context(5))
    return answer["statusCode"], json.loads(answer["body"] or "null")


def issue(*scopes: str, owner: str = "anna") -> str:
    return current().registry.issue(owner, "test", scopes, lasts_ms=None)[0]


def begin(secret: str, **wishes: str) -> Any:
    status, begun = call("POST", "/api/pairings", secret, {"name": "Anna's phone", **wishes})
    assert status == 201
    return begun


def redeem(code: object) -> Any:
    return call("POST", "/api/pairings/redeem", body={"code": code})


def test_a_code_becomes_a_token_that_may_share_and_nothing_else() -> None:
    secret = issue("write", "read")
    begun = begin(secret)
    assert begun["url"] == f"{OURS}/connect#pair={begun['code']}"
    assert begun["qr"].startswith("<svg")

    status, made = redeem(begun["code"])

    assert (status, made["name"], made["scopes"]) == (201, "Anna's phone", ["share"])
    assert call("POST", "/api/queue", made["token"], LINK)[0] == 201
    assert call("GET", "/api/queue", made["token"])[0] == 403
    listed = call("GET", "/api/tokens", secret)[1]["tokens"]
    assert [token["id"] for token in listed if "lastUsedAt" in token and token["id"] == made["id"]]


@pytest.mark.parametrize("scopes", [["write"], ["write", "read"], ["admin"]])
def test_a_phone_that_may_use_the_app_may_what_its_maker_may_but_not_rule(scopes: list[str]) -> None:
    made = redeem(begin(issue(*scopes), use="app")["code"])[1]

    mine = {"share", "read", "write"} if "admin" in scopes else {"share", *scopes}
    assert set(made["scopes"]) == mine


def test_a_code_is_good_once() -> None:
    code = begin(issue("write"))["code"]
    assert redeem(code)[0] == 201

    status, problem = redeem(code)

    assert (status, problem["error"]) == (410, "code_over")


def test_the_log_tells_who_made_a_code_and_that_it_was_used_but_never_the_code() -> None:
    with log_lines() as lines:
        code = begin(issue("write"))["code"]
        made = redeem(code)[1]
        redeem(code)
    told = [line for line in lines if line.startswith("pairing code")]
    assert [line.partition(" {")[0] for line in told] == ["pairing code made", "pairing code used"]
    assert all(f"'owner': '{whose('anna')}'" in line and "Anna's phone" in line for line in told)
    assert not any(secret in line for line in lines for secret in (code, made["token"], "'anna'"))


def test_a_code_is_good_for_ten_minutes(clock: Clock) -> None:
    first, second = begin(issue("write"))["code"], begin(issue("write"))["code"]
    clock.now += TEN_MINUTES - 1
    assert redeem(first)[0] == 201
    clock.now += 1
    assert redeem(second)[0] == 410


def test_who_was_shown_out_has_given_nothing_away() -> None:
    admin, secret = issue("admin"), issue("write")
    code = begin(secret)["code"]
    [maker] = [one for one in current().registry.tokens("anna") if one.scopes == ("write",)]
    call("DELETE", f"/api/tokens/{maker.id}", admin)

    assert redeem(code)[0] == 410


def test_only_the_hash_of_a_code_is_kept() -> None:
    code = begin(issue("write"))["code"]
    assert len(code) >= 22
    [stored] = current().engine.table.get([Key(f"pairing#{hash_of(code)}", "pairing")])
    assert stored
    assert code not in repr(stored)


@pytest.mark.parametrize("code", ["", "nonsense", "x" * 5_000, None, 7, ["a"]])
def test_what_is_no_code_lets_nobody_in(code: object) -> None:
    assert redeem(code)[0] == 410


def test_codes_are_not_tried_without_end() -> None:
    answers = [redeem(f"guess {number}") for number in range(11)]

    assert [status for status, _ in answers] == [410] * 10 + [429]


@pytest.mark.parametrize(
    "body", [{"name": ""}, {"name": 5}, {"name": "x", "use": "rule"}, {"name": "x" * 101}]
)
def test_what_cannot_be_begun_is_refused(body: object) -> None:
    assert call("POST", "/api/pairings", issue("write"), body)[0] == 400


# -- the tokens of others, for those who run the place


def test_an_admin_sees_and_ends_the_tokens_of_another_owner() -> None:
    admin, theirs = issue("admin"), issue("write", owner="bert")
    [token] = call("GET", "/api/tokens", admin, query="owner=bert")[1]["tokens"]
    assert token["name"] == "test"

    assert call("DELETE", f"/api/tokens/{token['id']}", admin, query="owner=bert")[0] == 204

    assert call("GET", "/api/tokens", theirs)[0] == 401


@pytest.mark.parametrize(("owner", "status"), [("bert", 403), ("anna", 200), ("a/b", 400)])
def test_who_rules_nobody_sees_their_own_only(owner: str, status: int) -> None:
    token = issue("write")
    current_id = current().registry.tokens("anna")[0].id
    query = f"owner={quote(owner)}"

    assert call("GET", "/api/tokens", token, query=query)[0] == status
    expected = 204 if status == 200 else status
    assert call("DELETE", f"/api/tokens/{current_id}", token, query=query)[0] == expected
