"""The life of a shared link: its states, and every way from one to the next.

    pending ──claim──▶ in_progress ──▶ success
       ▲                  │  │  └─────▶ error       permanent: a human must change something
       │   retry later    │  └────────▶ unhealthy   recoverable: attempts used up
       └──────────────────┘
    error | unhealthy ──retry, heal──▶ pending      success ──force──▶ pending
    unhealthy ──operator's redrive──▶ in_progress   pending ──new text──▶ pending

Each transition is a function from an item to a new one; the caller stores it under the version it read.
Times are milliseconds since 1970 UTC.
"""

from __future__ import annotations

from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from instarecipe.domain.errors import Permanent, Transient

if TYPE_CHECKING:
    from instarecipe.domain.errors import Failure

SECOND = 1_000
HOUR = 3_600 * SECOND
FIRST_LOOK = 60 * SECOND
LEASE_MARGIN = 15 * SECOND
LONGEST_DELAY = 900  # seconds; also the longest delay that SQS knows
LONGEST_WAIT = 6 * 3_600  # seconds, whatever a server asks for; SQS hides a message for 12 hours at most
REDRIVE_MARGIN = 250
"""Milliseconds: the sweep may have sent a hint in the very moment in which a worker gave up."""
HEALS_AFTER = (1 * HOUR, 4 * HOUR, 12 * HOUR)
FIRST_PATIENCE = 600 * SECOND
LAST_PATIENCE = 6 * HOUR


class Status(StrEnum):
    PENDING = "pending"
    """Waits for a worker, perhaps until `next_attempt_at`."""
    IN_PROGRESS = "in_progress"
    """A worker holds the lease, or held it when it died."""
    SUCCESS = "success"
    ERROR = "error"
    """Permanent: a human must change something."""
    UNHEALTHY = "unhealthy"
    """Recoverable: the attempts are used up; heals itself later, or by one click."""

    @property
    def terminal(self) -> bool:
        return self in (Status.SUCCESS, Status.ERROR, Status.UNHEALTHY)


class PhaseName(StrEnum):
    EXTRACTION = "extraction"
    PARSING = "parsing"
    UPLOADING = "uploading"


class PhaseStatus(StrEnum):
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    ERROR = "error"


class Phase(NamedTuple):
    name: PhaseName
    status: PhaseStatus = PhaseStatus.PENDING
    started_at: int | None = None
    completed_at: int | None = None
    progress: int | None = None


FRESH_PHASES = tuple(Phase(name) for name in PhaseName)


class Policy(NamedTuple):
    """The operator's choices that the life of an item depends on."""

    attempts: int = 3
    phase_ms: int = 30_000

    @property
    def lease_ms(self) -> int:
        return self.phase_ms + LEASE_MARGIN


class Item(NamedTuple):
    """The hot row: what changes often, and all that a list shows.

    `given` names the text or page that the cook sent along, `found_url` where a redirecting link led to.
    `intent_at` is set from just before a recipe is created in the target until its outcome is known;
    `reference` is the target's name for the recipe that this item made, `remake` that the cook wants it
    made again should it be gone, `rewrites` that it is to say what is found from now on. `asked` is true when
    a cook started this generation, `kept` counts the phases that were completed before an earlier end.
    """

    id: str
    owner: str
    url: str
    canonical_url: str
    created_at: int
    updated_at: int
    status: Status = Status.PENDING
    phases: tuple[Phase, ...] = FRESH_PHASES
    version: int = 1
    generation: int = 1
    attempts: int = 0
    heals: int = 0
    resends: int = 0
    asked: bool = True
    forced: bool = False
    remake: bool = False
    rewrites: bool = False
    kept: int = 0
    due_at: int | None = None
    next_attempt_at: int | None = None
    lease_until: int | None = None
    attempt_id: str | None = None
    unhealthy_at: int | None = None
    results_version: int = 0
    given: str | None = None
    found_url: str | None = None
    intent_at: int | None = None
    reference: str | None = None
    title: str | None = None
    thumbnail: str | None = None
    recipe_url: str | None = None
    tandoor_url: str | None = None
    error: str | None = None
    error_code: str | None = None
    advice: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def post(self) -> str:
        """The canonical link of what its recipe is made from."""
        return self.found_url or self.canonical_url

    @property
    def phase(self) -> Phase | None:
        """The first phase that is not completed."""
        return next((phase for phase in self.phases if phase.status is not PhaseStatus.COMPLETED), None)


