"""Which alarm is heard of in which trouble: metrics of real runs, against the alarms as they are deployed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from functions.sweep import app as sweep
from instarecipe.domain.errors import Permanent, Transient
from instarecipe.extraction.video_refusals import of_error
from instarecipe.observability import measure
from instarecipe.ports import Extracted, Parsed, Put, Row, Source
from instarecipe.uploading.patient import PatientTarget
from tests.doubles.alarms import Composite, Point, alarms, compute, statistic
from tests.doubles.phases import SOUP, DoubledWiring, FakeTarget
from tests.doubles.virtual import Clock
from tests.doubles.watched import Watched, watched


class Down(FakeTarget):
    def find(self, *_: Any, **__: Any) -> str | None:
        raise Transient("target_unreachable", "It does not answer.")

    def create(self, *_: Any, **__: Any) -> str:
        raise Transient("target_unreachable", "It does not answer.")


@pytest.fixture
def there(wiring: DoubledWiring, clock: Clock) -> Iterator[Watched]:
    with watched(wiring, clock) as there:
        yield there


def share(there: Watched, number: int) -> None:
    assert there.http("POST", "/api/queue", {"url": f"https://recipes.example/{number}"}) == 201


def every_ten_minutes(there: Watched, number: int) -> None:
    if number % 10 == 0:
        share(there, number)


def test_a_clean_run_is_quiet(there: Watched) -> None:
    assert there.hour(lambda number: every_ten_minutes(there, number)) == set()
    assert {point.metric.name for point in there.points} >= {"Enqueued", "EndToEndSeconds", "SweptItems"}


def test_what_the_cook_must_mend_wakes_nobody(there: Watched) -> None:
    there.wiring.extract.finds = lambda source: (
        _raise(Permanent("not_a_recipe", "We found no recipe in this post."))
        if source.canonical_url.endswith("/30")
        else Extracted("Soup", via="fake", title="Soup")
    )
    assert there.hour(lambda number: every_ten_minutes(there, number)) == set()


def test_a_link_that_used_up_its_attempts(there: Watched) -> None:
    def find(source: Source) -> Extracted:
        if source.canonical_url.endswith("/30"):
            raise Transient("site_error", "The site has trouble.")
        return Extracted("Soup", via="fake", title="Soup")

    there.wiring.extract.finds = find
    assert there.hour(lambda number: every_ten_minutes(there, number)) == {"DeadLettersAlarm"}


def test_a_recipe_manager_that_is_down(there: Watched) -> None:
    """It is left alone, and links wait."""

    def goes_down(number: int) -> None:
        if number == 40:
            there.wiring.kept_in = PatientTarget(Down(), there.wiring.circuits)
        share(there, number)

    fired = there.hour(goes_down)
    assert "CircuitOpened" in fired
    assert "NothingFinishes" in fired
    assert "CanaryErrors" in fired
    assert not any(name.endswith(("Throttles", "Timeout", "Duration")) for name in fired)


def test_nobody_works(there: Watched) -> None:
    there.off = frozenset({"worker"})
    fired = there.hour(lambda number: every_ten_minutes(there, number))
    assert fired == {"OldestMessageAlarm", "NothingFinishes", "TimeToDrain", "CanaryErrors"}


def test_nobody_sweeps(there: Watched) -> None:
    there.off = frozenset({"sweeper"})
    assert there.hour(lambda number: every_ten_minutes(there, number)) == {"SweepAbsent"}


def test_the_canary_does_not_sing(there: Watched) -> None:
    there.off = frozenset({"canary"})
    assert there.hour(lambda number: every_ten_minutes(there, number), minutes=130) == {"CanaryAbsent"}


def test_recipes_that_come_late(there: Watched) -> None:
    """The worker is away now and then: each third link waits for three minutes."""

    def away(number: int) -> None:
        there.off = frozenset({"worker"} if number % 10 in (0, 1, 2) else ())
        every_ten_minutes(there, number)

    fired = there.hour(away)
    assert "FastBurn" in fired
    assert not fired & {"DeadLettersAlarm", "OldestMessageAlarm", "NothingFinishes"}


def test_a_site_that_changed_its_pages(there: Watched) -> None:
    def find(source: Source) -> Extracted:
        raise of_error(ValueError("no such element"), source.canonical_url, "tiktok", None)

    there.wiring.extract.finds = find
    there.off = frozenset({"canary"})
    fired = there.hour(lambda number: share(there, number) if number in (40, 50) else None)
    assert {"TiktokBroken", "ExtractorBroken"} <= fired
    assert "InstagramBroken" not in fired


def test_a_dear_model(there: Watched) -> None:
    def make(_: Extracted) -> Parsed:
        measure("ModelCostUsd", 0.2, "None")
        return Parsed(SOUP)

    there.wiring.parse.makes = make
    assert there.hour(lambda number: every_ten_minutes(there, number)) == {"ModelCost"}


def test_totals_that_are_wrong(there: Watched) -> None:
    def spoil(number: int) -> None:
        every_ten_minutes(there, number)
        if number == 45:
            table = there.wiring.engine.table
            [entry, *_] = table.query("", "c#household", limit=8)
            [row] = table.get([entry.key])
            assert row
            counts = json.loads(row.body)
            counts["status"]["success"] += 1
            table.transact([Put(Row(row.key, row.version + 1, json.dumps(counts)), row.version)], "spoil")
            there.invoke("Sweep", sweep.handler, {"recount": "all"})

    assert there.hour(spoil) == {"CountDrift"}


def test_a_change_that_nobody_can_read(there: Watched) -> None:
    fired = there.hour(lambda number: there.poison() if number == 60 else every_ten_minutes(there, number))
    assert fired == {"StreamFailuresAlarm"}


def test_strangers_who_try_doors(there: Watched) -> None:
    def knock(number: int) -> None:
        every_ten_minutes(there, number)
        there.http("GET", "/api/queue/unknown")

    assert there.hour(knock) == {"Http4xxAlarm"}


def test_a_bug_of_ours(there: Watched) -> None:
    """A handler that raises what it did not expect answers 500, and that is heard of."""

    def listing(owner: str, query: Mapping[str, str]) -> dict[str, Any]:
        raise ZeroDivisionError

    there.wiring.listing = listing  # type: ignore[assignment]  # a use case with a bug
    assert there.hour(lambda number: _looked_at(there, number)) == {"Http5xxAlarm"}


def _looked_at(there: Watched, number: int) -> None:
    every_ten_minutes(there, number)
    if number == 60:
        assert there.http("GET", "/api/queue") == 500


def _raise(failure: Exception) -> Extracted:
    raise failure


# -- the evaluator itself ------------------------------------------------------------------------------


def test_statistics_are_cloudwatch_s() -> None:
    values = [1.0, 2.0, 3.0, 130.0]
    assert [statistic(name, values) for name in ("Sum", "Maximum", "SampleCount", "Average", "p50")] == [
        136,
        130,
        4,
        34,
        2,
    ]
    assert statistic("PR(:120)", values) == 75


def test_arithmetic_with_what_is_missing_is_missing() -> None:
    assert compute("100 - prompt", {"prompt": None}) is None
    assert (
        compute("IF(FILL(links, 0) > 0 AND FILL(recipes, 0) == 0, 1, 0)", {"links": 2, "recipes": None}) == 1
    )
    assert compute("SUM(METRICS())", {"get": None, "query": 3}) == 3


@pytest.mark.parametrize("name", alarms())
def test_every_alarm_can_fire(name: str) -> None:
    """Fed with the worst there is, each goes off: none has a typing error that keeps it silent."""
    alarm = alarms()[name]
    parts = alarm.parts if isinstance(alarm, Composite) else (alarm,)
    now, absent = 10 * 86_400.0, any(part.missing == "breaching" for part in parts)
    worst = [
        Point(series.metric, now - back * series.period, 1e9)
        for part in parts
        for id_, series in part.series.items()
        for back in range(part.periods)
        if id_ not in ("recipes", "done")
    ]
    assert alarm.fires([] if absent else worst, now)
    assert alarm.fires(worst, now) != absent
