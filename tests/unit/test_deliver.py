"""Exactly one recipe per item in the target, wherever a worker dies and whatever the target answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Event, Thread

import pytest

from instarecipe.attempt import Attempt
from instarecipe.domain.errors import LeaseLost, Permanent, Transient
from instarecipe.domain.item import Item, PhaseName, Policy, Status
from instarecipe.domain.recipe import Recipe
from instarecipe.ports import Deadline, Extracted, Source
from instarecipe.uploading.cookbook import Cookbook
from instarecipe.uploading.deliver import SETTLES_MS
from tests.doubles.kitchen import Kitchen, deleted_and_lost
from tests.doubles.mortal import Life
from tests.doubles.phases import SOUP, FakeExtract, FakeTarget, fail, once, refuse
from tests.doubles.stored import OWNER, store


def gone(_: Source) -> Extracted:
    raise Permanent("post_gone", "This post is gone.")


# -- crashes -------------------------------------------------------------------------------------------


def calls_of_one_item(kitchen: Kitchen) -> list[str]:
    life = Life()
    id_ = kitchen.admit()
    kitchen.work(life)
    item = kitchen.item(id_)
    assert item
    assert item.status is Status.SUCCESS
    return life.calls


def test_a_whole_item_makes_one_recipe(kitchen: Kitchen, target: FakeTarget) -> None:
    calls = calls_of_one_item(kitchen)
    assert calls.count("FakeTarget.create") == 1
    assert "FakeTarget.find" not in calls
    assert target.recipes == {"1": SOUP}


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_a_worker_may_die_at_any_call(kitchen: Kitchen, target: FakeTarget, before: bool) -> None:
    """Counted, so that it grows with the code; each time a new item, killed one call later."""
    total = len(calls_of_one_item(kitchen))
    assert total > 20
    for number in range(1, total + 1):
        target.recipes.clear()
        life = Life(dies_at=number, before=before)
        id_ = kitchen.admit()
        kitchen.work(life)
        assert life.dead
        item = kitchen.drained(id_)
        assert item.status is Status.SUCCESS, (life.calls[-1], item)
        assert list(target.recipes) == [item.reference], (life.calls[-1], target.recipes)


def test_two_workers_may_die_one_after_the_other(kitchen: Kitchen, target: FakeTarget) -> None:
    calls = calls_of_one_item(kitchen)
    for early in range(calls.index("FakeTarget.create") - 3, len(calls) + 1):
        for late in range(2, 22, 3):
            target.recipes.clear()
            id_ = kitchen.admit()
            kitchen.work(Life(dies_at=early))
            kitchen.clock.sleep(60)
            kitchen.sweep()
            kitchen.work(Life(dies_at=late))
            item = kitchen.drained(id_)
            assert item.status is Status.SUCCESS, (early, late, item)
            assert list(target.recipes) == [item.reference], (early, late)


# -- answers that are lost, late or wrong --------------------------------------------------------------


def test_a_recipe_whose_answer_was_lost_is_adopted(kitchen: Kitchen, target: FakeTarget) -> None:
    target.interrupt = once("created", fail)
    item = kitchen.drained(kitchen.admit())
    assert (item.status, item.reference, target.created) == (Status.SUCCESS, "1", 1)


def test_a_create_that_failed_is_made_again_once_it_cannot_come_any_more(
    kitchen: Kitchen, target: FakeTarget
) -> None:
    target.interrupt = once("create", fail)
    id_ = kitchen.admit()
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
    item = kitchen.drained(id_)
    assert (item.status, target.created) == (Status.SUCCESS, 1)


def test_a_recipe_that_could_not_be_completed_is_completed_later(
    kitchen: Kitchen, target: FakeTarget
) -> None:
    target.interrupt = once("complete", fail)
    item = kitchen.drained(kitchen.admit())
    assert (item.status, item.reference, target.created) == (Status.SUCCESS, "1", 1)


def test_a_recipe_that_a_human_deleted_is_not_made_again_unasked(
    kitchen: Kitchen, target: FakeTarget
) -> None:
    completing = calls_of_one_item(kitchen).index("FakeTarget.complete")
    id_ = kitchen.admit()
    kitchen.work(Life(dies_at=completing + 1, before=True))
    target.recipes.clear()
    item = kitchen.drained(id_)
    assert (item.status, item.error_code, target.recipes) == (Status.ERROR, "recipe_deleted", {})
    kitchen.restart(item, PhaseName.UPLOADING)
    again = kitchen.drained(id_)
    assert (again.status, list(target.recipes)) == (Status.SUCCESS, [again.reference])


def test_a_forced_success_updates_the_recipe_that_it_made(kitchen: Kitchen, target: FakeTarget) -> None:
    item = kitchen.drained(kitchen.admit())
    kitchen.restart(item, PhaseName.EXTRACTION, forced=True)
    again = kitchen.drained(item.id)
    assert (again.status, again.reference, again.forced) == (Status.SUCCESS, "1", False)
    assert (target.created, target.updated) == (1, ["1"])


def failed_with_a_recipe(kitchen: Kitchen, target: FakeTarget) -> Item:
    """An item whose recipe stands in the manager although it failed: the post was gone when forced anew."""
    item = kitchen.drained(kitchen.admit())
    kitchen.restart(item, PhaseName.EXTRACTION)
    kitchen.extract.finds = gone
    failed = kitchen.drained(item.id)
    kitchen.extract = FakeExtract()
    assert (failed.status, failed.reference) == (Status.ERROR, "1")
    return failed


def test_new_text_replaces_the_recipe_that_the_cook_sees(kitchen: Kitchen, target: FakeTarget) -> None:
    failed = failed_with_a_recipe(kitchen, target)
    kitchen.retry(failed, text="Tomato soup, as it should be")
    again = kitchen.drained(failed.id)
    assert (again.status, again.reference, again.rewrites) == (Status.SUCCESS, "1", False)
    assert (target.created, target.updated) == (1, ["1"])


def test_new_text_replaces_it_too_when_only_a_later_retry_succeeds(
    kitchen: Kitchen, target: FakeTarget
) -> None:
    failed = failed_with_a_recipe(kitchen, target)
    target.interrupt = once("complete", refuse)
    kitchen.retry(failed, text="Tomato soup, as it should be")
    refused = kitchen.drained(failed.id)
    assert (refused.status, target.updated) == (Status.ERROR, [])
    kitchen.retry(refused)
    assert kitchen.drained(failed.id).status is Status.SUCCESS
    assert (target.created, target.updated) == (1, ["1"])


def test_a_retry_without_text_leaves_what_the_cook_made_of_the_recipe(
    kitchen: Kitchen, target: FakeTarget
) -> None:
    failed = failed_with_a_recipe(kitchen, target)
    target.recipes["1"] = replace(SOUP, description="With basil!")
    kitchen.retry(failed)
    assert kitchen.drained(failed.id).status is Status.SUCCESS
    assert (target.updated, target.recipes["1"].description) == ([], "With basil!")


def test_a_forced_success_whose_recipe_is_gone_makes_it_anew(kitchen: Kitchen, target: FakeTarget) -> None:
    item = kitchen.drained(kitchen.admit())
    target.recipes.clear()
    kitchen.restart(item, PhaseName.EXTRACTION, forced=True)
    again = kitchen.drained(item.id)
    assert (again.status, list(target.recipes)) == (Status.SUCCESS, [again.reference])


# -- workers that lost their item ----------------------------------------------------------------------


def test_a_recipe_made_for_an_item_that_was_deleted_meanwhile_is_removed(
    kitchen: Kitchen, target: FakeTarget
) -> None:
    id_ = kitchen.admit()
    target.interrupt = once("created", lambda: kitchen.delete(id_))
    kitchen.work()
    kitchen.rest()
    assert (kitchen.item(id_), target.created, target.recipes) == (None, 1, {})


@pytest.mark.parametrize("at", ["created", "create"])
def test_a_lost_answer_of_an_item_that_was_deleted_meanwhile_leaves_nothing(
    kitchen: Kitchen, target: FakeTarget, at: str
) -> None:
    """Nobody else will look for what came of it. The cook's own recipe of that name stays."""
    target.recipes["own"] = SOUP
    target.older = ("own",)
    id_ = kitchen.admit()

    target.interrupt = once(at, lambda: deleted_and_lost(kitchen, id_))
    kitchen.work()
    kitchen.rest()
    assert (kitchen.item(id_), list(target.recipes)) == (None, ["own"])


