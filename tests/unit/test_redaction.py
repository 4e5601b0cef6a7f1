"""What is taken out of a log line, and what stays readable."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instarecipe.redaction import HIDDEN, hide, presentable, redacted

# Invented for this file, as everything here: none of them ever opened anything.
S = "Zx9-planted"
LONG = "dGhpcyBpcyBub3QgYSBzZWNyZXQ0NDQ0NDQ0NDQ0NDQ0"

SECRET = [
    f"Authorization: Bearer {S}",
    f"authorization: Basic {S}=",
    f"Proxy-Authorization: Basic {S}==",
    f"{{'Authorization': 'Token {S}'}}",
    f'{{"authorization": "Bearer {S}"}}',
    f"[('authorization', 'x'), ('cookie', 'a')] Cookie: sessionid={S}; csrftoken=1",
    f"b'Cookie: a=1; ds_user_id={S}\\r\\n'",
    f"Set-Cookie: __Host-instarecipe=ir_{S}; Path=/",
    f"cookie={S}",
    f"X-Api-Key: {S}",
    f"sent Bearer {S} to the model",
    f"http://user:{S}@proxy.example:3128/",
    f"https://{S}@proxy.example/",
    f"https://a.example/?access_token={S}&x=1",
    f"https://a.example/live?ticket={S}",
    f"https://a.example/#token={S}",
    f"https://a.example/connect#pair={S}",
    f"/api/recipes?url=https%3A%2F%2Fa.example%2F%3Faccess_token%3D{S}",
    f"https://s3.example/a?X-Amz-Signature={S}&X-Amz-Credential={S}",
    f"api_key={S}",
    f"LLM_API_KEY={S}",
    f"TANDOOR_TOKEN: {S}",
    f"'password': '{S}'",
    f'"aws_secret_access_key": "{S}"',
    f"{{'p256dh': '{S}', 'auth': '{S}'}}",
    f"endpoint='https://push.example/{S}'",
    f"POST https://fcm.googleapis.com/fcm/send/{S}:{LONG} 404",
    f"https://updates.push.services.mozilla.com/wpush/v2/{S}",
    f"https://wns2-par02p.notify.windows.com/w/?token={S}",
    f"Incorrect API key provided: sk-{S}.",
    f"ir_{S}-0123456789",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJaeDktcGxhbnRlZCJ9.c2ln",
    "AKIAIOSFODNN7EXAMPLE",
    f"the ticket {LONG} was used",
]
READABLE = [
    "completed phase=parsing seconds=1.25 itemId=00000000-0000-4000-8000-000000000001",
    "admitted owner=3f2a9c1d77aa itemId=7b1c2f0e-9f1d-4a3e-8b57-2f6b3a1c9d10",
    "success recipeUrl=https://recipes.example.org/recipe/7b1c2f0e-9f1d-4a3e-8b57-2f6b3a1c9d10",
    "extractor broken site=tiktok cause=Unable to extract webpage video data",
    'File "/srv/app/layers/core/instarecipe/extraction/document.py", line 12, in read',
    "API Gateway answered 503 to a socket's message",
    "model answered model=gpt-4o-mini input_tokens=812 output_tokens=97",
    "https://www.instagram.com/p/C0deC0deC0d/",
    "A basic tomato soup, and the bearer of the news: salt, pepper, thyme.",
    "given/household/7b1c2f0e-9f1d-4a3e-8b57-2f6b3a1c9d10/9f86d081884c7d659a2feaa0c55ad015",
    "the secret of a good soup",
]


@pytest.mark.parametrize("line", SECRET)
def test_what_looks_like_a_secret_is_hidden(line: str) -> None:
    shown = redacted(line)
    assert HIDDEN in shown
    for part in (S, LONG, "SzZWNyZXQ", "eyJzdWIi", "IOSFODNN7"):
        assert part not in shown


@pytest.mark.parametrize("line", READABLE)
def test_an_ordinary_line_stays_as_it_is(line: str) -> None:
    assert redacted(line) == line


@pytest.mark.parametrize(
    ("secret", "line"),
    [
        ("plain-unlikely", "it said plain-unlikely to me"),
        ("with space/ünd", "in an address: with%20space%2F%C3%BCnd"),
        ("http://cook:pass-unlikely@proxy.example:3128", "cannot use pass-unlikely there"),
        (
            "sessionid=val%3Aunlikely; csrftoken=other-unlikely",
            "val:unlikely, val%3Aunlikely and other-unlikely",
        ),
        (".example.com\tTRUE\t/\tTRUE\t0\tsessionid\tcolumn-unlikely", "got column-unlikely"),
    ],
)
def test_a_known_secret_is_hidden_wherever_it_stands(secret: str, line: str) -> None:
    assert redacted(line) == line
    hide(secret)
    assert "unlikely" not in redacted(line)


def test_a_setting_that_is_not_set_hides_nothing() -> None:
    hide("", "a", "short")
    assert redacted("a short line about a and short things") == "a short line about a and short things"


def test_names_hide_what_stands_beneath_them() -> None:
    line = {
        "headers": {"Authorization": S, "Accept": "text/html"},
        "keys": [{"auth": S, "p256dh": S}],
        "cause": ValueError(f"token={S}"),
        "attempts": 3,
        "ok": True,
        "nothing": None,
        "apiKey": "",
    }
    shown = presentable(line)
    assert S not in json.dumps(shown)
    assert shown["headers"]["Accept"] == "text/html"
    assert (shown["attempts"], shown["ok"], shown["nothing"], shown["apiKey"]) == (3, True, None, "")


@given(st.text(), st.text())
def test_any_text_can_be_shown(before: str, after: str) -> None:
    assert f"Bearer {S}" not in redacted(f"{before} Bearer {S} {after}")


HOSTILE = [
    "a-",
    "token ",
    "cookie=",
    "https://",
    "https://push",
    "://a",
    "Bearer ",
    "'auth':",
    "aA1-",
    "sig=",
]


def test_no_text_makes_it_slow() -> None:
    """100 kB of each pattern's own beginning: all of them within CPU seconds that any machine has."""
    program = (
        "import resource; resource.setrlimit(resource.RLIMIT_CPU, (20, 20))\n"
        f"from instarecipe.redaction import redacted\nfor it in {HOSTILE}: redacted(it * 50_000)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
