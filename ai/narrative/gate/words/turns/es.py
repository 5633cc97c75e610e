"""Spanish of both sides of the ocean: the indirect ways."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ai.narrative.gate.words.turns.phrases import lines

_lines = partial(
    lines,
    kin="mama|papa|madre|padre|ama|apa|herman[oa]|tia|tio|prim[oa]|hij[oa]|abuel[oa]|yay[oa]|marido"
    "|mujer|cunad[oa]|sobrin[oa]|nuera|yerno|suegr[oa]|padrastro|madrastra|padrino|madrina"
    "|niet[oa]s?",
    not_="no|nunca|jamas|ni|nadie|tampoco|nada de|evit\\w+|sin",
    know="sab\\w+|sep\\w+|supi\\w+|ver|vea\\w*|entera\\w*|entere\\w*|oiga\\w*|oir\\w*|lea\\w*"
    "|leer\\w*"
    "|descubr\\w+|sospech\\w+|conoc\\w+|conozca\\w*",
    pass_="ensen\\w+|mostr\\w+|muestr\\w+|compart\\w+|cuent\\w+|cont[ae]\\w*|public\\w+|publiqu\\w+"
    "|difund\\w+|reenvi\\w+|pas[ae]\\w*|imprim\\w+|sub[ai]\\w*|menci\\w+|repit\\w+|dig\\w+|dec\\w+"
    "|comenta\\w*|comente\\w*|us[ae]\\w*|mand[ae]\\w*|pong\\w+|pon\\w*|sac[ae]\\w*|saque\\w*"
    "|lea\\w* en alto"
    "|habl[ae]\\w*",
    this="esto|eso|est[ae]s?|es[ae]s?|aquello|nada|mi nombre|la foto\\w*|la carta|el video|el"
    " audio",
)

TURNS: Mapping[str, tuple[str, ...]] = {
    "secrecy": _lines(r"""
<not_> ... (?:tien\w+|tenga\w*|deb\w+|pued\w+|pueda\w*|va|van|hace falta|conviene|quier\w+
  |quisiera|me gustaria|gustaria) .. (?:que |por que |de )?<know>
<not_> .. <pass_> .. (?:<this>|a nadie|con nadie|por ahi|fuera|al?|a l[oa]s?) .. (?:<kin>|nadie
  |otr[oa]s|fuera|<this>|resto|ninos|chicos|crios)
(?:muere|muera|va|queda|quede|quedar\w*|guarda\w*|guarde\w*|lleva|llevo|entierr\w+) .. (?:conmigo
  |contigo|con vos|con nosotros|entre nosotr\w+|en casa|aqui|aca|en el cajon|en familia
  |en la familia|para ti|para vos|para nosotr\w+|entre tu y yo|a la tumba|bajo llave|de aqui|dentro)
(?:solo|solamente|unicamente|nada mas|nomas) .. (?:tu y yo|vos y yo|nosotr\w+|tu|vos
  |tu hermana) .. (?:sab\w+|lo|la|leer\w*|ver\w*)|(?:leelo|leela|leetelo|leanlo|leedlo|miralo
  |mirala|escuchalo) .. (?:sol[oa]s?|tu|a solas)
(?:mete\w*|guarda\w*|esconde\w*|pon\w*) ... (?:donde|cajon|armario|caja fuerte) ... (?:no (?:busca
  |mira|entra|lo|la)|nadie|nunca|llave|abajo)
(?:<kin>|ell[oa]s?|el|ella|\w+) no (?:sabe|saben|sospecha|imagina|tiene idea) .. (?:que|de|nada
  |esto|todavia|y)
(?:lo|la|esto|eso) .. (?:oyes|oiste|ves|viste|lees|leiste|escuchas|escuchaste) y .. (?:olvidas
  |olvidaste|callas|quemas|rompes|tiras|borras|ya)
(?:haz|hace|hagan|haced|has) .. (?:como|de cuenta|cuenta) que .. (?:no|nunca)|(?:yo no|de mi no
  |por mi no) .. (?:he dicho|dije|te dije|sabes|sabe|lo)