def test_a_create_that_comes_late_for_a_deleted_item_is_waited_for(
    kitchen: Kitchen, target: FakeTarget
) -> None:
    id_ = kitchen.admit()
    looks: list[int] = []

    def interrupt(call: str) -> None:
        if call == "create":
            kitchen.delete(id_)
            fail()
        if call == "find":
            looks.append(kitchen.clock())
            if len(looks) == 2:
                target.recipes["late"] = SOUP

    target.interrupt = interrupt
    kitchen.work()
    kitchen.rest()
    assert target.recipes == {}
    assert looks[1] - looks[0] == SETTLES_MS


def test_nobody_else_uploads_while_a_lost_answer_is_looked_for(kitchen: Kitchen, target: FakeTarget) -> None:
    """What came of another upload could not be told from it."""
    id_ = kitchen.admit()
    locks = kitchen.wiring().locks
    busy: list[str] = []

    def interrupt(call: str) -> None:
        if call == "create":
            kitchen.delete(id_)
            fail()
        if call == "find":
            with pytest.raises(Transient) as caught:
                locks.take("fake", item="other", attempt_id="b", lasts_ms=1)
            busy.append(caught.value.code)

    target.interrupt = interrupt
    kitchen.work()
    assert busy == ["target_busy"] * 2
    locks.take("fake", item="other", attempt_id="b", lasts_ms=1)


