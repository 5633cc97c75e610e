"""Feasts in the six languages, by what families call them. Folded patterns; a saint's name counts
only behind a word for day, eve or night, since there are streets and churches called so."""

from __future__ import annotations

from collections.abc import Mapping

_DAY = r"(?:dia|festa|fiesta|feira|feria|jour|fete|giorno) (?:de |di |d')"
_LADY = r"(?:dia|festa|fiesta|giorno) (?:da |de la |della |dell')"

FEASTS: Mapping[str, str] = {
    "new year's eve": r"new year'?s'? eve|hogmanay|nochevieja|noche vieja|passagem de ano"
    r"|vespera d[eo] ano[ -]novo|noite d[eo] ano[ -]novo|fim[ -]de[ -]ano|saint-sylvestre"
    r"|la st-sylvestre|silvester(?:abend)?|notte di capodanno|(?:notte di )?san silvestro",
    "new year": r"new year'?s'? day|new year|ano[ -]novo|ano nuevo|nouvel an|jour de l'an"
    r"|neujahr(?:stag)?|capodanno",
    "epiphany": r"epiphany|twelfth night|three kings(?:'? day)?|epiphanie|(?:fete|jour) des rois"
    r"|dia de (?:los )?re[iy](?:e)?s|noite de reis|noche de reyes|dreikonig(?:e|stag)?"
    r"|heilige[nr]? drei konigen?|epifania|befana",
    "candlemas": r"candlemas|chandeleur|maria lichtmess|lichtmess|candelora|"
    + _LADY
    + "candelaria",
    "valentine": r"valentine'?s(?: day)?|saint-valentin|valentinstag|san valentin(?:o)?",
    "joseph": r"(?:st|saint) joseph'?s day|" + _DAY + r"(?:sao|san) (?:jose|giuseppe)|josefitag"
    r"|josephi|la saint-joseph",
    "st john's eve": r"(?:st|saint) john'?s eve|midsummer'?s? eve|(?:vespera|noite|noche|notte)"
    r" (?:de |di )(?:sao joao|san juan|san giovanni)|sonnwend(?:feuer)?",
    "st john": r"(?:st|saint) john'?s day|midsummer(?:'?s)? day|(?:dia|fiestas?|feira|festas?|feria"
    r"|giorno) (?:de |di )(?:sao joao|san juan|san giovanni)|a la saint-jean|johanni(?:stag)?",
    "assumption": r"assumption day|assomption|ferragosto|maria himmelfahrt|"
    + _LADY
    + r"(?:assuncao|asuncion|assunzione|assunta)",
    "all saints": r"all saints(?:'|'s)?(?: day)?|todos[ -]os[ -]santos|todos los santos|toussaint"
    r"|allerheiligen|ognissanti",
    "all souls": r"all souls(?:'|'s)?(?: day)?|(?:dia de |dos )?finados|dia de los (?:fieles )?"
    r"(?:difuntos|muertos)|(?:jour|fete) des morts|allerseelen|giorno dei morti",
    "martin": r"martinmas|(?:st|saint) martin'?s day|a la saint-martin|martinstag|"
    + _DAY
    + r"(?:sao|san) martin(?:ho|o)?",
    "nicholas": r"(?:st|saint) nicholas'?s?(?: day)|nikolaus(?:tag|abend)?|la saint-nicolas",
    "immaculate": _LADY + r"(?:imaculada(?: conceicao)?|inmaculada|immacolata)",
    "christmas eve": r"christmas eve|vespera de natal|noite de natal|consoada|nochebuena"
    r"|noche buena|(?:la )?veille de noel|reveillon de noel|(?:der )?heiliger? abend|heiligabend"
    r"|heiligen abend|vigilia di natale|notte di natale",
    "christmas day": r"christmas day|dia de natal|dia de navidad|jour de noel"
    r"|(?:erster|ersten) weihnachts(?:feier)?tag|giorno di natale",
    "stephen": r"boxing day|(?:st|saint) stephen'?s day|la saint-etienne|zweite[rn]"
    r" weihnachts(?:feier)?tag|stephanstag|stefanitag|giorno di santo stefano|santo stefano",
    "christmas": r"christmas(?:time)?|(?<!em )natal|navidad(?:es)?|noel|weihnachten|natale",
    "shrove tuesday": r"shrove tuesday|pancake day|mardi gras|martedi grasso|martes de carnaval"
    r"|terca[ -]feira de carnaval|faschingsdienstag",
    "carnival": r"carnaval|karneval|fasching|carnevale|entrudo",
    "ash wednesday": r"ash wednesday|mercredi des cendres|aschermittwoch|miercoles de ceniza"
    r"|quarta[ -]feira de cinzas|mercoledi delle ceneri",
    "palm sunday": r"palm sunday|(?:dimanche des )?rameaux|palmsonntag|domingo de ramos"
    r"|domenica delle palme",
    "maundy thursday": r"maundy thursday|jeudi saint|grundonnerstag|jueves santo"
    r"|quinta[ -]feira santa|giovedi santo",
    "good friday": r"good friday|vendredi saint|karfreitag|viernes santo|sexta[ -]feira santa"
    r"|venerdi santo",
    "easter sunday": r"easter (?:sunday|day)|dimanche de paques|ostersonntag|domingo de pascua"
    r"|domingo de pascoa|domenica di pasqua|domingo de resurreccion",
    "easter monday": r"easter monday|lundi de paques|ostermontag|lunes de pascua|pasquetta"
    r"|segunda[ -]feira de pascoa",
    "easter": r"easter(?:time)?|paques|ostern|pascua|pascoa|pasqua",
    "ascension": r"ascension(?: day)?|(?:christi )?himmelfahrt(?:stag)?|ascensao|ascensione",
    "whit monday": r"whit monday|lundi de pentecote|pfingstmontag",
    "whitsun": r"whitsun(?:tide)?|whit sunday|pentecost|pentecote|pfingsten|pfingstsonntag"
    r"|pentecostes?|pentecoste",
    "corpus christi": r"corpus christi|fete-dieu|fronleichnam|corpus domini|corpo de deus",
}
"""In this order: "Christmas Eve" is read before "Christmas". """
