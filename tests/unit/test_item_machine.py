"""No sequence of transitions leads to a state, or along an edge, that the design's picture does not draw."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from instarecipe.domain import item as life
from instarecipe.domain.errors import Permanent, Transient
from instarecipe.domain.item import Item, Meaning, PhaseName, PhaseStatus, Policy, Status
from tests.doubles.virtual import NOON

POLICY = Policy(attempts=3)

PENDING, IN_PROGRESS, SUCCESS, ERROR, UNHEALTHY = Status
SAME_GENERATION = {
    (PENDING, PENDING),  # hinted again
    (PENDING, IN_PROGRESS),
    *((IN_PROGRESS, status) for status in Status),
    (UNHEALTHY, IN_PROGRESS),
}
NEXT_GENERATION = {(status, PENDING) for status in (PENDING, SUCCESS, ERROR, UNHEALTHY)}

PHASES = {
    PENDING: ["pending"],
    IN_PROGRESS: ["in_progress"],
    ERROR: ["error"],
    UNHEALTHY: ["error"],
}
"""What follows the completed phases, before those that are still pending."""


class LifeOfAnItem(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.item = life.new("i1", "o1", "http://a.example/1", "http://a.example/1", given=None, now=NOON)

    # -- what may happen -----------------------------------------------------------------------------

    @rule(seconds=st.sampled_from([-600, 0, 1, 46, 901, 3_600, 50_000]))
    def time_passes(self, seconds: int) -> None:
        """Or another machine's clock is behind."""
        self.now += seconds * 1_000

    @precondition(lambda self: self.item.due_at is not None)
    @rule()
    def the_time_comes_when_someone_must_look(self) -> None:
        self.now = max(self.now, self.item.due_at or 0)

    @rule(age=st.sampled_from([0, 1, 10**9]), stale=st.booleans())
    def a_message_comes(self, age: int, stale: bool) -> None:
        generation = self.item.generation - stale
        meaning = life.meaning(self.item, generation=generation, sent_at=self.now - age, now=self.now)
        if stale:
            assert meaning is Meaning.STALE
        if meaning in (Meaning.CLAIM, Meaning.REDRIVE):
            self._step(lambda now: life.claim(self.item, attempt_id=f"a{now}", now=now, policy=POLICY))

    @precondition(lambda self: self._running(PhaseName.EXTRACTION, PhaseName.PARSING))
    @rule()
    def a_phase_is_done(self) -> None:
        self._step(lambda now: life.checkpoint(self.item, now=now, policy=POLICY))

    @precondition(lambda self: self._running(*PhaseName))
    @rule(percent=st.integers(-10, 110))
    def a_phase_goes_on(self, percent: int) -> None:
        self._step(lambda now: life.progressed(self.item, percent, now=now))

    @precondition(lambda self: self._running(PhaseName.UPLOADING))
    @rule()
    def the_target_is_about_to_be_asked(self) -> None:
        self._step(lambda now: life.intended(self.item, now=now))

    @precondition(lambda self: self._running(PhaseName.UPLOADING, PhaseName.EXTRACTION))
    @rule()
    def the_recipe_is_there(self) -> None:
        """At the end, or when extraction finds that another item has made it."""
        self._step(lambda now: life.succeeded(self.item, now=now))

    @precondition(lambda self: self._running(*PhaseName))
    @rule(
        burns=st.booleans(),
        retry_after=st.none() | st.floats(0, 1e5),
        chance=st.floats(0, 1, exclude_max=True),
    )
    def a_phase_fails_for_now(self, burns: bool, retry_after: float | None, chance: float) -> None:
        busy = Transient("busy", "They are busy.", retry_after=retry_after, burns=burns)
        self._step(lambda now: life.failed(self.item, busy, now=now, policy=POLICY, chance=chance))

    @precondition(lambda self: self._running(*PhaseName))
    @rule()
    def a_phase_fails_for_good(self) -> None:
        wrong = Permanent("not_a_recipe", "This is no recipe.")
        self._step(lambda now: life.failed(self.item, wrong, now=now, policy=POLICY, chance=0.5))

    @precondition(lambda self: self._running(*PhaseName))
    @rule()
    def the_function_has_no_time_left(self) -> None:
        self._step(lambda now: life.put_back(self.item, None, now=now))

    @precondition(lambda self: self.item.status is not IN_PROGRESS)
    @rule(has_text=st.booleans(), force=st.booleans())
    def a_cook_tries_again(self, has_text: bool, force: bool) -> None:
        phase = life.restart_phase(self.item, has_text=has_text, force=force)
        self._step(lambda now: life.restarted(self.item, phase, now=now, forced=force))

    @precondition(lambda self: self.item.status in (ERROR, UNHEALTHY))
    @rule(force=st.booleans())
    def another_link_takes_its_post(self, force: bool) -> None:
        before, self.item = self.item, life.bereft(self.item, now=self.now)
        assert (self.item.version, self.item.status) == (before.version + 1, before.status)
        phase = life.restart_phase(self.item, has_text=False, force=force)
        for again in (life.restarted(self.item, phase, now=self.now), life.healed(self.item, now=self.now)):
            assert [phase.status for phase in again.phases] == ["pending"] * 3

    @precondition(lambda self: not self.item.status.terminal)
    @rule()
    def every_attempt_fails(self) -> None:
        """A short cut to what random steps seldom reach."""
        for _ in range(2 * POLICY.attempts):
            self.the_time_comes_when_someone_must_look()
            if not self.item.status.terminal:
                self.a_message_comes(age=0, stale=False)
            if self.item.status is IN_PROGRESS:
                self.a_phase_fails_for_now(burns=True, retry_after=None, chance=0.5)

    @rule()
    def the_sweep_looks(self) -> None:
        if self.item.due_at is None or self.item.due_at > self.now:
            return
        if life.heals_by_itself(self.item):
            self._step(lambda now: life.healed(self.item, now=now))
        else:
            self._step(lambda now: life.hinted_again(self.item, now=now))

    @precondition(lambda self: self._running(*PhaseName))
    @rule()
    def the_host_starts_again(self) -> None:
        self._step(lambda now: life.freed(self.item, now=now))

    # -- what holds ----------------------------------------------------------------------------------

    @invariant()
    def who_works_holds_a_lease_and_nobody_else_does(self) -> None:
        item, works = self.item, self.item.status is IN_PROGRESS
        assert (item.lease_until is not None) == (item.attempt_id is not None) == works

    @invariant()
    def somebody_will_look_unless_it_is_at_its_end(self) -> None:
        due = not self.item.status.terminal or life.heals_by_itself(self.item)
        assert (self.item.due_at is not None) == due
        assert (self.item.unhealthy_at is not None) == (self.item.status is UNHEALTHY)

    @invariant()
    def phases_are_done_one_after_the_other(self) -> None:
        statuses = [str(phase.status) for phase in self.item.phases]
        done = statuses.count("completed")
        rest = PHASES.get(self.item.status, [])
        pending = ["pending"] * (3 - done - len(rest))
        assert statuses == ["completed"] * done + rest + pending
        assert [phase.name for phase in self.item.phases] == list(PhaseName)
        for phase in self.item.phases:
            assert (phase.started_at is not None) == (phase.status is not PhaseStatus.PENDING)

    @invariant()
    def counts_stay_within_their_bounds(self) -> None:
        assert 0 <= self.item.attempts <= POLICY.attempts
        assert 0 <= self.item.heals <= len(life.HEALS_AFTER)
        assert (self.item.error is None) or self.item.status in (PENDING, ERROR, UNHEALTHY)

    # -- the pieces ----------------------------------------------------------------------------------

    def _running(self, *phases: PhaseName) -> bool:
        phase = self.item.phase
        return self.item.status is IN_PROGRESS and phase is not None and phase.name in phases

    def _step(self, transition: Callable[[int], Item]) -> None:
        old, new = self.item, transition(self.now)
        assert new.version == old.version + 1
        assert new.updated_at > old.updated_at
        edges = SAME_GENERATION if new.generation == old.generation else NEXT_GENERATION
        assert new.generation - old.generation in (0, 1)
        assert (old.status, new.status) in edges
        self.item = new


LifeOfAnItem.TestCase.settings = settings(max_examples=100, stateful_step_count=50, deadline=None)
TestLifeOfAnItem = LifeOfAnItem.TestCase
