"""Portuguese of both sides of the ocean: the indirect ways."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ai.narrative.gate.words.turns.phrases import lines

_lines = partial(
    lines,
    kin="mae|pai|mamae|papai|irma|irmao|tia|tio|prim[oa]|filh[oa]|avo|vo|avozinha|vovo|marido"
    "|mulher"
    "|cunhad[oa]|sobrinh[oa]|nora|genro|sogr[oa]|padrasto|madrasta|padrinho|madrinha|padre",
    not_="nao|nunca|jamais|nem|ninguem|nada de|evit\\w+|deixa de",
    know="sab\\w+|soub\\w+|saib\\w+|ver|veja\\w*|viu|vir a saber|ouv\\w+|ouc\\w+|ler|leia\\w*"
    "|descubr\\w+|descobr\\w+|desconfi\\w+|sonh\\w+",
    pass_="mostr\\w+|partilh\\w+|compartilh\\w+|cont[ae]\\w*|public\\w+|divulg\\w+|espalh\\w+"
    "|reencaminh\\w+|encaminh\\w+|repass\\w+|pass[ae]\\w* (?:isto|isso|adiante)|imprim\\w+"
    "|post[ae]\\w*"
    "|mencion\\w+|repit\\w+|repet\\w+|fal[ae]\\w*|diz\\w*|dig\\w+|coment\\w+|usa\\w*|use\\w*"
    "|mand[ae]\\w*"
    "|poe\\w*|ponh\\w+|bot[ae]\\w*|coloqu\\w+|coloc\\w+|sub[ai]\\w*|le[ir]\\w* em voz alta",
    this="isto|isso|est[ae]s?|ess[ae]s?|aquilo|nada|o meu nome|meu nome|a foto\\w*|a carta|o"
    " video|o audio",
)

TURNS: Mapping[str, tuple[str, ...]] = {
    "secrecy": _lines(r"""
<not_> ... (?:ha|hao|ira|vai|pode|podem|deve|devem|precisa|precisam|tem|convem
  |quero que) .. (?:de |que )?(?:vir a )?<know>
<not_> .. <pass_> .. (?:<this>|a ninguem|pra ninguem|para ninguem|com ninguem|por ai|adiante
  |para fora|a|ao|aos|pro|pra) .. (?:<kin>|ninguem|outr[oa]s|fora|<this>|resto|miudos|criancas
  |netos)
(?:morre|morra|vai|fica|fique|ficar|guarda|guarde|leva|levo|enterr\w+) .. (?:comigo|contigo
  |com voce|connosco|conosco|entre nos|aqui em casa|ca em casa|em casa|ca dentro|na gaveta
  |na familia|pra voce|para ti|para voce|por aqui|so nosso|debaixo|na cova|pro tumulo)
(?:so|somente|apenas) .. (?:nos|eu e tu|eu e voce|tu e eu|voce e eu|a gente|tu|voce) .. (?:sab\w+
  |saib\w+|ler|leia\w*|ver|vej\w+)
(?:<kin>|el[ea]s?|\w+) (?:nao|nem) (?:sabe|sabem|sonha|sonham|desconfia|imagina
  |faz ideia)(?: (?:que|de nada|disto|disso|ate hoje|da|do))
(?:se|caso) (?:a|o|el[ea]) .. (?:sab\w+|soub\w+|vir|vê|descobr\w+|sonh\w+|ouvir) ... (?:mata
  |matava|morre|chatice|confusao|briga|problema|sarilho|guerra|perdoa\w*|estou frit\w+|da barraco
  |zanga\w*)
(?:depois|assim que|quando|mal) .. (?:ler\w*|lid[oa]|vir\w*|ouvir\w*) ... (?:queim\w+|rasg\w+
  |apag\w+|deita\w*|jog\w+|guard\w+|esconde\w*|destro\w+|lume|fogo|fogao|lixo)
(?:deita|joga|mete|bota|poe)\w* .. (?:no lume|no fogo|no fogao|na lareira|no lixo)
(?:conto|digo|falo|escrevo)-?(?:te|lhe|vos)? .. (?:isto|isso) ... (?:mais ninguem|so a ti
  |so para ti|ninguem mais|confianca|segredo)
