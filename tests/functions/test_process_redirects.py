"""Links that only lead on: what a worker does when the post that it finds has an item already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from instarecipe.domain import item as life
from instarecipe.domain.errors import Permanent, Transient
from instarecipe.domain.item import HOUR, Item, PhaseName, Status
from instarecipe.ports import Blob, Extracted, Source
from instarecipe.submission import Submission
from tests.doubles.phases import DoubledWiring, FakeTarget
from tests.doubles.stored import OWNER, POLICY, store
from tests.doubles.virtual import Clock
from tests.functions.test_process import current, share, work

SHARED = "https://www.instagram.com/share/p/Ab3_x/"
POST = "https://www.instagram.com/p/C0ffee12345/"
OTHER_POST = "https://www.instagram.com/p/Another1234/"


@pytest.fixture(autouse=True)
def leads_on(wiring: DoubledWiring) -> None:
    """The share link leads to the post."""
    wiring.extract.finds = lambda source: leading(source, POST)


def leading(source: Source, to: str, image: str | None = None) -> Extracted:
    found = to if source.canonical_url == SHARED else None
    return Extracted("Soup", via="fake", title="Soup", found_url=found, image=image)


def owner_of(wiring: DoubledWiring, link: str) -> str | None:
    item = wiring.items.owning(OWNER, link)
    return item.id if item else None


def test_the_post_that_was_found_belongs_to_the_item(wiring: DoubledWiring) -> None:
    item = share(wiring, SHARED)
    assert work(wiring) == []
    done = current(wiring, item)
    assert (done.status, done.found_url) == (Status.SUCCESS, POST)
    assert [source_url for _, source_url, _ in wiring.parse.calls] == [POST]
    assert share(wiring, f"{POST}?igsh=1").id == item.id
    assert share(wiring, SHARED).id == item.id


def test_a_post_that_is_saved_already_is_not_saved_again(wiring: DoubledWiring) -> None:
    other = store(wiring.items, Status.SUCCESS, url=POST)
    item = share(wiring, SHARED)
    assert work(wiring) == []
    done = current(wiring, item)
    assert (done.status, done.warnings) == (Status.SUCCESS, (f"duplicate_of:{other.id}",))
    assert (done.title, done.recipe_url) == (other.title, other.recipe_url)
    assert wiring.items.results(done) == wiring.items.results(other)
    assert wiring.parse.calls == []
    assert owner_of(wiring, POST) == other.id


@pytest.mark.parametrize("status", [Status.PENDING, Status.IN_PROGRESS])
def test_a_post_that_is_on_its_way_is_waited_for(wiring: DoubledWiring, clock: Clock, status: Status) -> None:
    other = store(wiring.items, status, url=POST)
    item = share(wiring, SHARED)
    for _ in range(5):
        assert work(wiring) == []
        waiting = current(wiring, item)
        assert (waiting.status, waiting.attempts, waiting.error_code) == (Status.PENDING, 0, "duplicate")
        assert waiting.next_attempt_at is not None
        assert 30_000 <= waiting.next_attempt_at - clock() <= 35_000
        clock.now = waiting.next_attempt_at
    running = other
    if status is Status.PENDING:
        claimed = life.claim(other, attempt_id="a", now=clock(), policy=POLICY)
        running = wiring.items.save(other, claimed)
    wiring.items.save(running, life.succeeded(running, now=clock()), results={"text": "theirs"})
    assert work(wiring) == []
    assert current(wiring, item).warnings == (f"duplicate_of:{other.id}",)


@pytest.mark.parametrize(("waits", "looks"), [(600, 1), (7_200, 12)])
def test_a_site_is_not_asked_each_half_minute_while_the_other_waits(
    wiring: DoubledWiring, clock: Clock, waits: int, looks: int
) -> None:
    other = store(wiring.items, Status.IN_PROGRESS, url=POST)
    busy = Transient("site_paused", "It does not answer.", retry_after=waits, burns=False)
    wiring.items.save(other, life.failed(other, busy, now=clock(), policy=POLICY, chance=0.0))
    end = clock() + waits * 1000
    item = share(wiring, SHARED)
    while clock() < end:
        work(wiring)
        clock.now = current(wiring, item).next_attempt_at or end
    assert len(wiring.extract.sources) == looks


@pytest.mark.parametrize("status", [Status.ERROR, Status.UNHEALTHY])
def test_a_post_that_failed_before_is_taken_over(wiring: DoubledWiring, status: Status) -> None:
    other = store(wiring.items, status, url=POST)
    item = share(wiring, SHARED)
    assert work(wiring) == []
    assert current(wiring, item).status is Status.SUCCESS
    assert owner_of(wiring, POST) == item.id
    left = current(wiring, other)
    assert (left.status, left.version, left.due_at) == (status, other.version + 1, other.due_at)


def test_the_one_that_failed_then_ends_as_a_duplicate(wiring: DoubledWiring) -> None:
    other = store(wiring.items, Status.ERROR, url=POST)
    item = share(wiring, SHARED)
    work(wiring)
    wiring.admit.retry(OWNER, other.id, Submission())
    assert work(wiring) == []
    assert current(wiring, other).warnings == (f"duplicate_of:{item.id}",)


@pytest.mark.parametrize("failure", [Permanent("not_a_recipe", "No recipe."), Transient("busy", "Busy.")])
def test_a_post_taken_over_while_it_was_parsed_is_saved_once(
    wiring: DoubledWiring, clock: Clock, failure: Permanent | Transient
) -> None:
    """By a click, or by a heal that nobody asked for."""
    wiring.kept_in = target = FakeTarget()
    first = ended(wiring, clock, POST, failure)
    item = share(wiring, SHARED)
    work(wiring)
    if first.status is Status.ERROR:
        wiring.admit.retry(OWNER, first.id, Submission())
    else:
        clock.sleep(HOUR / 1000)
        wiring.sweep(lambda: 60_000)
    work(wiring)
    assert current(wiring, first).warnings == (f"duplicate_of:{item.id}",)
    assert target.created == 1


def test_a_post_taken_over_after_its_recipe_was_made_is_not_made_again(
    wiring: DoubledWiring, clock: Clock
) -> None:
    wiring.kept_in = target = FakeTarget()
    target.interrupt = on("complete", Permanent("target_full", "The recipe manager takes no more."))
    first = ended(wiring, clock, POST)
    target.interrupt = lambda _: None
    item = share(wiring, SHARED)
    work(wiring)
    done = current(wiring, item)
    assert (done.status, done.reference, target.created) == (Status.SUCCESS, first.reference, 1)
    assert current(wiring, first).reference is None


def test_a_recipe_that_was_seen_as_saved_outlives_the_link_that_takes_it_over(
    wiring: DoubledWiring, clock: Clock
) -> None:
    wiring.kept_in = target = FakeTarget()
    first = share(wiring, POST)
    work(wiring)
    wiring.admit.retry(OWNER, first.id, Submission(force=True))
    target.interrupt = on("complete", Permanent("target_full", "The recipe manager takes no more."))
    work(wiring)
    item = share(wiring, SHARED)
    target.interrupt = lambda step: wiring.manage.delete(OWNER, item.id) if step == "complete" else None
    work(wiring)
    assert wiring.items.get(OWNER, item.id) is None
    assert list(target.recipes) == ["1"]


def test_a_post_taken_over_after_a_create_without_answer_is_looked_for(
    wiring: DoubledWiring, clock: Clock
) -> None:
    wiring.kept_in = target = FakeTarget()
    target.interrupt = on("created", Permanent("not_allowed", "No."))
    ended(wiring, clock, POST)
    target.interrupt = lambda _: None
    item = share(wiring, SHARED)
    work(wiring)
    assert (current(wiring, item).status, target.created) == (Status.SUCCESS, 1)


@pytest.mark.parametrize("lock", ["fake", None])
def test_a_worker_that_wakes_late_leaves_the_recipe_to_the_link_that_took_its_post_over(
    wiring: DoubledWiring, clock: Clock, lock: str | None
) -> None:
    wiring.kept_in = target = FakeTarget(lock=lock)
    first = share(wiring, POST)
    taking_over: list[Item] = []

    def sleep(step: str) -> None:
        if step != "complete":
            return
        target.interrupt = on("complete", Permanent("target_full", "The recipe manager takes no more."))
        clock.sleep(60)
        wiring.sweep(lambda: 60_000)
        work(wiring)
        target.interrupt = lambda _: None
        taking_over.append(share(wiring, SHARED))
        work(wiring)
        wiring.manage.delete(OWNER, first.id)

    target.interrupt = sleep
    work(wiring)
    [item] = taking_over
    assert (current(wiring, item).status, current(wiring, item).reference) == (Status.SUCCESS, "1")
    assert list(target.recipes) == ["1"]


def on(step: str, failure: Exception) -> Callable[[str], None]:
    def interrupt(reached: str) -> None:
        if reached == step:
            raise failure

    return interrupt


def ended(wiring: DoubledWiring, clock: Clock, link: str, failure: Exception | None = None) -> Item:
    """A link that failed, in parsing with this failure."""
    item = share(wiring, link)
    makes = wiring.parse.makes
    if failure:
        wiring.parse.makes = failing(failure)
    while not current(wiring, item).status.terminal:
        work(wiring)
        clock.sleep(60)
    while wiring.engine.queue.receive(1):  # what becomes a dead letter
        pass
    wiring.parse.makes = makes
    return current(wiring, item)


def meanwhile(wiring: DoubledWiring, act: Callable[[], object]) -> None:
    """Something happens while the picture of the post is fetched."""

    def picture() -> Blob:
        act()
        return Blob(b"jpeg", "image/jpeg")

    wiring.picture = picture
    wiring.extract.finds = lambda source: leading(source, POST, image="https://x.example/1.jpg")


def test_who_failed_and_was_tried_again_in_between_keeps_the_post(wiring: DoubledWiring) -> None:
    other = store(wiring.items, Status.ERROR, url=POST)
    item = share(wiring, SHARED)
    again = life.restarted(other, PhaseName.EXTRACTION, now=wiring.clock())
    meanwhile(wiring, lambda: wiring.items.save(other, again))
    assert work(wiring) == []
    waiting = current(wiring, item)
    assert (waiting.status, waiting.error_code, waiting.attempts) == (Status.PENDING, "link_busy", 0)
    assert owner_of(wiring, POST) == other.id


def test_a_third_link_that_was_quicker_keeps_the_post(wiring: DoubledWiring) -> None:
    item = share(wiring, SHARED)
    meanwhile(wiring, lambda: store(wiring.items, Status.IN_PROGRESS, url=POST))
    assert work(wiring) == []
    waiting = current(wiring, item)
    assert (waiting.status, waiting.error_code, waiting.attempts) == (Status.PENDING, "link_busy", 0)
    assert owner_of(wiring, POST) not in (None, item.id)


# -- markers that are given back -----------------------------------------------------------------------


def failing(failure: Exception) -> Any:
    def fail(_: Any) -> Any:
        raise failure

    return fail


def failed_once(wiring: DoubledWiring) -> Item:
    item = share(wiring, SHARED)
    makes = wiring.parse.makes
    wiring.parse.makes = failing(Permanent("not_a_recipe", "This is no recipe."))
    work(wiring)
    wiring.parse.makes = makes
    assert owner_of(wiring, POST) == item.id
    return item


def test_a_deleted_item_gives_back_all_its_links(wiring: DoubledWiring) -> None:
    item = failed_once(wiring)
    wiring.manage.delete(OWNER, item.id)
    assert share(wiring, POST).id != item.id
    assert share(wiring, SHARED).id not in (item.id, owner_of(wiring, POST))


def test_an_item_read_from_text_keeps_the_post_that_it_had_found(wiring: DoubledWiring) -> None:
    item = failed_once(wiring)
    wiring.extract.finds = lambda source: Extracted(source.text or "", via="given")
    wiring.admit.retry(OWNER, item.id, Submission(text="4 tomatoes"))
    work(wiring)
    assert share(wiring, POST).id == item.id
    wiring.manage.delete(OWNER, item.id)
    assert share(wiring, POST).id != item.id


def test_a_link_that_leads_elsewhere_now_gives_the_first_post_back(wiring: DoubledWiring) -> None:
    item = failed_once(wiring)
    wiring.extract.finds = lambda source: leading(source, OTHER_POST)
    wiring.admit.retry(OWNER, item.id, Submission(text="read it again", force=True))
    assert work(wiring) == []
    assert current(wiring, item).found_url == OTHER_POST
    assert owner_of(wiring, OTHER_POST) == item.id
    assert owner_of(wiring, POST) is None
    assert share(wiring, POST).id != item.id


def test_a_link_that_led_nowhere_at_first_stays_the_item_s(wiring: DoubledWiring) -> None:
    wiring.extract.finds = lambda source: leading(source, SHARED)
    wiring.parse.makes, makes = failing(Permanent("not_a_recipe", "This is no recipe.")), wiring.parse.makes
    item = share(wiring, SHARED)
    work(wiring)
    wiring.parse.makes = makes
    wiring.extract.finds = lambda source: leading(source, POST)
    wiring.admit.retry(OWNER, item.id, Submission(text="read it again"))
    work(wiring)
    assert owner_of(wiring, POST) == owner_of(wiring, SHARED) == item.id


def test_a_retry_of_the_same_link_keeps_its_posts(wiring: DoubledWiring, clock: Clock) -> None:
    item = share(wiring, SHARED)
    wiring.parse.makes = failing(Transient("busy", "Busy."))
    work(wiring)
    clock.sleep(20)
    work(wiring)
    assert owner_of(wiring, POST) == owner_of(wiring, SHARED) == item.id