def new(id_: str, owner: str, url: str, canonical_url: str, *, given: str | None, now: int) -> Item:
    """An admitted link. Someone looks after a minute, should the first hint have been lost."""
    return Item(
        id=id_,
        owner=owner,
        url=url,
        canonical_url=canonical_url,
        given=given,
        created_at=now,
        updated_at=now,
        due_at=now + FIRST_LOOK,
    )


# -- what a message means ------------------------------------------------------------------------------


class Meaning(StrEnum):
    """What a message about an item means to a worker."""

    CLAIM = "claim"
    REDRIVE = "redrive"
    """An operator sent a dead letter again: claim it with a fresh count of attempts."""
    DEAD = "dead"
    """The attempts are used up: report a failure until the queue moves the message to the dead letters."""
    STALE = "stale"
    """Old, doubled or early: acknowledge it, the sweep will look when something is due."""


def meaning(item: Item, *, generation: int, sent_at: int, now: int) -> Meaning:
    if generation != item.generation:
        return Meaning.STALE
    if item.status is Status.PENDING:
        return Meaning.CLAIM if (item.next_attempt_at or 0) <= now else Meaning.STALE
    if item.status is Status.IN_PROGRESS:
        return Meaning.CLAIM if (item.lease_until or 0) <= now else Meaning.STALE
    if item.status is Status.UNHEALTHY:
        old = sent_at <= (item.unhealthy_at or 0) + REDRIVE_MARGIN
        return Meaning.DEAD if old else Meaning.REDRIVE
    return Meaning.STALE


# -- a worker's transitions ----------------------------------------------------------------------------


def claim(item: Item, *, attempt_id: str, now: int, policy: Policy) -> Item:
    """In progress under a new lease; or at its end, when earlier workers were lost with every attempt."""
    if item.status is Status.UNHEALTHY:
        item = item._replace(attempts=0, unhealthy_at=None, kept=_completed(item.phases))
    if item.attempts >= policy.attempts:
        lost = Transient(
            "worker_lost",
            "Our worker stopped in the middle, more than once.",
            "Try again. If it happens again, tell whoever runs this server.",
        )
        return _given_up(item, lost, now=now)
    claimed = item._replace(
        status=Status.IN_PROGRESS,
        attempts=item.attempts + 1,
        attempt_id=attempt_id,
        next_attempt_at=None,
        resends=0,
        error=None,
        error_code=None,
        advice=None,
    )
    return _step(_leased(_begun(claimed, now), now, policy), now)


def checkpoint(item: Item, *, now: int, policy: Policy, **facts: Any) -> Item:
    """The running phase is completed, its result stored with this write, and the next one begins."""
    completed = _with_phase(
        item, _running(item)._replace(status=PhaseStatus.COMPLETED, completed_at=now, progress=100)
    )
    return _step(_leased(_begun(completed, now), now, policy)._replace(**facts), now)


def progressed(item: Item, percent: int, *, now: int, **facts: Any) -> Item:
    """The running phase is that far; it never goes back. The lease stays as it is."""
    phase = _running(item)
    reached = max(phase.progress or 0, min(99, percent))
    return _step(_with_phase(item, phase._replace(progress=reached))._replace(**facts), now)


def intended(item: Item, *, now: int) -> Item:
    """Written directly before a recipe is created in the target: from here on one may be there."""
    return _step(item._replace(intent_at=now, reference=None), now)


