"""The page where links are made and closed."""

from __future__ import annotations

from datetime import date, timedelta

from streamlit.testing.v1 import AppTest

from chest.library import Library
from chest.models import (
    LinkPermission,
    utc_now,
)
from chest.sharing.links import LinkState, LinkTerms
from tests.builders import Family
from tests.pages.curating import Visit, html, labels, press, words


def test_who_can_reach_a_link_is_said_before_one_is_made_and_beside_those_there_are(
    visit: Visit, library: Library, family: Family
) -> None:
    assert visit("share").warning[0].value.startswith("**Only this computer can open this link.**")
    library.sharing.create(family.keeper, family.chest_id, LinkTerms(permission=LinkPermission.add))
    assert visit("share").warning[0].value.startswith("**Only this computer can open this link.**")
    library.settings.public_url = "https://rosa.example.org"
    assert "Everyone who has this link can open it" in visit("share").info[0].value


def offered(page: AppTest) -> tuple[int, int, int]:
    """How many addresses to copy, codes for a camera and ways to look here the page offers."""
    senders = len(page.get("bidi_component"))
    looks = [e for e in page.get("link_button") if e.proto.label == "Look at what they will see"]
    return senders, html(page).count("qr.svg"), len(looks)


def test_a_link_that_only_this_computer_opens_is_not_sent_but_told_how_it_could_be(
    visit: Visit, library: Library, family: Family
) -> None:
    nothing, _, _ = offered(visit("share"))
    library.sharing.create(family.keeper, family.chest_id, LinkTerms(permission=LinkPermission.add))
    page = visit("share")
    assert offered(page) == (nothing, 0, 1)
    assert "make run HOST=lan" in words(page)
    assert "deploy/README.md" in words(page)
    press(page, "Make the link")
    assert "The link is ready. It can be sent once others can open it" in words(page)
    assert "Send it, or show the code" not in words(page)


def test_a_link_for_the_home_network_is_sent_and_says_that_phones_get_no_microphone(
    visit: Visit, library: Library, family: Family
) -> None:
    nothing, _, _ = offered(visit("share"))
    library.sharing.create(family.keeper, family.chest_id, LinkTerms(permission=LinkPermission.add))
    library.settings.public_url = "http://192.168.1.20:8501"
    page = visit("share")
    assert offered(page) == (nothing + 1, 1, 0)
    said = words(page)
    assert "Devices on your home network can open this link, while the computer" in said
    assert "browsers give their phones no microphone" in said
    assert "make run HOST=lan" not in said
    library.settings.public_url = "https://rosa.example.org"
    page = visit("share")
    assert offered(page) == (nothing + 1, 1, 0)
    assert "microphone" not in words(page)


def test_a_link_tells_its_end_its_uses_and_its_password(
    visit: Visit, library: Library, family: Family
) -> None:
    library.sharing.create(
        family.keeper,
        family.chest_id,
        LinkTerms(
            permission=LinkPermission.add,
            label="Aunt Graça",
            max_uses=5,
            password="rosinha",
            expires_at=date(2099, 12, 21),
        ),
    )
    library.sharing.create(
        family.keeper, family.chest_id, LinkTerms(permission=LinkPermission.look, label="The choir")
    )
    said = words(visit("share"))
    assert "works until the end of 21 December 2099" in said
    assert "not used yet, 5 of 5 uses left" in said
    assert "has a password" in said
    assert "works until you close it" in said
    assert "has no password" in said


def test_a_new_link_ends_with_a_day_where_the_chest_is_at_home(
    visit: Visit, library: Library, family: Family
) -> None:
    page = visit("share")
    next(s for s in page.selectbox if s.label == "It works for").select("a week")
    press(page, "Make the link")
    assert "The link is ready." in words(page)
    (link,) = library.sharing.list_links(family.keeper, family.chest_id).items
    assert link.expires_at
    assert (link.expires_at.hour, link.expires_at.minute) in ((10, 59), (11, 59))
    assert timedelta(days=6) < link.expires_at - utc_now() < timedelta(days=9)


def test_closing_a_link_takes_two_presses_and_says_what_ends(
    visit: Visit, library: Library, family: Family
) -> None:
    link = library.sharing.create(
        family.keeper, family.chest_id, LinkTerms(permission=LinkPermission.add, label="Aunt Graça")
    )

    def state() -> LinkState:
        return library.sharing.get(family.keeper, link.id).state

    page = visit("share")
    press(page, "Close this link…")
    assert state() is LinkState.live
    asked = words(page)
    assert "Close the link for Aunt Graça? Nobody has used it yet." in asked
    assert "What they sent stays" in asked
    press(page, "Keep it open")
    assert "Close the link for" not in words(page)
    press(page, "Close this link…")
    press(page, "Yes, close it")
    assert state() is LinkState.revoked
    assert "The link for Aunt Graça is closed." in words(page)
    assert "Close this link…" not in labels(page)
    assert [e.label for e in page.expander if "ended" in e.label] == ["Links that have ended (1)"]
    assert "The family has closed this link on" in words(page)


def test_all_links_can_be_reached(visit: Visit, library: Library, family: Family) -> None:
    for n in range(23):
        made = library.sharing.create(
            family.keeper,
            family.chest_id,
            LinkTerms(permission=LinkPermission.look, label=f"Link {n}."),
        )
        library.sharing.revoke(family.keeper, made.id)
    page = visit("share")
    assert "Link 22." in words(page)
    assert "Link 0." not in words(page)
    press(page, "Show older links")
    assert "Link 0." in words(page)
    assert "Show older links" not in labels(page)
