"""The same work for all: three phases that wait for nothing, each noted in a journal, by which it is counted.

A link whose name begins with `fails` cannot be read, and one with `stops` is not parsed on, until its gate is
opened. The last phase's line in the journal stands for the recipe in the recipe manager.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from instarecipe.domain.recipe import Recipe, to_json
from instarecipe.parsing.rules import parse_caption
from tests.captions import CAPTIONS

WORKERS = 2
ATTEMPTS = 2
DELAY = 3
"""Seconds before the second attempt."""
CAPTION = CAPTIONS["en: headers and bullets"]
PHASES = ("extraction", "parsing", "uploading")


def link(name: str) -> str:
    return f"https://a.example/{name}"


@dataclass(frozen=True)
class Work:
    """Each phase takes the link and the results of the phases before it."""

    folder: Path

    @property
    def phases(self) -> Sequence[Callable[[str, Sequence[str]], str]]:
        return (self.extract, self.parse, self.upload)

    def do(self, url: str) -> None:
        results: list[str] = []
        for phase in self.phases:
            results.append(phase(url, results))

    def extract(self, url: str, results: Sequence[str]) -> str:
        self._note(url, "extraction")
        if "fails" in url and not self._gate(url).exists():
            raise RuntimeError("the post cannot be read now")
        return CAPTION

    def parse(self, url: str, results: Sequence[str]) -> str:
        return json.dumps(to_json(self.read(url, results[0])))

    def read(self, url: str, text: str) -> Recipe:
        self._note(url, "parsing")
        while "stops" in url and not self._gate(url).exists():
            time.sleep(0.01)
        recipe = parse_caption(text)
        if recipe is None:
            raise ValueError("no recipe")
        return recipe

    def upload(self, url: str, results: Sequence[str]) -> str:
        self._note(url, "uploading")
        return url

    def open_gate(self, url: str) -> None:
        self._gate(url).touch()

    def journal(self) -> Counter[tuple[str, str]]:
        """How often each link went through each phase."""
        path = self.folder / "journal"
        lines = path.read_text().splitlines() if path.exists() else []
        return Counter((url, phase) for url, _, phase in (line.partition(" ") for line in lines))

    def _note(self, url: str, phase: str) -> None:
        journal = os.open(self.folder / "journal", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(journal, f"{url} {phase}\n".encode())
        os.close(journal)

    def _gate(self, url: str) -> Path:
        return self.folder / url.rpartition("/")[2]
