"""Secrets from SSM: read when first needed, kept for a while, and never mistaken for missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from instarecipe.aws.client import AwsError
from instarecipe.aws.secrets import FRESH_SECONDS, SsmSecrets
from instarecipe.domain.errors import Permanent, Unavailable
from instarecipe.settings import Settings
from instarecipe.wiring import Wiring
from tests.doubles.virtual import Clock


@dataclass
class Store:
    """SSM's parameter store; `error` is what it answers with instead."""

    values: dict[str, str] = field(default_factory=dict)
    error: Exception | None = None
    asked: list[str] = field(default_factory=list)

    def call(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        assert operation == "GetParameters"
        assert payload["WithDecryption"] is True
        [name] = payload["Names"]
        self.asked.append(name)
        if self.error:
            raise self.error
        known = name in self.values
        return {
            "Parameters": [{"Name": name, "Value": self.values[name]}] if known else [],
            "InvalidParameters": [] if known else [name],
        }


@pytest.fixture
def store() -> Store:
    return Store({"/kitchen/TANDOOR_TOKEN": "first\n"})


@pytest.fixture
def secrets(store: Store, clock: Clock) -> SsmSecrets:
    return SsmSecrets(store, "/kitchen", clock.monotonic)


def test_a_secret_is_read_once_in_five_minutes(secrets: SsmSecrets, store: Store, clock: Clock) -> None:
    assert store.asked == []
    assert secrets("TANDOOR_TOKEN") == "first"
    store.values["/kitchen/TANDOOR_TOKEN"] = "second"
    clock.sleep(FRESH_SECONDS - 1)
    assert secrets("TANDOOR_TOKEN") == "first"
    clock.sleep(2)
    assert secrets("TANDOOR_TOKEN") == "second"
    assert store.asked == ["/kitchen/TANDOOR_TOKEN"] * 2


def test_a_secret_that_is_not_set_is_empty(secrets: SsmSecrets, store: Store) -> None:
    assert [secrets("PROXY_URL"), secrets("PROXY_URL")] == ["", ""]
    assert store.asked == ["/kitchen/PROXY_URL"]


@pytest.mark.parametrize("error", [Unavailable("no answer"), AwsError("AccessDenied", "no", 400, {})])
def test_a_failure_says_which_and_is_not_kept(secrets: SsmSecrets, store: Store, error: Exception) -> None:
    store.error = error
    with pytest.raises(Unavailable, match="/kitchen/TANDOOR_TOKEN"):
        secrets("TANDOOR_TOKEN")
    store.error = None
    assert secrets("TANDOOR_TOKEN") == "first"


# -- how the wiring uses them --------------------------------------------------------------------------


@pytest.fixture
def wiring(settings: Settings, secrets: SsmSecrets, engine: Any) -> Wiring:
    there = settings._replace(
        engine="aws",
        secrets_prefix="/kitchen",
        tandoor_base_url="https://tandoor.example",
        vapid_public_key="public",
    )
    return Wiring(there, engine, secret=secrets)


def test_building_everything_asks_for_no_secret(wiring: Wiring, store: Store) -> None:
    for part in (
        "items",
        "auth",
        "admit",
        "process",
        "phases",
        "sweep",
        "devices",
        "listen",
        "subscriptions",
    ):
        assert getattr(wiring, part)
    assert store.asked == []


def test_a_rotated_secret_makes_a_new_target(wiring: Wiring, store: Store, clock: Clock) -> None:
    first = wiring.target
    assert wiring.target is first
    store.values["/kitchen/TANDOOR_TOKEN"] = "second"
    clock.sleep(FRESH_SECONDS + 1)
    assert wiring.target is not first


def test_a_missing_secret_is_named(wiring: Wiring, store: Store) -> None:
    store.values.clear()
    with pytest.raises(Permanent) as caught:
        _ = wiring.target
    assert (caught.value.code, caught.value.details) == ("not_set_up", {"missing": "/kitchen/TANDOOR_TOKEN"})
    with pytest.raises(Permanent, match="not_set_up") as caught:
        _ = wiring.notify
    assert caught.value.details == {"missing": "/kitchen/VAPID_PRIVATE_KEY"}
