"""A post made ready to be asked what it says: where a food is named, which numbers and times stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from instarecipe.parsing import cjk
from instarecipe.parsing.lexicon import lexicon
from instarecipe.parsing.lines import cleaned
from instarecipe.parsing.numbers import number
from instarecipe.parsing.passages import Passage, same
from instarecipe.parsing.sentences import sentences
from instarecipe.parsing.times import duration
from instarecipe.parsing.titles import without_hashtags
from instarecipe.parsing.tokens import DASHES, MARK, NUMBER, WORD, Tokens, tokens
from instarecipe.parsing.wording import Wording, content, plain

_NUMERAL = r"[\d¼-¾⅐-⅞]"
_DIVIDER = re.compile(
    rf"[;•|·●◦▪▢、，；]|(?<!\d)[,،]|[,،](?!\d)|(?<!{_NUMERAL})\s[-–—/+&]\s|\s[-–—/+&]\s(?!{_NUMERAL})"
)
_WITHIN_NUMBERS = frozenset("/⁄∕.,") | DASHES
_MOST_PASSAGES = 40
_MOST_LINES = 3_000
_END = "\n"
_SHORT = 200
"""Characters of a line that is likely to be about one thing."""


class Evidence:
    """`language` is that of the recipe; None when it is not known."""

    def __init__(self, text: str, language: str | None) -> None:
        self.language = language
        texts = islice(filter(None, map(str.strip, cleaned(text).split("\n"))), _MOST_LINES)
        self.lines = [Passage(line, at, language) for at, line in enumerate(texts)]
        parts = ((part, line.at) for line in self.lines for part in _parts(line.text))
        self.passages = [Passage(part, at, language) for part, at in islice(parts, _MOST_LINES)]
        self.wording = Wording("\n".join(line.text for line in self.lines))

    # -- where -----------------------------------------------------------------------------------------

    def copies(self, line: str) -> bool:
        """Whether the line stands in the text as it is, and not as the rest of a longer number."""
        wanted = _keyed(_trimmed(tokens(line)))
        return any(
            _is_whole(stream, start, start + wanted.count(_END), self.language)
            for stream, keyed in self._keyed_streams
            for start in _places(keyed, wanted)
        )

    def about(self, food: str) -> list[Passage]:
        """Where a food is named; what is listed together (`salt and pepper`) may be found apart."""
        found: list[Passage] = []
        for words in _foods(food, self.language):
            named = _saying(self.passages, words) or _saying(self.lines, words)
            if not named:
                return []
            found = found or named
        return found[:_MOST_PASSAGES]

    def telling(self, passages: Iterable[Passage]) -> list[Passage]:
        """Those that measure something; else what stands beside them, and if nothing does, around them."""
        told = (
            one
            for passage in passages
            for one in ([passage] if passage.measures else self._beside(passage))
            if one.measures
        )
        around = (line for passage in passages for line in self._around(passage) if line.measures)
        return list(told) or list(around)

    def _around(self, passage: Passage) -> list[Passage]:
        return self.lines[max(0, passage.at - 1) : passage.at + 2]

    def _beside(self, passage: Passage) -> list[Passage]:
        """Its line where that is short, else the passages next to it."""
        line = self.lines[passage.at]
        if len(line.text) <= _SHORT:
            return [line]
        near = [one for one in self.passages if one.at == passage.at]
        place = near.index(passage) if passage in near else 0
        return near[max(0, place - 1) : place + 2]

    # -- what ------------------------------------------------------------------------------------------

    def says_number(self, number: float) -> bool:
        return any(same(number, said) for said in self._numbers)

    def says_numbers_of(self, text: str) -> bool:
        """Whether every number in digits is said somewhere."""
        line = tokens(cjk.spaced(cleaned(text)))
        return all(
            token.key in self._digits or self._says(token.key) for token in line if token.kind == NUMBER
        )

    def says_minutes(self, minutes: int) -> bool:
        """Whether it is said, or the sum of two times that are."""
        return minutes in self._durations or any(minutes - one in self._durations for one in self._durations)

    def _says(self, digits: str) -> bool:
        found = number(tokens(digits), 0, lexicon(self.language))
        return found is not None and self.says_number(found[0])

    @cached_property
    def _streams(self) -> list[Tokens]:
        """Each line as it is, and without its hashtags."""
        texts = [line.text for line in self.lines]
        return [tokens(text) for text in dict.fromkeys([*texts, *map(without_hashtags, texts)])]

    @cached_property
    def _keyed_streams(self) -> list[tuple[Tokens, str]]:
        return [(stream, _keyed(stream)) for stream in self._streams]

    @cached_property
    def _digits(self) -> frozenset[str]:
        return frozenset(token.key for line in self._streams for token in line if token.kind == NUMBER)

    @cached_property
    def _numbers(self) -> frozenset[float]:
        said = (one for line in self.lines for found in line.measures for one in found[:2])
        return frozenset(one for one in said if one is not None)

    @cached_property
    def _durations(self) -> frozenset[int]:
        lengths = (duration(line, at) for line in self._streams for at in range(len(line)))
        return frozenset(length[0] for length in lengths if length)


def _keyed(line: Tokens) -> str:
    """The keys of the tokens in one text, which is quick to search; each has an end mark behind it."""
    return "".join(token.key + _END for token in line)


def _places(keyed: str, wanted: str) -> Iterator[int]:
    """The numbers of the tokens where `wanted` begins."""
    at = keyed.find(wanted) if wanted else -1
    for _ in range(_MOST_PASSAGES):
        if at < 0:
            return
        if at == 0 or keyed[at - 1] == _END:
            yield keyed.count(_END, 0, at)
        at = keyed.find(wanted, at + 1)


def _parts(line: str) -> Iterator[str]:
    for sentence in sentences(line):
        yield from (part for part in _DIVIDER.split(sentence) if part.strip())


def _saying(passages: Iterable[Passage], words: Sequence[str]) -> list[Passage]:
    return [passage for passage in passages if all(map(passage.wording.says, words))]


def _foods(food: str, language: str | None) -> list[list[str]]:
    """The words of each of the foods that are listed in a name."""
    words, found = lexicon(language), [""]
    for token in tokens(plain(food)):
        if (
            token.key in words.plus
            or token.key in words.either
            or (token.kind == MARK and token.key in ",،、/")
        ):
            found.append("")
        elif token.kind == WORD:
            found[-1] += f" {token.key}"
    return [content(named) for named in found if named]


def _trimmed(line: Tokens) -> Tokens:
    spoken = [at for at, token in enumerate(line) if token.kind != MARK]
    return line[spoken[0] : spoken[-1] + 1] if spoken else ()


def _is_whole(line: Tokens, start: int, end: int, language: str | None) -> bool:
    """Whether neither end cuts a number: `2 cups` within `1/2 cups`, `flour 1` within `flour 1.5 kg`."""
    return not (_joined(line, start - 1, start, -1, language) or _joined(line, end, end - 1, 1, language))


def _joined(line: Tokens, outside: int, inside: int, step: int, language: str | None) -> bool:
    def is_number(at: int) -> bool:
        return 0 <= at < len(line) and (line[at].kind == NUMBER or line[at].key in lexicon(language).numbers)

    if not is_number(inside) or not 0 <= outside < len(line):
        return False
    return is_number(outside) or (line[outside].key in _WITHIN_NUMBERS and is_number(outside + step))
