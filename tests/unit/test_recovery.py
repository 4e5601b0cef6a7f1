"""What a host makes of the data of one that was killed."""

from __future__ import annotations

import pytest

from instarecipe.domain.errors import Transient
from instarecipe.domain.item import Item, Status
from instarecipe.embedded.queue import SqliteQueue
from instarecipe.ports import Extracted, ModelHealth, Source, TargetHealth
from local.recovery import recover
from tests.doubles.kitchen import plenty
from tests.doubles.phases import DoubledWiring
from tests.doubles.stored import OWNER, store
from tests.doubles.virtual import Clock


def slow(_: Source) -> Extracted:
    raise Transient("site_slow", "It took too long.")


def work(wiring: DoubledWiring) -> None:
    for message in wiring.engine.queue.receive(1):
        visibility = wiring.process(message, plenty)
        if visibility is None:
            wiring.engine.queue.delete(message.receipt)
        else:
            wiring.engine.queue.change_visibility(message.receipt, visibility)


def stored(wiring: DoubledWiring, item: Item) -> Item:
    found = wiring.items.get(OWNER, item.id)
    assert found
    return found


@pytest.fixture
def waiting(wiring: DoubledWiring) -> Item:
    """It failed once; the second attempt waits for its time."""
    works, wiring.extract.finds = wiring.extract.finds, slow
    item = store(wiring.items)
    wiring.admit.hint(item)
    work(wiring)
    wiring.extract.finds = works
    return stored(wiring, item)


def test_a_delayed_attempt_is_made_when_its_time_has_come(
    wiring: DoubledWiring, clock: Clock, waiting: Item
) -> None:
    recover(wiring)
    work(wiring)
    assert stored(wiring, waiting).status is Status.PENDING, "too early"
    clock.sleep(((waiting.next_attempt_at or 0) - clock()) / 1000)
    work(wiring)
    assert stored(wiring, waiting).status is Status.SUCCESS


def test_a_delayed_attempt_whose_time_is_over_is_made_at_once(
    wiring: DoubledWiring, clock: Clock, waiting: Item
) -> None:
    clock.sleep(3_600)
    recover(wiring)
    work(wiring)
    assert stored(wiring, waiting).status is Status.SUCCESS


def test_an_item_whose_message_came_too_often_goes_on_with_the_first_sweep(wiring: DoubledWiring) -> None:
    item = store(wiring.items, Status.IN_PROGRESS)
    wiring.admit.hint(item)
    queue = wiring.engine.queue
    assert isinstance(queue, SqliteQueue)
    for _ in range(wiring.settings.queue_retry_attempts):
        queue.free()
        assert queue.receive(1)
    recover(wiring)
    work(wiring)
    assert stored(wiring, item).status is Status.IN_PROGRESS, "its message is among the dead letters"
    wiring.sweep(plenty)
    work(wiring)
    assert stored(wiring, item).status is Status.SUCCESS


def test_who_starts_anew_with_other_settings_is_told_how_it_is_now(
    wiring: DoubledWiring, clock: Clock
) -> None:
    other = DoubledWiring(
        wiring.settings._replace(tandoor_base_url="http://t.example", tandoor_token="x", llm_api_key="x"),
        wiring.engine,
        clock=clock,
        new_id=wiring.new_id,
        extract=wiring.extract,
        parse=wiring.parse,
    )
    other.health.renew(lambda: TargetHealth(True, "2.6", False, "Tandoor does not take this token."))
    other.health.renew_model(lambda: ModelHealth(False, None, "The model's server does not answer."))
    assert other.health.report()["target"]["mayWrite"] is False

    recover(other)

    report = other.health.report()
    assert report["target"] == {"name": "tandoor", "sentence": "Not checked yet."}
    assert report["model"]["sentence"] == "Not checked yet."
    other.health.renew(lambda: TargetHealth(True, "2.6", True, "Tandoor 2.6 is ready."))
    assert other.health.report()["target"]["mayWrite"] is True
