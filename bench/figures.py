"""A measured figure beside its budget, and where the figures of the last run are kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

FILE = Path("build") / "bench.json"


@dataclass(frozen=True, slots=True)
class Figure:
    """`budget` is the most that `value` may be, with `at_least` the least; None only shows. `note` names the
    reference.
    """

    name: str
    value: float
    unit: str
    budget: float | None = None
    note: str = ""
    at_least: bool = False

    @property
    def holds(self) -> bool:
        if self.budget is None:
            return True
        return self.value >= self.budget if self.at_least else self.value <= self.budget

    @property
    def limit(self) -> str:
        return "" if self.budget is None else f"{'≥' if self.at_least else '≤'} {self.budget:g}"


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of the bench found: figures, and what its plots are drawn from."""

    figures: Sequence[Figure]
    details: Mapping[str, Any] = field(default_factory=dict)


def measured(name: str) -> Part:
    """Runs the part of this name, in the process where it is called."""
    part: Part = import_module(f"bench.{name}").part()
    return part


def table(figures: Sequence[Figure]) -> str:
    width = max(len(figure.name) for figure in figures)
    lines = [
        f"{'ok  ' if figure.holds else 'MISS'} {figure.name:<{width}} {figure.value:>10.3g} {figure.unit:<8}"
        f" {figure.limit:<8} {figure.note}"
        for figure in figures
    ]
    return "\n".join(lines)


def keep(parts: Mapping[str, Part]) -> dict[str, Any]:
    """Adds these parts to what earlier runs found about others; answers with all of it."""
    kept: dict[str, Any] = json.loads(FILE.read_text()) if FILE.exists() else {}
    for name, part in parts.items():
        kept[name] = {"figures": [asdict(figure) for figure in part.figures], "details": part.details}
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(kept, indent=1, ensure_ascii=False))
    return kept