(?:que|si|como) (?:la|lo|se|esto|eso|mi|el|ella|tu) .. (?:vea|ve|viera|entera|entere|enterara|lee
  |lea|descubre|sabe|supiera) ... (?:lio|mata|matan|bronca|guerra|problema\w*|quilombo|disgusto
  |arma|muero|muere|verguenza|ardio|habla mas|perdona)
(?:cuando|despues|una vez|luego) .. (?:lea\w*|leid\w|leer\w*|visto|oido|escuch\w+) ... (?:quem\w+
  |romp\w+|borr\w+|tir\w+|guard\w+|escond\w+|destru\w+|fuego|estufa|basura|cajon)
(?:nunca|jamas|primera vez que) .. (?:dije|conte|habl[eo]|mostre|ensen[eo]|cuento|digo|he (?:dicho
  |contado|hablado)|se lo) ... (?:nadie|alma|esto|eso)
no (?:es|son|era|eran|fue|esta|estan) .. (?:para|pensad\w+ para) .. (?:publico|que|anden|circul\w+
  |ensenar\w*|todos|nadie|otr\w+|fuera|extranos|los (?:ninos|nietos|chicos|demas)|el libro
  |internet|la red|airear\w*|publicar\w*)
(?:son|es|esto es) .. (?:cosas? )?(?:mi[ao]s?|nuestr[ao]s?|privad\w+|personal\w*|intim\w+|de casa
  |de familia|confidencial\w*|reservad\w+)[,.;]? (?:no|y no|por favor|solo|entre|lo escrib\w+|eh|ok)
(?:prefier\w+|preferi\w+|quisiera|quiero|mejor|agradec\w+|ruego|pido|pid\w+) ... (?:no|nadie
  |discret\w+|discrecion|reserva|secreto|guardad\w+|fuera|entre nosotr\w+|de casa) .. (?:<know>
  |<pass_>|salga|saliera|por favor|fuera|esto|conmigo)
(?:punto en boca|chiton|ni pio|ni mu|ni palabra|boca cerrada|pico cerrado|mutis|de aqui no sale
  |no sale de (?:aqui|casa)|que no salga|que no trascienda|sin mi nombre|sin decir quien
  |que no nos oig\w+|a escondidas de mi (?:madre|padre|hermana)|que no se entere|no le vayas con)
"""),
    "condition": _lines(r"""
(?:solo|pero|no|nada|esper\w+|aguard\w+|dej\w+|public\w+|us[ae]\w*|pued\w+|pod\w+|guard\w+|va
  |vale) ... (?:despues|cuando|si|hasta|antes|mientras|sin|siempre que|siempre y cuando|en cuanto
  |una vez) ... (?:de acuerdo|dej\w+|autori\w+|quier\w+|quiera\w*|acept\w+|pregunt\w+|hablar\w*
  |diga\w*|dice|sep\w+|lea\w*|leido|oiga\w*|aprueb\w+|permi\w+|muer\w+|falt\w+|viv[oa]s?|viv\w+
  |vea\w*|visto|firm\w+|boda|bautizo|comunion|divorcio|funeral|entierro|juicio|juez|herencia
  |notario|sentencia|respuesta|permiso|consent\w+|avis\w+|nazca|examenes|cumpleanos|herederos
  |me vaya|ya no este)
(?:con|bajo) (?:una|la|esa|esta|la unica) condicion|a condicion de que|con tal de? que
  |siempre (?:que|y cuando) .. (?:no|quiten|cambien|el|ella|la|lo|mi|se)
(?:pregunt\w+|habl[ae]\w*|avis[ae]\w*|consult\w+|confirm\w+|llam[ae]\w*|pidan|pide|pidele
  |pedidle) .. (?:primero|antes|con|a|al|le) ... (?:primero|antes)
(?:primero|antes) .. (?:pregunt\w+|habl\w+|tengo que|tiene que|tienen que|quiero|hay que|dejen
  |dejad|voy a|consult\w+|pid\w+|avis\w+)
si .. (?:el|ella|ellos|<kin>|a \w+|al \w+|\w+) .. (?:no (?:le|les|te|se) (?:importa|opone|molesta
  |gusta|parece)|(?:esta|estan) de acuerdo|(?:le|les) parece|da (?:su|el) (?:permiso|ok|visto)
  |dice que (?:si|no)|lo autoriza|lo permite|se opone|se queja|cambia de)
