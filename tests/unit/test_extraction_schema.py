"""schema.org recipes in every form in which pages write them."""

from __future__ import annotations

from typing import Any

import pytest

from instarecipe.domain.recipe import Nutrition, Recipe
from instarecipe.extraction.page import read_page
from tests.doubles.pages import json_ld, meta, page

URL = "https://example.com/pancakes"
PANCAKES: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "Recipe",
    "name": "Pancakes",
    "recipeIngredient": ["200 g flour", "300 ml milk", "2 eggs"],
    "recipeInstructions": ["Whisk everything.", "Fry in butter."],
}


def recipe_of(html: str) -> Recipe:
    found = read_page(html, URL).recipe
    assert found is not None
    return found


def with_(**more: Any) -> Recipe:
    return recipe_of(page(json_ld({**PANCAKES, **more})))


def lines(recipe: Recipe) -> list[str]:
    return [ingredient.original for ingredient in recipe.ingredients]


def steps(recipe: Recipe) -> list[str]:
    return [step.text for step in recipe.steps]


WRAPPED: dict[str, Any] = {
    "alone": PANCAKES,
    "in a list": [{"@type": "WebSite"}, PANCAKES],
    "in a graph": {"@graph": [{"@type": "WebPage"}, PANCAKES]},
    "as a page's main entity": {"@type": "WebPage", "mainEntity": PANCAKES},
    "with several types": {**PANCAKES, "@type": ["Recipe", "NewsArticle"]},
    "with a whole address as type": {**PANCAKES, "@type": "http://schema.org/Recipe"},
    "with capital names": {key.title() if key[0] != "@" else key: value for key, value in PANCAKES.items()},
    "with whole addresses as names": {
        (key if key[0] == "@" else f"http://schema.org/{key}"): value for key, value in PANCAKES.items()
    },
    "with values in objects": {**PANCAKES, "name": {"@value": "Pancakes", "@language": "en"}},
}


@pytest.mark.parametrize("way", WRAPPED)
def test_a_recipe_is_found_wherever_json_ld_hides_it(way: str) -> None:
    recipe = recipe_of(page(json_ld(WRAPPED[way])))

    assert recipe.title == "Pancakes"
    assert lines(recipe) == ["200 g flour", "300 ml milk", "2 eggs"]
    assert steps(recipe) == ["Whisk everything.", "Fry in butter."]


def test_ingredients_are_read_by_the_line_parser() -> None:
    flour = with_().ingredients[0]

    assert (flour.amount, flour.unit, flour.food) == (200, "g", "flour")


def test_the_recipe_names_the_page_as_its_source() -> None:
    assert with_().source_url == URL


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("200 g flour\n2 eggs", ["200 g flour", "2 eggs"]),
        ("<ul><li>200 g flour</li><li>2 eggs</li></ul>", ["200 g flour", "2 eggs"]),
        ("200 g flour, 2 eggs, 1 pinch of salt", ["200 g flour", "2 eggs", "1 pinch of salt"]),
        ([["200 g flour"], ["2 eggs"]], ["200 g flour", "2 eggs"]),
        (["▢ 200 g flour", "• 2 eggs"], ["200 g flour", "2 eggs"]),
        (["<b>200 g</b>&nbsp;flour", "1 onion , chopped"], ["200 g flour", "1 onion, chopped"]),
        (["½ cup cr&amp;eacute;me fra&icirc;che", None, "", "null"], ["½ cup créme fraîche"]),
        ([{"@type": "PropertyValue", "value": 200, "unitText": "g", "name": "flour"}], ["200 g flour"]),
        ([{"@type": "HowToSupply", "requiredQuantity": "2", "name": "eggs"}], ["2 eggs"]),
        ([{"text": "2 eggs"}, {"name": "salt"}], ["2 eggs", "salt"]),
        (["1 a", "2 b", "3 c", "4 d", "2 b", "4 d", "3 c", "1 a"], ["1 a", "2 b", "3 c", "4 d"]),
    ],
)
def test_ingredients_in_all_their_forms(value: Any, wanted: list[str]) -> None:
    assert lines(with_(recipeIngredient=value)) == wanted


@pytest.mark.parametrize(
    "value",
    [
        ["For the dough:", "200 g flour", "2 eggs", "To serve:", "1 lemon"],
        [
            {"@type": "HowToSection", "name": "For the dough", "itemListElement": ["200 g flour", "2 eggs"]},
            {"@type": "ItemList", "name": "To serve", "itemListElement": [{"name": "1 lemon"}]},
        ],
    ],
)
def test_ingredients_keep_their_groups(value: Any) -> None:
    found = [(entry.group, entry.original) for entry in with_(recipeIngredient=value).ingredients]

    assert found == [
        ("For the dough", "200 g flour"),
        ("For the dough", "2 eggs"),
        ("To serve", "1 lemon"),
    ]


