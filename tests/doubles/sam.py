"""What `sam deploy` comes to, without the building: a stack with these parameters, and a test's outputs.

`SAM_OUTPUTS` is JSON, `SAM_CALLS` a file that gets each call's arguments as a line.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import boto3
from botocore.exceptions import ClientError


def main(arguments: list[str]) -> None:
    with Path(os.environ["SAM_CALLS"]).open("a") as calls:
        calls.write(json.dumps(arguments) + "\n")
    name = arguments[arguments.index("--stack-name") + 1]
    pairs = [pair.partition("=") for pair in arguments[arguments.index("--parameter-overrides") + 1 :]]
    template = {
        "Parameters": {key: {"Type": "String", "Default": ""} for key, _, _ in pairs},
        "Resources": {"Nothing": {"Type": "AWS::SNS::Topic"}},
        "Outputs": {key: {"Value": value} for key, value in json.loads(os.environ["SAM_OUTPUTS"]).items()},
    }
    stack = {
        "StackName": name,
        "TemplateBody": json.dumps(template),
        "Parameters": [{"ParameterKey": key, "ParameterValue": value[1:-1]} for key, _, value in pairs],
    }
    cloudformation = boto3.client("cloudformation")
    try:
        cloudformation.update_stack(**stack)
    except ClientError as refused:
        if "does not exist" in str(refused):
            cloudformation.create_stack(**stack)
        elif "No updates" not in str(refused):
            raise


if __name__ == "__main__":
    main(sys.argv[1:])
