"""German, with a few turns of Austria and Switzerland: the indirect ways."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ai.narrative.gate.words.turns.phrases import lines

_lines = partial(
    lines,
    kin="mama|mami|mutti|mutter|papa|papi|vati|vater|oma|opa|omi|opi|tante|onkel|schwester|bruder"
    "|cousin~"
    "|tochter|sohn|mann|frau|schwager|schwagerin|nichte|neffe|schwiegermutter|schwiegervater"
    "|schwiegertochter|enkel~|grossmutter|grossvater|mueti|vaeti|grosi",
    not_="nicht|nie|niemals|ned|net|nit|nod|nix|nichts|keinem|keiner|keinen|niemand~|kein|keine"
    "|ungern",
    know="wiss~|weiss|gewusst|erfahr~|seh~|sieht|gesehen|hor~|gehort|les~|liest|gelesen|mitkrieg~"
    "|mitbekomm~|merk~|ahn~|spitzkrieg~|zu gesicht|in die finger",
    pass_="zeig~|gezeigt|teil~|erzahl~|weitererzahl~|weitersag~|veroffentlich~|druck~|herumreich~"
    "|rumreich~"
    "|rumgeh~|herumgeh~|weitergeb~|weiterleit~|weiterschick~|post~|erwahn~|verrat~|sag~|vorles~"
    "|ausplauder~"
    "|reinstell~|hochlad~|aufhang~|benutz~|verwend~|rauskomm~|herumkomm~|in umlauf|durchsicker~"
    "|ausser haus",
    ask="frag~|gefragt|fragts|red~|sprech~|sprich|klar~|besprech~|bescheid|anruf~|absprech~",
)

TURNS: Mapping[str, tuple[str, ...]] = {
    "secrecy": _lines(r"""
(?:zeig|zeigt|gib|gebt|sag|sagt|erzahl|erzahlt|schick|schickt|lass|lasst) (?:sie|es|das|ihn|die
  |den)? ?.. (?:\w+ )?(?:nicht|nie|ned|nix|nichts)
(?:muss|soll|sollte|braucht|darf|mag|will|mocht~|war~|ware) ... <not_> .. (?:<know>|<pass_>
  |rumgehen|raus|wissen)
(?:rumgehen|rumgezeigt|weitererzahlt|rauskommen|erfahren|wissen|sehen|lesen|gedruckt|vorgelesen
  |gezeigt|veroffentlicht) .. (?:muss|soll|sollte|braucht|darf|werden muss|werden soll) .. <not_>
<not_> .. (?:<pass_>) .. (?:bitte|gell|ja|werden|das|die)
(?:<pass_>) .. (?:bitte |das |es |des |die )?(?:<not_>) .. (?:weiter|rum|herum|gell|bitte|davon|an
  |der|dem|den)
<not_> .. (?:fur|vor) .. (?:publikum|die offentlichkeit|offentlichkeit|fremde|andere augen|andre
  |die anderen|die kinder|die enkel|leute|das buch|nachwelt|aussenstehende)
(?:nimm~|nehm~|geht|bleibt|bleiben|stirbt|behalt~|liegt|liegen|gehort|gehoren
  |begrab~) .. (?:mit ins grab|unter uns|bei uns|in der familie|im haus|im kastchen
  |in der schublade|in der kiste|bei dir|zwischen (?:uns|dir)|im schrank|hier im|in diesen|daheim
  |fur dich|fur euch|mit mir)
(?:nur|bloss|ausser|allein) .. (?:du und ich|ich und du|wir zwei|wir beide|dir|euch|ihr zwei
  |mir und dir) .. (?:weiss|wiss~|weisst|les~|kenn~)?
(?:die|der|\w+) .. (?:weiss|ahnt|wissen|ahnen) .. (?:nichts davon|nicht dass|bis heute nicht
  |nichts|nix|ned|davon nichts)
(?:wenn|falls) .. (?:sie|er|die|der|das|mutter|mama|<kin>) .. (?:<know>|rauskommt|dahinterkommt
  |mitkriegt) ... (?:arger|krach|streit|bringt mich|bringen mich|sauer|gnade|theater|los|umbring~
  |enterb~|nie wieder|verzeih~|aus)
(?:wenn|sobald|nachdem) .. (?:du|ihr) .. (?:gelesen|gesehen|gehort) .. (?:hast
  |habt) ... (?:verbrenn~|zerreiss~|losch~|wirf|werft|weg|versteck~|vernicht~|ofen|feuer)
