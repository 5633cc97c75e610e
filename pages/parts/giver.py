"""Who gives something through a link, and whether what is done with it is all right with them."""

from __future__ import annotations

import streamlit as st

from chest.access.viewers import Viewer
from chest.contributions.views import ContributionView
from chest.sharing.links import LinkStatus
from language import _
from pages.components.asker.asker import Question, asker
from pages.parts import failures, session
from pages.parts.words import plain


def ask_name(status: LinkStatus, draft: ContributionView | None) -> bool:
    """Whether it was answered in this run."""
    st.title(_("Who are you?"), anchor=False)
    kept = st.session_state.get("giver", {})
    answers = asker(
        [
            Question(
                name="name",
                label=_("Your name"),
                value=draft.name if draft else kept.get("name", ""),
                missing=_("Please write your name, so that the family knows who it is from."),
                autocomplete="name",
            ),
            Question(
                name="relation",
                label=_("How you knew {name}", name=status.name or ""),
                value=draft.relation if draft else kept.get("relation", ""),
                placeholder=_("a niece, a neighbour, a friend"),
            ),
        ],
        key="who",
        kept=f"giver-{status.chest_id}",
    )
    if answers:
        st.session_state["giver"] = answers
    return bool(answers)


def ask_consent(
    viewer: Viewer, draft: ContributionView | None, before: ContributionView | None
) -> bool:
    """`before` is what the same person gave before, who need not say again who they are. Whether it
    was agreed to in this run."""
    st.title(_("Is this all right with you?"), anchor=False)
    st.write(
        _(
            "What you send is kept in this chest. The person who keeps it looks at it first and "
            "may then show it to the family. You get a receipt, and with it you can take "
            "everything back at any time."
        )
    )
    if before is not None:
        by = f"{before.name}, {before.relation}" if before.relation else before.name
        st.write(_("From **{by}**", by=plain(by)))
    agreed = st.checkbox(_("Yes, that is all right"), value=draft is not None)
    if st.button(_("Go on"), type="primary"):
        if not agreed:
            failures.show_sentence(
                _("If this is all right with you, please tick the box above first.")
            )
            return False
        known = draft or before
        kept = st.session_state.get("giver") or {
            "name": known.name if known else "",
            "relation": known.relation if known else "",
        }
        email = known.contact_email if known else None
        with failures.report_errors():
            session.library().contributions.open_draft(
                viewer,
                name=kept["name"],
                relation=kept["relation"],
                contact_email=email,
                consent=agreed,
            )
            return True
    return False