def step(text: str, **more: Any) -> dict[str, Any]:
    return {"@type": "HowToStep", "text": text, **more}


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("Mix.\n\nBake.", ["Mix.", "Bake."]),
        ("<p>Mix.</p><p>Bake.</p>", ["Mix.", "Bake."]),
        ("<ol><li>Mix.</li><li>Bake.</li></ol>", ["Mix.", "Bake."]),
        ("1. Mix for 2 minutes. 2. Bake. 3. Eat.", ["Mix for 2 minutes.", "Bake.", "Eat."]),
        (["1. Mix.", "2. Bake."], ["Mix.", "Bake."]),
        (["Step 1: Mix.", "Step 2: Bake."], ["Mix.", "Bake."]),
        (["2 minutes of rest.", "Then bake."], ["2 minutes of rest.", "Then bake."]),
        ([step("Mix."), step("Bake.")], ["Mix.", "Bake."]),
        ([[step("Mix."), step("Bake.")]], ["Mix.", "Bake."]),
        (step("<p>Mix.</p><p>Bake.</p>"), ["Mix.", "Bake."]),
        ([step("<b>Mix</b> all<br>well."), step("Bake.")], ["Mix all well.", "Bake."]),
        ({"@type": "ItemList", "itemListElement": [step("Mix."), step("Bake.")]}, ["Mix.", "Bake."]),
        (
            [{"@type": "ListItem", "item": step("Mix.")}, {"@type": "ListItem", "item": "Bake."}],
            ["Mix.", "Bake."],
        ),
        ([step("Mix.", name="Step 1"), step("Bake.", name="Bake")], ["Mix.", "Bake."]),
        ([step("Stir for a minute.", name="The batter:")], ["The batter: Stir for a minute."]),
        (
            [{"@type": "HowToStep", "name": "Mix."}, {"@type": "HowToStep", "description": "Bake."}],
            ["Mix.", "Bake."],
        ),
        (
            [
                {
                    "@type": "HowToStep",
                    "itemListElement": [{"text": "Mix."}, {"@type": "HowToTip", "text": "Gently."}],
                }
            ],
            ["Mix. Gently."],
        ),
        ([step("Mix."), {"@type": "VideoObject", "name": "How to mix"}, step(""), {}], ["Mix."]),
        (["Mix.", "Bake.", "Notes:", "Keeps for a week."], ["Mix.", "Bake."]),
    ],
)
def test_steps_in_all_their_forms(value: Any, wanted: list[str]) -> None:
    assert steps(with_(recipeInstructions=value)) == wanted


def test_steps_keep_the_names_of_their_sections() -> None:
    sections = [
        {"@type": "HowToSection", "name": "Dough", "itemListElement": [step("Knead."), step("Rest.")]},
        {
            "@type": "HowToSection",
            "name": "Filling",
            "itemListElement": {"@type": "ItemList", "itemListElement": [step("Chop.")]},
        },
    ]

    found = [(entry.group, entry.text) for entry in with_(recipeInstructions=sections).steps]

    assert found == [("Dough", "Knead."), ("Dough", "Rest."), ("Filling", "Chop.")]


def test_a_group_of_everything_is_none() -> None:
    section = {"@type": "HowToSection", "name": "Method", "itemListElement": [step("Mix."), step("Bake.")]}

    assert [entry.group for entry in with_(recipeInstructions=[section]).steps] == [None, None]


PICTURE = "https://example.com/cake.jpg"


@pytest.mark.parametrize(
    "value",
    [
        PICTURE,
        [PICTURE, "https://example.com/other.jpg"],
        "/cake.jpg",
        "//example.com/cake.jpg",
        {"@type": "ImageObject", "url": PICTURE},
        {"@type": "ImageObject", "url": {"@id": PICTURE}},
        {"contentUrl": [PICTURE]},
        {"@id": PICTURE},
        [
            {"url": "https://example.com/tiny.jpg", "width": 100, "height": "100"},
            {"url": PICTURE, "width": {"@type": "QuantitativeValue", "value": 900}, "height": "600 px"},
        ],
    ],
)
def test_the_picture_in_all_its_forms(value: Any) -> None:
    assert with_(image=value).image == PICTURE


@pytest.mark.parametrize(
    "value", [None, 5, {}, [[]], "data:image/svg+xml;base64,AAAA", "javascript:alert(1)", "ftp://a/b"]
)
def test_what_is_no_picture_gives_way_to_the_shared_one(value: Any) -> None:
    html = page(json_ld({**PANCAKES, "image": value}), head=meta(og_image="/shared.jpg"))

    assert recipe_of(html).image == "https://example.com/shared.jpg"


