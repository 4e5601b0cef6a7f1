"""Web Push (RFC 8030): a message for one device, handed to its push service through the outbound guard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlsplit

from instarecipe.domain.errors import Failure, Transient
from instarecipe.observability import log
from instarecipe.ports import Clock, Deadline, Fetch, Fetched
from instarecipe.push_keys import Vapid, encrypted
from instarecipe.subscriptions import Address, Subscription

SECONDS = 10.0
"""For one device, a second try included."""
SHORT_WAITS = frozenset("012345")
"""The Retry-After values that we wait for; what asks for more, or for a date, is given up."""
USUAL_WAIT = "1"
NOT_TAKEN = (429, 500, 502, 503)
"""After these a second try doubles nothing. A 504, or no answer at all, may hide a message that was taken."""
GONE = (404, 410)
ANSWER_BYTES = 2_000


class Outcome(StrEnum):
    TAKEN = "taken"
    GONE = "gone"
    """The device has ended its subscription."""
    REFUSED = "refused"
    LOST = "lost"
    """No answer: the device may get the message or not."""


class Message(NamedTuple):
    """`body` is JSON, at most 3 kB. A newer message replaces an undelivered one of the same `topic`.

    `ttl` is how many seconds the service keeps it for a device that is off, `urgency` is RFC 8030's.
    """

    body: bytes
    topic: str
    ttl: int
    urgency: str = "normal"


@dataclass(frozen=True)
class Push:
    """May be called from several threads. `sleep` takes seconds.

    `post` must not follow redirects, which would make a GET of a POST and take it for delivered.
    """

    vapid: Vapid
    post: Fetch
    clock: Clock
    monotonic: Callable[[], float]
    sleep: Callable[[float], None]
    seconds: float = SECONDS

    def __call__(self, to: Subscription, message: Message) -> Outcome:
        """Sends it, once more after a moment if the service asks for one. Raises `SettingsError`."""
        try:
            answer = self._send(to.address, message)
        except Failure as failure:
            outcome = Outcome.LOST if isinstance(failure, Transient) else Outcome.REFUSED
            word = failure.code
        else:
            outcome, word = _outcome(answer.status), str(answer.status)
        tell = log.info if outcome is Outcome.TAKEN else log.warning
        tell("push %s", outcome, extra={"device": to.device, "answer": word})
        return outcome

    def _send(self, to: Address, message: Message) -> Fetched:
        deadline = Deadline(self.seconds, self.monotonic)
        answer = self._post(to, message, deadline)
        wait = _patience(answer)
        if wait is None or wait >= deadline.remaining():
            return answer
        self.sleep(wait)
        return self._post(to, message, deadline)

    def _post(self, to: Address, message: Message, deadline: Deadline) -> Fetched:
        parts = urlsplit(to.endpoint)
        headers = {
            "authorization": self.vapid.authorization(f"{parts.scheme}://{parts.netloc}", self.clock()),
            "content-encoding": "aes128gcm",
            "content-type": "application/octet-stream",
            "topic": message.topic,
            "ttl": str(message.ttl),
            "urgency": message.urgency,
            "user-agent": "InstaRecipe",
        }
        return self.post(
            to.endpoint,
            deadline=deadline,
            limit=ANSWER_BYTES,
            headers=headers,
            method="POST",
            body=encrypted(message.body, to),
            truncate=True,
        )


def _outcome(status: int) -> Outcome:
    if 200 <= status < 300:
        return Outcome.TAKEN
    if status in GONE:
        return Outcome.GONE
    return Outcome.LOST if status == 504 else Outcome.REFUSED


def _patience(answer: Fetched) -> int | None:
    """Seconds until a second try; None when there is to be none."""
    wait = answer.headers.get("retry-after", USUAL_WAIT)
    return int(wait) if answer.status in NOT_TAKEN and wait in SHORT_WAITS else None
