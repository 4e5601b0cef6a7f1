"""What a site's answer means when it is not the page."""

from __future__ import annotations

from typing import Any

import pytest

from instarecipe.domain.errors import Failure, Permanent, Transient
from instarecipe.extraction import Extraction
from instarecipe.extraction.refusals import check, leads_to_login
from instarecipe.ports import Fetched, Source
from tests.doubles.pages import Net, answer, page, plenty_of_time

URL = "https://www.example.com/soup"
JPEG = b"\xff\xd8\xff\xe0" + bytes(200)


def failure_of(fetched: Fetched) -> Failure:
    with pytest.raises(Failure) as failure:
        check(fetched)
    return failure.value


@pytest.mark.parametrize(
    ("fetched", "kind", "code"),
    [
        (answer(URL, status=404), Permanent, "not_found"),
        (answer(URL, status=410), Permanent, "not_found"),
        (answer(URL, status=401), Permanent, "site_refused"),
        (answer(URL, status=403), Permanent, "site_refused"),
        (answer(URL, status=402), Permanent, "site_refused"),
        (answer(URL, status=451), Permanent, "site_refused"),
        (answer(URL, status=429), Transient, "rate_limited"),
        (answer(URL, status=408), Transient, "site_error"),
        (answer(URL, status=500), Transient, "site_error"),
        (answer(URL, status=503), Transient, "site_error"),
        (answer(URL, status=304), Transient, "site_error"),
        (answer(URL, JPEG, content_type="image/jpeg"), Permanent, "not_a_page"),
        (answer(URL, JPEG), Permanent, "not_a_page"),
        (answer(URL, b"%PDF-1.7", content_type="application/pdf"), Permanent, "not_a_page"),
        (answer(URL, b"%PDF-1.7"), Permanent, "not_a_page"),
        (answer(URL, b"\x00" * 50, content_type="video/mp4"), Permanent, "not_a_page"),
        (answer(URL, b"PK", content_type="application/zip"), Permanent, "not_a_page"),
    ],
)
def test_each_sign_has_its_class_a_sentence_and_an_advice(
    fetched: Fetched, kind: type[Failure], code: str
) -> None:
    failure = failure_of(fetched)

    assert (type(failure), failure.code) == (kind, code)
    assert failure.sentence.endswith(".")
    assert failure.advice.endswith(".")


@pytest.mark.parametrize(
    ("headers", "retry_after", "burns"),
    [
        ({"retry_after": "120"}, 120, False),
        ({"retry_after": "0"}, 1, False),
        ({"retry_after": "999999999"}, 21_600, False),
        (
            {"retry_after": "Mon, 01 Jun 2026 12:10:00 GMT", "date": "Mon, 01 Jun 2026 12:00:00 GMT"},
            600,
            False,
        ),
        ({"retry_after": "Mon, 01 Jun 2026 12:10:00 GMT"}, 900, True),
        ({"retry_after": "soon"}, 900, True),
        ({}, 900, True),
    ],
)
def test_a_wait_that_the_site_asked_for_costs_no_attempt(
    headers: dict[str, str], retry_after: float, burns: bool
) -> None:
    failure = failure_of(answer(URL, "", 429, **headers))

    assert isinstance(failure, Transient)
    assert (failure.retry_after, failure.burns) == (retry_after, burns)


def test_a_busy_site_that_says_until_when_is_waited_for() -> None:
    failure = failure_of(answer(URL, "", 503, retry_after="30"))

    assert isinstance(failure, Transient)
    assert (failure.code, failure.retry_after, failure.burns) == ("rate_limited", 30, False)


@pytest.mark.parametrize(
    "fetched",
    [
        answer(URL, page("<p>Soup</p>")),
        answer(URL, page("<p>Soup</p>"), content_type="application/xhtml+xml"),
        answer(URL, page("<p>Soup</p>"), content_type="application/octet-stream"),
        answer(URL, "Soup", content_type="text/plain"),
        answer(URL, "Soup", content_type=""),
    ],
)
def test_a_page_passes(fetched: Fetched) -> None:
    check(fetched)


@pytest.mark.parametrize(
    ("asked", "landed", "is_login"),
    [
        (URL, "https://www.example.com/login?next=/soup", True),
        (URL, "https://www.example.com/users/sign_in", True),
        (URL, "https://id.example.com/auth/start", True),
        ("https://www.youtube.com/watch?v=1", "https://consent.youtube.com/m?continue=x", True),
        (URL, "https://www.example.com/soup/", False),
        (URL, "https://www.example.com/blog/loginess-of-bread", False),
        ("https://www.example.com/login", "https://www.example.com/login/", False),
    ],
)
def test_a_redirect_to_a_login_is_seen(asked: str, landed: str, is_login: bool) -> None:
    assert leads_to_login(asked, landed) is is_login


def test_a_members_page_asks_for_its_text() -> None:
    net: Any = Net(
        {URL: answer("https://www.example.com/login?next=/soup", page("<p>Welcome back, please log in.</p>"))}
    )

    with pytest.raises(Permanent) as failure:
        Extraction(net)(Source(URL, URL), deadline=plenty_of_time(), progress=lambda _: None)

    assert failure.value.code == "login_required"
