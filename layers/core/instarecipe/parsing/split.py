"""A post cut into lines as a cook would write them: one line, one thing.

Lists within a line (`• a • b`, `1. x 2. y`) and headings in its middle are taken apart; nothing gets lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise

from instarecipe.parsing.headings import heading_at
from instarecipe.parsing.lines import Line, line_of
from instarecipe.parsing.times import Facts, statement
from instarecipe.parsing.tokens import DASHES, MARK, NUMBER, Tokens, tokens, touching
from instarecipe.parsing.vocabulary import CLOSING, METHOD, vocabulary

MOST_LINES = 2_000
"""What comes behind so many lines is not read."""
_DIVIDERS = re.compile(r"[|│┃•]|\s[·–—/]\s")
_SPOKEN = re.compile(r"[^\W_]")
_BULLETS = frozenset("•●○◦‣▪▫■□▢▣◾◽◼◻☐☑✓✔✅➤➢➣►▶▸▹➜➔→⇒➡★☆✦✧❖♦◆◇⦿⁃∙")
_AFTER_NUMBER = frozenset(".)：、．）")
_FEWEST_PICTURES = 3
_FIRST_EMOJI = "\u2600"


def split(text: str) -> list[Line]:
    """The lines of a cleaned text, in order; blank ones are only seen in `blank`."""
    lines = list(islice(_split(text), MOST_LINES))
    for above, line in pairwise(lines):
        if (
            above.heading == METHOD
            and line.heading == CLOSING
            and not any(_begins_steps(one) for one in lines)
        ):
            line.heading = None  # Method: Note: boil the pasta first
    return lines


def _begins_steps(line: Line) -> bool:
    return line.number == 1


def _split(text: str) -> Iterator[Line]:
    blank = False
    for physical in text.split("\n"):
        stripped = physical.strip()
        if not _SPOKEN.search(stripped):
            blank = True
            continue
        for count, line in enumerate(_parts(stripped)):
            line.blank, line.inline = blank and count == 0, count > 0
            yield line
        blank = False


def _parts(text: str) -> Iterator[Line]:
    """The parts of one physical line, what it states about servings and times kept apart from the rest."""
    stated = statement(text)
    if stated.pure:
        yield line_of(text)
    elif stated.facts != Facts() and _DIVIDERS.search(text):
        for part in _DIVIDERS.split(text):
            if _SPOKEN.search(part):
                yield from _apart(part.strip())
    else:
        yield from _apart(text)


def _apart(text: str) -> Iterator[Line]:
    """Headings within a line, and what stands between them."""
    line = tokens(text)
    start = at = 0
    headed = False
    may_head = vocabulary().headings.first
    while at < len(line):
        heading = heading_at(line, at, text) if line[at].key in may_head else None
        if heading is None:
            at += 1
            continue
        yield from _items(text, line[start:at], headed=headed)
        headed = True
        found = line[at : heading.end]
        name = text[found[0].start : found[-1].end]
        yield Line(name, name, heading=heading.kind, said=heading.said, tokens=found)
        start = at = heading.end
    yield from _items(text, line[start:], headed=headed)


def _items(text: str, line: Tokens, *, headed: bool) -> Iterator[Line]:
    """A list within a line, by its bullets or numbers; behind a heading by its dashes too."""
    cuts = _numbered(line) or _bulleted(line) or _dashed(line, headed=headed)
    starts = sorted({0, *cuts})
    for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
        if end > start and any(token.kind != MARK for token in line[start:end]):
            yield line_of(text[line[start].start : line[end - 1].end])


def _numbered(line: Tokens) -> list[int]:
    """Where `1.`, `2.` … begin, if there are two at least."""
    found: list[int] = []
    for at, token in enumerate(line[:-1]):
        if token.kind != NUMBER or token.key != str(len(found) + 1):
            continue
        free = at == 0 or line[at - 1].kind == MARK or not touching(line[at - 1], token)
        if free and line[at + 1].key in _AFTER_NUMBER and touching(token, line[at + 1]):
            found.append(at)
    return found if len(found) > 1 else []


def _bulleted(line: Tokens) -> list[int]:
    """Where bullets stand; pictures are bullets when numbers follow them (`🧅 1 onion 🧄 2 cloves`).

    A picture that comes again and again divides everywhere (`✨ 2 eggs ✨ 1 cup milk ✨ salt`).
    """
    bullets = [at for at, token in enumerate(line) if token.kind == MARK and token.key in _BULLETS]
    if len(bullets) > 1:
        return bullets
    emoji = [
        at
        for at, token in enumerate(line[:-1])
        if token.kind == MARK and token.key >= _FIRST_EMOJI and line[at + 1].kind == NUMBER
    ]
    if len(emoji) < _FEWEST_PICTURES:
        return []
    signs = Counter(line[at].key for at in emoji)
    repeated = {sign for sign, count in signs.items() if count > 1}
    return [at for at, token in enumerate(line[:-1]) if at in emoji or (token.key in repeated)]


def _dashed(line: Tokens, *, headed: bool) -> list[int]:
    """Dashes between spaces, if numbers follow them or a heading stands in front."""
    dashes = [
        at
        for at, token in enumerate(line[:-1])
        if token.key in DASHES
        and not touching(token, line[at + 1])
        and (at == 0 or not touching(line[at - 1], token))
    ]
    measured = sum(line[at + 1].kind == NUMBER for at in dashes)
    return dashes if len(dashes) > 1 and (headed or measured > 1) else []
