"""What phases find, brought to what rows can keep: the results of one item stay below a row's limit.

Lone surrogates, which no store takes, become question marks. Sizes are those of the JSON in UTF-8.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from instarecipe.domain.recipe import Recipe, to_json

TEXT_BYTES = 140_000
RECIPE_BYTES = 90_000
"""Of one recipe; with the one that the page held itself there may be two."""
SHORT = 300
"""Characters of a title, a name or a warning."""
ADDRESS = 2_048
WARNINGS = 50


def kept_text(text: str) -> str:
    text = _storable(text)
    while (size := _size(text)) > TEXT_BYTES:
        text = text[: len(text) * TEXT_BYTES // size]
    return text


def kept_recipe(recipe: Recipe | None) -> dict[str, Any] | None:
    """None when it is too large. A picture within the page (`data:`) is kept as a file, not in a row."""
    if recipe is None:
        return None
    found: dict[str, Any] = _storable(to_json(replace(recipe, image=kept_address(recipe.image))))
    return found if _size(found) <= RECIPE_BYTES else None


def kept_address(address: str | None) -> str | None:
    return _storable(address) if address and len(address) <= ADDRESS else None


def kept_words(words: str | None) -> str | None:
    return _storable(words)[:SHORT] if words else None


def kept_warnings(warnings: Iterable[str]) -> tuple[str, ...]:
    """Each once, the first ones."""
    return tuple(dict.fromkeys(kept_words(one) or "" for one in warnings))[:WARNINGS]


def _storable(found: Any) -> Any:
    return json.loads(_encoded(found))


def _size(found: object) -> int:
    return len(_encoded(found))


def _encoded(found: object) -> bytes:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
