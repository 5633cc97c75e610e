"""German, with a few turns of Austria and Switzerland."""

from __future__ import annotations

from collections.abc import Mapping

_NOT = (
    r"(?:nicht|nie|niemals|ned|nit|net|nod|nix|nichts|keinesfalls|auf keinen fall|bloss "
    r"nicht|ja nicht)"
)
_PUBLISH = (
    r"(?:veroffentlich\w*|zeig\w*|teilen|teilt|teile|herumzeig\w*|rumzeig\w*|umezeige"
    r"|umezeig\w*|weitergeb\w*|weiter ?sag\w*|weitererzahl\w*|erzahl\w*|druck\w*|abdruck\w*"
    r"|reinstell\w*|einstell\w*|online stell\w*|ins (?:netz|internet|album|buch) (?:stell\w*"
    r"|setz\w*|tu\w*)|posten|poste[t]?|verwend\w*|benutz\w*|nehmt|nehmen|aufnehm\w*"
    r"|vorles\w*|lesen|reintu\w*|tun|weiterleit\w*|verbreit\w*|hochlad\w*|raushang\w*"
    r"|herumerzahl\w*|rumerzahl\w*)"
)
_NASTY = (
    r"(?:nichtsnutz|schmarotzer(?:in)?|feigling|egoist(?:in)?|trottel|depp|idiot(?:in)?"
    r"|vollidiot|arschloch|drecksau|sau|schlampe|hexe|schlange|giftschlange|giftspritze"
    r"|miststuck|luder|lump|gauner(?:in)?|betruger(?:in)?|dieb(?:in)?|lugner(?:in)?|saufer"
    r"|saufbold|faulpelz|faulenzer|tagedieb|schuft|halunke|mistkerl|dreckskerl|versager"
    r"|geizhals|geizkragen|heuchler(?:in)?|blodmann|rindvieh|blode kuh|dumme kuh|zicke"
    r"|erbschleicher(?:in)?|ratte|parasit|monster|scheusal|ekel|taugenichts|hallodri"
    r"|falsche[rs]? (?:hund|fuffziger)|grattler|gschaftlhuber|schwein)"
)
_KIN = (
    r"(?:mutter|mama|mutti|vater|oma|opa|tante|onkel|schwester|bruder|frau|uns(?: kinder)?"
    r"|mich|die kinder|die kleinen|die buben|die madchen)"
)

