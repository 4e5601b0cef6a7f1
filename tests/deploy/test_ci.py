"""What CI runs is pinned, and is what `make` runs on any machine."""

from __future__ import annotations

import re
from typing import Any

import yaml

from tests.doubles.template import ROOT

WORKFLOW = (ROOT / ".github/workflows/ci.yml").read_text()
JOBS: dict[str, Any] = yaml.safe_load(WORKFLOW)["jobs"]


def commands(job: str) -> list[str]:
    return [step["run"] for step in JOBS[job]["steps"] if "run" in step]


def test_every_action_is_pinned_by_its_commit_and_says_its_version() -> None:
    used = re.findall(r"uses: (\S+)@(\S+)(.*)", WORKFLOW)
    assert len(used) >= 7
    for action, commit, comment in used:
        assert re.fullmatch(r"[0-9a-f]{40}", commit), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action


def test_only_a_tested_tag_is_deployed_and_without_a_stored_secret() -> None:
    deploy = JOBS["deploy"]
    assert deploy["if"] == "startsWith(github.ref, 'refs/tags/v')"
    assert set(deploy["needs"]) == {"test", "build"}
    assert deploy["permissions"]["id-token"] == "write"
    assert "secrets." not in WORKFLOW


def test_each_step_is_a_command_that_anybody_can_run() -> None:
    assert commands("test") == [".ci/run"]
    assert commands("build") == ["make build"]
    assert commands("deploy")[0].startswith("make deploy ")
    assert (ROOT / ".ci/run").read_text().split()[-4:] == ["make", "test", "make", "test-aws"]


def test_every_target_of_an_operator_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    makefile = (ROOT / "Makefile").read_text()
    operators = makefile.partition("# -- on AWS")[2].partition("# -- what is installed")[0]
    targets = set(re.findall(r"^([a-z-]+):.*## ", operators, re.MULTILINE)) - {"build"}
    assert targets >= {"deploy", "destroy", "logs", "redrive", "recount", "token", "test-aws"}
    for target in targets:
        assert re.search(rf"`make {target}\b", readme), target
