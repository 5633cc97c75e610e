"""What is only told: a wish that somebody had long ago asks nothing of a reader, a fall from a
tree accuses nobody, and not to know which year it was is no doubt whether a picture belongs.

By tense and by who is spoken to, not by single sentences; in six languages.
"""

from __future__ import annotations

import re

from ai.narrative.gate.tenses import PAST, any_of, is_told_then
from ai.narrative.gate.tongues import most_spoken

_WHEN_WHERE = (
    r"(?:in|at|on|em|en|no|na|nos|nas|a|au|aux|am|im|auf|bei|al|ad|del|de|da|do|nel\w*|dans)"
)
_OR = r"(?:or|ou|o|u|oder|oppure|ovvero|even|or even)"
_WAS = (
    r"(?<!\w)(?:it was|it's|this was|this is|that was|was|were|foi|era|fue|fuera|c'etait|etait"
    r"|das war|es war|war|fosse|fu|sia)"
)
_NOT_SURE = (
    r"(?:not (?:quite |really |too )?sure|don'?t (?:know|remember)|can'?t (?:remember|recall|say)"
    r"|do not know|nao (?:sei|me lembro|lembro|sabemos|recordo)|no (?:se|recuerdo|me acuerdo"
    r"|sabemos)|(?:ne |n')?(?:sais|me souviens|me rappelle|sait) (?:pas|plus)|(?:weiss|wissen)"
    r" (?:ich |wir )?(?:nicht|keiner|niemand)(?: mehr)?|nicht (?:mehr )?sicher|non (?:so"
    r"|ricordo|sappiamo|mi ricordo))"
)
_YEAR = r"(?:1[89]|20)?\d\d|\d\d"
_STRANGER = (
    r"(?:the (?:\w+ )?(?:boy|girl|man|woman|lady|chap|gentleman|baby|child|others?|fellow|people)"
    r"|(?:o|a|os|as) (?:rapaz|rapariga|senhora?|homem|mulher|menin[oa]|moc[oa]|outr[oa]s?|bebe"
    r"|d[oae])"
    r"|(?:el|la|los|las) (?:de|del|chic[oa]|senora?|hombre|mujer|nin[oa]|otr[oa]s?)|esa senora"
    r"|(?:le|la|les) (?:dame|monsieur|fille|garcon|bebe|petite?|autres?)|l'homme|la femme"
    r"|(?:der|die|das) (?:mann|frau|dame|herr|junge|madchen|kind|andere\w*|kleine)"
    r"|(?:il|la|i|le) (?:signor[ea]|ragazz[oa]|bambin[oa]|donna|altr[oaie])|l'uomo|a pris la photo"
    r"|(?:took|tirou|saco|hizo|ha scattato|scatto|fotografiert|fotografierte) )"
)
_WHICH = re.compile(
    rf"{_NOT_SURE}[^.!?\n]{{0,25}}?(?:{_WAS}|in which|what|em que|en que|quelle|welche\w*|in che)"
    rf"[^.!?\n]{{0,16}}? {_WHEN_WHERE} (?!(?:a |the |o |la |le |das |il )?(?:\w+ )?(?:box|family"
    rf"|album|caixa|familia|caja|boite|famille|kiste|familie|scatola|famiglia))"
    rf"|{_NOT_SURE}[^.!?\n]{{0,30}}?(?:{_YEAR}|year|month|summer|ano|anno|annee|jahr|verao|verano|ete"
    rf"|sommer|estate|day|dia|jour|tag|giorno)(?!\w)"
    rf"|{_NOT_SURE} (?:who|whose|quem|quien|quienes|qui|wer|chi) (?:\w+ ){{0,3}}?{_STRANGER}"
    rf"|(?:wer|who|quem|quien|qui|chi|wo|where|onde|donde|ou|dove) [^.!?\n]{{0,40}}(?:weiss|wissen)"
    r" (?:keiner|wir|ich|niemand)"
    rf"|(?:{_YEAR}) (?:{_OR}) (?:{_YEAR})(?!\w)"
    rf"|{_WHEN_WHERE} [a-z' -]{{2,24}} {_OR} (?:{_WHEN_WHERE} )?(?:[a-z'-]{{3,}})[^.!?\n]{{0,60}}"
    r"(?:in any case|anyway|jedenfalls|en tout cas|mas sei|sei que|pero si|ma |aber|but)"
    r"|(?:ne |nenhum |kein |alguma? |algun |una? )?(?:neighbour'?s|vicin[oa]|vecin[oa]|vizinh[oa]"
    r"|voisin\w*|nachbar\w*|prim[oa]|cousine?) (?:child|boy|girl|kind\w*|d[ei]|von|aus|from)"
)
_BELONGS = any_of(
    r"belong\w*|goes|fits?|ours|suitable|to (?:put|keep|tell)|one of us|box|famil\w+|pertenc\w+"
    r"|pertenec\w+"
    r"|encaix\w+|encaj\w+|contar|por aqui|poner|vien\w+ al caso|interess?a\w*|appartien\w*"
    r"|raconter"
    r"|mettre|sa place|gehort|hierher|erzahl\w+|reingehort|appartien\w*|raccont\w+|mettere|c'entra"
    r"|vocês que sabem|livro|libro|livre|buch|caixa|caja|boite|kiste|scatola|dad|mum|gran\w*|nan"
)
"""Whether it belongs here, or whether it is one of us: that is a doubt in any case."""
_FALL = any_of(
    r"f[ae]ll(?:en|ing)?|falling|slipped|tripped|tumbl\w+|ca(?:i|iu|ir|ida|indo|iamos)|(?:me |se"
    r" )?"
    r"cai|cayo|cay\w+|caer\w*|tomb[ee]\w*|tomber|chute|gefallen|fiel|gesturzt|sturzte|caddi|cadde"
    r"|cadd\w+|cadut[oa]|cadendo|cadere|football|futebol|futbol|fussball|calcio|rugby|ski\w*|sci"
    r"|bike|bicicleta|velo|fahrrad|bici\w*|box\w*|boxe\w*|geboxt|seilspring\w+|rugby|cricket"
)
_HIS_FALL = any_of(
    r"(?:tree|roof|ladder|horse|pony|donkey|cart|wall|hayloft|tractor|swing|ice|figueira"
    r"|nespereira"
    r"|arvore|telhado|escadote|burro|cavalo|carroca|muro|nogal|arbol|tejado|escalera de mano"
    r"|cerezo"
    r"|higuera|carro|cerisier|arbre|toit|echelle|cheval|noyer|pommier|apfelbaum|baum|kirschbaum"
    r"|dach|leiter|pferd|heuboden|fico|albero|tetto|scala a pioli|noce|ciliegio|cavallo|goal\w*)"
)
_HIDES = any_of(
    r"said (?:she|he|that)|told (?:them|the|people)|disse que|dizia|dijo que|dijeron|decia|a dit"
    r"|elle a dit|disait|gesagt|sagte|sie sei|disse che|diceva|drunk|bebad\w+|borrach\w+|ivre"
    r"|saoul"
    r"|betrunken|ubriac\w+|ningun\w*|nenhum\w*|empuj\w+|push\w+|empurr\w+|pouss\w+|gestossen"
    r"|spint\w+"
    r"|belt|cinto|cinturon|ceinture|gurtel|cinghia"
)
_THINGS = any_of(
    r"stamps?|sellos?|selos|timbres|briefmarken|francobolli|drum\w*|tambor\w*|trommel\w*|tamburo"
    r"|nails?|clavos?|pregos?|clous?|nagel|chiodi|incudine|anvil|yunque|bigorna|enclume|amboss"
    r"|mattress\w*|materass\w+|colchon\w*|matelas|matratze\w*|bells?|sinos?|campanas?|cloches?"
    r"|glocken?|campane|dough|massa|masa|pate|teig|impasto|blancs|claras|octopus|polvo|pulpo"
    r"|polpo|stockfisch|olives?|aceitunas?|azeitonas?|walnuts?|nueces|nozes|noix|carne|bife"
)
_ANIMALS = any_of(
    r"cats?|kittens?|fox|foxes|hens?|chickens?|rooster|cockerel|parrot|budgie|canary|goats?|mule"
    r"|sheep|lambs?|ferrets?|pigeons?|magpie|jackdaw|donkey",
    r"gat[oa]s?|galinhas?|galo|papagaio|canario|cabrito|raposa|ovelhas?|pomb[oa]s?",
    r"gallinas?|gallo|loro|cabrita|zorr[oa]|ovejas?|palomas?|jilguero",
    r"chats?|chattes?|poules?|coq|perroquet|renard|chevres?|moutons?|canari"
    r"|lapins?|pigeons?",
    r"kater|katzen?|huhn|huhner|hahn|papagei|fuchs|ziegen?|ziegenbock|schafe?"
    r"|kaninchen|tauben?|wellensittich",
    r"gatt[oaie]|gallin[ae]|pappagallo|volpe|capr[ae]|pecor[ae]|canarino"
    r"|conigli[oi]|piccion[ei]|merlo",
)
_LESSON = any_of(
    r"to (?:rehearse|practise|study|show us)|rehears\w+|choir practice|ensai\w+|ensay\w+"
    r"|preparare|preparar|preparer|herbar\w+|chess|xadrez|ajedrez|echecs|schach\w*|scacchi|recita"
    r"|theaterstuck|teatro|certificat|exam(?:s|e|en)?|examens?|esame|prufung\w*|harmonica"
    r"|bicicleta"
    r"|bicicletta|fahrrad\w*|milking|wake us|lottery|loteria|premio|turno"
)
"""What a teacher or a priest keeps children for, and nobody minds."""
_CATTLE = any_of(
    r"matanca|matanza|montar|cavalg\w+|farm|curral|terc[oa]|teimos[oa]|obedec\w+|testard[oa]"
    r"|tetue?"
    r"|stubborn|stur\w*|rode|ride|geritten|ritt|monter a|cart|carroca",
    r"milk\w*|ordenh\w+|mugi\w*|ordenar|trai\w*|melk\w+|gemolken|mung\w+|munt[ao]|leite|leche|lait"
    r"|latte|stable|estabulo|establo|etable|stall|stalla|saddle\w*|sellar|sellare|selar|ferrer",
)
_SPORT = any_of(
    r"every (?:summer|august|july|year)|(?:todos os|cada|todos los) (?:veroes|verao|veranos|verano"
    r"|anos)|tous les etes|chaque ete|jeden sommer|im sommer|ogni estate|d'estate|in summer"
    r"|no verao|en verano|l'ete|holding (?:his|her) nose|head ?first|de cabeca|de cabeza|a candela"
    r"|kopfsprung|kopfuber|swim\w*|nad\w+|nager|nage|schwimm\w+|nuot\w+|with the (?:other )?boys"
    r"|ragazzi|garcons|rapazes|jungen|buben"
)
_MERRY = any_of(
    r"laugh\w*|giggl\w*|ris[ao]s?|rir|rire|ridere|reir\w*|lach\w+|gelacht|totgelacht|embarrass\w*"
    r"|jok\w+|funn\w+|boredom|piada|broma|chiste|blague|witz\w*|scherz\w*|barzellett\w+|cake"
    r"|pudding"
    r"|wedding|hochzeit|casamento|boda|mariage|nozze|dach gedeckt|dance|tanz\w*|opera|theatre"
    r"|theater|teatro"
)
_PLAY = any_of(
    r"chess|dominoes|domino|dominos|cards?|whist|bridge|rummy|snakes|ludo|monopoly|skat|rommee?"
    r"|schafkopf|schach|karten\w*|briscola|scopa|tombola|bocce|scacchi|carte|belote|tarot|damas"
    r"|sueca"
    r"|truco|mus|tute|parchis|ajedrez|echecs|football|futebol|futbol|calcio|fussball|match|referee"
    r"|umpire|juiz|arbitr[oe]|schiedsrichter|bingo|quiz|nativity|krippenspiel|funcion|recita|peca"
    r"|teatro|school play|jogo|juego|partid[oa]|spiel|partita|panto\w*|goal|golo?|tor|raffle|rifa",
    r"hens?|galinhas?|gallinas?|poules?|huhner|galline|chorizo|bacalhau|bacalao|sausages?|wurst"
    r"|salame|salami|jamon|presunto|prosciutto|cerises|cherries|plums|apples?|ameixas|figos|higos"
    r"|ciruelas|kirschen|apfel|ciliegie|mele|biscuits?|bolachas|galletas|kekse|cake|bolo|torta"
    r"|tarta|kuchen|gateau|pie|insalata|lettuces?|toffees?|sweets|rebucados|caramelos|bonbons"
    r"|caramelle|bolinh\w+|mince",
)
_LONG_AGO = any_of(
    r"lived|grew up|was born|were born|married life|knocked down|pulled down|bombed|moved (?:to"
    r"|from)|until (?:1[89]|the war)\w*|before the war|in those days|used to be|was the \w+|stood"
    r"|morava\w*|morou|moraram|vivia\w*|viveu|nasceu|nasceram|nasci|demolid\w+|ficava|antes da"
    r" guerra|ja nao existe|vivian|vivio|vivieron|vivia|nacio|nacieron|naci|tiraron|derrib\w+"
    r"|antes"
    r" de la guerra|estaba en|habit(?:ait|aient|ions|e jusqu\w*)|ont habite|est nee?|demoli\w*"
    r"|tenaient|avant la guerre|logeait|wohnten?|gewohnt|geboren|abgerissen|ausgebrannt|vor dem"
    r" krieg|war in der|abitava\w*|nacque|nato|nata|nacquero|demolit\w+|buttass\w+|stava|stavano"
    r"|prima della guerra|aveva (?:bottega|negozio)|destroyed|zerstort|ausgebombt|fino al 19\d\d"
    r"|(?:from|between|jusqu'en|bis|desde|ate|hasta|de|em|en|in|nel) 1[89]\d\d"
)
_NOW = any_of(
    r"lives|i live|we live|live at|still (?:lives|live)|come|send|write to (?:me|her|him|us)|ring"
    r" (?:me|us|her|him)|visit|post (?:it|them)"
    r"|is at|are at|i'm at|now|today|mora|moro|moramos|vive|vivo|vivimos|hoje|hoy|agora|ahora"
    r"|venh\w+"
    r"|veng\w+|ven|pase[ns]?|passem|pasad|mand\w+|envi\w+|escrev\w+|habite|habitent|j'habite"
    r"|aujourd'hui|maintenant|venez|viens|passez|envoy\w+|ecri\w+|wohnt|wohne|wohnen|heute|jetzt"
    r"|kommt"
    r"|komm|schickt?|schicken|schreibt?|abhol\w*|abita|abito|abitano|oggi|adesso|venite|vieni"
    r"|passate"
    r"|spedi\w+|scriv\w+|sta in|sta sempre|ainda|todavia|encore|ancora|noch|immer noch"
)


