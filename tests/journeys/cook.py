"""A cook who speaks HTTP: shares links, waits, looks. At any base address, with a token or without."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

PATIENCE = 300.0
ENDS = ("success", "error", "unhealthy")


@dataclass
class Cook:
    url: str
    token: str = ""

    def call(self, method: str, path: str, **kwargs: Any) -> httpx.Response:
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        return httpx.request(method, self.url + path, headers=headers, timeout=PATIENCE, **kwargs)

    def share(self, url: str, **more: Any) -> dict[str, Any]:
        answer = self.call("POST", "/api/queue", json={"url": url, **more})
        assert answer.status_code in (200, 201), answer.text
        item: dict[str, Any] = answer.json()
        return item

    def item(self, id_: str) -> dict[str, Any]:
        answer = self.call("GET", f"/api/queue/{id_}")
        assert answer.status_code == 200, answer.text
        item: dict[str, Any] = answer.json()
        return item

    def wait(self, id_: str, statuses: Sequence[str] = ENDS) -> dict[str, Any]:
        return self.until(id_, lambda item: item["status"] in statuses)

    def until(self, id_: str, enough: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        end = time.monotonic() + PATIENCE
        while True:
            item = self.item(id_)
            if enough(item):
                return item
            assert time.monotonic() < end, f"still {item}"
            time.sleep(0.02)

    def counts(self) -> dict[str, int]:
        counts: dict[str, int] = self.call("GET", "/api/queue/stats").json()["counts"]
        return counts


def phase(item: dict[str, Any], name: str) -> dict[str, Any]:
    return next(phase for phase in item["phases"] if phase["name"] == name)
