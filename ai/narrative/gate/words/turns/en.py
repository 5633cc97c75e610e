"""English: the indirect ways, put together from who, whether, what is done and to what."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ai.narrative.gate.words.turns.phrases import lines

_lines = partial(
    lines,
    kin="mum|mom|mam|mother|dad|father|brother|sister|uncle|aunt~|cousin|son|daughter|nan|nana"
    "|gran|granny|grandma|grandad|grandpa|grandfather|grandmother|husband|wife|nephew|niece"
    "|stepfather|stepdad|stepmother|in-laws?",
    who="he|she|they|<kin>|his lot|her lot|(?:aunt~|uncle|cousin|our) \\w+|my \\w+|the \\w+",
    not_="don't|do not|never|not|mustn't|must not|shouldn't|should not|needn't|can't|cannot"
    "|won't|wouldn't|better not|best not|rather not|no need to|i'd not",
    this="this|that|it|these|them|those|any of (?:this|it)|a word|anything|the letters?"
    "|the photos?|the pictures?|the tapes?|my name|his name|her name|(?:this|that) (?:one|bit|part|page"
    "|photo|picture|letter|story|tape|recording)|what i(?:'ve)? (?:said|told|wrote|written)",
    one="letters?|photos?|pictures?|snaps?|story|stories|part|bit|page|pages|caption|poem|speech"
    "|recipe|tape|video|name|names|text|paragraph|line|lines|note",
    know="know|knows|knew|hear|hears|heard|find out|finds out|found out|see|sees|seen|saw|read"
    "|reads|learn~|get wind|gets wind|get to know|be told|discover~|suspect~|cotton on",
    pass_="show|share|tell|pass (?:<this> )?(?:on|round|around|about)|forward|send (?:<this> )?on"
    "|read (?:<this> )?(?:out|aloud)|copy|print|post|publish|mention|repeat|let on|breathe"
    "|broadcast|spread|air|bring (?:<this> )?up|hand (?:<this> )?(?:on|round)|upload|circulate"
    "|put (?:<this> )?(?:up|in|out|online|about|on)|use",
)

TURNS: Mapping[str, tuple[str, ...]] = {
    "secrecy": _lines(r"""
