"""Recipe cards, lists under headings, and what a page without a recipe says."""

from __future__ import annotations

from typing import Any

import pytest

from instarecipe.domain.errors import Failure
from instarecipe.domain.recipe import Recipe
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


def lines(recipe: Recipe) -> list[str]:
    return [ingredient.original for ingredient in recipe.ingredients]


def steps(recipe: Recipe) -> list[str]:
    return [step.text for step in recipe.steps]


def groups(recipe: Recipe) -> list[str | None]:
    return [ingredient.group for ingredient in recipe.ingredients]


WPRM = """
<div class="wprm-recipe-container"><h2 class="wprm-recipe-name">Pancakes</h2>
<div class="wprm-recipe-ingredients-container">
<h4 class="wprm-recipe-group-name">Dough</h4><ul><li>▢ 200 g flour</li><li>▢ 300 ml milk</li></ul>
<h4 class="wprm-recipe-group-name">To serve</h4><ul><li>▢ 2 eggs</li></ul></div>
<div class="wprm-recipe-instructions-container">
<ul><li>Whisk everything.</li><li>Fry in butter.</li></ul></div>
</div>"""


def test_a_recipe_card_adds_the_groups_that_json_ld_cannot_tell() -> None:
    recipe = recipe_of(page(WPRM + json_ld(PANCAKES)))

    assert lines(recipe) == ["200 g flour", "300 ml milk", "2 eggs"]
    assert groups(recipe) == ["Dough", "Dough", "To serve"]


@pytest.mark.parametrize(
    "html",
    [
        WPRM,
        """<div class="tasty-recipes"><h2 class="tasty-recipes-title">Pancakes</h2>
        <div class="tasty-recipes-ingredients"><h3>Ingredients</h3><h4>Dough</h4><ul><li>200 g flour</li>
        <li>300 ml milk</li></ul><h4>To serve</h4><ul><li>2 eggs</li></ul></div>
        <div class="tasty-recipes-instructions">
        <ol><li>Whisk everything.</li><li>Fry in butter.</li></ol></div></div>""",
        """<div class="hrecipe"><b class="fn">Pancakes</b><p class="ingredient">200 g flour</p>
        <p class="ingredient">300 ml milk</p><p class="ingredient">2 eggs</p>
        <div class="instructions"><p>Whisk everything.</p><p>Fry in butter.</p></div></div>""",
    ],
    ids=["WP Recipe Maker", "Tasty", "hRecipe"],
)
def test_a_recipe_card_alone_is_enough(html: str) -> None:
    recipe = recipe_of(page(html))

    assert recipe.title == "Pancakes"
    assert lines(recipe) == ["200 g flour", "300 ml milk", "2 eggs"]
    assert steps(recipe) == ["Whisk everything.", "Fry in butter."]


HEADED = """
<h1>Omas Pfannkuchen</h1><p>Die gab es bei uns jeden Sonntag, mit Apfelmus und ganz viel Zimt.</p>
<h2>Zutaten für 4 Personen</h2><h3>Für den Teig</h3><ul><li>200 g Mehl</li><li>300 ml Milch</li></ul>
<h3>Außerdem</h3><ul><li>2 EL Butter</li></ul>
<h2>Zubereitung</h2>
<ol><li>Alles in einer großen Schüssel verrühren.</li><li>In Butter goldbraun backen.</li></ol>
<h2>Das könnte dir auch schmecken</h2><ul><li>Waffeln mit heißen Kirschen</li></ul>"""


def test_lists_under_headings_are_a_recipe() -> None:
    found = read_page(page(HEADED, lang="de", head="<title>Omas Pfannkuchen | Kochblog</title>"), URL)

    assert found.recipe is not None
    assert found.recipe.title == "Omas Pfannkuchen"
    assert lines(found.recipe) == ["200 g Mehl", "300 ml Milch", "2 EL Butter"]
    assert groups(found.recipe) == ["Für den Teig", "Für den Teig", "Außerdem"]
    assert steps(found.recipe) == ["Alles in einer großen Schüssel verrühren.", "In Butter goldbraun backen."]


