"""Where a dish's picture stands: as large as a page shows it, and beside it a small one for lists."""

from __future__ import annotations

SMALL = "-small"


def names(name: str) -> tuple[str, str]:
    """Of both, by that of the large one; the page knows this too (web/js/item.js)."""
    return name, name + SMALL
