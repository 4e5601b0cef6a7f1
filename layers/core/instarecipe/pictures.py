"""A dish's picture is stored in two sizes, so that a list of a thousand stays light."""

from __future__ import annotations

from collections.abc import Collection

from instarecipe.domain.errors import Unavailable
from instarecipe.domain.pictures import names
from instarecipe.observability import log
from instarecipe.ports import Blob, Media

SMALL_WIDTH = 400
SMALL_LIMIT = 60_000
"""Bytes."""


def store(media: Media, name: str, blob: Blob) -> Blob | None:
    """What now has that name. What no decoder here can read is stored once, as it came: a browser may know
    better. Nothing, and None, for a decompression bomb, which a browser would open.
    """
    from instarecipe.uploading.picture import is_bomb, to_jpeg

    whole = to_jpeg(blob)
    if whole is None and is_bomb(blob):
        return None
    small = whole and to_jpeg(whole, SMALL_WIDTH, SMALL_LIMIT)
    for place, picture in zip(names(name), (whole or blob, small), strict=True):
        if picture:
            media.put(place, picture)
    return whole or blob


def copy(media: Media, name: str, to: str) -> bool:
    """Both sizes; whether there was one."""
    found = [media.get(size) for size in names(name)]
    for place, blob in zip(names(to), found, strict=True):
        if blob:
            media.put(place, blob)
    return found[0] is not None


def discard(media: Media, files: Collection[str]) -> None:
    """Best effort: the row that named them is gone, so that nobody could ask for it again."""
    try:
        media.delete(sorted(files))
    except (Unavailable, OSError) as trouble:
        log.warning("files left behind", extra={"files": len(files), "cause": repr(trouble)[:200]})
