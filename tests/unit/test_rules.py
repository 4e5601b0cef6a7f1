"""Posts in many layouts and languages, and posts that are no recipes; all were written for this file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from instarecipe.domain.recipe import Nutrition, Recipe
from instarecipe.parsing.rules import language_of, minutes, parse_caption, read_text, statement
from instarecipe.parsing.times import Facts
from instarecipe.ports import Extracted

INGREDIENTS = ["500 g pumpkin", "2 red onions", "3 tbsp olive oil", "1 tsp smoked paprika", "sea salt"]
STEPS = [
    "Heat the oven to 200°C and cut the pumpkin into wedges.",
    "Toss pumpkin and onions with the oil, the paprika and salt.",
    "Roast for 35 minutes until soft and browned at the edges.",
]
TITLE = "Smoky Roasted Pumpkin"


def _numbered(texts: list[str], style: str = "{}. {}") -> str:
    return "\n".join(style.format(number, text) for number, text in enumerate(texts, 1))


def _bulleted(texts: list[str], bullet: str) -> str:
    return "\n".join(f"{bullet}{text}" for text in texts)


DOTS, DASHES = _bulleted(INGREDIENTS, "• "), _bulleted(INGREDIENTS, "- ")
NUMBERS, PARAGRAPH = _numbered(STEPS, "{}) {}"), " ".join(STEPS)
TALK = """Happy Sunday everyone! 💛
This one is a favourite in my house, you asked for it so here it is!"""
TALK_BEHIND = """Save this for later and follow @thekitchen for more! 💛
https://kitchen.example/pumpkin
#pumpkin #dinner"""

LAYOUTS = {
    "headings with colons": f"{TITLE}\n\nIngredients:\n{DOTS}\n\nMethod:\n{NUMBERS}",
    "headings with pictures": f"🎃 {TITLE}\n\n🛒 Ingredients\n{DASHES}\n\n👩‍🍳 Directions\n{NUMBERS}",
    "styled headings": f"{TITLE}\n𝗜𝗻𝗴𝗿𝗲𝗱𝗶𝗲𝗻𝘁𝘀\n{_bulleted(INGREDIENTS, '▢ ')}\n𝗠𝗲𝘁𝗵𝗼𝗱\n{NUMBERS}",
    "nothing but blank lines": "\n\n".join([TITLE, "\n".join(INGREDIENTS), "\n".join(STEPS)]),
    "not even blank lines": "\n".join([TITLE, *INGREDIENTS, *STEPS]),
    "one bullet for everything": "\n\n".join([TITLE, _bulleted(INGREDIENTS, "* "), _bulleted(STEPS, "* ")]),
    "keycaps": f"{TITLE} 👇\n\nYou'll need:\n{DASHES}\n\n1️⃣ {STEPS[0]}\n2️⃣ {STEPS[1]}\n3️⃣ {STEPS[2]}",
    "numbered ingredients": f"{TITLE}\nIngredients\n{_numbered(INGREDIENTS)}\nMethod\n{NUMBERS}",
    "steps by name": f"{TITLE}\n\n{_bulleted(INGREDIENTS, '~ ')}\n\n{_numbered(STEPS, 'STEP {}: {}')}",
    "method first": f"{TITLE}\n\nMethod:\n{NUMBERS}\n\nIngredients:\n{DOTS}",
    "commas and a paragraph": f"{TITLE}\n\nIngredients: {', '.join(INGREDIENTS)}.\n\nMethod: {PARAGRAPH}",
    "all on one line": f"{TITLE}. Ingredients: {DOTS} Method: {NUMBERS}".replace("\n", " "),
    "one line in capitals": f"{TITLE}. INGREDIENTS {'; '.join(INGREDIENTS)} METHOD {PARAGRAPH}",
    "a paragraph without headings": f"{TITLE}: {', '.join(INGREDIENTS)}. {PARAGRAPH}",
    "a picture between all": f"{TITLE} 🤤 Ingredients: {' ✨ '.join(INGREDIENTS)} 👉 Method: {PARAGRAPH}",
    "windows and dots": f"{TITLE}\n.\nIngredients\n{DOTS}\n.\nMethod\n{NUMBERS}".replace("\n", "\r\n"),
    "talk all around": "\n\n".join(
        [TALK, TITLE, f"Ingredients 👇\n{DOTS}", f"Method 👇\n{NUMBERS}", TALK_BEHIND]
    ),
    "notes below": f"{TITLE}\n\nIngredients\n{DOTS}\n\nMethod\n{NUMBERS}\n\n"
    "Notes\nKeeps for 3 days in the fridge.\n\nNutrition: 210 kcal, 8 g fat, 30 g carbs",
}