(?:in den ofen|ins feuer|in den mull) (?:damit|werfen|stecken|geworfen)|(?:ab|danach
  |dann) in den ofen
(?:nie|niemals|noch nie|zum ersten mal|bisher) .. (?:jemandem|jemand|wem|einem|keinem|laut
  |davon) .. (?:erzahlt|gesagt|gezeigt|gesprochen|anvertraut|ausgesprochen|erzahle)
(?:vergiss|vergesst|tu so als|tut so als|du hast|ihr habt) .. (?:dass ich|nichts|nie|gleich wieder
  |wieder) .. (?:gehort|gesagt|gesehen|erzahlt|gelesen)?
(?:ist|sind|war|bleibt) .. (?:privat|personlich|vertraulich|geheim|meins|unsere sache
  |familiensache|intim|nur fur)[,.]? (?:nicht|und|bitte|gell|also|nur|das|die|sache)
(?:geht|ging|gehen) .. (?:keinen|niemanden?|keine sau|die andern|sonst) .. (?:was an|etwas an
  |nichts an|an)
(?:lieber|besser|am liebsten|bittschon|bitte|ware mir|war mir) .. (?:diskret|still|stillschweigen
  |verschwiegen~|fur sich|unter verschluss|drin bleiben|liegen lassen|ruhen lassen|wegsperr~
  |dabei bleibt|nicht an die grosse)
(?:mund halten|klappe|psst|kein sterbenswort|kein wort (?:zu|davon|daruber)|stillschweigen
  |unter dem siegel|grosse glocke|hinter vorgehaltener|ohne namen zu|von mir hast du
  |hast du nicht von mir|weisst du nicht von mir|dichthalten|dicht halten)
"""),
    "condition": _lines(r"""
(?:aber|nur|erst|nicht|ned|bitte|wart~|durft|konnts?|konnt|nehmts?|nehmt|gern|ok|verwend~|druck~
  |benutz~|zeig~|hebt|behalt~) ... (?:wenn|falls|sobald|nachdem|bevor|bis|ehe|solang~|vorher
  |zuerst|zerst|erst|nach) ... (?:einverstanden|erlaub~|zustimm~|zugestimmt|ja sagt|ja gesagt|okay
  |ok|dagegen|mag|will|tot|gestorben|stirbt|lebt|nicht mehr|unter der erd~|erlaubnis|recht ist
  |passt|freigib~|gelesen|gesehen|<ask>|weiss|unterschr~|taufe|hochzeit|kommunion|scheidung
  |beerdigung|prozess|gericht~|erb~|notar|urteil|antwort~|geburt|prufung~|geburtstag|volljahrig
  |ist|sind|hat|haben)
(?:unter|mit|auf) .. (?:einer|der|einzigen) (?:bedingung|auflage|voraussetzung)|bedingung (?:ist
  |war|dass)|vorausgesetzt|(?:hauptsache|solang~|sofern) .. (?:nicht|der|die|das|ihr|es|niemand)
(?:<ask>) .. (?:bitte |aber |erst |zerst |vorher |zuerst )(?:die |den |der |dem |das |mit |bei 
  |mal |noch )?\w+
(?:erst|vorher|zuerst|zerst|zuvor) .. (?:bitte )?(?:die|den|der|mit|bei|mal|noch|ihn|sie|muss
  |mocht~|will|noch) .. (?:<ask>|red~|zustimm~|lesen|sehen|absegn~)
(?:wenn|falls|sofern) .. (?:er|sie|der|die|<kin>|\w+) .. (?:nichts dagegen|einverstanden|zustimm~
  |erlaub~|nicht (?:mag|mochte|will|recht)|dagegen|sich beschwer~|stort|ja sagt|nein sagt
  |es sich anders|recht)
(?:warte|warten|wart|fehlt|steht) .. (?:noch )?(?:auf|die|der|das|sein|ihr) .. (?:antwort|zusage
  |okay|ok|erlaubnis|unterschrift|einwilligung|zustimmung|segen|freigabe|bescheid)
(?:muss|mussen|soll|sollte|darf|will|mocht~) .. (?:der|die|das|er|sie|\w+) .. (?:entscheiden
  |erlauben|absegnen|zustimmen|freigeben|zuerst|erst|vorher|mitreden|das letzte wort|gefragt werden)
(?:noch nicht|nicht|noch) .. (?:gefragt|gesagt|erlaubt|zugestimmt|besprochen|erzahlt
  |bescheid gegeben|unterschrieben|freigegeben|ok gegeben) .. (?:hab|habe|haben|hat|worden|ob)
