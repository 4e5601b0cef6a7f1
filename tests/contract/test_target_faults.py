"""Whatever goes wrong on the way to a recipe manager, trying again ends with exactly one whole recipe.

Rows 11 to 13 and 23 to 26 of the fault matrix, and every call of a delivery failing in every way.
"""

from __future__ import annotations

import itertools
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from instarecipe.domain.errors import Failure, Permanent, Transient
from instarecipe.uploading import http
from instarecipe.uploading.http import JsonClient
from instarecipe.uploading.mealie import Mealie
from instarecipe.uploading.tandoor import Tandoor
from tests.contract.kitchens import DOUBLES, Kitchen, deadline, kitchen, picture
from tests.dishes import from_anywhere
from tests.doubles.mealie import Mealie as MealieDouble
from tests.doubles.scripted import How, Reply
from tests.doubles.tandoor import Tandoor as TandoorDouble
from tests.doubles.tls import throwaway_tls
from tests.doubles.web import Received, Route, Site, Wire, page

IMPATIENT = 1.5
"""Seconds for calls that are to hang."""
AMPLE = 120.0
TARGETS: dict[str, type[Tandoor | Mealie]] = {"tandoor": Tandoor, "mealie": Mealie}


@pytest.fixture(params=DOUBLES)
def at(request: pytest.FixtureRequest) -> Iterator[Kitchen]:
    with kitchen(request.param) as found:
        yield found


def patience(how: How) -> float:
    """Seconds for a call; one that is to hang must have reached the server by the end of them."""
    return IMPATIENT if how.startswith("hang") else AMPLE


def busy(status: int, **headers: str) -> Reply:
    return Reply.of_html(status, "<h1>Busy</h1>", **headers)


def raised_by(work: Callable[[], object]) -> Failure:
    with pytest.raises(Failure) as caught:
        work()
    assert caught.value.sentence.endswith(".")
    assert caught.value.advice
    return caught.value


@pytest.mark.parametrize(
    ("how", "code", "left_behind"),
    [
        ("before", "target_error", 0),
        ("after", "target_error", 1),
        ("hang before", "target_slow", 0),
        ("hang after", "target_slow", 1),
        ("drop before", "target_error", 0),
        ("drop after", "target_error", 1),
    ],
)
def test_a_create_of_unknown_outcome_is_looked_for(
    at: Kitchen, how: How, code: str, left_behind: int
) -> None:
    recipe = from_anywhere()
    fault = at.server.fail(at.creates, how)
    failure = raised_by(lambda: at.create("cook/1", recipe, seconds=patience(how)))
    at.server.release()
    assert (type(failure), failure.code) == (Transient, code)
    found = at.target.find("cook/1", recipe, deadline=deadline())
    assert (found is not None) == bool(left_behind)
    dish = at.see(at.deliver("cook/1", recipe, picture()).reference)
    assert (len(dish.steps), dish.has_picture) == (3, True)
    assert len(at.server.made(at.creates)) == 2 - left_behind
    assert fault.fired == 1


def test_a_young_recipe_is_told_from_one_that_was_there_before(at: Kitchen) -> None:
    """By the server's clock, whatever ours says."""
    recipe = from_anywhere()
    now = at.server.clock() + 86_400
    at.server.clock = lambda: now - 60
    before = at.create("cook/1", recipe)
    at.server.clock = lambda: now
    assert at.target.find("cook/1", recipe, deadline=deadline(), within=30) is None
    assert at.target.find("cook/1", recipe, deadline=deadline(), within=90) == before
    young = at.create("cook/1", recipe)
    assert at.target.find("cook/1", recipe, deadline=deadline(), within=30) == young


def test_an_answer_that_comes_after_the_caller_gave_up_is_found_when_it_has_come(at: Kitchen) -> None:
    recipe = from_anywhere()
    fault = at.server.fail(at.creates, "late")
    raised_by(lambda: at.create("cook/1", recipe, seconds=IMPATIENT))
    assert at.target.find("cook/1", recipe, deadline=deadline()) is None
    at.server.release()
    limit = deadline()
    while not (reference := at.target.find("cook/1", recipe, deadline=limit)):
        pass
    assert at.see(reference).source == recipe.source_url
    assert fault.fired == 1