def _lines(recipe: Recipe | None) -> list[str]:
    assert recipe is not None
    return [ingredient.original for ingredient in recipe.ingredients]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_post_is_read_in_any_layout(layout: str) -> None:
    found = parse_caption(LAYOUTS[layout])
    assert found is not None
    assert found.title == TITLE
    assert _lines(found) == INGREDIENTS
    assert " ".join(step.text for step in found.steps) == PARAGRAPH
    assert (found.servings, found.prep_minutes, found.cook_minutes, found.total_minutes) == (None,) * 4
    assert found.language == "en"


def test_lines_are_read_with_amount_unit_and_food() -> None:
    found = parse_caption(LAYOUTS["headings with colons"])
    assert found is not None
    oil = found.ingredients[2]
    assert (oil.amount, oil.unit, oil.food) == (3, "tbsp", "olive oil")


def test_groups_are_kept_and_are_no_ingredients() -> None:
    found = parse_caption("""Sesame noodles

Ingredients
• 250 g noodles
• 1 cucumber

For the sauce:
• 3 tbsp tahini
• 2 tbsp soy sauce

Method
1. Boil the noodles for 8 minutes.
2. Whisk the sauce and toss everything.""")
    assert found is not None
    groups = [ingredient.group for ingredient in found.ingredients]
    assert groups == [None, None, "For the sauce", "For the sauce"]


def test_groups_need_no_colon() -> None:
    found = parse_caption("""Zwetschgendatschi

Für den Teig
300 g Mehl
150 ml Milch

Für den Belag
1 kg Zwetschgen
50 g Zucker

Mehl und Milch verkneten. Den Teig ausrollen, belegen und bei 180 °C 40 Minuten backen.""")
    assert found is not None
    groups = [ingredient.group for ingredient in found.ingredients]
    assert groups == ["Für den Teig"] * 2 + ["Für den Belag"] * 2


def test_a_list_under_its_heading_keeps_remarks_with_their_food() -> None:
    found = parse_caption("""Greens

Ingredients: 2 leeks, finely sliced, 4 boneless, skinless thighs, salt, 1 lemon, juiced.

Method: Fry the leeks and the thighs for 20 minutes.""")
    assert _lines(found) == [
        "2 leeks, finely sliced",
        "4 boneless, skinless thighs",
        "salt",
        "1 lemon, juiced",
    ]


# -- languages -----------------------------------------------------------------------------------------

POSTS = {
    "de": """Linsensuppe 🍲
Für 4 Personen

Zutaten:
- 250 g Linsen
- 2 Möhren
- 1 TL Kümmel

Zubereitung:
1. Linsen waschen und 30 Minuten kochen.
2. Möhren schälen, würfeln und dazugeben.

Guten Appetit!""",
    "fr": """Soupe de lentilles

Pour 4 personnes

Ingrédients :
• 250 g de lentilles
• 2 carottes
• 1 c. à café de cumin

Préparation :
1/ Rincez les lentilles.
2/ Ajoutez les carottes et laissez mijoter 30 minutes.

Bon appétit !""",
    "es": """Sopa de lentejas
4 raciones · Preparación 10 min · Cocción 30 min

INGREDIENTES
* 250 g de lentejas
* 2 zanahorias
* sal al gusto

Paso 1: Lava las lentejas.
Paso 2: Cuece todo durante 30 minutos.

¡Buen provecho! 😋""",
    "it": """Zuppa di lenticchie
Dosi per 4 persone

Ingredienti
- lenticchie 250 g
- 2 carote
- sale q.b.

Procedimento
1. Sciacquate le lenticchie.
2. Cuocete tutto per 30 minuti.

Salvate la ricetta!""",
    "ru": """Суп из чечевицы
На 4 порции

Ингредиенты:
— 250 г чечевицы
— 2 моркови
— соль по вкусу

Приготовление:
1. Промойте чечевицу.
2. Варите суп 30 минут.

Сохраняйте и подписывайтесь! ❤️""",
    "ar": """شوربة الجزر 🥕
تكفي 4 أشخاص

المقادير:
• 4 جزر
• 1 بصلة
• 2 ملعقة كبيرة زيت

الطريقة:
1- قطعي الجزر والبصل.
2- اطبخي الشوربة 30 دقيقة.

بالعافية""",
    "he": """מרק כתומים
4 מנות

מצרכים:
- 3 גזרים
- כוס עדשים
- 2 כפות שמן

אופן ההכנה:
1. מבשלים את הגזר והעדשים.
2. טוחנים ומגישים.

בתאבון!""",
    "ja": """かぼちゃスープ🎃

材料（4人分）
かぼちゃ 300g
牛乳 200ml
塩 少々

作り方
①かぼちゃを切る。
②牛乳を加えて10分煮る。

フォローしてね""",
    "zh": """南瓜汤
4人份

材料：
南瓜 300克
牛奶 200毫升
盐 适量

做法：
1. 南瓜切块蒸熟。
2. 加入牛奶搅拌煮开。

喜欢记得收藏""",
    "ko": """호박죽
4인분

재료: 호박 300g, 우유 1컵, 소금 약간

만드는 법
1. 호박을 삶아주세요.
2. 우유를 넣고 10분 끓여주세요.""",
}


