"""`python -m local`: the whole of InstaRecipe in one process, over SQLite."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from socket import socket
from types import FrameType
from typing import Any

import uvicorn

from functions.api import app as api
from functions.enqueue import app as enqueue
from functions.notify import app as notify
from functions.process import app as process
from functions.stream import app as stream
from functions.sweep import app as sweep
from instarecipe import wiring
from instarecipe.auth import HOUSEHOLD, Auth
from instarecipe.domain.errors import Unavailable
from instarecipe.embedded.database import Locked
from instarecipe.embedded.engine import embedded_engine
from instarecipe.embedded.media import FileMedia
from instarecipe.embedded.orphans import Orphans
from instarecipe.embedded.queue import SqliteQueue
from instarecipe.embedded.sockets import LocalSockets
from instarecipe.embedded.table import SqliteTable
from instarecipe.http import read_request
from instarecipe.observability import log, set_up
from instarecipe.settings import SettingsError
from local.doubts import doubts
from local.host import create_app
from local.live import LiveStream, News, Subject
from local.options import listen, read_arguments, read_settings, read_variables
from local.pumps import Pumps
from local.recovery import recover
from local.room import Seldom, make_room

STOP_SECONDS = 3
MESSAGE_LIMIT = 131_072
"""Bytes of a WebSocket's message; API Gateway's own."""


def main() -> None:
    arguments = read_arguments()
    try:
        built, sock = _prepare(arguments)
        asyncio.run(_serve(arguments, sock, built))
    except SettingsError as error:
        sys.exit(f"InstaRecipe cannot start: {error}")
    except KeyboardInterrupt:  # before the server listens to signals
        sys.exit(130)


def _prepare(arguments: argparse.Namespace) -> tuple[wiring.Wiring, socket]:
    """Everything but the server itself. Raises `SettingsError`."""
    try:
        variables = read_variables()
        settings = read_settings(arguments, variables)
        engine = embedded_engine(settings, wiring.now, wiring.new_id)
        set_up(settings.log_level, in_lambda=False)
        built = wiring.Wiring(settings, engine)
        sock = listen(arguments)
        for doubt in doubts(variables, settings.public_url, open_to_all=settings.auth_mode == "off"):
            log.warning(doubt)
        wiring.install(built)
        recover(built)
        _show_first_token(built)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise SettingsError(f"{where}{error.strerror or error}") from None
    except (Locked, Unavailable) as error:
        raise SettingsError(str(error)) from None
    return built, sock


async def _serve(arguments: argparse.Namespace, sock: socket, built: wiring.Wiring) -> None:
    table, queue, sockets = built.engine.table, built.engine.queue, built.engine.sockets
    assert isinstance(table, SqliteTable)  # noqa: S101 the embedded engine, as built above
    assert isinstance(queue, SqliteQueue)  # noqa: S101
    assert isinstance(sockets, LocalSockets)  # noqa: S101
    media = built.engine.media
    assert isinstance(media, FileMedia)  # noqa: S101
    news = News(built.live.events)
    table.on_change.append(news.tell)
    settings = built.settings
    room = make_room()
    pumps = Pumps(
        table,
        queue,
        process.handler,
        {"stream": stream.changes, "notify": notify.handler},
        sweep.handler,
        Orphans(media.folder, table.database, built.clock),
        settings.queue_concurrency if settings.queue_processing_enabled else 0,
    )
    app = create_app(
        {"enqueue": enqueue.handler, "api": api.handler, "sockets": stream.sockets},
        media,
        sockets,
        LiveStream(stream.events, partial(_watched, built.auth), news, built.live.events, room=room // 2),
        public_url=settings.public_url,
        open_to_all=settings.auth_mode == "off",
    )
    config = uvicorn.Config(
        app,
        ssl_certfile=arguments.certfile,
        ssl_keyfile=arguments.keyfile,
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=room,
        timeout_graceful_shutdown=STOP_SECONDS - 1,
        ws="websockets-sansio",
        ws_max_size=MESSAGE_LIMIT,
    )
    try:
        config.load()
    except OSError as error:
        raise SettingsError(f"--certfile and --keyfile: {error}") from None
    logging.getLogger("uvicorn.error").addFilter(_is_ours)
    for name in ("asyncio", "uvicorn.error"):
        logging.getLogger(name).addFilter(Seldom())
    pumps.start()
    log.info("listening on %s", settings.public_url)
    try:
        await _Server(config, [news.stop, pumps.begin_to_stop]).serve([sock])
    finally:
        if pumps.stop(STOP_SECONDS - 1):
            table.database.close()


def _is_ours(record: logging.LogRecord) -> bool:
    """Not what uvicorn says, with a traceback, when a client's text is no UTF-8 (it closes with 1007)."""
    return "Invalid UTF-8" not in record.getMessage()


def _watched(auth: Auth, event: Mapping[str, Any]) -> Subject:
    """What a request for the live stream is about. Raises `Refused`."""
    request = read_request(event)
    return auth.of(request, "read").owner, request.query.get("itemId") or None


def _show_first_token(built: wiring.Wiring) -> None:
    """Where everybody has to sign in, somebody must be able to: shown at the first start only."""
    if built.settings.auth_mode == "token" and not built.registry.tokens(HOUSEHOLD):
        secret, _ = built.registry.issue(HOUSEHOLD, "first", ["admin"], lasts_ms=None)
        sys.stdout.write(f"Your token, shown this once: {secret}\n")
        sys.stdout.flush()


class _Server(uvicorn.Server):
    """Ends open streams and workers as soon as it is asked to stop, instead of waiting for clients."""

    def __init__(self, config: uvicorn.Config, on_stop: Sequence[Callable[[], None]]) -> None:
        super().__init__(config)
        self._on_stop = on_stop

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Not uvicorn's own, which dies of the signal when it is done: an orderly end is exit status 0."""
        for stop in self._on_stop:
            stop()
        self.force_exit = self.should_exit
        self.should_exit = True


if __name__ == "__main__":
    main()
