"""Live updates: WebSocket routes, Server-Sent Events, and the table's changes told to open sockets."""

from __future__ import annotations

from typing import Any

from instarecipe import settings
from instarecipe.aws.images import changed_rows
from instarecipe.batch import Failures, Record, in_order
from instarecipe.http import Answer, Event, Request, respond
from instarecipe.items import item_of
from instarecipe.wiring import current

EVENT_STREAM = {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
}
DONE: Answer = {"statusCode": 200}


def sockets(event: Event, context: Any) -> Answer:
    """$connect comes with a ticket, then {"action": "subscribe", "itemId"?} and {"action": "ping"}."""
    return respond(event, {"$connect": _connect, "$disconnect": _disconnect, "$default": _message})


def events(event: Event, context: Any) -> Answer:
    """Answers at once with what is newer than Last-Event-ID, or one ping: EventSource asks again."""
    return respond(event, {"GET /api/queue/stream": _events})


def changes(event: Event, context: Any) -> Failures:
    """Record by record, in order: a watcher never sees an item go back."""
    return in_order(event["Records"], _tell)


def _connect(request: Request) -> Answer:
    current().auth.check_page(request)  # before the ticket is used up
    current().listen.connect(request.connection_id, request.query.get("ticket", ""))
    return DONE


def _message(request: Request) -> Answer:
    current().listen.message(request.connection_id, request.body.decode())
    return DONE


def _disconnect(request: Request) -> Answer:
    current().listen.disconnect(request.connection_id)
    return DONE


def _events(request: Request) -> Answer:
    caller = current().auth.of(request, "read")
    item_id = request.query.get("itemId") or None
    text = current().live.events(caller.owner, item_id, request.headers.get("last-event-id"))
    return {"statusCode": 200, "headers": EVENT_STREAM, "body": text}


def _tell(record: Record) -> bool:
    current().announce.change(*map(item_of, changed_rows(record)))
    return True


if settings.in_lambda():
    _ = current().announce
