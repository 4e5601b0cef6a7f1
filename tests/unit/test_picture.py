"""Every picture becomes an upright JPEG of modest size, or nothing."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from instarecipe.ports import Blob
from instarecipe.uploading.picture import to_jpeg
from tests.doubles.pictures import bomb

RED, WHITE = (255, 0, 0), (255, 255, 255)


def blob(image: Image.Image, kind: str, **options: object) -> Blob:
    stream = BytesIO()
    image.save(stream, kind, **options)
    return Blob(stream.getvalue(), "application/octet-stream")


def opened(found: Blob | None) -> Image.Image:
    assert found
    assert found.content_type == "image/jpeg"
    assert len(found.content) <= 500_000
    image = Image.open(BytesIO(found.content))
    assert (image.format, image.mode) == ("JPEG", "RGB")
    return image


def near(image: Image.Image, at: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    pixel = image.getpixel(at)
    assert isinstance(pixel, tuple)
    return all(abs(seen - meant) < 12 for seen, meant in zip(pixel, colour, strict=True))


def noise(width: int, height: int) -> Image.Image:
    return Image.frombytes("RGB", (width, height), random.Random(7).randbytes(width * height * 3))  # noqa: S311  (noise)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "BMP", "MPO"])
def test_every_common_kind_is_read(kind: str) -> None:
    image = opened(to_jpeg(blob(Image.new("RGB", (64, 48), RED), kind)))
    assert image.size == (64, 48)
    assert near(image, (30, 20), RED)


@pytest.mark.parametrize(
    ("mode", "kind"), [("CMYK", "JPEG"), ("L", "PNG"), ("1", "PNG"), ("P", "GIF"), ("LA", "PNG")]
)
def test_every_colour_mode_is_read(mode: str, kind: str) -> None:
    assert opened(to_jpeg(blob(Image.new("RGB", (20, 20), WHITE).convert(mode), kind))).size == (20, 20)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_what_is_transparent_is_white(kind: str) -> None:
    image = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    image.paste((*RED, 255), (20, 0, 40, 20))
    found = opened(to_jpeg(blob(image, kind)))
    assert near(found, (4, 10), WHITE)
    assert near(found, (36, 10), RED)


def test_a_palette_with_a_transparent_colour_is_white_there() -> None:
    image = Image.new("P", (20, 20), 0)
    image.putpalette([0, 0, 0, *RED])
    assert near(opened(to_jpeg(blob(image, "PNG", transparency=0))), (10, 10), WHITE)


def test_a_picture_is_turned_as_the_camera_was_held() -> None:
    image = Image.new("RGB", (60, 40), WHITE)
    image.paste(RED, (0, 0, 30, 40))
    exif = Image.Exif()
    exif[0x0112] = 6
    found = opened(to_jpeg(blob(image, "JPEG", exif=exif)))
    assert found.size == (40, 60)
    assert near(found, (20, 8), RED)
    assert near(found, (20, 52), WHITE)
    assert found.getexif().get(0x0112, 1) == 1


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_of_an_animation_the_first_frame_is_taken(kind: str) -> None:
    first, second = Image.new("RGB", (20, 20), RED), Image.new("RGB", (20, 20), WHITE)
    found = opened(to_jpeg(blob(first, kind, save_all=True, append_images=[second], duration=100)))
    assert near(found, (10, 10), RED)


def test_of_a_picture_with_depth_the_first_is_taken() -> None:
    first, second = Image.new("RGB", (20, 20), RED), Image.new("RGB", (20, 20), WHITE)
    assert near(opened(to_jpeg(blob(first, "MPO", save_all=True, append_images=[second]))), (9, 9), RED)


@pytest.mark.parametrize(("size", "expected"), [((2040, 1000), (1020, 500)), ((500, 3000), (500, 3000))])
def test_a_wide_picture_is_narrowed_and_none_is_widened(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert opened(to_jpeg(blob(Image.new("RGB", size, RED), "PNG"))).size == expected


def test_a_picture_full_of_detail_still_fits() -> None:
    found = to_jpeg(blob(noise(1000, 1500), "PNG"))
    assert opened(found).width <= 1020


def test_a_low_limit_is_kept() -> None:
    found = to_jpeg(blob(noise(400, 400), "PNG"), limit=5_000)
    assert found
    assert len(found.content) <= 5_000


def test_a_limit_that_no_picture_keeps_is_none() -> None:
    assert to_jpeg(blob(noise(64, 64), "PNG"), limit=10) is None


def test_a_jpeg_that_fits_is_not_touched() -> None:
    given_ = blob(Image.new("RGB", (1020, 700), RED), "JPEG")
    found = to_jpeg(given_)
    assert found
    assert found.content is given_.content


def test_twice_is_as_good_as_once() -> None:
    once = to_jpeg(blob(noise(1500, 1200), "WEBP"))
    assert once
    assert to_jpeg(once) == once


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xff\xd8\xff\xe0 no more",
        b"GIF89a",
        b"%!PS-Adobe-3.0 EPSF-3.0",
    ],
)
def test_what_is_no_picture_is_none(content: bytes) -> None:
    assert to_jpeg(Blob(content, "image/jpeg")) is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_half_a_picture_is_none(kind: str) -> None:
    whole = blob(noise(200, 200), kind).content
    assert to_jpeg(Blob(whole[: len(whole) // 2], "image/jpeg")) is None


@pytest.mark.parametrize("size", [(8_000, 7_000), (20_000, 20_000)])
def test_a_decompression_bomb_is_none(size: tuple[int, int]) -> None:
    assert to_jpeg(bomb(*size)) is None


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's, about the damage
@settings(deadline=None)
@given(st.data())
def test_a_damaged_picture_is_a_picture_or_none(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF"]))
    content = bytearray(blob(Image.new("RGB", (16, 16), RED), kind).content)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    found = to_jpeg(Blob(bytes(content), "image/jpeg"))
    assert found is None or found.content_type == "image/jpeg"
