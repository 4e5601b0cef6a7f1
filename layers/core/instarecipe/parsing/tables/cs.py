"""Czech."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="cs",
    units={
        "g": "gr|gram|gramy|gramů|gramu",
        "dag": "dkg|dag|deka|dekagramů",
        "kg": "kilo|kilogram|kilogramy|kilogramů|kila|kilogramu",
        "l": "litr|litry|litrů|litru",
        "ml": "mililitr|mililitrů",
        "dl": "deci|decilitr|decilitry|decilitrů",
        "cl": "centilitr",
        "tbsp": (
            "lžíce|lžic|lžíci|lžící|pl|polévková lžíce|polévkové lžíce|polévkových lžic|polévkovou lžíci|"
            "lžice"
        ),
        "tsp": (
            "lžička|lžičky|lžiček|lžičku|čl|kávová lžička|kávové lžičky|čajová lžička|čajové lžičky|"
            "čajových lžiček|kl|kávovou lžičku|čajovou lžičku|kávových lžiček"
        ),
        "cup": "hrnek|hrnky|hrnků|hrnku|hrneček|hrnečky|šálek|šálky|šálků|šálku",
        "clove": "stroužek|stroužky|stroužků|stroužku",
        "pinch": "špetka|špetky|špetek|špetku|špetička|špička nože|na špičku nože",
        "slice": (
            "plátek|plátky|plátků|plátku|krajíc|krajíce|kolečko|kolečka|plát|pláty|plátečky|pláteček|krajíců|"
            "koleček"
        ),
        "can": "konzerva|konzervy|plechovka|plechovky|konzervu|plechovek|plechovku|konzerv",
        "jar": "sklenice|zavařovačka|sklenic|sklenici",
        "glass": "sklenička|skleničky|sklenka|sklenku",
        "bunch": "svazek|svazky|svazeček|svazku|hrst svazku|svazků|trs",
        "leaf": "list|listy|lístek|lístky|lístků|listů",
        "package": "balení|bal|balíček|balíčky|krabička|krabice|balíčku|balíčků|krabičky|krabičku",
        "sachet": "sáček|sáčky|sáčku|sáčků|pytlík|pytlíky",
        "piece": "kus|kusy|kusů|ks|kousek|kousky|kousků|kousku|kusu",
        "sprig": "snítka|snítky|snítek|větvička|větvičky|větviček",
        "stalk": "stonek|stonky|řapík|řapíky|řapíku|stvol|stéblo|stonku|stonků",
        "handful": "hrst|hrsti|hrstka|hrstí|hrstky|hrstičku",
        "cube": "kostka|kostky|kostek|kostku",
        "drop": "kapka|kapky|kapek",
        "bottle": "láhev|lahev|lahve|lahvička|lahví",
        "head": "hlavička|hlávka|hlávky|palička|hlava|hlavy|hlav|hlávek|paličky",
        "bar": "tabulka|tabulky|tyčinka",
        "knob": "oříšek",
        "cm": "centimetr|centimetry|centimetrů",
        "bulb": "bulva|bulvy",
        "tub": "kelímek|kelímky|kelímku|kelímků|vanička|vaničky",
        "loaf": "bochník|bochníky",
        "ladle": "naběračka|naběračky",
        "wedge": "dílek|dílky|měsíček|měsíčky",
        "strip": "proužek|proužky",
        "mm": "milimetr",
    },
    numbers={
        1: "jeden|jedna|jedno|jednu",
        2: "dva|dvě",
        3: "tři",
        4: "čtyři",
        5: "pět",
        6: "šest",
        7: "sedm",
        8: "osm",
        9: "devět",
        10: "deset",
        11: "jedenáct",
        12: "dvanáct|tucet",
        15: "patnáct",
        20: "dvacet",
        0.5: "půl|půlka|polovina|půlku|polovinu|půlky",
        0.25: "čtvrt|čtvrtka|čtvrtina",
        1.5: "půldruhého|jeden a půl",
        0.75: "třičtvrtě",
        1 / 3: "třetina|třetinu",
    },
    one_by_default=True,
    few="několik|trochu|trocha|pár|troška|trošku|dost",
    sizes=(
        "malý|malá|malé|malých|velký|velká|velké|velkých|střední|větší|menší|středně|malého|velkého|"
        "středního|menších|větších|malou|velkou|středních"
    ),
    heaped=(
        "vrchovatá|vrchovaté|plná|plné|zarovnaná|zarovnané|zarovnaných|velká|malá|dobrá|slabší|silnější|"
        "polévková|polévkové|rovná|rovné|tenké|tenký|silné|silný|větší|menší|čajová|čajové|kávová|kávové|"
        "vrchovatou|vrchovatých|plnou|plných|velkou|malou|velké|malé|dobré|polévkovou|tenkých|rovných"
    ),
    about=(
        "cca|asi|přibližně|zhruba|okolo|kolem|max|minimálně|celkem|po|à|ca|circa|skoro|případně|popř|alespoň"
    ),
    of="z|ze",
    until="až|do",
    plus="a|plus",
    either="nebo|či",
    prepared=(
        "*ný|*ná|*né|*ného|*ných|*tý|*tá|*té|*tého|nakrájená|nakrájený|nadrobno|jemně|nahrubo|nastrouhaný"
    ),
    notes=(
        "podle|dle|případně|nejlépe|např|například|nakrájené|nakrájená|nakrájený|nasekané|nastrouhaný|"
        "pokojové|nebo více|popřípadě|volitelně|pokud"
    ),
    unmeasured=(
        "podle chuti|dle chuti|na smažení|na ozdobu|na ozdobení|na vymazání|k podávání|na posypání|"
        "dle potřeby|podle potřeby|na pánev|na formu|na pečení|na vymaštění|na zdobení"
    ),
    parts="šťáva|kůra|nať",
    ingredients=(
        "ingredience|suroviny|potřebujete|budete potřebovat|co budete potřebovat|potřebujeme|přísady|"
        "co potřebujete|seznam surovin|nákupní seznam|na přípravu potřebujeme|budeme potřebovat|potřebuješ|"
        "budeš potřebovat|suroviny a ingredience"
    ),
    method=(
        "postup|příprava|postup přípravy|návod|jak na to|kroky|pracovní postup|postup receptu|pokyny|"
        "instrukce|jak postupovat|příprava krok za krokem|krok za krokem"
    ),
    closing="tip|tipy|poznámka|poznámky|nutriční hodnoty|rada|skladování|na jednu porci|kalorie|náš tip",
    recipe="recept|recept na",
    group=(
        "na|pro|omáčka|těsto|náplň|krém|poleva|marináda|ozdoba|ozdobení|dresink|příloha|dále|navíc|"
        "dále potřebujeme|korpus|drobenka"
    ),
    step="krok",
    servings="porce|porcí|počet porcí|pro|počet|na|množství",
    people="porce|porcí|osoby|osob|porci|porcích|osobu|os",
    prep="příprava|doba přípravy|čas přípravy|přípravy",
    cook=(
        "vaření|doba vaření|pečení|doba pečení|tepelná úprava|vaření a pečení|smažení|čas pečení|"
        "čas vaření|v troubě"
    ),
    total="celkem|čas|celkový čas|celková doba|doba|hotovo za",
    hours="hodina|hodiny|hodin|hod|h",
    minutes="minuta|minuty|minut|min|minutu",
    degrees="stupňů|stupních",
    verbs=(
        "smíchejte|smícháme|smíchej|míchejte|zamíchejte|promíchejte|promícháme|vmíchejte|vmícháme|přidejte|"
        "přidáme|přidej|nakrájejte|nakrájíme|nakrájej|oloupejte|oloupeme|uvařte|uvaříme|vařte|vaříme|"
        "osmahněte|osmahneme|osmažte|smažte|smažíme|opečte|opečeme|pečte|pečeme|upečte|upečeme|rozehřejte|"
        "rozehřejeme|předehřejte|zahřívejte|ohřejte|nalijte|nalijeme|vlijte|vsypte|nechte|necháme|nech|"
        "vložte|vložíme|dejte|dáme|dej|vyjměte|vyjmeme|nastrouhejte|nastrouháme|vyšlehejte|vyšleháme|"
        "šlehejte|ušlehejte|zadělejte|uhněteme|uhněťte|hněťte|vyválejte|vyválíme|posypte|posypeme|polijte|"
        "podávejte|podáváme|servírujte|ochuťte|ochutíme|osolte|osolíme|opepřete|dochuťte|dochutíme|sceďte|"
        "scedíme|omyjte|umyjte|opláchněte|rozmixujte|rozmixujeme|rozpusťte|rozpustíme|vymažte|vymažeme|"
        "vysypte|přikryjte|poduste|dusíme|duste|vytvarujte|tvarujeme|potřete|potřeme|položte|zalijte|"
        "zalijeme|připravte|připravíme|spojte|naplňte|naplníme|rozdělte|rozdělíme|odstavte|odstavíme|poté|"
        "potom|nakonec|mezitím|zarolujte|okořeňte|rozetřete|nasekejte|nasekáme|prolisujte|restujte|povařte|"
        "povaříme|přiveďte|ozdobte|ozdobíme|přendejte|odkrojte|zabalte|obalte|obalíme|vykrajujte|prosejte|"
        "stáhněte|dochucení"
    ),
    common=(
        "a|v|na|se|je|s|z|do|to|že|si|o|i|k|pro|ale|po|jako|nebo|by|od|už|aby|až|také|minut|ve|jsou|dobře|"
        "ještě|tak|než"
    ),
    talk=(
        "můj|moje|náš|naše|uložte|uložit|ulož|sledujte|sleduj|odkaz v bio|komentář*|označte|sdílejte|"
        "dobrou chuť|dejte vědět|více receptů|na blogu|moje děti|rodina|miluju|miluji|výborné|ahoj|"
        "dobré ráno|video|recept níže|oblíbený|oblíbené|vyzkoušejte|nezapomeňte|každý týden"
    ),
    teaser=(
        "pošlu recept|pošlu vám|recept na blogu|recept najdete|soutěž|vyhraj|sleva|slevový kód|objednejte|"
        "kupte|doprava|rezervace|rezervujte|akce|novinka|restaurace|přihlásit"
    ),
)
