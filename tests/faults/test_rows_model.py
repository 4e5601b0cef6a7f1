"""Rows 17 to 22: a model that is busy, broken, babbling or slow, that refuses our key, or obeys a post."""

from __future__ import annotations

import json
import queue
from collections.abc import Iterator
from email.utils import formatdate
from itertools import pairwise
from typing import Any

import pytest

from instarecipe.circuit import COOL_DOWN_MS, OUTAGES
from instarecipe.domain.item import Item, Status
from instarecipe.domain.recipe import from_json, to_json
from instarecipe.items import item_of
from tests.doubles import model as double
from tests.doubles.injection import HOSTILE, obeys
from tests.doubles.injection import RECIPE as CURRY
from tests.doubles.model import COMPLETIONS, Behaviour, ModelServer, answers, completes, raw, says, status
from tests.doubles.tandoor import Tandoor
from tests.doubles.virtual import NOON
from tests.doubles.web import Received, Wire
from tests.faults.conftest import Fired, MakeWorld
from tests.faults.real import AMPLE, MOMENT, ask_model, save_in
from tests.faults.world import SECOND, World

LINK = "https://recipes.example/1"
SEA = "https://recipes.example/sea"
TEXT = (
    "Soup of the day\n\nIngredients:\n400 g tomatoes\n1 onion\n\nMethod:\nCook the tomatoes for ten minutes."
)
POEM = "The sea is blue, the sky is wide, and we are home again tonight."
SOUP: dict[str, Any] = {
    "isRecipe": True,
    "title": "Soup of the model",
    "ingredients": ["400 g tomatoes", "1 onion"],
    "steps": ["Cook them for ten minutes."],
}


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(lambda _: SOUP) as server:
        yield server
    assert server.complaints == []


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    world = make_world()
    world.ports.posts.texts |= {LINK: TEXT, SEA: POEM}
    return world


def only(world: World) -> Item:
    [item] = world.items()
    return item


def waits(world: World) -> list[tuple[int, float]]:
    """Of each failed attempt its number and the seconds until the next."""
    found = (item_of(change.new) for change in world.history if change.new)
    return [
        (item.attempts, (item.next_attempt_at - item.updated_at) / SECOND)
        for item in found
        if item and item.status is Status.PENDING and item.next_attempt_at
    ]


def read_by_the_model(world: World, item: Item) -> bool:
    """Otherwise by the rules, which take the title of the text."""
    title = world.calm.items.results(item)["recipe"]["title"]
    return bool(title == SOUP["title"])


# -- 17 ------------------------------------------------------------------------------------------------


def date(seconds: float) -> str:
    return formatdate(NOON / 1000 + seconds, usegmt=True)


@pytest.mark.parametrize(
    "headers",
    [{"Retry_After": "37"}, {"Retry_After": date(3_637), "Date": date(3_600)}],
    ids=["seconds", "a date"],
)
def test_row_17_a_model_that_says_when_to_come_back(
    world: World, server: ModelServer, fired: Fired, headers: dict[str, str]
) -> None:
    """The date counts from the server's own, which is an hour ahead of ours."""
    model = ask_model(world, server)
    server.script += [status(429, **headers)] * 4
    world.share(LINK)
    world.drain()
    item, times = only(world), model.asked_at
    fired(len(times) - 1)
    assert (item.status, item.attempts, read_by_the_model(world, item)) == (Status.SUCCESS, 1, True)
    assert len(times) == 5
    gaps = [(after - before) / SECOND for before, after in pairwise(times)]
    assert all(37 <= gap <= 37 + 5 + 1 for gap in gaps), gaps
    assert len(set(gaps)) > 1, "without jitter"
    assert not world.queue.dead_letters()
    world.check()


# -- 18 ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [500, 503, 529])
def test_row_18_a_model_that_is_down_is_left_alone_by_all_jobs(
    world: World, server: ModelServer, fired: Fired, code: int
) -> None:
    model = ask_model(world, server)
    server.routes[COMPLETIONS] = status(code)
    links = [f"{LINK}{number}" for number in range(12)]
    for link in links:
        world.ports.posts.texts[link] = TEXT
        world.share(link)
    world.drain()
    asked = server.count(COMPLETIONS)
    fired(asked)
    assert OUTAGES <= asked <= OUTAGES + world.workers
    assert world.logs.metric("CircuitOpened") == [1]
    for item in world.items():
        assert (item.status, item.warnings) == (Status.SUCCESS, ("model_unavailable",))
    assert_full_jitter(waits(world))
    world.run(2 * COOL_DOWN_MS / SECOND)
    server.routes[COMPLETIONS] = answers(SOUP)
    world.share(LINK)
    world.drain()
    assert len(model.asked_at) == asked + 1
    assert any("circuit closed" in line for line in world.logs.lines)
    world.check()


