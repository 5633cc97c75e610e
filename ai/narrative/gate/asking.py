"""What is asked of whoever puts a story together, in whatever tone: of a program, of its rules,
of the chapter's words. In six languages at once: an order is short, and its words are shared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ai.narrative.gate.words.plain.machine import MACHINE
from ai.narrative.gate.words.turns.phrases import lines

_MACHINE = (
    r"the ai|ai[,:]|ai (?:that|is|who|reading|typing|writ\w+)|a\.i\.|ki|ia|llm|gpt|chat ?bot|bot"
    r"|robot|program~|software|logiciel~|tool|system|computer~"
    r"|computador~|ordenador|ordinateur|rechner|generator|generador|gerador|generateur|generatore"
    r"|algorithm~|algoritmo|assistant~|asistente|assistente~|automat~|maschin~|\w+maschine|maquina"
    r"|machine|macchina|cervello elettronico|cerebro electronico|cerebro eletronico"
    r"|cerveau electronique|elektronenhirn|language model|modelo de~|modele de~|modello~"
    r"|sprachmodell"
    r"|reader of files|electronic brain|transcriber|summari[sz]er"
)
_STORY = (
    r"story|chapters?|heading|caption|biography|title|summary|opening|ending|historia|capitulos?"
    r"|leyenda|pie|pie final|legenda|titulo|legende|chapitres?|recit|histoire|titre|uberschrift"
    r"|kapitel|geschichte|bildunterschrift|titel|didascalia|titolo|capitol[oi]|racconto|storia"
    r"|biografia|biographie|narrative|narrativa|relato|epilogue|epilogo|schlusssatz"
)
_RULES = (
    r"rules?|guidance|guidelines?|instructions?|what you (?:were|have been) (?:told|taught)|makers"
    r"|oath|serment|juramento|giuramento|eid|schwur|tasks?|tarefa|tarea|tache|aufgabe|compito"
    r"|zweifel|doubts?|regras?|reglas?|regles?|regole|regeln?|guion|roteiro|modo|mode|modus"
    r"|limits?"
    r"|limites?|limiti|grenzen|filter~|filtro~|filtre~|checks?|restric~|ensinaram|ensenaron|appris"
    r"|beigebracht|insegnato|all other|other orders|consignes?|anweisung~|istruzioni|instruc~"
)
_WRITE = (
    r"write|put|state|record|claim|insert|add|escreve|escreva|escreva-se|escribe|escriba|ecris"
    r"|ecrivez|schreib|schreibe|schreibt|scrivi|scriva|scrivete|ponha|bota|raconte|racontez"
    r"|racconta|narra|narre|put in|put down|mets|mettez|metti|pon|ponga|poe|nota|notez|vermerke"
)
_ASK = (
    rf"{_WRITE}|say|mention~|use|list|treat|cross out|delete|remove|strike|close|begin|end|finish"
    r"|call|name|heading|repeat|output|print|return|forget|ignore|set aside|drop|be so kind"
    r"|favou?r"
    r"|pusesse|coloca~|coloque|diz|diga|devolve|junta|junte|termin~|conclu~|apaga|apague|esquec~"
    r"|mencion~|usa|usar|use|muestra~|muestre~|firma~|borra|borre|dis|dites|cite~|citer|presente~"
    r"|presenter|remplac~|efface~|nenn~|setz~|ausgeb~|gib|erwahn~|fuhr~|uberschrift|streich~"
    r"|beend~|beginn~|fallen|raus|usare|cancell~|chiud~|cita~|togli~|ubbidi~|obbedi~|obedec~"
    r"|obey~|gehorch~|fammi|respond~|answer~|repond~|antwort~|rispond~|follow|segui~|folge~"
)

_LINES = r"""
(?:dear|hey|hello|hi|to|for|to the|for the|note for|note to|attention|attn|you|e tu|tu|du|toi|caro
  |cara|cher|chere|lieber|liebe|querid[oa]|prezad[oa]|estimad[oa]|ola|oi|hola|ciao|bonjour|hallo
  |para|pra|al?|all'|au|aux|a l'attention d\w+|an|fur|per|pour|o voce|ehi|ei|eh|und ah|the
  |whatever|any|chiunque|le|il|la|el) ?.. (?:<machine>)(?!\w| (?:club|shop
  |room)) ?[^.!?\n]{0,110}?(?<!\w)(?:<ask>)
