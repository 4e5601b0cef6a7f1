"""Starts that cannot be: each says why in one line and ends with an exit status that is not 0."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.conftest import StartHost
from tests.journeys.host import ROOT, free_port


def start(data: Path, port: int, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return _run(
        [sys.executable, "-m", "local", "--port", str(port), "--data", str(data), *arguments], environment
    )


def _run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _says(done: subprocess.CompletedProcess[str], words: str) -> None:
    assert done.returncode == 1
    assert done.stderr.startswith("InstaRecipe cannot start: ")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        _says(start(tmp_path, other.getsockname()[1]), "Address already in use")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    _says(start(tmp_path / "file" / "data", free_port()), "file/data: Not a directory")


def test_the_home_folder_is_known_by_its_short_name() -> None:
    _says(start(Path("~/recipes"), free_port(), HOME="/proc"), "/proc/recipes")


def test_a_database_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "instarecipe.sqlite3").write_text("This is a shopping list. " * 50)
    _says(start(tmp_path, free_port()), "file is not a database")


@pytest.mark.parametrize("file", ["missing.pem", "empty.pem"])
def test_a_certificate_that_is_none(tmp_path: Path, file: str) -> None:
    (tmp_path / "empty.pem").touch()
    _says(start(tmp_path, free_port(), "--certfile", str(tmp_path / file)), "--certfile and --keyfile")


def test_a_wrong_setting(tmp_path: Path) -> None:
    _says(start(tmp_path, free_port(), QUEUE_CONCURRENCY="many"), "QUEUE_CONCURRENCY='many'")


def test_a_disk_without_room(tmp_path: Path) -> None:
    """Stood in for by a limit on the size of files, which nobody needs to be root for."""
    limited = f'ulimit -f 8; exec "{sys.executable}" -m local --port {free_port()} --data "{tmp_path}"'
    _says(_run(["/bin/sh", "-c", limited], {}), "instarecipe.sqlite3")


def test_an_engine_of_another_place(tmp_path: Path) -> None:
    _says(start(tmp_path, free_port(), ENGINE="aws"), "ENGINE is for the functions on AWS")


def test_what_does_nothing_is_told_and_the_rest_works(start_host: StartHost) -> None:
    host = start_host(TANDOOR_TOKEN="tda_0123456789abcdef", LLM_MODEL="tiny")
    told = [line for line in host.log().splitlines() if "WARNING" in line]
    assert [line.partition("WARNING ")[2].split()[0] for line in told] == ["TANDOOR_TOKEN", "LLM_MODEL"]
    assert "tda_" not in host.log()
