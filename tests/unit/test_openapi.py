"""The published document is the one that the models make, and describes every route."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from instarecipe import api_docs
from instarecipe.openapi import OPERATIONS, document
from instarecipe.routes import ROUTES

ROOT = Path(__file__).parent.parent.parent
PUBLISHED = (ROOT / "docs" / "openapi.json", ROOT / "layers" / "core" / "instarecipe" / "openapi.json")


@pytest.mark.parametrize("file", PUBLISHED, ids=str)
def test_the_published_document_is_what_make_openapi_writes(file: Path) -> None:
    assert json.loads(file.read_text()) == json.loads(json.dumps(document()))


def test_every_route_is_described() -> None:
    assert set(OPERATIONS) == set(ROUTES)


def test_every_reference_leads_somewhere() -> None:
    described = document()
    references = {part.split('"')[0] for part in json.dumps(described).split("#/components/schemas/")[1:]}
    assert references <= set(described["components"]["schemas"])


def test_the_page_names_every_route() -> None:
    page = api_docs.page()
    assert [route for route in ROUTES if f"<code>{route}</code>" not in page] == []
