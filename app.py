"""The ASGI application: pages by Streamlit, everything else beside them.

Starts the same under `streamlit run app.py` and `uvicorn app:app`. Streamlit finds the application
by its syntax: the assignment below must stay literally `app = st.App(…)`.
"""

import gc

# A third of a million things are made while the program is read, and each search for what can be
# thrown away would look at all of them: a second of the processor at every start.
gc.disable()

from pathlib import Path

import streamlit as st

from api.http.proxies import ignore_what_the_runner_trusts
from api.serving import assemble
from pages.components.theme import theme
from pages.parts.failures import report_failure
from pages.parts.quiet_sessions import tell_look_quickly, tell_no_path

ignore_what_the_runner_trusts()
tell_no_path()
tell_look_quickly()
_serving = assemble(
    pages=Path(st.__file__).parent / "static" / "index.html",
    style=theme.sheet(),
    script=theme.script(),
    address=f"http://{st.get_option('server.address') or 'localhost'}"
    f":{st.get_option('server.port')}",
)

app = st.App(
    # The script lives inside pages/: with a script beside that folder, the first deep link to a
    # fresh process would run the page file itself, past st.navigation and its gate.
    Path(__file__).parent / "pages" / "index.py",
    routes=_serving.routes,
    middleware=_serving.middleware,
    on_script_error=report_failure,
    lifespan=_serving.lifespan,
)

# What is there now stays until the end: it need not be looked at again either.
gc.freeze()
gc.enable()
