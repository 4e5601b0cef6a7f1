"""Which short lines open the ingredients, the method, or what no longer belongs to the recipe.

The words are the parser's, in all its languages.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

LONGEST = 80
"""Characters of a line that may be a heading."""
_WORDS = 8
_BEGINS_WORDS = 5

_LONGEST_WITH_COLON = 60
_DASH = re.compile(r"\s[-–—|]\s|:\s")
_NO_WORD = re.compile(r"[^\w\s']+")


class Headings(NamedTuple):
    ingredients: frozenset[str]
    method: frozenset[str]
    closing: frozenset[str]


@cache
def headings() -> Headings:
    """The phrases of all languages, in lower case."""
    # The tables take a while to load, and only a page without lists in its data needs them.
    from instarecipe.parsing.tables import LANGUAGES

    def all_of(field: str) -> frozenset[str]:
        listed = "|".join(getattr(language, field) for language in LANGUAGES.values())
        return frozenset(_plain(phrase).strip() for phrase in listed.split("|") if phrase.strip())

    return Headings(all_of("ingredients"), all_of("method"), all_of("closing"))


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'")


def is_over(text: str, level: int | None) -> bool:
    """Whether a text stands over others: in a heading of the page, or with a colon at its end."""
    return level is not None or (text.endswith(":") and len(text) <= _LONGEST_WITH_COLON)


def opens(text: str, phrases: frozenset[str], *, is_heading: bool = False) -> bool:
    """Whether `text` is one of the phrases or begins with one, as in "Zutaten für 4 Personen".

    A heading may also name the dish in front of it: "Apple pie – the ingredients".
    """
    if is_heading and (dash := _DASH.search(text)) and opens(text[dash.end() :], phrases, is_heading=True):
        return True
    if len(text) > LONGEST:
        return False
    words = _NO_WORD.sub(" ", _plain(text)).split()
    if len(words) > _WORDS:
        return False
    shortest = 1 if is_heading or len(words) <= _BEGINS_WORDS else len(words)
    return any(" ".join(words[:end]) in phrases for end in range(shortest, len(words) + 1))


def names_group(text: str) -> bool:
    """Whether a short text begins as "For the sauce" or "Für den Teig" does."""
    from instarecipe.parsing.tokens import tokens
    from instarecipe.parsing.vocabulary import vocabulary

    return len(text) <= LONGEST and vocabulary().groups.at(tokens(text), 0) is not None
