"""What is configured and reachable, without secrets. The answer comes from a row; the sweep renews it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from instarecipe import __version__
from instarecipe.domain.errors import Conflict
from instarecipe.domain.moments import iso
from instarecipe.ports import Clock, Delete, Key, ModelHealth, Put, Table, TargetHealth
from instarecipe.settings import Settings

TARGET, MODEL = Key("h#target", "h"), Key("h#model", "h")
FRESH_MS = 5 * 60_000
UNCHECKED = {"sentence": "Not checked yet."}


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
            "push": bool(settings.vapid_public_key),
        }

    def model(self) -> dict[str, Any]:
        """The answer of `GET /api/llm-health`. On AWS only workers and the sweep can read the key."""
        stored = self._stored(MODEL)
        found = stored["found"] if stored.get("name") == self._model_name else None
        if not (self.settings.llm_api_key or found):
            return {"configured": False, "reader": "rules"}
        told = {**found, "checkedAt": iso(stored["at"])} if found else UNCHECKED
        return {"configured": True, "reader": "model", "name": self.settings.llm_model, **told}

    @property
    def target_name(self) -> str:
        if self.settings.tandoor_base_url:
            return "tandoor"
        return "mealie" if self.settings.mealie_base_url else "cookbook"

    @property
    def _model_name(self) -> str:
        return f"{self.settings.llm_model} {self.settings.llm_api_base_url.rpartition('@')[2]}"

    def renew(self, check: Callable[[], TargetHealth]) -> None:
        """Asks the target again when what is known is old. The built-in cookbook needs no asking."""
        if self.target_name == "cookbook" or self._is_fresh(TARGET, self.target_name):
            return
        health = check()
        found = {
            "reachable": health.reachable,
            "version": health.version,
            "mayWrite": health.may_write,
            "sentence": health.sentence,
        }
        self._store(TARGET, self.target_name, found)

    def renew_model(self, check: Callable[[], ModelHealth | None]) -> None:
        """Asks the model's server again when what is known is old; None when no model is configured."""
        if self._is_fresh(MODEL, self._model_name):
            return
        health = check()
        found: dict[str, Any] = {}
        if health:
            found = {"reachable": health.reachable, "sentence": health.sentence}
            found |= {} if health.listed is None else {"listed": health.listed}
        if found or self._stored(MODEL):
            self._store(MODEL, self._model_name, found)

    def forget(self) -> None:
        """What was found is no longer so: both are asked again, however fresh it is."""
        if rows := [row for row in self.table.get([TARGET, MODEL]) if row]:
            self.table.transact([Delete(row.key, row.version) for row in rows], self.new_id())

    def _checked(self) -> dict[str, Any]:
        if self.target_name == "cookbook":
            return {"reachable": True, "mayWrite": True}
        stored = self._stored(TARGET)
        if stored.get("name") != self.target_name:
            return UNCHECKED
        return {**stored["found"], "checkedAt": iso(stored["at"])}

    def _is_fresh(self, key: Key, name: str) -> bool:
        stored = self._stored(key)
        return stored.get("name") == name and stored["at"] > self.clock() - FRESH_MS

    def _stored(self, key: Key) -> dict[str, Any]:
        row = self.table.get([key])[0]
        stored: dict[str, Any] = json.loads(row.body) if row else {}
        return stored

    def _store(self, key: Key, name: str, found: dict[str, Any]) -> None:
        body = json.dumps({"at": self.clock(), "name": name, "found": found})
        try:
            self.table.transact([Put.over(self.table.get([key])[0], key, body)], self.new_id())
        except Conflict:
            return  # another sweep has just asked
