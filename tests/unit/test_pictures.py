"""A picture is stored twice: as large as a page shows it, and small for lists."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from instarecipe import pictures
from instarecipe.domain.pictures import names
from instarecipe.embedded.media import FileMedia
from instarecipe.ports import Blob
from tests.doubles.pictures import bomb

NAME = "pictures/o/i/1"


@pytest.fixture
def media(tmp_path: Path) -> FileMedia:
    return FileMedia(tmp_path)


def photo(width: int, height: int, kind: str = "JPEG") -> Blob:
    pixels = random.Random(7).randbytes(width * height * 3)  # noqa: S311  (noise: the hardest to make small)
    stream = BytesIO()
    Image.frombytes("RGB", (width, height), pixels).save(stream, kind)
    return Blob(stream.getvalue(), f"image/{kind.lower()}")


def width_of(media: FileMedia, name: str) -> int:
    blob = media.get(name)
    assert blob
    assert blob.content_type == "image/jpeg"
    return Image.open(BytesIO(blob.content)).width


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_large_one_is_stored_in_two_sizes(media: FileMedia, kind: str) -> None:
    pictures.store(media, NAME, photo(1500, 1000, kind))

    whole, small = names(NAME)
    assert width_of(media, whole) <= 1020
    assert width_of(media, small) <= pictures.SMALL_WIDTH
    blob = media.get(small)
    assert blob
    assert len(blob.content) <= pictures.SMALL_LIMIT


def test_a_little_one_is_not_made_larger(media: FileMedia) -> None:
    pictures.store(media, NAME, photo(200, 150))

    assert [width_of(media, name) for name in names(NAME)] == [200, 200]


@pytest.mark.parametrize("size", [(8_000, 7_000), (60_000, 60_000)])
def test_what_would_burst_a_browser_is_not_stored(media: FileMedia, size: tuple[int, int]) -> None:
    assert pictures.store(media, NAME, bomb(*size)) is None

    assert [media.get(name) for name in names(NAME)] == [None, None]


def test_what_cannot_be_read_is_stored_as_it_came(media: FileMedia) -> None:
    unknown = Blob(b"no picture that Pillow knows", "image/heic")

    pictures.store(media, NAME, unknown)

    assert [media.get(name) for name in names(NAME)] == [unknown, None]
