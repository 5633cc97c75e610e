"""The one place that assembles everything."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial

from ai.tagging.catalogue import QUANTIZED
from ai.tagging.opening import open_words
from chest.accounts.manager import AccountManager
from chest.accounts.password_resets import PasswordResets
from chest.accounts.sessions import LoginSessions
from chest.albums.manager import AlbumManager
from chest.assets.bulk import BulkManager
from chest.assets.copies import CopyManager
from chest.assets.look_alikes import LookAlikeManager
from chest.assets.manager import AssetManager
from chest.assets.media import MediaManager
from chest.assets.pairs import PairManager
from chest.assets.readings import ReadingManager
from chest.blob_store import open_blobs
from chest.chest_keys import OpenKeys, Wrapping
from chest.chests.history import HistoryManager
from chest.chests.invitations import Invitations
from chest.chests.manager import ChestManager
from chest.chests.members import MemberManager
from chest.contributions.gifts import Gifts
from chest.contributions.manager import ContributionManager
from chest.contributions.moderation import Moderation
from chest.contributions.notices import WaitingNotices
from chest.contributions.receipt_letters import ReceiptLetters
from chest.contributions.receipts import Receipts
from chest.database import Database
from chest.exports.book.making import BookMaker
from chest.exports.book.manager import BookManager
from chest.exports.manager import ExportManager
from chest.ingest.understanding_rows import UnderstandingRows
from chest.jobs.queue import JobClient, JobQueue
from chest.letters.manager import LetterManager
from chest.letters.post import open_post
from chest.lockers.manager import LockerManager
from chest.models import LetterState
from chest.people.manager import PeopleManager
from chest.people.pictures import PeopleInPictures
from chest.people.proposals import ProposalManager
from chest.search.manager import SearchManager
from chest.security.signing import Signer
from chest.security.throttle import Throttle, WindowThrottle
from chest.settings import Settings
from chest.sharing.manager import SharingManager
from chest.sharing.visits import LinkSessions
from chest.stories.decisions import DecisionManager
from chest.stories.edits import StoryEditManager
from chest.stories.manager import StoryManager
from chest.stories.narrators import open_narrators
from chest.stories.questions import QuestionManager
from chest.tags.manager import TagManager
from chest.transcripts.manager import TranscriptManager
from chest.transcripts.names import NameManager
from chest.upkeep.backups.manager import BackupManager
from chest.upkeep.disk import DiskCheck
from chest.upkeep.engines import ModelManager
from chest.uploads.archives import ArchiveManager
from chest.uploads.manager import UploadManager
from chest.uploads.ready import ReadyNotices
from storage.base import BlobStore


@dataclass(frozen=True)
class Library:
    """Everything a page, a route, the worker or the command line can ask."""

    settings: Settings
    database: Database
    blobs: BlobStore
    disk: DiskCheck
    signer: Signer
    throttle: Throttle
    jobs: JobQueue
    accounts: AccountManager
    sign_ins: LoginSessions
    passwords: PasswordResets
    letters: LetterManager
    chests: ChestManager
    members: MemberManager
    invitations: Invitations
    history: HistoryManager
    assets: AssetManager
    bulk: BulkManager
    albums: AlbumManager
    copies: CopyManager
    look_alikes: LookAlikeManager
    pairs: PairManager
    readings: ReadingManager
    uploads: UploadManager
    archives: ArchiveManager
    ready: ReadyNotices
    media: MediaManager
    sharing: SharingManager
    visits: LinkSessions
    contributions: ContributionManager
    moderation: Moderation
    gifts: Gifts
    notices: WaitingNotices
    receipts: Receipts
    receipt_letters: ReceiptLetters
    stories: StoryManager
    decisions: DecisionManager
    questions: QuestionManager
    story_edits: StoryEditManager
    tags: TagManager
    people: PeopleManager
    in_pictures: PeopleInPictures
    proposals: ProposalManager
    transcripts: TranscriptManager
    names: NameManager
    search: SearchManager
    models: ModelManager
    exports: ExportManager
    lockers: LockerManager
    open_keys: OpenKeys
    backups: BackupManager
    books: BookManager

    def close(self) -> None:
        self.database.close()


def open_library(settings: Settings) -> Library:
    """Assemble the library for these settings. Opens no connection yet and changes nothing, but for
    the keys of encrypted files, which are read where there are any: the schema is brought up to
    date by `chest.migrations.migrate` and by `migrate_jobs` of `chest.jobs.queue`. Raises
    SettingsError where encrypted files have no master key, or a wrong one."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = Database(settings.resolved_database_url)
    signer = Signer(settings.secret)
    wrapping = Wrapping(settings.secret)
    open_keys = OpenKeys(database, wrapping)
    blobs = open_blobs(settings, secret=signer.key_for("parts"), chest_keys=open_keys)
    throttle = WindowThrottle(settings.redis_url)
    jobs = JobClient(database)
    letters = LetterManager(
        database=database,
        jobs=jobs,
        throttle=throttle,
        goes_by_mail=open_post(settings)[0].leaves is LetterState.sent,
    )
    invitations = Invitations(database=database, letters=letters, throttle=throttle)
    sign_ins = LoginSessions(database=database)
    accounts = AccountManager(
        database=database,
        settings=settings,
        throttle=throttle,
        sign_ins=sign_ins,
        setup_key=signer.key_for("setup"),
        accept_invitation=invitations.accept_in,
        check_invitation=invitations.describe,
    )
    receipts = Receipts(database=database, signer=signer)
    stories = StoryManager(database=database, jobs=jobs, narrators=open_narrators(settings))
    models = ModelManager(
        database=database, settings=settings, measure_open=UnderstandingRows.measure_open
    )
    book_maker = BookMaker(
        database=database, blobs=blobs, stories=stories, public_url=settings.public_url
    )
    return Library(
        settings=settings,
        database=database,
        blobs=blobs,
        disk=DiskCheck(settings, blobs),
        signer=signer,
        throttle=throttle,
        jobs=jobs,
        accounts=accounts,
        sign_ins=sign_ins,
        passwords=PasswordResets(
            database=database, accounts=accounts, letters=letters, throttle=throttle
        ),
        letters=letters,
        chests=ChestManager(database=database),
        members=MemberManager(database=database),
        invitations=invitations,
        history=HistoryManager(database=database),
        assets=AssetManager(database=database, jobs=jobs),
        bulk=BulkManager(database=database),
        albums=AlbumManager(database=database),
        copies=CopyManager(database=database),
        look_alikes=LookAlikeManager(database=database),
        pairs=PairManager(database=database),
        readings=ReadingManager(database=database, jobs=jobs),
        uploads=UploadManager(database=database, blobs=blobs, jobs=jobs, settings=settings),
        archives=ArchiveManager(database=database, blobs=blobs, jobs=jobs, settings=settings),
        ready=ReadyNotices(
            database=database,
            letters=letters,
            public_url=settings.public_url,
            is_paused=models.is_paused,
        ),
        media=MediaManager(database=database, blobs=blobs, signer=signer, jobs=jobs),
        sharing=SharingManager(database=database, signer=signer, settings=settings),
        visits=LinkSessions(database=database, signer=signer, throttle=throttle),
        contributions=ContributionManager(database=database, signer=signer),
        moderation=Moderation(database=database),
        gifts=Gifts(database=database),
        notices=WaitingNotices(database=database, letters=letters, public_url=settings.public_url),
        receipts=receipts,
        receipt_letters=ReceiptLetters(
            database=database, receipts=receipts, letters=letters, throttle=throttle
        ),
        stories=stories,
        decisions=DecisionManager(database=database),
        questions=QuestionManager(database=database),
        story_edits=StoryEditManager(database=database),
        tags=TagManager(database=database),
        people=PeopleManager(database=database),
        in_pictures=PeopleInPictures(database=database),
        proposals=ProposalManager(database=database),
        transcripts=TranscriptManager(database=database, jobs=jobs, signer=signer),
        names=NameManager(database=database),
        search=SearchManager(
            database=database,
            folder=settings.data_dir / "search",
            open_text_embedders=[
                partial(open_words, settings.resolved_models_dir / QUANTIZED.name)
            ],
        ),
        models=models,
        exports=ExportManager(
            database=database,
            blobs=blobs,
            jobs=jobs,
            stories=stories,
            books=book_maker,
        ),
        books=BookManager(database=database, maker=book_maker),
        backups=BackupManager(
            database=database, blobs=blobs, settings=settings, is_operator=models.is_operator
        ),
        lockers=LockerManager(
            database=database, jobs=jobs, throttle=throttle, wrapping=wrapping, keys=open_keys
        ),
        open_keys=open_keys,
    )


@cache
def shared_library() -> Library:
    """This process's library, with settings from the environment: one for pages and routes."""
    return open_library(Settings())
