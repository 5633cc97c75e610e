"""The place where files are added: choose, drop, photograph, or bring a folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.components.shared.sources import rerun, source, worded
from pages.parts.words import STEPS

# Every word the browser shows, so that one table can be translated. `{n}`, `{name}`, `{size}`,
# `{sent}`, `{reason}`, `{time}`, `{done}` and `{all}` are filled in by the browser.
LABELS: dict[str, Any] = {
    "title": "Add photos, films, voices and letters",
    "drop": "Drop them here, or",
    "choose": "Choose files",
    "photo": "Take a photo",
    "gallery": "Choose from the gallery",
    "folder": "Choose a folder",
    "hint": "Originals are kept exactly as they are. You can go on reading while they are sent.",
    "waiting": "Waiting its turn",
    "paused": "Paused until you are online again",
    "sending": "{sent} of {size}",
    "resuming": "Going on where it stopped",
    "trying_again": "The connection broke. Trying again.",
    "finishing": "Checking that all of it arrived",
    "understanding": "Arrived. Looking at it.",
    "steps": {step: f"Arrived. {words}." for step, words in STEPS.items()},
    "ready": "Added",
    "duplicate": "You already had this one",
    "kept": "We couldn't read this one. It is kept as it is.",
    "kept_because": "{reason}",
    "gone": "No longer in the chest",
    "problems": {
        "network": "The connection broke. What was sent is safe.",
        "signed-out": "You are signed out. Sign in again, then press Try again.",
        "refused": "The chest could not take this file.",
        "too-large": "This file is larger than what can be added here.",
        "not-accepted": "This kind of file cannot be added here.",
        "unreadable": "This file can no longer be read. Choose it again.",
        "empty": "This file is empty: nothing of it could be kept.",
    },
    "retry": "Try again",
    "remove": "Remove {name}",
    "progress_of": "{name}, sent so far",
    "progress_of_all": "All files, sent so far",
    "picture_of": "Picture: {name}",
    "offline": "You are offline. Everything goes on by itself when you are back.",
    "show_all": "Show all {n} files",
    "show_fewer": "Show fewer",
    "overall": "{done} of {all} sent",
    "left": "about {time} left",
    "minutes_one": "a minute",
    "minutes_many": "{n} minutes",
    "hours_one": "an hour",
    "hours_many": "{n} hours",
    "chosen_one": "One file chosen",
    "chosen_many": "{n} files chosen",
    "left_out_one": "One system file left out",
    "left_out_many": "{n} system files left out",
    "already_listed": "Already on the list",
    "problems_so_far_one": "One file needs you",
    "problems_so_far_many": "{n} files need you",
    "being_understood_one": "One file has arrived and is being looked at. You can close this page.",
    "being_understood_many": "{n} files have arrived and are being looked at. "
    "You can close this page.",
    "added_one": "1 added",
    "added_many": "{n} added",
    "had_one": "1 you already had",
    "had_many": "{n} you already had",
    "not_added_one": "1 not added",
    "not_added_many": "{n} not added",
    "empty_one": "1 was empty",
    "empty_many": "{n} were empty",
    "unreadable_one": "1 we couldn't read: it is kept",
    "unreadable_many": "{n} we couldn't read: they are kept",
    "looking": "Looking through what you chose.",
    "beside_one": "One file with its picture's date or words taken along",
    "beside_many": "{n} files with their pictures' dates or words taken along",
    "unfinished_one": "“{name}” did not arrive last time.",
    "unfinished_many": "{n} of {all} files did not arrive last time.",
    "choose_again": "Choose what is missing again and we go on; nothing is sent twice.",
    "choose_folder": "Choose the folder “{folder}” again and we go on; nothing is sent twice.",
    "may_go_on": "Your browser knows where they are and asks whether we may read them.",
    "go_on": "Go on",
    "all_names": "Which ones",
    "more_names": "and {n} more",
    "gone_on_one": "One file from last time goes on by itself.",
    "gone_on_many": "{n} files from last time go on by themselves.",
    "archive_one": "This is an archive with one file. Unpack it into the chest?",
    "archive_many": "This is an archive with {n} files. Unpack it into the chest?",
    "unpack": "Unpack it",
    "keep_packed": "Keep it as it is",
    "unpacking": "Unpacking: {done} of {all}. You can close this page.",
    "unpacked": "Unpacked: {what}.",
    "unpacked_nothing": "nothing new",
    "unpacked_added_one": "1 added",
    "unpacked_added_many": "{n} added",
    "unpacked_had_one": "1 already there",
    "unpacked_had_many": "{n} already there",
    "unpacked_beside_one": "1 with a picture's date or words taken along",
    "unpacked_beside_many": "{n} with pictures' dates or words taken along",
    "unpacked_left_out_one": "1 could not be taken",
    "unpacked_left_out_many": "{n} could not be taken",
    "archive_put_away": "The archive itself is put away; for 30 days it can be brought back.",
    "archive_kept": "The archive itself is kept beside them.",
    "forget": "Leave them out",
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
    "shared/sha256.js",
    "shared/transfer.js",
    "shared/ledger.js",
    "shared/remembered.js",
    "shared/progress.js",
    "shared/guard.js",
    "shared/engine.js",
    "shared/words.js",
    "shared/rows.js",
)

_uploader = st.components.v2.component(
    "memory_chest_uploader",
    html=worded(_HTML, LABELS | {"gallery_types": GALLERY}),
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
            "labels": LABELS,
        },
        on_settled_change=rerun,
    )


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
