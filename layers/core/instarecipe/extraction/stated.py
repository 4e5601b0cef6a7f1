"""Servings and times as a page states them beside its lists: in one line, or label and value in two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from instarecipe.extraction.graph import Node
    from instarecipe.parsing.times import Facts

_LONGEST, _LABEL = 100, 30
"""Characters of a line that states something, and of a label or a value in a line of its own."""
_DIGIT = re.compile(r"\d")


def stated(lines: Sequence[str]) -> Node:
    """`recipeYield` and the times of schema.org, as far as the lines tell them; the first counts."""
    # The tables take a while to load, and only a page with a recipe needs them.
    from instarecipe.parsing.times import Facts

    facts, at = Facts(), 0
    while at < len(lines):
        following = lines[at + 1] if at + 1 < len(lines) else ""
        pair = _of_pair(lines[at], following)
        facts = facts.or_else(pair or _of_line(lines[at]))
        at += 2 if pair else 1
    return {
        "recipeyield": [
            text for text in (facts.servings and f"{facts.servings}", facts.servings_text) if text
        ],
        **{
            f"{name}time": f"PT{minutes}M"
            for name, minutes in (("prep", facts.prep), ("cook", facts.cook), ("total", facts.total))
            if minutes
        },
    }


def _of_line(text: str) -> Facts:
    from instarecipe.parsing.times import Facts, statement

    if len(text) > _LONGEST or not _DIGIT.search(text):
        return Facts()
    said = statement(text)
    # A time without a label may be another recipe's, or the date of the post.
    return said.facts if said.pure and said.sure and said.facts.servings is not None else said.labelled


def _of_pair(first: str, second: str) -> Facts | None:
    """`Prep time` over `20 minutes`, or `20 minutes` over `Prep time`."""
    from instarecipe.parsing.times import Facts, statement

    if max(len(first), len(second)) > _LABEL or bool(_DIGIT.search(first)) == bool(_DIGIT.search(second)):
        return None
    label, value = (second, first) if _DIGIT.search(first) else (first, second)
    said = statement(f"{label.rstrip(': ')}: {value}")
    return said.labelled if said.pure and said.labelled != Facts() else None
