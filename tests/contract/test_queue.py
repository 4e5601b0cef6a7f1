"""What every engine's `Queue` promises: at least once, in no order, and not for ever."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from instarecipe.ports import Engine, Message, Queue

VISIBILITY = 1_800
Wait = Callable[[float], None]
DeadLetters = Callable[[], list[str]]


@pytest.fixture
def queue(engine: Engine) -> Queue:
    return engine.queue


def receive(queue: Queue, limit: int = 10) -> list[Message]:
    """Whatever can be had now; an engine may hand out less than it has at once."""
    found: list[Message] = []
    while more := queue.receive(limit):
        found += more
    return found


def bodies(messages: list[Message]) -> list[str]:
    return sorted(message.body for message in messages)


def test_an_empty_queue_has_nothing(queue: Queue) -> None:
    assert queue.receive(1) == []


def test_a_message_arrives_as_it_was_sent(queue: Queue) -> None:
    body = '{"owner":"o","itemId":"Äpfel 🍏"}'
    queue.send(body, group="o")
    [message] = receive(queue)
    assert (message.body, message.receive_count) == (body, 1)
    assert message.id
    assert message.receipt
    assert message.sent_at > 1_700_000_000_000


def test_a_received_message_is_hidden_until_its_visibility_ends(queue: Queue, wait: Wait) -> None:
    queue.send("a")
    [first] = receive(queue)
    wait(VISIBILITY - 2)
    assert receive(queue) == []
    wait(3)
    [again] = receive(queue)
    assert (again.id, again.body, again.receive_count) == (first.id, "a", 2)
    assert again.receipt != first.receipt
    assert again.sent_at == first.sent_at


def test_a_deleted_message_never_comes_back(queue: Queue, wait: Wait) -> None:
    queue.send("a")
    queue.send("b")
    for message in receive(queue):
        queue.delete(message.receipt)
    wait(2 * VISIBILITY)
    assert receive(queue) == []


def test_a_message_can_be_deleted_twice(queue: Queue) -> None:
    queue.send("a")
    [message] = receive(queue)
    queue.delete(message.receipt)
    queue.delete(message.receipt)


@pytest.mark.parametrize("seconds", [1, 37, 900])
def test_a_delayed_message_waits(queue: Queue, wait: Wait, seconds: int) -> None:
    queue.send("late", delay=seconds)
    queue.send("now")
    assert bodies(receive(queue)) == ["now"]
    wait(seconds - 0.5)
    assert receive(queue) == []
    wait(1)
    assert bodies(receive(queue)) == ["late"]


def test_a_failed_message_comes_back_when_its_receiver_says(queue: Queue, wait: Wait) -> None:
    queue.send("a")
    [message] = receive(queue)
    queue.change_visibility(message.receipt, 20)
    wait(19)
    assert receive(queue) == []
    wait(2)
    assert [again.receive_count for again in receive(queue)] == [2]


def test_a_failed_message_may_come_back_at_once(queue: Queue) -> None:
    queue.send("a")
    [message] = queue.receive(1)
    queue.change_visibility(message.receipt, 0)
    assert [again.id for again in receive(queue)] == [message.id]


def test_the_receive_after_the_last_moves_a_message_to_the_dead_letters(
    queue: Queue, dead_letters: DeadLetters
) -> None:
    queue.send("poison")
    for received in (1, 2, 3):
        [message] = queue.receive(1)
        assert message.receive_count == received
        assert dead_letters() == []
        queue.change_visibility(message.receipt, 0)
    assert queue.receive(1) == []
    assert dead_letters() == ["poison"]


def test_a_dead_letter_holds_up_nobody(queue: Queue, dead_letters: DeadLetters) -> None:
    queue.send("poison", group="a")
    queue.send("fine", group="b")
    seen: list[str] = []
    for _ in range(8):
        for message in queue.receive(1):
            seen.append(message.body)
            if message.body == "poison":
                queue.change_visibility(message.receipt, 0)
    assert seen.count("poison") == 3
    assert seen.count("fine") == 1
    assert dead_letters() == ["poison"]


def test_a_message_that_is_deleted_at_its_last_receive_does_not_die(
    queue: Queue, wait: Wait, dead_letters: DeadLetters
) -> None:
    queue.send("a")
    for _ in range(2):
        [message] = receive(queue)
        queue.change_visibility(message.receipt, 0)
    [message] = receive(queue)
    queue.delete(message.receipt)
    wait(2 * VISIBILITY)
    assert receive(queue) == []
    assert dead_letters() == []


def test_every_message_is_delivered(queue: Queue) -> None:
    for number in range(30):
        queue.send(f"{number:02}", group=f"owner {number % 4}")
    received = receive(queue)
    assert bodies(received) == [f"{number:02}" for number in range(30)]
    assert len({message.receipt for message in received}) == 30


@pytest.mark.parametrize("limit", [1, 2, 10])
def test_no_more_messages_come_than_were_asked_for(queue: Queue, limit: int) -> None:
    for number in range(20):
        queue.send(str(number), group=str(number))
    assert 1 <= len(queue.receive(limit)) <= limit
