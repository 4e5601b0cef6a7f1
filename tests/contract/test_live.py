"""A resume of the live updates finds each change of an item, whether a worker has it or not."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from instarecipe.domain import item as life
from instarecipe.domain.item import Item, Policy, Status
from instarecipe.domain.moments import iso
from instarecipe.items import Items, item_key
from instarecipe.live import Live
from instarecipe.ports import Engine
from tests.doubles.virtual import Clock, Ids

OWNER = "household"
POLICY = Policy()


@pytest.fixture
def items(engine: Engine, clock: Clock, ids: Ids) -> Items:
    return Items(engine.table, clock, ids, clock.sleep, lambda: 0.5)


def journey(items: Items, clock: Clock) -> list[Item]:
    """Each state that a link is stored in, put back once, the times a minute apart."""
    link = "https://recipes.example/soup"
    states = [life.new(items.new_id(), OWNER, link, link, given=None, now=clock())]
    steps: list[Callable[[Item, int], Item]] = [
        lambda item, now: life.claim(item, attempt_id="a", now=now, policy=POLICY),
        lambda item, now: life.put_back(item, None, now=now),
        lambda item, now: life.claim(item, attempt_id="b", now=now, policy=POLICY),
        lambda item, now: life.progressed(item, 50, now=now),
        lambda item, now: life.checkpoint(item, now=now, policy=POLICY),
        lambda item, now: life.succeeded(item, now=now),
    ]
    for step in steps:
        clock.sleep(60)
        states.append(step(states[-1], clock()))
    return states


def test_each_change_is_told_by_the_resume_that_follows(items: Items, clock: Clock) -> None:
    live = Live(items, clock, 2_000)
    before = None
    for state in journey(items, clock):
        items.save(before, state)
        told = [
            json.loads(line.removeprefix("data: "))
            for line in live.events(OWNER, None, iso(state.updated_at - 1)).splitlines()
            if line.startswith("data: ")
        ]
        assert [(one["version"], one["status"]) for one in told[1:]] == [(state.version, state.status)]
        assert "event: ping" in live.events(OWNER, None, iso(state.updated_at + 6_000))
        before = state


def test_only_what_no_worker_has_stands_in_the_index_of_updates(items: Items, clock: Clock) -> None:
    before = None
    for state in journey(items, clock):
        items.save(before, state)
        entries = items.table.query("updated", f"o#{OWNER}", limit=9)
        at_rest = state.status is not Status.IN_PROGRESS
        assert [entry.key for entry in entries] == ([item_key(OWNER, state.id)] if at_rest else [])
        before = state
