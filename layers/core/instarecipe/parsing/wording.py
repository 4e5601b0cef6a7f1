"""Whether a text says a word, whatever its inflection: `tomato` in `2 Tomatoes`, `Mehl` in `Weizenmehl`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from instarecipe.parsing.tokens import WORD, fold, tokens
from instarecipe.parsing.vocabulary import unspaced, vocabulary

_SHORTEST_PART = 4
"""Letters of a word that may stand within a longer one; of other scripts two say as much."""
_SHORTEST_FOREIGN_PART = 2
_SAME_BEGINNING = 0.7
"""Of the longer of two words, for them to be forms of one."""
_LONGEST_ENDINGS = 5
"""Letters that two forms of a word may have behind their common beginning, both together."""


class Wording:
    """What a text says, made ready to be asked."""

    def __init__(self, text: str) -> None:
        self._text = plain(text)
        words = [token.key for token in tokens(self._text) if token.kind == WORD]
        self._words = frozenset(part for word in words for part in (word, *word.split("'")))  # d'ail
        self._by_beginning: dict[str, list[str]] = {}
        for word in self._words:
            self._by_beginning.setdefault(word[:2], []).append(word)

    def says(self, word: str) -> bool:
        """`word` is plain."""
        if word in self._words:
            return True
        foreign = word > "\u0370" or unspaced(word)
        if len(word) >= (_SHORTEST_FOREIGN_PART if foreign else _SHORTEST_PART) and word in self._text:
            return True
        return any(_is_form_of(word, other) for other in self._by_beginning.get(word[:2], ()))

    def share(self, text: str) -> float:
        """How many of the words of `text` it says, 0 to 1; of unspaced scripts, of the pairs of signs."""
        wanted = list(_spoken(plain(text)))
        return sum(map(self.says, wanted)) / len(wanted) if wanted else 1.0


def plain(text: str) -> str:
    """Lower case without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", fold(text))
    return unicodedata.normalize("NFC", "".join(sign for sign in apart if not unicodedata.combining(sign)))


def content(text: str) -> list[str]:
    """The words of a plain text that carry its meaning; all of them where none does."""
    words = [token.key for token in tokens(text) if token.kind == WORD]
    return [word for word in words if len(word) > 1 and word not in vocabulary().common] or words


def _spoken(text: str) -> Iterator[str]:
    for word in content(text):
        if unspaced(word):
            yield from (word[at : at + 2] for at in range(max(1, len(word) - 1)))
        else:
            yield word


def _is_form_of(word: str, other: str) -> bool:
    """Both begin alike, up to an ending: `mouky` and `mouka`, not `salt` and `salmon`."""
    shorter, longer = sorted((word, other), key=len)
    if longer.startswith(shorter) and len(longer) - len(shorter) <= 2:
        return True
    same = next((at for at, sign in enumerate(shorter) if sign != longer[at]), len(shorter))
    endings = len(shorter) + len(longer) - 2 * same
    return same >= _SAME_BEGINNING * len(longer) and endings <= _LONGEST_ENDINGS
