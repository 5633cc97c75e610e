"""Sentences in the language of whoever reads them."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest

from language import (
    N_,
    Sayings,
    _,
    calendar,
    catalogues,
    choose,
    current,
    name_months,
    ngettext,
    nN_,
    number,
    pgettext,
    said,
    say,
    sayings,
    speaking,
    write_day,
)

POLISH = """
msgid ""
msgstr ""
"Language: pl\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20)"
" ? 1 : 2);\\n"

msgid "Restore {name}"
msgstr "Przywróć: {name}"

msgid "{n} photograph"
msgid_plural "{n} photographs"
msgstr[0] "{n} fotografia"
msgstr[1] "{n} fotografie"
msgstr[2] "{n} fotografii"

msgctxt "month"
msgid "May"
msgstr "maj"

msgid "A film"
msgstr "Film"

msgid "Deleted on {day} by {name}."
msgstr "Usunięte {dzień}."

msgid "The mail server took the letter to {to}: {words}"
msgstr "Serwer przyjął list do {to}: {words}"

msgid "later"
msgstr "później"
"""


@pytest.fixture(autouse=True)
def polish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = catalogues.path_of("pl", tmp_path)
    path.parent.mkdir(parents=True)
    path.write_text(POLISH, encoding="utf-8")
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    monkeypatch.setattr(sayings, "_SAID", {})


def test_without_a_language_it_is_english() -> None:
    assert current() == "en"
    assert _("Restore {name}", name="{Rosa}") == "Restore {Rosa}"
    assert ngettext("{n} photograph", "{n} photographs", 1) == "1 photograph"
    assert ngettext("{n} photograph", "{n} photographs", 1200) == "1,200 photographs"
    assert write_day(date(2019, 3, 21)) == "21 March 2019"
    assert number(4.2) == "4.2"


def test_a_sentence_is_said_as_its_translator_wrote_it() -> None:
    with speaking("pl"):
        assert _("Restore {name}", name="Rosa") == "Przywróć: Rosa"
        assert pgettext("month", "May") == "maj"
        assert _("May") == "May"
        assert number(1200) == "1200" or number(12000) == "12\N{NO-BREAK SPACE}000"
        assert write_day(date(2019, 3, 21)) == "21 marca 2019"
        assert name_months()[2] == "marzec"
    assert _("Restore {name}", name="Rosa") == "Restore Rosa"


def test_a_language_has_as_many_plurals_as_it_has() -> None:
    with speaking("pl"):
        counted = [ngettext("{n} photograph", "{n} photographs", n) for n in (1, 3, 5, 22)]
        assert counted == ["1 fotografia", "3 fotografie", "5 fotografii", "22 fotografie"]
        # As a browser's own rules name them.
        assert say({"all": nN_("{n} photograph", "{n} photographs")})["all"] == {
            "one": "{n} fotografia",
            "few": "{n} fotografie",
            "many": "{n} fotografii",
            "other": "{n} fotografii",
        }
    assert say({"all": nN_("{n} photograph", "{n} photographs")})["all"] == {
        "one": "{n} photograph",
        "other": "{n} photographs",
    }


def test_what_a_module_marks_is_said_when_it_is_read() -> None:
    kinds = Sayings({"video": N_("A film"), "note": N_("A story")})
    assert dict(kinds) == {"video": "A film", "note": "A story"}
    with speaking("pl"):
        assert dict(kinds) == {"video": "Film", "note": "A story"}
    assert kinds["video"] == "A film"


def test_what_was_kept_in_english_is_said_with_what_was_filled_in() -> None:
    kept = "The mail server took the letter to ana@example.org: later"
    assert said(kept) == kept
    assert said(None) == ""
    with speaking("pl"):
        assert said(kept) == "Serwer przyjął list do ana@example.org: później"
        assert said("A film") == "Film"
        assert said("What Rosa wrote: nothing of ours") == "What Rosa wrote: nothing of ours"


def test_a_slip_in_a_placeholder_costs_the_translation_and_not_the_page() -> None:
    with speaking("pl"):
        words = _("Deleted on {day} by {name}.", day="21 March", name="Ana")
    assert words == "Deleted on 21 March by Ana."


def test_a_catalogue_that_cannot_be_read_is_spoken_in_english(tmp_path: Path) -> None:
    path = catalogues.path_of("pt", tmp_path)
    path.parent.mkdir(parents=True)
    path.write_bytes(b'msgid "A film"\nmsgstr "Um \xfffilme"\n')
    with speaking("pt"):
        assert (current(), _("A film")) == ("en", "A film")
    with speaking("../../etc"):
        assert current() == "en"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("pl", "pl"),
        ("pl-PL,pl;q=0.9,en;q=0.8", "pl"),
        ("PL", "pl"),
        ("en-GB,en;q=0.9,pl;q=0.8", "en"),
        ("de,fr;q=0.9,pl;q=0.1", "pl"),
        ("pl;q=0,en", "en"),
        ("en;q=0.2,pl;q=0.7", "pl"),
        ("de", "en"),
        ("*", "en"),
        ("", "en"),
        (None, "en"),
        ("pl;q=x, ;;,=,;q=0.5", "en"),
        ("../../pl", "en"),
        ("x" * 100_000, "en"),
    ],
)
def test_the_first_language_that_a_browser_asks_for_and_we_have(
    header: str | None, language: str
) -> None:
    assert choose(header) == language


def test_each_thread_speaks_by_itself() -> None:
    heard: list[str] = []
    with speaking("pl"):
        other = threading.Thread(target=lambda: heard.append(_("A film")))
        other.start()
        other.join()
        assert _("A film") == "Film"
    assert heard == ["A film"]


def test_months_are_those_of_the_language() -> None:
    assert calendar.name_months()[0] == "January"
    assert len(set(calendar.name_months())) == 12
