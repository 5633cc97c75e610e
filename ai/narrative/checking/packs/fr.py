"""French."""

from __future__ import annotations

from ai.narrative.checking.packs.base import (
    Pack,
    counted,
    either,
    kinship,
    lows,
    phrases,
    table,
    words,
)

_NUMERALS = counted(
    """zéro _ deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze
    seize"""
) | {
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "septante": 70, "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip

PACK = Pack(
    code="fr",
    common=words(
        """le la les l un une des du de d à au aux et ou mais en dans par pour avec comme que qu qui
        se s était fut furent étaient être est sont avait avaient avoir a ont eu il elle ils elles
        on
        lui leur leurs me m te t nous vous je j tu moi toi soi eux son sa ses mon ma mes notre nos
        ce
        c cet cette ces cela ça là ici y n déjà encore aussi très beaucoup plus moins quand où dont
        quoi parce car donc alors ainsi après avant jusque jusqu depuis pendant durant sur entre
        sans sous tout toute tous toutes chaque autre autres même mêmes propre seul seule presque si
        tant rien quelque quelques quelqu allait allaient fait faisait faire fit puis bien lors
        lorsque chez vers été étant ayant cependant tandis alors bon ben pis enfin quel quelle ni
        premier première dernier dernière celui celle ceux celles lorsqu puisque puisqu aujourd hui
        fallait c'est"""
    ),
    negators=lows("ne n pas jamais aucun aucune ni personne rien sans non refusa refusé nul"),
    exceptions=words(
        "raté rata échoué échoua oublié oublia sauf encore excepté hormis seulement guère sinon"
    ),
    numerals=_NUMERALS
    | {
        "cent": 100,
        "cents": 100,
        "mille": 1000,
        "million": 1_000_000,
        "millions": 1_000_000,
        "douzaine": 12,
        "dizaine": 10,
        "vingtaine": 20,
        "quinzaine": 15,
    },
    ordinals=counted(
        """_ premier/première deuxième/second/seconde troisième quatrième cinquième sixième septième
        huitième neuvième dixième onzième douzième"""
    )
    | {
        "vingtieme": 20,
        "trentieme": 30,
        "quarantieme": 40,
        "cinquantieme": 50,
        "soixantieme": 60,
        "centieme": 100,
    },
    months=counted(
        """janvier février mars avril mai juin juillet août septembre octobre novembre décembre""",
        start=1,
    ),
    seasons=counted("printemps été automne hiver"),
    decades={},
    decade_marks=either(
        r"annees (?:1[5-9]|20)?(?P<tens>\d)0"
        r"|annees (?P<word>vingt|trente|quarante|cinquante|soixante-dix|soixante"
        r"|quatre-vingt-dix|quatre-vingt)"
    ),
    calendar=words(
        """lundi mardi mercredi jeudi vendredi samedi dimanche noël pâques toussaint pentecôte
        ascension carnaval carême épiphanie chandeleur réveillon"""
    ),
    kin=kinship(
        """parent f: mère maman mman | parent m: père papa ppa | parent: parents
        | sibling f: sœur soeur sœurs soeurs | sibling m: frère frères
        | child f: fille filles | child m: fils | child: enfants
        | spouse f: femme épouse veuve | spouse m: mari époux veuf
        | partner f: fiancée compagne | partner m: fiancé compagnon
        | grandparent f: grand-mère mamie mémé mémère mamy grand-maman
        | grandparent m: grand-père papi papy pépé pépère grand-papa
        | grandparent: grands-parents
        | grandchild f: petite-fille petites-filles | grandchild m: petit-fils
        | grandchild: petits-enfants
        | auntuncle f: tante tata tatie tantie tantes | auntuncle m: oncle tonton oncles
        | niecenephew f: nièce nièces | niecenephew m: neveu neveux
        | cousin f: cousine cousines | cousin m: cousin | cousin: cousins
        | greatgrandchild f: arrière-petite-fille | greatgrandchild m: arrière-petit-fils
        | greatgrandchild: arrière-petits-enfants
        | greatgrandparent f: arrière-grand-mère | greatgrandparent m: arrière-grand-père
        | greatauntuncle f: grand-tante | greatauntuncle m: grand-oncle
        | greatniecenephew f: petite-nièce | greatniecenephew m: petit-neveu
        | parentinlaw f: belle-mère belle-maman | stepparent f: belle-mère
        | parentinlaw m: beau-père beau-papa | stepparent m: beau-père
        | parentinlaw: beaux-parents
        | childinlaw f: belle-fille bru | stepchild f: belle-fille
        | childinlaw m: gendre beau-fils | stepchild m: beau-fils
        | siblinginlaw f: belle-sœur belle-soeur | siblinginlaw m: beau-frère
        | halfsibling f: demi-sœur demi-soeur | halfsibling m: demi-frère
        | godparent f: marraine | godparent m: parrain
        | godchild f: filleule | godchild m: filleul
        | neighbour f: voisine | neighbour m: voisin | neighbour: voisins
        | colleague: collègue collègues | friend f: amie amies copine
        | friend m: ami copain | friend: amis copains
        | pupil: élève élèves"""
    ),
    mine=words("mon ma mes notre nos"),
    theirs=table(" : son sa ses leur leurs"),
    me=words("je j"),
    me_object=words("me m moi"),
    us=words("nous on"),
    subjects=table("f: elle | m: il | m: ils | f: elles"),
    objects=table(" : lui"),
    of=words("de d du des"),
    to=words("au aux avec pour chez"),
    by=words("par"),
    passive=words("fut furent était étaient été est sont être"),
    articles=words("le la les l un une ce cet cette"),
    splits=words(
        """sans et mais qui que qu quand où dont lorsque lorsqu tandis parce car si puis comme ou
        puisque
        puisqu alors"""
    ),
    links=words("parce car tandis pendant quand lorsque lorsqu puisque donc durant comme"),
    before=phrases("avant de|avant que|avant d|avant"),
    after=phrases("après que|après avoir|après"),
    first=phrases("d abord|premier|première|en premier|au début"),
    later=phrases("puis|ensuite|plus tard|après|enfin|finalement"),
    hedges=phrases(
        "vers|environ|autour de|à peu près|près de|peut-être|presque|ou|une|aux alentours de"
        "|plus de|passés|début|fin"
    ),
    until=words("jusqu jusque"),
    since=words("depuis dès"),
    years=words("an ans année années"),
    ages=either(
        r"(?:a l age de|age de|agee de) #|a #(?: ans)?|(?:avait|a|ayant|avec|eu) # ans"
        r"|# ans (?:passes|pile)|de # ans"
    ),
    speech=words(
        """dit disait dire dirent raconte racontait raconta raconté écrit écrivait écrivit rappelle
        souvient ajoute ajoutait ajouta parle parlait appelle appelait selon mots affirme affirmait
        croit explique expliquait demanda demande demandé répondit répondu répétait promit promis
        paroles assure"""
    ),
    birth=lows("né née naître naissance naquit nés"),
    death=words("mort morte mourir mourut décès décédé décédée enterrement meurt morts"),
    loaded=table(
        """joy: heureux heureuse heureusement bonheur joie joyeux joyeuse gai gaie gaiement ravi
        ravie comblée comblé
        | grief: triste tristes tristesse tristement chagrin larmes deuil pleura pleuré pleurait
        pleurer douleur inconsolable
        | pride: fier fière fiers fièrement fierté
        | love: amour aimée aimé aimait aimer adorait adora adoré adorée   tendresse
        tendrement tendre affection amoureux amoureuse dévouée dévoué passionnément
        | hate: haïssait haine détestait rancune
        | fear: peur effrayée effrayé terrifiée terrifié crainte craignait angoisse hantée hanté
        | anger: furieux furieuse colère rage
        | lonely: solitude solitaire
        | courage: courageux courageuse courage brave héros héroïne héroïque bravoure
        | dream: rêve rêvait rêvé rêva
        | hope: espoir espérait
        | regret: regret regretta regretté regrettait remords
        | always: toujours éternellement éternel éternelle constamment
        | never: jamais
        | everyone: tous toutes
        | everything: tout
        | fame: célèbre célèbres fameux fameuse légendaire renommé renommée réputé réputée 
        
        | beauty:     magnifique magnifiques superbe jolie
        | wonder: merveilleux merveilleuse extraordinaire incroyable inoubliable excellent
        excellente
        brillant brillante parfait parfaite perfection talentueux talentueuse génial exemplaire
        admirable exceptionnel exceptionnelle
        | kind: bonté généreux généreuse générosité gentil gentille bienveillant
        | wisdom:  sagesse
        | popular: respectée respecté admirée admiré estimée estimé
        | inspire: inspira inspiré inspiration
        | fate: destin miracle
        | unique: incomparable inégalable
        | daily: quotidiennement
        | trouble: souffrit souffrance souffert tragédie tragique
        | sacrifice: sacrifia sacrifice sacrifices sacrifié"""
    ),
    strongest=either(
        r"(?:le|la|les|son|sa) (?:meilleur\w*|pire|plus (?!que|de|d|tard|ou|jeune|vieux|vieille"
        r"|age)\w+|moindre)|le \w+ le plus|la \w+ la plus"
        r"|tous les jours|jour apres jour|du monde|de tous les temps"
    ),
    maternal=either(r"maternel(?:le)?|du cote de (?:sa |la )?mere|du cote maternel"),
    paternal=either(
        r"paternel(?:le)?|du cote de (?:son |le )?pere|du cote paternel|du cote du pere"
    ),
    place_words=words("à au aux en dans de du par chez vers"),
    suffixes=(
        "aient",
        "erent",
        "irent",
        "ements",
        "ement",
        "ations",
        "ation",
        "ait",
        "ant",
        "ees",
        "ee",
        "er",
        "ir",
        "re",
        "es",
        "is",
        "it",
        "ai",
        "as",
        "at",
        "ent",
        "e",
        "s",
        "a",
        "u",
    ),
    irregular=table(
        """dire: dit disait dirent | voir: vu voyait vit voient vue | venir: venu vint venait venue
        vient venus | tenir: tenu tint tenait tient | mettre: mis mit mettait mise met | prendre:
        pris prit prenait prise prend | apprendre: appris apprit apprenait apprend | faire: fait
        faisait fit | donner: donné | savoir: su savait sut sait | vouloir: voulu voulait voulut
        veut
        | pouvoir: pu pouvait put peut | devoir: dû devait dut | lire: lu lisait lut | écrire: écrit
        écrivait écrivit | boire: bu buvait but | mourir: mort morte mourut meurt | naître: né née
        naquit | épouser: épousé mariage mariée marié marier mariés marièrent épousa | conduire:
        conduit conduisait | perdre: perdu perdit perdait perdue | vendre: vendu vendit vendait
        vendue | rendre: rendu | recevoir: reçu reçut recevait | ouvrir: ouvert ouvrit ouvrait
        | offrir: offert offrit | partir: parti partit partie | revenir: revenu revint revenue
        rentré rentrée rentra rentrer | devenir: devenu devint devenue devenait | vivre: vécu vivait
        vécut | aller: allé alla allait | payer: payé paya paie | arriver: arrivé arriva arrivée
        | quitter: quitté quitta | courir: couru courut | descendre: descendu descendit"""
    ),
)
