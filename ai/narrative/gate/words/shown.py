"""What shows a reason only where it stands together, in six languages (see `together`)."""

from __future__ import annotations

from typing import Literal

Shown = Literal[
    "paternity", "violence", "suicide", "illness", "abuse", "accusation", "insult", "secrecy",
    "condition", "editor_note", "doubt",
]  # fmt: skip

_BORN = (
    r"born|birthday|arrived|nasc\w+|nac[ei]\w+|naiss\w+|est nee?|naquit|geboren|zur welt"
    r"|geburtstag|nat[oa]|nacque|compleanno|pregnant|expecting|gravida|embarazad\w+|enceinte"
    r"|schwanger|incinta"
)
_ABSENT = (
    r"prisoner\w*|p\.?o\.?w\.?|at sea|in burma|overseas|in africa|in egypt|stalag|oflag"
    r"|prisionei\w+"
    r"|prisioner\w*|vuelto de|voltou d[aeo]|embarcad\w+|captiv\w+|prisonnier\w*|gefangen\w*"
    r"|an der front|vermisst|in russland|sibirien|prigionier\w*|al fronte|in russia|en rusia"
    r"|na guerra|no ultramar|en el frente|au front|sto|campo de concentra\w+"
)
_HERALD = (
    r"(?:his|the) (?:key|boots|step|footsteps|car|motorbike|van|bike)|la llave|las llaves|los pasos"
    r"|la moto|a chave|os passos|a mota|o carro del?e?|la mobylette|sa cle|ses pas|la voiture"
    r"|le portail|den schlussel|seine schritte|das moped|sein auto|wirtshaus|kneipe|taberna|cantina"
    r"|osteria|bistrot|la vespa|la chiave|i passi|il motore|o avo chegava|o pai chegava"
    r"|el padre llegaba|came (?:home|in) from the pub|chegava|rentrait|heimkam|rincasava"
)
_HUSH = (
    r"to bed without|under the bed|hid\w*|silent|go quiet|went quiet|lights? off|vizinha|debajo de"
    r"|debaixo d|escond\w+|callad\w+|en silencio|la luz|sans bruit|sous le lit|cach\w+|taisai\w+"
    r"|nachbarin|unter das bett|unterm bett|versteck\w+|mucksmauschen\w*|leise|nascond\w+|zitti"
    r"|silenzio|sotto il letto|spegnevamo|ate ele adormecer|until he slept|montait"
)
_EDGE = (
    r"bridge|barn|tracks|railway|line|attic|river|cliff|reservoir|gas|ponte|poco|linha|rio|barragem"
    r"|puente|vias|pozo|pantano|pajar|acantilado|pont|voie|grange|grenier|etang|riviere|puits"
    r"|brucke|scheune|gleise|dachboden|weiher|bahndamm|argine|binari|fienile|fiume|soffitta|pozzo"
)
_LEFT = (
    r"left (?:his|her|the)|folded|wallet|his watch|her ring|letter was|shut the windows"
    r"|windows shut|carteira|deixou|encostad\w+|alianca|bilhete|alianza|cartera|dejo|doblad\w+"
    r"|encontraron|on l'a trouve|l'ont trouve|laisse|alliance|portefeuille|cire ses|paye le"
    r"|ehering|brieftasche|zum nachbarn gebracht|hat man ihn gefunden|fand man|abgelegt|lasciat\w"
    r"|la fede|le chiavi|portafoglio|trovat\w|found him|found her|encontraram"
)
_CLERGY = (
    r"choirmaster|priest|vicar|canon|curate|scoutmaster|coach|headmaster|lodger|brother \w+"
    r"|mestre|padre|prior|professor|hermano \w+|cura|maestro|entrenador|abbe|cure|frere \w+"
    r"|moniteur|aumonier|kaplan|pfarrer|pater|lehrer|trainer|prete|parroco|frate|don \w+|catechista"
    r"|uncle|tio|oncle|onkel|zio|stepfather|padrasto|padrastro|beau-pere|stiefvater|patrigno"
)
_ALONE = (
    r"small ones|little ones|one (?:by|at a) (?:one|time)|after (?:class|practice|choir|lessons?)"
    r"|lifts? home|alone with|depois da aula|ficasse|sozinh\w|um a um|de uno en uno|a solas"
    r"|despacho|despues de clase|plus petits|un par un|seule? avec|apres le cours|einzeln|allein"
    r" mit"
    r"|nach der stunde|in die sakristei|in sagrestia|uno alla volta|da sol\w|dopo la lezione"
    r"|na sacristia|en la sacristia|dans la sacristie|sacristy|vestry"
)
_MARKED = (
    r"(?:i|he|she|we) (?:stopped|started walking|never went|gave up|wet|wouldn't)|desisti|deixei"
    r"|nunca mais|deje de|no volvi|nunca mas|mouiller|ne voulait plus|arrete|plus jamais|nie wieder"
    r"|nicht mehr|wollte nimmer|eingenasst|bettnass\w+|non era per|ho smesso|mai piu|immer|teneva"
    r"|wet the bed|bed wetting|xixi na cama|mojaba la cama|bagnava il letto"
)
_PRECIOUS = (
    r"(?:gold|pearl|carriage) \w+|necklace|brooch|ring|clock|savings|sovereigns|libras|ouro|colar"
    r"|cordao|collar|perlas|anillo|sortija|monedas|louis d'or|collier|bague|broche|brosche|ring"
    r"|kette|sparbuch|goldmunzen|anello|collana|orologio|sterline|marenghi|buoni del tesoro"
)
_GONE = (
    r"handbag|went home (?:in|with)|dared ask|now (?:wears|has)|not a gift|new (?:car|roof|kitchen)"
    r"|comprou|carro novo|agora (?:usa|tem|anda)|lleva ahora|ahora (?:lo|la|lleva|luce)|no fue un"
    r" regalo"
    r"|refait sa|s'est (?:achete|offert)|maintenant (?:au|chez)|sterbebett|abgenommen|tragt jetzt"
    r"|neues auto|adesso|al dito|fate voi|do the sums|fate i conti|rechnet selber|haced cuentas"
    r"|facam as contas|faites le calcul|vous ferez le compte|et puis \w+ a"
)
_KINSMAN = (
    r"(?:my|our|her|his) (?:brother|sister|uncle|cousin|nephew|son|daughter|brother-in-law"
    r"|sister-in-law|son-in-law)|\w+-in-law|cunhad[oa]|genro|nora|cunad[oa]|yerno|nuera|gendre"
    r"|beau-frere|belle-soeur|bru|schwager\w*|schwiegersohn|schwiegertochter|cognat[oa]|genero"
    r"|nuora"
)
_NEVER = (
    r"never|not once|in (?:\w+ )?years|nunca|jamas|jamais|nie|nicht einmal|kein einziges|noch nie"
    r"|mai|pas un gramme|pas une fois|em \w+ anos|en \w+ anos|in \w+ jahren|in trent'anni|ni una"
    r" vez"
)
_MEAN = (
    r"paid|coffee|day's|honest|thanked|lifted|sponging|complain\w*|pagou|cafe|queixa\w*|trabalh\w+"
    r"|agradec\w+|palo al agua|lecciones|quej\w+|pag[oa]|trabaj\w+|jugeote|paye|travaille|remercie"
    r"|plaint|abgeraumt|gearbeitet|besser|bedankt|gezahlt|offerto|caffe|lamenta|lavorato"
    r"|ringraziat\w"
)
_MIND = (
    r"(?:thought|thinks) i was|asked when (?:mam|mum|her mother)|nao sabia o meu nome|meu nome"
    r"|chamava-me|me llamaba por|mi nombre|me vouvoyait|vouvoyait|cherchait sa mere|mon nom"
    r"|mich gesiezt|gesiezt|meinen namen|dava del lei|il mio nome|mi chiamava con"
)
_LATE = (
    r"by the end|towards the end|in (?:her|his) last|nos ultimos|no fim|al final|los ultimos|sur"
    r" la fin"
    r"|a la fin|vers la fin|zum schluss|am ende|zuletzt|negli ultimi|alla fine|sister|mam"
    r"|frigorifico"
    r"|fridge|kuhlschrank|nevera|frigo|placards"
)
_TREATED = r"treatment|tratamento|tratamiento|traitement|behandlung|cura|terapia|therapie|therapy"
_HAIR = (
    r"(?:her|his) hair|headscarf|wig|cabelo|lenco|pelo|panuelo|peluca|cheveux|foulard|perruque"
    r"|haare"
    r"|kopftuch|perucke|capelli|foulard|parrucca|fazzoletto"
)
_PAPERS = (
    r"(?:this|that|these|the) (?:\w+ )?(?:letters?|diary|notebook|version|one|pages?|tape)"
    r"|est[ae] (?:carta|diario|caderno|cuaderno)|esta|cette lettre(?:-la)?|ce carnet|ce cahier"
    r"|das tagebuch|der brief|dieser brief|die briefe|questo (?:diario|quaderno)|questa lettera"
    r"|her version|his version"
)
_KEPT = (
    r"(?:sat|stay\w*|stayed|lived|sleeps?|slept) in (?:the|a|your) (?:drawer|box|tin)|go on"
    r" thinking"
    r"|guarda-a tu|explicacoes|nao iam perceber|no pase de|entre nosotr\w+|nosotras dos"
    r"|qu'elle dorme|dorme au fond|au fond de l'armoire|bleibt bitte bei|bei dir|im schrank"
    r"|solo tra noi|tra noi sorelle|resti in famiglia|round the (?:cousins|family)|leave them"
    r" thinking"
)
_ASKED = (
    r"(?:speak|talk|have a word|check) (?:to|with) [a-z]+|hold off|preguntad\w*|pregunta\w*|se a"
    r" \w+"
    r"|si a \w+|voyez avec|vois avec|demandez a|sentite|senti|chiedete|erst mit|mit \w+ klaren"
    r"|fragt|falem com|falar com|perguntem"
)
_ALLOWS = (
    r"before|goes anywhere|in talks|si le parece|le parece bien|que salga|disser que|podem por"
    r"|senao|ne la gene|ne le gene|qu'on parle|d'accord|rein darf|reindarf|ob das|ob sie|se le va"
    r"|se gli va|che si parli|si no la|quitais|deixem estar"
)
_MEND = (
    r"turn|swap|flip|troca|troquem|vira|virem|quitad|quitale|poned|ponle|girad|cambiad|inversez"
    r"|tournez|mettez|retournez|enlevez|dreht|dreh|tauscht|setzt|schreibt|girate|gira|mettete"
    r"|togliete|scambiate|raddrizzate|sort it|can somebody|could somebody"
)
_PART = (
    r"second (?:one|photo|picture)|upside down|segundo retrato|segunda foto|a legenda|esse sou eu"
    r"|la coma|con be|con uve|las prisas|tilde|dernieres? photos?|deux photos|un accent|la legende"
    r"|zweite bild|das bild|bindestrich|kopf|seconda foto|doppia \w|la fretta|didascalia|surname"
    r"|not a \w\b|con acento|con hache|sobrenome|apelido|apellido|cognome|nachname\w*|doppelname\w*"
)
_LIKENESS = (
    r"eyes|nose|chin|ears|freckles|dimple|walk|face|olhos?|nariz|queixo|orelhas|andar"
    r"|cara"
    r"|ojos|barbilla|orejas|andares|hoyuelo|yeux|nez|menton|oreilles|demarche|augen"
    r"|nase|kinn|ohren|gang|gesicht|occhi|naso|mento|orecchie|passo|faccia|rosso"
    r"|rothaarig"
)
_OUTSIDER = (
    r"lodger|milkman|postman|squire|landlord|coalman|foreman|chemist|baker|butcher|vet|blacksmith"
    r"|farmaceutico|carteiro|leiteiro|patrao|capataz|feitor|padeiro|senhorio|boticario"
    r"|cartero|lechero|patron|senorito|panadero|veterinario|herrero|facteur|laitier|boulanger"
    r"|notaire|boucher|instituteur|chatelain|brieftrager|milchmann|backer|metzger|forster|gutsherr"
    r"|untermieter|knecht|postino|lattaio|fattore|fornaio|maresciallo|farmacista|padrone|curato"
)
_THEIR_LIKENESS = (
    rf"(?:{_LIKENESS}) (?:du|del|do|da|vom|of the|dal|dell'|as the) (?:doctor|docteur|doutor|medico"
    rf"|dottore|doktor|priest|padre|cura|cure|prete|pfarrer|boss|jefe|capo|{_OUTSIDER})"
)
_ROOM = (
    r"bed|bedroom|dormitory|door|handle|lock|night|lap|knee|shed|vestry|sacristy|bath|cama|quarto"
    r"|porta|fechadura|noite|colo|sacristia|cuarto|puerta|noche|siestas?|regazo|lit|chambre|porte"
    r"|nuit"
    r"|dortoir|genoux|sacristie|bett|zimmer|tur|nachts|schlafsaal|schoss|sakristei|kammer|letto"
    r"|camera"
    r"|notte|dormitorio|ginocchia|sagrestia|stanza"
)
_SHUNNED = (
    r"never told|wouldn't go|would not (?:come|go)|pretend\w*|never again|why i|can't bear the"
    r" smell"
    r"|nunca mais|nunca contei|porque larguei|por isso nao|fingia\w*|nunca mas|nunca conte|por"
    r" que no fui"
    r"|haciamos? las? dormid\w|plus jamais|jamais dit|pourquoi je|semblant|jamais aime|j'en dis"
    r" pas plus"
    r"|nie wieder|nie erzahlt|schlafend gestellt|warum ich|mai piu|mai detto|facevo finta|non e"
    r" vero che"
    r"|venuta via|con eso te|entendes|tu comprends|du verstehst|capisci|you know what i mean"
)
_ENDED = (
    r"didn't come (?:home|back)|never came (?:home|back)|on foot|alone|at dawn|that morning|one"
    r" morning"
    r"|nao voltou|a pe|sozinho|de madrugada|de manha|no volvio|a pie|al amanecer|esa manana"
    r"|n'est pas rentre|n'est pas revenu|a pied|a l'aube|ce matin-la|nicht heimgekommen|nicht"
    r" zuruck\w*"
    r"|zu fuss|im morgengrauen|nicht mehr heim|non e tornato|non torno|a piedi|di mattina|all'alba"
)
_TOLD_SO = (
    r"accident\w*|they said|the heart|inquest|coroner|acidente|disseram|coracao|accidente|dijeron"
    r"|corazon"
    r"|ont dit|a dit|le coeur|unfall|hiess es|das herz|incidente|disgrazia|dissero|il cuore"
    r"|still don't|still can't|ainda nao|todavia no|encore aujourd'hui|bis heute|ancora non|kindest"
    r"|bicycle|bicicleta|fahrrad|velo|bicicletta|o casaco|el abrigo|manteau|mantel|cappotto|coat"
    r"|shoes"
    r"|sapatos|zapatos|chaussures|schuhe|scarpe"
)
_WEALTH = (
    r"money|savings|will|deeds|house|farm|land|jewel\w*|pension|signature|cheque|shares|dinheiro"
    r"|testamento"
    r"|escritura|terras?|heranca|poupancas|reforma|assinatura|joias|dinero|ahorros|herencia"
    r"|tierras|finca"
    r"|firma|joyas|paga|argent|heritage|terres?|terrain|bijoux|livret|signature|pension|geld"
    r"|testament"
    r"|erbe|grundstuck|acker|schmuck|unterschrift|konto|soldi|eredita|terreno|campi|gioielli"
    r"|libretto"
)
_TAKEN = (
    r"disappeared|vanished|gone by|never seen again|in (?:his|her) name|changed the week|suddenly"
    r" had"
    r"|lives there now|desaparec\w+|sumiu|sumiram|no nome del[ea]|mora la hoje|vive la hoje|de"
    r" repente tinha"
    r"|apareceu com|ficou-lhe com|se le quedo|esfum\w+|a su nombre|ahi vive|de repente tenia"
    r"|aparecio con|disparu\w*"
    r"|envole\w*"
    r"|a son nom|du jour au lendemain|comme par hasard|verschwunden|verschwand|nicht mehr da|auf"
    r" einmal"
    r"|auf seinen namen|auf ihren namen|sparit\w|svanit\w|a nome suo|da un giorno all'altro"
    r"|guarda caso"
    r"|walked off|grew legs|talked (?:her|him) into|convenceu-a|la convencio|l'a convaincue"
    r"|beschwatzt"
)
_PICTURED = (
    r"(?:this|that|the) (?:photo|picture|one|man|baby|boy|girl|lady|chap)|second from|left|right"
    r"|back row"
    r"|est[ae] (?:foto|retrato)|o homem|a menina|o bebe|la foto|el hombre|el nino|la nina|cette"
    r" photo"
    r"|la photo|le bebe|l'homme|devant|das foto|das bild|der mann|das kind|rechts|links|questa foto"
    r"|la bambina|il bambino|l'uomo|a sinistra|a destra|a esquerda|a direita|a la izquierda|a"
    r" gauche"
)
_UNSURE = (
    r"or (?:his|her|maybe|is it|possibly)|either|equally|someone else|unless it's|mum thinks|dad"
    r" thinks"
    r"|ou (?:o|a) (?:irmao|primo|prima|irma|tio)|ou sera|ou entao|a mae acha|nao jurava|o (?:su"
    r"|el) (?:hermano"
    r"|primo|tio)|o sera|mama cree|no lo juraria|ou (?:son|sa|le|la) (?:frere|soeur|cousin"
    r"|cousine|voisin)"
    r"|ou alors|maman dit|oder (?:sein|ihr|der|die) (?:bruder|schwester|nachbar|vetter)|oder doch"
    r"|mutti meint"
    r"|o (?:suo|il|la|sua) (?:fratello|sorella|cugino|gemello|vicino)|oppure|mamma dice|chissa"
)


