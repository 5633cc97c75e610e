"""What letters say, and what people's words cannot make of them."""

from __future__ import annotations

import email
import re
from dataclasses import fields
from email import policy
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest

from chest.errors import SettingsError
from chest.letters import contents
from chest.letters.composing import Sender, compose, read_sender
from chest.models import LetterKind, new_id
from tests.mailing import SENDER, words_of

KINDS = (
    contents.ResetPassword,
    contents.Invitation,
    contents.Receipt,
    contents.Test,
    contents.Waiting,
    contents.Ready,
)
ADDRESS = "https://chest.example/?invitation=a.b-c_d"


# What is no word of a letter, and what the letter then says.
NUMBERS: dict[str, object] = {"ready": 4321, "failed": 765, "unnamed": 764, "is_gift": True}
NUMBERS["not_read"] = [{"name": "the name", "reason": "The reason.", "address": "the address"}]
SAID = {
    "ready": "4,321",
    "failed": "765",
    "unnamed": "And 764 more.",
    "is_gift": "your receipt",
    "not_read": "the name: The reason.",
}


def filled(kind: type[contents.Content], **words: object) -> EmailMessage:
    said = {each.name: f"the {each.name}" for each in fields(kind)}
    data = {name: NUMBERS.get(name, words) for name, words in said.items()} | words
    return compose(new_id(), kind.kind, data, to="tom@example.org", sender=SENDER)


