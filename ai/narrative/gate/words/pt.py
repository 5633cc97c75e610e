"""Portuguese, as written in Portugal and in Brazil."""

from __future__ import annotations

from collections.abc import Mapping

_NO = r"(?:nao|nunca|nem|jamais|favor nao|evitem|evita)"
_PUBLISH = (
    r"(?:public\w+|divulg\w+|partilh\w+|compartilh\w+|mostr\w+|espalh\w+|post[ae]\w*"
    r"|imprim\w+|ponha[ms]?|por|poe|poem|coloqu\w+|coloc[ao]\w*|bote[ms]?|botar|met[ae]\w*"
    r"|us[ae]\w*|inclu\w+|repit\w+|repet\w+|leiam?|envi\w+|reencaminh\w+|exib\w+|expo\w+)"
)
_NASTY = (
    r"(?:cobra|vibora|bruxa|inutil|traste|idiota|imbecil|estupid[oa]|parv[oa]|burr[oa]"
    r"|preguicos[oa]|malandr[oa]|vigarista|ladra[o]?|ladrona|canalha|sem[- ]vergonha"
    r"|parasita|sanguessuga|falso|falsa|mentiros[oa]|invejos[oa]|egoista|avarent[oa]|cobarde"
    r"|covarde|bebado|bebada|palerma|cretin[oa]|safad[oa]|cafajeste|vagabund[oa]"
    r"|desgracad[oa]|ordinari[oa]|nojent[oa]|miseravel|encostado|imprestavel|pulha|patife"
    r"|interesseir[oa]|golpista|aproveitador[a]?|monstro|peste|praga)"
)
_KIN = (
    r"(?:mae|minha mae|a mae|pai|avo|vo|vovo|tia|tio|irma|irmao|mulher|nos|a gente|os? "
    r"meninos?|as? meninas?|filh[oa]s?|criancas?)"
)

