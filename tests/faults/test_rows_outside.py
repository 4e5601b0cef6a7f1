"""Rows 40 to 45: sites that are huge, packed, endless, slow, elsewhere or garbage, through the real guard."""

from __future__ import annotations

import gzip
import json
import socket
import tracemalloc
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count

import brotli  # type: ignore[import-untyped]  # it has no stubs
import pytest
import zstandard

from instarecipe.domain.item import Item, Status
from instarecipe.domain.recipe import to_json
from instarecipe.fetch import MAX_REDIRECTS
from instarecipe.outbound.dialling import MAX_ADDRESSES
from instarecipe.ports import ROW_LIMIT
from tests.doubles.internet import PUBLIC, Internet
from tests.doubles.pages import json_ld, page
from tests.doubles.web import Received, Route, Site, Wire, redirect
from tests.doubles.web import page as answer
from tests.faults.conftest import Fired, MakeWorld
from tests.faults.real import AMPLE, MOMENT, fetch_from
from tests.faults.world import World

HOST = "recipes.example"
LINK = f"http://{HOST}/1"
PRIVATE = ("10.0.0.7", "127.0.0.1", "169.254.169.254")
RECIPE = {
    "@context": "https://schema.org",
    "@type": "Recipe",
    "name": "Tomato soup",
    "recipeIngredient": ["400 g tomatoes", "1 onion"],
    "recipeInstructions": "Cook them for ten minutes.",
}
PAGE = page("<h1>Tomato soup</h1>", head=json_ld(RECIPE)).removesuffix("</body></html>").encode()
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
LIMIT = 5_000_000
"""What is read of a page."""
IN_BETWEEN = 8_000_000
"""Bytes that sockets on loopback may hold besides."""
MOST_MEMORY = 80_000_000
"""Bytes, of the 512 MB that the function has."""
BLOCK = 65_536


@pytest.fixture
def site() -> Iterator[Site]:
    with Site({"/1": answer(PAGE.decode())}) as running:
        yield running


@pytest.fixture
def internet(site: Site) -> Internet:
    found = Internet.of(site, HOST)
    found.sites |= dict.fromkeys(PRIVATE, site)
    return found


def read(world: World, internet: Internet, seconds: float = 30.0) -> Item:
    """The one link, at rest."""
    fetch_from(world, internet, seconds)
    world.share(LINK)
    world.drain()
    return only(world)


def only(world: World) -> Item:
    [item] = world.items()
    return item


def assert_error(world: World, code: str) -> None:
    item = only(world)
    assert (item.status, item.error_code, item.attempts) == (Status.ERROR, code, 1)
    assert item.error
    assert item.advice
    assert not world.queue.dead_letters()
    world.check()


def assert_heals(world: World, site: Site, internet: Internet, code: str) -> None:
    """It was tried three times, and is read at the first heal after the site has been mended."""
    item = only(world)
    assert (item.status, item.error_code, item.attempts) == (Status.UNHEALTHY, code, 3)
    assert item.advice
    site.routes["/1"] = answer(PAGE.decode())
    internet.names[HOST] = [[PUBLIC]]
    fetch_from(world, internet)
    world.heal()
    assert only(world).status is Status.SUCCESS
    world.check()


def peak_of_reading(world: World, internet: Internet) -> int:
    """Bytes of Python's own memory."""
    tracemalloc.start()
    try:
        read(world, internet)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.fixture
def warm(make_world: MakeWorld, internet: Internet) -> None:
    """The libraries are loaded, so that they are not counted."""
    read(make_world(), internet)


# -- 40 and 41 -----------------------------------------------------------------------------------------


