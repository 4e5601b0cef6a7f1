"""The bill for 1 000 recipes and for an idle month: the real handlers, with their AWS calls counted."""

from __future__ import annotations

import io
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import random
from typing import Any

from bench.figures import Figure, Part
from bench.meter import Meter, MeteredDynamo, MeteredMedia, MeteredQueue, MeteredSockets
from bench.prices import CALL_SECONDS, MODEL_SECONDS, OTHER_SECONDS, PER_MONTH, PRICES, REPORT_BYTES, VCPU_MB
from bench.stage import quiet_logs, settings_in
from functions.enqueue import app as enqueue
from functions.notify import app as notify
from functions.process import app as process
from functions.stream import app as stream
from functions.sweep import app as sweep
from instarecipe import wiring
from instarecipe.aws.table import DynamoTable
from instarecipe.connections import Grant
from instarecipe.embedded.engine import embedded_engine
from instarecipe.embedded.table import SqliteTable
from instarecipe.extraction import samples
from instarecipe.extraction.visit import PAGE_FETCHED, TEXT_FOUND
from instarecipe.observability import log
from instarecipe.parsing.chooser import Chooser
from instarecipe.phases import Extraction, Parsing
from instarecipe.ports import Blob, Deadline, Engine, Extracted, ModelAnswer, Progress, Source, Target, Usage
from local.events import Context, queue_event, stream_event
from tests.captions import CAPTIONS
from tests.doubles.alarms import Composite, alarms
from tests.doubles.events import http
from tests.doubles.filters import passes
from tests.doubles.phases import FakeTarget
from tests.doubles.template import Tree, feed_pattern, load, of_type

RECIPES = 50
OWNER = "household"
CAPTION = CAPTIONS["en: headers and bullets"]
PICTURE = Path(samples.__file__).with_name("lemon-orzo.jpg")
FUNCTIONS = {
    "enqueue": "EnqueueFunction",
    "process": "ProcessFunction",
    "changes": "ChangesFunction",
    "notify": "NotifyFunction",
    "sweep": "SweepFunction",
}
FEEDS = (("ChangesFeed", "changes", stream.changes), ("NotifyFeed", "notify", notify.handler))
HOURS = 730
POLLS_A_MINUTE = 3
"""Of a queue's poller that waits in vain: each long poll lasts 20 s."""
POLLERS = 2
"""Lambda keeps as many as MaximumConcurrency allows, at least two."""


def part() -> Part:
    with tempfile.TemporaryDirectory() as folder, _stack(Path(folder)) as stack:
        _recipe(stack, 0)  # imports and first-time work are not a recipe's
        stack.forget()
        for number in range(1, RECIPES + 1):
            _recipe(stack, number)
        recipes = {name: units * 1_000 / RECIPES for name, units in stack.units().items()}
        per_function = {name: seconds / RECIPES for name, seconds in stack.seconds.items()}
        stack.forget()
        for _ in range(3):
            stack.call("sweep", partial(sweep.handler, {}, Context(55)))
        sweeps = {name: units / 3 for name, units in stack.units().items()}
    bill = _priced(recipes)
    idle = _idle(sweeps)
    return Part(
        [
            Figure(
                "AWS: 1 000 recipes with one open dashboard",
                sum(bill.values()),
                "$",
                0.09,
                f"each {recipes['dynamodb.write'] / 1000:.0f} write and {recipes['dynamodb.read'] / 1000:.0f}"
                f" read units, {recipes['lambda.gb_second'] / 1000:.1f} GB-seconds",
            ),
            Figure(
                f"AWS: the same with {OTHER_SECONDS:g} s of waiting for post and manager",
                sum(bill.values()) + _waited(OTHER_SECONDS),
                "$",
                None,
                "the budget names the model's wait only",
            ),
            Figure(
                "AWS: the same if transactions doubled local indexes",
                sum(bill.values()) + recipes["dynamodb.doubled"] * PRICES["dynamodb.write"],
                "$",
                None,
                f"{recipes['dynamodb.doubled'] / 1000:.0f} write units more",
            ),
            Figure(
                "AWS: idle month, requests", sum(idle.values()), "$", None, "sweeps, polling of the queue"
            ),
            Figure("AWS: idle month, alarms, metrics, dashboard", sum(_watching().values()), "$"),
        ],
        {
            "recipes": recipes,
            "bill": bill,
            "idle": idle,
            "watching": _watching(),
            "seconds": per_function,
        },
    )


@dataclass
class Stack:
    """All functions over one metered engine, in this process."""

    meter: Meter
    table: SqliteTable
    queue: Any
    seconds: Counter[str] = field(default_factory=Counter)
    position: int = 0

    def call(self, function: str, work: Callable[[], Any], *, waits: float = 0.0) -> Any:
        """One invocation: its time is our processor's, at the share that its memory buys, and its waiting."""
        before = Counter(self.meter.units)
        told = io.StringIO()
        begun = time.thread_time()
        with redirect_stdout(told), _logs_to(told):
            answer = work()
        megabytes = _megabytes(function)
        seconds = (time.thread_time() - begun) / min(1.0, megabytes / VCPU_MB) + waits
        made = self.meter.units - before
        seconds += sum(CALL_SECONDS.get(name, 0) * count for name, count in made.items())
        self.seconds[function] += seconds  # type: ignore[assignment]
        self.meter.add("lambda.request")
        self.meter.add("lambda.gb_second", seconds * megabytes / 1024)
        logged = len(told.getvalue().encode()) + (REPORT_BYTES if _reported(function) else 0)
        self.meter.add("logs.gigabyte", logged / 1e9)
        return answer

    def forget(self) -> None:
        self.meter.take()
        self.seconds.clear()

    def units(self) -> Counter[str]:
        return self.meter.take()


