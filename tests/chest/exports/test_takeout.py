"""What one person takes out for themselves: what they gave and wrote, and what is said of them."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlmodel import update

from chest.access.viewers import Viewer
from chest.albums.manager import AlbumManager
from chest.assets.manager import AssetManager
from chest.cli.taking_out import export
from chest.database import Database
from chest.errors import NotFound
from chest.models import (
    Account,
    AssetTag,
    Audience,
    ContributionState,
    ExportFormat,
    Kind,
    LoginSession,
    Person,
    PersonInAsset,
    Review,
    TagBy,
    new_id,
    utc_now,
)
from chest.settings import Settings
from chest.stories.manager import StoryManager
from tests.arrivals import ShutStore
from tests.builders import Family, RecordingQueue, account_of, add_asset, add_contribution
from tests.chest.exports.conftest import Exporting, add_file
from tests.chest.stories.test_reading import tell, write

DEVICE = "Firefox on Windows"


def take(exporting: Exporting, viewer: Viewer, family: Family, tmp_path: Path) -> dict[str, bytes]:
    """The files by their path within the folder."""
    made = exporting.take(viewer, family.chest_id, ExportFormat.takeout)
    path = exporting.fetch(viewer, made.id, tmp_path / str(made.id))
    with ZipFile(path) as file:
        assert file.testzip() is None
        return {name.partition("/")[2]: file.read(name) for name in file.namelist()}


def test_it_holds_what_one_gave_wrote_and_is_shown_on(
    database: Database, exporting: Exporting, family: Family, blobs: ShutStore, tmp_path: Path
) -> None:
    me, chest = account_of(family.member), family.chest_id
    gift = add_contribution(
        database, chest, by=family.member, state=ContributionState.declined,
        decision_note="We have this one already.",
    )  # fmt: skip
    declined = add_file(
        database, blobs, chest, b"no", caption="Declined", review=Review.declined,
        contribution_id=gift, added_by=me,
    )  # fmt: skip
    given = add_file(database, blobs, chest, b"mine", caption="Mine", added_by=me)
    shown = add_file(database, blobs, chest, b"of me", caption="At the fair", taken="1964")
    other = add_file(database, blobs, chest, b"other", caption="Other")
    tagged = add_file(database, blobs, chest, b"tagged", caption="Tagged by me")
    with database.write() as session:
        id = new_id()
        session.add(
            Person(id=id, stands_as=id, chest_id=chest, name="Tom Reis", relation="son",
                   account_id=me)
        )  # fmt: skip
        session.flush()
        session.add(PersonInAsset(asset_id=shown, person_id=id, by=account_of(family.keeper)))
        session.add(
            AssetTag(asset_id=tagged, label="ferry", chest_id=chest, by=TagBy.person, created_by=me)
        )
        never = utc_now().replace(year=2999)
        session.add(
            LoginSession(account_id=me, token_hash="h" * 64, expires_at=never, device=DEVICE)
        )
        session.exec(update(Account).values(password_hash="$argon2id$secret"))
    assets = AssetManager(database=database, jobs=RecordingQueue())
    before = assets.get(family.member, given)
    assets.edit(
        family.member, given, version=before.version, changes={"caption": "Mine, on the quay"}
    )
    albums = AlbumManager(database=database)
    albums.create(family.member, chest, name="Mine", which=[given])
    albums.create(family.keeper, chest, name="Hers", which=[given])

    files = take(exporting, family.member, family, tmp_path)
    originals = {name: data for name, data in files.items() if name.endswith(".jpg")}
    assert originals == {
        "given/undated/Declined.jpg": b"no",
        "given/undated/Mine, on the quay.jpg": b"mine",
        "with me/1964/1964 At the fair.jpg": b"of me",
    }
    told = json.loads(files["given/undated/Declined.jpg.json"])
    assert (told["review"], told["id"], "rows" in told) == ("declined", str(declined), False)
    account = json.loads(files["account.json"])
    assert account["signed_in"][0]["with"] == DEVICE
    assert account["chest"]["role"] == "member"
    notes = [one["note"] for one in account["gifts"] if one["state"] == "declined"]
    assert notes == ["We have this one already."]
    wrote = json.loads(files["wrote.json"])
    assert [one["wrote"]["caption"] for one in wrote["changes"]] == ["Mine, on the quay"]
    assert wrote["tags"] == [{"memory": str(tagged), "tag": "ferry"}]
    assert [one["name"] for one in wrote["albums"]] == ["Mine"]
    about: dict[str, Any] = json.loads(files["about me.json"])
    assert [one["name"] for one in about["people"]] == ["Tom Reis"]
    assert about["memories"][str(shown)].startswith("with me/1964/")
    everything = b"".join(files.values())
    assert str(other).encode() not in everything
    assert b"argon2id" not in everything
    assert b"h" * 64 not in everything


def test_whoever_gave_nothing_takes_their_account_and_words(
    exporting: Exporting, filled: Family, tmp_path: Path
) -> None:
    files = take(exporting, filled.viewer, filled, tmp_path)
    assert set(files) == {
        "account.json", "wrote.json", "about me.json", "README.txt", "sha256sums.txt",
    }  # fmt: skip
    assert json.loads(files["account.json"])["name"] == "Viewer"


def test_sentences_that_name_one_or_rest_on_what_one_gave_are_told_and_no_others(
    database: Database,
    stories: StoryManager,
    exporting: Exporting,
    filled: Family,
    blobs: ShutStore,
    tmp_path: Path,
) -> None:
    me = account_of(filled.member)
    everyone = {"audience": Audience.everyone}
    mine = add_file(database, blobs, filled.chest_id, b"m", added_by=me, **everyone)
    other = add_file(database, blobs, filled.chest_id, b"o", **everyone)
    with database.write() as session:
        id = new_id()
        session.add(
            Person(id=id, stands_as=id, chest_id=filled.chest_id, name="Tomé Reis", account_id=me)
        )
    story = tell(stories, filled)
    told = ("She sang here.", [mine]), ("Tome Reis drove.", [other]), ("It rained.", [other])
    write(database, story, "The quay", *told)
    about = json.loads(take(exporting, filled.member, filled, tmp_path)["about me.json"])
    found = {one["text"]: one["rests_on"] for one in about["sentences"]}
    assert found["She sang here."] == [str(mine)]
    assert found["Tome Reis drove."] == []
    assert "It rained." not in found


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_at_the_command_line_it_is_taken_out_in_somebodys_name(
    database: Database, family: Family, tmp_path: Path
) -> None:
    with database.read() as session:
        email = session.get_one(Account, family.member.account_id).email
    add_asset(
        database, family.chest_id, kind=Kind.note, body="He danced.", original_name=None,
        added_by=account_of(family.member),
    )  # fmt: skip
    add_asset(database, family.chest_id, kind=Kind.note, body="She sang.", original_name=None)
    settings = Settings(_env_file=None, data_dir=tmp_path / "data", database_url=database.url)
    options = Namespace(
        chest=str(family.chest_id), format=ExportFormat.takeout, to=tmp_path / "mine", email=email
    )
    assert export(settings, options)
    notes = sorted(path.name for path in (tmp_path / "mine/given").rglob("*.txt"))
    assert notes == ["He danced.txt"]
    with pytest.raises(NotFound, match="nobody@"):
        export(settings, Namespace(**vars(options) | {"email": "nobody@example.org"}))
