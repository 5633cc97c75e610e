"""Words that several pages say, and what makes anybody's words fit to be shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from chest.assets.kinds import KINDS
from chest.models import Audience, Review, Role, StepState
from language import N_, Sayings, ngettext

# What stands on a memory that the others do not see, or not any more.
BADGES = Sayings(
    {
        Review.pending: N_("Waits for approval"),
        Review.held: N_("Put aside for later"),
        Review.declined: N_("Declined"),
        Review.withdrawn: N_("Taken back"),
        Review.draft: N_("Not sent yet"),
    }
)

# What is done with a file that came, in the order in which it is done.
STEPS = Sayings(
    {
        "hash": N_("Checking that it is whole"),
        "type": N_("Seeing what kind of file it is"),
        "metadata": N_("Reading when and where it was made"),
        "derivatives": N_("Making pictures to show"),
        "without_place": N_("Making a copy that does not tell where it was made"),
        "text": N_("Reading its words"),
        "waveform": N_("Drawing how it sounds"),
        "rendition": N_("Making it play in every browser"),
        "transcribe": N_("Listening to it"),
        "tag": N_("Looking at what is in it"),
        "read": N_("Reading what is written on it"),
    }
)
STEP_STATES = Sayings(
    {
        StepState.waiting: N_("waiting"),
        StepState.running: N_("now"),
        StepState.done: N_("done"),
        StepState.skipped: N_("left out"),
        StepState.failed: N_("did not work"),
    }
)


def offered(
    audiences: Mapping[Audience, str], role: Role | str | None, *, is_own: bool = False
) -> list[Audience]:
    """Those of `audiences` that someone with this role may choose: what is for keepers only is
    chosen by keepers, and for oneself alone one keeps one's own."""
    may_not = set() if role == Role.keeper else {Audience.keepers}
    if not is_own:
        may_not.add(Audience.only_me)
    return [audience for audience in audiences if audience not in may_not]


def count_words(counts: dict[str, int]) -> str:
    """ "212 photographs, 3 recordings": what a chest holds, in words."""
    return ", ".join(
        ngettext(*said.counted, counts[kind.value])
        for kind, said in KINDS.marked.items()
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