(?:solang~|bis|ehe|bevor) .. (?:er|sie|die|der|mutter|vater|das|ich|wir|\w+) .. (?:lebt|leben
  |noch da|gericht|verfahren|prozess|geklart|durch|fertig|vorbei|entschieden|entscheidet|weiss
  |zustimmt)
ohne (?:sein|ihr|deren|dessen|\w+s) .. (?:wissen|erlaubnis|zustimmung|einverstandnis|okay|ok
  |segen)|nur ohne
"""),
    "doubt": _lines(r"""
\((?:glaub~|denk~|vermutlich|wohl|oder |nicht sicher|vielleicht|angeblich|meine|wahrscheinlich
  |evtl|unsicher)[^)]{0,40}\)
(?:glaub~|denk~|meine|schatze|vermute|sagt|meint|behauptet|schwort) .. (?:ich |dass |das 
  |es )(?:ist|war|sei|sind|das|es|er|sie) .. (?:aber|oder|nicht|er|sie|der|die|von|<kin>)
(?:vermutlich|wahrscheinlich|vielleicht|womoglich|eventuell|evtl|moglicherweise|kann|konnte|konnt
  |mag|durfte|muss) .. (?:onkel|tante|auch|einer|eine|ein|jemand|wer|die|der|es|sein|gar|oma
  |opa) .. (?:anderer|andere|nachbar~|sein|nicht|bruder|schwester|freund|cousin|falsch|verwechs~
  |\d{4}|ist|war|von)
unsicher|(?:nicht|ned|nit|net|nimmer) ?.. (?:sicher|gewiss|genau|uberzeugt|beschworen|beeiden
  |garantieren|hand ins feuer)(?! wie du)
(?:weiss|wissen|ahnung|unklar|unsicher|fraglich) .. (?:nicht|ned|nit|net|keiner|niemand|keine
  |nimmer)? ?.. (?:ob (?!(?:du|ihr|sie) )|wer|wem|wessen|welche~|wo das|von wem|wann)
(?:zu |noch |muss|musste|bitte) ?(?:uberpruf~|pruf~|nachpruf~|verifizier~|bestatig~|abklaren)
  |(?:ruckseite|schrift|datum|name) .. (?:unleserlich|nicht lesbar|verwischt|fehlt)
(?:nicht|ned|net|keine ahnung) ob (?:das|des|es|sie|er|die) .. (?:hier|reingehort|rein|dazu|passt
  |gehort|hergehort|ist|was|wichtig)~
(?:wer|wem|wessen) (?:ist|sind|gehort|war) .. (?:das|die|der|dies~|denn|eigentlich)|(?:ist|war
  |sind) (?:das|er|sie|es|die) .. (?:uberhaupt|wirklich|er|sie|oma|opa|der|die|richtige~) ?\?
(?:oder (?:ist|war|doch|eher|vielleicht) .. (?:das|es|er|sie|der|die|ein~)|mit vorsicht
  |ohne gewahr|vom horensagen|hab ich nur gehort|hat man mir erzahlt|angeblich|soll ja
  |wer weiss ob|nagelt mich)
(?:verwechsel~|vertausch~|durcheinander|falsche~ (?:kiste|familie|person|stapel|mappe|album
  |umschlag)|andere familie|reingerutscht|dazwischengerutscht|hier zu suchen|gehort|gehoren|zu tun
  |hierher|passt) .. (?:hier|hierher|\?|rein|dazu|nicht|mit|familie|kiste|ned|her)
"""),
    "editor_note": _lines(r"""
(?:hallo|test|so|eins zwei|eins|lauft) .. (?:lauft|nimmt|hort|test|geht|eins|zwei|drei|aufnahme
  |das ding)
wie (?:schickt|macht|stellt|nimmt|schaltet|geht|loscht|sendet) .. (?:man|das|des|ma|i
  |ich) .. (?:ab|aus|das|auf|ein|an)?
(?:ach|oh|ups|hoppla|sorry|verzeih~|entschuldig~|tschuldig~|mist|korrektur|nachtrag|berichtigung
  |pardon|huch)[,:. !]* ... (?:mist|oben|falsch|vertippt|tippfehler|fehler|gemeint|doppelt
  |verschrieben|autokorrektur|handy|nicht \w+ sondern|meinte|muss heissen|heissen|richtig|steht
  |versehen|unten|geschickt|vertan)
(?:oben|da|dort|unten|vorhin|wo) .. (?:steht|stand|hab|habe|schrieb|geschrieben) ... (?:gemeint
  |muss|soll|richtig|falsch|sondern|heissen|natürlich|naturlich|ander~|stimmt)
