"""`python -m local`: the whole of InstaRecipe in one process, over SQLite."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Mapping
from functools import partial
from types import FrameType
from typing import Any

import uvicorn

from functions.api import app as api
from functions.enqueue import app as enqueue
from functions.notify import app as notify
from functions.process import app as process
from functions.stream import app as stream
from functions.sweep import app as sweep
from instarecipe import settings as environment
from instarecipe import wiring
from instarecipe.auth import HOUSEHOLD, Auth
from instarecipe.embedded.database import Locked
from instarecipe.embedded.engine import embedded_engine
from instarecipe.embedded.queue import SqliteQueue
from instarecipe.embedded.sockets import LocalSockets
from instarecipe.embedded.table import SqliteTable
from instarecipe.http import read_request
from instarecipe.observability import log, set_up
from instarecipe.settings import LOOPBACK, Settings, SettingsError
from local.host import create_app
from local.live import LiveStream, News, Subject
from local.pumps import Pumps
from local.recovery import recover
from local.vapid import vapid_keys

STOP_SECONDS = 3


def main() -> None:
    arguments = _arguments()
    try:
        settings = _settings(arguments)
        engine = embedded_engine(settings, wiring.now, wiring.new_id)
    except (SettingsError, Locked) as error:
        sys.exit(f"InstaRecipe cannot start: {error}")
    set_up(settings.log_level, in_lambda=False)
    built = wiring.Wiring(settings, engine)
    wiring.install(built)
    recover(built)
    _show_first_token(built)
    asyncio.run(_serve(arguments, built))


async def _serve(arguments: argparse.Namespace, built: wiring.Wiring) -> None:
    table, queue, sockets = built.engine.table, built.engine.queue, built.engine.sockets
    assert isinstance(table, SqliteTable)  # noqa: S101 the embedded engine, as built above
    assert isinstance(queue, SqliteQueue)  # noqa: S101
    assert isinstance(sockets, LocalSockets)  # noqa: S101
    news = News(built.live.events)
    table.on_change.append(news.tell)
    settings = built.settings
    pumps = Pumps(
        table,
        queue,
        process.handler,
        {"stream": stream.changes, "notify": notify.handler},
        sweep.handler,
        settings.queue_concurrency if settings.queue_processing_enabled else 0,
    )
    app = create_app(
        {"enqueue": enqueue.handler, "api": api.handler, "sockets": stream.sockets},
        built.engine.media,
        sockets,
        LiveStream(stream.events, partial(_watched, built.auth), news, built.live.events),
        public_url=settings.public_url,
        open_to_all=settings.auth_mode == "off",
    )
    config = uvicorn.Config(
        app,
        host=arguments.host,
        port=arguments.port,
        ssl_certfile=arguments.certfile,
        ssl_keyfile=arguments.keyfile,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS - 1,
        ws="websockets-sansio",
    )
    pumps.start()
    log.info("listening on %s", settings.public_url)
    try:
        await _Server(config, news).serve()
    finally:
        if pumps.stop(STOP_SECONDS - 1):
            table.database.close()


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
    """Ends open streams as soon as it is asked to stop, instead of waiting for their clients."""

    def __init__(self, config: uvicorn.Config, news: News) -> None:
        super().__init__(config)
        self._news = news

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Not uvicorn's own, which dies of the signal when it is done: an orderly end is exit status 0."""
        self._news.stop()
        self.force_exit = self.should_exit
        self.should_exit = True


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m local", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    parser.add_argument("--port", type=int, default=5173, help="default %(default)s")
    parser.add_argument("--data", default=".instarecipe", help="folder of the database and pictures")
    parser.add_argument("--certfile", help="TLS certificate (PEM): serves https")
    parser.add_argument("--keyfile", help="TLS private key (PEM)")
    return parser.parse_args()


def _settings(arguments: argparse.Namespace) -> Settings:
    """Raises `SettingsError`."""
    loopback = arguments.host in LOOPBACK
    scheme = "https" if arguments.certfile else "http"
    host = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
    settings = environment.read(
        environment.with_dotenv(),
        AUTH_MODE="off" if loopback else "token",
        PUBLIC_URL=f"{scheme}://{host}:{arguments.port}",
        DATA_DIR=arguments.data,
        **vapid_keys(arguments.data),
    )
    if settings.auth_mode == "off" and not loopback:
        raise SettingsError("AUTH_MODE=off lets everybody in: it needs --host 127.0.0.1")
    return settings


if __name__ == "__main__":
    main()
