"""What is wished and what was done, by the plain verbs of each language, with their endings."""

from __future__ import annotations

from collections.abc import Mapping

from ai.narrative.gate.words.turns.phrases import lines

_LIMB = {
    "en": "arm|arms|nose|jaw|rib|ribs|wrist|teeth|tooth|finger|fingers|leg|collarbone|eye|head|glasses",
    "pt": "braco|bracos|nariz|queixo|costelas?|pulso|dentes?|dedos?|perna|cabeca|clavicula|maxilar",
    "es": "brazo|brazos|nariz|mandibula|costillas?|muneca|dientes?|dedos?|pierna|cabeza|clavicula",
    "fr": "bras|nez|machoire|cotes?|poignet|dents?|doigts?|jambe|tete|clavicule",
    "de": "arm|arme|nase|kiefer|rippen?|handgelenk|zahn|zahne|finger|bein|kopf|schlusselbein",
    "it": "braccio|braccia|naso|mascella|costol[ae]|polso|dent[ei]|dit[oa]|gamba|testa|clavicola",
}

DEEDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {
        "secrecy": lines(r"""
(?:please |but |just |so )?(?:don't|do not|never|dont|let's not|we don't|nobody should|no one should) ... (?:publish|share|post|upload
  |print|put|show|tell|use|circulate|mention|include|display|stick|hang|frame|copy|read|pass|forward|send|repeat|let) .. (?:this|it|that|them
  |these|one|those|her|him|anyone|up|on|online|here|anywhere|round)
(?:not|never) .. for .. (?:kids|grandkids|grandchildren|children|little ones|public|internet|web|site|book|family|walls?|everyone|everybody
  |sharing|showing|facebook|outsiders|neighbours)
(?:family|us|adults|grown-ups|close friends) only|(?:doesn't|don't|does not|not to|never|mustn't|can't|not) leave .. (?:room|house|table|family)
(?:swear|swore|promise~|vow~|oath) .. (?:i'd|i would|not|never|to|that|you) .. (?:tell|never|not|say|show|secrecy|breathe)
(?:must|should|can|may|shall) (?:not|never) .. (?:hear|know|see|learn|find|read|get)
(?:for|to) (?:my|your|our|her|his) (?:eyes|ears|drawer)
"""),
        "condition": lines(r"""
(?:hold|keep|leave|save|sit on|park) ... (?:back|until|till|for when)
(?:if|when|should) ... (?:sees|sees it|minds|objects|complains|changes|asks|finds out|gets upset) ... (?:pull|take|delete|remove|it comes|bin|drop|leave)
(?:stay|remain|kept|sealed|closed) .. (?:closed|sealed|shut|locked|private|back) .. (?:for|until|till)
(?:fine|ok|okay|happy|alright|all right) .. (?:by|with) me .. (?:as long|if|so long|provided|but)
"""),
        "doubt": lines(r"""
(?:maybe|perhaps|should we|shall we|better|might) .. (?:leave|cut|take|skip|lose|drop) .. (?:this|it|that|bit|out)
is (?:this|that|it) .. too (?:much|private|personal|sad|far|long|grim)
(?:might|may|could) be .. (?:wrong|altogether|another|different)
"""),
        "editor_note": lines(r"""
(?:date|year|name|spelling|place|caption|order) .. (?:is|are|was|might be|may be) .. (?:wrong|off|out|a guess|mixed|misspelt)
(?:spelt|spelled|typed|put|got|wrote|written) .. (?:name|date|year|it|that|her|his) .. wrong
(?:look|check|fix|sort|find) (?:it|that|this)? ?.. (?:up|out)? ?.. (?:when|later|tomorrow|tonight|once)
"""),
        "insult": lines(r"""
(?:lazy|selfish|stupid|fat|greedy|nasty|useless|bloody|ignorant|spoilt|vain|sour|evil|wicked|hateful|pathetic|silly|daft|vile|bitter)
  .. (?:cow|pig|bitch|git|sod|lump|so and so|woman|man|article|beggar|oaf|fool|mare|bat|brute|wretch|madam|toad)
(?:that|what an?|such an?|the|her|his|my|our) .. (?:idiot|moron|waster|sponger|creep|snake|viper|leech|toad|slob|louse|swine|brute|clown|pillock
  |prat|layabout|scrounger|weasel|witch|cow|rat) (?:she|he|of|who|\w+)
(?:loves|likes) the sound of
"""),
        "accusation": lines(r"""
(?:emptied|emptying|drained|cleared out|cleaned out|raided|stripped|ransacked|helped (?:him|her)self|helping (?:him|her)self|pocketed|fiddl~|forged|forging
  |embezzl~|swindl~|diddl~|fleec~|pinch~|nick~|stole~?|half-inched|walked off with|made off with|sold off|signed over|talked .. into signing|wormed)
  .. (?:her|his|the|our|mum's|dad's|nan's|gran's|to|it|us|mum|dad|that|from|everything)
(?:gave|given|giving) (?:her|him|mum|dad|them) the wrong (?:tablets|dose|pills|medicine|drip|injection|blood)
"""),
        "paternity": lines(r"""
(?:image|spit|spitting image|double|living image) of the \w+
(?:your|her|his|my) (?:father|dad|mother) is \w+ .. not
not the man (?:whose|who|you)
"""),
        "violence": lines(r"""
(?:he|dad|father|grandad|she|husband|uncle) .. (?:broke|smash~|crack~|dislocat~|knock~|split|burn~|twist~|fractur~|bust) .. (?:her|my|his|mum's|mam's|our) (?:<limb>)
(?:threw|throw~|push~|shov~|kick~|drag~|knock~|hurl~|flung) (?:me|her|him|mum|us|mam) .. (?:down|against|across|off|out|through|into|about|over|by)
(?:hit|hits|beat|beats|slap~|punch~|thump~|belt~|thrash~|chok~|strangl~|batter~|clout~|wallop~|leather~|whip~) (?:me|her|us|mum|mam|his wife|the (?:kids|boys|girls|children))
black eye .. (?:he|she|from|off|again)
""", limb=_LIMB["en"]),
        "abuse": lines(r"""
(?:came|come|coming|crept|creep~|got|climb~|sneak~|used to come) .. (?:into|in|to) (?:my|our|her|the (?:girls|boys|children|little ones)) .. (?:room|bed|beds|bedroom|dorm)
(?:interfer~|mess~|fiddl~|touch~|grop~|fondl~|rubb~) .. (?:with|up)? ?(?:me|us|the (?:little|girls|boys|kids|children|young~)|her when|my sister)
hands where .. (?:shouldn't|no business|not|didn't belong)
"""),
        "suicide": lines(r"""
(?:walk~|step~|jump~|threw|throw~|lay|laid) ... (?:in front of|under|off|onto|into|from) .. (?:train|bus|lorry|bridge|tracks?|line|roof|cliff|sea|river|pier|viaduct|window)
(?:took|take~|end~|tak~) .. (?:own life|his life|her life)|swallow~ .. (?:all|tablets|pills|bleach|weedkiller)
"""),
        "illness": lines(r"""
(?:drink|drinking|booze|pills|nerves|gambling) .. (?:was|got|were|had|is) .. (?:bad|worse|hold|terrible|out of hand|the better)
(?:results|scan|specialist|consultant|doctor|test) ... (?:it's|it was|liver|lungs|spread|positive|malignant|same as|runs in|nothing (?:more )?they)
(?:huntington~|motor neuron~|parkinson~|alzheim~|dement~)|runs in the family
"""),
    },
    "pt": {
        "secrecy": lines(r"""
(?:nao|nem|nunca) .. (?:publi\w+|mostr\w+|ponh\w+|poe\w*|bot\w+|coloq\w+|coloc\w+|suba|subas|subam|subir|partilh\w+|compartilh\w+|divulg\w+|cont(?:a|e|es|em|ar)\w*|conte\w*|espalh\w+|reencaminh\w+|escrev\w+|us[ae]s?|usem|usar|digas?|digam|dizer|fal[ae]s?|falem|falar|lei\w+) .. (?:est[ae]|ess[ae]|isto|isso|nada|ninguem|no|na|as|aos|a|o|ao|por|em|para|pra|nenhum)
(?:so|e so|apenas) .. (?:pra|para|p) (?:voce|vc|ti|vos|a gente|nos|a familia|mim|ter\w*|guardar)|guarda .. (?:pra|para|so) ti
(?:ela|ele|a mae|o pai|o meu marido|a minha mulher|ia|vai) .. (?:me mat\w+|matar-me|mata-me|matava-me|nao gosta|nao quer|nao queria|ficava furios\w)
(?:que|pra) .. nao .. (?:sonh\w+|saib\w+|desconfi\w+|veja|vejam|descubr\w+|ouca\w*|lei\w+)
"""),
        "condition": lines(r"""
(?:menos|tirando|exceto|excepto) ... (?:so|precisa|tem|fala|essa|esta) .. (?:com|de|autoriz\w+|pedir|falar)
(?:so|so se|apenas) .. (?:com|mostrem|usem|publiquem|depois|quando|se) .. (?:autoriz\w+|quando|depois|el[ea]|licenca|ok|permissao)
(?:quando|depois que|depois de) .. (?:el[ea]|eu|a mae|o pai|a avo|o avo) .. (?:ja )?(?:nao|ca nao|morr\w+|partir|faltar|falecer)
"""),
        "doubt": lines(r"""
(?:se calhar|talvez|acho que) .. (?:nao )?(?:devia|deviam|e melhor|seja melhor|melhor|fica\w*|era) .. (?:estar|tirar|cortar|nao|mal|fora|deixar)
(?:melhor|e melhor) .. (?:tirar|cortar|apagar|nao por|deixar de fora)
"""),
        "editor_note": lines(r"""
(?:data|ano|nome|legenda|ordem) .. (?:esta|ta|e|estao) .. (?:errad\w|trocad\w|mal|ao calhas|incerta)
(?:corrij\w+|corrigir|corrige|depois corrijo|arranjem|troquem|trocam|mudem) .. (?:os erros|erros|o portugues|a foto|a ortografia|isso|isto|as gralhas|depois)
"""),
        "insult": lines(r"""
(?:o|a|do|da|um|uma|aquel[ea]|ess[ea]|e um|e uma) .. (?:palerma|traste|ingrat\w|moleque|idiota|imbecil|parv[oa]|burr[oa]|estupid\w|cretin\w|vigarista|aldrabao|preguicos\w|sem vergonha|asn[oa]|besta|cabrao|cabra|bandido|safad\w|nojent\w|porc[oa]|gordo nojento|pateta|trombud\w|chat[oa] d\w|insuportavel) .. (?:d[oa]|que|e|sem|,|\w+)
"""),
        "accusation": lines(r"""
(?:levou|ficou com|limpou|esvaziou|raspou|rapou|tirou|sacou|gamou|roubou|desviou|meteu ao bolso|embolsou|passou .. (?:pro|para o) (?:nome|seu)|sumiu com|abotoou-se|vendeu .. (?:sem|as escondidas)|forjou|falsificou) .. (?:com|o|a|os|as|d[oa]|tudo|dinheiro|el[ea]|cofre|conta|nome|nada|testamento|assinatura)
(?:<goods>) ... <secretly>|<secretly> ... (?:<goods>)
""", goods="dinheiro|joias?|ouro|terrenos?|casa|conta|testamento|heranca|terras?|cordao|anel|nome", secretly="(?:na surdina|as escondidas|pela calada|sem dizer nada|nas costas|a socapa)"),
        "paternity": lines(r"""
(?:quem|homem) .. (?:te fez|te gerou|a quem chamas|que chamas|que te criou) .. (?:pai|foi|nao|e)
(?:era|e|foi) .. (?:filh[oa] )?d[oa] (?:padre|professor|patrao|carteiro|leiteiro|vizinho|medico|doutor|outro)[,.]? (?:bastava|era so|toda|todo|e)
"""),
        "violence": lines(r"""
(?:partiu|quebrou|torceu|deslocou|arrebentou|rebentou|rachou|queimou)-?(?:lhe|lhes|lhos|lha|me|nos)? .. (?:<limb>)
(?:<limb>) .. (?:partiu|quebrou|partido por|quebrado por)-?\w*
(?:atirou|empurrou|jogou|deitou|arrastou|puxou|arremessou|atirava|empurrava)-?(?:me|a|nos|lhe)? .. (?:pel[ao]s?|escad\w+|contra|chao|cabelos|porta)
(?:bateu|batia|bater|espanc\w+|esmurr\w+|esbofet\w+|chicote\w+|surr\w+)-?(?:me|lhe|nos)? .. (?:n[aeo]l?[aeo]?s?|em|mim|a|minha|mae|com)
""", limb=_LIMB["pt"]),
        "abuse": lines(r"""
(?:mexia|mexeu|tocava|tocou|passava a mao|apalp\w+|metia-se|deitava-se|enfiava-se|vinha|entrava)-?(?:me|nos)? .. (?:comigo|conosco|connosco|com as meninas|em mim|em nos|na minha cama|no meu quarto|quando (?:a|eu|nos)|e a gente|onde)
(?:obrigava|mandava|fazia)-?(?:nos|me)? .. (?:a )?(?:despir|tirar a roupa|tocar|deitar|mexer|olhar)
"""),
        "suicide": lines(r"""
(?:se matou|matou-se|mata-se|se mata|jogou|se jogou|atirou-se|se atirou|deitou-se|lancou-se|pendurou-se|enforc\w+|enven\w+) .. (?:d[oa]|a[o]?|para|na|num|numa|\w+)
nao foi (?:um )?acidente
"""),
        "illness": lines(r"""
(?:doenca|mal) d(?:os|as|e|o) .. (?:pezinhos|huntington|machado|nervos|cabeca|chagas)|(?:resultados?|exames?) .. (?:deu|deram|acus\w+|mau|maus|positiv\w)
(?:bebida|beber|vinho|cachaca) .. (?:ja |era |estava |deu |levou |foi |acab\w+)
"""),
    },
    "es": {
        "secrecy": lines(r"""
(?:no|ni|nunca) .. (?:la|lo|las|los|me|se|le)? ?.. (?:subas?|suban|subais|publi\w+|pongas?|pongan|pongais|ensen\w+|mostr\w+|muestr\w+|compart\w+|difund\w+|cuent\w+|digas?|digan|uses?|usen|escrib\w+|comente\w*|mand\w+|imprim\w+|saqu\w+) .. (?:porfa\w*|por|eh|esta|esto|eso|nada|a|en|que|,|ni|est[ae])
(?:es |va )?(?:solo|nomas|unicamente) para (?:ti|vos|usted|vosotr\w+|nosotr\w+|la familia|ti\b)
que (?:me|nos) mata\w*|romp\w+ .. (?:cuando|despues|al|en cuanto)|que .. no se entere\w*|(?:apaga|apagal\w|corta|cortal\w) .. (?:y|que) (?:te|os|le) (?:lo )?(?:cuento|digo)
"""),
        "condition": lines(r"""
(?:siempre que|mientras|si) .. (?:a|al|el|ella) .. (?:le parezca|le parece|no le importe|este de acuerdo|diga|quiera)
(?:sin|quitando|tapando|cambiando) .. (?:que salga|apellidos?|nombres?|caras?|rostros?)
cuando .. (?:el|ella|yo|papa|mama) .. (?:no este|falte|ya no|muera|se muera)|si .. (?:os|te|les|le) pid\w+ .. (?:que|quit\w+)
(?:menos|excepto|salvo) ... (?:esa|esta|hay que|necesita|tiene que) .. (?:pedir|permiso|hablar|con|preguntar|autori\w+)
"""),
        "doubt": lines(r"""
(?:igual|a lo mejor|quiza\w*|mejor) .. (?:no pinta|no va|quit\w+|cort\w+|no ponerlo|dejarlo fuera|no deberia|sobra)
"""),
        "editor_note": lines(r"""
(?:fecha|ano|nombre|pie) .. (?:no es|esta mal|equivocad\w|esta cambiad\w|a ojo)
(?:puse|escribi|esta|pone|va) .. mal|(?:cambia\w*|cambiais|corregid\w*|corregirme|corrijan|corrige|borra\w*|quita\w*) .. (?:las faltas|la foto|la de antes|el de antes|los errores|la ortografia|esa foto|esta foto)
(?:no le|no les|no la|no lo) (?:pong\w+|llam\w+|dig\w+) .. "
"""),
        "insult": lines(r"""
(?:el|la|del|un|una|es[ea]|aquel|es un|es una|al) .. (?:imbecil|idiota|babos[oa]|cretin\w|estupid\w|gilipollas|tont[oa]|burr[oa]|sinverguenza|pesad[oa]|vag[oa]|gandul\w?|asqueros\w|pelma\w*|boludo|pelotud\w|tarad\w|guarr\w|cerd\w|animal|patan|paleto|lerd\w|ingrat\w|desagradecid\w) .. (?:de|que|del|con|y|\w+)
"""),
        "accusation": lines(r"""
(?:vacio|vaciaron|limpio|se quedo|se quedaron|se lo quedo|se la quedo|se los quedo|puso|los puso|la puso|lo puso|se embolso|se metio|sustrajo|birlo|se llevo|falsifico|vendio|malvendio) .. (?:la|el|los|las|con|a|su|en|por|merche|\w+) .. (?:cuenta|cartilla|nombre|bolsillo|dinero|joyas|reloj|todo|ahorros|caja|firma|testamento|espalda|casa|por su)
(?:<goods>) ... <secretly>|<secretly> ... (?:<goods>)
""", goods="dinheiro|dinero|joyas?|oro|solares?|terrenos?|casa|cuenta|testamento|herencia|tierras?|reloj|anillo|nombre", secretly="(?:por la espalda|a escondidas|por detras|a traicion|sin decir nada|a la chita callando|a nuestras espaldas)"),
        "paternity": lines(r"""
(?:no te (?:engendro|hizo|trajo)|quien te (?:hizo|engendro)|no soy de el|no eres de el|no es de el|no era de el)
(?:era|es|fue) del? (?:cura|maestro|patron|cartero|lechero|vecino|medico|senorito|amo|otro|boticario)[,.]? (?:no|bastaba|habia|solo|todo|y)
"""),
        "violence": lines(r"""
(?:le|me|nos|les) .. (?:rompio|partio|quebro|torcio|salto|reviento|quemo) .. (?:<limb>)
(?:<limb>) .. (?:se lo rompio|lo rompio|roto por|cabestrillo|partido por|empujon de)
(?:me|la|nos|lo|le) (?:tiro|arrojo|empujo|lanzo|arrastro|estampo|tiraba|empujaba) .. (?:por|escaleras?|contra|suelo|del|de|al)
(?:le|nos|me|les) (?:pegaba|pego|zurraba|golpeaba|golpeo) .. (?:palizas?|una paliza|golpes|con|la cara|bofetad\w+|hasta|cuando|los|a)|(?:daba|dio|cruzo) .. (?:palizas?|golpes|la cara|bofetad\w+|bofeton\w*)
(?:agarro|cogio|saco|echo mano) .. (?:machete|hacha|cuchillo|escopeta|navaja|hoz) ... (?:matar|mato|corre\w+|contra|encima|para|nos|madre)
""", limb=_LIMB["es"]),
        "abuse": lines(r"""
(?:me|nos|la|le|les) (?:tocaba|toco|manoseaba|manoseo|sobaba|metia mano|desnudaba|sobeteaba) .. (?:cuando|a|en|por|y|donde|\w+)
(?:venia|entraba|se metia|se colaba|bajaba|subia) .. (?:a|en) (?:mi|nuestra|su|la) .. (?:cama|cuarto|habitacion)
"""),
        "suicide": lines(r"""
(?:se tiro|se arrojo|se lanzo|se echo) .. (?:al|a la|del?|por|desde) .. (?:tren|metro|pozo|rio|via|puente|viaducto|ventana|balcon|tejado|azotea|mar|acantilado)
se (?:mato|ahorc\w+|enveneno|disparo|colgo)
no fue (?:un )?accidente
"""),
        "illness": lines(r"""
(?:bebida|beber|alcohol|vino) .. (?:ya |era |estaba |fue |lo |la |pudo |acab\w+)|(?:resultados?|pruebas?|medico) .. (?:dio|dieron|higado|malo|positiv\w+)
"""),
    },
    "fr": {
        "secrecy": lines(r"""
(?:ne |n')?(?:la |le |les |l')?.. (?:publi\w+|mett\w+|montr\w+|ecri\w+|repet\w+|racont\w+|partag\w+|poste\w*|di[ts]\w*|diffus\w+|utilis\w+|envoy\w+) .. (?:pas|surtout pas|jamais|a personne)
(?:surtout |ne |faut |il faut |merci de ne )pas .. (?:le |la |les |l')?.. (?:repeter|publier|montrer|raconter|dire|ecrire|mettre|partager|diffuser|savoir|poster|divulguer)
pas pour (?:les|le|la|tout|tous|ton|ta|mes|internet)|(?:bruler\w*|brule\w*|dechire\w*|serre-les|range\w*|cache\w*) .. (?:apres|dans|quand|une fois)
(?:doit|doivent|dois|devra) .. (?:rien|pas|jamais) .. (?:en )?(?:savoir|voir|apprendre|lire)
(?:rien que|juste|seulement|uniquement|que) pour (?:toi|vous|nous|moi|la famille)
"""),
        "condition": lines(r"""
(?:pas )?(?:du|de son) vivant|quand .. (?:il|elle|je|maman|papa) .. (?:ne sera|n'y sera|sera mort\w*|ne serai|sera parti\w*|partira)
(?:seulement|uniquement|que|mais) .. si .. (?:on|vous|elle|il|les) .. (?:flout\w+|cach\w+|coup\w+|chang\w+|enlev\w+|accept\w+|veu\w+)
(?:sauf|excepte|a part) ... (?:faut|besoin|demand\w+|celle|celui|ca) .. (?:l'accord|accord|demander|voir|autoris\w+)
"""),
        "doubt": lines(r"""
(?:on|vous|faut|je) .. (?:l'enleve|l'enlever|coupe|couper|l'ote|la laisse|laisse tomber|vraiment raconter|raconter ca) .. ?\?
(?:est-ce qu'il|faut-il|est-ce qu'on|doit-on) .. (?:faut|doit|peut|vraiment|mettre|raconter|garder)
"""),
        "editor_note": lines(r"""
(?:mauvaise? (?:date|annee|nom|photo|legende)|la date est fausse|date (?:est )?(?:fausse|approximative|a revoir)|pas la bonne|c'est pas la bonne)
(?:chang(?:er|ez)|corrig(?:er|ez)|enlev(?:er|ez)|suppri(?:mer|mez)|remplac\w+) .. (?:la photo|les fautes|mes fautes|la precedente|le precedent|l'autre|celle d)
(?:et )?(?:pas|surtout pas|point) de .. "
essai .. (?:ca|marche|un)
"""),
        "insult": lines(r"""
(?:ce|cet|cette|le|la|mon|ma|du|un|une|gros|grosse|sale) .. (?:abruti\w*|lourdaud\w*|imbecile|idiote?|cretine?|conne|connard|connasse|salaud|salope|feignass\w|faineant\w*|debile|nul|nulle|boulet|cruche|dinde|pimbeche|chipie|pouffiasse|bouffon|raclure|minable|ivrogne|ingrate?|cornichon) .. (?:de|d'|qui|\w+)
"""),
        "accusation": lines(r"""
(?:vide|empoche|garde|gardee?|pris|pique|vole|rafle|fauche|detourne|mis|mise?s?|siphonne|vendu|soustrait|barbote) .. (?:le|la|les|son|sa|l'|en|dans|a) .. (?:livret|compte|nom|poche|poches|douce|cachette|argent|bijoux|caisse|coffre|montre|testament)
(?:<goods>) ... <secretly>|<secretly> ... (?:<goods>)
""", goods="argent|bijoux|or|parcelles?|terrains?|maison|compte|testament|heritage|terres?|montre|bague|nom", secretly="(?:en douce|en cachette|dans le dos|par derriere|sans rien dire|en catimini)"),
        "paternity": lines(r"""
(?:suis|est|etait|es) pas (?:de lui|de papa|de mon pere|de son pere)|(?:ne )?t'a pas fait|celui que tu appelles
(?:etait|est|serait) (?:du|de l'|celui du) (?:facteur|cure|maitre|patron|voisin|medecin|docteur|notaire|instituteur|boulanger|laitier)
"""),
        "violence": lines(r"""
(?:casse|cassait|brise|tordu|demis|petee?|arrache) .. (?:<limb>)|(?:<limb>) .. (?:casse\w*|c'est lui|c'etait lui|demis\w*)
(?:jete\w*|pousse\w*|balance\w*|traine\w*|projete\w*|flanque\w*) .. (?:dans|par|du haut|contre|a terre|en bas|par les)
(?:m'|la|nous|l'|les|me) ?(?:battait|frappait|tapait|cognait|giflait|a battu\w*|a frappe\w*|a gifle\w*|rouait|rossait|etranglait)
(?:pris|attrape|saisi|decroche|sorti) .. (?:hache|couteau|fusil|serpe|faucille) ... (?:tuer|tuait|cour\w+|contre|sur|nous|mere)
""", limb=_LIMB["fr"]),
        "abuse": lines(r"""
(?:venait|entrait|rejoignait|se glissait|montait|glissait) .. (?:dans|me) .. (?:lits?|chambre|ma chambre|mon lit)
(?:me|nous|les|la) (?:touchait|tripotait|caressait|pelotait|deshabillait)
"""),
        "suicide": lines(r"""
(?:se jetait|s'est jete\w*|se jeter|s'est pendu\w*|s'est tire|s'est tue\w*|se tuait|s'est noye\w*|s'est empoisonn\w+|s'est laisse\w* mourir) .. (?:sous|dans|du|par|une|\w+)?
(?:ce )?n'etait pas un accident|pas un accident
"""),
        "illness": lines(r"""
(?:boisson|alcool|boire|vin) .. (?:etait|l'avait|avait|devenait|a eu|l'a|le tenait)|(?:resultats?|examens?|docteur) .. (?:foie|mauvais|pas bons?|positif)
"""),
    },
    "de": {
        "secrecy": lines(r"""
(?:zeig|sag|schreib|erzahl|stell|gib|lies|les|tu|poste|druck|veroffentlich|nimm|bitte|darfst|durft|sollst)~ .. (?:das|es|die|den|dem|der|du|ihr|aber|bitte)? ?.. (?:nicht|nirgends|nirgendwo|keinem|niemandem|niemand|nie|ned|nit|net|nod|nix)
(?:nur|bloss|allein|ausschliesslich) fur (?:dich|euch|mich|uns|die familie|sie)|(?:verbrenn|zerreiss|versorg|versteck|vernicht|losch)~ .. (?:es|sie|das|den|si|ihn|gleich|sofort|danach|bitte)
(?:nichts|nix) (?:furs|fur das|fur die|fur) (?:band|buch|netz|internet|kinder|album|offentlichkeit|leute|familie|\w+)|(?:mach|schalt) .. aus
"""),
        "condition": lines(r"""
(?:ausser|bis auf) ... (?:muss|da|braucht|erst|fragen)|(?:da|das) muss .. (?:erst|zuerst|vorher|die|der) .. (?:ja|zustimm~|einverstanden|fragen|wissen|sagen|gefragt)
"""),
        "doubt": lines(r"""
\(\?\)|(?:vielleicht|lieber|besser) .. (?:weglassen|streichen|rausnehmen|raus|weg) .. ?\?|ob man (?:das|sowas|es) .. (?:soll|darf|muss|erzahl~)
"""),
        "editor_note": lines(r"""
(?:jahr|datum|name|ort|jahreszahl) .. (?:stimmt nicht|ist falsch|falsch|muss ich|unsicher|geschatzt|passt nicht)
(?:rechtschreibung|fehler|tippfehler|foto|bild|text) .. (?:bitte )?(?:ausbess~|korrigier~|austausch~|verbess~|wechsel~|andern|tausch~)|bitte kein~ .. "
(?:das vorige|die vorige|das letzte|das erste|das andere) .. (?:losch~|weg|war doppelt|ignorier~)|kommt das an|test .. kommt
"""),
        "insult": lines(r"""
(?:bescheuert~|bekloppt~|dammlich~|saudumm~|blod~|dumm~|faul~|geizig~|verlogen~|versoffen~|unverschamt~|arrogant~|eingebildet~|undankbar~|hinterlistig~|gemein~) .. (?:schwager|schwagerin|bruder|schwester|cousin~|onkel|tante|schwieger~|mann|frau|kuh|hund|sau|weib|kerl|nachbar~)
"""),
        "accusation": lines(r"""
(?:leergeraumt|leer geraumt|ausgeraumt|abgeraumt|abgehoben|uberschreiben lassen|uberschrieben|unter den nagel|gerissen|eingesteckt|eingesackt|mitgehen lassen|beiseite geschafft|verscherbelt|verkauft und|geplundert|gefalscht|veruntreut)
(?:heimlich|hintenrum|hinterrucks|hinterm rucken|klammheimlich) .. (?:auf sich|verkauft|uberschr~|abgehoben|genommen|geholt|unterschr~|geandert)
"""),
        "paternity": lines(r"""
(?:nicht gezeugt|den du vater nennst|dich gezeugt|vom (?:lehrer|pfarrer|brieftrager|chef|nachbarn|knecht|doktor|arzt|bauern|ami) (?:war|ist|sei|stammt))
"""),
        "violence": lines(r"""
(?:<limb>) .. (?:gebrochen|ausgeschlagen|eingeschlagen|verdreht|ausgekugelt|zerschlagen)|(?:brach|schlug) .. (?:ihr|mir|ihm|uns) .. (?:<limb>)
(?:hinuntergestoss~|heruntergestoss~|runtergestoss~|runtergeschmiss~|gestossen|geschleift|an den haaren|gegen die wand|geschubst|stiess)
(?:beil|axt|messer|flinte|gewehr|sense|hacke) .. (?:genommen|geholt|gegriffen|in der hand) ... (?:los|auf|mutter|umbring~|gedroht|hinter)
""", limb=_LIMB["de"]),
        "abuse": lines(r"""
(?:kam|schlich|stieg|kroch|legte sich) .. (?:nachts |abends )?(?:in|zu|an) (?:mein|meine|unser|unsere|ihr|ihre|mir|uns) .. (?:kammer|bett|zimmer|betten|ins bett)
(?:angefasst|begrabscht|betatscht|unsittlich|ausziehen mussen|ausziehen mussten)
"""),
        "suicide": lines(r"""
(?:vor (?:den|einen|die) zug|aufgehangt|erhangt|erschossen hat er sich|sich erschossen|das leben genommen|umgebracht|von der brucke gesprungen|ins wasser gegangen)
kein unfall|war nicht .. ein unfall
"""),
        "illness": lines(r"""
(?:trinken|saufen|alkohol|trinkerei|sauferei) .. (?:war|wurde|ist|hat|ging) .. (?:schlimm~|arg|zu viel|immer|ihn|sie)?|(?:befund|ergebnis~|arzt|doktor) .. (?:leber|bosartig|schlecht|positiv|erblich)
"""),
    },
    "it": {
        "secrecy": lines(r"""
(?:non|mai) .. (?:la|lo|li|le|mi|ci)? ?(?:pubblic\w+|mett\w+|mostr\w+|far\w* (?:vedere|leggere|girare)|fa' vede|raccont\w+|dir\w+|scriv\w+|condivid\w+|us(?:are|arla|arlo|ate)|post\w+|inoltr\w+|stamp\w+|divulg\w+) .. (?:ti prego|per favore|a|ad|in|nessuno|anima|mai|da|,|che|pero|ne|eh)?
(?:e |va )?(?:solo|soltanto|unicamente) per (?:te|voi|noi|me|la famiglia)|mi ammazza\w*|(?:spegni|spegnil\w|ferma) .. (?:che|e) (?:te|ve|ti|vi)
(?:leggitel\w|leggetel\w|bruciat?\w*|strapp\w+|nascond\w+) .. (?:e|dopo|appena|subito|poi)
"""),
        "condition": lines(r"""
(?:senti|sentite|chiedi|chiedete|parla|parlate) prima|(?:tranne|eccetto|meno|salvo) ... (?:ci vuole|serve|bisogna|chied\w+|per quella|per questa)
(?:ci vuole|serve|manca) .. (?:il si|il permesso|l'ok|il consenso|l'accordo)|quando .. (?:lui|lei|io|mamma|papa) .. (?:non ci sara|non ci saro|morir\w+|manchera|se ne sara)
se .. (?:cambia idea|ci ripensa|non vuole|si arrabbia) .. (?:lo|la|togl\w+|levat\w+)
"""),
        "doubt": lines(r"""
(?:magari|forse|meglio) .. (?:lo|la|li)? ?(?:togliamo|tagliamo|leviamo|togliere|levare|tagliare|non mettere) .. ?\?
"""),
        "editor_note": lines(r"""
(?:data|anno|nome|didascalia) .. (?:e|sono) .. (?:sbagliat\w|approssimativ\w|a occhio|errat\w)
(?:cambiate|correggete|cancellate|togliete|sostituite|mi cambiate|aggiustate) .. (?:la foto|gli errori|quella|quello|l'ortografia|le virgole|voi)
(?:niente|basta|no) "
"""),
        "insult": lines(r"""
(?:il|la|lo|l'|quel|quella|quell'|un|una|mio|mia|del|di quel) .. (?:imbecille|idiot\w|cretin\w|scem\w|deficiente|stupid\w|asin\w|bifolc\w|viscid\w|schifos\w|maledett\w|bavos\w|citrull\w|cafon\w|ingrat\w|fannullon\w|ubriacon\w|testa di \w+|pezzente|pallone gonfiato) .. (?:di|del|che|cognat\w|\w+)
"""),
        "accusation": lines(r"""
(?:svuotat\w|svuoto|ripulit\w|intascat\w|intasc\w+|intestat\w|intesto|sfilat\w|prosciugat\w|vendut\w|sottratt\w|falsificat\w|si e pres\w|si prese|si e tenut\w|si tenne) .. (?:il|la|le|i|l'|lo|di|a|tutt\w|conto|libretto|\w+)
(?:<goods>) ... <secretly>|<secretly> ... (?:<goods>)
""", goods="soldi|gioielli|oro|terreni|terreno|casa|conto|testamento|eredita|terre|orologio|anello|nome", secretly="(?:di nascosto|zitta zitta|zitto zitto|alle spalle|senza dire niente|quatto quatto)"),
        "paternity": lines(r"""
non (?:sono|sei|e|era) (?:figli[oa] )?(?:su[oa]|di lui|del babbo|di papa|sangue suo)|non ti ha messo al mondo|chi chiami (?:babbo|papa|padre)
(?:l'aveva fatt\w|l'ha fatt\w|era|e) (?:col|con il|del|figli\w del) (?:dottore|medico|prete|postino|maestro|padrone|vicino|fattore|farmacista)
"""),
        "violence": lines(r"""
(?:rott\w|ruppe|spezz\w+|storto|slogat\w|spaccat\w|spacco) .. (?:<limb>)|(?:<limb>) .. (?:gliel'ha|me l'ha|glielo|rott\w|spaccat\w) .. (?:rott\w|lui)
(?:buttat\w|spint\w|scaraventat\w|trascinat\w|gettat\w|sbattut\w|buttava|spingeva) .. (?:giu|per|contra|contro|a terra|dalle|fuori)
(?:mi|ci|la|le|li) (?:picchiava|menava|pestava|ha picchiato|ha menato|schiaffeggiava|bastonava|frustava|strozzava)
(?:preso|prese|afferrat\w|impugn\w+) .. (?:roncola|ascia|coltello|fucile|accetta|falce) ... (?:ammazz\w+|uccid\w+|corre\w+|contro|mamma|ci|tutti)
""", limb=_LIMB["it"]),
        "abuse": lines(r"""
(?:veniva|entrava|si infilava|scendeva|saliva) .. (?:nel|nella|in|a) (?:mio|mia|nostro|nostra|camera|suo|sua|letto) .. (?:letto|camera|stanza|mia)?
(?:mi|ci|le|la) (?:toccava|palpava|spogliava|accarezzava (?:sotto|dove))
"""),
        "suicide": lines(r"""
(?:si e buttat\w|si butto|si e gettat\w|si getto|si e uccis\w|si uccise|si e ammazzat\w|si e sparat\w|si e impiccat\w|si e avvelenat\w) .. (?:sotto|giu|nel|dal|in|con|\w+)?
non (?:e stato|fu|era) un incidente
"""),
        "illness": lines(r"""
(?:il bere|bere|alcol|vino) .. (?:era|l'aveva|lo|la|ormai|fu) .. (?:gia|brutto|rovinat\w|troppo)?|(?:risultat\w|esam\w+|dottore) .. (?:fegato|brutt\w|positiv\w|ereditari\w)
"""),
    },
}