@pytest.mark.parametrize("code", [429, 500, 503, 529])
def test_row_18_one_job_waits_longer_each_time_and_then_does_without(
    make_world: MakeWorld, server: ModelServer, fired: Fired, code: int
) -> None:
    """A 429 without a header costs attempts too, or a model that always says so would be asked for ever."""
    world = make_world(attempts=4)
    world.ports.posts.texts[LINK] = TEXT
    ask_model(world, server)
    server.routes[COMPLETIONS] = status(code)
    world.share(LINK)
    world.drain()
    item = only(world)
    fired(server.count(COMPLETIONS))
    assert (item.status, item.attempts, item.warnings) == (Status.SUCCESS, 4, ("model_unavailable",))
    assert server.count(COMPLETIONS) == 4
    assert_full_jitter(waits(world))
    world.check()


def assert_full_jitter(waited: list[tuple[int, float]]) -> None:
    assert len({seconds for _, seconds in waited}) > 1, waited
    assert all(0 <= seconds <= min(900, 5 * 3**attempts) for attempts, seconds in waited), waited


# -- 19 ------------------------------------------------------------------------------------------------

USELESS: dict[str, Behaviour] = {
    "malformed JSON": says('{"isRecipe": true, "title": "So'),
    "cut off": says(json.dumps(SOUP)[:60], finish="length"),
    "a refusal": says(None, refusal="I cannot help with that."),
    "no choices": completes({"choices": []}),
    "another schema": answers({**SOUP, "ingredients": "400 g tomatoes", "steps": {"1": "Cook."}}),
    "NaN": says(json.dumps({**SOUP, "servings": float("nan")})),
    "10 MB": double.floods,
    "no JSON at all": raw(b"<html>Welcome</html>", "text/html"),
}
WORDS = {"cut off": "cut off", "another schema": "must be a list", "NaN": "NaN", "10 MB": "far too long"}


@pytest.mark.parametrize("name", USELESS)
def test_row_19_an_answer_of_no_use(world: World, server: ModelServer, fired: Fired, name: str) -> None:
    """It is given back once with the validator's words; then the rules read, or say that there is nothing."""
    ask_model(world, server)
    for link, useless in ((LINK, 2), (SEA, 2), (f"{LINK}/mended", 1)):
        world.ports.posts.texts.setdefault(link, TEXT)
        server.script += [USELESS[name]] * useless
        world.share(link)
        world.drain()
        assert not server.script
        fired(useless)
    assert server.count(COMPLETIONS) == 6
    assert all(WORDS.get(name, "-") in server.asked[at]["messages"][-1]["content"] for at in (1, 3, 5))
    by_link = {item.url: item for item in world.items()}
    ruled, nothing, mended = by_link[LINK], by_link[SEA], by_link[f"{LINK}/mended"]
    assert (ruled.status, ruled.warnings) == (Status.SUCCESS, ("model_unusable",))
    assert not read_by_the_model(world, ruled)
    assert (nothing.status, nothing.error_code, bool(nothing.advice)) == (Status.ERROR, "not_a_recipe", True)
    assert (mended.status, mended.warnings) == (Status.SUCCESS, ())
    assert read_by_the_model(world, mended)
    assert {item.attempts for item in world.items()} == {1}
    assert len(world.manager.recipes) == 2
    for recipe in world.manager.recipes.values():
        assert from_json(json.loads(json.dumps(to_json(recipe), allow_nan=False))) == recipe
        assert recipe.ingredients
    world.check()


