"""What several parts stand on: settings of one machine, and silence."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

from instarecipe import settings as environment
from instarecipe.observability import log, set_up
from instarecipe.settings import Settings


def settings_in(folder: Path, **variables: str) -> Settings:
    """Of a household without sign-in that keeps everything in this folder."""
    given = {"AUTH_MODE": "off", "PUBLIC_URL": "http://127.0.0.1:1", "DATA_DIR": str(folder)}
    return environment.read({**given, **variables})


@contextmanager
def quiet_logs() -> Iterator[None]:
    """Written as JSON inside Lambda, and thrown away."""
    handlers, level = log.handlers, log.level
    with redirect_stdout(io.StringIO()):
        set_up("INFO", in_lambda=True)
        try:
            yield
        finally:
            log.handlers = handlers
            log.setLevel(level)
