"""Lines which hold a whole list, or a whole recipe, become one line for each thing in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from instarecipe.parsing.lexicon import Lexicon
from instarecipe.parsing.lines import NUMBERED, Line, line_of
from instarecipe.parsing.lists import SHORTEST_LIST, is_list, split_list
from instarecipe.parsing.sentences import sentences
from instarecipe.parsing.talk import without_talk
from instarecipe.parsing.tokens import tokens
from instarecipe.parsing.vocabulary import CLOSING, INGREDIENTS, METHOD, vocabulary

_PARAGRAPH = 160
"""Characters beyond which a line may hold more than one thing."""
_LONGEST_GROUP = 5


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
        expected = at > 0 and lines[at - 1].heading == INGREDIENTS and line.mark == ""
        expected = expected and (at + 1 == len(lines) or lines[at + 1].blank or bool(lines[at + 1].heading))
        yield from _unfolded(line, text, lexicon, expected=expected, known=headed, method=kind == METHOD)
        if tail and text:
            yield line_of(tail)


def _is_mixed(text: str) -> bool:
    return len(text) > _PARAGRAPH and any(sign in text for sign in ("@", "#", "://"))


def _unfolded(
    line: Line, text: str, lexicon: Lexicon, *, expected: bool, known: bool, method: bool
) -> Iterator[Line]:
    if expected:
        parts = _list_and_rest(text)
    elif method or known or len(text) < _PARAGRAPH or line.mark == "number":
        parts = [text]
    else:
        parts = sentences(text)
    count = 0
    for part in parts:
        pieces = [part] if method else _listed(part, lexicon, expected=expected and count == 0)
        if len(pieces) == len(parts) == 1 and text == line.text:
            yield line
            return
        for piece in pieces:
            found = line_of(piece)
            if found.tokens:
                found.blank, found.inline, found.listed = (
                    line.blank and count == 0,
                    count > 0,
                    len(pieces) > 1,
                )
                found.mark, found.number = (
                    (found.mark, found.number) if len(pieces) > 1 else (line.mark, line.number)
                )
                count += 1
                yield found


def _list_and_rest(text: str) -> list[str]:
    """A list ends where a sentence begins with what the cook does."""
    parts = sentences(text)
    verbs = vocabulary().verbs
    cut = next((at for at in range(1, len(parts)) if verbs.at(tokens(parts[at]), 0)), len(parts))
    return [" ".join(parts[:cut]), *parts[cut:]]


def _listed(text: str, lexicon: Lexicon, *, expected: bool) -> list[str]:
    """A list's ingredients, behind the name of its group (`Sauce: soy, honey`); the text when it is none."""
    group, colon, rest = text.partition(":")
    if not colon or len(group.split()) > _LONGEST_GROUP or not rest.strip():
        group, rest = "", text
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
    return [f"{group}:", *pieces] if group else pieces


