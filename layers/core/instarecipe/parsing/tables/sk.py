"""Slovak."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="sk",
    units={
        "g": "gr|gram|gramy|gramov",
        "dag": "dkg|dag|deka",
        "kg": "kilo|kilogram|kila|kilogramy|kilogramov",
        "l": "liter|litre|litrov|litra",
        "ml": "mililiter|mililitrov|mililitre",
        "dl": "deci|deciliter|decilitre",
        "tbsp": (
            "lyžica|lyžice|lyžíc|lyžicu|pl|polievková lyžica|polievkové lyžice|polievkových lyžíc|"
            "polievkovú lyžicu|polievkovej lyžice"
        ),
        "tsp": (
            "lyžička|lyžičky|lyžičiek|lyžičku|čl|kl|čajová lyžička|čajové lyžičky|kávová lyžička|"
            "čajovú lyžičku|kávové lyžičky|čajových lyžičiek|kávových lyžičiek|čajovej lyžičky"
        ),
        "cup": "šálka|šálky|šálok|hrnček|hrnčeky|hrnčekov|hrnčeka|šálku",
        "glass": "pohár|poháre|pohárov|pohára|pohárik",
        "clove": "strúčik|strúčiky|strúčikov|strúčika",
        "pinch": "štipka|štipky|štipku|štipiek|na špičku noža",
        "slice": "plátok|plátky|plátkov|krajec|krajce|plátku|kolieska|krajcov",
        "can": "konzerva|konzervy|plechovka|plechovky|plechoviek|konzervu",
        "bunch": "zväzok|zväzky|zväzku|zväzkov",
        "leaf": "list|listy|lístok|lístky|lístkov|listov",
        "package": "balenie|balíček|balíčky|bal|balík|krabička|balíčka|balíčkov|krabičky",
        "sachet": "vrecko|vrecúško|vrecká|vreciek|vrecka|sáčok|sáčky",
        "piece": "kus|kusy|kusov|ks|kúsok|kúsky|kúskov|kúska|kusu",
        "sprig": "vetvička|vetvičky|vetvičiek|halúzka|halúzky",
        "stalk": "stonka|stonky|stopka|stoniek|steblo",
        "handful": "hrsť|hrste|hrsti|hrstka",
        "cube": "kocka|kocky|kociek|kocku",
        "drop": "kvapka|kvapky|kvapiek",
        "head": "hlávka|hlavička|hlavy|hlava|hlávky",
        "cl": "centiliter",
        "tub": "téglik|tégliky",
        "bottle": "fľaša|fľaše|fľaška",
        "loaf": "bochník",
        "ladle": "naberačka|naberačky",
        "cm": "centimeter|centimetre|centimetrov",
        "bar": "tabuľka|tabuľky",
    },
    numbers={
        1: "jeden|jedna|jedno|jednu",
        2: "dva|dve",
        3: "tri",
        4: "štyri",
        5: "päť",
        6: "šesť",
        7: "sedem",
        8: "osem",
        9: "deväť",
        10: "desať",
        11: "jedenásť",
        12: "dvanásť|tucet",
        15: "pätnásť",
        20: "dvadsať",
        0.5: "pol|polovica|polovicu|polovička|polka|polku",
        0.25: "štvrť|štvrtina|štvrtinu",
        0.75: "trištvrte",
        1.5: "poldruha",
        1 / 3: "tretina|tretinu",
    },
    one_by_default=True,
    few="niekoľko|trochu|pár|troška|zopár|troche|trošku|málo",
    sizes=(
        "malý|malá|malé|veľký|veľká|veľké|stredný|stredná|stredné|väčší|väčšia|menší|menšia|malú|veľkú|"
        "malého|veľkého|stredného|menšie|väčšie|malých|veľkých|stredných|menších|väčších"
    ),
    heaped=(
        "vrchovatá|plná|zarovnaná|polievková|polievkové|čajová|čajové|veľká|malá|vrchovaté|vrchovatú|"
        "vrchovatých|plné|plnú|plných|zarovnané|malé|veľké|kávová|kávové|polievkových|čajových|tenké|hrubé"
    ),
    about="cca|asi|približne|zhruba|okolo|circa|ca|max|prípadne|skoro|takmer|minimálne",
    of="z|zo",
    until="až|do",
    plus="a|plus",
    either="alebo|či",
    prepared="*ný|*ná|*né|nadrobno|najemno",
    notes="podľa|prípadne|najlepšie|napr|napríklad|nakrájané|nakrájaná|nasekané",
    unmeasured="podľa chuti|na vyprážanie|na ozdobu|na vymastenie|na posypanie|podľa potreby",
    parts="šťava|kôra|vňať",
    ingredients="ingrediencie|suroviny|potrebujeme|budete potrebovať|potrebujete|prísady|budeš potrebovať",
    method="postup|príprava|postup prípravy|návod|ako na to|kroky|pokyny",
    closing="tip|tipy|poznámka|poznámky|nutričné hodnoty|rada|skladovanie",
    recipe="recept",
    group="na|pre|omáčka|cesto|plnka|krém|poleva|marináda|ozdoba|príloha",
    step="krok",
    servings="porcie|porcií|počet porcií|pre|na",
    people="porcie|porcií|osoby|osôb",
    prep="príprava|čas prípravy|doba prípravy",
    cook="varenie|čas varenia|pečenie|doba pečenia|tepelná úprava",
    total="celkom|čas|celkový čas|spolu",
    hours="hodina|hodiny|hodín|hod|h",
    minutes="minúta|minúty|minút|min",
    degrees="stupňov|stupňoch",
    verbs=(
        "zmiešajte|zmiešame|miešajte|premiešajte|premiešame|pridajte|pridáme|nakrájajte|nakrájame|ošúpte|"
        "ošúpeme|uvarte|uvaríme|varte|varíme|opražte|opečte|opečieme|pečte|pečieme|rozohrejte|predhrejte|"
        "nalejte|prilejte|nechajte|necháme|vložte|vložíme|dajte|dáme|nastrúhajte|vyšľahajte|vyšľaháme|"
        "vymiesime|vyvaľkajte|posypte|podávajte|podávame|ochuťte|ochutíme|osoľte|osolíme|sceďte|umyte|"
        "rozmixujte|roztopte|vymastite|zakryte|duste|dusíme|potrite|položte|zalejte|pripravte|potom|"
        "nakoniec|medzitým"
    ),
    common=(
        "a|v|na|sa|je|s|z|do|to|že|si|aj|o|k|pre|ale|po|ako|alebo|by|od|už|aby|až|tiež|minút|vo|sú|dobre|"
        "ešte|tak"
    ),
    talk=(
        "môj|moja|náš|naše|uložte|ulož si|sledujte|odkaz v bio|komentár*|zdieľajte|dobrú chuť|"
        "viac receptov|na blogu|rodina|milujem|výborné|ahoj|video|recept nižšie|obľúbený|vyskúšajte"
    ),
    teaser=(
        "pošlem recept|recept na blogu|súťaž|vyhraj|zľava|objednajte|kúpte|doprava|rezervácia|reštaurácia|"
        "prihlásiť"
    ),
)
