"""What several ways to one post say, and which of it to believe.

No site marks a clipped caption, and cooks write "…" themselves. So the longest caption counts, of those that
agree with the most trusted way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from instarecipe.domain.links import find_links
from instarecipe.ports import Extracted

_PART_END = re.compile(r"[,;:•·▪]|\s[-–*]\s")
_AMOUNT = re.compile(r"^\W{0,4}(?:\d|[½¼¾⅓⅔⅛])")
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)?|[½¼¾⅓⅔⅛]")
_NO_RECIPES = frozenset({
    "amazon", "amzn", "beacons", "bio", "etsy", "facebook", "fb", "instagr", "instagram", "linkin", "linktr",
    "liketk", "ltk", "patreon", "paypal", "pin", "pinterest", "snapchat", "spotify", "substack", "t",
    "threads", "tiktok", "twitter", "wa", "whatsapp", "x", "youtu", "youtube",
})  # fmt: skip
"""Sites, without their country, where a link in a caption leads to a profile, a shop or another post."""
_AGREEING = 40
"""Letters with which both must begin, when the shorter one has as many."""
_RECIPE_LINES, _RECIPE_PARTS = 3, 5


@dataclass(frozen=True, slots=True)
class Reading:
    """`full` says that no other way can know more; `points_to` is the page that the post only leads to."""

    extracted: Extracted
    full: bool
    points_to: str | None = None

    @property
    def is_prose(self) -> bool:
        """What a share sheet wrote, such as "Look at this: link"."""
        return self.extracted.via == "given" and not self.full


def longest(readings: Sequence[Reading]) -> Reading:
    """The longest text that agrees with the most trusted, with what the others know besides the text.

    Trusted is the first reading with a recipe, else the first full one, else the first that is no prose.
    """
    trusted = max(readings, key=_trust)
    if trusted.extracted.recipe:
        return trusted
    agreeing = [reading for reading in readings if agree(trusted.extracted.text, reading.extracted.text)]
    best = max(agreeing, key=lambda reading: len(reading.extracted.text), default=trusted)
    found = best.extracted
    for other in (reading.extracted for reading in readings):
        found = found._replace(
            title=found.title or other.title,
            author=found.author or other.author,
            image=found.image or other.image,
            language=found.language or other.language,
        )
    return replace(best, extracted=found)


def _trust(reading: Reading) -> int:
    return 4 * bool(reading.extracted.recipe) + 2 * reading.full + (not reading.is_prose)


def agree(one: str, other: str) -> bool:
    """Whether one text may be the other's beginning; quotes, spaces and dots do not matter."""
    shorter, longer = sorted((_letters(one), _letters(other)), key=len)
    return bool(shorter) and longer.startswith(shorter[:_AGREEING])


def is_full(text: str) -> bool:
    """Whether a pasted text is worth reading by itself, and not the share sheet's "Look at this: link"."""
    told = _without_links(text)
    lines = [line for line in told.split("\n") if line.strip()]
    return len(lines) >= 3 or len(told.strip()) >= 200 or len(_NUMBER.findall(told)) >= 2


def points_to(text: str) -> str | None:
    """The one page that a caption leads to instead of telling the recipe: "Recipe: www.example.com/pie"."""
    pages = list(dict.fromkeys(filter(None, map(_page, find_links(text)))))
    return pages[0] if len(pages) == 1 and not holds_recipe(text) else None


def _page(link: str) -> str | None:
    """The address of a page deep in a site that may have recipes."""
    address = link if "://" in link else f"https://{link}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    names = parts.netloc.lower().split(".")
    return address if _NO_RECIPES.isdisjoint(names) and parts.path.strip("/") else None


def holds_recipe(text: str) -> bool:
    """A guess that needs no language: lines, or in one line parts, begin with a number.

    "30 minutes, 5 ingredients, 1 pan!" is how teasers talk, so parts must be more.
    """
    lines = _without_links(text).split("\n")
    parts = [part.strip() for line in lines for part in _PART_END.split(line)]
    return _amounts(lines) >= _RECIPE_LINES or _amounts(parts) >= _RECIPE_PARTS


def _amounts(texts: Sequence[str]) -> int:
    return sum(1 for text in texts if _AMOUNT.match(text))


def _without_links(text: str) -> str:
    for link in find_links(text):
        text = text.replace(link, " ")
    return text


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
