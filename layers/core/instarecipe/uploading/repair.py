"""One more try after a 400: what Tandoor names is shortened or left out, if the recipe can do without it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from instarecipe.uploading.shapes import Path
from instarecipe.uploading.text import cut

DEEPEST: Final = 50
"""Levels of an answer that are looked at; a recipe has six."""
_TOO_LONG: Final = re.compile(r"no more than ([0-9]{1,9}) characters")
_LEFT_OUT: Final = object()
_INSTEAD: Final[Mapping[str, Any]] = {
    "description": _LEFT_OUT,
    "servings": _LEFT_OUT,
    "servings_text": _LEFT_OUT,
    "working_time": _LEFT_OUT,
    "waiting_time": _LEFT_OUT,
    "nutrition": _LEFT_OUT,
    "keywords": _LEFT_OUT,
    "show_ingredients_table": _LEFT_OUT,
    "original_text": _LEFT_OUT,
    "note": "",
    "unit": None,
    "amount": 0,
}
"""What a recipe can do without, and what stands there then. The amount is still in the original text."""


def complaints(errors: Any, path: Path = (), levels: int = DEEPEST) -> Iterator[tuple[Path, str]]:
    """Each field that Tandoor names, with its message. Lists of objects align with what was sent."""
    if not levels:
        return
    if isinstance(errors, Mapping):
        for name, inner in errors.items():
            where = path if name == "non_field_errors" else (*path, name)
            yield from complaints(inner, where, levels - 1)
    elif isinstance(errors, list):
        for at, inner in enumerate(errors):
            if isinstance(inner, str):
                yield path, inner
            else:
                yield from complaints(inner, (*path, at), levels - 1)


def repaired(body: Mapping[str, Any], errors: Any) -> dict[str, Any] | None:
    """The body for the second try; None when something is wrong that cannot be mended."""
    mended: dict[str, Any] = copy.deepcopy(dict(body))
    named = list(complaints(errors))
    done = [_mend(mended, path, message) for path, message in named]
    return mended if named and all(done) else None


def _mend(body: dict[str, Any], path: Path, message: str) -> bool:
    """`path` may lead to what an earlier complaint already took away."""
    limit = _TOO_LONG.search(message)
    holder: Any = body
    for at, key in enumerate(path):
        found = _entry(holder, key)
        if limit and at == len(path) - 1 and isinstance(found, str):
            holder[key] = cut(found, int(limit[1]))
            return True
        if not limit and key in _INSTEAD and isinstance(holder, dict):
            _replace(holder, str(key))
            return True
        holder = found
    return False


def _entry(holder: Any, key: str | int) -> Any:
    try:
        return None if isinstance(holder, str) else holder[key]
    except (LookupError, TypeError):
        return None


def _replace(holder: dict[str, Any], key: str) -> None:
    holder.pop(key, None)
    if _INSTEAD[key] is not _LEFT_OUT:
        holder[key] = _INSTEAD[key]
    if key == "amount":
        holder["no_amount"] = True
