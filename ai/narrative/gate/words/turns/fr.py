"""French: the indirect ways."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ai.narrative.gate.words.turns.phrases import lines

_lines = partial(
    lines,
    kin="maman|papa|mere|pere|soeur|frere|tante|tata|oncle|tonton|cousine?|fille|fils|grand-mere"
    "|grand-pere|mamie|papi|papy|pepe|meme|mari|femme|beau-frere|belle-soeur|belle-mere|beau-pere"
    "|neveu|niece|gendre|belle-fille|parrain|marraine|petits-enfants",
    not_="ne|n'|pas|jamais|personne|surtout pas|evit\\w+|inutile de|rien",
    neg="pas|jamais|personne|rien|plus|guere|point",
    know="sa(?:voir|it|che\\w*|vent|urait|ura|uront)|voi[rt]?\\w*|verr\\w+|apprend\\w*|apprenn\\w+"
    "|lir\\w*|lis\\w*|entend\\w*|decouvr\\w+|tombe\\w* dessus|douter|doute\\w*|connai\\w+|au"
    " courant",
    pass_="montr\\w+|partag\\w+|racont\\w+|publi\\w+|diffus\\w+|transfer\\w+|fai\\w+ (?:passer"
    "|tourner|suivre"
    "|circuler|voir|lire)|imprim\\w+|poste\\w*|mention\\w+|repet\\w+|di[ts]\\w*|dire|parl\\w+"
    "|cit\\w+|utilis\\w+"
    "|mett\\w+|envoy\\w+|lire a haute|ebruit\\w+|evoqu\\w+|ressor\\w+",
    say="(?:montr|partag|racont|publi|diffus|imprim|post|mentionn|repet|cit|utilis|envoy|evoqu"
    "|ebruit"
    "|transfer)(?:e|es|ez|er)(?!\\w)|di(?:s|tes|re)(?!\\w)|parl(?:ez|er|es)|mett(?:ez|re|ons)"
    "|lire|lisez"
    "|fai(?:s|tes|re) .. (?:passer|tourner|suivre|circuler|voir|lire)",
    this="ca|cela|ceci|c'|l'|la|le|les|cette \\w+|ce \\w+|ces \\w+|mon nom|celle-la|celle-ci"
    "|celui-la|rien",
)

TURNS: Mapping[str, tuple[str, ...]] = {
    "secrecy": _lines(r"""
