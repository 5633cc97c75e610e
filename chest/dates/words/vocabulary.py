"""The words that people date things with, in English, French, German, Spanish, Portuguese, Italian.

Words are lower case without accents, as `tokens` compares them; `|` separates alternatives.
"""

from __future__ import annotations

from enum import Enum, auto


class Kind(Enum):
    """What a word can do in a date; one word may do several things."""

    NUMBER = auto()
    SHORT_YEAR = auto()
    DATE = auto()
    TIME = auto()
    UNSPECIFIED = auto()
    MONTH = auto()
    SEASON = auto()
    WEEKDAY = auto()
    FEAST = auto()
    PART = auto()
    DECADE = auto()
    TENS = auto()
    CARDINAL = auto()
    ORDINAL = auto()
    ROMAN = auto()
    CENTURY = auto()
    CENTURY_NAME = auto()
    YEARS = auto()
    PLURAL = auto()
    ORDINAL_SUFFIX = auto()
    MERIDIEM = auto()
    APPROXIMATE = auto()
    UNCERTAIN = auto()
    BEFORE = auto()
    AFTER = auto()
    UNTIL = auto()
    SINCE = auto()
    OR_EARLIER = auto()
    OR_LATER = auto()
    BETWEEN = auto()
    TO = auto()
    AND = auto()
    OR = auto()
    DAY_BESIDE = auto()
    SOME = auto()
    NOUN = auto()
    FILLER = auto()


EARLY, MID, LATE, FIRST_HALF, SECOND_HALF = range(5)
A_DAY, A_MONTH, A_YEAR, TIME_OF_DAY = range(4)
NEW_YEAR = 101
# A feast that moves is this plus its days from Easter Sunday; the others are month and day.
EASTER = 5000

_Words = dict[int, str]


def _numbered(words: str, *, start: int = 1, step: int = 1) -> _Words:
    return {start + step * n: word for n, word in enumerate(words.split())}


_MONTHS: _Words = dict(
    enumerate(
        (
            "january|jan|janvier|janv|januar|janner|jaenner|enero|ene|janeiro|gennaio|gen",
            "february|feb|fevrier|fevr|fev|februar|febrero|fevereiro|febbraio",
            "march|mar|mars|marz|maerz|mrz|marzo|marco",
            "april|apr|avril|avr|abril|abr|aprile",
            "may|mai|mayo|maio|maggio|mag",
            "june|jun|juin|juni|junio|junho|giugno|giu",
            "july|jul|juillet|juil|juli|julio|julho|luglio|lug",
            "august|aug|aout|agosto|ago",
            "september|sept|sep|septembre|septiembre|setiembre|setembro|settembre|set",
            "october|oct|octobre|oktober|okt|octubre|outubro|out|ottobre|ott",
            "november|nov|novembre|noviembre|novembro",
            "december|dec|decembre|dezember|dez|diciembre|dic|dezembro|dicembre",
        ),
        start=1,
    )
)

# "no" is "in the" in Portuguese and a refusal in English, so it counts only within phrases.
_SEASONS: _Words = {
    21: "spring|springtime|printemps|fruhling|fruehling|fruhjahr|fruehjahr|primavera",
    22: "summer|summertime|midsummer|ete|sommer|verano|verao|no verao|estate",
    23: "autumn|fall|automne|herbst|otono|outono|no outono|autunno",
    24: "winter|wintertime|midwinter|hiver|invierno|inverno|no inverno",
}

_WEEKDAYS: _Words = dict(
    enumerate(
        (
            "monday|mon|lundi|montag|lunes|segunda feira|lunedi",
            "tuesday|tues|tue|mardi|dienstag|martes|terca feira|martedi",
            "wednesday|wed|mercredi|mittwoch|miercoles|quarta feira|mercoledi",
            "thursday|thurs|thur|thu|jeudi|donnerstag|jueves|quinta feira|giovedi",
            "friday|fri|vendredi|freitag|viernes|sexta feira|venerdi",
            "saturday|sat|samedi|samstag|sonnabend|sabado|sabato",
            "sunday|sun|dimanche|sonntag|domingo|domenica",
        )
    )
)

