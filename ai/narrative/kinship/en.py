"""Kin in English."""

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
    step,
)

ENGLISH = Lexicon(
    code="en",
    nouns={
        "self": "herself, himself, me, myself",
        "mother": "mother, mum, mummy, mom, mommy, momma, mama, mamma, mam, mammy, ma, mumsy, "
        "mater",
        "father": "father, dad, daddy, da, pa, papa, pop, pops, pap, pater, old man, poppa, dada",
        "parent": "parent, parents, folks",
        "daughter": "daughter, girl, lass, little girl",
        "son": "son, boy, lad, laddie",
        "child": "child, kid, baby, bairn, eldest, oldest, youngest, firstborn, children, kids, "
        "only child, middle child, little one",
        "sister": "sister, sis, sissy, big sis",
        "brother": "brother, bro, bruv, our kid",
        "sibling": "sibling, twin, siblings, brothers and sisters",
        "wife": "wife, missus, mrs, widow, bride, wifey, trouble and strife, widowed wife, old "
        "lady",
        "husband": "husband, hubby, hubbie, widower, hubs, groom",
        "spouse": "spouse, better half, other half, widowed spouse",
        "partner": "partner, girlfriend, boyfriend, sweetheart, life partner, companion, fella, "
        "common law wife, common law husband, common law spouse, significant other, lover",
        "fiancée": "fiancée, fiancee, bride to be, wife to be",
        "fiancé": "fiancé, fiance, husband to be, betrothed",
        "grandmother": "grandmother, grandma, gran, granny, nan, nana, nanna, nanny, grandmama, "
        "grammy, grammie, memaw, mamaw, meemaw, mawmaw, oma, nonna, abuela, gramma, grandmum, "
        "nain, grandmom, grannie, granma, mimi, bubbe, babcia, yiayia, mamó, lola",
        "grandfather": "grandfather, grandpa, grandad, granddad, grampa, gramps, grandda, granda, "
        "granddaddy, grandpapa, grampy, grandpop, papaw, pawpaw, poppy, opa, nonno, abuelo, taid, "
        "granpa, gramp, pappy, zayde, dziadek, pappou, grandaddy, grandpappy",
        "grandparent": "grandparent, grandparents",
        "granddaughter": "granddaughter, grand daughter, grandaughter, grandbaby girl, grandgirl",
        "grandson": "grandson, grandbaby boy, grandboy",
        "grandchild": "grandchild, grandkid, grandbaby, grandchildren, grandkids",
        "aunt": "aunt, auntie, aunty, ant, tante",
        "uncle": "uncle, unc, nunc, uncs",
        "niece": "niece, neice",
        "nephew": "nephew",
        "niece or nephew": "nibling, niblings",
        "cousin": "cousin, cuz, coz, cousins",
        "great-aunt": "grandaunt",
        "great-uncle": "granduncle",
        "great-niece": "grandniece",
        "great-nephew": "grandnephew",
        "godmother": "godmother, god mother, godmum, fairy godmother",
        "godfather": "godfather, god father, goddad",
        "goddaughter": "goddaughter, god daughter",
        "godson": "godson, god son",
        "godchild": "godchild, god child",
        "godparent": "godparent, sponsor at baptism, god parent",
        "friend": "friend, pal, mate, chum, best friend, bestie, buddy, family friend, penpal, "
        "pen pal, pen friend, bff, comrade, crony, childhood friend, old friend, school friend, "
        "schoolfriend, confidante, confidant",
        "neighbour": "neighbour, neighbor, next door neighbour, next door, boy next door, girl "
        "next door, lived next door, lived across the road, lived opposite, woman next door, man "
        "next door, lady next door, neighbours, doors down, doors away, over the road, across the "
        "street, lived nearby, lived down the road",
        "colleague": "colleague, co worker, coworker, workmate, work mate, fellow worker, worked "
        "with, work with, working with, worked together, workmates, shipmate, colleagues, "
        "business partner, team mate at work",
        "classmate": "classmate, schoolmate, school mate, class mate, fellow student, "
        "schoolfellow, roommate at college, was at school with, same class, school pal",
        "teacher": "teacher, schoolteacher, schoolmaster, schoolmistress, headmaster, "
        "headmistress, tutor, professor, form teacher, governess, lecturer, head teacher, coach, "
        "instructor",
        "pupil": "pupil, student, apprentice, former pupil, former student, old pupil, taught",
        "boss": "boss, manager, employer, supervisor, foreman, gaffer, line manager, forewoman",
        "carer": "carer, caregiver, nurse, care worker, home help, care assistant, caretaker, "
        "district nurse, caregivers, looked after, live in carer, hospice nurse, health aide",
        "doctor": "doctor, gp, physician, dr, family doctor, surgeon, specialist, consultant",
        "priest": "priest, vicar, pastor, parish priest, minister, rector, curate, father "
        "confessor, chaplain, reverend, rabbi, imam, monsignor, canon, parson, deacon",
    },
    of=words("of to"),
    owner_first=True,
    before={
        "great": great,
        "grand": grand,
        "step": step,
        "half": half,
        "foster": foster,
        "ex": former,
        "former": former,
        "divorced": former,
        "future": promised,
    },
    behind={"in law": in_law, "inlaw": in_law, "in laws": in_law},
    glued={"step": step, "half": half, "great": great, "grand": grand, "ex": former},
    order=words("eldest oldest youngest firstborn"),
    mine=words("my our me mine"),
    small=words(
        "my our me mine your his her their its the a an late dear dearest beloved darling "
        "old older elder eldest oldest young younger youngest big little kid baby twin "
        "adopted adoptive only first second third once twice removed favourite favorite best "
        "maternal paternal by marriage birth biological natural dead deceased good lovely "
        "poor wee close honorary surviving mother father's"
    ),
    never=words("not never isn't wasn't"),
    rather=words("well actually rather really i.e. ie namely meaning"),
    married=re.compile(r"\b(?:is |was |got )?(?:married|wed|wedded|marrying) (?:to )?"),
    side=re.compile(
        r"\b(?:on|from|by) (?:(?:my|the|his|her|our|their) )?(?:late )?[\w'.]+(?: 's)?"
        r"(?: [\w'.]+)? side(?: of the family)?|\bsame (?:dad|mum|mother|father|mom)"
        r"|\bdifferent (?:dad|mum|mother|father|mom)s?|\bmaternal\b|\bpaternal\b"
    ),
)
