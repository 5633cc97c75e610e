"""French, with a few turns of Québec and Belgium."""

from __future__ import annotations

from collections.abc import Mapping

_PUBLISH = (
    r"(?:publi\w+|diffus\w+|partag\w+|montr\w+|imprim\w+|mett\w+|mets|met|post\w+|utilis\w+"
    r"|inclu\w+|repet\w+|lire|lis(?:ez)?|fais lire|faire lire|faites lire|circul\w+"
    r"|affich\w+|transmet\w+|envoy\w+|ebruit\w+)"
)
_NASTY = (
    r"(?:vipere|sorciere|bon a rien|bonne a rien|parasite|abruti[e]?|lourdaud[e]?|idiot[e]?"
    r"|imbecile|cretin[e]?|connard|connasse|salaud|salope|salopard|garce|ordure|menteu(?:r"
    r"|se)|voleu(?:r|se)|escroc|feignant[e]?|faineant[e]?|paresseu(?:x|se)|egoiste|radin[e]?"
    r"|avare|lache|ivrogne|alcoolo|poivrot[e]?|hypocrite|faux[- ]cul|sale type|peste|harpie"
    r"|teigne|chipie|profiteu(?:r|se)|pique[- ]assiette|sangsue|crapule|fripouille"
    r"|vaurien[ne]*|minable|nul(?:le)?|debile|tare[e]?|niais[e]?|gros lard|monstre|langue de "
    r"vipere|raclure|pourriture|crisse|epais(?:se)?)"
)
_KIN = (
    r"(?:maman|mere|ma mere|papa|pere|mamie|papi[e]?|tante|oncle|soeur|frere|femme|les "
    r"(?:enfants|gosses|petits|gamins)|nous|moi|me)"
)