HELD: Mapping[str, tuple[str, ...]] = {
    "secrecy": (
        r"(?:keinem|niemandem|niemand|keiner)(?: \w+)? (?:weitersagen|weitererzahlen"
        r"|erzahlen|sagen|zeigen|verraten)|(?:schreib\w*|stell\w*|tu|tut)(?: \w+){0,3} "
        r"(?:nirgends|nirgendwo)(?: \w+)?|unter verschluss|familiengeheimnis|hinter schloss"
        r"|nur (?:die )?familie,",
        r"(?:lieber|besser|am besten)(?: \w+){0,2} (?:nicht|ned|nix|niemandem|niemand|keinem)"
        r"(?: \w+){0,5}",
        r"(?:lass|lasst|lassen|nehmt)(?: \w+){0,3} (?:aus dem spiel|weg|draussen|raus)|ohne "
        r"meinen namen|anonym\w*|meinen? namen? (?:bitte )?(?:nicht|weg\w*|raus)",
        r"(?:versprich|versprecht|versprochen|schwor|geschworen|schwort)(?: \w+){0,5} "
        r"(?:nicht|nie|niemand\w*|keinem)(?: \w+){0,4}|(?:nie|noch nie)(?: \w+){0,3} "
        r"(?:jemandem|jemand|wem) (?:erzahlt|gesagt)|(?:hab|habe|hat)(?: \w+){0,3} "
        r"(?:niemandem|keinem|keiner seele)(?: \w+){0,3} (?:erzahlt|gesagt)|mit ins grab"
        r"|unser(?:em)? (?:kleines )?geheimnis|(?:geht|braucht|muss)(?: \w+){0,2} (?:keinen?"
        r"|niemanden?)(?: \w+)? (?:was|etwas|nichts)? ?(?:an|wissen|zu wissen)|zu ohren "
        r"kommen|(?:soll|darf|muss) nicht (?:raus\w*|bekannt|an die)(?: \w+){0,2}|zum ersten "
        r"mal(?: \w+){0,2} (?:erzahl|schreib|sag)\w*",
        rf"(?:bitte |pls |bitti )?{_NOT} (?:\w+ ){{0,4}}?{_PUBLISH}(?: \w+){{0,2}}",
        r"(?:zeig\w*|erzahl\w*|sag\w*|gebt?|stell\w*|nehmt|nimm|tut?|teil\w*|schick\w*"
        r"|les\w*)(?: \w+){0,4} (?:bitte )?(?:nicht|nie|keinem|niemandem|niemand|ned|nit|nod)"
        r"(?: \w+){0,4}",
        r"(?:nix|nichts|nicht|ned|nit|kein\w*)(?: \w+)? fur (?:die |den |das |unsere )"
        r"?(?:enkel\w*|kinder\w*|offentlichkeit|internet|netz|album|buch|webseite|seite|alle"
        r"|jeden|jedermann|fremde|anderen|leute|zeitung)",
        r"(?:unter uns|unter vier augen)(?: gesagt| bleiben| bleibt|,? gell|,? ja|[.!,)]|$)"
        r"|bleibt? (?:bitte )?unter uns|(?:muss|soll|sollte) unter uns bleiben",
        r"(?:nur|bloss|einzig|ausschliesslich) fur (?:dich|euch|mich|uns|die familie|deine "
        r"augen|die grossen)(?! und)",
        r"behalt\w*(?: \w+){0,3} (?:fur (?:dich|euch|uns|sich)|bei (?:dir|euch))",
        r"(?:darf|durfen|soll|sollen|muss|mussen|braucht|brauchen|sollte)(?: \w+){0,4} "
        r"(?:nicht|nichts|nie|niemand|keiner|ned|nix)(?: \w+){0,2} (?:erfahr\w*|wissen|sehen"
        r"|mitkriegen|mitbekommen|horen|lesen|raus\w*|davon)",
        r"(?:niemand|keiner)(?: \w+){0,3} (?:weiss|wissen|erfahr\w*|darf|soll|sehen"
        r"|mitkriegen)(?: \w+){0,3}",
        r"(?:im vertrauen|vertraulich|streng geheim|(?:ist|bleibt) geheim|geheim ?halten"
        r"|nicht offentlich|privat,|ist privat|unser geheimnis|klappe halten|mund halten"
        r"|kein wort(?: \w+){0,4}|verlasst (?:diesen raum|das haus|die familie) nicht|nicht "
        r"weitersagen|kommt nicht (?:raus|an die)|bleibt in der familie|hinter "
        r"verschlossenen|psst)",
        r"(?:verbrenn\w*|zerreiss\w*|vernicht\w*|wirf|werft|schmeiss\w*)(?: \w+){0,3} "
        r"(?:gleich|sofort|danach|dann|weg|brief|nach|wenn|hinterher)",
        r"(?:will|mochte|wollte|mag|wurde|hatte gern|war mir)(?: \w+){0,3} (?:nicht|ned"
        r"|niemand|kein\w*|lieber)(?: \w+){0,5} (?:erfahrt|weiss|sieht|liest|veroffentlicht"
        r"|gezeigt|internet|netz|buch|vorkomm\w*|auftauch\w*|steht|rumgezeigt|wissen|sehen"
        r"|lesen)",
        r"(?:mach|schalt|stell)(?: \w+){0,3} (?:aus|ab)(?:,| und| dann| kurz| mal)",
    ),
    "condition": (
        r"(?:wenn|falls|sofern)(?: \w+){1,4} (?:nichts dagegen|einverstanden|erlaubt"
        r"|zustimmt|ja sagt|okay|das erlaubt)(?: \w+){0,2}|zu lebzeiten|(?:nur|erst) (?:nach"
        r"|wenn)(?: \w+){1,6}|hauptsache(?: \w+){0,3} nicht(?: \w+){1,4}",
        r"(?:kommt|hangt)(?: \w+){0,2} (?:drauf|darauf|davon|von)(?: an| ab)?(?:,? \w+){1,4}"
        r"|(?:muss|soll|darf)(?: \w+){1,3} (?:entscheiden|freigeben|absegnen|unterschreiben)"
        r"|(?:warte|warten|steht)(?: \w+){0,3} (?:antwort|zusage|bescheid|okay|ok)(?: \w+)"
        r"{0,3}|(?:nach|erst nach|bis nach) (?:dem|der) (?:prozess|scheidung|gericht\w*"
        r"|erbteilung|verhandlung|hochzeit|beerdigung)|(?:hat|haben) das letzte wort|nicht "
        r"ohne (?:\w+ ){0,3}(?:zu fragen|okay|erlaubnis|einverstandnis)|(?:segen|okay|ok|ja) "
        r"(?:von|der|vom) \w+(?: \w+){0,2} (?:fehlt|abwarten|noch)",
        r"(?:nur|erst|bloss|ja|gern|ok|veroffentlich\w*|ihr durft|durft ihr|von mir aus)"
        r"(?:,? \w+){0,3}? (?:wenn|falls|sobald|nachdem|mit)(?: \w+){0,5}? (?:einverstanden"
        r"|erlaubt?|zustimmt|zugestimmt|ja sagt|ja gesagt|okay|ok|nichts dagegen|mag|will"
        r"|tot|gestorben|stirbt|nicht mehr|unter der erde|erlaubnis|recht ist|passt|freigibt"
        r"|gelesen|gesehen|gefragt)",
        r"(?:nur ohne|nur mit|ohne)(?: \w+)? (?:nachnamen?|namen|gesicht\w*|familiennamen"
        r"|zustimmung|erlaubnis|einwilligung)(?: \w+){0,3}",
        r"(?:da |das |dazu )?(?:muss|musste|mussen|soll|sollte)(?: \w+){0,2} (?:erst|zuerst"
        r"|vorher)(?: \w+){0,4} (?:ja sagen|zustimmen|gefragt|fragen|einverstanden|erlauben"
        r"|okay|ok|lesen)",
        r"(?:frag\w*|sprecht|sprich|red\w*|klar\w*)(?: \w+){0,5} (?:erst|vorher|zuerst|zuvor)"
        r"|(?:erst|vorher|zuerst)(?: \w+){0,4} (?:fragen|frag|fragt|absprechen|klaren)",
        r"(?:unter der bedingung|vorausgesetzt|sofern|solange|so lang|so lange)(?: \w+){1,8}",
        r"(?:nicht|nichts|erst|warte\w*|ned|aufheben)(?: \w+){0,4} (?:bevor|bis|ehe|solange"
        r"|vor)(?: \w+){0,6} (?:tot|gestorben|lebt|leben|nicht mehr|erwachsen|volljahrig|18"
        r"|ja|erlaub\w*|zugestimmt|gelesen|da ist)",
        r"(?:wenn|sobald)(?: \w+){0,3} (?:nicht mehr (?:ist|da ist|lebt|da|bin|sind)|mal tot"
        r"|tot ist|gestorben ist|unter der erde)(?: \w+){0,4}",
        r"(?:wenn|falls)(?: \w+){0,3} (?:anders uberlegt|dagegen|beschwert|nicht (?:will"
        r"|mochte|mag|passt)|widerspricht|sagt nein|stort|sieht)(?: \w+){0,2},? ?(?:\w+ )"
        r"{0,3}(?:raus|weg|losch\w*|entfern\w*|nehmt|runter)(?: \w+){0,2}",
        r"(?:braucht|fehlt|brauchen|steht)(?: \w+){0,3} (?:zustimmung|einverstandnis"
        r"|erlaubnis|okay|einwilligung|freigabe)(?: \w+){0,3}",
    ),
    "doubt": (
        r"ob (?:man|ich|wir) (?:das|es|sowas|so was)(?: \w+)? (?:erzahlen|zeigen|schreiben"
        r"|sagen|reinstellen) (?:soll\w*|darf|kann)",
        r"(?:weiss|bin|war)(?: \w+){0,2} (?:nicht|ned|nit|nod|gar nicht|mir nicht)(?: \w+)"
        r"{0,2} (?:ob|sicher|recht)(?:,? (?!du|ihr|sie noch|euch)\w+)(?:,? \w+){0,6}",
        r"(?:passt|gehort|gehoren|passen)(?: \w+){0,3} (?:vielleicht|eventuell|wohl|gar"
        r"|uberhaupt|eigentlich)? ?(?:gar )?(?:nicht|ned|nit)(?: \w+){0,2}(?: hier\w*| rein| "
        r"dazu| her)(?: \w+){0,2}|(?:gehort|passt)(?: \w+){0,2} (?:hierher|hier rein|hier "
        r"hin|da rein|hier uberhaupt) ?\?",
        r"(?:vielleicht|eventuell|womoglich|konnte|kann sein)(?: \w+){0,4} (?:nicht (?:er"
        r"|sie|der|die|mal|einmal)|gar nicht|jemand anders|jemand anderes|ein anderer|eine "
        r"andere|besser (?:weg|nicht|raus)|lieber (?:weg\w*|nicht|raus\w*)|zu (?:privat"
        r"|intim|viel|personlich)|verwechs\w*|falsche\w*)(?: \w+){0,4}",
        r"(?:soll|sollen|sollte|sollten|darf|muss|kann)(?: man)?(?: ich| wir| das)?(?: \w+)"
        r"{0,4} (?:wirklich |lieber |besser )?(?:erzahlen|zeigen|reinstellen|dazu|reintun"
        r"|veroffentlichen|weglassen|streichen|rausnehmen|drinlassen|hineinstellen|schreiben"
        r"|aufnehmen|sagen|raus) ?\?",
        r"(?:lieber|besser)(?: \w+){0,2} (?:weglassen|streichen|weg|raus|rausnehmen|nicht)"
        r"(?: \w+)? ?\?",
        r"(?:ist|war)(?: das| es| des)?(?: \w+){0,2} (?:zu viel|zu privat|zu intim|zu "
        r"personlich|zuviel|uberhaupt (?:sie|er|von ihr))(?: \w+){0,3} ?\?",
        r"(?:ob das (?:hierher|hier|dazu|uberhaupt)(?: \w+){0,4}|falsche[rs]? (?:person"
        r"|familie|kiste)|loscht es wenn(?: \w+){0,4}|bin unsicher|keine ahnung ob(?: \w+)"
        r"{0,5})",
    ),
    "editor_note": (
        r"(?:sorry|entschuldig\w*|tschuldigung|verzeih\w*|pardon|ups|hoppla|sry)[,!:. "
        r"-]{0,3}(?:\w+ ){0,5}?(?:vertippt|verschrieben|falsch\w*|fehler|doppelt|zweimal"
        r"|tippfehler|vertan|verkehrt|schief|versehen)(?: \w+){0,6}",
        r"(?:vertippt|verschrieben)(?: \w+){0,4}|(?:tippfehler|schreibfehler"
        r"|rechtschreibfehler) (?:oben|von mir|im|in)(?: \w+){0,3}",
        r"(?:^|[(\n] ?)(?:test|teste|probe|testnachricht|eins zwei)\b(?:[ ,.!?-]+(?:test"
        r"|probe|1 ?2|eins zwei|kommt|geht|funktioniert)\b)*[,.!? ]*(?:\w+ ?){0,4}\??",
        r"(?:kommt|geht|funktioniert) (?:das|des|es)(?: \w+)? ?(?:an|jetzt|so)? ?\?",
        r"(?:bitte )?(?:schreibt|schreib|sagt|sag|nennt|nehmt|verwendet|bitte)(?: \w+){0,4} "
        r"(?:nicht|kein\w*|nie|ned)(?: \w+)?,? (?:dass|das wort|[\"'])(?:[^.!?\n]{0,40})"
        r"|(?:nicht|nie) (?:schreiben|sagen|nennen)(?: \w+)?,? (?:dass|[\"'])(?: ?[\w\"']+)"
        r"{0,6}|bitte (?:kein|nicht|nix|ohne) [\"'][^\"'\n]{2,40}[\"'](?: \w+){0,4}",
        r"(?:datum|jahr|jahreszahl|name|ort|monat|unterschrift)(?: \w+){0,2} (?:stimmt|ist"
        r"|sind|passt)(?: \w+)? ?(?:nicht|falsch|ned|unsicher|verkehrt|so nicht)(?: \w+)"
        r"{0,6}",
        r"(?:muss|werd\w*|schau\w*|seh\w*|korrigier\w*|reich\w*|trag\w*|liefer\w*)(?: \w+)"
        r"{0,3} (?:noch|spater|morgen|nachher|demnachst|bald)(?: \w+)? ?(?:nachguck\w*"
        r"|nachschau\w*|korrigier\w*|nachseh\w*|verbesser\w*|nach|erganz\w*|such\w*|andern)",
        r"(?:konnt ihr|kannst du|konntet ihr|konntest du|bitte|kann jemand|konnen sie"
        r"|konnt'?s|magst)(?: \w+){0,5} (?:austausch\w*|korrigier\w*|ausbesser\w*"
        r"|verbesser\w*|losch\w*|ander\w*|rausnehm\w*|ersetz\w*|dreh\w*|zuschneid\w*"
        r"|tausch\w*|richtigstell\w*|ignorier\w*|entfern\w*|berichtig\w*|uberarbeit\w*"
        r"|verwend\w*)(?: \w+){0,4}",
        r"(?:losch\w*|ignorier\w*|vergiss|vergesst|nehmt)(?: bitte)? (?:die|das|den|meine"
        r"|mein|des)? ?(?:letzte\w*|vorige\w*|vorherige\w*|andere\w*|erste\w*|nachricht"
        r"|obige\w*|von vorhin|vorhin)(?: \w+){0,6}",
        r"(?:doppelt|zweimal|aus versehen|versehentlich|irrtumlich)(?: \w+)? (?:geschickt"
        r"|gesendet|hochgeladen|abgeschickt|eingestellt)",
        r"(?:falsches|falsche|verkehrtes) (?:bild|foto|datei|aufnahme)|(?:war|wars) (?:das"
        r"|der|die) falsche|(?:bild|foto) (?:ist |steht )?(?:verkehrt|auf dem kopf"
        r"|gespiegelt|falsch)(?: \w+){0,2}",
        r"(?:text|rest|bildunterschrift|fassung)(?: \w+){0,2} (?:folgt|kommt noch|kommt "
        r"spater|vorlaufig)|platzhalter",
        r"(?:rechtschreibung|meine schrift|mein deutsch)(?: \w+){0,6}",
    ),
    "insult": (
        r"(?:bescheuert\w*|bloder|blode|dumme[rs]?|bekloppt\w*|versoffene\w*"
        r"|nichtsnutzige\w*|faule[rs]?|damliche[rs]?|unmoglich\w*) (?:schwager|schwagerin"
        r"|schwiegermutter|schwiegersohn|bruder|schwester|onkel|tante|cousin|cousine|neffe"
        r"|nichte)|ist (?:ein )?(?:undankbar\w*|ruppig\w*|eingebildet\w*)(?: \w+){0,2}",
        r"(?:dumm wie|falsch wie|faul wie|nicht ganz dicht|das letzte|abschaum|miese type"
        r"|miese[rs]? (?:kerl|typ)|alte schachtel|bose zunge|kotzbrocken|arsch|wixer|wichser"
        r"|flasche|null|waschlappen|jammerlappen|weichei|pantoffelheld|bauerntolpel|blode "
        r"gans|dumme gans|dumme pute)(?: \w+){0,2}(?= |$|[.,!])",
        r"(?:dies\w+|so ein\w*|unser\w*|mein\w*|dein\w*|sein\w*|ihr\w*)(?: \w+)? "
        rf"{_NASTY}(?: \w+){{0,2}}",
        r"(?:der|die|das|den|dem|ein\w*) (?:fette|faule|dumme|blode|falsche|elende|miese"
        r"|gierige|verlogene|hinterhaltige|geizige|versoffene|dreckige|gottverdammte"
        rf"|verdammte)[rsnm]? {_NASTY}(?: \w+){{0,2}}",
        rf"ein\w* {_NASTY} und ein\w* {_NASTY}(?: \w+){{0,2}}",
        rf"(?:ist|sind|bist|bleibt)(?: \w+){{0,2}} (?:ein\w* )?(?:\w+ )?{_NASTY}(?: und(?: "
        r"\w+){0,3})?",
        r"(?:fette|faule|falsche|verlogene|hinterhaltige|geldgierige|versoffene|elende)"
        r"[rsn]? (?:\w+ )?(?:sau|kuh|hund|person|bande|bagage|sippschaft|mensch|kerl|weib)"
        r"|(?:kann|konnte) (?:sie|ihn|den|die) nicht (?:ausstehen|leiden|riechen)|taugt "
        r"nichts|nichts wert",
    ),
    "accusation": (
        r"(?:gestohlen|geklaut|stahl|klaute|unterschlagen|veruntreut|gefalscht|falschte"
        r"|betrogen|abgezockt|ausgeraumt|leergeraumt|ausgenommen|eingesackt|beiseite "
        r"?geschafft|erschlichen|eingesteckt|mitgehen lassen|hintergangen|abgeraumt"
        r"|ausgeplundert|geplundert|abgehoben|in die eigene tasche|unter den nagel gerissen)"
        r"(?: \w+){0,4}",
        r"(?:hat|haben|hatte|habe|ist)(?: \w+){0,5} (?:heimlich(?! \w+ (?:gelernt|geubt"
        r"|gebacken|gestrickt|gesungen|getanzt))|hinter (?:unserem|ihrem"
        r"|seinem|dem) rucken|ohne (?:was|etwas|ein wort) zu sagen|ohne zu fragen)(?: \w+)"
        r"{0,6}",
        r"(?:sparbuch|konto|erspartes|geld|schmuck|testament|unterschrift|haus|grundstuck"
        r"|kasse|ring|erbe)(?: \w+){0,5} (?:leergeraumt|ausgeraumt|gefalscht|geklaut"
        r"|gestohlen|unterschlagen|genommen|eingesteckt|verschwunden|uberschreiben lassen"
        r"|erschlichen|an sich genommen|gekrallt|gerissen|behalten)(?: \w+){0,3}",
        r"(?:auf sich|auf seinen namen|auf ihren namen) (?:uberschreiben|umschreiben"
        r"|uberschrieben)(?: \w+)?",
        r"(?:umgebracht|getotet|totgespritzt|auf dem gewissen|sterben lassen|falsche "
        r"(?:tabletten|spritze|medikamente|dosis|pillen)|schuld(?: \w+){0,3} (?:tod"
        r"|gestorben))(?: \w+){0,3}",
        r"(?:hat|hatte|hat ja) (?:ein |eine |was mit )(?:verhaltnis|affare|geliebte\w*"
        r"|freundin|andere|der nachbarin|dem chef)(?: \w+){0,2}|fremdgegangen|betrugt (?:ihn"
        r"|sie)|schwarz gearbeitet|steuerhinterzieh\w*|stasi|spitzel",
        r"(?:ist|sind|war) (?:ein\w* |doch ein\w* )?(?:dieb\w*|betruger\w*|gauner"
        r"|verbrecher\w*|kriminell\w*|korrupt\w*)",
    ),
    "paternity": (
        r"(?:vom|von dem) (?:lehrer|pfarrer|knecht|chef|nachbarn|doktor|postboten|verwalter"
        r"|bauern)(?: \w+)? (?:war|ist|stammt)",
        r"(?:nicht|kein|gar nicht|nie)(?: \w+){0,2} (?:leibliche[rsn]?|richtige[rsn]?"
        r"|echte[rsn]?|biologische[rsn]?|eigene[rsn]?|wirkliche[rsn]?) (?:vater|mutter"
        r"|bruder|schwester|tochter|sohn|kind|opa|papa|eltern|enkel\w*)",
        r"(?:leibliche[rsn]?|biologische[rsn]?) (?:vater|mutter|eltern)(?: \w+){0,4}",
        r"(?:hat|haben|hatte)(?: \w+){0,2} (?:einen |nen )?anderen? (?:vater|papa)(?: \w+){0,3}",
        r"(?:ist|war|bin|sei)(?: \w+){0,3} (?:nicht von (?:ihm|papa|vater|opa|vati)|vom "
        r"(?:pfarrer|knecht|chef|nachbarn|doktor|postboten|bauern|milchmann|lehrer|verwalter"
        r"|russen|ami|anderen)|von (?:einem|nem) ander\w+|das kind von|nicht seine? "
        r"(?:tochter|sohn|kind)|nicht sein\w*)(?: \w+){0,3}",
        r"(?:der|den|die)(?:,)? (?:den|die) du (?:vater|papa|mutter|mama|vati) nennst(?:,? "
        r"\w+){0,6}|nicht gezeugt|dein (?:vater|erzeuger) (?:ist|war|heisst) (?!der )\w+(?: "
        r"\w+){0,3} und nicht",
        r"(?:nur |bloss )?(?:meine? |unsere? |deine? )?halb(?:schwester|bruder|geschwister)"
        r"(?: \w+){0,4}",
        r"(?:unehelich\w*|ledig(?:es)? kind|kuckuckskind|bastard|zur adoption (?:gegeben"
        r"|freigegeben)|weggegeben worden|vaterschafts\w+|dna-?test|erzeuger|besatzungskind"
        r"|lebensborn)(?: \w+){0,3}",
    ),
    "violence": (
        r"(?:schlug|geschlagen|schlagt|verprugel\w*|verdrosch\w*|gehauen|haute|prugel\w*"
        r"|geprugelt|getreten|trat|gewurgt|wurgte|gestossen|stiess|hinuntergestossen"
        r"|runtergestossen|geohrfeigt|verdroschen|vertrimmt|verhau\w*|zugeschlagen|gebrochen"
        r"|verbrannt|misshandel\w*|versohlt)(?: \w+){0,4}",
        rf"(?:{_KIN})(?: \w+){{0,3}} (?:grun und blau|blau) geschlagen|(?:blaues?"
        r"|zugeschwollenes) auge[n]?(?: \w+){0,4}|grun und blau",
        r"(?:ist|ging|gegangen|los)(?: \w+){0,4} (?:auf (?:die|den) (?:mutter|mama|oma|vater"
        r"|kinder|mich|uns)|mit dem (?:messer|beil|gurtel|schurhaken|gewehr|riemen|axt) auf)"
        r"(?: \w+){0,4}|(?:auf|auf die|auf den) (?:mutter|mama|oma|uns|mich) los(?:gegangen)"
        r"?",
        r"(?:droh\w*|gedroht|geschrien|gesagt,? er|schwor)(?: \w+){0,5} (?:umbring\w*"
        r"|umzubringen|erschiess\w*|totschlag\w*|abstech\w*|erschlag\w*|kaputt)(?: \w+){0,3}",
        r"(?:gewehr|pistole|messer|beil|flinte|axt)(?: \w+){0,5} (?:auf (?:uns|mich|mama"
        r"|mutter|sie|die)|an (?:den|die) (?:hals|kehle|kopf)|gerichtet|gezielt|bedroht)(?: "
        r"\w+){0,2}",
        r"(?:gewalttatig\w*|gewalt (?:in|an|gegen)|hand ausgerutscht|jahzornig und|mit dem "
        r"(?:gurtel|riemen|kochloffel|stock|ochsenziemer|teppichklopfer) (?:\w+ )"
        r"{0,3}(?:geschlagen|verhauen|verdroschen|drauf|gab|bekommen|uber|auf))(?: \w+){0,3}"
        r"|(?:arm|nase|rippen|kiefer|zahne)(?: \w+){0,3} (?:gebrochen|ausgeschlagen"
        r"|eingeschlagen)(?: \w+){0,2}",
    ),
    "abuse": (
        r"(?:unter den rock|unters nachthemd|unter die decke gegriffen|musste(?:n)? (?:ihn"
        r"|uns|mich) (?:anfassen|ausziehen)|grapsch\w*|mochte (?:die )?kleine\w* (?:madchen"
        r"|buben|jungen)|nicht allein(?:e)? mit (?:ihm|dem|onkel|opa)|hat uns gezwungen)(?: "
        r"\w+){0,4}",
        r"(?:angefasst|begrapsch\w*|befummel\w*|missbrauch\w*|vergewaltig\w*|an mir "
        r"vergriffen|vergriff\w*|vergangen an|unsittlich\w*|zwischen die beine|an die wasche"
        r"|sexuell\w*|padophil\w*|kinderschander|betatsch\w*)(?: \w+){0,4}",
        r"(?:kam|kommt|ging|schlich|stieg|kroch|gekommen|gelegt)(?: \w+){0,4} (?:in (?:meine "
        r"kammer|mein zimmer|mein bett|unser bett|unser zimmer|die kammer|unsere kammer)|ins "
        r"bett|zu (?:mir|uns|den kleinen|den madchen|den buben) ins (?:bett|zimmer))(?: \w+)"
        r"{0,3}",
        r"(?:mit (?:mir|uns|den (?:kindern|kleinen|buben|madchen)) (?:sachen|dinge"
        r"|schweinereien) gemacht|was er (?:mir|uns|ihr|den \w+) angetan)(?: \w+){0,3}",
    ),
    "suicide": (
        r"(?:den strick|einen strick|am strick|ein strick|aus dem leben geschieden|vor den "
        r"zug|vom dach (?:gesprungen|gesturzt|sprang|gefallen)|von der brucke|hand an sich|wollte"
        r" sterben|nicht mehr leben wollen"
        r"|lebensmude|sich (?:\w+ )?(?:das leben|was angetan|etwas angetan)|am balken|gas "
        r"aufgedreht)(?: \w+){0,3}",
        r"(?:selbstmord\w*|selbstmorder\w*|suizid\w*|freitod|freiwillig aus dem leben"
        r"|(?:sich|dich|mich) (?:\w+ ){0,4}?(?:erhangt|aufgehangt|aufgehangen|umgebracht"
        r"|erschossen|vergiftet|ertrankt|das leben genommen|vor den zug|vom \w+ gesturzt"
        r"|etwas antun|was antun|was angetan|die pulsadern)|(?:erhangt|aufgehangt|umgebracht)"
        r" (?:hat|hatte)|das leben genommen|hat sich (?:in|im|auf|am|vom|aus|mit|vor)(?: \w+)"
        r"{0,3} (?:erhangt|erschossen|ertrankt|gesturzt|geworfen|vergiftet|umgebracht)|ins "
        r"wasser gegangen|ging ins wasser|(?:tabletten|schlaftabletten) (?:geschluckt"
        r"|genommen)|alle tabletten|wollte nicht mehr leben|kein unfall|abschiedsbrief"
        r"|schluss gemacht mit dem leben|den gashahn)(?: \w+){0,3}",
    ),
    "illness": (
        r"(?:krebs\w*|tumor\w*|metastase\w*|chemo\w*|leukamie|alzheimer|demenz|dement"
        r"|schizophren\w*|bipolar\w*|manisch\w*|depression\w*|depressiv\w*"
        r"|nervenzusammenbruch|nervenklinik|psychiatrie|psychiatrisch\w*|irrenanstalt|in der "
        r"klapse|klapsmuhle|eingewiesen|in der klinik(?: \w+){0,2}|hiv|aids|syphilis|tripper"
        r"|geschlechtskrank\w*|leberzirrhose|zirrhose|alkoholiker\w*|alkoholkrank"
        r"|alkoholismus|trinker\w*|soff|gesoffen|saufen|sauft|suchtig|sucht|drogen\w*|heroin"
        r"|entzug|abtreib\w*|abgetrieben|fehlgeburt|epilep\w*|parkinson|multiple sklerose"
        r"|magersucht|bulimie|diagnos\w*|antidepressiv\w*|inkontinen\w*|geisteskrank"
        r"|nervenkrank|nervenleiden|in behandlung|medikamentenabhangig)",
    ),
}
