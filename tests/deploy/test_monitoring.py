"""Every alarm can be acted upon, watches something that exists, and nothing we have goes unwatched."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.doubles.template import ROOT, Tree, load, of_type

ROOT_TEMPLATE = load("template.yaml")
MONITORING = load("infra/monitoring.yaml")
ALARMS = of_type(MONITORING, "AWS::CloudWatch::Alarm")
COMPOSITES = of_type(MONITORING, "AWS::CloudWatch::CompositeAlarm")
TOLD = {name: alarm for name, alarm in {**ALARMS, **COMPOSITES}.items() if "AlarmActions" in alarm}
LIMITS = MONITORING["Mappings"]["Limit"]
FUNCTIONS = of_type(ROOT_TEMPLATE, "AWS::Serverless::Function")
FUNCTION_METRICS = ("Errors", "Throttles", "Duration")

# slic-watch's defaults (its documentation, "Supported services"): the metrics of each kind of resource.
SLIC_WATCH = {
    "AWS::Lambda::EventSourceMapping": {"IteratorAge"},
    "AWS::ApiGatewayV2::Api": {"5xx", "4xx", "Latency"},
    "AWS::DynamoDB::Table": {"ReadThrottleEvents", "WriteThrottleEvents", "UserErrors", "SystemErrors"},
    "AWS::SQS::Queue": {"ApproximateNumberOfMessagesNotVisible"},
    "AWS::SNS::Topic": {"NumberOfNotificationsFailed"},
    "AWS::Events::Rule": {"FailedInvocations", "ThrottledRules"},
}


def metrics(tree: Any) -> Iterator[str]:
    """Every metric's name within an alarm or a dashboard, with look-ups in mappings done."""
    if isinstance(tree, dict):
        name = tree.get("MetricName")
        if isinstance(name, dict):
            yield LIMITS[name["Fn::FindInMap"][1]]["Metric"]
        elif name:
            yield name
        for value in tree.values():
            yield from metrics(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from metrics(value)


def measured() -> set[str]:
    """The names that the code hands to `measure`."""
    found = set()
    for path in (ROOT / "layers/core/instarecipe").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "measure":
                name = node.args[0]
                if isinstance(name, ast.Constant) and isinstance(name.value, str):
                    found.add(name.value)
    return found


def test_each_alarm_has_its_heading_and_each_heading_its_alarm() -> None:
    text = (ROOT / "docs/operations.md").read_text()
    runbook = text.partition("## Alarms")[2].partition("\n## ")[0]
    named = [name for line in re.findall(r"^### (.+)$", runbook, re.MULTILINE) for name in line.split(" · ")]
    assert sorted(named) == sorted(TOLD)


def test_each_heading_says_what_it_means_where_to_look_and_what_to_do() -> None:
    text = (ROOT / "docs/operations.md").read_text()
    for section in text.partition("## Alarms")[2].partition("\n## ")[0].split("\n### ")[1:]:
        for word in ("**Means**", "**Look**", "**Do**"):
            assert word in section, section.splitlines()[0]


@pytest.mark.parametrize("name", TOLD)
def test_the_end_of_each_alarm_is_told_too(name: str) -> None:
    assert TOLD[name]["OKActions"] == TOLD[name]["AlarmActions"] == [{"Ref": "Alarms"}]


def test_alarms_that_nobody_hears_of_serve_those_that_are_heard_of() -> None:
    silent = set(ALARMS) - set(TOLD)
    used = {value["Ref"] for one in COMPOSITES.values() for value in one["AlarmRule"]["Fn::Sub"][1].values()}
    assert silent == used


@pytest.mark.parametrize("metric", FUNCTION_METRICS)
def test_every_function_is_watched(metric: str) -> None:
    for function in FUNCTIONS:
        alarm = ALARMS[function.removesuffix("Function") + metric]
        assert alarm["MetricName"] == metric


def test_a_function_that_nears_its_timeout_is_heard_of() -> None:
    default = ROOT_TEMPLATE["Globals"]["Function"]["Timeout"]
    expected = {
        name.removesuffix("Function"): str(function.get("Timeout", default) * 800)
        for name, function in FUNCTIONS.items()
    }
    assert {name: one["Ms"] for name, one in MONITORING["Mappings"]["Slow"].items()} == expected


@pytest.mark.parametrize("kind", SLIC_WATCH)
def test_slic_watch_has_nothing_to_add(kind: str) -> None:
    assert {name for alarm in TOLD.values() for name in metrics(alarm)} >= SLIC_WATCH[kind]


def test_each_queue_each_rule_and_each_api_is_watched() -> None:
    watched = {row["Of"] for row in LIMITS.values()}
    parameters = ROOT_TEMPLATE["Resources"]["MonitoringStack"]["Properties"]["Parameters"]
    assert set(of_type(ROOT_TEMPLATE, "AWS::SQS::Queue")) <= watched
    assert {name for name in parameters if name.endswith("Rule")} <= watched
    assert {"HttpApi", "SocketsApi", "Table"} <= watched


def test_what_the_root_hands_over_is_what_the_leaf_asks_for() -> None:
    for stack, path in (("WebStack", "infra/web.yaml"), ("MonitoringStack", "infra/monitoring.yaml")):
        handed = ROOT_TEMPLATE["Resources"][stack]["Properties"]["Parameters"]
        assert set(handed) == set(load(path)["Parameters"])
    handed = MONITORING["Resources"]["Dashboard"]["Properties"]["Parameters"]
    assert set(handed) == set(load("infra/dashboard.yaml")["Parameters"])


def test_our_own_metrics_are_those_that_the_code_measures() -> None:
    ours: set[str] = set()

    def collect(tree: Any) -> None:
        if isinstance(tree, dict):
            if tree.get("Namespace") == "InstaRecipe":
                ours.add(tree["MetricName"])
            for value in tree.values():
                collect(value)
        elif isinstance(tree, list):
            if tree and tree[0] == "InstaRecipe":
                ours.add(tree[1])
            for value in tree:
                collect(value)

    collect(MONITORING["Resources"])
    collect(load("infra/dashboard.yaml")["Resources"])
    assert ours <= measured()


def test_there_are_ten_saved_questions_and_more() -> None:
    questions: Tree = of_type(load("infra/dashboard.yaml"), "AWS::Logs::QueryDefinition")
    assert len(questions) >= 10
