"""What the family does with sentences of the story, and what it did, with its undo."""

from __future__ import annotations

import streamlit as st

from chest.access.viewers import Viewer
from chest.chests.manager import ChestView
from chest.errors import ChestError
from chest.models import EditOp
from chest.stories.edit_views import EditView
from language import N_, Sayings, _
from pages.components.reader.reader import Deed, Done
from pages.parts import failures, items, session
from pages.parts.lists import load, offer_more
from pages.parts.once import once
from pages.parts.words import plain

_DONE = Sayings(
    {
        "accept": N_("Accepted. Everybody who may read the story reads it now."),
        "rewrite": N_("Changed. It stays so when the story is told again."),
        "remove": N_("Taken out. It stays out when the story is told again."),
        "lock": N_("Kept as it is, also when the story is told again."),
        "unlock": N_("It may change when the story is told again."),
        "insert": N_("Added. It stays there when the story is told again."),
        "rename": N_("Renamed. It keeps this title when the story is told again."),
        "undo": N_("As it was before."),
    }
)
_WHAT = Sayings(
    {
        EditOp.accept: N_("{name} accepted a sentence, {day}"),
        EditOp.rewrite: N_("{name} rewrote a sentence, {day}"),
        EditOp.remove: N_("{name} took a sentence out, {day}"),
        EditOp.lock: N_("{name} keeps a sentence as it is, {day}"),
        EditOp.insert: N_("{name} added a sentence, {day}"),
        EditOp.rename: N_("{name} renamed a chapter, {day}"),
    }
)


def carry_out(viewer: Viewer, deed: Deed) -> Done:
    """Do what was pressed beside a sentence; answers with what came of it, said there."""
    try:
        edit = once("story-deed", deed, lambda: _write(viewer, deed))
    except ChestError as error:
        return Done(n=deed.n, problem=error.sentence)
    may_undo = edit is not None and deed.op not in ("undo", "unlock")
    return Done(n=deed.n, said=_DONE[deed.op], edit=edit.id if edit and may_undo else None)


def _write(viewer: Viewer, deed: Deed) -> EditView | None:
    edits = session.library().story_edits
    if deed.op == "undo":
        return edits.undo(viewer, deed.edit) if deed.edit else None
    if deed.chapter is not None:
        return edits.rename_chapter(viewer, deed.chapter, deed.text, seen=deed.seen)
    if deed.sentence is None:
        return None
    if deed.op == "insert":
        return edits.insert(viewer, deed.sentence, deed.text)
    if deed.op == "unlock":
        return edits.unlock(viewer, deed.sentence)
    if deed.op == "rewrite":
        return edits.rewrite(viewer, deed.sentence, deed.text, seen=deed.seen)
    change = {"accept": edits.accept, "remove": edits.remove, "lock": edits.lock}[deed.op]
    return change(viewer, deed.sentence, seen=deed.seen)


def show_edits(viewer: Viewer, chest: ChestView) -> None:
    """All that the family changed in the story, newest first."""
    place = st.expander(_("What the family changed"), key="around-edits", on_change="rerun")
    if not place.open:
        return
    with place, failures.report_errors():
        edits, more = load(
            "story-edits",
            lambda after: session.library().story_edits.list_edits(viewer, chest.id, after),
        )
        if not edits:
            st.write(
                _(
                    "Nothing yet. Press the mark behind a sentence to take it out, write it anew, "
                    "keep it as it is or add one of your own; the mark behind a title renames it."
                )
            )
        for edit in edits:
            _show_edit(viewer, chest, edit)
        offer_more("story-edits", more=more)


def _show_edit(viewer: Viewer, chest: ChestView, edit: EditView) -> None:
    name, day = edit.by_name or _("Somebody"), items.day(edit.made_at, chest)
    st.markdown(plain(_WHAT[edit.op].format(name=name, day=day)))
    now = edit.text if edit.text is not None else edit.before
    if edit.op in (EditOp.rewrite, EditOp.rename) and edit.before != now:
        st.caption(plain(_("Before: {text}", text=edit.before)))
    st.caption(plain(now))
    is_undone = edit.undone_at is not None
    if is_undone:
        st.caption(_("Undone."))
    elif not edit.placed:
        st.caption(_("Its sentence is in no telling now. The words are kept here."))
    if st.button(_("Do it again") if is_undone else _("Undo"), key=f"undo-edit-{edit.id}"):
        edits = session.library().story_edits
        turn = edits.redo if is_undone else edits.undo
        once("turn-edit", (edit.id, is_undone), lambda: turn(viewer, edit.id))
        st.rerun()