_UNSOUND = (
    r"didn't know what day|not herself|not himself|on (?:her|his) deathbed|ja nao sabia|ja nao"
    r" estava boa"
    r"|no sabia ni|ya no regia|chocheab\w+|n'avait plus sa tete|plus toute sa tete|perdait la tete"
    r"|schon nicht mehr|nicht mehr klar|non capiva (?:piu )?|non ci stava piu|non era piu in se"
)
_SIGNED = (
    r"sign\w*|over the (?:bungalow|house|farm)|firm\w+|assin\w+|unterschr\w+|uberschreiben"
    r"|procurac\w+"
    r"|poder|testament\w*|will|casa|maison|house"
)
_AFTER_BIRTH = (
    r"(?:after (?:the baby|the birth|i was born|\w+ was born)|depois do parto|depois de nascer"
    r"|despues del parto|apres (?:la naissance|l'accouchement)|nach (?:der|meiner) geburt|dopo il"
    r" parto)"
)
_AWAY_ILL = (
    r"months?|weeks|clinic|hospital|cried|meses|semanas|clinica|chor\w+|llor\w+|mois|semaines"
    r"|clinique"
    r"|pleur\w+|monate|wochen|klinik|geweint|mesi|settimane|piang\w+"
)
SETS: tuple[tuple[Shown, tuple[str, ...]], ...] = (
    ("paternity", (_ABSENT, _BORN)),
    ("paternity", (_OUTSIDER, _LIKENESS)),
    ("paternity", (_THEIR_LIKENESS,)),
    ("accusation", (_UNSOUND, _SIGNED)),
    ("illness", (_AFTER_BIRTH, _AWAY_ILL)),
    ("abuse", (_SHUNNED, _ROOM, _CLERGY)),
    ("abuse", (_SHUNNED, _ROOM)),
    ("suicide", (_EDGE, _ENDED)),
    ("suicide", (_EDGE, _TOLD_SO)),
    ("accusation", (_TAKEN, _WEALTH)),
    ("doubt", (_UNSURE, _PICTURED)),
    ("violence", (_HERALD, _HUSH)),
    ("suicide", (_EDGE, _LEFT)),
    ("abuse", (_ALONE, _CLERGY, _MARKED)),
    ("accusation", (_PRECIOUS, _GONE)),
    ("insult", (_KINSMAN, _NEVER, _MEAN)),
    ("illness", (_MIND, _LATE)),
    ("illness", (_TREATED, _HAIR)),
    ("secrecy", (_KEPT, _PAPERS)),
    ("condition", (_ASKED, _ALLOWS)),
    ("editor_note", (_PART, _MEND)),
)
