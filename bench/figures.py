"""A measured figure beside its budget."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = Path("build") / "bench.json"


@dataclass(frozen=True, slots=True)
class Figure:
    """`budget` is the most that `value` may be; `note` names the reference."""

    name: str
    value: float
    budget: float
    unit: str
    note: str = ""

    @property
    def holds(self) -> bool:
        return self.value <= self.budget


def report(figures: Sequence[Figure]) -> str:
    width = max(len(figure.name) for figure in figures)
    lines = [
        f"{'ok  ' if figure.holds else 'MISS'} {figure.name:<{width}} {figure.value:>9.2f} {figure.unit:<3}"
        f" budget {figure.budget:<6g} {figure.note}"
        for figure in figures
    ]
    return "\n".join(lines)


def keep(figures: Sequence[Figure]) -> None:
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps([asdict(figure) | {"holds": figure.holds} for figure in figures], indent=1))
