"""Sites and recipe managers that are down are left alone; what refuses only one link or recipe is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import pytest

from instarecipe.circuit import COOL_DOWN_MS, OUTAGES, Circuits
from instarecipe.domain.errors import Failure, Permanent, Transient
from instarecipe.domain.recipe import Recipe
from instarecipe.extraction.patient import PatientFetch, PatientVideo
from instarecipe.ports import Deadline, Engine, Extracted
from instarecipe.uploading.patient import PatientTarget
from tests.doubles.pages import Net, Route, answer, plenty_of_time
from tests.doubles.phases import FakeTarget
from tests.doubles.virtual import Clock, Ids

SITE = "www.instagram.com"
POST = f"https://{SITE}/p/AbC123/"
SOUP = Recipe(title="Soup", ingredients=(), steps=())


@pytest.fixture
def circuits(engine: Engine, clock: Clock, ids: Ids) -> Circuits:
    return Circuits(engine.table, clock, ids)


def opened(circuits: Circuits, name: str) -> None:
    for _ in range(OUTAGES):
        circuits.enter(name).failed()


def down(code: str) -> Transient:
    return Transient(code, "It is down.")


def refused(call: Callable[[], object]) -> Failure:
    with pytest.raises(Failure) as caught:
        call()
    return caught.value


def outcome(call: Callable[[], object]) -> object:
    """What it answers or raises."""
    try:
        return call()
    except Failure as failure:
        return failure


# -- sites -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "route",
    [
        down("site_unreachable"),
        down("site_slow"),
        down("site_broken"),
        answer(POST, status=429),
        answer(POST, status=429, retry_after="5"),
        answer(POST, status=500),
        answer(POST, status=503),
        answer(f"https://{SITE}/accounts/login/?next=x"),
        answer(f"https://{SITE}/"),
        answer(POST, status=401),
    ],
)
def test_a_site_that_is_down_or_walled_is_asked_no_more(circuits: Circuits, route: Route) -> None:
    net = Net({POST: route})
    fetch = PatientFetch(net, circuits)
    for _ in range(OUTAGES):
        assert outcome(lambda: fetch(POST, deadline=plenty_of_time())) is route
    paused = refused(lambda: fetch(POST, deadline=plenty_of_time()))
    assert isinstance(paused, Transient)
    assert (paused.code, paused.burns, paused.retry_after) == ("site_paused", False, COOL_DOWN_MS / 1000)
    assert "instagram.com" in paused.sentence
    assert len(net.asked) == OUTAGES


def test_the_outages_of_one_item_count_once_per_site(circuits: Circuits) -> None:
    net = Net({POST: down("site_slow"), f"{POST}embed/": answer(POST, status=429)})
    fetch = PatientFetch(net, circuits)
    video = PatientVideo(FakeVideo(down("rate_limited")), circuits)

    def visit(item: Deadline) -> None:
        for url in net.routes:
            outcome(partial(fetch, url, deadline=item))
        outcome(lambda: video(POST, deadline=item))

    for _ in range(OUTAGES - 1):
        visit(plenty_of_time())
    assert circuits.enter(SITE).wait == 0
    assert outcome(lambda: fetch(POST, deadline=plenty_of_time())) is net.routes[POST]
    assert circuits.enter(SITE).wait > 0


@pytest.mark.parametrize(
    ("url", "route"),
    [
        (POST, answer(POST, "soup")),
        (POST, answer(POST, status=404)),
        (POST, answer(POST, status=410)),
        ("https://soup.example/a", answer("https://soup.example/a", status=403)),
        ("https://soup.example/a", answer("https://soup.example/login")),
        (POST, Permanent("address_blocked", "No.")),
        (POST, Permanent("too_large", "No.")),
    ],
)
def test_what_a_site_refuses_is_no_outage(circuits: Circuits, url: str, route: Route) -> None:
    net = Net({url: route})
    fetch = PatientFetch(net, circuits)
    for _ in range(3 * OUTAGES):
        assert outcome(lambda: fetch(url, deadline=plenty_of_time())) is route
    assert len(net.asked) == 3 * OUTAGES


@pytest.mark.parametrize("url", ["http://[", "pasted:1", "not a link"])
def test_an_odd_link_is_the_guard_s_affair(circuits: Circuits, url: str) -> None:
    assert PatientFetch(Net(), circuits)(url, deadline=plenty_of_time()).status == 404


@dataclass
class FakeVideo:
    outcome: Failure | Extracted
    asked: int = 0

    def __call__(self, url: str, *, deadline: Deadline) -> Extracted:
        self.asked += 1
        if isinstance(self.outcome, Failure):
            raise self.outcome
        return self.outcome


@pytest.mark.parametrize(
    "code", ["rate_limited", "login_wall", "site_error", "site_unreachable", "site_slow"]
)
def test_a_post_is_not_asked_for_by_yt_dlp_either(circuits: Circuits, code: str) -> None:
    video = FakeVideo(down(code))
    patient = PatientVideo(video, circuits)
    codes = [refused(lambda: patient(POST, deadline=plenty_of_time())).code for _ in range(OUTAGES + 2)]
    assert codes == [code] * OUTAGES + ["site_paused"] * 2
    assert video.asked == OUTAGES
    assert (
        refused(lambda: PatientFetch(Net(), circuits)(POST, deadline=plenty_of_time())).code == "site_paused"
    )


@pytest.mark.parametrize(
    "failure", [down("login_required"), down("extractor_broken"), Permanent("private", "No.")]
)
def test_one_post_that_cannot_be_read_is_no_outage(circuits: Circuits, failure: Failure) -> None:
    patient = PatientVideo(FakeVideo(failure), circuits)
    for _ in range(2 * OUTAGES):
        assert refused(lambda: patient(POST, deadline=plenty_of_time())) is failure


def test_a_post_that_is_read_closes_the_site_s_circuit(circuits: Circuits, clock: Clock) -> None:
    opened(circuits, SITE)
    clock.now += COOL_DOWN_MS
    video = FakeVideo(Extracted("soup", "video"))
    assert PatientVideo(video, circuits)(POST, deadline=plenty_of_time()).text == "soup"
    assert circuits.enter(SITE).wait == 0


# -- recipe managers -------------------------------------------------------------------------------------


@dataclass
class Trouble:
    """Fails every call that reaches the recipe manager, as long as there is a failure."""

    failure: Failure | None = None
    asked: list[str] = field(default_factory=list)

    def __call__(self, call: str) -> None:
        self.asked.append(call)
        if self.failure:
            raise self.failure


@pytest.fixture
def trouble() -> Trouble:
    return Trouble()


@pytest.fixture
def target(trouble: Trouble, circuits: Circuits) -> PatientTarget:
    return PatientTarget(FakeTarget(interrupt=trouble), circuits)


@pytest.mark.parametrize("code", ["target_unreachable", "target_slow", "target_error", "target_busy"])
def test_a_recipe_manager_that_is_down_is_asked_no_more(
    target: PatientTarget, trouble: Trouble, code: str
) -> None:
    trouble.failure = down(code)
    codes = [
        refused(lambda: target.create("a/1", SOUP, deadline=plenty_of_time())).code for _ in range(OUTAGES)
    ]
    assert codes == [code] * OUTAGES
    for call in (
        lambda: target.find("a/1", SOUP, deadline=plenty_of_time()),
        lambda: target.create("a/1", SOUP, deadline=plenty_of_time()),
        lambda: target.complete("1", SOUP, None, update=False, deadline=plenty_of_time()),
    ):
        paused = refused(call)
        assert isinstance(paused, Transient)
        assert (paused.code, paused.burns) == ("target_paused", False)
    assert trouble.asked == ["create"] * OUTAGES


def test_taking_back_a_recipe_and_asking_for_health_are_always_tried(
    target: PatientTarget, trouble: Trouble
) -> None:
    opened(target.circuits, "target:fake")
    target.delete("1", deadline=plenty_of_time())
    assert target.health(plenty_of_time()).reachable
    assert trouble.asked == ["delete"]


def test_whether_it_is_back_is_found_out_without_a_recipe(
    target: PatientTarget, trouble: Trouble, clock: Clock
) -> None:
    """A probe that fails costs its item nothing, or an outage of hours would use up some item's attempts."""
    opened(target.circuits, "target:fake")
    clock.now += COOL_DOWN_MS
    assert isinstance(target.target, FakeTarget)
    target.target.reachable = False
    waits = [refused(lambda: target.create("a/1", SOUP, deadline=plenty_of_time())) for _ in range(2)]
    for paused in waits:
        assert isinstance(paused, Transient)
        assert (paused.code, paused.burns) == ("target_paused", False)
        assert paused.retry_after == 2 * COOL_DOWN_MS / 1000
    assert trouble.asked == []
    target.target.reachable = True
    clock.now += 2 * COOL_DOWN_MS
    assert target.create("a/1", SOUP, deadline=plenty_of_time()) == "1"
    assert not target.circuits.enter("target:fake").wait


def test_a_refusal_shows_that_it_is_there(target: PatientTarget, trouble: Trouble, clock: Clock) -> None:
    opened(target.circuits, "target:fake")
    clock.now += COOL_DOWN_MS
    trouble.failure = Permanent("target_refused", "No.")
    assert refused(lambda: target.find("a/1", SOUP, deadline=plenty_of_time())) is trouble.failure
    trouble.failure = None
    reference = target.create("a/1", SOUP, deadline=plenty_of_time())
    target.complete(reference, SOUP, None, update=False, deadline=plenty_of_time())
    assert (target.name, target.lock) == ("fake", "fake")
