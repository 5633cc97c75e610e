"""What is said in a recording, beside what plays it: read along, put right in its place."""

from __future__ import annotations

import streamlit as st

from language import N_, nN_, say
from pages.components.shared.sources import source

WORDS = {
    "title": N_("What is said"),
    "hear": N_("Hear it from {time}"),
    "unsure": N_("heard unclearly"),
    "emptied": N_("(nothing is said here)"),
    "unclear": N_("(no words could be made out here)"),
    "change": N_("Change what is said at {time}"),
    "save": N_("Save"),
    "leave": N_("Leave it as it was"),
    "text": N_("What is said"),
    "speaker": N_("Who speaks"),
    "speaker_all": N_("Give this name to every sentence of {name}"),
    "speaker_none": N_("Give this name to every sentence without one"),
    "saved": N_("Saved."),
    "later": N_("This could not be saved just now. Your words are still here; try again."),
    "theirs": N_("Someone else changed this meanwhile. It now says: {text}"),
    "undo": N_("Undo the last change"),
    "undone": N_("As it was before."),
    "again": N_("Hear it again"),
    "again_told": N_("It is heard again. What people wrote stays."),
    "retry": N_("Try again"),
    "waiting": N_("This has its turn soon: what is said will be written down here."),
    "running": N_("What is said is being written down."),
    "minutes": nN_("About {n} minute left.", "About {n} minutes left."),
    "nobody": N_("Nobody speaks in this recording."),
    "download": N_("Save as"),
    "txt": N_("Text"),
    "vtt": N_("Captions (VTT)"),
    "srt": N_("Captions (SRT)"),
    "more": N_("Language, saving it as a file, hearing it again"),
    "more_saves": N_("Save it as a file"),
    "language": N_("Language"),
    "language_found": N_("found out by itself"),
    "by": {
        "here": N_("Written down by this computer. It may have misheard a word."),
        "openai": N_("Written down by OpenAI, a company. It may have misheard a word."),
    },
    "differences": nN_(
        "A later hearing differs in {n} place.", "A later hearing differs in {n} places."
    ),
    "says_now": N_("It says"),
    "would_say": N_("Heard later"),
    "nothing": N_("nothing"),
    "take": N_("Take this"),
    "keep": N_("Keep what it says"),
    "names": nN_(
        "“{old}” stands in {n} more place. Write “{new}” there too, and in what is heard later?",
        "“{old}” stands in {n} more places. Write “{new}” there too, and in what is heard later?",
    ),
    "names_do": N_("Write it everywhere"),
    "names_not": N_("Only here"),
    "names_done": nN_("Changed in {n} place.", "Changed in {n} places."),
    "names_undo": N_("Undo"),
    "unreached": N_("What is said could not be fetched just now. Reload the page to read it."),
}
LANGUAGES = {
    "en": "English",
    "pt": "Português",
    "es": "Español",
    "fr": "Français",
    "de": "Deutsch",
    "it": "Italiano",
    "nl": "Nederlands",
    "pl": "Polski",
    "cs": "Čeština",
    "da": "Dansk",
    "sv": "Svenska",
    "no": "Norsk",
    "fi": "Suomi",
    "hu": "Magyar",
    "ro": "Română",
    "el": "Ελληνικά",
    "tr": "Türkçe",
    "ru": "Русский",
    "uk": "Українська",
    "ar": "العربية",
    "he": "עברית",
    "fa": "فارسی",
    "hi": "हिन्दी",
    "zh": "中文",
    "ja": "日本語",
    "ko": "한국어",
}
"""As their speakers call them: whoever looks for their own finds it in any tongue."""

_transcript = st.components.v2.component(
    "memory_chest_transcript",
    html='\n<section data-part="all"></section>\n',
    css=source("shared/base.css", "transcript/transcript.css"),
    js=source(
        "shared/view.js",
        "shared/words.js",
        "transcript/sentence.js",
        "transcript/asking.js",
        "transcript/transcript.js",
    ),
)


def transcript(
    *, key: str, of: str, chest: str | None, speaks_as: str, start: float | None
) -> None:
    """Shows what is said in the recording `of`, and follows the player of the same memory on this
    page. Those who may change it change it there; it is fetched from, and saved to, the API, as
    `speaks_as` (account, link or receipt). `chest` is where names may be put right, None where
    nobody here may. `start` is the second that somebody came for."""
    _transcript(
        key=key,
        data={
            "of": of,
            "url": f"/api/assets/{of}/transcript",
            "names_url": f"/api/chests/{chest}/names" if chest else None,
            "speaks_as": speaks_as,
            "start": start,
            "languages": LANGUAGES,
            "words": say(WORDS),
        },
    )
