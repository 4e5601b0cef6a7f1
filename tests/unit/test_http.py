"""Events of API Gateway in, answers and errors of one shape out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from instarecipe.domain.errors import NoRoom, Permanent, Refused, Unavailable
from instarecipe.http import Answer, Request, answer, read_request, respond, whole_number
from tests.doubles.events import http, sample, socket


def outcome(failure: Exception) -> Answer:
    def route(request: Request) -> Answer:
        raise failure

    return respond(http("GET", "/api/queue"), {"GET /api/queue": route})


# -- requests ------------------------------------------------------------------------------------------


def test_a_recorded_request_is_read() -> None:
    request = read_request(sample("http_api"))
    id_ = "0b0f6c1e-6d8e-4f0a-9a57-3f9f3f0b7f11"
    assert (request.method, request.path) == ("POST", f"/api/queue/{id_}/retry")
    assert (request.route, request.params) == ("POST /api/queue/{id}/retry", {"id": id_})
    assert (request.query, request.cookies, request.body) == ({}, {"theme": "dark"}, b"{}")
    assert request.headers["host"] == "k3x7example.execute-api.eu-central-1.amazonaws.com"


def test_the_query_is_read_as_it_was_sent() -> None:
    """API Gateway joins what comes twice with commas; a link may hold commas of its own."""
    event = http("GET", "/api/queue", query={"a": "1,2", "b": "", "c": "ä ö+"})
    event["rawQueryString"] += "&a=3"
    event["queryStringParameters"]["a"] = "1,2,3"
    assert read_request(event).query == {"a": "3", "b": "", "c": "ä ö+"}


@pytest.mark.parametrize("body", [b"", b"plain", "Süß 🍅".encode(), b"\xff\x00\xfe"])
def test_a_body_in_base64_is_unpacked(body: bytes) -> None:
    assert read_request(http("POST", "/api/queue", body)).body == body


def test_names_of_headers_do_not_depend_on_case() -> None:
    request = read_request(http("GET", "/api/queue", headers={"Last-Event-ID": "7", "AUTHORIZATION": "x"}))
    assert (request.headers["last-event-id"], request.headers["authorization"]) == ("7", "x")


@pytest.mark.parametrize("cookie", ["", "=", "a", ";;", "bad cookie=\x00", "ä=ö", "x" * 5_000])
def test_a_broken_cookie_hides_no_other(cookie: str) -> None:
    event = http("GET", "/api/queue") | {"cookies": ["one=1", cookie, "__Host-two=2"]}
    found = read_request(event).cookies
    assert (found["one"], found["__Host-two"]) == ("1", "2")


def test_an_event_with_the_least_is_enough() -> None:
    event = {"requestContext": {"routeKey": "$connect", "connectionId": "c1"}, "isBase64Encoded": False}
    request = read_request(event)
    assert (request.connection_id, request.query, request.body) == ("c1", {}, b"")
    assert read_request(socket("connect", "c2", ticket="t")).query == {"ticket": "t"}


# -- answers -------------------------------------------------------------------------------------------


def test_an_answer_is_json_that_nobody_caches_or_guesses_about() -> None:
    told = answer(201, {"title": "Süppchen 🍅"}, {"location": "/x"})
    assert told["statusCode"] == 201
    assert told["body"] == '{"title":"Süppchen 🍅"}'
    assert told["headers"] == {
        "content-type": "application/json",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "location": "/x",
    }
    assert answer(204)["body"] == ""


@pytest.mark.parametrize(
    ("failure", "status", "body"),
    [
        (
            Refused(409, "pending", "It waits.", item="7", nothing=None, empty=""),
            409,
            {"error": "pending", "message": "It waits.", "details": {"item": "7"}},
        ),
        (
            Permanent("address_blocked", "That is private.", "Share another.", details={"reason": "address"}),
            400,
            {
                "error": "address_blocked",
                "message": "That is private.",
                "details": {"reason": "address", "advice": "Share another."},
            },
        ),
        (
            Unavailable("table secret-1"),
            503,
            {
                "error": "unavailable",
                "message": "We are busy just now. Please try again in a moment.",
                "details": {},
            },
        ),
        (
            NoRoom("/data/recipes"),
            503,
            {
                "error": "no_room",
                "message": "There is no room left on this server, so nothing can be saved.",
                "details": {"advice": "Whoever runs it has to free some space. Then try again."},
            },
        ),
        (
            ZeroDivisionError("secret-2"),
            500,
            {
                "error": "internal",
                "message": "Something went wrong on our side. Please try again.",
                "details": {},
            },
        ),
    ],
)
def test_every_error_has_one_shape(failure: Exception, status: int, body: dict[str, Any]) -> None:
    told = outcome(failure)
    assert told["statusCode"] == status
    assert json.loads(told["body"]) == body


def test_who_has_to_wait_is_told_how_long() -> None:
    assert (
        outcome(Refused(429, "too_many", "Tomorrow.", retryAfterSeconds=60))["headers"]["retry-after"] == "60"
    )
    assert outcome(Unavailable("x"))["headers"]["retry-after"] == "2"


def test_a_route_that_is_not_there_is_our_own_mistake() -> None:
    assert respond(http("GET", "/api/queue"), {})["statusCode"] == 500


# -- numbers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "expected"), [(None, 20), ("1", 1), ("100", 100), ("007", 7)])
def test_a_whole_number_is_read(text: str | None, expected: int) -> None:
    assert whole_number(text, 20, 1, 100, name="limit") == expected


@pytest.mark.parametrize("text", ["", "0", "101", "-1", "1.0", "x", " 1", "1e1", "٣", "²", "9" * 5_000])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="limit") as refused:
        whole_number(text, 20, 1, 100, name="limit")
    assert (refused.value.status, refused.value.details) == (400, {"parameter": "limit"})
