"""Leaves alone what does not answer: after some outages in a row nobody asks it for a while, then one does.

circuit#{name}   circuit   the fields of `State`

A circuit is open until `open_until`, and then half open: whoever moves that on, by a conditional write, makes
the one probe. The row is read every few seconds, and written only around outages.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from typing import Final
from weakref import WeakKeyDictionary

from instarecipe.domain.errors import Conflict, Unavailable
from instarecipe.observability import log, measure
from instarecipe.ports import Clock, Key, Put, Row, Table

OUTAGES: Final = 5
"""In a row, that open a circuit."""
WINDOW_MS: Final = 10 * 60_000
"""Outages that began longer ago are forgotten."""
COOL_DOWN_MS: Final = 60_000
LONGEST_MS: Final = 60 * 60_000
PROBE_MS: Final = 30_000
"""A probe that takes longer is taken for dead, and another one is made."""
FRESH_MS: Final = 5_000
EXPIRES_S: Final = 24 * 3_600
TRIES: Final = 3
KNOWN: Final = 1_000
"""Circuits that one process remembers; strangers name the hosts."""


@dataclass(frozen=True, slots=True)
class State:
    """`outages` in a row since `since`; `open_until` is 0 while it is closed. Times in milliseconds."""

    outages: int = 0
    since: int = 0
    open_until: int = 0
    cool_down: int = 0

    def wait(self, now: int) -> float:
        """Seconds, 0 when it is closed."""
        return max(1.0, (self.open_until - now) / 1000) if self.open_until else 0

    def after_outage(self, now: int, *, probe: bool) -> State:
        """An outage of what began before the circuit opened changes nothing."""
        if self.open_until:
            cool_down = min(2 * self.cool_down, LONGEST_MS)
            return replace(self, open_until=now + cool_down, cool_down=cool_down) if probe else self
        recent = now - self.since <= WINDOW_MS
        counted = State(self.outages + 1, self.since) if recent else State(1, now)
        if counted.outages < OUTAGES:
            return counted
        return replace(counted, open_until=now + COOL_DOWN_MS, cool_down=COOL_DOWN_MS)


CLOSED: Final = State()


@dataclass(frozen=True, slots=True)
class Stored:
    """What was read or written at `at`. `version` is 0 where there is no row."""

    state: State
    version: int
    at: int


@dataclass(frozen=True)
class Passage:
    """Leave to ask, when `wait` is 0 seconds; then say how it went, or nothing when that tells nothing."""

    circuits: Circuits
    name: str
    wait: float = 0
    probe: bool = False

    def failed(self, within: object = None) -> None:
        """What failed several times within one thing (an item's phase, by its `Deadline`) counts once."""
        if within is None or self.circuits.is_first(self.name, within):
            self.circuits.count(self.name, probe=self.probe)

    def worked(self) -> None:
        self.circuits.close(self.name)


@dataclass(frozen=True)
class Circuits:
    """May be used from several threads. A table that does not answer stops nobody."""

    table: Table
    clock: Clock
    new_id: Callable[[], str]
    _known: dict[str, Stored] = field(default_factory=dict)
    _failed: WeakKeyDictionary[object, set[str]] = field(default_factory=WeakKeyDictionary)

    def enter(self, name: str) -> Passage:
        """`name` is a host, or what else answers or does not."""
        now = self.clock()
        try:
            stored = self._fresh(name)
            if stored.state.open_until and stored.state.open_until <= now:
                if self._put(name, stored, replace(stored.state, open_until=now + PROBE_MS)):
                    return Passage(self, name, probe=True)
                stored = self._read(name)
        except Unavailable:
            return Passage(self, name)
        return Passage(self, name, wait=stored.state.wait(now))

    def is_first(self, name: str, within: object) -> bool:
        """Whether `name` has not failed within this yet."""
        names = self._failed.setdefault(within, set())
        first = name not in names
        names.add(name)
        return first

    def count(self, name: str, *, probe: bool) -> None:
        """One more outage."""
        self._change(name, lambda state: state.after_outage(self.clock(), probe=probe))

    def close(self, name: str) -> None:
        """It answers, so nothing of before counts. Costs nothing when nothing was amiss."""
        known = self._known.get(name)
        if known and known.state != CLOSED:
            self._change(name, lambda _: CLOSED)

    def _change(self, name: str, new: Callable[[State], State]) -> None:
        """An outage that is not counted, because others were quicker or the table is away, does no harm."""
        try:
            for _ in range(TRIES):
                stored = self._read(name)
                state = new(stored.state)
                if state == stored.state:
                    return
                if self._put(name, stored, state):
                    _tell(name, stored.state, state)
                    return
        except Unavailable:
            log.warning("circuit not stored", extra={"circuit": name})

    def _fresh(self, name: str) -> Stored:
        known = self._known.get(name)
        return known if known and self.clock() - known.at < FRESH_MS else self._read(name)

    def _read(self, name: str) -> Stored:
        row = self.table.get([_key(name)])[0]
        state = State(**json.loads(row.body)) if row else CLOSED
        return self._keep(name, Stored(state, row.version if row else 0, self.clock()))

    def _put(self, name: str, before: Stored, state: State) -> bool:
        now, version = self.clock(), before.version + 1
        row = Row(_key(name), version, json.dumps(asdict(state)), expires=now // 1000 + EXPIRES_S)
        try:
            self.table.transact([Put(row, before.version or None)], self.new_id())
        except Conflict:
            return False
        self._keep(name, Stored(state, version, now))
        return True

    def _keep(self, name: str, stored: Stored) -> Stored:
        if len(self._known) >= KNOWN:
            self._known.clear()
        self._known[name] = stored
        return stored


def _key(name: str) -> Key:
    return Key(f"circuit#{name}", "circuit")


def _tell(name: str, old: State, new: State) -> None:
    if new.open_until and not old.open_until:
        log.warning("circuit opened", extra={"circuit": name})
        measure("CircuitOpened", 1)
    elif old.open_until and not new.open_until:
        log.info("circuit closed", extra={"circuit": name})
