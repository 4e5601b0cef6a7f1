"""The JSON that goes out: items as the API shows them, and updates as live channels carry them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from instarecipe.domain.item import Item, Phase, Status
from instarecipe.domain.moments import iso

SOCKET_RESULTS_LIMIT = 96_000


def item_answer(item: Item) -> dict[str, Any]:
    """An item as a list shows it."""
    return _present(
        {
            "id": item.id,
            "url": item.url,
            "canonicalUrl": item.canonical_url,
            "site": _site(item.canonical_url),
            "status": item.status,
            "phases": phases_answer(item.phases),
            "title": item.title,
            "results": _short_results(item),
            "error": item.error,
            "errorCode": item.error_code,
            "advice": item.advice,
            "warnings": list(item.warnings),
            "attempts": item.attempts,
            "nextAttemptAt": _iso(item.next_attempt_at),
            "createdAt": iso(item.created_at),
            "updatedAt": iso(item.updated_at),
            "version": item.version,
            "generation": item.generation,
        }
    )


def full_answer(item: Item, results: Mapping[str, Any]) -> dict[str, Any]:
    """An item with all that its phases found."""
    return _present({**item_answer(item), "results": results_answer(item, results)})


def results_answer(item: Item, results: Mapping[str, Any]) -> dict[str, Any] | None:
    found = {
        "recipe": results.get("recipe"),
        "extractedText": results.get("text"),
        "usage": results.get("usage"),
        **(_short_results(item) or {}),
    }
    return _present(found) or None


def update(item: Item, results: Mapping[str, Any] | None) -> dict[str, Any]:
    """A `QueueStatusUpdate`; `results` are given at a success only."""
    return _present(
        {
            "itemId": item.id,
            "status": item.status,
            "timestamp": iso(item.updated_at),
            "version": item.version,
            "progress": phases_answer(item.phases),
            "title": item.title,
            "results": results_answer(item, results) if results else _short_results(item),
            "error": item.error,
            "errorCode": item.error_code,
            "advice": item.advice,
            "nextAttemptAt": _iso(item.next_attempt_at),
        }
    )


def socket_update(item: Item, results: Mapping[str, Any] | None) -> dict[str, Any]:
    """The same for a WebSocket: without the extracted text, and without results that are too large for it."""
    told = {"type": "queue-update", **update(item, results)}
    found = {name: value for name, value in told.get("results", {}).items() if name != "extractedText"}
    if len(json.dumps(found)) > SOCKET_RESULTS_LIMIT:
        return {**told, "results": _short_results(item) or {}, "resultsOmitted": True}
    return {**told, "results": found} if found else {k: v for k, v in told.items() if k != "results"}


def tells_results(item: Item) -> bool:
    return item.status is Status.SUCCESS


def phases_answer(phases: tuple[Phase, ...]) -> list[dict[str, Any]]:
    return [
        _present(
            {
                "name": phase.name,
                "status": phase.status,
                "startedAt": _iso(phase.started_at),
                "completedAt": _iso(phase.completed_at),
                "progress": phase.progress,
            }
        )
        for phase in phases
    ]


def _short_results(item: Item) -> dict[str, Any] | None:
    found = {"recipeUrl": item.recipe_url, "tandoorUrl": item.tandoor_url, "thumbnail": item.thumbnail}
    return _present(found) or None


def _present(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if value is not None and value != []}


def _site(url: str) -> str | None:
    if "xn--" not in url:
        return None
    from instarecipe.domain.hosts import site  # rare, and the phone waits for the import of this module

    return site(url)


def _iso(at: int | None) -> str | None:
    return None if at is None else iso(at)
