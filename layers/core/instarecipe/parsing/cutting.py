"""Finds the JSON object in what a model wrote: behind its thoughts, in a code fence, with prose around it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from typing import Any, NoReturn

LONGEST = 60_000
"""Characters of an object; with the text of the post it has to fit into a row."""
_TAGS = "(?:think|thinking|reasoning)"
_THOUGHTS = re.compile(rf"\A(?!\s*(?:\{{|```))(?:.*?</{_TAGS}>|\s*<{_TAGS}>.*)", re.DOTALL)
"""Up to where they end; they may not say where they begin, and may have no end at all."""
_MOST_BEGINNINGS = 50


def cut_out(text: str, names: Collection[str]) -> dict[str, Any] | None:
    """The last JSON object in `text` that has one of `names`; None when there is none.

    An object that holds NaN, has no end or is longer than any recipe is none.
    """
    found = [one for one in _objects(_THOUGHTS.sub("", text)) if any(name in one for name in names)]
    return found[-1] if found else None


def _objects(text: str) -> Iterator[dict[str, Any]]:
    end = 0
    for _ in range(_MOST_BEGINNINGS):
        start = text.find("{", end)
        if start < 0:
            return
        try:
            value, end = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            end = start + 1
        else:
            if end - start <= LONGEST:
                yield value


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


_DECODER = json.JSONDecoder(parse_constant=_refuse)
"""Without NaN and Infinity, which are no JSON."""
