"""SQS as it is documented, and the event source that hands its messages to `process`.

At least once, in no order, hidden while somebody works on it; received too often it goes to the dead letters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from instarecipe.embedded.queue import VISIBILITY_MS
from instarecipe.ports import Clock, Message


@dataclass
class _Sent:
    id: str
    body: str
    sent_at: int
    visible_at: int
    receive_count: int = 0
    receipt: str = ""


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

    def send(self, body: str, *, delay: int = 0, group: str = "") -> None:
        if not 0 <= delay <= 900:
            raise ValueError(f"SQS delays by at most 900 s, not {delay}")
        now = self.clock()
        message = _Sent(self.new_id(), body, now, now + delay * 1000)
        self._messages[message.id] = message
        self.sent += 1
        self._tell()

    def receive(self, limit: int) -> list[Message]:
        now = self.clock()
        visible = [message for message in self._messages.values() if message.visible_at <= now]
        self.random.shuffle(visible)
        received: list[Message] = []
        for message in visible:
            if message.receive_count >= self.max_receives:
                self._dead[message.id] = self._messages.pop(message.id)
            elif len(received) < limit:
                received.append(self._hand_out(message, now))
        return received

    def delete(self, receipt: str) -> None:
        """Only the newest receipt counts."""
        message = self._by(receipt)
        if message:
            del self._messages[message.id]

    def change_visibility(self, receipt: str, seconds: int) -> None:
        if not 0 <= seconds <= 43_200:
            raise ValueError(f"SQS hides a message for at most 12 hours, not {seconds} s")
        message = self._by(receipt)
        if message:
            message.visible_at = self.clock() + seconds * 1000
        self._tell()

    def next_visible(self) -> int | None:
        return min((message.visible_at for message in self._messages.values()), default=None)

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
        self._messages = {at: one for at, one in self._messages.items() if one.body != body}

    def _hand_out(self, message: _Sent, now: int) -> Message:
        message.receive_count += 1
        message.receipt = self.new_id()
        if self.random.random() < self.doubles:
            self.doubled += 1
        else:
            message.visible_at = now + VISIBILITY_MS
        return Message(message.id, message.receipt, message.body, message.receive_count, message.sent_at)

    def _by(self, receipt: str) -> _Sent | None:
        return next((one for one in self._messages.values() if one.receipt == receipt), None)

    def _tell(self) -> None:
        for listener in self.on_send:
            listener()