(?:nunca|jamais|primeira vez que) .. (?:disse|contei|falei|mostrei|cont[ao]
  |dig[ao]) ... (?:ninguem|a vivalma|nada|isto|isso)
(?:finge|faz de conta|esquece|esqueca|esquec\w+) que .. (?:disse|ouviu|ouviste|viu|viste|contei
  |falei|sabe\w*)
(?:nao|nem) (?:e|foi|era|sao|foram) (?:coisas? )?(?:escrit[oa]s? |feit[oa]s? )?(?:para|pra|p'ra
  |de) (?:andar|publico|mostrar|ser|toda|todo|os outros|fora|estranhos|divulgar|circular|criancas
  |netos|a internet|o livro|expor|se ver|qualquer)
(?:e|sao|isto e|isso e|e coisa) (?:muito |bem |so )?(?:meu|minha|nosso|nossa|particular
  |pessoa[il]s?|intim[oa]s?|privad[oa]s?|d[ae] casa|d[ae] familia|reservad[oa]s?
  |confidencia\w+)[,.;]? (?:nao|e nao|por favor|so|entre|fica|ok|viu|ta)
(?:prefir\w+|preferi\w+|gostava|gostaria|queria|quero|melhor|convinha|agradec\w+|pec\w+
  |peç\w+) ... (?:nao .. <know>|nao .. <pass_>|ninguem|discreto|discricao|reserva|sigilo|segredo
  |guardad\w+|recato|de fora|entre nos|fora d[aeo])
(?:longe|fora|escondid\w+|esconde\w*) d[aeo]s? .. (?:vista|olhos|mae|pai|netos|miudos|criancas
  |internet)
(?:boca (?:fechada|calada)|bico calado|nem uma palavra|nem um pio|moita|sigilo|sem dizer (?:quem
  |que)|sem (?:o )?meu nome|de mim nao ouvi\w+|que ninguem nos oi\w+)
"""),
    "condition": _lines(r"""
(?:so|mas|nao|nada|espera\w*|aguard\w+|segur\w+|deix\w+|publi\w+|us[ae]\w*|pode\w*
  |guard\w+) ... (?:depois|quando|se|ate|antes|enquanto|sem|desde que|caso
  |assim que) ... (?:concord\w+|deix\w+|autoriz\w+|quiser\w*|aceit\w+|perguntar\w*|falar\w*
  |disser\w*|souber\w*|ler\w*|ouvir\w*|aprov\w+|permi\w+|morrer\w*|falecer\w*|partir|viv[oa]s?
  |vir\w*|fal\w+|assin\w+|casamento|batizado|batismo|divorcio|funeral|enterro|tribunal|julgamento
  |processo|partilhas|inventario|sentenca|missa|escritura|resposta|ordem|ok|sim|consent\w+
  |avisar\w*|dizer\w*|nascer|exames?|aniversario|herdeiros)
(?:com uma|uma|com a|a unica|sob|so uma) condicao|(?:na|com a) condicao|contanto que
  |desde que .. (?:nao|ningu\w+|se|tirem|mudem|el[ea]|o|a)
(?:perguntem|pergunta|pergunte|falem|fala|fale|pecam|peca|pede|avisem|avisa|confirmem|combinem
  |liguem|consultem) .. (?:primeiro|antes|com|a|ao) ... (?:primeiro|antes)
(?:primeiro|antes) .. (?:perguntem|pergunta|pergunte|falem|fala|fale|tenho de|tenho que|tem que
  |quero|preciso|deixa|deixem|vou|falar|pedir|perguntar)
(?:se|caso) .. (?:el[ea]s?|<kin>|[ao] (?!tempo)\w+) .. (?:nao (?:se )?(?:importar\w*|opuser\w*
  |quiser\w*|gostar\w*|levar)|concordar\w*|deixar\w*|autorizar\w*|aceitar\w*|permitir\w*|quiser\w*
  |disser\w* que (?:sim|nao)|der\w* (?:o ok|autorizacao|licenca)|reclamar\w*|mudar de ideia\w*)
(?:falta|espero|esperar|aguardo|a espera|esperando) .. (?:autorizacao|ok|resposta|licenca
  |consentimento|d[ae]|pel[ao]|que) ... (?:autoriz\w+|ok|resposta|decid\w+|diga|responda|licenca
  |consentimento|<kin>)
