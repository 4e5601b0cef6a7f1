"""Every HTTP route but those that take a link in and the live stream: reads, and what a cook manages."""

from __future__ import annotations

import base64
from typing import Any

from instarecipe import api_docs, settings
from instarecipe.answers import full_answer
from instarecipe.domain.errors import Refused
from instarecipe.extraction import samples
from instarecipe.http import Answer, Event, Request, answer, problem, respond
from instarecipe.routes import UNKNOWN, methods
from instarecipe.wiring import current


def handler(event: Event, context: Any) -> Answer:
    return respond(event, ROUTES)


def _list(request: Request) -> Answer:
    caller = current().auth.of(request, "read")
    return answer(200, current().listing(caller.owner, request.query))


def _item(request: Request) -> Answer:
    caller = current().auth.of(request, "read")
    item, results = current().manage.item(caller.owner, request.params["id"])
    return answer(200, full_answer(item, results))


def _delete(request: Request) -> Answer:
    caller = current().auth.of(request, "write")
    current().manage.delete(caller.owner, request.params["id"])
    return answer(204)


def _recipe(request: Request) -> Answer:
    caller = current().auth.of(request, "read")
    file = current().manage.recipe_file(
        caller.owner, request.params["id"], request.query.get("format") or "json-ld"
    )
    return {**answer(200, headers=file.headers), "body": file.text}


def _cookbook(request: Request) -> Answer:
    caller = current().auth.of(request, "read")
    return answer(200, current().cookbook.browse(caller.owner, request.query))


def _cookbook_recipe(request: Request) -> Answer:
    caller = current().auth.of(request, "read")
    return answer(200, current().cookbook.read(caller.owner, request.params["id"]))


def _cookbook_file(request: Request) -> Answer:
    caller = current().auth.of(request, "read")
    format_ = request.query.get("format") or "json-ld"
    file = current().cookbook.file(caller.owner, request.params["id"], format_)
    return {**answer(200, headers=file.headers), "body": file.text}


def _cookbook_delete(request: Request) -> Answer:
    caller = current().auth.of(request, "write")
    current().cookbook.delete(caller.owner, request.params["id"])
    return answer(204)


def _cookbook_archive(request: Request) -> Answer:
    caller = current().auth.of(request, "read")
    packed = current().cookbook.archive(caller.owner, request.query.get("format") or "json-ld")
    headers = {
        "content-type": "application/zip",
        "content-disposition": "attachment; filename=cookbook.zip",
    }
    body = base64.b64encode(packed).decode()
    return {**answer(200, headers=headers), "body": body, "isBase64Encoded": True}


def _stats(request: Request) -> Answer:
    caller = current().auth.of(request, "read")
    return answer(200, current().manage.stats(caller.owner))


def _ticket(request: Request) -> Answer:
    caller = current().auth.of(request, "read")
    return answer(200, current().listen.ticket(caller, request.headers.get("host", "")))


def _subscribe(request: Request) -> Answer:
    caller = current().auth.of(request, "write")
    return answer(200, current().devices.subscribe(caller, request.body))


def _unsubscribe(request: Request) -> Answer:
    caller = current().auth.of(request, "write")
    client_id = request.query.get("clientId")
    return answer(200, current().devices.unsubscribe(caller.owner, request.body, client_id))


def _vapid_key(request: Request) -> Answer:
    current().auth.of(request, "read")
    return answer(200, current().devices.vapid_key())


def _test_push(request: Request) -> Answer:
    caller = current().auth.of(request, "write")
    return answer(200, current().devices.test(caller.owner, request.body))


def _sign_in(request: Request) -> Answer:
    current().auth.check_page(request)  # else another page signs a browser in as whom it likes
    told, cookie = current().access.sign_in(request.body, request.address)
    return {**answer(200, told), "cookies": [cookie]}


def _sign_out(request: Request) -> Answer:
    caller = current().auth.of(request, "share")
    return {**answer(204), "cookies": [current().access.sign_out(caller)]}


def _tokens(request: Request) -> Answer:
    caller = current().auth.of(request, "write")
    tokens = current().access.tokens(caller, request.query.get("owner"))
    return answer(200, {"tokens": tokens, "scopes": sorted(caller.scopes)})


def _make_token(request: Request) -> Answer:
    caller = current().auth.of(request, "write")
    return answer(201, current().access.make_token(caller, request.body))


def _revoke_token(request: Request) -> Answer:
    caller = current().auth.of(request, "write")
    current().access.revoke_token(caller, request.params["id"], request.query.get("owner"))
    return answer(204)


def _pair(request: Request) -> Answer:
    caller = current().auth.of(request, "write")
    return answer(201, current().pairing.begin(caller, request.body))


def _redeem(request: Request) -> Answer:
    return answer(201, current().pairing.redeem(request.body, request.address))


def _health(request: Request) -> Answer:
    return answer(200, current().health.report())


def _model_health(request: Request) -> Answer:
    return answer(200, current().health.model())


def _samples(request: Request) -> Answer:
    return answer(200, {"samples": samples.listed()})


def _openapi(request: Request) -> Answer:
    return answer(200, api_docs.document())


def _docs(request: Request) -> Answer:
    headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": api_docs.POLICY}
    return {**answer(200, headers=headers), "body": api_docs.page()}


def _unknown(request: Request) -> Answer:
    """Whatever no route knows."""
    allowed = methods(request.path)
    if allowed:
        told = Refused(405, "method_not_allowed", f"This address takes {' and '.join(allowed)} only.")
        return problem(told, {"allow": ", ".join(allowed)})
    raise Refused(404, "not_found", "There is nothing at this address.")


ROUTES = {
    UNKNOWN: _unknown,
    "GET /api/queue": _list,
    "GET /api/queue/{id}": _item,
    "DELETE /api/queue/{id}": _delete,
    "GET /api/queue/{id}/recipe": _recipe,
    "GET /api/queue/stats": _stats,
    "GET /api/recipes": _cookbook,
    "GET /api/recipes/archive": _cookbook_archive,
    "GET /api/recipes/{id}": _cookbook_recipe,
    "DELETE /api/recipes/{id}": _cookbook_delete,
    "GET /api/recipes/{id}/file": _cookbook_file,
    "POST /api/live-ticket": _ticket,
    "POST /api/notifications/subscribe": _subscribe,
    "DELETE /api/notifications/subscribe": _unsubscribe,
    "GET /api/notifications/vapid-key": _vapid_key,
    "POST /api/notifications/vapid-key": _vapid_key,
    "POST /api/notifications/test": _test_push,
    "POST /api/session": _sign_in,
    "DELETE /api/session": _sign_out,
    "GET /api/tokens": _tokens,
    "POST /api/tokens": _make_token,
    "DELETE /api/tokens/{id}": _revoke_token,
    "POST /api/pairings": _pair,
    "POST /api/pairings/redeem": _redeem,
    "GET /api/health": _health,
    "GET /api/llm-health": _model_health,
    "GET /api/samples": _samples,
    "GET /api/openapi.json": _openapi,
    "GET /api/docs": _docs,
}

if settings.in_lambda():
    _ = current().items
