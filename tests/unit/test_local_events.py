"""The local host makes the events that AWS sends: what a function reads out of both is the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from functions.process.app import _message
from instarecipe.aws.images import changed_rows, image, row
from instarecipe.http import read_request
from instarecipe.ports import Change, Key, Message, Row
from instarecipe.routes import match
from local.events import Context, http_event, queue_event, socket_event, stream_event
from tests.doubles.events import sample


def shape(event: object) -> object:
    """Names and kinds of values, all the way down."""
    if isinstance(event, Mapping):
        return {name: shape(value) for name, value in event.items()}
    if isinstance(event, list):
        return [shape(one) for one in event]
    return type(event).__name__


def missing(ours: Any, theirs: Any, path: str = "") -> list[str]:
    """Where ours has something that theirs has not, or of another kind."""
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        return [
            where
            for name in ours
            for where in (
                missing(ours[name], theirs[name], f"{path}.{name}") if name in theirs else [f"{path}.{name}"]
            )
        ]
    if isinstance(ours, list) and isinstance(theirs, list):
        return [
            where for one, other in zip(ours, theirs, strict=False) for where in missing(one, other, path)
        ]
    return [] if ours == theirs else [f"{path}: {ours} is not {theirs}"]


def test_a_request_reads_as_one_of_api_gateway() -> None:
    theirs = sample("http_api")
    method, path = theirs["requestContext"]["http"]["method"], theirs["rawPath"]
    headers = [*theirs["headers"].items(), ("cookie", "; ".join(theirs["cookies"]))]
    ours = http_event(method, path, "", headers, b"{}", "203.0.113.7", match(method, path))
    assert read_request(ours) == read_request(theirs)
    assert missing(shape(ours), shape(theirs)) == []


@pytest.mark.parametrize("body", [b"", b"{}", "Süppchen 🍅".encode(), b"\xff\x00caf\xe9", b"a\0b"])
def test_every_byte_of_a_body_arrives(body: bytes) -> None:
    event = http_event("POST", "/api/queue", "", [], body, "", match("POST", "/api/queue"))
    assert read_request(event).body == body


def test_headers_that_come_twice_are_joined_and_cookies_kept_apart() -> None:
    headers = [("accept", "a"), ("accept", "b"), ("cookie", "x=1; y=2"), ("cookie", "z=3")]
    event = http_event("GET", "/api/queue", "a=1&b=%C3%A4", headers, b"", "", match("GET", "/api/queue"))
    request = read_request(event)
    assert request.headers == {"accept": "a,b"}
    assert request.cookies == {"x": "1", "y": "2", "z": "3"}
    assert request.query == {"a": "1", "b": "ä"}


def test_a_message_reads_as_one_of_sqs() -> None:
    theirs = sample("sqs")
    [ours] = queue_event([_message(theirs["Records"][0])])["Records"]
    assert _message(ours) == _message(theirs["Records"][0])
    assert ours["md5OfBody"] == theirs["Records"][0]["md5OfBody"]
    assert missing(shape(ours), shape(theirs["Records"][0])) == []


def test_several_messages_are_several_records() -> None:
    messages = [Message(f"m{number}", f"r{number}", "{}", number, number) for number in (1, 2)]
    assert [_message(record) for record in queue_event(messages)["Records"]] == messages


def test_a_change_reads_as_one_of_dynamodb() -> None:
    [theirs] = sample("dynamodb_stream")["Records"]
    old, new = changed_rows(theirs)
    assert old
    assert new
    [ours] = stream_event([Change(123, new.key, old, new)])["Records"]
    assert changed_rows(ours) == (old, new)
    assert int(ours["dynamodb"]["SequenceNumber"]) == 123
    assert missing(shape(ours), shape(theirs)) == []


def test_what_happened_is_named() -> None:
    one = Row(Key("o#x", "i#1"), 1, "{}")
    changes = [Change(1, one.key, None, one), Change(2, one.key, one, one), Change(3, one.key, one, None)]
    records = stream_event(changes)["Records"]
    assert [record["eventName"] for record in records] == ["INSERT", "MODIFY", "REMOVE"]
    assert [changed_rows(record) for record in records] == [(None, one), (one, one), (one, None)]


@pytest.mark.parametrize(
    "stored",
    [
        Row(Key("p", "s"), 1, "{}"),
        Row(
            Key("p", "s"), 7, '"ä🍅"', {"created": "c", "status": "s", "updated": "u", "due": "due#1|x|y"}, 5
        ),
        Row(Key("p", "s"), 2, "{}", {"due": "due#7|2026"}),
    ],
)
def test_a_row_survives_its_image(stored: Row) -> None:
    assert row(image(stored)) == stored


@pytest.mark.parametrize("kind", ["connect", "message", "disconnect"])
def test_a_socket_reads_as_one_of_api_gateway(kind: str) -> None:
    theirs = sample(f"websocket_{kind}")
    connection_id = theirs["requestContext"]["connectionId"]
    query, body = theirs.get("queryStringParameters"), theirs.get("body")
    headers = theirs.get("headers")
    ours = socket_event(kind.upper(), connection_id, query=query, body=body, headers=headers)
    read, expected = read_request(ours), read_request(theirs)
    assert (read.route, read.connection_id, read.query, read.headers, read.body) == (
        expected.route,
        expected.connection_id,
        expected.query,
        expected.headers,
        expected.body,
    )
    assert missing(shape(ours), shape(theirs)) == []


def test_a_context_knows_how_much_time_is_left() -> None:
    assert 0 < Context(60).get_remaining_time_in_millis() <= 60_000
    assert Context(0).get_remaining_time_in_millis() == 0
