"""Our own adapters in the virtual world, over servers on 127.0.0.1.

A call that ends by its deadline takes a moment of ours, and in the world all the time that it had.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from instarecipe import settings as environment
from instarecipe.domain.errors import Failure
from instarecipe.domain.recipe import Recipe
from instarecipe.fetch import Fetcher
from instarecipe.parsing.chat import RESERVE_SECONDS
from instarecipe.parsing.llm import model_reader
from instarecipe.ports import Blob, Deadline, Delivered, Extracted, Fetched, Model, ModelAnswer
from instarecipe.uploading.tandoor import Tandoor
from tests.doubles.internet import Internet
from tests.doubles.model import KEY, MODEL, ModelServer
from tests.doubles.tandoor import Tandoor as TandoorServer
from tests.faults.world import SECOND, TOKEN, World

MOMENT = 1.0
"""Seconds in earnest for a call that is to run out of time; it must have reached the server by then."""
AMPLE = 120.0
SLOW = frozenset({"model_slow", "target_slow", "site_slow"})


@dataclass
class Earnest:
    """`seconds` are those of the real clock that a call gets: `MOMENT` where it is to run out of time."""

    world: World
    seconds: float = AMPLE

    @contextmanager
    def calling(self, deadline: Deadline, reserve: float = 0.0) -> Iterator[Deadline]:
        try:
            yield Deadline(self.seconds + reserve, time.monotonic)
        except Failure as failure:
            task = self.world.schedule.running
            if task:
                task.strike()
            if failure.code in SLOW:
                self.world.schedule.sleep(round((deadline.remaining() - reserve) * SECOND))
            raise


@dataclass
class RealModel(Earnest):
    """`asked_at` are the world's times in milliseconds."""

    model: Model | None = None

    def __post_init__(self) -> None:
        self.asked_at: list[int] = []

    def __call__(self, extracted: Extracted, *, deadline: Deadline) -> ModelAnswer:
        assert self.model
        self.asked_at.append(self.world.clock.now)
        with self.calling(deadline, RESERVE_SECONDS) as real:
            return self.model(extracted, deadline=real)


def ask_model(world: World, server: ModelServer) -> RealModel:
    """From now on the world's items are read by this one."""
    named = {"LLM_API_BASE_URL": server.base_url, "LLM_API_KEY": KEY, "LLM_MODEL": MODEL}
    found = RealModel(world, model=model_reader(environment.read(named), KEY, world.clock))
    world.real.model = found
    world.secrets += [KEY, KEY[:8]]
    return found


class RealTandoor(Tandoor):
    """With the server's own look into its kitchen. `created_at` are the world's times in milliseconds."""

    def __init__(self, server: TandoorServer, base_url: str, token: str, earnest: Earnest) -> None:
        super().__init__(base_url, token)
        self.server = server
        self.earnest = earnest
        self.created_at: list[int] = []

    def find(
        self, key: str, recipe: Recipe, *, deadline: Deadline, within: float | None = None
    ) -> str | None:
        with self.earnest.calling(deadline) as real:
            return super().find(key, recipe, deadline=real, within=within)

    def create(self, key: str, recipe: Recipe, *, deadline: Deadline) -> str:
        self.created_at.append(self.earnest.world.clock.now)
        with self.earnest.calling(deadline) as real:
            return super().create(key, recipe, deadline=real)

    def complete(
        self, reference: str, recipe: Recipe, picture: Blob | None, *, update: bool, deadline: Deadline
    ) -> Delivered:
        with self.earnest.calling(deadline) as real:
            return super().complete(reference, recipe, picture, update=update, deadline=real)

    def made_from(self, source_url: str) -> list[str]:
        return [str(recipe["id"]) for recipe in self.server.made_from(source_url)]

    def sources(self) -> set[str]:
        return {recipe["source_url"] for recipe in self.server.recipes.values()}


def save_in(world: World, server: TandoorServer, base_url: str = "", seconds: float = AMPLE) -> RealTandoor:
    """From now on the world's recipes go there; the server has the world's clock."""
    server.clock = lambda: world.clock.now / SECOND
    server.tokens = {TOKEN: "read write"}
    target = RealTandoor(server, base_url or server.url, TOKEN, Earnest(world, seconds))
    world.real.target = target
    return target


class RealFetcher(Fetcher):
    """The guard, whose names and addresses are those of `internet`."""

    def __init__(self, world: World, internet: Internet, seconds: float = AMPLE) -> None:
        super().__init__(resolve=internet.resolve, dial=internet.dial)
        self.earnest = Earnest(world, seconds)

    def __call__(
        self,
        url: str,
        *,
        deadline: Deadline,
        limit: int = 5_000_000,
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
        body: bytes | None = None,
        truncate: bool = False,
        browser: bool = False,
    ) -> Fetched:
        with self.earnest.calling(deadline) as real:
            return super().__call__(
                url,
                deadline=real,
                limit=limit,
                headers=headers,
                method=method,
                body=body,
                truncate=truncate,
                browser=browser,
            )


def fetch_from(world: World, internet: Internet, seconds: float = AMPLE) -> RealFetcher:
    """From now on the world's links are really fetched."""
    world.real.fetch = RealFetcher(world, internet, seconds)
    return world.real.fetch
