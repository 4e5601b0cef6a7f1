"""What the guard asks a site and what it answers, when nothing is wrong."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from instarecipe.fetch import Fetcher
from instarecipe.ports import Deadline, Fetch
from tests.doubles.internet import Internet
from tests.doubles.web import Received, Site, Wire, page, redirect

HOST = "recipes.example"
URL = f"http://{HOST}"


def soon() -> Deadline:
    return Deadline(120, time.monotonic)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site({"/": page("<h1>Soup</h1>")}) as running:
        yield running


@pytest.fixture
def fetch(site: Site) -> Fetcher:
    internet = Internet.of(site, HOST)
    return Fetcher(resolve=internet.resolve, dial=internet.dial)


def test_a_page_is_fetched(fetch: Fetch) -> None:
    answer = fetch(f"{URL}/#top", deadline=soon())
    assert (answer.url, answer.status, answer.body) == (f"{URL}/", 200, b"<h1>Soup</h1>")
    assert answer.content_type == "text/html"


def test_any_status_is_an_answer(fetch: Fetch, site: Site) -> None:
    site.routes["/gone"] = page("gone", 410)
    answer = fetch(f"{URL}/gone", deadline=soon())
    assert (answer.status, answer.body) == (410, b"gone")


def test_a_body_is_bytes_whatever_its_charset(fetch: Fetch, site: Site) -> None:
    every_byte = bytes(range(256)) * 3
    site.routes["/raw"] = (200, {"Content-Type": "text/html; charset=no-such"}, every_byte)
    assert fetch(f"{URL}/raw", deadline=soon()).body == every_byte


def test_the_request_looks_like_a_browser_and_names_the_host(fetch: Fetch, site: Site) -> None:
    fetch(f"{URL}/", deadline=soon())
    headers = site.requests[0].headers
    assert headers["host"] == HOST
    assert headers["user-agent"].startswith("Mozilla/5.0 ")
    assert headers["accept-language"] == "en"
    assert headers["accept-encoding"] == "gzip, deflate, br, zstd"


def test_headers_of_the_caller_win_but_for_the_frame(fetch: Fetch, site: Site) -> None:
    own = {"ACCEPT-LANGUAGE": "de", "X-Ig-App-Id": "1", "Host": "other.example", "Content-Length": "9"}
    fetch(f"{URL}/", deadline=soon(), headers=own)
    headers = site.requests[0].headers
    assert (headers["accept-language"], headers["x-ig-app-id"], headers["host"]) == ("de", "1", HOST)
    assert "content-length" not in headers


@pytest.mark.parametrize(
    "headers",
    [{"Cookie": "a=1\r\nX-Injected: 1"}, {"Cookie": "a\n b"}, {"A\r\nB": "c"}, {"A": "\0"}, {"A": "b\r"}],
)
def test_a_header_that_would_end_the_line_is_refused(
    fetch: Fetch, site: Site, headers: dict[str, str]
) -> None:
    with pytest.raises(ValueError, match="control character"):
        fetch(f"{URL}/", deadline=soon(), headers=headers)
    assert not site.requests


def test_only_reading_methods_and_post_are_known(fetch: Fetch, site: Site) -> None:
    with pytest.raises(ValueError, match="DELETE"):
        fetch(f"{URL}/", deadline=soon(), method="DELETE")
    with pytest.raises(ValueError, match="only a POST"):
        fetch(f"{URL}/", deadline=soon(), body=b"salt=1")
    assert not site.requests


@pytest.mark.parametrize("body", [b"", b"salt=1", bytes(3_000_000)])
def test_a_body_is_posted(fetch: Fetch, site: Site, body: bytes) -> None:
    fetch(f"{URL}/", deadline=soon(), method="POST", body=body, headers={"Content-Type": "text/plain"})
    request = site.requests[0]
    assert (request.method, request.body, request.headers["content-type"]) == ("POST", body, "text/plain")
    assert request.headers["content-length"] == str(len(body))


def test_a_head_has_no_body(fetch: Fetch, site: Site) -> None:
    site.routes["/big"] = (200, {"Content-Length": "99999999", "Content-Encoding": "gzip"}, b"")
    answer = fetch(f"{URL}/big", deadline=soon(), method="HEAD")
    assert (answer.body, answer.headers["content-length"]) == (b"", "99999999")


def test_what_is_not_ascii_is_encoded_in_the_request(fetch: Fetch, site: Site) -> None:
    site.routes["/k%C3%A4se%20rezept"] = page("cheese")
    assert fetch(f"{URL}/käse rezept?ü=ß", deadline=soon()).body == b"cheese"
    assert site.requests[0].path == "/k%C3%A4se%20rezept?%C3%BC=%C3%9F"


def test_repeated_and_folded_headers_become_one_line(fetch: Fetch, site: Site) -> None:
    def answer(_: Received, wire: Wire) -> None:
        wire.send(b"HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a: 2\r\nX-B: 3\r\n  4\r\nContent-Length: 0\r\n\r\n")

    site.routes["/headers"] = answer
    headers = fetch(f"{URL}/headers", deadline=soon()).headers
    assert (headers["x-a"], headers["x-b"]) == ("1, 2", "3 4")


def test_an_old_server_ends_its_body_by_leaving(fetch: Fetch, site: Site) -> None:
    site.routes["/old"] = lambda _, wire: wire.send(b"HTTP/1.0 200 OK\r\n\r\nsoup")
    assert fetch(f"{URL}/old", deadline=soon()).body == b"soup"


def test_a_hop_answers_with_the_redirect_itself(site: Site) -> None:
    site.routes["/old"] = redirect("http://127.0.0.1/")
    internet = Internet.of(site, HOST)
    answer = Fetcher(resolve=internet.resolve, dial=internet.dial).hop(f"{URL}/old", deadline=soon())
    assert (answer.status, answer.headers["location"]) == (302, "http://127.0.0.1/")
    assert len(site.requests) == 1
