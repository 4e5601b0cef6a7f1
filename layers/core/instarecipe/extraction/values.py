"""The values of a schema.org object: a text, a number, an object, a list of these, or a reference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from instarecipe.extraction import quantities
from instarecipe.extraction.graph import Graph
from instarecipe.extraction.text import line

DEPTH = 8
LINES = 400
"""Entries of a list that are looked at."""
NOTHING = frozenset({"", "null", "undefined", "none", "n/a", "-", "."})
_DATA_URI = 100_000
"""Characters of a picture that stands in the page itself."""


class Values:
    """Reads values of `graph`; relative addresses start at `url`."""

    def __init__(self, graph: Graph, url: str) -> None:
        self._graph = graph
        self._url = url

    def text(self, value: Any) -> str:
        """The first text that `value` holds, on one line."""
        return next(iter(self.texts(value)), "")

    def texts(self, value: Any) -> list[str]:
        return [text for found in self._texts(value, 0) if (text := line(found)).lower() not in NOTHING]

    def _texts(self, value: Any, depth: int) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, bool) or value is None or depth > DEPTH:
            return
        elif isinstance(value, int | float):
            yield f"{value:g}" if abs(value) < 1e15 else ""
        elif isinstance(value, list):
            for entry in value[:LINES]:
                yield from self._texts(entry, depth + 1)
        elif isinstance(value, dict):
            node = self._graph.resolved(value)
            for name in ("@value", "name", "text", "value"):
                if node.get(name) not in (None, "", []):
                    unit = node.get("unittext") if name == "value" else None
                    yield from (f"{found} {unit or ''}" for found in self._texts(node[name], depth + 1))
                    return

    def minutes(self, value: Any) -> int | None:
        if isinstance(value, dict):
            node = self._graph.resolved(value)
            value = node.get("maxvalue") or node.get("value") or node.get("@value") or node.get("minvalue")
        return next(filter(None, map(quantities.minutes, self.texts(value))), None)

    def image(self, value: Any) -> str | None:
        """The largest picture whose size is told, else the first."""
        candidates = list(self._images(value, 0))
        best = max(candidates, key=lambda candidate: candidate[0], default=None)
        return best[1] if best else None

    def _images(self, value: Any, depth: int) -> Iterator[tuple[float, str]]:
        if isinstance(value, str):
            address = absolute(self._url, value)
            if address:
                yield 0.0, address
        elif isinstance(value, list) and depth <= DEPTH:
            for entry in value[:50]:
                yield from self._images(entry, depth + 1)
        elif isinstance(value, dict) and depth <= DEPTH:
            node = self._graph.resolved(value)
            width, height = (
                quantities.number(self.text(node.get(side))) or 0.0 for side in ("width", "height")
            )
            for name in ("url", "contenturl", "@id", "thumbnailurl"):
                found = list(self._images(node.get(name), depth + 1))
                if found:
                    yield width * height or found[0][0], found[0][1]
                    return


def absolute(base: str, address: str) -> str | None:
    """An address as a page writes it, made whole; None for what no picture can be had from."""
    address = "".join(address.split()) if address.lstrip().startswith("data:") else address.strip()
    if address.startswith("data:"):
        wanted = address.startswith("data:image/") and not address.startswith("data:image/svg")
        return address if wanted and len(address) <= _DATA_URI else None
    try:
        whole = urljoin(base, address.replace(" ", "%20"))
    except ValueError:
        return None
    return whole if address and whole.startswith(("http://", "https://")) and len(whole) <= 2_048 else None
