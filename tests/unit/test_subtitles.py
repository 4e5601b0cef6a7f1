"""Subtitles as text: which track is read, and what is left of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instarecipe.extraction import subtitles

SENTENCES = "Take two cups of flour & an egg.\nMix well."


def track(*formats: str) -> list[dict[str, str]]:
    return [{"ext": name, "url": f"https://site.example/{name}"} for name in formats]


def only(name: str) -> list[dict[str, str]]:
    return [{"ext": "vtt", "url": name}]


VTT = """WEBVTT
Kind: captions
Language: en

STYLE
::cue { color: white }

1
00:00:00.000 --> 00:00:02.000 align:start position:0%
<v Lena>Take two cups</v>

00:00:02.000 --> 00:00:02.010
Take two cups
of <00:00:02.500><c>flour</c> &amp; an egg.

NOTE nobody says this

00:00:03.000 --> 00:00:04.000
[Music]

00:00:04.000 --> 00:00:05.000
>> Mix well.
"""
SRT = """\ufeff1\r
00:00:00,000 --> 00:00:02,000\r
{\\an8}Take two cups\r
of flour &amp; an egg.\r
\r
2\r
00:00:02,000 --> 00:00:04,000\r
<i>Mix well.</i>\r
"""
JSON3 = {
    "wireMagic": "pb3",
    "events": [
        {"tStartMs": 0, "wWinId": 1},
        {"segs": [{"utf8": "Take"}, {"utf8": " two cups", "tOffsetMs": 9}]},
        {"segs": [{"utf8": "\n"}], "aAppend": 1},
        {"segs": [{"utf8": "of flour & an egg."}]},
        {"segs": [{"utf8": "♪ la la ♪"}]},
        {"segs": [{"utf8": "Mix well."}]},
    ],
}
CREATOR = {
    "utterances": [{"text": "Take two cups of flour & an egg.", "start_time": 1}, {"text": "Mix well."}]
}
SRV1 = """<?xml version="1.0"?><transcript>
<text start="0" dur="2">Take two cups of flour &amp;amp; an egg.</text>
<text start="2" dur="2">Mix well.</text></transcript>"""
SRV3 = """<?xml version="1.0"?><timedtext format="3"><head><pen id="1"/></head><body>
<p t="0" d="2"><s>Take two cups</s><s t="3"> of flour &amp; an egg.</s></p><p t="2" d="2">Mix well.</p>
</body></timedtext>"""


@pytest.mark.parametrize(
    "content",
    [VTT, SRT, json.dumps(JSON3), json.dumps(CREATOR), SRV1, SRV3],
    ids=["vtt", "srt", "json3", "TikTok", "srv1", "srv3"],
)
def test_only_what_is_said_is_left(content: str) -> None:
    assert subtitles.spoken(content) == SENTENCES


@pytest.mark.parametrize(
    "content",
    [
        "",
        "WEBVTT\n",
        "{",
        "[]",
        "[1]",
        '{"events": 7}',
        '{"events": [{"segs": [7]}]}',
        "Not found",
        "{" * 9_999,
    ],
)
def test_what_is_no_subtitles_says_nothing(content: str) -> None:
    assert subtitles.spoken(content) == ""


@given(st.text() | st.text("<>-\n{}[]:0 ", max_size=200).map(lambda text: f"WEBVTT\n\n{text}"))
def test_whatever_is_served_is_text(content: str) -> None:
    assert isinstance(subtitles.spoken(content), str)


def test_an_hour_of_speech_is_cut() -> None:
    cues = [{"segs": [{"utf8": f"and then {number}."}]} for number in range(9_999)]
    text = subtitles.spoken(json.dumps({"events": cues}))
    assert 0.9 * subtitles.LIMIT < len(text.encode()) <= subtitles.LIMIT


@pytest.mark.parametrize(
    ("info", "chosen"),
    [
        ({"language": "de", "subtitles": {"en": only("en"), "de": only("de")}}, "de"),
        ({"language": "pt-BR", "subtitles": {"en": only("en"), "pt_PT": only("pt")}}, "pt"),
        (
            {"language": "de", "subtitles": {"en": only("en")}, "automatic_captions": {"de": only("auto")}},
            "auto",
        ),
        (
            {"automatic_captions": {"en": only("translated"), "de-orig": only("auto"), "de": only("x")}},
            "auto",
        ),
        ({"automatic_captions": {"it": only("auto")}}, "auto"),
        ({"subtitles": {"live_chat": only("chat"), "eng-US": only("eng")}}, "eng"),
        ({"subtitles": {"en": only("en")}, "automatic_captions": {"de-orig": only("auto")}}, "auto"),
        ({"subtitles": {"en": track("ttml", "vtt", "json3", "srt")}}, "https://site.example/json3"),
        ({"subtitles": {"en": [{"url": "unnamed"}]}}, "unnamed"),
    ],
)
def test_the_track_of_the_post_s_language_is_read(info: dict[str, Any], chosen: str) -> None:
    found = subtitles.track(info)
    assert found
    assert found["url"] == chosen


@pytest.mark.parametrize(
    "info",
    [
        {},
        {"subtitles": None},
        {"subtitles": {"live_chat": only("chat")}},
        {"subtitles": {"en": [{"ext": "vtt"}]}},
    ],
)
def test_there_may_be_none(info: dict[str, Any]) -> None:
    assert subtitles.track(info) is None


def test_translated_captions_are_not_read() -> None:
    assert subtitles.track({"automatic_captions": {"en": only("en"), "de": only("de")}}) is None


@pytest.mark.parametrize(
    ("info", "language"),
    [
        ({"language": "en-US"}, "en"),
        ({"automatic_captions": {"en": only("x"), "de-orig": only("y")}}, "de"),
        ({"language": "eng"}, None),
        ({}, None),
    ],
)
def test_the_language_has_two_letters(info: dict[str, Any], language: str | None) -> None:
    assert subtitles.language(info) == language
