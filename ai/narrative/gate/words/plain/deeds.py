"""What was plainly done to somebody: one grammar, and the words of six languages that fill it."""

from __future__ import annotations

from collections.abc import Mapping

DEEDS = {
    "accusation": r"""
(?:<carer>|<kin>|\w+) .. (?:<took>) .. (?:<goods>)
(?:<it_was>) ... (?:<stole>) ?.. (?:<goods>|<them>)?
(?:<kin>) .. (?:<cheated>) .. (?:<kin>|<them>|<goods>|<person>)
(?:<cheated>) (?:<them>)(?: out of)?
(?:<got_sign>)
(?:<left_cold>)
(?:<someone>) .. (?:has|had|took|tem|levou|ficou|tiene|cogio|se llevo|a|a pris|hat|ha|ha preso
  |s'e preso) ... (?:<precious>)
""",
    "paternity": r"""
(?:<not_father>)
(?:<was_mother>)
(?:<same_as>)
(?:<child_of>)
(?:<before_wed>)
""",
    "violence": r"""
(?:<he>|<kin>) .. (?:<hit>) .. (?:<woman>|<young>|<us>)
(?:<threw>) .. (?:<plates>) .. (?:<woman>|<young>|<us>|<wall>)
(?:<belted>)
(?:<feared>)
""",
    "abuse": r"""
(?:<came>) ... (?:<our_bed>)
(?:<night>) .. (?:<our_bed>) .. (?:<come>)
(?:<did>) .. (?:<things>) .. (?:<young>|<us>)
(?:<things>) .. (?:<young>|<us>) .. (?:<did>)
(?:<did>) .. (?:<young>) .. (?:<things>)
(?:<touched>) .. (?:<young>)
(?:<started_on>)
""",
    "suicide": r"""
(?:<not_fell>) ... (?:<jumped>)
(?:<accident>) ... (?:<jumped>)
(?:<own_life>)
""",
    "insult": r"""
(?:<kin>) .. (?:<is_>) .. (?:<bad>)
(?:<that_>) .. (?:<bad>) .. (?:<of_>) .. (?:<kin>)
""",
}

SLOTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "precious": "rings?|jewel\\w*|money|savings|gold|watch|medals|aneis|anel|joias|dinheiro"
        "|ouro|relogio|anillos?|joyas|dinero|oro|reloj|bagues?|bijoux|argent|montre|ringe?"
        "|schmuck|geld|uhr|anell[oi]|gioielli|soldi|orologio",
        "someone": "(?:somebody|someone|one of (?:them|us)) .. (?:family|us|them|you)",
        "kin": "(?:my|our|his|her|your) (?:\\w+ )?(?:brother|sister|uncle|aunt|cousin|son|daughter"
        "|nephew|niece|mother|father|mum|mam|dad|husband|wife|nan|gran|grandfather|grandmother"
        "|stepfather|stepmother|boss|in-laws?)(?:[ -]in[ -]law)?|uncle \\w+|aunt\\w* \\w+|mum|dad"
        "|mam|nan"
        "|gran|grandad",
        "carer": "(?:the|her|his) (?:carer|nurse|cleaner|home help|lodger|neighbour|solicitor)",
        "took": "took|stole|pinched|nicked|kept|helped (?:him|her)self to|emptied|pocketed|sold"
        " off"
        "|walked off with|was taking|used to take|cleared out",
        "goods": "(?:all )?(?:her|his|the|their|mum's|dad's|nan's|gran's) (?:\\w+ )?(?:savings"
        "|money"
        "|jewel\\w+|ring|rings|watch|pension|silver|gold|furniture|medals)|things from (?:her"
        "|the)|things"
        " every",
        "it_was": "it was|we all know|everyone knows|i know",
        "stole": "stole|took|nicked|pinched|had (?:the|her) (?:money|ring)|forged|helped \\w+self",
        "them": "her|him|them|us|me|it|my \\w+|our \\w+",
        "person": "mum|dad|nan|gran|everyone",
        "cheated": "cheated|conned|swindled|robbed|diddled|tricked|defrauded|fleeced|did (?:her"
        "|him"
        "|us|my \\w+) out of|talked (?:her|him) into",
        "got_sign": "(?:got|made|had) (?:her|him|nan|gran|mum|dad|grandad|my \\w+) (?:to )?sign",
        "left_cold": "left (?:her|him|mum|dad|nan) (?:alone|on (?:her|his) own|in the cold|without"
        " (?:food|heating))|was (?:paid|supposed) to look after (?:her|him)",
        "not_father": "(?:isn't|wasn't|is not|was not|not) (?:\\w+'s|my|his|her|our|your) (?:real"
        "|actual"
        "|biological|true|natural|proper) (?:father|dad|mother|mum|brother|sister|grandfather"
        "|grandad)"
        "|(?:wasn't|isn't|was not) (?:grandad's|dad's|granddad's|grandpa's|my (?:father's|dad's"
        "|grandfather"
        "'s))(?: (?:at all|child|son|daughter))?(?=[.,;!]|$| and| but)",
        "was_mother": "(?:is|was) (?:really|actually|in fact) (?:my|his|her|our) (?:mother|mum"
        "|father|dad"
        "|sister|brother|half)",
        "same_as": "(?:look|look at) (?:him|her) .. next to the (?:coalman|milkman|lodger|postman"
        "|vicar"
        "|butcher|doctor)",
        "child_of": "(?:had|has) (?:a|another|an) (?:child|baby|son|daughter|family) (?:by|with"
        "|out of"
        "|before|that|we never)|never (?:acknowledged|recognised) (?:me|him|her)",
        "before_wed": "(?:had a baby|baby|child|son|daughter) ... (?:before she (?:was )?married"
        "|out of"
        " wedlock|adopted|given (?:up|away))",
        "he": "he|she|dad|father|grandad|grandfather|the old man|stepfather",
        "hit": "hit|hits|beat|slapped|punched|kicked|thrashed|belted|hammered|knocked|battered"
        "|strangled"
        "|used to (?:hit|beat|slap|thump|belt)|would (?:hit|beat|thump|belt)|laid into|thumped",
        "woman": "her|mum|mam|mother|my (?:mother|mum|nan|gran|grandmother|aunt\\w*)|his wife"
        "|gran|nan",
        "young": "(?:the |my |our |his |her |little )*(?:kids|children|boys|girls|sister|sisters"
        "|brother"
        "|brothers|altar boys?|child|cousins?|grandchildren|daughters?)",
        "us": "me|us|him",
        "threw": "threw|throw|throwing|smashed",
        "plates": "plates?|chairs?|things|cups?|dishes|bottles?|knives",
        "wall": "wall",
        "belted": "(?:us|me|them|her|him|children|boys|kids|brother|sister|mum|mother) with (?:a"
        "|his|the) (?:belt|strap|fists?|stick|cane)(?! (?:buckle|round))",
        "feared": "(?:frightened|scared|terrified|afraid) of (?:him|my (?:father|dad|grandfather"
        "|uncle"
        "|stepfather)|dad|grandad)",
        "came": "came|come|coming|crept|got|climbed|used to come",
        "our_bed": "(?:in|into|to) (?:my|our|her|the girls'|my sister's) (?:bed|room|bedroom)(?:"
        " at night)?",
        "night": "at night|nights",
        "come": "came|come",
        "did": "did|does|done|do",
        "things": "things|stuff|what he did",
        "touched": "touched|touching|fondled|groped|interfered with|molested|abused",
        "started_on": "(?:started|began) (?:touching|on) me|touch(?:ed|ing) me when|put his"
        " hands? (?:up|down)",
        "not_fell": "(?:didn't|did not|never) (?:just )?(?:fall|slip|drown)",
        "jumped": "(?:he|she) (?:jumped|did it (?:him|her)self|walked in|threw (?:him|her)self"
        "|meant it"
        "|let go|wanted to)",
        "accident": "accident\\w*|they say|heart attack",
        "own_life": "(?:take|took|taking|end|ended) (?:her|his|my|their) own life|(?:killed"
        "|hanged|hung"
        "|drowned|shot|gassed|poisoned) (?:him|her)self",
        "is_": "is|was|'s|always was|has always been",
        "bad": "(?:lazy|idle|greedy|nasty|selfish|spiteful|useless|stupid|mean|horrible|wicked"
        "|evil|vile"
        "|bone idle|two-faced|good for nothing)(?: \\w+)? (?:man|woman|cow|git|sod|pig|so and so"
        "|piece|bitch"
        "|person|old|fat|slob|thing|bat|waster|madam|bastard|liar|and)|idiot|liar|thief|crook"
        "|waster|sponger"
        "|parasite|slob|moron|witch|snob|hypocrite|scrounger|drunk|bully|coward|pig|snake|cheat"
        "|fraud",
        "that_": "that|this|the|an?|such an?|what an?|who is an?|even|his|her",
        "of_": "of an?|called|,|i call",
    },
    "pt": {
        "precious": "rings?|jewel\\w*|money|savings|gold|watch|medals|aneis|anel|joias|dinheiro"
        "|ouro|relogio|anillos?|joyas|dinero|oro|reloj|bagues?|bijoux|argent|montre|ringe?"
        "|schmuck|geld|uhr|anell[oi]|gioielli|soldi|orologio",
        "someone": "alguem .. (?:familia|nos|voces)",
        "kin": "(?:(?:o|a|do|da|ao|de) )?(?:meu|minha|seu|sua|nosso|nossa|teu|tua) (?:\\w+"
        " )?(?:irma\\w?"
        "|irmao|tio|tia|primo|prima|filho|filha|sobrinh[oa]|mae|pai|marido|mulher|sogr[oa]"
        "|cunhad[oa]|genro"
        "|nora|padrasto|madrasta|avo|chefe|ex)|(?:o|a) (?:tio|tia|pai|mae|avo|avô|padrasto|primo"
        "|prima|mamae"
        "|papai)(?: \\w+)?",
        "carer": "(?:a|o) (?:empregada|enfermeira|senhora que \\w+|cuidadora|vizinh[oa]|advogado"
        "|moca|que"
        " tratava)",
        "took": "ficou com|ficaram com|roubou|levou|levava|tirou|tirava|meteu ao bolso|gastou"
        "|vendeu|gamou"
        "|surripiou|embolsou|limpou",
        "goods": "(?:o |a |os |as |todo o |toda a )?(?:dinheiro|ouro|joias|reforma|heranca"
        "|poupancas|casa da"
        "|anel|aneis|cordoes|coisas|economias|pensao|aposentadoria|conta)",
        "it_was": "foi|sabemos que foi|foram",
        "stole": "(?:que|quem) (?:\\w+ )?(?:roubou|levou|tirou|ficou|vendeu|gastou|falsificou|os"
        " levou)",
        "them": "el[ea]s?|o meu|a minha|toda a gente|nos|tudo|(?:o |a )?(?:pai|mae|avo)",
        "person": "(?:o |a )?(?:pai|mae|avo|vo|familia)",
        "cheated": "enganou|aldrabou|burlou|roubou|vigarizou|intrujou|traiu|passou a perna"
        "|falsificou|ludibriou",
        "got_sign": "(?:fez|fizeram|obrigou|levou|convenceu) .. (?:a )?assinar|assin\\w+ .."
        " (?:ja nao|sem saber|sem ver)",
        "left_cold": "deixava-[ao] sozinh\\w|deixava (?:ela|ele|a mae|o pai|a avo) sozinh\\w"
        "|cobrava para cuidar|era"
        " pag[oa] para",
        "not_father": "(?:o meu|a minha) (?:verdadeir\\w) (?:pai|mae)|nao (?:e|era) (?:o |a"
        " )?(?:(?:meu|minha|seu|sua|nosso) )?(?:verdadeir\\w"
        "|pai|filh[oa]|irma\\w?"
        "|irmao|avo|mae) (?:verdadeir\\w|biologic\\w|de sangue|de verdade|do avo|do pai|do marido"
        "|dele|a serio)|nao"
        " (?:e|era) filh[oa] d[oa]",
        "was_mother": "(?:e que )?(?:e|era) (?:na verdade |afinal |mesmo )?(?:a minha|o meu)"
        " (?:mae|pai|irma\\w?|irmao)"
        "[^.!?]{0,20}(?:todos|menos eu|so soube|nunca|ninguem|verdade)|e que era (?:a minha|o"
        " meu)",
        "same_as": "a cara (?:chapada )?d[oa] (?:padre|patrao|carteiro|leiteiro|medico|vizinho"
        "|doutor)",
        "child_of": "teve (?:um|uma|outro|outra) (?:filh[oa]|crianca|menin[oa]|familia) (?:antes"
        "|com|fora|de outr"
        "|escondid|solteira|em)|(?:nunca|nao) (?:me|o|a) (?:perfilhou|reconheceu|assumiu)|(?:sou"
        "|e) filh[oa] do"
        " patrao",
        "before_wed": "(?:filh[oa]|bebe|crianca) ... (?:antes de casar|de solteira|para adocao"
        "|pra adocao|fora do casamento)",
        "he": "ele|el|o pai|o avo|o velho|o padrasto|o marido",
        "hit": "bat(?:ia|eu|er)(?:-lhe|-nos|-me)?|esmurr\\w+|espanc\\w+|pontape\\w*|soc[oa]\\w*"
        "|dav?a? porrada|surr\\w+"
        "|esbofete\\w+|dava-lhe|agredi\\w+|chegava-lhe",
        "woman": "(?:na |a |em |à )?(?:minha |nossa )?(?:mae|avo|mulher|mamae|vo|vovo)|nela|n'ela",
        "young": "(?:a |as |o |os |na |nas |nos |aos? |com (?:a |as )?)?(?:minha |meu |minhas "
        "|meus )?(?:irma\\w?s?|filh[oa]s"
        "|miud[oa]s?|crianca\\w*|menin[oa]s?|rapazes|netas?|prim[oa]s?|irmao|alunos)",
        "us": "nos|em nos|em mim|comigo|-nos|-me|me",
        "threw": "atir(?:ou|ava)|jog(?:ou|ava)|parti(?:a|u)",
        "plates": "pratos?|cadeiras?|copos?|coisas|a louca|loica",
        "wall": "parede",
        "belted": "(?:com|d\\w+ com|dava com) (?:o|um) (?:cinto|cinturao|chicote|pau|cacete"
        "|correia)",
        "feared": "(?:tinhamos|tinha|tinham|com) (?:muito )?medo (?:dele|do (?:meu )?(?:pai|avo"
        "|padrasto|tio|marido))",
        "came": "vinha|ia|entrava|metia-se|enfiava-se|veio|deitava-se|vinha-me",
        "our_bed": "(?:a|para a|pra|na|no|ao|a minha|pro) (?:minha |nossa |meu |nosso )?(?:cama"
        "|quarto)(?: (?:a|de) noite|"
        " das (?:meninas|miudas)|da minha)",
        "night": "de noite|a noite",
        "come": "vinha|ia",
        "did": "fez|fazia|fizeram|faz",
        "things": "coisas",
        "touched": "mexi[au]|mexeu|mexer|tocav\\w|tocou|apalpav\\w|apalpou|abusou|abusava",
        "started_on": "(?:comecou a|andava a) mexer (?:comigo|em mim)|(?:mexia|tocava) (?:em mim"
        "|comigo|me)",
        "not_fell": "nao (?:caiu|escorregou|se afogou|foi (?:acidente|queda))",
        "jumped": "atirou-se|jogou-se|se (?:jogou|atirou|matou)|matou-se|foi (?:ele|ela) (?:que"
        "|quem)|deitou-se",
        "accident": "acidente|coracao|dizem|disseram",
        "own_life": "(?:acabar com a|tirou a (?:propria )?|por termo a|pos fim a) (?:sua )?vida"
        "|(?:matou|enforcou|suicidou)-se"
        "|se (?:matou|enforcou|suicidou)",
        "is_": "e|era|foi sempre|sempre foi|e mesmo",
        "bad": "(?:um|uma)? ?(?:\\w+ )?(?:preguicos[oa]|bruxa|cobra|vigarista|egoista"
        "|mentiros[oa]|falsa?|inutil|parasita"
        "|interesseir[oa]|ladra|ladrao|bebado|bebada|sanguessuga|malandr[oa]|aldrabao|aldrabona"
        "|idiota|avarent[oa]"
        "|ganancios[oa]|estupid[oa]|invejos[oa]|sonsa|hipocrita|vagabund[oa]|sem vergonha"
        "|encosto|chul[oa])",
        "that_": "aquel[ea]|ess[ea]|o|a|esse|um|uma|daquel[ea]|que e um|que e uma|grande",
        "of_": "do|da|de",
    },
    "es": {
        "precious": "rings?|jewel\\w*|money|savings|gold|watch|medals|aneis|anel|joias|dinheiro"
        "|ouro|relogio|anillos?|joyas|dinero|oro|reloj|bagues?|bijoux|argent|montre|ringe?"
        "|schmuck|geld|uhr|anell[oi]|gioielli|soldi|orologio",
        "someone": "alguien .. (?:familia|nosotros|vosotros)",
        "kin": "(?:mi|su|nuestr[oa]|tu) (?:\\w+ )?(?:herman[oa]|ti[oa]|prim[oa]|hij[oa]"
        "|sobrin[oa]|madre|padre|mama|papa"
        "|marido|mujer|suegr[oa]|cunad[oa]|yerno|nuera|padrastro|madrastra|abuel[oa]|jefe|ex)"
        "|(?:el|la) (?:tio|tia|padre"
        "|madre|abuelo|abuela|padrastro|primo|prima)(?: \\w+)?|mama|papa",
        "carer": "(?:la|el) (?:chica|senora|mujer|cuidadora|muchacha|enfermera|asistenta"
        "|vecin[oa]|abogado|que la cuidaba)"
        "(?: que (?:la|lo|le) \\w+)?",
        "took": "se quedo con|se quedaron con|robo|se llevo|se llevaba|quito|se embolso|gasto"
        "|vendio|sisaba|afano|birlo"
        "|se qued[oa] (?:con|todo)",
        "goods": "(?:el |la |los |las |todo el |todas las )?(?:dinero|oro|joyas|pension|herencia"
        "|ahorros|anillos?|cadenas?|cosas"
        "|casa de|piso|plata|cuenta|perras|monedas)",
        "it_was": "fue|fueron|sabemos que fue",
        "stole": "(?:quien|la que|el que|las que|los que) (?:\\w+ )?(?:robo|llevo|quito|quedo"
        "|vendio|gasto|falsifico)",
        "them": "todos|nos|les|le|todo|a (?:mi )?(?:padre|madre|papa|mama|abuel[oa])",
        "person": "a (?:la |el |mi )?(?:abuel[oa]|madre|padre|familia|mama|papa)|al abuelo",
        "cheated": "engano|estafo|timo|robo|enredo|traiciono|falsifico|desplumo|embauco|la"
        " convencio",
        "got_sign": "(?:hizo|hicieron|obligo|convencio) .. (?:a )?firmar|firm\\w+ .. (?:ya no"
        "|sin saber|sin ver)|poder falso",
        "left_cold": "(?:la|lo) dejaba sol[oa]|cobraba por cuidar\\w+|(?:la|lo) tenian? (?:sin"
        "|abandonad)",
        "not_father": "mi (?:verdadero|autentico) padre|mi verdadera madre|mi padre (?:verdadero"
        "|biologico)|no (?:es|era) (?:(?:mi|su|nuestro) )?(?:verdader\\w|padre|madre|hij[oa]"
        "|herman[oa]|abuelo) (?:de verdad"
        "|verdader\\w|biologic\\w|de sangre|del abuelo|de mi)|no era (?:de|del) (?:mi"
        " )?(?:abuelo|padre|marido) sino",
        "was_mother": "(?:es|era) (?:en realidad |de verdad )?mi (?:madre|padre"
        "|herman[oa])[^.!?]{0,20}(?:todos|menos yo|nunca"
        "|nadie|verdad)|(?:es|era) en realidad mi",
        "same_as": "(?:la (?:misma )?cara|los (?:mismos )?ojos|clavad\\w) (?:que el|del|al)"
        " (?:cura|patron|cartero|medico|vecino)",
        "child_of": "tuvo (?:un|una|otr[oa]) (?:hij[oa]|nin[oa]|bebe|criatura|familia) (?:de"
        " soltera|antes|con|fuera|escondid"
        "|en)|(?:nunca|no) (?:me|lo|la) (?:reconocio|quiso reconocer|ha reconocido)",
        "before_wed": "(?:hij[oa]|bebe|nin[oa]) ... (?:antes de casarse|de soltera|en adopcion|a"
        " la inclusa|fuera del matrimonio)",
        "he": "el|mi padre|mi papa|el abuelo|el viejo|el padrastro|el marido|le|les|la",
        "hit": "pegaba|pego|pegar|golpeaba|golpeo|abofete\\w+|zurraba|daba palizas|dio una"
        " paliza|pateaba|maltrat\\w+|azotaba",
        "woman": "(?:a )?(?:mi |la |su )?(?:madre|mama|abuela|mujer|esposa)|ella",
        "young": "(?:a |con )?(?:la |las |los |el |mi |mis |sus )?(?:herman[oa]s?|hij[oa]s"
        "|nin[oa]s?|crios|crias|chic[oa]s|niet[oa]s?"
        "|prim[oa]s?|alumn[oa]s|monaguillos)",
        "us": "nos|me|nosotr[oa]s|mi|a mi|conmigo",
        "threw": "tiraba|tiro|lanzaba|rompia|estampaba",
        "plates": "platos?|sillas?|vasos?|cosas|la vajilla|botellas?",
        "wall": "pared",
        "belted": "(?:con|daba con) (?:el|un|la) (?:cinturon|cinto|correa|vara|zapatilla|latigo"
        "|palo) (?:a|en|nos|me|les)|a"
        " correazos|a cintazos",
        "feared": "(?:teniamos|tenia|tenian|con) (?:mucho )?miedo (?:de el|a mi padre|al padre|al"
        " abuelo|a mi abuelo|a papa)|le"
        " teniamos (?:mucho )?miedo",
        "came": "venia|entraba|se metia|iba|se acostaba|se colaba|vino",
        "our_bed": "(?:a|en|hasta) (?:mi|nuestra|nuestro|el|la) (?:cama|cuarto|habitacion"
        "|pieza)(?: (?:por la|de) noche|s| de las"
        " ninas|,|\\.|$| cuando)",
        "night": "(?:por la|de) noche",
        "come": "venia|entraba",
        "did": "hizo|hacia|hicieron|hace",
        "things": "cosas",
        "touched": "tocaba|toco|manose\\w+|sobaba|abus[oa]\\w*|metia mano",
        "started_on": "(?:empezo|comenzo) a (?:tocarme|meterme mano|manosearme)|me (?:manoseaba"
        "|metia mano)",
        "not_fell": "no (?:se cayo|se resbalo|se ahogo|fue (?:un )?accidente)",
        "jumped": "se (?:tiro|lanzo|mato|arrojo|echo|dejo caer)|fue (?:el|ella) (?:quien|el que"
        "|la que|solo|sola)",
        "accident": "accidente|corazon|dicen|dijeron",
        "own_life": "(?:quit[oa]\\w*|quitarse) la vida|se (?:suicid\\w+|ahorco|mato (?:el|ella)"
        " mism\\w)|suicid\\w+",
        "is_": "es|era|ha sido siempre|siempre fue|fue siempre",
        "bad": "(?:un|una)? ?(?:\\w+ )?(?:vag[oa]|bruja|vibora|sinverguenza|egoista|mentiros[oa]"
        "|fals[oa]|inutil|parasito"
        "|interesad[oa]|ladron|ladrona|borrach[oa]|sanguijuela|gandul|imbecil|idiota|rata"
        "|tacan[oa]|avarient[oa]|zorra|estupid[oa]"
        "|envidios[oa]|hipocrita|caradura|jeta|canalla|trepa|gilipollas|mala persona"
        "|aprovechad[oa]|chorizo)",
        "that_": "es[ea]|aquell?[ea]?|el|la|este|esta|del|con el|menudo|menuda|que es un|que es"
        " una|al",
        "of_": "de|del",
    },
}
