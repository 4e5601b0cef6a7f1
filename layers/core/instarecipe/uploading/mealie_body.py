"""The recipe in Mealie's words: the JSON-LD that it imports, and what mends the recipe that came of it.

The import takes out all that looks like an HTML tag ("a < b and c > d"), joins lines and knows no headings.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count, repeat
from typing import Any, Final

from instarecipe.domain.recipe import Ingredient, Recipe, Step
from instarecipe.domain.wording import clean, line, one_line, servings
from instarecipe.export import json_ld

UNTITLED: Final = "Recipe"
_TAG: Final = re.compile(r"<[^<]+?>")
_IN_SCRIPT: Final = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""Mealie puts the JSON into a script element as it is."""

_IN_MARK: Final = str.maketrans({'"': "%22", "<": "%3C", ">": "%3E"})
"""The look-up has no way to write a quotation mark, and the import takes tags out of addresses too."""

Fields = dict[str, Any]


def source_mark(key: str, recipe: Recipe) -> str:
    """What `orgURL` holds."""
    return one_line(recipe.source_url).translate(_IN_MARK) or f"instarecipe://item/{key.rpartition('/')[2]}"


def escaped_mark(mark: str) -> str:
    """The import undoes HTML entities once: the `&copy=` of an address would arrive as ©."""
    return html.escape(mark, quote=False)


def title(recipe: Recipe) -> str:
    """The slug is made of the name's letters and digits; without any there is no way to the recipe."""
    name = one_line(recipe.title)
    letters = unicodedata.normalize("NFKD", name)
    if any(char.isalnum() and char <= "\uffff" for char in letters):
        return name
    return f"{name} {UNTITLED}".strip()


def import_of(recipe: Recipe, mark: str) -> str:
    """For `POST /api/recipes/create/html-or-json`. A picture's address would be fetched by the server."""
    flat = tuple(Step(step.text) for step in _steps(recipe))  # a heading would become a step
    found = {
        **json_ld(replace(recipe, image=None, steps=flat)),
        "name": title(recipe),
        "url": escaped_mark(mark),
    }
    return json.dumps(found).translate(_IN_SCRIPT)


def exact(recipe: Recipe, found: Mapping[str, Any]) -> Fields:
    """The fields that the import changes, as they should stand in the recipe that `found` is."""
    fields: Fields = {
        "description": clean(recipe.description),
        "recipeIngredient": list(_ingredients(recipe.ingredients)),
        "recipeInstructions": list(_instructions(_steps(recipe))),
    }
    if one_line(recipe.source_url):
        fields["orgURL"] = source_mark("", recipe)
    if not _is_numbered(found["name"], title(recipe)):
        fields["name"] = title(recipe)
    return {**fields, **_yield(recipe, found)}


def _yield(recipe: Recipe, found: Mapping[str, Any]) -> Fields:
    """The import makes "4 servings" of every word for people. Newer versions keep the number by itself."""
    if "recipeServings" in found and recipe.servings is not None:
        return {"recipeServings": recipe.servings, "recipeYield": one_line(recipe.servings_text)}
    return {"recipeYield": servings(recipe)} if servings(recipe) else {}


def everything(recipe: Recipe, found: Mapping[str, Any]) -> Fields:
    """The fields of an update."""
    times = {
        "prepTime": recipe.prep_minutes,
        "performTime": recipe.cook_minutes,
        "totalTime": recipe.total_minutes,
    }
    fields: Fields = {
        **exact(recipe, found),
        **{name: _time(minutes) for name, minutes in times.items() if minutes is not None and minutes >= 0},
    }
    if nutrition := json_ld(recipe).get("nutrition"):
        fields["nutrition"] = {name: of.split()[0] for name, of in nutrition.items() if name != "@type"}
    return fields


def is_import_of(recipe: Recipe, found: Mapping[str, Any]) -> bool:
    """Whether `found` is what the import made of `recipe`, and not a recipe of the cook's own."""
    notes = [one.get("note") or "" for one in found.get("recipeIngredient") or ()]
    steps = [one.get("text") or "" for one in found.get("recipeInstructions") or ()]
    same_notes = not recipe.ingredients or _gist(notes) == _gist(map(line, recipe.ingredients))
    same_steps = not recipe.steps or _gist(steps) == _gist(step.text for step in recipe.steps)
    return same_notes and same_steps


