"""How a story is asked for: who tells it, how, for whom, what that takes, and what leaves here."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import streamlit as st

from chest.access.viewers import Viewer
from chest.access.visibility import ALLOWED, Action
from chest.chests.manager import ChestView
from chest.models import Audience
from chest.stories.views import Estimate, NarratorView, StoryView
from language import N_, Sayings, _, ngettext
from pages.components.transcript.transcript import LANGUAGES
from pages.parts import failures, items, session
from pages.parts.lists import load, offer_more
from pages.parts.once import once
from pages.parts.words import offered, plain

T = TypeVar("T")

COMPOSER = "composer"
AUDIENCES = Sayings(
    {
        Audience.family: N_("from what the family may see"),
        Audience.everyone: N_("only from what anyone with a link may see"),
        Audience.keepers: N_("from everything, for keepers only"),
    }
)
_TONES = Sayings({"plain": N_("plainly and warmly"), "sober": N_("soberly")})
_MODES = Sayings(
    {
        "narrative": N_("as a story"),
        "no-invention": N_("only what the memories say, nothing to join them"),
    }
)
_LENGTHS = Sayings(
    {"short": N_("short"), "medium": N_("neither short nor long"), "long": N_("long")}
)
_CENT = 0.01
_MANY_MINUTES = 100


@dataclass(frozen=True)
class Wish:
    """How somebody wants the story told."""

    provider: str
    audience: Audience
    language: str = "en"
    tone: str = "plain"
    mode: str = "narrative"
    length: str = "medium"
    consent: bool = False

    @classmethod
    def like(cls, story: StoryView) -> Wish:
        """As that one was told; what leaves this computer is agreed to anew."""
        provider = f"{story.provider}:{story.model}" if story.who else COMPOSER
        return cls(provider, story.audience, story.language, story.tone, story.mode, story.length)

    @property
    def is_for_composer(self) -> bool:
        return self.provider.partition(":")[0] == COMPOSER


def may_ask(chest: ChestView) -> bool:
    return chest.role is not None and Action.tell_story in ALLOWED[chest.role]


def ask(person: Viewer, chest: ChestView, wish: Wish) -> None:
    """Have the story told, and show that it is."""
    with failures.report_errors():
        once(
            "tell-the-story",
            (chest.id, wish),
            lambda: session.library().stories.begin(
                person,
                chest.id,
                provider=wish.provider,
                audience=wish.audience,
                language=wish.language,
                tone=wish.tone,
                mode=wish.mode,
                length=wish.length,
                consent=wish.consent,
            ),
        )
        st.rerun()


def show_asking(person: Viewer, chest: ChestView, last: StoryView | None) -> None:
    """The form; folded away while there is a story to read."""
    if not may_ask(chest):
        if last is None:
            st.write(_("When someone who curates this chest has it told, the story is here."))
        return
    form = st.expander(
        _("How it is told"), expanded=last is None, key="asking-form", on_change="rerun"
    )
    if form.open:  # what a narrator would need is only asked for whoever looks at it
        with form, failures.report_errors():
            _ask_how(person, chest, last)


@st.fragment
def _ask_how(person: Viewer, chest: ChestView, last: StoryView | None) -> None:
    stories = session.library().stories
    narrators = stories.list_narrators(person, chest.id)
    own = stories.get_narrator(person, chest.id).narrator
    narrator = _ask_who(narrators, own)
    before = Wish.like(last) if last else Wish(narrator.name, Audience.family, chest.language)
    audience = _choose(_("Told"), offered(AUDIENCES, chest.role), before.audience, AUDIENCES)
    language = before.language if before.language in narrator.languages else "en"
    if len(narrator.languages) > 1:
        wanted = language if last else chest.language
        language = _choose(_("In which language"), narrator.languages, wanted, LANGUAGES)
    tone = _choose(_("In which tone"), list(_TONES), before.tone, _TONES)
    length = before.length
    if narrator.provider != COMPOSER:  # it tells what there is, and that is so long
        length = _choose(_("How long"), list(_LENGTHS), before.length, _LENGTHS)
    mode = _choose(_("How freely"), list(_MODES), before.mode, _MODES)
    wish = Wish(narrator.name, audience, language, tone, mode, length)
    if narrator.provider == COMPOSER:
        st.write(
            _(
                "The story is put together on this computer from captions, notes, letters, dates "
                "and what others have added. Nothing is invented, and nothing leaves this "
                "computer."
            )
        )
    else:
        wish = _tell_first(person, chest, wish)
    if st.button(_("Tell the story"), type="primary"):
        ask(person, chest, wish)


def _ask_who(narrators: Sequence[NarratorView], own: str) -> NarratorView:
    ready = {each.name: each for each in narrators if each.ready}
    names = list(ready)
    chosen = names[0]
    if len(names) > 1:
        chosen = _choose(_("Who tells it"), names, own, {name: call(ready[name]) for name in names})
    missing: dict[str, str] = {}
    for each in narrators:
        if not each.ready and each.problem:
            missing.setdefault(each.problem, each.who or _("a model on this computer"))
    for problem, who in missing.items():
        st.caption(plain(_("Not set up: {who}. {problem}", who=who, problem=problem)))
    return ready[chosen]


def call(narrator: NarratorView) -> str:
    """What a narrator is called in a list."""
    if narrator.provider == COMPOSER:
        return _("This computer, without a model")
    if narrator.local or not narrator.who:
        return _("{model}, on this computer", model=narrator.model)
    return _("{model} by {who}", model=narrator.model, who=narrator.who)


def _choose(label: str, choices: Sequence[T], now: T, words: Mapping[T, str]) -> T:
    """One of several; what there is only one of is not asked."""
    if len(choices) == 1:
        return choices[0]
    return st.selectbox(
        label,
        choices,
        index=choices.index(now) if now in choices else 0,
        format_func=lambda choice: words.get(choice, str(choice)),
    )


def _tell_first(person: Viewer, chest: ChestView, wish: Wish) -> Wish:
    """What it takes, and whether it may leave this computer."""
    about = session.library().stories.estimate(
        person,
        chest.id,
        provider=wish.provider,
        language=wish.language,
        tone=wish.tone,
        mode=wish.mode,
        length=wish.length,
        audience=wish.audience,
    )
    st.write(plain(say_estimate(about)))
    if about.held:
        st.caption(
            ngettext(
                "{n} text waits for a decision and is not told.",
                "{n} texts wait for a decision and are not told.",
                about.held,
            )
        )
    if about.ceiling is not None:
        spent, ceiling = say_dollars(about.spent), say_dollars(about.ceiling)
        st.caption(
            plain(_("{spent} of {ceiling} are spent this month.", spent=spent, ceiling=ceiling))
        )
    if about.over_ceiling:
        st.warning(
            _(
                "That is more than may be spent this month. Choose another narrator, or change "
                "what may be spent below."
            )
        )
    if not about.leaves_machine:
        return wish
    agreed = st.checkbox(
        plain(
            _(
                "These memories leave this computer and go to {who}. I agree.",
                who=about.who or about.provider,
            )
        )
    )
    return replace(wish, consent=agreed)


def say_estimate(about: Estimate) -> str:
    """ "About $0.40 and 3 minutes. 212 memories will be sent to Anthropic." """
    time = _say_minutes(about.seconds)
    if not about.leaves_machine:
        takes = _("About {time}.", time=time)
        read = ngettext(
            "{n} memory is read on this computer, and nothing leaves it.",
            "{n} memories are read on this computer, and nothing leaves it.",
            about.memories,
        )
        return f"{takes} {read}"
    who = about.who or about.provider
    takes = (
        _("About {time}. What it costs is up to {who}.", time=time, who=who)
        if about.dollars is None
        else _("About {dollars} and {time}.", dollars=say_dollars(about.dollars), time=time)
    )
    sent = ngettext(
        "{n} memory will be sent to {who}.",
        "{n} memories will be sent to {who}.",
        about.memories,
        who=who,
    )
    return f"{takes} {sent}"


def say_dollars(amount: float) -> str:
    """ "$0.40", "$12", "less than $0.01": as people say it, rather more than less."""
    if 0 < amount < _CENT:
        return _("less than {amount}", amount="$0.01")
    cents = math.ceil(round(amount / _CENT, 6))
    whole, rest = divmod(cents, 100)
    return f"${whole}" if not rest else f"${whole}.{rest:02}"


def _say_minutes(seconds: float) -> str:
    minutes = max(1, round(seconds / 60))
    if minutes < _MANY_MINUTES:
        return ngettext("{n} minute", "{n} minutes", minutes)
    return ngettext("{n} hour", "{n} hours", round(minutes / 60))


def show_means(person: Viewer, chest: ChestView) -> None:
    """Who tells the stories of this chest when nobody says otherwise, what that may cost in a
    month, and what it has cost."""
    if chest.role is None or Action.edit_chest not in ALLOWED[chest.role]:
        return
    means = st.expander(_("Who tells stories here"), key="asking-means", on_change="rerun")
    if means.open:
        with means, failures.report_errors():
            _ask_means(person, chest)


def _ask_means(person: Viewer, chest: ChestView) -> None:
    stories = session.library().stories
    now = stories.get_narrator(person, chest.id)
    ready = {each.name: each for each in stories.list_narrators(person, chest.id) if each.ready}
    names = {name: call(each) for name, each in ready.items()}
    with st.form("narrator", border=False):
        chosen = _choose(_("When nobody says otherwise"), list(names), now.narrator, names)
        ceiling = st.number_input(
            _("At most in a month, in dollars; empty for no limit"),
            min_value=0.0,
            value=now.ceiling,
            step=1.0,
            format="%.2f",
        )
        if st.form_submit_button(_("Save")):
            once(
                "narrator",
                (chest.id, chosen, ceiling),
                lambda: stories.set_narrator(person, chest.id, chosen, ceiling),
            )
            st.success(_("Saved."))
    st.write(
        plain(_("{spent} are spent this month.", spent=say_dollars(now.spent)))
        if now.spent
        else _("Nothing is spent this month.")
    )
    _show_calls(person, chest)


def _show_calls(person: Viewer, chest: ChestView) -> None:
    calls, more = load(
        "story-calls",
        lambda after: session.library().stories.list_calls(person, chest.id, cursor=after),
    )
    if not calls:
        return
    st.caption(_("Each time a model was asked. What was asked and answered is not kept here."))
    for each in calls:
        parts = [
            items.day(each.created_at, chest),
            each.model or each.provider,
            each.chapter,
            ngettext("{n} token", "{n} tokens", each.tokens_in + each.tokens_out),
            say_dollars(each.dollars) if each.dollars is not None else "",
            each.problem or "",
        ]
        st.caption(plain(" · ".join(part for part in parts if part)))
    offer_more("story-calls", more=more)