(?:falta|espero|esperando|a la espera|pendiente|pendientes) .. (?:de|que|permiso|la|el
  |su) ... (?:permiso|autori\w+|respuesta|diga|conteste|firma|ok|visto bueno|consent\w+|decid\w+
  |<kin>)
(?:quien manda|quien decide|quien tiene que (?:decir|decidir)|tiene la ultima palabra
  |la decision es|depende de|con (?:el )?permiso de|sin (?:el )?permiso de|visto bueno)
(?:todavia no|aun no|no) (?:se lo |le |les )?(?:he |hemos |ha )?(?:pregunt\w+|dicho|hablad\w+
  |contad\w+|pedid\w+|autoriz\w+|dije|pregunte|sabe) .. (?:todavia|aun|a|permiso|nada)
(?:mientras|hasta que) .. (?:viva|vivan|este viv\w|seguimos|siga\w*|el juez|salga|resuelva\w*
  |termine\w*|acabe\w*|no (?:salga|acabe|resuelva|diga|sepa|hable)|dure|juicio)
que no (?:aparezca|salga|figure|se vea|se nombre|se mencione|ponga\w*|conste)
"""),
    "doubt": _lines(r"""
\((?:creo|pienso|supongo|quizas?|tal vez|a lo mejor|o |no estoy|sera|parece|dud\w+|probabl\w*
  |puede)[^)]{0,40}\)
(?:creo|pienso|supongo|diria|juraria|me parece|dice|dicen|segun) (?:yo )?que (?:es|era|son|sea|fue
  |esta|este|esto) .. (?:pero|o|no|el|ella|la|lo|suy\w|su|mi|<kin>)
(?:a lo mejor|quiza|quizas|tal vez|puede que|igual|podria|pudiera|capaz que|debe de?) .. (?:ser
  |sea|es|no es|ni es|ni sea|fuera|pertene\w+)
no (?:estoy|estamos|tengo|se|sabemos|pondria|juraria|garantizo|me consta) .. (?:segur\w+|cert\w+
  |si|quien|de quien|cual|donde (?:es|esta|fue|va)|la mano)(?! (?:os|te|se|ustedes|tu|vosotros) )
(?:por|a|falta|hay que|para) (?:confirmar|verificar|comprobar|cotejar)|confirm\w+ con
no se si (?:esto|es|este|esta|viene|pega|va)|vosotros (?:vereis|sabreis|decidis)|ustedes (?:veran
  |sabran|deciden)
(?:quien|de quien) (?:es|sera|son|era) (?:est[ea]|es[ea]|esto|eso|el|la senora|el hombre|el nino)
  |(?:sera|seran) (?:que|el|la|ella|de|esto)
(?:o (?:es|sera|era|seria) (?:el|la|su)|o (?:el|la) otr[oa]|lo que dicen|malas lenguas|he oido
  |me contaron|me han contado|lo cuento como|con pinzas|no pongo la mano|vaya usted a saber
  |vete a saber|a saber)
(?:mezclad\w+|cambiad\w+|equivocad\w+|confund\w+|otra familia|persona equivocada|caja equivocada
  |se colo|pinta aqui|que ver|pertenece|encaja|corresponde) .. (?:aqui|con|por|de|a|\?|familia
  |esto|otr\w+|caja|album)
"""),
    "editor_note": _lines(r"""
(?:hola|probando|prueba|uno dos|bueno) .. (?:se oye|se escucha|se graba|esta grabando|graba
  |probando|me oyes|me escuchan|tres)
como (?:se|era|es que) .. (?:manda|envia|graba|apaga|enciende|hace|para|funciona|sube|quita|borra)
(?:se me fue|se me ha ido|se me escapo) .. (?:dedo|mano|mensaje|foto|sin)|(?:perdon|perdona\w*
  |disculp\w+|ay|uy|huy|errata|fe de erratas|corrijo|rectifico|miento
  |digo)[,:. !]* ... (?:corrector|dedo|me equivoque|equivocad\w+|error|errata|queria decir
  |quise decir|donde dice|dos veces|repetid\w+|teclado|es \w+ no|no es|no era|sin querer
  |sin terminar|otra)
