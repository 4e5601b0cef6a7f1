"""One worker's hold on an item: who lost the lease changes nothing, since each write names what it read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from instarecipe.domain import item as life
from instarecipe.domain.errors import Conflict, Failure, LeaseLost, Transient
from instarecipe.domain.item import Item, Policy
from instarecipe.items import Items
from instarecipe.ports import Blob, Clock, Delete, Put


@dataclass
class Attempt:
    """`item` and `results` are always what was last stored. Each write raises `LeaseLost` when refused.

    `picture` is the one that was stored in this attempt: the phase that sends it need not ask for it.
    """

    item: Item
    results: Mapping[str, Any]
    items: Items
    clock: Clock
    policy: Policy
    picture: Blob | None = None

    @property
    def key(self) -> str:
        return f"{self.item.owner}/{self.item.id}"

    def progress(self, percent: int, **facts: Any) -> None:
        self._write(life.progressed(self.item, percent, now=self.clock(), **facts))

    def checkpoint(
        self, found: Mapping[str, Any], *, markers: Sequence[Put | Delete] = (), **facts: Any
    ) -> None:
        """The phase is done: `found` joins the results in the same write that begins the next phase."""
        new = life.checkpoint(self.item, now=self.clock(), policy=self.policy, **facts)
        self._write(new, {**self.results, **found}, markers)

    def intend(self) -> None:
        if (self.item.lease_until or 0) <= self.clock():
            raise LeaseLost(f"the lease of {self.item.id} is over")
        self._write(life.intended(self.item, now=self.clock()))

    def succeed(
        self, found: Mapping[str, Any] | None = None, *, markers: Sequence[Put | Delete] = (), **facts: Any
    ) -> None:
        results = {**self.results, **found} if found else None
        self._write(life.succeeded(self.item, now=self.clock(), **facts), results, markers)

    def fail(self, failure: Failure, chance: float) -> None:
        self._write(life.failed(self.item, failure, now=self.clock(), policy=self.policy, chance=chance))

    def put_back(self) -> None:
        self._write(life.put_back(self.item, None, now=self.clock()))

    def _write(
        self,
        new: Item,
        results: Mapping[str, Any] | None = None,
        markers: Sequence[Put | Delete] = (),
    ) -> None:
        try:
            self.item = self.items.save(self.item, new, results=results, markers=markers)
        except Conflict:
            current = self.items.get(new.owner, new.id)
            if current is None or current.version != self.item.version:
                raise LeaseLost(f"{new.id} went on without this worker") from None
            # The item is still ours: somebody else was quicker with a marker.
            raise link_busy() from None
        if results is not None:
            self.results = results


def link_busy() -> Transient:
    """Somebody else was quicker with a link; what they make of it will be known soon."""
    return Transient("link_busy", "The same post is being saved by another link.", retry_after=5, burns=False)
