"""The documents speak of rows, tests and alarms that exist."""

from __future__ import annotations

import re
from pathlib import Path

from tests.faults.conftest import ROWS

HERE = Path(__file__).parent
DOCS = HERE.parent.parent / "docs"


def numbers(cell: str) -> list[int]:
    """`1–3, 20` is 1, 2, 3 and 20."""
    found: list[int] = []
    for part in cell.split(","):
        first, _, last = part.strip().partition("–")
        found += range(int(first), int(last or first) + 1)
    return found


def table_of_faults() -> list[list[str]]:
    text = (DOCS / "operations.md").read_text().partition("## Which alarm each fault raises")[2]
    lines = re.findall(r"^\| (\d.*) \|$", text.partition("\n## ")[0], re.MULTILINE)
    return [line.split(" | ") for line in lines]


def test_each_row_of_the_matrix_says_which_alarm_it_raises() -> None:
    assert sorted(row for rows, *_ in table_of_faults() for row in numbers(rows)) == list(range(1, ROWS + 1))


def test_the_alarms_that_faults_raise_have_their_heading() -> None:
    headings = "\n".join(re.findall(r"^### .*", (DOCS / "operations.md").read_text(), re.MULTILINE))
    known = set(re.findall(r"\w+", headings)) | {"Orphans", "AdoptedUploads"}
    named = {name for *_, alarms in table_of_faults() for name in re.findall(r"`([A-Z]\w+)`", alarms)}
    assert named - known == set()


def test_the_argument_names_tests_that_exist() -> None:
    named = set(re.findall(r"`(test_row_\d\d)`", (DOCS / "architecture.md").read_text()))
    there = {
        name
        for path in HERE.glob("test_rows_*.py")
        for name in re.findall(r"test_row_\d\d", path.read_text())
    }
    assert named
    assert named - there == set()
