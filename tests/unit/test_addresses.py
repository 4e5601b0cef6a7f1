"""Links and addresses both ways: what must be refused, and ordinary ones that must not be."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from instarecipe.addresses import ParsedTarget, check_url
from instarecipe.domain.errors import Permanent
from instarecipe.outbound.special_purpose import NAT64, SPECIAL_PURPOSE, is_global

TABLES = Path(__file__).parent / "tables"
ADDRESSES = json.loads((TABLES / "addresses.json").read_text())
LINKS = json.loads((TABLES / "links.json").read_text())
REFUSED = [(word, url) for word, urls in LINKS["refused"].items() for url in urls]


def reason(url: str) -> object:
    with pytest.raises(Permanent) as caught:
        check_url(url)
    assert caught.value.code == "address_blocked"
    assert caught.value.advice
    return caught.value.details["reason"]


@pytest.mark.parametrize("address", ADDRESSES["special"])
def test_no_site_lives_at_a_special_address(address: str) -> None:
    assert not is_global(address)


@pytest.mark.parametrize("address", ADDRESSES["global"])
def test_a_site_may_live_at_an_ordinary_address(address: str) -> None:
    assert is_global(address)


@pytest.mark.parametrize(
    "text", ["", "example.com", "127.1", "08.8.8.8", "8.8.8.8 ", "[2606:4700::1]", "134744072"]
)
def test_what_is_no_address_is_not_global(text: str) -> None:
    assert not is_global(text)


@pytest.mark.parametrize("block", SPECIAL_PURPOSE)
def test_a_listed_block_is_refused_from_its_first_to_its_last_address(block: str) -> None:
    network = ip_network(block)
    assert not is_global(str(network[0]))
    assert not is_global(str(network[-1]))


@pytest.mark.parametrize(("expected", "url"), REFUSED)
def test_a_link_is_refused_for_what_it_shows(expected: str, url: str) -> None:
    assert reason(url) == expected


@pytest.mark.parametrize("url", LINKS["malformed"])
def test_a_link_whose_host_cannot_be_read_is_refused(url: str) -> None:
    assert reason(url) in {"name", "address", "port"}


@pytest.mark.parametrize(("url", "normal"), LINKS["passed"].items())
def test_an_ordinary_link_passes_and_is_normalised(url: str, normal: str) -> None:
    target = check_url(url)
    assert target.url == normal
    assert check_url(target.url) == target


@pytest.mark.parametrize("address", [address for address in ADDRESSES["global"] if ":" in address])
def test_an_ordinary_ipv6_address_passes_in_a_link(address: str) -> None:
    target = check_url(f"https://[{address}]/")
    assert ip_address(target.host) == ip_address(address)
    assert target.is_address


def test_a_target_names_all_that_a_request_needs() -> None:
    assert check_url("https://Example.com:80/a?b") == ParsedTarget("https", "example.com", 80, "/a?b", False)
    assert check_url("https://example.com:80/a?b").authority == "example.com:80"


ALLOWED = frozenset({("127.0.0.1", 9000), ("mealie", 9925), ("nas.local", 80), ("::1", 8080)})


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9000/a",
        "http://127.1:9000/",
        "http://MEALIE:9925/",
        "http://nas.local/",
        "http://[0::1]:8080/",
    ],
)
def test_an_allowed_host_passes_on_its_port(url: str) -> None:
    assert check_url(url, ALLOWED).url


@pytest.mark.parametrize(
    ("expected", "url"),
    [
        ("port", "http://127.0.0.1:9001/"),
        ("address", "http://127.0.0.1/"),
        ("address", "http://127.0.0.2/"),
        ("name", "https://nas.local/"),
        ("scheme", "ftp://mealie:9925/"),
        ("userinfo", "http://a@mealie:9925/"),
    ],
)
def test_an_allowed_host_is_allowed_nothing_else(expected: str, url: str) -> None:
    with pytest.raises(Permanent) as caught:
        check_url(url, ALLOWED)
    assert caught.value.details["reason"] == expected


# -- properties ------------------------------------------------------------------------------------------

Spelling = Callable[[int], str]


def _parts(number: int, count: int, spell: Spelling) -> str:
    """The first `count - 1` bytes, and the rest as one number."""
    head = [number >> (24 - 8 * place) & 0xFF for place in range(count - 1)]
    return ".".join(map(spell, [*head, number & (1 << 8 * (5 - count)) - 1]))


def full_width(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if letter != "." else "。" for letter in text)


V4_SPELLINGS = st.builds(
    lambda count, spell, disguise: lambda number: disguise(_parts(number, count, spell)),
    st.integers(1, 4),
    st.sampled_from([str, hex, "0{:o}".format, "000{:o}".format, "0x000{:X}".format]),
    st.sampled_from([str, full_width, lambda text: text + ".", lambda text: text.replace(".", "%2e")]),
)
V4_CARRIERS = st.sampled_from(
    [
        lambda v4: f"::ffff:{v4}",
        lambda v4: f"::{v4}",
        lambda v4: f"::ffff:0:{v4}",
        lambda v4: f"64:ff9b::{v4}",
        lambda v4: f"64:ff9b:1::{v4}",
        lambda v4: str(IPv6Address((0x2002 << 112) | (int(v4) << 80) | 1)),
        lambda v4: str(IPv6Address((0x20010000 << 96) | (int(v4) ^ 0xFFFFFFFF))),
        lambda v4: f"2606:4700::5efe:{v4}",
    ]
)


def is_special(ip: IPv4Address | IPv6Address) -> bool:
    """The standard library's opinion, which is known to be too mild; NAT64 is judged by what it carries."""
    return (not ip.is_global or ip.is_multicast or ip.is_reserved) and ip not in NAT64


