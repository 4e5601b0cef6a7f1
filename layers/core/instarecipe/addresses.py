"""What a link's own string shows: where it leads, and whether a stranger may make us go there.

Imported by functions that only look at links, so nothing here loads ssl, socket or http.client.
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address
from typing import Final, NamedTuple
from unicodedata import category, normalize
from urllib.parse import quote, unquote, urlsplit

from instarecipe.domain.errors import Permanent
from instarecipe.outbound.special_purpose import is_global

DEFAULT_PORTS: Final = {"http": 80, "https": 443}
REFUSED_TOP_LEVELS: Final = frozenset({"localhost", "localdomain", "local", "internal", "invalid"})

_IN_LABEL: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
_HEX: Final = frozenset("0123456789abcdef")
_KEPT: Final = (
    "/:@!$&'()*+,;=~%[]|"  # besides letters, digits and _.-~ what a request target may hold as it is
)

_SENTENCES: Final = {
    "scheme": ("Only web links, with http or https, can be fetched.", "Share the link of the post itself."),
    "port": ("This link asks for an unusual port.", "Share the public link of the post."),
    "userinfo": ("This link carries a user name or a password.", "Share it without the part before the @."),
    "name": ("This link does not lead to a public web site.", "Check the link for typing errors."),
    "address": ("This link leads to a private address.", "Share a public link, or paste the recipe's text."),
}


class ParsedTarget(NamedTuple):
    """Where one request goes. `host` is ASCII, lower case and without brackets or a final dot.

    `target` is the path and query, percent-encoded; `is_address` says that `host` is an IP address.
    """

    scheme: str
    host: str
    port: int
    target: str
    is_address: bool

    @property
    def authority(self) -> str:
        """The value of the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def blocked(reason: str) -> Permanent:
    """`reason` is scheme, port, userinfo, name or address."""
    sentence, advice = _SENTENCES[reason]
    return Permanent("address_blocked", sentence, advice, details={"reason": reason})


def check_url(url: str, allow_hosts: Collection[tuple[str, int]] = frozenset()) -> ParsedTarget:
    """Judges all that is visible in the string; nothing is resolved.

    `allow_hosts` are (host, port) pairs that pass although private or on another port.
    Raises `Permanent("address_blocked", details={"reason": …})`.
    """
    try:
        return _check(url, allow_hosts)
    except ValueError:  # of urlsplit, or of a text that is not encodable
        raise blocked("name") from None


def _check(url: str, allow_hosts: Collection[tuple[str, int]]) -> ParsedTarget:
    url = url.strip(" ")
    if any(letter < " " or "\x7f" <= letter < "\xa0" for letter in url):
        raise blocked("name")
    parts = urlsplit(url)
    if parts.scheme not in DEFAULT_PORTS:
        raise blocked("scheme")
    _, at, place = parts.netloc.rpartition("@")
    host, port = _host_and_port(place, DEFAULT_PORTS[parts.scheme])
    addresses = _addresses(host) if not host.startswith("[") else [_bracketed(host)]
    name = addresses[0] if addresses else host
    allowed = (name, port) in allow_hosts
    if port not in DEFAULT_PORTS.values() and not allowed:
        raise blocked("port")
    if at:
        raise blocked("userinfo")
    if not allowed:
        _judge(host, addresses)
    query = "?" + quote(parts.query, _KEPT + "?") if parts.query else ""
    return ParsedTarget(parts.scheme, name, port, quote(parts.path or "/", _KEPT) + query, bool(addresses))


def _judge(name: str, addresses: list[str]) -> None:
    if not all(map(is_global, addresses)):
        raise blocked("address")
    top_level = name.rpartition(".")[2]
    if not addresses and (top_level == name or top_level in REFUSED_TOP_LEVELS):
        raise blocked("name")


def _host_and_port(place: str, default: int) -> tuple[str, int]:
    end = place.rfind("]") + 1
    rest, _, port = place[end:].partition(":")
    if port and not (port.isascii() and port.isdigit() and int(port) < 65_536):
        raise blocked("port")
    host = place[:end] + _ascii(unquote(rest, errors="strict")).removesuffix(".")
    return host, int(port or default)


def _bracketed(host: str) -> str:
    try:
        address = IPv6Address(host[1:-1])
    except ValueError:
        raise blocked("address") from None
    return str(address)


def _ascii(host: str) -> str:
    """Lower case, and labels in punycode where needed.

    As UTS 46 (non-transitional) for all that ordinary names hold; the `idna` codec would turn ß into ss.
    """
    if not host.isascii():
        host = normalize("NFKC", normalize("NFKC", host).lower()).replace("。", ".")
        if any(category(letter)[0] in "CZ" for letter in host):
            raise blocked("name")
        labels = host.split(".")
        host = ".".join(it if it.isascii() else f"xn--{it.encode('punycode').decode()}" for it in labels)
    return host.lower()


def _addresses(host: str) -> list[str]:
    """The IPv4 addresses that resolvers read in `host` without asking DNS, inet_aton's first; none in a name.

    A leading zero means octal to inet_aton and nothing to others: 010.0.0.1 is 8.0.0.1 and 10.0.0.1.
    """
    labels = host.split(".")
    if len(host) > 253 or not all(0 < len(it) < 64 and _IN_LABEL.issuperset(it) for it in labels):
        raise blocked("name")
    if not _is_number(labels[-1]):
        return []
    if len(labels) > 4 or not all(map(_is_number, labels)):
        raise blocked("address")
    readings = [_ipv4([_number(label, base) for label in labels]) for base in (8, 10)]
    if readings[0] is None:
        raise blocked("address")
    return [reading for reading in readings if reading]


def _is_number(label: str) -> bool:
    return label.isdigit() or (label.startswith("0x") and _HEX.issuperset(label[2:]))


def _number(label: str, base_after_zero: int) -> int:
    """-1 when the digits do not fit the base."""
    if label.startswith("0x"):
        return int(label[2:] or "0", 16)
    base = base_after_zero if label.startswith("0") else 10
    return int(label, base) if base == 10 or not {"8", "9"} & set(label) else -1


def _ipv4(numbers: list[int]) -> str | None:
    """One to four numbers, the last one filling the bytes that are left; None when one does not fit."""
    *head, tail = numbers
    if not all(0 <= part <= 255 for part in head) or not 0 <= tail < 256 ** (4 - len(head)):
        return None
    return str(IPv4Address(sum(part << (24 - 8 * place) for place, part in enumerate(head)) + tail))
