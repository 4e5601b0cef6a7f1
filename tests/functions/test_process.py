"""The queue's messages, through the handler that Lambda calls: what is done, and what the queue is told."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from functions.process.app import handler
from instarecipe.domain import item as life
from instarecipe.domain.counts import total
from instarecipe.domain.errors import Permanent, Transient, Unavailable
from instarecipe.domain.item import Item, PhaseName, Policy, Status
from instarecipe.domain.moments import iso
from instarecipe.domain.recipe import Ingredient, Recipe
from instarecipe.embedded.queue import SqliteQueue
from instarecipe.ports import Blob, Extracted, Parsed, Source
from instarecipe.submission import Submission
from tests.doubles.events import Context, messages
from tests.doubles.log_lines import log_lines
from tests.doubles.phases import SOUP, DoubledWiring, FakeExtract, FakeTarget
from tests.doubles.pictures import bomb
from tests.doubles.stored import OWNER, store
from tests.doubles.virtual import Clock

LINK = "https://recipes.example/soup"


@pytest.fixture
def queue(wiring: DoubledWiring) -> SqliteQueue:
    assert isinstance(wiring.engine.queue, SqliteQueue)
    return wiring.engine.queue


def share(wiring: DoubledWiring, url: str = LINK, **sent: Any) -> Item:
    return wiring.admit(OWNER, Submission(url, **sent))[0]


def work(wiring: DoubledWiring, remaining: int = 300_000) -> list[str]:
    """One message, as Lambda's event source does it; answers the ids that were reported as failed."""
    received = wiring.engine.queue.receive(1)
    failures = handler(messages(received), Context(remaining))["batchItemFailures"]
    failed = [failure["itemIdentifier"] for failure in failures]
    for message in received:
        if message.id not in failed:
            wiring.engine.queue.delete(message.receipt)
    return failed


def current(wiring: DoubledWiring, item: Item) -> Item:
    found = wiring.items.get(item.owner, item.id)
    assert found
    return found


def failing(failure: Exception) -> Any:
    def fail(_: Any) -> Any:
        raise failure

    return fail


BUSY = Transient("site_unreachable", "The site does not answer.", "Try again later.")


def asked_to_wait(seconds: float) -> Transient:
    return Transient("model_busy", "The reader is busy.", retry_after=seconds, burns=False)


# -- the way to success --------------------------------------------------------------------------------


def test_a_message_takes_an_item_through_its_three_phases(wiring: DoubledWiring, queue: SqliteQueue) -> None:
    item = share(wiring)
    assert work(wiring) == []
    done = current(wiring, item)
    assert (done.status, done.title, done.attempts) == (Status.SUCCESS, "Tomato soup", 1)
    assert done.recipe_url == f"http://127.0.0.1:5173/recipe/{item.id}"
    assert wiring.items.results(done)["recipe"]["title"] == "Tomato soup"
    assert wiring.extract.sources == [Source(LINK, LINK)]
    assert [call[1:] for call in wiring.parse.calls] == [(LINK, False)]
    assert queue.next_visible() is None


def test_each_step_can_be_watched(wiring: DoubledWiring) -> None:
    share(wiring)
    work(wiring)
    seen = []
    for change in wiring.engine.table.changes(0, 99):  # type: ignore[attr-defined]  # the embedded engine's
        stored = json.loads(change.new.body)
        running = [(phase[0], phase[3]) for phase in stored["phases"] if phase[0] == "in_progress"]
        seen.append((stored.get("status", "pending"), *running))
    assert seen == [
        ("pending",),
        ("in_progress", ("in_progress", 0)),
        ("in_progress", ("in_progress", 50)),
        ("in_progress", ("in_progress", 0)),
        ("in_progress", ("in_progress", 50)),
        ("in_progress", ("in_progress", 0)),
        ("in_progress", ("in_progress", 0)),
        ("in_progress", ("in_progress", 60)),
        ("success",),
    ]


