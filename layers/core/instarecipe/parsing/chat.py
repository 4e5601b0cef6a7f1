"""One answer from any OpenAI-compatible server: how it is asked for, and what a refusal means for the item.

Servers differ in what they take. What one refuses is not sent again by this process: first a temperature
that it does not know, then the strict schema, then JSON mode; in plain text the schema stands in the prompt.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import IntEnum
from http import HTTPStatus
from math import isfinite
from typing import Any, Final, cast

import httpx2
from openai import APIConnectionError, APIStatusError, APITimeoutError, OpenAI

from instarecipe.domain.errors import Failure, Permanent, Transient
from instarecipe.observability import log
from instarecipe.parsing.schema import answer_schema
from instarecipe.parsing.transport import HEADERS, BoundedTransport
from instarecipe.ports import Clock, Deadline

Message = Mapping[str, str]
"""`role` and `content`."""
EXCERPT: Final = 300
"""Characters of a refusal that are kept for the operator."""
RESERVE_SECONDS: Final = 1.5
"""Left for reading the answer, or for our own rules, before the phase ends."""
UNREADABLE: Final = (
    "Your answer could not be read: it is not what a chat completion looks like, or far too long."
)
REFUSED: Final = "You gave no answer. The text is harmless: it only has to be copied into the JSON object."
CUT_OFF: Final = (
    "Your answer was cut off before its end. Leave out what is long: description, keywords, nutrition."
)


class Form(IntEnum):
    TEXT = 0
    JSON = 1
    SCHEMA = 2


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the server is known, or hoped, to take."""

    form: Form = Form.SCHEMA
    temperature: bool = True

    def simpler(self, refusal: str) -> Dialect | None:
        """The next to try after a refusal with these words; None when there is nothing left to leave out."""
        if self.temperature and ("temperature" in refusal.lower() or self.form is Form.TEXT):
            return replace(self, temperature=False)
        return replace(self, form=Form(self.form - 1)) if self.form > Form.TEXT else None

    def options(self) -> dict[str, Any]:
        schema = {"name": "recipe", "strict": True, "schema": answer_schema()}
        formats: dict[Form, dict[str, Any]] = {
            Form.SCHEMA: {"response_format": {"type": "json_schema", "json_schema": schema}},
            Form.JSON: {"response_format": {"type": "json_object"}},
            Form.TEXT: {},
        }
        return {**formats[self.form], **({"temperature": 0} if self.temperature else {})}


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model wrote. `fault` says, in words for the model, why that cannot be all of its answer."""

    text: str = ""
    fault: str = ""
    input_tokens: int = 0
    output_tokens: int = 0


class Chat:
    """`calls` counts the requests that were sent, refused ones too."""

    def __init__(self, base_url: str, key: str, model: str, clock: Clock) -> None:
        self._key = key
        self._model = model
        self._clock = clock
        self._dialect = Dialect()
        self._client = OpenAI(
            api_key=key,
            base_url=base_url,
            max_retries=0,
            http_client=httpx2.Client(transport=BoundedTransport(), trust_env=False, headers=HEADERS),
        )
        # Taken from the tester's or operator's environment, and not meant for just any server.
        self._client.organization = self._client.project = None

    def __call__(
        self, prompt: str, turns: Sequence[Message], deadline: Deadline, sent: Callable[[], None]
    ) -> Reply:
        """`sent` is called before each request. Raises `Transient`; `Permanent` for the operator to mend."""
        dialect = self._dialect
        while True:
            sent()
            try:
                reply = self._asked(dialect, prompt, turns, deadline)
            except APIStatusError as error:
                following = dialect.simpler(_words(error)) if error.status_code in _MISUNDERSTOOD else None
                if following is None:
                    raise self._refusal(error) from None
                dialect = following
            except APITimeoutError as error:
                raise _slow() from error
            except APIConnectionError as error:
                raise _unreachable() from error
            else:
                self._dialect = dialect
                return reply

    def _asked(self, dialect: Dialect, prompt: str, turns: Sequence[Message], deadline: Deadline) -> Reply:
        seconds = deadline.remaining() - RESERVE_SECONDS
        if seconds <= 0:
            raise _slow()
        if dialect.form is not Form.SCHEMA:
            prompt = f"{prompt}\nThe JSON object is of this JSON schema:\n{json.dumps(answer_schema())}"
        response = self._client.post(
            "/chat/completions",
            cast_to=httpx2.Response,
            body={
                "model": self._model,
                "messages": [{"role": "system", "content": prompt}, *turns],
                **dialect.options(),
            },
            options={"timeout": seconds},
        )
        return read_reply(response.content)

    def _refusal(self, error: APIStatusError) -> Failure:
        status, words = error.status_code, _words(error).replace(self._key, "…")[:EXCERPT]
        wait = retry_after(error.response.headers, self._clock)
        if status == HTTPStatus.PAYMENT_REQUIRED or "insufficient_quota" in words:
            return self._told(_no_credit(), status, words)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            return _busy(wait)
        if status == HTTPStatus.SERVICE_UNAVAILABLE and wait is not None:
            return _busy(wait)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in (408, 409, 425):
            return _broken(status)
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            return self._told(_key_refused(), status, "")  # some repeat a part of the key
        return self._told(_not_understood(self._model), status, words)

    def _told(self, trouble: Permanent, status: int, words: str) -> Permanent:
        """What only the operator can mend is an error in the log, whatever becomes of the item."""
        log.error("model refuses", extra={"code": trouble.code, "status": status, "answer": words})
        return trouble


_MISUNDERSTOOD = frozenset({400, 422, 501})
"""Statuses with which servers refuse a parameter that they do not know."""


# -- what an answer holds ------------------------------------------------------------------------------


def read_reply(content: bytes) -> Reply:
    """A chat completion, however much of it is missing or of another kind."""
    try:
        completion = _object(json.loads(content))
    except (ValueError, RecursionError):
        return Reply(fault=UNREADABLE)
    usage = _object(completion.get("usage"))
    reply = Reply(
        input_tokens=_count(usage.get("prompt_tokens")), output_tokens=_count(usage.get("completion_tokens"))
    )
    choices = completion.get("choices")
    choice = _object(choices[0]) if isinstance(choices, list) and choices else {}
    message = _object(choice.get("message"))
    text = _text(message.get("content"))
    if choice.get("finish_reason") == "length":
        return replace(reply, fault=CUT_OFF)
    if message.get("refusal") or choice.get("finish_reason") == "content_filter" or not text.strip():
        return replace(reply, fault=REFUSED)
    return replace(reply, text=text)


def _object(value: Any) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}


def _text(content: Any) -> str:
    """Text, or a list of parts of which some are text."""
    if isinstance(content, list):
        return "".join(_text(_object(part).get("text")) for part in content)
    return content if isinstance(content, str) else ""


def _count(value: Any) -> int:
    return value if isinstance(value, int) and 0 <= value < 10**9 else 0


# -- what a refusal means ------------------------------------------------------------------------------


def retry_after(headers: Mapping[str, str], clock: Clock) -> float | None:
    """Seconds. A date counts from the answer's own Date where there is one, not from our clock."""
    value = headers.get("retry-after", "").strip()
    try:
        seconds = float(value)
    except ValueError:
        return _until(value, headers.get("date"), clock)
    return max(0.0, seconds) if isfinite(seconds) else None


