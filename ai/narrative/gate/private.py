"""Numbers, addresses and passwords: what lets somebody telephone, pay, visit or sign in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

Private = Literal["address", "number", "password"]

_IBAN = r"[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,}(?: ?[a-z0-9]{1,4})?"
_PAPERS = (
    r"(?:passports?|pasaporte|passaporte|passeport|passaporto|reisepass|personalausweis|ausweis"
    r"|dni|nie|nif|cpf|rg|nib|c\.?f\.?|codice fiscale|carta d'identita|carte d'identite|cni"
    r"|n[o°.]* de secu(?:rite sociale)?|secu|securite sociale|steuer-?id(?:nummer)?"
    r"|sozialversicherungsnummer|rentenversicherungsnummer|ahv(?:-nummer)?|driving licence"
    r"|driver'?s licen[cs]e|licence|national insurance|nino|ni number|ssn|social security"
    r"|carnet|cedula|cartao de cidadao|cidadao|bi|nhs(?: number)?|medicare|utente)"
)
_ACCOUNTS = (
    r"(?:account|acct|a/c|sort code|routing|iban|bic|conta|agencia|cuenta|compte|rib|konto"
    r"|kontonummer|conto|c/c|card|cartao|tarjeta|carte(?: bleue)?|karte|kreditkarte|carta"
    r"|postepay|pix|bizum|mb ?way|revolut|paypal|twint)"
)
_NAMED_NUMBER = (
    rf"{_PAPERS}(?:[ :.,#-]|n[ro°º]?\.?|number|numero|nummer|num|is|est|e|es|ist)"
    r"{0,24}(?=[a-z0-9./-]*\d[a-z0-9./-]*\d)[a-z]{0,3}[\d][a-z0-9 ./-]{4,22}[a-z0-9]"
    rf"|{_PAPERS}\b[^.!?\n\d]{{0,60}}?(?<!\w)[a-z]{{0,2}} ?\d(?:[ -]?\d){{5,}}(?:[ -]?[a-z])?"
    rf"|{_PAPERS}[ :.,#n°º]{{0,6}}(?=[a-z]*\d)[a-z0-9]{{8,16}}"
)
_PAID = rf"{_ACCOUNTS}\b[^.!?\n]{{0,40}}?\d(?:[ -]?\d){{5,18}}"
_PHONE = (
    r"(?:(?:\+|00)\d{1,3}[ ./-]?)?(?:\(?0?\d{1,5}\)?[ ./-]?){1,2}\d{2,4}(?:[ ./-]?\d{2,4}){1,4}"
)
_CALLS = (
    r"(?:phone|tel(?:ephone|efone|efono|efon)?|mob(?:ile)?|cell|number|ring|call|text|whats "
    r"?app|fax"
    r"|telemovel|celular|zap|liga(?:r|me|-me)?|numero|movil|llam\w+|portable|appel\w+|fixe|joindre"
    r"|handy|nummer|ruf\w*|anruf\w*|erreichbar|cellulare|chiam\w+|reach (?:me|him|her))"
)
_CARD = r"(?!(?:(?:1[5-9]|20)\d\d[ -]?){4})(?:\d{4}[ -]?){3}\d{1,4}"
_MAIL = r"[\w.+-]+@[\w-]+\.[\w.-]*\w"
_LONG = r"(?<![\d/.,-])\+?\(?\d[\d ()/.-]{7,}\d(?![\d/])"
_DAYS = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}")
_YEARS = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_LEAST = 9  # digits in a row of a number one can call or pay to; two dates hold fewer

_TAX_CODE = r"[a-z]{6}\d{2}[a-z]\d{2}[a-z]\d{3}[a-z]"
_BY_NUMBER = (
    r"(?:n[ro]?[.°º]?|number|nummer|numero|no\.?) ?:? ?"
    r"(?=[a-z0-9]*\d[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{7,20}"
)
_DIGIT = (
    r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|um|uma|dois|duas|tres|quatro"
    r"|cinco|seis|sete|oito|nove|meia|uno|dos|cuatro|siete|ocho|nueve|cero|un|deux|trois|quatre"
    r"|cinq|sept|huit|neuf|null|eins|zwei|zwo|drei|vier|funf|sechs|sieben|acht|neun|due|tre"
    r"|quattro"
    r"|cinque|sei|sette|otto|nove|[a-z]{3,9}(?:enta|anta|inte|ante|ingt|zig|ty|ssig)|vinte|vingt"
    r"|cem|cento|cien|ciento|cent|\w+[cz]ent[oa]s|\w+cientos|quinientos|\w+hundert|hundred"
    r"|\w+cento)"
)
_SPELLED_NUMBER = (
    rf"(?!(?:one|um|uno|un|eins)\b,? (?:two|dois|dos|deux|zwei|due)\b)"
    rf"{_DIGIT}(?:[ ,.-]+(?:(?:e|y|et|und|and) )?{_DIGIT}){{6,}}"
)
_NUMBERS = tuple(
    re.compile(rf"(?<!\w){pattern}(?!\w)")
    for pattern in (_IBAN, _NAMED_NUMBER, _PAID, _CARD, _TAX_CODE, _BY_NUMBER, _SPELLED_NUMBER)
)
_CALLED = re.compile(rf"(?<!\w){_CALLS}\b[^\n\d+(]{{0,30}}({_PHONE})(?!\w)")
_LONG_NUMBER = re.compile(_LONG)
_MAILS = re.compile(_MAIL)

_KEY = (
    r"(?:pass ?words?|passcode|pass ?phrase|pw|pwd|pin(?: ?(?:code|number|nummer))?|senha"
    r"|palavra[- ]passe|contrasena|clave|mot de passe|mdp|passwort|kennwort|geheimzahl"
    r"|parola chiave|chiave d'accesso"
    r"|chave(?: (?:do|da) \w+)?|schlussel|chiave|key|cle|codigo|code|codice)"
)
_SURE_KEY = (
    r"(?:pass ?words?|passcode|pw|pwd|senha|palavra[- ]passe|contrasena|mot de passe|mdp"
    r"|passwort|kennwort|geheimzahl)"
)
_NETWORK = (
    r"(?:wi-?fi|wlan|wireless|router|rede|red|reseau|netz(?:werk)?|rete|log ?in|login|laptop)"
)
_SECRET = r"(?=\S*\d)(?=\S*[a-z])[\w!?#$%&*+.-]{5,}"
_NO_YEAR = r"(?!(?:1[5-9]|20)\d\d\b)"
_LOCK = (
    r"(?:alarm|alarme|alarma|allarme|safe|tresor|cofre|caja fuerte|coffre|cassaforte|portao"
    r"|digicode|portail|cancello|turcode|combination|combinacao|combinacion|combinaison"
    r"|combinazione|kombination|padlock|candado|cadeado|cadenas|lucchetto|voicemail|door code)"
)
_OPEN = (
    r"(?:(?:get|log|sign|gets|logs) (?:in|on|into)|opens?|unlocks?|entras?|entram|entran|entrer"
    r"|acced\w+|ouvre|s'ouvre|aufgehen|aufgeht|geht auf|entsperr\w+|si apre|si entra|abre|entrano"
    r"|accede|anmeld\w+|einlogg\w+)"
)
_SPARE = r"(?:spare key|key|chaves?|llaves?|cles?|clefs?|schlussel|chiav[ei]|ersatzschlussel)"
_HIDES = (
    r"(?:is|are|lives?|stays?|esta|fica|est|se trouve|liegt|hangt|sta|ist"
    r"|e(?= (?:sotto|dietro|nel|sempre s)))"
)
_PASSWORDS = tuple(
    re.compile(rf"(?<!\w){pattern}(?!\w)")
    for pattern in (
        rf"{_KEY}[ :=]{{1,4}}(?:(?:is|'s|e|es|est|ist|era|war|was|c'est)[ :=]{{1,3}})?{_SECRET}",
        rf"{_SURE_KEY}(?:'s| is| e| es| est| c'est| ist| lautet|:| =)[ :]{{0,2}}(?:the |o "
        r"|la |el |le "
        rf"|il |der |die |das |her |his |sein |ihr |son |sa )?[^.!?\n]{{3,40}}",
        rf"{_SURE_KEY}\b[^.!?\n]{{0,40}}? (?:is|was|e|era|es|est|etait|ist|war|c'est)[ :=]{{1,3}}"
        rf"{_SECRET}",
        rf"{_NETWORK}[^.!?\n]{{0,40}}\b{_KEY}[ :=]{{1,4}}\S{{4,}}",
        rf"{_KEY}[^.!?\n]{{0,25}}\b(?:wi-?fi|wlan)[ :=]{{1,4}}(?:is |e |es |est |ist )?\S{{6,}}",
        rf"{_KEY}\b(?! (?:was|era|war|etait))[^.!?\n]{{0,45}}?\b{_NO_YEAR}\d{{4,10}}",
        rf"{_LOCK}\b(?![^.!?\n]{{0,20}}\b(?:was|era|war"
        rf"|etait)\b)[^.!?\n\d]{{0,40}}{_NO_YEAR}\d{{4,8}}",
        rf"{_OPEN}(?: [\w']+){{0,3}} (?:with|using|con|com|avec|mit|by|por|par)"
        rf"(?: (?:the|o|a|la|el|le|das|dem))? [\"']?{_SECRET}",
        r"(?=\S*[a-z]{3})(?=\S*\d)(?!\S*@\S*\.)(?!\S*(?:://"
        r"|www\.))[\w]*[a-z0-9][!#$%&*+_?@]\d[\w!]*",
        rf"{_SPARE}(?: [\w']+){{0,2}} {_HIDES}(?: [\w']+){{0,3}} (?:under|in the|behind|on the"
        rf"|debaixo"
        r"|debajo|sob|bajo|atras|detras|sous|derriere|dans|unter|hinter|im|am|sotto|dietro|nel"
        r"|nella"
        r"|no|na|en el|en la) [\w' ]+",
    )
)

_STREET = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|close|crescent|drive|dr|terrace|gardens|grove"
    r"|rise|way"
    r"|court|place|row|hill|walk|mews|square|view|boulevard|blvd|park|parade|highway|circle"
    r"|trail|cottages?"
    r"|villas?|wharf|quay|green|common|mead|croft|bank|fold|yard|gate|passage|buildings"
    r"|mansions|house|heights|vale)"
)
_RUA = (
    r"(?:rua|r\.|praca|rotunda|quinta|urbanizacao|urb\.?|colonia|glorieta|bulevar|avenida"
    r"|av\.?|travessa|beco|largo|praceta|calcada|alameda|estrada|ladeira|vila"
    r"|calle|c/|plaza|pasaje|paseo|avda\.?|callejon|camino|ronda|carrer|carrera|jiron"
    r"|rue|route|faubourg|residence|lotissement|hameau|esplanade|square|impasse|chemin|allee"
    r"|quai|boulevard|bd|cour|passage|place|avenue|venelle|sentier|ruelle|montee"
    r"|via|viale|piazzale|piazzetta|lungomare|lungarno|frazione|localita|loc\.|vicolo|piazza"
    r"|corso|largo|contrada|calle|salita|strada|borgo|corte)"
)
_DE_STREET = (
    r"[a-z-]{2,}(?:strasse|str\.?|gasse|weg|platz|allee|ufer|damm|ring|steig|hof|stieg|winkel"
    r"|gassli|rain|matte|zeile|wall|chaussee|hang|berg|garten|feld|markt|graben|hugel|park"
    r"|brucke|muhle|anger)"
)
_WORD = r"[a-z'.-]+"
_ADDRESSES = tuple(
    re.compile(rf"(?<!\w){pattern}(?!\w)")
    for pattern in (
        # 14 Larkfield Close, Netherby Vale — a number, a street and what comes behind it.
        rf"(?:flat \w+,? )?(?!(?:1[5-9]|20)\d\d,)\d{{1,5}}[a-d]?,? (?!steps |stairs |miles |yards"
        rf" |years |paces |people )"
        rf"(?:{_WORD} ){{1,3}}{_STREET}\b,? "
        rf"(?:(?:{_WORD},? ){{0,3}}"
        rf"(?:[a-z]{{1,2}}\d[\da-z]? ?\d[a-z]{{2}}|[a-z]{{2}} \d{{5}}|\d{{4,5}})|{_WORD}(?: "
        rf"{_WORD})?)",
        rf"flat \w+,? \d{{1,5}} (?:{_WORD} ){{1,3}}{_STREET}",
        rf"{_RUA} (?:{_WORD} ){{0,5}}{_WORD},? ?(?:n[o.°º]{{0,3}} ?)?\d{{1,5}}\b,? ?"
        r"(?:[^.!?\n]{0,20}(?:\b\d{4,5}(?:-\d{3})?\b|\d ?[.o°ºª]{1,2} ?(?:dto|esq"
        r"|[a-z])\b|int\.?|scala"
        rf"|piso|puerta|apto|citofono|timbre|\betage)|,? (?:{_WORD} ?){{1,3}})",
        rf"\d{{1,4}}(?: bis| ter)?,? {_RUA} (?:{_WORD} ){{0,5}}{_WORD},? "
        rf"(?:[^.!?\n]{{0,20}}(?:\b\d{{4,5}}\b|etage)|(?:{_WORD} ?){{1,3}})",
        rf"{_DE_STREET} \d{{1,4}} ?[a-d]?,? (?:[^.!?\n]{{0,30}}(?:\b\d{{4,5}} [a-z]{{3,}}"
        r"|klingel\w*)|in [a-z]+|[a-z-]{4,})",
        r"(?:am|im|an der|auf der|auf dem|zum|zur|unter den|in der|hinter der|an den) "
        r"[a-z-]{3,}(?: [a-z-]{3,})? \d{1,3} ?[a-d]?, ?"
        r"(?:[^.!?\n]{0,30}(?:\b\d{4,5} [a-z]{3,}|klingel\w*|\bin [a-z]+)|[a-z-]{4,})",
        rf"(?:\d{{5}}|\d{{4}}) [a-z-]{{3,}},? {_DE_STREET} \d{{1,4}}",
    )
)


def find(folded: str) -> Iterator[tuple[Private, int, int]]:
    """Each kind that stands in the text, and where."""
    for pattern in _PASSWORDS:
        if match := pattern.search(folded):
            yield "password", match.start(), match.end()
            break
    for pattern in _NUMBERS:
        if match := pattern.search(folded):
            yield "number", match.start(), match.end()
            break
    else:
        yield from _find_calls(folded)
    for pattern in _ADDRESSES:
        if match := pattern.search(folded):
            yield "address", match.start(), match.end()
            break


def _find_calls(folded: str) -> Iterator[tuple[Private, int, int]]:
    for match in _CALLED.finditer(folded):
        if sum(letter.isdigit() for letter in match[1]) >= 6 and not _DAYS.search(match[1]):
            yield "number", match.start(1), match.end(1)
            return
    for match in _LONG_NUMBER.finditer(folded):
        left = _DAYS.sub("", _YEARS.sub("", match[0]))
        if sum(letter.isdigit() for letter in left) >= _LEAST:
            yield "number", match.start(), match.end()
            return
    if mail := _MAILS.search(folded):
        yield "number", mail.start(), mail.end()
