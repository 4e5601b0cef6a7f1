"""Which reader makes the recipe: structured data stands for itself, else our own rules read the text."""

from __future__ import annotations

from dataclasses import replace

from instarecipe.domain.errors import Permanent
from instarecipe.domain.recipe import Recipe
from instarecipe.parsing.rules import parse_caption
from instarecipe.ports import Deadline, Extracted, Parsed, Progress


def parse(
    extracted: Extracted, *, source_url: str, force: bool, deadline: Deadline, progress: Progress
) -> Parsed:
    """`ports.Parse` without a model. Raises `Permanent("not_a_recipe")`."""
    recipe = _structured(extracted) or parse_caption(extracted.text, force=force)
    if recipe is None:
        raise Permanent(
            "not_a_recipe",
            "We found no recipe in this post.",
            "If it is one, import it anyway, or paste the recipe's text.",
        )
    return Parsed(_completed(recipe, extracted, source_url))


def _structured(extracted: Extracted) -> Recipe | None:
    recipe = extracted.recipe
    return recipe if recipe and (recipe.ingredients or recipe.steps) else None


def _completed(recipe: Recipe, extracted: Extracted, source_url: str) -> Recipe:
    """With what the post itself says besides its text."""
    return replace(
        recipe,
        title=recipe.title or extracted.title or "Recipe",
        author=recipe.author or extracted.author,
        image=recipe.image or extracted.image,
        language=recipe.language or extracted.language,
        source_url=source_url,
    )