# -- 20 ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("behaviour", [double.stays_silent, double.stalls, double.drips])
def test_row_20_a_model_that_does_not_come_to_an_end(
    world: World, server: ModelServer, fired: Fired, behaviour: Behaviour
) -> None:
    """Its time is the phase's; then its connection is closed, and another worker asks again."""
    hung_up: queue.SimpleQueue[bool] = queue.SimpleQueue()

    def until_it_hangs_up(request: Received, wire: Wire) -> None:
        if behaviour is double.stalls:
            wire.send(double.BEGINNING)
        if behaviour is double.drips:
            with pytest.raises(OSError, match=r"pipe|reset"):
                double.drips(request, wire)
        hung_up.put(behaviour is double.drips or wire.hung_up(AMPLE))

    model = ask_model(world, server)
    world.ports.posts.texts[f"{LINK}/first"] = TEXT
    world.share(f"{LINK}/first")  # which loads the library, outside of the time that is given below
    world.drain()
    model.seconds = MOMENT
    server.script += [until_it_hangs_up] * 2
    item_id = world.share(LINK).id
    world.drain()
    fired(2 - len(server.script))
    assert [hung_up.get(timeout=AMPLE) for _ in range(2)] == [True, True]
    item = world.item(item_id)
    assert item
    assert (item.status, item.attempts, item.warnings) == (Status.SUCCESS, 3, ())
    assert server.count(COMPLETIONS) == 4
    world.check()


# -- 21 ------------------------------------------------------------------------------------------------


def test_row_21_a_key_that_was_revoked(world: World, server: ModelServer, fired: Fired) -> None:
    """What the rules can read is saved; the rest waits for the operator, who is told."""
    ask_model(world, server)
    server.key = "another"
    for link in (LINK, SEA):
        world.share(link)
    world.drain()
    fired(server.count(COMPLETIONS))
    assert server.count(COMPLETIONS) == 2
    by_link = {item.url: item for item in world.items()}
    assert (by_link[LINK].status, by_link[LINK].warnings) == (Status.SUCCESS, ("model_unavailable",))
    stopped = by_link[SEA]
    assert (stopped.status, stopped.error_code, stopped.attempts) == (Status.ERROR, "model_key", 1)
    assert "LLM_API_KEY" in (stopped.advice or "")
    told = [line for line in world.logs.lines if line.startswith("model refuses")]
    assert len(told) == 2
    assert all("'levelname': 'ERROR'" in line for line in told)
    assert (world.queue.dead_letters(), world.hints.next_visible()) == ([], None)
    world.run(24 * 3_600)
    assert server.count(COMPLETIONS) == 2
    server.key = double.KEY
    world.ports.posts.texts[SEA] = TEXT
    assert world.retry(stopped.id, text=TEXT).status == 200
    world.drain()
    mended = world.item(stopped.id)
    assert mended
    assert mended.status is Status.SUCCESS
    world.check()


# -- 22 ------------------------------------------------------------------------------------------------


def test_row_22_captions_that_give_orders_to_a_model_that_obeys(world: World, fired: Fired) -> None:
    """Through to Tandoor: what is asked for may change the wording, and never where anything goes."""
    with ModelServer(obeys) as victim, Tandoor() as tandoor:
        ask_model(world, victim)
        save_in(world, tandoor)
        links = [f"{LINK}{number}" for number in range(len(HOSTILE))]
        world.ports.posts.texts |= dict(zip(links, (CURRY + text for text in HOSTILE.values()), strict=True))
        for link in links:
            world.share(link)
        world.drain()
        assert {request.path for request in victim.requests} == {COMPLETIONS}
        assert victim.count(COMPLETIONS) == len(links)
        assert victim.complaints == []
        fired(victim.count(COMPLETIONS))
        for item in world.items():
            assert item.status is Status.SUCCESS
            [saved] = tandoor.made_from(item.url)
            assert_harmless(saved)
        assert {call.path.split("/")[2] for call in tandoor.calls} == {"recipe"}
        assert {call.method for call in tandoor.calls} <= {"POST", "GET", "PATCH"}
        world.check()


def assert_harmless(saved: dict[str, Any]) -> None:
    shown = json.dumps({name: value for name, value in saved.items() if name not in ("source_url", "image")})
    assert "http://" not in shown
    assert "https://" not in shown
    assert double.KEY not in shown
    assert saved.get("servings", 1) == 1
    assert "template code" not in shown
    foods = [line["food"]["name"] for step in saved["steps"] for line in step["ingredients"] if line["food"]]
    assert {"red lentils", "coconut milk", "curry paste"} <= set(foods)