donde (?:dice|pone|puse|escribi|digo) ... (?:es|debe|va|quise|queria|era|lease)
(?:si fuera (?:vosotros|ustedes|tu|vos)|yo que (?:vosotros|ustedes|tu|vos)|en vuestro lugar|yo lo
  |yo esa parte|yo quitaria|yo cortaria|yo pasaria) ... (?:pasaria|saltaria|quitaria|cortaria
  |dejaria|pondria|no|de largo|por alto)
(?:pas\w+|salt\w+|quit\w+|cort\w+|borr\w+|omit\w+|suavi\w+|resum\w+|acort\w+|corri[jg]\w+|cambi\w+
  |sustitu\w+|retir\w+|gir\w+|recort\w+|arregl\w+|anad\w+|rectifi\w+|enmend\w+|poned|ponganle
  |ponle|pongale) .. (?:por alto|por encima|de largo|de puntillas|esa parte|esta parte|ese trozo
  |lo de|eso|el titulo|la fecha|el nombre|el pie|la frase|la palabra|por favor|porfa|ahi|aquello
  |lo que|tilde|el texto|acento|bien el)
(?:no (?:hagais|hagan|hagas|toqueis|toquen|toques|useis|usen|pongais|pongan|pongas|escribais
  |escriban|digais|digan|llameis|insistais|insistan|carguen|cargueis|exagereis|hace falta
  |os recreeis|ahondeis|ahonden|entreis|metais|metan)) .. (?:nada|esto|esta|caso|que|lo|la|el|de
  |eso|en|mucho|mas|con|palabra|sangre)
(?:ignor\w+|olvid\w+|descart\w+|borr\w+|tach\w+|no hag\w+ caso) .. (?:esto|eso|el mensaje
  |lo anterior|lo de|el anterior|la anterior|la de arriba|este|esta|la otra|el otro|al anterior
  |a esto)
(?:borrador|sin acabar|sin terminar|a medias|falta (?:la|el|una|otra|acabar|un)|continuara
  |luego (?:sigo|acabo|mando|termino|lo)|manana (?:mando|sigo|acabo|envio|busco)|la busco|lo busco
  |lo corrijo|de momento no|por ahora no|provisional)
(?:se escribe|va con|es con|con|sin) (?:tilde|acento|hache|be|uve|ve|zeta|ese|dos|be larga|b|v|h
  |z) .. (?:no|y|se|por|,|que|larga|baja)
(?:iba|era|esto era) para (?:el|otr[oa]|ella|mi|mandar\w*) .. (?:grupo|chat|mensaje|foto|<kin>
  |otr\w|\w+)
"""),
    "insult": _lines(r"""
(?:un|una|es un|es una|aquel|aquella|es[ea]|menud[oa]|vay[oa]|tremend[oa]|pedazo de
  |so) .. (?:vividor|vividora|bueno para nada|buena para nada|inutil|vago|vaga|gandul\w?|parasit\w
  |sanguijuela|vibora|serpiente|culebra|bruja|arpia|mentiros\w|falsa?|embuster\w|ratas?|tacan\w
  |miserable|envidios\w|egoista|hipocrit\w|sinverguenza|caradura|jeta|golf[oa]|borrach\w
  |aprovechad\w|trepa|canalla|cabron\w?|hij[oa] de|zorra|vaca|burr[oa]|cerd[oa]|idiota|imbecil
  |cretin\w|tont[oa] (?:del|de)|mamarrach\w|zangan\w|holgazan\w?|buitre|mala persona|mal bicho
  |mala pecora|mala sangre|interesad\w|malnacid\w|desgraciad\w|flojo|huevon|pendej\w|atorrante
  |chant[ao]|garca|ladin\w|mantenid\w|cobarde)
