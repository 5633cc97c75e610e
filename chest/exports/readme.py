"""What stands in a bag or folder for whoever finds it, without this program, in fifty years."""

from __future__ import annotations

from datetime import datetime

from chest.models import ExportFormat

_BAG = """\
THE MEMORIES OF {name}
{line}

This folder was taken out of a program called Memory Chest on {day}. A family
kept in it what is left of a life: photographs, films, voices, letters, notes,
and a story told from them. You need no program to read it: everything is an
ordinary file or a text (UTF-8).

WHAT IS HERE
  data/memories/     the memories, by year ("undated" where nobody knows it).
                     Beside each file lie, under the same name,
                       .json             all that is known of it: when, where,
                                         who is on it, who gave it
                       .xmp              the same for photograph programs
                       .transcript.txt   what is said in a recording
                       .transcript.vtt   the same as captions with times
                       .transcript.json  the same with seconds
                       .words ... .txt   what is written in it
                     A memory without a file of its own is a note: its words
                     are the .txt.
  data/stories/      the stories that were told (open the .html in a browser);
                     the small numbers lead to the memories that a sentence
                     rests on. The .json says the same for programs.
  data/people.json   who is who
  data/albums.json   the albums: which memories are in each, in which order, and
                     who of the family sees it (only if there are albums)
  data/chest.json    whose memories these are; "rows" is for the program
  data/problems.json is there only if a file could not be packed. It names each.
  data/ro-crate-metadata.json
                     a catalogue of all files (RO-Crate 1.3, JSON-LD)

DATES are written as EDTF (ISO 8601-2): 1964 is a year, 196X the sixties,
1964~ about 1964, 1964/1966 from the one to the other.

IS IT WHOLE?
  This is a bag (BagIt 1.0, RFC 8493). manifest-sha256.txt has the fingerprint
  of every file. In this folder, on Linux or macOS:
      sha256sum -c manifest-sha256.txt        (macOS: shasum -a 256 -c ...)
  says whether all files are here and unchanged.

WHOSE VIEW THIS IS
  It holds what the person who took it out could see, as {role}: {memories}
  memories{problems}. Somebody else may have seen more, or less.

WHAT IS NOT IN IT
  passwords, e-mail addresses for signing in, sign-ins and invitations; share
  links and their sessions; letters that the program sent; the history of who
  did what; what was deleted; what others keep for themselves alone; what can
  be undone for some days; small pictures and copies that the program makes
  anew from the files; what models made of pictures for searching.

BACK INTO A CHEST
  With Memory Chest installed:    python -m chest import THIS-FOLDER
"""

_FOLDER = """\
THE MEMORIES OF {name}
{line}

Taken out of a program called Memory Chest on {day}: the files by year
("undated" where nobody knows it), as they were given. Beside each file lies
an .xmp with its date, caption, place and people, which photograph programs
read, and, for recordings, what is said in them (.transcript.txt, and
.transcript.vtt as captions). A .txt alone is a note. albums.txt, if there are
albums, says which files are in each. sha256sums.txt has the fingerprint of every
file; "sha256sum -c sha256sums.txt" says whether all are whole.

It holds what the person who took it out could see, as {role}: {memories}
memories{problems}. For everything that is known of them, with the stories, and to
bring them into a chest again, take them out as a bag.
"""


_SITE = """\
THE MEMORIES OF {name}
{line}

Open index.html in any browser. Nothing has to be installed, and no network is
needed: all pages and pictures lie here. Taken out of a program called Memory
Chest on {day}.

  index.html         where to begin
  originals/         the files as they were given, by year ("undated" where
                     nobody knows it), under their date and caption
  memories/          a page for each memory
  pictures/          small pictures for the pages
  playable/          films and recordings in a form that browsers play, where
                     the file itself is not
  style.css          how the pages look; without it they can be read all the same
  sha256sums.txt     the fingerprint of every file; "sha256sum -c sha256sums.txt"
                     says whether all are whole

Keep the folder together: the pages lead to each other. To search, open "Find":
words, names, places and years lead to the memories; no program runs here.

It holds what the person who took it out could see, as {role}: {memories}
memories{problems}. Some of it may not be for everybody; look through it before you give
it away.
"""

_TAKEOUT = """\
WHAT I GAVE TO THE MEMORIES OF {name}
{line}

Taken out of a program called Memory Chest on {day}, by one person, for
themselves: {memories} memories{problems}.

  given/             what this person gave, by year: each file as it was given,
                     beside it all that is known of it (.json, .xmp) and what is
                     said or written in it (.txt, .vtt). What waits for approval
                     or was declined is here too; "review" in the .json says so.
  with me/           memories of others that show this person, as far as they
                     may see them
  account.json       the account: name, e-mail, where it is signed in, which
                     gifts were made
  wrote.json         what this person changed, wrote and tagged in the chest
  about me.json      how the family's list of people knows this person, which
                     memories show them, and sentences of stories that rest on
                     what they gave or name them
  sha256sums.txt     the fingerprint of every file; "sha256sum -c sha256sums.txt"
                     says whether all are whole

NOT IN IT: the password and sign-in tokens, of which the program itself keeps
only fingerprints; what was deleted; and what this person may not see.
"""

_TEXTS = {
    ExportFormat.bagit: _BAG,
    ExportFormat.folder: _FOLDER,
    ExportFormat.site: _SITE,
    ExportFormat.takeout: _TAKEOUT,
}


def write_readme(
    form: ExportFormat, *, name: str, role: str, when: datetime, memories: int, problems: int
) -> str:
    files = "file" if problems == 1 else "files"
    missing = (
        f" ({problems} {files} could not be packed: problems.json names them)" if problems else ""
    )
    return _TEXTS[form].format(
        name=name.upper(),
        line="=" * (len(name) + (30 if form is ExportFormat.takeout else 16)),
        day=f"{when:%Y-%m-%d}",
        role=role,
        memories=memories,
        problems=missing,
    )
