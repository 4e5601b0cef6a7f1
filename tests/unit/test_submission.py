"""What cooks, share sheets, shortcuts and `curl -d` send, and what becomes of it."""

from __future__ import annotations

import json
from contextlib import suppress
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instarecipe.domain.errors import Refused
from instarecipe.submission import BODY_LIMIT, Submission, read_retry, read_submission

LINK = "https://www.instagram.com/reel/C0ffee12345/?igsh=abc"

LINKS = {
    "JSON": json.dumps({"url": LINK}),
    "JSON with a mark before it": "\ufeff" + json.dumps({"url": LINK}),
    "JSON within white space": f"\n {json.dumps({'url': f' {LINK} '})}\n",
    "JSON around what a share sheet says": json.dumps({"url": f"Look at this! {LINK}"}),
    "JSON with fields that nobody knows": json.dumps({"url": LINK, "clientId": 7, "text": None}),
    "a JSON string": json.dumps(LINK),
    "the link alone": LINK,
    "the link and a line end": f"{LINK}\r\n",
    "the link in quotes": json.dumps({"url": f'"{LINK}"'}),
    "the link as mails mark it": f"<{LINK}>",
    "a form": urlencode({"url": LINK}),
    "a form of a share sheet": urlencode({"title": "Soup", "text": f"Best soup ever {LINK}"}),
    "a form with a title before the link": urlencode({"title": "a=b", "url": LINK}),
    "English": f"Check out this recipe by @cook on Instagram! 🍅 {LINK}",
    "German": f"Schau dir dieses Rezept an: {LINK}. Köstlich!",
    "French": f"Regarde « {LINK} », c’est délicieux",
    "Japanese": f"このレシピを見て→{LINK} おいしい！",
    "Arabic": f"شاهد هذه الوصفة {LINK} رائعة",
    "two links": f"{LINK} and https://example.com/other",
    "several lines": f"Tomato soup = love\n\n{LINK}\n",
}


@pytest.mark.parametrize("case", LINKS)
def test_the_link_is_found(case: str) -> None:
    assert read_submission(LINKS[case].encode()) == Submission(LINK)


@pytest.mark.parametrize("link", ["example.com/soup", "www.example.com/soup?a=1&b=2"])
def test_the_scheme_may_be_missing(link: str) -> None:
    assert read_submission(link.encode()).url == link


def test_a_link_in_a_form_keeps_its_own_parameters_when_it_is_encoded() -> None:
    link = "https://example.com/?p=12&lang=de"
    assert read_submission(f"url={quote(link, safe='')}".encode()).url == link


def test_what_comes_with_a_link_is_kept() -> None:
    sent = {"url": LINK, "text": " 200 g flour\n", "html": "<p>Hi</p>", "force": True}
    assert read_submission(json.dumps(sent).encode()) == Submission(
        LINK, "200 g flour", "<p>Hi</p>", force=True
    )


def test_text_alone_is_a_pasted_recipe() -> None:
    assert read_submission(b'{"text": "Soup: 4 tomatoes"}') == Submission(text="Soup: 4 tomatoes")
    assert read_submission(b'{"url": "", "text": "Soup"}').has_content


REFUSED = {
    "an empty object": b"{}",
    "an empty link": b'{"url": ""}',
    "a link of white space": b'{"url": "  "}',
    "a page without its link": b'{"html": "<p>Soup</p>"}',
    "prose without a link": b"Heute gibt es Suppe, sehr lecker",
    "emoji": "🍕 🍰 🥘".encode(),
    "a form without a link": b"title=Soup&text=nice+soup",
    "a list": b'["https://example.com/1"]',
    "a number": b"12",
    "true": b"true",
    "NaN": b"NaN",
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_body_without_a_link_is_refused_in_words(case: str) -> None:
    with pytest.raises(Refused) as refused:
        read_submission(REFUSED[case])
    assert (refused.value.status, refused.value.code) in [(400, "no_link"), (400, "bad_json")]
    assert refused.value.message.endswith(".")


JSON_TYPES = ["application/json", "Application/JSON; charset=utf-8", "text/json", "application/ld+json"]
BROKEN = {
    "a quote too few": f'{{"url": "{LINK}", "text": "4 tomatoes',
    "a quote too many": f'{{"url": "{LINK}", "text": "so called "soup""}}',
    "a long one": f'{{"url": "{LINK}", "text": "{"x" * 3_000}',
    "a string without end": f'"{LINK}',
    "deep nesting": "[" * 200_000,
    "names without quotes": f"{{url: {LINK}}}",
    "words": "soup, please",
    "one long word": "x" * 3_000,
}


@pytest.mark.parametrize("content_type", JSON_TYPES)
@pytest.mark.parametrize("case", BROKEN)
def test_what_is_called_json_and_is_none_is_refused_as_that(case: str, content_type: str) -> None:
    """Half of it may be missing: the link alone would be a guess, and the text that came with it lost."""
    with pytest.raises(Refused) as refused:
        read_submission(BROKEN[case].encode(), content_type)
    assert (refused.value.status, refused.value.code) == (400, "bad_json")
    assert "JSON" in refused.value.message


@pytest.mark.parametrize("case", LINKS)
@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "nonsense"])
def test_a_link_is_found_whatever_it_is_called(case: str, content_type: str) -> None:
    assert read_submission(LINKS[case].encode(), content_type) == Submission(LINK)