(?:para nada (?:sirve|vale)|no (?:sirve|vale|ha servido|valia|servia) (?:para nada|ni para|pa|un)
  |en su vida ha (?:trabajado|dado|hecho|movido)|nunca (?:dio palo|pego|movio un dedo|ha dado)
  |mala leche|cara de (?:pocos|mosquita|vinagre|perro)|aires de|lengua (?:viperina|de vibora
  |larga)|no (?:soporto|aguanto|trago|puedo ver) .. (?:a|ver|el|la|ni|es)|con perdon de la palabra
  |tiene menos|mas (?:falsa?|tont[oa]|vag[oa]|mal[oa]|agarrad[oa]|rat[ao]) que
  |no tiene (?:vergüenza|verguenza|corazon|escrupulos|educacion|dos dedos)|con perdon)
"""),
    "accusation": _lines(r"""
(?:todos|todo el (?:mundo|pueblo)|en casa|nosotros) .. (?:sab\w+|vimos|vieron) .. (?:quien|quienes
  |que fue|donde|adonde|de donde)
(?:dinero|joyas|oro|anillo|sortija|cadena|ahorros|tierras|casa|piso|departamento|herencia
  |testamento|pension|plata|finca|ganado|cuartos) ... (?:desaparec\w+|esfum\w+|se lo qued\w+
  |se qued\w+ con|se la qued\w+|se llev\w+|gast\w+|vendio|a su nombre|vol[oa]\w*|nunca (?:mas
  |aparec\w+|devolv\w+|vimos)|no aparec\w+|bolsillo|para (?:el|ella) sol[oa]|y ahi vive
  |lo sab\w+ (?:ella|el|solo)|fundio)
(?:le|les) .. (?:cogieron|agarraron|pusieron|guiaron|llevaron|cogio|agarro) .. (?:la mano|el dedo)
(?:firm\w+|papel|papeles|testamento|escritura|poder) ... (?:no sabia (?:leer|lo que|que)|sin saber
  |sin leer|enganad\w|creyendo|pensando que|ya no|no veia|fals\w+|dias antes|para quedarse
  |quedarse con)
(?:la que|el que|quien) (?:firmo|cobro|vendio|se quedo|la metio|lo metio|la interno|denuncio
  |dio el nombre|dio el chivatazo|hablo) .. (?:fue|era|es)
(?:nunca|no|aun no|todavia no|hasta hoy no) .. (?:pago|pagaron|devolvi\w+|ha (?:pagado|devuelto)
  |rindi\w+)|(?:nos|me|le|les) (?:sigue\w* )?(?:debe|debiendo|debia) .. (?:dinero|plata|pesetas
  |pesos|euros|desde|todavia)
(?:engano|robo (?!(?:todo|el prota|la escena|el show|los higos|las?|un beso))|estafo|timo
  |traiciono|denuncio|delato|chivo|desplumo|sableo|falsifico|birlo|afano|choreo|embolso|desvio
  |sangro|dejo sin|arruino) .. (?:a|al|el|la|los|las|lo|nos|me|le|su|mi|\w+)
(?:amante|la querida|lio con|liad\w con|entendia con|poni\w+ los cuernos|otra casa|otra mujer
  |se acost\w+ con|engan\w+ con|enredad\w con)
(?:que casualidad|casualidad|casualmente|curioso|que raro)[,.]? (?:no|que|justo|fue|verdad|y|eh)
(?:yo|ell[ao]|el) no (?:fui|fue)[,.]? (?:y|ni) (?:ell[ao]|el|yo|mi) .. (?:tampoco|no)?
"""),
    "paternity": _lines(r"""
(?:igual\w*|clavad\w|calcad\w|identic\w|la (?:misma )?cara|la misma nariz|los mismos ojos
  |el mismo andar|escupid\w|pintad\w|parecid\w) .. (?:al?|del?|que el|a don) .. (?:patron|cura
  |boticario|farmaceutico|cartero|lechero|vecino|medico|doctor|capataz|compadre|senorito|amo
  |hacendado|maestro|panadero|sargento|sacristan|jefe|alcalde|marques)
(?:nacio|nacieron|salio|vino) .. (?:con|rubi\w|pelirroj\w|moren\w|a los|antes|meses
  |cuando) ... (?:ojos|pelo|nariz|boticario|cura|patron|cartero|vecino|medico|meses|guerra|frente
  |fuera|mili|preso|carcel|alemania)
