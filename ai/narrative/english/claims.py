"""Which English words claim something, and which only hold a sentence together."""

from __future__ import annotations

import re

from ai.narrative.english.phrases import RELATIONSHIPS

KINSHIP = RELATIONSHIPS - {"friend", "friends", "teacher", "pupil", "student", "doctor", "boss"}
"""Each needs a source that says so."""

PLAIN = frozenset(
    """
    a about across add added adds after age all alone also among an and another any are
    around as at autumn be been before begin belong between both but by called can caption
    captioned chest close closely could date dated day decade each else family far few film
    films finds first for from fullest further had has have he heard help her here him his
    holds how if in include included is it its kept know known last later less letter
    letters life line lines made many memories memory message messages month more most name
    names no nobody not note notes nothing née of old on one only or other others over own
    paper papers photograph photographs place places reach reads recorded recording recordings same
    say seen says share she show shows since so some someone span speaks spring still story
    summer take taken than that the their them then there these they this those time to two
    until up voice was were what when where which who whose winter with without words would
    write writes writing written wrote year years yet you your yours
    """.split()  # noqa: SIM905
)

LOADED = frozenset(
    """
    happy happiest happier happily sad saddest sadly proud proudly joy joyful joyfully love
    loved loves beloved adored hated afraid frightened scared furious angry lonely brave
    bravely devoted passionate passionately dream dreamed dreamt hope hoped regret regretted
    longed yearned cherished treasured because therefore always never everyone everything
    best worst greatest favourite favorite finally peacefully surrounded heaven angel famous
    beautiful beautifully wonderful wonderfully extraordinary legendary inspired inspiring
    destined fate forever eternal missed suffered fought battle courageous kind kindest
    generous gentle felt feared wished wanted missing smiled smiling laughed cried wept
    """.split()  # noqa: SIM905
)
"""Words for what somebody felt, why, or without exception: each needs a source that says so."""

EVENTS = frozenset({"born", "birth", "died", "death", "dead", "married", "wedding", "divorced"})
"""Turns of a life: each needs a source that says so, or the family's own entry."""

FIXED = re.compile(r"\b(?:come|comes|came) (?:with )?these words\b|\bWith these words comes?\b")
"""What the teller says of words and pictures, with verbs that of a person would be a claim."""