@pytest.mark.parametrize("language", POSTS)
def test_posts_of_other_languages_are_read(language: str) -> None:
    text = POSTS[language]
    found = parse_caption(text)
    assert found is not None
    assert text.startswith(found.title)
    assert "\n" not in found.title
    assert (found.servings, len(found.ingredients), len(found.steps)) == (4, 3, 2)
    assert found.language == language_of(text) == language


def test_a_recipe_may_stand_in_talk_of_another_language() -> None:
    found = parse_caption("""I can't believe how good this was, save it for later! 😍

Kartoffelpuffer

Zutaten:
- 1 kg Kartoffeln
- 2 Eier
- 3 EL Mehl

Zubereitung:
1. Kartoffeln reiben und mit Eiern und Mehl mischen.
2. In Öl goldbraun braten.

Follow me for more easy recipes!
#easyrecipes""")
    assert found is not None
    assert (found.title, len(found.ingredients), len(found.steps)) == ("Kartoffelpuffer", 3, 2)


MUCH_TALK = """Ok you guys, this is the one that I make every single week and I am never going to stop!
My grandma used to make it for us when we were little and it is still the best thing in the world.

{}

Let me know in the comments if you try it and do not forget to save this post for later!
Which one of these would you like to see next? Follow for more recipes that the whole family will love"""
TALKED_ABOUT = {
    "de": ("Omas Pfannkuchen", "2 EL Mehl\n1 Prise Salz", "Alles verrühren.\n2. 5 Minuten backen."),
    "fr": ("Crêpes de mamie", "2 c. à s. de farine\n1 pincée de sel", "Mélanger.\n2. Cuire à la poêle."),
    "it": ("Frittelle", "2 cucchiai di farina\n1 pizzico di sale", "Mescolare tutto.\n2. Friggere."),
    "sv": ("Pannkakor", "2 msk mjöl\n1 nypa salt", "Vispa ihop allt.\n2. Stek i en het panna."),
}


@pytest.mark.parametrize("language", TALKED_ABOUT)
def test_much_english_talk_changes_neither_units_nor_title(language: str) -> None:
    title, lines, steps = TALKED_ABOUT[language]
    recipe = parse_caption(MUCH_TALK.format(f"{title}\n\n{lines}\n\n1. {steps}"))
    assert recipe is not None
    assert (recipe.title, recipe.language) == (title, language)
    assert [(one.amount, one.unit) for one in recipe.ingredients] == [(2, "tbsp"), (1, "pinch")]
    assert len(recipe.steps) == 2


def test_a_line_may_hold_a_list_and_what_is_done_with_it() -> None:
    text = "2 EL Mehl, 1 TL Zucker, 3 Eier, 200 ml Milch. Alles verrühren und in der Pfanne backen."
    recipe = parse_caption(text)
    assert recipe is not None
    assert [one.unit for one in recipe.ingredients] == ["tbsp", "tsp", None, "ml"]
    assert [step.text for step in recipe.steps] == ["Alles verrühren und in der Pfanne backen."]


BATTER = "150 g flour, 2 eggs, 300 ml milk. Whisk until smooth and fry thin pancakes for 2 minutes a side."


