"""One memory, large: the thing itself, what is known of it, and where people change that."""

from __future__ import annotations

from typing import Any

import streamlit as st

from chest.assets.views import AssetView, StepView
from chest.errors import NotFound, Stale
from chest.models import Audience, Kind, StepState
from pages.components import drafts, items, session
from pages.components.address import show_address
from pages.components.drafts import Draft
from pages.components.gallery import gallery
from pages.components.live import live
from pages.components.player import player

library = session.library()
person = session.viewer()
chest = session.the_chest()

Changes = dict[str, Any]

AUDIENCES = {
    Audience.family: "the family",
    Audience.everyone: "everyone with a link",
    Audience.keepers: "keepers only",
}
STEP_WORDS = {
    "hash": "Checking that it arrived whole",
    "type": "Seeing what kind of file it is",
    "metadata": "Reading when and where it was made",
    "derivatives": "Making pictures to show",
    "without_place": "Making a copy without its place, for links",
    "text": "Reading its text",
    "waveform": "Drawing its sound",
    "transcribe": "Writing down what is said",
    "tag": "Finding what is on it",
}
WRITTEN_WORDS = {
    "body": "Words",
    "caption": "Caption",
    "taken": "When",
    "place": "Where",
    "alt_text": "For people who do not see it",
    "audience": "Who sees it",
}
STATE_WORDS = {
    StepState.waiting: "waiting",
    StepState.running: "now",
    StepState.done: "done",
    StepState.skipped: "left out",
    StepState.failed: "did not work",
}


def show_itself(asset: AssetView) -> None:
    media = library.media
    original = media.url(person, asset, "original")
    if asset.kind is Kind.note:
        st.html(f"<div class='story'>{session.html(asset.body or '')}</div>")
        return
    if asset.kind is Kind.photo and "preview" in asset.renditions:
        player(
            kind="photo",
            src=items.address(person, asset, "preview"),
            alt=items.alt_text(asset),
            download=original,
            size=items.size(asset),
            key=f"see-{asset.id}",
        )
    elif asset.kind in (Kind.video, Kind.audio) and asset.kind.value in asset.renditions:
        player(
            kind=asset.kind.value,
            src=items.address(person, asset, asset.kind.value),
            alt=items.alt_text(asset),
            poster=media.url(person, asset, "poster"),
            peaks=asset.peaks,
            download=original,
            plays=asset.plays_in_browser,
            size=items.size(asset),
            key=f"see-{asset.id}",
        )
    elif "preview" in asset.renditions:
        player(
            kind="photo",
            src=items.address(person, asset, "preview"),
            alt=items.alt_text(asset),
            download=original,
            size=items.size(asset),
            key=f"see-{asset.id}",
        )
    if asset.extracted_text:
        with st.expander("Read it as text", expanded="preview" not in asset.renditions):
            st.html(f"<div class='story'>{session.html(asset.extracted_text)}</div>")
    if original and not asset.renditions.keys() & {"preview", "video", "audio"}:
        st.link_button("Download the original", original)
    if asset.is_truncated:
        st.warning(
            "The end of this picture is missing. What there is, is shown and kept. "
            "If you have the whole file, add it again."
        )


def show_facts(asset: AssetView) -> None:
    facts = [items.when(asset, southern=chest.southern) or "Undated", asset.place or ""]
    st.write(session.plain(" · ".join(f for f in facts if f)))
    added = items.day(asset.created_at, chest)
    by = f"Added by {asset.contributor_name}, " if asset.contributor_name else "Added "
    st.caption(session.plain(f"{by}{added}"))
    if asset.duplicate_of:
        st.info("The very same file is already in this chest. Both are kept.")
        st.page_link(
            "memory.py",
            label="Look at the other one",
            query_params=session.chest_query(chest, id=str(asset.duplicate_of)),
        )


