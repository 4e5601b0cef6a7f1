"""Log lines and metrics as CloudWatch and a person at a terminal read them."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from instarecipe.observability import about, log, measure, set_up

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    handlers, level, propagate = log.handlers, log.level, log.propagate
    yield
    log.handlers, log.propagate = handlers, propagate
    log.setLevel(level)


def told(capture: Capture) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capture.readouterr().out.splitlines()]


# -- inside Lambda -------------------------------------------------------------------------------------


def test_a_line_is_one_json_object_with_what_it_is_about(capsys: Capture) -> None:
    set_up("INFO", in_lambda=True)
    with about(itemId="i1"):
        log.info("begins %s", "now", extra={"phase": "parsing", "title": "Süppchen\n🍅"})

    [line] = told(capsys)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "level": "INFO",
        "message": "begins now",
        "phase": "parsing",
        "title": "Süppchen\n🍅",
        "itemId": "i1",
    }


def test_lambda_can_filter_by_time_and_level(capsys: Capture) -> None:
    """What its documentation asks of JSON lines: RFC 3339 with milliseconds, and Python's own level names."""
    set_up("INFO", in_lambda=True)
    log.handle(
        logging.makeLogRecord({"levelname": "ERROR", "levelno": 40, "msg": "x", "created": 1_772_366_400.25})
    )

    [line] = told(capsys)
    assert (line["timestamp"], line["level"]) == ("2026-03-01T12:00:00.250Z", "ERROR")


def test_what_json_cannot_say_is_said_in_words(capsys: Capture) -> None:
    set_up("INFO", in_lambda=True)
    log.info("x", extra={"cause": ValueError("no"), "half": "\ud800", "bytes": b"\xff"})

    [line] = told(capsys)
    assert (line["cause"], line["bytes"]) == ("no", "b'\\xff'")


def test_an_exception_comes_with_its_name_and_trace_on_one_line(capsys: Capture) -> None:
    set_up("INFO", in_lambda=True)
    empty: dict[str, int] = {}
    try:
        empty["sk"]
    except KeyError:
        log.exception("bug")

    [line] = told(capsys)
    assert line["exception_name"] == "KeyError"
    assert line["exception"].startswith("Traceback (most recent call last):\n")
    assert line["exception"].endswith("KeyError: 'sk'")


def test_a_metric_is_a_line_that_cloudwatch_takes_it_from(capsys: Capture) -> None:
    set_up("ERROR", in_lambda=True)
    measure("PhaseSeconds", 1.5, "Seconds", phase="parsing")
    measure("Enqueued", 1)

    seconds, enqueued = told(capsys)
    assert seconds["_aws"].pop("Timestamp") > 1_700_000_000_000
    assert seconds == {
        "_aws": {
            "CloudWatchMetrics": [
                {
                    "Namespace": "InstaRecipe",
                    "Dimensions": [["phase"]],
                    "Metrics": [{"Name": "PhaseSeconds", "Unit": "Seconds"}],
                }
            ]
        },
        "phase": "parsing",
        "PhaseSeconds": 1.5,
    }
    assert enqueued["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [[]]


# -- on one machine ------------------------------------------------------------------------------------


def test_a_person_reads_plain_lines(capsys: Capture) -> None:
    set_up("DEBUG", in_lambda=False)
    with about(itemId="i1"):
        log.info("completed", extra={"phase": "parsing"})
        measure("Enqueued", 1)

    completed, metric = capsys.readouterr().out.splitlines()
    assert completed[8:] == " INFO    completed phase=parsing itemId=i1"
    assert metric[8:] == " DEBUG   metric metric=Enqueued value=1 itemId=i1"


def test_what_a_site_answers_makes_no_line_of_its_own_and_moves_no_cursor(capsys: Capture) -> None:
    set_up("INFO", in_lambda=False)
    log.info(
        "failed", extra={"cause": "\x1b[2J\rBad\n10:15:02 INFO    all is well \u202e", "title": "Süppchen 🍅"}
    )

    told = capsys.readouterr().out
    assert told.endswith(
        r"failed cause=\x1b[2J\rBad\n10:15:02 INFO    all is well \u202e title=Süppchen 🍅" + "\n"
    )
    assert told.count("\n") == 1


def test_the_facts_stand_before_the_trace(capsys: Capture) -> None:
    set_up("INFO", in_lambda=False)
    empty: dict[str, int] = {}
    try:
        empty["sk"]
    except KeyError:
        log.exception("bug", extra={"route": "GET /"})

    first, *trace = capsys.readouterr().out.splitlines()
    assert first.endswith("ERROR   bug route=GET /")
    assert trace[0] == "    Traceback (most recent call last):"
    assert trace[-1] == "    KeyError: 'sk'"


FORGED = "10:15:02 INFO    all is well"
HOSTILE = f"no\n{FORGED}\r{FORGED}\r\n\x1b[2J\x85{FORGED}\u2028{FORGED}\ud800\n\n{FORGED}"


def refuse(text: str) -> None:
    """As a reader does that quotes what it cannot read."""
    raise ValueError(text)


def say_trace() -> None:
    try:
        try:
            refuse(HOSTILE)
        except ValueError as quoted:
            quoted.add_note(HOSTILE)
            raise ExceptionGroup(HOSTILE, [OSError(HOSTILE), KeyError(HOSTILE)]) from quoted
    except ExceptionGroup:
        log.exception("bug", extra={"route": "GET /"})


@pytest.mark.parametrize(
    "say",
    [
        say_trace,
        lambda: log.error("cannot read %s", HOSTILE),
        lambda: log.error(HOSTILE, stack_info=True),
        lambda: log.error("failed", extra={"cause": ValueError(HOSTILE), "title": HOSTILE}),
    ],
    ids=["trace", "message", "stack", "facts"],
)
def test_nothing_that_a_page_says_can_be_taken_for_a_line_of_the_log(
    say: Callable[[], None], capsys: Capture
) -> None:
    set_up("INFO", in_lambda=False)
    say()

    told = capsys.readouterr().out
    first, *rest = told.removesuffix("\n").split("\n")
    assert re.match(r"\d\d:\d\d:\d\d ERROR   \w", first)
    assert all(line.startswith("    ") for line in rest)
    assert told.count(FORGED) >= 4, "it is told, all the same"
    assert told.replace("\n", "").isprintable()


def test_a_secret_is_hidden_behind_a_line_break_too(capsys: Capture) -> None:
    set_up("INFO", in_lambda=False)
    asked = "GET /\ntoken=planted1\r\nsk-planted2"
    log.info(asked, extra={"cause": asked})
    try:
        refuse(asked)
    except ValueError:
        log.exception("bug")

    told = capsys.readouterr().out
    assert told.count("[hidden]") == 6
    assert "planted" not in told


def test_names_are_gone_after_their_block(capsys: Capture) -> None:
    set_up("INFO", in_lambda=True)
    with about(itemId="i1"), about(device="d"):
        log.info("inner")
    log.info("outer")

    inner, outer = told(capsys)
    assert (inner["itemId"], inner["device"]) == ("i1", "d")
    assert not {"itemId", "device"} & set(outer)
