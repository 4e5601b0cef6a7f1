"""A worker may die at any call: each function, killed once just before and once just after each of them.

The calls are counted in a run without faults, so that the points grow with the code. `make faults LONG=1`
tries every pair of kills too, else some.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from instarecipe.domain.item import Status
from tests.faults.conftest import IN_MEMORY, Record
from tests.faults.extent import EXTENT
from tests.faults.strikes import How
from tests.faults.world import OWNERS, Reply, World

LINK, LED, WRONG, LOST, GONE = (f"https://recipes.example/{name}" for name in ("1", "s/2", "3", "4", "5"))
FUNCTIONS = ("enqueue", "api", "process", "sweep", "changes", "notify")
KILLS = (How.DIE_BEFORE, How.DIE_AFTER)
PATIENCE = 6

Point = tuple[int, How]
Story = Callable[[World], None]


def a_life(world: World) -> None:
    """What cooks do, so that every function has its work."""
    world.ports.posts.wrong.add(WRONG)
    insist(world, lambda: world.share(LINK))
    wrong = insist(world, lambda: world.share(WRONG)).id
    insist(world, lambda: world.share(LED, OWNERS[1]))
    gone = insist(world, lambda: world.share(GONE)).id
    world.drain()
    insist(world, lambda: world.retry(wrong, text="Soup\n\n400 g tomatoes\n\nCook the tomatoes."))
    insist(world, lambda: world.delete(gone))
    world.drain()
    world.processing = False
    insist(world, lambda: world.share(LOST))
    for body in world.queue.bodies():
        world.queue.lose(body)
    world.processing = True
    world.drain()


def insist(world: World, ask: Callable[[], Reply]) -> Reply:
    """As a phone does that gets no answer: it asks again. What is done already is as good."""
    for _ in range(PATIENCE):
        reply = ask()
        if reply.status < 500:
            return reply
        world.run(1)
    raise AssertionError(f"{reply}\n{world.log()}")


def an_upload(world: World) -> None:
    insist(world, lambda: world.share(LINK))
    world.drain()


def calls_of(story: Story, folder: Path, function: str, one_machine: bool = False) -> int:
    world = World(folder, cookbook=one_machine, embedded=one_machine)
    try:
        story(world)
        world.check()
        assert world.items()[0].status is Status.SUCCESS
        return sum(len(task.calls) for task in world.ended if task.function == function)
    finally:
        world.close()


def killed_at(story: Story, points: Iterable[Point], function: str, one_machine: bool = False) -> str:
    """What is wrong afterwards; nothing, if all is well."""
    with TemporaryDirectory(dir=IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None) as folder:
        world = World(Path(folder), attempts=5, cookbook=one_machine, embedded=one_machine)
        kills = [world.strikes.add(function, ".*", how, nth=number) for number, how in points]
        try:
            story(world)
            world.heal()
            world.check()
            assert all(kill.fired for kill in kills[:1]), "it was not killed"
        except AssertionError as error:
            return f"{function} at {list(points)}: {error}"
        finally:
            world.close()
    return ""


def single(calls: int) -> Iterator[tuple[Point, ...]]:
    yield from (((number, how),) for number, how in product(range(1, calls + 1), KILLS))


def pairs(calls: int) -> Iterator[tuple[Point, ...]]:
    """The second kill meets whoever goes on after the first."""
    for number, (first, later) in enumerate(product(range(1, calls + 1), range(1, calls + 1))):
        if number % EXTENT.pairs == 0:
            yield ((first, KILLS[number % 2]), (first + later, KILLS[number // 2 % 2]))


def tried(
    story: Story,
    function: str,
    points: Iterable[tuple[Point, ...]],
    record: Record,
    one_machine: bool = False,
) -> None:
    done = 0
    wrong = []
    for point in points:
        done += 1
        if found := killed_at(story, point, function, one_machine):
            wrong.append(found)
    record("crash points", done)
    record("violations", len(wrong))
    assert not wrong, f"{len(wrong)} of {done} crash points:\n{wrong[0]}"
    assert done > 10


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_may_die_at_any_call(function: str, folder: Path, record_property: Record) -> None:
    calls = calls_of(a_life, folder, function)
    tried(a_life, function, single(calls), record_property)


def test_two_workers_may_die_one_after_the_other(folder: Path, record_property: Record) -> None:
    calls = calls_of(an_upload, folder, "process")
    tried(an_upload, "process", pairs(calls), record_property)


def test_a_worker_of_one_machine_may_die_at_any_call(folder: Path, record_property: Record) -> None:
    """Over its own queue and the built-in cookbook."""
    calls = calls_of(an_upload, folder, "process", one_machine=True)
    tried(an_upload, "process", single(calls), record_property, one_machine=True)