def test_a_recipe_of_an_item_that_was_deleted_after_its_success_stays(
    kitchen: Kitchen, target: FakeTarget
) -> None:
    kitchen.delete(kitchen.drained(kitchen.admit()).id)
    assert list(target.recipes) == ["1"]


@pytest.mark.parametrize("at", ["find", "complete"])
def test_an_adopted_recipe_of_an_item_that_is_deleted_is_removed(
    kitchen: Kitchen, target: FakeTarget, at: str
) -> None:
    """An earlier worker made it; nobody has seen it as a success."""
    target.interrupt = once("created", fail)
    id_ = kitchen.admit()
    kitchen.work()
    kitchen.clock.sleep(60)
    target.interrupt = once(at, lambda: kitchen.delete(id_))
    kitchen.work()
    kitchen.rest()
    assert (kitchen.item(id_), target.created, target.recipes) == (None, 1, {})


def test_a_forced_update_of_an_item_that_is_deleted_leaves_its_recipe(
    kitchen: Kitchen, target: FakeTarget
) -> None:
    item = kitchen.drained(kitchen.admit())
    kitchen.restart(item, PhaseName.EXTRACTION, forced=True)
    target.interrupt = once("complete", lambda: kitchen.delete(item.id))
    kitchen.work()
    assert (kitchen.item(item.id), list(target.recipes)) == (None, ["1"])


def test_a_worker_that_slept_over_its_lease_removes_what_it_made_too_late(
    kitchen: Kitchen, target: FakeTarget
) -> None:
    id_ = kitchen.admit()

    def sleep() -> None:
        kitchen.clock.sleep(600)
        assert kitchen.drained(id_).status is Status.SUCCESS

    target.interrupt = once("create", sleep)
    kitchen.work()
    kitchen.rest()
    item = kitchen.item(id_)
    assert item
    assert (target.created, list(target.recipes)) == (2, [item.reference])


def test_a_late_worker_outlasts_the_lock_of_one_that_was_killed_to_remove_what_it_made(
    kitchen: Kitchen, target: FakeTarget
) -> None:
    id_ = kitchen.admit()
    longest = Policy(phase_ms=90_000).lease_ms

    def lose() -> None:
        kitchen.delete(id_)
        locks = kitchen.wiring().locks
        locks.free("fake")
        locks.take("fake", item="other", attempt_id="b", lasts_ms=longest)

    target.interrupt = once("created", lose)
    kitchen.work()
    kitchen.rest()
    assert (kitchen.item(id_), target.recipes) == (None, {})


def test_a_lost_answer_that_cannot_be_looked_for_ends_the_worker_all_the_same(
    kitchen: Kitchen, target: FakeTarget
) -> None:
    id_ = kitchen.admit()

    def interrupt(call: str) -> None:
        if call == "create":
            kitchen.delete(id_)
        fail()

    target.interrupt = interrupt
    kitchen.work()
    kitchen.clock.sleep(4_000)
    assert kitchen.engine.queue.receive(1) == []


def test_no_recipe_is_made_once_the_lease_is_over(kitchen: Kitchen) -> None:
    """Waiting for the lock took too long."""
    items = kitchen.wiring().items
    policy = Policy()
    item = store(items, Status.IN_PROGRESS)
    attempt = Attempt(item, {}, items, kitchen.clock, policy)
    kitchen.clock.sleep(policy.lease_ms / 1000)
    with pytest.raises(LeaseLost, match="over"):
        attempt.intend()
    assert items.get(OWNER, item.id) == item


@dataclass(frozen=True)
class Paced(Cookbook):
    """The built-in cookbook, with a pause before or after a recipe is written."""

    before: Callable[[], object] = lambda: None
    after: Callable[[], object] = lambda: None

    def create(self, key: str, recipe: Recipe, *, deadline: Deadline) -> str:
        self.before()
        reference = super().create(key, recipe, deadline=deadline)
        self.after()
        return reference


def test_a_late_worker_leaves_the_cookbooks_recipe_to_who_works_now(kitchen: Kitchen) -> None:
    """Both write the same row, which is named after the item: what the late one made is the other's too."""
    intended, written, over = Event(), Event(), Event()
    id_ = kitchen.admit()
    parts = (kitchen.engine.table, "http://x", kitchen.clock, kitchen.new_id)

    def wait_for_the_other() -> None:
        intended.set()
        assert written.wait(120)

    def let_the_late_one_go_on() -> None:
        written.set()
        assert over.wait(120)

    def work_late() -> None:
        replace(kitchen, target=Paced(*parts, before=wait_for_the_other)).work()
        over.set()

    late = Thread(target=work_late)
    late.start()
    assert intended.wait(120)
    kitchen.clock.sleep(60)
    kitchen.sweep()
    kitchen.target = Paced(*parts, after=let_the_late_one_go_on)
    item = kitchen.drained(id_)
    late.join(120)
    assert (item.status, item.error_code) == (Status.SUCCESS, None)
    assert kitchen.target.find(f"{OWNER}/{id_}", SOUP, deadline=Deadline(1, kitchen.clock.monotonic))
