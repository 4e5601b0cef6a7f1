"""A post's text in plain signs, and a line of it without bullet or number (`🔸 2 eggs`, `Step 2: Mix`)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from instarecipe.parsing.lexicon import lexicon
from instarecipe.parsing.tokens import NUMBER, WORD, Token, Tokens, tokens, touching
from instarecipe.parsing.vocabulary import vocabulary

LONGEST_TEXT = 40_000
"""Characters of a text that are read: no post is longer, and what is of use on a page rarely."""
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff]"
)
_BLANKS = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164]")
_BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")
_STYLED = re.compile("[\U0001d400-\U0001d7ff\u24b6-\u24e9\uff21-\uff3a\uff41-\uff5a]")
_KEYCAP = re.compile("(\\d)\u20e3")
_NUMBERS = {
    chr(first + count): f" {count + 1}. "
    for first, many in ((0x2460, 20), (0x2776, 10), (0x2780, 10), (0x278A, 10))
    for count in range(many)
} | {"\U0001f51f": " 10. "}
_ENUMERATED = re.compile(f"[{''.join(_NUMBERS)}]")
BULLET, NUMBERED = "bullet", "number"
_LEAD = re.compile(r"[^\w(\[{\"'“„«‚‘¿¡#@½⅓⅔¼¾⅛⅜⅝⅞]+")
_AFTER_NUMBER = frozenset(".):、．）-–/·")
_LOOSE = frozenset("-–/·")
"""Marks which stand between two amounts too, so that a word must follow: `1 - Mix`, not `1 - 2 eggs`."""
_LETTERS = frozenset("abcdefgh")


@dataclass(slots=True)
class Line:
    """`mark` is BULLET, NUMBERED (then `number` is set, unless it was a word) or "".

    `blank`: a blank line stands before it. `inline`: it was a part of a longer line. `listed`: it stood in a
    list of ingredients. A heading has its kind in `heading` and in `said` what stands beside it.
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
    tokens: Tokens = ()


def cleaned(text: str) -> str:
    """`𝗕𝗼𝗹𝗱` becomes `Bold`, `①` and `1️⃣` become `1.`; lines end with `\\n`, blanks are spaces."""
    text = _BREAKS.sub("\n", text[:LONGEST_TEXT])
    if not text.isascii():
        text = _BLANKS.sub(" ", _INVISIBLE.sub("", text))
        text = _STYLED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
        text = _KEYCAP.sub(r" \1. ", text)
        text = _ENUMERATED.sub(lambda match: _NUMBERS[match[0]], text)
    return unicodedata.normalize("NFC", text)


def is_picture(sign: str) -> bool:
    """An emoji, an arrow or a drawn bullet; not the punctuation of East Asia."""
    return sign >= "\u2190" and not sign.isalnum() and sign not in "「」『』【】（）。！？～、，：；"


def line_of(raw: str) -> Line:
    """A line without its bullet, its number and the pictures at its ends."""
    lead = _LEAD.match(raw)
    text = raw[lead.end() :] if lead else raw
    mark = BULLET if lead and not lead[0].isspace() else ""
    found = tokens(text)
    behind, number = _behind_number(found), None
    if behind:
        number = next((int(token.key) for token in found[:behind] if token.kind == NUMBER), None)
        mark, text = NUMBERED, text[found[behind - 1].end :].lstrip(" .:-–—)")
    end = len(text)
    while end and (text[end - 1].isspace() or is_picture(text[end - 1])):
        end -= 1
    return Line(text[:end], raw, mark, number, tokens=tokens(text[:end]))


def _behind_number(line: Tokens) -> int:
    """Where a step's number ends (`1.`, `(1)`, `A)`, `Step two:`, `1. lépés:`, `第1步`), 0 without one."""
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
    return end + (end < len(line) and line[end].key in vocabulary().step_words)


def _labelled(line: Tokens) -> bool:
    """`Hatua 1:`, in a language without tables."""
    return len(line) > 3 and line[0].kind == WORD and line[1].kind == NUMBER and line[2].key in ":："


def _numbers(token: Token, *, worded: bool) -> bool:
    if token.kind == NUMBER:
        return token.key.isdigit() and len(token.key) < 3
    return token.key in (lexicon(None).numbers if worded else _LETTERS)


def _stands_apart(line: Tokens, at: int) -> bool:
    """Whether the mark behind a number makes it one of a list: not in `1.5 kg`, `2-3 eggs`, `1 / 2`."""
    mark = line[at + 1]
    if line[at].kind == WORD and mark.key not in ")）":
        return False
    if at + 2 >= len(line):
        return True
    spaced, word = not touching(mark, line[at + 2]), line[at + 2].kind == WORD
    return (spaced and word) if mark.key in _LOOSE else (spaced or word)
