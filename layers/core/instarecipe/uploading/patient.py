"""A recipe manager that is down is left alone for a while: a target behind a circuit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from instarecipe.circuit import Circuits
from instarecipe.domain.errors import Permanent, Transient
from instarecipe.domain.recipe import Recipe
from instarecipe.ports import Blob, Deadline, Delivered, Target, TargetHealth

_OUTAGES = frozenset({"target_unreachable", "target_slow", "target_error", "target_busy"})


@dataclass(frozen=True)
class PatientTarget:
    """`ports.Target`; also raises `Transient("target_paused")`, unburnt, before anything is sent.

    Taking back a recipe, and asking how the target is, are always tried. The latter is how it is found out
    whether an outage is over, so that no item pays for that with an attempt.
    """

    target: Target
    circuits: Circuits

    @property
    def name(self) -> str:
        return self.target.name

    @property
    def lock(self) -> str | None:
        return self.target.lock

    def find(
        self, key: str, recipe: Recipe, *, deadline: Deadline, within: float | None = None
    ) -> str | None:
        with self._passing(deadline):
            return self.target.find(key, recipe, deadline=deadline, within=within)

    def create(self, key: str, recipe: Recipe, *, deadline: Deadline) -> str:
        with self._passing(deadline):
            return self.target.create(key, recipe, deadline=deadline)

    def complete(
        self, reference: str, recipe: Recipe, picture: Blob | None, *, update: bool, deadline: Deadline
    ) -> Delivered:
        with self._passing(deadline):
            return self.target.complete(reference, recipe, picture, update=update, deadline=deadline)

    def delete(self, reference: str, *, deadline: Deadline, made_from: str | None = None) -> None:
        self.target.delete(reference, deadline=deadline, made_from=made_from)

    def health(self, deadline: Deadline) -> TargetHealth:
        return self.target.health(deadline)

    @property
    def _circuit(self) -> str:
        return f"target:{self.name}"

    @contextmanager
    def _passing(self, deadline: Deadline) -> Iterator[None]:
        passage = self.circuits.enter(self._circuit)
        if passage.probe and not self.target.health(deadline).reachable:
            passage.failed()
            passage = self.circuits.enter(self._circuit)
        if passage.wait:
            raise Transient(
                "target_paused",
                "Your recipe manager did not answer several times, so we leave it alone for a while.",
                "Check that it is running. We try again by ourselves.",
                retry_after=passage.wait,
                burns=False,
            )
        try:
            yield
        except Transient as failure:
            if failure.code in _OUTAGES:
                passage.failed()
            raise
        except Permanent:
            passage.worked()
            raise
        passage.worked()
