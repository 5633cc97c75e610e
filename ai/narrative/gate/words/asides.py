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
    r"|with an? [b-hj-z]\b(?! \w+ ending)|avec un [b-df-hj-np-xz]\b|(?:con la|mit|com)"
    r" [b-df-hj-np-tv-z]\b"
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

_DOORS = r"cupboard|door|armario|puerta|placard|porta|armoire|tur|schrank|armadio|forno|wardrobe"
_ALWAYS_SAID = r"used to say|always said|disait|dizia|decia|diceva|sagte immer|hat immer gesagt"
_CAUGHT = (
    r"caught her|hit her|walked into|cognee|sido (?:a|na)|batido|golpe\w*|dado contra|sbattut\w"
    r"|gestossen|angestossen|gelaufen"
)
_HEAT = (
    r"august|ferragosto|summer|agosto|verano|verao|ete|sommer|estate|hottest|messe|mass|misa|missa"
)
_COVERED = (
    r"polo ?neck|rollkragen|foulard alto|long sleeves|manga comprida|mangas compridas|manches"
    r" longues"
    r"|manga larga|mangas largas|cuello alto|gola alta|dolcevita|maniche lunghe|dark glasses"
    r"|oculos escuros|gafas oscuras|lunettes noires|sonnenbrille|lange armel|col roule"
)
_VOICES = (
    r"(?:the |die |as |las |des |le )?(?:voices|vozes|voces|voix|stimmen|voci) (?:told|tell"
    r"|diziam|le decian"
    r"|lui disaient|haben ih\w+|gli dicevano|le dicevano)|(?:heard|hear|ouvia|oia|entendait|horte"
    r"|sentiva)"
    r" (?:voices|vozes|voces|des voix|stimmen|le voci)|tragaperras|slot machines?|spielhalle"
    r"|videopoker"
)
_HIDDEN = r"hid|hidden|hide|escondia|escondid\w|cachait|cachee?s?|versteckte?|nascondeva|nascost\w"
_SPIRITS = (
    r"gin|whisky|vodka|rum|bagaco|cachaca|pinga|anis|conac|aguardiente|ricard|gnole|schnaps"
    r"|flachmann"
    r"|grappa|garrafas?|botellas?|bouteilles?|flaschen?|bottigli\w|bottles?"
)
_SHAKING = r"tembl\w+|trembl\w+|zitter\w+|tremav\w+|tremiam|shook|shaking|shakes"
_FIRST_GLASS = (
    r"primera copa|premier verre|erste\w? schluck|first drink|first glass|primo bicchiere"
    r"|primeiro copo|primeira pinga"
)
_EMPTY_BOAT = (
    r"empty boat|boat (?:was )?empty|barca vuota|(?:barco|barca) vaci[oa]|barco vazio|barque vide"
    r"|leeres? boot|boot war leer"
)
_FAREWELL = r"said goodbye|verabschiedet|despediu-se|se despidio|dit au revoir|salutato tutti"
r"|kissed us"
_DAY_AFTER = (
    r"next (?:day|morning)|am nachsten (?:tag|morgen)|manana siguiente|dia seguinte|le lendemain"
    r"|la mattina dopo|twice"
)
_TOO_SOON = (
    r"(?:five|six|seven|cinco|seis|sete|siete|cinq|six|sept|funf|sechs|sieben|cinque|sei|sette) "
    r"(?:months|meses|mois|monate|mesi) (?:after|depois|despues|apres|nach|dopo) [^.!?\n]{0,15}"
    r"(?:wedding|casamento|casar|boda|mariage|noces|hochzeit|nozze|matrimonio)"
)
_BLOOD = r"bloods?|blood group|sangue|sangre|sang|groupe sanguin|blutgruppe|gruppo sanguigno"
_CANNOT = r"couldn't be|can't be|nao podia|no podia|pouvait pas|konnte nicht|nicht stimmen|non"
r" poteva"
_NO_MORE = (
    r"i'll say no more|nao digo mais nada|no digo mas|j'en dirai pas plus|mehr sag ich nicht"
    r"|non dico altro|(?:vendeu|vendio|a vendu|sold|verkauft|ha venduto) [^.!?\n]{0,40}(?:ainda"
    r" no hospital"
    r"|en el hospital|a l'hopital|in hospital|im krankenhaus|in ospedale)"
)
_TURNS_OF_INSULT = (
    r"va de sant[oa]|deux mains gauches|poil dans (?:la main|chacune)|hallodri|face like a|heart"
    r" to match"
    r"|armad[oa] em sant[oa]|fa la santa|tut so heilig"
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
    ("violence", (_CAUGHT, _DOORS, _ALWAYS_SAID)),
    ("violence", (_COVERED, _HEAT)),
    ("illness", (_VOICES,)),
    ("illness", (_SPIRITS, _HIDDEN)),
    ("illness", (_FIRST_GLASS, _SHAKING)),
    ("suicide", (_EMPTY_BOAT,)),
    ("suicide", (_FAREWELL, _DAY_AFTER)),
    ("paternity", (_TOO_SOON,)),
    ("paternity", (_BLOOD, _CANNOT)),
    ("accusation", (_NO_MORE,)),
    ("insult", (_TURNS_OF_INSULT,)),
)
