"""Faults at the calls that leave a function: scripted ones for a row, drawn ones for the soak.

Every port of a task is wrapped. A call takes some time, may be the last of its task, may fail without having
had its effect or although it had it, may hang, or may wait long enough to come too late.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from random import Random
from typing import Any, TypeVar, cast

from greenlet import getcurrent

from instarecipe.domain.errors import InstaRecipeError, Transient, Unavailable
from tests.faults.schedule import Schedule, Task

T = TypeVar("T")


class How(StrEnum):
    DIE_BEFORE = "die before"
    DIE_AFTER = "die after"
    FAIL_BEFORE = "fail before"
    """No effect, and the caller hears of it."""
    FAIL_AFTER = "fail after"
    """It has its effect, and its answer is lost."""
    HANG = "hang"
    """No effect and no answer, until the function's time is over."""
    SLOW = "slow"
    """Half a minute before it has its effect."""
    PAUSE = "pause"
    """The whole task sleeps for ten minutes before the call, then goes on as if nothing had been."""
    LATE = "late"
    """The caller hears of a failure, and the effect comes some seconds later."""


SLOW_MS = 30_000
FOREVER_MS = 86_400_000
PAUSE_MS = 600_000
LATE_MS = (500, 15_000)
"""Less than the 20 s after which an upload of unknown outcome counts as lost (DESIGN §5)."""

USUAL = (How.FAIL_BEFORE, How.FAIL_AFTER)
KINDS: Mapping[str, tuple[How, ...]] = {
    "table.transact": USUAL,
    "table.get": (How.FAIL_BEFORE,),
    "table.query": (How.FAIL_BEFORE,),
    "queue.send": (*USUAL, How.SLOW),
    "queue.change_visibility": USUAL,
    "media.put": USUAL,
    "media.get": (How.FAIL_BEFORE, How.SLOW),
    "media.delete": USUAL,
    "sockets.send": (*USUAL, How.SLOW),
    "ssm.call": (How.FAIL_BEFORE, How.SLOW),
    "posts": (How.FAIL_BEFORE, How.SLOW, How.HANG),
    "model": (*USUAL, How.SLOW, How.HANG, How.PAUSE),
    "target.find": (How.FAIL_BEFORE, How.SLOW),
    "target.create": (*USUAL, How.SLOW, How.LATE, How.PAUSE),
    "target.complete": (*USUAL, How.SLOW, How.PAUSE),
    "target.delete": USUAL,
    "push": (How.FAIL_BEFORE, How.FAIL_AFTER),
}
"""What the soak does to a call."""
RARER: Mapping[str, float] = {"table.get": 0.05, "table.query": 0.05}
"""Of the rate: what is called dozens of times within one phase."""


def failure_of(what: str, chance: float) -> InstaRecipeError:
    """What a port raises; `chance` in [0, 1) chooses among its ways to fail."""
    port = what.partition(".")[0]
    if port not in TRANSIENT:
        return Unavailable(f"{what} did not answer")
    codes = TRANSIENT[port]
    code, retry_after = codes[int(chance * len(codes))]
    return Transient(code, "It did not work.", retry_after=retry_after, burns=retry_after is None)


TRANSIENT: Mapping[str, tuple[tuple[str, float | None], ...]] = {
    "posts": (("site_unreachable", None), ("site_slow", None), ("rate_limited", 37.0)),
    "model": (("model_slow", None), ("model_error", None), ("model_busy", 20.0)),
    "target": (("target_slow", None), ("target_error", None)),
}


@dataclass
class Strike:
    """The `nth` call whose function and name match, and with `times` as many after it."""

    function: str
    what: re.Pattern[str]
    how: How
    nth: int
    times: int
    raises: Exception | None
    seen: int = 0
    fired: int = 0

    def meets(self, function: str, what: str) -> bool:
        if self.function not in ("*", function) or not self.what.fullmatch(what):
            return False
        self.seen += 1
        return self.nth <= self.seen < self.nth + self.times