(?:quem manda|quem decide|quem (?:tem de|tem que) (?:dizer|autorizar|decidir)|tem a ultima palavra
  |a decisao e|depende d[aeo]|com (?:a )?(?:licenca|autorizacao|permissao|benca\w) d)
(?:ainda nao|nao) (?:lhe |lhes )?(?:perguntei|falei|pedi|contei|autorizou|disse que sim|sabe\w*
  |pedimos|falamos|deu (?:o ok|autorizacao)) .. (?:ainda|a ela|a ele|com|autorizacao|ao|a|licenca
  |que)
(?:enquanto|ate) .. (?:for viv[oa]|estiver\w* viv[oa]|viver\w*|ca estiver\w*|o juiz|sair
  |resolver\w*|acabar\w*|nao (?:sair|acabar|resolver|disser|souber|fal\w+))
"""),
    "doubt": _lines(r"""
\((?:acho|creio|julgo|penso|talvez|suponho|se calhar|ou|nao tenho|sera|parece|duvid\w+
  |provavel\w*)[^)]{0,40}\)
(?:acho|creio|julgo|penso|parece-me|me parece|suponho|diz\w*|jura\w*) (?:eu )?que (?:e|era|sao
  |seja|esta|este|isto|isso) .. (?:mas|ou|nao|el[ea]|o|a|dele|dela|<kin>)
(?:se calhar|talvez|pode|podia|poderia|capaz de|deve|devia) (?:ate |bem |muito bem 
  |tambem )?(?:ser|seja|nao ser|nem ser|nao seja|nem seja|pertencer)
(?:nao|nem) (?:tenho|temos|tinha) .. certeza|(?:nao|nem) (?:sei|sabemos|estou cert\w|faco ideia
  |juro|garanto|ponho|boto) .. (?:se(?! (?:voces?|vcs?|te|tu) )|quem|de quem|qual|onde|se e|a mao
  |as maos|que ano)
(?:por|para|falta|preciso|a|ha que) (?:confirmar|verificar|conferir)|confirm\w+ (?:com|junto)
(?:quem|de quem) (?:e|sera|sao|era) (?:est[ae]|ess[ae]|isto|isso|el[ea]|a senhora|o homem
  |a crianca|o senhor|o rapaz|a moca)
nao sei se (?:isto|isso|e|esta|este)|voces (?:que sabem|e que sabem|decidem|vejam)
(?:sera|serao) (?:que |mesmo |el[ea]|a |o |dele|dela|do|da|isto|isso)
(?:ou (?:e|sera|era|seria) (?:o|a|el[ea])|ou outr[oa]|ou entao (?:o|a)|vendo pelo preco
  |dizem as mas linguas|ouvi dizer|contaram-me|me contaram|nao ponho as maos|quem conta um conto)
(?:misturad\w+|trocad\w+|engan\w+|outra familia|familia errada|pessoa errada|caixa errada
  |album errado|veio (?:parar|junto)|fazer aqui|faz aqui|tem a ver|tem que ver
  |pertence) .. (?:aqui|com|por|de|a|desta|\?|familia|isto|outr\w+)
"""),
    "editor_note": _lines(r"""
(?:alo|oi|ola|som|teste|testando|um dois) .. (?:ta|esta|estao|som|teste|testando|a) (?:gravando
  |a gravar|gravar|ouvir|funcionar|funcionando|ligado|tres|me ouvindo)
como (?:e que|que|se|e) .. (?:manda|envia|grava|apaga|liga|desliga|faz|para|funciona|sai)
(?:ta|esta|isto esta) (?:gravando|a gravar|ligado|funcionando|a funcionar)
(?:se fosse a (?:vocês|voces|vos|ti)|no (?:vosso|seu|teu) lugar|por mim|eu ca|eu cortava|eu tirava
  |eu passava|eu saltava) ... (?:passava|saltava|tirava|cortava|deixava|punha|pulava|nao|omitia
  |ao lado|por cima)
