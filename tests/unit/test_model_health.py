"""Whether the model is there is asked now and then, kept in a row, and told without asking."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from instarecipe.health import FRESH_MS, Health
from instarecipe.parsing.model_health import model_health
from instarecipe.ports import Deadline, Engine, ModelHealth
from instarecipe.settings import Settings
from tests.doubles.model import COMPLETIONS, KEY, MODEL, MODELS, ModelServer, raw, status, stays_silent
from tests.doubles.virtual import Clock, Ids


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(lambda _: None) as server:
        yield server
    assert server.count(COMPLETIONS) == 0


def asked(server: ModelServer, model: str = MODEL, *, key: str = KEY, seconds: float = 120) -> ModelHealth:
    return model_health(server.base_url, key, model, Deadline(seconds, time.monotonic))


def test_a_model_that_is_listed(server: ModelServer) -> None:
    assert asked(server) == ModelHealth(True, True, "The recipe model is there.")


def test_a_model_that_the_server_does_not_know(server: ModelServer) -> None:
    health = asked(server, "gpt-nonsense")

    assert (health.reachable, health.listed) == (True, False)
    assert "LLM_MODEL" in health.sentence


def test_a_key_that_is_refused(server: ModelServer) -> None:
    health = asked(server, key="another")

    assert health.reachable
    assert "LLM_API_KEY" in health.sentence


@pytest.mark.parametrize("body", [b"[]", b"<html>", b'{"data": 7}', b'{"data": null}'])
def test_a_server_that_does_not_tell_what_it_has(server: ModelServer, body: bytes) -> None:
    server.routes[MODELS] = raw(body)

    assert asked(server) == ModelHealth(True, None, "The recipe model is there.")


def test_a_server_without_a_list(server: ModelServer) -> None:
    del server.routes[MODELS]

    assert asked(server) == ModelHealth(True, None, "The recipe model is there.")


def test_a_server_in_trouble(server: ModelServer) -> None:
    server.routes[MODELS] = status(500)

    assert "error 500" in asked(server).sentence


def test_a_server_that_is_silent_or_gone(server: ModelServer) -> None:
    server.routes[MODELS] = stays_silent
    slow = asked(server, seconds=0.2)
    with ModelServer(lambda _: None) as gone:
        pass

    assert (slow.reachable, asked(gone).reachable) == (False, False)


# -- what is told --------------------------------------------------------------------------------------

GOOD = ModelHealth(True, True, "The recipe model is there.")


@pytest.fixture
def health(settings: Settings, engine: Engine, clock: Clock, ids: Ids) -> Health:
    return Health(settings._replace(llm_api_key=KEY, llm_model=MODEL), engine.table, clock, ids)


def test_without_a_key_the_rules_read(health: Health) -> None:
    bare = replace(health, settings=health.settings._replace(llm_api_key=""))
    bare.renew_model(lambda: None)

    assert bare.model() == {"configured": False, "reader": "rules"}


def test_nothing_is_known_at_first(health: Health) -> None:
    assert health.model() == {
        "configured": True,
        "reader": "model",
        "name": MODEL,
        "sentence": "Not checked yet.",
    }


def test_what_was_found_is_told_with_its_time(health: Health) -> None:
    health.renew_model(lambda: GOOD)

    told = health.model()

    assert (told["reachable"], told["listed"], told["sentence"]) == (True, True, GOOD.sentence)
    assert told["checkedAt"] == "2026-03-01T12:00:00.000Z"
    assert KEY not in str(told)
    assert health.report()["model"] == told


def test_it_is_asked_again_when_it_is_old_or_another_model(health: Health, clock: Clock) -> None:
    answers = [GOOD, ModelHealth(False, None, "It is away."), GOOD]

    health.renew_model(lambda: answers.pop(0))
    health.renew_model(lambda: answers.pop(0))
    assert len(answers) == 2
    clock.now += FRESH_MS
    health.renew_model(lambda: answers.pop(0))
    assert health.model()["sentence"] == "It is away."
    assert "listed" not in health.model()
    other = replace(health, settings=health.settings._replace(llm_model="another"))
    assert other.model()["sentence"] == "Not checked yet."
    other.renew_model(lambda: answers.pop(0))
    assert other.model()["reachable"]


def test_who_cannot_read_the_key_learns_from_the_row(health: Health) -> None:
    """As `api` on AWS, where only workers and the sweep may."""
    keyless = replace(health, settings=health.settings._replace(llm_api_key=""))
    health.renew_model(lambda: GOOD)
    assert keyless.model() == health.model()

    health.clock.now += FRESH_MS  # type: ignore[attr-defined]  # the tests' own clock
    health.renew_model(lambda: None)  # the key was taken away
    assert keyless.model() == {"configured": False, "reader": "rules"}
