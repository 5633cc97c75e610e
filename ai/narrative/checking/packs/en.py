"""English."""

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

_UNITS = counted(
    """zero _ two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen"""
)
_TENS = {
    word: n * 10
    for word, n in counted(
        "twenty thirty forty/fourty fifty sixty seventy eighty ninety", start=2
    ).items()
}

PACK = Pack(
    code="en",
    common=words(
        """a an the and or but of to in on at by for from with as is was were be been being am are
        it
        its it's this that these those there here he she they them him her his hers their theirs we
        us our i me my mine you your who whom whose which what when where while then than so too
        also just very into onto over under out up down off about around again had has have having
        do did does done would could should may might must can will shall same such both each few
        more most other some any all if because until till during between through after before
        though although even still yet once herself himself themselves itself upon per how away
        back only ever own another whole nearly almost later first last there's that's he'd she'd
        he's she's i'd i'm i've we'd off quite rather mind well get got way bit one ones
        already got'
        wouldn't didn't couldn't wasn't weren't don't doesn't hadn't hasn't isn't won't can't
        since against among across along toward towards without within"""
    ),
    negators=lows(
        """not no never nobody none nothing neither nor without cannot didnt wouldnt couldnt wasnt
        dont doesnt hadnt isnt wont cant werent hasnt didn't wouldn't couldn't wasn't don't doesn't
        hadn't isn't won't can't weren't hasn't shouldn't refused refuses"""
    ),
    exceptions=words(
        "failed fail fails missed forgot except yet until till only unless apart hardly barely"
    ),
    numerals=_UNITS
    | _TENS
    | {
        "hundred": 100,
        "thousand": 1000,
        "million": 1_000_000,
        "dozen": 12,
        "twice": 2,
        "both": 2,
        "thrice": 3,
    },
    ordinals=counted(
        """_ first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
        thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"""
    )
    | {f"{n}{s}": n for n in range(1, 110) for s in ("st", "nd", "rd", "th")}
    | {
        "thirtieth": 30,
        "fortieth": 40,
        "fiftieth": 50,
        "sixtieth": 60,
        "seventieth": 70,
        "eightieth": 80,
        "ninetieth": 90,
        "hundredth": 100,
    },
    months=counted(
        """january/jan february/feb march/mar april/apr may june/jun july/jul august/aug
        september/sept/sep october/oct november/nov december/dec""",
        start=1,
    ),
    seasons=counted("spring summer autumn/fall winter"),
    decades={
        "twenties": 20,
        "thirties": 30,
        "forties": 40,
        "fifties": 50,
        "sixties": 60,
        "seventies": 70,
        "eighties": 80,
        "nineties": 90,
    },
    decade_marks=either(r"(?:1[5-9]|20)?(?P<tens>\d)0'?s"),
    calendar=words(
        """monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays
        thursdays fridays saturdays sundays christmas easter whitsun pentecost advent hanukkah
        passover ramadan eid diwali thanksgiving halloween epiphany"""
    ),
    kin=kinship(
        """parent f: mother mum mom mam mummy mommy mama ma mammy
        | parent m: father dad daddy papa da pa pop | parent: parent parents
        | sibling f: sister sisters | sibling m: brother brothers
        | sibling: sibling siblings twin twins
        | child f: daughter daughters girl | child m: son sons boy | child: child children kids
        | spouse f: wife widow bride | spouse m: husband widower groom | spouse: spouse
        | partner: partner | partner f: girlfriend fiancée fiancee
        | partner m: boyfriend fiancé fiance
        | grandparent f: grandmother grandma gran granny nan nana nanny
        | grandparent m: grandfather grandad granddad grandpa gramps
        | grandparent: grandparent grandparents
        | grandchild f: granddaughter granddaughters | grandchild m: grandson grandsons
        | grandchild: grandchild grandchildren
        | auntuncle f: aunt auntie aunty aunts | auntuncle m: uncle uncles
        | niecenephew f: niece nieces | niecenephew m: nephew nephews
        | cousin: cousin cousins
        | greatgrandchild f: great-granddaughter great-granddaughters
        | greatgrandchild m: great-grandson great-grandsons
        | greatgrandchild: great-grandchild great-grandchildren
        | greatgrandparent f: great-grandmother great-gran | greatgrandparent m: great-grandfather
        | greatauntuncle f: great-aunt | greatauntuncle m: great-uncle
        | greatniecenephew f: great-niece | greatniecenephew m: great-nephew
        | parentinlaw f: mother-in-law | parentinlaw m: father-in-law
        | childinlaw f: daughter-in-law | childinlaw m: son-in-law
        | siblinginlaw f: sister-in-law | siblinginlaw m: brother-in-law
        | stepparent f: stepmother stepmum stepmom | stepparent m: stepfather stepdad
        | stepchild f: stepdaughter | stepchild m: stepson | stepchild: stepchild
        | stepsibling f: stepsister | stepsibling m: stepbrother
        | halfsibling f: half-sister | halfsibling m: half-brother
        | godparent f: godmother | godparent m: godfather
        | godchild f: goddaughter | godchild m: godson | godchild: godchild
        | neighbour: neighbour neighbor neighbours neighbors
        | colleague: colleague colleagues coworker workmate | friend: friend friends
        | pupil: pupil pupils"""
    ),
    mine=words("my our mine"),
    theirs=table("f: her | m: his | : their"),
    me=words("i"),
    me_object=words("me myself"),
    us=words("we us"),
    subjects=table("f: she | m: he | : they"),
    objects=table("f: her | m: him | : them"),
    of=words("of"),
    to=words("to with for at"),
    by=words("by"),
    passive=words("was were been being is are got"),
    articles=words("the a an this that"),
    splits=words(
        """without and but who which where when while because so though although whereas whom whose
        if or"""
    ),
    links=words("because so while during therefore hence whenever when as since"),
    before=phrases("before|prior to|ahead of"),
    after=phrases("after|once"),
    first=phrases("first|to begin with|earlier|at first"),
    later=phrases("later|then|afterwards|next|followed|following|finally|in the end"),
    hedges=phrases("about|around|circa|roughly|some|perhaps|probably|nearly|almost|or|c"),
    until=words("until till to"),
    since=words("since from"),
    years=words("year years"),
    ages=either(
        r"aged #|at(?: the age of)?(?: about)? #|# years? old|(?:was|were|is|turned"
        r"|turning)(?: about| only| just)? #"
    ),
    speech=words(
        """said says say told tell tells write writes wrote written remember remembers remembered
        recall recalls recalled add adds added call calls called claim claims claimed think thinks
        thought insist insists note notes describe describes described recount recounts words
        according asked asks ask replied answered calling saying promised promise complained"""
    ),
    birth=lows("born birth"),
    death=words("died death dead dies dying passed funeral buried"),
    loaded=table(
        """joy: happy happiest happier happily happiness joy joyful joyfully delighted cheerful
        cheerfully glad merry blissful elated overjoyed
        | grief: sad saddest sadly sadness heartbroken grief grieved grieving mourned sorrow cried
        crying cry sobbed
        devastated inconsolable wept tears tearful 
        | pride: proud proudly pride proudest
        | love: love loved loves loving lovingly beloved adored adore adores cherished treasured
        devoted devotion doted dearly affection affectionate fondly fond tender tenderly
        | hate: hated hate despised loathed resented bitter bitterly
        | fear: afraid frightened scared terrified feared fear dread dreaded haunted
        | anger: furious angry angrily rage
        | lonely: lonely loneliness
        | courage: brave bravely bravest courage courageous fearless heroic hero heroically
        heroine
        | passion: passionate passionately passion enthusiasm enthusiastic eagerly eager
        | dream: dream dreamed dreamt dreams
        | hope: hope hoped
        | regret: regret regretted remorse
        | longing: longed yearned homesick
        | always: always forever eternal eternally constantly invariably tirelessly
        | never: never
        | everyone: everyone everybody
        | everything: everything
        | fame: famous famously renowned  legendary legend acclaimed
        | beauty: beautiful beautifully gorgeous lovely exquisite
        | wonder: wonderful wonderfully extraordinary remarkable incredible amazing magnificent
        unforgettable marvellous brilliant gifted talented genius masterpiece perfect perfectly
        flawless outstanding exceptional splendid superb excellent
        | kind:  kindly kindest kindness generous generously generosity gentle gently selfless
        selflessly
        | wisdom: wise wisest wisely wisdom
        | popular: popular admired respected esteemed
        | inspire: inspired inspiring inspiration
        | fate: destined fate destiny miracle miraculous miraculously
        | peace: peacefully surrounded
        | unique: unique unrivalled unmatched incomparable
        | skill: skilled skilful skillful expert 
        | daily: daily
        | strict: strict stern merciless ruthless cruel cruelly
        | secret: secretly
        | trouble: suffered suffering struggled struggle tragic tragically tragedy
        | laughter: laughed laughing laughter
        | sacrifice: sacrificed sacrifice
        | stubborn: stubborn stubbornly"""
    ),
    strongest=either(
        r"(?:the |his |her |their |\w+'s )(?:best|worst|finest|greatest|most \w+|happiest|kindest"
        r"|bravest|biggest|strongest|fastest|proudest|loveliest|favou?rite"
        r"|richest|hardest|wisest)|ever had|of all time|in the (?:whole )?world|day after day"
    ),
    maternal=either(r"maternal|on (?:her|his|the|their) mother'?s side"),
    paternal=either(r"paternal|on (?:her|his|the|their) father'?s side"),
    place_words=words("in at to from near of into through outside"),
    suffixes=(
        "ingly",
        "edly",
        "ings",
        "ness",
        "ying",
        "ies",
        "ied",
        "ing",
        "ers",
        "ed",
        "es",
        "er",
        "ly",
        "s",
        "e",
        "y",
    ),
    irregular=table(
        """teach: taught teaches teaching | buy: bought buys | sell: sold sells | bring: brought
        | give: gave given gives giving | take: took taken takes taking | come: came comes coming
        | go: went gone goes | see: saw seen sees | write: wrote written writes writing
        | hold: held | drive: drove driven driving | lead: led | meet: met | feed: fed
        | read: reading reads | sing: sang sung sings singing | pay: paid | leave: left leaving
        leaves | lend: lent | find: found | catch: caught | keep: kept | make: made making makes
        | know: knew known | think: thought | build: built | break: broke broken breaking
        | lose: lost losing | win: won winning | begin: began begun | run: ran running
        | fly: flew flown | throw: threw thrown | steal: stole stolen | wear: wore worn
        | speak: spoke spoken | sleep: slept | stand: stood | sit: sat | swim: swam
        | sink: sank sunk | hide: hid hidden | ride: rode ridden | burn: burnt burned | weave: wove
        woven | sew: sewn sewed sews | draw: drew drawn | choose: chose chosen | fall: fell fallen
        | grow: grew grown | forgive: forgave forgiven | marry: married marries wedding
        | marriage: marriages | die: died dies death dead | cry: cried cries | carry: carried
        | hear: heard | ring: rang | fight: fought | swear: swore sworn | send: sent | spend: spent
        | cut: cuts cutting | put: puts | let: lets | shut: shuts | set: sets | stop: stopped
        stopping | drop: dropped | plan: planned | propose: proposed proposal | bear: born birth
        | lay: laid | spring: sprang | child: children | man: men | woman: women | foot: feet"""
    ),
)
