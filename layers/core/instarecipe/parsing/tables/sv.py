"""Swedish."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="sv",
    units={
        "g": "gr|gram",
        "hg": "hekto",
        "kg": "kilo|kilogram",
        "l": "liter",
        "ml": "milliliter",
        "cl": "centiliter",
        "dl": "deciliter",
        "tbsp": "msk|matsked|matskedar",
        "tsp": "tsk|tesked|teskedar|tesk",
        "pinch": "nypa|nypor|krm|kryddmått|knivsudd|nyp|knivsuddar",
        "clove": "klyfta|klyftor|vitlöksklyfta",
        "slice": "skiva|skivor|skivad",
        "can": "burk|burkar|konservburk|brk|konserv",
        "bunch": "knippe|knippen|knippa|knippor|bunt|buntar|bukett|buketter",
        "sprig": "kvist|kvistar",
        "leaf": "blad",
        "package": "paket|pkt|förp|förpackning|förpackningar|pack|kartong|ask|askar|frp|pkg",
        "sachet": "portionspåse|påsar|kuvert",
        "bag": "påse",
        "piece": "st|stycken|stycke|styck|bit|bitar|stk",
        "handful": "näve|nävar|handfull",
        "pot": "kruka|krukor",
        "stalk": "stjälk|stjälkar|stång|stänger|stav|stavar|stängel|stänglar",
        "head": "huvud|huvuden",
        "drop": "droppe|droppar",
        "splash": "skvätt|stänk",
        "dollop": "klick|klickar",
        "cube": "tärning|tärningar",
        "cup": "kopp|koppar|kaffekopp|kaffekoppar",
        "glass": "glas",
        "jar": "glasburk",
        "bottle": "flaska|flaskor",
        "tube": "tub",
        "roll": "rulle|rullar",
        "sheet": "ark|plattor|platta",
        "cm": "centimeter",
        "loaf": "limpa",
        "tub": "bägare",
        "mm": "millimeter",
        "strip": "remsa|remsor",
    },
    numbers={
        1: "en|ett",
        2: "två",
        3: "tre",
        4: "fyra",
        5: "fem",
        6: "sex",
        7: "sju",
        8: "åtta",
        9: "nio",
        10: "tio",
        11: "elva",
        12: "tolv|dussin",
        15: "femton",
        20: "tjugo",
        0.5: "halv|halvt|halva",
        0.25: "kvarts",
        1.5: "halvannan",
        0.75: "trekvarts",
    },
    few="några|lite|litet|mycket|par|rikligt|massor",
    sizes="liten|litet|små|stor|stort|stora|medelstor|medelstort|medelstora|lilla|mindre|större",
    heaped=(
        "rågad|rågade|rågat|struken|strukna|struket|god|rejäl|rejäla|rejält|tunn|tunna|tjock|tjocka|knapp|"
        "drygt|knappt|kraftig|hel|hela|generös|fullt|finhackad|färsk|normalstor|stor|stora|liten|små|tjockt|"
        "tunt"
    ),
    about=(
        "ca|cirka|ungefär|drygt|knappt|max|minst|cirkus|c:a|omkring|extra|totalt|à|ev|eventuellt|evt|knappa|"
        "runt|nästan|ytterligare"
    ),
    of="av|från",
    until="till",
    plus="och|plus",
    either="eller",
    prepared=(
        "*ad|*ade|*at|hackad|hackade|riven|rivet|rivna|skuren|skurna|skuret|smält|kokt|kokta|stekt|stekta|"
        "malen|malet|malda|tinad|tinade|pressad|rumstempererat|mjukt|finriven|finrivet|skalade|krossade|"
        "nymald|nymalen|färskpressad|tärnad|tärnade"
    ),
    adjectives=(
        "färsk|färska|färskt|torkad|torkade|mogen|mogna|stor|små|röd|röda|grön|gröna|vit|vita|gul|kall|"
        "kallt|neutral"
    ),
    parts="saften|saft|skal|skalet|rivet|fint|grovt|bara|i|utan|med|på|till|gärna|kärnor|juice|juicen",
    notes=(
        "till|för|efter smak|efter behag|att|i tärningar|i skivor|i bitar|rumstempererat|eventuellt|ev|"
        "gärna|t.ex|tex|eller mer|om|enligt|valfritt|i strimlor|finhackad|hackad|riven|rivet|skivad|tärnad|"
        "à|av valfri|i klyftor|till garnering|till servering|till stekning"
    ),
    unmeasured=(
        "efter smak|efter behag|till stekning|till servering|till garnering|till formen|till fritering|"
        "att steka i|efter behov|valfritt"
    ),
    ingredients=(
        "ingredienser|ingrediens|du behöver|det här behöver du|detta behöver du|ni behöver|vad du behöver|"
        "inköpslista|det behövs|ingredienslista|dessa ingredienser|att handla"
    ),
    method=(
        "gör så här|så här gör du|instruktioner|tillagning|gör såhär|såhär gör du|tillvägagångssätt|"
        "så gör du|steg|beskrivning|metod|förberedelser|gör så|så här|utförande|tillredning|gör så hä|"
        "steg för steg"
    ),
    closing=(
        "tips|tips!|notering|näringsvärde|förvaring|notera|näringsinnehåll|bra att veta|per portion|"
        "kalorier|mitt tips"
    ),
    recipe="recept|receptet",
    group=(
        "till|för|sås|deg|fyllning|topping|dressing|marinad|garnering|botten|glasyr|tillbehör|servering|"
        "till servering|dessutom|såsen|degen|fyllningen|smet|smeten|kräm"
    ),
    step="steg",
    servings="för|portioner|räcker till|ger|antal portioner|till|ger ca|antal",
    people="portioner|portion|personer|person|pers|port",
    prep="förberedelse|förberedelser|förberedelsetid|förberedningstid|prep|arbetstid",
    cook="tillagning|tillagningstid|koktid|gräddning|ugn|stektid|i ugn|ugnstid|tid i ugn|gräddningstid",
    total="totalt|total tid|tid|klart på|tidsåtgång|totaltid|tar",
    hours="timme|timmar|tim|h",
    minutes="minut|minuter|min|mins",
    degrees="grader",
    verbs=(
        "blanda|rör|vispa|tillsätt|häll|skär|hacka|skala|koka|stek|grädda|värm|sätt|lägg|låt|servera|knåda|"
        "kavla|fördela|strö|smält|bryn|fräs|smaka|krydda|ös|mixa|riv|pressa|dela|vänd|ställ|forma|pensla|"
        "toppa|garnera|skölj|sila|sjud|täck|kyl|klä|smörj|rulla|mosa|finhacka|strimla|tärna|bred|skeda|"
        "förvärm|hetta|gör|börja|sedan|under|grilla|marinera|dra|häller|blandar|låter|lägger|skjut|njut|"
        "stick|pudra|klicka|varva|jäs|baka|blötlägg|fyll|sänk|höj|ringla|spritsa|använd|vik|dofta|torka|"
        "putsa|tvätta|plocka|peppra|rosta|fritera|ugnsbaka"
    ),
    common=(
        "och|i|att|det|som|en|ett|på|är|för|med|av|till|den|inte|om|så|har|jag|vi|du|ni|eller|från|tills|"
        "alla|minuter|de|ca"
    ),
    then="sen|sedan|därefter|och sen|nu|medan|under tiden|till sist|först|slutligen",
    making="ska vi göra|gör vi|ska jag göra|gör jag|lagar vi|bakar vi|bakar jag|visar jag",
    taking="ta|tar|behöver|använd|häll|häller|lägg|lägger|ner",
    things=(
        "bunke|skål|stekpanna|panna|kastrull|ugn|plåt|form|tallrik|sked|gaffel|kniv|visp|gånger|sida|sidor|"
        "lager|delar|minut|minuter|timme|timmar|dagar|personer|saker|ingredienser|gång"
    ),
    aside=(
        "häll|stek|taget|tills|varje|väl|ordentligt|ungefär|ner|ihop|upp|ut|bara|även|lite|allt|alla|man|du|"
        "ni|tar|ska|per|mot|vid|också|här"
    ),
    talk=(
        "mitt|mina|vår|våra|spara|följ|länk i bio|länk i bion|kommentera|tagga|dela inlägget|"
        "smaklig måltid|berätta|fler recept|på min blogg|mina barn|min man|familjen|älskar|gott|så gott|"
        "hej|godmorgon|video|veckans|varje vecka|recept nedan|favorit|gilla|testa|prova|glöm inte|inlägget"
    ),
    teaser=(
        "skriv|så skickar jag|skickar receptet|i ett dm|i dm|receptet finns|recept finns|tävling|vinn|"
        "rabatt|rabattkod|köp|beställ|boka|boka bord|meny|frakt|webbshop|erbjudande|restaurang|notan|"
        "logga in"
    ),
)
