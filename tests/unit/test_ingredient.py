"""Ingredient lines: amount, unit, food and note, in English in depth and in other languages in breadth."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from instarecipe.parsing.ingredient import parse_line
from instarecipe.parsing.tables import LANGUAGES

AMOUNTS = [
    # numbers, in every spelling
    ("2 onions", 2, None, None, "onions"),
    ("1½ cups buckwheat", 1.5, None, "cup", "buckwheat"),
    ("1 ½ cups buckwheat", 1.5, None, "cup", "buckwheat"),
    ("1 1/2 cups buckwheat", 1.5, None, "cup", "buckwheat"),
    ("1-1/2 cups buckwheat", 1.5, None, "cup", "buckwheat"),
    ("1 and 1/2 cups buckwheat", 1.5, None, "cup", "buckwheat"),
    ("3⁄4 cup polenta", 0.75, None, "cup", "polenta"),
    ("0.25 tsp mace", 0.25, None, "tsp", "mace"),
    ("1,500 g potatoes", 1500, None, "g", "potatoes"),
    ("three figs", 3, None, None, "figs"),
    ("half a cucumber", 0.5, None, None, "cucumber"),
    ("one and a half cups stock", 1.5, None, "cup", "stock"),
    ("half a dozen quail eggs", 6, None, None, "quail eggs"),
    ("a couple of bay leaves", 2, None, None, "bay leaves"),
    ("a generous ½ teaspoon sumac", 0.5, None, "tsp", "sumac"),
    ("an aubergine", 1, None, None, "aubergine"),
    # ranges
    ("2-3 carrots", 2, 3, None, "carrots"),
    ("2 to 3 tablespoons capers", 2, 3, "tbsp", "capers"),
    ("1 or 2 limes", 1, 2, None, "limes"),
    ("100g–150g kale", 100, 150, "g", "kale"),
    ("½-1 tsp harissa", 0.5, 1, "tsp", "harissa"),
    # two measures, sums, sizes
    ("250g/9oz lentils", 250, None, "g", "lentils"),
    ("1 cup (240 ml) oat milk", 1, None, "cup", "oat milk"),
    ("1 lb 8 oz rhubarb", 1.5, None, "lb", "rhubarb"),
    ("1 cup plus 2 tbsp rye flour", 1.125, None, "cup", "rye flour"),
    ("1 (15-ounce) can pinto beans", 1, None, "can", "pinto beans"),
    ("two 8-oz packages tempeh", 2, None, "package", "tempeh"),
    ("2 x 400g tins cherry tomatoes", 2, None, "can", "cherry tomatoes"),
    ("400g tin cannellini beans", 1, None, "can", "cannellini beans"),
    ("Three 5-ounce trout fillets", 3, None, None, "trout fillets"),
    ("3cm piece galangal", 1, None, "piece", "galangal"),
    # units
    ("1 T miso", 1, None, "tbsp", "miso"),
    ("1 t miso", 1, None, "tsp", "miso"),
    ("2 large handfuls of rocket", 2, None, "handful", "rocket"),
    ("1 heaped tbsp cocoa", 1, None, "tbsp", "cocoa"),
    ("2 slice(s) rye bread", 2, None, "slice", "rye bread"),
    ("3 garlic cloves", 3, None, "clove", "garlic"),
    ("5 cloves", 5, None, None, "cloves"),
    ("2 short ribs", 2, None, None, "short ribs"),
    ("1 tsp five spice powder", 1, None, "tsp", "five spice powder"),
    # no number
    ("pinch of saffron", None, None, "pinch", "saffron"),
    ("a few sprigs of dill", None, None, "sprig", "dill"),
    ("sea salt", None, None, None, "sea salt"),
    # not in front
    ("juice of 2 lemons", 2, None, None, "lemons"),
    ("Semolina - 200 g", 200, None, "g", "Semolina"),
    ("about 3 cups water", 3, None, "cup", "water"),
]


@pytest.mark.parametrize(("line", "amount", "amount_max", "unit", "food"), AMOUNTS)
def test_english_lines_are_read(
    line: str, amount: float | None, amount_max: float | None, unit: str | None, food: str
) -> None:
    found = parse_line(line, "en")
    assert (found.amount, found.amount_max, found.unit, found.food) == (amount, amount_max, unit, food)


@pytest.mark.parametrize(
    ("line", "food", "note"),
    [
        ("2 leeks, halved and finely sliced", "leeks", "halved and finely sliced"),
        ("1 tbsp finely chopped tarragon", "tarragon", "finely chopped"),
        ("1 cup roughly torn bread", "bread", "roughly torn"),
        ("200 g hazelnuts roughly chopped", "hazelnuts", "roughly chopped"),
        ("salt and freshly ground white pepper", "salt and white pepper", None),
        ("1 tin of chopped tomatoes", "chopped tomatoes", None),
        ("2 tbsp ground cumin", "ground cumin", None),
        ("1 small shallot (peeled), diced", "shallot", "peeled, diced"),
        ("3 tbsp rum, brandy or whisky", "rum, brandy or whisky", None),
        ("4 boneless, skinless duck legs", "boneless, skinless duck legs", None),
        ("rapeseed oil for frying", "rapeseed oil", "for frying"),
        ("1 lime, zest and juice", "lime", "zest and juice"),
        ("1 jar passata - the smooth kind", "passata", "the smooth kind"),
        ("1 tbsp vinegar or 1 tsp citric acid", "vinegar", "or 1 tsp citric acid"),
        ("dried oregano to taste", "dried oregano", "to taste"),
        ("1 cup (tightly packed), minced galangal", "galangal", "minced, tightly packed"),
        ("2 tbsp gently crushed, toasted fennel seeds", "fennel seeds", "gently crushed, toasted"),
        ("1 tin cooked or canned butter beans", "cooked or canned butter beans", None),
        ("200 g cooked or tinned butter beans", "tinned butter beans", "cooked"),
        ("90 g pecorino, or finely grated cheddar", "pecorino, or cheddar", None),
        ("2 slices rye bread made with caraway", "rye bread", "made with caraway"),
        ("3 tbsp tahini, homemade or bought", "tahini", "homemade or bought"),
    ],
)
def test_what_is_bought_is_told_from_what_is_done_with_it(line: str, food: str, note: str | None) -> None:
    found = parse_line(line, "en")
    assert (found.food, found.note) == (food, note)


OTHERS = [
    ("de", "3 gestrichene EL Grieß", 3, "tbsp", "Grieß"),
    ("de", "1 Pck. Puddingpulver", 1, "package", "Puddingpulver"),
    ("de", "0,5 Bund Schnittlauch", 0.5, "bunch", "Schnittlauch"),
    ("de", "anderthalb Tassen Milch", 1.5, "cup", "Milch"),
    ("de", "1.500 g Quark", 1500, "g", "Quark"),
    ("de", "etwas Muskat", None, None, "Muskat"),
    ("fr", "2 c. à soupe d'huile de noix", 2, "tbsp", "huile de noix"),
    ("fr", "1 c. à café et demie de curry", 1.5, "tsp", "curry"),
    ("fr", "Semoule - 150 grammes", 150, "g", "Semoule"),
    ("fr", "1 bouquet garni", 1, None, "bouquet garni"),
    ("es", "3 cucharadas soperas de vinagre", 3, "tbsp", "vinagre"),
    ("es", "media taza de garbanzos", 0.5, "cup", "garbanzos"),
    ("it", "polenta 250 g", 250, "g", "polenta"),
    ("it", "un pizzico di noce moscata", 1, "pinch", "noce moscata"),
    ("it", "pepe nero q.b.", None, None, "pepe nero"),
    ("nl", "2 teentjes knoflook, fijngehakt", 2, "clove", "knoflook"),
    ("pt", "2 colheres (sopa) de polvilho", 2, "tbsp", "polvilho"),
    ("pt", "1 e 1/2 xícara (chá) de fubá", 1.5, "cup", "fubá"),
    ("sv", "2 krm kardemumma", 2, "pinch", "kardemumma"),
    ("sv", "1,5 dl grädde", 1.5, "dl", "grädde"),
    ("da", "1 spsk honning", 1, "tbsp", "honning"),
    ("no", "3 fedd hvitløk", 3, "clove", "hvitløk"),
    ("fi", "puolitoista dl kermaa", 1.5, "dl", "kermaa"),
    ("pl", "2 ząbki czosnku", 2, "clove", "czosnku"),
    ("cs", "2 lžíce medu", 2, "tbsp", "medu"),
    ("sk", "3 strúčiky cesnaku", 3, "clove", "cesnaku"),
    ("hu", "10 dkg dió", 10, "dag", "dió"),
    ("hu", "0 ízlés szerint bors", None, None, "bors"),
    ("ro", "2 linguri de ulei", 2, "tbsp", "ulei"),
    ("hr", "2 žlice meda", 2, "tbsp", "meda"),
    ("tr", "yarım su bardağı yoğurt", 0.5, "cup", "yoğurt"),
    ("el", "2 κ.σ. μέλι", 2, "tbsp", "μέλι"),
    ("ru", "2 ст. л. мёда", 2, "tbsp", "мёда"),
    ("uk", "1 ч. л. меду", 1, "tsp", "меду"),
    ("bg", "2 с.л. мед", 2, "tbsp", "мед"),
    ("ca", "2 cullerades de mel", 2, "tbsp", "mel"),
    ("ar", "٣ ملاعق كبيرة عسل", 3, "tbsp", "عسل"),
    ("ar", "كوب ونصف أرز", 1.5, "cup", "أرز"),
    ("he", "2 כפיות דבש", 2, "tsp", "דבש"),
    ("he", "כוס אורז", 1, "cup", "אורז"),
    ("fa", "2 قاشق غذاخوری عسل", 2, "tbsp", "عسل"),
    ("ja", "はちみつ大さじ3", 3, "tbsp", "はちみつ"),
    ("zh", "蜂蜜两勺", 2, "tbsp", "蜂蜜"),
    ("ko", "꿀 2큰술", 2, "tbsp", "꿀"),
    ("id", "2 sdm madu", 2, "tbsp", "madu"),
    # a size that is also a unit
    ("de", "2 kl. Dosen Linsen", 2, "can", "Linsen"),
    ("de", "500 gr. Linsen", 500, "g", "Linsen"),
    # parts of a unit, and a half more
    ("fr", "un quart de litre de cidre", 0.25, "l", "cidre"),
    ("ro", "jumătate de kg de prune", 0.5, "kg", "prune"),
    ("tr", "2 buçuk su bardağı bulgur", 2.5, "cup", "bulgur"),
    ("he", "2 וחצי כוסות סולת", 2.5, "cup", "סולת"),
    ("fa", "یک و نیم پیمانه برنج", 1.5, "cup", "برنج"),
    ("ko", "찹쌀 한 컵 반", 1.5, "cup", "찹쌀"),
    # number and word in one
    ("fr", "1 demi-botte de cerfeuil", 0.5, "bunch", "cerfeuil"),
    ("ru", "полкило гречки", 0.5, "kg", "гречки"),
    ("ar", "ملعقتان صغيرتان سماق", 2, "tsp", "سماق"),
    ("ko", "미나리 한줌", 1, "handful", "미나리"),
    # where articles are unknown, a unit alone is one of it
    ("pl", "szklanka kaszy", 1, "cup", "kaszy"),
    ("uk", "кілограм гречки", 1, "kg", "гречки"),
    # the unit in front, the number in brackets, a word behind it
    ("it", "gr. 150 di ricotta", 150, "g", "ricotta"),
    ("es", "Garbanzos (250 g)", 250, "g", "Garbanzos"),
    ("ja", "なす（大）3本", 3, "piece", "なす"),
    ("ja", "なす 半分", 0.5, None, "なす"),
    ("zh", "豆浆300ml", 300, "ml", "豆浆"),
    ("zh", "红糖20克左右", 20, "g", "红糖"),
    ("uk", "сік 2 лимонів", 2, None, "лимонів"),
    # the unit in front, as a line copied from right to left has it
    ("ar", "g 200 دقيق", 200, "g", "دقيق"),
    ("ar", "tbsp 2 زيت", 2, "tbsp", "زيت"),
    ("he", "cup ½ סוכר", 0.5, "cup", "סוכר"),
    ("it", "cucchiai 3 di olio", 3, "tbsp", "olio"),
    ("", "ml 250 حليب", 250, "ml", "حليب"),
    # and flours and hammers that are no units in front
    ("fr", "T55 farine 500 g", 500, "g", "T55 farine"),
    ("", "T65 flour, 500 g", 500, "g", "T65 flour"),
    ("", "Pound 2 chicken breasts thin", None, None, "Pound 2 chicken breasts thin"),
    # signs of abbreviation
    ("he", '250 מ"ל שמנת', 250, "ml", "שמנת"),
    ("fa", "۲ قاشق چای\u200cخوری سماق", 2, "tsp", "سماق"),
]


@pytest.mark.parametrize(("language", "line", "amount", "unit", "food"), OTHERS)
def test_lines_of_other_languages_are_read(
    language: str, line: str, amount: float | None, unit: str | None, food: str
) -> None:
    found = parse_line(line, language)
    assert (found.amount, found.unit, found.food) == (amount, unit, food)


@pytest.mark.parametrize("language", [None, "", "xx", "tlh-Latn"])
def test_without_a_known_language_every_table_is_tried(language: str | None) -> None:
    found = parse_line("2 EL Rapsöl", language)
    assert (found.amount, found.unit, found.food) == (2, "tbsp", "Rapsöl")


def test_a_language_tag_may_name_its_country() -> None:
    assert parse_line("2 colheres de chá de sal", "pt-BR").unit == "tsp"


@pytest.mark.parametrize("line", ["", "   ", "🍋", "()", "1", "200 g", "½", "-", "00"])
def test_almost_nothing_is_no_reason_to_fail(line: str) -> None:
    assert parse_line(line, "en").original == line.strip()


PIECES = [*"1½-(),xgaé", "1/2", "to", "cup", "oz", "of", "plus", "and", "few", "大さじ"]
LINES = st.text() | st.lists(st.sampled_from(PIECES)).map(" ".join)


@given(LINES, st.sampled_from([None, *LANGUAGES]))
@example("1" * 400, None)
@example("9" * 12 + " g", "en")
def test_any_text_gives_finite_amounts_and_keeps_the_line(line: str, language: str | None) -> None:
    found = parse_line(line, language)
    assert found.original == line.strip()
    assert all(math.isfinite(amount) and amount > 0 for amount in (found.amount, found.amount_max) if amount)
    assert found.amount_max is None or (found.amount is not None and found.amount < found.amount_max)


@pytest.mark.parametrize("piece", ["1 ", "(", "small ", "1 cup plus ", "1/", "a, ", "大さじ2", "½"])
def test_a_megabyte_on_one_line_is_read_in_no_time(piece: str) -> None:
    line = piece * (1_000_000 // len(piece))
    assert parse_line(line).original == line.strip()
