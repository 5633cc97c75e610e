"""Spanish, as written in Spain and in America."""

from __future__ import annotations

from collections.abc import Mapping

_NO = r"(?:no|nunca|ni|jamas|favor de no|por favor no)"
_PUBLISH = (
    r"(?:public\w+|divulg\w+|compart\w+|ensen[ae]\w*|mostr\w+|muestr\w+|difund\w+|imprim\w+"
    r"|pong\w+|pon(?:er|erl[oa]s?)|sub(?:ir|as|an|ais|irl[oa])|us[ae]\w*|utilic\w+|inclu\w+"
    r"|repit\w+|repet\w+|lean?|leer(?:se|l[oa])?|cuelgu\w+|colgu\w+|colgar\w*|sac[aq]\w+"
    r"|pas(?:es|en|eis|ar(?:l[oa])?)|reenvi\w+)"
)
_NASTY = (
    r"(?:bruja|vibora|culebra|serpiente|sinverguenza|vag[oa]|idiota|imbecil|estupid[oa]"
    r"|tont[oa]|inutil|ladron(?:a|es)?|canalla|parasito|sanguijuela|fals[oa]|mentiros[oa]"
    r"|envidios[oa]|egoista|tacan[oa]|avar[oa]|cobarde|borrach[oa]|cretin[oa]|cerd[oa]|zorra"
    r"|cabron(?:a)?|desgraciad[oa]|miserable|aprovechad[oa]|gorron(?:a)?|jeta|caradura"
    r"|malnacid[oa]|mala persona|mal bicho|arpia|pesetero|interesad[oa]|gandul(?:a)?"
    r"|holgazan(?:a)?|zangan[oa]|mamarrach[oa]|patan|gilipollas|huevon(?:a)?|pendej[oa]"
    r"|chant[a]|garca|atorrante|monstruo|lagarta)"
)
_KIN = (
    r"(?:madre|mi madre|mama|padre|papa|abuel[oa]|ti[oa]|herman[oa]s?|mujer|nosotros|nos|los "
    r"ninos|las ninas|a mi|hij[oa]s?|los chicos|me)"
)