(?:passa\w*|salta\w*|pul[ae]\w*|corta\w*|tir[ae]\w*|apag\w+|omit\w+|suaviz\w+|resum\w+|encurt\w+
  |corrij\w+|corrig\w+|troqu\w+|troca|trocar|mud[ae]m?|mudar|substitu\w+|retir\w+|roda\w*
  |recort\w+|arranj\w+|arrum\w+|acrescent\w+|junt\w+|retifi\w+|emend\w+) .. (?:ao lado|por cima
  |por alto|essa parte|esta parte|esse pedaco|isso|isto|o titulo|a data|a foto|o nome|a legenda
  |a frase|a parte|a palavra|o texto|os nomes|por favor|ai|fora|pf|pfv|sff|aquela|aquilo|o que
  |a que)
(?:desculp\w+|perdao|opa|ops|ai|eita|engano|enganei-me|me enganei|errei|corrijo|correcao|digo
  |alias|quer dizer|minto)[,:. !]* ... (?:corretor|engan\w+|errad\w+|erro|gralha|queria dizer
  |e nao|nao e|troquei|duas vezes|repetid\w+|teclado|dedo|onde se le|onde esta|leia-se|mandei
  |enviei|outra|sem querer|escrevi)
(?:onde|aonde) (?:se le|esta|diz|escrevi|ta escrito) ... (?:leia|e|deve|queria|era)
(?:ignor\w+|desconsider\w+|esquec\w+|nao lig\w+|nao facam caso|apag\w+) .. (?:isto|isso|a mensagem
  |o que|a anterior|esta|este|essa|a de cima|o anterior|a outra|a primeira|o acima)
(?:rascunho|por acabar|inacabado|falta (?:a|o|metade|acabar|a outra)|continua depois
  |depois (?:acabo|mando|envio|completo|termino|escrevo)|amanha (?:mando|envio|acabo)|ja (?:mando
  |envio|volto)|vou (?:corrigir|completar|acabar|procurar|ver) (?:depois|amanha|isto|isso))
(?:nao|nem) (?:facam|faca|ponham|ponha|escrevam|escreva|digam|diga|usem|use|carreguem|batam
  |insistam|puxem|toquem|mexam|precisam|precisa|vale a pena|chamem|chame|exagerem) .. (?:disso
  |nisso|disto|nessa|nesta|tecla|muito|caso|nada|isso|isto|palavra|que el[ea]|de|el[ea]|em|a|o
  |falecid\w+|drama|alarde)
(?:escreve-se|escreve com|com dois|com um so|com acento|sem acento|sem h|com h|com z
  |com s) .. (?:e|nao|se|\w)
era para (?:ir|mandar|enviar|por|ser|outro|outra) ... (?:outr[oa]|foto|grupo|mensagem|el[ea]|<kin>
  |aqui|ca)
"""),
    "insult": _lines(r"""
(?:nao|nem|nunca|jamais) .. (?:prest\w+|serv\w+|val\w+) .. (?:para nada|pra nada|nada|um|uma|o)
  |nem (?:para|pra) ... (?:prest\w+|serv\w+|presta)
(?:so sabe .. falar mal|cobra (?:peconhenta|venenosa|criada)|fala mal d[eo]s? (?:outros|toda|todo))
(?:um|uma|e um|e uma|aquel[ea]|ess[ea]|grande|tremend[oa]|verdadeir[oa]) .. (?:encosto|cobra \w+
  |cobra|vibora|peste|praga|traste|verme|sanguessuga|parasita|vigarista|aldrab\w+|mentiros[oa]
  |falso|falsa|sonsa?|invejos[oa]|vagabund[oa]|preguicos[oa]|inutil|imprestavel|bebado|bebada
  |chulo|malandr[oa]|canalha|sacana|cabra|vaca|burr[oa]|besta|estafermo|forreta|mao de vaca|sovina
  |mandri\w+|interesseir[oa]|gananci\w+|ranhos[oa]|pulha|crapula|hipocrit\w|cinic[oa]|bruxa|megera
  |cascavel|jararaca|palerma|parvo|parva|idiota|imbecil|cretin[oa]|otari[oa]|folgad[oa]|abutre
  |ordinari[oa]|desgracad[oa]|mal ?educad[oa]|oportunista)
