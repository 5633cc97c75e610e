"""The texts of memories that a story could tell, and what tells one wording from another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from ai.narrative.gate.reading import VERSION
from chest.models import (
    CHAT_TYPE,
    Asset,
    Contribution,
    Kind,
    PictureText,
    TextField,
    TranscriptSegment,
)

_WORDING = 16  # bytes


@dataclass(frozen=True)
class TextOfMemory:
    """One text of a memory. `second` is when it is said, where it is."""

    asset_id: UUID
    field: TextField
    said_id: UUID | None
    words: str
    second: float | None = None

    @property
    def key(self) -> tuple[TextField, UUID | None]:
        return self.field, self.said_id

    @property
    def wording(self) -> bytes:
        return wording_of(self.words)


def wording_of(words: str) -> bytes:
    """The same for the same words, and for no others."""
    return sha256(words.encode("utf-8", "surrogatepass")).digest()[:_WORDING]


def fingerprint_of(texts: Iterable[TextOfMemory]) -> str:
    """Of all the texts of one memory, and of the gate by which they are read."""
    whole = sha256(VERSION.encode())
    for text in texts:
        whole.update(f"\0{text.field.value}\0{text.said_id or ''}\0".encode())
        whole.update(text.wording)
    return whole.hexdigest()


def split_wordings(kept: bytes) -> frozenset[bytes]:
    return frozenset(kept[at : at + _WORDING] for at in range(0, len(kept), _WORDING))


def join_wordings(texts: Iterable[TextOfMemory]) -> bytes:
    return b"".join(sorted({text.wording for text in texts}))


def load_texts(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[TextOfMemory]]:
    """The texts of each of these memories, as they are now; every memory that is there has a list.
    A conversation is nobody's letter and told nowhere."""
    texts: dict[UUID, list[TextOfMemory]] = {}
    rows = session.execute(
        select_columns(
            col(Asset.id),
            col(Asset.kind),
            col(Asset.media_type),
            col(Asset.caption),
            col(Asset.place),
            col(Asset.body),
            col(Asset.extracted_text),
            col(PictureText.text),
            col(Contribution.message_asset_id),
        )
        .join(Contribution, col(Contribution.id) == col(Asset.contribution_id), isouter=True)
        .join(PictureText, col(PictureText.asset_id) == col(Asset.id), isouter=True)
        .where(col(Asset.id).in_(ids))
    ).all()
    for row in rows:
        asset_id, kind, media_type, caption, place, body, extracted, picture, message_id = row
        body_field = TextField.message if message_id == asset_id else TextField.body
        is_told = kind is Kind.document and media_type != CHAT_TYPE
        found = {
            TextField.caption: caption,
            TextField.place: place,
            body_field: body if kind is Kind.note else None,
            TextField.extracted: extracted if is_told else None,
            TextField.picture: picture,
        }
        texts[asset_id] = [
            TextOfMemory(asset_id, field, None, words) for field, words in found.items() if words
        ]
    said = select(
        TranscriptSegment.asset_id,
        TranscriptSegment.id,
        TranscriptSegment.text,
        TranscriptSegment.start,
    )
    for asset_id, said_id, words, second in session.exec(
        said.where(
            col(TranscriptSegment.asset_id).in_(ids), col(TranscriptSegment.text) != ""
        ).order_by(col(TranscriptSegment.asset_id), col(TranscriptSegment.position))
    ):
        texts.setdefault(asset_id, []).append(
            TextOfMemory(asset_id, TextField.said, said_id, words, second)
        )
    return texts
