"""Times, yields and nutrition as recipe pages write them: ISO 8601, something like it, or prose."""

from __future__ import annotations

import re
from typing import NamedTuple

_ISO_DURATION = re.compile(
    r"P(?:(\d+(?:[.,]\d+)?)Y)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?"
    r"(?:T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)(?:M|$))?(?:(\d+(?:[.,]\d+)?)S)?)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?(?:\s*[^\W\d_]+\.?)?")
"""Hours and minutes, whatever unit stands behind them."""
_AMOUNT_OF_TIME = re.compile(
    r"(\d+(?:[.,]\d+)?)(?:\s*(?:-|–|to|bis|à|a)\s*(\d+(?:[.,]\d+)?))?\s*([^\W\d_]+)?"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_FRACTION = re.compile(r"(\d*)\s?([½¼¾])")
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_CALORIES = re.compile(r"(\d[\d.,]{0,9})\s*k?cal", re.IGNORECASE)
_WEIGHT = re.compile(r"^\D{0,3}\d[\d.,]*\s*(?:k?g|ml|[cd]?l|oz|lbs?)\b", re.IGNORECASE)

_TIME_WORDS = {
    "day": 1440, "tag": 1440, "jour": 1440, "gio": 1440, "día": 1440, "dia": 1440, "dag": 1440, "dn": 1440,
    "h": 60, "st": 60, "or": 60, "uur": 60, "uren": 60, "u": 60, "ti": 60, "god": 60, "ór": 60,
    "m": 1, "p": 1, "д": 1440, "ч": 60, "м": 1,
}  # fmt: skip
"""First letters of a unit of time in some twenty languages, and its minutes; the longest that fits counts."""

LONGEST = 30 * 1440
"""Minutes: what takes longer (a liqueur may take a month) is a mistake of the page."""

_KILOJOULES = 4.184


class Yield(NamedTuple):
    servings: int | None
    text: str | None


def number(text: str) -> float | None:
    """The first number of a text; `1,234` and `1.234` are thousands, `1,5` is one and a half."""
    found = _NUMBER.search(text)
    if not found or len(found[0]) > 12:
        return None
    digits = found[0]
    if _THOUSANDS.fullmatch(digits) and not digits.startswith("0"):
        return float(re.sub(r"[.,]", "", digits))
    try:
        return float(digits.replace(",", "."))
    except ValueError:
        return None


def minutes(text: str) -> int | None:
    """Minutes of a duration; None when there is none, when it is nothing, or longer than `LONGEST`.

    >>> minutes("PT1H30M"), minutes("PT90"), minutes("P0DT0H45M"), minutes("1 Std. 20 Min."), minutes("25")
    (90, 90, 45, 80, 25)
    """
    compact = "".join(text.split())
    iso = _ISO_DURATION.fullmatch(compact)
    total = _iso_minutes(iso, "T" in compact.upper()) if iso else _prose_minutes(text)
    whole = int(total + 0.5)
    return whole if 0 < whole <= LONGEST else None


def _iso_minutes(iso: re.Match[str], with_time: bool) -> float:
    years, months, weeks, days, hours, mins, seconds = (
        float((part or "0").replace(",", ".")) for part in iso.groups()
    )
    if not with_time:
        mins, months = months, 0.0  # "P30M" is thirty months, and never meant so
    whole_days = 365 * years + 30 * months + 7 * weeks + days
    return 1440 * whole_days + 60 * hours + mins + seconds / 60


def _prose_minutes(text: str) -> float:
    clock = _CLOCK.fullmatch(text.strip())
    if clock:
        return 60 * int(clock[1]) + int(clock[2])
    total = 0.0
    text = _FRACTION.sub(lambda half: str(int(half[1] or 0) + _FRACTIONS[half[2]]), text[:200])
    for low, high, word in _AMOUNT_OF_TIME.findall(text):
        if len(high or low) > 9:
            continue
        factor = _factor(word.lower())
        total += factor * float((high or low).replace(",", "."))
    return total


def _factor(word: str) -> int:
    """Minutes in a unit; a number without one counts minutes, a word that is no unit makes it nothing."""
    if not word:
        return 1
    for length in (4, 3, 2, 1):
        if word[:length] in _TIME_WORDS:
            return _TIME_WORDS[word[:length]]
    return 0


def servings(texts: list[str]) -> Yield:
    """What `recipeYield` says: `["4", "4 pieces"]` is `(4, "4 pieces")`; a weight is text only."""
    known = [text for text in texts if number(text)]
    if not known:
        return Yield(None, max(texts, key=len, default="")[:80] or None)
    text = max(known, key=len)[:80]
    count = int(number(known[0]) or 0)
    if _WEIGHT.search(text) or not 0 < count <= 500:
        return Yield(None, text)
    return Yield(count, f"{count}" if text.isdigit() else text)


def kilocalories(text: str) -> float | None:
    """`"250 kcal"`, `"1,046 kJ"`, `"250"`."""
    calories = _CALORIES.search(text)
    if calories:
        return number(calories[1])
    value = number(text)
    return float(round(value / _KILOJOULES)) if value is not None and "kj" in text.lower() else value


def grams(text: str) -> float | None:
    """`"12 g"`, `"500 mg"`, `"0,5"`."""
    value = number(text)
    return value / 1000 if value is not None and re.search(r"\d\s*mg\b", text) else value
