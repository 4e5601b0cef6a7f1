"""What a contestant's users see of it, and how fast that is. Measured in the process that sends the links."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bench.peers.work import link

SENDERS = 8
PATIENCE = 120
"""Seconds after which a figure is given up."""


@dataclass(frozen=True)
class Front:
    """`submit` answers with an id and whether it is new; `status` is the running phase while one runs;
    `redrive` says how many dead letters it sent again.
    """

    submit: Callable[[str], tuple[str, bool]]
    status: Callable[[str], str]
    listed: Callable[[str], Sequence[str]]
    redrive: Callable[[], int]

    def accepted(self, names: Sequence[str]) -> float:
        """Seconds that several senders take, each link on the disk when it is answered."""
        begun = time.monotonic()
        self._send(names)
        return time.monotonic() - begun

    def worked_off(self, names: Sequence[str]) -> float:
        """Seconds from the first link sent to the last item in success."""
        begun = time.monotonic()
        for id_ in self._send(names):
            self._wait(id_, lambda status: status == "success", 0.01)
        return time.monotonic() - begun

    def first_signs(self, names: Sequence[str]) -> list[float]:
        """Seconds from sending a link until its item is seen to be worked on, one item after the other."""
        seconds = []
        for name in names:
            begun = time.monotonic()
            id_, _ = self.submit(link(name))
            self._wait(id_, lambda status: status != "pending", 0.001)
            seconds.append(time.monotonic() - begun)
            self._wait(id_, lambda status: status == "success", 0.01)
        return seconds

    def listing(self, status: str) -> float:
        """Seconds that a list of this status takes."""
        begun = time.monotonic()
        self.listed(status)
        return time.monotonic() - begun

    def _send(self, names: Sequence[str]) -> list[str]:
        with ThreadPoolExecutor(SENDERS) as pool:
            return [id_ for id_, _ in pool.map(self.submit, map(link, names))]

    def _wait(self, id_: str, reached: Callable[[str], bool], pause: float) -> None:
        end = time.monotonic() + PATIENCE
        while not reached(self.status(id_)):
            if time.monotonic() > end:
                raise TimeoutError(f"{id_} is still {self.status(id_)}")
            time.sleep(pause)
