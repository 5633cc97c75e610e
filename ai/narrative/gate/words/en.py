"""English: what people wish to be done with what they give."""

from __future__ import annotations

from collections.abc import Mapping

_ANY = r"[^.!?\n]"
_THIS = (
    r"(?:this|that|it|these|those|them|her|him)(?: (?:one|bit|part|letter|photo|picture|page"
    r"|story|tape))?"
)
_DEAD = (
    r"(?:dead|gone|died|passed(?: away)?|not (?:here|around)|no longer (?:here|with us)|dead "
    r"and buried|buried|under the ground)"
)
_KIDS = (
    r"(?:the )?(?:\w+ )?(?:kids?|children|grand ?(?:kids?|children)|little ones|young ones"
    r"|wee ones|bairns|public|internet|web ?site|album|book|story|newspapers?|papers"
    r"|neighbours|rest of (?:the family|them)|others)"
)

HELD: Mapping[str, tuple[str, ...]] = {
    "secrecy": (
        r"burn after reading|(?:family|close family|us) only,? (?:not|no|please)|not public"
        r"|under lock and key|locked away",
        r"(?:write|put) (?:this|that|it) (?:nowhere|down nowhere)",
        r"(?:i'?d|i would|she'?d|he'?d|we'?d|would) (?:really |much )?(?:rather|prefer)(?: "
        r"it| this| that| you| we| they| nobody| no one)? (?:did ?n[o']t|not|was ?n[o']t"
        r"|were ?n[o']t|nobody|if you did ?n[o']t|stayed|kept)(?: \w+){0,4}",
        r"(?:what|as long as) (?:she|he|mum|dad|they|nan) (?:does ?n[o']t|don'?t) know(?: "
        r"\w+){0,4}",
        r"(?:nobody|no ?one|they|he|she|mum|dad|nan|the kids|people) (?:else )?(?:need|needs"
        r"|has|have) (?:n[o']t |not )?to know(?: \w+){0,3}|no need for (?:\w+ ){1,3}to "
        r"(?:know|see|hear)",
        r"(?:sworn to secrecy|promise me|swear (?:to me )?you|i promised (?:\w+ )?(?:never"
        r"|not|i wouldn'?t)|made me (?:promise|swear)|never told (?:a soul|anyone|anybody"
        r"|her|him|them)(?: this| about| that)?[,. ]|(?:have|'ve) (?:never )?told (?:no ?one"
        r"|nobody|not a soul)|first time i'?ve (?:told|said|written) (?:this|it|anyone)"
        r"|don'?t quote me|for your ears only|lips (?:are )?sealed|(?:our|a) little secret"
        r"|to (?:my|the|her|his) grave|get back to (?:her|him|them|mum|dad)|skeletons?)",
        r"(?:keep|leave|take) (?:my|her|his|our) names? (?:off|out)|without my name|(?:stay"
        r"|remain|be) anonymous|anonymously",
        r"(?:better|best) (?:left|kept|not)(?: \w+){0,3} (?:unsaid|said|shown|private|quiet"
        r"|out|hidden|told|drawer)",
        r"(?:not|never) one for (?:the )?(?:book|site|album|story|page|wall|family|public)"
        r"|(?:skip|leave out|cut) (?:this|that) (?:bit|part|one|letter|page|last)",
        r"(?:should|must|can|to) (?:stay|remain|be kept)(?: \w+){0,2} (?:hidden|private"
        r"|secret|in the drawer|between|out of|locked|unseen|in the family)",
        r"(?:please |pls |plz )?(?:do not|don'?t|never) (?:ever |please |you |go and |go )"
        r"?(?:publish|print|share|show|upload|post|put|use|include|circulate|forward|repeat"
        rf"|read|spread) (?:{_THIS}|any of (?:this|it)|my (?:name|bit|letter)|anything)"
        rf"{_ANY}{{0,40}}",
        r"(?:do not|don'?t|never) (?:publish|share|upload|circulate|repeat)",
        r"(?:please )?(?:do not|don'?t) (?:you |ever )?(?:tell|let on to|breathe a word|say "
        r"(?:a word|anything)|mention (?:it|this|that)|let (?:her|him|them|anyone|anybody"
        rf"|on|mum|dad|this|that|it) ){_ANY}{{0,40}}",
        r"(?:not|never|isn'?t|aren'?t|wasn'?t|ain'?t) (?:\w+ )?(?:meant )?(?:for|to be "
        r"(?:shown|shared|seen by|read by|published|put)|to go|suitable for|fit for)(?: "
        rf"(?:to|in|on))? (?:{_KIDS}|publication|publishing|public|everyone|everybody|anyone "
        r"else|printing|print|sharing|general|other people|strangers)",
        r"(?:that'?s|this is|it'?s|this one'?s|that one'?s|one'?s|these are|they'?re"
        r"|strictly|purely) (?:strictly |just |only |really )?(?:for )?(?:my|your|her|our) "
        r"eyes(?: only)?",
        r"(?:for (?:my|your|our|her|family) eyes only|eyes only|family only please)",
        r"(?:this is|it'?s|that'?s|this one'?s|that one'?s|one is|these are|strictly|all|is) "
        r"(?:strictly |just |only |really )?(?:just|only|strictly|private|purely)?,? ?(?:for"
        r"|between) (?:you and me|you and i|the two of us|us two|you alone|you only|just you"
        r"|ourselves|you,? not)",
        r"(?:strictly|just|keep (?:it|this)|stays?|staying|this is|that'?s|,|\(|^)[ "
        r"-]{0,3}between (?:you and me|us|ourselves|the two of us|you,? me and|these (?:four "
        r")?walls)",
        r"(?:just|only) for (?:you|me|us|family)(?: please| pls|,? not)",
        rf"keep (?:{_THIS}|my name)(?: strictly)? (?:to (?:yoursel(?:f|ves)|ourselves)"
        r"|between|private|quiet|secret|under (?:your|wraps)|out of|off|in the family|from"
        r"|hush|dark)",
        r"(?:does ?n[o']t|doesnt|must ?n[o']t|should ?n[o']t|not to|never to|can'?t|won'?t"
        r"|is not to|isn't to|mustn't|shouldn't|better not) (?:leave|go|get|come|be) (?:this "
        r"(?:room|house|table|family)|any ?further|out|back to|round|published|shared|seen"
        r"|shown|read|printed|repeated|made public|public|known|in the|on the|online|to "
        r"anyone)",
        r"(?:in(?: the)? strict(?:est)? confidence|in confidence|confidential(?:ly)?|off the "
        r"record|hush[- ]hush|mum'?s the word|top secret|not a word to|say nothing to|keep "
        r"schtum|private and confidential)",
        r"(?:nobody|no ?one|no one) (?:else )?(?:in the family|else|here|at home|outside) "
        r"(?:knows|ever knew|must know|is to know|should know)",
        r"(?:nobody|no ?one) (?:must|should|is to|needs to|can) (?:ever )?(?:know|see|read"
        r"|hear|find out)",
        r"(?:don'?t|do not|wouldn'?t|would not|didn'?t|did not|doesn'?t) (?:\w+ )?want "
        rf"(?:{_THIS}|anyone|anybody|everyone|people|the whole|it all|mum|dad|my \w+|her|him"
        rf"|them) {_ANY}{{0,25}}(?:known|published|shared|read|reading|know|knowing|see"
        r"|seeing|seen|shown|getting out|get out|online|on the internet|in the (?:story"
        r"|book)|hear|hearing|found out|find out|going round|public)",
        r"(?:burn|destroy|tear up|shred) (?:this|it|these|them)(?: (?:letter|page|afterwards"
        r"|after|once|when))?",
        r"(?:mustn'?t|must not|must never|should never|is not to|isn'?t to) (?:ever )"
        r"?(?:know|find out|see this|hear (?:this|of it)|get to know)",
        r"(?:switch|turn) (?:it|that|the thing|that thing|the tape|this) off",
        r"leave (?:my name|me|his name|her name|our names|the name) out",
        r"(?:private|personal)(?:,|:| -|\)) ?(?:please|not|don't|do not)",
    ),
    "condition": (
        r"(?:but |and )?only (?:once|after)(?: [\w']+){1,5}",
        r"on the understanding(?: that)?(?: \w+){1,6}",
        r"(?:not )?in (?:mum|dad|nan|her|his|my)'?s? lifetime|while (?:she|he|mum|dad|nan|i)"
        r"(?:'s| is| am)? (?:still )?(?:alive|living|here)",
        r"(?:not|never|nothing) without (?:\w+'?s? ){1,3}(?:say|ok|yes|knowing|agreeing"
        r"|permission|blessing|being asked)?",
        r"(?:waiting|wait) (?:for|to hear from|on) (?:\w+ ){1,3}(?:answer|reply|ok"
        r"|permission|decide|decision|agree|say)|(?:has|have) to (?:agree|say yes|ok it|sign"
        r"|approve)|must (?:agree|ok it|approve|say yes)",
        r"(?:gives?|gave|get|until i get) (?:\w+ ){0,2}(?:the nod|thumbs up|green light|go[- "
        r"]ahead)|(?:has|gets|have) the (?:last|final) (?:word|say)|(?:it'?s|that'?s|is) "
        r"(?:up to|for) (?:\w+ ){1,3}to (?:say|decide)|i'?ll (?:ask|check with) (?:\w+ )"
        r"{1,3}(?:first|before)",
        r"(?:after|until|till|not before) the (?:court case|trial|divorce|inquest|sale|will "
        r"is|probate|funeral|wedding)(?: \w+){0,3}",
        r"(?:only|just) (?:use|show|publish|share|put)(?: \w+){0,3} (?:if|when|once|after)"
        r"(?: \w+){0,6}",
        r"(?:only|just|fine|ok|okay|all right|alright|happy|publish|share|use|print|but)(?: "
        r"\w+){0,4}? (?:if|when|once|as long as|so long as|provided|providing|unless|after) "
        r"(?:\w+ ){0,3}?(?:agrees?|says? (?:yes|so|ok|it'?s)|is (?:happy|ok|okay|fine|all "
        r"right)|doesn'?t mind|don'?t mind|approves?|gives? (?:the|his|her|permission)|has "
        r"(?:said|agreed|seen|read|died|gone|passed)|have (?:said|agreed|seen|died)|ok'?s"
        r"|wants?|lets?)",
        r"(?:as|so) long as (?:\w+ ){1,3}?(?:doesn'?t|don'?t|isn'?t|agrees?|is|says?|nobody"
        r"|no ?one)(?: \w+)?",
        r"(?:not|don'?t|never|nothing|hold(?: \w+){0,3}(?: back)?|wait|sit on (?:it|this)"
        r"|keep (?:it|this|that)(?: back)?)(?: \w+){0,4}? (?:till|until|'til|before|while"
        rf"|as long as) (?:\w+'?s? ){{0,3}}?(?:{_DEAD}|alive|living|said yes|agreed|seen it"
        r"|read it|asked|here|about|checked|back|died|18|grown|older|old enough|married)",
        r"(?:only|just) (?:after|once|when) (?:i'?m|i am|he'?s|she'?s|mum'?s|dad'?s|nan'?s"
        r"|my|they'?re|\w+ (?:is|has)) (?:\w+ ){0,2}(?:dead|gone|died|agreed|passed|said yes"
        r"|read it|seen it)",
        r"(?:ask|check with|speak to|talk to|clear it with|run (?:it|this) past|get the ok "
        r"from|get permission from) (?:\w+ ){1,3}(?:first|before)",
        r"(?:with|without) (?:\w+'?s? ){1,3}(?:permission|say-so|blessing|consent|agreement|ok)",
        r"(?:if|should) (?:[\w-]+ ){1,3}?(?:objects?|minds?|changes? (?:his|her|their) mind"
        r"|complains?|sees (?:it|this)|asks? (?:you )?to|doesn'?t (?:like|want)|says no"
        r"|would rather)(?: \w+){0,4},? (?:\w+ ){0,3}(?:take|pull|remove|delete|leave|it "
        r"comes|then|you)",
        r"(?:needs?|need|would need|has got|have got|has) (?:\w+'s|his|her|their) (?:ok|okay"
        r"|permission|agreement|say-so|blessing|consent)",
        r"(?:with (?:the )?(?:faces?|names?|surname) (?:blurred|removed|taken|left|changed)"
        r"|without (?:the|my|his|her|our|any) (?:surname|name|names|faces)|as long as (?:you "
        r")?(?:leave|take|blur|change))",
        r"subject to (?:\w+'?s? ){1,3}(?:ok|agreement|approval|consent|permission)",
        r"(?:permission|consent) (?:pending|not (?:yet )?given|to be asked)",
    ),
    "doubt": (
        r"(?:not|isn'?t|wasn'?t|never) (?:\w+ )?(?:sure|certain|convinced) (?:if |whether "
        r"|that )?(?:\w+ ){0,3}?(?:it'?s|its|this|that'?s|it is|we should|i should|you'?d"
        r"|you want|you'll want|even|belongs?|should|about this)(?: \w+){0,6}",
        r"(?:is|isn'?t|was) (?:this|that|it) (?:\w+ )?(?:too much|too private|too personal"
        r"|ok to|okay to|all right to|the right place|appropriate|right for)",
        r"(?:might|may|could) (?:well )?(?:not )?(?:even )?(?:be|belong to) (?:the wrong"
        r"|someone else|somebody else|another|a different|not be|cousin|nothing to do)(?: "
        r"\w+){0,4}",
        r"(?:might|may|could) not (?:even )?be (?:her|him|them|it|us|mum|dad|nan)",
        r"(?:should|shall|ought|do|can) (?:we|i|you) (?:really |even |ought to )?(?:be )"
        r"?(?:show|showing|put|include|share|tell|telling|keep|leave|leaving|cut|have"
        r"|mention)(?:ing)? (?:this|that|it|them|these|in|out|her|him)",
        r"(?:does|do|did) (?:this|that|it|these) (?:\w+ )?(?:belong|fit|count|go)(?: \w+)?",
        r"(?:doesn'?t|don'?t|may not|might not|perhaps not) (?:really )?(?:belong|fit|go) "
        r"(?:here|in here|in this|with these|at all)",
        r"(?:maybe|perhaps|better|probably best) (?:\w+ )?(?:leave|cut|take|skip|left|not)"
        r"(?: \w+){0,3} (?:out|in|here|this)\?*",
        r"(?:i wonder|wondering) (?:if|whether) (?:i|we|this|that|it) (?:\w+ )?(?:should"
        r"|ought|belongs?|fits?|is)(?: \w+){0,3}",
        r"delete if (?:not|you|it|too)(?: \w+){0,3}",
        r"(?:off topic|wrong chest|wrong person|wrong family)",
    ),
    "editor_note": (
        r"(?:don'?t|do not|never|please don'?t) call (?:it|her|him|them)(?: \w+){1,4}",
        r"(?:wrong|bad|approximate) (?:date|name|year|caption|place)(?:,| -|;|\)| i)(?: \w+){0,4}",
        r"one,? two,? (?:three,? )?(?:testing|test|sound)",
        r"(?:sorry|oops|whoops|apologies|pardon)[,!:. -]{0,3}(?:\w+ ){0,4}?(?:typo|spelt"
        r"|spelled|spelling|wrong|mistake|misspel\w+|error|meant|twice|duplicate|sent)(?: "
        r"\w+){0,5}",
        r"(?:typo|spelling mistake|misspelt|misspelled)s?(?: \w+){0,3} (?:above|below"
        r"|earlier|in|sorry|mine)",
        r"(?:^|[(\n] ?)(?:test(?:ing)?(?:[ ,.!?-]+(?:test(?:ing)?|one two|1 ?2|is this|does "
        r"this|123))+|test|testing|test message|ignore this|placeholder|to follow|tbc|xxx"
        r"|asdf\w*|lorem ipsum)(?:[,.!?) -]|$)(?: \w+){0,4}",
        r"(?:is this (?:thing )?(?:working|on)|can anyone see this|did (?:this|that) (?:go"
        r"|send|come) through|does this work)",
        r"(?:please|pls|plz|can you|could you|could someone|would you|kindly)(?: please)? "
        r"(?:correct|fix|change|edit|check|replace|swap|rotate|crop|delete|remove|take "
        r"(?:down|out|off)|sort|tidy|amend|use|move|merge|ignore|disregard)(?: \w+){0,6}",
        r"(?:take|pull) (?:the other|the last|this|that|the first|the old)(?: one)? (?:down"
        r"|off|out)",
        r"(?:ignore|disregard|delete|scrap|forget) (?:the|my|that) (?:last|previous|other"
        r"|first|earlier|above|one)(?: \w+){0,4}",
        r"(?:please )?(?:do not|don'?t|dont|never|not|no)(?: please)? (?:ever )?(?:say|write"
        r"|call (?:her|him|it)|put|use|have|describe|mention)(?:ing)?(?: that| the words?| "
        r"down| in)? (?:'|\"|she (?:was|lost|had|passed)|he (?:was|lost|had|passed)|her a"
        r"|him a|passed|lost|battle|old|any of that)(?:[^.!?\n]{0,40})",
        r"(?:date|year|name|place|month|caption)(?:'s| is| are|s are)? (?:all )?(?:wrong|a "
        r"guess|not right|incorrect|mixed up)(?: \w+){0,4}",
        r"(?:will|i'?ll|to) (?:fix|correct|check|change|sort|add|find out|fill in|finish)(?: "
        r"\w+){0,3} (?:later|tomorrow|when|soon|after|tonight|next)",
        r"(?:proper|better|real|full|more) (?:text|words?|version|caption|copy|scan|photo"
        r"|one) to (?:follow|come)",
        r"(?:wrong|other) (?:photo|picture|file|way up|way round|side)(?:,|!| sorry| -)",
        r"(?:should (?:be|read)|meant to (?:say|write|put)|i meant)(?: \w+){1,4}(?: not | with )",
        r"my (?:spelling|english|typing)(?: \w+){0,3}(?:is|isn'?t|was|never)",
        r"(?:sent|posted|uploaded|added) (?:this |it |that )?(?:twice|by mistake|in error"
        r"|two times|already)",
    ),
}