@pytest.mark.parametrize("body", ["", "🍕", "null", "soup", "ftp://example.com/soup", "x" * 10_000])
def test_one_word_is_left_to_the_check_of_links(body: str) -> None:
    """So that a mistyped link gets a sentence about the link."""
    assert read_submission(f"{body}\n".encode()) == Submission(body)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"url": 7}, "url"),
        ({"url": [LINK]}, "url"),
        ({"url": {"href": LINK}}, "url"),
        ({"url": LINK, "text": ["a"]}, "text"),
        ({"url": LINK, "html": 3.5}, "html"),
        ({"url": LINK, "force": "yes"}, "force"),
        ({"url": LINK, "force": 1}, "force"),
    ],
)
def test_a_field_of_the_wrong_kind_is_named(sent: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        read_submission(json.dumps(sent).encode())
    assert (refused.value.status, refused.value.code) == (400, "bad_field")
    assert refused.value.details == {"field": field}
    assert field in refused.value.message


def test_a_body_of_two_megabytes_is_too_large() -> None:
    body = json.dumps({"url": LINK, "text": "x" * 2_000_000}).encode()
    for read in (read_submission, read_retry):
        with pytest.raises(Refused) as refused:
            read(body)
        assert (refused.value.status, refused.value.code) == (413, "too_large")


def test_a_body_of_just_the_limit_is_taken() -> None:
    empty = len(json.dumps({"url": LINK, "text": ""}))
    body = json.dumps({"url": LINK, "text": "x" * (BODY_LIMIT - empty)}).encode()
    assert len(body) == BODY_LIMIT
    assert read_submission(body).text


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (r'"a\u0000b"', "ab"),
        (r'"\u0000"', None),
        (r'"soup \ud83c"', "soup ?"),
        (r'"\ud83c\udf45 soup"', "🍅 soup"),
        ('"a\0b"', "ab"),
    ],
)
def test_what_no_store_can_keep_is_taken_out(sent: str, kept: str | None) -> None:
    submission = read_submission(f'{{"url": "{LINK}", "text": {sent}}}'.encode())
    assert submission.text == kept


def test_bytes_that_are_no_text_do_not_break_anything() -> None:
    assert read_submission(b"\xff\xfe caf\xe9 " + LINK.encode()).url == LINK


def test_deep_nesting_is_only_prose_without_a_link() -> None:
    with pytest.raises(Refused):
        read_submission(b"[ " * 200_000)


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_whatever_is_sent_is_read_or_refused(body: bytes) -> None:
    for read in (read_submission, read_retry):
        with suppress(Refused):
            submission = read(body)
            (submission.url + (submission.text or "")).encode()


# -- retries -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [b"", b" \n", b"{}", b'{"force": false}', b'{"url": "https://example.com"}'])
def test_a_retry_may_be_empty(body: bytes) -> None:
    assert read_retry(body) == Submission()


def test_a_retry_may_bring_text() -> None:
    sent = b'{"text": "Soup", "html": "<p>", "force": true}'
    assert read_retry(sent) == Submission("", "Soup", "<p>", force=True)


@pytest.mark.parametrize("body", [b"null", b"[]", b"Soup, please", b'{"text": '])
def test_a_retry_that_is_no_object_is_refused(body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_retry(body)
    assert (refused.value.status, refused.value.code) == (400, "bad_json")
