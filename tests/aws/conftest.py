"""A stack to test: STACK_NAME's with TOKEN on a real account, else the template on a local AWS."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from ops.stack import Stack, deployed
from tests.aws import ministack
from tests.doubles.web import Site
from tests.journeys.cook import Cook


@dataclass(frozen=True)
class Deployed:
    """`sockets` is where a browser would connect. `environment` is an operator's, on a local AWS only."""

    stack: Stack
    cook: Cook
    sockets: str
    environment: dict[str, str] | None = None


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


@pytest.fixture(scope="session")
def there(tmp_path_factory: pytest.TempPathFactory, site: Site) -> Iterator[Deployed]:
    name = os.environ.get("STACK_NAME")
    if name:
        stack = deployed(name)
        url = stack.outputs.get("WebUrl") or stack.outputs["ApiUrl"]
        yield Deployed(stack, Cook(url, os.environ["TOKEN"]), stack.outputs["SocketsUrl"])
        return
    folder = tmp_path_factory.mktemp("aws")
    with ministack.local_aws(folder) as environment:
        allowed = {"FetchAllowHosts": f"127.0.0.1:{site.port}", "QueueRetryAttempts": "1"}
        said = ministack.deploy(environment, folder, **allowed)
        assert "make token OWNER=household SCOPES=admin" in said
        token = ministack.first_token(environment)
        stack = ministack.stack(environment)
        url, sockets = ministack.mend(stack, environment["AWS_ENDPOINT_URL"])
        assert "make token" not in ministack.deploy(environment, folder), "there is one"
        ministack.mend(stack, environment["AWS_ENDPOINT_URL"])
        yield Deployed(stack, Cook(url, token), sockets, environment)


@pytest.fixture
def environment(there: Deployed) -> dict[str, str]:
    if there.environment is None:
        pytest.skip("what would disturb a real stack is tried on a local one")
    return there.environment


@pytest.fixture
def cook(there: Deployed) -> Cook:
    return there.cook
