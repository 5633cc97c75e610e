"""Kin in Portuguese, of Portugal and of Brazil."""

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

PORTUGUESE = Lexicon(
    code="pt",
    nouns={
        "self": "eu, ela própria, ele próprio, a própria, o próprio",
        "mother": "mãe, mamã, mamãe, mainha, mãezinha, mamai, manhê, mamãezinha, mãinha",
        "father": "pai, papá, papai, painho, paizinho, velhote",
        "parent": "pais",
        "daughter": "filha, menina, rapariga, moça, garota, caçula, primogénita, primogênita",
        "son": "filho, rapaz, menino, garoto, miúdo, primogénito, primogênito, filhote, moço",
        "child": "filhos, criança, crianças, rebento",
        "sister": "irmã, mana, maninha, irmãzinha, gémea, gêmea, mana gémea",
        "brother": "irmão, mano, maninho, irmãozinho, gémeo, gêmeo",
        "sibling": "irmãos, gémeos, gêmeos",
        "wife": "mulher, esposa, senhora, viúva, patroa, cônjuge mulher, digníssima",
        "husband": "marido, esposo, viúvo, maridão, homem",
        "spouse": "cônjuge, cara metade, metade da laranja, consorte",
        "partner": "companheira, companheiro, namorada, namorado, parceira, parceiro, amásia, "
        "união de facto, amante, conviventes, amigado, amigada",
        "fiancée": "noiva, prometida",
        "fiancé": "noivo, prometido",
        "grandmother": "avó, vó, vovó, avozinha, vozinha, voinha, nonna, vó materna, oma, "
        "vovozinha",
        "grandfather": "avô, vô, vovô, avozinho, vozinho, voinho, nonno, opa, vovozinho",
        "grandparent": "avós",
        "granddaughter": "neta, netinha",
        "grandson": "neto, netinho",
        "grandchild": "netos, netinhos",
        "great-grandmother": "bisavó, bisa, bivó, trisavó, tataravó, bisavózinha, tetravó",
        "great-grandfather": "bisavô, biso, bivô, trisavô, tataravô, bisa avô, tetravô",
        "great-grandparent": "bisavós, trisavós",
        "great-granddaughter": "bisneta, trineta, tataraneta",
        "great-grandson": "bisneto, trineto, tataraneto",
        "great-grandchild": "bisnetos",
        "aunt": "tia, titia, titi, tita, tiazinha, ti",
        "uncle": "tio, titio, tiozinho, tiozão",
        "aunt or uncle": "tios",
        "great-aunt": "tia avó, tiavó, tia bisavó, tia vó",
        "great-uncle": "tio avô, tio bisavô, tio vô",
        "niece": "sobrinha, sobrinhinha",
        "nephew": "sobrinho, sobrinhinho",
        "niece or nephew": "sobrinhos",
        "great-niece": "sobrinha neta, sobrinha bisneta",
        "great-nephew": "sobrinho neto, sobrinho bisneto",
        "f cousin": "prima, priminha, prima irmã, prima direita",
        "m cousin": "primo, priminho, primo irmão, primo direito",
        "cousin": "primos",
        "mother-in-law": "sogra, sogrinha",
        "father-in-law": "sogro, sogrinho",
        "parent-in-law": "sogros",
        "daughter-in-law": "nora, norinha",
        "son-in-law": "genro",
        "sister-in-law": "cunhada, concunhada, cunhadinha",
        "brother-in-law": "cunhado, concunhado, cunhadinho",
        "sibling-in-law": "cunhados",
        "stepmother": "madrasta, boadrasta, má drasta, mãedrasta",
        "stepfather": "padrasto, paidrasto, boadrasto",
        "stepdaughter": "enteada",
        "stepson": "enteado",
        "stepchild": "enteados",
        "stepsister": "irmã postiça, meia irmã postiça",
        "stepbrother": "irmão postiço",
        "half-sister": "meia irmã, meia mana, mana só de pai, meia-mana",
        "half-brother": "meio irmão, meio mano",
        "half-sibling": "meios irmãos",
        "foster mother": "mãe de leite, ama, mãe acolhedora",
        "foster father": "pai acolhedor",
        "godmother": "madrinha, dinda, didi, madrinha de batismo, dindinha",
        "godfather": "padrinho, dindo, dindinho, padrinho de batismo",
        "godparent": "padrinhos",
        "goddaughter": "afilhada",
        "godson": "afilhado",
        "godchild": "afilhados",
        "friend": "amiga, amigo, compadre, comadre, camarada, melhor amiga, melhor amigo, "
        "amigona, amigão, confidente, amiguinha, amiguinho, amigos, amigas, colega de infância, "
        "amiga de infância, parceiro de pesca, companheiro de pesca",
        "neighbour": "vizinha, vizinho, vizinhos, da porta ao lado, moradora do lado, vizinhança, "
        "morava ao lado, morava em frente",
        "colleague": "colega, colega de trabalho, companheira de trabalho, companheiro de "
        "trabalho, colegas, colega de profissão, colega do hospital, sócio, sócia, camarada de "
        "trabalho, trabalhava com, trabalhou com, trabalhámos juntos, trabalhamos juntos",
        "classmate": "colega de escola, colega de turma, colega de curso, colega da escola, "
        "colega da turma, colega de carteira, colega de faculdade, colega de liceu, colega do "
        "liceu, companheira de escola, companheiro de escola, colega da faculdade, colega de "
        "sala, colega do colégio, colega de classe",
        "teacher": "professora, professor, profe, prof, mestra, mestre, professora primária, "
        "explicadora, explicador, mestre escola, catequista, treinador",
        "pupil": "aluna, aluno, ex aluna, ex aluno, antiga aluna, antigo aluno, discípula, "
        "discípulo, aprendiz, aprendiza, alunos",
        "boss": "chefe, patrão, encarregado, encarregada, chefa, superior, diretora, diretor, "
        "gerente, capataz",
        "carer": "cuidadora, cuidador, enfermeira, enfermeiro, acompanhante, auxiliar, ajudante "
        "de lar, auxiliar de enfermagem, técnica de enfermagem",
        "doctor": "médica, médico, doutor, doutora, dr, dra, médica de família, médico de "
        "família, cirurgião, cirurgiã, clínico geral",
        "priest": "padre, pároco, vigário, cura, prior, pastor, sacerdote, senhor prior, cónego, "
        "cônego, abade, frade, diácono, rabino",
    },
    of=words("de do da dos das d' dum duma ao à"),
    before={
        "ex": former,
        "antigo": former,
        "antiga": former,
        "futuro": promised,
        "futura": promised,
        "meio": half,
        "meia": half,
    },
    behind={
        "de criação": foster,
        "de acolhimento": foster,
        "acolhedora": foster,
        "acolhedor": foster,
        "de coração": foster,
        "política": in_law,
        "político": in_law,
        "emprestada": in_law,
        "emprestado": in_law,
        "por afinidade": in_law,
        "torto": in_law,
        "torta": in_law,
        "avó": great,
        "avô": great,
        "só de pai": half,
        "só de mãe": half,
        "uterino": half,
        "uterina": half,
        "consanguíneo": half,
        "unilateral": half,
    },
    endings=(
        ("zinhas", ("s",)),
        ("zinhos", ("s",)),
        ("zinha", ("", "a", "ã")),
        ("zinho", ("", "o", "ão")),
        ("inha", ("a", "ã")),
        ("inho", ("o", "ão")),
        ("ita", ("a",)),
        ("ito", ("o",)),
        ("ota", ("a",)),
        ("ote", ("o",)),
        ("ona", ("a",)),
        ("ão", ("o",)),
    ),
    sexes={
        "minha": "f",
        "a": "f",
        "uma": "f",
        "nossa": "f",
        "sua": "f",
        "meu": "m",
        "o": "m",
        "um": "m",
        "nosso": "m",
        "seu": "m",
    },
    mine=words("minha meu minhas meus nossa nosso nossas nossos"),
    small=words(
        "minha meu minhas meus nossa nosso nossas nossos sua seu tua teu dela dele o a os as "
        "um uma falecido falecida finado finada saudoso saudosa querido querida mais velho "
        "velha novo nova do meio único única primeiro primeira segundo segunda terceiro em "
        "grau gémeo gémea gêmeo gêmea adotivo adotiva adoptivo adoptiva materno materna "
        "paterno paterna por parte lado casamento melhor grande bom boa de da"
    ),
    never=words("não nem"),
    rather=words("aliás melhor quer enfim isto"),
    married=re.compile(r"\b(?:casou|casad[oa]|casar|casara|desposou|juntou)(?: se)? (?:com )?"),
    side=re.compile(
        r"\b(?:só )?(?:por|pelo|pela|do|da|de)(?: a| o)? (?:parte|lado|banda) "
        r"(?:de|do|da|materno|materna|paterno|paterna)(?: (?:minha|meu|sua|seu))?(?: \w+)?"
        r"|\bmatern[oa]\b|\bpatern[oa]\b|\bda parte d[aoe] \w+"
    ),
    parents=words("pai mãe"),
    order=words("caçula primogénita primogênita primogénito primogênito mais"),
)
