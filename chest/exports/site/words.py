"""What a site says of memories that is not in their own words."""

from __future__ import annotations

from chest.exports.names import UNDATED
from chest.models import Audience, Companion, DateOrigin, Review
from language import N_, Sayings, _

ORIGINS = Sayings(
    {
        DateOrigin.user: N_("as somebody said"),
        DateOrigin.embedded: N_("as it stands in the file"),
        DateOrigin.file: N_("as the file's own date has it"),
        DateOrigin.folder: N_("as its folder is called"),
        DateOrigin.imported: N_("as what came with the file has it"),
    }
)
COMPANIONS = Sayings(
    {
        Companion.moment: N_("a picture, whose moment this film is"),
        Companion.original: N_("a memory that was edited, of which this is the first form"),
        Companion.raw: N_("a picture, of which this is the raw file of the camera"),
        Companion.sidecar: N_("a memory of which this tells"),
    }
)
NOT_FOR_ALL = Sayings(
    {
        Audience.only_me: N_("In the chest, only whoever took this out sees it."),
        Audience.keepers: N_("In the chest, only its keepers and whoever gave it see this."),
    }
)
WAITING = Sayings(
    {
        Review.draft: N_("Not sent yet when this was taken out."),
        Review.pending: N_("It waited for approval when this was taken out."),
        Review.held: N_("It was put aside for later when this was taken out."),
        Review.declined: N_("It was declined, and the family does not see it in the chest."),
        Review.withdrawn: N_("It was taken back, and the family does not see it in the chest."),
    }
)


def name_year(year: str) -> str:
    """What a folder of years is called: "1964", "the 1960s", "Without a date"."""
    if year == UNDATED:
        return _("Without a date")
    return _("the {decade}", decade=year) if year.endswith("0s") else year
