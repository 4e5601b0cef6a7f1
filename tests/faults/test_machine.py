"""Everything that may happen to a few links, in any order that hypothesis thinks of."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.faults.conftest import IN_MEMORY, Record
from tests.faults.extent import EXTENT, STEPS
from tests.faults.strikes import How
from tests.faults.world import MINUTE, OWNERS, SECOND, World

TEXT = "Soup of my own\n\n400 g tomatoes\n\nCook the tomatoes for ten minutes."
LINKS = [f"https://recipes.example/{name}" for name in ("1", "s/1", "2", "wrong")]
FUNCTIONS = ("enqueue", "api", "process", "sweep", "changes", "notify")
CALLS = (r"table\.transact", r"queue\..*", "posts", "model", r"target\.create", r"target\.complete", ".*")


class Kitchen(RuleBasedStateMachine):
    """Four links of one owner, one of which leads to another; a fault now and then."""

    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory(dir=IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None)
        self.world = World(Path(self.folder.name))
        self.world.ports.posts.wrong.add(LINKS[-1])

    @initialize(link=st.sampled_from(LINKS))
    def a_first_link(self, link: str) -> None:
        self.share(link, has_text=False)

    @rule(link=st.sampled_from(LINKS), has_text=st.booleans())
    def share(self, link: str, has_text: bool) -> None:
        self.world.share(link, **{"text": TEXT} if has_text else {})

    @precondition(lambda self: self.world.items())
    @rule(at=st.integers(0, 3), force=st.booleans(), has_text=st.booleans())
    def retry(self, at: int, force: bool, has_text: bool) -> None:
        items = self.world.items()
        self.world.retry(items[at % len(items)].id, force=force, **{"text": TEXT} if has_text else {})

    @precondition(lambda self: self.world.items())
    @rule(at=st.integers(0, 3))
    def delete(self, at: int) -> None:
        items = self.world.items()
        self.world.delete(items[at % len(items)].id)

    @rule(seconds=st.sampled_from([0.01, 0.02, 0.03, 0.1, 1, 20, 60, 600]))
    def time_passes(self, seconds: float) -> None:
        self.world.run(seconds)

    @rule(
        function=st.sampled_from(FUNCTIONS),
        what=st.sampled_from(CALLS),
        how=st.sampled_from([*How]),
        nth=st.integers(1, 30),
    )
    def something_will_go_wrong(self, function: str, what: str, how: How, nth: int) -> None:
        if how is not How.LATE or what == r"target\.create":
            self.world.strikes.add(function, what, how, nth=nth)

    @rule()
    def messages_come_twice(self) -> None:
        for body in dict.fromkeys(self.world.queue.bodies()):  # else ten such steps make a thousand of one
            self.world.queue.send(body)

    @rule()
    def hints_are_lost(self) -> None:
        for body in self.world.queue.bodies():
            self.world.queue.lose(body)

    @rule()
    def an_operator_redrives(self) -> None:
        self.world.redrive()

    @rule()
    def the_stream_comes_again(self) -> None:
        for reader in self.world.streams.values():
            reader.replay()

    @invariant()
    def counts_are_right(self) -> None:
        type(self).steps += 1
        if not self.world.schedule.busy:
            assert self.world.calm.recount(OWNERS[0], repair=False) == 0, self.world.log()

    def teardown(self) -> None:
        try:
            self.world.strikes.script.clear()
            self.world.drain(2 * 3_600 * SECOND + MINUTE)
            self.world.heal()
            self.world.check()
        finally:
            self.world.close()
            self.folder.cleanup()


def test_whatever_happens_in_whatever_order(record_property: Record) -> None:
    run_state_machine_as_test(
        Kitchen,
        settings=settings(
            max_examples=EXTENT.examples,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
    record_property("steps", Kitchen.steps)
