"""Whether a text is a recipe at all: reviews, adverts, teasers, hauls, diaries and workouts are not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from instarecipe.parsing.features import Features
from instarecipe.parsing.lines import Line
from instarecipe.parsing.roles import INGREDIENT, STEP
from instarecipe.parsing.vocabulary import INGREDIENTS, METHOD

_CURRENCY = r"(?:[€$£¥₹₽₺₩]|\b(?:eur|euro|usd|gbp|chf|kr|sek|nok|dkk|zł|zl|kč|ft|lei|руб|грн|лв|rp|ريال|درهم|円|元|원))"
_PRICE = re.compile(
    rf"{_CURRENCY}\s?\d|\d\s?{_CURRENCY}(?!\w)|[–-]\s?\d{{1,3}}[.,]\d{{2}}$", re.IGNORECASE | re.MULTILINE
)
_PRICES = 2


def is_recipe(lines: Sequence[Line], seen: Sequence[Features], roles: Sequence[int]) -> bool:
    """By what its lines turned out to be; a heading stands for much of the evidence."""
    headings = {line.heading for line in lines}
    body = [(line, see, role) for line, see, role in zip(lines, seen, roles, strict=True) if not line.heading]
    ingredients = [see for line, see, role in body if role == INGREDIENT and not see.group]
    steps = [see for line, see, role in body if role == STEP]
    measured = sum(see.measured > 0 for see in ingredients)
    kitchen = sum(see.kitchen for see in ingredients)
    cooking = sum(see.verb or see.verbs > 1 or see.heated for see in steps)
    priced = sum(bool(_PRICE.search(line.raw)) for line, _, _ in body)
    if priced >= _PRICES and not {INGREDIENTS, METHOD} <= headings:
        return False
    if INGREDIENTS in headings:
        return len(ingredients) >= 2 and (measured > 0 or cooking > 0)
    if METHOD in headings:
        return kitchen >= 1 and len(ingredients) >= 2 and len(steps) > 0
    return kitchen >= 2 and len(ingredients) >= 3 and cooking > 0
