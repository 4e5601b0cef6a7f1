"""The dish's picture: fetched through the guard, or taken out of a data URI; never a reason to fail."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import unquote_to_bytes

from instarecipe.domain.errors import Failure
from instarecipe.extraction import samples
from instarecipe.ports import Blob, Deadline, Fetch

LIMIT = 15_000_000
"""Bytes."""
_SMALLEST = 100
"""Bytes; what is smaller is a placeholder or a counting pixel."""

_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_BRANDS = (
    ((b"avif", b"avis"), "image/avif"),
    ((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), "image/heic"),
)


def fetch_picture(url: str, fetch: Fetch, deadline: Deadline) -> Blob | None:
    """The picture at an http(s) address or in a `data:` URI, None when there is none to be had.

    The content type is what the bytes say, not what the site says. At most `LIMIT` bytes.
    """
    content = _embedded(url) if url.startswith("data:") else _fetched(url, fetch, deadline)
    if content is None or not _SMALLEST <= len(content) <= LIMIT:
        return None
    kind = picture_type(content)
    return Blob(content, kind) if kind else None


def picture_type(content: bytes) -> str | None:
    """`image/…` by the first bytes: JPEG (MPO too), PNG, GIF, WebP, AVIF, HEIC."""
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return _by_brand(content) if content[4:8] == b"ftyp" else None


def _by_brand(content: bytes) -> str | None:
    """ISO 14496-12: the box `ftyp` names the major brand, a version, and the compatible brands."""
    size = min(int.from_bytes(content[:4], "big"), 256)
    brands = {content[8:12], *(content[at : at + 4] for at in range(16, size, 4))}
    return next((kind for names, kind in _BRANDS if not brands.isdisjoint(names)), None)


def _fetched(url: str, fetch: Fetch, deadline: Deadline) -> bytes | None:
    try:
        answer = samples.sample(url) or fetch(
            url, deadline=deadline, limit=LIMIT, headers={"accept": "image/*,*/*;q=0.5"}
        )
    except Failure:
        return None
    return answer.body if answer.status == 200 else None


def _embedded(url: str) -> bytes | None:
    head, comma, content = url.partition(",")
    if not comma or len(content) > 2 * LIMIT:
        return None
    if not head.endswith(";base64"):
        return unquote_to_bytes(content)
    try:
        return base64.b64decode(unquote_to_bytes(content), validate=False)
    except (binascii.Error, ValueError):
        return None
