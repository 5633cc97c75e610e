"""A chest of any size in which everything occurs that a family can leave in one: every kind of
memory, every state, every decision. Written straight into the database, with bytes that are there.

Each table that a bag carries gets rows in which no column is empty, so that a comparison notices a
column that was forgotten.
"""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from secrets import token_hex
from typing import Any
from uuid import UUID

from PIL import Image
from sqlmodel import Session, col, update

from chest.albums.places import places_between
from chest.database import Database
from chest.models import (
    Album,
    AlbumItem,
    Alike,
    Asset,
    AssetRevision,
    AssetState,
    AssetTag,
    Audience,
    Chapter,
    Chest,
    ChestUnderstanding,
    Companion,
    Contribution,
    ContributionState,
    DateOrigin,
    EditOp,
    HeldState,
    HeldText,
    Kind,
    LookAlike,
    Person,
    PersonInAsset,
    PersonProposal,
    PictureText,
    PictureTextRevision,
    ProcessingStep,
    ProposalState,
    Review,
    Step,
    StepState,
    Story,
    StoryEdit,
    StorySentence,
    StoryState,
    TagBy,
    TextField,
    Transcript,
    TranscriptRevision,
    TranscriptSegment,
    Understanding,
    new_id,
    utc_now,
)
from storage.base import BlobStore
from tests.builders import (
    Family,
    account_of,
    add_account,
    add_family,
    add_link,
    open_link_session,
)

_AT_ONCE = 100
_STATE_OF = {
    Review.published: ContributionState.approved,
    Review.pending: ContributionState.pending,
    Review.held: ContributionState.held,
    Review.declined: ContributionState.declined,
    Review.withdrawn: ContributionState.withdrawn,
    Review.draft: ContributionState.draft,
}


@dataclass
class MadeChest:
    """The family whose chest it is, and the account of somebody who did much and has left."""

    family: Family
    gone: UUID


def make_chest(database: Database, blobs: BlobStore, number: int) -> MadeChest:
    """A chest with so many memories, 120 or more."""
    family = add_family(database, name="Rosa Almeida", time_zone="Europe/Lisbon")
    gone = account_of(add_account(database, "Tia who left"))
    made = MadeChest(family, gone)
    people = _add_people(database, made)
    gifts = _add_gifts(database, made)
    ids: list[UUID] = []
    for start in range(0, number, _AT_ONCE):
        some = range(start, min(start + _AT_ONCE, number))
        with database.write() as session:
            assets = [_make_asset(n, made, blobs, gifts) for n in some]
            session.add_all(assets)
            session.flush()
            for n, asset in zip(some, assets, strict=True):
                session.add_all(_around(n, asset, made, people))
            ids += [asset.id for asset in assets]
    with database.write() as session:
        _point(session, ids)
        _decide(session, made, ids, people)
        _add_albums(session, made, ids)
        _add_stories(session, made, ids)
    return made


# ---- one memory ----


def _make_asset(
    n: int, made: MadeChest, blobs: BlobStore, gifts: dict[Review, tuple[UUID, UUID]]
) -> Asset:
    family = made.family
    kind = _kind(n)
    data, name, media_type = _bytes(n, kind)
    asset = Asset(
        chest_id=family.chest_id,
        kind=kind,
        state=AssetState.failed if n % 97 == 96 else AssetState.ready,
        review=Review.published,
        original_name=name,
        media_type=media_type,
        added_by=account_of((family.keeper, family.member, family.curator)[n % 3]),
        created_at=utc_now() - timedelta(minutes=10_000 - n % 5000),
        version=1 + n % 4,
        **_words(n, kind),
    )
    if data:
        asset.storage_key = f"v1/{family.chest_id}/o/{token_hex(16)}"
        asset.bytes, asset.sha256 = len(data), sha256(data).hexdigest()
        blobs.put(asset.storage_key, [data])
    _hide_or_give(n, asset, made, gifts)
    return asset


def _kind(n: int) -> Kind:
    where = n % 20
    for below, kind in ((10, Kind.photo), (13, Kind.note), (16, Kind.document), (19, Kind.audio)):
        if where < below:
            return kind
    return Kind.other


