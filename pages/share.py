"""Links for relatives: making them, showing them again, and ending them."""

from __future__ import annotations

from datetime import timedelta
from html import escape

import streamlit as st

from chest.dates.days import say_day, today_in
from chest.models import Audience, LinkPermission
from chest.security.addresses import Scope, gives_microphone
from chest.sharing.links import ENDED_BECAUSE, TITLES, LinkFacts, LinkState, LinkTerms
from chest.texts import say_bytes
from language import _, ngettext
from pages.components.address.address import show_address
from pages.components.sender.sender import sender
from pages.parts import failures, lists, session
from pages.parts.faults import Fields
from pages.parts.once import keep, once
from pages.parts.words import plain

library = session.library()
person = session.viewer()
chest = session.the_chest()
show_address("share", chest=str(chest.id))

PERMISSIONS = {
    LinkPermission.add: _("look and add memories"),
    LinkPermission.look: _("only look"),
}
AUDIENCES = {
    Audience.family: _("what is meant for the family"),
    Audience.everyone: _("only what is meant for everyone"),
}
# The same, of a link that there is.
LETS = {
    LinkPermission.add: _("lets them look and add memories"),
    LinkPermission.look: _("lets them only look"),
}
SHOWS = {
    Audience.family: _("shows what is meant for the family"),
    Audience.everyone: _("shows only what is meant for everyone"),
}
LIVES = {
    30: _("30 days"),
    7: _("a week"),
    365: _("a year"),
    None: _("until it is closed"),
}
AT_ONCE = 20
# What is done at the computer on which the chest runs, by somebody who never did it.
WAYS_OUT = _("""
**For those at home with you**, in the same Wi-Fi:

1. Go to the window in which you started the chest, and press Ctrl and C. That stops it; nothing
   is lost.
2. Write this there, and press Enter:
   ```text
   make run HOST=lan
   ```
3. When it shows an address, load this page again: every link then begins with that address, and
   beside it is a code for a phone's camera.

**For those elsewhere**, the chest needs an address of its own on the internet. The file
`deploy/README.md`, beside the chest's other files, tells how to get one, step by step.
""")
NO_MICROPHONE = _(
    "As it begins with http and not with https, browsers give their phones no microphone here: "
    "they can record with the phone's own recorder and add the file."
)
base_url = session.base_url()
reach = library.sharing.who_can_reach(base_url)
is_only_here = reach.scope is Scope.this_computer


def show_reach() -> None:
    """Who could open any link at all, before one is made or sent; where nobody elsewhere could,
    what to do about it."""
    who, _dot, advice = plain(reach.sentence).partition(". ")
    if reach.scope is Scope.this_computer:
        st.warning(_("**{who}.** There are two ways to let others in.", who=who))
        st.markdown(WAYS_OUT)
        return
    words = f"**{who.rstrip('.')}.** {advice}"
    if not gives_microphone(base_url):
        words = f"{words} {NO_MICROPHONE}"
    if reach.scope is Scope.everyone:
        st.info(words)
    else:
        st.warning(words)


def show_new() -> None:
    with st.form("new-link", border=False):
        fields = Fields("new-link")
        label = fields.draw(
            "label",
            lambda key: st.text_input(
                _("Who is it for?"), placeholder=_("Aunt Graça, the choir, the neighbours"), key=key
            ),
        )
        permission = st.selectbox(
            _("Whoever has it may"), list(PERMISSIONS), format_func=PERMISSIONS.__getitem__
        )
        audience = st.selectbox(_("They see"), list(AUDIENCES), format_func=AUDIENCES.__getitem__)
        days = st.selectbox(_("It works for"), list(LIVES), format_func=LIVES.__getitem__)
        with st.expander(_("A password, or a limit")):
            password = fields.draw(
                "password",
                lambda key: st.text_input(
                    _("Password, if you like"),
                    type="password",
                    help=_("Tell it to them yourself. It is not shown again."),
                    key=key,
                ),
            )
            uses = fields.draw(
                "max_uses",
                lambda key: st.number_input(
                    _("How many people may use it (0: any)"), 0, 10_000, 0, key=key
                ),
            )
            downloads = st.toggle(_("They may download originals, without places"), value=True)
        if st.form_submit_button(_("Make the link"), type="primary"):
            terms = LinkTerms(
                permission=permission,
                audience=audience,
                label=label,
                expires_at=today_in(chest.time_zone) + timedelta(days=days) if days else None,
                max_uses=int(uses) or None,
                password=password or None,
                allow_download=downloads,
            )
            with fields.report_errors():
                made = once(
                    "new-link",
                    (chest.id, terms),
                    lambda: library.sharing.create(person, chest.id, terms),
                )
                said = say_ready(has_password=made.has_password)
                keep({"new-link-id": str(made.id), "link-said": said})
                st.rerun()


def say_ready(*, has_password: bool) -> str:
    """What to do with a link that was just made."""
    said = (
        _(
            "The link is ready. It can be sent once others can open it; how that comes about "
            "stands above."
        )
        if is_only_here
        else _("The link is ready. Send it, or show the code.")
    )
    if not has_password:
        return said
    more = _("Tell them the password yourself.")
    return f"{said} {more}"


