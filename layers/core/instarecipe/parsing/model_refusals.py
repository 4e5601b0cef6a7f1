"""What the refusals of a model's server mean for the item: wait, try again, or let the operator mend it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from instarecipe.domain.errors import Failure, Permanent, Transient
from instarecipe.outbound.waiting import retry_after
from instarecipe.ports import Clock

_PASSING = frozenset({408, 409, 425})


def refusal(status: int, headers: Mapping[str, str], words: str, model: str, clock: Clock) -> Failure:
    """`words` is what the answer holds; for lack of credit some say 429, which no wait will mend."""
    wait = retry_after(headers, datetime.fromtimestamp(clock() // 1000, UTC))
    if status == 402 or "insufficient_quota" in words:
        return _no_credit()
    if status == 429 or (status == 503 and wait is not None):
        return _busy(wait)
    if status >= 500 or status in _PASSING:
        return _broken(status)
    return _key_refused() if status in (401, 403) else _not_understood(model)


def _busy(wait: float | None) -> Transient:
    return Transient(
        "model_busy",
        "The recipe model is busy.",
        "Nothing to do: it is tried again by itself.",
        retry_after=wait,
        burns=wait is None,
    )


def _broken(status: int) -> Transient:
    return Transient(
        "model_error",
        f"The recipe model had a problem (error {status}).",
        "Nothing to do: it is tried again by itself.",
        details={"status": status},
    )


def slow() -> Transient:
    return Transient(
        "model_slow",
        "The recipe model took too long to answer.",
        "It is tried again by itself. If it happens often, raise QUEUE_TIMEOUT_MS or take a faster model.",
    )


def unreachable() -> Transient:
    return Transient(
        "model_unreachable",
        "The recipe model cannot be reached.",
        "Check LLM_API_BASE_URL, and that its server runs.",
    )


def _key_refused() -> Permanent:
    return Permanent("model_key", "The recipe model refused our key.", "Check LLM_API_KEY, then try again.")


def _no_credit() -> Permanent:
    return Permanent(
        "model_credit",
        "The account of the recipe model has no credit left.",
        "Top up the account of LLM_API_KEY, then try again.",
    )


def _not_understood(model: str) -> Permanent:
    return Permanent(
        "model_settings",
        f"The recipe model's server cannot work with what is set ({model}).",
        "Check LLM_API_BASE_URL and LLM_MODEL, then try again.",
    )
