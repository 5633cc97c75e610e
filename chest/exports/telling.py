"""What a bag says of the chest as a whole: whose it is, who is who, and the stories with what they
rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import quote
from uuid import UUID

from sqlmodel import Session, col, select

from ai.narrative.base import CHEST
from chest.access.memories import list_visible
from chest.access.visibility import STORY_AUDIENCES
from chest.exports.reading import Asked
from chest.exports.rows import Row, Tables, as_json, curates, rows_of_gifts
from chest.models import (
    Alike,
    Asset,
    Audience,
    Chapter,
    Chest,
    ChestUnderstanding,
    LookAlike,
    Person,
    PersonProposal,
    ProposalState,
    Role,
    Story,
    StoryEdit,
    StorySentence,
)
from chest.people.roster import RosterEntry, roster_of
from chest.stories.citing import in_parts, list_memories
from chest.stories.views import StoryView


@dataclass(frozen=True)
class Told:
    """The chest, its people and its rows, as plain JSON."""

    chest: Row
    people: list[Row]
    rows: Tables


def tell_chest(session: Session, asked: Asked, seen: set[UUID]) -> Told:
    """`seen` are the memories that are in the bag."""
    chest = session.get_one(Chest, asked.chest_id)
    row = as_json(chest)
    if chest.hero_asset_id not in seen:
        row["hero_asset_id"] = row["hero_crop"] = None
    if asked.role is not Role.keeper:
        row["narrator"] = row["narrator_ceiling"] = None
    people = session.exec(
        select(Person)
        .where(col(Person.chest_id) == chest.id, col(Person.deleted_at).is_(None))
        .order_by(col(Person.id))
    ).all()
    gifts = {
        gift
        for some in in_parts(seen)
        for gift in session.exec(
            select(Asset.contribution_id).where(
                col(Asset.id).in_(some), col(Asset.contribution_id).is_not(None)
            )
        ).all()
        if gift
    }
    rows: Tables = {
        "chest": [row],
        "contribution": rows_of_gifts(session, asked.role, gifts, seen=seen),
        "person": [as_json(one) for one in people],
    }
    if asked.role is Role.keeper:
        rows |= _keepers(session, chest.id, {one.id for one in people})
    human = {
        name: row[name]
        for name in (
            *("id", "name", "middle_name", "maiden_name", "nick_name", "called", "pronoun"),
            *("born", "died", "places", "words", "long_words", "hero_asset_id", "time_zone"),
            "language",
        )
    }
    return Told(human, [describe_person(one) for one in roster_of(session, chest)], rows)


def describe_person(entry: RosterEntry) -> Row:
    return {
        "id": str(entry.id),
        "name": entry.name,
        "called": entry.called,
        "also": [one.name for one in entry.also],
        "relation": entry.relation,
        "relation_in_words": entry.relation_words,
        "life": entry.life,
        "born": entry.born,
        "died": entry.died,
    }


def _keepers(session: Session, chest_id: UUID, people: set[UUID]) -> Tables:
    """What was decided once, so that it need not be decided again. `people` are those who are
    carried: a name that was given to somebody who was deleted since is given to nobody."""
    chosen = session.get(ChestUnderstanding, chest_id)
    proposals = session.exec(
        select(PersonProposal)
        .where(
            col(PersonProposal.chest_id) == chest_id,
            col(PersonProposal.state) != ProposalState.waiting,
        )
        .order_by(col(PersonProposal.id))
    ).all()
    alike = session.exec(
        select(LookAlike)
        .where(col(LookAlike.chest_id) == chest_id, col(LookAlike.state) != Alike.open)
        .order_by(col(LookAlike.first), col(LookAlike.second))
    ).all()
    return {
        "chest_understanding": [as_json(chosen)] if chosen else [],
        "person_proposal": [
            as_json(one) | ({} if one.person_id in people else {"person_id": None})
            for one in proposals
        ],
        "look_alike": [as_json(one) for one in alike],
    }


# ---- stories ----


def rows_of_story(session: Session, asked: Asked, view: StoryView) -> Tables:
    """The rows of a telling: those who may have stories told take what rests on memories that they
    see, everybody else what they read."""
    story = as_json(session.get_one(Story, view.id))
    if not curates(asked.role):
        story |= {"reason": None, "fallbacks": [], "doing": None}
        story |= dict.fromkeys([name for name in story if name.startswith("consent_")])
    chapters = session.exec(
        select(Chapter).where(col(Chapter.story_id) == view.id).order_by(col(Chapter.position))
    ).all()
    sentences = session.exec(
        select(StorySentence)
        .where(col(StorySentence.chapter_id).in_([one.id for one in chapters]))
        .order_by(col(StorySentence.chapter_id), col(StorySentence.position))
    ).all()
    named = {memory for one in sentences for memory in list_memories(one.sources)}
    named |= {memory for one in chapters for memory in (*one.memories, *one.sent)}
    seen = _seen(session, asked, named)
    shown = {s.id: s.text for chapter in view.chapters for s in chapter.sentences}
    titles = {chapter.id: chapter.title for chapter in view.chapters}
    kept: list[Row] = []
    for one in sentences:
        if curates(asked.role) and seen.issuperset(list_memories(one.sources)):
            kept.append(as_json(one))
        elif one.id in shown and seen.issuperset(list_memories(one.sources)):
            kept.append(as_json(one) | {"text": shown[one.id], "reasons": []})
    with_words = {row["chapter_id"] for row in kept}
    told = []
    for chapter in chapters:
        if str(chapter.id) not in with_words:
            continue
        row = as_json(chapter)
        whole = seen.issuperset(chapter.sent)
        row["memories"] = [one for one in row["memories"] if one in seen]
        row["sent"] = [one for one in row["sent"] if one in seen]
        if not curates(asked.role):
            row |= {"title": titles.get(chapter.id, ""), "sent": [], "left_out": []}
        elif not whole:
            row["left_out"] = []
        told.append(row)
    return {"story": [story], "chapter": told, "story_sentence": kept}


def rows_of_edits(session: Session, asked: Asked) -> list[Row]:
    """What the family changed in every telling; for those who may."""
    if not curates(asked.role):
        return []
    most = Audience.keepers if asked.role is Role.keeper else Audience.family
    edits = session.exec(
        select(StoryEdit)
        .where(
            col(StoryEdit.chest_id) == asked.chest_id,
            col(StoryEdit.audience).in_(STORY_AUDIENCES[most]),
        )
        .order_by(col(StoryEdit.id))
    ).all()
    cited = {edit.id: _cited(edit) for edit in edits}
    seen = _seen(session, asked, {memory for some in cited.values() for memory in some})
    return [as_json(edit) for edit in edits if seen.issuperset(cited[edit.id])]


def _cited(edit: StoryEdit) -> set[str]:
    beside = [source for one in edit.beside for source in one.get("sources", ())]
    return set(list_memories([*edit.sources, *edit.base_sources, *beside]))


def _seen(session: Session, asked: Asked, named: set[str]) -> set[str]:
    ids = [UUID(one) for one in named if one != CHEST]
    return {str(id) for some in in_parts(ids) for id in list_visible(session, asked.viewer, some)}


def write_story(view: StoryView, paths: Mapping[str, str], *, name: str) -> tuple[Row, str]:
    """The story as plain JSON and as a page without scripts; `paths` knows where the file of each
    memory is, from the folder of the stories."""
    chapters: list[Row] = []
    marks: dict[str, int] = {}
    html = []
    for chapter in view.chapters:
        told: list[Row] = []
        html.append(f"<h2>{escape(chapter.title)}</h2>\n<p>")
        for sentence in chapter.sentences:
            sources = [str(one) for one in sentence.sources]
            told.append(
                {
                    "text": sentence.text,
                    "sources": sources,
                    "files": [paths[one] for one in sources if one in paths],
                    "from_the_chest_itself": sentence.from_chest,
                    "heard_at": [
                        {"memory": str(one.asset_id), "second": one.second, "words": one.words}
                        for one in sentence.heard
                    ],
                    "quote": sentence.quote,
                    "origin": sentence.origin,
                    "verdict": sentence.verdict,
                }
            )
            if sentence.opens_paragraph and len(told) > 1:
                html.append("</p>\n<p>")
            html.append(escape(sentence.text))
            for one in sources:
                number = marks.setdefault(one, len(marks) + 1)
                html.append(f'<sup><a href="#m{number}">{number}</a></sup>')
            html.append("\n")
        html.append("</p>\n")
        chapters.append({"title": chapter.title, "sentences": told})
    notes = []
    for one, number in marks.items():
        where = paths.get(one)
        words = escape(where.rpartition("/")[2]) if where else escape(one)
        link = f'<a href="{quote(where)}">{words}</a>' if where else words
        notes.append(f'<li id="m{number}" value="{number}">{link}</li>\n')
    when = view.finished_at or view.created_at
    title = escape(f"{name}: the story of {when:%Y-%m-%d}")
    page = (
        f'<!doctype html>\n<html lang="{escape(view.language)}">\n<head><meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
        "<style>body{font:1.1rem/1.6 Georgia,serif;max-width:40rem;margin:2rem auto;"
        "padding:0 1rem}sup{line-height:0;font-size:.7em}</style></head>\n<body>\n"
        f"<h1>{title}</h1>\n{''.join(html)}<h2>What it rests on</h2>\n<ol>\n{''.join(notes)}</ol>\n"
        "</body>\n</html>\n"
    )
    story = {
        "id": str(view.id),
        "language": view.language,
        "audience": view.audience,
        "told_by": view.who or view.provider,
        "told_at": when.isoformat(),
        "chapters": chapters,
    }
    return story, page
