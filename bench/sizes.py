"""Unzipped size of a function with its layers, built for Lambda's processor as `make deploy` builds them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bench.figures import Figure, Part
from tests.doubles.template import load, of_type

ROOT = Path(__file__).parent.parent
BUILT = ROOT / "build" / "layers"
BUDGETS = {"EnqueueFunction": 8, "NotifyFunction": 45, "ProcessFunction": 120}


def part() -> Part:
    template = load("template.yaml")
    shared = template["Globals"]["Function"]["Layers"]
    functions = of_type(template, "AWS::Serverless::Function")
    layers = {name: _built(name) for name in of_type(template, "AWS::Serverless::LayerVersion")}
    figures = []
    for name, budget in BUDGETS.items():
        mine = [layer["Ref"] for layer in [*shared, *functions[name].get("Layers", [])]]
        size = _megabytes(ROOT / functions[name]["CodeUri"]) + sum(layers[layer] for layer in mine)
        figures.append(
            Figure(f"size of {name.removesuffix('Function').lower()}", size, "MB", budget, " + ".join(mine))
        )
    return Part(figures)


def _built(layer: str) -> float:
    """Megabytes. Built anew each time: wheels come out of pip's cache."""
    folder = BUILT / layer
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    subprocess.run(
        ["make", "--silent", "-C", str(ROOT / "layers"), f"build-{layer}", f"ARTIFACTS_DIR={folder}"],  # noqa: S607
        env={**os.environ, "PYTHON": sys.executable, "MAKEFLAGS": ""},
        check=True,
    )
    return _megabytes(folder)


def _megabytes(folder: Path) -> float:
    files = (path for path in folder.rglob("*") if path.is_file())
    kept = (path for path in files if BUILT in path.parents or "__pycache__" not in path.parts)
    return sum(path.stat().st_size for path in kept) / 1e6
