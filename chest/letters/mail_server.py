"""The operator's mail server: its address, and handing over one letter (SMTP)."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import parse_qsl, unquote, urlsplit

from chest.errors import SettingsError
from chest.letters.composing import wire_address
from chest.security.addresses import Scope, who_can_reach
from language import _

LONGEST_WAIT = 20.0
"""Seconds that a mail server may take for each answer."""

_LONGEST_REPLY = 200
_USUAL_PORTS = {"smtp": 587, "smtps": 465}
# Refusals that mean us and not whom the letter is to: the operator may mend them.
_SIGN_IN_FIRST = (530, 534, 535, 538)


class NotSent(Exception):
    """Raised when a letter could not be handed over; the text is a sentence for a person.
    `is_final` says that trying again would change nothing."""

    def __init__(self, sentence: str, *, is_final: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.is_final = is_final


class Encryption(StrEnum):
    """How a connection is encrypted. `offered`: where the server offers it, and in any case before
    a password is said; `require`, `never`: as the operator wrote; `tls`: from the first byte."""

    offered = "offered"
    require = "require"
    never = "never"
    tls = "tls"


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed over. A password is never said over an open line, except on this
    very computer. Certificates are checked against those that the computer trusts."""

    host: str
    port: int
    encryption: Encryption = Encryption.offered
    user: str = ""
    password: str = field(default="", repr=False)
    longest_wait: float = LONGEST_WAIT
    trusted: ssl.SSLContext | None = field(default=None, repr=False)

    def send(self, letter: EmailMessage, *, to: str) -> None:
        """Hand over one letter. The server has it when this returns. Raises NotSent."""
        sender = letter["From"].addresses[0].addr_spec
        with _explained(self.longest_wait), self._connect(sender.rpartition("@")[2]) as talk:
            talk.send_message(letter, from_addr=sender, to_addrs=[wire_address(to)])

    def check(self, *, name: str) -> str:
        """Connect, encrypt and sign in as for a letter, and send none; `name` is what this computer
        calls itself. Answers in words what was found. Raises NotSent."""
        with _explained(self.longest_wait), self._connect(name) as talk:
            talk.noop()
            is_encrypted = isinstance(talk.sock, ssl.SSLSocket)
        words = ["answers", "the connection is encrypted" if is_encrypted else "without encryption"]
        if self.user:
            words.append("it accepts the name and the password")
        return ", ".join(words)

    @contextmanager
    def _connect(self, name: str) -> Iterator[smtplib.SMTP]:
        """A connection that is encrypted and signed in as it has to be."""
        trusted = self.trusted or ssl.create_default_context()
        # A name is given: smtplib would ask the network for one, and could wait long for it.
        if self.encryption is Encryption.tls:
            talk: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, name, timeout=self.longest_wait, context=trusted
            )
        else:
            talk = smtplib.SMTP(self.host, self.port, name, timeout=self.longest_wait)
        try:
            talk.ehlo_or_helo_if_needed()
            self._encrypt(talk, trusted)
            if self.user:
                if not talk.esmtp_features.get("auth", "").strip():
                    raise NotSent(_("The mail server asks for no name and password."))
                talk.login(self.user, self.password)
            yield talk
            # It has the letter: how it takes leave changes nothing.
            with contextlib.suppress(smtplib.SMTPException, OSError):
                talk.quit()
        finally:
            talk.close()

    def _encrypt(self, talk: smtplib.SMTP, trusted: ssl.SSLContext) -> None:
        if self.encryption is Encryption.tls:
            return
        if self.encryption is not Encryption.never and talk.has_extn("starttls"):
            talk.starttls(context=trusted)
            talk.ehlo()
        elif self.encryption is Encryption.require:
            raise NotSent(_("The mail server offers no encryption (STARTTLS)."))
        elif self.user and not _is_here(talk):
            raise NotSent(
                _(
                    "The mail server offers no encryption (STARTTLS), so it was not told the "
                    "password."
                )
            )


