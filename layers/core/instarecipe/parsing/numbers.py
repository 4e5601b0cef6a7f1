"""Numbers in digits, signs and words, and ranges of two.

Every function takes the tokens and a place, and answers what it read and where that ends, or None.
"""

from __future__ import annotations

from typing import NamedTuple

from instarecipe.parsing.lexicon import Lexicon
from instarecipe.parsing.tokens import DASHES, FRACTIONS, NUMBER, WORD, Tokens, touching

LARGEST = 1_000_000.0
"""No recipe needs more; what is written larger (a telephone number) is no amount."""
_LONGEST = 12
_PREFIXED_AND = ("ו", "و")
"""Hebrew and Arabic write "and" as part of the word that follows."""


class Quantity(NamedTuple):
    low: float
    high: float | None
    end: int


def quantity(line: Tokens, place: int, lexicon: Lexicon) -> Quantity | None:
    """A number or a range of two: `1½`, `2-3`, `two to three`, `1 or 2`."""
    first = number(line, place, lexicon)
    if first is None:
        return None
    low, end = first
    after = range_sign(line, end, lexicon)
    second = number(line, after, lexicon) if after else None
    if second and second[0] > low:
        return Quantity(low, second[0], second[1])
    return Quantity(low, None, end)


def number(line: Tokens, place: int, lexicon: Lexicon) -> tuple[float, int] | None:
    """One number: `1 1/2`, `¾`, `0,5`, `two`, `half a dozen`."""
    if place >= len(line):
        return None
    found = _digits(line, place, lexicon) if line[place].kind == NUMBER else _word(line, place, lexicon)
    if found is None:
        return None
    value, end = found
    if end < len(line) and lexicon.numbers.get(line[end].key) == 12 and value < 100:
        value, end = value * 12, end + 1  # half a dozen, 2 dozen
    return (value, end) if value <= LARGEST else None


def _digits(line: Tokens, place: int, lexicon: Lexicon) -> tuple[float, int] | None:
    """Digits, and the fraction behind a whole number."""
    simple = _simple(line, place, lexicon)
    if simple is None or simple[0] != int(simple[0]):
        return simple
    whole, end = simple
    half = and_half(line, end, lexicon)  # 1 and 1/2
    if half:
        return whole + half[0], half[1]
    hyphen = _is_joint(line, end) and line[end].key in DASHES  # 1-1/2
    fraction = _fraction(line, end + hyphen, lexicon)
    if fraction is None or (hyphen and whole == 0):
        return simple
    if not hyphen and line[end].kind == WORD:
        return whole * fraction[0], fraction[1]  # 1 demie
    return whole + fraction[0], fraction[1]


def _fraction(line: Tokens, place: int, lexicon: Lexicon) -> tuple[float, int] | None:
    if place >= len(line):
        return None
    if line[place].kind == NUMBER:
        decimal = line[place].key not in FRACTIONS and not line[place].key.isdigit()
        found = None if decimal else _simple(line, place, lexicon)
        return found if found and found[0] < 1 else None
    value = lexicon.numbers.get(line[place].key)
    return (value, place + 1) if value is not None and value < 1 else None


def _simple(line: Tokens, place: int, lexicon: Lexicon) -> tuple[float, int] | None:
    """One sign, one decimal, or numerator/denominator."""
    text = line[place].key
    if text in FRACTIONS:
        return FRACTIONS[text], place + 1
    value = _value(text, lexicon)
    if value is None:
        return None
    if place + 2 < len(line) and line[place + 1].key in "/⁄∕" and line[place + 2].key.isdigit():
        below = float(line[place + 2].key)
        if text.isdigit() and 1 < below <= 100 and _is_joint(line, place + 1):
            return value / below, place + 3
    return value, place + 1


def _value(text: str, lexicon: Lexicon) -> float | None:
    """Of digits with separators; `1,500` and `1.500` depend on the language."""
    if len(text) > _LONGEST:
        return None
    if text.isdigit():
        return None if len(text) > 1 and not text.strip("0") else float(text)  # 00 is a kind of flour
    parts = text.replace("\u066b", ".").replace(",", ".").split(".")
    if len(parts) > 2:
        return float("".join(parts)) if all(len(part) == 3 for part in parts[1:]) else None
    whole, decimals = parts
    if len(decimals) == 3 and whole.strip("0"):
        comma = "," in text
        if comma != lexicon.decimal_comma and (comma or decimals.endswith("0")):
            return float(whole + decimals)
    return float(f"{whole}.{decimals}")


def _word(line: Tokens, place: int, lexicon: Lexicon) -> tuple[float, int] | None:
    """`two`, `half a`, `a quarter`, `two thirds`, `one and a half`, `a dozen`."""
    value = lexicon.numbers.get(line[place].key)
    if value is None:
        return None
    end = place + 1
    key = line[end].key if end < len(line) and line[end].kind == WORD else ""
    if value == 1 and key in lexicon.few:
        return None  # a few, ein paar
    following = lexicon.numbers.get(key, 0.0)
    if value < 1:
        return value, end + (following == 1)
    if value == 1 and 1 < following < 12:
        return following, end + 1  # a couple
    half = and_half(line, end, lexicon)
    if half:
        return value + half[0], half[1]
    return (value * following, end + 1) if 0 < following < 1 else (value, end)


def and_half(line: Tokens, place: int, lexicon: Lexicon) -> tuple[float, int] | None:
    """`and a half`, `et demi`, `y media`, `buçuk`."""
    if place >= len(line):
        return None
    if line[place].key in lexicon.and_half:
        return 0.5, place + 1
    if line[place].key.startswith(_PREFIXED_AND) and (half := _fraction(line, place, lexicon)):
        return half
    if place + 1 >= len(line) or line[place].key not in lexicon.plus:
        return None
    place += 1
    if lexicon.numbers.get(line[place].key) == 1:
        place += 1
    return _fraction(line, place, lexicon)


def range_sign(line: Tokens, place: int, lexicon: Lexicon) -> int | None:
    """The place behind `-`, `to`, `- to`, `or`."""
    start = place
    if place < len(line) and line[place].key in DASHES:
        place += 1
    if place < len(line) and (line[place].key in lexicon.until or line[place].key in lexicon.either):
        place += 1
    return place if place > start else None


def _is_joint(line: Tokens, place: int) -> bool:
    """Whether a mark has its neighbours on both sides without a space."""
    return (
        0 < place < len(line) - 1
        and touching(line[place - 1], line[place])
        and touching(line[place], line[place + 1])
    )
