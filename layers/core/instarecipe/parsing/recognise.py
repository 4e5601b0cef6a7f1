"""Whether a text is a recipe at all: reviews, adverts, teasers, hauls, diaries and workouts are not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from instarecipe.parsing.features import Features
from instarecipe.parsing.lines import Line
from instarecipe.parsing.scores import INGREDIENT, STEP
from instarecipe.parsing.vocabulary import INGREDIENTS, METHOD

_CURRENCIES = "eur|euro|usd|gbp|chf|kr|sek|nok|dkk|zł|zl|kč|ft|lei|руб|грн|лв|rp|ريال|درهم|円|元|원"
_CURRENCY = rf"(?:[€$£¥₹₽₺₩]|\b(?:{_CURRENCIES}))"
_PRICE = re.compile(
    rf"{_CURRENCY}\s?\d|\d\s?{_CURRENCY}(?!\w)|[–-]\s?\d{{1,3}}[.,]\d{{2}}$", re.IGNORECASE | re.MULTILINE
)
_PRICES = 2
_EVIDENCE = 3.5
"""Measured ingredients and steps that cook, where no heading tells."""


def is_recipe(lines: Sequence[Line], seen: Sequence[Features], roles: Sequence[int]) -> bool:
    """By what its lines turned out to be; a heading stands for much of the evidence."""
    headings = {line.heading for line in lines}
    body = [(line, see, role) for line, see, role in zip(lines, seen, roles, strict=True) if not line.heading]
    ingredients = [see for line, see, role in body if role == INGREDIENT and not see.group]
    steps = [see for line, see, role in body if role == STEP]
    measured = sum(see.measured > 0 for see in ingredients)
    kitchen = sum(see.kitchen for see in ingredients)
    cooking = sum(_cooks(line, see) for line, see, role in body if role == STEP)
    priced = sum(bool(_PRICE.search(line.raw)) for line, _, _ in body)
    if priced >= _PRICES and not {INGREDIENTS, METHOD} <= headings:
        return False
    if INGREDIENTS in headings:
        return len(ingredients) >= 2 and (measured > 0 or cooking > (METHOD not in headings))
    if METHOD in headings and steps:
        return kitchen >= 1 and len(ingredients) >= 2
    evidence = kitchen + 0.5 * (measured - kitchen) + cooking + sum(see.verb and see.heated for see in steps)
    if kitchen >= 1 and len(ingredients) >= 2 and cooking >= 1 and evidence >= _EVIDENCE:
        return True
    if measured >= 3 and cooking >= 3 and any(see.heated for see in steps):
        return True  # 4 potatoes, 4 eggs, and much that is done to them
    numbered = sum(line.mark == "number" for line, _, role in body if role == STEP)
    bulleted = sum(line.mark == "bullet" for line, _, role in body if role == INGREDIENT)
    return kitchen >= 1 and measured >= 2 and bulleted >= 3 and numbered >= 2


def _cooks(line: Line, see: Features) -> bool:
    return (see.verb or see.verbs > 1 or see.heated) and not line.text.endswith(("?", "？"))
