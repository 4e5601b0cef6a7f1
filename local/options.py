"""What the command line and the environment say. Whatever keeps us from starting is one clear line."""

from __future__ import annotations

import argparse
import os
import socket
from collections.abc import Mapping
from pathlib import Path

from instarecipe import settings as environment
from instarecipe.settings import LOOPBACK, Settings, SettingsError
from local.vapid import check_pair, vapid_keys

DATA = ".instarecipe"
BACKLOG = 2048
"""Connections that wait to be accepted; uvicorn's own."""


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m local", description="The whole of InstaRecipe in one process, over SQLite."
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    parser.add_argument("--port", type=_port, default=5173, help="default %(default)s")
    parser.add_argument("--data", help=f"folder of the database and pictures (default {DATA})")
    parser.add_argument("--certfile", help="TLS certificate (PEM): serves https")
    parser.add_argument("--keyfile", help="TLS private key (PEM)")
    return parser.parse_args()


def _folder(given: str) -> str:
    try:
        return str(Path(given).expanduser())
    except RuntimeError as error:  # nobody of that name, or no home
        raise SettingsError(f"The folder of the data, {given}: {error}") from None


def read_settings(arguments: argparse.Namespace, variables: Mapping[str, str]) -> Settings:
    """The command line wins over `variables`. Raises `SettingsError` and `OSError`."""
    folder = _folder(arguments.data or variables.get("DATA_DIR", "").strip() or DATA)
    loopback = arguments.host in LOOPBACK
    public_url = variables.get("PUBLIC_URL", "").strip() or _own_address(arguments)
    keys = vapid_keys(folder)
    if public_url.startswith("https:"):
        keys["VAPID_SUBJECT"] = public_url
    settings = environment.read(
        {**variables, "DATA_DIR": folder},
        AUTH_MODE="off" if loopback else "token",
        PUBLIC_URL=public_url,
        **keys,
    )
    if settings.engine == "aws" or settings.sockets_endpoint:
        name = "ENGINE" if settings.engine == "aws" else "SOCKETS_ENDPOINT"
        raise SettingsError(f"{name} is for the functions on AWS, and this is one machine. Take it out")
    if settings.auth_mode == "off" and not loopback:
        raise SettingsError("AUTH_MODE=off lets everybody in: it needs --host 127.0.0.1")
    if (settings.vapid_public_key, settings.vapid_private_key) != tuple(keys.values())[:2]:
        check_pair(settings)
    return settings


def listen(arguments: argparse.Namespace) -> socket.socket:
    """Bound before any work begins. Raises `SettingsError`."""
    family = socket.AF_INET6 if ":" in arguments.host else socket.AF_INET
    try:
        server = socket.create_server((arguments.host, arguments.port), family=family, backlog=BACKLOG)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        raise SettingsError(
            f"cannot listen on {arguments.host} port {arguments.port}: {why}."
            " Another program may be there: choose another one with --port (make run PORT=…)"
        ) from None
    # What is accepted here inherits it; asyncio does not know these sockets as TCP, and would leave it off.
    server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return server


def read_variables() -> Mapping[str, str]:
    """The environment's, and those of `.env`. Raises `SettingsError`."""
    try:
        return environment.with_dotenv()
    except UnicodeDecodeError:
        raise SettingsError("the file .env is not UTF-8 text") from None


def _own_address(arguments: argparse.Namespace) -> str:
    scheme = "https" if arguments.certfile else "http"
    host = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
    return f"{scheme}://{host}:{arguments.port}"


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text[:6]) < 65_536):
        raise argparse.ArgumentTypeError("must be a whole number from 1 to 65535")
    return int(text)
