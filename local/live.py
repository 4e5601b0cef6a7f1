"""Server-Sent Events of one process: the function's own answer first, then what changes, as it changes.

Whoever watches the same shares one look at the table per change, and changes that come together share one
too. A client that does not read is let go, and takes up again from where it was.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from typing import Any, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from instarecipe.domain.errors import InstaRecipeError, Refused
from instarecipe.http import problem
from instarecipe.observability import log
from instarecipe.ports import Key
from local.events import Context

Handler = Callable[[Any, Any], Any]
Event = dict[str, Any]
Subject = tuple[str, str | None]
"""Whose items are watched; one of them, or all for None."""
Look = Callable[[str, str | None, str | None], str]
"""`Live.events`: owner, item and position in, blocks out."""

PING_SECONDS = 15.0
PING = "event: ping\ndata: {}\n\n"
BACKLOG = 256
"""Changes that wait for a slow client."""
ROOM = 5_000


class Update(NamedTuple):
    """A block `queue-update` as it is sent."""

    text: str
    item_id: str
    version: int


class Watcher:
    """One client's place among those who watch a subject."""

    def __init__(self) -> None:
        self._news: asyncio.Queue[Sequence[Update] | None] = asyncio.Queue(BACKLOG)
        self.doubted = False

    def offer(self, updates: Sequence[Update]) -> None:
        """Ends instead when the client has fallen too far behind."""
        if self._news.full():
            self.end()
        else:
            self._news.put_nowait(updates)

    def doubt(self) -> None:
        """Whether it may still be told anything is to be asked before the next word."""
        self.doubted = True
        self.offer(())

    def end(self) -> None:
        while not self._news.empty():
            self._news.get_nowait()
        self._news.put_nowait(None)

    async def next(self, seconds: float) -> Sequence[Update] | None:
        """Nothing when nothing came for so long; None at the end."""
        try:
            return await asyncio.wait_for(self._news.get(), seconds)
        except TimeoutError:
            return ()


class News:
    """Who watches what. Made within the event loop."""

    def __init__(self, look: Look) -> None:
        self._loop = asyncio.get_running_loop()
        self._look = look
        self._feeds: dict[Subject, _Feed] = {}
        self._stopping = False

    def tell(self, changed: Iterable[Key]) -> None:
        """Rows of items or tokens were stored. From any thread, and nothing to do where nobody watches."""
        rows = [(*key.pk.split("#", 1), key.sk.removeprefix("i#")) for key in changed]
        items = [(owner, id_) for kind, owner, id_ in rows if kind == "o"]
        owners = {owner for kind, owner, _ in rows if kind == "tokens"}
        subjects = {subject for owner, id_ in items for subject in ((owner, None), (owner, id_))}
        if self._stopping:
            return
        if watched := subjects & self._feeds.keys():
            self._loop.call_soon_threadsafe(self._wake, watched)
        if owners:
            self._loop.call_soon_threadsafe(self._doubt, owners)

    def stop(self) -> None:
        """Ends every stream. From a signal handler too."""
        self._stopping = True
        self._loop.call_soon_threadsafe(self._end)

    async def watch(self, subject: Subject) -> Watcher:
        """From now on it is told what changes. Ended already where there is nothing to watch."""
        feed = self._feeds.get(subject)
        if feed is None:
            feed = self._feeds[subject] = _Feed(self._look, subject)
            feed.task = asyncio.create_task(feed.run())
            feed.task.add_done_callback(lambda _: self._forget(subject, feed))
        watcher = Watcher()
        feed.watchers.add(watcher)
        await feed.ready.wait()
        if self._stopping or feed.over:
            watcher.end()
        return watcher

    def leave(self, subject: Subject, watcher: Watcher) -> None:
        feed = self._feeds.get(subject)
        if feed:
            feed.watchers.discard(watcher)
            if not feed.watchers and feed.task:
                feed.task.cancel()
                self._forget(subject, feed)

    def _forget(self, subject: Subject, feed: _Feed) -> None:
        if self._feeds.get(subject) is feed:
            del self._feeds[subject]

    def _wake(self, subjects: Iterable[Subject]) -> None:
        for subject in subjects:
            if feed := self._feeds.get(subject):
                feed.changed.set()

    def _doubt(self, owners: set[str]) -> None:
        for (owner, _), feed in self._feeds.items():
            if owner in owners:
                feed.doubt()

    def _end(self) -> None:
        for feed in self._feeds.values():
            feed.end()