HELD: Mapping[str, tuple[str, ...]] = {
    "secrecy": (
        r"ne (?:l'|les |la |le )?(?:ecri\w+|mett\w+|mets|racont\w+|dites|dis) pas(?: [\w']+)"
        r"{0,3}|sous clef?|secret de famille|famille seulement|nulle part",
        r"(?:je )?(?:prefere|prefererais|preferais|prefererait|aimerais mieux)(?: [\w']+)"
        r"{0,4} (?:pas|personne|reste|rien)(?: [\w']+){0,4}|(?:mieux vaut|vaut mieux) (?:ne "
        r"pas|pas|que)(?: [\w']+){0,4}",
        r"(?:laisse[zr]?|enleve[zr]?|mettez) (?:ca|cela|cette|mon nom)(?: [\w']+){0,2} (?:de "
        r"cote|dehors|a part)|sans mon nom|anonym\w+",
        r"(?:promets|promettez|promis|jure|jurez|jurer?)(?:[- ]moi)?(?: [\w']+){0,3} (?:ne"
        r"|rien|jamais|pas)(?: [\w']+){0,4}|jamais (?:dit|raconte|parle)(?: [\w']+){0,3} a "
        r"personne|(?:dans|a) la tombe|notre (?:petit )?secret|(?:n'a|n'ont|pas|personne)(?: "
        r"[\w']+){0,2} besoin de (?:le )?savoir|aux oreilles de|premiere fois que je (?:le "
        r"|l'|en )?(?:dis|raconte|ecris|parle)",
        r"(?:ne |n'|surtout |faut |il faut )?(?:(?:ne |n')(?:la |le |les |l'|pas |en "
        rf"|surtout |jamais |m'|me )*{_PUBLISH}(?: \w+){{0,2}} (?:pas|jamais|rien|a personne)"
        r"|(?:(?:a )?ne pas|surtout pas|faut pas|jamais|pas(?: le| la| les)?) (?:le |la "
        rf"|les |l'|en |me )?{_PUBLISH})(?: \w+){{0,5}}",
        r"(?:merci de|prier? de|priere de|evit\w+ de|evitez)(?: \w+)? (?:ne (?:pas|rien) )"
        r"?(?:le |la |les |l'|en )?(?:publier|diffuser|partager|montrer|poster|repeter)(?: "
        r"\w+){0,4}",
        r"(?:reste|restera|doit rester|que ca reste|ca reste|garde[zr]?|juste|seulement"
        r"|strictement|soit dit)(?: \w+){0,3} entre (?:nous|toi et moi|vous et moi|nous deux"
        r"|ces murs)",
        r"entre (?:nous|toi et moi)(?:,? (?:hein|stp|svp|soit dit)|[.!,)]|$)",
        r"(?:juste|seulement|rien que|uniquement|que) pour (?:moi|toi|vous|nous|la famille"
        r"|tes yeux|les grands)(?! (?:faire|dire|voir))",
        r"garde[zr]?(?:[- ](?:la|le|les|ca))?(?: \w+)? (?:pour (?:toi|vous|nous|moi)|secret"
        r"|au secret|dans un tiroir|a l'abri)",
        r"serre[zr]?-?(?:la|le|les)? (?:\w+ ){0,2}(?:dans un tiroir|a l'abri)",
        r"(?:(?:n'en|en) (?:parle[zr]?|dis|dites|souffle[zr]?)|(?:ne |le |la |l'|me )(?:le "
        r"|la |l')?(?:dis|dites|raconte[zr]?|repete[zr]?|mentionne[zr]?))(?: \w+)? (?:pas"
        r"|rien|jamais|a personne)(?: \w+){0,5}|(?:parle|parlez|dis|dites)[- ]?en a personne",
        r"(?:personne|ta mere|maman|papa|ton pere|mamie|papi|elle|il|les (?:petits|enfants"
        r"|autres)) ne (?:doi(?:t|vent)|peut|sait|le sait|devait|faut)(?: rien| pas| jamais| "
        r"surtout pas)?(?: \w+){0,2} ?(?:savoir|apprendre|voir|lire|tomber|le sait|dans la "
        r"famille)?",
        r"(?:en secret|secret de famille|sous le sceau|sous le manteau|en confidence"
        r"|confidentiel(?:le)?|en prive|c'est prive|prive,|motus(?: et bouche cousue)?"
        r"|bouche cousue|ca (?:ne )?sort pas d'ici|(?:ne |n')?sor[st]\w* pas de (?:la "
        r"famille|cette piece|cette maison|chez)|pas pour (?:les enfants|les petits|tout le "
        r"monde|le site|le livre|internet|le public|les petits[- ]enfants|les autres)|pas un "
        r"mot (?:a|de ca|la dessus|la-dessus|aux|au|sur)(?: \w+){0,4}|a l'abri des regards"
        r"|loin des (?:enfants|petits)|c'est pas pour (?:le site|tout|les))",
        r"(?:brul\w+|dechir\w+|detrui\w+|jett\w+)(?:[- ](?:la|le|les|ca))?(?: \w+){0,2} "
        r"(?:apres|quand|lettre|aussitot|tout de suite|lecture|ca|des que)(?: \w+)?",
        r"(?:ne |n')?(?:veux|voudrais|voulait|aimerais|souhaite) pas(?: \w+){0,5} "
        r"(?:sache\w*|voi\w+|li[st]\w*|publi\w+|montr\w+|internet|le site|le livre"
        r"|apprenne\w*|paraisse|apparai\w+|traine|tout le monde)",
        r"(?:eteins|eteignez|arrete|coupe)[- ]?(?:ca|le|la|moi ca|ton truc|l'appareil|le "
        r"micro|l'enregistr\w+)(?: \w+){0,2}",
    ),
    "condition": (
        r"(?:demand\w+|parl\w+|voi[sr]|voyez)[- ]?(?:lui|en)? d'abord (?:a|avec)(?: [\w']+)"
        r"{1,3}|pas du vivant de?(?: [\w']+){1,3}|du vivant d\w+ \w+|(?:seulement|uniquement)"
        r" (?:apres|quand|une fois)(?: [\w']+){1,6}|il suffit que(?: [\w']+){1,5}|(?:si|des "
        r"que) (?:[\w']+ ){1,3}(?:donne|dit|est d'accord|veut bien)(?: [\w']+){0,2}",
        r"(?:ca|cela) depend(?:ra)? d(?:e|u|'|es)(?: ?[\w']+){1,4}|(?:c'est a|a) [\w']+ de "
        r"(?:voir|decider|dire)|il faut qu(?:e|') ?(?:[\w']+ ){1,3}(?:soit d'accord|accepte"
        r"|dise oui|signe|autorise)|(?:j'attends|on attend|en attente de?)(?: [\w']+){0,3} "
        r"(?:reponse|accord|feu vert|reponde|avis)(?: [\w']+){0,3}|apres le (?:proces"
        r"|divorce|jugement|partage|mariage)|pas sans (?:demander|l'avis|que|son|sa|l'accord)"
        r"(?: [\w']+){0,4}",
        r"(?:seulement|uniquement|que|publi\w+|vous pouvez|tu peux|ok|d'accord|pas de "
        r"probleme)(?: \w+){0,3}? (?:si|quand|apres|avec l'|avec|une fois que|des que)(?: "
        r"[\w']+){0,4}? (?:d'accord|accord|veu[tx]|accept\w+|autoris\w+|permet\w*|dit oui"
        r"|mor[t]e?|parti[e]?|decede\w*|floute\w*|oui|plus la|derange pas|feu vert)",
        r"(?:a condition (?:que|qu'|de)|du moment que|tant que|pourvu que|pourvu qu'|sous "
        r"reserve)(?: [\w']+){1,8}",
        r"(?:demand\w+|parl\w+|voi[sr]|voyez|appel\w+)(?:[- ](?:en|lui|leur))?(?: d'abord| "
        r"avant)? (?:a |avec |au )?(?:[\w']+ ){1,3}(?:avant|d'abord)",
        r"(?:faut|avec|sans|il faut|manque|attends|reste a avoir) l'?(?:accord|autorisation"
        r"|aval|permission)(?: d\w* ?[\w']+)?|(?:avec|sans) (?:sa|la|leur) permission|feu "
        r"vert d\w+ \w+",
        r"(?:pas|rien|attend\w+|garde[zr]?)(?: [\w'-]+){0,4} (?:avant (?:que|qu'|sa|la|son"
        r"|d')|tant que|tant qu'|jusqu'a)(?: ?[\w']+){0,4} ?(?:mort[e]?|parti[e]?|plus la"
        r"|accord|oui|vivante?|est la|vit|grand[e]?s?|majeur\w*|lu|permi\w+|18|deces)",
        r"quand (?:il|elle|je|ma mere|mon pere|mamie|on)(?: [\w']+){0,2} (?:sera[i]? (?:plus "
        r"la|mort[e]?|parti[e]?)|ne sera plus)(?: [\w,]+){0,4}",
        r"s'?i?(?:l|elle)? ?(?:il |elle |quelqu'un |\w+ )?(?:change d'avis|veut pas|n'?est "
        r"pas d'accord|rale|proteste|refuse|demande)(?: [\w']+){0,3},? (?:vous |on |tu )"
        r"?(?:l'|la |le |les )?(?:enlev\w+|retir\w+|supprim\w+|effac\w+)",
        r"sans (?:le |son |les )?(?:nom(?: de famille)?|noms|visages?)|en floutant|floute[rz]?",
    ),
    "doubt": (
        r"(?:je )?(?:ne )?(?:sais|suis) pas (?:trop |bien |vraiment |sure? |certaine? )"
        r"?(?:si|que ce soit|qu'il|qu'elle|qui) (?!tu|vous|t'|on)[\w']+(?: [\w']+){0,6}",
        r"(?:c'est|ca|ce n'est|ce serait|est) peut[- ]etre (?:pas|meme pas|un peu|trop|hors"
        r"|quelqu'un|une autre|un autre)(?: [\w']+){0,5}",
        r"(?:peut[- ]etre|sans doute)(?: [\w']+){0,3} (?:pas (?:lui|elle|a sa place|ici|le "
        r"bon)|hors sujet|trop (?:intime|personnel|prive)|quelqu'un d'autre|mieux (?:de|d'))"
        r"(?: [\w']+){0,3}",
        r"(?:faut[- ]il|est[- ]ce qu'il faut|dois[- ]je|est[- ]ce que je dois|doit[- ]on"
        r"|devrait[- ]on|peut[- ]on|est-ce qu'on|on|je|est-ce qu'il faut)(?: vraiment)? "
        r"(?:raconter?|mettre?|mets|montrer?|garder?|laisser?|enlever?|enleve|publier?|dire"
        r"|garde|met|laisse)(?: [\w']+){0,4} ?(?:\?|$)",
        r"est[- ]ce qu'(?:il faut|on doit|on devrait) (?:vraiment |bien )?(?:raconter|mettre"
        r"|dire|montrer|garder)(?: [\w']+){0,2}",
        r"(?:ca|cela)(?: [\w']+)? (?:a sa place|n'a pas sa place|n'a rien a voir|va la|va "
        r"ici)(?: [\w']+){0,3}",
        r"(?:hors sujet|mauvais(?:e)? (?:personne|famille|endroit)|rien a faire ici|pas sa place)",
        r"(?:on l'enleve|on l'enlève|on coupe|vaut mieux (?:enlever|pas)|mieux vaut "
        r"(?:enlever|pas)|a enlever|supprimez si)(?: [\w']+){0,4} ?\?",
        r"c'est (?:pas )?(?:trop|un peu trop|un peu) (?:intime|prive|personnel|fort)?(?: "
        r"[\w']+){0,2} ?\?",
    ),
    "editor_note": (
        r"(?:mauvais|mauvaise|fausse) (?:date|nom|annee|legende|photo)(?: [\w',]+){0,4}|je "
        r"(?:corrigerai|verifierai|completerai|regarderai)|un,? deux,? (?:trois,? )?(?:test"
        r"|micro)(?:[, ]+[\w']+){0,4}|n'appelez pas(?: [\w']+){1,4}",
        r"(?:pardon|desole\w*|oups|excus\w+|navre\w*|sorry)[,!:. -]{0,3}(?:[\w']+ )"
        r"{0,5}?(?:faute|erreur|tromp\w+|frappe|deux fois|mal|orthographe|envers|double)(?: "
        r"[\w']+){0,6}",
        r"(?:faute de frappe|coquille|je me suis trompe\w*|mal (?:ecrit|orthographie)\w*)(?: "
        r"[\w']+){0,5}",
        r"(?:^|[(\n] ?)(?:test|essai|un deux)\b(?:[ ,.!?-]+(?:test|essai|1 ?2|un deux|est-ce"
        r"|ca|marche|recu)\b)*[,.!? ]*(?:[\w']+ ?){0,4}\??",
        r"(?:ca|est-ce que ca) (?:marche|arrive|fonctionne|passe)(?: bien)? ?\?",
        r"(?:surtout )?(?:n'?e?|ne) ?(?:ecri\w+|dites|dis|mettez|mets|employ\w+|appelez)(?: "
        r"[\w']+)? (?:pas|jamais)(?: qu'| que |,? | le mot )(?:[\"']|elle|il|c'est|perdu"
        r"|battu\w*|combat\w*|partie?|[\w']+)(?: [\w']+){0,5}",
        r"pas de [\"'][^\"'\n]{2,40}[\"'](?: [\w']+){0,4}|pas (?:de|d')(?: [\w']+){0,3} dans "
        r"(?:votre|le) texte",
        r"(?:date|annee|nom|lieu|legende|mois|endroit)s?(?: [\w']+){0,2} (?:est|sont|n'est "
        r"pas|c'est pas|pas)(?: [\w']+)? ?(?:fausse?|faux|bon(?:ne)?|juste|mauvais[e]?|a "
        r"verifier|sure?|exact[e]?)(?: [\w']+){0,4}",
        r"(?:je )?(?:corrig\w+|verifi\w+|completer\w*|complete|regard\w+|chercher\w*"
        r"|arrang\w+|renver\w+)(?: [\w']+)? (?:plus tard|apres|demain|ce soir|ensuite"
        r"|bientot|quand)",
        r"(?:pouvez[- ]vous|vous pouvez|peux[- ]tu|tu peux|pourriez|pourrais[- ]tu|svp|stp"
        r"|merci de|s'il (?:vous|te) plait|quelqu'un peut|faudrait)[, ]{0,2}(?:me |bien )"
        r"?(?:corrig\w+|chang\w+|effac\w+|supprim\w+|enlev\w+|remplac\w+|tourn\w+|recadr\w+"
        r"|rectifi\w+|ignor\w+|modifi\w+|verifi\w+|mettre|retir\w+)(?: [\w']+){0,5}",
        r"corrige[zr]?(?: [\w']+){0,2} (?:fautes|orthographe)(?: [\w']+){0,5}",
        r"(?:supprim\w+|ignor\w+|effac\w+|oubli\w+|enlev\w+|jett?\w+|retir\w+) (?:la |le "
        r"|les |ma |mon |celle |l')?(?:precedent[es]*|dernier[es]*|autre|premier[es]*"
        r"|message|d'avant|du haut|d'hier|derniere)(?: [\w',]+){0,6}",
        r"(?:envoye[e]?|mis[e]?|poste[e]?)(?: [\w']+)? (?:deux fois|par erreur|en double"
        r"|sans faire expres|par megarde)",
        r"(?:c'est |c'etait )?pas la bonne(?: [\w']+)?|(?:mauvaise|la bonne) (?:photo|image)"
        r"(?: [\w']+){0,3}|photo a l'envers",
        r"(?:texte|legende|suite|version)(?: [\w']+){0,2} (?:suit|suivra|a venir|provisoire"
        r"|definitif)",
        r"(?:mon orthographe|mes fautes|moi et l'ortho\w+)(?: [\w']+){0,4}",
    ),
    "insult": (
        r"(?:mon|ma|son|sa) (?:stupide|idiot[e]?|debile|cretin[e]?) de (?:beau-frere"
        r"|belle-mere|belle-soeur|gendre|cousin[e]?|frere)|est une? (?:ingrat[e]?|mufle"
        r"|goujat|incapable|malotru|arrogant[e]?)(?: [\w']+){0,3}",
        r"(?:bete comme ses pieds|bete a manger|moins que rien|pas une lumiere|un boulet"
        r"|mauvaise langue|sale gosse|fils de pute|ca vole pas haut|d'une betise|faux comme"
        r"|langue de pute|gros porc|grosse vache|tete a claques|casse[- ]pieds)(?: [\w']+)"
        r"{0,2}",
        r"(?:cet?(?:te)?|mon|ma|son|sa|leur|quel(?:le)?|espece de|une? (?:vrai[e]?"
        rf"|sacre[e]?|gros(?:se)?|belle|sale)) (?:[\w']+ )?(?:{_NASTY}|con|conne)(?: (?:de"
        r"|d'|qui|que|et|avec|comme)(?: ?[\w']+){0,2})?",
        rf"(?:le|la|l') ?(?:[\w]+ )?{_NASTY} (?:de|d')(?: ?[\w']+){{1,2}}",
        r"(?:est|c'est|sont|a toujours ete|n'est qu') ?(?:une?|qu'une?|des|vraiment|trop"
        rf"|tellement)? ?(?:[\w']+ )?{_NASTY}",
        r"(?:ne vaut rien|peux pas (?:la|le|les) (?:sentir|voir|souffrir|blairer|encadrer))",
    ),
    "accusation": (
        r"(?:vol(?:e|ait|aient)|pique|fauche|falsifie\w*|imite\w*|detourne\w*|empoche\w*"
        r"|escroque\w*|arnaque\w*|vide|depouille\w*|rafle\w*|barbote\w*|subtilise\w*|s'est "
        r"(?:servi[e]?|mis)|s'est approprie\w*|a garde|a pris|a vendu)(?: [\w']+){0,3} "
        r"(?:livret|compte|argent|sous|bijoux|signature|testament|heritage|maison|terres?"
        r"|bague|or|retraite|chapelle|caisse|economies|tout|meubles|dans la poche|pour "
        r"(?:lui|elle)|de papa|de maman)(?: [\w']+){0,5}",
        r"s'est (?:mis|fait)(?: [\w']+){0,6} (?:poche|a son nom|dans la poche|leguer)",
        r"(?:mis|passe|fait mettre)(?: [\w']+){0,4} a son nom(?: [\w']+){0,3}",
        r"(?:signature|testament|acte)s?(?: [\w']+){0,3} (?:faux|fausse|falsifie\w*|imite\w*"
        r"|bidon)",
        r"(?:l'a|l'ont|qui l'a) (?:tue|tuee|laisse[e]? mourir|laissee? mourir)(?: [\w']+)"
        r"{0,4}|mauvais (?:cachets?|medicaments?|comprimes?)|mauvaise (?:piqure|dose)|c'est "
        r"(?:sa|leur) faute si (?:elle|il) est mort[e]?",
        r"(?:a|avait|a eu) (?:une |un )?(?:liaison|maitresse|amant|aventure|double vie)",
        r"(?:est|sont|c'est|etait) (?:une? |des )?(?:voleu(?:r|se)s?|escrocs?|corrompu[e]?s?"
        r"|bandits?|magouilleur\w*)|magouill\w+|au noir|fraud\w+",
        r"(?:pris|vendu|garde|mis|vide|transfere|recupere|embarque|signer|change)\w*(?: "
        r"[\w']+){0,5} (?:derriere (?:le|notre|son) dos|dans notre dos|en douce|en cachette"
        r"|sans (?:rien )?(?:dire|demander)(?: rien)? a personne)",
    ),
    "paternity": (
        r"(?:n'?est|n'?etait|ne suis|c'est|c'etait|suis|etait|est)(?: [\w']+)? pas (?:(?:son"
        r"|sa|mon|ma|ton|ta|notre) (?:vrai[e]? |propre )?(?:pere|mere|fille|fils|frere|soeur"
        r"|enfant)(?: biologique| de sang)?|(?:de lui|du meme|le pere|le vrai|la fille de|le "
        r"fils de|l'enfant de)(?: [\w']+){0,2})",
        r"(?:la |le )?(?:dernier[e]?|petit[e]?|aine[e]?|cadet(?:te)?|\w+) (?:est|etait|c'est"
        r"|c'etait) (?:(?:la fille|le fils|l'enfant) )?(?:du|de l'|d'un) (?:cure|patron"
        r"|voisin|medecin|docteur|autre|maitre|facteur|notaire|commis|pretre|allemand|soldat)",
        r"(?:seulement |juste |que )?(?:ma |mon |sa |son |notre )?demi[- ](?:soeur|frere)",
        r"(?:un |d'un )?autre (?:pere|papa|mere)(?: [\w']+){0,3}|(?:vrai|veritable) (?:pere"
        r"|mere)|(?:pere|mere) biologique",
        r"(?:celui|l'homme|le monsieur|celle) que tu appelles (?:papa|pere|maman)(?: [\w']+)"
        r"{0,5}|ne t'a pas (?:fait|faite|engendre\w*|mis[e]? au monde)|(?:celui|l'homme) qui "
        r"t'a (?:eleve|fait)\w*(?: [\w']+){0,4}",
        r"(?:enfant|fille|fils) (?:illegitime|adulterin[e]?|naturel(?:le)?|cache[e]?)"
        r"|batard[e]?|nee? de pere inconnu|abandonne[e]? a la naissance|donne[e]? a "
        r"l'adoption|test (?:adn|de paternite)|tete (?:du cure|du facteur|du voisin)|ne[e]? "
        r"sous x",
    ),
    "violence": (
        r"(?:frapp\w+|battait|battu[e]?s?|tap(?:ait|e)|cogn\w+|gifl\w+|fouett\w+|rou(?:ait"
        r"|e) de coups|pouss(?:ait|e[e]?)|jet(?:ait|e[e]?)|balanc\w+|casse|cassait"
        r"|brul(?:ait|e)|etrangl\w+|bousculait|rossait|levait la main sur|corrigeait"
        rf"|flanqu\w+)(?: [\w']+){{0,2}} (?:{_KIN}|coups?|bras|dents?|nez|cotes?|escaliers?"
        r"|ceinture|dans l'escalier|a terre|les? uns?|baffes?|raclees?|martinet)(?: [\w']+)"
        r"{0,3}",
        r"(?:il|papa|mon pere|elle|le vieux|ton grand-pere)(?: [\w']+)? (?:nous|me|la|le|les"
        r"|m'|l'|t')(?: ?a| ?avait)? ?(?:frapp\w+|batt\w+|tap\w+|cogn\w+|gifl\w+|jet\w+"
        r"|pouss\w+|mis en joue|menac\w+|roua\w+|rouait|etrangl\w+|balanc\w+)(?: [\w',]+)"
        r"{0,5}",
        r"(?:bras|dents?|nez|oeil|cotes?)(?: [\w']+){0,3},? c'est lui",
        r"(?:menac\w+|disait qu'|a dit qu'|jur\w+ qu'|criait qu'|hurlait qu')(?: ?[\w']+)"
        r"{0,4} (?:tuer|tuerait|tue|bruler|descendre|creverait|etrangler)(?: [\w']+){0,3}",
        r"(?:braqu\w+|point\w+|mis en joue|mettait en joue|avec)(?: [\w']+){0,2} (?:fusil"
        r"|couteau|pistolet|carabine|hache)(?: [\w']+){0,3} (?:sur|vers|contre|sous|apres) "
        r"(?:nous|maman|ma|la|moi|elle|[\w']+)|mis en joue(?: [\w',]+){0,5}",
        r"(?:violen(?:ce|t|ces|te)|oeil au beurre noir|couverte? de bleus|femme battue|la "
        r"main lourde|marques? de coups|coups de (?:ceinture|poing|pied|trique|balai))(?: "
        r"[\w']+){0,4}",
    ),
    "abuse": (
        r"(?:venait|montait|allait) dans les lits? des?(?: [\w']+){1,3}|nous (?:forcait"
        r"|obligeait) a (?:nous )?\w+",
        r"(?:me forcait a|nous forcait a|m'obligeait a|sous (?:ma|la|nos) (?:jupes?|chemise "
        r"de nuit|couverture)|aimait (?:trop |bien )?les petites filles|mains baladeuses"
        r"|deshabill\w+ (?:devant|les|nous)|(?:jamais|pas) (?:nous )?laiss\w+ seule?s? avec)"
        r"(?: [\w']+){0,4}",
        r"(?:attouchements?|me (?:touchait|tripotait|pelotait|caressait)|nous (?:touchait"
        r"|tripotait)|tripotait|pelotait|abus(?:ait|e[er]?|e de|ait de)(?: [\w']+){0,2}"
        r"|viol(?:ait|e[e]?|eur)|pedophil\w+|agress\w+ sexuel\w+|faisait des choses(?: "
        r"[\w']+){0,3}|touchait (?:les|aux) (?:petit[e]?s|enfants|gamin[e]?s)|mettait les "
        r"mains(?: [\w']+){0,3})(?: [\w']+){0,3}",
        r"(?:venait|entrait|rejoignait|montait|se glissait|est venu|me rejoignait)(?: [\w']+)"
        r"{0,3} (?:dans (?:ma|notre) chambre|dans (?:mon|notre) lit|dans la chambre des \w+"
        r"|dans le lit des \w+)(?: [\w']+){0,3}",
        r"ce qu(?:e|'il)(?: [\w']+){0,2} (?:m'|nous |lui |leur )(?:a |avait )?(?:fai[st]\w*)",
    ),
    "suicide": (
        r"(?:la corde au cou|une corde|de sa propre main|geste desespere|voulait mourir"
        r"|voulu mourir|par desespoir|tirer une balle|tire une balle|saute (?:du pont|par la "
        r"fenetre|du toit)|sous (?:le|un) train|a la poutre|ouvert le gaz)(?: [\w']+){0,3}",
        r"(?:suicid\w+|s'est (?:pendu[e]?|tue[e]? (?!en voiture|sur|au volant)|noye[e]?"
        r"|jete[e]? (?:sous|dans|du|par|d)|tire une balle|ouvert les veines|supprime[e]?"
        r"|foutu[e]? en l'air|donne la mort|empoisonne[e]?)|se (?:pendre|tuer|noyer"
        r"|supprimer|jeter|foutre en l'air)|pendu[e]? dans|mis fin a ses jours|mettre fin a "
        r"ses jours|voulu en finir|en finir avec|avale(?: [\w']+){0,4} (?:cachets|comprimes"
        r"|medicaments|tube)|pris (?:tous )?(?:ses|des|tout le tube de) (?:cachets|comprimes"
        r"|medicaments)|attente a ses jours|tentative de suicide|pas un accident|laisse "
        r"(?:un mot|une lettre)|ne voulait plus vivre)(?: [\w']+){0,3}",
    ),
    "illness": (
        r"(?:cancer|tumeur|metastases?|chimio\w*|leucemie|alzheimer|demence|schizophren\w+"
        r"|bipolaire|depressi\w+|burn[- ]?out|psychiatr\w+|interne[e]? (?:a|en|d'office)"
        r"|asile|hp|sida|vih|seropositi\w+|syphilis|chaude[- ]pisse|cirrhose|alcooli\w+"
        r"|buvait (?:des|trop|beaucoup|en cachette|comme|du matin|tous)|drogue[e]?s?"
        r"|toxicomane|heroine|avort\w+|fausse[- ]couche|epilep\w+|parkinson|sclerose en "
        r"plaques|anorexi\w+|boulimi\w+|diagnosti\w+|antidepresseurs?|sous traitement"
        r"|incontinen\w+|maladie (?:mentale|honteuse|venerienne)|cure de desintox\w*)",
    ),
}