def test_a_picture_within_the_page_is_kept() -> None:
    assert with_(image="data:image/png;base64,AA\n AA").image == "data:image/png;base64,AAAA"


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("Ann Baker", "Ann Baker"),
        ({"@type": "Person", "name": "Ann Baker"}, "Ann Baker"),
        ([{"@type": "Person", "name": "Ann Baker"}, {"name": "Bob"}], "Ann Baker"),
        ({"@id": "#ann"}, "Ann Baker"),
        ("https://example.com/ann", None),
        ({"name": None}, None),
    ],
)
def test_the_author_in_all_forms(value: Any, wanted: str | None) -> None:
    person = {"@type": "Person", "@id": "#ann", "name": "Ann Baker"}

    assert recipe_of(page(json_ld({"@graph": [person, {**PANCAKES, "author": value}]}))).author == wanted


def test_times_yield_nutrition_and_keywords() -> None:
    recipe = with_(
        prepTime="PT10M",
        cookTime={"@type": "Duration", "maxValue": "PT20M"},
        recipeYield=["4", "4 people"],
        keywords="breakfast, sweet , #quick",
        recipeCategory=["Breakfast"],
        recipeCuisine={"@type": "DefinedTerm", "name": "French"},
        nutrition={"calories": "1,046 kJ", "carbohydrateContent": "30 g", "fatContent": "500 mg"},
        inLanguage="en-GB",
        description="<p>Thin &amp; light.</p>",
    )

    assert (recipe.prep_minutes, recipe.cook_minutes, recipe.total_minutes) == (10, 20, 30)
    assert (recipe.servings, recipe.servings_text) == (4, "4 people")
    assert recipe.keywords == ("breakfast", "sweet", "quick", "French")
    assert recipe.nutrition == Nutrition(calories=250, carbohydrates=30, fats=0.5)
    assert (recipe.language, recipe.description) == ("en", "Thin & light.")


def test_nutrition_of_a_hundred_grams_is_not_that_of_a_serving() -> None:
    assert with_(nutrition={"servingSize": "100 g", "calories": "250 kcal"}).nutrition is None


def test_the_recipe_of_the_page_is_chosen_among_several() -> None:
    stub = {"@type": "Recipe", "name": "Waffles", "url": "https://example.com/waffles"}
    other = {**PANCAKES, "name": "Crêpes", "url": "https://example.com/crepes"}
    own = {**PANCAKES, "mainEntityOfPage": {"@id": f"{URL}/#page"}}

    assert recipe_of(page(json_ld(stub, other, own))).title == "Pancakes"
    assert recipe_of(page(json_ld(stub, other))).title == "Crêpes"


def test_a_recipe_told_twice_is_completed() -> None:
    lines_only = {key: value for key, value in PANCAKES.items() if key != "recipeInstructions"}
    steps_only = {**PANCAKES, "recipeIngredient": [], "recipeYield": "4"}

    recipe = recipe_of(page(json_ld(lines_only, steps_only)))

    assert (len(recipe.ingredients), len(recipe.steps), recipe.servings) == (3, 2, 4)


MICRODATA = """
<div itemscope itemtype="https://schema.org/Recipe">
  <h1 itemprop="name">Pancakes</h1>
  <img itemprop="image" src="data:image/gif;base64,R0" data-src="/cake.jpg">
  <span itemprop="author" itemscope itemtype="https://schema.org/Person">
  <a itemprop="name" href="/ann">Ann</a></span>
  <time itemprop="prepTime" datetime="PT10M">ten minutes</time><meta itemprop="recipeYield" content="4">
  <ul><li itemprop="recipeIngredient">200 g flour</li>
  <li>300 ml <a itemprop="recipeIngredient">milk</a></li></ul>
  <div itemprop="recipeInstructions"><p>Whisk everything.</p><p>Fry in butter.</p></div>
  <div itemprop="review" itemscope itemtype="https://schema.org/Review"><b itemprop="name">Great!</b></div>
</div>"""


@pytest.mark.parametrize(
    "html",
    [
        MICRODATA,
        MICRODATA.replace("itemprop", "property").replace("itemscope itemtype", "typeof"),
        MICRODATA.replace("https://schema.org/Recipe", "http://data-vocabulary.org/Recipe")
        .replace("recipeIngredient", "ingredients")
        .replace("recipeInstructions", "instructions")
        .replace("recipeYield", "yield")
        .replace('itemprop="image"', 'itemprop="photo"'),
    ],
    ids=["microdata", "RDFa", "data-vocabulary"],
)
def test_a_recipe_marked_up_in_the_page(html: str) -> None:
    recipe = recipe_of(page(html))

    assert (recipe.title, recipe.author, recipe.prep_minutes, recipe.servings) == ("Pancakes", "Ann", 10, 4)
    assert recipe.image == "https://example.com/cake.jpg"
    assert lines(recipe) == ["200 g flour", "300 ml milk"]
    assert steps(recipe) == ["Whisk everything.", "Fry in butter."]
