"""Items and updates as the API tells them."""

from __future__ import annotations

import json

from instarecipe import answers
from instarecipe.domain import item as life
from instarecipe.domain.errors import Permanent, Transient
from instarecipe.domain.item import Item, Policy
from tests.doubles.virtual import NOON

POLICY = Policy()
LINK = "https://www.instagram.com/p/abc/"
PENDING = life.new("i1", "o1", f"{LINK}?igsh=1", LINK, given="given/secret", now=NOON)
RUNNING = life.progressed(life.claim(PENDING, attempt_id="a1", now=NOON, policy=POLICY), 40, now=NOON)
RESULTS = {"text": "4 tomatoes", "recipe": {"title": "Soup"}, "via": "page", "structured": {"title": "x"}}


def done() -> Item:
    return life.succeeded(RUNNING, now=NOON + 2_000, recipe_url="http://r.example/1", title="Soup")._replace(
        thumbnail="/media/pictures/o1/i1/p",
        tandoor_url="http://t.example/1",
        warnings=("picture_missing",),
    )


def test_a_new_item_shows_what_a_client_waits_for() -> None:
    assert answers.item_answer(PENDING) == {
        "id": "i1",
        "url": f"{LINK}?igsh=1",
        "canonicalUrl": LINK,
        "status": "pending",
        "phases": [{"name": name, "status": "pending"} for name in ("extraction", "parsing", "uploading")],
        "attempts": 0,
        "createdAt": "2026-03-01T12:00:00.000Z",
        "updatedAt": "2026-03-01T12:00:00.000Z",
        "version": 1,
        "generation": 1,
    }


def test_a_running_phase_shows_its_start_and_progress() -> None:
    assert answers.phases_answer(RUNNING.phases)[0] == {
        "name": "extraction",
        "status": "in_progress",
        "startedAt": "2026-03-01T12:00:00.000Z",
        "progress": 40,
    }


def test_a_phase_that_has_just_begun_is_at_zero() -> None:
    claimed = life.claim(PENDING, attempt_id="a1", now=NOON, policy=POLICY)
    assert answers.phases_answer(claimed.phases)[0]["progress"] == 0


def test_a_full_item_adds_recipe_and_text_to_what_a_list_shows() -> None:
    short = answers.item_answer(done())["results"]
    assert short == {
        "recipeUrl": "http://r.example/1",
        "tandoorUrl": "http://t.example/1",
        "thumbnail": "/media/pictures/o1/i1/p",
    }
    full = answers.full_answer(done(), RESULTS)["results"]
    assert full == {**short, "recipe": {"title": "Soup"}, "extractedText": "4 tomatoes"}


def test_an_international_name_is_told_in_letters_too() -> None:
    there = answers.item_answer(PENDING._replace(canonical_url="https://xn--kse-qla.de/soup"))
    assert (there["canonicalUrl"], there["site"]) == ("https://xn--kse-qla.de/soup", "käse.de")
    assert "site" not in answers.item_answer(PENDING)


def test_nothing_internal_goes_out() -> None:
    told = json.dumps([answers.full_answer(done(), RESULTS), answers.update(done(), RESULTS)])
    for secret in ("given/secret", "a1", "structured", "attempt_id", "via", 'o1"'):
        assert secret not in told


def test_an_item_that_waits_says_why_and_until_when() -> None:
    busy = Transient("busy", "The site does not answer.", "Try later.", retry_after=60)
    waiting = life.failed(RUNNING, busy, now=NOON, policy=POLICY, chance=0)
    shown = answers.item_answer(waiting)
    assert (shown["error"], shown["errorCode"], shown["advice"]) == (
        "The site does not answer.",
        "busy",
        "Try later.",
    )
    assert (
        shown["nextAttemptAt"] == answers.update(waiting, None)["nextAttemptAt"] == "2026-03-01T12:01:00.000Z"
    )


def test_an_update_names_item_status_time_and_version() -> None:
    failed = life.failed(RUNNING, Permanent("no_text", "No text."), now=NOON + 5, policy=POLICY, chance=0)
    assert answers.update(failed, None) == {
        "itemId": "i1",
        "status": "error",
        "timestamp": "2026-03-01T12:00:00.005Z",
        "version": failed.version,
        "progress": answers.phases_answer(failed.phases),
        "error": "No text.",
        "errorCode": "no_text",
    }


def test_a_socket_gets_no_extracted_text() -> None:
    told = answers.socket_update(done(), RESULTS)
    assert told["type"] == "queue-update"
    assert told["results"]["recipe"] == {"title": "Soup"}
    assert "extractedText" not in told["results"]
    assert "resultsOmitted" not in told


def test_a_socket_gets_no_results_that_are_too_large_for_it() -> None:
    """API Gateway's messages end at 128 kB."""
    large = {"recipe": {"title": "Soup", "description": "Suppe für Gäste " * 6_000}}
    told = answers.socket_update(done(), large)
    assert told["resultsOmitted"] is True
    assert told["results"] == answers.item_answer(done())["results"]
    assert len(json.dumps(told)) < 128_000
    fits = {"recipe": {"title": "Soup", "description": "s" * 95_000}}
    assert "resultsOmitted" not in answers.socket_update(done(), fits)


def test_a_socket_gets_no_empty_results() -> None:
    assert "results" not in answers.socket_update(RUNNING, None)
    assert "results" not in answers.socket_update(RUNNING, {"text": "only text"})
