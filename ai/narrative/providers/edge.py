"""Where what an SDK raises becomes ours: once, and the same for SDKs that are built alike.

anthropic and openai are made by one generator: their errors have the same names. What a connection
does in the middle of an answer comes from httpx2 itself in one of them.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from ipaddress import ip_address
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from ai.base import ErrorKind, ProviderError
from ai.narrative.narrator import REFUSED, TOO_LONG, TOO_SLOW
from language import N_

NO_KEY = N_("There is no key for {who}. Set {setting}, or let the composer tell it.")
WRONG_KEY = N_("{who} did not accept the key. Set {setting} anew.")
NO_CREDIT = N_("The account at {who} has no credit left. Add some, or let the composer tell it.")
TOO_OFTEN = N_("{who} was asked too often. It is asked again by itself.")
BUSY = N_("{who} has too much to do at the moment. It is asked again by itself.")
BROKEN = N_("{who} is out of order at the moment. It is asked again by itself.")
NO_ANSWER = N_("{who} cannot be reached. It is asked again by itself.")
CUT_OFF = N_("The connection to {who} broke in the middle. It is asked again by itself.")
NO_STREAM = N_("What answered is a page and not {who}. Look at the address and at the network.")
NONSENSE = N_("{who} answered what nobody understands. It is asked again by itself.")
NO_MODEL = N_("{who} has no model “{model}”. Choose another.")
DECLINED = N_("{who} did not take the question: {reason}")
NOT_INSTALLED = N_("What speaks with {who} is not installed on this computer.")

_TOO_LONG = re.compile(
    r"context|too (?:long|large)|(?:maximum|max|exceed)\w*\W.{0,40}(?:token|length)", re.IGNORECASE
)
_LONGEST_TOLD = 86_400  # seconds; a Retry-After beyond is nonsense


@contextmanager
def translated(sdk: ModuleType, *, who: str, setting: str, model: str) -> Iterator[None]:
    """Whatever the SDK raises within becomes a ProviderError, with a sentence for people."""
    import httpx2

    words = {"who": who, "setting": setting, "model": model}

    def error(
        kind: ErrorKind, sentence: str, reason: str = "", after: float | None = None
    ) -> ProviderError:
        return ProviderError(kind, sentence.format(reason=reason, **words), retry_after=after)

    try:
        yield
    except ProviderError:
        raise
    except (sdk.APITimeoutError, httpx2.TimeoutException) as late:
        raise error("timeout", TOO_SLOW) from late
    except sdk.APIStatusError as refusal:
        raise error(*_of_status(refusal)) from refusal
    except sdk.APIConnectionError as gone:
        # Before an answer began the SDK says so itself; afterwards only what caused it does.
        cut = isinstance(gone.__cause__, httpx2.RemoteProtocolError | httpx2.ReadError)
        raise error("network", CUT_OFF if cut else NO_ANSWER) from gone
    except httpx2.HTTPError as cut:
        raise error("network", CUT_OFF) from cut
    except sdk.APIError as told:  # in the middle of an answer that began well
        raise error(*of_code(_told(told, "code") or _told(told, "type"), str(told))) from told
    except (ValueError, TypeError, KeyError, AttributeError, AssertionError, RuntimeError) as odd:
        raise error("malformed", NONSENSE) from odd


def load(library: str, who: str) -> ModuleType:
    """The library that speaks with them. Raises ProviderError where it is not installed."""
    try:
        return importlib.import_module(library)
    except ImportError as error:
        raise ProviderError("missing", NOT_INSTALLED.format(who=who)) from error


def open_openai(
    library: ModuleType, key: str, address: str, silence: float, *, local: bool = False
) -> Any:
    """A client for one question. It has no account that the environment names for other programs,
    and what stays on this machine (`local`) goes through none of its proxies. It never asks again
    by itself: see `ai.asking`."""
    return library.OpenAI(
        api_key=key,
        base_url=address,
        timeout=silence,
        max_retries=0,
        default_headers={
            "OpenAI-Organization": library.Omit(),
            "OpenAI-Project": library.Omit(),
        },
        http_client=library.DefaultHttpxClient(trust_env=not local),
    )


def require_key(key: str, *, who: str, setting: str) -> None:
    """Raises ProviderError without a key, and for one that cannot be a key: it would not fit into
    a request."""
    if not key:
        raise ProviderError("auth", NO_KEY.format(who=who, setting=setting))
    if not key.isascii() or not key.isprintable():
        raise ProviderError("auth", WRONG_KEY.format(who=who, setting=setting))


def require_stream(response: Any, who: str, seconds: float) -> None:
    """Lets an answer come for so many seconds. Raises ProviderError for one that is no stream of
    events, though it says 200: a page of a proxy, of a hotel, of another server."""
    from ai.narrative.providers.streams import Until

    if "event-stream" not in response.headers.get("content-type", ""):
        raise ProviderError("malformed", NO_STREAM.format(who=who))
    response.stream = Until(response.stream, seconds)


def find_server(address: str) -> tuple[str, bool] | None:
    """Who answers at an address, and whether that is this machine; None where it is no address of a
    server."""
    try:
        parts = urlsplit(address)
        _port = parts.port  # one that is no number raises here
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return parts.netloc.rpartition("@")[2], is_this_machine(parts.hostname)


def is_this_machine(host: str) -> bool:
    """Whether what is sent to a host of this name does not leave the machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def of_code(code: str, reason: str = "") -> tuple[ErrorKind, str, str]:
    """What an error means that comes by its name, in the middle of a stream."""
    kinds: Mapping[str, tuple[ErrorKind, str]] = {
        "insufficient_quota": ("auth", NO_CREDIT),
        "rate_limit_exceeded": ("rate", TOO_OFTEN),
        "rate_limit_error": ("rate", TOO_OFTEN),
        "overloaded_error": ("overloaded", BUSY),
        "context_length_exceeded": ("context", TOO_LONG),
        "content_filter": ("refused", REFUSED),
    }
    kind, sentence = kinds.get(code, ("overloaded", BROKEN))
    return kind, sentence, reason[:300]


