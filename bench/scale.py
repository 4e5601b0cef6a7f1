"""One owner with a hundred, ten thousand and a million items: what a call costs must not depend on it.

Time is CPU over SQLite, steps are SQLite's own, which no busy machine changes, and units DynamoDB's for the
same calls; all as a ratio to the owner with a hundred.
"""

from __future__ import annotations

import gc
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from uuid import UUID

from bench.figures import Figure, Part
from bench.meter import Meter, MeteredDynamo, MeteredMedia, MeteredQueue
from bench.stage import quiet_logs, settings_in
from instarecipe import items as rows
from instarecipe import wiring
from instarecipe.aws.table import DynamoTable
from instarecipe.domain import item as life
from instarecipe.domain.item import Policy, Status
from instarecipe.domain.moments import iso
from instarecipe.embedded.database import SCHEMA, Database
from instarecipe.embedded.engine import embedded_engine
from instarecipe.embedded.sockets import LocalSockets
from instarecipe.embedded.table import SqliteTable
from instarecipe.ports import Engine
from instarecipe.submission import Submission

SIZES = (100, 10_000, 1_000_000)
OWNER = "household"
ROUNDS, WARM_UP = 120, 5
BUDGET = 1.2
APART_MS = 1_000
"""Between two items, so that as many fall into the seconds that a stream catches up with."""
_numbers = count()


def part() -> Part:
    with tempfile.TemporaryDirectory() as folder, quiet_logs():
        owners = {size: _filled(Path(folder) / str(size), size) for size in SIZES}
        costs = {name: {size: Cost() for size in SIZES} for name in CALLS}
        gc.disable()
        for round_ in range(WARM_UP + ROUNDS):
            # Now the large one first and now the small one: what a call leaves in caches helps each as often.
            in_turn = list(owners.items())[:: 1 if round_ % 2 else -1]
            for name, call in CALLS.items():
                for size, owner in in_turn:
                    costs[name][size].note(owner, call, timed=round_ >= WARM_UP)
        gc.enable()
        for owner in owners.values():
            owner.close()
    return Part(
        [figure for name in CALLS for figure in _figures(name, costs[name])],
        {
            name: {
                str(size): [1000 * median(cost.seconds), median(cost.units)] for size, cost in by_size.items()
            }
            for name, by_size in costs.items()
        },
    )


@dataclass
class Cost:
    """Of one call at one size, round by round; `seconds` are CPU's."""

    seconds: list[float] = field(default_factory=list)
    steps: list[float] = field(default_factory=list)
    units: list[float] = field(default_factory=list)

    def note(self, owner: Owner, call: Call, *, timed: bool) -> None:
        """Steps are counted while it warms up, since counting takes its time."""
        if not timed:
            self.steps.append(owner.steps(call))
            return
        begun = time.thread_time()
        call(owner.embedded, owner)
        self.seconds.append(time.thread_time() - begun)
        owner.meter.take()
        call(owner.aws, owner)
        units = owner.meter.take()
        self.units.append(units["dynamodb.read"] + units["dynamodb.write"])


@dataclass(frozen=True)
class Owner:
    """The same rows behind both engines' ways to them."""

    embedded: wiring.Wiring
    aws: wiring.Wiring
    meter: Meter
    cursor: str
    recent: str

    @property
    def database(self) -> Database:
        table = self.embedded.engine.table
        assert isinstance(table, SqliteTable)  # noqa: S101 as built below
        return table.database

    def steps(self, call: Call) -> int:
        """Of SQLite's virtual machine."""
        done = count()
        with self.database.read() as connection:  # the only one, since there is one thread
            connection.set_progress_handler(lambda: next(done) and 0, 1)
        call(self.embedded, self)
        with self.database.read() as connection:
            connection.set_progress_handler(None, 0)
        return next(done)

    def close(self) -> None:
        self.database.close()


Call = Callable[[wiring.Wiring, Owner], object]


def _claim(built: wiring.Wiring, _: Owner) -> None:
    """Of the newest item, which then waits again: two changes of status."""
    [item] = built.items.page(OWNER, Status.PENDING, limit=1).items
    now = built.clock()
    claimed = built.items.save(item, life.claim(item, attempt_id=item.id, now=now, policy=Policy()))
    built.items.save(claimed, life.put_back(claimed, None, now=now))


