"""The real process with a model: what it reads, what it costs, and that a crash asks it once more at most."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from instarecipe.parsing.rules import parse_caption
from tests.captions import CAPTIONS, NO_RECIPES
from tests.doubles.model import COMPLETIONS, KEY, MODEL, ModelServer, says, status
from tests.doubles.web import Received, Wire
from tests.journeys.cook import Cook, phase
from tests.journeys.host import Host


def copies(post: str) -> dict[str, Any]:
    """An honest model, as good as our own rules."""
    recipe = parse_caption(post)
    if recipe is None:
        return {"isRecipe": False, "title": "", "ingredients": [], "steps": []}
    return {
        "isRecipe": True,
        "title": f"{recipe.title} of the model",
        "ingredients": [line.original for line in recipe.ingredients],
        "steps": [step.text for step in recipe.steps],
        "servings": recipe.servings,
    }


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with ModelServer(copies) as model:
        yield model
    assert model.complaints == []


@pytest.fixture(scope="module")
def host(model: ModelServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    settings = {
        "LLM_API_BASE_URL": model.base_url,
        "LLM_API_KEY": KEY,
        "LLM_MODEL": MODEL,
        "LLM_PRICE_INPUT": "1",
        "LLM_PRICE_OUTPUT": "4",
    }
    host = Host(tmp_path_factory.mktemp("model") / "data", settings)
    host.start()
    yield host
    host.kill()


@pytest.fixture
def cook(host: Host, model: ModelServer) -> Iterator[Cook]:
    """Of a post of its own in each test: what was shared before is known."""
    model.requests.clear()
    yield Cook(host.url)
    model.key = KEY


def paste(cook: Cook, text: str) -> str:
    answer = cook.call("POST", "/api/queue", json={"text": text})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def recipes(cook: Cook) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = cook.call("GET", "/api/recipes?limit=100").json()["recipes"]
    return found


def test_the_model_reads_and_its_price_is_shown(cook: Cook) -> None:
    item = cook.wait(paste(cook, CAPTIONS["en: headers and bullets"]))

    assert item["status"] == "success", item
    assert item["results"]["recipe"]["title"] == "Sunday carrot soup of the model"
    assert item["results"]["recipe"]["ingredients"][0]["unit"] == "tbsp"
    assert item["results"]["usage"] == {
        "model": MODEL,
        "calls": 1,
        "inputTokens": 900,
        "outputTokens": 250,
        "costUsd": 0.0019,
    }
    assert item.get("warnings", []) == []


def test_no_recipe_stays_none_unless_the_cook_insists(cook: Cook, model: ModelServer) -> None:
    id_ = paste(cook, NO_RECIPES["review"])

    refused = cook.wait(id_)
    cook.call("POST", f"/api/queue/{id_}/retry", json={"force": True})
    forced = cook.until(id_, lambda item: item["status"] == "success")

    assert (refused["status"], refused["errorCode"]) == ("error", "not_a_recipe")
    assert forced["results"]["recipe"]["steps"]
    assert model.count(COMPLETIONS) == 2


def test_a_refused_key_ends_with_the_rules_and_a_line_in_the_log(
    cook: Cook, host: Host, model: ModelServer
) -> None:
    model.key = "sk-renewed"

    item = cook.wait(paste(cook, CAPTIONS["en: groups, fractions, sums"]))

    assert (item["status"], item["warnings"]) == ("success", ["model_unavailable"])
    assert item["results"]["recipe"]["title"] == "Sticky Toffee Squares"
    assert item["results"]["usage"]["calls"] == 1
    assert "ERROR   model refuses" in host.log()
    assert KEY not in host.log()


def test_useless_and_busy_answers_on_the_way(cook: Cook, model: ModelServer) -> None:
    model.script += [status(429, Retry_After="1"), says("poetry")]

    item = cook.wait(paste(cook, CAPTIONS["de: abbreviations"]))

    assert item["status"] == "success", item
    assert item["attempts"] == 1  # the busy one was given back
    assert item["results"]["usage"]["calls"] == 2
    assert model.count(COMPLETIONS) == 3


def test_a_kill_while_the_model_thinks_asks_it_once_more(cook: Cook, host: Host, model: ModelServer) -> None:
    asked = threading.Event()

    def thinks(_: Received, wire: Wire) -> None:
        asked.set()
        wire.pause(60)

    before = len(recipes(cook))
    model.script.append(thinks)
    id_ = paste(cook, CAPTIONS["fr: apostrophes"])
    assert asked.wait(120)
    assert phase(cook.item(id_), "parsing")["status"] == "in_progress"

    host.kill()
    host.start()

    item = cook.wait(id_)
    assert item["status"] == "success", item
    assert model.count(COMPLETIONS) == 2
    assert len(recipes(cook)) == before + 1


def test_the_health_page_knows_the_model(cook: Cook, model: ModelServer) -> None:
    health = cook.call("GET", "/api/llm-health").json()
    while "reachable" not in health:
        health = cook.call("GET", "/api/llm-health").json()

    assert health["name"] == MODEL
    assert (health["configured"], health["reachable"], health["listed"]) == (True, True, True)
    assert KEY not in str(health)
    assert model.count(COMPLETIONS) == 0
