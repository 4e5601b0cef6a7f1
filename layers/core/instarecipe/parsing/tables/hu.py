"""Hungarian."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="hu",
    units={
        "g": "gr|gramm",
        "dag": "dkg|dag|deka",
        "kg": "kiló|kilogramm|kilo",
        "l": "liter",
        "ml": "milliliter",
        "dl": "deci|deciliter",
        "cl": "centiliter",
        "tbsp": "ek|evőkanál|evőkanálnyi|ev.kanál|ekanál|leveseskanál",
        "tsp": "tk|teáskanál|teáskanálnyi|kk|kávéskanál|kiskanál|mk|mokkáskanál|kávéskanálnyi|mokkáskanálnyi",
        "clove": "gerezd|cikk|gerezdek",
        "pinch": "csipet|késhegynyi|csipetnyi|kh|csipetke",
        "slice": "szelet|szeletek|karika|karéj",
        "piece": "db|darab|drb|darabka",
        "package": "csomag|cs|csom|zacskó csomag|doboz|dobozos|csomagnyi",
        "sachet": "tasak|zacskó",
        "can": "konzerv|doboz konzerv",
        "bunch": "csokor|köteg|csomó|fürt",
        "cup": "bögre|csésze|bögrényi",
        "glass": "pohár|pohárnyi",
        "jar": "üveg|befőttesüveg",
        "leaf": "levél|levélke",
        "sprig": "ág|szál|ágacska",
        "stalk": "rúd|szár",
        "handful": "marék|maréknyi",
        "head": "fej",
        "drop": "csepp",
        "splash": "löttyintés|kevéske",
        "cube": "kocka|kockányi",
        "bottle": "palack",
        "bar": "tábla",
        "ladle": "merőkanál",
        "ball": "gombóc|gömb",
        "knob": "diónyi|mogyorónyi",
        "tub": "tégely|vödör",
        "cm": "centi|centiméter",
        "stick": "rudacska",
        "loaf": "vekni|cipó",
        "strip": "csík",
        "bulb": "gumó",
        "roll": "tekercs",
        "block": "tömb",
    },
    numbers={
        1: "egy",
        2: "két|kettő",
        3: "három",
        4: "négy",
        5: "öt",
        6: "hat",
        7: "hét",
        8: "nyolc",
        9: "kilenc",
        10: "tíz",
        11: "tizenegy",
        12: "tucat|tizenkét|tizenkettő",
        15: "tizenöt",
        20: "húsz",
        0.5: "fél|felet",
        0.25: "negyed",
        1.5: "másfél",
        0.75: "háromnegyed",
        1 / 3: "harmad",
        2 / 3: "kétharmad",
    },
    few="néhány|kevés|pár|egy kevés|egy kis|kis|bő|némi|sok|kevéske|jó pár",
    sizes=(
        "kis|kicsi|nagy|közepes|nagyobb|kisebb|óriás|kicsike|nagyocska|kisméretű|nagyméretű|pici|"
        "közepesen nagy"
    ),
    heaped=(
        "csapott|púpos|púpozott|tetézett|bő|jó|nagy|kis|tele|halmozott|vékony|vastag|szűk|közepes|gyenge|"
        "jókora|kisebb|nagyobb|kicsi|teli"
    ),
    about=(
        "kb|körülbelül|nagyjából|cca|max|min|legalább|összesen|plusz|esetleg|majdnem|úgy|mintegy|maximum|"
        "minimum"
    ),
    plus="és|plusz",
    either="vagy",
    prepared="*va|*ve|*ott|*ett|*ött",
    notes=(
        "ízlés szerint|a tetejére|tálaláshoz|sütéshez|díszítéshez|apróra|apróra vágva|felkockázva|"
        "szeletelve|reszelve|pl|lehetőleg|opcionális|szobahőmérsékletű|a sütéshez|hozzá|finomra|durvára|"
        "felvágva|zúzva|darálva"
    ),
    unmeasured=(
        "ízlés szerint|tetszés szerint|a sütéshez|tálaláshoz|díszítéshez|a formához|a szóráshoz|"
        "szükség szerint|sütéshez"
    ),
    parts="leve|héja|reszelt héja",
    ingredients=(
        "hozzávalók|hozzávaló|alapanyagok|szükséges hozzávalók|összetevők|amire szükséged lesz|"
        "amire szükség lesz|amire szükségünk lesz|kell hozzá|bevásárlólista|kellenek|ezek kellenek"
    ),
    method=(
        "elkészítés|elkészítése|elkészítés menete|így készül|így készítsd|lépések|útmutató|elkészítési mód|"
        "így csináld|a recept elkészítése|menete|elkészítés lépései|lépésről lépésre|instrukciók"
    ),
    closing="tipp|tippek|megjegyzés|jegyzetek|tápérték|jó tanács|tápértékek|kalória|tárolás|egy adag",
    recipe="recept|a recept",
    group=(
        "a töltelékhez|a tésztához|a szószhoz|a krémhez|a tetejére|a mázhoz|a körethez|a páchoz|tészta|"
        "töltelék|szósz|krém|máz|öntet|köret|díszítés|tálaláshoz|a|az|továbbá|valamint|pác"
    ),
    step="lépés",
    servings="adag|személyre|adagok|fő|hány főre|mennyiség|adagra|főre",
    people="adag|személyre|személy|fő|főre|adagra|személyes",
    prep="előkészítés|előkészület|előkészítési idő|előkészületi idő|munkaidő",
    cook=(
        "sütés|főzés|sütési idő|főzési idő|elkészítés|sütés ideje|főzés ideje|hőkezelés|sütőben|"
        "elkészítési idő"
    ),
    total="összesen|idő|teljes idő|összes idő|kész|teljes elkészítési idő|időigény",
    hours="óra|órát|órán|h",
    minutes="perc|percig|p|percet|percen",
    degrees="fok|fokon|fokos|fokra",
    verbs=(
        "keverd|keverjük|összekeverjük|elkeverjük|belekeverjük|hozzákeverjük|kevergetjük|adjuk|hozzáadjuk|"
        "adj|vágjuk|felvágjuk|vágd|apróra|pucoljuk|meghámozzuk|hámozzuk|főzzük|főzd|megfőzzük|sütjük|süsd|"
        "megsütjük|kisütjük|pirítjuk|pirítsd|megpirítjuk|melegítjük|előmelegítjük|felmelegítjük|öntjük|"
        "öntsd|felöntjük|ráöntjük|tesszük|beletesszük|visszatesszük|rátesszük|tedd|hagyjuk|hagyd|tálaljuk|"
        "tálald|tálalhatjuk|gyúrjuk|összegyúrjuk|kinyújtjuk|nyújtjuk|szórjuk|megszórjuk|rászórjuk|szórd|"
        "ízesítjük|fűszerezzük|sózzuk|borsozzuk|reszeljük|lereszeljük|felverjük|verjük|habosra|törjük|"
        "áttörjük|szűrjük|leszűrjük|mossuk|megmossuk|turmixoljuk|olvasztjuk|felolvasztjuk|kikenjük|"
        "kivajazzuk|lefedjük|pároljuk|megpároljuk|dinszteljük|formázunk|formázzuk|kenjük|megkenjük|"
        "simítjuk|készítjük|előkészítjük|elkészítjük|megtöltjük|töltjük|pihentetjük|kelesztjük|majd|ezután|"
        "végül|közben|amikor|kivesszük|vegyük|vedd|kockázzuk|felkockázzuk|szeleteljük|felszeleteljük|"
        "rakjuk|sorban|helyezzük|aprítjuk|átkeverve|lassan"
    ),
    common=(
        "a|az|és|egy|is|nem|hogy|meg|de|ha|majd|még|már|vagy|mint|csak|ami|el|be|ki|rá|perc|percig|jól|ez|"
        "kb|azt|legyen|hozzá|át"
    ),
    talk=(
        "kedvencünk|nálunk|mentsd|kövess|kövesd|link a bióban|komment*|jelöld|oszd meg|jó étvágyat|írd meg|"
        "további receptek|receptekért|blogon|gyerekeim|férjem|család|imádom|imádjuk|szia|sziasztok|"
        "jó reggelt|videó|recept lent|kedvenc|próbáld|ne felejtsd|minden héten"
    ),
    teaser=(
        "írd kommentbe|elküldöm|küldöm a receptet|receptet a|nyereményjáték|nyerj|kedvezmény|kuponkód|"
        "rendeld|vásárolj|rendelés|foglalj|asztalt|akció|étlap|ingyenes szállítás|étterem|bejelentkezés"
    ),
)
