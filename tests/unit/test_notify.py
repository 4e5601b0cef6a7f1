"""Which changes are told to phones, what the message says, and that no service holds up another."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instarecipe.domain import item as life
from instarecipe.domain.changes import LATE_PUSH_MS
from instarecipe.domain.errors import Failure, Permanent, Transient, Unavailable
from instarecipe.domain.item import HEALS_AFTER, Item, Policy, Status
from instarecipe.fetch import Fetcher
from instarecipe.notify import BEGIN_SECONDS, THREADS, Notify, Owed, push_message
from instarecipe.ports import Delete, Engine, Put, Table
from instarecipe.push import Message, Outcome, Push
from instarecipe.push_keys import Vapid
from instarecipe.subscriptions import Address, Subscription, Subscriptions
from tests.doubles.log_lines import log_lines
from tests.doubles.push_decrypt import Browser
from tests.doubles.push_service import PushService, Say
from tests.doubles.virtual import NOON, Clock, Ids

POLICY = Policy(attempts=1)
HELLO = Message(b"{}", "t", 60)
DOWN = Transient("site_unreachable", "The site does not answer.", "Try again later.")
WRONG = Permanent("not_a_recipe", "This is no recipe.", "Paste the caption.")


def working(**facts: Any) -> Item:
    new = life.new("i1", "o1", "http://a.example/1", "http://a.example/1", given=None, now=NOON)
    return life.claim(new, attempt_id="a1", now=NOON, policy=POLICY)._replace(**facts)


def ended(working: Item, failure: Failure | None = None) -> Item:
    if failure is None:
        return life.succeeded(working, now=NOON, title="Tomato soup", thumbnail="/media/pictures/o1/i1/x.jpg")
    return life.failed(working, failure, now=NOON, policy=POLICY, chance=0.5)


@dataclass
class Recorder:
    """Takes the place of `Push`; `says` has the outcome of each device, `TAKEN` where it has none."""

    says: dict[str, Outcome] = field(default_factory=dict)
    clock: Clock | None = None
    sent: list[tuple[str, Message]] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def __call__(self, to: Subscription, message: Message) -> Outcome:
        with self._lock:
            self.sent.append((to.client_id, message))
            if self.clock:
                self.clock.sleep(10)
        return self.says.get(to.client_id, Outcome.TAKEN)

    @property
    def devices(self) -> list[str]:
        return sorted(device for device, _ in self.sent)


@pytest.fixture
def subscriptions(engine: Engine, ids: Ids) -> Subscriptions:
    return Subscriptions(engine.table, ids)


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def notify(subscriptions: Subscriptions, recorder: Recorder, clock: Clock) -> Notify:
    return Notify(subscriptions, recorder, clock, clock.monotonic, enabled=True)


def subscribe(subscriptions: Subscriptions, *devices: str, service: str = "push.example") -> None:
    for device in devices:
        subscriptions.add("o1", device, Address(f"https://{service}/{device}", "p256dh", "auth"))


def told(notify: Notify, old: Item | None, new: Item | None) -> list[str]:
    return sorted(owed.to.client_id for owed in notify.owed(old, new))


# -- which changes -------------------------------------------------------------------------------------


@pytest.mark.parametrize("failure", [None, WRONG, DOWN])
def test_each_end_of_an_item_is_told_to_every_device_once(
    notify: Notify, subscriptions: Subscriptions, failure: Failure | None
) -> None:
    subscribe(subscriptions, "phone", "tablet")
    old = working()
    new = ended(old, failure)
    assert told(notify, old, new) == ["phone", "tablet"]
    assert told(notify, old, new) == []


def test_what_is_no_end_is_not_told(notify: Notify, subscriptions: Subscriptions) -> None:
    subscribe(subscriptions, "phone")
    old = working()
    done = ended(old)
    for before, after in [
        (None, old._replace(status=Status.PENDING)),
        (old, life.progressed(old, 50, now=NOON)),
        (old, life.put_back(old, DOWN, now=NOON)),
        (done, done._replace(version=done.version + 1)),
        (done, None),
        (None, None),
    ]:
        assert told(notify, before, after) == []


@pytest.mark.parametrize(
    ("failure", "heals", "status", "devices"),
    [
        (DOWN, 1, Status.UNHEALTHY, []),
        (DOWN, len(HEALS_AFTER), Status.ERROR, ["phone"]),
        (WRONG, 1, Status.ERROR, ["phone"]),
        (None, 1, Status.SUCCESS, ["phone"]),
    ],
)
def test_a_heal_is_told_only_when_it_ends_otherwise(
    notify: Notify,
    subscriptions: Subscriptions,
    failure: Failure | None,
    heals: int,
    status: Status,
    devices: list[str],
) -> None:
    subscribe(subscriptions, "phone")
    old = working(asked=False, heals=heals)
    new = ended(old, failure)
    assert (new.status, told(notify, old, new)) == (status, devices)


def test_a_cooks_retry_is_told_although_it_ends_as_before(
    notify: Notify, subscriptions: Subscriptions
) -> None:
    subscribe(subscriptions, "phone")
    first = ended(working(), DOWN)
    again = life.claim(
        life.restarted(first, life.PhaseName.EXTRACTION, now=NOON), attempt_id="a2", now=NOON, policy=POLICY
    )
    assert told(notify, working(), first) == ["phone"]
    assert told(notify, again, ended(again, DOWN)) == ["phone"]


@pytest.mark.parametrize(("late_ms", "devices"), [(LATE_PUSH_MS, ["phone"]), (LATE_PUSH_MS + 1, [])])
def test_what_comes_too_late_is_not_told(
    notify: Notify, subscriptions: Subscriptions, clock: Clock, late_ms: int, devices: list[str]
) -> None:
    subscribe(subscriptions, "phone")
    old = working()
    new = ended(old)
    clock.now = new.updated_at + late_ms
    assert told(notify, old, new) == devices


def test_only_the_owners_devices_are_told(notify: Notify, subscriptions: Subscriptions) -> None:
    subscribe(subscriptions, "phone")
    assert told(notify, working(owner="o2"), ended(working(owner="o2"))) == []


def test_nobody_is_told_where_push_is_not_configured(notify: Notify, subscriptions: Subscriptions) -> None:
    subscribe(subscriptions, "phone")
    assert told(replace(notify, enabled=False), working(), ended(working())) == []


def test_no_note_is_written_where_nobody_listens(notify: Notify, subscriptions: Subscriptions) -> None:
    new = ended(working())
    assert told(notify, working(), new) == []
    assert subscriptions.begin_push(new)


# -- what it says --------------------------------------------------------------------------------------


def message(item: Item) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(push_message(item).body)
    return body


def test_a_success_carries_the_title_and_the_picture() -> None:
    assert message(ended(working())) == {
        "itemId": "i1",
        "status": "success",
        "version": 3,
        "timestamp": "2026-03-01T12:00:00.002Z",
        "title": "Tomato soup",
        "image": "/media/pictures/o1/i1/x.jpg",
    }


def test_a_failure_carries_its_code_the_sentence_and_the_advice() -> None:
    said = message(ended(working(), WRONG))
    assert said["status"] == "error"
    assert said["errorCode"] == "not_a_recipe"
    assert (said["error"], said["advice"]) == ("This is no recipe.", "Paste the caption.")
    assert "image" not in said


@pytest.mark.parametrize(
    ("link", "title"),
    [
        ("https://www.instagram.com/p/A/", "www.instagram.com"),
        ("https://xn--kse-qla.de/soup", "käse.de"),
        ("pasted:0f3c", "Your recipe"),
    ],
)
def test_what_has_no_title_yet_is_called_after_its_site(link: str, title: str) -> None:
    assert message(ended(working(canonical_url=link), WRONG))["title"] == title


def test_a_newer_message_of_an_item_replaces_an_older_one_and_no_other() -> None:
    first, again, other = ended(working()), ended(working(version=7)), ended(working(id="i2"))
    assert push_message(first).topic == push_message(again).topic != push_message(other).topic


def test_what_nobody_waits_for_is_less_urgent() -> None:
    assert push_message(ended(working())).urgency == "normal"
    assert push_message(ended(working(asked=False))).urgency == "low"


TEXTS = st.text(st.characters(codec=None, exclude_categories=()), max_size=1_500)


@given(title=TEXTS, error=TEXTS, advice=TEXTS, image=TEXTS)
def test_a_message_is_json_of_at_most_3_kb_whatever_it_is_about(
    title: str, error: str, advice: str, image: str
) -> None:
    item = ended(working(), WRONG)._replace(title=title, error=error, advice=advice, thumbnail=image)
    sent = push_message(item)
    said = json.loads(sent.body)
    assert len(sent.body) <= 3_000
    assert said["title"]
    assert said.get("image", "") in ("", image.encode("utf-8", "replace").decode())


def test_a_long_text_is_cut_where_one_sees_it() -> None:
    said = message(ended(working())._replace(title="Käse" * 500))
    assert said["title"].startswith("KäseKäse")
    assert said["title"].endswith("…")


# -- sending -------------------------------------------------------------------------------------------


def owed(*devices: str, service: str = "push.example") -> list[Owed]:
    return [
        Owed("i1", Subscription("o1", device, Address(f"https://{service}/{device}", "", "")), HELLO)
        for device in devices
    ]


def test_nothing_owed_is_nothing_sent(notify: Notify, recorder: Recorder) -> None:
    notify.send([])
    assert recorder.sent == []


def test_a_gone_device_is_forgotten_and_the_others_stay(
    notify: Notify, subscriptions: Subscriptions, recorder: Recorder
) -> None:
    subscribe(subscriptions, "gone", "refusing", "lost", "fine")
    recorder.says |= {"gone": Outcome.GONE, "refusing": Outcome.REFUSED, "lost": Outcome.LOST}
    notify.send(notify.owed(working(), ended(working())))
    assert recorder.devices == ["fine", "gone", "lost", "refusing"]
    assert sorted(one.client_id for one in subscriptions.of("o1")) == ["fine", "lost", "refusing"]


class Silent:
    """A table that can be read and answers no write."""

    def __init__(self, table: Table) -> None:
        self.get, self.query = table.get, table.query

    def transact(self, writes: Sequence[Put | Delete], token: str) -> None:
        raise Unavailable("no answer")


def test_a_gone_device_that_cannot_be_forgotten_now_harms_nobody(
    notify: Notify, subscriptions: Subscriptions, recorder: Recorder, engine: Engine, ids: Ids
) -> None:
    subscribe(subscriptions, "gone", "fine")
    recorder.says = {"gone": Outcome.GONE}
    due = notify.owed(working(), ended(working()))
    replace(notify, subscriptions=Subscriptions(Silent(engine.table), ids)).send(due)
    assert recorder.devices == ["fine", "gone"]


def test_a_change_whose_note_is_not_answered_is_looked_at_again(
    notify: Notify, subscriptions: Subscriptions, engine: Engine, ids: Ids
) -> None:
    subscribe(subscriptions, "phone")
    with pytest.raises(Unavailable):
        replace(notify, subscriptions=Subscriptions(Silent(engine.table), ids)).owed(
            working(), ended(working())
        )
    assert told(notify, working(), ended(working())) == ["phone"]


def test_a_service_that_does_not_answer_is_left_alone_and_the_others_are_served(
    notify: Notify, recorder: Recorder
) -> None:
    dead = [f"dead {number}" for number in range(50)]
    fine = [f"fine {number}" for number in range(50)]
    recorder.says = dict.fromkeys(dead, Outcome.LOST)
    with log_lines() as lines:
        notify.send([*owed(*dead, service="dead.example"), *owed(*fine)])
    begun = [device for device in recorder.devices if device in dead]
    assert 1 <= len(begun) <= THREADS
    assert [device for device in recorder.devices if device in fine] == sorted(fine)
    assert sum("push dropped" in line for line in lines) == len(dead) - len(begun)


def test_after_a_while_nothing_is_begun_any_more(notify: Notify, recorder: Recorder, clock: Clock) -> None:
    recorder.clock = clock
    with log_lines() as lines:
        notify.send(owed(*map(str, range(100))))
    assert BEGIN_SECONDS / 10 <= len(recorder.sent) < BEGIN_SECONDS / 10 + THREADS
    assert sum("push dropped" in line for line in lines) == 100 - len(recorder.sent)


@dataclass
class Services:
    """Two push services and a `Notify` that speaks to them in earnest."""

    slow: PushService
    quick: PushService
    notify: Notify


@pytest.fixture
def services(
    vapid_environment: dict[str, str],
    push_service: PushService,
    subscriptions: Subscriptions,
    clock: Clock,
) -> Iterator[Services]:
    keys = [vapid_environment[f"VAPID_{name}"] for name in ("PRIVATE_KEY", "PUBLIC_KEY", "SUBJECT")]
    vapid, slow = Vapid(*keys), push_service
    with PushService(clock, vapid.public_key) as quick:
        fetch = Fetcher(allow_hosts={slow.address, quick.address})
        push = Push(vapid, fetch.hop, clock, time.monotonic, clock.sleep, seconds=120)
        yield Services(slow, quick, Notify(subscriptions, push, clock, time.monotonic, enabled=True))
        assert quick.faults == []


def test_the_quick_service_is_reached_while_the_slow_one_holds_all_that_it_gets(
    services: Services, subscriptions: Subscriptions
) -> None:
    """The slow one answers only once the quick one has been reached: in turn, none would ever end."""
    reached = services.quick.arrived("quick")
    for number in range(20):
        services.slow.script(f"slow-{number}", Say(after=reached))
        add(subscriptions, services.slow, f"slow-{number}")
    add(subscriptions, services.quick, "quick")
    services.notify.send(services.notify.owed(working(), ended(working())))
    assert services.quick.count("quick") == 1
    assert {one.device: services.slow.count(one.device) for one in services.slow.pushed} == {
        f"slow-{number}": 1 for number in range(20)
    }


def add(subscriptions: Subscriptions, service: PushService, device: str) -> None:
    told = Browser().subscription(service.endpoint(device))
    subscriptions.add("o1", device, Address(told["endpoint"], told["keys"]["p256dh"], told["keys"]["auth"]))
