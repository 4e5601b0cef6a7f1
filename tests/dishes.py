"""Recipes to try things with: one as cooks write them, and whatever hypothesis can think of."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from hypothesis import strategies as st

from instarecipe.domain.recipe import Ingredient, Nutrition, Recipe, Step

SOUP = Recipe(
    title="Carrot soup",
    description="Warm & bright.",
    ingredients=(
        Ingredient("500 g carrots", 500, None, "g", "carrots"),
        Ingredient("2-3 onions, chopped", 2, 3, None, "onions", "chopped"),
        Ingredient("salt", None, None, None, "salt"),
        Ingredient("1 T parsley", 1, None, "T", "parsley", None, "To serve"),
    ),
    steps=(
        Step("Fry the onions until they are soft."),
        Step("Add the carrots and cover with water.\nCook for 20 minutes."),
        Step("Strew the parsley over it.", "To serve"),
    ),
    servings=4,
    servings_text="4 bowls",
    prep_minutes=10,
    cook_minutes=25,
    keywords=("soup", "vegan"),
    nutrition=Nutrition(210, 30, 7.5, 4),
)


def from_anywhere(recipe: Recipe = SOUP) -> Recipe:
    """From a source that no other test has."""
    return replace(recipe, source_url=f"https://www.instagram.com/p/{uuid4().hex}/")


amounts = st.one_of(
    st.none(), st.floats(), st.floats(0, 10_000), st.integers(-5, 10_000).map(float), st.just(1e300)
)
short = st.one_of(st.none(), st.text(max_size=40), st.text(max_size=700))
ingredients = st.builds(
    Ingredient,
    original=st.text(max_size=700),
    amount=amounts,
    amount_max=amounts,
    unit=short,
    food=short,
    note=short,
    group=short,
)
steps = st.builds(Step, text=st.text(max_size=3000), group=short)
minutes = st.one_of(st.none(), st.integers(-10, 10**12))
recipes = st.builds(
    Recipe,
    title=st.text(max_size=600),
    ingredients=st.lists(ingredients, max_size=6).map(tuple),
    steps=st.lists(steps, max_size=4).map(tuple),
    description=st.one_of(st.none(), st.text(max_size=2000)),
    servings=st.one_of(st.none(), st.integers(-3, 10**12)),
    servings_text=short,
    prep_minutes=minutes,
    cook_minutes=minutes,
    total_minutes=minutes,
    keywords=st.lists(st.text(max_size=100), max_size=5).map(tuple),
    language=st.one_of(st.none(), st.text(max_size=5)),
    nutrition=st.one_of(st.none(), st.builds(Nutrition, amounts, amounts, amounts, amounts)),
    author=short,
    image=short,
    source_url=st.one_of(st.just(""), st.text(max_size=2000)),
)
