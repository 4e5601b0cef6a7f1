"""Whether a text is a recipe at all: reviews, adverts, teasers, hauls, diaries and workouts are not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from instarecipe.parsing.assembly import Part
from instarecipe.parsing.lines import BULLET, NUMBERED
from instarecipe.parsing.scores import INGREDIENT, STEP
from instarecipe.parsing.vocabulary import INGREDIENTS, METHOD

_CURRENCIES = "eur|euro|usd|gbp|chf|kr|sek|nok|dkk|zł|zl|kč|ft|lei|руб|грн|лв|rp|ريال|درهم|円|元|원"
_CURRENCY = rf"(?:[€$£¥₹₽₺₩]|\b(?:{_CURRENCIES}))"
_PRICE = re.compile(
    rf"{_CURRENCY}\s?\d|\d\s?{_CURRENCY}(?!\w)|[–-]\s?\d{{1,3}}[.,]\d{{2}}$", re.IGNORECASE | re.MULTILINE
)
_PRICES = 2
_FEW = 3
_EVIDENCE = 3.5
"""Measured ingredients and steps that cook, where no heading tells."""
_SHARE = 4
"""One line in so many must measure, and one cook: a manual, too, has `1 package` and much to do."""
_MANY = 40
"""Steps that are more than a recipe's, unless they cook."""


def is_recipe(parts: Sequence[Part]) -> bool:
    """By what its lines turned out to be; a heading stands for much of the evidence."""
    headings = {part.line.heading for part in parts}
    body = [part for part in parts if not part.line.heading]
    ingredients = [part for part in body if part.role == INGREDIENT and not part.seen.group]
    steps = [part for part in body if part.role == STEP]
    measured = sum(part.seen.measured > 0 for part in ingredients)
    kitchen = sum(part.seen.kitchen for part in ingredients)
    cooking = [part for part in steps if _cooks(part)]
    manual = len(steps) > _MANY and len(cooking) * _SHARE < len(steps)
    if manual or _sells(body, headings, measured, len(cooking)):
        return False
    if INGREDIENTS in headings:
        if not cooking and METHOD not in headings:  # a label says "12 g protein" too
            return len(ingredients) >= 2 and measured * _FEW > len(ingredients)
        return len(ingredients) >= 2 and (measured > 0 or len(cooking) > (METHOD not in headings))
    if METHOD in headings and steps:
        return kitchen >= 1 and len(ingredients) >= 2
    heated = sum(part.seen.heated for part in cooking)
    evidence = kitchen + 0.5 * (measured - kitchen) + len(cooking) + heated
    enough = kitchen > 0 and len(ingredients) >= 2 and len(cooking) > 0 and evidence >= _EVIDENCE
    cooked = measured >= _FEW and len(cooking) >= _FEW and heated > 0  # 4 eggs, and much that is done to them
    laid_out = kitchen > 0 and measured >= 2 and _is_laid_out(ingredients, steps)
    return (enough or cooked or laid_out) and measured * _SHARE >= len(ingredients)


def _sells(body: Sequence[Part], headings: set[str | None], measured: int, cooking: int) -> bool:
    """Prices, or the label of something that is sold."""
    priced = sum(bool(_PRICE.search(part.line.raw)) for part in body)
    if priced >= _PRICES and cooking < _FEW and not headings >= {INGREDIENTS, METHOD}:
        return True
    return sum(part.seen.teasers for part in body) > 1 and measured < _FEW and cooking == 0


def _cooks(part: Part) -> bool:
    seen = part.seen
    return (seen.verb or seen.verbs > 1 or seen.heated) and not part.line.text.endswith(("?", "？"))


def _is_laid_out(ingredients: Sequence[Part], steps: Sequence[Part]) -> bool:
    """Bullets above numbers: the shape of a recipe, in whatever language."""
    bulleted = sum(part.line.mark == BULLET for part in ingredients)
    return bulleted >= 3 and sum(part.line.mark == NUMBERED for part in steps) >= 2
