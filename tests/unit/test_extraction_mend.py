"""JSON as it is met in the wild."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instarecipe.extraction.mend import mended, values


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ('{"a": 1}', [{"a": 1}]),
        ('{"a": 1,}', [{"a": 1}]),
        ('["a", "b",,]', [["a", "b"]]),
        ('{"a": "one\ntwo\tthree"}', [{"a": "one\ntwo\tthree"}]),
        ('{"a": "the "best" cake", "b": 2}', [{"a": 'the "best" cake', "b": 2}]),
        ('{"a": "a "b", and c", "d": 1}', [{"a": 'a "b", and c', "d": 1}]),
        ('{"a": "it\\\'s"}', [{"a": "it's"}]),
        ('{"a": "half \\u12"}', [{"a": "half u12"}]),
        ('{"a": 1}{"b": 2}', [{"a": 1}, {"b": 2}]),
        ('{"a": 1}\n;\n[2]', [{"a": 1}, [2]]),
        ('[{"a": 1} {"b": 2}]', [[{"a": 1}, {"b": 2}]]),
        ('{"a": "x"\n"b": "y"}', [{"a": "x", "b": "y"}]),
        ('{"a": ["1", "2"', [{"a": ["1", "2"]}]),
        ('{"a": "cut he', [{"a": "cut he"}]),
        ('{"a": , "b": undefined}', [{"a": None, "b": "undefined"}]),
        ('{"a": 012}', [{"a": "012"}]),
        ('<!-- {"a": 1} -->', [{"a": 1}]),
        ('//<![CDATA[\n{"a": 1}\n//]]>', [{"a": 1}]),
        ('/*<![CDATA[*/{"a": 1}/*]]>*/', [{"a": 1}]),
        ('{"a": "http://b.example/c", // why\n "d": /* not */ 2}', [{"a": "http://b.example/c", "d": 2}]),
        ("{&quot;a&quot;: &quot;b &amp; c&quot;}", [{"a": "b & c"}]),
        ('{"a": 1};', [{"a": 1}]),
        ("", []),
        ("}}]]", []),
    ],
)
def test_broken_json_is_read(source: str, wanted: list[Any]) -> None:
    found = values(source)

    assert found == wanted


def test_a_number_of_thousands_of_digits_is_text() -> None:
    assert values('{"a": ' + "9" * 5_000 + "}") == [{"a": "9" * 5_000}]


@pytest.mark.parametrize("source", ["[" * 100_000, '{"a":' * 100_000, '"' * 100_000, '"\\' * 100_000])
def test_what_hurts_a_parser_comes_to_nothing_or_a_text(source: str) -> None:
    assert all(isinstance(value, str) for value in values(source))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_sound_json_is_left_as_it_is(value: Any) -> None:
    assert values(json.dumps(value)) == [value]


@given(st.dictionaries(st.text("ab"), st.lists(st.text("xy \n"), max_size=3), max_size=3))
def test_mending_does_not_change_what_is_whole(value: Any) -> None:
    assert json.loads(mended(json.dumps(value))) == value


@given(st.text() | st.text('{}[]",:\\/* \n1at', max_size=60))
def test_anything_is_survived(source: str) -> None:
    values(source)
    mended(source)
