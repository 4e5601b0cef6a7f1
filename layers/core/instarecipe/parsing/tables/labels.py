"""Words of nutrients in many languages, and the hashtags that say what a dish is."""

CALORIES = "kcal|cals?|calories|kalorien|calorías|calorias|calorie|kalorie|kalorier|kalória|kcals|ккал"
CARBOHYDRATES = (
    "carbs?|carbohydrates?|kohlenhydrate|glucides|carbohidratos|hidratos|carboidrati|koolhydraten|"
    "kolhydrater|kulhydrater|karbohydrater|węglowodany|szénhidrát|sacharidy|углеводы|углеводов|karbonhidrat"
)
FATS = "fats?|fett|lipides|grasas?|grassi|vet|vetten|gorduras?|tłuszcz|fedt|zsír|tuky|жиры|жиров|yağ"
PROTEINS = (
    "proteins?|eiweiß|protéines|proteínas?|proteine|eiwit|eiwitten|białko|fehérje|bílkoviny|белки|белков"
)

TAGS = {
    "vegan": "veganfood|veganrecipe|veganrecipes|végane|vegano|vegana|vegansk|wegańskie|веган|плантбейсд",
    "vegetarian": (
        "veggie|vegetarianrecipes|vegetarisch|végétarien|vegetariano|vegetariana|vegetarisk|wegetariańskie"
    ),
    "plant-based": "plantbased|plantbasedrecipes",
    "gluten-free": (
        "glutenfree|glutenfreerecipes|glutenfrei|sansgluten|singluten|senzaglutine|glutenvrij|semgluten"
    ),
    "dairy-free": (
        "dairyfree|laktosefrei|sanslactose|sinlactosa|senzalattosio|lactosevrij|semlactose|lactosefree"
    ),
    "sugar-free": "sugarfree|zuckerfrei|sanssucre|sinazucar|sinazúcar|suikervrij",
    "low-carb": "lowcarb|lowcarbrecipes|bajoencarbohidratos",
    "high-protein": "highprotein|highproteinrecipes|proteinreich|altaproteina",
    "keto": "ketorecipes|ketodiet|ketofriendly",
    "whole30": "",
    "paleo": "paleorecipes",
    "breakfast": (
        "breakfastideas|frühstück|petitdéjeuner|petitdejeuner|desayuno|colazione|ontbijt|śniadanie|frukost"
    ),
    "brunch": "",
    "lunch": "lunchideas|mittagessen|déjeuner|almuerzo|pranzo",
    "dinner": "dinnerideas|dinnertime|abendessen|dîner|cena|cenas|avondeten|jantar|kolacja|middag",
    "dessert": "desserts|nachtisch|postre|postres|dolce|dolci|sobremesa|toetje",
    "snack": "snacks|healthysnacks",
    "baking": "backen|pâtisserie|bakken",
    "meal prep": "mealprep|mealprepideas",
    "one pot": "onepot|onepotmeal|onepan",
    "air fryer": "airfryer|airfryerrecipes",
    "slow cooker": "slowcooker|crockpot",
    "barbecue": "bbq|grillen|barbecue",
    "soup": "soups|suppe|soupe|sopa|zuppa|soep|zupa",
    "salad": "salads|salat|salade|ensalada|insalata|salada|sałatka",
    "pasta": "pastarecipes|nudeln",
    "cake": "cakes|kuchen|gâteau|tarta|torta|bolo|ciasto",
    "bread": "brot|pain|pane|brood|sourdough",
    "christmas": "weihnachten|noël|navidad|natale|kerst",
    "easter": "ostern|pâques|pascua|pasqua|pasen",
}
"""Keyword by its hashtags, in lower case."""
