"""What was done, as one sentence for each line of a chest's history."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from chest.chests.history import ActorKind, Deed, Sort
from chest.chests.manager import ChestView
from language import N_, Sayings, _
from pages.parts import roles
from pages.parts.items import day

SORTS = Sayings(
    {
        Sort.memories: N_("Memories"),
        Sort.gifts: N_("What was given through links"),
        Sort.members: N_("Who belongs to this chest"),
        Sort.links: N_("Links"),
        Sort.downloads: N_("Downloads"),
        Sort.stories: N_("The story"),
        Sort.chest: N_("This chest"),
    }
)

_ROLE = "member.role."

_DID = {
    "asset.added": N_("{who} added a memory."),
    "asset.deleted": N_("{who} put a memory away."),
    "asset.downloaded": N_("{who} downloaded the original of a memory."),
    "asset.edited": N_("{who} edited a memory."),
    "asset.people": N_("{who} said who is on a picture."),
    "asset.restored": N_("{who} brought a memory back."),
    "asset.retried": N_("{who} had a memory looked at again."),
    "asset.tagged": N_("{who} labelled a picture."),
    "archive.unpacked": N_("{who} took in what is in an archive."),
    "audit.shortened": N_("What happened more than three years ago was taken off this list."),
    "chest.brought_in": N_("{who} brought this chest in from a bag."),
    "chest.created": N_("{who} made this chest."),
    "chest.deleted": N_("{who} deleted this chest."),
    "chest.edited": N_("{who} changed the settings of this chest."),
    "chest.hearing_chosen": N_("{who} chose what listens to recordings."),
    "chest.code_renewed": N_("{who} made another code for the printed sheet."),
    "chest.labels_chosen": N_("{who} changed the words for pictures."),
    "chest.locked": N_("This chest was locked; nobody can read it."),
    "chest.locker_changed": N_("{who} changed how this chest is locked."),
    "chest.locking": N_("{who} began to lock this chest."),
    "chest.made_private": N_("{who} gave this chest a key of its own."),
    "chest.narrator_set": N_("{who} chose who tells the story."),
    "chest.passphrase_set": N_("{who} set a passphrase for this chest."),
    "chest.restored": N_("{who} brought this chest back."),
    "chest.unlocked": N_("This chest was open again."),
    "chest.unlocking": N_("{who} unlocked this chest."),
    "contribution.approved": N_("{who} approved a gift."),
    "contribution.declined": N_("{who} declined a gift."),
    "contribution.held": N_("{who} put a gift off."),
    "contribution.opened": N_("{who} began to give something."),
    "contribution.pending": N_("{who} opened a decision about a gift again."),
    "contribution.piece_left_out": N_("{who} left a piece out of a gift."),
    "contribution.piece_taken_in": N_("{who} took a piece of a gift in again."),
    "contribution.purged": N_("A gift that was taken back or never sent was erased."),
    "contribution.saved": N_("{who} went on with what they are giving."),
    "contribution.submitted": N_("{who} sent a gift."),
    "contribution.unwithdrawn": N_("{who} gave again what they had taken back."),
    "contribution.withdrawn": N_("{who} took a gift back."),
    "export.begun": N_("{who} began to take a copy of this chest out."),
    "export.cancelled": N_("{who} deleted a copy of this chest that they had taken out."),
    "export.fetched": N_("{who} fetched a copy of this chest."),
    "link.created": N_("{who} made the link “{about}”."),
    "link.password_failed": N_("Somebody tried a wrong password of the link “{about}”."),
    "link.revoked": N_("{who} closed the link “{about}”."),
    "link.used": N_("{who} opened the link “{about}”."),
    "member.invitation_revoked": N_("{who} took an invitation back."),
    "member.invited": N_("{who} made an invitation."),
    "member.joined": N_("{who} joined this chest."),
    "member.removed": N_("{who} removed {about} from this chest."),
    "name.changed": N_("{who} changed how a name is written."),
    "story.asked": N_("{who} had the story told."),
    "story.sending_agreed": N_("{who} agreed that memories are sent out for the story."),
    "transcript.edited": N_("{who} edited what is said in a recording."),
    "transcript.heard_again": N_("{who} had a recording listened to again."),
    "transcript.undone": N_("{who} undid a change to what is said in a recording."),
}
# Where about a thing more can be done than is told one by one.
_DID_SOMETHING = {
    "album": N_("{who} changed something about an album."),
    "asset": N_("{who} changed something about a memory."),
    "chest": N_("{who} changed something about this chest."),
    "contribution": N_("{who} did something about a gift."),
    "link": N_("{who} changed something about a link."),
    "member": N_("{who} changed who belongs to this chest."),
    "person": N_("{who} changed what is known about a person."),
    "story": N_("{who} changed the story."),
    "text": N_("{who} decided what a story may tell."),
    "transcript": N_("{who} changed what is said in a recording."),
}


def say_deed(deed: Deed) -> str:
    """ "Ana Almeida closed the link “Graça”.": who and what, and nothing of what is in it."""
    who, about = say_who(deed), deed.about
    if deed.action.startswith(_ROLE):
        role = roles.WITHIN.get(deed.action.removeprefix(_ROLE))  # type: ignore[call-overload]
        if role is not None:
            whom = about or _("somebody who is no longer here")
            return _("{who} made {about} a {role} of this chest.", who=who, about=whom, role=role)
    if deed.action == "member.removed" and deed.is_about_self:
        return _("{who} left this chest.", who=who)
    if deed.action.startswith("link.") and not about:
        about = _("without a name")
    sentence = _DID.get(deed.action) or _DID_SOMETHING.get(deed.action.partition(".")[0])
    return _(
        sentence or N_("{who} did something that has no words here yet."),
        who=who,
        about=about or _("somebody who is no longer here"),
    )


def say_who(deed: Deed) -> str:
    if deed.actor_name:
        return deed.actor_name
    if deed.actor_kind is ActorKind.account:
        return _("Somebody who is no longer here")
    if deed.actor_kind is ActorKind.link and not deed.action.startswith("link."):
        return _("Somebody with a link")
    if deed.actor_kind is ActorKind.chest:
        return _("The chest itself")
    return _("Somebody")


def day_of(deed: Deed, chest: ChestView) -> str:
    return day(deed.at, chest)


def time_of(at: datetime, chest: ChestView) -> str:
    """ "16:04", by the clock of the chest's own place."""
    return f"{at.astimezone(ZoneInfo(chest.time_zone)):%H:%M}"
