"""An OpenAI-compatible server on 127.0.0.1: strict about what it is sent, and misbehaving on script.

with ModelServer(lambda post: SOUP) as model:
    model.script += [status(503), says("poetry")]   # then again what the lambda answers
    ...
assert model.complaints == []
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from tests.doubles.web import Received, Site, Wire

KEY = "sk-test-0123456789abcdef"
MODEL = "gpt-double"
COMPLETIONS, MODELS = "/v1/chat/completions", "/v1/models"
PARAMETERS = {"model", "messages", "response_format", "temperature"}
TOKENS = {"prompt_tokens": 900, "completion_tokens": 250, "total_tokens": 1150}
NOT_OURS = ("openai-organization", "openai-project", "cookie", "proxy-authorization")

BEGINNING = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11000000\r\n\r\n"
    b'{"choices": [{"message": {"content": "'
)

Behaviour = Callable[[Received, Wire], None]
Reads = Callable[[str], Any]
"""From the post between its marks to the JSON that the model answers."""


# -- behaviours ----------------------------------------------------------------------------------------


def says(text: Any, *, finish: str = "stop", **message: Any) -> Behaviour:
    """A completion with this content; `message` adds to the message or replaces its parts."""
    told = {"role": "assistant", "content": text, "refusal": None, **message}
    return completes({"choices": [{"index": 0, "message": told, "finish_reason": finish}], "usage": TOKENS})


def answers(recipe: Any) -> Behaviour:
    return says(json.dumps(recipe))


def completes(body: Any) -> Behaviour:
    return raw(json.dumps(body).encode())


def raw(body: bytes, content_type: str = "application/json") -> Behaviour:
    return lambda _, wire: wire.send(_answer(200, {"Content-Type": content_type}, body))


def status(code: int, message: str = "Wrong.", *, kind: str | None = None, **headers: str) -> Behaviour:
    """An error in OpenAI's shape; `Retry_After="37"` is a header."""
    body = json.dumps({"error": {"message": message, "type": kind, "code": kind}}).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _, wire: wire.send(_answer(code, {"Content-Type": "application/json", **named}, body))


def stays_silent(_: Received, wire: Wire) -> None:
    wire.pause(60)


def stalls(_: Received, wire: Wire) -> None:
    """In the middle of its answer."""
    wire.send(BEGINNING)
    wire.pause(60)


def drips(_: Received, wire: Wire) -> None:
    """A byte now and then, so that no single read takes long."""
    wire.send(BEGINNING)
    while True:
        wire.pause(0.02)
        wire.send(b" ")


def hangs_up(_: Received, wire: Wire) -> None:
    """In the middle of its answer."""
    wire.send(BEGINNING)


def floods(_: Received, wire: Wire) -> None:
    """10 MB that begin like any answer."""
    wire.send(BEGINNING)
    for _block in range(160):
        wire.send(b"soup and " * 7_282)


def _answer(code: int, headers: Mapping[str, str], body: bytes) -> bytes:
    named = {"Content-Length": str(len(body)), "Connection": "close", **headers}
    lines = [f"HTTP/1.1 {code} -", *(f"{name}: {value}" for name, value in named.items()), "", ""]
    return "\r\n".join(lines).encode() + body


# -- the server ----------------------------------------------------------------------------------------


