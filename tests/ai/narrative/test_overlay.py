"""What the family took out, rewrote, locked or added, through retellings that drift."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai.narrative.changes import Anchor, Edit, Laid, Op, Told, ToldChapter
from ai.narrative.likeness import Comparing, Said, sharing
from ai.narrative.overlay import lay_over
from tests.ai.narrative.retelling import ALL, Claim, Telling, tell

FIRST = tell(0)
FOLLOWED = "Everybody knew of it."


def said_of(claim: Claim) -> Said:
    return Said(claim.wordings[0], claim.sources)


def edit(claim: Claim, op: Op, text: str = "", **fields: Any) -> Edit:
    """As somebody makes it in the first telling, knowing what stands beside it."""
    base = said_of(claim)
    everything = [told.said for chapter in FIRST.chapters for told in chapter.sentences]
    comparing = Comparing(everything)
    beside = tuple(
        one
        for one in everything
        if one.text != base.text and sharing(base, one) and not comparing.repeats(base, one)
    )
    text = text or (base.text if op == "lock" else "")
    return Edit(
        f"{op}-{claim.id}", op, (Anchor(base, beside),), text, claim.sources, "part-0", "Part 0",
        **fields,
    )  # fmt: skip


def by_id(id: str) -> Claim:
    return next(claim for claim in ALL if claim.id == id)


def shown(laid: Laid) -> list[str]:
    """What somebody reads who decides about nothing."""
    lines = [line for chapter in laid.chapters for line in chapter.lines if not line.held]
    words = [line.edit.text if line.edit else line.told and line.told.said.text for line in lines]
    return [text for text in words if text is not None]


def claims_shown(laid: Laid, telling: Telling) -> set[str]:
    """What the narrator's own sentences still tell."""
    return {
        claim
        for chapter in laid.chapters
        for line in chapter.lines
        if line.told is not None and line.edit is None and not line.held
        for claim in telling.claims[line.told.id]
    }


EDITS = [
    edit(by_id("drank"), "remove"),
    edit(by_id("debts"), "remove"),
    edit(by_id("quarrel"), "remove"),
    edit(by_id("beach-Ana-1964"), "remove"),
    edit(by_id("shop"), "rewrite", "The shop was hers, whatever the papers said."),
    edit(by_id("choir"), "rewrite", "She sang, and we heard her from the street."),
    edit(by_id("swim"), "lock"),
    edit(by_id("doctor"), "rewrite", "Salgado was a good man."),
    edit(by_id("ship"), "insert", FOLLOWED),
]
WORDS = [one.text for one in EDITS if one.text]
TAKEN = {"drank", "debts", "quarrel", "beach-Ana-1964", "shop", "choir", "doctor"}
LEFT = {"coats", "garden", "ship", "fever", "mule", "beach-Rui-1964", "beach-Ana-1966"}


@pytest.mark.parametrize("seed", range(1, 21))
def test_a_retelling_loses_no_word_of_the_family_and_brings_nothing_back(seed: int) -> None:
    telling = tell(seed)
    laid = lay_over(telling.chapters, EDITS)
    read = shown(laid)
    assert [words for words in WORDS if read.count(words) != 1] == []
    told = claims_shown(laid, telling)
    assert told.isdisjoint(TAKEN)
    # What was left as it was is still told, unless it was joined with something that was not.
    joined = {c for of in telling.claims.values() if len(of) > 1 for c in of}
    assert told >= LEFT - joined
    assert all(laid.carried[one.id].how != "nowhere" for one in EDITS if one.text)


@pytest.mark.hold
def test_a_thousand_retellings_lose_no_word_of_the_family_and_bring_nothing_back() -> None:
    back = lost = harmed = 0
    for seed in range(21, 1021):
        telling = tell(seed)
        laid = lay_over(telling.chapters, EDITS)
        read, told = shown(laid), claims_shown(laid, telling)
        lost += sum(read.count(words) != 1 for words in WORDS)
        back += len(told & TAKEN)
        joined = {c for of in telling.claims.values() if len(of) > 1 for c in of}
        kept = LEFT - joined
        harmed += len(kept - told)
    assert (lost, back, harmed) == (0, 0, 0)


