"""Slovak."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="sk",
    units={
        "g": "gr|gram|gramy|gramov",
        "dag": "dkg|dag|deka",
        "kg": "kilo|kilogram",
        "l": "liter|litre|litrov|litra",
        "ml": "mililiter|mililitrov",
        "dl": "deci|deciliter|decilitre",
        "tbsp": "lyžica|lyžice|lyžíc|lyžicu|pl|polievková lyžica|polievkové lyžice|polievkových lyžíc",
        "tsp": "lyžička|lyžičky|lyžičiek|lyžičku|čl|kl|čajová lyžička|čajové lyžičky|kávová lyžička",
        "cup": "šálka|šálky|šálok|hrnček|hrnčeky|hrnčekov",
        "glass": "pohár|poháre|pohárov",
        "clove": "strúčik|strúčiky|strúčikov",
        "pinch": "štipka|štipky|štipku",
        "slice": "plátok|plátky|plátkov|krajec|krajce",
        "can": "konzerva|konzervy|plechovka",
        "bunch": "zväzok|zväzky",
        "leaf": "list|listy|lístok|lístky",
        "package": "balenie|balíček|balíčky|bal|balík|krabička|téglik",
        "sachet": "vrecko|vrecúško|vrecká",
        "piece": "kus|kusy|kusov|ks|kúsok|kúsky",
        "sprig": "vetvička|vetvičky",
        "stalk": "stonka|stonky|stopka",
        "handful": "hrsť|hrste",
        "cube": "kocka|kocky",
        "drop": "kvapka|kvapky",
        "head": "hlávka|hlavička",
    },
    numbers={
        1: "jeden|jedna|jedno",
        2: "dva|dve",
        3: "tri",
        4: "štyri",
        5: "päť",
        6: "šesť",
        10: "desať",
        0.5: "pol|polovica",
    },
    few="niekoľko|trochu|pár|troška",
    sizes="malý|malá|malé|veľký|veľká|veľké|stredný|stredná|stredné|väčší|väčšia|menší|menšia",
    heaped="vrchovatá|plná|zarovnaná|polievková|polievkové|čajová|čajové|veľká|malá",
    about="cca|asi|približne|zhruba|okolo",
    of="z|zo",
    until="až|do",
    plus="a|plus",
    either="alebo|či",
    prepared="*ný|*ná|*né|nadrobno|najemno",
    notes="podľa|prípadne|najlepšie|napr|napríklad|nakrájané|nakrájaná|nasekané",
    unmeasured="podľa chuti|na vyprážanie|na ozdobu|na vymastenie|na posypanie|podľa potreby",
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
