"""The operator's choices: the only place where the environment is read.

A wrong value stops the start with one clear line; an empty value means that it is not set.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")
HostPort = tuple[str, int]
LOOPBACK = ("127.0.0.1", "::1", "localhost")
SHOWN = 60
"""Characters of a wrong value that are repeated."""


class SettingsError(ValueError):
    """One line for the operator: which setting, what is wrong, what would be right."""


class Settings(NamedTuple):
    """The choices of the table in README.md, by the same names in lower case."""

    queue_concurrency: int
    queue_timeout_ms: int
    queue_retry_attempts: int
    queue_processing_enabled: bool
    vapid_public_key: str
    vapid_private_key: str
    vapid_subject: str
    llm_api_base_url: str
    llm_api_key: str
    llm_model: str
    llm_price_input: float | None
    llm_price_output: float | None
    tandoor_base_url: str
    tandoor_token: str
    mealie_base_url: str
    mealie_token: str
    public_url: str
    auth_mode: str
    fetch_allow_hosts: frozenset[HostPort]
    fetch_connect_to: Mapping[str, HostPort]
    proxy_url: str
    instagram_cookies: str
    legacy_endpoints_enabled: bool
    rate_limit_per_day: int
    log_level: str
    engine: str
    aws_client: str
    table_name: str
    queue_url: str
    media_bucket: str
    sockets_endpoint: str
    secrets_prefix: str
    aws_region: str
    aws_access_key_id: str
    aws_secret_access_key: str
    aws_session_token: str
    aws_endpoint_url: str
    data_dir: str
    in_lambda: bool


def read(environment: Mapping[str, str] = os.environ, **defaults: str) -> Settings:
    """`defaults` stand for what the environment does not set. Raises `SettingsError`."""
    env = _Environment({**defaults, **{name: value for name, value in environment.items() if value.strip()}})
    auth_mode = env.choice("AUTH_MODE", "token", ("off", "token"))
    public_url = env.address("PUBLIC_URL")
    nowhere: Mapping[str, HostPort] = {}
    connect_to = env.parsed("FETCH_CONNECT_TO", nowhere, _connections)
    if connect_to and not (auth_mode == "off" and (not public_url or _loopback(public_url))):
        raise SettingsError("FETCH_CONNECT_TO is for tests: it needs AUTH_MODE=off on a loopback address")
    engine = env.choice("ENGINE", "embedded", ("embedded", "aws"))
    for manager in ("TANDOOR", "MEALIE"):
        # On AWS the token is a secret of its own, which is read at the first call.
        if env.address(f"{manager}_BASE_URL") and engine == "embedded" and not env.text(f"{manager}_TOKEN"):
            raise SettingsError(f"{manager}_TOKEN is not set, and {manager}_BASE_URL needs it")
    return Settings(
        queue_concurrency=env.number("QUEUE_CONCURRENCY", 2, 1, 1000),
        queue_timeout_ms=env.number("QUEUE_TIMEOUT_MS", 30_000, 5_000, 90_000),
        queue_retry_attempts=env.number("QUEUE_RETRY_ATTEMPTS", 3, 1, 10),
        queue_processing_enabled=env.switch("QUEUE_PROCESSING_ENABLED", default=True),
        vapid_public_key=env.text("VAPID_PUBLIC_KEY"),
        vapid_private_key=env.text("VAPID_PRIVATE_KEY"),
        vapid_subject=env.text("VAPID_SUBJECT"),
        llm_api_base_url=env.address("LLM_API_BASE_URL") or "https://api.openai.com/v1",
        llm_api_key=env.secret("LLM_API_KEY"),
        llm_model=env.text("LLM_MODEL") or "gpt-4o-mini",
        llm_price_input=env.price("LLM_PRICE_INPUT"),
        llm_price_output=env.price("LLM_PRICE_OUTPUT"),
        tandoor_base_url=env.address("TANDOOR_BASE_URL"),
        tandoor_token=env.secret("TANDOOR_TOKEN"),
        mealie_base_url=env.address("MEALIE_BASE_URL"),
        mealie_token=env.secret("MEALIE_TOKEN"),
        public_url=public_url,
        auth_mode=auth_mode,
        fetch_allow_hosts=env.parsed("FETCH_ALLOW_HOSTS", frozenset(), _hosts),
        fetch_connect_to=connect_to,
        proxy_url=env.address("PROXY_URL"),
        instagram_cookies=env.cookies("INSTAGRAM_COOKIES"),
        legacy_endpoints_enabled=env.switch("LEGACY_ENDPOINTS_ENABLED", default=False),
        rate_limit_per_day=env.number("RATE_LIMIT_PER_DAY", 0 if auth_mode == "off" else 200, 0, 10**9),
        log_level=env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
        engine=engine,
        aws_client=env.choice("AWS_CLIENT", "light", ("light", "boto3")),
        table_name=env.text("TABLE_NAME"),
        queue_url=env.text("QUEUE_URL"),
        media_bucket=env.text("MEDIA_BUCKET"),
        sockets_endpoint=env.text("SOCKETS_ENDPOINT"),
        secrets_prefix=env.text("SECRETS_PREFIX"),
        aws_region=env.text("AWS_REGION"),
        aws_access_key_id=env.text("AWS_ACCESS_KEY_ID"),
        aws_secret_access_key=env.text("AWS_SECRET_ACCESS_KEY"),
        aws_session_token=env.text("AWS_SESSION_TOKEN"),
        aws_endpoint_url=env.address("AWS_ENDPOINT_URL"),
        data_dir=env.text("DATA_DIR") or ".instarecipe",
        in_lambda=in_lambda(environment),
    )


def with_dotenv(file: Path | None = None, environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment, and beneath it the lines `NAME=value` of a file (`.env`) that need not be there."""
    from pathlib import Path  # nobody waits for it but on one machine

    file = file or Path(".env")
    # Notepad begins a file with a mark, and lines made for a shell begin with `export`.
    lines = file.read_text("utf-8-sig").splitlines() if file.is_file() else []
    pairs = [line.split("=", 1) for line in lines if "=" in line and not line.lstrip().startswith("#")]
    beneath = {
        name.strip().removeprefix("export ").lstrip(): value.strip().strip("'\"") for name, value in pairs
    }
    return {**beneath, **{name: value for name, value in environment.items() if value.strip()}}


