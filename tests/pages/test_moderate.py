"""The page where what relatives gave is decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, select
from streamlit.testing.v1 import AppTest

from chest.assets.views import AssetView
from chest.library import Library
from chest.models import (
    Asset,
    AssetTag,
    Contribution,
    ContributionState,
    Kind,
    Review,
    TagBy,
    WaitingNotice,
    utc_now,
)
from tests.builders import Family, add_asset, add_contribution, add_link
from tests.pages.curating import Visit, html, labels, press, words

State = ContributionState


def give(library: Library, family: Family, name: str, *, pictures: int = 0) -> UUID:
    given = add_contribution(library.database, family.chest_id, by=family.member, name=name)
    for _ in range(pictures):
        add_asset(library.database, family.chest_id, contribution_id=given, review=Review.pending)
    return given


def lines(page: AppTest) -> list[str]:
    """The gifts that wait beside the open one, each a line that opens it."""
    return [b.label for b in page.button if (b.key or "").startswith("open-")]


def opened(page: AppTest) -> list[str]:
    return [s.value for s in page.subheader if not s.value.startswith("Also waiting")]


def drawn_pieces(monkeypatch: pytest.MonkeyPatch, answers: list[Any] | None = None) -> list[Any]:
    """What the component of pieces is drawn from, run for run; `answers` are what it then says."""
    drawn: list[Any] = []

    def draw(*, data: dict[str, Any], **_: Any) -> SimpleNamespace:
        drawn.append(data)
        said = answers.pop(0) if answers else {}
        return SimpleNamespace(**{"version": None, "turn": None, "open": None, **said})

    monkeypatch.setattr("pages.components.pieces.pieces._pieces", draw)
    return drawn


def test_more_than_a_page_of_what_waits_can_be_reached(
    visit: Visit, library: Library, family: Family
) -> None:
    for n in range(45):
        give(library, family, f"Cousin {n}")
    page = visit("moderate")
    assert opened(page) == ["Cousin 0"]
    assert "1 of 20+" in html(page)
    assert len(lines(page)) == 19
    press(page, "Show more")
    press(page, "Show more")
    assert "1 of 45" in html(page)
    assert len(lines(page)) == 44
    assert "Show more" not in labels(page)
    next(b for b in page.button if b.label.startswith("Cousin 44")).click().run()
    assert opened(page) == ["Cousin 44"]


def test_the_next_one_comes_after_a_decision(
    visit: Visit, library: Library, family: Family
) -> None:
    for n in range(4):
        give(library, family, f"Cousin {n}")
    page = visit("moderate")
    press(page, "Next gift")
    assert opened(page) == ["Cousin 1"]
    assert "2 of 4" in html(page)
    press(page, "Approve")
    assert opened(page) == ["Cousin 2"]
    assert "2 of 3" in html(page)
    press(page, "Earlier gift")
    assert opened(page) == ["Cousin 0"]


def test_a_second_press_does_not_decide_about_the_gift_that_has_come_under_it(
    visit: Visit, library: Library, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.parts.once._NOT_LOOKED_AT", 60.0)  # however slow this machine is
    first, second = give(library, family, "Graça"), give(library, family, "Tom")
    page = visit("moderate")
    press(page, "Approve")
    assert opened(page) == ["Tom"]
    press(page, "Approve")  # at once
    assert library.moderation.get(family.curator, first).state is State.approved
    assert library.moderation.get(family.curator, second).state is State.pending
    page.session_state["second-decide"].at -= 61
    press(page, "Approve")
    assert library.moderation.get(family.curator, second).state is State.approved
    # The same where what is undone leaves the history.
    press(page, "Undo")
    press(page, "Undo")
    states = {library.moderation.get(family.curator, one).state for one in (first, second)}
    assert states == {State.pending, State.approved}


def test_the_address_in_a_letter_opens_that_very_gift(
    visit: Visit, library: Library, family: Family
) -> None:
    given = [give(library, family, f"Cousin {n}") for n in range(25)]
    page = visit("moderate")
    page.query_params["given"] = str(given[23])
    page.run()
    assert opened(page) == ["Cousin 23"]
    press(page, "Back to what waits (20+)")
    assert opened(page) == ["Cousin 0"], "the address is taken once"
    library.moderation.approve(family.keeper, given[3])
    page.query_params["given"] = str(given[3])
    page.run()
    assert "**Cousin 3**: approved by Keeper" in words(page)
    page.query_params["given"] = str(UUID(int=7))
    page.run()
    assert "no longer here" in words(page)
    assert opened(page) == ["Cousin 0"]


def test_all_are_approved_at_once_but_for_what_changed_meanwhile(
    visit: Visit, library: Library, family: Family
) -> None:
    given = [give(library, family, f"Cousin {n}", pictures=2) for n in range(3)]
    page = visit("moderate")
    with library.database.write() as session:
        changed = session.get_one(Contribution, given[1])
        changed.version += 1
        session.add(changed)
    press(page, "Approve all 3")
    assert "2 gifts are in the chest now. The others have changed" in words(page)
    states = [library.moderation.get(family.curator, one).state for one in given]
    assert states == [State.approved, State.pending, State.approved]


def test_each_piece_is_drawn_beside_its_own_words_and_without_a_badge(
    visit: Visit, library: Library, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = drawn_pieces(monkeypatch)
    given = give(library, family, "Graça")
    for n in range(2):
        add_asset(
            library.database,
            family.chest_id,
            contribution_id=given,
            review=Review.pending,
            caption=f"Number {n}",
            place="Setúbal",
        )
    visit("moderate")
    shown = drawn[-1]["pieces"]
    assert [(piece["caption"], piece["place"]) for piece in shown] == [
        ("Number 0", "Setúbal"),
        ("Number 1", "Setúbal"),
    ]
    assert not any("badge" in piece["tile"] for piece in shown)


def test_what_was_found_in_a_picture_stands_with_it_where_it_is_decided(
    visit: Visit, library: Library, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = drawn_pieces(monkeypatch)
    given = give(library, family, "Graça", pictures=2)
    with library.database.write() as session:
        first, _ = session.exec(
            select(Asset.id).where(Asset.contribution_id == given).order_by(col(Asset.id))
        ).all()
        of: dict[str, Any] = {"asset_id": first, "chest_id": family.chest_id}
        session.add(AssetTag(**of, label="dog", by=TagBy.model, score=0.99))
        session.add(AssetTag(**of, label="beach", by=TagBy.person))
        session.add(AssetTag(**of, label="wedding", by=TagBy.model, score=0.99, rejected=True))
    visit("moderate")
    told = {piece["tile"]["id"]: piece["tags"] for piece in drawn[-1]["pieces"]}
    assert "beach" in told.pop(str(first))
    assert "wedding" not in str(drawn[-1])
    assert set(told.values()) == {""}


def test_a_gift_of_many_pieces_is_shown_a_page_at_a_time(
    visit: Visit, library: Library, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = drawn_pieces(monkeypatch)
    give(library, family, "Graça", pictures=45)
    page = visit("moderate")

    def now() -> tuple[int, int, bool]:
        data = drawn[-1]
        return data["first"], len(data["pieces"]), data["more"]

    assert now() == (1, 20, True)
    press(page, "Pieces after these")
    press(page, "Pieces after these")
    assert now() == (41, 5, False)
    assert "41 to 45 of 45" in html(page)
    press(page, "Pieces before these")
    assert now() == (21, 20, True)


def test_what_was_left_out_on_the_page_is_no_change_by_somebody_else(
    visit: Visit, library: Library, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = give(library, family, "Graça", pictures=3)
    answers: list[Any] = []
    drawn = drawn_pieces(monkeypatch, answers)
    page = visit("moderate")
    out = UUID(drawn[-1]["pieces"][1]["tile"]["id"])
    told = library.gifts.leave_out(family.curator, given, [out], version=1)
    answers.append({"version": told.version})
    page.run()
    assert "1 piece is left out." in words(page)
    press(page, "Approve the other 2")
    assert library.moderation.get(family.curator, given).state is State.approved
    assert library.assets.get(family.curator, out).review is Review.declined


def test_a_gift_that_is_one_piece_is_declined_and_not_left_out(
    visit: Visit, library: Library, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = drawn_pieces(monkeypatch)
    give(library, family, "Graça", pictures=1)
    visit("moderate")
    assert drawn[-1]["canLeaveOut"] is False


def test_looking_is_remembered_so_that_no_letter_tells_of_it(
    visit: Visit, library: Library, family: Family
) -> None:
    give(library, family, "Graça")
    visit("moderate")
    with library.database.read() as session:
        (row,) = session.exec(select(WaitingNotice)).all()
    assert (row.account_id, row.told_at) == (family.curator.account_id, None)
    assert row.looked_at


def test_holding_offers_tomorrow_where_the_chest_is_at_home(
    visit: Visit, library: Library, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The 30th in London and already the 1st in Auckland.
    now = datetime.fromisoformat("2099-06-30T20:00:00+00:00")
    monkeypatch.setattr("chest.dates.days.utc_now", lambda: now)
    monkeypatch.setattr("chest.contributions.moderation.utc_now", lambda: now)
    given = give(library, family, "Graça")
    page = visit("moderate")
    (field,) = page.date_input
    assert (field.min, field.value) == (date(2099, 7, 2), date(2099, 7, 31))
    field.set_value(date(2099, 7, 2))
    press(page, "Hold")
    held = library.moderation.get(family.curator, given)
    assert held.state is State.held
    assert held.held_until == datetime.fromisoformat("2099-07-01T12:00:00+00:00")
    assert "comes back on 2 July 2099" in words(page)


@pytest.mark.parametrize(("label", "state"), [("Approve", "approved"), ("Decline", "declined")])
def test_a_decision_is_undone_in_place_and_later_from_the_history(
    visit: Visit, library: Library, family: Family, label: str, state: str
) -> None:
    given = give(library, family, "Graça")

    def now() -> str:
        return library.moderation.get(family.curator, given).state.value

    page = visit("moderate")
    press(page, label)
    assert now() == state
    page.button(key="undo-last").click().run()
    assert now() == "pending"
    press(page, label)
    page = visit("moderate")  # another day: nothing is left in place
    assert "undo-last" not in [b.key for b in page.button]
    page.button(key=f"undo-{given}").click().run()
    assert now() == "pending"
    assert "What Graça gave waits for you again." in words(page)


def test_the_undo_in_place_goes_after_ten_seconds(
    visit: Visit, library: Library, family: Family
) -> None:
    given = give(library, family, "Graça")
    page = visit("moderate")
    press(page, "Approve")
    kept = page.session_state["decided"]
    assert (kept.gift, kept.what) == (given, "approve")
    page.session_state["decided"] = replace(kept, at=kept.at - timedelta(seconds=11))
    page.run()
    assert "undo-last" not in [b.key for b in page.button]
    assert "decided" not in page.session_state


def rewrite(library: Library, family: Family, note: AssetView, body: str) -> None:
    now = library.assets.get(family.member, note.id)
    library.assets.edit(family.member, note.id, version=now.version, changes={"body": body})


@pytest.mark.parametrize("label", ["Approve", "Decline", "Hold"])
def test_what_changed_since_it_was_looked_at_is_shown_once_more(
    visit: Visit, library: Library, family: Family, monkeypatch: pytest.MonkeyPatch, label: str
) -> None:
    note = library.assets.add_note(family.member, family.chest_id, body="kind words")
    assert note.contribution_id
    drawn = drawn_pieces(monkeypatch)
    page = visit("moderate")
    assert drawn[-1]["pieces"][0]["body"] == "kind words"
    rewrite(library, family, note, "other words")
    press(page, label)
    assert "has changed since you looked at it" in words(page)
    given = library.moderation.get(family.curator, note.contribution_id)
    assert given.state is State.pending
    press(page, label)
    given = library.moderation.get(family.curator, note.contribution_id)
    assert given.state is not State.pending


@pytest.mark.parametrize("place", ["in place", "from the history"])
def test_what_was_decided_anew_is_not_undone_by_who_saw_the_decision_before(
    visit: Visit, library: Library, family: Family, place: str
) -> None:
    given = give(library, family, "Graça")
    page = visit("moderate")
    press(page, "Approve")
    assert library.moderation.get(family.curator, given).state is State.approved
    library.moderation.undo(family.keeper, given)
    library.moderation.decline(family.keeper, given)
    page.button(key="undo-last" if place == "in place" else f"undo-{given}").click().run()
    assert not page.exception
    assert "Keeper has declined this already." in words(page)
    assert library.moderation.get(family.curator, given).state is State.declined


def test_the_history_can_be_looked_at_page_by_page(
    visit: Visit, library: Library, family: Family
) -> None:
    for n in range(22):
        given = give(library, family, f"Cousin {n}.")
        library.moderation.decline(family.curator, given, note=f"Note {n}.")
    add_asset(
        library.database,
        family.chest_id,
        kind=Kind.note,
        body="Once upon a time",
        contribution_id=given,
        review=Review.declined,
    )
    page = visit("moderate")
    assert "Cousin 21." in words(page)
    assert "Note 21." in words(page)
    assert "Cousin 0." not in words(page)
    press(page, "Show more")
    assert "Cousin 0." in words(page)


def test_a_keeper_is_told_that_a_gift_was_begun_and_nothing_of_what_is_in_it(
    visit: Visit, library: Library, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = add_link(library.database, family.chest_id, family.keeper)
    begun = utc_now() - timedelta(hours=2)
    for created_at in (begun, utc_now()):  # one is being written at this moment
        add_contribution(
            library.database,
            family.chest_id,
            by=family.member,
            link_id=link.id,
            name="Graça",
            state=State.draft,
            created_at=created_at,
        )
    assert "was begun through a link" not in words(visit("moderate"))
    monkeypatch.setattr("pages.parts.session.viewer", lambda: family.keeper)
    page = visit("moderate")
    assert "1 gift was begun through a link and not sent yet." in words(page)
    assert "Graça" not in words(page) + html(page)
    assert "was begun" not in words(visit("overview"))
