"""The local host's live streams: who shares a look at the table, who is let go, and when a stream ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.types import Message

from instarecipe.domain import item as life
from instarecipe.domain.errors import Refused
from instarecipe.domain.item import Item, Status
from instarecipe.embedded.table import SqliteTable
from instarecipe.http import problem
from local.live import BACKLOG, LiveStream, News, Subject, Update, Watcher, read_blocks
from tests.doubles.phases import DoubledWiring
from tests.doubles.stored import OWNER, store

PATIENCE = 120.0


@dataclass
class Host:
    """Streams over the real table. `looks` are the subjects that the table was asked about for news."""

    wiring: DoubledWiring
    looks: list[Subject] = field(default_factory=list)
    refused: bool = False

    def open(self, ping_seconds: float = 9 * PATIENCE) -> None:
        self.news = News(self._look)
        self.stream = LiveStream(self._handler, self._subject, self.news, self._look, ping_seconds)
        assert isinstance(self.wiring.engine.table, SqliteTable)
        self.wiring.engine.table.on_change.append(self.news.tell)

    def _look(self, owner: str, item_id: str | None, position: str | None) -> str:
        self.looks.append((owner, item_id))
        return self.wiring.live.events(owner, item_id, position)

    def _subject(self, event: dict[str, Any]) -> Subject:
        if self.refused or (event["secret"] and not self.wiring.registry.token(event["secret"])):
            raise Refused(401, "unauthorized", "Please sign in.")
        return event["owner"], event["item"]

    def _handler(self, event: dict[str, Any], _: object) -> dict[str, Any]:
        try:
            owner, item_id = self._subject(event)
            body = self.wiring.live.events(owner, item_id, event["headers"].get("last-event-id"))
        except Refused as refused:
            return problem(refused)
        return {"statusCode": 200, "headers": {}, "body": body}


@dataclass
class Client:
    """An EventSource. With `reads` off it takes the head of the answer, then nothing more."""

    reads: bool = True
    messages: list[Message] = field(default_factory=list)
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self) -> Message:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.messages.append(message)
        self.arrived.set()
        if not self.reads and message["type"] == "http.response.body":
            await self.gone.wait()

    @property
    def updates(self) -> list[tuple[str, int]]:
        text = b"".join(message.get("body", b"") for message in self.messages).decode()
        return [(update.item_id, update.version) for update in read_blocks(text, None)[0]]

    async def until(self, happened: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not happened():
                self.arrived.clear()
                await self.arrived.wait()


@asynccontextmanager
async def connected(
    host: Host,
    owner: str = OWNER,
    item_id: str | None = None,
    *,
    reads: bool = True,
    last: str = "",
    secret: str = "",
) -> AsyncIterator[Client]:
    client = Client(reads)
    headers = {"last-event-id": last} if last else {}
    event = {"owner": owner, "item": item_id, "headers": headers, "secret": secret}
    task = asyncio.create_task(host.stream.serve(event, {"type": "http"}, client.receive, client.send))
    try:
        await client.until(lambda: len(client.messages) >= 2)
        yield client
    finally:
        client.gone.set()
        await task


def moved(wiring: DoubledWiring, item: Item) -> Item:
    return wiring.items.save(item, life.progressed(item, 10, now=wiring.clock()))


def test_a_change_asks_the_table_for_its_own_watchers_only(wiring: DoubledWiring) -> None:
    """However many streams are open of other owners and items, and however many watch the same."""
    item = store(wiring.items, Status.IN_PROGRESS)
    others = [store(wiring.items, Status.IN_PROGRESS) for _ in range(10)]
    host = Host(wiring)

    async def watch() -> None:
        host.open()
        async with asyncio.TaskGroup() as tasks:
            done = asyncio.Event()
            opened = [asyncio.Event() for _ in range(200)]

            async def stay(number: int, owner: str, item_id: str | None) -> None:
                async with connected(host, owner, item_id):
                    opened[number].set()
                    await done.wait()

            for number in range(200):
                subject = (OWNER, others[number % 10].id) if number % 2 else (f"neighbour-{number}", None)
                tasks.create_task(stay(number, *subject))
            for one in opened:
                await one.wait()
            async with (
                connected(host) as all_,
                connected(host) as same,
                connected(host, OWNER, item.id) as own,
            ):
                host.looks.clear()
                changed = moved(wiring, item)
                for client in (all_, same, own):
                    await client.until(lambda client=client: (item.id, changed.version) in client.updates)  # type: ignore[misc]  # a default binds it
            done.set()

    asyncio.run(watch())
    assert sorted(host.looks, key=str) == sorted([(OWNER, None), (OWNER, item.id)], key=str)


def test_changes_that_come_together_share_a_look(wiring: DoubledWiring) -> None:
    item = store(wiring.items, Status.IN_PROGRESS)
    host = Host(wiring)

    async def watch() -> list[tuple[str, int]]:
        host.open()
        async with connected(host) as client:
            host.looks.clear()
            latest = item
            for _ in range(50):  # the loop gets no turn in between
                latest = moved(wiring, latest)
            await client.until(lambda: (item.id, latest.version) in client.updates)
            return client.updates

    versions = [version for _, version in asyncio.run(watch())]
    assert len(host.looks) <= 2
    assert versions == sorted(set(versions))


def test_a_client_that_does_not_read_delays_nobody(wiring: DoubledWiring) -> None:
    item = store(wiring.items, Status.IN_PROGRESS)
    host = Host(wiring)

    async def watch() -> None:
        host.open()
        latest = item
        async with connected(host, reads=False) as slow, connected(host) as client:
            for _ in range(5):
                latest = moved(wiring, latest)
                await client.until(lambda: (item.id, latest.version) in client.updates)  # noqa: B023  called at once
            assert slow.updates == [(item.id, item.version)]

    asyncio.run(watch())


def test_who_falls_too_far_behind_is_let_go() -> None:
    async def fill() -> None:
        watcher = Watcher()
        for number in range(BACKLOG + 1):
            watcher.offer([Update("", "i", number)])
        assert await watcher.next(PATIENCE) is None

    asyncio.run(fill())


def test_a_fresh_stream_is_told_nothing_that_ended_before_it(wiring: DoubledWiring) -> None:
    store(wiring.items, Status.SUCCESS)
    host = Host(wiring)

    async def watch() -> list[tuple[str, int]]:
        host.open()
        async with connected(host) as client:
            item = store(wiring.items)
            await client.until(lambda: (item.id, 1) in client.updates)
            assert [id_ for id_, _ in client.updates] == [item.id]
        return client.updates

    assert len(asyncio.run(watch())) == 1


def test_a_resumed_stream_gets_all_that_it_missed_and_goes_on(wiring: DoubledWiring) -> None:
    first = store(wiring.items, Status.SUCCESS)
    host = Host(wiring)

    async def watch() -> None:
        host.open()
        async with connected(host, last="2026-01-01T00:00:00.000Z") as client:
            second = store(wiring.items)
            await client.until(lambda: (second.id, 1) in client.updates)
            assert client.updates == [(first.id, first.version), (second.id, 1)]

    asyncio.run(watch())


def test_a_stream_of_an_item_ends_when_it_is_deleted(wiring: DoubledWiring) -> None:
    item = store(wiring.items)
    host = Host(wiring)

    async def watch() -> None:
        host.open()
        async with connected(host, OWNER, item.id) as client:
            wiring.items.delete(item)
            await client.until(lambda: client.messages[-1].get("more_body") is False)

    asyncio.run(watch())


def test_whom_the_function_refuses_gets_its_answer(wiring: DoubledWiring) -> None:
    host = Host(wiring)

    async def ask(owner: str, item_id: str | None) -> int:
        host.open()
        async with connected(host, owner, item_id) as client:
            status: int = client.messages[0]["status"]
            return status

    assert asyncio.run(ask(OWNER, "unknown")) == 404
    host.refused = True
    assert asyncio.run(ask(OWNER, None)) == 401


def test_a_stream_ends_as_soon_as_its_token_is_revoked_and_others_go_on(wiring: DoubledWiring) -> None:
    secret, token = wiring.registry.issue(OWNER, "phone", ["read"], lasts_ms=None)
    item = store(wiring.items)
    host = Host(wiring)

    async def watch() -> None:
        host.open()
        async with connected(host) as other, connected(host, secret=secret) as client:
            wiring.revocation(token)
            await client.until(lambda: client.messages[-1].get("more_body") is False)
            changed = moved(wiring, store(wiring.items, Status.IN_PROGRESS))
            await other.until(lambda: (changed.id, changed.version) in other.updates)
            assert client.updates == [(item.id, 1)]

    asyncio.run(watch())


def test_a_stream_without_changes_ends_when_its_token_does(wiring: DoubledWiring) -> None:
    """Within a ping: nothing is written at that moment."""
    host = Host(wiring)

    async def watch() -> None:
        host.open(ping_seconds=0.01)
        async with connected(host) as client:
            host.refused = True
            await client.until(lambda: client.messages[-1].get("more_body") is False)

    asyncio.run(watch())


def test_stopping_ends_every_stream(wiring: DoubledWiring) -> None:
    host = Host(wiring)

    async def watch() -> None:
        host.open()
        async with connected(host) as first, connected(host, "neighbour") as second:
            host.news.stop()
            for client in (first, second):
                await client.until(lambda client=client: client.messages[-1].get("more_body") is False)  # type: ignore[misc]  # a default binds it

    asyncio.run(watch())
