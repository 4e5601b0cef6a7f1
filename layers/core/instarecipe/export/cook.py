"""Cooklang (https://cooklang.org/docs/spec/): a text in which ingredients are marked where they are used.

It has no escape that every program knows, so its signs give way to look-alikes in the recipe's own text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from instarecipe.domain.mentions import mention, placements
from instarecipe.domain.recipe import Ingredient, Recipe
from instarecipe.domain.wording import clean, line, one_line, quantity
from instarecipe.export.structured import UNTITLED

_LOOKALIKES: Final = str.maketrans("@#~{}%", "＠＃～｛｝％")
_STARTS: Final = str.maketrans(">=", "＞＝")
"""What makes a line metadata, a note or a section."""


def cooklang(recipe: Recipe) -> str:
    """Ingredients stand where a step names them, the others in a line before the steps."""
    used: dict[int | None, list[Ingredient]] = {}
    for one, step in zip(recipe.ingredients, placements(recipe), strict=True):
        used.setdefault(step, []).append(one)
    listed = used.get(None, [])
    paragraphs: list[str] = []
    group = ""
    for at, one_step in enumerate(recipe.steps):
        heading = one_line(one_step.group)
        if heading and heading != group:
            paragraphs.append(f"== {_plain(heading)} ==")
        group = heading
        text, unnamed = _with_ingredients(clean(one_step.text), used.get(at, ()))
        paragraphs.append(text)
        listed += unnamed
    rest = ", ".join(_component(one, "") for one in listed)
    return "\n\n".join(part for part in (_front_matter(recipe), rest, *paragraphs) if part) + "\n"


def _with_ingredients(text: str, ingredients: Iterable[Ingredient]) -> tuple[str, list[Ingredient]]:
    """The step with its ingredients marked, and those that it does not name or another one's words name."""
    named: dict[tuple[int, int], Ingredient] = {}
    unnamed: list[Ingredient] = []
    for one in ingredients:
        span = mention(one.food or "", text)
        if span is None or any(span[0] < end and start < span[1] for start, end in named):
            unnamed.append(one)
        else:
            named[span] = one
    return _paragraph("".join(_pieces(text, named))), unnamed


def _pieces(text: str, named: Mapping[tuple[int, int], Ingredient]) -> Iterator[str]:
    at = 0
    for (start, end), one in sorted(named.items(), key=lambda entry: entry[0]):
        yield _prose(text[at:start])
        yield _component(one, text[start:end])
        yield " " if text[end : end + 1] == "(" else ""  # or the words in it would be the ingredient's note
        at = end
    yield _prose(text[at:])


def _component(one: Ingredient, name: str) -> str:
    """`@flour{200%g}(sifted)`. A line that was not understood is a name as it stands."""
    food = one_line(name or one.food)
    if not food:
        return f"@{_name(line(one))}{{}}"
    amount, unit = quantity(one, dash="-"), _plain(one_line(one.unit))
    inside = f"{amount}%{unit}" if amount and unit else amount or unit
    note = _plain(one_line(one.note)).replace("(", "[").replace(")", "]")
    return f"@{_name(food)}{{{inside}}}" + (f"({note})" if note else "")


def _name(text: str) -> str:
    """`@` and a sign behind it would be one of the extensions' modifiers."""
    return re.sub(r"^\W+", "", _plain(text)) or "?"


def _plain(text: str) -> str:
    return _prose(text).strip()


def _prose(text: str) -> str:
    """No components, no comments (`--`, `[- -]`)."""
    return re.sub(r"-{2,}", "—", text.translate(_LOOKALIKES)).replace("[-", "[ -").replace("-]", "- ]")


def _paragraph(text: str) -> str:
    """One step: an empty line would make it two."""
    lines = (part.strip() for part in text.splitlines())
    return "\n".join(part[:1].translate(_STARTS) + part[1:] for part in lines if part)


def _front_matter(recipe: Recipe) -> str:
    """YAML, in which a JSON string is a string too."""
    minutes = {
        "prep time": recipe.prep_minutes,
        "cook time": recipe.cook_minutes,
        "time required": recipe.total_minutes,
    }
    values: dict[str, Any] = {
        "title": one_line(recipe.title) or UNTITLED,
        "description": clean(recipe.description),
        "servings": recipe.servings or one_line(recipe.servings_text),
        "author": one_line(recipe.author),
        "source": one_line(recipe.source_url),
        "tags": [one_line(word) for word in recipe.keywords],
        "locale": one_line(recipe.language),
        **{name: f"{number} minutes" for name, number in minutes.items() if number is not None},
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items() if value]
    return "\n".join(["---", *lines, "---"])
