"""Adding through a link, without an account: one question a screen, and nothing lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from uuid import UUID

import streamlit as st

from chest.access.viewers import Viewer
from chest.assets.views import AssetView
from chest.contributions.views import ContributionView
from chest.errors import ChestError
from chest.models import ContributionState, LinkPermission
from chest.sharing.links import LinkState
from language import _, ngettext
from pages.components.recorder.recorder import recorder
from pages.components.uploader.leftovers import leftovers
from pages.components.uploader.uploader import uploader
from pages.components.writer.writer import Field, writer
from pages.parts import failures, given, large, session
from pages.parts.about_files import (
    ask_about,
    files_of,
    is_told,
    show_told,
    show_untold,
    voices_on,
)
from pages.parts.giver import ask_consent, ask_name
from pages.parts.link_door import show_door, show_end
from pages.parts.once import keep
from pages.parts.words import paragraphs, plain

# What is asked about each file (`about`, and then the file's id) belongs to the files.
STEPS = ("name", "consent", "words", "files", "send")
ABOUT = "about-"
AGAIN = "again"  # consent for a further gift, by whoever gave one already

large.large_type()
library = session.library()
cookie = session.link_cookie()
status = library.visits.describe(cookie)


def go(step: str) -> None:
    # One name in the address for each screen: each one that changes would be a step for Back.
    st.query_params["step"] = step
    st.rerun()


def show_progress(step: str, back_to: str | None, more: str = "") -> None:
    """Where one is among the questions, and the way back to the one before."""
    place = _("{number} of {all}", number=STEPS.index(step) + 1, all=len(STEPS))
    with st.container(horizontal=True, vertical_alignment="center"):
        back = back_to is not None and st.button(_("Back"), key=f"back-{step}-{back_to}")
        st.html(
            f"<p class='soft' role='status'>{escape(' · '.join(filter(None, (place, more))))}</p>",
            width="content",
        )
    if back and back_to is not None:
        go(back_to)


def about(file: AssetView) -> str:
    return f"{ABOUT}{file.id}"


def asked_file(step: str, files: Sequence[AssetView]) -> AssetView | None:
    """The file that this step asks about; the first one where that is gone. None if there is
    none."""
    try:
        asked = UUID(step.removeprefix(ABOUT))
    except ValueError:
        asked = None
    return next((file for file in files if file.id == asked), files[0] if files else None)


def ask_words(draft: ContributionView) -> None:
    st.title(_("Is there something you would like to say?"), anchor=False)
    st.write(
        _("A memory, a story, how it was. A few words are enough. You can also leave it empty.")
    )
    if here := len(files_of(draft)):
        st.write(
            ngettext(
                "One file of yours is here already. It is not sent yet.",
                "{n} files of yours are here already. They are not sent yet.",
                here,
            )
        )
    done = writer(
        [
            Field(
                name="message",
                label=_("Your words about {name}", name=status.name or ""),
                value=draft.message or "",
                rows=8,
            ),
            Field(
                name="message_taken",
                label=_("When was that, roughly?"),
                value=draft.message_when or "",
                placeholder=_("about 1964, or summer 1964"),
                when="message_when",
                understood=draft.message_when or "",
                needs="message",
            ),
        ],
        key=f"words-{draft.id}",
        url=f"/api/contributions/{draft.id}",
    )
    if done:
        go("files")


def ask_files(viewer: Viewer, draft: ContributionView) -> None:
    st.title(
        _("Do you have pictures, or would you rather speak?")
        if session.has_microphone()
        else _("Do you have pictures or recordings?"),
        anchor=False,
    )
    # The uploader shows what this visit sends; what an earlier one sent has to be seen as safe.
    files = files_of(draft)
    earlier = st.session_state.setdefault(f"earlier-{draft.id}", {file.id for file in files})
    kept = [file for file in files if file.id in earlier]
    if kept:
        st.write(_("This is here already. It is not sent yet:"))
        large.show_files(viewer, kept, key="kept-files", speaks_as="link")
    target = {"contribution_id": str(draft.id)}
    uploader(key=f"files-{draft.id}", target=target, max_bytes=status.bytes_left)
    recorder(key=f"voice-{draft.id}", target=target, label=_("Or tell it in your own voice"))
    if st.button(_("Go on"), type="primary"):
        go(about(files[0]) if files else "send")


def show_files(viewer: Viewer, draft: ContributionView, files: list[AssetView]) -> None:
    """Each file with what was said of it, and the others together."""
    untold = [file for file in files if not is_told(draft, file)]
    for file in files:
        if file not in untold and show_told(viewer, draft, file):
            go(about(file))
    if untold:
        show_untold(viewer, untold)
        if st.button(ngettext("Say something about it", "Say something about them", len(untold))):
            go(about(untold[0]))


def ask_send(viewer: Viewer, draft: ContributionView) -> None:
    st.title(_("Shall we send this?"), anchor=False)
    by = plain(f"{draft.name}, {draft.relation}" if draft.relation else draft.name)
    st.write(_("From **{by}**", by=by))
    if draft.message:
        st.html(f"<blockquote class='story'>{paragraphs(draft.message)}</blockquote>")
        if draft.message_when:
            st.caption(plain(draft.message_when))
    files = files_of(draft)
    show_files(viewer, draft, files)
    leftovers(key=f"left-{draft.id}", target={"contribution_id": str(draft.id)})
    if files:
        with st.expander(_("Take something out again")):
            for asset in [one for file in files for one in (file, *voices_on(draft, file.id))]:
                label = plain(asset.original_name or _("this file"))
                if st.button(_("Take out {label}", label=label), key=f"out-{asset.id}"):
                    with failures.report_errors():
                        library.contributions.remove_file(viewer, draft.id, asset.id)
                        st.rerun()
    if not draft.message and not files:
        st.write(_("There is nothing here yet. Go back and write something or add a picture."))
        return
    with st.expander(_("May the family write to you?")):
        email = st.text_input(
            _("Your e-mail address, if you like"),
            value=draft.contact_email or "",
            max_chars=320,
            autocomplete="email",
        )
    sends = st.button(_("Send it"), type="primary")
    with failures.report_errors():
        if email.strip() != (draft.contact_email or ""):
            library.contributions.update(viewer, draft.id, contact_email=email)
        if sends:
            library.contributions.submit(viewer, draft.id)
            keep({"giver": None})
            go("thanks")


def show_given(viewer: Viewer, gifts: list[ContributionView], *, is_new: bool) -> None:
    """What was sent, where it stands, and the ways on from there."""
    newest = gifts[0]
    st.title(_("Thank you") if is_new else _("What you sent"), anchor=False)
    given.show_standing(newest, time_zone=status.time_zone)
    if st.button(_("Add something else"), type="primary"):
        go(AGAIN)
    st.page_link("shared.py", label=_("Look at what the family has gathered"))
    given.show_gift(viewer, newest)
    if newest.receipt:
        st.subheader(_("Your receipt"), anchor=False)
        st.write(
            _(
                "This browser remembers it. With its address you can also see on another device "
                "what became of what you sent, and take it back whenever you like."
            )
        )
        given.show_receipt(
            newest.receipt,
            key=str(newest.id),
            chest_name=status.name or "",
            email=newest.contact_email or "",
        )
        st.link_button(_("Open the receipt"), f"/r/{newest.receipt}")
    given.show_earlier(viewer, gifts[1:], time_zone=status.time_zone)


if status is None or status.has_ended:
    show_end(status)
if status.state is not LinkState.live:
    show_door(status)
viewer = library.visits.find_viewer(cookie)
if viewer is None:
    show_end(status)
if status.permission is LinkPermission.look:
    st.switch_page("shared.py")

try:
    mine = library.contributions.list_own(viewer)
except ChestError as error:
    show_end(status, error.sentence)
draft = next((one for one in mine if one.state is ContributionState.draft), None)
gifts = [one for one in mine if one.receipt and one.submitted_at]
st.set_page_config(
    page_title=_("For {name}", name=status.name) if status.name else _("Add memories")
)
step = st.query_params.get("step") or ("words" if draft else "given" if gifts else "name")
giver = st.session_state.get("giver")
if step in ("thanks", "given") and not gifts:
    step = "name"
elif step == AGAIN and not (gifts and draft is None):
    step = "consent"
elif draft is None and gifts and step not in ("thanks", AGAIN):
    # Back, or the address of a step: what stood there was sent, and is no empty form now.
    step = "given"
is_about = step.startswith(ABOUT)
files = files_of(draft) if draft else []
if is_about and not files:
    step, is_about = "files", False
if not is_about and step not in (*STEPS, AGAIN, "thanks", "given"):
    step = "name"
if draft is None and (is_about or step in ("words", "files", "send")):
    step, is_about = "name", False
if step == "consent" and draft is None and not giver:
    step = "name"

if step in ("thanks", "given"):
    show_given(viewer, gifts, is_new=step == "thanks")
elif step == "name":
    show_progress("name", None)
    if ask_name(status, draft):
        go("consent")
elif step in ("consent", AGAIN):
    show_progress("consent", "given" if step == AGAIN else "name")
    if ask_consent(viewer, draft, gifts[0] if step == AGAIN else None):
        go("words")
elif draft is None:
    show_end(status)
elif step == "words":
    show_progress("words", "consent")
    ask_words(draft)
elif step == "files":
    show_progress("files", "words")
    ask_files(viewer, draft)
elif is_about and (file := asked_file(step, files)) is not None:
    place = files.index(file)
    count = _("file {number} of {all}", number=place + 1, all=len(files)) if files[1:] else ""
    show_progress("files", about(files[place - 1]) if place else "files", count)
    pressed = ask_about(viewer, draft, file, left=len(files) - place - 1)
    if pressed == "skip_all" or (pressed and file is files[-1]):
        go("send")
    elif pressed:
        go(about(files[place + 1]))
else:
    show_progress("send", about(files[-1]) if files else "files")
    ask_send(viewer, draft)
if step in ("name", "consent") and draft is None:
    st.page_link("shared.py", label=_("Look at what the family has gathered"))
if draft is not None and gifts and step != "given":
    st.page_link("contribute.py", label=_("What you sent before"), query_params={"step": "given"})
