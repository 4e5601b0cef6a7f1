"""What a cook does with tokens and sessions: make, list, revoke, sign in, sign out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from instarecipe.auth import COOKIE, SCOPES, Caller, Strangers
from instarecipe.domain.errors import Refused
from instarecipe.domain.links import UNSEEN
from instarecipe.domain.moments import iso
from instarecipe.registry import (
    OWNER_FORM,
    SESSIONS_PER_OWNER,
    TOKENS_PER_OWNER,
    Registry,
    Token,
    is_owner,
)
from instarecipe.revocation import Revocation
from instarecipe.throttle import Throttle

DAY_MS = 86_400_000
SESSION_DAYS = 90
LONGEST_DAYS = 3_650
BODY_LIMIT = 10_000
NAME_LIMIT = 100
CONTROLS = r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
"""But for white space."""


@dataclass(frozen=True)
class Access:
    registry: Registry
    revoke: Revocation
    throttle: Throttle
    strangers: Strangers

    def tokens(self, caller: Caller, owner: str | None = None) -> list[dict[str, Any]]:
        """The caller's own; of another owner it takes an admin. Raises `Refused` 400 or 403."""
        return [shown(token) for token in self.registry.tokens(_owner(caller, owner))]

    def make_token(self, caller: Caller, body: bytes) -> dict[str, Any]:
        """`{name, scopes?, expiresInDays?, owner?}`; `token` in the answer is shown this once.

        Nobody gives away more than they may do themselves; for other owners it takes an admin.
        """
        sent = read_json(body)
        name, owner = read_name(sent), _owner(caller, sent.get("owner"))
        scopes, days = sent.get("scopes", ["share"]), sent.get("expiresInDays")
        if not isinstance(scopes, list) or not scopes or not set(map(str, scopes)) <= set(SCOPES):
            raise _bad("scopes", f"a list out of {', '.join(SCOPES)}")
        if days is not None and (
            isinstance(days, bool) or not isinstance(days, int) or not 0 < days <= LONGEST_DAYS
        ):
            raise _bad("expiresInDays", f"a whole number from 1 to {LONGEST_DAYS}")
        if not all(caller.may(scope) for scope in scopes):
            raise _too_much()
        room_for_token(self.registry, owner)
        secret, token = self.registry.issue(owner, name, scopes, lasts_ms=days * DAY_MS if days else None)
        return {**shown(token), "token": secret}

    def revoke_token(self, caller: Caller, id_: str, owner: str | None = None) -> None:
        """Its sessions end with it. Raises `Refused` 404; of another owner also 400 or 403."""
        for token in self.registry.tokens(_owner(caller, owner)):
            if token.id == id_:
                return self.revoke(token)
        raise Refused(404, "not_found", "There is no such token.")

    def sign_in(self, body: bytes, address: str) -> tuple[dict[str, Any], str]:
        """`{token}` → what the page shows, and the cookie. `address` is where it came from.

        Raises `Refused` 401 or 429.
        """
        secret = read_json(body).get("token")
        self.throttle(address)
        token = self.registry.token(secret.strip()) if isinstance(secret, str) else None
        if token is None or token.kind != "token":
            self.strangers("POST /api/session")
            raise Refused(401, "unauthorized", "This token is not known here, or it has expired.")
        sessions = sorted(_of_kind("session", self.registry, token.owner), key=lambda one: one.created_at)
        for oldest in sessions[: len(sessions) - SESSIONS_PER_OWNER + 1]:
            self.revoke(oldest)
        lasts_ms = SESSION_DAYS * DAY_MS
        if token.expires_at is not None:
            lasts_ms = min(lasts_ms, token.expires_at - self.registry.clock())
        cookie, session = self.registry.issue(
            token.owner, "browser", token.scopes, lasts_ms=lasts_ms, kind="session", parent=token.hash
        )
        return {"owner": session.owner, "scopes": list(session.scopes)}, _cookie(cookie, lasts_ms // 1000)

    def sign_out(self, caller: Caller) -> str:
        """The cookie that takes the session's away."""
        if caller.token and caller.token.kind == "session":
            self.revoke(caller.token)
        return _cookie("", 0)


def _of_kind(kind: str, registry: Registry, owner: str) -> list[Token]:
    return [token for token in registry.tokens(owner) if token.kind == kind]


def room_for_token(registry: Registry, owner: str) -> None:
    """Raises `Refused` 409 when there is none."""
    if len(_of_kind("token", registry, owner)) >= TOKENS_PER_OWNER:
        raise Refused(409, "too_many_tokens", "There are too many tokens. Revoke one first.")


def _owner(caller: Caller, wanted: object) -> str:
    """Whose tokens are meant. Raises `Refused` 400 or 403."""
    if wanted is None or wanted == caller.owner:
        return caller.owner
    if not isinstance(wanted, str) or not is_owner(wanted):
        raise _bad("owner", OWNER_FORM)
    if not caller.may("admin"):
        raise Refused(
            403,
            "forbidden",
            "Tokens of other owners take a token with the scope “admin”. Leave “owner” out for your own.",
            scope="admin",
        )
    return wanted


def _too_much() -> Refused:
    return Refused(403, "forbidden", "You may not give away more than you may do yourself.")


def shown(token: Token) -> dict[str, Any]:
    moments = {"createdAt": token.created_at, "expiresAt": token.expires_at, "lastUsedAt": token.used_at}
    return {
        "id": token.id,
        "name": token.name,
        "kind": token.kind,
        "scopes": list(token.scopes),
        **{name: iso(at) for name, at in moments.items() if at is not None},
    }


def _cookie(value: str, seconds: int) -> str:
    return f"{COOKIE}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax"


def read_name(sent: Mapping[str, Any]) -> str:
    """On one line, without what nobody sees but what turns the words around it. Raises `Refused` 400."""
    name = sent.get("name")
    seen = " ".join(re.sub(rf"{UNSEEN}|{CONTROLS}", "", name).split()) if isinstance(name, str) else ""
    if not 0 < len(seen) <= NAME_LIMIT:
        raise _bad("name", f"text of at most {NAME_LIMIT} characters")
    return seen


def read_json(body: bytes) -> Mapping[str, Any]:
    if len(body) > BODY_LIMIT:
        raise Refused(413, "too_large", "That is too much. A name and a token are enough.")
    try:
        sent = json.loads(body or b"{}")
        json.dumps(sent, ensure_ascii=False).encode()  # half a character could be stored, but never shown
    except (ValueError, RecursionError):
        sent = None
    if not isinstance(sent, dict):
        raise Refused(400, "bad_json", "The body must be a JSON object.")
    return sent


def _bad(field: str, expected: str) -> Refused:
    return Refused(400, "bad_field", f"“{field}” must be {expected}.", field=field)
