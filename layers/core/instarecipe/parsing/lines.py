"""A post cut into lines as a cook would write them: one line, one thing.

Lists within a line (`• a • b`, `1. x 2. y`) and headings in its middle are taken apart. Nothing is thrown
away here, but for signs that nobody sees.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from instarecipe.parsing.headings import heading_at
from instarecipe.parsing.lexicon import lexicon
from instarecipe.parsing.times import Facts, statement
from instarecipe.parsing.tokens import DASHES, MARK, NUMBER, WORD, Token, tokens
from instarecipe.parsing.vocabulary import vocabulary

LONGEST_TEXT = 60_000
"""Characters of a text that are read: no post is longer, and what is of use on a page rarely."""
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_BLANKS = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164]")
_BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")
_STYLED = re.compile("[\U0001d400-\U0001d7ff\u24b6-\u24e9\uff21-\uff3a\uff41-\uff5a]")
_KEYCAP = re.compile("(\\d)\u20e3")
_DIVIDERS = re.compile(r"[|│┃•]|\s[·–—/]\s")
_SPOKEN = re.compile(r"[^\W_]")
_ENUMERATED = {
    **{0x2460 + n: f" {n + 1}. " for n in range(20)},
    **{0x2776 + n: f" {n + 1}. " for n in range(10)},
    **{0x2780 + n: f" {n + 1}. " for n in range(10)},
    **{0x278A + n: f" {n + 1}. " for n in range(10)},
    0x1F51F: " 10. ",
}
_BULLETS = frozenset("•●○◦‣▪▫■□▢▣◾◽◼◻☐☑✓✔✅➤➢➣►▶▸▹➜➔→⇒➡★☆✦✧❖♦◆◇⦿⁃∙")
_AFTER_NUMBER = frozenset(".):、．）-–/·")
_LEAD = re.compile(r"[^\w(\[{\"'“„«‚‘¿¡#@½⅓⅔¼¾⅛⅜⅝⅞]+")
_MOST_STEPS = 60


@dataclass(slots=True)
class Line:
    """One line of a post. `mark` is "bullet", "number" (then with its `number`) or ""; `blank` says that a blank line stands before it,
    `inline` that it was a part of a longer line, `listed` that it stood in a list of ingredients. A heading has `heading` and, beside it, `said`.
    """

    text: str
    raw: str
    mark: str = ""
    number: int | None = None
    blank: bool = False
    inline: bool = False
    listed: bool = False
    heading: str | None = None
    said: str = ""
    tokens: Sequence[Token] = ()


def cleaned(text: str) -> str:
    """The text without invisible signs; styled letters (𝗕𝗼𝗹𝗱) and enumerating signs (①, 1️⃣) in plain form."""
    text = _BREAKS.sub("\n", text[:LONGEST_TEXT])
    if not text.isascii():
        text = _BLANKS.sub(" ", _INVISIBLE.sub("", text))
        text = _STYLED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
        text = _KEYCAP.sub(r" \1. ", text)
        text = text.translate(_ENUMERATED)
    return unicodedata.normalize("NFC", text)


def split(text: str) -> list[Line]:
    """The lines of a cleaned text, in order; blank ones are only seen in `blank`."""
    found: list[Line] = []
    blank = False
    for physical in text.split("\n"):
        stripped = physical.strip()
        if not _SPOKEN.search(stripped):
            blank = True
            continue
        for count, line in enumerate(_parts(stripped)):
            line.blank, line.inline = blank and count == 0, count > 0
            found.append(line)
        blank = False
    return found


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
    while at < len(line):
        heading = heading_at(line, at, text)
        if heading is None:
            at += 1
            continue
        yield from _items(text, line[start:at], headed=headed)
        headed = True
        end = heading.end
        yield Line(
            text[line[at].start : line[end - 1].end],
            text,
            heading=heading.kind,
            said=heading.said,
            tokens=line[at:end],
        )
        start = at = end
    yield from _items(text, line[start:], headed=headed)


def _items(text: str, line: Sequence[Token], *, headed: bool) -> Iterator[Line]:
    """A list within a line, by its bullets or numbers; behind a heading by its dashes too."""
    cuts = _numbered(line) or _bulleted(line) or _dashed(line, headed=headed)
    starts = sorted({0, *cuts})
    for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
        if end > start and any(token.kind != MARK for token in line[start:end]):
            yield line_of(text[line[start].start : line[end - 1].end])


def _numbered(line: Sequence[Token]) -> list[int]:
    """Where `1.`, `2.` … begin, if there are two at least."""
    found: list[int] = []
    for at, token in enumerate(line[:-1]):
        if token.kind != NUMBER or token.key != str(len(found) + 1):
            continue
        free = at == 0 or line[at - 1].end < token.start or line[at - 1].kind == MARK
        if (
            free
            and line[at + 1].key in ".)：、．）"
            and line[at + 1].start == token.end
            and len(found) < _MOST_STEPS
        ):
            found.append(at)
    return found if len(found) > 1 else []


def _bulleted(line: Sequence[Token]) -> list[int]:
    """Where bullets stand; other signs count as bullets when numbers follow them (`🧅 1 onion 🧄 2 cloves`)."""
    bullets = [at for at, token in enumerate(line) if token.kind == MARK and token.key in _BULLETS]
    if len(bullets) > 1:
        return bullets
    emoji = [
        at
        for at, token in enumerate(line[:-1])
        if token.kind == MARK and token.key >= "\u2600" and line[at + 1].kind == NUMBER
    ]
    return emoji if len(emoji) > 2 else []


def _dashed(line: Sequence[Token], *, headed: bool) -> list[int]:
    """Dashes between spaces, if numbers follow them or a heading stands in front."""
    dashes = [
        at
        for at, token in enumerate(line[:-1])
        if token.key in DASHES
        and line[at + 1].start > token.end
        and (at == 0 or line[at - 1].end < token.start)
    ]
    measured = sum(line[at + 1].kind == NUMBER for at in dashes)
    return dashes if len(dashes) > 1 and (headed or measured > 1) else []


def line_of(raw: str) -> Line:
    """A line without its bullet, number and the pictures at its ends."""
    lead = _LEAD.match(raw)
    text = raw[lead.end() :] if lead else raw
    mark = "bullet" if lead and any(not sign.isspace() for sign in lead[0]) else ""
    line = tokens(text)
    behind, number = _behind_number(line), None
    if behind:
        number = next((int(token.key) for token in line[:behind] if token.kind == NUMBER), None)
        mark, text = "number", text[line[behind - 1].end :].lstrip(" .:-–—)")
    end = len(text)
    while end and (text[end - 1].isspace() or is_picture(text[end - 1])):
        end -= 1
    return Line(text[:end], raw, mark, number, tokens=tokens(text[:end]))


def is_picture(sign: str) -> bool:
    """An emoji, an arrow or a drawn bullet; not the punctuation of East Asia."""
    return sign >= "\u2190" and not sign.isalnum() and sign not in "「」『』【】（）。！？～、，：；"


def _behind_number(line: Sequence[Token]) -> int:
    """Where a step's number ends (`1.`, `Step 2:`, `Step two:`, `1. lépés:`, `第1步`, `A)`), else 0."""
    if len(line) > 3 and line[0].key == "(" and line[2].key == ")" and _numbers(line[1], worded=False):
        return 3
    worded = bool(line) and (line[0].key in vocabulary().step_words or _labelled(line))
    at = int(worded)
    if at >= len(line) or not _numbers(line[at], worded=worded):
        return 0
    end = at + 1
    if end < len(line) and line[end].key in _AFTER_NUMBER and (worded or _stands_apart(line, at)):
        end += 1
    elif not worded:
        return 0
    if end < len(line) and line[end].key in vocabulary().step_words:
        end += 1
    return end


def _labelled(line: Sequence[Token]) -> bool:
    """`Hatua 1:`, in a language without tables."""
    return len(line) > 3 and line[0].kind == WORD and line[1].kind == NUMBER and line[2].key in ":："


def _numbers(token: Token, *, worded: bool) -> bool:
    if token.kind == NUMBER:
        return token.key.isdigit() and len(token.key) < 3
    return token.kind == WORD and (token.key in lexicon(None).numbers if worded else token.key in "abcdefgh")


def _stands_apart(line: Sequence[Token], at: int) -> bool:
    """Whether the mark behind a number makes it one of a list: not in `1.5 kg`, `2-3 eggs`, `1 / 2`."""
    mark = line[at + 1]
    if line[at].kind == WORD and mark.key not in ")）":
        return False
    if at + 2 >= len(line):
        return True
    spaced, following = line[at + 2].start > mark.end, line[at + 2].kind
    return (spaced and following == WORD) if mark.key in "-–/·" else spaced or following == WORD
