"""The port `Media` over files: written aside and renamed, so that a name never shows half a file.

Flushed last: only so does the flush take the new name along, without which a power cut leaves the file aside.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import get_ident

from instarecipe.domain.errors import NoRoom, Unavailable
from instarecipe.ports import Blob

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class FileMedia:
    folder: Path
    flush: Callable[[int], None] = os.fsync

    def put(self, name: str, blob: Blob) -> None:
        path = self._path(name)
        aside = path.with_name(f"{path.name}.{os.getpid()}.{get_ident()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with aside.open("wb") as file:
                file.write(json.dumps({"type": blob.content_type}).encode() + b"\n" + blob.content)
                file.flush()
                aside.rename(path)
                self.flush(file.fileno())
        except OSError as error:  # no room, or no right to write
            trouble = NoRoom if error.errno in FULL else Unavailable
            raise trouble(f"{aside}: {error.strerror}") from error

    def get(self, name: str) -> Blob | None:
        try:
            stored = self._path(name).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        head, _, content = stored.partition(b"\n")
        return Blob(content, json.loads(head)["type"])

    def delete(self, names: Sequence[str]) -> None:
        for name in names:
            self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        parts = name.split("/")
        if any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
            raise ValueError(f"bad media name {name!r}")
        return self.folder.joinpath(*parts)
