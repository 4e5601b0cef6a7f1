"""Secrets from SSM: read when first needed, kept for a while, and never mistaken for missing."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import pytest

from instarecipe.aws.client import AwsError
from instarecipe.aws.secrets import FRESH_SECONDS, SsmSecrets
from instarecipe.domain.errors import Failure, Permanent, Unavailable
from instarecipe.ports import Deadline, Source
from instarecipe.redaction import redacted
from instarecipe.settings import Settings
from instarecipe.wiring import Wiring
from tests.doubles import videos
from tests.doubles.log_lines import log_lines
from tests.doubles.videos import INSTAGRAM
from tests.doubles.virtual import Clock
from tests.doubles.web import Site, page


@dataclass
class Store:
    """SSM's parameter store; `error` is what it answers with instead."""

    values: dict[str, str] = field(default_factory=dict)
    error: Exception | None = None
    asked: list[str] = field(default_factory=list)

    def call(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        assert operation == "GetParameters"
        assert payload["WithDecryption"] is True
        [name] = payload["Names"]
        self.asked.append(name)
        if self.error:
            raise self.error
        known = name in self.values
        return {
            "Parameters": [{"Name": name, "Value": self.values[name]}] if known else [],
            "InvalidParameters": [] if known else [name],
        }


@pytest.fixture
def store() -> Store:
    return Store({"/kitchen/TANDOOR_TOKEN": "first\n"})


@pytest.fixture
def secrets(store: Store, clock: Clock) -> SsmSecrets:
    return SsmSecrets(store, "/kitchen", clock.monotonic)


def test_a_secret_is_read_once_in_five_minutes(secrets: SsmSecrets, store: Store, clock: Clock) -> None:
    assert store.asked == []
    assert secrets("TANDOOR_TOKEN") == "first"
    store.values["/kitchen/TANDOOR_TOKEN"] = "newer"
    clock.sleep(FRESH_SECONDS - 1)
    assert secrets("TANDOOR_TOKEN") == "first"
    clock.sleep(2)
    assert secrets("TANDOOR_TOKEN") == "newer"
    assert store.asked == ["/kitchen/TANDOOR_TOKEN"] * 2


def test_a_secret_that_is_not_set_is_empty(secrets: SsmSecrets, store: Store) -> None:
    assert [secrets("PROXY_URL"), secrets("PROXY_URL")] == ["", ""]
    assert store.asked == ["/kitchen/PROXY_URL"]


@pytest.mark.parametrize("error", [Unavailable("no answer"), AwsError("AccessDenied", "no", 400, {})])
def test_a_failure_says_which_and_is_not_kept(secrets: SsmSecrets, store: Store, error: Exception) -> None:
    store.error = error
    with pytest.raises(Unavailable, match="/kitchen/TANDOOR_TOKEN"):
        secrets("TANDOOR_TOKEN")
    store.error = None
    assert secrets("TANDOOR_TOKEN") == "first"


# -- how the wiring uses them --------------------------------------------------------------------------


@pytest.fixture
def wiring(settings: Settings, secrets: SsmSecrets, engine: Any) -> Wiring:
    there = settings._replace(
        engine="aws",
        secrets_prefix="/kitchen",
        tandoor_base_url="https://tandoor.example",
        vapid_public_key="public",
    )
    return Wiring(there, engine, secret=secrets)


def test_building_everything_asks_for_no_secret(wiring: Wiring, store: Store) -> None:
    for part in (
        "items",
        "auth",
        "admit",
        "process",
        "phases",
        "sweep",
        "devices",
        "listen",
        "subscriptions",
    ):
        assert getattr(wiring, part)
    assert store.asked == []


def test_a_rotated_secret_makes_a_new_target(wiring: Wiring, store: Store, clock: Clock) -> None:
    first = wiring.target
    assert wiring.target is first
    store.values["/kitchen/TANDOOR_TOKEN"] = "newer"
    clock.sleep(FRESH_SECONDS + 1)
    assert wiring.target is not first


COOKIES_TXT = """\
# Netscape HTTP Cookie File
#HttpOnly_.instagram.com\tTRUE\t/\tTRUE\t1799999999\tsessionid\ts3cret-of-mine
.instagram.com\tTRUE\t/\tTRUE\t0\tds_user_id\t7
"""


@pytest.mark.parametrize(
    ("kept", "sent"),
    [
        ("sessionid=s3cret-of-mine; ds_user_id=7", "sessionid=s3cret-of-mine; ds_user_id=7"),
        (COOKIES_TXT, "sessionid=s3cret-of-mine; ds_user_id=7"),
        ("s3cret-of-mine", None),
    ],
    ids=["header", "cookies.txt", "neither"],
)
def test_instagram_s_cookies_come_out_of_a_secret_to_its_page_and_to_yt_dlp(
    wiring: Wiring, store: Store, kept: str, sent: str | None
) -> None:
    store.values["/kitchen/INSTAGRAM_COOKIES"] = kept
    post = videos.answered({"items": [videos.post("Lemon pasta\n\n200 g spaghetti")]})
    pages = dict.fromkeys(("/p/AbC123/", "/p/AbC123/embed/captioned/"), page("<title>Instagram</title>"))
    with Site({**pages, "/api/v1/media/453729719/info/": post}) as site, log_lines() as lines:
        there = dict.fromkeys(videos.HOSTS, site.address)
        wiring.settings = wiring.settings._replace(fetch_connect_to=there)
        read = wiring.extraction.extract
        with suppress(Failure):  # without cookies
            read(Source(INSTAGRAM, INSTAGRAM), deadline=Deadline(120, monotonic), progress=lambda _: None)
    assert {request.path for request in site.requests} > {*pages}, "yt-dlp asks elsewhere"
    assert {request.headers.get("cookie") for request in site.requests} == {sent}
    assert any("INSTAGRAM_COOKIES must be" in line for line in lines) is (sent is None)
    assert not any("s3cret" in redacted(line) for line in lines)


def test_a_missing_secret_is_named(wiring: Wiring, store: Store) -> None:
    store.values.clear()
    with pytest.raises(Permanent) as caught:
        _ = wiring.target
    assert (caught.value.code, caught.value.details) == ("not_set_up", {"missing": "/kitchen/TANDOOR_TOKEN"})
    with pytest.raises(Permanent, match="not_set_up") as caught:
        _ = wiring.notify
    assert caught.value.details == {"missing": "/kitchen/VAPID_PRIVATE_KEY"}
