"""What a chest knows of one account: who it is, what it wrote, and what is said of it. All that is
told here it may see itself, as it is on the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from chest.access.albums import shown_in_albums
from chest.access.memories import list_visible
from chest.accounts.signed_in import read_devices
from chest.assets.edits import state_of
from chest.exports.reading import Asked, find_own_persons
from chest.exports.rows import Row
from chest.exports.telling import describe_person, rows_of_edits
from chest.models import (
    Account,
    Album,
    AlbumItem,
    Asset,
    AssetRevision,
    AssetTag,
    Chest,
    Contribution,
    ContributionState,
    Membership,
    Person,
    PersonInAsset,
    PictureText,
    TagBy,
    TranscriptSegment,
    utc_now,
)
from chest.people.roster import roster_of
from chest.search.folding import words_of
from chest.stories.citing import in_parts
from chest.stories.views import StoryView


def tell_account(session: Session, asked: Asked, chest: Chest) -> Row:
    """The account itself, where it is signed in, its role, and what became of its gifts."""
    account = session.get_one(Account, asked.viewer.account_id)
    member = session.get_one(Membership, (chest.id, account.id))
    gifts = session.exec(
        select(Contribution)
        .where(col(Contribution.chest_id) == chest.id, col(Contribution.account_id) == account.id)
        .order_by(col(Contribution.id))
    ).all()
    return {
        "id": str(account.id),
        "name": account.name,
        "email": account.email,
        "made_at": account.created_at.isoformat(),
        "signed_in": [
            {
                "with": one.device,
                "since": one.signed_in_at.isoformat(),
                "last_seen": one.seen_at.isoformat(),
            }
            for one in read_devices(session, account.id, current=None)
        ],
        "chest": {
            "name": chest.name,
            "role": member.role.value,
            "since": member.created_at.isoformat(),
        },
        "gifts": [
            {
                "id": str(one.id),
                "name": one.name,
                "relation": one.relation,
                "contact_email": one.contact_email,
                "consent_at": one.consent_at.isoformat(),
                "sent_at": one.submitted_at.isoformat() if one.submitted_at else None,
                "state": one.state.value,
                "note": one.decision_note if one.state is ContributionState.declined else None,
            }
            for one in gifts
        ],
    }


def tell_written(session: Session, asked: Asked) -> Row:
    """What the account changed, wrote, tagged, named and put together, of what it may see."""
    me = asked.viewer.account_id
    of_it = select(Asset.id).where(col(Asset.chest_id) == asked.chest_id)
    said = session.exec(
        select(TranscriptSegment)
        .where(col(TranscriptSegment.edited_by) == me, col(TranscriptSegment.asset_id).in_(of_it))
        .order_by(col(TranscriptSegment.asset_id), col(TranscriptSegment.position))
    ).all()
    read = session.exec(
        select(PictureText)
        .where(col(PictureText.edited_by) == me, col(PictureText.asset_id).in_(of_it))
        .order_by(col(PictureText.asset_id))
    ).all()
    tags = session.exec(
        select(AssetTag)
        .where(
            col(AssetTag.chest_id) == asked.chest_id,
            col(AssetTag.created_by) == me,
            col(AssetTag.by) == TagBy.person,
            ~col(AssetTag.rejected),
        )
        .order_by(col(AssetTag.asset_id), col(AssetTag.label))
    ).all()
    named = session.exec(
        select(PersonInAsset.asset_id, Person.name)
        .join(Person, col(Person.id) == col(PersonInAsset.person_id))
        .where(
            col(Person.chest_id) == asked.chest_id,
            col(Person.deleted_at).is_(None),
            col(PersonInAsset.by) == me,
            ~col(PersonInAsset.rejected),
        )
        .order_by(col(PersonInAsset.asset_id), col(Person.name))
    ).all()
    memories = {one.asset_id for some in (said, read, tags) for one in some}
    seen = _seen(session, asked, memories | {memory for memory, _name in named})
    return {
        "changes": _changes(session, asked),
        "transcripts": [
            {"memory": str(one.asset_id), "second": one.start, "text": one.text}
            for one in said
            if one.asset_id in seen
        ],
        "words_in_pictures": [
            {"memory": str(one.asset_id), "text": one.text} for one in read if one.asset_id in seen
        ],
        "tags": [
            {"memory": str(one.asset_id), "tag": one.label} for one in tags if one.asset_id in seen
        ],
        "people_named": [
            {"memory": str(memory), "name": name} for memory, name in named if memory in seen
        ],
        "albums": _albums(session, asked),
        "story_edits": [
            {"text": row["text"], "instead_of": row["base_text"], "made_at": row["made_at"]}
            for row in rows_of_edits(session, asked)
            if row["made_by"] == str(me)
        ],
    }


def tell_about(
    session: Session,
    asked: Asked,
    chest: Chest,
    mine: Mapping[str, str],
    stories: Sequence[StoryView],
) -> Row:
    """How the family's list of people knows the account, and what stories tell of it or by what it
    gave. `mine` are the memories that are taken out, with the path of what is known of each."""
    own = set(find_own_persons(session, asked))
    people = [one for one in roster_of(session, chest) if one.id in own]
    names = [_bare(name) for one in people for name in (one.name, one.called) if name]
    sentences = [
        {
            "told_at": (story.finished_at or story.created_at).isoformat(),
            "text": sentence.text,
            "rests_on": [str(one) for one in sentence.sources if str(one) in mine],
        }
        for story in stories
        for chapter in story.chapters
        for sentence in chapter.sentences
        if any(str(one) in mine for one in sentence.sources)
        or any(f" {name} " in f" {_bare(sentence.text)} " for name in names)
    ]
    return {
        "people": [describe_person(one) for one in people],
        "memories": dict(sorted(mine.items())),
        "sentences": sentences,
    }


def _bare(text: str) -> str:
    return " ".join(word.folded for word in words_of(text))


def _changes(session: Session, asked: Asked) -> list[Row]:
    """What the account wrote into each memory: the fields that its change left different."""
    me = asked.viewer.account_id
    own = session.exec(
        select(AssetRevision.asset_id)
        .join(Asset, col(Asset.id) == col(AssetRevision.asset_id))
        .where(col(Asset.chest_id) == asked.chest_id, col(AssetRevision.changed_by) == me)
        .distinct()
    ).all()
    found: list[Row] = []
    for some in in_parts(sorted(_seen(session, asked, own))):
        history: dict[UUID, list[AssetRevision]] = {}
        for row in session.exec(
            select(AssetRevision)
            .where(col(AssetRevision.asset_id).in_(some))
            .order_by(col(AssetRevision.asset_id), col(AssetRevision.version))
        ):
            history.setdefault(row.asset_id, []).append(row)
        now = {
            one.id: state_of(one)
            for one in session.exec(select(Asset).where(col(Asset.id).in_(some)))
        }
        for memory, rows in history.items():
            then = [row.before for row in rows[1:]] + [now[memory]]
            for row, after in zip(rows, then, strict=True):
                if row.changed_by == me:
                    found.append(
                        {
                            "memory": str(memory),
                            "when": row.changed_at.isoformat(),
                            "wrote": {
                                name: after.get(name)
                                for name, value in row.before.items()
                                if after.get(name) != value
                            },
                        }
                    )
    return found


def _albums(session: Session, asked: Asked) -> list[Row]:
    albums = session.exec(
        select(Album)
        .where(
            col(Album.chest_id) == asked.chest_id,
            col(Album.made_by) == asked.viewer.account_id,
            col(Album.deleted_at).is_(None),
        )
        .order_by(col(Album.id))
    ).all()
    return [
        {
            "name": one.name,
            "description": one.description,
            "made_at": one.created_at.isoformat(),
            "memories": [str(id) for id in _in_album(session, asked, one)],
        }
        for one in albums
    ]


def _in_album(session: Session, asked: Asked, album: Album) -> Sequence[UUID]:
    query: Any = (
        select(AlbumItem.asset_id)
        .join(Asset, col(Asset.id) == col(AlbumItem.asset_id))
        .where(col(AlbumItem.album_id) == album.id, shown_in_albums(asked.viewer))
        .order_by(col(AlbumItem.place), col(AlbumItem.asset_id))
    )
    found: Sequence[UUID] = session.execute(query, {"now": utc_now()}).scalars().all()
    return found


def _seen(session: Session, asked: Asked, ids: Iterable[UUID]) -> set[UUID]:
    return {id for some in in_parts(ids) for id in list_visible(session, asked.viewer, some)}
