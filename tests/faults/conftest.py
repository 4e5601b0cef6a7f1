"""Worlds for the rows of the fault matrix, and the summary: a line per row, crash points, seeds.

A test named `test_row_07_…` belongs to row 7. It fails when its fault never fired: worlds count theirs by
themselves, anything else is told to `fired`.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.faults.world import World

ROWS = 55
ROW = re.compile(r"test_row_(\d\d)_(\w+)")
IN_MEMORY = Path("/dev/shm")
MakeWorld = Callable[..., World]
Record = Callable[[str, object], None]
"""pytest's `record_property`: a number for the summary."""


@dataclass
class Fired:
    """How often a row's fault really happened."""

    count: int = 0

    def __call__(self, times: int = 1) -> None:
        self.count += times


@pytest.fixture(autouse=True)
def fired(request: pytest.FixtureRequest, record_property: Record) -> Iterator[Fired]:
    fired = Fired()
    yield fired
    if ROW.match(request.node.name):
        record_property("fired", fired.count)
        assert fired.count, "the fault of this row never fired"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """In memory where the machine has such a place: a power cut is not what is tried here."""
    if not os.access(IN_MEMORY, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=IN_MEMORY, prefix="faults-") as name:
        yield Path(name)


@pytest.fixture
def make_world(folder: Path, fired: Fired) -> Iterator[MakeWorld]:
    worlds: list[World] = []

    def make(**named: Any) -> World:
        worlds.append(World(folder / str(len(worlds)), **named))
        return worlds[-1]

    yield make
    for world in worlds:
        world.close()
        fired(sum(world.strikes.fired.values()))


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    return make_world()


# -- the summary ---------------------------------------------------------------------------------------


class Told(NamedTuple):
    """What the tests of one row said."""

    passed: bool
    fired: int
    name: str


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [
        report
        for found in terminalreporter.stats.values()
        for report in found
        if isinstance(report, pytest.TestReport) and "tests/faults/" in report.nodeid
    ]
    if not reports:
        return
    write = terminalreporter.write_line
    write("")
    rows = _rows(reports)
    for number, told in sorted(rows.items()):
        outcome = "holds " if told.passed else "BROKEN"
        write(f"row {number:2}  {outcome}  fired {told.fired:5}  {told.name.replace('_', ' ')}")
    write(f"{sum(told.passed for told in rows.values())} of {ROWS} rows")
    numbers = _numbers(reports)
    if points := numbers["crash points"]:
        write(f"{sum(points)} crash points, {sum(numbers['violations'])} violations")
    if begun := len(numbers["seed"]):
        write(f"{len(numbers['seed holds'])} of {begun} seeds")
    if steps := numbers["steps"]:
        write(f"{sum(steps)} steps of the state machine")


def _rows(reports: list[pytest.TestReport]) -> dict[int, Told]:
    rows: dict[int, Told] = {}
    for report in reports:
        named = ROW.search(report.nodeid)
        if not named:
            continue
        number = int(named[1])
        before = rows.get(number, Told(passed=True, fired=0, name=named[2]))
        fired = sum(int(value) for name, value in _said(report) if name == "fired")
        rows[number] = Told(before.passed and bool(report.passed), before.fired + fired, before.name)
    return rows


def _numbers(reports: list[pytest.TestReport]) -> defaultdict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for report in reports:
        for name, value in _said(report):
            found[name].append(int(value))
    return found


def _said(report: pytest.TestReport) -> list[tuple[str, Any]]:
    """Each test's once: at its very end."""
    return list(report.user_properties) if report.when == "teardown" else []
