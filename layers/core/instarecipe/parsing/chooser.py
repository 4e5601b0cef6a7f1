"""Which reader makes the recipe: structured data stands for itself, then the model, then our own rules.

A model's recipe is compared with the text. Where it is of no use, or does not answer for good, the rules
take over and a warning says so: `model_unavailable`, `model_unusable`, `model_ungrounded`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from instarecipe.domain.errors import Permanent, Transient
from instarecipe.domain.recipe import Recipe
from instarecipe.parsing.patient import PAUSED
from instarecipe.parsing.rules import read_text
from instarecipe.ports import Deadline, Extracted, Model, ModelAnswer, Parsed, Progress

UNUSABLE = "model_unusable"
LEAST_GROUNDED = 0.6
"""Share of a recipe's lines that must stand in the text."""
ANSWERED = 80


@dataclass(frozen=True)
class Chooser:
    """`ports.Parse`. Raises `Permanent("not_a_recipe")` when no reader finds one."""

    model: Model | None = None

    def __call__(
        self,
        extracted: Extracted,
        *,
        source_url: str,
        force: bool,
        last_try: bool,
        deadline: Deadline,
        progress: Progress,
    ) -> Parsed:
        recipe = _structured(extracted)
        if recipe:
            parsed = Parsed(recipe)
        elif self.model and any(map(str.isalpha, extracted.text)):
            parsed = self._modelled(self.model, extracted, force, last_try, deadline, progress)
        else:
            parsed = Parsed(_by_rules(extracted, force=force))
        return parsed._replace(recipe=_completed(parsed.recipe, extracted, source_url))

    def _modelled(
        self,
        model: Model,
        extracted: Extracted,
        force: bool,
        last_try: bool,
        deadline: Deadline,
        progress: Progress,
    ) -> Parsed:
        try:
            answer = model(extracted, deadline=deadline)
        except Transient as trouble:
            if not (last_try or trouble.code == PAUSED):
                raise
            return Parsed(_instead(extracted, trouble, force=force), ("model_unavailable",))
        progress(ANSWERED)
        if answer.trouble:
            return _without(answer, answer.trouble, extracted, force=force)
        if answer.recipe is None:
            if not force:
                raise not_a_recipe()
            return Parsed(_by_rules(extracted, force=True), usage=answer.usage)
        return _grounded(answer, answer.recipe, extracted, force=force)


def not_a_recipe() -> Permanent:
    return Permanent(
        "not_a_recipe",
        "We found no recipe in this post.",
        "If it is one, import it anyway, or paste the recipe's text.",
    )


def _structured(extracted: Extracted) -> Recipe | None:
    recipe = extracted.recipe
    return recipe if recipe and (recipe.ingredients or recipe.steps) else None


def _by_rules(extracted: Extracted, *, force: bool) -> Recipe:
    recipe = read_text(extracted, force=force)
    if recipe is None:
        raise not_a_recipe()
    return recipe


def _instead(extracted: Extracted, trouble: Permanent | Transient, *, force: bool) -> Recipe:
    """The rules' recipe; where they find none, the model's trouble is what to tell."""
    recipe = read_text(extracted, force=force)
    if recipe is None:
        raise trouble
    return recipe


def _without(answer: ModelAnswer, trouble: Permanent, extracted: Extracted, *, force: bool) -> Parsed:
    if trouble.code == UNUSABLE:
        return Parsed(_by_rules(extracted, force=force), (UNUSABLE,), answer.usage)
    return Parsed(_instead(extracted, trouble, force=force), ("model_unavailable",), answer.usage)


def _grounded(answer: ModelAnswer, recipe: Recipe, extracted: Extracted, *, force: bool) -> Parsed:
    from instarecipe.parsing.grounding import ground

    found = ground(recipe, f"{extracted.title or ''}\n{extracted.text}")
    if found.share < LEAST_GROUNDED:
        return Parsed(_by_rules(extracted, force=force), ("model_ungrounded",), answer.usage)
    return Parsed(found.recipe, found.warnings, answer.usage)


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