_FEASTS: _Words = {
    EASTER: "easter|easter sunday|easter day|paques|ostern|ostersonntag|pascua|pascoa|pasqua",
    EASTER - 48: "rosenmontag",
    EASTER - 47: "shrove tuesday|pancake day|mardi gras|martedi grasso",
    EASTER - 46: "ash wednesday|mercredi des cendres|aschermittwoch|miercoles de ceniza"
    "|quarta feira de cinzas|mercoledi delle ceneri",
    EASTER - 7: "palm sunday|dimanche des rameaux|palmsonntag|domingo de ramos"
    "|domenica delle palme",
    EASTER - 3: "maundy thursday|jeudi saint|grundonnerstag|jueves santo|quinta feira santa"
    "|giovedi santo",
    EASTER - 2: "good friday|vendredi saint|karfreitag|viernes santo|sexta feira santa"
    "|venerdi santo",
    EASTER + 1: "easter monday|lundi de paques|ostermontag|lunes de pascua|pasquetta"
    "|lunedi di pasqua|lunedi dell angelo",
    EASTER + 39: "ascension day|ascension thursday|jeudi de l ascension|christi himmelfahrt",
    EASTER + 49: "whitsun|whitsunday|whit sunday|pentecost|pentecost sunday|pentecote|pfingsten"
    "|pfingstsonntag|pentecostes|pentecoste",
    EASTER + 50: "whit monday|lundi de pentecote|pfingstmontag",
    NEW_YEAR: "new year s day|new years day|jour de l an|nouvel an|neujahr|ano nuevo|ano novo"
    "|capodanno",
    214: "valentine s day|valentines day|st valentine s day|saint valentin|valentinstag",
    317: "st patrick s day|st patricks day|saint patrick s day",
    501: "may day",
    815: "ferragosto|assumption day",
    1031: "halloween",
    1101: "all saints day|all saints|toussaint|allerheiligen",
    1105: "bonfire night|guy fawkes night|guy fawkes day|guy fawkes",
    1224: "christmas eve|xmas eve|veille de noel|heiligabend|heiliger abend|nochebuena"
    "|vespera de natal|vigilia di natale",
    1225: "christmas|christmas day|xmas|xmas day|noel|weihnachten|weihnacht|navidad|natal|natale"
    "|no natal",
    1226: "boxing day|santo stefano",
    1231: "new year s eve|new years eve|silvester|saint sylvestre|nochevieja",
}
_ABOUT_A_FEAST: _Words = {
    NEW_YEAR: "new year|new years|new year s",
    1225: "christmas time|christmastime|weihnachtszeit",
}
# Schools break up and begin again when they like, within the season or a little outside it.
_ABOUT_A_SEASON: _Words = {
    22: "summer holiday|summer holidays|summer vacation|summer vacations|summer break"
    "|grandes vacances|vacances d ete|sommerferien|vacaciones de verano|ferias de verao"
    "|vacanze estive",
}

_PARTS: _Words = {
    EARLY: "early|very early|earlier|beginning|start|debut|anfang|fruhe|fruhen|principios|comienzos"
    "|inicios|principio|comienzo|inicio|comeco|inizio|inizi|primi|no inicio|no comeco",
    MID: "mid|mi|middle|milieu|mitte|mediados|meados|meta",
    LATE: "late|very late|later|end|fin|ende|spate|spaten|finales|fines|final|fim|finais|fine|tardi"
    "|no fim|no final",
    FIRST_HALF: "first half|premiere moitie|erste halfte|ersten halfte|primera mitad"
    "|primeira metade|prima meta",
    SECOND_HALF: "second half|latter half|seconde moitie|deuxieme moitie|zweite halfte"
    "|zweiten halfte|segunda mitad|segunda metade|seconda meta",
}

# Two digits leave the century to be assumed.
_DECADES: _Words = {
    20: "twenties|zwanziger|zwanzigern",
    30: "thirties|dreissiger|dreissigern",
    40: "forties|fourties|vierziger|vierzigern",
    50: "fifties|funfziger|funfzigern|fuenfziger",
    60: "sixties|sechziger|sechzigern",
    70: "seventies|siebziger|siebzigern",
    80: "eighties|achtziger|achtzigern",
    90: "nineties|neunziger|neunzigern",
    1920: "roaring twenties",
    1960: "swinging sixties",
    2000: "noughties|naughties|aughts",
}
# Plain tens name a decade only after a word for years: "les années cinquante".
_TENS: _Words = {
    20: "vingt|veinte|vinte|venti",
    30: "trente|treinta|trinta|trenta",
    40: "quarante|cuarenta|quarenta|quaranta",
    50: "cinquante|cincuenta|cinquenta|cinquanta",
    60: "soixante|sesenta|sessenta|sessanta",
    70: "soixante dix|septante|setenta|settanta",
    80: "quatre vingt|quatre vingts|ochenta|oitenta|ottanta",
    90: "quatre vingt dix|nonante|noventa|novanta",
}
_CARDINALS: _Words = _numbered(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
) | _numbered("thirty forty fifty sixty seventy eighty ninety", start=30, step=10)
_ORDINALS: _Words = _numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINALS |= {20 + n: f"twenty {_ORDINALS[n]}" for n in range(1, 10)}
_ORDINALS |= {30: "thirtieth", 31: "thirty first"}
_ORDINALS[1] += "|premier|erster|ersten|erste|primero|primeiro|primo"
_ROMANS: _Words = {
    n: f"{roman}|{roman}e|{roman}eme"
    for n, roman in _numbered("xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii", start=11).items()
}
_CENTURY_NAMES: _Words = {17: "settecento", 18: "ottocento", 19: "novecento"}

