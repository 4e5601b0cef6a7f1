"""What wins when the command line and the environment disagree, which keys sign push messages, what stops."""

from __future__ import annotations

import socket
from argparse import Namespace
from pathlib import Path

import pytest

from instarecipe.settings import Settings, SettingsError
from local.options import listen, read_settings
from local.vapid import vapid_keys

PAIR = ("VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY")


def settings(
    data: Path | None, *, host: str = "127.0.0.1", certfile: str | None = None, **variables: str
) -> Settings:
    arguments = Namespace(host=host, port=5173, data=data and str(data), certfile=certfile)
    return read_settings(arguments, variables)


def test_the_folder_of_the_command_line_wins(tmp_path: Path) -> None:
    named, other = tmp_path / "named", tmp_path / "other"
    assert settings(named, DATA_DIR=str(other)).data_dir == str(named)
    assert not other.exists()


def test_the_home_of_nobody_is_said_in_one_line() -> None:
    with pytest.raises(SettingsError, match="~nobody-of-that-name/data"):
        settings(Path("~nobody-of-that-name/data"))


def test_the_folder_of_the_environment_holds_the_keys_too(tmp_path: Path) -> None:
    found = settings(None, DATA_DIR=f" {tmp_path} ")
    assert found.data_dir == str(tmp_path)
    assert found.vapid_public_key == vapid_keys(str(tmp_path))["VAPID_PUBLIC_KEY"]


def test_keys_of_the_environment_win_as_a_pair(tmp_path: Path) -> None:
    mine = {name: vapid_keys(str(tmp_path / "mine"))[name] for name in PAIR}
    found = settings(tmp_path / "data", **mine)
    assert (found.vapid_public_key, found.vapid_private_key) == tuple(mine.values())


@pytest.mark.parametrize("name", PAIR)
def test_keys_of_two_pairs_stop_the_start(tmp_path: Path, name: str) -> None:
    other = vapid_keys(str(tmp_path / "other"))[name]
    with pytest.raises(SettingsError, match="VAPID_PUBLIC_KEY: must be the one of VAPID_PRIVATE_KEY"):
        settings(tmp_path / "data", **{name: other})


@pytest.mark.parametrize("key", ["x", "é", "A" * 40, "A" * 43, "_" * 43])
def test_a_private_key_that_is_none_stops_the_start(tmp_path: Path, key: str) -> None:
    with pytest.raises(SettingsError, match="VAPID_"):
        settings(tmp_path / "data", VAPID_PRIVATE_KEY=key)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"VAPID_PUBLIC_KEY": "x"}'])
def test_a_damaged_file_of_keys_stops_the_start(tmp_path: Path, content: str) -> None:
    (tmp_path / "vapid.json").write_text(content)
    with pytest.raises(SettingsError, match="is damaged"):
        settings(tmp_path)


@pytest.mark.parametrize(
    ("public_url", "subject"),
    [("https://recipes.example.org", "https://recipes.example.org"), ("", "mailto:instarecipe@example.org")],
)
def test_push_services_are_told_our_address_where_it_is_one(
    tmp_path: Path, public_url: str, subject: str
) -> None:
    assert settings(tmp_path, PUBLIC_URL=public_url, VAPID_SUBJECT="").vapid_subject == subject
    assert settings(tmp_path, PUBLIC_URL=public_url, VAPID_SUBJECT="mailto:me@x.example").vapid_subject == (
        "mailto:me@x.example"
    )


@pytest.mark.parametrize(
    ("host", "certfile", "address"),
    [
        ("127.0.0.1", None, "http://127.0.0.1:5173"),
        ("::1", None, "http://[::1]:5173"),
        ("0.0.0.0", "cert.pem", "https://0.0.0.0:5173"),  # noqa: S104  as an operator would
    ],
)
def test_our_address_is_what_we_listen_on(
    tmp_path: Path, host: str, certfile: str | None, address: str
) -> None:
    assert settings(tmp_path, host=host, certfile=certfile).public_url == address


def test_nobody_is_let_in_unasked_from_elsewhere(tmp_path: Path) -> None:
    assert settings(tmp_path, host="192.0.2.7").auth_mode == "token"
    with pytest.raises(SettingsError, match="lets everybody in"):
        settings(tmp_path, host="192.0.2.7", AUTH_MODE="off")


def test_a_port_in_use_is_said_in_one_line() -> None:
    with listen(Namespace(host="127.0.0.1", port=0)) as first:
        port = first.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"cannot listen on 127.0.0.1 port {port}.*--port"):
            listen(Namespace(host="127.0.0.1", port=port))


def test_an_answer_is_sent_at_once_instead_of_waiting_for_the_last_ones_receipt() -> None:
    with (
        listen(Namespace(host="127.0.0.1", port=0)) as server,
        socket.create_connection(server.getsockname()),
        server.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize("setting", [("ENGINE", "aws"), ("SOCKETS_ENDPOINT", "https://sockets.example/live")])
def test_what_only_aws_can_do_stops_the_start(tmp_path: Path, setting: tuple[str, str]) -> None:
    with pytest.raises(SettingsError, match=f"^{setting[0]} is for the functions on AWS.* Take it out"):
        settings(tmp_path, **dict([setting]))
