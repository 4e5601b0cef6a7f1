"""Ingredients that stand side by side on one line: `200 g flour, 2 eggs, salt`."""

from __future__ import annotations

from collections.abc import Sequence

from instarecipe.parsing import leading, places
from instarecipe.parsing.lexicon import Lexicon, lexicon
from instarecipe.parsing.preparation import goes_on
from instarecipe.parsing.tokens import MARK, NUMBER, WORD, Token, Tokens, tokens, touching
from instarecipe.parsing.vocabulary import vocabulary

_SEPARATORS = ("•", "|", "｜", "·", "/", ";", "；", "、", ",，،", "+")
"""What may divide a list, what is surest first; a comma also stands within an ingredient."""
_LIST_SIGNS = ",，،;；|•/"
_SPACED = frozenset("·/+|｜")
SHORTEST_LIST = 3
_LONGEST_MEASURE = 4
"""Tokens of `1 1/2 kg`."""


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


def is_list(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is such a list although no heading says so."""
    line = tokens(text)
    if vocabulary().verbs.at(line, 0):
        return False
    pieces = _pieces(line, _LIST_SIGNS)
    if len(pieces) < SHORTEST_LIST:
        return False
    measured = sum(_begins_with_amount(line[start:end], lexicon) for start, end in pieces)
    words = sum(token.kind != MARK for token in line)
    return measured >= SHORTEST_LIST and measured * 2 >= len(pieces) and words <= 8 * len(pieces)


def _pieces(line: Tokens, signs: str) -> list[tuple[int, int]]:
    found, start, depth = [], 0, 0
    for at, token in enumerate(line):
        if token.kind != MARK:
            continue
        if token.key in leading.OPENING:
            depth += 1
        elif token.key in leading.OPENING.values():
            depth = max(0, depth - 1)
        elif (
            depth == 0 and token.key in signs and _divides(line, at) and not _measures(line[start:at], token)
        ):
            found.append((start, at))
            start = at + 1
    found.append((start, len(line)))
    return [(start, end) for start, end in found if end > start]


def _measures(piece: Tokens, sign: Token) -> bool:
    """Whether a slash stands between two measures of one food: `1 kg / 2 lb potatoes`."""
    if sign.key != "/" or len(piece) > _LONGEST_MEASURE:
        return False
    place = places.find(piece, lexicon(None))
    return place is not None and place.measure.unit is not None and place.food[0] >= place.food[1]


def _divides(line: Tokens, at: int) -> bool:
    if line[at].key not in _SPACED:
        return True
    inner = 0 < at < len(line) - 1
    return inner and not touching(line[at - 1], line[at]) and not touching(line[at], line[at + 1])


def _begins_with_amount(line: Tokens, lexicon: Lexicon) -> bool:
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


def _with_remarks(line: Tokens, pieces: Sequence[tuple[int, int]], lexicon: Lexicon) -> list[tuple[int, int]]:
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


def _is_open(line: Tokens, start: int, end: int, lexicon: Lexicon) -> bool:
    """`4 boneless` waits for what is without bones."""
    words = [token for token in line[start : min(end, start + 6)] if token.kind == WORD]
    return bool(words) and end - start < 6 and all(token.key in lexicon.adjectives for token in words)


def _is_remark(piece: Tokens, lexicon: Lexicon) -> bool:
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
