"""Finnish."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="fi",
    units={
        "g": "gr|gramma|grammaa",
        "kg": "kilo|kiloa|kilogramma|kilogrammaa",
        "l": "litra|litraa",
        "ml": "millilitra|millilitraa",
        "cl": "senttilitra|senttilitraa",
        "dl": "desi|desiä|desilitra|desilitraa",
        "tbsp": "rkl|ruokalusikka|ruokalusikkaa|ruokalusikallinen|ruokalusikallista",
        "tsp": "tl|teelusikka|teelusikkaa|teelusikallinen|teelusikallista",
        "pinch": "ripaus|ripausta|hyppysellinen|hyppysellistä|maustemitta|mm",
        "clove": "kynsi|kynttä",
        "slice": "viipale|viipaletta|siivu|siivua",
        "can": "tölkki|tölkkiä|prk|purkki|purkkia",
        "jar": "lasipurkki",
        "package": "pkt|paketti|pakettia|pakkaus|pakkausta|rasia|rasiaa|rs",
        "sachet": "pss|pussi|pussia",
        "bunch": "nippu|nippua|puntti",
        "piece": "kpl|kappale|kappaletta|pala|palaa",
        "sprig": "oksa|oksaa",
        "leaf": "lehti|lehteä",
        "pot": "ruukku|ruukkua|puska",
        "cup": "kuppi|kuppia",
        "glass": "lasi|lasia|lasillinen",
        "bottle": "pullo|pulloa",
        "handful": "kourallinen|kourallista",
        "drop": "tippa|tippaa|pisara",
        "splash": "loraus|tilkka",
        "stalk": "varsi|vartta|tanko|tankoa",
        "dollop": "nokare|nokareita",
        "cube": "kuutio|kuutiota",
    },
    numbers={
        1: "yksi",
        2: "kaksi",
        3: "kolme",
        4: "neljä",
        5: "viisi",
        6: "kuusi",
        7: "seitsemän",
        8: "kahdeksan",
        10: "kymmenen",
        12: "kaksitoista|tusina",
        0.5: "puoli|puolikas",
        1.5: "puolitoista",
        0.25: "neljännes",
    },
    few="muutama|hieman|vähän|pari|hiukan|reilusti",
    sizes="pieni|pientä|iso|isoa|suuri|suurta|keskikokoinen|keskikokoista|pienehkö",
    heaped="reilu|reilua|kukkurainen|vajaa|vajaata|iso|kukkurallinen|ohut|ohutta|paksu|hyvä|tasainen",
    about="noin|n|reilu|vajaa|suunnilleen|max|vähintään|yhteensä|lisäksi|à",
    plus="ja|plus",
    either="tai",
    prepared=(
        "*ttua|*ttu|*ttuja|*ttuna|raastettuna|hienonnettuna|silputtuna|viipaloituna|kuutioituna|kuorittuna|"
        "sulatettuna"
    ),
    notes=(
        "maun mukaan|tarvittaessa|esim|halutessa|tarjoiluun|paistamiseen|koristeluun|huoneenlämpöistä|"
        "hienonnettuna|silputtuna|kuorittuna|viipaloituna"
    ),
    unmeasured="maun mukaan|tarpeen mukaan|paistamiseen|tarjoiluun|koristeluun|voiteluun",
    ingredients="ainekset|ainesosat|raaka-aineet|tarvitset|aines|tarvikkeet|ostoslista|tarvitaan|aineet",
    method=(
        "valmistus|ohje|ohjeet|näin teet|valmistusohje|valmistusohjeet|työvaiheet|tee näin|vaiheet|"
        "teko-ohje|valmista näin"
    ),
    closing="vinkki|vinkit|huom|ravintosisältö|säilytys|ravintoarvot|vinkkejä",
    recipe="resepti",
    group=(
        "kastike|taikina|täyte|kuorrute|pohja|marinadi|koristeluun|lisäksi|päälle|tarjoiluun|lisäke|salaatti"
    ),
    step="vaihe",
    servings="annosta|annokset|henkilölle|annosmäärä|määrä|annoksia|noin",
    people="annosta|henkilölle|hengelle|annos|hlö|hlöä",
    prep="valmistelu|esivalmistelu|esivalmistelut|valmisteluaika|työaika",
    cook="kypsennys|paistoaika|keittoaika|kypsennysaika|uunissa|paisto|kypsyminen",
    total="yhteensä|kokonaisaika|aika|valmistusaika|valmista",
    hours="tunti|tuntia|h",
    minutes="minuutti|minuuttia|min",
    degrees="astetta|asteessa",
    verbs=(
        "sekoita|lisää|paista|keitä|leikkaa|pilko|kuori|hienonna|kuumenna|kaada|vatkaa|kuullota|tarjoile|"
        "anna|vaivaa|kauli|ripottele|mausta|raasta|purista|valuta|huuhtele|laita|nosta|levitä|voitele|"
        "kypsennä|kiehauta|hauduta|ota|sulata|murskaa|soseuta|maista|viipaloi|paahda|täytä|muotoile|"
        "jäähdytä|sammuta|vuoraa|yhdistä|ruskista|kuutioi|silppua|koristele|kasaa"
    ),
    common=(
        "ja|on|ei|se|että|kun|niin|myös|tai|mutta|noin|sitten|joka|kunnes|kanssa|jos|vielä|hyvin|minuuttia|"
        "ovat|sekä|tämä|mukaan"
    ),
    talk=(
        "minun|meidän|viikon|tallenna|seuraa|linkki biossa|kommentoi|kerro|hyvää ruokahalua|blogissa|"
        "lisää reseptejä|moikka|ihana|herkullista|suosikki|resepti alla|kokeile|jaa|tykkää|video"
    ),
    teaser=(
        "lähetän reseptin|resepti löytyy|arvonta|voita|alennus|alekoodi|tilaa|osta|varaa|ravintola|kirjaudu"
    ),
)
