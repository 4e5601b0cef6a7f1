"""The same contract on huey and on Celery, beside our embedded engine: how fast, how large, what holds.

`make bench-peers`; no part of `make bench`, since it needs Redis.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.figures import Figure, Part
from bench.peers.contestants import Contestant, contestants
from bench.peers.front import SENDERS
from bench.peers.truths import Truth, truths
from bench.peers.work import WORKERS

ROUNDS = 5
"""In which the contestants take turns, so that a slow moment falls on all alike."""
ITEMS = 1_000
SINGLE = 100
"""Items sent one after the other."""
WARM_UP = 50
HERE = Path(__file__).parent


@dataclass
class Found:
    """Of one contestant. Seconds, one of each round but for `first_signs`, which has all; `relaxed` is
    `accepted` with Redis as it comes, where a power cut may take the last second.
    """

    memory: float
    truths: dict[str, Truth]
    lines: int
    accepted: list[float] = field(default_factory=list)
    relaxed: list[float] = field(default_factory=list)
    worked_off: list[float] = field(default_factory=list)
    first_signs: list[float] = field(default_factory=list)
    listing: list[float] = field(default_factory=list)

    @property
    def figures(self) -> list[float]:
        """In the order of `FIGURES`."""
        return [
            ITEMS / sum(self.accepted),
            ITEMS / sum(self.worked_off),
            1000 * statistics.quantiles(self.first_signs, n=20)[-1],
            1000 * statistics.median(self.listing),
            self.memory,
        ]


FIGURES = (
    ("links accepted", "1/s", f"{ITEMS} links by {SENDERS} senders, no worker running"),
    ("items worked off", "1/s", f"{ITEMS} items by {WORKERS} workers while links are sent"),
    ("first sign of work, p95", "ms", f"{SINGLE} links, one after the other"),
    ("a list by status", "ms", f"of about {ITEMS} items, ours a page of 100"),
    ("memory at rest", "MB", "all processes with Redis, without the one that sends a peer its links"),
)


def part() -> Part:
    with tempfile.TemporaryDirectory() as folder, contestants(Path(folder)) as everybody:
        with ThreadPoolExecutor() as pool:  # they wait most of the time
            found = list(zip(everybody, pool.map(_alone, everybody), strict=True))
        _working(found)
        _accepting(found)
    ours, *peers = ((one.name, facts.figures) for one, facts in found)
    figures = []
    for number, (title, unit, note) in enumerate(FIGURES):
        others = ", ".join(f"{name} {_short(values[number])}" for name, values in peers)
        figures.append(Figure(f"{ours[0]}: {title}", ours[1][number], unit, None, f"{others}; {note}"))
    return Part(figures, _table(found))


def _alone(contestant: Contestant) -> Found:
    contestant.start()
    time.sleep(1)
    return Found(contestant.megabytes(), truths(contestant), _lines(contestant))


def _working(found: Sequence[tuple[Contestant, Found]]) -> None:
    """With everybody's workers running."""
    for one, _ in found:
        one.front.worked_off(_names("warm", range(WARM_UP)))
    for number, one, facts in _turns(found):
        facts.worked_off.append(one.front.worked_off(_names("crowd", _share(number, ITEMS))))
    for number, one, facts in _turns(found):
        facts.first_signs += one.front.first_signs(_names("single", _share(number, SINGLE)))
        facts.listing.append(one.front.listing("success"))
    for one, _ in found:
        one.stop()


def _accepting(found: Sequence[tuple[Contestant, Found]]) -> None:
    """Without workers."""
    for one, _ in found:
        if not one.peer:
            one.start(workers=0)
    for number, one, facts in _turns(found):
        facts.accepted.append(one.front.accepted(_names("waiting", _share(number, ITEMS))))
    with_redis = [(one, facts) for one, facts in found if one.redis]
    for one, _ in with_redis:
        one.sync("everysec")
    for number, one, facts in _turns(with_redis):
        facts.relaxed.append(one.front.accepted(_names("relaxed", _share(number, ITEMS))))


def _turns(found: Sequence[tuple[Contestant, Found]]) -> Iterator[tuple[int, Contestant, Found]]:
    return ((number, one, facts) for number in range(ROUNDS) for one, facts in found)


def _share(number: int, whole: int) -> range:
    """What one round takes of a whole number of items."""
    return range(number * whole // ROUNDS, (number + 1) * whole // ROUNDS)


def _names(kind: str, numbers: range) -> list[str]:
    return [f"{kind}-{number}" for number in numbers]


def _lines(contestant: Contestant) -> int:
    """Of our code that the contract took, blank ones not counted."""
    if not contestant.peer:
        return 0
    files = (HERE / "contract.py", HERE / f"{contestant.module}.py")
    return sum(bool(line.strip()) for file in files for line in file.read_text().splitlines())


def _table(found: Sequence[tuple[Contestant, Found]]) -> dict[str, Any]:
    """What is no figure: `columns`, and `rows` of a title and a cell for each column."""
    facts = [one for _, one in found]
    rows = [[title, *(_cell(one.truths[title]) for one in facts)] for title in facts[0].truths]
    relaxed = [f"{_short(ITEMS / sum(one.relaxed))} 1/s" if one.relaxed else "–" for one in facts]
    lines = [str(one.lines or "–") for one in facts]
    return {
        "columns": [one.name for one, _ in found],
        "rows": [
            *rows,
            ["links accepted with `appendfsync everysec`", *relaxed],
            ["lines of ours for the contract", *lines],
        ],
    }


def _cell(truth: Truth) -> str:
    return f"{truth['itself']} → {truth['contract']}" if "itself" in truth else truth["contract"]


def _short(value: float) -> str:
    return f"{value:.3g}" if value < 1000 else f"{value:.0f}"