def show_steps(asset: AssetView) -> None:
    problems = [s for s in asset.steps if s.state is StepState.failed]
    for step in problems:
        session.show_sentence(step.reason or "A step did not work. The file itself is kept.")
    if items.is_unfinished(asset):
        st.info("This is being looked at. You can close this page.")
        url = f"/api/assets/{asset.id}/progress"
        live(key=f"live-{asset.id}", url=url, version=asset.progress)
    if problems and asset.editable and st.button("Try again"):
        with session.report_errors():
            library.assets.retry(person, asset.id)
            st.rerun()


def show_edit(asset: AssetView) -> None:
    mine = st.session_state.get(f"conflict-{asset.id}")
    draft = drafts.begin(f"edit-{asset.id}", version=asset.version, before=written(asset))
    with st.expander("Change what is written here", expanded=mine is not None):
        if st.session_state.pop(f"saved-{asset.id}", False):
            st.success("Saved.")
        if mine:
            show_conflict(asset, draft, mine)
        with st.form(draft.key, border=False):
            values = ask_changes(asset, draft, mine or {})
            if st.form_submit_button("Save", type="primary", key=draft.save_key):
                save(asset, draft, values)
        if st.button("Delete this memory", key=f"delete-{asset.id}"):
            with session.report_errors():
                library.assets.delete(person, asset.id)
                st.session_state[f"deleted-{asset.id}"] = True
                st.rerun()


def written(asset: AssetView) -> Changes:
    """What people may change, as it can be typed."""
    return {
        "body": asset.body or "",
        "caption": asset.caption or "",
        "taken": items.when_to_type(asset, chest),
        "place": asset.place or "",
        "alt_text": asset.alt_text or "",
        "audience": asset.audience,
    }


def ask_changes(asset: AssetView, draft: Draft[Changes], mine: Changes) -> Changes:
    """What stands in the fields; `mine` is what this person wrote before somebody else saved."""
    shown = draft.before | mine

    def key(name: str) -> str:
        return f"{draft.key}-{name}"

    values: Changes = {}
    if asset.kind is Kind.note:
        values["body"] = st.text_area("Words", value=shown["body"], height=220, key=key("body"))
    values["caption"] = st.text_area(
        "Title" if asset.kind is Kind.note else "Caption",
        value=shown["caption"],
        height=80,
        key=key("caption"),
    )
    values["taken"] = st.text_input(
        "When",
        value=shown["taken"],
        placeholder="12 April 1951, summer 1964, about 1952, 1940s",
        key=key("taken"),
    )
    values["place"] = st.text_input("Where", value=shown["place"], key=key("place"))
    if asset.kind in (Kind.photo, Kind.video):
        values["alt_text"] = st.text_input(
            "For people who do not see it",
            value=shown["alt_text"],
            placeholder="Two women laughing on a ferry",
            key=key("alt_text"),
        )
    audiences = [a for a in AUDIENCES if a is not Audience.keepers or chest.role == "keeper"]
    if shown["audience"] in audiences:
        values["audience"] = st.selectbox(
            "Who sees it",
            audiences,
            index=audiences.index(shown["audience"]),
            format_func=AUDIENCES.get,
            key=key("audience"),
        )
    return values


def save(asset: AssetView, draft: Draft[Changes], values: Changes) -> None:
    changes = {name: value for name, value in values.items() if value != draft.before[name]}
    with session.report_errors():
        try:
            library.assets.edit(person, asset.id, version=draft.version, changes=changes)
        except Stale:
            st.session_state[f"conflict-{asset.id}"] = changes
        else:
            st.session_state.pop(f"conflict-{asset.id}", None)
            st.session_state[f"saved-{asset.id}"] = True
        drafts.drop(draft)
        st.rerun()


def show_conflict(asset: AssetView, draft: Draft[Changes], mine: Changes) -> None:
    st.warning(
        "Someone else changed this while you were writing. Your words are in the fields below, "
        "theirs are here. Save to keep yours, or take over what you like of theirs."
    )
    now = written(asset) | {"audience": AUDIENCES[asset.audience]}
    yours = mine | ({"audience": AUDIENCES[mine["audience"]]} if "audience" in mine else {})
    for name, label in WRITTEN_WORDS.items():
        if name in yours and now[name] != yours[name]:
            st.write(session.plain(f"{label} now says: {now[name] or 'nothing'}"))
    if st.button("Keep what is there now"):
        st.session_state.pop(f"conflict-{asset.id}", None)
        drafts.drop(draft)
        st.rerun()


