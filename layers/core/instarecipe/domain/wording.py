"""Foreign text made fit to be written down, and amounts as a cook reads them in every language."""

from __future__ import annotations

import math
import re

from instarecipe.domain.recipe import Ingredient, Recipe

DECIMALS = 4
"""As many as Tandoor keeps; a third of a cup is 0.3333."""


_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?|[\x85\u2028\u2029]")


def clean(text: str | None) -> str:
    """Without NUL, control characters and lone surrogates; line ends are newlines."""
    return _UNWANTED.sub("", _LINE_END.sub("\n", text or "")).strip()


def one_line(text: str | None) -> str:
    return " ".join(clean(text).split())


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
    if original := one_line(ingredient.original):
        return original
    parts = (quantity(ingredient), one_line(ingredient.unit), one_line(ingredient.food))
    words = " ".join(part for part in parts if part)
    return ", ".join(part for part in (words, one_line(ingredient.note)) if part)


def servings(recipe: Recipe) -> str:
    """`12 muffins`: the number once."""
    text = one_line(recipe.servings_text)
    if recipe.servings is None or str(recipe.servings) in re.findall(r"\d+", text):
        return text
    return f"{recipe.servings} {text}".strip()
