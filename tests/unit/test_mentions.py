"""Which step uses an ingredient, in many languages and without a list of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instarecipe.domain.mentions import likeness, mention, placements
from instarecipe.domain.recipe import Ingredient, Recipe, Step


def placed(foods: list[str], steps: list[str]) -> list[int | None]:
    recipe = Recipe("x", tuple(Ingredient(food, food=food) for food in foods), tuple(map(Step, steps)))
    return placements(recipe)


@pytest.mark.parametrize(
    ("foods", "steps", "expected"),
    [
        (["eggs", "flour"], ["Sift the flour.", "Beat in one egg after the other."], [1, 0]),
        (["cherries", "sugar"], ["Boil the sugar.", "Drop each cherry into it."], [1, 0]),
        (["sugar", "powdered sugar"], ["Cream the sugar.", "Dust with powdered sugar."], [0, 1]),
        (["salt and pepper"], ["Mix and stir and wait.", "Add salt and pepper."], [1]),
        (["Weizenmehl", "Eier"], ["Eier schaumig schlagen.", "Mehl unterheben."], [1, 0]),
        (["Olivenöl", "Zwiebel"], ["Zwiebeln hacken.", "Öl erhitzen."], [1, 0]),
        (["Kartoffeln", "Salz"], ["Salz ins Wasser.", "Kartoffelwürfel kochen."], [1, 0]),
        (["pomodori", "cipolla"], ["Tritare le cipolle.", "Unire il pomodoro."], [1, 0]),
        (["œufs", "crème fraîche"], ["Fouetter la crème.", "Ajouter un œuf."], [1, 0]),
        (["鸡蛋", "番茄"], ["番茄切块。", "将鸡蛋打散。"], [1, 0]),
        (["ملح", "أرز"], ["اغسل الأرز جيدا", "أضف الملح"], [1, 0]),
        (["आलू", "गोभी"], ["गोभी काटें", "आलू उबालें"], [1, 0]),
        (["картофель", "соль"], ["Добавьте соль.", "Нарежьте картофель."], [1, 0]),
        (["saffron"], ["Cook.", "Serve."], [None]),
        (["flour"], [], [None]),
        ([], ["Cook."], []),
        (["1", "…"], ["Take 1 …"], [None, None]),
    ],
)
def test_an_ingredient_goes_to_the_step_that_speaks_of_it(
    foods: list[str], steps: list[str], expected: list[int | None]
) -> None:
    assert placed(foods, steps) == expected


def test_of_several_mentions_the_first_counts() -> None:
    assert placed(["butter"], ["Wait.", "Melt the butter.", "More butter."]) == [1]


def test_an_ingredient_stays_under_its_heading() -> None:
    recipe = Recipe(
        "x",
        (
            Ingredient("sugar", food="sugar", group="Icing"),
            Ingredient("milk", food="milk", group="Icing"),
            Ingredient("yeast", food="yeast", group="Dough"),
        ),
        (Step("Mix sugar and flour.", "Dough"), Step("Stir.", "Icing"), Step("Whisk the sugar.", "Icing")),
    )
    assert placements(recipe) == [2, 1, 0]


def test_a_line_that_was_not_understood_is_looked_for_by_its_words() -> None:
    assert placements(Recipe("x", (Ingredient("some leeks"),), (Step("Wait."), Step("Fry leeks.")))) == [1]


@pytest.mark.parametrize(
    ("food", "text", "named"),
    [
        ("olive oil", "Heat the olive oil in a pan.", "olive oil"),
        ("all-purpose flour", "Add the flour and stir.", "flour"),
        ("Weizenmehl", "Das Mehl sieben.", "Mehl"),
        ("Salz", "In Salzwasser kochen.", None),
        ("鸡蛋", "将鸡蛋打散", "鸡蛋"),
        ("Äpfel", "Die A\u0308pfel scha\u0308len.", "A\u0308pfel"),
        ("", "Anything.", None),
    ],
)
def test_the_words_that_name_a_food_are_found(food: str, text: str, named: str | None) -> None:
    span = mention(food, text)
    assert (text[slice(*span)] if span else None) == named


@pytest.mark.parametrize(
    ("word", "token"),
    [("milk", "mild"), ("flour", "flower"), ("bread", "break"), ("water", "butter"), ("ei", "ein")],
)
def test_words_that_only_look_alike_are_different(word: str, token: str) -> None:
    assert likeness(word, token) == 0


words = st.text(st.characters(categories=["Ll", "Lu", "Lo", "Mn", "Nd", "Zs", "Po"]), max_size=60)


@given(st.lists(words, max_size=5), st.lists(words, max_size=5))
def test_every_ingredient_has_a_step_of_the_recipe_or_none(foods: list[str], steps: list[str]) -> None:
    found = placed(foods, steps)
    assert len(found) == len(foods)
    assert all(step is None or 0 <= step < len(steps) for step in found)


@given(words, words)
def test_a_mention_is_a_part_of_the_text(food: str, text: str) -> None:
    span = mention(food, text)
    assert span is None or 0 <= span[0] < span[1] <= len(text)
