"""Tokens, tickets and sockets: who comes in, how often, for how long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from instarecipe.domain.errors import Conflict, Unavailable
from instarecipe.ports import Delete, Key, Put, Table
from instarecipe.registry import SOCKET_MS, TICKET_MS, USE_NOTED_MS, Registry
from tests.doubles.phases import DoubledWiring
from tests.doubles.virtual import Clock

DAY = 86_400_000


@pytest.fixture
def registry(wiring: DoubledWiring) -> Registry:
    return wiring.registry


@dataclass
class Watched:
    """Counts the writes of each transaction and refuses one without, as DynamoDB; `first` comes before."""

    table: Table
    first: Callable[[], object] = lambda: None
    wrote: list[int] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.table, name)

    def transact(self, writes: Sequence[Put | Delete], token: str) -> None:
        assert writes
        self.first()
        self.wrote.append(len(writes))
        self.table.transact(writes, token)


def watched(registry: Registry, first: Callable[[], object] = lambda: None) -> tuple[Registry, list[int]]:
    table: Any = Watched(registry.table, first)
    return replace(registry, table=table), table.wrote


def test_a_token_is_found_by_its_secret_until_it_expires(registry: Registry, clock: Clock) -> None:
    secret, token = registry.issue("ann", "phone", ["share"], lasts_ms=DAY)
    assert registry.tokens("ann") == [token]
    assert registry.token(secret) == token
    clock.now += DAY - 1
    assert registry.token(secret) == replace(token, used_at=clock.now - DAY + 1)
    clock.now += 1
    assert registry.token(secret) is None
    assert registry.tokens("ann") == []


def test_the_last_use_is_noted_at_once_and_then_every_five_minutes(registry: Registry, clock: Clock) -> None:
    strictly, wrote = watched(registry)
    secret, _ = strictly.issue("ann", "phone", ["share"], lasts_ms=None)
    first = clock.now
    for later, noted in [(0, first), (USE_NOTED_MS - 1, first), (1, first + USE_NOTED_MS)]:
        clock.now += later
        strictly.token(secret)
        strictly.token(secret)
        assert [one.used_at for one in strictly.tokens("ann")] == [noted]
    assert wrote == [2, 1, 1]


@pytest.mark.parametrize("trouble", [Conflict("changed"), Unavailable("lost")])
def test_a_use_that_cannot_be_noted_is_a_use_all_the_same(registry: Registry, trouble: Exception) -> None:
    secret, token = registry.issue("ann", "phone", ["share"], lasts_ms=None)

    def fail() -> None:
        raise trouble

    failing, _ = watched(registry, fail)
    assert failing.token(secret) == token
    assert registry.tokens("ann") == [token]


def test_noting_a_use_and_revoking_at_once_ends_in_revoked(registry: Registry) -> None:
    secret, token = registry.issue("ann", "phone", ["share"], lasts_ms=None)
    noting, _ = watched(registry, lambda: registry.revoke(token))
    noting.token(secret)
    assert registry.tokens("ann") == []
    secret, token = registry.issue("ann", "phone", ["share"], lasts_ms=None)
    revoking, wrote = watched(registry, lambda: wrote or registry.token(secret))
    revoking.revoke(token)
    assert registry.token(secret) is None


@pytest.mark.parametrize("secret", ["", "ir_", "ir_wrong", "ä", "x" * 10_000])
def test_no_other_secret_finds_anything(registry: Registry, secret: str) -> None:
    registry.issue("ann", "phone", ["share"], lasts_ms=None)
    assert registry.token(secret) is None


def test_a_secret_is_not_stored(registry: Registry, wiring: DoubledWiring) -> None:
    secret, token = registry.issue("ann", "phone", ["share"], lasts_ms=None)
    ticket = registry.issue_ticket("ann")
    table = wiring.engine.table
    keys = [Key(f"t#{token.hash}", "t"), *(entry.key for entry in table.query("", "tokens#ann", limit=9))]
    for row in table.get(keys):
        assert row
        assert secret not in f"{row}"
        assert ticket not in f"{row}"


def test_a_revoked_token_is_gone_and_may_be_revoked_again(registry: Registry) -> None:
    strictly, wrote = watched(registry)
    secret, token = strictly.issue("ann", "phone", ["share"], lasts_ms=None)
    for _ in range(2):
        strictly.revoke(token)
        assert strictly.token(secret) is None
        assert strictly.tokens("ann") == []
    assert wrote == [2, 2]


def test_a_ticket_opens_once_even_when_many_come_at_once(registry: Registry) -> None:
    ticket = registry.issue_ticket("ann")
    with ThreadPoolExecutor(8) as pool:
        owners = list(pool.map(registry.use_ticket, [ticket] * 8))
    assert sorted(owners, key=str) == [*[None] * 7, "ann"]


def test_a_ticket_is_good_for_half_a_minute(registry: Registry, clock: Clock) -> None:
    early, late = registry.issue_ticket("ann"), registry.issue_ticket("ann")
    clock.now += TICKET_MS - 1
    assert registry.use_ticket(early) == "ann"
    clock.now += 1
    assert registry.use_ticket(late) is None


def test_a_socket_is_known_until_it_leaves_or_two_hours_are_over(registry: Registry, clock: Clock) -> None:
    registry.connect("c1", "ann")
    registry.connect("c2", "ann")
    registry.connect("c3", "bob")
    assert {one.connection_id for one in registry.sockets("ann")} == {"c1", "c2"}
    for _ in range(2):
        registry.disconnect("c1")
    assert [one.connection_id for one in registry.sockets("ann")] == ["c2"]
    clock.now += SOCKET_MS
    assert registry.sockets("ann") == []
    assert registry.socket("c2") is None


def test_a_subscription_replaces_the_one_before(registry: Registry) -> None:
    registry.connect("c1", "ann")
    socket = registry.socket("c1")
    assert socket
    assert not socket.subscribed
    for item_id in ("i1", None, "i2"):
        watching = registry.subscribe(socket, item_id)
        assert (watching.subscribed, watching.item_id) == (True, item_id)
        assert registry.sockets("ann") == [watching] == [registry.socket("c1")]


def test_more_sockets_than_one_read_takes_are_all_found(registry: Registry) -> None:
    for number in range(120):
        registry.connect(f"c{number}", "ann")
    assert len(registry.sockets("ann")) == 120
