"""Lists that no structured data tells: where they stand, how they go on, and what beside them is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from instarecipe.domain.recipe import Recipe
from instarecipe.extraction.page import read_page
from tests.doubles.pages import json_ld, page

URL = "https://example.com/plum-slices"
DOUGH = ["300 g flour", "150 g butter"]
TOPPING = ["1 kg plums", "2 tbsp sugar"]
STEPS = [
    "Knead the flour and the butter to a dough and roll it out on a tray.",
    "Cover it with the plums and bake everything for half an hour.",
    "Sprinkle the sugar over the plums while they are still hot.",
]


def recipe_of(body: str, **data: Any) -> Recipe:
    given = json_ld({"@context": "https://schema.org", "@type": "Recipe", **data}) if data else ""
    found = read_page(page(f"<h1>Plum slices</h1>{body}{given}"), URL).recipe
    assert found is not None
    return found


def lines(recipe: Recipe) -> list[str]:
    return [ingredient.original for ingredient in recipe.ingredients]


def groups(recipe: Recipe) -> list[str | None]:
    return [ingredient.group for ingredient in recipe.ingredients]


def steps(recipe: Recipe) -> list[str]:
    return [step.text for step in recipe.steps]


def entries(texts: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>"


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


METHOD = f"<h2>Method</h2>{paragraphs(STEPS)}"


def test_a_list_goes_on_under_headings_of_the_same_rank() -> None:
    recipe = recipe_of(f"<h2>Ingredients</h2>{entries(DOUGH)}<h2>Cover</h2>{entries(TOPPING)}{METHOD}")

    assert (lines(recipe), groups(recipe)) == (DOUGH + TOPPING, [None, None, "Cover", "Cover"])


def test_the_parts_of_a_list_need_no_heading_above_them_all() -> None:
    dry = ["300 g flour", "150 g butter", "2 tbsp sugar"]
    rooms = {"Orchard": ["12 plums"], "Pantry": dry, "Fridge": ["1 egg"]}
    parts = "".join(f"<h2>{room}</h2>{entries(foods)}" for room, foods in rooms.items())

    recipe = recipe_of(f"<p>Best in September.</p>{parts}{METHOD}")

    assert lines(recipe) == ["12 plums", *dry, "1 egg"]
    assert groups(recipe) == ["Orchard", "Pantry", "Pantry", "Pantry", "Fridge"]


def test_the_same_list_for_phones_is_no_part_of_it() -> None:
    twice = f"<h2>Ingredients</h2>{entries(DOUGH)}<h2>Ingredients</h2>{entries(DOUGH)}"

    assert lines(recipe_of(twice + METHOD)) == DOUGH


def test_a_list_printed_as_large_as_headings_is_a_list() -> None:
    printed = "".join(f"<h5>• {text}</h5>" for text in [*DOUGH, "salt"])

    recipe = recipe_of(f"<h4>Ingredients</h4>{printed}{METHOD}")

    assert lines(recipe) == [*DOUGH, "salt"]


@pytest.mark.parametrize("heading", ["", "<h4>Off we go, bakers</h4>"])
def test_what_tells_what_to_do_ends_the_list(heading: str) -> None:
    told = paragraphs(STEPS)

    recipe = recipe_of(f"<p>Ingredients</p>{entries(DOUGH + TOPPING)}{heading}{told}<p>Older post</p>")

    assert (lines(recipe), steps(recipe)) == (DOUGH + TOPPING, STEPS)


def test_a_recipe_behind_a_menu_that_does_not_end_is_read() -> None:
    menu = f"<nav><ul><li><div><main><h2>Ingredients</h2>{entries(DOUGH)}{METHOD}</main>"

    assert lines(recipe_of(menu)) == DOUGH


def test_a_recipe_in_a_tab_that_opens_at_a_click_is_read() -> None:
    tab = f"<div style='display:none'><h2>Ingredients</h2>{entries(DOUGH)}{METHOD}</div>"

    recipe = recipe_of(f"<p>My neighbour's tree bends under its plums again.</p>{tab}")

    assert (lines(recipe), steps(recipe)) == (DOUGH, STEPS)


def test_what_the_page_s_elements_are_called_tells_as_a_heading_does() -> None:
    listed = "".join(
        f"<dt><b>{name}</b><u>{amount}</u></dt>" for name, amount in (("flour", "300 g"), ("plums", "1 kg"))
    )
    twice = f'<div class="recipeIngredients--phone"><dl>{listed}</dl></div>'

    told = f'<div class="instructions">{entries(STEPS)}</div>'

    recipe = recipe_of(f'<div class="recipe-ingredients"><dl>{listed}</dl></div>{twice}{told}')

    assert (lines(recipe), steps(recipe)) == (["flour 300 g", "plums 1 kg"], STEPS)


@pytest.mark.parametrize(
    "stated",
    [
        "<p>Serves 8</p><p>Prep: 20 mins</p><p>Cook: 30 mins</p>",
        entries(["Serves", "8", "Prep time", "20 mins", "Cook time", "30 mins"]),
        entries(["8", "Servings", "20 min", "Prep time", "30 min", "Cook time"]),
    ],
)
def test_servings_and_times_are_read_beside_the_lists(stated: str) -> None:
    recipe = recipe_of(f"{stated}<h2>Ingredients</h2>{entries(DOUGH)}{METHOD}")

    assert (recipe.servings, recipe.prep_minutes, recipe.cook_minutes) == (8, 20, 30)


def test_the_times_of_data_are_not_mixed_with_the_page_s() -> None:
    data = {
        "name": "Plum slices",
        "cookTime": "PT30M",
        "recipeIngredient": DOUGH,
        "recipeInstructions": STEPS,
    }

    recipe = recipe_of("<p>Serves 8</p><p>Prep time: 50 minutes</p>", **data)

    assert (recipe.servings, recipe.prep_minutes, recipe.total_minutes) == (8, None, 30)


def test_a_time_without_a_label_says_nothing() -> None:
    recipe = recipe_of(f"<h3>Pear jam</h3><p>90 minutes</p><h2>Ingredients</h2>{entries(DOUGH)}{METHOD}")

    assert recipe.total_minutes is None


def test_a_method_has_parts_under_headings_that_name_them() -> None:
    first, *others = STEPS
    told = f"<h3>Method for the dough</h3><p>{first}</p><h3>Method for the cover</h3>{paragraphs(others)}"
    last = f"<h3>Finishing the slices</h3><h4>Step 1</h4><p>{STEPS[2]}</p>"

    recipe = recipe_of(f"<h2>Ingredients</h2>{entries(DOUGH)}{told}{last}")

    assert steps(recipe) == [*STEPS, STEPS[2]]


def test_a_name_printed_bold_is_the_group_s() -> None:
    listed = [*DOUGH, "<strong>Autumn</strong>", *TOPPING, "a little lemon peel", "cinnamon"]

    recipe = recipe_of(f"<h2>Ingredients</h2>{paragraphs(listed)}{METHOD}")

    assert lines(recipe) == [*DOUGH, *TOPPING, "a little lemon peel", "cinnamon"]
    assert set(groups(recipe)) == {None, "Autumn"}


def test_a_row_alone_beside_a_list_is_an_entry() -> None:
    lone = "<p>Garnish:</p><div><div>1</div><div>lemon, sliced</div></div>"

    recipe = recipe_of(f"<h2>Ingredients</h2>{entries(DOUGH + TOPPING)}{lone}{METHOD}")

    assert lines(recipe)[-1] == "1 lemon, sliced"


def test_tools_are_no_ingredients() -> None:
    tools = "<h3>Special hardware</h3><p>Kitchen scale</p><p>2 (9-inch) tins</p>"

    recipe = recipe_of(f"<h2>Ingredients</h2>{entries(DOUGH + TOPPING)}{tools}{METHOD}")

    assert lines(recipe) == DOUGH + TOPPING


def test_tools_under_a_heading_like_the_list_s_are_no_part_of_it() -> None:
    needed = paragraphs(["tray", "rolling pin", "bowl"])
    listed = paragraphs([*DOUGH, *TOPPING])

    recipe = recipe_of(f"<h3>You need</h3>{needed}<h3>Ingredients</h3>{listed}{METHOD}")

    assert lines(recipe) == DOUGH + TOPPING


def test_an_entry_that_breaks_behind_its_unit_is_one_line() -> None:
    listed = ["1/2 teaspoon \r\nground cinnamon", "2 eggs\n300 g flour", "1 kg plums"]

    recipe = recipe_of("", name="Plum slices", recipeIngredient=listed, recipeInstructions=STEPS)

    assert lines(recipe) == ["1/2 teaspoon ground cinnamon", "2 eggs", "300 g flour", "1 kg plums"]


def test_numbers_of_steps_may_end_with_a_bar_and_before_a_remark() -> None:
    numbered = [f"STEP {number} | {step}" for number, step in enumerate(STEPS, 1)]
    remark = "NOTE | frozen plums do as well, but let them drip off first."

    recipe = recipe_of(
        f"<h2>Ingredients</h2>{entries(DOUGH)}<h2>Method</h2>{paragraphs([*numbered, remark])}"
    )

    assert steps(recipe) == [*STEPS, remark]


def test_an_article_with_the_method_s_heading_in_it_gives_way_to_the_method() -> None:
    told = "Simmer the plums slowly, stir them often and add sugar, my aunt would say."
    article = [
        *4 * ["The plum comes from the east.", told, "Buy plums that smell."],
        "How to make it",
        *STEPS,
    ]
    shown = f"<h2>How to make it</h2>{entries(STEPS)}"

    recipe = recipe_of(shown, name="Plum slices", recipeIngredient=DOUGH, recipeInstructions=article)

    assert steps(recipe) == STEPS


def test_data_that_adds_up_what_the_page_takes_in_parts_is_whole() -> None:
    summed = ["300 g flour", "150 g butter", "1 kg plums", "100 g sugar", "2 eggs"]
    parted = ["300 g flour", "150 g butter", "60 g sugar", "2 eggs", "1 kg plums", "40 g sugar"]

    recipe = recipe_of(
        f"<h2>Ingredients</h2>{entries(parted)}{METHOD}",
        name="Plum slices",
        recipeIngredient=summed,
        recipeInstructions=STEPS,
    )

    assert lines(recipe) == summed


def test_a_card_in_which_all_stands_together_tells_no_method() -> None:
    listed = "".join(f'<p class="ingredient">{text}</p>' for text in [*DOUGH, *TOPPING])
    whole = f"<p>My aunt made them on Sundays.</p>{listed}<h2>Method</h2>{paragraphs(STEPS)}"

    recipe = recipe_of(f'<div class="hrecipe"><div class="instructions">{whole}</div></div>')

    assert (lines(recipe), steps(recipe)) == (DOUGH + TOPPING, STEPS)


def test_a_list_under_one_step_hides_no_other_step() -> None:
    first, second, third = STEPS
    numbered = f"<p>Step 1</p>{entries([first, second])}<p>Step 2</p><p>{third}</p>"

    recipe = recipe_of(f"<h2>Ingredients</h2>{entries(DOUGH)}<h2>Method</h2>{numbered}")

    assert steps(recipe) == STEPS


def test_a_step_s_name_that_only_counts_is_left_out() -> None:
    named = [
        {"@type": "HowToStep", "name": f"Plum slices, step {number}", "text": step}
        for number, step in enumerate(STEPS, 1)
    ]

    assert steps(recipe_of("", name="Plum slices", recipeIngredient=DOUGH, recipeInstructions=named)) == STEPS


def test_amount_unit_and_food_that_style_alone_parts_are_words_of_their_own() -> None:
    listed = [
        f"<span>{amount}</span><span>{food}</span>"
        for amount, food in (("300 g", "flour"), ("1 kg", "plums"))
    ]
    heading = "".join(f"<span>{letter}</span>" for letter in "Ingredients")

    recipe = recipe_of(f"<h2>{heading}</h2>{entries(listed)}{METHOD}")

    assert lines(recipe) == ["300 g flour", "1 kg plums"]


def test_ingredients_printed_under_each_step_are_no_steps() -> None:
    first, second, third = STEPS
    told = [f"{first}<div>300 g flour, 150 g butter</div>", f"{second}<div>1 kg plums</div>", third]

    recipe = recipe_of(f"<h2>Ingredients</h2>{entries(DOUGH + TOPPING)}<h2>Method</h2>{entries(told)}")

    assert steps(recipe) == STEPS


def test_behind_the_last_number_stands_one_step_as_behind_the_others() -> None:
    numbered = "".join(f"<p>Step {number}</p><p>{step}</p>" for number, step in enumerate(STEPS, 1))
    behind = paragraphs(["Recipe number 4711 as a file", "Tell us how many stars you give to these slices."])

    recipe = recipe_of(f"<h2>Ingredients</h2>{entries(DOUGH)}<h2>Method</h2>{numbered}{behind}")

    assert steps(recipe) == STEPS


def test_a_remark_in_a_box_of_its_own_belongs_to_its_entry() -> None:
    listed = ["300 g flour", "150 g butter <div>melted</div>", "1 kg plums", "2 eggs"]

    recipe = recipe_of(f"<h2>Ingredients</h2>{entries(listed)}{METHOD}")

    assert lines(recipe) == ["300 g flour", "150 g butter melted", "1 kg plums", "2 eggs"]


def test_a_table_of_nutrients_ends_the_list() -> None:
    nutrients = entries(["1405 kJ, 335 kcal per slice", "Fat 10 g", "Sugar 16 g"])

    recipe = recipe_of(f"<h2>Ingredients</h2>{entries(DOUGH + TOPPING)}{nutrients}{METHOD}")

    assert lines(recipe) == DOUGH + TOPPING


def test_an_entry_of_the_method_that_reads_like_a_heading_is_a_step() -> None:
    told = [
        "Preheat the oven to 200 degrees.",
        "Gather the ingredients.",
        *STEPS[:2],
        "To make the cover",
        STEPS[2],
    ]

    recipe = recipe_of(f"<h2>Ingredients</h2>{entries(DOUGH)}<h2>Method</h2>{entries(told)}")

    assert steps(recipe) == told


def test_a_list_in_two_systems_is_read_once_within_each_group() -> None:
    systems = [["300 g flour", "150 g butter"], ["2 cups flour", "1 cup butter"]]
    cover = [["1 kg plums", "2 tbsp sugar"], ["2 lb plums", "2 tbsp sugar"]]
    groups = f"<p><strong>Dough</strong></p>{''.join(map(entries, systems))}"
    groups += f"<p><strong>Cover</strong></p>{''.join(map(entries, cover))}"

    recipe = recipe_of(f"<h2>Ingredients</h2>{groups}{METHOD}")

    assert lines(recipe) == [*systems[0], *cover[0]]


def test_of_tabs_that_differ_in_one_unit_the_first_is_read() -> None:
    same = ["2 eggs", "1 tsp yeast", "2 tbsp sugar", "1 pinch salt", "12 plums", "cinnamon"]
    tabs = entries(["US", "Metric"]) + paragraphs(["10 oz flour", *same, "300 g flour", *same])

    assert lines(recipe_of(f"<h2>Ingredients</h2>{tabs}{METHOD}")) == ["10 oz flour", *same]


def test_a_list_without_a_heading_begins_with_its_first_entry() -> None:
    listed = ["The ripest plums you find", "Sugar", "300 g flour", "150 g butter", "1 tsp yeast", "2 eggs"]

    assert lines(recipe_of(f"{entries(listed)}{METHOD}")) == listed


def test_amounts_with_their_units_may_stand_in_lines_of_their_own() -> None:
    cells = ["12", "plums", "2 tbsp.", "sugar", "1½", "c.", "flour", "3", "eggs", "Salt", "Cinnamon"]

    recipe = recipe_of(f"<h2>Ingredients</h2>{paragraphs(cells)}{METHOD}")

    assert lines(recipe) == ["12 plums", "2 tbsp. sugar", "1½ c. flour", "3 eggs", "Salt", "Cinnamon"]


def test_one_word_behind_a_number_is_no_amount_that_waits_for_its_food() -> None:
    listed = ["300 g flour", "12 plums", "150 g butter", "3 eggs", "1 tsp yeast"]

    assert lines(recipe_of(f"<h2>Ingredients</h2>{paragraphs(listed)}{METHOD}")) == listed


def test_words_of_neighbouring_elements_are_words_of_their_own() -> None:
    listed = [f"<b>{amount}</b><span>{food}</span>" for amount, food in (("300 g", "flour"), ("12", "plums"))]

    assert lines(recipe_of(f"<h2>Ingredients</h2>{entries(listed)}{METHOD}")) == ["300 g flour", "12 plums"]


def test_a_remark_in_the_one_box_of_an_entry_belongs_to_it() -> None:
    foods = ["300 g flour", "150 g butter", "1 kg plums"]
    listed = [f"<span>{foods[0]}</span>", *(f"<a>{food}</a><div>at last</div>" for food in foods[1:])]

    recipe = recipe_of(f"<h2>Ingredients</h2>{entries(listed)}{METHOD}")

    assert lines(recipe) == [foods[0], "150 g butter at last", "1 kg plums at last"]


def test_nutrients_behind_a_list_without_a_heading_are_no_part_of_it() -> None:
    amounts = [("Kcal", "335"), ("Fat", "10 g"), ("Carbs", "51 g"), ("Protein", "4 g")]
    nutrients = entries([f"<span>{name}</span><div>{amount}</div>" for name, amount in amounts])

    recipe = recipe_of(f"{entries(DOUGH + TOPPING)}{nutrients}{METHOD}")

    assert lines(recipe) == DOUGH + TOPPING


@pytest.mark.parametrize(
    "listed",
    [
        ["500 g flour", "2 eggs", "salt", "milk"],
        ["100 g oats (370 kcal)", "200 g yogurt (120 kcal)", "1 banana (90 kcal)", "10 g honey (30 kcal)"],
        ["80 g oats", "200 ml milk", "30 g whey (120 kcal)", "100 g berries", "1 tbsp honey"],
    ],
    ids=["what has no amount", "energy", "energy of one"],
)
@pytest.mark.parametrize("form", [entries, paragraphs])
def test_every_line_of_a_list_is_one_ingredient(listed: list[str], form: Callable[[list[str]], str]) -> None:
    assert lines(recipe_of(f"<h2>Ingredients</h2>{form(listed)}{METHOD}")) == listed


def test_groups_that_take_what_was_taken_before_keep_it() -> None:
    dough = ["For the dough:", "500 g flour", "1 tsp salt", "2 eggs", "100 g sugar"]
    cream = ["For the cream:", "100 g sugar", "2 eggs"]
    glaze = ["For the glaze:", "100 g sugar", "1 tsp salt"]

    recipe = recipe_of("", recipeIngredient=dough + cream + glaze, recipeInstructions=STEPS)

    assert lines(recipe) == dough[1:] + cream[1:] + glaze[1:]
