"""Spanish."""

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

_NUMERALS = (
    counted(
        """cero _ dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince
        dieciséis diecisiete dieciocho diecinueve"""
    )
    | counted(
        """veinte veintiuno/veintiún/veintiuna veintidós veintitrés veinticuatro veinticinco
        veintiséis veintisiete veintiocho veintinueve""",
        start=20,
    )
    | {
        word: n * 10
        for word, n in counted(
            "treinta cuarenta cincuenta sesenta setenta ochenta noventa", start=3
        ).items()
    }
)

PACK = Pack(
    code="es",
    common=words(
        """a al el la los las lo un una unos unas y e o u pero de del en por para con como que se
        era
        fue fueron eran ser estar estaba estaban está es son había hay tenía tenían tener tuvo tiene
        él ella ellos ellas le les me te nos yo tú usted ustedes su sus mi mis nuestro nuestra suyo
        suya este esta estos estas ese esa eso esto aquel aquella aquello allí allá aquí ahí ya aún
        todavía también muy mucho mucha muchos muchas más menos cuando donde quien quienes cual
        porque pues entonces así después antes hasta desde durante sobre entre sin bajo todo toda
        todos todas cada otro otra otros otras mismo misma mismos propia propio solo sólo casi tan
        tanto algo alguien algún alguna iba iban voy fui hacer hizo hacía hace luego si sí aunque
        mientras cuyo cuya primero primera último última cuanto nada ni qué cómo dónde cuándo había
        haber ha han he"""
    ),
    negators=lows("no nunca jamás ni nadie nada ningún ninguno ninguna sin tampoco negó"),
    exceptions=words(
        """falló suspendió olvidó faltó excepto todavía aún salvo solo sólo sino
        apenas"""
    ),
    numerals=_NUMERALS
    | {
        "cien": 100,
        "ciento": 100,
        "doscientos": 200,
        "trescientos": 300,
        "cuatrocientos": 400,
        "quinientos": 500,
        "mil": 1000,
        "millon": 1_000_000,
        "millones": 1_000_000,
        "docena": 12,
        "ambos": 2,
        "ambas": 2,
    },
    ordinals=counted(
        """_ primero/primer/primera segundo/segunda tercero/tercer/tercera cuarto/cuarta
        quinto/quinta sexto/sexta séptimo/séptima octavo/octava noveno/novena décimo/décima"""
    ),
    months=counted(
        """enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre
        diciembre""",
        start=1,
    ),
    seasons=counted("primavera verano otoño invierno"),
    decades={},
    decade_marks=either(
        r"(?:anos|decada de)(?: los)? (?:1[5-9]|20)?(?P<tens>\d)0"
        r"|(?:(?:anos|decada de)(?: los)?|(?:en|de|a) los) (?P<word>veinte|treinta|cuarenta"
        r"|cincuenta|sesenta|setenta"
        r"|ochenta|noventa)"
    ),
    calendar=words(
        """lunes martes miércoles jueves viernes sábado domingo sábados domingos navidad
        nochebuena nochevieja pascua carnaval cuaresma reyes pentecostés"""
    ),
    kin=kinship(
        """parent f: madre mamá mami ma | parent m: padre papá papi pa | parent: padres
        | sibling f: hermana hermanas | sibling m: hermano | sibling: hermanos
        | child f: hija hijas | child m: hijo | child: hijos
        | spouse f: mujer esposa viuda | spouse m: marido esposo viudo
        | partner f: novia compañera | partner m: novio
        | grandparent f: abuela abuelita yaya | grandparent m: abuelo abuelito yayo
        | grandparent: abuelos
        | grandchild f: nieta nietas | grandchild m: nieto | grandchild: nietos
        | auntuncle f: tía tías tita | auntuncle m: tío tito | auntuncle: tíos
        | niecenephew f: sobrina sobrinas | niecenephew m: sobrino | niecenephew: sobrinos
        | cousin f: prima primas | cousin m: primo | cousin: primos
        | greatgrandchild f: bisnieta | greatgrandchild m: bisnieto | greatgrandchild: bisnietos
        | greatgrandparent f: bisabuela | greatgrandparent m: bisabuelo
        | greatauntuncle f: tía-abuela | greatauntuncle m: tío-abuelo
        | greatniecenephew f: sobrina-nieta | greatniecenephew m: sobrino-nieto
        | parentinlaw f: suegra | parentinlaw m: suegro | parentinlaw: suegros
        | childinlaw f: nuera | childinlaw m: yerno
        | siblinginlaw f: cuñada | siblinginlaw m: cuñado | siblinginlaw: cuñados
        | stepparent f: madrastra | stepparent m: padrastro
        | stepchild f: hijastra | stepchild m: hijastro
        | stepsibling f: hermanastra | stepsibling m: hermanastro
        | godparent f: madrina | godparent m: padrino | godparent: padrinos
        | godchild f: ahijada | godchild m: ahijado
        | neighbour f: vecina | neighbour m: vecino | neighbour: vecinos
        | colleague: colega colegas | colleague f: compañera | colleague m: compañero
        | friend f: amiga amigas comadre | friend m: amigo compadre | friend: amigos
        | pupil f: alumna | pupil m: alumno | pupil: alumnos"""
    ),
    mine=words("mi mis nuestro nuestra nuestros nuestras mío mía"),
    theirs=table(" : su sus suyo suya"),
    me=words("yo"),
    me_object=words("me conmigo"),
    us=words("nosotros nosotras nos"),
    subjects=table("f: ella | m: él | m: ellos | f: ellas"),
    objects=table(" : le les"),
    of=words("de del"),
    to=words("a al con para por"),
    by=words("por"),
    passive=words("fue fueron era eran sido ser"),
    articles=words("el la los las un una este esta aquel aquella"),
    splits=words(
        "sin y e pero que quien cuando donde mientras porque pues si aunque cuyo cuya como o sino"
    ),
    links=words("porque pues mientras durante cuando como"),
    before=phrases("antes de|antes que|antes del"),
    after=phrases("después de|después que|después del|tras"),
    first=phrases("primero|primera|al principio|antes"),
    later=phrases("después|más tarde|luego|en seguida|a continuación|finalmente|por fin|entonces"),
    hedges=phrases(
        "hacia|alrededor de|cerca de|aproximadamente|más o menos|unos|unas|casi|quizás|o|sobre"
        "|poco más de|más de|principios de|finales de|aproximado"
    ),
    until=words("hasta"),
    since=words("desde"),
    years=words("año años"),
    ages=either(
        r"(?:a los|con|tenia|tiene|cumplio|cumpli|cumplia|cumplir) (?:(?:unos|casi) )?#"
        r"|# anos de edad"
        r"|de # anos"
    ),
    speech=words(
        """dijo dice decía decir dicen cuenta contó contaba escribe escribió escribía recuerda
        recordó recordaba añade añadió habla hablaba llama llamaba llamó según palabras afirma
        afirmó asegura cree explica explicó pidió preguntó respondió prometió repetía relata"""
    ),
    birth=lows("nació nacer nacida nacido nacimiento nacieron"),
    death=words("murió morir muerte murieron falleció fallecida fallecido entierro muerto muerta"),
    loaded=table(
        """joy: feliz felices felicidad alegre alegremente alegría contenta contento
        | grief: triste tristes tristeza tristemente luto llanto lágrimas desolada desolado lloró
        llorando pena dolor
        | pride: orgullo orgullosa orgulloso orgullosamente
        | love: amor amada amado amaba amó adoraba adoró adorada adorado querida querido cariño
        cariñosa cariñoso ternura enamorada enamorado devoción
        | hate: odiaba odió odio rencor detestaba
        | fear: miedo asustada asustado aterrada aterrado temor temía
        | anger: furioso furiosa rabia enfadada enfadado furia
        | lonely: soledad solitaria solitario
        | courage: valiente valentía coraje heroína héroe heroica
        | dream: sueño soñaba soñó
        | hope: esperanza
        | regret: arrepintió arrepentida arrepentido remordimiento
        | always: siempre eternamente eterno eterna constantemente
        | never: nunca jamás
        | everyone: todos todas
        | everything: todo
        | fame: famosa famoso célebre legendaria legendario afamada renombrada
        | beauty: bella bello linda lindo bonita bonito bellísima hermosa hermoso
        | wonder: maravillosa maravilloso extraordinaria extraordinario increíble inolvidable
        magnífica magnífico excelente brillante perfecta perfecto perfección talentosa genial
        ejemplar admirable excepcional
        | kind: bondadosa bondadoso bondad generosa generoso generosidad amable
        | wisdom: sabia sabio sabiduría
        | popular: respetada respetado admirada admirado estimada estimado
        | inspire: inspiró inspiración
        | fate: destino milagro
        | unique: incomparable inigualable
        | daily: diariamente
        | trouble: sufrió sufrimiento sufría tragedia trágica trágico
        | sacrifice: sacrificó sacrificio sacrificios"""
    ),
    strongest=either(
        r"(?:el|la|los|las|su) (?:mejor|peor|mayor|mejores|mas (?!que|de|o\b|joven|viej)\w+|menor)"
        r"|\w{4,}isim[oa]s?|todos los dias|del mundo|de siempre"
    ),
    maternal=either(r"matern[oa]|por parte de(?: su)? madre|del lado matern\w+"),
    paternal=either(r"patern[oa]|por parte de(?: su)? padre|del lado patern\w+"),
    place_words=words("en a de desde hacia por"),
    suffixes=(
        "aron",
        "ieron",
        "aban",
        "ando",
        "iendo",
        "ados",
        "adas",
        "idos",
        "idas",
        "ciones",
        "mente",
        "aba",
        "ada",
        "ado",
        "ida",
        "ido",
        "ian",
        "io",
        "ar",
        "er",
        "ir",
        "an",
        "en",
        "ia",
        "os",
        "as",
        "es",
        "o",
        "a",
        "e",
        "s",
    ),
    irregular=table(
        """decir: dijo decía dice dijeron dicho | ver: vio veía ve vieron visto | venir: vino venía
        viene vinieron | poner: puso ponía pusieron pone puesto | traer: trajo trae traía
        | hacer: hizo hacía hace hicieron hecho | dar: dio daba da dieron dado | saber: supo sabía
        sabe | querer: quiso quería quiere quisieron | poder: pudo podía puede | dormir: durmió
        dormía duerme | leer: leyó leía lee | pedir: pidió pide | casar: casó casaron boda
        casamiento casados casada casado | morir: murió muerte murieron muerta muerto | ir: fue iba
        | perder: perdió pierde perdido perdida | volver: volvió vuelve vuelto | contar: cuenta
        contó | encontrar: encuentra encontró | tocar: tocó toca | cerrar: cierra cerró cierre
        | abrir: abrió abierto | escribir: escribió escrito | romper: rompió roto | oír: oyó oía
        | caer: cayó cae | criar: crió cría | tener: tuvo | nacer: nació nací | enterrar: entierra
        enterró | perdonar: perdonó perdón | regalar: regaló regalo | jubilar: jubiló jubilación"""
    ),
)
