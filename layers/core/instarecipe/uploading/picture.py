"""Any picture as the JPEG that recipe managers keep as it is: upright, at most 1 020 px wide and 500 kB."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from instarecipe.observability import log
from instarecipe.ports import Blob

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS: Final = 40_000_000
"""More is a decompression bomb, or nothing that a post shows. Each takes 4 bytes, in some copies."""
FORMATS: Final = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "BMP")  # MPO begins as a JPEG
QUALITIES: Final = (85, 75, 60, 45)
ORIENTATION: Final = 0x0112
LYING: Final = (5, 6, 7, 8)


def to_jpeg(blob: Blob, max_width: int = 1020, limit: int = 500_000) -> Blob | None:
    """None when it is no picture that can be read. A JPEG that fits already is answered as it is."""
    try:
        with _opened(blob) as image:
            if _is_too_large(image):
                return None
            if _fits(image, max_width) and len(blob.content) <= limit:
                image.load()
                return Blob(blob.content, "image/jpeg")
            return _within(_upright(image, max_width), limit)
    except Exception as unreadable:  # every decoder stumbles over foreign bytes in its own ways
        log.info("unreadable picture", extra={"reason": repr(unreadable)[:200]})
        return None


def is_bomb(blob: Blob) -> bool:
    """Whether it says that it has more than `MAX_PIXELS`; only its header is read."""
    from PIL import Image

    try:
        with _opened(blob) as image:
            return _is_too_large(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return True
    except Exception:  # what cannot be read has no size either
        return False


def _opened(blob: Blob) -> Image.Image:
    """Its header is read, nothing else yet."""
    from PIL import Image

    Image.init()  # else `open` knows the commonest formats only, and fails at the name of another
    return Image.open(BytesIO(blob.content), formats=FORMATS)


def _is_too_large(image: Image.Image) -> bool:
    return image.width * image.height > MAX_PIXELS


def _fits(image: Image.Image, max_width: int) -> bool:
    return (
        image.format == "JPEG"
        and image.mode in ("RGB", "L")
        and image.width <= max_width
        and image.getexif().get(ORIENTATION, 1) == 1
    )


def _upright(image: Image.Image, max_width: int) -> Image.Image:
    """The first frame in RGB, on white where it is transparent, turned as the camera was held.

    Narrowed before anything else: a copy of the largest picture takes a third of the function's memory.
    """
    from PIL import Image, ImageOps

    image.draft("RGB", (2 * max_width, 2 * max_width))  # lets JPEGs be decoded at a fraction of their size
    mode = "RGBA" if image.has_transparency_data else "RGB"
    orientation = image.getexif().get(ORIENTATION, 1)
    image.load()
    small = _narrowed(
        image if image.mode == mode else image.convert(mode), max_width, lying=orientation in LYING
    )
    small.getexif()[ORIENTATION] = orientation
    turned = ImageOps.exif_transpose(small)
    if mode == "RGB":
        return turned
    return Image.alpha_composite(Image.new("RGBA", turned.size, "white"), turned).convert("RGB")


def _narrowed(image: Image.Image, width: int, *, lying: bool = False) -> Image.Image:
    """`lying`: what is its height now will be its width."""
    now = image.height if lying else image.width
    if now <= width:
        return image
    part = width / now
    size = max(1, round(image.width * part)), max(1, round(image.height * part))
    return image.resize(size)


def _within(image: Image.Image, limit: int) -> Blob:
    """Lower qualities first, then smaller pictures, until it fits."""
    while True:
        for quality in QUALITIES:
            stream = BytesIO()
            image.save(stream, "JPEG", quality=quality, optimize=True)
            if stream.tell() <= limit:
                return Blob(stream.getvalue(), "image/jpeg")
        if image.width <= 16:
            raise ValueError("no picture is as small as that")
        image = _narrowed(image, image.width * 3 // 4)
