"""A caption, or any text, becomes a recipe without a model; None when it is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from instarecipe.domain.recipe import Ingredient, Recipe, Step
from instarecipe.parsing import lists
from instarecipe.parsing.features import Features, features
from instarecipe.parsing.ingredient import parse_line
from instarecipe.parsing.languages import language_of
from instarecipe.parsing.lexicon import lexicon
from instarecipe.parsing.lines import Line, cleaned
from instarecipe.parsing.recognise import is_recipe
from instarecipe.parsing.roles import roles
from instarecipe.parsing.scores import BEFORE, INGREDIENT, STEP
from instarecipe.parsing.sentences import sentences
from instarecipe.parsing.split import split
from instarecipe.parsing.talk import without_talk
from instarecipe.parsing.times import Facts, minutes, statement
from instarecipe.parsing.titles import polished, title_of, without_hashtags
from instarecipe.parsing.tokens import tokens
from instarecipe.parsing.vocabulary import INGREDIENTS, vocabulary

__all__ = ["language_of", "minutes", "parse_caption", "recipe_from_lines", "statement"]

_Entry = TypeVar("_Entry", Ingredient, Step)
_LONGEST_GROUP = 6
_SHORTEST_STEP = 60
"""Characters of a step that is cut out of a paragraph, at least."""


def parse_caption(text: str, *, force: bool = False) -> Recipe | None:
    """The recipe in a post's text, whatever its layout and language.

    None when it is no recipe. With `force` the best is made of any text that holds a word.
    """
    text = cleaned(text)
    language = language_of(text)
    lines = list(lists.unfolded(split(text), lexicon(language)))
    seen = [features(line) for line in lines]
    found = roles(lines, seen)
    if not lines or not (force or is_recipe(lines, seen, found)):
        return None
    return _assembled(lines, seen, found, language)


def recipe_from_lines(
    title: str, ingredients: Iterable[str], steps: Iterable[str], language: str | None = None
) -> Recipe:
    """A recipe whose parts are known (structured data, a model): its lines are read, nothing is guessed."""
    return Recipe(
        title,
        ingredients=tuple(parse_line(line, language) for line in ingredients if line.strip()),
        steps=tuple(Step(step.strip()) for step in steps if step.strip()),
        language=language,
    )


# -- the parts -----------------------------------------------------------------------------------------


def _assembled(
    lines: Sequence[Line], seen: Sequence[Features], found: Sequence[int], language: str | None
) -> Recipe:
    facts = _facts(lines, seen, found)
    ingredients = _grouped(_ingredients(lines, seen, found, language))
    steps = _grouped(_steps(lines, seen, found))
    before = [
        line
        for line, see, role in zip(lines, seen, found, strict=True)
        if role == BEFORE and not line.heading and not see.stated.pure
    ] or lines[:1]
    title = title_of(before, [ingredient.food or "" for ingredient in ingredients])
    title = title or next((polished(line.text) for line in lines if polished(line.text)), "")
    return Recipe(
        title,
        ingredients=ingredients,
        steps=steps or _any_text(lines, title) if not ingredients else steps,
        servings=facts.servings,
        servings_text=facts.servings_text,
        prep_minutes=facts.prep,
        cook_minutes=facts.cook,
        total_minutes=facts.total,
        language=language,
    )


def _states(line: Line, see: Features, role: int) -> bool:
    """Whether the line is about servings and times, and no step such as `Bake 20 minutes`."""
    return see.stated.pure and line.mark != "number" and (see.stated.sure or role != STEP)


def _facts(lines: Sequence[Line], seen: Sequence[Features], found: Sequence[int]) -> Facts:
    facts = Facts()
    for line, see, role in zip(lines, seen, found, strict=True):
        if line.heading:
            facts = facts.or_else(statement(line.said).facts)
        elif _states(line, see, role):
            facts = facts.or_else(see.stated.facts)
        elif role == BEFORE:
            for sentence in sentences(line.text):
                stated = statement(sentence)
                facts = facts.or_else(stated.facts if stated.pure else stated.labelled)
    return facts


def _ingredients(
    lines: Sequence[Line], seen: Sequence[Features], found: Sequence[int], language: str | None
) -> Iterator[Ingredient]:
    group = None
    marks = [line for line, role in zip(lines, found, strict=True) if role == INGREDIENT and not line.heading]
    bulleted = sum(line.mark == "bullet" for line in marks) * 2 > len(marks)
    shouted = sum(line.text.isupper() for line in marks) * 2 > len(marks)
    for at, (line, see, role) in enumerate(zip(lines, seen, found, strict=True)):
        if line.heading == INGREDIENTS:
            group = _group_name(line.said) if vocabulary().groups.at(tokens(line.said), 0) else None
        elif role != INGREDIENT or line.heading or _states(line, see, role):
            continue
        elif _is_group(line, see, bulleted=bulleted, shouted=shouted) or _names_group(lines, seen, at):
            group = _group_name(line.text)
        else:
            yield replace(parse_line(without_hashtags(line.text), language), group=group)


def _is_group(line: Line, see: Features, *, bulleted: bool, shouted: bool) -> bool:
    """`For the sauce:`, or what has no bullet, or stands in capitals, among lines that are otherwise."""
    if see.measured > 1 or see.words > _LONGEST_GROUP:
        return False
    plain = bulleted and line.mark == "" and not line.inline
    return see.group or plain or (line.text.isupper() and not shouted)


def _names_group(lines: Sequence[Line], seen: Sequence[Features], at: int) -> bool:
    """`For the dough` without a colon, over measured lines and behind a blank one."""
    line, named = lines[at], vocabulary().groups.at(lines[at].tokens, 0)
    if not named or seen[at].measured or seen[at].words > _LONGEST_GROUP or at + 1 == len(lines):
        return False
    return (
        seen[at + 1].measured > 0
        and line.mark == ""
        and (line.blank or at == 0 or bool(lines[at - 1].heading))
    )


def _grouped(entries: Iterable[_Entry]) -> tuple[_Entry, ...]:
    """All of them; a group that holds them all is none (an unknown heading, the title)."""
    found = tuple(entries)
    if len({entry.group for entry in found}) == 1:
        return tuple(replace(entry, group=None) for entry in found)
    return found


def _group_name(text: str) -> str | None:
    return polished(text) or None


def _steps(lines: Sequence[Line], seen: Sequence[Features], found: Sequence[int]) -> Iterator[Step]:
    group = None
    texts: list[Step] = []
    for line, see, role in zip(lines, seen, found, strict=True):
        if role != STEP or line.heading or _states(line, see, role):
            continue
        if see.group and not see.verb:
            group = _group_name(line.text)
        else:
            texts.append(Step(without_hashtags(line.text), group))
    if len(texts) == 1:
        texts = [Step(text, texts[0].group) for text in _paragraphs(texts[0].text)]
    while texts and not (last := without_talk(texts[-1].text)[0]):
        texts.pop()
    if texts:
        texts[-1] = replace(texts[-1], text=last)
    yield from texts


def _paragraphs(text: str) -> list[str]:
    """A method in one paragraph becomes steps of a readable length, cut between sentences."""
    found: list[str] = []
    for sentence in sentences(text):
        if found and len(found[-1]) < _SHORTEST_STEP:
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found


def _any_text(lines: Sequence[Line], title: str) -> tuple[Step, ...]:
    """For a recipe that was asked for although there is none to be seen: what the post says."""
    texts = [without_hashtags(line.text) for line in lines if not line.heading]
    return tuple(Step(text) for text in texts if text and polished(text) != title)
