"""Cooks who share, ask again, retry and delete, while everything around them fails now and then, and one
thing does for a while.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from tests.faults.world import HOUR, OWNERS, SECOND, Reply, World

RATE = 0.05
EVERY_MS = 1_500
"""Between two things that cooks do."""
SKEWS = (0, 0, 2_000, -2_000)
DRAIN_MS = 6 * HOUR
"""What is left to do when the faults end is much more than one item's two visibility times."""
TIMES: Mapping[str, tuple[int, int]] = {
    "posts": (200, 2_000),
    "model": (500, 4_000),
    "target.create": (200, 1_500),
    "target.complete": (100, 500),
}
USUAL_MS = (1, 20)
TEXT = "Soup of my own\n\n400 g tomatoes\n\nCook the tomatoes for ten minutes."


@dataclass
class Soak:
    """`links` things are shared; other acts come on top. Each cook is as random as the world's seed."""

    world: World
    links: int
    shared: list[tuple[str, str]] = field(default_factory=list)
    """Owner and address."""
    items: list[tuple[str, str]] = field(default_factory=list)
    """Owner and id, as answered."""

    def __call__(self) -> None:
        world = self.world
        world.strikes.rate = world.kills = world.queue.doubles = RATE
        world.strikes.latency = self._latency
        world.skews = SKEWS
        for reader in world.streams.values():
            reader.repeats = RATE
        for number in range(self.links):
            at = world.clock.now + number * EVERY_MS + world.random.randrange(EVERY_MS)
            world.schedule.at(at, partial(self._act, number))
        self._plan_an_outage()
        world.run(self.links * EVERY_MS / SECOND)
        world.drain(DRAIN_MS)
        world.heal()
        world.check()

    def _latency(self, what: str) -> int:
        return self.world.random.randint(*TIMES.get(what, USUAL_MS))

    def _plan_an_outage(self) -> None:
        """A fifth of the time, somewhere in the middle."""
        world, fifth = self.world, self.links * EVERY_MS // 5
        port = world.random.choice(("posts", "model", "target", "queue"))
        begin = world.clock.now + world.random.randint(fifth, 3 * fifth)
        world.schedule.at(begin, partial(world.strikes.take_down, port))
        world.schedule.at(begin + fifth, partial(world.strikes.take_down, ""))

    def _act(self, number: int) -> None:
        """One more link, and perhaps something about an old one."""
        self._share(number)
        chance = self.world.random.random()
        for likely, act in self._others():
            if chance < likely and self.shared and self.items:
                act()
                return
            chance -= likely

    def _others(self) -> list[tuple[float, Callable[[], None]]]:
        return [
            (0.05, self._share_again),
            (0.04, partial(self._to_one, "POST", "/retry", {})),
            (0.02, partial(self._to_one, "POST", "/retry", {"force": True})),
            (0.02, partial(self._to_one, "POST", "/retry", {"text": TEXT})),
            (0.04, partial(self._to_one, "DELETE", "", None)),
            (0.005, self._redrive),
        ]

    def _share(self, number: int) -> None:
        random = self.world.random
        owner = OWNERS[random.random() < 0.2]
        led = "s/" if random.random() < 0.1 else ""
        url = f"https://recipes.example/{led}{owner}{number}"
        if random.random() < 0.05:
            self.world.ports.posts.wrong.add(f"https://recipes.example/{owner}{number}")
        self.shared.append((owner, url))
        self._post(owner, {"url": url, "text": TEXT} if random.random() < 0.05 else {"url": url}, 3)

    def _share_again(self) -> None:
        owner, url = self.world.random.choice(self.shared)
        if self.world.random.random() < 0.3:  # by the other link to the same post
            url = url.replace("/s/", "/") if "/s/" in url else url.replace(".example/", ".example/s/")
        self._post(owner, {"url": url}, 1)

    def _post(self, owner: str, body: dict[str, str], patience: int) -> None:
        """As a phone does: what is not answered is sent again."""

        def answered(reply: Reply) -> None:
            if reply.status in (200, 201):
                self.items.append((owner, reply.id))
            elif reply.status >= 500 and patience:
                self._later(2_000, partial(self._post, owner, body, patience - 1))

        self.world.begin(owner, "POST", "/api/queue", body, answered)

    def _to_one(self, method: str, what: str, body: object) -> None:
        owner, id_ = self.world.random.choice(self.items)
        self.world.begin(owner, method, f"/api/queue/{id_}{what}", body)

    def _later(self, milliseconds: int, act: Callable[[], None]) -> None:
        self.world.schedule.at(self.world.clock.now + milliseconds, act)

    def _redrive(self) -> None:
        self.world.redrive()
