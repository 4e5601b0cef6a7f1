"""Indonesian and Malay."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="id",
    units={
        "g": "gr|gram|grm",
        "kg": "kilo|kilogram",
        "l": "liter|ltr",
        "ml": "mililiter|cc",
        "tbsp": "sdm|sendok makan|sudu besar|camca besar|sendok besar",
        "tsp": "sdt|sendok teh|sudu teh|sudu kecil|camca kecil|sendok kecil",
        "cup": "cangkir|gelas|cawan",
        "oz": "ons",
        "clove": "siung|ulas",
        "pinch": "jumput|secubit|cubit|sejumput|jimpit|sejimpit",
        "slice": "iris|lembar iris|potong tipis|hiris|keping|irisan",
        "can": "kaleng|tin",
        "bunch": "ikat|unting",
        "leaf": "lembar|helai|lbr",
        "package": "bungkus|bks|kemasan|paket|pak|kotak",
        "sachet": "sachet|saset|bungkus kecil",
        "piece": "buah|bh|butir|btr|biji|potong|ekor|ruas|bj|ruas jari|ptg",
        "stalk": "batang|btg",
        "sprig": "tangkai",
        "handful": "genggam|segenggam",
        "drop": "tetes",
        "bottle": "botol",
        "bowl": "mangkuk",
        "plate": "piring",
        "block": "papan|blok",
        "head": "bonggol",
        "bag": "kantong",
        "jar": "toples",
        "cm": "sentimeter",
    },
    numbers={
        1: "satu|se",
        2: "dua",
        3: "tiga",
        4: "empat",
        5: "lima",
        6: "enam",
        7: "tujuh",
        8: "delapan",
        9: "sembilan",
        10: "sepuluh",
        12: "selusin|lusin",
        0.5: "setengah|separuh",
        0.25: "seperempat",
        0.75: "tiga perempat",
        1 / 3: "sepertiga",
    },
    and_half="setengah",
    few="beberapa|sedikit|secukupnya",
    sizes="kecil|besar|sedang|ukuran",
    heaped="munjung|peres|penuh|besar|kecil",
    about="kira-kira|sekitar|kurang lebih|kurleb|kira kira",
    until="sampai|hingga",
    plus="dan|plus",
    either="atau",
    prepared="cincang|iris|potong|parut|haluskan|rebus|goreng|cairkan|geprek|memarkan|sangrai",
    notes=(
        "secukupnya|untuk|iris|cincang|potong|potong-potong|haluskan|parut|opsional|sesuai|geprek|memarkan|"
        "jika|dipotong|diiris"
    ),
    unmeasured="secukupnya|sesuai selera|untuk menggoreng|untuk taburan|untuk menumis|secukup rasa",
    ingredients=(
        "bahan|bahan-bahan|bahan bahan|yang dibutuhkan|bahan yang diperlukan|bahan utama|bahan-bahannya"
    ),
    method=(
        "cara membuat|cara memasak|langkah|langkah-langkah|cara|cara buat|cara bikin|cara pembuatan|instruksi"
    ),
    closing="tips|catatan|tip|nutrisi|informasi gizi",
    recipe="resep",
    group="bumbu|bumbu halus|saus|untuk|adonan|isian|topping|kuah|pelengkap|taburan|bahan",
    step="langkah",
    servings="untuk|porsi",
    people="porsi|orang|pax",
    prep="persiapan|waktu persiapan",
    cook="memasak|waktu memasak",
    total="total|waktu|total waktu",
    hours="jam",
    minutes="menit|minit",
    degrees="derajat",
    verbs=(
        "campur|campurkan|aduk|tambahkan|masukkan|potong|iris|rebus|goreng|tumis|panggang|panaskan|tuang|"
        "tuangkan|sajikan|angkat|kukus|uleni|haluskan|kupas|cuci|taburi|taburkan|biarkan|diamkan|masak|"
        "kocok|blender|lelehkan|oles|olesi|tiriskan|lalu|kemudian|setelah|siapkan|bentuk|gulung|sisihkan|"
        "koreksi|didihkan|kecilkan|tata"
    ),
    common=(
        "dan|yang|di|dengan|untuk|dari|ke|ini|itu|atau|sampai|hingga|juga|tidak|bisa|saya|aku|menit|lalu|"
        "sudah|ya|agar"
    ),
    talk=(
        "kami|kita|simpan|ikuti|link di bio|komentar|tag teman|bagikan|selamat mencoba|selamat makan|"
        "resep lainnya|keluarga|suka banget|enak|halo|video|resep di bawah|favorit|jangan lupa|like|cobain|"
        "bunda"
    ),
    teaser=(
        "kirim resep|resep di blog|giveaway|menang|diskon|kode promo|pesan sekarang|beli|ongkir|reservasi|"
        "restoran|order|harga|rp|masuk"
    ),
)
