"""A recipe as a file says what the recipe says, and nothing of it is markup."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from instarecipe.domain.recipe import Ingredient, Nutrition, Recipe, Step
from instarecipe.export import cooklang, filename, json_ld, markdown
from tests.dishes import recipes

CAKE = Recipe(
    title="Plum cake",
    description="As my grandmother made it.",
    ingredients=(
        Ingredient("300 g flour", 300, None, "g", "flour", group="Dough"),
        Ingredient("2-3 eggs, beaten", 2, 3, None, "eggs", "beaten", "Dough"),
        Ingredient("1 kg plums", 1, None, "kg", "plums", group="Topping"),
        Ingredient("a pinch of cinnamon", None, None, "pinch", "cinnamon"),
        Ingredient("whatever you like"),
    ),
    steps=(
        Step("Mix the flour with the eggs.", "Dough"),
        Step("Lay the plums on it.\nBake.", "Topping"),
    ),
    servings=12,
    servings_text="12 pieces",
    prep_minutes=20,
    cook_minutes=45,
    total_minutes=65,
    keywords=("cake", "plums"),
    language="en",
    nutrition=Nutrition(250, 40.5, None, 0),
    author="Grandmother",
    image="https://example.org/cake.jpg",
    source_url="https://example.org/cake",
)


def test_json_ld_in_full() -> None:
    assert json_ld(CAKE) == {
        "@context": "https://schema.org",
        "@type": "Recipe",
        "name": "Plum cake",
        "description": "As my grandmother made it.",
        "author": {"@type": "Person", "name": "Grandmother"},
        "image": ["https://example.org/cake.jpg"],
        "url": "https://example.org/cake",
        "inLanguage": "en",
        "recipeYield": "12 pieces",
        "prepTime": "PT20M",
        "cookTime": "PT45M",
        "totalTime": "PT65M",
        "keywords": "cake, plums",
        "nutrition": {
            "@type": "NutritionInformation",
            "calories": "250 kcal",
            "carbohydrateContent": "40.5 g",
            "proteinContent": "0 g",
        },
        "recipeIngredient": [
            "300 g flour",
            "2-3 eggs, beaten",
            "1 kg plums",
            "a pinch of cinnamon",
            "whatever you like",
        ],
        "recipeInstructions": [
            {
                "@type": "HowToSection",
                "name": "Dough",
                "itemListElement": [{"@type": "HowToStep", "text": "Mix the flour with the eggs."}],
            },
            {
                "@type": "HowToSection",
                "name": "Topping",
                "itemListElement": [{"@type": "HowToStep", "text": "Lay the plums on it.\nBake."}],
            },
        ],
    }


def test_json_ld_says_nothing_that_is_not_known() -> None:
    recipe = Recipe("x", steps=(Step("y"),), image="/media/pictures/1", nutrition=Nutrition())
    assert json_ld(recipe) == {
        "@context": "https://schema.org",
        "@type": "Recipe",
        "name": "x",
        "recipeInstructions": [{"@type": "HowToStep", "text": "y"}],
    }


def test_a_line_without_its_source_is_made_of_its_parts() -> None:
    recipe = Recipe("x", (Ingredient("", 0.5, 1, "l", "milk", "warm"), Ingredient("", food="salt")))
    assert json_ld(recipe)["recipeIngredient"] == ["0.5–1 l milk, warm", "salt"]


def test_markdown_in_full() -> None:
    assert markdown(CAKE) == (
        "# Plum cake\n"
        "\n"
        "As my grandmother made it.\n"
        "\n"
        "- **Servings:** 12 pieces\n"
        "- **Preparation:** 20 min\n"
        "- **Cooking:** 45 min\n"
        "- **Total:** 65 min\n"
        "- **Per serving:** calories 250 kcal, carbohydrate 40.5 g, protein 0 g\n"
        "- **Keywords:** cake, plums\n"
        "- **Author:** Grandmother\n"
        "- **Source:** <https://example.org/cake>\n"
        "\n"
        "## Ingredients\n"
        "\n"
        "### Dough\n"
        "\n"
        "- 300 g flour\n"
        "- 2-3 eggs, beaten\n"
        "\n"
        "### Topping\n"
        "\n"
        "- 1 kg plums\n"
        "\n"
        "- a pinch of cinnamon\n"
        "- whatever you like\n"
        "\n"
        "## Preparation\n"
        "\n"
        "### Dough\n"
        "\n"
        "1. Mix the flour with the eggs.\n"
        "\n"
        "### Topping\n"
        "\n"
        "1. Lay the plums on it.\\\n"
        "   Bake.\n"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("*bold* _it_ `code` [a](b) ~x~ | a", r"\*bold\* \_it\_ \`code\` \[a\](b) \~x\~ \| a"),
        ("# no heading #", r"\# no heading \#"),
        ("1. first", r"1\. first"),
        ("12) twelfth", r"12\) twelfth"),
        ("- item", r"\- item"),
        ("+ item", r"\+ item"),
        ("=====", r"\====="),
        ("> quote", r"\> quote"),
        ("&copy; &amp;", r"\&copy; \&amp;"),
        ("back\\slash", r"back\\slash"),
        ("{{ 7-7 }}", "{{ 7-7 }}"),
        ("180 °C – ½ l", "180 °C – ½ l"),
    ],
)
def test_no_text_is_markup_in_markdown(text: str, written: str) -> None:
    assert markdown(Recipe(text)) == f"# {written}\n"
    assert markdown(Recipe("x", steps=(Step(text),))).endswith(f"\n\n1. {written}\n")


def test_paragraphs_of_a_step_stay_in_it() -> None:
    recipe = Recipe("x", steps=(*[Step("a")] * 9, Step("one\n\ntwo\nthree")))
    assert markdown(recipe).endswith("10. one\n\n    two\\\n    three\n")


def test_cooklang_in_full() -> None:
    assert cooklang(CAKE) == (
        "---\n"
        'title: "Plum cake"\n'
        'description: "As my grandmother made it."\n'
        "servings: 12\n"
        'author: "Grandmother"\n'
        'source: "https://example.org/cake"\n'
        'tags: ["cake", "plums"]\n'
        'locale: "en"\n'
        'prep time: "20 minutes"\n'
        'cook time: "45 minutes"\n'
        'time required: "65 minutes"\n'
        "---\n"
        "\n"
        "@cinnamon{pinch}, @whatever you like{}\n"
        "\n"
        "== Dough ==\n"
        "\n"
        "Mix the @flour{300%g} with the @eggs{2-3}(beaten).\n"
        "\n"
        "== Topping ==\n"
        "\n"
        "Lay the @plums{1%kg} on it.\n"
        "Bake.\n"
    )


COMPONENT = re.compile(r"@([^@#~{}\n]+)\{([^{}@#~\n]*)\}")


def parsed(text: str) -> tuple[dict[str, Any], list[tuple[str, str]], str]:
    """Metadata, ingredients, and the rest, as the specification reads them."""
    empty, front, body = text.split("---\n", 2)
    assert empty == ""
    return yaml.safe_load(front), COMPONENT.findall(body), COMPONENT.sub("", body)


@pytest.mark.parametrize(
    "text",
    [
        "mail@example.org",
        "#vegan",
        "~1 h",
        "{{ 7*7 }}",
        "-- no comment",
        "[- note -]",
        ">> key: value",
        "> note",
        "= x",
    ],
)
def test_no_text_is_markup_in_cooklang(text: str) -> None:
    recipe = Recipe(text, (Ingredient("salt", food="salt"),), (Step(f"Take salt.\n{text}"), Step(text)))
    metadata, ingredients, rest = parsed(cooklang(recipe))
    assert metadata["title"] == text
    assert ingredients == [("salt", "")]
    assert not re.search(r"[@#~{}]|--|\[-|(?m:^[>=])", rest)


def test_two_ingredients_that_one_word_names_are_both_there() -> None:
    recipe = Recipe(
        "x",
        (
            Ingredient("1 red onion", 1, food="red onion"),
            Ingredient("2 white onions", 2, food="white onions"),
        ),
        (Step("Chop the onions (fine)."),),
    )
    _, ingredients, _ = parsed(cooklang(recipe))
    assert sorted(ingredients) == [("onions", "1"), ("white onions", "2")]
    assert "{1} (fine)" in cooklang(recipe)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(recipes)
def test_every_recipe_can_be_exported(recipe: Recipe) -> None:
    metadata, ingredients, rest = parsed(cooklang(recipe))
    assert metadata["title"]
    assert len(ingredients) == len(recipe.ingredients)
    assert not re.search(r"[@#~{}]|--|\[-", rest)
    assert json.loads(json.dumps(json_ld(recipe), allow_nan=False))["name"]
    assert markdown(recipe).startswith("# ")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Plum cake", "Plum-cake.md"),
        ("Käsespätzle & Soße", "Käsespätzle-Soße.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        ('a"b\r\nc', "a-b-c.md"),
        ("🍕", "Recipe.md"),
        ("", "Recipe.md"),
        ("CON", "Recipe-CON.md"),
        ("番茄炒蛋", "番茄炒蛋.md"),
        ("A\u0308pfel", "Äpfel.md"),
    ],
)
def test_a_file_is_named_after_the_recipe(title: str, name: str) -> None:
    assert filename(Recipe(title), "md") == name


@given(st.text(max_size=400))
def test_a_file_name_is_safe_on_every_system(title: str) -> None:
    name = filename(Recipe(title), "cook")
    assert name.endswith(".cook")
    assert len(name.encode()) <= 140
    assert not re.search(r'[\x00-\x1f/\\:*?"<>|]|^[.-]|\s', name)