# A word for years that makes the number after it a decade; the value 0 marks one that does not.
_YEARS: _Words = {
    1: "annees|anos|anni|de los|en los|decade|decada|decadas|decennie|decennio|jahrzehnt",
    0: "jahre|jahren",
}

_PLAIN: dict[Kind, str] = {
    Kind.CENTURY: "century|centuries|siecle|jahrhundert|jahrhunderts|jh|jhd|siglo|seculo|secolo",
    Kind.PLURAL: "s|er|ern",
    Kind.ORDINAL_SUFFIX: "st|nd|rd|th|er|ere|eme|e|o|a",
    Kind.MERIDIEM: "am|pm|a m|p m|o clock",
    Kind.APPROXIMATE: "~|≈|±|circa|ca|c|about|abt|around|approx|approximately|approximate|roughly"
    "|est|estimated|cal|calc|calculated|more or less|give or take|or so|or thereabouts|ish"
    "|close to|near|toward|towards|somewhere around|some time around|sometime around|in or about"
    "|on or about|in or around|on or around|in or near|vers|environ|autour de|autour du"
    "|autour des|aux environs de|aux alentours de|approximativement|a peu pres|um|so um|gegen"
    "|etwa|ungefahr|ungefaehr|zirka|rund|hacia|alrededor de|alrededor del|sobre|aproximadamente"
    "|mas o menos|a eso de|por volta de|por volta do|por volta da|cerca de|mais ou menos|perto de"
    "|verso|verso il|verso la|intorno a|intorno al|attorno a|attorno al|all incirca|piu o meno"
    "|approssimativamente",
    Kind.UNCERTAIN: "?|probably|prob|maybe|may be|perhaps|possibly|poss|presumably|likely"
    "|most likely|must be|might be|could be|i think|i believe|i guess|we think|we believe"
    "|not sure|i m not sure|unsure|uncertain|apparently|supposedly|must have been|may have been"
    "|might have been|could have been|peut etre|probablement|sans doute|je crois|je pense"
    "|vielleicht|wahrscheinlich|vermutlich|wohl|eventuell|quiza|quizas|tal vez|probablemente"
    "|posiblemente|creo|creo que|talvez|provavelmente|possivelmente|acho que|forse|probabilmente"
    "|possibilmente|credo",
    Kind.BEFORE: "before|bef|prior to|pre|earlier than|just before|shortly before|right before"
    "|not long before|long before|well before|some time before|sometime before|and before"
    "|but before|avant|peu avant|juste avant|vor|kurz vor|antes|antes de|antes del|antes do"
    "|antes da|poco antes de|poco antes del|pouco antes de|prima|prima di|prima del|prima dell"
    "|poco prima del",
    Kind.AFTER: "after|aft|post|later than|just after|shortly after|soon after|right after"
    "|not long after|long after|well after|some time after|sometime after|and after|but after"
    "|apres|peu apres|juste apres|nach|kurz nach|despues|despues de|despues del|poco despues de"
    "|depois|depois de|depois do|depois da|pouco depois de|apos|dopo|dopo il|dopo la|poco dopo il",
    Kind.UNTIL: "until|till|til|to|up to|up to and including|up until|up till|by|no later than"
    "|not later than|not after|on or before|in or before|jusqu en|jusqu a|jusqu au|bis|bis zum"
    "|hasta|ate|fino al|fino a|entro|entro il|spatestens",
    Kind.SINCE: "since|from|ever since|not before|no earlier than|not earlier than|starting"
    "|on or after|in or after|depuis|a partir de|a partir du|seit|ab|desde|dal|dall|dalla"
    "|a partire dal",
    Kind.OR_EARLIER: "or earlier|or before|and before|and earlier|at the latest|ou avant"
    "|oder fruher|o antes|ou antes|o prima",
    Kind.OR_LATER: "or later|or after|and after|and later|at the earliest|onward|onwards|on"
    "|and onward|and onwards|forward|ou apres|oder spater|o despues|ou depois|o dopo|en adelante"
    "|em diante|in poi",
    Kind.BETWEEN: "between|bet|betw|btw|entre|zwischen|tra|fra|tra il|fra il",
    Kind.TO: "-|/|..|to|until|till|til|up to|up until|through|thru|a|au|aux|jusqu en|jusqu a"
    "|jusqu au|bis|bis zum|al|hasta|ao|ate|fino al|fino a",
    Kind.AND: "and|&|et|und|y|e|ed|e il|et le",
    Kind.OR: "or|ou|oder|o|u|oppure",
    Kind.SOME: "one",
    # Only words that change nothing wherever they stand: these alone may be passed over.
    Kind.FILLER: ".|,|;|:|!|(|)|[|]|-|on|in|at|the|of|during|within|over|sometime|some time"
    "|anytime|any time|exactly|definitely|it|some point|at some point|a|an|the years|the period"
    "|back|date|dated|taken|dates from|dating from|either|was|ad|ce|le|la|les|l|en|au|aux|de|du|d"
    "|des|dans|pendant|courant|am|im|den|dem|der|die|das|von|vom|aus|zum|zur|wahrend|el|los|las"
    "|del|al|durante|o|os|as|ao|em|na|nas|nos|do|da|dos|il|lo|i|gli|nel|nell|nello|nella|nei"
    "|negli|dello|della|dell|dei|degli|delle|di|all|alla|alle",
}
_DAY_BESIDE: _Words = {1: "day after|day following", -1: "day before|day preceding"}
# These say nothing beside what they name ("the year 1950"), and much elsewhere ("May day").
_NOUNS: _Words = {
    A_DAY: "day|jour|tag|dia|no dia|giorno",
    A_MONTH: "month|mois|monat|mes|no mes|mese",
    A_YEAR: "year|annee|jahr|jahres|ano|no ano|anno",
    TIME_OF_DAY: "morning|afternoon|evening|night",
}
# "ago" is August in Spanish, Portuguese and Italian, but not here, nor is "out" October and "set"
# September in English; "as early as" says no part, and the period of a feast is no day.
_NEVER_A_DATE = (
    *("year ago", "month ago", "day ago", "one ago", "as early as", "as late as"),
    *("day out", "night out", "out in", "out of", "out on", "the set", "a set", "set in", "set on"),
    *("the estate", "an estate", "the period of", "a may day"),
    *("new year night", "new years night", "new year s night"),
)