(?:umander~|andert|andern|korrigier~|ausbesser~|losch~|streich~|rausnehm~|nehmt|tausch~|ersetz~
  |dreh~|beschneid~|zuschneid~|weglass~|lasst|lass|kurz~|verschieb~|einfug~|erganz~|ignorier~
  |uberspring~|bessert|berichtig~|schneidet|schneid) .. (?:bitte|danke|das|die|den|der|des|es|mich
  |oben|raus|weg|aus|diese~|satz|teil|foto|namen|datum|bild|titel|absatz|nachricht|vorige~
  |letzte~) .. (?:bitte|danke|raus|weg|aus|um|oben|davor|vorher|nicht|ab|foto|bild|satz|namen
  |datum|mit|\w+)
(?:musst|musste|muss|mussen|sollt|solltet|brauchts?|braucht|konnt|konntet|konntets) (?:ihr|man|du
  |wir|ma|es|'s) .. (?:jetzt )?(?:nicht|ned|nix|ja nicht|auch nicht|bitte
  |vielleicht)? ?... (?:rumreit~|herumreit~|rumreiten|reiten|breittreten|erwahnen|vertief~|betonen
  |aufbausch~|ubergehen|weglassen|schreiben|reinschreiben|hinschreiben|auswalzen|streichen|sagen
  |andern|kurzen|bringen|auslassen|machen|lassen)
(?:an eurer stelle|an deiner stelle|ich wurd~|ich tat) ... (?:weglass~|streich~|uberspring~|kurz~
  |ubergeh~|ander~|drubergehen|lassen|nicht)
(?:nicht|ned|nie|bitte nicht|kein) .. (?:schreib~|nenn~|sagt|sag|verwend~|so tun|ausschmuck~
  |breittret~|aufbausch~|ubertreib~|"\w+) .. (?:dass|von|verstorben|entschlaf~|kampf|wort|sie|er
  |das|tapfer|bitte|werden)
(?:entwurf|unfertig|noch nicht fertig|noch nicht ganz|fortsetzung folgt|rest (?:folgt|kommt
  |schick~)|kommt noch|folgt noch|mach ich morgen|spater mehr|zweite seite|seite zwei|fehlt noch
  |erst mal|vorlaufig|stichpunkte|provisorisch)
(?:schreibt|schreib) (?:sich|man|mi|sie sich) .. (?:mit|ohne) .. \w+|mit (?:zwei|einem|doppel|th
  |dt|ck|y|v|h) .. (?:geschrieben|nicht|bitte|schreib~)
(?:sollte|wollte|war|ware) .. (?:eigentlich )?(?:an|in|fur) .. (?:die andere|den anderen
  |andere gruppe|jemand ander~|meine|die gruppe|die familie)
"""),
    "insult": _lines(r"""
(?:ein|eine|dies~|so ein|so eine|der|die|alte~|falsche~|blode~|faul~|dumm~|geizig~|hinterhaltig~
  |verlogen~|gierig~|verfressen~|versoffen~) .. (?:nichtsnutz|schmarotzer~|drecksack|dreckskerl
  |schlange|natter|ratte|geizhals|geizkragen|raffzahn|erbschleicher~|heuchler~|lugner~|betruger~
  |saufer~|suffkopf|faulpelz|faulenzer|hexe|drache|furie|giftzwerg|giftnudel|giftspritze|miststuck
  |luder|sau|schwein|kuh|ziege|gans|esel|ochse|rindvieh|depp|trottel|idiot~|dummkopf|hornochse
  |arsch~|lump|halunke|gauner~|taugenichts|tagedieb|versager|feigling|angeber~|wichtigtuer~
  |aasgeier|parasit~|blutsauger|egoist~|scheinheilig~|scheusal|ekel~|biest|zicke|kotzbrocken
  |schleimer|tratsch~|klatschmaul|grattler|bazi|loli|dotsch|gfrast|zwider~)
(?:verstand|hirn|charme|benehmen|manieren|herz|anstand|intelligenz|iq|feingefuhl) .. (?:wie|von
  |einer|eines) .. (?:ein|eine|einer|einem|eines|knackebrot|toastbrot|amobe|kuhlschrank)
(?:noch nie|nie|sein lebtag|ihr lebtag|im leben) .. (?:was |etwas |einen finger )?(?:gearbeitet
  |geschafft|getaugt|gerad~|ruhrt|geruhrt|gegonnt|gemacht)|taugt~ (?:nix|nichts|zu nichts|nie)
  |zu nichts zu gebrauchen|zu blod|zu dumm|zu faul|nicht einmal .. (?:wechseln|kochen|anziehen)
