"""The dish's picture: by its bytes, from the net, from a data URI, or none."""

from __future__ import annotations

import base64
from io import BytesIO

import pytest
from PIL import Image

from instarecipe.domain.errors import Permanent, Transient
from instarecipe.extraction.picture import LIMIT, fetch_picture, picture_type
from tests.doubles.pages import Net, answer, plenty_of_time

URL = "https://cdn.example.com/soup"


def drawn(form: str) -> bytes:
    content = BytesIO()
    Image.linear_gradient("L").convert("RGB").save(content, form)
    return content.getvalue()


def ftyp(major: bytes, *compatible: bytes) -> bytes:
    brands = b"".join(compatible)
    return (16 + len(brands)).to_bytes(4, "big") + b"ftyp" + major + bytes(4) + brands + bytes(200)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (drawn("JPEG"), "image/jpeg"),
        (drawn("MPO"), "image/jpeg"),
        (drawn("PNG"), "image/png"),
        (drawn("GIF"), "image/gif"),
        (drawn("WEBP"), "image/webp"),
        (drawn("AVIF"), "image/avif"),
        (ftyp(b"mif1", b"mif1", b"avif"), "image/avif"),
        (ftyp(b"heic", b"mif1", b"heic"), "image/heic"),
        (ftyp(b"mp42", b"isom"), None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"<html>not found</html>", None),
        (b"\x00\x00\x00\x10ftyp", None),
        (b"", None),
    ],
)
def test_a_picture_is_known_by_its_bytes(content: bytes, kind: str | None) -> None:
    assert picture_type(content) == kind


def test_a_picture_is_fetched_and_named_by_its_bytes_not_by_the_site() -> None:
    content = drawn("PNG")
    net = Net({URL: answer(URL, content, content_type="image/jpeg")})

    picture = fetch_picture(URL, net, plenty_of_time())

    assert picture is not None
    assert (picture.content, picture.content_type) == (content, "image/png")


@pytest.mark.parametrize(
    "route",
    [
        answer(URL, "<html>login</html>"),
        answer(URL, drawn("PNG"), status=403),
        answer(URL, b"\xff\xd8\xff" + bytes(20)),
        answer(URL, b"\xff\xd8\xff" + bytes(LIMIT)),
        Permanent("address_blocked", "Not there."),
        Transient("site_slow", "Too slow."),
    ],
)
def test_a_picture_that_cannot_be_had_is_none(route: object) -> None:
    assert fetch_picture(URL, Net({URL: route}), plenty_of_time()) is None  # type: ignore[dict-item]


def test_a_picture_within_the_page_needs_no_net() -> None:
    content = drawn("PNG")
    embedded = f"data:image/png;base64,{base64.b64encode(content).decode()}"
    net = Net()

    picture = fetch_picture(embedded, net, plenty_of_time())

    assert picture is not None
    assert picture.content == content
    assert net.asked == []


@pytest.mark.parametrize(
    "url",
    ["data:", "data:image/png", "data:image/png;base64,AA", "data:,hello%20world", "data:image/png;base64,ä"],
)
def test_a_data_uri_without_a_picture_is_none(url: str) -> None:
    assert fetch_picture(url, Net(), plenty_of_time()) is None
