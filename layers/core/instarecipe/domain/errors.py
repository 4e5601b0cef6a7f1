"""Everything that can go wrong, once.

InstaRecipeError
├── Failure                a phase could not do its work; always one of the two below
│   ├── Permanent          a human must change something
│   └── Transient          may pass by itself
├── Refused                an HTTP request that cannot be served: status, code, sentence, details
├── Conflict               a write named a version that is no longer there
└── Unavailable            a store or queue did not answer; the call may or may not have had its effect
    └── NoRoom             the disk is full
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class InstaRecipeError(Exception):
    """The root of the tree."""


class Failure(InstaRecipeError):
    """A phase could not do its work.

    `code` is stable and for machines, `sentence` is for the cook, `advice` says what to do about it.
    """

    def __init__(
        self, code: str, sentence: str, advice: str = "", *, details: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence
        self.advice = advice
        self.details: Mapping[str, Any] = details or {}


class Permanent(Failure):
    """Trying again changes nothing until a human does something."""


class Transient(Failure):
    """May pass by itself. `retry_after` is in seconds; `burns` says whether it costs an attempt."""

    def __init__(
        self,
        code: str,
        sentence: str,
        advice: str = "",
        *,
        retry_after: float | None = None,
        burns: bool = True,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(code, sentence, advice, details=details)
        self.retry_after = retry_after
        self.burns = burns


class Refused(InstaRecipeError):
    """An HTTP request that cannot be served, in the error shape of the API."""

    def __init__(self, status: int, code: str, message: str, **details: Any) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.details = details


class Conflict(InstaRecipeError):
    """A write named a version (or an absence) that no longer holds; nothing was written."""


class LeaseLost(InstaRecipeError):
    """The item went on without this worker, or is gone: it may change nothing any more."""


class Unavailable(InstaRecipeError):
    """A store or a queue did not answer in time, or asked to slow down."""


class NoRoom(Unavailable):
    """The disk is full, which only whoever runs this machine can mend."""
