"""One host for the journeys that only talk to it; those that kill it start their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tests.doubles.web import Site
from tests.journeys.cook import Cook
from tests.journeys.host import Host

StartHost = Callable[..., Host]


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


@pytest.fixture
def start_host(tmp_path_factory: pytest.TempPathFactory, site: Site) -> Iterator[StartHost]:
    """Starts hosts that may fetch from `site`, and ends them after the test."""
    hosts: list[Host] = []

    def start(*arguments: str, within: tuple[str, ...] = (), **environment: str) -> Host:
        host = replace(_host(tmp_path_factory, site, arguments, environment), within=within)
        hosts.append(host)
        host.start()
        return host

    yield start
    for host in hosts:
        host.kill()


@pytest.fixture(scope="session")
def shared_host(tmp_path_factory: pytest.TempPathFactory, site: Site) -> Iterator[Host]:
    host = _host(tmp_path_factory, site, (), {})
    host.start()
    yield host
    host.stop()


@pytest.fixture
def cook(shared_host: Host) -> Cook:
    return Cook(shared_host.url)


def _host(
    folders: pytest.TempPathFactory, site: Site, arguments: tuple[str, ...], environment: dict[str, str]
) -> Host:
    allowed = {
        "FETCH_ALLOW_HOSTS": f"127.0.0.1:{site.port}",
        "FETCH_CONNECT_TO": f"www.instagram.com=127.0.0.1:{site.port}",
    }
    return Host(folders.mktemp("host") / "data", {**allowed, **environment}, arguments)
