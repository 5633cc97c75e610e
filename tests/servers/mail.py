"""A mail server for tests: a real one (aiosmtpd), in a thread, that takes letters, refuses them or
hangs as it is told."""

from __future__ import annotations

import asyncio
import email
import socket
import ssl
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "chest", "pass:word/with@signs"
HANG = "hang"


@dataclass(frozen=True)
class Taken:
    """A letter that came, how it came, and whom the talk was with."""

    letter: EmailMessage
    sender: str
    to: list[str]
    was_encrypted: bool
    was_signed_in: bool


@dataclass
class PostOffice:
    """What the server was given, and what it shall answer instead of yes: `replies` holds, for each
    command, what it answers one time after the other, or HANG."""

    port: int
    taken: list[Taken] = field(default_factory=list)
    replies: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    told: list[str] = field(default_factory=list)

    async def _answer(self, command: str) -> str | None:
        self.told.append(command)
        if not self.replies[command]:
            return None
        reply = self.replies[command].pop(0)
        if reply == HANG:
            await asyncio.sleep(3600)
        return reply

    async def handle_MAIL(
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = await self._answer("MAIL")
        if reply is None:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return reply or "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = await self._answer("RCPT")
        if reply is None:
            envelope.rcpt_tos.append(address)
        return reply or "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        reply = await self._answer("DATA")
        if reply is not None:
            return reply
        assert isinstance(envelope.content, bytes)
        assert envelope.mail_from is not None
        letter = email.message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        transport = server.transport
        self.taken.append(
            Taken(
                letter=letter,
                sender=envelope.mail_from,
                to=list(envelope.rcpt_tos),
                was_encrypted=transport.get_extra_info("sslcontext") is not None,
                was_signed_in=bool(session.authenticated),
            )
        )
        return "250 Taken"

    async def handle_QUIT(self, server: Any, session: Session, envelope: Envelope) -> str:
        return await self._answer("QUIT") or "221 Bye"

    def sign_in(
        self, server: Any, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        self.told.append("AUTH")
        assert isinstance(data, LoginPassword)
        is_right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=is_right, handled=False)


@contextmanager
def mail_server(
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    asks_password: bool = False,
    host: str = "127.0.0.1",
) -> Iterator[PostOffice]:
    """A server at `host`, which offers STARTTLS with one certificate, or speaks TLS from the start
    with the other, or encrypts nothing."""
    loop = asyncio.new_event_loop()
    listener = socket.create_server((host, 0))
    office = PostOffice(listener.getsockname()[1])

    def make() -> SMTP:
        return SMTP(
            office,
            hostname="mail.example.org",
            tls_context=starttls,
            authenticator=office.sign_in if asks_password else None,
            auth_required=asks_password and starttls is not None,
            auth_require_tls=starttls is not None,
            auth_exclude_mechanism=None if asks_password else ["LOGIN", "PLAIN"],
            enable_SMTPUTF8=True,
            loop=loop,
        )

    async def serve() -> None:
        await loop.create_server(make, sock=listener, ssl=tls)

    loop.run_until_complete(serve())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield office
    finally:
        asyncio.run_coroutine_threadsafe(_end_all(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        listener.close()
        loop.close()


async def _end_all() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
