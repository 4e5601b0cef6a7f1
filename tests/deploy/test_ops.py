"""What an operator asks for: refused in one line before anything is changed, or done."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from ops import deploy, parameters, secret
from ops.restore import restore
from ops.stack import Stack
from tests.doubles.aws import REGION, TABLE_PARTS
from tests.doubles.template import load, of_type

WRONG = {
    "too few": ("QueueConcurrency", "1", "a whole number from 2 to 1000"),
    "too long": ("QueueTimeoutMs", "90001", "a whole number from 5000 to 90000"),
    "in words": ("QueueRetryAttempts", "three", "a whole number from 1 to 10"),
    "less than nothing": ("RateLimitPerDay", "-1", "a whole number from 0"),
    "another word": ("QueueProcessingEnabled", "yes", "one of true, false"),
    "no number of days": ("LogRetentionDays", "31", "one of 1, 3, 7, 14, 30, 60, 90, 180, 365"),
    "plain http": ("PublicUrl", "http://recipes.example", "as the pattern"),
    "no port": ("FetchAllowHosts", "nas.example", "as the pattern"),
}


@pytest.fixture
def stack() -> Iterator[Stack]:
    with mock_aws():
        session = boto3.Session("testing", "testing", region_name=REGION)
        stack = Stack("kitchen", session.client)
        [table] = of_type(load("template.yaml"), "AWS::DynamoDB::Table").values()
        for name in ("now", "before"):
            stack.client("dynamodb").create_table(
                TableName=name, **{part: table[part] for part in TABLE_PARTS}
            )
        template = {
            "Resources": {"Nothing": {"Type": "AWS::SNS::Topic"}},
            "Outputs": {"TableName": {"Value": "now"}},
        }
        stack.client("cloudformation").create_stack(StackName="kitchen", TemplateBody=json.dumps(template))
        yield stack


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_parameter_is_named_with_what_would_be_right(case: str) -> None:
    name, value, right = WRONG[case]
    told = parameters.wrong({"LlmModel": "gpt-4o", name: value})
    assert told.startswith(f"{name}={value}: must be {right}")
    assert "\n" not in told


def test_what_the_template_does_not_know_is_named() -> None:
    assert parameters.wrong({"Concurrency": "2"}).startswith("There is no parameter Concurrency. There are")


def test_what_the_template_says_itself_is_right() -> None:
    defaults = {name: str(one["Default"]) for name, one in load("template.yaml")["Parameters"].items()}
    assert parameters.wrong(defaults) == ""


def test_a_missing_secret_is_named_with_the_way_to_set_it(stack: Stack, tmp_path: Path) -> None:
    answers = {"TandoorBaseUrl": "https://tandoor.example"}
    with pytest.raises(SystemExit) as ended:
        deploy.check(stack, answers)
    way = "make secret NAME=TANDOOR_TOKEN STACK_NAME=kitchen"
    assert str(ended.value) == f"TANDOOR_TOKEN is not set, and TandoorBaseUrl needs it: {way}"
    stack.keep_secret("TANDOOR_TOKEN", "secret")
    deploy.check(stack, answers)


def test_of_a_browsers_cookies_only_instagram_s_leave_the_machine() -> None:
    line = "{}\tTRUE\t/\tTRUE\t0\t{}\tabc"
    given = "\n".join([line.format(".instagram.com", "sessionid"), line.format("bank.example", "id")])
    assert secret.kept("INSTAGRAM_COOKIES", given) == "sessionid=abc"
    assert secret.kept("TANDOOR_TOKEN", given) == given
    with pytest.raises(SystemExit, match=r"^INSTAGRAM_COOKIES must be"):
        secret.kept("INSTAGRAM_COOKIES", "cookies.txt")


def test_restored_rows_lie_over_those_that_are_there(stack: Stack) -> None:
    dynamodb = stack.client("dynamodb")

    def put(table: str, sk: int, text: str) -> None:
        dynamodb.put_item(TableName=table, Item={"pk": {"S": "p"}, "sk": {"S": str(sk)}, "text": {"S": text}})

    for number in range(60):
        put("before", number, "good")
    put("now", 7, "spoiled")
    put("now", 99, "made since")

    assert restore(stack, "before") == 60

    found = {one["sk"]["S"]: one["text"]["S"] for one in dynamodb.scan(TableName="now")["Items"]}
    assert found == {**{str(number): "good" for number in range(60)}, "99": "made since"}


def test_a_table_that_is_not_there_is_named(stack: Stack) -> None:
    with pytest.raises(SystemExit, match="no table 'elsewhere'"):
        restore(stack, "elsewhere")
