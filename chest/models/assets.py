"""Memories: the asset row, how far it is understood, what was derived from it, how it arrived."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Column, Index, Text, text
from sqlmodel import Field

from chest.models.base import ChestModel, UtcDateTime, Word, new_id, partial_index, utc_now


class Kind(StrEnum):
    photo = "photo"
    video = "video"
    audio = "audio"
    document = "document"
    note = "note"
    other = "other"


class AssetState(StrEnum):
    """`failed` means the bytes themselves are unusable; they are kept all the same."""

    uploading = "uploading"
    processing = "processing"
    ready = "ready"
    failed = "failed"


class Audience(StrEnum):
    """`only_me`: for whoever added it and nobody else, keepers neither."""

    only_me = "only_me"
    keepers = "keepers"
    family = "family"
    everyone = "everyone"


class Review(StrEnum):
    """Where an asset stands between its contributor and the family.

    It repeats the state of the asset's contribution on the row itself, so that one predicate over
    one table decides what a person may see. `chest.contributions.manager` keeps the two together.
    """

    published = "published"
    draft = "draft"
    pending = "pending"
    held = "held"
    declined = "declined"
    withdrawn = "withdrawn"


class DateOrigin(StrEnum):
    """Who says when a memory was made. No row says `folder`: releases before this word would not
    read it, so a row says `import`, and `taken_by` which."""

    user = "user"
    embedded = "embedded"
    file = "file"
    folder = "folder"
    imported = "import"


class Companion(StrEnum):
    """As what a file goes with the memory that is shown for both: the film of its moment, the
    picture or film as it was before it was edited, a camera's raw picture, or what only tells of
    it."""

    moment = "moment"
    original = "original"
    raw = "raw"
    sidecar = "sidecar"


CHAT_TYPE = "text/x-whatsapp-chat"
"""The media type of a conversation: it is text, and no letter."""


# The year that a memory is of, "1964", as far as its date tells one; "196" where it tells less, as
# "the 1960s" and "between 1963 and 1966" do. Sorted as text, what is of a decade stands before its
# years. Written out, because a database knows an index again by its expression: that of
# `ix_asset_years`, which revision 0013 alone makes, since SQLAlchemy cannot compare it.
YEAR_OF = (
    f"case when taken_sort = '{'9' * 29}' then 'undated' "
    "when substr(taken_sort, 9, 6) > '000366' then substr(taken_sort, 1, 3) "
    "else substr(taken_sort, 1, 4) end"
)


class Asset(ChestModel, table=True):
    """One memory. A note has a body and no bytes; everything else has bytes under `storage_key`."""

    __tablename__ = "asset"
    __table_args__ = (
        Index("ix_asset_timeline", "chest_id", "taken_sort", "id"),
        Index("ix_asset_sha256", "chest_id", "sha256"),
        Index("ix_asset_recent", "chest_id", "created_at", "id"),
        # The few that are put away or sealed, found without looking at all others.
        partial_index("ix_asset_deleted", "chest_id", "deleted_at"),
        partial_index("ix_asset_sealed", "chest_id", "visible_from"),
        Index(
            "ix_asset_unplayable",
            "kind",
            sqlite_where=text("plays_in_browser = 0"),
            postgresql_where=text("NOT plays_in_browser"),
        ),
        partial_index("ix_asset_companion", "companion_of"),
        partial_index("ix_asset_apart", "apart_from"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    chest_id: UUID = Field(foreign_key="chest.id", ondelete="CASCADE")
    kind: Kind = Field(sa_type=Word(Kind))
    state: AssetState = Field(sa_type=Word(AssetState), index=True)
    review: Review = Field(default=Review.published, sa_type=Word(Review))
    audience: Audience = Field(default=Audience.family, sa_type=Word(Audience))
    visible_from: datetime | None = Field(default=None, sa_type=UtcDateTime)

    storage_key: str | None = Field(default=None, max_length=512)
    original_name: str | None = Field(default=None, max_length=1024)
    media_type: str | None = Field(default=None, max_length=200)
    bytes: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    sha256: str | None = Field(default=None, max_length=64)
    body: str | None = Field(default=None, sa_type=Text)
    extracted_text: str | None = Field(default=None, sa_type=Text)

    taken: str | None = Field(default=None, max_length=100)
    taken_offset: str | None = Field(default=None, max_length=6)
    taken_earliest: str | None = Field(default=None, max_length=10)
    taken_latest: str | None = Field(default=None, max_length=10)
    taken_sort: str = Field(max_length=64)  # never NULL: a NULL would break keyset paging
    taken_source: DateOrigin | None = Field(default=None, sa_type=Word(DateOrigin))
    # What told it, unless a person did: see `chest.ingest.file_dates.Evidence`.
    taken_by: str | None = Field(default=None, max_length=32)
    scanned: str | None = Field(default=None, max_length=10)  # the day, where it was on paper
    place: str | None = Field(default=None, max_length=300)
    latitude: float | None = None
    longitude: float | None = None
    camera: str | None = Field(default=None, max_length=200)
    caption: str | None = Field(default=None, sa_type=Text)
    # None in rows older than the column, of which nobody knows.
    caption_source: DateOrigin | None = Field(default=None, sa_type=Word(DateOrigin))
    alt_text: str | None = Field(default=None, sa_type=Text)
    who: str | None = Field(default=None, sa_type=Text)  # who is on it, in somebody's own words
    who_source: DateOrigin | None = Field(default=None, sa_type=Word(DateOrigin))
    sender: str | None = Field(default=None, max_length=200)  # who had sent it, in a conversation

    width: int | None = None
    height: int | None = None
    duration: float | None = None
    pages: int | None = None
    plays_in_browser: bool = True
    is_truncated: bool = False
    blur: str | None = Field(default=None, sa_type=Text)
    peaks: list[float] | None = Field(default=None, sa_column=Column(JSON, nullable=True))

    contribution_id: UUID | None = Field(
        default=None, foreign_key="contribution.id", index=True, ondelete="SET NULL"
    )
    attached_to: UUID | None = Field(default=None, foreign_key="asset.id", index=True)
    duplicate_of: UUID | None = Field(default=None)
    stands_apart: bool = False  # shown by itself, whatever else has the same bytes
    # A curator said that it is the same picture as the one with these bytes, which is shown for
    # both; the one that is shown names its own.
    same_as: str | None = Field(default=None, max_length=64)
    # Shown as a part of that memory, which stands, is seen and goes as this one does: triggers see
    # to that (revision 0014). `apart_from` says that somebody wanted to see both.
    companion_of: UUID | None = Field(default=None)
    companion_as: Companion | None = Field(default=None, sa_type=Word(Companion))
    apart_from: UUID | None = Field(default=None)
    moment: float | None = None  # seconds of film that play on a picture
    left_out: bool = False  # declined by itself, whatever becomes of the rest of its gift
    added_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    version: int = 1
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deleted_by: UUID | None = Field(default=None)


class AssetRevision(ChestModel, table=True):
    """What a memory said before a person changed it: its history."""

    __tablename__ = "asset_revision"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    asset_id: UUID = Field(foreign_key="asset.id", index=True, ondelete="CASCADE")
    version: int
    before: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    changed_by: UUID | None = Field(default=None, foreign_key="account.id")
    changed_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class StepState(StrEnum):
    waiting = "waiting"
    running = "running"
    done = "done"
    skipped = "skipped"
    failed = "failed"


class Step(StrEnum):
    """The steps in which a file is understood, in the order in which people are told of them."""

    hash = "hash"
    type = "type"
    metadata = "metadata"
    derivatives = "derivatives"
    without_place = "without_place"  # the copy for links; the derived file is of this kind too
    text = "text"
    waveform = "waveform"
    rendition = "rendition"  # kept as a Rendition: earlier releases read the rows of the others
    # Kept as an Understanding; earlier releases have rows of the first two, skipped.
    transcribe = "transcribe"
    tag = "tag"
    read = "read"


class ProcessingStep(ChestModel, table=True):
    """How far one step of understanding got for one asset; `reason` is a sentence for a person."""

    __tablename__ = "processing_step"

    asset_id: UUID = Field(foreign_key="asset.id", primary_key=True, ondelete="CASCADE")
    step: Step = Field(primary_key=True, sa_type=Word(Step))
    state: StepState = Field(default=StepState.waiting, sa_type=Word(StepState))
    attempts: int = 0
    provider: str | None = Field(default=None, max_length=64)
    model: str | None = Field(default=None, max_length=64)
    reason: str | None = Field(default=None, sa_type=Text)
    updated_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class Derivative(ChestModel, table=True):
    """A picture or copy made from an asset. `version` counts remakes and is part of its address."""

    __tablename__ = "derivative"

    asset_id: UUID = Field(foreign_key="asset.id", primary_key=True, ondelete="CASCADE")
    # preview | thumb | poster | moment | without_place
    kind: str = Field(primary_key=True, max_length=16)
    version: int = 1
    storage_key: str = Field(max_length=512)
    media_type: str = Field(max_length=200)
    bytes: int = Field(sa_column=Column(BigInteger, nullable=False))
    sha256: str | None = Field(default=None, max_length=64)  # None in rows older than the column
    width: int | None = None
    height: int | None = None
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


PIECE = "part-"
"""How the kinds of derived files begin that are only pieces of one which is being made."""


class Rendition(ChestModel, table=True):
    """How far a film or voice is made playable everywhere, by which recipe. `done` and `whole` are
    seconds of it, `speed` how many of them are made in a second; `played_as` is the type that a
    browser is asked about which may play the file as it is. `reason` is a sentence."""

    __tablename__ = "rendition"

    asset_id: UUID = Field(foreign_key="asset.id", primary_key=True, ondelete="CASCADE")
    recipe: int
    series: int = 1  # of pieces; those of another fit to none of these, and lie elsewhere
    state: StepState = Field(default=StepState.waiting, sa_type=Word(StepState), index=True)
    attempts: int = 0
    reason: str | None = Field(default=None, sa_type=Text)
    played_as: str | None = Field(default=None, max_length=200)
    done: float = 0.0
    whole: float | None = None
    speed: float | None = None
    updated_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
