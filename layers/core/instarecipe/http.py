"""API Gateway's HTTP events in, its answers out, errors in the one shape of the API.

API Gateway has matched the route already (`routeKey`), so that a dictionary is all the router we need.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from instarecipe.domain.errors import NoRoom, Permanent, Refused, Unavailable
from instarecipe.observability import log

Event = Mapping[str, Any]
Answer = dict[str, Any]

SAFE = {"content-type": "application/json", "cache-control": "no-store", "x-content-type-options": "nosniff"}


class Request(NamedTuple):
    """`route` is such as `GET /api/queue/{id}` or `$connect`, `headers` have lower-case names.

    `address` is the other end's, behind a proxy the proxy's.
    """

    method: str
    path: str
    route: str
    params: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    body: bytes
    connection_id: str = ""
    address: str = ""


Route = Callable[[Request], Answer]


def respond(event: Event, routes: Mapping[str, Route]) -> Answer:
    """The answer of the route that the event names, or an error that a cook can read."""
    try:
        request = read_request(event)
        return routes[request.route](request)
    except Refused as refused:
        return problem(refused)
    except Permanent as bad:
        return problem(Refused(400, bad.code, bad.sentence, **{**bad.details, "advice": bad.advice}))
    except Unavailable as error:
        log.error("store unavailable", extra={"cause": str(error)})
        return _no_room() if isinstance(error, NoRoom) else _busy()
    except Exception:
        log.exception("bug", extra={"route": event["requestContext"]["routeKey"]})
        return problem(Refused(500, "internal", "Something went wrong on our side. Please try again."))


def _busy() -> Answer:
    busy = Refused(503, "unavailable", "We are busy just now. Please try again in a moment.")
    return problem(busy, {"retry-after": "2"})


def _no_room() -> Answer:
    told = "There is no room left on this server, so nothing can be saved."
    full = Refused(503, "no_room", told, advice="Whoever runs it has to free some space. Then try again.")
    return problem(full, {"retry-after": "60"})


def answer(status: int, body: object = None, headers: Mapping[str, str] | None = None) -> Answer:
    """JSON; without a body for None."""
    text = "" if body is None else json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return {"statusCode": status, "headers": {**SAFE, **(headers or {})}, "body": text}


def problem(refused: Refused, headers: Mapping[str, str] | None = None) -> Answer:
    details = {name: value for name, value in refused.details.items() if value not in (None, "")}
    wait = details.get("retryAfterSeconds")
    named = {"retry-after": str(wait)} if wait else {}
    body = {"error": refused.code, "message": refused.message, "details": details}
    return answer(refused.status, body, {**named, **(headers or {})})


def read_request(event: Event) -> Request:
    """From an event of an HTTP API (format 2.0) or of a WebSocket API."""
    context = event["requestContext"]
    body = event.get("body") or ""
    return Request(
        method=context["http"]["method"] if "http" in context else "GET",
        path=event.get("rawPath", ""),
        route=context["routeKey"],
        params=event.get("pathParameters") or {},
        # API Gateway joins repeated parameters with commas; the raw form is what was sent.
        query=dict(parse_qsl(event.get("rawQueryString") or "", keep_blank_values=True))
        or (event.get("queryStringParameters") or {}),
        headers={name.lower(): value for name, value in (event.get("headers") or {}).items()},
        cookies=_cookies(event.get("cookies") or ()),
        body=base64.b64decode(body) if event.get("isBase64Encoded") else body.encode("utf-8", "replace"),
        connection_id=context.get("connectionId", ""),
        address=context.get("http", {}).get("sourceIp", ""),
    )


def whole_number(text: str | None, default: int, least: int, most: int, *, name: str) -> int:
    """A query parameter. Raises `Refused` 400."""
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
        raise Refused(
            400, "bad_parameter", f"“{name}” must be a whole number from {least} to {most}.", parameter=name
        )
    return int(text)


def _cookies(lines: tuple[str, ...] | list[str]) -> dict[str, str]:
    """API Gateway hands over one line `name=value` for each."""
    pairs = (line.partition("=") for line in lines)
    return {name.strip(): value.strip().strip('"') for name, _, value in pairs}
