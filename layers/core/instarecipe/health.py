"""What is configured and reachable, without secrets. The answer comes from a row; the sweep renews it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from instarecipe import __version__
from instarecipe.domain.errors import Conflict
from instarecipe.domain.moments import iso
from instarecipe.ports import Clock, Key, Put, Row, Table, TargetHealth
from instarecipe.settings import Settings

KEY = Key("h#target", "h")
FRESH_MS = 5 * 60_000


@dataclass(frozen=True)
class Health:
    settings: Settings
    table: Table
    clock: Clock
    new_id: Callable[[], str]

    def report(self) -> dict[str, Any]:
        """The answer of `GET /api/health`."""
        settings = self.settings
        return {
            "status": "ok",
            "version": __version__,
            "engine": settings.engine,
            "auth": settings.auth_mode,
            "processing": settings.queue_processing_enabled,
            "target": {"name": self.target_name, **self._checked()},
            "model": self.model(),
            "push": bool(settings.vapid_public_key and settings.vapid_private_key),
        }

    def model(self) -> dict[str, Any]:
        """Which model reads, or that our own rules do."""
        if not self.settings.llm_api_key:
            return {"configured": False, "reader": "rules"}
        return {"configured": True, "reader": "model", "name": self.settings.llm_model}

    @property
    def target_name(self) -> str:
        if self.settings.tandoor_base_url:
            return "tandoor"
        return "mealie" if self.settings.mealie_base_url else "cookbook"

    def renew(self, check: Callable[[], TargetHealth]) -> None:
        """Asks the target again when what is known is old. The built-in cookbook needs no asking."""
        row = self.table.get([KEY])[0]
        if self.target_name == "cookbook" or (row and json.loads(row.body)["at"] > self.clock() - FRESH_MS):
            return
        health = check()
        found = {
            "reachable": health.reachable,
            "version": health.version,
            "mayWrite": health.may_write,
            "sentence": health.sentence,
        }
        body = json.dumps({"at": self.clock(), "name": self.target_name, "found": found})
        version = row.version if row else 0
        try:
            self.table.transact([Put(Row(KEY, version + 1, body), version or None)], self.new_id())
        except Conflict:
            return  # another sweep has just asked

    def _checked(self) -> dict[str, Any]:
        if self.target_name == "cookbook":
            return {"reachable": True, "mayWrite": True}
        row = self.table.get([KEY])[0]
        stored = json.loads(row.body) if row else {}
        if stored.get("name") != self.target_name:
            return {"sentence": "Not checked yet."}
        return {**stored["found"], "checkedAt": iso(stored["at"])}
