"""Who works on which item, as seen from what is written: what I2 and I4 forgive depends on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from instarecipe.domain.item import Item, PhaseName, PhaseStatus
from tests.faults.schedule import Task


@dataclass(frozen=True)
class Deletion:
    """`watched` by a worker that asked the target itself and knows, or is still to learn, what it made."""

    holder: Task | None
    watched: bool

    @property
    def may_leave_a_recipe(self) -> bool:
        """Nobody was there who would clear up, or he was lost or met one more fault before he had."""
        if self.holder is None or not self.watched:
            return True
        created = self.holder.calls.index("target.create")
        return bool(self.holder.error) or any(at > created for at in self.holder.struck)


@dataclass
class Holders:
    """`latest` is by item the worker that claimed it last, `parsed` those that stored a model's answer."""

    latest: dict[str, Task] = field(default_factory=dict)
    deletions: dict[str, Deletion] = field(default_factory=dict)
    parsed: set[Task] = field(default_factory=set)

    def wrote(self, worker: Task, item: Item) -> None:
        if item.attempt_id is None:  # it gave it back, or it is an item whose link it took over
            return
        self.latest[item.id] = worker
        parsing = item.phases[list(PhaseName).index(PhaseName.PARSING)]
        if "model" in worker.calls and parsing.status is PhaseStatus.COMPLETED:
            self.parsed.add(worker)

    def deleted(self, id_: str) -> None:
        holder = self.latest.get(id_)
        self.deletions[id_] = Deletion(holder, watched=holder is not None and _watches(holder))

    def excuse(self, worker: Task) -> int:
        """How often it may have asked in vain: the model failed, or it was lost with the answer."""
        failed = sum(worker.calls[at] == "model" for at in worker.struck)
        lost = "model" in worker.calls and worker not in self.parsed and bool(worker.struck or worker.error)
        return max(failed, int(lost))


def _watches(holder: Task) -> bool:
    """Not when the target's answer was lost before the call that it is in: the next worker is to look."""
    earlier = [holder.calls[at] for at in holder.struck if at < len(holder.calls) - 1]
    unknown = any(call.startswith("target") for call in earlier)
    return not holder.done and "target.create" in holder.calls and not unknown
