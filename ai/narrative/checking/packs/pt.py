"""Portuguese, of Portugal and of Brazil."""

from __future__ import annotations

from ai.narrative.checking.packs.base import (
    Pack,
    counted,
    either,
    kinship,
    lows,
    phrases,
    table,
    words,
)

_NUMERALS = counted(
    """zero _ dois/duas tres quatro cinco seis sete oito nove dez onze doze treze
    catorze/quatorze quinze dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove"""
) | {
    word: n * 10
    for word, n in counted(
        "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa", start=2
    ).items()
}

PACK = Pack(
    code="pt",
    common=words(
        """a o as os um uma uns umas e ou mas de do da dos das em no na nos nas num numa por pelo
        pela pelos pelas para pra pro com como que se ao aos à às era foi foram eram ser estar
        estava
        estavam está é são tinha tinham ter teve tem têm havia há ele ela eles elas lhe lhes me te
        nós vos eu tu você vocês seu sua seus suas meu minha meus minhas nosso nossa dele dela deles
        delas este esta estes estas esse essa isso isto aquele aquela aquilo lá cá ali aqui já ainda
        também muito muita muitos muitas mais menos quando onde quem qual porque pois então assim
        depois antes até desde durante sobre entre sem sob todo toda todos todas cada outro outra
        outros outras mesmo mesma próprio própria só apenas quase tão tanto tudo algo alguém algum
        alguma vai ia iam vou fui fazer fez fazia faz logo daí aí q d sido sendo se-lhe lho lha
        deste desta nesse nessa neste nesta daquele quanto embora apesar enquanto cujo cuja
        primeiro primeira última último la lo los las"""
    ),
    negators=lows("não nao nunca jamais nem ninguém nada nenhum nenhuma sem tampouco recusou"),
    exceptions=words(
        "falhou reprovou esqueceu faltou exceto excepto ainda salvo menos só apenas senão mal"
    ),
    numerals=_NUMERALS
    | {
        "cem": 100,
        "cento": 100,
        "duzentos": 200,
        "trezentos": 300,
        "quatrocentos": 400,
        "quinhentos": 500,
        "mil": 1000,
        "milhao": 1_000_000,
        "milhoes": 1_000_000,
        "duzia": 12,
        "ambos": 2,
        "ambas": 2,
    },
    ordinals=counted(
        """_ primeiro/primeira segundo/segunda terceiro/terceira quarto/quarta quinto/quinta
        sexto/sexta sétimo/sétima oitavo/oitava nono/nona décimo/décima"""
    )
    | {
        "vigesimo": 20,
        "trigesimo": 30,
        "quadragesimo": 40,
        "quinquagesimo": 50,
        "sexagesimo": 60,
        "septuagesimo": 70,
        "octogesimo": 80,
        "nonagesimo": 90,
    },
    months=counted(
        """janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro
        dezembro""",
        start=1,
    ),
    seasons=counted("primavera verão outono inverno"),
    decades={},
    decade_marks=either(
        r"(?:anos|decada de) (?:1[5-9]|20)?(?P<tens>\d)0"
        r"|(?:anos|decada de) (?P<word>vinte|trinta|quarenta|cinquenta|sessenta|setenta|oitenta"
        r"|noventa)"
    ),
    calendar=words(
        """segunda terça quarta quinta sexta feira sábado domingo sábados domingos natal páscoa
        carnaval quaresma reis pentecostes réveillon finados"""
    ),
    kin=kinship(
        """parent f: mãe mamãe mamã mãezinha | parent m: pai papai papá paizinho | parent: pais
        | sibling f: irmã irmãs mana | sibling m: irmão mano | sibling: irmãos
        | child f: filha filhas | child m: filho | child: filhos
        | spouse f: mulher esposa viúva | spouse m: marido esposo viúvo
        | partner f: namorada noiva companheira | partner m: namorado noivo companheiro
        | grandparent f: avó vó vovó vozinha | grandparent m: avô vô vovô
        | grandparent: avós
        | grandchild f: neta netas | grandchild m: neto | grandchild: netos
        | auntuncle f: tia titia tias | auntuncle m: tio titio tios
        | niecenephew f: sobrinha sobrinhas | niecenephew m: sobrinho | niecenephew: sobrinhos
        | cousin f: prima primas | cousin m: primo | cousin: primos
        | greatgrandchild f: bisneta | greatgrandchild m: bisneto | greatgrandchild: bisnetos
        | greatgrandparent f: bisavó bisa | greatgrandparent m: bisavô biso
        | greatauntuncle f: tia-avó | greatauntuncle m: tio-avô
        | greatniecenephew f: sobrinha-neta | greatniecenephew m: sobrinho-neto
        | parentinlaw f: sogra | parentinlaw m: sogro | parentinlaw: sogros
        | childinlaw f: nora | childinlaw m: genro
        | siblinginlaw f: cunhada | siblinginlaw m: cunhado | siblinginlaw: cunhados
        | stepparent f: madrasta | stepparent m: padrasto
        | stepchild f: enteada | stepchild m: enteado
        | halfsibling f: meia-irmã | halfsibling m: meio-irmão
        | godparent f: madrinha | godparent m: padrinho | godparent: padrinhos
        | godchild f: afilhada | godchild m: afilhado
        | neighbour f: vizinha | neighbour m: vizinho | neighbour: vizinhos
        | colleague: colega colegas | friend f: amiga amigas comadre
        | friend m: amigo compadre | friend: amigos
        | pupil f: aluna | pupil m: aluno | pupil: alunos"""
    ),
    mine=words("meu minha meus minhas nosso nossa nossos nossas"),
    theirs=table(" : seu sua seus suas | f: dela | m: dele | : deles delas"),
    me=words("eu"),
    me_object=words("me mim comigo"),
    us=words("nós nos gente"),
    subjects=table("f: ela | m: ele | m: eles | f: elas"),
    objects=table(" : lhe lhes"),
    of=words("de do da dos das"),
    to=words("ao aos com para pra pro por"),
    by=words("por pelo pela pelos pelas"),
    passive=words("foi foram era eram sido ser fora"),
    articles=words("o a os as um uma este esta aquele aquela"),
    splits=words(
        """sem e mas que quem quando onde enquanto porque pois embora porém cujo cuja como ou apesar
        senão"""
    ),
    links=words("porque pois enquanto durante quando portanto como"),
    before=phrases("antes de|antes que|antes do|antes da|antes dos|antes das"),
    after=phrases("depois de|depois que|depois do|depois da|após"),
    first=phrases("primeiro|primeira|no princípio|no início|antes"),
    later=phrases("depois|mais tarde|em seguida|a seguir|finalmente|por fim|então"),
    hedges=phrases(
        "cerca de|por volta de|por volta dos|perto de|aproximadamente|mais ou menos|uns|umas"
        "|quase|talvez|ou|pouco mais de|princípio de|fim de|início de|mais de|em torno de"
    ),
    until=words("até"),
    since=words("desde"),
    years=words("ano anos"),
    ages=either(
        r"(?:aos|com|tinha|tem|fez|fiz|completou|completei|completava|fazia) (?:(?:cerca|perto"
        r"|pouco mais) de )?"
        r"#|# anos de idade|de # anos"
    ),
    speech=words(
        """disse diz dizia dizer dissera conta contou contava contar escreve escreveu escrevia
        lembra
        lembrou recorda recordou acrescenta acrescentou fala falou falava chama chamava chamou
        segundo palavras afirma afirmou garante acha explica explicou pediu perguntou respondeu
        prometeu repetia relata relatou"""
    ),
    birth=lows("nasceu nascer nascida nascido nascimento"),
    death=words("morreu morrer morte morreram faleceu falecida falecido falecimento enterro"),
    loaded=table(
        """joy: feliz felizes felicíssima felicíssimo felicidade alegre alegremente alegria
        contente radiante
        | grief: triste tristes tristeza tristemente luto pranto lágrimas desolada desolado chorou
        chorando choro saudade saudades desgosto
        | pride: orgulho orgulhosa orgulhoso orgulhosamente orgulhava
        | love: amor amada amado amava amou adorava adorou adorada adorado querida querido carinho
        carinhosa carinhoso ternura apaixonada apaixonado devoção dedicada dedicado afeto
        | hate: odiava odiou ódio rancor detestava
        | fear: medo medrosa aterrorizada assustada assustado pavor temia
        | anger: furioso furiosa raiva zangada zangado fúria
        | lonely: solidão solitária solitário
        | courage: corajosa corajoso coragem valente heroína herói heroica bravura destemida
        | dream: sonho sonhava sonhou
        | hope: esperança
        | regret: arrependeu arrependida arrependido remorso
        | always: sempre eternamente eterno eterna constantemente
        | never: nunca jamais
        | everyone: todos todas 
        | everything: tudo
        | fame: famosa famoso célebre lendária lendário afamada  
        | beauty: bela belo linda lindo bonita bonito belíssima belíssimo
        | wonder: maravilhosa maravilhoso extraordinária extraordinário incrível inesquecível
        magnífica magnífico excelente brilhante perfeita perfeito perfeição talentosa talentoso
        genial exemplar admirável excepcional
        | kind: bondosa bondoso bondade generosa generoso generosidade gentil
        | wisdom: sábia sábio sabedoria
        | popular: respeitada respeitado admirada admirado estimada estimado
        | inspire: inspirou inspiração inspirada
        | fate: destino milagre milagrosa
        | unique: única único incomparável inigualável
        | daily: diariamente
        | trouble: sofreu sofrimento sofria tragédia trágica trágico
        | sacrifice: sacrificou sacrifício sacrifícios"""
    ),
    strongest=either(
        r"(?:o|a|os|as) (?:melhor|pior|maior|melhores|maiores|mais (?!que|do|de|ou|velh|nov"
        r"|jove)\w+|menor)|mais (?!que|do|de|ou|velh|nov|jove)\w+ (?:de|da|do)"
        r" (?:tod\w+|mundo|cidade|vila|regiao|pais|bairro|aldeia)|\w{4,}issim[oa]s?"
        r"|todos os dias|do mundo|de sempre"
    ),
    maternal=either(r"matern[oa]|(?:do|pelo) lado (?:da mae|materno)|por parte d[ea] mae"),
    paternal=either(r"patern[oa]|(?:do|pelo) lado (?:do pai|paterno)|por parte d[eo] pai"),
    place_words=words("em no na nos nas de do da para a ao"),
    suffixes=(
        "aram",
        "eram",
        "iram",
        "avam",
        "ando",
        "endo",
        "indo",
        "ados",
        "adas",
        "idos",
        "idas",
        "coes",
        "mente",
        "ava",
        "ada",
        "ado",
        "ida",
        "ido",
        "iam",
        "ara",
        "era",
        "ira",
        "ar",
        "er",
        "ir",
        "ou",
        "eu",
        "iu",
        "am",
        "em",
        "ia",
        "os",
        "as",
        "es",
        "ao",
        "s",
        "a",
        "o",
        "e",
    ),
    irregular=table(
        """dizer: disse dizia diz disseram | ver: viu via vi viram vê | vir: veio vinha vem vieram
        | pôr: pôs punha puseram põe | trazer: trouxe traz trazia | fazer: fez fazia faz
        fizeram feito | dar: deu dava dá deram dado | saber: soube sabia sabe | querer: quis queria
        quiseram quer | perder: perdeu perdia perde perdida perdido perco | dormir: dormia durmo
        | ler: leu lia lê | pedir: pediu peço | casar: casou casaram casamento casados casada
        casado | morrer: morreu morte morreram morta morto | ganhar: ganhou ganho | pagar: pagou
        paga pago pagavam | achar: achou encontrar encontrou | cair: caiu | sair: saiu saía
        | criar: criou cria criava | nascer: nasceu nasci | perdoar: perdoou perdão"""
    ),
)
