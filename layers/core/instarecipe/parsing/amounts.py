"""Units, and amounts with their units: `2 large handfuls`, `1 lb 2 oz`, `100 g - 150 g`."""

from __future__ import annotations

from typing import NamedTuple

from instarecipe.parsing.lexicon import Lexicon
from instarecipe.parsing.numbers import Quantity, and_half, quantity, range_sign
from instarecipe.parsing.tables.measures import ADDS_UP
from instarecipe.parsing.tokens import DASHES, NUMBER, Tokens


class Measure(NamedTuple):
    """`high` is set for ranges; the tokens are read up to `end`."""

    low: float | None
    high: float | None
    unit: str | None
    end: int


def unit(line: Tokens, place: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """The unit at `place`, behind size words (`2 large handfuls`) and a hyphen (`14-ounce`)."""
    if place < len(line) and line[place].key in DASHES:
        place += 1
    found = None
    while place < len(line) and not lexicon.named.at(line, place):
        token = line[place]
        exact = lexicon.exact_units.get(token.text)
        here = (exact, place + 1) if exact else lexicon.units.at(line, place)
        found = here or found  # of `kl. Dose` the can, although `kl` may be a spoon
        if token.key not in lexicon.heaped:
            break
        place = _behind_dot(line, place + 1)
    return (found[0], _behind_dot(line, found[1])) if found else None


def _behind_dot(line: Tokens, place: int) -> int:
    return place + (place < len(line) and line[place].key == ".")


def measure(line: Tokens, place: int, lexicon: Lexicon) -> Measure | None:
    """A quantity and its unit, if there is one; `1 lb 2 oz` and `1 cup plus 2 tbsp` are added up."""
    if place >= len(line) or (line[place].kind != NUMBER and line[place].key not in lexicon.numbers):
        return None  # nearly always
    amount = quantity(line, place, lexicon)
    if amount is None:
        return None
    named = unit(line, amount.end, lexicon) or _unit_of_fraction(line, amount, lexicon)
    if named is None:
        return Measure(amount.low, amount.high, None, amount.end)
    found = Measure(amount.low, amount.high, *named)
    if found.high is None:
        found = _range_of_measures(line, found, lexicon)
    return _sum(line, found, lexicon)


def _unit_of_fraction(line: Tokens, amount: Quantity, lexicon: Lexicon) -> tuple[str, int] | None:
    """`un quart de litre`, `jumătate de kg`: parts are taken *of* a unit."""
    linked = amount.low < 1 and amount.end < len(line) and line[amount.end].key in lexicon.of
    return unit(line, amount.end + 1, lexicon) if linked else None


def _range_of_measures(line: Tokens, first: Measure, lexicon: Lexicon) -> Measure:
    """`100 g - 150 g`, and `a cup and a half`."""
    half = and_half(line, first.end, lexicon)
    if half and first.low is not None:
        return Measure(first.low + half[0], None, first.unit, half[1])
    after = range_sign(line, first.end, lexicon)
    second = quantity(line, after, lexicon) if after else None
    named = unit(line, second.end, lexicon) if second else None
    if second and named and named[0] == first.unit and first.low is not None and second.low > first.low:
        return Measure(first.low, second.high or second.low, first.unit, named[1])
    return first


def _sum(line: Tokens, first: Measure, lexicon: Lexicon) -> Measure:
    place = first.end
    if place < len(line) and (line[place].key in lexicon.plus or line[place].key == "+"):
        place += 1
    more = quantity(line, place, lexicon)
    named = unit(line, more.end, lexicon) if more else None
    share = ADDS_UP.get(first.unit or "", {}).get(named[0]) if named else None
    if more is None or named is None or share is None or first.low is None or first.high is not None:
        return first
    if place == first.end and share == 1.0:
        return first
    return Measure(first.low + more.low * share, None, first.unit, named[1])
