"""POST /api/queue and retry: the link is stored and a hint sent; the phone waits for this one."""

from __future__ import annotations

from typing import Any

from instarecipe import settings
from instarecipe.answers import item_answer
from instarecipe.http import Answer, Event, Request, answer, respond
from instarecipe.submission import Submission, read_retry, read_submission
from instarecipe.wiring import current


def handler(event: Event, context: Any) -> Answer:
    return respond(event, ROUTES)


def _submit(request: Request) -> Answer:
    caller = current().auth.of(request, "share")
    item, duplicate = current().admit(caller.owner, _submission(request))
    if duplicate:
        return answer(200, {**item_answer(item), "duplicate": True})
    return answer(201, item_answer(item), {"location": f"/api/queue/{item.id}"})


def _retry(request: Request) -> Answer:
    caller = current().auth.of(request, "write")
    current().admit.retry(caller.owner, request.params["id"], read_retry(request.body))
    return answer(200, {"success": True, "message": "Item queued for retry"})


def _extract(request: Request) -> Answer:
    caller = current().auth.of(request, "write")
    return current().legacy(caller.owner, lambda: _submission(request))


def _extract_stream(request: Request) -> Answer:
    caller = current().auth.of(request, "write")
    return current().legacy(caller.owner, lambda: Submission(request.query.get("url", "")))


def _submission(request: Request) -> Submission:
    return read_submission(request.body, request.headers.get("content-type", ""))


ROUTES = {
    "POST /api/queue": _submit,
    "POST /api/queue/{id}/retry": _retry,
    "POST /api/extract": _extract,
    "GET /api/extract-stream": _extract_stream,
}

if settings.in_lambda():
    _ = current().admit
