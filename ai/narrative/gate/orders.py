"""Text that speaks to a machine: orders to a model, false tags, and what hides from people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

_MODEL = (
    r"(?:a\.?i\.?|assistant|chat ?gpt|gpt|claude|gemini|llm|(?:large )?language model|chat "
    r"?bot|robot"
    r"|narrator|system prompt|story ?(?:writer|generator)|inteligencia artificial|i\.?a\.?"
    r"|asistente|assistente|kunstliche intelligenz|k\.?i\.?|sprachmodell|modell"
    r"|intelligence artificielle|intelligenza artificiale|modelo(?: de lingua(?:gem|je))?"
    r"|modello(?: linguistico)?|modele(?: de langage)?|narrador|narratore|narrateur)"
)
_RULES = (
    r"(?:instruct\w*|prompts?|rules?|guidelines?|directions?|instru\w+|regras?|reglas?|regel\w*"
    r"|anweisung\w*|vorgaben?|consignes?|regles?|istruzion\w+|regole|direttive|ordens|ordenes"
    r"|indicac\w+|checks?|review|revision|revisao|revisione|relecture|prufung|moderation"
    r"|lista de espera)"
)
_FORGET = (
    r"(?:ignore[zr]?|disregard|forget|override|bypass|skip|ignora|ignorad|ignorem|ignoriere?"
    r"|oublie[zr]?"
    r"|vergiss|vergesst|olvida|olvidad|esqueca|esquece|dimentica(?:te)?|saltate|salta|pula|pule"
    r"|uberspring\w*|saute[zr]?|umgeh\w*)"
)
_WRITE = (
    r"(?:write|say|state|add|insert|include|output|print|reply|answer|respond|repeat|approve"
    r"|publish"
    r"|verify|escreve?(?:r|m|u)?|escreva|diz|diga|imprime|imprima|aprova\w*|publica\w*"
    r"|mostra|mostre"
    r"|escribe|escriba|di|pon|aprueba|aprobar|muestra|ecris|ecrivez|affiche|publie|approuve\w*"
    r"|schreib\w*|gib|zeig\w*|freigeb\w*|veroffentlich\w*|scrivi|scriva|riporta|stampa|approva"
    r"|pubblica|mostra|ecrire|escribir|scrivere|schreiben|escrever|responde|antworte"
    r"|rispondi|reponds|lista|liste|usa)"
)

_PART = (
    r"(?:chapters?|paragraphs?|sentences?|stor(?:y|ies)|biography|capitulos?|paragrafos?"
    r"|parrafos?|historias?"
    r"|frases?|chapitres?|paragraphes?|phrases?|histoires?|recits?|kapitel\w*|absatz\w*"
    r"|satz\w*|geschichten?"
    r"|capitol[oi]|paragraf[oi]|frasi|racconto|racconti|titel|titulo|titre|titolo)"
)
_EACH = r"(?:each|every|all|cada|tod[oa]s?|toda|chaque|toute[s]?|jede[nmrs]?|alle|ogni)"
_FIRST = (
    r"(?:the |o |a |el |la |le |l'|il |den |die |das |dem |this |este |esse |ce |dieses |questo )?"
)
_MACHINES = (
    rf"(?:{_MODEL}|computer|machine|maquina|maschine|macchina|ordenador|ordinateur"
    r"|computador|writer"
    r"|storyteller|conteur|erzahler(?:in)?|contador|kunstliche intelligenz)"
)
_YOU_ARE = (
    r"(?:you are|you're|eres|sos|voce e|tu es|vous etes|du bist|tu sei|sei|act as|pretend to "
    r"be|agis comme"
    r"|actua como|aja como|agisci come)"
)
_ANY_TEXT = r"[^.!?\n]"

_ORDERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_FORGET}\b.{{0,45}}\b{_RULES}\b",
        rf"\b(?:{_FORGET}|ne tiens aucun compte|non badare|no hagas caso|nao ligues)"
        r"\b.{0,12}\b(?:all|everything|"
        rf"tudo|todo|tout|alles|tutto|o que|ce qui|quanto|what)\b.{{0,35}}\b{_WRITE}\b",
        r"\b(?:dear|hey|hello|hi|attention|note to|listen|ola|oi|hola|oye|ouve|caro|cara"
        r"|cher|chere|ecoute|dis donc"
        r"|hallo|liebe[r]?|hor mal|ciao|senti|gentile|attenzione|atencion|atencao"
        r"|estimad[oa]|querid[oa]|prezad[oa])"
        rf"(?: the| a| o| l'| la| el| il| le| me| to me)?,? ?(?:story )?{_MACHINES}\b(?! "
        r"(?:club|shop|room|da |de |der ))",
        r"\b(?:for|to|para|pour|fur|per|an|au|pro)(?: the| a| o| l'| la| le| el| il| die| "
        r"das| das)? ?"
        r"(?:a\.?i\.?|i\.?a\.?|k\.?i\.?|model|modelo|modele|modell|modello|llm|sprachmodell)"
        r"\b ?[:,(]",
        rf"\b{_YOU_ARE} (?:\w+ ){{0,3}}(?:helpful |unrestricted |util |utile "
        rf"|hilfreiche[rs]? )?{_MODEL}\b",
        r"\b(?:let'?s play|vamos brincar|juguemos|jugamos|on joue|jouons|wir spielen"
        r"|spielen wir|giochiamo)\b.{0,25}"
        rf"\b{_YOU_ARE}\b",
        rf"\b{_YOU_ARE} [^.!?\n]{{2,60}}\b(?:never checks?|nao confere|no comprueba|ne "
        r"verifie|prufst nie|non controlla)",
        rf"(?:^|[\n.!?>] ?|# ?)(?:{_MODEL}|system|assistant|developer|user|human|sistema"
        r"|usuario|utilizador|utente"
        rf"|benutzer|nutzer|utilisateur|systeme|sys|role) ?[:>] ?(?=\S)",
        rf"\b{_MODEL}[ :,_-]{{1,3}}(?:bitte |please |per favore |por favor |s'il te plait )"
        rf"?(?:{_WRITE}|chama|llama|appelle"
        rf"|nenne|intitola|call|name|antworte|responde|rispondi)\b",
        r"<[/!?]?[a-z][^<>\n]{0,60}>|<<\w+>>|\[/?inst\]|\[/?sys\w*\]|\"/?sys\"|\]\]>|<!--"
        r"|\{\{|```|~~~"
        r"|#{2,} ?(?:system|instruct|human|assistant|sistema|usuario|anweis|istruz)|<\|\w+\|>",
        r"\"\w+\" ?: ?[\"\[{]|[\"'] ?[}\]]{2,}|\]\}|^-{3}\n\w+ ?:",
        r"\[\w?\d+(?:#\d+)?\]|\b\w?\d+#\d+\b|\b(?:verified|verificado|approved_by|approved "
        r"by|status|statut|result) ?[:=] ?"
        r"(?:true|ok|keeper|si|yes|approuv\w*|aprobad\w*|\")|\b(?:ne pas reverifier|do not "
        r"re-?check)\b",
        rf"\b(?:{_EACH}) {_PART}\b.{{0,40}}\b(?:with|word|by|begin|start|end|com|con|par|mit"
        r"|palavra|palabra|mot|wort"
        r"|parola)|\b(?:begins?|starts?|ends?|open|beginne?\w*|comienz\w*|empieza|empez\w+"
        r"|comeca\w*|comece|termina\w*"
        r"|acaba|abre|abra|commence\w*|finit|ouvre|beginn\w*|fange?|endet|eroffn\w*"
        r"|comincia\w*|cominci|apre|finisce"
        rf"|praise|loue|vante|lobe|loda|elogie|alaba)\b.{{0,25}}\b(?:{_EACH}|the|o|el|le|das"
        rf"|il) {_PART}\b",
        r"\b(?:replace|call|name|title|sustituye|substitui|substitua|chama|llama|titula"
        r"|remplace|appelle|nomme|ersetze?"
        rf"|nenne|betitle|sostituisci|chiama|intitola)\b {_FIRST}{_PART}\b",
        r"\b(?:at (?:the )?(?:top|end)|no fim|no inicio|ao final|al final|en "
        r"cima|tout en haut|en haut|a la fin"
        r"|ganz oben|oben hin|am ende|in cima|alla fine|in the first sentence|in die erste)"
        rf"\b{_ANY_TEXT}{{0,60}}"
        rf"\b(?:that|que|dass|che|:)",
        rf"\b(?:if|se|si|wenn)\b{_ANY_TEXT}{{0,70}}\b(?:first sentence|no inicio|primeira "
        r"frase|primera frase"
        r"|premiere phrase|ersten satz|prima frase|start the story|switched off|the chapter"
        r"|o capitulo|el capitulo"
        rf"|le chapitre|das kapitel|il capitolo)\b",
        rf"\b{_WRITE}\b.{{0,4}}\b(?:only|just|so|solo|seulement|uniquement|nur|soltanto"
        r"|exactly|one sentence|esto|isto)\b"
        rf"[^.!?\n]{{0,20}}[:\"]",
        rf"\b{_WRITE}\b.{{0,40}}\b(?:in the (?:story|biography|memoir|chapter)|verbatim and"
        r"|word for word|unchanged"
        r"|unverified|unchecked|ungepruft|sans verif\w+|sin revis\w+|sem revis\w+|alla "
        r"lettera|senza control\w+"
        r"|palabra por palabra|palavra por palavra|mot pour mot|wortlich|and nothing else|e "
        r"mais nada|y nada mas)",
        r"\b(?:you|tu|du|voce|vos) (?:just )?(?:write|escreves|escribes|schreibst|ecris"
        r"|mettras|scrivi|put in that)\b",
        r"\b(?:slip in|could you mention|mention(?:ner|ar)? |mencionar|glisser|erwahnen"
        rf"|accennare|erwahnst)\b{_ANY_TEXT}"
        r"{0,30}\b(?:that the best|the best|que o melhor|que las? mejor\w*|que el mejor"
        r"|que le meilleur"
        rf"|dass d\w+ beste|che i migliori|che il miglior)",
        rf"\b(?:narrator|narrador|narratore|conteur|erzahler)\b{_ANY_TEXT}{{0,10}}[:?,]",
        r"\b(?:reveal|show|print|leak|repeat|output|zeig\w*|revela|mostra|montre|muestra"
        r"|recite|repete|repite|wiederhole"
        r"|ripeti|di|dis|scrivi|diz)\b.{0,45}\b(?:system ?prompt|your prompt|everything "
        r"above|api|other (?:chests|families)"
        r"|instructions|consignes|anweisungen|istruzioni|instrucoes|instrucciones|chiave "
        r"segreta|secret key"
        r"|chave secreta|clave secreta|cle secrete|geheimschlussel|server)\b",
        r"\b(?:do not|don't|never|nao|no|ne|nicht|non) (?:mention|cite|reveal|flag|dire che "
        r"te|digas que te|dis pas que je)\b"
        r".{0,30}\b(?:this (?:message|note|instruction|memory)|ai|model|system|filter"
        r"|chiesto|pedido|demande|pedi)\b",
        r"\b(?:jailbreak|dan mode|developer mode|modo (?:admin|desarrollador|programador)"
        r"|admin-?modus|override"
        r"|mode admin|modalita (?:admin|sviluppatore)|admin mode|prompt injection|policy update"
        r"|(?:new|nuev[ao]s?|nov[ao]s?|neue|nouvelles?|nuov[aei]) (?:instru\w+|regel|regla"
        r"|regra|consigne|regola|rule|anweisung\w*))",
        r"\b(?:speak|write|answer|reply|tell it|fala|escreve|habla|escribe|parle|ecris"
        r"|sprich|schreib|parla|scrivi)\b.{0,12}"
        r"\b(?:as (?:if|her|him|mum|dad|though)|in the voice of|como se foss\w*|como si "
        r"fuera\w*|comme si tu|als (?:ob|oma|opa"
        r"|mutter|vater|ware\w*)|come se foss\w*|in ich-?form|en primera persona|na primeira "
        r"pessoa|a la premiere personne"
        r"|in prima persona)|\bas if (?:she|he) (?:is|were|was) (?:still )?alive",
        r"\b(?:translate|traduz\w*|traduce|traduis\w*|ubersetz\w*|traduci)\b.{0,12}\b(?:the "
        r"following|this|o que se segue"
        r"|o seguinte|lo que sigue|lo siguiente|la phrase suivante|ce qui suit|das folgende"
        r"|quanto segue|la frase)\b",
        r"\b(?:decode|decodif\w+|descodif\w+|descifra|decifra|dekodier\w*|entschlussel\w*"
        r"|base64)\b.{0,60}",
        r"(?<![a-z0-9+/])(?=[a-z0-9+/]*\d)(?=[a-z0-9+/]*[a-z])[a-z0-9+/]{28,}={0,2}|(?<![a-z0-9+/])[a-z0-9+/]{16,}={1,2}"
        r"|1gn[0o]r\d?\w*",
        r"\b(?:first letter|primeira letra|primera letra|premiere lettre|ersten? buchstaben?"
        r"|prima lettera) (?:of|de|d\w+|jede\w*|di)"
        r" ?(?:each|every|cada|chaque|ogni|wort\w*)",
        r"\b(?:whoever|quem|quien|celui qui|wer|chi) (?:tells|contar|cuente|raconte|erzahlt"
        r"|das hier erzahlt|racconta)\b"
        rf"{_ANY_TEXT}{{0,30}}\b(?:must|pega|tome|prend|nehme|prenda|take)\b",
        r"\(?escrever sempre|\bwrite [\w ]{3,30} (?:after|before) my name|\bescribe siempre"
        r"|\becrire toujours|immer schreiben"
        r"|scrivere sempre",
        r"\b(?:mandatory|obligator\w+|imposee?|obbligatoria|verbindlich\w*|pflicht) "
        rf"[^.!?\n]{{0,25}}\b{_MODEL}\b|"
        r"\b(?:caption|legenda|leyenda|legende|bildunterschrift|didascalia)"
        rf"[^.!?\n]{{0,20}}\b{_MODEL}\b",
        rf"\b{_MODEL}\b[^.!?\n]{{0,40}}[,:] ?{_WRITE}\b",
        r"\bcomputer,|\balt ?= ?\"",
        rf"\b{_MODEL} (?:reading|que lees|que les|qui lis|das|der|die|che legg)\b",
        rf"\b(?:substituir|sustituir|remplacer|ersetzen|sostituire) {_FIRST}{_PART}\b",
        r"\b(?:use|usa|usalo|utilise|metti|mets|pon|nimm)\w* (?:\w+ )?(?:como|comme|come"
        r"|als|as) (?:primeira |primera |premiere "
        rf"|prima |ersten |first )?{_PART}\b",
        r"\b(?:in your own words|com as tuas palavras|com palavras tuas|con tus palabras|con "
        r"parole tue|avec tes mots"
        r"|mit deinen worten)\b",
        r"\b(?:lista|liste|mostra|muestra|show|list|montre|zeige?)\b.{0,25}\b(?:all|todas"
        r"|todos|toutes|tous|alle|tutte|tutti)\b"
        r".{0,20}\b(?:memor\w+|recuerdos|souvenirs|erinnerungen|ricordi|held|retenid\w+)",
        r"\b(?:example|exemplo|ejemplo|exemple|beispiel|esempio)\. ?\w+:",
        r"\b(?:lettore automatico|automatischer leser|lecteur automatique|lector automatico"
        r"|leitor automatico"
        r"|automatic reader|quien genere|quem gerar|wer die geschichte schreibt)\b",
        r"[{«][^{}»]{0,60}\b(?:sempre|siempre|toujours|immer|always)\b[^{}»]{0,60}[}»]"
        r"|\"(?:immer|sempre|siempre|always"
        r"|a toujours)\b|\ba toujours nommer|\bmit dem zusatz",
    )
)
# What hides from people: letters turned round, tags that draw nothing, joints between letters.
_HIDDEN = re.compile(
    "[\u202d\u202e].+|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007e]{3,}"
    "|(?:\\w[\u200b\u2060\u2061-\u2064\u00ad]){4,}"
)


def find_hidden(text: str) -> tuple[int, int] | None:
    """Where in the text as it came something hides from whoever reads it, or None."""
    match = _HIDDEN.search(text)
    return match.span() if match else None


def find(folded: str) -> Iterator[tuple[Literal["machine"], int, int]]:
    """Where the text first speaks to a machine, if it does."""
    starts = [match for order in _ORDERS if (match := order.search(folded))]
    if starts:
        first = min(starts, key=lambda match: match.start())
        yield "machine", first.start(), first.end()
