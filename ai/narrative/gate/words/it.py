"""Italian, with a few turns of its dialects."""

from __future__ import annotations

from collections.abc import Mapping

_NO = (
    r"(?:non|mai|ne|vi prego di non|si prega di non|evitate di|evita di|preferirei non|meglio non)"
)
_PUBLISH = (
    r"(?:pubblic\w+|divulg\w+|condivi\w+|mostr\w+|diffond\w+|stamp\w+|mett\w+|caric\w+"
    r"|post(?:are|ate|atelo|arlo|arla)|us(?:ate|are|arlo|arla)|utilizz\w+|inclu\w+|ripet\w+"
    r"|far\w* (?:leggere|vedere|girare|sapere)|fate (?:leggere|vedere|girare)|fai (?:leggere"
    r"|vedere)|leg(?:gete|gere|gerlo|gerla)|inoltr\w+|inser\w+|espon\w+|far girare)"
)
_NASTY = (
    r"(?:vipera|serpe|strega|fannullon[ei]|parassita|idiota|imbecille|stupid[oa]|scem[oa]"
    r"|cretin[oa]|deficiente|ladr[oa]|ladri|canaglia|farabutto|mascalzon[ei]|disgraziat[oa]"
    r"|egoista|avar[oa]|tirchi[oa]|vigliacc[oa]|codard[oa]|ubriacon[ea]|bugiard[oa]"
    r"|invidios[oa]|fals[oa]|ipocrita|approfittator[ei]|approfittatrice|scroccon[ei]|buono a "
    r"nulla|buona a nulla|nullafacente|sfaticat[oa]|stronz[oa]|bastard[oa]|troia|puttana"
    r"|maiale|carogna|delinquente|poco di buono|megera|arpia|sanguisuga|zotic[oa]|tont[oa]"
    r"|grassone|ciccione|lazzaron[ei]|pezzo di merda|mostro|iena)"
)
_KIN = (
    r"(?:madre|mia madre|mamma|padre|papa|babbo|nonn[oa]|zi[oa]|sorella|fratello|moglie|noi"
    r"|i bambini|le bambine|me|figl[io]\w*|ci|mi)"
)

