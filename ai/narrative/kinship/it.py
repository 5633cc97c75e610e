"""Kin in Italian."""

from __future__ import annotations

import re

from ai.narrative.kinship.lexicon import Lexicon, words
from ai.narrative.kinship.relations import (
    former,
    foster,
    half,
    in_law,
    promised,
)

ITALIAN = Lexicon(
    code="it",
    nouns={
        "self": "io, lei stessa, lui stesso",
        "mother": "madre, mamma, mammina, mami, mammà, ma', mamminà, mater",
        "father": "padre, papà, babbo, papi, paparino, babbino, pa', papino, tata, pà",
        "parent": "genitori, genitore",
        "daughter": "figlia, figliola, bambina, bimba, ragazza, primogenita, figlietta, "
        "secondogenita, ultimogenita, ragazzina",
        "son": "figlio, figliolo, bambino, bimbo, ragazzo, primogenito, secondogenito, "
        "ultimogenito, figliuolo, maschietto, ragazzino",
        "child": "figli, figlioli, bambini",
        "sister": "sorella, sorellina, sorellona, gemella, suora",
        "brother": "fratello, fratellino, fratellone, gemello",
        "sibling": "fratelli, gemelli",
        "wife": "moglie, sposa, vedova, consorte moglie, signora, mogliettina, mugliera",
        "husband": "marito, sposo, vedovo, maritino",
        "spouse": "coniuge, dolce metà, consorte, metà",
        "partner": "compagna, compagno, convivente, morosa, moroso, ragazza fissa, compagna di "
        "vita, compagno di vita, amante, amorosa, partner, zita, zito",
        "fiancée": "fidanzata, promessa sposa, fidanzatina",
        "fiancé": "fidanzato, promesso sposo, fidanzatino",
        "grandmother": "nonna, nonnina, nonnetta, nona, nonò, nonna materna",
        "grandfather": "nonno, nonnino, nonnetto, nono",
        "grandparent": "nonni",
        "granddaughter": "nipotina",
        "grandson": "nipotino",
        "grandchild": "nipote, nipoti, nipotini",
        "niece or nephew": "nipote, nipoti",
        "great-grandchild": "pronipote, bisnipote, pronipoti, bisnipoti, pronipotino, pronipotina",
        "great-niece or great-nephew": "pronipote, pronipoti",
        "great-grandmother": "bisnonna, trisnonna, bisavola, trisavola",
        "great-grandfather": "bisnonno, trisnonno, bisavolo, trisavolo",
        "great-grandparent": "bisnonni, trisnonni",
        "aunt": "zia, zietta, zizì, ziuccia, zi'",
        "uncle": "zio, zietto, ziuccio, barba",
        "aunt or uncle": "zii",
        "great-aunt": "prozia, zia nonna",
        "great-uncle": "prozio, zio nonno",
        "f cousin": "cugina, cuginetta, cugina prima",
        "m cousin": "cugino, cuginetto, cugino primo, procugino",
        "cousin": "cugini",
        "mother-in-law": "suocera",
        "father-in-law": "suocero",
        "parent-in-law": "suoceri",
        "daughter-in-law": "nuora",
        "son-in-law": "genero",
        "sister-in-law": "cognata, concognata, cognatina",
        "brother-in-law": "cognato, concognato, cognatino",
        "sibling-in-law": "cognati",
        "stepmother": "matrigna",
        "stepfather": "patrigno",
        "stepdaughter": "figliastra",
        "stepson": "figliastro",
        "stepchild": "figliastri",
        "half-sister": "sorellastra, mezza sorella",
        "half-brother": "fratellastro, mezzo fratello",
        "half-sibling": "fratellastri",
        "foster mother": "madre affidataria, mamma affidataria, balia, nutrice, madre di latte",
        "foster father": "padre affidatario, papà affidatario",
        "godmother": "madrina, santola, comare di battesimo, nunziatina, madrina di battesimo",
        "godfather": "padrino, santolo, compare di battesimo, padrino di battesimo",
        "goddaughter": "figlioccia",
        "godson": "figlioccio",
        "friend": "amica, amico, comare, compare, migliore amica, migliore amico, amicona, amico "
        "del cuore, amica del cuore, camerata, confidente, amici, amiche, amichetta, amichetto, "
        "compagno di giochi, compagna di giochi, commilitone, compagno d'armi",
        "neighbour": "vicina, vicino, vicini, vicina di casa, vicino di casa, dirimpettaia, "
        "dirimpettaio, della porta accanto, abitava accanto, abitava di fronte",
        "colleague": "collega, compagna di lavoro, compagno di lavoro, collega di lavoro, socio, "
        "socia, compagno di fabbrica, compagna di fabbrica, colleghi, collega d'ufficio, lavorava "
        "con, lavorato con, lavoravamo insieme",
        "classmate": "compagna di scuola, compagno di scuola, compagna di classe, compagno di "
        "classe, compagna di banco, compagno di banco, condiscepolo, condiscepola, compagna di "
        "liceo, compagno di liceo, compagna di università, compagno di università, compagno di "
        "studi, compagna di studi, compagno del liceo, compagna del liceo, compagno di collegio",
        "teacher": "maestra, maestro, professoressa, professore, prof, insegnante, maestra di "
        "scuola, istitutrice, precettore, allenatore, docente",
        "pupil": "alunna, alunno, allieva, allievo, ex alunna, ex alunno, ex allieva, ex allievo, "
        "scolara, scolaro, studentessa, studente, apprendista, discepolo, discepola, garzone",
        "boss": "capo, datore di lavoro, padrone, padrona, principale, direttrice, direttore, "
        "caporeparto, capoufficio, superiore, datrice di lavoro, caposquadra, titolare",
        "carer": "badante, infermiera, infermiere, assistente, assistente domiciliare, "
        "operatrice, oss, dama di compagnia, accompagnatrice, caregiver",
        "doctor": "medico, dottore, dottoressa, medico di famiglia, dott, dr, medico curante, "
        "medico condotto, chirurgo",
        "priest": "prete, parroco, sacerdote, don, curato, pastore, frate, cappellano, arciprete, "
        "pievano, reverendo, rabbino, diacono, monsignore, vicario",
    },
    of=words("di del della dello dei delle degli dell' d' al alla"),
    before={
        "ex": former,
        "futuro": promised,
        "futura": promised,
        "mezzo": half,
        "mezza": half,
    },
    behind={
        "affidataria": foster,
        "affidatario": foster,
        "in affido": foster,
        "in affidamento": foster,
        "acquisita": in_law,
        "acquisito": in_law,
        "uterino": half,
        "uterina": half,
        "unilaterale": half,
        "consanguineo": half,
    },
    endings=(
        ("ina", ("a", "e")),
        ("ino", ("o", "e")),
        ("etta", ("a",)),
        ("etto", ("o",)),
        ("ella", ("a",)),
        ("ello", ("o",)),
        ("uccia", ("a",)),
        ("uccio", ("o",)),
        ("ona", ("a",)),
        ("one", ("o",)),
        ("uzza", ("a",)),
        ("uzzo", ("o",)),
    ),
    sexes={
        "mia": "f",
        "la": "f",
        "una": "f",
        "sua": "f",
        "nostra": "f",
        "mio": "m",
        "il": "m",
        "un": "m",
        "uno": "m",
        "lo": "m",
        "suo": "m",
        "nostro": "m",
        "figlia": "f",
        "femmina": "f",
        "maschio": "m",
    },
    mine=words("mia mio mie miei nostra nostro nostre nostri"),
    small=words(
        "mia mio mie miei nostra nostro nostre nostri sua suo sue suoi tua tuo loro il lo la "
        "i gli le l' un uno una povero povera defunto defunta compianto compianta caro cara "
        "maggiore minore piccolo piccola grande unico unica primo prima secondo seconda "
        "terzo terza grado gemello gemella adottivo adottiva materno materna paterno paterna "
        "parte lato da migliore buono buona lontano lontana vecchio vecchia giovane anziano "
        "anziana"
    ),
    never=words("non no né mica"),
    rather=words("anzi cioè ossia meglio ovvero"),
    married=re.compile(r"\b(?:sposat[oa]|sposò|sposare|maritata|sposando|risposat[oa]) (?:con )?"),
    side=re.compile(
        r"\b(?:da|dal|per|di|dalla) (?:parte|lato|ramo) (?:di |del |della |matern[oa]|patern[oa])?"
        r"(?:mia |mio |sua |suo |mamma |madre |padre |papà )?\w*"
        r"|\bmatern[oa]\b|\bpatern[oa]\b"
    ),
    parents=words("padre madre"),
    order=words("primogenita primogenito secondogenita secondogenito ultimogenita ultimogenito"),
)
