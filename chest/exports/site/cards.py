"""What the lists of a site tell of each memory, kept aside on disk while they are written, so that
a chest of any size needs no more memory than a small one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from chest.search.folding import fold, words_of

LONGEST_WORD = 40
_SCHEMA = """
create table card (id text primary key, sort text, year text, kind text, is_part int, told text);
create index by_time on card (sort, id);
create table word (folded text, spelled text, id text, primary key (folded, id)) without rowid;
create table person (key text, id text, name text, primary key (key, id)) without rowid;
create table place (folded text, spelled text, id text, primary key (folded, id)) without rowid;
create table tag (folded text, spelled text, id text, primary key (folded, id)) without rowid;
"""
_SPELLED = ("word", "place", "tag")


@dataclass(frozen=True)
class Card:
    """A memory among many. `when` are words, `year` the folder of years that it lies in, `sort` its
    place in time; `page` is its own page, `picture` and `large` its pictures, `plays` what a
    browser plays; paths from the top. `line` are its first words, `people` keys and names. One that
    `is_part` is shown with another memory and stands in no timeline."""

    id: str
    kind: str
    title: str
    alt: str
    year: str
    sort: str
    page: str
    when: str = ""
    picture: str = ""
    large: str = ""
    width: int = 0
    height: int = 0
    plays: str = ""
    length: str = ""
    line: str = ""
    place: str = ""
    giver: str = ""
    badge: str = ""
    people: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    is_part: bool = False
    is_said: bool = False
    is_letter: bool = False
    words: str = field(default="", compare=False)

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value}


def read_card(told: dict[str, Any]) -> Card:
    people = tuple((key, name) for key, name in told.get("people", ()))
    return Card(**(told | {"people": people, "tags": tuple(told.get("tags", ()))}))


def gather_words(texts: Iterable[str]) -> str:
    """Each word of these texts once, as it is spelled first."""
    found: dict[str, str] = {}
    for one in texts:
        for word in words_of(one):
            if 1 < len(word.folded) <= LONGEST_WORD or not word.folded.isascii():
                found.setdefault(word.folded, one[word.start : word.end][:LONGEST_WORD].lower())
    return " ".join(found.values())


class Cards:
    """All cards of one site, found by time, word, person, place and tag."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("")  # a file of its own, which goes with this
        self._rows.executescript(_SCHEMA)

    def close(self) -> None:
        self._rows.close()

    def add(self, card: Card) -> None:
        told = card.as_json()
        words = told.pop("words", "")
        self._rows.execute(
            "insert or replace into card values (?, ?, ?, ?, ?, ?)",
            (card.id, card.sort, card.year, card.kind, card.is_part, json.dumps(told)),
        )
        self._spell("word", card.id, words.split())
        self._spell("place", card.id, [card.place] if card.place else [])
        self._spell("tag", card.id, card.tags)
        self._rows.executemany(
            "insert or ignore into person values (?, ?, ?)",
            [(key, card.id, name) for key, name in card.people],
        )

    def find(self, id: str) -> Card | None:
        row = self._rows.execute("select told from card where id = ?", (id,)).fetchone()
        return read_card(json.loads(row[0])) if row else None

    def iter_all(self) -> Iterator[Card]:
        """In the order of time."""
        return self._read("select told from card order by sort, id")

    def iter_years(self) -> Iterator[tuple[str, int]]:
        """The years in order, with how many memories stand in each."""
        yield from self._rows.execute(
            "select year, count(*) from card where not is_part group by year order by min(sort)"
        ).fetchall()

    def iter_year(self, year: str, *, most: int = -1) -> Iterator[Card]:
        return self._read(
            "select told from card where year = ? and not is_part order by sort, id limit ?",
            (year, most),
        )

    def iter_spoken(self) -> Iterator[Card]:
        """Voices, and films in which somebody is heard."""
        return (
            card
            for card in self._read(
                "select told from card where kind in ('audio', 'video') and not is_part "
                "order by sort, id"
            )
            if card.kind == "audio" or card.is_said
        )

    def iter_letters(self) -> Iterator[Card]:
        """Letters, papers and stories, and pictures on which something is written."""
        every = self._read("select told from card where not is_part order by sort, id")
        return (card for card in every if card.is_letter)

    def count_kinds(self) -> dict[str, int]:
        rows = self._rows.execute(
            "select kind, count(*) from card where not is_part group by kind"
        ).fetchall()
        return {str(kind): int(number) for kind, number in rows}

    def count(self) -> int:
        return int(self._rows.execute("select count(*) from card").fetchone()[0])

    def iter_people(self) -> Iterator[tuple[str, str, int]]:
        """Keys and names of who is on memories, and on how many."""
        yield from self._rows.execute(
            "select key, min(name), count(*) from person group by key order by min(name), key"
        ).fetchall()

    def iter_of_person(self, key: str) -> Iterator[Card]:
        return self._read(
            "select told from card join person using (id) where key = ? order by sort, card.id",
            (key,),
        )

    def iter_spelled(self, table: str) -> Iterator[tuple[str, str, int]]:
        """All words, places or tags in order: folded, as they are written, and in how many."""
        assert table in _SPELLED
        yield from self._rows.execute(
            f"select folded, min(spelled), count(*) from {table} group by folded order by folded"
        )

    def iter_with(self, table: str, folded: str, *, most: int = -1) -> Iterator[Card]:
        """The memories with this word, place or tag."""
        assert table in _SPELLED
        return self._read(
            f"select told from card join {table} using (id) where folded = ? "
            "order by sort, card.id limit ?",
            (folded, most),
        )

    def _spell(self, table: str, id: str, words: Iterable[str]) -> None:
        self._rows.executemany(
            f"insert or ignore into {table} values (?, ?, ?)",
            [(folded, word, id) for word in words if (folded := fold(word))],
        )

    def _read(self, question: str, values: tuple[object, ...] = ()) -> Iterator[Card]:
        for (told,) in self._rows.execute(question, values):
            yield read_card(json.loads(told))
