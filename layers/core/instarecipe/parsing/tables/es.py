"""Spanish, of Spain and America."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="es",
    units={
        "g": "gr|grs|gramo|gramos|gs",
        "kg": "kilo|kilos|kilogramo|kilogramos|kgs",
        "l": "litro|litros|lt|lts",
        "ml": "mililitro|mililitros|cc",
        "cl": "centilitro|centilitros",
        "dl": "decilitro|decilitros",
        "tbsp": (
            "cucharada|cucharadas|cda|cdas|cucharada sopera|cucharadas soperas|cuchara|cucharas|"
            "cuchara sopera|cucharas soperas|c/s|cs"
        ),
        "tsp": (
            "cucharadita|cucharaditas|cdta|cdtas|cdita|cditas|cucharilla|cucharillas|cucharita|cucharitas|"
            "cucharadita de café|cucharada de café|cucharadas de café|cucharaditas de café|cucharada de té|"
            "cucharadas de té|cucharada pequeña|c/c"
        ),
        "dessertspoon": "cucharada de postre|cucharadas de postre|cuchara de postre",
        "cup": "taza|tazas|tz|tza|pocillo|pocillos",
        "oz": "onza|onzas",
        "lb": "libra|libras",
        "pinch": "pizca|pizcas|pellizco|punta|puntita|pellizcos|puntas",
        "clove": "diente|dientes",
        "slice": (
            "rebanada|rebanadas|loncha|lonchas|rodaja|rodajas|fetas|lonja|lonjas|tajada|tajadas|rodajita|"
            "rodajitas"
        ),
        "can": "lata|latas|bote de conserva|latita|latitas",
        "jar": "bote|botes|frasco|frascos|tarro|tarros",
        "leaf": "hoja|hojas|hojita|hojitas",
        "sprig": "ramita|ramitas|rama|ramas|ramillete|ramito|ramitos",
        "bunch": "manojo|manojos|atado|atados|ramo|ramos|manojito",
        "glass": "vaso|vasos|vasito|vasitos|copa|copas",
        "package": "paquete|paquetes|caja|cajas|envase|envases|paq",
        "sachet": "sobre|sobres|sobrecito|bolsita|bolsitas",
        "bag": "bolsa|bolsas",
        "carton": "brik|bricks|brick|cartón|tetrabrik",
        "handful": "puñado|puñados|puñadito",
        "drop": "gota|gotas",
        "splash": "chorro|chorrito|chorritos|chorreón|chorros",
        "stalk": "tallo|tallos|palo|palos|penca",
        "piece": "pieza|piezas|unidad|unidades|ud|uds|unid|trozo|trozos|pedazo|pedazos",
        "head": "cabeza|cabezas",
        "bottle": "botella|botellas",
        "bar": "tableta|tabletas|barra|barras|barrita|onza de chocolate",
        "stick": "rama de",
        "cube": "cubo|cubos|pastilla|pastillas|cubito|cubitos",
        "ball": "bola|bolas",
        "sheet": "lámina|láminas|plancha|planchas",
        "cm": "centímetro|centímetros",
        "ladle": "cazo|cucharón|cucharones",
        "container": "tarrina|tarrinas",
        "knob": "nuez de mantequilla",
        "loaf": "hogaza|hogazas",
        "drizzle": "hilo",
        "wedge": "gajo|gajos",
        "bulb": "bulbo|bulbos",
        "mm": "milímetro|milímetros",
    },
    numbers={
        1: "un|una|uno",
        2: "dos",
        3: "tres",
        4: "cuatro",
        5: "cinco",
        6: "seis",
        7: "siete",
        8: "ocho",
        9: "nueve",
        10: "diez",
        11: "once",
        12: "doce|docena",
        15: "quince",
        20: "veinte",
        0.5: "medio|media|½|mitad",
        0.25: "cuarto|cuartos",
        1 / 3: "tercio|tercios",
    },
    few="unas|unos|algunas|algunos|algo|poco|varias|varios|bastante|poquito|pocas",
    sizes=(
        "pequeño|pequeña|pequeños|pequeñas|grande|grandes|mediano|mediana|medianos|medianas|gran|gordo|"
        "gorda|pequeñito|pequeñita|chico|chica|chicos|chicas"
    ),
    heaped=(
        "colmada|colmadas|rasa|rasas|generosa|generosas|buena|buen|bueno|buenas|fina|finas|finos|gruesa|"
        "gruesas|abundante|abundantes|copetuda|copeteada|llena|llenas|soperas|sopera|escasa|escasas|postre|"
        "hermosa|hermoso|escaso|escasos|grande|grandes|pequeña|pequeñas|colmado|raso"
    ),
    about="aproximadamente|aprox|unos|unas|cerca de|alrededor de|más o menos|de|el|la|los|las|casi",
    of="de|del|en",
    until="a|o|hasta",
    plus="y|más",
    either="o|ó|u",
    prepared="*ado|*ada|*ados|*adas|*ido|*ida|*idos|*idas|*ito|*itos|*itas|frito|frita|fritas|fritos",
    adjectives="fresco|fresca|grande|pequeño|pequeña|maduro|madura|rojo|roja|verde|blanco|blanca",
    parts=(
        "zumo|jugo|ralladura|piel|hojas|sin|con|el|la|los|las|solo|sólo|en|bien|muy|finamente|opcional|tipo"
    ),
    notes=(
        "para|al gusto|opcional|a gusto|a temperatura|según|cantidad|en trozos|en dados|en rodajas|"
        "en cubos|en tiras|cortado|cortada|cortados|cortadas|picado|picada|picados|picadas|por ejemplo|"
        "o más|tipo|si|preferiblemente|mejor|rallado|rallada|pelado|pelada|pelados|peladas|a ser posible|"
        "la necesaria|troceado|troceada|a elegir|cantidad necesaria|c/n"
    ),
    unmeasured=(
        "al gusto|a gusto|cantidad necesaria|c/n|c.n|para freír|para servir|para decorar|para engrasar|"
        "a su gusto|cantidad suficiente|c.s|para espolvorear|para el molde|la que admita"
    ),
    ingredients=(
        "ingredientes|ingrediente|necesitas|necesitarás|vas a necesitar|lo que necesitas|qué necesitas|"
        "que necesitas|lista de ingredientes|los ingredientes|necesitamos|vamos a necesitar|"
        "lista de la compra|se necesita|qué lleva|que lleva|para esta receta necesitas|materiales"
    ),
    method=(
        "preparación|preparacion|elaboración|elaboracion|instrucciones|pasos|procedimiento|"
        "modo de preparación|cómo se hace|como se hace|cómo hacerlo|como hacerlo|paso a paso|"
        "modo de preparacion|cómo prepararlo|la preparación|proceso|cómo preparar|modo de hacer|cómo hacer|"
        "los pasos|manos a la obra|preparado|método|así se hace|cómo lo hago|en la cocina"
    ),
    closing=(
        "consejo|consejos|nota|notas|truco|trucos|tip|tips|información nutricional|valores nutricionales|"
        "conservación|sugerencia|sugerencias|por porción|calorías|ojo|recomendaciones|variantes|macros|"
        "por ración"
    ),
    recipe="receta|la receta|receta de",
    group=(
        "para la|para el|para los|para las|para|salsa|relleno|masa|cobertura|crema|decoración|aliño|"
        "aderezo|marinada|acompañamiento|guarnición|base|topping|glaseado|además|opcional"
    ),
    step="paso",
    servings=(
        "para|raciones|porciones|rinde|comensales|personas|rinde para|salen|número de raciones|sirve|"
        "da para|rinden"
    ),
    people="raciones|ración|racion|porciones|porción|personas|persona|comensales|pax|comensal|pers",
    prep=(
        "preparación|preparacion|tiempo de preparación|prep|elaboración|tiempo de elaboración|"
        "tiempo de preparacion"
    ),
    cook=(
        "cocción|coccion|cocinado|tiempo de cocción|horneado|horno|cocina|tiempo de cocinado|"
        "tiempo de horneado|cocinar|tiempo de coccion|hornear"
    ),
    total="total|tiempo|tiempo total|duración|listo en|en total|lista en",
    hours="hora|horas|h|hs|hr|hrs",
    minutes="minuto|minutos|min|mins|minutitos",
    degrees="grados",
    verbs=(
        "mezcla|mezclar|mezclamos|mezcle|mezclas|añade|añadir|añadimos|añada|añades|agrega|agregar|"
        "agregamos|agregue|agregas|poner|ponemos|ponga|pones|corta|cortar|cortamos|corte|cortas|pica|picar|"
        "picamos|pique|pela|pelar|pelamos|pele|calienta|calentar|calentamos|caliente|hornea|hornear|"
        "horneamos|hornee|horneas|cocina|cocinar|cocinamos|cocine|cuece|cocer|cocemos|cueza|hierve|hervir|"
        "hervimos|fríe|freír|freímos|sofríe|sofreír|sofreímos|saltea|saltear|salteamos|dora|dorar|doramos|"
        "bate|batir|batimos|bata|incorpora|incorporar|incorporamos|incorpore|vierte|verter|vertemos|echa|"
        "echar|echamos|echas|sirve|servir|servimos|sirva|deja|dejar|dejamos|deje|dejas|retira|retirar|"
        "retiramos|retire|remueve|remover|removemos|revuelve|revolver|tritura|triturar|trituramos|lava|"
        "lavar|lavamos|ralla|rallar|rallamos|amasa|amasar|amasamos|extiende|extender|extendemos|cubre|"
        "cubrir|cubrimos|decora|decorar|decoramos|espolvorea|espolvorear|espolvoreamos|precalienta|"
        "precalentar|precalentamos|precaliente|reserva|reservar|reservamos|derrite|derretir|derretimos|"
        "coloca|colocar|colocamos|coloque|funde|fundir|fundimos|escurre|escurrir|escurrimos|salpimienta|"
        "salpimentar|salpimentamos|sazona|sazonar|sazonamos|pasa|pasar|pasamos|lleva|llevar|llevamos|"
        "introduce|introducir|introducimos|tapa|tapar|tapamos|forma|formar|formamos|rellena|rellenar|"
        "rellenamos|enfría|enfriar|monta|montar|montamos|tamiza|tamizar|tamizamos|engrasa|engrasar|"
        "engrasamos|prepara|preparar|preparamos|hacer|haz|hacemos|trocea|trocear|troceamos|licúa|licuar|"
        "licuamos|aplasta|exprime|exprimir|riega|acompaña|presenta|cuaja|pocha|pochar|pochamos|estira|"
        "estirar|desmolda|desmoldar|tuesta|tostar|unta|untar|marina|marinar|rehoga|rehogar|rehogamos|"
        "disfruta|sube|baja|bajamos|subimos|vuelca|volcamos|cuando|ahora|primero|luego|después|finalmente|"
        "mientras|una vez|rectifica|limpia|limpiar|limpiamos|metemos|mete"
    ),
    common=(
        "el|la|los|las|de|del|un|una|y|a|al|en|con|para|por|que|se|es|su|lo|no|hasta|más|o|como|te|mi|esta|"
        "este|muy|unos|minutos|está|todo|bien|si|ya|nos"
    ),
    then=(
        "luego|después|y luego|entonces|ahora|a continuación|por último|mientras|mientras tanto|finalmente|"
        "para empezar|primero|también"
    ),
    making=(
        "vamos a hacer|vamos a preparar|hoy hacemos|hoy preparamos|os enseño|les enseño|voy a hacer|"
        "voy a preparar|receta de"
    ),
    taking=(
        "coge|cogemos|tomamos|necesitamos|necesitáis|necesitas|echamos|ponemos|usamos|agregamos|batimos|"
        "añadimos"
    ),
    things=(
        "bol|sartén|olla|horno|bandeja|molde|plato|platos|cuchara|tenedor|cuchillo|batidora|veces|vez|lado|"
        "lados|capas|partes|mitades|láminas|trozos|minuto|minutos|hora|horas|días|personas|cosas|ingredientes"
    ),
    aside=(
        "nos|os|les|bien|hasta|cada|cuando|donde|entre|sin|sobre|todo|todos|toda|más|muy|ya|aproximadamente|"
        "también|ponemos|dejamos|añadimos|aquí|ahí|fuego"
    ),
    talk=(
        "nuestro|nuestra|habéis|pedido|guarda|guárdalo|guardar|sígueme|síguenos|sigue a|link en bio|"
        "link en la bio|enlace en|comenta|coméntame|etiqueta|comparte|buen provecho|a disfrutar|cuéntame|"
        "más recetas|en mi blog|mis hijos|mi marido|mi familia|me encanta|nos encanta|riquísimo|hola|"
        "buenos días|video|vídeo|dale like|me gusta|esta semana|receta abajo|no olvides|feliz|"
        "qué te parece|te animas|dime|suscríbete|favorito|favorita|en casa"
    ),
    teaser=(
        "comenta la palabra|te la envío|te envío|te mando|por privado|por dm|receta en el|receta en mi|"
        "sorteo|sorteamos|regalamos|descuento|código|envío gratis|compra|comprar|pedidos|reserva tu|"
        "reservas|menú del|carta|precio|participar|tienda|oferta|restaurante|sitio|iniciar sesión"
    ),
)
