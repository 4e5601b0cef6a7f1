"""POST /api/queue and retry, through the handler that API Gateway calls."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

import pytest

from functions.enqueue.app import handler
from instarecipe.admit import read_given
from instarecipe.domain import item as life
from instarecipe.domain.counts import total
from instarecipe.domain.errors import Unavailable
from instarecipe.domain.item import Item, Status
from instarecipe.extraction import samples
from instarecipe.hints import Hint, read_hint
from instarecipe.settings import Settings
from instarecipe.wiring import install
from tests.doubles.events import Context, http
from tests.doubles.phases import DoubledWiring
from tests.doubles.stored import OWNER, POLICY, store
from tests.doubles.virtual import Clock

LINK = "https://www.instagram.com/reel/C0ffee12345/?igsh=abc"
CANONICAL = "https://www.instagram.com/p/C0ffee12345/"
LINK_OF_A_PAGE = "https://recipes.example/soup"


def post(body: Any = None, **named: Any) -> tuple[int, dict[str, Any]]:
    answer = handler(http("POST", "/api/queue", body, **named), Context())
    return answer["statusCode"], json.loads(answer["body"])


def retry(id_: str, body: Any = None) -> tuple[int, dict[str, Any]]:
    answer = handler(http("POST", f"/api/queue/{id_}/retry", body), Context())
    return answer["statusCode"], json.loads(answer["body"])


def current(wiring: DoubledWiring, id_: str) -> Item:
    item = wiring.items.get(OWNER, id_)
    assert item
    return item


def hints(wiring: DoubledWiring) -> list[Hint]:
    found = []
    while messages := wiring.engine.queue.receive(10):
        found += [hint for message in messages if (hint := read_hint(message.body))]
    return found


def given(wiring: DoubledWiring, id_: str) -> tuple[str | None, str | None]:
    name = current(wiring, id_).given
    blob = wiring.engine.media.get(name) if name else None
    return read_given(blob) if blob else (None, None)


# -- a new link ----------------------------------------------------------------------------------------


def test_a_new_link_is_stored_and_hinted_at(wiring: DoubledWiring) -> None:
    answer = handler(http("POST", "/api/queue", {"url": LINK}), Context())
    item = json.loads(answer["body"])
    assert answer["statusCode"] == 201
    assert answer["headers"]["content-type"] == "application/json"
    assert answer["headers"]["location"] == f"/api/queue/{item['id']}"
    assert (item["status"], item["url"], item["canonicalUrl"]) == ("pending", LINK, CANONICAL)
    assert item["createdAt"] == "2026-03-01T12:00:00.000Z"
    assert "duplicate" not in item
    assert current(wiring, item["id"]).status is Status.PENDING
    assert hints(wiring) == [Hint(OWNER, item["id"], 1)]


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "text/plain", "application/json", "multipart/x"]
)
def test_the_content_type_is_not_believed(wiring: DoubledWiring, content_type: str) -> None:
    """`curl -d` says that JSON is a form; API Gateway then hands it over as base64."""
    body = json.dumps({"url": LINK})
    headers = {"content-type": content_type}
    assert post(body.encode(), headers=headers)[1]["canonicalUrl"] == CANONICAL
    assert post(body, headers=headers) == (200, {**post(body)[1], "duplicate": True})


def test_marks_around_a_link_are_not_kept(wiring: DoubledWiring) -> None:
    assert post({"url": f"\u200e{LINK}\u202c"})[1]["url"] == LINK


def test_half_of_a_json_body_is_not_taken_for_prose(wiring: DoubledWiring) -> None:
    body = json.dumps({"url": LINK, "text": "4 Tomaten"})[:-9]
    status, told = post(body, headers={"content-type": "application/json"})
    assert (status, told["error"]) == (400, "bad_json")
    assert post(body, headers={"content-type": "text/plain"})[0] == 201


@pytest.mark.parametrize("body", [f"url={quote(LINK)}", f"Tolles Rezept! {LINK}", f"{LINK}\n"])
def test_share_sheets_may_send_what_they_like(wiring: DoubledWiring, body: str) -> None:
    assert post(body)[0] == 201


def test_text_sent_along_is_kept_for_extraction(wiring: DoubledWiring) -> None:
    status, item = post({"url": LINK, "text": "4 Tomaten 🍅", "html": "<p>Suppe</p>"})
    assert status == 201
    assert given(wiring, item["id"]) == ("4 Tomaten 🍅", "<p>Suppe</p>")


def test_text_alone_is_an_item_of_its_own(wiring: DoubledWiring) -> None:
    status, item = post({"text": "Tomato soup\n4 tomatoes"})
    assert status == 201
    assert item["url"].startswith("pasted:")
    assert item["url"] == item["canonicalUrl"]
    assert post({"text": " Tomato soup 4\ntomatoes "})[1]["id"] == item["id"]
    assert post({"text": "Onion soup"})[0] == 201


def test_a_lost_hint_does_not_lose_the_link(wiring: DoubledWiring) -> None:
    class Down:
        def send(self, body: str, *, delay: int = 0, group: str = "") -> None:
            raise Unavailable("no queue")

    down: Any = Down()
    install_with(wiring, queue=down)
    status, item = post({"url": LINK})
    assert status == 201
    assert current(wiring, item["id"]).due_at == wiring.clock() + 60_000


def test_a_store_that_does_not_answer_is_told_in_words(wiring: DoubledWiring) -> None:
    class Down:
        def get(self, keys: Any) -> Any:
            raise Unavailable("no table")

    down: Any = Down()
    install_with(wiring, table=down)
    answer = handler(http("POST", "/api/queue", {"url": LINK}), Context())
    assert (answer["statusCode"], answer["headers"]["retry-after"]) == (503, "2")
    assert json.loads(answer["body"])["error"] == "unavailable"


def install_with(wiring: DoubledWiring, settings: Settings | None = None, **ports: Any) -> DoubledWiring:
    assert isinstance(wiring.clock, Clock)
    other = DoubledWiring(
        settings or wiring.settings,
        wiring.engine._replace(**ports),
        clock=wiring.clock,
        new_id=wiring.new_id,
        extract=wiring.extract,
        parse=wiring.parse,
    )
    install(other)
    return other


# -- a known link --------------------------------------------------------------------------------------


def test_other_spellings_of_a_link_are_the_same_item(wiring: DoubledWiring) -> None:
    first = post({"url": LINK})[1]
    for spelling in (
        "http://instagram.com/p/C0ffee12345",
        "https://m.instagram.com/reel/C0ffee12345/?utm_source=ig_web",
        "www.instagram.com/some.cook/reels/C0ffee12345/#comments",
    ):
        status, item = post({"url": spelling})
        assert (status, item["id"], item["duplicate"]) == (200, first["id"], True)
        assert item["url"] == LINK
    assert len(hints(wiring)) == 1


def test_fifty_at_once_are_one_item_and_one_message(wiring: DoubledWiring) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: post({"url": LINK}), range(50)))
    assert sorted(status for status, _ in answers) == [200] * 49 + [201]
    bodies = [{name: value for name, value in body.items() if name != "duplicate"} for _, body in answers]
    assert all(body == bodies[0] for body in bodies)
    assert total(wiring.items.counts(OWNER)) == 1
    assert len(hints(wiring)) == 1


@pytest.mark.parametrize("status", [Status.PENDING, Status.IN_PROGRESS, Status.SUCCESS])
def test_a_known_link_stays_as_it_is(wiring: DoubledWiring, status: Status) -> None:
    item = store(wiring.items, status, url=LINK_OF_A_PAGE)
    answer = post({"url": LINK_OF_A_PAGE})
    assert (answer[0], answer[1]["id"], answer[1]["status"]) == (200, item.id, status)
    assert current(wiring, item.id) == item
    assert hints(wiring) == []


@pytest.mark.parametrize("status", [Status.ERROR, Status.UNHEALTHY])
def test_a_failed_link_is_tried_again(wiring: DoubledWiring, status: Status) -> None:
    item = store(wiring.items, status, url=LINK_OF_A_PAGE)
    code, answer = post({"url": LINK_OF_A_PAGE, "text": "4 tomatoes"})
    assert (code, answer["id"], answer["status"], answer["generation"]) == (200, item.id, "pending", 2)
    assert "error" not in answer
    assert hints(wiring) == [Hint(OWNER, item.id, 2)]
    assert given(wiring, item.id) == ("4 tomatoes", None)


def test_new_text_starts_a_pending_link_anew(wiring: DoubledWiring) -> None:
    first = post({"url": LINK})[1]
    answer = post({"url": LINK, "text": "4 tomatoes"})[1]
    assert (answer["id"], answer["generation"], answer["duplicate"]) == (first["id"], 2, True)
    assert given(wiring, first["id"]) == ("4 tomatoes", None)


def test_new_text_for_a_link_that_is_worked_on_has_to_wait(wiring: DoubledWiring) -> None:
    item = store(wiring.items, Status.IN_PROGRESS, url=LINK_OF_A_PAGE)
    status, answer = post({"url": LINK_OF_A_PAGE, "text": "4 tomatoes"})
    assert (status, answer["error"]) == (409, "in_progress")
    assert current(wiring, item.id) == item


@pytest.mark.parametrize("body", [{"url": LINK, "text": "4 tomatoes", "html": "<p>"}, {"text": "4 tomatoes"}])
def test_the_same_text_once_more_is_nothing_new(wiring: DoubledWiring, body: dict[str, str]) -> None:
    """A phone that lost the answer sends it all again."""
    first = post(body)[1]
    assert post(body) == (200, {**first, "duplicate": True})
    item = current(wiring, first["id"])
    running = life.claim(item, attempt_id="a1", now=wiring.clock(), policy=POLICY)
    wiring.items.save(item, running)
    assert post(body)[0] == 200
    assert current(wiring, item.id) == running


def test_force_makes_a_success_anew(wiring: DoubledWiring) -> None:
    item = store(wiring.items, Status.SUCCESS, url=LINK_OF_A_PAGE)
    assert post({"url": LINK_OF_A_PAGE, "text": "4 tomatoes"})[1]["status"] == "success"
    code, answer = post({"url": LINK_OF_A_PAGE, "force": True})
    assert (code, answer["id"], answer["status"], answer["generation"]) == (200, item.id, "pending", 2)
    assert current(wiring, item.id).forced


def test_two_owners_have_an_item_each(wiring: DoubledWiring) -> None:
    other = store(wiring.items, owner="neighbour", url=LINK_OF_A_PAGE)
    status, item = post({"url": LINK_OF_A_PAGE})
    assert status == 201
    assert item["id"] != other.id


# -- bad input -----------------------------------------------------------------------------------------

BAD = {
    "nothing": (None, 400, "bad_link"),
    "an empty body": ("", 400, "bad_link"),
    "no JSON": ("{url: 7", 400, "no_link"),
    "no link": ({"title": "Soup"}, 400, "no_link"),
    "no link in prose": ("Heute gibt es Suppe", 400, "no_link"),
    "one word": ("soup", 400, "bad_link"),
    "another scheme": ({"url": "ftp://example.com/soup"}, 400, "bad_link"),
    "a script": ({"url": "javascript:alert(1)"}, 400, "bad_link"),
    "10 kB of link": ({"url": f"https://example.com/{'x' * 10_000}"}, 400, "bad_link"),
    "a number": ({"url": 7}, 400, "bad_field"),
    "a list": ([LINK], 400, "bad_json"),
    "force in words": ({"url": LINK, "force": "yes"}, 400, "bad_field"),
    "2 MB": ({"url": LINK, "text": "x" * 2_000_000}, 413, "too_large"),
    "a private address": ({"url": "http://10.0.0.1/"}, 400, "address_blocked"),
    "this machine": ({"url": "http://localhost/"}, 400, "address_blocked"),
    "the cloud's own": ({"url": "http://169.254.169.254/latest/meta-data/"}, 400, "address_blocked"),
    "another port": ({"url": "http://example.com:22/"}, 400, "address_blocked"),
    "a password": ({"url": "https://cook:secret@example.com/"}, 400, "bad_link"),
    "a reserved name": ({"url": "http://kitchen.invalid/soup"}, 400, "address_blocked"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_in_words_and_leaves_nothing(wiring: DoubledWiring, case: str) -> None:
    body, status, code = BAD[case]
    kind = "text/plain" if isinstance(body, str) else "application/json"
    answer = handler(http("POST", "/api/queue", body, headers={"content-type": kind}), Context())
    told = json.loads(answer["body"])
    assert (answer["statusCode"], told["error"]) == (status, code)
    assert told.keys() == {"error", "message", "details"}
    assert told["message"].endswith((".", ">"))
    assert total(wiring.items.counts(OWNER)) == 0
    assert hints(wiring) == []
    assert wiring.listing(OWNER, {})["items"] == []


def test_a_sample_is_no_private_address(wiring: DoubledWiring) -> None:
    assert post({"url": samples.listed()[0]["url"]})[0] == 201


# -- limits --------------------------------------------------------------------------------------------


def test_links_beyond_the_days_limit_wait_for_tomorrow(wiring: DoubledWiring, clock: Clock) -> None:
    install_with(wiring, wiring.settings._replace(rate_limit_per_day=2))
    first = post({"url": "https://example.com/1"})[1]
    assert post({"url": "https://example.com/2"})[0] == 201
    answer = handler(http("POST", "/api/queue", {"url": "https://example.com/3"}), Context())
    assert answer["statusCode"] == 429
    assert answer["headers"]["retry-after"] == str(12 * 3_600 + 1)
    told = json.loads(answer["body"])
    assert (told["error"], told["details"]["reason"]) == ("too_many", "day")
    assert "in about 12 hours." in told["message"]
    assert post({"url": "https://example.com/1"})[1]["id"] == first["id"]
    clock.sleep(12 * 3_600 + 1)
    assert post({"url": "https://example.com/3"})[0] == 201


def test_a_deleted_link_still_counts_for_its_day(wiring: DoubledWiring) -> None:
    other = install_with(wiring, wiring.settings._replace(rate_limit_per_day=1))
    other.manage.delete(OWNER, post({"url": LINK})[1]["id"])
    assert post({"url": LINK})[0] == 429


# -- retries -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [Status.ERROR, Status.UNHEALTHY])
@pytest.mark.parametrize("body", [None, "", {}, {"text": "4 tomatoes"}])
def test_a_failed_item_can_be_tried_again(wiring: DoubledWiring, status: Status, body: Any) -> None:
    item = store(wiring.items, status)
    assert retry(item.id, body) == (200, {"success": True, "message": "Item queued for retry"})
    again = current(wiring, item.id)
    assert (again.status, again.generation, again.attempts, again.heals) == (Status.PENDING, 2, 0, 0)
    assert hints(wiring) == [Hint(OWNER, item.id, 2)]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (Status.IN_PROGRESS, None),
        (Status.IN_PROGRESS, {"text": "4 tomatoes", "force": True}),
        (Status.PENDING, None),
        (Status.PENDING, {"force": True}),
        (Status.SUCCESS, None),
        (Status.SUCCESS, {"text": "4 tomatoes"}),
    ],
)
def test_where_there_is_nothing_to_try_again_that_is_said(
    wiring: DoubledWiring, status: Status, body: Any
) -> None:
    item = store(wiring.items, status)
    code, answer = retry(item.id, body)
    assert (code, answer["error"]) == (409, status)
    assert answer["message"]
    assert current(wiring, item.id) == item
    assert hints(wiring) == []


@pytest.mark.parametrize(
    ("status", "body"), [(Status.PENDING, {"text": "4 tomatoes"}), (Status.SUCCESS, {"force": True})]
)
def test_new_text_or_force_is_something_to_try(wiring: DoubledWiring, status: Status, body: Any) -> None:
    item = store(wiring.items, status)
    assert retry(item.id, body)[0] == 200
    assert current(wiring, item.id).generation == 2


def test_the_same_text_is_no_reason_to_begin_anew(wiring: DoubledWiring) -> None:
    item = store(wiring.items)
    assert retry(item.id, {"text": "4 tomatoes"})[0] == 200
    assert retry(item.id, {"text": "4 tomatoes"})[0] == 409
    assert retry(item.id, {"text": "5 tomatoes"})[0] == 200


def test_pressing_twice_is_one_retry(wiring: DoubledWiring) -> None:
    item = store(wiring.items, Status.ERROR)
    assert [retry(item.id)[0], retry(item.id)[0]] == [200, 409]
    assert len(hints(wiring)) == 1


@pytest.mark.parametrize("id_", ["7", "0b0f6c1e-6d8e-4f0a-9a57-3f9f3f0b7f11", "x" * 3_000, "%ED%A0%80", "ä"])
def test_a_retry_of_nothing_is_not_found(wiring: DoubledWiring, id_: str) -> None:
    status, answer = retry(id_)
    assert (status, answer["error"]) == (404, "not_found")


def test_a_retry_of_a_neighbours_item_is_not_found(wiring: DoubledWiring) -> None:
    item = store(wiring.items, Status.ERROR, owner="neighbour")
    assert retry(item.id)[0] == 404


@pytest.mark.parametrize(("body", "status"), [("nonsense", 400), ("[]", 400), ({"text": 7}, 400)])
def test_a_bad_retry_changes_nothing(wiring: DoubledWiring, body: Any, status: int) -> None:
    item = store(wiring.items, Status.ERROR)
    assert retry(item.id, body)[0] == status
    assert current(wiring, item.id) == item


# -- the calls of the synchronous version ----------------------------------------------------------------


@pytest.mark.parametrize(
    "event",
    [
        http("POST", "/api/extract", {"url": LINK}),
        http("GET", "/api/extract-stream", query={"url": LINK}),
        http("POST", "/api/extract", {}),
        http("GET", "/api/extract-stream"),
    ],
)
def test_the_old_calls_are_gone_and_say_where_to(wiring: DoubledWiring, event: dict[str, Any]) -> None:
    answer = handler(event, Context())
    assert (answer["statusCode"], json.loads(answer["body"])["error"]) == (410, "gone")
    assert answer["headers"]["link"] == '</api/queue>; rel="successor-version"'
    assert {"deprecation", "sunset"} <= answer["headers"].keys()
    assert total(wiring.items.counts(OWNER)) == 0


def test_where_they_are_allowed_they_go_over_the_queue(wiring: DoubledWiring, clock: Clock) -> None:
    other = install_with(wiring, wiring.settings._replace(legacy_endpoints_enabled=True))
    began = clock()
    answer = handler(http("POST", "/api/extract", {"url": LINK}), Context())
    item = json.loads(answer["body"])
    assert (answer["statusCode"], item["status"]) == (202, "pending")
    assert 24_000 <= clock() - began <= 25_000
    other.process(other.engine.queue.receive(1)[0], lambda: 300_000)
    answer = handler(http("GET", "/api/extract-stream", query={"url": LINK}), Context())
    assert answer["statusCode"] == 200
    assert json.loads(answer["body"])["results"]["recipe"]["title"] == "Tomato soup"


def test_an_old_call_without_a_link_is_refused(wiring: DoubledWiring) -> None:
    install_with(wiring, wiring.settings._replace(legacy_endpoints_enabled=True))
    answer = handler(http("GET", "/api/extract-stream"), Context())
    assert answer["statusCode"] == 400
    assert total(wiring.items.counts(OWNER)) == 0