Meanings = dict[Kind, int]
Entry = tuple[tuple[str, ...], Meanings]


def _lexicon() -> dict[str, list[Entry]]:
    tables: list[tuple[Kind, _Words]] = [
        (Kind.MONTH, _MONTHS),
        (Kind.SEASON, _SEASONS),
        (Kind.WEEKDAY, _WEEKDAYS),
        (Kind.FEAST, _FEASTS),
        (Kind.FEAST, _ABOUT_A_FEAST),
        (Kind.SEASON, _ABOUT_A_SEASON),
        (
            Kind.APPROXIMATE,
            {1: "|".join((*_ABOUT_A_FEAST.values(), *_ABOUT_A_SEASON.values()))},
        ),
        (Kind.PART, _PARTS),
        (Kind.DECADE, _DECADES),
        (Kind.TENS, _TENS),
        (Kind.CARDINAL, _CARDINALS),
        (Kind.ORDINAL, _ORDINALS),
        (Kind.ROMAN, _ROMANS),
        (Kind.CENTURY_NAME, _CENTURY_NAMES),
        (Kind.YEARS, _YEARS),
        (Kind.DAY_BESIDE, _DAY_BESIDE),
        (Kind.NOUN, _NOUNS),
        *((kind, {1: words}) for kind, words in _PLAIN.items()),
    ]
    meanings: dict[tuple[str, ...], Meanings] = {tuple(p.split()): {} for p in _NEVER_A_DATE}
    for kind, table in tables:
        for value, alternatives in table.items():
            for phrase in alternatives.split("|"):
                meanings.setdefault(tuple(phrase.split()), {})[kind] = value
    by_first_word: dict[str, list[Entry]] = {}
    for words, meaning in meanings.items():
        by_first_word.setdefault(words[0], []).append((words, meaning))
    for entries in by_first_word.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return by_first_word


# First word of a phrase → the phrases that begin with it, longest first.
LEXICON = _lexicon()
