"""Kin in French."""

from __future__ import annotations

import re

from ai.narrative.kinship.lexicon import Lexicon, words
from ai.narrative.kinship.relations import (
    former,
    foster,
    grand,
    great,
    half,
    in_law,
    promised,
)

FRENCH = Lexicon(
    code="fr",
    nouns={
        "self": "moi, elle même, lui même",
        "mother": "mère, maman, mamounette, man, m'man, mama, moman, daronne, petite maman, "
        "mamoune",
        "father": "père, papa, p'pa, paternel, pa, daron, petit papa, popa",
        "parent": "parents",
        "daughter": "fille, fifille, gamine, petite, cadette, aînée, benjamine, fillette, puînée",
        "son": "fils, fiston, garçon, gamin, gars, aîné, cadet, benjamin, petit dernier, p'tit "
        "gars",
        "child": "enfant, enfants, petiot, bébé",
        "sister": "soeur, sœur, frangine, sœurette, soeurette, petite sœur, petite soeur, grande "
        "sœur, grande soeur, jumelle, frangine aînée",
        "brother": "frère, frangin, frérot, petit frère, grand frère, jumeau, frerot",
        "sibling": "frères et sœurs, fratrie",
        "wife": "femme, épouse, veuve, dame, bourgeoise, mariée",
        "husband": "mari, époux, veuf, homme, marié",
        "spouse": "conjoint, conjointe, moitié, douce moitié",
        "partner": "compagne, compagnon, concubine, concubin, partenaire, petite amie, petit ami, "
        "copine attitrée, amoureuse, amoureux, compagne de vie, compagnon de vie, pacsée, blonde, "
        "chum, bonne amie, bon ami, maîtresse, amant, pacsé",
        "fiancée": "fiancée, promise",
        "fiancé": "fiancé, promis",
        "grandmother": "grand mère, mamie, mamy, mémé, mémère, bonne maman, grand maman, mamé, "
        "nonna, mame, mamette, mémée, mère grand, oma, mamita, mémé chérie, gand mère, granny",
        "grandfather": "grand père, papi, papy, pépé, pépère, bon papa, grand papa, papé, nonno, "
        "opa, papet, pèpé",
        "grandparent": "grands parents",
        "granddaughter": "petite fille",
        "grandson": "petit fils",
        "grandchild": "petits enfants, petit enfant",
        "great-grandmother": "arrière grand mère, arrière mamie, bisaïeule, trisaïeule, arrière "
        "mémé, mémé vieille",
        "great-grandfather": "arrière grand père, arrière papi, arrière papy, bisaïeul, "
        "trisaïeul, arrière pépé",
        "great-grandparent": "arrière grands parents",
        "great-granddaughter": "arrière petite fille",
        "great-grandson": "arrière petit fils",
        "great-grandchild": "arrière petits enfants, arrière petit enfant",
        "aunt": "tante, tata, tatie, tantine, taty, tati, tantie, tatan, marraine tante, matante",
        "uncle": "oncle, tonton, tontons, tontonnet, mononcle, mon oncle",
        "great-aunt": "grand tante, grande tante, arrière tante",
        "great-uncle": "grand oncle, arrière oncle",
        "niece": "nièce",
        "nephew": "neveu",
        "niece or nephew": "neveux, neveux et nièces",
        "great-niece": "petite nièce, arrière nièce",
        "great-nephew": "petit neveu, arrière neveu",
        "f cousin": "cousine, petite cousine, arrière petite cousine, cousine germaine",
        "m cousin": "cousin, petit cousin, cousin germain",
        "cousin": "cousins",
        "mother-in-law": "belle mère, belle maman",
        "father-in-law": "beau père, beau papa",
        "parent-in-law": "beaux parents",
        "stepmother": "belle mère, marâtre",
        "stepfather": "beau père, parâtre",
        "daughter-in-law": "belle fille, bru",
        "stepdaughter": "belle fille",
        "son-in-law": "beau fils, gendre",
        "stepson": "beau fils",
        "sister-in-law": "belle sœur, belle soeur",
        "brother-in-law": "beau frère, beauf, beauf'",
        "stepsister": "quasi sœur, quasi soeur, fausse sœur",
        "stepbrother": "quasi frère, faux frère",
        "half-sister": "demi sœur, demi soeur",
        "half-brother": "demi frère",
        "foster mother": "mère nourricière, nourrice, mère d'accueil, mère d'adoption nourricière",
        "foster father": "père nourricier, père d'accueil",
        "godmother": "marraine, nounou marraine, nanan",
        "godfather": "parrain",
        "goddaughter": "filleule",
        "godson": "filleul",
        "friend": "amie, ami, copine, copain, camarade, pote, meilleure amie, meilleur ami, "
        "confidente, confident, commère, compère, amis, copains, poteau, vieille amie, vieil ami, "
        "amie d'enfance, ami d'enfance, correspondante, correspondant",
        "neighbour": "voisine, voisin, voisins, d'à côté, voisine de palier, voisin de palier, "
        "d'en face, habitait à côté, habitait en face",
        "colleague": "collègue, camarade de travail, camarade d'usine, copain de travail, "
        "collègue de travail, collègue de bureau, confrère, consœur, associé, associée, "
        "collègues, compagnon de travail, copine de boulot, copain de boulot, camarade d'atelier, "
        "travaillait avec, travaillé avec, travaillions ensemble",
        "classmate": "camarade de classe, copine de classe, copain de classe, camarade d'école, "
        "copain d'école, copine d'école, camarade de lycée, condisciple, camarade de promotion, "
        "copine de lycée, copain de lycée, camarade de pension, camarade de collège, copain de "
        "collège, copine de collège, camarade de fac, voisin de banc, voisine de banc, camarade "
        "de banc",
        "teacher": "institutrice, instituteur, maîtresse d'école, maître d'école, professeur, "
        "prof, professeure, maître, instit, enseignante, enseignant, maîtresse de, entraîneur, "
        "maitresse, répétiteur",
        "pupil": "élève, ancienne élève, ancien élève, étudiante, étudiant, apprenti, apprentie, "
        "disciple",
        "boss": "patron, patronne, chef, cheffe, supérieur, supérieure, directrice, directeur, "
        "contremaître, chef d'équipe, chef d'atelier, employeur",
        "carer": "aide soignante, aide soignant, infirmière, infirmier, auxiliaire de vie, aide à "
        "domicile, soignante, soignant, dame de compagnie, garde malade, aide ménagère, aide "
        "familiale, auxiliaire, aidante, aidant",
        "doctor": "médecin, docteur, docteure, médecin de famille, toubib, dr, chirurgien, "
        "chirurgienne, médecin traitant, généraliste",
        "priest": "curé, prêtre, abbé, pasteur, vicaire, aumônier, monsieur le curé, m. le curé, "
        "recteur, diacre, rabbin, chanoine, père abbé",
    },
    of=words("de du des d' à au aux"),
    before={
        "ex": former,
        "ancien": former,
        "ancienne": former,
        "futur": promised,
        "future": promised,
        "demi": half,
        "arrière": great,
        "grand": grand,
        "grande": grand,
    },
    behind={
        "d'accueil": foster,
        "par alliance": in_law,
        "nourricière": foster,
        "nourricier": foster,
        "divorcé": former,
        "divorcée": former,
        "utérin": half,
        "utérine": half,
        "consanguin": half,
        "consanguine": half,
    },
    sexes={
        "ma": "f",
        "la": "f",
        "une": "f",
        "sa": "f",
        "ta": "f",
        "mon": "m",
        "le": "m",
        "un": "m",
        "son": "m",
    },
    mine=words("mon ma mes notre nos"),
    small=words(
        "mon ma mes notre nos son sa ses leur leurs ton ta tes votre vos le la les l' un une "
        "feu feue défunt défunte regretté regrettée cher chère petit petite grand grande "
        "aîné aînée cadet cadette jeune vieux vieille premier première second seconde "
        "deuxième troisième jumeau jumelle adoptif adoptive maternel maternelle paternel "
        "paternelle par alliance côté germain germaine issu meilleur meilleure bon bonne "
        "seul seule éloigné éloignée au degré"
    ),
    never=words("pas non ni"),
    rather=words("enfin plutôt c'est-à-dire"),
    married=re.compile(
        r"\b(?:mariée?s?|épousé|épousa|épouse de|remariée?|marier|épouser) (?:avec |à )?"
    ),
    side=re.compile(
        r"\b(?:du|de)? ?côté (?:de |d'|du )?(?:ma |mon |la |le |sa |son |ma )?\w+"
        r"|\bpar (?:ma|mon|sa|son|le|la) (?:mère|père)\b"
        r"|\b(?:pat|mat)ernel(?:le)?s?\b|\bde (?:même )?(?:père|mère) différente?\b"
    ),
    parents=words("père mère"),
    order=words("aîné aînée cadet cadette benjamin benjamine puînée"),
)