def read_mail_server(url: str) -> MailServer | None:
    """The server that CHEST_SMTP_URL names; None where it is empty. Raises SettingsError, which
    never shows the address: there is a password in it."""
    if not url.strip():
        return None
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
        query = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True))
    except ValueError as error:
        raise _wrong() from error
    if parts.scheme not in _USUAL_PORTS or not host or parts.path not in ("", "/"):
        raise _wrong()
    if parts.fragment or "#" in url:
        raise _wrong("In a password, # is written %23, @ is %40, / is %2F and ? is %3F.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise _wrong("A name and a password go together.")
    if any(not c.isprintable() for c in user + password):
        raise _wrong("The name or the password has a character in it that is none.")
    return MailServer(
        host=host,
        port=port or _USUAL_PORTS[parts.scheme],
        encryption=_read_encryption(parts.scheme, query, host=host, has_password=bool(user)),
        user=user,
        password=password,
    )


def _read_encryption(
    scheme: str, query: dict[str, str], *, host: str, has_password: bool
) -> Encryption:
    asked = query.pop("starttls", None)
    if query or asked not in (None, Encryption.require, Encryption.never):
        raise _wrong("After a ? there may be starttls=require or starttls=never.")
    if scheme == "smtps":
        if asked is not None:
            raise _wrong("With smtps:// all is encrypted from the start: leave starttls away.")
        return Encryption.tls
    is_here = who_can_reach(f"smtp://[{host}]" if ":" in host else f"smtp://{host}").scope
    if asked == Encryption.never and has_password and is_here is not Scope.this_computer:
        raise _wrong("A password is not sent without encryption: leave starttls=never away.")
    return Encryption(asked or Encryption.offered)


def _wrong(more: str = "") -> SettingsError:
    sentence = (
        "CHEST_SMTP_URL is no address of a mail server. Write smtp://name:password@host:587, or "
        f"smtps://name:password@host:465. {more}"
    )
    return SettingsError(sentence.strip())


def _is_here(talk: smtplib.SMTP) -> bool:
    """Whether the other end is this computer, whatever its name says."""
    assert talk.sock is not None
    return ip_address(talk.sock.getpeername()[0].partition("%")[0]).is_loopback


@contextmanager
def _explained(longest_wait: float) -> Iterator[None]:
    try:
        yield
    except (smtplib.SMTPException, OSError) as error:
        raise _explain(error, longest_wait) from error


def _explain(error: smtplib.SMTPException | OSError, longest_wait: float) -> NotSent:
    """What went wrong, as a sentence, and whether it will again."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        ((code, reply),) = error.recipients.values()
        is_final = code >= 500 and code not in _SIGN_IN_FIRST
        said = _quote(code, reply)
        if is_final:
            sentence = _("The mail server takes no letters for this address. {said}", said=said)
        else:
            sentence = _("The mail server does not take this letter now. {said}", said=said)
        return NotSent(sentence, is_final=is_final)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return NotSent(
            _("The mail server cannot send to an address with such characters in it."),
            is_final=True,
        )
    if isinstance(error, smtplib.SMTPResponseException):
        return _explain_reply(error)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        # smtplib says so of a server that is only slow, too.
        if isinstance(error.__context__, OSError):
            return _explain(error.__context__, longest_wait)
        return NotSent(_("The mail server ended the connection."))
    if isinstance(error, smtplib.SMTPException):
        return NotSent(_("The mail server offers no way of signing in that this program knows."))
    return NotSent(_explain_network(error, longest_wait))


def _explain_reply(error: smtplib.SMTPResponseException) -> NotSent:
    said = _quote(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return NotSent(
            _("The mail server does not accept the name and the password. {said}", said=said)
        )
    if isinstance(error, smtplib.SMTPSenderRefused):
        return NotSent(
            _("The mail server takes no letters from the chest’s address now. {said}", said=said)
        )
    if isinstance(error, smtplib.SMTPDataError):
        is_final = error.smtp_code >= 500
        if is_final:
            sentence = _("The mail server refused the letter. {said}", said=said)
        else:
            sentence = _("The mail server does not take this letter now. {said}", said=said)
        return NotSent(sentence, is_final=is_final)
    return NotSent(_("The mail server turned the chest away. {said}", said=said))


def _explain_network(error: OSError, longest_wait: float) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _(
            "The certificate of the mail server cannot be trusted: {reason}.",
            reason=error.verify_message,
        )
    if isinstance(error, ssl.SSLError):
        return _(
            "No encrypted connection to the mail server came about. Is its port one for smtps:// "
            "(465), or for smtp:// (587)?"
        )
    if isinstance(error, TimeoutError):
        return _(
            "The mail server did not answer within {seconds} seconds.",
            seconds=format(longest_wait, "g"),
        )
    if isinstance(error, ConnectionRefusedError):
        return _("No mail server answers at that address and port.")
    if isinstance(error, socket.gaierror):
        return _("The name of the mail server is not known.")
    return _(
        "The mail server cannot be reached: {reason}.",
        reason=error.strerror or type(error).__name__,
    )


def _quote(code: int, reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    line = "".join(c for c in " ".join(text.split()) if c.isprintable())
    if len(line) > _LONGEST_REPLY:
        line = line[: _LONGEST_REPLY - 1] + "…"
    return _("It said: {code} {line}", code=code, line=line)
