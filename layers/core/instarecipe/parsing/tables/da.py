"""Danish."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="da",
    units={
        "g": "gr|gram",
        "kg": "kilo|kilogram",
        "l": "liter",
        "ml": "milliliter",
        "cl": "centiliter",
        "dl": "deciliter",
        "tbsp": "spsk|spiseske|spiseskeer|spsk.|ss|spiseskefuld|spiseskefulde",
        "tsp": "tsk|teske|teskeer|ts|teskefuld|teskefulde",
        "lb": "pund",
        "clove": "fed|hvidløgsfed",
        "slice": "skive|skiver",
        "can": "dåse|dåser|ds",
        "bunch": "bundt|bundter|bdt|buket|bd|buketter",
        "piece": "stk|stykke|stykker|styk",
        "handful": "håndfuld|håndfulde|håndfulder|håndf|næve|næver",
        "cup": "kop|kopper",
        "package": "pakke|pakker|pk|ps|pakning|karton|bakke|bakker|æske|æsker|pkt",
        "sachet": "brev|breve",
        "bag": "pose|poser",
        "sprig": "kvist|kviste",
        "pinch": "knivspids|nip|nips|knsp|drys|knivspidser",
        "leaf": "blad|blade",
        "stalk": "stang|stængel|stængler|stilk|stilke|stænger",
        "head": "hoved|hoveder",
        "pot": "potte|potter",
        "jar": "glas",
        "drop": "dråbe|dråber",
        "splash": "sjat|stænk|skvæt|skvat|sjatter",
        "dollop": "klat|klatter",
        "cube": "terning|terninger",
        "bottle": "flaske|flasker",
        "bar": "plade|plader|rulle af",
        "sheet": "ark",
        "tube": "tube|tuber",
        "roll": "rulle|ruller",
        "cm": "centimeter",
        "tub": "bæger|bægre|bøtte|bøtter",
        "wedge": "båd|både",
        "knob": "klump",
        "mm": "millimeter",
    },
    numbers={
        1: "en|et|én|ét",
        2: "to",
        3: "tre",
        4: "fire",
        5: "fem",
        6: "seks",
        7: "syv",
        8: "otte",
        9: "ni",
        10: "ti",
        11: "elleve",
        12: "tolv|dusin",
        15: "femten",
        20: "tyve",
        0.5: "halv|halvt|halve",
        0.25: "kvart",
        1.5: "halvanden|halvandet",
        0.75: "trekvart",
    },
    few="nogle|lidt|par|enkelte|rigeligt|masser|et par",
    sizes="lille|små|stor|stort|store|mellemstor|mellemstore|mellemstort|mindre|større",
    heaped=(
        "top|strøget|strøgne|god|gode|godt|stor|store|tynd|tynde|tyk|tykke|knap|stort|rigelig|topmål|frisk|"
        "hel|hele|dynget|dyngede|let|strøgen|strøgent|topfuld|lille|små|solid|pæn|let toppet|velvoksen"
    ),
    about="ca|cirka|omtrent|omkring|max|mindst|ekstra|evt|à|a|godt|knap|i alt|eventuelt|ev|næsten|maks|højst",
    of="af|fra",
    until="til",
    plus="og|plus",
    either="eller",
    prepared=(
        "*et|*ede|hakket|hakkede|revet|revne|skåret|skårne|smeltet|kogt|kogte|stegt|stegte|malet|kværnet|"
        "knust|knuste|presset|pressede|skrællet|finthakket|friskkværnet|optøet|ristede|blødt|drænet"
    ),
    adjectives=(
        "frisk|friske|tørret|tørrede|moden|modne|stor|små|rød|røde|grøn|grønne|hvid|hvide|neutral|"
        "økologisk|økologiske"
    ),
    parts="saft|saften|skal|skallen|fintrevet|fint|groft|kun|i|uden|med|gerne|fra|og",
    notes=(
        "til|efter smag|efter behov|evt|eventuelt|i tern|i skiver|i stykker|i strimler|i både|"
        "stuetempereret|gerne|f.eks|fx|eller mere|valgfrit|finthakket|hakket|revet|à|hvis|som|i tynde|"
        "i små|i store|i fine|i grove"
    ),
    unmeasured=(
        "efter smag|efter behov|til stegning|til servering|til pynt|til formen|til pensling|til friture|"
        "til drys|valgfrit"
    ),
    ingredients=(
        "ingredienser|ingrediens|du skal bruge|det skal du bruge|i skal bruge|her skal du bruge|"
        "ingrediensliste|indkøbsliste|hvad du skal bruge|dette skal du bruge|det du skal bruge"
    ),
    method=(
        "fremgangsmåde|sådan gør du|instruktioner|tilberedning|fremgang|sådan|trin|gør sådan her|"
        "sådan laver du det|sådan laver du|metode|vejledning|trin for trin|fremgangsmåden|udførelse"
    ),
    closing=(
        "tip|tips|note|noter|næringsindhold|opbevaring|tips og tricks|bemærk|variation|pr. portion|"
        "per portion|kalorier"
    ),
    recipe="opskrift|opskriften",
    group=(
        "til|dej|fyld|sovs|sauce|dressing|topping|marinade|pynt|creme|glasur|bund|tilbehør|til servering|"
        "salat|derudover|dertil"
    ),
    step="trin",
    servings="til|portioner|antal personer|giver|rækker til|antal|personer|ca",
    people="personer|person|portioner|portion|pers|prs",
    prep="forberedelse|forberedelsestid|forberedning|prep|arbejdstid|klargøring",
    cook="tilberedning|tilberedningstid|kogetid|bagetid|stegetid|i ovnen|ovn|ovntid",
    total="i alt|total tid|tid|samlet tid|tid i alt|klar på|totaltid|tidsforbrug",
    hours="time|timer|h",
    minutes="minut|minutter|min|mins",
    degrees="grader",
    verbs=(
        "pisker|tilsætter|steger|koger|hælder|blander|skærer|bager|varmer|rører|"
        "bland|rør|pisk|tilsæt|hæld|skær|hak|skræl|kog|bag|opvarm|sæt|læg|lad|server|servér|ælt|rul|fordel|"
        "drys|smelt|svits|smag|krydr|blend|riv|pres|vend|stil|tag|pensl|pynt|skyl|sigt|simre|dæk|køl|snit|"
        "finhak|gør|start|derefter|imens|mens|grill|rist|mariner|bring|skru|hæv|vask|ordn|prik|anret|kvæl|"
        "stryg|kør|brug|begynd|når|til sidst|sluk|afkøl|dup|rens|kværn|sautér|sauter"
    ),
    common=(
        "og|i|at|det|som|en|et|på|er|til|for|med|af|den|ikke|om|så|har|jeg|vi|du|eller|fra|indtil|minutter|"
        "de|der|lidt|kan|skal|efter|ca|mig"
    ),
    then="så|derefter|og så|nu|imens|til sidst|først|herefter|bagefter",
    making="laver vi|laver jeg|skal vi lave|bager vi|bager jeg|viser jeg",
    taking="tag|tager|brug|bruger|hæld|kom|kommer|tilsæt",
    things=(
        "skål|gryde|pande|ovn|fad|form|tallerken|ske|gaffel|kniv|gange|gang|side|sider|lag|dele|minut|"
        "minutter|time|timer|dage|personer|ting|ingredienser"
    ),
    aside="du|man|sammen|godt|lidt|indtil|hver|cirka|ned|op|ud|bare|også|alt|alle|per|mod|ved|her|skal|dem",
    talk=(
        "mine|vores|gem|følg|link i bio|kommentar|kommenter|tag en ven|del opslaget|velbekomme|fortæl|"
        "flere opskrifter|på min blog|mine børn|min mand|familien|elsker|lækkert|hej|godmorgen|video|"
        "hver uge|ugens|opskrift nedenfor|favorit|like|prøv den|husk|opslaget|lækker"
    ),
    teaser=(
        "så sender jeg|sender opskriften|i en besked|i en dm|opskriften finder|opskrift på bloggen|"
        "konkurrence|vind|rabat|rabatkode|køb|bestil|book|bord|menukort|fragt|tilbud|restaurant|log ind"
    ),
)
