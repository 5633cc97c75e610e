"""Words that say the same, for the six languages: where one stands in a source, another may stand
in the sentence. Only such as can take each other's place without saying more, and whose stem no
other word has; a group a line."""

from __future__ import annotations

from collections.abc import Mapping

from ai.narrative.checking.packs.base import words

SAME: Mapping[str, str] = {
    "en": """
        anybody anyone
        begin start
        shut close
        big large
        buy purchase
        photo photograph picture
        film movie
        speak talk
        kid child
        little small
        repair mend fix
        bike bicycle
        phone telephone
        car automobile
        holiday vacation
        ill sick
        present gift
        often frequently
        television telly
        fridge refrigerator
        exam examination
        lorry truck
        sofa settee couch
        sew stitch sewed stitched
        shop store
        """,
    "pt": """
        morrer falecer morreu faleceu morto falecido
        comprar adquirir
        começar iniciar começou iniciou começaram iniciaram
        carro automóvel
        voltar regressar voltou regressou voltaram regressaram
        morar viver residir morou viveu residiu morava vivia residia
        ficar permanecer ficou permaneceu
        ouvir escutar ouviu escutou ouvia escutava
        arranjar consertar reparar arranjou consertou reparou
        autocarro ônibus
        enviar mandar enviou mandou
        terminar acabar terminou acabou
        falar conversar falou conversou
        fotografia foto retrato
        médico doutor
        televisão televisor
        costurar coser costurou coseu costurava cosia
        camião caminhão
        comboio trem
        frigorífico geladeira
        emprego trabalho
        miúdo garoto menino
        """,
    "es": """
        morir fallecer murió falleció muerto fallecido
        comprar adquirir compró adquirió
        empezar comenzar iniciar empezó comenzó inició empezaron comenzaron
        regresar retornar regresó retornó
        coche auto automóvil carro
        vivir residir habitar vivió residió habitó vivía residía habitaba
        oír escuchar oyó escuchó oía escuchaba
        enviar mandar envió mandó
        terminar acabar terminó acabó
        regalo obsequio
        arreglar reparar arregló reparó
        cruzar atravesar cruzó atravesó
        hablar conversar charlar habló conversó charló
        quedar permanecer quedó permaneció
        fotografía foto retrato
        bicicleta bici
        médico doctor
        televisión tele televisor
        nevera frigorífico heladera
        trabajo empleo
        colegio escuela
        pelo cabello
        conseguir obtener consiguió obtuvo
        """,
    "fr": """
        mourir décéder mort décédé mourut décéda
        commencer débuter commença débuta commencé débuté
        revenir rentrer retourner revenu rentré retourné revint rentra retourna
        voiture auto automobile
        habiter demeurer résider habitait demeurait résidait habité résidé
        envoyer expédier envoya expédia envoyé expédié
        vélo bicyclette
        boutique magasin
        photo photographie
        acheter acquérir acheté acquis acheta acquit
        médecin docteur
        télévision télé
        frigo réfrigérateur frigidaire
        travail emploi boulot
        cinéma ciné
        bac baccalauréat
        autobus bus
        """,
    "de": """
        sterben versterben starb verstarb gestorben verstorben
        anfangen beginnen fing begann angefangen begonnen
        bekommen kriegen erhalten bekam kriegte erhielt gekriegt
        reden sprechen redete sprach geredet gesprochen
        arzt doktor
        zurückkehren zurückkommen heimkehren zurückgekehrt zurückgekommen heimgekehrt
        junge bub
        mädchen mädel
        auto wagen
        metzger fleischer
        schreiner tischler
        geschäft laden
        kartoffel erdapfel
        trabant trabi
        foto fotografie
        fernseher fernsehapparat
        kaufen erwerben kaufte erwarb gekauft erworben
        """,
    "it": """
        morire decedere morì decedette morto deceduto
        cominciare iniziare cominciò iniziò cominciato iniziato
        tornare ritornare rientrare tornò ritornò rientrò tornato ritornato rientrato
        comprare acquistare comprò acquistò comprato acquistato
        spedire inviare mandare spedì inviò mandò spedito inviato mandato
        abitare risiedere abitava risiedeva abitò
        parlare conversare parlò conversò
        bicicletta bici
        bottega negozio
        riparare aggiustare riparò aggiustò riparato aggiustato
        restare rimanere restò rimase restato rimasto
        foto fotografia
        medico dottore
        televisione televisore tele
        automobile auto
        frigorifero frigo
        corriera autobus
        bambino bimbo
        scolaro alunno
        """,
}

LIGHT: Mapping[str, frozenset[str]] = {
    "en": words("work worked works working made make became become went came got took"),
    "pt": words("trabalhou trabalhava fez fazia tornou ficou foi passou"),
    "es": words("trabajó trabajaba hizo hacía fue pasó"),
    "fr": words("travailla travaillé travaillait fit fait devint devenu devenue"),
    "de": words("arbeitete gearbeitet machte gemacht wurde"),
    "it": words("lavorò lavorava lavorato fece faceva fatto divenne diventò diventata diventato"),
}
"""Verbs that say little more than "was" and "did"."""