HELD: Mapping[str, tuple[str, ...]] = {
    "secrecy": (
        r"segredo de familia|(?:a |o )?(?:tua|teu|sua|seu|minha|meu) \w+ que nao (?:sonhe"
        r"|saiba|descubra|desconfie|veja)(?: \w+){0,3}|a sete chaves|debaixo de chave|so "
        r"(?:pra|para) (?:a )?familia",
        r"(?:prefir[oa]|preferia|melhor|mais vale)(?: \w+){0,3} nao(?: \w+){0,5}",
        r"(?:deix\w+|tir\w+) (?:isto|isso|esta|este|essa|esse|o meu nome|meu nome)(?: \w+)"
        r"{0,2} (?:de )?fora|sem o meu nome|anonim[oa]",
        r"(?:prometi|promete|prometam|jura|jurei|juram)(?: \w+){0,3} (?:nao|nunca)(?: \w+)"
        r"{0,4}|nunca (?:contei|disse|falei)(?: \w+){0,3} (?:a|pra|para) ninguem|(?:nao "
        r"contei|nao disse) a ninguem|pra cova|para a cova|segredinho|(?:nao|ninguem) "
        r"precisa (?:de )?saber|ouvidos (?:dela|dele|da mae|do pai)|primeira vez que "
        r"(?:conto|digo|escrevo)",
        rf"{_NO} (?:e |se |o |a |me |lhe |te |vao |va |quero que |e pra |e para |pode |podem "
        rf"|deve |devem |convem )?{_PUBLISH}(?: \w+){{0,5}}",
        r"(?:so|apenas|fica|fique|fiquem|isso|isto|aqui)(?: \w+){0,2} entre (?:nos|eu e tu"
        r"|voce e eu|a gente|nos dois|as duas|os dois)",
        r"entre nos(?:,? (?:ta|ok|por favor|hein|viu)|[.!,)]|$)",
        r"(?:so|apenas) (?:pra|para) (?:mim|ti|voce|voces|nos|a gente|a familia|tu|os mais "
        r"velhos|os adultos)",
        r"guard[ae]\w*(?: isto| isso| esta| este| so| bem| a)? (?:so )?(?:pra|para|contigo"
        r"|consigo)(?: (?:ti|voce|si|vos|voces|mim|nos))?",
        r"(?:nao|nem|nunca) (?:o |a )?(?:diga\w*|dizer|digas|fala|fale|falem|falar"
        r"|conte[ms]?|contar|contes|comente\w*|comentar|mencion\w+)(?: isso| isto| nada| uma "
        r"palavra| disto| disso)? (?:a |pra |para |com |aos? |as? |pros? |pras? )?(?:ninguem"
        r"|a mae|o pai|a avo|os meninos|as criancas|ela|ele|mais ninguem|tua|sua|mae|pai|\w+)",
        r"(?:ninguem|a (?:mae|avo|vo|tia) nao|o (?:pai|avo|vo|tio) nao|ela nao|ele nao|eles "
        r"nao|os \w+ nao|as \w+ nao) (?:na familia |aqui |la em casa |mais |de fora )"
        r"?(?:sabe|pode saber|deve saber|podem saber|devem saber|precisa saber|pode ver"
        r"|podem ver|podem ler|soube|desconfia|pode sonhar|sonhe)",
        r"(?:em segredo|segredo nosso|em confianca|e confidencial|confidencial|em off|sigilo"
        r"|e particular|e privado|e privada|e coisa nossa|bico calado|boca fechada|boca de "
        r"siri|so na familia|morre aqui|nao sai(?:a)? daqui|nao sai(?:a)? desta (?:casa|sala"
        r"|familia)|fica por aqui|nao e para (?:todos|toda a gente|todo mundo|os netos|as "
        r"criancas|a net|o site|o livro))",
        r"(?:queim[ae]\w*|rasg[ae]\w*|destru\w+)(?: \w+)? (?:esta|isto|isso|a carta|depois"
        r"|tudo|a|as cartas|quando)",
        r"(?:nao quero|nao queria|nao gostava|nao gostaria|prefiro|preferia)(?: \w+){0,4} "
        r"(?:saib\w+|soubess\w+|vej\w+|viss\w+|leia\w*|public\w+|mostr\w+|na internet|no "
        r"site|no livro|apareca|aparecer|que nao)",
        r"(?:desliga|apaga|para|desligue) (?:isso|isto|o gravador|a maquina|o telemovel|o "
        r"celular|agora)",
        r"(?:longe|fora) (?:da internet|do site|do livro|das? criancas|dos netos|das vistas)",
    ),
    "condition": (
        r"(?:primeiro|antes)(?: \w+)? (?:pergunt|fal|pec|consult)\w+(?: \w+){1,4}|se (?:a |o "
        r")?(?:\w+ ){1,3}(?:der|dar|deixar|concordar|autorizar)(?: \w+){0,2}|(?:nao )?em "
        r"vida d[eao](?: \w+){1,3}|so (?:depois|quando)(?: \w+){1,6}|basta que nao(?: \w+)"
        r"{1,4}",
        r"depende (?:d[oa]|do que|da)(?: \w+){1,4}|(?:tem|tem que|tem de|precisa)(?: \w+)? "
        r"(?:concordar|autorizar|deixar|dizer que sim|aprovar)|(?:espero|estou a espera"
        r"|aguardo|to esperando)(?: \w+){0,3} (?:resposta|dizer|diga|responda)(?: \w+){0,3}"
        r"|depois do (?:julgamento|divorcio|inventario|processo|enterro)|(?:quem decide|quem "
        r"manda) (?:e|aqui)(?: \w+){0,3}",
        r"(?:so|apenas|publi\w+|podem|pode|usem|mostrem|tudo bem|por mim)(?: \w+){0,3}? "
        r"(?:se|quando|depois d[eoa]|desde que|com|caso)(?: \w+){0,4}? (?:concord\w+|deix\w+"
        r"|autoriz\w+|quis\w+|aceit\w+|aprov\w+|disser\w*|permit\w+|morr\w+|falec\w+|nao "
        r"(?:se )?import\w+|nao aparec\w+|estiver\w*|partir|ja ca nao|der|licenca|ok"
        r"|acord\w+|sim|consent\w+)",
        r"(?:desde que|contanto que|a nao ser que|salvo se|com a condicao de|na condicao de)"
        r"(?: \w+){1,8}",
        r"(?:fal[ae]\w*|pergunt\w+|pec[ao]\w*|confirm\w+|consult\w+)(?: primeiro)? (?:com "
        r"|ao? |a |pra |para |licenca |autorizacao )(?:\w+ ){1,3}(?:antes|primeiro)",
        r"antes d[eo](?: \w+){0,3} (?:usar|publicar|mostrar|por|colocar|postar),? (?:fal"
        r"|pergunt|pec)\w+",
        r"(?:com|sem|precisa da?|falta a|preciso da) (?:a )?(?:autorizacao|permissao|licenca"
        r"|consentimento|aval|ok|bencao)(?: d\w+ \w+)?",
        r"(?:nao|nada|esperem?|guardem?|so)(?: \w+){0,4} (?:antes de|ate|enquanto|depois de)"
        r"(?: \w+){0,4} (?:morr\w+|viv\w+|vivo|viva|falec\w+|parti\w*|ca estiver|estiver "
        r"(?:ca|aqui|viv[oa])|cresc\w+|fizer\w* 18|maior\w*|autoriz\w+|dizer\w* que sim"
        r"|disser\w*)",
        r"(?:quando|depois que)(?: \w+){0,3} (?:ja )?(?:nao (?:estiver|for)|ca nao|morrer"
        r"|partir|faltar|se for)(?: \w+){0,4}",
        r"se (?:ele|ela|eles|o \w+|a \w+|alguem|mudar\w*)(?: \w+){0,4} (?:reclam\w+|tir\w+"
        r"|retir\w+|apag\w+|nao (?:gost|quis|concord)\w+|mud\w+ de ideia\w*|pedir\w*|se "
        r"import\w+|ver isto|vir isto)(?: \w+){0,4}",
        r"sem (?:o |os )?(?:apelido|apelidos|sobrenome|nome|nomes|rosto|rostos|cara)",
    ),
    "doubt": (
        r"nao (?:sei|tenho (?:a )?certeza|estou (?:certo|certa|segur[oa])|to cert[oa])(?: "
        r"bem| mesmo)? (?:se|que|de que|de quem) (?!voce|tu|te |se lembra|vos|ainda)\w+(?: "
        r"\w+){0,6}",
        r"(?:sera|sera mesmo) que(?: \w+){1,7}",
        r"(?:talvez|se calhar|acho que|pode ser que|capaz de)(?: \w+){0,4} (?:nao (?:seja"
        r"|sejam|pertenca|tenha|devia|fosse|e|combine|caiba)|seja (?:outr[oa]|melhor "
        r"(?:tirar|nao)|demais)|e outr[oa]|melhor (?:tirar|nao))(?: \w+){0,4}",
        r"(?:pode|podia|poderia) (?:nem|nao) (?:ser|sequer ser)(?: \w+){0,3}",
        r"(?:devo|devia|deveria|devemos|convem|e pra|e para|posso)(?: mesmo)? (?:contar|por"
        r"|botar|mostrar|incluir|meter|publicar|deixar|colocar|tirar)(?: \w+){0,4}\?",
        r"(?:nao (?:vem|tem) (?:a|ao|nada a ver|a ver)|fora do (?:assunto|sitio|lugar)|nao e "
        r"para aqui|sitio errado|lugar errado)(?: \w+){0,3}",
        r"(?:e|sera|isto e|isso e|nao e)(?: \w+)? (?:demais|demasiado|muito intimo|muito "
        r"pessoal)(?: pra| para)?(?: \w+){0,3}\?",
        r"(?:melhor|tiramos|tirar|corta\w*)(?: \w+){0,4} (?:trecho|parte|paragrafo|bocado"
        r"|pedaco)(?: \w+)?\?",
        r"apaguem se(?: nao)?(?: \w+){0,4}",
    ),
    "editor_note": (
        r"um,? dois,? (?:tres,? )?(?:som|teste)(?:[, ]+\w+){0,4}|essa nao e a certa|troquem "
        r"a foto|(?:ma|errada) (?:data|legenda)|nao (?:lhe |o |a )?cham\w+(?: \w+){1,4} "
        r"(?:de|senao)",
        r"(?:desculp\w+|perdao|ops|sorry|foi mal)[,!:. -]{0,3}(?:\w+ ){0,5}?(?:err\w+"
        r"|engan\w+|erro|gralha|trocad[oa]|troquei|letra|mal|duas vezes|sem querer|virada?"
        r"|torta)(?: \w+){0,6}",
        r"(?:gralha|erro de digitacao|digitei errado|escrevi (?:mal|errado)|errei)(?: \w+){0,4}",
        r"(?:^|[(\n] ?)(?:teste|testando|a testar|testar)\b(?:[ ,.!?-]+(?:teste|testando|1 "
        r"?2|um dois|sera|isto|isso|funciona|chega|chegou|e)\b)*[,.!? ]*(?:\w+ ?){0,4}\??",
        r"(?:isto|isso) (?:funciona|esta a funcionar|ta funcionando|chegou|foi)\??",
        r"(?:nao|nunca|nada de|sem)(?: me| lhe| por favor)? (?:escrev\w+|dig[ae]\w*|diz\w*"
        r"|ponh\w+|chamem|usem|ponham|coloquem|por)(?: \w+)? (?:que (?:ela|ele|perdeu|lutou"
        r"|descansou|partiu)|[\"']|a palavra|perdeu|lutou|guerreir[oa]|o nome)(?: \w+){0,5}",
        r"(?:data|ano|nome|local|lugar|legenda|mes)(?: \w+){0,2} (?:esta|ta|estao|e"
        r"|errad[oa]|nao e)(?: \w+)? ?(?:errad[oa]|mal|trocad[oa]|incert[oa]|ess[ea]|certo"
        r"|certa)(?: \w+){0,4}",
        r"(?:depois|amanha|mais tarde|logo)(?: eu)? (?:corrij\w+|corrig\w+|vejo|arrum\w+"
        r"|confirmo|mando|acrescento|completo|trato)",
        r"(?:podem|pode|podes|podiam|puderem|por favor|da pra|dava para|favor|agradecia que"
        r"|se puder\w*)[, ]{0,2}(?:me )?(?:corrig\w+|corrij\w+|tro(?:c|qu)\w+|apag\w+|tirar"
        r"|tirem|mud\w+|substitu\w+|arrum\w+|vir\w+|rodar|endireit\w+|recort\w+|acert\w+"
        r"|ignor\w+|junt\w+|usem|ver)(?: \w+){0,5}",
        r"(?:apagu?\w+|ignor\w+|desconsider\w+|esque\w+|tir\w+) (?:a|o|as|os|essa|esse|esta"
        r"|este)? ?(?:anterior|ultim[oa]|outr[oa]|primeir[oa]|mensagem|de cima|de antes)(?: "
        r"\w+){0,6}",
        r"(?:mandei|enviei|foi|pus) (?:isto |isso |a |o )?(?:duas vezes|sem querer|por "
        r"engano|repetid[oa]|errad[oa])",
        r"(?:foto|imagem|ficheiro|arquivo) (?:errad[oa]|trocad[oa]|virad[oa]|repetid[oa])",
        r"(?:texto|legenda|resto|versao)(?: \w+){0,2} (?:segue|vem|a seguir|depois|provisori[oa])",
        r"(?:nao e|onde se le|leia-se|em vez de|queria dizer|quis dizer|e com)(?: \w+){1,3} "
        r"(?:e sim|mas sim|deve ler|leia-se|nao com)(?: \w+)?",
        r"(?:meu portugues|minha letra|meus erros|nao sei escrever)(?: \w+){0,4}",
    ),
    "insult": (
        r"(?:e|sao) (?:um|uma|uns) (?:ingrat[oa]|moleque|grosso|bruto|falhado|incompetente"
        r"|arrogante|metid[oa]|nojent[oa])(?: \w+){0,3}|(?:meu|minha|seu|sua) (?:estupid[oa]"
        r"|idiota|imbecil|parv[oa]) (?:d[oe] )?(?:cunhad[oa]|sogr[oa]|genro|nora|irma[o]?)",
        r"(?:nao bate bem|burr[oa] (?:que nem|como|feito)|fals[oa] (?:que nem|como) (?:\w+)"
        r"|um zero a esquerda|mau carater|sem carater|sem vergonha na cara|cara de pau|unhas "
        r"de fome|lingua de vibora|ma rolha|ma pessoa|gente ruim)(?: \w+){0,2}",
        r"(?:aquel[ea]|ess[ea]|est[ea]|que grande|meu|minha|seu|sua|tua|teu|nosso|nossa"
        rf"|quel)(?: \w+)? ?{_NASTY}(?: \w+){{0,2}}",
        rf"(?:o|a|um|uma) (?:\w+ )?{_NASTY} (?:d[oa]|de primeira|dess[ae]|do meu|da minha"
        r"|dela|dele)(?: \w+){0,2}",
        r"(?:e|sempre foi|sao|nao passa de) (?:um|uma|uns|umas|mesmo|muito|bem) ?(?:\w+ )"
        rf"?{_NASTY}",
        r"nao (?:presta|vale nada|vale um \w+|serve para nada)",
    ),
    "accusation": (
        r"(?:roub(?:ou|aram|ava\w*|ad\w+|ei|ar|ando)|furt\w+|falsific\w+|desvi(?:ou|aram|ava)"
        r"|embols\w+|surripi\w+|burl\w+"
        r"|enganou (?:os?|as?|toda|todos|minha|meu)|vigariz\w+|esvazi(?:ou|aram)|limp(?:ou|aram)"
        r" (?:a conta|o cofre|a casa)"
        r"|deu o golpe|passou a perna|meteu ao bolso|pos ao bolso|meteu no bolso|botou no "
        r"bolso|apropri\w+|abotoou)(?: \w+){0,6}",
        r"(?:ficou|ficaram|levou|levaram|vendeu|venderam|passou|passaram|pegou|tirou|gastou"
        r"|sumiu)(?: \w+){0,3} (?:dinheiro|heranca|joias?|ouro|casa|terras?|anel|aneis|cofre"
        r"|poupancas?|conta|reforma|tudo|com el[ea])(?: \w+){0,5} (?:cofre|sem dizer|sem "
        r"(?:falar|pedir|avisar|ninguem)|as escondidas|na surdina|pro nome|para o nome|em "
        r"nome|por conta propria|a ninguem|da mae|do pai|da avo|da vo|escondid\w+)",
        r"(?:levou|roubou|tirou|ficou com|pegou) (?:\w+ )?(?:dinheiro|joias|ouro|heranca"
        r"|economias|poupancas)(?: \w+){0,3}",
        r"(?:assinatura|testamento|escritura)(?: \w+){0,3} (?:falsa|falsificad\w+|forjad\w+)",
        r"(?:matou|mataram)-?(?:na|no|a|o)?(?: \w+){0,3} (?:remedio|medico|hospital|injecao"
        r"|com)|(?:remedio|injecao|medicamento)s? errad[oa]s?|foi (?:o medico|o hospital|ele"
        r"|ela) que (?:a|o) matou|deix(?:ou|aram)-?(?:na|no|a|o)? morrer",
        r"(?:tem|teve|tinha|andava com) (?:um|uma)? ?(?:caso|amante|outra mulher|outro homem)",
        r"(?:e|sao|foi) (?:um |uma |uns )?(?:ladra[o]?|ladroes|corrupt[oa]s?|criminos[oa]"
        r"|golpista|burlao|vigarista)",
    ),
    "paternity": (
        r"(?:nao (?:e|era|sou|foi|eram))(?: \w+){0,2} (?:(?:filh[oa]|pai|irma[o]?|net[oa])"
        r"(?: (?:dele|d[oa] \w+|verdadeir[oa]|de sangue|biologic[oa]|legitim[oa]|sua))"
        r"|(?:meu|teu|seu|nosso) (?:pai|irmao) (?:verdadeiro|biologico|de sangue))",
        r"(?:filh[oa]|crianca|menin[oa])(?: mais \w+)? (?:e |era |foi )?(?:filh[oa] )?d[oae] "
        r"(?:padre|patrao|vizinho|medico|doutor|outro|um outro|caixeiro|senhor|amante"
        r"|lavrador|leiteiro|outro homem|compadre)",
        r"(?:so |apenas )?mei[oa][- ]irma[o]?",
        r"(?:pai|mae) (?:biologic[oa]|verdadeir[oa]|de sangue|de verdade) (?:e|era|foi|nunca"
        r"|mora|vive)",
        r"(?:quem te fez|quem a fez|quem o fez|quem me fez|o homem a quem chamas? pai|nao e "
        r"o homem|o homem que te criou)(?: \w+){0,5}",
        r"(?:outro pai|pai diferente|filh[oa] de outro|cara do (?:padre|patrao|vizinho"
        r"|leiteiro)|filh[oa] ilegitim[oa]|bastard[oa]|dad[oa] para adocao|deu (?:a|o) "
        r"(?:bebe|menin[oa]|filh[oa])|perfilh\w+|teste de (?:dna|adn|paternidade))(?: \w+)"
        r"{0,4}",
    ),
    "violence": (
        r"apont(?:ou|ava)-\w+ (?:a|na) (?:cabeca|cara|peito)(?: \w+){0,4}|faca (?:ao|no|na|a)"
        r" (?:pescoco|garganta)",
        r"(?:bat(?:ia|eu|er|iam)|espanc\w+|surr(?:ou|ava|a)|agredi\w+|esmurr\w+|esbofete\w+"
        r"|pontape\w+|chut\w+|empurr(?:ou|ava)|atir(?:ou|ava)|deu|dava|partiu|quebrou"
        r"|queimou|enforc\w+|apert(?:ou|ava) o pescoco)(?:-\w+)?(?: \w+){0,2} (?:n[ao]s? )"
        rf"?(?:{_KIN}|surra|pancada|bofetad\w+|murros?|socos?|pontapes?|braco|dentes?|nariz"
        r"|costelas?|escadas?|pescoco|cinto|cinta|tareia|porrada)(?: \w+){0,3}",
        r"(?:braco|dentes?|nariz|olho|costelas?)(?: \w+){0,4} (?:partiu|quebrou|foi ele|por "
        r"ele|dum empurrao|de um empurrao)(?:-\w+)?(?: \w+)?",
        r"(?:ameac\w+|disse que|jurou que|dizendo que|a dizer que)(?: \w+){0,3} (?:matar"
        r"|matava|mata|queimar|dar um tiro)(?: \w+){0,3}",
        r"(?:apontou|aponta|pos|com)(?: \w+)? (?:a |uma )?(?:espingarda|arma|faca|pistola"
        r"|revolver|cacadeira)(?: \w+){0,2} (?:a|na|ao|pra|para|em|atras|contra) (?:nos|mae"
        r"|minha|cabeca|ela|gente|\w+)",
        r"(?:violencia|violento|era (?:ele )?bebado e batia|olho (?:negro|roxo)|toda "
        r"(?:negra|roxa|marcada)|levou pancada|levava pancada|apanh(?:ava|ou|avamos) (?:do"
        r"|dele|todos|de cinto|muito)|correu (?:conosco|connosco|atras da gente))(?: \w+)"
        r"{0,3}",
    ),
    "abuse": (
        r"obrig(?:ava|ou)(?:-nos|-me)? a (?:despir|tirar a roupa|ver|tocar)(?: \w+){0,3}"
        r"|tocava-nos|vinha (?:as|nas) camas? d\w+ \w+",
        r"(?:mao boba|debaixo da (?:saia|camisola|manta)|por baixo da (?:saia|roupa)|me "
        r"obrigava a|obrigava-me a|gostava (?:demais )?de (?:menininhas|meninas|miudas) "
        r"(?:pequenas|novas)?|nao deixavam? a gente sozinh\w+ com)(?: \w+){0,4}",
        r"(?:mexi[au]|mexeu|mexer|tocav\w*|tocou|apalp\w+|passava a mao|metia a mao|punha as "
        r"maos)(?: \w+){0,2} (?:comigo|connosco|conosco|em mim|em nos|nela|nelas|nas? "
        r"menin\w+|nos? menin\w+|nos miudos|nas criancas|com (?:as|os) (?:menin\w+|miud\w+"
        r"|crianc\w+|mais \w+)|onde nao)|(?:me|nos|-me|-nos) (?:tocava|tocou|apalpava"
        r"|apalpou)|abus(?:ou|ava|ado|ada|os?)(?: (?:d|sexua)\w+)?|violou|violava|violada"
        r"|estupr\w+|molest\w+|bolinava",
        r"(?:entrava|vinha|ia|metia-se|deitava-se|entrou)(?: \w+){0,3} (?:no meu quarto|na "
        r"minha cama|no quarto das? (?:menin\w+|miudas)|na cama das? \w+|na nossa cama)(?: "
        r"\w+){0,3}",
        r"fazia (?:coisas|aquilo|isso)(?: \w+)? (?:comigo|connosco|conosco|as criancas|aos "
        r"miudos|as menin\w+|a gente)",
        r"(?:o que (?:ele|o \w+|o padre) (?:me|nos|lhe|lhes) (?:fez|fazia))",
    ),
    "suicide": (
        r"(?:propria mao|a corda|na corda|uma corda|quis ir embora deste mundo|queria morrer"
        r"|desistiu de viver|pos termo|ponte abaixo)(?: \w+){0,3}",
        r"(?:suicid\w+|matou-se|se matou|matar-se|se matar|enforcou-se|se enforcou"
        r"|enforcad[oa]|atirou-se (?:ao|a|do|da|para|pra|d[oa])(?: \w+)? ?(?:poco|rio|linha"
        r"|comboio|trem|mar|janela|varanda|ponte|predio|agua)|se atirou(?: \w+){0,2} (?:poco"
        r"|rio|linha|trem|mar|janela|varanda|ponte|predio|agua)|deitou-se ao poco|jogou-se"
        r"|se jogou (?:d|n)\w+|pos (?:fim|termo) a vida|tirou a propria vida|acabou com a "
        r"(?:vida|propria vida)|dar cabo da vida|deu cabo de si|tomou (?:os |todos os |um "
        r"frasco de )?(?:comprimidos|remedios|veneno|formicida|remedio de rato|sulfato)(?: "
        r"todos)?|cortou os pulsos|quis morrer|tentou (?:matar|morrer|acabar)\w*|nao foi "
        r"(?:um )?acidente|deixou um bilhete)(?: \w+){0,3}",
    ),
    "illness": (
        r"(?:cancer|cancro|tumor|metastas\w+|quimio\w*|leucemia|alzheimer|demencia|demente"
        r"|esquizofreni\w+|bipolar|depress(?:ao|iv[oa])|esgotamento|psiquiatri\w+"
        r"|internad[oa] (?:no|na|num|numa|por|com)(?: \w+){0,2}|hospicio|manicomio|sida|aids"
        r"|hiv|sifilis|gonorreia|cirrose|alcoolic[oa]|alcoolismo|vicio|viciad[oa]|drog(?:as"
        r"|ad[oa])|toxicodependente|bebia (?:desde|muito|de mais|demais|ate|todos)|aborto"
        r"|abortou|epilepsia|epiletic[oa]|parkinson|doenca d(?:os pezinhos|e|o|a)(?: \w+)?"
        r"|paramiloidose|anorexi\w+|bulimi\w+|diagnostic\w+|antidepressiv\w+|incontinen\w+"
        r"|doente (?:da cabeca|dos nervos|mental))",
    ),
}
