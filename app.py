"""The ASGI application: pages by Streamlit, everything else beside them.

Starts the same under `streamlit run app.py` and `uvicorn app:app`. Streamlit finds the application
by its syntax: the assignment below must stay literally `app = st.App(…)`.
"""

from pathlib import Path

import streamlit as st

from api.application import build_middleware, build_routes
from api.http.proxies import ignore_what_the_runner_trusts
from api.lifespan import build_lifespan
from chest.library import shared_library
from pages.parts.failures import report_failure
from pages.parts.quiet_sessions import tell_no_path

ignore_what_the_runner_trusts()
tell_no_path()
_library = shared_library()

app = st.App(
    # The script lives inside pages/: with a script beside that folder, the first deep link to a
    # fresh process would run the page file itself, past st.navigation and its gate.
    Path(__file__).parent / "pages" / "index.py",
    routes=build_routes(_library),
    middleware=build_middleware(
        _library.settings,
        pages=Path(st.__file__).parent / "static" / "index.html",
        store_origin=_library.blobs.browser_origin,
    ),
    on_script_error=report_failure,
    lifespan=build_lifespan(
        _library,
        address=f"http://{st.get_option('server.address') or 'localhost'}"
        f":{st.get_option('server.port')}",
    ),
)