def _bytes(n: int, kind: Kind) -> tuple[bytes | None, str | None, str | None]:
    if kind is Kind.note:
        return None, None, None
    if kind is Kind.photo:
        picture = io.BytesIO()
        colour = (n % 256, n // 256 % 256, 99)
        Image.new("RGB", (16, 12), colour).save(picture, "PNG")
        return picture.getvalue(), f"IMG_{n:04}.png", "image/png"
    if kind is Kind.audio:
        sound = io.BytesIO()
        with wave.open(sound, "wb") as file:
            file.setparams((1, 2, 8000, 0, "NONE", ""))
            file.writeframes(n.to_bytes(4) * 400)
        return sound.getvalue(), f"voice {n}.wav", "audio/wav"
    ending, media_type = ("txt", "text/plain") if kind is Kind.document else ("bin", None)
    return f"Querida Ana, carta {n}.\n".encode() * 5, f"carta {n}.{ending}", media_type


def _words(n: int, kind: Kind) -> dict[str, Any]:
    year = 1931 + n % 90
    told: dict[str, Any] = {
        "caption": f"Na praia: São João, {n} / \\ “{n % 7}”" if n % 4 else None,
        "caption_source": DateOrigin.user if n % 4 else None,
        "taken_sort": f"{year}-05-12" if n % 6 else "9999-12-31",
        "audience": (Audience.family, Audience.everyone, Audience.keepers)[n % 3],
        "sender": f"Sender {n % 5}" if n % 9 == 0 else None,
    }
    if n % 6:
        told |= {
            "taken": f"{year}-05-12",
            "taken_earliest": f"{year}-05-12",
            "taken_latest": f"{year}-05-12",
            "taken_offset": "+01:00",
            "taken_source": DateOrigin.embedded,
            "taken_by": "camera",
            "scanned": "2024-01-02",
        }
    if kind is Kind.note:
        return told | {"body": f"She sang 🕯 in the kitchen, number {n}.\n\nAnd she laughed."}
    if kind is Kind.document:
        return told | {"extracted_text": f"Querida Ana, carta {n}.", "pages": 1 + n % 3}
    if kind is Kind.audio:
        sound = {"duration": 0.1 + n / 7, "peaks": {"peaks": [0.1, n / 3000, 1]}}
        return told | sound | {"plays_in_browser": n % 8 != 0, "is_truncated": n % 16 == 0}
    if kind is Kind.photo:
        return told | {
            "place": f"Setúbal {n % 11}",
            "latitude": 38.5 + n / 10_000,
            "longitude": -8.9,
            "camera": "Kodak Retina",
            "alt_text": f"A beach with {n} people",
            "who": "Joaquim, Rosa",
            "who_source": DateOrigin.embedded,
            "width": 16,
            "height": 12,
            "blur": "LEHV6nWB2yk8",
            "moment": 0.5 if n % 40 == 1 else None,
            "stands_apart": n % 40 == 2,
            "same_as": f"{n:064x}" if n % 40 == 4 else None,
            "left_out": n % 50 == 6,
        }
    return told


def _hide_or_give(
    n: int, asset: Asset, made: MadeChest, gifts: dict[Review, tuple[UUID, UUID]]
) -> None:
    """What is deleted, sealed, arriving, for one person alone, or waits for a moderator."""
    where = n % 40
    if where in (1, 21):
        review = list(_STATE_OF)[n // 20 % len(_STATE_OF)]
        asset.review, asset.added_by = review, None
        asset.contribution_id = gifts[review][n // 40 % 2]
        asset.audience = Audience.family
    elif where == 6:
        asset.deleted_at, asset.deleted_by = utc_now(), account_of(made.family.keeper)
    elif where == 13:
        asset.visible_from = utc_now() + timedelta(days=365)
    elif where == 14:
        asset.visible_from = utc_now() - timedelta(days=365)
    elif where == 15:
        asset.state = AssetState.uploading
    elif where in (8, 16):
        asset.audience = Audience.only_me
        asset.added_by = account_of(made.family.keeper if where == 8 else made.family.member)
    elif where == 3:
        asset.added_by = made.gone


def _around(n: int, asset: Asset, made: MadeChest, people: list[UUID]) -> Iterator[Any]:
    """What is known of one memory beside its row."""
    by, now = account_of(made.family.curator), utc_now()
    if asset.bytes is not None:
        for step in (Step.hash, Step.type, Step.metadata, Step.text, Step.derivatives):
            yield ProcessingStep(
                asset_id=asset.id,
                step=step,
                state=StepState.done if n % 9 else StepState.skipped,
                attempts=1 + n % 2,
                provider="pillow",
                model="11",
                reason="Nothing is written in it.",
            )
    if n % 5 == 0:
        yield AssetRevision(
            asset_id=asset.id,
            version=1,
            before={"caption": f"Before {n}", "taken": None},
            changed_by=made.gone if n % 10 else by,
        )
    if n % 10 == 3:
        yield HeldText(
            chest_id=asset.chest_id,
            asset_id=asset.id,
            field=TextField.caption,
            said_id=new_id(),
            wording=f"{n:032x}",
            findings=[{"reason": "health", "start": 0, "end": 2, "words": "Na"}],
            state=list(HeldState)[n // 10 % 5],
            audience=Audience.keepers,
            decided_by=by,
            decided_at=now,
            answer="Yes, tell it.",
            answered_at=now,
        )
    if asset.kind is Kind.photo:
        yield from _around_a_picture(n, asset, by, people)
    if asset.kind is Kind.audio:
        yield from _around_a_voice(n, asset, by)


def _around_a_picture(n: int, asset: Asset, by: UUID, people: list[UUID]) -> Iterator[Any]:
    for label, rejected in ((f"boat {n % 30}", False), ("cat", n % 3 == 0)):
        yield AssetTag(
            asset_id=asset.id,
            label=label,
            chest_id=asset.chest_id,
            by=TagBy.model if n % 2 else TagBy.person,
            rejected=rejected,
            score=0.5,
            provider="clip",
            model="small",
            created_by=by,
        )
    yield PersonInAsset(
        asset_id=asset.id,
        person_id=people[n % len(people)],
        box=[0.1, 0.2, 0.3, n % 10 / 10],
        rejected=n % 7 == 0,
        by=by,
    )
    if n % 3 == 0:
        yield PictureText(
            asset_id=asset.id,
            text=f"Padaria {n}",
            seen="Padeira",
            language="pt",
            confidence=0.7,
            lines=[{"text": "Padaria", "confidence": 0.7, "box": [0, 0, 1, 1]}],
            provider="tesseract",
            model="por",
            version=2,
            edited_by=by,
            edited_at=utc_now(),
        )
        yield PictureTextRevision(asset_id=asset.id, version=1, text="Padeira", changed_by=by)
        yield _understood(asset.id, Step.read)


def _around_a_voice(n: int, asset: Asset, by: UUID) -> Iterator[Any]:
    yield Transcript(
        asset_id=asset.id,
        language="pt",
        language_set=True,
        provider="local",
        model="small",
        version=2,
        edited_by=by,
        edited_at=utc_now(),
        offered={"segments": [{"text": "A pound of mice", "start": 0}]},
    )
    for position in range(4):
        yield TranscriptSegment(
            asset_id=asset.id,
            position=position,
            start=position * 2.5,
            end=position * 2.5 + 2.25,
            text=f"A pound of rice, {n}.{position}",
            heard="A pound of mice." if position == 1 else None,
            speaker="Rosa",
            language="pt",
            confidence=0.8,
            words=[[0.1, 0.4, "pound"]],
            edited_by=by if position == 1 else None,
            edited_at=utc_now() if position == 1 else None,
        )
    yield TranscriptRevision(
        asset_id=asset.id, version=1, before={"segments": {}}, changed_by=by, undone=n % 2 == 0
    )
    yield _understood(asset.id, Step.transcribe)


def _understood(asset_id: UUID, step: Step) -> Understanding:
    return Understanding(
        asset_id=asset_id,
        step=step,
        state=StepState.done,
        attempts=1,
        reason="Nobody speaks in it.",
        provider="local",
        model="small",
        done=1.0,
        whole=2.0,
        speed=3.0,
    )


# ---- all of them ----


def _add_people(database: Database, made: MadeChest) -> list[UUID]:
    """Everybody but the last two, who is one with somebody else, and deleted."""
    with database.write() as session:
        people = [
            Person(
                chest_id=made.family.chest_id,
                name=f"Joaquim {n}",
                called="Avô",
                also=[{"name": "Quim"}],
                pronoun="he",
                relation="grandfather",
                relation_words="my mother's father",
                life="dead",
                born="1901",
                died="1980~",
                is_honoree=False,
                account_id=account_of(made.family.member) if n == 1 else None,
                created_by=made.gone,
            )
            for n in range(8)
        ]
        for one in people:
            one.stands_as = one.id
        people[6].merged_into = people[6].stands_as = people[0].id
        people[7].deleted_at, people[7].deleted_by = utc_now(), account_of(made.family.keeper)
        ids = [one.id for one in people]
        session.add_all(people)
        return ids


def _add_gifts(database: Database, made: MadeChest) -> dict[Review, tuple[UUID, UUID]]:
    """Of each state one gift through a link, and one of an account that has left."""
    family = made.family
    aunt = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    gifts = {}
    with database.write() as session:
        for review, state in _STATE_OF.items():
            given = [
                Contribution(
                    chest_id=family.chest_id,
                    link_id=aunt.link_id if by is None else None,
                    link_session_id=getattr(aunt, "session_id", None) if by is None else None,
                    account_id=by,
                    name="Aunt Graça",
                    relation="her sister",
                    contact_email="graca@example.org",
                    consent_at=utc_now(),
                    state=state,
                    withdrawn_from=ContributionState.pending,
                    decision_note="Thank you",
                    held_until=utc_now(),
                    decided_by=made.gone,
                    decided_at=utc_now(),
                    submitted_at=utc_now(),
                    version=3,
                )
                for by in (None, made.gone)
            ]
            gifts[review] = (given[0].id, given[1].id)
            session.add_all(given)
    return gifts


def _point(session: Session, ids: list[UUID]) -> None:
    """Memories that belong to others, also to ones that nobody carries."""

    def set_at(n: int, **named: Any) -> None:
        if n < len(ids):
            session.exec(update(Asset).where(col(Asset.id) == ids[n]).values(**named))

    for start in range(0, len(ids), 40):
        set_at(start + 10, attached_to=ids[start])
        set_at(start + 12, attached_to=ids[start + 6] if start + 6 < len(ids) else None)
        set_at(start + 2, companion_of=ids[start], companion_as=Companion.original)
        set_at(start + 4, duplicate_of=ids[start], apart_from=ids[start])
        first = session.get_one(Asset, ids[start + 1])
        session.exec(
            update(Contribution)
            .where(col(Contribution.id) == first.contribution_id)
            .values(message_asset_id=first.id)
        )
        set_at(start + 5, companion_of=ids[start + 1], companion_as=Companion.raw)


def _decide(session: Session, made: MadeChest, ids: list[UUID], people: list[UUID]) -> None:
    chest = session.get_one(Chest, made.family.chest_id)
    by, now = account_of(made.family.keeper), utc_now()
    told = {
        "middle_name": "Maria",
        "maiden_name": "Costa",
        "nick_name": "Rosinha",
        "called": "Rosa",
        "pronoun": "she",
        "born": "1931-04",
        "died": "2024-11-02",
        "places": ["Setúbal", "Lisboa"],
        "words": "She baked bread.",
        "long_words": "She baked bread\n\nfor everybody.",
        "hero_asset_id": ids[0],
        "hero_crop": [0.1, 0.1, 0.5, 0.5],
        "southern": True,
        "trusts_members": True,
        "narrator": "composer",
        "narrator_ceiling": 5_000_000,
    }
    for name, value in told.items():
        setattr(chest, name, value)
    session.add(chest)
    session.add(
        ChestUnderstanding(
            chest_id=chest.id,
            speech="off",
            speech_language="pt",
            pictures=False,
            names=[{"name": "Quim", "sounds": "keem"}],
            labels={"added": ["tram"]},
            updated_by=made.gone,
        )
    )
    for n, state in enumerate((*ProposalState, ProposalState.confirmed)):
        session.add(
            PersonProposal(
                chest_id=chest.id,
                key=f"name {n}",
                name="Quim",
                relation="uncle",
                relation_words="uncle",
                said_by="Tom",
                number=n,
                state=state,
                person_id=people[-1] if n == 3 else people[n],  # the last is deleted
                decided_by=by,
                decided_at=now,
            )
        )
    for n, alike in enumerate(Alike):
        session.add(
            LookAlike(
                chest_id=chest.id,
                first=f"{n:064x}",
                second=f"{n + 9:064x}",
                nearness=0.9,
                state=alike,
                decided_by=by,
                decided_at=now,
            )
        )


def _add_albums(session: Session, made: MadeChest, ids: list[UUID]) -> None:
    """One of each audience and one that is deleted; what lies in them is not all carried."""
    for n, audience in enumerate((*Audience, Audience.only_me, Audience.family)):
        keeper = account_of(made.family.keeper)
        album = Album(
            chest_id=made.family.chest_id,
            name=f"Álbum {n}",
            description="Of the summer",
            audience=audience,
            cover_asset_id=ids[0],
            source=f"{n:064x}",
            made_by=account_of(made.family.member) if n == 4 else keeper,
            deleted_at=utc_now() if n == 5 else None,
            deleted_by=keeper if n == 5 else None,
        )
        session.add(album)
        session.flush()
        inside = ids[n::9]
        session.add_all(
            AlbumItem(album_id=album.id, asset_id=one, place=place, added_by=made.gone)
            for one, place in zip(inside, places_between(None, None, len(inside)), strict=True)
        )


def _add_stories(session: Session, made: MadeChest, ids: list[UUID]) -> None:
    for n, audience in enumerate((Audience.keepers, Audience.family, Audience.everyone)):
        _add_story(session, made, ids, n, audience)
    for state in (StoryState.failed, StoryState.waiting):
        session.add(_story(made, Audience.family, state=state))
    session.add(_story(made, Audience.family, deleted_at=utc_now()))


def _story(made: MadeChest, audience: Audience, **fields: Any) -> Story:
    told: dict[str, Any] = {
        "state": StoryState.ready,
        "model": "composer",
        "who": "the program itself",
        "consent_by": made.gone,
        "consent_at": utc_now(),
        "consent_memories": 5,
        "consent_to": "somebody",
        "fallbacks": [{"chapter": "a", "provider": "claude", "reason": "It did not answer."}],
        "done": 2,
        "of": 2,
        "doing": "Reading",
        "reason": "A reason",
        "finished_at": utc_now(),
        **fields,
    }
    return Story(
        chest_id=made.family.chest_id,
        audience=audience,
        provider="composer",
        created_by=made.gone,
        **told,
    )


def _add_story(
    session: Session, made: MadeChest, ids: list[UUID], n: int, audience: Audience
) -> None:
    story = _story(made, audience)
    session.add(story)
    session.flush()
    for position in range(max(2, len(ids) // 200)):
        # 0, 40, 80 …: published pictures for the family, carried in every bag.
        some = [str(one) for one in ids[0::120]]
        chapter = Chapter(
            story_id=story.id,
            position=position,
            title=f"Chapter {position}",
            key=f"key {position}",
            model="composer",
            prompt_version="1",
            memories=some,
            sent=some,
            left_out=[{"text": "She flew.", "reason": "no source"}],
        )
        session.add(chapter)
        session.flush()
        for place in range(5):
            source = some[(position * 5 + place) % len(some)]
            sentence = StorySentence(
                chapter_id=chapter.id,
                position=place,
                text=f"In May she was at the sea, {n}.{position}.{place}.",
                sources=[source],
                quote="at the sea",
                opens_paragraph=place == 0,
                reasons=["date"],
                spans=[[source, "May"]],
            )
            session.add(sentence)
            if (position, place) == (0, 1):
                session.flush()
                session.add(_edit(made, sentence, audience, undone=n == 1))


def _edit(made: MadeChest, of: StorySentence, audience: Audience, *, undone: bool) -> StoryEdit:
    return StoryEdit(
        chest_id=made.family.chest_id,
        thread=of.id,
        op=EditOp.rewrite,
        audience=audience,
        language="en",
        base_text=of.text,
        base_sources=of.sources,
        base_spans=of.spans,
        base_quote=of.quote,
        base_read_at=utc_now(),
        beside=[{"text": "x", "sources": of.sources}],
        follows=of.id,
        chapter_key="key 0",
        chapter_title="Chapter 0",
        before="x",
        text="As the family says it.",
        sources=of.sources,
        made_by=made.gone,
        undone_at=utc_now() if undone else None,
        undone_by=made.gone if undone else None,
    )
