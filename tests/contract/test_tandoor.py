"""What only Tandoor does, met by the target; the stand-in behaves as a real 2.6.12 was seen to."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from instarecipe.domain.errors import Failure, Permanent, Transient
from instarecipe.domain.recipe import Ingredient, Step
from instarecipe.uploading.tandoor import Tandoor
from tests.contract.kitchens import deadline, picture
from tests.dishes import SOUP, from_anywhere
from tests.doubles.scripted import Reply
from tests.doubles.tandoor import Tandoor as TandoorDouble


@pytest.fixture
def double() -> Iterator[TandoorDouble]:
    with TandoorDouble() as started:
        yield started


@pytest.fixture
def tandoor(double: TandoorDouble) -> Tandoor:
    return Tandoor(double.url, "secret")


def later() -> float:
    """When no create that was asked for now is still under way."""
    return time.time() + 60


def refusal(tandoor: Tandoor) -> Failure:
    with pytest.raises(Permanent) as caught:
        tandoor.create("cook/1", from_anywhere(), deadline=deadline())
    return caught.value


def bodies(double: TandoorDouble, method: str = "POST") -> list[Any]:
    return [call.json for call in double.made(rf"{method} /api/recipe/(\d+/)?")]


@pytest.mark.parametrize("token", ["wrong", ""])
def test_a_token_that_is_not_known_is_told_from_one_that_may_not_write(
    double: TandoorDouble, token: str
) -> None:
    """Both are 403; only the words differ, and only in English are they these words."""
    assert refusal(Tandoor(double.url, token)).code == "target_token"
    assert refusal(Tandoor(double.url, "reader")).code == "target_permission"
    assert refusal(Tandoor(double.url, "bookmarklet")).code == "target_permission"


@pytest.mark.parametrize(
    ("token", "may_write", "words"),
    [
        ("secret", True, "Tandoor 2.6.12 is ready."),
        ("reader", False, "does not let this token write"),
        ("wrong", False, "refused the token"),
    ],
)
def test_health_knows_the_token(double: TandoorDouble, token: str, may_write: bool, words: str) -> None:
    health = Tandoor(double.url, token).health(deadline())
    assert (health.reachable, health.version, health.may_write) == (True, "2.6.12", may_write)
    assert words in health.sentence


@pytest.mark.parametrize("status", [204, 405, 500])
@pytest.mark.parametrize(("token", "may_write"), [("secret", True), ("wrong", False)])
def test_health_does_without_a_description_of_the_token(
    double: TandoorDouble, status: int, token: str, may_write: bool
) -> None:
    """Some proxies answer OPTIONS by themselves."""
    double.fail("OPTIONS .*", "before", reply=Reply.of_html(status, ""))
    health = Tandoor(double.url, token).health(deadline())
    assert (health.reachable, health.may_write) == (True, may_write)
    assert {call.method for call in double.calls} == {"GET", "OPTIONS"}


def test_health_does_without_a_version(double: TandoorDouble, tandoor: Tandoor) -> None:
    double.version = ""
    assert tandoor.health(deadline()).sentence == "Tandoor is ready."


def test_a_host_that_tandoor_does_not_know_is_a_wrong_address(
    double: TandoorDouble, tandoor: Tandoor
) -> None:
    double.allowed_hosts = {"recipes.example.org"}
    assert refusal(tandoor).code == "target_address"


def test_a_full_space_is_named(double: TandoorDouble, tandoor: Tandoor) -> None:
    double.max_recipes = 1
    tandoor.create("cook/1", from_anywhere(), deadline=deadline())
    assert refusal(tandoor).code == "target_full"


def test_no_id_is_ever_sent(double: TandoorDouble, tandoor: Tandoor) -> None:
    """An id would take over what other recipes use."""
    recipe = from_anywhere()
    reference = tandoor.create("cook/1", recipe, deadline=deadline())
    tandoor.complete(reference, recipe, picture(), update=True, deadline=deadline())
    for body in (*bodies(double), *bodies(double, "PATCH")):
        assert '"id"' not in json.dumps(body)


def test_a_field_that_is_too_long_for_this_tandoor_is_shortened_once(
    double: TandoorDouble, tandoor: Tandoor
) -> None:
    errors = {"name": ["Ensure this field has no more than 6 characters."]}
    double.fail("POST /api/recipe/", "answer", reply=Reply.of_json(400, errors))
    tandoor.create("cook/1", from_anywhere(), deadline=deadline())
    first, second = bodies(double)
    assert (first["name"], second["name"]) == ("Carrot soup", "Carro…")
    assert {**first, "name": ""} == {**second, "name": ""}


def test_what_the_recipe_can_do_without_is_left_out_once(double: TandoorDouble, tandoor: Tandoor) -> None:
    errors = {
        "servings": ["A valid integer is required."],
        "nutrition": {"fats": ["A valid number is required"]},
        "keywords": [{}, {"name": ["This field may not be blank."]}],
        "steps": [{"ingredients": [{"unit": {"name": ["Not a valid string."]}, "amount": ["Too hot."]}]}],
    }
    double.fail("POST /api/recipe/", "answer", reply=Reply.of_json(400, errors))
    tandoor.create("cook/1", from_anywhere(), deadline=deadline())
    _, second = bodies(double)
    assert not {"servings", "nutrition", "keywords"} & second.keys()
    line = second["steps"][0]["ingredients"][0]
    assert (line["unit"], line["amount"], line["no_amount"]) == (None, 0, True)


def test_a_field_that_cannot_be_mended_is_named_after_one_call(
    double: TandoorDouble, tandoor: Tandoor
) -> None:
    errors = {"steps": [{}, {"ingredients": [{}, {"food": {"name": ["Is not edible."]}}]}]}
    double.fail("POST /api/recipe/", "answer", reply=Reply.of_json(400, errors))
    failure = refusal(tandoor)
    assert failure.code == "target_refused"
    assert "steps 2 › ingredients 2 › food › name”: Is not edible." in failure.sentence
    assert len(bodies(double)) == 1


def test_a_second_refusal_is_the_last(double: TandoorDouble, tandoor: Tandoor) -> None:
    errors = {"servings": ["A valid integer is required."]}
    for nth in (1, 2):
        double.fail("POST /api/recipe/", "answer", nth=nth, reply=Reply.of_json(400, errors))
    assert "“servings”" in refusal(tandoor).sentence
    assert len(bodies(double)) == 2


@pytest.mark.parametrize("left", ["nothing", "steps"])
def test_what_a_broken_create_left_out_is_filled_in(
    double: TandoorDouble, tandoor: Tandoor, left: str
) -> None:
    recipe = from_anywhere()
    id_ = int(tandoor.create("cook/1", recipe, deadline=deadline()))
    whole = dict(double.recipes[id_])
    double.recipes[id_] |= {"keywords": []} if left == "steps" else {"keywords": [], "steps": []}
    double.clock = later
    tandoor.complete(str(id_), recipe, None, update=False, deadline=deadline())
    assert [step["instruction"] for step in double.recipes[id_]["steps"]] == [
        step["instruction"] for step in whole["steps"]
    ]
    assert double.recipes[id_]["keywords"] == whole["keywords"]
    assert len(double.made("PATCH .*")) == 1


def test_a_race_for_a_new_food_leaves_half_a_recipe_which_is_then_completed(
    double: TandoorDouble, tandoor: Tandoor
) -> None:
    double.food_seconds = 0.05
    recipes = [from_anywhere() for _ in range(6)]

    def create(number: int) -> str | None:
        try:
            return tandoor.create(f"cook/{number}", recipes[number], deadline=deadline())
        except Failure:
            return None

    with ThreadPoolExecutor(6) as pool:
        broken = [number for number, made in enumerate(pool.map(create, range(6))) if made is None]
    assert broken, "the stand-in has lost its race"
    assert any(not recipe["steps"] for recipe in double.recipes.values())
    double.clock = later
    for number in broken:
        reference = tandoor.find(f"cook/{number}", recipes[number], deadline=deadline())
        assert reference
        tandoor.complete(reference, recipes[number], None, update=False, deadline=deadline())
    assert [len(recipe["steps"]) for recipe in double.recipes.values()] == [3] * 6


def test_a_recipe_that_may_still_be_written_is_left_alone_for_a_while(
    double: TandoorDouble, tandoor: Tandoor
) -> None:
    """Else its steps would be there twice: from the create that is slow, and from whoever completes it."""
    recipe = from_anywhere()
    fault = double.fail("POST /api/recipe/", "half")
    with pytest.raises(Transient):
        tandoor.create("cook/1", recipe, deadline=deadline())
    reference = tandoor.find("cook/1", recipe, deadline=deadline())
    assert reference
    with pytest.raises(Transient) as caught:
        tandoor.complete(reference, recipe, None, update=False, deadline=deadline())
    assert (caught.value.code, caught.value.burns) == ("target_settling", False)
    assert 0 < (caught.value.retry_after or 0) <= 20
    double.clock = later
    tandoor.complete(reference, recipe, None, update=False, deadline=deadline())
    assert len(double.recipes[int(reference)]["steps"]) == 3
    assert fault.fired == 1


def test_a_picture_that_was_answered_with_nothing_is_missing(double: TandoorDouble, tandoor: Tandoor) -> None:
    recipe = from_anywhere()
    reference = tandoor.create("cook/1", recipe, deadline=deadline())
    double.loses_pictures = True
    delivered = tandoor.complete(reference, recipe, picture(), update=False, deadline=deadline())
    assert delivered.warnings == ("picture_missing",)


def test_the_picture_that_the_cook_chose_stays(double: TandoorDouble, tandoor: Tandoor) -> None:
    recipe = from_anywhere()
    reference = tandoor.create("cook/1", recipe, deadline=deadline())
    double.recipes[int(reference)]["image"] = "/media/recipes/mine.jpg"
    tandoor.complete(reference, recipe, picture(), update=False, deadline=deadline())
    assert not double.pictures


def test_without_look_ups_by_source_the_name_still_finds(double: TandoorDouble, tandoor: Tandoor) -> None:
    double.lookups_left = 0
    recipe = from_anywhere()
    assert tandoor.find("cook/1", recipe, deadline=deadline()) is None
    reference = tandoor.create("cook/1", recipe, deadline=deadline())
    assert tandoor.find("cook/1", recipe, deadline=deadline()) == reference


def test_a_recipe_that_is_found_by_name_costs_no_look_up(double: TandoorDouble, tandoor: Tandoor) -> None:
    recipe = from_anywhere()
    tandoor.create("cook/1", recipe, deadline=deadline())
    tandoor.find("cook/1", recipe, deadline=deadline())
    assert double.lookups_left == 60


def test_a_fuzzy_search_over_many_pages_finds_the_one(double: TandoorDouble, tandoor: Tandoor) -> None:
    double.fuzzy = True
    recipe = replace(from_anywhere(), title="Carrot soup of the house")
    for number in range(120):
        tandoor.create("x", replace(SOUP, title=f"Soup {number}", steps=(Step("x"),)), deadline=deadline())
    reference = tandoor.create("cook/1", recipe, deadline=deadline())
    assert tandoor.find("cook/1", recipe, deadline=deadline()) == reference
    assert double.lookups_left == 60


def test_of_two_recipes_from_one_source_ours_is_the_newer(tandoor: Tandoor) -> None:
    recipe = from_anywhere()
    tandoor.create("cook/1", recipe, deadline=deadline())
    newer = tandoor.create("cook/1", recipe, deadline=deadline())
    assert tandoor.find("cook/1", recipe, deadline=deadline()) == newer


def test_a_number_that_another_recipe_has_by_now_removes_nothing(
    double: TandoorDouble, tandoor: Tandoor
) -> None:
    """As in a Tandoor that was set up anew."""
    recipe = from_anywhere()
    reference = tandoor.create("cook/1", recipe, deadline=deadline())
    tandoor.delete(reference, made_from="https://example.org/another", deadline=deadline())
    assert list(map(str, double.recipes)) == [reference]
    for _ in range(2):  # gone already is fine
        tandoor.delete(reference, made_from=recipe.source_url, deadline=deadline())
        assert not double.recipes


def test_a_source_that_is_longer_than_tandoor_keeps_is_still_known(
    double: TandoorDouble, tandoor: Tandoor
) -> None:
    recipe = replace(from_anywhere(), source_url="https://example.org/" + "a" * 1500)
    reference = tandoor.create("cook/1", recipe, deadline=deadline())
    tandoor.delete(reference, made_from=recipe.source_url, deadline=deadline())
    assert not double.recipes


def test_braces_neither_compute_nor_spoil_the_rendering(double: TandoorDouble, tandoor: Tandoor) -> None:
    texts = ["{{ 7*7 }}", "{\\{ 7*7 }}", "{% for %}", "{# x #} {{", "{{{{{ 7*7 }}}}}"]
    recipe = replace(from_anywhere(), steps=tuple(map(Step, texts)))
    id_ = int(tandoor.create("cook/1", recipe, deadline=deadline()))
    shown = [step["instructions_markdown"] for step in double.recipes[id_]["steps"]]
    assert not any("49" in text or "Could not parse" in text for text in shown)
    assert "7*7" in shown[0]


def test_words_without_an_end_do_not_hang_the_renderer(double: TandoorDouble, tandoor: Tandoor) -> None:
    recipe = replace(from_anywhere(), steps=(Step("a" * 100_000),), ingredients=(Ingredient("b" * 90_000),))
    id_ = int(tandoor.create("cook/1", recipe, deadline=deadline()))
    stored = double.recipes[id_]["steps"][0]["instruction"]
    assert stored.count("a") == 100_000
    assert stored.count("b") == 90_000