def test_what_a_cook_sent_along_is_read(wiring: DoubledWiring) -> None:
    share(wiring, text="4 tomatoes", html="<p>")
    share(wiring, "", text="pasted soup")
    work(wiring)
    work(wiring)
    first, second = wiring.extract.sources
    assert (first.text, first.html) == ("4 tomatoes", "<p>")
    assert (second.text, second.url[:7]) == ("pasted soup", "pasted:")
    assert [source_url for _, source_url, _ in wiring.parse.calls] == [LINK, ""]


def test_a_retry_goes_on_with_what_was_found(wiring: DoubledWiring) -> None:
    item = share(wiring)
    wiring.parse.makes = failing(Permanent("not_a_recipe", "This is no recipe."))
    work(wiring)
    wiring.parse.makes = lambda _: Parsed(SOUP, warnings=("unsure",))
    wiring.admit.retry(OWNER, item.id, Submission(force=True))
    work(wiring)
    done = current(wiring, item)
    assert (done.status, done.warnings) == (Status.SUCCESS, ("unsure",))
    assert len(wiring.extract.sources) == 1
    assert [force for _, _, force in wiring.parse.calls] == [False, True]


# -- pictures ------------------------------------------------------------------------------------------

JPEG = Blob(b"jpeg", "image/jpeg")
PICTURED = Extracted("Soup", via="page", title="Soup", image="https://recipes.example/soup.jpg")


def test_a_picture_is_kept_with_the_item(wiring: DoubledWiring) -> None:
    wiring.extract.finds = lambda _: PICTURED
    wiring.picture = lambda: JPEG
    item = share(wiring)
    work(wiring)
    done = current(wiring, item)
    assert done.thumbnail
    assert wiring.engine.media.get(done.thumbnail.removeprefix("/media/")) == JPEG
    assert wiring.items.results(done)["recipe"]["image"] == done.thumbnail


@pytest.mark.parametrize("found", [None, bomb(60_000, 60_000)], ids=["none", "a bomb"])
def test_a_picture_that_cannot_be_had_is_a_warning(wiring: DoubledWiring, found: Blob | None) -> None:
    wiring.extract.finds = lambda _: PICTURED
    wiring.picture = lambda: found
    item = share(wiring)
    work(wiring)
    done = current(wiring, item)
    assert (done.status, done.thumbnail, done.warnings) == (Status.SUCCESS, None, ("picture_missing",))


# -- failures ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("phase", ["extract", "parse"])
def test_what_only_a_human_can_mend_ends_in_error(
    wiring: DoubledWiring, queue: SqliteQueue, phase: str
) -> None:
    item = share(wiring)
    wrong = failing(Permanent("not_a_recipe", "This is no recipe.", "Paste the caption."))
    if phase == "extract":
        wiring.extract.finds = wrong
    else:
        wiring.parse.makes = wrong
    assert work(wiring) == []
    ended = current(wiring, item)
    assert (ended.status, ended.error_code, ended.advice) == (
        Status.ERROR,
        "not_a_recipe",
        "Paste the caption.",
    )
    assert queue.next_visible() is None


def test_burnt_attempts_come_back_later_until_they_are_used_up(
    wiring: DoubledWiring, queue: SqliteQueue, clock: Clock
) -> None:
    item = share(wiring)
    wiring.extract.finds = failing(BUSY)
    for attempt, delay in ((1, 8), (2, 23)):
        assert len(work(wiring)) == 1
        waiting = current(wiring, item)
        assert (waiting.status, waiting.attempts) == (Status.PENDING, attempt)
        assert waiting.next_attempt_at == queue.next_visible() == clock() + delay * 1_000
        clock.sleep(delay)
    assert len(work(wiring)) == 1
    ended = current(wiring, item)
    assert (ended.status, ended.attempts, ended.error_code) == (Status.UNHEALTHY, 3, "site_unreachable")
    assert queue.receive(1) == []
    assert len(queue.dead_letters()) == 1
    assert len(wiring.extract.sources) == 3


