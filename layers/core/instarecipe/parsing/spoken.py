"""A recipe that is told, not written down: `so you take two cups of flour and then add …`, without lines.

Only in languages whose tables say how speech goes on (`then`). What is told to be done with an amount is an
ingredient; who tells what was eaten or bought tells of amounts too, but of nothing to do with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from instarecipe.domain.recipe import Ingredient, Recipe, Step
from instarecipe.parsing.ingredient import parse_line
from instarecipe.parsing.languages import language_of
from instarecipe.parsing.sentences import sentences
from instarecipe.parsing.speech import Mention, Speech, mentions, speech_of
from instarecipe.parsing.tokens import NUMBER, WORD, Tokens, tokens

_FEWEST = 3
_FEWEST_MEASURED = 2
_FEWEST_VERBS = 3
_WORDS_EACH = 45
"""Words of speech for each ingredient, at most: an article about food has more."""
_LONGEST_TITLE = 7
_NAMING = 3
_SHORTEST_STEP = 50
_LONG = 25
"""Tokens of a sentence that nobody punctuated."""


def told(text: str, called: str | None = None) -> Recipe | None:
    """The recipe that somebody tells in a cleaned text, None when nobody does.

    It is named as the cook names it, else as it is `called`, else by its first foods.
    """
    language = language_of(text)
    speech = speech_of(language)
    if speech is None:
        return None
    line = tokens(text)
    found = list(mentions(line, speech))
    if not _is_recipe(line, found, speech):
        return None
    ingredients = tuple(_ingredient(text, line, mention, language) for mention in found)
    foods = ", ".join(one.food or one.original for one in ingredients[:_NAMING])
    return Recipe(
        _capital(_title(text, line[: found[0].start], speech) or called or foods),
        ingredients=ingredients,
        steps=tuple(Step(_capital(clause)) for clause in _steps(text, speech)),
        language=language,
    )


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _is_recipe(line: Tokens, found: Sequence[Mention], speech: Speech) -> bool:
    commanded = sum(mention.commanded for mention in found)
    measured = sum(mention.commanded and mention.measured for mention in found)
    if commanded < _FEWEST or measured < _FEWEST_MEASURED or len(line) > _WORDS_EACH * len(found):
        return False
    done = {token.key for at, token in enumerate(line) if speech.acts(line, at)}
    return len(done) >= _FEWEST_VERBS and commanded * 2 > len(found)


def _ingredient(text: str, line: Tokens, mention: Mention, language: str | None) -> Ingredient:
    return parse_line(text[line[mention.start].start : line[mention.end - 1].end], language)


# -- what is done, and what it becomes -----------------------------------------------------------------


def _steps(text: str, speech: Speech) -> Iterator[str]:
    """From the first thing to do to the last, word for word, cut where a step can be read at once."""
    clauses = list(_clauses(text, speech))
    doing = [at for at, clause in enumerate(clauses) if _does(tokens(clause), speech)]
    kept = ""
    for clause in clauses[min(doing, default=0) : max(doing, default=-1) + 1]:
        kept = f"{kept} {clause}".strip()
        if len(kept) >= _SHORTEST_STEP:
            yield kept
            kept = ""
    if kept:
        yield kept


def _does(line: Tokens, speech: Speech) -> bool:
    return any(speech.commands(line, at) for at in range(len(line)))


def _clauses(text: str, speech: Speech) -> Iterator[str]:
    """The sentences, cut once more where speech goes on to the next thing to do."""
    for paragraph in text.split("\n"):
        for sentence in sentences(paragraph):
            line = tokens(sentence)
            cuts = [line[at].start for at in _cuts(line, speech)]
            for start, end in zip([0, *cuts], [*cuts, len(sentence)], strict=True):
                yield sentence[start:end].strip()


def _cuts(line: Tokens, speech: Speech) -> Iterator[int]:
    """Before `and then`, and in a long sentence before a verb that no pronoun leads: `… of salt stir it`."""
    behind, long = 1, len(line) > _LONG
    for at in range(1, len(line)):
        before = line[at - 1]
        led = before.kind != WORD or before.key in speech.unfinished or speech.acts(line, at - 1)
        then = speech.then.at(line, at)
        if at >= behind and (then or (speech.verb_first and long and not led and speech.acts(line, at))):
            behind = then[1] if then else at + 1
            yield at


def _title(text: str, line: Tokens, speech: Speech) -> str:
    """`today we're making a banana bread`, `une pâte à gaufres`: what stands behind such words, or ""."""
    for at in range(len(line)):
        made = speech.making.at(line, at)
        if made is None:
            continue
        start = made[1]
        while start < len(line) and _is_small(line[start].key, speech):
            start += 1
        end = start
        while end < min(len(line), start + _LONGEST_TITLE) and _names(line, end, speech):
            end += 1
        if end > start:
            return text[line[start].start : line[end - 1].end]
    return ""


def _is_small(word: str, speech: Speech) -> bool:
    return speech.lexicon.numbers.get(word) == 1 or word in speech.closed


def _names(line: Tokens, at: int, speech: Speech) -> bool:
    known = speech.lexicon
    within = any(line[at].key in words for words in (known.of, known.plus, known.until))
    ended = line[at].key in speech.closed and not within
    return line[at].kind in (WORD, NUMBER) and not ended and not speech.acts(line, at)
