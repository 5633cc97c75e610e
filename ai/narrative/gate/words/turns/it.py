"""Italian: the indirect ways."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ai.narrative.gate.words.turns.phrases import lines

_lines = partial(
    lines,
    kin="mamma|papa|babbo|madre|padre|sorella|fratello|zia|zio|cugin[oa]|figli[oa]|nonn[oa]"
    "|marito|moglie"
    "|cognat[oa]|nipot[ei]|nuora|genero|suocer[oa]|patrigno|matrigna|padrino|madrina|don \\w+",
    not_="non|mai|nessuno|ne|guai a|evit\\w+|senza|niente|nulla",
    know="sap\\w+|sa|sanno|sappia\\w*|seppe\\w*|ved\\w+|scopr\\w+|sent\\w+|legg\\w+|accorg\\w+"
    "|conosc\\w+"
    "|immagin\\w+|sospett\\w+|venire a sapere|venga a sapere|venga\\w* a saperlo",
    pass_="fa\\w* (?:vedere|girare|leggere|sapere)|fate\\w* (?:vedere|girare)|far\\w* (?:vedere"
    "|girare|leggere"
    "|sapere)|(?:raccont|pubblic|inoltr|stamp|post|nomin|us|mand|caric|cit|parl|mostr)(?:are|ar"
    "|arl\\w|arne"
    "|ate|atel\\w|i|ino|iate)(?!\\w)|condivid(?:ere|ete|a|ano)|diffond(?:ere|ete|a)|ripet(?:ere"
    "|ete|a|ano)"
    "|di(?:re|te|rl\\w|tel\\w|ca|cano|tegli|rgli|rle)(?!\\w)|mett(?:ere|ete|erl\\w|etel\\w|a|ano)"
    "|passa(?:te|tel\\w|rl\\w)|divulg\\w+",
)

TURNS: Mapping[str, tuple[str, ...]] = {
    "secrecy": _lines(r"""
<not_> .. (?:lo |la |li |le |ne |si |ci )?(?:dev\w+|deb\w+|puo|possono|voglio|vorrei|va|vanno
  |serve|bisogna|conviene|importa|occorre) .. (?:che |mai )?<know>
se .. (?:qualcuno|uno|lei|lui|<kin>|ti|vi) .. (?:chied\w+|domand\w+|chiedono) .. (?:non|tu|voi
  |niente)
(?:non|mai|guai a|vietato|evitate di) .. <pass_> .. (?:a nessuno|con nessuno|in giro|fuori|a|al
  |alla|ai|agli|quest\w|niente|mai|per favore|oltre|avanti)
non .. (?:deve|devono|esca|esce|escono|va|vanno|giri|circoli|arrivi|finisca) .. (?:uscire|girare
  |circolare|arrivare|finire|di qui|di casa|fuori|in giro|da qui|da questa|dalla famiglia|in mano
  |alle orecchie)
(?:muore|muoia|va|resta|resti|restare|rimane|rimanga|tieni\w*|tenete\w*|conserv\w+|porto|port\w+
  |custodi\w+) .. (?:con me|con te|tra noi|fra noi|tra me|fra me|in casa|qui dentro|qui
  |nel cassetto|in famiglia|per te|per voi|per me|per noi|nella tomba|sotto chiave|acqua in bocca
  |tra queste|a casa)
(?:solo|soltanto|solamente) .. (?:io e te|tu e io|noi due|noi|te|tu|tua sorella) .. (?:lo|la
  |sap\w+|sa|legg\w+|ved\w+)
(?:leggil\w|leggetel\w|leggi|leggete|guardal\w|ascoltal\w|letta|letto|lette) .. (?:e|poi|da sol\w
  |dopo) .. (?:poi )?.. (?:bruci\w+|strapp\w+|butt\w+|cancell\w+|nascond\w+|stufa|fuoco
  |distrugg\w+|sol[oa]|dimentic\w+|dall\w|gett\w+)
(?:dalle|dalli|dalla|buttal\w|gettal\w|mettil\w|butta\w*) .. (?:alla stufa|al fuoco|alle fiamme
  |nel fuoco|nella stufa|nel camino)
(?:lei|lui|mamma|papa|mia \w+|mio \w+|<kin>|loro) non .. (?:sa|sanno|immagina|sospetta
  |ha idea) .. (?:che|di|niente|nulla|ancora|e|nemmeno)
