"""CPU that a fresh process needs to import a handler as Lambda does, divided by boto3's DynamoDB client."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from bench.figures import Figure, Part
from tests.unit.test_cold_start import CLIENTS, LAMBDA

RUNS = 15
REFERENCE = "import boto3; boto3.client('dynamodb')"
USUAL = "import bench.usual_stack"
BUDGETS = {"enqueue": 0.30, "api": 0.90, "stream": 0.60, "process": 1.50, "notify": 2.30, "sweep": 1.30}


def part() -> Part:
    """In rounds, each with its own reference, so that a slow moment falls on all alike."""
    rounds = _rounds()
    milliseconds = {name: 1000 * median(one[name] - one["bare"] for one in rounds) for name in rounds[0]}
    ratios = {
        name: median((one[name] - one["bare"]) / (one["boto3"] - one["bare"]) for one in rounds)
        for name in (*BUDGETS, "usual stack")
    }
    figures = [
        Figure(
            f"start of {name}",
            ratio,
            "×",
            BUDGETS.get(name),
            f"{milliseconds[name]:.0f} ms of CPU, boto3.client {milliseconds['boto3']:.0f}",
        )
        for name, ratio in ratios.items()
    ]
    return Part(figures, {"milliseconds": milliseconds})


def _rounds() -> list[dict[str, float]]:
    """Seconds of CPU; with bytecode, as it is shipped. The first round makes it and does not count."""
    with tempfile.TemporaryDirectory() as cache:
        bare = plain(cache)
        inside = bare | LAMBDA
        rounds = []
        for _ in range(RUNS + 1):
            one = {
                name: cpu(f"import functions.{name}.app", inside | {"AWS_CLIENT": CLIENTS[name] or "light"})
                for name in BUDGETS
            }
            one |= {"boto3": cpu(REFERENCE, inside), "usual stack": cpu(USUAL, inside)}
            rounds.append(one | {"bare": cpu("pass", bare)})
    return rounds[1:]


def plain(cache: str) -> dict[str, str]:
    """The environment of a process that keeps its bytecode in this folder, and knows nothing else."""
    return {"PATH": os.environ["PATH"], "PYTHONPYCACHEPREFIX": cache}


def cpu(source: str, environment: Mapping[str, str], *arguments: str) -> float:
    """Seconds, user and system, of a fresh process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-c", source, *arguments],
        env=environment,
        cwd=Path(__file__).parent.parent,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