@pytest.mark.parametrize("how", ["before", "after", "drop before", "drop after"])
def test_a_delivery_may_break_at_every_call(how: How) -> None:
    """The n-th call fails, for every n; then all goes well, and one whole recipe stands there."""
    for name in DOUBLES:
        broken = 0
        for nth in itertools.count(1):
            with kitchen(name) as at:
                recipe = from_anywhere()
                fault = at.server.fail(".*", how, nth=nth)
                try:
                    at.deliver("cook/1", recipe, picture())
                except Transient:
                    broken += 1
                if not fault.fired:
                    break
                at.server.release()
                dish = at.see(at.deliver("cook/1", recipe, picture()).reference)
                assert (len(dish.steps), len(dish.lines), dish.has_picture) == (3, 4, True)
                assert _made_from(at, recipe.source_url) == 1
        assert broken >= 3, name


def _made_from(at: Kitchen, source_url: str) -> int:
    assert isinstance(at.server, TandoorDouble | MealieDouble)
    return len(at.server.made_from(source_url))


@pytest.mark.parametrize(
    ("reply", "code", "retry_after", "burns"),
    [
        (busy(429, Retry_After="37"), "target_busy", 37, False),
        (busy(429), "target_busy", None, False),
        (busy(503, Retry_After="120"), "target_busy", 120, False),
        (busy(503), "target_error", None, True),
        (busy(502), "target_error", None, True),
        (busy(504), "target_error", None, True),
    ],
)
def test_a_manager_that_is_busy_is_left_alone_as_long_as_it_says(
    at: Kitchen, reply: Reply, code: str, retry_after: float | None, burns: bool
) -> None:
    at.server.fail(".*", "answer", reply=reply)
    failure = raised_by(lambda: at.deliver("cook/1", from_anywhere()))
    assert isinstance(failure, Transient)
    assert (failure.code, failure.retry_after, failure.burns) == (code, retry_after, burns)


def test_a_date_to_come_back_counts_from_the_date_of_the_answer(at: Kitchen) -> None:
    """The manager's clock may be an hour off from ours."""
    with Site() as site:
        dates = {"Date": "Wed, 21 Oct 2015 07:28:00 GMT", "Retry-After": "Wed, 21 Oct 2015 07:28:37 GMT"}

        def answer(_request: Received, wire: Wire) -> None:
            lines = "".join(f"{name}: {value}\r\n" for name, value in dates.items())
            wire.send(f"HTTP/1.1 429 Busy\r\n{lines}Content-Length: 0\r\n\r\n".encode())

        site.routes = dict.fromkeys(("/api/recipe/", "/api/recipes"), answer)
        target = TARGETS[at.target.name](site.url(""), "secret")
        failure = raised_by(lambda: target.find("cook/1", from_anywhere(), deadline=deadline()))
        assert isinstance(failure, Transient)
        assert failure.retry_after == 37


def test_a_token_that_is_refused_is_named(at: Kitchen) -> None:
    target = TARGETS[at.target.name](at.server.url, "wrong")
    failure = raised_by(lambda: target.create("cook/1", from_anywhere(), deadline=deadline()))
    assert (type(failure), failure.code) == (Permanent, "target_token")
    assert f"{at.target.name.upper()}_TOKEN" in failure.advice


@pytest.mark.parametrize(
    "route",
    [
        page("<title>Sign in</title>"),
        page("Not found", 404),
        (302, {"Location": "/accounts/login/"}, b""),
        (301, {"Location": "https://elsewhere.example/"}, b""),
        (200, {"Content-Type": "application/json"}, b'{"hello": "world"}'),
        (200, {"Content-Type": "application/json"}, b"[1, 2"),
        (201, {"Content-Type": "text/html"}, b"<h1>Fine</h1>"),
    ],
    ids=["a page", "nothing", "a login", "a move", "another program", "broken JSON", "a page that fits"],
)
def test_an_address_where_something_else_answers_is_named(at: Kitchen, route: Route) -> None:
    paths = ("/api/recipe/", "/api/recipe/7/", "/api/recipes", "/api/recipes/7")
    creates = ("/api/recipes/create/html-or-json", "/api/server-settings/current/", "/api/app/about")
    with Site(dict.fromkeys((*paths, *creates), route)) as site:
        target = TARGETS[at.target.name](site.url(""), "secret")
        recipe, limit = from_anywhere(), deadline()
        for work in (
            lambda: target.find("cook/1", recipe, deadline=limit),
            lambda: target.complete("7", recipe, None, update=False, deadline=limit),
        ):
            failure = raised_by(work)
            assert (type(failure), failure.code) == (Permanent, "target_address")
            assert f"{at.target.name.upper()}_BASE_URL" in failure.advice
        assert not target.health(limit).reachable


