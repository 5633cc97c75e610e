"""A letter as a job: sent once, tried again as long as it is of use, and cleared when it ended."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, update

from ai.media import Decoder
from chest.database import Database
from chest.ingest.job import Ingest
from chest.jobs.queue import Job, JobClient
from chest.jobs.runner import TryLater
from chest.letters import contents, rows
from chest.letters.mail_server import MailServer, NotSent
from chest.letters.post import ByMail, Outbox, Post
from chest.letters.sending import SendLetter
from chest.models import Letter, LetterState, utc_now
from chest.upkeep.sweep import MAX_RUNS, Sweep
from storage.local import LocalStore
from tests.arrivals import once
from tests.mailing import SENDER, Bag, list_letters, open_letters, words_of
from tests.servers.mail import mail_server

ADDRESS = "https://chest.example/?reset=a-right"
BUSY = NotSent("The mail server is busy.")


def write(database: Database, **how: Any) -> UUID:
    with database.write() as session:
        letters = open_letters(database)
        return letters.write(
            session, contents.ResetPassword(address=ADDRESS), to="tom@example.org", **how
        ).id


def change(database: Database, letter_id: UUID, **values: Any) -> None:
    with database.write() as session:
        session.exec(update(Letter).where(col(Letter.id) == letter_id).values(**values))


def get(database: Database, letter_id: UUID) -> Letter:
    (found,) = [each for each in list_letters(database) if each.id == letter_id]
    return found


def sending(database: Database, post: Post) -> SendLetter:
    return SendLetter(database=database, post=post, sender=SENDER)


def wait_of(job: SendLetter, letter_id: UUID) -> float:
    """In how many seconds the job goes on."""
    with pytest.raises(TryLater) as later:
        job.run(letter_id, once)
    assert later.value.in_seconds is not None
    return later.value.in_seconds


def is_cleared(letter: Letter) -> bool:
    return letter.data == {} and letter.next_attempt_at is None and letter.ended_at is not None


def test_a_letter_is_sent_once_however_often_its_job_runs(database: Database) -> None:
    bag = Bag()
    letter_id = write(database)
    assert get(database, letter_id).data == {"address": ADDRESS}
    job = sending(database, bag)
    job.run(letter_id, once)
    job.run(letter_id, once)
    (sent,) = bag.letters
    assert sent["To"] == "tom@example.org"
    assert ADDRESS in words_of(sent)
    row = get(database, letter_id)
    assert (row.state, row.attempts, row.reason) == (LetterState.sent, 1, None)
    assert is_cleared(row)


def test_a_server_that_says_not_now_is_asked_again(database: Database) -> None:
    letter_id = write(database)
    with mail_server() as office:
        office.replies["RCPT"].append("451 4.7.1 Greylisted, come back later")
        job = sending(database, ByMail(MailServer("127.0.0.1", office.port)))
        wait = wait_of(job, letter_id)
        assert 20 < wait < 40
        row = get(database, letter_id)
        assert (row.state, row.attempts) == (LetterState.waiting, 1)
        assert row.reason is not None
        assert "451 4.7.1 Greylisted" in row.reason
        assert row.data == {"address": ADDRESS}
        # Before its time nobody is asked, though the job comes early or twice.
        assert wait_of(job, letter_id) <= wait
        assert office.told.count("RCPT") == 1
        change(database, letter_id, next_attempt_at=utc_now())
        job.run(letter_id, once)
    (taken,) = office.taken
    assert taken.letter["Message-ID"] == f"<{letter_id}@example.org>"
    row = get(database, letter_id)
    assert (row.state, row.attempts, row.reason) == (LetterState.sent, 2, None)
    assert is_cleared(row)


def test_a_mailbox_that_is_not_there_is_asked_for_once(database: Database) -> None:
    letter_id = write(database)
    with mail_server() as office:
        office.replies["RCPT"].append("550 5.1.1 No such mailbox")
        sending(database, ByMail(MailServer("127.0.0.1", office.port))).run(letter_id, once)
    row = get(database, letter_id)
    assert row.state is LetterState.failed
    assert row.reason == (
        "The mail server takes no letters for this address. It said: 550 5.1.1 No such mailbox"
    )
    assert is_cleared(row)
    assert sending(database, Bag()).list_unfinished() == []


def test_waits_grow_and_end_after_three_days(database: Database) -> None:
    bag = Bag()
    letter_id = write(database)
    job = sending(database, bag)
    waited, waits = timedelta(), []
    while True:
        bag.failures.append(BUSY)
        if waited + timedelta(minutes=2) > rows.PATIENCE:
            job.run(letter_id, once)
            break
        waits.append(wait_of(job, letter_id))
        pause = timedelta(seconds=waits[-1])
        waited += pause
        row = get(database, letter_id)
        assert row.next_attempt_at is not None
        earlier = {
            "next_attempt_at": row.next_attempt_at - pause,
            "give_up_at": row.give_up_at - pause,
        }
        change(database, letter_id, **earlier)
    assert waits[:5] == sorted(waits[:5])
    assert max(waits) <= 6 * 3600 * 1.25
    assert timedelta(days=2, hours=23) < waited <= timedelta(days=3)
    assert len(waits) < MAX_RUNS
    assert bag.letters == []
    row = get(database, letter_id)
    assert (row.state, row.reason) == (LetterState.failed, BUSY.sentence)
    assert is_cleared(row)


def test_letters_that_failed_together_do_not_come_back_together() -> None:
    assert len({rows.pause_after(3) for _ in range(20)}) > 10


def test_what_is_useless_is_not_tried_again(database: Database) -> None:
    """A letter for a new password works for an hour."""
    bag = Bag()
    expires_at = utc_now() + timedelta(hours=1)
    letter_id = write(database, useless_from=expires_at)
    assert get(database, letter_id).give_up_at == expires_at
    change(database, letter_id, attempts=9)
    bag.failures.append(BUSY)
    job = sending(database, bag)
    assert wait_of(job, letter_id) < 3600
    change(database, letter_id, next_attempt_at=utc_now(), give_up_at=utc_now())
    job.run(letter_id, once)
    assert bag.letters == []
    row = get(database, letter_id)
    assert (row.state, row.reason) == (LetterState.failed, BUSY.sentence)
    assert is_cleared(row)


def test_a_letter_that_came_too_late_says_so(database: Database) -> None:
    bag = Bag()
    letter_id = write(database, useless_from=utc_now())
    sending(database, bag).run(letter_id, once)
    assert bag.letters == []
    assert get(database, letter_id).reason == "It could not be sent in time."


def test_what_was_withdrawn_does_not_go_out(database: Database) -> None:
    bag = Bag()
    about, other = UUID(int=1), UUID(int=2)
    first, second = write(database, about=about), write(database, about=other)
    with database.write() as session:
        rows.withdraw(session, [about])
    for letter_id in (first, second):
        sending(database, bag).run(letter_id, once)
    assert [sent["Message-ID"] for sent in bag.letters] == [f"<{second}@example.org>"]
    row = get(database, first)
    assert (row.state, row.reason) == (LetterState.failed, "It was no longer needed.")
    assert is_cleared(row)


def test_what_was_withdrawn_while_it_was_being_sent_stays_so(database: Database) -> None:
    about = UUID(int=1)
    letter_id = write(database, about=about)

    class Meanwhile(Bag):
        def send(self, letter: EmailMessage, *, letter_id: UUID, to: str) -> None:
            with database.write() as session:
                rows.withdraw(session, [about])
            raise BUSY

    sending(database, Meanwhile()).run(letter_id, once)
    assert get(database, letter_id).state is LetterState.failed


def test_two_workers_do_not_send_one_letter_at_one_time(database: Database) -> None:
    bag = Bag()
    letter_id = write(database)

    class Slow(Bag):
        """While it is at it, another worker takes the same job."""

        def send(self, letter: EmailMessage, *, letter_id: UUID, to: str) -> None:
            assert wait_of(sending(database, bag), letter_id) > 60
            super().send(letter, letter_id=letter_id, to=to)

    slow = Slow()
    sending(database, slow).run(letter_id, once)
    assert (len(slow.letters), bag.letters) == (1, [])


def test_a_letter_whose_worker_died_in_the_middle_is_taken_up(database: Database) -> None:
    class Died(BaseException):
        pass

    bag = Bag()
    letter_id = write(database)
    with pytest.raises(Died):
        sending(database, _raising(Died())).run(letter_id, once)
    job = sending(database, bag)
    assert job.list_unfinished() == [letter_id]
    assert 60 < wait_of(job, letter_id) <= 360
    change(database, letter_id, next_attempt_at=utc_now())
    job.run(letter_id, once)
    assert len(bag.letters) == 1


def _raising(error: BaseException) -> Post:
    class Raising(Bag):
        def send(self, letter: EmailMessage, *, letter_id: UUID, to: str) -> None:
            raise error

    return Raising()


def test_a_mistake_of_ours_ends_a_letter_in_our_words(database: Database) -> None:
    letter_id = write(database)
    job = sending(database, Bag())
    job.give_up(letter_id, "Reading this stopped the program several times.")
    row = get(database, letter_id)
    assert row.state is LetterState.failed
    assert row.reason is not None
    assert "inside the program" in row.reason
    assert is_cleared(row)
    job.give_up(UUID(int=7), "of a letter that is gone")


def test_a_letter_that_was_sent_stays_so(database: Database) -> None:
    letter_id = write(database)
    job = sending(database, Bag())
    job.run(letter_id, once)
    job.give_up(letter_id, "too late")
    assert get(database, letter_id).state is LetterState.sent


def test_the_sweep_takes_up_a_letter_without_a_job(database: Database, tmp_path: Path) -> None:
    letter_id = write(database)  # into a queue that forgets it
    blobs = LocalStore(tmp_path / "blobs", secret=b"0" * 32)
    queue = JobClient(database)
    job = sending(database, Bag())
    sweep = Sweep(
        database,
        blobs,
        jobs=queue,
        handlers={
            Job.send_letter: job,
            Job.ingest: Ingest(database=database, blobs=blobs, decoder=Decoder()),
        },
        chores={},
    )
    assert sweep.take_up(Job.send_letter, job) == 1
    with database.read() as session:
        assert queue.list_live(session, Job.send_letter) == {letter_id}
    assert sweep.take_up(Job.send_letter, job) == 0
    queue.close()


def test_letters_are_forgotten_after_thirty_days(database: Database) -> None:
    old, waiting, new = write(database), write(database), write(database)
    sending(database, Bag()).run(old, once)
    change(database, old, created_at=utc_now() - timedelta(days=30, minutes=1))
    change(database, waiting, created_at=utc_now() - timedelta(days=31))
    change(database, new, created_at=utc_now() - timedelta(days=29))
    open_letters(database).purge()
    assert [letter.id for letter in list_letters(database)] == [new]
    sending(database, Bag()).run(old, once)  # its job comes late, and finds nothing


# ---- without a mail server ----


def test_without_a_server_a_letter_lies_in_a_folder_for_the_operator(
    database: Database, tmp_path: Path
) -> None:
    letter_id = write(database)
    outbox = Outbox(tmp_path / "outbox")
    sending(database, outbox).run(letter_id, once)
    change(database, letter_id, state=LetterState.waiting, data={"address": ADDRESS})
    sending(database, outbox).run(letter_id, once)  # as if the worker had died before the row
    (file,) = (tmp_path / "outbox").iterdir()
    assert file.name == f"{letter_id}.eml"
    assert file.stat().st_mode & 0o077 == 0
    assert (tmp_path / "outbox").stat().st_mode & 0o077 == 0
    letter = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(letter, EmailMessage)
    assert ADDRESS in words_of(letter)
    row = get(database, letter_id)
    assert row.state is LetterState.in_outbox
    assert is_cleared(row)


def test_a_folder_that_cannot_be_written_is_tried_again(database: Database, tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file")
    letter_id = write(database)
    assert wait_of(sending(database, Outbox(tmp_path / "outbox")), letter_id) > 0
    row = get(database, letter_id)
    assert row.reason is not None
    assert row.reason.startswith("The letter cannot be written into its folder")
