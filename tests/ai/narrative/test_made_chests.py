"""Ten made chests: every sentence of the composer stands, quotations are verbatim, nothing is lost.

With and without a roster, and with one as a chest keeps it, where "Mum" is what Ana says.
"""

from __future__ import annotations

import re

import pytest

from ai.narrative.base import CHEST, Chapter
from ai.narrative.checking.roster import Roster
from ai.narrative.composer import compose
from ai.narrative.evidence import plain
from ai.narrative.support import check
from tests.ai.narrative.made_chests import SEEDS, MadeChest, make_chest

QUOTED = re.compile(r"“([^“”]*)”")


@pytest.fixture(scope="module", params=SEEDS)
def made(request: pytest.FixtureRequest) -> tuple[MadeChest, list[Chapter]]:
    chest = make_chest(request.param)
    return chest, compose(chest[0], chest[1]).value


@pytest.mark.parametrize("known", ["nobody", "givers", "roster"])
def test_every_sentence_is_borne_out(made: tuple[MadeChest, list[Chapter]], known: str) -> None:
    (subject, segments, people), story = made
    by_id = {s.id: s for s in segments}
    roster = {"nobody": None, "givers": Roster.of(subject, by_id), "roster": Roster(people)}[known]
    for sentence in (s for c in story for s in c.sentences):
        support = check(sentence, by_id, subject, roster)
        assert support.verdict == ("frame" if sentence.frame else "green"), (sentence, support)


def test_quotations_are_verbatim(made: tuple[MadeChest, list[Chapter]]) -> None:
    (subject, segments, _), story = made
    texts = {s.id: f"{s.text}\n{s.caption or ''}" for s in segments} | {CHEST: subject.words or ""}
    quotations = 0
    for sentence in (s for c in story for s in c.sentences):
        together = plain(" ".join(texts[source].strip() for source in sentence.sources))
        for quotation in QUOTED.findall(sentence.text):
            assert plain(quotation) in together, sentence
            quotations += 1
    assert quotations > 10


def test_no_memory_is_lost(made: tuple[MadeChest, list[Chapter]]) -> None:
    (_, segments, _), story = made
    sums = ("The chest holds", "Of the photographs", "More photographs are")
    parts = [c for c in story if c.key not in ("opening", "closing")]
    told = [s for c in parts for s in c.sentences if not s.text.startswith(sums)]
    cited = {source.partition("#")[0] for s in told for source in s.sources}
    assert {s.asset for s in segments} <= cited


def test_the_body_counts_nothing(made: tuple[MadeChest, list[Chapter]]) -> None:
    _, story = made
    told = [s for c in story if not c.appendix and c.key != "closing" for s in c.sentences]
    counting = [s.text for s in told if s.frame and not s.text.startswith("If you know when")]
    assert not [text for text in counting if "these words" not in text]
    assert [c.key for c in story if c.appendix] == ["appendix"] == [story[-1].key]