def test_a_manager_that_is_down_is_unreachable(at: Kitchen) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        target = TARGETS[at.target.name](f"http://127.0.0.1:{unused.getsockname()[1]}", "secret")
        failure = raised_by(lambda: target.create("cook/1", from_anywhere(), deadline=deadline()))
        assert (type(failure), failure.code) == (Transient, "target_unreachable")
        health = target.health(deadline())
        assert (health.reachable, health.may_write) == (False, False)
        assert health.sentence == failure.sentence


def test_a_certificate_that_proves_nothing_is_a_wrong_address(tmp_path: Path) -> None:
    server_side, _ = throwaway_tls(tmp_path, "localhost")
    with Site({"/": page("hello")}, tls=server_side) as site:
        client = JsonClient("Tandoor", f"https://localhost:{site.port}", "secret")
        failure = raised_by(lambda: client.call("GET", "/", deadline=deadline()))
        assert (type(failure), failure.code) == (Permanent, "target_address")
        assert not site.requests


def test_an_answer_that_drips_does_not_outlast_the_deadline() -> None:
    def drip(_request: Received, wire: Wire) -> None:
        wire.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n")
        while True:
            wire.send(b" ")
            wire.pause(0.05)

    with Site({"/": drip}) as site:
        client = JsonClient("Tandoor", site.url(""), "secret")
        failure = raised_by(lambda: client.call("GET", "/", deadline=deadline(IMPATIENT)))
    assert failure.code == "target_slow"


def test_no_redirect_is_followed_and_the_token_stays() -> None:
    with Site({"/other": page("secret place")}) as site:
        site.routes["/api/"] = (302, {"Location": site.url("/other")}, b"")
        answer = JsonClient("Tandoor", site.url(""), "secret").call("GET", "/api/", deadline=deadline())
        assert (answer.status, site.count("/other")) == (302, 0)


def test_the_address_may_have_a_path() -> None:
    with TandoorDouble(prefix="/kitchen/tandoor") as double:
        target = Tandoor(f"{double.url}/", "secret")
        reference = target.create("cook/1", from_anywhere(), deadline=deadline())
        delivered = target.complete(reference, from_anywhere(), picture(), update=True, deadline=deadline())
        assert delivered.recipe_url == f"{double.url}/recipe/{reference}"
        assert double.recipes[int(reference)]["image"]


@pytest.mark.parametrize("how", ["before", "after"])
def test_a_picture_that_the_manager_chokes_on_is_a_warning(at: Kitchen, how: How) -> None:
    fault = at.server.fail(at.sends_picture, how)
    delivered = at.deliver("cook/1", from_anywhere(), picture())
    assert delivered.warnings == ("picture_missing",)
    assert fault.fired == 1


@pytest.mark.parametrize("how", ["drop before", "drop after", "hang before", "hang after"])
def test_a_picture_whose_way_breaks_is_sent_again(at: Kitchen, how: How) -> None:
    recipe = from_anywhere()
    reference = at.create("cook/1", recipe)
    fault = at.server.fail(at.sends_picture, how)
    failure = raised_by(
        lambda: at.target.complete(
            reference, recipe, picture(), update=False, deadline=deadline(patience(how))
        )
    )
    at.server.release()
    assert isinstance(failure, Transient)
    assert at.target.complete(reference, recipe, picture(), update=False, deadline=deadline()).warnings == ()
    assert at.see(reference).has_picture
    assert len(at.server.made(at.sends_picture)) == (1 if how.endswith("after") else 2)
    assert fault.fired == 1


def test_health_writes_nothing(at: Kitchen) -> None:
    at.health(deadline())
    assert {call.method for call in at.server.calls} <= {"GET", "OPTIONS"}
    assert not _made_from(at, "")


def test_every_call_has_a_connection_of_its_own_and_the_words_in_english(at: Kitchen) -> None:
    at.deliver("cook/1", from_anywhere(), picture())
    for call in at.server.calls:
        assert call.headers["connection"] == "close"
        assert call.headers["accept-language"] == "en"


def test_an_answer_without_an_end_is_not_kept_in_memory() -> None:
    def endless(_request: Received, wire: Wire) -> None:
        wire.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        while True:
            wire.send(b" " * 1_000_000)

    with Site({"/": endless}) as site:
        answer = JsonClient("Tandoor", site.url(""), "secret").call("GET", "/", deadline=deadline())
    assert (answer.json, len(answer.text)) == (None, http.ANSWER_LIMIT)
