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
        "tsp": "tl|teelusikka|teelusikkaa|teelusikallinen|teelusikallista|kahvilusikallinen",
        "pinch": "ripaus|ripausta|hyppysellinen|hyppysellistä|maustemitta|mm|veitsenkärjellinen",
        "clove": "kynsi|kynttä",
        "slice": "viipale|viipaletta|siivu|siivua|siivuja|viipaleita",
        "can": "tölkki|tölkkiä|prk|purkki|purkkia|tlk|tölkillinen|purkillinen",
        "jar": "lasipurkki",
        "package": "pkt|paketti|pakettia|pakkaus|pakkausta|rasia|rasiaa|rs|pak|levy|levyä",
        "sachet": "pss|pussi|pussia|ps|annospussi|annospussia",
        "bunch": "nippu|nippua|puntti|kimppu|kimppua",
        "piece": "kpl|kappale|kappaletta|pala|palaa|palanen|palasta",
        "sprig": "oksa|oksaa",
        "leaf": "lehti|lehteä",
        "pot": "ruukku|ruukkua|puska",
        "cup": "kuppi|kuppia|kupillinen|kupillista|muki|mukia",
        "glass": "lasi|lasia|lasillinen|lasillista",
        "bottle": "pullo|pulloa",
        "handful": "kourallinen|kourallista",
        "drop": "tippa|tippaa|pisara",
        "splash": "loraus|tilkka|lorausta",
        "stalk": "varsi|vartta|tanko|tankoa",
        "dollop": "nokare|nokareita",
        "cube": "kuutio|kuutiota",
        "head": "kerä|kerää",
        "knob": "nokaretta",
        "wedge": "lohko|lohkoa",
        "strip": "suikale|suikaletta",
        "cm": "sentti|senttiä|senttimetriä",
        "ladle": "kauhallinen",
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
        9: "yhdeksän",
        10: "kymmenen",
        11: "yksitoista",
        12: "kaksitoista|tusina",
        15: "viisitoista",
        20: "kaksikymmentä",
        0.5: "puoli|puolikas|puolet",
        1.5: "puolitoista",
        0.25: "neljännes",
        1 / 3: "kolmannes",
    },
    one_by_default=True,
    few="muutama|hieman|vähän|pari|hiukan|reilusti|muutamaa|runsaasti",
    sizes=(
        "pieni|pientä|iso|isoa|suuri|suurta|keskikokoinen|keskikokoista|pienehkö|isohko|isohkoa|pienehköä|"
        "keskikokoisen"
    ),
    heaped=(
        "reilu|reilua|kukkurainen|vajaa|vajaata|iso|kukkurallinen|ohut|ohutta|paksu|hyvä|tasainen|reilut|"
        "isot|kukkuraista|tasaista|suuri|pieni|runsas|ohuita|paksuja"
    ),
    about=(
        "noin|n|reilu|vajaa|suunnilleen|max|vähintään|yhteensä|lisäksi|à|reilusti|vajaat|lähes|melkein|"
        "enintään|korkeintaan"
    ),
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
    parts="mehu|kuori",
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
