"""What is left of a line once the amount is read: the food's name, and the note about it."""

from __future__ import annotations

from typing import NamedTuple

from instarecipe.parsing.leading import OPENING, closing
from instarecipe.parsing.lexicon import Lexicon
from instarecipe.parsing.preparation import without_preparation
from instarecipe.parsing.tables.measures import BEHIND, MEASURES, PACKED
from instarecipe.parsing.tokens import DASHES, MARK, NUMBER, Token, Tokens, fold, written

_COMMAS = frozenset(",،、，")
_STOPS = frozenset(";؛；:：|•·")
_EDGES = " \t,;:.*•·-–—_~|/+=&!?\"'“”„«»<>)]}،、，。†‡^#"
_LONGEST_FRAGMENT = 6
"""Words of one food in a list (`mezcal, tequila, or water`); what is longer is a remark."""


class Named(NamedTuple):
    """`unit` is the one that was known, or the one that stood behind the name (`4 garlic cloves`)."""

    food: str | None
    note: str | None
    unit: str | None


def name(line: Tokens, lexicon: Lexicon, text: str, *, unit: str | None, counted: bool) -> Named:
    """The name and note in `line`, the tokens behind the amount. `counted` lines have an amount."""
    outside, brackets = _without_brackets(line)
    end = _name_end(outside, lexicon, counted=counted)
    last = line[-1].end if line else 0
    limit = outside[end].start if end < len(outside) else last
    inner = [text[start:stop] for start, stop in brackets if stop <= limit]
    bare = without_preparation(outside[:end], lexicon, packed=unit in PACKED)
    words, unit = _without_unit(bare.name, lexicon) if counted and unit is None else (bare.name, unit)
    food = _joined(words)
    if fold(food).startswith(lexicon.elided):
        food = food[2:]  # d'ail
    notes = [_tidy(piece) for piece in (_joined(bare.front), _joined(bare.end), *inner, text[limit:last])]
    return Named(food or None, ", ".join(filter(None, notes)) or None, unit)


def _without_unit(words: list[Token], lexicon: Lexicon) -> tuple[list[Token], str | None]:
    """English puts some units behind the food: `4 garlic cloves`, but not `2 short ribs`."""
    last = len(words) - 1
    behind = lexicon.units.at(words, last) if lexicon.english and last > 0 else None
    if behind is None or behind[0] not in BEHIND or lexicon.named.at(words, last - 1):
        return words, None
    return words[:-1], behind[0]


def _tidy(piece: str) -> str:
    piece = piece.strip(_EDGES.replace(")", ""))
    inside = piece[1:-1]
    return inside if piece.startswith("(") and piece.endswith(")") and "(" not in inside else piece


def _joined(words: Tokens) -> str:
    return written(words).strip(_EDGES)


def _without_brackets(line: Tokens) -> tuple[list[Token], list[tuple[int, int]]]:
    outside: list[Token] = []
    brackets: list[tuple[int, int]] = []
    at = 0
    while at < len(line):
        end = closing(line, at)
        if end is None:
            outside.append(line[at])
            at += 1
        else:
            last = line[end - 1]
            brackets.append((line[at].end, last.start if last.key in OPENING.values() else last.end))
            at = end
    while outside and outside[0].key in _COMMAS:
        del outside[0]  # 1 cup (packed), minced ginger
    return outside, brackets


# -- where the name ends -------------------------------------------------------------------------------


def _name_end(words: Tokens, lexicon: Lexicon, *, counted: bool) -> int:
    """The first comma, dash or phrase that begins the note."""
    for at, token in enumerate(words):
        if token.key in _COMMAS:
            if _only_adjectives(words[:at], lexicon):
                continue
            return _list_end(words, at, lexicon, counted=counted)
        if at and (token.key in _STOPS or _dash(words, at) or _note_begins(words, at, lexicon)):
            return at
    return len(words)


def _dash(words: Tokens, at: int) -> bool:
    spaced = (
        at + 1 < len(words) and words[at - 1].end < words[at].start and words[at].end < words[at + 1].start
    )
    return words[at].key in DASHES and spaced


def _note_begins(words: Tokens, at: int, lexicon: Lexicon) -> bool:
    if lexicon.notes.at(words, at) or lexicon.unmeasured.at(words, at):
        return True
    if words[at].kind == NUMBER:  # almonds 75 ml
        measured = lexicon.units.at(words, at + 1)
        return measured is not None and measured[0] in MEASURES
    another = words[at].key in lexicon.either or words[at].key in lexicon.plus
    return another and at + 1 < len(words) and words[at + 1].kind == NUMBER


def _only_adjectives(words: Tokens, lexicon: Lexicon) -> bool:
    return all(
        token.kind == MARK
        or token.key in lexicon.adjectives
        or token.key in lexicon.sizes
        or token.key in lexicon.prepared
        or token.key in lexicon.adverbs
        for token in words
    )


def _list_end(words: Tokens, comma: int, lexicon: Lexicon, *, counted: bool) -> int:
    """Where `A, B, or C` ends; the first comma when it is not such a list."""
    commas = [at for at, token in enumerate(words) if at >= comma and token.key in _COMMAS]
    any_list = not counted and not lexicon.english  # Salz, Pfeffer, Muskat
    for start, stop in zip(commas, [*commas[1:], len(words)], strict=True):
        fragment = words[start + 1 : stop]
        cut = next(
            (at for at in range(1, len(fragment)) if _note_begins(fragment, at, lexicon)), stop - start - 1
        )
        if not 0 < cut <= _LONGEST_FRAGMENT or _is_remark(fragment[:cut], lexicon):
            return start if any_list else comma
        if any(token.key in lexicon.either or token.key in lexicon.plus for token in fragment[:cut]):
            return start + 1 + cut
        if cut < len(fragment):
            return start + 1 + cut if any_list else comma
    return len(words) if any_list else comma


def _is_remark(fragment: Tokens, lexicon: Lexicon) -> bool:
    """Whether what stands behind a comma is about the food in front of it."""
    if lexicon.notes.at(fragment, 0):
        return True
    another = fragment[0].key in lexicon.either
    if another or fragment[0].key in lexicon.plus:
        fragment = fragment[1:]
    if not fragment or lexicon.notes.at(fragment, 0) or lexicon.unmeasured.at(fragment, 0):
        return True
    first = fragment[0].key
    if another and len(fragment) > 1:
        return any(token.kind == NUMBER for token in fragment)  # or finely grated cheddar
    participle = first in lexicon.participles and first not in lexicon.adjectives
    if participle or first in lexicon.parts or first in lexicon.adverbs:
        return True
    if all(token.key in lexicon.adjectives or token.key in lexicon.either for token in fragment):
        return True
    return any(token.kind == NUMBER or token.key in lexicon.prepared for token in fragment)
