"""A change is told to a page or to a thousand of them, and what is dead among these is forgotten."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from threading import Barrier

import pytest

from instarecipe.announce import FEW
from instarecipe.connections import Grant
from tests.doubles.phases import DoubledWiring
from tests.doubles.stored import OWNER, store

MANY = 6 * FEW


@dataclass
class Pages:
    """Takes a message only when another one is on its way; some of the pages are `dead`."""

    dead: set[str]
    at_once: int
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._barrier = Barrier(self.at_once)

    def send(self, connection_id: str, message: str) -> bool:
        self._barrier.wait(120)
        self.told.append(connection_id)
        return connection_id not in self.dead

    def close(self, connection_id: str) -> None:
        raise AssertionError


def watching(wiring: DoubledWiring, count: int) -> list[str]:
    names = [f"page-{number}" for number in range(count)]
    for name in names:
        wiring.connections.connect(name, Grant(OWNER))
        socket = wiring.connections.socket(name)
        assert socket
        wiring.connections.subscribe(socket, None)
    return names


@pytest.mark.parametrize(("count", "at_once"), [(FEW, 1), (MANY, 2)])
def test_many_are_told_at_once_and_the_dead_ones_forgotten(
    wiring: DoubledWiring, count: int, at_once: int
) -> None:
    names = watching(wiring, count)
    pages = Pages({*names[1:]}, at_once)
    announce = replace(wiring.announce, sockets=pages)
    item = store(wiring.items)
    announce.change(None, item)
    assert sorted(pages.told) == sorted(names)
    assert [socket.connection_id for socket in wiring.connections.open(OWNER)] == names[:1]
    assert [wiring.connections.socket(name) for name in names[1:]] == [None] * (count - 1)
