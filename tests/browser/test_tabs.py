"""What happens in one tab while something else happens in another, or to the line between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Request, Route, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Subprotocol
from websockets.sync.client import connect

from tests.app_server import AppServer, wait_for_setup
from tests.browser.families import (
    Family,
    give_consent,
    go_on_to_the_files,
    send_without_telling,
)
from tests.browser.screens import PHONE, Person, person, wait_until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
]

MakeFamily = Callable[[str], Family]
CLOSED = "The family has closed this link."


@pytest.fixture(scope="module")
def make_family(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeFamily]:
    """Chests of one installation; each test makes its own."""
    app = AppServer(tmp_path_factory.mktemp("tabs") / "data").start()
    keeper = wait_for_setup(app)
    clients = [keeper]
    yield lambda name: Family(app, keeper, name, clients=clients)
    for client in clients:
        client.close()
    app.stop()


def test_a_closed_link_stops_the_next_press_in_an_open_tab(
    chromium: Browser, make_family: MakeFamily, media: Path
) -> None:
    family = make_family("Inês Carvalho")
    link_id, link = family.make_link()
    relative = person(chromium, family.app.url, PHONE)
    give_consent(relative, link, family.name)
    another, files = relative.page, relative.context.new_page()
    relative.page = files
    relative.visit("/contribute")
    go_on_to_the_files(relative)
    relative.choose_files(media / "mountains.webp")
    row = relative.row_of("mountains.webp")
    expect(row.locator(".state")).to_have_text("Arrived")
    picture = row.locator("img").get_attribute("src")
    assert picture is not None
    request = relative.page.request
    assert request.get(picture).ok
    before = family.memories()

    family.ask("DELETE", f"/api/share-links/{link_id}")
    assert request.get(picture).status == 410
    assert request.get(f"/api/chests/{family.chest_id}/assets").status == 410
    relative.choose_files(media / "allium.jpg")
    relative.heading("This link is closed")
    relative.sees("The chest of Inês Carvalho")
    relative.sees(CLOSED)
    expect(relative.page.locator("ul.rows")).to_have_count(0)
    relative.page = another
    relative.write(f"Your words about {family.name}", "Written too late.")
    relative.sees(CLOSED)
    relative.press("Back")
    relative.heading("This link is closed")
    assert family.memories() == before
    assert family.waiting() == []
    relative.page.goto(link)
    relative.sees(CLOSED)
    relative.context.close()


@pytest.mark.parametrize("kept", ["theirs", "mine"])
def test_who_saves_second_sees_the_others_caption_and_decides(
    chromium: Browser, make_family: MakeFamily, media: Path, kept: str
) -> None:
    family = make_family("Olga Brandt")
    asset_id = family.add(media / "allium.jpg", caption="A plant")
    other = family.invite("Clara", role="curator")
    first, second = family.at_the_desk(chromium), family.at_the_desk(chromium, other)
    for one in (first, second):
        one.visit(f"/memory?chest={family.chest_id}&id={asset_id}")
        one.sees("A plant")
    second.rewrite("caption", "A leek that Olga planted", save=False)
    first.rewrite("caption", "The leek behind the mill")
    first.sees("Saved.")
    # What was changed in another field is no reason to ask.
    second.rewrite("taken", "about 1972")
    second.sees("about 1972")
    second.rewrite("caption", "A leek that Olga planted")
    second.sees("Someone else changed this while you were writing.")
    second.sees("Caption now says: The leek behind the mill")
    expect(second.page.get_by_label("Caption", exact=True)).to_have_value(
        "A leek that Olga planted"
    )
    assert family.asset(asset_id)["caption"] == "The leek behind the mill"
    if kept == "theirs":
        second.press("Keep what is there now")
        second.sees("The leek behind the mill")
        expect(second.page.get_by_text("Someone else changed this")).to_have_count(0)
    else:
        second.rewrite("caption", "A leek that Olga planted, I think")
        second.sees("Saved.")
        second.sees("A leek that Olga planted, I think")
        assert family.asset(asset_id)["caption"] == "A leek that Olga planted, I think"
    assert family.asset(asset_id)["taken"]["edtf"] == "1972~"
    for one in (first, second):
        one.context.close()


def test_who_saves_a_chest_second_sees_the_others_words_and_keeps_their_own_on_purpose(
    chromium: Browser, make_family: MakeFamily
) -> None:
    family = make_family("Elin Berg")
    first = family.at_the_desk(chromium)
    second = family.at_the_desk(chromium, family.invite("Clara", role="keeper"))
    for one in (first, second):
        one.visit(f"/settings?chest={family.chest_id}")
    first.write("A line about them", "Seamstress and swimmer")
    first.write("Born", "about 1930")
    first.press("Save")
    first.sees("Saved.")
    second.write("A line about them", "Swimmer, mother of three")
    second.press("Save")
    second.sees("It now says: Seamstress and swimmer. You wrote: Swimmer, mother of three.")
    chest = f"/api/chests/{family.chest_id}"
    assert family.ask("GET", chest)["words"] == "Seamstress and swimmer"
    second.press("Save")
    second.sees("Saved.")
    saved = family.ask("GET", chest)
    assert saved["words"] == "Swimmer, mother of three"
    assert saved["born"] == "1930~"  # what only the other changed stays
    for one in (first, second):
        one.context.close()


def test_words_and_files_are_there_after_the_browser_was_closed(
    start_browser: Callable[..., BrowserContext], make_family: MakeFamily, media: Path
) -> None:
    family = make_family("Teresa Lopes")
    _, link = family.make_link()
    label = f"Your words about {family.name}"

    def open_browser() -> Person:
        context = start_browser(base_url=family.app.url, **PHONE)
        return Person(context, family.app.url, touch=True)

    relative = open_browser()
    give_consent(relative, link, family.name)
    relative.write(label, "She whistled while she worked.")
    relative.sees("Kept. You can stop here and come back.")
    go_on_to_the_files(relative)
    relative.choose_files(media / "allium.jpg")
    expect(relative.row_of("allium.jpg").locator(".state")).to_have_text("Arrived")
    relative.press("Back")
    relative.heading("Is there something you would like to say?")
    more = "She whistled while she worked. Always the same tune."
    relative.write(label, more)  # and closed before it could be sent
    relative.context.close()

    relative = open_browser()
    relative.visit("/contribute")
    expect(relative.page.get_by_label(label)).to_have_value(more)
    go_on_to_the_files(relative)
    send_without_telling(relative)
    relative.sees(more)
    relative.sees_pictures()
    relative.press("Send it")
    relative.heading("Thank you")
    [given] = family.waiting()
    assert given["message"] == more
    relative.context.close()


def test_an_upload_waits_while_offline_and_finishes_afterwards(
    chromium: Browser, make_family: MakeFamily, tmp_path: Path
) -> None:
    family = make_family("Hedda Nilsen")
    keeper = family.at_the_desk(chromium)
    film = tmp_path / "long.bin"
    film.write_bytes(b"")
    with film.open("r+b") as file:
        file.truncate(60_000_000)
    held: list[Route] = []
    sent: list[int] = []

    def hold_later_parts(route: Route, request: Request) -> None:
        if all(part["n"] <= 2 for part in request.post_data_json or []):
            route.continue_()
        else:
            held.append(route)

    def note_part(request: Request) -> None:
        found = re.search(r"/parts/(\d+)\?", request.url)
        if found and request.method == "PUT":
            sent.append(int(found[1]))

    parts = re.compile(r"/api/uploads/[^/]+/parts$")
    keeper.visit(f"/add?chest={family.chest_id}")
    keeper.page.on("request", note_part)
    keeper.page.route(parts, hold_later_parts)
    with keeper.page.expect_response(re.compile(r"/api/uploads$")) as begun:
        keeper.choose_files(film)
    upload = f"/api/uploads/{begun.value.json()['id']}"
    wait_until(keeper.page, lambda: len(family.ask("GET", upload)["done"]) == 2)

    keeper.context.set_offline(True)
    state = keeper.row_of(film.name).locator(".state")
    expect(state).to_have_text("Paused until you are online again")
    keeper.sees("You are offline. Everything goes on by itself when you are back.")
    for route in held:
        route.abort()
    keeper.page.unroute(parts)
    assert sorted(sent) == [1, 2]
    keeper.context.set_offline(False)
    expect(state).to_have_text("We couldn't read this one. It is kept as it is.")
    assert len(sent) == len(set(sent)), "parts that had arrived were sent a second time"
    done = family.ask("GET", upload)
    assert sorted(sent) == list(range(1, -(-done["size"] // done["part_size"]) + 1))
    keeper.context.close()


def listen(
    app: AppServer, *, cookie: str, chest_id: str, session_id: str | None = None
) -> tuple[str, str]:
    """Ask for a chest's overview on Streamlit's own line, going on with `session_id` if there is
    one; all that was received, and the id of the session in which it was."""
    received: list[str] = []
    now_in = ""
    protocols = ["streamlit", *(["x", session_id] if session_id else [])]
    with connect(
        f"ws://127.0.0.1:{app.port}/_stcore/stream",
        subprotocols=[Subprotocol(name) for name in protocols],
        additional_headers={"Origin": app.url} | ({"Cookie": cookie} if cookie else {}),
        max_size=None,
    ) as socket:
        message = BackMsg()
        message.rerun_script.page_name = "overview"
        message.rerun_script.query_string = f"chest={chest_id}"
        socket.send(message.SerializeToString())
        while True:
            forward = ForwardMsg()
            forward.ParseFromString(socket.recv(timeout=40, decode=False))
            received.append(str(forward))
            kind = forward.WhichOneof("type")
            if kind == "new_session":
                now_in = forward.new_session.initialize.session_id
            if kind == "script_finished" and now_in:
                return "\n".join(received), now_in


@pytest.mark.parametrize("who", ["nobody", "a stranger with an account"])
def test_another_persons_session_id_opens_nothing(make_family: MakeFamily, who: str) -> None:
    family = make_family("Valborg Ek")
    elsewhere = make_family("Another Chest")
    stranger = elsewhere.invite("Vera", role="viewer")
    cookies = {
        "nobody": "",
        "a stranger with an account": f"chest_session={stranger.cookies['chest_session']}",
    }
    app, chest_id = family.app, family.chest_id
    keepers = f"chest_session={family.keeper.cookies['chest_session']}"
    text, session_id = listen(app, cookie=keepers, chest_id=chest_id)
    assert family.name in text
    assert session_id

    text, _ = listen(app, cookie=cookies[who], chest_id=chest_id, session_id=session_id)
    assert family.name not in text
    assert "/m/" not in text
    assert "Traceback" not in text

    # The same line with the right cookie does carry it, and is that session: this test can fail.
    text, resumed = listen(app, cookie=keepers, chest_id=chest_id, session_id=session_id)
    assert family.name in text
    assert resumed == session_id


def test_signing_out_everywhere_ends_the_other_browser_too(
    chromium: Browser, make_family: MakeFamily, media: Path
) -> None:
    family = make_family("Ludovica Serra")
    asset_id = family.add(media / "acanthus.jpg", caption="Acanthus")
    account = family.invite("Clara", role="curator")
    one, other = family.at_the_desk(chromium, account), family.at_the_desk(chromium, account)
    other.visit(f"/memory?chest={family.chest_id}&id={asset_id}")
    other.rewrite("caption", "Changed after signing out", save=False)
    picture = other.page.locator(".photo img").get_attribute("src")
    assert picture is not None
    assert other.page.request.get(picture).ok

    one.visit("/account")
    one.press("Sign out everywhere")
    one.sees("Sign in to open the chests")
    other.rewrite("caption", "Changed after signing out")
    other.sees("Sign in to open the chests")
    expect(other.page.get_by_text("Acanthus")).to_have_count(0)
    assert family.asset(asset_id)["caption"] == "Acanthus"
    assert other.page.request.get("/api/users/me").status == 401
    assert other.page.request.get(picture).status in (401, 404)
    for someone in (one, other):
        someone.context.close()


def test_a_keeper_who_opens_a_link_gives_as_the_link(
    chromium: Browser, make_family: MakeFamily, media: Path
) -> None:
    family = make_family("Maud Lindqvist")
    _, link = family.make_link()
    keeper = family.at_the_desk(chromium)
    give_consent(keeper, link, family.name)
    keeper.write(f"Your words about {family.name}", "Given through the link.")
    go_on_to_the_files(keeper)
    keeper.choose_files(media / "allium.jpg")
    expect(keeper.row_of("allium.jpg").locator(".state")).to_have_text("Arrived")
    send_without_telling(keeper)
    keeper.press("Send it")
    keeper.heading("Thank you")
    [given] = family.waiting()
    assert given["name"] == "Graça"
    assert given["message"] == "Given through the link."
    for asset_id in family.memories():
        asset = family.asset(asset_id)
        assert asset["contribution_id"] == given["id"]
        assert asset["contributor"]["account_id"] is None
    # And on their own pages they are who they were.
    keeper.visit(f"/overview?chest={family.chest_id}")
    keeper.idle()
    keeper.sees("Waiting for you (1)")
    keeper.context.close()


def test_back_leads_through_what_was_looked_at(chromium: Browser, make_family: MakeFamily) -> None:
    family = make_family("Rosa Almeida")
    notes = [
        family.ask(
            "POST",
            f"/api/chests/{family.chest_id}/posts",
            {"body": f"The words of {year}.", "taken": str(year)},
        )["id"]
        for year in (1951, 1952, 1953)
    ]
    keeper = family.at_the_desk(chromium)
    keeper.visit(f"/overview?chest={family.chest_id}")
    at(keeper, "overview")
    length = entries(keeper)
    for title in ("Timeline", "Overview", "Timeline"):
        keeper.go_to(title)
        at(keeper, title.lower())
        expect(keeper.page).to_have_title(f"{title} · {family.name}")
    assert entries(keeper) == length + 3
    keeper.open_its_page(notes[0])
    at(keeper, "memory", notes[0])
    for note in notes[1:]:
        keeper.page.get_by_role("link", name="Later").click()
        at(keeper, "memory", note)
    assert entries(keeper) == length + 6
    keeper.page.reload()
    at(keeper, "memory", notes[2])
    keeper.sees("The words of 1953.")
    keeper.page.wait_for_load_state("networkidle")  # nobody goes back half a second after this

    for year, note in ((1952, notes[1]), (1951, notes[0])):
        keeper.page.go_back()
        at(keeper, "memory", note)
        keeper.sees(f"The words of {year}.")
    for page in ("timeline", "overview", "timeline"):
        keeper.page.go_back()
        at(keeper, page)


def entries(who: Person) -> int:
    return int(who.page.evaluate("history.length"))


def at(who: Person, page: str, asset_id: str = "") -> None:
    query = rf"chest=[0-9a-f-]+{f'&id={asset_id}' if asset_id else ''}"
    expect(who.page).to_have_url(re.compile(rf"/{page}\?{query}$"))
    who.idle()  # the address is there before the page is
