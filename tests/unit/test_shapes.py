"""The shape of an answer: what passes, and where it is said to be another."""

from __future__ import annotations

import re
from typing import Any

import pytest

from instarecipe.uploading.shapes import Path, Shape, misfits, spoken

RECIPE: Shape = {"id": int, "steps?": [{"text": str}], "image": object}


@pytest.mark.parametrize(
    ("value", "shape", "found"),
    [
        ("x", str, []),
        (None, str, [()]),
        (1, int, []),
        (True, int, [()]),
        (1.0, int, [()]),
        ([1, "x"], list, []),
        ({}, list, [()]),
        (None, object, []),
        ("abc", re.compile("[a-c]+"), []),
        ("abcd", re.compile("[a-c]+"), [()]),
        (1, re.compile("1"), [()]),
        ([], [str], []),
        (["x", 1, None], [str], [(1,), (2,)]),
        ("x", [str], [()]),
        (None, {}, [()]),
        ({"id": 1, "image": None}, RECIPE, []),
        ({"id": 1, "image": 1, "steps": None, "more": 1}, RECIPE, []),
        (
            {"id": 1, "image": {}, "steps": [{"text": "a"}, {"text": 1}, {}]},
            RECIPE,
            [("steps", 1, "text"), ("steps", 2, "text")],
        ),
        ({"steps": {}}, RECIPE, [("id",), ("steps",), ("image",)]),
    ],
)
def test_what_has_another_shape_is_named(value: Any, shape: Shape, found: list[Path]) -> None:
    assert list(misfits(value, shape)) == found


def test_a_way_is_spoken_as_people_count() -> None:
    assert spoken(("steps", 0, "text")) == "steps 1 › text"
