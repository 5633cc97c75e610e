"""Claude as a narrator, over Anthropic's own library: the Messages API, always streaming."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from ai.narrative.answers import SCHEMA
from ai.narrative.narrator import SECONDS, THINKING, Heard, ModelNarrator, Stop
from ai.narrative.prompts import Question
from ai.narrative.providers.edge import load, require_key, require_stream, translated

ADDRESS = "https://api.anthropic.com"
SETTING = "CHEST_ANTHROPIC_API_KEY"

_WINDOW = 100_000  # tokens; longer questions cost more, and are answered worse
_STOPS: dict[str, Stop] = {
    "end_turn": "end",
    "stop_sequence": "end",
    "max_tokens": "length",
    "refusal": "refused",
    "model_context_window_exceeded": "context",
}


class AnthropicNarrator(ModelNarrator):
    """The library is loaded when it is first asked. Nothing is taken from the environment: neither
    a key nor an address that somebody set for another program."""

    name = "anthropic"
    who = "Anthropic"
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
        library = load("anthropic", self.who)
        with (
            translated(library, who=self.who, setting=SETTING, model=self.model),
            library.Anthropic(
                api_key=self._key,
                base_url=self._address,
                timeout=self._silence,
                max_retries=0,  # it would sleep for hours if a server said so; see ai.asking
                open_telemetry=False,
            ) as client,
            client.messages.create(
                model=self.model,
                max_tokens=question.max_tokens + THINKING,
                system=question.system,
                messages=[{"role": "user", "content": question.content}],
                # How hard it thinks is left to the model: not all take a word on that.
                output_config={"format": {"type": "json_schema", "schema": SCHEMA}},
                stream=True,
            ) as events,
        ):
            require_stream(events.response, self.who, self.seconds)
            for event in events:
                if text := _take(event, heard):
                    yield text


def _take(event: Any, heard: Heard) -> str:
    """The text that an event brings; what else it says goes into `heard`."""
    if event.type == "message_start":
        usage = event.message.usage
        heard.model = event.message.model
        heard.cached = usage.cache_read_input_tokens or 0
        heard.tokens_in = (
            usage.input_tokens + heard.cached + (usage.cache_creation_input_tokens or 0)
        )
        heard.tokens_out = usage.output_tokens
    elif event.type == "content_block_delta" and event.delta.type == "text_delta":
        return str(event.delta.text)
    elif event.type == "message_delta":
        heard.tokens_out = event.usage.output_tokens
        # Anything that it may say one day and we do not know is no good end.
        heard.stop = _STOPS.get(event.delta.stop_reason or "", heard.stop)
    return ""
