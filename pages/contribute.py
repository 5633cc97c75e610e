"""Adding through a link, without an account: one question a screen, and nothing lost on the way."""

from __future__ import annotations

import streamlit as st

from chest.access.viewers import Viewer
from chest.assets.views import AssetView
from chest.contributions.views import ContributionView
from chest.errors import ChestError
from chest.models import ContributionState, LinkPermission
from chest.sharing.links import LinkState
from pages.components.asker.asker import Question, asker
from pages.components.recorder.recorder import recorder
from pages.components.sender.sender import sender
from pages.components.uploader.uploader import uploader
from pages.components.writer.writer import writer
from pages.parts import failures, large, session
from pages.parts.link_door import show_door, show_end, show_head
from pages.parts.words import paragraphs, plain

STEPS = ("name", "consent", "words", "files", "send")

large.large_type()
library = session.library()
cookie = session.link_cookie()
status = library.visits.describe(cookie)


def go(step: str) -> None:
    st.query_params["step"] = step
    st.rerun()


def show_progress(step: str) -> None:
    number = STEPS.index(step) + 1
    with st.container(horizontal=True, vertical_alignment="center"):
        back = number > 1 and st.button("Back", key=f"back-{step}")
        st.html(
            f"<p class='soft' role='status'>{number} of {len(STEPS)}</p>",
            width="content",
        )
    if back:
        go(STEPS[number - 2])


def ask_name(draft: ContributionView | None) -> None:
    st.title("Who are you?", anchor=False)
    kept = st.session_state.get("giver", {})
    answers = asker(
        [
            Question(
                name="name",
                label="Your name",
                value=draft.name if draft else kept.get("name", ""),
                missing="Please write your name, so that the family knows who it is from.",
                autocomplete="name",
            ),
            Question(
                name="relation",
                label=f"How you knew {status.name or ''}",
                value=draft.relation if draft else kept.get("relation", ""),
                placeholder="a niece, a neighbour, a friend",
            ),
        ],
        key="who",
        kept=f"giver-{status.chest_id}",
    )
    if answers:
        st.session_state["giver"] = answers
        go("consent")


def ask_consent(viewer: Viewer, draft: ContributionView | None) -> None:
    st.title("Is this all right with you?", anchor=False)
    st.write(
        "What you send is kept in this chest. The person who keeps it looks at it first and may "
        "then show it to the family. You get a receipt, and with it you can take everything back "
        "at any time."
    )
    agreed = st.checkbox("Yes, that is all right", value=draft is not None)
    if st.button("Go on", type="primary"):
        if not agreed:
            failures.show_sentence(
                "If this is all right with you, please tick the box above first."
            )
            return
        kept = st.session_state.get("giver") or {
            "name": draft.name if draft else "",
            "relation": draft.relation if draft else "",
        }
        with failures.report_errors():
            library.contributions.open_draft(
                viewer,
                name=kept["name"],
                relation=kept["relation"],
                contact_email=(draft.contact_email if draft else None) or kept.get("email"),
                consent=agreed,
            )
            go("words")


def ask_words(draft: ContributionView) -> None:
    st.title("Is there something you would like to say?", anchor=False)
    st.write("A memory, a story, how it was. A few words are enough. You can also leave it empty.")
    done = writer(
        key=f"words-{draft.id}",
        url=f"/api/contributions/{draft.id}",
        field="message",
        value=draft.message or "",
        label=f"Your words about {status.name or ''}",
    )
    if done:
        go("files")


def files_of(draft: ContributionView) -> list[AssetView]:
    return [item for item in draft.items if item.id != draft.message_asset_id]


def ask_files(viewer: Viewer, draft: ContributionView) -> None:
    st.title("Do you have pictures, or would you rather speak?", anchor=False)
    # The uploader shows what this visit sends; what an earlier one sent has to be seen as safe.
    files = files_of(draft)
    earlier = st.session_state.setdefault(f"earlier-{draft.id}", {file.id for file in files})
    kept = [file for file in files if file.id in earlier]
    if kept:
        st.write("This is here already, and safe:")
        large.show_files(viewer, kept, key="kept-files", speaks_as="link")
    target = {"contribution_id": str(draft.id)}
    uploader(key=f"files-{draft.id}", target=target, max_bytes=status.bytes_left)
    recorder(key=f"voice-{draft.id}", target=target, label="Or tell it in your own voice")
    if st.button("Go on", type="primary"):
        go("send")


def ask_send(viewer: Viewer, draft: ContributionView) -> None:
    st.title("Shall we send this?", anchor=False)
    by = plain(f"{draft.name}, {draft.relation}" if draft.relation else draft.name)
    st.write(f"From **{by}**")
    if draft.message:
        st.html(f"<blockquote class='story'>{paragraphs(draft.message)}</blockquote>")
    files = files_of(draft)
    if files:
        large.show_files(viewer, files, key="send-files", speaks_as="link")
        with st.expander("Take something out again"):
            for asset in files:
                label = plain(asset.original_name or "this file")
                if st.button(f"Take out {label}", key=f"out-{asset.id}"):
                    with failures.report_errors():
                        library.contributions.remove_file(viewer, draft.id, asset.id)
                        st.rerun()
    if not draft.message and not files:
        st.write("There is nothing here yet. Go back and write something or add a picture.")
        return
    sends = st.button("Send it", type="primary")
    with st.expander("May the family write to you?"):
        email = st.text_input(
            "Your e-mail address, if you like",
            value=draft.contact_email or "",
            max_chars=320,
            autocomplete="email",
        )
    with failures.report_errors():
        if email.strip() != (draft.contact_email or ""):
            library.contributions.update(viewer, draft.id, contact_email=email)
        if sends:
            library.contributions.submit(viewer, draft.id)
            st.session_state.pop("giver", None)
            go("thanks")


def show_thanks(viewer: Viewer) -> None:
    given = [g for g in library.contributions.list_own(viewer) if g.receipt and g.submitted_at]
    if not given:
        go("name")
    newest = given[0]
    st.title("Thank you", anchor=False)
    st.write("The person who keeps this chest will see it first.")
    st.subheader("Your receipt", anchor=False)
    st.write(
        "Keep this address. With it you can see what became of what you sent, "
        "and take it back whenever you like."
    )
    sender(
        key=f"receipt-{newest.id}",
        url=f"{session.base_url()}/r/{newest.receipt}",
        of="receipt",
        title=f"My receipt for {status.name or 'the chest'}",
    )
    st.link_button("Open the receipt", f"/r/{newest.receipt}")
    if st.button("Add something else"):
        st.session_state["giver"] = {
            "name": newest.name,
            "relation": newest.relation,
            "email": newest.contact_email or "",
        }
        go("consent")
    st.page_link("shared.py", label="Look at what the family has gathered")


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
draft = next((given for given in mine if given.state is ContributionState.draft), None)
step = st.query_params.get("step") or ("words" if draft else "name")
if step == "thanks":
    show_thanks(viewer)
    st.stop()
if step not in STEPS or (draft is None and step not in ("name", "consent")):
    step = "name"
if step == "consent" and draft is None and not st.session_state.get("giver"):
    step = "name"

show_progress(step)
if step == "name":
    ask_name(draft)
elif step == "consent":
    ask_consent(viewer, draft)
elif step == "words" and draft:
    ask_words(draft)
elif step == "files" and draft:
    ask_files(viewer, draft)
elif step == "send" and draft:
    ask_send(viewer, draft)
if draft is None:
    st.page_link("shared.py", label="Look at what the family has gathered")
    if step == "name":
        show_head(status)