HELD: Mapping[str, tuple[str, ...]] = {
    "secrecy": (
        r"(?:tu[oa]|su[oa]|mi[oa])? ?\w+ non (?:lo|la|li|le) dev\w+ (?:sapere|vedere|leggere)"
        r"(?: \w+){0,4}|non dev\w+ (?:veder|saper|legger)l[aoei]|spegni che(?: \w+){1,3}"
        r"|sotto chiave|segreto di famiglia|(?:che )?(?:tu[oa] \w+ )?non (?:sappia|se ne "
        r"accorga)(?: \w+){0,3}|nisciuno|anima viva",
        r"(?:preferi\w+|meglio|piuttosto)(?: \w+){0,3} non(?: \w+){0,5}|preferi\w+ di no"
        r"|meglio di no",
        r"(?:lasci\w+|togli\w+|tenet\w+)(?: \w+){0,3} fuori|senza il mio nome|anonim[oa]",
        r"(?:ho promesso|promett\w+|giur\w+)(?: \w+){0,3} (?:non|mai|di non)(?: \w+){0,4}"
        r"|non l'ho mai (?:detto|raccontato)(?: \w+){0,4}|mai (?:detto|raccontato)(?: \w+)"
        r"{0,3} a nessuno|nella tomba|nostro segreto|(?:nessuno|non)(?: \w+){0,3} bisogno di "
        r"sapere|alle orecchie|venga a sapere|si venga a sapere|roba nostra|cose nostre|non "
        r"(?:sono |e )?cos[ae] da (?:mettere|scrivere|raccontare|dire|pubblicare)(?: \w+)"
        r"{0,3}|prima volta che lo (?:dico|racconto|scrivo)",
        r"(?:questo|questa|queste|questi|quello|quella)(?: \w+){0,3} (?:non|mai) (?:va|vanno"
        r"|deve|devono|si|per|in|sul|nel|a)(?: \w+){0,5}",
        rf"{_NO} (?:si |la |lo |le |li |ci |me |mi |va |vanno |voglio |vorrei |fatel[ao] "
        r"|farl[ao] |deve |devono |puo |possono )?(?:essere |che (?:si |venga |la |lo )?)"
        rf"?{_PUBLISH}(?: \w+){{0,5}}",
        r"(?:questo|questa|quello|quella)(?: \w+){0,2} non (?:metter\w+|va mess[oa]"
        r"|mettetel[oa]|usatel[oa]|pubblicatel[oa])",
        r"(?:resti?|rimang\w+|restare|rimanere|sia|solo|detto)(?: \w+){0,2} (?:tra|fra) "
        r"(?:di )?(?:noi|me e te|voi e me|noi due|queste mura)",
        r"(?:tra|fra) (?:noi|me e te)(?:,? (?:eh|ok|per favore|mi raccomando)|[.!,)]|$)",
        r"(?:solo|soltanto|solamente|unicamente) per (?:me|te|voi|noi|la famiglia|i grandi|i "
        r"tuoi occhi)(?! e per)",
        r"(?:tien\w+|ten(?:ete|etevi)\w*|serba\w*)(?:la|lo|le|li|tela|telo)?(?: \w+){0,2} "
        r"per (?:te|voi|noi|me|se)",
        r"(?:non)(?: lo| la| gli| le| ne)? (?:dir\w+|dite\w*|raccont\w+|parl\w+|accenn\w+"
        r"|menzion\w+|fiat\w+)(?:lo|la|glielo|ne)?(?: questo| niente| nulla| una parola| di "
        r"questo)? (?:a |con |ad |alla |al |ai |di )?(?:nessuno|anima viva|mamma|papa|la "
        r"nonna|nonna|tua \w+|mia \w+|tuo \w+|mio \w+|lei|lui|\w+)",
        r"(?:nessuno|la nonna non|mamma non|mia madre non|papa non|lei non|lui non|loro non"
        r"|i \w+ non|le \w+ non) (?:in famiglia |di casa |qui |piu )?(?:lo )?(?:sa|deve "
        r"sapere|deve saperlo|puo sapere|devono sapere|devono saperlo|deve vedere|puo vedere"
        r"|sappia|venga a sapere|deve vederl\w+|lo sa)(?: niente| nulla)?",
        r"(?:in segreto|segreto nostro|in confidenza|confidenziale|e riservat[oa]"
        r"|riservat[oa],|in via riservata|e privat[oa]|privat[oa],|acqua in bocca|bocca "
        r"cucita|non esca di (?:qui|casa)|non esce di (?:qui|casa)|non deve uscire(?: \w+)"
        r"{0,4}|resta in famiglia|neanche una parola|nemmeno una parola|non e per (?:tutti|i "
        r"nipoti|i bambini|il sito|internet|il libro|gli altri)|non per (?:tutti|i nipoti|i "
        r"bambini|il sito|internet|il libro|gli altri)|niente nipoti)",
        r"(?:brucia|bruci|strappa|distruggi|butta)(?:te)?(?:la|lo|le|li)?(?: \w+)? (?:quando"
        r"|dopo|subito|appena|lettera|questa|questo|via|letta|che)",
        r"non (?:voglio|vorrei|vuole|voleva|mi va|mi piacerebbe)(?: \w+){0,5} (?:sappia\w*"
        r"|veda\w*|legga\w*|pubblic\w+|mostr\w+|internet|sito|libro|si sappia|venga fuori"
        r"|compaia|finisca|apparire|comparire)",
        r"(?:spegni|spegnete|ferma)(?:lo|la)? ?(?:quel|il|lo|la|un|subito|che ti|e ti|quello"
        r"|coso|registrat\w+)",
        r"(?:lontan[oa]|fuori) (?:da internet|dal sito|dai bambini|dagli occhi)",
    ),
    "condition": (
        r"basta che non(?: \w+){1,4}|ci vuole il si d\w+(?: \w+){1,2}|(?:non )?(?:in vita"
        r"|finche vive)(?: \w+){1,4}|solo (?:dopo|quando)(?: \w+){1,6}",
        r"dipende d(?:a|al|alla|ai|a quello)(?: \w+){1,4}|(?:deve|devono|dovrebbe)(?: \w+)? "
        r"(?:essere d'accordo|autorizzare|dire di si|approvare|dare il permesso|firmare"
        r"|decidere)|(?:aspett\w+|in attesa)(?: \w+){0,3} (?:risposta|risponda|dica"
        r"|benestare|permesso)(?: \w+){0,3}|dopo (?:il|la) (?:processo|divorzio|causa"
        r"|successione|funerale|matrimonio)|(?:chi decide|l'ultima parola)(?: \w+){0,4}|non "
        r"senza (?:chiedere|il|prima)(?: \w+){0,4}|appena (?:\w+ ){1,3}(?:risponde|dice"
        r"|accetta|firma)",
        r"(?:solo|soltanto|pubblic\w+|potete|puoi|usat\w+|per me|va bene|purche)(?: \w+)"
        r"{0,4}? (?:se|quando|dopo che|dopo|a patto che|con|una volta che)(?: \w+){0,5}? "
        r"(?:d'accordo|accord\w+|permess\w+|autorizz\w+|vuole|vogliono|accett\w+|approv\w+"
        r"|dice|detto|permett\w+|mort\w+|manc\w+|piu|va bene|sta bene|dispiace|consens\w+|si"
        r"|nulla in contrario)",
        r"se (?:a |alla |al |all')(?: ?\w+){1,3} (?:va bene|sta bene|non dispiace|da "
        r"fastidio|piace)(?: \w+){0,3}",
        r"(?:a patto che|purche|a condizione che|sempre che|a meno che|sempre se|ammesso che)"
        r"(?: \w+){1,8}",
        r"(?:sent\w+|chied\w+|parl\w+|domand\w+|consult\w+)(?:ne|lo|la|gli|le)?(?: prima)? "
        r"(?:a |con |mio |mia |al |alla |da )?(?:\w+ ){0,3}(?:prima)",
        r"(?:prima|dovete|bisogna)(?: \w+){0,3} (?:sent\w+|chied\w+|parl\w+)(?: \w+){0,3}",
        r"(?:con|senza|serve|manca|ci vuole|occorre|in attesa del) (?:il |l')?(?:permesso"
        r"|consenso|autorizzazione|benestare|ok|nulla osta)(?: d\w+ ?\w+)?",
        r"(?:non|niente|aspett\w+|tenete\w*)(?: \w+){0,4} (?:prima (?:che|di|della)|finche"
        r"|fino a(?: quando)?|fintanto)(?: [\w']+){0,4} (?:mort\w*|viv\w*|cresc\w*|grand[ei]"
        r"|accord\w*|detto|permess\w+|18|maggiorenn\w+|c'e|ci sia|manc\w+|consens\w+|lett\w+"
        r"|nonn[oa])",
        r"quando(?: \w+){0,3} (?:non ci sar\w+|sar\w* mort[oa]|non c'e|manchera|non sara)(?: "
        r"\w+){0,4}",
        r"se (?:lui|lei|qualcuno|la \w+|il \w+|mia \w+|mio \w+|cambi\w+)(?: \w+){0,4} "
        r"(?:cambi\w+ idea|protest\w+|si lament\w+|non (?:vuole|gli va|le va|e d'accordo)"
        r"|chied\w+|togli\w+|levat\w+|toglietel\w+)(?: \w+){0,5}|se cambia idea(?: \w+){0,4}",
        r"senza (?:il |i |la |mettere il )?(?:cognom[ei]|nom[ei]|volt[oi]|facce?|faccia)",
    ),
    "doubt": (
        r"non so (?:mica|bene|proprio) (?:se|che)(?: \w+){1,7}",
        r"non (?:so|sono sicur[oa]|sono cert[oa]|saprei|ho capito)(?: bene| tanto)? (?:se"
        r"|che|di chi|chi|neanche se) (?!ti|vi|tu|voi)\w+(?: \w+){0,6}",
        r"(?:potrebbe|puo)(?: anche)? (?:non essere|essere un'?altr\w*|darsi che non|anche "
        r"non)(?: \w+){0,4}",
        r"(?:forse|magari|mi sa che|puo darsi che)(?: \w+){0,4} (?:non (?:e|sia|c'entra|va"
        r"|dovrei|dovremmo)|e un'?altr[oa]|troppo (?:intim\w+|personal\w+|privat\w+|fort\w+)"
        r"|meglio (?:toglier\w*|non|levar\w*|saltare)|lo togliamo|la togliamo|togliam\w+"
        r"|sbagliat[oa]|fuori (?:posto|luogo|tema))(?: \w+){0,4}",
        r"(?:devo|dovrei|dobbiamo|e il caso di|conviene|si puo|lo|la|si deve)(?: davvero| "
        r"proprio)? (?:raccontar\w*|metter\w*|mostrar\w*|includer\w*|pubblicar\w*|lasciar\w*"
        r"|toglier\w*|togliamo|raccontiamo|mettiamo|lasciamo|dire)(?: \w+){0,4} ?\?",
        r"(?:non c'entra (?:niente|nulla)|fuori (?:luogo|tema|posto)|non e il posto|posto "
        r"sbagliato|persona sbagliata|non va qui|c'entra qualcosa)(?: \w+){0,3}",
        r"(?:sara|e|non e|sarebbe)(?: \w+)? (?:troppo|esagerato)(?: intim\w+| personal\w+| "
        r"privat\w+| fort\w+)?(?: \w+){0,3} ?\?",
        r"(?:meglio|magari)(?: \w+){0,2} (?:toglier\w*|tagliar\w*|saltar\w*|lasciar\w* fuori"
        r"|levar\w*)(?: \w+){0,4} ?\?|cancellat\w* se(?: \w+){0,4}|sara (?:davvero|proprio) "
        r"(?:lui|lei)(?: \w+){0,2}",
    ),
    "editor_note": (
        r"(?:scusa\w*|perdon\w*|ops|pardon|sorry|chiedo scusa)[,!:. -]{0,3}(?:\w+ )"
        r"{0,5}?(?:sbagli\w+|error\w+|refuso|due volte|doppi[oa]|storta|storto|contrario"
        r"|battitura|sopra)(?: \w+){0,6}",
        r"(?:errore di battitura|refuso|ho sbagliato|ho scritto male)(?: \w+){0,4}",
        r"(?:^|[(\n] ?)(?:prova|provo|test|uno due)\b(?:[ ,.!?-]+(?:prova|test|1 ?2|uno due"
        r"|si|funziona|arriva)\b)*[,.!? ]*(?:\w+ ?){0,4}\??",
        r"(?:funziona|arriva|e arrivato|si sente)(?: \w+)? ?\?",
        r"(?:non|mai|niente|senza)(?: mi| per favore)? (?:scriv\w+|dit\w+|dir\w*|chiam\w+"
        r"|us\w+|mett\w+)(?: per favore| \w+)? (?:che (?:lei|lui|ha|e|si)|[\"']|la parola|ha "
        r"perso|ha lottato|guerrier[oa]|battaglia)(?: \w+){0,5}",
        r"niente [\"'][^\"'\n]{2,40}[\"'](?: \w+){0,4}",
        r"(?:data|anno|nome|luogo|didascalia|mese|posto)(?: \w+){0,2} (?:e|sono|non e|non "
        r"sono)(?: \w+)? ?(?:sbagliat[oa]|giust[oa]|cert[oa]|incert[oa]|quell[oa]|esatt[oa]"
        r"|errat[oa])(?: \w+){0,6}",
        r"(?:poi|dopo|domani|piu tardi)(?: la| lo| le| li| ve)* (?:sistem\w+|corregg\w+"
        r"|control\w+|guard\w+|mand\w+|aggiung\w+|complet\w+|cerc\w+|verific\w+)",
        r"(?:potete|puoi|potreste|potresti|per favore|per piacere|mi fate|vi chiedo di"
        r"|qualcuno puo|riuscite a|se potete|fatemi)[, ]{0,2}(?:mi )?(?:corregg\w+|cambi\w+"
        r"|cancell\w+|toglier\w*|togliet\w+|sostitu\w+|sistem\w+|gir\w+|ruot\w+|ritagli\w+"
        r"|ignor\w+|modific\w+|aggiust\w+|raddrizz\w+|controll\w+|metter\w*|usar\w*)(?: \w+)"
        r"{0,5}",
        r"corregg\w+(?: \w+){0,3} (?:errori|ortografia|sbagli)(?: \w+){0,6}|mi (?:cambiate"
        r"|togliete|correggete|cambi|sistemate)(?: \w+){0,4}",
        r"(?:cancell\w+|ignor\w+|dimentic\w+|togliet\w+|lasciate perdere|buttate) (?:la |il "
        r"|quell[oa] |lo |l')?(?:di prima|precedente|ultim[oa]|altr[oa]|prim[oa]|messaggio"
        r"|sopra)(?: \w+){0,6}",
        r"(?:mandat[oa]|inviat[oa]|caricat[oa]|mess[oa])(?: \w+)? (?:due volte|per sbaglio"
        r"|per errore|doppi[oa]|senza volere)",
        r"(?:foto|immagine) (?:sbagliat[oa]|al contrario|storta|doppia)|era quella sbagliata"
        r"|non era quest[oa]",
        r"(?:testo|didascalia|resto|versione)(?: \w+){0,2} (?:segue|arriva|provvisori[oa]|da "
        r"completare)|segnaposto",
        r"(?:la mia ortografia|i miei errori|ho la terza media|non so scrivere|io ho la "
        r"(?:quinta|terza))(?: \w+){0,4}",
    ),
    "insult": (
        r"(?:mi[oa]|su[oa]|quel|quella) (?:stupid[oa]|idiota|scem[oa]|cretin[oa]) di "
        r"(?:mi[oa] )?(?:cognat[oa]|suocer[oa]|genero|nuora|cugin[oa])|e un[oa]? "
        r"(?:ingrat[oa]|maleducat[oa]|incapace|arrogante|buzzurr[oa])(?: \w+){0,3}",
        r"(?:poco di buono|scem[oa] del villaggio|fals[oa] come|uno zero|gentaglia|brutta "
        r"persona|mala lingua|lingua biforcuta|figlio di puttana|faccia di bronzo|morto di "
        r"fame|testa di cazzo|rompiscatole|braccine corte|egoista)(?: \w+){0,2}",
        r"(?:quel(?:la|lo|l')?|quest[oa]|bell[oa]|mi[oa]|su[oa]|tu[oa]|nostr[oa]|razza di"
        rf"|pezzo di)(?: \w+)? ?{_NASTY}(?: \w+){{0,2}}",
        rf"(?:il|la|lo|un|una) (?:\w+ )?{_NASTY} (?:di mi[oa]|del(?:la)?|di)(?: \w+){{0,2}}",
        r"(?:e|e sempre stat[oa]|sono|sei) (?:un|una|dei|proprio|molto|solo un|davvero un)? "
        rf"?(?:\w+ )?{_NASTY}",
        r"non (?:vale niente|vale nulla|serve a niente)|non (?:la|lo|li) (?:sopporto|posso "
        r"vedere|reggo)",
    ),
    "accusation": (
        r"(?:rubat[oaie]|rubo|rubava|falsificat[oaie]|falsifico|intascat[oaie]|intasco"
        r"|svuotat[oaie]|svuoto|sottratt[oaie]|sottrasse|truffat[oaie]|truffo"
        r"|imbrogliat[oaie]|imbroglio|fregat[oaie]|fatt[oaie] sparire|si e (?:pres[oa]"
        r"|tenut[oa])|se (?:l'|le |li |lo |la )(?:e |ha )?(?:pres|tenut|intasc|intestat"
        r"|portat)\w*|appropriat[oaie]|ripulit[oaie]|prosciugat[oaie])(?: \w+){0,6}",
        r"(?:se li|se le|se la|se lo|se l')(?: ?e)? (?:intestat\w+|mess\w+ in tasca|tenut\w+"
        r"|pres\w+|portat\w+)(?: \w+){0,5}",
        r"(?:intestat\w+|fatt\w+ intestare|mess\w+)(?: \w+){0,4} (?:a (?:suo|proprio) nome"
        r"|di nascosto|in tasca)(?: \w+){0,3}",
        r"(?:soldi|libretto|conto|gioielli|oro|eredita|risparmi|pensione|cassa|anello|terra"
        r"|casa)(?: \w+){0,6} (?:di nascosto|senza dire niente|senza dirlo|in tasca|a sua "
        r"insaputa|alle spalle)(?: \w+){0,3}",
        r"(?:firma|testamento|atto)(?: \w+){0,3} (?:fals[oa]|falsificat\w+)",
        r"(?:l'ha|l'hanno)(?: \w+)? (?:ammazzat[oa]|uccis[oa]|lasciat[oa] morire)(?: \w+)"
        r"{0,4}|(?:pastiglie|pillole|medicine|iniezione|medicina) sbagliat[ea]|per colpa "
        r"(?:sua|loro|del medico|dell'ospedale) e mort[oa]",
        r"(?:ha|aveva|ebbe) (?:una |un )?(?:relazione|amante|storia con|altra donna|altro uomo)",
        r"(?:e|sono|era) (?:un |una |dei )?(?:ladr[oai]|ladri|corrott[oi]|truffator[ei]"
        r"|delinquent[ei]|mafios[oi]|imbroglion[ei])",
    ),
    "paternity": (
        r"non (?:e|era|sono|fu|erano)(?: \w+){0,2} (?:(?:figli[oa]|padre|fratello|sorella"
        r"|nipote)(?: (?:su[oa]|di lui|del(?:la)? \w+|ver[oa]|di sangue|biologic[oa]"
        r"|legittim[oa]|mi[oa]))|(?:mi[oa]|tu[oa]|su[oa]|nostr[oa]) (?:ver[oa] )?(?:padre"
        r"|fratello|sorella)(?: (?:vero|biologico|di sangue))?)",
        r"(?:l'ultim[oa]|il (?:piccolo|grande|minore|maggiore)|la (?:piccola|minore|maggiore)"
        r")(?: \w+){0,3} (?:l'aveva|l'ha) fatt[oa] (?:con|col) (?:il )?\w+",
        r"(?:e|era|sono) (?:figli[oa] )?(?:del|di) (?:un altro|prete|padrone|dottore|vicino"
        r"|medico|fattore|parroco|maestro|lattaio|altro uomo|un tedesco|un soldato)(?: \w+)?",
        r"(?:solo |soltanto )?(?:mi[oa] |la mia |nostra |tua )?(?:sorellastra|fratellastro"
        r"|mezz[oa] (?:sorella|fratello))(?: \w+){0,4}",
        r"(?:padre|madre) (?:biologic[oa]|naturale|di sangue)|ver[oa] (?:padre|madre)|padre "
        r"vero|un altro padre|altro padre",
        r"(?:chi|quello che|l'uomo che|colui che) chiami (?:babbo|papa|padre|mamma)(?: \w+)"
        r"{0,6}|non ti ha (?:messo|messa) al mondo|(?:chi|l'uomo che) ti ha (?:cresciut|fatt"
        r"|generat)\w+(?: \w+){0,4}",
        r"(?:figli[oa] (?:illegittim[oa]|di nessuno|della colpa)|bastard[oa]|dat[oa] in "
        r"adozione|l'ha dat[oa] via|test (?:del )?dna|prova di paternita|faccia del (?:prete"
        r"|padrone|dottore)|di padre ignoto|esposto alla ruota)(?: \w+){0,3}",
    ),
    "violence": (
        r"(?:picchi(?:ava|ato|ata|o|avano)|menav\w+|menat[oa]|bastonav\w+|bastonat[oa]"
        r"|schiaffegg\w+|prendeva a (?:calci|pugni|schiaffi|cinghiate|botte)|tir(?:ava|o) "
        r"(?:calci|pugni|schiaffi)|butt(?:ava|ato|ata|o) giu|spint(?:o|a|onava)|spinse"
        r"|lanci(?:ava|o)|rott[oa]|ruppe|brucia(?:va|to)|strangol\w+|frust\w+|dava|diede|ha "
        rf"dato|riempi\w+ di botte)(?: \w+){{0,3}} (?:{_KIN}|botte|cinghiate|schiaff\w+"
        r"|pugni|calci|bracci\w+|dent[ei]|naso|costol\w+|scale|collo|cinghia|cintura"
        r"|legnate|sberle)(?: \w+){0,3}",
        r"(?:mi|ci|la|lo|le|gli|li) (?:ha |aveva |hai )?(?:picchi\w+|mena(?:va|to|ta)"
        r"|buttat[oaie] giu|buttava giu|spint[oaie]|bastona\w+|minacci\w+|schiaffeggi\w+"
        r"|ammazzava(?: tutti)?|puntat[oa]|prese a)(?: \w+){0,5}",
        r"(?:braccio|denti|naso|occhio|costole)(?: \w+){0,4} (?:gliel'ha rott\w+|glieli ha "
        r"rott\w+|glielo ruppe|e stato lui|per una spinta|di uno spintone)(?: \w+){0,3}",
        r"(?:minacci\w+|diceva che|ha detto che|giur\w+ che|urlava che|dicendo che)(?: \w+)"
        r"{0,3} (?:ammazz\w+|uccid\w+|bruci\w+|spar\w+)(?: \w+){0,4}",
        r"(?:punt(?:o|ava|ato)|con|messo)(?: \w+)? (?:il |la |un |una )?(?:fucile|pistola"
        r"|coltello|doppietta|ascia|roncola|falce)(?: \w+){0,2} (?:a|alla|contro|addosso|in"
        r"|dietro) (?:noi|mia|mamma|la|tutti|lei|gola|mano|testa|\w+)",
        r"(?:violent[oa]|violenza|occhio nero|tutta livida|le mani addosso|mani addosso"
        r"|lividi dappertutto|maltratt\w+|manesco)(?: \w+){0,4}",
    ),
    "abuse": (
        r"(?:mi costringeva a|ci costringeva a|mi obbligava a|sotto la (?:gonna|camicia da "
        r"notte|sottana|coperta)|gli piacevano le bambine|mani lunghe con|non ci lasciav\w+ "
        r"(?:mai )?sol[ei] con)(?: \w+){0,4}",
        r"(?:mi|ci|la|lo|le|li) (?:toccava|toccato|ha toccat\w+|palpava|palpeggi\w+|metteva "
        r"le mani|molestava|violentav\w+|ha violentat\w+)(?: \w+){0,4}",
        r"(?:palpeggi\w+|molest(?:ie|ato|ata|ava|atore)|abus(?:i|ato|ava|ata|o)(?: \w+){0,2}"
        r"|stupr\w+|violentat[oaie]|violento la|pedofil\w+|le mani (?:addosso|sotto)|faceva "
        r"(?:le cose|certe cose|delle cose|quelle cose)(?: \w+){0,4}|sessual\w+)(?: \w+)"
        r"{0,3}",
        r"(?:veniva|entrava|si infilava|saliva|entro|venne)(?: \w+){0,4} (?:in camera mia"
        r"|nella mia camera|nel mio letto|in camera nostra|nel nostro letto|nel letto dei "
        r"\w+|nella camera delle \w+|da me di notte)(?: \w+){0,3}",
        r"(?:quello|cio|le cose) che (?:lui |il \w+ |lo \w+ )?(?:mi|ci|le|gli) (?:ha fatto|faceva)",
    ),
    "suicide": (
        r"(?:di mano sua|per mano sua|la corda al collo|una corda|alla trave|il cappio"
        r"|voleva morire|voluto morire|gesto estremo|dal ponte|dal tetto|dalla finestra si)"
        r"(?: \w+){0,3}",
        r"(?:suicid\w+|si e (?:ammazzat|uccis|impiccat|tolt|sparat|avvelenat|annegat"
        r"|lasciat[oa] andare)\w*(?: la vita)?|ammazzarsi|uccidersi|impiccat[oa]|impiccarsi"
        r"|si e (?:buttat|gettat)[oa] (?:sotto|nel|dal|dalla|giu d)\w*(?: \w+)?|buttarsi "
        r"(?:sotto|giu|nel|dalla|dal)|togliersi la vita|tolt[oa] la vita|farla finita|(?:ha "
        r"|aveva )?(?:preso|ingoiat[oe]|inghiottit[oe])(?: \w+){0,2} (?:tutte le |le |i )"
        r"?(?:pastiglie|pillole|barbiturici|sonniferi|medicine|compresse)|tagliat[oa] le "
        r"vene|non e stato un incidente|non fu un incidente|lasciato un biglietto|non voleva "
        r"piu vivere|aperto il gas|sotto (?:il|un) treno)(?: \w+){0,3}",
    ),
    "illness": (
        r"(?:cancro|tumore|metastasi|chemio\w*|leucemia|alzheimer|demenza|demente"
        r"|schizofreni\w+|bipolare|depression\w*|depresso|(?:e|era|molto|un po') depressa"
        r"|esaurimento(?: nervoso)?|psichiatr\w+|manicomio|ricoverat[oa] (?:in|al|alla|per|e)"
        r"(?: \w+){0,2}|aids|hiv|sieropositiv\w+|sifilide|gonorrea|scolo|cirrosi|alcolist\w+"
        r"|alcolizzat\w+|alcolismo|beveva (?:da|troppo|molto|di nascosto|come|dal|gia)|vizio "
        r"del bere|drog(?:a|at[oa])|tossic\w+|eroina|abort[oi]\w*|epiless\w+|epilettic\w+"
        r"|parkinson|sclerosi multipla|anoressi\w+|bulimi\w+|diagnos\w+|antidepressiv\w+"
        r"|incontinen\w+|malat[oa] di (?:mente|nervi)|malattia (?:mentale|venerea|nervosa))",
    ),
}
