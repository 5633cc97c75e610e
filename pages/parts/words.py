"""Words that several pages say, and what makes anybody's words fit to be shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from chest.models import Audience, Kind, Review, Role, StepState


@dataclass(frozen=True)
class KindWords:
    """What memories of a kind are called: in a word, as a title, and counted."""

    short: str
    called: str
    one: str
    many: str


KINDS = {
    Kind.photo: KindWords("Photo", "A photograph", "photograph", "photographs"),
    Kind.video: KindWords("Film", "A film", "film", "films"),
    Kind.audio: KindWords("Voice", "A recording", "recording", "recordings"),
    Kind.document: KindWords(
        "Document", "A letter or paper", "letter or paper", "letters and papers"
    ),
    Kind.note: KindWords("Letter", "A story", "story", "stories"),
    Kind.other: KindWords("File", "A file", "other file", "other files"),
}

# What stands on a memory that the others do not see, or not any more.
BADGES = {
    Review.pending: "Waits for approval",
    Review.held: "Put aside for later",
    Review.declined: "Declined",
    Review.withdrawn: "Taken back",
    Review.draft: "Not sent yet",
}

# What is done with a file that came, in the order in which it is done.
STEPS = {
    "hash": "Checking that it is whole",
    "type": "Seeing what kind of file it is",
    "metadata": "Reading when and where it was made",
    "derivatives": "Making pictures to show",
    "without_place": "Making a copy that does not tell where it was made",
    "text": "Reading its words",
    "waveform": "Drawing how it sounds",
    "rendition": "Making it play in every browser",
    "transcribe": "Listening to it",
    "tag": "Looking at what is in it",
}
STEP_STATES = {
    StepState.waiting: "waiting",
    StepState.running: "now",
    StepState.done: "done",
    StepState.skipped: "left out",
    StepState.failed: "did not work",
}


def offered(audiences: dict[Audience, str], role: Role | str | None) -> list[Audience]:
    """Those of `audiences` that someone with this role may choose: what is for keepers only is
    chosen by keepers."""
    return [a for a in audiences if a is not Audience.keepers or role == Role.keeper]


def counted(count: int, one: str, many: str) -> str:
    """ "1 minute", "1,200 photographs"."""
    return f"{count:,} {one if count == 1 else many}"


def count_words(counts: dict[str, int]) -> str:
    """ "212 photographs, 3 recordings": what a chest holds, in words."""
    return ", ".join(
        counted(counts[kind.value], said.one, said.many)
        for kind, said in KINDS.items()
        if counts.get(kind.value)
    )


def paragraphs(text: str) -> str:
    """Text as paragraphs for `st.html`, with everything in it escaped."""
    paragraphs = [part for part in escape(text.strip()).split("\n\n") if part.strip()]
    return "".join(f"<p>{part.strip().replace(chr(10), '<br>')}</p>" for part in paragraphs)


# A hyphen or underscore inside a word means nothing to Markdown and is common in names: escaped,
# it would be read out with its backslash, because screen readers get labels as they were written.
_MARKDOWN = re.compile(
    r"[\\`*\[\]<>~$:|]|(?<![^\W_])[-_]|[-_](?![^\W_])|(?<!\S)[#+=]|(?<=\d)[.)](?=\s)|&(?=#?\w+;)"
)


# What becomes a link or a sign of itself, after everything else was read: addresses, names between
# colons (`:material/…:`), arrows. No backslash helps against it; a joiner, which has no width and
# is not read out, does.
_COMES_ALIVE = re.compile(
    r"(?i:www)(?=\.)|:(?=//)|@(?=\S)|:(?=[\w+\-/]+:)|(?<!\S)[<>~-](?=[-=>]+(?!\S))"
)
_JOINER = "\u2060"


def plain(sentence: str) -> str:
    """Text of which Markdown makes nothing: a file may be named `[x](javascript:…)`, and a person
    `www.evil.example`."""
    dead = _COMES_ALIVE.sub(lambda found: found[0] + _JOINER, sentence)
    return _MARKDOWN.sub(lambda found: f"\\{found[0]}", dead)