def test_the_telling_itself_changes_where_it_was_changed_and_nowhere_else() -> None:
    for claim in ALL:
        told = [one.said.text for chapter in FIRST.chapters for one in chapter.sentences]
        left = shown(lay_over(FIRST.chapters, [edit(claim, "remove")]))
        assert left == [text for text in told if text != claim.wordings[0]]
        words = shown(lay_over(FIRST.chapters, [edit(claim, "rewrite", "Own words.")]))
        assert words == ["Own words." if text == claim.wordings[0] else text for text in told]


# ---- neighbours ----


def one_chapter(*told: tuple[str, str], language: str = "en") -> list[ToldChapter]:
    sentences = (
        Told(str(n), Said(text, tuple(sources.split()), language=language))
        for n, (text, sources) in enumerate(told)
    )
    return [ToldChapter("c", "k", "T", tuple(sentences))]


def removal(text: str, sources: str, *beside: tuple[str, str], **fields: Any) -> Edit:
    left = tuple(Said(words, tuple(of.split())) for words, of in beside)
    anchor = Anchor(Said(text, tuple(sources.split()), **fields), left)
    return Edit("e", "remove", (anchor,))


@pytest.mark.parametrize(
    "neighbour",
    [
        "One photograph is captioned “Rui at Cova Gala with the red umbrella and us, 1964”.",
        "One photograph is captioned “Ana at Cova Gala with the red umbrella and us, 1965”.",
        "One photograph is captioned “Ana at Cova Gala with the blue umbrella and us, 1964”.",
        "One photograph is captioned “Ana and Rui at Cova Gala with the red umbrella and us,"
        " 1964”.",
    ],
)
def test_a_caption_that_differs_by_a_name_a_number_or_a_word_stays(neighbour: str) -> None:
    gone = "One photograph is captioned “Ana at Cova Gala with the red umbrella and us, 1964”."
    laid = lay_over(one_chapter((gone, "a"), (neighbour, "b")), [removal(gone, "a")])
    assert shown(laid) == [neighbour]


def test_a_neighbour_on_the_same_letter_stays_in_each_retelling() -> None:
    gone, kept = ("She planted roses by the gate.", "a"), ("She planted beans by the gate.", "a")
    edits = [removal(*gone, kept)]
    assert shown(lay_over(one_chapter(gone, kept), edits)) == [kept[0]]
    roses, beans = "By the gate she had roses planted.", "By the gate she planted beans."
    reworded = one_chapter((roses, "a"), (beans, "a"))
    assert shown(lay_over(reworded, edits)) == [beans]


def test_the_same_claim_in_two_chapters_is_taken_out_of_both() -> None:
    gone = "Anselmo hid the bottles in the barn."
    again = "In the barn Anselmo hid the bottles."
    chapters = [
        replace(one_chapter((gone, "a"))[0], id="1", key="1"),
        replace(one_chapter((again, "a"), ("She sewed.", "b"))[0], id="2", key="2"),
    ]
    assert shown(lay_over(chapters, [removal(gone, "a")])) == ["She sewed."]


def test_what_nobody_can_compare_waits_and_is_not_told() -> None:
    """Another narrator, another language: that it rests on the same memory is all that is known."""
    gone = removal("She never told Anselmo about the child.", "a")
    for text, language in (
        ("Ela nunca contou a Anselmo que havia uma criança.", "pt"),
        ("There was a secret she kept from her husband all her life.", "en"),
    ):
        laid = lay_over(
            one_chapter((text, "a"), ("Outra coisa qualquer.", "b"), language=language), [gone]
        )
        assert shown(laid) == ["Outra coisa qualquer."]
        assert laid.carried["e"].waiting == 1