@pytest.mark.parametrize("lists", [{}, {"recipeIngredient": "200 g Mehl 300 ml Milch 2 EL Butter " * 5}])
def test_lists_under_headings_complete_poor_data(lists: dict[str, Any]) -> None:
    data = {"@type": "Recipe", "name": "Pfannkuchen", "prepTime": "PT5M", **lists}

    recipe = recipe_of(page(HEADED + json_ld(data), lang="de"))

    assert (recipe.title, recipe.prep_minutes) == ("Pfannkuchen", 5)
    assert (len(recipe.ingredients), len(recipe.steps)) == (3, 2)


def test_data_that_only_names_the_foods_gives_way_to_the_page_s_list() -> None:
    named = ["Mehl", "Milch", "Butter, Bio, 250-g-Stück"]
    data = {**PANCAKES, "name": "Pfannkuchen", "recipeIngredient": named}

    recipe = recipe_of(page(HEADED + json_ld(data), lang="de"))

    assert lines(recipe) == ["200 g Mehl", "300 ml Milch", "2 EL Butter"]
    assert steps(recipe) == PANCAKES["recipeInstructions"]


CELLS = """
<h1>Quince jam</h1><h2>Ingredients</h2>{rows}
<h2>Here’s how to make it</h2>
<ol><li>Boil the quinces with the sugar until they are soft.</li><li>Fill the jam into hot jars.</li></ol>
<p>Sign up to our newsletter, or have a look at all that the other cooks have to say about quinces.</p>"""


@pytest.mark.parametrize(
    "rows",
    [
        "<ul><li><b>1</b><p>kg quinces</p></li><li><b>500</b><p>g sugar</p></li></ul>",
        "<div><div>1 kg</div><div>quinces</div><div>500 g</div><div>sugar</div></div>",
    ],
)
def test_amounts_and_foods_in_cells_of_their_own_are_one_line(rows: str) -> None:
    recipe = recipe_of(page(CELLS.format(rows=rows)))

    assert lines(recipe) == ["1 kg quinces", "500 g sugar"]


def test_what_stands_behind_a_list_of_steps_is_no_step() -> None:
    rows = "<ul><li>1 kg quinces</li><li>500 g sugar</li></ul>"

    recipe = recipe_of(page(CELLS.format(rows=rows)))

    assert len(recipe.steps) == 2


def test_steps_under_headings_of_their_own_are_one_method() -> None:
    rows = "<h2>Ingredients</h2><ul><li>1 kg quinces</li><li>500 g sugar</li></ul>"
    told = ["Boil the quinces with the sugar until they are soft.", "Fill the jam into hot jars at once."]
    headed = "".join(f"<h3>Step {number}</h3><p>{step}</p>" for number, step in enumerate(told, 1))

    recipe = recipe_of(page(f"<h1>Quince jam</h1>{rows}{headed}"))

    assert steps(recipe) == told


JAM = "<ul><li>1 kg quinces</li><li>500 g sugar</li></ul>"
BOILED = "Boil the quinces with the sugar for 20 minutes until they are soft."
FILLED = "Stir in the lemon juice, fill the jam into hot jars and close them at once."


def test_a_recipe_without_any_heading_is_found_by_its_lines() -> None:
    recipe = recipe_of(
        page(
            "<h1>Quince jam</h1><p>My grandmother had a tree full of them behind the house.</p>"
            "<p>1 kg quinces</p><p>500 g sugar</p><p>2 tbsp lemon juice</p>"
            f"<p>{BOILED}</p><p>{FILLED}</p><h2>More from the garden</h2><p>Pears keep until spring.</p>"
        )
    )

    assert lines(recipe) == ["1 kg quinces", "500 g sugar", "2 tbsp lemon juice"]
    assert steps(recipe) == [BOILED, FILLED]


def test_a_method_under_a_heading_that_says_nothing_is_found() -> None:
    body = f"<h2>Ingredients</h2>{JAM}<h2>A jar full of autumn</h2><p>{BOILED}</p><p>{FILLED}</p>"

    assert steps(recipe_of(page(f"<h1>Quince jam</h1>{body}"))) == [BOILED, FILLED]


