"""This machine's data. A host may run on it: SQLite keeps writers apart, and the host looks each second."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import random

from instarecipe.domain.errors import Unavailable
from instarecipe.embedded.database import FILE, Database
from instarecipe.embedded.queue import SqliteQueue
from instarecipe.embedded.table import SqliteTable
from instarecipe.items import Items
from instarecipe.recount import Recount
from instarecipe.registry import Registry
from instarecipe.wiring import new_id, now

RECEIVES = 3


@dataclass(frozen=True)
class Machine:
    table: SqliteTable
    queue: SqliteQueue

    @property
    def registry(self) -> Registry:
        return Registry(self.table, now, new_id, lambda: secrets.token_urlsafe(32))

    @property
    def recount(self) -> Recount:
        return Recount(Items(self.table, now, new_id, time.sleep, random), self.table, now, new_id)


@contextmanager
def machine(folder: str) -> Iterator[Machine]:
    """Ends the program with one line where there is no data, or SQLite cannot do what was asked."""
    try:
        data = Path(folder).expanduser()
    except RuntimeError as error:  # nobody of that name, or no home
        raise SystemExit(f"{folder}: {error}") from None
    try:
        if not (data / FILE).is_file():  # a mistyped folder would be made, and its token useless
            raise SystemExit(f"There is no InstaRecipe data in {folder}: `make run` makes it at its start.")
        database = Database(data, alone=False)
        try:
            yield Machine(SqliteTable(database, now), SqliteQueue(database, now, new_id, RECEIVES))
        finally:
            database.close()
    except (OSError, Unavailable) as error:
        raise SystemExit(str(error)) from None