(?:todo el (?:mundo|pueblo)|todos) .. (?:sabia\w*|sabe\w*|murmur\w+|comentab\w+) .. (?:menos
  |excepto|salvo) .. (?:ell?[oa]?|el|mi|la|su)
no (?:es|era|soy|somos|sera|seria|fue) .. (?:hij[oa]|padre|herman[oa]s?|niet[oa]|sangre
  |madre) .. (?:del?|verdader\w|biologic\w|legitim\w|suy[oa]|mi[oa]|nuestr\w)
(?:padre|madre|papa) (?:verdader|biologic|de sangre|de verdad|desconocid)~|(?:medi[oa]
  |medi[oa]s)[- ]?herman~|hij[oa] (?:de otro|de otra|bastard\w|ilegitim\w|natural|de soltera
  |del pecado|del patron|del cura|del amo|del senorito|del vecino)|le dio (?:el|su) apellido
  |apellido (?:de la madre|prestado)|recien nacid\w ... (?:dej\w+|torno|inclusa)
(?:prueba|test|analisis|resultado)\w* .. (?:adn|genetic\w+|paternidad|sangre|ancestr\w+)
(?:sietemesin\w|de siete meses|prematur\w) ... (?:kilos|cara|decia|gord\w|hermos\w|nadie|reia|reir)
(?:preso|en la guerra|embarcado|en cuba|en alemania|en el frente|fuera|en la mar|en la mili
  |en la carcel|en argentina) ... (?:nacio|embarazada|prenada|nacieron|encinta|vino al mundo)
(?:me lo|nos lo|se lo) (?:mando|trajo|envio) (?:dios|la virgen|el cielo)
(?:fue|fui|la|lo|me) .. (?:dad\w|dieron|entreg\w+|cri\w+|dejaron|adopt\w+) .. (?:en|a|con|como
  |por) ... (?:adopcion|monjas|inclusa|hospicio|torno|hij\w propi\w|tios|abuelos|otra familia)
(?:se casaron|se caso|casarse|boda) .. (?:de penalti|deprisa|corriendo|prenad\w|embarazad\w
  |obligad\w|a la fuerza|de prisa)
"""),
    "violence": _lines(r"""
(?:con|cuando|despues|harto|venia|llegaba|volvia) .. (?:vino|bebid\w|beb\w+|copas|tragos
  |aguardiente|alcohol|taberna|bar|cantina|borrach\w+|tomad\w) ... (?:otro hombre|otra persona
  |mied\w+|escond\w+|dorm\w+|hui\w+|encerr\w+|cinto|cinturon|romp\w+|transform\w+|callad\w+
  |temblab\w+|peg\w+)
(?:dormi\w+|escond\w+|hui\w+|encerr\w+|metia\w*) .. (?:en|al|a|debajo|por) .. (?:pajar|corral
  |patio|sotano|armario|cuadra|cama|vecin\w+|monte|calle|cuarto|bano|granero|ropero) ... (?:padre
  |papa|abuelo|el|cuando|hasta|calor|borrach\w|gritos|madre|pasara)
(?:escopeta|cuchillo|navaja|pistola|machete|hacha|arma|cinturon|cinto|correa|vara|latigo|rebenque
  |zapatilla) ... (?:en fila|apunt\w+|al cuello|a la cabeza|lomo|espalda|piernas|marc\w+|nos puso
  |sac[oa]\w*|hebilla|quito|guarda eso|contra|encima|caliente)
(?:miedo|panico|terror|temblab\w+) .. (?:al|del?|a que|de que|cuando) .. (?:el|padre|papa|abuelo
  |marido|lleg\w+|volv\w+|llave|pasos|entr\w+|noche|sus)
(?:dije|dijo|decia|decir|contaba|inventaba) .. (?:que|en) ... (?:cai\w*|caido|tropec\w+|golpe\w*
  |puerta|escaler\w+|armario) ... (?:escaler\w*|puerta|otra vez|siempre|no ten\w+|trabajo|medico)?
(?:moret\w+|cardenal\w*|moraton\w*|ojo\w* (?:morado|hinchado)|gafas (?:de sol|oscuras)
  |manga\w* larga\w*|costillas?|labio partido) ... (?:padre|el|domingo|misa|verano|marido|rot\w+
  |pregunt\w+|escond\w+|nunca|tapab\w+)
