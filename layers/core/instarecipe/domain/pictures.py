"""Where a dish's picture stands: as large as a page shows it, and beside it a small one for lists."""

from __future__ import annotations

SMALL = "-small"
SERVED = "/media/"
"""Before a name, in an address."""


def names(name: str) -> tuple[str, str]:
    """Of both, by that of the large one; the page knows this too (web/js/item.js)."""
    return name, name + SMALL


def own(owner: str, id_: str, *shown: str | None) -> set[str]:
    """Both sizes of those that were stored for this item, by name or address; others' are left out."""
    stored = (one.removeprefix(SERVED) for one in shown if one)
    return {size for name in stored if name.startswith(f"pictures/{owner}/{id_}/") for size in names(name)}
