"""The table's changes told to phones: at most one push message for each end of an item and device."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from instarecipe import settings
from instarecipe.aws.images import changed_rows
from instarecipe.batch import Failures, Record, in_order
from instarecipe.http import Event
from instarecipe.items import item_of
from instarecipe.wiring import current

if TYPE_CHECKING:
    from instarecipe.notify import Owed


def handler(event: Event, context: Any) -> Failures:
    """Looks record by record what is owed, then sends it all at once: no service waits for another."""
    notify = current().notify
    owed: list[Owed] = []

    def look(record: Record) -> bool:
        owed.extend(notify.owed(*map(item_of, changed_rows(record))))
        return True

    failures = in_order(event["Records"], look)
    notify.send(owed)
    return failures


if settings.in_lambda():
    _ = current().subscriptions
