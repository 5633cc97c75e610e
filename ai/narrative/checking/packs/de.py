"""German, also of Austria and Switzerland."""

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

_UNITS = ("", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
_TENS = (
    "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig",
)  # fmt: skip


def _numerals() -> dict[str, int]:
    found = counted(
        """null _ zwei/zwo drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn
        fünfzehn sechzehn siebzehn achtzehn neunzehn"""
    )
    for ten, word in enumerate(_TENS, start=2):
        for unit, before in enumerate(_UNITS):
            found[fold(f"{before}und{word}" if unit else word)] = ten * 10 + unit
    for n, word in enumerate(_UNITS):
        found[fold(f"{word}hundert")] = max(n, 1) * 100
    times = {f"{word}mal": n for word, n in found.items() if n}
    return found | times | {
        "tausend": 1000, "million": 1_000_000, "millionen": 1_000_000, "dutzend": 12, "beide": 2,
        "beiden": 2,
    }  # fmt: skip


_NUMERALS = _numerals()


def _ordinals() -> dict[str, int]:
    found: dict[str, int] = {}
    odd = {"erst": 1, "dritt": 3, "siebt": 7, "acht": 8}
    stems = {f"{word}{'st' if n > 19 else 't'}": n for word, n in _NUMERALS.items() if 1 < n <= 100}
    for stem, n in (stems | odd).items():
        for end in ("e", "en", "er", "es", "em"):
            if stem + end not in _NUMERALS:
                found[stem + end] = n
    return found


PACK = Pack(
    code="de",
    common=words(
        """der die das den dem des ein eine einen einem einer eines und oder aber von vom in im ins
        an sich
        am auf zu zum zur mit bei beim für aus nach vor über unter um durch gegen ohne als wie wenn
        dass daß ob weil denn da dann so auch noch schon nur sehr mehr war waren ist sind sein wurde
        wurden werden wird hatte hatten hat haben habe gehabt gewesen worden er sie es ihm ihr ihn
        ihnen ihre ihren ihrem ihrer ihres seine seinen seinem seiner seines ich mich mir du dich
        dir
        wir uns unser unsere unseren man mein meine meinen meinem meiner dieser diese dieses diesen
        jener dort hier was wer wo wohin woher welche welcher immerhin während seit bis bevor
        nachdem danach davor zuerst selbst selber alle allem allen alles jeder jede jedes jeden
        andere anderen anderer anderes ganz ganze gar eben halt mal nun ja doch also darauf damit
        dafür dabei davon daran dazu obwohl kein konnte konnten kann musste mussten muss durfte
        sollte sollten wollte wollten will ließ lassen gab zwischen gleich wieder etwas viel viele
        ned net sondern später erst einmal
        damals heute dass je hinter neben ab bloß derselbe dieselbe"""
    ),
    negators=lows(
        """nicht nie niemals kein keine keinen keinem keiner keines niemand niemanden nichts ohne
        nix
        ned net weder nimmer weigerte"""
    ),
    exceptions=words(
        "durchgefallen vergaß vergessen verpasst verpasste außer nur sondern kaum bloß noch"
    ),
    numerals=_NUMERALS,
    ordinals=_ordinals(),
    months=counted(
        """januar/jänner februar/feber märz april mai juni juli august september oktober november
        dezember""",
        start=1,
    ),
    seasons=counted("frühling/frühjahr sommer herbst winter"),
    decades={
        fold(f"{word}{end}"): n * 10
        for n, word in enumerate(_TENS, start=2)
        for end in ("er", "ern")
    },
    decade_marks=either(r"(?:1[5-9]|20)?(?P<tens>\d)0er[n]?"),
    calendar=words(
        """montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag weihnachten
        heiligabend ostern pfingsten silvester neujahr advent fasching karneval allerheiligen
        montags dienstags mittwochs donnerstags freitags samstags sonntags"""
    ),
    kin=kinship(
        """parent f: mutter mutti mama mami mammi | parent m: vater vati papa papi vadder
        | parent: eltern
        | sibling f: schwester schwestern | sibling m: bruder brüder | sibling: geschwister
        | child f: tochter töchter | child m: sohn söhne | child: kinder
        | spouse f: frau ehefrau gattin witwe | spouse m: mann ehemann gatte witwer
        | partner f: freundin verlobte braut | partner m: freund verlobter bräutigam
        | grandparent f: großmutter oma omi großmama omama
        | grandparent m: großvater opa opi großpapa opapa | grandparent: großeltern
        | grandchild f: enkelin enkeltochter enkelinnen | grandchild m: enkel enkelsohn
        | grandchild: enkelkind enkelkinder
        | auntuncle f: tante tanten | auntuncle m: onkel
        | niecenephew f: nichte nichten | niecenephew m: neffe neffen
        | cousin f: cousine base kusine | cousin m: cousin vetter | cousin: cousins
        | greatgrandchild f: urenkelin | greatgrandchild m: urenkel
        | greatgrandparent f: urgroßmutter uroma | greatgrandparent m: urgroßvater uropa
        | greatauntuncle f: großtante | greatauntuncle m: großonkel
        | greatniecenephew f: großnichte | greatniecenephew m: großneffe
        | parentinlaw f: schwiegermutter | parentinlaw m: schwiegervater
        | parentinlaw: schwiegereltern
        | childinlaw f: schwiegertochter | childinlaw m: schwiegersohn
        | siblinginlaw f: schwägerin | siblinginlaw m: schwager
        | stepparent f: stiefmutter | stepparent m: stiefvater
        | stepchild f: stieftochter | stepchild m: stiefsohn
        | stepsibling f: stiefschwester | stepsibling m: stiefbruder
        | halfsibling f: halbschwester | halfsibling m: halbbruder
        | godparent f: taufpatin patin patentante | godparent m: taufpate pate patenonkel
        | godchild f: patentochter | godchild m: patensohn | godchild: patenkind
        | neighbour f: nachbarin | neighbour m: nachbar nachbarn
        | colleague f: kollegin | colleague m: kollege kollegen
        | friend f: freundin | friend m: freund | friend: freunde
        | pupil f: schülerin | pupil m: schüler"""
    ),
    mine=words("mein meine meinen meinem meiner meines unser unsere unseren unserem unserer"),
    theirs=table("f: ihr ihre ihren ihrem ihrer ihres | m: sein seine seinen seinem seiner seines"),
    me=words("ich"),
    me_object=words("mich mir"),
    us=words("wir uns"),
    subjects=table("f: sie | m: er"),
    objects=table("m: ihm ihn | : ihnen"),
    of=words("von vom des der"),
    to=words(
        "dem den einem einen ihrem ihren seinem seinen meinem meinen zu zum zur mit für bei nach"
    ),
    by=words("von vom durch"),
    passive=words("wurde wurden worden wird"),
    articles=words("der die das den dem ein eine einen einem dieser diese"),
    splits=words(
        """ohne und aber als wenn während weil da denn obwohl wo was wer dass ob oder sondern bevor
        nachdem
        bis"""
    ),
    links=words("weil da denn während als wenn indem damit"),
    before=phrases("bevor|ehe|vor dem|vor der|vor"),
    after=phrases("nachdem|nach dem|nach der|nach"),
    first=phrases("zuerst|erst|zunächst|anfangs|als erster|als erste"),
    later=phrases("danach|dann|später|darauf|anschließend|schließlich|zuletzt"),
    hedges=phrases(
        "um|etwa|ungefähr|rund|gegen|circa|ca|vielleicht|fast|beinahe|oder|an die|knapp|gut"
    ),
    until=words("bis"),
    since=words("seit von ab"),
    years=words("jahr jahre jahren jahrelang"),
    ages=either(
        r"mit (?:etwa |rund )?#(?: jahren)?|# jahre alt|war (?:etwa |rund |schon |erst )?#"
        r"|im alter von #|(?:wurde|geworden) #"
    ),
    speech=words(
        """sagte sagt gesagt sagen erzählt erzählte erzählen schreibt schrieb geschrieben erinnert
        erinnerte ergänzt meint meinte nennt nannte genannt laut worten wort behauptet behauptete
        glaubt erklärt erklärte fragte fragt gefragt antwortete versprach rief zufolge berichtet
        berichtete findet sagten"""
    ),
    birth=lows("geboren geburt geborene geborener"),
    death=words("starb gestorben tod tot stirbt verstarb verstorben beerdigung begräbnis starben"),
    loaded=table(
        """joy: glücklich glückliche glücklichen glück froh fröhlich fröhliche freude freudig
        freudestrahlend heiter selig
        | grief: traurig traurige trauer trauerte tränen weinte geweint heulte kummer schmerz
        untröstlich
        | pride: stolz stolze stolzen
        | love: liebe liebte geliebt geliebte geliebten liebevoll liebevolle zärtlich verehrte
        innig hingebungsvoll vergötterte herz herzen herzlich verliebt
        | hate: hasste gehasst hass verabscheute groll
        | fear: angst ängstlich ängste fürchtete furcht verängstigt panik
        | anger: wütend wut zornig zorn
        | lonely: einsam einsamkeit
        | courage: mutig mutige mut tapfer tapfere held heldin heldenhaft
        | passion: leidenschaft leidenschaftlich leidenschaftliche begeistert begeisterung
        | dream: traum träumte geträumt
        | hope: hoffnung hoffte gehofft
        | regret: bereute bereut reue
        | longing: sehnsucht sehnte heimweh
        | always: immer ewig ständig stets unermüdlich
        | never: nie niemals
        | everyone: alle allen jedermann
        | everything: alles
        | fame: berühmt berühmte berühmten berühmter weltberühmt weltberühmter legendär legendäre
          gefeiert gefeierte
        | beauty: wunderschön wunderschöne wunderschönen
        | wonder: wunderbar wunderbare außergewöhnlich außergewöhnliche unglaublich unvergesslich
        großartig großartige hervorragend hervorragende brillant perfekt perfekte begnadet
        begnadete begabt begabte meisterhaft meisterwerk vorbildlich einzigartig
        | kind: gütig gütige großzügig großzügige herzensgut warmherzig selbstlos
        | wisdom: weise
        | popular: respektiert bewundert geachtet beliebt beliebte geschätzt
        | inspire: inspirierte
        | fate: schicksal wunder
        | peace: friedlich
        | daily: täglich
        | strict: gnadenlos unerbittlich streng
        | trouble: litt gelitten leid leiden tragisch tragische tragödie
        | laughter: lachte gelacht lachend
        | sacrifice: opferte geopfert"""
    ),
    strongest=either(
        r"(?:der|die|das|den|dem|am|ihr\w*|sein\w*) (?:best\w+|schonst\w+|grosst\w+|liebst\w+"
        r"|schlechtest\w+|\w{3,}(?:ig|lich|haft)st\w+|beliebtest\w+"
        r"|beruhmtest\w+)|bester|beste|aller zeiten|der (?:ganzen )?welt|jeden tag|tag fur tag"
        r"|weit und breit"
    ),
    maternal=either(r"mutterlicherseits"),
    paternal=either(r"vaterlicherseits"),
    place_words=words("in nach aus bei auf an von bis über zu"),
    suffixes=(
        "ungen",
        "heiten",
        "keiten",
        "ung",
        "ten",
        "test",
        "est",
        "ern",
        "end",
        "te",
        "en",
        "er",
        "es",
        "em",
        "et",
        "st",
        "e",
        "t",
        "n",
        "s",
    ),
    irregular=table(
        """bringen: brachte gebracht bringt brachten | beibringen: beigebracht beibrachte
        | kommen: kam gekommen kommt kamen | gehen: ging gegangen geht gingen | sehen: sah gesehen
        sieht sahen | geben: gegeben gibt gaben | nehmen: nahm genommen nimmt nahmen | finden: fand
        gefunden fanden | schreiben: schrieb geschrieben | fahren: fuhr gefahren fährt fuhren
        | tragen: trug getragen trägt trugen | lesen: las gelesen liest | essen: aß gegessen aßen
        | trinken: trank getrunken tranken | sprechen: sprach gesprochen spricht | stehen: stand
        gestanden standen | sitzen: saß gesessen saßen | liegen: lag gelegen lagen | schlafen:
        schlief geschlafen | laufen: lief gelaufen läuft liefen | helfen: half geholfen | sterben:
        starb gestorben tod tot starben | singen: sang gesungen sangen | springen: sprang
        gesprungen | gewinnen: gewann gewonnen | verlieren: verlor verloren | schwimmen: schwamm
        geschwommen | bekommen: bekam kriegt kriegte gekriegt bekamen kriegen | kennen: kannte
        gekannt | denken: dachte gedacht | wissen: wusste gewusst weiß | heiraten: geheiratet
        heirateten hochzeit heiratete | verzeihen: verzieh verziehen | ziehen: zog gezogen zogen
        | schlagen: schlug geschlagen | halten: hielt gehalten hielten | lassen: ließ gelassen
        | rufen: rief gerufen | treffen: traf getroffen trafen | verkaufen: verkauft verkaufte
        | schießen: schoss | schneiden: schnitt geschnitten | backen: buk gebacken | vergraben:
        vergrub | graben: grub | nennen: nannte genannt | streichen: strich gestrichen strichen
        | spielen: spielte gespielt | fliegen: flog geflogen | frau: frauen | lernen: gelernt"""
    ),
    nouns_are_capitals=True,
)
