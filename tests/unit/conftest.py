"""A kitchen whose workers save in one recipe manager."""

from __future__ import annotations

import pytest

from instarecipe.ports import Engine
from tests.doubles.kitchen import Kitchen
from tests.doubles.phases import DoubledWiring, FakeTarget
from tests.doubles.virtual import Clock, Ids


@pytest.fixture
def target() -> FakeTarget:
    return FakeTarget()


@pytest.fixture
def kitchen(wiring: DoubledWiring, engine: Engine, clock: Clock, ids: Ids, target: FakeTarget) -> Kitchen:
    return Kitchen(wiring.settings._replace(queue_retry_attempts=5), engine, clock, ids, target)
