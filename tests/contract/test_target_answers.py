"""Whatever JSON a recipe manager answers with: each call works, or says that the manager is at fault.

Each node of each good answer is replaced in turn, without a network in between; nothing here is random.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from email.utils import formatdate
from functools import partial
from itertools import product
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest

from instarecipe.domain.errors import Failure, Transient
from instarecipe.domain.recipe import Ingredient
from instarecipe.ports import Deadline, Delivered, TargetHealth
from instarecipe.uploading.http import COMMON_HEADERS, Answer, Form, JsonClient
from instarecipe.uploading.mealie import Mealie
from instarecipe.uploading.tandoor import Tandoor
from tests.contract.kitchens import DOUBLES, deadline, kitchen, picture
from tests.dishes import SOUP
from tests.doubles.mealie import Mealie as MealieDouble
from tests.doubles.scripted import Call, Reply
from tests.doubles.tandoor import Tandoor as TandoorDouble

Double = TandoorDouble | MealieDouble
Path = tuple[str | int, ...]
KEY = "cook/1"
MINE = replace(
    SOUP, ingredients=SOUP.ingredients[:1], steps=SOUP.steps[:1], source_url="https://example.org/mine"
)
OTHER = replace(MINE, source_url="https://example.org/other")
BETTER = replace(MINE, ingredients=(Ingredient("600 g carrots"), Ingredient("salt")))
INSTEAD = ("null", "{}", "[]", '"x"', "1", "true")
BESIDES = ("NaN", "1e999", '"\\ud800"', "1" * 5000, "[" * 5000 + "]" * 5000, "[" * 99_999)
"""What no recipe manager could store."""
COMPLAINTS = (
    *("null", "{}", "[]", '"x"', "1", "[" * 3000 + "]" * 3000, "[1, 2"),
    *(f'{{"detail": {odd}}}' for odd in ("null", "{}", "[]", '"x"', "[1]", "[null]", "[{}]")),
    '{"detail": [{"loc": null, "msg": 1}]}',
    f'{{"detail": [{{"loc": [1, null, {{}}], "msg": "{"Too long. " * 1000}"}}]}}',
    *(f'{{"name": {odd}}}' for odd in ("null", '"x"', "[null]", "[[1]]", '{"0": ["x"]}')),
    '{"name": [["Ensure this field has no more than 3 characters."]]}',
    '{"name": ["Ensure this field has no more than 0 characters."]}',
    f'{{"name": ["Ensure this field has no more than {"9" * 5000} characters."]}}',
    '{"non_field_errors":' * 3000 + "1" + "}" * 3000,
)


class Direct(JsonClient):
    """Asks the stand-in itself: thousands of calls within seconds."""

    def __init__(self, name: str, double: Double) -> None:
        super().__init__(name, double.url, "secret")
        self._double = double

    def call(
        self,
        method: str,
        path: str,
        *,
        deadline: Deadline,
        query: Mapping[str, str | int] | None = None,
        body: Any = None,
        form: Form | None = None,
    ) -> Answer:
        kind, content = "application/json", json.dumps(body, allow_nan=False).encode()
        sent = json.loads(content)
        if form:
            kind, content = form.encoded()
        headers = {**COMMON_HEADERS, **self._authorization, "Host": "127.0.0.1", "Content-Type": kind}
        lower = {name.lower(): value for name, value in headers.items()}
        asked = {name: str(value) for name, value in (query or {}).items()}
        reply = self._double.perform(Call(method, unquote(path), asked, lower, content, sent))
        date = formatdate(self._double.clock(), usegmt=True)
        return Answer.of(reply.status, {**reply.headers, "Date": date}, reply.body.decode("utf-8", "replace"))


class NearTandoor(Tandoor):
    def __init__(self, double: Double) -> None:
        self._client = Direct("Tandoor", double)


class NearMealie(Mealie):
    def __init__(self, double: Double) -> None:
        self._client = Direct("Mealie", double)


class Stove(NamedTuple):
    """A recipe manager that holds a recipe of `MINE`, and the way back to that."""

    target: Tandoor | Mealie
    double: Double
    reference: str
    recipes: dict[Any, Any]

    def tidy(self) -> None:
        self.double.recipes = deepcopy(self.recipes)
        self.double.pictures.clear()
        self.double.faults.clear()


@pytest.fixture(params=DOUBLES)
def stove(request: pytest.FixtureRequest) -> Iterator[Stove]:
    with kitchen(request.param) as at:
        double = at.server
        assert isinstance(double, Double)
        reference = at.create(KEY, MINE)
        near = NearTandoor if isinstance(double, TandoorDouble) else NearMealie
        yield Stove(near(double), double, reference, deepcopy(double.recipes))


PICTURE = picture()
Work = Callable[[Stove], object]


def create(stove: Stove) -> str:
    return stove.target.create(KEY, OTHER, deadline=deadline())


WORKS: dict[str, Work] = {
    "find": lambda stove: stove.target.find(KEY, MINE, deadline=deadline(), within=60),
    "find in vain": lambda stove: stove.target.find(KEY, OTHER, deadline=deadline()),
    "create": create,
    "complete": lambda stove: stove.target.complete(
        stove.reference, MINE, PICTURE, update=False, deadline=deadline()
    ),
    "update": lambda stove: stove.target.complete(
        stove.reference, BETTER, None, update=True, deadline=deadline()
    ),
    "delete": lambda stove: stove.target.delete(
        stove.reference, made_from=MINE.source_url, deadline=deadline()
    ),
    "health": lambda stove: stove.target.health(deadline()),
}


def nodes(value: Any, path: Path = ()) -> Iterator[Path]:
    """The way to each part; of a list only to its first entry, for they are all alike."""
    yield path
    inner: Any = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value[:1])
    for key, one in inner:
        yield from nodes(one, (*path, key))


def replaced(value: Any, path: Path, by: str) -> str:
    """As JSON."""
    if not path:
        return by
    if isinstance(value, list):
        return f"[{', '.join([replaced(value[0], path[1:], by), *map(json.dumps, value[1:])])}]"
    parts = {key: json.dumps(one) for key, one in value.items()}
    parts[str(path[0])] = replaced(value[path[0]], path[1:], by)
    return f"{{{', '.join(f'{json.dumps(key)}: {part}' for key, part in parts.items())}}}"


def damages(good: Any) -> Iterator[tuple[str, str]]:
    """What is told of each damage, and the answer that has it."""
    for path, by in product(nodes(good), INSTEAD):
        yield f"{path} = {by}", replaced(good, path, by)
    for odd in BESIDES:
        whole = replaced({**good, "besides": 1}, ("besides",), odd) if isinstance(good, dict) else odd
        yield f"{odd[:9]} besides", whole


def good_answers(stove: Stove, work: Work) -> list[Reply]:
    """What the calls are answered with when all goes well."""
    seen: list[Reply] = []

    def noted(reply: Reply) -> Reply:
        seen.append(reply)
        return reply

    stove.tidy()
    for nth in range(1, 10):
        stove.double.fail(".*", "altered", nth=nth, alter=noted)
    work(stove)
    return seen


def damaged(stove: Stove, work: Work) -> Iterator[str]:
    """Before each step the stove is made ready for the work, with one answer that will be damaged."""
    for nth, good in enumerate(good_answers(stove, work), 1):
        if good.headers.get("Content-Type") == "application/json":
            for told, body in damages(json.loads(good.body)):
                reply = good._replace(body=body.encode())
                stove.tidy()
                stove.double.fail(".*", "altered", nth=nth, alter=partial(_instead, reply))
                yield f"answer {nth}: {told}"


def _instead(reply: Reply, _good: Reply) -> Reply:
    return reply


def outcome(stove: Stove, work: Work) -> object:
    """What it answers or raises, in words that are of use."""
    try:
        found = work(stove)
    except Failure as failure:
        found = failure
    match found:
        case Failure():
            assert stove.target.name.title() in found.sentence
            assert found.sentence.endswith(".")
            assert len(found.sentence) < 500
            assert found.advice
        case Delivered():
            assert found.recipe_url.startswith(stove.double.url)
        case TargetHealth():
            assert found.sentence.endswith(".")
        case _:
            assert found is None or isinstance(found, str)
    return found


@pytest.mark.parametrize("name", WORKS)
def test_a_damaged_answer_is_no_bug_of_ours(stove: Stove, name: str) -> None:
    bugs = {}
    for damage in damaged(stove, WORKS[name]):
        try:
            outcome(stove, WORKS[name])
        except Exception as bug:
            bugs[damage] = bug
    assert not bugs


@pytest.mark.parametrize("name", WORKS)
def test_a_refusal_in_odd_words_is_no_bug_of_ours(stove: Stove, name: str) -> None:
    bugs = {}
    for status, body, what in product((400, 403, 404, 422), COMPLAINTS, (".*", "P.*")):
        stove.tidy()
        for nth in (1, 2):
            reply = Reply(status, {"Content-Type": "application/json"}, body.encode())
            stove.double.fail(what, "answer", nth=nth, reply=reply)
        try:
            outcome(stove, WORKS[name])
        except Exception as bug:
            bugs[status, body[:80], what] = bug
    assert not bugs


def test_a_create_whose_answer_is_damaged_is_looked_for(stove: Stove) -> None:
    failed = 0
    for damage in damaged(stove, create):
        failure = outcome(stove, create)
        if isinstance(failure, Failure):
            failed += 1
            assert isinstance(failure, Transient), damage
            reference = stove.target.find(KEY, OTHER, deadline=deadline())
            assert reference, damage
            stove.target.complete(reference, OTHER, None, update=False, deadline=deadline())
        assert len(stove.double.made_from(OTHER.source_url)) == 1, damage
    assert failed > 10
