"""Takes away the files that no row names: half of one that a kill left, texts of older generations, pictures
of deleted recipes. Where S3 lets `given/` go by its age alone, one machine keeps what is still named.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from instarecipe.domain import pictures
from instarecipe.embedded.database import Database
from instarecipe.ports import Clock

KEPT_MS = 86_400_000
"""Nobody names a file yet that was just stored."""
_NAME = re.compile(r'"(?:/media/)?((?:given|pictures)/(?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Orphans:
    """`folder` is that of `FileMedia`."""

    folder: Path
    database: Database
    clock: Clock

    def __call__(self) -> int:
        """How many files went."""
        old = {
            path.relative_to(self.folder).as_posix(): path
            for path in self.folder.rglob("*")
            if self._is_old(path)
        }
        if old:
            self._keep_named(old)
        return sum(self._remove(path) for path in old.values())

    def _keep_named(self, old: dict[str, Path]) -> None:
        """Takes out whatever any row names, as the file's name or as its address."""
        with self.database.read() as connection:
            for (body,) in connection.execute("SELECT body FROM rows"):
                for found in _NAME.findall(body):
                    for name in pictures.names(json.loads(f'"{found}"')):
                        old.pop(name, None)

    def _is_old(self, path: Path) -> bool:
        with suppress(FileNotFoundError):
            return path.stat().st_mtime * 1000 < self.clock() - KEPT_MS
        return False

    def _remove(self, path: Path) -> bool:
        """Looks again: the same text may have been sent anew. A folder goes when it is empty."""
        with suppress(OSError):
            if path.is_dir():
                path.rmdir()
            elif self._is_old(path):
                path.unlink()
                return True
        return False
