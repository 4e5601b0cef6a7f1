"""The calls of the synchronous version: gone, or over the queue where the operator allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from instarecipe.admit import Admit
from instarecipe.answers import full_answer
from instarecipe.domain.errors import Refused
from instarecipe.http import Answer, answer, problem
from instarecipe.items import Items
from instarecipe.ports import Clock
from instarecipe.submission import Submission

WAIT_MS = 24_000
"""API Gateway gives up after 30 s."""
LOOK_SECONDS = 0.25
HEADERS = {
    "deprecation": "@1767225600",
    "sunset": "Fri, 31 Dec 2027 23:59:59 GMT",
    "link": '</api/queue>; rel="successor-version"',
}


@dataclass(frozen=True)
class Legacy:
    admit: Admit
    items: Items
    clock: Clock
    sleep: Callable[[float], None]
    enabled: bool

    def __call__(self, owner: str, read: Callable[[], Submission]) -> Answer:
        """200 with the item at its end, 202 when it takes longer than an answer may.

        410 when turned off, whatever was sent.
        """
        if not self.enabled:
            gone = Refused(410, "gone", "This call is gone. Send the link to POST /api/queue instead.")
            return problem(gone, HEADERS)
        item, _ = self.admit(owner, read())
        end = self.clock() + WAIT_MS
        while not item.status.terminal and self.clock() < end:
            self.sleep(LOOK_SECONDS)
            item = self.items.get(owner, item.id) or item
        told = full_answer(item, self.items.results(item))
        return answer(200 if item.status.terminal else 202, told, HEADERS)
