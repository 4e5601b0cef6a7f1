"""Bombs, drips and garbage: what a hostile site may cost us in bytes, memory and time (faults 40, 41, 43)."""

from __future__ import annotations

import gzip
import socket
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from functools import cache

import brotli  # type: ignore[import-untyped]  # it has no stubs
import pytest
import zstandard
from hypothesis import example, given
from hypothesis import strategies as st

from instarecipe.domain.errors import Failure, Permanent, Transient
from instarecipe.fetch import Fetcher
from instarecipe.ports import Deadline, Fetched
from tests.doubles.internet import PUBLIC, Internet
from tests.doubles.web import Received, Route, Site, Wire

LIMIT = 100_000
TEXT = b"<p>Stir the soup.</p>" * 2_000
OK = b"HTTP/1.1 200 OK\r\n"

Ask = Callable[..., Fetched]


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture
def ask(site: Site) -> Ask:
    """Serves one route and fetches it."""
    internet = Internet.of(site, "recipes.example")
    fetch = Fetcher(resolve=internet.resolve, dial=internet.dial)

    def ask(route: Route, *, seconds: float = 120, limit: int = LIMIT, truncate: bool = False) -> Fetched:
        site.routes["/"] = route
        deadline = Deadline(seconds, time.monotonic)
        return fetch("http://recipes.example/", deadline=deadline, limit=limit, truncate=truncate)

    return ask


def code_of(ask: Ask, route: Route, **limits: float) -> str:
    with pytest.raises(Failure) as caught:
        ask(route, **limits)
    permanent = caught.value.code == "too_large"
    assert isinstance(caught.value, Permanent if permanent else Transient)
    return caught.value.code


# -- bytes -----------------------------------------------------------------------------------------------


def test_a_body_may_be_as_long_as_the_limit(ask: Ask) -> None:
    assert ask((200, {}, bytes(LIMIT))).body == bytes(LIMIT)
    assert ask((200, {}, bytes(LIMIT)), truncate=True).body == bytes(LIMIT)


def test_one_byte_more_is_too_large_or_cut(ask: Ask) -> None:
    assert code_of(ask, (200, {}, bytes(LIMIT + 1))) == "too_large"
    assert ask((200, {}, bytes(LIMIT + 1)), truncate=True).body == bytes(LIMIT)


def test_an_announced_length_is_refused_before_it_is_read(ask: Ask) -> None:
    assert code_of(ask, lambda _, wire: wire.send(OK + b"Content-Length: 1000000000\r\n\r\n")) == "too_large"


def endless_chunks(_: Received, wire: Wire) -> None:
    wire.send(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        wire.send(b"400\r\n" + bytes(1_024) + b"\r\n")


def endless_until_closed(_: Received, wire: Wire) -> None:
    wire.send(OK + b"\r\n")
    while True:
        wire.send(bytes(1_024))


@pytest.mark.parametrize("route", [endless_chunks, endless_until_closed])
def test_an_endless_body_ends_at_the_limit(ask: Ask, route: Route) -> None:
    assert code_of(ask, route) == "too_large"
    assert ask(route, truncate=True).body == bytes(LIMIT)


# -- encodings -------------------------------------------------------------------------------------------


def raw_deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


def many_pieces(content: bytes) -> bytes:
    packer = zstandard.ZstdCompressor(level=1).compressobj()
    return packer.compress(content) + packer.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda content: gzip.compress(content, 1),
    "x-gzip": lambda content: gzip.compress(content, 1),
    "deflate": lambda content: zlib.compress(content, 1),
    "br": lambda content: bytes(brotli.compress(content, quality=1)),
    "zstd": many_pieces,
}
NAMES = [*PACKERS, "gzip, gzip", "gzip, br", "br, zstd", "Deflate , GZIP", "identity, br", "zstd,identity"]


def packed(names: str, content: bytes) -> bytes:
    for name in names.lower().replace(" ", "").split(","):
        content = PACKERS.get(name, bytes)(content)
    return content  # as it is where the name is unknown


def encoded(names: str, body: bytes) -> Route:
    return 200, {"Content-Encoding": names}, body


@cache
def bomb(names: str) -> bytes:
    return packed(names, bytes(50_000_000))


@pytest.mark.parametrize("names", ["", "identity", *NAMES])
def test_an_encoding_is_undone(ask: Ask, names: str) -> None:
    assert ask(encoded(names, packed(names, TEXT))).body == TEXT


