"""What `make token`, `make recount` and `make redrive` do, while a host runs on the same data."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest

from instarecipe.domain.item import REDRIVE_MARGIN
from tests.journeys.conftest import StartHost
from tests.journeys.cook import PATIENCE, Cook
from tests.journeys.host import ROOT, Host

ORZO = "http://samples.invalid/reel/LemonOrzo"


def command(host: Host, name: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", f"ops.{name}", "--data", str(host.data), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_operator_works_beside_a_running_host(start_host: StartHost) -> None:
    host = start_host(AUTH_MODE="token", FETCH_CONNECT_TO="")

    cook = Cook(host.url, command(host, "token", "--owner", "ana").strip())
    item = cook.wait(cook.share(ORZO)["id"])
    counted = command(host, "recount")
    sent = command(host, "redrive")

    assert item["status"] == "success"
    assert "ana: as counted" in counted.splitlines()
    assert sent == "0 sent again\n"


def until_something_is_sent(host: Host) -> str:
    """The item's end is seen before its message lies with the dead ones."""
    end = time.monotonic() + PATIENCE
    while (said := command(host, "redrive")) == "0 sent again\n":
        assert time.monotonic() < end
    return said


def test_what_died_is_sent_again_and_done_by_the_running_host(start_host: StartHost) -> None:
    host = start_host(
        QUEUE_RETRY_ATTEMPTS="1", TANDOOR_BASE_URL="http://127.0.0.1:9", TANDOOR_TOKEN="nobody-is-there"
    )
    cook = Cook(host.url)
    id_ = cook.share(ORZO)["id"]
    failed = cook.wait(id_)

    assert failed["status"] == "unhealthy"
    time.sleep(2 * REDRIVE_MARGIN / 1000)  # what is sent in the same moment is no operator's
    assert until_something_is_sent(host) == "1 sent again\n"
    again = cook.until(
        id_, lambda item: item["version"] > failed["version"] and item["status"] == "unhealthy"
    )
    assert again["generation"] == failed["generation"]


def refused(name: str, folder: Path, *arguments: str) -> str:
    """The one line that it says."""
    done = subprocess.run(
        [sys.executable, "-m", f"ops.{name}", "--data", str(folder), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    return line


def test_a_mistyped_folder_is_told_and_not_made(tmp_path: Path) -> None:
    folder = tmp_path / "mistyped"

    assert "no InstaRecipe data in" in refused("token", folder, "--owner", "ana")
    assert not folder.exists()


def made(target: str, folder: str) -> list[str]:
    """What `make` would call, as the shell reads it."""
    command = ["make", "--dry-run", target, f"DATA={folder}", "OWNER=ana"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return shlex.split(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("target", ["run", "token", "recount", "redrive"])
def test_a_folder_may_have_a_space_in_its_name(target: str) -> None:
    called = made(target, "/home/ana/my recipes")

    assert called[called.index("--data") + 1] == "/home/ana/my recipes"


def test_the_home_folder_is_known_by_its_short_name(tmp_path: Path) -> None:
    (tmp_path / "instarecipe.sqlite3").touch()
    done = subprocess.run(
        [sys.executable, "-m", "ops.recount", "--data", "~"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "household: as counted" in done.stdout


def test_a_database_that_is_none_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "instarecipe.sqlite3").write_bytes(b"no database " * 100)

    assert "is not a database" in refused("recount", tmp_path)
