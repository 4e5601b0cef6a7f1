"""Sentences of a paragraph; `ca. 10 min.` and `e.g. butter` end none."""

from __future__ import annotations

import re

_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]»]*+(?:\s++|$)|(?<=[。！？])")
_SHORTENED = frozenset(
    [
        "ca",
        "approx",
        "min",
        "max",
        "std",
        "etc",
        "bzw",
        "evtl",
        "ggf",
        "resp",
        "incl",
        "inkl",
        "no",
        "nr",
        "mr",
        "mrs",
        "dr",
        "st",
        "bl",
        "plm",
        "ca",
        "bijv",
    ]
)
_LOOKED_AT = 24
_LONGEST_BRACKET = 400
"""Characters; a bracket that is open for longer was never closed."""


def sentences(text: str) -> list[str]:
    """The sentences in order, without the white space between them."""
    found, start, seen, depth = [], 0, 0, 0
    for stop in _STOP.finditer(text):
        depth += text.count("(", seen, stop.end()) - text.count(")", seen, stop.end())
        seen = stop.end()
        if depth > 0 and stop.start() - start < _LONGEST_BRACKET:
            continue
        depth = 0
        before = text[max(start, stop.start() - _LOOKED_AT) : stop.start()]
        if stop.end() >= len(text) or not before or not _ends(stop[0], before, text[stop.end()]):
            continue
        found.append(text[start : stop.end()].strip())
        start = stop.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def _ends(stop: str, before: str, following: str) -> bool:
    if following.islower():
        return False
    word = before.rsplit(maxsplit=1)[-1].lower().strip("(,;") if before.strip() else ""
    return not (stop[0] == "." and (word in _SHORTENED or (len(word) < 2 and not word.isdigit())))
