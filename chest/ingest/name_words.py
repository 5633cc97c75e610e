"""Words beside a number that tell what it counts, in the six languages that dates are read in."""

from __future__ import annotations

import re

# What cameras put before a counter, always; and what phones and recorders do.
CAMERAS = (
    r"img|imag|dsc[a-z]?|dscn|dscf|pict|p\d{3}|pxl|mvi|gopr|g[hx]\d\d|dji|sam|cimg|kif|hpim|sdc"
)
DEVICES = (
    r"img|imag|dsc[a-z]?|dscn|dscf|pict|p\d{7}|pxl|mvi|mov|vid|gopr|g[hx]\d|dji|sam|cimg|kif|hpim|sdc|"
    r"rec|aud|voice|memo|recording|new recording|1\d\d"
)
# A number after these and nothing else is a counter.
COUNTED = re.compile(
    r"(?:img|image|imag|dsc[a-z]?|dscn|dscf|pict?|p\d|pxl|mvi|mov|vid|video|gopr|g[hx]\d|dji|sam|cimg|"
    r"kif|hpim|cam|rec|aud|audio|voice|memo|recording|scan|photo|foto|fotografia|bild|imagem|imagen|"
    r"page|seite|pagina|track|file|document|documento|dokument|doc|screenshot|untitled|copy|copia|"
    r"kopie|slide|dia|negativ|negative)",
)
# A number after these names a house, a road, a machine or a place in a list.
NUMBERED = re.compile(
    r"(?<![^\W_])(?:apartment|apartamento|apt|apto|appartement|flat|suite|room|zimmer|raum|quarto|"
    r"habitacion|chambre|camera|sala|house|haus|maison|casa|hausnummer|route|ruta|rota|road|highway|"
    r"hwy|autobahn|estrada|strasse|street|rua|rue|calle|via|avenida|avenue|ave|bus|tram|train|zug|"
    r"line|linie|linha|ligne|gate|platz|box|caixa|kiste|schachtel|no|nr|num|numero|number|nummer|"
    r"model|modell|modelo|modele|type|typ|tipo|serie|series|version|invoice|rechnung|factura|fatura|"
    r"facture|order|ref|id|code|pin|tel|phone|fax|lot|unit|unidade|block|bloco|postfach|plz|cep|"
    r"page|seite|pagina|psalm|windows|office|peugeot|cat|iso|asa|n)(?:[ .:-]*(?:no|nr|n|number)?)?$"
)
# These end in what would be a number's name, and speak of a year: "Page no. 3, in 1964".
BEFORE_A_YEAR = re.compile(r"(?<![^\W_])(?:in|im|em|en|nel|anno|ano|year|jahr|annee)$")
# A number before these is an amount.
UNITS = re.compile(
    r"(?:px|pixels?|dpi|ppi|mp|kb|mb|gb|kbps|fps|hz|khz|mm|cm|m|km|kms|metros?|metres?|meters?|meter|"
    r"miles?|meilen|milhas|millas|feet|ft|inch|zoll|kg|gr?|gramm|gramas|kilos?|lbs?|ml|l|liter|litros?|"
    r"watts?|w|volts?|v|euros?|eur|usd|dollars?|escudos|contos|pesetas|mark|dm|chf|francs?|franken|"
    r"lire|reais|pcs|pieces|stuck|pecas|piezas|photos|fotos|pictures|bilder|imagens|images|files|"
    r"dateien|copies|steps|stufen|people|persons|personen|pessoas|personas|personnes|persone|guests|"
    r"hours?|minutes?|seconds?|stunden|horas|heures|ore|days|tage|dias|jours|giorni|percent|prozent|"
    r"followers|likes|years ago|words|worter|palavras|pages|seiten|paginas)(?![^\W_])"
)
SPELLED = re.compile(
    r"(?:ties|ziger|zigern|ties|sessanta|cinquanta|quaranta|trenta|settanta|ottanta|novanta|cinquenta|"
    r"cincuenta|sessenta|sesenta|setenta|oitenta|ochenta|noventa|quarenta|cuarenta|trinta|treinta|"
    r"cinquante|soixante|quarante|trente)(?![^\W_])"
)
# Two dates joined are no date of one picture.
JOINING = re.compile(r"(?<![^\W_])(?:and|und|et|ou|or|oder|oppure|y|&)(?![^\W_])|&")
LIMITS = re.compile(
    r"(?:before|avant|vor|antes d[eoa]|antes del|prima d[ie]l?|after|nach|apres|despues de|despues del|"
    r"depois d[eoa]|dopo|pre|post|bef|aft|until|bis|ate|hasta|jusqu|fino|since|seit|desde|depuis|dal)"
    r"(?![^\W_])"
)
TIMED = re.compile(r"(?:clip|video|film|timer|take|ad|spot|loop|exposure|delay|rec|recording)$")
# Names of people, and plain words, that are months and seasons too.
NAMES_TOO = re.compile(
    r"(?:jan|mar|marco|april|may|mai|june|juni|august|augusto|set|out|ago|mag|gen|fall|estate|dec)"
    r"(?![^\W_])"
)
# "Backup 2019" says when somebody copied, and "Google Photos 2024" or "Scans 2015" are no better.
COPIES = re.compile(
    r"(?<![^\W\d_])(?:back ?ups?|exports?|exported|takeout|downloads?|imports?|imported|cop(?:y|ies)|"
    r"kopien?|copias?|copie|sicherung(?:en)?|datensicherung|scans?|scanned|scanner|digitali\w*|"
    r"digital|i?phones?|handy|computer|laptop|disks?|drive|usb(?: ?stick)?|old|archiv(?:e|es|o|io)?|"
    r"uploads?|icloud|google|dropbox|whatsapp|transfer\w*|telemovel|celular|movil|telefon\w*|"
    r"portable|pc|mac|export(?:ado|iert)|novo|neu|new)(?![^\W\d_])"
)
