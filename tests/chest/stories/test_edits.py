"""What the family does to a story, who may, and what becomes of it in the next telling."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select, update

from chest.access.viewers import Viewer
from chest.assets.manager import AssetManager
from chest.database import Database
from chest.erasing.purging import purge_assets, purge_chest
from chest.errors import ChestError, Conflict, Invalid, NotFound, NotSignedIn, Stale
from chest.models import (
    Asset,
    Audience,
    AuditEvent,
    Chapter,
    Chest,
    EditOp,
    Kind,
    Story,
    StoryEdit,
    StorySentence,
    StoryState,
    utc_now,
)
from chest.stories.edits import StoryEditManager
from chest.stories.manager import StoryManager
from chest.stories.views import SentenceView, StoryView
from tests.ai.narrative import retelling
from tests.builders import (
    Family,
    RecordingQueue,
    account_of,
    add_asset,
    add_family,
    add_link,
    open_link_session,
)

Told = tuple[str, list[UUID]]


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database, name="Rosa Almeida", pronoun="she")


@pytest.fixture
def edits(database: Database) -> StoryEditManager:
    return StoryEditManager(database=database)


@pytest.fixture
def link(database: Database, family: Family) -> Viewer:
    made = add_link(database, family.chest_id, family.keeper, audience=Audience.everyone)
    return open_link_session(database, made)


def add_note(family: Family, body: str, year: int = 1961, **fields: object) -> UUID:
    return add_asset(
        family.database,
        family.chest_id,
        **{
            "kind": Kind.note, "body": body, "original_name": None, "audience": Audience.everyone,
            "taken": str(year), "taken_earliest": f"{year}-01-01",
            "taken_latest": f"{year}-12-31", "taken_sort": str(year), **fields,
        },
    )  # fmt: skip


def tell(
    family: Family, *chapters: tuple[str, list[Told]], audience: Audience = Audience.everyone,
    **fields: object,
) -> UUID:  # fmt: skip
    """A telling such as any narrator may write."""
    with family.database.write() as session:
        story = Story(
            chest_id=family.chest_id, provider="test", state=StoryState.ready, audience=audience,
            created_by=account_of(family.keeper), finished_at=utc_now(), **fields,
        )  # fmt: skip
        session.add(story)
        session.flush()
        for number, (title, told) in enumerate(chapters):
            chapter = Chapter(story_id=story.id, position=number, title=title)
            session.add(chapter)
            session.flush()
            for position, (text, sources) in enumerate(told):
                session.add(
                    StorySentence(
                        chapter_id=chapter.id, position=position, text=text, origin="model",
                        sources=[str(source) for source in sources],
                        verdict="green" if sources else "frame",
                    )
                )  # fmt: skip
        return story.id


def texts(story: StoryView) -> list[str]:
    return [sentence.text for chapter in story.chapters for sentence in chapter.sentences]


def find(story: StoryView, text: str) -> SentenceView:
    (found,) = [s for c in story.chapters for s in c.sentences if s.text == text]
    return found


SWIM = "She learned to swim at Cova Gala."
SEWED = "Rosa sewed coats for half the street."
DRANK = "Anselmo drank heavily after the war."


@pytest.fixture
def notes(family: Family) -> list[UUID]:
    return [
        add_note(family, SWIM, 1951), add_note(family, SEWED, 1963), add_note(family, DRANK, 1964)
    ]  # fmt: skip


@pytest.fixture
def story_id(family: Family, notes: list[UUID]) -> UUID:
    swim, sewed, drank = notes
    return tell(
        family, ("The 1950s", [(SWIM, [swim])]), ("The 1960s", [(SEWED, [sewed]), (DRANK, [drank])])
    )


def retell(family: Family, notes: list[UUID]) -> UUID:
    """All of it in other words, with one memory more for one of the sentences."""
    swim, sewed, drank = notes
    return tell(
        family,
        ("The 1950s", [("At Cova Gala, Rosa taught herself to swim.", [swim])]),
        (
            "The 1960s",
            [
                ("After the war, Anselmo had been drinking heavily.", [drank]),
                ("Half the street wore the coats that Rosa sewed.", [sewed, swim]),
            ],
        ),
    )


# ---- what holds, now and in the next telling ----


def test_what_was_taken_out_is_read_by_nobody_and_stays_out(
    stories: StoryManager, edits: StoryEditManager, family: Family, link: Viewer,
    story_id: UUID, notes: list[UUID],
) -> None:  # fmt: skip
    made = edits.remove(family.curator, find(stories.get(family.curator, story_id), DRANK).id)
    assert (made.op, made.before, made.text) == (EditOp.remove, DRANK, None)
    again = retell(family, notes)
    for reader in (family.keeper, family.curator, family.member, family.viewer, link):
        assert texts(stories.get(reader, story_id)) == [SWIM, SEWED]
        assert not any("drinking" in text for text in texts(stories.get(reader, again)))
        assert len(texts(stories.get(reader, again))) == 2
    edits.undo(family.curator, made.id)
    assert texts(stories.get(link, story_id)) == [SWIM, SEWED, DRANK]
    assert len(texts(stories.get(link, again))) == 3
    edits.redo(family.curator, made.id)
    assert texts(stories.get(link, story_id)) == [SWIM, SEWED]


def test_the_familys_words_stand_in_the_place_of_the_narrators(
    stories: StoryManager, edits: StoryEditManager, family: Family, link: Viewer,
    story_id: UUID, notes: list[UUID],
) -> None:  # fmt: skip
    told = find(stories.get(family.keeper, story_id), SEWED)
    made = edits.rewrite(family.keeper, told.id, "  Rosa sewed,\nand sang while she did. ")
    own = "Rosa sewed, and sang while she did."
    assert made.text == own
    for story, at in ((story_id, 1), (retell(family, notes), 2)):
        read = stories.get(link, story)
        assert texts(read)[at] == own
        assert len(texts(read)) == 3
        sentence = find(read, own)
        assert (sentence.origin, sentence.verdict, sentence.quote) == ("family", "family", None)
        assert sentence.sources == (notes[1],)
        assert sentence.edit is None
        shown = find(stories.get(family.curator, story), own).edit
        assert shown is not None
        assert (shown.before, shown.by_name, shown.placed) == (SEWED, "Keeper", True)


def test_a_locked_sentence_keeps_its_words_and_whose_they_are(
    stories: StoryManager, edits: StoryEditManager, family: Family, story_id: UUID,
    notes: list[UUID],
) -> None:  # fmt: skip
    told = find(stories.get(family.keeper, story_id), SWIM)
    edits.lock(family.keeper, told.id)
    again = retell(family, notes)
    kept = find(stories.get(family.viewer, again), SWIM)
    assert (kept.origin, kept.verdict) == ("model", "green")
    edits.unlock(family.curator, kept.id)
    assert SWIM not in texts(stories.get(family.viewer, again))
    with pytest.raises(Conflict):
        edits.unlock(family.curator, kept.id)


def test_a_sentence_of_the_familys_own_stands_behind_its_sentence(
    stories: StoryManager, edits: StoryEditManager, family: Family, story_id: UUID,
    notes: list[UUID],
) -> None:  # fmt: skip
    told = find(stories.get(family.keeper, story_id), SWIM)
    edits.insert(family.keeper, told.id, "The sea was cold.")
    first = find(stories.get(family.keeper, story_id), "The sea was cold.")
    edits.insert(family.keeper, first.id, "She did not mind.")
    own = ["The sea was cold.", "She did not mind."]
    assert texts(stories.get(family.viewer, story_id))[:3] == [SWIM, *own]
    again = retell(family, notes)
    assert texts(stories.get(family.viewer, again))[1:3] == own
    edits.rewrite(family.keeper, first.id, "The sea was very cold.")
    assert texts(stories.get(family.viewer, again))[1:3] == ["The sea was very cold.", own[1]]
    edits.remove(family.keeper, first.id)
    assert texts(stories.get(family.viewer, again))[1] == own[1]


def test_a_longer_sentence_into_which_it_was_merged_waits(
    stories: StoryManager, edits: StoryEditManager, family: Family, link: Viewer,
    story_id: UUID, notes: list[UUID],
) -> None:  # fmt: skip
    edits.remove(family.keeper, find(stories.get(family.keeper, story_id), DRANK).id)
    merged = (
        "Rosa sewed coats for half the street in those years, and cooked for the neighbours, "
        "while Anselmo drank heavily after the war."
    )
    again = tell(family, ("The 1960s", [(merged, [notes[1], notes[2]]), (SWIM, [notes[0]])]))
    for reader in (family.member, family.viewer, link):
        assert texts(stories.get(reader, again)) == [SWIM]
    waiting = find(stories.get(family.curator, again), merged)
    assert waiting.verdict == "amber"
    edits.accept(family.curator, waiting.id)
    assert texts(stories.get(link, again)) == [merged, SWIM]
    assert find(stories.get(link, again), merged).verdict == "accepted"
    other = tell(family, ("The 1960s", [(merged.replace("cooked", "baked"), [notes[1], notes[2]])]))
    assert texts(stories.get(link, other)) == []


def test_words_whose_sentence_is_told_no_more_stand_with_their_memory_or_in_its_time(
    stories: StoryManager, edits: StoryEditManager, family: Family, story_id: UUID,
    notes: list[UUID],
) -> None:  # fmt: skip
    own = "Nobody spoke of it, and everybody knew."
    edits.rewrite(family.keeper, find(stories.get(family.keeper, story_id), DRANK).id, own)
    swim, sewed, drank = notes
    late = add_note(family, "The sign was blue.", 1972)
    beside = tell(
        family,
        ("One", [(SWIM, [swim]), ("A bus ran past the tavern every hour.", [drank, late])]),
        ("Two", [("The sign was blue.", [late])]),
    )
    assert texts(stories.get(family.viewer, beside))[:3] == [
        SWIM, "A bus ran past the tavern every hour.", own
    ]  # fmt: skip
    in_time = tell(
        family,
        ("One", [(SWIM, [swim])]), ("Two", [(SEWED, [sewed])]),
        ("Three", [("The sign was blue.", [late])]),
    )  # fmt: skip
    read = stories.get(family.viewer, in_time)
    assert [c.title for c in read.chapters if own in [s.text for s in c.sentences]] == [
        read.chapters[1].title
    ]
    alone = tell(family)
    assert texts(stories.get(family.viewer, alone)) == [own]


def test_a_title_of_the_familys_stays_with_its_part_of_the_life(
    stories: StoryManager, edits: StoryEditManager, family: Family, link: Viewer,
    story_id: UUID, notes: list[UUID],
) -> None:  # fmt: skip
    chapter = stories.get(family.keeper, story_id).chapters[1]
    edits.rename_chapter(family.keeper, chapter.id, "Needles and pins")
    again = retell(family, notes)
    for story in (story_id, again):
        assert [c.title for c in stories.get(link, story).chapters] == [
            "The 1950s", "Needles and pins"
        ]  # fmt: skip
    edits.rename_chapter(family.keeper, chapter.id, "Anselmo and Rosa")
    assert stories.get(link, again).chapters[1].title == "Anselmo and Rosa"
    change(family, notes[2], audience=Audience.family)
    assert stories.get(link, again).chapters[1].title == "The 1960s"
    assert stories.get(family.viewer, again).chapters[1].title == "Anselmo and Rosa"


def change(family: Family, asset_id: UUID, **fields: object) -> None:
    with family.database.write() as session:
        session.exec(update(Asset).where(col(Asset.id) == asset_id).values(**fields))


def test_twenty_retellings_lose_no_word_of_the_family_and_bring_nothing_back(
    stories: StoryManager, edits: StoryEditManager, family: Family, link: Viewer
) -> None:
    of: dict[str, UUID] = defaultdict(lambda: add_note(family, "A note"))

    def tell_again(seed: int) -> tuple[UUID, dict[str, tuple[str, ...]]]:
        told = retelling.tell(seed)
        rows = [
            (
                chapter.title,
                [(one.said.text, [of[s] for s in one.said.sources]) for one in chapter.sentences],
            )
            for chapter in told.chapters
        ]
        claims = {
            one.said.text: told.claims[one.id]
            for chapter in told.chapters
            for one in chapter.sentences
        }
        return tell(family, *rows), claims

    first, claims = tell_again(0)
    ids = {
        claims[s.text][0]: s.id
        for c in stories.get(family.keeper, first).chapters
        for s in c.sentences
    }
    for claim in ("drank", "debts", "quarrel", "beach-Ana-1964"):
        edits.remove(family.curator, ids[claim])
    own = ["The shop was hers.", "Salgado was a good man.", "Everybody knew of it."]
    edits.rewrite(family.keeper, ids["shop"], own[0])
    edits.rewrite(family.keeper, ids["doctor"], own[1])
    edits.insert(family.keeper, ids["ship"], own[2])
    own.append(edits.lock(family.keeper, ids["swim"]).before)
    gone = {"drank", "debts", "quarrel", "beach-Ana-1964", "shop", "doctor"}
    for seed in range(1, 21):
        story_id, claims = tell_again(seed)
        for reader in (family.viewer, link):
            read = texts(stories.get(reader, story_id))
            assert [words for words in own if read.count(words) != 1] == []
            assert gone.isdisjoint(claim for text in read for claim in claims.get(text, ()))
            assert {"beach-Rui-1964", "beach-Ana-1966"} <= {
                claim for text in read for claim in claims.get(text, ())
            }


# ---- several edits ----


def test_the_last_of_several_edits_counts_and_each_can_be_undone(
    stories: StoryManager, edits: StoryEditManager, family: Family, story_id: UUID,
    notes: list[UUID],
) -> None:  # fmt: skip
    again = retell(family, notes)
    told = find(stories.get(family.keeper, story_id), SEWED).id
    first = edits.rewrite(family.keeper, told, "She sewed.")
    in_retelling = find(stories.get(family.curator, again), "She sewed.").id
    second = edits.rewrite(family.curator, in_retelling, "She sewed all night.")
    gone = edits.remove(family.keeper, told)
    assert second.before == "She sewed."
    for story in (story_id, again):
        steps = [(gone, None), (second, "She sewed all night."), (first, "She sewed.")]
        for edit, text in steps:
            read = texts(stories.get(family.viewer, story))
            assert [t for t in read if t.startswith("She sewed")] == ([text] if text else [])
            edits.undo(family.keeper, edit.id)
        assert len(texts(stories.get(family.viewer, story))) == 3
        assert "She sewed" not in " ".join(texts(stories.get(family.viewer, story)))
        for edit in (first, second, gone):
            edits.redo(family.keeper, edit.id)
    history = edits.list_edits(family.keeper, family.chest_id)
    assert [one.id for one in history.items] == [gone.id, second.id, first.id]


@pytest.mark.parametrize("seed", range(3))
def test_undoing_restores_exactly_what_was_there(
    stories: StoryManager, edits: StoryEditManager, family: Family, story_id: UUID,
    notes: list[UUID], seed: int,
) -> None:  # fmt: skip
    """Whatever was done, and in which of two tellings."""
    chance = random.Random(seed)
    tellings = [story_id, retell(family, notes)]
    snapshots, made = [[stories.get(family.viewer, id) for id in tellings]], []
    for n in range(8):
        read = stories.get(family.keeper, chance.choice(tellings))
        chapter = chance.choice(read.chapters or stories.get(family.keeper, story_id).chapters)
        sentence = chance.choice(chapter.sentences).id
        deed = chance.choice(
            [
                lambda s=sentence: edits.remove(family.keeper, s),
                lambda s=sentence, n=n: edits.rewrite(family.curator, s, f"Own words {n}."),
                lambda s=sentence: edits.lock(family.keeper, s),
                lambda s=sentence, n=n: edits.insert(family.curator, s, f"More of it {n}."),
                lambda c=chapter.id, n=n: edits.rename_chapter(family.keeper, c, f"Title {n}"),
            ]
        )()
        if deed.id in made:
            continue  # it was locked already
        made.append(deed.id)
        snapshots.append([stories.get(family.viewer, id) for id in tellings])
    for edit in reversed(made):
        assert [stories.get(family.viewer, id) for id in tellings] == snapshots.pop()
        edits.undo(family.keeper, edit)
    assert [stories.get(family.viewer, id) for id in tellings] == snapshots.pop()
    for edit in made:
        edits.redo(family.keeper, edit)
    again = [text for id in tellings for text in texts(stories.get(family.viewer, id))]
    listed = edits.list_edits(family.keeper, family.chest_id).items
    for one in listed:
        if one.placed and one.op in (EditOp.rewrite, EditOp.insert):
            assert one.text in again


def test_an_edit_made_after_all_were_undone_goes_on_with_them(
    stories: StoryManager, edits: StoryEditManager, family: Family, story_id: UUID
) -> None:
    told = find(stories.get(family.keeper, story_id), SEWED).id
    first = edits.rewrite(family.keeper, told, "She sewed.")
    edits.undo(family.keeper, first.id)
    edits.rewrite(family.keeper, told, "She sewed well.")
    edits.redo(family.keeper, first.id)
    assert texts(stories.get(family.viewer, story_id)) == [SWIM, "She sewed well.", DRANK]


def test_the_same_change_twice_is_one(
    stories: StoryManager, edits: StoryEditManager, family: Family, story_id: UUID
) -> None:
    read = stories.get(family.keeper, story_id)
    swim, drank = find(read, SWIM).id, find(read, DRANK).id
    deeds: list[Callable[[], object]] = [
        lambda: edits.rewrite(family.keeper, swim, "She swam."),
        lambda: edits.lock(family.keeper, swim),
        lambda: edits.insert(family.keeper, swim, "Far out."),
        lambda: edits.remove(family.keeper, drank),
        lambda: edits.rename_chapter(family.keeper, read.chapters[0].id, "Water"),
    ]
    for deed in deeds:
        assert deed() == deed()
    assert len(edits.list_edits(family.keeper, family.chest_id).items) == len(deeds)
    before = texts(stories.get(family.viewer, story_id))
    assert before == ["She swam.", "Far out.", SEWED]


def test_what_somebody_else_changed_meanwhile_is_not_written_over(
    stories: StoryManager, edits: StoryEditManager, family: Family, story_id: UUID
) -> None:
    told = find(stories.get(family.keeper, story_id), SEWED).id
    edits.rewrite(family.curator, told, "She sewed.", seen=SEWED)
    with pytest.raises(Stale) as stale:
        edits.rewrite(family.keeper, told, "Rosa sewed.", seen=SEWED)
    assert stale.value.data["current"] == {"text": "She sewed.", "by": "Curator"}
    edits.remove(family.keeper, told, seen="She sewed.")
    with pytest.raises(Stale):
        edits.lock(family.curator, told, seen="She sewed.")
    with pytest.raises(Conflict):
        edits.lock(family.curator, told)
    chapter = stories.get(family.keeper, story_id).chapters[0]
    # A title of the telling's own is read in more than one way; the family alone changes it.
    edits.rename_chapter(family.curator, chapter.id, "Water", seen="1950 to 1959")
    with pytest.raises(Stale):
        edits.rename_chapter(family.keeper, chapter.id, "Sea", seen=chapter.title)
    edits.rename_chapter(family.keeper, chapter.id, "Sea", seen="Water")
    assert stories.get(family.keeper, story_id).chapters[0].title == "Sea"


@pytest.mark.parametrize("text", ["", " \n ", "x" * 2001])
def test_what_is_no_sentence_is_refused(
    stories: StoryManager, edits: StoryEditManager, family: Family, story_id: UUID, text: str
) -> None:
    told = find(stories.get(family.keeper, story_id), SEWED).id
    for refused in (
        lambda: edits.rewrite(family.keeper, told, text),
        lambda: edits.insert(family.keeper, told, text),
    ):
        with pytest.raises(Invalid):
            refused()
    assert texts(stories.get(family.keeper, story_id)) == [SWIM, SEWED, DRANK]


# ---- who may ----


def test_only_those_who_may_tell_stories_edit_them(
    stories: StoryManager, edits: StoryEditManager, family: Family, link: Viewer, story_id: UUID
) -> None:
    read = stories.get(family.keeper, story_id)
    sentence, chapter = find(read, SEWED).id, read.chapters[0].id
    made = edits.rewrite(family.curator, sentence, "She sewed.")
    for stranger in (family.member, family.viewer, family.stranger, link):
        for deed in (
            lambda v: edits.remove(v, sentence),
            lambda v: edits.rewrite(v, sentence, "No."),
            lambda v: edits.lock(v, sentence),
            lambda v: edits.unlock(v, sentence),
            lambda v: edits.accept(v, sentence),
            lambda v: edits.insert(v, sentence, "No."),
            lambda v: edits.rename_chapter(v, chapter, "No."),
            lambda v: edits.list_edits(v, family.chest_id),
            lambda v: edits.undo(v, made.id),
            lambda v: edits.redo(v, made.id),
        ):
            with pytest.raises((NotFound, NotSignedIn)):
                deed(stranger)
    assert texts(stories.get(link, story_id)) == [SWIM, "She sewed.", DRANK]
    with pytest.raises(NotFound):
        edits.remove(family.keeper, uuid4())


def test_words_written_for_keepers_go_to_keepers_alone(
    stories: StoryManager, edits: StoryEditManager, family: Family, link: Viewer,
    story_id: UUID, notes: list[UUID],
) -> None:  # fmt: skip
    swim, sewed, drank = notes
    chapters = ("Years", [(SWIM, [swim]), (SEWED, [sewed]), (DRANK, [drank])])
    for_keepers = tell(family, chapters, audience=Audience.keepers)
    read = stories.get(family.keeper, for_keepers)
    edits.rewrite(family.keeper, find(read, SEWED).id, "She sewed to pay his debts.")
    edits.insert(family.keeper, find(read, SWIM).id, "She swam away from him.")
    edits.remove(family.keeper, find(read, DRANK).id)
    edits.rename_chapter(family.keeper, read.chapters[0].id, "Debts")
    assert texts(stories.get(family.keeper, for_keepers)) == [
        SWIM, "She swam away from him.", "She sewed to pay his debts."
    ]  # fmt: skip
    for reader in (family.member, family.viewer, link):
        everyone = stories.get(reader, story_id)
        assert texts(everyone) == [SWIM]  # what was replaced waits, what was taken out is gone
        assert "Debts" not in [c.title for c in everyone.chapters]
    assert texts(stories.get(family.curator, story_id)) == [SWIM, SEWED]
    assert edits.list_edits(family.curator, family.chest_id).items == []
    with pytest.raises(NotFound):
        edits.undo(family.curator, edits.list_edits(family.keeper, family.chest_id).items[0].id)
    edits.rewrite(family.curator, find(stories.get(family.curator, story_id), SEWED).id, "Coats.")
    assert "Coats." in texts(stories.get(link, story_id))


def test_words_are_hidden_from_whoever_may_not_see_what_they_rest_on(
    stories: StoryManager, edits: StoryEditManager, family: Family, link: Viewer,
    story_id: UUID, notes: list[UUID],
) -> None:  # fmt: skip
    own = "He drank, and she forgave him."
    edits.rewrite(family.keeper, find(stories.get(family.keeper, story_id), DRANK).id, own)
    edits.insert(family.keeper, find(stories.get(family.keeper, story_id), own).id, "He stopped.")
    change(family, notes[2], audience=Audience.keepers)
    for reader in (link, family.member, family.curator):
        assert texts(stories.get(reader, story_id)) == [SWIM, SEWED]
        assert texts(stories.get(reader, tell(family))) == []
    assert edits.list_edits(family.curator, family.chest_id).items == []
    assert texts(stories.get(family.keeper, story_id)) == [SWIM, SEWED, own, "He stopped."]
    change(family, notes[2], audience=Audience.everyone, deleted_at=utc_now())
    assert texts(stories.get(family.keeper, story_id)) == [SWIM, SEWED]
    listed = edits.list_edits(family.curator, family.chest_id).items
    assert [(one.text, one.placed) for one in listed] == [("He stopped.", False), (own, False)]
    change(family, notes[2], deleted_at=None)
    assert texts(stories.get(link, story_id)) == [SWIM, SEWED, own, "He stopped."]
    assert all(one.placed for one in edits.list_edits(family.curator, family.chest_id).items)


def test_a_title_is_hidden_from_whoever_may_not_see_what_it_rests_on(
    stories: StoryManager, edits: StoryEditManager, family: Family, story_id: UUID,
    notes: list[UUID],
) -> None:  # fmt: skip
    chapter = stories.get(family.keeper, story_id).chapters[1]
    edits.rename_chapter(family.keeper, chapter.id, "Anselmo drank")
    change(family, notes[2], audience=Audience.keepers)
    read = stories.get(family.curator, story_id).chapters[1]
    assert (read.title, read.edit) == ("The 1960s", None)
    # Who cannot see it is neither told of it nor stopped by it.
    edits.rename_chapter(family.curator, chapter.id, "Coats", seen="1963")
    for reader in (family.curator, family.keeper):
        assert stories.get(reader, story_id).chapters[1].title == "Coats"


def test_what_was_locked_is_not_told_on_when_its_memory_says_otherwise(
    stories: StoryManager, edits: StoryEditManager, family: Family, story_id: UUID,
    notes: list[UUID],
) -> None:  # fmt: skip
    edits.lock(family.keeper, find(stories.get(family.keeper, story_id), DRANK).id)
    assets = AssetManager(database=family.database, jobs=RecordingQueue())
    version = assets.get(family.keeper, notes[2]).version
    assets.edit(family.keeper, notes[2], version=version, changes={"body": "Anselmo came home."})
    again = tell(family, ("The 1960s", [("Anselmo came home.", [notes[2]])]))
    assert texts(stories.get(family.viewer, again)) == ["Anselmo came home."]


# ---- what is erased, and what is written down ----


def test_what_is_erased_takes_the_familys_words_about_it(
    stories: StoryManager, edits: StoryEditManager, family: Family, story_id: UUID,
    notes: list[UUID],
) -> None:  # fmt: skip
    read = stories.get(family.keeper, story_id)
    edits.rewrite(family.keeper, find(read, DRANK).id, "Anselmo could not stop drinking.")
    edits.insert(family.keeper, find(read, DRANK).id, "The tavern was next door.")
    edits.rename_chapter(family.keeper, read.chapters[1].id, "Anselmo")
    kept = edits.rewrite(family.keeper, find(read, SWIM).id, "She swam.")
    with family.database.write() as session:
        purge_assets(session, [notes[2]])
    with family.database.read() as session:
        rows = session.exec(select(StoryEdit)).all()
        assert [row.id for row in rows] == [kept.id]
    assert texts(stories.get(family.keeper, story_id)) == ["She swam.", SEWED]
    with family.database.write() as session:
        purge_chest(session, session.get_one(Chest, family.chest_id))
    with family.database.read() as session:
        assert session.exec(select(StoryEdit)).all() == []


def test_words_about_a_count_stay_while_one_of_the_counted_is_left(
    stories: StoryManager, edits: StoryEditManager, family: Family
) -> None:
    photos = [add_note(family, f"Photo {n}", kind=Kind.photo) for n in range(5)]
    counted = "There are five photographs of 1961."
    story_id = tell(family, ("The 1960s", [(counted, photos)]))
    with family.database.write() as session:
        session.exec(update(StorySentence).values(verdict="frame"))
    told = find(stories.get(family.keeper, story_id), counted)
    edits.rewrite(family.keeper, told.id, "We took a camera everywhere.")
    change(family, photos[0], deleted_at=utc_now())
    assert texts(stories.get(family.viewer, story_id)) == ["We took a camera everywhere."]
    edits.rewrite(family.curator, told.id, "A camera went everywhere.")
    assert texts(stories.get(family.viewer, story_id)) == ["A camera went everywhere."]
    with family.database.write() as session:
        purge_assets(session, [photos[0]])
    again = tell(family, ("The 1960s", [("There are four photographs of 1961.", photos[1:])]))
    assert texts(stories.get(family.viewer, again)) == ["A camera went everywhere."]
    with family.database.write() as session:
        purge_assets(session, photos[1:])
    with family.database.read() as session:
        assert session.exec(select(StoryEdit)).all() == []


def test_what_was_taken_out_stays_out_by_the_words_of_the_memories_that_are_left(
    stories: StoryManager, edits: StoryEditManager, family: Family
) -> None:
    one, other = add_note(family, "The tavern"), add_note(family, "He hid bottles in the barn.")
    told = "Anselmo came from the tavern and hid bottles in the barn."
    story_id = tell(family, ("Years", [(told, [one, other])]))
    with family.database.write() as session:
        (row,) = session.exec(select(StorySentence)).all()
        row.spans = [[str(one), "The tavern"], [str(other), "hid bottles in the barn"]]
        session.add(row)
    edits.remove(family.keeper, find(stories.get(family.keeper, story_id), told).id)
    with family.database.write() as session:
        purge_assets(session, [one])
    with family.database.read() as session:
        (kept,) = session.exec(select(StoryEdit)).all()
        assert (kept.base_text, kept.before) == ("hid bottles in the barn", "")
        assert kept.base_sources == [str(other)]
    again = tell(family, ("Years", [("Bottles were hidden in the barn.", [other])]))
    assert texts(stories.get(family.viewer, again)) == []


def test_no_neighbour_keeps_the_words_of_an_erased_memory(
    stories: StoryManager, edits: StoryEditManager, family: Family
) -> None:
    one, other = add_note(family, "A letter"), add_note(family, "Its answer")
    told: list[Told] = [("She wrote to Paris.", [one]), ("Paulo answered at once.", [one, other])]
    story_id = tell(family, ("Letters", told))
    edits.remove(family.keeper, find(stories.get(family.keeper, story_id), told[0][0]).id)
    with family.database.write() as session:
        (row,) = session.exec(select(StoryEdit)).all()
        assert [near["text"] for near in row.beside] == [told[1][0]]
        purge_assets(session, [other])
    with family.database.read() as session:
        (row,) = session.exec(select(StoryEdit)).all()
        assert row.beside == []


def test_each_edit_is_in_the_history_of_the_chest_without_its_words(
    stories: StoryManager, edits: StoryEditManager, family: Family, story_id: UUID
) -> None:
    told = find(stories.get(family.keeper, story_id), SEWED).id
    made = edits.rewrite(family.keeper, told, "She sewed.")
    for _ in range(2):
        edits.undo(family.curator, made.id)
    edits.redo(family.keeper, made.id)
    with family.database.read() as session:
        rows = session.exec(
            select(AuditEvent).where(col(AuditEvent.subject_id) == str(made.id))
        ).all()
    assert [row.action for row in rows] == [
        "story.edit_rewrite", "story.edit_undone", "story.edit_redone"
    ]  # fmt: skip


def test_edits_are_listed_a_page_at_a_time(
    stories: StoryManager, edits: StoryEditManager, family: Family, story_id: UUID
) -> None:
    told = find(stories.get(family.keeper, story_id), SEWED).id
    made = [edits.rewrite(family.keeper, told, f"She sewed {n} coats.").id for n in range(5)]
    first = edits.list_edits(family.keeper, family.chest_id, limit=3)
    rest = edits.list_edits(family.keeper, family.chest_id, first.next, limit=3)
    assert [one.id for one in (*first.items, *rest.items)] == made[::-1]
    assert [one.placed for one in (*first.items, *rest.items)] == [True, *[False] * 4]
    assert rest.next is None
    with pytest.raises(ChestError):
        edits.list_edits(family.keeper, family.chest_id, "x")
