"""Turkish."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="tr",
    units={
        "g": "gr|gram",
        "kg": "kilo|kilogram",
        "l": "litre|lt",
        "ml": "mililitre",
        "tbsp": "yemek kaşığı|yemek kasigi|yk|çorba kaşığı|kaşık",
        "dessertspoon": "tatlı kaşığı|tatli kasigi|tk",
        "tsp": "çay kaşığı|cay kasigi|çk",
        "coffee spoon": "kahve kaşığı",
        "cup": "su bardağı|bardak|su bardagi|sb|fincan|kupa|kahve fincanı",
        "glass": "çay bardağı|cay bardagi|çb",
        "clove": "diş|dis",
        "pinch": "tutam|fiske|çimdik",
        "slice": "dilim|halka",
        "can": "kutu|konserve|teneke",
        "jar": "kavanoz",
        "bunch": "demet|bağ|bag|deste",
        "leaf": "yaprak",
        "package": "paket",
        "sachet": "poşet",
        "piece": "adet|tane|parça",
        "sprig": "dal",
        "stalk": "sap|kök",
        "handful": "avuç",
        "drop": "damla",
        "bottle": "şişe",
        "head": "baş",
        "cube": "küp",
        "tub": "kase|kâse",
        "loaf": "somun",
        "ladle": "kepçe",
        "cm": "santim|santimetre",
        "block": "kalıp",
        "strip": "şerit",
    },
    numbers={
        1: "bir",
        2: "iki",
        3: "üç",
        4: "dört",
        5: "beş",
        6: "altı",
        7: "yedi",
        8: "sekiz",
        9: "dokuz",
        10: "on",
        12: "düzine",
        20: "yirmi",
        0.5: "yarım",
        0.25: "çeyrek",
    },
    and_half="buçuk",
    few="birkaç|biraz|az|bolca|bol",
    sizes="küçük|büyük|orta|orta boy|küçük boy|büyük boy|iri|ufak",
    heaped="tepeleme|silme|dolu|ince|kalın|büyük|küçük|tatlı|bol|orta",
    about="yaklaşık|ortalama|tahminen",
    until="ile",
    plus="ve|artı",
    either="veya|ya da",
    prepared="*mış|*miş|*muş|*müş|doğranmış|rendelenmiş",
    notes="isteğe|üzeri|kızartmak|için|doğranmış|rendelenmiş|oda|tercihen|örneğin|ince",
    unmeasured=(
        "isteğe bağlı|damak tadına göre|göz kararı|aldığı kadar|yeteri kadar|kızartmak için|üzeri için|"
        "servis için"
    ),
    parts="suyu|kabuğu",
    ingredients=(
        "malzemeler|malzeme|malzemeleri|gerekli malzemeler|içindekiler|ihtiyacınız olanlar|gerekenler|"
        "malzeme listesi"
    ),
    method="yapılışı|hazırlanışı|yapılış|adımlar|hazırlanış|nasıl yapılır|yapımı|hazırlama",
    closing="not|notlar|ipucu|püf noktası|püf noktaları|besin değerleri|ipuçları|öneri",
    recipe="tarif|tarifi",
    group=(
        "için|hamuru için|sosu için|üzeri için|sos|hamur|iç harcı|krema|şerbeti için|sosu|hamuru|üzeri|"
        "harcı|garnitür"
    ),
    step="adım",
    servings="porsiyon|kişilik|kaç kişilik|servis",
    people="kişilik|porsiyon|kişi",
    prep="hazırlık|hazırlama süresi|hazırlık süresi|hazırlama",
    cook="pişirme|pişirme süresi|pişme süresi|fırın",
    total="toplam|toplam süre|süre",
    hours="saat|sa",
    minutes="dakika|dk|dak",
    degrees="derece|derecede",
    verbs=(
        "karıştırın|karıştırıyoruz|karıştırıp|ekleyin|ekliyoruz|ekleyip|doğrayın|doğruyoruz|kesin|pişirin|"
        "pişiriyoruz|kavurun|kavuruyoruz|haşlayın|kızartın|kızartıyoruz|ısıtın|dökün|döküyoruz|koyun|"
        "koyuyoruz|bekletin|dinlendirin|servis|yoğurun|yoğuruyoruz|açın|serpin|rendeleyin|çırpın|"
        "çırpıyoruz|yıkayın|süzün|eritin|yağlayın|kapatın|alın|alıyoruz|soyun|sürün|verin|ardından|sonra"
    ),
    common=(
        "ve|bir|bu|ile|için|da|de|çok|daha|en|olarak|kadar|sonra|gibi|var|ama|hem|ne|o|mi|dakika|olan|ya"
    ),
    talk=(
        "benim|bizim|kaydet|kaydetmeyi|takip|profildeki link|yorum*|etiketle|paylaş|afiyet olsun|"
        "daha fazla tarif|blogumda|çocuklarım|eşim|ailem|bayıldım|nefis|merhaba|günaydın|video|"
        "tarif aşağıda|favori|deneyin|beğen"
    ),
    teaser=(
        "yorumlara|tarifi gönder|tarif için yorum|çekiliş|kazan|indirim|kodu|sipariş|satın al|kargo|"
        "rezervasyon|menü|kampanya|restoran|giriş yap"
    ),
)
