"""Conversations as WhatsApp gives them back, from both kinds of phone and in several languages."""

from __future__ import annotations

import pytest

from chest.assets.manager import AssetManager
from chest.database import Database
from chest.ingest.chats import may_be_chat, read_chat
from chest.ingest.job import Ingest
from chest.models import CHAT_TYPE, Audience, Chest, DateOrigin, Kind
from chest.stories.evidence import list_segments
from tests.arrivals import ShutStore, get_asset
from tests.builders import Family
from tests.chest.ingest.giving import Giver
from tests.media import moments

IOS = """\
[12.04.19, 10:11:12] Rosa & João: \u200eMessages and calls are end-to-end encrypted.
[12.04.19, 10:11:12] Rosa: Good morning, João
and a second line: with a colon
\u200e[13.04.19, 18:02:59] João: The harbour today \u200e<attached: 00000003-PHOTO-2019-04-13-18-02-59.jpg>
[14.04.19, 09:00:00] Rosa: \u200e<Anhang: 00000004-VIDEO-2019-04-14-09-00-00.mp4>
"""  # noqa: E501

ANDROID = """\
4/12/19, 10:11 AM - Messages and calls are end-to-end encrypted. No one outside can read them.
4/12/19, 10:11 AM - Rosa: Good morning
4/13/19, 6:02 PM - João: IMG-20190413-WA0003.jpg (file attached)
The harbour today
4/13/19, 6:05\u202fPM - João: \u200eIMG-20190413-WA0004.jpg (Datei angehängt)
4/13/19, 6:05\u202fPM - João: And the boat
4/14/19, 12:00 AM - Rosa: Goodnight
"""


def test_an_iphone_s_conversation() -> None:
    chat = read_chat(IOS)
    assert chat is not None
    told = chat.beside("00000003-PHOTO-2019-04-13-18-02-59.jpg")
    assert told is not None
    assert (told.taken, told.sender) == ("2019-04-13T18:02:59", "João")
    assert told.caption == "The harbour today"
    film = chat.beside("00000004-VIDEO-2019-04-14-09-00-00.MP4")
    assert film is not None
    assert (film.sender, film.caption) == ("Rosa", None)
    assert chat.messages[1].words == "Good morning, João\nand a second line: with a colon"


def test_an_android_s_conversation_with_the_month_first() -> None:
    chat = read_chat(ANDROID)
    assert chat is not None
    one, two = (chat.beside(f"IMG-20190413-WA000{n}.jpg") for n in (3, 4))
    assert one is not None
    assert two is not None
    assert (one.taken, one.sender, one.caption) == (
        "2019-04-13T18:02:00", "João", "The harbour today",
    )  # fmt: skip
    assert (two.taken, two.caption) == ("2019-04-13T18:05:00", "And the boat")
    assert chat.messages[0].sender is None
    assert chat.messages[-1].at.hour == 0
    assert chat.as_text().startswith("12 April 2019\n\n10:11  Messages and calls")


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["03.04.20, 10:11 - A: x", "28.04.20, 10:11 - A: y"], "2020-04-03"),
        (["3/4/20, 10:11 - A: x", "3/28/20, 10:11 - A: y"], "2020-03-04"),
        (["2020-04-03, 10:11 - A: x"], "2020-04-03"),
        (["2020/4/3 10:11 - A: x"], "2020-04-03"),
        (["03/04/2020, 10:11 - A: x"], "2020-04-03"),  # nothing decides: the day is first
        (["3/4/20, 10:11 - A: x", "3/5/20, 9:00 - A: y", "3/6/20, 9:00 - A: z"], "2020-03-04"),
        (["[03.04.20 um 10:11:12] A: x"], "2020-04-03"),
        (["03/04/2020 10:11 - A: x"], "2020-04-03"),
        (["03/04/20 à 10:11 - A: x"], "2020-04-03"),
    ],
)
def test_day_and_month_are_told_apart_over_the_whole_file(lines: list[str], day: str) -> None:
    chat = read_chat("\n".join(lines))
    assert chat is not None
    assert chat.messages[0].at.strftime("%Y-%m-%d") == day


