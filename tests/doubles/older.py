"""A folder as versions until November 2026 made it: rows without a rowid, indexes without the whole key."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from instarecipe.embedded.database import FILE

ROWS = """
PRAGMA journal_mode = WAL;
CREATE TABLE rows (
    pk TEXT NOT NULL, sk TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL, expires INTEGER,
    created TEXT, status TEXT, updated TEXT, due TEXT,
    PRIMARY KEY (pk, sk)
) WITHOUT ROWID;
CREATE INDEX by_created ON rows (pk, created) WHERE created IS NOT NULL;
CREATE INDEX by_status ON rows (pk, status) WHERE status IS NOT NULL;
CREATE INDEX by_updated ON rows (pk, updated) WHERE updated IS NOT NULL;
CREATE INDEX by_due ON rows (due) WHERE due IS NOT NULL;
CREATE INDEX by_expires ON rows (expires) WHERE expires IS NOT NULL;
INSERT INTO rows (pk, sk, version, body, created)
    VALUES ('o#household', 'i#kept', 3, '{"kept":true}', '2025-01-01T00:00:00.000Z#kept');
"""


def older_folder(folder: Path) -> Path:
    """With one row in it."""
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / FILE)) as connection:
        connection.executescript(ROWS)
    return folder
