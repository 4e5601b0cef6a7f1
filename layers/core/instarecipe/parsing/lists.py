"""Ingredients that stand side by side on one line: `200 g flour, 2 eggs, salt`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from instarecipe.parsing import leading
from instarecipe.parsing.lexicon import Lexicon
from instarecipe.parsing.lines import Line, line_of
from instarecipe.parsing.preparation import goes_on
from instarecipe.parsing.sentences import sentences
from instarecipe.parsing.talk import without_talk
from instarecipe.parsing.tokens import MARK, NUMBER, WORD, Token, tokens
from instarecipe.parsing.vocabulary import CLOSING, INGREDIENTS, METHOD, vocabulary

_SEPARATORS = ("•", "|", "｜", "·", "/", ";", "；", "、", ",，،", "+")
"""What may divide a list, what is surest first; a comma also stands within an ingredient."""
_LIST_SIGNS = ",，،;；|•/"
_SPACED = frozenset("·/+|｜")
_PARAGRAPH = 160
_LONGEST_GROUP = 5
_SHORTEST_LIST = 3


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
    certain = _is_list(rest, lexicon)
    if not certain and not expected:
        return [text]
    pieces = split_list(rest, lexicon)
    if not certain and len(pieces) < _SHORTEST_LIST:
        return [text]
    return [f"{group}:", *pieces] if group else pieces


def split_list(text: str, lexicon: Lexicon) -> list[str]:
    """The ingredients of one line; remarks (`2 onions, finely chopped`) stay with theirs."""
    text = text.strip(" .")
    line = tokens(text)
    best, most = [(0, len(line))], 0
    for signs in _SEPARATORS:
        pieces = _pieces(line, signs)
        measured = sum(_begins_with_amount(line[start:end], lexicon) for start, end in pieces)
        if len(pieces) > 1 and (measured > most or (most == 0 and len(best) == 1)):
            best, most = pieces, measured
    merged = _with_remarks(line, best, lexicon)
    return [text[line[start].start : line[end - 1].end] for start, end in merged if end > start]


def _is_list(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is such a list although no heading says so."""
    line = tokens(text)
    if vocabulary().verbs.at(line, 0):
        return False
    pieces = _pieces(line, _LIST_SIGNS)
    if len(pieces) < _SHORTEST_LIST:
        return False
    measured = sum(_begins_with_amount(line[start:end], lexicon) for start, end in pieces)
    words = sum(token.kind != MARK for token in line)
    return measured >= _SHORTEST_LIST and measured * 2 >= len(pieces) and words <= 8 * len(pieces)


def _pieces(line: Sequence[Token], signs: str) -> list[tuple[int, int]]:
    found, start, depth = [], 0, 0
    for at, token in enumerate(line):
        if token.kind != MARK:
            continue
        if token.key in leading.OPENING:
            depth += 1
        elif token.key in leading.OPENING.values():
            depth = max(0, depth - 1)
        elif depth == 0 and token.key in signs and _divides(line, at):
            found.append((start, at))
            start = at + 1
    found.append((start, len(line)))
    return [(start, end) for start, end in found if end > start]


def _divides(line: Sequence[Token], at: int) -> bool:
    if line[at].key not in _SPACED:
        return True
    return 0 < at < len(line) - 1 and line[at - 1].end < line[at].start and line[at].end < line[at + 1].start


def _begins_with_amount(line: Sequence[Token], lexicon: Lexicon) -> bool:
    """A number in front, also behind `ca.`; an article is none, nor is a time or a temperature."""
    at = 0
    while (
        at < len(line) and (line[at].kind == MARK or lexicon.about.at(line, at)) and line[at].kind != NUMBER
    ):
        at += 1
    if at >= len(line):
        return False
    if line[at].kind != NUMBER:
        return lexicon.numbers.get(line[at].key, 1) != 1 or line[at].key in lexicon.few
    return not (
        vocabulary().durations.at(line, at + 1) or any(token.key in "°º%" for token in line[at + 1 : at + 2])
    )


def _with_remarks(
    line: Sequence[Token], pieces: Sequence[tuple[int, int]], lexicon: Lexicon
) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in pieces:
        piece = line[start:end]
        if not piece:
            continue
        remark = not _begins_with_amount(piece, lexicon) and _is_remark(piece, lexicon)
        if found and (remark or _is_open(line, *found[-1], lexicon)):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _is_open(line: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> bool:
    """`4 boneless` waits for what is without bones."""
    words = [token for token in line[start : min(end, start + 6)] if token.kind == WORD]
    return bool(words) and end - start < 6 and all(token.key in lexicon.adjectives for token in words)


def _is_remark(piece: Sequence[Token], lexicon: Lexicon) -> bool:
    first = piece[0].key
    if (
        lexicon.notes.at(piece, 0)
        or lexicon.unmeasured.at(piece, 0)
        or first in lexicon.parts
        or first in lexicon.either
    ):
        return True
    if all(_is_description(token, lexicon) for token in piece):
        return True
    after = 1 + (first in lexicon.adverbs)
    prepared = after <= len(piece) and piece[after - 1].key in lexicon.prepared
    return prepared and goes_on(piece, after, lexicon)


def _is_description(token: Token, lexicon: Lexicon) -> bool:
    return (
        token.kind == MARK
        or token.key in lexicon.prepared
        or token.key in lexicon.adjectives
        or token.key in lexicon.sizes
        or token.key in lexicon.plus
        or token.key in lexicon.adverbs
    )