def _recipe(stack: Stack, number: int) -> None:
    """Shared, worked on, watched."""
    link = f"https://www.instagram.com/reel/Bench{number:06d}/"
    stack.meter.add("http_api.request")
    stack.call("enqueue", partial(enqueue.handler, http("POST", "/api/queue", {"url": link}), Context(29)))
    _tell(stack)
    for message in stack.queue.receive(10):
        event = queue_event([message])
        stack.call("process", partial(process.handler, event, Context(300)), waits=MODEL_SECONDS)
        stack.queue.delete(message.receipt)
    _tell(stack)


def _tell(stack: Stack) -> None:
    """Each change is an invocation of its own, as when phases last longer than the stream's latency."""
    for change in stack.table.changes(stack.position, 1_000):
        stack.position = change.position
        event = stream_event([change])
        for feed, function, handler in FEEDS:
            if passes(feed_pattern(feed), event["Records"][0]):
                stack.call(function, partial(handler, event, Context(60)))


@contextmanager
def _stack(folder: Path) -> Iterator[Stack]:
    settings = settings_in(folder)
    embedded = embedded_engine(settings, wiring.now, wiring.new_id)
    assert isinstance(embedded.table, SqliteTable)  # noqa: S101 as built above
    meter = Meter()
    table = DynamoTable(MeteredDynamo(embedded.table, meter), "bench", time.sleep, random)
    queue = MeteredQueue(embedded.queue, meter)
    engine = Engine(table, queue, MeteredMedia(embedded.media, meter), MeteredSockets(meter))
    built = BenchWiring(settings, engine)
    wiring.install(built)
    built.connections.connect("dashboard", Grant(OWNER))
    socket = built.connections.socket("dashboard")
    assert socket  # noqa: S101 just connected
    built.connections.subscribe(socket, None)
    with quiet_logs():
        yield Stack(meter, embedded.table, queue)
    embedded.table.database.close()


class BenchWiring(wiring.Wiring):
    """The real one but for the world outside, which answers at once with what a typical post brings."""

    kept_in = FakeTarget()

    @property
    def extraction(self) -> Extraction:
        return Extraction(self.items, self.engine.media, _extract, _picture, self.new_id)

    @property
    def parsing(self) -> Parsing:
        return Parsing(Chooser(_model))

    @property
    def target(self) -> Target:
        return self.kept_in


def _extract(source: Source, *, deadline: Deadline, progress: Progress) -> Extracted:
    progress(PAGE_FETCHED)
    progress(TEXT_FOUND)
    image = "https://pictures.example/soup.jpg"
    return Extracted(CAPTION, via="instagram", title="Carrot soup", author="bench", image=image)


def _picture(url: str, deadline: Deadline) -> Blob:
    return Blob(PICTURE.read_bytes(), "image/jpeg")


def _model(extracted: Extracted, *, deadline: Deadline) -> ModelAnswer:
    """Grounded in the text, as our own rules read it."""
    parsed = Chooser()(
        extracted, source_url="", force=False, last_try=True, deadline=deadline, progress=lambda _: None
    )
    return ModelAnswer(parsed.recipe, Usage("bench", 1, 900, 600))


@contextmanager
def _logs_to(told: io.StringIO) -> Iterator[None]:
    handler: Any = log.handlers[0]
    before = handler.setStream(told)
    try:
        yield
    finally:
        handler.setStream(before)


def _megabytes(function: str) -> int:
    return int(_properties(function)["MemorySize"])


def _reported(function: str) -> bool:
    """Whether Lambda logs the start and the end of each call too."""
    return bool(_properties(function)["LoggingConfig"]["SystemLogLevel"] == "INFO")


def _properties(function: str) -> Tree:
    template = load("template.yaml")
    own = of_type(template, "AWS::Serverless::Function")[FUNCTIONS[function]]
    return {**template["Globals"]["Function"], **own}


def _waited(seconds: float) -> float:
    """What 1 000 invocations of process cost that are longer by `seconds`."""
    return 1_000 * seconds * _megabytes("process") / 1024 * PRICES["lambda.gb_second"]


def _priced(units: Mapping[str, float]) -> dict[str, float]:
    return {name: units[name] * price for name, price in PRICES.items() if units.get(name)}


def _idle(sweeps: Mapping[str, float]) -> dict[str, float]:
    """Nobody shares anything. Without the canary, which makes 1 460 recipes a month."""
    runs = HOURS * 60
    polls = POLLERS * POLLS_A_MINUTE * runs
    swept = sum(_priced(sweeps).values()) * runs
    return {"sweep": swept, "polling the queue": polls * PRICES["sqs.request"]}


def _watching() -> dict[str, float]:
    prices = (
        PER_MONTH["composite"] if isinstance(one, Composite) else len(one.series) * PER_MONTH["alarm"]
        for one in alarms().values()
    )
    return {"alarms": sum(prices), "dashboard": PER_MONTH["dashboard"]}
