"""From a name to a connection: resolvers, addresses, certificates, proxies (faults 42, 44)."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from instarecipe.domain.errors import Failure, Permanent, Transient
from instarecipe.fetch import Fetcher
from instarecipe.ports import Deadline
from tests.doubles.internet import PUBLIC, PUBLIC_V6, Internet
from tests.doubles.proxy import ConnectProxy
from tests.doubles.tls import throwaway_tls
from tests.doubles.web import Site, page, redirect

HOST = "recipes.example"
URL = f"http://{HOST}/"


def soon(seconds: float = 120) -> Deadline:
    return Deadline(seconds, time.monotonic)


def failure(fetch: Fetcher, url: str = URL, seconds: float = 10) -> Failure:
    with pytest.raises(Failure) as caught:
        fetch(url, deadline=soon(seconds))
    return caught.value


@pytest.fixture
def site() -> Iterator[Site]:
    with Site({"/": page("soup")}) as running:
        yield running


def through(internet: Internet) -> Fetcher:
    return Fetcher(resolve=internet.resolve, dial=internet.dial)


def everywhere(site: Site, *answers: Sequence[str] | OSError) -> Internet:
    """Each look-up answers in turn; the site would answer at a private address too."""
    return Internet({HOST: answers}, {PUBLIC: site, PUBLIC_V6: site, "127.0.0.1": site, "10.0.0.7": site})


# -- names -----------------------------------------------------------------------------------------------


def test_a_name_is_resolved_once_and_that_address_is_dialled(site: Site) -> None:
    internet = everywhere(site, [PUBLIC], ["127.0.0.1"])
    assert through(internet)(URL, deadline=soon()).body == b"soup"
    assert internet.resolved == [HOST]
    assert internet.dialled == [(PUBLIC, 80)]


def test_a_name_that_turns_private_is_refused_at_the_next_hop(site: Site) -> None:
    site.routes["/start"] = redirect("/")
    internet = everywhere(site, [PUBLIC], ["127.0.0.1"])
    refusal = failure(through(internet), f"{URL}start")
    assert (refusal.code, refusal.details["reason"]) == ("address_blocked", "address")
    assert internet.resolved == [HOST, HOST]
    assert internet.dialled == [(PUBLIC, 80)]


@pytest.mark.parametrize("place", [0, 1, 50, 99])
@pytest.mark.parametrize(
    "private", ["10.0.0.7", "::1", "::ffff:127.0.0.1", "fe80::1%eth0", "64:ff9b::a00:1", "soup"]
)
def test_one_private_address_of_a_hundred_refuses_all(site: Site, place: int, private: str) -> None:
    addresses = [f"93.184.215.{number}" for number in range(100)]
    addresses[place] = private
    internet = everywhere(site, addresses)
    refusal = failure(through(internet))
    assert isinstance(refusal, Permanent)
    assert (refusal.code, refusal.details["reason"]) == ("address_blocked", "address")
    assert internet.dialled == []


@pytest.mark.parametrize(
    ("kind", "code", "error"),
    [
        (Permanent, "site_not_found", socket.gaierror(socket.EAI_NONAME, "Name or service not known")),
        (Permanent, "site_not_found", socket.gaierror(socket.EAI_NODATA, "No address")),
        (Transient, "site_unreachable", socket.gaierror(socket.EAI_AGAIN, "Temporary failure")),
        (Transient, "site_unreachable", socket.gaierror(socket.EAI_FAIL, "Non-recoverable failure")),
        (Permanent, "site_not_found", []),
    ],
    ids=["NXDOMAIN", "no data", "SERVFAIL", "failure", "no address"],
)
def test_a_resolver_s_answer_is_classified(
    site: Site, kind: type[Failure], code: str, error: OSError | list[str]
) -> None:
    refusal = failure(through(everywhere(site, error)))
    assert (type(refusal), refusal.code) == (kind, code)
    assert HOST in refusal.sentence


def test_a_resolver_that_hangs_ends_at_the_deadline(site: Site) -> None:
    over, answered = threading.Event(), threading.Event()

    def resolve(_host: str, _port: int) -> list[str]:
        over.wait(120)
        answered.set()
        return [PUBLIC]

    assert failure(Fetcher(resolve=resolve), seconds=0.1).code == "site_slow"
    assert not answered.is_set()
    over.set()


def test_the_system_resolver_knows_no_such_name() -> None:
    allowed = frozenset({("no-such-name.invalid", 80)})
    assert failure(Fetcher(allow_hosts=allowed), "http://no-such-name.invalid/").code in {
        "site_not_found",
        "site_unreachable",
    }


# -- addresses -------------------------------------------------------------------------------------------


def test_the_next_address_is_tried(site: Site) -> None:
    internet = everywhere(site, ["2606:4700::1", "93.184.215.99", PUBLIC])
    assert through(internet)(URL, deadline=soon()).body == b"soup"
    assert internet.dialled == [("2606:4700::1", 80), ("93.184.215.99", 80), (PUBLIC, 80)]


def test_an_address_that_does_not_answer_takes_only_its_share(site: Site) -> None:
    internet = everywhere(site, [PUBLIC_V6, PUBLIC])
    shares = []

    def dial(address: tuple[str, int], seconds: float) -> socket.socket:
        shares.append(seconds)
        if address[0] == PUBLIC_V6:
            raise TimeoutError
        return internet.dial(address, seconds)

    fetch = Fetcher(resolve=internet.resolve, dial=dial, monotonic=lambda: 0.0)
    assert fetch(URL, deadline=Deadline(4, lambda: 0.0)).body == b"soup"
    assert shares == [2.0, 4.0]


def test_a_site_that_refuses_everywhere_is_unreachable(site: Site) -> None:
    internet = everywhere(site, [f"93.184.215.{number}" for number in range(100, 200)])
    refusal = failure(through(internet))
    assert (type(refusal), refusal.code) == (Transient, "site_unreachable")
    assert len(internet.dialled) == 4


def test_an_address_in_the_link_is_dialled_without_a_resolver(site: Site) -> None:
    internet = everywhere(site)
    assert through(internet)(f"http://[{PUBLIC_V6}]/", deadline=soon()).body == b"soup"
    assert internet.resolved == []
    assert site.requests[0].headers["host"] == f"[{PUBLIC_V6}]"


def test_an_allowed_host_is_reached_although_private(site: Site) -> None:
    fetch = Fetcher(allow_hosts=frozenset({site.address}))
    assert fetch(site.url(), deadline=soon()).body == b"soup"
    refused = failure(fetch, f"http://127.0.0.1:{site.port + 1}/")
    assert refused.details["reason"] == "port"


def test_a_host_may_be_connected_to_a_double_in_plain_http(site: Site) -> None:
    site.routes["/p/1/"] = page("caption")
    fetch = Fetcher(connect_to={"www.instagram.com": site.address}, resolve=everywhere(site).resolve)
    answer = fetch("https://www.instagram.com/p/1/", deadline=soon())
    assert (answer.url, answer.body) == ("https://www.instagram.com/p/1/", b"caption")
    assert site.requests[0].headers["host"] == "www.instagram.com"


# -- TLS -------------------------------------------------------------------------------------------------


def test_the_certificate_must_carry_the_name_of_the_link(tmp_path: Path) -> None:
    server, client = throwaway_tls(tmp_path, HOST)
    with Site({"/": page("soup")}, tls=server) as site:
        internet = Internet.of(site, HOST, "other.example")
        fetch = Fetcher(resolve=internet.resolve, dial=internet.dial, tls=lambda: client)
        assert fetch(f"https://{HOST}/", deadline=soon()).body == b"soup"
        refusal = failure(fetch, "https://other.example/")
        assert (type(refusal), refusal.code) == (Permanent, "site_certificate")
        assert internet.dialled == [(PUBLIC, 443), (PUBLIC, 443)]
        assert len(site.requests) == 1


def test_an_unknown_authority_is_not_trusted(tmp_path: Path) -> None:
    server, _ = throwaway_tls(tmp_path, HOST)
    with Site({"/": page("soup")}, tls=server) as site:
        assert failure(through(Internet.of(site, HOST)), f"https://{HOST}/").code == "site_certificate"
        assert not site.requests


def test_a_site_without_tls_is_unreachable_by_https(site: Site) -> None:
    refusal = failure(through(Internet.of(site, HOST)), f"https://{HOST}/")
    assert (type(refusal), refusal.code) == (Transient, "site_unreachable")


@contextmanager
def silence() -> Iterator[tuple[str, int]]:
    """Takes a connection, neither reads nor writes, and hangs up long after the deadline of the tests."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def take() -> None:
            with listening.accept()[0]:
                over.wait(120)

        taking = threading.Thread(target=take)
        taking.start()
        try:
            yield listening.getsockname()
        finally:
            over.set()
            taking.join()


