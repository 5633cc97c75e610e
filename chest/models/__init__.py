"""All tables. Importing this package registers every one of them with `ChestModel.metadata`."""

from chest.models.accounts import Account, Invitation, LoginSession, PasswordReset, SetupClaim
from chest.models.assets import (
    Asset,
    AssetRevision,
    AssetState,
    Audience,
    BlobTrash,
    DateOrigin,
    Derivative,
    Kind,
    ProcessingStep,
    Review,
    Step,
    StepState,
    Upload,
    UploadState,
)
from chest.models.base import ChestModel, new_id, utc_now
from chest.models.chests import NOBODY, Chest, ChestTally, Membership, Pronoun, Role
from chest.models.letters import Letter, LetterKind, LetterState
from chest.models.operations import AuditEvent, IdempotencyRecord, WorkerLease
from chest.models.sharing import (
    Contribution,
    ContributionState,
    LinkPermission,
    LinkSession,
    ShareLink,
)
from chest.models.stories import Chapter, Story, StorySentence, StoryState

__all__ = [
    "NOBODY",
    "Account",
    "Asset",
    "AssetRevision",
    "AssetState",
    "Audience",
    "AuditEvent",
    "BlobTrash",
    "Chapter",
    "Chest",
    "ChestModel",
    "ChestTally",
    "Contribution",
    "ContributionState",
    "DateOrigin",
    "Derivative",
    "IdempotencyRecord",
    "Invitation",
    "Kind",
    "Letter",
    "LetterKind",
    "LetterState",
    "LinkPermission",
    "LinkSession",
    "LoginSession",
    "Membership",
    "PasswordReset",
    "ProcessingStep",
    "Pronoun",
    "Review",
    "Role",
    "SetupClaim",
    "ShareLink",
    "Step",
    "StepState",
    "Story",
    "StorySentence",
    "StoryState",
    "Upload",
    "UploadState",
    "WorkerLease",
    "new_id",
    "utc_now",
]
