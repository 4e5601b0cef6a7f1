"""The world outside: posts, a model, a recipe manager, phones and sockets, each with a memory.

They work at once and never fail by themselves; `strikes.py` is what goes wrong.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any, Protocol

from instarecipe.domain.errors import Permanent, Transient
from instarecipe.domain.recipe import Ingredient, Recipe, Step
from instarecipe.ports import (
    Blob,
    Clock,
    Deadline,
    Delivered,
    Extracted,
    ModelAnswer,
    Progress,
    Source,
    Target,
    TargetHealth,
    Usage,
)
from instarecipe.push import Message, Outcome
from instarecipe.subscriptions import Subscription
from tests.faults.strikes import How, Strikes

INGREDIENT, STEP = "400 g tomatoes", "Cook the tomatoes for ten minutes."


def dish_at(url: str) -> str:
    return f"Soup of {url.rpartition('/')[2]}"


@dataclass
class Posts:
    """`ports.Extract`. `/s/7` leads to `/7`; what is `wrong` cannot be read, `pictured` has a picture."""

    wrong: set[str] = field(default_factory=set)
    pictured: set[str] = field(default_factory=set)
    read: list[Source] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    def __call__(self, source: Source, *, deadline: Deadline, progress: Progress) -> Extracted:
        self.read.append(source)
        progress(30)
        url = source.canonical_url.replace("/s/", "/")
        if url in self.wrong and not source.text:
            raise Permanent("not_a_recipe", "We found no recipe in this post.", "Paste the recipe's text.")
        text = source.text or self.texts.get(url) or f"{dish_at(url)}\n\n{INGREDIENT}\n\n{STEP}"
        found = url if url != source.canonical_url else None
        image = f"{url}.jpg" if url in self.pictured else None
        return Extracted(f"{text}\n{url}", via="fake", title=dish_at(url), image=image, found_url=found)


@dataclass
class Reader:
    """`ports.Model`, which says nothing that the text does not. `asked` counts by the text's last line."""

    asked: Counter[str] = field(default_factory=Counter)

    def __call__(self, extracted: Extracted, *, deadline: Deadline) -> ModelAnswer:
        self.asked[extracted.text.rpartition("\n")[2]] += 1
        recipe = Recipe(
            title=extracted.title or "Soup",
            ingredients=(Ingredient(INGREDIENT, amount=400, unit="g", food="tomatoes"),),
            steps=(Step(STEP),),
        )
        return ModelAnswer(recipe, Usage("fake", calls=1))


class Kitchen(Target, Protocol):
    """A recipe manager whose recipes can be looked at."""

    def made_from(self, source_url: str) -> list[str]:
        """The references."""

    def sources(self) -> set[str]:
        """Of all recipes."""


@dataclass
class Manager:
    """`ports.Target`: a recipe manager in which each create makes one more, as Tandoor does.

    While it is `down` it turns everybody away.
    """

    clock: Clock
    name: str = "manager"
    lock: str | None = "manager"
    recipes: dict[str, Recipe] = field(default_factory=dict)
    pictures: list[tuple[str, Blob]] = field(default_factory=list)
    """Each that was sent, with the recipe's reference."""
    created: Counter[str] = field(default_factory=Counter)
    made_at: dict[str, int] = field(default_factory=dict)
    down: bool = False
    turned_away: int = 0
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def find(
        self, key: str, recipe: Recipe, *, deadline: Deadline, within: float | None = None
    ) -> str | None:
        self._answer()
        since = 0 if within is None else self.clock() - within * 1000
        found = self.made_from(recipe.source_url or "")
        return next((at for at in found if self.made_at[at] >= since), None)

    def create(self, key: str, recipe: Recipe, *, deadline: Deadline) -> str:
        self._answer()
        reference = str(next(self._numbers))
        self.recipes[reference] = recipe
        self.made_at[reference] = self.clock()
        self.created[recipe.source_url or ""] += 1
        return reference

    def complete(
        self, reference: str, recipe: Recipe, picture: Blob | None, *, update: bool, deadline: Deadline
    ) -> Delivered:
        self._answer()
        if reference not in self.recipes:
            raise Permanent("recipe_gone", "This recipe is gone.")
        if update:
            self.recipes[reference] = recipe
        if picture:
            self.pictures.append((reference, picture))
        return Delivered(reference, f"https://manager.example/{reference}")

    def delete(self, reference: str, *, deadline: Deadline, made_from: str | None = None) -> None:
        self._answer()
        there = self.recipes.get(reference)
        if there and made_from in (None, there.source_url):
            del self.recipes[reference]

    def health(self, deadline: Deadline) -> TargetHealth:
        self.turned_away += self.down
        return TargetHealth(reachable=not self.down, version="1", may_write=True, sentence="It is ready.")

    def made_from(self, source_url: str) -> list[str]:
        return [at for at, one in self.recipes.items() if one.source_url == source_url]

    def _answer(self) -> None:
        if self.down:
            self.turned_away += 1
            raise Transient("target_unreachable", "The recipe manager cannot be reached.")

    def sources(self) -> set[str]:
        return {recipe.source_url or "" for recipe in self.recipes.values()}


@dataclass
class ParameterStore:
    """SSM, for `aws.secrets.SsmSecrets`."""

    values: dict[str, str]

    def call(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        found = [
            {"Name": name, "Value": self.values[name]} for name in payload["Names"] if name in self.values
        ]
        return {"Parameters": found}


@dataclass
class Phones:
    """`push.Push`. It is called from a pool's threads, so chance comes from who is told what."""

    strikes: Strikes
    seed: int
    got: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    """Device, item and version."""
    gone: set[str] = field(default_factory=set)

    def __call__(self, to: Subscription, message: Message) -> Outcome:
        told = json.loads(message.body)
        who = (to.address.endpoint, str(told["itemId"]), int(told["version"]))
        if to.address.endpoint in self.gone:
            return Outcome.GONE
        chance = Random(f"{self.seed} {who}")  # noqa: S311 replayable, not secret
        how = self.strikes.draw("push", chance)
        if how is not How.FAIL_BEFORE:
            self.got[who] += 1
        return Outcome.LOST if how else Outcome.TAKEN


@dataclass
class Pages:
    """`ports.Sockets`: what each open page was told, by connection. Those in `closed` are gone for good.

    `interrupt` is called with each message.
    """

    told: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    closed: set[str] = field(default_factory=set)
    interrupt: Callable[[str], None] = lambda _: None

    def send(self, connection_id: str, message: str) -> bool:
        if connection_id in self.closed:
            return False
        self.interrupt(message)
        self.told[connection_id].append(message)
        return True

    def close(self, connection_id: str) -> None:
        self.closed.add(connection_id)
