"""Tokens and sessions: who comes in, and until when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from instarecipe.domain.errors import Conflict, Unavailable
from instarecipe.ports import Delete, Key, Put, Table
from instarecipe.registry import USE_NOTED_MS, Registry
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
    return registry._replace(table=table), table.wrote


def test_a_token_is_found_by_its_secret_until_it_expires(registry: Registry, clock: Clock) -> None:
    secret, token = registry.issue("ann", "phone", ["share"], lasts_ms=DAY)
    assert registry.tokens("ann") == [token]
    assert registry.token(secret) == token
    clock.now += DAY - 1
    assert registry.token(secret) == token._replace(used_at=clock.now - DAY + 1)
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
    assert wrote == [1, 2, 1, 1]


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
    noting, _ = watched(registry, lambda: registry.end(token))
    noting.token(secret)
    assert registry.tokens("ann") == []
    secret, token = registry.issue("ann", "phone", ["share"], lasts_ms=None)
    revoking, wrote = watched(registry, lambda: wrote or registry.token(secret))
    revoking.end(token)
    assert registry.token(secret) is None


@pytest.mark.parametrize("secret", ["", "ir_", "ir_wrong", "ä", "x" * 10_000])
def test_no_other_secret_finds_anything(registry: Registry, secret: str) -> None:
    registry.issue("ann", "phone", ["share"], lasts_ms=None)
    assert registry.token(secret) is None


def test_a_secret_is_not_stored(registry: Registry, wiring: DoubledWiring) -> None:
    secret, token = registry.issue("ann", "phone", ["share"], lasts_ms=None)
    table = wiring.engine.table
    keys = [Key(f"t#{token.hash}", "t"), *(entry.key for entry in table.query("", "tokens#ann", limit=9))]
    for row in table.get(keys):
        assert row
        assert secret not in f"{row}"


def test_an_ended_token_lets_nobody_in_and_waits_to_be_forgotten(registry: Registry) -> None:
    strictly, wrote = watched(registry)
    secret, token = strictly.issue("ann", "phone", ["share"], lasts_ms=None)
    for _ in range(2):
        strictly.end(token)
        assert strictly.token(secret) is None
        assert strictly.tokens("ann") == []
        assert strictly.ended() == [token]
    for _ in range(2):
        strictly.forget(token)
        assert strictly.ended() == []
    assert wrote == [1, 2, 2, 1]


def test_an_expired_token_waits_to_be_forgotten_too(registry: Registry, clock: Clock) -> None:
    _, token = registry.issue("ann", "phone", ["share"], lasts_ms=DAY)
    registry.issue("ann", "tablet", ["share"], lasts_ms=None)
    clock.now += DAY - 1
    assert registry.ended() == []
    clock.now += 1
    assert registry.ended() == [token]