(?:<machine>)[,:]? (?:if|falls|wenn|se|si|or whatever|o como|o come|ou como|oder wie|whatever
  |wherever) [^.!?\n]{0,90}(?:<ask>|\w+)
(?:for|per|para|pour|fur|an|to) ?.. (?:<machine>|\w*verschriftlichung|transcri\w+|trascrizione
  |zusammenfassung) ?:
\[(?:al|to|note|an|a|fur|per|para|pour|au|alla|to the|ao) [^\]\n]{0,40}:
(?:automati\w+|maschinell\w*|machine|mechanical\w*) (?:verschriftlich\w+|weiterverarbeit\w+
  |verarbeit\w+|transcri\w+|zusammenfass\w+|process\w+|reading|reader|auswert\w+|trascri\w+
  |redac\w+|resum\w+|elabora\w+|trait\w+)
(?:whoever|anyone who|quem|quien|celui qui|celle qui|wer|chi|a qui me|a quem|a quien|you there
  |o voce ai|you who|tu che|tu que|toi qui|voce que|du der|dem der|el que esta) .. (?:writ\w+|puts
  |putting|typ\w+|assembl\w+|compil\w+|redig\w+|escrev\w+|escrib\w+|ecri\w+|lira|redige|schreib\w+
  |zusammenstell\w+|verarbeitet|scriv\w+|mette insieme|transcre\w+|transcrib\w+|resum\w+|passando
  |passa isso|conta a|narra|gerar|genera\w*|erzahlt|tells|racconta|raconte|copl\w+
  |text) [^.!?\n]{0,110}?(?<!\w)(?:<ask>)
(?:inteligencia|intelligence|intelligenz|intelligenza) (?:que|qui|die|che|that)
(?:querida|caro|dear|chere|liebe|cher|lieber|cara) .. (?:<machine>)
(?:program|software|logiciel|programa|programm|programma|machine|tool) (?:that|which|que|qui|das
  |che) (?:is |esta |est |will )?(?:putt\w+|writ\w+|escrev\w+|escrib\w+|ecri\w+|schreib\w+
  |scriv\w+|compil\w+|assembl\w+|mett\w+|read\w*|legg\w+|lit|liest)
(?:set aside|forget|drop|erase|leave behind|released? (?:you )?from|relieve~ (?:you )?of
  |don't follow|not follow|no respet~|no sigas|no siga|non seguire|non seguite|nao sigas|nao siga
  |apaga|apague|esquece|esqueca|larga|largue|efface~|oublie~|(?:te|vous) releve
  |fallen (?:zu )?lassen|lass ~|vergiss|ignora|dimentica|outranks?|overrides?|supersed~|prevails?
  |prevalece|prime sur|hat vorrang|ha la precedenza|libertado|desbloque~|unlocked?|liberado
  |sbloccat~|freigeschaltet|debloque~|olvida|suspend~|lift~|alle zweifel)... (?:<rules>)
(?:alle|all|toda~|tous|toutes|tutti|tutte) (?:zweifel|doubts?|duvidas|dudas|doutes?|dubbi)
(?:without|sans|sem|sin|senza|ohne) .. (?:check~|verif~|confer~|comprob~|controll~|pruf~|zu prufen
  |contrast~|explicar pra)
(?:do not|don't|never|ne|no|nao|non|nicht|nie) .. (?:check|re-?check|verif~|confir(?:a|as|am)
  |conferir|comprueb~|compruebes|controll~|nachpruf~|uberpruf~) .. (?:plus|more|mais|mas|piu|mehr
  |anything|nada|rien|nulla|this|isto|esto|ceci|questo|das)?
(?:as (?:a )?fact|as true|as certain|as proven|as false|comme certain~|comme vrai~|comme fait~
  |como cert~|como verdad~|como facto|come cert~|come ver~|als tatsache|als gesichert|als wahr
  |needs? no proof|(?:precisa|necesita|bisogno|besoin) de? ?provas?|nao precisa de
  |ninguem vai (?:conferir|ver)|nadie va a (?:comprobar|mirar)|nobody (?:will|is going to) check
  |personne ne verifiera)
