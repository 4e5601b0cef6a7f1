"""The life of an item: what a message means to it, and what each transition makes of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from instarecipe.domain import item as life
from instarecipe.domain.errors import Failure, Permanent, Transient
from instarecipe.domain.item import Item, Meaning, Phase, PhaseName, PhaseStatus, Policy, Status
from tests.doubles.virtual import NOON

MINUTE = 60_000
HOUR = 60 * MINUTE
POLICY = Policy(attempts=3, phase_ms=30_000)
BUSY = Transient("site_unreachable", "The site does not answer.", "Try again later.")
WRONG = Permanent("not_a_recipe", "This is no recipe.", "Paste the caption.")


def fresh() -> Item:
    return life.new("i1", "o1", "http://a.example/1", "http://a.example/1", given=None, now=NOON)


def claimed(item: Item | None = None, *, now: int = NOON + 1_000, attempt_id: str = "a1") -> Item:
    return life.claim(item or fresh(), attempt_id=attempt_id, now=now, policy=POLICY)


def uploading() -> Item:
    parsing = life.checkpoint(claimed(), now=NOON + 2_000, policy=POLICY)
    return life.checkpoint(parsing, now=NOON + 3_000, policy=POLICY)


def failed(item: Item, failure: Failure, *, now: int = NOON + 5_000, chance: float = 0.5) -> Item:
    return life.failed(item, failure, now=now, policy=POLICY, chance=chance)


def worn_out(*, heals: int = 0, now: int = NOON + 5_000) -> Item:
    """An item whose attempts are used up."""
    return failed(claimed()._replace(attempts=3, heals=heals), BUSY, now=now)


def names(item: Item) -> list[str]:
    return [str(phase.status) for phase in item.phases]


# -- what a message means ------------------------------------------------------------------------------

MEANINGS: dict[str, tuple[Callable[[], Item], int, int, Meaning]] = {
    "a new item is claimed": (fresh, 1, NOON, Meaning.CLAIM),
    "another generation is not": (fresh, 2, NOON, Meaning.STALE),
    "nor is an old one": (lambda: fresh()._replace(generation=2), 1, NOON, Meaning.STALE),
    "a delayed item waits": (lambda: fresh()._replace(next_attempt_at=NOON + 1), 1, NOON, Meaning.STALE),
    "until its time comes": (lambda: fresh()._replace(next_attempt_at=NOON), 1, NOON, Meaning.CLAIM),
    "a held lease is respected": (claimed, 1, NOON + 45_999, Meaning.STALE),
    "a lease that is over is not": (claimed, 1, NOON + 46_000, Meaning.CLAIM),
    "success is the end": (lambda: life.succeeded(uploading(), now=NOON), 1, NOON, Meaning.STALE),
    "so is an error": (lambda: failed(claimed(), WRONG), 1, NOON, Meaning.STALE),
}


@pytest.mark.parametrize("case", MEANINGS)
def test_what_a_message_means(case: str) -> None:
    item, generation, now, expected = MEANINGS[case]
    assert life.meaning(item(), generation=generation, sent_at=NOON, now=now) is expected


@pytest.mark.parametrize(
    ("sent_at", "expected"),
    [(NOON + 5_250, Meaning.DEAD), (NOON + 5_251, Meaning.REDRIVE), (NOON + HOUR, Meaning.REDRIVE)],
)
def test_an_unhealthy_item_knows_old_messages_from_an_operators_redrive(
    sent_at: int, expected: Meaning
) -> None:
    item = worn_out(now=NOON + 5_000)
    assert life.meaning(item, generation=1, sent_at=sent_at, now=NOON + HOUR) is expected


def test_a_redrive_of_another_generation_is_stale() -> None:
    meaning = life.meaning(worn_out(), generation=2, sent_at=NOON + HOUR, now=NOON + HOUR)
    assert meaning is Meaning.STALE


# -- the way to success --------------------------------------------------------------------------------


def test_a_new_item_is_looked_at_after_a_minute() -> None:
    item = fresh()
    assert (item.status, item.version, item.generation, item.attempts) == (Status.PENDING, 1, 1, 0)
    assert item.due_at == NOON + MINUTE
    assert names(item) == ["pending"] * 3


def test_a_claim_takes_a_lease_over_one_phase() -> None:
    item = claimed(now=NOON)
    assert (item.status, item.attempts, item.attempt_id) == (Status.IN_PROGRESS, 1, "a1")
    assert item.lease_until == item.due_at == NOON + 45_000
    assert item.phases[0] == Phase(PhaseName.EXTRACTION, PhaseStatus.IN_PROGRESS, NOON, None, 0)
    assert names(item) == ["in_progress", "pending", "pending"]


def test_a_claim_forgets_what_an_earlier_attempt_said() -> None:
    waiting = failed(claimed(), BUSY)
    again = claimed(life.hinted_again(waiting, now=NOON + HOUR), now=NOON + HOUR, attempt_id="a2")
    assert (again.error, again.error_code, again.advice, again.next_attempt_at) == (None,) * 4
    assert (again.attempts, again.resends, again.attempt_id) == (2, 0, "a2")


def test_a_checkpoint_renews_the_lease_and_begins_the_next_phase() -> None:
    item = life.checkpoint(claimed(), now=NOON + 9_000, policy=POLICY, title="Soup")
    assert names(item) == ["completed", "in_progress", "pending"]
    assert item.lease_until == item.due_at == NOON + 54_000
    assert (item.title, item.attempt_id) == ("Soup", "a1")
    assert item.phases[0] == Phase(
        PhaseName.EXTRACTION, PhaseStatus.COMPLETED, NOON + 1_000, NOON + 9_000, 100
    )


def test_the_last_phase_has_no_checkpoint() -> None:
    with pytest.raises(ValueError, match="can only succeed"):
        life.checkpoint(uploading(), now=NOON, policy=POLICY)


def test_progress_never_goes_back_and_ends_below_a_hundred() -> None:
    item = claimed()
    seen = []
    for percent in (10, 60, 30, -5, 100, 250):
        item = life.progressed(item, percent, now=NOON)
        assert item.phase
        seen.append(item.phase.progress)
    assert seen == [10, 60, 60, 60, 99, 99]
    assert item.lease_until == claimed().lease_until


@pytest.mark.parametrize("item", [fresh(), worn_out()])
def test_only_a_running_phase_makes_progress(item: Item) -> None:
    with pytest.raises(ValueError, match="no phase is running"):
        life.progressed(item, 10, now=NOON)


def test_an_intent_forgets_the_reference_of_a_recipe_that_is_gone() -> None:
    item = life.intended(uploading()._replace(reference="7"), now=NOON + 4_000)
    assert (item.intent_at, item.reference) == (NOON + 4_000, None)


def test_success_rests() -> None:
    item = life.succeeded(
        life.intended(uploading()._replace(heals=2, forced=True, remake=True), now=NOON),
        now=NOON + 9_000,
        reference="7",
        recipe_url="http://r.example/7",
    )
    assert names(item) == ["completed"] * 3
    assert (item.status, item.due_at, item.lease_until, item.attempt_id) == (Status.SUCCESS, None, None, None)
    assert (item.heals, item.forced, item.remake, item.intent_at) == (0, False, False, None)
    assert (item.reference, item.recipe_url) == ("7", "http://r.example/7")


def test_a_duplicate_succeeds_from_its_first_phase() -> None:
    item = life.succeeded(claimed(now=NOON), now=NOON + 500)
    assert all(
        phase.status is PhaseStatus.COMPLETED and phase.started_at and phase.completed_at == NOON + 500
        for phase in item.phases
    )


# -- failures ------------------------------------------------------------------------------------------


def test_what_only_a_human_can_mend_is_an_error_at_once() -> None:
    item = failed(claimed(), WRONG)
    assert (item.status, item.error_code, item.error, item.advice) == (
        Status.ERROR,
        "not_a_recipe",
        "This is no recipe.",
        "Paste the caption.",
    )
    assert (item.due_at, item.unhealthy_at, item.attempts) == (None, None, 1)
    assert names(item) == ["error", "pending", "pending"]


def test_a_burnt_failure_waits() -> None:
    item = failed(claimed(), BUSY, chance=0.5)
    assert (item.status, item.attempts, item.error_code) == (Status.PENDING, 1, "site_unreachable")
    assert item.next_attempt_at == item.due_at == NOON + 5_000 + 8_000
    assert names(item) == ["pending"] * 3


def test_the_last_burnt_failure_is_unhealthy_and_heals_later() -> None:
    item = worn_out(now=NOON)
    assert (item.status, item.unhealthy_at) == (Status.UNHEALTHY, item.updated_at)
    assert item.due_at == NOON + HOUR
    assert names(item) == ["error", "pending", "pending"]
    assert (item.lease_until, item.attempt_id, item.next_attempt_at) == (None, None, None)


def test_an_item_that_waits_keeps_the_phases_that_it_has_done() -> None:
    assert names(failed(uploading(), BUSY)) == ["completed", "completed", "pending"]


@pytest.mark.parametrize(("heals", "hours"), [(0, 1), (1, 4), (2, 12)])
def test_heals_come_after_one_four_and_twelve_hours(heals: int, hours: int) -> None:
    item = worn_out(heals=heals, now=NOON)
    assert life.heals_by_itself(item)
    assert item.due_at == NOON + hours * HOUR


def test_what_three_heals_did_not_mend_is_an_error() -> None:
    item = worn_out(heals=3)
    assert (item.status, item.due_at, item.unhealthy_at) == (Status.ERROR, None, None)
    assert not life.heals_by_itself(item)


def test_a_claim_without_attempts_left_says_that_workers_were_lost() -> None:
    item = life.claim(claimed()._replace(attempts=3), attempt_id="a4", now=NOON + HOUR, policy=POLICY)
    assert (item.status, item.error_code, item.attempt_id) == (Status.UNHEALTHY, "worker_lost", None)
    assert names(item)[0] == "error"


def test_lost_workers_after_three_heals_are_an_error() -> None:
    lost = claimed()._replace(attempts=3, heals=3)
    assert life.claim(lost, attempt_id="a4", now=NOON + HOUR, policy=POLICY).status is Status.ERROR


def test_an_operators_redrive_begins_with_a_fresh_count() -> None:
    item = claimed(worn_out(), now=NOON + HOUR)
    assert (item.status, item.attempts, item.generation) == (Status.IN_PROGRESS, 1, 1)
    assert (item.unhealthy_at, item.error) == (None, None)
    assert names(item) == ["in_progress", "pending", "pending"]


# -- a cook's and the sweep's --------------------------------------------------------------------------


def test_a_retry_begins_a_new_generation() -> None:
    item = life.restarted(worn_out(heals=2), PhaseName.EXTRACTION, now=NOON + HOUR, given="given/x")
    assert (item.status, item.generation, item.attempts, item.heals) == (Status.PENDING, 2, 0, 0)
    assert (item.asked, item.remake, item.given, item.unhealthy_at) == (True, True, "given/x", None)
    assert item.due_at == NOON + HOUR + MINUTE


def test_a_retry_goes_on_where_it_failed() -> None:
    item = life.restarted(
        failed(uploading(), WRONG)._replace(results_version=2), PhaseName.UPLOADING, now=NOON
    )
    assert names(item) == ["completed", "completed", "pending"]


def test_a_retry_without_text_keeps_the_text_that_was_sent_before() -> None:
    item = failed(claimed(), WRONG)._replace(given="given/x", warnings=("picture_missing",))
    assert life.restarted(item, PhaseName.PARSING, now=NOON).given == "given/x"
    assert life.restarted(item, PhaseName.PARSING, now=NOON).warnings == ("picture_missing",)
    assert life.restarted(item, PhaseName.EXTRACTION, now=NOON).warnings == ()


RESTARTS = {
    "where it failed": (failed(uploading(), WRONG), 2, False, False, PhaseName.UPLOADING),
    "text is read anew": (failed(uploading(), WRONG), 2, True, False, PhaseName.EXTRACTION),
    "nothing stored": (failed(claimed(), BUSY), 0, False, False, PhaseName.EXTRACTION),
    "success from the start": (life.succeeded(uploading(), now=NOON), 2, False, True, PhaseName.EXTRACTION),
    "force on no recipe": (
        failed(life.checkpoint(claimed(), now=NOON, policy=POLICY), WRONG),
        1,
        False,
        True,
        PhaseName.PARSING,
    ),
    "force with text": (failed(uploading(), WRONG), 2, True, True, PhaseName.EXTRACTION),
}


@pytest.mark.parametrize("case", RESTARTS)
def test_where_a_retry_begins(case: str) -> None:
    item, results_version, has_text, force, expected = RESTARTS[case]
    stored = item._replace(results_version=results_version)
    assert life.restart_phase(stored, has_text=has_text, force=force) is expected


def test_a_heal_is_a_retry_that_nobody_asked_for() -> None:
    item = life.healed(worn_out(heals=1), now=NOON + HOUR)
    assert (item.status, item.generation, item.attempts, item.heals) == (Status.PENDING, 2, 0, 2)
    assert (item.asked, item.unhealthy_at, item.due_at) == (False, None, NOON + HOUR + MINUTE)


def test_hints_are_sent_again_later_and_later() -> None:
    item, patiences = fresh(), []
    for _ in range(9):
        item = life.hinted_again(item, now=NOON)
        patiences.append(((item.due_at or 0) - NOON) // MINUTE)
    assert patiences == [10, 20, 40, 80, 160, 320, 360, 360, 360]


def test_a_freed_item_can_be_claimed_at_once_and_its_attempt_stays_burnt() -> None:
    item = life.freed(claimed(), now=NOON + 2_000)
    assert life.meaning(item, generation=1, sent_at=NOON, now=NOON + 2_000) is Meaning.CLAIM
    assert claimed(item, now=NOON + 2_000).attempts == 2


STEPS: dict[str, Callable[[int], tuple[Item, Item]]] = {
    "claim": lambda now: (fresh(), claimed(now=now)),
    "checkpoint": lambda now: (claimed(), life.checkpoint(claimed(), now=now, policy=POLICY)),
    "progress": lambda now: (claimed(), life.progressed(claimed(), 5, now=now)),
    "intent": lambda now: (uploading(), life.intended(uploading(), now=now)),
    "success": lambda now: (uploading(), life.succeeded(uploading(), now=now)),
    "failure": lambda now: (claimed(), failed(claimed(), BUSY, now=now)),
    "put back": lambda now: (claimed(), life.put_back(claimed(), None, now=now)),
    "retry": lambda now: (worn_out(), life.restarted(worn_out(), PhaseName.EXTRACTION, now=now)),
    "heal": lambda now: (worn_out(), life.healed(worn_out(), now=now)),
    "hint": lambda now: (fresh(), life.hinted_again(fresh(), now=now)),
    "free": lambda now: (claimed(), life.freed(claimed(), now=now)),
}


@pytest.mark.parametrize("now", [NOON - HOUR, NOON, NOON + HOUR])
@pytest.mark.parametrize("step", STEPS)
def test_every_write_moves_version_and_update_time_on_whatever_the_clock_says(step: str, now: int) -> None:
    before, after = STEPS[step](now)
    assert after.version == before.version + 1
    assert after.updated_at == max(now, before.updated_at + 1)
    assert after.created_at == before.created_at
