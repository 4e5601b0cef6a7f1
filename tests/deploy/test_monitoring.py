"""Every alarm can be acted upon, watches something that exists, and nothing we have goes unwatched."""

from __future__ import annotations

import ast
import re
from typing import Any

import pytest

from instarecipe.domain.item import PhaseName
from instarecipe.domain.sites import RULES
from instarecipe.push import Outcome
from tests.doubles.alarms import Composite, alarms, resolved
from tests.doubles.template import ROOT, Tree, load, of_type

ROOT_TEMPLATE = load("template.yaml")
MONITORING, LIMITS = load("infra/monitoring.yaml"), load("infra/limits.yaml")
DEFINED = {
    name: one
    for template in (MONITORING, LIMITS)
    for kind in ("Alarm", "CompositeAlarm")
    for name, one in of_type(template, f"AWS::CloudWatch::{kind}").items()
}
TOLD = {name: one for name, one in DEFINED.items() if "AlarmActions" in one}
FUNCTIONS = of_type(ROOT_TEMPLATE, "AWS::Serverless::Function")
HANDED = ROOT_TEMPLATE["Resources"]["MonitoringStack"]["Properties"]["Parameters"]
LEAVES = (
    (ROOT_TEMPLATE, "WebStack", "infra/web.yaml"),
    (ROOT_TEMPLATE, "MonitoringStack", "infra/monitoring.yaml"),
    (MONITORING, "Limits", "infra/limits.yaml"),
    (MONITORING, "Dashboard", "infra/dashboard.yaml"),
)

# What slic-watch 3 watches by default (core/inputs/default-config.ts, enabled ones), by kind of resource: the
# metric and the dimension that names the resource. User errors it asks of a table; DynamoDB has a region's.
SLIC_WATCH: dict[str, list[tuple[str, str, str]]] = {
    "function": [("AWS/Lambda", name, "FunctionName") for name in ("Errors", "Throttles", "Duration")],
    "reader": [("AWS/Lambda", "IteratorAge", "FunctionName")],
    "queue": [("AWS/SQS", "ApproximateNumberOfMessagesNotVisible", "QueueName")],
    "table": [("AWS/DynamoDB", f"{way}ThrottleEvents", "TableName") for way in ("Read", "Write")],
    "http": [("AWS/ApiGateway", name, "ApiId") for name in ("5xx", "4xx", "Latency")],
    "rule": [("AWS/Events", name, "RuleName") for name in ("FailedInvocations", "ThrottledRules")],
    "topic": [
        ("AWS/SNS", name, "TopicName")
        for name in ("NumberOfNotificationsFailed", "NumberOfNotificationsFilteredOut-InvalidAttributes")
    ],
    "bucket": [
        ("AWS/S3", name, "BucketName")
        for name in (
            "5xxErrors",
            "4xxErrors",
            "FirstByteLatency",
            "TotalRequestLatency",
            "HeadRequests",
            "AllRequests",
        )
    ],
}


def handed_as(*resources: str) -> list[str]:
    """The parameters by which the root template hands these over."""
    by_resource = {_named(value): name for name, value in HANDED.items()}
    return [by_resource[name] for name in resources]


def _named(value: Tree) -> str:
    [found] = value.values()
    return ".".join(found) if isinstance(found, list) else str(found)


def resources() -> dict[str, list[str]]:
    schedules = [
        f"{name}{event}"
        for name, function in FUNCTIONS.items()
        for event, one in function.get("Events", {}).items()
        if one["Type"] == "Schedule"
    ]
    feeds = of_type(ROOT_TEMPLATE, "AWS::Lambda::EventSourceMapping").values()
    readers = [resolved(feed["FunctionName"], ROOT_TEMPLATE) for feed in feeds]
    queues = [f"{name}.QueueName" for name in of_type(ROOT_TEMPLATE, "AWS::SQS::Queue")]
    buckets = [*of_type(ROOT_TEMPLATE, "AWS::S3::Bucket"), "WebStack.Outputs.Bucket"]
    return {
        "function": handed_as(*FUNCTIONS),
        "reader": handed_as(*readers),
        "queue": handed_as(*queues),
        "table": handed_as(*of_type(ROOT_TEMPLATE, "AWS::DynamoDB::Table")),
        "http": handed_as(*of_type(ROOT_TEMPLATE, "AWS::ApiGatewayV2::Api")),
        "rule": handed_as(*schedules),
        "topic": ["Topic"],
        "bucket": handed_as(*buckets),
    }


