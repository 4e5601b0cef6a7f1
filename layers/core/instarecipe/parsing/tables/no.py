"""Norwegian (bokmål, with some nynorsk)."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="no",
    units={
        "g": "gr|gram",
        "hg": "hekto",
        "kg": "kilo|kilogram",
        "l": "liter",
        "ml": "milliliter",
        "cl": "centiliter",
        "dl": "desiliter",
        "tbsp": "ss|spiseskje|spiseskjeer|spsk|spiseskei|spiseskeier|spiseskjefull|matskje|matskjeer",
        "tsp": "ts|teskje|teskjeer|tsk|teskei|teskeier|teskjefull",
        "clove": "fedd|båt|båter|båtar|hvitløksbåt|hvitløksbåter",
        "slice": "skive|skiver|skiva",
        "can": "boks|bokser|boksar",
        "piece": "stk|stykk|stykke|stykker|bit|biter",
        "bunch": "bunt|bunter|bukett",
        "pinch": "klype|klyper|knivsodd|knivsodder|krm",
        "handful": "neve|never|håndfull|håndfuller",
        "package": "pakke|pakker|pk|pkt|pose pakke|kartong|eske|pakning|esker|pakninger|pkn",
        "sachet": "pose|poser|brev",
        "cup": "kopp|kopper",
        "sprig": "kvist|kvister|kvistar",
        "leaf": "blad|blader",
        "stalk": "stilk|stilker|stang|stenger|stengel|stengler",
        "head": "hode|hoder",
        "pot": "potte|potter",
        "jar": "glass",
        "drop": "dråpe|dråper",
        "splash": "skvett|sprut|dæsj|skvetter",
        "dollop": "klatt|klatter",
        "cube": "terning|terninger",
        "bottle": "flaske|flasker",
        "tube": "tube",
        "bar": "plate|plater",
        "sheet": "ark",
        "roll": "rull|ruller",
        "cm": "centimeter",
        "tub": "beger|begre",
        "knob": "smørklatt",
        "strip": "strimmel|strimler",
        "mm": "millimeter",
    },
    numbers={
        1: "en|et|ei|ett|én|éi|ein|eitt",
        2: "to",
        3: "tre",
        4: "fire",
        5: "fem",
        6: "seks",
        7: "syv|sju",
        8: "åtte",
        9: "ni",
        10: "ti",
        11: "elleve",
        12: "tolv|dusin",
        15: "femten",
        20: "tjue",
        0.5: "halv|halvt|halve",
        0.25: "kvart",
        1.5: "halvannen",
        0.75: "trekvart",
    },
    few="noen|litt|par|enkelte|rikelig|et par|masse",
    sizes="liten|lite|små|stor|stort|store|mellomstor|mellomstore|middels|mellomstort|medium|lita",
    heaped=(
        "toppet|toppede|strøken|strøkne|god|gode|godt|stor|store|tynn|tynne|tykk|tykke|knapp|drøy|rikelig|"
        "frisk|hel|hele|middels|raus|toppete|liten|lite|små|solid|rause"
    ),
    about=(
        "ca|cirka|omtrent|omkring|maks|minst|ekstra|evt|à|a|drøyt|knapt|totalt|eventuelt|ev|rundt|nesten|"
        "opptil|inntil"
    ),
    of="av|fra",
    until="til",
    plus="og|pluss",
    either="eller",
    prepared=(
        "*et|*ede|hakket|revet|kuttet|skåret|smeltet|kokt|kokte|stekt|stekte|malt|knust|knuste|presset|"
        "skrelt|finhakket|finhakka|hakka|nykvernet|nymalt|tint|romtemperert|mykt|most|strimlet|skivet|"
        "finrevet|delt"
    ),
    adjectives=(
        "fersk|ferske|frisk|friske|tørket|tørkede|moden|modne|stor|små|rød|røde|grønn|grønne|hvit|hvite|"
        "nøytral"
    ),
    parts="saft|saften|skall|skallet|fint|grovt|kun|i|uten|med|gjerne|på|til|fra|bare",
    notes=(
        "til|etter smak|etter behov|evt|eventuelt|i terninger|i skiver|i biter|i strimler|i båter|"
        "romtemperert|gjerne|f.eks|for eksempel|eller mer|valgfritt|finhakket|hakket|revet|à|hvis|om|"
        "i tynne|i små|i store"
    ),
    unmeasured=(
        "etter smak|etter behov|til steking|til servering|til pynt|til formen|til pensling|til frityr|"
        "til dryss|valgfritt"
    ),
    ingredients=(
        "ingredienser|ingrediens|du trenger|dette trenger du|det trenger du|dere trenger|her trenger du|"
        "ingrediensliste|handleliste|hva du trenger|dette trengs|det du trenger"
    ),
    method=(
        "fremgangsmåte|framgangsmåte|slik gjør du|instruksjoner|tilberedning|slik|trinn|steg|"
        "slik gjør du det|slik lager du|metode|gjør slik|slik lager du det|steg for steg|fremgang|utførelse"
    ),
    closing="tips|tips!|notat|næringsinnhold|oppbevaring|merk|næringsverdi|per porsjon|kalorier|tip",
    recipe="oppskrift|oppskriften",
    group=(
        "til|deig|fyll|saus|dressing|topping|marinade|pynt|krem|glasur|bunn|tilbehør|til servering|salat|"
        "i tillegg|røre"
    ),
    step="trinn|steg",
    servings="til|porsjoner|antall porsjoner|gir|antall|personer|porsjon|ca|for|nok til",
    people="personer|person|porsjoner|porsjon|pers",
    prep="forberedelse|forberedelser|forberedelsestid|prep|arbeidstid",
    cook="tilberedning|tilberedningstid|koketid|steketid|i ovnen|ovn|steking|baketid",
    total="totalt|total tid|tid|klar på|totaltid|tidsbruk|tar",
    hours="time|timer|h",
    minutes="minutt|minutter|min|mins",
    degrees="grader",
    verbs=(
        "visper|tilsetter|steker|koker|heller|blander|skjærer|baker|varmer|rører|"
        "bland|rør|visp|tilsett|hell|skjær|hakk|skrell|kok|stek|bak|sett|legg|server|elt|kjevle|kjevl|"
        "fordel|dryss|smelt|fres|smak|krydre|kjør|riv|press|vend|still|pensle|pynt|skyll|sil|sikt|surr|"
        "dekk|kjøl|kutt|finhakk|gjør|start|deretter|imens|mens|grill|rist|mariner|kna|avkjøl|vask|rens|"
        "stryk|bruk|begynn|når|til slutt|skru|trekk|forvarm|skiv|snu|miks|strø|damp|trill|nyt|rull|sauter"
    ),
    common=(
        "og|i|å|det|som|en|et|ei|på|er|til|for|med|av|den|ikke|om|så|har|jeg|vi|du|eller|fra|minutter|de|"
        "kan|litt|ca|også|etter|når|oss|hjemme"
    ),
    then="så|deretter|og så|nå|imens|til slutt|først|etterpå",
    making="skal vi lage|lager vi|lager jeg|baker vi|baker jeg|viser jeg",
    taking="ta|tar|bruk|bruker|hell|ha|tilsett|trenger",
    things=(
        "bolle|gryte|kjele|panne|ovn|form|fat|tallerken|skje|gaffel|kniv|ganger|gang|side|sider|lag|deler|"
        "minutt|minutter|time|timer|dager|personer|ting|ingredienser"
    ),
    aside="du|man|sammen|godt|litt|til|hver|omtrent|ned|opp|ut|bare|også|alt|alle|per|mot|ved|her|skal|dem",
    talk=(
        "mitt|vår|våre|ukens|lagre|følg|lenke i bio|link i bio|kommenter|kommentarfeltet|tagg|"
        "del innlegget|vel bekomme|fortell|flere oppskrifter|på bloggen|barna mine|mannen min|familien|"
        "elsker|nydelig|hei|god morgen|video|hver uke|oppskrift under|favoritt|lik|prøv den|husk|innlegget|"
        "hjemme hos oss|kjempegodt"
    ),
    teaser=(
        "så sender jeg|sender oppskriften|i en melding|på dm|oppskriften finner|oppskrift på bloggen|"
        "konkurranse|vinn|rabatt|rabattkode|kjøp|bestill|book|meny|frakt|tilbud|restaurant|logg inn"
    ),
)