def _until(date: str, since: str | None, clock: Clock) -> float | None:
    try:
        now = parsedate_to_datetime(since) if since else datetime.fromtimestamp(clock() // 1000, UTC)
        return max(0.0, (parsedate_to_datetime(date) - now).total_seconds())
    except (TypeError, ValueError):
        return None


def _words(error: APIStatusError) -> str:
    return error.response.text


def _busy(wait: float | None) -> Transient:
    return Transient(
        "model_busy",
        "The recipe model is busy.",
        "Nothing to do: it is tried again by itself.",
        retry_after=wait,
        burns=wait is None,
    )


def _broken(status: int) -> Transient:
    return Transient(
        "model_error",
        f"The recipe model had a problem (error {status}).",
        "Nothing to do: it is tried again by itself.",
        details={"status": status},
    )


def _slow() -> Transient:
    return Transient(
        "model_slow",
        "The recipe model took too long to answer.",
        "It is tried again by itself. If it happens often, raise QUEUE_TIMEOUT_MS or take a faster model.",
    )


def _unreachable() -> Transient:
    return Transient(
        "model_unreachable",
        "The recipe model cannot be reached.",
        "Check LLM_API_BASE_URL, and that its server runs.",
    )


def _key_refused() -> Permanent:
    return Permanent("model_key", "The recipe model refused our key.", "Check LLM_API_KEY, then try again.")


def _no_credit() -> Permanent:
    return Permanent(
        "model_credit",
        "The account of the recipe model has no credit left.",
        "Top up the account of LLM_API_KEY, then try again.",
    )


def _not_understood(model: str) -> Permanent:
    return Permanent(
        "model_settings",
        f"The recipe model's server cannot work with what is set ({model}).",
        "Check LLM_API_BASE_URL and LLM_MODEL, then try again.",
    )
