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
    "unreadable_one": "1 we couldn't read: it is kept",
    "unreadable_many": "{n} we couldn't read: they are kept",
    "unfinished_one": "One file was not finished last time. "
    "Choose it again and it goes on where it stopped:",
    "unfinished_many": "{n} files were not finished last time. "
    "Choose them again and they go on where they stopped:",
    "forget": "Leave them out",
}

_HTML = """
<div class="area" data-part="area">
  <p class="title">{title}</p>
  <p class="drop">{drop}</p>
  <div class="ways">
    <button type="button" class="main" data-part="choose">{choose}</button>
    <button type="button" class="quiet" data-part="photo">{photo}</button>
    <button type="button" class="quiet" data-part="folder">{folder}</button>
  </div>
  <p class="hint">{hint}</p>
  <input type="file" multiple hidden tabindex="-1" aria-label="{choose}" data-part="files">
  <input type="file" accept="image/*" capture="environment" hidden tabindex="-1"
    aria-label="{photo}" data-part="camera">
  <input type="file" webkitdirectory multiple hidden tabindex="-1" aria-label="{folder}"
    data-part="directory">
</div>
<div class="unfinished" data-part="unfinished" hidden>
  <p><span data-part="unfinished-words"></span> <span data-part="unfinished-names"></span></p>
  <button type="button" class="quiet" data-part="forget">{forget}</button>
</div>
<p class="offline" data-part="offline" hidden>{offline}</p>
<div class="sum">
  <p class="overall" data-part="overall" hidden></p>
  <progress aria-label="{progress_of_all}" data-part="total" hidden></progress>
</div>
<ul class="rows" data-part="rows"></ul>
<p class="unseen" role="status" data-part="status"></p>
"""

# The queue of files and their rows, for whatever sends files.
QUEUE = (
    "shared/view.js",
    "shared/sha256.js",
    "shared/transfer.js",
    "shared/engine.js",
    "shared/words.js",
    "shared/rows.js",
)

_uploader = st.components.v2.component(
    "memory_chest_uploader",
    html=worded(_HTML, LABELS),
    css=source("shared/base.css", "shared/rows.css", "uploader/uploader.css"),
    js=source(*QUEUE, "uploader/uploader.js"),
)


def uploader(
    *,
    key: str,
    target: Mapping[str, str],
    max_bytes: int | None = None,
    accept: str | None = None,
) -> None:
    """Shows the drop area and sends what is chosen to `/api/uploads`, file by file.

    `target` is `{"chest_id": …}` or `{"contribution_id": …}`, exactly one; anything else raises
    ValueError. `max_bytes` refuses larger files in the browser (the server decides all the same).
    `accept` is written as in HTML ("image/*,.pdf") and holds for dropped files too.

    The page reruns at most once for each batch, when nothing of it moves any more. Nothing is
    returned: what was added is in the chest, whether or not this page is still open.
    """
    _uploader(
        key=key,
        data={
            "target": checked_target(target),
            "maxBytes": max_bytes,
            "accept": accept,
            "labels": LABELS,
        },
        on_settled_change=rerun,
    )


def checked_target(target: Mapping[str, str]) -> dict[str, str]:
    """`target` as a plain dict; ValueError unless it names one chest or one contribution."""
    if len(target) != 1 or not {"chest_id", "contribution_id"}.issuperset(target):
        raise ValueError('target is {"chest_id": …} or {"contribution_id": …}')
    return {name: str(value) for name, value in target.items()}
