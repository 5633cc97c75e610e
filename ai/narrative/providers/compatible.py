"""A model on any server that speaks OpenAI's Chat Completions: Ollama, llama.cpp, vLLM, LM Studio.

Such servers hold a model to a form by a schema, to JSON at all, or not. A server is asked for the
most; what it does not know is remembered, and left out from then on.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from ai.base import ProviderError
from ai.narrative.answers import SCHEMA
from ai.narrative.narrator import REFUSED, SECONDS, Heard, ModelNarrator, Stop
from ai.narrative.prompts import Question
from ai.narrative.providers.edge import find_server, load, open_openai, require_stream, translated
from language import N_

SETTING = "CHEST_NARRATOR_KEY"
NO_ADDRESS = N_(
    "There is no server that narrates. Set CHEST_NARRATOR_ADDRESS to its address, say "
    "http://localhost:11434/v1, and CHEST_NARRATOR_MODEL to one of its models."
)

_FORM = {"name": "story", "strict": True, "schema": SCHEMA}
_FORMS: tuple[dict[str, Any], ...] = (
    {"response_format": {"type": "json_schema", "json_schema": _FORM}},
    {"response_format": {"type": "json_object"}},
    {},
)
_STOPS: dict[str, Stop] = {"stop": "end", "length": "length", "content_filter": "refused"}
_forms_known: dict[tuple[str, str], int] = {}  # by address and model: the first form that it takes


class CompatibleNarrator(ModelNarrator):
    """`local` where the server is on this machine. The library is loaded when it is first asked."""

    name = "openai-compatible"

    def __init__(
        self,
        model: str,
        *,
        address: str,
        key: str = "",
        window: int = 8192,
        seconds: float = SECONDS,
        silence: float = 300.0,
    ) -> None:
        """`window` is how many tokens the server holds, `silence` the seconds for which nothing may
        come: an ordinary computer reads long. Raises ProviderError without an address."""
        server = find_server(address)
        if server is None or not model:
            raise ProviderError("request", NO_ADDRESS)
        self.who, self.local = server
        self.model = model
        self.window = window
        self.seconds = seconds
        self._key, self._address, self._silence = key, address, silence

    def stream(self, question: Question, heard: Heard) -> Generator[str, None, None]:
        """See `ModelNarrator`."""
        library, key = load("openai", self.who), self._key or "none"
        with (
            translated(library, who=self.who, setting=SETTING, model=self.model),
            open_openai(library, key, self._address, self._silence, local=self.local) as client,
            self._ask(client, question, library.APIStatusError) as chunks,
        ):
            require_stream(chunks.response, self.who, self.seconds)
            for chunk in chunks:
                if text := self._take(chunk, heard):
                    yield text

    def _ask(self, client: Any, question: Question, refused: type[Exception]) -> Any:
        server = (self._address, self.model)
        while True:
            form = _forms_known.get(server, 0)
            try:
                return client.chat.completions.create(
                    model=self.model,
                    messages=[
                        {"role": "system", "content": question.system},
                        {"role": "user", "content": question.content},
                    ],
                    max_tokens=question.max_tokens,
                    temperature=0,
                    stream=True,
                    stream_options={"include_usage": True},
                    **_FORMS[form],
                )
            except refused as refusal:
                if form == len(_FORMS) - 1 or not _is_about_the_form(refusal):
                    raise
                _forms_known[server] = form + 1

    def _take(self, chunk: Any, heard: Heard) -> str:
        heard.model = chunk.model or heard.model
        if chunk.usage:
            heard.tokens_in = chunk.usage.prompt_tokens or 0
            heard.tokens_out = chunk.usage.completion_tokens or 0
        if not chunk.choices:
            return ""
        choice = chunk.choices[0]
        if getattr(choice.delta, "refusal", None):
            raise ProviderError("refused", REFUSED.format(who=self.who))
        heard.stop = _STOPS.get(choice.finish_reason or "", heard.stop)
        return choice.delta.content or ""


def _is_about_the_form(refusal: Any) -> bool:
    words = str(refusal).lower()
    named = ("response_format", "json_object", "grammar", "schema")
    return refusal.status_code in (400, 404, 415, 422, 500, 501) and any(w in words for w in named)
