"""What is wished and what was done, by the plain verbs of Portuguese and Spanish."""

from __future__ import annotations

from collections.abc import Mapping

from ai.narrative.gate.words.turns.phrases import lines

_LIMB = {
    "pt": "braco|bracos|nariz|queixo|costelas?|pulso|dentes?|dedos?|perna|cabeca|clavicula|maxilar",
    "es": "brazo|brazos|nariz|mandibula|costillas?|muneca|dientes?|dedos?|pierna|cabeza|clavicula",
}

DEEDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "pt": {
        "secrecy": lines(r"""
(?:nao|nem|nunca) .. (?:publi\w+|mostr\w+|ponh\w+|poe\w*|bot\w+|coloq\w+|coloc\w+|suba|subas|subam
  |subir|partilh\w+|compartilh\w+|divulg\w+|cont(?:a|e|es|em|ar|em-\w+)(?!\w)|espalh\w+
  |reencaminh\w+|escrev\w+|us[ae]s?|usem|usar|digas?|digam|dizer|fal[ae]s?|falem|falar
  |lei\w+) .. (?:est[ae]|ess[ae]|isto|isso|nada|ninguem|no|na|as|aos|a|o|ao|por|em|para|pra|nenhum)
(?:so|e so|apenas) .. (?:pra|para|p) (?:voce|vc|ti|vos|a gente|nos|a familia|mim|ter\w*|guardar)
  |guarda .. (?:pra|para|so) ti
(?:ela|ele|a mae|o pai|o meu marido|a minha mulher|ia|vai) .. (?:me mat\w+|matar-me|mata-me
  |matava-me|nao gosta|nao quer|nao queria|ficava furios\w)
(?:que|pra) .. nao .. (?:sonh\w+|saib\w+|desconfi\w+|veja|vejam|descubr\w+|ouca\w*|lei\w+)
"""),
        "condition": lines(r"""
(?:menos|tirando|exceto|excepto) ... (?:so|precisa|tem|fala|essa|esta) .. (?:com|de|autoriz\w+
  |pedir|falar)
(?:so|so se|apenas) .. (?:com|mostrem|usem|publiquem|depois|quando|se) .. (?:autoriz\w+|quando
  |depois|el[ea]|licenca|ok|permissao)
(?:quando|depois que|depois de) .. (?:el[ea]|eu|a mae|o pai|a avo|o avo) .. (?:ja )?(?:(?:ca 
  |ja )?nao (?:ca )?(?:esti\w+|for|viv\w+)|morrer\w*|partir|faltar|falecer)
"""),
        "doubt": lines(r"""
(?:se calhar|talvez|acho que) .. (?:nao )?(?:devia|deviam|e melhor|seja melhor|melhor|fica\w*
  |era) .. (?:estar|tirar|cortar|nao|mal|fora|deixar)
(?:melhor|e melhor) .. (?:tirar|cortar|apagar|nao por|deixar de fora)
"""),
        "editor_note": lines(r"""
(?:data|ano|nome|legenda|ordem) .. (?:esta|ta|e|estao) .. (?:errad\w|trocad\w|mal|ao calhas
  |incerta)
(?:corrij\w+|corrigir|corrige|depois corrijo|arranjem|troquem|trocam|mudem) .. (?:os erros|erros
  |o portugues|a foto|a ortografia|isso|isto|as gralhas|depois)
"""),
        "insult": lines(r"""
(?:o|a|do|da|um|uma|aquel[ea]|ess[ea]|e um|e uma) .. (?:palerma|traste|ingrat\w|moleque|idiota
  |imbecil|parv[oa]|burr[oa]|estupid\w|cretin\w|vigarista|aldrabao|preguicos\w|sem vergonha
  |asn[oa]|besta|cabrao|cabra|bandido|safad\w|nojent\w|porc[oa]|gordo nojento|pateta|trombud\w
  |chat[oa] d\w|insuportavel) .. (?:d[oa]|que|e|sem|,|\w+)
"""),
        "accusation": lines(
            r"""
(?:levou|ficou com|limpou|esvaziou|raspou|rapou|tirou|sacou|gamou|roubou|desviou|meteu ao bolso
  |embolsou|passou .. (?:pro|para o) (?:nome|seu)|sumiu com|abotoou-se|vendeu .. (?:sem
  |as escondidas)|forjou|falsificou) ... (?:<goods>|tudo|cofre|el[ea] sem|nome|assinatura)
(?:<goods>) ... <secretly>|<secretly> ... (?:<goods>)
""",
            goods="dinheiro|joias?|ouro|terrenos?|casa|conta|testamento|heranca|terras?"
            "|cordao|anel|nome",
            secretly="(?:na surdina|as escondidas|pela calada|sem dizer nada|nas costas|a socapa)",
        ),
        "paternity": lines(r"""
(?:quem|homem) .. (?:te fez|te gerou|a quem chamas|que chamas|que te criou) .. (?:pai|foi|nao|e)
(?:era|e|foi) (?:filh[oa] )?d[oa] (?:padre|professor|patrao|carteiro|leiteiro|vizinho|medico
  |doutor|outro)[,.]? (?:bastava|era so|toda|todo|e)
"""),
        "violence": lines(
            r"""
(?:partiu|quebrou|torceu|deslocou|arrebentou|rebentou|rachou|queimou)-(?:lhe|lhes|lhos|lha|me
  |nos) .. (?:<limb>)?
(?:partiu|quebrou|torceu|deslocou|rebentou|rachou|queimou) .. (?:<limb>) .. (?:a|da|do|ao|dela
  |dele) (?:minha|meu|mae|filh\w|mulher|avo)
(?:lhe|me|nos) (?:partiu|quebrou|torceu|deslocou|rachou) .. (?:<limb>)
(?:<limb>) .. (?:partiu|quebrou|partido por|quebrado por)-?\w*
(?:atirou|empurrou|jogou|deitou|arrastou|puxou|arremessou|atirava|empurrava)-?(?:me|a|nos
  |lhe)? .. (?:pel[ao]s?|escad\w+|contra|chao|cabelos|porta)
(?:bateu|batia|bater|espanc\w+|esmurr\w+|esbofet\w+|chicote\w+|surr\w+)-?(?:me|lhe
  |nos)? .. (?:n[aeo]l?[aeo]?s?|em|mim|a|minha|mae|com)
""",
            limb=_LIMB["pt"],
        ),
        "abuse": lines(r"""
(?:mexia|mexeu|tocava|tocou|passava a mao|apalp\w+|metia-se|deitava-se|enfiava-se|vinha
  |entrava)-?(?:me|nos)? .. (?:comigo|conosco|connosco|com as meninas|em mim|em nos|na minha cama
  |no meu quarto|quando (?:a|eu|nos)|e a gente|onde)
(?:obrigava|mandava|fazia)-?(?:nos|me)? .. (?:a )?(?:despir|tirar a roupa|tocar|deitar|mexer|olhar)
"""),
        "suicide": lines(r"""
(?:se matou|matou-se|mata-se|se mata|jogou|se jogou|atirou-se|se atirou|deitou-se|lancou-se
  |pendurou-se|enforc\w+|enven\w+) .. (?:d[oa]|a[o]?|para|na|num|numa|\w+)
nao foi (?:um )?acidente
"""),
        "illness": lines(r"""
(?:doenca|mal) d(?:os|as|e|o) .. (?:pezinhos|huntington|machado|nervos|cabeca|chagas)
  |(?:resultados?|exames?) .. (?:deu|deram|acus\w+|mau|maus|positiv\w)
(?:bebida|beber|vinho|cachaca) .. (?:ja |era |estava |deu |levou |foi |acab\w+)
"""),
    },
    "es": {
        "secrecy": lines(r"""
(?:no|ni|nunca) .. (?:la|lo|las|los|me|se|le)? ?.. (?:subas?|suban|subais|publi\w+|pongas?|pongan
  |pongais|ensen\w+|mostr\w+|muestr\w+|compart\w+|difund\w+|cuent\w+|digas?|digan|uses?|usen
  |escrib\w+|comente\w*|mand\w+|imprim\w+|saqu\w+) .. (?:porfa\w*|por|eh|esta|esto|eso|nada|a|en
  |que|,|ni|est[ae])
(?:es |va )?(?:solo|nomas|unicamente) para (?:ti|vos|usted|vosotr\w+|nosotr\w+|la familia|ti\b)
que (?:me|nos) mata\w*|romp\w+ .. (?:cuando|despues|al|en cuanto)|que .. no se entere\w*|(?:apaga
  |apagal\w|corta|cortal\w) .. (?:y|que) (?:te|os|le) (?:lo )?(?:cuento|digo)
"""),
        "condition": lines(r"""
(?:siempre que|mientras|si) .. (?:a|al|el|ella) .. (?:le parezca|le parece|no le importe
  |este de acuerdo|diga|quiera)
(?:sin|quitando|tapando|cambiando) .. (?:que salga|apellidos?|nombres?|caras?|rostros?)
cuando .. (?:el|ella|yo|papa|mama) .. (?:no este|falte|ya no|muera|se muera)|si .. (?:os|te|les
  |le) pid\w+ .. (?:que|quit\w+)
(?:menos|excepto|salvo) ... (?:esa|esta|hay que|necesita|tiene que) .. (?:pedir|permiso|hablar|con
  |preguntar|autori\w+)
"""),
        "doubt": lines(r"""
(?:igual|a lo mejor|quiza\w*|mejor) .. (?:no pinta|no va|quit\w+|cort\w+|no ponerlo|dejarlo fuera
  |no deberia|sobra)
"""),
        "editor_note": lines(r"""
(?:fecha|ano|nombre|pie) .. (?:no es|esta mal|equivocad\w|esta cambiad\w|a ojo)
(?:puse|escribi|esta|pone|va) .. mal|(?:cambia\w*|cambiais|corregid\w*|corregirme|corrijan|corrige
  |borra\w*|quita\w*) .. (?:las faltas|la foto|la de antes|el de antes|los errores|la ortografia
  |esa foto|esta foto)
(?:no le|no les|no la|no lo) (?:pong\w+|llam\w+|dig\w+) .. "
"""),
        "insult": lines(r"""
(?:el|la|del|un|una|es[ea]|aquel|es un|es una|al) .. (?:imbecil|idiota|babos[oa]|cretin\w
  |estupid\w|gilipollas|tont[oa]|burr[oa]|sinverguenza|pesad[oa]|vag[oa]|gandul\w?|asqueros\w
  |pelma\w*|boludo|pelotud\w|tarad\w|guarr\w|cerd\w|animal|patan|paleto|lerd\w|ingrat\w
  |desagradecid\w) .. (?:de|que|del|con|y|\w+)
"""),
        "accusation": lines(
            r"""
(?:vacio|vaciaron|limpio|se quedo|se quedaron|se lo quedo|se la quedo|se los quedo|puso|los puso
  |la puso|lo puso|se embolso|se metio|sustrajo|birlo|se llevo|falsifico|vendio
  |malvendio) .. (?:la|el|los|las|con|a|su|en|por|merche|\w+) .. (?:cuenta|cartilla|nombre
  |bolsillo|dinero|joyas|reloj|todo|ahorros|caja|firma|testamento|espalda|casa|por su)
(?:<goods>) ... <secretly>|<secretly> ... (?:<goods>)
""",
            goods="dinheiro|dinero|joyas?|oro|solares?|terrenos?|casa|cuenta|testamento"
            "|herencia|tierras?|reloj|anillo|nombre",
            secretly="(?:por la espalda|a escondidas|por detras|a traicion|sin decir nada"
            "|a la chita callando|a nuestras espaldas)",
        ),
        "paternity": lines(r"""
(?:no te (?:engendro|hizo|trajo)|quien te (?:hizo|engendro)|no soy de el|no eres de el|no es de el
  |no era de el)
(?:era|es|fue) del? (?:cura|maestro|patron|cartero|lechero|vecino|medico|senorito|amo|otro
  |boticario)[,.]? (?:no|bastaba|habia|solo|todo|y)
"""),
        "violence": lines(
            r"""
(?:le|me|nos|les) .. (?:rompio|partio|quebro|torcio|salto|reviento|quemo) .. (?:<limb>)
(?:<limb>) .. (?:se lo rompio|lo rompio|roto por|cabestrillo|partido por|empujon de)
(?:me|la|nos|lo|le) (?:tiro|arrojo|empujo|lanzo|arrastro|estampo|tiraba|empujaba) .. (?:por
  |escaleras?|contra|suelo|del|de|al)
(?:le|nos|me|les) (?:pegaba|pego|zurraba|golpeaba|golpeo) .. (?:palizas?|una paliza|golpes|con
  |la cara|bofetad\w+|hasta|cuando|los|a)|(?:daba|dio|cruzo) .. (?:palizas?|golpes|la cara
  |bofetad\w+|bofeton\w*)
(?:agarro|cogio|saco|echo mano) .. (?:machete|hacha|cuchillo|escopeta|navaja|hoz) ... (?:matar
  |mato|corre\w+|contra|encima|para|nos|madre)
""",
            limb=_LIMB["es"],
        ),
        "abuse": lines(r"""
(?:me|nos|la|le|les) (?:(?:tocaba|toco)(?= (?:cuando|donde|por |ahi|alli|a solas|el culo|el pecho
  |las? (?:piernas?|tetas|pechos|muslos|partes)|siendo|con|muchas|varias))|manoseaba|manoseo|sobaba
  |metia mano
  |desnudaba|sobeteaba) .. (?:cuando|a|en|por|y|donde|\w+)
(?:venia|entraba|se metia|se colaba|bajaba|subia) .. (?:a|en) (?:mi|nuestra|su|la) .. (?:cama
  |cuarto|habitacion)
"""),
        "suicide": lines(r"""
(?:se tiro|se arrojo|se lanzo|se echo) .. (?:al|a la|del?|por|desde) .. (?:tren|metro|pozo|rio|via
  |puente|viaducto|ventana|balcon|tejado|azotea|mar|acantilado)
se (?:mato|ahorc\w+|enveneno|disparo|colgo)
no fue (?:un )?accidente
"""),
        "illness": lines(r"""
(?:bebida|beber|alcohol|vino) .. (?:ya |era |estaba |fue |lo |la |pudo |acab\w+)|(?:resultados?
  |pruebas?|medico) .. (?:dio|dieron|higado|malo|positiv\w+)
"""),
    },
}