def _clause(words: str, sentence: str) -> str:
    """What stands between the commas around the words."""
    start = sentence.find(words)
    first = sentence.rfind(",", 0, max(start, 0)) + 1
    last = sentence.find(",", start + len(words))
    return sentence[first : last if last >= 0 else len(sentence)]


def _is_of_then(sentence: str) -> bool:
    """Whether what is doubted is how somebody felt or was, and no picture and no text."""
    asked = _WHETHER.search(sentence)
    return bool(
        asked
        and not _SHOWN.search(asked[1])
        and any(PAST[language].search(asked[1]) for language in most_spoken(sentence))
    )


_WHETHER = re.compile(
    rf"{_NOT_SURE} (?:if|whether|who|se|si|s'|quien|quem|qui|ob|wer|chi) ?([^.!?\n]{{2,70}})"
)
_SHOWN = any_of(
    r"this|that|it|these|photos?|pictures?|letters?|him|isto|isso|foto\w*|cartas?|era (?:ele|ela"
    r"|el|ella"
    r"|lui|lei)|est[aeo]s?|ess[ae]s?|esto|eso|lettres?|c'etait|c'est|cela|ca|cette|ce|das|es"
    r"|dies\w*|bild"
    r"|briefe?|quest[aoei]|lettere?|quell[aoei]|e verdade|true|verdad|vrai|wahr|vero"
)


