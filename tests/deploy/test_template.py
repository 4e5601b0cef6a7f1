"""What the template says and what the code says are the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from instarecipe import routes
from instarecipe.domain.item import Policy
from instarecipe.settings import Settings
from tests.doubles.template import ROOT, Tree, load, of_type

TEMPLATE = load("template.yaml")
RESOURCES = TEMPLATE["Resources"]
FUNCTIONS = of_type(TEMPLATE, "AWS::Serverless::Function")
LONGEST = 400
LONGEST_LEAF = 250
SECRET = {
    "VAPID_PRIVATE_KEY",
    "LLM_API_KEY",
    "TANDOOR_TOKEN",
    "MEALIE_TOKEN",
    "PROXY_URL",
    "INSTAGRAM_COOKIES",
}
OF_LAMBDA = {
    "AWS_REGION",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_ENDPOINT_URL",
    "IN_LAMBDA",
}
ELSEWHERE = {"DATA_DIR", "FETCH_CONNECT_TO"}
"""For one machine, and for tests."""


def variables(function: Tree) -> dict[str, Any]:
    everywhere = TEMPLATE["Globals"]["Function"]["Environment"]["Variables"]
    return {**everywhere, **function.get("Environment", {}).get("Variables", {})}


def timeout(name: str) -> int:
    seconds: int = FUNCTIONS[name].get("Timeout", TEMPLATE["Globals"]["Function"]["Timeout"])
    return seconds


def statements() -> Iterator[tuple[str, Tree]]:
    for name, policy in of_type(TEMPLATE, "AWS::IAM::Policy").items():
        for statement in policy["PolicyDocument"]["Statement"]:
            yield name, statement
    for name, role in of_type(TEMPLATE, "AWS::IAM::Role").items():
        for policy in role["Policies"]:
            for statement in policy["PolicyDocument"]["Statement"]:
                yield name, statement


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_each_folder_is_a_function_and_each_function_a_folder() -> None:
    folders = {f"functions/{path.parent.name}/" for path in (ROOT / "functions").glob("*/app.py")}
    assert {function["CodeUri"] for function in FUNCTIONS.values()} == folders


def test_each_function_says_in_one_sentence_what_it_promises() -> None:
    for name, function in FUNCTIONS.items():
        assert function["Description"].count(".") == 1, name


def test_the_routes_are_those_of_the_code() -> None:
    found: dict[str, str] = {}
    for route in of_type(TEMPLATE, "AWS::ApiGatewayV2::Route").values():
        integration = RESOURCES[route["Target"]["Fn::Sub"].partition("${")[2].rstrip("}")]["Properties"]
        [name, _] = integration["IntegrationUri"]["Fn::GetAtt"]
        found[route["RouteKey"]] = FUNCTIONS[name["Fn::Sub"]]["CodeUri"].split("/")[1]
    assert found == {**routes.ROUTES, routes.UNKNOWN: "api"}


def test_timeouts_nest() -> None:
    phase_ms = TEMPLATE["Parameters"]["QueueTimeoutMs"]
    longest_lease = Policy(10, phase_ms["MaxValue"]).lease_ms / 1000
    queue = RESOURCES["Queue"]["Properties"]["VisibilityTimeout"]
    assert phase_ms["MaxValue"] / 1000 < longest_lease < timeout("ProcessFunction")
    assert queue >= 6 * timeout("ProcessFunction")
    assert queue <= RESOURCES["Queue"]["Properties"]["MessageRetentionPeriod"]
    dead = RESOURCES["DeadLetters"]["Properties"]["MessageRetentionPeriod"]
    assert RESOURCES["Queue"]["Properties"]["MessageRetentionPeriod"] < dead
    for name in ("EnqueueFunction", "ApiFunction", "EventsFunction", "SocketsFunction"):
        assert timeout(name) < 30, "API Gateway waits 30 s"
    assert timeout("SweepFunction") < 60, "the next minute's sweep begins then"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_environment_is_that_of_the_settings_without_secrets(name: str) -> None:
    known = {name.upper() for name in Settings._fields}
    assert set(variables(FUNCTIONS[name])) == known - SECRET - OF_LAMBDA - ELSEWHERE


def test_parameters_allow_what_the_settings_allow() -> None:
    allowed = {
        name: (one.get("MinValue"), one.get("MaxValue")) for name, one in TEMPLATE["Parameters"].items()
    }
    assert allowed["QueueConcurrency"] == (2, 1000)
    assert allowed["QueueTimeoutMs"] == (5_000, 90_000)
    assert allowed["QueueRetryAttempts"] == (1, 10)


def test_no_permission_is_wider_than_it_must_be() -> None:
    text = (ROOT / "template.yaml").read_text().splitlines()
    for name, statement in statements():
        for action in as_list(statement["Action"]):
            assert "*" not in action, name
        if "*" in as_list(statement["Resource"]):
            actions = as_list(statement["Action"])
            [line] = [number for number, one in enumerate(text) if "Action" in one and actions[0] in one]
            assert any("IAM has no finer one" in one for one in text[line : line + 2]), name


def test_secrets_are_read_one_by_one() -> None:
    read: set[str] = set()
    for name, statement in statements():
        if "ssm:GetParameters" in as_list(statement["Action"]):
            for resource in as_list(statement["Resource"]):
                secret = resource["Fn::Sub"].rpartition("${SecretsPrefix}/")[2]
                assert secret in SECRET, name
                read.add(secret)
    assert read == SECRET


def test_what_cooks_own_survives_the_stack() -> None:
    for name in ("Table", "Media"):
        assert RESOURCES[name]["DeletionPolicy"] == RESOURCES[name]["UpdateReplacePolicy"] == "Retain"
    recovery = RESOURCES["Table"]["Properties"]["PointInTimeRecoverySpecification"]
    assert recovery == {"PointInTimeRecoveryEnabled": True}


def test_a_bad_change_holds_up_nobody_for_long() -> None:
    feeds = of_type(TEMPLATE, "AWS::Lambda::EventSourceMapping")
    assert set(feeds) == {"ChangesFeed", "NotifyFeed"}
    for feed in feeds.values():
        assert 3 <= feed["MaximumRetryAttempts"] <= 5
        assert feed["BisectBatchOnFunctionError"] is True
        assert feed["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert feed["MaximumRecordAgeInSeconds"] == 3600
        assert feed["DestinationConfig"]["OnFailure"]["Destination"] == {
            "Fn::GetAtt": ["StreamFailures", "Arn"]
        }


def test_a_function_carries_only_the_layers_that_it_uses() -> None:
    extra = {
        name: [layer["Ref"] for layer in function.get("Layers", [])] for name, function in FUNCTIONS.items()
    }
    assert {name: layers for name, layers in extra.items() if layers} == {
        "ProcessFunction": ["ReadingLayer"],
        "NotifyFunction": ["PushLayer"],
        "ApiFunction": ["BaseLayer", "PushLayer"],
    }


@pytest.mark.parametrize(
    ("path", "most"),
    [("template.yaml", LONGEST)]
    + [(f"infra/{path.name}", LONGEST_LEAF) for path in sorted((ROOT / "infra").glob("*.yaml"))],
)
def test_templates_stay_readable(path: str, most: int) -> None:
    assert len((ROOT / path).read_text().splitlines()) < most
