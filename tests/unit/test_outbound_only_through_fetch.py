"""No module but the guard may open a connection to a host that a user named.

What can connect may be imported only where `MAY_CONNECT` says so, with the reason why that is
safe: the address is the operator's, or the guard makes the connection.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import instarecipe

CORE = Path(instarecipe.__file__).parent

CONNECTING = frozenset(
    {
        "aiohttp",
        "boto3",
        "botocore",
        "curl_cffi",
        "ftplib",
        "http.client",
        "httpx",
        "httpx2",
        "imaplib",
        "instarecipe.outbound.connection",
        "instarecipe.outbound.dialling",
        "openai",
        "poplib",
        "pycurl",
        "pywebpush",
        "requests",
        "smtplib",
        "socket",
        "telnetlib",
        "urllib.request",
        "urllib3",
        "websocket",
        "websockets",
        "xmlrpc.client",
        "yt_dlp",
    }
)

GUARD = {"http.client", "socket", "instarecipe.outbound.connection", "instarecipe.outbound.dialling"}
MAY_CONNECT = {
    # module, or folder with its / : (libraries, reason)
    "fetch.py": (GUARD, "the guard"),
    "outbound/": (GUARD, "the guard's parts"),
    "outbound/browser.py": ({"curl_cffi"}, "it is given a connection that the guard has made"),
    "extraction/ytdlp.py": ({"yt_dlp"}, "it connects through the request handler below"),
    "extraction/ytdlp_requests.py": (
        {"yt_dlp", "urllib.request"},
        "the handler: the guard makes each request",
    ),
    "parsing/chat.py": ({"openai", "httpx2"}, "the model's address is the operator's setting"),
    "parsing/transport.py": ({"httpx2", *GUARD}, "the same, with the guard's deadline over all of a call"),
    "uploading/http.py": (GUARD, "the recipe manager's address is the operator's setting"),
    "aws/": ({"boto3", "botocore", "http.client"}, "the stack's own services, named by the template"),
    "push.py": ({"pywebpush"}, "encrypts and signs only; the guard sends"),
}


def connecting(tree: ast.AST) -> Iterator[str]:
    """What of `CONNECTING` is imported, wherever in the module and in whatever way."""
    for node in ast.walk(tree):
        for name in imported(node):
            parts = name.split(".")
            yield from ({".".join(parts[:end]) for end in range(1, len(parts) + 1)} & CONNECTING)


def imported(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names):
            return [alias.name for alias in names]
        case ast.ImportFrom(str(module), names, 0):
            return [f"{module}.{alias.name}" for alias in names]
        case ast.Call(ast.Name("__import__" | "import_module"), [ast.Constant(str(name)), *_]):
            return [name]
        case ast.Call(ast.Attribute(_, "import_module"), [ast.Constant(str(name)), *_]):
            return [name]
        case _:
            return []


def allowed(module: str) -> set[str]:
    entries = [libraries for place, (libraries, _) in MAY_CONNECT.items() if module.startswith(place)]
    return set().union(*entries)


@pytest.mark.parametrize(
    "path", sorted(CORE.rglob("*.py")), ids=lambda path: path.relative_to(CORE).as_posix()
)
def test_a_module_connects_only_as_it_may(path: Path) -> None:
    module = path.relative_to(CORE).as_posix()
    assert set(connecting(ast.parse(path.read_bytes()))) <= allowed(module)


@pytest.mark.parametrize(
    ("source", "library"),
    [
        ("import socket", "socket"),
        ("import os, http.client as c", "http.client"),
        ("from http import client", "http.client"),
        ("from http.client import HTTPConnection", "http.client"),
        ("from urllib.request import urlopen", "urllib.request"),
        ("import httpx._client", "httpx"),
        ("def late():\n    from urllib import request", "urllib.request"),
        ("__import__('requests')", "requests"),
        ("import importlib\nimportlib.import_module('urllib3.util')", "urllib3"),
        ("from importlib import import_module\nimport_module('aiohttp')", "aiohttp"),
    ],
)
def test_every_way_to_import_is_seen(source: str, library: str) -> None:
    assert set(connecting(ast.parse(source))) == {library}


@pytest.mark.parametrize(
    "source",
    [
        "from http import HTTPStatus",
        "from urllib.parse import urlsplit",
        "from . import socket",
        "import http",
    ],
)
def test_what_cannot_connect_is_free(source: str) -> None:
    assert not set(connecting(ast.parse(source)))


def test_the_guard_itself_is_seen() -> None:
    parts = [CORE / "fetch.py", *CORE.glob("outbound/*.py")]
    found = {name for path in parts for name in connecting(ast.parse(path.read_bytes()))}
    assert found == GUARD | {"curl_cffi"}
