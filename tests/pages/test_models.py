"""Models, in the settings."""

from __future__ import annotations

import pytest

from chest.library import Library
from chest.models import Role
from tests.models.tiny import lay_out
from tests.pages.visits import Visitor, button, sign_up, words


def test_whoever_runs_the_installation_downloads_chooses_and_lets_rest(
    library: Library, ana: Visitor, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chest_id = str(library.chests.create(ana.viewer, name="Rosa Almeida").id)
    source = lay_out(tmp_path_factory.mktemp("own")) / "whisper-tiny"
    library.models.folder.take("whisper-tiny", source)
    library.models.choose(ana.viewer, "whisper-base")
    app = ana.open("settings.py", chest=chest_id)
    assert "yet: Whisper base (148 MB) is missing." in words(app)
    button(app, "Download Whisper base").click().run()
    assert "Waiting for the model Whisper base (148 MB)." in words(app)
    assert "The download begins within half a minute" in words(app)
    button(app, "Use Whisper tiny").click().run()
    assert library.models.describe_transcriber() == "whisper:tiny"
    assert "Recordings are heard by Whisper tiny." in words(app)
    (rest,) = [each for each in app.toggle if "rest" in each.label]
    rest.set_value(True).run()
    assert library.models.is_paused()
    assert "It goes on when you switch this off." in words(app)
    assert not app.exception


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(20, "about 1 minute left"), (400, "about 7 minutes"), (2520, "about 40 minutes"),
     (5350, "about 90 minutes"), (5500, "about 2 hours"), (40_000, "about 11 hours")],
)  # fmt: skip
def test_the_time_that_is_left_is_said_as_one_would_say_it(
    library: Library, ana: Visitor, monkeypatch: pytest.MonkeyPatch, seconds: float, said: str
) -> None:
    chest_id = str(library.chests.create(ana.viewer, name="Rosa Almeida").id)
    monkeypatch.setattr(type(library.models), "count_seconds_left", lambda *_: seconds)
    assert said in words(ana.open("settings.py", chest=chest_id))


def test_a_keeper_who_does_not_run_it_sees_nothing_of_it(
    library: Library, ana: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    chest_id = library.chests.create(ana.viewer, name="Rosa Almeida").id
    offer = library.invitations.invite(
        ana.viewer, chest_id, role=Role.keeper, email=None, base_url="http://localhost"
    )
    bea = sign_up(library, "Bea", monkeypatch, invitation=offer.token)
    app = bea.open("settings.py", chest=str(chest_id))
    assert "Models" not in [each.value for each in app.subheader]
    assert "Letters" in [each.value for each in app.subheader]
