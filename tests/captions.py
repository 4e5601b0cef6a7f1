"""Captions written for these tests, in many languages and layouts, and what no recipe looks like."""

from __future__ import annotations

CAPTIONS = {
    "en: headers and bullets": """Sunday carrot soup 🥕

Serves 4 · prep 15 min · cook 30 min

Ingredients:
• 2 tbsp olive oil
• 1 large onion, chopped
• 750g carrots, sliced
• 2 garlic cloves
• 1 litre vegetable stock
• ½ tsp ground cumin
• Salt and pepper

Method:
1. Heat the oil and soften the onion for 8 minutes.
2. Add the carrots, garlic and cumin and cook for 2 minutes.
3. Pour in the stock, simmer for 20 minutes, then blend until smooth.

#soup #vegetarian""",
    "en: groups, fractions, sums": """STICKY TOFFEE SQUARES

For the cake:
1 cup plus 2 tbsp plain flour
1 1/2 tsp baking powder
3/4 cup soft dates, pitted
2-3 eggs
1 (14-ounce) can coconut milk

For the sauce:
100g/4oz butter
a pinch of sea salt
half a cup double cream

Bake the cake at 180°C for 35 minutes.
Melt the butter with the cream and the salt, then pour the sauce over the warm cake.""",
    "en: all on one line": "Garlic noodles. You need: 200 g noodles, 3 cloves garlic, 2 tbsp soy sauce, "
    "1 tbsp honey and 1 red chilli. Boil the noodles for 6 minutes. Fry the garlic and the chilli in some "
    "oil, stir in soy sauce and honey, then toss with the noodles.",
    "en: words for numbers": """Grandad's pancakes

two cups of flour
one and a half cups milk
a dozen strawberries
three eggs

Whisk everything together and rest the batter for half an hour.
Fry thin pancakes in a hot pan and serve with the strawberries.""",
    "de: abbreviations": """Schnelle Käsespätzle 🧀

Für 2 Personen

Zutaten:
- 250 g Spätzle
- 1 EL Butter
- 2 Zwiebeln, in Ringen
- 150 g Bergkäse, gerieben
- 1 Prise Muskat
- ½ TL Salz

Zubereitung:
1. Zwiebeln in der Butter 15 Minuten goldbraun braten.
2. Spätzle kochen und mit dem Käse mischen.
3. Mit Zwiebeln, Muskat und Salz servieren.""",
    "fr: apostrophes": """Tarte aux poireaux

Pour 6 personnes

Ingrédients :
- 1 pâte brisée
- 4 poireaux
- 20 cl de crème fraîche
- 3 œufs
- 1 gousse d'ail
- 2 c. à soupe d'huile d'olive

Préparation :
1. Émincer les poireaux et l'ail, les faire fondre 15 minutes dans l'huile.
2. Battre les œufs avec la crème, mélanger aux poireaux.
3. Verser sur la pâte et cuire 35 minutes à 180 °C.""",
    "es: emoji list": """Lentejas de mi abuela 🥘

INGREDIENTES (4 personas)
🔸 300 g de lentejas
🔸 1 cebolla
🔸 2 zanahorias
🔸 1 cucharadita de pimentón dulce
🔸 2 cucharadas de aceite de oliva
🔸 1 hoja de laurel

ELABORACIÓN
1️⃣ Sofríe la cebolla y las zanahorias en el aceite durante 10 minutos.
2️⃣ Añade el pimentón, las lentejas y el laurel y cubre con agua.
3️⃣ Cuece 40 minutos a fuego lento.""",
    "it: amount behind": """Focaccia della domenica

Ingredienti:
Farina 500 g
Acqua 350 ml
Lievito di birra 5 g
Sale 10 g
Olio d'oliva 4 cucchiai
Rosmarino q.b.

Procedimento:
Impasta farina, acqua, lievito e sale e lascia lievitare 2 ore.
Stendi l'impasto con l'olio, aggiungi il rosmarino e cuoci 20 minuti a 220 gradi.""",
    "nl: plain": """Snelle tomatensoep

Ingrediënten
1 kg tomaten
1 ui
2 tenen knoflook
500 ml groentebouillon
1 el olijfolie

Bereiding
1. Fruit de ui en de knoflook in de olijfolie.
2. Voeg de tomaten en de bouillon toe en kook 20 minuten.
3. Pureer de soep.""",
    "pt: cups and spoons": """Bolo de cenoura

Ingredientes:
- 3 cenouras
- 4 ovos
- 1 xícara de óleo
- 2 xícaras de açúcar
- 2 1/2 xícaras de farinha de trigo
- 1 colher de sopa de fermento

Modo de preparo:
1. Bata as cenouras, os ovos e o óleo no liquidificador.
2. Misture o açúcar e a farinha e junte o fermento.
3. Asse por 40 minutos a 180 graus.""",
    "sv: dl and msk": """Kardemummabullar

Ingredienser:
5 dl mjölk
50 g jäst
150 g smör
1 dl socker
2 tsk kardemumma
14 dl vetemjöl

Gör så här:
1. Värm mjölken och rör ut jästen.
2. Blanda i smör, socker, kardemumma och mjöl och låt jäsa i 45 minuter.
3. Grädda i 10 minuter på 225 grader.""",
    "pl: szklanka": """Naleśniki babci

Składniki:
- 2 szklanki mąki
- 3 jajka
- 1 szklanka mleka
- 1 łyżka oleju
- szczypta soli

Przygotowanie:
1. Wymieszaj mąkę, jajka, mleko, olej i sól.
2. Odstaw na 30 minut.
3. Smaż cienkie naleśniki na gorącej patelni.""",
    "cs: hrnek": """Bramborová polévka

Suroviny:
- 500 g brambor
- 1 cibule
- 2 lžíce másla
- 1 l vývaru
- 1 lžička majoránky

Postup:
1. Cibuli osmahněte na másle.
2. Přidejte brambory a vývar a vařte 20 minut.
3. Dochuťte majoránkou.""",
    "tr: spoons in front": """Mercimek çorbası

Malzemeler:
- 1 su bardağı kırmızı mercimek
- 1 adet soğan
- 2 yemek kaşığı tereyağı
- 1 çay kaşığı kimyon
- 6 su bardağı su

Yapılışı:
1. Soğanı tereyağında kavurun.
2. Mercimek ve suyu ekleyip 25 dakika pişirin.
3. Kimyonu ekleyin ve blenderdan geçirin.""",
    "ru: grams": """Сырники на завтрак

Ингредиенты:
- 400 г творога
- 2 яйца
- 3 ст. л. муки
- 2 ст. л. сахара
- щепотка соли

Приготовление:
1. Смешайте творог, яйца, сахар и соль.
2. Добавьте муку и слепите сырники.
3. Жарьте по 3 минуты с каждой стороны.""",
    "ja: unit in front": """簡単親子丼

材料（2人分）
鶏もも肉 200g
卵 3個
玉ねぎ 1個
醤油 大さじ2
みりん 大さじ2

作り方
1. 玉ねぎと鶏もも肉を切る。
2. 醤油とみりんで8分煮る。
3. 溶いた卵を入れて、ご飯にのせる。""",
    "he: right to left": """שקשוקה ביתית

מצרכים:
- 4 ביצים
- 6 עגבניות
- 2 כפות שמן זית
- 3 שיני שום
- 1 כפית פפריקה

אופן הכנה:
1. מטגנים את השום בשמן.
2. מוסיפים עגבניות ופפריקה ומבשלים 20 דקות.
3. שוברים פנימה את הביצים ומבשלים עוד 5 דקות.""",
    "de in English chatter": """OMG you guys keep asking for my Oma's cucumber salad!! 😍 Save this 👇

Gurkensalat

Zutaten:
2 Salatgurken
1 Becher Schmand
2 EL Essig
1 Bund Dill
1 TL Zucker

Zubereitung:
Gurken hobeln und salzen.
Schmand mit Essig, Zucker und Dill verrühren und untermischen.

Follow me for more!""",
}

NO_RECIPES = {
    "review": "Finally tried the new ramen place downtown! The broth was rich, the noodles perfect. 9/10, "
    "would go again. Have you been?",
    "teaser": "The creamiest pasta of your life 🤤 Comment RECIPE and I'll send it to you!",
    "poem": "Autumn leaves are falling down,\ngold and copper, red and brown.\nI sit here and drink my tea,\n"
    "and the wind sings songs to me.",
    "advert": "Our summer menu is here! Burgers from 9.90 €, salads from 7.50 €. Book a table now.",
}
