"""10 000 open items of 100 owners at once: how fast they are worked off, who waits for whom, what it takes.

One owner sends as much as all the others together: the shares must take turns all the same.
"""

from __future__ import annotations

import json
import resource
import tempfile
import time
from collections import Counter
from pathlib import Path
from statistics import median

from bench.cost import BenchWiring
from bench.figures import Figure, Part
from bench.stage import quiet_logs, settings_in
from functions.process import app as process
from instarecipe import wiring
from instarecipe.admit import Admit
from instarecipe.embedded.engine import embedded_engine
from instarecipe.submission import Submission
from local.events import Context, queue_event

OWNERS, OPEN = 100, 10_000
TAKEN = 1_000
"""Items worked on while the rest waits; the first two hundred are the warm-up."""
WARM_UP = 200


def part() -> Part:
    found = _measured()
    note = f"{OPEN} open items of {OWNERS} owners, half of them one owner's"
    return Part(
        [
            Figure("crowd: items worked off by one worker", found["rate"], "1/s", None, note),
            Figure("crowd: the greedy owner's share ÷ a fair one", found["greed"], "×", 1.5, note),
            Figure("crowd: least share ÷ a fair one", found["least"], "×", 0.5, note, at_least=True),
            Figure("crowd: one item with 10 000 open ÷ with 100", found["slower"], "×", 1.2, "CPU"),
            Figure("crowd: peak memory", found["megabytes"], "MB", None, note),
        ]
    )


def _measured() -> dict[str, float]:
    few, _ = _worked_off(100 + WARM_UP, 100)
    seconds, shares = _worked_off(OPEN, TAKEN)
    fair = TAKEN / OWNERS
    return {
        "rate": 1 / median(seconds),
        "greed": shares["owner-0"] / fair,
        "least": min(shares[f"owner-{number}"] for number in range(OWNERS)) / fair,
        "slower": median(seconds) / median(few),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _worked_off(waiting: int, taken: int) -> tuple[list[float], Counter[str]]:
    """CPU seconds of each item from the queue to its end, and how many of them were whose."""
    with tempfile.TemporaryDirectory() as folder, quiet_logs():
        settings = settings_in(Path(folder))
        built = BenchWiring(settings, embedded_engine(settings, wiring.now, wiring.new_id))
        wiring.install(built)
        _fill(built.admit, waiting)
        spent, shares = [], Counter[str]()
        for number in range(WARM_UP + taken):
            begun = time.thread_time()
            [message] = built.engine.queue.receive(1)
            process.handler(queue_event([message]), Context(300))
            built.engine.queue.delete(message.receipt)
            if number >= WARM_UP:
                spent.append(time.thread_time() - begun)
                shares[json.loads(message.body)["owner"]] += 1
        return spent, shares


def _fill(admit: Admit, waiting: int) -> None:
    """Half of them are the first owner's, who also comes first."""
    owners = [0] * (waiting // 2) + [1 + number % (OWNERS - 1) for number in range(waiting - waiting // 2)]
    for number, owner in enumerate(owners):
        admit(f"owner-{owner}", Submission(f"https://a.example/{number}"))