def test_a_message_is_never_visible_before_its_item_may_be_tried(
    wiring: DoubledWiring, queue: SqliteQueue, clock: Clock
) -> None:
    item = share(wiring)
    wiring.extract.finds = failing(BUSY)

    class Slow:
        """Each write takes a third of a second."""

        def __init__(self) -> None:
            self.get = wiring.engine.table.get

        def transact(self, writes: Any, token: str) -> None:
            clock.now += 333
            wiring.engine.table.transact(writes, token)

    slow: Any = Slow()
    wiring.items = wiring.items._replace(table=slow)
    work(wiring)
    waiting = current(wiring, item)
    assert waiting.next_attempt_at is not None
    visible = queue.next_visible()
    assert visible is not None
    assert waiting.next_attempt_at <= visible < waiting.next_attempt_at + 1_000


def test_a_message_of_an_unhealthy_item_moves_to_the_dead_letters_without_work(
    wiring: DoubledWiring, queue: SqliteQueue, clock: Clock
) -> None:
    item = share(wiring)
    queue.send(queue_body(item), group=OWNER)
    clock.sleep(1)
    unhealthy(wiring, item)
    for _ in range(8):
        received = queue.receive(1)
        if received:
            assert handler(messages(received), Context()) == {
                "batchItemFailures": [{"itemIdentifier": received[0].id}]
            }
    assert len(queue.dead_letters()) == 2
    assert wiring.extract.sources == []


def queue_body(item: Item) -> str:
    return json.dumps({"owner": item.owner, "itemId": item.id, "generation": item.generation})


def unhealthy(wiring: DoubledWiring, item: Item) -> Item:
    running = life.claim(item, attempt_id="a", now=wiring.clock(), policy=Policy(attempts=1))
    running = wiring.items.save(item, running)
    ended = life.failed(running, BUSY, now=wiring.clock(), policy=Policy(attempts=1), chance=0)
    return wiring.items.save(running, ended)


def test_an_operators_redrive_is_worked_on_with_fresh_attempts(
    wiring: DoubledWiring, queue: SqliteQueue, clock: Clock
) -> None:
    item = share(wiring)
    clock.sleep(1)
    unhealthy(wiring, item)
    for _ in range(4):
        work(wiring)
    assert len(queue.dead_letters()) == 1
    clock.sleep(86_400)
    assert queue.redrive() == 1
    assert work(wiring) == []
    done = current(wiring, item)
    assert (done.status, done.attempts, done.generation) == (Status.SUCCESS, 1, 1)


@pytest.mark.parametrize("seconds", [37, 899])
def test_who_was_asked_to_wait_burns_nothing_and_sends_itself_again(
    wiring: DoubledWiring, queue: SqliteQueue, clock: Clock, seconds: int
) -> None:
    item = share(wiring)
    wiring.parse.makes = failing(asked_to_wait(seconds))
    for _ in range(5):
        assert work(wiring) == []
        waiting = current(wiring, item)
        assert (waiting.status, waiting.attempts) == (Status.PENDING, 0)
        assert waiting.next_attempt_at is not None
        wait = (waiting.next_attempt_at - clock()) / 1000
        assert seconds <= wait <= seconds + 5
        if wait > 900:
            break
        assert queue.next_visible() == waiting.next_attempt_at
        clock.sleep(wait)
    assert queue.dead_letters() == []


def test_a_wait_longer_than_the_queue_knows_is_left_to_the_sweep(
    wiring: DoubledWiring, queue: SqliteQueue, clock: Clock
) -> None:
    item = share(wiring)
    wiring.parse.makes = failing(asked_to_wait(7_200))
    assert work(wiring) == []
    waiting = current(wiring, item)
    assert (queue.next_visible(), waiting.attempts) == (None, 0)
    assert waiting.due_at == waiting.next_attempt_at
    clock.sleep(7_300)
    wiring.sweep(lambda: 60_000)
    wiring.parse.makes = lambda _: Parsed(SOUP)
    assert work(wiring) == []
    assert current(wiring, item).status is Status.SUCCESS


