"""SQS as it is documented, and the event source that hands its messages to `process`.

At least once, in no order, hidden while somebody works on it; received too often it goes to the dead letters.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, insort
from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter
from random import Random

from instarecipe.embedded.queue import VISIBILITY_MS
from instarecipe.ports import Clock, Message


@dataclass(slots=True, eq=False)
class _Sent:
    number: int
    id: str
    body: str
    sent_at: int
    visible_at: int
    receive_count: int = 0
    receipt: str = ""
    shown: bool = False


_NUMBER = attrgetter("number")


@dataclass
class SimulatedSqs:
    """`ports.Queue`, with what the simulation's event source needs besides.

    `doubles` is how often, 0 to 1, a message that is handed out stays visible to others.
    """

    clock: Clock
    new_id: Callable[[], str]
    random: Random
    max_receives: int
    doubles: float = 0.0
    doubled: int = 0
    sent: int = 0
    on_send: list[Callable[[], None]] = field(default_factory=list)
    _messages: dict[str, _Sent] = field(default_factory=dict)
    _dead: dict[str, _Sent] = field(default_factory=dict)
    _receipts: dict[str, str] = field(default_factory=dict)
    """To the ids of messages."""
    _hidden: list[tuple[int, int, _Sent]] = field(default_factory=list)
    """A heap of the times at which messages become visible; what holds no longer stays until it comes up."""
    _visible: list[_Sent] = field(default_factory=list)
    """In the order in which they were sent."""

    def send(self, body: str, *, delay: int = 0, group: str = "") -> None:
        if not 0 <= delay <= 900:
            raise ValueError(f"SQS delays by at most 900 s, not {delay}")
        now = self.clock()
        self.sent += 1
        message = _Sent(self.sent, self.new_id(), body, now, now + delay * 1000)
        self._messages[message.id] = message
        heapq.heappush(self._hidden, (message.visible_at, message.number, message))
        self._tell()

    def receive(self, limit: int) -> list[Message]:
        now = self.clock()
        visible = self._all_visible(now).copy()
        self.random.shuffle(visible)
        received: list[Message] = []
        for message in visible:
            if message.receive_count >= self.max_receives:
                self._remove(message)
                self._dead[message.id] = message
            elif len(received) < limit:
                received.append(self._hand_out(message, now))
        return received

    def delete(self, receipt: str) -> None:
        """Only the newest receipt counts."""
        message = self._by(receipt)
        if message:
            self._remove(message)

    def change_visibility(self, receipt: str, seconds: int) -> None:
        if not 0 <= seconds <= 43_200:
            raise ValueError(f"SQS hides a message for at most 12 hours, not {seconds} s")
        message = self._by(receipt)
        if message:
            self._hide(message, self.clock() + seconds * 1000)
        self._tell()

    def next_visible(self) -> int | None:
        visible = self._all_visible(self.clock())
        if visible:
            return visible[0].visible_at
        return self._hidden[0][0] if self._hidden else None

    def dead_letters(self) -> list[str]:
        return [message.body for message in self._dead.values()]

    def bodies(self) -> list[str]:
        """Of all that are not dead."""
        return [message.body for message in self._messages.values()]

    def redrive(self) -> int:
        dead, self._dead = self._dead, {}
        for message in dead.values():
            self.send(message.body)
        return len(dead)

    def lose(self, body: str) -> None:
        """As a hint that was never sent."""
        for message in [one for one in self._messages.values() if one.body == body]:
            self._remove(message)

    def _hand_out(self, message: _Sent, now: int) -> Message:
        message.receive_count += 1
        message.receipt = self.new_id()
        self._receipts[message.receipt] = message.id
        if self.random.random() < self.doubles:
            self.doubled += 1
        else:
            self._hide(message, now + VISIBILITY_MS)
        return Message(message.id, message.receipt, message.body, message.receive_count, message.sent_at)

    def _all_visible(self, now: int) -> list[_Sent]:
        """Afterwards the first of those that are hidden really is the next."""
        while self._hidden and not self._is_next(*self._hidden[0], now):
            at, _, message = heapq.heappop(self._hidden)
            if self._is_waiting(message, at):
                message.shown = True
                insort(self._visible, message, key=_NUMBER)
        return self._visible

    def _is_next(self, at: int, _: int, message: _Sent, now: int) -> bool:
        return at > now and self._is_waiting(message, at)

    def _is_waiting(self, message: _Sent, at: int) -> bool:
        return message.id in self._messages and message.visible_at == at and not message.shown

    def _hide(self, message: _Sent, until: int) -> None:
        self._take_from_sight(message)
        message.visible_at = until
        heapq.heappush(self._hidden, (until, message.number, message))

    def _remove(self, message: _Sent) -> None:
        self._take_from_sight(message)
        del self._messages[message.id]

    def _take_from_sight(self, message: _Sent) -> None:
        if message.shown:
            message.shown = False
            del self._visible[bisect_left(self._visible, message.number, key=_NUMBER)]

    def _by(self, receipt: str) -> _Sent | None:
        message = self._messages.get(self._receipts.get(receipt, ""))
        return message if message and message.receipt == receipt else None

    def _tell(self) -> None:
        for listener in self.on_send:
            listener()
