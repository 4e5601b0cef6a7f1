"""What every recipe manager owes a recipe: it arrives once, whole, and unchanged in meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings

from instarecipe.domain.errors import Permanent
from instarecipe.domain.recipe import Ingredient, Recipe, Step
from instarecipe.ports import Blob
from tests.contract.kitchens import DOUBLES, REAL, Kitchen, deadline, kitchen, picture
from tests.dishes import SOUP, from_anywhere, recipes


@pytest.fixture(params=[*DOUBLES, *REAL])
def at(request: pytest.FixtureRequest) -> Iterator[Kitchen]:
    with kitchen(request.param) as found:
        yield found


def test_a_recipe_arrives_whole(at: Kitchen) -> None:
    recipe = from_anywhere()
    delivered = at.deliver("cook/1", recipe, picture())
    dish = at.see(delivered.reference)
    assert dish.title == recipe.title
    assert sorted(dish.lines) == sorted(one.original for one in recipe.ingredients)
    assert dish.headings == ["To serve"]
    assert dish.steps == [step.text for step in recipe.steps]
    assert dish.source == recipe.source_url
    assert dish.has_picture
    assert delivered.warnings == ()


def test_the_link_leads_to_the_recipe(at: Kitchen) -> None:
    delivered = at.deliver("cook/1", from_anywhere())
    found = at.see(delivered.reference).raw
    assert delivered.recipe_url.endswith((f"/recipe/{found['id']}", f"/r/{found.get('slug')}"))
    assert delivered.tandoor_url == (delivered.recipe_url if at.target.name == "tandoor" else None)


def test_a_recipe_is_found_by_its_source_and_not_by_its_name(at: Kitchen) -> None:
    mine, other = from_anywhere(), from_anywhere()
    assert at.target.find("cook/1", mine, deadline=deadline()) is None
    at.create("cook/2", other)
    assert at.target.find("cook/1", mine, deadline=deadline()) is None
    reference = at.create("cook/1", mine)
    assert at.target.find("cook/1", mine, deadline=deadline()) == reference


def test_a_recipe_is_found_although_the_cook_renamed_it(at: Kitchen) -> None:
    recipe = from_anywhere()
    reference = at.create("cook/1", recipe)
    renamed = replace(recipe, title="Grandmother's soup")
    at.target.complete(reference, renamed, None, update=True, deadline=deadline())
    assert at.target.find("cook/1", recipe, deadline=deadline()) == reference


def test_pasted_recipes_of_one_name_are_told_apart(at: Kitchen) -> None:
    """They have no source, but each has its item."""
    one, two = f"cook/{uuid4()}", f"cook/{uuid4()}"
    first = at.create(one, SOUP)
    assert at.target.find(two, SOUP, deadline=deadline()) is None
    second = at.create(two, SOUP)
    assert at.target.find(one, SOUP, deadline=deadline()) == first
    assert at.target.find(two, SOUP, deadline=deadline()) == second


@pytest.mark.parametrize(
    "query", ["?a=1&copy=2&section=3", "?x=%22y%22", "?q=ä&r=ö", "?a=b%20c#d", "?lt=<b>&amp;=1", '?q="x"']
)
def test_a_recipe_is_found_and_removed_by_a_source_with_odd_signs(at: Kitchen, query: str) -> None:
    recipe = replace(SOUP, source_url=f"https://example.org/{uuid4().hex}{query}")
    reference = at.create("cook/1", recipe)
    assert at.target.find("cook/1", recipe, deadline=deadline()) == reference
    at.target.complete(reference, recipe, None, update=False, deadline=deadline())
    assert at.target.find("cook/1", recipe, deadline=deadline()) == reference
    at.target.delete(reference, made_from=recipe.source_url, deadline=deadline())
    assert at.target.find("cook/1", recipe, deadline=deadline()) is None


def test_completing_again_changes_nothing(at: Kitchen) -> None:
    recipe = from_anywhere()
    first = at.deliver("cook/1", recipe, picture())
    before = at.see(first.reference)
    second = at.target.complete(first.reference, recipe, picture(), update=False, deadline=deadline())
    assert second == first
    assert at.see(first.reference) == before


def test_an_update_replaces_the_recipe(at: Kitchen) -> None:
    recipe = from_anywhere()
    reference = at.deliver("cook/1", recipe, picture()).reference
    better = replace(
        recipe,
        title="Carrot and ginger soup",
        ingredients=(Ingredient("30 g ginger", 30, None, "g", "ginger"),),
        steps=(Step("Grate the ginger."), Step("Wait.")),
        servings=6,
        servings_text="6 cups",
    )
    delivered = at.target.complete(reference, better, picture("PNG"), update=True, deadline=deadline())
    dish = at.see(reference)
    assert (dish.title, dish.lines, dish.headings) == (better.title, ["30 g ginger"], [])
    assert dish.steps == ["Grate the ginger.", "Wait."]
    assert dish.has_picture
    assert delivered.reference == reference
    assert at.target.find("cook/1", recipe, deadline=deadline()) == reference


def test_a_deleted_recipe_is_gone_and_deleting_it_again_is_fine(at: Kitchen) -> None:
    recipe = from_anywhere()
    reference = at.create("cook/1", recipe)
    at.target.delete(reference, deadline=deadline())
    at.target.delete(reference, deadline=deadline())
    assert at.target.find("cook/1", recipe, deadline=deadline()) is None
    with pytest.raises(Permanent) as gone:
        at.target.complete(reference, recipe, picture(), update=False, deadline=deadline())
    assert gone.value.code == "recipe_gone"


def test_two_recipes_of_one_name_stand_side_by_side(at: Kitchen) -> None:
    one, two = (at.deliver("cook/1", from_anywhere()) for _ in range(2))
    assert one.reference != two.reference
    assert one.recipe_url != two.recipe_url
    assert at.see(one.reference).steps == at.see(two.reference).steps


TEXTS = {
    "umlauts": "Grüße aus Österreich: Käsknöpfle mit Äpfeln, süß & würzig",
    "emoji": "Pasta 🍝👩‍🍳 yum ❤️ 🇮🇹",
    "fancy letters": "𝗣𝗶𝘇𝘇𝗮 ｆｒｏｍ ｈｏｍｅ",
    "right to left": "شوربة الجزر مع الكمون: וגם בעברית",
    "chinese": "番茄炒蛋，家常做法：将鸡蛋打散。",
    "hindi": "आलू गोभी की सब्ज़ी",
    "jinja": "It costs {{ 7*7 }} or {% for x in y %} or {# note #} or {\\{ 6*7 }}",
    "open brace": "{{ and {% and {a}",
    "markup": "<script>alert(1)</script> <b>bold</b> & a < b and c > d &amp; &copy;",
    "quotes": "\"double\" 'single' `code` \\ backslash / % \u00a0",
    "long": " ".join(["Soup", *(f"word{n}" for n in range(62))]),
}


@pytest.mark.parametrize("name", TEXTS)
def test_foreign_text_arrives_unchanged_in_meaning(at: Kitchen, name: str) -> None:
    text = " ".join(TEXTS[name].split())
    recipe = replace(
        from_anywhere(),
        title=text,
        ingredients=(Ingredient(f"1 {text}", 1, None, None, text[:120]),),
        steps=(Step(f"First: {text}"), Step("Then rest.")),
    )
    delivered = at.deliver("cook/1", recipe)
    dish = at.see(delivered.reference)
    assert dish.title == text or (len(text) > 128 and text in "\n".join(dish.steps))
    assert dish.lines == [f"1 {text}"]
    assert any(f"First: {text}" in step for step in dish.steps)
    assert at.target.find("cook/1", recipe, deadline=deadline()) == delivered.reference


def test_a_title_of_500_characters_stands_somewhere_in_full(at: Kitchen) -> None:
    title = ("Langer Titel über Suppe " * 25)[:500].strip()
    dish = at.see(at.deliver("cook/1", replace(from_anywhere(), title=title)).reference)
    assert title in dish.title or title in dish.steps[0]


def test_a_title_without_letters_is_no_dead_end(at: Kitchen) -> None:
    recipe = replace(from_anywhere(), title="🍕🍕")
    delivered = at.deliver("cook/1", recipe)
    assert at.see(delivered.reference).title.startswith("🍕🍕")
    assert not delivered.recipe_url.endswith("/")


def test_characters_that_no_database_takes_are_left_out(at: Kitchen) -> None:
    recipe = replace(
        from_anywhere(),
        title="So\x00up\ud800",
        ingredients=(Ingredient("1 car\x00rot\udfff", 1, None, None, "car\x00rot"),),
        steps=(Step("Cook\x00 it\x07.\r\nServe."),),
    )
    dish = at.see(at.deliver("cook/1", recipe).reference)
    assert (dish.title, dish.lines, dish.steps) == ("Soup", ["1 carrot"], ["Cook it.\nServe."])


def test_a_hundred_new_foods_arrive(at: Kitchen) -> None:
    tag = uuid4().hex[:8]
    foods = [f"Zutat {tag} {n}" for n in range(100)]
    recipe = replace(
        from_anywhere(),
        ingredients=tuple(Ingredient(f"{n} g {food}", n, None, "g", food) for n, food in enumerate(foods, 1)),
    )
    dish = at.see(at.deliver("cook/1", recipe).reference)
    assert sorted(dish.lines) == sorted(one.original for one in recipe.ingredients)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_picture_of_any_kind_arrives(at: Kitchen, kind: str) -> None:
    delivered = at.deliver("cook/1", from_anywhere(), picture(kind))
    assert at.see(delivered.reference).has_picture
    assert delivered.warnings == ()


def test_a_picture_that_cannot_be_read_is_a_warning(at: Kitchen) -> None:
    delivered = at.deliver("cook/1", from_anywhere(), Blob(b"<html>", "image/jpeg"))
    assert delivered.warnings == ("picture_missing",)
    assert not at.see(delivered.reference).has_picture


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe("Nothing but a name"),
        Recipe(""),
        Recipe("x", steps=(Step(""),)),
        Recipe("y", (Ingredient("1 egg"),)),
    ],
    ids=["a name", "nothing", "an empty step", "a line that was not understood"],
)
def test_the_least_of_recipes_arrives(at: Kitchen, recipe: Recipe) -> None:
    found = from_anywhere(recipe)
    delivered = at.deliver("cook/1", found)
    assert at.see(delivered.reference).source == found.source_url


def test_a_recipe_of_the_cooks_own_is_adopted_but_not_changed(at: Kitchen) -> None:
    """The same post, saved by hand before: whoever finds it leaves it as it is."""
    own = replace(from_anywhere(), steps=(Step("My own way to do it."),), ingredients=SOUP.ingredients[:1])
    reference = at.create("cook/1", own)
    ours = replace(SOUP, source_url=own.source_url)
    assert at.target.find("cook/2", ours, deadline=deadline()) == reference
    at.target.complete(reference, ours, None, update=False, deadline=deadline())
    assert at.see(reference).steps == ["My own way to do it."]


def test_health_says_that_the_token_may_write(at: Kitchen) -> None:
    health = at.health(deadline())
    assert (health.reachable, health.may_write) == (True, True)
    assert health.sentence.endswith("is ready.")


@pytest.mark.parametrize("name", DOUBLES)
def test_whatever_a_recipe_holds_it_is_accepted(name: str) -> None:
    with kitchen(name) as found:

        @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
        @given(recipes)
        def accepted(recipe: Recipe) -> None:
            key = f"cook/{uuid4()}"
            reference = found.create(key, recipe)
            found.target.complete(reference, recipe, None, update=True, deadline=deadline())
            found.target.complete(reference, recipe, None, update=False, deadline=deadline())
            assert found.target.find(key, recipe, deadline=deadline()) == reference
            found.target.delete(reference, deadline=deadline())

        accepted()