def test_a_heading_may_name_the_dish_first() -> None:
    body = (
        f"<h2>Quince jam – the ingredients</h2>{JAM}<h2>Quince jam: Method</h2><p>{BOILED}</p><p>{FILLED}</p>"
    )

    recipe = recipe_of(page(f"<h1>Quince jam</h1>{body}"))

    assert (lines(recipe), steps(recipe)) == (["1 kg quinces", "500 g sugar"], [BOILED, FILLED])


def test_rows_built_of_boxes_are_one_line_each() -> None:
    row = '<div class="row"><input type="checkbox"><div><div>{}</div><div>{}</div><div>{}</div></div></div>'
    parts = [("1 kg", "quinces", "(ripe)"), ("500 g", "sugar", ""), ("2 tbsp", "lemon juice", "")]
    rows = "".join(row.format(*part) for part in parts)

    recipe = recipe_of(page(CELLS.format(rows=f"<p>makes 4 jars</p><div>{rows}</div>")))

    assert lines(recipe) == ["1 kg quinces (ripe)", "500 g sugar", "2 tbsp lemon juice"]


def test_the_list_in_ounces_is_not_read_behind_the_one_in_grams() -> None:
    grams = "<ul><li>450 g quinces</li><li>225 g sugar</li><li>2 tbsp lemon juice</li></ul>"
    ounces = "<ul><li>1 lb quinces</li><li>8 oz sugar</li><li>2 tbsp lemon juice</li></ul>"

    recipe = recipe_of(page(CELLS.format(rows=grams + ounces)))

    assert lines(recipe) == ["450 g quinces", "225 g sugar", "2 tbsp lemon juice"]


def test_marks_and_newsletters_are_no_ingredients() -> None:
    marks = "<ul><li>Easy</li><li>Vegan</li></ul>"
    letter = '<div class="newsletter-signup"><p>Sign up to our newsletter</p></div>'

    recipe = recipe_of(page(CELLS.format(rows=marks + JAM + letter)))

    assert lines(recipe) == ["1 kg quinces", "500 g sugar"]


@pytest.mark.parametrize("heading", ["FOR THE SYRUP", "For the syrup", "Syrup", "## Syrup"])
def test_a_group_needs_no_colon(heading: str) -> None:
    listed = ["1 kg quinces", heading, "500 g sugar", "200 ml water"]

    recipe = recipe_of(page(json_ld({**PANCAKES, "recipeIngredient": listed})))

    assert lines(recipe) == ["1 kg quinces", "500 g sugar", "200 ml water"]
    assert [(group or "").lower().removeprefix("for the ") for group in groups(recipe)] == [
        "",
        "syrup",
        "syrup",
    ]


def test_data_that_stops_early_gives_way_to_the_page_s_lists() -> None:
    cut = {**PANCAKES, "recipeIngredient": ["200 g Mehl"], "recipeInstructions": ["Alles verrühren."]}
    told = ["Alles verrühren.", "Den Teig 10 Minuten ruhen lassen.", "In Butter goldbraun backen."]
    listed = "".join(f"<li>{step}</li>" for step in told)
    rows = "<ul><li>200 g Mehl</li><li>300 ml Milch</li><li>2 EL Butter</li></ul>"

    recipe = recipe_of(page(f"<h2>Zutaten</h2>{rows}<h2>Zubereitung</h2><ol>{listed}</ol>{json_ld(cut)}"))

    assert (lines(recipe), steps(recipe)) == (["200 g Mehl", "300 ml Milch", "2 EL Butter"], told)


def test_an_article_in_the_data_gives_way_to_the_method_on_the_page() -> None:
    praise = [f"Nobody in our street has ever forgotten the jam of {year}." for year in range(1990, 1998)]
    data = {**PANCAKES, "recipeInstructions": [*praise, BOILED, FILLED]}
    method = f"<h2>Method</h2><ol><li>{BOILED}</li><li>{FILLED}</li></ol>"

    assert steps(recipe_of(page(f"<h2>Ingredients</h2>{JAM}{method}{json_ld(data)}"))) == [BOILED, FILLED]