(?:doesn't|don't|haven't a clue|hasn't a clue|no idea) (?:know )?(?:that )?(?:i|we|you)(?:'ve)?
  (?: have| got| kept| took| told| found| wrote)
<who> (?:doesn't|don't) <know> (?:about )?(?:this|it|any of|the half|a thing|yet|and)
(?:like|have|keep|leave|want|stay|stays|stayed|kept|left|remain~) (?:it |this |them |things )?(?:all )?
  (?:that way|like that|where (?:it is|they are)|out of sight|in the (?:box|drawer|tin|attic
  |family|house|safe)|under your hat|a lid on|to yoursel~|among~ (?:us|ourselves)|at home|here please)
(?:i'd|would|we'd|i should|she'd|he'd) .. (?:like|prefer|rather|sooner|want) ... (?:stay~|kept|keep
  |remain~|weren't|wasn't|didn't|not|nobody|unseen|unsaid)
(?:sooner|rather|prefer) .. (?:weren't|wasn't|didn't|not|nobody|no one)
<not_> ... for (?:an audience|the public|strangers|anyone else|other eyes|other people|circulation
  |the others|the world|the town|the village|outsiders|outside|consumption|all and sundry|show)
<not_> .. <pass_> <this>
<not_> .. <pass_> .. (?:to|with|at) (?:anyone|anybody|the others|him|her|them|<kin>)
(?:you are|you're|you were) the only (?:one|person|other)
(?:it's|this is|these are|that's) (?:only |just )?for your (?:eyes|ears)
(?:only|just) (?:you|the two of us|us two|me and you|you and i|you and me) ... (?:know|knows|heard
  |seen|told)
(?:only|just) (?:one other|two|three|four) (?:people|person|of us) (?:know|knows)
i(?:'ve| have|'d| had)? never (?:told|said|spoken|breathed|shown|let on|mentioned) ... (?:soul|anyone
  |anybody|you|her|him|them|this|it|living)
(?:die|dies|died|go|goes|buried) with (?:me|you|us)
(?:once|when|after|as soon as) you(?:'ve)?(?: have)? .. (?:read|seen|heard) .. (?:put|throw|burn
  |tear|destroy|lock|hide|bin|chuck|delete|bury)
(?:put|throw|chuck|stick|pop|shove) (?:it|this|them) ... (?:on the fire|in the fire|in the stove
  |in the aga|in the grate|at the back of)
you (?:didn't|never|haven't) (?:hear|heard|see|seen|get|got|have) (?:it|this|that|any of) (?:from
  |off|here|right|ok|all)
(?:you heard nothing|forget (?:i|that i|you) (?:said|told|heard|mentioned)|not a peep|zip it|shtum
  |keep mum|walls have ears|not a dicky ?bird|say no more about)
<not_> (?:to )?(?:get|leak|reach|fall|come|end up|go|travel|stray|leave) .. (?:out|back|round|ears
  |about|further|into|beyond|outside|past|hands|this|these|the room|the house|the family|here)
go(?:es)? no further|no further than|not go beyond|stays? within|stays? (?:here|in this|in the|put)
(?:nobody's|nobody else's|no one's|no one else's|none of their|not anyone's) business
(?:kill|murder|skin|haunt|disown|throttle|never forgive|never speak to) (?:me|us|you) ... (?:if|should
  |for this|for telling|for showing|knew|saw)
(?:mortified|furious|livid|hell to pay|in trouble|upset|hurt|trouble) (?:if|should) (?:she|he|they
  |anyone|it|this|<kin>) .. (?:<know>|got|came|saw)
(?:if|should) (?:she|he|they|<kin>) (?:ever )?(?:<know>|finds|got hold) ... (?:be trouble|never hear
  |never forgive|kill|mortified|hell|end of|heart)
(?:this|that|it|these)(?:'s| is| are|'re)? (?:all |strictly |rather |very |quite )?(?:private|personal
  |secret|confidential|classified|for family)
(?:didn't|doesn't|don't) come from me|without saying who|without naming|keep me out of (?:it|this)
  |leave me out of
wasn't (?:meant|supposed|going) to (?:tell|say|show|write|share)
(?:shouldn't|oughtn't|ought not to) (?:be |really )?(?:tell~|say~|writ~|show~) (?:you|this|it)
what (?:happens|was said|we say|i say|is said) (?:here|in this|at this|in that) .. (?:stays|stay)
(?:for|to) (?:you|us|family|the two of us|the girls|the boys|the adults) alone
(?:the|our) (?:children|grandchildren|kids|little ones|young ones) ... (?:needn't|need not|shouldn't
  |don't need|must never|mustn't|are not to) .. <know>
(?:over|not while i'm|wait until i'm) (?:my dead body)
"""),
    "condition": _lines(r"""
(?:should|if) ... (?:have|has|had|raise~|make~) no objections?
(?:should|if) (?:he|she|they|<kin>|\w+) .. (?:object|mind|agree~|consent~|approve~|allow~|sooner
  |rather|refuse~|say (?:yes|no)|says (?:yes|no)|give~ the|is happy|are happy|is willing|ok with)
(?:not|n't|nothing|wait|hold|hang on|hold off|sit tight|keep~|save|leave it) .. (?:until|till|til
  |before) ... (?:christening|wedding|funeral|court|trial|divorce|probate|will|told|heard|seen|read
  |spoken|asked|agreed|agrees|says|ok|back|signed|settled|sorted|sold|over|birthday|eighteen|gone
  |dead|died|buried|passed|born|baby|exams|published|anniversary|solicitor|lawyer|knows|word)
(?:use|print|show|share|publish|have|include|put|take|keep|post|tell|add) ... (?:but|only|just|as long
  |so long|provided|providing|on condition|if|unless|except) ... (?:until|after|once|if|when|not|no
  |without|leave|left|unless|asks?|asked|agrees?|told|names?|first|provided|blur~|crop~|change~)
(?:one|my only|on one|on the|my) (?:condition|proviso|stipulation)|on condition that|on the condition
(?:provided|providing|as long as|so long as|assuming) (?:that )?(?:you|he|she|they|it|nobody|no one
  |none|<kin>|my|the|his|her|nothing) ... (?:not|n't|agrees?|ask~|mind|happy|name~|change~|leave|left
  |out|told|first|removed|crop~|blur~|ok|fine|before|back|stay~|mention~)
(?:ask|tell|check|run|clear|speak|talk|consult|square|show) .. (?:him|her|them|<kin>|with|past|to) ...
  (?:first|beforehand|before you|before we|before any)
(?:needs?|must|has to|have to|ought to|should|wants?|would like|like) to? ?(?:be asked|be told|be
  consulted|see (?:it|this|them)|agree|approve|ok|sign~ off|give (?:the|his|her)|hear~ (?:it )?first|say
  yes)
(?:waiting|wait) (?:on|for|to hear) ... (?:say|says|answer|reply|yes|permission|go-ahead|word|ok|back
  |decision|agree)
(?:haven't|hasn't|not|never) (?:yet )?(?:asked|told|cleared|checked|agreed|signed|said yes|given)
  ... (?:yet|permission|him|her|them|his side|her side|family|it|first|us)
(?:it's|that's|this is|its) (?:his|her|their|\w+'s) (?:decision|call|choice|say|story to tell|to give
  |property)
(?:copyright|permission|rights?) (?:belongs?|is with|from|of|needed|required|first)
(?:after|once|when) (?:the )?(?:court|divorce|trial|probate|funeral|appeal|sale|estate|inquest|case)
  ... (?:settled|over|through|done|finished|sorted|closed|final)
without (?:his|her|their|\w+'s|asking|checking with|telling) (?:say so|ok|yes|word|him|her|them|<kin>)
embargo~|not for release|hold (?:this|it|them|that|back) (?:back |off )?(?:until|till|for now|please)
"""),
    "doubt": _lines(r"""
(?:could|might|may|can) (?:equally|also|just as|as easily|well|as well|easily) .. be
(?:could|might|may|must) be (?:his|her|my|our|the|a|an|\w+'s|great) ... (?:instead|brother|sister|cousin
  |neighbour|friend|mate|uncle|aunt|twin|else|next door|other)
(?:thinks?|reckons?|says?|swears?|insists?|believes?) (?:that )?(?:it's|its|that's|it is|it was|this is|he's
  |she's) ... (?:but|though|not|wilf|him|her|his|someone|the|i)
\((?:i think|i believe|i guess|possibly|probably|maybe|perhaps|or|not sure|unsure|if|allegedly)[^)]{0,40}\)
(?:i think|i believe|i guess|i reckon|i suppose|i'm guessing) (?:this|that|it|these)(?:'s| is| was| might
  | could| are| must)
(?:not|n't|never) (?:entirely |quite |too |at all |really |totally |100% |completely )?(?:sure|certain
  |convinced|positive|clear) ... (?:who|whose|which|where|when|whether|if|that|it's|him|her|this|right
  |year|date|belong~)
(?:no idea|can't tell|couldn't tell you|don't know|dunno|can't say|beats me|who knows|anyone know|does
  anyone know|any idea) .. (?:who|whose|which|if (?:this|it|that)|whether) .. (?:this|that|is|the|it|these
  |belong~|took|wrote|him|her)
(?:can't|couldn't|wouldn't|won't) (?:swear|vouch|be certain|be sure|guarantee|confirm)
(?:pinch of salt|take (?:this|it|that) with|heard (?:it )?(?:second|third) ?hand|second-hand|hearsay|so the
  story goes but|may be making (?:this|it) up|might be making (?:this|it) up|don't hold me to)
(?:need~|to|should|must|please|worth) (?:be )?(?:check~|verif~|confirm~) (?:with|by|it|this|the|date|who)
(?:is|are|was|were) (?:this|that|these|those) (?:even|really|actually|definitely|him|her|us|ours|the
  right|mum|dad|nan|gran|grandad|one of ours)
(?:does|do) (?:this|that|these|it) (?:even |really |actually )?(?:belong|go|fit|count|have anything to do)
(?:wrong|different|another|other|someone else's|somebody else's|some other) (?:family|person|man|woman
  |grandad|album|box|pile|envelope|lot|chest|side of the family)
(?:mixed up|muddled up|got mixed|mixed in) (?:with|in|by|from|somewhere)
(?:whose|who) (?:is|are|was) (?:this|that|these|he|she|the (?:man|woman|baby|girl|boy|chap|lady))
or (?:is|was) (?:it|that|this|he|she)|or (?:maybe|perhaps|possibly) ... \?
"""),
    "editor_note": _lines(r"""
(?:could|can|would|will|might) (?:you|someone|somebody|whoever) ... (?:go easy|tone|leave|skip|gloss|cut
  |drop|crop|swap|spell|rotate|turn|delete|put|use|fix|change|correct|move|remove|add|not|shorten|play
  |check|make|keep|take|pass over|sort)
(?:go easy|tread (?:lightly|carefully)|skate over|gloss over|skip over|pass over|draw a veil|tone (?:it
  |that|this) down|play (?:it|that|this) down|don't dwell|not dwell|don't make (?:too much|a big|a thing|a
  meal)|make too much|without going into|no need to (?:go into|mention|dwell|bring)|leave out|best left
  out|could do without|rather you)
wouldn't have (?:wanted|liked|thanked) ... (?:made|make|said|told|mention~|big|fuss|in|known|story|known)
(?:ignore|scrap|disregard|bin|delete|forget|scratch) (?:that|this|my|the|what) .. (?:last|above|earlier
  |previous|first|before|message|one|bit|version|draft|wrote|said|please)
(?:i meant|i mean|should say|should be|read|that's|make that|correction|or rather|not) \w+ (?:not|rather
  than|instead of) \w+
(?:auto-?correct|spell ?check~|predictive text|fat fingers?|thumbs?|slip of the|my phone|the keyboard)
  ... (?:put|changed|made|wrote|turned|keeps|did|again|sorry|typed)
(?:where|when) (?:it|i) (?:says|said|wrote|put|typed) ... (?:should|read|is|its|it's|mean~|meant|put)
(?:draft|first go|work in progress|unfinished|not finished|half done|haven't finished|more to come|to be
  continued|will finish|rough version|notes to self|note to self|reminder to self|to do)
(?:how (?:do|does|d'you) (?:i|you|one|this)|where do i|which button|what do i press|is it on|is it
  recording|is this recording|are we recording|are you recording|has it started|hello hello)
(?:crop|rotate|flip|straighten|brighten|lighten|swap|retype|re-?do|tidy|trim) (?:it|this|that|the|out|me|him
  |them|my|her)
test~ test~|is this thing|(?:i'll|will) do (?:it|this) properly
(?:could|please|pls) .. (?:spell|spelt|spelled|spelling|with (?:one|two|a|an) \w)
(?:other|second|next|missing|last) (?:page|half|part|photo|side) .. (?:missing|follows|to follow|lost|later
  |tomorrow|somewhere|coming)
(?:meant|wanted|supposed|trying) to (?:send|post|put|upload|attach|text|write) ... (?:to|it|this|that|the|one)
(?:wrong|sent|uploaded|posted|attached) .. (?:button|window|chat|group|attachment|by accident|by mistake
  |twice|too soon|early)
(?:you|yous|we) (?:needn't|don't need to|don't have to|might want to|may want to|can leave|can skip|can cut
  |should cut|should leave|could leave)
(?:not|don't|do not|never|please don't|no) (?:to )?(?:call|describe|refer|write|say|use|put) ... (?:passed
  |word|words|as|that|battle|brave|like|about)
"""),
    "insult": _lines(r"""
(?:couldn't|can't|wouldn't|not) be trusted with|wouldn't trust (?:him|her|them) (?:with|to|as)
(?:the )?(?:manners|charm|brains?|morals|warmth|personality|iq|intelligence|backbone|conscience|sense) of an?
(?:spoil~|ruin~|wreck~|poison~|sour~) (?:everything|every \w+|it all|anything|whatever) .. (?:touch~|he|she
  |came|near)
(?:like|as) (?:she|he) (?:does|always does|always did|is|always is)
(?:never|not) (?:done|did|does|worked|lifted|lift|raised) .. (?:a day's|an honest|a hand's|a stroke|a finger
  |an hour's)
(?:if (?:he|she)|(?:he|she)) (?:had|has) (?:a|half a|one|any) (?:brain|heart|ounce|clue|decent)
(?:nose stuck|nose in the air|stuck up|full of (?:himself|herself|it)|thinks (?:he's|she's|the world)|face
  like a|tongue like a|mouth on (?:her|him)|all mouth|cold fish|hard-faced|hard faced|two faced|big head~
  |big mouth|know-it-all|good for nothing|waste of|not worth|dead weight|a piece of work|a nasty|a bad lot
  |bad apple|black sheep|bone idle|workshy|work-shy|tight as|mean as|thick as|daft as|dim as|dull as|sly
  |as much use as|about as much use|use as a chocolate|never forgiven her for|bitter old|miserable old|so
  called|so-called (?:uncle|aunt|husband|wife|son|brother))
(?:what|whatever|god knows what) (?:he|she) (?:ever )?saw in
(?:couldn't|can't|never could) (?:abide|stomach|bear|stick|stand) (?:him|her|the man|the woman|that)
(?:don't|didn't) (?:like|think much of) (?:him|her|that (?:man|woman)) (?:and|one bit|never|much)
(?:in|without) (?:an|a) (?:decent|honest|kind) bone|not (?:an|a) (?:decent|honest|kind) bone
(?:even|including|except|apart from) \w+ (?:with|who) (?:her|his|is|has|had|thinks|never) ... (?:face|airs
  |snake|sly|lazy|greedy|nasty|mean)
"""),
    "accusation": _lines(r"""
(?:we|they|everybody|everyone|you|the whole \w+) (?:all )?(?:know~|knew) (?:full well |fine well |very well
  |exactly )?(?:who|where|whose|what (?:he|she|they) did|it was)
(?:the money|the ring|the savings|the will|the deeds|jewel~|the brooch|the watch|they) ... (?:disappear~
  |vanish~|went missing|gone missing|walked|wasn't there|never seen again|never found|grew legs|wandered|never
  turned up|was gone|were gone) ... (?:and|after|when|same|the week|the day|but|with|since|he|she|<kin>)
(?:never|still hasn't|not once|didn't|hasn't|haven't) (?:paid|pay|gave|give|given|return~|repaid|repay|see|saw
  |seen) ... (?:back|penny|a pound|money|it|owed|loan)
(?:borrow~|owe~|loan~|lent) ... (?:never|still|hasn't|not a penny|to this day|yet to)
(?:guided|held|moved|steered) (?:her|his|nan's|mum's|dad's) (?:hand|thumb|finger)
(?:sign~|change~|alter~|rewr~) ... (?:will|papers?|deeds?|house|cheque) ... (?:didn't know|couldn't see
  |couldn't read|not herself|not himself|confused|on (?:her|his) deathbed|the week before|days before|funny that
  |how convenient)
(?:funny|strange|odd|curious|convenient~|coincidence) (?:that|how|enough|isn't it|wasn't it|timing)
(?:to get|to grab|to keep|so as to get|get~|got) (?:his|her|their) (?:hands|claws|mitts) on
(?:bought|driving|drives|new) ... (?:with|on|from) (?:mum's|dad's|nan's|her|his|gran's|our) (?:money|savings
  |pension|inheritance)
(?:where|how) (?:do you think|d'you think|did|does) (?:he|she|they|that|the|all) .. (?:money|afford|paid|get the
  |come from)
(?:cheat~|carry~ on|carrying on|affair|sleep~|slept|seeing|fancy (?:man|woman)|bit on the side|playing away
  |mistress|other woman|other man|knocking off) ... (?:with|behind|on|while|whilst|her|his|my|secretary
  |neighbour|husband|wife|years)
(?:put|signed|shoved|packed|stuck) (?:her|him|mum|dad|nan) ... (?:home|asylum|away) ... (?:to get|for the|so|house
  |money|sell)
(?:inform~ on|grassed|shopped|betrayed|denounced|reported (?:him|her|them|us)|gave (?:him|her|them) away|turned
  (?:him|her|them) in|tipped off)
(?:on the take|backhander~|cash in hand|tax dodg~|under the counter|on the fiddle|cook~ the|black market|bribe~
  |insurance job|burn~ (?:it|the \w+) down|dodgy|bent|hush money)
"""),
    "paternity": _lines(r"""
(?:nothing like|not a bit like|looks? like none|not like) (?:him|dad|his father|her father|any of us|the rest)
(?:same|had) .. (?:eyes|nose|chin|hair|ears|walk|hands) (?:as|of) the (?:lodger|milkman|postman|vicar|priest|doctor
  |butcher|farmer|boss|squire|landlord|neighbour|coalman|foreman|chemist|baker|gi|soldier)
(?:same|had) ... (?:as the|like the) (?:lodger|milkman|postman|vicar|butcher|squire|landlord|coalman|chemist)
(?:nine|eight|seven|six|ten|eleven|twelve) months (?:after|before|to the day|later) ... (?:war|sea|away|leave
  |home|wedding|camp|prison~|posted|born)
(?:away|at sea|overseas|posted|prisoner|prison|camp|front|gone|abroad|in \w+) ... (?:born|baby|arrived|came along
  |expecting|pregnant)
(?:father|dad) .. on the (?:birth )?certificate|birth certificate ... (?:blank|father|unknown|says|different|name)
(?:dna|ancestry|23andme|spit|blood) (?:test|tests|kit|kits|results?|group|groups|type|thing)
(?:premature|early|seven months? baby|came early) ... (?:pounds|wink~|they said|she said|face|nobody|funny|weigh~)
(?:who|whoever) (?:his|her|my|your|the) (?:real |actual )?(?:father|dad) (?:is|was|might|could|really)
(?:isn't|wasn't|not|weren't|aren't) (?:really |actually |strictly )?(?:his|hers|theirs|ours|a \w+) (?:by blood|at
  all|biologically|son|daughter|child)
(?:brought|raised|took|reared) ... as (?:his|her|their|if .. were|though) ... own
(?:her|his) (?:sister|aunt|granny|nan) .. (?:was|is) (?:really|actually|in fact) (?:her|his) (?:mother|mum)
(?:not|isn't|wasn't|no) (?:blood|relation|a blood)|by blood|half (?:brother|sister)s?|other family
(?:everyone|everybody|whole (?:village|street|town)) knew (?:except|but|bar) (?:him|her|dad|mum|us)
(?:in trouble|had to get married|had to marry|shotgun wedding|adopted|fostered out|gave .. up|mother and baby)
"""),
    "violence": _lines(r"""
(?:with|in|had|full of|after|when) .. (?:drink|a drink|the drink|whisky|beer|pub|a few) ... (?:different man
  |another man|hid|hide|quiet|careful|afraid|scared|locked|ran|belt|temper|keep out|upstairs|eggshells)
(?:the|his|that) (?:belt|strap|buckle|slipper|cane|fist|fists|back of his hand) ... (?:out|off|came|us|me|her
  |him|mark~|bruis~|still|for|on|every)
(?:said|say|told|pretend~|claimed) ... (?:walked into|fell|tripped|slipped|fallen|bump~|door|stairs|clumsy)
  ... (?:stairs|door|again|cupboard|bungalow|always|every|no)
(?:bruis~|marks?|sunglasses|split lip|long sleeves|broken (?:arm|wrist|ribs|jaw|nose)|black eyes?) ... (?:from him
  |friday~|saturday~|summer|him|hide|hid|never asked|no one asked|asked|explain~|again|church|winter)
(?:slept|hid|hide|hiding|locked|ran|barricad~|stayed) ... (?:barn|cellar|shed|wardrobe|under the (?:bed|stairs)
  |coal|neighbour~|hedge|next door|in the (?:outhouse|privy|toilet|bathroom)) ... (?:until|when|from him|came|drunk
  |drink|shout~|quiet|asleep|him|dad)
(?:gun|shotgun|rifle|knife|axe|cleaver|poker|razor) ... (?:lined|line|us|her|me|at mum|drawer|kitchen|wall|down)
(?:afraid|scared|frightened|terrified|wary|fear) of (?:him|dad|father|her|his|their|grandad|my|the sound|his
  key|his step~)
(?:his|the) (?:key|footsteps|boots|step|car|bike) (?:in|on|at) the ... (?:quiet|silent|still|freeze|froze|ran|hid
  |bed|knew|stopped)
(?:raised|lifted|laid) (?:his|a|her) hands? .. (?:to|on|at|against)|heavy hand~|quick with his|free with his|handy
  with his|his temper ... (?:we|she|mum|children|feared|bore|got)
(?:calm down|settle down|mellow|change|better) .. (?:with age|when he|once) ... (?:bruis~|fell|stairs)
(?:left|leave|ran away from|got away from|escaped|fled) (?:him|dad|my father|her husband) ... (?:night|suitcase
  |refuge|police|children|again|third|finally|shelter)
(?:waited|waiting|lay) ... (?:behind|in the dark|for him) ... (?:wall|never (?:came|got)|home|knife|gun|shot)
(?:had (?:him|her) up against|threw (?:plates|a plate|things|the dinner|his dinner)|put his fist|fist through|punch~
  |police ... (?:came|called) ... (?:again|house|night))
"""),
    "abuse": _lines(r"""
(?:chair|wardrobe|drawers|bolt|wedge|dresser) .. (?:under|against|behind|across|on) the (?:handle|door|knob)
(?:uncle|father|brother|canon|vicar|priest|teacher|master|lodger|coach|grandad|cousin|stepfather|neighbour|choirmaster
  |scoutmaster|headmaster|doctor) ... (?:kept (?:me|us|her|him|the)|keep (?:me|us|her|him)|always wanted|ask~ (?:me|for
  me)|favourite|special|private lessons?) ... (?:behind|after|alone|back|lap|knee|stay|vestry|shed|room|secret|lessons?)
(?:his|her|the) (?:bedroom|room|dormitory|dorm|bed|door) ... (?:night|dark) ... (?:pretend~|asleep|prayed?|praying
  |hope~|lock|key|footsteps|stop~)
(?:pretend~|lay) ... (?:asleep|sleep|still) ... (?:came|come|go away|walk~ on|pass~|stopped|door|hope~|over)
(?:no|without|hadn't|had no|didn't have a) (?:lock|key|bolt) .. (?:on|and|to) ... (?:he|knew|master|young|son)
(?:why i|why we|why she|why he|reason i|you ask~ (?:me )?why) ... (?:never|stopped|gave up|left|wouldn't|would not
  |didn't|ran|hated|refuse~) ... (?:sunday school|choir|scouts|church|house|farm|go|stay|visit~|lessons|kiss~|funeral
  |alone|grandad|uncle|service|mass|altar)
(?:i was|she was|he was|we were|aged|only|at) (?:six|seven|eight|nine|ten|eleven|twelve|thirteen|five|\d{1,2})
  ... (?:uncle|lodger|priest|handle|never told|nobody believed|shed|his knee|alone with)
(?:sit on (?:his|uncle~) (?:knee|lap)|his lap|too fond of|liked them young|funny with|odd with|not right with|bit too
  friendly|peep~|watch~ us (?:bath|wash|undress|change)|got (?:me|us|her) to undress|bathroom door)
(?:what|things|what happened|went on) ... (?:he did|they did|happened|went on|was done) ... (?:girls|boys|children|shed
  |garage|vestry|dormitory|home|orphanage|us|me|her|caravan|nights?)
(?:nobody|no one|mum|mother|they) (?:believed|wanted to hear|listened|would believe|never believed) (?:me|her|us|him)
(?:keep|kept|hide|hid|wouldn't (?:let|leave)|never let|never left|don't leave) ... (?:girls|children|us|me|her
  |daughters?|boys|kids) ... (?:away|near him|alone with|with him|round him|from him|with (?:uncle|grandad))
"""),
    "suicide": _lines(r"""
(?:took|chose|went|found|picked) (?:his|her|their) own (?:way|time|door|road|exit|moment|end|hand)
(?:folded|left|laid|put|placed|arranged|lined up|took off) ... (?:his|her) (?:coat|shoes|glasses|watch|ring|wallet
  |jacket|boots|bag|clothes|hat|keys) ... (?:wall|bank|bridge|neat~|beach|shore|pocket|platform|table|for me|pier|edge)
(?:inquest|coroner|open verdict|misadventure|verdict|they said|police said|officially|they called it|put down as|the
  certificate) ... (?:slipped|accident~|misadventure|heart|fell|must of|must have|but|cleaning|drown~|gun)
(?:didn't|did not|never|not) (?:fall|slip|slipped|fell|an accident|come home|come back) ... (?:jump~|river|bridge
  |track~|railway|canal|line|note|know|cliff|sea|water|meant)
(?:walked|went|gone|goes|drove) (?:out |down |off )?(?:in)?to (?:the )?(?:sea|river|water|lake|canal|reservoir|railway
  |line|tracks|woods|barn|garage|cliffs?|weir|bridge|loft) .. (?:and|never|one|at|that|with|alone|did|in)
(?:couldn't|could not|can't) (?:go on|take any ?more|face|bear it|see a way|carry on|live with)
(?:tired of|had enough of|done with|no longer want~|didn't want|not want) (?:living|life|to live|to be here|to wake|it
  all|to go on)
(?:found|cut) (?:him|her) (?:down|in the (?:garage|barn|shed|loft|bath|car|stable|attic|wood~)|hanging)
(?:the|a|her|his|goodbye|last) (?:note|letter) .. (?:on the|left|beside|pinned|under|propped|said sorry|in the kitchen)
  ... (?:table|sorry|pillow|mantel~|before|goodbye|mirror|coat|by then)
(?:all|whole|the) (?:bottle|box|packet|lot) of .. (?:pills|tablets|aspirin~|sleeping|paracetamol|valium)
(?:wasn't allowed|weren't allowed|not allowed|wouldn't (?:have|bury|let)|refused) ... (?:churchyard|consecrated
  |christian burial|bury|buried|funeral mass)
(?:gas (?:oven|tap)|exhaust|hose|rope|rafters?|beam|razor|wrists?) ... (?:him|her|found|head|on|door|garage|barn)
(?:ended|finish~|end) (?:it|things|everything|his days|her days)|by (?:his|her) own (?:hand|choice|doing)
(?:her|his) (?:second|first|third|last) (?:attempt|try)|tried (?:it )?(?:before|twice|once before|again)
(?:returned|gave (?:away|back)|paid|settled|tidied|put) ... (?:the (?:day|night|week|evening) before|in order)
"""),
    "illness": _lines(r"""
(?:chemo~|radiotherapy|dialysis|radiation|infusions?|transfusions?|insulin|morphine|oxygen|catheter|colostomy
  |stoma|pacemaker|biopsy|scan results?|palliative|hospice|macmillan|oncolog~|psychiatr~|lithium|valium|methadone|ssri~
  |prozac|the shakes|dts|blood test results|lump|tests came back|remission|stent|stroke~|memory clinic)
(?:gave|given|give) (?:her|him|mum|dad|me|nan) .. (?:weeks|months|a year|six|three|two|till|until)
(?:her|his|mum's|dad's|nan's|mother's|my) (?:nerves|memory|mind|moods?|kidneys|liver|lungs|bad spells|dark days|heart
  failure|condition|diagnosis|illness|tremor|fits|habit|drinking) .. (?:was|were|is|are|went|going|got|had|gone|bad|before
  |took)
(?:dad|mum|he|she|father|mother|grandad|uncle \w+|aunt~ \w+|husband) (?:drank (?!(?:tea|milk|coffee|water|it|his|her|from))|drinks too|was drinking|was a drinker|liked a
  drink too|had a problem|was using|gambled)
(?:drinker|drinking problem|problem with (?:drink|drugs|pills)|on the (?:bottle|sauce|wagon|gin)|dried out|drying out
  |hit the bottle|meetings of aa|(?:went|goes) to aa|sober|bottles? (?:hidden|hid~|in the|under|behind)|hid~ (?:the|her|his)
  (?:bottles?|gin|vodka|whisky))
(?:lost|losing|no) (?:all )?(?:her|his) hair|(?:wig|headscarf|turban) ... (?:treatment|chemo|hair|ward)|no hair (?:left)?
(?:didn't|doesn't|don't|couldn't|can't|stopped) (?:recognis~|recogniz~|know|remember~) (?:who|us|me|her own|his own|my
  name|our|any of us|where)
(?:called|calls|call|thought|thinks|took) (?:me|us) (?:by|i was|was|were|for) ... (?:name|mother|sister|brother|nurse|wife)
(?:went|was|been|put|sent|spent) ... (?:asylum|mental|psychiatric|clinic|ward|unit|the home for|sanatorium|institution
  |rest cure|locked ward)
(?:weeks|months|winter|time|years) ... (?:couldn't get out of bed|wouldn't get up|only cried|just cried|cried all|stared
  at|didn't speak|baby blues|after the baby|curtains)
(?:since|after) (?:her|his|the) (?:stroke|diagnosis|fall|breakdown|operation|heart attack|treatment|miscarriage|fits?)
(?:bipolar|autis~|adhd|ptsd|shell ?shock|ocd|panic attacks?|anxiety|eating disorder|lost the baby|lost a baby
  |stillb~|tb|tubercul~|diabet~|lupus|crohn~|colitis|thyroid|arthrit~|asthma~)
(?:tumo~|growth|shadow) (?:on|in) (?:her|his|the) (?:lung|liver|brain|breast|x-?ray)
"""),
}
