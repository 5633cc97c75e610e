"""The pages of the harness: each shows one component with real pictures and plain words."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import Any

import streamlit as st

from chest.access.tallies import DecadeCounts
from chest.assets.years import DecadeYears
from pages.components.asker.asker import Question, asker
from pages.components.cropper.cropper import cropper
from pages.components.gallery.gallery import GalleryItem, chooser, gallery
from pages.components.live.live import live
from pages.components.player.player import player
from pages.components.recorder.recorder import recorder
from pages.components.sender.sender import sender
from pages.components.uploader.forgetting import forget_uploads_when_signing_out
from pages.components.uploader.uploader import uploader
from pages.components.years.years import Choosing, years
from pages.parts.forms import show_form
from pages.parts.hero import hero
from pages.parts.stretches import stretches as in_words
from pages.parts.words import plain
from tests.pages.components.lively import LIVELY
from tests.pages.components.many_tiles import stretches
from tests.pages.components.many_tiles import years as headings

FOLDER = Path(os.environ["HARNESS_FOLDER"])
PEAKS = [abs(math.sin(n / 3) * math.cos(n / 17)) * 0.9 + 0.05 for n in range(200)]


def pictures() -> list[dict[str, Any]]:
    index = FOLDER / "pictures" / "index.json"
    return list(json.loads(index.read_text())) if index.exists() else []


def photo(n: int) -> dict[str, Any]:
    known = pictures()
    return known[n % len(known)]


def items(count: int) -> list[GalleryItem]:
    made = []
    for n in range(count):
        if n % 11 == 4:
            made.append(letter(n))
        elif n % 11 == 8:
            made.append(voice(n))
        else:
            shown = photo(n)
            made.append(
                GalleryItem(
                    id=f"i{n}",
                    kind="video" if n % 13 == 6 else "photo",
                    href=f"/memory?id=i{n}",
                    thumb=f"/harness/pictures/{shown['name']}",
                    blur=shown["blur"],
                    width=shown["width"],
                    height=shown["height"],
                    alt=f"A picture of {shown['what']}",
                    caption="The garden behind the house in Setúbal" if n % 5 == 0 else None,
                    when="summer 1964" if n % 3 else "about 1952",
                    duration=83 if n % 13 == 6 else None,
                    badge="Waiting for you" if n == 2 else None,
                )
            )
    return made


def letter(n: int) -> GalleryItem:
    return GalleryItem(
        id=f"i{n}",
        kind="note",
        href=f"/memory?id=i{n}",
        first_line="My dear Rosa, the boat comes in on Thursday and I will bring the oranges "
        "your mother asked for, if the customs man is in a good mood.",
        contributor="Aunt Irene",
        when="12 March 1957",
    )


def voice(n: int) -> GalleryItem:
    return GalleryItem(
        id=f"i{n}",
        kind="audio",
        href=f"/memory?id=i{n}",
        peaks=PEAKS,
        duration=222,
        caption="Kitchen, telling how they met",
        contributor="Rosa",
        when="1987",
    )


def add_page() -> None:
    st.title("Add memories")
    uploader(
        key="up",
        target={"chest_id": "c1"},
        max_bytes=st.session_state.get("max"),
        owner=st.query_params.get("owner", "ana"),
    )
    recorder(key="rec", target={"chest_id": "c1"}, label="Or tell it: record a voice")
    st.caption(f"Runs: {count_run()}")
    st.button("Rerun")


def count_run() -> int:
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    return int(st.session_state["runs"])


def files_page() -> None:
    st.title("Add memories")
    uploader(key="files", target={"chest_id": "c1"}, owner=st.query_params.get("owner", "ana"))


def small_page() -> None:
    st.title("Only small pictures")
    uploader(
        key="small",
        target={"contribution_id": "k1"},
        max_bytes=1000,
        accept="image/*",
    )


def signing_out_page() -> None:
    st.title("Account")
    forget_uploads_when_signing_out("ana")
    show_form(action="/api/auth/logout", fields="", button="Sign out")


def gallery_page() -> None:
    st.title("Timeline")
    with st.container(key="wide-rows"):
        opened = gallery(items(int(st.query_params.get("n", 24))), key="g", selected="i3")
    if opened:
        st.session_state["opened"] = opened
    st.write(f"Opened: {st.session_state.get('opened')}")


def years_page() -> None:
    with st.container(key="wide-page"):
        st.title("The years of Rosa Almeida")
    size = int(st.query_params.get("n", 100))
    version = (FOLDER / "version").read_text() if (FOLDER / "version").exists() else "1"
    live(key="years-live", url="/harness/version", every=1, version=version)
    counts = DecadeCounts(
        {d: n for d, n in stretches(size).items() if d}, undated=stretches(size)[0]
    )
    known = {}
    for decade in counts.decades:
        found = headings(size, decade)
        years_of = tuple(year for year in found if year is not None)
        known[decade] = DecadeYears(years_of, yearless=None in found)
    may_choose = st.query_params.get("choose") == "1"
    opened = years(
        in_words(counts, known, may_date=may_choose),
        key="years",
        url=f"/harness/tiles/{size}",
        memory="/memory?id=",
        version=version,
        choosing=Choosing(
            bulk=f"/harness/bulk/{size}",
            count=f"/harness/count/{size}",
            date="/harness/date",
            labels="/harness/labels",
            albums="/harness/albums",
            audiences=[("family", "the family"), ("everyone", "everyone with a link")],
        )
        if may_choose
        else None,
    )
    if opened:
        st.session_state["opened"] = opened
    st.write(f"Opened: {st.session_state.get('opened')}")


def hostile_page() -> None:
    st.title("Words and addresses that mean harm")
    hurt = "<img src=x onerror=window.hurt=1>"
    gallery(
        [
            GalleryItem(id="a", kind="note", href="javascript:window.hurt=2", first_line=hurt),
            GalleryItem(
                id="b", kind="photo", href="/", thumb="javascript:3", caption=hurt, alt=hurt
            ),
        ],
        key="hostile",
    )


def lively_page() -> None:
    for n, words in enumerate(LIVELY):
        with st.container(key=f"words-{n}"):
            st.subheader(plain(words), anchor=False)
            st.write(plain(words))
            st.caption(plain(words))
            st.write(f"**{plain(words)}**")
            st.button(plain(words), key=f"button-{n}")
    st.write("The end")


def choose_page() -> None:
    st.title("Choose for the capsule")
    chosen = chooser(items(9), key="c", chosen=["i1"])
    st.write(f"Chosen: {', '.join(chosen)}")


def memory_page() -> None:
    shown = photo(1)
    source = f"/harness/pictures/{shown['name']}"
    st.title("A morning by the river")
    size = (shown["width"], shown["height"])
    player(kind="photo", src=source, alt="A river at dawn", download=source, size=size, key="p1")
    voice = f"/harness/pictures/{st.query_params.get('voice', 'voice.wav')}"
    length = float(st.query_params.get("length", 0)) or None
    player(
        kind="audio",
        src=voice,
        alt="Rosa, in the kitchen",
        peaks=PEAKS,
        download=voice,
        duration=length,
        key="p2",
    )
    player(kind="video", src=source, alt="A film", download=source, key="p3")  # it is a picture
    player(
        kind="video", src=source, poster=source, plays=False, alt="Tape", download=source, key="p4"
    )
    st.caption(f"Runs: {count_run()}")
    st.button("Rerun")


def overview_page() -> None:
    shown = photo(0)
    with st.container(key="wide-hero"):
        hero_of(shown)
    st.button("Add memories", type="primary")
    with st.container(key="wide-recent"):
        st.header("Recently added")
        gallery(items(12), key="recent")


def hero_of(shown: dict[str, Any]) -> None:
    hero(
        name="Rosa Almeida",
        years="12 April 1931, Setúbal – 2019, Lisbon",
        words="She kept bees, sang out of tune with conviction, and never locked the kitchen door.",
        src=f"/harness/pictures/{shown['name']}",
        alt="Rosa in the garden",
        crop=[0.0, 0.2, 1.0, 0.55],
        size=(shown["width"], shown["height"]),
    )


def crop_page() -> None:
    shown = photo(2)
    st.title("Which part is shown")
    source = f"/harness/pictures/{shown['name']}"
    size = (shown["width"], shown["height"])
    first = None if "new" in st.query_params else [0.1, 0.2, 0.6, 0.5]
    crop = cropper(
        source, first, key="crop", alt="The hero", size=size, name="Rosa Almeida", years="1931"
    )
    st.write("Crop: " + " ".join(f"{side:.3f}" for side in crop))


def live_page() -> None:
    st.title("Live")
    changed = live(key="live", url="/harness/version", every=1, version="1")
    if changed:
        st.session_state["changed"] = changed
    st.write(f"Changed: {st.session_state.get('changed')}")


def send_page() -> None:
    st.title("Send the link")
    sender(key="send", url="https://chest.example.org/c/token", title="Memories", text="Look.")


def ask_page() -> None:
    st.title("Who are you?")
    known = st.session_state.get("known", "")
    answers = asker(
        [
            Question(
                name="name", label="Your name", value=known, missing="Please write your name."
            ),
            Question(name="relation", label="How you knew her"),
        ],
        key="ask",
        kept="harness",
    )
    if answers:
        st.session_state["known"] = st.session_state["told"] = answers["name"]
        st.session_state["relation"] = answers["relation"]
        st.rerun()
    st.write(f"Told: {st.session_state.get('told')}, {st.session_state.get('relation')}")


def words_page() -> None:
    st.title("Her story")
    st.html(
        '<div class="story"><p>She was born above the sardine cannery in Setúbal, the third of '
        "five, and learned to read from the labels. By the summer of 1949 she could tell a ship "
        "by its horn. <em>Nobody taught me</em>, she said, <em>I listened</em>.</p><p>The war was "
        "over and there was bread. <a href='#'>The letter</a> of that autumn says so.</p></div>"
    )
    st.caption("Soft words under something")
    st.text_input("Her name", placeholder="As she was called")
    st.selectbox("Who may see it", ["The family", "Everyone with the link"])
    st.date_input("When")
    st.checkbox("I have asked those who are in the picture")
    st.radio("It is", ["a photo", "a letter"])
    st.pills("People", ["Rosa", "Irene", "João"], default="Rosa")
    st.segmented_control("Order", ["By date", "By person"], default="By date")
    st.tabs(["Photos", "Letters", "Voices"])
    left, right = st.columns(2)
    left.button("Approve", type="primary")
    right.button("Decline")
    st.link_button("A link", "/gallery")
    for show in (st.info, st.success, st.warning, st.error):
        show("Listening to Kitchen, 1987: about 4 minutes left; you can close this page.")
    with st.expander("History"):
        st.write("Ana added it on Tuesday.")
    st.toggle("Switch off the marks")


def draw() -> None:
    st.set_page_config(page_title="Harness", layout="centered")
    pages = [
        st.Page(overview_page, title="Overview", default=True),
        st.Page(add_page, title="Add", url_path="add"),
        st.Page(gallery_page, title="Timeline", url_path="gallery"),
        st.Page(years_page, title="Years", url_path="years"),
        st.Page(memory_page, title="Memory", url_path="memory"),
        st.Page(words_page, title="Story", url_path="words"),
        st.Page(lively_page, title="Lively", url_path="lively"),
        st.Page(choose_page, title="Choose", url_path="choose"),
        st.Page(crop_page, title="Crop", url_path="crop"),
        st.Page(live_page, title="Live", url_path="live"),
        st.Page(hostile_page, title="Hostile", url_path="hostile"),
        st.Page(small_page, title="Small", url_path="small"),
        st.Page(files_page, title="Files", url_path="files"),
        st.Page(signing_out_page, title="Signing out", url_path="signing_out"),
        st.Page(send_page, title="Send", url_path="send"),
        st.Page(ask_page, title="Ask", url_path="ask"),
    ]
    st.navigation(pages, position="top").run()