def watched() -> set[tuple[str, str, frozenset[tuple[str, str]]]]:
    return {
        (series.metric.namespace, series.metric.name, series.metric.dimensions)
        for alarm in alarms().values()
        for part in (alarm.parts if isinstance(alarm, Composite) else (alarm,))
        for series in part.series.values()
    }


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
    silent = {name for name, alarm in alarms().items() if not alarm.told}
    used = {part.name for one in alarms().values() if isinstance(one, Composite) for part in one.parts}
    assert silent == used


@pytest.mark.parametrize("kind", SLIC_WATCH)
def test_slic_watch_has_nothing_to_add(kind: str) -> None:
    assert resources()[kind]
    for name in resources()[kind]:
        for namespace, metric, dimension in SLIC_WATCH[kind]:
            assert any(
                (namespace, metric) == (one[0], one[1]) and (dimension, name) in one[2] for one in watched()
            ), f"nobody watches {metric} of {name}"


def test_slic_watch_has_nothing_to_add_for_the_table_s_index_and_its_errors() -> None:
    [table] = of_type(ROOT_TEMPLATE, "AWS::DynamoDB::Table").values()
    for index in table["GlobalSecondaryIndexes"]:
        named = frozenset({("TableName", "Table"), ("GlobalSecondaryIndexName", index["IndexName"])})
        for way in ("Read", "Write"):
            assert ("AWS/DynamoDB", f"{way}ThrottleEvents", named) in watched()
    assert ("AWS/DynamoDB", "UserErrors", frozenset()) in watched()
    for operation in ("GetItem", "BatchGetItem", "PutItem", "Query", "TransactWriteItems"):
        named = frozenset({("TableName", "Table"), ("Operation", operation)})
        assert ("AWS/DynamoDB", "SystemErrors", named) in watched()


def test_buckets_count_what_is_watched() -> None:
    buckets = [
        *of_type(ROOT_TEMPLATE, "AWS::S3::Bucket").values(),
        load("infra/web.yaml")["Resources"]["Bucket"],
    ]
    for bucket in buckets:
        assert bucket.get("Properties", bucket)["MetricsConfigurations"] == [{"Id": "EntireBucket"}]


def test_a_function_that_nears_its_timeout_is_heard_of() -> None:
    default = ROOT_TEMPLATE["Globals"]["Function"]["Timeout"]
    for name, function in FUNCTIONS.items():
        seconds, short = function.get("Timeout", default), name.removesuffix("Function")
        for suffix, share in (("Duration", 0.8), ("Timeout", 0.95)):
            alarm = alarms()[short + suffix]
            assert not isinstance(alarm, Composite)
            assert alarm.threshold == pytest.approx(seconds * 1000 * share), name


def test_a_dead_letter_is_heard_of_again_before_it_is_thrown_away() -> None:
    for queue, alarm in (("DeadLetters", "OldestDeadLetter"), ("StreamFailures", "OldestStreamFailure")):
        kept = ROOT_TEMPLATE["Resources"][queue]["Properties"]["MessageRetentionPeriod"]
        assert int(LIMITS["Mappings"]["Limit"][alarm]["Most"]) < kept


def test_each_site_whose_pages_may_change_has_its_alarm() -> None:
    named = {one["Kind"] for one in MONITORING["Mappings"]["Sites"].values()}
    assert named == set(RULES) - {"page"}
    for name in MONITORING["Mappings"]["Sites"]:
        assert f"{name}Broken" in TOLD


