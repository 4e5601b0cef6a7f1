"""Markdown (CommonMark) in which nothing of the recipe's own text is markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from instarecipe.domain.recipe import Ingredient, Recipe, Step
from instarecipe.domain.wording import clean, line, one_line, servings
from instarecipe.export.structured import UNTITLED, nutrition

_SIGNS: Final = re.compile(r"([\\`*_\[\]<>&|~#])")
_BULLET: Final = re.compile(r"^([+=-])")
_NUMBERED: Final = re.compile(r"^(\d+)([.)])")


def markdown(recipe: Recipe) -> str:
    blocks = [
        f"# {_escaped(one_line(recipe.title) or UNTITLED)}",
        _prose(recipe.description),
        "\n".join(_facts(recipe)),
        *_ingredients(recipe.ingredients),
        *_preparation(recipe.steps),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _facts(recipe: Recipe) -> list[str]:
    times = {
        "Preparation": recipe.prep_minutes,
        "Cooking": recipe.cook_minutes,
        "Total": recipe.total_minutes,
    }
    per_serving = {
        name: value for name, value in (nutrition(recipe.nutrition) or {}).items() if name[0] != "@"
    }
    facts = {
        "Servings": servings(recipe),
        **{name: f"{minutes} min" for name, minutes in times.items() if minutes is not None},
        "Per serving": ", ".join(f"{name.removesuffix('Content')} {of}" for name, of in per_serving.items()),
        "Keywords": ", ".join(map(one_line, recipe.keywords)),
        "Author": one_line(recipe.author),
    }
    listed = [f"- **{name}:** {_escaped(value)}" for name, value in facts.items() if value]
    if address := re.sub(r"[\s<>]", "", one_line(recipe.source_url)):
        listed.append(f"- **Source:** <{address}>")
    return listed


def _ingredients(ingredients: Iterable[Ingredient]) -> list[str]:
    blocks: list[str] = []
    for heading, group in groupby(ingredients, key=lambda one: one_line(one.group)):
        blocks.append(f"### {_escaped(heading)}" if heading else "")
        blocks.append("\n".join(f"- {_escaped(line(one))}" for one in group))
    return ["## Ingredients", *blocks] if blocks else []


def _preparation(steps: Iterable[Step]) -> list[str]:
    blocks: list[str] = []
    for heading, group in groupby(steps, key=lambda step: one_line(step.group)):
        blocks.append(f"### {_escaped(heading)}" if heading else "")
        blocks.append("\n".join(_item(f"{at}. ", step.text) for at, step in enumerate(group, 1)))
    return ["## Preparation", *blocks] if blocks else []


def _item(marker: str, text: str) -> str:
    """What belongs to an item stands as far to the right as its first line."""
    return marker + re.sub(r"\n(?=.)", "\n" + " " * len(marker), _prose(text))


def _prose(text: str | None) -> str:
    """Paragraphs and line breaks kept."""
    paragraphs = re.split(r"\n\s*\n", clean(text))
    return "\n\n".join(
        "\\\n".join(_escaped(one.strip()) for one in paragraph.split("\n")) for paragraph in paragraphs
    )


def _escaped(text: str) -> str:
    """One line; some signs are markup anywhere, some only where a line begins."""
    return _NUMBERED.sub(r"\1\\\2", _BULLET.sub(r"\\\1", _SIGNS.sub(r"\\\1", text)))
