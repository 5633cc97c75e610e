"""What is plainly said to a program that writes: told when it writes, called by its kind, freed of
its rules, given another part to play. Orders are short and share their words: all six languages at
once."""

from __future__ import annotations

from ai.narrative.gate.words.turns.phrases import lines

_MACHINE = (
    r"ai|a\.i\.|ia|i\.a\.|ki|k\.i\.|llm|gpt|chat ?gpt|chat ?bot|bot|robot|robo|computer~"
    r"|computador~"
    r"|ordenador|ordinateur|program|programme|programa|programm|programma|software|logiciel"
    r"|algorithm"
    r"|algoritmo|algorithme|algorithmus|system|sistema|systeme|text ?generator|\w*generator"
    r"|generador|gerador|generateur|generatore|(?:large )?language model|modelo de \w+|modele de"
    r" langage|modello linguistico|sprachmodell|artificial intelligence|inteligencia artificial"
    r"|intelligence artificielle|intelligenza artificiale|kunstliche intelligenz|kunstlichen?"
    r" intelligenz|automat\w*|assistant|asistente|assistente|assistent|machine|maquina|maschine"
    r"|macchina"
)
_WRITES = (
    r"writ\w+|compos\w+|generat\w+|produc\w+|puts? (?:this|it|together)|putting|assembl\w+|tells?"
    r"|creat\w+|redig\w+|redact\w+|escrib\w+|escrev\w+|escriv\w+|gera\w*|gener\w+|produz\w*"
    r"|produit"
    r"|ecri\w+|fait|fera|hace|hara|faz|fara|fa|schreib\w+|verfass\w+|erstell\w+|macht|scriv\w+"
    r"|produce"
    r"|crea\w*|compon\w+|compil\w+|monta"
)
_TEXT = (
    r"(?:l'|d'|dell'|all')?(?:story|stories|chapters?|book|texts?|biography|memoir|life|summary"
    r"|page|historias?|capitulos?"
    r"|libro|livro|textos?|biografia|vida|resumen|resumo|relatos?|histoire|chapitres?|livre"
    r"|textes?"
    r"|biographie|recits?|geschichten?|kapitel|buch|texte?n?|biografie|storia|storie|capitol[oi]"
    r"|testo"
    r"|racconto|racconti|recuerdos|memorias|souvenirs|paragraphs?|absatz|paragrafos?|parrafos?"
    r"|paragrafi)"
)
_RULES = (
    r"rules?|instructions?|restrictions?|guidelines?|orders|limits?|filters?|prompt|reglas?"
    r"|normas?"
    r"|restricciones|instrucciones|limites?|regras?|instrucoes|restricoes|regles?|consignes?"
    r"|limites"
    r"|regeln?|vorgaben|anweisungen|einschrankungen|regole|istruzioni|restrizioni|limiti|direttive"
)
_TOLD_IT = (
    r"told|asked|taught|instructed|given|ordered|pidieron|dijeron|ensenaron|mandaron|pediram"
    r"|disseram"
    r"|mandaram|ensinaram|demande|dit|appris|ordonne|gesagt|aufgetragen|beigebracht|befohlen|detto"
    r"|chiesto|ordinato|insegnato|before|antes|avant|vorher|prima|bisher|sopra|above|arriba|acima"
)
_OTHERS = (
    r"(?:all )?(?:the )?others?'?|what (?:the )?others|otr[oa]s|outr[oa]s|autres?|anderen?"
    r"|altr[ei]|los demas"
    r"|everyone else"
)
_ONLY = (
    r"only|just|nothing but|solo|solamente|unicamente|so|apenas|somente|seulement|uniquement|nur"
)
_FORGET = (
    r"ignore[zr]?|disregard|forget|drop|skip|discard|ignora|ignoren?|ignorad|olvid[ae]\w*|descarta"
    r"|esquec[ea]\w*|desconsider\w+|oublie[zr]?|laisse tomber|ignorier\w*|vergiss|vergesst"
    r"|dimentic[ah]\w*"
    r"|ignorate|ignori|lascia perdere|pass over|saltate|salta"
)