def test_passages_tell_what_words_cannot() -> None:
    span = (("a", "nunca disse nada ao Anselmo sobre a criança"),)
    gone = removal("She never told Anselmo about the child.", "a", spans=span)
    quoting = Told(
        "q",
        Said(
            "“Nunca disse nada ao Anselmo sobre a criança”, escreve ela.", ("a",),
            quote="Nunca disse nada ao Anselmo sobre a criança", language="pt",
        ),
    )  # fmt: skip
    other = Told(
        "o", Said("Ela cosia casacos.", ("a",), spans=(("a", "cosia casacos"),), language="pt")
    )
    laid = lay_over([ToldChapter("c", "k", "T", (quoting, other))], [gone])
    assert shown(laid) == ["Ela cosia casacos."]
    assert laid.carried["e"].gone == 1


def test_a_count_that_goes_on_counting_is_still_the_same() -> None:
    gone = removal("There are 39 photographs from 1995 to 2011.", "a b c d e f")
    more = ("There are 40 photographs from 1995 to 2012.", "a b c d e f g")
    assert shown(lay_over(one_chapter(more, ("She sewed.", "z")), [gone])) == ["She sewed."]


def test_a_paragraph_still_opens_where_its_first_sentence_went() -> None:
    first = Told("1", Said("Anselmo hid the bottles.", ("a",)), opens=True)
    second = Told("2", Said("She sewed.", ("b",)))
    laid = lay_over([ToldChapter("c", "k", "T", (first, second))], [removal(first.said.text, "a")])
    (line,) = laid.chapters[0].lines
    assert line.opens


# ---- whatever is told, and whatever is changed ----

_TELLINGS = st.integers(min_value=0, max_value=10**6)
_OPS: st.SearchStrategy[Op] = st.sampled_from(["remove", "rewrite", "lock", "insert"])
_EDITS = st.lists(
    st.tuples(st.sampled_from(ALL), _OPS), max_size=8, unique_by=lambda one: one[0].id
)


def make(deeds: list[tuple[Claim, Op]]) -> list[Edit]:
    return [
        edit(claim, op, f"Own words of {claim.id}." if op in ("rewrite", "insert") else "")
        for claim, op in deeds
    ]


@given(_TELLINGS, _EDITS)
def test_the_familys_words_are_shown_once_and_what_went_is_not(
    seed: int, deeds: list[tuple[Claim, Op]]
) -> None:
    telling, edits = tell(seed), make(deeds)
    laid = lay_over(telling.chapters, edits)
    read = shown(laid)
    for one in edits:
        if one.text:
            assert read.count(one.text) == 1
            assert laid.carried[one.id].how != "nowhere"
    gone = {claim.id for claim, op in deeds if op in ("remove", "rewrite")}
    assert claims_shown(laid, telling).isdisjoint(gone)


@given(_TELLINGS, _EDITS)
def test_words_are_placed_also_where_nothing_of_their_chapter_is_told(
    seed: int, deeds: list[tuple[Claim, Op]]
) -> None:
    edits = make(deeds)
    kept = {claim.id for claim, _ in deeds}
    telling = tell(seed, [c for c in ALL if c.id not in kept])
    for chapters in (telling.chapters, ()):
        read = shown(lay_over(chapters, edits))
        assert sorted(text for text in read if text in {e.text for e in edits}) == sorted(
            one.text for one in edits if one.text
        )


@given(_TELLINGS, _EDITS)
def test_the_same_telling_and_edits_make_the_same_story(
    seed: int, deeds: list[tuple[Claim, Op]]
) -> None:
    once, again = (lay_over(tell(seed).chapters, make(deeds)) for _ in range(2))
    assert shown(once) == shown(again)
    assert once.carried == again.carried


@given(_TELLINGS)
def test_without_edits_it_reads_as_it_was_told(seed: int) -> None:
    telling = tell(seed)
    told = [one.said.text for chapter in telling.chapters for one in chapter.sentences]
    assert shown(lay_over(telling.chapters, [])) == told
