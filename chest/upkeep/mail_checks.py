"""What the doctor finds about letters: the mail server, and those that wait or did not go out."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import col, func, select

from chest.database import Database
from chest.errors import SettingsError
from chest.letters.composing import compose, read_sender
from chest.letters.mail_server import NotSent, read_mail_server
from chest.letters.post import ByMail, outbox_of
from chest.models import Letter, LetterKind, LetterState, new_id, utc_now
from chest.settings import Settings
from chest.texts import clean_email
from chest.upkeep.checks import Finding

_TAKEN_WITHIN = timedelta(minutes=5)


def check_mail(settings: Settings) -> Finding:
    """Whether the mail server is there and takes us: connects, encrypts and signs in, and sends
    nothing."""
    try:
        server = read_mail_server(settings.smtp_url.get_secret_value())
        if server is None:
            return Finding("mail", ok=True, sentence=say_no_server(settings))
        found = server.check(name=read_sender(settings.smtp_from).place)
    except (SettingsError, NotSent) as error:
        return Finding("mail", ok=False, sentence=error.sentence)
    sentence = f"{server.host}:{server.port} {found}"
    if not settings.public_url:
        sentence += (
            ". Letters lead to the address at which they were asked for: set CHEST_PUBLIC_URL to "
            "one that can be opened from everywhere"
        )
    return Finding("mail", ok=True, sentence=sentence)


def send_test_letter(settings: Settings, to: str) -> Finding:
    """Hand a test letter to the mail server now, whether a worker runs or not. Raises Invalid for
    what is no address."""
    address = clean_email(to)
    try:
        server = read_mail_server(settings.smtp_url.get_secret_value())
        if server is None:
            return Finding("letter", ok=False, sentence=say_no_server(settings))
        sender = read_sender(settings.smtp_from)
        letter_id = new_id()
        letter = compose(letter_id, LetterKind.test, {}, to=address, sender=sender)
        ByMail(server).send(letter, letter_id=letter_id, to=address)
    except (SettingsError, NotSent) as error:
        return Finding("letter", ok=False, sentence=error.sentence)
    return Finding("letter", ok=True, sentence=f"the mail server took one to {address}")


def check_letters(database: Database) -> Finding:
    """Whether letters are taken up, and how many did not go out in the last 30 days."""
    with database.read() as session:
        counts = dict(
            session.exec(select(Letter.state, func.count()).group_by(col(Letter.state))).all()
        )
        left = session.exec(
            select(func.count())
            .select_from(Letter)
            .where(
                col(Letter.state) == LetterState.waiting,
                col(Letter.attempts) == 0,
                col(Letter.created_at) < utc_now() - _TAKEN_WITHIN,
            )
        ).one()
        reason = session.exec(
            select(Letter.reason)
            .where(col(Letter.reason).is_not(None), col(Letter.state) != LetterState.sent)
            .order_by(col(Letter.id).desc())
            .limit(1)
        ).one_or_none()
    waiting, failed = counts.get(LetterState.waiting, 0), counts.get(LetterState.failed, 0)
    words = f"{waiting} wait, {failed} did not go out in 30 days"
    if left:
        words += f". Nothing has taken up {left}: a worker has to run"
    elif reason:
        words += f". The last reason: {reason}"
    return Finding("letters", ok=not left, sentence=words)


def say_no_server(settings: Settings) -> str:
    return f"CHEST_SMTP_URL is not set, so letters lie in {outbox_of(settings).resolve()}"
