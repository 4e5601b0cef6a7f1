"""Times, yields and nutrition as pages write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instarecipe.extraction.quantities import LONGEST, grams, kilocalories, minutes, number, servings


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("PT30M", 30),
        ("PT1H30M", 90),
        ("pt1h", 60),
        ("P1DT2H", 1_560),
        ("P0Y0M0DT0H35M0.000S", 35),
        ("PT3600S", 60),
        ("PT1.5H", 90),
        ("PT90", 90),
        ("PT1H30", 90),
        ("PT 30 M", 30),
        ("P30M", 30),
        ("PT20MIN", 20),
        ("PT5-10M", 10),
        ("00:30:00", 30),
        ("1:15", 75),
        ("1:15 h", 75),
        ("0:45 Std.", 45),
        ("25", 25),
        ("1 hour 20 minutes", 80),
        ("about 2 hours", 120),
        ("12-15 minutes", 15),
        ("1½ hours", 90),
        ("½ hour", 30),
        ("1h30", 90),
        ("1 Std. 20 Min.", 80),
        ("1 heure 30 minutes", 90),
        ("1 uur en 15 minuten", 75),
        ("2 timmar", 120),
        ("1 godz. 20 min", 80),
        ("1 óra 10 perc", 70),
        ("1 ч 10 мин", 70),
        ("3 Tage", 4_320),
        ("PT0M", None),
        ("P", None),
        ("overnight", None),
        ("P9999999D", None),
        ("", None),
    ],
)
def test_minutes(text: str, wanted: int | None) -> None:
    assert minutes(text) == wanted


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["4"], (4, "4")),
        (["4 servings"], (4, "4 servings")),
        (["4", "4 pieces"], (4, "4 pieces")),
        (["Serves 4-6"], (4, "Serves 4-6")),
        (["12 muffins"], (12, "12 muffins")),
        (["1 (9-inch) pie"], (1, "1 (9-inch) pie")),
        (["900 g"], (None, "900 g")),
        (["1.5 kg"], (None, "1.5 kg")),
        (["a loaf"], (None, "a loaf")),
        (["0"], (None, "0")),
        (["100000"], (None, "100000")),
        ([], (None, None)),
    ],
)
def test_servings(texts: list[str], wanted: tuple[int | None, str | None]) -> None:
    assert servings(texts) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("1,234", 1234), ("1.234", 1234), ("1,5", 1.5), ("0.125", 0.125), ("about 12", 12), ("9" * 40, None)],
)
def test_the_first_number(text: str, wanted: float | None) -> None:
    assert number(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("250 kcal", 250), ("250", 250), ("1,046 kJ", 250), ("1046 kJ / 250 kcal", 250), ("no", None)],
)
def test_kilocalories(text: str, wanted: float | None) -> None:
    assert kilocalories(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), [("12 g", 12), ("0,5 g", 0.5), ("500 mg", 0.5), ("", None)])
def test_grams(text: str, wanted: float | None) -> None:
    assert grams(text) == wanted


@given(st.text() | st.text("PTHMS0123456789.,-: ½d", max_size=40))
def test_any_text_is_survived(text: str) -> None:
    found = minutes(text)
    assert found is None or 0 < found <= LONGEST
    servings([text])
    kilocalories(text)
    grams(text)
