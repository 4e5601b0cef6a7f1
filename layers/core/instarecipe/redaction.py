"""What no log line may hold: known secrets wherever they stand, and whatever has a secret's name or shape.

It hides rather too much than too little: a log line is read by more people than the database.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

HIDDEN: Final = "[hidden]"
LEAST: Final = 6
"""Characters. What is shorter would be found in ordinary words."""

LONGEST: Final = 100_000
"""Characters of one text; CloudWatch takes 256 kB of a line."""

_NAMES: Final = (
    r"(?:token|ticket|pair|api_?key|secret|secret_access_key|password|passwd|pwd|signature|sig|auth|p256dh"
    r"|session_?id|csrftoken|cookies?|authorization|private_?key|credential|endpoint)"
)
_HEADER: Final = (
    r"(?i)(?<![a-z])((?:authorization|cookie|x-api-key)['\"]?(?:\s*:\s*|=)\[?b?)"
    r"(?:\"[^\"]*\"|'[^']*'|[^\s'\"][^\r\n]*)"
)
# None of them may look further than its own word from each place: what is logged may be hostile and long.
_RULES: Final = (
    # A header, to the end of what stands in quotes or on the line: "Cookie: a=b; c=d".
    (_HEADER, rf"\1{HIDDEN}"),
    # A name and its value: "?access_token=…", "'auth': '…'".
    (rf"(?i)(?<![a-z])({_NAMES}['\"]?(?:\s*:\s*|=|%3D)['\"]?)[^&\s'\"\\<>,;}}]{{3,}}", rf"\1{HIDDEN}"),
    (r"(?i)\b(bearer|basic)\s+(?=\S*[\d=]|\S{16})[\w.~+/=-]{4,}", rf"\1 {HIDDEN}"),
    # A name and a password in an address.
    (r"://[^/\s@'\"\\]+@", f"://{HIDDEN}@"),
    # A push service's address names one device of one person.
    (r"(?i)(https?://[^/\s'\"]{0,200}?(?:push|fcm|notify)[^/\s'\"]{0,200}/)[^\s'\"\\]+", rf"\1{HIDDEN}"),
    # Shapes: ours, model servers', Tandoor's, JSON web tokens, AWS keys.
    (r"\b(?:ir_|sk-|tda_|eyJ|AKIA|ASIA)[\w.-]{8,}", HIDDEN),
    # Anything long and mixed.
    (r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{40,}", HIDDEN),
)  # fmt: skip

_known: set[str] = set()


def hide(*secrets: str) -> None:
    """From now on none of these is shown, nor the password or the cookies in one of them."""
    for secret in secrets:
        for part in (secret, *_passwords(secret), *_cookies(secret)):
            _known.update(one for one in (part, quote(part, safe=""), unquote(part)) if len(one) >= LEAST)


def redacted(text: str) -> str:
    """`text` without what must not be shown, and not endless."""
    if len(text) < LEAST:
        return text
    text = text[:LONGEST]
    for secret in sorted(_known.copy(), key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    for rule, instead in _rules():
        text = rule.sub(instead, text)
    return text


def presentable(value: Any) -> Any:
    """The same for what JSON is made of; other things become their words."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(name): _named(str(name), one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [presentable(one) for one in value]
    return redacted(str(value))


def _named(name: str, value: Any) -> Any:
    return HIDDEN if value and _secret_name().fullmatch(name) else presentable(value)


@cache
def _rules() -> list[tuple[re.Pattern[str], str]]:
    """Made when the first line is written."""
    return [(re.compile(rule), instead) for rule, instead in _RULES]


@cache
def _secret_name() -> re.Pattern[str]:
    return re.compile(rf"(?:\w+[_-])?{_NAMES}", re.IGNORECASE)


def _passwords(secret: str) -> Iterator[str]:
    if "://" in secret and (password := urlsplit(secret).password):
        yield password


def _cookies(secret: str) -> Iterator[str]:
    """Of `name=value; …`, or the last column of a browser's cookie file."""
    for found in re.finditer(r"=([^;\s]+)|\t(\S+)$", secret, re.MULTILINE):
        yield found[1] or found[2]
