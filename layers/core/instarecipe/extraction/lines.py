"""Lists as pages write them: headings among the lines, many lines in one text, numbers in front."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from instarecipe.extraction.headings import headings, opens
from instarecipe.extraction.text import plain

_NUMBERED = re.compile(r"(?:^|(?<=\s))(\d{1,2})[.)](?=\s+\S)")
_HEADING = re.compile(r"^[^\d.!?]{2,60}:$")
_REPEATED = 4
"""Equal lines in a row that are no accident; two creams may well take the same sugar."""


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


def headed(lines: list[Line]) -> list[Line]:
    """Lines such as "For the sauce:" become the group of what follows; a group of everything is none.

    What follows "Notes:" is left out.
    """
    found: list[Line] = []
    heading: str | None = None
    for position, (text, group) in enumerate(lines):
        if _HEADING.match(text) and position + 1 < len(lines):
            heading = text.rstrip(": ")
            if found and opens(heading, headings().closing):
                break
        else:
            found.append(Line(text, heading or group))
    if len({group for _, group in found}) == 1:
        return [Line(text, None) for text, _ in found]
    return found


def unrepeated(lines: list[Line]) -> list[Line]:
    """Without a tail that only repeats: pages print a list again for phones, or for their groups."""
    first: dict[str, int] = {}
    for position, (text, _) in enumerate(lines):
        first.setdefault(text, position)
    end = len(lines)
    while end and first[lines[end - 1].text] < end - 1:
        end -= 1
    return lines[:end] if len(lines) - end >= _REPEATED else lines


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
    """Without "1." and "Step 1:" in front, when every text has it."""
    numbered = [re.match(r"(?:\w{1,12}\s)?(\d{1,2})\s?[.):]\s+(?=\S)", text) for text in texts]
    if len(texts) > 1 and all(found and int(found[1]) == n for n, found in enumerate(numbered, 1)):
        return [text[found.end() :] for text, found in zip(texts, numbered, strict=True) if found]
    return texts
