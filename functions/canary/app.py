"""Each half hour: a sample goes all the way. An error of this function is what the alarm hears."""

from __future__ import annotations

from typing import Any

from instarecipe import settings
from instarecipe.wiring import current


def handler(event: dict[str, Any], context: Any) -> None:
    current().canary()


if settings.in_lambda():
    _ = current().canary
