"""A voice, recorded on the page and sent like any other file."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from language import N_, say
from pages.components.shared.media_words import MEDIA_WORDS
from pages.components.shared.sources import Spoken, rerun, source
from pages.components.uploader.uploader import QUEUE, checked_target, labels_for, owner_of

LABELS: dict[str, str] = {
    "start": N_("Record a voice"),
    "stop": N_("Stop"),
    "pause": N_("Pause"),
    "go_on": N_("Go on"),
    "again": N_("Record again"),
    "add": N_("Add this recording"),
    "listen": N_("Listen before you add it"),
    "recording": N_("Recording"),
    "paused": N_("Paused"),
    "level": N_("How loud it is"),
    "file_name": N_("Voice note {date}"),
    "asking": N_("The browser asks whether this page may listen."),
    "insecure": N_(
        "You can record with your phone's own recorder and add the file here. This page's address "
        "begins with http and not with https, and then browsers give no microphone."
    ),
    "missing": N_(
        "This browser cannot record. You can record with your phone's own recorder and add the "
        "file."
    ),
    "refused": N_(
        "The microphone is switched off for this page. Allow it beside the page's address, then "
        "try again."
    ),
    "no_microphone": N_("No microphone was found. Connect one, then try again."),
    "busy": N_("Another program is using the microphone. Close it, then try again."),
    "cut_short": N_("The recording was interrupted. What was said until then is here."),
    "on_its_way": N_("Thank you. It is on its way."),
    "empty": N_("Nothing was recorded. Try again."),
}

_HTML = """
<div class="booth">
  <p class="title" data-part="label"></p>
  <p class="words" data-part="words" role="status"></p>
  <div class="live" data-part="live" hidden>
    <span class="dot" aria-hidden="true"></span>
    <span class="time" data-part="time">0:00</span>
    <meter min="0" max="1" value="0" aria-label="{level}" data-part="level"></meter>
  </div>
  <div class="heard-again" data-part="listen" hidden></div>
  <div class="ways">
    <button type="button" class="main" data-part="start">{start}</button>
    <button type="button" class="quiet" data-part="pause" hidden>{pause}</button>
    <button type="button" class="main" data-part="stop" hidden>{stop}</button>
    <button type="button" class="main" data-part="add" hidden>{add}</button>
    <button type="button" class="quiet" data-part="again" hidden>{again}</button>
  </div>
</div>
<ul class="rows" data-part="rows"></ul>
"""

_recorder = Spoken(
    "memory_chest_recorder",
    html=_HTML,
    words=LABELS,
    css=source("shared/base.css", "shared/rows.css", "shared/media.css", "recorder/recorder.css"),
    js=source(*QUEUE, "shared/wave.js", "shared/media.js", "recorder/recorder.js"),
)


def recorder(*, key: str, target: Mapping[str, str], label: str, about: UUID | None = None) -> None:
    """Records a voice, lets it be heard, and sends it to `/api/uploads` as a file, with the word
    that it was recorded for this: the day of the recording is not the day it tells of.

    `target` as in `uploader()`; the same queue sends both, and while an uploader for the same
    target is on the page, the rows are shown there. `about` is the file of the same contribution
    that the voice tells of. `label` is the invitation above the button.
    As there, the page reruns at most once for each batch.
    Without a microphone or a secure address it says so and names the other way. A recording that
    is not yet added survives reruns and page switches in this tab; into a contribution, which is
    shown once more before it is sent, it is added when its page is left.
    """
    _recorder(
        key=key,
        data={
            "target": checked_target(target) | ({"attached_to": str(about)} if about else {}),
            "keeps": "contribution_id" in target,
            "owner": owner_of(target, None),
            "label": label,
            "labels": labels_for(target) | say(LABELS),
            "words": say(MEDIA_WORDS),
        },
        on_settled_change=rerun,
    )
