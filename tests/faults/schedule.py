"""Virtual time: tasks take turns, one at a time, and time passes only while all of them wait.

A task is a greenlet, which leaves its turn only where it waits. Who goes next is decided by the times at
which tasks wake, and these by a seed, so that a run can be replayed to the last call.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from greenlet import getcurrent, greenlet

from instarecipe.wiring import Wiring, install
from tests.doubles.virtual import Clock

Act = Callable[[], None]


class Killed(BaseException):
    """As SIGKILL it cannot be handled: whatever a dead task still tries fails the same way."""


@dataclass(eq=False)
class Task:
    """One invocation of a function. At `dies_at` (milliseconds) it is killed, as Lambda's timeout does.

    `calls` are the names of those that left it, `struck` the places in there of those that met a fault,
    `skew` is by how much its own clock is ahead (milliseconds). A `spared` one is struck no more: it was a
    zombie, and may clear up behind itself.
    """

    name: str
    work: Callable[[], Any]
    wiring: Wiring | None
    dies_at: int | None
    then: Callable[[Task], None]
    skew: int = 0
    calls: list[str] = field(default_factory=list)
    done: bool = False
    dead: bool = False
    spared: bool = False
    struck: list[int] = field(default_factory=list)
    answer: Any = None
    error: BaseException | None = None
    turn: Any = None

    @property
    def function(self) -> str:
        return self.name.partition("#")[0]

    def strike(self) -> None:
        """The call that it is in meets a fault."""
        self.struck.append(len(self.calls) - 1)

    def die(self) -> None:
        self.dead = True
        raise Killed

    def check(self) -> None:
        if self.dead:
            raise Killed


@dataclass
class Schedule:
    """`log` is what happened, one line each: print its end when a run fails."""

    clock: Clock
    log: list[str] = field(default_factory=list)
    running: Task | None = None
    _waiting: list[tuple[int, int, Act]] = field(default_factory=list)
    _order: count[int] = field(default_factory=count)
    _numbers: count[int] = field(default_factory=lambda: count(1))
    _main: Any = field(default_factory=getcurrent)
    _limit: int = 0
    _open: set[Task] = field(default_factory=set)

    def at(self, moment: int, act: Act) -> None:
        heapq.heappush(self._waiting, (max(moment, self.clock.now), next(self._order), act))

    def spawn(
        self,
        function: str,
        work: Callable[[], Any],
        *,
        wiring: Callable[[Task], Wiring],
        seconds: float | None,
        then: Callable[[Task], None] = lambda _: None,
        skew: int = 0,
    ) -> Task:
        """A task that begins as soon as it is its turn; `then` is called when it has ended, however."""
        dies_at = None if seconds is None else self.clock.now + round(seconds * 1000)
        task = Task(f"{function}#{next(self._numbers)}", work, None, dies_at, then, skew)
        task.wiring = wiring(task)
        self._open.add(task)
        self.at(self.clock.now, lambda: self._resume(task))
        return task

    def sleep(self, milliseconds: int) -> None:
        """Of whoever runs; outside of tasks time just passes. Raises `Killed` when its time is over."""
        task = self.running
        if task is None:
            self.clock.now += milliseconds
            return
        task.check()
        wake = self.clock.now + milliseconds
        dies = task.dies_at is not None and wake >= task.dies_at
        if dies:
            wake = max(self.clock.now, task.dies_at or 0)
        if wake <= self._limit and not (self._waiting and self._waiting[0][0] <= wake):
            self.clock.now = wake
        else:
            self.at(wake, lambda: self._resume(task))
            self._main.switch()
        task.check()
        if dies:
            self.note("its time is over")
            task.die()

    def run(self, until: int, stop: Callable[[], bool] = lambda: False) -> None:
        """Everything up to a moment, or until `stop` says so between two turns."""
        self._limit = until
        while not stop():
            if not self._waiting or self._waiting[0][0] > until:
                self.clock.now = max(self.clock.now, until)
                return
            moment, _, act = heapq.heappop(self._waiting)
            self.clock.now = max(self.clock.now, moment)
            act()

    @property
    def busy(self) -> int:
        """Tasks that have not ended."""
        return len(self._open)

    def note(self, what: str) -> None:
        name = self.running.name if self.running else "-"
        self.log.append(f"{self.clock.now} {name} {what}")

    def close(self) -> None:
        """Ends what still runs."""
        for task in list(self._open):
            task.dead = True
            self._resume(task)

    def _resume(self, task: Task) -> None:
        if task.done:
            return
        if task.wiring:
            install(task.wiring)
        self.running = task
        if task.turn is None:
            task.turn = greenlet(self._live, self._main)
        task.turn.switch(task)
        self.running = None
        if task.done:
            self._open.discard(task)
            task.then(task)

    def _live(self, task: Task) -> None:
        try:
            task.check()
            task.answer = task.work()
        except BaseException as error:  # whatever ends a task is its end
            task.error = error
        task.done = True
