"""What people are told where a model or a service did not hear a recording."""

from __future__ import annotations

from ai.base import ProviderError
from ai.host_process import TOO_LARGE
from chest.ingest.understanding_rows import MODEL_DAMAGED, WAITS_FOR_MODEL
from chest.models import StepState
from language import N_

_REFUSALS = {
    "auth": N_(
        "The service that listens did not accept its key, or its account has no credit left. The "
        "person who runs this chest can see to that; then try again."
    ),
    "rate": N_("The service that listens was asked too often. It is asked again later."),
    "overloaded": N_("The service that listens is busy. It is asked again later."),
    "network": N_("The service that listens could not be reached. It is asked again later."),
    "timeout": N_("The service that listens did not answer in time. It is asked again later."),
    "malformed": N_(
        "The service that listens gave an answer that cannot be read. It is asked again later."
    ),
    "refused": N_("The service that listens declined to write this recording down."),
}
_REFUSALS_HERE = {
    "overloaded": N_("Listening stopped in the middle of this recording. It goes on by itself."),
    "network": N_("Listening stopped in the middle of this recording. It goes on by itself."),
    "timeout": N_("Listening to this took too long. It is tried again by itself."),
}
_TOO_LARGE = N_(
    "There was not enough memory on this computer to listen to this recording. The person who runs "
    "it can choose a smaller model in Settings; then try again."
)
_REFUSED = N_(
    "This recording could not be written down. It is kept, with what was written down so far. You "
    "can try again."
)


def explain_refusal(error: ProviderError, *, is_here: bool) -> tuple[StepState, str]:
    """How a recording stands then, and the sentence; `is_here` says that this computer listens.
    What may be retried waits, as does what goes on by itself once the model is there."""
    if error.kind == "missing":
        return StepState.waiting, WAITS_FOR_MODEL
    if error.kind == "damaged":
        return StepState.waiting, MODEL_DAMAGED
    if str(error) == TOO_LARGE:
        return StepState.failed, _TOO_LARGE
    reason = (_REFUSALS_HERE if is_here else _REFUSALS).get(error.kind, _REFUSED)
    return (StepState.waiting if error.retryable else StepState.failed), reason
