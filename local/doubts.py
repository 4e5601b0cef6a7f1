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


def doubts(variables: Mapping[str, str], public_url: str) -> list[str]:
    """One line for each: which setting, and what to do. No values: some of them are secret."""
    return list(_doubts({name for name, value in variables.items() if value.strip()}, public_url))


def _doubts(given: set[str], public_url: str) -> Iterator[str]:
    for name, needed in LONELY.items():
        if name in given and needed.split()[0].rstrip(",") not in given:
            yield f"{name} does nothing without {needed}. Set that too, or take {name} out"
    if {"TANDOOR_BASE_URL", "MEALIE_BASE_URL"} <= given:
        yield "MEALIE_BASE_URL does nothing beside TANDOOR_BASE_URL, which comes first. Take one of them out"
    if {"LLM_API_KEY", "LLM_API_BASE_URL"} <= given and "LLM_MODEL" not in given:
        yield "LLM_MODEL is not set, and gpt-4o-mini is asked for. Set it to a model that your server has"
    parts = urlsplit(public_url)
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        yield (
            f"{public_url} is plain http: programs can send links, but browsers neither sign in nor take"
            " notifications. README.md shows three ways to https"
        )
