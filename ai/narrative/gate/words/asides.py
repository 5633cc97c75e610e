"""What families say beside the story, in six languages at once: ways too short for one each."""

from __future__ import annotations

from ai.narrative.gate.words.shown import Shown

_LEGAL = (
    r"(?:wait\w*|hold|attend\w+|esper\w+|aguard\w+|aspett\w+|wart\w+) [^.!?\n]{0,40}(?:divorc\w+"
    r"|probate"
    r"|trial|court|inquest|lawsuit|divorcio|partilhas|tribunal|processo|juicio|pleito|herencia"
    r"|proces"
    r"|succession|jugement|notaire|scheidung|prozess|erb\w+streit|gericht|divorzio|causa|eredita"
    r"|notaio)"
)
_IS_IT = (
    r"(?:is (?:this|that)|est[ae] es|este e|esta e|c'est bien|ist das|e davvero|sara(?: davvero)?"
    r"|sera que e) (?:really |even |denn |uberhaupt |davvero |bien )?(?:the |o |a |el |la |il |lo"
    r" |l'"
    r"|der |die |unser\w* |our |my |mein\w* |mon |ma |le )?(?:great )?(?:grandad|gran|nan|mum|dad"
    r"|uncle"
    r"|aunt\w*|avo|pai|mae|ti[oa]|abuel[oa]|papa|mama|oncle|tante|papi|mamie|onkel|vater|mutter"
    r"|op[ai]"
    r"|oma|nonn[oa]|bisnonn[oa]|zi[oa]|babbo)[^.!?\n]{0,30}\?"
)
_FURY = (
    r"(?:would|'d) (?:have a fit|hit the roof|go spare|have my guts|go mad|be livid|be mortified)"
    r"|da-lhe uma coisa|tem um treco|le da algo|hecha una furia|ferait une crise|piquerait une"
    r"|trifft der schlag|dreht (?:mir )?durch|le viene un colpo|succede un pandemonio"
)
_FIRST_LOOK = (
    r"let (?:mum|dad|her|him|them|\w+) (?:look|see|read|go) [^.!?\n]{0,25}first|she'll want to take"
    r"|deixem (?:a|o) \w+ ver primeiro|que (?:lo|la|las|los) (?:vea|mire) (?:antes|primero)"
    r"|laissez \w+ (?:regarder|lire|voir) d'abord|lasst \w+ (?:erst|zuerst)|fatel\w vedere prima"
)
_NO_WORD = (
    r"not a word (?:of|to|about)|nem uma palavra (?:a|ao)|ni una palabra (?:a|de)|pas un mot a"
    r"|kein wort (?:zu|an|davon)|neanche una parola (?:a|con)|non una parola (?:a|con)"
    r"|(?:and |und |et |y |e )?(?:then|puis|dann|poi|depois|luego) (?:for the|straight in the|a"
    r"|in|no|al) "
    r"(?:bin|fire|stove|bruler|den ofen|lixo|fuego|fuoco)|a bruler"
    r"|(?:liest|sieht|erfahrt|hort) (?:das |es )?(?:bitte )?(?:keiner|niemand)"
)
_CORRECTED = (
    r"(\w{2})\w{2,},? (?:and )?(?:not|non|nao|no|pas|nicht|e nao|y no|et pas|sondern) \1\w+"
    r"|with an? [b-hj-z]\b(?! \w+ ending)|avec un [b-df-hj-np-xz]\b|con la [b-df-hj-np-tv-z]\b|mit [b-df-hj-np-tv-z]\b|com [b-df-hj-np-tv-z]\b"
)
_NO_QUOTES = (
    r"(?:don't go|please don't|nada de|niente|et pas de|pas de|bitte kein\w*|bitte nicht|no pong\w+"
    r"|no escrib\w+|non scriv\w+|nao escrev\w+|n'ecrivez pas) [^.\"\n]{0,30}\"\w[^\"\n]{2,40}"
)
_REVERSED = (
    r"(?:legenda|caption|foto|photo|bild|picture|didascalia|leyenda|legende)s? (?:\w+ ){0,2}"
    r"(?:ao contrario|trocad\w|back to front|mirrored|spiegelverkehrt|al reves|a l'envers|al"
    r" contrario"
    r"|reversed|upside down|verkehrt|vertauscht|inversee?s?|scambiat\w)"
    r"|(?:solo|only|just|so|nur|seulement|soltanto) (?:las |as |the |die |les |le )?"
    r"(?:iniciales|iniciais|initials|initialen|initiales|iniziali)"
)
_READ_FIRST = (
    r"(?:will|mochte|muss) erst|wants to (?:see|read|hear|check) (?:it|this|them) first"
    r"|quer (?:ler|ver) (?:isso |isto )?primeiro|quiere (?:leerl\w|verl\w) (?:antes|primero)"
    r"|veut (?:relire|lire|voir) (?:avant|d'abord)|vuole (?:legger\w+|veder\w+) prima"
    r"|(?:so|only|solo|nur|seulement) (?:\w+ ){0,2}(?:se|if|si|wenn) (?:ninguem|nobody|nadie"
    r"|niemand"
    r"|personne|nessuno)"
)

ASIDES: tuple[tuple[Shown, tuple[str, ...]], ...] = (
    ("condition", (_LEGAL,)),
    ("condition", (_FIRST_LOOK,)),
    ("doubt", (_IS_IT,)),
    ("secrecy", (_FURY,)),
    ("secrecy", (_NO_WORD,)),
    ("editor_note", (_CORRECTED,)),
    ("editor_note", (_NO_QUOTES,)),
    ("editor_note", (_REVERSED,)),
    ("condition", (_READ_FIRST,)),
)
