"""Romanian."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="ro",
    units={
        "g": "gr|gram|grame",
        "kg": "kilogram|kilograme|kil|kilograma|kile",
        "l": "litru|litri",
        "ml": "mililitru|mililitri",
        "tbsp": (
            "lingură|linguri|lg|lingura|linguri de supă|lingura de supa|ling|lingură rasă|linguri rase|"
            "linguri cu vârf"
        ),
        "tsp": (
            "linguriță|lingurițe|lingurita|lingurite|lgt|linguriţă|linguriţe|lgț|linguriță rasă|"
            "lingurițe rase|linguriță de cafea|lingurițe de cafea"
        ),
        "cup": "cană|căni|cana|cani|ceașcă|cești|ceasca",
        "clove": "cățel|căței|catel|catei|căţei",
        "pinch": "vârf de cuțit|praf|un praf|vârf|varf de cutit|strop|priză",
        "slice": "felie|felii|feliuțe",
        "can": "conservă|conserve|conserva|cutie|cutii|doză|doze",
        "jar": "borcan|borcane|borcănel",
        "bunch": "legătură|legături|legatura|legaturi|leg|mănunchi|buchet|legăturică",
        "leaf": "frunză|frunze|frunza|foaie|foi",
        "package": "pachet|pachete|pungă|pungi|ambalaj|pachețel|pach",
        "sachet": "plic|plicuri|pliculeț|pliculețe|pliculete",
        "piece": "bucată|bucăți|buc|bucata|bucati|bucăţi|bucățică|bucățele|bucatica",
        "sprig": "crenguță|crenguțe|fir|fire|rămurică|firișoare|rămurele|ramură|ramuri|crenguta|crengute",
        "stalk": "tulpină|tulpini|tijă|tije",
        "handful": "mână|pumn|mana|mâini|pumni",
        "drop": "picătură|picături|stropi",
        "glass": "pahar|pahare|păhărel",
        "bottle": "sticlă|sticle",
        "head": "căpățână|capatana|căpățâni",
        "cube": "cub|cuburi",
        "dl": "decilitri|decilitru",
        "bag": "sac",
        "loaf": "franzelă",
        "tub": "caserolă|caserole",
        "bar": "baton|batoane",
        "bulb": "bulb|bulbi",
        "ladle": "polonic|polonice",
        "cm": "centimetru|centimetri",
    },
    numbers={
        1: "un|o|una|unu",
        2: "doi|două|doua",
        3: "trei",
        4: "patru",
        5: "cinci",
        6: "șase|sase|şase",
        7: "șapte|sapte",
        8: "opt",
        9: "nouă|noua",
        10: "zece",
        11: "unsprezece",
        12: "duzină|doisprezece|duzina",
        15: "cincisprezece",
        20: "douăzeci",
        0.5: "jumătate|jumatate|jumate",
        0.25: "sfert|sferturi",
        1 / 3: "treime",
    },
    few="câțiva|câteva|puțin|puţin|putin|niște|cateva|cativa|puțină|puțini|puţină|mult|multă|ceva",
    sizes=(
        "mic|mică|mici|mare|mari|mijlociu|mijlocie|mijlocii|potrivit|potrivită|mediu|medie|medii|potriviți|"
        "potrivite|măricel|măricică|micuț|micuță"
    ),
    heaped=(
        "rasă|rase|plină|pline|cu vârf|mare|mari|mică|mici|bună|bune|generoasă|subțiri|groase|rasa|plin|"
        "plina|cu varf|groasă|subțire|generoase"
    ),
    about="aproximativ|cca|circa|cam|aprox|în jur de|vreo|eventual|maxim|minim",
    of="de|din|de la|la",
    until="până la|la",
    plus="și|şi|plus",
    either="sau|ori",
    prepared="*at|*ată|*ați|*ate|*it|*ită|*ite|*ut|*ută|tocat|tocată|fiert|fiartă|mărunt",
    notes=(
        "pentru|după|opțional|tăiat|tăiată|tăiate|tocat|tocată|la temperatura|de preferință|de exemplu|"
        "sau mai mult|dacă|ras|rasă"
    ),
    unmeasured=(
        "după gust|dupa gust|pentru prăjit|pentru servit|pentru ornat|pentru uns|după preferință|"
        "cât cuprinde|opțional"
    ),
    parts="zeama|sucul|coaja|suc",
    ingredients=(
        "ingrediente|ingredient|ai nevoie de|aveți nevoie de|avem nevoie de|lista de ingrediente|ce ai nevoie"
    ),
    method=(
        "mod de preparare|preparare|instrucțiuni|pași|cum se face|instructiuni|cum se prepară|pasi|"
        "modul de preparare|mod de lucru|metodă|cum facem"
    ),
    closing="sfat|sfaturi|notă|note|valori nutriționale|păstrare|ponturi|sugestii|observații",
    recipe="rețetă|reteta|rețeta",
    group="pentru|sos|aluat|umplutură|cremă|glazură|blat|marinadă|decor|garnitură|topping",
    step="pas|pasul",
    servings="porții|portii|pentru|număr de porții|porţii|cantitate pentru",
    people="porții|portii|persoane|persoană|porție|porţii|pers",
    prep="preparare|timp de preparare|pregătire|timp de pregătire|pregatire",
    cook="gătire|timp de gătire|coacere|fierbere|timp de coacere|gatire|timp de gatire|la cuptor",
    total="total|timp total|timp|gata în|durata",
    hours="oră|ore|ora|h",
    minutes="minut|minute|min",
    degrees="grade",
    verbs=(
        "amestecă|amestecați|amestecăm|adaugă|adăugați|adăugăm|adauga|taie|tăiați|tăiem|toacă|tocăm|curăță|"
        "curățăm|fierbe|fierbem|fierbeți|prăjește|prăjim|coace|coacem|coaceți|încălzește|încălzim|"
        "preîncălzește|preîncălziți|toarnă|turnăm|turnați|pune|punem|puneți|lasă|lăsăm|lăsați|servește|"
        "servim|serviți|frământă|frământăm|întinde|întindem|presară|presărăm|condimentează|condimentăm|"
        "bate|batem|mixează|mixăm|rade|radem|spală|spălăm|scurge|scurgem|topește|topim|unge|ungem|"
        "tapetează|acoperă|călește|călim|formează|formăm|scoate|scoatem|rulează|ornează|decorează|apoi|"
        "după|între timp|amesteca|lasa"
    ),
    common=(
        "și|de|la|în|cu|pe|o|un|din|se|nu|este|sau|pentru|până|după|care|să|mai|le|ce|ca|minute|apoi|dar|"
        "si|sa|foarte|am"
    ),
    talk=(
        "meu|mea|noastră|nostru|noastra|salvează|urmărește|link în bio|comentari*|distribuie|poftă bună|"
        "mai multe rețete|pe blog|copiii mei|soțul meu|ador|iubesc|delicios|bună|video|rețeta mai jos|"
        "preferata|încearcă|spor la treabă"
    ),
    teaser=(
        "îți trimit rețeta|trimit rețeta|rețeta pe blog|concurs|câștigă|reducere|cod de reducere|comandă|"
        "cumpără|livrare|rezervă|ofertă|restaurant|autentificare"
    ),
)
