"""The recipe as the body of Tandoor's POST /api/recipe/ (2.6), within its limits.

What a limit cuts off stands in full in the instruction of the step that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from instarecipe.domain.mentions import placements
from instarecipe.domain.recipe import Ingredient, Nutrition, Recipe
from instarecipe.domain.wording import DECIMALS, clean, line, one_line, quantity, usable
from instarecipe.uploading.text import cut, no_template, spaced

LIMITS: Final = {
    "name": 128,
    "description": 512,
    "servings_text": 32,
    "source_url": 1024,
    "keyword": 64,
    "step": 128,
    "food": 128,
    "unit": 128,
    "note": 256,
    "original_text": 512,
}
"""Characters."""
MAX_INTEGER: Final = 2_147_483_647
UNITS: Final = {"T": "tbsp", "T.": "tbsp", "Tb": "tbsp", "t": "tsp", "t.": "tsp"}
"""Tandoor finds units whatever their case, so a tablespoon would become a teaspoon."""
UNTITLED: Final = "Recipe"

Body = dict[str, Any]


def source_mark(key: str, recipe: Recipe) -> str:
    """What `source_url` holds. Any text is allowed there, but the look-up fails on one without a host."""
    mark = one_line(recipe.source_url) or f"instarecipe://item/{key.rpartition('/')[2]}"
    return cut(mark, LIMITS["source_url"])


def title(recipe: Recipe) -> str:
    return cut(one_line(recipe.title) or UNTITLED, LIMITS["name"])


def body_of(recipe: Recipe) -> Body:
    """All but `source_url`. The same recipe always gives the same body."""
    return {
        "name": title(recipe),
        "description": cut(clean(recipe.description), LIMITS["description"]),
        "internal": True,  # as Tandoor's own importers say: its steps are here, not in a file
        **_servings(recipe),
        **_times(recipe),
        **_nutrition(recipe.nutrition),
        "keywords": [{"name": name} for name in _keywords(recipe.keywords)],
        "steps": list(_steps(recipe)),
    }


def _servings(recipe: Recipe) -> Body:
    """Tandoor shows "{servings} {servings_text}", so the number does not belong into the text."""
    servings, text = recipe.servings, one_line(recipe.servings_text)
    number, _, rest = text.partition(" ")
    if number.isascii() and number.isdigit() and len(number) < 6 and servings in (None, int(number)):
        servings, text = int(number), rest
    found: Body = {"servings_text": cut(text, LIMITS["servings_text"])}
    if servings is not None and 0 < servings <= MAX_INTEGER:
        found["servings"] = servings
    return found


def _times(recipe: Recipe) -> Body:
    """Tandoor knows no total: what is not work is waiting."""
    work, wait = recipe.prep_minutes, recipe.cook_minutes
    if wait is None and recipe.total_minutes is not None:
        wait = recipe.total_minutes - (work or 0)
    times = {"working_time": work, "waiting_time": wait}
    return {name: min(max(0, minutes), MAX_INTEGER) for name, minutes in times.items() if minutes is not None}


def _nutrition(nutrition: Nutrition | None) -> Body:
    if nutrition is None:
        return {}
    values = {name: getattr(nutrition, name) for name in ("calories", "carbohydrates", "fats", "proteins")}
    if any(value != 0 and not usable(value) for value in values.values()):
        return {}
    return {"nutrition": {name: round(value, DECIMALS) for name, value in values.items()}}


def _keywords(keywords: Iterable[str]) -> Iterable[str]:
    """Those that differ by more than case."""
    names: dict[str, str] = {}
    for keyword in keywords:
        if name := cut(one_line(keyword), LIMITS["keyword"]):
            names.setdefault(name.casefold(), name)
    return names.values()


def _steps(recipe: Recipe) -> Iterator[Body]:
    """Each with the ingredients that it uses; the first also with those that none mentions."""
    steps = [(step.group, clean(step.text)) for step in recipe.steps] or [(None, "")]
    used: dict[int, list[Ingredient]] = {}
    for ingredient, step in zip(recipe.ingredients, placements(recipe), strict=True):
        used.setdefault(step or 0, []).append(ingredient)
    group = None
    for at, (heading, text) in enumerate(steps):
        name = one_line(heading) if heading != group else ""
        group = heading
        parts = [
            *(_overlong(recipe) if at == 0 else ()),
            *_over(name, LIMITS["step"]),
            text,
            *(full for one in used.get(at, ()) for full in _overlong_line(one)),
        ]
        instruction = "\n\n".join(dict.fromkeys(part for part in parts if part))
        yield {
            "name": cut(name, LIMITS["step"]),
            "instruction": no_template(spaced(instruction)),
            "order": at,
            "show_ingredients_table": True,
            "ingredients": list(_lines(used.get(at, ()))),
        }


def _lines(ingredients: Iterable[Ingredient]) -> Iterator[Body]:
    """The ingredient lines of one step, under their headings."""
    order = 0
    for heading, group in groupby(ingredients, key=lambda one: one_line(one.group)):
        lines = [_line(one) for one in group]
        if heading:
            lines.insert(0, {**_EMPTY_LINE, "note": cut(heading, LIMITS["note"]), "is_header": True})
        for one in lines:
            yield {**one, "order": order}
            order += 1


_EMPTY_LINE: Final[Mapping[str, Any]] = {
    "food": None,
    "unit": None,
    "amount": 0,
    "no_amount": True,
    "is_header": False,
    "note": "",
}


def _line(one: Ingredient) -> Body:
    """Tandoor shows a note only on request, so a line that was not understood is a food as it stands."""
    food = one_line(one.food)
    original = line(one)
    if not food:
        return {
            **_EMPTY_LINE,
            **_named("food", original),
            "original_text": cut(original, LIMITS["original_text"]),
        }
    measured = usable(one.amount)
    return {
        **_EMPTY_LINE,
        **_named("food", food),
        **_named("unit", UNITS.get(one_line(one.unit), one_line(one.unit))),
        "amount": round(one.amount, DECIMALS) if one.amount is not None and measured else 0,
        "no_amount": not measured,
        "note": cut(_note(one), LIMITS["note"]),
        "original_text": cut(original, LIMITS["original_text"]),
    }


def _named(field: str, name: str) -> Body:
    return {field: {"name": cut(name, LIMITS[field])} if name else None}


def _note(one: Ingredient) -> str:
    """With what Tandoor has no field for: the range, and a unit without an amount, which it hides."""
    amount = quantity(one)
    extra = [amount] if "–" in amount else [] if amount else [one_line(one.unit)]
    return ", ".join(part for part in (*extra, one_line(one.note)) if part)


def _overlong(recipe: Recipe) -> Iterator[str]:
    yield from _over(one_line(recipe.title), LIMITS["name"])
    yield from _over(clean(recipe.description), LIMITS["description"])
    yield from _over(one_line(recipe.servings_text), LIMITS["servings_text"])
    yield from _over(one_line(recipe.source_url), LIMITS["source_url"])
    for keyword in recipe.keywords:
        yield from _over(one_line(keyword), LIMITS["keyword"])


def _overlong_line(one: Ingredient) -> list[str]:
    """What was cut, and the line that it stands in."""
    parts = (
        (one_line(one.group), "note"),
        (one_line(one.food) or line(one), "food"),
        (one_line(one.unit), "unit"),
        (_note(one), "note"),
        (line(one), "original_text"),
    )
    full = [text for text, field in parts if len(text) > LIMITS[field]]
    return [*full, line(one)] if full else []


def _over(text: str, limit: int) -> Iterator[str]:
    if len(text) > limit:
        yield text
