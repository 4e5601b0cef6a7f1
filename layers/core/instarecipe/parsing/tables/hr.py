"""Croatian, Bosnian and Serbian in Latin script."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="hr",
    units={
        "g": "gr|gram|grama|grami",
        "dag": "dkg|dag|deka",
        "kg": "kilogram|kilograma|kila|kilo",
        "l": "litra|litre|litara|litar",
        "ml": "mililitra|mililitara|mililitar",
        "dl": "deci|decilitar|decilitra",
        "tbsp": (
            "žlica|žlice|žlicu|kašika|kašike|kašiku|supena kašika|supene kašike|jušna žlica|jušne žlice|"
            "velika žlica|žlici|žl|jušnu žlicu|jušnih žlica|supenih kašika"
        ),
        "tsp": (
            "žličica|žličice|žličicu|kašičica|kašičice|kašičicu|čajna žličica|čajne žličice|mala žlica|"
            "male žlice|mala kašika|čajnu žličicu|čajnih žličica|čajna kašičica|čajne kašičice|"
            "kafena kašičica|kafene kašičice|čajna žlica|čajne žlice"
        ),
        "cup": "šalica|šalice|šalicu|šolja|šolje|šoljica|čaša šalica|šolju|šoljice",
        "glass": "čaša|čaše|čašu",
        "clove": "češanj|češnja|češnjeva|čen|čena|čenova|režanj|češanja|česna|čehna|režnja",
        "pinch": "prstohvat|prstohvata|mrvica|na vrh noža",
        "slice": (
            "kriška|kriške|šnita|šnite|ploška|ploške|list šunke|kriški|šnitu|kolut|koluta|kolutova|kriškice"
        ),
        "can": "konzerva|konzerve|limenka|limenke|konzervu|limenku",
        "jar": "staklenka|tegla|tegle|staklenku|staklenke",
        "bunch": "vezica|vezice|svežanj|veza|vezicu|veze|svežnja",
        "leaf": "list|lista|listova|listića|listić|listići",
        "package": "paket|paketa|pakiranje|pakovanje|pakiranja|paketić|paketića|paketići|kutija|kutije",
        "sachet": "vrećica|vrećice|kesica|kesice|vrećicu",
        "piece": "komad|komada|kom|komadić|komadi|komadića|komadići",
        "sprig": "grančica|grančice|grančicu|struk|struka",
        "stalk": "stabljika|stabljike|stabljiku|štapić|štapića",
        "handful": "šaka|šake|šaku|pregršt|šačica|šačice|šačicu|pregršti",
        "drop": "kap|kapi|kapljica|kapljice",
        "cube": "kocka|kocke|kocku|kockice",
        "head": "glavica|glavice|glava|glave|glavicu",
        "bag": "vreća",
        "bottle": "boca|boce|bocu|flaša|flaše",
        "loaf": "štruca|štruce",
        "ladle": "zaimača|kutlača",
        "cm": "centimetar|centimetra|centimetara",
        "cl": "centilitra",
    },
    numbers={
        1: "jedan|jedna|jedno|jednu",
        2: "dva|dvije|dve",
        3: "tri",
        4: "četiri",
        5: "pet",
        6: "šest",
        7: "sedam",
        8: "osam",
        9: "devet",
        10: "deset",
        11: "jedanaest",
        12: "dvanaest|tucet",
        15: "petnaest",
        20: "dvadeset",
        0.5: "pola|pol|polovina|polovica|polovinu|polovicu",
        0.25: "četvrt|četvrtina|četvrtinu",
        1 / 3: "trećina|trećinu",
    },
    one_by_default=True,
    few="nekoliko|malo|par|neka|nešto|više",
    sizes=(
        "mali|mala|malo|male|veliki|velika|veliko|velike|srednji|srednja|srednje|veća|veći|manja|manji|malog|"
        "velikog|srednjeg|manje|veće|većih|manjih|srednjih|velikih|malih|omanji|omanja|poveći|poveća"
    ),
    heaped=(
        "puna|pune|vrhom puna|ravna|velika|velike|mala|male|jušna|jušne|supena|čajna|čajne|debela|tanka|"
        "punih|ravne|ravnih|vrhom punih|manja|veća|mali|malih|velikih|jušnih|jušnu|čajnih|debele|tanke"
    ),
    about="oko|otprilike|cca|približno|cirka|ca|najmanje|eventualno|skoro|gotovo|ukupno",
    of="od",
    until="do",
    plus="i|plus",
    either="ili",
    prepared="*an|*ana|*ano|*ane|*en|*ena|*eno|sitno|krupno|naribano",
    notes=(
        "za|po|prema|opcionalno|npr|na primjer|narezano|narezan|nasjeckan|nasjeckano|naribano|sobne|"
        "ili više|ako"
    ),
    unmeasured=(
        "po želji|po ukusu|prema ukusu|za prženje|za posluživanje|za ukrašavanje|za posipanje|po potrebi"
    ),
    parts="sok|korica|kora",
    ingredients=(
        "sastojci|sastojak|potrebno je|potrebno|trebat će vam|što vam treba|potrebni sastojci|namirnice|"
        "treba vam"
    ),
    method="priprema|postupak|način pripreme|upute|koraci|kako pripremiti|uputstvo|izrada|kako napraviti",
    closing="savjet|savjeti|napomena|napomene|nutritivne vrijednosti|čuvanje|savet|trik",
    recipe="recept",
    group="za|umak|tijesto|testo|nadjev|fil|krema|preljev|glazura|marinada|ukras|prilog|podloga",
    step="korak",
    servings="porcije|za|broj porcija|porcija|količina za",
    people="porcija|porcije|osoba|osobe|osobu",
    prep="priprema|vrijeme pripreme|vreme pripreme",
    cook="kuhanje|vrijeme kuhanja|pečenje|vrijeme pečenja|kuvanje|vreme kuvanja",
    total="ukupno|ukupno vrijeme|vrijeme|vreme|ukupno vreme|gotovo za",
    hours="sat|sata|sati|h",
    minutes="minuta|minute|minut|min",
    degrees="stupnjeva|stepeni",
    verbs=(
        "pomiješajte|promiješajte|umiješajte|dodajte|narežite|nasjeckajte|ogulite|skuhajte|kuhajte|pržite|"
        "popržite|pecite|ispecite|zagrijte|ulijte|stavite|ostavite|poslužite|umijesite|razvaljajte|pospite|"
        "začinite|naribajte|operite|ocijedite|otopite|premažite|pokrijte|pirjajte|umutite|izmiksajte|"
        "oblikujte|izvadite|prelijte|pomešajte|isecite|sipajte|kuvajte|zatim|potom|dodati|pomiješati|"
        "staviti|peći|kuhati|pržiti|ostaviti|umutiti|narezati|izrezati|uliti|ulijemo|stavimo|dodamo|pečemo|"
        "kuhamo"
    ),
    common=(
        "i|u|na|se|je|s|sa|za|da|od|do|to|koji|ali|po|kao|ili|bi|dok|još|već|nije|su|minuta|vrlo|može|sve|"
        "samo|oko|mi"
    ),
    talk=(
        "moj|moja|naš|naša|spremite|sačuvaj|zaprati|pratite|link u bio|komentar*|podijelite|dobar tek|"
        "prijatno|više recepata|na blogu|obitelj|volim|ukusno|bok|zdravo|video|recept ispod|omiljeni|"
        "probajte"
    ),
    teaser=(
        "šaljem recept|poslat ću|recept na blogu|nagradna igra|osvoji|popust|kod za popust|naruči|kupi|"
        "dostava|rezerviraj|restoran|prijava"
    ),
)