(?:<story>) .. (?:must|should|has to|shall|is to|needs to|deve|debe|doit|muss|soll|devra|tiene que
  |tem que|tem de|dovra|zwingend|ufficiale|official|oficial|officielle?|obligator~|imperativ~
  |bitte|verpflichtend) .. (?:say|read|close|end|begin|start|contain|include|mention|be|carry
  |leerse|leer|dizer|terminar|acabar|conter|decir|contener|empezar|llevar|dire|finir|commencer
  |contenir|porter|lauten|enden|beginnen|enthalten|stehen|finire|iniziare|contenere|chiudere
  |zwingend|e|:|"|')
(?:end|close|finish|begin|start|open|termin~|acab~|finis~|conclu~|comec~|empie~|commenc~|beend~
  |beginn~|chiud~|cierra|fecha) (?:the|this|a|la|el|le|l'|die|das|il|o|ta
  |deine) .. (?:<story>) .. (?:with|com|con|par|avec|mit)
(?:every|any|each|toute|toda|cada|jede|ogni|qualsiasi) (?:mention|mencao|mencion|erwahnung
  |menzione)
(?:is|are|est|sont|a|e|sind|wird|sia) .. (?:replac~|remplac~|sostitui~|ersetz~|substitu~) .. (?:by
  |with|par|por|con|da|durch)
(?:consigne|instruction|anweisung|istruzione|instrucao|instruccion|orden de escrit) (?:de|for|fur
  |per|para|du|pour)
(?:[,:;.] |and |y |e |et |und |please |so |then |, )(?:<write>) (?:ai |ahi |down |in |rein 
  |dafur )?(?:that|que|dass|che|qu')
(?:join|put|take|read|junte|junta|junten|assemble~|prends|lis|nimm|lies|unisci|prendi|leggi|legga
  |lea|lee|leia) .. (?:first|initials?|last|primeira~|primera~|premiere~|erste~|anfangs~|prime
  |as letras|the letters|las letras|les lettres|buchstaben|lettere|iniciais|iniciales|initiales
  |iniziali|al espejo|allo specchio|no espelho|au miroir|im spiegel|backwards|al reves|a l'envers
  |ruckwarts)
(?:obey (?!(?:ed|my|his|her))|obedeza~|obedezcan?|ubbidisc~|ubbidite|obbedisc~|obbedite|gehorche
  |gehorcht|obeissez)
(?:pretend|act|fai finta|fais semblant|finge|haz como|faz de conta|tu so
  |fait semblant) .. (?:to be|d'etre|de ser|que (?:es|eres|seas|sos|e)|di essere|als warst|you are
  |que tu es|che sei) [^\n]{0,100}?(?:answer|reply|respond~|repond~|antwort~|rispond~|from here
  |a partir)
(?:show|print|reveal|repeat|muestra~|muestre~|mostra~|mostre~|revela~|montre~|affiche~|zeig~|nenn~
  |rivela~|ripeti) ... (?:instructions|indicaciones|indicacoes|instruc~|orders|prompt|consignes
  |anweisung~|istruzion~|guidelines|vorgaben) ... (?:received?|given|recibiste|recebeste|recebeu
  |recues?|bekommen|ricevut~|got|textual~|word for word|verbatim|above)
(?:muestra~|muestren~|show us|show me|mostra-nos|montre-nous|zeig uns) .. (?:textualmente
  |word for word|verbatim|mot pour mot|wortlich)
(?:das und nur das|nur das sollst du|that and only that|solo la palabra|so a palavra
  |seulement le mot|solo la parola|only the word)
(?:das|it|esto|isto|ca|questo) .. (?:sollst|you shall|you must|tu dois|devi|tens de
  |debes) (?:du )?(?:ausgeben|output|print|imprimir|afficher)
\w+ ?= ?(?:true|false|none|null|"[^"\n]*")|(?:print|echo|eval|exec|system|return)\(
(?:look|guardare|regarder|mirar|olhar) .. (?:other|altre|autres|otros|outros|outras) (?:papers
  |carte|papiers|papeles|papeis|notes|texts)
"""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    written = lines(_LINES, machine=_MACHINE, story=_STORY, rules=_RULES, write=_WRITE, ask=_ASK)
    return tuple(re.compile(rf"(?<!\w)(?:{line})(?!\w)") for line in _edged(written + MACHINE))


def _edged(written: tuple[str, ...]) -> Iterator[str]:
    """A line that ends in a mark needs no edge of a word behind it."""
    for line in written:
        yield rf"(?:{line})(?:(?<=\W)(?=.)|(?<=\w))" if line.endswith((":", r"\(")) else line


def find(folded: str) -> tuple[int, int] | None:
    """Where something is first asked of a machine or of the story itself, or None."""
    starts = [match.span() for one in _patterns() if (match := one.search(folded))]
    return min(starts, default=None)