(?:ne|n') ?.. (?:doi\w*|faut|peut|peuvent|devra\w*|va|vont|a|ont|veux|voudrais|aimerais|souhaite
  |l')? ?.. (?:<neg>) .. (?:que |qu'|le |l'|la |a )?(?:<know>)
(?:ne|n'|surtout|merci de ne) ?.. (?:<neg>) .. (?:<say>)
(?:<pass_>) .. (?:pas|a personne|surtout pas|jamais) .. (?:a|au|aux|ca|cela|autour|plus loin
  |dehors|ailleurs|hein|svp|stp|s'il)
(?:elle|il|ca|cela|ceci|la photo|l'histoire|on|rien)(?: ne)? (?:sort|quitte|bouge|circule
  |doit sortir|va plus loin|sortira|quittera|passe) pas .. (?:d'ici|de la|la maison|la famille
  |de chez|ce|cette|le|dehors|plus)
(?:l'apprendra|le saura|l'apprend|le sait|en saura|saura|apprendra) (?:pas|jamais|rien) .. (?:par
  |de|ni|et|elle|lui|moi|ta|mon|ma)
(?:personne|nul|pas) .. (?:d'autre|autre) .. (?:n'a|ne|doit|a) .. (?:mettre|voir|savoir|lire
  |fourrer|regard\w+|connaitre)|mettre (?:le|son) nez|(?:pas|regarde) (?:vos|leurs|tes
  |ses) (?:affaires|oignons)|ne regarde (?:personne|que|pas)
(?:meurt|mourra|mourir|va|ira|partira|emporte\w*|reste\w*|restera|gard\w+
  |enterr\w+) .. (?:avec moi|avec toi|entre nous|entre toi|entre ces|dans la tombe|pour toi
  |pour vous|pour moi|pour nous|ici|a la maison|dans le tiroir|en famille|dans la famille
  |sous clef|sous cle|chez nous|secret|secrete|la ou)
(?:il|elle|papa|maman|mamie|papi|mon \w+|ma \w+) .. (?:me|nous|m') ?(?:hanterait|tuerait
  |etriperait|pardonnera\w*|en voudr\w+|ferait une scene|deshérite|desherit\w+|hantera|tuera)
(?:si|s') ?(?:elle|il|ils|maman|papa|mon|ma|on) .. (?:savai\w*|l'appren\w*|appren\w*|tomb\w*
  |voyai\w*|voit|sait|lisai\w*|lit) ... (?:drame|guerre|tuer\w*|histoire|scandale|parle plus
  |pardon\w*|mal|fini|honte|colere)
(?:quand|apres|une fois|des que) .. (?:lu\w*|lire|vu\w*|entendu\w*|ecoute\w*) ... (?:brul\w+
  |dechir\w+|jet\w+|effac\w+|cach\w+|rang\w+|detrui\w+|feu|poele|poubelle|tiroir)
(?:jamais|premiere fois que) .. (?:dit|raconte|parle|montre|avoue|dis) ... (?:personne
  |qui que ce soit|ame|ca|cela)
(?:fais|faites|fait) (?:comme si|semblant) .. (?:n'av\w+|rien|tu|vous)|(?:oublie\w*) (?:que je
  |ce que je|aussitot)|tu (?:n'as|as) rien (?:entendu|vu|lu)|(?:je|j') ?.. (?:n'ai|ai) rien dit
(?:ce n'est|c'est|n'est|n'etait|c'etait|ne sont) pas .. (?:fait\w*|destine\w*|ecrit\w*
  |pour) .. (?:etre|circuler|tout le monde|le public|public|les autres|les enfants|les petits
  |montr\w+|l'album|le livre|internet|sortir|l'exterieur|qu'on|trainer)
(?:c'est|ce sont|tout ca est|ca reste|a garder|carnet|cahier|journal) .. (?:prive\w*|personnel\w*
  |intime\w*|confidentiel\w*|a moi|a nous|entre nous|pour mes (?:deux )?\w+|pour (?:moi|nous|toi
  |vous) seul\w*)[,.]? (?:pas|ne|merci|svp|s'il|hein|et|personne|rien)
(?:prefer\w+|voudrais|aimerais|aimais|mieux|merci|prie|souhait\w+) ... (?:pas|personne|discret\w*
  |discretion|reserve|secret|garder|taire|entre nous|rien) .. (?:<know>|<pass_>|sort\w*|voie|ca
  |cela|pour)
(?:tu|vous|toi) .. (?:sais|savez) (?:te|vous|se) taire|(?:n'a|n'ont|n'avait|ne) jamais (?:su
  |rien su) (?:pour|que|qu'|la|le|de|d')|il vaut mieux .. (?:qu'il|qu'elle|que)
(?:j'en|je n'en) (?:dis|dirai) pas plus|(?:motus|bouche cousue|chut[,.!]? (?:hein|svp|entre|pas
  |a maman|surtout)|pas un mot a|silence radio|sous le manteau|ni vu ni connu|sans (?:mon
  |dire mon) nom|sans dire (?:que|qui)|ca (?:vient|venait) pas de moi|a huis clos|tu gardes
  |garde-le|garde-la|gardez-le|gardez-la|pour ta gouverne|lis(?:-la|-le)? seule?)
"""),
    "condition": _lines(r"""
(?:seulement|mais|pas|rien|attend\w+|publi\w+|utilis\w+|pouvez|peux|peut|gard\w+|d'accord|ok
  |prenez|mett\w+|uniquement|que) ... (?:apres|quand|si|jusqu'a\w*|avant|tant que|sans|a condition
  |des que|une fois|lorsque) ... (?:d'accord|accord|autoris\w+|veut|voudra|accept\w+|demand\w+
  |parl\w+|di[ts]\w*|sa[ci]\w+|lu|lise|entendu|approuv\w+|permi\w+|mort\w*|mourr\w+|vivant\w*
  |vivra|vu|voie|sign\w+|mariage|bapteme|communion|divorce|enterrement|obseques|proces|juge
  |succession|notaire|jugement|reponse|permission|consent\w+|prevenu\w*|naissance|examens
  |anniversaire|heritiers|partie?|la-haut|plus la)
(?:a|sous) (?:une|la|cette|une seule) (?:seule )?(?:petite )?condition|a condition (?:que|qu'
  |de (?:ne|changer|couper|flouter|taire|retirer|demander))|pourvu (?:que|qu')|du moment (?:que
  |qu') .. (?:pas|personne|on|vous)
(?:demand\w+|parl\w+|prevenez|previens|prevenir|consult\w+|voyez|vois|confirm\w+|appel\w+
  |verifi\w+) .. (?:d'abord|avant|a|avec|auparavant|au prealable) ... (?:d'abord|avant|auparavant
  |au prealable)
(?:d'abord|avant) .. (?:demand\w+|parl\w+|il faut|je dois|faudrait|je veux|laissez|prevenir
  |consulter|que \w+)
(?:si|s') ?(?:il|elle|ils|elles|mon|ma|<kin>|\w+) .. (?:n'y voi\w+ pas|n'a rien contre|(?:est
  |sont) d'accord|accept\w+|veu\w+ bien|autoris\w+|permet\w*|s'oppose\w*|refuse\w*|dit (?:oui|non)
  |change\w* d'avis|rale\w*|ne veu\w+ pas|donne\w* son|tient)
(?:j'attends|attends|attendre|attendons|en attente|reste) .. (?:la|le|l'|son|sa|de
  |que) .. (?:reponse|accord|feu vert|autorisation|avis|permission|signature|consentement|decide
  |dise|retour|ok)
(?:c'est (?:a|lui|elle) .. (?:de|qui) (?:decider|dire|decide|voir)|le dernier mot|feu vert
  |avec (?:l'accord|la permission|l'autorisation) d|sans (?:l'accord|la permission|l'autorisation
  |lui demander|leur demander)|sous reserve)
(?:pas|jamais) (?:encore )?(?:demande|parle|dit|prevenu|eu l'accord|autorise|au courant
  |mis\w* au courant|signe|l'accord) .. (?:encore|a|de|au|aux|la|ma|mon|sa|son|leur)
(?:tant|aussi longtemps) (?:que|qu') .. (?:vi\w+|est la|sera|n'est|ne|n'a|le proces|l'affaire|dure
  |seront)
"""),
    "doubt": _lines(r"""
\((?:je crois|je pense|sans doute|peut-etre|ou |pas sur|serait|parait|probable\w*|il me semble
  |a verifier|a confirmer)[^)]{0,40}\)
(?:je crois|je pense|il me semble|je dirais|je jurerais|dit|pretend|jure) (?:que|qu') ?.. (?:c'est
  |c'etait|ce sont|ca doit) .. (?:mais|ou|pas|lui|elle|le|la|mon|ma|son|sa|l'|<kin>)
(?:peut-etre|sans doute|pourrait|pourraient|doit|il se peut|possible|si ca se trouve) .. (?:etre
  |bien etre|que ce (?:soit|ne soit)|qu'il s'agi\w+|pas (?:elle|lui|le|la|nous|ca)|un autre
  |une autre)
(?:pas|plus) .. (?:sur|sure|surs|certain\w*|convaincu\w*) .. (?:que|qu'|de|si|du|pour|c'est|a)
  |(?:je ne sais|je sais|on ne sait|sais|sait) (?:pas|plus) .. (?:si|qui|a qui|lequel|laquelle
  |ou c'est|de qui)(?! (?:vous|tu|t') )|mettrais pas (?:ma|la) main
a (?:verifier|confirmer|voir avec)|(?:verifi\w+|confirm\w+|recoup\w+) (?:avec|aupres|par)
(?:peut-etre|sans doute) hors sujet|vous (?:ferez le tri|verrez|jugerez)
(?:qui|a qui) (?:est|sont|c'est|etait|est-ce) .. (?:la dame|l'homme|le petit|celui|celle|ce|cette
  |ca)|(?:est-ce|serait-ce|c'est) (?:bien |vraiment )?(?:lui|elle|eux|nous|papa|maman|mamie|papi
  |le bon|la bonne) ?\?
(?:ou (?:c'est|est-ce|alors|bien) .. (?:un|une|le|la|son|sa)|on dit que mais|il parait
  |a prendre avec|avec des pincettes|je l'ai entendu dire|on m'a raconte|je le vends comme
  |va savoir|allez savoir|ca vaut ce que ca vaut)
(?:melange\w*|me suis trompe\w*|erreur|confond\w+|autre famille|mauvaise? (?:famille|personne
  |boite|album|pochette)|glisse\w*|rien a voir|a voir|fait la|sa place|sa place ici
  |appartient) .. (?:ici|avec|par|de|a|dans|\?|famille|la|ca|d'album)
"""),
    "editor_note": _lines(r"""
(?:allo|bon|test|ca) .. (?:ca (?:marche|enregistre|tourne)|enregistre|m'entend\w*|un deux|test
  |tourne)
(?:comment|ou) (?:on|ca|est-ce qu'on|je|c'est qu'on) .. (?:envoie|enregistre|eteint|arrete|allume
  |efface|fait|marche|appuie)
(?:soyez|sois) (?:gentil\w*|sympa\w*|bon\w*|discret\w*|chic\w*)[,.]? .. (?:gliss\w+|pass\w+
  |oubli\w+|saut\w+|coup\w+|enlev\w+|ne|n'|evit\w+|mett\w+|chang\w+)
(?:gliss\w+|pass\w+) (?:la-?dessus|dessus|vite|rapidement|sous silence|sur cette partie
  |sur ce point)
(?:a votre place|a ta place|si j'etais (?:vous|toi)|moi je|perso) ... (?:passerais|sauterais
  |couperais|enleverais|laisserais|mettrais|pas|tairais)
(?:saut\w+|coup\w+|enlev\w+|effac\w+|supprim\w+|adouci\w+|resum\w+|raccourci\w+|corrig\w+|chang\w+
  |remplac\w+|retir\w+|tourn\w+|recadr\w+|pivot\w+|arrang\w+|ajout\w+|rectifi\w+|rajout\w+
  |invers\w+) .. (?:cette partie|ce passage|cette phrase|le passage|ca|le titre|la date|le nom
  |la legende|la phrase|le mot|svp|stp|s'il|merci|l'histoire d\w+|ce que|l'orthographe|moi ca
  |l'accent|les deux)
(?:pardon|desole\w*|excus\w+|oups|zut|mince|erratum|flute|je rectifie|rectification|correction
  |je corrige)[,:. !]* ... (?:correcteur|faute|trompe\w*|erreur|coquille|voulais dire|lire
  |deux fois|doublon|clavier|c'est \w+ pas|pas|doigt|sans faire expres|mauvaise?|envoye|au-dessus
  |plus haut)
(?:la ou|ou) (?:j'ai|il y a|c'est|je) (?:mis|ecrit|marque|dis)
(?:ne|n'|pas) .. (?:mettez|mets|ecrivez|ecris|dites|dis|utilisez|utilise|touchez|touche|insistez
  |insiste|faites|fais|appelez|parlez (?:pas|surtout)|en faites|exagerez|vous attardez
  |tenez) .. (?:pas|rien|jamais|trop|compte)
(?:ignor\w+|oubli\w+|ne tenez pas compte|ne pas tenir compte|laissez tomber|effac\w+) .. (?:ca|ce
  |le message|ce qui precede|celui|le precedent|la precedente|ci-dessus|l'autre|mon message|du
  |de ce)
(?:brouillon|pas fini\w*|inacheve\w*|a suivre|a completer|il manque (?:la|le|une|un)|je finirai
  |la suite (?:demain|plus tard|suit|arrive)|je continue (?:demain|plus tard)|je (?:cherche
  |corrige|complete|renvoie) (?:demain|plus tard|ce|ca)|pour l'instant (?:ne|n'y|laissez)
  |provisoire)
(?:s'ecrit|avec|sans) .. (?:deux \w|accent|accents|tiret|un seul \w|majuscule|y|h) .. (?:pas|et
  |a la|svp|merci|sur|s'il)
(?:c'etait|je voulais|devait) .. (?:pour|l'envoyer|envoyer|mettre|aller) .. (?:l'autre|le groupe
  |ma|mon|une autre|un autre|ailleurs)
"""),
    "insult": _lines(r"""
(?:qi|cervelle|charme|coeur|finesse|politesse|sensibilite|manieres|intelligence) d'(?:un|une)
(?:tete de|face de|langue de|air de|airs de|avec ses airs|gueule de|faux jeton|fausse jetonne
  |sainte nitouche|peau de vache|mauvaise langue|bonne? a rien|faux-cul|faux cul|tire-au-flanc
  |pique-assiette|cul-terreux|pauvre (?:type|fille|con\w*|cloche)|sale (?:type|bonhomme
  |bonne femme|gosse|con\w*)|gros (?:porc|con|lard)|espece d)(?: \w+)?
(?:un|une|c'est un|c'est une|ce|cette|quel|quelle|vrai|vraie|cet) .. (?:vipere|serpent|sangsue
  |parasite|menteu\w+|faineant\w*|feignant\w*|paresseu\w+|radin\w*|grippe-sou|avare|jalou\w+
  |egoiste|hypocrite|profiteu\w+|salaud|salope|garce|connard|conne|imbecile|idiote?|cretine?
  |abruti\w*|andouille|ivrogne|poivrot\w*|alcoolo|crapule|canaille|vautour|vaurien|sorciere|megere
  |harpie|teigne|peste|poison|rat|truie|vache|lache|mufle|goujat|escroc|voleur|voleuse|incapable
  |boulet|fumier|ordure|pourriture|nullite|mechante?)
(?:n'a|n'avait|jamais|a jamais) .. (?:rien fait|leve le petit|travaille de|valu|ete fichue?
  |ete foutue?|ete capable|bon qu'a|fichu de)
(?:ne|n'|peux pas|pouvais pas|peux plus) .. (?:vaut rien|sentir|supporter|encadrer|blairer
  |voir en peinture|pas le \w+er)|qui (?:gach\w+|pourri\w+|empoisonn\w+) (?:tout|la vie|toujours
  |chaque)|je suis polie?|et encore je suis|c'est dire|pour ne pas dire pire
"""),
    "accusation": _lines(r"""
(?:tout le (?:monde|village)|on|nous|la famille) .. (?:sait|savait|savent|savons|sait bien
  |a vu) .. (?:qui|tres bien|ou|d'ou|a qui)
(?:argent|bijoux|or|bague|alliance|economies|terres|maison|appartement|heritage|testament|pension
  |livret|pre|vaches|sous) ... (?:dispar\w+|envol\w+|volatilis\w+|s'est (?:retrouv|gard)\w+
  |a garde|a pris|a pioche|depens\w+|vend\w+|a son nom|jamais (?:revu|rendu|retrouv\w+)
  |dans sa poche|introuvable|plus la|empoch\w+|malin)
(?:tenu|guide|pris|conduit) .. (?:la main|le doigt|sa main)
(?:sign\w+|papier|papiers|testament|procuration|acte) ... (?:ne savait (?:pas|plus)|sans savoir
  |sans lire|trompe\w*|croyait|plus toute sa tete|n'y voyait|fau\w+|imit\w+|la veille
  |quelques jours avant)
(?:celui|celle|c'est \w+) qui .. (?:a signe|a vendu|a garde|a denonce|a donne|a parle|a tout pris
  |l'a place\w*|l'a fait interner)
(?:jamais|pas|toujours pas|n'a) .. (?:rembours\w+|rendu|paye|restitu\w+|rendu des comptes)|(?:doit
  |devait) (?:toujours|encore|de l'argent)
(?:arnaqu\w+|escroqu\w+|trahi\w*|denonc\w+|balanc\w+|vole|voles|volait|depouill\w+|plum\w+
  |truand\w+|grug\w+|falsifi\w+|detourn\w+|spoli\w+|ruine\w*|roule|carotte) .. (?:le|la|les|l'
  |nous|sa|son|ses|mon|ma|mes|par|maman|papa|tout)
(?:maitresse|amant|double vie|liaison|couch\w+ avec|tromp\w+ (?:sa|son|ma|mon)
  |allait voir ailleurs|autre femme)
(?:quelle|drole de|par|comme par) (?:coincidence|hasard)|bizarre\w*[,.]? (?:non|hein|que|juste)
  |comme par hasard
(?:pas (?:eu )?a chercher|cherche\w*) (?:loin|longtemps)|(?:comme si de rien|sans honte
  |et il te dit bonjour)|(?:qu'une|qu'un|seul\w*) .. (?:qui avait|avait) (?:le telephone|la cle
  |la clef|acces)
"""),
    "paternity": _lines(r"""
(?:portrait|meme nez|memes yeux|memes cheveux|ressembl\w+|crache|copie|sosie
  |meme demarche) .. (?:du|de la|au|a|que le|tout|l') .. (?:cure|facteur|laitier|voisin|patron
  |medecin|docteur|boulanger|notaire|garde|maitre|instituteur|soldat|allemand|americain|boucher
  |chatelain|contremaitre|fermier|pharmacien|maire)
(?:ne|n') .. (?:suis|est|etait|sommes|sont|es) (?:pas|point) .. (?:un|une|le|la|son|sa|ma|mon|du
  |vraiment|de) .. (?:[a-z]+|fille|fils|pere|sang|soeur|frere)(?: de| du| biologique| par)
(?:test|tests|resultat|resultats|labo|analyse)\w* .. (?:adn|genetique\w*|paternite|sang)
  |adn ... (?:pas|pere|demi|soeur|frere|labo|resultat|surpris\w+)
(?:vrai|veritable|pere|mere|geniteur) .. (?:pere|mere|biologique|de sang|inconnu)|demi-(?:soeur
  |frere)s?|(?:fille|fils|enfant) (?:du (?:cure|voisin|patron|pech\w+|facteur)|d'un autre
  |naturel\w*|adultérin|adulterin\w*|illegitime|batard\w*|de l'ennemi|d'un allemand)|batard\w*
  |reconnu\w* (?:par|l'enfant)|a donne son nom
(?:tout le (?:monde|village)|le village) .. (?:savait|sait|jasait) .. (?:sauf|excepte|a part)
(?:premature\w*|sept mois|avant terme) ... (?:kilos|livres|disait|rire|riait|joufflu\w*|beau|belle
  |personne|beau bebe)
(?:prisonnier|a la guerre|au front|en algerie|en indochine|en mer|stalag|parti|absent|sto
  |en captivite) ... (?:ne |nee |nait|naquit|naissance|enceinte|est venu\w* au monde|neuf mois
  |arrive\w*)
(?:neuf|huit|sept|six|dix|onze) mois (?:apres|avant|plus tard) ... (?:depart|retour|mariage|noces
  |permission|guerre|ne|nee|camp)
(?:placee?|abandonnee?|confiee?|adoptee?|elevee?|donnee?) .. (?:a|par|chez|comme|aux
  |l'assistance) .. (?:assistance|nourrice|soeurs|leur|sa propre|son propre|tante|naissance|grand
  |publique|couple)
(?:mariage|mariee?s?|se marier|marier) .. (?:en vitesse|a la hate|force\w*|enceinte|vite fait
  |precipite\w*)
"""),
    "violence": _lines(r"""
(?:avait bu|quand il buvait|le vin|l'alcool|la gnole|la boisson|rentrait (?:du|de)|du cafe|bistrot
  |saoul|soul|ivre|un coup dans) ... (?:autre homme|peur|cach\w+|dorm\w+|sauv\w+|enferm\w+
  |ceinture|cass\w+|transform\w+|taisait|trembl\w+|mechant|cogn\w+|tap\w+|monstre)
(?:dormi\w+|cach\w+|sauv\w+|enferm\w+|refugi\w+) .. (?:dans|chez|a|sous|au) .. (?:grange|cave
  |armoire|etable|lit|voisin\w*|bois|rue|chambre|grenier|placard|poulailler|foin) ... (?:pere|papa
  |quand|jusqu\w*|il|ivre|cris|mere|maman|calme|passe)
(?:fusil|couteau|pistolet|hache|arme|ceinture|ceinturon|martinet|nerf de boeuf|baton|tisonnier
  |carabine) ... (?:align\w+|point\w+|gorge|tempe|dos|jambes|marque\w*|boucle|menac\w+|decroch\w+
  |sorti le|sortait le|braqu\w+|contre|sur nous|chantait)
(?:peur|terreur|trembl\w+) .. (?:de lui|du pere|de mon pere|de papa|quand|qu'il|de son|de sa
  |de ses) .. (?:rentr\w+|arriv\w+|cle|pas|main|colere|buv\w+|bu|soir|entend\w+)?
(?:dire|dit|disait|racont\w+|pretend\w+|invent\w+) .. (?:que|qu') ... (?:tomb\w+|cogne\w*|chut\w+
  |porte|escalier\w*|armoire)
(?:bleus?|cocard|oeil au beurre|lunettes noires|manches longues|cotes|levre fendue
  |marques) ... (?:pere|lui|dimanche|messe|ete|mari|cass\w+|demand\w+|cach\w+|jamais|foulard
  |question)
(?:lev\w+|porte) .. (?:la main|main) .. (?:sur|contre)|(?:main lourde|main leste|tapait|tape
  |cognait|battait (?!(?:les blancs|les oeufs|la mesure|le ble|les cartes|les tapis|la creme))
  |frappait|rouait|rossait|raclees?|torgnoles?|gifl\w+|derouill\w+|correction|coups) .. (?:dessus
  |sur|ma|la|sa|nous|les|de|mere|maman|enfants|gosses|pour|quand|pleuv\w+|comme)
main (?:lourde|leste)
(?:calmera|calmer|changera|changer|s'arrangera|adoucira) .. (?:avec|un jour|l'age|apres)
(?:attendait|guettait|attendu) ... (?:derriere|mur|chemin|noir) ... (?:pas rentre|jamais
  |coup de feu|fourche)
"""),
    "abuse": _lines(r"""
(?:pere|cure|abbe|oncle|tonton|cousin|professeur|maitre|beau-pere|voisin|frere|grand-pere|patron
  |sacristain|directeur|moniteur|surveillant|chef scout|monsieur) ... (?:gardait|appelait
  |obligeait|demandait|faisait|rester|enfermait|entrait|venait|asseyait|mettait|touchait|caressait
  |glissait|passait) ... (?:seule?|apres les autres|genoux|chambre|lit|nuit|sacristie|porte|secret
  |cle|avec moi|sous|jupe|sieste|dortoir)
(?:nuit|soir|dortoir|chambre|sieste) ... (?:faisait semblant|faisais semblant|faisions semblant
  |semblant de dormir|fermait les yeux|priait|priais|esper\w+|passait|marchait|porte)
(?:jamais|plus) .. (?:entree?|retournee?|remis|voulu|mis les pieds|mettre les pieds
  |allee?) .. (?:a|au|aux|dans|chez|y|la|cette) .. (?:sacristie|catechisme|eglise|ecole|chez
  |chambre|ferme|colonie|pensionnat|messe|lui|patronage)
(?:pourquoi|parce que|c'est pour ca|raison) .. (?:j'ai|je|elle|on|nous) .. (?:quitte|arrete
  |suis (?:partie?|pas|jamais)|ne|n'|refus\w+|fui|deteste|abandonne) .. (?:le|la|l'|pas|plus|chez
  |a|au|aux|voulu|allee?) .. (?:catechisme|eglise|ecole|maison|messe|enterrement|oncle|cure
  |chorale|pension|cousin|ferme|colonie|obseques|place|scouts|judo)
(?:porte|chambre)(?! le) ... (?:n'avait pas|sans|chaise|verrou|la nuit|ferm\w+) .. (?:cle|clef
  |verrou|savait|monsieur|oncle|sous|poignee)
(?:etre|rester) la (?:derniere|seule) ... (?:avec|a ranger|a sortir|aumonier|missels)
(?:les mains|la main|ses mains) (?:baladeuses?|ou il|sous (?:ma|sa|la|les))|attouch\w+
  |abus\w+ (?:de|d'|sexuel)|viol(?:e|ee|ait|eur)?|tripot\w+|pelotait|peloter|pedophil\w+
(?:ce qu'il|ce qu'ils|les choses qu'il|ce qui s'est) .. (?:a fait|ont fait|faisait|passe
  |passait) ... (?:a|aux|avec|filles|petites|enfants|garcons|nous|moi|cousines|pensionnat|grange
  |cave|orphelinat)
(?:j'avais|elle avait|a) (?:six|sept|huit|neuf|dix|onze|douze|\d{1,2}) ans ... (?:oncle|cure
  |beau-pere|patron|jamais (?:dit|raconte|parle)|porte|peur|cousin)
"""),
    "suicide": _lines(r"""
(?:choisi|decide|voulu|prefere|resolu) .. (?:de partir|de s'en aller|son heure|l'heure|le jour
  |sa fin|en finir|mourir|de mourir|de ne plus|son depart|sa sortie)
(?:laisse|range|plie|pose|enleve|aligne|rendu|regle|donne) ... (?:chaussures|sabots|manteau|montre
  |alliance|portefeuille|lunettes|chapeau|mot|lettre|veste|papiers|livres|cles|dettes) ... (?:pont
  |berge|muret|riviere|plage|table|puits|plie\w*|parapet|la veille|adieu|soigneusement|bord)
(?:parti|alle|sorti|marche|entre|monte|est alle|descendu) .. (?:jusqu'au|vers|au|dans|sur|a la
  |a l') .. (?:pont|riviere|mer|puits|voie|voies|etang|grenier|grange|garage|bois|falaise
  |barrage) ... (?:pas revenu\w*|jamais|et n'|seule?|matin|retrouv\w+|sans|corde|nuit)
(?:on a dit|dit|disait|ont dit|a dit|ecrit|gendarmes?|gendarmerie|cure|medecin
  |officiellement) .. (?:le coeur|du coeur|accident|"accident|un accident|crise cardiaque|glisse
  |tombe|nettoy\w+|accident de chasse)
(?:n'en pouvait plus|ne voulait plus (?:vivre|etre)|ne supportait plus|fatigue\w* de vivre|mis fin
  |mettre fin|en finir|s'est (?:tue|donne|supprime|pendu|jete|noye|tire|ouvert|foutu en l'air
  |laisse mourir)|se supprimer|jete\w* (?:sous|du|dans|par)|la corde au cou|a la poutre|cachets
  |barbituriques|veines|gaz ouvert|mort aux rats|geste|fait une betise|fait la betise)
(?:pas|refus\w+) .. (?:messe|enterr\w+|eglise|cure) .. (?:car|parce|pour|terre|a cause|n'a)
(?:la veille|le soir d'avant|le jour d'avant|quelques jours avant) ... (?:rendu|paye|donne
  |dit au revoir|range|embrasse|visite|ecrit)
"""),
    "illness": _lines(r"""
(?:dialyse|chimio\w*|radiotherap\w+|rayons|oncolog\w*|asile|psychiatr\w+|insuline|morphine|oxygene
  |avc|attaque cerebrale|embolie|infarctus|demence|alzheimer|parkinson|sclerose|metastas\w+
  |tumeur\w*|cancer|crabe|diabet\w+|tubercul\w*|schizo\w*|bipolaire|depressi\w+|depression
  |la maladie de|longue maladie|internee?(?= (?:en psy|d'office|a l'hopital|a sainte|a l'asile
  |de force|encore|trois|deux
  |plusieurs))|desintox\w*|(?:en|une|sa|la|de|des) cures? (?:de desintox\w*|pour l'alcool|d'alcool)
  |alcoolique\w*
  |alcoolisme|cirrhose|hepatite|sida|vih|syphilis|epilep\w+|convulsions|fausse couche|avortement
  |greffe|pacemaker|couches pour adulte|sonde|palliatifs?|autis\w+|crises d'angoisse|angoisses
  |les nerfs|perdu (?:le|un) bebe|perfusion\w*|maison de repos|ehpad)
(?:papa|pepe|papi|oncle|mere|maman|mari|frere|il|elle|pere|grand-pere) (?:buvait|boit|picolait
  |levait le coude|s'arsouillait)(?! (?:du lait|de l'eau|son cafe|du cafe|son the|son bol
  |un verre d'eau|de la|l'eau|un bol|le cafe|le the|un chocolat|la moitie))
(?:lui|leur) (?:ont|avait|a|avaient) (?:donne|laisse) .. (?:trois|six|deux|quelques|un
  |\w+) (?:mois|semaines|ans?)
(?:ne|n') ?(?:me |nous |le |la |les |se )?(?:reconnai\w+|connai\w+|savait|souvenai\w+|rappel\w+
  |reconnu) (?:plus|pas) .. (?:personne|enfants|moi|nous|qui|nom|de|ses|son|rien)?
  |perdait la (?:tete|memoire|boule)|(?:tete|memoire|foie|reins|poumons|nerfs) .. (?:partait
  |s'en allait|lachait|malade|fichu\w*|foutu\w*|laches|detraqu\w+)
(?:sans|perdu ses|plus de|perdu tous ses|perdait ses) cheveux|bouteilles? (?:cachee?s?)
  |cachait (?:les bouteilles|ses bouteilles|le vin)|(?:probleme|probleme avec) .. (?:boisson
  |alcool|bouteille)|drogu\w*|heroine|alcooliques anonymes|pleurait (?:toute|tout|sans)
  |ne se levait plus|ne sortait plus du lit|apres l'accouchement|baby blues
"""),
}
