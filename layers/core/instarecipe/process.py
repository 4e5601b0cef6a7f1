"""Works on one item: claim it, run its phases, store each result before the next begins, say how it ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from instarecipe.attempt import Attempt
from instarecipe.domain import item as life
from instarecipe.domain.errors import Conflict, Failure, LeaseLost, Transient, Unavailable
from instarecipe.domain.item import Item, Meaning, Phase, PhaseName, Policy, Status
from instarecipe.domain.moments import iso
from instarecipe.hints import Hint, Removal, read_hint, read_removal, send_hint
from instarecipe.items import Items
from instarecipe.observability import about, log, measure
from instarecipe.ports import Clock, Deadline, Message, Queue

MARGIN_MS = 8_000
"""What a function needs after a phase's limit, to store how it ended."""
DEAD = 0
"""Seconds until a message that is beyond help is tried again: the queue soon moves it to the dead letters."""
TRIES = 5


class RunPhase(Protocol):
    def __call__(self, attempt: Attempt, deadline: Deadline) -> None:
        """Does the work of the running phase and stores its result: a checkpoint, or the item's success."""


@dataclass(frozen=True)
class Process:
    """`monotonic` is in seconds; `chance` answers with [0, 1)."""

    items: Items
    queue: Queue
    phases: Mapping[PhaseName, RunPhase]
    remove: Callable[[Removal], bool]
    policy: Policy
    clock: Clock
    monotonic: Callable[[], float]
    new_id: Callable[[], str]
    chance: Callable[[], float]

    def __call__(self, message: Message, remaining_ms: Callable[[], int]) -> int | None:
        """None: the message is done with. A number: report it as failed, visible again in so many seconds."""
        hint = read_hint(message.body)
        if hint is None:
            removal = read_removal(message.body)
            if removal:
                with about(itemId=removal.item_id, receiveCount=message.receive_count):
                    return None if self.remove(removal) else DEAD
            log.error("unreadable message", extra={"messageId": message.id})
            return DEAD
        with about(itemId=hint.item_id, receiveCount=message.receive_count):
            return self._work(hint, message.sent_at, remaining_ms)

    def _work(self, hint: Hint, sent_at: int, remaining_ms: Callable[[], int]) -> int | None:
        taken = self._claim(hint, sent_at)
        if not isinstance(taken, Item):
            return DEAD if taken is Meaning.DEAD else None
        attempt = Attempt(taken, self.items.results(taken), self.items, self.clock, self.policy)
        try:
            return self._run(attempt, remaining_ms)
        except LeaseLost as lost:
            log.warning("stopped", extra={"cause": str(lost)})
            return None

    def _claim(self, hint: Hint, sent_at: int) -> Item | Meaning:
        """The item in progress under our lease, or what else to do with the message."""
        for _ in range(TRIES):
            item = self.items.get(hint.owner, hint.item_id)
            if item is None:
                log.info("orphan")
                measure("Orphans", 1)
                return Meaning.STALE
            now = max(self.clock(), sent_at)  # no message comes before it was sent: our clock is behind
            meaning = life.meaning(item, generation=hint.generation, sent_at=sent_at, now=now)
            if meaning not in (Meaning.CLAIM, Meaning.REDRIVE):
                log.debug("nothing to do", extra={"status": item.status, "meaning": meaning})
                return meaning
            claimed = life.claim(item, attempt_id=self.new_id(), now=now, policy=self.policy)
            try:
                claimed = self.items.save(item, claimed)
            except Conflict:
                continue  # a cook, the sweep or another worker was quicker: what does the row say now?
            if claimed.status is Status.IN_PROGRESS and claimed.phase:
                log.info("claimed", extra={"phase": claimed.phase.name, "attempt": claimed.attempts})
                if item.attempts == 0 and item.status is Status.PENDING:
                    measure("QueueWaitSeconds", (now - item.updated_at) / 1000, "Seconds")
                return claimed
            if claimed.phase:
                _tell_failure(claimed, claimed.phase)
            return Meaning.DEAD if claimed.status is Status.UNHEALTHY else Meaning.STALE
        return Meaning.STALE

    def _run(self, attempt: Attempt, remaining_ms: Callable[[], int]) -> int | None:
        while attempt.item.status is Status.IN_PROGRESS:
            phase = attempt.item.phase
            assert phase is not None  # noqa: S101 an item in progress has a running phase
            if remaining_ms() < self.policy.phase_ms + MARGIN_MS:
                attempt.put_back()  # another worker goes on, nothing is burnt
                self._send(attempt.item)
                return None
            log.debug("begins", extra={"phase": phase.name})
            try:
                self.phases[phase.name](attempt, Deadline(self.policy.phase_ms / 1000, self.monotonic))
            except Failure as failure:
                return self._failed(attempt, phase, failure)
            except LeaseLost:
                raise
            except Unavailable as outage:
                return self._failed(attempt, phase, _our_own(outage))
            except Exception as bug:
                log.exception("bug", extra={"phase": phase.name})
                return self._failed(attempt, phase, _our_own(bug))
            self._completed(attempt.item, phase)
        return None

    def _completed(self, item: Item, begun: Phase) -> None:
        phase = item.phases[list(PhaseName).index(begun.name)]
        seconds = ((phase.completed_at or 0) - (phase.started_at or 0)) / 1000
        measure("PhaseSeconds", seconds, "Seconds", phase=begun.name)
        log.info("completed", extra={"phase": begun.name, "seconds": seconds})
        if item.status is Status.SUCCESS:
            if item.generation == 1:  # later ones begin when a cook, the canary or the sweep wants it
                measure("EndToEndSeconds", (item.updated_at - item.created_at) / 1000, "Seconds")
            log.info("success", extra={"recipeUrl": item.recipe_url})

    def _failed(self, attempt: Attempt, phase: Phase, failure: Failure) -> int | None:
        attempt.fail(failure, self.chance())
        item = attempt.item
        _tell_failure(item, phase, **_background(failure))
        if item.status is Status.ERROR:
            return None
        if item.status is Status.UNHEALTHY:
            return DEAD
        if isinstance(failure, Transient) and not failure.burns:
            self._send(item)
            return None
        return self._delay(item)

    def _send(self, item: Item) -> None:
        """A message of its own, so that the queue's count of receives does not rise with unburnt tries."""
        delay = self._delay(item)
        if delay <= life.LONGEST_DELAY:
            send_hint(self.queue, item, delay=delay)

    def _delay(self, item: Item) -> int:
        """Whole seconds until the next attempt, rounded up so that no message comes too early."""
        return max(0, -(-((item.next_attempt_at or 0) - self.clock()) // 1000))


def _our_own(cause: Exception) -> Transient:
    failure = Transient("internal", "Something went wrong on our side.", "Try again later.")
    failure.__cause__ = cause
    return failure


def _tell_failure(item: Item, phase: Phase, **background: object) -> None:
    """In the words that the dashboard and its saved questions look for."""
    code = item.error_code or ""
    measure("PhaseFailures", 1, phase=phase.name, code=code)
    told = {"phase": phase.name, "code": code, "status": item.status, "sentence": item.error}
    when = {"nextAttempt": iso(item.next_attempt_at)} if item.next_attempt_at else {}
    log.warning("failed", extra={**told, **when, **background})


def _background(failure: Failure) -> dict[str, object]:
    """What the operator may want to know besides. A cause is a line: its trace leads into libraries only."""
    cause = failure.__cause__
    told: dict[str, object] = {"details": dict(failure.details)} if failure.details else {}
    return {**told, "cause": f"{type(cause).__name__}: {cause}"} if cause else told
