"""What a page of this browser had not sent when it was left, where nothing else is added."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pages.components.shared.sources import rerun, source
from pages.components.uploader.uploader import QUEUE, labels_for, owner_of

_leftovers = st.components.v2.component(
    "memory_chest_leftovers",
    html='\n<ul class="rows" data-part="rows"></ul>\n',
    css=source("shared/base.css", "shared/rows.css"),
    js=source(*QUEUE, "uploader/leftovers.js"),
)


def leftovers(*, key: str, target: Mapping[str, str]) -> None:
    """Goes on with whatever this browser kept for `target` and did not get sent: a voice, say, that
    was on its way when the page was loaded anew. Each has its row while it is sent; the page reruns
    when all of it has arrived. Nothing is seen where nothing is left."""
    _leftovers(
        key=key,
        data={
            "owner": owner_of(target, None),
            "scopes": ["".join(target.values())],
            "labels": labels_for(target),
        },
        on_settled_change=rerun,
    )
