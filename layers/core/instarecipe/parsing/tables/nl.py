"""Dutch."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="nl",
    units={
        "g": "gr|gram|grammen",
        "kg": "kilo|kilogram",
        "l": "liter|ltr",
        "ml": "milliliter",
        "cl": "centiliter",
        "dl": "deciliter",
        "tbsp": "el|eetlepel|eetlepels|eetl",
        "tsp": "tl|theelepel|theelepels|theel|koffielepel|koffielepels|kl",
        "dessertspoon": "dessertlepel|dessertlepels",
        "cup": "kop|koppen|kopje|kopjes|cup|cups|mok|beker|bekers",
        "lb": "pond",
        "hg": "ons",
        "pinch": "snuf|snufje|snufjes|mespunt|mespuntje|mespuntjes|mespt|mp|snuifje|snuifjes|vleugje|toefje",
        "clove": "teen|teentje|teentjes|tenen|teen(tje)",
        "slice": (
            "plak|plakje|plakjes|plakken|snee|sneetje|sneetjes|sneeën|schijf|schijfje|schijfjes|sneden|"
            "schijven"
        ),
        "can": "blik|blikje|blikjes|blikken",
        "jar": "pot|potje|potjes|potten",
        "bunch": "bos|bosje|bosjes|bossen|bundel",
        "sprig": "takje|takjes|tak|takken|twijgje|twijgjes|twijg|twijgen",
        "stalk": "stengel|stengels|stronk|stronkje|stronkjes|stok|stokje|stokjes|stengeltje|stengeltjes",
        "leaf": "blad|blaadje|blaadjes|bladeren",
        "package": "pak|pakje|pakjes|pakken|verpakking|pakket|doos|doosje|doosjes",
        "sachet": "zakje|zakjes|envelopje",
        "bag": "zak|zakken",
        "tub": "bakje|bakjes|bak|kuipje|kuipjes|schaaltje|schaaltjes",
        "handful": "handje|handjes|handvol|handvollen|hand vol|hand|handjevol",
        "piece": "stuk|stuks|stukken|stukje|stukjes|st",
        "drop": "druppel|druppels|druppeltje",
        "splash": "scheut|scheutje|scheutjes|scheuten",
        "bottle": "fles|flesje|flessen|flesjes",
        "cube": "blokje|blokjes|blok",
        "ball": "bol|bolletje|bolletjes|bollen",
        "head": "krop|kroppen|struik|struikje|kropje|struikjes",
        "knob": "klontje|klont|klontjes",
        "dollop": "klodder",
        "glass": "glas|glazen|glaasje",
        "bar": "reep|repen|reepje",
        "sheet": "vel|vellen|velletje|velletjes|plaat",
        "roll": "rol|rolletje",
        "tube": "tube",
        "cm": "centimeter",
        "wedge": "partje|partjes",
        "bulb": "knol|knollen",
        "ladle": "soeplepel|soeplepels",
    },
    numbers={
        1: "een|één",
        2: "twee",
        3: "drie",
        4: "vier",
        5: "vijf",
        6: "zes",
        7: "zeven",
        8: "acht",
        9: "negen",
        10: "tien",
        11: "elf",
        12: "twaalf|dozijn",
        15: "vijftien",
        20: "twintig",
        0.5: "half|halve",
        0.25: "kwart",
        1.5: "anderhalf|anderhalve",
        0.75: "driekwart",
    },
    few="beetje|enkele|paar|wat|weinig|enige|veel",
    sizes="klein|kleine|groot|grote|middelgroot|middelgrote|middelgr|middel|flinke|flink|kleintje",
    heaped=(
        "volle|vol|afgestreken|royale|ruime|goede|dikke|dunne|flinke|kleine|opgehoopte|ruim|bolle|eetlepels|"
        "eetlepel|gestreken|fijne|bescheiden|lichte|grote|goed gevulde|gehoopte|hele"
    ),
    about=(
        "ca|circa|ongeveer|ong|plm|plusminus|zo'n|ruim|krap|van|de|het|per|bijna|extra|evt|eventueel|"
        "minimaal|maximaal|max|min|minstens"
    ),
    of="van|aan",
    until="tot|à|of|a",
    plus="en|plus",
    either="of",
    prepared=(
        "ge*d|ge*de|ge*t|ge*te|ge*en|fijngehakt|fijngesneden|kleingesneden|geraspt|gesnipperd|ontdooid|"
        "uitgelekt|afgespoeld|versgemalen|verkruimeld|ontpit|zacht|lauwwarm|losgeklopt|uitgeperst|fijn|grof"
    ),
    adjectives="verse|vers|gedroogde|rijpe|grote|kleine|rode|groene|witte|zwarte|biologische",
    parts="sap|schil|rasp|blaadjes|alleen|de|het|in|zonder|met|op|liefst|fijn|grof|naar|vers|bij",
    notes=(
        "om|voor|naar smaak|naar|op kamertemperatuur|eventueel|optioneel|in blokjes|in plakjes|in ringen|"
        "in stukjes|in reepjes|in stukken|bij voorkeur|liefst|evt|bijvoorbeeld|bijv|of meer|fijngehakt|"
        "gesnipperd|gehakt|geraspt|met|zonder|uitgelekt|ter garnering"
    ),
    unmeasured=(
        "naar smaak|naar wens|om te bakken|om te frituren|om te garneren|voor de garnering|ter garnering|"
        "om in te bakken|naar behoefte|voor het bakken|voor erbij|om te bestrooien|voor de vorm"
    ),
    ingredients=(
        "ingrediënten|ingredienten|ingredient|je hebt nodig|wat heb je nodig|nodig|benodigdheden|"
        "dit heb je nodig|boodschappenlijstje|boodschappen|boodschappenlijst|wat je nodig hebt|"
        "hiervoor heb je nodig|jullie hebben nodig|heb je nodig|de ingrediënten|ingrediëntenlijst|"
        "wat zit erin|dit gaat erin"
    ),
    method=(
        "bereiding|bereidingswijze|instructies|werkwijze|stappen|zo maak je het|zo maak je dit|aan de slag|"
        "bereidingsstappen|hoe maak je het|zo doe je dat|zo maak je ze|stappenplan|de bereiding|"
        "stap voor stap|zo werkt het|hoe doe je dat|hoe maak je dit|voorbereiding en bereiding|"
        "zo ga je te werk|maken|zo maak je 't"
    ),
    closing=(
        "tip|tips|notitie|notities|voedingswaarde|voedingswaarden|bewaren|variatie|variaties|weetje|"
        "opmerking|opmerkingen|bewaartip|per portie|calorieën|extra tip|variatietip|lekker met"
    ),
    recipe="recept|het recept|recept voor",
    group=(
        "voor de|voor het|voor|saus|deeg|vulling|topping|toppings|dressing|marinade|garnering|bodem|"
        "glazuur|extra|verder|salade|crumble|beslag|ook nodig|overig"
    ),
    step="stap",
    servings=(
        "voor|porties|personen|aantal personen|goed voor|levert|aantal porties|maakt|recept voor|voor ca|"
        "portie"
    ),
    people="personen|persoon|pers|porties|portie|eters|man",
    prep=(
        "voorbereiding|voorbereidingstijd|voorbereiden|bereidingstijd|prep|bereiding|snijden|voorbereidingen"
    ),
    cook="kooktijd|baktijd|oventijd|bakken|koken|oven|gaartijd|in de oven|kook-/baktijd|kookwekker|garen",
    total="totaal|totale tijd|tijd|klaar in|duur|totaaltijd|op tafel in|totale bereidingstijd",
    hours="uur|uren|u|uurtje",
    minutes="minuut|minuten|min|mins|minuutjes",
    degrees="graden",
    verbs=(
        "meng|mengen|roer|roeren|roert|voeg|voegen|toevoegen|snijd|snij|snijden|snijdt|hak|hakken|bak|"
        "bakken|kook|koken|verwarm|verwarmen|verwarmt|verhit|verhiten|verhitt|schil|schillen|wassen|doe|"
        "leggen|zet|zetten|giet|gieten|afgieten|laat|laten|serveer|serveren|kneed|kneden|rol|rollen|"
        "uitrollen|verdeel|verdelen|bestrooi|bestrooien|bestrooit|strooi|strooien|strooit|breng|brengen|"
        "klop|kloppen|mix|mixen|pureer|pureren|rasp|raspen|pel|pellen|halveer|halveren|bestrijk|bestrijken|"
        "bestrijkt|vet|smelt|smelten|fruiten|stoof|stoven|blus|blussen|kruid|kruiden|garneer|garneren|"
        "schep|scheppen|haal|halen|neem|nemen|dek|dekken|afdekken|spoel|spoelen|maal|knip|knippen|prik|vul|"
        "vullen|vouw|vouwen|steek|draai|druk|maak|maken|begin|zeef|zeven|dep|deppen|marineer|marineren|"
        "rooster|roosteren|roostert|grill|grillen|grillt|wok|wokken|frituur|frituren|sudder|sudderen|"
        "suddert|proef|proeven|eet|stort|spatel|schenk|stamp|stampen|pluk|plet|beleg|beleggen|bereid|bedek|"
        "besprenkel|combineer|eventueel|ondertussen|intussen|vervolgens|daarna|verwijder|verwijderen|"
        "verwijdert|uitlekken|meebakken|aanbakken|garen|gaar"
    ),
    common=(
        "de|het|een|en|van|in|met|op|te|is|je|voor|dit|dat|die|niet|aan|ook|er|om|tot|nog|wij|ik|deze|als|"
        "bij|maar|uit|dan|over|door|minuten|goed|heb|naar"
    ),
    then="dan|daarna|en dan|vervolgens|nu|ondertussen|tot slot|als laatste|eerst|intussen",
    making="maken we|maak ik|gaan we maken|ga ik maken|laat ik zien|bakken we|bak ik|koken we",
    taking="pak|neem|neemt|nodig|doe|doet|gebruik|gaat|voeg|bak|bakt|kookt|snijdt|roert|klopt|mengt|giet",
    things=(
        "kom|pan|oven|schaal|bakplaat|vorm|bord|borden|lepel|vork|mes|mixer|keer|kant|kanten|lagen|delen|"
        "helften|minuut|minuten|uur|dagen|personen|dingen|ingrediënten"
    ),
    aside=(
        "erbij|erin|erdoor|erop|eruit|toe|goed|helemaal|gewoon|je|jij|ik|we|wij|doe|gaat|gaan|komt|komen|per|"
        "elke|alles|ongeveer|heel|lekker|klop|bij|door|nog|even|hier"
    ),
    talk=(
        "mijn|onze|wij|ik|bewaar*|sla deze|opslaan|volg|link in bio|reageer|reacties|deel|eet smakelijk|"
        "smakelijk|laat weten|meer recepten|op mijn blog|mijn man|mijn kinderen|de kinderen|lievelings*|"
        "heerlijk|zo lekker|hallo|goedemorgen|video|elke week|deze week|recept hieronder|voor later|"
        "favoriet|wie|vergeet niet|like|probeer*|ga je|maak jij|eten wij"
    ),
    teaser=(
        "reageer met|stuur ik|ik stuur|in je dm|via dm|recept op|recept staat|winactie|winnen|win|korting|"
        "kortingscode|bestel|bestellen|gratis verzending|reserveer|menukaart|webshop|aanbieding|"
        "verkrijgbaar|inloggen|restaurant"
    ),
)
