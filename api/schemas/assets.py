"""Memories as the API says them and takes changes to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.http.formats import SentNumber
from api.schemas.base import Answer, Moment, Page
from chest.access.viewers import Viewer
from chest.assets.media import MediaManager
from chest.assets.pages import AssetPage
from chest.assets.views import AssetView
from chest.library import Library
from chest.models import AssetState, Audience, Companion, DateOrigin, Kind, Review, StepState
from chest.people.rows import InPicture
from chest.tags.labels import Labels as LabelsOfChest
from chest.tags.manager import Tags as TagsOfMemory
from chest.tags.rows import TagView


class AssetChanges(BaseModel):
    """Fields that are not sent stay as they are; null empties one. `taken` is words or EDTF."""

    model_config = ConfigDict(extra="forbid")

    version: SentNumber
    caption: str | None = None
    alt_text: str | None = None
    who: str | None = None
    place: str | None = None
    taken: str | None = None
    body: str | None = None
    audience: str | None = None

    def changes(self) -> dict[str, Any]:
        return self.model_dump(exclude_unset=True, exclude={"version"})


class Taken(Answer):
    """When a memory was made: EDTF, the days between which it lies, and who says so: a person
    (`user`), the file itself (`embedded`), its name (`file`), the name of the folder that it lay in
    (`folder`), or what else came with it (`import`)."""

    edtf: str
    earliest: str | None
    latest: str | None
    source: DateOrigin | None
    offset: str | None

    @classmethod
    def of(cls, asset: AssetView) -> Taken | None:
        if asset.taken is None:
            return None
        return cls(
            edtf=asset.taken,
            earliest=asset.taken_earliest,
            latest=asset.taken_latest,
            source=asset.taken_source,
            offset=asset.taken_offset,
        )


class Tag(Answer):
    """A word for what is in a picture. `label` is its key, `called` what it is called in the
    language of whoever asks; `by` is `person`, or which model suggests it, with its `score`."""

    label: str
    called: str
    by: str
    score: float | None

    @classmethod
    def of(cls, tag: TagView) -> Tag:
        return cls(label=tag.label, called=tag.called, by=tag.by, score=tag.score)


class OnIt(Answer):
    """Somebody on a memory; `box` is where in the picture, as parts of its width and height (left,
    top, width, height), null where nobody drew it. `told` is false where it follows from the names
    that are written for who is on it."""

    id: UUID
    name: str
    box: tuple[float, float, float, float] | None
    told: bool

    @classmethod
    def of(cls, one: InPicture) -> OnIt:
        return cls(id=one.person_id, name=one.name, box=one.box, told=one.told)


class TagsBody(BaseModel):
    """The tags that a memory is to have, in any language that labels are known in."""

    model_config = ConfigDict(extra="forbid")

    labels: list[str] = Field(max_length=50)


class Tags(Answer):
    """The tags of one memory. `rejected` were taken away and can be brought back; they are told to
    whoever may change them, as `editable` says."""

    tags: list[Tag]
    rejected: list[Tag]
    editable: bool

    @classmethod
    def of(cls, tags: TagsOfMemory) -> Tags:
        return cls(
            tags=[Tag.of(tag) for tag in tags.items],
            rejected=[Tag.of(tag) for tag in tags.rejected],
            editable=tags.editable,
        )


class LabelsBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    added: list[str] = Field(max_length=100)
    removed: list[str] = Field(max_length=300)


class Labels(Answer):
    """The words that pictures of a chest are labelled with: those `added` by the family, those it
    `removed`, and all that are `offered`, by what they are called in the reader's language."""

    added: list[str]
    removed: list[str]
    offered: dict[str, str]

    @classmethod
    def of(cls, labels: LabelsOfChest) -> Labels:
        return cls(
            added=list(labels.added), removed=list(labels.removed), offered=dict(labels.offered)
        )


class Contributor(Answer):
    """Whoever a memory comes from. `account_id` is null for those who came through a link, and
    towards them."""

    name: str
    account_id: UUID | None

    @classmethod
    def of(cls, asset: AssetView) -> Contributor | None:
        if asset.contributor_name is None:
            return None
        return cls(name=asset.contributor_name, account_id=asset.contributor_account_id)


class Step(Answer):
    """How far one step of understanding a file got; `reason` is a sentence, `seconds_left` how long
    it still takes where that was measured."""

    step: str
    state: StepState
    attempts: int
    reason: str | None
    seconds_left: int | None


