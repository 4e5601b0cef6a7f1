"""English."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="en",
    units={
        "g": "gram|grams|gramme|grammes|gm|gms",
        "kg": "kilo|kilos|kilogram|kilograms|kilogramme|kilogrammes|kgs",
        "mg": "milligram|milligrams",
        "ml": "milliliter|milliliters|millilitre|millilitres|mls|cc",
        "l": "liter|liters|litre|litres|ltr|ltrs",
        "dl": "deciliter|deciliters|decilitre|decilitres",
        "cl": "centiliter|centiliters|centilitre|centilitres",
        "cup": "cup|cups|c|cupful|cupfuls",
        "tbsp": (
            "tablespoon|tablespoons|tbsp|tbsps|tbs|tbl|tbls|tblsp|tblsps|tbspn|tb|tablespoonful|"
            "tablespoonfuls"
        ),
        "tsp": "teaspoon|teaspoons|tsp|tsps|tspn|teaspoonful|teaspoonfuls",
        "dessertspoon": "dessertspoon|dessertspoons|dsp|dstspn|dessertspoonful|dessertspoonfuls",
        "oz": "ounce|ounces|oz|ozs",
        "fl oz": "fluid ounce|fluid ounces|fl oz|floz|fl ounce|fl ounces|fluid oz|fl ozs",
        "lb": "pound|pounds|lb|lbs",
        "pint": "pint|pints|pt|pts",
        "quart": "quart|quarts|qt|qts",
        "gallon": "gallon|gallons|gal",
        "cm": "centimeter|centimeters|centimetre|centimetres",
        "mm": "millimeter|millimeters|millimetre|millimetres",
        "in": "inch|inches|in|ins",
        "can": "can|cans|tin|tins",
        "package": "package|packages|packet|packets|pkg|pkgs|pack|packs|pk|pkt|pkts",
        "sachet": "sachet|sachets",
        "envelope": "envelope|envelopes",
        "pouch": "pouch|pouches",
        "jar": "jar|jars",
        "bottle": "bottle|bottles",
        "bag": "bag|bags",
        "box": "box|boxes",
        "carton": "carton|cartons",
        "container": "container|containers",
        "tub": "tub|tubs",
        "pot": "pot|pots",
        "punnet": "punnet|punnets",
        "tube": "tube|tubes",
        "tray": "tray|trays",
        "block": "block|blocks",
        "brick": "brick|bricks",
        "log": "log|logs",
        "bar": "bar|bars",
        "wheel": "wheel|wheels",
        "wedge": "wedge|wedges",
        "slab": "slab|slabs",
        "ball": "ball|balls",
        "clove": "clove|cloves",
        "slice": "slice|slices",
        "rasher": "rasher|rashers",
        "strip": "strip|strips",
        "sprig": "sprig|sprigs",
        "bunch": "bunch|bunches",
        "handful": "handful|handfuls",
        "pinch": "pinch|pinches",
        "dash": "dash|dashes",
        "splash": "splash|splashes",
        "drizzle": "drizzle|drizzles",
        "glug": "glug|glugs",
        "dollop": "dollop|dollops",
        "knob": "knob|knobs",
        "drop": "drop|drops",
        "squeeze": "squeeze|squeezes",
        "squirt": "squirt|squirts",
        "grind": "grind|grinds|grinding|grindings|twist|twists",
        "shot": "shot|shots",
        "scoop": "scoop|scoops",
        "head": "head|heads",
        "stalk": "stalk|stalks",
        "stem": "stem|stems",
        "stick": "stick|sticks",
        "rib": "rib|ribs",
        "bulb": "bulb|bulbs",
        "ear": "ear|ears",
        "leaf": "leaf|leaves",
        "sheet": "sheet|sheets",
        "piece": "piece|pieces|pc|pcs",
        "length": "length|lengths",
        "chunk": "chunk|chunks",
        "cube": "cube|cubes",
        "round": "round|rounds",
        "square": "square|squares",
        "loaf": "loaf|loaves",
        "branch": "branch|branches",
        "batch": "batch|batches",
        "recipe": "recipe|recipes",
        "glass": "glass|glasses",
        "mug": "mug|mugs",
        "part": "part|parts",
        "item": "item|items",
    },
    exact_units={
        "tbsp": "T",
        "tsp": "t",
    },
    numbers={
        1: "one|a|an",
        2: "two|couple|pair",
        3: "three",
        4: "four",
        5: "five",
        6: "six",
        7: "seven",
        8: "eight",
        9: "nine",
        10: "ten",
        11: "eleven",
        12: "twelve|dozen",
        15: "fifteen",
        16: "sixteen",
        18: "eighteen",
        20: "twenty",
        24: "twenty-four",
        0.5: "half",
        0.25: "quarter|quarters",
        1 / 3: "third|thirds",
    },
    few="few|some|several|little|bit|lots|plenty",
    sizes=(
        "small|medium|large|lg|sm|md|med|medium-size|medium-sized|large-size|large-sized|small-size|"
        "small-sized|big|tiny|jumbo|extra-large|miniature|good-size|good-sized|average-size|average-sized|"
        "xl|x-large|lge|huge|giant|x-small|extra-small|mid-size|mid-sized|fist-sized|largish|smallish"
    ),
    heaped=(
        "heaped|heaping|level|leveled|levelled|rounded|generous|good|scant|thick|thin|fat|long|short|full|"
        "hefty|overflowing|loosely|tightly|lightly|firmly|packed|nice|very|really|roughly|whole|fresh|"
        "healthy|decent|slim|narrow|wide|plump|flat|big-ish|standard|regular|dried|mounded|modest"
    ),
    about=(
        "about|approximately|approx|around|roughly|circa|ca|c.|scant|generous|heaping|heaped|up to|"
        "at least|just|over|under|slightly|good|nearly|almost|each|additional|another|extra|optional|level|"
        "rounded|of|the|your|my|total|minimum|exactly"
    ),
    of="of|from|each",
    until="to|or|till|until",
    plus="plus|and|&",
    either="or",
    prepared=(
        "well-*|finely-*|thinly-*|freshly-*|coarsely-*|roughly-*|hand-*ed|chopped|diced|minced|sliced|"
        "grated|shredded|crushed|crumbled|cubed|mashed|melted|softened|sifted|beaten|whisked|cooked|"
        "steamed|chilled|cooled|boned|squeezed|torn|julienned|halved|quartered|trimmed|rinsed|drained|"
        "thawed|peeled|seeded|deseeded|cored|deveined|shaved|snipped|toasted|roasted|cracked|zested|warmed|"
        "washed|cleaned|scrubbed|stemmed|destemmed|stoned|hulled|shelled|skinned|sautéed|sauteed|poached|"
        "hard-boiled|soft-boiled|boiled|fried|well-shaken|shaken|well-drained|well-beaten|room-temperature|"
        "day-old|thinly-sliced|caramelized|caramelised|grilled|charred|bruised|bashed|smashed|scored|split|"
        "soaked|microwaved|heated|pressed|strained|cut|chunked|segmented|packed|pounded|uncooked|"
        "butterflied|ripped|slivered|spiralized|riced|pureed|puréed|finely-chopped|freshly-ground|dressed|"
        "stirred|reconstituted|defrosted|crisped|browned|rendered|plucked|picked|separated|divided|"
        "reserved|unwrapped|spooned|leveled|levelled|levelled off|mixed together|discarded|removed|"
        "attached|scraped|tied|patted|griddled|broken|topped|tailed|wiped|refrigerated|brushed|greased|"
        "sieved|dissolved|lengthways|lengthwise|crosswise|pricked|dusted|marinated|seasoned|stripped|"
        "gutted|scaled|filleted|pin-boned|jointed|podded|debearded|rolled out|husked|shucked|pitted"
    ),
    adverbs="*ly",
    participles="*ed",
    onward="and|or|&|into|in|to|with|from|then|on|until|by",
    adjectives=(
        "boneless|skinless|fresh|ripe|dried|frozen|whole|unsalted|low-fat|fat-free|reduced-fat|low-sodium|"
        "reduced-sodium|good-quality|raw|organic|plain|dark|light|hot|cold|warm|thick|firm|soft|sweet|dry|"
        "free-range|unwaxed|seedless|unsweetened|sweetened|lean|all-purpose|extra-virgin|gluten-free|"
        "skin-on|bone-in|day-old|stale|crusty|unbleached|unpeeled|tender|young|mild|full-fat|non-dairy|"
        "dairy-free|quick-cooking|thin-skinned|store-bought|homemade|best-quality|high-quality|natural|"
        "pure|freshly|finely|coarsely|center-cut|skin|off|smoked|salted|pitted|unpitted|thin|wild|waxy|"
        "floury|aged|sharp|mixed|uncut|green|red|yellow|white|black|brown|purple|sour|bitter|tart|crisp|"
        "very|extra|super|ready-made|ready-to-eat|large|small"
    ),
    parts=(
        "juice|juiced|zest|zested|peel|rind|skin|skins|leaves|leaf|stems|stem|stalks|seeds|seed|core|white|"
        "whites|greens|parts|part|tops|bones|bone|fat|roots|root|ends|tips|halves|quarters|rings|rounds|"
        "cubes|dice|florets|yolk|yolks|shells|shell|heads|pith|membrane|membranes|stones|stone|pits|"
        "casings|tails|tail|tendrils|only|both|liquid|brine|outer|tough|woody|hard|coarse|green|inner|"
        "brown|crusts|rinds|kernels|flesh|pulp|meat"
    ),
    named=(
        "five spice|five-spice|half and half|half-and-half|half & half|seven spice|three cheese|"
        "thousand island|bouquet garni|one pot|two ingredient|pot roast|pot pie|rib roast|rib eye|rib eyes|"
        "short rib|short ribs|round steak|strip steak|strip steaks|strip loin|stem ginger|stick cinnamon|"
        "leaf lettuce|head lettuce|bottle gourd|bag salad|cube steak|cube steaks|ear mushroom|cup noodles|"
        "cup mushrooms|wedge salad|clove powder|part skim"
    ),
    notes=(
        "for|to|as|plus|such as|preferably|ideally|cut|cut into|at room temperature|room temperature|if|"
        "like|about|approximately|approx|around|roughly|optional|give or take|or more|or less|or to taste|"
        "or as needed|or so|or enough|see|recipe follows|more|cooled|thawed|each|including|excluding|"
        "enough|well|adjust|depending|your choice|of choice|of your choice|divided|or similar|"
        "or equivalent|eg|e.g|i.e|aka|also|from about|weighing|per|into|or use|or substitute|just|but|then|"
        "not|when|which|that|you|made with|made of|made up of|mixed with|combined with|thinned with|"
        "homemade or|store-bought or|storebought or"
    ),
    unmeasured=(
        "to taste|as needed|as required|as desired|as necessary|for serving|for garnish|to garnish|"
        "to serve|for frying|for dusting|for greasing|to season|for the pan|optional|for topping|"
        "for drizzling|for brushing"
    ),
    ingredients=(
        "ingredients|ingredient|ingredient list|ingredients list|list of ingredients|what you need|"
        "what you'll need|what you will need|you'll need|you will need|you need|shopping list|what's in it|"
        "what goes in|the ingredients|here's what you need|here is what you need|grab these|"
        "ingredients needed|ingredients you'll need|ingredients you need|you'll want|gather|stuff you need|"
        "things you need|what i used|what you’ll need|you’ll need|what's inside|recipe ingredients|needed|"
        "you are going to need|you're going to need"
    ),
    method=(
        "method|instructions|instruction|directions|direction|steps|preparation|how to make|how to make it|"
        "how to|procedure|recipe steps|cooking instructions|cooking method|preparation method|what to do|"
        "how to prepare|how i make it|how i made it|to make|let's cook|here's how|here is how|process|"
        "the method|step by step|step-by-step|cooking steps|how you make it|make it|how it's made|"
        "recipe method|recipe instructions|recipe directions|the steps|to prepare|assembly|to assemble|"
        "preparation steps|how to cook|how to cook it|what you do|here's what to do|what you'll do|"
        "the process|how to do it|directions to make|how to put it together|how-to|instructions to make|"
        "the how|the how-to"
    ),
    closing=(
        "notes|note|tips|tip|nutrition|nutrition facts|nutritional information|nutrition information|"
        "macros|storage|recipe notes|cook's notes|chef's notes|chef's tip|pro tip|pro tips|"
        "serving suggestions|substitutions|variations|equipment|calories|nutrition per serving|"
        "macros per serving|faq|cook's tip|top tip|top tips|my tips|disclaimer|per serving|kcal|"
        "good to know|storing|did you make this recipe|more recipes|you may also like|related recipes|"
        "nutritional info|nutrition info|how to store|storage tips|substitutes|useful tips|leftovers"
    ),
    recipe="recipe|the recipe|full recipe|recipe for|recipe time",
    group=(
        "for the|for|to serve|to garnish|to finish|topping|toppings|garnish|sauce|dressing|filling|"
        "optional|marinade|dough|frosting|glaze|icing|crust|base|batter|salad|syrup|spice mix|seasoning|"
        "wet ingredients|dry ingredients|wet|dry|other|extras|assembly|to assemble|optional toppings"
    ),
    step="step",
    servings=(
        "serves|servings|serving|makes|yield|yields|portions|feeds|enough for|recipe makes|recipe serves|"
        "serving size|serves about|makes about|servings per recipe|for|no of servings|number of servings"
    ),
    people="servings|serving|people|persons|person|portions|portion|serves|serve|adults|pax|guests|eaters",
    prep=(
        "prep|prep time|preparation time|preparation|hands on|hands-on time|active time|active|prepping|"
        "prep-time|hands on time|time to prepare|time to prep"
    ),
    cook=(
        "cook|cook time|cooking time|cooking|bake|bake time|baking time|baking|oven time|cook-time|"
        "in the oven|frying time|roasting time|grill time|simmer time|time to cook"
    ),
    total=(
        "total|total time|ready in|time|takes|overall time|duration|done in|start to finish|all in|"
        "on the table in|time needed|total cooking time|overall|time required|made in"
    ),
    hours="hours|hour|hrs|hr|h",
    minutes="minutes|minute|mins|min|m",
    degrees="degrees|deg|degree",
    verbs=(
        "preheat|pre-heat|heat|mix|stir|add|bake|boil|cook|fry|chop|slice|dice|mince|combine|whisk|pour|"
        "place|put|cut|peel|drain|rinse|season|serve|simmer|roast|grill|sauté|saute|melt|blend|fold|beat|"
        "knead|roll|spread|sprinkle|drizzle|toss|remove|transfer|cover|chill|refrigerate|freeze|let|leave|"
        "allow|set|bring|reduce|turn|flip|brush|grease|line|sift|whip|grate|garnish|arrange|layer|divide|"
        "shape|form|crack|soak|marinate|coat|dip|dredge|press|mash|strain|steam|poach|brown|sear|wash|pat|"
        "squeeze|scoop|repeat|return|continue|cool|taste|adjust|assemble|wrap|stuff|fill|scatter|lay|lower|"
        "increase|warm|microwave|blitz|process|puree|purée|pulse|crush|rub|tip|spoon|ladle|dissolve|"
        "deglaze|caramelize|thread|skewer|tear|trim|prepare|start|begin|using|once|when|while|meanwhile|"
        "next|finally|first|then|after|gently|carefully|dust|drop|work|shake|roughly|finely|thinly|lightly|"
        "stir-fry|massage|keep|gather|halve|rest|slather|dollop|smear|sweat|scrape|score|braise|air-fry|"
        "smash|muddle|decorate|enjoy|julienne|sprinkling|finish|get|store|turning|unmold|pop|throw|chuck|"
        "dump|bung|wilt|knock|punch|prove|proof|tie|tuck|pinch|crimp|seal|swirl|rotate|check|insert|slide|"
        "run|pipe|glaze|measure|weigh|drizzling"
    ),
    common=(
        "the|and|of|to|in|it|is|with|for|on|this|that|you|your|until|into|from|at|or|a|my|we|are|have|so|"
        "all|over|if|them|was|be|not|but|minutes|then"
    ),
    then="then|and then|now|next|after that|so|once|while|when|meanwhile|finally|okay|alright|first",
    making=(
        "we're making|we are making|i'm making|i am making|let's make|we're gonna make|we're going to make|"
        "i'm going to make|i'm gonna make|how to make|to make|this is my|here's my|here is my|today we make|"
        "recipe for"
    ),
    taking="take|takes|taking|grab|use|need|needs|goes|go|want|adding|pouring|mixing|throwing|i've",
    things=(
        "bowl|bowls|pan|pans|skillet|pot|pots|tray|dish|tin|oven|jar|plate|plates|glasses|spoon|fork|knife|"
        "whisk|blender|towel|lid|side|sides|time|times|layer|layers|part|parts|half|halves|batch|batches|"
        "minute|minutes|hour|hours|day|days|people|speeds|steps|thing|things|ingredient|ingredients|mix|stir|"
        "bit|one|ones|boil|simmer|heat|good|nice|look|break|sip|bite|moment|second|couple|few|quick"
    ),
    aside=(
        "i|i'm|you're|we're|we'll|i'll|give|um|uh|like|just|about|really|there|here|through|off|down|up|out|"
        "each|per|by|until|while|which|because|goes|go|going|gonna|want|get|have|do|does|be|as|some|more|any|"
        "together|well|lot|little|also|again|too|it's|that's|its|their|before"
    ),
    talk=(
        "my|our|us|save this|save it|save for later|follow|follow me|tag a|tag the|tag someone|tag your|"
        "let me know|in the comments|comment below|comment|link in bio|link in my bio|full video|youtube|"
        "recipe below|recipe in|you asked for|i can't believe|can't believe|my kids|my husband|my family|"
        "my favourite|my favorite|obsessed|share this|share with|drop a|double tap|like and|subscribe|"
        "check out|swipe|who else|happy|good morning|enjoy!|bon appetit|would love|love this|so good|"
        "so easy|you guys|don't forget|turn on|stay tuned|newsletter|my stories|new recipe|repost|dm me|"
        "which one|what's your|tell me|have you|do you|did you|use code|collab|giveaway|#ad|sponsored|"
        "gifted|partnership|thank you|thanks|hope you|try it|tried it|give it a|full recipe|below 👇|"
        "more recipes|more easy|blog|website|ebook|e-book|cookbook|made this|make this|i made|i've been|"
        "i love|we love|i'm|we're|i am|hello|hi friends|hey|welcome|part 1|copyright|all rights|as always|"
        "xoxo|shop my|amazon|tiktok|instagram|pinterest|whatsapp|facebook|mark your|your friends|a friend|"
        "every week|weeknight|nobody|everyone|crowd|you need to|you have to|this one|these are|this is|"
        "here's the|here is the|perfect for|ready for"
    ),
    teaser=(
        "comment recipe|comment the word|comment below and|i'll send|i will send|and i'll dm|dm you|"
        "send you the|send it to you|get the recipe|grab the recipe|recipe is on|recipe on my|"
        "recipe on the|recipe in my|recipe is in|link in bio for|full recipe on|full recipe at|"
        "recipe coming|recipe tomorrow|recipe soon|order now|shop now|use code|discount|% off|"
        "free shipping|free delivery|in store|available at|giveaway|to enter|winner|book a table|"
        "reservation|reserve your|pre-order|preorder|buy|sale|tickets|sign up|menu|per person|we ordered|"
        "delivery|open daily|opening hours|dm to order|limited edition|new in|what i eat in a day|"
        "what i eat|haul|unboxing|log in|sign in|cookies|privacy policy|accept all|may contain|traces of|"
        "net weight|best before|store in a cool"
    ),
)
