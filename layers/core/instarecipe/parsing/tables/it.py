"""Italian."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="it",
    units={
        "g": "gr|grammo|grammi",
        "hg": "etto|etti",
        "kg": "chilo|chili|kilo|chilogrammo|chilogrammi",
        "l": "litro|litri|lt",
        "ml": "millilitro|millilitri",
        "cl": "centilitro|centilitri",
        "dl": "decilitro|decilitri",
        "tbsp": (
            "cucchiaio|cucchiai|cucchiaio da tavola|cucchiai da tavola|cucchiaiata|cucchiaiate|cucch|"
            "cucchiaio da minestra"
        ),
        "tsp": (
            "cucchiaino|cucchiaini|cucchiaino da caffè|cucchiaini da caffè|cucchiaino da tè|cucchiaini da tè"
        ),
        "pinch": "pizzico|pizzichi|punta di coltello|punta|presa|pizzichino|presine|prese",
        "clove": "spicchio|spicchi",
        "slice": "fetta|fette|fettina|fettine|trancio|tranci|rondella|rondelle",
        "leaf": "foglia|foglie|foglioline|fogliolina",
        "glass": "bicchiere|bicchieri|bicchierino|bicchierini",
        "sachet": "bustina|bustine|busta|buste",
        "package": "confezione|confezioni|pacco|pacchi|pacchetto|pacchetti|panetto|panetti|conf",
        "sprig": "rametto|rametti|ramo|rami|ciuffo|ciuffi|ciuffetto|ramoscello|ramoscelli",
        "bunch": "mazzo|mazzi|mazzetto|mazzetti",
        "can": "scatola|scatole|scatoletta|scatolette|lattina|lattine|barattolo di latta",
        "jar": "barattolo|barattoli|vasetto|vasetti|vaso",
        "cup": "tazza|tazze|tazzina|tazzine",
        "handful": "manciata|manciate|pugno|pugni",
        "drop": "goccia|gocce",
        "splash": "goccio|spruzzo|spruzzata|schizzo",
        "drizzle": "filo|giro",
        "piece": "pezzo|pezzi|pezzetto|pezzetti|pz",
        "knob": "fiocco|ricciolo|noce di burro|fiocchetto|fiocchetti|fiocchi",
        "stalk": "costa|coste|gambo|gambi|stecca|stecche",
        "head": "testa|teste|cespo|cespi|ceppo",
        "bottle": "bottiglia|bottiglie",
        "cube": "cubetto|cubetti",
        "sheet": "foglio|fogli",
        "roll": "rotolo|rotoli",
        "ladle": "mestolo|mestoli",
        "bar": "tavoletta|tavolette|barretta|barrette",
        "cm": "centimetro|centimetri",
        "carton": "brick|cartone",
        "loaf": "pagnotta|pagnotte|filone|filoni",
        "tub": "vaschetta|vaschette",
        "bag": "sacchetto|sacchetti",
        "stick": "bastoncino|bastoncini",
    },
    numbers={
        1: "un|una|uno|un'",
        2: "due",
        3: "tre",
        4: "quattro",
        5: "cinque",
        6: "sei",
        7: "sette",
        8: "otto",
        9: "nove",
        10: "dieci",
        11: "undici",
        12: "dodici|dozzina",
        15: "quindici",
        20: "venti",
        0.5: "mezzo|mezza|mezz'",
        0.25: "quarto|quarti",
        1 / 3: "terzo|terzi",
    },
    few="alcune|alcuni|qualche|poco|po'|un po'|poca|abbondante|tanto|tanta",
    sizes=(
        "piccolo|piccola|piccoli|piccole|grande|grandi|medio|media|medi|medie|grosso|grossa|grossi|grosse"
    ),
    heaped=(
        "raso|rasi|colmo|colmi|abbondante|abbondanti|bella|bel|belle|bello|buona|buon|generoso|generosa|"
        "sottile|sottili|spessa|spesse|scarso|scarsi|pieno|pieni|piena|piene|generosi|rasa|rase|colma|colme|"
        "grosso|grossa|piccolo|piccola|bei|belli|buoni|buone"
    ),
    about="circa|ca|all'incirca|di|il|la|i|le|lo|gli|almeno|eventualmente|più o meno|quasi",
    of="di|d'|del|della|dello|dei|delle|degli|dell'|da",
    until="a|o|fino a",
    plus="e|più|ed",
    either="o|oppure",
    prepared=(
        "*ato|*ata|*ati|*ate|*ito|*ita|*iti|*ite|*uto|*uta|*uti|*ute|fuso|fusa|cotto|cotta|cotti|cotte|"
        "fritto|sciolto|macinato|secco|secca|secchi|secche|morbido|pestato"
    ),
    adjectives="fresco|fresca|freschi|fresche|grande|piccolo|rosso|rossa|bianco|bianca|maturo|maturi",
    parts="succo|scorza|buccia|foglie|solo|il|la|i|le|senza|con|a|in|ben|finemente|tipo|meglio|anche",
    notes=(
        "per|q.b|qb|quanto basta|a piacere|a temperatura|facoltativo|opzionale|tagliato|tagliata|tagliati|"
        "tagliate|tritato|tritata|tritati|tritate|a fette|a cubetti|a dadini|a pezzi|a pezzetti|a rondelle|"
        "secondo|tipo|grattugiato|grattugiata|se|meglio se|preferibilmente|o più|circa|a scelta|per il|"
        "per la|ad esempio"
    ),
    unmeasured=(
        "q.b|qb|quanto basta|a piacere|a gusto|per friggere|per servire|per decorare|per la teglia|"
        "secondo i gusti|per guarnire|per spolverare|q b"
    ),
    ingredients=(
        "ingredienti|ingrediente|vi servono|ti servono|cosa serve|vi serve|ti serve|occorrente|"
        "lista degli ingredienti|gli ingredienti|ci servono|ci serve|avrai bisogno di|avrete bisogno di|"
        "lista della spesa|cosa ti serve|cosa vi serve|che cosa serve|servono|occorrono"
    ),
    method=(
        "procedimento|preparazione|istruzioni|passaggi|come si fa|come si prepara|esecuzione|svolgimento|"
        "passo dopo passo|come fare|come prepararlo|come prepararla|il procedimento|la preparazione|metodo|"
        "procediamo|come procedere|modalità|si fa così|i passaggi|step|passo passo|come farla|come farlo|"
        "si parte"
    ),
    closing=(
        "consigli|consiglio|note|nota|conservazione|valori nutrizionali|varianti|variante|suggerimento|"
        "suggerimenti|trucco|curiosità|il consiglio|per porzione|calorie|tips|il trucco|n.b"
    ),
    recipe="ricetta|la ricetta",
    group=(
        "per il|per la|per le|per i|per lo|per gli|per l'|per|salsa|ripieno|impasto|farcitura|crema|"
        "condimento|base|copertura|glassa|decorazione|marinatura|inoltre|contorno|guarnizione|frolla"
    ),
    step="passo|passaggio|fase|step",
    servings="per|dosi per|porzioni|persone|dosi|per circa|ingredienti per|dose per|quantità per|quantità",
    people="persone|persona|porzioni|porzione|pers|commensali",
    prep="preparazione|tempo di preparazione|prep|tempi di preparazione",
    cook="cottura|tempo di cottura|in forno|tempi di cottura",
    total="totale|tempo totale|tempo|pronto in|durata|pronta in|tempo complessivo",
    hours="ora|ore|h",
    minutes="minuto|minuti|min",
    degrees="gradi",
    verbs=(
        "mescola|mescolare|mescolate|mescoliamo|aggiungi|aggiungere|aggiungete|aggiungiamo|metti|mettere|"
        "mettete|mettiamo|taglia|tagliare|tagliate|tagliamo|trita|tritare|tritate|sbuccia|sbucciare|"
        "sbucciate|pela|pelare|pelate|scalda|scaldare|scaldate|scaldiamo|cuoci|cuocere|cuocete|cuociamo|"
        "inforna|infornare|infornate|inforniamo|frulla|frullare|frullate|frulliamo|impasta|impastare|"
        "impastate|impastiamo|stendi|stendere|stendete|stendiamo|versa|versare|versate|versiamo|unisci|"
        "unire|unite|uniamo|incorpora|incorporare|incorporate|incorporiamo|sbatti|sbattere|sbattete|monta|"
        "montare|montate|montiamo|lava|lavare|lavate|laviamo|soffriggi|soffriggere|soffriggete|rosola|"
        "rosolare|rosolate|rosoliamo|fate|fare|facciamo|lascia|lasciare|lasciate|lasciamo|servi|servire|"
        "servite|serviamo|condisci|condire|condite|condiamo|scola|scolare|scolate|scoliamo|grattugia|"
        "grattugiare|sciogli|sciogliere|sciogliete|sciogliamo|copri|coprire|coprite|copriamo|togli|"
        "togliere|togliete|prepara|preparare|preparate|prepariamo|forma|formare|formate|formiamo|disponi|"
        "disporre|disponete|farcisci|farcire|farcite|preriscalda|preriscaldare|spolvera|spolverare|"
        "spolverate|decora|decorare|decorate|trasferisci|trasferire|trasferite|trasferiamo|accendi|sfuma|"
        "sfumare|sfumate|sfumiamo|regola|regolare|salta|saltare|saltate|saltiamo|tosta|tostare|tostate|"
        "amalgama|amalgamare|amalgamate|amalgamiamo|gira|girare|girate|setaccia|setacciare|setacciate|"
        "riponi|porta|portare|portate|portiamo|imburra|imburrare|imburrate|guarnisci|guarnire|guarnite|"
        "intanto|nel frattempo|quando|infine|iniziamo|inizia|iniziate|prendi|prendete|prendiamo|affetta|"
        "affettare|affettate|friggi|friggere|friggete|insaporire|insaporite|profumate|adagia|adagiare|"
        "adagiate|ricopri|ricoprire|ricoprite"
    ),
    common=(
        "il|la|lo|i|gli|le|di|del|della|dei|delle|un|una|e|è|a|al|alla|in|nel|con|per|che|si|non|da|su|"
        "sono|poi|fino|più|questa|questo|ma|come|mi|ci|minuti|anche|tutto|o"
    ),
    then=(
        "poi|e poi|dopo|ora|adesso|quindi|infine|nel frattempo|intanto|allora|a questo punto|per ultimo|prima"
    ),
    making=(
        "prepariamo|facciamo|vi mostro|vi faccio vedere|oggi cuciniamo|ricetta della|ricetta del|ricetta dei"
    ),
    taking="prendete|prendiamo|servono|serve|mettiamo|usiamo|aggiungiamo|inzuppate|vogliono|montate",
    things=(
        "ciotola|padella|pentola|forno|teglia|stampo|piatto|piatti|cucchiaio|forchetta|coltello|frusta|volta|"
        "volte|lato|lati|strati|parti|metà|minuto|minuti|ora|ore|giorni|persone|cose|ingredienti"
    ),
    aside=(
        "bene|fino|ogni|quando|dove|senza|sopra|tutto|tutti|tutta|più|molto|già|circa|anche|mettete|"
        "aggiungete|piano|qui|mi|si|ci|vi|nel|nella|al|alla|ad"
    ),
    talk=(
        "mio|mia|nostro|nostra|salva|salvate|seguimi|seguici|segui|link in bio|commenta|commenti|tagga|"
        "condividi|buon appetito|fatemi sapere|fammi sapere|altre ricette|sul mio blog|sul blog|"
        "i miei figli|mio marito|la mia famiglia|adoro|buonissimo|buonissima|ciao|buongiorno|video|"
        "questa settimana|ricetta qui sotto|ricetta sotto|vi piace|provatela|provate|mi piace|like|"
        "ricetta completa|la preferita"
    ),
    teaser=(
        "scrivi|te la mando|ti mando|vi mando|in privato|in dm|ricetta sul|concorso|vinci|sconto|codice|"
        "ordina|ordinate|acquista|spedizione|prenota|prenotate|menù|negozio|offerta|abbiamo speso|"
        "ristorante|voto|accedi"
    ),
)
