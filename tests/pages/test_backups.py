"""Backups, in the settings of whoever runs the installation."""

from __future__ import annotations

from pathlib import Path

import pytest

from chest.library import Library
from chest.models import Role
from tests.pages.visits import Visitor, sign_up, words


def test_whoever_runs_the_installation_sees_the_newest_and_the_last_trial(
    library: Library, ana: Visitor, tmp_path: Path
) -> None:
    chest_id = str(library.chests.create(ana.viewer, name="Rosa Almeida").id)
    assert "None is made by itself." in words(ana.open("settings.py", chest=chest_id))
    place = str(tmp_path / "place")
    library.backups.make(place)
    library.backups.rehearse(place)
    said = words(ana.open("settings.py", chest=chest_id))
    assert "The newest is of" in said
    assert "whoever has it sees everything" in said
    assert "brought back for trial" in said
    library.backups.note_failed("The disk is full.")
    app = ana.open("settings.py", chest=chest_id)
    (warning,) = app.warning
    assert "The last try did not work" in warning.value


def test_a_keeper_who_does_not_run_it_sees_nothing_of_it(
    library: Library, ana: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    chest_id = library.chests.create(ana.viewer, name="Rosa Almeida").id
    offer = library.invitations.invite(
        ana.viewer, chest_id, role=Role.keeper, email=None, base_url="http://localhost"
    )
    bea = sign_up(library, "Bea", monkeypatch, invitation=offer.token)
    app = bea.open("settings.py", chest=str(chest_id))
    assert "Backups" not in [each.value for each in app.subheader]