def in_chunks(names: str, body: bytes, size: int) -> Route:
    def route(_: Received, wire: Wire) -> None:
        wire.send(OK + f"Content-Encoding: {names}\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
        for start in range(0, len(body), size):
            piece = body[start : start + size]
            wire.send(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        wire.send(b"0\r\n\r\n")

    return route


def test_a_chain_may_stand_in_two_headers(ask: Ask) -> None:
    body = packed("gzip, br", TEXT)
    head = b"Content-Encoding: gzip\r\nContent-Encoding: br\r\nContent-Length: %d\r\n\r\n" % len(body)
    assert ask(lambda _, wire: wire.send(OK + head + body)).body == TEXT


@pytest.mark.parametrize("names", [*NAMES, "zstd, gzip", "zstd, br"])
def test_an_encoding_is_undone_however_it_is_cut_into_pieces(ask: Ask, names: str) -> None:
    assert ask(in_chunks(names, packed(names, TEXT), 3)).body == TEXT


def test_the_last_bytes_are_not_left_in_the_decoder(ask: Ask) -> None:
    for length in range(65_530, 65_810, 7):
        body = bytes(length)
        assert ask(encoded("deflate", raw_deflate(body))).body == body


@pytest.mark.parametrize("names", NAMES)
def test_an_empty_body_may_claim_an_encoding(ask: Ask, names: str) -> None:
    assert ask(encoded(names, b"")).body == b""


@pytest.mark.parametrize(
    ("names", "body"),
    [
        ("deflate", raw_deflate(TEXT)),
        ("gzip", gzip.compress(TEXT[:999]) + gzip.compress(TEXT[999:])),
        ("gzip", gzip.compress(TEXT) + bytes(512)),
        ("zstd", many_pieces(TEXT[:999]) + many_pieces(TEXT[999:])),
    ],
    ids=["deflate without its wrapper", "gzip members", "gzip with padding", "zstd frames"],
)
def test_an_encoding_is_undone_in_its_variants(ask: Ask, names: str, body: bytes) -> None:
    assert ask(encoded(names, body)).body == TEXT


@pytest.mark.parametrize("truncate", [False, True])
@pytest.mark.parametrize("names", NAMES)
def test_a_bomb_costs_what_may_be_read_of_it(ask: Ask, names: str, truncate: bool) -> None:
    route = encoded(names, bomb(names))
    tracemalloc.start()
    try:
        with nullcontext() if truncate else pytest.raises(Permanent, match="too_large"):
            assert len(ask(route, limit=1_000_000, truncate=truncate).body) == 1_000_000
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2_000_000


@pytest.mark.parametrize(
    "names", ["compress", "utf-8", "gzip, gzip, gzip", "br, unknown", "aws-chunked", "gzip;q=1", "*"]
)
def test_an_unknown_or_longer_chain_of_encodings_is_refused(ask: Ask, names: str) -> None:
    assert code_of(ask, encoded(names, packed(names, TEXT))) == "site_broken"


@pytest.mark.parametrize("names", PACKERS)
def test_a_body_that_is_not_as_encoded_is_broken(ask: Ask, names: str) -> None:
    assert code_of(ask, encoded(names, b"<h1>Soup</h1>" * 20)) == "site_broken"


@pytest.mark.parametrize("names", ["gzip", "deflate", "br"])
def test_an_encoded_body_that_ends_too_early_is_broken(ask: Ask, names: str) -> None:
    assert code_of(ask, encoded(names, packed(names, TEXT)[:-5])) == "site_broken"


def test_a_zstd_window_larger_than_allowed_is_broken(ask: Ask) -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=27, compression_level=1)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    body = packer.compress(TEXT) + packer.flush()
    assert code_of(ask, encoded("zstd", body)) == "site_broken"


# -- time ------------------------------------------------------------------------------------------------


def dripping(start: bytes, drops: Iterator[bytes] | list[bytes]) -> Route:
    """Faster than any single read may take, slower as a whole than there is time."""

    def route(_: Received, wire: Wire) -> None:
        wire.send(start)
        for drop in drops:
            wire.pause(0.05)
            wire.send(drop)

    return route


@pytest.mark.parametrize(
    "route",
    [
        dripping(OK + b"Content-Length: 60\r\n\r\n", [b"x"] * 60),
        dripping(OK + b"Transfer-Encoding: chunked\r\n\r\n", [b"1\r\nx\r\n"] * 60 + [b"0\r\n\r\n"]),
        dripping(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", [b"X-Trailer: 1\r\n"] * 60 + [b"\r\n"]),
        dripping(OK, [b"X-A: 1\r\n"] * 60 + [b"Content-Length: 0\r\n\r\n"]),
        dripping(b"", [bytes([byte]) for byte in OK + b"X-A: 123456789\r\nContent-Length: 0\r\n\r\n"]),
        dripping(b"", [b"HTTP/1.1 100 Continue\r\n\r\n"] * 60 + [OK + b"Content-Length: 0\r\n\r\n"]),
        dripping(b"", []),
    ],
    ids=["body", "chunks", "trailers", "headers", "bytes of the header", "100 Continue", "nothing"],
)
def test_a_drip_ends_at_the_deadline(ask: Ask, route: Route) -> None:
    def patient(request: Received, wire: Wire) -> None:
        assert callable(route)
        route(request, wire)
        wire.pause(60)

    assert code_of(ask, patient, seconds=0.3) == "site_slow"


def test_the_deadline_counts_over_redirects(ask: Ask, site: Site) -> None:
    def slow_redirect(request: Received, wire: Wire) -> None:
        wire.pause(0.2)
        wire.send(b"HTTP/1.1 302 Found\r\nLocation: /" + b"x" * len(site.requests) + b"\r\n\r\n")

    site.routes |= {"/" + "x" * step: slow_redirect for step in range(1, 9)}
    assert code_of(ask, slow_redirect, seconds=0.5) == "site_slow"


def test_a_deadline_that_is_over_asks_nobody(ask: Ask, site: Site) -> None:
    assert code_of(ask, (200, {}, b""), seconds=0) == "site_slow"
    assert not site.requests


# -- garbage ---------------------------------------------------------------------------------------------


def endless(start: bytes, more: bytes) -> Route:
    def route(_: Received, wire: Wire) -> None:
        wire.send(start)
        while True:
            wire.send(more * (4_096 // len(more) + 1))

    return route


@pytest.mark.parametrize(
    "route",
    [
        endless(OK, b"X-A: 1\r\n"),
        endless(OK, b"X-A: " + b"a" * 60_000 + b"\r\n"),
        endless(OK + b"X-A: ", b"a"),
        endless(b"", b"a"),
        endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1;" + b"a" * 9_000 + b"\r\nx\r\n"),
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X-Trailer: 1\r\n"),
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"zz\r\n"),
        endless(b"<html>soup</html>\r\n", b"\r\n"),
        endless(b"HTTP/2.0 200 OK\r\n\r\n", b"\r\n"),
        endless(b"HTTP/1.1 99999 OK\r\n\r\n", b"\r\n"),
    ],
    ids=[
        "headers",
        "large headers",
        "one header",
        "status line",
        "100 Continue",
        "chunk extensions",
        "trailers",
        "chunk size",
        "no HTTP",
        "another HTTP",
        "no status",
    ],
)
def test_garbage_without_an_end_is_broken(ask: Ask, route: Route) -> None:
    assert code_of(ask, route) == "site_broken"


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"X-A: 1\r\n" * 101 + b"\r\n",
        OK + b"Content-Length: 10\r\n\r\nsoup",
        OK + b"Transfer-Encoding: chunked\r\n\r\n4\r\nsoup\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\n10\r\nsoup",
        b"\x16\x03\x01\x02\x00\x01\x00\r\n",
        b"SSH-2.0-OpenSSH_9.7\r\n",
    ],
    ids=["many headers", "short body", "no last chunk", "short chunk", "TLS", "SSH"],
)
def test_an_answer_that_is_no_http_or_not_all_of_it_is_broken(ask: Ask, answer: bytes) -> None:
    assert code_of(ask, lambda _, wire: wire.send(answer)) == "site_broken"


def test_a_site_that_hangs_up_is_unreachable(ask: Ask) -> None:
    assert code_of(ask, lambda _request, _wire: None) == "site_unreachable"


LINES = st.sampled_from(
    [
        b"HTTP/1.1 200 OK",
        b"HTTP/1.1 100 Continue",
        b"HTTP/1.0 302 Found",
        b"HTTP/1.1 -1",
        b"Location: //[",
        b"Location: /\xe4\xff",
        b"Content-Length: 5",
        b"Content-Length: -5",
        b"Content-Length: " + b"9" * 5_000,
        b"Transfer-Encoding: chunked",
        b"Content-Encoding: br",
        b"Content-Encoding: zstd, deflate",
        b": no name",
        b" folded",
        b"-1",
        b"5;x=y",
        b"FFFFFFFFFFFFFFFFFFFF",
        b"0",
        b"",
    ]
)


@given(st.lists(st.one_of(LINES, LINES, st.binary(max_size=40)), max_size=12).map(b"\r\n".join))
@example(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nsoup\r\n")
def test_whatever_a_site_sends_is_an_answer_or_a_failure(sent: bytes) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(sent)
        theirs.shutdown(socket.SHUT_WR)
        fetch = Fetcher(resolve=lambda *_: [PUBLIC], dial=lambda *_: ours)
        with suppress(Failure):
            answer = fetch.hop("http://recipes.example/", deadline=Deadline(120, time.monotonic), limit=LIMIT)
            assert len(answer.body) <= LIMIT
