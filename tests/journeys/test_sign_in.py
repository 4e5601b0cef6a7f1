"""A host that everybody has to sign in to: the first token, a browser's session, https."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
from websockets.sync.client import connect

from tests.doubles.tls import throwaway_tls
from tests.journeys.conftest import StartHost
from tests.journeys.cook import Cook
from tests.journeys.host import Host


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


def test_https_with_a_certificate_of_ones_own(tmp_path: Path) -> None:
    _, trusting = throwaway_tls(tmp_path, "localhost")
    pem = str(tmp_path / "server.pem")
    host = Host(tmp_path / "data", {}, ("--certfile", pem, "--keyfile", pem), scheme="https")
    host.start()
    try:
        with httpx.Client(verify=trusting, base_url=f"https://localhost:{host.port}") as client:
            shared = client.post("/api/queue", json={"url": "http://samples.invalid/p/Suppe"})
            ticket = client.post("/api/live-ticket").json()
            address = f"{ticket['url']}?ticket={ticket['ticket']}"
            with connect(address, ssl=trusting) as socket:
                socket.send('{"action": "ping"}')
                answered = socket.recv(timeout=10)
    finally:
        host.kill()

    assert shared.status_code == 201
    assert ticket["url"] == f"wss://localhost:{host.port}/live"
    assert answered == '{"type": "pong"}'