def test_a_bug_is_a_failure_that_may_pass(wiring: DoubledWiring, queue: SqliteQueue) -> None:
    item = share(wiring)
    wiring.parse.makes = failing(ZeroDivisionError("oh"))
    assert len(work(wiring)) == 1
    waiting = current(wiring, item)
    assert (waiting.status, waiting.error_code) == (Status.PENDING, "internal")
    assert "ZeroDivision" not in (waiting.error or "")


def test_a_store_that_does_not_answer_is_no_bug(wiring: DoubledWiring) -> None:
    item = share(wiring)
    wiring.extract.finds = failing(Unavailable("the bucket is away"))
    with log_lines() as lines:
        work(wiring)
    assert current(wiring, item).error_code == "internal"
    failed = next(line for line in lines if line.startswith("failed"))
    assert "'cause': 'Unavailable: the bucket is away'" in failed
    assert not any(line.startswith("bug") for line in lines)


@pytest.mark.parametrize("name", ["name", "message", "args", "status", "code"])
def test_whatever_a_failure_tells_in_detail_can_be_logged(wiring: DoubledWiring, name: str) -> None:
    item = share(wiring)
    wiring.extract.finds = failing(Permanent("bad", "Bad.", details={name: "x"}))
    assert work(wiring) == []
    assert current(wiring, item).status is Status.ERROR


def test_a_store_that_is_away_leaves_the_message_for_later(wiring: DoubledWiring, queue: SqliteQueue) -> None:
    share(wiring)

    class Away:
        def __init__(self) -> None:
            self.get = wiring.engine.table.get

        def transact(self, writes: Any, token: str) -> None:
            raise Unavailable("away")

    away: Any = Away()
    wiring.items = wiring.items._replace(table=away)
    began = wiring.clock()
    assert len(work(wiring)) == 1
    assert queue.next_visible() == began + 1_800_000


# -- leases, generations, orphans ----------------------------------------------------------------------


def test_a_second_delivery_does_nothing_while_the_first_is_at_it(
    wiring: DoubledWiring, queue: SqliteQueue
) -> None:
    item = share(wiring)
    queue.send(queue_body(item), group=OWNER)
    second: list[list[str]] = []

    def find(source: Source) -> Extracted:
        second.append(work(wiring))
        return Extracted("Soup", via="fake")

    wiring.extract.finds = find
    assert work(wiring) == []
    assert second == [[]]
    done = current(wiring, item)
    assert (done.status, done.attempts, len(wiring.parse.calls)) == (Status.SUCCESS, 1, 1)


def test_a_message_that_comes_again_days_later_does_nothing(
    wiring: DoubledWiring, queue: SqliteQueue, clock: Clock
) -> None:
    item = share(wiring)
    queue.send(queue_body(item), group=OWNER, delay=900)
    work(wiring)
    done = current(wiring, item)
    clock.sleep(3 * 86_400)
    assert work(wiring) == []
    assert current(wiring, item) == done


def test_a_message_of_an_older_generation_is_dropped(wiring: DoubledWiring, queue: SqliteQueue) -> None:
    item = share(wiring)
    share(wiring, text="new text")
    assert (work(wiring), len(wiring.extract.sources)) == ([], 0)
    assert work(wiring) == []
    assert current(wiring, item).status is Status.SUCCESS


def test_a_message_of_a_deleted_item_is_dropped(wiring: DoubledWiring, queue: SqliteQueue) -> None:
    item = share(wiring)
    wiring.manage.delete(OWNER, item.id)
    assert work(wiring) == []
    assert queue.next_visible() is None


