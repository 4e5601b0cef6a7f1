"""Tickets and sockets: who listens, how often, for how long."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from instarecipe.connections import SOCKET_MS, TICKET_MS, Connections, Grant
from instarecipe.domain.errors import Refused
from instarecipe.ports import Key
from instarecipe.registry import hash_of
from tests.doubles.phases import DoubledWiring
from tests.doubles.virtual import Clock

ANN = Grant("ann")


@pytest.fixture
def connections(wiring: DoubledWiring) -> Connections:
    return wiring.connections


def test_a_ticket_opens_once_even_when_many_come_at_once(connections: Connections) -> None:
    ticket = connections.issue_ticket(ANN)
    with ThreadPoolExecutor(8) as pool:
        grants = list(pool.map(connections.use_ticket, [ticket] * 8))
    assert sorted(grants, key=str) == [ANN, *[None] * 7]


def test_a_ticket_is_good_for_half_a_minute(connections: Connections, clock: Clock) -> None:
    early, late = connections.issue_ticket(ANN), connections.issue_ticket(ANN)
    clock.now += TICKET_MS - 1
    assert connections.use_ticket(early) == ANN
    clock.now += 1
    assert connections.use_ticket(late) is None


def test_a_socket_is_known_until_it_leaves_or_for_two_hours(connections: Connections, clock: Clock) -> None:
    connections.connect("c1", ANN)
    connections.connect("c2", ANN)
    connections.connect("c3", Grant("bob"))
    assert {one.connection_id for one in connections.sockets("ann")} == {"c1", "c2"}
    for _ in range(2):
        connections.disconnect("c1")
    assert [one.connection_id for one in connections.sockets("ann")] == ["c2"]
    clock.now += SOCKET_MS
    assert connections.sockets("ann") == []
    assert connections.socket("c2") is None


def test_a_subscription_replaces_the_one_before(connections: Connections) -> None:
    connections.connect("c1", ANN)
    socket = connections.socket("c1")
    assert socket
    assert not socket.subscribed
    for item_id in ("i1", None, "i2"):
        watching = connections.subscribe(socket, item_id)
        assert (watching.subscribed, watching.item_id) == (True, item_id)
        assert connections.sockets("ann") == [watching] == [connections.socket("c1")]


def test_more_sockets_than_one_read_takes_are_all_found(connections: Connections) -> None:
    for number in range(120):
        connections.connect(f"c{number}", ANN)
    assert len(connections.sockets("ann")) == 120


def test_a_ticket_is_not_stored(connections: Connections) -> None:
    ticket = connections.issue_ticket(ANN)
    [row] = connections.table.get([Key(f"k#{hash_of(ticket)}", "k")])
    assert row
    assert ticket not in f"{row}"


def test_a_socket_hears_nothing_once_its_token_has_expired(connections: Connections, clock: Clock) -> None:
    grant = Grant("ann", ("hash",), ends_at=clock.now + 1)
    connections.connect("c1", grant)
    [socket] = connections.sockets("ann")
    assert (socket.tokens, socket.ends_at) == (grant.tokens, grant.ends_at)
    clock.now += 1
    assert connections.sockets("ann") == []
    assert connections.socket("c1") is None
    assert connections.open("ann") == [socket]


def test_a_socket_that_was_forgotten_does_not_come_back(connections: Connections) -> None:
    connections.connect("c1", ANN)
    [socket] = connections.sockets("ann")
    connections.forget(socket)
    with pytest.raises(Refused, match="connect again"):
        connections.subscribe(socket, None)
    assert connections.open("ann") == []


def test_two_subscriptions_at_once_both_stand_at_some_time(connections: Connections) -> None:
    connections.connect("c1", ANN)
    [socket] = connections.sockets("ann")
    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(connections.subscribe, socket, item) for item in ("i1", "i2")]
    answered = [one.result() for one in asked]
    assert answered == [replace(socket, item_id=item, subscribed=True) for item in ("i1", "i2")]
    assert connections.socket("c1") in answered
