"""What is left of a line once the amount is read: the food's name, and the note about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from instarecipe.parsing.leading import OPENING, closing
from instarecipe.parsing.lexicon import Lexicon
from instarecipe.parsing.tables.measures import BEHIND, MEASURES, PACKED
from instarecipe.parsing.tokens import DASHES, MARK, NUMBER, Token, fold

Line = Sequence[Token]
_COMMAS = frozenset(",،、，")
_STOPS = frozenset(";؛；:：|•·")
_EDGES = " \t,;:.*•·-–—_~|/+=&!?\"'“”„«»<>)]}،、，。†‡^#"
_LONGEST_FRAGMENT = 6
"""Words of one food in a list (`mezcal, tequila, or water`); what is longer is a remark."""


class Named(NamedTuple):
    food: str | None
    note: str | None
    unit: str | None


def name(line: Line, lexicon: Lexicon, text: str, *, unit: str | None, counted: bool) -> Named:
    """The name and note in `line`, the tokens behind the amount; `unit` may be found behind the name."""
    outside, brackets = _without_brackets(line)
    end = _name_end(outside, lexicon, counted=counted)
    words = outside[:end]
    limit = outside[end].start if end < len(outside) else _text_end(line)
    inner = [text[a:b] for a, b in brackets if b <= limit]
    words, taken = _without_preparation(words, lexicon, text, packed=unit in PACKED)
    if counted and unit is None and len(words) > 1:
        behind = lexicon.units.at(words, len(words) - 1)
        if lexicon.english and behind and behind[0] in BEHIND:
            unit, words = behind[0], words[:-1]
    rest = text[limit : _text_end(line)]
    notes = [_tidy(piece) for piece in (*taken, *inner, rest)]
    food = _join(words, text)
    if fold(food).startswith(lexicon.elided):
        food = food[2:]  # d'ail
    return Named(food or None, ", ".join(filter(None, notes)) or None, unit)


def _text_end(line: Line) -> int:
    return line[-1].end if line else 0


def _tidy(piece: str) -> str:
    piece = piece.strip(_EDGES.replace(")", ""))
    inside = piece[1:-1]
    return inside if piece.startswith("(") and piece.endswith(")") and "(" not in inside else piece


def _join(words: Line, text: str) -> str:
    """The text of the tokens; where one was taken out from between, a space."""
    found: list[str] = []
    for before, token in zip([None, *words], words, strict=False):
        if before is not None and text[before.end : token.start].strip() == "" and before.end == token.start:
            found.append(text[token.start : token.end])
        else:
            found.append(" " + text[token.start : token.end])
    return "".join(found).replace(" ,", ",").strip(_EDGES)


def _without_brackets(line: Line) -> tuple[list[Token], list[tuple[int, int]]]:
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
    return outside, brackets


# -- where the name ends -------------------------------------------------------------------------------


def _name_end(words: Line, lexicon: Lexicon, *, counted: bool) -> int:
    """The first comma, dash or phrase that begins the note."""
    for at, token in enumerate(words):
        if token.key in _COMMAS:
            if _only_adjectives(words[:at], lexicon):
                continue
            return _list_end(words, at, lexicon, counted=counted)
        if at and (token.key in _STOPS or _dash(words, at) or _note_begins(words, at, lexicon)):
            return at
    return len(words)


def _dash(words: Line, at: int) -> bool:
    spaced = (
        at + 1 < len(words) and words[at - 1].end < words[at].start and words[at].end < words[at + 1].start
    )
    return words[at].key in DASHES and spaced


def _note_begins(words: Line, at: int, lexicon: Lexicon) -> bool:
    if lexicon.notes.at(words, at) or lexicon.unmeasured.at(words, at):
        return True
    if words[at].kind == NUMBER:  # almonds 75 ml
        measured = lexicon.units.at(words, at + 1)
        return measured is not None and measured[0] in MEASURES
    another = words[at].key in lexicon.either or words[at].key in lexicon.plus
    return another and at + 1 < len(words) and words[at + 1].kind == NUMBER


def _only_adjectives(words: Line, lexicon: Lexicon) -> bool:
    return all(
        token.kind == MARK
        or token.key in lexicon.adjectives
        or token.key in lexicon.sizes
        or token.key in lexicon.prepared
        for token in words
    )


def _list_end(words: Line, comma: int, lexicon: Lexicon, *, counted: bool) -> int:
    """Where `A, B, or C` ends; the first comma when it is not such a list."""
    starts = [at for at, token in enumerate(words) if at >= comma and token.key in _COMMAS]
    joined = not counted and not lexicon.english
    end = comma
    for start, stop in zip(starts, [*starts[1:], len(words)], strict=True):
        fragment = words[start + 1 : stop]
        cut = next((i for i in range(1, len(fragment)) if _note_begins(fragment, i, lexicon)), len(fragment))
        whole, fragment = cut == len(fragment), fragment[:cut]
        if not fragment or len(fragment) > _LONGEST_FRAGMENT or _is_remark(fragment, lexicon):
            return end if not joined else start
        if any(token.key in lexicon.either or token.key in lexicon.plus for token in fragment):
            return start + 1 + cut
        if not whole:
            return start + 1 + cut if joined else end
    return len(words) if joined else end


def _is_remark(fragment: Line, lexicon: Lexicon) -> bool:
    if lexicon.notes.at(fragment, 0):
        return True
    if fragment[0].key in lexicon.either or fragment[0].key in lexicon.plus:
        fragment = fragment[1:]
    return not fragment or bool(
        lexicon.notes.at(fragment, 0)
        or all(token.key in lexicon.adjectives or token.key in lexicon.either for token in fragment)
        or lexicon.unmeasured.at(fragment, 0)
        or fragment[0].key in lexicon.parts
        or (lexicon.english and is_adverb(fragment[0].key))
        or (lexicon.english and _is_participle(fragment[0].key, lexicon))
        or any(token.kind == NUMBER or token.key in lexicon.prepared for token in fragment)
    )


# -- what was done to the food -------------------------------------------------------------------------


def _is_participle(word: str, lexicon: Lexicon) -> bool:
    return word.endswith("ed") and len(word) > 4 and word not in lexicon.adjectives


def is_adverb(word: str) -> bool:
    return word.endswith("ly") and len(word) > 4


def _without_preparation(
    words: Line, lexicon: Lexicon, text: str, *, packed: bool
) -> tuple[list[Token], list[str]]:
    """The name without `finely chopped` and `large`, and what was taken from its front and end."""
    words = list(words)
    start = _front(words, lexicon, packed=packed)
    end = _behind(words, start, lexicon)
    taken = [
        _join([token for token in words[:start] if token.key not in lexicon.sizes], text),
        _join(words[end:], text),
    ]
    kept = words[start:end]
    while kept and (kept[0].kind == MARK or (len(kept) > 1 and kept[0].key in lexicon.of)):
        kept = kept[1:]
    while len(kept) > 1 and (kept[-1].kind == MARK or kept[-1].key in lexicon.sizes):
        kept = kept[:-1]
    if lexicon.english:
        dropped = _prepared_inside(kept, lexicon)
        kept = [token for at, token in enumerate(kept) if at not in dropped]
    return kept, taken


def _front(words: Line, lexicon: Lexicon, *, packed: bool) -> int:
    start = at = 0
    while at < len(words) - 1:
        key = words[at].key
        if key in lexicon.sizes:
            at += 1
        elif lexicon.english and _is_prepared_by(words, at, lexicon):
            at += 2
        elif lexicon.english and key in lexicon.prepared and not packed:
            at += 1
        elif lexicon.english and key == "very" and _is_prepared_by(words, at + 1, lexicon):
            at += 3
        elif at and (
            words[at].kind == MARK or key in lexicon.plus or key in lexicon.either or key in lexicon.until
        ):
            at += 1
            continue
        else:
            break
        start = at
    return start if start < len(words) else 0


def _is_prepared_by(words: Line, at: int, lexicon: Lexicon) -> bool:
    """`finely chopped`, `freshly ground`, `very thinly sliced` (from its second word)."""
    following = words[at + 1].key if at + 1 < len(words) else ""
    return is_adverb(words[at].key) and (following in lexicon.prepared or following == "ground")


def _behind(words: Line, start: int, lexicon: Lexicon) -> int:
    """Where a preparation without a comma begins: `walnuts finely chopped and toasted`."""
    if not lexicon.english:
        return len(words)
    for at in range(start + 1, len(words)):
        if words[at].key in lexicon.prepared or _is_prepared_by(words, at, lexicon):
            after = at + 1 + (words[at].key not in lexicon.prepared)
            if after >= len(words) or _goes_on(words, after, lexicon):
                return at
    return len(words)


def _goes_on(words: Line, at: int, lexicon: Lexicon) -> bool:
    """Whether a preparation goes on here: `chopped and toasted`, not `shaved or dried coconut`."""
    if words[at].key not in lexicon.plus and words[at].key not in lexicon.either:
        return words[at].key in AFTER_PREPARATION
    return (
        at + 1 == len(words)
        or words[at + 1].key in lexicon.prepared
        or _is_prepared_by(words, at + 1, lexicon)
    )


AFTER_PREPARATION = frozenset(
    ["and", "or", "&", "into", "in", "to", "with", "from", "then", "on", ",", "/", "until", "by"]
)
"""What goes on about the preparation; any other word behind it is the food (`chopped onions`)."""


def _prepared_inside(words: Line, lexicon: Lexicon) -> set[int]:
    """`salt and freshly ground pepper`: such words say nothing about what is bought."""
    pairs = [at for at in range(1, len(words) - 2) if _is_prepared_by(words, at, lexicon)]
    return {at + offset for at in pairs for offset in (0, 1)}
