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
            "velika žlica"
        ),
        "tsp": (
            "žličica|žličice|žličicu|kašičica|kašičice|kašičicu|čajna žličica|čajne žličice|mala žlica|"
            "male žlice|mala kašika"
        ),
        "cup": "šalica|šalice|šalicu|šolja|šolje|šoljica|čaša šalica",
        "glass": "čaša|čaše|čašu",
        "clove": "češanj|češnja|češnjeva|čen|čena|čenova|režanj|češanja|česna",
        "pinch": "prstohvat|prstohvata|mrvica|na vrh noža",
        "slice": "kriška|kriške|šnita|šnite|ploška|ploške|list šunke",
        "can": "konzerva|konzerve|limenka|limenke",
        "jar": "staklenka|tegla|tegle",
        "bunch": "vezica|vezice|svežanj|veza",
        "leaf": "list|lista|listova|listića",
        "package": "paket|paketa|pakiranje|pakovanje|pakiranja",
        "sachet": "vrećica|vrećice|kesica|kesice|vrećicu",
        "piece": "komad|komada|kom|komadić|komadi",
        "sprig": "grančica|grančice",
        "stalk": "stabljika|stabljike",
        "handful": "šaka|šake|šaku|pregršt",
        "drop": "kap|kapi",
        "cube": "kocka|kocke",
        "head": "glavica|glavice",
    },
    numbers={
        1: "jedan|jedna|jedno",
        2: "dva|dvije|dve",
        3: "tri",
        4: "četiri",
        5: "pet",
        6: "šest",
        10: "deset",
        0.5: "pola|pol",
    },
    few="nekoliko|malo|par|neka",
    sizes="mali|mala|malo|male|veliki|velika|veliko|velike|srednji|srednja|srednje|veća|veći|manja|manji",
    heaped="puna|pune|vrhom puna|ravna|velika|velike|mala|male|jušna|jušne|supena|čajna|čajne|debela|tanka",
    about="oko|otprilike|cca|približno",
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
