"""Where a recipe's steps speak of its ingredients.

There is no list of words, for it must work in every language: rare and long words count for more than
short and common ones, and a word counts as mentioned by its inflections and compounds.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from instarecipe.domain.recipe import Ingredient, Recipe, Step

READ = 4000
"""Characters of a step that are looked at; no cook reads on."""
VOCABULARY = 5000
"""Different words that are looked at."""
SAME_FOOD = 0.8
"""From this likeness on, a word is the ingredient itself; below, something made of it (salt water)."""


class Word(NamedTuple):
    """`text` is case-folded; `start` and `end` are where it stands."""

    text: str
    start: int
    end: int


def placements(recipe: Recipe) -> list[int | None]:
    """For each ingredient the index of the step that uses it, None when no step mentions it."""
    foods = [{word.text for word in words(one.food or one.original)} for one in recipe.ingredients]
    steps = [{word.text for word in words(step.text[:READ])} for step in recipe.steps]
    vocabulary = list(dict.fromkeys(token for step in steps for token in sorted(step)))[:VOCABULARY]
    scores = {word: _scores(word, foods, steps, vocabulary) for word in set().union(*foods)}
    return [
        _best([sum(scores[word][step] for word in sorted(food)) for step in range(len(steps))], candidates)
        for food, candidates in zip(foods, _candidates(recipe.ingredients, recipe.steps), strict=True)
    ]


def mention(food: str, text: str) -> tuple[int, int] | None:
    """Start and end of the words in `text` that name `food` itself."""
    sought = [word.text for word in words(food)]
    found = [
        (word, max((likeness(one, word.text) for one in sought), default=0.0)) for word in words(text[:READ])
    ]
    runs = [list(run) for names, run in groupby(found, key=lambda pair: pair[1] >= SAME_FOOD) if names]
    if not runs:
        return None
    best = max(runs, key=lambda run: sum(like * len(word.text) for word, like in run))
    return _span(best[0][0], sought)[0], _span(best[-1][0], sought)[1]


def words(text: str) -> Iterator[Word]:
    """Runs of letters with their marks (a regex `\\w` would cut Hindi and decomposed umlauts apart)."""
    at = 0
    for is_word, run in groupby(text, key=lambda char: unicodedata.category(char)[0] in "LM"):
        written = "".join(run)
        if is_word:
            yield Word(unicodedata.normalize("NFC", written).casefold(), at, at + len(written))
        at += len(written)


def likeness(word: str, token: str) -> float:
    """How surely `token` of a step names `word` of a food: 0 to 1."""
    if word == token:
        return 1.0
    if word.upper() == word:  # scripts without case write without spaces, or glue articles on
        return 0.9 if word in token or (len(token) > 1 and token in word) else 0.0
    if word[0] != token[0] and word[-2:] != token[-2:]:
        return 0.0  # as most pairs of words, and soonest
    shared = _shared(word, token)
    if _inflected(shared, len(word), len(token)):
        return 0.9
    if len(token) >= (4 if token.isascii() else 2) and word.endswith(token):
        return 0.8
    return 0.5 if _compound(shared, word, token) else 0.0


def _shared(one: str, other: str) -> int:
    """Letters that both begin with."""
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))


def _inflected(shared: int, one: int, other: int) -> bool:
    """egg, eggs; cherry, cherries; cipolla, cipolle."""
    short, long = (one, other) if one < other else (other, one)
    return shared >= 3 and ((shared >= 5 and long - shared <= 3) or (shared == short and long - short <= 2))


def _compound(shared: int, word: str, token: str) -> bool:
    """Salz, Salzwasser; Kartoffeln, Kartoffelbrei; Mehl, Weizenmehl."""
    begins = shared == len(word) >= 4 or (shared >= 5 and len(word) - shared <= 2)
    return begins or (len(word) >= 4 and token.endswith(word))


def _scores(
    word: str, foods: Sequence[set[str]], steps: Sequence[set[str]], vocabulary: Sequence[str]
) -> list[float]:
    """What a word of a food says for each step: the rarer among foods and steps, the more."""
    likenesses = ((token, likeness(word, token)) for token in vocabulary)
    like = {token: found for token, found in likenesses if found}
    found = [max((like[token] for token in step & like.keys()), default=0.0) for step in steps]
    rarity = len(word) / sum(word in food for food in foods) / max(1, sum(map(bool, found)))
    return [one * rarity for one in found]


def _candidates(ingredients: Sequence[Ingredient], steps: Sequence[Step]) -> Iterator[list[int]]:
    """The steps under the ingredient's own heading where there are any, else all."""
    for one in ingredients:
        own = [at for at, step in enumerate(steps) if one.group and step.group == one.group]
        yield own or list(range(len(steps)))


def _best(scores: Sequence[float], candidates: Sequence[int]) -> int | None:
    """The first of the best. What is not mentioned goes to the first step under its own heading, if any."""
    best = max(candidates, key=lambda step: scores[step], default=None)
    if best is None or (scores[best] == 0 and len(candidates) == len(scores)):
        return None
    return best


def _span(word: Word, sought: Sequence[str]) -> tuple[int, int]:
    """In scripts without spaces, the part of a run that is the food."""
    inside = max((one for one in sought if one in word.text), key=len, default=word.text)
    if inside == word.text or inside.upper() != inside:
        return word.start, word.end
    start = word.start + word.text.index(inside)
    return start, min(word.end, start + len(inside))