@pytest.mark.parametrize(
    "attached",
    [
        "IMG-1.jpg (file attached)",
        "\u200eIMG-1.jpg (Datei angehängt)",
        "IMG-1.jpg (archivo adjunto)",
        "IMG-1.jpg (ficheiro anexado)",
        "IMG-1.jpg (fichier joint)",
        "IMG-1.jpg (file allegato)",
        "IMG-1.jpg (файл добавлен)",
        "\u200e<attached: IMG-1.jpg>",
        "<adjunto: IMG-1.jpg>",
        "<pièce jointe : IMG-1.jpg>",
        "<anexado: IMG-1.jpg>",
    ],
)
def test_a_file_is_known_in_every_language(attached: str) -> None:
    chat = read_chat(f"03.04.20, 10:11 - Rosa: {attached}\n28.04.20, 9:00 - Rosa: x")
    assert chat is not None
    assert chat.names == ["IMG-1.jpg"]
    assert chat.messages[0].words == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dear Rosa,\n12.04.19 was a good day.",
        "12.04.19, 10:11 - no one says anything",
        "99.99.99, 10:11 - A: x",
        "[" * 5000,
        "a\nb\nc\n12.04.19, 10:11 - A: x",
    ],
)
def test_what_is_no_conversation_is_none(text: str) -> None:
    assert read_chat(text) is None


def test_conversations_are_known_by_their_names() -> None:
    for name in (
        *("_chat.txt", "WhatsApp Chat with Rosa.txt", "WhatsApp-Chat mit Rosa.txt"),
        *("Conversa do WhatsApp com Rosa.txt", "Chat de WhatsApp con Rosa.txt"),
        *("Discussion WhatsApp avec Rosa.txt", "_chat (2).txt"),
    ):
        assert may_be_chat(name), name
    for name in ("chat.txt", "letter.txt", "WhatsApp Image 2019-04-12 at 10.11.12.jpg"):
        assert not may_be_chat(name), name


@pytest.mark.parametrize("chat_first", [True, False])
def test_pictures_get_the_words_date_and_sender_of_their_message(
    database: Database,
    blobs: ShutStore,
    family: Family,
    ingest: Ingest,
    assets: AssetManager,
    chat_first: bool,
) -> None:
    giver = Giver(database, blobs, family, ingest)
    files = {
        "WhatsApp Chat with João.txt": ANDROID.encode(),
        "IMG-20190413-WA0003.jpg": moments.still(),
    }
    ids = {}
    for name in sorted(files, key=lambda one: one.endswith("txt"), reverse=chat_first):
        ids[name] = giver.give(name, files[name], folder="WhatsApp")
    photo, chat = (
        get_asset(database, ids[n])
        for n in ("IMG-20190413-WA0003.jpg", "WhatsApp Chat with João.txt")
    )
    assert (photo.caption, photo.sender) == ("The harbour today", "João")
    # Its name tells the day, which is believed before the message.
    assert photo.taken is not None
    assert photo.taken.startswith("2019-04-13")
    assert photo.taken_source in (DateOrigin.file, DateOrigin.imported)
    assert (chat.kind, chat.media_type, chat.companion_of) == (Kind.document, CHAT_TYPE, None)
    assert chat.extracted_text is not None
    assert "18:02  João: The harbour today (IMG-20190413-WA0003.jpg)" in chat.extracted_text
    assert len(assets.list_page(family.keeper, family.chest_id).items) == 2
    with database.read() as session:
        chest = session.get(Chest, family.chest_id)
        assert chest is not None
        told = {one.id: one for one in list_segments(session, chest, audience=Audience.family)}
    assert str(chat.id) not in told  # talk is no letter
    assert str(photo.id) in told
