"""Catalan."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="ca",
    units={
        "g": "gr|gram|grams",
        "kg": "quilo|quilos|kilo",
        "l": "litre|litres",
        "ml": "mil·lilitre|mil·lilitres|mililitres",
        "tbsp": "cullerada|cullerades|cullerada sopera|cullerades soperes",
        "tsp": (
            "culleradeta|culleradetes|cullerada de cafè|cullerades de cafè|cullerada de postres|"
            "culleradeta de cafè|culleradetes de cafè"
        ),
        "cup": "tassa|tasses",
        "clove": "gra|grans|dent|dents",
        "pinch": "pessic|pessics|mica|polsim|punta de ganivet",
        "slice": "llesca|llesques|tall|talls|rodanxa|rodanxes|tallades|tallada",
        "can": "llauna|llaunes",
        "jar": "pot|pots",
        "bunch": "manat|manats|ram|manoll|rams",
        "leaf": "fulla|fulles|fulletes",
        "package": "paquet|paquets|capsa|capses",
        "sachet": "sobre|sobres",
        "piece": "unitat|unitats|peça|peces|tros|trossos",
        "sprig": "branca|branques|branqueta|branquetes",
        "glass": "got|gots|vas",
        "handful": "grapat|grapats",
        "splash": "raig|rajolí|rajolet|raigs",
        "drop": "gota|gotes",
        "dl": "decilitre|decilitres",
        "cl": "centilitre|centilitres",
        "bottle": "ampolla|ampolles",
        "head": "cap|caps",
        "stalk": "tija|pal",
        "bag": "bossa|bosses",
        "cube": "dau|daus",
        "sheet": "làmina|làmines",
        "tub": "terrina",
        "ladle": "cullerot",
        "cm": "centímetre|centímetres",
    },
    numbers={
        1: "un|una",
        2: "dos|dues",
        3: "tres",
        4: "quatre",
        5: "cinc",
        6: "sis",
        7: "set",
        8: "vuit",
        9: "nou",
        10: "deu",
        11: "onze",
        12: "dotzena|dotze",
        15: "quinze",
        20: "vint",
        0.5: "mig|mitja",
        0.25: "quart|quarts",
        1 / 3: "terç",
    },
    few="uns|unes|algunes|alguns|poc|poca",
    sizes="petit|petita|petits|petites|gran|grans|mitjà|mitjana|mitjans|mitjanes|gros|grossa|grossos|grosses",
    heaped="plena|plenes|rasa|rases|bona|bones|bon|sopera|soperes|fina|fines|grossa|gruixudes",
    about="aproximadament|aprox|uns|unes|al voltant de|gairebé",
    of="de|d'|del|dels",
    until="a|o",
    plus="i|més",
    either="o",
    prepared="*at|*ada|*ats|*ades|*it|*ida",
    notes="per|al gust|opcional|a daus|a rodanxes|tallat|tallada|tallats|picat|picada|ratllat|pelat|si",
    unmeasured="al gust|per fregir|per servir|per decorar|opcional",
    ingredients="ingredients|necessites|necessitem|què necessites|necessitareu",
    method="preparació|elaboració|instruccions|passos|com es fa|procediment",
    closing="consell|consells|nota|notes|truc|trucs|informació nutricional",
    recipe="recepta",
    group="per a la|per al|per a|per la|per|salsa|massa|farcit|crema|decoració|guarnició",
    step="pas",
    servings="per a|per|racions|persones|porcions",
    people="racions|ració|persones|persona|porcions",
    prep="preparació|temps de preparació",
    cook="cocció|temps de cocció|forn",
    total="total|temps total|temps",
    hours="hora|hores|h",
    minutes="minut|minuts|min",
    degrees="graus",
    verbs=(
        "barreja|barregem|barregeu|afegeix|afegim|afegiu|talla|tallem|talleu|pela|pelem|escalfa|escalfem|"
        "fornegem|cou|coem|coure|bull|bullim|fregeix|fregim|sofregim|salta|daura|bat|batem|incorpora|"
        "incorporem|aboca|aboquem|serveix|servim|deixa|deixem|retira|retirem|remena|remenem|tritura|"
        "triturem|renta|rentem|posa|posem|poseu|cobreix|decora|escorre|salpebra|amassa|després|quan|mentre"
    ),
    common=(
        "el|la|els|les|de|del|un|una|i|a|al|en|amb|per|que|es|és|no|fins|més|o|com|molt|minuts|ho|ens|hi|"
        "aquesta|aquest"
    ),
    talk=(
        "desa|segueix|enllaç a la bio|comenta|comparteix|bon profit|més receptes|al blog|m'encanta|"
        "boníssim|hola|vídeo"
    ),
    teaser="t'envio|sorteig|guanya|descompte|codi|compra|restaurant|inicia sessió",
)
