"""English: what people wish, put together from who, whether, what is done and to what."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ai.narrative.gate.words.turns.phrases import lines

en_lines = partial(
    lines,
    kin="mum|mom|mam|mother|dad|father|brother|sister|uncle|aunt~|cousin|son|daughter|nan|nana"
    "|gran|granny|grandma|grandad|grandpa|grandfather|grandmother|husband|wife|nephew|niece"
    "|stepfather|stepdad|stepmother|in-laws?",
    who="he|she|they|<kin>|his lot|her lot|(?:aunt~|uncle|cousin|our) \\w+|my \\w+|the \\w+",
    not_="don't|do not|never|not|mustn't|must not|shouldn't|should not|needn't|can't|cannot"
    "|won't|wouldn't|better not|best not|rather not|no need to|i'd not",
    this="this|that|it|these|them|those|any of (?:this|it)|a word|anything|the letters?"
    "|the photos?|the pictures?|the tapes?|my name|his name|her name|(?:this|that) (?:one|bit"
    "|part|page"
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
    "secrecy": en_lines(r"""
(?:doesn't|don't|haven't a clue|hasn't a clue|no idea) (?:know )?(?:that )?(?:i|we
  |you)(?:'ve)?(?: have| got| kept| took| told| found| wrote)
<who> (?:doesn't|don't) <know> (?:about )?(?:this|it|any of|the half|a thing|yet|and)
(?:like|have|keep|leave|want|stay|stays|stayed|kept|left|remain~) (?:it |this |them 
  |things )?(?:all )?(?:that way|like that|where (?:it is|they are)|out of sight|in the (?:box
  |drawer|tin|attic|family|house|safe)|under your hat|a lid on|to yoursel~|among~ (?:us|ourselves)
  |at home|here please)
(?:i'd|would|we'd|i should|she'd|he'd) .. (?:like|prefer|rather|sooner|want) ... (?:stay~|kept
  |keep|remain~|weren't|wasn't|didn't|not|nobody|unseen|unsaid)
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
i(?:'ve| have|'d| had)? never (?:told|said|spoken|breathed|shown|let on|mentioned) ... (?:soul
  |anyone|anybody|you|her|him|them|this|it|living)
(?:die|dies|died|go|goes|buried) with (?:me|you|us)
(?:once|when|after|as soon as) you(?:'ve)?(?: have)? .. (?:read|seen|heard) .. (?:put|throw|burn
  |tear|destroy|lock|hide|bin|chuck|delete|bury)
(?:put|throw|chuck|stick|pop|shove) (?:it|this|them) ... (?:on the fire|in the fire|in the stove
  |in the aga|in the grate|at the back of)
you (?:didn't|never|haven't) (?:hear|heard|see|seen|get|got|have) (?:it|this|that|any of) (?:from
  |off|here|right|ok|all)
(?:you heard nothing|forget (?:i|that i|you) (?:said|told|heard|mentioned)|not a peep|zip it|shtum
  |keep mum|walls have ears|not a dicky ?bird|say no more about)
<not_> (?:to )?(?:get|leak|reach|fall|end up|go|travel|stray|leave) .. (?:out|back|round|ears
  |about|further|into|beyond|outside|past|hands|this|these|the room|the house|the family|here)
go(?:es)? no further|no further than|not go beyond|stays? within|stays? (?:here|in this|in the|put)
(?:nobody's|nobody else's|no one's|no one else's|none of their|not anyone's) business
(?:kill|murder|skin|haunt|disown|throttle|never forgive|never speak to) (?:me|us|you) ... (?:if
  |should|for this|for telling|for showing|knew|saw)
(?:mortified|furious|livid|hell to pay|in trouble|upset|hurt|trouble) (?:if|should) (?:she|he|they
  |anyone|it|this|<kin>) .. (?:<know>|got|came|saw)
(?:if|should) (?:she|he|they|<kin>) (?:ever )?(?:<know>|finds|got hold) ... (?:be trouble
  |never hear|never forgive|kill|mortified|hell|end of|heart)
(?:this|that|it|these)(?:'s| is| are|'re)? (?:all |strictly |rather |very |quite )?(?:private
  |personal|secret|confidential|classified|for family)
(?:didn't|doesn't|don't) come from me|without saying who|without naming|keep me out of (?:it|this)
  |leave me out of
wasn't (?:meant|supposed|going) to (?:tell|say|show|write|share)
(?:shouldn't|oughtn't|ought not to) (?:be |really )?(?:tell~|say~|writ~|show~) (?:you|this|it)
what (?:happens|was said|we say|i say|is said) (?:here|in this|at this|in that) .. (?:stays|stay)
(?:for|to) (?:you|us|family|the two of us|the girls|the boys|the adults) alone
(?:the|our) (?:children|grandchildren|kids|little ones|young ones) ... (?:needn't|need not
  |shouldn't|don't need|must never|mustn't|are not to) .. <know>
(?:over|not while i'm|wait until i'm) (?:my dead body)
"""),
    "condition": en_lines(r"""
(?:should|if) ... (?:have|has|had|raise~|make~) no objections?
(?:should|if) (?:he|she|they|<kin>|\w+) .. (?:object|mind|agree~|consent~|approve~|allow~|sooner
  |rather|refuse~|say (?:yes|no)|says (?:yes|no)|give~ the|is happy|are happy|is willing|ok with)
(?:not|n't|nothing|wait|hold|hang on|hold off|sit tight|keep~|save|leave it) .. (?:until|till|til
  |before) ... (?:christening|wedding|funeral|court|trial|divorce|probate|will|told|heard|seen
  |read|spoken|asked|agreed|agrees|says|ok|back|signed|settled|sorted|sold|over|birthday|eighteen
  |gone|dead|died|buried|passed|born|baby|exams|published|anniversary|solicitor|lawyer|knows|word)
(?:use|print|show|share|publish|have|include|put|take|keep|post|tell|add) ... (?:but|only|just
  |as long|so long|provided|providing|on condition|if|unless|except) ... (?:until|after|once|if
  |when|not|no|without|leave|left|unless|asks?|asked|agrees?|told|names?|first|provided|blur~
  |crop~|change~)
(?:one|my only|on one|on the|my) (?:condition|proviso|stipulation)|on condition that
  |on the condition
(?:provided|providing|as long as|so long as|assuming) (?:that )?(?:you|he|she|they|it|nobody
  |no one|none|<kin>|my|the|his|her|nothing) ... (?:not|n't|agrees?|ask~|mind|happy|name~|change~
  |leave|left|out|told|first|removed|crop~|blur~|ok|fine|before|back|stay~|mention~)
(?:ask|tell|check|run|clear|speak|talk|consult|square|show) .. (?:him|her|them|<kin>|with|past
  |to) ...(?:first|beforehand|before you|before we|before any)
(?:needs?|must|has to|have to|ought to|should|wants?|would like|like) to? ?(?:be asked|be told
  |beconsulted|see (?:it|this|them)|agree|approve|ok|sign~ off|give (?:the|his|her)
  |hear~ (?:it )?first|sayyes)
(?:waiting|wait) (?:on|for|to hear) ... (?:say|says|answer|reply|yes|permission|go-ahead|word|ok
  |back|decision|agree)
(?:haven't|hasn't|not|never) (?:yet )?(?:asked|told|cleared|checked|agreed|signed|said yes
  |given)... (?:yet|permission|him|her|them|his side|her side|family|it|first|us)
(?:it's|that's|this is|its) (?:his|her|their|\w+'s) (?:decision|call|choice|say|story to tell
  |to give|property)
(?:copyright|permission|rights?) (?:belongs?|is with|from|of|needed|required|first)
(?:after|once|when) (?:the )?(?:court|divorce|trial|probate|funeral|appeal|sale|estate|inquest
  |case)... (?:settled|over|through|done|finished|sorted|closed|final)
without (?:his|her|their|\w+'s|asking|checking with|telling) (?:say so|ok|yes|word|him|her|them
  |<kin>)
embargo~|not for release|hold (?:this|it|them|that|back) (?:back |off )?(?:until|till|for now
  |please)
"""),
    "doubt": en_lines(r"""
(?:could|might|may|can) (?:equally|also|just as|as easily|well|as well|easily) .. be
(?:could|might|may|must) be (?:his|her|my|our|the|a|an|\w+'s|great) ... (?:instead|brother|sister
  |cousin|neighbour|friend|mate|uncle|aunt|twin|else|next door|other)
(?:thinks?|reckons?|says?|swears?|insists?|believes?) (?:that )?(?:it's|its|that's|it is|it was
  |this is|he's|she's) ... (?:but|though|not|wilf|him|her|his|someone|the|i)
\((?:i think|i believe|i guess|possibly|probably|maybe|perhaps|or|not sure|unsure|if
  |allegedly)[^)]{0,40}\)
(?:i think|i believe|i guess|i reckon|i suppose|i'm guessing) (?:this|that|it|these)(?:'s| is| was
  | might| could| are| must)
(?:not|n't|never) (?:entirely |quite |too |at all |really |totally |100% |completely )?(?:sure
  |certain|convinced|positive|clear) ... (?:who|whose|which|where|when|whether|if|that|it's|him
  |her|this|right|year|date|belong~)
(?:no idea|can't tell|couldn't tell you|don't know|dunno|can't say|beats me|who knows|anyone know
  |doesanyone know|any idea) .. (?:who|whose|which|if (?:this|it|that)|whether) .. (?:this|that|is
  |the|it|these|belong~|took|wrote|him|her)
(?:can't|couldn't|wouldn't|won't) (?:swear|vouch|be certain|be sure|guarantee|confirm)
(?:pinch of salt|take (?:this|it|that) with|heard (?:it )?(?:second|third) ?hand|second-hand
  |hearsay|so thestory goes but|may be making (?:this|it) up|might be making (?:this|it) up
  |don't hold me to)
(?:need~|to|should|must|please|worth) (?:be )?(?:check~|verif~|confirm~) (?:with|by|it|this|the
  |date|who)
(?:is|are|was|were) (?:this|that|these|those) (?:even|really|actually|definitely|him|her|us|ours
  |theright|mum|dad|nan|gran|grandad|one of ours)
(?:does|do) (?:this|that|these|it) (?:even |really |actually )?(?:belong|go|fit|count
  |have anything to do)
(?:wrong|different|another|other|someone else's|somebody else's|some other) (?:family|person|man
  |woman|grandad|album|box|pile|envelope|lot|chest|side of the family)
(?:mixed up|muddled up|got mixed|mixed in) (?:with|in|by|from|somewhere)
(?:whose|who) (?:is|are|was) (?:this|that|these|he|she|the (?:man|woman|baby|girl|boy|chap|lady))
or (?:is|was) (?:it|that|this|he|she)|or (?:maybe|perhaps|possibly) ... \?
"""),
    "editor_note": en_lines(r"""
(?:could|can|would|will|might) (?:you|someone|somebody|whoever) ... (?:go easy|tone|leave|skip
  |gloss|cut|drop|crop|swap|spell|rotate|turn|delete|put|use|fix|change|correct|move|remove|add
  |not|shorten|play|check|make|keep|take|pass over|sort)
(?:go easy|tread (?:lightly|carefully)|skate over|gloss over|skip over|pass over|draw a veil
  |tone (?:it|that|this) down|play (?:it|that|this) down|don't dwell|not dwell
  |don't make (?:too much|a big|a thing|ameal)|make too much|without going into
  |no need to (?:go into|mention|dwell|bring)|leave out|best leftout|could do without|rather you)
wouldn't have (?:wanted|liked|thanked) ... (?:made|make|said|told|mention~|big|fuss|in|known|story
  |known)
(?:ignore|scrap|disregard|bin|delete|forget|scratch) (?:that|this|my|the|what) .. (?:last|above
  |earlier|previous|first|before|message|one|bit|version|draft|wrote|said|please)
(?:i meant|i mean|should say|should be|read|that's|make that|correction|or rather|not) \w+ (?:not
  |ratherthan|instead of) \w+
(?:auto-?correct|spell ?check~|predictive text|fat fingers?|thumbs?|slip of the|my phone
  |the keyboard)... (?:put|changed|made|wrote|turned|keeps|did|again|sorry|typed)
(?:where|when) (?:it|i) (?:says|said|wrote|put|typed) ... (?:should|read|is|its|it's|mean~|meant
  |put)
(?:draft|first go|work in progress|unfinished|not finished|half done|haven't finished|more to come
  |to becontinued|will finish|rough version|notes to self|note to self|reminder to self|to do)
(?:how (?:do|does|d'you) (?:i|you|one|this)|where do i|which button|what do i press|is it on
  |is itrecording|is this recording|are we recording|are you recording|has it started|hello hello)
(?:crop|rotate|flip|straighten|brighten|lighten|swap|retype|re-?do|tidy|trim) (?:it|this|that|the
  |out|me|him|them|my|her)
test~ test~|is this thing|(?:i'll|will) do (?:it|this) properly
(?:could|please|pls) .. (?:spell|spelt|spelled|spelling|with (?:one|two|a|an) \w)
(?:other|second|next|missing|last) (?:page|half|part|photo|side) .. (?:missing|follows|to follow
  |lost|later|tomorrow|somewhere|coming)
(?:meant|wanted|supposed|trying) to (?:send|post|put|upload|attach|text|write) ... (?:to|it|this
  |that|the|one)
(?:wrong|sent|uploaded|posted|attached) .. (?:button|window|chat|group|attachment|by accident
  |by mistake|twice|too soon|early)
(?:you|yous|we) (?:needn't|don't need to|don't have to|might want to|may want to|can leave
  |can skip|can cut|should cut|should leave|could leave)
(?:not|don't|do not|never|please don't|no) (?:to )?(?:call|describe|refer|write|say|use
  |put) ... (?:passed|word|words|as|that|battle|brave|like|about)
"""),
}