def a_gigabyte(sent: list[int]) -> Route:
    def route(_: Received, wire: Wire) -> None:
        wire.send(OK + b"Content-Length: 1000000000\r\n\r\n" + PAGE)
        for _block in range(1_000_000_000 // BLOCK):
            wire.send(b" " * BLOCK)
            sent.append(BLOCK)

    return route


def endless_chunks(sent: list[int]) -> Route:
    def route(_: Received, wire: Wire) -> None:
        wire.send(OK + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n" % (len(PAGE), PAGE))
        while True:
            wire.send(b"%x\r\n%s\r\n" % (BLOCK, b" " * BLOCK))
            sent.append(BLOCK)

    return route


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("make", [a_gigabyte, endless_chunks])
def test_row_40_a_page_without_an_end(
    world: World, site: Site, internet: Internet, fired: Fired, make: Callable[[list[int]], Route]
) -> None:
    """It is cut, and what stands at its beginning is read."""
    sent: list[int] = []
    site.routes["/1"] = make(sent)
    peak = peak_of_reading(world, internet)
    fired(sum(sent) > LIMIT // 2)
    assert sum(sent) < LIMIT + IN_BETWEEN
    assert peak < MOST_MEMORY
    assert only(world).status is Status.SUCCESS
    assert len(world.manager.recipes) == 1
    world.check()


TEN_GIGABYTES = 10_000_000_000
BOMB = 50_000_000


@cache
def packed(encoding: str) -> tuple[bytes, bytes]:
    """The page, and 50 MB of blanks."""
    pack: Callable[[bytes], bytes] = {
        "gzip": lambda content: gzip.compress(content, 1),
        "br": lambda content: bytes(brotli.compress(content, quality=1)),
        "zstd": lambda content: zstandard.ZstdCompressor(level=1).compress(content),
    }[encoding]
    blanks = b" " * BOMB
    return (pack(PAGE + blanks), b"") if encoding == "br" else (pack(PAGE), pack(blanks))


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
def test_row_41_a_bomb(world: World, site: Site, internet: Internet, fired: Fired, encoding: str) -> None:
    """10 MB that would be 10 GB; Brotli cannot be repeated, so there it is 50 MB at once."""
    first, more = packed(encoding)
    sent: list[int] = []

    def explode(_: Received, wire: Wire) -> None:
        wire.send(OK + f"Content-Encoding: {encoding}\r\nConnection: close\r\n\r\n".encode() + first)
        for _member in range(TEN_GIGABYTES // BOMB if more else 0):
            wire.send(more)
            sent.append(BOMB)
        fired()

    site.routes["/1"] = explode
    peak = peak_of_reading(world, internet)
    fired(len(sent))
    assert peak < MOST_MEMORY
    assert only(world).status is Status.SUCCESS
    world.check()


# -- 42 ------------------------------------------------------------------------------------------------

AWAY = {
    "ftp": "ftp://recipes.example/1",
    "file": "file:///etc/passwd",
    "script": "javascript:alert(1)",
    "an address": "http://10.0.0.7/1",
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "a name": "http://localhost/1",
    "a name that is private": "http://intranet.example/1",
    "another port": "http://recipes.example:6379/1",
}


@pytest.mark.parametrize("length", [1, 50], ids=["a loop", "a chain of fifty"])
def test_row_42_redirects_without_an_end(
    world: World, site: Site, internet: Internet, fired: Fired, length: int
) -> None:
    site.routes |= {f"/{at}": redirect(f"/{at % length + 1}") for at in range(1, length + 1)}
    read(world, internet)
    fired(len(site.requests))
    assert len(site.requests) == MAX_REDIRECTS + 1
    assert_error(world, "too_many_redirects")


@pytest.mark.parametrize("name", AWAY)
def test_row_42_a_redirect_to_where_nobody_may_go(
    world: World, site: Site, internet: Internet, fired: Fired, name: str
) -> None:
    """Also as the second of two hops: each is judged as if it were the first."""
    site.routes |= {"/1": redirect("/2"), "/2": redirect(AWAY[name])}
    internet.names["intranet.example"] = [["10.0.0.7"]]
    read(world, internet)
    fired(len(site.requests) - 1)
    assert len(site.requests) == 2
    assert {address for address, _ in internet.dialled} == {PUBLIC}
    assert_error(world, "address_blocked")


# -- 43 ------------------------------------------------------------------------------------------------


def drips(_: Received, wire: Wire) -> None:
    wire.send(OK + b"Content-Length: 100000\r\n\r\n")
    while True:
        wire.pause(0.05)
        wire.send(b"x")


def drips_headers(_: Received, wire: Wire) -> None:
    wire.send(OK)
    while True:
        wire.pause(0.05)
        wire.send(b"X-A: 1\r\n")


def floods_headers(_: Received, wire: Wire) -> None:
    wire.send(OK)
    for number in count():
        wire.send(b"X-%d: 1\r\n" % number * 100)


def says_nothing(_: Received, wire: Wire) -> None:
    wire.pause(60)


@pytest.mark.parametrize(
    ("route", "code"),
    [
        (drips, "site_slow"),
        (drips_headers, "site_slow"),
        (says_nothing, "site_slow"),
        (floods_headers, "site_broken"),
    ],
)
def test_row_43_a_site_that_holds_on_for_ever(
    world: World, site: Site, internet: Internet, fired: Fired, route: Route, code: str
) -> None:
    """No single read is slow; all together are, and then the phase is over."""
    site.routes["/1"] = route
    read(world, internet, MOMENT if code == "site_slow" else AMPLE)
    fired(len(site.requests))
    assert len(site.requests) == 3
    assert_heals(world, site, internet, code)


# -- 44 ------------------------------------------------------------------------------------------------


def test_row_44_there_is_no_such_name(world: World, site: Site, internet: Internet, fired: Fired) -> None:
    internet.names[HOST] = [socket.gaierror(socket.EAI_NONAME, "Name or service not known")]
    read(world, internet)
    fired(len(internet.resolved))
    assert (internet.resolved, internet.dialled) == ([HOST], [])
    assert_error(world, "site_not_found")


@pytest.mark.parametrize("error", [socket.EAI_AGAIN, socket.EAI_FAIL], ids=["temporary", "SERVFAIL"])
def test_row_44_a_resolver_in_trouble(
    world: World, site: Site, internet: Internet, fired: Fired, error: int
) -> None:
    internet.names[HOST] = [socket.gaierror(error, "It does not answer")]
    read(world, internet)
    fired(len(internet.resolved))
    assert_heals(world, site, internet, "site_unreachable")


def test_row_44_a_name_that_turns_private_is_not_asked_again(
    world: World, site: Site, internet: Internet, fired: Fired
) -> None:
    """The address that was judged is the one that is dialled; at the next hop it is judged anew."""
    internet.names[HOST] = [[PUBLIC], ["127.0.0.1"]]
    assert read(world, internet).status is Status.SUCCESS
    assert (internet.resolved, internet.dialled) == ([HOST], [(PUBLIC, 80)])
    site.routes["/1"] = redirect("/2")
    internet.resolved.clear()
    assert world.retry(only(world).id, force=True).status == 200
    world.drain()
    fired(len(internet.resolved) - 1)
    assert internet.dialled == [(PUBLIC, 80)] * 2
    item = only(world)
    assert (item.status, item.error_code) == (Status.ERROR, "address_blocked")
    world.check()


@pytest.mark.parametrize("place", [0, 57, 99])
def test_row_44_one_private_address_of_a_hundred(
    world: World, site: Site, internet: Internet, fired: Fired, place: int
) -> None:
    addresses = [f"93.184.215.{number}" for number in range(100)]
    addresses[place] = "10.0.0.7"
    internet.names[HOST] = [addresses]
    read(world, internet)
    fired(len(internet.resolved))
    assert internet.dialled == []
    assert_error(world, "address_blocked")


def test_row_44_a_hundred_addresses_of_which_none_answers(
    world: World, site: Site, internet: Internet, fired: Fired
) -> None:
    internet.names[HOST] = [[f"93.184.215.{number}" for number in range(100, 200)]]
    read(world, internet)
    fired(len(internet.dialled))
    assert len(internet.dialled) == 3 * MAX_ADDRESSES
    assert_heals(world, site, internet, "site_unreachable")


# -- 45 ------------------------------------------------------------------------------------------------

SAID = "<p>Just some words that can be read by everybody.</p>"
GARBAGE: dict[str, tuple[bytes, str | None]] = {
    "a broken charset": (PAGE.replace(b"soup", b"so\xff\xfe\xc3p \xf0\x9f"), None),
    "a charset that is another": (PAGE.decode().encode("utf-16"), None),
    "a charset that is none": (b"<meta charset=klingon-8>" + PAGE, None),
    "NUL bytes": (PAGE.replace(b"soup", b"so\x00\x00up"), None),
    "NUL in JSON": (PAGE.replace(b"1 onion", b"1 on\\u0000ion &#0;"), None),
    "lone surrogates": (PAGE.replace(b"1 onion", b"1 \\ud83c onion \\udf45 &#xD800;"), None),
    "a million nested tags": (SAID.encode() + b"<div>" * 1_000_000, "not_a_recipe"),
    "deep JSON-LD": (
        page(SAID, head=f'<script type="application/ld+json">{"[" * 500_000}</script>').encode(),
        "not_a_recipe",
    ),
    "a deep recipe": (PAGE.replace(b'"Cook them for ten minutes."', b"[" * 900 + b"]" * 900), None),
    "numbers that are none": (PAGE.replace(b'"1 onion"', b"NaN, 1e999, -Infinity, 9" + b"9" * 5_000), None),
}


@pytest.mark.parametrize("name", GARBAGE)
def test_row_45_a_page_of_garbage(
    world: World, site: Site, internet: Internet, fired: Fired, name: str
) -> None:
    """It is read, or there is nothing in it; whatever is kept of it can be kept by any store."""
    html, code = GARBAGE[name]
    site.routes["/1"] = 200, {"Content-Type": "text/html"}, html
    item = read(world, internet)
    fired(len(site.requests))
    if code:
        assert_error(world, code)
    else:
        assert (item.status, item.attempts) == (Status.SUCCESS, 1)
    assert not any("Traceback" in line for line in world.logs.lines)
    with world.table.database.read() as connection:
        bodies = [body for (body,) in connection.execute("SELECT body FROM rows")]
    for body in bodies:
        json.loads(body, parse_constant=pytest.fail)
        assert len(body.encode()) <= ROW_LIMIT
        assert "\\u0000" not in body
        json.dumps(json.loads(body), ensure_ascii=False).encode()
    for recipe in world.manager.recipes.values():
        json.dumps(to_json(recipe), ensure_ascii=False, allow_nan=False).encode()
    world.check()