(?:cara de pau|lingua de (?:cobra|vibora|trapos)|sem vergonha na cara|nao vale (?:nada|um|o chao|a
  |o)|ar de sant\w|cara de sons\w|pior que|nunca (?:fez|trabalhou|mexeu|levantou)
  |tem o rei na barriga|ma rês|ruim como|de ma indole|nao tem (?:caracter|carater|vergonha|coracao
  |onde cair|escrupulos)|estrag\w+ (?:tudo|sempre|qualquer|o que)|nao (?:posso|suporto|aturo
  |aguento|consigo) .. (?:ver|aturar|aguentar|suportar|nem|aquel[ea]|ess[ea]|el[ea]|o
  |a) .. (?:frente|cunhad\w|nora|genro|sogr\w|mulher|homem|gente))
"""),
    "accusation": _lines(r"""
(?:todos?|toda a gente|todo mundo|nos|a familia toda) .. (?:sabe\w*|sabia\w*|sabemos|viu
  |viram) .. (?:quem|que foi|onde|para onde|pra onde|de onde)
(?:dinheiro|joias?|ouro|anel|aneis|cordao|economias|poupancas|terras?|terreno|casa|heranca
  |testamento|libras|reforma|aposentadoria|pensao|sitio|gado) ... (?:desaparec\w+|sumi\w+
  |evapor\w+|fic\w+ com|ficou pr\w|levou|levaram|tirou|meteu|enfiou|gastou|torrou|vendeu
  |passou para o nome|no nome d|voou|nunca (?:mais|vi|vimos|apareceu|devolveu)|nao aparec\w+
  |perdeu no jogo|bolso)
(?:puseram|poseram|pegaram|pegou|segurou|guiou|molhou|meteu|botou|pos) .. (?:o dedo|a mao) (?:dela
  |dele|da|do)|dedo (?:dela|dele) na tinta
(?:assin\w+|papel|papeis|testamento|escritura|procuracao) ... (?:nao sabia (?:ler|o que)|sem saber
  |sem ler|enganad\w|achando que|julgando|a pensar|pensando que|ja nao|nao via|fals\w+|era d[ae]
  |vespera|dois dias antes)
(?:nunca|nao|ainda nao|ate hoje nao) .. (?:pagou|pagaram|paguei|devolv\w+|repo\w+|prest\w+ contas)
  |(?:fic\w+|esta|ainda) .. (?:a dever|devendo)
(?:enganou (?:toda|todos|os|o meu|a minha|a mae|o pai)|roubou|traiu|aldrabou|burlou|passou a perna
  |deu o golpe|vigarizou|lixou|tramou|denunciou|bufou|entregou|chibou|caloteou|deserdou|falsificou
  |depenou|rapou|surripiou|fanou|gamou|afanou|embolsou|desviou) .. (?:o|a|os|as|me|nos|nosso|minha
  |meu|el[ea]|\w+)
(?:amante|caso com|outra mulher|outra casa|anda\w* (?:metid\w+ )?com|anda\w* a enganar
  |pulava a cerca|dorm\w+ com|meteu-se com|engan\w+ com)
(?:ta la|esta la|vive|mora|anda) .. (?:no bem bom|a grande|de carro novo|como se nada
  |com o dinheiro|a custa|na casa que era)
(?:que coincidencia|coincidencia|estranho|engracado|curioso)[,.]? (?:nao|que|foi|e|heim|hein|logo)
(?:so|fui) (?:eu|el[ea]) ... (?:sabia\w*|tinha a chave) ... (?:nao fui|e el[ea]|dinheiro|lata)
"""),
    "paternity": _lines(r"""
(?:nasceu|nasceram|saiu|veio) .. (?:com|de|igual\w*|a cara|loir\w+|rui\w+|olho|antes|mais
  |meses) ... (?:olho|olhos|cabelo|nariz|farmaceutico|padre|patrao|carteiro|leiteiro|vizinho
  |medico|doutor|fazendeiro|capataz|compadre|feitor|meses|guerra|fora|embarcad\w|primo)
(?:a cara|o nariz|os olhos|olho\w* \w+|igual\w*|cuspid\w|tal e qual|chapad\w|parecid\w
  |cara chapada) .. (?:d[oa]|ao|com o|tambem|que o) .. (?:padre|farmaceutico|patrao|carteiro
  |leiteiro|vizinho|medico|doutor|fazendeiro|capataz|compadre|feitor|senhorio|caixeiro|merceeiro
  |sargento|padeiro|acougueiro)
