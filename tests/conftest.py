"""What every suite shares: a clock that stands still, ids in a row, the whole wiring over a fresh folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from instarecipe import settings as environment
from instarecipe.embedded.engine import embedded_engine
from instarecipe.embedded.table import SqliteTable
from instarecipe.ports import Engine
from instarecipe.settings import Settings
from instarecipe.wiring import install
from local.vapid import vapid_keys
from tests.doubles.phases import DoubledWiring, FakeExtract, FakeParse
from tests.doubles.push_service import PushService
from tests.doubles.virtual import Clock, Ids

# The same examples each time; `make fuzz` looks for others, and prints what it finds.
hypothesis.settings.register_profile("suite", deadline=None, derandomize=True)
hypothesis.settings.register_profile("long", deadline=None, max_examples=3_000, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ids() -> Ids:
    return Ids()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return environment.read(
        {"AUTH_MODE": "off", "PUBLIC_URL": "http://127.0.0.1:5173", "DATA_DIR": str(tmp_path / "data")}
    )


@pytest.fixture
def engine(settings: Settings, clock: Clock, ids: Ids) -> Iterator[Engine]:
    engine = embedded_engine(settings, clock, ids)
    yield engine
    assert isinstance(engine.table, SqliteTable)
    engine.table.database.close()


@pytest.fixture
def extract() -> FakeExtract:
    return FakeExtract()


@pytest.fixture
def parse() -> FakeParse:
    return FakeParse()


@pytest.fixture
def wiring(
    settings: Settings, engine: Engine, clock: Clock, ids: Ids, extract: FakeExtract, parse: FakeParse
) -> DoubledWiring:
    """Installed, so that the functions use it: everything is real but the world outside."""
    wiring = DoubledWiring(settings, engine, clock=clock, new_id=ids, extract=extract, parse=parse)
    install(wiring)
    return wiring


@pytest.fixture(scope="session")
def vapid_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Keys as the local host makes them, by the names of their settings."""
    return vapid_keys(str(tmp_path_factory.mktemp("vapid")))


@pytest.fixture
def push_service(clock: Clock, vapid_environment: dict[str, str]) -> Iterator[PushService]:
    with PushService(clock, vapid_environment["VAPID_PUBLIC_KEY"]) as service:
        yield service
    assert service.faults == []
