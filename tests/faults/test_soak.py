"""Row 55: a thousand links while every fault strikes at 5 %; a failing seed shows what happened."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from tests.faults.conftest import MakeWorld, Record
from tests.faults.extent import EXTENT, ONE_SEED, SEEDS
from tests.faults.soak import Soak


@pytest.fixture
def uncollected() -> Iterator[None]:
    """A seventh of the time would go into looking for cycles in a history that only grows."""
    gc.disable()
    yield
    gc.enable()
    gc.collect()


@pytest.mark.usefixtures("uncollected")
@pytest.mark.parametrize("seed", SEEDS)
def test_row_55_a_soak_with_every_fault(seed: int, make_world: MakeWorld, record_property: Record) -> None:
    record_property("seed", seed)
    world = make_world(seed=seed, workers=4)
    try:
        Soak(world, EXTENT.links)()
    except AssertionError as error:
        whole = world.log(lines=len(world.schedule.log)) if ONE_SEED else ""
        raise AssertionError(f"make faults SEED={seed} replays this:\n{error}\n{whole}") from None
    record_property("seed holds", seed)
