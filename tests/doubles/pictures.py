"""Pictures that mean harm."""

from __future__ import annotations

from io import BytesIO
from zlib import crc32

from PIL import Image

from instarecipe.ports import Blob


def bomb(width: int, height: int) -> Blob:
    """A few bytes of PNG whose header says that they are so many pixels."""
    stream = BytesIO()
    Image.new("1", (8, 8)).save(stream, "PNG")
    content = bytearray(stream.getvalue())
    content[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    content[29:33] = crc32(content[12:29]).to_bytes(4, "big")
    return Blob(bytes(content), "image/png")