class ModelServer(Site):
    """`takes` are the response formats that it knows; `complaints` is what was wrong with requests."""

    def __init__(self, reads: Reads) -> None:
        super().__init__({COMPLETIONS: self._complete, MODELS: self._list})
        self.reads = reads
        self.script: deque[Behaviour] = deque()
        self.key = KEY
        self.takes = {"json_schema", "json_object", "text"}
        self.takes_temperature = True
        self.complaints: list[str] = []

    @property
    def base_url(self) -> str:
        return self.url("/v1")

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The bodies of the requests for completions, in their order."""
        return [json.loads(request.body) for request in self.requests if request.path == COMPLETIONS]

    def _complete(self, request: Received, wire: Wire) -> None:
        if request.headers.get("authorization") != f"Bearer {self.key}":
            status(401, f"Incorrect API key provided: {KEY[:8]}***.", kind="invalid_api_key")(request, wire)
            return
        if self.script:
            self.script.popleft()(request, wire)
            return
        body = json.loads(request.body)
        complaints = list(_complaints(request, body))
        self.complaints += complaints
        refusal = self._refusal(body)
        if complaints:
            status(400, complaints[0])(request, wire)
        elif refusal:
            status(400, refusal)(request, wire)
        else:
            answers(self.reads(post_of(body)))(request, wire)

    def _refusal(self, body: Mapping[str, Any]) -> str:
        kind = body.get("response_format", {}).get("type", "text")
        if "temperature" in body and not self.takes_temperature:
            return "Unsupported value: 'temperature' does not support 0 with this model."
        return "" if kind in self.takes else f"Invalid parameter: 'response_format' of type '{kind}'."

    def _list(self, request: Received, wire: Wire) -> None:
        if request.headers.get("authorization") != f"Bearer {self.key}":
            status(401)(request, wire)
        else:
            completes({"object": "list", "data": [{"id": "another"}, {"id": MODEL}]})(request, wire)


def post_of(body: Mapping[str, Any]) -> str:
    """What stands between the two marks of the first question."""
    question = body["messages"][1]["content"]
    mark = re.search(r"^-{4} [0-9a-f]{32} -{4}$", question, re.MULTILINE)
    assert mark, question
    before, post, behind = question.split(f"\n{mark[0]}")
    assert post.startswith("\n")
    assert mark[0] in before
    assert mark[0] not in behind
    return str(post[1:])


def _complaints(request: Received, body: Mapping[str, Any]) -> list[str]:
    roles = [message.get("role") for message in body.get("messages", [])]
    known = [["system", *["user", "assistant"] * turns, "user"] for turns in range(2)]
    form = body.get("response_format", {})
    wrong = [
        (not request.headers.get("content-type", "").startswith("application/json"), "the body must be JSON"),
        (body.get("model") != MODEL, "the model does not exist"),
        (bool(set(body) - PARAMETERS), f"unknown parameters: {set(body) - PARAMETERS}"),
        (bool({"tools", "functions"} & set(body)), "no tools were to be sent"),
        (roles not in known, f"turns of {roles}"),
        (not all(message.get("content") for message in body.get("messages", [])), "an empty turn"),
        (form.get("type") == "json_object" and "JSON" not in str(body["messages"]), "nobody speaks of JSON"),
        (any(name in request.headers for name in NOT_OURS), "headers out of the environment"),
        (KEY in request.body.decode(), "the key in the body"),
    ]
    if form.get("type") == "json_schema":
        wrong.append((form["json_schema"].get("strict") is not True, "the schema must be strict"))
        wrong += [(True, problem) for problem in _unstrict(form["json_schema"]["schema"], "schema")]
    return [words for is_wrong, words in wrong if is_wrong]


def _unstrict(schema: Mapping[str, Any], path: str) -> list[str]:
    """What OpenAI's strict mode refuses in a schema."""
    known = {"type", "properties", "required", "additionalProperties", "items", "anyOf"}
    found = [f"{path}: {name} is not supported" for name in set(schema) - known]
    properties = schema.get("properties", {})
    if "properties" in schema:
        if schema.get("additionalProperties") is not False:
            found.append(f"{path}: additionalProperties must be false")
        if sorted(schema.get("required", [])) != sorted(properties):
            found.append(f"{path}: every property must be required")
    inner = {**properties, **({"[]": schema["items"]} if "items" in schema else {})}
    inner |= {f"|{at}": option for at, option in enumerate(schema.get("anyOf", []))}
    return found + [one for name, part in inner.items() for one in _unstrict(part, f"{path}.{name}")]