def differs(fields: Any, found: Any) -> bool:
    """Whether `found` does not say all that `fields` says."""
    if isinstance(fields, dict):
        there = found if isinstance(found, dict) else {}
        return any(differs(value, there.get(name)) for name, value in fields.items())
    if isinstance(fields, list) and isinstance(found, list) and len(fields) == len(found):
        return any(map(differs, fields, found))
    return (fields or None) != (found or None)


def merged(fields: Fields, found: Mapping[str, Any]) -> Fields:
    """The whole object for the PUT. What Mealie knows of plain lines is kept while they are as many."""
    whole = {**found, **fields}
    whole["recipeIngredient"] = _merged_lines(
        fields["recipeIngredient"], found.get("recipeIngredient") or (), _fresh_lines(found["id"])
    )
    whole["recipeInstructions"] = _merged_lines(
        fields["recipeInstructions"],
        found.get("recipeInstructions") or (),
        repeat({"ingredientReferences": []}),
    )
    if "nutrition" in fields:
        whole["nutrition"] = {**(found.get("nutrition") or {}), **fields["nutrition"]}
    return whole


def _merged_lines(ours: Sequence[Fields], there: Sequence[Fields], fresh: Iterator[Fields]) -> list[Fields]:
    """`display` is made by Mealie of the rest. A line that the cook had parsed is plain again."""
    plain = len(there) == len(ours) and not any(old.get("food") or old.get("unit") for old in there)
    return [
        {name: value for name, value in {**old, **new}.items() if name != "display"}
        for old, new in zip(there if plain else fresh, ours, strict=False)
    ]


def _fresh_lines(recipe_id: str) -> Iterator[Fields]:
    """A food or a unit would have to exist before; without a reference id the recipe would be ruined."""
    for at in count():
        reference = str(uuid.uuid5(uuid.UUID(recipe_id), str(at)))
        yield {"quantity": 0, "unit": None, "food": None, "disableAmount": True, "referenceId": reference}


def _steps(recipe: Recipe) -> Sequence[Step]:
    """Those that say something; at least one where no ingredient does: that would be no recipe to Mealie."""
    steps = [step for step in recipe.steps if clean(step.text)]
    if any(_survives(text) for text in (*(step.text for step in steps), *map(line, recipe.ingredients))):
        return steps
    return [*steps, Step(next(filter(_survives, (clean(recipe.description), title(recipe))), UNTITLED))]


def _survives(text: str) -> bool:
    return bool(clean(_TAG.sub("", html.unescape(text))))


def _ingredients(ingredients: Iterable[Ingredient]) -> Iterator[Fields]:
    """A heading stands with the first line under it."""
    group = ""
    for one in filter(line, ingredients):
        heading = one_line(one.group)
        yield {"note": line(one), "title": heading if heading and heading != group else None}
        group = heading


def _instructions(steps: Iterable[Step]) -> Iterator[Fields]:
    group = ""
    for step in steps:
        heading = one_line(step.group)
        yield {"text": clean(step.text), "title": heading if heading != group else ""}
        group = heading


def _is_numbered(name: str, plain: str) -> bool:
    """`Pancakes (1)` is what a second "Pancakes" is called."""
    return re.fullmatch(re.escape(plain) + r"( \(\d+\))*", name) is not None


def _gist(texts: Iterable[str]) -> str:
    """Letters and digits, as the import leaves them."""
    joined = "\n".join(_TAG.sub("", html.unescape(html.unescape(text))) for text in texts)
    return "".join(char for char in joined if char.isalnum())


def _time(minutes: int) -> str:
    """As the import writes it: `1 hour 15 minutes`."""
    hours, rest = divmod(minutes, 60)
    parts = ((hours, "hour"), (rest, "minute"))
    return " ".join(f"{number} {unit}{'s' if number > 1 else ''}" for number, unit in parts if number)
