"""Each minute: lost hints are sent again, what dead workers held is freed, what may have recovered heals, and
what ended tokens left open is closed.
"""

from __future__ import annotations

from typing import Any

from instarecipe import settings
from instarecipe.auth import everybody
from instarecipe.wiring import current


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Once a day the event is `{"recount": "all"}` instead: it only looks, `make recount` repairs."""
    if "recount" in event:
        owners = everybody(current().registry)
        return {"drift": current().recount.each(owners, context.get_remaining_time_in_millis)}
    try:
        return {"swept": current().sweep(context.get_remaining_time_in_millis)}
    finally:  # a row that cannot be read keeps no socket open, nor one that cannot be closed a hint back
        current().revocation.sweep()
        current().health.renew(current().check_target)
        current().health.renew_model(current().check_model)


if settings.in_lambda():
    _ = current().sweep
