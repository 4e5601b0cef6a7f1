"""The built-in cookbook through the real handlers: browse, search, read, take along, delete."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from typing import Any

import pytest

from functions.api import app as api
from instarecipe.domain.recipe import Ingredient, Recipe, Step
from instarecipe.ports import Deadline
from instarecipe.routes import match
from instarecipe.settings import Settings
from instarecipe.uploading.cookbook import Cookbook
from instarecipe.wiring import Wiring
from local.events import Context, http_event
from tests.doubles.virtual import Clock

OWNER = "household"


def call(method: str, path: str) -> dict[str, Any]:
    path, _, query = path.partition("?")
    event = http_event(method, path, query, [], b"", "127.0.0.1", match(method, path))
    answer: dict[str, Any] = api.handler(event, Context(5))
    return answer


def read(path: str) -> dict[str, Any]:
    answer = call("GET", path)
    assert answer["statusCode"] == 200, answer
    told: dict[str, Any] = json.loads(answer["body"])
    return told


@pytest.fixture
def cookbook(wiring: Wiring, settings: Settings, clock: Clock) -> Cookbook:
    """With 25 recipes, one a second."""
    cookbook = Cookbook(wiring.engine.table, settings.public_url, clock, wiring.new_id)
    for number in range(25):
        food = "beetroot" if number % 5 == 0 else "potato"
        recipe = Recipe(f"Dish {number}", (Ingredient(f"1 {food}", 1, food=food),), (Step("Boil."),))
        cookbook.create(f"{OWNER}/id-{number}", recipe, deadline=Deadline(1, clock.monotonic))
        clock.now += 1000
    return cookbook


@pytest.mark.usefixtures("cookbook")
def test_pages_are_newest_first_and_complete() -> None:
    first = read("/api/recipes?limit=20")
    second = read(f"/api/recipes?limit=20&cursor={first['nextCursor']}")

    titles = [recipe["title"] for recipe in [*first["recipes"], *second["recipes"]]]
    assert titles == [f"Dish {number}" for number in reversed(range(25))]
    assert (first["hasMore"], second["hasMore"]) == (True, False)


@pytest.mark.usefixtures("cookbook")
def test_a_search_finds_foods_and_titles() -> None:
    assert [recipe["id"] for recipe in read("/api/recipes?search=BEETroot&limit=2")["recipes"]] == [
        "id-20",
        "id-15",
    ]
    assert [recipe["id"] for recipe in read("/api/recipes?search=dish%207")["recipes"]] == ["id-17", "id-7"]
    assert read("/api/recipes?search=unicorn")["recipes"] == []


@pytest.mark.usefixtures("cookbook")
def test_a_recipe_can_be_read_taken_along_and_deleted() -> None:
    assert read("/api/recipes/id-3")["recipe"]["title"] == "Dish 3"
    assert "Dish 3" in call("GET", "/api/recipes/id-3/file?format=markdown")["body"]

    assert call("DELETE", "/api/recipes/id-3")["statusCode"] == 204

    assert call("GET", "/api/recipes/id-3")["statusCode"] == 404
    assert call("DELETE", "/api/recipes/id-3")["statusCode"] == 404


@pytest.mark.usefixtures("cookbook")
def test_the_archive_holds_every_recipe() -> None:
    answer = call("GET", "/api/recipes/archive?format=cooklang")

    with zipfile.ZipFile(io.BytesIO(base64.b64decode(answer["body"]))) as archive:
        assert len(archive.namelist()) == 25
        assert all(name.endswith(".cook") for name in archive.namelist())


@pytest.mark.usefixtures("cookbook")
@pytest.mark.parametrize(
    "path", ["/api/recipes?limit=0", "/api/recipes?cursor=x", "/api/recipes/archive?format=pdf"]
)
def test_nonsense_is_refused(path: str) -> None:
    assert call("GET", path)["statusCode"] == 400
