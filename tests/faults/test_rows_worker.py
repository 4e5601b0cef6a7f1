"""Rows 8 to 16: workers that are killed, hang, sleep too long, or have another idea of the time."""

from __future__ import annotations

import pytest

from instarecipe.domain.item import PhaseName, Status
from tests.faults.conftest import MakeWorld
from tests.faults.strikes import PAUSE_MS, How
from tests.faults.world import HOUR, REST_MS, SECOND, World

LINK = "https://recipes.example/1"
SKEW_MS = 600_000


def saved(world: World) -> int:
    """Of the one link, how often the recipe manager was told to make it."""
    return world.manager.created[LINK]


def checked(world: World) -> str:
    """The id of the one item, which must be in success, once all is at rest."""
    world.drain()
    [item] = world.items()
    assert item.status is Status.SUCCESS, world.log()
    world.check()
    return item.id


def test_row_08_killed_while_it_extracts(world: World) -> None:
    world.strikes.add("process", "posts", How.DIE_AFTER)
    item_id = world.share(LINK).id
    checked(world)
    assert len(world.ports.posts.read) == 2
    assert world.asked[item_id, 1] == 1
    assert world.items()[0].attempts == 2


def test_row_09_killed_after_the_model_replied(world: World) -> None:
    world.strikes.add("process", "model", How.DIE_AFTER)
    item_id = world.share(LINK).id
    checked(world)
    assert world.asked[item_id, 1] == 2
    assert len(world.ports.posts.read) == 1


def test_row_10_killed_after_the_models_recipe_was_stored(world: World) -> None:
    """The claim, 30 %, the end of extraction, 80 %, and the end of parsing."""
    world.strikes.add("process", "table.transact", How.DIE_AFTER, nth=5)
    item_id = world.share(LINK).id
    world.until(lambda: any(task.error for task in world.ended))
    item = world.item(item_id)
    assert item
    assert item.phase
    assert item.phase.name is PhaseName.UPLOADING
    checked(world)
    assert world.asked[item_id, 1] == 1


def test_row_11_killed_before_the_recipe_is_created(world: World) -> None:
    world.strikes.add("process", "target.create", How.DIE_BEFORE)
    world.share(LINK)
    checked(world)
    assert saved(world) == 1


def test_row_12_killed_after_the_recipe_was_created(world: World) -> None:
    world.strikes.add("process", "target.create", How.DIE_AFTER)
    world.share(LINK)
    checked(world)
    assert saved(world) == 1
    assert world.logs.metric("AdoptedUploads") == [1]


@pytest.mark.parametrize("how", [How.DIE_BEFORE, How.FAIL_BEFORE], ids=str)
def test_row_13_killed_between_the_recipe_and_its_picture(world: World, how: How) -> None:
    world.ports.posts.pictured.add(LINK)
    world.strikes.add("process", "target.complete", how)
    world.share(LINK)
    checked(world)
    assert saved(world) == 1
    assert len(world.manager.pictures) == 1


@pytest.mark.parametrize("what", ["posts", "model", "target.create"])
def test_row_14_a_phase_that_hangs(world: World, what: str) -> None:
    """The function's time ends it, the lease frees the item, and after three of them it is unhealthy."""
    hang = world.strikes.add("process", what, How.HANG, times=3)
    item_id = world.share(LINK).id
    world.drain()
    item = world.item(item_id)
    assert item
    assert (item.status, item.error_code, item.attempts) == (Status.UNHEALTHY, "worker_lost", 3)
    assert hang.fired == 3
    assert world.queue.dead_letters()
    world.heal()
    checked(world)


@pytest.mark.parametrize("what", ["model", "target.create", "target.complete", r"table\.transact"])
def test_row_15_a_zombie_wakes_after_another_worker_has_finished(world: World, what: str) -> None:
    zombie = world.strikes.add("process", what, How.PAUSE, nth=6 if "table" in what else 1)
    world.share(LINK)
    checked(world)
    assert zombie.fired == 1
    assert any("went on without this worker" in line for line in world.logs.lines)
    assert len(world.manager.recipes) == 1


def test_row_15_a_zombie_wakes_after_the_cook_has_tidied_the_entry_away(world: World) -> None:
    """Its recipe is what another worker showed as a success, and stays."""
    zombie = world.strikes.add("process", "target.complete", How.PAUSE)
    item_id = world.share(LINK).id
    world.until(lambda: bool((item := world.item(item_id)) and item.status is Status.SUCCESS))
    assert world.delete(item_id).status == 204
    world.run(PAUSE_MS / SECOND)
    world.drain()
    assert (zombie.fired, list(world.manager.recipes)) == (1, ["1"])
    world.check()


def test_row_15_a_zombie_wakes_while_the_manager_is_down(world: World) -> None:
    """It cannot remove what came of its request; the queue does not forget it."""
    zombie = world.strikes.add("process", "target.create", How.PAUSE)
    down = world.strikes.add("process", "target.delete", How.FAIL_BEFORE, times=5)
    world.share(LINK)
    world.run(PAUSE_MS / SECOND + 30)
    assert (saved(world), len(world.manager.recipes)) == (2, 2)
    world.drain(HOUR)
    assert (zombie.fired, down.fired, len(world.manager.recipes)) == (1, 5, 1)
    checked(world)


@pytest.mark.parametrize("seed", range(4))
def test_row_16_clocks_that_differ_by_ten_minutes(make_world: MakeWorld, seed: int) -> None:
    world = make_world(seed=seed)
    world.skews = (SKEW_MS, -SKEW_MS, 0)
    for number in range(10):
        world.share(f"https://recipes.example/{number}")
    failing = world.strikes.add("process", "posts|target.create", How.FAIL_BEFORE, nth=4, times=12)
    world.strikes.add("process", "model", How.DIE_AFTER, nth=5)
    world.drain(REST_MS + 2 * SKEW_MS + HOUR)
    assert failing.fired == 12
    assert max(item.attempts for item in world.items()) <= 3
    world.check()


def test_row_16_what_fails_for_ever_comes_to_its_end_by_a_slow_clock_too(world: World) -> None:
    """Its own hints look younger than the end that it wrote, so it tries a few times more."""
    world.skews, world.skewed = (-SKEW_MS,), ("process",)
    failing = world.strikes.add("process", "posts", How.FAIL_BEFORE, times=1_000)
    world.share(LINK)
    world.queue.send(world.queue.bodies()[0])
    world.drain(REST_MS + 2 * SKEW_MS)
    assert 3 <= failing.fired < 12
    assert world.items()[0].status is Status.UNHEALTHY
    world.check()