(?:kann|konnte|konnt|mag|mocht~) .. (?:den|die|ihn|sie|sein~|ihr~) .. (?:nicht|ned|nie
  |nimmer) .. (?:ausstehen|leiden|riechen|ab|sehen|verputzen|schmecken)
(?:haare auf den zahnen|falscher fuffziger|hat .. keine? (?:anstand|herz|charakter|scham|benehmen
  |gewissen)|dumm wie|falsch wie|faul wie|geizig wie|stinkfaul|strohdumm|strunzdumm|saudumm
  |saublod|hinterfotzig|verdirbt jed~|hat .. alles verdorben|macht .. alles kaputt|tut so fromm
  |spielt sich auf)
"""),
    "accusation": _lines(r"""
(?:wir|alle|jeder|man|das ganze dorf) .. (?:wiss~|weiss|wusst~) .. (?:wer|ganz genau|genau|wo
  |wohin|woher|doch)
(?:geld|sparbuch|schmuck|ring|erspart~|erbe|testament|haus|grundstuck|rente|gold|acker|hof|konto
  |silber|uhr|munzen) ... (?:verschwund~|verschwand|weg|nimmer da|nicht mehr da|lag es da nicht
  |nie wieder|nie (?:mehr )?gesehen|unter den nagel|eingesackt|eingesteckt|behalten|verprasst
  |verkauft|uberschrieben|auf (?:seinen|ihren) namen|abgehob~|leer|geplundert|beiseite
  |in die eigene tasche|urlaub|neues auto|malediven)
(?:hand|finger) .. (?:gefuhrt|gehalten|gedruckt)|(?:unterschr~|testament|vollmacht|vertrag
  |papier~) ... (?:nicht mehr (?:klar|lesen|gewusst|ganz)|gefalscht|nachgemacht|nicht gewusst
  |nicht lesen|untergeschoben|untergejubelt|kurz vor|drei tage vor|konnt~ nix mehr)
(?:nie|nicht|bis heute nicht|ned) .. (?:zuruckgezahlt|zuruckgegeben|zuruckbezahlt|zahlt|bezahlt
  |gesehen davon|wiedergesehen|abgerechnet)|(?:schuldet|schuldig) .. (?:uns|mir|der|noch|geblieben)
(?:betrog~|bestohl~|beklaut|gestohl~|geklaut|ubers ohr|uber den tisch|reingelegt|abgezockt
  |ausgenomm~|gemolken|verpfiff~|denunzier~|angezeigt|angeschwarzt|verpetzt|gefalscht|unterschlag~
  |hinterzog~|schwarz gearbeitet|schmiergeld|geschmiert|abkassiert|ausgenutzt|enterbt) .. (?:hat
  |haben|worden|sie|er|uns|ihn|die|den|das|um|von|beim)?
(?:geliebte|fremdgeh~|fremdgegangen|verhaltnis mit|affare|betrugt|betrogen|andere frau
  |andere familie|zweitfrau|techtelmechtel|was mit (?:der|dem|seiner|ihrem))
(?:zufalle gibt|zufall\?|komisch nicht|komisch gell|so ein zufall|was fur ein zufall|wer's glaubt
  |merkwurdig nicht|und (?:die|der) \w+ (?:fuhr|kaufte|hatte|hat) .. (?:auf einmal|plotzlich
  |im herbst|danach|ein neues))
(?:ins heim|in die anstalt|in die klapse) .. (?:gesteckt|abgeschoben|geschoben
  |einweisen) ... (?:haus|wohnung|geld|damit|um)
"""),
    "paternity": _lines(r"""
(?:gefangenschaft|gefangen|im krieg|an der front|im feld|auf see|vermisst|eingezogen|in russland
  |in sibirien|weg) ... (?:geboren|zur welt|auf die welt|schwanger|kam .. kind|neun monate|gekommen)
(?:geboren|zur welt|auf die welt|gekommen|schwanger) ... (?:gefangenschaft|gefangen|im krieg
  |an der front|im feld|auf see|vermisst|in russland|in sibirien|noch nicht (?:da|heim|zuruck)
  |erst \d+)
