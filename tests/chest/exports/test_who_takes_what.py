"""Who takes out what, in every form: a table, and nothing beside it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import pytest

from chest.access.viewers import Viewer
from chest.albums.manager import AlbumManager
from chest.database import Database
from chest.errors import NotFound, NotSignedIn
from chest.exports.measuring import ExportSize
from chest.models import (
    Asset,
    AssetState,
    Audience,
    ExportFormat,
    Person,
    PersonInAsset,
    Review,
    Transcript,
    TranscriptSegment,
    new_id,
    utc_now,
)
from tests.arrivals import ShutStore
from tests.builders import (
    Family,
    account_of,
    add_contribution,
    add_link,
    open_link_session,
)
from tests.chest.exports.conftest import Exporting, add_file

ALL_SEE = {"everyone", "family"}
MEMBERS = {"member's own", "member's own for keepers", "member's own that waits",
           "member's own declined", "member's own alone"}  # fmt: skip
WAITING = {"waits", "declined", "member's own that waits", "member's own declined"}
SEEN = {
    "viewer": ALL_SEE | {"member's own"},
    "member": ALL_SEE | MEMBERS,
    "curator": ALL_SEE | WAITING | {"member's own"},
    "keeper": ALL_SEE | WAITING | {"member's own", "member's own for keepers", "keepers"},
}
# The member is on what the family sees, and on what is for keepers alone; nobody else is on any.
OWN: dict[str, set[str]] = {
    "viewer": set(),
    "member": MEMBERS | {"family"},
    "curator": set(),
    "keeper": set(),
}


def fill(database: Database, blobs: ShutStore, family: Family, aunt: Viewer) -> dict[str, UUID]:
    """Memories of every sort. Each has its own sign in its name, its words and its bytes."""
    own = account_of(family.member)
    by_link = add_contribution(database, family.chest_id, by=aunt, contact_email="aunt@example.org")
    mine: dict[str, object] = {"added_by": own}
    kinds: dict[str, dict[str, object]] = {
        "everyone": {"audience": Audience.everyone},
        "family": {},
        "keepers": {"audience": Audience.keepers},
        "member's own": mine,
        "member's own for keepers": {"audience": Audience.keepers, **mine},
        "member's own that waits": {"review": Review.pending, **mine},
        "member's own declined": {"review": Review.declined, **mine},
        "member's own alone": {"audience": Audience.only_me, **mine},
        "another's alone": {
            "audience": Audience.only_me,
            "added_by": account_of(family.stranger),
        },
        "waits": {"review": Review.pending, "contribution_id": by_link},
        "declined": {"review": Review.declined},
        "sealed": {"visible_from": utc_now() + timedelta(days=1)},
        "deleted": {"deleted_at": utc_now(), **mine},
        "withdrawn": {"review": Review.withdrawn},
        "still arriving": {"state": AssetState.uploading, **mine},
    }
    made = {
        name: add_file(
            database,
            blobs,
            family.chest_id,
            f"bytes {sign(name)}".encode(),
            caption=f"Caption {sign(name)}",
            who=f"Somebody {sign(name)}",
            place=f"Place {sign(name)}",
            **fields,
        )
        for name, fields in kinds.items()
    }
    with database.write() as session:
        id = new_id()
        session.add(
            Person(id=id, stands_as=id, chest_id=family.chest_id, name="Tom", account_id=own)
        )
        session.flush()
        for name in ("family", "keepers", "another's alone", "sealed"):
            session.add(PersonInAsset(asset_id=made[name], person_id=id))
        for name, memory in made.items():
            session.add(Transcript(asset_id=memory, language="en", provider="w", model="b"))
            session.flush()
            session.add(
                TranscriptSegment(
                    asset_id=memory, position=0, start=0.0, end=1.0, text=f"said {sign(name)}"
                )
            )
    return made


def sign(name: str) -> str:
    """Letters that stand for nothing else."""
    return "xq" + "".join(c for c in name if c.isalpha()) + "qx"


def everything_in(path: Path) -> str:
    with ZipFile(path) as file:
        return "\n".join(
            f"{name}\n{file.read(name).decode('utf-8', 'replace')}" for name in file.namelist()
        )


# A book is of what the whole family sees, whoever asks: see test_book.py.
@pytest.mark.parametrize("form", [one for one in ExportFormat if one is not ExportFormat.book])
def test_nobody_takes_out_more_than_they_see(
    database: Database,
    exporting: Exporting,
    family: Family,
    blobs: ShutStore,
    tmp_path: Path,
    form: ExportFormat,
) -> None:
    aunt = open_link_session(database, add_link(database, family.chest_id, family.keeper))
    made = fill(database, blobs, family, aunt)
    albums = AlbumManager(database=database)
    albums.create(family.keeper, family.chest_id, name="All", which=list(made.values()))
    viewers = {
        "viewer": family.viewer,
        "member": family.member,
        "curator": family.curator,
        "keeper": family.keeper,
    }
    wanted = OWN if form is ExportFormat.takeout else SEEN
    for role, viewer in viewers.items():
        expected = wanted[role]
        measured = exporting.manager.measure(viewer, family.chest_id, form)
        assert measured == ExportSize(len(expected), measured.bytes), role
        taken = exporting.take(viewer, family.chest_id, form)
        path = exporting.fetch(viewer, taken.id, tmp_path / role)
        told = everything_in(path)
        found = {name for name in made if sign(name) in told}
        assert found == expected, (role, found ^ expected)
        # An album of one's own names what one sees in it.
        known = {name for name, id in made.items() if str(id) in told or id.hex in told}
        assert known <= SEEN[role], (role, known - SEEN[role])
        assert taken.memories == taken.done == len(expected), role
        is_told = role == "keeper" and form is ExportFormat.bagit
        assert ("aunt@example.org" in told) is is_told, role
    for nobody in (aunt, family.stranger):
        with pytest.raises((NotSignedIn, NotFound)):
            exporting.manager.begin(nobody, family.chest_id, form)
        with pytest.raises((NotSignedIn, NotFound)):
            exporting.manager.measure(nobody, family.chest_id, form)


def test_of_a_large_chest_the_size_is_about_right_and_of_what_one_sees_alone(
    database: Database, exporting: Exporting, family: Family
) -> None:
    def add(number: int, size: int, audience: Audience) -> None:
        with database.write() as session:
            session.add_all(
                Asset(
                    chest_id=family.chest_id,
                    kind="photo",
                    state=AssetState.ready,
                    taken_sort="9",
                    audience=audience,
                    bytes=size,
                    added_by=account_of(family.keeper),
                )
                for _ in range(number)
            )

    add(700, 1_000, Audience.family)
    add(50, 9_000_000, Audience.keepers)
    add(50, 9_000_000, Audience.only_me)
    seen = exporting.manager.measure(family.viewer, family.chest_id)
    assert seen == ExportSize(700, 700_000, about=True)
    whole = exporting.manager.measure(family.keeper, family.chest_id)
    assert (whole.memories, whole.about) == (800, True)
