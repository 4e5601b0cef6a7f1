"""What cannot be served: the error shape, a sentence that a cook understands, and nothing stored."""

from __future__ import annotations

import httpx
import pytest

from tests.doubles.web import Received, Site, Wire, page, redirect
from tests.journeys.conftest import StartHost
from tests.journeys.cook import Cook
from tests.journeys.sites import instagram_post

BAD_BODIES = {
    "no JSON": (b"{not json", 400),
    "nothing": (b"", 400),
    "no link": (b"just some words for you", 400),
    "a number": (b"42", 400),
    "a list": (b'["https://example.org"]', 400),
    "no url": (b'{"link": "https://example.org/"}', 400),
    "a url that is no text": (b'{"url": 7}', 400),
    "ftp": (b'{"url": "ftp://example.org/recipe"}', 400),
    "javascript": (b'{"url": "javascript:alert(1)"}', 400),
    "10 kB of link": (b'{"url": "https://example.org/' + b"a" * 10_000 + b'"}', 400),
    "loopback": (b'{"url": "http://127.0.0.1:1/"}', 400),
    "metadata service": (b'{"url": "http://169.254.169.254/latest/meta-data/"}', 400),
    "2 MB": (b'{"url": "https://example.org/", "text": "' + b"a" * 2_000_000 + b'"}', 413),
    "emoji only": ("🍕🍕🍕".encode(), 400),
}


@pytest.mark.parametrize("name", BAD_BODIES)
def test_a_bad_body_is_refused_with_a_sentence(cook: Cook, name: str) -> None:
    body, status = BAD_BODIES[name]
    before = cook.counts()

    answer = cook.call("POST", "/api/queue", content=body)

    assert answer.status_code == status, answer.text
    problem = answer.json()
    assert set(problem) == {"error", "message", "details"}
    assert problem["message"].endswith((".", "?")) or "{" in problem["message"]
    assert cook.counts() == before


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/queue?limit=0", 400),
        ("GET", "/api/queue?limit=x", 400),
        ("GET", "/api/queue?limit=101", 400),
        ("GET", "/api/queue?offset=10001", 400),
        ("GET", "/api/queue?offset=-1", 400),
        ("GET", "/api/queue?status=cooked", 400),
        ("GET", "/api/queue?cursor=bm9uc2Vuc2U", 400),
        ("GET", "/api/queue/unknown", 404),
        ("GET", "/api/queue/0b5a2e0e-2f3a-4f8e-9b9e-2f2d3b1f9d10", 404),
        ("GET", "/api/queue/0b5a2e0e-2f3a-4f8e-9b9e-2f2d3b1f9d10/recipe", 404),
        ("POST", "/api/queue/unknown/retry", 404),
        ("DELETE", "/api/queue/unknown", 404),
        ("GET", "/api/queue/stream?itemId=unknown", 404),
        ("GET", "/api/nothing", 404),
        ("POST", "/api/queue/a%0Ab/retry", 404),
        ("PUT", "/api/queue", 405),
        ("POST", "/api/extract", 410),
        ("GET", "/api/extract-stream?url=https://example.org", 410),
    ],
)
def test_a_bad_call_is_refused_with_a_sentence(cook: Cook, method: str, path: str, status: int) -> None:
    answer = cook.call(method, path)

    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"error", "message", "details"}


TYPED = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize(
    "path", ["/more", "/nope", "/recipe/1/2", "/share/x", "/lost.html", "/js/no.js", "/a%0Ab"]
)
def test_who_mistyped_an_address_gets_a_page_and_a_program_json(cook: Cook, path: str) -> None:
    shown = httpx.get(f"{cook.url}{path}", headers=TYPED)

    assert (shown.status_code, shown.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert 'href="/"' in shown.text
    assert "There is nothing at this address." in shown.text
    for name in ("content-security-policy", "x-content-type-options", "referrer-policy"):
        assert shown.headers[name] == httpx.get(f"{cook.url}/").headers[name]
    for accept in ("*/*", "application/json"):
        told = httpx.get(f"{cook.url}{path}", headers={"accept": accept})
        assert (told.status_code, told.json()["error"]) == (404, "not_found")


def test_the_api_speaks_json_to_browsers_too(cook: Cook) -> None:
    told = httpx.get(f"{cook.url}/api/nope", headers=TYPED)
    assert (told.status_code, told.json()["error"]) == (404, "not_found")


def _endless(_: Received, wire: Wire) -> None:
    wire.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
    while True:
        wire.send(b"<p>more</p>" * 1000)


LOGIN = page("<title>Login • Instagram</title><form action='/accounts/login/'></form>")

BAD_SITES = {
    "login wall": (
        {"/p/Wall/": redirect("/accounts/login/?next=/p/Wall/"), "/accounts/login/": LOGIN},
        "/p/Wall/",
    ),
    "404": ({"/p/Gone/": page("Not found", 404)}, "/p/Gone/"),
    "picture only": ({"/p/Pic/": instagram_post("Pic", None)}, "/p/Pic/"),
}


@pytest.mark.parametrize("name", BAD_SITES)
def test_a_bad_post_ends_in_a_sentence_and_an_advice(cook: Cook, site: Site, name: str) -> None:
    routes, path = BAD_SITES[name]
    site.routes |= routes

    item = cook.until(
        cook.share(f"https://www.instagram.com{path}")["id"], lambda item: bool(item.get("errorCode"))
    )

    assert item["status"] in ("pending", "error"), item
    assert item["error"]
    assert item["advice"]
    assert "recipe" not in item.get("results", {})


def test_a_picture_is_no_page(cook: Cook, site: Site) -> None:
    site.routes["/photo.jpg"] = (200, {"Content-Type": "image/jpeg"}, b"\xff\xd8\xff\xe0" + b"0" * 100)

    item = cook.wait(cook.share(site.url("/photo.jpg"))["id"])

    assert (item["status"], item["errorCode"]) == ("error", "not_a_page"), item


def test_an_endless_page_is_cut(cook: Cook, site: Site) -> None:
    site.routes["/endless"] = _endless

    item = cook.until(cook.share(site.url("/endless"))["id"], lambda item: "errorCode" in item)

    assert item["error"], item
    assert item["status"] in ("error", "pending")


def test_a_retry_of_a_waiting_item_is_refused(start_host: StartHost, site: Site) -> None:
    cook = Cook(start_host(QUEUE_PROCESSING_ENABLED="false").url)
    id_ = cook.share(site.url("/waiting"))["id"]

    answer = cook.call("POST", f"/api/queue/{id_}/retry", json={})

    assert answer.status_code == 409
    assert cook.item(id_)["status"] == "pending"


def test_another_web_page_cannot_call(cook: Cook) -> None:
    body = b'{"url": "http://samples.invalid/elsewhere"}'

    written = httpx.post(f"{cook.url}/api/queue", content=body, headers={"origin": "https://evil.example"})
    rebound = httpx.get(f"{cook.url}/api/queue", headers={"host": "evil.example"})

    broken = httpx.get(f"{cook.url}/api/queue", headers={"origin": "http://["})

    assert (written.status_code, rebound.status_code, broken.status_code) == (403, 403, 403)


def test_no_picture_has_such_a_name(cook: Cook) -> None:
    for name in ("a" * 5_000, "..%2f..%2flock", "%00"):
        assert cook.call("GET", f"/media/pictures/{name}").status_code == 404
