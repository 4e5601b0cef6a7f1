"""JSON as it is met in the wild, read all the same.

Mended in one linear pass: comments, CDATA, raw line ends and control characters in strings, wrong escapes,
quotes that nobody escaped, commas too many or missing, several values in a row, an end that is cut off.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any

_WRAPPING = re.compile(r"<!--|-->|(?://|/\*)?\s{0,9}(?:<!\[CDATA\[|\]\]>)\s{0,9}(?:\*/)?")
_TOKEN = re.compile(r'"|//[^\n]*|/\*|[{}\[\],:]|[^\s"{}\[\],:/]+|/|\s+')
_CHUNK = re.compile(r'[^"\\\x00-\x1f]+')
_AFTER = re.compile(r"\s*")
_ESCAPE = re.compile(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})')
_LITERAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null")
_CLOSING = {"{": "}", "[": "]"}
_MEND_LIMIT = 1_000_000
"""Characters; mending takes about a second for as many, and no recipe's JSON comes near."""


def values(source: str) -> list[Any]:
    """Every JSON value in `source`, one after the other; an empty list when nothing can be made of it."""
    for text in (source, _unwrapped(source)):
        try:
            return [_decoder().decode(text.strip())]
        except (ValueError, RecursionError):
            continue
    return _sequence(mended(_unwrapped(source))) if len(source) <= _MEND_LIMIT else []


def mended(source: str) -> str:
    """`source` with its faults put right as far as they can be told; may still be no JSON."""
    return _Mender(source).run()


def _unwrapped(source: str) -> str:
    text = _WRAPPING.sub("", source).strip().rstrip(";")
    return html.unescape(text) if text[:20].replace(" ", "").startswith(("{&quot;", "[{&quot;")) else text


def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(strict=False, parse_int=_integer)


def _integer(digits: str) -> int | str:
    """Python refuses to read numbers of thousands of digits; nobody cooks with them."""
    return int(digits) if len(digits) < 20 else digits


def _sequence(text: str) -> list[Any]:
    found: list[Any] = []
    position = 0
    while (start := _AFTER.match(text, position)) and start.end() < len(text):
        try:
            value, position = _decoder().raw_decode(text, start.end())
        except (ValueError, RecursionError):
            break
        found.append(value)
    return found


class _Mender:
    """Copies tokens and remembers which brackets are open and whether a value was just completed."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._position = 0
        self._out: list[str] = []
        self._open: list[str] = []
        self._complete = False

    def run(self) -> str:
        while piece := _TOKEN.match(self._source, self._position):
            self._position = piece.end()
            self._take(piece[0])
        self._drop_comma()
        self._out.extend(_CLOSING[bracket] for bracket in reversed(self._open))
        return "".join(self._out)

    def _take(self, piece: str) -> None:
        if piece == '"':
            self._value(self._string())
        elif piece == "/*":
            end = self._source.find("*/", self._position)
            self._position = len(self._source) if end < 0 else end + 2
        elif piece in "{[":
            self._value(piece)
            self._open.append(piece)
            self._complete = False
        elif piece in "}]":
            self._close()
        elif piece in ",:":
            self._separate(piece)
        elif self._open and not piece.isspace() and not piece.startswith("/"):
            self._value(piece if _LITERAL.fullmatch(piece) else json.dumps(piece))

    def _value(self, piece: str) -> None:
        if self._complete and self._open:
            self._out.append(",")
        elif self._complete:
            self._out.append("\n")
        self._out.append(piece)
        self._complete = True

    def _close(self) -> None:
        if not self._open:
            return
        self._drop_comma()
        self._out.append(_CLOSING[self._open.pop()])
        self._complete = True

    def _separate(self, piece: str) -> None:
        if piece == "," and self._out[-1:] == [":"]:
            self._value("null")
        if self._complete and self._open:
            self._out.append(piece)
            self._complete = False

    def _drop_comma(self) -> None:
        if self._out and self._out[-1] == ",":
            self._out.pop()
        elif self._out and self._out[-1] == ":":
            self._out.append("null")

    def _string(self) -> str:
        parts = ['"']
        source = self._source
        while self._position < len(source):
            if chunk := _CHUNK.match(source, self._position):
                parts.append(chunk[0])
                self._position = chunk.end()
                continue
            character = source[self._position]
            if character == "\\":
                parts.append(self._escape())
                continue
            self._position += 1
            if character != '"':
                parts.append(json.dumps(character)[1:-1])
            elif self._ends_string():
                break
            else:
                parts.append('\\"')
        return "".join(parts) + '"'

    def _escape(self) -> str:
        good = _ESCAPE.match(self._source, self._position)
        self._position += len(good[0]) if good else 1
        return good[0] if good else ""

    def _ends_string(self) -> bool:
        """A quote ends a string when what follows belongs to the JSON around it."""
        follows = self._skip(self._position)
        if follows == len(self._source) or self._source[follows] in ":]}":
            return True
        if self._source[follows] == ",":
            after = self._skip(follows + 1)
            return after == len(self._source) or self._source[after] in '"{[]},-0123456789tfn/'
        return self._source[follows] in '"{[' and "\n" in self._source[self._position : follows]

    def _skip(self, position: int) -> int:
        spaces = _AFTER.match(self._source, position)
        return spaces.end() if spaces else position
