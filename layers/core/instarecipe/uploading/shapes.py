"""What shape the JSON of an answer must have for the code that reads it. Nothing is converted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Shape = type | re.Pattern[str] | list[Any] | dict[str, Any]
"""`str`, `int`, `list`, … stand for exactly that (`true` is no number), `object` for anything, a pattern for
a text that it matches as a whole, `[shape]` for a list of such, `{name: shape}` for an object with at least
these names. What is called `"name?"` may be absent or null.
"""
Path = tuple[str | int, ...]


def misfits(value: Any, shape: Shape, path: Path = ()) -> Iterator[Path]:
    """The way to each part that has another shape."""
    match shape:
        case dict() if isinstance(value, dict):
            for name, inner in shape.items():
                key = name.removesuffix("?")
                if key in value and (value[key] is not None or key == name):
                    yield from misfits(value[key], inner, (*path, key))
                elif key == name:
                    yield (*path, key)
        case [inner] if isinstance(value, list):
            for at, entry in enumerate(value):
                yield from misfits(entry, inner, (*path, at))
        case re.Pattern() if isinstance(value, str) and shape.fullmatch(value):
            return
        case type() if shape in (object, type(value)):
            return
        case _:
            yield path


def fits(value: Any, shape: Shape) -> bool:
    return next(misfits(value, shape), None) is None


def spoken(path: Path) -> str:
    """`steps 2 › ingredients 3 › amount`, counted as people do."""
    words = [f" {part + 1}" if isinstance(part, int) else f" › {part}" for part in path]
    return "".join(words).removeprefix(" › ")