(?:se|che) .. (?:lo|la|li|mia|mio|lei|lui|<kin>) .. (?:sapesse|sa|scopre|scoprisse|vede|vedesse
  |legge|leggesse|viene a sapere) ... (?:ammazza|uccide|guai|guaio|guerra|putiferio|finimondo
  |muoio|perdona|scena|casino|vergogna|addio)
(?:mai|prima volta che|non) .. (?:detto|raccontat\w|parlat\w|mostrat\w|confidat\w|dico|racconto
  |ho mai) ... (?:nessuno|anima viva|anima|questo|questa|ad alta voce)
(?:fai|fate|fa|fa') (?:finta|conto) .. (?:di|che)|(?:tu|voi|lei) non (?:hai|avete|ha) (?:sentito
  |visto|letto) .. (?:niente|nulla|da)|(?:io|da me) non .. (?:ho detto|sai|hai saputo|hai sentito)
  |(?:dimenticat\w+|scordat\w+|scorda|dimentica) .. (?:quello|quel|che)
non (?:e|sono|era|erano|fu) .. (?:roba |cosa |cose |fatt\w |scritt\w |pensat\w 
  |destinat\w )?(?:per|da) (?:il pubblico|pubblico|tutti|altri|estranei|gli altri|girare|mostrare
  |mettere|pubblicare|i bambini|i nipoti|il libro|internet|fuori|occhi|far|raccontare|piazza)
(?:e|sono|questa e|questo e) .. (?:roba |cosa |cose )?(?:mi[ao]|mie|miei|nostr\w|privat\w
  |personal\w|intim\w|riservat\w|di casa|di famiglia|confidenzial\w|segret\w)[,.;]? (?:non|e non
  |per favore|solo|tra|eh|ok|mi raccomando)
(?:prefer\w+|vorrei|gradir\w+|meglio|prego|chiedo|raccomand\w+|voglio) ... (?:non|nessuno
  |discre\w+|riserb\w+|segret\w+|silenzio|tra noi|in casa|fuori) .. (?:<know>|<pass_>|usc\w+|esca
  |favore|per)?
(?:acqua in bocca|zitt[oaie] (?:con|eh|mi)|non una parola|neanche una parola|mosca
  |silenzio con (?:tutti|lui|lei|mamma)|bocca cucita|bocche cucite|sotto voce|senza (?:il mio
  |fare il mio|dire chi|nomi)|a quattr'occhi|detto tra|che rimanga|che resti)
"""),
    "condition": _lines(r"""
(?:solo|pero|ma|non|niente|aspett\w+|attend\w+|lasci\w+|pubblic\w+|us[ai]\w*|potete|puoi|puo
  |tenet\w+|mett\w+|pure|va bene|vi lascio) ... (?:dopo|quando|se|finche|fino a|prima|senza|purche
  |a patto|col patto|basta che|appena|una volta) ... (?:d'accordo|accordo|permess\w|permett\w+
  |vuole|vogli\w+|accett\w+|chied\w+|chiest\w|parl\w+|dic\w+|dett\w|sa|sappia|lett\w|legg\w+
  |sentit\w|approv\w+|muore|mort\w|morir\w+|viv\w+|vist\w|ved\w+|firm\w+|matrimonio|battesimo
  |comunione|divorzio|funerale|processo|giudice|eredita|notaio|sentenza|risposta|consens\w+
  |avvis\w+|nasce|esami|compleanno|eredi|cambi\w+|nome|manc\w+)
(?:a|con|sotto|ad) (?:una|la|questa|un) (?:sola )?(?:condizione|patto)|(?:col|con il
  |a) patto (?:che|di)|purche|basta che .. (?:prima|non|lo|la|nessuno|cambi\w+)|a condizione che
(?:chied\w+|parl\w+|avvis\w+|avvert\w+|sent\w+|consult\w+|conferm\w+|telefon(?:a|ate|are)(?!\w)
  |domand\w+) .. (?:prima|con|a|al|alla|lo) ... (?:prima|prima di)
prima .. (?:chied\w+|parl\w+|devo|deve|bisogna|voglio|lo sappia|la sappia|sappia|sentire|sentite
  |avvis\w+|fatel\w|lasciate)
se .. (?:lui|lei|loro|<kin>|\w+) .. (?:non (?:ha niente in contrario|vuole|le|gli|si oppone
  |dispiace)|(?:e|sono) d'accordo|acconsent\w+|autorizza|permette|da il permesso|dice (?:di si|si
  |no)|si oppone|si lamenta|cambia idea|va bene)
