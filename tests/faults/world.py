"""The whole system in virtual time: the real functions over a real table, a simulated SQS and stream.

    world = World(folder, seed=7)
    world.strikes.add("process", "table.transact", How.DIE_AFTER, nth=3)    # the fault
    item_id = world.share("https://recipes.example/1").id                   # what a cook does
    world.drain()                                                           # until all is at rest
    world.check()                                                           # I1 to I8

Each invocation of a function is a task with a wiring of its own, as a cold start has. `strikes.py` says what
can go wrong at the calls that leave it, `invariants.py` what must hold all the same. `world.log()` is the
schedule of a run that failed; the same seed makes the same one.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from functions.api import app as api
from functions.enqueue import app as enqueue
from functions.notify import app as notify
from functions.process import app as process
from functions.stream import app as stream
from functions.sweep import app as sweep
from instarecipe import settings as environment
from instarecipe.aws.secrets import SsmSecrets
from instarecipe.domain.item import Item
from instarecipe.embedded.engine import embedded_engine
from instarecipe.embedded.queue import VISIBILITY_MS, SqliteQueue
from instarecipe.embedded.table import SqliteTable
from instarecipe.fetch import Fetcher
from instarecipe.hints import read_hint
from instarecipe.items import item_of
from instarecipe.notify import Notify
from instarecipe.observability import log
from instarecipe.parsing.chooser import Chooser
from instarecipe.parsing.patient import PatientModel
from instarecipe.phases import Extraction, Parsing
from instarecipe.ports import Blob, Change, Engine, Key, Message, Model, Target
from instarecipe.push import Message as PushMessage
from instarecipe.push import Outcome
from instarecipe.routes import match
from instarecipe.settings import Settings
from instarecipe.subscriptions import Address, Subscription
from instarecipe.uploading.patient import PatientTarget
from instarecipe.wiring import Wiring, install
from local.events import http_event, queue_event, socket_event, stream_event
from tests.doubles.events import Context
from tests.doubles.virtual import Clock, Ids
from tests.faults import invariants
from tests.faults.holders import Holders
from tests.faults.outside import Kitchen, Manager, Pages, ParameterStore, Phones, Posts, Reader
from tests.faults.schedule import Schedule, Task
from tests.faults.sqs import SimulatedSqs
from tests.faults.streams import Stream
from tests.faults.strikes import Strikes

OWNERS = ("ada", "bob")
DEVICES = ("phone", "tablet")
SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000
REST_MS = 2 * VISIBILITY_MS + MINUTE
"""I8: two visibility times and one sweep."""
SECONDS = {
    "enqueue": 29,
    "api": 29,
    "process": 300,
    "sweep": 55,
    "sockets": 29,
    "changes": 60,
    "notify": 60,
}
"""The functions' timeouts, as in template.yaml."""
TOKEN = "token-of-the-manager"
JPEG = Blob(b"jpeg", "image/jpeg")
HTTP = {"enqueue": enqueue.handler, "api": api.handler}


class Reply(NamedTuple):
    """`status` is 502 where the function was killed before it answered, as API Gateway says it."""

    status: int
    body: Any

    @property
    def id(self) -> str:
        return str(self.body["id"])


@dataclass(frozen=True)
class Accepted:
    """A link that was answered with 200 or 201."""

    owner: str
    id: str


class SimulatedWiring(Wiring):
    """The real one, with the world outside in place of what is beyond a network."""

    ports: Ports
    real: Real

    @property
    def fetch(self) -> Fetcher:
        return self.real.fetch or super().fetch

    @property
    def extraction(self) -> Extraction:
        if self.real.fetch:
            return super().extraction
        return Extraction(self.items, self.engine.media, self.ports.posts, lambda *_: JPEG, self.new_id)

    @property
    def parsing(self) -> Parsing:
        return Parsing(Chooser(PatientModel(self.real.model or self.ports.model, self.circuits)))

    @property
    def target(self) -> Target:
        manager = self.real.target or self.ports.target
        if manager is None:
            return super().target
        return self._with_secret("TANDOOR_TOKEN", lambda _: PatientTarget(manager, self.circuits))

    @property
    def notify(self) -> Notify:
        push = self.real.push or self.ports.phones
        return Notify(self.subscriptions, push, self.clock, self.monotonic, enabled=True)


