"""Asks a JSON route now and then, and reruns the page when its answer has changed."""

from __future__ import annotations

import streamlit as st

from pages.components.shared.sources import rerun, source

_live = st.components.v2.component(
    "memory_chest_live", html="\n<i hidden></i>\n", js=source("shared/view.js", "live/live.js")
)


def live(*, key: str, url: str, every: float = 2, version: str | None = None) -> str | None:
    """Reruns the page when `GET url` answers another `{"version": …}`; shows nothing itself.

    `every` is in seconds. A hidden tab and failing answers are asked less and less often, up to
    once in 30 s. `version` is what the page was drawn from; without it the first answer counts as
    known, and a change between drawing and asking goes unnoticed. Returns the new version in the
    run that it caused, else None. `url` must be on this site.
    """
    result = _live(
        key=key,
        data={"url": url, "every": every, "version": version},
        height=1,
        on_changed_change=rerun,
    )
    changed = result.changed
    return changed if isinstance(changed, str) else None