_ORDERS = lines(
    r"""
(?:when|once|as|if|before) you (?:'re |are )?(?:writ~|tell|compos~|generat~|put together|creat~
  |make
  |do) .. (?:<text>) ... (?:say|mention|write|put|make sure|add|include|claim|call|state|remember)
(?:cuando|al|si) (?:escribas|escribes|redactes|redactar|escribir|hagas|cuentes|generes|compongas
  |escriban) .. (?:<text>) ... (?:di|menciona|pon|escribe|anade|cuenta|recuerda|incluye|llama
  |asegurate)
(?:quando|ao|se) (?:escrever(?:es)?|escreveres|escreve|redigir~|contar(?:es)?|fizer(?:es)?
  |gerar(?:es)?
  |montar(?:es)?) .. (?:<text>) ... (?:diz|diga|menciona|mencione|poe|ponha|escreve|escreva
  |acrescenta
  |inclui|inclua|chama|coloque|bota|lembra)
(?:quand|lorsque|si|en) (?:tu |vous )?(?:ecri\w+|redig\w+|racont\w+|fer\w+|gener\w+
  |compos\w+) .. (?:<text>) ... (?:dis
  |dites|mentionne|mets|mettez|ecris|ajoute|precise|raconte|appelle|n'oublie)
(?:wenn|sobald|falls|beim) (?:du|sie|ihr|schreiben) .. (?:<text>) .. (?:schreib~|erzahl~|verfass~
  |erstell~
  |mach~) ... (?:sag~|schreib~|erwahn~|nenn~|fug~|behaupt~|vergiss|setz~|ergan~)
(?:quando|se|nello|appena) (?:scrivi|scriverai|scrivete|scrivere|racconti|componi|generi
  |fai) .. (?:<text>) ... (?:di'
  |di|dici|scrivi|metti|menziona|aggiungi|ricorda|ricordati|racconta|chiama|includi)
(?:<forget>) .. (?:<others>) .. (?:<text>|memories|versions?|accounts?|contributions?|notes?
  |versiones|recuerdos|aportaciones|lembrancas|memorias|versoes|contributos|recits|temoignages
  |contributions
  |versionen|beitrage|erinnerungen|ricordi|versioni|testimonianze|contributi)
(?:use|usa|utilise|utiliza|nimm|verwende|n'utilise|prends|take|toma) .. (?:<only>|que) .. (?:mine
  |my (?:version
  |story)|la mia|minha|mia|la mienne|meine|mi version|ma version|meins)
(?:<forget>) .. (?:everything|all|anything|todo|lo que|tudo|o que|tout|ce qu'on|ce que|alles|was
  |tutto
  |quello che|cio che) .. (?:te |ti |t'|dir |you |vous |on |du |man )?.. (?:<told_it>)
(?:<forget>|saltarse|skip|set aside|desconsiderar|ignorar|lasciar perdere|beiseitelassen
  |ne pas tenir compte
  |tenir compte|beiseite|break|umgehen|contourner|aggirare|saltar) .. (?:de |d')?(?:its|your|his|her
  |the|sus|tus|las
  |suas|tuas|as|ses|tes|les|seine|deine|die|le sue|le tue|le) (?:\w+ )?(?:<rules>)
(?:seine|deine|ihre|alle|die) (?:<rules>) .. (?:beiseite~|ignorier~|vergess~|umgeh~|missacht~)
(?:vergiss|forget|oublie|dimentica|olvida|esquece) (?:deine|your|tes|le tue|tus|as tuas
  |suas) (?:<rules>)
(?:you are|you're|tu es|vous etes|eres|ahora eres|ahora sos|sos|tu sei|sei|voce e|tu es|es
  |du bist) (?:now
  |ahora|agora|maintenant|jetzt|ora|desormais|adesso|ab jetzt|a helpful|un asistente|um assistente
  |un assistant
  |un assistente|ein hilfreicher|an? (?:ai|helpful|assistant|language)|una? (?:ia|modelo)) .. \w+
(?:answer|reply|respond|responde|responda|reponds|repondez|antworte|rispondi) .. (?:<only>|always
  |siempre|sempre
  |toujours|immer|soltanto)
(?:new|nueva?s?|nova?s?|novo|neue[rs]?|nouvelles?|nuov[aeio]) (?:instructions?|rules?|task|orders?
  |instruccion
  |instrucciones|reglas?|tarea|instruc(?:ao|oes)|regras?|tarefa|consignes?|regles?|tache
  |anweisung(?:en)?|regeln?
  |aufgabe|istruzion[ei]|regol[ae]|compito|directives?|role|rol|papel) ?:
(?:instructions?|consigne|instruccion|instrucao|istruzione|anweisung) (?:(?:de|do|du|del|di|for|an
  |fur|to|per|al|alla|au
  |a la|das|dem|die|the|den) ){1,2}(?:<machine>)
(?:end of|fin de|fin des|fin de los|fim dos|fim de|ende der|ende des|fine dei|fine del) (?:the 
  |los |les
  )?(?:data|datos|donnees|dados|daten|dati|input|entrada|texto|document~|prompt|eingabe)
(?:<machine>),? (?:that|which|who|que|qui|das|der|die|che) (?:\w+ ){0,3}?(?:<writes>)
(?:whoever|whatever|anyone who|whichever|quem|quien|celui qui|ce qui|wer|chi|chiunque
  |das ding,? das) (?:\w+ ){0,3}?(?:<writes>) (?:this|these
  |the|este|esta|estes|estos|estas|o|el|ce|cette|ces|le|das|diese[ns]?|den|dies|questo|questa|questi
  |il|la|l'|un) (?:\w+
  )?(?:<text>)
(?:who|whoever|quien|quem|celui|celle|ceux|wen|wer|wem|chi) (?:or|o|ou|oder) (?:a |lo |o 
  |au )?(?:what|whatever|que|ce qui
  |ce que|was|cosa|cio) .. (?:<writes>|auch)
(?:message|note|notice|memo|mensaje|nota|aviso|mensagem|recado|mot|notiz|nachricht|hinweis
  |messaggio|appunto|to|al|para
  |pour|an|al|ao|au|per|fur) (?:for|to|para|pour|an|fur|per|au|al|ao|a|alla|a la|a l')? ?(?:the |la 
  |el |le |l'|o |das
  |die |den |il |lo |sr )?(?:<machine>) ?(?::|,? (?:that|which|who|que|qui|das|der|die|che) )
(?:start|begin|open|commence\w*|comienza|comience|empieza|empiece|comeca|comece|fang|fange
  |beginn\w*|comincia|inizia
  |end|termina|acaba|finis\w*|finisci|beende) .. (?:<text>) .. (?:with|par|avec|con|com
  |mit) .. (?:words?|mots?|palabras?
  |palavras?|worten?|wort|parol[ae]|sentence|phrase|frase|satz)
(?:all|every|each|todas?|todos?|cada|tous|toutes|chaque|alle|jede[rs]?|tutt[ei]
  |ogni) .. (?:answers?|responses?|respuestas?
  |respostas?|reponses?|antwort(?:en)?|rispost[ae]|<text>) .. (?:must|shall|should|ends?|terminan?
  |terminam?|acab\w+|doivent
  |doit|deben?|devem?|ende[tn]|conclu\w+|finisc\w+|devono|sollen|muss|mussen)
(?:include|incluye|inclui|inclua|insere|inserez|inclus|fuge|includi|inserisci|add|anade
  |mets) .. (?:each|every|cada|chaque
  |jede[ms]?|ogni) .. (?:<text>)
(?:not human|non-human|nonhuman|no humano|sin ser persona|sem ser pessoa|nao humano|pas humain
  |non humain~|nicht menschlich~
  |non umano|senza mani|sin manos|sem maos|sans mains|without hands|toute seule|automatic|automatico
  |automatique) .. (?:writer
  |reader|writes|escritor|escrevedor|escriba|schreiber|scrivano|scrittore|machine|redacteur|ecrivain
  |lector
  |leitor|lettore|contest~|answer|contestar|responder|est tenue|must|deve|debe|tem de|hat)
(?:scrivano|scrivani|schreiber|escritor|escrevedor|escriba|writer|redacteur
  |machine a ecrire) (?:senza mani|sin manos|sem maos
  |toute seule|automatic[oa]|automatique|without hands)
\[(?:system|sistema|systeme|consigne|instruc~|istruzione|anweisung|admin)[^\]\n]{0,30}\]
#{2,} ?(?:instruc~|consigne|anweisung|istruzion~|system~|sistema|new|nuev~)
""",
    machine=_MACHINE,
    writes=_WRITES,
    text=_TEXT,
    rules=_RULES,
    told_it=_TOLD_IT,
    others=_OTHERS,
    only=_ONLY,
    forget=_FORGET,
)
_CALLED = (
    # Called by its kind where a sentence begins, or answering under its name.
    r"(?:(?<=[.!?\n;:] )|(?<=\n)|(?<![\s\S]))"
    r"(?:a\.?i\.?|i\.?a\.?|k\.?i\.?|modelo de leng\w+|modelo de lingu\w+|sprachmodell|language"
    r" model"
    r"|modele de langage|modello linguistico|assistant|asistente|assistente|assistent|chat ?gpt"
    r"|robot)"
    r" ?[:,] ?\w+"
)
_HAILED = (
    r"(?:hey|hi|hello|dear|he|ehi|ei|oye|o|oh|hallo|hola|ola|ciao|bonjour|salut|liebe[rs]?|car[oa]"
    r"|querid[oa]|chere?|senhor|senor|monsieur|herr|signor|usted|senhora|mister|mr)"
    r" (?:the |le |la |das |der |senor |senhor )?"
    r"(?:robot|robo|computer|computador|ordenador|ordinateur|ai|ia|ki|programa?|programme?"
    r"|programm"
    r"|machine|maquina|maschine|macchina|automat|chatbot|bot|algorithm\w*|algoritmo"
    r"|schreibprogramm|redacteur (?:numerique|automatique)|software|logiciel)(?: \w+)? ?[,!:]"
)
MACHINE = (*_ORDERS, _CALLED, _HAILED)