def succeeded(item: Item, *, now: int, **facts: Any) -> Item:
    phases = tuple(
        phase._replace(
            status=PhaseStatus.COMPLETED,
            started_at=phase.started_at or now,
            completed_at=phase.completed_at or now,
            progress=100,
        )
        for phase in item.phases
    )
    ended = _at_rest(item, Status.SUCCESS)
    settled = ended._replace(
        phases=phases, heals=0, intent_at=None, remake=False, rewrites=False, forced=False
    )
    return _step(settled._replace(**facts), now)


def failed(item: Item, failure: Failure, *, now: int, policy: Policy, chance: float) -> Item:
    """What a failure makes of an item in progress: `pending`, `unhealthy` or `error`.

    `chance` in [0, 1) is the jitter.
    """
    if isinstance(failure, Transient) and not failure.burns:
        return put_back(item, failure, now=now, chance=chance)
    if isinstance(failure, Transient) and item.attempts < policy.attempts:
        delay = delay_seconds(item.attempts, failure.retry_after, chance)
        return _waiting(item, failure, delay, now)
    return _given_up(item, failure, now=now)


def put_back(item: Item, cause: Transient | None, *, now: int, chance: float = 0.0) -> Item:
    """Pending again without an attempt burnt, as if it had not been claimed."""
    wait = _asked_for(cause.retry_after or 0) if cause else 0
    delay = ceil(wait + chance * min(5, wait))
    return _waiting(item._replace(attempts=max(0, item.attempts - 1)), cause, delay, now)


def delay_seconds(attempts: int, retry_after: float | None, chance: float) -> int:
    """Full jitter, in whole seconds; what a server asks for is the least."""
    longest = min(LONGEST_DELAY, 5 * int(3**attempts))
    if retry_after is not None:
        return ceil(_asked_for(retry_after) + chance * min(5, longest))
    return int(chance * (longest + 1))


def _asked_for(retry_after: float) -> float:
    return min(LONGEST_WAIT, max(0.0, retry_after))


# -- a cook's, the sweep's and an operator's transitions ------------------------------------------------


def restarted(
    item: Item, phase: PhaseName, *, now: int, given: str | None = None, forced: bool = False
) -> Item:
    """A new generation that a cook asked for, from `phase` on."""
    again = _new_generation(item, phase, now)
    return again._replace(
        heals=0,
        asked=True,
        forced=forced,
        remake=True,
        rewrites=forced or given is not None or item.rewrites,
        given=given or item.given,
        warnings=() if phase is PhaseName.EXTRACTION else item.warnings,
    )


def restart_phase(item: Item, *, has_text: bool, force: bool) -> PhaseName:
    """Where a cook's retry begins: new text is read anew, else where it failed."""
    if has_text or item.status is Status.SUCCESS or item.results_version == 0:
        return PhaseName.EXTRACTION
    if force and item.error_code == "not_a_recipe":
        return PhaseName.PARSING
    phase = item.phase
    return phase.name if phase else PhaseName.EXTRACTION


def healed(item: Item, *, now: int) -> Item:
    """A retry that the sweep makes for a cause that may have passed."""
    phase = item.phase
    again = _new_generation(item, phase.name if phase else PhaseName.EXTRACTION, now)
    return again._replace(heals=item.heals + 1, asked=False)


def heals_by_itself(item: Item) -> bool:
    return item.status is Status.UNHEALTHY and item.heals < len(HEALS_AFTER)


def bereft(item: Item, *, now: int) -> Item:
    """Another item goes on with its post, and with the recipe that it may have made of it.

    Whatever wakes this one begins with extraction, which finds out whose the post is.
    """
    first, *others = item.phases
    phases = (first._replace(status=PhaseStatus.ERROR), *(Phase(one.name) for one in others))
    return _step(item._replace(phases=phases, intent_at=None, reference=None), now)


def inherited(item: Item, other: Item) -> dict[str, Any]:
    """What `item`, which goes on with the post of `other`, has to know of its recipe."""
    if item.intent_at or item.reference or not (other.intent_at or other.reference):
        return {}
    made = {name: getattr(other, name) for name in ("intent_at", "reference", "recipe_url", "tandoor_url")}
    return {**made, "remake": True}


