"""What every engine's `Media` promises."""

from __future__ import annotations

import pytest

from instarecipe.ports import Blob, Engine, Media

NAME = "pictures/household/00000000-0000-4000-8000-000000000001/00000000-0000-4000-8000-000000000002"
JPEG = Blob(bytes(range(256)) + b"\n\r\n\0" * 9, "image/jpeg")


@pytest.fixture
def media(engine: Engine) -> Media:
    return engine.media


@pytest.mark.parametrize(
    "blob", [JPEG, Blob(b"", "application/gzip"), Blob(b"\n", "text/plain; charset=utf-8")]
)
def test_a_file_comes_back_as_it_was_put(media: Media, blob: Blob) -> None:
    media.put(NAME, blob)
    assert media.get(NAME) == blob


def test_a_large_file_is_kept(media: Media) -> None:
    blob = Blob(b"0123456789abcdef" * 320_000, "image/png")
    media.put(NAME, blob)
    assert media.get(NAME) == blob


def test_the_last_put_counts(media: Media) -> None:
    media.put(NAME, JPEG)
    media.put(NAME, Blob(b"new", "image/png"))
    assert media.get(NAME) == Blob(b"new", "image/png")


@pytest.mark.parametrize("name", [NAME, "pictures", "pictures/household", f"{NAME}/below", "a"])
def test_what_was_never_put_is_none(media: Media, name: str) -> None:
    media.put(f"{NAME}2", JPEG)
    assert media.get(name) is None


def test_a_deleted_file_is_gone_and_the_others_stay(media: Media) -> None:
    for number in range(3):
        media.put(f"{NAME}{number}", JPEG)
    media.delete([f"{NAME}0", f"{NAME}1", "pictures/never"])
    assert [media.get(f"{NAME}{number}") for number in range(3)] == [None, None, JPEG]
    media.delete([f"{NAME}0"])
    media.delete([])


@pytest.mark.parametrize(
    "name", ["", "/etc/passwd", "..", "../secret", "pictures/../../secret", "a//b", "a/", "a/./b", "/"]
)
def test_no_name_leads_anywhere_else(media: Media, name: str) -> None:
    with pytest.raises(ValueError, match="bad media name"):
        media.put(name, JPEG)
    with pytest.raises(ValueError, match="bad media name"):
        media.get(name)
    with pytest.raises(ValueError, match="bad media name"):
        media.delete([name])


@pytest.mark.parametrize("name", ["given/o/i/a b", "given/o/i/ä🍅", "given/o/i/%2e%2e", "given/o/i/a+b?c#d"])
def test_names_mean_what_they_say(media: Media, name: str) -> None:
    media.put(name, JPEG)
    assert media.get(name) == JPEG
