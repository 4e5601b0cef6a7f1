"""The blocks of IPv4 and IPv6 in which no public web site lives, and the judgement of one address by them.

Stricter than the registries' column "globally reachable": no ordinary host lives in any block that they list.
"""

from __future__ import annotations

from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

SPECIAL_PURPOSE: Final = (
    # https://www.iana.org/assignments/iana-ipv4-special-registry, updated 2025-10-09
    "0.0.0.0/8",  # this network
    "10.0.0.0/8",  # private use
    "100.64.0.0/10",  # shared address space (carrier-grade NAT)
    "127.0.0.0/8",  # loopback
    "169.254.0.0/16",  # link local, and the clouds' metadata services
    "172.16.0.0/12",  # private use
    "192.0.0.0/24",  # IETF protocol assignments: DS-Lite, PCP and TURN anycast, NAT64 discovery, dummy
    "192.0.2.0/24",  # documentation
    "192.31.196.0/24",  # AS112
    "192.52.193.0/24",  # AMT
    "192.88.99.0/24",  # 6to4 relay anycast, 6a44
    "192.168.0.0/16",  # private use
    "192.175.48.0/24",  # AS112 direct delegation
    "198.18.0.0/15",  # benchmarking
    "198.51.100.0/24",  # documentation
    "203.0.113.0/24",  # documentation
    "240.0.0.0/4",  # reserved, and limited broadcast
    # https://www.iana.org/assignments/iana-ipv6-special-registry, updated 2025-10-09
    "::/128",  # unspecified
    "::1/128",  # loopback
    "::ffff:0:0/96",  # IPv4-mapped
    "64:ff9b:1::/48",  # NAT64 with a local prefix
    "100::/64",  # discard only
    "100:0:0:1::/64",  # dummy prefix
    "2001::/23",  # IETF protocol assignments: Teredo, benchmarking, AMT, AS112, ORCHID, DRIP, anycast
    "2001:db8::/32",  # documentation
    "2002::/16",  # 6to4
    "2620:4f:8000::/48",  # AS112 direct delegation
    "3fff::/20",  # documentation
    "5f00::/16",  # segment routing (SRv6) SIDs
    "fc00::/7",  # unique local
    "fe80::/10",  # link local
    # https://www.iana.org/assignments/ipv4-address-space and ipv6-address-space
    "224.0.0.0/4",  # multicast
    "::/96",  # IPv4-compatible
    "::ffff:0:0:0/96",  # IPv4-translated (RFC 2765)
    "fec0::/10",  # site local
    "ff00::/8",  # multicast
    # https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
    "168.63.129.16/32",  # a host's own platform under a public address
)
GLOBAL_UNICAST: Final = ip_network("2000::/3")  # all of IPv6 that IANA has given out so far
NAT64: Final = ip_network("64:ff9b::/96")  # RFC 6052: how an IPv6-only network reaches an IPv4 host


def is_global(address: str) -> bool:
    """Whether a public web site may live at `address`; what is no address at all is not global."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return _is_global_v6(ip) if isinstance(ip, IPv6Address) else not _is_listed(ip)


def _is_global_v6(ip: IPv6Address) -> bool:
    carried = IPv4Address(int(ip) & 0xFFFF_FFFF)
    if ip.scope_id or (_is_isatap(ip) and _is_listed(carried)):
        return False
    if ip in NAT64:
        return not _is_listed(carried)
    return ip in GLOBAL_UNICAST and not _is_listed(ip)


def _is_listed(ip: IPv4Address | IPv6Address) -> bool:
    return any(first <= int(ip) <= last for first, last in _blocks(ip.version))


@cache
def _blocks(version: int) -> list[tuple[int, int]]:
    """First and last address of each. Made when first needed: most links hold a name."""
    networks = [it for it in map(ip_network, SPECIAL_PURPOSE) if it.version == version]
    return [(int(it.network_address), int(it.broadcast_address)) for it in networks]


def _is_isatap(ip: IPv6Address) -> bool:
    """RFC 5214: the interface identifier is 0000:5efe or 0200:5efe, then an IPv4 address."""
    return int(ip) >> 32 & 0xFDFF_FFFF == 0x0000_5EFE
