"""An HTTP server on 127.0.0.1 whose calls can be made to fail on script, and that keeps a log of them.

with Tandoor() as tandoor:
    fault = tandoor.fail("POST /api/recipe/", "after")   # does its work, then answers 500
    ...
assert fault.fired == 1
"""

from __future__ import annotations

import argparse
import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Literal, NamedTuple, Self
from urllib.parse import parse_qsl, unquote, urlsplit

How = Literal[
    "before",  # 500, nothing done
    "after",  # done, then 500
    "half",  # half done, then 500; done where the real one does it all or not at all
    "hang before",  # nothing done, no answer while anybody waits
    "hang after",  # done, no answer while anybody waits
    "late",  # no answer while anybody waits; done when `release` is called
    "drop before",  # the connection is closed without an answer
    "drop after",
    "answer",  # the given reply, nothing done
    "altered",  # done, and what is answered is what `alter` makes of it
]


class Reply(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes

    @classmethod
    def of_json(cls, status: int, value: Any, **headers: str) -> Reply:
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        return cls(status, {"Content-Type": "application/json", **named}, json.dumps(value).encode())

    @classmethod
    def of_html(cls, status: int, html: str, **headers: str) -> Reply:
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        return cls(status, {"Content-Type": "text/html; charset=utf-8", **named}, html.encode())


class Dropped(Exception):
    """The worker died: the connection is closed without an answer."""


@dataclass
class Fault:
    """Strikes at the `nth` call from now on whose method and path match."""

    what: re.Pattern[str]
    how: How
    nth: int
    reply: Reply | None
    alter: Callable[[Reply], Reply] | None = None
    seen: int = 0
    fired: int = 0


@dataclass(frozen=True)
class Call:
    """`json` is the body where it is JSON. `status` is None as long as nothing is answered."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    json: Any = None
    reply: list[int] = field(default_factory=list)

    @property
    def status(self) -> int | None:
        return self.reply[0] if self.reply else None

    def form(self) -> dict[str, Message]:
        """The parts of a multipart body by name."""
        head = f"Content-Type: {self.headers.get('content-type', '')}\r\n\r\n".encode()
        message = BytesParser().parsebytes(head + self.body)
        parts = message.get_payload() if message.is_multipart() else []
        assert isinstance(parts, list)
        found = {}
        for part in parts:
            assert isinstance(part, Message)
            found[str(part.get_param("name", header="content-disposition"))] = part
        return found


class ScriptedServer:
    """A subclass says in `handle` what a call does and answers. `clock` is its own, in seconds since 1970."""

    error = Reply.of_html(500, "<h1>Server Error (500)</h1>")

    def __init__(self, port: int = 0, prefix: str = "") -> None:
        self.prefix = prefix
        self.clock: Callable[[], float] = time.time
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self._released = threading.Event()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.double = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}{self.prefix}"

    def handle(self, call: Call) -> Reply:
        raise NotImplementedError

    def half(self, call: Call) -> Reply:
        """What a call does that dies on the way."""
        return self.handle(call)

    def fail(
        self,
        what: str,
        how: How,
        *,
        nth: int = 1,
        reply: Reply | None = None,
        alter: Callable[[Reply], Reply] | None = None,
    ) -> Fault:
        """`what` is a regular expression for "METHOD /path", without the prefix."""
        fault = Fault(re.compile(what), how, nth, reply, alter)
        self.faults.append(fault)
        return fault

    def release(self) -> None:
        """Calls that hang go on; those to come do not hang any more."""
        self._released.set()

    def made(self, what: str) -> list[Call]:
        """The calls so far whose "METHOD /path" matches."""
        return [call for call in self.calls if re.fullmatch(what, f"{call.method} {call.path}")]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def perform(self, call: Call) -> Reply:
        """Raises `Dropped`."""
        fault = self._struck(call)
        how = fault.how if fault else None
        if how in ("hang before", "late"):
            self._released.wait()
        if how == "drop before":
            raise Dropped
        if how == "answer" and fault and fault.reply:
            return fault.reply
        if how in ("before", "hang before"):
            return self.error
        reply = self.half(call) if how == "half" else self.handle(call)
        if how == "hang after":
            self._released.wait()
        if how == "drop after":
            raise Dropped
        if fault and fault.alter:
            return fault.alter(reply)
        return self.error if how in ("after", "half") else reply

    def _struck(self, call: Call) -> Fault | None:
        """Every fault counts every call that it matches."""
        struck = None
        for fault in self.faults:
            if fault.what.fullmatch(f"{call.method} {call.path}"):
                fault.seen += 1
                if fault.seen == fault.nth and struck is None:
                    fault.fired += 1
                    struck = fault
        return struck


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    double: ScriptedServer


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def _serve(self) -> None:
        double = self.server.double
        call = self._call(double.prefix)
        double.calls.append(call)
        try:
            reply = double.perform(call)
            call.reply.append(reply.status)
            self._send(reply)
        except (Dropped, OSError):  # OSError: the caller gave up and closed
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _serve  # noqa: N815  (http.server's names)

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string(timestamp or self.server.double.clock())

    def _call(self, prefix: str) -> Call:
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        path = unquote(parts.path)
        path = path.removeprefix(prefix) if path.startswith(f"{prefix}/") else f"/outside{path}"
        return Call(self.command, path, dict(parse_qsl(parts.query)), headers, body, _json(headers, body))

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, *_: object) -> None:
        """Tests read `ScriptedServer.calls`."""


def _json(headers: Mapping[str, str], body: bytes) -> Any:
    if not headers.get("content-type", "").startswith("application/json"):
        return None
    try:
        return json.loads(body)
    except ValueError:
        return None


def run(kind: type[ScriptedServer], about: str) -> None:
    """Serves until it is interrupted, for trying by hand."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--port", type=int, default=0)
    with kind(parser.parse_args().port) as server:
        print(f"{server.url}, token: secret", flush=True)  # noqa: T201  (a command)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return
