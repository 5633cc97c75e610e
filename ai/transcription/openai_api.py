"""Speech becomes text at OpenAI, or wherever a server speaks the same protocol."""

from __future__ import annotations

import io
import math
import wave
from collections.abc import Sequence
from typing import Any

import numpy as np

from ai.base import ProviderError
from ai.transcription.base import SAMPLE_RATE, Heard, Segment, Waveform, Word
from ai.transcription.faster import NOTHING, check_waveform, confidence_of, is_speech, keep
from language import N_

NO_KEY = N_("There is no key for OpenAI. Set CHEST_OPENAI_API_KEY, or listen on this computer.")
WRONG_KEY = N_("OpenAI did not accept the key. Set CHEST_OPENAI_API_KEY anew.")
NO_CREDIT = N_("The account at OpenAI has no credit left. Add some, or listen on this computer.")
TOO_OFTEN = N_("OpenAI was asked too often. It is asked again by itself.")
BUSY = N_("OpenAI is out of order at the moment. It is asked again by itself.")
NO_ANSWER = N_("OpenAI cannot be reached. It is asked again by itself.")
TOO_SLOW = N_("OpenAI did not answer in time. It is asked again by itself.")
NONSENSE = N_("OpenAI answered what nobody understands. It is asked again by itself.")
REFUSED = N_("OpenAI did not take this recording: {reason}")
NOT_INSTALLED = N_("What speaks with OpenAI is not installed on this computer.")

_SHORTEST = 0.1  # seconds; OpenAI refuses less
_PROMPT = 600  # characters; it reads the last 224 tokens


class OpenAITranscriber:
    """Asks once: when to ask again is for whoever calls."""

    name = "openai"
    local = False
    version = "1"
    languages: Sequence[str] | None = None

    def __init__(
        self, model: str, *, key: str, base_url: str | None = None, seconds: float = 120.0
    ) -> None:
        """`seconds` are how long an answer is waited for. Raises ProviderError without a key."""
        if not key:
            raise ProviderError("auth", NO_KEY)
        try:
            import openai
        except ImportError as error:
            raise ProviderError("missing", NOT_INSTALLED) from error
        self.model = model
        self._client = openai.OpenAI(
            api_key=key, base_url=base_url or None, timeout=seconds, max_retries=0
        )

    def transcribe(
        self,
        waveform: Waveform,
        *,
        language: str | None = None,
        likely: Sequence[str] = (),
        names: Sequence[str] = (),
    ) -> Heard:
        """See `Transcriber`. The sound leaves this machine, once: it is not told how sure a
        language is, so nothing likely is tried."""
        sound = check_waveform(waveform)
        if len(sound) < _SHORTEST * SAMPLE_RATE or not abs(sound).max() > 1e-4:
            return NOTHING
        options: dict[str, Any] = {}
        if language is not None:
            options["language"] = language
        if names:
            options["prompt"] = ", ".join(names)[:_PROMPT]
        answer = self._ask(
            file=("sound.wav", _wav(sound), "audio/wav"),
            model=self.model,
            response_format="verbose_json",
            timestamp_granularities=["segment", "word"],
            temperature=0,
            **options,
        )
        try:
            return _heard(answer.model_dump(warnings=False), language)
        except (AttributeError, TypeError, ValueError, KeyError) as error:
            raise ProviderError("malformed", NONSENSE) from error

    def _ask(self, **question: Any) -> Any:
        import openai

        try:
            return self._client.audio.transcriptions.create(**question)
        except openai.APITimeoutError as error:
            raise ProviderError("timeout", TOO_SLOW) from error
        except openai.APIConnectionError as error:
            raise ProviderError("network", NO_ANSWER) from error
        except openai.RateLimitError as error:
            if error.code == "insufficient_quota":
                raise ProviderError("auth", NO_CREDIT) from error
            after = _seconds(error.response.headers.get("retry-after"))
            raise ProviderError("rate", TOO_OFTEN, retry_after=after) from error
        except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
            raise ProviderError("auth", WRONG_KEY) from error
        except openai.APIStatusError as error:
            if error.status_code >= 500 or error.status_code in (408, 409):
                after = _seconds(error.response.headers.get("retry-after"))
                raise ProviderError("overloaded", BUSY, retry_after=after) from error
            raise ProviderError("request", REFUSED.format(reason=_reason(error))) from error
        except (openai.OpenAIError, ValueError) as error:
            raise ProviderError("malformed", NONSENSE) from error


def _reason(error: Any) -> str:
    body = error.body if isinstance(error.body, dict) else {}
    return str(body.get("message") or f"{error.status_code}")[:300]


def _seconds(told: str | None) -> float | None:
    try:
        seconds = float(told) if told else None
    except ValueError:
        return None
    return seconds if seconds is not None and 0 <= seconds < 86_400 else None


def _wav(sound: Waveform) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes((sound * 32767).astype("<i2").tobytes())
    return out.getvalue()


def _heard(answer: dict[str, Any], asked: str | None) -> Heard:
    told = answer["segments"] or []
    if not isinstance(answer["text"], str) or (answer["text"].strip() and not told):
        raise ValueError("words without times")
    words = [
        Word(_number(word["start"]), _number(word["end"]), str(word["word"]).strip(), 1.0)
        for word in answer.get("words") or []
    ]
    language = asked or _code(answer.get("language"))
    segments: list[Segment] = []
    unclear: tuple[float, float] | None = None
    for segment in told:
        start, end = _number(segment["start"]), _number(segment["end"])
        text, sure = str(segment["text"]).strip(), _number(segment["avg_logprob"])
        no_speech = _number(segment["no_speech_prob"])
        compression = _number(segment["compression_ratio"])
        if text and keep(no_speech=no_speech, log_probability=sure, compression=compression):
            within = tuple(word for word in words if start <= (word.start + word.end) / 2 < end)
            segments.append(Segment(start, end, text, confidence_of(sure), within, language))
        elif text and is_speech(no_speech=no_speech, compression=compression):
            unclear = (unclear[0] if unclear else start, end)
    if not segments:
        return Heard(None, 0.0, (), unclear)
    return Heard(language, 1.0 if asked else 0.5, tuple(segments))


def _number(told: Any) -> float:
    number = float(told)
    if not math.isfinite(number) or isinstance(told, np.ndarray):
        raise ValueError(told)
    return number


def _code(name: Any) -> str | None:
    """OpenAI tells a language by its English name ("portuguese")."""
    if not isinstance(name, str) or not name:
        return None
    if len(name) == 2:
        return name.lower()
    from babel import Locale

    english = Locale("en").languages
    wanted = name.lower()
    return next(
        (code for code, told in english.items() if len(code) == 2 and told.lower() == wanted), None
    )
