"""The title of a post: the line in front of the recipe that looks least like talk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from instarecipe.parsing.features import features
from instarecipe.parsing.lines import Line, is_picture, line_of
from instarecipe.parsing.sentences import sentences
from instarecipe.parsing.times import statement
from instarecipe.parsing.tokens import WORD, tokens
from instarecipe.parsing.vocabulary import vocabulary

LONGEST = 120
_LONG, _VERY_LONG = 14, 20
_STOPPED = 0.8
"""A full stop speaks against a title, but not where the ingredients follow on the same line."""
_SHORT = 30
_HASHTAGS = re.compile(r"(?:^|\s)[#@]\w[\w.\-]*")
_CREDIT = re.compile(
    r"\s(?:by|von|par|por|di|da|door|av|af|od|przez|via|from|от)\s+@\w[\w.\-]*", re.IGNORECASE
)
_DIVIDED = re.compile("[|•·()\u2600-\u27bf\U0001f000-\U0001faff]")
_EDGES = " \t*_~=|:;,.!-–—•·\"“”„«»'"
"""What surrounds a title; brackets and question marks belong to it."""


def title_of(lines: Sequence[Line], foods: Iterable[str]) -> str:
    """The likeliest title among the lines in front, "" without one. `foods` are those of the recipe."""
    stems = {token.key[:5] for food in foods for token in tokens(food) if len(token.key) > 3}
    best, title = -2.0, ""
    for at, line in enumerate(lines):
        place = 1.5 * (at == 0) + 1.0 * (at == len(lines) - 1) + 0.5 * (line.blank or at == 0)
        place -= 0.7 * ("#" in line.raw)
        for part in _parts(line):
            score = place + _score(part, stems) + _STOPPED * (at == len(lines) - 1 and line.raw.endswith("."))
            if score > best and polished(part):
                best, title = score, polished(part)
            place = min(place, 1.0)
    return title


def polished(text: str) -> str:
    """Without hashtags, pictures at the ends and `Recipe:` in front; `SHOUTED` becomes `Shouted`."""
    text = _trimmed(without_hashtags(_CREDIT.sub(" ", text)))
    found = tokens(text[:60])
    named = vocabulary().recipe.at(found, 0)
    if named and named[1] < len(found) and found[named[1]].key in ":：-–":
        text = _trimmed(text[found[named[1]].end :])
    if text.isupper():
        text = " ".join(word.capitalize() for word in text.split())
    return " ".join(text[:LONGEST].split())


def without_hashtags(text: str) -> str:
    """The text without `#tags` and `@handles`."""
    return _HASHTAGS.sub(" ", text).strip() if "#" in text or "@" in text else text


def _trimmed(text: str) -> str:
    start, end = 0, len(text)
    while start < end and (text[start] in _EDGES or is_picture(text[start])):
        start += 1
    while end > start and (text[end - 1] in _EDGES or is_picture(text[end - 1])):
        end -= 1
    return text[start:end]


def _parts(line: Line) -> list[str]:
    """The whole line without what it states about servings and times; where it is long, its sentences too."""
    stated = [part for part in _DIVIDED.split(line.raw) if statement(part.strip()).pure]
    raw = line.raw
    for part in stated:
        raw = raw.replace(part, " ")
    return [raw, *sentences(raw)[:8]] if len(raw) > _SHORT else [raw]


def _score(text: str, stems: set[str]) -> float:
    line = line_of(without_hashtags(text))
    seen = features(line)
    words = [token for token in line.tokens if token.kind == WORD]
    if not words or seen.stated.pure:
        return -9.0
    capitals = sum(line.text[word.start].isupper() for word in words) >= 0.6 * len(words) and len(words) > 1
    capitals = capitals or (line.text.isupper() and seen.words > 0)
    shared = len({word.key[:5] for word in words} & stems)
    common = sum(word.key in vocabulary().common for word in words) > 0.4 * len(words)
    score = (
        1.0 * capitals
        + 1.2 * min(shared, 2)
        - 1.0 * common
        - 1.5 * min(seen.talk, 3)
        - 2.0 * min(seen.teasers, 2)
    )
    score -= 0.7 * (seen.words > 9) + 1.0 * (seen.words > _LONG) + 2.0 * (seen.words > _VERY_LONG)
    score -= 1.0 * seen.verb + 1.0 * (seen.measured > 1)
    score -= (
        _STOPPED * line.text.endswith((".", "…"))
        + 1.5 * line.text.endswith("?")
        + 0.3 * line.text.endswith("!")
    )
    score -= 1.5 * ("? " in text or "! " in text)
    return score - 2.0 * ("@" in text or "http" in text)