def test_a_line_that_breaks_behind_its_amount_is_one() -> None:
    recipe = recipe_of(
        page(json_ld({**PANCAKES, "recipeIngredient": ["2 \nbay leaves", "1 l\nstock", "salt"]}))
    )

    assert lines(recipe) == ["2 bay leaves", "1 l stock", "salt"]


@pytest.mark.parametrize(
    ("head", "heading"),
    [
        ("<title>Quince jam | Good Jams</title>", "<h1>Good Jams</h1>"),
        ("<title>Quince jam - Recipes - Good Jams</title>", "<h1>All our recipes</h1>"),
        ('<meta property="og:title" content="Quince jam – Recipe">', ""),
        ("<title>Quince jam | Good Jams</title>", "<h1>Quince jam by Good Jams</h1>"),
        ("<title>Quince jam (4.8/5) | Good Jams</title>", "<h1>Quince jam</h1>"),
    ],
)
def test_a_title_names_neither_the_site_nor_its_kind(head: str, heading: str) -> None:
    site = '<meta property="og:site_name" content="Good Jams">'

    recipe = recipe_of(page(f"{heading}{CELLS.format(rows=JAM).partition('</h1>')[2]}", head=site + head))

    assert recipe.title == "Quince jam"


@pytest.mark.parametrize("url", ["", "http://[", "pasted:0123", "https://jams.example:99999/"])
def test_an_odd_address_hinders_nobody(url: str) -> None:
    assert read_page(page(json_ld(PANCAKES)), url).title == PANCAKES["name"]


@pytest.mark.parametrize("name", ["Quince jam - (4.8/5)", "Quince jam – Recipe"])
def test_a_name_in_the_data_is_no_rating(name: str) -> None:
    assert recipe_of(page(json_ld({**PANCAKES, "name": name}))).title == "Quince jam"


def test_a_recipe_without_a_method_still_tells_the_rest_of_the_page() -> None:
    data = {key: value for key, value in PANCAKES.items() if key != "recipeInstructions"}

    found = read_page(page("<p>Whisk it all and fry it, that is the whole secret.</p>" + json_ld(data)), URL)

    assert found.recipe is not None
    assert "that is the whole secret" in found.text


def test_the_text_holds_all_that_the_recipe_says() -> None:
    text = read_page(page(json_ld({**PANCAKES, "recipeYield": "4 people"})), URL).text

    for told in ("Pancakes", "4 people", "200 g flour", "2 eggs", "Fry in butter."):
        assert told in text


ARTICLE = page(
    """<header><nav><a href="/">Home</a></nav></header>
    <div class="cookie-banner">We value your privacy. Accept all cookies?</div>
    <ul><li><a href="/a">Cakes</a></li><li><a href="/b">Soups</a></li><li><a href="/c">Bread</a></li>
    <li><a href="/d">Salads</a></li></ul>
    <article><h1>Why bread rises</h1>
    <p>Yeast is alive, and it is hungry: it eats sugar and breathes out gas.</p>
    <div class="share-buttons">Share this!</div><p>Warmth makes it fast, salt makes it slow.</p></article>
    <section id="comments"><p>First!</p></section><footer>© us</footer>""",
    head="<title>Why bread rises - Crumbs</title>"
    + meta(og_title="Why bread rises - Crumbs", og_site_name="Crumbs", author="Ann", og_image="/bread.jpg"),
)


