"""Words beside a number that tell what it counts, in the six languages that dates are read in.

All of them are small letters without accents; a `_` stands for a blank or none.
"""

from __future__ import annotations

import re

_WHOLE, _END = r"(?<![^\W_])", r"(?![^\W_])"


def _one_of(words: str) -> str:
    return "(?:" + "|".join(word.replace("_", " ?") for word in words.split()) + ")"


# What cameras put before a counter, always; and what phones and recorders do.
CAMERAS = _one_of(
    r"img imag dsc[a-z]? dscn dscf pict p\d{3} pxl mvi gopr g[hx]\d\d dji sam cimg kif hpim sdc"
)
DEVICES = _one_of(
    r"img imag dsc[a-z]? dscn dscf pict p\d{7} pxl mvi mov vid gopr g[hx]\d dji sam cimg kif hpim "
    r"sdc rec aud voice memo recording new_recording 1\d\d"
)
# A number after these and nothing else is a counter.
COUNTED = re.compile(
    _one_of(
        r"img image imag dsc[a-z]? dscn dscf pict? p\d pxl mvi mov vid video gopr g[hx]\d dji sam "
        r"cimg kif hpim cam rec aud audio voice memo recording scan photo foto fotografia bild "
        r"imagem imagen page seite pagina track file document documento dokument doc screenshot "
        r"untitled copy copia kopie slide dia negativ negative"
    )
)
# A number after these names a house, a road, a machine or a place in a list.
NUMBERED = re.compile(
    _WHOLE
    + _one_of(
        "apartment apartamento apt apto appartement flat suite room zimmer raum quarto habitacion "
        "chambre camera sala house haus maison casa hausnummer route ruta rota road highway hwy "
        "autobahn estrada strasse street rua rue calle via avenida avenue ave bus tram train zug "
        "line linie linha ligne gate platz box caixa kiste schachtel no nr num numero number "
        "nummer model modell modelo modele type typ tipo serie series version invoice rechnung "
        "factura fatura facture order ref id code pin tel phone fax lot unit unidade block bloco "
        "postfach plz cep page seite pagina psalm windows office peugeot cat iso asa n"
    )
    + r"(?:[ .:-]*(?:no|nr|n|number)?)?$"
)
# These end in what would be a number's name, and speak of a year: "Page no. 3, in 1964".
BEFORE_A_YEAR = re.compile(_WHOLE + _one_of("in im em en nel anno ano year jahr annee") + "$")
# A number before these is an amount.
UNITS = re.compile(
    _one_of(
        "px pixels? dpi ppi mp kb mb gb kbps fps hz khz mm cm m km kms metros? metres? meters? "
        "miles? meilen milhas millas feet ft inch zoll kg gr? gramm gramas kilos? lbs? ml l liter "
        "litros? watts? w volts? v euros? eur usd dollars? escudos contos pesetas mark dm chf "
        "francs? franken lire reais pcs pieces stuck pecas piezas photos fotos pictures bilder "
        "imagens images files dateien copies steps stufen people persons personen pessoas personas "
        "personnes persone guests hours? minutes? seconds? stunden horas heures ore days tage dias "
        "jours giorni percent prozent followers likes words worter palavras pages seiten paginas"
    )
    + _END
)
# The name of a decade without any digit ends in one of these.
SPELLED = re.compile(
    _one_of(
        "ties ziger zigern sessanta cinquanta quaranta trenta settanta ottanta novanta cinquenta "
        "cincuenta sessenta sesenta setenta oitenta ochenta noventa quarenta cuarenta trinta "
        "treinta cinquante soixante quarante trente"
    )
    + _END
)
# Two dates joined are no date of one picture.
JOINING = re.compile(_WHOLE + _one_of("and und et ou or oder oppure y") + _END + "|&")
LIMITS = re.compile(
    _one_of(
        r"before avant vor antes_d[eoa] antes_del prima_d[ie]l? after nach apres despues_de "
        r"despues_del depois_d[eoa] dopo pre post bef aft until bis ate hasta jusqu fino since "
        r"seit desde depuis dal"
    )
    + _END
)
TIMED = re.compile(_one_of("clip video film timer take ad spot loop exposure delay rec") + "$")
# Names of people, and plain words, that are months and seasons too.
NAMES_TOO = re.compile(
    _one_of(
        "jan mar marco april may mai june juni august augusto set out ago mag gen fall estate dec"
    )
    + _END
)
# "Backup 2019" says when somebody copied, and "Google Photos 2024" or "Scans 2015" are no better.
COPIES = re.compile(
    r"(?<![^\W\d_])"
    + _one_of(
        r"back_ups? exports? exported takeout downloads? imports? imported cop(?:y|ies) kopien? "
        r"copias? copie sicherung(?:en)? datensicherung scans? scanned scanner digitali\w* digital "
        r"i?phones? handy computer laptop disks? drive usb stick old archiv(?:e|es|o|io)? uploads? "
        r"icloud google dropbox whatsapp transfer\w* telemovel celular movil telefon\w* portable "
        r"pc mac export(?:ado|iert)"
    )
    + r"(?![^\W\d_])"
)
