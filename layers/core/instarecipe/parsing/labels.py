"""What a post says besides how to make its dish: hashtags with a meaning, nutrition per serving."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from instarecipe.domain.recipe import Nutrition
from instarecipe.parsing.tables.labels import CALORIES, CARBOHYDRATES, FATS, PROTEINS, TAGS

_HASHTAG = re.compile(r"#(\w{3,40})")
_MOST = 20
_NUMBER = r"(\d{1,4}(?:[.,]\d)?)"
_LONGEST = 400
"""Characters of a line of nutrients."""
_SATURATED = 1_500
"""Grams or kilocalories that no serving has."""
_PER_HUNDRED = re.compile(r"(?:per|je|pro|pour|por|per|/)\s*100\s*(?:g|ml)\b", re.IGNORECASE)


def keywords(lines: Iterable[str]) -> tuple[str, ...]:
    """`#glutenfree` is "gluten-free"; what only asks for attention is no keyword."""
    tags = (tag.casefold() for line in lines if "#" in line for tag in _HASHTAG.findall(line))
    known = _tags()
    return tuple(dict.fromkeys(known[tag] for tag in tags if tag in known))[:_MOST]


def nutrition(lines: Iterable[str]) -> Nutrition | None:
    """The first line that gives calories or two nutrients counts, with what the lines beside it add."""
    told = [line for line in lines if len(line) <= _LONGEST and _names_nutrient().search(line.lower())]
    if any(_PER_HUNDRED.search(line) for line in told):
        return None  # ours is per serving
    names = ("calories", "carbohydrates", "fats", "proteins")
    found = {
        name: _first(told, behind, before) for name, (behind, before) in zip(names, _forms(), strict=True)
    }
    if sum(value is not None for value in found.values()) < 2 and found["calories"] is None:
        return None
    return Nutrition(**found)


@cache
def _names_nutrient() -> re.Pattern[str]:
    """Also `per 100 g`, which says of what all other lines tell."""
    words = "|".join((CALORIES, CARBOHYDRATES, FATS, PROTEINS))
    return re.compile(rf"(?:{words})\b|100")  # of lower case: it is asked of every line


def _first(lines: Iterable[str], *forms: re.Pattern[str]) -> float | None:
    for line in lines:
        for form in forms:
            if match := form.search(line):
                value = float(match[1].replace(",", "."))
                return value if value < _SATURATED else None
    return None


@cache
def _forms() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """For each nutrient the amount in front of its name, and behind it."""
    return tuple(
        (
            re.compile(rf"(?<![\d.,]){_NUMBER}\s?{unit}\s?(?:of\s)?(?:{words})\b", re.IGNORECASE),
            re.compile(rf"\b(?:{words})\s?[:=–-]?\s?{_NUMBER}\s?{after}", re.IGNORECASE),
        )
        for words, unit, after in (
            (CALORIES, "", r"(?![\d.,]*\s?(?:g|mg)\b)"),
            (CARBOHYDRATES, "g", r"g\b"),
            (FATS, "g", r"g\b"),
            (PROTEINS, "g", r"g\b"),
        )
    )


@cache
def _tags() -> dict[str, str]:
    return {
        tag: name
        for name, tags in TAGS.items()
        for tag in (*tags.split("|"), name.replace("-", "").replace(" ", ""))
    }
