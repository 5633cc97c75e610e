"""Handing letters to real mail servers: encrypted or not, willing, refusing and hanging."""

from __future__ import annotations

import socket
from email.message import EmailMessage
from urllib.parse import quote

import pytest

from chest.errors import SettingsError
from chest.letters.composing import Sender, compose
from chest.letters.mail_server import Encryption, MailServer, NotSent, read_mail_server
from chest.models import LetterKind, new_id
from tests.app_server import free_port
from tests.conftest import missing
from tests.servers.certificates import Certificates
from tests.servers.mail import HANG, PASSWORD, USER, mail_server

HERE = "127.0.0.1"
TO = "tom@example.org"
SHORT = 0.4


@pytest.fixture
def letter() -> EmailMessage:
    sender = Sender("Memory Chest", "chest@example.org")
    return compose(new_id(), LetterKind.test, {}, to=TO, sender=sender)


def refusal(server: MailServer, letter: EmailMessage, to: str = TO) -> NotSent:
    with pytest.raises(NotSent) as refused:
        server.send(letter, to=to)
    return refused.value


# ---- encryption, and who may hear the password ----


def test_a_letter_goes_out_encrypted_and_signed_in(
    certificates: Certificates, letter: EmailMessage
) -> None:
    with mail_server(starttls=certificates.for_server(), asks_password=True) as office:
        url = f"smtp://{USER}:{quote(PASSWORD, safe='')}@localhost:{office.port}"
        read = read_mail_server(url)
        assert read is not None
        server = MailServer(
            read.host,
            read.port,
            user=read.user,
            password=read.password,
            trusted=certificates.for_client(),
        )
        server.send(letter, to=TO)
    (taken,) = office.taken
    assert (taken.sender, taken.to) == ("chest@example.org", [TO])
    assert taken.was_encrypted
    assert taken.was_signed_in
    assert taken.letter["Subject"] == "A test letter from Memory Chest"
    for kind in ("plain", "html"):
        body = taken.letter.get_body((kind,))
        assert body is not None
        assert "the letters of this chest arrive" in body.get_content()


def test_a_letter_goes_out_over_tls_from_the_start(
    certificates: Certificates, letter: EmailMessage
) -> None:
    with mail_server(tls=certificates.for_server(), asks_password=True) as office:
        MailServer(
            HERE,
            office.port,
            Encryption.tls,
            user=USER,
            password=PASSWORD,
            trusted=certificates.for_client(),
        ).send(letter, to=TO)
    (taken,) = office.taken
    assert taken.was_encrypted
    assert taken.was_signed_in


def test_a_server_that_offers_no_encryption_gets_letters_unless_it_is_required(
    letter: EmailMessage,
) -> None:
    with mail_server() as office:
        refused = refusal(MailServer(HERE, office.port, Encryption.require), letter)
        assert "offers no encryption" in refused.sentence
        assert not refused.is_final
        assert office.told == []
        MailServer(HERE, office.port).send(letter, to=TO)
    assert [taken.was_encrypted for taken in office.taken] == [False]


def test_encryption_that_is_offered_is_taken_and_its_failure_is_one(
    certificates: Certificates, letter: EmailMessage
) -> None:
    with mail_server(starttls=certificates.for_server()) as office:
        refused = refusal(MailServer(HERE, office.port), letter)  # trusts no such authority
        assert "cannot be trusted" in refused.sentence
        assert not refused.is_final
        assert office.told == []
        MailServer(HERE, office.port, trusted=certificates.for_client()).send(letter, to=TO)
        MailServer(HERE, office.port, Encryption.never).send(letter, to=TO)
    assert [taken.was_encrypted for taken in office.taken] == [True, False]


def test_a_certificate_for_another_name_is_not_trusted(
    certificates: Certificates, letter: EmailMessage
) -> None:
    with mail_server(tls=certificates.for_server(), host="127.0.0.2") as office:
        trusted = certificates.for_client()
        server = MailServer("127.0.0.2", office.port, Encryption.tls, trusted=trusted)
        assert "cannot be trusted" in refusal(server, letter).sentence
        assert office.taken == []


