"""English: what hurts, said the indirect ways."""

from __future__ import annotations

from collections.abc import Mapping

from ai.narrative.gate.words.turns.en import en_lines

TURNS: Mapping[str, tuple[str, ...]] = {
    "insult": en_lines(r"""
(?:couldn't|can't|wouldn't|not) be trusted with|wouldn't trust (?:him|her|them) (?:with|to|as)
(?:the )?(?:manners|charm|brains?|morals|warmth|personality|iq|intelligence|backbone|conscience
  |sense) of an?
(?:spoil~|ruin~|wreck~|poison~|sour~) (?:everything|every \w+|it all|anything
  |whatever) .. (?:touch~|he|she|came|near)
(?:like|as) (?:she|he) (?:does|always does|always did|is|always is)
(?:never|not) (?:done|did|does|worked|lifted|lift|raised) .. (?:a day's|an honest|a hand's
  |a stroke|a finger|an hour's)
(?:if (?:he|she)|(?:he|she)) (?:had|has) (?:a|half a|one|any) (?:brain|heart|ounce|clue|decent)
(?:nose stuck|nose in the air|stuck up|full of (?:himself|herself|it)|thinks (?:he's|she's
  |the world)|facelike a|tongue like a|mouth on (?:her|him)|all mouth|cold fish|hard-faced
  |hard faced|two faced|big head~|big mouth|know-it-all|good for nothing|waste of|not worth
  |dead weight|a piece of work|a nasty|a bad lot|bad apple|black sheep|bone idle|workshy|work-shy
  |tight as|mean as|thick as|daft as|dim as|dull as|sly|as much use as|about as much use
  |use as a chocolate|never forgiven her for|bitter old|miserable old|socalled|so-called (?:uncle
  |aunt|husband|wife|son|brother))
(?:what|whatever|god knows what) (?:he|she) (?:ever )?saw in
(?:couldn't|can't|never could) (?:abide|stomach|bear|stick|stand) (?:him|her|the man|the woman
  |that)
(?:don't|didn't) (?:like|think much of) (?:him|her|that (?:man|woman)) (?:and|one bit|never|much)
(?:in|without) (?:an|a) (?:decent|honest|kind) bone|not (?:an|a) (?:decent|honest|kind) bone
(?:even|including|except|apart from) \w+ (?:with|who) (?:her|his|is|has|had|thinks
  |never) ... (?:face|airs|snake|sly|lazy|greedy|nasty|mean)
"""),
    "accusation": en_lines(r"""
(?:we|they|everybody|everyone|you|the whole \w+) (?:all )?(?:know~|knew) (?:full well |fine well 
  |very well|exactly )?(?:who|where|whose|what (?:he|she|they) did|it was)
(?:the money|the ring|the savings|the will|the deeds|jewel~|the brooch|the watch
  |they) ... (?:disappear~|vanish~|went missing|gone missing|walked|wasn't there|never seen again
  |never found|grew legs|wandered|neverturned up|was gone|were gone) ... (?:and|after|when|same
  |the week|the day|but|with|since|he|she|<kin>)
(?:never|still hasn't|not once|didn't|hasn't|haven't) (?:paid|pay|gave|give|given|return~|repaid
  |repay|see|saw|seen) ... (?:back|penny|a pound|money|it|owed|loan)
(?:borrow~|owe~|loan~|lent) ... (?:never|still|hasn't|not a penny|to this day|yet to)
(?:guided|held|moved|steered) (?:her|his|nan's|mum's|dad's) (?:hand|thumb|finger)
(?:sign~|change~|alter~|rewr~) ... (?:will|papers?|deeds?|house|cheque) ... (?:didn't know
  |couldn't see|couldn't read|not herself|not himself|confused|on (?:her|his) deathbed
  |the week before|days before|funny that|how convenient)
(?:funny|strange|odd|curious|convenient~|coincidence) (?:that|how|enough|isn't it|wasn't it|timing)
(?:to get|to grab|to keep|so as to get|get~|got) (?:his|her|their) (?:hands|claws|mitts) on
(?:bought|driving|drives|new) ... (?:with|on|from) (?:mum's|dad's|nan's|her|his|gran's
  |our) (?:money|savings|pension|inheritance)
(?:where|how) (?:do you think|d'you think|did|does) (?:he|she|they|that|the|all) .. (?:money
  |afford|paid|get the|come from)
(?:cheat~|carry~ on|carrying on|affair|sleep~|slept|seeing|fancy (?:man|woman)|bit on the side
  |playing away|mistress|other woman|other man|knocking off) ... (?:with|behind|on|while|whilst
  |her|his|my|secretary|neighbour|husband|wife|years)
(?:put|signed|shoved|packed|stuck) (?:her|him|mum|dad|nan) ... (?:home|asylum|away) ... (?:to get
  |for the|so|house|money|sell)
(?:inform~ on|grassed|shopped|betrayed|denounced|reported (?:him|her|them|us)|gave (?:him|her
  |them) away|turned(?:him|her|them) in|tipped off)
(?:on the take|backhander~|cash in hand|tax dodg~|under the counter|on the fiddle|cook~ the
  |black market|bribe~|insurance job|burn~ (?:it|the \w+) down|dodgy|bent|hush money)
"""),
    "paternity": en_lines(r"""
(?:nothing like|not a bit like|looks? like none|not like) (?:him|dad|his father|her father
  |any of us|the rest)
(?:same|had) .. (?:eyes|nose|chin|hair|ears|walk|hands) (?:as|of) the (?:lodger|milkman|postman
  |vicar|priest|doctor|butcher|farmer|boss|squire|landlord|neighbour|coalman|foreman|chemist|baker
  |gi|soldier)
(?:same|had) ... (?:as the|like the) (?:lodger|milkman|postman|vicar|butcher|squire|landlord
  |coalman|chemist)
(?:nine|eight|seven|six|ten|eleven|twelve) months (?:after|before|to the day|later) ... (?:war|sea
  |away|leave|home|wedding|camp|prison~|posted|born)
(?:away|at sea|overseas|posted|prisoner|prison|camp|front|gone|abroad|in \w+) ... (?:born|baby
  |arrived|came along|expecting|pregnant)
(?:father|dad) .. on the (?:birth )?certificate|birth certificate ... (?:blank|father|unknown|says
  |different|name)
(?:dna|ancestry|23andme|spit|blood) (?:test|tests|kit|kits|results?|group|groups|type|thing)
(?:premature|early|seven months? baby|came early) ... (?:pounds|wink~|they said|she said|face
  |nobody|funny|weigh~)
(?:who|whoever) (?:his|her|my|your|the) (?:real |actual )?(?:father|dad) (?:is|was|might|could
  |really)
(?:isn't|wasn't|not|weren't|aren't) (?:really |actually |strictly )?(?:his|hers|theirs|ours
  |a \w+) (?:by blood|atall|biologically|son|daughter|child)
(?:brought|raised|took|reared) ... as (?:his|her|their|if .. were|though) ... own
(?:her|his) (?:sister|aunt|granny|nan) .. (?:was|is) (?:really|actually|in fact) (?:her
  |his) (?:mother|mum)
(?:not|isn't|wasn't|no) (?:blood|relation|a blood)|by blood|half (?:brother|sister)s?|other family
(?:everyone|everybody|whole (?:village|street|town)) knew (?:except|but|bar) (?:him|her|dad|mum|us)
(?:in trouble|had to get married|had to marry|shotgun wedding|adopted|fostered out|gave .. up
  |mother and baby)
"""),
    "violence": en_lines(r"""
(?:with|in|had|full of|after|when) .. (?:drink|a drink|the drink|whisky|beer|pub
  |a few) ... (?:different man|another man|hid|hide|quiet|careful|afraid|scared|locked|ran|belt
  |temper|keep out|upstairs|eggshells)
(?:the|his|that) (?:belt|strap|buckle|slipper|cane|fist|fists|back of his hand) ... (?:out|off
  |came|us|me|her|him|mark~|bruis~|still|for|on|every)
(?:said|say|told|pretend~|claimed) ... (?:walked into|fell|tripped|slipped|fallen|bump~|door
  |stairs|clumsy)... (?:stairs|door|again|cupboard|bungalow|always|every|no)
(?:bruis~|marks?|sunglasses|split lip|long sleeves|broken (?:arm|wrist|ribs|jaw|nose)
  |black eyes?) ... (?:from him|friday~|saturday~|summer|him|hide|hid|never asked|no one asked
  |asked|explain~|again|church|winter)
(?:slept|hid|hide|hiding|locked|ran|barricad~|stayed) ... (?:barn|cellar|shed|wardrobe
  |under the (?:bed|stairs)|coal|neighbour~|hedge|next door|in the (?:outhouse|privy|toilet
  |bathroom)) ... (?:until|when|from him|came|drunk|drink|shout~|quiet|asleep|him|dad)
(?:gun|shotgun|rifle|knife|axe|cleaver|poker|razor) ... (?:lined|line|us|her|me|at mum|drawer
  |kitchen|wall|down)
(?:afraid|scared|frightened|terrified|wary|fear) of (?:him|dad|father|her|his|their|grandad|my
  |the sound|hiskey|his step~)
(?:his|the) (?:key|footsteps|boots|step|car|bike) (?:in|on|at) the ... (?:quiet|silent|still
  |freeze|froze|ran|hid|bed|knew|stopped)
(?:raised|lifted|laid) (?:his|a|her) hands? .. (?:to|on|at|against)|heavy hand~|quick with his
  |free with his|handywith his|his temper ... (?:we|she|mum|children|feared|bore|got)
(?:calm down|settle down|mellow|change|better) .. (?:with age|when he|once) ... (?:bruis~|fell
  |stairs)
(?:left|leave|ran away from|got away from|escaped|fled) (?:him|dad|my father
  |her husband) ... (?:night|suitcase|refuge|police|children|again|third|finally|shelter)
(?:waited|waiting|lay) ... (?:behind|in the dark|for him) ... (?:wall|never (?:came|got)|home
  |knife|gun|shot)
(?:had (?:him|her) up against|threw (?:plates|a plate|things|the dinner|his dinner)|put his fist
  |fist through|punch~|police ... (?:came|called) ... (?:again|house|night))
"""),
    "abuse": en_lines(r"""
(?:chair|wardrobe|drawers|bolt|wedge|dresser) .. (?:under|against|behind|across|on) the (?:handle
  |door|knob)
(?:uncle|father|brother|canon|vicar|priest|teacher|master|lodger|coach|grandad|cousin|stepfather
  |neighbour|choirmaster|scoutmaster|headmaster|doctor) ... (?:kept (?:me|us|her|him|the)
  |keep (?:me|us|her|him)|always wanted|ask~ (?:me|forme)|favourite|special
  |private lessons?) ... (?:behind|after|alone|back|lap|knee|stay|vestry|shed|room|secret|lessons?)
(?:his|her|the) (?:bedroom|room|dormitory|dorm|bed|door) ... (?:night|dark) ... (?:pretend~|asleep
  |prayed?|praying|hope~|lock|key|footsteps|stop~)
(?:pretend~|lay) ... (?:asleep|sleep|still) ... (?:came|come|go away|walk~ on|pass~|stopped|door
  |hope~|over)
(?:no|without|hadn't|had no|didn't have a) (?:lock|key|bolt) .. (?:on|and|to) ... (?:he|knew
  |master|young|son)
(?:why i|why we|why she|why he|reason i|you ask~ (?:me )?why) ... (?:never|stopped|gave up|left
  |wouldn't|would not|didn't|ran|hated|refuse~) ... (?:sunday school|choir|scouts|church|house
  |farm|go|stay|visit~|lessons|kiss~|funeral|alone|grandad|uncle|service|mass|altar)
(?:i was|she was|he was|we were|aged|only|at) (?:six|seven|eight|nine|ten|eleven|twelve|thirteen
  |five|\d{1,2})... (?:uncle|lodger|priest|handle|never told|nobody believed|shed|his knee
  |alone with)
(?:sit on (?:his|uncle~) (?:knee|lap)|his lap|too fond of|liked them young|funny with|odd with
  |not right with|bit toofriendly|peep~|watch~ us (?:bath|wash|undress|change)|got (?:me|us
  |her) to undress|bathroom door)
(?:what|things|what happened|went on) ... (?:he did|they did|happened|went on
  |was done) ... (?:girls|boys|children|shed|garage|vestry|dormitory|home|orphanage|us|me|her
  |caravan|nights?)
(?:nobody|no one|mum|mother|they) (?:believed|wanted to hear|listened|would believe
  |never believed) (?:me|her|us|him)
(?:keep|kept|hide|hid|wouldn't (?:let|leave)|never let|never left|don't leave) ... (?:girls
  |children|us|me|her|daughters?|boys|kids) ... (?:away|near him|alone with|with him|round him
  |from him|with (?:uncle|grandad))
"""),
    "suicide": en_lines(r"""
(?:took|chose|went|found|picked) (?:his|her|their) own (?:way|time|door|road|exit|moment|end|hand)
(?:folded|left|laid|put|placed|arranged|lined up|took off) ... (?:his|her) (?:coat|shoes|glasses
  |watch|ring|wallet|jacket|boots|bag|clothes|hat|keys) ... (?:wall|bank|bridge|neat~|beach|shore
  |pocket|platform|table|for me|pier|edge)
(?:inquest|coroner|open verdict|misadventure|verdict|they said|police said|officially
  |they called it|put down as|thecertificate) ... (?:slipped|accident~|misadventure|heart|fell
  |must of|must have|but|cleaning|drown~|gun)
(?:didn't|did not|never|not) (?:fall|slip|slipped|fell|an accident|come home
  |come back) ... (?:jump~|river|bridge|track~|railway|canal|line|note|know|cliff|sea|water|meant)
(?:walked|went|gone|goes|drove) (?:out |down |off )?(?:in)?to (?:the )?(?:sea|river|water|lake
  |canal|reservoir|railway|line|tracks|woods|barn|garage|cliffs?|weir|bridge|loft) .. (?:and|never
  |one|at|that|with|alone|did|in)
(?:couldn't|could not|can't) (?:go on|take any ?more|face|bear it|see a way|carry on|live with)
(?:tired of|had enough of|done with|no longer want~|didn't want|not want) (?:living|life|to live
  |to be here|to wake|itall|to go on)
(?:found|cut) (?:him|her) (?:down|in the (?:garage|barn|shed|loft|bath|car|stable|attic|wood~)
  |hanging)
(?:the|a|her|his|goodbye|last) (?:note|letter) .. (?:on the|left|beside|pinned|under|propped
  |said sorry|in the kitchen)... (?:table|sorry|pillow|mantel~|before|goodbye|mirror|coat|by then)
(?:all|whole|the) (?:bottle|box|packet|lot) of .. (?:pills|tablets|aspirin~|sleeping|paracetamol
  |valium)
(?:wasn't allowed|weren't allowed|not allowed|wouldn't (?:have|bury|let)
  |refused) ... (?:churchyard|consecrated|christian burial|bury|buried|funeral mass)
(?:gas (?:oven|tap)|exhaust|hose|rope|rafters?|beam|razor|wrists?) ... (?:him|her|found|head|on
  |door|garage|barn)
(?:ended|finish~|end) (?:it|things|everything|his days|her days)|by (?:his|her) own (?:hand|choice
  |doing)
(?:her|his) (?:second|first|third|last) (?:attempt|try)|tried (?:it )?(?:before|twice|once before
  |again)
(?:returned|gave (?:away|back)|paid|settled|tidied|put) ... (?:the (?:day|night|week
  |evening) before|in order)
"""),
    "illness": en_lines(r"""
(?:chemo~|radiotherapy|dialysis|radiation|infusions?|transfusions?|insulin|morphine|oxygen
  |catheter|colostomy|stoma|pacemaker|biopsy|scan results?|palliative|hospice|macmillan|oncolog~
  |psychiatr~|lithium|valium|methadone|ssri~|prozac|the shakes|dts|blood test results|lump
  |tests came back|remission|stent|stroke~|memory clinic)
(?:gave|given|give) (?:her|him|mum|dad|me|nan) .. (?:weeks|months|a year|six|three|two|till|until)
(?:her|his|mum's|dad's|nan's|mother's|my) (?:nerves|memory|mind|moods?|kidneys|liver|lungs
  |bad spells|dark days|heartfailure|condition|diagnosis|illness|tremor|fits|habit
  |drinking) .. (?:was|were|is|are|went|going|got|had|gone|bad|before|took)
(?:dad|mum|he|she|father|mother|grandad|uncle \w+|aunt~ \w+|husband) (?:drank (?!(?:tea|milk
  |coffee|water|it|his|her|from))|drinks too|was drinking|was a drinker|liked adrink too
  |had a problem|was using|gambled)
(?:drinker|drinking problem|problem with (?:drink|drugs|pills)|on the (?:bottle|sauce|wagon|gin)
  |dried out|drying out|hit the bottle|meetings of aa|(?:went|goes) to aa|sober|bottles? (?:hidden
  |hid~|in the|under|behind)|hid~ (?:the|her|his)(?:bottles?|gin|vodka|whisky))
(?:lost|losing|no) (?:all )?(?:her|his) hair|(?:wig|headscarf|turban) ... (?:treatment|chemo|hair
  |ward)|no hair (?:left)?
(?:didn't|doesn't|couldn't|can't|stopped) (?:recognis~|recogniz~|know|remember~) (?:who (?:i|we
  |she|he|any)|us
  |me|her own|his own|myname|our|any of us|where)
(?:called|calls|call|thought|thinks|took) (?:me|us) (?:by|i was|was|were|for) ... (?:name|mother
  |sister|brother|nurse|wife)
(?:went|was|been|put|sent|spent) .. (?:in|into|to|on|at) .. (?:asylum|mental|psychiatric|clinic
  |ward|unit|the home for|sanatorium|institution|rest cure|locked ward)
(?:weeks|months|winter|time|years) ... (?:couldn't get out of bed|wouldn't get up|only cried
  |just cried|cried all|staredat|didn't speak|baby blues|after the baby|curtains)
(?:since|after) (?:her|his|the) (?:stroke|diagnosis|fall|breakdown|operation|heart attack
  |treatment|miscarriage|fits?)
(?:bipolar|autis~|adhd|ptsd|shell ?shock|ocd|panic attacks?|anxiety|eating disorder|lost the baby
  |lost a baby|stillb~|tb|tubercul~|diabet~|lupus|crohn~|colitis|thyroid|arthrit~|asthma~)
(?:tumo~|growth|shadow) (?:on|in) (?:her|his|the) (?:lung|liver|brain|breast|x-?ray)
"""),
}
