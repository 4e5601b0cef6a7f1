"""A dish's picture is stored in two sizes, so that a list of a thousand stays light."""

from __future__ import annotations

from instarecipe.domain.pictures import names
from instarecipe.ports import Blob, Media

SMALL_WIDTH = 400
SMALL_LIMIT = 60_000
"""Bytes."""


def store(media: Media, name: str, blob: Blob) -> None:
    """What no decoder here can read is stored once, as it came: a browser may know better."""
    from instarecipe.uploading.picture import to_jpeg

    whole = to_jpeg(blob)
    small = whole and to_jpeg(whole, SMALL_WIDTH, SMALL_LIMIT)
    for place, picture in zip(names(name), (whole or blob, small), strict=True):
        if picture:
            media.put(place, picture)
