"""Byte for byte over a socket: which Host and which Origin a host without sign-in answers, and which not."""

from __future__ import annotations

import socket

import httpx
import pytest

from tests.journeys.conftest import StartHost
from tests.journeys.host import Host

OURS = [
    "127.0.0.1:{port}",
    "localhost:{port}",
    "LocalHost:{port}",
    "[::1]:{port}",
    "127.0.0.1",
    "localhost:1",
]
# What a rebound name or an odd spelling looks like. `{port}` is the one that the host listens on.
NOT_OURS = [
    "evil.example",
    "evil.example:{port}",
    "127.0.0.1.evil.example:{port}",
    "evil.example.localhost:{port}",
    "localhost.evil.example",
    "localhost.:{port}",
    "notlocalhost:{port}",
    "evil@127.0.0.1:{port}",
    "127.0.0.1@evil.example:{port}",
    "127.0.0.1:{port}@evil.example",
    "127.0.0.1/x",
    "127.0.0.1:{port}/x",
    "127.0.0.1\\x",
    "127.0.0.1#evil",
    "127.0.0.1?evil",
    "127.0.0.1:abc",
    "127.0.0.1:",
    "127.0.0.1:0",
    "127.0.0.1:65536",
    "127.0.0.1:+80",
    "127.0.0.1:{port},evil.example",
    "127.0.0.1 evil.example",
    "127.0.0.1:{port}\x0b",
    "127.1:{port}",
    "0x7f.0.0.1:{port}",
    "2130706433:{port}",
    "0177.0.0.1:{port}",
    "0.0.0.0:{port}",
    "127.0.0.2:{port}",
    "192.168.0.1:{port}",
    "[::]:{port}",
    "[::ffff:127.0.0.1]:{port}",
    "[0:0:0:0:0:0:0:1]:{port}",
    "[::1%25lo]:{port}",
    "::1",
    "[::1",
    "xn--localhost:{port}",
    "ｌocalhost:{port}",
    "",
]


def ask(host: Host, *headers: str, request: str = "GET /api/queue/stats HTTP/1.1") -> int:
    """The status of the answer to just these lines. A connection that is closed without one is 400."""
    lines = [request, *headers, "Connection: close", "", ""]
    with socket.create_connection(("127.0.0.1", host.port), timeout=120) as wire:
        wire.sendall("\r\n".join(lines).replace("{port}", str(host.port)).encode())
        answer = wire.makefile("rb").readline().split(b" ")
    return int(answer[1]) if len(answer) > 1 else 400


@pytest.mark.parametrize("name", OURS)
def test_our_own_names_are_answered(shared_host: Host, name: str) -> None:
    assert ask(shared_host, f"Host: {name}") == 200


@pytest.mark.parametrize("name", NOT_OURS)
def test_no_other_name_is_ours(shared_host: Host, name: str) -> None:
    assert ask(shared_host, f"Host: {name}") in (400, 403)
    assert ask(shared_host, f"Host: {name}", request="GET / HTTP/1.1") in (400, 403)


@pytest.mark.parametrize(
    "headers",
    [
        (),
        ("Host: 127.0.0.1", "Host: evil.example"),
        ("Host: evil.example", "Host: 127.0.0.1"),
        ("Host: 127.0.0.1", "Origin: null"),
        ("Host: 127.0.0.1", "Origin: http://127.0.0.1:1"),
        ("Host: 127.0.0.1", "Origin: http://127.0.0.1.evil.example"),
        ("Host: 127.0.0.1", "Origin: http://evil.example/http://127.0.0.1"),
        ("Host: 127.0.0.1", "Origin: ftp://127.0.0.1"),
        ("Host: 127.0.0.1", "Origin: 127.0.0.1"),
        ("Host: 127.0.0.1", "Origin: http://127.0.0.1/"),
        ("Host: 127.0.0.1", "Origin:"),
        ("Host: 127.0.0.1", "Origin: http://127.0.0.1", "Origin: http://evil.example"),
        ("Host: 127.0.0.1", "Sec-Fetch-Site: cross-site"),
        ("Host: 127.0.0.1", "Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors"),
        (
            "Host: 127.0.0.1",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Mode: navigate",
            "Sec-Fetch-Dest: iframe",
        ),
        ("Host: 127.0.0.1", "X-Forwarded-Host: 127.0.0.1", "Origin: https://evil.example"),
    ],
)
def test_a_request_of_another_page_is_refused(shared_host: Host, headers: tuple[str, ...]) -> None:
    assert ask(shared_host, *headers) in (400, 403)


@pytest.mark.parametrize(
    "headers",
    [
        ("Origin: http://127.0.0.1:{port}",),
        ("Sec-Fetch-Site: same-origin",),
        ("Sec-Fetch-Site: none",),
        ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"),
    ],
)
def test_our_own_page_and_a_link_to_it_are_served(shared_host: Host, headers: tuple[str, ...]) -> None:
    assert ask(shared_host, "Host: 127.0.0.1:{port}", *headers) == 200


def test_a_form_of_another_page_that_leads_here_is_refused(shared_host: Host) -> None:
    """It navigates too, but it writes."""
    navigates = ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")
    post = "POST /api/queue HTTP/1.1"
    assert ask(shared_host, "Host: 127.0.0.1", *navigates, "Content-Length: 0", request=post) == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (("Host: evil.example", "Origin: http://evil.example"), 403),
        (("Host: 127.0.0.1:{port}", "Origin: http://evil.example"), 403),
        (("Host: 127.0.0.1:{port}", "Origin: null"), 403),
    ],
)
def test_a_websocket_of_another_page_is_refused(
    shared_host: Host, headers: tuple[str, ...], status: int
) -> None:
    upgrade = ("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13")
    key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    assert ask(shared_host, *headers, *upgrade, key, request="GET /live?ticket=x HTTP/1.1") == status


def test_signed_in_hosts_answer_any_name(start_host: StartHost) -> None:
    """There a credential decides, which no other page can send along."""
    host = start_host(AUTH_MODE="token", FETCH_CONNECT_TO="")
    assert ask(host, "Host: recipes.example", request="GET /api/health HTTP/1.1") == 200
    assert ask(host, "Host: recipes.example") == 401


def test_whoever_comes_by_an_address_elsewhere_has_to_sign_in(start_host: StartHost) -> None:
    host = start_host(PUBLIC_URL="https://recipes.example", FETCH_CONNECT_TO="")
    assert ask(host, "Host: recipes.example") == 403
    assert ask(host, "Host: 127.0.0.1") == 200
    assert "AUTH_MODE=off answers this machine only" in host.log()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/share", "/app.css", "/media/pictures/a.jpg", "/nothing", "/live"])
def test_pages_and_pictures_are_only_read(shared_host: Host, method: str, path: str) -> None:
    answer = httpx.request(method, f"{shared_host.url}{path}", content=b"{}")
    assert answer.status_code == 405
    assert answer.json()["error"] == "method_not_allowed"
    assert answer.headers["allow"] == "GET, HEAD"
    assert answer.headers["x-content-type-options"] == "nosniff"
