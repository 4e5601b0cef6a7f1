"""A shared link becomes a recipe: the calls that the documentation shows, unchanged."""

from __future__ import annotations

import json
import subprocess
import time

import pytest
import requests
import sseclient

from tests.doubles.web import Site
from tests.journeys.conftest import StartHost
from tests.journeys.cook import Cook, phase
from tests.journeys.sites import CAPTION, instagram_post, recipe_page


def test_an_instagram_post_becomes_a_recipe(cook: Cook, site: Site) -> None:
    site.routes["/p/Orzo1/"] = instagram_post("Orzo1", CAPTION)

    shared = cook.share("https://www.instagram.com/reel/Orzo1/?igsh=abc")

    assert shared["status"] == "pending"
    assert shared["canonicalUrl"] == "https://www.instagram.com/p/Orzo1/"
    item = cook.wait(shared["id"])
    assert item["status"] == "success", item
    recipe = item["results"]["recipe"]
    assert recipe["title"] == "One-pot lemon orzo"
    assert recipe["servings"] == 4
    assert len(recipe["ingredients"]) == 5
    assert recipe["ingredients"][0] | {"original": ""} == {
        "amount": 300,
        "unit": "g",
        "food": "orzo",
        "original": "",
    }
    assert [step["text"] for step in recipe["steps"]][2] == "Finish with lemon zest and juice."
    assert item["results"]["recipeUrl"].endswith(f"/recipe/{item['id']}")
    assert [one["status"] for one in item["phases"]] == ["completed"] * 3


def test_a_recipe_page_becomes_a_recipe(cook: Cook, site: Site) -> None:
    site.routes["/soup"] = recipe_page("Pea soup", ["500 g peas", "1 onion"])

    item = cook.wait(cook.share(site.url("/soup"))["id"])

    assert item["status"] == "success", item
    assert item["results"]["recipe"]["totalMinutes"] == 30
    assert item["results"]["recipe"]["sourceUrl"] == site.url("/soup")


def test_pasted_text_becomes_a_recipe(cook: Cook) -> None:
    answer = cook.call("POST", "/api/queue", json={"text": CAPTION})

    item = cook.wait(answer.json()["id"])

    assert item["url"].startswith("pasted:")
    assert item["status"] == "success", item
    assert item["results"]["recipe"]["title"] == "One-pot lemon orzo"


def test_a_sample_becomes_a_recipe(cook: Cook) -> None:
    samples = cook.call("GET", "/api/samples").json()["samples"]
    assert len(samples) >= 4

    ends = {sample["name"]: cook.wait(cook.share(sample["url"])["id"]) for sample in samples}

    good = [item for item in ends.values() if item["status"] == "success"]
    refused = [item for item in ends.values() if item["status"] == "error"]
    assert len(good) == len(samples) - 1
    assert [item["errorCode"] for item in refused] == ["not_a_recipe"]
    for item in good:
        picture = cook.call("GET", item["results"]["thumbnail"])
        assert picture.headers["content-type"].startswith("image/")


def test_curl_as_documented(cook: Cook, site: Site) -> None:
    site.routes["/curl"] = recipe_page("Curled crisps", ["2 potatoes"])
    body = json.dumps({"url": site.url("/curl")})

    done = subprocess.run(
        ["curl", "-sS", "-X", "POST", f"{cook.url}/api/queue", "-d", body],  # noqa: S607 the caller's own curl
        capture_output=True,
        check=True,
        timeout=120,
    )

    assert cook.wait(json.loads(done.stdout)["id"])["status"] == "success"


def test_polling_as_documented(cook: Cook, site: Site) -> None:
    site.routes["/poll"] = recipe_page("Polled polenta", ["200 g polenta"])
    shared = requests.post(f"{cook.url}/api/queue", json={"url": site.url("/poll")}, timeout=120).json()

    item = shared
    end = time.monotonic() + 120
    while item["status"] not in ["success", "error"] and time.monotonic() < end:
        item = requests.get(f"{cook.url}/api/queue/{shared['id']}", timeout=120).json()

    assert item["status"] == "success"


