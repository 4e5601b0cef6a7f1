"""Shares a sample as a cook would and waits for its end, so that a silent failure is heard of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from instarecipe.admit import Admit
from instarecipe.auth import CANARY
from instarecipe.domain import item as life
from instarecipe.domain.errors import InstaRecipeError
from instarecipe.domain.item import Item, PhaseName, Status
from instarecipe.items import Items
from instarecipe.ports import Clock
from instarecipe.submission import Submission

PATIENCE_MS = 60_000
PAUSE = 1.0
RECIPE = "http://samples.invalid/reel/LemonOrzo"
CHATTER = "http://samples.invalid/p/Market"


class CanaryFailedError(InstaRecipeError):
    """The sample did not come to its end as it should."""


@dataclass(frozen=True)
class Canary:
    """`saves`: its recipe goes to the built-in cookbook. A household's own recipe manager is left alone.

    There it shares what is no recipe, which goes through everything but the upload.
    """

    admit: Admit
    items: Items
    clock: Clock
    sleep: Callable[[float], None]
    saves: bool

    def __call__(self) -> None:
        """Raises `CanaryFailedError`."""
        begun = self.clock()
        item = self._shared(RECIPE if self.saves else CHATTER)
        while not item.status.terminal:
            if self.clock() > begun + PATIENCE_MS:
                raise CanaryFailedError(f"{item.id} is still {item.status} after a minute")
            self.sleep(PAUSE)
            item = self.items.get(CANARY, item.id) or item
        if not self._as_expected(item):
            raise CanaryFailedError(f"{item.id} ended as {item.status}, {item.error_code}")

    def _shared(self, link: str) -> Item:
        """From the beginning: a cook's retry would go on with the phase in which the last one ended."""
        item = self.items.owning(CANARY, link)
        if item is None or not item.status.terminal:
            return self.admit(CANARY, Submission(link))[0]
        anew = life.restarted(item, PhaseName.EXTRACTION, now=self.clock(), forced=self.saves)
        item = self.items.save(item, anew)
        self.admit.hint(item)
        return item

    def _as_expected(self, item: Item) -> bool:
        if self.saves:
            return item.status is Status.SUCCESS
        return item.error_code == "not_a_recipe"
