"""The other HTTP routes through their handler: reads, delete, export, health, and what no route knows."""

from __future__ import annotations

import json
from typing import Any

import pytest

from functions.api.app import handler
from instarecipe.domain import item as life
from instarecipe.domain.counts import total
from instarecipe.domain.item import Status
from instarecipe.ports import Blob
from instarecipe.submission import Submission
from instarecipe.wiring import install
from tests.doubles.events import Context, Event, http
from tests.doubles.phases import DoubledWiring
from tests.doubles.stored import OWNER, POLICY, store
from tests.doubles.virtual import Clock

LINK = "https://recipes.example/soup"
STRANGE_IDS = [
    "7",
    "0b0f6c1e-6d8e-4f0a-9a57-3f9f3f0b7f11",
    "x" * 3_000,
    "%ED%A0%80",
    "ä",
    "a%2Fb",
    "%00",
    "#",
]


def call(method: str, path: str, **named: Any) -> dict[str, Any]:
    return handler(http(method, path, **named), Context())


def told(answer: Event) -> Any:
    return json.loads(answer["body"])


# -- one item ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", list(Status))
def test_an_item_can_be_polled_until_it_is_at_its_end(wiring: DoubledWiring, status: Status) -> None:
    item = store(wiring.items, status)
    answer = call("GET", f"/api/queue/{item.id}")
    assert answer["statusCode"] == 200
    assert answer["headers"]["cache-control"] == "no-store"
    assert (told(answer)["id"], told(answer)["status"]) == (item.id, status)
    assert ("extractedText" in told(answer).get("results", {})) == (status is Status.SUCCESS)


@pytest.mark.parametrize("id_", STRANGE_IDS)
@pytest.mark.parametrize(("method", "rest"), [("GET", ""), ("DELETE", ""), ("GET", "/recipe")])
def test_an_id_that_nobody_knows_is_not_found(
    wiring: DoubledWiring, id_: str, method: str, rest: str
) -> None:
    answer = call(method, f"/api/queue/{id_}{rest}")
    assert (answer["statusCode"], told(answer)["error"]) == (404, "not_found")
    assert told(answer).keys() == {"error", "message", "details"}


def test_a_neighbours_item_is_not_found(wiring: DoubledWiring) -> None:
    item = store(wiring.items, Status.SUCCESS, owner="neighbour")
    for method in ("GET", "DELETE"):
        assert call(method, f"/api/queue/{item.id}")["statusCode"] == 404
    assert wiring.items.get("neighbour", item.id) == item


# -- the list ------------------------------------------------------------------------------------------


def test_the_documented_list_works(wiring: DoubledWiring) -> None:
    failed = store(wiring.items, Status.ERROR)
    store(wiring.items)
    answer = call("GET", "/api/queue", query={"status": "error", "limit": "10", "offset": "0"})
    assert [item["id"] for item in told(answer)["items"]] == [failed.id]
    assert (told(answer)["total"], told(answer)["hasMore"]) == (1, False)


@pytest.mark.parametrize(
    "query",
    [{"limit": "0"}, {"limit": "x"}, {"limit": ""}, {"status": "done"}, {"cursor": "é"}, {"offset": "-1"}],
)
def test_a_list_asked_wrongly_is_refused_in_words(wiring: DoubledWiring, query: dict[str, str]) -> None:
    answer = call("GET", "/api/queue", query=query)
    assert answer["statusCode"] == 400
    assert told(answer)["error"] in ("bad_parameter", "bad_cursor")
    assert told(answer)["message"].endswith(".")


def test_a_list_reads_its_own_writes(wiring: DoubledWiring) -> None:
    for number in range(1, 6):
        item = store(wiring.items)
        answer = told(call("GET", "/api/queue"))
        assert (answer["items"][0]["id"], answer["total"]) == (item.id, number)


# -- delete --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", list(Status))
def test_a_deleted_item_leaves_nothing_behind(wiring: DoubledWiring, status: Status) -> None:
    item = store(wiring.items, status, url=LINK)
    answer = call("DELETE", f"/api/queue/{item.id}")
    assert (answer["statusCode"], answer["body"]) == (204, "")
    assert call("GET", f"/api/queue/{item.id}")["statusCode"] == 404
    assert call("DELETE", f"/api/queue/{item.id}")["statusCode"] == 404
    assert total(wiring.items.counts(OWNER)) == 0
    assert wiring.engine.table.query("", f"r#{OWNER}#{item.id}", limit=1) == []
    assert wiring.admit(OWNER, Submission(LINK))[0].id != item.id


def test_a_deleted_item_takes_its_files_along(wiring: DoubledWiring) -> None:
    media = wiring.engine.media
    for status in (Status.ERROR, Status.SUCCESS):
        item = wiring.admit(OWNER, Submission(f"{LINK}/{status}", text="4 tomatoes"))[0]
        assert item.given
        picture = f"pictures/{OWNER}/{item.id}/p"
        media.put(picture, Blob(b"jpeg", "image/jpeg"))
        running = life.claim(item, attempt_id="a", now=wiring.clock(), policy=POLICY)
        running = wiring.items.save(item, running)
        ended = life.succeeded(running, now=wiring.clock())._replace(status=status)
        wiring.items.save(running, ended, results={"picture": picture})
        assert call("DELETE", f"/api/queue/{item.id}")["statusCode"] == 204
        assert media.get(item.given) is None
        assert media.get(picture) is None