(?:levant\w+|alz\w+|puso|ponia|le iba) .. (?:la mano|las manos|encima)|mano (?:larga|dura|suelta)
  |(?:pegaba|pego|zurr\w+|palizas?|golpeaba|golpeo|azotaba|azotes|cintarazo\w*|cintazo\w*|fajaba
  |molia a|a golpes|tundas?) .. (?:a|al|en|le|me|nos|mi|la|por|cada|siempre|que|de|con)
(?:esper\w+|emboscad\w*|acech\w+) ... (?:detras|tapia|muro|camino|oscuro) ... (?:no volvio|nunca
  |llego|tiro|navaja|azada)
"""),
    "abuse": _lines(r"""
(?:padre|cura|tio|primo|profesor|maestro|padrastro|vecino|hermano|abuelo|patron|sacristan|hermanos
  |senorito|entrenador|don) ... (?:mandaba|llamaba|obligaba|pedia|hacia|quedar\w*|encerraba
  |entraba|venia|sentaba|ponia|tocaba|regalaba|sobaba|metia) ... (?:sol[oa]s?|despues de|rodillas
  |regazo|cuarto|cama|noche|sacristia|puerta|secreto|llave|conmigo|debajo|falda|siesta)
(?:siestas?|noches?|veranos?|bano|recreos?) .. (?:en|de|con) ... (?:dormia|cama|quien|el|tio|primo
  |padre|cerraba|puerta|venia)
(?:nunca mas|no|ya no|jamas) .. (?:entre|fui|volvi|pise|quise|puedo|volvio|fue|entro) .. (?:en|a
  |al|por) .. (?:sacristia|catequesis|iglesia|escuela|casa d\w+|cuarto|finca|colegio|misa|entierro)
(?:por que|porque|por eso) .. (?:deje|no (?:fui|voy|iba|quise|quiero)|me fui|sali|hui
  |odio) .. (?:el|la|de|al|a|del|ir) .. (?:catecismo|catequesis|iglesia|escuela|casa|misa|entierro
  |funeral|tio|cura|coro|colegio|primo|finca|internado|servir)
(?:puerta|cuarto|cama|habitacion) ... (?:no tenia|sin llave|silla .. (?:contra|bajo|tras|detras)
  |pestillo|cerrojo|de noche|cerr\w+) .. (?:llave|pestillo|cerrojo|y|el|silla|sabia|senorito|tio
  |noche|por dentro)
(?:hacia\w*|fing\w+) .. (?:dormid\w|que dorm\w+)|(?:las manos|la mano) (?:por debajo|donde no
  |en mis|en mi|bajo)
(?:lo que|las cosas que|eso que) .. (?:hizo|hicieron|hacia\w*|paso|pasaba) ... (?:conmigo|ninas
  |chicas|ninos|crias|nosotr\w+|a mi|primas|nietas|internado|colegio)
(?:tenia|con|a los) (?:seis|siete|ocho|nueve|diez|once|doce|\d{1,2}) anos ... (?:tio|cura
  |padrastro|patron|nunca (?:conte|dije|hable)|puerta|cuarto|miedo|primo)
con eso te (?:lo )?digo todo|tu ya me entiendes|abus\w+|viol(?:o|ada|ado|acion|aba)
  |aprovech\w+ de (?:ella|mi|las|los|ninas)|propas\w+|toqueteo\w*
"""),
    "suicide": _lines(r"""
(?:eligio|escogio|decidio|quiso|prefirio|resolvio) .. (?:irse|marcharse|la hora|el dia|salir
  |su camino|no seguir|morir|acabar|dejarlo|partir)
(?:dejo|orden\w+|dobl\w+|puso|se quito|coloco) ... (?:zapatos|abrigo|reloj|alianza|anillo|cartera
  |gafas|sombrero|nota|ropa|carta|chaqueta|documentacion|boina) ... (?:puente|orilla|muro|rio
  |playa|mesa|pozo|doblad\w+|encima|ordenad\w+|despedida|barandilla|acantilado)
