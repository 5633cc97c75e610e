"""The place where files are added: choose, drop, photograph, or bring a folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from language import N_, nN_, say
from pages.components.shared.sources import Spoken, rerun, source

# What is done with a file that has arrived, by step: `STEPS` as the sentences of a row.
_ARRIVED = {
    "hash": N_("Arrived. Checking that it is whole."),
    "type": N_("Arrived. Seeing what kind of file it is."),
    "metadata": N_("Arrived. Reading when and where it was made."),
    "derivatives": N_("Arrived. Making pictures to show."),
    "without_place": N_("Arrived. Making a copy that does not tell where it was made."),
    "text": N_("Arrived. Reading its words."),
    "waveform": N_("Arrived. Drawing how it sounds."),
    "transcribe": N_("Arrived. Listening to it."),
    "tag": N_("Arrived. Looking at what is in it."),
    "read": N_("Arrived. Reading what is written on it."),
}

# Every word the browser shows, so that one table can be translated. `{n}`, `{name}`, `{size}`,
# `{sent}`, `{reason}`, `{time}`, `{done}` and `{all}` are filled in by the browser.
LABELS: dict[str, Any] = {
    "title": N_("Add photos, films, voices and letters"),
    "drop": N_("Drop them here, or"),
    "choose": N_("Choose files"),
    "photo": N_("Take a photo"),
    "gallery": N_("Choose from the gallery"),
    "folder": N_("Choose a folder"),
    "hint": N_(
        "Originals are kept exactly as they are. You can go on while they are on their way."
    ),
    "waiting": N_("Waiting its turn"),
    "paused": N_("Paused until you are online again"),
    "sending": N_("{sent} of {size}"),
    "resuming": N_("Going on where it stopped"),
    "trying_again": N_("The connection broke. Trying again."),
    "finishing": N_("Checking that all of it arrived"),
    "understanding": N_("Arrived. Looking at it."),
    "steps": _ARRIVED,
    "ready": N_("Added"),
    "duplicate": N_("You already had this one"),
    "kept": N_("We couldn't read this one. It is kept as it is."),
    "kept_because": "{reason}",
    "gone": N_("No longer in the chest"),
    "problems": {
        "network": N_("The connection broke. What was sent is safe."),
        "signed-out": N_("You are signed out. Sign in again, then press Try again."),
        "refused": N_("The chest could not take this file."),
        "too-large": N_("This file is larger than what can be added here."),
        "not-accepted": N_("This kind of file cannot be added here."),
        "unreadable": N_("This file can no longer be read. Choose it again."),
        "empty": N_("This file is empty: nothing of it could be kept."),
    },
    "retry": N_("Try again"),
    "remove": N_("Remove {name}"),
    "progress_of": N_("{name}, sent so far"),
    "progress_of_all": N_("All files, sent so far"),
    "picture_of": N_("Picture: {name}"),
    "offline": N_("You are offline. Everything goes on by itself when you are back."),
    "show_all": nN_("Show all {n} files", "Show all {n} files"),
    "show_fewer": N_("Show fewer"),
    "overall": N_("{done} of {all} sent"),
    "left": N_("about {time} left"),
    "minutes": nN_("a minute", "{n} minutes"),
    "hours": nN_("an hour", "{n} hours"),
    "chosen": nN_("One file chosen", "{n} files chosen"),
    "left_out": nN_("One system file left out", "{n} system files left out"),
    "already_listed": N_("Already on the list"),
    "problems_so_far": nN_("One file needs you", "{n} files need you"),
    "being_understood": nN_(
        "One file has arrived and is being looked at. You can close this page.",
        "{n} files have arrived and are being looked at. You can close this page.",
    ),
    "added": nN_("1 added", "{n} added"),
    "had": nN_("1 you already had", "{n} you already had"),
    "not_added": nN_("1 not added", "{n} not added"),
    "empty": nN_("1 was empty", "{n} were empty"),
    "unreadable": nN_("1 we couldn't read: it is kept", "{n} we couldn't read: they are kept"),
    "looking": N_("Looking through what you chose."),
    "beside": nN_(
        "One file with its picture's date or words taken along",
        "{n} files with their pictures' dates or words taken along",
    ),
    "unfinished_alone": N_("“{name}” did not arrive last time."),
    "unfinished": nN_(
        "{n} of {all} files did not arrive last time.",
        "{n} of {all} files did not arrive last time.",
    ),
    "choose_again": N_("Choose what is missing again and we go on; nothing is sent twice."),
    "choose_folder": N_("Choose the folder “{folder}” again and we go on; nothing is sent twice."),
    "may_go_on": N_("Your browser knows where they are and asks whether we may read them."),
    "go_on": N_("Go on"),
    "all_names": N_("Which ones"),
    "more_names": nN_("and {n} more", "and {n} more"),
    "gone_on": nN_(
        "One file from last time goes on by itself.",
        "{n} files from last time go on by themselves.",
    ),
    "archive": nN_(
        "This is an archive with one file. Unpack it into the chest?",
        "This is an archive with {n} files. Unpack it into the chest?",
    ),
    "unpack": N_("Unpack it"),
    "keep_packed": N_("Keep it as it is"),
    "unpacking": N_("Unpacking: {done} of {all}. You can close this page."),
    "unpacked": N_("Unpacked: {what}."),
    "unpacked_nothing": N_("nothing new"),
    "unpacked_added": nN_("1 added", "{n} added"),
    "unpacked_had": nN_("1 already there", "{n} already there"),
    "unpacked_beside": nN_(
        "1 with a picture's date or words taken along",
        "{n} with pictures' dates or words taken along",
    ),
    "unpacked_left_out": nN_("1 could not be taken", "{n} could not be taken"),
    "archive_put_away": N_("The archive itself is put away; for 30 days it can be brought back."),
    "archive_kept": N_("The archive itself is kept beside them."),
    "forget": N_("Leave them out"),
    "bytes": nN_("{n} byte", "{n} bytes"),
}

# What a relative adds through a link goes to the family when they send all of it, and not before.
OF_A_GIFT: dict[str, Any] = {
    "ready": N_("Arrived"),
    "being_understood": nN_(
        "One file has arrived and is being looked at. Go on: you send it at the end.",
        "{n} files have arrived and are being looked at. Go on: you send them at the end.",
    ),
    "added": nN_("1 is here, and not sent yet", "{n} are here, and not sent yet"),
    "unpacking": N_("Unpacking: {done} of {all}. You can go on meanwhile."),
}

_HTML = """
<div class="area" data-part="area">
  <p class="title">{title}</p>
  <p class="drop">{drop}</p>
  <div class="ways">
    <button type="button" class="main" data-part="choose">{choose}</button>
    <button type="button" class="quiet" data-part="gallery">{gallery}</button>
    <button type="button" class="quiet" data-part="photo">{photo}</button>
    <button type="button" class="quiet" data-part="folder">{folder}</button>
  </div>
  <p class="hint">{hint}</p>
  <input type="file" multiple hidden tabindex="-1" aria-label="{choose}" data-part="files">
  <input type="file" multiple accept="{gallery_types}" hidden tabindex="-1" aria-label="{gallery}"
    data-part="pictures">
  <input type="file" accept="image/*" capture="environment" hidden tabindex="-1"
    aria-label="{photo}" data-part="camera">
  <input type="file" webkitdirectory multiple hidden tabindex="-1" aria-label="{folder}"
    data-part="directory">
