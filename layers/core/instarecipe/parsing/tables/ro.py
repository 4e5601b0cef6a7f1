"""Romanian."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="ro",
    units={
        "g": "gr|gram|grame",
        "kg": "kilogram|kilograme|kil|kilograma",
        "l": "litru|litri",
        "ml": "mililitru|mililitri",
        "tbsp": "lingură|linguri|lg|lingura|linguri de supă|lingura de supa|ling",
        "tsp": "linguriță|lingurițe|lingurita|lingurite|lgt|linguriţă|linguriţe|lgț",
        "cup": "cană|căni|cana|cani|ceașcă|cești|ceasca",
        "clove": "cățel|căței|catel|catei|căţei",
        "pinch": "vârf de cuțit|praf|un praf|vârf|varf de cutit|strop",
        "slice": "felie|felii",
        "can": "conservă|conserve|conserva|cutie|cutii",
        "jar": "borcan|borcane",
        "bunch": "legătură|legături|legatura|legaturi|leg",
        "leaf": "frunză|frunze|frunza|foaie|foi",
        "package": "pachet|pachete|pungă|pungi|ambalaj",
        "sachet": "plic|plicuri|pliculeț|pliculețe",
        "piece": "bucată|bucăți|buc|bucata|bucati|bucăţi",
        "sprig": "crenguță|crenguțe|fir|fire|rămurică",
        "stalk": "tulpină|tulpini|tijă|tije",
        "handful": "mână|pumn|mana",
        "drop": "picătură|picături",
        "glass": "pahar|pahare",
        "bottle": "sticlă|sticle",
        "head": "căpățână|capatana",
        "cube": "cub|cuburi",
    },
    numbers={
        1: "un|o|una|unu",
        2: "doi|două|doua",
        3: "trei",
        4: "patru",
        5: "cinci",
        6: "șase|sase",
        10: "zece",
        12: "duzină",
        0.5: "jumătate|jumatate|jumate",
        0.25: "sfert",
    },
    few="câțiva|câteva|puțin|puţin|putin|niște|cateva|cativa",
    sizes="mic|mică|mici|mare|mari|mijlociu|mijlocie|mijlocii|potrivit|potrivită|mediu|medie|medii",
    heaped="rasă|rase|plină|pline|cu vârf|mare|mari|mică|mici|bună|bune|generoasă|subțiri|groase",
    about="aproximativ|cca|circa|cam|aprox|în jur de",
    of="de|din",
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
