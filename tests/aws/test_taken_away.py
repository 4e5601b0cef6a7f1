"""Last of all: the stack goes, what cooks own stays."""

from __future__ import annotations

from tests.aws.conftest import Deployed
from tests.aws.test_operator import command


def test_the_stack_is_taken_away_and_its_table_stays(there: Deployed, environment: dict[str, str]) -> None:
    table = there.stack.outputs["TableName"]

    done = command(environment, "destroy", "--stack", there.stack.name, "--yes")

    assert done.returncode == 0, done.stderr
    assert f"Kept: table {table}" in done.stdout
    assert table in there.stack.client("dynamodb").list_tables()["TableNames"]
    again = command(environment, "destroy", "--stack", there.stack.name, "--yes")
    assert again.stdout == f"There is no stack {there.stack.name!r}.\n"
