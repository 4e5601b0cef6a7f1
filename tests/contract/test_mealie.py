"""What only Mealie does, met by the target; the stand-in behaves as a real 2.0 was seen to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from instarecipe.domain.errors import Permanent
from instarecipe.domain.recipe import Ingredient, Recipe, Step
from instarecipe.ports import Blob
from instarecipe.uploading.mealie import Mealie
from tests.contract.kitchens import deadline, picture
from tests.dishes import SOUP, from_anywhere
from tests.doubles.mealie import Mealie as MealieDouble
from tests.doubles.scripted import Reply


@pytest.fixture
def double() -> Iterator[MealieDouble]:
    with MealieDouble() as started:
        yield started


@pytest.fixture
def mealie(double: MealieDouble) -> Mealie:
    return Mealie(double.url, "secret")


def delivered(mealie: Mealie, recipe: Recipe) -> str:
    reference = mealie.create("cook/1", recipe, deadline=deadline())
    return mealie.complete(reference, recipe, None, update=False, deadline=deadline()).reference


def test_what_the_import_loses_is_put_right(double: MealieDouble, mealie: Mealie) -> None:
    recipe = replace(
        from_anywhere(),
        title="Soup <b>&</b> bread",
        description="a < b and c > d\nsecond line",
        ingredients=(
            Ingredient("1 <em>large</em> carrot", group="Soup"),
            Ingredient("2 loaves", group="Bread"),
        ),
        steps=(Step("Line one.\nLine two.", "Soup"), Step("Bake if a < b and c > d.", "Bread")),
        servings_text="4 people",
    )
    found = double.recipes[delivered(mealie, recipe)]
    assert found["name"] == recipe.title
    assert found["description"] == recipe.description
    assert found["recipeYield"] == "4 people"
    assert [(line["title"], line["note"]) for line in found["recipeIngredient"]] == [
        ("Soup", "1 <em>large</em> carrot"),
        ("Bread", "2 loaves"),
    ]
    assert [(step["title"], step["text"]) for step in found["recipeInstructions"]] == [
        ("Soup", "Line one.\nLine two."),
        ("Bread", "Bake if a < b and c > d."),
    ]


def test_a_recipe_that_arrived_as_it_is_needs_no_put(double: MealieDouble, mealie: Mealie) -> None:
    recipe = replace(
        SOUP, ingredients=SOUP.ingredients[:3], steps=SOUP.steps[:1], source_url="https://e.org/1"
    )
    recipe = replace(recipe, servings=None, servings_text="4 bowls")
    delivered(mealie, recipe)
    assert not double.made("PUT .*")


def test_nothing_is_patched(double: MealieDouble, mealie: Mealie) -> None:
    """A PATCH of lines without a reference id ruins the recipe for good."""
    recipe = from_anywhere()
    reference = delivered(mealie, recipe)
    mealie.complete(reference, replace(recipe, steps=()), picture(), update=True, deadline=deadline())
    assert not double.made("PATCH .*")


def test_the_dummy_lines_of_mealie_are_gone(double: MealieDouble, mealie: Mealie) -> None:
    steps_only = double.recipes[delivered(mealie, replace(from_anywhere(), ingredients=()))]
    lines_only = double.recipes[delivered(mealie, replace(from_anywhere(), steps=()))]
    assert steps_only["recipeIngredient"] == []
    assert lines_only["recipeInstructions"] == []


def test_a_name_that_another_recipe_has_is_no_obstacle(double: MealieDouble, mealie: Mealie) -> None:
    """Mealie calls the second one "Carrot soup (1)", and refuses a PUT with a name that is taken."""
    taken, mine = from_anywhere(), replace(from_anywhere(), title="Stew")
    delivered(mealie, taken)
    reference = delivered(mealie, mine)
    renamed = replace(mine, title=taken.title, steps=(Step("Anew."),))
    mealie.complete(reference, renamed, None, update=True, deadline=deadline())
    assert double.recipes[reference]["name"] == "Stew"
    assert double.recipes[reference]["recipeInstructions"][0]["text"] == "Anew."


def test_a_number_behind_the_name_stays(double: MealieDouble, mealie: Mealie) -> None:
    delivered(mealie, from_anywhere())
    recipe = from_anywhere()
    reference = delivered(mealie, recipe)
    mealie.complete(reference, recipe, None, update=True, deadline=deadline())
    assert double.recipes[reference]["name"] == "Carrot soup (1)"


def test_a_line_that_the_cook_had_parsed_is_plain_again_after_an_update(
    double: MealieDouble, mealie: Mealie
) -> None:
    recipe = from_anywhere()
    reference = delivered(mealie, recipe)
    line = double.recipes[reference]["recipeIngredient"][0]
    line |= {"quantity": 500, "food": {"id": "f1", "name": "carrots"}, "note": ""}
    mealie.complete(reference, recipe, None, update=True, deadline=deadline())
    line = double.recipes[reference]["recipeIngredient"][0]
    assert (line["quantity"], line["food"], line["note"]) == (0, None, "500 g carrots")


def test_newer_versions_keep_the_number_of_servings_by_itself(double: MealieDouble, mealie: Mealie) -> None:
    recipe = from_anywhere()
    reference = delivered(mealie, recipe)
    double.recipes[reference]["recipeServings"] = 1
    mealie.complete(reference, recipe, None, update=True, deadline=deadline())
    found = double.recipes[reference]
    assert (found["recipeServings"], found["recipeYield"]) == (4, "4 bowls")


def test_times_and_nutrition_are_updated(double: MealieDouble, mealie: Mealie) -> None:
    recipe = from_anywhere()
    reference = delivered(mealie, recipe)
    mealie.complete(
        reference, replace(recipe, prep_minutes=61, cook_minutes=120), None, update=True, deadline=deadline()
    )
    found = double.recipes[reference]
    assert (found["prepTime"], found["performTime"]) == ("1 hour 1 minute", "2 hours")
    assert found["nutrition"] == {
        "calories": "210",
        "carbohydrateContent": "30",
        "fatContent": "7.5",
        "proteinContent": "4",
    }


def test_of_two_recipes_from_one_source_ours_is_the_newer(mealie: Mealie) -> None:
    recipe = from_anywhere()
    mealie.create("cook/1", recipe, deadline=deadline())
    newer = mealie.create("cook/1", recipe, deadline=deadline())
    assert mealie.find("cook/1", recipe, deadline=deadline()) == newer


def test_a_picture_is_looked_for_where_it_would_be(double: MealieDouble, mealie: Mealie) -> None:
    """Every recipe that was imported says that it has one."""
    recipe = from_anywhere()
    reference = delivered(mealie, recipe)
    assert double.recipes[reference]["image"]
    double.pictures[reference] = b"the cook's own"
    mealie.complete(reference, recipe, picture(), update=False, deadline=deadline())
    assert double.pictures[reference] == b"the cook's own"


def test_a_field_that_is_refused_is_named(double: MealieDouble, mealie: Mealie) -> None:
    detail = [{"type": "missing", "loc": ["body", "data"], "msg": "Field required", "input": {}}]
    double.fail("POST .*", "answer", reply=Reply.of_json(422, {"detail": detail}))
    with pytest.raises(Permanent) as caught:
        mealie.create("cook/1", from_anywhere(), deadline=deadline())
    assert "“body › data”: Field required." in caught.value.sentence


def test_a_recipe_that_may_not_be_changed_is_no_reason_to_try_again(
    double: MealieDouble, mealie: Mealie
) -> None:
    recipe = from_anywhere()
    reference = delivered(mealie, recipe)
    denied = {"detail": {"message": "Permission Denied", "error": True, "exception": None}}
    double.fail("PUT .*", "answer", reply=Reply.of_json(403, denied))
    with pytest.raises(Permanent) as caught:
        mealie.complete(reference, replace(recipe, steps=()), None, update=True, deadline=deadline())
    assert caught.value.code == "target_permission"


def test_the_link_names_the_group(double: MealieDouble, mealie: Mealie) -> None:
    recipe = from_anywhere()
    reference = mealie.create("cook/1", recipe, deadline=deadline())
    done = mealie.complete(reference, recipe, None, update=False, deadline=deadline())
    assert done.recipe_url == f"{double.url}/g/home/r/carrot-soup"


@pytest.mark.parametrize("blob", [None, picture()], ids=["plain", "with a picture"])
@pytest.mark.parametrize("update", [True, False])
def test_a_recipe_that_the_cook_calls_by_an_emoji_is_as_good_as_any(
    double: MealieDouble, mealie: Mealie, update: bool, blob: Blob | None
) -> None:
    """Its slug is empty, so it is named by its id, by which it takes no picture."""
    taken, mine = from_anywhere(), replace(from_anywhere(), title="Stew")
    delivered(mealie, taken)
    reference = delivered(mealie, mine)
    double.recipes[reference] |= {"name": "🥘", "slug": "", "recipeIngredient": []}

    again = replace(mine, title=taken.title)
    found = mealie.complete(reference, again, blob, update=update, deadline=deadline())

    assert found.recipe_url == f"{double.url}/g/home/r/{reference}"
    assert found.warnings == (("picture_missing",) if blob else ())


def test_a_name_that_is_long_in_other_letters_makes_a_longer_slug(
    double: MealieDouble, mealie: Mealie
) -> None:
    """Mealie spells 麻婆豆腐 as `ma-po-dou-fu`."""
    recipe = replace(from_anywhere(), title="麻婆豆腐" * 75)
    assert double.recipes[delivered(mealie, recipe)]["name"] == recipe.title


def test_a_group_whose_name_has_no_letters_is_no_obstacle(double: MealieDouble, mealie: Mealie) -> None:
    nameless = Reply.of_json(200, {"id": "u1", "groupSlug": ""})
    double.fail("GET /api/users/self", "answer", reply=nameless)
    assert delivered(mealie, from_anywhere()) in double.recipes


@pytest.mark.parametrize(
    ("version", "ready"),
    [
        ("v1.12.0", False),
        ("1.0.0-RC1.1", False),
        ("v0.5.6", False),
        ("v2.0.0", True),
        ("v10.1", True),
        ("nightly", True),
    ],
)
def test_health_knows_which_mealie_has_the_import(
    double: MealieDouble, mealie: Mealie, version: str, ready: bool
) -> None:
    """It came with 2.0; a version that is no number is newer than that."""
    double.version = version
    health = mealie.health(deadline())
    assert (health.reachable, health.version, health.may_write) == (True, version, ready)
    assert ("needs Mealie 2.0 or newer" in health.sentence) is not ready
