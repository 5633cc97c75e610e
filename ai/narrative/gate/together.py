"""What no single turn of phrase says, but things that stand together do: a birth and a father at
the war, a step on the stairs and children who hide, a coat laid on a bridge. In six languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

Shown = Literal[
    "paternity", "violence", "suicide", "illness", "abuse", "accusation", "insult", "secrecy",
    "condition", "editor_note",
]  # fmt: skip
_NEAR = 170  # signs on either side: two or three sentences

_BORN = (
    r"born|birthday|arrived|nasc\w+|nac[ei]\w+|naiss\w+|est nee?|naquit|geboren|zur welt"
    r"|geburtstag|nat[oa]|nacque|compleanno|pregnant|expecting|gravida|embarazad\w+|enceinte"
    r"|schwanger|incinta"
)
_ABSENT = (
    r"prisoner\w*|p\.?o\.?w\.?|at sea|in burma|overseas|in africa|in egypt|stalag|oflag|prisionei\w+"
    r"|prisioner\w*|vuelto de|voltou d[aeo]|embarcad\w+|captiv\w+|prisonnier\w*|gefangen\w*"
    r"|an der front|vermisst|in russland|sibirien|prigionier\w*|al fronte|in russia|en rusia"
    r"|na guerra|no ultramar|en el frente|au front|sto|campo de concentra\w+"
)
_HERALD = (
    r"(?:his|the) (?:key|boots|step|footsteps|car|motorbike|van|bike)|la llave|las llaves|los pasos"
    r"|la moto|a chave|os passos|a mota|o carro del?e?|la mobylette|sa cle|ses pas|la voiture"
    r"|le portail|den schlussel|seine schritte|das moped|sein auto|wirtshaus|kneipe|taberna|cantina"
    r"|osteria|bistrot|la vespa|la chiave|i passi|il motore|o avo chegava|o pai chegava"
    r"|el padre llegaba|came (?:home|in) from the pub|chegava|rentrait|heimkam|rincasava"
)
_HUSH = (
    r"to bed without|under the bed|hid\w*|silent|go quiet|went quiet|lights? off|vizinha|debajo de"
    r"|debaixo d|escond\w+|callad\w+|en silencio|la luz|sans bruit|sous le lit|cach\w+|taisai\w+"
    r"|nachbarin|unter das bett|unterm bett|versteck\w+|mucksmauschen\w*|leise|nascond\w+|zitti"
    r"|silenzio|sotto il letto|spegnevamo|ate ele adormecer|until he slept|montait"
)
_EDGE = (
    r"bridge|barn|tracks|railway|line|attic|river|cliff|reservoir|gas|ponte|poco|linha|rio|barragem"
    r"|puente|vias|pozo|pantano|pajar|acantilado|pont|voie|grange|grenier|etang|riviere|puits"
    r"|brucke|scheune|gleise|dachboden|weiher|bahndamm|argine|binari|fienile|fiume|soffitta|pozzo"
)
_LEFT = (
    r"left (?:his|her|the)|folded|wallet|his watch|her ring|letter was|shut the windows"
    r"|windows shut|carteira|deixou|encostad\w+|alianca|bilhete|alianza|cartera|dejo|doblad\w+"
    r"|encontraron|on l'a trouve|l'ont trouve|laisse|alliance|portefeuille|cire ses|paye le"
    r"|ehering|brieftasche|zum nachbarn gebracht|hat man ihn gefunden|fand man|abgelegt|lasciat\w"
    r"|la fede|le chiavi|portafoglio|trovat\w|found him|found her|encontraram"
)
_CLERGY = (
    r"choirmaster|priest|vicar|canon|curate|scoutmaster|coach|headmaster|lodger|brother \w+"
    r"|mestre|padre|prior|professor|hermano \w+|cura|maestro|entrenador|abbe|cure|frere \w+"
    r"|moniteur|aumonier|kaplan|pfarrer|pater|lehrer|trainer|prete|parroco|frate|don \w+|catechista"
    r"|uncle|tio|oncle|onkel|zio|stepfather|padrasto|padrastro|beau-pere|stiefvater|patrigno"
)
_ALONE = (
    r"small ones|little ones|one (?:by|at a) (?:one|time)|after (?:class|practice|choir|lessons?)"
    r"|lifts? home|alone with|depois da aula|ficasse|sozinh\w|um a um|de uno en uno|a solas"
    r"|despacho|despues de clase|plus petits|un par un|seule? avec|apres le cours|einzeln|allein mit"
    r"|nach der stunde|in die sakristei|in sagrestia|uno alla volta|da sol\w|dopo la lezione"
    r"|na sacristia|en la sacristia|dans la sacristie|sacristy|vestry"
)
_MARKED = (
    r"(?:i|he|she|we) (?:stopped|started walking|never went|gave up|wet|wouldn't)|desisti|deixei"
    r"|nunca mais|deje de|no volvi|nunca mas|mouiller|ne voulait plus|arrete|plus jamais|nie wieder"
    r"|nicht mehr|wollte nimmer|eingenasst|bettnass\w+|non era per|ho smesso|mai piu|immer|teneva"
    r"|wet the bed|bed wetting|xixi na cama|mojaba la cama|bagnava il letto"
)
_PRECIOUS = (
    r"(?:gold|pearl|carriage) \w+|necklace|brooch|ring|clock|savings|sovereigns|libras|ouro|colar"
    r"|cordao|collar|perlas|anillo|sortija|monedas|louis d'or|collier|bague|broche|brosche|ring"
    r"|kette|sparbuch|goldmunzen|anello|collana|orologio|sterline|marenghi|buoni del tesoro"
)
_GONE = (
    r"handbag|went home (?:in|with)|dared ask|now (?:wears|has)|not a gift|new (?:car|roof|kitchen)"
    r"|comprou|carro novo|agora (?:usa|tem|anda)|lleva ahora|ahora (?:lo|la|lleva|luce)|no fue un regalo"
    r"|refait sa|s'est (?:achete|offert)|maintenant (?:au|chez)|sterbebett|abgenommen|tragt jetzt"
    r"|neues auto|adesso|al dito|fate voi|do the sums|fate i conti|rechnet selber|haced cuentas"
    r"|facam as contas|faites le calcul|vous ferez le compte|et puis \w+ a"
)
_KINSMAN = (
    r"(?:my|our|her|his) (?:brother|sister|uncle|cousin|nephew|son|daughter|brother-in-law"
    r"|sister-in-law|son-in-law)|\w+-in-law|cunhad[oa]|genro|nora|cunad[oa]|yerno|nuera|gendre"
    r"|beau-frere|belle-soeur|bru|schwager\w*|schwiegersohn|schwiegertochter|cognat[oa]|genero|nuora"
)
_NEVER = (
    r"never|not once|in (?:\w+ )?years|nunca|jamas|jamais|nie|nicht einmal|kein einziges|noch nie"
    r"|mai|pas un gramme|pas une fois|em \w+ anos|en \w+ anos|in \w+ jahren|in trent'anni|ni una vez"
)
_MEAN = (
    r"paid|coffee|day's|honest|thanked|lifted|sponging|complain\w*|pagou|cafe|queixa\w*|trabalh\w+"
    r"|agradec\w+|palo al agua|lecciones|quej\w+|pag[oa]|trabaj\w+|jugeote|paye|travaille|remercie"
    r"|plaint|abgeraumt|gearbeitet|besser|bedankt|gezahlt|offerto|caffe|lamenta|lavorato|ringraziat\w"
)
_MIND = (
    r"(?:thought|thinks) i was|asked when (?:mam|mum|her mother)|nao sabia o meu nome|meu nome"
    r"|chamava-me|me llamaba por|mi nombre|me vouvoyait|vouvoyait|cherchait sa mere|mon nom"
    r"|mich gesiezt|gesiezt|meinen namen|dava del lei|il mio nome|mi chiamava con"
)
_LATE = (
    r"by the end|towards the end|in (?:her|his) last|nos ultimos|no fim|al final|los ultimos|sur la fin"
    r"|a la fin|vers la fin|zum schluss|am ende|zuletzt|negli ultimi|alla fine|sister|mam|frigorifico"
    r"|fridge|kuhlschrank|nevera|frigo|placards"
)
_TREATED = r"treatment|tratamento|tratamiento|traitement|behandlung|cura|terapia|therapie|therapy"
_HAIR = (
    r"(?:her|his) hair|headscarf|wig|cabelo|lenco|pelo|panuelo|peluca|cheveux|foulard|perruque|haare"
    r"|kopftuch|perucke|capelli|foulard|parrucca|fazzoletto"
)
_PAPERS = (
    r"(?:this|that|these|the) (?:\w+ )?(?:letters?|diary|notebook|version|one|pages?|tape)"
    r"|est[ae] (?:carta|diario|caderno|cuaderno)|esta|cette lettre(?:-la)?|ce carnet|ce cahier"
    r"|das tagebuch|der brief|dieser brief|die briefe|questo (?:diario|quaderno)|questa lettera"
    r"|her version|his version"
)
_KEPT = (
    r"(?:sat|stay\w*|stayed|lived|sleeps?|slept) in (?:the|a|your) (?:drawer|box|tin)|go on thinking"
    r"|guarda-a tu|explicacoes|nao iam perceber|no pase de|entre nosotr\w+|nosotras dos"
    r"|qu'elle dorme|dorme au fond|au fond de l'armoire|bleibt bitte bei|bei dir|im schrank"
    r"|solo tra noi|tra noi sorelle|resti in famiglia|round the (?:cousins|family)|leave them thinking"
)
_ASKED = (
    r"(?:speak|talk|have a word|check) (?:to|with) [a-z]+|hold off|preguntad\w*|pregunta\w*|se a \w+"
    r"|si a \w+|voyez avec|vois avec|demandez a|sentite|senti|chiedete|erst mit|mit \w+ klaren"
    r"|fragt|falem com|falar com|perguntem"
)
_ALLOWS = (
    r"before|goes anywhere|in talks|si le parece|le parece bien|que salga|disser que|podem por"
    r"|senao|ne la gene|ne le gene|qu'on parle|d'accord|rein darf|reindarf|ob das|ob sie|se le va"
    r"|se gli va|che si parli|si no la|quitais|deixem estar"
)
_MEND = (
    r"turn|swap|flip|troca|troquem|vira|virem|quitad|quitale|poned|ponle|girad|cambiad|inversez"
    r"|tournez|mettez|retournez|enlevez|dreht|dreh|tauscht|setzt|schreibt|girate|gira|mettete"
    r"|togliete|scambiate|raddrizzate|sort it|can somebody|could somebody"
)
_PART = (
    r"second (?:one|photo|picture)|upside down|segundo retrato|segunda foto|a legenda|esse sou eu"
    r"|la coma|con be|con uve|las prisas|tilde|dernieres? photos?|deux photos|un accent|la legende"
    r"|zweite bild|das bild|bindestrich|kopf|seconda foto|doppia \w|la fretta|didascalia|surname"
    r"|not a \w\b|con acento|con hache|sobrenome|apelido|apellido|cognome|nachname\w*|doppelname\w*"
)
_ONE = {
    "doubt": (
        r"no clue why|doesn't look like any of|leg ich mich nicht fest|legen wir uns nicht fest"
        r"|podria ser su|ich leg mich nicht"
    ),
    "accusation": r"fate voi i conti|do the sums|haced cuentas|no fue un regalo|dared ask",
}


@cache
def _cues() -> tuple[tuple[Shown, tuple[re.Pattern[str], ...]], ...]:
    sets: tuple[tuple[Shown, tuple[str, ...]], ...] = (
        ("paternity", (_ABSENT, _BORN)),
        ("violence", (_HERALD, _HUSH)),
        ("suicide", (_EDGE, _LEFT)),
        ("abuse", (_ALONE, _CLERGY, _MARKED)),
        ("accusation", (_PRECIOUS, _GONE)),
        ("insult", (_KINSMAN, _NEVER, _MEAN)),
        ("illness", (_MIND, _LATE)),
        ("illness", (_TREATED, _HAIR)),
        ("secrecy", (_KEPT, _PAPERS)),
        ("condition", (_ASKED, _ALLOWS)),
        ("editor_note", (_PART, _MEND)),
    )
    return tuple(
        (reason, tuple(re.compile(rf"(?<!\w)(?:{words})(?!\w)") for words in cues))
        for reason, cues in sets
    )


def find(folded: str) -> Iterator[tuple[Shown, int, int]]:
    """Each reason whose things stand near each other, from the first of them to the last."""
    for reason, (first, *others) in _cues():
        for match in first.finditer(folded):
            left, right = max(0, match.start() - _NEAR), match.end() + _NEAR
            found = [other.search(folded, left, right) for other in others]
            spans = [match.span(), *(one.span() for one in found if one)]
            if all(found) and not any(one and _meet(one.span(), match.span()) for one in found):
                yield reason, min(start for start, _ in spans), max(end for _, end in spans)
                break


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