def leading_to(address: tuple[str, int]) -> Fetcher:
    """Its sockets have no time limit of their own."""
    return Fetcher(resolve=lambda *_: [PUBLIC], dial=lambda *_: socket.create_connection(address))


def test_a_handshake_that_hangs_ends_at_the_deadline() -> None:
    with silence() as address:
        assert failure(leading_to(address), f"https://{HOST}/", seconds=0.3).code == "site_slow"


def test_a_site_that_does_not_read_ends_at_the_deadline() -> None:
    with silence() as address, pytest.raises(Transient, match="site_slow"):
        leading_to(address)(URL, deadline=soon(0.3), method="POST", body=bytes(20_000_000))


@pytest.mark.parametrize(("start", "then", "cookies"), [("http", "https", 2), ("https", "http", 1)])
def test_credentials_go_from_http_to_https_of_one_host_and_never_back(
    site: Site, tmp_path: Path, start: str, then: str, cookies: int
) -> None:
    server, client = throwaway_tls(tmp_path, HOST)
    with Site(tls=server) as secure:
        sites = {80: site, 443: secure}
        for each in sites.values():
            each.routes |= {"/start": redirect(f"{then}://{HOST}/end"), "/end": page("end")}

        def dial(address: tuple[str, int], seconds: float) -> socket.socket:
            return socket.create_connection(sites[address[1]].address, seconds)

        fetch = Fetcher(resolve=lambda _host, _port: [PUBLIC], dial=dial, tls=lambda: client)
        fetch(f"{start}://{HOST}/start", deadline=soon(), headers={"Cookie": "a=1"})
        assert sum("cookie" in request.headers for request in site.requests + secure.requests) == cookies


