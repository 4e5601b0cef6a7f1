"""The port `Media` over files: written aside, flushed and renamed, so that a name never shows half a file."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from instarecipe.ports import Blob


@dataclass(frozen=True)
class FileMedia:
    folder: Path

    def put(self, name: str, blob: Blob) -> None:
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f"{path.name}.{os.getpid()}.part")
        with aside.open("wb") as file:
            file.write(json.dumps({"type": blob.content_type}).encode() + b"\n" + blob.content)
            file.flush()
            os.fsync(file.fileno())
        aside.rename(path)

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