(?:aussieht|sieht|augen|nase|gang|haare|schaut|gesicht|kinn|ahnlich~|gleicht|ebenbild) .. (?:wie
  |vom|von|dem|der|aus wie) .. (?:pfarrer|knecht|brieftrager|postbote|nachbar~|arzt|doktor
  |milchmann|metzger|backer|bauer|chef|lehrer|ami|amerikaner|russe|soldat|franzose|untermieter
  |verwalter|forster|gutsherr|hausherr|meister)
(?:nicht|ned|net|kein~|gar nicht|nie) .. (?:der |die |das |sein |ihr |mein |vom )?(?:leiblich~
  |richtig~|echt~|wirklich~|biologisch~|kind|vater|sein kind|sein sohn|seine tochter|vom vater
  |von ihm|von opa|blutsverwandt|verwandt)
(?:leiblich~|biologisch~|wirkliche~|richtige~|unbekannt~) (?:vater|mutter|papa|sohn|tochter|eltern
  |geschwister)|halb(?:bruder|schwester|geschwister)~|stiefkind|kuckuckskind|uneheliche~
  |ledige~ kind|lediges|bankert|besatzungskind|vater unbekannt|kindsvater|adoptiert (?:worden|wurde
  |ist|bin)|(?:bin|wurde|ist) .. adoptiert|zur adoption|pflegekind
  |weggegeben|vaterschaft~
(?:dna|gen|abstammung|blut)[- ]?(?:test|tests|analyse|gruppe|probe)?~ .. (?:test|gemacht|ergab
  |sagt|raus|stimm~|passt|verwandt|ergebnis)
(?:neun|acht|sieben|sechs|zehn|elf) monat~ (?:nach|vor|spater) .. (?:dem|der|seiner|hochzeit|heim~
  |urlaub|krieg|abreise)
(?:siebenmonatskind|fruhchen|fruhgeburt|zu fruh) ... (?:pfund|kilo|gelacht|sagt~|kraftig|niemand
  |gesicht)
(?:alle|jeder|das ganze dorf|man) .. (?:wuss~|gewusst|geredet|getuschelt) .. (?:nur|ausser
  |bloss) .. (?:er|sie|ihm|ihr|der|die|vater)
(?:heirat~|hochzeit|geheiratet) .. (?:mussen|mussten|schnell|eilig|musste|gemusst|in eile)
  |als (?:ihr|sein) eigen~ .. (?:aufgezogen|grossgezogen|angenommen|ausgegeben)
"""),
    "violence": _lines(r"""
(?:getrunken|gesoffen|besoffen|betrunken|wirtshaus|wein|schnaps|bier|rausch|suff|blau|kneipe
  |heimkam|heimgekommen) ... (?:anderer mensch|angst|versteck~|geschlag~|eingesperr~|gurtel|riemen
  |kaputt|zerschlag~|zittern|still|mucksmauschen|leise|nicht wiederzuerkennen|scheune|prugel~|bos~
  |bose)
(?:versteck~|geschlafen|schliefen|gefluchtet|eingeschlossen|verkrochen|gerannt
  |davongelaufen) .. (?:im|in|unter|bei|zu|hinter|in der|in den) .. (?:heu|stadel|scheune|keller
  |schrank|stall|bett|nachbar~|wald|dachboden|klo|speicher|scheuer) ... (?:vater|papa|opa|wenn|bis
  |er|besoffen|mutter|schrie|ruhe|kam)?
(?:flinte|gewehr|messer|pistole|axt|beil|gurtel|riemen|ochsenziemer|rohrstock|teppichklopfer
  |kochloffel|schurhaken|peitsche|karabiner|stock) ... (?:aufgestellt|gezielt|hals|schlafe|rucken
  |beine|strieme~|schnalle|bedroht|geholt|aus dem schrank|gegen|auf uns|tanzte|hinterm|gab|setzte)
(?:angst|furcht|panik|gezittert) .. (?:vor (?:ihm|vater|dem|papa|seinen|seinem)|wenn (?:er|vater)
  |dass er|gehabt vor)
(?:gesagt|sagte|sagen|erzahlt|hiess|behauptet|angeblich) .. (?:sie|ich|dass|er|es)? ?... (?:treppe
  |gestolpert|gefallen|schranktur|tur gelaufen|gestossen|hingefallen|gesturzt)
(?:blaue~ (?:fleck~|auge~|arm~)|veilchen|sonnenbrille|lange armel|gebrochen~|strieme~|aufgeplatzte
  |platzwunde) ... (?:vater|ihm|sonntag|kirche|sommer|mann|gefragt|versteckt|nie|schon wieder
  |kopftuch|erklar~)