# -- the recipe as a file ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("format_", "content_type", "extension"),
    [
        ("json-ld", "application/ld+json", "json"),
        ("markdown", "text/markdown", "md"),
        ("cooklang", "text/plain", "cook"),
        ("", "application/ld+json", "json"),
    ],
)
def test_a_recipe_can_be_taken_along(
    wiring: DoubledWiring, format_: str, content_type: str, extension: str
) -> None:
    item = store(wiring.items, Status.SUCCESS)
    answer = call("GET", f"/api/queue/{item.id}/recipe", query={"format": format_})
    assert answer["statusCode"] == 200
    assert answer["headers"]["content-type"].startswith(content_type)
    assert answer["headers"]["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer["headers"]["content-disposition"].endswith(f".{extension}")
    assert "Soup" in answer["body"]


def test_an_unknown_format_is_named(wiring: DoubledWiring) -> None:
    item = store(wiring.items, Status.SUCCESS)
    answer = call("GET", f"/api/queue/{item.id}/recipe", query={"format": "pdf"})
    assert (answer["statusCode"], told(answer)["error"]) == (400, "bad_parameter")


@pytest.mark.parametrize("status", [Status.PENDING, Status.ERROR])
def test_there_is_no_file_before_there_is_a_recipe(wiring: DoubledWiring, status: Status) -> None:
    answer = call("GET", f"/api/queue/{store(wiring.items, status).id}/recipe")
    assert (answer["statusCode"], told(answer)["error"]) == (404, "no_recipe")


# -- numbers and health --------------------------------------------------------------------------------


def test_the_numbers_are_exact(wiring: DoubledWiring, clock: Clock) -> None:
    for status in (Status.PENDING, Status.SUCCESS, Status.SUCCESS, Status.ERROR):
        store(wiring.items, status)
    answer = told(call("GET", "/api/queue/stats"))
    assert answer["counts"] == {
        "pending": 1,
        "in_progress": 0,
        "success": 2,
        "error": 1,
        "unhealthy": 0,
        "total": 4,
    }
    assert answer["allTime"]["successRate"] == answer["last24Hours"]["successRate"] == 0.6667


def test_health_says_what_is_configured_and_no_secret(wiring: DoubledWiring) -> None:
    settings = wiring.settings._replace(
        llm_api_key="sk-secret-1",
        tandoor_base_url="http://t.example",
        tandoor_token="secret-2",
        vapid_public_key="public",
        vapid_private_key="secret-3",
        proxy_url="http://cook:secret-4@proxy.example",
        queue_processing_enabled=False,
    )
    install_with(wiring, settings)
    for path in ("/api/health", "/api/llm-health"):
        answer = call("GET", path)
        assert answer["statusCode"] == 200
        assert "secret" not in answer["body"]
    health = told(call("GET", "/api/health"))
    assert (health["status"], health["processing"], health["target"]["name"]) == ("ok", False, "tandoor")
    assert told(call("GET", "/api/llm-health"))["configured"] is True


def test_without_anything_configured_all_is_well(wiring: DoubledWiring) -> None:
    health = told(call("GET", "/api/health"))
    assert (health["processing"], health["target"]["name"], health["push"]) == (True, "cookbook", False)
    assert health["target"]["reachable"] is True
    assert told(call("GET", "/api/llm-health")) == {"configured": False, "reader": "rules"}


def test_samples_are_listed(wiring: DoubledWiring) -> None:
    samples = told(call("GET", "/api/samples"))["samples"]
    assert samples
    assert all(sample["url"].startswith("http://samples.invalid/") for sample in samples)


# -- what no route knows -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "status", "allowed"),
    [
        ("GET", "/api/nothing", 404, None),
        ("POST", "/api", 404, None),
        ("PUT", "/api/queue", 405, "GET, POST"),
        ("PATCH", "/api/queue/7", 405, "DELETE, GET"),
        ("DELETE", "/api/health", 405, "GET"),
    ],
)
def test_what_no_route_knows_is_said_in_the_same_shape(
    wiring: DoubledWiring, method: str, path: str, status: int, allowed: str | None
) -> None:
    answer = call(method, path)
    assert answer["statusCode"] == status
    assert answer["headers"].get("allow") == allowed
    assert told(answer).keys() == {"error", "message", "details"}


# -- who may -------------------------------------------------------------------------------------------


def install_with(wiring: DoubledWiring, settings: Any) -> DoubledWiring:
    assert isinstance(wiring.clock, Clock)
    other = DoubledWiring(
        settings,
        wiring.engine,
        clock=wiring.clock,
        new_id=wiring.new_id,
        extract=wiring.extract,
        parse=wiring.parse,
    )
    install(other)
    return other


PRIVATE = ["/api/queue", "/api/queue/stats", "/api/queue/7", "/api/queue/7/recipe"]


@pytest.mark.parametrize("path", PRIVATE)
@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer wrong"}, {"authorization": "Basic eDp5"}])
def test_who_has_no_token_gets_nothing(wiring: DoubledWiring, path: str, headers: dict[str, str]) -> None:
    install_with(wiring, wiring.settings._replace(auth_mode="token"))
    answer = call("GET", path, headers=headers)
    assert (answer["statusCode"], told(answer)["error"]) == (401, "unauthorized")


def test_a_token_opens_its_own_owners_items(wiring: DoubledWiring) -> None:
    other = install_with(wiring, wiring.settings._replace(auth_mode="token"))
    mine, theirs = store(other.items, owner="ann"), store(other.items, owner="bob")
    secret, _ = other.registry.issue("ann", "phone", ["read"], lasts_ms=None)
    headers = {"authorization": f"Bearer {secret}"}
    assert [item["id"] for item in told(call("GET", "/api/queue", headers=headers))["items"]] == [mine.id]
    assert call("GET", f"/api/queue/{theirs.id}", headers=headers)["statusCode"] == 404
    answer = call("DELETE", f"/api/queue/{mine.id}", headers=headers)
    assert (answer["statusCode"], told(answer)["error"]) == (403, "forbidden")
    assert other.items.get("ann", mine.id) == mine