HELD: Mapping[str, tuple[str, ...]] = {
    "secrecy": (
        r"que (?:tu|su|mi|la|el)? ?\w+ no se entere\w*(?: \w+){0,4}|(?:bajo|con) llave"
        r"|secreto de familia|solo (?:para la )?familia",
        r"(?:prefier\w+|preferiria|mejor|mas vale)(?: \w+){0,3} (?:que )?no (?:se )?\w+(?: "
        r"\w+){0,4}",
        r"(?:dej\w+|quit\w+) (?:esto|eso|esta|este|mi nombre)(?: \w+){0,2} fuera|sin mi "
        r"nombre|anonim[oa]",
        r"(?:prometi|prometeme|prometedme|promete|jurame|jura|jure)(?: \w+){0,3} (?:no|nunca)"
        r"(?: \w+){0,4}|nunca (?:se )?(?:lo )?(?:he )?(?:conte|contado|dije|dicho)(?: \w+)"
        r"{0,3} a nadie|no se lo (?:he )?(?:conte|contado|dicho) a nadie|a la tumba|nuestro "
        r"secreto|no (?:tiene|tienen|hace falta|hay)(?: \w+){0,3} (?:saber|enterarse|sepa)"
        r"(?:lo)?|a oidos de|no trascienda|primera vez que (?:lo )?(?:cuento|digo|escribo)",
        rf"{_NO} (?:se |lo |la |los |las |me |le |hay que |quiero que |es para |vayais a "
        rf"|vayan a |debe |deben |pued\w+ |conviene )?{_PUBLISH}(?: \w+){{0,5}}",
        r"(?:que )?(?:quede|queda|quedarse|quedese|esto|solo|sea)(?: \w+){0,2} entre "
        r"(?:nosotr[oa]s|tu y yo|usted y yo|vos y yo|las dos|los dos|estas paredes)",
        r"entre (?:nosotr[oa]s|tu y yo|vos y yo)(?:,? (?:eh|ok|por favor|vale|nomas)|[.!,)]|$)",
        r"(?:solo|solamente|unicamente|nada mas|solito) (?:para|pa|pal) (?:mi|ti|vos|usted"
        r"|nosotr[oa]s|la familia|los mayores|tus ojos)(?! y para todos)",
        r"guard[ae]\w*(?:lo|la|los|las|te|tel[oa]s?)?(?: esto| esta| este| solo)? (?:solo )"
        r"?para (?:ti|vos|usted|vosotr[oa]s|mi)",
        r"(?:no|ni)(?: se)?(?: lo| la| le)? (?:dig[ao]\w*|decir\w*|cuent\w+|contar\w*"
        r"|coment\w+|mencion\w+|habl\w+)(?: esto| eso| nada| ni una palabra| de esto)? (?:a "
        r"|con |de )?(?:nadie|tu madre|tu padre|mama|papa|la abuela|los ninos|ella|el|mi \w+"
        r"|l[oa]s \w+)",
        r"(?:ni (?:una )?palabra|ni mu|ni pio)(?: \w+){0,4}",
        r"(?:nadie|la abuela no|mama no|mi madre no|papa no|ella no|el no|ellos no|l[oa]s "
        r"\w+ no) (?:en la familia |de la familia |en casa |mas |aqui )?(?:lo )?(?:sabe"
        r"|puede saber|debe saber|pueden saber|deben saber|tiene por que saber|debe "
        r"enterarse|se entere|puede enterarse|sepa|puede ver)(?:lo|la)?",
        r"(?:en secreto|secreto nuestro|en confianza|confidencial|es confidencial"
        r"|extraoficial|es privad[oa]|privad[oa],|es (?:cosa|algo) nuestr[oa]|chiton|boca "
        r"cerrada|no sale de (?:aqui|esta casa|la familia)|no salga de (?:aqui|casa|esta "
        r"casa|la familia|esta habitacion)|de aqui no sale|no es para (?:todos|todo el mundo"
        r"|los nietos|los ninos|la web|internet|el libro|la pagina))",
        r"(?:quem[ae]\w*|romp[ae]\w*|destru\w+)(?:la|lo|las|los)?(?: \w+)? (?:cuando|despues"
        r"|luego|esta|esto|la carta|en cuanto|al leer|enseguida)",
        r"no (?:quiero|quisiera|me gustaria|querria|quiere|queria)(?: \w+){0,4} (?:sep\w+"
        r"|supier\w+|vea\w*|viera\w*|lea\w*|public\w+|muestr\w+|ensen\w+|internet|la web|el "
        r"libro|se enter\w+|salga\w*|aparec\w+)",
        r"(?:apaga|apague|para|corta|apagal[oa])(?:lo|la)? (?:eso|esto|la grabadora|el "
        r"aparato|el movil|y te cuento|un momento|un rato|primero|y te)",
        r"(?:lejos|fuera) de (?:internet|la web|los ninos|los nietos|la pagina)",
        r"sin que se entere(?:n)?(?: \w+){0,3}",
    ),
    "condition": (
        r"(?:primero|antes)(?: \w+)? (?:pregunt|habl|pid|consult)\w+(?: \w+){1,4}|si (?:mi "
        r"|la |el |su )?(?:\w+ ){1,3}(?:da|dan) (?:permiso|el permiso|su permiso|el visto)"
        r"(?: \w+){0,2}|(?:no )?en vida de(?: \w+){1,3}|solo (?:despues|cuando)(?: \w+){1,6}"
        r"|basta (?:con )?que no(?: \w+){1,4}",
        r"depende de(?:l)?(?: lo que)?(?: \w+){1,4}|(?:tiene que|ha de|debe)(?: \w+)? "
        r"(?:estar de acuerdo|autorizar|dejar|decir que si|aprobar|dar permiso|firmar)"
        r"|(?:espero|estoy esperando|a la espera)(?: \w+){0,3} (?:respuesta|diga|conteste"
        r"|responda)(?: \w+){0,3}|(?:hasta|despues|cuando) (?:que )?(?:pase|del|de la|acabe"
        r"|termine)(?: el| la)? (?:juicio|divorcio|herencia|pleito|entierro|boda)|(?:quien"
        r"|el que|la que) (?:decide|manda) es(?: \w+){0,3}|(?:lo que diga|si da|con tal que"
        r"|que lo decida)(?: \w+){1,4}|no sin (?:preguntar|permiso|que)(?: \w+){0,4}",
        r"(?:solo|solamente|publi\w+|podeis|pueden|puedes|usad\w*|usen|por mi|vale)(?: \w+)"
        r"{0,4}? (?:si|cuando|despues de|siempre que|con|una vez)(?: \w+){0,4}? (?:acuerdo"
        r"|dej\w+|autoriz\w+|quier\w+|acept\w+|aprueb\w+|dig\w+|dic\w+|permit\w+|mue\w+"
        r"|falt\w+|no le importa|no este|este|de permiso|permiso|le parec\w+|parezc\w+"
        r"|conform\w+|bien)",
        r"(?:siempre que|siempre y cuando|con tal de que|a condicion de|a menos que|salvo "
        r"que|con la condicion de)(?: \w+){1,8}",
        r"(?:habl\w+|pregunt\w+|pid\w+|consult\w+)(?:le|les|selo)?(?: primero| antes)? "
        r"(?:con |a |al )(?:\w+ ){1,3}(?:antes|primero)",
        r"(?:con|sin|falta(?: el)?|necesita|hace falta(?: el)?|pendiente de(?:l)?) (?:el )"
        r"?(?:permiso|autorizacion|consentimiento|visto bueno|ok|conformidad)(?: de\w* \w+)?",
        r"(?:no|nada|esper\w+|guard\w+)(?: \w+){0,4} (?:antes de|hasta|mientras|hasta "
        r"despues de)(?: \w+){0,5} (?:mue\w+|muert\w+|viv\w+|falt\w+|falte|este|ya no"
        r"|crezc\w+|18|mayor\w*|autoric\w+|diga\w* que si|abuela|abuelo)",
        r"cuando(?: \w+){0,2} (?:ya )?no (?:este|estemos|viva)(?: \w+){0,4}",
        r"(?:y )?si (?:el|ella|ellos|os|les|alguien|la \w+|cambi\w+|mi \w+)(?: \w+){0,5} "
        r"(?:quit\w+|retir\w+|borr\w+|protest\w+|se queja\w*|no (?:quier|le gust)\w+"
        r"|cambi\w+ de (?:idea|opinion|parecer)|pid\w+)(?: \w+){0,4}",
        r"(?:sin que (?:salga|aparezca|se vea)n?|sin) (?:el |los |su |mi )?(?:apellidos?"
        r"|nombres?|cara|caras|rostros?)",
        r"sin (?:decirle|preguntarle)(?: \w+){0,3} no",
    ),
    "doubt": (
        r"no (?:se|estoy segur[oa]|tengo claro|tengo (?:la )?certeza)(?: muy bien| bien)? "
        r"(?:si|de que|de si|que|quien) (?!te|os|tu|usted|vos|ustedes)\w+(?: \w+){0,6}",
        r"(?:sera|seria) (?:esto |eso )?(?:demasiado|apropiado|correcto|de ella|de el|para "
        r"aqui)(?: \w+){0,4}",
        r"(?:a lo mejor|igual|quizas?|tal vez|puede que|capaz(?: que)?)(?: \w+){0,2} (?:ni "
        r"(?:siquiera )?(?:es|sea)|no (?:es|sea|pinta|pega|viene|va|encaja|deberia)|es "
        r"(?:otr[oa]|demasiado)|sea (?:otr[oa]|demasiado|mejor))(?: \w+){0,5}",
        r"(?:podria|puede) (?:ni|no) ser(?: \w+){0,3}",
        r"(?:debo|deberia|deberiamos|conviene|hay que|tengo que|lo|se)(?: de verdad)? "
        r"(?:contar|poner|ensenar|incluir|meter|publicar|dejar|quitar|contamos|quitamos"
        r"|ponemos|dejamos)(?:lo|la|se)?(?: \w+){0,4} ?\?",
        r"(?:no (?:viene a cuento|pinta nada|pega nada|tiene que ver|encaja)|fuera de lugar"
        r"|no es (?:para aqui|el sitio)|sitio equivocado)(?: \w+){0,3}",
        r"(?:mejor|quizas?)(?: \w+){0,2} (?:quitar|quito|quitamos|cortar|dejar|saltar|omitir)"
        r"(?: \w+){0,4} ?\?",
        r"(?:demasiado|muy) (?:intim[oa]|personal|fuerte|privad[oa])(?: \w+){0,3} ?\?",
        r"borr\w+ si no(?: \w+){0,4}",
    ),
    "editor_note": (
        r"uno,? dos,? (?:tres,? )?(?:probando|sonido|si)(?:[, ]+\w+){0,4}|(?:mala|mal la) "
        r"fecha|no (?:le |lo |la )?llam\w+(?: \w+){1,4}",
        r"(?:perdon\w*|disculp\w+|uy|ups|lo siento|sorry)[,!:. -]{0,3}(?:\w+ ){0,5}?(?:mal"
        r"|err[eo]\w*|error|equivo\w+|falta|errata|dos veces|sin querer|torcid[oa]|al reves)"
        r"(?: \w+){0,6}",
        r"(?:errata|falta de ortografia) (?:arriba|abajo|en|mia)(?: \w+){0,3}|(?:escribi mal"
        r"|puse mal|me equivoque)(?: \w+){0,4}",
        r"(?:^|[(\n] ?)(?:prueba|probando|test|testeando)\b(?:[ ,.!?-]+(?:prueba|probando"
        r"|test|1 ?2|uno dos|si|esto|llega|funciona)\b)*[,.!? ]*(?:\w+ ?){0,4}\??",
        r"(?:esto|eso) (?:funciona|llega|llego|sirve|anda)\??",
        r"(?:no|nunca|nada de|sin)(?: me| le| les| por favor)? (?:escrib\w+|dig[ae]\w*"
        r"|dec\w+|pong\w+|llam\w+|us\w+)(?: por favor| \w+)? (?:que (?:ella|el|lucho|perdio"
        r"|descanso|se fue|murio)|[\"']|la palabra|perdio|lucho|luchador[a]?|batalla|el "
        r"nombre|lo de)(?: \w+){0,5}",
        r"(?:fecha|ano|nombre|lugar|pie|mes|sitio)(?: \w+){0,2} (?:esta|es|estan|no es|mal"
        r"|equivocad[oa]|no esta)(?: \w+)? ?(?:mal|equivocad[oa]|incorrect[oa]|es[ao]"
        r"|segur[oa]|bien|correct[oa])(?: \w+){0,4}",
        r"(?:ya|luego|despues|manana)(?: lo| la| os| le| les| l[oa]s)? (?:corrij\w+"
        r"|corregir\w*|mirare|miro|arregl\w+|confirm\w+|mando|anado|completo|busco|envio)",
        r"(?:podeis|pueden|puedes|podes|podrias|podrian|podriais|por favor|favor de|os "
        r"importa|si podeis|si pueden)[, ]{0,2}(?:me |os )?(?:correg\w+|corrij\w+|cambi\w+"
        r"|borr\w+|quit\w+|sustitu\w+|arregl\w+|gir\w+|recort\w+|ignor\w+|junt\w+|poner|usar"
        r"|mir\w+|revis\w+)(?: \w+){0,5}",
        r"(?:corregi[rd](?:me|nos|l[oa]s)?|corrijan(?:me|nos)?|corrig[ea](?:me|nos)?"
        r"|corrijanme|corregidme)(?: l[oa]s)?(?: \w+)? (?:faltas|errores|ortografia)(?: \w+)"
        r"{0,5}",
        r"me (?:cambiais|cambian|cambias|quitais|quitan|corregis|corrigen)(?: \w+){0,4}",
        r"(?:borr\w+|ignor\w+|olvid\w+|quit\w+|descart\w+) (?:la|el|lo|las|los|esa|ese|esta"
        r"|este)? ?(?:de antes|anterior(?:es)?|ultim[oa]|otr[oa]|primer[oa]|mensaje|de "
        r"arriba)(?: \w+){0,6}",
        r"(?:mande|envie|subi|puse)(?: \w+)? (?:dos veces|sin querer|por error|repetid[oa]|mal)",
        r"(?:foto|imagen|archivo) (?:equivocad[oa]|que no era|del reves|repetid[oa]|mal)"
        r"|esta no era|no era esta",
        r"(?:texto|pie|resto|version)(?: \w+){0,2} (?:sigue|viene|provisional|a continuacion"
        r"|pendiente)",
        r"(?:mi ortografia|mis faltas|de letras poco|no se escribir)(?: \w+){0,4}",
    ),
    "insult": (
        r"(?:el|la|este|ese|esa) (?:babos[oa]|mensa?o?|naco|tarad[oa]|ingrat[oa]|bruto"
        r"|pesad[oa]) de(?:l)?(?: \w+){1,2}|(?:mi|su|tu) (?:estupid[oa]|idiota|imbecil"
        r"|tont[oa]) (?:de )?(?:cunad[oa]|suegr[oa]|yerno|nuera|herman[oa])|es un[oa]? "
        r"(?:ingrat[oa]|grosero|bruto|fracasad[oa]|incompetente|arrogante)(?: \w+){0,3}",
        r"(?:mas (?:fals[oa]|mal[oa]|tont[oa]|tacan[oa]|vag[oa]) que|un cero a la izquierda"
        r"|mala gente|mal tipo|mala sangre|malas pulgas|cara dura|lengua viperina|tont[oa] "
        r"del bote|no tiene (?:verguenza|perdon)|hij[oa] de puta|de la pe)(?: \w+){0,2}",
        r"(?:aquel(?:la)?|es[ea]|est[ea]|menud[oa]|vaya|mi|su|tu|valiente|nuestr[oa])(?: "
        rf"\w+)? ?{_NASTY}(?: \w+){{0,2}}",
        rf"(?:el|la|un|una) (?:\w+ )?{_NASTY} (?:de(?:l)?|de mi|ese|esa)(?: \w+){{0,2}}",
        r"(?:es|siempre (?:fue|ha sido)|son|sos) (?:un|una|unos|unas|mas|muy|bien|tan) "
        rf"?(?:\w+ )?{_NASTY}",
        r"no (?:vale nada|sirve para nada|tiene (?:verguenza|corazon))|no (?:la|lo|los|las) "
        r"(?:aguanto|soporto|trago)",
    ),
    "accusation": (
        r"(?:rob(?:o|aron|aba|ado)|hurt(?:o|aron)|falsific\w+|desvi(?:o|aron)|embols\w+"
        r"|estaf\w+|timo|timaron|vaci(?:o|aron)|saque(?:o|aron)|desplum\w+|se llevo|se lo "
        r"llevo|se (?:lo |la |los )?quedo|se quedaron|se apropi\w+|malvers\w+|enchufo"
        r"|trinc(?:o|aron)|mangaron|mango|chorizo)(?: \w+){0,3} (?:cartilla|cuenta|dinero"
        r"|ahorros|joyas?|firma|testamento|herencia|casa|tierras?|anillos?|oro|pension"
        r"|ermita|parroquia|caja|piso|de la|del|su cuenta|nadie|papeles|escrituras?|plata"
        r"|iglesia|\w+ por su cuenta)(?: \w+){0,4}",
        r"(?:le|les|nos|me) (?:robo|vacio|quito|estafo|timo|saco)(?: \w+){0,4}",
        r"(?:se lo|se la|se los|se las) (?:quedo|llevo|embolso|metio en el bolsillo)(?: \w+){0,5}",
        r"(?:puso|pusieron|paso|pasaron)(?: \w+){0,3} a su nombre(?: \w+){0,3}",
        r"(?:firma|testamento|escritura)s?(?: \w+){0,3} (?:fals[oa]s?|falsificad\w+)",
        r"(?:la|lo|le) (?:mato|mataron)(?: \w+){0,3} (?:medico|pastillas?|hospital|inyeccion"
        r"|con)|(?:pastillas?|medicinas?|inyeccion) equivocadas?|(?:la|lo) dej(?:o|aron) "
        r"morir|por su culpa murio",
        r"(?:tiene|tuvo|tenia|andaba con) (?:un |una )?(?:lio|amante|querida|otra mujer|otro "
        r"hombre)",
        r"(?:es|son|fue) (?:un |una |unos )?(?:ladron(?:a|es)?|corrupt[oa]s?|delincuente"
        r"|estafador[a]?|chorizo)",
        r"(?:ese|esa|el|ella) se (?:embolso|quedo|llevo)(?: \w+){0,5}",
    ),
    "paternity": (
        r"no (?:es|era|soy|fue|eran|son)(?: \w+){0,2} (?:(?:hij[oa]|padre|herman[oa]"
        r"|niet[oa])(?: (?:suy[oa]|de el|de(?:l)? \w+|verdader[oa]|de sangre|biologic[oa]"
        r"|legitim[oa]))|(?:mi|tu|su|nuestro) (?:padre|hermano) (?:verdadero|biologico|de "
        r"sangre))",
        r"(?:el|la) (?:pequen[oa]|mayor|mediano|nin[oa]|menor|chic[oa])(?: \w+)? (?:es|era"
        r"|fue) (?:hij[oa] )?de(?:l)? (?:cura|senorito|patron|vecino|medico|otro|boticario"
        r"|amo|lechero|doctor|viajante)",
        r"(?:es|era|soy|son|resulta que \w+ es) hij[oa]s? de(?:l)? (?:otro|otra|cura"
        r"|senorito|patron|vecino|medico|otro hombre|un tal)(?: \w+)?",
        r"(?:solo |nada mas )?medi[oa][- ]herman[oa]",
        r"(?:padre|madre) (?:biologic[oa]|verdader[oa]|de sangre|de verdad) (?:es|era|fue"
        r"|nunca|vive)",
        r"(?:el hombre|el|quien|la mujer)(?: al)? que te (?:crio|hizo|engendro|pario)(?: \w+)"
        r"{0,5}|no te engendro|al que llamas? (?:padre|papa)",
        r"(?:otro padre|padre distinto|distinto padre|cara del (?:cura|patron|vecino|lechero)"
        r"|hij[oa] ilegitim[oa]|bastard[oa]|dad[oa] en adopcion|dio (?:a la|al|el|la) "
        r"(?:bebe|nin[oa])|prueba de (?:adn|paternidad))(?: \w+){0,4}",
    ),
    "violence": (
        r"(?:peg(?:o|aba|aban|abas|aron)|golpe(?:o|aba|aron)|apale\w+|abofete\w+|pate(?:o"
        r"|aba)|empuj(?:o|aba)|tir(?:o|aba)|arroj(?:o|aba)|romp(?:io|ia)|parti(?:o|a)"
        r"|quem(?:o|aba)|estrangul\w+|agarr(?:o|aba) (?:del|por el|a)|azot\w+|zurr\w+|dio"
        rf"|daba|molio a)(?: \w+){{0,2}} (?:a )?(?:{_KIN}|palizas?(?! a todos)|bofetad\w+"
        r"|puneta\w+|patadas?|brazo|dientes?|nariz|costillas?|escaleras?|cuello|cinto"
        r"|cinturon|correa|palos|golpes|tortas)(?: \w+){0,3}",
        r"(?:me|nos|le|la|lo|les) (?:pegaba|pego|pegaban|golpeaba|golpeo|zurraba|arrojo|tiro"
        r"|empujo|amenazo|amenazaba|encanono|pateo|molio)(?: \w+){0,4}",
        r"(?:brazo|dientes?|nariz|ojo|costillas?)(?: \w+){0,4} (?:de un empujon|se los? "
        r"rompio|se lo partio|fue el|es de un|por el)(?: \w+){0,3}",
        r"(?:amenaz\w+|decia que|dijo que|juro que|diciendo que|gritando que)(?: \w+){0,3} "
        r"(?:matar|mataba|mataria|mata|quemar|pegar un tiro)(?: \w+){0,3}",
        r"(?:apunto|apuntaba|puso|con)(?: \w+)? (?:la |una |el |un )?(?:escopeta|pistola"
        r"|cuchillo|navaja|fusil|rifle|revolver|machete)(?: \w+){0,2} (?:a|al|en|contra"
        r"|detras) (?:nosotr\w+|mi|madre|la|todos|el|mama|cuello|\w+)",
        r"(?:violencia|violento|ojo morado|moratones|moretones|malos tratos|maltrat\w+"
        r"|correteo|la mano (?:larga|suelta))(?: \w+){0,4}",
    ),
    "abuse": (
        r"venia a las camas de(?: \w+){1,3}|nos obligaba a (?:desnudar|tocar|ver)\w*",
        r"(?:me obligaba a|nos obligaba a|debajo de la falda|por debajo de la (?:falda|ropa)"
        r"|le gustaban las (?:ninas|niñas|chiquitas|nenas)|manos largas con|no nos dejaban? "
        r"(?:a )?solas? con)(?: \w+){0,4}",
        r"(?:me|nos|la|lo|les|las|los) (?:(?:tocaba|toco)(?= (?:cuando|donde|por |ahi|alli|a"
        r" solas|el"
        r" culo|el pecho|las? (?:piernas?|tetas|pechos|muslos|partes)|siendo|con|muchas|varias))"
        r"|manoseaba|manoseo|metia mano|sobaba"
        r"|violo|violaba|hacia (?:cosas|aquello|tocamientos))(?: \w+){0,4}",
        r"(?:abus(?:o|aba|aron|ador|ado|ada|os)|tocamientos|violacion|violad[oa]|pederast\w+"
        r"|manose\w+|metia mano)(?: \w+){0,3}",
        r"(?:entraba|venia|se metia|se colaba|entro)(?: \w+){0,3} (?:en mi cuarto|en mi cama"
        r"|en mi habitacion|a mi cuarto|a mi cama|a mi pieza|en la cama de l[oa]s \w+|en el "
        r"cuarto de l[oa]s \w+|en nuestra cama)(?: \w+){0,3}",
        r"lo que (?:el|ese|don \w+|el \w+) (?:me|nos|le|les) (?:hizo|hacia)",
    ),
    "suicide": (
        r"(?:por su propia mano|la soga|una soga|de una viga|queria morirse|no aguanto mas y"
        r"|se dejo morir|puente abajo)(?: \w+){0,3}",
        r"(?:suicid\w+|se mato|matarse|se quiso matar|quiso matarse|se ahorco|ahorcarse"
        r"|ahorcad[oa]|se colgo|se tiro (?:al|a la|del|de la|por|desde)(?: \w+)? ?(?:tren"
        r"|pozo|rio|puente|balcon|ventana|tejado|azotea|vias?|metro|mar|terraza|octavo|piso)"
        r"|tirarse al (?:pozo|tren|rio)|se quito la vida|quitarse la vida|quitarse de en "
        r"medio|acabar con (?:su vida|todo)|se pego un tiro|pegarse un tiro|se tomo (?:todas "
        r")?(?:las |unas |un frasco de )?(?:pastillas|veneno|lejia|raticida)|se trago(?: "
        r"todas)?(?: \w+){0,2} pastillas|se corto las venas|no fue (?:un )?accidente|dejo "
        r"una (?:nota|carta)|no queria (?:seguir viviendo|vivir))(?: \w+){0,3}",
    ),
    "illness": (
        r"(?:cancer|tumor|metastasis|quimio\w*|leucemia|alzheimer|demencia|esquizofreni\w+"
        r"|bipolar|depresion|depresiv[oa]|crisis nerviosa|de los nervios|psiquiatr\w+"
        r"|manicomio|ingresad[oa] (?:en|y|por|con)?(?: \w+){0,2}|sida|vih|sifilis|gonorrea"
        r"|cirrosis|alcoholic[oa]|alcoholismo|bebia (?:desde|mucho|demasiado|como|todos|a "
        r"escondidas)|vicio|drogas|drogadict[oa]|heroina|aborto|aborto|epilepsia"
        r"|epileptic[oa]|parkinson|anorexi\w+|bulimi\w+|diagnostic\w+|antidepresiv\w+"
        r"|incontinen\w+|enferm[oa] (?:de la cabeza|mental)|enfermedad venerea|chagas)",
    ),
}
