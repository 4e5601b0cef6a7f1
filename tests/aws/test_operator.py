"""The operator's commands against the local AWS, each as `make` starts it."""

from __future__ import annotations

import subprocess
import sys

from tests.aws.conftest import Deployed
from tests.journeys.cook import Cook
from tests.journeys.host import ROOT


def command(
    environment: dict[str, str], name: str, *arguments: str, said: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", f"ops.{name}", *arguments],
        cwd=ROOT,
        env=environment,
        input=said,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_new_token_is_of_its_owner_and_their_items_are_counted(
    there: Deployed, environment: dict[str, str]
) -> None:
    stack = ("--stack", there.stack.name)
    made = command(environment, "token", *stack, "--owner", "ana")
    ana = Cook(there.cook.url, made.stdout.strip())

    ana.wait(ana.share("http://samples.invalid/blog/plum-crumble")["id"])

    counted = command(environment, "recount", *stack)
    assert "ana: as counted" in counted.stdout.splitlines(), counted.stderr


def test_a_secret_is_written_where_functions_look(there: Deployed, environment: dict[str, str]) -> None:
    done = command(
        environment,
        "secret",
        "--stack",
        there.stack.name,
        "--name",
        "MEALIE_TOKEN",
        said="from the manager\n",
    )
    assert done.returncode == 0, done.stderr
    assert there.stack.secret("MEALIE_TOKEN") == "from the manager"


def test_a_wrong_parameter_changes_nothing(there: Deployed, environment: dict[str, str]) -> None:
    done = command(environment, "deploy", "--stack", there.stack.name, "--set", "QueueConcurrency=1")
    assert done.returncode == 1
    assert done.stderr.strip() == "QueueConcurrency=1: must be a whole number from 2 to 1000."


def test_a_stack_that_is_not_there_is_named(environment: dict[str, str]) -> None:
    done = command(environment, "recount", "--stack", "nowhere")
    assert done.returncode == 1
    assert "There is no stack 'nowhere'" in done.stderr
