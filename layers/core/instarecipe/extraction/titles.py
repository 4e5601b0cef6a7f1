"""What a page calls its recipe, without the name of the site and the word "recipe" around it."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from instarecipe.extraction.document import title_of
from instarecipe.extraction.sites import host_of
from instarecipe.extraction.text import line

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

LONGEST = 300
_HEADINGS = 20
_DIVIDER = re.compile(r"\s+[-–—|·•»«~:/]+\s+|\s*\|\s*|:\s+")
_ALIKE = 0.5
"""Share of words that a heading and the title meant for sharing have in common."""
_SHORTEST_SITE = 4
_ENDING = 2
"""Letters of a plural at most."""


class Titles:
    """The titles of one page; `url` is where it was found."""

    def __init__(self, tree: HtmlElement, named: dict[str, str], url: str) -> None:
        host = host_of(url)
        self._sites = [key for name in (line(named.get("og:site_name", "")), host) if (key := _key(name))]
        self._host = max(host.split("."), key=len, default="")
        given = [text for text in (line(named.get("og:title", "")), line(title_of(tree))) if text]
        self._shared = [self.plain(text) for text in given]
        parts = [*self._shared, *(part for text in given for part in _DIVIDER.split(text))]
        self._parts = [part for part in parts if not (_says_nothing(part) or self._names_site(part))]
        self._headings = [
            self.plain(line(heading.text_content())) for heading in islice(tree.iter("h1"), _HEADINGS)
        ]

    def best(self) -> str | None:
        """The heading that says about the same as the title that is meant for sharing, else that title."""
        shared = self._shared[0] if self._shared else ""
        alike = [(_likeness(heading, part), heading) for heading in self._headings for part in self._parts]
        likeness, heading = max(alike, key=lambda pair: pair[0], default=(0.0, ""))
        if not shared and len(set(self._headings)) == 1:
            return self._headings[0][:LONGEST] or None
        return ((heading if likeness >= _ALIKE else "") or shared)[:LONGEST] or None

    def plain(self, title: str) -> str:
        """`title` without the parts that name the site, rate the recipe or only say that it is one."""
        return self._without_author(_core(title, lambda part: _says_nothing(part) or self._names_site(part)))

    def of_data(self, name: str) -> str:
        """The name that a page's data gives, without a rating behind it: `Lemon pie Recipe - (4.8/5)`."""
        core = _core(name, _says_nothing)
        if core == name:
            return name
        titles = (title for title in (*self._headings, *self._shared) if title and core.startswith(title))
        return next((title for title in titles if _says_nothing(core[len(title) :])), core)

    def _names_site(self, part: str) -> bool:
        key = _key(part)
        return key in self._sites or (len(self._host) >= _SHORTEST_SITE and key.startswith(_key(self._host)))

    def _without_author(self, title: str) -> str:
        """`Creamed Chicken by Good Food` on Good Food."""
        head, by, tail = title.rpartition(" by ")
        return head if by and head and _key(tail) in self._sites else title


def _core(title: str, is_idle: Callable[[str], bool]) -> str:
    """What is left of a title without the idle parts at its ends."""
    dividers = [divider.span() for divider in _DIVIDER.finditer(title)]
    starts, ends = [0, *(end for _, end in dividers)], [*(start for start, _ in dividers), len(title)]
    first, last = 0, len(starts)
    while last - first > 1 and is_idle(title[starts[last - 1] : ends[last - 1]]):
        last -= 1
    while last - first > 1 and is_idle(title[starts[first] : ends[first]]):
        first += 1
    return title[starts[first] : ends[last - 1]].strip()


def _says_nothing(part: str) -> bool:
    """Whether a part is a rating, or a word for recipes."""
    return all(map(_is_recipe_word, re.findall(r"[^\W\d_]+", part.casefold())))


def _likeness(one: str, other: str) -> float:
    first, second = _words(one), _words(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _is_recipe_word(word: str) -> bool:
    """`Recipe`, `Recepten`."""
    known = _recipe_words()
    return any(word[: len(word) - ending] in known for ending in range(_ENDING + 1))


@cache
def _recipe_words() -> frozenset[str]:
    # The tables take a while to load, and only a page's title needs them.
    from instarecipe.parsing.tables import LANGUAGES

    phrases = "|".join(language.recipe for language in LANGUAGES.values()).split("|")
    return frozenset(word for phrase in phrases for word in phrase.split())
