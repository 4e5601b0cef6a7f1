"""A caption, or any text, becomes a recipe without a model; None when it is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from instarecipe.domain.recipe import Recipe
from instarecipe.parsing.assembly import Part, assembled
from instarecipe.parsing.features import features
from instarecipe.parsing.labels import keywords, nutrition
from instarecipe.parsing.languages import language_of
from instarecipe.parsing.lexicon import lexicon
from instarecipe.parsing.lines import Line, cleaned
from instarecipe.parsing.recognise import is_recipe
from instarecipe.parsing.roles import roles
from instarecipe.parsing.scores import INGREDIENT, STEP
from instarecipe.parsing.split import MOST_LINES, split
from instarecipe.parsing.spoken import told
from instarecipe.parsing.times import minutes, statement
from instarecipe.parsing.tokens import NUMBER
from instarecipe.parsing.unfold import unfolded
from instarecipe.ports import Extracted

__all__ = ["language_of", "minutes", "parse_caption", "read_text", "statement"]


def parse_caption(text: str, *, force: bool = False) -> Recipe | None:
    """The recipe in a post's text, whatever its layout and language.

    None when it is no recipe. With `force` the best is made of any text that holds a word.
    """
    text = cleaned(text)
    written = split(text)
    language = _language_of(line for line in written if _is_likely(line)) or language_of(text)
    lines = list(islice(unfolded(written, lexicon(language)), MOST_LINES))
    seen = [features(line) for line in lines]
    parts = [Part(*part) for part in zip(lines, seen, roles(lines, seen), strict=True)]
    if not parts or not (force or is_recipe(parts)):
        return None
    told = text.split("\n")
    own = _language_of(part.line for part in parts if part.plays(INGREDIENT) or part.plays(STEP))
    return replace(assembled(parts, own or language), keywords=keywords(told), nutrition=nutrition(told))


def _is_likely(line: Line) -> bool:
    """Whether a line looks like one of the recipe rather than of the talk around it, which may be English."""
    return bool(line.heading or line.mark) or any(token.kind == NUMBER for token in line.tokens)


def _language_of(lines: Iterable[Line]) -> str | None:
    return language_of("\n".join(line.text for line in lines))


def read_text(extracted: Extracted, *, force: bool = False) -> Recipe | None:
    """The recipe in what was extracted, written or told; a page is called what it calls itself."""
    found = parse_caption(extracted.text)
    if extracted.via != "page":
        found = found or told(cleaned(extracted.text), extracted.title)
    if force:
        found = found or parse_caption(extracted.text, force=True)
    if found and extracted.title and extracted.via == "page":
        return replace(found, title=extracted.title)
    return found
