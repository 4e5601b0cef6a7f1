"""The API's document, made from `models.py`: `python -m instarecipe.openapi` prints it."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from instarecipe import __version__, models
from instarecipe.routes import ROUTES

REFERENCE = "#/components/schemas/{model}"


@dataclass(frozen=True)
class Operation:
    """`answers` by status: a model, a media type of text, or None for no body; `query` by name."""

    summary: str
    answers: dict[int, Any]
    errors: tuple[int, ...] = ()
    request: Any = None
    request_required: bool = True
    query: dict[str, dict[str, Any]] = field(default_factory=dict)
    deprecated: bool = False


STATUS = {"type": "string", "enum": ["pending", "in_progress", "success", "error", "unhealthy"]}
FORMAT = {"type": "string", "enum": ["json-ld", "markdown", "cooklang"], "default": "json-ld"}
LISTED: dict[str, dict[str, Any]] = {
    "status": STATUS,
    "limit": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
    "offset": {"type": "integer", "minimum": 0, "maximum": 10_000, "default": 0},
    "cursor": {"type": "string"},
}
TEXT = {"type": "string"}

SCOPES = {
    "share": ("POST /api/queue", "DELETE /api/session"),
    "write": (
        "POST /api/queue/{id}/retry",
        "POST /api/extract",
        "GET /api/extract-stream",
        "DELETE /api/queue/{id}",
        "DELETE /api/recipes/{id}",
        "POST /api/notifications/subscribe",
        "DELETE /api/notifications/subscribe",
        "POST /api/notifications/test",
        "GET /api/tokens",
        "POST /api/tokens",
        "DELETE /api/tokens/{id}",
        "POST /api/pairings",
    ),
    "": (
        "POST /api/session",
        "POST /api/pairings/redeem",
        "GET /api/health",
        "GET /api/llm-health",
        "GET /api/samples",
        "GET /api/openapi.json",
        "GET /api/docs",
    ),
}
"""What a token must be allowed to do: `read`, where nothing else is said; nothing at all for ""."""

OPERATIONS = {
    "POST /api/queue": Operation(
        "Share a link, or paste a recipe",
        {201: models.AdmittedItem, 200: models.AdmittedItem},
        (400, 409, 413, 429),
        models.Submission,
    ),
    "POST /api/queue/{id}/retry": Operation(
        "Try again, with new text if there is any",
        {200: models.Done},
        (400, 404, 409, 413),
        models.Retry,
        False,
    ),
    "POST /api/extract": Operation(
        "The call of the synchronous version",
        {200: models.Item, 202: models.Item},
        (400, 409, 410, 413, 429),
        models.Submission,
        deprecated=True,
    ),
    "GET /api/extract-stream": Operation(
        "The call of the synchronous version",
        {200: models.Item, 202: models.Item},
        (400, 409, 410, 429),
        query={"url": TEXT},
        deprecated=True,
    ),
    "GET /api/queue/stream": Operation(
        "Live updates: each queue-update carries a QueueStatusUpdate",
        {200: "text/event-stream"},
        (404,),
        query={"itemId": TEXT},
    ),
    "GET /api/queue": Operation("Items, newest first", {200: models.Page}, (400,), query=LISTED),
    "GET /api/queue/stats": Operation("Counts, success rate, seconds per phase", {200: models.Stats}),
    "GET /api/queue/{id}": Operation("One item with its results", {200: models.Item}, (404,)),
    "DELETE /api/queue/{id}": Operation("Forget an item; its recipe stays", {204: None}, (404,)),
    "GET /api/queue/{id}/recipe": Operation(
        "The recipe as a file", {200: "text/plain"}, (400, 404), query={"format": FORMAT}
    ),
    "GET /api/recipes": Operation(
        "The built-in cookbook, newest first",
        {200: models.CookbookPage},
        (400,),
        query={"search": TEXT, "limit": LISTED["limit"], "cursor": TEXT},
    ),
    "GET /api/recipes/archive": Operation(
        "The whole cookbook as a zip", {200: "application/zip"}, (400, 413), query={"format": FORMAT}
    ),
    "GET /api/recipes/{id}": Operation("One recipe of the cookbook", {200: models.CookbookRecipe}, (404,)),
    "DELETE /api/recipes/{id}": Operation("Take a recipe out of the cookbook", {204: None}, (404,)),
    "GET /api/recipes/{id}/file": Operation(
        "A recipe of the cookbook as a file", {200: "text/plain"}, (400, 404), query={"format": FORMAT}
    ),
    "POST /api/live-ticket": Operation("A ticket that opens one WebSocket", {200: models.Ticket}),
    "POST /api/notifications/subscribe": Operation(
        "Notify this device", {200: models.Subscribed}, (400, 409, 413, 503), models.Subscribe
    ),
    "DELETE /api/notifications/subscribe": Operation(
        "Notify this device no more",
        {200: models.Subscribed},
        (400, 413),
        models.Unsubscribe,
        False,
        {"clientId": TEXT},
    ),
    "GET /api/notifications/vapid-key": Operation(
        "The key to subscribe with", {200: models.VapidKey}, (503,)
    ),
    "POST /api/notifications/vapid-key": Operation(
        "The key to subscribe with", {200: models.VapidKey}, (503,)
    ),
    "POST /api/notifications/test": Operation(
        "Send this device a test message",
        {200: models.Succeeded},
        (400, 404, 410, 413, 503),
        models.Unsubscribe,
    ),
    "POST /api/session": Operation(
        "Sign this browser in", {200: models.SignedIn}, (400, 413, 429), models.SignIn
    ),
    "DELETE /api/session": Operation("Sign this browser out", {204: None}),
    "GET /api/tokens": Operation(
        "Your tokens and sessions, or an admin's look at another owner's",
        {200: models.Tokens},
        (400,),
        query={"owner": TEXT},
    ),
    "POST /api/tokens": Operation("Make a token", {201: models.MadeToken}, (400, 409, 413), models.MakeToken),
    "DELETE /api/tokens/{id}": Operation("Revoke a token", {204: None}, (400, 404), query={"owner": TEXT}),
    "POST /api/pairings": Operation(
        "A code that a phone swaps for a token", {201: models.Pairing}, (400, 409, 413), models.BeginPairing
    ),
    "POST /api/pairings/redeem": Operation(
        "The token for a code, once", {201: models.MadeToken}, (400, 409, 410, 413, 429), models.RedeemPairing
    ),
    "GET /api/health": Operation("What is configured and reachable", {200: models.Health}),
    "GET /api/llm-health": Operation("Which reader is at work", {200: models.ModelState}),
    "GET /api/samples": Operation("Sample posts to try", {200: models.Samples}),
    "GET /api/openapi.json": Operation("This document", {200: dict[str, Any]}),
    "GET /api/docs": Operation("This document, to read", {200: "text/html"}),
}


def document() -> dict[str, Any]:
    """OpenAPI 3.1."""
    schemas: dict[str, Any] = {}
    paths: dict[str, Any] = {}
    for route in ROUTES:
        method, path = route.split(" ")
        paths.setdefault(path, {})[method.lower()] = _operation(route, schemas)
    _schema(models.QueueStatusUpdate, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "InstaRecipe", "version": __version__},
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "__Host-instarecipe"},
            },
        },
    }


def _operation(route: str, schemas: dict[str, Any]) -> dict[str, Any]:
    operation = OPERATIONS[route]
    parameters = [
        {"name": "id", "in": "path", "required": True, "schema": TEXT} for _ in range("{id}" in route)
    ] + [{"name": name, "in": "query", "schema": schema} for name, schema in operation.query.items()]
    answers = {str(status): _answer(model, schemas) for status, model in operation.answers.items()}
    errors = {
        str(status): _answer(models.Problem, schemas) for status in (*operation.errors, 401, 403, 500, 503)
    }
    scope = next((scope for scope, routes in SCOPES.items() if route in routes), "read")
    described: dict[str, Any] = {
        "summary": operation.summary,
        "responses": answers | errors,
        "security": [{"token": [scope]}, {"session": [scope]}] if scope else [],
    }
    if parameters:
        described["parameters"] = parameters
    if operation.request:
        content = {"application/json": {"schema": _schema(operation.request, schemas)}}
        described["requestBody"] = {"required": operation.request_required, "content": content}
    if operation.deprecated:
        described["deprecated"] = True
    return described


def _answer(model: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    if model is None:
        return {"description": "Done"}
    if isinstance(model, str):
        return {"description": "Text", "content": {model: {"schema": TEXT}}}
    return {
        "description": (getattr(model, "__doc__", None) or model.__name__).split("\n")[0],
        "content": {"application/json": {"schema": _schema(model, schemas)}},
    }


def _schema(model: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    """A reference; the model and what it names join `schemas`."""
    made = TypeAdapter(model).json_schema(ref_template=REFERENCE)
    schemas.update(made.pop("$defs", {}))
    if "title" not in made:
        return made
    schemas[made["title"]] = made
    return {"$ref": REFERENCE.format(model=made["title"])}


if __name__ == "__main__":
    json.dump(document(), sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")
