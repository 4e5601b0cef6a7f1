"""The functions on AWS by moto, each called as its trigger calls it; what they ask of AWS is noted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from functions.api import app as api
from functions.canary import app as canary
from functions.enqueue import app as enqueue
from functions.notify import app as notify
from functions.process import app as process
from functions.stream import app as stream
from functions.sweep import app as sweep
from instarecipe.aws.secrets import SsmSecrets
from instarecipe.ports import Change, Row
from instarecipe.routes import match
from instarecipe.settings import Settings
from instarecipe.wiring import Wiring, install, now
from local.events import Context, http_event
from tests.doubles import aws, events
from tests.doubles.recorded import RecordedSockets, Recorder
from tests.doubles.virtual import Clock, Ids

HTTP = {
    "enqueue": ("Enqueue", enqueue.handler),
    "stream": ("Events", stream.events),
    "api": ("Api", api.handler),
}


@dataclass
class Deployment:
    """`answers` are those of HTTP, by route."""

    wiring: Wiring
    clock: Clock
    recorder: Recorder
    sockets: RecordedSockets
    answers: dict[str, list[int]] = field(default_factory=dict)
    _seen: dict[str, Row] = field(default_factory=dict)
    _position: int = 0

    def http(self, method: str, path: str, secret: str = "", body: object = None, **headers: str) -> Any:
        path, _, query = path.partition("?")
        found = match(method, path)
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        named = [(name.replace("_", "-"), value) for name, value in headers.items()]
        named += [("authorization", f"Bearer {secret}")] if secret else []
        name, handler = HTTP[found.function]
        with self.recorder.by(name):
            answer = handler(http_event(method, path, query, named, content, "127.0.0.1", found), Context(29))
        self.answers.setdefault(found.route, []).append(answer["statusCode"])
        is_json = "json" in answer.get("headers", {}).get("content-type", "")
        return json.loads(answer["body"] or "{}") if is_json else answer

    def socket(self, kind: str, connection_id: str, **more: str) -> Any:
        """`kind` is connect, message or disconnect."""
        with self.recorder.by("Sockets"):
            return stream.sockets(events.socket(kind, connection_id, **more), Context(29))

    def work(self) -> None:
        """Every message that is visible, once; then what changed is told."""
        with self.recorder.by(""):  # whoever waits does not do this
            for message in self.wiring.engine.queue.receive(10):
                with self.recorder.by("Process"):
                    failures = process.handler(events.messages([message]), Context(300))
                if not failures["batchItemFailures"]:
                    self.wiring.engine.queue.delete(message.receipt)
            self.tell()

    def tell(self) -> None:
        changed = self._changed()
        for name, handler in (("Changes", stream.changes), ("Notify", notify.handler)):
            with self.recorder.by(name):
                assert handler(events.changes(changed), Context(60)) == {"batchItemFailures": []}

    def sweep(self, **event: str) -> Any:
        with self.recorder.by("Sweep"):
            return sweep.handler(event, Context(55))

    def canary(self) -> None:
        """While it waits, others work."""
        with self.recorder.by("Canary"):
            canary.handler({}, Context(90))

    def pause(self, seconds: float) -> None:
        """Of whoever sleeps: meanwhile messages are worked on."""
        self.clock.sleep(seconds)
        self.work()

    def later(self, seconds: float) -> None:
        self.clock.sleep(seconds)
        aws.wait(seconds)

    def _changed(self) -> list[Change]:
        table = self.wiring.engine.table
        rows: dict[str, Row] = {}
        for owner in ("household", "canary"):
            keys = [entry.key for entry in table.query("", f"o#{owner}", limit=100)]
            rows |= {f"{row.key}": row for row in table.get(keys) if row}
        found = []
        for name in sorted({*rows, *self._seen}):
            old, new = self._seen.get(name), rows.get(name)
            if old != new:
                self._position += 1
                found.append(Change(self._position, (new or old).key, old, new))  # type: ignore[union-attr]  # one is
        self._seen = rows
        return found


@contextmanager
def deployment(settings: Settings, secrets: dict[str, str]) -> Iterator[Deployment]:
    """Installed. `secrets` lie in SSM. Its clock goes on only when it is told to, but for what SQS stamps."""
    recorder, clock = Recorder(), Clock(now())

    def unshared(name: str) -> str:
        """What one function has read, another does not know."""
        return SsmSecrets(ssm, settings.secrets_prefix, clock.monotonic)(name)

    with aws.recorded_engine(recorder, settings.secrets_prefix, secrets) as (engine, sockets, ssm):
        wiring = Wiring(
            settings,
            engine,
            clock=clock,
            sleep=lambda seconds: made.pause(seconds),  # noqa: PLW0108 not made yet
            chance=lambda: 0.5,
            new_id=Ids(),
            secret=unshared,
        )
        made = Deployment(wiring, clock, recorder, sockets)
        install(wiring)
        yield made
