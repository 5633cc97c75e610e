"""GPT as a narrator, over OpenAI's own library: the Responses API, always streaming, nothing kept
there."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from ai.base import ProviderError
from ai.narrative.answers import SCHEMA
from ai.narrative.narrator import REFUSED, SECONDS, THINKING, Heard, ModelNarrator
from ai.narrative.prompts import Question
from ai.narrative.providers.edge import (
    load,
    of_code,
    open_openai,
    require_key,
    require_stream,
    translated,
)

ADDRESS = "https://api.openai.com/v1"
SETTING = "CHEST_OPENAI_API_KEY"

_WINDOW = 100_000


class OpenAINarrator(ModelNarrator):
    """The library is loaded when it is first asked."""

    name = "openai"
    who = "OpenAI"
    local = False
    window = _WINDOW

    def __init__(
        self,
        model: str,
        *,
        key: str,
        address: str = ADDRESS,
        seconds: float = SECONDS,
        silence: float = 120.0,
    ) -> None:
        """`silence` are the seconds for which nothing may come. Raises ProviderError without a
        key."""
        require_key(key, who=self.who, setting=SETTING)
        self.model = model
        self.seconds = seconds
        self._key, self._address, self._silence = key, address, silence

    def stream(self, question: Question, heard: Heard) -> Generator[str, None, None]:
        """See `ModelNarrator`."""
        form = {"type": "json_schema", "name": "story", "strict": True, "schema": SCHEMA}
        library = load("openai", self.who)
        with (
            translated(library, who=self.who, setting=SETTING, model=self.model),
            open_openai(library, self._key, self._address, self._silence) as client,
            client.responses.create(
                model=self.model,
                instructions=question.system,
                input=question.content,
                max_output_tokens=question.max_tokens + THINKING,
                text={"format": form},
                store=False,
                stream=True,
            ) as events,
        ):
            require_stream(events.response, self.who, self.seconds)
            for event in events:
                if text := self._take(event, heard):
                    yield text

    def _take(self, event: Any, heard: Heard) -> str:
        """The text that an event brings; what else it says goes into `heard`."""
        if event.type == "response.output_text.delta":
            return str(event.delta)
        if event.type == "response.refusal.delta":
            raise ProviderError("refused", REFUSED.format(who=self.who))
        if event.type in ("response.completed", "response.incomplete", "response.failed"):
            answer = event.response
            heard.model = str(answer.model)
            if answer.usage:
                heard.tokens_in = answer.usage.input_tokens
                heard.tokens_out = answer.usage.output_tokens
                heard.cached = answer.usage.input_tokens_details.cached_tokens
            if event.type == "response.failed":
                kind, sentence, reason = of_code(str(answer.error.code), answer.error.message)
                raise ProviderError(kind, sentence.format(who=self.who, reason=reason))
            if event.type == "response.completed":
                heard.stop = "end"
            else:
                filtered = answer.incomplete_details.reason == "content_filter"
                heard.stop = "refused" if filtered else "length"
        return ""
