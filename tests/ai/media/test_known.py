"""One table says what types there are, and it serves all who ask: by bytes, by name, to be sent."""

from __future__ import annotations

from uuid import UUID

import pytest

from ai.media import Kind
from ai.media.known import ENDINGS, KNOWN, SAVED, SHOWN, guessed
from chest.assets.file_names import file_name
from chest.ingest.stems import stem_of
from chest.texts import guess_kind
from tests.ai.media.kinds import KINDS
from tests.ai.media.rare_kinds import NEVER_TOLD

TYPES = sorted({row[0] for row in KNOWN.values()})
SEEN_OR_HEARD = (Kind.photo, Kind.video, Kind.audio)


@pytest.mark.parametrize("media_type", TYPES)
def test_a_type_is_the_same_to_all_who_ask(media_type: str) -> None:
    kind, usual = KNOWN[media_type][1], ENDINGS[media_type][0]
    name = f"Rosa{usual.upper()}"
    found = guessed(name)
    assert found is not None
    # Films and recordings in the same box have the same ending: the name says film.
    twins = {kind, Kind.video} if kind is Kind.audio else {kind}
    assert found.kind in twins
    assert guess_kind(name, None).value == found.kind.value
    if media_type != "application/octet-stream":
        assert guess_kind("Rosa", media_type).value == kind.value
    assert file_name(UUID(int=1), name, media_type) == name
    if kind in SEEN_OR_HEARD:
        assert stem_of(name).text == "rosa"


@pytest.mark.parametrize(
    ("name", "claimed", "kind"),
    [
        ("IMG_0001.CR2", "application/octet-stream", Kind.photo),
        ("layers.psd", None, Kind.photo),
        ("icon.ico", None, Kind.photo),
        ("drawing.svg", None, Kind.photo),
        ("card.vcf", None, Kind.document),
        ("voice.ogg", None, Kind.audio),
        ("film.3gp", None, Kind.video),
        ("no ending", None, Kind.other),
        ("no ending", "image/x-of-tomorrow", Kind.photo),
        ("photo.jpg", "text/html", Kind.other),
        ("program.exe", None, Kind.other),
    ],
)
def test_a_name_and_a_claim_say_what_a_file_probably_is(
    name: str, claimed: str | None, kind: Kind
) -> None:
    assert guess_kind(name, claimed).value == kind.value


def test_what_could_run_is_never_sent_under_its_own_type() -> None:
    sent = {name for name in SHOWN | SAVED if not name.startswith("application/vnd.openxml")}
    runs = ("svg", "html", "xml", "rfc822", "octet-stream", "script")
    assert not [name for name in sent if any(word in name for word in runs)]
    assert {"image/x-nikon-nef", "application/msword", "image/jxl"} <= SAVED
    assert not SHOWN & SAVED


def test_every_type_has_a_sample_that_intake_and_links_are_tried_with() -> None:
    """Each of them goes through intake and is asked for by a link in
    tests/chest/ingest/test_kinds.py: a new type without a sample ends here."""
    tried = {sample.media_type for sample in KINDS.values()}
    assert set(TYPES) - tried - set(NEVER_TOLD) == set()
    assert not tried & set(NEVER_TOLD)