def own_address() -> str:
    """An address of this computer that is not the one it talks to itself by."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))  # sends nothing
        except OSError:
            missing("This computer has no network, so nobody's password was kept from it.")
        return str(asking.getsockname()[0])


@pytest.mark.parametrize("encryption", [Encryption.offered, Encryption.never])
def test_a_password_is_said_openly_to_this_computer_alone(
    letter: EmailMessage, encryption: Encryption
) -> None:
    with mail_server(asks_password=True, host=own_address()) as office:
        server = MailServer(own_address(), office.port, encryption, user=USER, password=PASSWORD)
        assert "was not told the password" in refusal(server, letter).sentence
        assert office.told == []
    with mail_server(asks_password=True) as office:
        server = MailServer(HERE, office.port, encryption, user=USER, password=PASSWORD)
        server.send(letter, to=TO)
        assert office.taken[0].was_signed_in


def test_a_wrong_password_may_be_mended(certificates: Certificates, letter: EmailMessage) -> None:
    with mail_server(starttls=certificates.for_server(), asks_password=True) as office:
        server = MailServer(
            HERE, office.port, user=USER, password="wrong", trusted=certificates.for_client()
        )
        refused = refusal(server, letter)
        unsigned = refusal(MailServer(HERE, office.port, trusted=server.trusted), letter)
    assert "does not accept the name and the password. It said: 535" in refused.sentence
    assert not refused.is_final
    assert "wrong" not in refused.sentence
    assert not unsigned.is_final
    assert "It said: 530" in unsigned.sentence


def test_a_password_where_none_is_asked_for_is_told(letter: EmailMessage) -> None:
    with mail_server() as office:
        server = MailServer(HERE, office.port, user=USER, password=PASSWORD)
        assert "asks for no name and password" in refusal(server, letter).sentence


# ---- refusals ----


@pytest.mark.parametrize(
    ("command", "reply", "is_final", "words"),
    [
        ("RCPT", "550 5.1.1 No such mailbox", True, "takes no letters for this address"),
        ("RCPT", "451 4.7.1 Greylisted", False, "does not take this letter now"),
        ("RCPT", "530 5.7.0 Sign in first", False, "does not take this letter now"),
        ("MAIL", "553 5.7.1 Not your address", False, "from the chest’s address"),
        ("MAIL", "421 4.3.2 Going down", False, "from the chest’s address"),
        ("DATA", "554 5.7.1 This is spam", True, "refused the letter"),
        ("DATA", "452 4.3.1 No room", False, "does not take this letter now"),
    ],
)
def test_what_a_server_refuses_is_told_in_its_words(
    letter: EmailMessage, command: str, reply: str, is_final: bool, words: str
) -> None:
    with mail_server() as office:
        office.replies[command].append(reply)
        refused = refusal(MailServer(HERE, office.port), letter)
        assert words in refused.sentence
        assert f"It said: {reply}" in refused.sentence
        assert refused.is_final is is_final
        MailServer(HERE, office.port).send(letter, to=TO)
    assert len(office.taken) == 1


def test_a_servers_words_are_one_short_line(letter: EmailMessage) -> None:
    with mail_server() as office:
        office.replies["RCPT"].append("550-No\r\n550-\x1b[2Jsuch\r\n550 mailbox " + "x" * 400)
        refused = refusal(MailServer(HERE, office.port), letter)
    assert "\n" not in refused.sentence
    assert "\x1b" not in refused.sentence
    assert len(refused.sentence) < 300


# ---- servers that are not there, or hang ----


def test_no_server_and_the_wrong_kind_of_port_are_told(
    certificates: Certificates, letter: EmailMessage
) -> None:
    nobody = refusal(MailServer(HERE, free_port()), letter)
    assert nobody.sentence == "No mail server answers at that address and port."
    assert not nobody.is_final
    with mail_server() as office:
        server = MailServer(HERE, office.port, Encryption.tls, longest_wait=2)
        assert "Is its port one for smtps" in refusal(server, letter).sentence


def test_a_server_that_never_greets_is_not_waited_for(letter: EmailMessage) -> None:
    with socket.create_server((HERE, 0)) as silent:
        server = MailServer(HERE, silent.getsockname()[1], longest_wait=SHORT)
        refused = refusal(server, letter)  # it comes back at all
    assert refused.sentence == "The mail server did not answer within 0.4 seconds."
    assert not refused.is_final


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_a_server_that_hangs_is_left(letter: EmailMessage, command: str) -> None:
    with mail_server() as office:
        office.replies[command].append(HANG)
        refused = refusal(MailServer(HERE, office.port, longest_wait=SHORT), letter)
    assert "did not answer within" in refused.sentence
    assert not refused.is_final
    assert office.taken == []


def test_a_server_that_hangs_once_it_has_the_letter_has_it(letter: EmailMessage) -> None:
    with mail_server() as office:
        office.replies["QUIT"].append(HANG)
        MailServer(HERE, office.port, longest_wait=SHORT).send(letter, to=TO)
    assert len(office.taken) == 1


def test_each_answer_may_take_twenty_seconds_and_no_longer() -> None:
    read = read_mail_server("smtp://mail.example.org")
    assert read is not None
    assert read.longest_wait == 20


# ---- addresses in other alphabets ----


def test_a_place_in_another_alphabet_is_written_as_every_server_takes_it(
    letter: EmailMessage,
) -> None:
    with mail_server() as office:
        MailServer(HERE, office.port).send(letter, to="tom@bücher.example")
        MailServer(HERE, office.port).send(letter, to="jürgen@example.org")
    assert [taken.to for taken in office.taken] == [
        ["tom@xn--bcher-kva.example"],
        ["jürgen@example.org"],
    ]


# ---- checking ----


def test_a_check_signs_in_and_sends_nothing(certificates: Certificates) -> None:
    with mail_server(starttls=certificates.for_server(), asks_password=True) as office:
        server = MailServer(
            HERE, office.port, user=USER, password=PASSWORD, trusted=certificates.for_client()
        )
        found = server.check(name="example.org")
        assert found == "answers, the connection is encrypted, it accepts the name and the password"
    assert office.told == ["AUTH", "QUIT"]


# ---- what is written in the settings ----


def test_an_address_without_more_is_that_of_a_usual_server() -> None:
    for url, port, encryption in (
        ("smtp://mail.example.org", 587, Encryption.offered),
        ("smtp://mail.example.org:25?starttls=never", 25, Encryption.never),
        ("smtp://mail.example.org/?starttls=require", 587, Encryption.require),
        ("smtps://mail.example.org", 465, Encryption.tls),
        ("smtps://[2001:db8::1]:4465", 4465, Encryption.tls),
    ):
        read = read_mail_server(url)
        assert read is not None
        assert (read.port, read.encryption) == (port, encryption), url
    assert read_mail_server("") is None
    assert read_mail_server("  ") is None


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://a:hunter22@mail.example.org",
        "smtp://",
        "smtp://a:hunter22@",
        "smtp://a:hunter22@mail.example.org:port",
        "smtp://a:hunter22@mail.example.org:99999",
        "smtp://a:hunter22@mail.example.org/path",
        "smtp://a:hunter22#x@mail.example.org",
        "smtp://a:hunter22%0d%0aQUIT@mail.example.org",
        "smtp://a@mail.example.org",
        "smtp://:hunter22@mail.example.org",
        "smtp://a:hunter22@mail.example.org?starttls=maybe",
        "smtp://a:hunter22@mail.example.org?tls=1",
        "smtp://a:hunter22@mail.example.org?starttls",
        "smtps://a:hunter22@mail.example.org?starttls=require",
        "smtp://a:hunter22@mail.example.org?starttls=never",
        "smtp://a:hunter22@192.0.2.7?starttls=never",
    ],
)
def test_an_address_that_is_none_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(SettingsError, match="CHEST_SMTP_URL") as refused:
        read_mail_server(url)
    assert "hunter22" not in refused.value.sentence
    assert "smtp://name:password@host:587" in refused.value.sentence


def test_a_password_is_no_part_of_what_is_shown() -> None:
    read = read_mail_server("smtp://a:hunter22@127.0.0.1?starttls=never")
    assert read is not None
    assert read.password == "hunter22"
    assert "hunter22" not in repr(read)