@pytest.mark.parametrize(
    "body",
    [
        "",
        "x",
        "[]",
        "null",
        "{}",
        '{"owner": "o", "itemId": "i"}',
        '{"owner":"o","itemId":"i","generation":"x"}',
    ],
)
def test_a_message_that_nobody_can_read_dies_without_harm(
    wiring: DoubledWiring, queue: SqliteQueue, body: str
) -> None:
    queue.send(body)
    for _ in range(3):
        assert len(work(wiring)) == 1
    assert work(wiring) == []
    assert queue.dead_letters() == [body]


def test_a_message_of_a_later_version_of_this_program_is_read(
    wiring: DoubledWiring, queue: SqliteQueue
) -> None:
    item = store(wiring.items)
    queue.send(json.dumps({**json.loads(queue_body(item)), "version": 2, "trace": {"id": 1}}))
    assert work(wiring) == []
    assert current(wiring, item).status is Status.SUCCESS


def test_a_lost_worker_burns_an_attempt_and_the_last_one_is_said(
    wiring: DoubledWiring, queue: SqliteQueue, clock: Clock
) -> None:
    item = share(wiring)
    for attempt in (1, 2, 3):
        running = current(wiring, item)
        wiring.items.save(
            running, life.claim(running, attempt_id=f"a{attempt}", now=clock(), policy=wiring.policy)
        )
        clock.sleep(46)
    with log_lines() as lines:
        assert len(work(wiring)) == 1
    lost = current(wiring, item)
    assert (lost.status, lost.error_code) == (Status.UNHEALTHY, "worker_lost")
    failed = next(line for line in lines if line.startswith("failed"))
    assert "'phase': <PhaseName.EXTRACTION" in failed
    assert "'code': 'worker_lost', 'status': <Status.UNHEALTHY" in failed
    assert wiring.extract.sources == []


def test_a_worker_goes_on_after_the_phases_that_another_has_done(wiring: DoubledWiring, clock: Clock) -> None:
    item = share(wiring)

    def parse_too_long(extracted: Extracted) -> Parsed:
        clock.sleep(46)
        wiring.parse.makes = lambda _: Parsed(SOUP)
        wiring.sweep(lambda: 60_000)
        assert work(wiring) == []
        return Parsed(replace(SOUP, title="Too late"))

    wiring.parse.makes = parse_too_long
    assert work(wiring) == []
    done = current(wiring, item)
    assert (done.status, done.title, done.attempts) == (Status.SUCCESS, "Tomato soup", 2)
    assert len(wiring.extract.sources) == 1


def test_no_phase_begins_that_the_function_cannot_end(wiring: DoubledWiring, queue: SqliteQueue) -> None:
    item = share(wiring)
    assert work(wiring, remaining=37_999) == []
    waiting = current(wiring, item)
    assert (waiting.status, waiting.attempts, waiting.error) == (Status.PENDING, 0, None)
    assert wiring.extract.sources == []
    assert work(wiring, remaining=38_000) == []
    assert current(wiring, item).status is Status.SUCCESS


def test_a_claim_that_the_sweep_was_quicker_than_reads_again(wiring: DoubledWiring) -> None:
    item = share(wiring)

    class Sweeping:
        """Moves the item on just before the first write."""

        def __init__(self) -> None:
            self.get, self.query = wiring.engine.table.get, wiring.engine.table.query
            self.done = False

        def transact(self, writes: Any, token: str) -> None:
            if not self.done:
                self.done = True
                calm.save(item, life.hinted_again(item, now=wiring.clock()))
            wiring.engine.table.transact(writes, token)

    calm = wiring.items
    sweeping: Any = Sweeping()
    wiring.items = calm._replace(table=sweeping)
    assert work(wiring) == []
    assert current(wiring, item).status is Status.SUCCESS


