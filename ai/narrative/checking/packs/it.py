"""Italian."""

from __future__ import annotations

from ai.narrative.checking.packs.base import (
    Pack,
    counted,
    either,
    fold,
    kinship,
    lows,
    phrases,
    table,
    words,
)

_UNITS = ("", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove")
_TENS = ("venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta")


def _numerals() -> dict[str, int]:
    found = counted(
        """zero _ due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici
        quindici sedici diciassette diciotto diciannove"""
    )
    for ten, word in enumerate(_TENS, start=2):
        for unit, end in enumerate(_UNITS):
            stem = word[:-1] if end[:1] in ("u", "o") else word
            found[stem + end if unit else word] = ten * 10 + unit
            if unit == 1:
                found[word[:-1] + "un"] = ten * 10 + 1
        found[word[:-1]] = ten * 10  # "vent'anni"
    for n, word in enumerate(("cento", "duecento", "trecento", "quattrocento", "cinquecento")):
        found[word] = (n + 1) * 100
    for word, n in list(found.items()):
        if 1 < n < 100 and not word.endswith("'"):
            found["cento" + word] = 100 + n
    return {fold(word): n for word, n in found.items()} | {
        "cent": 100, "mille": 1000, "mila": 1000, "milione": 1_000_000, "milioni": 1_000_000,
        "dozzina": 12, "decina": 10, "ventina": 20, "entrambi": 2, "entrambe": 2,
    }  # fmt: skip


_NUMERALS = _numerals()
_ORDINALS = counted(
    """_ primo/prima/primi/prime secondo/seconda terzo/terza quarto/quarta quinto/quinta sesto/sesta
    settimo/settima ottavo/ottava nono/nona decimo/decima"""
) | {
    fold(word.rstrip("aeio") + end): n
    for word, n in _NUMERALS.items()
    if 10 < n < 200
    for end in ("esimo", "esima", "eesimo", "eesima", "esimi")
}

PACK = Pack(
    code="it",
    common=words(
        """il lo la i gli le l un uno una e ed o ma di del dello della dei degli delle d a al allo
        alla
        ai agli alle in nel nello nella nei negli nelle da dal dallo dalla dai dalle su sul sulla
        sui
        sulle per con col come che chi si era fu furono erano essere stare stava stavano è sono
        aveva
        avevano avere ha hanno ebbe c ci vi ne lui lei loro egli essa gli mi me ti noi voi io tu suo
        sua suoi sue mio mia miei mie nostro nostra questo questa quello quella quei quelle quel qui
        lì là già ancora anche molto molta molti molte più meno quando dove cui quale perché poi
        allora così dopo prima fino durante tra fra senza sotto sopra ogni tutto tutta tutti tutte
        altro altra altri altre stesso stessa proprio propria solo soltanto quasi tanto qualcosa
        qualcuno andava fare fece faceva fa stato stata stati mentre però se non né sia pure appena
        dell all nell dall sull quell quest ve glielo gliela primo ultima ultimo volta"""
    ),
    negators=lows("non mai né nessuno nessuna nessun niente nulla senza rifiutò nn neanche"),
    exceptions=words(
        """fallì bocciato bocciata dimenticò mancò tranne salvo eccetto ancora
        fuorché solo soltanto appena finché"""
    ),
    numerals=_NUMERALS,
    ordinals=_ORDINALS,
    months=counted(
        """gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre
        dicembre""",
        start=1,
    ),
    seasons=counted("primavera estate autunno inverno"),
    decades={},
    decade_marks=either(
        r"anni '?(?:1[5-9]|20)?(?P<tens>\d)0"
        r"|anni (?P<word>venti|trenta|quaranta|cinquanta|sessanta|settanta|ottanta|novanta)"
    ),
    calendar=words(
        """lunedì martedì mercoledì giovedì venerdì sabato domenica domeniche sabati natale pasqua
        epifania ferragosto carnevale quaresima pentecoste capodanno ognissanti befana"""
    ),
    kin=kinship(
        """parent f: madre mamma mammà mama mammina | parent m: padre papà babbo papa
        | parent: genitori
        | sibling f: sorella sorelle | sibling m: fratello | sibling: fratelli
        | child f: figlia figlie | child m: figlio | child: figli
        | spouse f: moglie sposa vedova | spouse m: marito sposo vedovo
        | partner f: fidanzata compagna | partner m: fidanzato compagno
        | grandparent f: nonna nonnina | grandparent m: nonno nonnino | grandparent: nonni
        | grandchild: nipote nipoti nipotina nipotino | niecenephew: nipote nipoti nipotina nipotino
        | auntuncle f: zia zie | auntuncle m: zio | auntuncle: zii
        | cousin f: cugina cugine | cousin m: cugino | cousin: cugini
        | greatgrandchild: pronipote pronipoti | greatniecenephew: pronipote pronipoti
        | greatgrandparent f: bisnonna | greatgrandparent m: bisnonno
        | greatauntuncle f: prozia | greatauntuncle m: prozio
        | parentinlaw f: suocera | parentinlaw m: suocero | parentinlaw: suoceri
        | childinlaw f: nuora | childinlaw m: genero
        | siblinginlaw f: cognata | siblinginlaw m: cognato | siblinginlaw: cognati
        | stepparent f: matrigna | stepparent m: patrigno
        | stepchild f: figliastra | stepchild m: figliastro
        | stepsibling f: sorellastra | stepsibling m: fratellastro
        | godparent f: madrina | godparent m: padrino
        | godchild f: figlioccia | godchild m: figlioccio
        | neighbour f: vicina | neighbour m: vicino | neighbour: vicini
        | colleague: collega colleghi | friend f: amica amiche | friend m: amico
        | friend: amici
        | pupil f: allieva alunna | pupil m: allievo alunno | pupil: allievi alunni"""
    ),
    mine=words("mio mia miei mie nostro nostra nostri nostre"),
    theirs=table(" : suo sua suoi sue loro"),
    me=words("io"),
    me_object=words("mi me"),
    us=words("noi"),
    subjects=table("f: lei essa | m: lui egli | : loro"),
    objects=table(" : glielo gliela gliele glieli gliene"),
    of=words("di del dello della dei degli delle dell d"),
    to=words("a al allo alla ai agli alle all ad con col per"),
    by=words("da dal dallo dalla dai dalle dall"),
    passive=words("fu furono era erano stato stata venne essere"),
    articles=words("il lo la i gli le l un uno una questo questa quel quella"),
    splits=words(
        "senza e ed ma che chi quando dove mentre perché però come o cui poiché sebbene benché anzi"
    ),
    links=words("perché mentre durante quando poiché quindi come siccome"),
    before=phrases("prima di|prima che|prima della|prima del|prima dell|prima dello|prima dei"),
    after=phrases("dopo che|dopo aver|dopo la|dopo il|dopo"),
    first=phrases("prima|per primo|dapprima|all inizio"),
    later=phrases("poi|dopo|più tardi|in seguito|infine|quindi|successivamente"),
    hedges=phrases(
        "circa|verso|intorno a|intorno al|quasi|più o meno|forse|o|attorno al|pressappoco|sui"
        "|una|più di|oltre"
    ),
    until=words("fino finché sino"),
    since=words("dal da"),
    years=words("anno anni"),
    ages=either(
        r"(?:a|con|aveva|avendo|compiva|compi|compie) (?:(?:circa|quasi|gia) )?#(?: ?anni)?"
        r"|all eta di #|di # anni|# anni di eta"
    ),
    speech=words(
        """disse dice diceva dire dissero racconta raccontò raccontava scrive scrisse scriveva
        ricorda ricordava ricordò aggiunge aggiunse parla parlava chiama chiamava chiamò secondo
        parole afferma affermò crede spiega spiegò chiese chiede rispose ripeteva promise riferisce
        dicevano ricordano"""
    ),
    birth=lows("nacque nascere nata nato nascita nacqui nacquero"),
    death=words("morì morire morte morta morto morirono funerale deceduto"),
    loaded=table(
        """joy: felice felici felicità felicemente allegra allegro allegria gioia gioioso contenta
        contento lieta lieto
        | grief: triste tristi tristezza tristemente lutto pianto lacrime pianse piangeva dolore
        inconsolabile
        | pride: orgoglio orgogliosa orgoglioso fiera fiero fierezza
        | love: amore amata amato amava amò adorava adorò adorata adorato   affetto
        affettuosa affettuoso tenerezza innamorata innamorato devota devoto
        | hate: odiava odiò odio rancore detestava
        | fear: paura spaventata spaventato terrorizzata terrore temeva
        | anger: furioso furiosa rabbia arrabbiata arrabbiato
        | lonely: solitudine solitaria solitario
        | courage: coraggiosa coraggioso coraggio eroina eroe eroica eroico
        | dream: sogno sognava sognò
        | hope: speranza sperava
        | regret: rimpianto rimpianse rimorso pentì
        | always: sempre eternamente eterno eterna costantemente
        | never: mai
        | everyone: tutti tutte
        | everything: tutto
        | fame: famosa famoso celebre celebri leggendaria leggendario rinomata rinomato
        | beauty:   bellissima bellissimo splendida splendido
        | wonder: meravigliosa meraviglioso straordinaria straordinario incredibile indimenticabile
        magnifica magnifico eccellente brillante perfetta perfetto perfezione geniale esemplare
        ammirevole eccezionale
        | kind:   bontà generosa generoso generosità gentile
        | wisdom: saggia saggio saggezza
        | popular: rispettata rispettato ammirata ammirato stimata stimato amatissima amatissimo
        | inspire: ispirò ispirazione
        | fate: destino miracolo
        | unique: unica unico incomparabile ineguagliabile
        | daily: quotidianamente
        | trouble: soffrì sofferenza tragedia tragica tragico
        | sacrifice: sacrificò sacrificio sacrifici"""
    ),
    strongest=either(
        r"(?:il|la|i|le|suo|sua|l) (?:miglior\w*|peggior\w*|piu (?!che|di|o\b|tardi|giovan|vecchi"
        r"|anzian)\w+|maggior\w*)"
        r"|\w{4,}issim[oaie]|tutti i giorni|ogni giorno|del mondo|di sempre"
    ),
    maternal=either(r"matern[oa]|(?:per )?parte di (?:sua )?madre|da parte di madre"),
    paternal=either(r"patern[oa]|(?:per )?parte di (?:suo )?padre|da parte di padre"),
    place_words=words("a ad in nel nella nell da dal di per"),
    suffixes=(
        "arono",
        "erono",
        "irono",
        "avano",
        "evano",
        "ivano",
        "ando",
        "endo",
        "mente",
        "azione",
        "ava",
        "eva",
        "iva",
        "ata",
        "ato",
        "ati",
        "ate",
        "uta",
        "uto",
        "ita",
        "ito",
        "are",
        "ere",
        "ire",
        "asse",
        "ano",
        "ono",
        "ai",
        "o",
        "a",
        "e",
        "i",
    ),
    irregular=table(
        """dire: disse diceva dice dissero detto | vedere: vide vedeva visto vista vede | venire:
        venne veniva venuto venuta viene | mettere: mise metteva messo messa | prendere: prese
        prendeva preso presa | fare: fece faceva fa fatto fecero | dare: diede dava dà dato data
        dette | sapere: seppe sapeva sa | volere: volle voleva vuole | leggere: lesse leggeva letto
        | scrivere: scrisse scriveva scritto scritta | chiudere: chiuse chiudeva chiuso chiusa
        | aprire: aprì apriva aperto aperta | perdere: perse perdeva perso persa perduto | vincere:
        vinse vinceva vinto | nascere: nacque nato nata nacqui | morire: morì morte morto morta
        | sposare: sposò sposarono matrimonio nozze sposata sposato sposati | rompere: ruppe rotto
        | rimanere: rimase rimasero rimasto rimasta | correre: corse | piangere: pianse pianto
        | andare: andò andava andai | tornare: tornò tornava | ridere: rise | scendere: scese
        | spendere: spese | tenere: tenne teneva | vivere: visse viveva vissuto | cadere: cadde
        | chiedere: chiese | conoscere: conobbe conosceva | crescere: crebbe | bere: bevve beveva
        bevuto | uscire: uscì usciva esce | rispondere: rispose rispondeva | togliere: tolse
        tolto"""
    ),
)
