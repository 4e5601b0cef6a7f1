"""Lists as pages write them: headings among the lines, many lines in one text, numbers in front."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from instarecipe.extraction.headings import headings, opens
from instarecipe.extraction.text import plain

_NUMBERED = re.compile(r"(?:^|(?<=\s))(\d{1,2})[.)](?=\s+\S)")
_BEFORE_STEP = re.compile(r"(?:\w{1,12}\s)?(\d{1,2})(?:\s?[.):|–—-]\s+(?=\S)|(?=[^\W\d_]{2}))")
"""`1. Mix`, `Step 1: Mix`; `1Mix` where a page draws the number."""
_HEADING = re.compile(r"^[^\d.!?]{2,60}:$")
_FOOD = re.compile(r"[^\W\d]{3,}\W.*[^\W\d]{3,}|^\W*[^\W\d]")
"""`2`, `1/2 teaspoon`: an amount alone has one word behind its number."""
_DIGIT = re.compile(r"[\d½¼¾⅓⅔⅛]")
_DOUBTFUL = re.compile(r"^[^\d.!?,:;()]{3,40}$")
_LONGEST_GROUP = 6


class Line(NamedTuple):
    text: str
    group: str | None


def one_per_line(lines: list[Line]) -> list[Line]:
    """A page that gives all ingredients as one text with commas means one for each number."""
    if len(lines) != 1:
        return lines
    text, group = lines[0]
    parts = [part.strip() for part in re.split(r"[,;]\s+(?=[\d½¼¾⅓⅔])", text)]
    return [Line(part, group) for part in parts]


def rejoined(text: str) -> str:
    """An entry of a list that breaks behind its amount or in front of a remark is one line all the same."""
    first, *rest = text.split("\n")
    measured = _DIGIT.match(rest[0]) if rest else None
    broken = len(rest) == 1 and (rest[0].startswith(("(", ",")) or not (measured or _FOOD.search(first)))
    return f"{first} {rest[0]}" if broken else text


def headed(lines: list[Line], *, whole: bool = False) -> list[Line]:
    """Lines such as "For the sauce:" become the group of what follows; a group of everything is none.

    What follows "Notes:" is left out, unless the `whole` is wanted.
    """
    found: list[Line] = []
    heading: str | None = None
    for position, (text, group) in enumerate(lines):
        if position + 1 < len(lines) and (_HEADING.match(text) or text.startswith("##")):
            heading = text.strip("#: ")
            if found and not whole and opens(heading, headings().closing):
                break
        else:
            found.append(Line(text, heading or group))
    if len({group for _, group in found}) == 1:
        return [Line(text, None) for text, _ in found]
    return found


def with_colons(lines: list[Line]) -> list[Line]:
    """Ingredients with a colon behind what names a group: "FOR THE SAUCE", "Dressing" over measured lines."""
    measured = [bool(_DIGIT.search(text)) for text, _ in lines]
    if 2 * sum(measured) < len(lines) or not lines:
        return lines
    shouted = 3 * sum(text.isupper() for text, _ in lines) > len(lines)
    ahead = [*measured[1:], False]
    return [
        Line(f"{text}:", group)
        if follows and not own and _DOUBTFUL.match(text) and _names_group(text, shouted=shouted)
        else Line(text, group)
        for (text, group), own, follows in zip(lines, measured, ahead, strict=True)
    ]


def _names_group(text: str, *, shouted: bool) -> bool:
    from instarecipe.parsing.tokens import tokens
    from instarecipe.parsing.vocabulary import vocabulary

    words = tokens(text)
    named = vocabulary().groups.at(words, 0)
    whole = named is not None and named[1] == len(words)
    led = named is not None and named[1] > 1 and len(words) <= _LONGEST_GROUP  # For the sauce
    last = text.rsplit(maxsplit=1)[-1]  # Remaining ingredients
    return whole or led or (text.isupper() and not shouted) or opens(last, headings().ingredients)


def paragraphs(text: str) -> list[str]:
    """The steps of a method written as one text: its lines, or its numbers when they count up from 1."""
    parts = [part for part in plain(text).split("\n") if part]
    if len(parts) != 1:
        return parts
    starts: list[int] = []
    for found in _NUMBERED.finditer(parts[0]):
        if int(found[1]) == len(starts) + 1:
            starts.append(found.start())
    if len(starts) < 2:
        return parts
    return [parts[0][start:end].strip() for start, end in pairwise([0, *starts[1:], len(parts[0])])]


def unnumbered(texts: list[str]) -> list[str]:
    """Without their numbers in front, when they count up; behind the last there may be a remark."""
    numbered = [_BEFORE_STEP.match(text) for text in texts]
    counted = 0
    for found in numbered:
        if not found or int(found[1]) != counted + 1:
            break
        counted += 1
    if counted < 2 or any(numbered[counted:]):
        return texts
    return [text[found.end() :] if found else text for text, found in zip(texts, numbered, strict=True)]