def _of_status(refusal: Any) -> tuple[ErrorKind, str, str, float | None]:
    status, reason = int(refusal.status_code), _reason(refusal)
    after = _seconds(refusal.response.headers.get("retry-after"))
    code, kind = _told(refusal, "code"), _told(refusal, "type")
    if code == "insufficient_quota" or status == 402:
        return "auth", NO_CREDIT, reason, None
    if status in (401, 403):
        return "auth", WRONG_KEY, reason, None
    if status == 429 or kind == "rate_limit_error":
        return "rate", TOO_OFTEN, reason, after
    if status in (503, 529) or kind == "overloaded_error":
        return "overloaded", BUSY, reason, after
    if status >= 500 or status in (200, 408, 409):
        return "overloaded", BROKEN, reason, after
    if status == 404:
        return "request", NO_MODEL, reason, None
    if status == 413 or code == "context_length_exceeded" or _TOO_LONG.search(reason):
        return "context", TOO_LONG, reason, None
    return "request", DECLINED, reason, None


def _told(error: Any, name: str) -> str:
    """A field of what the server said is wrong; some say it a level deeper."""
    body = error.body if isinstance(error.body, dict) else {}
    within = body.get("error")
    told = (within if isinstance(within, dict) else body).get(name)
    return told if isinstance(told, str) else ""


def _reason(error: Any) -> str:
    return (_told(error, "message") or str(error.status_code))[:300]


def _seconds(told: str | None) -> float | None:
    try:
        seconds = float(told) if told else None
    except ValueError:
        return None
    return seconds if seconds is not None and 0 <= seconds < _LONGEST_TOLD else None