</div>
<div class="unfinished" data-part="unfinished" hidden>
  <div class="missing">
    <p data-part="unfinished-words"></p>
    <p data-part="unfinished-names"></p>
    <details data-part="unfinished-all"><summary>{all_names}</summary>
      <ul tabindex="0" aria-label="{all_names}"></ul></details>
  </div>
  <div class="ways">
    <button type="button" class="main" data-part="go-on">{go_on}</button>
    <button type="button" class="quiet" data-part="forget">{forget}</button>
  </div>
</div>
<p class="offline" data-part="offline" hidden>{offline}</p>
<div class="sum">
  <p class="overall" data-part="overall" hidden></p>
  <progress aria-label="{progress_of_all}" data-part="total" hidden></progress>
</div>
<ul class="rows" data-part="rows"></ul>
<p class="unseen" role="status" data-part="status"></p>
"""

# A phone offers its gallery where only pictures and films are asked for. An iPhone makes JPEGs of
# its photographs on the way, without some of what they tell, unless their own kinds are named.
GALLERY = "image/*,image/heic,image/heif,video/*,video/quicktime"

# The queue of files and their rows, for whatever sends files.
QUEUE = (
    "shared/view.js",
    "shared/slices.js",
    "shared/sha256.js",
    "shared/transfer.js",
    "shared/ledger.js",
    "shared/remembered.js",
    "shared/progress.js",
    "shared/guard.js",
    "shared/chosen.js",
    "shared/engine.js",
    "shared/words.js",
    "shared/rows.js",
)

_uploader = Spoken(
    "memory_chest_uploader",
    html=_HTML,
    words=LABELS | {"gallery_types": GALLERY},
    css=source("shared/base.css", "shared/rows.css", "uploader/uploader.css"),
    js=source(*QUEUE, "uploader/sidecars.js", "uploader/uploader.js"),
)


def uploader(
    *,
    key: str,
    target: Mapping[str, str],
    max_bytes: int | None = None,
    accept: str | None = None,
    owner: str | None = None,
) -> None:
    """Shows the drop area and sends what is chosen to `/api/uploads`, file by file.

    `target` is `{"chest_id": …}` or `{"contribution_id": …}`, exactly one; anything else raises
    ValueError. `max_bytes` refuses larger files in the browser (the server decides all the same).
    `accept` is written as in HTML ("image/*,.pdf") and holds for dropped files too.

    What has not arrived is remembered in the browser, so that another visit can go on: for `owner`
    (an account's id) alone, and dropped as soon as somebody else comes or they sign out. A
    contribution is its own owner, since only the browser that began it can add to it.

    The page reruns at most once for each batch, when nothing of it moves any more. Nothing is
    returned: what was added is in the chest, whether or not this page is still open.
    """
    _uploader(
        key=key,
        data={
            "target": checked_target(target),
            "maxBytes": max_bytes,
            "accept": accept,
            "owner": owner_of(target, owner),
            "labels": labels_for(target),
        },
        on_settled_change=rerun,
    )


def labels_for(target: Mapping[str, str]) -> dict[str, Any]:
    """What is said while files go there."""
    return say(LABELS | OF_A_GIFT if "contribution_id" in target else LABELS)


def checked_target(target: Mapping[str, str]) -> dict[str, str]:
    """`target` as a plain dict; ValueError unless it names one chest or one contribution."""
    if len(target) != 1 or not {"chest_id", "contribution_id"}.issuperset(target):
        raise ValueError('target is {"chest_id": …} or {"contribution_id": …}')
    return {name: str(value) for name, value in target.items()}


def owner_of(target: Mapping[str, str], account_id: str | None) -> str | None:
    """Whose list of unfinished files the browser keeps; None keeps none."""
    if account_id is not None:
        return f"account:{account_id}"
    contribution = target.get("contribution_id")
    return None if contribution is None else f"contribution:{contribution}"