(?:aspetto|aspettiamo|aspettate|in attesa|manca|attendo) .. (?:la|il|che|di|l'|sua|suo
  |un) .. (?:risposta|permesso|autorizzazione|consenso|firma|ok|parere|decida|dica|benestare
  |via libera)
(?:decide|deve decidere|spetta a|tocca a|l'ultima parola|col permesso di|con il permesso
  |senza il permesso|senza chiedere|benestare|nulla osta)
non .. (?:ancora )?(?:chiesto|parlato|detto|avvisat\w|avuto il permesso|autorizzat\w|firmato
  |gliel'ho) .. (?:ancora|a|al|alla|il|permesso|niente|loro)
(?:finche|fintanto che|fino a quando|fin quando) .. (?:viv\w+|e viv\w|campa|non|il processo
  |la causa|sar\w+|c'e|ci sono|siamo)
(?:non vorrei|non voglio) che .. (?:poi |si |ci )?(?:rest\w+ male|offend\w+|arrabbi\w+|dispiac\w+
  |se la prend\w+)
"""),
    "doubt": _lines(r"""
\((?:credo|penso|forse|mi pare|o |non sono sicur\w|sara|dicono|probabil\w*|suppongo|se non sbaglio
  |pare)[^)]{0,40}\)
(?:credo|penso|mi pare|mi sembra|direi|giurerei|dice|dicono|secondo) (?:io )?.. che (?:sia|e|era
  |siano|fosse|lei|lui|quest\w) .. (?:ma|pero|o|non|lei|lui|il|la|mio|mia|su\w|boh|<kin>)
(?:forse|magari|potrebbe|potrebbero|puo darsi|dev'essere|deve|puo) .. (?:essere|sia|non (?:e
  |essere)|che sia|anche|un altro|un'altra|appartenere)
non .. (?:sono|siamo|ho|so|sappiamo|giurerei|garantisco|metterei) .. (?:sicur\w|cert\w|certezza|se
  |chi|di chi|quale|dove|la mano)(?! (?:ti|vi|tu|voi) )
(?:da|bisogna|va|andrebbe) (?:confermare|verificare|controllare|verificat\w|controllat\w)
  |(?:conferm\w+|controll\w+|verific\w+) con|boh
(?:chi|di chi) (?:e|sara|sono|era) .. (?:quest\w|quell\w|la signora|l'uomo|il bambino|lui|lei)
  |(?:sara|e|siamo sicuri che) (?:davvero |proprio )?(?:lui|lei|il nonno|la nonna|mamma|papa
  |nostr\w) ?\?
(?:oppure (?:e|era)|o (?:e|era|sara) (?:il|la|lo|su\w)|prendetel\w con|con le molle|con le pinze
  |sentito dire|me l'hanno raccontata|me l'hanno detta|cosi mi hanno|la vendo come|chi lo sa
  |va a sapere|vai a sapere|pare che .. (?:abbia|fosse|sia)|si dice che)
(?:mescolat\w|scambiat\w|sbagliat\w|confus\w|altra famiglia|persona sbagliata|scatola sbagliata
  |finit\w (?:qui|in mezzo)|c'entr\w+|appartien\w+|fuori tema|fuori posto) .. (?:qui|con|per|di|a
  |in|\?|famiglia|quest\w|niente|qualcosa)
"""),
    "editor_note": _lines(r"""
(?:pronto|prova|ciao|uno due|allora) .. (?:si sente|registra|sta registrando|funziona|prova
  |mi senti\w*|uno due|tre)
come (?:si|faccio a|diavolo si) .. (?:manda|invia|registra|spegne|ferma|accende|fa|cancella
  |mandare|inviare|spegnere)
(?:scus\w+|perdon\w+|ops|oddio|errata corrige|rettifico|correggo|mi correggo|pardon
  |accidenti)[,:. !]* ... (?:correttore|sbagliat\w|errore|refuso|volevo dire|volevo scrivere
  |due volte|doppi\w|tastiera|dito|e \w+ non|non e|ma e|sopra|per sbaglio|invece|mandat\w|scritto
  |messo)
(?:dove|li dove) .. (?:dice|c'e scritto|ho scritto|sta scritto|leggete|si legge) ... (?:e|leggi
  |leggete|deve|va|volevo|era|intend\w+)
(?:fossi (?:in voi|in te|voi)|al (?:vostro|tuo) posto|io (?:la|lo) (?:saltere\w|tagliere\w
  |tacere\w)) ... (?:salter\w+|taglier\w+|toglier\w+|lascer\w+|metter\w+|non|sorvoler\w+|tacer\w+)?
(?:sorvol\w+|salt\w+|tagli\w+|togli\w+|cancell\w+|elimin\w+|ammorbidi\w+|riassum\w+|accorci\w+
  |corregg\w+|cambi\w+|sostitu\w+|gir\w+|ritagli\w+|sistem\w+|aggiung\w+|rettific\w+|scambi\w+
  |tolga\w*|mettete|raddrizz\w+) .. (?:su quest\w|sulla|quella parte|questa parte|quel pezzo
  |questo pezzo|il titolo|la data|il nome|la didascalia|la frase|la parola|per favore|per piacere
  |pf|grazie|la storia d\w+|quello che|l'accento|cio che|la foto|me) .. 
(?:non (?:mettete|metta|scrivete|scriva|dite|dica|usate|usi|toccate|tocchi|insistete|fate|calcate
  |chiamate\w*|esagerate|andate|soffermatevi|c'e bisogno di|serve)) .. (?:niente|nulla|caso|che|la
  |lo|il|di|quest\w|quell\w|troppo|mano|con|in|parole)
(?:ignor\w+|dimentic\w+|lasciate perdere|lascia perdere|cestin\w+|scart\w+|non (?:fate
  |badate)) .. (?:quest\w|quell\w|il messaggio|quanto sopra|quello di|il precedente|la precedente
  |l'altr\w|caso)
(?:bozza|da finire|non finit\w|incomplet\w|manca (?:la|il|una|un)|continua (?:dopo|domani)
  |poi (?:finisco|mando|aggiungo|correggo)|domani (?:mando|continuo|finisco)|la rileggo|lo rileggo
  |per ora (?:non|lasciat\w+|no)|provvisori\w)
(?:si scrive|va) .. (?:con|senza) .. (?:accento|acca|due|una|doppia|la \w|l'accento|k|zeta)
(?:era|doveva|volevo) .. (?:per|andare|mandarl\w|inviarl\w|metterl\w) .. (?:l'altr\w|il gruppo
  |mi[ao]|un altr\w|un'altr\w|altrove)
"""),
    "insult": _lines(r"""
(?:un|una|e un|e una|quel|quella|quell'|che|gran|pezzo d\w|vero|vera|razza di) .. (?:vipera|serpe
  |serpente|sanguisuga|parassita|bugiard\w|fannullon\w|scansafatiche|nullafacente|pigron\w
  |tirchi\w|spilorci\w|avar\w|invidios\w|egoist\w|ipocrit\w|sfruttat\w+|mantenut\w|stronz\w
  |bastard\w|carogna|canaglia|farabutt\w|mascalzon\w|delinquente|avvoltoio|strega|arpia|megera
  |befana|iena|ratto|topo di fogna|verme|maiale|porc\w|vacca|oca|somar\w|asin\w|capr\w|scem\w
  |idiot\w|cretin\w|imbecille|deficiente|stupid\w|ubriacon\w|viscid\w|ruffian\w|falson\w|fals\w
  |buon[oa] a nulla|poco di buono|lavativ\w|cafon\w|burin\w|zotic\w|pettegol\w|malalingua|rompi\w+
  |inett\w|incapace|zecca|pidocchios\w|morto di fame)
(?:piu (?:serpe|fals\w|tirchi\w|scem\w|pigr\w|stupid\w|cattiv\w|avar\w) (?:di|che)
  |di cosi si muore|lingua (?:biforcuta|lunga|velenosa)|faccia (?:di bronzo|tosta|da schiaffi
  |di tolla)|acqua cheta|gatta morta|santarellin\w|puzza sotto il naso|non (?:vale|valeva
  |serve) (?:niente|nulla|un|a)|in vita sua non ha mai|non ha mai (?:lavorato|mosso|fatto|alzato)
  |non (?:ha|aveva) (?:cuore|vergogna|scrupoli|pudore|educazione|un briciolo)|non (?:sopporto
  |reggo|posso vedere|posso soffrire) .. (?:quell\w|lui|lei|la|il|mi\w|neanche)|rovina\w* (?:tutto
  |sempre|ogni|qualsiasi)|(?:cervello|intelligenza|cuore|garbo|modi|simpatia) (?:di|d') ?un)
"""),
    "accusation": _lines(r"""
(?:tutti|tutto il paese|in paese|noi|lui lo|lei lo) .. (?:sa|sanno|sapev\w+|sappiamo
  |abbiamo visto) .. (?:chi|tutti chi|tutti|benissimo|dove|di chi)
(?:soldi|denaro|gioielli|ori|oro|anello|fede|risparmi|terra|terre|terreno|casa|appartamento
  |eredita|testamento|pensione|libretto|buoni|podere) ... (?:spari\w+|volatilizz\w+|si e (?:tenut
  |pres|intasc)\w|se l'e|se li e|si prese|intasc\w+|spes\w|vendut\w|a nome suo|intestat\w|mai piu
  |mai restitu\w+|non si trov\w+|in tasca|fatt\w fuori|mangiat\w|giocat\w)
(?:fatto|fece|fatta) (?:mettere|firmare|fare) .. (?:la firma|firma|il testamento|la croce)
  |(?:tenuto|guidato|preso|messo) .. (?:la mano|il dito)|(?:firm\w+|carta|carte|testamento|procura
  |atto) ... (?:non sapeva (?:leggere|cosa|piu)|senza sapere|senza leggere|ingannat\w|credeva
  |credendo|non ci stava piu|non ci vedeva|fals\w|giorni prima|a sua insaputa)
(?:chi|quello che|quella che|e stat\w) .. (?:ha firmato|ha venduto|si e tenut\w|ha fatto la spia
  |ha parlato|l'ha fatta ricoverare|denunci\w+|ha preso)
(?:mai|non|ancora) .. (?:restitu\w+|ridat\w|pagat\w|resi|rimborsat\w|visto una lira|visto un euro)
  |(?:ci|mi|gli|le) deve ancora
(?:imbrogli\w+|truff\w+|rubat\w|rubo|rubava\w*|rubano|fregat\w|fregava|tradi\w+|denunci\w+
  |raggir\w+|spenn\w+|falsific\w+|sottratt\w|derub\w+|ripulit\w|sfilat\w|scroccat\w|corrott\w
  |bustarell\w|spia|fece la spia|evas\w) .. (?:il|la|i|le|gli|lo|l'|noi|ci|su\w|mi\w|a|tutt\w|al
  |alla|di|dal)
(?:amante|relazione con|tresca|doppia vita|altra donna|altra famiglia|andava a letto
  |faceva le corna|corna|se la intendeva|se la faceva con|tradiva)
(?:che coincidenza|guarda caso|combinazione|strano[,.]? (?:no|che|eh)|chissa come mai|ma va')
(?:dietro|aspettava|appostat\w) ... (?:muretto|muro|siepe|buio|curva) ... (?:non (?:c'e|e
  |ci e) (?:tornato|tornata|piu)|mai|schioppettata|roncola|fucilata)
"""),
    "paternity": _lines(r"""
(?:prigionier\w|in guerra|al fronte|in africa|in kenya|in russia|in germania|in belgio|imbarcat\w
  |in mare|via|militare|emigrat\w|in galera) ... (?:e del|nat[oa]|nacque|incinta|e nat\w
  |venne al mondo|figlia e|figlio e)
(?:nat[oa]|nacque|e del|incinta|venut\w al mondo) ... (?:prigionier\w|in guerra|al fronte
  |in africa|in russia|in germania|imbarcat\w|era via|non era (?:ancora )?tornat\w)
(?:settimin\w|prematur\w|sette mesi|di sette mesi) ... (?:chili|diceva|faccia|rid\w+|bell\w
  |gross\w|nessuno|paese)?
(?:uguale|identic\w|spiccicat\w|sputat\w|stesso naso|stessi occhi|stessa faccia|stesso passo
  |somigli\w+|assomigli\w+|ritratto|copia|faccia) .. (?:al|del|dal|che al|come il|a quella del
  |a quello del|al signor) .. (?:prete|parroco|postino|lattaio|vicino|padrone|medico|dottore
  |fattore|farmacista|fornaio|soldato|americano|tedesco|maresciallo|conte|maestro|sindaco
  |macellaio|carabiniere|signorino|marchese)
non (?:e|era|sono|siamo|sarebbe|fu) .. (?:figli\w|padre|sorella|fratello|nipote|sangue|madre|su\w
  |mi\w) .. (?:di|del|della|ver\w|biologic\w|legittim\w|sangue|suo|nostr\w)
(?:vero|vera|padre|madre|genitore) (?:padre|madre|biologic\w|naturale|di sangue|ignoto
  |sconosciuto)|sorellastra|fratellastro|figli[oa] (?:di un altro|di un'altra|del prete
  |del padrone|illegittim\w|natural\w|di nn|di n\.n|della colpa|del peccato|di ignoti)|bastard[oa]
  |gli diede il (?:suo )?cognome|le diede il (?:suo )?cognome|riconosciut\w (?:dal|come)
(?:test|esame|analisi|risultat\w) .. (?:dna|genetic\w|paternita|sangue)|(?:del|il|col) dna
tutto il paese .. (?:sapeva|mormorava|lo sa)|tutti .. (?:sapevano|mormoravano) .. (?:tranne|meno
  |fuorche)
(?:nove|otto|sette|sei|dieci|undici) mesi (?:dopo|prima|esatti) .. (?:dal|dopo|le nozze
  |il matrimonio|la partenza|il ritorno|la licenza)
(?:data|dato|lasciat\w|affidat\w|adottat\w|cresciut\w|portat\w) .. (?:in|alle|al|come|agli|dalle
  |a) .. (?:adozione|suore|brefotrofio|figli\w su\w|zii|nonni|ruota|esposti|balia|buone mani
  |un'altra famiglia)|il bambino e in
(?:matrimonio|sposat\w|sposare|sposarsi|nozze) .. (?:riparator\w|in fretta|di corsa|incinta
  |per forza|obbligat\w|col pancione)|fuitina
"""),
    "violence": _lines(r"""
(?:bevuto|beveva|vino|ubriac\w+|grappa|osteria|bicchier\w+|alcol|sbronz\w+|taverna
  |tornava dall\w) ... (?:un altro uomo|un'altra persona|paura|nascond\w+|nascost\w|dorm\w+
  |scapp\w+|chiud\w+|chius\w|cinghia|cinta|rompeva|spaccava|trasform\w+|zitt\w|tremav\w+|men\w+
  |botte)
(?:dormi\w+|nascond\w+|nascost\w|scappa\w+|chiud\w+|chius\w|rifugi\w+) .. (?:nel|nella|in|sotto
  |dai|dalla|a) .. (?:fienile|stalla|cantina|armadio|letto|vicin\w+|bosco|strada|camera|soffitta
  |pollaio|cesso|bagno) ... (?:padre|papa|babbo|quando|finche|lui|ubriac\w|grid\w+|urla\w*|mamma
  |calm\w+|passass\w)
(?:fucile|doppietta|coltello|pistola|ascia|scure|cinghia|cinta|cintura|bastone|frusta|roncola
  |attizzatoio|schioppo) ... (?:in fila|punt\w+|gola|tempia|schiena|gambe|segn\w+|fibbia
  |minacci\w+|tiro fuori|staccav\w+|contro|addosso|sulla|si tolse|si sfilav\w|parlava)
(?:paura|terrore|tremav\w+) .. (?:di lui|del padre|di papa|di mio padre|di quando|che|del rumore
  |delle|della|quando) .. (?:tornav\w+|rientr\w+|arriv\w+|chiave|passi|man\w+|bev\w+|notte|sera
  |rincas\w+|padre)?
(?:detto|diceva|dire|raccontav\w+|inventav\w+|dissi) .. (?:che|di) ... (?:cadut\w|scivolat\w
  |inciampat\w|sbattut\w|scal\w|porta|spigolo)
(?:livid\w+|occhio nero|occhi neri|occhiali scuri|occhiali da sole|maniche lunghe|costole?
  |labbro spaccato|segni) ... (?:padre|lui|domenica|messa|estate|marito|rott\w|chied\w+|nascond\w+
  |mai|fazzoletto|copri\w+)
(?:alz\w+|mess\w|mettev\w+) .. (?:le mani|la mano) .. (?:addosso|su|contro)|(?:mano pesante
  |mani pesanti|mani addosso|menava|picchi\w+ (?:la|mia|i|sua|noi|tutti) (?:mamma|moglie|madre
  |figl\w+|bambin\w+|nonna|ragazz\w+)|pest\w+ (?:la|mia|di|a)|botte|ceffoni|schiaffegg\w+
  |bastonat\w|frustat\w|cinghiat\w+|legnate|cinghiate|percosse) .. (?:la|il|mia|noi|ci|sua|i|tutti
  |mamma|moglie|a|per|di|quando|e|da|ogni|anche)
(?:mano|mani) pesant[ei]
(?:calmera|calmarsi|cambiera|migliorera|addolcira) .. (?:con gli anni|con l'eta|col tempo
  |invecchiando)
"""),
    "abuse": _lines(r"""
(?:prete|parroco|don \w+|zio|cugino|maestro|professore|patrigno|vicino|fratello|nonno|padrone
  |sagrestano|direttore|signorino|padre \w+|allenatore|frate|conte) ... (?:tratteneva|chiamava
  |obbligava|chiedeva|faceva|restare|chiudeva|entrava|veniva|sedere|metteva|toccava|accarezzava
  |regalava) ... (?:sol[oae]|dopo (?:gli|le) altr\w|ginocchia|grembo|camera|letto|notte|sagrestia
  |porta|segreto|chiave|con me|sotto|gonna|dormitorio)
(?:notte|sera|dormitorio|camera|letto) ... (?:facev\w+ finta|finta di dormire|finto di dormire
  |chiudev\w+ gli occhi|pregav\w+|sperav\w+|passi|maniglia)
(?:mai piu|non) .. (?:entrat\w|andat\w|tornat\w|mess\w piede|voluto|ci sono) .. (?:in|a|al|alla|da
  |nella|piu) .. (?:sagrestia|catechismo|chiesa|scuola|casa|camera|oratorio|collegio|messa
  |funerale|servizio|piede)
(?:perche|motivo|per questo|non e vero che) .. (?:ho|sono|non|siamo|e) .. (?:lasciat\w|smess\w
  |venut\w via|scappat\w|andat\w|volut\w|voglio|vado|andavo|fuggit\w|odio) .. (?:il|la|di|da|al|a
  |dal|per|via|piu|all\w) .. (?:catechismo|chiesa|scuola|casa|messa|funerale|zio|prete|coro
  |collegio|cugino|servizio|oratorio|nostalgia|colonia)
(?:porta|camera|stanza) ... (?:non aveva|senza|sedia|chiavistello|di notte|chiud\w+) .. (?:chiave
  |serratura|chiavistello|lui|sapeva|signorino|zio|sotto|maniglia)
(?:mani (?:lunghe|dove non|sotto|addosso a noi)|allungava le mani|molest\w+|abus\w+
  |violent\w+ (?:la|le|mia|da)|stupr\w+|palpeggi\w+|toccava (?:le|noi|me|i)|pedofil\w+
  |si approfitt\w+|approfittat\w di)
(?:quello che|quel che|cio che|le cose che|cosa) .. (?:ha fatto|hanno fatto|faceva|fece|e successo
  |succedeva) ... (?:a|alle|con|bambine|ragazze|bambini|noi|me|cugine|collegio|colonia|orfanotrofio)
(?:avevo|aveva|a) (?:sei|sette|otto|nove|dieci|undici|dodici|\d{1,2}) anni ... (?:zio|prete
  |patrigno|padrone|mai (?:detto|raccontato|parlato)|porta|camera|paura|cugino)
"""),
    "suicide": _lines(r"""
(?:scelt\w|decis\w|volut\w|preferit\w|scelse|decise) .. (?:di andarsene|andarsene|la sua ora|l'ora
  |il giorno|di farla finita|di morire|la sua strada|il momento|di smettere|di non)
(?:lasci\w+|pieg\w+|mess\w|posat\w|tolt\w|tolse|sistem\w+|restitui\w+) ... (?:scarpe|cappotto
  |orologio|fede|portafoglio|occhiali|cappello|biglietto|lettera|giacca|documenti) ... (?:ponte
  |riva|muretto|fiume|spiaggia|tavolo|pozzo|piegat\w|parapetto|ordin\w|addio|sponda|cornicione)
(?:and\w+|usci\w*|cammin\w+|entr\w+|sali\w*) .. (?:fino al|al|verso|nel|sul|sulla|alla|in
  |a piedi) .. (?:ponte|fiume|mare|pozzo|binari|ferrovia|lago|soffitta|fienile|garage|bosco|stalla
  |diga|scogliera) ... (?:non (?:torno|e tornat\w|tornava)|mai|e non|da sol\w|di mattina|all'alba
  |trov\w+|senza|corda|notte)
(?:non passo su quel|quel ponte|quei binari|quel pozzo|non passo)|(?:dissero|hanno detto|dicono
  |disse|scrissero|parroco|medico|carabinieri|in paese) .. (?:dissero )?.. (?:il cuore|del cuore
  |infarto|disgrazia|incidente|una disgrazia|un incidente|scivolat\w|pulendo|pulire il fucile
  |di caccia)
(?:non (?:ce la faceva|voleva|reggeva|sopportava|aveva voglia) .. (?:piu|vivere)|stanc\w di vivere
  |si tolse la vita|si e tolt\w la vita|tolta la vita|farla finita|fatta finita|si butto (?:dal
  |nel|sotto|dalla|giu)|si e buttat\w|si spar\w+|si impicc\w+|impiccat\w|corda|trave|pasticche
  |barbituric\w+|veleno|topicida|vene|apri\w* il gas|aperto il gas|gesto estremo|insano gesto|gesto)
(?:non|rifiut\w+) .. (?:funerale|seppell\w+|messa|chiesa|prete) .. (?:perche|in|terra|volle
  |vollero|non)
(?:la sera prima|il giorno prima|la notte prima|la vigilia) ... (?:restitui\w*|pago|regalo|saluto
  |sistemo|consegno|abbraccio|scrisse)
"""),
    "illness": _lines(r"""
(?:dialisi|chemio\w*|radioterapia|oncolog\w*|manicomio|psichiatr\w+|insulina|morfina|ossigeno
  |ictus|embolia|infarto|demenza|alzheimer|parkinson|sclerosi|metastas\w+|tumor\w*|cancro
  |brutto male|male incurabile|diabet\w+|tubercol\w*|schizofren\w+|bipolare|depressione
  |depressiv\w+|era depress[ao]|esaurimento|ricoverat\w|disintossic\w+|alcolist\w+|alcolismo
  |alcolizzat\w|cirrosi|epatite|aids|hiv|sifilide|epiless\w+|epilettic\w|convulsioni|aborto
  |trapianto|pacemaker|pannolon\w+|catetere|palliativ\w+|autistic\w|attacchi di panico|ansia
  |i nervi|malata di nervi|malato di nervi|perso (?:il|un) bambino|flebo|comunita di recupero)
(?:papa|nonno|babbo|zio|madre|mamma|marito|fratello|lui|lei|padre|il nonno) (?:beveva|beve
  |alzava il gomito)(?! (?:latte|acqua|il caffe|caffe|il te|solo acqua|il latte
  |un bicchiere d'acqua|l'acqua|la|una|dalla|camomilla|l'orzo))
(?:gli|le) (?:hanno dato|avevano dato|diedero|davano) .. (?:tre|sei|due|pochi|un|\w+) (?:mesi
  |settimane|ann\w|mese)
non .. (?:riconoscev\w+|riconosc\w+|sapeva (?:piu )?chi|ricordav\w+|conosceva) .. (?:nessuno|figli
  |me|noi|chi|piu|il nome|neanche|nemmeno|i suoi|mi)
(?:senza|perso i|perse i|caduti i|persi i) capelli|(?:testa|memoria|fegato|reni|polmoni
  |nervi) .. (?:non (?:c'era|funzionav\w+|andav\w+)|se ne and\w+|andat\w|malat\w|cedut\w|partit\w
  |cominci\w+)
(?:bottigli\w .. nascost\w|nascondeva .. bottigli\w|vizio del bere|il bere|vizio|drog\w+|eroina
  |tossic\w+|ludopat\w+|alcolisti anonimi|piangeva (?:tutto|sempre|senza)|non si alzava (?:dal
  |piu dal)|dopo il parto)
"""),
}
