"""Kin in German, of Germany, Austria and Switzerland."""

from __future__ import annotations

import re

from ai.narrative.kinship.lexicon import Lexicon, words
from ai.narrative.kinship.relations import (
    former,
    foster,
    god,
    grand,
    great,
    half,
    in_law,
    promised,
    step,
)

GERMAN = Lexicon(
    code="de",
    nouns={
        "self": "ich, sie selbst, er selbst",
        "mother": "mutter, mama, mami, mutti, mam, mutter herz, muttern, mamma, mutsch, "
        "mütterchen, mamsch, muddern, muddi, mamatschi",
        "father": "vater, papa, papi, vati, paps, pap, väterchen, vatern, babba, tate, ätti, "
        "papsch, baba",
        "parent": "eltern, elternteil",
        "daughter": "tochter, mädchen, mädel, mädle, töchterchen, töchterlein, deern, älteste "
        "tochter, dirndl, madl, tochterkind, mädi",
        "son": "sohn, junge, bub, bube, söhnchen, söhnlein, bua, filius, jung, stammhalter, "
        "büebli, sohnemann, bursche",
        "child": "kind, kinder, älteste, ältester, jüngste, jüngster, jüngstes, ältestes, "
        "erstgeborene, erstgeborener, nesthäkchen, kindl",
        "sister": "schwester, schwesterherz, schwesterchen, schwesterlein, schwesti, zwilling "
        "schwester",
        "brother": "bruder, brüderchen, brüderlein, bruderherz, brudi",
        "sibling": "geschwister, zwilling, zwillinge",
        "wife": "frau, ehefrau, gattin, gemahlin, witwe, eheweib, weib, angetraute, göttergattin",
        "husband": "mann, ehemann, gatte, gemahl, witwer, göttergatte, ehegatte, angetrauter",
        "spouse": "ehepartner, ehepartnerin, bessere hälfte, ehegespons, hälfte, ehegatten, "
        "eheleute",
        "partner": "partner, partnerin, lebensgefährtin, lebensgefährte, lebenspartner, "
        "lebenspartnerin, feste freundin, fester freund, liebste, liebster, "
        "lebensabschnittsgefährte, gefährtin, gefährte, schatz, geliebte, geliebter, "
        "lebensgefährten, lebensmensch",
        "fiancée": "verlobte, braut",
        "fiancé": "verlobter, bräutigam, verlobten",
        "grandmother": "großmutter, oma, omi, omama, omili, großmama, großmütterchen, ahne, "
        "omchen, grosi, ömchen, grossmami, nana, nonna, oma mütterlicherseits, großmami, omilein, "
        "grosmuetti",
        "grandfather": "großvater, opa, opi, opapa, großpapa, opilein, opachen, grosspapi, neni, "
        "ätte, großpapi, grossätti, nonno, opale",
        "grandparent": "großeltern",
        "granddaughter": "enkelin, enkeltochter, enkelmädchen",
        "grandson": "enkel, enkelsohn, enkeljunge, enkelbub",
        "grandchild": "enkelkind, enkelkinder, enkerl",
        "great-grandmother": "uroma, urgroßmutter, uromi, urli, ururgroßmutter, ururoma",
        "great-grandfather": "uropa, urgroßvater, uropi, ururgroßvater, ururopa",
        "great-grandparent": "urgroßeltern",
        "aunt": "tante, tantchen, tanti, muhme, tantl, tant, tantchens, base mutter, gotte tante",
        "uncle": "onkel, oheim, ohm, onkelchen, unkel, oehm",
        "niece": "nichte, bruderstochter, schwestertochter, nichtchen",
        "nephew": "neffe, neffen, brudersohn, schwestersohn",
        "great-aunt": "großtante, grosstante, urgroßtante",
        "great-uncle": "großonkel, grossonkel, urgroßonkel",
        "great-niece": "großnichte, grossnichte, urgroßnichte",
        "great-nephew": "großneffe, grossneffe, urgroßneffe, großneffen",
        "f cousin": "cousine, kusine, base, bäschen, großcousine, großkusine, cousinchen, "
        "halbcousine",
        "m cousin": "cousin, vetter, großcousin, vetterle, vettern, kousin, halbcousin",
        "cousin": "geschwisterkind, cousins, geschwisterkinder",
        "mother-in-law": "schwiegermutter, schwiegermama, schwiegermutti, schwiemu",
        "father-in-law": "schwiegervater, schwiegerpapa, schwiegervati",
        "parent-in-law": "schwiegereltern",
        "daughter-in-law": "schwiegertochter, schnur, söhnerin, sohnsfrau",
        "son-in-law": "schwiegersohn, eidam, tochtermann",
        "sister-in-law": "schwägerin, schwippschwägerin, schwagerin",
        "brother-in-law": "schwager, schwippschwager",
        "sibling-in-law": "schwägerschaft",
        "godmother": "patin, taufpatin, patentante, gote, gotte, godl, firmpatin, gotti, göttin "
        "patin, gode, goth, got",
        "godfather": "pate, taufpate, patenonkel, göd, götti, firmpate, paten, petter, pfetter",
        "godchild": "patenkind, täufling, gottenkind, göttikind",
        "goddaughter": "patentochter, patenmädchen, patenmädel, patennichte",
        "godson": "patensohn, patenjunge, patenbub, patenneffe",
        "friend": "freundin, freund, kumpel, kamerad, kameradin, spezl, busenfreundin, "
        "busenfreund, vertraute, vertrauter, beste freundin, bester freund, spezi, brieffreundin, "
        "brieffreund, spielkamerad, spielkameradin, kumpan, gspänli, sandkastenfreund, "
        "sandkastenfreundin, schulfreund, schulfreundin, weggefährtin, weggefährte, duzfreund, "
        "vereinskamerad, vereinskameradin, kriegskamerad, freunde, gevatter, gevatterin, haberer, "
        "kameraden",
        "neighbour": "nachbarin, nachbar, nachbarn, nachbarsfrau, nachbarsjunge, nachbarskind, "
        "nachbarsmädchen, von nebenan, gegenüber, nachbarsleute, zimmernachbarin, wohnte nebenan, "
        "wohnte gegenüber",
        "colleague": "kollege, kollegin, arbeitskollege, arbeitskollegin, mitarbeiter, "
        "mitarbeiterin, kollegen, arbeitskamerad, kumpel unter tage, berufskollege, "
        "berufskollegin, geschäftspartner, geschäftspartnerin, arbeitskameradin, kompagnon, "
        "arbeitete mit, gearbeitet mit",
        "classmate": "mitschüler, mitschülerin, schulkamerad, schulkameradin, klassenkamerad, "
        "klassenkameradin, banknachbar, banknachbarin, kommilitone, kommilitonin, studienkollege, "
        "studienkollegin, klassenkollege, klassenkollegin, schulkollege, schulkollegin, "
        "studienkameradin",
        "teacher": "lehrer, lehrerin, schullehrer, schullehrerin, studienrat, studienrätin, "
        "klassenlehrer, klassenlehrerin, professor, professorin, oberlehrer, rektor, rektorin, "
        "lehrmeister, trainer, trainerin, lehrkraft, fräulein lehrerin, schulmeister, pauker",
        "pupil": "schüler, schülerin, lehrling, azubi, ehemalige schülerin, ehemaliger schüler, "
        "lehrmädchen, student, studentin, zögling, lehrbub, lehrjunge, stift",
        "boss": "chef, chefin, vorgesetzte, vorgesetzter, arbeitgeber, arbeitgeberin, meister, "
        "vorarbeiter, vorarbeiterin, abteilungsleiter, abteilungsleiterin, dienstherr, direktor, "
        "direktorin, boss, lehrherr, dienstherrin",
        "carer": "pflegerin, pfleger, krankenschwester, betreuerin, betreuer, pflegekraft, "
        "altenpfleger, altenpflegerin, krankenpfleger, krankenpflegerin, gemeindeschwester, "
        "haushaltshilfe, pflegeschwester, stationsschwester, nachtschwester, heimleiterin, 24 "
        "stunden kraft",
        "doctor": "arzt, ärztin, hausarzt, hausärztin, doktor, dr, frau doktor, herr doktor, "
        "chirurg, landarzt, chefarzt, doktorin",
        "priest": "pfarrer, pfarrerin, pastor, pastorin, priester, kaplan, vikar, pater, "
        "gemeindepfarrer, dechant, herr pfarrer, prediger, hochwürden, dekan, propst, rabbiner, "
        "diakon, domherr, superintendent, seelsorger, seelsorgerin",
    },
    of=words(
        "von vom der des meiner meines meinem unserer unseres unserem deiner deines seiner seines "
        "seinem ihrer ihres ihrem zu zur zum derer dessen deren einer eines"
    ),
    owner_first=True,
    compounds=True,
    before={
        "ex": former,
        "geschiedene": former,
        "geschiedener": former,
        "frühere": former,
        "früherer": former,
        "ehemalige": former,
        "ehemaliger": former,
        "zukünftige": promised,
        "zukünftiger": promised,
        "künftige": promised,
        "künftiger": promised,
        "angeheiratete": in_law,
        "angeheirateter": in_law,
        "verschwägerte": in_law,
    },
    behind={"zweiten grades": lambda kin: kin},
    glued={
        "stief": step,
        "halb": half,
        "pflege": foster,
        "schwieger": in_law,
        "schwipp": lambda kin: kin,
        "groß": grand,
        "gross": grand,
        "urgroß": lambda kin: (found := grand(kin)) and great(found),
        "urgross": lambda kin: (found := grand(kin)) and great(found),
        "ururgroß": lambda kin: (found := grand(kin)) and great(found),
        "urur": great,
        "ur": great,
        "ex": former,
        "paten": god,
        "tauf": lambda kin: kin,
        "zieh": foster,
        "adoptiv": lambda kin: kin,
        "zwillings": lambda kin: kin,
        "lieblings": lambda kin: kin,
        "wahl": lambda kin: kin,
        "nenn": lambda kin: kin,
        "bei": lambda kin: kin,
    },
    endings=(
        ("chen", ("",)),
        ("lein", ("",)),
        ("erl", ("e", "")),
        ("li", ("", "e")),
        ("le", ("", "e")),
        ("es", ("",)),
        ("s", ("",)),
        ("en", ("", "e")),
        ("n", ("",)),
        ("e", ("",)),
        ("er", ("e", "")),
    ),
    order=words("älteste ältester ältestes jüngste jüngster jüngstes erstgeborene erstgeborener"),
    mine=words("mein meine meiner meines meinem meinen unser unsere unserer unseres unserem"),
    small=words(
        "mein meine meinen unser unsere dein deine sein seine ihr ihre der die das ein eine "
        "einen verstorbene verstorbener verstorbenen seligen selige seliger selig lieber "
        "liebe liebes alte alter ältere älterer ältester älteste jüngere jüngerer jüngster "
        "jüngste kleine kleiner große großer mittlere mittlerer einzige einziger erste "
        "erster ersten zweite zweiter zweiten dritte dritten grades angenommene angenommener "
        "leibliche leiblicher mütterlicherseits väterlicherseits gute guter beste bester "
        "langjährige langjähriger aus ehe"
    ),
    never=words("nicht kein keine"),
    rather=words("also eigentlich vielmehr genauer beziehungsweise bzw"),
    married=re.compile(
        r"\b(?:verheiratet|geheiratet|heiratete|vermählt|verehelicht|heiraten)(?: hat)?(?: mit)? ?"
    ),
    side=re.compile(
        r"\b(?:mütter|väter)licherseits\b|\b(?:von|auf|aus) (?:der )?(?:\w+ )?seite(?: \w+){0,2}"
    ),
)
