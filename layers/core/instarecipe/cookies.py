"""Instagram's cookies as an operator has them: a Cookie header, or the file that a browser's add-on saves."""

from __future__ import annotations

import re
from collections.abc import Iterator

DOMAIN = "instagram.com"
_PAIR = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+=[ -:<-~]*"


def cookie_header(given: str) -> str:
    """The value of a Cookie header, "" for nothing. Raises `ValueError`, which repeats nothing of it."""
    value = "; ".join(_of_file(given)) if "\t" in given else given.strip()
    if (given.strip() and not value) or (value and not re.fullmatch(rf"{_PAIR}(; *{_PAIR})*;?", value)):
        raise ValueError(
            "must be what a browser sends to Instagram, in one line: sessionid=…; csrftoken=…"
            " or the text of a browser's cookie file"
        )
    return value


def _of_file(text: str) -> Iterator[str]:
    """Netscape's format, as curl keeps it: domain, whether below it too, path, secure, end, name, value.

    What scripts may not see, such as the session, stands behind `#HttpOnly_`; any other `#` is a comment.
    """
    for line in text.splitlines():
        domain, *others = line.strip().removeprefix("#HttpOnly_").split("\t")
        if len(others) == 6 and f".{domain}".endswith(f".{DOMAIN}"):
            yield "=".join(others[-2:])