def test_server_sent_events_as_documented(cook: Cook, site: Site) -> None:
    site.routes["/sse"] = recipe_page("Streamed stew", ["1 kg beef"])
    id_ = cook.share(site.url("/sse"))["id"]

    seen = []
    messages = sseclient.SSEClient(f"{cook.url}/api/queue/stream?itemId={id_}")
    for event in messages:
        if event.event == "queue-update":
            seen.append(json.loads(event.data))
            if seen[-1]["status"] in ("success", "error", "unhealthy"):
                break
    messages.resp.close()

    assert seen[-1]["status"] == "success"
    assert seen[-1]["results"]["recipe"]["title"] == "Streamed stew"
    versions = [update["version"] for update in seen]
    assert versions == sorted(set(versions))


def test_filtering_as_documented(cook: Cook, site: Site) -> None:
    site.routes["/gone"] = (404, {"Content-Type": "text/html"}, b"gone")
    failed = cook.wait(cook.share(site.url("/gone"))["id"])
    assert failed["errorCode"] == "not_found", failed

    page = cook.call("GET", "/api/queue?status=error&limit=10&offset=0").json()

    assert failed["id"] in [item["id"] for item in page["items"]]
    assert {item["status"] for item in page["items"]} == {"error"}
    assert page["total"] == len(page["items"])
    assert page["hasMore"] is False


def test_a_link_shared_twice_is_one_item(cook: Cook, site: Site) -> None:
    site.routes["/twice"] = recipe_page("Twice-baked potatoes", ["4 potatoes"])
    first = cook.call("POST", "/api/queue", json={"url": site.url("/twice")})
    second = cook.call("POST", "/api/queue", json={"url": site.url("/twice?utm_source=ig")})

    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json()["id"] == first.json()["id"]
    assert second.json()["duplicate"] is True


def test_a_failed_item_is_mended_by_pasting_the_caption(cook: Cook, site: Site) -> None:
    site.routes["/p/NoText/"] = instagram_post("NoText", None)
    shared = cook.share("https://www.instagram.com/p/NoText/")
    failed = cook.wait(shared["id"])
    assert (failed["status"], failed["errorCode"]) == ("error", "no_text")
    assert "Paste" in failed["advice"]

    answer = cook.call("POST", f"/api/queue/{shared['id']}/retry", json={"text": CAPTION})

    assert answer.json() == {"success": True, "message": "Item queued for retry"}
    item = cook.wait(shared["id"], ["success"])
    assert item["results"]["recipe"]["title"] == "One-pot lemon orzo"


def test_what_is_no_recipe_can_be_imported_anyway(cook: Cook, site: Site) -> None:
    site.routes["/p/Review1/"] = instagram_post(
        "Review1", "What an evening! Best pizza in town, book a table. ❤️"
    )
    shared = cook.share("https://www.instagram.com/p/Review1/")
    assert cook.wait(shared["id"])["errorCode"] == "not_a_recipe"

    cook.call("POST", f"/api/queue/{shared['id']}/retry", json={"force": True})

    assert cook.wait(shared["id"], ["success"])["results"]["recipe"]["title"]


@pytest.mark.parametrize("format_", ["json-ld", "markdown", "cooklang"])
def test_the_recipe_as_a_file(cook: Cook, site: Site, format_: str) -> None:
    site.routes[f"/file-{format_}"] = recipe_page("Filed flan", ["3 eggs", "100 g sugar"])
    id_ = cook.wait(cook.share(site.url(f"/file-{format_}"))["id"])["id"]

    answer = cook.call("GET", f"/api/queue/{id_}/recipe?format={format_}")

    assert answer.status_code == 200
    assert "Filed flan" in answer.text
    assert "attachment" in answer.headers["content-disposition"]


def test_two_hundred_links_at_once_all_end(start_host: StartHost, site: Site) -> None:
    cook = Cook(start_host().url)
    for number in range(200):
        site.routes[f"/many-{number}"] = recipe_page(f"Dish {number}", [f"{number + 1} g salt"])

    ids = [cook.share(site.url(f"/many-{number}"))["id"] for number in range(200)]

    end = time.monotonic() + 600
    while cook.counts()["success"] < 200 and time.monotonic() < end:
        time.sleep(0.2)
    assert cook.counts() == {
        "pending": 0,
        "in_progress": 0,
        "success": 200,
        "error": 0,
        "unhealthy": 0,
        "total": 200,
    }
    assert phase(cook.item(ids[137]), "uploading")["status"] == "completed"
