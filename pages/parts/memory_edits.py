"""What is written to a memory, where people change it, and what somebody else wrote meanwhile."""

from __future__ import annotations

from typing import Any

import streamlit as st

from chest.access.viewers import Viewer
from chest.assets.views import AssetView
from chest.chests.manager import ChestView
from chest.errors import ChestError, Stale
from chest.models import Audience, Kind
from language import N_, Sayings, _
from pages.components.inscription.inscription import Answer, Field, Written, inscription
from pages.parts import drafts, failures, items, session
from pages.parts.drafts import Draft
from pages.parts.once import keep, once
from pages.parts.words import offered, plain

Changes = dict[str, Any]

TRIES = 4  # several may write to one memory at once, each in a field of their own

# What is asked where nothing is written yet.
INVITATIONS = Sayings(
    {
        Kind.photo: N_("Who is this? What do you remember?"),
        Kind.video: N_("Who is this? What happens here?"),
        Kind.audio: N_("Who is speaking? What about?"),
        Kind.document: N_("What is this? Who wrote it?"),
        Kind.note: N_("Give it a title"),
        Kind.other: N_("What is this?"),
    }
)
AUDIENCES = Sayings(
    {
        Audience.family: N_("the family"),
        Audience.everyone: N_("everyone with a link"),
        Audience.keepers: N_("keepers only"),
        Audience.only_me: N_("only me"),
    }
)
WRITTEN_WORDS = Sayings(
    {
        "body": N_("Words"),
        "caption": N_("Caption"),
        "who": N_("Who is on it"),
        "taken": N_("When"),
        "place": N_("Where"),
        "alt_text": N_("For people who do not see it"),
        "audience": N_("Who sees it"),
    }
)


def show_written(person: Viewer, asset: AssetView, chest: ChestView) -> None:
    """What is written to the memory. Whoever may change it presses the words and changes them
    there."""
    told = inscription(
        fields_of(asset, chest),
        key=f"written-{asset.id}",
        of=str(asset.id),
        version=asset.version,
        editable=asset.editable,
        answer=st.session_state.get(f"answer-{asset.id}"),
    )
    if told is not None:
        keep({f"answer-{asset.id}": take_down(person, asset, chest, told)})
        st.rerun()


def fields_of(asset: AssetView, chest: ChestView) -> list[Field]:
    """What stands beside the memory, in the order in which it is read."""
    said = written(asset, chest)
    is_note = asset.kind is Kind.note
    fields = [
        Field(
            name="caption",
            label=_("Title") if is_note else _("Caption"),
            value=said["caption"],
            look="title" if is_note else "caption",
            ask=INVITATIONS[asset.kind],
        )
    ]
    if is_note:
        body = Field(
            name="body", label=_("Words"), value=said["body"], look="letter", ask=_("Write it")
        )
        fields.append(body)
    when = Field(
        name="taken",
        label=_("When"),
        value=said["taken"],
        shown=items.when(asset, southern=chest.southern),
        look="fact",
        ask=_("When was it?"),
        hint=_("12 April 1951, summer 1964, about 1952, 1940s"),
    )
    where = Field(
        name="place", label=_("Where"), value=said["place"], look="fact", ask=_("Where was it?")
    )
    if not asset.who:
        return [*fields, when, where]  # the caption's own question asks it
    who = Field(
        name="who", label=_("Who is on it"), value=said["who"], look="fact", ask=_("Who is on it?")
    )
    return [*fields, who, when, where]


def take_down(person: Viewer, asset: AssetView, chest: ChestView, told: Written) -> Answer:
    """Save one field; what is answered is shown beside it."""
    name = told.field
    try:
        theirs = put(
            person,
            asset,
            chest,
            version=told.version,
            before={name: told.before},
            changes={name: told.value},
        )
    except ChestError as refused:
        return Answer(told.token, "refused", sentence=refused.sentence)
    if theirs is None:
        return Answer(told.token, "saved")
    return Answer(told.token, "overtaken", now=written(theirs, chest)[name], version=theirs.version)


def put(
    person: Viewer,
    asset: AssetView,
    chest: ChestView,
    *,
    version: int,
    before: Changes,
    changes: Changes,
) -> AssetView | None:
    """Save what one changed from `before`, at `version`. What others changed meanwhile in other
    fields is no reason to ask; where it is the same field, nothing is saved, and the answer is the
    memory as it is now."""
    library = session.library()
    stale: Stale | None = None
    for _try in range(TRIES):
        try:
            library.assets.edit(person, asset.id, version=version, changes=changes)
        except Stale as overtaken:
            stale = overtaken
        else:
            return None
        fresh = library.assets.get(person, asset.id)
        now, version = written(fresh, chest), fresh.version
        if all(now[name] == value for name, value in changes.items()):
            return None  # the first of two presses did it
        if any(now[name] != before[name] for name in changes):
            return fresh
    assert stale is not None
    raise stale