(?:todo mundo|toda a gente|a aldeia|a terra|todos) .. (?:sabia|sabiam|sabe|comentava
  |falava) .. (?:menos|excepto|exceto|so) .. (?:el[ea]|o|a)
(?:nao|nem) (?:e|era|sou|somos|sera|seria|foi) .. (?:filh[oa]|pai|irma\w?|irmaos|net[oa]|sangue
  |mae) (?:d[eoa]|verdadeir\w|biologic\w|legitim\w|mesmo|dele|dela|del)
(?:pai|mae) (?:verdadeir|biologic|de sangue|a serio|incognito|desconhecid)~|pai (?:que )?(?:o
  |a) (?:criou|registou|registrou)|registad\w+ como|registrad\w+ como|perfilh~
(?:teste|exame|analise|resultado)\w* .. (?:adn|dna|genetic\w+|ancestralidade|paternidade|sangue)
  |meio[- ]irma\w?|mei[oa]s?[- ]irm\w+|filh[oa] (?:de outro|de outra|bastard\w|ilegitim\w|natural
  |fora do casamento|do pecado|do patrao|do padre|d[oe] vizinho)
(?:setimanista|sete mesinho|de sete meses|prematur\w) ... (?:quilos|cara|rir|dizia|gordo|gordinha
  |ningu\w+)
(?:preso|na guerra|embarcado|em africa|no brasil|na franca|no ultramar|fora|no mar|na tropa
  |no garimpo) ... (?:nasceu|engravid\w+|gravida|nasceram|veio ao mundo|apareceu)
nao (?:e|era|sera) d[oa] (?:avo|pai|marido|meu)
(?:foi|fui|foram) (?:dad[oa]|entregue|criad[oa]|deixad[oa]|adotad\w) .. (?:a|aos|para|pra|pela
  |pelos|como|na roda) ... (?:filh\w|freiras|adoca\w|roda|tios|avos|avo|outra|familia)
(?:casaram|casou|casar) .. (?:a pressa|as pressas|de barriga|obrigad\w|gravida|ja com)
"""),
    "violence": _lines(r"""
(?:com|no|quando|depois d[oe]|cheio de) .. (?:vinho|bebid\w|beb\w+|copos|cachaca|pinga|aguardente
  |alcool|taberna|bar) ... (?:outro homem|outra pessoa|med\w+|escond\w+|dorm\w+|fugi\w+|fech\w+
  |tranc\w+|cinto|partia|quebrava|transform\w+|um bicho|ninguem|calad\w+)
(?:dormi(?!do|nd)\w+|escond\w+|fugi\w+|fech\w+|tranc\w+|pass\w+ a noite) .. (?:no|na|para|pra
  |debaixo|em
  |nos|-\w+) .. (?:palheiro|curral|quintal|cave|armario|celeiro|cama|vizinh\w+|mato|rua|quarto
  |banheiro|paiol|galinheiro|casa da)
(?:cinto|cinta|correia|chicote|vara|relho|rebenque|verdasca|cavalo-marinho|espingarda|faca|navalha
  |pistola|caçadeira|cacadeira|arma|machado|facao) ... (?:na mao|apont\w+|encost\w+|lombo|costas
  |pernas|marc\w+|nos|pescoco|cantava|comia|fivela|tirou|puxou|foi buscar|cabeca|em cima)
(?:med[oa]|pavor|terror) (?:d[oae]|dele|do pai|do avo|do marido) .. (?:chegar|quando|noite|passos
  |beb\w+|chave|el[ea]|pai|marido|voltar)
(?:cai|caiu|caira|caido|tropec\w+|escorreg\w+|bati|bateu) .. (?:da|na|nas|das|pelas?|a|com a
  |contra) .. (?:escada\w*|porta|armario) ... (?:dizia|outra vez|sempre|disse|nao|contava|nunca)
(?:disse|dizia|dizer|contava|inventava|desculpa) .. (?:que|a) ... (?:cai\w+|tropec\w+|porta
  |escada\w*|armario)
