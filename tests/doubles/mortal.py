"""Workers that are killed: at the n-th call that leaves the process, just before or just after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Killed(BaseException):
    """As SIGKILL it cannot be handled: whatever the worker still tries fails the same way."""


@dataclass
class Life:
    """`dies_at` counts calls from 1, None lives for ever; `before` dies without the call having been made."""

    dies_at: int | None = None
    before: bool = False
    calls: list[str] = field(default_factory=list)
    dead: bool = False

    def call(self, name: str, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        if self.dead:
            raise Killed
        self.calls.append(name)
        last = len(self.calls) == self.dies_at
        if last and self.before:
            self.dead = True
            raise Killed
        answer = function(*arguments, **named)
        if last:
            self.dead = True
            raise Killed
        return answer


class _Mortal:
    def __init__(self, port: object, life: Life) -> None:
        self._port = port
        self._life = life

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        port = cast(Callable[..., Any], self._port)
        return self._life.call(type(port).__name__, port, *arguments, **named)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._port, name)
        kind = type(self._port).__name__
        return partial(self._life.call, f"{kind}.{name}", value) if callable(value) else value


def mortal(port: T, life: Life) -> T:
    """The same port, whose calls end with its worker's life."""
    return cast(T, _Mortal(port, life))
