"""recipe-scrapers: asked about sites that it knows, with the page in hand, never trusted to succeed."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest
import recipe_scrapers

from instarecipe.extraction import sites
from instarecipe.extraction.page import read_page
from tests.doubles.pages import json_ld, page

KNOWN = "https://www.cookieandkate.com/soup/"
SOUP = {
    "@context": "https://schema.org",
    "@type": "Recipe",
    "name": "Soup",
    "recipeYield": "4 Portionen",
    "recipeIngredient": ["1 onion", "1 l stock"],
    "recipeInstructions": [
        {
            "@type": "HowToSection",
            "name": "Base",
            "itemListElement": [{"@type": "HowToStep", "text": "Fry."}],
        },
        {
            "@type": "HowToSection",
            "name": "Rest",
            "itemListElement": [{"@type": "HowToStep", "text": "Simmer."}],
        },
    ],
}


def test_every_site_that_the_library_knows_is_recognised_by_its_host() -> None:
    assert [host for host in recipe_scrapers.SCRAPERS if not sites.may_know(host)] == []


@pytest.mark.parametrize(
    "url", ["https://example.com/", "http://samples.invalid/blog", "pasted:0123", "", "https://[bad"]
)
def test_other_addresses_are_not_its_business(url: str) -> None:
    assert sites.node(page(json_ld(SOUP)), url) is None


def test_a_known_site_is_read_by_its_rules_and_completed_by_the_page_s_own_data() -> None:
    found = read_page(page(json_ld(SOUP)), KNOWN)

    assert found.via == "site"
    assert found.recipe is not None
    assert [ingredient.original for ingredient in found.recipe.ingredients] == ["1 onion", "1 l stock"]
    assert [(step.group, step.text) for step in found.recipe.steps] == [("Base", "Fry."), ("Rest", "Simmer.")]
    assert (found.recipe.servings, found.recipe.servings_text) == (4, "4 Portionen")


@pytest.mark.parametrize(
    "html", ["<html>", page("<p>We moved house, and all our recipes are gone now.</p>") * 2]
)
def test_a_known_site_without_its_recipe_falls_back_to_our_own_reading(html: str) -> None:
    assert sites.node(html, KNOWN) is not None
    assert read_page(f"{html}<p>There is nothing to cook on this page.</p>", KNOWN).via == "page"


def test_the_library_is_loaded_for_known_sites_only_and_leaves_the_log_alone() -> None:
    program = """
import logging, sys
from instarecipe.extraction.page import read_page
html = "<p>Just some words to read, and nothing to cook.</p>"
read_page(html, "https://example.com/")
assert "recipe_scrapers" not in sys.modules
read_page(html, "https://www.cookieandkate.com/soup/")
assert "recipe_scrapers" in sys.modules
assert logging.getLogger().handlers == []
"""

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_warnings_of_the_library_are_its_own(recwarn: pytest.WarningsRecorder) -> None:
    sites.node(page(json_ld(SOUP)), KNOWN)

    assert logging.getLogger("recipe_scrapers").handlers == []
    assert list(recwarn) == []
