"""Exactly one recipe per item in the target, wherever a worker dies and whatever the target answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Event, Thread

import pytest

from instarecipe.attempt import Attempt
from instarecipe.domain import item as life
from instarecipe.domain.errors import Failure, LeaseLost, Permanent, Transient
from instarecipe.domain.item import Item, PhaseName, Policy, Status
from instarecipe.domain.recipe import Recipe
from instarecipe.ports import Blob, Deadline, Delivered, Engine, Target
from instarecipe.process import Process
from instarecipe.uploading.cookbook import Cookbook
from instarecipe.uploading.deliver import SETTLES_MS
from tests.doubles.mortal import Killed, Life, mortal
from tests.doubles.phases import SOUP, DoubledWiring, FakeExtract, FakeParse, FakeTarget
from tests.doubles.stored import OWNER, store
from tests.doubles.virtual import Clock, Ids

PLENTY_MS = 300_000
MOST_STEPS = 60


@dataclass
class Kitchen:
    """One item on its way through workers that may die; `target` survives them all."""

    settings: object
    engine: Engine
    clock: Clock
    ids: Ids
    target: Target

    def wiring(self, life_: Life | None = None) -> DoubledWiring:
        """A worker's own: as mortal as it is."""
        life_ = life_ or Life()
        engine = Engine(
            mortal(self.engine.table, life_),
            mortal(self.engine.queue, life_),
            mortal(self.engine.media, life_),
            self.engine.sockets,
        )
        return DoubledWiring(
            self.settings,  # type: ignore[arg-type]
            engine,
            clock=self.clock,
            new_id=self.ids,
            extract=mortal(FakeExtract(), life_),
            parse=mortal(FakeParse(), life_),
            target=mortal(self.target, life_),
        )

    def process(self) -> Process:
        return self.wiring().process

    def item(self, id_: str) -> Item | None:
        return self.wiring().items.get(OWNER, id_)

    def work(self, life_: Life | None = None) -> None:
        """One message by one worker, as SQS and Lambda would do it."""
        wiring = self.wiring(life_)
        for message in self.engine.queue.receive(1):
            with suppress(Killed):
                visibility = wiring.process(message, lambda: PLENTY_MS)
                if visibility is None:
                    self.engine.queue.delete(message.receipt)
                else:
                    self.engine.queue.change_visibility(message.receipt, visibility)

    def drain(self, id_: str) -> Item | None:
        """Works and sweeps until the item is at its end."""
        for _ in range(MOST_STEPS):
            item = self.item(id_)
            if item is None or item.status.terminal:
                return item
            self.work()
            self.clock.sleep(20)
            self.wiring().sweep(lambda: PLENTY_MS)
        raise AssertionError(f"{item} does not come to rest")


@pytest.fixture
def target() -> FakeTarget:
    return FakeTarget()


@pytest.fixture
def kitchen(wiring: DoubledWiring, engine: Engine, clock: Clock, ids: Ids, target: FakeTarget) -> Kitchen:
    settings = replace(wiring.settings, queue_retry_attempts=5)
    return Kitchen(settings, engine, clock, ids, target)


def admitted(kitchen: Kitchen) -> str:
    wiring = kitchen.wiring()
    item = store(wiring.items)
    wiring.admit.hint(item)
    return item.id


# -- crashes -------------------------------------------------------------------------------------------


def calls_of_one_item(kitchen: Kitchen) -> list[str]:
    life_ = Life()
    id_ = admitted(kitchen)
    kitchen.work(life_)
    item = kitchen.item(id_)
    assert item
    assert item.status is Status.SUCCESS
    return life_.calls


def test_a_whole_item_makes_one_recipe(kitchen: Kitchen, target: FakeTarget) -> None:
    calls = calls_of_one_item(kitchen)
    assert calls.count("FakeTarget.create") == 1
    assert target.recipes == {"1": replace(SOUP, source_url="")}
    assert "FakeTarget.find" not in calls


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_a_worker_may_die_at_any_call(kitchen: Kitchen, target: FakeTarget, before: bool) -> None:
    """Counted, so that it grows with the code; each time a new item, killed one call later."""
    total = len(calls_of_one_item(kitchen))
    assert total > 20
    for number in range(1, total + 1):
        target.recipes.clear()
        life_ = Life(dies_at=number, before=before)
        id_ = admitted(kitchen)
        kitchen.work(life_)
        item = kitchen.drain(id_)
        assert item, life_.calls[-1]
        assert item.status is Status.SUCCESS, (life_.calls[-1], item)
        assert list(target.recipes) == [item.reference], (life_.calls[-1], target.recipes)
        assert life_.dead