@pytest.mark.parametrize(
    "post",
    [
        f"You asked for it so here it comes 😍 Lacy oat crêpes: {BATTER}",
        f"Breakfast in ten minutes? Yes please! Lacy oat crêpes - {BATTER}",
        f"Good morning! ☀️ Lacy oat crêpes 🥞 {BATTER}",
        f"We make these every week and the kids love them. Lacy oat crêpes: {BATTER}",
        f"Lacy oat crêpes: {BATTER}",
    ],
)
def test_on_one_line_the_title_stands_between_the_talk_and_the_list(post: str) -> None:
    found = parse_caption(post)

    assert found is not None
    assert found.title == "Lacy oat crêpes"
    assert [line.original for line in found.ingredients] == ["150 g flour", "2 eggs", "300 ml milk"]


def test_a_language_without_tables_is_read_by_its_layout() -> None:
    found = parse_caption("""Kuku wa nazi

Viungo
- Kuku 500g
- Vitunguu 2
- Maziwa 200ml
- Chumvi

1. Kaanga kuku na vitunguu.
2. Ongeza maziwa na chumvi, pika polepole.
3. Tumikia na wali.""")
    assert found is not None
    assert (len(found.ingredients), len(found.steps)) == (4, 3)
    assert found.ingredients[0].unit == "g"


# -- servings and times --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("⏱ 25 min | Serves 4", Facts(servings=4, total=25)),
        ("Prep: 10 min, Cook: 1 hour 5 mins", Facts(prep=10, cook=65)),
        ("15 min prep + 20 min bake", Facts(prep=15, cook=20)),
        ("Für 2 Personen", Facts(servings=2, servings_text="2 Personen")),
        ("Makes about 12 large muffins", Facts(servings=12, servings_text="12 large muffins")),
        ("6 személyre · Előkészítés 20 perc · Sütés 40 perc", Facts(6, "6 személyre", 20, 40)),
        ("Serves 4-6", Facts(servings=4)),
        ("調理時間20分", Facts(cook=20)),
    ],
)
def test_servings_and_times_are_read_where_they_are_stated(line: str, wanted: Facts) -> None:
    found = statement(line)
    assert (found.facts, found.pure) == (wanted, True)


@pytest.mark.parametrize(
    "line",
    [
        "Chill time: 2 hours",
        "2 portions of rice",
        "Bake for 20 minutes until golden",
        "In 30 minutes I ate it all",
    ],
)
def test_nothing_is_made_of_other_numbers(line: str) -> None:
    assert not (found := statement(line)).pure or found.facts == Facts()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1 h 20", 80),
        ("1h30", 90),
        ("90 Minuten", 90),
        ("half an hour", 30),
        ("20-30 min", 30),
        ("PT1H15M", 75),
        ("1:15 h", 75),
        ("0:45 Std.", 45),
        ("01:05 hrs", 65),
        ("1:15–1:30 h", 90),
        ("at 12:15", None),
        ("soon", None),
    ],
)
def test_durations_are_minutes(text: str, wanted: int | None) -> None:
    assert minutes(text) == wanted


def test_a_step_that_is_only_a_time_stays_a_step() -> None:
    found = parse_caption(
        "Toast\n\n2 slices bread\n1 tbsp butter\n\nSpread the butter.\nBake 10 minutes.\nServe hot."
    )
    assert found is not None
    assert [step.text for step in found.steps][1] == "Bake 10 minutes."
    assert found.cook_minutes is None


def test_a_thrifty_cook_may_name_the_prices() -> None:
    priced = [f"{line} (${number}.49)" for number, line in enumerate(INGREDIENTS)]

    found = parse_caption(f"{TITLE}\n\nYou'll need\n{_bulleted(priced, '- ')}\n\n{NUMBERS}")

    assert _lines(found) == priced


# -- what is no recipe ---------------------------------------------------------------------------------

