"""What becomes of an item, found out: with a peer by itself, as it is documented, and with our contract."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bench.peers.contestants import Contestant
from bench.peers.work import ATTEMPTS, DELAY, PHASES, link

PATIENCE = 60
"""Seconds for what must happen."""
LIMIT = 20
"""Seconds after which an item whose worker was killed is called lost; twice Celery's visibility timeout."""
SETTLES = 1
"""Seconds in which what is done twice is done twice."""

Truth = Mapping[str, str]
"""What was found, by way: `itself`, `contract`."""


@dataclass(frozen=True)
class Trial:
    """One link for each way of working: with the contract, and for a peer also by itself."""

    contestant: Contestant
    name: str

    @property
    def links(self) -> dict[str, str]:
        ways = ("itself", "contract") if self.contestant.peer else ("contract",)
        return {way: link(f"{self.name}-{way}") for way in ways}

    def send(self) -> str:
        """The id under the contract."""
        if self.contestant.peer:
            self.contestant.peer.bare(self.links["itself"])
        id_: str = self.contestant.front.submit(self.links["contract"])[0]
        return id_

    def count(self, way: str, phase: str) -> int:
        return self.contestant.work.journal()[self.links[way], phase]

    def wait(self, phase: str, times: int = 1, seconds: float = PATIENCE) -> dict[str, float]:
        """When each way began a phase so many times, as seconds from now; not all of them need get there."""
        begun = time.monotonic()
        reached: dict[str, float] = {}
        while len(reached) < len(self.links) and time.monotonic() < begun + seconds:
            for way in self.links.keys() - reached.keys():
                if self.count(way, phase) >= times:
                    reached[way] = time.monotonic() - begun
            time.sleep(0.01)
        return reached

    def open_gates(self) -> None:
        for url in self.links.values():
            self.contestant.work.open_gate(url)


def truths(contestant: Contestant) -> dict[str, Truth]:
    """With its workers started, which they are afterwards too."""
    killed, phase = _killed(contestant)
    return {
        "worker killed with -9 while parsing, started again": killed,
        "phase of a running item": phase,
        "the same link twice": _twice(contestant),
        "delayed second attempt, restart in between": _delayed(contestant),
        "attempts used up": _used_up(contestant),
    }


def _killed(contestant: Contestant) -> tuple[Truth, Truth]:
    trial = Trial(contestant, "stops")
    id_ = trial.send()
    _expect(trial, trial.wait("parsing"))
    phase = contestant.front.status(id_)
    begun = time.monotonic()
    contestant.kill()
    trial.open_gates()
    contestant.start()
    restarted = time.monotonic() - begun
    seconds = trial.wait("uploading", seconds=LIMIT)
    time.sleep(SETTLES)
    found = {
        way: f"done after {restarted + seconds[way]:.1f} s{_again(trial, way)}" if way in seconds else "lost"
        for way in trial.links
    }
    return found, {"contract": "seen" if phase == "parsing" else phase}


def _again(trial: Trial, way: str) -> str:
    twice = [phase for phase in PHASES if trial.count(way, phase) > 1]
    return f", {' and '.join(twice)} twice" if twice else ""


def _twice(contestant: Contestant) -> Truth:
    trial = Trial(contestant, "same")
    trial.send()
    trial.send()
    _expect(trial, trial.wait("uploading"))
    time.sleep(SETTLES)
    return {
        way: "refused" if trial.count(way, "uploading") == 1 else "worked on twice" for way in trial.links
    }


def _delayed(contestant: Contestant) -> Truth:
    trial = Trial(contestant, "fails-later")
    id_ = trial.send()
    _expect(trial, trial.wait("extraction"))
    begun = time.monotonic()
    _until(lambda: contestant.front.status(id_) == "pending")
    contestant.stop()
    trial.open_gates()
    contestant.start()
    before = time.monotonic() - begun
    seconds = trial.wait("uploading", seconds=LIMIT)
    return {
        way: f"made after {before + seconds[way]:.1f} s" if way in seconds else "lost" for way in trial.links
    }


def _used_up(contestant: Contestant) -> Truth:
    trial = Trial(contestant, "fails-for-good")
    id_ = trial.send()
    _expect(trial, trial.wait("extraction", ATTEMPTS))
    _until(lambda: id_ in contestant.front.listed("unhealthy"))
    trial.open_gates()
    time.sleep(SETTLES)  # nobody sends a dead letter again in the moment in which it died
    _until(lambda: contestant.front.redrive() > 0)
    seconds = trial.wait("uploading", seconds=DELAY + SETTLES)
    kept = {"itself": "kept", "contract": "kept, sent again by one call"}
    return {way: kept[way] if way in seconds else "gone" for way in trial.links}


def _expect(trial: Trial, reached: Mapping[str, float]) -> None:
    if len(reached) < len(trial.links):
        raise TimeoutError(f"{trial.contestant.name}: {trial.name} got no further than {reached}")


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError("what was waited for did not happen")
        time.sleep(0.01)