def hinted_again(item: Item, *, now: int) -> Item:
    """The sweep sent a hint once more; it looks again later and later, from 10 minutes to 6 hours."""
    patience = min(LAST_PATIENCE, FIRST_PATIENCE * 2 ** min(item.resends, 10))
    return _step(item._replace(resends=item.resends + 1, due_at=now + patience), now)


def freed(item: Item, *, now: int) -> Item:
    """The lease ends now: its worker is known to be dead. The attempt stays burnt: the item may be why."""
    return _step(item._replace(lease_until=now, due_at=now), now)


# -- the pieces ----------------------------------------------------------------------------------------


def _step(item: Item, now: int) -> Item:
    return item._replace(version=item.version + 1, updated_at=max(now, item.updated_at + 1))


def _running(item: Item) -> Phase:
    phase = item.phase
    if phase is None or item.status is not Status.IN_PROGRESS:
        raise ValueError(f"no phase is running in a {item.status} item")
    return phase


def _with_phase(item: Item, phase: Phase) -> Item:
    return item._replace(phases=tuple(phase if one.name is phase.name else one for one in item.phases))


def _completed(phases: tuple[Phase, ...]) -> int:
    return sum(phase.status is PhaseStatus.COMPLETED for phase in phases)


def _begun(item: Item, now: int) -> Item:
    phase = item.phase
    if phase is None:
        raise ValueError("every phase is completed: the item can only succeed")
    return _with_phase(item, Phase(phase.name, PhaseStatus.IN_PROGRESS, started_at=now, progress=0))


def _leased(item: Item, now: int, policy: Policy) -> Item:
    return item._replace(lease_until=now + policy.lease_ms, due_at=now + policy.lease_ms)


def _at_rest(item: Item, status: Status) -> Item:
    return item._replace(
        status=status,
        attempt_id=None,
        lease_until=None,
        due_at=None,
        next_attempt_at=None,
        resends=0,
        error=None,
        error_code=None,
        advice=None,
    )


def _told(item: Item, failure: Failure | None) -> Item:
    if failure is None:
        return item
    return item._replace(error=failure.sentence, error_code=failure.code, advice=failure.advice or None)


def _waiting(item: Item, failure: Failure | None, delay: int, now: int) -> Item:
    at = now + delay * SECOND
    phase = _running(item)
    waiting = _with_phase(_told(_at_rest(item, Status.PENDING), failure), Phase(phase.name))
    return _step(waiting._replace(next_attempt_at=at, due_at=at), now)


def _given_up(item: Item, failure: Failure, *, now: int) -> Item:
    """`error` for what only a human can mend or what no heal has mended, else `unhealthy`.

    `unhealthy_at` is the write's own time, which is later than each message that led here was sent.
    """
    permanent = isinstance(failure, Permanent) or item.heals >= len(HEALS_AFTER)
    ended = _told(_at_rest(item, Status.ERROR if permanent else Status.UNHEALTHY), failure)
    phase = item.phase
    if phase is not None:
        ended = _with_phase(ended, phase._replace(status=PhaseStatus.ERROR, completed_at=now))
    ended = _step(ended, now)
    if permanent:
        return ended
    return ended._replace(unhealthy_at=ended.updated_at, due_at=now + HEALS_AFTER[item.heals])


def _new_generation(item: Item, phase: PhaseName, now: int) -> Item:
    names = list(PhaseName)
    kept = names.index(phase)
    phases = tuple(
        one if index < kept and one.status is PhaseStatus.COMPLETED else Phase(one.name)
        for index, one in enumerate(item.phases)
    )
    fresh = _at_rest(item, Status.PENDING)._replace(
        phases=phases,
        kept=_completed(phases),
        generation=item.generation + 1,
        attempts=0,
        unhealthy_at=None,
        due_at=now + FIRST_LOOK,
    )
    return _step(fresh, now)