OTHERS = {
    "nothing": "",
    "pictures only": "🍕🍕 🔥\n\n👇",
    "login wall": "Log in to see photos and videos from friends. Sign up to continue. Terms, Privacy.",
    "cookie banner": "We use cookies. 1. Accept all 2. Reject all 3. Manage preferences",
    "restaurant": "Lunch at Luigi's: 2 pizzas 24 €, 1 tiramisu 7 €. The dough was perfect, we'll be back!",
    "menu": "This weekend\nStarter: beetroot carpaccio 11\nMain: duck, polenta 26\nBook your table!",
    "shop": "New oils!\n• 250 ml chilli oil – 9.90\n• 500 ml lemon oil – 14.50\nFree delivery over 40 €.",
    "teaser": "The fluffiest focaccia, no kneading. Comment BREAD and I'll send you the recipe!",
    "haul": "Market haul 🍅\n- 1 kg tomatoes\n- 500 g cherries\n- 2 bunches of kale\nWhat to cook first?",
    "diary": "What I eat in a day: 8 am 2 eggs, noon 200 g chicken with rice, 7 pm soup. 1900 kcal.",
    "workout": "10 minute core 🔥\n1. 20 crunches\n2. 30 sec plank\n3. 15 leg raises\nRest 60 sec, repeat.",
    "hacks": "Kitchen hacks:\n1. Store herbs in water\n2. Freeze leftover wine\n3. Sharpen your knives",
    "cleaning": "Mix 1 cup vinegar with 2 tbsp baking soda, spray the oven, leave for 20 minutes, wipe.",
    "label": "Ingredients: wheat flour, sugar, salt. May contain traces of nuts. Net weight 200 g.",
    "giveaway": "GEWINNSPIEL 🎁 Wir verlosen 3 Gläser Honig (je 250 g). 1. Folgt uns 2. Markiert 2 Freunde.",
    "quote": "Good food, good mood. Happy Friday! ☀️ #foodquotes",
    "manual": """toolbox start
Start 1 package
Table of contents
Synopsis
toolbox start [args]
Description
Configuration
quiet
Default: false
Type: Boolean
This runs what the "start" field of a package names.
If the package names nothing, toolbox will run server.bin.
Add nothing to the folder: all of it stays as it is.
If true, toolbox does not run scripts. Stop, restart and test will still run what they are meant to run.
Cover what you write with tests; toolbox test runs them.
Remove old versions with toolbox clean, or keep them for another time.
The shell to use for scripts that are run with the exec and start commands.""",
    "terms": "\n".join(
        [
            "The coffee machine and you",
            "2 cups of coffee for everybody",
            "3 tbsp of sugar for those who ask",
            "Instructions",
            *["Whoever signs the list has read these pages, and so has whoever comes with them."] * 50,
        ]
    ),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_no_recipe_is_refused(kind: str) -> None:
    assert parse_caption(OTHERS[kind]) is None


@pytest.mark.parametrize("kind", [kind for kind in OTHERS if kind not in ("nothing", "pictures only")])
def test_a_cook_who_insists_gets_what_there_is(kind: str) -> None:
    found = parse_caption(OTHERS[kind], force=True)
    assert found is not None
    assert found.title
    assert found.ingredients or found.steps or found.title == OTHERS[kind].rstrip(".!")


@pytest.mark.parametrize("text", ["", " \n\n", "🍕🍕", "...", "—\n•"])
def test_of_nothing_nothing_is_made(text: str) -> None:
    assert parse_caption(text, force=True) is None


BOILED = "Boil the pasta in salted water for 9 minutes."
TOSSED = "Toss with the lemon and the butter, and serve."


def _pasta(
    *, lines: str = "- 200 g pasta\n- 1 lemon\n- 2 tbsp butter", method: str = "", end: str = ""
) -> Recipe:
    method = method or f"1. {BOILED}\n2. {TOSSED}"
    found = parse_caption(f"Lemon pasta\n\nIngredients:\n{lines}\n\nMethod:\n{method}\n{end}")
    assert found is not None
    return found


def test_a_note_right_below_the_method_s_heading_is_its_text() -> None:
    found = _pasta(method=f"Note: {BOILED} {TOSSED}")

    assert " ".join(step.text for step in found.steps) == f"{BOILED} {TOSSED}"


def test_chatter_between_bullets_is_no_ingredient() -> None:
    said = "honestly the best lemons grow in my aunt's garden\n- 2 tbsp butter\nI could eat this every day"
    found = _pasta(lines=f"- 200 g pasta\n- 1 lemon\n{said}\n- salt\nFor the top\n- 1 tbsp parsley")

    assert [(line.food, line.group) for line in found.ingredients] == [
        ("pasta", None),
        ("lemon", None),
        ("butter", None),
        ("salt", None),
        ("parsley", "For the top"),
    ]


def test_a_slash_between_two_measures_divides_nothing() -> None:
    found = _pasta(lines="1 kg / 2 lb potatoes, 250 g / 9 oz butter, 2 eggs")

    assert [(line.amount, line.unit, line.food) for line in found.ingredients] == [
        (1, "kg", "potatoes"),
        (250, "g", "butter"),
        (2, None, "eggs"),
    ]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("⏱ 20’", Facts(total=20)),
        ("Prep 10' | Cook 1h15", Facts(prep=10, cook=75)),
        ("Kochzeit: 25′", Facts(cook=25)),
        ("'20'", Facts()),
        ("6’’ tins", Facts()),
    ],
)
def test_a_prime_behind_a_number_means_minutes(text: str, facts: Facts) -> None:
    assert statement(text).facts == facts


