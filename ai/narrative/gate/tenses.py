"""The tenses of six languages: what is told of long ago, and what asks somebody now."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ai.narrative.gate.tongues import most_spoken


def any_of(*parts: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


PAST: Mapping[str, re.Pattern[str]] = {
    "en": any_of(
        r"was|were|had|wasn'?t|weren'?t|hadn'?t|did|didn'?t|couldn'?t|wouldn'?t|would|could"
        r"|used to|said|went|came|got|put|told|made|let|kept|stood|sat|(?!(?:provided|need|indeed"
        r"|embed)\b)\w{2,}ed"
    ),
    "pt": any_of(
        r"\w{2,}(?:ava|avam|avamos|aram|eram|iram)|(?!(?:famil|histor|memor|mar|luc|jul|ser|dever"
        r"|poder|gostar|quer|sab)ia\b|\w+ncia\b|\w+gia\b)\w{3,}(?:ia|iam|iamos)|(?!sou\b|vou\b"
        r"|ou\b|estou\b)\w{2,}ou|era|eram|eramos|foi|foram"
        r"|tinha\w*|teve|disse|fez|veio|quis|soube|deu|caiu|viu"
    ),
    "es": any_of(
        r"\w{2,}(?:aba|aban|abamos|aron|ieron)|(?!(?:famil|histor|memor|mar|luc|jul|ser|deber"
        r"|poder"
        r"|gustar|prefer)ia\b|\w+ncia\b|\w+gia\b)\w{3,}(?:ia|ian|iamos)|era|eran|eramos|fue"
        r"|fueron|tuvo|dijo"
        r"|hizo|vino|quiso|pudo|supo|dio|se \w+o|(?!(?:solo|cuando|como|pero|todo)\b)\w{2,}(?:o"
        r"|io)(?= (?:la|el|los|las|un|una) )"
    ),
    "fr": any_of(
        r"\w{2,}(?:ait|aient|ions)|etai\w+|avai\w+|fut|furent|(?:n'|l')?(?:a|ont)"
        r" (?:jamais |pas |tout )?(?!la |le |les |l')\w{2,}(?:[^rlc]e|i|u|is|it)|(?:est|sont)"
        r" (?:venu|parti|alle|tombe|mort|ne|reste|arrive|monte|entre|sorti|rentre)\w*"
    ),
    "de": any_of(
        r"war|waren|hatten?|wurden?|durften?|konnten?|mussten?|sollten?|wollten?|ging|kam|gab"
        r"|liess|sagte|rief|stand|schrieb|lag|hing|sass|\w{3,}(?:te|ten)"
        r"|(?:hat|haben|ist|sind) .{0,60}?ge\w+(?:t|en)"
    ),
    "it": any_of(
        r"(?!(?:scriva|riva|arriva|viva|priva|attiva|estiva|oliva)\b)\w{2,}iva|\w{2,}(?:avo|ava"
        r"|avano|avamo|evo|eva|evano|ivo|ivano|arono|irono|erono)|era|erano|fu"
        r"|furono|ebbe|disse|fece|venne|volle|seppe|diede|(?:ha|hanno) \w+(?:ato|uto|ito|to)"
        r"|(?:si|mi|ci|gli) \w{2,}o|parlo"
    ),
}
_ASKS: Mapping[str, re.Pattern[str]] = {
    "en": any_of(
        r"please|pls|fine to|fine by|happy for|feel free|you|your|yours|let's|i'?d|i would|i want"
        r"|i wish|i think|i don'?t|i prefer"
        r"|i'm|i am|i'?ve|i have|i hope|we'?d|we don'?t|don'?t|do not|dont|this|these"
        r"|that (?:one|bit|part|photo|picture|story|letter)|here|online|website|the (?:site|book"
        r"|album|story)|publish\w*|must|mustn'?t|can|can'?t|may|should|shouldn'?t|shall|will"
        r"|won'?t"
        r"|is|isn'?t|are|aren'?t|has|hasn'?t|haven'?t|doesn'?t|does|knows?|wants?|says|sorry|test"
        r"|testing|obey|(?:best|better) (?:not|left|kept|to|if)|(?:not|only|no) \w+ (?:until|if"
        r"|for)"
    ),
    "pt": any_of(
        r"por favor|pf|pfv|sff|voces?|tu|vos|tem|tens|podem|pode|podes|podia[ms]?|deve|devem"
        r"|quero|queria que|gostava que|gostaria|prefiro|preferia|peco|est[ae]s?|isso|isto|nao sei"
        r"|acho|sao|estao|vai|vao|site|livro|album|publi\w+|desculp\w+|nao (?:digam|diga|contem"
        r"|conte|ponham|ponha|facam|faca|usem|use|mostrem|mostre|falem|fale|escrevam|escreva)"
        r"|(?:pergunt|fal|us|tir|deix|guard|esper|apag|corrij|avis|consult|mostr|cont|troqu|troc"
        r"|corrig)(?:em|am|e)|sabe|sabem|quer|querem|ainda|se a \w+ (?:quiser|deixar|concordar)"
        r"|so (?:se|quando|depois)|seja|sejam|antes de (?:\w+ar|por)|guarda|apaga|tem que|melhor"
        r"|desde que|escrev\w+|verificar|precis\w+|favor|(?:para|a) (?:publicar|apagar|tirar"
        r"|mostrar)|nao (?:publicar|mostrar|por"
        r"|partilhar|divulgar)|vai ter de|teste"
    ),
    "es": any_of(
        r"por favor|porfa|usted\w*|vosotr\w+|tu|puedes|a \w+ le parezca|pongas|\w{2,}(?:ad|ed"
        r"|id)(?:l[aoe]s?|melo|nos)?|\w+eis|\w+ais"
        r"|pueden?|debe[ns]?|quiero|quisiera|preferiria|prefiero|pido|est[aeo]s?|esos?|esas?|eso"
        r"|no"
        r" se|creo|es|son|estan|va|van|libro|web|album|perdon\w*|disculp\w*|sabe[ns]?|quiere[ns]?"
        r"|todavia|aun|si mi \w+|no (?:digas?|digan|cuentes?|cuenten|pongas?|pongan|uses?|usen"
        r"|muestres?|muestren|decir|poner|publicar|ensenar|contar)|(?:pregunt|habl|us|quit|dej"
        r"|guard|esper|borr|corrij|avis|consult)(?:en|an|e|ale|alo|ala)|tiene que|mejor|prueba"
        r"|probando"
    ),
    "fr": any_of(
        r"s'il (?:te|vous) plait|svp|stp|merci|vous|votre|vos|tu|toi|ton|tes|\w{2,}ez(?:-\w+)?"
        r"|peu[xt]|peuvent|doit|doivent|devra|faut|veux|voudrais|aimerais|prefere\w*|souhaite\w*"
        r"|demande|cette|ces|ceci|ca|cela|c'est|celle-\w+|je ne|j'ai|je crois|sont|sait|savent"
        r"|veut"
        r"|veulent|site|livre|album|pardon|desole\w*|encore|(?:a|de|ne pas) \w+er|oups|plutot"
        r"|seulement si|surtout|d'ici|personne d'autre|n'a a|n'en|doublon|hein"
    ),
    "de": any_of(
        r"bitte|du|ihr|euch|dich|dir|euer\w*|eure\w*|dein\w*|lasst|lass|nehmt|nimm|sag|zeigt?"
        r"|schreibt?|fragt?|wartet?|konnts?|kann|soll|sollt|darf|durft|muss|musst|mocht\w*|will"
        r"|wollt|wollen|konnen|durfen|sollen|mussen|ich (?:bin|weiss|glaube|hab|habe|will)|dies\w*"
        r"|das (?:bild|foto|band|hier|bleibt|ist)|hier|weiss|wissen|buch|seite|entschuldig\w+"
        r"|sorry|noch|lieber|nicht \w+en|erst"
    ),
    "it": any_of(
        r"per favore|per piacere|tu|fammi|di'|vi prego|ti prego|voi|vi|te|ve|\w{3,}(?:ate|ete"
        r"|ite)(?:l[aoei]|vi"
        r"|mi|ne|gli)?|puo|puoi|possono|deve|devono|dovra|voglio|vorrei|preferi\w+|quest[aoei]|non"
        r" so|credo|sono|sa|sanno|vuole|vogliono|libro|sito|scus\w+|ancora|mi raccomando|fate|dite"
        r"|basta che|poi la|poi lo|non farl\w+|ti scrivo|chiede|lo conservo|meglio (?:non|che|se)"
        r"|non (?:dire|mostrare|pubblicare|raccontare|mettere)|prova"
    ),
}
_KEPT = any_of(
    r"secret|secrets|swore|sworn|promis\w+|never (?:knew|found out)|(?:i|i've|i'd|we|we've) never"
    r" (?:told|said)|nobody (?:ever )?knew|no ?one (?:ever )?knew|didn'?t know (?:that|about)"
    r"|in confidence|(?:nunca|jamais|mai|jamas) .{0,14}(?:soube\w*|supo|supieron|saputo|seppe"
    r"|contei|conte|dije)|non (?:l')?ho mai detto|ninguem (?:mais |nunca )?sabia|nadie (?:mas"
    r" )?sabia"
    r"|nessuno sapeva|n'a jamais su|n'ont jamais su|n'en a jamais|n'ai jamais (?:dit|raconte)"
    r"|personne ne savait que|segredo|secreto|segreto|jur\w+|giur\w+|promet\w+|promess\w+|pidio"
    r"|pediu|chiese|a demande|fit jurer|nie erfahren|(?:ich|wir) (?:\w+ ){0,2}nie (?:\w+"
    r" )?(?:erzahlt"
    r"|gesagt)|niemand (?:hat )?(?:gewusst|erfahren)|geheim\w*|versproch\w+|geschwor\w+"
    r"|versprech\w+|schworen"
)
"""A secret that was kept is still one, whenever it was."""


def is_told_then(sentence: str) -> bool:
    """Whether a sentence tells of a time that is over, and asks nobody for anything now."""
    return not _KEPT.search(sentence) and any(
        PAST[language].search(sentence) and not _ASKS[language].search(sentence)
        for language in most_spoken(sentence)
    )
