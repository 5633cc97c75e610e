"""A few short answers that survive a phone that rings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from language import N_
from pages.components.shared.sources import Spoken, rerun, source


@dataclass(frozen=True, kw_only=True)
class Question:
    """One field. `value` is what the server knows; `missing` is said when it is left empty, which
    without one it may be. `autocomplete` is a word of HTML's own list ("name")."""

    name: str
    label: str
    value: str = ""
    placeholder: str = ""
    missing: str = ""
    autocomplete: str = "off"
    longest: int = 200


WORDS = {"go": N_("Go on")}

_asker = Spoken(
    "memory_chest_asker",
    html="""
<div class="asker">
  <div data-part="fields" class="asker"></div>
  <p role="alert" data-part="state"></p>
  <button type="button" class="main" data-part="go">{go}</button>
</div>
""",
    words=WORDS,
    css=source("shared/base.css", "asker/asker.css"),
    js=source("shared/view.js", "shared/words.js", "asker/asker.js"),
)


def asker(questions: Sequence[Question], *, key: str, kept: str) -> dict[str, str] | None:
    """Shows the fields and a button; returns the answers by name in the run after it was pressed.

    What is typed stays in the browser under the name `kept`, through a reload or a closed tab,
    until the server's own values have changed.
    """
    result = _asker(
        key=key,
        data={"fields": [asdict(q) for q in questions], "kept": kept},
        on_done_change=rerun,
    )
    done = result.done
    if not isinstance(done, dict):
        return None
    return {q.name: str(done.get(q.name, "")) for q in questions}
