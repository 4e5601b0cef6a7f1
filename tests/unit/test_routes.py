"""One table of routes: the local host and the functions agree on it. `tests/deploy` compares the template."""

from __future__ import annotations

import pytest

from functions.api import app as api
from functions.enqueue import app as enqueue
from instarecipe.routes import ROUTES, UNKNOWN, Match, match, methods


def test_each_function_answers_the_routes_that_lead_to_it() -> None:
    assert enqueue.ROUTES.keys() == {route for route, name in ROUTES.items() if name == "enqueue"}
    assert api.ROUTES.keys() == {UNKNOWN, *(route for route, name in ROUTES.items() if name == "api")}


@pytest.mark.parametrize("route", ROUTES)
def test_each_route_is_found(route: str) -> None:
    method, _, path = route.partition(" ")
    params = {"id": "7"} if "{id}" in path else {}
    assert match(method, path.replace("{id}", "7")) == Match(route, ROUTES[route], params)


@pytest.mark.parametrize(
    ("method", "path", "route"),
    [
        ("GET", "/api/queue/stats", "GET /api/queue/stats"),
        ("GET", "/api/queue/stream", "GET /api/queue/stream"),
        ("GET", "/api/queue/statsx", "GET /api/queue/{id}"),
        ("DELETE", "/api/queue/stats", "DELETE /api/queue/{id}"),
        ("POST", "/api/queue/stats", UNKNOWN),
        ("PUT", "/api/queue", UNKNOWN),
        ("get", "/api/queue", UNKNOWN),
        ("GET", "/api/queue/7/recipe/8", UNKNOWN),
        ("POST", "/api/queue//retry", UNKNOWN),
        ("GET", "/", UNKNOWN),
        ("GET", "", UNKNOWN),
        ("GET", "/API/queue", UNKNOWN),
    ],
)
def test_a_fixed_segment_wins_over_a_parameter(method: str, path: str, route: str) -> None:
    found = match(method, path)
    assert found.route == route
    assert found.function == ROUTES.get(route, "api")


def test_parameters_are_decoded() -> None:
    assert match("GET", "/api/queue/a%20b%C3%A4").params == {"id": "a bä"}


def test_the_methods_of_a_path_are_known() -> None:
    assert methods("/api/queue") == ["GET", "POST"]
    assert methods("/api/queue/7") == ["DELETE", "GET"]
    assert methods("/api/nothing") == []
