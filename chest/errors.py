"""The one error family of the product. Each error's text is a sentence for a person: what
happened, what is safe, what to do next. Routes turn `status` and `data` into a problem document;
pages show the sentence.

  ChestError                 400  everything that is refused or cannot be done
  ├── NotSignedIn            401  a person is needed, and none is known
  ├── Locked                 401  a link's password is still to be given (chest.sharing.links)
  ├── NotFound               404  absent, or none of the viewer's business: never told apart
  ├── Stale                  409  the row changed since it was read
  ├── Conflict               409  does not fit the state the row is in
  ├── Gone                   410  a genuine link, receipt or invitation that has ended
  ├── TooLarge               413  a file, or a sum of files, passes a limit
  ├── Invalid                422  input that cannot be taken as it is
  ├── ChestLocked            423  a private chest that its keepers have locked
  ├── TooMany                429  tried too often
  ├── SettingsError          500  a setting that is missing or cannot be used
  ├── BeingMade              503  a file that is made when it is first asked for
  ├── Unavailable            503  the database or the storage does not answer
  └── Full                   507  no room for what is being added
"""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from language import N_, _, ngettext, said


class ChestError(Exception):
    """Base of everything that the product refuses or cannot do.

    `data` travels into the problem document beside the standard members (for example
    `duplicate_id`, `retry_after`), so it must be JSON-serialisable and free of secrets.
    """

    status: ClassVar[int] = 400
    title: ClassVar[str] = N_("That did not work")

    def __init__(self, sentence: str, **data: Any) -> None:
        super().__init__(sentence)
        self.sentence = said(sentence)  # one that a module keeps is in English until now
        self.data = data


class NotFound(ChestError):
    """Raised for what is absent and for what one may not know of: the two are not told apart."""

    status = 404
    title = N_("Not found")

    def __init__(
        self, sentence: str = N_("There is nothing here, or it is not yours to open.")
    ) -> None:
        super().__init__(sentence)


class NotSignedIn(ChestError):
    """Raised when a call needs a person and none is known."""

    status = 401
    title = N_("Please sign in")

    def __init__(self, sentence: str = N_("Please sign in first.")) -> None:
        super().__init__(sentence)


class Invalid(ChestError):
    """Raised when input cannot be taken as it is; the sentence says what would be taken. `field`,
    where it is known, names what was entered wrongly: a form says the sentence there."""

    status = 422
    title = N_("Please check what you entered")


class Stale(ChestError):
    """Raised when the row changed since it was read. `current` holds the state to decide from."""

    status = 409
    title = N_("Someone else changed this meanwhile")

    def __init__(self, current: dict[str, Any]) -> None:
        super().__init__(
            _(
                "Someone else changed this while you were writing. Nothing is lost: compare both "
                "texts and decide which to keep."
            ),
            current=current,
        )


class Conflict(ChestError):
    """Raised when the thing asked for does not fit the state the row is in."""

    status = 409
    title = N_("That is not possible now")


class Gone(ChestError):
    """Raised for a genuine link or receipt that has expired, was revoked or is used up."""

    status = 410
    title = N_("This link no longer works")


class TooMany(ChestError):
    """Raised by throttles. `retry_after` is in whole seconds."""

    status = 429
    title = N_("Please wait a moment")

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            ngettext(
                "That was tried too often. Please wait about {n} minute and try again.",
                "That was tried too often. Please wait about {n} minutes and try again.",
                max(1, round(retry_after / 60)),
            ),
            retry_after=retry_after,
        )


class TooLarge(ChestError):
    """Raised when a file or a sum of files passes a limit."""

    status = 413
    title = N_("This is too large")


class Full(ChestError):
    """Raised when the disk or bucket has no room for what is being added."""

    status = 507
    title = N_("There is no room left")


class Unavailable(ChestError):
    """Raised when the database or the storage does not answer."""

    status = 503
    title = N_("The chest cannot be reached just now")


class BeingMade(ChestError):
    """Raised for a file that is made when it is first asked for, until it is there. `retry_after`
    is in whole seconds."""

    status = 503
    title = N_("This is being made")

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            _("A copy of this file is being made for links. Please try again in a moment."),
            retry_after=retry_after,
        )


class ChestLocked(ChestError):
    """Raised for everything in a private chest that is locked, or on its way to or from there, to
    those who belong to it. `chest_id` says which."""

    status = 423
    title = N_("This chest is locked")

    def __init__(
        self,
        chest_id: UUID,
        sentence: str = N_(
            "This chest is locked. A keeper opens it with their passphrase; all that is in it is "
            "safe."
        ),
    ) -> None:
        super().__init__(sentence, chest_id=str(chest_id))


class SettingsError(ChestError):
    """Raised at start for a setting that is missing or cannot be used; names the setting."""

    status = 500
    title = N_("A setting needs attention")
