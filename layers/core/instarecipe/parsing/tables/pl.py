"""Polish."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="pl",
    units={
        "g": "gr|gram|gramy|gramów|grama",
        "dag": "dkg|dag|deka|dekagram|dekagramów",
        "kg": "kilo|kilogram|kilogramy|kilogramów|kila|kilograma",
        "l": "litr|litry|litrów|litra",
        "ml": "mililitr|mililitry|mililitrów",
        "tbsp": "łyżka|łyżki|łyżek|łyż|ł|łyżka stołowa|łyżki stołowe|łyżek stołowych|łyżce|łyżkę",
        "tsp": (
            "łyżeczka|łyżeczki|łyżeczek|łyżecz|łyżka od herbaty|łyżeczkę|łyżka do herbaty|"
            "łyżeczka do herbaty|łyżeczki od herbaty|łyżeczek od herbaty|łyżeczka do kawy|łyżeczki do kawy"
        ),
        "cup": (
            "szklanka|szklanki|szklanek|szkl|szklankę|filiżanka|filiżanki|kubek|kubki|kubka|kubków|filiżanek|"
            "filiżankę"
        ),
        "clove": "ząbek|ząbki|ząbków|ząbka",
        "pinch": "szczypta|szczypty|szczypt|szczyptę|odrobina",
        "slice": (
            "plaster|plastry|plasterki|plasterek|plastrów|plasterków|kromka|kromki|kromek|plastra|plasterka|"
            "skibka|skibki"
        ),
        "can": "puszka|puszki|puszek|puszkę|konserwa|konserwy",
        "jar": "słoik|słoiki|słoiczek|słoika|słoików",
        "bunch": "pęczek|pęczki|pęczka|pęk",
        "leaf": "listek|listki|listków|liść|liście|liści|listka|liścia",
        "package": (
            "opakowanie|opakowania|opakowań|opak|op|paczka|paczki|paczek|kartonik|karton|pudełko|pudełka|"
            "pudełek"
        ),
        "sachet": "saszetka|saszetki|torebka|torebki|saszetkę|torebkę|torebek|saszetek",
        "piece": "sztuka|sztuki|sztuk|szt|kawałek|kawałki|kawałków|kawałka",
        "sprig": "gałązka|gałązki|gałązek|gałązkę",
        "stalk": "łodyga|łodygi|laska|laski|łodyg|łodyżka|łodyżki|lasek",
        "handful": "garść|garście|garści|garstka|garstki",
        "cube": "kostka|kostki|kostek|kostkę",
        "drop": "kropla|krople|kropli|kropel|kropelka|kropelki",
        "glass": "kieliszek|kieliszki|lampka|lampki|kieliszków",
        "bottle": "butelka|butelki|butelek|butelkę",
        "head": "główka|główki|główek|główkę",
        "bar": "tabliczka|tabliczki|baton|batony",
        "ball": "kulka|kulki|kulek",
        "cm": "centymetr|centymetry",
        "bag": "woreczek|woreczki|worek|worki|woreczka|woreczków",
        "loaf": "bochenek|bochenka|bochenki",
        "tub": "kubeczek|kubeczki",
        "splash": "chlust",
        "bulb": "bulwa|bulwy",
        "ladle": "chochla|chochle",
        "strip": "pasek|paski|pasków",
    },
    numbers={
        1: "jeden|jedna|jedno|jedną",
        2: "dwa|dwie",
        3: "trzy",
        4: "cztery",
        5: "pięć",
        6: "sześć",
        7: "siedem",
        8: "osiem",
        9: "dziewięć",
        10: "dziesięć",
        11: "jedenaście",
        12: "tuzin|dwanaście",
        15: "piętnaście",
        20: "dwadzieścia",
        0.5: "pół|połowa|połówka|połowę|połówki",
        0.25: "ćwierć|ćwiartka|ćwiartki",
        1.5: "półtora|półtorej",
    },
    one_by_default=True,
    few="kilka|trochę|parę|nieco|sporo|dużo|odrobinę|kilkanaście|niewiele",
    sizes=(
        "mała|mały|małe|małych|duża|duży|duże|dużych|średnia|średni|średnie|średnich|spora|spory|niewielka|"
        "niewielki|małej|dużej|średniej|średniego|dużego|małego|większa|większy|większe|mniejsza|mniejszy|"
        "mniejsze"
    ),
    heaped=(
        "płaska|płaskie|płaskich|czubata|czubate|czubatych|kopiasta|kopiaste|pełna|pełne|solidna|spora|duża|"
        "duże|mała|niepełna|niepełne|gruba|grube|cienkie|cienki|gruby|z czubem|stołowa|stołowe|stołowych|"
        "kopiastych|płaską|czubatą|pełnych|solidne|dobra|dobre|sporych|spore|małe|małych|dużych|cienkich|"
        "grubych|mały|duży"
    ),
    about=(
        "około|ok|mniej więcej|ca|po|max|co najmniej|łącznie|dodatkowo|ewentualnie|ew|minimum|niecała|"
        "niecałe|prawie|ponad"
    ),
    of="z|ze",
    until="do",
    plus="i|plus",
    either="lub|albo",
    prepared=(
        "*any|*ana|*ane|*anej|*anego|*anych|*ony|*ona|*one|*onej|*onego|*onych|starty|starta|drobno|świeżo"
    ),
    notes=(
        "według|wg|opcjonalnie|ewentualnie|np|pokrojone|pokrojona|pokrojony|posiekana|posiekany|posiekane|"
        "starty|starta|w temperaturze|lub więcej|w kostkę|w plasterki|obrane|obrana|obrany|jeśli"
    ),
    unmeasured=(
        "do smaku|według uznania|do smażenia|do podania|do dekoracji|do posypania|wg uznania|opcjonalnie|"
        "do wysmarowania"
    ),
    parts="sok|skórka",
    ingredients=(
        "składniki|skladniki|składnik|potrzebujesz|będziesz potrzebować|potrzebne składniki|"
        "lista składników|lista zakupów|co potrzebujesz|czego potrzebujesz|potrzebne będą|będą potrzebne|"
        "potrzebne"
    ),
    method=(
        "przygotowanie|sposób przygotowania|wykonanie|instrukcje|jak zrobić|kroki|jak przygotować|"
        "sposób wykonania|przygotowania|jak to zrobić|krok po kroku|instrukcja|metoda"
    ),
    closing=(
        "wskazówka|wskazówki|porada|porady|wartości odżywcze|uwagi|uwaga|przechowywanie|notatki|rada|makro|"
        "kalorie|na porcję"
    ),
    recipe="przepis|przepis na",
    group=(
        "na|do|sos|ciasto|farsz|krem|polewa|nadzienie|marynata|dodatki|dressing|dodatkowo|ponadto|"
        "dekoracja|kruszonka|masa|spód"
    ),
    step="krok",
    servings="porcje|porcja|porcji|dla|liczba porcji|na|składniki na|ilość porcji|przepis na",
    people="porcje|porcji|porcja|osób|osoby|osoba|os",
    prep="przygotowanie|czas przygotowania|przygotowania",
    cook="gotowanie|czas gotowania|pieczenie|czas pieczenia|smażenie|pieczenia|w piekarniku|duszenie",
    total="razem|łącznie|czas|całkowity czas|gotowe w|łączny czas|czas całkowity|czas wykonania",
    hours="godzina|godziny|godzin|godz|h",
    minutes="minuta|minuty|minut|min|minutę",
    degrees="stopni|stopniach|stopniu",
    verbs=(
        "wymieszaj|wymieszać|mieszaj|mieszać|mieszamy|dodaj|dodać|dodajemy|pokrój|pokroić|kroimy|posiekaj|"
        "posiekać|siekamy|obierz|obrać|obieramy|ugotuj|ugotować|gotuj|gotować|gotujemy|usmaż|usmażyć|smaż|"
        "smażyć|smażymy|podsmaż|podsmażyć|podsmażamy|piecz|piec|pieczemy|upiecz|upiec|zagotuj|zagotować|"
        "podgrzej|podgrzać|rozgrzej|rozgrzać|rozgrzewamy|wlej|wlać|wlewamy|wsyp|wsypać|odstaw|odstawić|"
        "odstawiamy|włóż|włożyć|wkładamy|wyjmij|wyjąć|zetrzyj|zetrzeć|ubij|ubić|ubijamy|zagnieć|zagnieść|"
        "wyrób|wyrobić|wyrabiamy|rozwałkuj|posyp|posypać|posypujemy|polej|polać|podawaj|podawać|podajemy|"
        "dopraw|doprawić|doprawiamy|przypraw|przyprawić|odcedź|odcedzić|umyj|umyć|myjemy|zmiksuj|zmiksować|"
        "miksujemy|zblenduj|blenduj|rozpuść|roztop|roztopić|wyłóż|wyłożyć|przełóż|przełożyć|przekładamy|"
        "przykryj|nastaw|duś|dusić|dusimy|uformuj|formujemy|smaruj|posmaruj|ułóż|ułożyć|układamy|zalej|"
        "zalać|zalewamy|przygotuj|przygotować|połącz|połączyć|łączymy|nałóż|następnie|potem|gotowe|wbij|"
        "przesiej|przesiać|ostudź|schłodź|wrzuć|wrzucamy|osusz|natrzyj|zamarynuj|opłucz|rozgnieć|obtocz"
    ),
    common=(
        "i|w|na|z|do|się|nie|to|że|jest|o|a|po|przez|aż|lub|jak|ale|od|dla|co|już|oraz|tak|ok|minut|tym|mi|"
        "ją|je|bez"
    ),
    then="potem|następnie|a potem|teraz|później|na koniec|w międzyczasie|najpierw|wtedy",
    making="robimy|zrobimy|przygotujemy|przygotowujemy|pokażę wam|upieczemy|pieczemy|gotujemy|przepis na",
    taking="bierzemy|weź|potrzebujemy|potrzeba|dodajemy|wlewamy|wsypujemy|dajemy",
    things=(
        "miska|miski|misce|patelnia|patelni|garnek|garnka|piekarnik|forma|formy|talerz|łyżka|widelec|nóż|"
        "mikser|raz|razy|strona|strony|warstwy|części|minuta|minuty|minut|godzina|godziny|godzin|dni|osób|"
        "osoby|rzeczy|składniki"
    ),
    aside=(
        "wszystko|dobrze|każdej|każda|aż|około|razem|wlewamy|dodajemy|mieszamy|odstawiamy|bierzemy|po|przez|"
        "bez|przed|oraz|już|jeszcze|tak|tu|tutaj|bardzo"
    ),
    talk=(
        "mój|moja|moje|nasz|nasza|nasze|zapisz|obserwuj|link w bio|komentarz|komentarzu|oznacz|udostępnij|"
        "smacznego|daj znać|więcej przepisów|na blogu|moje dzieci|mój mąż|rodzina|uwielbiam|pyszne|cześć|"
        "dzień dobry|film|przepis poniżej|ulubiony|ulubione|polub|spróbuj|pamiętaj|co tydzień"
    ),
    teaser=(
        "wyślę|prześlę|przepis na blogu|przepis znajdziesz|konkurs|wygraj|rabat|kod rabatowy|zamów|kup|"
        "sklepie|wysyłka|rezerwacja|zarezerwuj|promocja|nowość|restauracja|zaloguj"
    ),
)
