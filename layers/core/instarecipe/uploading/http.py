"""A JSON client for the operator's own addresses, the recipe managers. It repeats nothing by itself.

A fresh connection per call (Mealie cuts a kept one after a 500), no redirect followed (Tandoor's login page
would pass for an answer), one deadline over all of a call. The base address may have a path.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from http.client import HTTPException
from socket import create_connection, socket
from ssl import SSLCertVerificationError, SSLContext, create_default_context
from typing import Any, Final, Self
from urllib.parse import quote, urlencode, urlsplit

from instarecipe.domain.errors import Failure, Permanent, Transient
from instarecipe.outbound import waiting
from instarecipe.outbound.connection import TimedSocket, ask, left, secured
from instarecipe.ports import Blob, Deadline

ANSWER_LIMIT: Final = 20_000_000
"""Bytes of one answer; a Tandoor recipe with 100 foods is about 0.2 MB."""
COMMON_HEADERS: Final = {
    "User-Agent": "InstaRecipe",
    "Accept": "application/json",
    "Accept-Language": "en",  # Tandoor translates the messages that tell one refusal from another
    "Accept-Encoding": "identity",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """`headers` have lower-case names; `json` is None for anything that is not JSON."""

    status: int
    headers: Mapping[str, str]
    json: Any
    text: str

    @classmethod
    def of(cls, status: int, headers: Mapping[str, str], text: str) -> Self:
        """As it was received."""
        lower = {name.lower(): value for name, value in headers.items()}
        return cls(status, lower, _json(lower, text), text)

    @property
    def fields(self) -> Mapping[str, Any]:
        """The JSON object that it holds, else an empty one."""
        return self.json if isinstance(self.json, dict) else {}

    @property
    def date(self) -> datetime | None:
        """The server's own clock, so that none of ours is involved."""
        return waiting.date(self.headers.get("date", ""))

    @property
    def retry_after(self) -> float | None:
        """Seconds that the server asks to be left alone."""
        return waiting.retry_after(self.headers)


@dataclass(frozen=True, slots=True)
class Form:
    """A multipart form: one file and text fields."""

    file_field: str
    file_name: str
    file: Blob
    texts: Mapping[str, str]

    def encoded(self) -> tuple[str, bytes]:
        """Content-Type and body. No content holds its own hash, so that is a boundary."""
        boundary = hashlib.sha256(self.file.content).hexdigest()
        lines = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in self.texts.items()
        ]
        lines.append(
            f"--{boundary}\r\n"
            f'Content-Disposition: form-data; name="{self.file_field}"; filename="{self.file_name}"\r\n'
            f"Content-Type: {self.file.content_type}\r\n\r\n"
        )
        body = "".join(lines).encode() + self.file.content + f"\r\n--{boundary}--\r\n".encode()
        return f"multipart/form-data; boundary={boundary}", body


class JsonClient:
    """`name` is what the cook calls the recipe manager: "Tandoor"."""

    def __init__(self, name: str, base_url: str, token: str) -> None:
        self.name = name
        self.base_url = base_url.rstrip("/")
        parts = urlsplit(self.base_url)
        self._secure = parts.scheme == "https"
        self._host = parts.hostname or ""
        self._port = parts.port or (443 if self._secure else 80)
        self._path = quote(parts.path, safe="/%~+:@!$&'()*,;=")
        self._authority = parts.netloc.rpartition("@")[2].encode("idna").decode()
        self._authorization = {"Authorization": f"Bearer {token}"} if token else {}

    def call(
        self,
        method: str,
        path: str,
        *,
        deadline: Deadline,
        query: Mapping[str, str | int] | None = None,
        body: Any = None,
        form: Form | None = None,
    ) -> Answer:
        """`path` is percent-encoded and begins with a slash; `body` is sent as JSON.

        Raises `Transient("target_unreachable")` when nothing was sent, `Transient("target_slow")` and
        `Transient("target_error")` when the call may have had its effect, `Permanent("target_address")`.
        """
        target = f"{self._path}{path}" + (f"?{urlencode(query)}" if query else "")
        headers = {"Host": self._authority, **COMMON_HEADERS, **self._authorization}
        content = None
        if form:
            headers["Content-Type"], content = form.encoded()
        elif body is not None:
            headers["Content-Type"], content = "application/json", json.dumps(body, allow_nan=False).encode()
        if content is not None or method in ("POST", "PUT", "PATCH"):
            headers["Content-Length"] = str(len(content or b""))
        with closing(self._connect(deadline)) as connected:
            try:
                return _exchange(TimedSocket(connected, deadline), method, target, headers, content)
            except TimeoutError as error:
                raise self._trouble("target_slow", "took too long to answer") from error
            except (OSError, HTTPException) as error:
                raise self._trouble("target_error", "broke off the connection") from error

    def _connect(self, deadline: Deadline) -> socket:
        try:
            plain = create_connection((self._host, self._port), timeout=left(deadline))
            return secured(plain, _tls(), self._host, deadline) if self._secure else plain
        except SSLCertVerificationError as error:
            raise Permanent(
                "target_address",
                f"{self.name} cannot prove who it is: {error.verify_message}.",
                f"Check {self.name.upper()}_BASE_URL and the server's certificate.",
            ) from error
        except (OSError, UnicodeError) as error:
            raise self._trouble("target_unreachable", "cannot be reached") from error

    def _trouble(self, code: str, what: str) -> Failure:
        return Transient(
            code, f"{self.name} {what}.", f"Check that {self.name} is running. We try again by ourselves."
        )


@cache
def _tls() -> SSLContext:
    """Made once: it reads all the certificate authorities of the system."""
    return create_default_context()


def _exchange(
    sock: TimedSocket, method: str, target: str, headers: Mapping[str, str], content: bytes | None
) -> Answer:
    response = ask(sock, method, target, headers, content)
    sock.allowance = 2 * ANSWER_LIMIT
    text = response.read(ANSWER_LIMIT).decode("utf-8", "replace")
    return Answer.of(response.status, dict(response.getheaders()), text)


def _json(headers: Mapping[str, str], text: str) -> Any:
    """None also for what could not be stored or sent back: NaN, half a character, a nesting without end."""
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return None
    try:
        found = json.loads(text)
        json.dumps(found, allow_nan=False, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return found
