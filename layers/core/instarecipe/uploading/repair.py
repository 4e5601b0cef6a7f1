"""One more try after a 400: what Tandoor names is shortened or left out, if the recipe can do without it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from instarecipe.uploading.text import cut

Path = tuple[str | int, ...]

_TOO_LONG: Final = re.compile(r"no more than (\d+) characters")
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


def complaints(errors: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Each field that Tandoor names, with its message. Lists of objects align with what was sent."""
    if isinstance(errors, Mapping):
        for name, inner in errors.items():
            yield from complaints(inner, path if name == "non_field_errors" else (*path, name))
    elif isinstance(errors, list):
        for at, inner in enumerate(errors):
            yield from [(path, inner)] if isinstance(inner, str) else complaints(inner, (*path, at))


def spoken(path: Path) -> str:
    """`steps 2 › ingredients 3 › amount`, counted as people do."""
    words = [f" {part + 1}" if isinstance(part, int) else f" › {part}" for part in path]
    return "".join(words).removeprefix(" › ")


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
        return holder[key]
    except (LookupError, TypeError):
        return None


def _replace(holder: dict[str, Any], key: str) -> None:
    holder.pop(key, None)
    if _INSTEAD[key] is not _LEFT_OUT:
        holder[key] = _INSTEAD[key]
    if key == "amount":
        holder["no_amount"] = True
