"""Whatever may be sent to the API, made from its document: no answer is an error of ours or of another shape.

The same few requests for each route each time; `make fuzz` sends hundreds of others.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.journeys.host import Host

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
DOCUMENT = schemathesis.openapi.from_path(Path(__file__).parents[2] / "docs" / "openapi.json")
# It does not end on one machine; `test_live.py` reads it.
ROUTES = DOCUMENT.exclude(path="/api/queue/stream")


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Links wait there: nothing is fetched."""
    host = Host(tmp_path_factory.mktemp("host") / "data", {"QUEUE_PROCESSING_ENABLED": "false"})
    host.start()
    yield host
    host.stop()


@ROUTES.parametrize()
@settings(
    max_examples=300 if LONG else 8,
    deadline=None,
    derandomize=not LONG,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_the_document_says(case: Case[Any], host: Host) -> None:
    case.call_and_validate(base_url=host.url, checks=CHECKS, timeout=120)
