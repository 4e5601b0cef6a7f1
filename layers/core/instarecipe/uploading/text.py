"""Text made fit for the limits of recipe managers, with its meaning kept."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST_RUN: Final = 2000
"""Characters without a space. Tandoor's renderer takes time by their square: a minute for 100 000."""
WORD_JOINER: Final = "\u2060"
ELLIPSIS: Final = "…"

_RUN: Final = re.compile(rf"\S{{{LONGEST_RUN},}}")
_STICKS: Final = "\u200d\ufe0e\ufe0f"
"""What binds an emoji together."""


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, cut at the end of a word and with an ellipsis where it was longer."""
    if len(text) <= limit:
        return text
    end = limit - len(ELLIPSIS)
    space = max(text.rfind(" ", 0, end + 1), text.rfind("\n", 0, end + 1))
    if space >= limit // 2:
        end = space
    while end > 1 and _sticks(text, end):
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def _sticks(text: str, at: int) -> bool:
    """Whether a cut at `at` would tear one letter or emoji apart."""
    return text[at] in _STICKS or text[at - 1] == _STICKS[0] or unicodedata.combining(text[at]) > 0


def spaced(text: str) -> str:
    """Runs without a space are broken, behind a punctuation mark if there is one near."""
    return _RUN.sub(lambda run: " ".join(_pieces(run[0])), text)


def _pieces(run: str) -> list[str]:
    pieces = []
    while len(run) >= LONGEST_RUN:
        end = LONGEST_RUN - 1
        near = (at for at in range(end, end // 2, -1) if not run[at - 1].isalnum() and not _sticks(run, at))
        end = next(near, end)
        pieces.append(run[:end])
        run = run[end:]
    return [*pieces, run]


def no_template(text: str) -> str:
    """Tandoor renders instructions with Jinja, after Markdown took backslashes out: `{{`, `{%` and `{#` may
    not even come together then. Nobody sees the word joiner.
    """
    return text.replace("{", "{" + WORD_JOINER)
