"""What stands in the post is never doubted; what a model makes up is found, nearly always, and marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

import pytest

from instarecipe.domain.recipe import Ingredient, Nutrition, Recipe, Step
from instarecipe.parsing.grounding import MOST_WARNINGS, ground
from instarecipe.parsing.ingredient import parse_line
from instarecipe.parsing.rules import parse_caption
from tests.captions import CAPTIONS

SEED = 2026
STRANGERS = ("saffron", "gochujang", "Liebstöckel", "tahini", "anchoas", "miso paste", "buckwheat", "горчица")
UNITS = ("g", "kg", "ml", "cup", "tbsp", "tsp", "oz", "can", "bunch", "slice")
SOUP = """Tomato soup for 4

2 lbs tomatoes
1 (14-ounce) can chickpeas
2 garlic cloves
100g/4oz butter, softened
1-2 tsp sugar

Fry the garlic in the butter for 5 minutes.
Add the tomatoes and simmer for 25 minutes at a low heat."""


def read(text: str) -> Recipe:
    recipe = parse_caption(text)
    assert recipe, text
    return recipe


def with_lines(*lines: str) -> Recipe:
    return Recipe("Soup", tuple(parse_line(line, "en") for line in lines), language="en")


# -- no false alarm ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CAPTIONS)
def test_what_our_own_rules_read_is_never_doubted(name: str) -> None:
    recipe = read(CAPTIONS[name])

    found = ground(recipe, CAPTIONS[name])

    assert (found.recipe, found.warnings, found.share) == (recipe, (), 1.0)


@pytest.mark.parametrize("name", CAPTIONS)
def test_lines_that_are_put_in_other_words_are_not_doubted(name: str) -> None:
    """As a model may do it: the food in front, the amount in brackets."""
    recipe = read(CAPTIONS[name])
    said = tuple(replace(line, original=f"{line.food} ({line.original})") for line in recipe.ingredients)

    assert ground(replace(recipe, ingredients=said), CAPTIONS[name]).warnings == ()


@pytest.mark.parametrize(
    "line",
    [
        "2 pounds tomatoes",
        "2 lbs of tomato",
        "tomatoes, 2 lb",
        "1 can chickpeas",
        "1 can (14 oz) chickpeas",
        "2 cloves garlic",
        "4 oz softened butter",
        "100 g butter",
        "1 to 2 teaspoons sugar",
        "sugar",
        "tomatoes and sugar",
    ],
)
def test_another_wording_of_the_same_is_no_invention(line: str) -> None:
    assert ground(with_lines(line), SOUP).warnings == ()


# -- what is made up -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "doubts"),
    [
        ("3 lbs tomatoes", ["amount"]),
        ("2 kg tomatoes", ["unit"]),
        ("5 kg tomatoes", ["amount", "unit"]),
        ("2 lbs potatoes", ["food"]),
        ("2 lbs cherry tomatoes", ["food"]),
        ("14 cans chickpeas", ["unit"]),
        ("1 jar chickpeas", ["unit"]),
        ("100 oz butter", ["unit"]),
        ("2 tsp sugar", ["amount"]),
        ("25 g sugar", ["amount", "unit"]),
        ("tomatoes and basil", ["food"]),
        ("1 handful of parsley", ["food"]),
    ],
)
def test_what_the_post_does_not_say_is_marked(line: str, doubts: list[str]) -> None:
    found = ground(with_lines("2 garlic cloves", line), SOUP)

    assert list(found.warnings) == [f"ungrounded:ingredient:1:{part}" for part in doubts]
    assert found.share == 0.5


@pytest.mark.parametrize(
    ("post", "line"),
    [
        ("Dip\n1/2 cup yoghurt", "2 cup yoghurt"),
        ("Dip\n1 1/2 cups yoghurt", "1/2 cup yoghurt"),
        ("Dip\nhalf a cup yoghurt", "a cup yoghurt"),
        ("Dip\n2-3 eggs", "3 eggs"),
        ("Dip\nflour 1/2 kg", "flour 1"),
        ("Dip\n1.5 kg flour", "5 kg flour"),
    ],
)
def test_a_part_of_a_number_is_another_number(post: str, line: str) -> None:
    assert ground(with_lines(line), post).warnings == ("ungrounded:ingredient:0:amount",)


Plant = Callable[[Ingredient, Random], Ingredient | None]


def other_amount(line: Ingredient, random: Random) -> Ingredient | None:
    if line.amount is None:
        return None
    others = [line.amount * 2, line.amount * 10, line.amount / 4, line.amount + 3, random.randint(20, 900)]
    return replace(line, amount=random.choice(others), amount_max=None)


def other_unit(line: Ingredient, random: Random) -> Ingredient | None:
    return (
        line.unit and replace(line, unit=random.choice([unit for unit in UNITS if unit != line.unit]))
    ) or None


def other_food(line: Ingredient, random: Random) -> Ingredient:
    return replace(line, food=random.choice(STRANGERS))


def other_line(line: Ingredient, random: Random) -> Ingredient:
    return parse_line(f"{random.randint(1, 9)} tbsp {random.choice(STRANGERS)}")


def planted(plant: Plant) -> Iterator[bool]:
    """For each line of each caption: whether what was planted there was found there."""
    random = Random(SEED)  # noqa: S311  (the same in every run)
    for text in CAPTIONS.values():
        recipe = read(text)
        lines = recipe.ingredients
        for at, line in enumerate(lines):
            changed = plant(line, random)
            if changed is None:
                continue
            told = f"{changed.amount or ''} {changed.unit or ''} {changed.food}"
            liar = replace(
                recipe, ingredients=(*lines[:at], replace(changed, original=told), *lines[at + 1 :])
            )
            warnings = ground(liar, text).warnings
            yield bool(warnings) and all(one.startswith(f"ungrounded:ingredient:{at}:") for one in warnings)


@pytest.mark.parametrize("plant", [other_amount, other_unit, other_food, other_line])
def test_planted_inventions_are_found_on_their_lines(plant: Plant) -> None:
    found = list(planted(plant))

    assert len(found) > 50
    assert sum(found) >= 0.95 * len(found)


# -- steps and facts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("Fry the garlic in the butter for 5 minutes.", True),
        ("Simmer the tomatoes for 25 minutes at low heat", True),
        ("Fry garlic and tomatoes in butter.", True),
        ("Simmer the tomatoes for 40 minutes.", False),
        ("Preheat the oven and line a tray with parchment paper.", False),
        ("Blend until smooth, season generously and garnish with basil.", False),
    ],
)
def test_a_step_is_told_in_the_words_and_numbers_of_the_post(step: str, told: bool) -> None:
    found = ground(replace(with_lines("2 garlic cloves"), steps=(Step(step),)), SOUP)

    assert found.warnings == (() if told else ("ungrounded:step:0",))


def test_a_method_in_an_unspaced_script_is_compared_by_its_signs() -> None:
    text = CAPTIONS["ja: unit in front"]
    recipe = read(text)
    invented = replace(recipe, steps=(Step("オーブンを予熱してパンを焼きます。"),))

    assert ground(recipe, text).warnings == ()
    assert ground(invented, text).warnings == ("ungrounded:step:0",)


def test_facts_that_are_stated_nowhere_are_left_out() -> None:
    recipe = replace(
        with_lines("2 garlic cloves"),
        servings=6,
        servings_text="6 bowls",
        prep_minutes=10,
        cook_minutes=30,
        total_minutes=17,
        nutrition=Nutrition(calories=320),
        description="A hearty classic that warms you on cold winter evenings.",
    )

    found = ground(recipe, SOUP)

    assert found.recipe == replace(with_lines("2 garlic cloves"), prep_minutes=10, cook_minutes=30)
    assert found.warnings == ("ungrounded:total", "ungrounded:servings", "ungrounded:nutrition")


@pytest.mark.parametrize(
    ("text", "kept"), [("for 4 people", True), ("a whole pot", True), ("9999 jars", False)]
)
def test_a_yield_without_a_number_of_people_is_compared_too(text: str, kept: bool) -> None:
    stated = ground(replace(with_lines("2 garlic cloves"), servings_text=text), SOUP).recipe

    assert stated.servings_text == (text if kept else None)


def test_facts_that_are_stated_stay() -> None:
    text = f"{SOUP}\n\n320 kcal per bowl"
    recipe = replace(
        with_lines("2 garlic cloves"),
        servings=4,
        servings_text="4",
        cook_minutes=25,
        total_minutes=30,  # 5 and 25
        nutrition=Nutrition(calories=320),
        description="Tomato soup for 4",
    )

    assert ground(recipe, text).recipe == recipe


def test_many_doubts_take_little_room() -> None:
    found = ground(with_lines(*(f"{count} tbsp saffron" for count in range(1, 31))), SOUP)

    assert len(found.warnings) == MOST_WARNINGS + 1
    assert found.warnings[-1] == "ungrounded:more"
    assert sum(map(len, found.warnings)) < 400
    assert found.share == 0.0


def test_a_recipe_without_lines_is_grounded_in_nothing() -> None:
    assert ground(Recipe("Soup"), SOUP).share == 0.0
