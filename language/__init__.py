"""The language in which somebody is spoken to, and every sentence said in it.

    _("Restore {name}", name=chest.name)            a sentence, where it is shown
    ngettext("{n} memory", "{n} memories", n)       one that counts; `{n}` is filled in
    pgettext("month", "May")                        words that mean something else elsewhere
    N_("Waits for approval")                        marked where a module is loaded or a row is
                                                    written; said by `say`, `Sayings` or `said`

What is marked is found by `make words` (`language.extracting`) and refused by `language.lint` where
it is not. Sentences are written in English, which needs no catalogue and no look at one.
"""

from language.calendar import name_months, write_day
from language.negotiation import choose, is_spoken
from language.sayings import N_, Plural, Sayings, nN_, said, say
from language.speaking import (
    ENGLISH,
    _,
    ask_with,
    current,
    ngettext,
    number,
    pgettext,
    speaking,
)

__all__ = [
    "ENGLISH",
    "N_",
    "Plural",
    "Sayings",
    "_",
    "ask_with",
    "choose",
    "current",
    "is_spoken",
    "nN_",
    "name_months",
    "ngettext",
    "number",
    "pgettext",
    "said",
    "say",
    "speaking",
    "write_day",
]
