"""A host that everybody has to sign in to: the first token, a browser's session, https."""

from __future__ import annotations

import re

import httpx

from tests.journeys.conftest import StartHost
from tests.journeys.cook import Cook


def test_the_first_start_shows_a_token_once(start_host: StartHost) -> None:
    host = start_host(AUTH_MODE="token", FETCH_CONNECT_TO="")
    [secret] = re.findall(r"shown this once: (\S+)", host.log())
    cook = Cook(host.url, secret)

    assert Cook(host.url).call("GET", "/api/queue").status_code == 401
    id_ = cook.share("http://samples.invalid/blog/plum-crumble")["id"]
    assert cook.wait(id_)["status"] == "success"

    host.stop()
    host.start()
    assert len(re.findall(r"shown this once", host.log())) == 1
    assert cook.item(id_)["status"] == "success"


def test_a_browser_stays_signed_in_by_its_cookie(start_host: StartHost) -> None:
    host = start_host(AUTH_MODE="token", FETCH_CONNECT_TO="")
    [secret] = re.findall(r"shown this once: (\S+)", host.log())

    answer = httpx.post(f"{host.url}/api/session", json={"token": secret})

    cookie = answer.headers["set-cookie"].partition(";")[0]
    assert httpx.get(f"{host.url}/api/queue", headers={"cookie": cookie}).status_code == 200
    elsewhere = {"cookie": cookie, "origin": "https://evil.example"}
    assert httpx.post(f"{host.url}/api/live-ticket", headers=elsewhere).status_code == 403
    assert secret not in host.log().replace(f"shown this once: {secret}", "")
