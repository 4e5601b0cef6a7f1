"""recipe-scrapers, for the some 650 sites whose pages it knows better than anyone.

Loading it takes half a second, so it is asked only about hosts that its files name. It is handed the page and
never fetches; whatever it raises means that our own reading counts.
"""

from __future__ import annotations

import logging
import re
import warnings
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from instarecipe.extraction.graph import Node

_TALKATIVE = "recipe_scrapers|bs4"
"""Modules whose warnings are no concern of ours."""


def node(html: str, url: str) -> Node | None:
    """The page's recipe as a schema.org object; None when the library cannot read it."""
    host = host_of(url)
    if not may_know(host):
        return None
    library = _library()
    if host not in library.SCRAPERS:
        return None
    # Not catch_warnings: that one is the whole process's, and other threads read pages too.
    warnings.filterwarnings("ignore", module=_TALKATIVE)
    scraper = _asked(lambda: library.scrape_html(html, org_url=url))
    return _node(scraper) if scraper else None


def _node(scraper: Any) -> Node:
    return {
        "@type": "Recipe",
        "name": _asked(scraper.title),
        "description": _asked(scraper.description),
        "author": _asked(scraper.author),
        "image": _asked(scraper.image),
        "inlanguage": _asked(scraper.language),
        "recipeyield": _asked(scraper.yields),
        "preptime": _asked(scraper.prep_time),
        "cooktime": _asked(scraper.cook_time),
        "totaltime": _asked(scraper.total_time),
        "keywords": _asked(scraper.keywords),
        "recipecategory": _asked(scraper.category),
        "recipecuisine": _asked(scraper.cuisine),
        "nutrition": _asked(scraper.nutrients),
        "recipeingredient": _ingredients(scraper),
        "recipeinstructions": _asked(scraper.instructions_list),
    }


def _ingredients(scraper: Any) -> Any:
    """The lines in their groups, or without when the library's groups and lines disagree."""
    lines = _asked(scraper.ingredients)
    groups = _asked(scraper.ingredient_groups) or []
    if sorted(line for group in groups for line in group.ingredients) != sorted(lines or []):
        return lines
    return [{"name": group.purpose, "itemListElement": group.ingredients} for group in groups]


def _asked(question: Callable[[], Any]) -> Any:
    try:
        return question()
    except Exception:  # six hundred parsers, each with its own way to fail
        return None


@cache
def _sources() -> str:
    """The library's text, 1.5 MB read in some 20 ms."""
    spec = find_spec("recipe_scrapers")
    folders = (spec and spec.submodule_search_locations) or []
    return "\n".join(file.read_text("utf-8") for folder in folders for file in Path(folder).glob("*.py"))


def may_know(host: str) -> bool:
    """Whether the longest part of a host's name stands in the library's text where names of hosts do."""
    name = re.escape(max(host.split("."), key=len))
    return bool(name and re.search(rf"[\"'./]{name}[\"'.]", _sources()))


def host_of(url: str) -> str:
    """The name of an address's host without `www.`, empty when it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@cache
def _library() -> ModuleType:
    root = logging.getLogger()
    handlers = list(root.handlers)
    import recipe_scrapers
    import recipe_scrapers.plugins  # calls logging.basicConfig()

    for handler in root.handlers[:]:
        if handler not in handlers:
            root.removeHandler(handler)
    return recipe_scrapers
