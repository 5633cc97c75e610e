"""What is wished and what was done, by the plain verbs of each language, with their endings."""

from __future__ import annotations

from collections.abc import Mapping

from ai.narrative.gate.words.turns.phrases import lines

_LIMB = {
    "en": "arm|arms|nose|jaw|rib|ribs|wrist|teeth|tooth|finger|fingers|leg|collarbone|eye|head"
    "|glasses",
    "fr": "bras|nez|machoire|cotes?|poignet|dents?|doigts?|jambe|tete|clavicule",
    "de": "arm|arme|nase|kiefer|rippen?|handgelenk|zahn|zahne|finger|bein|kopf|schlusselbein",
    "it": "braccio|braccia|naso|mascella|costol[ae]|polso|dent[ei]|dit[oa]|gamba|testa|clavicola",
}

DEEDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {
        "secrecy": lines(r"""
(?:please |but |just |so )?(?:don't|do not|never|dont|let's not|we don't|nobody should
  |no one should) ... (?:publish|share|post|upload|print|put|show|tell|use|circulate|mention
  |include|display|stick|hang|frame|copy|read|pass|forward|send|repeat|let (?:on|slip|anyone
  |anybody)) .. (?:this|it|that|them|these|one|those|her|him|anyone|up|on|online|here|anywhere
  |round)
(?:not|never) .. for .. (?:kids|grandkids|grandchildren|children|little ones|public|internet|web
  |site|book|family|walls?|everyone|everybody|sharing|showing|facebook|outsiders|neighbours)
(?:family|us|adults|grown-ups|close friends) only|(?:doesn't|don't|does not|not to|never|mustn't
  |can't|not) leave .. (?:room|house|table|family)
(?:swear|swore|promise~|vow~|oath) .. (?:i'd|i would|not|never|to|that|you) .. (?:tell|never|not
  |say|show|secrecy|breathe)
(?:must|should|can|may|shall) (?:not|never) .. (?:hear|know|see|learn|find|read|get)
(?:for|to) (?:my|your|our|her|his) (?:eyes|ears|drawer)
"""),
        "condition": lines(r"""
(?:hold|keep|leave|save|sit on|park) ... (?:back|until|till|for when)
(?:if|when|should) ... (?:sees|sees it|minds|objects|complains|changes|asks|finds out
  |gets upset) ... (?:pull|take|delete|remove|it comes|bin|drop|leave)
(?:stay|remain|kept|sealed|closed) .. (?:closed|sealed|shut|locked|private|back) .. (?:for|until
  |till)
(?:fine|ok|okay|happy|alright|all right) .. (?:by|with) me .. (?:as long|if|so long|provided|but)
"""),
        "doubt": lines(r"""
(?:maybe|perhaps|should we|shall we|better|might) .. (?:leave|cut|take|skip|lose|drop) .. (?:this
  |it|that|bit|out)
is (?:this|that|it) .. too (?:much|private|personal|sad|far|long|grim)
(?:might|may|could) be .. (?:wrong|altogether|another|different)
"""),
        "editor_note": lines(r"""
(?:date|year|name|spelling|place|caption|order) .. (?:is|are|was|might be|may be) .. (?:wrong|off
  |out|a guess|mixed|misspelt)
(?:spelt|spelled|typed|put|got|wrote|written) .. (?:name|date|year|it|that|her|his) .. wrong
(?:look|check|fix|sort|find) (?:it|that|this)? ?.. (?:up|out)? ?.. (?:when|later|tomorrow|tonight
  |once)
"""),
        "insult": lines(r"""
(?:lazy|selfish|stupid|fat|greedy|nasty|useless|bloody|ignorant|spoilt|vain|sour|evil|wicked
  |hateful|pathetic|silly|daft|vile|bitter).. (?:cow|pig|bitch|git|sod|lump|so and so|woman|man
  |article|beggar|oaf|fool|mare|bat|brute|wretch|madam|toad)
(?:that|what an?|such an?|the|her|his|my|our) .. (?:idiot|moron|waster|sponger|creep|snake|viper
  |leech|toad|slob|louse|swine|brute|clown|pillock|prat|layabout|scrounger|weasel|witch|cow
  |rat) (?:she|he|of|who|\w+)
(?:loves|likes) the sound of
"""),
        "accusation": lines(r"""
(?:emptied|emptying|drained|cleared out|cleaned out|raided|stripped|ransacked|helped (?:him
  |her)self|helping (?:him|her)self|pocketed|fiddl~|forged|forging|embezzl~|swindl~|diddl~|fleec~
  |pinch~|nick~|stole~?|half-inched|walked off with|made off with|sold off|signed over
  |talked .. into signing|wormed).. (?:her|his|the|our|mum's|dad's|nan's|gran's|to|it|us|mum|dad
  |that|from|everything)
(?:gave|given|giving) (?:her|him|mum|dad|them) the wrong (?:tablets|dose|pills|medicine|drip
  |injection|blood)
"""),
        "paternity": lines(r"""
(?:image|spit|spitting image|double|living image) of the \w+
(?:your|her|his|my) (?:father|dad|mother) is \w+ .. not
not the man (?:whose|who|you)
"""),
        "violence": lines(
            r"""
(?:he|dad|father|grandad|she|husband|uncle) .. (?:broke|smash~|crack~|dislocat~|knock~|split|burn~
  |twist~|fractur~|bust) .. (?:her|my|his|mum's|mam's|our) (?:<limb>)
(?:threw|throw~|push~|shov~|kick~|drag~|knock~|hurl~|flung) (?:me|her|him|mum|us|mam) .. (?:down
  |against|across|off|out|through|into|about|over|by)
(?:hit|hits|beat|beats|slap~|punch~|thump~|belt~|thrash~|chok~|strangl~|batter~|clout~|wallop~
  |leather~|whip~) (?:me|her|us|mum|mam|his wife|the (?:kids|boys|girls|children))
black eye .. (?:he|she|from|off|again)
""",
            limb=_LIMB["en"],
        ),
        "abuse": lines(r"""
(?:came|come|coming|crept|creep~|got|climb~|sneak~|used to come) .. (?:into|in|to) (?:my|our|her
  |the (?:girls|boys|children|little ones)) .. (?:room|bed|beds|bedroom|dorm)
(?:interfer~|mess~|fiddl~|touch~|grop~|fondl~|rubb~) .. (?:with|up)? ?(?:me|us|the (?:little|girls
  |boys|kids|children|young~)|her when|my sister)
hands where .. (?:shouldn't|no business|not|didn't belong)
"""),
        "suicide": lines(r"""
(?:walk~|step~|jump~|threw|throw~|lay|laid) ... (?:in front of|under|off|onto|into
  |from) .. (?:train|bus|lorry|bridge|tracks?|line|roof|cliff|sea|river|pier|viaduct|window)
(?:took|take~|end~|tak~) .. (?:own life|his life|her life)|swallow~ .. (?:all|tablets|pills|bleach
  |weedkiller)
"""),
        "illness": lines(r"""
(?:drink|drinking|booze|pills|nerves|gambling) .. (?:was|got|were|had|is) .. (?:bad|worse|hold
  |terrible|out of hand|the better)
(?:results|scan|specialist|consultant|doctor|test) ... (?:it's|it was|liver|lungs|spread|positive
  |malignant|same as|runs in|nothing (?:more )?they)
(?:huntington~|motor neuron~|parkinson~|alzheim~|dement~)|runs in the family
"""),
    },
    "fr": {
        "secrecy": lines(r"""
(?:ne |n')?(?:la |le |les |l')?.. (?:publi\w+|mett\w+|montr\w+|ecri\w+|repet\w+|racont\w+
  |partag\w+|poste\w*|di[ts]\w*|diffus\w+|utilis\w+|envoy\w+) .. (?:pas|surtout pas|jamais
  |a personne)
(?:surtout |ne |faut |il faut |merci de ne )pas .. (?:le |la |les |l')?.. (?:repeter|publier
  |montrer|raconter|dire|ecrire|mettre|partager|diffuser|savoir|poster|divulguer)
pas pour (?:les|le|la|tout|tous|ton|ta|mes|internet)|(?:bruler\w*|brule\w*|dechire\w*|serre-les
  |range\w*|cache\w*) .. (?:apres|dans|quand|une fois)
(?:doit|doivent|dois|devra) .. (?:rien|pas|jamais) .. (?:en )?(?:savoir|voir|apprendre|lire)
(?:rien que|juste|seulement|uniquement|que) pour (?:toi|vous|nous|moi|la famille)
"""),
        "condition": lines(r"""
(?:pas )?(?:du|de son) vivant|quand .. (?:il|elle|je|maman|papa) .. (?:ne sera|n'y sera
  |sera mort\w*|ne serai|sera parti\w*|partira)
(?:seulement|uniquement|que|mais) .. si .. (?:on|vous|elle|il|les) .. (?:flout\w+|cach\w+|coup\w+
  |chang\w+|enlev\w+|accept\w+|veu\w+)
(?:sauf|excepte|a part) ... (?:faut|besoin|demand\w+|celle|celui|ca) .. (?:l'accord|accord
  |demander|voir|autoris\w+)
"""),
        "doubt": lines(r"""
(?:on|vous|faut|je) .. (?:l'enleve|l'enlever|coupe|couper|l'ote|la laisse|laisse tomber
  |vraiment raconter|raconter ca) .. ?\?
(?:est-ce qu'il|faut-il|est-ce qu'on|doit-on) .. (?:faut|doit|peut|vraiment|mettre|raconter|garder)
"""),
        "editor_note": lines(r"""
(?:mauvaise? (?:date|annee|nom|photo|legende)|la date est fausse|date (?:est )?(?:fausse
  |approximative|a revoir)|pas la bonne|c'est pas la bonne)
(?:chang(?:er|ez)|corrig(?:er|ez)|enlev(?:er|ez)|suppri(?:mer|mez)|remplac\w+) .. (?:la photo
  |les fautes|mes fautes|la precedente|le precedent|l'autre|celle d)
(?:et )?(?:pas|surtout pas|point) de .. "
essai .. (?:ca|marche|un)
"""),
        "insult": lines(r"""
(?:ce|cet|cette|le|la|mon|ma|du|un|une|gros|grosse|sale) .. (?:abruti\w*|lourdaud\w*|imbecile
  |idiote?|cretine?|conne|connard|connasse|salaud|salope|feignass\w|faineant\w*|debile|nul|nulle
  |boulet|cruche|dinde|pimbeche|chipie|pouffiasse|bouffon|raclure|minable|ivrogne|ingrate?
  |cornichon) .. (?:de|d'|qui|\w+)
"""),
        "accusation": lines(
            r"""
(?:vide|empoche|garde|gardee?|pris|pique|vole|rafle|fauche|detourne|mis|mise?s?|siphonne|vendu
  |soustrait|barbote) .. (?:le|la|les|son|sa|l'|en|dans|a) .. (?:livret|compte|nom|poche|poches
  |douce|cachette|argent|bijoux|caisse|coffre|montre|testament)
(?:<goods>) ... <secretly>|<secretly> ... (?:<goods>)
""",
            goods="argent|bijoux|or|parcelles?|terrains?|maison|compte|testament|heritage"
            "|terres?|montre|bague|nom",
            secretly="(?:en douce|en cachette|dans le dos|par derriere|sans rien dire|en catimini)",
        ),
        "paternity": lines(r"""
(?:suis|est|etait|es) pas (?:de lui|de papa|de mon pere|de son pere)|(?:ne )?t'a pas fait
  |celui que tu appelles
(?:etait|est|serait) (?:du|de l'|celui du) (?:facteur|cure|maitre|patron|voisin|medecin|docteur
  |notaire|instituteur|boulanger|laitier)
"""),
        "violence": lines(
            r"""
(?:lui|m'|t'|nous|leur) ?(?:a|avait|cassait) .. (?:casse|brise|tordu|demis|pete
  |arrache) .. (?:<limb>)|(?:<limb>) .. (?:casse\w*|c'est lui|c'etait lui|demis\w*)
(?:jete\w*|pousse\w*|balance|balancee|traine\w*|projete\w*|flanque\w*) .. (?:dans|par|du haut
  |contre|a terre|en bas|par les)
(?:m'|la|nous|l'|les|me) ?(?:battait|frappait|tapait|cognait|giflait|a battu\w*|a frappe\w*
  |a gifle\w*|rouait|rossait|etranglait)
(?:pris|attrape|saisi|decroche|sorti) .. (?:hache|couteau|fusil|serpe|faucille) ... (?:tuer|tuait
  |cour\w+|contre|sur|nous|mere)
""",
            limb=_LIMB["fr"],
        ),
        "abuse": lines(r"""
(?:venait|entrait|rejoignait|se glissait|montait|glissait) .. (?:dans|me) .. (?:lits?|chambre
  |ma chambre|mon lit)
(?:me|nous|les|la) (?:touchait|tripotait|caressait|pelotait|deshabillait)
"""),
        "suicide": lines(r"""
(?:se jetait|s'est jete\w*|se jeter|s'est pendu\w*|s'est tire|s'est tue\w*|se tuait|s'est noye\w*
  |s'est empoisonn\w+|s'est laisse\w* mourir) .. (?:sous|dans|du|par|une|\w+)?
(?:ce )?n'etait pas un accident|pas un accident
"""),
        "illness": lines(r"""
(?:boisson|alcool|boire|vin) .. (?:etait|l'avait|avait|devenait|a eu|l'a|le tenait)|(?:resultats?
  |examens?|docteur) .. (?:foie|mauvais|pas bons?|positif)
"""),
    },
    "de": {
        "secrecy": lines(r"""
(?:(?:zeig|sag|schreib|erzahl|stell|druck|veroffentlich|teil)(?:e|s|ts)?|gib|gebt|lies|lest|tu|tut
  |poste|nimm|nehmt|bitte|darfst|durft|sollst) .. (?:das|es|die|den|dem|der|du|ihr|aber
  |bitte)? ?.. (?:nicht|nirgends|nirgendwo|keinem|niemandem|niemand|nie|ned|nit|net|nod|nix)
(?:nur|bloss|allein|ausschliesslich) fur (?:dich|euch|mich|uns|die familie|sie)|(?:verbrenn
  |zerreiss|versorg|versteck|vernicht|losch)~ .. (?:es|sie|das|den|si|ihn|gleich|sofort|danach
  |bitte)
(?:nichts|nix) (?:furs|fur das|fur die|fur) (?:band|buch|netz|internet|kinder|album|offentlichkeit
  |leute|familie|\w+)|(?:mach|schalt) .. aus
"""),
        "condition": lines(r"""
(?:ausser|bis auf) ... (?:muss|da|braucht|erst|fragen)|(?:da|das) muss .. (?:erst|zuerst|vorher
  |die|der) .. (?:ja|zustimm~|einverstanden|fragen|wissen|sagen|gefragt)
"""),
        "doubt": lines(r"""
\(\?\)|(?:vielleicht|lieber|besser) .. (?:weglassen|streichen|rausnehmen|raus|weg) .. ?\?
  |ob man (?:das|sowas|es) .. (?:soll|darf|muss|erzahl~)
"""),
        "editor_note": lines(r"""
(?:jahr|datum|name|ort|jahreszahl) .. (?:stimmt nicht|ist falsch|falsch|muss ich|unsicher
  |geschatzt|passt nicht)
(?:rechtschreibung|fehler|tippfehler|foto|bild|text) .. (?:bitte )?(?:ausbess~|korrigier~
  |austausch~|verbess~|wechsel~|andern|tausch~)|bitte kein~ .. "
(?:das vorige|die vorige|das letzte|das erste|das andere) .. (?:losch~|weg|war doppelt|ignorier~)
  |kommt das an|test .. kommt
"""),
        "insult": lines(r"""
(?:bescheuert~|bekloppt~|dammlich~|saudumm~|blod~|dumm~|faul~|geizig~|verlogen~|versoffen~
  |unverschamt~|arrogant~|eingebildet~|undankbar~|hinterlistig~|gemein~) .. (?:schwager|schwagerin
  |bruder|schwester|cousin~|onkel|tante|schwieger~|mann|frau|kuh|hund|sau|weib|kerl|nachbar~)
"""),
        "accusation": lines(r"""
(?:leergeraumt|leer geraumt|ausgeraumt|abgeraumt|abgehoben|uberschreiben lassen|uberschrieben
  |unter den nagel|gerissen|eingesteckt|eingesackt|mitgehen lassen|beiseite geschafft|verscherbelt
  |verkauft und|geplundert|gefalscht|veruntreut)
(?:heimlich|hintenrum|hinterrucks|hinterm rucken|klammheimlich) .. (?:auf sich|verkauft|uberschr~
  |abgehoben|genommen|geholt|unterschr~|geandert)
"""),
        "paternity": lines(r"""
(?:nicht gezeugt|den du vater nennst|dich gezeugt|vom (?:lehrer|pfarrer|brieftrager|chef|nachbarn
  |knecht|doktor|arzt|bauern|ami) (?:war|ist|sei|stammt))
"""),
        "violence": lines(
            r"""
(?:<limb>) .. (?:gebrochen|ausgeschlagen|eingeschlagen|verdreht|ausgekugelt|zerschlagen)|(?:brach
  |schlug) .. (?:ihr|mir|ihm|uns) .. (?:<limb>)
(?:hinuntergestoss~|heruntergestoss~|runtergestoss~|runtergeschmiss~|gestossen|geschleift
  |an den haaren|gegen die wand|geschubst|stiess)
(?:beil|axt|messer|flinte|gewehr|sense|hacke) .. (?:genommen|geholt|gegriffen
  |in der hand) ... (?:los|auf|mutter|umbring~|gedroht|hinter)
""",
            limb=_LIMB["de"],
        ),
        "abuse": lines(r"""
(?:kam|schlich|stieg|kroch|legte sich) .. (?:nachts |abends )?(?:in|zu|an) (?:mein|meine|unser
  |unsere|ihr|ihre|mir|uns) .. (?:kammer|bett|zimmer|betten|ins bett)
(?:angefasst|begrabscht|betatscht|unsittlich|ausziehen mussen|ausziehen mussten)
"""),
        "suicide": lines(r"""
(?:vor (?:den|einen|die) zug|aufgehangt|erhangt|erschossen hat er sich|sich erschossen
  |das leben genommen|umgebracht|von der brucke gesprungen|ins wasser gegangen)
kein unfall|war nicht .. ein unfall
"""),
        "illness": lines(r"""
(?:trinken|saufen|alkohol|trinkerei|sauferei) .. (?:war|wurde|ist|hat|ging) .. (?:schlimm~|arg
  |zu viel|immer|ihn|sie)?|(?:befund|ergebnis~|arzt|doktor) .. (?:leber|bosartig|schlecht|positiv
  |erblich)
"""),
    },
    "it": {
        "secrecy": lines(r"""
(?:non|mai) .. (?:la|lo|li|le|mi|ci)? ?(?:pubblic\w+|mett\w+|mostr\w+|far\w* (?:vedere|leggere
  |girare)|fa' vede|raccont\w+|dir\w+|scriv\w+|condivid\w+|us(?:are|arla|arlo|ate)|post\w+
  |inoltr\w+|stamp\w+|divulg\w+) .. (?:ti prego|per favore|a|ad|in|nessuno|anima|mai|da|,|che|pero
  |ne|eh)?
(?:e |va )?(?:solo|soltanto|unicamente) per (?:te|voi|noi|me|la famiglia)|mi ammazza\w*|(?:spegni
  |spegnil\w|ferma) .. (?:che|e) (?:te|ve|ti|vi)
(?:leggitel\w|leggetel\w|bruciat?\w*|strapp\w+|nascond\w+) .. (?:e|dopo|appena|subito|poi)
"""),
        "condition": lines(r"""
(?:senti|sentite|chiedi|chiedete|parla|parlate) prima|(?:tranne|eccetto|meno
  |salvo) ... (?:ci vuole|serve|bisogna|chied\w+|per quella|per questa)
(?:ci vuole|serve|manca) .. (?:il si|il permesso|l'ok|il consenso|l'accordo)|quando .. (?:lui|lei
  |io|mamma|papa) .. (?:non ci sara|non ci saro|morir\w+|manchera|se ne sara)
se .. (?:cambia idea|ci ripensa|non vuole|si arrabbia) .. (?:lo|la|togl\w+|levat\w+)
"""),
        "doubt": lines(r"""
(?:magari|forse|meglio) .. (?:lo|la|li)? ?(?:togliamo|tagliamo|leviamo|togliere|levare|tagliare
  |non mettere) .. ?\?
"""),
        "editor_note": lines(r"""
(?:data|anno|nome|didascalia) .. (?:e|sono) .. (?:sbagliat\w|approssimativ\w|a occhio|errat\w)
(?:cambiate|correggete|cancellate|togliete|sostituite|mi cambiate|aggiustate) .. (?:la foto
  |gli errori|quella|quello|l'ortografia|le virgole|voi)
(?:niente|basta|no) "
"""),
        "insult": lines(r"""
(?:il|la|lo|l'|quel|quella|quell'|un|una|mio|mia|del|di quel) .. (?:imbecille|idiot\w|cretin\w
  |scem\w|deficiente|stupid\w|asin\w|bifolc\w|viscid\w|schifos\w|maledett\w|bavos\w|citrull\w
  |cafon\w|ingrat\w|fannullon\w|ubriacon\w|testa di \w+|pezzente|pallone gonfiato) .. (?:di|del
  |che|cognat\w|\w+)
"""),
        "accusation": lines(
            r"""
(?:svuotat\w|svuoto|ripulit\w|intascat\w|intasc\w+|intestat\w|intesto|sfilat\w|prosciugat\w
  |vendut\w|sottratt\w|falsificat\w|si e pres\w|si prese|si e tenut\w|si tenne) ... (?:<goods>
  |libretto|tutto|tasca|di nascosto)
(?:<goods>) ... <secretly>|<secretly> ... (?:<goods>)
""",
            goods="soldi|gioielli|oro|terreni|terreno|casa|conto|testamento|eredita|terre"
            "|orologio|anello|nome",
            secretly="(?:di nascosto|zitta zitta|zitto zitto|alle spalle|senza dire niente"
            "|quatto quatto)",
        ),
        "paternity": lines(r"""
non (?:sono|sei|e|era) (?:figli[oa] )?(?:su[oa]|di lui|del babbo|di papa|sangue suo)
  |non ti ha messo al mondo|chi chiami (?:babbo|papa|padre)
(?:l'aveva fatt\w|l'ha fatt\w|era|e) (?:col|con il|del|figli\w del) (?:dottore|medico|prete
  |postino|maestro|padrone|vicino|fattore|farmacista)
"""),
        "violence": lines(
            r"""
(?:rott\w|ruppe|spezz\w+|storto|slogat\w|spaccat\w|spacco) .. (?:<limb>)|(?:<limb>) .. (?:gliel'ha
  |me l'ha|glielo|rott\w|spaccat\w) .. (?:rott\w|lui)
(?:buttat\w|spint\w|scaraventat\w|trascinat\w|gettat\w|sbattut\w|buttava|spingeva) .. (?:giu|per
  |contra|contro|a terra|dalle|fuori)
(?:mi|ci|la|le|li) (?:picchiava|menava|pestava|ha picchiato|ha menato|schiaffeggiava|bastonava
  |frustava|strozzava)
(?:preso|prese|afferrat\w|impugn\w+) .. (?:roncola|ascia|coltello|fucile|accetta
  |falce) ... (?:ammazz\w+|uccid\w+|corre\w+|contro|mamma|ci|tutti)
""",
            limb=_LIMB["it"],
        ),
        "abuse": lines(r"""
(?:veniva|entrava|si infilava|scendeva|saliva) .. (?:nel|nella|in|a) (?:mio|mia|nostro|nostra
  |camera|suo|sua|letto) .. (?:letto|camera|stanza|mia)?
(?:mi|ci|le|la) (?:toccava|palpava|spogliava|accarezzava (?:sotto|dove))
"""),
        "suicide": lines(r"""
(?:si e buttat\w|si butto|si e gettat\w|si getto|si e uccis\w|si uccise|si e ammazzat\w
  |si e sparat\w|si e impiccat\w|si e avvelenat\w) .. (?:sotto|giu|nel|dal|in|con|\w+)?
non (?:e stato|fu|era) un incidente
"""),
        "illness": lines(r"""
(?:il bere|bere|alcol|vino) .. (?:era|l'aveva|lo|la|ormai|fu) .. (?:gia|brutto|rovinat\w|troppo)?
  |(?:risultat\w|esam\w+|dottore) .. (?:fegato|brutt\w|positiv\w|ereditari\w)
"""),
    },
}
