"""The guard in a browser's dress: curl reaches what the guard has judged, and nothing else."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from ssl import SSLCertVerificationError

import pytest

from instarecipe.domain.errors import Failure
from instarecipe.fetch import Fetcher
from instarecipe.outbound.browser import ask
from instarecipe.outbound.relay import Relay
from instarecipe.ports import Deadline, Fetched
from tests.doubles.internet import PUBLIC, Internet
from tests.doubles.proxy import ConnectProxy
from tests.doubles.tls import throwaway_tls
from tests.doubles.web import Received, Route, Site, Wire, page, redirect

HOST = "recipes.example"
URL = f"http://{HOST}"
OK = b"HTTP/1.1 200 OK\r\n"
LIMIT = 100_000

Fetch = Callable[..., Fetched]


def soon(seconds: float = 120) -> Deadline:
    return Deadline(seconds, time.monotonic)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site({"/": page("soup"), "/end": page("end")}) as running:
        yield running


@pytest.fixture
def internet(site: Site) -> Internet:
    names = {
        HOST: [[PUBLIC]],
        "intranet.example": [["10.0.0.7"]],
        "turning.example": [[PUBLIC], ["10.0.0.7"]],
    }
    return Internet(names, {PUBLIC: site, "10.0.0.7": site, "127.0.0.1": site})


@pytest.fixture
def fetch(internet: Internet) -> Fetch:
    return partial(Fetcher(resolve=internet.resolve, dial=internet.dial), browser=True, deadline=soon())


def refused(fetch: Fetch, url: str, **arguments: object) -> str:
    with pytest.raises(Failure) as caught:
        fetch(url, **arguments)
    return caught.value.code


# -- what is asked ---------------------------------------------------------------------------------------


def test_what_the_caller_leaves_out_is_a_browser_s(fetch: Fetch, site: Site) -> None:
    answer = fetch(f"{URL}/", headers={"Accept": "*/*", "X-Ig-App-Id": "1"})
    assert (answer.url, answer.status, answer.body) == (f"{URL}/", 200, b"soup")
    headers = site.requests[0].headers
    assert "Chrome/" in headers["user-agent"]
    assert "Chrome" in headers["sec-ch-ua"]
    assert (headers["host"], headers["accept"], headers["x-ig-app-id"]) == (HOST, "*/*", "1")
    assert "expect" not in headers


@pytest.mark.parametrize("body", [b"", b"salt=1&\0", bytes(300_000)])
def test_a_body_is_posted(fetch: Fetch, site: Site, body: bytes) -> None:
    fetch(f"{URL}/", method="POST", body=body, headers={"Content-Type": "text/plain"})
    request = site.requests[0]
    assert (request.method, request.body, request.headers["content-type"]) == ("POST", body, "text/plain")


def test_a_head_has_no_body(fetch: Fetch, site: Site) -> None:
    site.routes["/big"] = (200, {"Content-Length": "99999999"}, b"")
    assert fetch(f"{URL}/big", method="HEAD").headers["content-length"] == "99999999"


def test_each_cookie_that_is_set_stands_on_its_own_line(fetch: Fetch, site: Site) -> None:
    def answer(_: Received, wire: Wire) -> None:
        wire.send(OK + b"Set-Cookie: a=1; Expires=Wed, 09 Jun 2027 10:00:00 GMT\r\nSet-Cookie: b=2\r\n\r\n")

    site.routes["/"] = answer
    assert fetch(f"{URL}/").headers["set-cookie"] == "a=1; Expires=Wed, 09 Jun 2027 10:00:00 GMT\nb=2"


# -- where it goes ---------------------------------------------------------------------------------------


def test_only_the_judged_address_is_dialled(fetch: Fetch, internet: Internet) -> None:
    fetch("http://turning.example/")
    assert internet.resolved == ["turning.example"]
    assert internet.dialled == [(PUBLIC, 80)]


def test_a_name_that_turns_private_is_refused_at_the_next_hop(
    fetch: Fetch, site: Site, internet: Internet
) -> None:
    site.routes["/"] = redirect("/end")
    assert refused(fetch, "http://turning.example/") == "address_blocked"
    assert internet.dialled == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "location",
    ["http://intranet.example/", "http://127.0.0.1/", "//[::1]/", "file:///etc/passwd", "ftp://a.b/"],
)
def test_a_redirect_is_judged_like_the_first_link(
    fetch: Fetch, site: Site, internet: Internet, location: str
) -> None:
    site.routes["/"] = redirect(location)
    assert refused(fetch, f"{URL}/") == "address_blocked"
    assert internet.dialled == [(PUBLIC, 80)]


def test_credentials_stay_with_their_host(fetch: Fetch, site: Site) -> None:
    site.routes["/"] = redirect("http://turning.example/end")
    fetch(f"{URL}/", headers={"Cookie": "sessionid=x"})
    assert [request.headers.get("cookie") for request in site.requests] == ["sessionid=x", None]


def test_a_proxy_is_given_the_judged_address(site: Site, internet: Internet) -> None:
    with ConnectProxy(site) as proxy:
        fetch = Fetcher(resolve=internet.resolve, proxy_url=f"http://{proxy.address}")
        internet.names["127.0.0.1"] = [["127.0.0.1"]]
        assert fetch(f"{URL}/", browser=True, deadline=soon()).body == b"soup"
    assert [head.split()[:2] for head in proxy.asked] == [["CONNECT", f"{PUBLIC}:80"]]


def test_a_host_may_be_connected_to_a_double_in_plain_http(site: Site) -> None:
    fetch = Fetcher(connect_to={HOST: site.address})
    assert fetch(f"https://{HOST}/", browser=True, deadline=soon()).body == b"soup"


# -- what comes back -------------------------------------------------------------------------------------


def test_an_encoded_body_is_undone(fetch: Fetch, site: Site) -> None:
    site.routes["/"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"soup"))
    assert fetch(f"{URL}/").body == b"soup"


def test_a_bomb_costs_what_may_be_read_of_it(fetch: Fetch, site: Site) -> None:
    site.routes["/"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(50_000_000), 1))
    assert refused(fetch, f"{URL}/", limit=LIMIT) == "too_large"
    assert fetch(f"{URL}/", limit=LIMIT, truncate=True).body == bytes(LIMIT)


def forever(start: bytes, more: bytes) -> Route:
    def route(_: Received, wire: Wire) -> None:
        wire.send(start)
        while True:
            wire.send(more)

    return route


def drip(start: bytes) -> Route:
    def route(_: Received, wire: Wire) -> None:
        wire.send(start)
        while True:
            wire.pause(0.02)
            wire.send(b"a")

    return route


def test_an_endless_body_ends_at_the_limit(fetch: Fetch, site: Site) -> None:
    site.routes["/"] = forever(OK + b"\r\n", bytes(4_096))
    assert refused(fetch, f"{URL}/", limit=LIMIT) == "too_large"
    assert fetch(f"{URL}/", limit=LIMIT, truncate=True).body == bytes(LIMIT)


def test_the_body_of_a_redirect_is_not_read(fetch: Fetch, site: Site) -> None:
    head = b"HTTP/1.1 302 Found\r\nLocation: /end\r\nContent-Length: 99999\r\n\r\n"
    site.routes |= {"/": forever(head, bytes(4_096)), "/slow": drip(head)}
    assert fetch(f"{URL}/").body == b"end"
    assert fetch(f"{URL}/slow").body == b"end"


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 ", OK, OK + b"X-A: ", OK + b"\r\n"])
def test_a_drip_ends_at_the_deadline(fetch: Fetch, site: Site, start: bytes) -> None:
    site.routes["/"] = drip(start)
    assert refused(fetch, f"{URL}/", deadline=soon(0.3)) == "site_slow"


@pytest.mark.parametrize(
    "route",
    [
        forever(OK, b"X-A: 1\r\n" * 500),
        forever(OK + b"X-A: ", b"a" * 4_096),
        forever(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 500),
        forever(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"zz\r\n"),
        lambda _, wire: wire.send(OK + b"Content-Length: 10\r\n\r\nsoup"),
        lambda _, wire: wire.send(b"SSH-2.0-OpenSSH_9.7\r\n"),
    ],
    ids=["headers", "one header", "100 Continue", "chunk size", "short body", "SSH"],
)
def test_garbage_is_broken(fetch: Fetch, site: Site, route: Route) -> None:
    site.routes["/"] = route
    assert refused(fetch, f"{URL}/") == "site_broken"


def test_who_hangs_up_or_is_not_there_is_unreachable(fetch: Fetch, site: Site, internet: Internet) -> None:
    site.routes["/"] = lambda _request, _wire: None
    assert refused(fetch, f"{URL}/") == "site_unreachable"
    del internet.sites[PUBLIC]
    assert refused(fetch, f"{URL}/") == "site_unreachable"


# -- TLS -------------------------------------------------------------------------------------------------


def test_the_handshake_is_a_browser_s(internet: Internet) -> None:
    """Only Chrome's library sends GREASE (RFC 8701); OpenSSL, and so Python, never does."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            client, _ = server.accept()
            with client:
                heard.append(client.recv(65_536))

        thread = threading.Thread(target=listen)
        thread.start()
        dial = partial(socket.create_connection, server.getsockname())
        fetch = Fetcher(resolve=internet.resolve, dial=lambda _, seconds: dial(seconds))
        code = refused(partial(fetch, browser=True), f"https://{HOST}/", deadline=soon())
        thread.join()
    assert code == "site_unreachable"
    assert HOST.encode() in heard[0]
    ciphers = heard[0][76 + 2 :][:2]  # after record, hello, random, a session id of 32 bytes, and a length
    assert ciphers[0] == ciphers[1]
    assert ciphers[0] & 0x0F == 0x0A


def test_a_certificate_must_be_of_a_known_authority_and_carry_the_name(tmp_path: Path) -> None:
    server, _ = throwaway_tls(tmp_path, HOST)
    with Site({"/": page("soup")}, tls=server) as secured:

        def asked(host: str, authorities: str) -> bytes:
            with socket.create_connection(secured.address) as connected:
                return ask(
                    connected,
                    f"https://{host}/",
                    "GET",
                    {},
                    None,
                    limit=LIMIT,
                    wants_body=lambda _: True,
                    deadline=soon(),
                    authorities=authorities,
                ).body

        known = str(tmp_path / "server.pem")
        assert asked(HOST, known) == b"soup"
        with pytest.raises(SSLCertVerificationError, match="alternative certificate subject name"):
            asked("other.example", known)
        with pytest.raises(SSLCertVerificationError, match="self signed"):
            asked(HOST, "")


# -- the relay -------------------------------------------------------------------------------------------


def test_a_relay_whose_client_never_comes_leaves_nothing_behind() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, Relay(ours) as path:
        folder = Path(path).parent
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not folder.exists()
    assert "relay" not in {thread.name for thread in threading.enumerate()}