@dataclass(frozen=True)
class Ports:
    posts: Posts
    model: Reader
    target: Manager | None
    phones: Phones
    ssm: ParameterStore


@dataclass
class Real:
    """Our own parts in place of a double, where a row shows what they make of what comes over a network."""

    fetch: Fetcher | None = None
    model: Model | None = None
    target: Kitchen | None = None
    push: Callable[[Subscription, PushMessage], Outcome] | None = None


@dataclass
class World:
    """`folder` holds the table; keep it in memory. With `cookbook` the built-in one is the target, with
    `embedded` the one machine's queue takes the place of SQS.
    """

    folder: Path
    seed: int = 0
    attempts: int = 3
    workers: int = 2
    cookbook: bool = False
    embedded: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clock, self.new_id = Clock(), Ids()
        self.random = Random(self.seed)  # noqa: S311 replayable, not secret
        self.schedule = Schedule(self.clock)
        self.strikes = Strikes(self.schedule, self.random)
        self.settings = self._settings()
        self.engine = self._engine()
        self.ports = Ports(
            Posts(),
            Reader(),
            None if self.cookbook else Manager(self.clock),
            Phones(self.strikes, self.seed),
            ParameterStore({"/TANDOOR_TOKEN": TOKEN}),
        )
        self.real = Real()
        self.history: list[Change] = []
        self.accepted: set[Accepted] = set()
        self.deleted: set[str] = set()
        self.asked: Counter[tuple[str, int]] = Counter()
        self.excused: Counter[tuple[str, int]] = Counter()
        self.kills: float = 0.0
        """How often, 0 to 1, an invocation is killed at one of its calls."""
        self.skews: Sequence[int] = (0,)
        self.skewed: Sequence[str] = tuple(SECONDS)
        """By how much the clocks of which functions may be ahead, in milliseconds."""
        self.holders = Holders()
        self.ended: list[Task] = []
        self.working = 0
        self.processing = True
        """Whether the event source is on."""
        self.throttled = False
        """Whether Lambda refuses what the event source has received."""
        self.idle_sweeps = False
        """Whether the sweep is called though no item is due."""
        self._seen = 0
        self._told_at = -1
        self.logs = _Logs()
        self.logs.start()
        self.secrets = ["https://push.example/", TOKEN]
        self.tokens = {owner: self._token(owner) for owner in OWNERS}
        for owner in OWNERS:
            self.open_page(f"{owner}-page", owner)
        self.streams = {
            "changes": self._stream("changes", stream.changes),
            "notify": self._stream("notify", notify.handler),
        }
        self.table.on_change.append(self._changed)
        self.hints.on_send.append(self._sent)
        self.schedule.at(self.clock.now + MINUTE, self._minute)

    # -- what it is made of --------------------------------------------------------------------------

    @property
    def table(self) -> SqliteTable:
        table = self.engine.table
        assert isinstance(table, SqliteTable)
        return table

    @property
    def queue(self) -> SimulatedSqs:
        queue = self.engine.queue
        assert isinstance(queue, SimulatedSqs)
        return queue

    @property
    def hints(self) -> SimulatedSqs | SqliteQueue:
        """The queue, whichever it is."""
        queue = self.engine.queue
        assert isinstance(queue, SimulatedSqs | SqliteQueue)
        return queue

    @property
    def pages(self) -> Pages:
        pages = self.engine.sockets
        assert isinstance(pages, Pages)
        return pages

    @property
    def manager(self) -> Manager:
        assert self.ports.target
        return self.ports.target

    @property
    def kitchen(self) -> Kitchen:
        """Where the recipes are, whoever keeps them."""
        return self.real.target or self.manager

    @cached_property
    def calm(self) -> SimulatedWiring:
        """For looking and setting up: nothing strikes it."""
        return self._wiring(None)

    def item(self, id_: str) -> Item | None:
        found = (self.calm.items.get(owner, id_) for owner in OWNERS)
        return next((item for item in found if item), None)

    def items(self) -> list[Item]:
        found: list[Item] = []
        for owner in OWNERS:
            position: str | None = None
            while page := self.calm.items.page(owner, None, limit=100, position=position):
                found += page.items
                position = page.next_position
                if position is None:
                    break
        return found

    # -- what cooks and operators do -----------------------------------------------------------------

    def share(self, url: str, owner: str = OWNERS[0], **sent: Any) -> Reply:
        return self.ask(owner, "POST", "/api/queue", {"url": url, **sent})

    def retry(self, id_: str, owner: str = OWNERS[0], **sent: Any) -> Reply:
        return self.ask(owner, "POST", f"/api/queue/{id_}/retry", sent)

    def delete(self, id_: str, owner: str = OWNERS[0]) -> Reply:
        return self.ask(owner, "DELETE", f"/api/queue/{id_}")

    def ask(self, owner: str, method: str, path: str, body: Any = None) -> Reply:
        """Waits for the answer, while everything else goes on; or asks at once when a task asks."""
        replies: list[Reply] = []
        self.begin(owner, method, path, body, replies.append)
        self.schedule.run(self.clock.now + HOUR, lambda: bool(replies))
        return replies[0]

    def begin(
        self,
        owner: str,
        method: str,
        path: str,
        body: Any = None,
        then: Callable[[Reply], None] = lambda _: None,
    ) -> Task:
        found = match(method, path)
        headers = [("authorization", f"Bearer {self.tokens[owner]}"), ("host", "recipes.example")]
        content = b"" if body is None else json.dumps(body).encode()
        event = http_event(method, path, "", headers, content, "127.0.0.1", found)
        function = "enqueue" if found.route in enqueue.ROUTES else "api"

        def ended(task: Task) -> None:
            reply = _reply(task)
            if found.route == "POST /api/queue" and reply.status in (200, 201):
                self.accepted.add(Accepted(owner, reply.id))
            if method == "DELETE":  # perhaps, when the answer was lost
                self.deleted.add(path.rpartition("/")[2])
            then(reply)

        return self.invoke(function, HTTP[function], event, ended)

    def bodies(self) -> list[str]:
        """Of the messages that wait or are worked on."""
        if isinstance(self.hints, SimulatedSqs):
            return self.hints.bodies()
        with self.table.database.read() as connection:
            return [body for (body,) in connection.execute("SELECT body FROM messages WHERE dead = 0")]

    def redrive(self) -> int:
        return self.hints.redrive()

    # -- how time goes on ----------------------------------------------------------------------------

    def run(self, seconds: float) -> None:
        self.schedule.run(self.clock.now + round(seconds * SECOND))

    def until(self, what: Callable[[], bool], seconds: float = 3_600) -> None:
        self.schedule.run(self.clock.now + round(seconds * SECOND), what)
        assert what(), self.log()

    def drain(self, within: int = REST_MS) -> None:
        """No new faults from here on; all must come to rest within the time of I8 (milliseconds)."""
        self.strikes.rate = self.kills = 0.0
        if isinstance(self.hints, SimulatedSqs):
            self.hints.doubles = 0.0
        for reader in self.streams.values():
            reader.repeats = 0.0
            reader.resume()
        end = self.clock.now + within
        while not self.at_rest():
            assert self.clock.now < end, f"not at rest in time\n{self.unrest()}\n{self.log()}"
            self.run(MINUTE / SECOND / 2)

    def heal(self) -> None:
        """Waits for every heal that is still to come."""
        for _ in range(40):
            if not any(item.due_at for item in self.items()):
                return
            self.run(HOUR / SECOND)
            self.drain()
        raise AssertionError(f"it heals for ever\n{self.log()}")

    def at_rest(self) -> bool:
        return not self.unrest()

    def unrest(self) -> list[str]:
        """What is still going on."""
        found = [f"{self.schedule.busy} tasks"] if self.schedule.busy else []
        found += [f"{name}: {one.behind()} records" for name, one in self.streams.items() if one.behind()]
        if self.hints.next_visible() is not None:
            found.append(f"messages: {self.bodies()[:5]}")
        if found:
            return found
        return [f"{item.id} is {item.status}" for item in self.items() if not item.status.terminal]

    def check(self) -> None:
        """I1 to I8, in a system that is at rest."""
        wrong = invariants.violations(self)
        assert not wrong, "\n".join([*wrong, self.log()])

    def log(self, lines: int = 150) -> str:
        head = f"seed {self.seed}, struck {dict(self.strikes.fired)}"
        return "\n".join([head, *self.schedule.log[-lines:]])

    def close(self) -> None:
        self.schedule.close()
        self.logs.stop()
        self.table.database.close()

    # -- invocations ---------------------------------------------------------------------------------

    def invoke(
        self, function: str, handler: Callable[[Any, Any], Any], event: Any, then: Callable[[Task], None]
    ) -> Task:
        """`handler` with this event as a task of its own."""

        def work() -> Any:
            return handler(event, _Remaining(self.schedule))

        def ended(task: Task) -> None:
            self.ended.append(task)
            self.schedule.note(f"{task.name} ends {task.error!r}" if task.error else f"{task.name} ends")
            then(task)

        task = self.schedule.spawn(
            function,
            work,
            wiring=self._wiring,
            seconds=SECONDS[function],
            then=ended,
            skew=self.random.choice(self.skews) if function in self.skewed else 0,
        )
        self._maybe_kill(task)
        return task

    def _maybe_kill(self, task: Task) -> None:
        """At a moment of its life, wherever it is then."""
        if self.random.random() >= self.kills:
            return
        moment = self.clock.now + self.random.randint(0, 1_500)
        task.dies_at = min(moment, task.dies_at or moment)
        self.strikes.fired[f"{task.function}: killed"] += 1

    def _wiring(self, task: Task | None) -> SimulatedWiring:
        port = self.strikes.port
        engine = Engine(
            port(self.engine.table, "table"),
            port(self.engine.queue, "queue"),
            port(self.engine.media, "media"),
            port(self.engine.sockets, "sockets"),
        )
        skew = task.skew if task else 0
        wiring = SimulatedWiring(
            self.settings,
            engine if task else self.engine,
            clock=lambda: self.clock.now + skew,
            monotonic=self.clock.monotonic,
            sleep=lambda seconds: self.schedule.sleep(round(seconds * SECOND)),
            chance=self.random.random,
            new_id=self.new_id,
            new_secret=lambda: f"secret-{self.new_id()}",
            secret=SsmSecrets(port(self.ports.ssm, "ssm"), "", self.clock.monotonic),
        )
        ports = self.ports
        wiring.ports = Ports(
            port(ports.posts, "posts"),
            port(ports.model, "model"),
            port(ports.target, "target") if ports.target else None,
            ports.phones,
            ports.ssm,
        )
        real = self.real
        wiring.real = replace(
            real,
            model=port(real.model, "model") if real.model else None,
            target=port(real.target, "target") if real.target else None,
        )
        return wiring

    # -- the parts of AWS between the functions ------------------------------------------------------

    def _sent(self) -> None:
        self.schedule.at(self.clock.now, self._look_at_queue)

    def _look_at_queue(self) -> None:
        """Hands out what is visible, as long as there are workers."""
        while self.processing and self.working < self.workers:
            received = self.hints.receive(1)
            if not received:
                break
            if not self.throttled:  # else the message is hidden, received once more and nobody's work
                self._work(received[0])
        following = self.hints.next_visible()
        if following is not None and following > self.clock.now and following != self._told_at:
            self._told_at = following
            self.schedule.at(following, self._look_at_queue)

    def _work(self, message: Message) -> None:
        self.working += 1

        def ended(task: Task) -> None:
            self.working -= 1
            self._judge(message, task)
            failed = [] if task.error else task.answer["batchItemFailures"]
            if not task.error and not failed:
                self.hints.delete(message.receipt)
            self._look_at_queue()

        self.invoke("process", process.handler, queue_event([message]), ended)

    def _judge(self, message: Message, task: Task) -> None:
        hint = read_hint(message.body)
        if hint is None:  # the removal of a recipe
            return
        key = (hint.item_id, hint.generation)
        self.asked[key] += task.calls.count("model")
        self.excused[key] += self.holders.excuse(task)

    def _changed(self, keys: Sequence[Key]) -> None:
        self.schedule.at(self.clock.now, self._feed)
        worker = self.schedule.running
        for key, row in zip(keys, self.table.get(keys), strict=True):
            item = item_of(row) if row else None
            if item is None:
                self.holders.deleted(key.sk.removeprefix("i#"))
            elif worker and worker.function == "process":
                self.holders.wrote(worker, item)

    def _feed(self) -> None:
        for change in self.table.changes(self._seen, 1_000):
            self._seen = change.position
            self.history.append(change)
            for reader in self.streams.values():
                reader.add(change)

    def _stream(self, name: str, handler: Callable[[Any, Any], Any]) -> Stream:
        def start(batch: Sequence[Change], then: Callable[[Task], None]) -> None:
            self.invoke(name, handler, stream_event(batch), then)

        return Stream(self.schedule, self.random, start)

    def _minute(self) -> None:
        """The sweep's bell; it rings for nothing when nothing is due, which saves time."""
        self.schedule.at(self.clock.now + MINUTE, self._minute)
        if self.idle_sweeps or self.calm.items.due(self.clock.now + max(0, *self.skews, 0), limit=8):
            self.invoke("sweep", sweep.handler, {"detail-type": "Scheduled Event"}, lambda _: None)

    # -- the beginning -------------------------------------------------------------------------------

    def _settings(self) -> Settings:
        settings = environment.read(
            {
                "AUTH_MODE": "token",
                "PUBLIC_URL": "https://recipes.example",
                "DATA_DIR": str(self.folder),
                "QUEUE_RETRY_ATTEMPTS": str(self.attempts),
                "RATE_LIMIT_PER_DAY": "0",
                **self.environment,
            }
        )
        return settings._replace(vapid_public_key="on")

    def _engine(self) -> Engine:
        engine = embedded_engine(self.settings, self.clock, self.new_id)
        if self.embedded:
            return engine._replace(sockets=Pages())
        queue = SimulatedSqs(self.clock, self.new_id, self.random, self.attempts)
        return engine._replace(queue=queue, sockets=Pages())

    def _token(self, owner: str) -> str:
        secret, _ = self.calm.registry.issue(owner, "cook", ("admin",), lasts_ms=None)
        for device in DEVICES:
            address = Address(f"https://push.example/{owner}-{device}", "key", "auth")
            self.calm.subscriptions.add(owner, device, address)
        self.secrets.append(secret)
        return secret

    def open_page(self, connection_id: str, owner: str) -> None:
        """A WebSocket that watches all of an owner's items."""
        install(self.calm)
        headers = [("authorization", f"Bearer {self.tokens[owner]}"), ("host", "recipes.example")]
        route = match("POST", "/api/live-ticket")
        event = http_event("POST", "/api/live-ticket", "", headers, b"", "127.0.0.1", route)
        ticket = json.loads(api.handler(event, None)["body"])["ticket"]
        self.secrets.append(ticket)
        stream.sockets(socket_event("CONNECT", connection_id, query={"ticket": ticket}), None)
        stream.sockets(socket_event("MESSAGE", connection_id, body='{"action": "subscribe"}'), None)

    def ever(self, status: str) -> set[str]:
        """The ids of items that have been in this status."""
        rows = (change.new for change in self.history if change.new)
        return {item.id for item in map(item_of, rows) if item and item.status == status}


class _Remaining(Context):
    """What is left of a task's time."""

    def __init__(self, schedule: Schedule) -> None:
        super().__init__()
        self._schedule = schedule

    def get_remaining_time_in_millis(self) -> int:
        task = self._schedule.running
        return task.dies_at - self._schedule.clock.now if task and task.dies_at else 300_000


class _Logs(logging.Handler):
    """Every line and every metric, as long as the world stands."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.metrics: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if "metric" in record.__dict__:
            self.metrics.append(record)
        else:
            self.lines.append(f"{record.getMessage()} {record.__dict__}")

    def start(self) -> None:
        self._before = log.level, log.propagate
        log.handlers.insert(0, self)
        log.setLevel(logging.DEBUG)
        log.propagate = False

    def stop(self) -> None:
        log.handlers.remove(self)
        log.level, log.propagate = self._before

    def metric(self, name: str) -> list[float]:
        """The values that were measured."""
        return [one.__dict__["value"] for one in self.metrics if one.__dict__["metric"] == name]


def _reply(task: Task) -> Reply:
    if task.error:
        return Reply(502, {"error": repr(task.error)})
    answer = task.answer
    return Reply(answer["statusCode"], json.loads(answer["body"]) if answer.get("body") else None)
