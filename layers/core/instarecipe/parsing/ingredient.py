"""One ingredient line becomes amount, unit, food and note. What the line does not say stays None."""

from __future__ import annotations

from instarecipe.domain.recipe import Ingredient
from instarecipe.parsing import cjk, foods, leading, places
from instarecipe.parsing.lexicon import lexicon
from instarecipe.parsing.tables.measures import MEASURES
from instarecipe.parsing.tokens import MARK, tokens

LONGEST = 1_000
"""Characters of a line that are read; what stands behind them is only kept in `original`."""


def parse_line(line: str, language: str | None = None) -> Ingredient:
    """Reads one line as printed. `language` is a tag such as `de` or `pt-BR`; None tries all tables.

    `unit` is the singular lower-case English name (`tbsp`, `clove`, `g`); `amount_max` is set for ranges.
    Never raises; `original` is the line without white space around it.
    """
    original = line.strip()
    words = lexicon(language)
    text = words.apart(cjk.spaced(original[:LONGEST]))
    found = tokens(text)
    while found and found[0].kind == MARK and found[0].key not in leading.OPENING:
        found = found[1:]
    place = places.find(found, words)
    if place is None:
        named = foods.name(found, words, text, unit=None, counted=False)
        return Ingredient(original, food=named.food, note=named.note)
    measure, counted = place.measure, place.measure.low is not None
    named = foods.name(found[slice(*place.food)], words, text, unit=measure.unit, counted=counted)
    if named.food is None and measure.unit is not None and measure.unit not in MEASURES:
        named = foods.Named(found[measure.end - 1].text, named.note, None)  # 6 cloves
    aside = found[slice(*place.aside)]
    notes = [text[aside[0].start : aside[-1].end] if aside else None, named.note]
    return Ingredient(
        original=original,
        amount=_rounded(measure.low),
        amount_max=_rounded(measure.high),
        unit=named.unit,
        food=named.food,
        note=", ".join(filter(None, notes)) or None,
    )


def _rounded(amount: float | None) -> float | None:
    return round(float(amount), 4) or None if amount is not None else None
