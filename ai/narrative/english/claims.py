"""Which English words claim something, and which only hold a sentence together."""

from __future__ import annotations

from ai.narrative.english.phrases import RELATIONSHIPS

KINSHIP = RELATIONSHIPS - {"friend", "friends", "teacher", "pupil", "student", "doctor", "boss"}
"""Each needs a source that says so."""

PLAIN = frozenset(
    """
    a about across add added adds after age all alone also among an and another any are around as at
    be been before begin belong between born both but by called came can caption captioned chest
    come comes contain could dated death decade did died do each earlier else ever every few film
    films finds for from fullest further fuller had has have he heard help her here hers him his
    holds how if in include included is it its kept keep know known knew last later left less
    letter letters life line lines live living made many may means memories memory message messages
    more most names née no none nor not note notes nothing now of off often old on once one only or
    other others out over own page paper papers part person phone photograph photographs place
    places reach reads recording recordings remembered same say saying says seen she show shows
    since so some someone speaks span spans still story such take taken than that the their them
    then there these they this those through time title to together too two under until up voice
    was were what when where which while who whose with without word words would write writes
    writing written wrote year years yet
    birth name family date nobody far few closely first month day summer winter spring autumn
    """.split()  # noqa: SIM905
) | frozenset({"yours", "you", "your"})

LOADED = frozenset(
    """
    happy happiest happier happily sad saddest sadly proud proudly joy joyful joyfully love loved
    loves beloved adored hated afraid frightened scared furious angry lonely brave bravely devoted
    passionate passionately dream dreamed dreamt hope hoped regret regretted longed yearned
    cherished treasured because therefore always never everyone everything best worst greatest
    favourite favorite finally peacefully surrounded heaven angel famous beautiful beautifully
    wonderful wonderfully extraordinary legendary inspired inspiring destined fate forever eternal
    missed suffered fought battle courageous kind kindest generous gentle felt feared wished wanted
    missing smiled smiling laughed cried wept
    """.split()  # noqa: SIM905
)
"""Words for what somebody felt, why, or without exception: each needs a source that says so."""
