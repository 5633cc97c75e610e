"""Adding through a link, without an account: one question a screen, and nothing lost on the way."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from chest.access.viewers import Viewer
from chest.assets.views import AssetView
from chest.contributions.views import ContributionView
from chest.errors import ChestError
from chest.models import ContributionState, LinkPermission
from chest.sharing.links import LinkState, LinkStatus
from pages.components import items, session
from pages.components.asker import Question, asker
from pages.components.gallery import gallery
from pages.components.large import large_type, look_closer
from pages.components.player import hero
from pages.components.recorder import recorder
from pages.components.sender import sender
from pages.components.uploader import uploader
from pages.components.writer import writer

STEPS = ("name", "consent", "words", "files", "send")

large_type()
library = session.library()
cookie = session.link_cookie()
status = library.sharing.describe(cookie)


def show_end(sentence: str) -> None:
    st.title("This link no longer opens")
    st.write(sentence)
    st.stop()


def show_door(of: LinkStatus) -> None:
    """Before Continue: whose chest this is, and the link's password if it has one."""
    if of.state is LinkState.needs_password:
        st.title("This link has a password")
        flash = session.take_flash()
        if flash:
            session.show_sentence(flash.sentence)
        session.show_form(
            action="/api/share-links/unlock",
            fields=session.field("password", "Password", kind="password"),
            button="Open",
            hidden={"next": "/contribute"},
        )
        st.stop()
    show_head(of)
    if of.permission is LinkPermission.look:
        st.write("You can look at what the family has opened to you. You need no account.")
    else:
        st.write(
            "You can add words, photographs, films or your voice. You need no account. "
            "The person who keeps this chest sees it first."
        )
    if st.button("Continue", type="primary"):
        with session.report_errors():
            library.sharing.press_continue(cookie)
            st.rerun()
    st.stop()


def show_head(of: LinkStatus) -> None:
    person = library.sharing.find_viewer(cookie)
    picture = items.hero_address(person, of.hero_asset_id) if person else None
    hero(name=of.name or "", src=picture, crop=of.hero_crop, words=of.words)


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
            session.show_sentence("If this is all right with you, please tick the box above first.")
            return
        kept = st.session_state.get("giver") or {
            "name": draft.name if draft else "",
            "relation": draft.relation if draft else "",
        }
        with session.report_errors():
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
        show_files(viewer, kept, key="kept-files")
    target = {"contribution_id": str(draft.id)}
    uploader(key=f"files-{draft.id}", target=target, max_bytes=status.bytes_left)
    recorder(key=f"voice-{draft.id}", target=target, label="Or tell it in your own voice")
    if st.button("Go on", type="primary"):
        go("send")


def ask_send(viewer: Viewer, draft: ContributionView) -> None:
    st.title("Shall we send this?", anchor=False)
    by = session.plain(f"{draft.name}, {draft.relation}" if draft.relation else draft.name)
    st.write(f"From **{by}**")
    if draft.message:
        st.html(f"<blockquote class='story'>{session.html(draft.message)}</blockquote>")
    files = files_of(draft)
    if files:
        show_files(viewer, files, key="send-files")
        with st.expander("Take something out again"):
            for asset in files:
                label = session.plain(asset.original_name or "this file")
                if st.button(f"Take out {label}", key=f"out-{asset.id}"):
                    with session.report_errors():
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
    with session.report_errors():
        if email.strip() != (draft.contact_email or ""):
            library.contributions.update(viewer, draft.id, contact_email=email)
        if sends:
            library.contributions.submit(viewer, draft.id)
            st.session_state.pop("giver", None)
            go("thanks")


def show_files(viewer: Viewer, files: list[AssetView], *, key: str) -> None:
    """The pictures, without the word on each that it was not sent yet; one opens when touched."""
    tiles = [replace(items.link_item(viewer, asset), badge=None) for asset in files]
    opened = gallery(tiles, key=key)
    chosen = next((asset for asset in files if str(asset.id) == opened), None)
    if chosen is not None:
        look_closer(viewer, chosen)


def show_thanks(viewer: Viewer) -> None:
    given = [g for g in library.contributions.mine(viewer) if g.receipt and g.submitted_at]
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
        title=f"My receipt for {status.name or 'the chest'}",
        words={
            "label": "The address of your receipt",
            "copy": "Copy the address",
            "send": "Send it to myself…",
        },
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


if status is None:
    show_end("Open the link again from the message it came in.")
if status.has_ended:
    show_end(status.sentence)
if status.state is not LinkState.live:
    show_door(status)
viewer = library.sharing.find_viewer(cookie)
if viewer is None:
    show_end(status.sentence)
if status.permission is LinkPermission.look:
    st.switch_page("shared.py")

try:
    mine = library.contributions.mine(viewer)
except ChestError as error:
    show_end(error.sentence)
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
