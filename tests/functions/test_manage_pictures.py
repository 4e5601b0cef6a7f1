"""A picture lives as long as anybody shows it: its item, or the recipe in the built-in cookbook."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from functions.api import app as api
from instarecipe.domain.errors import Unavailable
from instarecipe.domain.item import Item, Status
from instarecipe.domain.pictures import names
from instarecipe.domain.recipe import from_json
from instarecipe.ports import Blob, Deadline, Extracted, Media, Source
from instarecipe.routes import match
from instarecipe.uploading.cookbook import Cookbook
from instarecipe.wiring import install
from local.events import Context, http_event
from tests.doubles.phases import DoubledWiring
from tests.doubles.stored import OWNER
from tests.doubles.virtual import Clock
from tests.functions.test_process import current, share, work
from tests.functions.test_process_redirects import POST, SHARED, leading

JPEG = Blob(b"jpeg", "image/jpeg")


@pytest.fixture(autouse=True)
def pictured(wiring: DoubledWiring) -> None:
    wiring.extract.finds = lambda _: Extracted("Soup", via="page", image="https://recipes.example/1.jpg")
    wiring.picture = lambda: JPEG


@pytest.fixture
def done(wiring: DoubledWiring) -> Item:
    """Worked on; its recipe is in the cookbook, and both sizes of its picture are stored."""
    item = share(wiring)
    assert work(wiring) == []
    done = current(wiring, item)
    assert done.status is Status.SUCCESS
    return with_small(wiring, done)


def with_small(wiring: DoubledWiring, item: Item) -> Item:
    """What cannot be read as a picture is stored once; this one has a small size too."""
    wiring.engine.media.put(names(name_of(item))[1], JPEG)
    return item


def name_of(item: Item) -> str:
    assert item.thumbnail
    return item.thumbnail.removeprefix("/media/")


def call(method: str, path: str) -> dict[str, Any]:
    event = http_event(method, path, "", [], b"", "127.0.0.1", match(method, path))
    answer: dict[str, Any] = api.handler(event, Context(5))
    return answer


def delete(what: str, item: Item) -> None:
    path = {"item": "/api/queue/", "recipe": "/api/recipes/"}[what] + item.id
    assert call("DELETE", path)["statusCode"] == 204


def sizes(wiring: DoubledWiring, item: Item) -> int:
    """How many of both are there."""
    return sum(wiring.engine.media.get(size) is not None for size in names(name_of(item)))


@pytest.mark.parametrize("order", [("item", "recipe"), ("recipe", "item")])
def test_both_sizes_go_with_the_last_that_shows_them(
    wiring: DoubledWiring, done: Item, order: tuple[str, str]
) -> None:
    delete(order[0], done)
    assert sizes(wiring, done) == 2
    delete(order[1], done)
    assert sizes(wiring, done) == 0


def test_a_recipe_that_went_elsewhere_has_its_own_picture(wiring: DoubledWiring, done: Item) -> None:
    """As with Tandoor and Mealie: nothing in the cookbook names it."""
    deadline = Deadline(1, wiring.monotonic)
    wiring.target.delete(f"{OWNER}/{done.id}", deadline=deadline)
    delete("item", done)
    assert sizes(wiring, done) == 0


def test_a_recipe_keeps_the_picture_that_its_item_has_replaced(wiring: DoubledWiring, done: Item) -> None:
    """A second run got as far as a new picture, and failed."""
    old = wiring.items.results(done)
    new = f"pictures/{OWNER}/{done.id}/new"
    for size in names(new):
        wiring.engine.media.put(size, JPEG)
    again = done._replace(thumbnail=f"/media/{new}", version=done.version + 1)
    again = wiring.items.save(done, again, results={**old, "picture": new, "recipe": {}})

    delete("item", again)

    assert (sizes(wiring, done), sizes(wiring, again)) == (2, 0)
    delete("recipe", done)
    assert sizes(wiring, done) == 0


def test_a_second_link_to_a_post_has_a_picture_of_its_own(wiring: DoubledWiring) -> None:
    def finds(source: Source) -> Extracted:
        return leading(source, POST, image="https://recipes.example/1.jpg")

    wiring.extract.finds = finds
    first = share(wiring, POST)
    work(wiring)
    first = with_small(wiring, current(wiring, first))
    second = share(wiring, SHARED)
    work(wiring)
    second = current(wiring, second)
    assert second.warnings == (f"duplicate_of:{first.id}",)

    delete("item", first)
    delete("recipe", first)

    assert (sizes(wiring, first), sizes(wiring, second)) == (0, 2)
    shown = json.loads(call("GET", f"/api/queue/{second.id}")["body"])["results"]
    assert shown["thumbnail"] == shown["recipe"]["image"] == second.thumbnail


def test_the_picture_of_another_recipe_is_left_alone(wiring: DoubledWiring, done: Item) -> None:
    """Whatever a page calls its picture, only what was stored for this item goes with it."""
    cookbook = Cookbook(wiring.engine.table, "http://x", wiring.clock, wiring.new_id)
    recipe = wiring.items.results(done)["recipe"]
    cookbook.create(f"{OWNER}/other", from_json(recipe), deadline=Deadline(1, wiring.monotonic))
    assert call("DELETE", "/api/recipes/other")["statusCode"] == 204
    assert sizes(wiring, done) == 2


@dataclass(frozen=True)
class Stuck:
    """Files that nobody can delete just now."""

    media: Media

    def put(self, name: str, blob: Blob) -> None:
        self.media.put(name, blob)

    def get(self, name: str) -> Blob | None:
        return self.media.get(name)

    def delete(self, names: Sequence[str]) -> None:
        raise Unavailable("503")


@pytest.fixture
def stuck(wiring: DoubledWiring, clock: Clock, done: Item) -> Iterator[Item]:
    engine = wiring.engine._replace(media=Stuck(wiring.engine.media))
    install(
        DoubledWiring(
            wiring.settings,
            engine,
            clock=clock,
            new_id=wiring.new_id,
            extract=wiring.extract,
            parse=wiring.parse,
        )
    )
    yield done
    install(wiring)


@pytest.mark.parametrize("what", ["item", "recipe"])
def test_who_deletes_is_not_told_of_files_that_stay(stuck: Item, what: str) -> None:
    delete(what, stuck)
    address = {"item": "/api/queue/", "recipe": "/api/recipes/"}[what] + stuck.id
    assert call("GET", address)["statusCode"] == 404
