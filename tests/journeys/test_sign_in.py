"""A host that everybody has to sign in to: the first token, a browser's session, https."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

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


def test_a_revoked_token_s_socket_is_closed_and_the_others_stay_open(start_host: StartHost) -> None:
    host = start_host(AUTH_MODE="token", FETCH_CONNECT_TO="")
    [secret] = re.findall(r"shown this once: (\S+)", host.log())
    owner = Cook(host.url, secret)
    made = owner.call("POST", "/api/tokens", json={"name": "phone", "scopes": ["read"]}).json()

    with _listening(owner) as mine, _listening(Cook(host.url, made["token"])) as phones:
        assert owner.call("DELETE", f"/api/tokens/{made['id']}").status_code == 204

        with pytest.raises(ConnectionClosed):
            phones.recv(timeout=120)
        id_ = owner.share("http://samples.invalid/blog/plum-crumble")["id"]
        assert json.loads(mine.recv(timeout=120))["itemId"] == id_
    assert Cook(host.url, made["token"]).call("GET", "/api/queue").status_code == 401


def test_another_page_opens_no_socket_even_with_a_ticket(start_host: StartHost) -> None:
    host = start_host(AUTH_MODE="token", FETCH_CONNECT_TO="")
    [secret] = re.findall(r"shown this once: (\S+)", host.log())
    ticket = Cook(host.url, secret).call("POST", "/api/live-ticket").json()
    address = f"{ticket['url']}?ticket={ticket['ticket']}"

    with pytest.raises(InvalidStatus) as refused, connect(address, origin=Origin("https://evil.example")):
        pass
    assert refused.value.response.status_code == 403
    with connect(address, origin=Origin(host.url)) as socket:
        socket.send('{"action": "ping"}')
        assert json.loads(socket.recv(timeout=120)) == {"type": "pong"}


@contextmanager
def _listening(cook: Cook) -> Iterator[ClientConnection]:
    ticket = cook.call("POST", "/api/live-ticket").json()
    with connect(f"{ticket['url']}?ticket={ticket['ticket']}") as socket:
        for action in ("subscribe", "ping"):
            socket.send(json.dumps({"action": action}))
        assert json.loads(socket.recv(timeout=120)) == {"type": "pong"}
        yield socket


@pytest.mark.parametrize("size", [131_073, 20_000_000])
def test_a_message_larger_than_api_gateway_takes_ends_the_socket(shared_host: Host, size: int) -> None:
    with _listening(Cook(shared_host.url)) as socket:
        with suppress(ConnectionClosed):
            socket.send("x" * size)
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=120)


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
                answered = socket.recv(timeout=120)
    finally:
        host.kill()

    assert shared.status_code == 201
    assert ticket["url"] == f"wss://localhost:{host.port}/live"
    assert answered == '{"type": "pong"}'
