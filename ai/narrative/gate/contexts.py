"""What makes a turn of phrase harmless: games are won by beating, scenes are stolen by actors."""

from __future__ import annotations

import re
from collections.abc import Mapping

_GAMES = (
    r"chess|dominoes|domino|cards?|whist|bridge|rummy|boules?|petanca|petanque|skat|schach"
    r"|kegeln|karten\w*"
    r"|briscola|scopa|bocce|scacchi|belote|damas|sueca|truco|mus|tute|ajedrez|echecs|tennis"
    r"|football"
    r"|futebol|futbol|calcio|fussball|darts|snooker|bowls|ping ?pong|monopoly|scrabble|match"
    r"|derby|race"
    r"|carpets?|rugs?|eggs?|cream|drums?|tapetes?|sahne|nata|panna|creme|natas|alfombras?"
    r"|tapis|teppich\w*|tappet\w+|claras|ovos|huevos"
    r"|ufficiale|goal|gol|record"
)
_STAGE = (
    r"scenes?|show|cena|escena|scena|vedette|schau|beijos?|besos?|baisers?|baci[o]?"
    r"|kiss(?:es)?|kusse?|hearts?"
    r"|coracao|corazon|coeur|herz\w*|cuore|apples?|macas|manzanas|pommes|apfel|mele|cherries"
    r"|cerejas|cerezas"
    r"|cerises|kirschen|ciliegie|mangas?|laranjas?|figos?|higos|fichi|plums|sweets|biscuits?"
    r"|bolachas?|galletas|kekse?|biscotti"
    r"|chickens?|hens?|cat|gato|katze|chat|gatto|fox|raposa|zorro|fuchs|volpe|blankets?"
    r"|portafoglio|carteira"
    r"|wallet|time|tempo|sleep|sono|riada|flood|inundac\w+|enchente|hochwasser|sturmflut|crue"
    r"|piena|alluvione|incendio|fire|feuer|carta de conducao|a carta|le permis|retraite"
)
_NIGHT = (
    r"good ?nights?|buona ?notte|boa noite|buenas noches|bonne nuit|gute[n]? nacht|windows?"
    r"|finestra|janela"
    r"|ventana|fenetre|fenster|blankets?|covers?|tuck\w*|stor(?:y|ies)|marchen|lampada|torch"
    r"|presents?|coracao|corazon|coeur|cuore"
    r"|stockings?|prayers?|hot water bottle|christkind|nikolaus|befana|reyes"
)
_BEASTS = (
    r"milk\w*|stable|goats?|horses?|donkeys?|mules?|vacas?|cabras?|burros?|mulas?|cavalo"
    r"|caballo|vaches?|chevres?"
    r"|anes?|cheval|kuhe?|ziegen?|esel|pferde?|mucc\w+|capr\w+|asin\w+|cavall\w+|hens?"
    r"|rooster|dogs?|car|carro"
    r"|coche|voiture|auto|macchina|tractor|trator"
)

_SAID = (
    r"(?:(?:he|she|nan|mum|dad|gran|grandad)(?:'d| would| used to)? (?:say|shout|call|go)|said"
    r"|riefen"
    r"|rief|sagte[n]?|disait(?:-(?:il|elle|on))?|decia[n]?|dizia[m]?|diceva(?:no)?|gridava|gritaba"
    r"|gritava|criait|cried|shouted)"
)
_SPOKEN = rf'"[^"]{{2,80}}[,!?.]{{0,3}}",? ?-? ?(?:\w+ )?{_SAID}'
_CHILDHOOD = (
    r"(?:could (?:have|go|come|sit|stay|eat|play|ride)|(?:was|were) allowed|durft\w+|avait droit"
    r"|avions droit|si poteva|potevamo|se podia|podiamos|deixava\w*|nos dejaba\w*|the weather"
    r"|o tempo|el tiempo|le temps|il tempo|das wetter|cafe|caffe|kaffee|coffee|breakfast|plage"
    r"|spiaggia|mare|praia|playa|strand|freibad)"
)
_PRANKS = (
    r"every \w+|jede[nrs]? \w+|todos os \w+|todos los \w+|tutte le \w+|tous les \w+|trampol\w+"
    r"|sprung\w+|head ?first|de cabeca|de cabeza|di testa|kopfuber|lach\w+|\w*gelacht|risas?|rire"
    r"|rir|ridere|laugh\w*"
)
_OFFICIAL = (
    r"private (?:road|school|lane|beach|path|lessons?|ward|hospital|chapel|garden|[a-z]+ [a-z]+,"
    r" royal)"
    r"|(?:chemin|route|ecole|propriete|plage|camino|colegio|escuela|playa|escola|colegio|strada"
    r"|scuola|spiaggia|via|clinica) (?:privee?|privad[oa]|privat[oa]|particular)|privat(?:weg"
    r"|schule"
    r"|strasse|strand)|faisai(?:t|ent) semblant|fingia\w*|hacian? como que|fazia\w* de conta"
    r"|faceva\w* finta|pretended|tat(?:en)? (?:so|jedes mal)"
)
_TRIALS = (
    r"test (?:match|drive|pilot|tube|card|flight|paper)|prova (?:generale|de|do|da|di|d')"
    r"|prueba (?:del?)"
    r"|essai (?:de|du)|\w+probe (?:im|in|der|des|fur|zum|am)|rehearsal"
)
_WEEK = r"\w+day or \w+day|\w+tag oder \w+tag|lunes o martes|segunda ou terca|lundi ou mardi"

HARMLESS: Mapping[str, re.Pattern[str]] = {
    reason: re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    for reason, words in {
        "violence": _GAMES,
        "accusation": _STAGE,
        "abuse": _NIGHT,
        "insult": rf"{_BEASTS}|figos?|higos|fichi|figues|feigen|figs|apples?|manzanas|macas"
        "|cerejas",
        "condition": _CHILDHOOD,
        "suicide": _PRANKS,
        "secrecy": _OFFICIAL,
        "editor_note": _TRIALS,
        "doubt": _WEEK,
    }.items()
}
"""For a reason, the words that take it back where they stand in the same sentence."""

SPOKEN = re.compile(_SPOKEN)
"""What somebody used to say to somebody: it was said then, and asks nothing of a reader."""
TURNED_BACK = frozenset({"secrecy", "insult", "editor_note"})
"""The reasons that such a sentence takes back."""
