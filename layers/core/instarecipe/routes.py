"""The HTTP routes and the function that answers each; `template.yaml` says the same, a test compares."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import unquote

ROUTES = {
    "POST /api/queue": "enqueue",
    "POST /api/queue/{id}/retry": "enqueue",
    "POST /api/extract": "enqueue",
    "GET /api/extract-stream": "enqueue",
    "GET /api/queue/stream": "stream",
    "GET /api/queue": "api",
    "GET /api/queue/stats": "api",
    "GET /api/queue/{id}": "api",
    "DELETE /api/queue/{id}": "api",
    "GET /api/queue/{id}/recipe": "api",
    "GET /api/recipes": "api",
    "GET /api/recipes/archive": "api",
    "GET /api/recipes/{id}": "api",
    "DELETE /api/recipes/{id}": "api",
    "GET /api/recipes/{id}/file": "api",
    "POST /api/live-ticket": "api",
    "POST /api/notifications/subscribe": "api",
    "DELETE /api/notifications/subscribe": "api",
    "GET /api/notifications/vapid-key": "api",
    "POST /api/notifications/vapid-key": "api",
    "POST /api/notifications/test": "api",
    "POST /api/session": "api",
    "DELETE /api/session": "api",
    "GET /api/tokens": "api",
    "POST /api/tokens": "api",
    "DELETE /api/tokens/{id}": "api",
    "POST /api/pairings": "api",
    "POST /api/pairings/redeem": "api",
    "GET /api/health": "api",
    "GET /api/llm-health": "api",
    "GET /api/samples": "api",
    "GET /api/openapi.json": "api",
    "GET /api/docs": "api",
}
UNKNOWN = "$default"


class Match(NamedTuple):
    route: str
    function: str
    params: dict[str, str]


def match(method: str, path: str) -> Match:
    """As API Gateway does it: a fixed segment wins over a parameter; what nobody knows goes to `api`."""
    wanted = path.strip("/").split("/")
    found = [
        (pattern.count("{"), route, params)
        for route in ROUTES
        for verb, pattern in [route.split(" ")]
        if verb == method and (params := _params(pattern, wanted)) is not None
    ]
    if not found:
        return Match(UNKNOWN, "api", {})
    _, route, params = min(found, key=lambda one: one[0])
    return Match(route, ROUTES[route], params)


def methods(path: str) -> list[str]:
    """Those that some route knows for this path."""
    wanted = path.strip("/").split("/")
    return sorted(
        {
            verb
            for route in ROUTES
            for verb, pattern in [route.split(" ")]
            if _params(pattern, wanted) is not None
        }
    )


def _params(pattern: str, wanted: list[str]) -> dict[str, str] | None:
    parts = pattern.strip("/").split("/")
    if len(parts) != len(wanted):
        return None
    params = {}
    for part, segment in zip(parts, wanted, strict=True):
        if part.startswith("{") and segment:
            params[part[1:-1]] = unquote(segment)
        elif part != segment:
            return None
    return params
