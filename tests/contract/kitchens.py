"""Recipe managers under test: stand-ins always, real ones where the environment names them.

(TANDOOR_TEST_URL and _TOKEN, MEALIE_TEST_URL and _TOKEN.) What the tests make in those, they delete.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import httpx
from PIL import Image

from instarecipe.domain.recipe import Recipe
from instarecipe.ports import Blob, Deadline, Delivered, Target
from instarecipe.uploading.mealie import Mealie
from instarecipe.uploading.tandoor import Tandoor
from instarecipe.uploading.text import WORD_JOINER
from tests.doubles.mealie import Mealie as MealieDouble
from tests.doubles.scripted import ScriptedServer
from tests.doubles.tandoor import Tandoor as TandoorDouble

DOUBLES = ("tandoor", "mealie")
REAL = tuple(f"real {name}" for name in DOUBLES if os.environ.get(f"{name.upper()}_TEST_URL"))


def deadline(seconds: float = 120) -> Deadline:
    return Deadline(seconds, time.monotonic)


def picture(kind: str = "JPEG", colour: str = "tomato") -> Blob:
    stream = BytesIO()
    Image.new("RGB", (40, 30), colour).save(stream, kind)
    return Blob(stream.getvalue(), f"image/{kind.lower()}")


@dataclass(frozen=True)
class Dish:
    """A recipe as the cook sees it in the manager."""

    title: str
    lines: list[str]
    headings: list[str]
    steps: list[str]
    source: str
    has_picture: bool
    raw: Mapping[str, Any]


@dataclass
class Kitchen:
    """`see` reads a recipe; `creates` and `sends_picture` are the calls by which the target does that."""

    target: Target
    health: Callable[[Deadline], Any]
    see: Callable[[str], Dish]
    creates: str
    sends_picture: str
    double: ScriptedServer | None
    made: list[str] = field(default_factory=list)

    @property
    def server(self) -> ScriptedServer:
        assert self.double
        return self.double

    def deliver(self, key: str, recipe: Recipe, blob: Blob | None = None) -> Delivered:
        """As the caller does after a create of unknown outcome: look, make if there is none, complete."""
        reference = self.target.find(key, recipe, deadline=deadline()) or self.create(key, recipe)
        return self.target.complete(reference, recipe, blob, update=False, deadline=deadline())

    def create(self, key: str, recipe: Recipe, *, seconds: float = 60) -> str:
        reference = self.target.create(key, recipe, deadline=deadline(seconds))
        self.made.append(reference)
        return reference


@contextmanager
def kitchen(name: str) -> Iterator[Kitchen]:
    match name:
        case "tandoor":
            with TandoorDouble() as double:
                yield tandoor(double.url, "secret", double)
        case "mealie":
            with MealieDouble() as double_:
                yield mealie(double_.url, "secret", double_)
        case _:
            variable = name.removeprefix("real ").upper()
            address = os.environ[f"{variable}_TEST_URL"], os.environ[f"{variable}_TEST_TOKEN"]
            found = tandoor(*address) if variable == "TANDOOR" else mealie(*address)
            try:
                yield found
            finally:
                for reference in found.made:
                    found.target.delete(reference, deadline=deadline())


def tandoor(url: str, token: str, double: TandoorDouble | None = None) -> Kitchen:
    def see(reference: str) -> Dish:
        found = _get(f"{url}/api/recipe/{reference}/", token)
        lines = [line for step in found["steps"] for line in step["ingredients"]]
        return Dish(
            title=found["name"],
            lines=[line["original_text"] for line in lines if not line["is_header"]],
            headings=[line["note"] for line in lines if line["is_header"]],
            steps=[step["instruction"].replace(WORD_JOINER, "") for step in found["steps"]],
            source=found["source_url"],
            has_picture=found["image"] is not None,
            raw=found,
        )

    target = Tandoor(url, token)
    return Kitchen(target, target.health, see, "POST /api/recipe/", r"PUT /api/recipe/\d+/image/", double)


def mealie(url: str, token: str, double: MealieDouble | None = None) -> Kitchen:
    def see(reference: str) -> Dish:
        found = _get(f"{url}/api/recipes/{reference}", token)
        shown = f"{url}/api/media/recipes/{found['id']}/images/original.webp"
        return Dish(
            title=found["name"],
            lines=[line["note"] for line in found["recipeIngredient"]],
            headings=[line["title"] for line in found["recipeIngredient"] if line["title"]],
            steps=[step["text"] for step in found["recipeInstructions"]],
            source=found["orgURL"],
            has_picture=httpx.get(shown).status_code == 200,
            raw=found,
        )

    target = Mealie(url, token)
    creates = "POST /api/recipes/create/html-or-json"
    return Kitchen(target, target.health, see, creates, r"PUT /api/recipes/[^/]+/image", double)


def _get(url: str, token: str) -> Any:
    answer = httpx.get(url, headers={"Authorization": f"Bearer {token}", "Accept-Language": "en"})
    assert answer.status_code == 200, answer.text
    return answer.json()
