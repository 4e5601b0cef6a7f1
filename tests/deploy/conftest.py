"""An account on AWS with what a first deployment makes, for the operator's commands."""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from ops.stack import Stack
from tests.doubles import aws
from tests.doubles.template import load, of_type

ORIGIN = {
    "Id": "page",
    "DomainName": "page.s3.amazonaws.com",
    "S3OriginConfig": {"OriginAccessIdentity": ""},
}
BEHAVIOUR = {"TargetOriginId": "page", "ViewerProtocolPolicy": "https-only"}


@pytest.fixture
def account() -> Iterator[str]:
    """Its address; nothing is in it yet."""
    with aws.server() as address, mock_aws():
        yield address


@pytest.fixture
def stack(account: str) -> Stack:
    session = boto3.Session("testing", "testing", region_name=aws.REGION)
    return Stack("kitchen", lambda service: session.client(service, endpoint_url=account))


@pytest.fixture
def outputs(stack: Stack) -> dict[str, str]:
    """Of a stack that is not there yet; its table, its bucket and what stands before that are."""
    [table] = of_type(load("template.yaml"), "AWS::DynamoDB::Table").values()
    parts = {part: table[part] for part in aws.TABLE_PARTS}
    stack.client("dynamodb").create_table(TableName="recipes", **parts)
    where = {"LocationConstraint": aws.REGION}
    stack.client("s3").create_bucket(Bucket="page", CreateBucketConfiguration=where)
    made = stack.client("cloudfront").create_distribution(
        DistributionConfig={
            "CallerReference": "1",
            "Comment": "",
            "Enabled": True,
            "Origins": {"Quantity": 1, "Items": [ORIGIN]},
            "DefaultCacheBehavior": BEHAVIOUR,
        }
    )
    return {
        "TableName": "recipes",
        "WebBucket": "page",
        "WebDistribution": made["Distribution"]["Id"],
        "WebUrl": "https://d1.cloudfront.example",
        "ApiUrl": "https://api.example",
    }
