"""Pages made to hurt a reader, at random and on purpose: they are read or refused, and the text is clean."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instarecipe.domain.errors import Failure
from instarecipe.domain.recipe import to_json
from instarecipe.extraction.given import read_html
from instarecipe.ports import Extracted
from tests.doubles.pages import page

URL = "https://example.com/soup"
SAID = "<p>Just some words that can be read by everybody.</p>"


def survived(html: str) -> Extracted | None:
    """What was read, None when the page was refused; whatever is read can be stored."""
    try:
        found = read_html(html, URL).extracted
    except Failure as failure:
        assert failure.sentence  # noqa: PT017  both ends are fine
        return None
    assert len(found.text.encode()) <= 100_000
    assert "\x00" not in found.text
    json.dumps(to_json(found.recipe) if found.recipe else None, ensure_ascii=False).encode()
    return found


PROPERTIES = st.sampled_from(
    [
        "@type",
        "@id",
        "@graph",
        "@value",
        "name",
        "text",
        "url",
        "image",
        "author",
        "recipeIngredient",
        "ingredients",
        "recipeInstructions",
        "recipeYield",
        "prepTime",
        "totalTime",
        "itemListElement",
        "item",
        "nutrition",
        "calories",
        "keywords",
        "value",
        "unitText",
        "width",
        "mainEntityOfPage",
    ]
)
TEXTS = st.text(max_size=12) | st.sampled_from(
    [
        "Recipe",
        "HowToStep",
        "HowToSection",
        "#a",
        "#b",
        "1. Mix 2. Bake",
        "<li>2 eggs",
        "PT5M",
        "&amp;lt;",
        "For:",
    ]
)
ODD = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PROPERTIES, inner, max_size=6),
    max_leaves=25,
)


@given(st.dictionaries(PROPERTIES, ODD, max_size=8))
def test_json_ld_of_any_shape(node: dict[str, Any]) -> None:
    recipe = {**node, "@type": "Recipe", "@id": "#a"}

    survived(page(f'{SAID}<script type="application/ld+json">{json.dumps(recipe)}</script>'))


PIECES = """
<div itemscope itemtype=http://schema.org/Recipe> | <b itemprop=name> | <li itemprop=recipeIngredient> |
<p itemprop=recipeInstructions> | </div> | </li> | <ul> | </ul> | <h2>Ingredients | <h3>Method | </h2> |
<table><tr><td> | <div class=wprm-recipe-container> | <div class=wprm-recipe-ingredients-container> |
<br> | <!-- | --> | <script> | </script> | <script type=application/ld+json>{recipe | <article> |
<body> | <base href='http://[x'> | <meta charset=utf-7> | <title> | &#xD800; | &#0; | 2 eggs | Mix it.
"""
MARKUP = st.lists(st.sampled_from(PIECES.split("|")) | st.text(max_size=8), max_size=40).map("".join)


@given(MARKUP)
def test_markup_of_any_shape(html: str) -> None:
    survived(html)


@given(st.text(st.characters(codec=None)))
def test_any_text(html: str) -> None:
    survived(html)


RECIPE = {"@type": "Recipe", "name": "Soup", "recipeIngredient": ["1 onion"], "recipeInstructions": "Simmer."}
CIRCLE = {"@id": "#c", "@type": "HowToSection", "itemListElement": [{"@id": "#c"}] * 400}


def data(value: Any) -> str:
    content = value if isinstance(value, str) else json.dumps(value)
    return page(f'{SAID}<script type="application/ld+json">{content}</script>')


HUGE = {
    "nested elements": SAID + "<div>" * 1_000_000,
    "nested JSON": data("[" * 1_000_000),
    "nested recipe": data('{"@type": "Recipe", "recipeInstructions": ' + "[" * 900 + "]" * 900 + "}"),
    "references in circles": data(
        {
            "@graph": [
                {**RECIPE, "recipeIngredient": [{"@id": "#c"}] * 400, "image": [{"@id": "#c"}] * 50},
                CIRCLE,
            ]
        }
    ),
    "many recipes": data([RECIPE] * 20_000),
    "many ingredients": data({**RECIPE, "recipeIngredient": ["1 cup of it"] * 100_000}),
    "broken for long": data('{"@type": "Recipe", "recipeIngredient": ["' + 'a "b" c, ' * 200_000),
    "one long text": SAID + "<p>" + "word " * 1_000_000,
    "one long word": SAID + "x" * 5_000_000,
    "many list entries": SAID + "<li>1 a" * 200_000,
    "open scripts": SAID + "<script" * 700_000,
    "open quotes": SAID + "<a href='" * 500_000,
    "a steep yield": data({**RECIPE, "recipeYield": "9" * 1_000_000, "prepTime": "9" * 1_000_000}),
}


@pytest.mark.parametrize("name", HUGE)
def test_a_huge_page(name: str) -> None:
    survived(HUGE[name])


def test_a_circle_of_references_costs_only_itself() -> None:
    found = survived(HUGE["references in circles"])

    assert found is not None
    assert "words that can be read" in found.text
