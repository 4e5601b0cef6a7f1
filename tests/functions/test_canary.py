"""The canary fails when, and only when, a shared sample does not come to its end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from functions.canary import app as canary
from instarecipe.auth import CANARY
from instarecipe.canary import CHATTER, RECIPE, CanaryFailedError
from instarecipe.domain.errors import Permanent
from instarecipe.ports import Extracted, Parsed
from instarecipe.settings import Settings
from tests.doubles.phases import DoubledWiring, FakeExtract, FakeParse
from tests.doubles.virtual import Clock


def working(wiring: DoubledWiring) -> Callable[[float], None]:
    """While the canary waits, the queue is worked on."""

    def pause(seconds: float) -> None:
        wiring.clock.sleep(seconds)  # type: ignore[attr-defined]  # the test's own clock
        for message in wiring.engine.queue.receive(10):
            wiring.process(message, lambda: 300_000)
            wiring.engine.queue.delete(message.receipt)

    return pause


def no_recipe(_: Extracted) -> Parsed:
    raise Permanent("not_a_recipe", "This is no recipe.")


def test_a_sample_goes_all_the_way_every_time(wiring: DoubledWiring) -> None:
    wiring.sleep = working(wiring)
    for _ in range(3):
        canary.handler({}, None)
    assert [source.url for source in wiring.extract.sources] == [RECIPE] * 3
    assert wiring.items.page(CANARY, None, limit=9).total == 1


def test_a_sample_that_fails_is_heard_of(wiring: DoubledWiring, parse: FakeParse) -> None:
    wiring.sleep = working(wiring)
    parse.makes = no_recipe
    with pytest.raises(CanaryFailedError, match="not_a_recipe"):
        canary.handler({}, None)


def test_workers_that_do_not_work_are_heard_of(wiring: DoubledWiring, clock: Clock) -> None:
    with pytest.raises(CanaryFailedError, match="still pending"):
        canary.handler({}, None)


def test_a_household_s_recipe_manager_is_left_alone(
    wiring: DoubledWiring, settings: Settings, extract: FakeExtract, parse: FakeParse
) -> None:
    """What is no recipe is read anew each time all the same."""
    wiring.settings = settings._replace(tandoor_base_url="https://tandoor.example")
    wiring.sleep = working(wiring)
    parse.makes = no_recipe
    for _ in range(2):
        canary.handler({}, None)
    assert [source.url for source in extract.sources] == [CHATTER, CHATTER]
    assert [forced for _, _, forced in parse.calls] == [False, False]