@given(st.ip_addresses(v=4), V4_SPELLINGS)
def test_no_spelling_of_a_special_ipv4_address_passes(ip: IPv4Address, spelling: Spelling) -> None:
    assume(is_special(ip))
    assert reason(f"http://{spelling(int(ip))}/") == "address"


@given(st.ip_addresses(v=4), V4_CARRIERS)
def test_no_ipv6_address_that_carries_a_special_one_passes(
    ip: IPv4Address, carrier: Callable[[IPv4Address], str]
) -> None:
    assume(is_special(ip))
    assert reason(f"http://[{carrier(ip)}]/") == "address"


@given(st.ip_addresses(v=6), st.sampled_from(["compressed", "exploded"]))
def test_no_special_ipv6_address_passes(ip: IPv6Address, spelling: str) -> None:
    assume(is_special(ip))
    assert reason(f"https://[{getattr(ip, spelling)}]/") == "address"


@given(st.ip_addresses(v=4), st.sampled_from([1, 2, 3, 4]), st.sampled_from([str, hex]))
def test_a_passing_spelling_leads_to_the_same_address(ip: IPv4Address, count: int, spell: Spelling) -> None:
    assume(is_global(str(ip)))
    target = check_url(f"http://{_parts(int(ip), count, spell)}/")
    assert (target.host, target.is_address) == (str(ip), True)


HOST_LETTERS = st.text(st.sampled_from("019aflox.-_:[]@%/\\?#２。①ß\xad\u200b \t"), max_size=24)


@given(st.one_of(st.text(), HOST_LETTERS.map("http://{}".format), st.text().map("https://{}".format)))
@example("http://[")
@example("http://[::1")
@example("http://a]b/")
@example("http://" + "9" * 5000)
@example("http://example.com:" + "9" * 5000)
@example("http://%ff/")
def test_a_check_raises_only_the_word_for_a_refused_link(url: str) -> None:
    try:
        target = check_url(url)
    except Permanent as refusal:
        assert refusal.code == "address_blocked"  # noqa: PT017  (a link that passes is judged below)
        return
    assert target.url.isascii()
    assert " " not in target.url
    assert check_url(target.url) == target


def test_importing_the_check_loads_no_network_library() -> None:
    program = "import sys, instarecipe.addresses; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not {"ssl", "socket", "http.client", "_ssl", "_socket"} & set(run.stdout.split())