(?:hand|faust|fauste) .. (?:ausgerutscht|rutschte|erhoben|gegen|locker|sass locker|gehoben)
  |(?:verprugel~|geprugel~|prugel~|gewatscht|watsch~|ohrfeig~|geschlagen|schlug|haute|gehauen
  |verhauen|verdrosch~|gedrosch~|misshandel~|schlage|zugeschlagen|tracht) .. (?:die|den|uns|mich
  |sie|mutter|mama|kinder|ihn|wenn|hat|wurde|gekriegt|hatte|jed~|bis)
(?:wird|wurde|werde) .. (?:ruhiger|sanfter|besser|sich beruhigen) .. (?:mit dem alter|mit der zeit
  |im alter)
(?:gewartet|gelauert|aufgelauert|passte) ... (?:hinter|mauer|weg|dunkel) ... (?:nicht heim~|nie
  |schuss|messer|spaten)
"""),
    "abuse": _lines(r"""
(?:pfarrer|kaplan|onkel|cousin|lehrer|stiefvater|nachbar|bruder|opa|grossvater|chef|mesner
  |direktor|erzieher|pater|trainer|heimleiter|hausvater|bauer|herr|lehrherr) ... (?:behielt|rief
  |zwang|bat|liess|dableiben|einsperr~|reinkam|kam|setzte|fasste|griff|streichel~|nahm
  |schenkte) ... (?:allein|nach den anderen|schoss|zimmer|bett|nachts|nacht|sakristei|tur
  |geheimnis|schlussel|mich|rock|schlafsaal|keller|hose)
(?:nachts|abends|schlafsaal|zimmer|bett) ... (?:schlafend gestellt|schlafend|gebetet|gehofft
  |tat~ so|gestellt|die augen zu|weitergeht|schritte|turklinke|klinke)
(?:nie (?:mehr|wieder)|nimmer|nicht mehr) .. (?:rein|hinein|hin|betreten|gegangen|hingegangen
  |gewollt) ... (?:sakristei|kirche|schule|zu ihm|haus|zimmer|hof|stall|heim)?
(?:warum|weshalb|weil|grund|deshalb) .. (?:ich|wir|sie) .. (?:nie|nicht|nimmer|damals|so
  |von) .. (?:mehr )?(?:hin|in die kirche|zum|zur|beichte|beerdigung|zu besuch|aufgehort
  |weggelaufen|weg|ministrier~|chor|onkel|dienst|davongelaufen|heim)
(?:tur|zimmer|kammer) ... (?:keinen schlussel|kein schloss|stuhl unter|stuhl vor|riegel
  |kommode davor|verriegel~|zugesperrt|abgeschlossen) .. (?:er|gehabt|unter|vor|davor|hatte|nachts
  |onkel|klinke)?
(?:finger|hande|pfoten) .. (?:nicht bei sich|wo sie nicht|unter (?:mein|dem|den|die)|nicht lassen)
  |betatsch~|begrapsch~|befummel~|grapsch~|angefasst|missbrauch~|vergewaltig~|vergang~ an
  |vergriff~ (?:sich )?an|unsittlich~|zu nahe|zu nah|padophil~|kinderschander
  |sich gern um die kleinen
(?:was|das was|die sachen) .. (?:er|der|die|man|sie|mit uns|dort|da) ... (?:gemacht|getan|angetan
  |passiert|geschah|geschehen) ... (?:madchen|madeln|kinder~|buben|uns|mir|heim|keller|damals)?
(?:war|mit|ich war) (?:sechs|sieben|acht|neun|zehn|elf|zwolf|\d{1,2})(?: jahre)? ... (?:onkel
  |pfarrer|stiefvater|bauer|nie (?:erzahlt|gesagt)|tur|zimmer|angst|cousin)
"""),
    "suicide": _lines(r"""
(?:hat|wollte|hatte) .. (?:sich entschieden|selbst entschieden|selber entschieden|den weg gewahlt
  |seinen weg|ihren weg|gehen wollen|selber gehen|nicht mehr wollen|nimmer (?:wollen|konnen|mogen)
  |nicht mehr (?:leben|konnen|gewollt|weiterleben|aufwachen))
(?:abgelegt|zusammengelegt|hingelegt|ausgezogen|hingestellt|aufgeraumt|zuruckgegeben|bezahlt
  |geordnet|gefaltet) ... (?:schuhe|mantel|uhr|ehering|ring|brieftasche|brille|hut|zettel|brief
  |jacke|papiere|brucke|ufer|gelander)
