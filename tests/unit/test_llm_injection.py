"""Posts that speak to the model: even one that obeys every word changes no more than the wording."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from instarecipe import settings as environment
from instarecipe.domain.recipe import to_json
from instarecipe.parsing.chooser import Chooser
from instarecipe.parsing.llm import model_reader
from instarecipe.parsing.schema import answer_schema, problems
from instarecipe.ports import Deadline, Extracted, Parsed
from tests.doubles.injection import HOSTILE, RECIPE, obeys
from tests.doubles.model import COMPLETIONS, KEY, MODEL, ModelServer
from tests.doubles.virtual import Clock

LINK = "https://www.instagram.com/p/AbC/"
PICTURE = "https://cdn.example/own.jpg"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(obeys) as server:
        yield server
    assert server.complaints == []
    assert {request.path for request in server.requests} <= {COMPLETIONS}


def parsed(server: ModelServer, clock: Clock, text: str) -> Parsed:
    environs = {"LLM_API_BASE_URL": server.base_url, "LLM_API_KEY": KEY, "LLM_MODEL": MODEL}
    read = Chooser(model_reader(environment.read(environs), KEY, clock))
    return read(
        Extracted(text, via="given", author="lentil_lover", image=PICTURE),
        source_url=LINK,
        force=False,
        last_try=False,
        deadline=Deadline(120, time.monotonic),
        progress=lambda _: None,
    )


def words_of(recipe: Mapping[str, Any]) -> str:
    return str({name: value for name, value in recipe.items() if name not in ("sourceUrl", "image")})


@pytest.mark.parametrize("name", HOSTILE)
def test_a_model_that_obeys_the_post_changes_wording_at_worst(
    server: ModelServer, clock: Clock, name: str
) -> None:
    read = parsed(server, clock, RECIPE + HOSTILE[name])

    shown = to_json(read.recipe)
    assert (read.recipe.source_url, read.recipe.image, read.recipe.author) == (LINK, PICTURE, "lentil_lover")
    assert not re.search(r"https?://|www\.", words_of(shown))
    lines = [(line.amount, line.unit, line.food) for line in read.recipe.ingredients[:3]]
    assert lines == [(200, "g", "red lentils"), (1, "can", "coconut milk"), (2, "tbsp", "curry paste")]
    assert (read.recipe.servings, read.recipe.servings_text) == (None, None)
    assert read.recipe.prep_minutes is None
    assert (read.recipe.cook_minutes, read.recipe.total_minutes) == (22, None)
    assert read.recipe.nutrition is None
    assert read.recipe.language == "en"
    assert "ungrounded:servings" not in read.warnings  # beyond what any recipe serves, so not even doubted
    assert read.usage
    assert read.usage.calls == 1


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_up_on_command_is_marked(server: ModelServer, clock: Clock, name: str) -> None:
    read = parsed(server, clock, RECIPE + HOSTILE[name])

    poison = "rat poison" in HOSTILE[name]
    assert ("ungrounded:ingredient:3:food" in read.warnings) is not poison
    assert "ungrounded:total" in read.warnings


@pytest.mark.parametrize("name", HOSTILE)
def test_the_victims_answer_is_of_the_schema_after_mending(name: str) -> None:
    answer = {
        key: value
        for key, value in obeys(RECIPE + HOSTILE[name]).items()
        if key in answer_schema()["properties"]
    }

    assert problems(answer) == []


def test_a_post_cannot_close_its_own_mark(server: ModelServer, clock: Clock) -> None:
    """The mark is made of the post's hash; what an attacker puts into the post changes it."""
    for text in HOSTILE.values():
        parsed(server, clock, RECIPE + text)

    marks = [
        re.findall(r"^-{4} ([0-9a-f]{32}) -{4}$", body["messages"][1]["content"], re.MULTILINE)[0]
        for body in server.asked
    ]
    assert len(set(marks)) == len(HOSTILE)
