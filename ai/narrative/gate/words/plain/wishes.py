"""What people plainly wish: one grammar, and for each of six languages the words that fill it."""

from __future__ import annotations

from collections.abc import Mapping

WISHES = {
    "doubt": r"""
(?:<unsure>) .. (?:<whether>) ?... (?:<this_one>|<to_put>|<belong>)
(?:<maybe>) ... (?:<not_put>)
(?:<decide>)
(?:<by_mistake>)
(?:<too_sad>)
""",
    "condition": r"""
(?:<before>) ... (?:<put>|<this_one>) ... (?:<ask>|<agrees>)
(?:<ask>) .. (?:<kin>|\w+) ... (?:<before>) .. (?:<put>|<this_one>)
(?:<only_if>) ... (?:<agrees>)
(?:<if_>) .. (?:<kin>|\w+) .. (?:<agrees>)
(?:<once>) ... (?:<dead>)
(?:<as_long>) ... (?:<changed>)
(?:<have_to>) ... (?:<ask>) .. (?:<kin>|<her>)
""",
    "secrecy": r"""
(?:<dont>) .. (?:<tell>) .. (?:<kin>|<others>|<this>)
(?:<just_for>)
(?:<others_not>)
(?:<kin>) ?.. (?:<never_knew>)
(?:<stay_us>)
(?:<to_know>)
(?:<i_ask>)
""",
    "editor_note": r"""
(?:<sorry>) ... (?:<wrong>)
(?:<correct>) .. (?:<name_date>)
(?:<spelt>)
(?:<dont>) .. (?:<say>) .. (?:<that>|<her>) ... \w+
(?:<ignore_it>)
(?:<testing>)
""",
}

SLOTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "too_sad": "too (?:sad|private|personal|painful|grim|intimate|raw|gruesome) (?:to|for)"
        "|too much (?:for|to put)",
        "i_ask": "i(?:'d| would)? (?:ask|beg|be grateful if|appreciate it if) ... (?:not|n't"
        "|didn't|nobody|stay\\w*|stays)",
        "unsure": "not (?:really |quite |at all )?sure|unsure|uncertain|don't know|do not know|no"
        " idea|wondering|wonder|doubt|dont know|in two minds|can't decide",
        "whether": "if|whether|about|that",
        "this_one": "(?:this|that) (?:one|photo|picture|story|letter|bit|part|page)|this"
        " (?:should|is"
        " (?:ok|suitable|right|appropriate|for))|this goes|this one|these ones",
        "to_put": "(?:to|should(?: even)?|ought to|i'd better|can|even) (?:be )?(?:keep|include"
        "|put"
        "|tell|share|say|show|add|send|mention|telling|sharing|writing)(?:ing)?",
        "belong": "belongs?|should (?:be|go) (?:here|in)|(?:fits?|goes) (?:here|in)|suitable"
        "|appropriate",
        "maybe": "maybe|perhaps|probably|might be|i think it's|it's|would be",
        "not_put": "(?:best|better) (?:not|left out|leave|to leave|if you leave)|leave (?:it|this"
        "|that"
        "|this one) out|isn't (?:the right|suitable|right for|appropriate|for)|shouldn't (?:be|go)"
        "|not (?:suitable|appropriate|the right thing|one for)",
        "decide": "(?:i'll leave it|leave it|up) to you(?: to decide|,? if)|you (?:can )?decide"
        "(?:,| if| whether|\\.|$)|(?:leave it out|take it out) if you|use your (?:own )?judgement",
        "by_mistake": "(?:in|into|from) (?:a|the) (?:different|wrong|other|another) (?:box|album"
        "|family|pile|envelope)|got in here by mistake|another family's|someone else's family",
        "before": "before",
        "put": "(?:you |we |anyone |anybody )?(?:put|use|print|publish|post|add|share|include|show"
        "|quote|go|goes|putting|using|printing|publishing|posting|sharing|including|showing)",
        "ask": "ask|check with|talk to|speak to|tell|clear it with|run (?:it|this) (?:past|by)"
        "|asked"
        "|asking|permission from|consult",
        "kin": "(?:my|her|his|our|your) \\w+|mum|mam|dad|nan|gran|auntie? \\w+|uncle \\w+|aunt"
        " \\w+|the (?:kids|children|family|others|grandchildren)",
        "only_if": "only if|only when|only once|only with|unless|provided|providing|on condition",
        "agrees": "agrees?|ok|okay|okays|happy|permission|says (?:yes|so|it's)|is fine|consents?"
        "|allows?|approves?|doesn't mind|don't mind|gives? (?:her|his|the)|blessing|signs?",
        "if_": "if|as long as|so long as|when|once|until",
        "once": "once|when|after|until|till",
        "dead": "(?:has|have|have all|'s|is|are|i'm|am) (?:passed(?: away| on)?|died|dead|gone)"
        "|no longer (?:here|with us|alive)|not (?:here|around) any ?more|dies|passes",
        "as_long": "as long as|so long as|provided|providing|on condition|if",
        "changed": "(?:change|leave out|remove|take out|blur|cut|don't (?:say|use|mention|name"
        "|put))"
        " .. (?:names?|her|his|it|that|face|where|who|which|faces)",
        "have_to": "have to|has to|must|need to|needs to|ought to|want you to",
        "her": "her|him|them|she|he|they|it",
        "dont": "don't|do not|dont|never|please don't|not to|mustn't|must not|nobody should",
        "tell": "tell|show|publish|post|share|print|mention|let on|pass|repeat|let|use|put",
        "others": "anyone|anybody|everyone|the rest|others|people|it|this|that|a soul",
        "this": "this|that|these|it",
        "just_for": "(?:just|only|strictly|purely) (?:for|between) (?:you|me|us|the two|family|the"
        " family|the adults|ourselves)|for (?:you|your eyes|the family|family) only",
        "others_not": "don't want .. (?:rest|others|anyone|her|him|them|it|this|everybody|kids|mum"
        "|dad|\\w+) .. (?:reading|to read|knowing|to know|seeing|to see|hearing|to hear|out"
        "|finding|to find|published|in the)|not for (?:the )?(?:website|site|book|public|others"
        "|everyone|general|sharing|publication)",
        "never_knew": "(?:never|doesn't|does not|didn't|must not|mustn't|still doesn't|don't)"
        " ..(?:know"
        "|knew|knows|find out|found out|realise~) ...(?:about|that|this|it|why|he|she|we|i|yet)",
        "stay_us": "(?:keep|leave|stays?|kept|keeping) .. (?:between (?:us|ourselves|you|me)|to"
        " yourself|to ourselves|in the family|within the family|private|quiet|secret)",
        "to_know": "(?:just|only) so (?:that )?you know|not common knowledge|for your"
        " information only",
        "sorry": "sorry|oops|whoops|apologies|my mistake|pardon",
        "wrong": "wrong|typo|mistake|spelled|spelt|should (?:be|say|have)|meant|ignore|twice|above"
        "|correction|mixed up|misspel\\w+|it's \\w+ not|not \\w+|last message|got .. muddled",
        "correct": "(?:please |can you |could you |pls )?(?:correct|change|fix|amend|swap|delete"
        "|remove|rotate|crop)",
        "name_date": "(?:my |that |this )(?:last )?(?:comment|post|note)|(?:the |her |his |my "
        "|that |this )?(?:name|names|date|year|spelling|caption"
        "|title|photo|picture|message|last one|first one|sentence|paragraph|surname|one)",
        "spelt": "(?:spelled|spelt|spell) .. (?:wrong|with)|(?:it's|its|is) \\w+ with an?"
        " \\w(?!\\w)"
        "|with (?:one|two|a double) \\w(?!\\w)",
        "say": "say|write|call|describe|put|mention|refer|make (?:him|her|it)|use the word",
        "that": "that|him|her|he|she|it|anything",
        "ignore_it": "(?:ignore|disregard|delete|scrap|forget) .. (?:last|previous|above|first"
        "|message"
        "|earlier|that one|my)",
        "testing": "test(?:ing)? ?[,.]? ?test\\w*|(?:is|does) this (?:working|work|thing on"
        "|sending)"
        "|just (?:a test|testing)",
    },
    "pt": {
        "too_sad": "(?:demasiado|muito) (?:triste|pessoal|intimo|privado|pesado|duro|forte)"
        " (?:para|pra) (?:por|o |um |aqui|contar|isto|isso|est[ae])",
        "i_ask": "(?:peco|pedia|agradecia|agradeco|rogo) ... (?:nao|ninguem)",
        "unsure": "nao (?:sei|tenho a certeza|tenho certeza|estou certa?)|duvid[oa]s?|sera que"
        "|hesito"
        "|pergunto-me|me pergunto|estou na duvida|fico na duvida",
        "whether": "se|de que|que|em|sobre",
        "this_one": "(?:est[ae]|ess[ae]) (?:foto~|imagem|parte|historia|carta|retrato)|isto|isso"
        "|esta"
        "|essa",
        "to_put": "(?:por|contar|pôr|colocar|publicar|mostrar|guardar|deixar|incluir|mandar|dizer)",
        "belong": "devia|deveria|fica bem|pertence|cabe aqui|e para aqui|interessa|entra|serve",
        "maybe": "talvez|se calhar|acho|quem sabe|melhor|mais vale|o melhor e|seja",
        "not_put": "nao (?:por|usar|publicar|contar|mostrar|meter|colocar|incluir|deva|devesse"
        "|seja"
        " para|ponham)|deixar (?:de fora|de lado|isto de)|tirar (?:esta|isto|isso)",
        "decide": "(?:decidam|resolvam|vejam|digam|julguem|escolham) (?:la )?(?:voces|vos)|voces"
        " (?:decidem|e que sabem|que sabem|resolvem|veem)|fica ao (?:vosso|seu|teu) criterio"
        "|deixo ao"
        "|voce decide|decide tu",
        "by_mistake": "(?:veio|foi|esta|ficou|caiu) ... por engano|(?:de outra|doutra) familia",
        "before": "antes de(?: que)?",
        "put": "(?:por|porem|usar|usarem|publicar|publicarem|meter|meterem|colocar|mostrar|botar"
        "|contar|contarem|qualquer|alguma|pôr|mandar|sair)",
        "ask": "(?:pergunt|fal|consult|avis|ped)\\w*|confirm\\w+ com|autorizacao|ter de|tem de"
        "|licenca",
        "kin": "(?:a |o |os |as |da |do |com a |com o |ao |a )?(?:minha|meu|tua|teu|sua|seu|nossa"
        "|nosso"
        "|mae|pai|avo|vo|tia|tio|primo|prima|irma|irmao|outros|miudos|meninos|familia|dona"
        " \\w+)(?:"
        " \\w+)?",
        "only_if": "so se|so quando|so depois|apenas se|somente se|so com|a menos que|a nao ser"
        " que",
        "agrees": "concord\\w+|autoriz\\w+|deix(?:ar|e|em|arem)|quis\\w+|de acordo|acord\\w+"
        "|aceit\\w+"
        "|permi\\w+|estiver bem|disser que sim|licenca|achar bem|ok|se importe|se importar",
        "if_": "se|desde que|caso|quando",
        "once": "quando|depois (?:de|que|da|do)|so depois|enquanto",
        "dead": "morrer(?:em)?(?=[.,;]| *$| antes| podem| nao|$)|(?:tiver|tenha) morrido|ca nao"
        " estiver\\w*|ja nao esti\\w+|falecer|partir(?:em)?(?=[.,;]|$)|nao estiver (?:mais|ca"
        "|entre)|for viv\\w|estiver viv\\w|faltar",
        "as_long": "desde que|contanto que|com a condicao de|so se",
        "changed": "nao (?:se )?(?:diga\\w*|ponha\\w*|apareca\\w*|mencione\\w*|usem|mostrem"
        "|sai\\w+)|troqu\\w+"
        "|mud\\w+ (?:os|o|a)|tir\\w+ (?:o|a|os) nome\\w*",
        "have_to": "tem de|tem que|teem de|precisam? de|e preciso|devem|deve",
        "her": "ela|ele|elas|eles|lhe|a ela|a ele",
        "dont": "nao|nunca|nem",
        "tell": "(?:digam|diga|digas|contem|conte|contes|mostrem|mostre|mostres|publiquem|publique"
        "|partilhem|compartilhem?|falem|fale|espalhem|deixem|ponham|ponha|usem|usar|publicar"
        "|contar"
        "|mostrar|divulgar|divulguem|comentem|comente|repitam|passem)",
        "others": "a ninguem|ninguem|aos outros|pra ninguem|por ai|isto|isso|nada",
        "this": "isto|isso|esta|est[ae] \\w+|nada|disto|nisto",
        "just_for": "(?:so|apenas|somente|unicamente) (?:para|pra|entre) (?:ti|voces?|nos|mim|vos"
        "|a"
        " familia|os dois|as duas|saber\\w*|voce)|nao e (?:para|pra) (?:o )?(?:livro|site|todos"
        "|por"
        "|publicar|mais ninguem|os outros|contar)",
        "others_not": "nao quero que .. (?:saib\\w+|lei\\w+|vej\\w+|oic\\w+|ouc\\w+|descubr\\w+"
        "|fique\\w*)",
        "never_knew": "(?:nunca|nao|nem) (?:o |a |ainda )?(?:soub\\w+|sabe\\w*|pode\\w* saber"
        "|descobri\\w+|sonha"
        "|desconfi\\w+|faz ideia)",
        "stay_us": "(?:fi[cq]\\w+|guard\\w+|sai\\w*|mor\\w+) (?:\\w+ ){0,2}(?:entre nos|so para"
        " (?:ti|voce"
        "|nos)|para ti|pra (?:voce|ti|si)|para voce|em familia|na familia|da familia|daqui"
        "|segredo)",
        "to_know": "so para (?:saberem|saberes|voces saberem|que saibam)|que ninguem nos oica",
        "sorry": "desculp\\w+|perdao|ops|opa|ups|peco desculpa",
        "wrong": "errad\\w+|enganei\\w*|engano|erro|gralha|mandei|repetid\\w+|em cima|acima|e nao"
        "|troquei"
        "|duas vezes|ignorem|escrevi mal|queria dizer",
        "correct": "(?:podem|pode|podes|podiam|da para) (?:apagar|tirar|mudar|corrigir|trocar)"
        "|(?:corrij\\w+|corrig\\w+|mudem|mude|troquem|troque|apaguem|apague|apaga|tirem"
        "|tire"
        "|alterem|altere|substituam|cortem|rodem|virem)",
        "name_date": "(?:o |a )?(?:meu|minha) (?:comentario|mensagem|texto|nota)|(?:o |a |os |as "
        "|essa |esta |esse |este )?(?:nome|nomes|data|ano|legenda"
        "|titulo"
        "|foto|fotografia|mensagem|frase|ultima|anterior|apelido|sobrenome|parte)",
        "spelt": "(?:e|escreve-se) \\w+ (?:com|sem) (?:acento|til|(?:dois |um so )?\\w(?!\\w))",
        "say": "(?:digam|diga|digas|escrevam|escreva|chamem|chame|ponham|ponha|facam|usem"
        "|mencionem"
        "|contem|refiram)",
        "that": "que|ele|ela|a palavra|nada|isso|de|lhe",
        "ignore_it": "(?:ignorem?|apaguem?|esquecam?|desconsiderem?) .. (?:isto|isso|mensagem"
        "|anterior|de"
        " cima|ultima|primeira)",
        "testing": "test(?:e|ando),? (?:test\\w+|a ver|um|1|se|isto|som)|(?:isto )?esta a"
        " (?:funcionar"
        "|gravar)|ta (?:funcionando|gravando)",
    },
    "es": {
        "too_sad": "(?:demasiado|muy) (?:triste|personal|intimo|privado|duro|fuerte|crudo) para"
        " (?:poner\\w*|el|un|aqui|contar\\w*|esto|publicar\\w*)",
        "i_ask": "(?:pido|os pido|les pido|ruego|agradeceria) ... (?:no|nadie)",
        "unsure": "no (?:se|tengo claro|estoy segur[oa]|estoy muy segur[oa])|dudo|dudas?|tengo mis"
        " dudas|me pregunto|no tengo claro",
        "whether": "si|de si|de que|que|sobre|en",
        "this_one": "(?:est[aeo]|es[ae]) (?:foto|parte|historia|carta|imagen|retrato)|esto|esta"
        "|eso",
        "to_put": "(?:poner|contar|publicar|ensenar|guardar|incluir|mandar|decir|dejar|mostrar"
        "|compartir)"
        "(?:l[ao]s?)?",
        "belong": "deberia|debe|pinta aqui|pertenece|encaja|viene a cuento|viene al caso|va aqui"
        "|procede",
        "maybe": "quizas?|tal vez|igual|a lo mejor|creo que|mejor|mas vale|puede que|seria",
        "not_put": "no (?:poner|ponerla|ponerlo|contar|contarlo|publicar|usar|ensenar|meter|debia"
        "|deberia"
        "|sea|incluir|la pong\\w+|lo pong\\w+)|dejarl[oa] fuera|quitar (?:esta|esto)",
        "decide": "(?:decidid|decidan|ved|vean|juzgad|juzguen|elegid) (?:vosotr\\w+|ustedes)"
        "|vosotr\\w+"
        " (?:decidis|vereis|sabreis|mismos)|ustedes (?:deciden|veran|sabran)|tu (?:veras|decides)"
        "|lo"
        " dejo a vuestr\\w+|lo dejo a su|a vuestro criterio",
        "by_mistake": "(?:se colo|esta|vino|aparecio|acabo) ... por (?:error|equivocacion)|es de"
        " otra"
        " familia",
        "before": "antes de(?: que)?",
        "put": "(?:poner|usar|publicar|meter|colgar|sacar|ensenar|contar|mostrar|nada|pongais"
        "|pongan"
        "|useis|usen|salga|incluir|subir|publiqu\\w+|ninguna)",
        "ask": "(?:pregunt|habl|consult|avis|pid|ped)\\w+|permiso|contad con",
        "kin": "(?:a |de |con |al )?(?:mi|tu|su|nuestr[oa]|mis|la|el|los|las)? ?(?:madre|padre"
        "|mama|papa"
        "|abuel[oa]s?|yay[oa]|ti[oa]|prim[oa]s?|herman[oa]s?|hij[oa]s?|niet[oa]s|ninos|familia"
        "|mujer"
        "|marido|sobrin[oa]s?|suegr[oa]|cunad[oa]|(?:mi|tu|su) \\w+)(?: \\w+)?",
        "only_if": "solo si|solo cuando|unicamente si|solo con|a menos que|a no ser que|siempre"
        " que"
        "|siempre y cuando",
        "agrees": "de acuerdo|permiso|(?:de )?acuerdo|quiere\\w*|dej[ae]|acept\\w+|autoriz\\w+"
        "|consient\\w+|dice que"
        " si|diga que si|visto bueno|le parece bien|le parezca|da el|de el|le importa|importe",
        "if_": "si|cuando|siempre que|con tal de que",
        "once": "cuando|despues de(?: que)?|una vez(?: que)?|hasta que|mientras",
        "dead": "muer\\w+|muert[oa]|fallec\\w+|falte\\w*|ya no este\\w*|no este entre|se muera"
        "|viva\\w*|se haya"
        " ido|haya muerto|no viva",
        "as_long": "siempre que|siempre y cuando|con tal de que|con la condicion|mientras|si",
        "changed": "no (?:se )?(?:diga\\w*|ponga\\w*|salga\\w*|aparezca\\w*|mencion\\w+"
        "|diga[ni]s)|cambi\\w+"
        " (?:los|el|las)|quit\\w+ (?:el|los) nombre\\w*",
        "have_to": "hay que|teneis que|tienen que|tienes que|debeis|deben",
        "her": "ella|el|ellos|ellas|le|les|antes",
        "dont": "no|nunca|ni",
        "tell": "(?:se lo |lo |la |se la |me |las |los )?(?:digas|digais|digan|diga|cuentes"
        "|conteis|cuenten"
        "|cuente|ensenes|enseneis|ensenen|publiques|publiqueis|publiquen|muestres|muestren"
        "|compartas"
        "|compartais|compartan|pongas|pongais|pongan|uses|useis|usen|saques|saqueis|difundais"
        "|difundan"
        "|repitas|repitan|comentes|comenteis|comenten|deis|des)",
        "others": "a nadie|nadie|a los demas|por ahi|esto|eso|nada|resto|a los otros",
        "this": "esto|eso|esta|est[ae] \\w+|nada",
        "just_for": "(?:solo|unicamente|nada mas) (?:para|entre) (?:ti|vosotr\\w+|nosotr\\w+|mi"
        "|usted\\w*"
        "|la familia|los dos|las dos)|no es para (?:el )?(?:libro|todos|la web|publicar|poner"
        "|nadie|los"
        " demas|contar)",
        "others_not": "no quiero que .. (?:sep\\w+|lea\\w*|vea\\w*|oig\\w+|enter\\w+|salga)|que"
        " no (?:lo|la|se)"
        " (?:lea|vea|sepa|entere|oiga)\\w*",
        "never_knew": "(?:nunca|no|ni) (?:lo |la |se )?(?:supo|sabe\\w*|entero|se entero|se ha"
        " enterado|puede"
        "\\w* saber|sospech\\w+|debe\\w* saber)",
        "stay_us": "(?:qued\\w+|guard\\w+|salga|que salga|muera) (?:\\w+ ){0,2}(?:entre"
        " (?:nosotr\\w+|tu y yo"
        "|vosotr\\w+)|para (?:ti|vosotr\\w+|usted)|en (?:la )?familia|de la familia|en casa|de"
        " aqui"
        "|secreto)|guard[ae]\\w*(?:te|selo|telo|tela) (?:esto|eso|para|en)",
        "to_know": "solo para que (?:lo )?(?:sepais|sepas|sepan)",
        "sorry": "perdon\\w*|disculp\\w+|lo siento|ups|uy|huy",
        "wrong": "equivocad\\w+|equivoque|error|errata|mal|mande|repetid\\w+|arriba|dos veces|no"
        " era|no es"
        "|me confundi|queria decir|sin querer|borr\\w+",
        "correct": "(?:podeis|pueden|puedes|podrias|podriais|podrian) (?:borrar|quitar|cambiar"
        "|corregir|eliminar)|(?:corregid|corrijan|corrige|cambiad|cambien|cambia|borrad|borren"
        "|borra"
        "|quitad|quiten"
        "|quita|modificad|recortad|girad|giren|sustituid)",
        "name_date": "mi (?:comentario|mensaje|texto|nota)|(?:el |la |los |las |esa |esta |ese "
        "|este )?(?:nombres?|fecha|ano|pie"
        "|titulo|foto"
        "|mensaje|frase|anterior|apellido|ultim[oa]|parte|primera?)",
        "spelt": "(?:es|se escribe) \\w+ (?:con|sin) (?:tilde|acento|hache|be|uve|zeta|ll"
        "|(?:dos )?\\w(?!\\w))",
        "say": "(?:digais|digan|digas|diga|pongais|pongan|pongas|ponga|escribais|escriban"
        "|escribas|llameis"
        "|llamen|llames|conteis|mencioneis|mencionen|useis)",
        "that": "que|el|ella|la palabra|nada|lo|le",
        "ignore_it": "(?:ignor\\w+|borr\\w+|olvid\\w+) .. (?:esto|eso|mensaje|anterior|de arriba"
        "|ultim[oa]|primer[oa])",
        "testing": "(?:prueba|probando),? (?:prueba|probando|uno|1|a ver|si|sonido)|(?:llega"
        "|funciona|se"
        " graba|esta grabando) (?:esto)?\\?",
    },
}