(?:negr\w+|roxo\w*|nodoa\w*|marca\w*|olho\w* (?:negro|roxo|inchado)|oculos escuros
  |manga\w* comprida\w*|costelas?|dente) ... (?:pai|dele|domingo|missa|verao|marido|partid\w+
  |quebrad\w+|perguntou|escond\w+|nunca)
(?:levant\w+|ergu\w+|assent\w+|chegava|molhava) .. (?:a mao|a mão|o braco|a roupa ao pelo
  |mao pesada|em cima)|mao pesada|(?:batia|bateu|surr\w+|sova\w*|tareia\w*|porrada|pancada\w*
  |espanc\w+|coça|cossa|malh\w+|tunda) .. (?:n[ao]s?|em|lhe|me|nos|mae|a|d[eo]|mulher|por|todos
  |sempre)
(?:esper\w+|emboscad\w+|tocai\w+) ... (?:atras|muro|estrada|curva|escuro) ... (?:nao voltou|nunca
  |chegou|tiro|sachola|enxada|faca)
"""),
    "abuse": _lines(r"""
(?:padre|tio|primo|professor|padrasto|vizinho|irmao|avo|patrao|sacristao|mestre|doutor|catequista
  |seminario) ... (?:mandava|chamava|obrigava|pedia|fazia|ficar|fechava|entrava|vinha|sentava
  |punha|colo|passava a mao|mexia|dava rebucados|dava balas) ... (?:sozinh\w+
  |depois d[aeo]s outr\w+|colo|quarto|cama|noite|sacristia|porta|segredo|a chave|ficar|comigo
  |em mim|por baixo|debaixo)
(?:nunca mais|nao) .. (?:entrei|fui|voltei|pus os pes|quis|consegui|entrou|voltou|quis
  |foi) .. (?:na|no|naquela|naquele|aquela|a|ao|la) .. (?:sacristia|catequese|catecismo|igreja
  |escola|casa d|casa do|quarto|quinta|sitio|barracao|colegio)
(?:porque|por que|porquê|razao) .. (?:larguei|deixei|fugi|nao (?:fui|vou|ia|quis|quero)|sai|parei
  |tenho medo|odeio) .. (?:o|a|d[aeo]|da casa|de|ao|la) .. (?:catecismo|catequese|igreja|escola
  |casa|missa|enterro|funeral|tio|padre|coro|colegio|primo|quinta|servir)
(?:porta|quarto|cama) ... (?:nao tinha|sem|cadeira|tranc\w+|encost\w+|de noite|a noite
  |fech\w+) .. (?:chave|tranca|fechadura|a|e|cadeira|por dentro) .. (?:e|el[ea]|sabia|patrao
  |menino|tio|noite|por|todas|porta)
(?:fing\w+|faz\w+ de conta|fazia) .. (?:que|a) (?:dorm\w+|estava a dormir)|(?:as maos
  |a mao) (?:dele|por baixo|onde nao|no meu|nas minhas|na minha)
(?:o que|aquilo que|as coisas que) .. (?:ele|fez|fizeram|fazia\w*|o tio|o padre) ... (?:comigo
  |as meninas|as miudas|aos miudos|as criancas|com as|a nos|a mim|as primas|as netas|meninos)
(?:tinha|eu com|com) (?:seis|sete|oito|nove|dez|onze|doze|\d{1,2}) anos ... (?:tio|padre|padrasto
  |patrao|nunca (?:contei|disse|falei)|porta|quarto|medo|primo)
(?:gostava demais|gostava muito) d[aeo]s (?:menin|miud|crianc|garot)\w+|abus\w+|viol(?:ou|ad\w
  |acao|ava)|aproveit\w+ d(?:ela|ele|as|os|a|e mim)
"""),
    "suicide": _lines(r"""
(?:escolheu|decidiu|quis|preferiu|resolveu) .. (?:ir|partir|a hora|o dia|sair|o caminho|ir-se
  |nao ficar|morrer|acabar|desistir|deixar)
(?:deixou|arrum\w+|dobr\w+|poe|pos|tirou|pousou) ... (?:sapatos|casaco|relogio|alianca|carteira
  |oculos|chapeu|bilhete|roupa|carta|documentos) ... (?:ponte|margem|muro|beira|rio|praia|mesa
  |poco|dobrad\w+|alinhad\w+|em cima|arrumad\w+|despedida|parapeito)
