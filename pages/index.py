"""The front door: who is this? Then only the pages that this person may see."""

import streamlit as st

from language import _
from pages.parts import forms, session

st.set_page_config(page_title=session.PRODUCT, layout="centered", initial_sidebar_state="collapsed")

# Pages about a chest, in the order of the menu: (file, title, address).
CHEST_PAGES = [
    ("overview.py", _("Overview"), "overview"),
    ("timeline.py", _("Timeline"), "timeline"),
    ("people.py", _("People"), "people"),
    ("albums.py", _("Albums"), "albums"),
    ("add.py", _("Add memories"), "add"),
    ("story.py", _("Story"), "story"),
    ("moderate.py", _("To approve"), "moderate"),
    ("share.py", _("Share"), "share"),
    ("settings.py", _("Settings"), "settings"),
    ("membership.py", _("Your part"), "membership"),
    ("memory.py", _("Memory"), "memory"),
    ("person.py", _("Person"), "person"),
    ("album.py", _("Album"), "album"),
    ("tagged.py", _("In the pictures"), "tagged"),
    ("search.py", _("Search"), "search"),
    ("labels.py", _("Words for pictures"), "labels"),
    ("alike.py", _("Pictures that look alike"), "alike"),
    ("decisions.py", _("What a story may tell"), "decisions"),
    ("history.py", _("What happened here"), "history"),
    ("exports.py", _("Take it with you"), "exports"),
    ("private.py", _("A key of its own"), "private"),
]
# Reached from other pages: more would leave the menu of a desk no room for the account.
HIDDEN = {
    *("memory", "people", "person", "albums", "album", "tagged", "search"),
    *("labels", "alike", "decisions", "history", "exports", "private"),
}

# Opened by a link, without an account.
LINK_PAGES = [
    st.Page("contribute.py", title=_("Add memories"), url_path="contribute", visibility="hidden"),
    st.Page("shared.py", title=_("Look"), url_path="shared", visibility="hidden"),
    st.Page("receipt.py", title=_("Your receipt"), url_path="receipt", visibility="hidden"),
]

with session.one_run():
    person = session.viewer()
    if person.account_id is None:
        pages = [st.Page("sign_in.py", title=session.PRODUCT, default=True)]
        # The same door at every address inside: signing in then leads to where the link pointed.
        for _file, title, address in [*CHEST_PAGES, ("", _("Account"), "account")]:
            pages.append(st.Page("sign_in.py", title=title, url_path=address, visibility="hidden"))
        page = st.navigation([*pages, *LINK_PAGES], position="hidden")
    else:
        menu = session.menu(person)
        pages = [st.Page("home.py", title=_("Your chests"), default=True)]
        for file, title, address in CHEST_PAGES:
            shown = address in menu.offered and address not in HIDDEN
            pages.append(
                st.Page(
                    file,
                    title=menu.say(address, title),
                    url_path=address,
                    visibility="visible" if shown else "hidden",
                )
            )
        pages.append(st.Page("account.py", title=_("Account"), url_path="account"))
        page = st.navigation([*pages, *LINK_PAGES], position="top")

    forms.leave_flash()
    names = {address: title for _file, title, address in CHEST_PAGES}
    session.call_page(names.get(page.url_path, page.title), in_chest=page.url_path in names)
    page.run()