def test_several_messages_are_judged_one_by_one(wiring: DoubledWiring, queue: SqliteQueue) -> None:
    good, bad = share(wiring, f"{LINK}/1"), share(wiring, f"{LINK}/2")

    def find(source: Source) -> Extracted:
        if source.canonical_url.endswith("2"):
            raise BUSY
        return Extracted("Soup", via="fake")

    wiring.extract.finds = find
    queue.send("unreadable", group="x")
    received = [queue.receive(1)[0] for _ in range(3)]
    failed = handler(messages(received), Context())["batchItemFailures"]
    readable = {message.id: message.body for message in received}
    assert sorted(readable[one["itemIdentifier"]] for one in failed) == sorted(
        ["unreadable", queue_body(bad)]
    )
    assert (current(wiring, good).status, current(wiring, bad).status) == (Status.SUCCESS, Status.PENDING)


# -- deleted while it is worked on ---------------------------------------------------------------------


@pytest.mark.parametrize("phase", list(PhaseName))
def test_a_worker_stops_at_its_next_write_when_its_item_is_deleted(
    wiring: DoubledWiring, queue: SqliteQueue, phase: PhaseName
) -> None:
    item = share(wiring, text="4 tomatoes")

    def find(source: Source) -> Extracted:
        if phase is PhaseName.EXTRACTION:
            wiring.manage.delete(OWNER, item.id)
        return Extracted("Soup", via="fake")

    def make(extracted: Extracted) -> Parsed:
        if phase is PhaseName.PARSING:
            wiring.manage.delete(OWNER, item.id)
        return Parsed(SOUP)

    def interrupt(call: str) -> None:
        if phase is PhaseName.UPLOADING and call == "complete":
            wiring.manage.delete(OWNER, item.id)

    wiring.kept_in = target = FakeTarget(interrupt=interrupt)
    wiring.extract.finds, wiring.parse.makes = find, make
    assert work(wiring) == []
    assert wiring.items.get(OWNER, item.id) is None
    assert wiring.items.owning(OWNER, LINK) is None
    assert total(wiring.items.counts(OWNER)) == 0
    assert len(target.recipes) == (phase is PhaseName.UPLOADING)
    assert work(wiring) == []
    assert target.recipes == {}
    assert queue.next_visible() is None
    assert wiring.engine.table.query("", f"r#{OWNER}#{item.id}", limit=9) == []


# -- results that are too large ------------------------------------------------------------------------

LONG = Recipe(title="Soup", ingredients=tuple(Ingredient(f"{n} {'Ä' * 200}") for n in range(2_000)))


def test_structured_data_that_is_too_large_is_left_to_the_text(wiring: DoubledWiring) -> None:
    wiring.extract.finds = lambda _: Extracted("Soup", via="page", recipe=LONG)
    item = share(wiring)
    assert work(wiring) == []
    assert current(wiring, item).status is Status.SUCCESS
    [(extracted, _, _)] = wiring.parse.calls
    assert (extracted.text, extracted.recipe) == ("Soup", None)


def test_a_picture_within_the_page_is_kept_as_a_file(wiring: DoubledWiring) -> None:
    inline = f"data:image/jpeg;base64,{'A' * 500_000}"
    wiring.extract.finds = lambda _: PICTURED._replace(image=inline, recipe=replace(SOUP, image=inline))
    wiring.parse.makes = lambda _: Parsed(replace(SOUP, image=inline))
    with_file, without = share(wiring, f"{LINK}/1"), share(wiring, f"{LINK}/2")
    wiring.picture = lambda: JPEG
    assert work(wiring) == []
    done = current(wiring, with_file)
    assert wiring.items.results(done)["recipe"]["image"] == done.thumbnail
    wiring.picture = lambda: None
    assert work(wiring) == []
    assert "image" not in wiring.items.results(current(wiring, without))["recipe"]


