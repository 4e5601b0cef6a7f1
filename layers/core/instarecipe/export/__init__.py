"""A recipe as a file: JSON-LD for programs, Markdown for people, Cooklang for cooks who keep text files."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from instarecipe.domain.recipe import Recipe
from instarecipe.domain.wording import one_line
from instarecipe.export.cook import cooklang
from instarecipe.export.readable import markdown
from instarecipe.export.structured import UNTITLED, json_ld

__all__ = ["cooklang", "filename", "json_ld", "markdown"]

NAME_BYTES: Final = 120
"""Of a file name; the usual limit is 255, and others put something before it."""
RESERVED: Final = re.compile(r"(?i)con|prn|aux|nul|com\d|lpt\d")


def filename(recipe: Recipe, extension: str) -> str:
    """Safe on every system: letters and digits of any script, and hyphens between them."""
    title = unicodedata.normalize("NFC", one_line(recipe.title))
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in title)
    stem = "-".join(kept.split()).encode()[:NAME_BYTES].decode(errors="ignore").strip("-")
    if not stem or RESERVED.fullmatch(stem):
        stem = f"{UNTITLED}-{stem}".strip("-")
    return f"{stem}.{extension}"
