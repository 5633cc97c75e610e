"""Kin in Spanish, of Spain and of the Americas."""

from __future__ import annotations

import re

from ai.narrative.kinship.lexicon import Lexicon, words
from ai.narrative.kinship.relations import (
    former,
    foster,
    great,
    half,
    in_law,
    promised,
)

SPANISH = Lexicon(
    code="es",
    nouns={
        "self": "yo, ella misma, él mismo",
        "mother": "madre, mamá, mami, mama, amá, mamita, jefa, viejita, vieja, mamaíta, má",
        "father": "padre, papá, papi, papa, apá, papito, viejo, tata, taita, papaíto, pá",
        "parent": "padres, papás, viejos",
        "daughter": "hija, hijita, nena, niña, chica, primogénita, benjamina, m'hija, mija, cría, "
        "chiquilla",
        "son": "hijo, hijito, nene, niño, chico, primogénito, benjamín, m'hijo, mijo, crío, "
        "chaval, muchacho, varón",
        "child": "hijos, criatura",
        "sister": "hermana, hermanita, manita, tata hermana, melliza, gemela, carnala, ñaña, sor",
        "brother": "hermano, hermanito, manito, mellizo, gemelo, carnal, ñaño",
        "sibling": "hermanos, gemelos, mellizos",
        "wife": "mujer, esposa, señora, viuda, parienta, costilla",
        "husband": "marido, esposo, viudo, señor esposo",
        "spouse": "cónyuge, media naranja, consorte",
        "partner": "pareja, compañera, compañero, novia, novio, conviviente, concubina, pareja de "
        "hecho, compañera de vida, compañero de vida, polola, pololo, amante, compañera "
        "sentimental, compañero sentimental, enamorada, enamorado",
        "fiancée": "prometida",
        "fiancé": "prometido",
        "grandmother": "abuela, abuelita, yaya, nona, nana, lela, abue, lita, agüela, abu, mamá "
        "vieja, mamá grande, nonna, aba, güela, güelita, iaia",
        "grandfather": "abuelo, abuelito, yayo, nono, lelo, lito, agüelo, papá grande, nonno, "
        "tatá, güelo, güelito, avi, papá viejo, aitona",
        "grandparent": "abuelos",
        "granddaughter": "nieta, nietita, nietecita",
        "grandson": "nieto, nietito, nietecito",
        "grandchild": "nietos",
        "great-grandmother": "bisabuela, bisa, tatarabuela, bisabuelita, bisnona, trisabuela, "
        "bisnonna",
        "great-grandfather": "bisabuelo, tatarabuelo, bisabuelito, bisnono, trisabuelo",
        "great-grandparent": "bisabuelos, tatarabuelos",
        "great-granddaughter": "bisnieta, tataranieta, biznieta",
        "great-grandson": "bisnieto, tataranieto, biznieto",
        "great-grandchild": "bisnietos",
        "aunt": "tía, tita, titi, tiíta, tiita, chacha, zía",
        "uncle": "tío, tito, tiíto, tiito",
        "aunt or uncle": "tíos",
        "great-aunt": "tía abuela, tía abuelita, tía segunda abuela, tiabuela",
        "great-uncle": "tío abuelo",
        "niece": "sobrina, sobrinita",
        "nephew": "sobrino, sobrinito",
        "niece or nephew": "sobrinos",
        "great-niece": "sobrina nieta, resobrina",
        "great-nephew": "sobrino nieto, resobrino",
        "f cousin": "prima, primita, prima hermana, prima carnal",
        "m cousin": "primo, primito, primo hermano, primo carnal",
        "cousin": "primos",
        "mother-in-law": "suegra, suegrita",
        "father-in-law": "suegro",
        "parent-in-law": "suegros",
        "daughter-in-law": "nuera, hija política",
        "son-in-law": "yerno",
        "sister-in-law": "cuñada, concuñada, cuñis",
        "brother-in-law": "cuñado, concuñado, concuño",
        "sibling-in-law": "cuñados",
        "stepmother": "madrastra",
        "stepfather": "padrastro",
        "stepdaughter": "hijastra, entenada",
        "stepson": "hijastro, entenado",
        "stepchild": "hijastros",
        "stepsister": "hermanastra",
        "stepbrother": "hermanastro",
        "half-sister": "media hermana, medio hermana",
        "half-brother": "medio hermano",
        "half-sibling": "medios hermanos",
        "foster mother": "madre de leche, ama de cría, nodriza",
        "godmother": "madrina, nina, madrinita",
        "godfather": "padrino, nino",
        "godparent": "padrinos",
        "goddaughter": "ahijada",
        "godson": "ahijado",
        "godchild": "ahijados",
        "friend": "amiga, amigo, comadre, compadre, cuate, cuata, íntima, colega de juergas, "
        "mejor amiga, mejor amigo, amiguita, amiguito, compinche, camarada, amigos, amigas, amiga "
        "de la infancia, amigo de la infancia, parce, amigote",
        "neighbour": "vecina, vecino, vecinos, de al lado, vecinita, de enfrente, vivía al lado, "
        "vivía enfrente",
        "colleague": "colega, compañera de trabajo, compañero de trabajo, compañera del trabajo, "
        "compañero del trabajo, colega del trabajo, compañera de oficina, compañero de oficina, "
        "socio, socia, compañero de faena, compañero de turno, compañera de turno, compañera de "
        "la fábrica, compañero de la fábrica, compañera del hospital, trabajaba con, trabajé con, "
        "trabajó con, trabajamos juntos",
        "classmate": "compañera de clase, compañero de clase, compañera de colegio, compañero de "
        "colegio, compañera de escuela, compañero de escuela, condiscípula, condiscípulo, "
        "compañera del colegio, compañero del colegio, compañera de pupitre, compañero de "
        "pupitre, compañera de curso, compañero de curso, compañero del instituto, compañera de "
        "la escuela, compañero de la escuela, compañero de aula, compañera de aula, compañera de "
        "banco, compañero de banco, compañero de promoción, compañera de universidad, compañero "
        "de facultad",
        "teacher": "maestra, maestro, profesora, profesor, profe, seño, señorita, tutora, "
        "catedrático, catedrática, institutriz, entrenador",
        "pupil": "alumna, alumno, ex alumna, ex alumno, exalumna, exalumno, discípula, discípulo, "
        "antigua alumna, antiguo alumno, aprendiz, aprendiza, estudiante",
        "boss": "jefe, patrón, patrona, encargado, encargada, capataz, superior, directora, "
        "director, gerente, jefa de trabajo, jefa del trabajo, jefa de la oficina, jefa de "
        "enfermeras",
        "carer": "cuidadora, cuidador, enfermera, enfermero, acompañante, auxiliar, asistenta, "
        "auxiliar de enfermería, asistente",
        "doctor": "médica, médico, doctora, doctor, dr, dra, médico de cabecera, médico de "
        "familia, cirujano, cirujana, galeno",
        "priest": "cura, párroco, sacerdote, pastor, padre espiritual, capellán, cura párroco, "
        "reverendo, fraile, vicario, monseñor, canónigo, padrecito, rabino, diácono",
    },
    of=words("de del d' al"),
    before={
        "ex": former,
        "antiguo": former,
        "antigua": former,
        "futuro": promised,
        "futura": promised,
        "medio": half,
        "media": half,
    },
    behind={
        "político": in_law,
        "política": in_law,
        "políticos": in_law,
        "de crianza": foster,
        "de acogida": foster,
        "adoptante": foster,
        "de leche": foster,
        "abuela": great,
        "abuelo": great,
        "divorciado": former,
    },
    glued={"ex": former},
    endings=(
        ("citas", ("s",)),
        ("citos", ("s",)),
        ("ecita", ("a",)),
        ("ecito", ("o",)),
        ("cita", ("",)),
        ("cito", ("",)),
        ("ita", ("a",)),
        ("ito", ("o",)),
        ("ica", ("a",)),
        ("ico", ("o",)),
        ("illa", ("a",)),
        ("illo", ("o",)),
        ("ina", ("a",)),
        ("ín", ("o",)),
        ("aza", ("a",)),
        ("azo", ("o",)),
        ("ota", ("a",)),
        ("ote", ("o",)),
    ),
    sexes={"la": "f", "una": "f", "nuestra": "f", "el": "m", "un": "m", "nuestro": "m"},
    mine=words("mi mis mío mía nuestra nuestro nuestras nuestros"),
    small=words(
        "mi mis mío mía tu tus su sus nuestra nuestro nuestras nuestros el la los las un una "
        "difunto difunta finado finada querido querida mayor menor pequeño pequeña mediano "
        "mediana único única primer primero primera segundo segunda tercero tercer en grado "
        "gemelo gemela mellizo melliza adoptivo adoptiva materno materna paterno paterna por "
        "parte lado mejor gran bueno buena carnal lejano lejana viejo vieja"
    ),
    never=words("no ni"),
    rather=words("bueno mejor digo osea"),
    married=re.compile(
        r"\b(?:casó|casad[oa]|casar|casara|desposó|caso|juntó|casarse)(?: se)? (?:con )?"
    ),
    side=re.compile(
        r"\b(?:por|del|de|desde|el|solo|sólo)(?: el)? (?:parte|lado|rama|línea|vía) "
        r"(?:de|del|matern[oa]|patern[oa])(?: (?:mi|la|el|su))?(?: \w+)?"
        r"|\bmatern[oa]\b|\bpatern[oa]\b|\bde parte de(?: \w+)? \w+"
    ),
    parents=words("padre madre"),
    order=words("primogénita primogénito benjamina benjamín mayor menor mediano mediana"),
)
