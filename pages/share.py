"""Links for relatives: making them, showing them again, and ending them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import streamlit as st

from chest.links import SENTENCES, LinkFacts, LinkState
from chest.models import Audience, LinkPermission
from pages.components import items, session

library = session.library()
person = session.viewer()
chest = session.the_chest()

PERMISSIONS = {
    LinkPermission.add: "look and add memories",
    LinkPermission.look: "only look",
}
AUDIENCES = {
    Audience.family: "what is meant for the family",
    Audience.everyone: "only what is meant for everyone",
}
LIVES = {"30 days": 30, "a week": 7, "a year": 365, "until it is closed": None}


def show_new() -> None:
    reach = library.sharing.who_can_reach(session.base_url())
    st.info(session.plain(reach.sentence))
    with st.form("new-link", border=False):
        label = st.text_input("Who is it for?", placeholder="Aunt Graça, the choir, the neighbours")
        permission = st.selectbox(
            "Whoever has it may", list(PERMISSIONS), format_func=PERMISSIONS.__getitem__
        )
        audience = st.selectbox("They see", list(AUDIENCES), format_func=AUDIENCES.__getitem__)
        lives = st.selectbox("It works for", list(LIVES))
        with st.expander("A password, or a limit"):
            password = st.text_input("Password, if you like", type="password")
            uses = st.number_input("How many people may use it (0: any)", 0, 10_000, 0)
            downloads = st.toggle("They may download originals, without places", value=True)
        if st.form_submit_button("Make the link", type="primary"):
            days = LIVES[lives]
            with session.report_errors():
                made = library.sharing.create(
                    person,
                    chest.id,
                    permission=permission,
                    audience=audience,
                    label=label,
                    expires_at=_end_of_day(days) if days else None,
                    max_uses=int(uses) or None,
                    password=password or None,
                    allow_download=downloads,
                )
                st.session_state["new-link-id"] = str(made.id)
                st.rerun()


def _end_of_day(days: int) -> datetime:
    return datetime.combine(datetime.now(UTC).date() + timedelta(days=days), time.max, UTC)


def _times(uses: int) -> str:
    return {0: "not used yet", 1: "used once"}.get(uses, f"used {uses} times")


def show_link(link: LinkFacts, *, fresh: bool) -> None:
    title = link.label or "A link without a name"
    with st.container(key=f"link-{link.id}"):
        st.subheader(session.plain(title), anchor=False)
        facts = [PERMISSIONS[link.permission]]
        if link.expires_at:
            facts.append(f"until {items.day(link.expires_at, chest)}")
        facts.append(f"used {link.uses} of {link.max_uses}" if link.max_uses else _times(link.uses))
        if link.has_password:
            facts.append("with a password")
        st.caption(session.plain(" · ".join(facts)))
        if link.state is not LinkState.live:
            st.write(session.plain(SENTENCES[link.state].split(". ")[0] + "."))
            return
        url = library.sharing.url(person, link.id, base_url=session.base_url())
        st.code(url, language=None, wrap_lines=True)
        with st.expander("Show as a code for a phone's camera", expanded=fresh):
            st.html(
                f"<img class='chest-qr' width='240' height='240' "
                f"src='/api/share-links/{link.id}/qr.svg' "
                f"alt='A code that opens this link when a phone looks at it'>"
            )
        if st.button("Close this link", key=f"revoke-{link.id}"):
            with session.report_errors():
                library.sharing.revoke(person, link.id)
                st.rerun()


st.title("Share")
st.write("A link lets a relative look or add without an account. What they add waits for your yes.")
with session.report_errors():
    links = library.sharing.list_links(person, chest.id).items
    fresh_id = st.session_state.get("new-link-id")
    for link in links:
        if str(link.id) == fresh_id:
            st.success("The link is ready. Send the address, or show the code.")
            show_link(link, fresh=True)
    with st.expander("Make a new link", expanded=not links):
        show_new()
    others = [link for link in links if str(link.id) != fresh_id]
    open_links = [link for link in others if link.state is LinkState.live]
    ended = [link for link in others if link.state is not LinkState.live]
    for link in open_links:
        show_link(link, fresh=False)
    if ended:
        with st.expander(f"Links that have ended ({len(ended)})"):
            for link in ended:
                show_link(link, fresh=False)
