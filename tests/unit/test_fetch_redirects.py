"""Redirects (fault 42): at most five, each checked as if it were the first link, no credentials along."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from instarecipe.domain.errors import Permanent
from instarecipe.fetch import Fetcher
from instarecipe.ports import Deadline
from tests.doubles.internet import PUBLIC, Internet
from tests.doubles.web import Received, Site, Wire, page, redirect

URL = "http://recipes.example"
OTHER = "http://other.example"
PRIVATE = "http://intranet.example"


def soon() -> Deadline:
    return Deadline(120, time.monotonic)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site({"/end": page("end")}) as running:
        yield running


@pytest.fixture
def internet(site: Site) -> Internet:
    names = {"recipes.example": [[PUBLIC]], "other.example": [[PUBLIC]], "intranet.example": [["10.0.0.7"]]}
    return Internet(names, {PUBLIC: site, "10.0.0.7": site, "127.0.0.1": site})


@pytest.fixture
def fetch(internet: Internet) -> Fetcher:
    return Fetcher(resolve=internet.resolve, dial=internet.dial)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "location", ["/end", "end", f"{OTHER}/end", "//other.example/end#x", "HTTP://OTHER.example:80/end"]
)
def test_a_redirect_is_followed(fetch: Fetcher, site: Site, status: int, location: str) -> None:
    site.routes["/start"] = redirect(location, status)
    answer = fetch(f"{URL}/start", deadline=soon())
    assert answer.body == b"end"
    assert answer.url in {f"{URL}/end", f"{OTHER}/end"}


def test_the_host_of_the_new_address_is_named(fetch: Fetcher, site: Site) -> None:
    site.routes["/start"] = redirect(f"{OTHER}/end")
    fetch(f"{URL}/start", deadline=soon())
    assert [request.headers["host"] for request in site.requests] == ["recipes.example", "other.example"]


def test_five_redirects_are_followed(fetch: Fetcher, site: Site) -> None:
    site.routes |= {f"/{step}": redirect(f"/{step + 1}" if step < 4 else "/end") for step in range(5)}
    assert fetch(f"{URL}/0", deadline=soon()).body == b"end"


def test_a_chain_of_fifty_ends_after_five(fetch: Fetcher, site: Site) -> None:
    site.routes |= {f"/{step}": redirect(f"/{step + 1}") for step in range(50)}
    with pytest.raises(Permanent) as caught:
        fetch(f"{URL}/0", deadline=soon())
    assert caught.value.code == "too_many_redirects"
    assert len(site.requests) == 6


def test_a_loop_ends(fetch: Fetcher, site: Site) -> None:
    site.routes |= {"/a": redirect(f"{OTHER}/b"), "/b": redirect(f"{URL}/a")}
    with pytest.raises(Permanent) as caught:
        fetch(f"{URL}/a", deadline=soon())
    assert caught.value.code == "too_many_redirects"


@pytest.mark.parametrize(
    ("reason", "location"),
    [
        ("address", "http://127.0.0.1/"),
        ("address", "http://2130706433/"),
        ("address", "//169.254.169.254/latest/meta-data/"),
        ("address", "http://[::ffff:127.0.0.1]/"),
        ("address", f"{PRIVATE}/"),
        ("name", "http://localhost/"),
        ("name", "http://metadata.google.internal/"),
        ("name", "http://exa mple.com/"),
        ("port", "http://recipes.example:6379/"),
        ("port", "//other.example:22/"),
        ("userinfo", "http://recipes.example@127.0.0.1/"),
        ("scheme", "ftp://recipes.example/"),
        ("scheme", "file:///etc/passwd"),
        ("scheme", "javascript:alert(1)"),
        ("scheme", "gopher://127.0.0.1:11211/"),
    ],
)
@pytest.mark.parametrize("before", [0, 3])
def test_a_redirect_is_checked_like_the_first_link(
    fetch: Fetcher, site: Site, internet: Internet, reason: str, location: str, before: int
) -> None:
    site.routes |= {f"/{step}": redirect(f"/{step + 1}") for step in range(before)}
    site.routes[f"/{before}"] = redirect(location)
    with pytest.raises(Permanent) as caught:
        fetch(f"{URL}/0", deadline=soon())
    assert (caught.value.code, caught.value.details["reason"]) == ("address_blocked", reason)
    assert {address for address, _ in internet.dialled} == {PUBLIC}


@pytest.mark.parametrize("location", ["http://[", "http://[::1", "//[x]/"])
def test_an_unreadable_location_is_refused(fetch: Fetcher, site: Site, location: str) -> None:
    site.routes["/start"] = redirect(location)
    with pytest.raises(Permanent) as caught:
        fetch(f"{URL}/start", deadline=soon())
    assert caught.value.code == "address_blocked"


def test_the_first_of_two_locations_counts(fetch: Fetcher, site: Site) -> None:
    site.routes["/start"] = lambda _, wire: wire.send(
        b"HTTP/1.1 302 Found\r\nLocation: /end\r\nLocation: /other\r\n\r\n"
    )
    assert fetch(f"{URL}/start", deadline=soon()).body == b"end"


def test_a_redirect_without_location_is_an_answer(fetch: Fetcher, site: Site) -> None:
    site.routes["/start"] = (302, {}, b"nowhere")
    assert fetch(f"{URL}/start", deadline=soon()).body == b"nowhere"


@pytest.mark.parametrize(
    ("written", "asked"), [("/käse".encode(), "/k%C3%A4se"), (b"/k\xe4se", "/k%C3%A4se")]
)
def test_a_location_that_is_not_encoded_is_understood(
    fetch: Fetcher, site: Site, written: bytes, asked: str
) -> None:
    site.routes["/start"] = lambda _, wire: wire.send(
        b"HTTP/1.1 302 Found\r\nLocation: " + written + b"\r\n\r\n"
    )
    site.routes[asked] = page("cheese")
    assert fetch(f"{URL}/start", deadline=soon()).body == b"cheese"


def test_the_body_of_a_redirect_is_not_read(fetch: Fetcher, site: Site) -> None:
    def endless(_: Received, wire: Wire) -> None:
        wire.send(b"HTTP/1.1 302 Found\r\nLocation: /end\r\n\r\n")
        while True:
            wire.send(bytes(65_536))

    site.routes["/start"] = endless
    assert fetch(f"{URL}/start", deadline=soon(), limit=1_000).body == b"end"


@pytest.mark.parametrize(
    ("status", "method", "then"),
    [
        (301, "POST", "GET"),
        (302, "POST", "GET"),
        (303, "POST", "GET"),
        (307, "POST", "POST"),
        (308, "POST", "POST"),
        (302, "HEAD", "HEAD"),
        (303, "HEAD", "HEAD"),
        (303, "GET", "GET"),
    ],
)
def test_the_method_changes_as_in_browsers(
    fetch: Fetcher, site: Site, status: int, method: str, then: str
) -> None:
    site.routes["/start"] = redirect("/end", status)
    body = b"salt=1" if method == "POST" else None
    fetch(f"{URL}/start", deadline=soon(), method=method, body=body, headers={"Content-Type": "text/plain"})
    last = site.requests[-1]
    assert (last.method, last.body) == (then, b"salt=1" if then == "POST" else b"")


SECRETS = {"Authorization": "Bearer x", "Cookie": "sessionid=x", "X-Plain": "kept"}


def secrets_sent(site: Site) -> list[int]:
    return [len({"authorization", "cookie"} & set(request.headers)) for request in site.requests]


@pytest.mark.parametrize(
    ("start", "locations", "sent"),
    [
        (URL, ["/b"], [2, 2]),
        (URL, [f"{OTHER}/b"], [2, 0]),
        (URL, [f"{OTHER}/b", f"{URL}/c"], [2, 0, 0]),
        (URL, ["http://recipes.example:443/b"], [2, 0]),
    ],
)
def test_credentials_stay_with_their_host(
    fetch: Fetcher, site: Site, start: str, locations: list[str], sent: list[int]
) -> None:
    for path, location in zip(["/a", "/b"], locations, strict=False):
        site.routes[path] = redirect(location)
    fetch(f"{start}/a", deadline=soon(), headers=SECRETS)
    assert secrets_sent(site) == sent
    assert site.requests[-1].headers["x-plain"] == "kept"


def test_cookies_of_a_site_are_not_carried_on(fetch: Fetcher, site: Site) -> None:
    site.routes["/start"] = (302, {"Location": "/end", "Set-Cookie": "a=1"}, b"")
    fetch(f"{URL}/start", deadline=soon())
    assert "cookie" not in site.requests[-1].headers
