"""English: what hurts to be told."""

from __future__ import annotations

from collections.abc import Mapping

_CRUEL = (
    r"(?:idiot|cow|pig|bitch|bastard|liar|fool|moron|lump|waster|scrounger|parasite|snake|witch|rat"
    r"|cheat|coward|bully|drunk|slob|leech|crook|hypocrite|creep|pillock|prat|twat|wanker|arsehole"
    r"|asshole|jerk|loser|layabout|good[- ]for[- ]nothing|piece of work|viper|vulture|slag"
    r"|tart|nutter"
    r"|psycho|misery guts|waste of space|nasty piece of work|so-and-so|sponger|gold ?digger"
    r"|lazy sod|sod"
    r"|cretin|halfwit|dimwit|oaf|scumbag|trash|monster|toad|skinflint|miser)"
)
_KIN = (
    r"(?:mum|mom|mam|mother|dad|father|brother|sister|uncle|aunt(?:ie|y)?|cousin|son"
    r"|daughter|nan|gran"
    r"|grandad|grandpa|grandma|husband|wife|us|me|her|him|the kids|the children|the little "
    r"ones|the boys"
    r"|the girls)"
)

HELD: Mapping[str, tuple[str, ...]] = {
    "insult": (
        r"(?:stupid|bloody|idiot|useless|lazy|horrible|ghastly|awful|dreadful|drunken|thick"
        r"|daft) (?:brother|sister|son|daughter|mother|father)[- ]in[- ]law|loves the sound "
        r"of (?:her|his) own voice|ungrateful (?:\w+)",
        r"(?:muppet|numpty|git|weasel|worm|gobshite|harpy|tyrant|busybody|bloodsucker"
        r"|tightwad|cheapskate|phoney|narcissist|wrong'?un|ratbag|bag of wind|old bag|old "
        r"cow|old trout|silly cow|stupid cow|good riddance|rotten to the core|thick as|not "
        r"right in the head|ugly as|piece of dirt|waste of (?:skin|oxygen))(?: \w+)?",
        r"(?:that|you|the|our|my|his|her|their|what an?|such an?|an?|complete|total|utter"
        r"|absolute|lazy|fat|stupid|selfish|useless|miserable|greedy|nasty|lying|thieving"
        r"|bloody|spiteful|ungrateful|jealous|mean|poisonous|two-faced)(?: \w+){0,2}? "
        rf"(?:{_CRUEL})(?: (?:that|she|he|who|they|of|colin|i|\w+)(?:'s| is| was)?)?(?: "
        r"(?:is|that (?:she|he) is|she'?s|he'?s|always|married|i hope|and))",
        r"(?:is|'s|are|always (?:was|been)|such) (?:and always was )?(?:an? |a right "
        r"|nothing but an? |a complete |a total |just an? )?(?:\w+ )?(?:lazy|fat|stupid"
        r"|selfish|useless|greedy|nasty|lying|thieving|spiteful|ungrateful|poisonous"
        rf"|two-faced|miserable|wicked|evil|mean|sly|vile|horrible|spoilt) (?:{_CRUEL}|woman"
        r"|man|person|girl|boy|so and so)",
        r"(?:lazy|fat|stupid|selfish|useless|greedy|nasty|lying|thieving|spiteful"
        rf"|ungrateful|poisonous|two-faced|miserable) (?:old |little )?(?:{_CRUEL})",
        r"(?:that|what an?|the) (?:idiot|bitch|bastard|witch|snake|moron|creep|crook|waster"
        r"|scrounger|leech|viper|parasite|cow) (?:she|he|of|who|\w+)(?:'s)?",
        r"(?:is|are|'s) (?:an? |nothing but an? |a right )(?:idiot|bitch|bastard|liar|moron"
        r"|snake|coward|bully|thief|waster|scrounger|parasite|leech|crook|hypocrite|disgrace"
        r"|layabout|waste of space|nasty piece of work|good[- ]for[- ]nothing|sponger)",
        r"(?:can'?t|couldn'?t|cannot) stand (?:her|him|them|the sight of)",
        r"(?:hope|hopes) (?:he|she|they) rots?",
    ),
    "accusation": (
        r"(?:stole|steals|nicked|pinched|pocketed|embezzled|swindled|robbed|conned|cheated"
        r"|defrauded|emptied|drained|cleaned out|forged|faked|fiddled|fiddling|fiddles"
        r"|helped (?:her|him)self|helping (?:her|him)self|made off with|ran off with|did "
        r"(?:her|him|them|us|mum|dad) out of|tricked|cooking the books|cooked the books"
        r"|siphon\w+)(?: \w+){0,4} (?:savings|account|money|will|signature|books|jewell?ery"
        r"|house|pension|cash|inheritance|ring|rings|fund|till|funds|from (?:her|him|mum|dad"
        r"|nan|us|the)|purse|collection|deeds|land|farm)",
        r"(?:took|had|kept|got|grabbed|sold)(?: \w+){0,4} (?:money|savings|house|ring"
        r"|jewell?ery|will|land|furniture|car)(?: \w+){0,4} (?:without (?:telling|asking|a "
        r"word)|behind (?:her|his|our|everyone|mum|dad)\w*|for (?:himself|herself)|and "
        r"(?:nobody|no ?one|never|told no)|before (?:she|he) was|on the quiet)",
        r"(?:forged|faked) (?:\w+'?s? ){0,3}(?:signature|will|papers|name)",
        r"(?:thanks to|because of) (?:\w+ ){1,3}(?:who|and (?:his|her)) (?:helped (?:him|her)"
        r"self|took|stole|had it away|light fingers)",
        r"(?:gave (?:her|him|mum|dad) the wrong (?:tablets|pills|drugs|injection|dose"
        r"|medicine)|what killed (?:her|him)|killed (?:her|him) (?:with|by)|(?:his|her|their"
        r"|whose) fault (?:she|he) (?:died|is dead)|let (?:her|him) die|left (?:her|him) to "
        r"die|(?:he|she|they|hospital|doctor\w*|nurse\w*) (?:as good as )?killed (?:her|him"
        r"|mum|dad))",
        r"(?:fiddling|fiddled|fiddles|cooked|cooking) (?:the |his |her )?(?:\w+'?s? )"
        r"?(?:books|accounts|expenses|meter|taxes|benefits)",
        r"(?:got|had|made) (?:her|him|mum|dad|nan) (?:to )?(?:sign|change)(?: \w+)"
        r"{0,4}(?:will|house|over|papers)",
        r"(?:is|are|was) (?:\w+ )?(?:a thief|a crook|thieves|crooked|bent|on the fiddle"
        r"|claiming (?:benefits|dole))",
        r"(?:drunk|drink)[- ]driv\w+",
        r"(?:helped (?:him|her)self to)(?: \w+){0,4}",
        r"(?:having|had|carrying on|been having) an affair(?: with)?(?: \w+){0,2}",
    ),
    "paternity": (
        r"(?:isn'?t|wasn'?t|not|is not|was not|never)(?: \w+){0,3} (?:real|biological|birth"
        r"|true|natural|own|blood) (?:father|dad|mother|mum|mom|brother|sister|son|daughter"
        r"|child|parents?|grandfather)",
        r"(?:real|biological|birth|true|natural) (?:father|dad|mother|mum|mom) (?:is|was"
        r"|turned out|lives|wasn'?t|isn'?t)(?: \w+){0,4}",
        r"(?:your|his|her|my) (?:father|dad|mother) is (?!not )\w+(?: \w+){0,2},? not the "
        r"(?:man|one|woman)(?: \w+){0,5}",
        r"(?:wasn'?t|isn'?t|not|is not|was not) (?:his|hers|dad'?s|father'?s|grandad'?s|my "
        r"father'?s|mine|\w+'s)(?: (?:child|baby|son|daughter|at all|you know))",
        r"(?:only )?(?:my|her|his|our|a) half[- ](?:sister|brother)(?:,? (?:she|he|really"
        r"|different|you know|and (?:doesn'?t|nobody)))",
        r"(?:different|another|other) (?:dad|father|mother|mum)(?: (?:to|from|than) (?:us"
        r"|the rest|the others|me))?",
        r"(?:image|spit(?:ting image)?|double) of (?:the|that) (?:milkman|lodger|postman"
        r"|vicar|priest|coalman|boss|doctor|neighbour|insurance man|\w+)(?: and)?",
        r"(?:child|baby|son|daughter|kid)(?: \w+){0,2} (?:by|with|of) (?:the|a|another"
        r"|some(?:one|body)?)(?: else)?(?: \w+)? ?(?:milkman|lodger|priest|vicar|boss"
        r"|married man|man|doctor|soldier|other man|else)",
        r"(?:she|he|i) (?:is|was|am|'s) (?:really |actually )?(?:\w+'s|the lodger'?s|the "
        r"priest'?s|the boss'?s) (?:daughter|son|child|girl|boy|baby),? not",
        r"(?:dna|ancestry) (?:test|results?)(?: \w+){0,8} (?:not|half|father|dad|brother"
        r"|sister|related|nobody)",
        r"(?:born|conceived) (?:out of wedlock|on the wrong side of the blanket)"
        r"|illegitimate|love child|(?:given up|gave up|gave (?:her|him|the baby|it) (?:up"
        r"|away))(?: \w+){0,2} (?:for )?adoption|passed (?:her|him|it) off as",
    ),
    "violence": (
        r"(?:knife|gun|razor|shotgun|axe|poker)(?: \w+){0,2} (?:to|at|against) (?:her|my|his"
        r"|our|mum'?s|mam'?s|\w+'s) (?:throat|head|neck|face)",
        r"(?:hit|hits|hitting|beat|beats|beating|slapp\w+|punch\w+|kick\w+|thrash\w+|belted"
        r"|strangl\w+|thump\w+|batter\w+|knock(?:ed|ing)?|broke|burn(?:ed|t)|whipped|choked"
        r"|threw|pushed|shoved|stabbed|walloped|leathered|laid into|took (?:the|his) belt "
        r"to|raised (?:his|her) (?:hand|fist) (?:to|at|against)|went for|knocked about"
        rf"|knock(?:ed)? (?:\w+ )?about) (?:\w+ )?(?:{_KIN}|\w+'s (?:arm|nose|jaw|ribs|wrist"
        r"|tooth|teeth))(?:'s (?:arm|nose|jaw|ribs|wrist|finger|fingers|tooth|teeth|head))"
        r"?(?: (?:arm|nose|jaw|about|around|black|down|against|with|up|every|when|in front"
        r"|so|again|senseless|to|for|teeth|out|off|into|across|through|half))",
        r"black (?:and blue|eyes? (?:from|off|he|that|when|she said|again))|(?:gave|given) "
        r"(?:her|him|mum|me) (?:a )?black eye",
        r"(?:hands|his fists?|a knife|the gun|gun|belt|poker|axe|shotgun|hammer) (?:round "
        r"(?:her|my|mum'?s) (?:throat|neck)|to (?:her|my|mum'?s) (?:throat|head)|at (?:her"
        r"|us|mum|me))",
        r"(?:threatened|threatening|said he'?d|swore he'?d|going|was going|said he would) "
        r"(?:to )?(?:kill|shoot|hit|burn|strangle|do for|swing for) (?:\w+ )?(?:us|her|mum"
        r"|me|him|all|the lot|everybody|you)",
        r"(?:pointed|held|aimed) (?:the|a|his) (?:gun|shotgun|rifle|knife)(?: \w+)? (?:at|to|on)",
        r"(?:violent|violence|handy with his fists|used his fists|free with his fists|he had "
        r"a temper and|knocked (?:her|me|us) about)",
        r"(?:was him|he did it|it was him) (?:that|who)? ?(?:did|broke|that did)|(?:fell"
        r"|walked) (?:down|into) (?:the|a) (?:stairs|door)(?:,| -)? (?:she said|they said|my "
        r"(?:foot|eye|backside)|that'?s what)",
        r"(?:afraid|scared|frightened|terrified) (?:of (?:him|dad|her|father) (?:when|in "
        r"drink|coming|at night)|when (?:he|dad) came)",
    ),
    "abuse": (
        r"hands where they (?:should ?n[o']t|had no business)(?: \w+)?|(?:came|come|got"
        r"|climbed|used to come) (?:in ?to|in) (?:the )?(?:beds|bed with)(?: \w+){0,3}",
        r"made (?:me|us|her) (?:touch|watch|undress|sit on)|(?:kiddy|kiddie)[- ]?fiddler"
        r"|fiddled with (?:me|us|the)|wandering hands|liked (?:the )?(?:little|young) "
        r"(?:girls|boys|ones)(?: too much)?|showed (?:me|us) his|under my (?:nightie|skirt"
        r"|dress|nightdress|covers|blankets)|wasn'?t safe (?:with|around)|too friendly with "
        r"the (?:girls|boys|children)",
        r"(?:interfered with|molest\w+|fondl\w+|groped|abus(?:ed|ing|er)|rap(?:ed|ist)"
        r"|paedo\w*|pedo\w*|touched (?:me|us|her|him|the (?:little|boys|girls|kids|children))"
        r"(?: (?:where|up|when|in|at|down|there))?|messed (?:about )?with (?:me|us|the "
        r"(?:kids|little ones|boys|girls))|did (?:things|that|it) to (?:me|us|the (?:little"
        r"|kids|children|boys|girls))|hands (?:up|down) (?:my|her|our)|put his hands? (?:on"
        r"|up|down) (?:me|us|my|her|the)|exposed himself|sexual(?:ly)?)",
        r"(?:came|come|coming|used to come|crept|got) (?:in ?to|in) (?:my|our|her|the "
        r"(?:girls|boys|little ones)'?) (?:room|bed|bedroom)(?: (?:at|in the) night)?",
        r"(?:kept|keep) (?:us|the (?:kids|girls|boys|children)|me) away from (?:him|uncle"
        r"|grandad|father)|(?:never|not) (?:be )?(?:left )?alone with (?:him|uncle|grandad"
        r"|the (?:priest|teacher))",
        r"what he did to (?:me|us|her|the (?:girls|boys|children|kids))",
    ),
    "suicide": (
        r"(?:walked|stepped|threw (?:him|her)self|jumped) (?:in front of|under|off)(?: \w+)"
        r"{0,3} ?(?:train|bus|lorry|bridge|tube|cliff|roof|pier)",
        r"(?:topped|offed|did) (?:him|her)self(?: in)?|(?:end(?:ed)?|put an end to) it(?: "
        r"all)?|under a train|by (?:his|her) own hand|chose to (?:go|leave us|die)|(?:found"
        r"|hanging)(?: \w+){0,4} (?:rope|noose|beam|rafters)|gun (?:in|to) (?:his|her) "
        r"(?:mouth|head)|hosepipe|wanted to die|tried to die|attempted (?:it|on)|gave up on "
        r"life",
        r"(?:took|take|taken|taking|end(?:ed)?|tried to (?:take|end)) (?:his|her|their|my"
        r"|your) (?:own )?life",
        r"(?:kill(?:ed|ing)?|hang(?:ed|ing)?|hung|drown(?:ed|ing)?|shot|gassed|poison(?:ed)?"
        r"|harm(?:ed|ing)?|cut|done? away with|did away with|do away with) (?:him|her|them"
        r"|my|your)sel(?:f|ves)",
        r"(?:commit(?:ted)? )?suicid(?:e|al)|overdos\w+|swallow(?:ed|ing)(?: all)?(?: \w+)"
        r"{0,3} (?:tablets|pills)|took (?:all (?:her|his|the)|an?) (?:\w+ )?(?:tablets|pills"
        r"|overdose)|head in the (?:gas )?oven|slit (?:her|his) wrists|jumped (?:off|from|in "
        r"front)(?: \w+){0,3} (?:bridge|roof|train|window|pier|cliff)|walked into the (?:sea"
        r"|river|canal)|didn'?t want to (?:live|be here)|couldn'?t go on|not an accident"
        r"|wasn'?t an accident|it was no accident|left a note|found (?:her|him) hanging",
    ),
    "illness": (
        r"(?:in|into|reached|got to) (?:her|his) (?:liver|lungs|bones|brain|pancreas"
        r"|lymph\w*|spine)",
        r"(?:bipolar|schizophreni[ac]|manic depress\w+|psychosis|psychotic|dementia"
        r"|alzheimer'?s?|hiv|aids|syphilis|gonorrhoea|\bstd\b|alcoholic|alcoholism"
        r"|addict(?:ed|ion)?|heroin|on the drink|drink problem|drinking was bad|drinking got"
        r"|bottles? a day|cirrhosis|liver had gone|rehab|detox|sectioned|nervous breakdown"
        r"|breakdown|electric shock|ect\b|anorexi[ac]|bulimi[ac]|self[- ]harm\w*|miscarr\w+"
        r"|abortion|termination|depress(?:ion|ive)|antidepressants?|on medication"
        r"|epilep(?:sy|tic)|multiple sclerosis|parkinson'?s|huntington'?s|motor neurone"
        r"|tumou?rs?|cancer|chemo(?:therapy)?|metastas\w+|terminal(?:ly)?|diagnosed"
        r"|diagnosis|hysterectomy|mastectomy|incontinen\w+|venereal|the clap|secondaries"
        r"|spread to (?:her|his) (?:liver|lungs|bones|brain))",
    ),
}
