"""The recipe, as every phase and every target speaks of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One source line. `amount_max` is set for ranges only; `group` is the heading that it stands under."""

    original: str
    amount: float | None = None
    amount_max: float | None = None
    unit: str | None = None
    food: str | None = None
    note: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    text: str
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Nutrition:
    """Per serving: kilocalories, and grams of the others."""

    calories: float | None = None
    carbohydrates: float | None = None
    fats: float | None = None
    proteins: float | None = None

    @property
    def complete(self) -> bool:
        return None not in (self.calories, self.carbohydrates, self.fats, self.proteins)


@dataclass(frozen=True, slots=True)
class Recipe:
    """`servings` is a number of people, `servings_text` what it was called ("12 muffins"); times in minutes.

    `image` is the address (https or a media path) of the dish's picture, `source_url` the canonical link.
    """

    title: str
    ingredients: tuple[Ingredient, ...] = ()
    steps: tuple[Step, ...] = ()
    description: str | None = None
    servings: int | None = None
    servings_text: str | None = None
    prep_minutes: int | None = None
    cook_minutes: int | None = None
    total_minutes: int | None = None
    keywords: tuple[str, ...] = ()
    language: str | None = None
    nutrition: Nutrition | None = None
    author: str | None = None
    image: str | None = None
    source_url: str = ""


def to_json(thing: Recipe | Ingredient | Step | Nutrition) -> dict[str, Any]:
    """The camelCase form of the API and of the stored rows; what is None or empty is left out."""
    found: dict[str, Any] = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        if value is None or value in ((), ""):
            continue
        if isinstance(value, tuple):
            value = [entry if isinstance(entry, str) else to_json(entry) for entry in value]
        elif isinstance(value, Nutrition):
            value = to_json(value)
        found[_camel(field.name)] = value
    return found


def from_json(stored: Mapping[str, Any]) -> Recipe:
    """The recipe of a stored row; fields from other versions of this program are ignored."""
    known = _known(Recipe, stored)
    known["title"] = stored.get("title") or ""
    known["ingredients"] = tuple(
        Ingredient(**{"original": "", **_known(Ingredient, line)}) for line in stored.get("ingredients") or ()
    )
    known["steps"] = tuple(Step(**{"text": "", **_known(Step, step)}) for step in stored.get("steps") or ())
    known["keywords"] = tuple(stored.get("keywords") or ())
    nutrition = stored.get("nutrition")
    known["nutrition"] = Nutrition(**_known(Nutrition, nutrition)) if nutrition else None
    return Recipe(**known)


def _known(kind: type[Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    names = {_camel(field.name): field.name for field in fields(kind)}
    return {names[key]: value for key, value in stored.items() if key in names}


def _camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(part.title() for part in tail)
