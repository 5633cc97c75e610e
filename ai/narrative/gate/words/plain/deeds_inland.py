"""The words that fill the grammar of plain deeds (`deeds`) in French, German and Italian."""

from __future__ import annotations

from collections.abc import Mapping

SLOTS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "precious": "rings?|jewel\\w*|money|savings|gold|watch|medals|aneis|anel|joias|dinheiro"
        "|ouro|relogio|anillos?|joyas|dinero|oro|reloj|bagues?|bijoux|argent|montre|ringe?"
        "|schmuck|geld|uhr|anell[oi]|gioielli|soldi|orologio",
        "someone": "quelqu'un .. (?:famille|nous|vous)",
        "kin": "(?:mon|ma|son|sa|notre|ton|ta) (?:\\w+ )?(?:freres?|soeur|oncle|tante|cousine?"
        "|fils|fille|neveu|niece|mere"
        "|pere|mari|femme|beau-\\w+|belle-\\w+|gendre|bru|grand-pere|grand-mere|patron|ex)|tonton"
        " \\w+|tante \\w+|oncle \\w+"
        "|maman|papa|mamie|papi|papy|grand-pere",
        "carer": "(?:la|l'|le) ?(?:aide-menagere|infirmiere|voisine?|femme de menage|dame de"
        " compagnie|aide a domicile"
        "|auxiliaire|notaire|tuteur)",
        "took": "a vole|a volees|volait|a garde|a pris|prenait|emportait|a emporte|a vide"
        "|empochait|a empoche|s'est servie?"
        "|a depense|a vendu|piquait|a pique|se servait",
        "goods": "(?:tout |toutes? )?(?:l'|le |la |les |des |son |sa |ses )?(?:argent|bijoux|or"
        "|pieces d'or|bague|economies|pension"
        "|heritage|livret|choses|affaires|sous|maison de|montre|retraite|tout)",
        "it_was": "c'est|ce sont|c'etait|on sait que c'est",
        "stole": "qui (?:\\w+ ){0,2}(?:a|ont|les a|l'a|a tout) (?:\\w+ )?(?:vole\\w*|pris\\w*"
        "|garde\\w*|vendu\\w*|emporte\\w*|imite|falsifie)",
        "them": "tout le monde|nous|papa|maman|mamie|papi|lui|la|ma \\w+|mon \\w+|sa \\w+|son \\w+",
        "person": "papa|maman|mamie|papi|la famille",
        "cheated": "a (?:trompe|escroque|arnaque|vole|depouille|roule|trahi|embobine|manipule"
        "|imite|falsifie)|abuse d'elle|abuse"
        " de (?:lui|sa faiblesse|maman)",
        "got_sign": "(?:a fait|ont fait|a force) .. (?:a )?(?:signer|changer)|fait changer (?:l'"
        "|le)|plus (?:toute )?sa tete",
        "left_cold": "(?:la|le) laissait seule?|etait payee? pour s'occuper|l'a laissee?"
        " (?:seule?|mourir)",
        "not_father": "n'est pas (?:mon|ma|son|sa|notre) (?:vrai|vraie|pere|mere|frere|soeur"
        "|grand-pere)(?: (?:pere|mere|frere|soeur"
        "|grand-pere|biologique|de sang))|n'(?:est|etait) pas (?:le|la) (?:fille?|fils) de"
        "|n'(?:est|etait) pas de (?:papy|papi|mon"
        " grand-pere|grand-pere)",
        "was_mother": "(?:est|etait) (?:en fait |en realite |vraiment )?(?:ma mere|mon pere|ma"
        " soeur|mon frere)[^.!?]{0,25}(?:tout le"
        " monde|sauf moi|jamais|personne|verite)|(?:est|etait) en (?:fait|realite) (?:ma|mon)",
        "same_as": "(?:tout le portrait|le nez|les yeux|la copie) (?:du|de la) (?:cure|facteur"
        "|voisin|patron|medecin|docteur)",
        "child_of": "(?:a eu|eut|avait eu) (?:un|une|un autre|une autre) (?:enfant|fils|fille"
        "|bebe|famille) (?:avant|avec|hors|d'un"
        "|cache)|(?:ne |n')?(?:m'a|l'a) jamais reconnue?",
        "before_wed": "(?:enfant|bebe|fils|fille) ... (?:avant (?:son|le) mariage|avant de se"
        " marier|abandonnee?|l'a abandonne|a"
        " l'assistance|sous x|adopte)",
        "he": "il|mon pere|papa|grand-pere|le vieux|mon beau-pere",
        "hit": "(?:la |le |les |nous |l')?(?:battait|a battu|frappait|a frappe\\w*|giflait"
        "|cognait|tapait|a cogne|rouait|etranglait"
        "|donnait des coups|tabassait)(?: sur)?",
        "woman": "(?:sur )?(?:ma |sa |la )?(?:mere|maman|femme|grand-mere|mamie)|elle|tous les",
        "young": "(?:a |les |des |la |aux |sur (?:les )?)?(?:ma |mes |son |ses |ses propres"
        " )?(?:soeurs?|enfants?|gosses|gamines?|gamins"
        "|petites? filles?|freres?|fillettes|eleves|cousines?|petits|garcons|une enfant)",
        "us": "nous|moi|me|m'",
        "threw": "jetait|lancait|a jete|cassait|balancait",
        "plates": "assiettes?|chaises?|verres?|affaires|vaisselle|bouteilles?|objets",
        "wall": "mur",
        "belted": "coups? de (?:ceinture|ceinturon|pied|poing|baton|martinet)|a la ceinture|avec"
        " (?:sa|la) ceinture",
        "feared": "(?:avait|avions|j'avais|avaient) (?:tous )?peur de (?:lui|mon (?:pere"
        "|grand-pere|oncle)|papa|papi)",
        "came": "venait|entrait|se glissait|montait|rentrait|est venu",
        "our_bed": "(?:dans|a) (?:mon|notre|nos|ma|le lit de ma) (?:lit|lits|chambre)|dans mon lit",
        "night": "la nuit",
        "come": "venait",
        "did": "a fait|faisait|ont fait|fait",
        "things": "(?:des )?choses|ce qu'on ne fait pas",
        "touched": "touchait|a touche\\w*|tripotait|attouch\\w+|abus\\w+ (?:de|d')|pelotait"
        "|violait|a viole\\w*",
        "started_on": "(?:a commence a) me (?:toucher|tripoter)|me (?:touchait|tripotait)",
        "not_fell": "n'est pas (?:tombee?|morte? d'un accident|glissee?)|(?:ne s'est pas noyee?)"
        "|pas un accident",
        "jumped": "(?:il|elle) (?:a saute|s'est (?:jetee?|tuee?|lancee?|noyee?)|l'a (?:fait"
        "|voulu))|s'est jetee?",
        "accident": "accident|crise cardiaque|on dit|on a dit",
        "own_life": "mettre fin a (?:ses|mes) jours|mis fin a (?:ses|sa)|s'est (?:tue|suicide"
        "|pendu|tuee|suicidee|pendue)\\b|s'est ote",
        "is_": "est|etait|a toujours ete|c'est",
        "bad": "(?:une? |vraie? |gros |grosse |sale |sacre |pauvre )*(?:faineante?|sorciere"
        "|vipere|escroc|egoiste|menteu\\w+|incapable|parasite"
        "|profiteu\\w+|voleu\\w+|ivrogne|sangsue|paresseu\\w+|imbecile|idiote?|radine?|avare"
        "|garce|salaud|salope|conn?ard?e?|hypocrite"
        "|jalouse?|crapule|peste|bon a rien|bonne a rien|feignante?|ordure|abruti\\w?|alcoolo"
        "|porc|lache|connasse)",
        "that_": "cet|cette|ce|quel|quelle|un|une|le|la|l'|son|avec ce|qui est une?",
        "of_": "de|d'|du",
    },
    "de": {
        "precious": "rings?|jewel\\w*|money|savings|gold|watch|medals|aneis|anel|joias|dinheiro"
        "|ouro|relogio|anillos?|joyas|dinero|oro|reloj|bagues?|bijoux|argent|montre|ringe?"
        "|schmuck|geld|uhr|anell[oi]|gioielli|soldi|orologio",
        "someone": "(?:irgendwer|irgendjemand|jemand|einer) .. (?:familie|uns|euch)",
        "kin": "(?:mein|meine|meinem|meiner|meinen|sein|seine|ihr|ihre|unser|unsere|deine?)"
        " (?:\\w+ )?(?:bruder|schwester|onkel|tante|vetter"
        "|cousine?|sohn|tochter|neffe|nichte|mutter|vater|mann|frau|schwager|schwagerin"
        "|schwieger\\w+|stiefvater|stiefmutter|opa|oma|chef"
        "|grossvater|grossmutter)|onkel \\w+|tante \\w+|papa|mama|opa|oma|(?:der|die)"
        " (?:stiefvater|onkel|grossvater|vater)",
        "carer": "(?:die|der) (?:pflegerin|pfleger|putzfrau|nachbarin?|haushaltshilfe"
        "|betreuer(?:in)?|krankenschwester|anwalt|notar)",
        "took": "hat|haben|hatte",
        "goods": "(?:\\w+ ){0,4}(?:geld|schmuck|sparbuch|rente|gold|erbe|ersparte\\w*|sachen|ring"
        "|munzen|lohne|silber|konto)"
        " (?:\\w+ ){0,3}(?:eingesteckt|gestohlen|geklaut|genommen|behalten|mitgehen lassen"
        "|unterschlagen|verkauft|verprasst|abgehoben|eingesackt"
        "|mitgenommen|geholt|geplundert|auf die seite)",
        "it_was": "es war|das war|wir wissen",
        "stole": "(?:der|die) (?:\\w+ ){0,4}(?:gestohlen|geklaut|genommen|gefalscht|verkauft"
        "|eingesteckt|behalten)",
        "them": "alle|uns|papa|mama|oma|opa|ihn|sie|(?:meine|seine|ihre|unsere) \\w+",
        "person": "papa|mama|oma|opa|die familie",
        "cheated": "betrog\\w*|bestohl\\w*|hat (?:\\w+ ){1,3}(?:betrogen|bestohlen|reingelegt"
        "|ubers ohr gehauen|ausgenutzt|abgezockt|belogen"
        "|hintergangen)",
        "got_sign": "(?:hat|haben) .. (?:unterschreiben lassen|testament diktiert|uberschreiben"
        " lassen)|das war betrug|vollmacht ... (?:dement"
        "|nicht mehr)",
        "left_cold": "(?:hat|haben) (?:sie|ihn|oma|opa|mama|papa) (?:allein|im kalten|hungern"
        "|verkommen) (?:ge)?lassen",
        "not_father": "(?:ist|war) nicht (?:mein|meine|sein|ihr|unser|opas|vaters|papas|sein)"
        " (?:richtige[rn]?|leibliche[rn]?|echte[rn]?|wirkliche[rn]?"
        "|biologische[rn]?)|nicht (?:mein|meine|opas|vaters) (?:kind|sohn|tochter|leiblich\\w+)"
        "|nicht vom (?:opa|vater|grossvater)",
        "was_mother": "(?:ist|war) (?:in wirklichkeit |eigentlich |in wahrheit )?(?:meine mutter"
        "|mein vater|meine schwester|mein bruder)[^.!?]{0,30}"
        "(?:alle|ausser mir|nie|niemand|wahrheit)|(?:ist|war) (?:in wirklichkeit|in wahrheit"
        "|eigentlich) (?:meine|mein)",
        "same_as": "dem (?:pfarrer|brieftrager|nachbarn?|chef|doktor|gutsherrn?) (?:wie )?aus"
        " dem gesicht",
        "child_of": "(?:hatte|hat|bekam) (?:\\w+ ){0,3}(?:ein|noch ein|eine) (?:uneheliches "
        "|lediges )?(?:kind|sohn|tochter|familie) (?:mit|von einem"
        "|vor|gehabt)|nie anerkannt|hat (?:mich|ihn|sie) nie anerkannt",
        "before_wed": "(?:kind|sohn|tochter|baby) ... (?:vor der ehe|vor der hochzeit|weggegeben"
        "|zur adoption|unehelich)|vor der ehe ein kind",
        "he": "er|der|vater|papa|opa|der alte|grossvater|mein vater",
        "hit": "hat",
        "woman": "(?:sie|mutter|mama|meine mutter|seine frau|oma|die mutter|ihr) .."
        " (?:geschlagen|verprugelt|gewurgt|getreten|geohrfeigt|misshandelt)",
        "young": "(?:uns|mich|seine|die|unsere|meine[rn]?)? ?(?:kinder|kind|buben|madchen|jungen"
        "|schwestern?|schwester|bruder|ministranten|enkel\\w*"
        "|schuler|kindern)(?: .. (?:geschlagen|verprugelt|verdroschen|misshandelt|angefasst))?",
        "us": "(?:uns|mich) .. (?:geschlagen|verprugelt|verdroschen|misshandelt|eingesperrt)",
        "threw": "hat|warf|schmiss",
        "plates": "teller|stuhle?|glaser|sachen|geschirr|flaschen",
        "wall": "wand|geworfen|geschmissen",
        "belted": "mit dem (?:gurtel|riemen|stock|kochloffel|teppichklopfer) .. (?:geschlagen"
        "|verprugelt|verdroschen|versohlt|gehauen)?(?=[ ,.])"
        "(?: (?:\\w+ ){0,3}(?:geschlagen|verprugelt|verdroschen|versohlt))?",
        "feared": "(?:hatten|hatte|haben) (?:alle |grosse |solche )?angst vor (?:ihm|papa|vater"
        "|dem vater|opa|meinem vater|grossvater)",
        "came": "kam|gekommen|kroch|legte sich|schlich",
        "our_bed": "(?:in|zu) (?:mein|unser|mir ins|uns ins) ?(?:bett|zimmer|kammer)|zu uns ins"
        " zimmer|zu mir ins bett",
        "night": "nachts|in der nacht|abends",
        "come": "gekommen|kam|geschlichen",
        "did": "hat|gemacht|tat|haben",
        "things": "(?:sachen|dinge)(?:,? die| gemacht)|gemacht",
        "touched": "angefasst|begrapscht|befummelt|missbraucht|unsittlich|fasste",
        "started_on": "hat (?:mich|uns|die \\w+) (?:angefasst|begrapscht|befummelt|missbraucht)"
        "|fasste (?:mich|die \\w+) an|zu (?:uns|mir)"
        " ins (?:zimmer|bett) gekommen",
        "not_fell": "(?:nicht|nie) (?:gefallen|gesturzt|verungluckt|ertrunken|abgesturzt)|kein"
        " unfall",
        "jumped": "(?:er|sie) ist (?:selbst |selber )?gesprungen|sich (?:\\w+ ){0,4}(?:gesturzt"
        "|geworfen|umgebracht)|ist gesprungen|ins wasser"
        " gegangen",
        "accident": "unfall|es heisst|herzschlag|herzinfarkt",
        "own_life": "sich .. (?:das leben (?:genommen|nehmen)|erhangt|umgebracht|aufgehangt"
        "|erschossen|vergiftet)|das leben (?:genommen|nehmen)"
        "|nahm sich das leben",
        "is_": "ist|war|war immer|war schon immer",
        "bad": "(?:ubler|mieser|widerlicher|schlechter) (?:kerl|typ|mensch)|(?:gemeine|boshafte"
        "|falsche) (?:person|frau)|(?:ein |eine |so ein |so eine )?(?:\\w+ )?(?:hund|hexe|gauner"
        "|egoist(?:in)?"
        "|lugner(?:in)?|faulpelz|schmarotzer|betruger(?:in)?|dieb(?:in)?"
        "|saufer(?:in)?|schlange|nichtsnutz|geizhals|idiot|depp|trottel|miststuck|drecksack"
        "|heuchler(?:in)?|ratte|schwein|zicke|biest|schnorrer|taugenichts"
        "|arschloch|versager|feigling|luder|lump|parasit|raffzahn|faul|verlogen|hinterhaltig"
        "|geizig)",
        "that_": "diese[rms]?|der|die|so ein|so eine|dem|den|das|sogar mit|einem",
        "of_": "von|namens|,|mein\\w*",
    },
    "it": {
        "precious": "rings?|jewel\\w*|money|savings|gold|watch|medals|aneis|anel|joias|dinheiro"
        "|ouro|relogio|anillos?|joyas|dinero|oro|reloj|bagues?|bijoux|argent|montre|ringe?"
        "|schmuck|geld|uhr|anell[oi]|gioielli|soldi|orologio",
        "someone": "qualcuno .. (?:famiglia|noi|voi)",
        "kin": "(?:mio|mia|suo|sua|nostr[oa]|tuo|tua) (?:\\w+ )?(?:fratello|sorella|zi[oa]"
        "|cugin[oa]|figli[oa]|nipote|madre|padre|marito|moglie"
        "|suocer[oa]|cognat[oa]|genero|nuora|patrigno|matrigna|nonn[oa]|capo|ex)|(?:lo|la|il)"
        " (?:zio|zia|nonno|nonna|patrigno|cugino)(?: \\w+)?|mamma"
        "|papa|babbo",
        "carer": "(?:la|il|l') ?(?:badante|infermier[ae]|vicin[oa]|donna delle pulizie|donna di"
        " servizio|avvocato|amministratore|tutore)",
        "took": "si e (?:tenut|pres|intascat|mangiat|appropriat)\\w|ha rubato|rubava|portava via"
        "|ha portato via|ha preso|prendeva|intascava|ha"
        " speso|ha venduto|ritirava|fregava|s'e (?:pres|tenut|intascat)\\w|ha svuotato|si teneva",
        "goods": "(?:tutti |tutto |tutta |di )?(?:i |il |la |le |gli |l')?(?:soldi|oro|gioielli"
        "|pensione|eredita|risparmi|anell[oi]|cose|casa|roba|libretto"
        "|collana|conto|qualcosa|vigna|terra|mobili)",
        "it_was": "e stat[ao]|sono stati|e lui che|e lei che",
        "stole": "(?:a (?:rubare|prender\\w*|portar\\w* via|vender\\w*|tener\\w*|falsificare"
        "|intascar\\w*)|che (?:ha|li ha|le ha|l'ha) (?:rubat|pres|vendut"
        "|portat)\\w)",
        "them": "tutti|papa|mamma|la nonna|il nonno|la zia|lo zio|mio \\w+|mia \\w+|la \\w+",
        "person": "papa|la mamma|mamma|la nonna|il nonno|la famiglia",
        "cheated": "ha (?:imbrogliato|truffato|fregato|ingannato|raggirato|derubato|tradito"
        "|falsificato)|imbroglian\\w+|raggiran\\w+|si e fatt\\w"
        " intestare|s'e fatt\\w intestare",
        "got_sign": "(?:ha fatto|hanno fatto|fece) .. firmare|firm\\w+ .. (?:non capiva|senza"
        " sapere|non ci vedeva)|fatt\\w intestare",
        "left_cold": "(?:la|lo) lasciava (?:sol[oa]|venti|senza)|(?:gli|le) lasciava (?:solo"
        "|venti|pochi)|era pagat\\w per",
        "not_father": "non (?:e|era) (?:il |la )?(?:mio|mia|suo|sua|nostr\\w)? ?(?:vero|vera"
        "|padre|madre|fratello|sorella|nonno|figli[oa])(?: (?:padre|madre"
        "|fratello|sorella|nonno|vero|vera|biologic\\w|di sangue|del nonno|di mio))|non (?:e"
        "|era) figli[oa] d[ei]",
        "was_mother": "(?:e|era) (?:in realta |davvero )?(?:mia madre|mio padre|mia sorella|mio"
        " fratello)[^.!?]{0,25}(?:tutti|tranne me|mai|nessuno|verita)"
        "|(?:e|era) in realta (?:mia|mio)",
        "same_as": "(?:la faccia|il naso|gli occhi|identic\\w|sputat\\w) (?:del|al|dal) (?:prete"
        "|parroco|postino|padrone|dottore|medico|vicino)",
        "child_of": "(?:ebbe|ha avuto|aveva avuto) (?:un|una|un altro|un'altra) (?:figli[oa]"
        "|bambin[oa]|bimb[oa]|famiglia) (?:prima|con|fuori|da un|da ragazza)"
        "|(?:non |mai )(?:mi |l'|lo |la )?(?:ha )?(?:mai )?riconosciut\\w|sono figli[oa] di",
        "before_wed": "(?:figli[oa]|bambin[oa]) ... (?:prima d(?:i sposarsi|el matrimonio)|diede"
        " via|dat\\w via|in adozione|all'orfanotrofio|illegittim\\w"
        "|da ragazza madre)",
        "he": "lui|mio padre|papa|il nonno|il vecchio|il patrigno|suo marito|le|ci|la",
        "hit": "picchiava|ha picchiato|picchio|menava|prendeva a (?:botte|calci|pugni|schiaffi"
        "|cinghiate)|dava le botte|alzava le mani|schiaffeggiava|malmenava"
        "|pestava",
        "woman": "(?:su|alla |la )?(?:mia |sua )?(?:madre|mamma|moglie|nonna)|lei",
        "young": "(?:a |i |le |la |con |ai |alle )?(?:mia |mie |suoi |miei |sue )?(?:sorell[ae]"
        "|figli|figlie|bambin[iae]|ragazz[iae]|fratelli|fratello|nipot[ei]"
        "|cugin[ae]|chierichetti|una bambina|alunn[ie])",
        "us": "noi|ci|me|mi|di noi",
        "threw": "tirava|lanciava|ha tirato|spaccava",
        "plates": "piatti|sedie|bicchieri|le cose|bottiglie|roba",
        "wall": "muro",
        "belted": "a (?:cinghiate|cinturate|bastonate|frustate)|con la (?:cinghia|cintura)",
        "feared": "(?:avevamo|aveva|avevano|con la) (?:tutti )?paura d(?:i lui|el babbo|i papa"
        "|el nonno|i mio padre)",
        "came": "veniva|entrava|si infilava|s'infilava|venne|e venuto",
        "our_bed": "(?:in|nel|nella|a) (?:mio |mia |nostr\\w |camera (?:mia|nostra))?(?:letto"
        "|camera|stanza|lettino)?(?: (?:mio|nostro|nostra|mia|di notte))",
        "night": "di notte|la notte",
        "come": "veniva",
        "did": "ha fatto|faceva|fece|hanno fatto",
        "things": "(?:delle |certe )?cose",
        "touched": "toccava|ha toccato|tocco|palpava|abus\\w+|molestava",
        "started_on": "(?:comincio|ha cominciato|inizio) a (?:toccarmi|molestarmi)|mi (?:toccava"
        "|palpava)",
        "not_fell": "non (?:e (?:caduto|caduta|annegat\\w|scivolat\\w|morto per disgrazia)|fu"
        " (?:una disgrazia|un incidente))",
        "jumped": "si e (?:buttat|gettat|ammazzat|uccis|lanciat)\\w|s'e (?:buttat|gettat"
        "|ammazzat)\\w|l'ha (?:fatto|voluto)",
        "accident": "incidente|disgrazia|infarto|dicono|dissero",
        "own_life": "(?:togliersi|tolse|tolt[oa]) la vita|si (?:e |s'e )?(?:uccis|ammazzat"
        "|impiccat|suicidat)\\w|si impicco|s'impicco",
        "is_": "e|era|e sempre stat\\w|lo e sempre",
        "bad": "(?:un |una |un'|vero |vera |gran )*(?:fannullon\\w|strega|vipera|farabutto"
        "|egoista|bugiard\\w|incapace|parassita|approfittat\\w+|ladr[oa]|ubriacon\\w"
        "|sanguisuga|pigr[oa]|imbecille|idiota|tirchi[oa]|avar[oa]|carogna|stronz[oa]|ipocrita"
        "|invidios[oa]|delinquente|mascalzone|imbroglion\\w|buono a nulla"
        "|cretin[oa]|serpe|lazzarone|truffator\\w|vigliacc[oa])",
        "that_": "quel|quella|quell'|questo|questa|il|la|pure con quel\\w*|un|una|che e un\\w*",
        "of_": "di|del|della",
    },
}