def show_history(asset: AssetView) -> None:
    with st.expander("History and details"):
        since: Changes = {name: getattr(asset, name) for name in WRITTEN_WORDS}
        for revision in library.assets.history(person, asset.id):
            by = revision.changed_by_name or "Someone"
            when = items.day(revision.changed_at, chest)
            st.caption(session.plain(f"{by} changed this on {when}. Before, it said:"))
            for name, label in WRITTEN_WORDS.items():
                before = revision.before.get(name)
                if (before or None) != (since[name] or None):
                    said = _as_written(name, before) or "nothing"
                    st.write(session.plain(f"{label}: {said}"))
            since |= revision.before
        show_details(asset)


def _as_written(name: str, value: str | None) -> str | None:
    """What a revision kept, in the words of the field it stood in."""
    if name == "audience" and value:
        return AUDIENCES[Audience(value)]
    if name == "taken" and value:
        return items.date_words(value, southern=chest.southern)
    return value


def show_details(asset: AssetView) -> None:
    details = {
        "File": asset.original_name,
        "Type": asset.media_type,
        "Size": items.file_size(asset.bytes) if asset.bytes is not None else None,
        "Camera": asset.camera,
        "Length": items.length(asset.duration) if asset.duration else None,
        "SHA-256": asset.sha256,
    }
    if asset.latitude is not None and asset.longitude is not None:
        details["Coordinates"] = f"{asset.latitude:.5f}, {asset.longitude:.5f}"
    for name, value in details.items():
        if value:
            st.caption(session.plain(f"{name}: {value}"))
    for step in asset.steps:
        st.caption(session.plain(_step_sentence(step)))


def _step_sentence(step: StepView) -> str:
    words = f"{STEP_WORDS.get(step.step, step.step)}: {STATE_WORDS[step.state]}"
    return f"{words}. {step.reason}" if step.reason else words


asset_id = session.opened_memory()
if asset_id is None:
    st.switch_page("timeline.py", query_params=session.chest_query(chest))
show_address("memory", chest=str(chest.id), id=str(asset_id))
try:
    asset = library.assets.get(person, asset_id)
except NotFound:
    if st.session_state.get(f"deleted-{asset_id}"):
        st.success(
            "Deleted. For 30 days it can be brought back, here or at the end of the timeline."
        )
        with session.report_errors():
            if st.button("Bring it back", key=f"bring-back-{asset_id}"):
                library.assets.restore(person, asset_id)
                st.session_state.pop(f"deleted-{asset_id}")
                st.rerun()
    else:
        st.write(
            "This memory is not here, or it is not yours to open. If it was deleted, it may stand "
            "at the end of the timeline, where it can be brought back."
        )
    st.page_link("timeline.py", label="To the timeline", query_params=session.chest_query(chest))
    st.stop()

show_itself(asset)
if asset.kind is not Kind.note or asset.caption:
    st.title(session.plain(items.title(asset)), anchor=False)
show_facts(asset)
show_steps(asset)

attached = library.assets.attachments(person, asset.id)
if attached:
    st.subheader("With it", anchor=False)
    opened = gallery([items.gallery_item(person, one, chest) for one in attached], key="attached")
    if opened:
        session.open_memory(opened)
if asset.attached_to:
    st.page_link(
        "memory.py",
        label="What it came with",
        query_params=session.chest_query(chest, id=str(asset.attached_to)),
    )

around = library.assets.neighbours(person, asset.id)
before, after = st.columns(2)
if around.previous:
    before.page_link(
        "memory.py",
        label="Earlier",
        query_params=session.chest_query(chest, id=str(around.previous.id)),
    )
if around.next:
    after.page_link(
        "memory.py", label="Later", query_params=session.chest_query(chest, id=str(around.next.id))
    )
if asset.editable:
    show_edit(asset)
    show_history(asset)
