"""Models, in the settings of those who run the installation: what is here, and what hears."""

from __future__ import annotations

import streamlit as st

from ai.weights.folder import say_size
from chest.access.viewers import Viewer
from chest.upkeep.engines import ModelView
from language import N_, Sayings, _, ngettext, number, said
from pages.parts import failures, session
from pages.parts.once import is_second_press
from pages.parts.words import plain

_LOOK_AGAIN_SECONDS = 3
_COMING = ("waiting", "downloading")
_HOURS_FROM = 90  # minutes

_STATES = Sayings(
    {
        "absent": N_("Not on this computer"),
        "waiting": N_("The download begins within half a minute"),
        "downloading": N_("Is being downloaded"),
        "ready": N_("On this computer"),
        "damaged": N_("Damaged: download it again"),
    }
)


def show_models(person: Viewer) -> None:
    """A section of the settings; nothing for whoever does not run this installation."""
    manager = session.library().models
    if not manager.is_operator(person):
        return
    st.subheader(_("Models"), anchor=False)
    st.write(
        _(
            "A model writes down what is said in recordings. It works on this computer, and "
            "nothing leaves it."
        )
    )
    with failures.report_errors():
        _show_rest(person)
        models = manager.list_models(person)
        used = next((model for model in models if model.used), None)
        rests = manager.is_switched_off
        if used is not None and not rests:
            _show_used(used)
        is_heard = used is not None and used.state == "ready"
        with st.expander(_("Choose or download a model"), expanded=not (is_heard or rests)):
            if any(model.state in _COMING for model in models):
                _follow(person)
            else:
                for model in models:
                    _show_model(person, model)
            st.caption(
                _(
                    "Without the internet here: download a model on another computer, and take it "
                    "from a folder with `python -m chest models take NAME FOLDER`."
                )
            )


def _show_rest(person: Viewer) -> None:
    manager = session.library().models
    if manager.is_switched_off:
        st.caption(_("Hearing, looking and reading are switched off on this computer."))
        return
    paused = manager.is_paused()
    rests = st.toggle(_("Let hearing, looking and reading rest"), value=paused, key="models-pause")
    if rests != paused:
        manager.pause(person, paused=rests)
        paused = rests
    if paused:
        st.caption(_("What was found is kept. It goes on when you switch this off."))
        return
    left = manager.count_seconds_left(person)
    if left is not None:
        st.caption(_time_left(left))


def _time_left(seconds: float) -> str:
    minutes = max(1, round(seconds / 60))
    if minutes >= _HOURS_FROM:
        return ngettext(
            "Recordings and pictures are being gone through: about {n} hour left.",
            "Recordings and pictures are being gone through: about {n} hours left.",
            round(minutes / 60),
        )
    return ngettext(
        "Recordings and pictures are being gone through: about {n} minute left.",
        "Recordings and pictures are being gone through: about {n} minutes left.",
        minutes if minutes < 10 else 5 * round(minutes / 5),
    )


def _show_used(used: ModelView) -> None:
    if used.state == "ready":
        st.write(plain(_("Recordings are heard by {name}.", name=used.title)))
    elif used.state in _COMING:
        words = _("Waiting for the model {name} ({size}).", name=used.title, size=_size(used.size))
        st.write(plain(words))
    elif used.state == "damaged":
        words = _(
            "Nothing is heard on this computer now: {name} ({size}) is damaged. Download it again "
            "here.",
            name=used.title,
            size=_size(used.size),
        )
        st.write(plain(words))
    else:
        words = _(
            "Nothing is heard on this computer yet: {name} ({size}) is missing. Download it here.",
            name=used.title,
            size=_size(used.size),
        )
        st.write(plain(words))


@st.fragment(run_every=_LOOK_AGAIN_SECONDS)
def _follow(person: Viewer) -> None:
    """The same, seen anew while a model comes."""
    models = session.library().models.list_models(person)
    for model in models:
        _show_model(person, model)
    if not any(model.state in _COMING for model in models):
        st.rerun()


def _show_model(person: Viewer, model: ModelView) -> None:
    manager = session.library().models
    with st.container(key=f"model-{model.name.replace('.', '-')}"):
        what, button = st.columns([6, 4], vertical_alignment="center")
        with what.container(gap=None):
            st.write(f"**{plain(model.title)}**")
            languages = _("English only") if model.languages == ("en",) else _("many languages")
            size = _size(model.size)
            st.caption(
                plain(
                    _(
                        "{size}, {languages}. {state}.",
                        size=size,
                        languages=languages,
                        state=_STATES[model.state],
                    )
                )
            )
            if model.reason:
                st.caption(plain(said(model.reason)))
            if not model.fits:
                st.caption(_("This computer has too little memory for it. Take a smaller one."))
        if model.state == "downloading":
            st.progress(min(1.0, model.done / model.size))
        name = model.title
        if model.state in ("absent", "damaged"):
            pressed = button.button(_("Download {name}", name=name), key=f"download-{model.name}")
            if pressed and not is_second_press("download-model", model.name):
                manager.want(person, model.name)
                st.rerun()
        elif model.state == "ready" and not model.used:
            pressed = button.button(_("Use {name}", name=name), key=f"use-{model.name}")
            if pressed and not is_second_press("use-model", model.name):
                manager.choose(person, model.name)
                st.rerun()


def _size(size: int) -> str:
    """ "145 MB", in the reader's way to write numbers."""
    told, _space, unit = say_size(size).partition(" ")
    return f"{number(float(told) if '.' in told else int(told))} {unit}"