@pytest.mark.parametrize(("parent", "stack", "path"), LEAVES, ids=[path for _, _, path in LEAVES])
def test_what_a_template_hands_over_is_what_the_leaf_asks_for(parent: Tree, stack: str, path: str) -> None:
    handed = parent["Resources"][stack]["Properties"]["Parameters"]
    assert set(handed) == set(load(path)["Parameters"])


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


def test_the_funnel_of_the_dashboard_has_each_step_of_an_item() -> None:
    body = load("infra/dashboard.yaml")["Resources"]["Dashboard"]["Properties"]["DashboardBody"]
    [widgets] = body.values()
    [funnel] = [one for one in widgets["widgets"] if one["properties"]["title"].startswith("Funnel")]
    counted = [
        (metric, *dimensions[1::2], told["stat"])
        for _, metric, *dimensions, told in funnel["properties"]["metrics"]
    ]
    assert counted[:5] == [
        ("Enqueued", "Sum"),
        *(("PhaseSeconds", phase, "SampleCount") for phase in PhaseName),
        ("Invocations", {"Ref": "Notify"}, "Sum"),
    ]


QUESTIONS = {name: one["Text"] for name, one in load("infra/dashboard.yaml")["Mappings"]["Question"].items()}
REPORT = {"type", "record.status", "@timestamp", "@logStream"} | {
    f"record.metrics.{name}" for name in ("initDurationMs", "maxMemoryUsedMB", "memorySizeMB")
}
"""Of Lambda's own reports as JSON (`platform.report`), and what CloudWatch adds to each line."""


def logged() -> tuple[set[str], set[str]]:
    """What the lines of our code say, and what they name besides."""
    messages, names = {f"push {outcome}" for outcome in Outcome}, {"message", "level"} | measured()
    for path in (ROOT / "layers/core/instarecipe").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("log."):
                messages |= {str(one.value) for one in node.args if isinstance(one, ast.Constant)}
                names |= _keys(node)
            elif isinstance(node, ast.FunctionDef) and node.name == "_tell_failure":
                names |= _keys(node)
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "about":
                names |= {str(keyword.arg) for keyword in node.keywords}
    return messages, names


def _keys(of: ast.AST) -> set[str]:
    dicts = [node for node in ast.walk(of) if isinstance(node, ast.Dict)]
    return {str(key.value) for one in dicts for key in one.keys if isinstance(key, ast.Constant)}


WORDS = {"and", "by", "desc", "fields", "filter", "in", "limit", "parse", "sort", "stats"}


def test_each_question_to_the_log_is_saved() -> None:
    saved = of_type(load("infra/dashboard.yaml"), "AWS::Logs::QueryDefinition")
    assert set(saved) == {f"{name}Query" for name in QUESTIONS}
    assert len(saved) >= 10


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_saved_question_asks_for_what_the_log_holds(name: str) -> None:
    messages, names = logged()
    text = QUESTIONS[name]
    assert set(re.findall(r"message = '([^']+)'", text)) <= messages
    made = re.compile(r"\bas (\w+(?:, \w+)*)")
    given = {one for group in made.findall(text) for one in group.split(", ")}
    bare = made.sub("", re.sub(r"'[^']*'", "", text))
    words = set(re.findall(r"(?<![\w.@])@?[a-zA-Z][\w.]*\b(?!\()", bare))
    details = {"details.reason"}  # of `Permanent("address_blocked")`
    assert words - WORDS - given <= names | REPORT | details


def test_the_runbook_asks_questions_that_are_saved() -> None:
    text = (ROOT / "docs/operations.md").read_text().partition("## Alarms")[2]
    looks = " ".join(re.findall(r"\*\*Look\*\*(.*?)\*\*Do\*\*", text, re.DOTALL))
    assert set(re.findall(r"`([A-Z]\w+)`", looks)) <= set(QUESTIONS)
