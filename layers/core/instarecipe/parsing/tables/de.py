"""German, with Austrian and Swiss words."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="de",
    units={
        "g": "gr|gramm",
        "kg": "kilo|kilogramm",
        "dag": "dkg|dag|deka",
        "l": "liter|litern|ltr",
        "ml": "milliliter|millilitern",
        "cl": "zentiliter",
        "dl": "deziliter",
        "tbsp": "el|essl|esslöffel|esslöffeln|eßl|eßlöffel|suppenlöffel",
        "tsp": "tl|teel|teelöffel|teelöffeln|kaffeelöffel|kl",
        "lb": "pfund|pfd",
        "cup": "tasse|tassen|cup|cups",
        "pinch": "prise|prisen|pr|msp|messerspitze|messerspitzen",
        "clove": "zehe|zehen",
        "bunch": "bund|bd|bünde|büschel|bündel|sträußchen|strauß",
        "can": "dose|dosen|konserve|konserven|büchse|büchsen",
        "jar": "glas|gläser",
        "slice": "scheibe|scheiben|scheibchen|tranche|tranchen",
        "package": (
            "packung|packungen|pck|pkg|päckchen|pk|pckg|päck|pack|paket|pakete|pkt|pckch|pä|pckn|schachtel|"
            "schachteln|karton"
        ),
        "sachet": "tütchen|tüte|tüten|briefchen",
        "bag": "beutel|säckchen|netz",
        "tub": "becher|schale|schälchen",
        "bottle": "flasche|flaschen|fl",
        "piece": "stück|stücke|stücken|stk|st|stck|stückchen",
        "sprig": "zweig|zweige|zweiglein|stängel|stengel|stiel|stiele|zweigen|rispe|rispen",
        "stalk": "stange|stangen|staude|stauden",
        "leaf": "blatt|blätter|bl",
        "handful": "handvoll|hand voll|hv|hände voll",
        "drop": "tropfen",
        "splash": "schuss|spritzer|schluck|schwapp|schuß",
        "cube": "würfel",
        "head": "kopf|köpfe",
        "bulb": "knolle|knollen",
        "ball": "kugel|kugeln",
        "bar": "tafel|tafeln|riegel",
        "tube": "tube|tuben",
        "roll": "rolle|rollen",
        "pot": "topf|töpfchen|töpfe",
        "dollop": "klecks|kleckse",
        "sheet": "platte|platten",
        "cm": "zentimeter",
        "ladle": "kelle|kellen|schöpfkelle|schöpflöffel",
        "loaf": "laib",
        "wedge": "spalte|spalten",
        "knob": "stich",
    },
    numbers={
        1: "ein|eine|einen|einem|einer|eines|eins",
        2: "zwei",
        3: "drei",
        4: "vier",
        5: "fünf",
        6: "sechs",
        7: "sieben",
        8: "acht",
        9: "neun",
        10: "zehn",
        11: "elf",
        12: "zwölf|dutzend",
        15: "fünfzehn",
        20: "zwanzig",
        0.5: "halbe|halber|halben|halbes|halb|einhalb",
        0.25: "viertel",
        1.5: "anderthalb|eineinhalb",
        2.5: "zweieinhalb",
        0.75: "dreiviertel",
        1 / 3: "drittel",
        3.5: "dreieinhalb",
    },
    few="einige|ein paar|paar|etwas|wenig|mehrere|reichlich|bisschen|viel",
    sizes=(
        "klein|kleine|kleiner|kleines|kleinen|groß|große|großer|großes|großen|grosse|mittelgroß|mittelgroße|"
        "mittelgroßer|mittelgroßes|mittlere|mittlerer|mittleres|mittelgrosse|grosser|grosses|kl|gr|"
        "daumengroßes|walnussgroßes|größere|größerer|größeres|kleinere|kleinerer|kleineres"
    ),
    heaped=(
        "gestrichen|gestrichene|gestrichener|gehäuft|gehäufte|gehäufter|knapp|knappe|knapper|gut|gute|guter|"
        "dick|dicke|dicker|dünn|dünne|dünner|leicht|voll|volle|kräftige|kräftiger|ordentliche|geh|gestr|"
        "frisches|schwach|fein|feine|schmale|breite|lange|kurze|halbvoll|großzügige|großzügiger|gestrichenes|"
        "gehäuftes|daumendickes|kräftiges|ordentlicher|winzige|winziges"
    ),
    about=(
        "ca|circa|zirka|etwa|ungefähr|rund|knapp|gut|je|jeweils|à|zusätzlich|insgesamt|max|mind|mindestens|"
        "bis zu|evtl|eventuell|ggf"
    ),
    of="vom|von|an|aus",
    until="bis",
    plus="plus|und",
    either="oder|bzw",
    prepared=(
        "ge*t|ge*ten|ge*ter|ge*te|ge*tes|geschnitten|geschnittene|geschnittener|gerieben|geriebene|"
        "geriebener|geriebenes|gemahlen|gemahlene|gemahlener|gehobelt|gewaschen|geschmolzen|geschmolzene|"
        "abgetropft|abgezupft|aufgetaut|entsteint|entkernt|zerkleinert|zerdrückt|zerlassen|ausgepresst|"
        "gebraten|gekocht|verquirlt|zimmerwarm|weich|getrennt|feingehackt|kleingeschnitten|halbiert|"
        "püriert|blanchiert|mariniert|filetiert|karamellisiert|vorgekocht|küchenfertig|handwarm|lauwarm|"
        "eiskalt|frisch"
    ),
    adjectives=(
        "frisch|frische|frischer|frisches|getrocknet|getrocknete|reif|reife|bio|klein|groß|fein|große|"
        "kleine|festkochende|mehlige|rote|rot|grüne|weiße|schwarze|süße|milde|scharfe|helle|dunkle|"
        "ungesalzene|kalte|weiche"
    ),
    parts=(
        "saft|schale|abrieb|haut|kerne|blätter|blättchen|davon|abgerieben|nur|das|den|die|der|mark|grün|in|"
        "ohne|mit|am|alternativ|evtl|ggf|z"
    ),
    notes=(
        "zum|zur|für|nach|bei bedarf|optional|in scheiben|in würfel|in streifen|in ringe|in stücke|evtl|"
        "eventuell|z.b|zimmertemperatur|raumtemperatur|oder mehr|ggf|je nach|falls|am besten|möglichst|"
        "alternativ|wahlweise|nur|mit|ohne|davon|oder nach|à|à ca|in würfeln|in stücken|in ringen"
    ),
    unmeasured=(
        "nach geschmack|nach belieben|nach bedarf|n.b|zum braten|zum garnieren|zum bestreuen|zum servieren|"
        "zum frittieren|zum anbraten|zum abschmecken|zum würzen|für die form|für das blech|zum bestäuben"
    ),
    ingredients=(
        "zutaten|zutat|zutatenliste|du brauchst|ihr braucht|das brauchst du|das braucht ihr|"
        "was du brauchst|man braucht|einkaufsliste|man nehme|wir brauchen|was ihr braucht|die zutaten|"
        "zutaten liste|benötigt|benötigte zutaten|brauchst du|dafür braucht ihr|dafür brauchst du|"
        "ihr benötigt|du benötigst|das kommt rein|reinkommt|das muss rein|einkaufszettel"
    ),
    method=(
        "zubereitung|anleitung|so wird es gemacht|so geht's|so gehts|so wird's gemacht|so wirds gemacht|"
        "vorgehen|arbeitsschritte|schritte|so geht es|und so geht's|zubereiten|kochanleitung|die zubereitung|"
        "herstellung|zubereitungsschritte|los geht's|so macht ihr's|schritt für schritt|so funktioniert's|"
        "und so gehts|durchführung|verarbeitung|so machst du's|so einfach geht's|und los"
    ),
    closing=(
        "tipp|tipps|hinweis|hinweise|notizen|anmerkung|anmerkungen|nährwerte|nährwert|nährwertangaben|"
        "nährwerte pro portion|pro portion|aufbewahrung|mein tipp|unser tipp|info|kalorien|haltbarkeit|"
        "variationen|varianten|extra tipp|tipp am rande|gut zu wissen"
    ),
    recipe="rezept|das rezept|rezept für",
    group=(
        "für den|für die|für das|für|zum|außerdem|sonstiges|topping|toppings|soße|sauce|teig|füllung|belag|"
        "boden|creme|dressing|marinade|guss|glasur|streusel|beilage|garnitur|deko|zum servieren|"
        "zum garnieren"
    ),
    step="schritt",
    servings=(
        "für|ergibt|reicht für|portionen|personen|menge|portion|macht|anzahl|ergibt ca|ergibt etwa|"
        "rezept für|zutaten für"
    ),
    people="personen|person|portionen|portion|pers|leute|esser|portionsgrößen|gäste",
    prep=(
        "vorbereitung|vorbereitungszeit|zubereitung|arbeitszeit|zubereitungszeit|vorbereiten|aktive zeit|"
        "schnippelzeit"
    ),
    cook=(
        "kochzeit|backzeit|garzeit|kochen|backen|koch-/backzeit|im ofen|grillzeit|bratzeit|garen|"
        "koch- und backzeit|koch/backzeit|schmorzeit"
    ),
    total="gesamt|gesamtzeit|zeit|dauer|insgesamt|fertig in|zeitaufwand|gesamtdauer|zubereitungsdauer",
    hours="stunde|stunden|std|h",
    minutes="minute|minuten|min|mins",
    degrees="grad",
    verbs=(
        "schneiden|schneide|schneidt|mischen|mische|mischt|vermischen|vermische|vermischt|verrühren|"
        "verrühre|verrührt|rühren|rühre|rührt|unterrühren|unterrühre|unterrührt|einrühren|einrühre|"
        "einrührt|geben|gebe|gebt|hinzufügen|hinzufüge|hinzufügt|zufügen|zufüge|zufügt|hinzugeben|"
        "hinzugebe|hinzugebt|zugeben|zugebe|zugebt|backen|backe|backt|kochen|koche|kocht|aufkochen|"
        "aufkoche|aufkocht|braten|brate|bratt|anbraten|anbrate|anbratt|erhitzen|erhitze|erhitzt|schälen|"
        "schäle|schält|würfelen|würfele|würfelt|hacken|hacke|hackt|waschen|wasche|wascht|putzen|putze|"
        "putzt|reiben|reibe|reibt|kneten|knete|knett|verkneten|verknete|verknett|rollen|ausrollen|ausrolle|"
        "ausrollt|verteilen|verteile|verteilt|bestreuen|bestreue|bestreut|servieren|serviere|serviert|"
        "würzen|würze|würzt|abschmecken|abschmecke|abschmeckt|vorheizen|vorheize|vorheizt|heizen|heize|"
        "heizt|schlagen|schlage|schlagt|aufschlagen|aufschlage|aufschlagt|unterheben|unterhebe|unterhebt|"
        "hebeen|hebee|hebet|gießen|gieße|gießt|abgießen|abgieße|abgießt|aufgießen|aufgieße|aufgießt|"
        "stellen|stelle|stellt|legen|lege|legt|lassen|lasse|lasst|füllen|fülle|füllt|streichen|streiche|"
        "streicht|bestreichen|bestreiche|bestreicht|schmelzen|schmelze|schmelzt|dünsten|dünste|dünstt|"
        "andünsten|andünste|andünstt|ablöschen|ablösche|ablöscht|löschen|lösche|löscht|rösten|röste|röstt|"
        "grillen|grille|grillt|garen|gare|garnieren|garniere|garniert|pürieren|püriere|püriert|zerdrücken|"
        "zerdrücke|zerdrückt|halbieren|halbiere|halbiert|entkernen|entkerne|entkernt|abtropfen|abtropfe|"
        "abtropft|kühlen|kühle|kühlt|abkühlen|abkühle|abkühlt|ruhen|ruhe|ruht|ziehen|ziehe|zieht|formen|"
        "forme|formt|teilen|teile|teilt|mahlen|mahle|mahlt|pressen|presse|zerkleineren|zerkleinere|"
        "zerkleinert|mixeen|mixee|mixet|frittieren|frittiere|frittiert|marinieren|mariniere|mariniert|"
        "tupfen|tupfe|tupft|abtupfen|abtupfe|abtupft|nimm|nehmen|nehmt|verquirlen|verquirle|verquirlt|"
        "köchelen|köchele|köchelt|streuen|streue|streut|dazu|anschließend|danach|zunächst|zuerst|"
        "währenddessen|anrichten|anrichte|anrichtt|richte|belegeen|belegee|beleget|belegen|wendeen|wendee|"
        "wendet|drücken|drücke|drückt|hitzen|hitze|hitzt|stechen|steche|stecht|trennen|trenne|trennt|"
        "zupfen|zupfe|zupft|hobelen|hobele|hobelt|raspelen|raspele|raspelt|einfetten|einfette|einfettt|"
        "fetten|fette|fettt|spülen|spüle|spült|abspülen|abspüle|abspült|setzen|setze|setzt"
    ),
    common=(
        "und|der|die|das|mit|ein|eine|einen|den|dem|in|auf|zu|ist|nicht|auch|für|bis|dann|alles|oder|im|"
        "ich|ihr|wir|es|sie|lassen|geben|wird|aus|bei|minuten|etwas|euch|noch|so|nach"
    ),
    then=(
        "dann|danach|anschließend|und dann|jetzt|nun|als nächstes|zum schluss|zuletzt|währenddessen|also|"
        "währenddem|inzwischen"
    ),
    making=(
        "machen wir|mache ich|zeige ich euch|zeig ich euch|backen wir|kochen wir|backe ich|koche ich|gibt es|"
        "gibt's|wir machen|ich mache"
    ),
    taking="nehmt|nimmst|nehme|nehmen|nimm|brauche|braucht|brauchst|brauchen|kommt|kommen|gibst|nehm",
    things=(
        "schüssel|pfanne|topf|ofen|backofen|blech|form|kastenform|teller|gläser|löffel|gabel|messer|mixer|"
        "mal|seite|seiten|schichten|hälften|teile|minute|minuten|stunde|stunden|tage|personen|sache|sachen|"
        "zutaten"
    ),
    aside=(
        "rein|raus|drauf|dran|drüber|hinein|hinzu|dazu|unter|gut|ganz|ungefähr|einfach|ihr|wir|man|ich|kommt|"
        "kommen|damit|darin|alles|beides|löst|gibt|lasst|etwa|pro|je|ab|um|am|zum|zur|vom|beim|also|schön|"
        "richtig|halt|mal|dafür|davon"
    ),
    talk=(
        "mein|meine|meinen|meiner|unser|unsere|mir|speicher*|folgt|folge mir|link in bio|link in der bio|"
        "kommentar*|markier*|verlinke|teile|teilt|mehr rezepte|auf meinem blog|gab es bei uns|habt ihr|"
        "kennt ihr|schreibt mir|rezept unten|guten appetit|lasst es euch schmecken|viel spaß|beitrag|"
        "nachmachen|liebe|mein mann|meine kinder|meine familie|wir lieben|ich liebe|lieblings*|so lecker|"
        "probier*|werbung|anzeige|happy|guten morgen|hallo|ihr lieben|video|gefällt|abonnier*|newsletter|"
        "profil|gespeichert|rezept findet|diese woche"
    ),
    teaser=(
        "kommentiert|schreib mir|schicke es euch|schicke dir|schicke euch|per dm|rezept findet ihr|"
        "rezept gibt es|rezept auf|rezept im|gewinnspiel|verlosen|verlose|gewinne|rabatt|code|bestellen|"
        "bestellt|jetzt kaufen|im shop|angebot|versand|öffnungszeiten|reservier*|speisekarte|anmelden|"
        "teilnahme|% auf|erhältlich|tisch"
    ),
)
