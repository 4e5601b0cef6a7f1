"""One answer from any OpenAI-compatible server, asked for in the way that the server takes.

What a server refuses is not sent again by this process: first a temperature that it does not know, then the
strict schema, then JSON mode; in plain text the schema stands in the prompt.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any, Final

import httpx2
from openai import APIConnectionError, APIStatusError, APITimeoutError, OpenAI

from instarecipe.domain.errors import Failure, Permanent
from instarecipe.observability import log
from instarecipe.parsing.model_refusals import refusal, slow, unreachable
from instarecipe.parsing.reply import Reply, read_reply
from instarecipe.parsing.schema import answer_schema
from instarecipe.parsing.transport import HEADERS, BoundedTransport
from instarecipe.ports import Clock, Deadline

Message = Mapping[str, str]
"""`role` and `content`."""
EXCERPT: Final = 300
"""Characters of a refusal that are kept for the operator."""
RESERVE_SECONDS: Final = 1.5
"""Left for reading the answer, or for our own rules, before the phase ends."""
MISUNDERSTOOD: Final = frozenset({400, 422, 501})
"""Statuses with which servers refuse a parameter that they do not know."""


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


class Chat:
    """Keeps what it has learned about the server; may be used from several threads."""

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
        # The library takes them from the environment; they are not meant for just any server.
        self._client.organization = self._client.project = None

    def __call__(
        self, prompt: str, turns: Sequence[Message], deadline: Deadline, sent: Callable[[], None]
    ) -> Reply:
        """`sent` is called before each request. Raises `Transient`; `Permanent` for the operator to mend."""
        dialect: Dialect | None = self._dialect
        while dialect:
            seconds = deadline.remaining() - RESERVE_SECONDS
            if seconds <= 0:
                raise slow()
            sent()
            try:
                reply = self._asked(dialect, prompt, turns, seconds)
            except APIStatusError as error:
                misunderstood = error.status_code in MISUNDERSTOOD
                dialect = dialect.simpler(error.response.text) if misunderstood else None
                refused = error
            except APITimeoutError as error:
                raise slow() from error
            except APIConnectionError as error:
                raise unreachable() from error
            else:
                self._dialect = dialect
                return reply
        raise self._refusal(refused)

    def _asked(self, dialect: Dialect, prompt: str, turns: Sequence[Message], seconds: float) -> Reply:
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
        """What only the operator can mend is an error in the log, whatever becomes of the item."""
        status, words = error.status_code, error.response.text
        failure = refusal(status, error.response.headers, words, self._model, self._clock)
        if isinstance(failure, Permanent):
            shown = (
                "" if status == 401 else words.replace(self._key, "…")[:EXCERPT]
            )  # these tell some of the key
            log.error("model refuses", extra={"code": failure.code, "status": status, "answer": shown})
        return failure
