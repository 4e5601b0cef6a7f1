"""What units measure: which may stand beside each other for one amount, and which add up."""

WEIGHT = frozenset({"mg", "g", "dag", "kg", "oz", "lb"})
VOLUME = frozenset({"ml", "cl", "dl", "l", "fl oz", "pint", "quart", "gallon"})
SPOONS = frozenset({"cup", "tbsp", "tsp", "dessertspoon"})
LENGTH = frozenset({"mm", "cm", "in"})
SCALES = WEIGHT | VOLUME | LENGTH
"""Units of a scale: `400 g tin` is one tin, whose size they tell."""
MEASURES = SCALES | SPOONS

PACKED = frozenset(
    {
        "can",
        "package",
        "sachet",
        "envelope",
        "pouch",
        "jar",
        "bottle",
        "bag",
        "box",
        "carton",
        "container",
        "tub",
    }
    | {"pot", "punnet", "tube", "tray", "block", "brick", "log", "bar", "wheel", "slab"}
)
"""What is bought filled: the words in front of the food say what is inside."""
CONTAINERS = PACKED | {
    *(
        "ball",
        "piece",
        "length",
        "chunk",
        "cube",
        "slice",
        "stick",
        "strip",
        "wedge",
        "knob",
        "sheet",
        "round",
    ),
    *("square", "loaf", "bunch", "head", "stalk"),
}
"""Units that may follow a size: `1 (14-ounce) can`, `5 cm piece`."""
BARE = frozenset(
    {"pinch", "handful", "splash", "dash", "drizzle", "glug", "knob", "dollop", "drop", "squeeze", "squirt"}
    | {"grind", "bunch", "sprig"}
)
"""Units that may stand without a number: `pinch of salt`."""
BEHIND = frozenset({"clove", "stalk", "sprig", "bulb", "rib", "stem"})
"""Units that English puts behind the food: `4 garlic cloves`."""

ADDS_UP = {
    "cup": {"cup": 1.0, "tbsp": 1 / 16, "tsp": 1 / 48},
    "tbsp": {"tbsp": 1.0, "tsp": 1 / 3},
    "lb": {"lb": 1.0, "oz": 1 / 16},
    "kg": {"kg": 1.0, "g": 1 / 1000},
    "l": {"l": 1.0, "ml": 1 / 1000, "dl": 1 / 10, "cl": 1 / 100},
}
"""How much of the first unit one of the second is: `1 lb 2 oz`, `1 cup plus 2 tbsp`."""
