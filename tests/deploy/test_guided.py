"""`make deploy` as an operator meets it: on a terminal the first time, again, and in CI."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from instarecipe.auth import HOUSEHOLD
from ops import page
from ops.stack import Stack
from tests.doubles import aws
from tests.doubles.template import ROOT
from tests.doubles.terminal import Terminal

TOKEN = "tda_a-token-that-nobody-sees"
URL = "https://d1.cloudfront.example"


class Operator:
    """At a machine with credentials. `calls` are those of sam: the parameters of each."""

    def __init__(self, folder: Path, account: str, outputs: dict[str, str]) -> None:
        self.answers = folder / "answers.json"
        self._calls = folder / "calls"
        self._calls.touch()
        sam = folder / "sam"
        sam.write_text(f'#!/bin/sh\nexec {sys.executable} -m tests.doubles.sam "$@"\n')
        sam.chmod(0o755)
        self._command = ["-m", "ops.deploy", "--stack", "kitchen", "--sam", str(sam), "--answers"]
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_DEFAULT_REGION": aws.REGION,
            "AWS_ENDPOINT_URL": account,
            "SAM_OUTPUTS": json.dumps(outputs),
            "SAM_CALLS": str(self._calls),
        }

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, *self._command, str(self.answers), *arguments]

    def terminal(self, *arguments: str) -> Terminal:
        return Terminal(self.command(*arguments), self._environment)

    def ci(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def calls(self) -> list[dict[str, str]]:
        found = []
        for line in self._calls.read_text().splitlines():
            words = json.loads(line)
            pairs = words[words.index("--parameter-overrides") + 1 :]
            found.append({name: value[1:-1] for name, _, value in (one.partition("=") for one in pairs)})
        return found

    @property
    def kept(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.answers.read_text())["kitchen"]
        return found


@pytest.fixture
def operator(tmp_path: Path, account: str, outputs: dict[str, str]) -> Operator:
    return Operator(tmp_path, account, outputs)


def first_answers(terminal: Terminal) -> None:
    terminal.answer("Who hears of alarms (an e-mail address) [none]: ", "ana@example.org")
    terminal.answer("Address of your Tandoor [none]: ", "https://tandoor.example")
    terminal.answer("Address of your Mealie [none]: ", "")
    terminal.answer("Tandoor's token (scope read write): ", TOKEN)
    terminal.answer("Key of a model's server, so that a model reads the posts [none]: ", "")


def test_the_first_run_asks_and_shows_a_token_the_second_does_neither(
    operator: Operator, stack: Stack
) -> None:
    with operator.terminal() as terminal:
        first_answers(terminal)
        assert terminal.end() == 0, terminal.shown

    [token] = re.findall(r"Your token, shown this once: (\S+)", terminal.shown)
    assert f"InstaRecipe: {URL}\r\n" in terminal.shown
    known = stack.registry.token(token)
    assert known
    assert (known.owner, list(known.scopes)) == (HOUSEHOLD, ["admin"])
    first, second = operator.calls
    assert (first["AlarmEmail"], first["TandoorBaseUrl"]) == ("ana@example.org", "https://tandoor.example")
    assert second == {**first, "PublicUrl": URL}
    assert {**operator.kept, "MealieBaseUrl": ""} == second
    assert "sw.js" in page.stored(stack.client("s3"), "page")

    with operator.terminal() as again:
        assert again.end() == 0, again.shown

    assert again.shown == f"\r\nInstaRecipe: {URL}\r\n"
    assert operator.calls[2:] == operator.calls[1:2]


def test_secrets_go_to_ssm_and_are_never_shown(operator: Operator, stack: Stack, tmp_path: Path) -> None:
    with operator.terminal() as terminal:
        first_answers(terminal)
        assert terminal.end() == 0, terminal.shown

    found = stack.client("ssm").get_parameters_by_path(Path="/kitchen", WithDecryption=True)["Parameters"]
    secrets = {one["Name"].removeprefix("/kitchen/"): one["Value"] for one in found}
    assert {one["Type"] for one in found} == {"SecureString"}
    assert secrets.keys() == {"TANDOOR_TOKEN", "VAPID_PRIVATE_KEY", "VAPID_PUBLIC_KEY"}
    assert secrets["TANDOOR_TOKEN"] == TOKEN
    assert operator.calls[0]["VapidPublicKey"] == secrets["VAPID_PUBLIC_KEY"]
    written = [path.read_text() for path in tmp_path.rglob("*") if path.is_file()]
    for secret in (TOKEN, secrets["VAPID_PRIVATE_KEY"]):
        assert not any(secret in text for text in (terminal.shown, *written))


def test_keys_that_are_there_are_kept(operator: Operator, stack: Stack) -> None:
    stack.keep_secret("VAPID_PUBLIC_KEY", "BKnown")
    assert operator.ci().returncode == 0
    assert operator.calls[0]["VapidPublicKey"] == "BKnown"
    assert stack.secret("VAPID_PRIVATE_KEY") == ""


def test_a_wrong_answer_is_told_in_one_line_and_asked_again(operator: Operator, stack: Stack) -> None:
    email, address = "Who hears of alarms (an e-mail address) [none]: ", "Address of your Tandoor [none]: "
    with operator.terminal() as terminal:
        terminal.answer(email, "nobody")
        terminal.answer(email, "")
        terminal.answer(address, "tandoor.example")
        terminal.answer(address, "http://tandoor.example")
        terminal.answer("Address of your Mealie [none]: ", "")
        terminal.answer("Tandoor's token (scope read write): ", "")
        terminal.answer("Tandoor's token (scope read write): ", TOKEN)
        terminal.answer("a model reads the posts [none]: ", "sk-1")
        assert terminal.end() == 0, terminal.shown

    shown = terminal.shown.replace("\r", "").splitlines()
    assert r"AlarmEmail=nobody: must be as the pattern ^(\S+@\S+)?$ says." in shown
    assert r"TandoorBaseUrl=tandoor.example: must be as the pattern ^(https?://\S+)?$ says." in shown
    assert "TandoorBaseUrl needs TANDOOR_TOKEN; Ctrl-C ends this without a deployment." in shown
    assert stack.secret("LLM_API_KEY") == "sk-1"


def test_who_leaves_amid_the_questions_changes_nothing(operator: Operator, stack: Stack) -> None:
    with operator.terminal() as terminal:
        terminal.interrupt("[none]: ")
        assert terminal.end() == 1

    assert terminal.shown.endswith("Not finished. `make deploy` goes on where it stopped.\r\n")
    assert "Traceback" not in terminal.shown
    assert (operator.calls, operator.answers.exists(), stack.outputs) == ([], False, {})


def test_a_log_of_ci_says_how_to_get_a_token_and_holds_none(operator: Operator, stack: Stack) -> None:
    done = operator.ci()

    assert done.returncode == 0, done.stderr
    assert stack.registry.tokens(HOUSEHOLD) == []
    way = "make token OWNER=household SCOPES=admin STACK_NAME=kitchen"
    assert done.stdout.splitlines()[-1] == (
        f"Nobody can sign in yet. For a first token, from your own machine: {way}"
    )


def test_an_empty_value_takes_back_what_was_set(operator: Operator) -> None:
    operator.ci("--set", "AlarmEmail=ana@example.org", "LlmPriceInput=0.15")
    operator.ci("--set", "AlarmEmail=", "LlmPriceInput=")

    assert operator.calls[0]["AlarmEmail"] == "ana@example.org"
    assert (operator.calls[-1]["AlarmEmail"], operator.calls[-1]["LlmPriceInput"]) == ("", "")


def test_another_machine_keeps_what_the_stack_knows(operator: Operator) -> None:
    """CI has no answers: neither its address nor who hears of alarms may fall back to nothing."""
    operator.ci("--set", "PublicUrl=https://recipes.example", "AlarmEmail=ana@example.org")
    operator.answers.unlink()

    done = operator.ci()

    assert done.stdout.strip().splitlines()[0] == "InstaRecipe: https://recipes.example"
    assert len(operator.calls) == 2, "one pass each"
    assert operator.calls[1] == operator.calls[0]


def test_without_credentials_one_line_says_so(operator: Operator) -> None:
    del operator._environment["AWS_ACCESS_KEY_ID"], operator._environment["AWS_SECRET_ACCESS_KEY"]
    operator._environment["AWS_EC2_METADATA_DISABLED"] = "true"
    done = operator.ci()
    assert (done.returncode, done.stderr) == (1, "AWS says: Unable to locate credentials\n")
