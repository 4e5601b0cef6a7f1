"""An item whose recipe a model reads: what its faults cost, in attempts and in calls (I4)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from random import Random
from typing import Any

import pytest

from functions.process.app import handler
from instarecipe import settings as environment
from instarecipe.answers import full_answer
from instarecipe.domain.errors import Transient
from instarecipe.domain.item import Item, Status
from instarecipe.parsing.chooser import Chooser
from instarecipe.parsing.llm import model_reader
from instarecipe.parsing.patient import PatientModel
from instarecipe.phases import Parsing
from instarecipe.ports import Engine, Extracted, Parsed
from instarecipe.settings import Settings
from instarecipe.submission import Submission
from instarecipe.wiring import install
from tests.captions import CAPTIONS
from tests.doubles.events import Context, messages
from tests.doubles.model import COMPLETIONS, KEY, MODEL, ModelServer, hangs_up, says, status
from tests.doubles.phases import SOUP, DoubledWiring, FakeExtract, FakeParse
from tests.doubles.stored import OWNER
from tests.doubles.virtual import Clock, Ids

POST = CAPTIONS["en: headers and bullets"]
ANSWER = {
    "isRecipe": True,
    "title": "Soup of the model",
    "ingredients": ["750g carrots, sliced", "2 garlic cloves"],
    "steps": ["Add the carrots, garlic and cumin and cook for 2 minutes."],
}
FAULTS = {
    "500": status(500),
    "529": status(529),
    "429 with a wait": status(429, Retry_After="37"),
    "429": status(429),
    "poetry": says("Roses are red"),
    "a refusal": says(None, refusal="No."),
    "hangs up": hangs_up,
}


class ModelWiring(DoubledWiring):
    """With the real choice between the model and the rules."""

    @cached_property
    def parsing(self) -> Parsing:
        names = {"LLM_API_BASE_URL": self.server.base_url, "LLM_API_KEY": KEY, "LLM_MODEL": MODEL}
        model = model_reader(environment.read(names), KEY, self.clock)
        return Parsing(Chooser(PatientModel(model, self.circuits)))

    server: ModelServer


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(lambda _: ANSWER) as server:
        yield server
    assert server.complaints == []


@pytest.fixture
def modelled(settings: Settings, engine: Engine, clock: Clock, ids: Ids, server: ModelServer) -> ModelWiring:
    wiring = ModelWiring(settings, engine, clock=clock, new_id=ids, extract=FakeExtract(), parse=FakeParse())
    wiring.server = server
    install(wiring)
    return wiring


def finished(wiring: DoubledWiring, clock: Clock, text: str = POST) -> Item:
    """The item of a pasted text at its end, however long that takes."""
    item, _ = wiring.admit(OWNER, Submission("", text=text))
    for _ in range(100):
        for message in wiring.engine.queue.receive(1):
            if not handler(messages([message]), Context())["batchItemFailures"]:
                wiring.engine.queue.delete(message.receipt)
        found = wiring.items.get(item.owner, item.id)
        assert found
        if found.status.terminal:
            return found
        clock.sleep(1_000)
    raise AssertionError(f"still {found}")


def test_the_last_attempt_is_told_that_it_is_the_last(wiring: DoubledWiring, clock: Clock) -> None:
    parse = wiring.parse
    outcomes: list[Parsed | None] = [None, None, Parsed(SOUP, ("model_unavailable",))]

    def makes(_: Extracted) -> Parsed:
        outcome = outcomes.pop(0)
        if outcome is None:
            raise Transient("model_error", "The recipe model had a problem.")
        return outcome

    parse.makes = makes

    item = finished(wiring, clock)

    assert (item.status, item.attempts, item.warnings) == (Status.SUCCESS, 3, ("model_unavailable",))
    assert parse.last_tries == [False, False, True]


def test_what_the_model_took_is_shown_with_the_results(modelled: ModelWiring, clock: Clock) -> None:
    item = finished(modelled, clock)

    shown = full_answer(item, modelled.items.results(item))["results"]
    assert shown["recipe"]["title"] == "Soup of the model"
    assert shown["usage"] == {"model": MODEL, "calls": 1, "inputTokens": 900, "outputTokens": 250}


def test_a_model_that_is_down_for_good_ends_with_the_rules(
    modelled: ModelWiring, clock: Clock, server: ModelServer
) -> None:
    server.script += [status(503)] * 9

    item = finished(modelled, clock)

    assert (item.status, item.attempts, item.warnings) == (Status.SUCCESS, 3, ("model_unavailable",))
    assert item.title == "Sunday carrot soup"
    assert server.count(COMPLETIONS) == 3


def test_a_wait_that_a_busy_model_asks_for_is_kept(
    modelled: ModelWiring, clock: Clock, server: ModelServer
) -> None:
    server.script.append(status(429, Retry_After="37"))
    begun = clock.now
    item, _ = modelled.admit(OWNER, Submission("", text=POST))

    handler(messages(modelled.engine.queue.receive(1)), Context())

    waiting = modelled.items.get(item.owner, item.id)
    assert waiting
    assert (waiting.status, waiting.attempts) == (Status.PENDING, 0)
    assert waiting.next_attempt_at
    assert 37_000 <= waiting.next_attempt_at - begun <= 42_000


@pytest.mark.parametrize("seed", range(8))
def test_calls_are_one_more_than_faults_at_most(
    modelled: ModelWiring, clock: Clock, server: ModelServer, seed: int
) -> None:
    random = Random(seed)  # noqa: S311  (the same in every run)
    planned: list[Any] = [FAULTS[random.choice(sorted(FAULTS))] for _ in range(random.randint(1, 5))]
    server.script += planned

    item = finished(modelled, clock)

    faults = len(planned) - len(server.script)
    assert item.status is Status.SUCCESS
    assert server.count(COMPLETIONS) <= 1 + faults