def as_sent(letter: EmailMessage) -> EmailMessage:
    """The letter as whoever gets it reads it."""
    read = email.message_from_bytes(letter.as_bytes(), policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


class Page(HTMLParser):
    """What a mail program makes of a letter's HTML."""

    def __init__(self, letter: EmailMessage) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(words_of(letter, "html"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_every_kind_of_letter_has_its_words() -> None:
    assert {kind.kind for kind in KINDS} == set(LetterKind)
    for kind in KINDS:
        letter = as_sent(filled(kind))
        assert letter["Subject"]
        for shape in ("plain", "html"):
            for each in fields(kind):
                told = SAID.get(each.name, f"the {each.name}")
                assert told in words_of(letter, shape), (kind, shape)


@pytest.mark.parametrize("kind", KINDS)
def test_both_shapes_say_the_same(kind: type[contents.Content]) -> None:
    letter = as_sent(filled(kind))
    subject = str(letter["Subject"])
    shown = " ".join(Page(letter).words.replace(subject, "", 1).split())
    assert shown == " ".join(words_of(letter).split())


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_fetches_nothing_and_leaves_day_and_night_to_the_reader(
    kind: type[contents.Content],
) -> None:
    letter = filled(kind, address=ADDRESS) if kind is not contents.Test else filled(kind)
    page = Page(letter)
    assert not {"img", "link", "script", "style", "iframe"} & {tag for tag, _ in page.tags}
    for _, attributes in page.tags:
        assert not {"src", "background", "srcset"} & set(attributes)
        assert "url(" not in (attributes.get("style") or "")
        assert "color" not in (attributes.get("style") or "")
        assert attributes.get("href") in (None, ADDRESS, "the stop_address", "the address")
    assert any("width=device-width" in str(each.get("content")) for _, each in page.tags)


def test_names_are_words_and_nothing_else() -> None:
    name = '<script>alert("x")</script><a href="//evil.example">Ana</a> & {{ address }}'
    letter = as_sent(filled(contents.Invitation, inviter=name, address=ADDRESS))
    tags = [tag for tag, _ in Page(letter).tags]
    assert "script" not in tags
    assert tags.count("a") == 1
    assert '<script>alert("x")</script>' in Page(letter).words
    assert "{{ address }}" in words_of(letter)


def test_a_name_cannot_add_a_header_or_a_recipient() -> None:
    name = "Ana\r\nBcc: everyone@example.org\r\n\r\nBuy this\x00\x0b\u2028now"
    letter = as_sent(filled(contents.Invitation, inviter=name, chest=name))
    assert letter["Bcc"] is None
    assert set(letter.keys()) == {
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "MIME-Version",
        "Content-Type",
    }
    assert str(letter["To"]) == "tom@example.org"
    assert str(letter["Subject"]).startswith("Ana Bcc: everyone")
    assert words_of(letter).startswith("Ana Bcc: everyone")


def test_a_name_does_not_become_a_link() -> None:
    letter = filled(contents.Invitation, inviter="https://evil.example/x", chest="www.evil.example")
    for shape in ("plain", "html"):
        assert not re.search(r"https?://evil|www\.|\w\.example/x", words_of(letter, shape))
    assert "Ana J. Silva" in words_of(filled(contents.Invitation, inviter="Ana J. Silva"))


def test_a_long_name_is_cut() -> None:
    letter = filled(contents.Invitation, inviter="A" * 500)
    assert len(str(letter["Subject"])) < 200


def test_names_in_any_script_arrive_as_they_are() -> None:
    letter = as_sent(filled(contents.Invitation, inviter="José 李 🌹", chest="Łucja"))
    assert str(letter["Subject"]) == "José 李 🌹 invites you to the chest of Łucja"


def test_the_addresses_of_links_stay_whole() -> None:
    letter = as_sent(filled(contents.ResetPassword, address=ADDRESS + "&x=" + "y" * 200))
    assert ADDRESS + "&x=" + "y" * 200 in words_of(letter)
    links = [each["href"] for tag, each in Page(letter).tags if tag == "a"]
    assert links == [ADDRESS + "&x=" + "y" * 200]


def test_composed_again_a_letter_is_the_same_one() -> None:
    letter_id = new_id()
    first, second = (
        compose(letter_id, LetterKind.test, {}, to="tom@example.org", sender=SENDER)
        for _ in range(2)
    )
    assert first["Message-ID"] == second["Message-ID"] == f"<{letter_id}@example.org>"
    other = compose(new_id(), LetterKind.test, {}, to="tom@example.org", sender=SENDER)
    assert other["Message-ID"] != first["Message-ID"]


# ---- whom letters are from ----


@pytest.mark.parametrize(
    ("written", "name", "address"),
    [
        ("chest@example.org", "", "chest@example.org"),
        ("Rosa's chest <chest@example.org>", "Rosa's chest", "chest@example.org"),
        ('"Almeida, família" <chest@bücher.example>', "Almeida, família", "chest@xn--bcher-kva"),
    ],
)
def test_a_sender_is_an_address_with_a_name_or_without(
    written: str, name: str, address: str
) -> None:
    sender = read_sender(written)
    assert sender.name == name
    assert sender.address.startswith(address)
    letter = compose(new_id(), LetterKind.test, {}, to="tom@example.org", sender=sender)
    (read,) = as_sent(letter)["From"].addresses
    assert (read.display_name, read.addr_spec) == (name, sender.address)


@pytest.mark.parametrize(
    "written", ["", "Rosa", "a@example.org, b@example.org", "a@example.org\r\nBcc: b@example.org"]
)
def test_a_sender_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(SettingsError, match="CHEST_SMTP_FROM"):
        read_sender(written)


def test_a_sender_shows_its_place() -> None:
    assert Sender("", "chest@example.org").place == "example.org"


def test_why_a_file_could_not_be_read_is_told_whole_and_its_name_is_no_link() -> None:
    reason = "This is a sentence that goes on. " * 8
    file = {"name": "www.evil.example", "reason": reason.strip(), "address": ""}
    letter = as_sent(filled(contents.Ready, not_read=[file]))
    for shape in ("plain", "html"):
        text = " ".join(words_of(letter, shape).split())
        assert reason.strip() in text.replace("\u2060", "")
        assert "www.evil" not in text


def test_a_letter_about_files_of_which_none_is_ready_does_not_say_so() -> None:
    letter = as_sent(filled(contents.Ready, ready=0, is_gift=False, address=""))
    assert letter["Subject"] == "Your files for the chest of the chest could not be read"
    assert "ready" not in words_of(letter)
    assert "receipt" not in words_of(letter)
