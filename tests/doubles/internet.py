"""Names, addresses and who answers there, all on 127.0.0.1: `resolve` and `dial` of a `Fetcher`."""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence

from tests.doubles.web import Site

PUBLIC = "93.184.215.14"
PUBLIC_V6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"


class Internet:
    """`names`: what each look-up of a host answers (or raises) in turn, the last one for good.

    `sites`: who answers at an address, whatever the port. Where there is none the connection is refused.
    """

    def __init__(
        self, names: Mapping[str, Sequence[Sequence[str] | OSError]], sites: Mapping[str, Site]
    ) -> None:
        self.names = dict(names)
        self.sites = dict(sites)
        self.resolved: list[str] = []
        self.dialled: list[tuple[str, int]] = []

    @classmethod
    def of(cls, site: Site, *hosts: str) -> Internet:
        """All hosts are the same site, at a public address."""
        return cls({host: [[PUBLIC]] for host in hosts}, {PUBLIC: site})

    def resolve(self, host: str, _port: int) -> Sequence[str]:
        answers = self.names.get(host, [socket.gaierror(socket.EAI_NONAME, "Name or service not known")])
        answer = answers[min(self.resolved.count(host), len(answers) - 1)]
        self.resolved.append(host)
        if isinstance(answer, OSError):
            raise answer
        return answer

    def dial(self, address: tuple[str, int], seconds: float) -> socket.socket:
        self.dialled.append(address)
        if address[0] not in self.sites:
            raise ConnectionRefusedError
        return socket.create_connection(self.sites[address[0]].address, seconds)