@pytest.mark.parametrize("text", ["🍅" * 100_000, '"\n' * 150_000, "x" * 1_000_000])
def test_a_text_of_many_bytes_fits(wiring: DoubledWiring, text: str) -> None:
    wiring.extract.finds = lambda _: Extracted(text, via="page")
    item = share(wiring)
    assert work(wiring) == []
    done = current(wiring, item)
    assert done.status is Status.SUCCESS
    kept = wiring.items.results(done)["text"]
    assert text.startswith(kept)
    assert len(kept) > 30_000


def test_a_recipe_that_is_too_large_is_refused_at_once(wiring: DoubledWiring) -> None:
    wiring.parse.makes = lambda _: Parsed(LONG)
    item = share(wiring)
    assert work(wiring) == []
    ended = current(wiring, item)
    assert (ended.status, ended.error_code) == (Status.ERROR, "too_large")
    assert ended.advice


def test_a_title_and_warnings_of_any_length_keep_the_item_small(wiring: DoubledWiring) -> None:
    wiring.extract.finds = lambda _: Extracted("Soup", via="page", title="T" * 400_000)
    wiring.parse.makes = lambda _: Parsed(
        replace(SOUP, title="Ü" * 300), warnings=tuple(f"unsure {number}" for number in range(9_000))
    )
    item = share(wiring)
    assert work(wiring) == []
    done = current(wiring, item)
    assert done.status is Status.SUCCESS
    assert done.title
    assert len(done.title) <= 300
    assert 10 <= len(done.warnings) <= 100


def test_letters_that_no_store_can_keep_are_replaced(wiring: DoubledWiring) -> None:
    wiring.extract.finds = lambda _: Extracted("Soup \ud83c", via="page", title="So\ud83cup")
    wiring.parse.makes = lambda _: Parsed(replace(SOUP, title="So\ud83cup"))
    item = share(wiring)
    assert work(wiring) == []
    done = current(wiring, item)
    assert (done.status, done.title) == (Status.SUCCESS, "So?up")


# -- what an operator reads ----------------------------------------------------------------------------


def test_the_log_tells_in_one_line_what_became_of_a_link(
    wiring: DoubledWiring, extract: FakeExtract, queue: SqliteQueue
) -> None:
    def away(_: Source) -> Extracted:
        try:
            raise ConnectionRefusedError("nobody listens")
        except OSError as error:
            raise Permanent("no_site", "There is no such site.", details={"host": "a"}) from error

    extract.finds = away
    with log_lines() as lines:
        item = share(wiring, f"{LINK}?secret=1234#x")
        work(wiring)
    admitted = next(line for line in lines if line.startswith("admitted"))
    assert f"'link': '{LINK}'" in admitted
    assert item.id in admitted
    failed = next(line for line in lines if line.startswith("failed"))
    assert "'sentence': 'There is no such site.'" in failed
    assert "'cause': 'ConnectionRefusedError: nobody listens'" in failed
    assert "'details': {'host': 'a'}" in failed
    assert "nextAttempt" not in failed
    assert not any("1234" in line or "Traceback" in line for line in lines)


@pytest.mark.parametrize("burns", [True, False])
def test_the_log_says_when_a_failed_phase_is_tried_again(wiring: DoubledWiring, burns: bool) -> None:
    item = share(wiring)
    wiring.extract.finds = failing(Transient("site_slow", "It took too long.", retry_after=60, burns=burns))
    with log_lines() as lines:
        work(wiring)
    failed = next(line for line in lines if line.startswith("failed"))
    assert f"'nextAttempt': '{iso(current(wiring, item).next_attempt_at or 0)}'" in failed


def test_the_log_tells_each_step_of_a_good_item_once(wiring: DoubledWiring) -> None:
    """And of a message that came twice nothing, unless somebody wants to know it all."""
    with log_lines() as lines:
        item = share(wiring)
        wiring.admit.hint(item)
        work(wiring)
        work(wiring)
    told = [line.partition(" {")[0] for line in lines if "'levelname': 'DEBUG'" not in line]
    assert told == ["admitted", "claimed", *["completed"] * 3, "success"]