def test_hashtags_with_a_meaning_are_keywords() -> None:
    assert _pasta(end="#Vegan #yum #glutenfrei #vegano #followme #cena").keywords == (
        "vegan",
        "gluten-free",
        "dinner",
    )


@pytest.mark.parametrize(
    ("end", "wanted"),
    [
        ("Per serving: 450 kcal | 30 g protein | 20 g fat | 40 g carbs", Nutrition(450, 40, 20, 30)),
        ("Calories: 450, Protein: 30g, Fat: 20.5g, Carbs: 40g", Nutrition(450, 40, 20.5, 30)),
        ("Pro Portion: 450 kcal, 30 g Eiweiß, 20,5 g Fett", Nutrition(450, None, 20.5, 30)),
        ("30 g protein", None),
        ("450 kcal per 100 g, 30 g protein", None),
        ("99999 kcal", None),
    ],
)
def test_nutrition_is_read_where_a_post_tells_it_of_a_serving(end: str, wanted: Nutrition | None) -> None:
    assert _pasta(end=end).nutrition == wanted


def test_the_label_of_something_sold_is_no_recipe() -> None:
    label = "Ingredients: oats, almonds, cherries, honey, salt. Now with 12 g protein."

    assert parse_caption(f"Our new bars are here! {label}") is None


def test_a_page_is_called_what_it_calls_itself() -> None:
    text = (
        "All our blogs\n\nIngredients:\n- 2 eggs\n- 200 g flour\n\nMethod:\n1. Mix and bake for 20 minutes."
    )
    from_page, from_post = (Extracted(text, via=via, title="Sponge") for via in ("page", "instagram"))
    recipe = parse_caption(text)

    assert recipe is not None
    assert read_text(from_page) == replace(recipe, title="Sponge")
    assert read_text(from_post) == recipe


# -- anything ------------------------------------------------------------------------------------------

WORDS = [
    "Ingredients",
    "Zutaten:",
    "Method:",
    "Notes",
    "FOR THE SAUCE",
    "材料",
    "mix",
    "a",
    "🍕",
    "#tag",
    "@me",
]
AMOUNTS = ["1.", "2.", "1 cup", "500 g flour", "大さじ2", "½", "serves 4", "10 min", "20 €"]
SCRAPS = st.lists(st.sampled_from([*WORDS, *AMOUNTS, *"•-():,.!\n", "\n\n"]), max_size=60).map(" ".join)


@given(st.text() | SCRAPS, st.booleans())
@example("ZUTATEN 0/", True)
@example("#0", True)
def test_any_text_is_read_or_refused(text: str, force: bool) -> None:
    found = parse_caption(text, force=force)
    if found is not None:
        assert found.title
        assert all(ingredient.original for ingredient in found.ingredients)
        assert all(step.text.strip() for step in found.steps)
        assert found.servings is None or found.servings > 0


HOSTILE = [
    "1",
    "(",
    ".",
    "! ",
    "🍕a",
    "a\n",
    "Ingredients: ",
    "INGREDIENTS x ",
    "boneless, ",
    "#a ",
    "• a ",
    " - a",
]
HOSTILE += ["1. mix ", "大さじ2", "10 min ", "serves 4 ", "a: ", "5 € ", "Notes: a. "]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_of_anything_comes_to_an_end(piece: str) -> None:
    parse_caption(piece * (1_000_000 // len(piece)), force=True)


def test_a_run_of_pictures_comes_to_an_end() -> None:
    parse_caption("Pizza, 1 egg " + "🍕" * 39_000, force=True)
