"""Exactly one recipe per item in the target, although a worker may die at any instruction.

The intent is stored directly before the target is asked to create; as long as its outcome is unknown the
next attempt looks before it creates. Uploads to one target go one at a time under its lock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from instarecipe.attempt import Attempt
from instarecipe.domain.errors import Failure, LeaseLost, Permanent, Transient, Unavailable
from instarecipe.domain.item import Item
from instarecipe.domain.recipe import Recipe
from instarecipe.items import Items
from instarecipe.locks import Locks
from instarecipe.observability import log, measure
from instarecipe.ports import Blob, Clock, Deadline, Delivered, Target
from instarecipe.uploading.removals import HOLD_MS, SECONDS, Removals

SETTLES_MS = 20_000
"""A create whose answer was lost may still be under way for that long."""
CLOCK_STEP = 1.0
"""Seconds: how coarse the clock of an answer is."""


@dataclass(frozen=True)
class Deliver:
    target: Target
    locks: Locks
    items: Items
    removals: Removals
    clock: Clock
    monotonic: Callable[[], float]

    def __call__(self, attempt: Attempt, recipe: Recipe, picture: Blob | None, deadline: Deadline) -> None:
        """Ends with the item in success. What it made goes when the item went on or is gone."""
        upload = _Upload(self, attempt, recipe, picture, deadline)
        try:
            with self.locks.held(
                self.target.lock,
                item=attempt.key,
                attempt_id=attempt.item.attempt_id or "",
                lasts_ms=(attempt.item.lease_until or 0) - self.clock(),
            ):
                upload.run()
        except (LeaseLost, Failure, Unavailable) as end:
            if upload.made and (isinstance(end, LeaseLost) or self.is_deleted(attempt.item)):
                self.removals.send(attempt.item, self.target, upload.made)
            raise

    def is_deleted(self, item: Item) -> bool:
        return self.items.get(item.owner, item.id) is None

    def take_back(self, attempt: Attempt, recipe: Recipe) -> None:
        """Removes what a create of unknown outcome made, or still makes, for an item that was deleted."""
        try:
            reference = self._found_late(attempt, recipe)
        except (Failure, Unavailable) as failure:
            log.error("could not look for a recipe nobody waits for", extra={"cause": str(failure)})
        else:
            if reference:
                self.removals.send(attempt.item, self.target, reference)

    def _found_late(self, attempt: Attempt, recipe: Recipe) -> str | None:
        """With the lock in hand since before the create, so that nobody else's recipe is that young."""
        begun = attempt.item.intent_at or self.clock()
        settled = begun + SETTLES_MS
        with self.locks.held(
            self.target.lock,
            item=attempt.key,
            attempt_id=attempt.item.attempt_id or "",
            lasts_ms=max(0, settled - self.clock()) + HOLD_MS,
        ):
            while True:
                now = self.clock()
                within = (now - begun) / 1000 + CLOCK_STEP
                deadline = Deadline(SECONDS, self.monotonic)
                reference = self.target.find(attempt.key, recipe, deadline=deadline, within=within)
                if reference or now >= settled:
                    return reference
                self.locks.sleep(max(0, settled - self.clock()) / 1000)


@dataclass
class _Upload:
    """`made` is the recipe that nobody has seen as a success yet; an earlier worker may have created it."""

    of: Deliver
    attempt: Attempt
    recipe: Recipe
    picture: Blob | None
    deadline: Deadline
    made: str | None = None

    def run(self) -> None:
        item = self.attempt.item
        self.made = None if item.recipe_url else item.reference
        known = self._known()
        delivered = known or self._create()
        item = self.attempt.item
        self.attempt.succeed(
            markers=self.of.removals.adoption(self.of.target, known.reference) if known else (),
            reference=delivered.reference,
            recipe_url=delivered.recipe_url,
            tandoor_url=delivered.tandoor_url,
            warnings=tuple(dict.fromkeys((*item.warnings, *delivered.warnings))),
        )

    def _known(self) -> Delivered | None:
        """Completes the recipe that an earlier attempt or generation made; None when there is none."""
        item = self.attempt.item
        reference = item.reference or self._found()
        if reference is None:
            return None
        try:
            return self._complete(reference, update=item.rewrites)
        except Permanent as gone:
            if gone.code != "recipe_gone":
                raise
            if item.remake:
                return None
            raise Permanent(
                "recipe_deleted",
                "This recipe was deleted from your recipe manager.",
                "Try again to save it once more.",
            ) from gone

    def _found(self) -> str | None:
        """What a create of unknown outcome left in the target. Raises `Transient` while it may still come."""
        item = self.attempt.item
        if item.intent_at is None:
            return None
        reference = self.of.target.find(self.attempt.key, self.recipe, deadline=self.deadline)
        if reference:
            measure("AdoptedUploads", 1)
            self.made = reference
            self.attempt.progress(60, reference=reference)
            return reference
        age = self.of.clock() - item.intent_at
        if age < SETTLES_MS:
            raise Transient(
                "target_settling",
                "We make sure that the recipe is not saved twice.",
                retry_after=(SETTLES_MS - age) / 1000,
                burns=False,
            )
        return None

    def _create(self) -> Delivered:
        self.attempt.intend()
        try:
            reference = self.of.target.create(self.attempt.key, self.recipe, deadline=self.deadline)
        except Transient:
            if self.of.is_deleted(self.attempt.item):  # else the next attempt looks
                self.of.take_back(self.attempt, self.recipe)
            raise
        self.made = reference
        self.attempt.progress(60, reference=reference)
        return self._complete(reference, update=False)

    def _complete(self, reference: str, *, update: bool) -> Delivered:
        return self.of.target.complete(
            reference, self.recipe, self.picture, update=update, deadline=self.deadline
        )