def show_edit(person: Viewer, asset: AssetView, chest: ChestView) -> None:
    """What is seldom changed: who sees the memory, what it says to people who do not see it, and
    deleting it."""
    mine = st.session_state.get(f"conflict-{asset.id}")
    draft = drafts.begin(f"edit-{asset.id}", version=asset.version, before=written(asset, chest))
    if asset.audience is Audience.only_me:
        st.caption(_("Only you see this memory."))
    with st.expander(_("Who sees it, describing it, deleting it"), expanded=mine is not None):
        if st.session_state.pop(f"saved-{asset.id}", False):
            st.success(_("Saved."))
        if mine:
            show_conflict(asset, draft, mine, now=written(asset, chest))
        with st.form(draft.key, border=False):
            is_own = asset.contributor_account_id == person.account_id
            values = ask_changes(asset, draft, mine or {}, role=chest.role, is_own=is_own)
            if st.form_submit_button(
                _("Save"), type="primary", key=draft.save_key, disabled=not values
            ):
                save(person, asset, chest, draft, values)
        if st.button(_("Delete this memory"), key=f"delete-{asset.id}"):
            with failures.report_errors():
                session.library().assets.delete(person, asset.id)
                keep({f"deleted-{asset.id}": True})
                st.rerun()


def written(asset: AssetView, chest: ChestView) -> Changes:
    """What people may change, as it can be typed."""
    return {
        "body": asset.body or "",
        "caption": asset.caption or "",
        "taken": items.when_to_type(asset, chest),
        "who": asset.who or "",
        "place": asset.place or "",
        "alt_text": asset.alt_text or "",
        "audience": asset.audience,
    }


def ask_changes(
    asset: AssetView, draft: Draft[Changes], mine: Changes, *, role: str | None, is_own: bool
) -> Changes:
    """What stands in the fields; `mine` is what this person wrote before somebody else saved."""
    shown = draft.before | mine
    values: Changes = {}
    if asset.kind in (Kind.photo, Kind.video):
        values["alt_text"] = st.text_input(
            _("For people who do not see it"),
            value=shown["alt_text"],
            placeholder=_("Two women laughing on a ferry"),
            key=f"{draft.key}-alt_text",
        )
    audiences = offered(AUDIENCES, role, is_own=is_own)
    if shown["audience"] in audiences:
        values["audience"] = st.selectbox(
            _("Who sees it"),
            audiences,
            index=audiences.index(shown["audience"]),
            format_func=AUDIENCES.__getitem__,
            key=f"{draft.key}-audience",
        )
        if is_own:
            st.caption(
                _(
                    "“Only me”: nobody else in this chest sees it, the keepers neither, and no "
                    "story tells of it. It is not locked: whoever runs the computer that the chest "
                    "lies on could still open its file and read its words."
                )
            )
    return values


def save(
    person: Viewer, asset: AssetView, chest: ChestView, draft: Draft[Changes], values: Changes
) -> None:
    changes = {name: value for name, value in values.items() if value != draft.before[name]}
    with failures.report_errors():
        theirs = once(
            f"edit-{asset.id}",
            (draft.version, changes),
            lambda: put(
                person, asset, chest, version=draft.version, before=draft.before, changes=changes
            ),
        )
        if theirs is not None:
            keep({f"conflict-{asset.id}": changes})
        else:
            keep({f"conflict-{asset.id}": None, f"saved-{asset.id}": True})
        drafts.drop(draft)
        st.rerun()


def show_conflict(asset: AssetView, draft: Draft[Changes], mine: Changes, *, now: Changes) -> None:
    st.warning(
        _(
            "Someone else changed this while you were writing. Your words are in the fields "
            "below, theirs are here. Save to keep yours, or take over what you like of theirs."
        )
    )
    now = now | {"audience": AUDIENCES[asset.audience]}
    yours = mine | ({"audience": AUDIENCES[mine["audience"]]} if "audience" in mine else {})
    for name, label in WRITTEN_WORDS.items():
        if name in yours and now[name] != yours[name]:
            st.write(
                plain(_("{field} now says: {words}", field=label, words=now[name] or _("nothing")))
            )
    if st.button(_("Keep what is there now")):
        st.session_state.pop(f"conflict-{asset.id}", None)
        drafts.drop(draft)
        st.rerun()