def in_lambda(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a handler module should build its clients as it is imported."""
    return bool(environment.get("AWS_LAMBDA_FUNCTION_NAME"))


def trace_header(environment: Mapping[str, str] = os.environ) -> str:
    """X-Ray's trace of this invocation, which Lambda sets anew for each; empty elsewhere."""
    return environment.get("_X_AMZN_TRACE_ID", "")


class _Environment:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def text(self, name: str) -> str:
        return self._environment.get(name, "").strip()

    def secret(self, name: str) -> str:
        """What goes into a header as it is."""
        value = self.text(name)
        if not re.fullmatch(r"[!-~]*", value):
            raise SettingsError(
                f"{name} must be plain letters, digits and signs, without spaces or curly quotes"
            )
        return value

    def cookies(self, name: str) -> str:
        value = self.text(name)
        if not value:
            return ""
        from instarecipe.cookies import cookie_header  # few need it, and the phone waits for our imports

        try:
            return cookie_header(value)
        except ValueError as error:
            raise SettingsError(f"{name} {error}") from None

    def parsed(self, name: str, default: T, parse: Callable[[str], T]) -> T:
        value = self.text(name)
        if not value:
            return default
        try:
            return parse(value)
        except ValueError as error:
            # An address with a name in it may hold a password too.
            shown = "…" if "@" in value else repr(value[:SHOWN])
            raise SettingsError(f"{name}={shown}: {error}") from None

    def number(self, name: str, default: int, least: int, most: int) -> int:
        def parse(value: str) -> int:
            if not (value.isascii() and value.isdigit() and least <= int(value[:SHOWN]) <= most):
                raise ValueError(f"must be a whole number from {least} to {most}")
            return int(value)

        return self.parsed(name, default, parse)

    def price(self, name: str) -> float | None:
        """US dollars per million tokens."""

        def parse(value: str) -> float:
            if not re.fullmatch(r"\d{1,6}(\.\d{1,6})?", value, re.ASCII):
                raise ValueError("must be US dollars per million tokens, such as 0.15")
            return float(value)

        return self.parsed(name, None, parse)

    def switch(self, name: str, *, default: bool) -> bool:
        return self.choice(name, str(default), ("true", "false")) == "true"

    def choice(self, name: str, default: str, known: tuple[str, ...]) -> str:
        def parse(value: str) -> str:
            for one in known:
                if value.lower() == one.lower():
                    return one
            raise ValueError(f"must be one of {', '.join(known)}")

        return self.parsed(name, default if default in known else default.lower(), parse)

    def address(self, name: str) -> str:
        def parse(value: str) -> str:
            parts = urlsplit(value)
            if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
                raise ValueError("must be an address such as https://recipes.example.org")
            return value.rstrip("/")

        return self.parsed(name, "", parse)


def _loopback(address: str) -> bool:
    return urlsplit(address).hostname in LOOPBACK


def _host_port(text: str) -> HostPort:
    parts = urlsplit(f"//{text.strip()}")
    if not parts.hostname or not parts.port:
        raise ValueError("must be host:port, several separated by commas")
    return parts.hostname, parts.port


def _hosts(value: str) -> frozenset[HostPort]:
    return frozenset(_host_port(one) for one in value.split(",") if one.strip())


def _connections(value: str) -> Mapping[str, HostPort]:
    pairs = [one.partition("=") for one in value.split(",") if one.strip()]
    if not all(name.strip() for name, _, _ in pairs):
        raise ValueError("must be name=host:port, several separated by commas")
    return {name.strip().lower(): _host_port(to) for name, _, to in pairs}