CALLS: dict[str, Call] = {
    "first page": lambda built, _: built.listing(OWNER, {}),
    "page of one status": lambda built, _: built.listing(OWNER, {"status": "error"}),
    "page by cursor": lambda built, owner: built.listing(OWNER, {"cursor": owner.cursor}),
    "page by offset 40": lambda built, _: built.listing(OWNER, {"offset": "40"}),
    "totals": lambda built, _: built.manage.stats(OWNER),
    "admit": lambda built, _: built.admit(OWNER, Submission(f"https://a.example/{next(_numbers)}")),
    "status change": _claim,
    "change catch-up": lambda built, owner: built.live.events(OWNER, None, owner.recent),
}


def _figures(name: str, by_size: dict[int, Cost]) -> list[Figure]:
    small, large = by_size[SIZES[0]], by_size[SIZES[-1]]
    # Neighbours in time are compared, so that a slow moment falls on both.
    times = median(there / here for here, there in zip(small.seconds, large.seconds, strict=True))
    milliseconds = [1000 * median(cost.seconds) for cost in (small, large)]
    return [
        _figure(f"{name}: time", times, "{:.2f} and {:.2f} ms", milliseconds),
        *(
            _figure(f"{name}: {what}", counted[1] / counted[0], "{:g} and {:g}", counted)
            for what, counted in (
                ("steps", [median(small.steps), median(large.steps)]),
                ("units", [median(small.units), median(large.units)]),
            )
        ),
    ]


def _figure(name: str, ratio: float, note: str, compared: Sequence[float]) -> Figure:
    return Figure(f"10⁶ items ÷ 100, {name}", ratio, "×", BUDGET, note.format(*compared))


def _filled(folder: Path, size: int) -> Owner:
    settings = settings_in(folder)
    engine = embedded_engine(settings, wiring.now, wiring.new_id)
    assert isinstance(engine.table, SqliteTable)  # noqa: S101 the embedded engine's
    embedded = wiring.Wiring(settings, engine)
    now = embedded.clock()
    _fill(folder, size, now)
    meter = Meter()
    metered = Engine(
        DynamoTable(MeteredDynamo(engine.table, meter), "bench", time.sleep, lambda: 0.5),
        MeteredQueue(engine.queue, meter),
        MeteredMedia(engine.media, meter),
        LocalSockets(),
    )
    deep = min(size // 2, 9_000)
    page = embedded.listing(OWNER, {"offset": str(deep - 20)})
    return Owner(
        embedded, wiring.Wiring(settings, metered), meter, page["nextCursor"], iso(now - 10 * APART_MS)
    )


def _fill(folder: Path, size: int, now: int) -> None:
    """In the order of time, as they come: half of them successes, half errors, the newest one just now."""
    random = Random(size)  # noqa: S311 a measurement repeats itself
    ids = (str(UUID(int=random.getrandbits(128), version=4)) for _ in range(size))
    moments = range(now - (size - 1) * APART_MS, now + 1, APART_MS)
    connection = sqlite3.connect(folder / "instarecipe.sqlite3", isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    for name in ("created", "status", "updated", "due"):
        connection.execute(f"DROP INDEX by_{name}")
    for name in ("inserted", "updated", "deleted"):
        connection.execute(f"DROP TRIGGER {name}")
    connection.executemany(
        "INSERT INTO rows (pk, sk, version, body, created, status, updated) VALUES (?, ?, ?, ?, ?, ?, ?)",
        map(_sql, ids, moments),
    )
    counted = f'{{"status":{{"success":{size - size // 2},"error":{size // 2}}}}}'
    counts = "INSERT INTO rows (pk, sk, version, body) VALUES (?, '0', 1, ?)"
    connection.execute(counts, [f"c#{OWNER}", counted])
    connection.execute("COMMIT")
    connection.executescript(SCHEMA)
    connection.close()


def _sql(id_: str, at: int) -> list[object]:
    status = Status.SUCCESS if at // APART_MS % 2 else Status.ERROR
    moment = f"{iso(at)}#{id_}"
    body = _BODIES[status].replace(str(_AT), str(at))
    return [f"o#{OWNER}", f"i#{id_}", 1, body, moment, f"{status}#{moment}", moment]


_AT = 1_234_567_890_123
_EXAMPLE = life.new(
    "", OWNER, "https://a.example/soup", "https://a.example/soup", given=None, now=_AT
)._replace(
    due_at=None,
    title="Carrot soup",
    recipe_url="https://recipes.example/recipe/1",
)
# As `Items` writes them; a million by its own functions would take minutes.
_BODIES = {
    status: rows._row(_EXAMPLE._replace(status=status)).body for status in (Status.SUCCESS, Status.ERROR)
}
