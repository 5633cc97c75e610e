"""The words that fill the grammar of plain wishes (`wishes`) in French, German and Italian."""

from __future__ import annotations

from collections.abc import Mapping

SLOTS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "too_sad": "trop (?:triste|personnel|intime|prive|dur|penible|cru) pour (?:le|la|l'|etre"
        "|un|ici|mettre|raconter|ce|cet)",
        "i_ask": "(?:je (?:te |vous )?(?:demande|prie)|merci|prier?e?) de ne (?:pas|rien)|(?:je"
        " (?:te |vous )?demande) que .. (?:ne|n'|personne)",
        "unsure": "(?:ne )?sais pas(?: trop| vraiment)?|pas (?:sure?|certaine?)|me demande|hesite"
        "|doutes?"
        "|j'ai un doute|pas trop si",
        "whether": "si|s'il|s'ils|s'elle|que|qu'|a|de|pour",
        "this_one": "(?:cette|ce|cet|ces) (?:photo|partie|histoire|lettre|image|portrait|passage)"
        "|ca|cela"
        "|ceci|celle-(?:la|ci)|celui-(?:la|ci)",
        "to_put": "(?:mettre|raconter|publier|montrer|garder|inclure|envoyer|dire|laisser"
        "|partager|en"
        " parler|faut|on en parle)",
        "belong": "devrait|a sa place|va ici|convient|a voir|interesse|est bien le",
        "maybe": "peut-etre|mieux|je crois|il vaut|vaut|sans doute|serait|a mon avis",
        "not_put": "ne pas (?:la |le |les |l'|en )?(?:mettre|publier|montrer|raconter|garder"
        "|inclure|utiliser"
        "|parler)|(?:la|le|l')? ?laisser (?:de cote|tomber)|hors sujet|l'enlever|la retirer",
        "decide": "(?:c'est )?(?:a vous|vous) (?:de (?:voir|decider|juger|choisir)|decidez"
        "|jugerez|qui voyez"
        "|qui decidez)|je vous laisse (?:juger|decider|voir|choisir)|(?:c'est )?vous qui (?:voyez"
        "|decidez)|a"
        " toi de voir",
        "by_mistake": "(?:glissee?|melangee?|mise?|arrivee?|venue?|atterri) .. (?:par erreur|la"
        " par erreur)"
        "|d'une autre famille|une autre famille",
        "before": "avant (?:de|d'|que|qu')",
        "put": "(?:la |le |les |l')?(?:mettre|mettiez|utiliser|publier|poster|inclure|montrer"
        "|raconter"
        "|vous (?:mettiez|publiiez|utilisiez)|quoi que)",
        "ask": "(?:demand|parl|consult|prevene|preveni|previen|voye|appel)\\w*(?:-en|-lui|-leur)?"
        "|l'accord|la"
        " permission|relire",
        "kin": "(?:a |de |avec |au |aux |d')?(?:ma|mon|mes|ta|ton|sa|son|notre|la|le|les|l')?"
        " ?(?:mere|pere"
        "|maman|papa|mamie|papi|papy|tante|oncle|cousine?s?|soeur|frere|fille|fils|petits|enfants"
        "|famille"
        "|mari|femme|niece|neveu|tonton|tata|(?:ma|mon|mes) \\w+)(?: \\w+)?",
        "only_if": "seulement si|uniquement si|seulement quand|seulement apres|que si|sauf si|a"
        " condition que",
        "agrees": "d'accord|accord|permission|accepte\\w*|veut bien|autoris\\w+|permet\\w*|dit"
        " oui|est ok|feu"
        " vert|ca (?:lui|leur) va|ne (?:la|le|les) gene|convient|soit d'accord|signe",
        "if_": "si|s'|quand|des que|du moment que",
        "once": "quand|apres|une fois que|des que|lorsque|tant que|tant qu'",
        "dead": "(?:sera|seront|soit|serai) (?:morte?s?|decedee?s?|partie?s?)|plus (?:la|de ce"
        " monde)(?=[.,;]|$)|mourra|vivra|vivante?s?|en vie|est (?:encore )?la",
        "as_long": "a condition (?:que|qu'|de)|du moment (?:que|qu')|pourvu (?:que|qu')|tant"
        " (?:que|qu')",
        "changed": "(?:ne |n')(?:dis\\w*|dites|mette\\w*|cite\\w*|mentionne\\w*|apparai\\w+) pas"
        "|chang\\w+ (?:les"
        "|le) noms?|(?:enlev|retir|flout)\\w+",
        "have_to": "il faut|faut|vous devez|tu dois|faudrait",
        "her": "elle|lui|eux|elles|leur",
        "dont": "ne|n'|ne pas|surtout pas|jamais|pas",
        "tell": "(?:le |la |les |l'|lui |en |pas )*(?:dites|dis|dire|montrez|montre|montrer"
        "|publiez|publie"
        "|publier|racontez|raconte|raconter|partagez|partage|partager|parlez|parle|mettez|mets"
        "|mettre"
        "|diffusez|diffuser|utilisez|repetez|repete|repeter) ?(?:le |la |rien )?(?:pas|jamais"
        "|rien)?",
        "others": "a personne|aux autres|ailleurs|dans le livre|sur le site|tout ca|ca|rien|a"
        " tout le monde",
        "this": "ca|cela|ceci|cette \\w+|ce \\w+|celle-\\w+|le|la",
        "just_for": "(?:juste|seulement|uniquement|que|rien que) (?:pour|entre) (?:toi|vous|nous"
        "|moi|la famille"
        "|les adultes)|pas pour (?:le (?:livre|site|public)|tout le monde|les autres|publi\\w+"
        "|l'album)|a ne"
        " pas (?:mettre|publier|montrer|diffuser|raconter|repeter)",
        "others_not": "(?:ne )?(?:veux|voudrais|aimerais|souhaite) pas (?:que|qu') .. (?:sach\\w+"
        "|lis\\w+|voi\\w+"
        "|entend\\w+|apprenn\\w+|tombe\\w*|soit)",
        "never_knew": "(?:ne |n')(?:l'|le |la |en )?(?:a jamais su|sait (?:pas|rien|toujours pas"
        "|meme pas)|savait"
        " (?:pas|rien)|doit (?:pas|rien|jamais) (?:le )?savoir|l'a jamais (?:su|appris)|se doute)",
        "stay_us": "(?:rest|gard|sort|quitt)\\w*(?:-le|-la|-ca|-les)? (?:\\w+ ){0,3}(?:entre"
        " (?:nous|toi et moi)"
        "|pour (?:toi|vous|nous)|(?:dans|en|de) (?:la )?famille|d'ici|secret)|(?:ca|le|la)"
        " (?:vous|tu) (?:le|la)"
        " gard\\w+ pour",
        "to_know": "(?:juste )?pour (?:que vous sachiez|que tu saches|votre information seulement)",
        "sorry": "pardon|desole\\w*|excus\\w+|oups|mille excuses|zut",
        "wrong": "mauvaise?|trompee?|erreur|faute|coquille|envoye|double|au-dessus|plus haut"
        "|voulais dire|pas"
        " \\w+|deux fois|effac\\w+|inverse\\w*",
        "correct": "(?:pouvez-vous|pourriez-vous|peux-tu|vous pouvez|tu peux) (?:effacer|corriger"
        "|changer|enlever|supprimer)|(?:corrig\\w+|change[zr]?|modifie[zr]?|efface[zr]?"
        "|supprime[zr]?|enleve[zr]?"
        "|remplace[zr]?"
        "|recadre[zr]?|tourne[zr]?|retire[zr]?)(?:-l[ae]s?)?",
        "name_date": "mon (?:commentaire|message|texte)|(?:le |la |les |l'|cette |ce |mon |son"
        " )?(?:prenoms?|noms?|date|annee"
        "|legende|titre|photo"
        "|message|phrase|dernier|derniere|precedent|orthographe|svp|stp|s'il|premiere)",
        "spelt": "(?:c'est|s'ecrit|avec|ca s'ecrit) \\w+ (?:avec|sans) (?:un |une |deux"
        " )?(?:[hyselnt](?!\\w)"
        "|accent|tiret|z|majuscule)",
        "say": "(?:le |la |l'|lui )?(?:dites|dis|ecrivez|ecris|mettez|mets|appelez|appelle|parlez"
        "|racontez"
        "|mentionnez|faites|utilisez|decrivez) ?pas",
        "that": "que|qu'|qu'il|qu'elle|il|elle|le mot|de|comme",
        "ignore_it": "(?:ignore[zr]?|oublie[zr]?|efface[zr]?|supprime[zr]?) .. (?:ca|message"
        "|precedent|au-dessus"
        "|dernier|premier|ce que)",
        "testing": "(?:essai|test),? (?:essai|test|un|1|deux|ca|pour voir)|ca (?:marche"
        "|enregistre|tourne)"
        " ?\\?",
    },
    "de": {
        "too_sad": "zu (?:traurig|privat|personlich|intim|heikel|schlimm|peinlich) (?:dafur|furs"
        "|fur (?:das|die|den|so|hier)|hier|zum|um)",
        "i_ask": "(?:ich bitte|bitte) (?:euch|dich|sie|darum),? .. (?:nicht|niemand\\w*|kein\\w*)",
        "unsure": "(?:weiss|weis|wissen) (?:ich |wir )?(?:nicht|ned|net)(?: recht| genau| so"
        " recht)?|(?:nicht"
        "|net|ned) (?:ganz |so )?sicher|unsicher|frage mich|zweifle|zweifel|bin am uberlegen"
        "|uberlege",
        "whether": "ob|dass|daran",
        "this_one": "(?:dieses|dies|diese|das|dieser|den|die) (?:foto|bild|geschichte|brief|teil"
        "|aufnahme"
        "|stelle|seite)|das|dies(?:e|es|er)?|es|man das",
        "to_put": "(?:zeigen|erzahlen|reinstellen|aufnehmen|behalten|schicken|sagen|schreiben"
        "|nehmen"
        "|veroffentlichen|bringen|drinlassen|reinnehmen)",
        "belong": "(?:hier|rein|da|dazu) ?(?:her)?(?:gehort|passt|soll|darf)|hierher gehort|rein"
        " ?(?:soll"
        "|gehort|passt|darf)|gehort|passt|angebracht|passend",
        "maybe": "vielleicht|besser|wohl|eventuell|womoglich|ich glaub\\w*|glaube",
        "not_put": "(?:lieber|besser|doch) (?:nicht|ned|weg|raus|weglassen|rauslassen)|nicht"
        " (?:reintun"
        "|reinstellen|nehmen|zeigen|bringen|aufnehmen|so geeignet|geeignet)|weglassen|rausnehmen",
        "decide": "(?:entscheidet|entscheide|entscheiden sie|uberlegt|schaut|seht) (?:ihr|selbst"
        "|selber|du)"
        "|(?:ich )?uberlass\\w* (?:ich )?(?:es |das )?(?:euch|dir|ihnen)|das musst ihr"
        " (?:entscheiden|wissen)"
        "|ihr (?:entscheidet|musst wissen)|konnt ihr selbst entscheiden",
        "by_mistake": "(?:aus versehen|versehentlich|irrtumlich|falschlich) ... (?:dazwischen"
        "|rein\\w*|hier"
        "|dabei|dazu|gekommen)|(?:von |aus )?(?:einer|eine) andere[nr]? familie",
        "before": "bevor|ehe|vorher",
        "put": "(?:\\w*(?:reinstell|veroffentlich|druck|verwend|nehm|zeig|zitier|benutz|einstell"
        "|post|bring"
        "|hochlad|reinkomm|reinsetz)\\w*|reintut|gedruckt|zitiert|rauskommt|reinkommt)",
        "ask": "(?:red|sprech|frag|klar|besprech)\\w*|sprecht|sprich|okay|ok|einverstandnis"
        "|bescheid|absprache"
        "|erlaubnis",
        "kin": "(?:mit |bei |von )?(?:meine?[rnms]?|deine?[rnms]?|seine?[rnms]?|ihre?[rnms]?"
        "|unsere?[rnms]?"
        "|die|der|den|dem)? ?(?:mutter|vater|mama|papa|mutti|vati|oma|opa|tante|onkel|vetter"
        "|cousine?"
        "|schwester|bruder|tochter|sohn|kinder\\w*|enkel\\w*|familie|mann|frau|nichte|neffe"
        "|anderen?|leute"
        "|meine?r? \\w+)(?: \\w+)?",
        "only_if": "nur,? (?:wenn|falls|mit|sofern)|erst,? (?:wenn|nachdem|mit)|ausser|bloss"
        " wenn|aber nur",
        "agrees": "einverstanden|zustimm\\w*|erlaub\\w*|okay|ok|ja sagt|recht ist|nichts dagegen"
        "|mag|will"
        "|mochte|erlaubnis|freigibt|passt|gefragt|ihr ok\\w*|sein ok\\w*|gibt",
        "if_": "wenn|falls|sobald|sofern",
        "once": "wenn|sobald|nachdem|bis|erst|solange?|so lang",
        "dead": "gestorben|tot|nicht mehr (?:lebt|da|ist|leben)|stirbt|verstorben|unter der erde"
        "|lebt|leben|da"
        " ist|gegangen|weg ist",
        "as_long": "solange?|sofern|vorausgesetzt|wenn|unter der bedingung|hauptsache",
        "changed": "(?:name|namen|gesicht|gesichter) ... (?:nicht|geandert|weg|raus|dasteht"
        "|vorkommt|unkenntlich"
        "|andert)|nicht (?:erwahnt|genannt|vorkommt|dasteht)",
        "have_to": "musst|muss|mussen|soll|sollt|bitte",
        "her": "sie|er|ihn|ihr|ihm|ihnen",
        "dont": "nicht|nie|niemals|kein|keinem|niemandem?",
        "tell": "(?:veroffentlich\\w+|zeigen|erzahlen|weitersagen|weitererzahlen|drucken|teilen"
        "|posten|sagen"
        "|verwenden|reinstellen|weitergeben|vorlesen|herumzeigen|rumzeigen)",
        "others": "bitte|das|ja|ok|gell|weiter|danke|es|an|davon",
        "this": "das|es|dies\\w*|davon",
        "just_for": "(?:nur|bloss|ausschliesslich|allein) (?:fur|zwischen|unter) (?:dich|euch|uns"
        "|mich|sie|die"
        " familie|dir|erwachsene|ihn)|nicht (?:furs|fur das|fur die|fur den|in[s]?) (?:buch|band"
        "|alle|anderen"
        "|offentlichkeit|seite|internet|kinder|website|album|netz)|bleibt (?:bitte )?(?:unter"
        " uns|bei uns)",
        "others_not": "(?:sollen|soll|brauchen|braucht|mussen|muss|durfen|darf|will nicht|mochte"
        " nicht)"
        " .. (?:nicht|nichts|niemand|keiner)? ?.. (?:wissen|erfahren|lesen|sehen|horen"
        "|mitkriegen)",
        "never_knew": "(?:weiss|wusste|ahnt|ahnte|erfahrt|erfuhr|darf|soll|hat) (?:es |das |davon"
        " |bis heute"
        " |nie )*(?:nicht|nichts|nix|nie|ned)(?: davon)?(?: wissen| erfahren| gewusst)?",
        "stay_us": "(?:bleib|behalt|lass)\\w* .. (?:unter uns|in der familie|bei dir|bei euch|fur"
        " (?:dich|euch|sich)"
        "|bei uns|geheim|im haus)|in der familie bleibt|unter uns bleibt",
        "to_know": "nur (?:damit|dass) (?:ihr|du) (?:es |das )?(?:wisst|weisst)|nur zu eurer"
        " information",
        "sorry": "entschuldig\\w+|sorry|verzeih\\w+|tschuldigung|pardon|ups|hoppla|tut mir leid",
        "wrong": "falsch\\w*|vertippt|vertan|verschrieben|fehler|versehen|tippfehler|doppelt|oben"
        "|sollte heissen"
        "|meinte|loschen|verwechselt",
        "correct": "(?:meinen|meine|den|die) (?:kommentar|nachricht|beitrag|notiz)|(?:bitte"
        " )?(?:den |die |das )?(?:namen?|datum|jahr|bild|foto|unterschrift"
        "|titel|nachricht"
        "|vorige|letzte|schreibweise|text|satz)",
        "name_date": "(?:bitte )?(?:\\w+ )?(?:andern|korrigier\\w+|losch\\w+|verbesser\\w+"
        "|ausbesser\\w+"
        "|tausch\\w+|dreh\\w+|wegnehmen|berichtig\\w+|rausnehmen|ersetzen)",
        "spelt": "(?:schreibt|schreiben) (?:sich|man) .{0,14}(?:mit|ohne) \\w+|mit (?:h|th|dt|ck"
        "|y|v|doppel-?\\w)"
        "(?: |,|\\.|$)",
        "say": "(?:schreibt|schreib|sagt|sag|nennt|nenn|erwahnt|erwahn|erzahlt)",
        "that": "dass|sie|ihn|er|von|das",
        "ignore_it": "(?:ignorier|vergiss|vergesst|losch)\\w* .. (?:das|nachricht|vorige|letzte"
        "|oben|erste)",
        "testing": "test,? (?:test|eins|1|ob|kommt|geht)|(?:kommt das an|geht das|lauft das|lauft"
        " die aufnahme"
        "|nimmt das auf) ?\\?",
    },
    "it": {
        "too_sad": "troppo (?:triste|personale|intim[oa]|privat[oa]|dur[oa]|forte|crud[oa]) per"
        " (?:metter\\w*|raccontar\\w*|il|un|questo|qui|esser\\w*|pubblicar\\w*)",
        "i_ask": "(?:vi|ti) (?:chiedo|prego|pregherei) di non|chiedo che .. (?:non|nessuno)",
        "unsure": "non (?:so|sono sicur[oa]|sono cert[oa])(?: bene)?|ho (?:dei |qualche )?dubbi"
        "|dubito|mi"
        " chiedo|mi domando|sono in dubbio|sono indecis[oa]",
        "whether": "se|che|su|magari",
        "this_one": "(?:quest[aoi]|quell[ao]) (?:foto|parte|storia|lettera|immagine|ritratto)"
        "|questo|questa"
        "|cio",
        "to_put": "(?:mettere|raccontar|pubblicar|mostrar|tener|includer|mandar|dir|lasciar"
        "|condivider"
        "|scriver)\\w*",
        "belong": "debba|dovrebbe|c'entra|ci stia|vada bene|appartenga|sia il caso|interessi|sia"
        " adatt\\w",
        "maybe": "forse|magari|credo|penso|e meglio|meglio|sarebbe",
        "not_put": "(?:e |sia |sarebbe )?meglio (?:non|lasciar\\w*|toglier\\w*)|non (?:metter\\w*"
        "|raccontar\\w*"
        "|pubblicar\\w*|mostrar\\w*|c'entra)|lasciar(?:la|lo) fuori|lasciar perdere",
        "decide": "(?:decidete|decida|vedete|giudicate|scegliete|fate) (?:voi|lei)|(?:vedi"
        "|decidi) tu|lascio"
        " (?:decidere|scegliere|giudicare)? ?a voi|a vostra discrezione|come credete",
        "by_mistake": "(?:finit[ao]|arrivat[ao]|stat[ao]|capitat[ao]) ... per (?:sbaglio|errore)"
        "|di un'altra"
        " famiglia",
        "before": "prima (?:di|che|d')",
        "put": "(?:metter\\w*|usar\\w*|pubblicar\\w*|mostrar\\w*|raccontar\\w*|inserir\\w*"
        "|condivider\\w*|esca"
        "|caricar\\w*|qualsiasi|mettiate|pubblichiate|usiate)",
        "ask": "(?:chied|parl|sent|domand|avvis|consult)\\w+|il permesso|il consenso",
        "kin": "(?:a |di |con |al |alla )?(?:mia|mio|tua|tuo|sua|suo|nostr[oa]|miei|mie|la|il|lo"
        "|gli|i|le|l')?"
        " ?(?:madre|padre|mamma|papa|babbo|nonn[oa]|zi[oa]|cugin[oaie]|sorella|fratello|figli[oa]"
        "|nipot[ei]|bambini|famiglia|moglie|marito|altri|suocer[oa]|cognat[oa]|(?:mia|mio)"
        " \\w+)(?: \\w+)?",
        "only_if": "solo se|solo quando|solo dopo|soltanto se|solo con|a meno che|purche|a patto"
        " che",
        "agrees": "d'accordo|accordo|permess\\w+|acconsent\\w+|vuole|vuol|accett\\w+|autorizz\\w+"
        "|dice di si|da"
        " l'ok|va bene|sta bene|consens\\w+|gli va|le va|dispiace|dia il|firm\\w+|ok",
        "if_": "se|quando|appena|purche",
        "once": "quando|dopo (?:che|la|il)|una volta (?:che)?|finche|fino a quando",
        "dead": "(?:sara|saranno|sia|saro) (?:mort\\w|mancat\\w|scompars\\w|andat\\w)|non ci"
        " sara piu|non c'e piu|non ci sia piu|e (?:ancora )?viv[oa]|c'e (?:lui|lei)|vive|se ne"
        " sara andat\\w",
        "as_long": "purche|a patto che|basta che|sempre che|a condizione che|finche",
        "changed": "non (?:si )?(?:facci\\w+|dic\\w+|compai\\w+|mett\\w+|scriv\\w+|nomin\\w+"
        "|appai\\w+)"
        "|cambi\\w+ (?:i|il) nom\\w|togli\\w+ (?:i|il) nom\\w",
        "have_to": "bisogna|dovete|devi|si deve|va|tocca",
        "her": "lei|lui|loro|le|gli",
        "dont": "non|mai|ne",
        "tell": "(?:dite|dire|dirlo|ditelo|dica|raccontate|raccontare|raccontatelo|pubblicate"
        "|pubblicare"
        "|pubblicatel\\w|mostrate|mostrare|mostratel\\w|mettete|mettere|mettetel\\w|usate"
        "|condividete"
        "|condividere|parlate|parlarne|far leggere|farl[oa] (?:leggere|vedere|sapere)|fatel[oa]"
        " (?:leggere|vedere)|ripetete|diffondete|fate (?:vedere|sapere|leggere))",
        "others": "a nessuno|nessuno|agli altri|in giro|questo|niente|quest[oa]",
        "this": "questo|questa|quest[oa] \\w+|lo|la|niente",
        "just_for": "(?:solo|soltanto|unicamente) (?:per|tra|fra) (?:te|voi|noi|me|la famiglia"
        "|voi due|lei)|non"
        " e per (?:il )?(?:libro|tutti|sito|gli altri|pubblic\\w+|l'album|nessuno)",
        "others_not": "non (?:voglio|vorrei) che .. (?:sappi\\w+|legg\\w+|ved\\w+|sent\\w+"
        "|scopr\\w+|si sappia|esca)",
        "never_knew": "non (?:lo |la |l'|ne )?(?:ha mai saputo|sa|sapeva|sanno|deve saper\\w+|ha"
        " saputo|seppe)"
        "(?: (?:niente|nulla|mai|che|ancora|di))?",
        "stay_us": "(?:rest|tenete|tien|esc|tenet)\\w* (?:\\w+ ){0,3}(?:tra (?:noi|di noi|me e"
        " te)|fra (?:noi|di noi)"
        "|per (?:te|voi|noi)|in famiglia|dalla famiglia|di qui|qui|segret\\w|in tre|in due)"
        "|(?:resta|restassimo|resti)"
        " (?:tra|fra|in|qui)",
        "to_know": "solo perche (?:lo )?(?:sappiate|tu sappia)",
        "sorry": "scus\\w+|perdon\\w+|ops|mi dispiace|chiedo scusa",
        "wrong": "sbagliat\\w|sbagli\\w*|errore|errat\\w|refuso|mandat\\w|doppi\\w|sopra"
        "|cancell\\w+|volevo dire"
        "|due volte|non \\w+|invertit\\w",
        "correct": "(?:potete|puoi|potreste) (?:cancellare|togliere|cambiare|correggere"
        "|eliminare)|(?:corregg|cambi|cancell|togli|modific|sostitu|ritagli|gir|correg)\\w*(?:te"
        "|tela|telo|i|a)",
        "name_date": "(?:il )?mio (?:commento|messaggio|testo)|(?:il |la |lo |i |le |l'|quella "
        "|questa |quel )?(?:nom[ei]|data|anno"
        "|didascalia|titolo|foto"
        "|messaggio|frase|ultim[oa]|cognome|precedente|prima|parte)",
        "spelt": "(?:e|si scrive) \\w+ (?:con|senza) (?:(?:due|una sola|la|l') ?\\w(?!\\w)"
        "|l'accento|accento|la doppia|h(?!\\w))",
        "say": "(?:dite|dica|dire|di'|scrivete|scriva|scrivere|chiamate|chiamatel[oa]|mettete"
        "|raccontate"
        "|menzionate|usate)",
        "that": "che|lui|lei|di|la parola|niente",
        "ignore_it": "(?:ignor|cancell|dimentic)\\w+ .. (?:messaggio|precedente|sopra|ultim[oa]"
        "|pure|prim[oa]|quello di)",
        "testing": "prov[ao],? (?:prov[ao]|uno|1|invio|se|un due|a vedere)|(?:funziona|arriva|sta"
        " registrando)"
        " ?\\?",
    },
}