def say_terms(link: LinkFacts) -> str:
    """What the link is good for, for how long, and how much of it is left."""
    facts = [
        LETS[link.permission],
        SHOWS[link.audience],
        _("works until the end of {day}", day=say_day(link.expires_at, chest.time_zone))
        if link.expires_at
        else _("works until you close it"),
        uses_of(link),
        _("has a password") if link.has_password else _("has no password"),
    ]
    if link.used_bytes:
        facts.append(_("{size} came through it", size=say_bytes(link.used_bytes)))
    said = " · ".join(facts)
    return said[0].upper() + said[1:]


def uses_of(link: LinkFacts) -> str:
    used = (
        ngettext("used by one person", "used by {n} people", link.uses)
        if link.uses
        else _("not used yet")
    )
    if link.max_uses is None:
        return used
    left = max(0, link.max_uses - link.uses)
    return _("{used}, {left} of {all} uses left", used=used, left=left, all=link.max_uses)


def show_link(link: LinkFacts, *, fresh: bool) -> None:
    with st.container(key=f"link-{link.id}"):
        st.subheader(plain(name_of(link)), anchor=False)
        st.caption(plain(say_terms(link)))
        if is_only_here:
            show_here(link)
        else:
            show_ways_to_send(link, fresh=fresh)
        ask_to_close(link)


def show_here(link: LinkFacts) -> None:
    """There is nothing to send: the address would lead nobody anywhere but here."""
    st.link_button(
        _("Look at what they will see"), library.sharing.url(person, link.id, base_url=base_url)
    )


def show_ways_to_send(link: LinkFacts, *, fresh: bool) -> None:
    asks = (
        _("You can add a memory here, without an account. It is about {name}.", name=chest.name)
        if link.permission is LinkPermission.add
        else _("You can look here, without an account. It is about {name}.", name=chest.name)
    )
    sender(
        key=f"send-{link.id}",
        url=library.sharing.url(person, link.id, base_url=base_url),
        title=_("Memories of {name}", name=chest.name),
        text=asks,
    )
    with st.expander(_("Show as a code for a phone's camera"), expanded=fresh):
        alt = _("A code that opens this link when a phone looks at it")
        st.html(
            f"<img class='chest-qr' width='240' height='240' "
            f"src='/api/share-links/{link.id}/qr.svg' "
            f"alt='{escape(alt)}'>"
        )


def ask_to_close(link: LinkFacts) -> None:
    """Closing takes two presses, and the second says what ends."""
    if st.session_state.get("closing-link") != str(link.id):
        if st.button(_("Close this link…"), key=f"close-{link.id}"):
            st.session_state["closing-link"] = str(link.id)
            st.rerun()
        return
    with st.container(key=f"closing-{link.id}"):
        st.warning(plain(what_ends(link)))
        with st.container(horizontal=True):
            closes = st.button(_("Yes, close it"), key=f"revoke-{link.id}")
            if st.button(_("Keep it open"), key=f"keep-{link.id}", type="primary"):
                st.session_state.pop("closing-link")
                st.rerun()
    if closes:
        with failures.report_errors():
            library.sharing.revoke(person, link.id)
            said = _("The link for {name} is closed.", name=name_of(link))
            keep({"closing-link": None, "new-link-id": None, "link-said": said})
            st.rerun()


def what_ends(link: LinkFacts) -> str:
    inside = (
        ngettext("One person has used it.", "It was used {n} times.", link.uses)
        if link.uses
        else _("Nobody has used it yet.")
    )
    if link.permission is LinkPermission.add:
        return _(
            "Close the link for {name}? {inside} From that moment nobody can look or add with it, "
            "whoever is just writing included. What they sent stays, and their receipts go on "
            "working. A closed link cannot be opened again; you can make a new one.",
            name=name_of(link),
            inside=inside,
        )
    return _(
        "Close the link for {name}? {inside} From that moment nobody can look with it, whoever is "
        "just writing included. A closed link cannot be opened again; you can make a new one.",
        name=name_of(link),
        inside=inside,
    )


def show_ended(link: LinkFacts) -> None:
    why = ENDED_BECAUSE.get(link.state) or TITLES[link.state]
    made = say_day(link.created_at, chest.time_zone)
    if link.revoked_at:
        ended = say_day(link.revoked_at, chest.time_zone)
        why = _("{why} on {day}", why=why, day=ended)
    said = _("{why}. Made on {day}, {used}.", why=why, day=made, used=uses_of(link))
    st.write(f"**{plain(name_of(link))}**")
    st.caption(plain(said))


def name_of(link: LinkFacts) -> str:
    return link.label or _("a link without a name")


st.title(_("Share"))
st.write(
    _("A link lets a relative look or add without an account. What they add waits for your yes.")
)
with failures.report_errors():
    show_reach()
    said = st.session_state.pop("link-said", None)
    if said:
        st.success(plain(said))
    links, more = lists.load(
        "link-pages",
        lambda after: library.sharing.list_links(person, chest.id, after=after, limit=AT_ONCE),
    )
    fresh_id = st.session_state.get("new-link-id")
    live = [link for link in links if link.state is LinkState.live]
    for link in live:
        if str(link.id) == fresh_id:
            show_link(link, fresh=True)
    with st.expander(_("Make a new link"), expanded=not live):
        show_new()
    for link in live:
        if str(link.id) != fresh_id:
            show_link(link, fresh=False)
    ended = [link for link in links if link.state is not LinkState.live]
    if ended:
        number = f"{len(ended)}{'+' if more else ''}"
        with st.expander(_("Links that have ended ({number})", number=number)):
            for link in ended:
                show_ended(link)
    lists.offer_more("link-pages", more=more, label=_("Show older links"))
