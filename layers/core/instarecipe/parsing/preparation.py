"""What was done to a food (`finely chopped`), taken off its name: it says nothing about what is bought.

Off the front and from within a name only in English, whose words can be told apart by their endings.
"""

from __future__ import annotations

from typing import NamedTuple

from instarecipe.parsing.lexicon import Lexicon
from instarecipe.parsing.tokens import MARK, Token, Tokens

_GROUND = "ground"
"""Alone it names what is bought (ground beef), with an adverb it does not (freshly ground pepper)."""


class Bare(NamedTuple):
    """The tokens of the name that are left, and those taken from its front and its end."""

    name: list[Token]
    front: list[Token]
    end: list[Token]


def without_preparation(words: Tokens, lexicon: Lexicon, *, packed: bool) -> Bare:
    """`packed` foods keep it: a tin of chopped tomatoes is bought so."""
    start = _front(words, lexicon, packed=packed)
    end = _end(words, start, lexicon) if lexicon.english else len(words)
    name = list(words[start:end])
    while name and (name[0].kind == MARK or (len(name) > 1 and _links(name[0], lexicon))):
        del name[0]
    while len(name) > 1 and (name[-1].kind == MARK or name[-1].key in lexicon.sizes):
        del name[-1]
    if lexicon.english:
        inside = {
            at + more for at in range(1, len(name) - 2) if _in_a_way(name, at, lexicon) for more in (0, 1)
        }
        name = [token for at, token in enumerate(name) if at not in inside]
    front = [token for token in words[:start] if token.key not in lexicon.sizes]
    return Bare(name, front, list(words[end:]))


def _links(word: Token, lexicon: Lexicon) -> bool:
    """Whether a word only ties a name to what was taken off in front: `of`, `cooked or canned beans`."""
    return word.key in lexicon.of or word.key in lexicon.either


def goes_on(words: Tokens, at: int, lexicon: Lexicon) -> bool:
    """Whether a preparation ends or goes on here: `chopped and toasted`, not `shaved or dried coconut`."""
    if at >= len(words) or words[at].key in (",", "/"):
        return True
    if words[at].key not in lexicon.plus and words[at].key not in lexicon.either:
        return words[at].key in lexicon.onward
    following = words[at + 1].key if at + 1 < len(words) else ""
    return not following or following in lexicon.prepared or _in_a_way(words, at + 1, lexicon)


def _front(words: Tokens, lexicon: Lexicon, *, packed: bool) -> int:
    """Behind sizes and preparations, also when `,`, `and` or `to` stand between two of them."""
    start = at = 0
    while at < len(words) - 1:
        taken = _taken(words, at, lexicon, packed=packed)
        if taken:
            at += taken
            start = at
        elif at and _joins(words[at], lexicon):
            at += 1
        else:
            break
    return start if start < len(words) else 0


def _taken(words: Tokens, at: int, lexicon: Lexicon, *, packed: bool) -> int:
    """How many words from here on are a size or a preparation."""
    if words[at].key in lexicon.sizes:
        return 1
    if not lexicon.english:
        return 0
    if _in_a_way(words, at, lexicon):
        return 2
    if words[at].key in lexicon.heaped and _in_a_way(words, at + 1, lexicon):
        return 3  # very thinly sliced
    return int(words[at].key in lexicon.prepared and not packed)


def _joins(token: Token, lexicon: Lexicon) -> bool:
    return token.kind == MARK or any(
        token.key in words for words in (lexicon.plus, lexicon.either, lexicon.until)
    )


def _in_a_way(words: Tokens, at: int, lexicon: Lexicon) -> bool:
    """`finely chopped`, `freshly ground`."""
    if at + 1 >= len(words) or words[at].key not in lexicon.adverbs:
        return False
    return words[at + 1].key in lexicon.prepared or words[at + 1].key == _GROUND


def _end(words: Tokens, start: int, lexicon: Lexicon) -> int:
    """Where a preparation without a comma begins: `walnuts finely chopped and toasted`."""
    for at in range(start + 1, len(words)):
        prepared = words[at].key in lexicon.prepared
        if (prepared or _in_a_way(words, at, lexicon)) and goes_on(words, at + 2 - prepared, lexicon):
            return at
    return len(words)
