"""Lines which hold a whole list, or a whole recipe, become one line for each thing in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from instarecipe.parsing.lexicon import Lexicon
from instarecipe.parsing.lines import NUMBERED, Line, is_picture, line_of
from instarecipe.parsing.lists import SHORTEST_LIST, is_list, split_list
from instarecipe.parsing.sentences import sentences
from instarecipe.parsing.talk import without_talk
from instarecipe.parsing.tokens import tokens
from instarecipe.parsing.vocabulary import CLOSING, INGREDIENTS, METHOD, vocabulary

_PARAGRAPH = 160
"""Characters beyond which a line may hold more than one thing."""
_LONGEST_GROUP = 5
_COLON = re.compile(":")
_PICTURE = "[\u2600-\u27bf\U0001f000-\U0001faff]"
_HEAD_END = re.compile(rf"\s?[:：]|\s[-–—](?=\s\d)|(?<!{_PICTURE})\s?{_PICTURE}+\ufe0f?(?=\s\d)")
"""Behind the name of a list: a colon, or a dash or a picture in front of an amount."""


def unfolded(lines: Sequence[Line], lexicon: Lexicon) -> Iterator[Line]:
    """The lines with their lists taken apart; without headings, long paragraphs too, by their sentences."""
    headed = any(line.heading for line in lines)
    kind = None
    for at, line in enumerate(lines):
        kind = line.heading or kind
        if line.heading or kind == CLOSING:
            yield line
            continue
        text, tail = without_talk(line.text) if _is_mixed(line.text) else (line.text, "")
        if kind == METHOD:
            parts = [[text]]
        elif _is_whole_list(lines, at):
            first, *rest = _list_and_rest(text)
            parts = [_listed(first, lexicon, expected=True), *([part] for part in rest)]
        else:
            one = headed or line.mark == NUMBERED or not _holds_more(text, lexicon)
            parts = [_listed(part, lexicon) for part in ([text] if one else sentences(text))]
        yield from _lines(line, parts)
        if tail and text:
            yield line_of(tail)


def _holds_more(text: str, lexicon: Lexicon) -> bool:
    """Whether a line without headings is a paragraph, or a list and what is done with it."""
    if len(text) >= _PARAGRAPH:
        return True
    parts = sentences(text) if "," in text else []
    return len(parts) > 1 and any(is_list(_head(part, _HEAD_END)[2], lexicon) for part in parts)


def _is_mixed(text: str) -> bool:
    """Whether a paragraph may turn to the follower at its end."""
    return len(text) > _PARAGRAPH and any(sign in text for sign in ("@", "#", "://"))


def _is_whole_list(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is all that stands under the heading of the ingredients."""
    below = at > 0 and lines[at - 1].heading == INGREDIENTS and not lines[at].mark
    return below and (at + 1 == len(lines) or lines[at + 1].blank or bool(lines[at + 1].heading))


def _lines(line: Line, parts: Sequence[Sequence[str]]) -> Iterator[Line]:
    """A line for each piece of each part; the line itself when it is whole."""
    if [[line.text]] == parts:
        yield line
        return
    inline = False
    for part in parts:
        for piece in part:
            found, listed = line_of(piece), len(part) > 1
            if not found.tokens:
                continue
            kept = found if listed else replace(found, mark=line.mark, number=line.number)
            yield replace(kept, blank=line.blank and not inline, inline=inline, listed=listed)
            inline = True


def _list_and_rest(text: str) -> list[str]:
    """A list ends where a sentence begins with what the cook does."""
    parts = sentences(text)
    verbs = vocabulary().verbs
    cut = next((at for at in range(1, len(parts)) if verbs.at(tokens(parts[at]), 0)), len(parts))
    return [" ".join(parts[:cut]), *parts[cut:]]


def _listed(text: str, lexicon: Lexicon, *, expected: bool = False) -> list[str]:
    """A list's ingredients, behind the name of its group (`Sauce: soy, honey`); the text when it is none."""
    talk, group, rest = _head(text, _COLON if expected else _HEAD_END)
    if not group:
        rest = text
        found = tokens(text)
        named = vocabulary().headings.at(found, 0)
        if named and named[0] == INGREDIENTS and named[1] < len(found):
            rest = text[found[named[1]].start :]  # You need 500 g flour, 2 eggs and salt
    certain = is_list(rest, lexicon)
    if not certain and not expected:
        return [text]
    pieces = split_list(rest, lexicon)
    if not certain and len(pieces) < SHORTEST_LIST:
        return [text]
    return [*filter(None, [talk]), f"{group}:", *pieces] if group else pieces


def _head(text: str, ends: re.Pattern[str]) -> tuple[str, str, str]:
    """What stands in front of a list: talk, up to a picture, and its name; then the list itself."""
    end = ends.search(text)
    if end is None or not text[end.end() :].strip():
        return "", "", text
    before = text[: end.start()]
    cut = next((at + 1 for at in range(len(before) - 1, -1, -1) if is_picture(before[at])), 0)
    name = before[cut:].strip()
    counted = end[0].strip() != ":" and any(map(str.isdigit, name))  # 1 onion 🧅 2 eggs
    if counted or not 0 < len(name.split()) <= _LONGEST_GROUP:
        return "", "", text
    return before[:cut].strip(), name, text[end.end() :]
