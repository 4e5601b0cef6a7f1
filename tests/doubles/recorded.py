"""What a function asks of AWS, in IAM's words: which action on which resource of the template."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from instarecipe.aws.client import JsonService, RestAnswer, RestService

METHODS = {"PUT": "s3:PutObject", "GET": "s3:GetObject", "DELETE": "s3:DeleteObject"}


class Call(NamedTuple):
    """`resource` is such as `Table/index/due`, `Media/given/*` or `parameter/LLM_API_KEY`."""

    action: str
    resource: str


@dataclass
class Recorder:
    """Calls by the function that made them; those outside of `by` are the test's own.

    `before` hears of each JSON call before it is made, with its payload.
    """

    made: dict[str, set[Call]] = field(default_factory=dict)
    before: list[Callable[[str, Mapping[str, Any]], None]] = field(default_factory=list)
    _function: str = ""

    @contextmanager
    def by(self, function: str) -> Iterator[None]:
        before, self._function = self._function, function
        try:
            yield
        finally:
            self._function = before

    def note(self, calls: Iterator[Call]) -> None:
        if self._function:
            self.made.setdefault(self._function, set()).update(calls)


@dataclass(frozen=True)
class RecordedJson:
    recorder: Recorder
    name: str
    service: JsonService

    def call(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        self.recorder.note(_calls(self.name, operation, payload))
        for listener in list(self.recorder.before):
            listener(operation, payload)
        return self.service.call(operation, payload)


@dataclass(frozen=True)
class RecordedS3:
    recorder: Recorder
    service: RestService

    def rest(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> RestAnswer:
        self.recorder.note(iter([Call(METHODS[method], f"Media/{path.split('/')[2]}/*")]))
        return self.service.rest(method, path, body, headers)


@dataclass(frozen=True)
class RecordedSockets:
    """API Gateway's `@connections`, where everybody is connected who is not in `gone`."""

    recorder: Recorder
    gone: set[str] = field(default_factory=set)

    def rest(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> RestAnswer:
        resource = f"SocketsApi/live/{method}/@connections/*"
        self.recorder.note(iter([Call("execute-api:ManageConnections", resource)]))
        gone = path.rpartition("/")[2] in self.gone
        return RestAnswer(410 if gone else 200, {}, b"")


def _calls(service: str, operation: str, payload: Mapping[str, Any]) -> Iterator[Call]:
    match service, operation:
        case "dynamodb", "TransactWriteItems":
            for [kind] in payload["TransactItems"]:
                yield Call(f"dynamodb:{kind}Item", "Table")
        case "dynamodb", "Query" if "IndexName" in payload:
            yield Call("dynamodb:Query", f"Table/index/{payload['IndexName']}")
        case "dynamodb", _:
            yield Call(f"dynamodb:{operation}", "Table")
        case "sqs", _:
            yield Call(f"sqs:{operation}", "Queue")
        case "ssm", _:
            for name in payload["Names"]:
                yield Call(f"ssm:{operation}", f"parameter/{name.rpartition('/')[2]}")