(?:fue|salio|camino|entro|anduvo|subio) .. (?:hasta|al|por|en|a la|hacia) .. (?:puente|rio|mar
  |pozo|via|vias|pantano|desvan|pajar|garaje|monte|cuadra|acantilado|azotea) ... (?:no volvio
  |nunca|y no|sol[oa]|de madrugada|encontr\w+|se quedo|sin|despues de)
(?:dijeron|dijo|dicen|decian|pusieron|escribieron|certificado|cura
  |guardia civil) .. (?:que )?(?:fue )?(?:el corazon|del corazon|accidente|un accidente
  |se resbal\w+|se cayo|limpi\w+ (?:el arma|la escopeta)|de caza)
(?:no (?:quiso|queria|aguanto|aguantaba|pudo|podia|soporto) .. (?:mas|vivir|seguir|estar
  |despertar))|cansad\w de vivir|se quito (?:la vida|de en medio)|acab\w+ con (?:todo|su vida)
  |se pego un tiro|se tiro (?:al|por|del|desde) (?:el |la )?(?:tren|pozo|puente|ventana|balcon|rio
  |metro|via)|se colgo|se ahorc\w+|soga|viga|pastillas|veneno|venas|abrio el gas|matarratas
(?:no|ni) .. (?:enterr\w+|misa|dejaron) ... (?:camposanto|sagrado|cura|misa|iglesia)
(?:la vispera|la noche (?:antes|anterior)|el dia (?:antes|anterior)) ... (?:devolvio|pago|dio
  |despidio|ordeno|entrego|abrazo|visito|escribio)
"""),
    "illness": _lines(r"""
(?:hemodialis\w*|dialisis|quimio\w*|radioterapia|oncolog\w*|manicomio|psiquiatr\w+|insulina
  |morfina|oxigeno|ictus|derrame|embolia|infarto|demencia|alzheimer|parkinson|esclerosis
  |metastas\w+|tumor\w*|cancer|diabet\w+|tuberculos\w*|esquizofren\w+|bipolar|depresi\w+
  |de los nervios|ataques? de nervios|(?<!el\s)(?<!un\s)(?<!al\s)(?<!del\s)internad[oa]s?(?! (?:de
  |del|en (?:los|las|el colegio)) )|ingresad[oa] en|desintoxicacion|alcoholic\w+
  |alcoholismo|cirrosis|hepatitis|sida|vih|sifilis|epilep\w+|convulsi\w+|aborto\w*|trasplant\w+
  |marcapasos|panales (?:de adulto)|sonda|paliativ\w+|autismo|panico|ansiedad|mala enfermedad
  |larga enfermedad|la enfermedad de|perdio (?:el|al|la) (?:nino|bebe|criatura))
(?:padre|abuelo|tio|madre|papa|mama|marido|hermano|el|ella) (?:bebia|bebe|bebio|tomaba
  |empinaba) (?!(?:agua|leche|cafe|te|un vaso|el cafe|mate|el sol|la leche|zumo|nota|una?|el|la
  |los|las|fotos?|apuntes|sopa) ?)
(?:le dieron|le daban|dieron|le echaron) .. (?:tres|seis|dos|pocos|un|unos|\w+) (?:meses|semanas
  |anos?|mes)
(?:ya )?no (?:me |nos |lo |la |se )?(?:conoc\w+|reconoc\w+|sabia quien|acordaba|sabe quien
  |recordaba) .. (?:nadie|hijos|mi|nos|quien|a|el nombre|de|era|soy|sus)
(?:sin|perdio el|se le cayo el|se quedo sin) pelo|(?:cabeza|memoria|juicio|higado|rinones|pulmones
  |nervios) .. (?:ya no|fall\w+|perdid\w+|se (?:le )?fue|empez\w+|no le)
(?:botellas? escondid\w+|escondia (?:las botellas|el vino|el anis)|la bebida|el vicio|vicio
  |enganchad\w|droga\w*|heroina|ludop\w+|las maquinas tragaperras|aa|alcoholicos anonimos
  |lloraba (?:todo|dias|sin)|no se levantaba de la cama|no salia de la cama|despues del parto)
"""),
}
