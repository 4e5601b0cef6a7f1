"""The recipe that the lines of a post make, once it is known what each of them is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from instarecipe.domain.recipe import Ingredient, Recipe, Step
from instarecipe.parsing.features import Features
from instarecipe.parsing.ingredient import parse_line
from instarecipe.parsing.lines import BULLET, NUMBERED, Line
from instarecipe.parsing.scores import BEFORE, INGREDIENT, STEP
from instarecipe.parsing.sentences import sentences
from instarecipe.parsing.talk import without_talk
from instarecipe.parsing.times import Facts, statement
from instarecipe.parsing.titles import polished, title_of, without_hashtags
from instarecipe.parsing.tokens import WORD, tokens
from instarecipe.parsing.vocabulary import INGREDIENTS, vocabulary

_Entry = TypeVar("_Entry", Ingredient, Step)
_LONGEST_GROUP = 6
_FEWEST_SAID = 5
_SHORTEST_STEP = 60
"""Characters of a step that is cut out of a paragraph, at least."""


class Part(NamedTuple):
    """A line of the post, what can be seen of it, and its role."""

    line: Line
    seen: Features
    role: int

    @property
    def states(self) -> bool:
        """Whether it is about servings and times, and no step such as `Bake 20 minutes`."""
        stated = self.seen.stated
        return stated.pure and self.line.mark != NUMBERED and (stated.sure or self.role != STEP)

    def plays(self, role: int) -> bool:
        return self.role == role and not self.line.heading and not self.states


def assembled(parts: Sequence[Part], language: str | None) -> Recipe:
    """`parts` must not be empty. What makes neither ingredients nor steps becomes steps, word for word."""
    ingredients = _grouped(_ingredients(parts, language))
    steps = _grouped(_steps(parts))
    title = _title(parts, ingredients)
    facts = _facts(parts)
    return Recipe(
        title,
        ingredients=ingredients,
        steps=steps if steps or ingredients else tuple(_any_text(parts, title)),
        servings=facts.servings,
        servings_text=facts.servings_text,
        prep_minutes=facts.prep,
        cook_minutes=facts.cook,
        total_minutes=facts.total,
        language=language,
    )


def _title(parts: Sequence[Part], ingredients: Sequence[Ingredient]) -> str:
    before = [part.line for part in parts if part.plays(BEFORE)] + _over_all(parts)
    title = title_of(before or [parts[0].line], [ingredient.food or "" for ingredient in ingredients])
    named = (polished(part.line.text) for part in parts)
    return title or next(filter(None, named), parts[0].line.raw.strip())


def _over_all(parts: Sequence[Part]) -> list[Line]:
    """The name in front of the one list of a paragraph: `Try this! Tzatziki: 1 cucumber, 500 g yogurt, …`."""
    listed = [part for part in parts if part.plays(INGREDIENT)]
    named = [part.line for part in listed if part.seen.group]
    first = len(named) == 1 and named[0] is listed[0].line and len(listed) > 1 and listed[1].line.inline
    return named if first and not vocabulary().groups.at(named[0].tokens, 0) else []


def _facts(parts: Sequence[Part]) -> Facts:
    """What the post states about itself; what is said first counts."""
    facts = Facts()
    for part in parts:
        if part.line.heading:
            facts = facts.or_else(statement(part.line.said).facts)
        elif part.states:
            facts = facts.or_else(part.seen.stated.facts)
        elif part.role == BEFORE:
            for sentence in sentences(part.line.text):
                stated = statement(sentence)
                facts = facts.or_else(stated.facts if stated.pure else stated.labelled)
    return facts


# -- ingredients ---------------------------------------------------------------------------------------


def _ingredients(parts: Sequence[Part], language: str | None) -> Iterator[Ingredient]:
    lines = [part.line for part in parts if part.plays(INGREDIENT)]
    bulleted = sum(line.mark == BULLET for line in lines) * 2 > len(lines)
    shouted = sum(line.text.isupper() for line in lines) * 2 > len(lines)
    group = None
    for at, part in enumerate(parts):
        line, text = part.line, without_hashtags(part.line.text)
        if line.heading == INGREDIENTS:
            group = _group_name(line.said) if vocabulary().groups.at(tokens(line.said), 0) else None
        elif not part.plays(INGREDIENT) or (bulleted and _chats(part)):
            continue
        elif _is_group(part, bulleted=bulleted, shouted=shouted) or _is_over_measured(parts, at):
            group = _group_name(text)
        elif text:
            yield replace(parse_line(text, language), group=group)


def _is_group(part: Part, *, bulleted: bool, shouted: bool) -> bool:
    """`For the sauce:`, or what has no bullet, or stands in capitals, among lines that are otherwise."""
    line, seen = part.line, part.seen
    if seen.measured > 1 or seen.words > _LONGEST_GROUP:
        return False
    plain = bulleted and not line.mark and not line.inline
    return seen.group or plain or (line.text.isupper() and not shouted)


def _chats(part: Part) -> bool:
    """`I could eat this every day` between bullets: no bullet, no amount, and words as people talk."""
    line, seen = part.line, part.seen
    if line.mark or line.inline or seen.measured or seen.group or vocabulary().groups.at(line.tokens, 0):
        return False
    words = [token.key for token in line.tokens if token.kind == WORD]
    common = sum(word in vocabulary().common for word in words)
    return len(words) > _LONGEST_GROUP or (len(words) >= _FEWEST_SAID and 3 * common >= len(words))


def _is_over_measured(parts: Sequence[Part], at: int) -> bool:
    """`For the dough` without a colon, over measured lines and behind a blank one."""
    line, seen = parts[at].line, parts[at].seen
    if line.mark or seen.measured or seen.words > _LONGEST_GROUP or at + 1 == len(parts):
        return False
    apart = line.blank or at == 0 or bool(parts[at - 1].line.heading)
    return apart and parts[at + 1].seen.measured > 0 and bool(vocabulary().groups.at(line.tokens, 0))


def _group_name(text: str) -> str | None:
    return polished(text) or None


def _grouped(entries: Iterable[_Entry]) -> tuple[_Entry, ...]:
    """All of them; a group that holds them all is none (an unknown heading, the title)."""
    found = tuple(entries)
    if len({entry.group for entry in found}) == 1:
        return tuple(replace(entry, group=None) for entry in found)
    return found


# -- steps ---------------------------------------------------------------------------------------------


def _steps(parts: Sequence[Part]) -> list[Step]:
    found: list[Step] = []
    group = None
    for part in parts:
        if not part.plays(STEP):
            continue
        text = without_hashtags(part.line.text)
        if part.seen.group and not part.seen.verb:
            group = _group_name(text)
        elif text:
            found.append(Step(text, group))
    if len(found) == 1:
        found = [replace(found[0], text=text) for text in _paragraphs(found[0].text)]
    while found:
        last, _ = without_talk(found[-1].text)
        if last:
            found[-1] = replace(found[-1], text=last)
            break
        found.pop()
    return found


def _paragraphs(text: str) -> list[str]:
    """A method in one paragraph becomes steps of a readable length, cut between sentences."""
    found: list[str] = []
    for sentence in sentences(text):
        if found and len(found[-1]) < _SHORTEST_STEP:
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found


def _any_text(parts: Sequence[Part], title: str) -> Iterator[Step]:
    for part in parts:
        text = without_hashtags(part.line.text)
        if text and not part.line.heading and polished(text) != title:
            yield Step(text)