(?:schuhe|mantel|uhr|ehering|ring|brieftasche|brille|hut|zettel|brief|jacke|papiere) ... (?:brucke
  |ufer|gelander|see|abgelegt|ordentlich|auf dem tisch|neben|gleis~|ins wasser)
(?:ist|sei|war|ging|lief) ... (?:bahndamm|gleise~?|brucke|fluss|see|wasser|moor|wald|dachboden
  |scheune|garage|stadel|heuboden|weiher|brunnen|steinbruch|klippe) ... (?:nicht (?:heim~|mehr
  |zuruck~|wieder~)|nie|gefunden|gegangen|allein|am morgen|strick|ohne)
(?:hiess|sagte~|gesagt|geschrieben|pfarrer|polizei|offiziell|totenschein|arzt) .. (?:es )?(?:war 
  |sei )?(?:das herz|herz|unfall|ein unfall|ausgerutscht|beim putzen|jagdunfall|gewehrputzen
  |herzversagen)
(?:freitod|freiwillig (?:gegangen|aus dem leben)|aus dem leben geschieden|ein ende|schluss gemacht
  |sich (?:was|etwas) angetan|selbst angetan|aufgehang~|erhang~|erschoss~|vergift~|den gashahn
  |strick|am balken|tabletten|schlaftabletten|pulsader~|lebensmude|vor den zug|auf die schienen
  |rattengift|ins wasser gegangen|ins wasser ging)
(?:nicht|kein~) .. (?:auf dem friedhof|kirchlich|begrab~|beerdig~|geweihte~) .. (?:durf~|begrab~
  |wollte~|erde|lassen|messe|pfarrer)
(?:am tag davor|am abend (?:davor|vorher)|tags zuvor|in der nacht davor|vorher hat er
  |vorher hat sie) ... (?:zuruckgegeben|bezahlt|geschenkt|verabschiedet|aufgeraumt|umarmt|besucht
  |geschrieben|geflickt|repariert|noch)
"""),
    "illness": _lines(r"""
(?:dialyse|chemo~|bestrahl~|strahlentherapie|onkolog~|nervenheilanstalt|irrenhaus|psychiatr~
  |anstalt|klapse|insulin|morphium|sauerstoff|schlaganfall|schlagerl|embolie|infarkt|demenz~
  |dement|alzheimer|parkinson|multiple sklerose|metastas~|tumor~|krebs|diabet~|zucker gehabt
  |tuberkulos~|schizo~|bipolar|depressi~|schwermut~|gemutskrank~|nervenzusammenbruch
  |mit den nerven|eingewiesen|entzug~|alkoholik~|alkoholkrank|leberzirrhose|zirrhose|hepatitis
  |aids|hiv|syphilis|epilep~|anfalle|fehlgeburt|abtreibung|transplant~|herzschrittmacher
  |windeln fur erwachsene|katheter|palliativ~|hospiz|autis~|panikattack~|angstzustande|magersucht
  |kind verloren|tropf|reha)
(?:papa|opa|vater|onkel|mutter|mama|mann|bruder|er|sie|oma) .. (?:trank|soff|gesoffen
  |hat getrunken|hing an der flasche|zu viel getrunken|zuviel getrunken
  |hat gern getrunken)(?! (?:sie|roh|den kaffee|kaffee|milch|tee|wasser|einen korn|ein glas milch
  |die milch|seinen kaffee|ihren))
(?:gaben|gab|gegeben) .. (?:ihm|ihr) .. (?:noch )?(?:drei|sechs|zwei|ein paar|wenige|ein
  |\w+) (?:monat~|woche~|jahr~)
(?:keine|ohne|alle) haare (?:mehr )?.. (?:gehabt|ausgefallen|verloren)?|haare .. (?:ausgefallen
  |verloren|ausgingen)|perucke
(?:nicht|nimmer|keinen|niemanden) .. (?:mehr )?.. (?:erkannt|gekannt|erkannte|kannte|gewusst wer
  |wusste wer|wer ich)|(?:kopf|gedachtnis|leber|nieren|lunge|nerven) .. (?:nicht mehr|nimmer
  |kaputt|hin|versagt~|liess nach|am ende|wollte~ nicht|fertig)
(?:flaschen? .. versteckt|versteckte .. flasche~|an der flasche|alkohol|trocken seit|sucht|suchtig
  |drogen|heroin|tabletten~ abhangig|spielsucht|anonyme alkoholiker|nur noch geweint|nur geweint
  |nicht mehr aufgestanden|nicht aus dem bett|nach meiner geburt|wochenbett)
"""),
}