# -- proxy -----------------------------------------------------------------------------------------------


def proxied(proxy: str, *answers: Sequence[str]) -> Fetcher:
    internet = Internet({HOST: answers, "127.0.0.1": [["127.0.0.1"]]}, {})
    return Fetcher(resolve=internet.resolve, proxy_url=proxy)


@pytest.mark.parametrize(("address", "asked"), [(PUBLIC, f"{PUBLIC}:80"), (PUBLIC_V6, f"[{PUBLIC_V6}]:80")])
def test_a_proxy_is_given_the_judged_address(site: Site, address: str, asked: str) -> None:
    with ConnectProxy(site) as proxy:
        fetch = proxied(f"http://us%40er:secret@{proxy.address}", [address], ["127.0.0.1"])
        assert fetch(URL, deadline=soon()).body == b"soup"
    assert proxy.asked[0].startswith(f"CONNECT {asked} HTTP/1.1\r\nHost: {asked}\r\n")
    assert "Proxy-Authorization: Basic dXNAZXI6c2VjcmV0\r\n" in proxy.asked[0]
    assert site.requests[0].headers["host"] == HOST
    assert "proxy-authorization" not in site.requests[0].headers


def test_a_proxy_is_not_asked_for_a_private_address(site: Site) -> None:
    with ConnectProxy(site) as proxy:
        fetch = proxied(f"http://{proxy.address}", [PUBLIC, "10.0.0.7"])
        assert failure(fetch).details["reason"] == "address"
    assert proxy.asked == []


def test_tls_goes_through_a_proxy_to_the_site(tmp_path: Path) -> None:
    server, client = throwaway_tls(tmp_path, HOST)
    with Site({"/": page("soup")}, tls=server) as site, ConnectProxy(site) as proxy:
        internet = Internet({HOST: [[PUBLIC]], "127.0.0.1": [["127.0.0.1"]]}, {})
        fetch = Fetcher(resolve=internet.resolve, proxy_url=f"http://{proxy.address}", tls=lambda: client)
        assert fetch(f"https://{HOST}/", deadline=soon()).body == b"soup"
    assert "Proxy-Authorization" not in proxy.asked[0]


@pytest.mark.parametrize("answer", ["HTTP/1.1 407 Proxy Authentication Required", "HTTP/1.1 502 Bad Gateway"])
def test_a_proxy_that_refuses_makes_a_site_unreachable(site: Site, answer: str) -> None:
    with ConnectProxy(site, answer) as proxy:
        assert failure(proxied(f"http://{proxy.address}", [PUBLIC])).code == "site_unreachable"
    assert site.requests == []


def test_a_proxy_without_an_address_makes_a_site_unreachable() -> None:
    assert failure(proxied("http://proxy.example:3128", [PUBLIC])).code == "site_unreachable"


def test_a_proxy_that_hangs_ends_at_the_deadline() -> None:
    with silence() as (host, port):
        assert failure(proxied(f"http://{host}:{port}", [PUBLIC]), seconds=0.3).code == "site_slow"


def test_an_allowed_host_is_not_behind_the_proxy(site: Site) -> None:
    fetch = Fetcher(allow_hosts=frozenset({site.address}), proxy_url="http://proxy.example:3128")
    assert fetch(site.url(), deadline=soon()).body == b"soup"


@pytest.mark.parametrize("url", ["socks5://127.0.0.1:1080", "https://127.0.0.1", "127.0.0.1:3128", "http://"])
def test_only_an_http_proxy_is_a_setting(url: str) -> None:
    with pytest.raises(ValueError, match="the proxy must be"):
        Fetcher(proxy_url=url)
