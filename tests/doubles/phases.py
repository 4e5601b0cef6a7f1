"""The world outside as small fakes: what is read from a post, what is made of it, and where it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

from instarecipe.domain.errors import Permanent, Transient
from instarecipe.domain.recipe import Ingredient, Recipe, Step
from instarecipe.phases import Extraction, Parsing
from instarecipe.ports import (
    Blob,
    Deadline,
    Delivered,
    Engine,
    Extracted,
    Parsed,
    Progress,
    Source,
    Target,
    TargetHealth,
)
from instarecipe.settings import Settings
from instarecipe.wiring import Wiring
from tests.doubles.virtual import Clock, Ids

SOUP = Recipe(
    title="Tomato soup",
    ingredients=(Ingredient("4 tomatoes", amount=4, food="tomatoes"),),
    steps=(Step("Cook the tomatoes."),),
)


def _soup_text(source: Source) -> Extracted:
    return Extracted(source.text or f"Soup from {source.canonical_url}", via="fake", title="Tomato soup")


def _soup(_: Extracted) -> Parsed:
    return Parsed(SOUP)


@dataclass
class FakeExtract:
    """Answers with what `finds` makes of a source; a test puts another function there, or one that raises."""

    finds: Callable[[Source], Extracted] = _soup_text
    sources: list[Source] = field(default_factory=list)

    def __call__(self, source: Source, *, deadline: Deadline, progress: Progress) -> Extracted:
        self.sources.append(source)
        progress(50)
        return self.finds(source)


@dataclass
class FakeParse:
    """Answers with `makes`; a test puts another function there, or one that raises."""

    makes: Callable[[Extracted], Parsed] = _soup
    calls: list[tuple[Extracted, str, bool]] = field(default_factory=list)
    last_tries: list[bool] = field(default_factory=list)

    def __call__(
        self,
        extracted: Extracted,
        *,
        source_url: str,
        force: bool,
        last_try: bool,
        deadline: Deadline,
        progress: Progress,
    ) -> Parsed:
        self.calls.append((extracted, source_url, force))
        self.last_tries.append(last_try)
        progress(50)
        return self.makes(extracted)


@dataclass
class FakeTarget:
    """A recipe manager that keeps what it is sent; each create makes one more, as Tandoor does.

    `older` are recipes that were there long before.
    `interrupt` is called with `find`, `create`, `created` (not answered yet), `complete` or `delete`.
    """

    name: str = "fake"
    lock: str | None = "fake"
    recipes: dict[str, Recipe] = field(default_factory=dict)
    older: tuple[str, ...] = ()
    created: int = 0
    pictures: dict[str, Blob | None] = field(default_factory=dict)
    updated: list[str] = field(default_factory=list)
    interrupt: Callable[[str], None] = lambda _: None
    reachable: bool = True
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def find(
        self, key: str, recipe: Recipe, *, deadline: Deadline, within: float | None = None
    ) -> str | None:
        self.interrupt("find")
        skipped = self.older if within is not None else ()
        found = (
            reference
            for reference, one in self.recipes.items()
            if one.title == recipe.title and reference not in skipped
        )
        return next(found, None)

    def create(self, key: str, recipe: Recipe, *, deadline: Deadline) -> str:
        self.interrupt("create")
        reference = str(next(self.numbers))
        self.recipes[reference] = recipe
        self.created += 1
        self.interrupt("created")
        return reference

    def complete(
        self, reference: str, recipe: Recipe, picture: Blob | None, *, update: bool, deadline: Deadline
    ) -> Delivered:
        self.interrupt("complete")
        if reference not in self.recipes:
            raise Permanent("recipe_gone", "This recipe is gone.")
        if update:
            self.recipes[reference] = recipe
            self.updated.append(reference)
        self.pictures[reference] = picture
        return Delivered(reference, f"http://recipes.example/{reference}")

    def delete(self, reference: str, *, deadline: Deadline, made_from: str | None = None) -> None:
        """Recipes that do not say what they were made from, such as `SOUP`, are from anywhere."""
        self.interrupt("delete")
        there = self.recipes.get(reference)
        if there and (there.source_url or made_from) == made_from:
            del self.recipes[reference]

    def health(self, deadline: Deadline) -> TargetHealth:
        return TargetHealth(self.reachable, version="1", may_write=True, sentence="It is ready.")


def once(at: str, act: Callable[[], object]) -> Callable[[str], None]:
    """What interrupts a target the first time that it comes to this call."""
    acts = [act]

    def interrupt(call: str) -> None:
        if call == at and acts:
            acts.pop()()

    return interrupt


def fail() -> None:
    raise Transient("target_slow", "It took too long.")


def refuse() -> None:
    raise Permanent("target_refused", "It does not want that.")


class DoubledWiring(Wiring):
    """The real wiring with fakes for reading and parsing, and for the target where one is given."""

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        *,
        clock: Clock,
        new_id: Callable[[], str],
        extract: FakeExtract,
        parse: FakeParse,
        target: Target | None = None,
    ) -> None:
        secrets = Ids()
        super().__init__(
            settings,
            engine,
            clock=clock,
            monotonic=clock.monotonic,
            sleep=clock.sleep,
            chance=lambda: 0.5,
            new_id=new_id,
            new_secret=lambda: f"secret-{secrets()}",
        )
        self.extract = extract
        self.parse = parse
        self.picture: Callable[[], Blob | None] = lambda: None
        """What there is at the address of any picture."""
        self.kept_in = target

    @property
    def extraction(self) -> Extraction:
        return Extraction(self.items, self.engine.media, self.extract, self._fetched, self.new_id)

    @cached_property
    def parsing(self) -> Parsing:
        return Parsing(self.parse)

    @property
    def target(self) -> Target:
        return self.kept_in or super().target

    def _fetched(self, url: str, deadline: Deadline) -> Blob | None:
        return self.picture()
