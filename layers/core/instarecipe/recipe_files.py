"""A recipe as a file to take along, in one of three formats."""

from __future__ import annotations

import json
from typing import NamedTuple
from urllib.parse import quote

from instarecipe.domain.errors import Refused
from instarecipe.domain.recipe import Recipe

FORMATS = {
    "json-ld": ("application/ld+json; charset=utf-8", "json"),
    "markdown": ("text/markdown; charset=utf-8", "md"),
    "cooklang": ("text/plain; charset=utf-8", "cook"),
}


class RecipeFile(NamedTuple):
    name: str
    text: str
    content_type: str

    @property
    def headers(self) -> dict[str, str]:
        disposition = f"attachment; filename*=UTF-8''{quote(self.name)}"
        return {"content-type": self.content_type, "content-disposition": disposition}


def check_format(format_: str) -> str:
    """Raises `Refused` 400 for an unknown one."""
    if format_ not in FORMATS:
        known = ", ".join(FORMATS)
        raise Refused(400, "bad_parameter", f"“format” must be one of {known}.", parameter="format")
    return format_


def recipe_file(recipe: Recipe, format_: str) -> RecipeFile:
    from instarecipe import export

    content_type, extension = FORMATS[format_]
    if format_ == "json-ld":
        text = json.dumps(export.json_ld(recipe), ensure_ascii=False, indent=2)
    else:
        text = (export.markdown if format_ == "markdown" else export.cooklang)(recipe)
    return RecipeFile(export.filename(recipe, extension), text, content_type)
