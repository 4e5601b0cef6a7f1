"""Settings that do nothing as they stand. The rest works without them, so that they are told at the start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from instarecipe.settings import LOOPBACK

LONELY = {
    "TANDOOR_TOKEN": "TANDOOR_BASE_URL, the address of your Tandoor",
    "MEALIE_TOKEN": "MEALIE_BASE_URL, the address of your Mealie",
    "LLM_API_BASE_URL": "LLM_API_KEY (any word, where the server wants none)",
    "LLM_MODEL": "LLM_API_KEY (any word, where the server wants none)",
    "LLM_PRICE_INPUT": "LLM_PRICE_OUTPUT",
    "LLM_PRICE_OUTPUT": "LLM_PRICE_INPUT",
}
"""Each with what it needs, which begins with the other one's name."""
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 what --host may say, and nobody can open


def doubts(variables: Mapping[str, str], public_url: str, *, open_to_all: bool = False) -> list[str]:
    """One line for each: which setting, and what to do. No values: some of them are secret.

    `open_to_all` means that nobody has to sign in.
    """
    given = {name for name, value in variables.items() if value.strip()}
    return [*_lonely(given), *_out_of_reach(public_url, open_to_all=open_to_all)]


def _lonely(given: set[str]) -> Iterator[str]:
    for name, needed in LONELY.items():
        if name in given and needed.split()[0].rstrip(",") not in given:
            yield f"{name} does nothing without {needed}. Set that too, or take {name} out"
    if {"TANDOOR_BASE_URL", "MEALIE_BASE_URL"} <= given:
        yield "MEALIE_BASE_URL does nothing beside TANDOOR_BASE_URL, which comes first. Take one of them out"
    if {"LLM_API_KEY", "LLM_API_BASE_URL"} <= given and "LLM_MODEL" not in given:
        yield "LLM_MODEL is not set, and gpt-4o-mini is asked for. Set it to a model that your server has"


def _out_of_reach(public_url: str, *, open_to_all: bool) -> Iterator[str]:
    parts = urlsplit(public_url)
    if parts.hostname in LOOPBACK:
        return
    if open_to_all:
        yield f"AUTH_MODE=off answers this machine only, not {public_url}. Set AUTH_MODE=token"
    if parts.scheme == "http":
        yield (
            f"{public_url} is plain http: programs can send links, but browsers neither sign in nor take"
            " notifications. README.md shows three ways to https"
        )
    elif parts.hostname in EVERYWHERE:
        yield (
            f"PUBLIC_URL is not set, and no phone can open {public_url}. Set it to the address that the"
            " certificate is for"
        )
