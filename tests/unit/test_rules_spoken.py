"""Recipes that are told: the subtitles of a video, a voice memo, without lines, headings or full stops."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instarecipe.domain.recipe import Recipe
from instarecipe.parsing.rules import read_text
from instarecipe.parsing.tables import LANGUAGES
from instarecipe.ports import Extracted

FLATBREAD = """
hey guys welcome back today we're making a flatbread so you take two cups of flour and then add a
teaspoon of salt pour in a cup of yogurt and two tablespoons of olive oil knead it for ten minutes
and let it rest then roll it out and fry it in a hot pan for two minutes on each side
"""
TOLD = {
    "en": (
        FLATBREAD,
        "Flatbread",
        ["2 cup", "1 tsp", "1 cup", "2 tbsp"],
    ),
    "en: sentences": (
        """
        I start with a pound of minced lamb in a hot pan. I brown it, then I add one chopped onion,
        two cloves of garlic and a teaspoon of cumin. Pour in a can of tomatoes and let it simmer
        for half an hour.
        """,
        "Lamb, onion, garlic",
        ["1 lb", "1 None", "2 clove", "1 tsp", "1 can"],
    ),
    "de": (
        """
        heute backen wir einen quarkkuchen ihr nehmt 500 gramm quark und gebt drei eier dazu dann
        kommen 100 gramm zucker und ein halber teelöffel zimt rein alles gut verrühren in die form
        füllen und eine stunde bei 170 grad backen
        """,
        "Quarkkuchen",
        ["500 g", "3 None", "100 g", "0.5 tsp"],
    ),
    "fr": (
        """
        bonjour aujourd'hui on fait une pâte à gaufres vous prenez 300 grammes de farine et vous
        ajoutez trois oeufs puis vous versez un demi litre de lait en fouettant laissez reposer une
        heure et faites cuire deux minutes de chaque côté
        """,
        "Pâte à gaufres",
        ["300 g", "3 None", "0.5 l"],
    ),
    "es": (
        """
        hola hoy vamos a preparar un gazpacho pelamos un kilo de tomates y los cortamos añadimos un
        diente de ajo y tres cucharadas de vinagre trituramos todo echamos un vaso de aceite de
        oliva mezclamos y lo dejamos enfriar dos horas
        """,
        "Gazpacho",
        ["1 kg", "1 clove", "3 tbsp", "1 glass"],
    ),
    "it": (
        """
        ciao a tutti oggi facciamo la frittata prendete sei uova e sbattete bene aggiungete 50
        grammi di pecorino e un pizzico di sale poi tagliate due zucchine e cuocete tutto in padella
        dieci minuti
        """,
        "Frittata",
        ["6 None", "50 g", "1 pinch", "2 None"],
    ),
    "sv": (
        """
        idag ska vi göra våfflor du tar fyra deciliter mjöl och två teskedar bakpulver vispa ner fem
        deciliter mjölk smält 100 gram smör blanda och grädda i järnet tills de är gyllene
        """,
        "Våfflor",
        ["4 dl", "2 tsp", "5 dl", "100 g"],
    ),
}
TALES = {
    "dinner": """
    so we went to this new place and I had two glasses of wine and a plate of cheese my husband had
    the steak they cook it for an hour and we shared a slice of cake I would go back in a heartbeat
    """,
    "memory": """
    my grandmother used to make this bread every sunday she would take a cup of flour and mix it by
    hand and tell us stories and we would sit around the table until two in the morning
    """,
    "diary": """
    what I eat in a day for breakfast two eggs and a slice of toast for lunch a cup of soup and half
    an avocado and for dinner I cook chicken with 200 grams of rice mix in some salad about 1800
    calories
    """,
    "haul": """
    here is my grocery haul I got two pounds of chicken for six dollars a bag of potatoes three cans
    of beans and a bottle of olive oil and I will cook all of it this week
    """,
    "factory": """
    on the farm they heat a thousand liters of milk every morning then they stir it for an hour and
    cut it and press it into forms each wheel weighs thirty kilos and they let it rest for two years
    """,
    "workout": """
    in this workout we do ten squats and twenty lunges then rest for thirty seconds then mix it up
    with five minutes on the bike grab a bottle of water and you take two dumbbells
    """,
    "stains": """
    to remove stains mix the detergent with warm water put your shirt in and let it soak for two
    hours then rinse it and hang it to dry
    """,
    "essen": """
    wir waren gestern beim italiener und ich hatte zwei gläser wein und 300 gramm steak dann haben
    wir noch ein tiramisu geteilt die kochen da richtig gut und schneiden den schinken frisch
    """,
}


def _read(text: str, *, via: str = "subtitles", title: str | None = None) -> Recipe | None:
    return read_text(Extracted(" ".join(text.split()), via=via, title=title))


@pytest.mark.parametrize("language", TOLD)
def test_what_a_cook_tells_to_take_are_the_ingredients(language: str) -> None:
    text, title, amounts = TOLD[language]

    found = _read(text)

    assert found is not None
    assert found.title == title
    assert [f"{one.amount:g} {one.unit}" for one in found.ingredients if one.amount] == amounts
    assert all(one.original in " ".join(text.split()) for one in found.ingredients)
    assert found.language == language[:2]


FRIED = "and fry it in a hot pan for two minutes on each side"


def test_steps_are_the_cook_s_own_words_from_the_first_thing_to_do_to_the_last() -> None:
    found = _read(FLATBREAD)

    assert found is not None
    assert [step.text for step in found.steps] == [
        "So you take two cups of flour and then add a teaspoon of salt",
        "Pour in a cup of yogurt and two tablespoons of olive oil",
        f"Knead it for ten minutes and let it rest then roll it out {FRIED}",
    ]


def test_without_the_dish_s_name_it_is_called_as_the_video_is() -> None:
    text = TOLD["en: sentences"][0]

    found = _read(text, title="Weeknight lamb")

    assert found is not None
    assert found.title == "Weeknight lamb"


@pytest.mark.parametrize("tale", TALES)
def test_who_tells_what_was_eaten_or_bought_tells_no_recipe(tale: str) -> None:
    assert _read(TALES[tale]) is None


def test_an_article_is_not_taken_for_speech() -> None:
    assert _read(FLATBREAD, via="page") is None


def test_a_cook_who_insists_gets_what_there_is() -> None:
    found = read_text(Extracted(TALES["haul"], via="subtitles"), force=True)

    assert found is not None
    assert found.title


@pytest.mark.parametrize("piece", ["mix 2 cups of flour ", "and then ", "fry a ", "1 cup (", "halve 2 and "])
def test_a_megabyte_of_speech_comes_to_an_end(piece: str) -> None:
    _read(piece * (1_000_000 // len(piece)))


WORDS = [
    *["1", "2", "half", "cup", "of", "flour", "add", "mix", "and", "then", "salt", "pan", "a"],
    *["dann", "gebt", "eier", "½", "(", ".", "\n"],
]


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_speech_is_read_or_refused(words: list[str]) -> None:
    found = _read(" ".join(words))

    assert found is None or (found.title and found.ingredients)


def test_a_language_with_speech_has_all_the_words_it_takes() -> None:
    for language in LANGUAGES.values():
        fields = (language.then, language.making, language.taking, language.things, language.aside)
        assert all(fields) or not any(fields), language.code