(?:foi|saiu|caminhou|entrou|andou) .. (?:ate|para|pra|pelo|no|a|ao|na) .. (?:ponte|rio|mar|poco
  |linha|barragem|sotao|celeiro|garagem|mato|curral|palheiro|represa) ... (?:nao voltou|nunca mais
  |e nao|sozinh\w|de madrugada|encontr\w+|ficou la|sem|depois de)
(?:disseram|disse|dizem|dizia\w*|puseram|escreveram|certidao
  |padre) .. (?:que )?(?:foi )?(?:o coracao|do coracao|acidente|um acidente|coracao|caiu
  |que escorreg\w+|que caiu|limp\w+ a arma|queda)
(?:nao (?:quis|queria|aguentou|aguentava|conseguiu|suportou|podia) .. (?:mais|viver|continuar
  |ca estar|acordar|estar)|cans\w+ de viver|desistiu d[ae] vid\w|acab\w+ com (?:tudo|a vida|isto)
  |por termo|pos termo|pos fim|deu um tiro|corda|forca|viga|gas aberto|comprimidos|veneno
  |remedio dos ratos|chumbinho|605 ?forte|pulsos)
(?:nao|nem) .. (?:enterr\w+|sepult\w+|missa|deixaram) ... (?:cemiterio|chao sagrado|padre|missa
  |igreja|santo)
(?:na vespera|na noite anterior|no dia anterior|dias antes) ... (?:devolveu|pagou|deu|despediu
  |arrumou|entregou|abracou|visitou|escreveu)
"""),
    "illness": _lines(r"""
(?:hemodialis\w*|dialise|quimio\w*|radioterapia|oncolog\w*|ipo|hospicio|manicomio|psiquiatr\w+
  |julio de matos|conde de ferreira|magalhaes lemos|insulina|morfina|oxigenio|avc|derrame|trombose
  |enfarte|demencia|alzheimer|parkinson|esclerose|metastas\w+|tumor\w*|cancro|cancer|diabet\w+
  |tubercul\w+|sanatorio ... (?:pulm\w+|meses)|esquizofren\w+|bipolar|depress(?:ao|iv)\w*
  |esgotamento|internad[oa]|internamento|desintoxicacao|alcoolic[oa]s?|alcoolismo|cirrose|hepatite
  |sida|hiv|sifilis|epilep\w+|convulso\w+|aborto\w*|transplante|pacemaker|marcapasso
  |fralda\w* (?:de adulto|geriatr\w+)|algalia|sonda|paliativ\w+|autismo|panico|ansiedade
  |remedios? (?:da|para a|pra) cabeca|ataques? de nervos|doenca ruim|a doenca d[eoa]l?[ea]?
  |mal dos nervos)
(?:pai|avo|tio|mae|el[ea]|marido|irmao|vo) (?:bebia|bebe|bebeu) (?!(?:agua|leite|cafe|cha
  |um copo de leite|o cafe|sumo|chimarrao|mate|o cha|uma? bica))
(?:deram-lhe|deu-lhe|deram|davam-lhe|davam) .. (?:tres|seis|dois|poucos|um|\d+) (?:meses|semanas
  |anos?|mes) .. (?:de vida|e|mas|no)?
(?:ja )?nao (?:me |nos |o |a )?(?:conhec\w+|reconhec\w+|sabia quem|lembrava
  |sabe quem) .. (?:ninguem|filhos|mim|nos|quem|a|o|o nome|de|era|sou|os)
(?:sem|perdeu o|perdeu os|cai\w+ o|ficou sem|caiu-lhe o) cabelo\w*|(?:cabeca|memoria|juizo|figado
  |rins|pulmoes|nervos) (?:dela |dele |del[ea] )?(?:ja |a |foi |ficou |falh\w+|fraca|avari\w+
  |perdid\w+|se foi|comecou)
(?:garrafas? escondid\w+|escondia (?:as garrafas|o vinho|a cachaca|a garrafa)|cheirava a vinho
  |vicio|viciad\w+|na bebida|com a bebida|da bebida|na pinga|droga\w*|aa|alcoolicos anonimos
  |jogo a dinheiro|chorava (?:o dia|todo|dias|sem)|nao se levantava|nao saia da cama
  |depois do parto)
"""),
}
