"""What of a recipe stands in which field of Tandoor, and where what is too long goes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from instarecipe.domain.recipe import Ingredient, Nutrition, Recipe, Step
from instarecipe.uploading.repair import repaired
from instarecipe.uploading.shapes import spoken
from instarecipe.uploading.tandoor_body import LIMITS, body_of, source_mark
from instarecipe.uploading.text import LONGEST_RUN, WORD_JOINER, cut, no_template, spaced
from tests.dishes import recipes
from tests.doubles import tandoor_rules


def lines_of(*ingredients: Ingredient, steps: tuple[str, ...] = ("Cook.",)) -> list[dict[str, Any]]:
    body = body_of(Recipe("Soup", ingredients, tuple(map(Step, steps))))
    return [line for step in body["steps"] for line in step["ingredients"]]


def test_a_line_in_full() -> None:
    assert lines_of(Ingredient("200 g flour, sifted", 200, None, "g", "flour", "sifted")) == [
        {
            "food": {"name": "flour"},
            "unit": {"name": "g"},
            "amount": 200,
            "no_amount": False,
            "is_header": False,
            "note": "sifted",
            "original_text": "200 g flour, sifted",
            "order": 0,
        }
    ]


@pytest.mark.parametrize(
    ("amount", "most", "unit", "expected"),
    [
        (2, None, "g", (2, False, "")),
        (1 / 3, None, "cup", (0.3333, False, "")),
        (2, 3, None, (2, False, "2–3")),
        (2, 2, None, (2, False, "")),
        (1.5, 2.25, "l", (1.5, False, "1.5–2.25")),
        (None, None, None, (0, True, "")),
        (None, None, "pinch", (0, True, "pinch")),
        (0, None, None, (0, True, "")),
        (-1, None, None, (0, True, "")),
        (float("nan"), None, None, (0, True, "")),
        (float("inf"), float("inf"), None, (0, True, "")),
        (1e17, None, None, (0, True, "")),
        (1e-9, None, None, (0, True, "")),
        (1, float("nan"), None, (1, False, "")),
    ],
)
def test_amounts_are_numbers_that_tandoor_can_hold(
    amount: float | None, most: float | None, unit: str | None, expected: tuple[float, bool, str]
) -> None:
    line = lines_of(Ingredient("x", amount, most, unit, "salt"))[0]
    assert (line["amount"], line["no_amount"], line["note"]) == expected


@pytest.mark.parametrize(
    ("unit", "name"),
    [("T", "tbsp"), ("t", "tsp"), ("T.", "tbsp"), ("tbsp", "tbsp"), ("EL", "EL"), (" g ", "g")],
)
def test_a_tablespoon_is_no_teaspoon(unit: str, name: str) -> None:
    assert lines_of(Ingredient("x", 1, None, unit, "salt"))[0]["unit"] == {"name": name}


@pytest.mark.parametrize("unit", [None, "", " ", "\x00"])
def test_no_unit_is_null(unit: str | None) -> None:
    assert lines_of(Ingredient("x", 1, None, unit, "salt"))[0]["unit"] is None


def test_a_line_that_was_not_understood_is_a_food_as_it_stands() -> None:
    line = lines_of(Ingredient("a handful of this and that", 3, None, "g"))[0]
    assert line["food"] == {"name": "a handful of this and that"}
    assert (line["unit"], line["amount"], line["no_amount"]) == (None, 0, True)


def test_lines_stand_with_the_step_that_uses_them_under_their_heading_in_order() -> None:
    recipe = Recipe(
        "Cake",
        (
            Ingredient("200 g flour", 200, None, "g", "flour", group="Dough"),
            Ingredient("2 eggs", 2, None, None, "eggs", group="Dough"),
            Ingredient("50 g icing sugar", 50, None, "g", "icing sugar", group="Icing"),
            Ingredient("love"),
        ),
        (Step("Mix the flour with an egg."), Step("Stir the icing sugar with water.")),
    )
    first, second = body_of(recipe)["steps"]
    told = [[(line["note"] if line["is_header"] else line["original_text"]) for line in step["ingredients"]]
            for step in (first, second)]  # fmt: skip
    assert told == [["Dough", "200 g flour", "2 eggs", "love"], ["Icing", "50 g icing sugar"]]
    for step in (first, second):
        assert [line["order"] for line in step["ingredients"]] == list(range(len(step["ingredients"])))
    assert [step["order"] for step in (first, second)] == [0, 1]


def test_headings_of_steps_are_names_once() -> None:
    steps = (Step("a", "Dough"), Step("b", "Dough"), Step("c"), Step("d", "Icing"))
    assert [step["name"] for step in body_of(Recipe("x", steps=steps))["steps"]] == ["Dough", "", "", "Icing"]


def test_a_recipe_without_steps_still_has_its_lines() -> None:
    assert [line["original_text"] for line in lines_of(Ingredient("1 egg", food="egg"), steps=())] == [
        "1 egg"
    ]


@pytest.mark.parametrize(
    ("servings", "text", "expected"),
    [
        (4, "4 people", (4, "people")),
        (None, "12 muffins", (12, "muffins")),
        (4, "4", (4, "")),
        (4, None, (4, "")),
        (4, "4-6 people", (4, "4-6 people")),
        (2, "12 muffins", (2, "12 muffins")),
        (None, "a crowd", (None, "a crowd")),
        (None, "9" * 5000 + " eggs", (None, "9" * 31 + "…")),
        (0, None, (None, "")),
        (10**12, None, (None, "")),
    ],
)
def test_servings_are_a_number_and_what_it_counts(
    servings: int | None, text: str | None, expected: tuple[int | None, str]
) -> None:
    body = body_of(Recipe("x", servings=servings, servings_text=text))
    assert (body.get("servings"), body["servings_text"]) == expected


@pytest.mark.parametrize(
    ("prep", "cook", "total", "expected"),
    [
        (10, 20, 30, (10, 20)),
        (10, None, 45, (10, 35)),
        (None, None, 45, (None, 45)),
        (60, None, 45, (60, 0)),
        (None, 20, 45, (None, 20)),
        (None, None, None, (None, None)),
        (-5, 10**12, None, (0, 2_147_483_647)),
    ],
)
def test_what_is_not_work_is_waiting(
    prep: int | None, cook: int | None, total: int | None, expected: tuple[int | None, int | None]
) -> None:
    body = body_of(Recipe("x", prep_minutes=prep, cook_minutes=cook, total_minutes=total))
    assert (body.get("working_time"), body.get("waiting_time")) == expected


@pytest.mark.parametrize(
    ("nutrition", "sent"),
    [
        (Nutrition(500, 60, 0, 12), True),
        (Nutrition(500, 60, None, 12), False),
        (Nutrition(float("nan"), 1, 1, 1), False),
        (None, False),
    ],
)
def test_nutrition_is_sent_when_it_is_complete(nutrition: Nutrition | None, sent: bool) -> None:
    assert ("nutrition" in body_of(Recipe("x", nutrition=nutrition))) == sent


def test_keywords_differ_by_more_than_case_and_are_not_empty() -> None:
    body = body_of(Recipe("x", keywords=("Soup", " soup ", "", "quick")))
    assert body["keywords"] == [{"name": "Soup"}, {"name": "quick"}]


def test_the_recipe_is_an_internal_one_and_carries_no_id() -> None:
    body = body_of(Recipe("x", (Ingredient("1 egg", food="egg"),), (Step("y"),)))
    assert body["internal"] is True
    assert '"id"' not in json.dumps(body)


LONG = " ".join(f"word{number}" for number in range(200))


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(LONG),
        Recipe("x", description=LONG),
        Recipe("x", servings_text=LONG),
        Recipe("x", keywords=(LONG,)),
        Recipe("x", steps=(Step("y", LONG),)),
        Recipe("x", (Ingredient(LONG),)),
        Recipe("x", (Ingredient("1", 1, None, LONG, "food"),)),
        Recipe("x", (Ingredient("1", 1, None, None, LONG),)),
        Recipe("x", (Ingredient("1", 1, None, None, "food", LONG),)),
        Recipe("x", (Ingredient("1", food="food", group=LONG),)),
        Recipe("x", source_url=LONG.replace(" ", "/")),
    ],
    ids=[
        "title",
        "description",
        "servings",
        "keyword",
        "step",
        "line",
        "unit",
        "food",
        "note",
        "group",
        "source",
    ],
)
def test_what_is_cut_stands_in_full_in_the_step(recipe: Recipe) -> None:
    full = LONG.replace(" ", "/") if recipe.source_url else LONG
    assert body_of(recipe)["steps"][0]["instruction"].count(full) == 1


def test_a_long_line_is_told_in_the_step_that_it_belongs_to() -> None:
    recipe = Recipe(
        "x", (Ingredient("leeks", 1, None, None, "leeks", LONG),), (Step("Wait."), Step("Fry leeks."))
    )
    first, second = body_of(recipe)["steps"]
    assert (LONG in first["instruction"], LONG in second["instruction"]) == (False, True)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(recipes)
def test_every_recipe_becomes_a_body_that_tandoor_takes(recipe: Recipe) -> None:
    body = body_of(recipe) | {"source_url": source_mark("cook/1", recipe)}
    assert tandoor_rules.recipe(json.loads(json.dumps(body, allow_nan=False)))
    assert body == body_of(recipe) | {"source_url": source_mark("cook/1", recipe)}


def test_a_source_is_kept_and_a_pasted_recipe_has_its_item_for_one() -> None:
    url = "https://www.instagram.com/p/Abc/"
    assert source_mark("cook/1", Recipe("x", source_url=url)) == url
    assert source_mark("cook/1", Recipe("x")) == source_mark("other/1", Recipe("y")) == "instarecipe://item/1"
    assert len(source_mark("cook/1", Recipe("x", source_url="u" * 2000))) == LIMITS["source_url"]


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("exactly ten", 11, "exactly ten"),
        ("one two three", 10, "one two…"),
        ("one\ntwo three", 9, "one\ntwo…"),
        ("a verylongwordindeed", 10, "a verylon…"),
        ("x" * 20, 5, "xxxx…"),
        ("abc👩‍🍳👩‍🍳", 6, "abc…"),
        ("abcde\u0301f gh", 6, "abcd…"),
    ],
)
def test_a_cut_tears_neither_words_nor_letters_apart(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit) == expected


@given(st.text(max_size=300), st.integers(2, 200))
def test_a_cut_keeps_its_limit(text: str, limit: int) -> None:
    assert len(cut(text, limit)) <= limit


@given(st.text("{}%#\\ 7*ab", max_size=40))
def test_no_template_is_left_and_the_text_is_the_same(text: str) -> None:
    broken = no_template(text)
    assert not any(sign in broken.replace("\\", "") for sign in ("{{", "{%", "{#"))
    assert broken.replace(WORD_JOINER, "") == text


@given(st.text("ab, ", max_size=40), st.integers(0, 7000))
def test_runs_are_broken_and_nothing_is_lost(text: str, length: int) -> None:
    broken = spaced(f"{text}{'x' * length}{text}")
    assert max(map(len, broken.split()), default=0) < LONGEST_RUN + 40
    assert broken.replace(" ", "") == f"{text}{'x' * length}{text}".replace(" ", "")


def test_a_run_is_broken_behind_a_sign() -> None:
    assert spaced("字" * 1500 + "。" + "字" * 1000) == "字" * 1500 + "。 " + "字" * 1000


@pytest.mark.parametrize(
    ("errors", "mended"),
    [
        ({"name": ["Ensure this field has no more than 2 characters."]}, {"name": "S…"}),
        ({"description": ["This field may not be null."]}, {}),
        ({"keywords": [{"name": ["x"]}]}, {"keywords": None}),
    ],
)
def test_a_repair_changes_only_what_was_named(errors: dict[str, Any], mended: dict[str, Any]) -> None:
    body = {"name": "Soup", "description": "d", "keywords": [{"name": "k"}]}
    found = repaired(body, errors)
    assert found is not None
    assert {name: found.get(name) for name in mended} == mended
    assert found.keys() == body.keys() - errors.keys() | {name for name in mended if mended[name]}
    assert body == {"name": "Soup", "description": "d", "keywords": [{"name": "k"}]}


@pytest.mark.parametrize(
    "errors",
    [
        {"source_url": ["Enter a valid URL."]},
        {"steps": ["This field is required."]},
        {"non_field_errors": ["No."]},
        {"detail": "JSON parse error"},
        {"name": [["deep"]]},
        {"steps": [{}, {}, {}, {"name": ["Ensure this field has no more than 2 characters."]}]},
        {},
        [],
        None,
        "no",
    ],
)
def test_what_cannot_be_mended_is_left_alone(errors: Any) -> None:
    assert repaired({"name": "Soup", "steps": [{"name": "long"}]}, errors) is None


def test_a_place_in_the_body_is_told_as_people_count() -> None:
    assert spoken(("steps", 1, "ingredients", 0, "food", "name")) == "steps 2 › ingredients 1 › food › name"
