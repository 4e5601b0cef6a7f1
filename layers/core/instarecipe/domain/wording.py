"""Amounts and ingredients as a cook reads them, the same in every language."""

from __future__ import annotations

import math

from instarecipe.domain.recipe import Ingredient

DECIMALS = 4
"""As many as Tandoor keeps; a third of a cup is 0.3333."""


def number(value: float) -> str:
    """`2`, `0.5`, never an exponent. `value` must be finite."""
    return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")


def usable(amount: float | None) -> bool:
    """Whether it can be measured: finite, and more than 0 when it is written down."""
    return amount is not None and math.isfinite(amount) and 0 < round(amount, DECIMALS) < 1e12


def quantity(ingredient: Ingredient, dash: str = "–") -> str:
    """`2`, `2–3`, or nothing when there is no amount."""
    if ingredient.amount is None or not usable(ingredient.amount):
        return ""
    low, most = ingredient.amount, ingredient.amount_max
    if most is not None and usable(most) and most > low:
        return f"{number(low)}{dash}{number(most)}"
    return number(low)


def line(ingredient: Ingredient) -> str:
    """The source's own line, else one made of the parts."""
    if original := ingredient.original.strip():
        return original
    parts = (quantity(ingredient), ingredient.unit or "", ingredient.food or "")
    words = " ".join(part.strip() for part in parts if part.strip())
    return ", ".join(part for part in (words, (ingredient.note or "").strip()) if part)