def test_two_workers_may_die_one_after_the_other_while_uploading(kitchen: Kitchen, target: FakeTarget) -> None:
    calls = calls_of_one_item(kitchen)
    first = calls.index("FakeTarget.create") - 4
    for early in range(first, len(calls) + 1):
        for late in range(1, 22, 2):
            target.recipes.clear()
            id_ = admitted(kitchen)
            kitchen.work(Life(dies_at=early))
            kitchen.clock.sleep(60)
            kitchen.wiring().sweep(lambda: PLENTY_MS)
            kitchen.work(Life(dies_at=late))
            item = kitchen.drain(id_)
            assert item
            assert item.status is Status.SUCCESS, (early, late, item)
            assert list(target.recipes) == [item.reference], (early, late)


# -- answers that are lost, late or wrong --------------------------------------------------------------


@dataclass
class Moody(FakeTarget):
    """What happens within the first create: before the recipe is made, and after it was."""

    before: Callable[[], None] = lambda: None
    after: Callable[[], None] = lambda: None
    moods: int = 1

    def create(self, key: str, recipe: Recipe, *, deadline: Deadline) -> str:
        self.moods -= 1
        if self.moods >= 0:
            self.before()
        reference = super().create(key, recipe, deadline=deadline)
        if self.moods >= 0:
            self.after()
        return reference


def fails(failure: Failure) -> Callable[[], None]:
    def fail() -> None:
        raise failure

    return fail


SLOW = Transient("target_slow", "It took too long.")


def moody(kitchen: Kitchen, **moods: Callable[[], None]) -> Moody:
    kitchen.target = target = Moody(**moods)
    return target


def test_a_recipe_whose_answer_was_lost_is_adopted(kitchen: Kitchen) -> None:
    target = moody(kitchen, after=fails(SLOW))
    item = kitchen.drain(admitted(kitchen))
    assert item
    assert (item.status, item.reference, target.created) == (Status.SUCCESS, "1", 1)


def test_a_create_that_failed_is_made_again_once_it_cannot_come_any_more(kitchen: Kitchen) -> None:
    target = moody(kitchen, before=fails(SLOW))
    id_ = admitted(kitchen)
    kitchen.work()
    failed = kitchen.item(id_)
    assert failed
    assert failed.intent_at == kitchen.clock()
    kitchen.clock.sleep(SETTLES_MS / 1000 - 1)
    kitchen.work()
    waiting = kitchen.item(id_)
    assert waiting
    assert (waiting.status, waiting.error_code, waiting.attempts) == (Status.PENDING, "target_settling", 1)
    assert target.created == 0
    item = kitchen.drain(id_)
    assert item
    assert (item.status, target.created) == (Status.SUCCESS, 1)


def test_a_recipe_that_could_not_be_completed_is_completed_later(kitchen: Kitchen) -> None:
    class Tired(FakeTarget):
        def complete(self, reference: str, recipe: Recipe, picture: Blob | None, **named: object) -> Delivered:
            self.complete = super().complete  # type: ignore[method-assign]  # the next time
            raise SLOW

    kitchen.target = target = Tired()
    item = kitchen.drain(admitted(kitchen))
    assert item
    assert (item.status, item.reference, target.created) == (Status.SUCCESS, "1", 1)


def test_a_recipe_that_a_human_deleted_is_not_made_again_unasked(kitchen: Kitchen, target: FakeTarget) -> None:
    calls = calls_of_one_item(kitchen)
    target.recipes.clear()
    id_ = admitted(kitchen)
    kitchen.work(Life(dies_at=calls.index("FakeTarget.complete") + 1, before=True))
    target.recipes.clear()
    item = kitchen.drain(id_)
    assert item
    assert (item.status, item.error_code, target.recipes) == (Status.ERROR, "recipe_deleted", {})
    restart(kitchen, item, PhaseName.UPLOADING)
    again = kitchen.drain(id_)
    assert again
    assert (again.status, list(target.recipes)) == (Status.SUCCESS, [again.reference])


def restart(kitchen: Kitchen, item: Item, phase: PhaseName, *, forced: bool = False) -> Item:
    wiring = kitchen.wiring()
    again = life.restarted(item, phase, now=kitchen.clock(), forced=forced)
    again = wiring.items.save(item, again)
    wiring.admit.hint(again)
    return again


def test_a_forced_success_updates_the_recipe_that_it_made(kitchen: Kitchen, target: FakeTarget) -> None:
    item = kitchen.drain(admitted(kitchen))
    assert item
    restart(kitchen, item, PhaseName.EXTRACTION, forced=True)
    again = kitchen.drain(item.id)
    assert again
    assert (again.status, again.reference, again.forced) == (Status.SUCCESS, "1", False)
    assert (target.created, target.updated) == (1, ["1"])


