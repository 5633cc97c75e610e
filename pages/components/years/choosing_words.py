"""What is said while many memories are chosen and changed at once."""

from __future__ import annotations

from language import N_, nN_

CHOOSING_WORDS = {
    "choose": N_("Choose several"),
    "chosen_memories": N_("Chosen memories"),
    "none_chosen": N_("Choose memories, or all of a year."),
    "number_chosen": nN_("{n} chosen", "{n} chosen"),
    "counting": N_("Counting …"),
    "date": N_("Date"),
    "place": N_("Place"),
    "tags": N_("In the picture"),
    "audience": N_("Seen by"),
    "album": N_("Album"),
    "delete": N_("Delete"),
    "leave": N_("Done"),
    "cancel": N_("Cancel"),
    "undo": N_("Undo"),
    "date_label": N_("When were they made, as well as you know?"),
    "date_hint": N_("“summer 1964” or “about 1952” is enough."),
    "date_read": N_("Understood as: {words}"),
    "date_save": N_("Date them"),
    "place_label": N_("Where were they made?"),
    "place_save": N_("Write it down"),
    "tags_label": N_("What is in all of them, in a word or two?"),
    "tags_hint": N_("What you take away does not come back by itself."),
    "tags_add": N_("Add the word"),
    "tags_remove": N_("Take it away"),
    "audience_label": N_("Who may see them?"),
    "album_label": N_("Into which album?"),
    "album_hint": N_("A new name makes a new album, for the family."),
    "album_save": N_("Put them in"),
    "working": N_("One moment …"),
    "did_date": nN_("{n} dated: {value}.", "{n} dated: {value}."),
    "did_place": nN_("Place of {n} written down: {value}.", "Place of {n} written down: {value}."),
    "did_tag": nN_("Written to {n}: {value}.", "Written to {n}: {value}."),
    "did_untag": nN_("Taken away from {n}: {value}.", "Taken away from {n}: {value}."),
    "did_audience": nN_("Now seen by {value}: {n}.", "Now seen by {value}: {n}."),
    "did_album": nN_("{n} put into {value}.", "{n} put into {value}."),
    "did_delete": nN_("{n} deleted.", "{n} deleted."),
    "did_nothing": N_("Nothing was changed."),
    "not_yours": nN_(
        "{n} of {all} is not yours to change.", "{n} of {all} are not yours to change."
    ),
    "same_already": nN_("{n} was so already.", "{n} were so already."),
    "undone": nN_("Undone: {n} is as it was.", "Undone: {n} are as they were."),
    "not_undone": nN_(
        "{n} was changed since, and stays as it is.",
        "{n} were changed since, and stay as they are.",
    ),
    "unsent": N_("This could not be sent. Nothing is lost; please try again."),
    "partly": nN_("{n} is done, the others not yet.", "{n} are done, the others not yet."),
}