def test_an_ordinary_page_gives_its_readable_text() -> None:
    found = read_page(ARTICLE, URL)

    assert found.recipe is None
    assert found.text.startswith("Why bread rises\n\nYeast is alive")
    assert "Warmth makes it fast" in found.text
    for around in ("Home", "cookies", "Soups", "Share", "First!", "©"):
        assert around not in found.text
    assert (found.via, found.title, found.author, found.language) == ("page", "Why bread rises", "Ann", "en")
    assert found.image == "https://example.com/bread.jpg"


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("", "no_text"),
        (page("<div id=root></div><script>app()</script>"), "no_text"),
        (
            page('<div class="cookie-consent"><p>We use cookies. Accept all? Decline all?</p></div>'),
            "no_text",
        ),
        (
            page("<p>Checking your browser, please wait</p>", head="<title>Just a moment...</title>"),
            "site_refused",
        ),
        (
            page("<p>You are not allowed to see this.</p>", head="<title>Access Denied</title>"),
            "site_refused",
        ),
        (
            page("<p>Bitte melde dich an, um weiterzulesen.</p>", head="<title>Anmelden</title>"),
            "login_required",
        ),
        (
            page("<p>E-mail and password, please, dear.</p>", head="<title>Log in | Club</title>"),
            "login_required",
        ),
    ],
)
def test_a_page_that_says_nothing_is_refused_with_an_advice(html: str, code: str) -> None:
    with pytest.raises(Failure) as refused:
        read_page(html, URL)

    assert refused.value.code == code
    assert refused.value.sentence
    assert refused.value.advice


def test_a_salad_of_forbidden_rice_is_no_wall() -> None:
    html = page("<p>Black rice, mango and lime make a salad.</p>", head="<title>Forbidden rice salad</title>")

    assert read_page(html, URL).via == "page"


def test_a_long_article_about_logging_in_is_no_wall() -> None:
    html = page("<p>Passwords are a bore. </p>" * 300, head="<title>Log in without a password</title>")

    assert read_page(html, URL).via == "page"


def test_a_book_is_cut() -> None:
    text = read_page(page("<p>It was a dark and stormy night.</p>" * 10_000), URL).text

    assert 90_000 < len(text.encode()) <= 100_000


def test_of_a_page_without_end_the_beginning_is_read() -> None:
    list_of_eggs = "<h2>Ingredients</h2><ul>" + "<li>2 eggs</li>" * 60_000 + "</ul>"
    html = f"<h1>Eggs</h1><p>Nothing but eggs today.</p>{list_of_eggs}<p>the end</p>"
    found = read_page(html, URL)
    assert found.text.startswith("Eggs\n\nNothing but eggs today.")
    assert "the end" not in found.text


def test_a_heading_of_the_same_rank_may_name_a_part_of_the_list() -> None:
    first = "<li><h3>Für den Teig</h3></li><li>200 g Mehl</li><li>100 g Butter</li>"
    second = "<li><h3>Für die Füllung</h3></li><li>500 g Quark</li><li>3 Eier</li>"
    method = "<h3>Zubereitung</h3><p>Den Teig kneten, füllen und 40 Minuten backen, dann abkühlen lassen.</p>"
    recipe = recipe_of(page(f"<h1>Kuchen</h1><h3>Zutaten</h3><ul>{first}{second}</ul>{method}"))
    assert lines(recipe) == ["200 g Mehl", "100 g Butter", "500 g Quark", "3 Eier"]
    assert groups(recipe) == ["Für den Teig"] * 2 + ["Für die Füllung"] * 2


def test_data_with_a_part_of_the_page_s_list_is_completed() -> None:
    known = ["1 tbsp oil", "2 tbsp soy sauce", "1 tsp sugar", "2 eggs", "1 cup flour"]
    listed = "".join(f"<li>{line}</li>" for line in ["2 red peppers", "1 pound chicken", *known])
    data = {**PANCAKES, "recipeIngredient": known}
    html = page(f"{json_ld(data)}<h1>Pancakes</h1><h2>Ingredients</h2><ul>{listed}</ul>")
    assert lines(recipe_of(html))[:2] == ["2 red peppers", "1 pound chicken"]


def test_the_paragraph_under_the_title_describes_the_dish() -> None:
    told = "Thin pancakes as they are made in the north, for a rainy afternoon."
    listed = "<h2>Ingredients</h2><ul><li>200 g flour</li><li>300 ml milk</li><li>2 eggs</li></ul>"
    method = "<h2>Method</h2><p>Whisk everything. Fry in hot butter for 2 minutes on each side.</p>"
    recipe = recipe_of(page(f"<h1>Pancakes</h1><p>by Ann</p><p>{told}</p>{listed}{method}"))
    assert recipe.description == told
