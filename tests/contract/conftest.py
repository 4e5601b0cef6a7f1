"""One suite for every engine: what the ports promise must not depend on where they are filled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from instarecipe.embedded.engine import embedded_engine
from instarecipe.embedded.queue import SqliteQueue
from instarecipe.embedded.table import SqliteTable
from instarecipe.ports import Engine
from instarecipe.settings import Settings
from tests.doubles import aws
from tests.doubles.older import older_folder
from tests.doubles.virtual import Clock, Ids

ENGINES = ["embedded", "older", "boto3", "light"]
"""`older` is the embedded engine in a folder that an older version made."""


@pytest.fixture(scope="session")
def aws_address() -> Iterator[str]:
    with aws.server() as address:
        yield address


@pytest.fixture(params=ENGINES)
def engine(
    request: pytest.FixtureRequest, settings: Settings, clock: Clock, ids: Ids, tmp_path: Path
) -> Iterator[Engine]:
    """Messages die after three receives."""
    if request.param == "boto3":
        with aws.boto3_engine() as engine:
            yield engine
    elif request.param == "light":
        with aws.light_engine(request.getfixturevalue("aws_address"), clock) as engine:
            yield engine
    else:
        folder = tmp_path / "contract"
        if request.param == "older":
            older_folder(folder)
        kept = settings._replace(data_dir=str(folder), queue_retry_attempts=3)
        engine = embedded_engine(kept, clock, ids)
        yield engine
        assert isinstance(engine.table, SqliteTable)
        engine.table.database.close()


@pytest.fixture
def wait(engine: Engine, clock: Clock) -> Callable[[float], None]:
    """Lets so many seconds pass for the engine."""
    return clock.sleep if isinstance(engine.table, SqliteTable) else aws.wait


@pytest.fixture
def dead_letters(engine: Engine) -> Callable[[], list[str]]:
    """The bodies of the messages that were given up."""
    return engine.queue.dead_letters if isinstance(engine.queue, SqliteQueue) else aws.dead_letters
