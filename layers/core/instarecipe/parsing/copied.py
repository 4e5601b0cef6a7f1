"""The model's answer becomes a recipe of ours: our own parser reads its lines, links are dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from instarecipe.domain.recipe import Ingredient, Nutrition, Recipe, Step
from instarecipe.parsing.cutting import cut_out
from instarecipe.parsing.ingredient import parse_line
from instarecipe.parsing.languages import language_of
from instarecipe.parsing.lines import cleaned, line_of
from instarecipe.parsing.reply import Reply
from instarecipe.parsing.schema import VERDICT, mended, problems
from instarecipe.parsing.titles import polished, without_hashtags

NO_OBJECT = (
    "There is no JSON object of the schema: none at all, one without an end, with NaN, or far too long."
)
NOTHING = f"Every ingredient and step is empty: if the post is no recipe, {VERDICT} is false."
MOST_ENTRIES, MOST_KEYWORDS = 200, 8
MOST_SERVINGS, MOST_MINUTES, MOST_NUTRITION = 1_000, 60 * 24 * 30, 10_000.0
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def understood(reply: Reply) -> tuple[Recipe | None, list[str]]:
    """The recipe, None when the model says that there is none; or what is wrong, in words for the model."""
    if reply.fault:
        return None, [reply.fault]
    answer = cut_out(reply.text, (VERDICT, "is_recipe", "recipe", "title"))
    if answer is None:
        return None, [NO_OBJECT]
    answer = mended(answer)
    wrong = problems(answer)
    if wrong or not answer[VERDICT]:
        return None, wrong
    recipe = _recipe(answer)
    return (recipe, []) if recipe.ingredients or recipe.steps else (None, [NOTHING])


def _recipe(answer: Mapping[str, Any]) -> Recipe:
    lines = [(_line(entry["original"]), entry.get("group")) for entry in answer["ingredients"][:MOST_ENTRIES]]
    steps = [(_line(entry["text"]), entry.get("group")) for entry in answer["steps"][:MOST_ENTRIES]]
    servings, told = _within(answer["servings"], MOST_SERVINGS), answer["servings"] is not None
    language = _language(" \n".join(text for text, _ in (*lines, *steps)), answer["language"])
    return Recipe(
        title=polished(_prose(answer["title"])),
        ingredients=tuple(_ingredients(lines, language)),
        steps=tuple(Step(text, group) for text, group in _grouped(steps)),
        description=_prose(answer["description"] or "") or None,
        servings=servings,
        servings_text=None if told and servings is None else _prose(answer["servingsText"] or "") or None,
        prep_minutes=_within(answer["prepMinutes"], MOST_MINUTES),
        cook_minutes=_within(answer["cookMinutes"], MOST_MINUTES),
        total_minutes=_within(answer["totalMinutes"], MOST_MINUTES),
        keywords=tuple(filter(None, map(_keyword, answer["keywords"])))[:MOST_KEYWORDS],
        language=language,
        nutrition=_nutrition(answer["nutrition"] or {}),
    )


def _ingredients(lines: list[tuple[str, Any]], language: str | None) -> Iterator[Ingredient]:
    for text, group in _grouped(lines):
        read = parse_line(text, language)
        yield Ingredient(read.original, read.amount, read.amount_max, read.unit, read.food, read.note, group)


def _grouped(entries: list[tuple[str, Any]]) -> Iterator[tuple[str, str | None]]:
    """Those that say something; a group that holds all of them is none."""
    named = [(text, polished(_prose(group or "")) or None) for text, group in entries if text]
    alone = len({group for _, group in named}) == 1
    return ((text, None if alone else group) for text, group in named)


def _line(text: str) -> str:
    """One line in plain signs, without bullet, number, hashtags and links."""
    return line_of(_prose(text)).text.strip()


def _prose(text: str) -> str:
    plain = " ".join(cleaned(_LINK.sub(" ", text)).split())
    return without_hashtags(plain)


def _keyword(text: str) -> str:
    return _prose(text.lstrip("#"))


def _language(text: str, told: str | None) -> str | None:
    """By our own tables, which are to read the lines; of others what the model says."""
    known = language_of(text)
    return known or (told if told and _LANGUAGE.fullmatch(told) else None)


def _within(number: float | None, most: int) -> int | None:
    return int(number) if number is not None and 0 < number <= most else None


def _nutrition(told: Mapping[str, float | None]) -> Nutrition | None:
    names = ("calories", "carbohydrates", "fats", "proteins")
    found = {name: _plausible(told.get(name)) for name in names}
    return Nutrition(**found) if any(value is not None for value in found.values()) else None


def _plausible(number: float | None) -> float | None:
    return float(number) if number is not None and 0 <= number <= MOST_NUTRITION else None