class _Feed:
    """What changes of one subject: looked for once, whoever many watch it."""

    def __init__(self, look: Look, subject: Subject) -> None:
        self.watchers: set[Watcher] = set()
        self.changed = asyncio.Event()
        self.ready = asyncio.Event()
        self.task: asyncio.Task[None] | None = None
        self.over = False
        self._look = look
        self._subject = subject
        self._position: str | None = None
        self._seen: dict[str, int] = {}

    async def run(self) -> None:
        """Until there is nothing to watch any more, or nobody who does."""
        try:
            await self._fresh()
            await self._fresh()  # what ended shortly before is no news either
            self.ready.set()
            while await self.changed.wait():
                self.changed.clear()
                fresh = await self._fresh()
                for watcher in tuple(self.watchers):
                    if fresh:
                        watcher.offer(fresh)
        except InstaRecipeError as end:
            log.debug("a live stream ends", extra={"cause": str(end)})
        except Exception:
            log.exception("bug", extra={"route": "live stream"})
        finally:
            self.over = True
            self.end()
            self.ready.set()

    def doubt(self) -> None:
        for watcher in self.watchers:
            watcher.doubt()

    def end(self) -> None:
        for watcher in self.watchers:
            watcher.end()

    async def _fresh(self) -> list[Update]:
        """What it did not know. A look sees again what it saw shortly before, and nothing older."""
        text = await run_in_threadpool(self._look, *self._subject, self._position)
        updates, self._position = read_blocks(text, self._position)
        fresh = [update for update in updates if update.version > self._seen.get(update.item_id, 0)]
        self._seen = {update.item_id: update.version for update in updates}
        return fresh


class LiveStream:
    """`subject` says what a request watches, and raises for whom it must not; `handler` is the function.

    At most `room` streams are open at a time.
    """

    def __init__(
        self,
        handler: Handler,
        subject: Callable[[Event], Subject],
        news: News,
        look: Look,
        ping_seconds: float = PING_SECONDS,
        room: int = ROOM,
    ) -> None:
        self._handler = handler
        self._subject = subject
        self._news = news
        self._look = look
        self._ping_seconds = ping_seconds
        self._room = room

    async def serve(self, event: Event, scope: Scope, receive: Receive, send: Send) -> None:
        """The answer, as an ASGI application gives it."""
        try:
            subject = await run_in_threadpool(self._subject, event)
        except InstaRecipeError:
            await self._response(await self._call(event))(scope, receive, send)
            return
        if not self._room:
            await self._response(_crowded())(scope, receive, send)
            return
        self._room -= 1
        watcher = await self._news.watch(subject)  # before the first look, so that nothing falls in between
        try:
            answer = await self._call(event)
            response = self._response(answer)
            if answer["statusCode"] == 200:
                headers = {**answer["headers"], "x-accel-buffering": "no"}
                blocks = self._blocks(event, subject, answer["body"], watcher)
                response = StreamingResponse(blocks, headers=headers)
            await response(scope, receive, send)
        finally:
            self._room += 1
            self._news.leave(subject, watcher)

    async def _blocks(
        self, event: Event, subject: Subject, text: str, watcher: Watcher
    ) -> AsyncIterator[str]:
        yield text
        updates, position = read_blocks(text, None)
        seen = {update.item_id: update.version for update in updates}
        while (
            updates and "last-event-id" in event["headers"]
        ):  # it may have missed more than one answer holds
            text = await run_in_threadpool(self._look, *subject, position)
            updates, position = read_blocks(text, position)
            yield _unseen(updates, seen)
            updates = [update for update in updates if seen.get(update.item_id, 0) < update.version]
            seen.update((update.item_id, update.version) for update in updates)
        allowed_until = self._now() + self._ping_seconds
        while (news := await watcher.next(self._ping_seconds)) is not None:
            if watcher.doubted or self._now() >= allowed_until:
                watcher.doubted = False
                if not await self._is_allowed(event):
                    return
                allowed_until = self._now() + self._ping_seconds
            yield _unseen(news, seen) if news else PING

    async def _is_allowed(self, event: Event) -> bool:
        """Still: a token may have been revoked, or have expired."""
        try:
            await run_in_threadpool(self._subject, event)
        except InstaRecipeError:
            return False
        return True

    async def _call(self, event: Event) -> dict[str, Any]:
        answer: dict[str, Any] = await run_in_threadpool(self._handler, event, Context(10))
        return answer

    def _response(self, answer: dict[str, Any]) -> Response:
        return Response(answer["body"], answer["statusCode"], answer["headers"])

    def _now(self) -> float:
        return asyncio.get_running_loop().time()


def _crowded() -> dict[str, Any]:
    refused = Refused(503, "crowded", "Too many pages watch just now. Please close some of them.")
    return problem(refused, {"retry-after": "5", "connection": "close"})


def read_blocks(text: str, position: str | None) -> tuple[list[Update], str | None]:
    """The updates, and the position that they lead to."""
    updates = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        position = fields.get("id", position)
        if fields.get("event") == "queue-update":
            told = json.loads(fields["data"])
            updates.append(Update(f"{block}\n\n", told["itemId"], told["version"]))
    return updates, position


def _unseen(updates: Iterable[Update], seen: dict[str, int]) -> str:
    return "".join(update.text for update in updates if update.version > seen.get(update.item_id, 0))
