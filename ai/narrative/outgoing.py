"""What a model wrote, looked at as if it had come from outside: a source's own words may have been
meant for the model, and what stands in a source bears them out."""

from __future__ import annotations

import re

from ai.narrative.gate.reading import find_by_rules
from ai.narrative.screening import is_order_to_a_machine, is_unwanted

_NEVER_TOLD = ("machine", "password", "number")
# A life is told in the past and to nobody: nobody in it is told to write.
_WRITING = re.compile(
    r"\b(?:write (?:that|only|nothing)|schreib(?:e|en|st|t)?|escrib(?:e|es|a|as|an|id|ir)"
    r"|escrev(?:e|es|a|as|am|er)|écri(?:s|vez|re)|scriv(?:i|a|ete|ere))\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|\"[^\"]*\"")


def speaks_to_a_machine(text: str) -> bool:
    """Whether it repeats what somebody wrote for a model, or holds what no story should: links,
    markup, private numbers, passwords."""
    return (
        is_order_to_a_machine(text)
        or is_unwanted(text)
        or any(found.reason in _NEVER_TOLD for found in find_by_rules(text))
    )


def may_speak_to_a_writer(text: str) -> bool:
    """Whether, outside its quotations, it may tell somebody what to write."""
    return bool(_WRITING.search(_QUOTED.sub(" ", text)))
