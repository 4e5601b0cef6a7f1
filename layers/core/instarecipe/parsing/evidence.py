"""A post made ready to be asked what it says: its passages, their words, and the measures in each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from instarecipe.parsing import amounts, cjk, leading
from instarecipe.parsing.lexicon import lexicon
from instarecipe.parsing.lines import cleaned
from instarecipe.parsing.sentences import sentences
from instarecipe.parsing.tables.measures import SCALES
from instarecipe.parsing.times import duration
from instarecipe.parsing.titles import without_hashtags
from instarecipe.parsing.tokens import DASHES, MARK, NUMBER, WORD, Token, tokens
from instarecipe.parsing.vocabulary import unspaced, vocabulary

_DIVIDERS = re.compile(r"[,;•|·●◦▪▢、，；]|\s[-–—/+&]\s")
_WITHIN_NUMBERS = frozenset("/⁄∕.,") | DASHES
_NEAR = 0.005
_SHORTEST_PART = 4
"""Letters of a word that may stand within a longer one: `Mehl` in `Weizenmehl`."""
_MOST_PASSAGES = 40


@dataclass
class Passage:
    """A part of a line. `at` is the number of its line."""

    text: str
    at: int
    language: str | None
    folded: str = field(init=False)
    words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.folded = folded(self.text)
        self.words = frozenset(token.key for token in tokens(self.folded) if token.kind == WORD)

    @cached_property
    def measures(self) -> frozenset[tuple[float, float | None, str | None]]:
        return frozenset(measure for measure, _ in self._said if measure is not None)

    @cached_property
    def loose_units(self) -> frozenset[str]:
        """Units that stand behind no number: the `clove` of `2 garlic cloves`, the `can` of `1 (14 oz) can`."""
        return frozenset(unit for _, unit in self._said if unit is not None)

    @cached_property
    def _said(self) -> list[tuple[tuple[float, float | None, str | None] | None, str | None]]:
        text = cjk.spaced(self.text)
        return [said for code in {self.language, None} for said in _measures(text, code)]

    def counts(self, low: float, high: float | None, unit: str | None) -> bool:
        """Whether the amount is said; a single one of a unit need not be (`a` left out: `כוס קמח`)."""
        if low == 1 and high is None and unit in self.loose_units:
            return True
        return any(_same(low, said[0]) and _same(high, said[1]) for said in self.measures)

    def measured(self, low: float, high: float | None, unit: str) -> bool:
        """Whether amount and unit belong together."""
        if unit in self.loose_units:
            return True
        return any(_same(low, said[0]) and _same(high, said[1]) and said[2] == unit for said in self.measures)

    def names(self, unit: str) -> bool:
        return unit in self.loose_units or any(said[2] == unit for said in self.measures)

    def holds(self, word: str) -> bool:
        return word in self.words or _stands_in(word, self.words, self.folded)


class Evidence:
    """`language` is that of the recipe; None when it is not known."""

    def __init__(self, text: str, language: str | None) -> None:
        self.language = language
        self.lines = [
            Passage(line, at, language) for at, line in enumerate(filter(None, map(str.strip, cleaned(text).split("\n"))))
        ]
        self.passages = [
            Passage(part, line.at, language) for line in self.lines for part in _parts(line.text)
        ]
        self._words = frozenset().union(*(line.words for line in self.lines))
        self._folded = "\n".join(line.folded for line in self.lines)

    # -- where ------------------------------------------------------------------------------------

    def copies(self, line: str) -> bool:
        """Whether the line stands in the text as it is, and not as the rest of a longer number."""
        wanted = _trimmed(tokens(line))
        keys = [token.key for token in wanted]
        return bool(keys) and any(
            [token.key for token in streamed[start : start + len(keys)]] == keys
            and _is_whole(streamed, start, start + len(keys))
            for streamed in self._streams
            for start in range(len(streamed) - len(keys) + 1)
            if streamed[start].key == keys[0]
        )

    def about(self, food: str) -> Iterator[Passage]:
        """Where a food is named; what is listed together (`salt and pepper`) may be found apart."""
        wanted = [words for words in _named(food, self.language) if words]
        for words in wanted:
            found = [passage for passage in self.passages if all(map(passage.holds, words))]
            found = found or [line for line in self.lines if all(map(line.holds, words))]
            if not found:
                return
            if words is wanted[0]:
                first = found
        yield from first[:_MOST_PASSAGES] if wanted else ()

    def line_of(self, passage: Passage) -> Passage:
        return self.lines[passage.at]

    def around(self, passages: Iterable[Passage]) -> Iterator[Passage]:
        """The lines in front of the passages and behind them."""
        for at in sorted({passage.at + step for passage in passages for step in (-1, 1)}):
            if 0 <= at < len(self.lines):
                yield self.lines[at]

    # -- what -------------------------------------------------------------------------------------

    def share_of_words(self, text: str) -> float:
        """How many of a text's words the post says, 0 to 1; of unspaced scripts the pairs of signs."""
        wanted = _content(folded(text))
        if not wanted:
            return 1.0
        return sum(word in self._words or _stands_in(word, self._words, self._folded) for word in wanted) / len(wanted)

    def says_number(self, number: float) -> bool:
        return any(_same(number, said) for said in self._numbers)

    def says_numbers_of(self, text: str) -> bool:
        """Whether every number in digits is said somewhere."""
        line = tokens(cjk.spaced(cleaned(text)))
        return all(token.key in self._digits or self._says(token.key) for token in line if token.kind == NUMBER)

    def says_minutes(self, minutes: int) -> bool:
        """Whether it is said, or the sum of two times that are."""
        said = self._durations
        return minutes in said or any(minutes - one in said for one in said)

    def _says(self, digits: str) -> bool:
        number = amounts.number(tokens(digits), 0, lexicon(self.language))
        return number is not None and self.says_number(number[0])

    @cached_property
    def _streams(self) -> list[Sequence[Token]]:
        """Each line as it is, and without its hashtags."""
        texts = {line.text: None for line in self.lines} | {without_hashtags(line.text): None for line in self.lines}
        return [tokens(text) for text in texts]

    @cached_property
    def _digits(self) -> frozenset[str]:
        return frozenset(token.key for line in self._streams for token in line if token.kind == NUMBER)

    @cached_property
    def _numbers(self) -> frozenset[float]:
        return frozenset(
            number
            for line in self.lines
            for low, high, _ in line.measures
            for number in (low, high)
            if number is not None
        )

    @cached_property
    def _durations(self) -> frozenset[int]:
        found = set()
        for line in self._streams:
            found.update(length[0] for at in range(len(line)) if (length := duration(line, at)))
        return frozenset(found)
