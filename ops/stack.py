"""A deployed stack: its outputs, its secrets, and our own code over its table with the operator's rights."""

from __future__ import annotations

import argparse
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from random import random
from typing import Any

import boto3
from botocore.exceptions import ClientError

from instarecipe.aws import boto
from instarecipe.aws.table import DynamoTable
from instarecipe.items import Items
from instarecipe.recount import Recount
from instarecipe.registry import Registry
from instarecipe.wiring import new_id, now


@dataclass(frozen=True)
class Stack:
    """`client` makes what speaks to a service of AWS, with the operator's credentials."""

    name: str
    client: Callable[[str], Any] = boto3.client

    @cached_property
    def outputs(self) -> dict[str, str]:
        """Empty when there is no such stack."""
        return {output["OutputKey"]: output["OutputValue"] for output in self._found.get("Outputs", ())}

    @cached_property
    def parameters(self) -> dict[str, str]:
        """As they were deployed last; empty when there is no such stack."""
        found = self._found.get("Parameters", ())
        return {one["ParameterKey"]: one["ParameterValue"] for one in found}

    @cached_property
    def _found(self) -> dict[str, Any]:
        try:
            found = self.client("cloudformation").describe_stacks(StackName=self.name)
        except ClientError as error:
            if "does not exist" in str(error):
                return {}
            raise
        stack: dict[str, Any] = found["Stacks"][0]
        return stack

    @property
    def prefix(self) -> str:
        """Above its secrets in SSM."""
        return f"/{self.name}"

    def secret(self, name: str) -> str:
        answer = self.client("ssm").get_parameters(Names=[f"{self.prefix}/{name}"], WithDecryption=True)
        values = [parameter["Value"] for parameter in answer["Parameters"]]
        return values[0] if values else ""

    def keep_secret(self, name: str, value: str) -> None:
        self.client("ssm").put_parameter(
            Name=f"{self.prefix}/{name}", Value=value, Type="SecureString", Overwrite=True
        )

    @cached_property
    def table(self) -> DynamoTable:
        service = boto.BotoJson(self.client("dynamodb"))
        return DynamoTable(service, self.outputs["TableName"], time.sleep, random)

    @cached_property
    def registry(self) -> Registry:
        return Registry(self.table, now, new_id, lambda: secrets.token_urlsafe(32))

    @cached_property
    def recount(self) -> Recount:
        return Recount(Items(self.table, now, new_id, time.sleep, random), self.table, now, new_id)


def arguments(about: str | None) -> argparse.ArgumentParser:
    """`--stack` and `--data`, of which the first wins."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--stack", default="", help="a stack on AWS; without it this machine's data")
    parser.add_argument("--data", default=".instarecipe", help="this machine's data")
    return parser


def deployed(name: str) -> Stack:
    """Ends the command when there is no such stack."""
    stack = Stack(name)
    if not stack.outputs:
        raise SystemExit(f"There is no stack {name!r} in this account and region. `make deploy` makes it.")
    return stack
