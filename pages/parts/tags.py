"""What is in a picture, in words that lead to other pictures of the same; and where the family
says it better."""

from __future__ import annotations

import streamlit as st

from ai.tagging.vocabulary import called, label_called, the_vocabulary
from chest.access.viewers import Viewer
from chest.assets.views import AssetView
from chest.chests.manager import ChestView
from chest.models import Kind
from language import _, current
from pages.parts import failures, session
from pages.parts.once import once
from pages.parts.words import plain

_LOOKED_AT = (Kind.photo, Kind.video)


def show_tags(person: Viewer, asset: AssetView, chest: ChestView) -> None:
    """The words, suggested ones told apart; below them, for whoever may, a way to change them."""
    may_change = asset.editable and asset.kind in _LOOKED_AT
    if not asset.tags and not may_change:
        return
    if asset.tags:
        with st.container(key="in-the-picture", horizontal=True, vertical_alignment="center"):
            st.caption(_("In the picture"), width="content")
            for tag in asset.tags:
                label = _("{word} (suggested)", word=tag.called) if tag.is_suggested else tag.called
                query = session.chest_query(chest, tag=tag.label)
                st.page_link("tagged.py", label=plain(label), query_params=query)
    if may_change:
        _show_change(person, asset)


def _show_change(person: Viewer, asset: AssetView) -> None:
    before = [tag.label for tag in asset.tags]
    speaks = current()
    known = [label.key for label in the_vocabulary().labels]
    offered = sorted({*known, *before}, key=lambda key: called(key, speaks).casefold())
    title = _("Change what is in the picture") if before else _("Say what is in the picture")
    with st.expander(title), st.form(f"tags-{asset.id}-{'/'.join(before)}", border=False):
        chosen = st.multiselect(
            _("Words for what is in it"),
            offered,
            default=before,
            format_func=lambda key: called(key, speaks),
            accept_new_options=True,
            select_all=False,
            placeholder=_("Choose, or write a word of your own"),
        )
        st.caption(_("What you take away does not come back by itself."))
        if not st.form_submit_button(_("Save"), key=f"save-tags-{asset.id}"):
            return
        now = [word if word in offered else label_called(word, speaks) for word in chosen]
        with failures.report_errors():
            once(
                f"tags-{asset.id}",
                now,
                lambda: session.library().tags.change(
                    person,
                    asset.id,
                    added=[label for label in now if label not in before],
                    removed=[label for label in before if label not in now],
                ),
            )
            st.rerun()
