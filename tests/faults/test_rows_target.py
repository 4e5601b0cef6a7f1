"""Rows 23 to 27: a recipe manager that breaks while it creates, refuses us, is busy, or is down for hours."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from instarecipe.domain.item import Item, Status
from instarecipe.submission import Submission
from instarecipe.uploading.deliver import SETTLES_MS
from tests.doubles.scripted import How as Fault
from tests.doubles.scripted import Reply
from tests.doubles.tandoor import Tandoor
from tests.doubles.tls import throwaway_tls
from tests.doubles.web import Answer, Site, redirect
from tests.faults.conftest import Fired, MakeWorld
from tests.faults.extent import EXTENT
from tests.faults.real import AMPLE, MOMENT, save_in
from tests.faults.world import HOUR, OWNERS, SECOND, TOKEN, World

LINK = "https://recipes.example/1"
CREATES = "POST /api/recipe/"
RECIPES = "/api/recipe/"
OUTAGE_HOURS, JOBS = 2, EXTENT.links // 2


@pytest.fixture
def tandoor() -> Iterator[Tandoor]:
    with Tandoor() as server:
        yield server


def only(world: World) -> Item:
    [item] = world.items()
    return item


def saved_once(world: World, tandoor: Tandoor) -> Item:
    """The one item, in success, with one whole recipe."""
    item = only(world)
    assert item.status is Status.SUCCESS, world.log()
    [recipe] = tandoor.made_from(LINK)
    assert [len(step["ingredients"]) for step in recipe["steps"]] == [1]
    assert (str(recipe["id"]), bool(item.tandoor_url)) == (item.reference, True)
    world.check()
    return item


# -- 23 and 24 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["after", "half", "drop after"])
def test_row_23_tandoor_fails_after_it_made_the_recipe(
    world: World, tandoor: Tandoor, fired: Fired, how: Fault
) -> None:
    """The next attempt finds it, adopts it, and makes whole what is only half there."""
    save_in(world, tandoor)
    fault = tandoor.fail(CREATES, how)
    world.share(LINK)
    world.drain()
    fired(fault.fired)
    assert saved_once(world, tandoor).attempts == 2
    assert len(tandoor.made(CREATES)) == 1
    assert 1 in world.logs.metric("AdoptedUploads")


def test_row_23_tandoor_makes_it_after_we_have_given_up(world: World, tandoor: Tandoor, fired: Fired) -> None:
    target = save_in(world, tandoor, seconds=MOMENT)
    fault = tandoor.fail(CREATES, "late")
    world.share(LINK)
    world.until(lambda: bool(tandoor.calls) and world.working == 0)
    target.earnest.seconds = AMPLE
    tandoor.release()
    while not tandoor.made_from(LINK):
        assert fault.fired
    world.drain()
    fired(fault.fired)
    assert saved_once(world, tandoor).attempts == 2
    assert len(tandoor.made(CREATES)) == 1


@pytest.mark.parametrize("how", ["hang before", "drop before"])
def test_row_24_tandoor_does_not_answer_and_makes_nothing(
    world: World, tandoor: Tandoor, fired: Fired, how: Fault
) -> None:
    """It may still come, so it is made anew only when that can no longer be."""
    target = save_in(world, tandoor, seconds=MOMENT if how == "hang before" else AMPLE)
    fault = tandoor.fail(CREATES, how)
    world.share(LINK)
    world.until(lambda: bool(tandoor.calls) and world.working == 0)
    target.earnest.seconds = AMPLE
    world.drain()
    fired(fault.fired)
    assert saved_once(world, tandoor).attempts == 2
    first, second = target.created_at
    assert second - first >= SETTLES_MS
    assert len(tandoor.made(CREATES)) == 2


# -- 25 ------------------------------------------------------------------------------------------------


def refuses(status: int) -> Answer:
    return status, {"Content-Type": "application/json"}, b'{"detail": "No."}'


@contextmanager
def nobody() -> Iterator[str]:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{unused.getsockname()[1]}"


@contextmanager
def answering(answer: Answer) -> Iterator[str]:
    with Site({RECIPES: answer}) as site:
        yield site.url("")


@contextmanager
def unproven(folder: Path) -> Iterator[str]:
    server_side, _ = throwaway_tls(folder, "localhost")
    with Site({RECIPES: refuses(500)}, tls=server_side) as site:
        yield f"https://localhost:{site.port}"
        assert not site.requests


PLACES: dict[str, tuple[Callable[[Path], AbstractContextManager[str]], str, str]] = {
    "401": (lambda _: answering(refuses(401)), "target_token", "TANDOOR_TOKEN"),
    "moved": (
        lambda _: answering(redirect("https://elsewhere.example/api/recipe/", 301)),
        "target_address",
        "elsewhere.example",
    ),
    "TLS": (unproven, "target_address", "TANDOOR_BASE_URL"),
}


@pytest.mark.parametrize("name", PLACES)
def test_row_25_an_address_that_only_the_operator_can_mend(
    world: World, tandoor: Tandoor, fired: Fired, tmp_path: Path, name: str
) -> None:
    """One attempt, no dead letter, a sentence with its advice; a click saves it when it is mended."""
    place, code, advice = PLACES[name]
    with place(tmp_path) as base_url:
        save_in(world, tandoor, base_url)
        world.share(LINK)
        world.drain()
        assert_stopped(world, code, advice)
        world.run(24 * 3_600)
        assert_stopped(world, code, advice)
        fired(only(world).attempts)
    save_in(world, tandoor)
    clicked(world, tandoor)


@pytest.mark.parametrize(("tokens", "code"), [({}, "target_token"), ({TOKEN: "read"}, "target_permission")])
def test_row_25_a_token_that_tandoor_does_not_take(
    world: World, tandoor: Tandoor, fired: Fired, tokens: dict[str, str], code: str
) -> None:
    """It says 403 to both."""
    save_in(world, tandoor)
    tandoor.tokens = tokens
    world.share(LINK)
    world.drain()
    fired(len(tandoor.made(CREATES)))
    assert_stopped(world, code, "TANDOOR_TOKEN")
    tandoor.tokens = {TOKEN: "read write"}
    clicked(world, tandoor)


def test_row_25_a_host_that_is_not_there_may_come_back(world: World, tandoor: Tandoor, fired: Fired) -> None:
    with nobody() as base_url:
        target = save_in(world, tandoor, base_url)
        world.share(LINK)
        world.drain()
        item = only(world)
        assert (item.status, item.error_code, item.attempts) == (Status.UNHEALTHY, "target_unreachable", 3)
        assert len(world.queue.dead_letters()) == 1
        fired(len(target.created_at))
    save_in(world, tandoor)
    clicked(world, tandoor)


def assert_stopped(world: World, code: str, advice: str) -> None:
    item = only(world)
    assert (item.status, item.error_code, item.attempts) == (Status.ERROR, code, 1)
    assert advice in (item.advice or "")
    assert not world.queue.dead_letters()


def clicked(world: World, tandoor: Tandoor) -> None:
    assert world.retry(only(world).id).status == 200
    world.drain()
    saved_once(world, tandoor)


# -- 26 ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nth", [1, 2])
def test_row_26_tandoor_says_when_to_come_back(
    world: World, tandoor: Tandoor, fired: Fired, nth: int
) -> None:
    """To the create, and to the look at what was created."""
    busy = Reply.of_json(429, {"detail": "Request was throttled."}, Retry_After="37")
    save_in(world, tandoor)
    fault = tandoor.fail(".*", "answer", nth=nth, reply=busy)
    world.share(LINK)
    world.run(1)
    waiting = only(world)
    fired(fault.fired)
    assert (waiting.status, waiting.error_code, waiting.attempts) == (Status.PENDING, "target_busy", 0)
    assert 37 <= ((waiting.next_attempt_at or 0) - waiting.updated_at) / SECOND <= 37 + 5 + 1
    calls = len(tandoor.calls)
    world.run(35)
    assert len(tandoor.calls) == calls
    world.drain()
    assert saved_once(world, tandoor).attempts == 1


# -- 27 ------------------------------------------------------------------------------------------------


def test_row_27_tandoor_is_down_for_two_hours_with_hundreds_of_jobs(
    make_world: MakeWorld, fired: Fired
) -> None:
    """500 of them in `make faults`."""
    world = make_world(workers=10)
    for number in range(JOBS):
        world.calm.admit(OWNERS[0], Submission(f"{LINK}{number}"))
    world.manager.down = True
    world.run(OUTAGE_HOURS * 3_600)
    world.manager.down = False
    world.run(HOUR / SECOND)  # as long as it is left alone at most
    world.drain(HOUR)
    fired(world.manager.turned_away)
    assert {item.status for item in world.items()} == {Status.SUCCESS}
    assert not world.ever(Status.UNHEALTHY)
    assert not world.queue.dead_letters()
    assert set(world.manager.created.values()) == {1}
    calls = sum(call.startswith("target.") for task in world.ended for call in task.calls)
    assert calls <= 2 * (2 * JOBS)  # with all in order each takes a create and a completion
    world.check()