@dataclass
class Strikes:
    """With a `rate` the seed draws more of them; `down` is a port that does not answer at all just now.

    `fired` counts all, by what and how.
    """

    schedule: Schedule
    random: Random
    rate: float = 0.0
    down: str = ""
    script: list[Strike] = field(default_factory=list)
    fired: Counter[str] = field(default_factory=Counter)
    latency: Callable[[str], int] = lambda _: 1

    def add(
        self,
        function: str,
        what: str,
        how: How,
        *,
        nth: int = 1,
        times: int = 1,
        raises: Exception | None = None,
    ) -> Strike:
        """`function` may be `*`, `what` is a regular expression such as `table.transact`."""
        strike = Strike(function, re.compile(what), how, nth, times, raises)
        self.script.append(strike)
        return strike

    def take_down(self, port: str) -> None:
        self.down = port

    def port(self, port: T, name: str) -> T:
        """The same port, whose calls may be struck."""
        return cast(T, _Port(port, name, self))

    def call(self, what: str, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        task = self.schedule.running
        if task is None or task.turn is not getcurrent():
            return function(*arguments, **named)  # nobody's call, or that of a pool's thread; see `Phones`
        task.check()
        task.calls.append(what)
        how, raises = self._choose(task, what)
        if how is How.DIE_BEFORE:
            task.die()
        if how is How.PAUSE and task.dies_at is not None:
            task.dies_at += PAUSE_MS  # its environment was frozen, and its time with it
            task.spared = True
        self.schedule.sleep(self._wait(what, how))
        if how is How.HANG:
            self.schedule.sleep(FOREVER_MS)
        if how is How.FAIL_BEFORE:
            raise raises or failure_of(what, self.random.random())
        if how is How.LATE:
            later = self.schedule.clock.now + self.random.randint(*LATE_MS)
            self.schedule.at(later, partial(_quietly, function, *arguments, **named))
            raise raises or failure_of(what, self.random.random())
        answer = function(*arguments, **named)
        if how is How.DIE_AFTER:
            task.die()
        if how is How.FAIL_AFTER:
            raise raises or failure_of(what, self.random.random())
        return answer

    def draw(self, what: str, chance: Random) -> How | None:
        """What the seed has in mind for a call."""
        kinds = KINDS.get(what, ())
        if not kinds or not self.rate or chance.random() >= self.rate * RARER.get(what, 1):
            return None
        how = kinds[int(chance.random() * len(kinds))]
        self.fired[f"{what}: {how}"] += 1
        return how

    def _choose(self, task: Task, what: str) -> tuple[How | None, Exception | None]:
        met = [strike for strike in self.script if strike.meets(task.function, what)]
        for strike in met[:1]:
            strike.fired += 1
            task.strike()
            self.fired[f"{what}: {strike.how}"] += 1
            self.schedule.note(f"{what}: {strike.how}")
            return strike.how, strike.raises
        if self.down and what.partition(".")[0] == self.down:
            task.strike()
            self.fired[f"{what}: down"] += 1
            self.schedule.note(f"{what}: down")
            return How.FAIL_BEFORE, None
        how = None if task.spared else self.draw(what, self.random)
        if how:
            task.strike()
        self.schedule.note(f"{what}: {how}" if how else what)
        return how, None

    def _wait(self, what: str, how: How | None) -> int:
        extra = {How.SLOW: SLOW_MS, How.PAUSE: PAUSE_MS}.get(how, 0) if how else 0
        return self.latency(what) + extra


class _Port:
    def __init__(self, port: object, name: str, strikes: Strikes) -> None:
        self._port = port
        self._name = name
        self._strikes = strikes

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._strikes.call(self._name, cast(Callable[..., Any], self._port), *arguments, **named)

    def __getattr__(self, method: str) -> Any:
        value = getattr(self._port, method)
        if not callable(value):
            return value
        return partial(self._strikes.call, f"{self._name}.{method}", value)


def _quietly(function: Callable[..., Any], *arguments: Any, **named: Any) -> None:
    """Nobody waits for the answer any more."""
    function(*arguments, **named)
