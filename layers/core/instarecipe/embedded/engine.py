"""Builds the engine of one machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from instarecipe.embedded.database import Database
from instarecipe.embedded.media import FileMedia
from instarecipe.embedded.queue import SqliteQueue
from instarecipe.embedded.sockets import LocalSockets
from instarecipe.embedded.table import SqliteTable
from instarecipe.ports import Clock, Engine
from instarecipe.settings import Settings


def embedded_engine(settings: Settings, clock: Clock, new_id: Callable[[], str]) -> Engine:
    """Raises `embedded.database.Locked` when another process has the data folder."""
    folder = Path(settings.data_dir)
    database = Database(folder)
    return Engine(
        SqliteTable(database, clock),
        SqliteQueue(database, clock, new_id, settings.queue_retry_attempts),
        FileMedia(folder / "media"),
        LocalSockets(),
    )