class Asset(Answer):
    """A memory. `urls` are the addresses of its forms, good for whoever asked and for a while;
    `editable` says whether they may change it. `played_as` is the type of a film that only some
    browsers play, until there is something that all of them do. `who` is who is on it, in
    somebody's own words; `who_source` is `import` where an export told it, and
    `caption_source` says so of the caption, `embedded` where it stood in the file, `user` where
    somebody wrote it here; both are null where nobody knows. `scanned` is the day on
    which a picture on paper was scanned, whenever it was taken. `sender` is who had sent it in a
    conversation. `moment` is how many seconds of film play on a picture, at `urls.moment`.
    `companion_of` names the memory that a file is shown with, and `companion_as` as what. `tags`
    are told to members only. Nobody is named yet."""

    id: UUID
    chest_id: UUID
    kind: Kind
    state: AssetState
    review: Review
    original_name: str | None
    media_type: str | None
    bytes: int | None
    sha256: str | None
    body: str | None
    taken: Taken | None
    scanned: str | None
    place: str | None
    latitude: float | None
    longitude: float | None
    camera: str | None
    caption: str | None
    alt_text: str | None
    who: str | None
    who_source: DateOrigin | None
    caption_source: DateOrigin | None
    sender: str | None
    companion_of: UUID | None
    companion_as: Companion | None
    moment: float | None
    width: int | None
    height: int | None
    duration: float | None
    pages: int | None
    is_truncated: bool
    plays_in_browser: bool
    played_as: str | None
    blur: str | None
    peaks: list[float] | None
    tags: list[Tag]
    people: list[OnIt]
    audience: Audience
    visible_from: Moment | None
    contribution_id: UUID | None
    attached_to: UUID | None
    duplicate_of: UUID | None
    contributor: Contributor | None
    likes: int
    comments: int
    steps: list[Step]
    urls: dict[str, str | None]
    editable: bool
    created_at: Moment
    version: int
    deleted_at: Moment | None

    @classmethod
    def of(cls, view: AssetView, viewer: Viewer, media: MediaManager) -> Asset:
        """A memory with addresses that are good for this viewer."""
        return cls.model_validate(_fields(view, viewer, media))


class Post(Asset):
    """A memory with what is attached to it."""

    attachments: list[Asset]

    @classmethod
    def with_attachments(cls, view: AssetView, viewer: Viewer, library: Library) -> Post:
        cards = library.assets.list_attachments(viewer, view.id)
        attached = library.assets.list_views(viewer, [card.id for card in cards])
        attachments = [Asset.of(one, viewer, library.media) for one in attached]
        fields = _fields(view, viewer, library.media)
        return cls.model_validate(fields | {"attachments": attachments})


# Said by Asset in another form than the view has it, or not by the view at all.
_OTHERWISE = {"taken", "contributor", "urls", "tags", "people", "likes", "comments"}
_AS_THEY_ARE = [name for name in Asset.model_fields if name not in _OTHERWISE]


def _fields(view: AssetView, viewer: Viewer, media: MediaManager) -> dict[str, Any]:
    pictures: dict[str, str | None] = {"thumb": None, "preview": None, "original": None}
    return {
        **{name: getattr(view, name) for name in _AS_THEY_ARE},
        "taken": Taken.of(view),
        "contributor": Contributor.of(view),
        "urls": pictures | media.urls(viewer, view),
        "tags": [Tag.of(tag) for tag in view.tags],
        "people": [OnIt.of(one) for one in view.people],
        "likes": 0,
        "comments": 0,
    }


def page_of_assets(page: AssetPage, viewer: Viewer, library: Library) -> Page[Asset]:
    """A page of a list: everything about each memory, and the cursor of the next page."""
    views = library.assets.list_views(viewer, [card.id for card in page.items])
    items = [Asset.of(view, viewer, library.media) for view in views]
    return Page[Asset](items=items, next=page.next)


class DecadeCount(Answer):
    """How many memories a decade holds, which is named by its first year."""

    decade: int
    count: int


class Count(Answer):
    count: int


class Timeline(Page[Asset]):
    """Some of the memories in the order of a life, beside how many there are."""

    decades: list[DecadeCount]
    undated: Count


class Changer(Answer):
    name: str | None
    account_id: UUID | None


class Revision(Answer):
    """What a memory said until somebody changed it. `before` holds the fields that people edit."""

    version: int
    before: dict[str, Any]
    changed_at: Moment
    changed_by: Changer