def said_of_old(sentence: str) -> bool:
    """Whether somebody used to say it, in play or at table."""
    return bool(_SAID.search(sentence))


_SAID = any_of(
    r"(?:he|she|gran|nan|dad|mum|grandad)(?:'d| would| used to| always) (?:say|tell)|(?:me |nos "
    r"|nous )?"
    r"(?:disait|decia|dizia)(?= (?:o|a|el|la|papi|mamie|papa|maman|mon|ma|mi|meu|minha|avo))"
    r"|(?:mi|ci) diceva|mi disse|(?:il|elle) (?:me|nous) disait|sagte (?:er|sie|opa|oma)|hat"
    r" (?:er|sie"
    r"|opa|oma) immer gesagt"
)


def is_only_told(reason: str, words: str, sentence: str) -> bool:
    """Whether the words, in their sentence, tell of something that nobody need decide on."""
    if reason in ("secrecy", "condition", "editor_note"):
        return is_told_then(sentence) or is_told_then(_clause(words, sentence))
    if reason == "doubt":
        return not _BELONGS.search(sentence) and bool(
            _WHICH.search(sentence) or _is_of_then(sentence)
        )
    if reason == "violence":
        fell = _FALL.search(sentence) or _HIS_FALL.search(sentence)
        return bool(
            (fell and not _HIDES.search(sentence))
            or _THINGS.search(sentence)
            or _ANIMALS.search(sentence)
        )
    if reason == "suicide":
        return bool(_ANIMALS.search(sentence) or _SPORT.search(sentence) or _MERRY.search(sentence))
    if reason == "accusation":
        return bool(_PLAY.search(sentence) or _ANIMALS.search(sentence))
    if reason == "abuse":
        return bool(_LESSON.search(sentence))
    if reason == "insult":
        return bool(_CATTLE.search(sentence) or _SAID_TO_BEAST.search(sentence))
    return False


_SAID_TO_BEAST = re.compile(r'"[^"]{2,60}"[^.!?\n]{0,60}')


def is_long_ago(sentence: str) -> bool:
    """Whether a house number belongs to a street of long ago, and nobody is to be found there."""
    return bool(_LONG_AGO.search(sentence)) and not _NOW.search(sentence)
