"""Portuguese, of Brazil and Portugal."""

from instarecipe.parsing.tables.language import Language

LANGUAGE = Language(
    code="pt",
    units={
        "g": "gr|grs|grama|gramas",
        "kg": "kilo|kilos|quilo|quilos|quilograma|quilogramas",
        "l": "litro|litros|lt",
        "ml": "mililitro|mililitros",
        "cl": "centilitro|centilitros",
        "dl": "decilitro|decilitros",
        "tbsp": (
            "colher de sopa|colheres de sopa|colher sopa|colheres sopa|col sopa|c sopa|cs|col de sopa|"
            "cols sopa|c de sopa|colheradas|colherada|colher|colheres|colh sopa|colh de sopa|csopa"
        ),
        "tsp": (
            "colher de chá|colheres de chá|colher chá|colheres chá|col chá|c chá|cc|col de chá|cols chá|"
            "c de chá|colher de cha|colheres de cha|colherzinha|colherinha|colher cha|colheres cha|"
            "colh chá|colh de chá"
        ),
        "coffee spoon": (
            "colher de café|colheres de café|colher café|colheres café|colher de cafe|col café|c café|"
            "col de café|c de café"
        ),
        "dessertspoon": (
            "colher de sobremesa|colheres de sobremesa|colher sobremesa|colheres sobremesa|col sobremesa|"
            "c sobremesa"
        ),
        "cup": (
            "xícara|xícaras|xicara|xicaras|xícara de chá|xícaras de chá|xícara chá|xícaras chá|chávena|"
            "chávenas|chávena de chá|chávenas de chá|xíc|xic|xíc chá|xícara de cha|xicara de chá|"
            "xicaras de chá"
        ),
        "pinch": "pitada|pitadas|ponta de faca|pitadinha",
        "clove": "dente|dentes|dentinho|dentinhos",
        "slice": "fatia|fatias|rodela|rodelas|posta|postas",
        "can": "lata|latas|latinha",
        "jar": "vidro|vidros|frasco|frascos|pote|potes|boião|potinho|potinhos",
        "leaf": "folha|folhas|folhinha|folhinhas",
        "glass": (
            "copo|copos|copo americano|copos americanos|cálice|cálices|copinho|copo de requeijão|taça|taças"
        ),
        "package": (
            "pacote|pacotes|embalagem|embalagens|caixa|caixas|caixinha|caixinhas|pct|pacotinho|pacotinhos"
        ),
        "sachet": "sachê|sachês|saqueta|saquetas|envelope|envelopes|sache",
        "bag": "saco|sacos|saquinho",
        "piece": "unidade|unidades|un|unid|und|uni|pedaço|pedaços",
        "sprig": "ramo|ramos|raminho|raminhos|galho|galhos|galhinho|galhinhos",
        "bunch": "maço|maços|molho|molhos|molhinho|maço pequeno",
        "handful": "punhado|punhados|mão cheia|mãos cheias|mancheia|punhadinho",
        "drop": "gota|gotas|gotinha|gotinhas",
        "splash": "fio|fiozinho|gole",
        "drizzle": "fio de",
        "stalk": "talo|talos|pau|paus",
        "head": "cabeça|cabeças",
        "bottle": "garrafa|garrafas",
        "cube": "cubo|cubos|tablete|tabletes",
        "bar": "barra|barras",
        "ladle": "concha|conchas",
        "cm": "centímetro|centímetros",
        "ball": "bola|bolas",
        "wedge": "gomo|gomos",
        "stick": "palito|palitos",
        "knob": "noz de manteiga",
    },
    numbers={
        1: "um|uma",
        2: "dois|duas",
        3: "três|tres",
        4: "quatro",
        5: "cinco",
        6: "seis",
        7: "sete",
        8: "oito",
        9: "nove",
        10: "dez",
        11: "onze",
        12: "doze|dúzia",
        15: "quinze",
        20: "vinte",
        0.5: "meio|meia|½|metade",
        0.25: "quarto|quartos",
        1 / 3: "terço|terços",
    },
    few="algumas|alguns|pouco|umas|uns|bastante|pouquinho|vários|várias",
    sizes=(
        "pequeno|pequena|pequenos|pequenas|grande|grandes|médio|média|médios|médias|medio|media|medios|"
        "graúdo|graúda|pequeninas|gordo"
    ),
    heaped=(
        "cheia|cheias|rasa|rasas|generosa|generosas|boa|bom|bem|farta|fartas|fina|finas|grossa|grossas|cheio|"
        "cheios|nivelada|niveladas|bem cheia|raso|rasos|bem cheio|bem cheios|bem cheias|nivelado|nivelados|"
        "bons|boas"
    ),
    about="aproximadamente|aprox|cerca de|mais ou menos|de|o|a|os|as|cerca|aproximado|quase|uns|umas",
    of="de|do|da|dos|das|em",
    until="a|à|até|ou",
    plus="e|mais",
    either="ou",
    prepared=(
        "*ado|*ada|*ados|*adas|*ido|*ida|*idos|*idas|*inho|*inha|*inhos|*inhas|frito|frita|picadinho|solto"
    ),
    adjectives="fresco|fresca|maduro|madura|grande|pequeno|verde|vermelho|branco|roxa|seco",
    parts="suco|sumo|raspas|casca|folhas|só|apenas|a|o|as|os|em|sem|com|bem|tipo|opcional",
    notes=(
        "para|a gosto|à gosto|q.b|qb|quanto baste|opcional|em cubos|em rodelas|em fatias|em pedaços|"
        "em tiras|em temperatura|à temperatura|cortado|cortada|cortados|cortadas|picado|picada|picados|"
        "picadas|ralado|ralada|ou mais|por exemplo|se|de preferência|se necessário|amassado|amassada|"
        "amassados|conforme|espremido|espremidos|descascado|descascada|descascados|descascadas|pra|o quanto"
    ),
    unmeasured=(
        "a gosto|à gosto|q.b|qb|quanto baste|o quanto baste|para fritar|para servir|para decorar|"
        "para untar|conforme o gosto|para polvilhar|o suficiente|se necessário|quanto bastar"
    ),
    ingredients=(
        "ingredientes|ingrediente|você vai precisar|vais precisar|você vai precisar de|vais precisar de|"
        "o que você precisa|lista de ingredientes|os ingredientes|vamos precisar|vamos precisar de|"
        "precisa de|vai precisar de|precisamos|lista de compras|o que vai|o que precisa|vai precisar|"
        "precisamos de"
    ),
    method=(
        "modo de preparo|modo de fazer|preparo|preparação|preparacao|instruções|como fazer|"
        "modo de preparação|passo a passo|procedimento|confeção|confecção|modo de confeção|como preparar|"
        "modo preparo|método|passos|execução|modo de confecção|modo de execução|o preparo|como faço|"
        "bora fazer|mãos à obra|mão na massa"
    ),
    closing=(
        "dica|dicas|nota|notas|observação|observações|obs|informação nutricional|informações nutricionais|"
        "valor nutricional|conservação|sugestão|sugestões|por porção|calorias|truque|variações|"
        "tabela nutricional"
    ),
    recipe="receita|a receita|receita de",
    group=(
        "para a|para o|para as|para os|para|massa|recheio|cobertura|molho|calda|creme|decoração|caldo|base|"
        "marinada|montagem|acompanhamento|tempero|finalização|extra"
    ),
    step="passo",
    servings=(
        "rende|porções|serve|para|doses|rendimento|porcões|rende cerca de|pessoas|número de porções|dá|"
        "serve até"
    ),
    people="porções|porção|porcoes|pessoas|pessoa|doses|dose",
    prep="preparo|preparação|tempo de preparo|tempo de preparação|preparacao|prep",
    cook=(
        "cozimento|cozedura|forno|tempo de cozimento|tempo de cozedura|tempo de forno|cocção|confeção|"
        "cozinhar|assar"
    ),
    total="total|tempo total|tempo|pronto em|duração|pronta em",
    hours="hora|horas|h",
    minutes="minuto|minutos|min|mins",
    degrees="graus",
    verbs=(
        "misture|misturar|mistura|misturamos|adicione|adicionar|adiciona|acrescente|acrescentar|acrescenta|"
        "coloque|colocar|coloca|colocamos|ponha|pôr|põe|leve|levar|leva|levamos|corte|cortar|corta|"
        "cortamos|pique|picar|pica|descasque|descascar|descasca|aqueça|aquecer|aquece|asse|assar|assa|"
        "cozinhe|cozinhar|cozinha|coza|cozer|coze|ferva|ferver|ferve|frite|fritar|frita|refogue|refogar|"
        "refoga|doure|dourar|doura|bata|bater|bate|batemos|incorpore|incorporar|incorpora|despeje|despejar|"
        "despeja|deite|deitar|deita|sirva|servir|serve|servimos|deixe|deixar|deixa|deixamos|retire|retirar|"
        "retira|retiramos|mexa|mexer|mexe|triture|triturar|tritura|lave|lavar|lava|rale|ralar|rala|amasse|"
        "amassar|amassa|sove|sovar|abra|abrir|cubra|cobrir|cobre|decore|decorar|decora|polvilhe|polvilhar|"
        "polvilha|pré-aqueça|preaqueça|pré-aquecer|preaquecer|reserve|reservar|reserva|derreta|derreter|"
        "derrete|escorra|escorrer|escorre|tempere|temperar|tempera|passe|passar|tampe|tampar|tape|tapar|"
        "forme|formar|modele|modelar|recheie|rechear|unte|untar|unta|peneire|peneirar|prepare|preparar|"
        "prepara|faça|fazer|faz|espere|espalhe|espalhar|espalha|disponha|dispor|desligue|desligar|finalize|"
        "finalizar|monte|montar|transfira|vire|virar|regue|regar|junte|juntar|junta|juntamos|envolva|"
        "envolver|envolve|esprema|espremer|divida|dividir|enrole|enrolar|grelhe|grelhar|salteie|saltear|"
        "liquidifique|comece|pincele|pincelar|desenforme|desenformar|quando|depois|agora|feito|enquanto|"
        "primeiro|adicionando|distribua|distribuir|pegue"
    ),
    common=(
        "o|a|os|as|de|do|da|dos|das|um|uma|e|é|em|no|na|com|para|por|que|se|não|até|mais|ou|como|ao|à|seu|"
        "sua|muito|bem|minutos|depois|já|ele|fica|você|essa|esse"
    ),
    then="depois|e depois|então|aí|agora|em seguida|por último|enquanto isso|finalmente|primeiro",
    making="vou ensinar|vamos fazer|vou fazer|vamos preparar|receita de|vou mostrar|hoje é",
    taking="pega|pegue|usa|use|vai|precisa|coloca|bate|põe|adiciona|acrescenta",
    things=(
        "tigela|panela|frigideira|forno|forma|fôrma|prato|pratos|colher|garfo|faca|liquidificador|batedeira|"
        "vez|vezes|lado|lados|camadas|partes|metades|minuto|minutos|hora|horas|dias|pessoas|coisas|"
        "ingredientes|graus"
    ),
    aside=(
        "você|vocês|gente|bem|até|cada|quando|onde|sem|sobre|tudo|todos|toda|mais|muito|já|mais ou menos|"
        "também|coloca|mistura|aqui|numa|num|nos|nas|ao|aos|vai|eu"
    ),
    talk=(
        "meu|minha|nosso|nossa|salva|salve|salvar|guarda|siga|segue|sigam|link na bio|comenta|comente|"
        "comentários|marca|marque|compartilhe|partilha|bom apetite|me conta|conta aqui|mais receitas|"
        "no meu blog|meus filhos|meu marido|minha família|amo|adoro|delícia|maravilhoso|olá|oi|bom dia|"
        "vídeo|curte|curtir|receita abaixo|receita completa|esta semana|toda semana|gente|galera|faça e|"
        "inscreva|favorita|aqui em casa|cá em casa"
    ),
    teaser=(
        "eu te mando|te mando|te envio|envio a receita|no direct|por mensagem|sorteio|concorra|desconto|"
        "cupom|código|frete|compre|peça já|encomendas|encomende|reserve sua|cardápio|loja|promoção|"
        "receita no blog|viagem|entrar"
    ),
)
