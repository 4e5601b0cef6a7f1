"""French, with Canadian words."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="fr",
    units={
        "g": "gr|gramme|grammes",
        "kg": "kilo|kilos|kilogramme|kilogrammes",
        "l": "litre|litres",
        "ml": "millilitre|millilitres",
        "cl": "centilitre|centilitres",
        "dl": "décilitre|décilitres",
        "tbsp": (
            "càs|cas|cs|c à soupe|c à s|càsoupe|cuillère à soupe|cuillères à soupe|cuillerée à soupe|"
            "cuillerées à soupe|cuil à soupe|cuil à s|cuillere à soupe|cuilleres à soupe|cuillere a soupe|"
            "cuilleres a soupe|c a soupe|c a s|cuillère soupe|cuillères soupe|cuillère à table|"
            "cuillères à table|c à table|c à t|cas à soupe|càs à soupe|cuillère à s|cuillères à s|"
            "cuil à table|cuillère de table"
        ),
        "tsp": (
            "càc|cac|cc|c à café|c à c|càcafé|cuillère à café|cuillères à café|cuillerée à café|"
            "cuillerées à café|cuil à café|cuil à c|cuillere à café|cuilleres à café|cuillere a cafe|"
            "cuilleres a cafe|c a café|c a cafe|c a c|cuillère café|cuillère à thé|cuillères à thé|c à thé|"
            "cuillère à c|cuillères à c|cuil à thé|petite cuillère|petites cuillères"
        ),
        "dessertspoon": "cuillère à dessert|cuillères à dessert|c à dessert",
        "cup": "tasse|tasses",
        "bowl": "bol|bols",
        "mug": "mug|mugs",
        "lb": "livre|livres",
        "oz": "once|onces",
        "pinch": "pincée|pincées|pincee|pointe de couteau|pointes de couteau|petite pincée",
        "clove": "gousse|gousses",
        "slice": "tranche|tranches|rondelle|rondelles",
        "package": "paquet|paquets|boîte de carton|pack|packs",
        "sachet": "sachet|sachets|enveloppe|enveloppes",
        "bunch": "botte|bottes|bouquet|bouquets",
        "sprig": "brin|brins|brindille|brindilles",
        "branch": "branche|branches",
        "stalk": "tige|tiges|bâton|bâtons|côte|côtes",
        "glass": "verre|verres",
        "leaf": "feuille|feuilles",
        "handful": "poignée|poignées|poignee",
        "can": "boîte|boîtes|boite|boites|conserve|conserves",
        "jar": "pot|pots|bocal|bocaux",
        "carton": "brique|briques|briquette|briquettes",
        "cube": "cube|cubes",
        "drop": "goutte|gouttes",
        "splash": "trait|traits|lichette|larme",
        "piece": "morceau|morceaux|pièce|pièces",
        "head": "tête|têtes",
        "bottle": "bouteille|bouteilles",
        "ball": "boule|boules",
        "bar": "tablette|tablettes|carrés",
        "ladle": "louche|louches",
        "bag": "sac|sacs",
        "tub": "barquette|barquettes",
        "cm": "centimètre|centimètres",
        "roll": "rouleau|rouleaux",
        "drizzle": "filet",
        "bulb": "bulbe|bulbes",
        "wedge": "quartier|quartiers",
        "loaf": "miche",
        "mm": "millimètre|millimètres",
        "knob": "noix de beurre|noisette de beurre|noix de margarine",
    },
    numbers={
        1: "un|une",
        2: "deux",
        3: "trois",
        4: "quatre",
        5: "cinq",
        6: "six",
        7: "sept",
        8: "huit",
        9: "neuf",
        10: "dix",
        11: "onze",
        12: "douze|douzaine",
        15: "quinze",
        20: "vingt",
        0.5: "demi|demie|demis|½|moitié",
        0.25: "quart|quarts",
        1 / 3: "tiers",
    },
    glued={
        "demi-": "demi ",
    },
    few="quelques|peu|plusieurs|beaucoup",
    sizes=(
        "petit|petite|petits|petites|gros|grosse|grosses|grand|grande|grands|grandes|moyen|moyenne|moyens|"
        "moyennes|belle|beau|beaux|belles|bel"
    ),
    heaped=(
        "bonne|bon|bonnes|bons|rase|rases|ras|bombée|bombées|fine|fines|épaisse|épaisses|généreuse|"
        "généreuses|pleine|pleines|rasée|rasées|fin|fins|large|larges|mince|minces|comble|combles"
    ),
    about=(
        "environ|env|à peu près|autour de|de|du|des|d|minimum|maximum|le|la|les|ou plus|approximativement|"
        "éventuellement|presque"
    ),
    of="de|d'|du|des|d|de la|en",
    until="à|a|ou",
    plus="et|plus",
    either="ou",
    prepared=(
        "*é|*ée|*és|*ées|fondu|fondue|fondus|fondues|moulu|moulue|cuit|cuite|cuits|cuites|battu|battus|"
        "ramolli|mou|pommade|frais|fraîche"
    ),
    adjectives="petit|petite|gros|grosse|frais|fraîche|bio",
    parts="jus|zeste|zestes|peau|feuilles|uniquement|le|la|les|sans|avec|type|soit|en|au|coupé|à|dont",
    named="bouquet garni",
    notes=(
        "pour|selon|au goût|facultatif|optionnel|à température|de préférence|en dés|en rondelles|en cubes|"
        "en morceaux|en lamelles|en poudre pour|par exemple|coupé|coupée|coupés|coupées|au choix|si|"
        "ou plus|ou à défaut|type|finement|à votre goût|haché finement|selon votre goût|(facultatif)|"
        "épluché|épluchée|épluchés|épluchées"
    ),
    unmeasured=(
        "selon le goût|selon les goûts|au goût|à volonté|pour la cuisson|pour servir|pour décorer|"
        "pour le moule|selon goût|à convenance|quantité suffisante|q.s|qs"
    ),
    ingredients=(
        "ingrédients|ingredients|ingrédient|il vous faut|il te faut|il faut|vous aurez besoin de|"
        "vous aurez besoin|tu auras besoin de|tu as besoin de|vous avez besoin de|liste des ingrédients|"
        "les ingrédients|il nous faut|liste de courses|ce qu'il vous faut|ce qu'il te faut|ce qu'il faut|"
        "les courses|dedans"
    ),
    method=(
        "préparation|preparation|instructions|étapes|etapes|réalisation|réalisation de la recette|"
        "la préparation|marche à suivre|déroulement|comment faire|les étapes|mode de préparation|"
        "étapes de préparation|confection|en cuisine|progression|étape par étape|on y va|pas à pas|"
        "mode d'emploi|comment procéder|procédure|procédé|on cuisine"
    ),
    closing=(
        "astuce|astuces|conseil|conseils|note|notes|valeurs nutritionnelles|remarque|remarques|"
        "conservation|variante|variantes|mon astuce|le conseil|l'astuce|le petit plus|nutrition|infos|"
        "par portion|calories|bon à savoir"
    ),
    recipe="recette|la recette|recette de",
    group=(
        "pour la|pour le|pour les|pour l'|pour|sauce|garniture|pâte|crème|décoration|finition|montage|"
        "marinade|vinaigrette|topping|glaçage|la pâte|la sauce|la garniture|l'appareil|accompagnement|"
        "appareil"
    ),
    step="étape|etape",
    servings=(
        "pour|portions|personnes|donne|parts|nombre de personnes|nombre de parts|rendement|pour environ|"
        "nombre de portions|quantité"
    ),
    people="personnes|personne|pers|portions|portion|parts|part|convives|gourmands",
    prep="préparation|preparation|temps de préparation|prép|prep|temps de prépa|prépa",
    cook="cuisson|temps de cuisson|au four",
    total="total|temps total|temps|durée|prêt en|en tout|durée totale",
    hours="heure|heures|h",
    minutes="minute|minutes|min|mn|mins",
    degrees="degrés|degré",
    verbs=(
        "ajoutes|mélanges|verses|coupes|laisses|fouettes|chauffes|épluches|enfournes|incorpores|étales|"
        "mélange|mélanger|mélangez|ajoute|ajouter|ajoutez|incorpore|incorporer|incorporez|verse|verser|"
        "versez|mets|mettre|mettez|préchauffe|préchauffer|préchauffez|chauffe|chauffer|chauffez|faites|"
        "faire|fais|coupe|couper|coupez|émince|émincer|émincez|hache|hacher|hachez|épluche|éplucher|"
        "épluchez|pèle|pèler|pèlez|peler|lave|laver|lavez|cuire|cuisez|laisse|laisser|laissez|servir|"
        "servez|sers|dresse|dresser|dressez|étale|étaler|étalez|dispose|disposer|disposez|enfourne|"
        "enfourner|enfournez|fouette|fouetter|fouettez|bat|battre|battez|pétrir|pétrissez|râpe|râper|râpez|"
        "assaisonne|assaisonner|assaisonnez|saler|salez|poivrer|poivrez|réserve|réserver|réservez|égoutte|"
        "égoutter|égouttez|rince|rincer|rincez|dore|dorer|dorez|fondre|revenir|mijote|mijoter|mijotez|"
        "porte|porter|portez|bouillir|couvre|couvrer|couvrez|couvrir|retire|retirer|retirez|retourne|"
        "retourner|retournez|déglace|déglacer|déglacez|mixe|mixer|mixez|écrase|écraser|écrasez|saupoudre|"
        "saupoudrer|saupoudrez|parsème|parsèmer|parsèmez|garnir|garnissez|décore|décorer|décorez|beurrer|"
        "beurrez|fariner|farinez|former|formez|roule|rouler|roulez|tartine|tartiner|tartinez|badigeonne|"
        "badigeonner|badigeonnez|arrose|arroser|arrosez|prépare|préparer|préparez|place|placer|placez|"
        "remue|remuer|remuez|dégustez|déguster|passez|passer|montez|monter|tamise|tamiser|tamisez|filtre|"
        "filtrer|filtrez|creuser|creusez|farcir|farcissez|presser|pressez|zeste|zester|zestez|démoule|"
        "démouler|démoulez|sors|sortez|sortir|ôte|ôter|ôtez|recouvrir|recouvrez|dans|pendant|puis|commence|"
        "commencer|commencez|divise|diviser|divisez|nettoye|nettoyer|nettoyez|ciseler|ciselez|cisele|"
        "eplucher|rectifier|rectifiez|mouiller|mouillez|poêle|poêler|poêlez|frire|déposer|déposez|dépose|"
        "pose|poser|posez|prenez|prendre|détailler|détaillez"
    ),
    common=(
        "le|la|les|de|des|du|un|une|et|à|au|aux|en|dans|pour|avec|sur|que|qui|est|vous|je|on|ce|cette|pas|"
        "jusqu'à|puis|ou|votre|bien|plus|sans|minutes|par|se|il"
    ),
    then="ensuite|puis|après|et puis|maintenant|enfin|pendant ce temps|pour finir|alors|d'abord",
    making=(
        "on fait|on va faire|nous allons faire|je vous montre|on prépare|je prépare|nous préparons|"
        "je vais faire|recette de|recette des|recette du"
    ),
    taking="prenez|prends|prend|prenons|faut|met|mets|mettez|rajoute|rajoutez|besoin|verse|versez",
    things=(
        "bol|saladier|poêle|casserole|four|plat|moule|assiette|cuillère|fourchette|couteau|fouet|fois|côté|"
        "côtés|couches|parties|minute|minutes|heure|heures|jours|personnes|choses|ingrédients"
    ),
    aside=(
        "vous|on|nous|tu|je|un par un|bien|petit|puis|jusqu'à|afin|environ|chaque|laissez|tout|tous|toute|ça|"
        "cela|qui|que|où|avant|après|sans|comme|aussi|avec|sous|sur|chez"
    ),
    talk=(
        "mon|notre|j'ai|enregistre*|abonne*|suivez|suis-moi|lien en bio|lien dans ma bio|lien dans la bio|"
        "commentaire*|tague*|partage*|bon appétit|régalez-vous|sur mon blog|dites-moi|dis-moi|"
        "plus de recettes|mes enfants|mon mari|ma famille|j'adore|on adore|coucou|bonjour|hello|vidéo|"
        "à refaire|miam|like|la semaine|validé|recette ci-dessous|recette en bas|sauvegarde*|sauve|je vous|"
        "trop bon|recette complète"
    ),
    teaser=(
        "commente|commentez|je t'envoie|je vous envoie|en mp|en dm|recette sur le blog|recette sur mon|"
        "concours|à gagner|code promo|réserver une table|réservez|menu du|livraison|commander|commandez|"
        "boutique|offre|% sur|tirage|pour participer|participez|resto|restaurant|l'addition|connexion"
    ),
)