def test_a_forced_success_whose_recipe_is_gone_makes_it_anew(kitchen: Kitchen, target: FakeTarget) -> None:
    item = kitchen.drain(admitted(kitchen))
    assert item
    target.recipes.clear()
    restart(kitchen, item, PhaseName.EXTRACTION, forced=True)
    again = kitchen.drain(item.id)
    assert again
    assert (again.status, list(target.recipes)) == (Status.SUCCESS, [again.reference])


# -- workers that lost their item ----------------------------------------------------------------------


def delete(kitchen: Kitchen, id_: str) -> None:
    kitchen.wiring().manage.delete(OWNER, id_)


def test_a_recipe_made_for_an_item_that_was_deleted_meanwhile_is_removed(kitchen: Kitchen) -> None:
    target = moody(kitchen)
    id_ = admitted(kitchen)
    target.after = lambda: delete(kitchen, id_)
    kitchen.work()
    assert (kitchen.item(id_), target.created, target.recipes) == (None, 1, {})


def test_a_recipe_of_an_item_that_was_deleted_after_success_stays(kitchen: Kitchen, target: FakeTarget) -> None:
    item = kitchen.drain(admitted(kitchen))
    assert item
    delete(kitchen, item.id)
    assert list(target.recipes) == ["1"]


def test_an_adopted_recipe_of_an_item_that_is_deleted_is_removed(kitchen: Kitchen) -> None:
    """Another worker made it and died; nobody has seen it as a success."""
    target = moody(kitchen, after=fails(SLOW))
    id_ = admitted(kitchen)
    kitchen.work()
    kitchen.clock.sleep(60)

    class Deleting(FakeTarget):
        def find(self, key: str, recipe: Recipe, *, deadline: Deadline) -> str | None:
            delete(kitchen, id_)
            return super().find(key, recipe, deadline=deadline)

    kitchen.target = Deleting(recipes=target.recipes)
    kitchen.work()
    assert (kitchen.item(id_), target.recipes) == (None, {})


def test_a_forced_update_of_an_item_that_is_deleted_leaves_its_recipe(kitchen: Kitchen) -> None:
    class Deleting(FakeTarget):
        deletes: str = ""

        def complete(self, reference: str, recipe: Recipe, picture: Blob | None, **named: bool) -> Delivered:
            if self.deletes:
                delete(kitchen, self.deletes)
            return super().complete(reference, recipe, picture, update=True, deadline=Deadline(9, lambda: 0))

    kitchen.target = target = Deleting()
    item = kitchen.drain(admitted(kitchen))
    assert item
    restart(kitchen, item, PhaseName.EXTRACTION, forced=True)
    target.deletes = item.id
    kitchen.work()
    assert (kitchen.item(item.id), list(target.recipes)) == (None, ["1"])


def test_a_worker_that_slept_over_its_lease_removes_what_it_made_too_late(kitchen: Kitchen) -> None:
    target = moody(kitchen)
    id_ = admitted(kitchen)

    def sleep() -> None:
        kitchen.clock.sleep(600)
        other = kitchen.drain(id_)
        assert other
        assert other.status is Status.SUCCESS

    target.before = sleep
    kitchen.work()
    item = kitchen.item(id_)
    assert item
    assert target.created == 2
    assert list(target.recipes) == [item.reference]


def test_a_late_worker_waits_for_the_target_to_remove_what_it_made(kitchen: Kitchen) -> None:
    """Another item is being saved just then, for longer than an upload would wait."""
    target = moody(kitchen)
    id_ = admitted(kitchen)

    def lose() -> None:
        delete(kitchen, id_)
        locks = kitchen.wiring().locks
        locks.free("fake")
        locks.take("fake", item="other", attempt_id="b", until=kitchen.clock() + 12_000)

    target.after = lose
    kitchen.work()
    assert (kitchen.item(id_), target.recipes) == (None, {})


def test_a_recipe_that_cannot_be_removed_ends_the_worker_all_the_same(kitchen: Kitchen) -> None:
    class Stubborn(Moody):
        def delete(self, reference: str, *, deadline: Deadline) -> None:
            raise SLOW

    kitchen.target = target = Stubborn()
    id_ = admitted(kitchen)
    target.after = lambda: delete(kitchen, id_)
    kitchen.work()
    assert list(target.recipes) == ["1"]
    assert kitchen.engine.queue.receive(1) == []


def test_no_recipe_is_made_once_the_lease_is_over(kitchen: Kitchen) -> None:
    """Reading what to make of it, or waiting for the lock, took too long."""
    items = kitchen.wiring().items
    policy = Policy()
    item = store(items, Status.IN_PROGRESS)
    attempt = Attempt(item, {}, items, kitchen.clock, policy)
    kitchen.clock.sleep(policy.lease_ms / 1000)
    with pytest.raises(LeaseLost, match="over"):
        attempt.intend()
    assert items.get(OWNER, item.id) == item
