"""Connecting a phone: a code that lets in once, within ten minutes, whoever scans it; then it is a token.

    pairing#{sha256}    pairing         whose it is, and what the token may do

The code stands in the fragment of the address, which no browser sends: so no log has it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from instarecipe.access import read_json, read_name, room_for_token, shown
from instarecipe.auth import SCOPES, Caller
from instarecipe.domain.errors import Refused
from instarecipe.domain.moments import iso
from instarecipe.expiring import ExpiringRows, expiring_row
from instarecipe.observability import log, whose
from instarecipe.ports import Key, Put
from instarecipe.registry import Registry, hash_of
from instarecipe.throttle import Throttle

LASTS_MS = 10 * 60_000
CODE_LENGTH = 22
"""130 of the secret's 256 bits: few enough for a picture that a phone reads from afar."""
LONGEST_SECRET = 200
USES = ("share", "app")


@dataclass(frozen=True)
class Pairing:
    registry: Registry
    throttle: Throttle
    new_secret: Callable[[], str]
    public_url: str

    def begin(self, caller: Caller, body: bytes) -> dict[str, Any]:
        """`{name, use?}`; with `use` `app` the phone may do what the caller may, but for `admin`.

        The answer is `{code, url, expiresAt, qr}`, the last an SVG of `url`. Raises `Refused` 400, 403, 409.
        """
        sent = read_json(body)
        name, use = read_name(sent), sent.get("use", "share")
        if use not in USES:
            raise Refused(400, "bad_field", f"“use” must be one of {', '.join(USES)}.", field="use")
        scopes = ["share"] if use == "share" else [one for one in SCOPES[:-1] if caller.may(one)]
        if not caller.may("share"):
            raise Refused(403, "forbidden", "You may not give away more than you may do yourself.")
        room_for_token(self.registry, caller.owner)
        code = self.new_secret()[-CODE_LENGTH:]
        until = self.registry.clock() + LASTS_MS
        maker = caller.token.hash if caller.token else ""
        stored = {"owner": caller.owner, "name": name, "scopes": scopes, "maker": maker}
        self.registry.table.transact(
            [Put(expiring_row(_key(code), stored, until), None)], self.registry.new_id()
        )
        log.info("pairing code made", extra={"owner": whose(caller.owner), "phone": name, "scopes": scopes})
        url = f"{self.public_url}/connect#pair={code}"
        return {"code": code, "url": url, "expiresAt": iso(until), "qr": _drawn(url)}

    def redeem(self, body: bytes, address: str) -> dict[str, Any]:
        """`{code}` → the token, shown this once. Raises `Refused` 400, 409, 410, 429.

        Whoever lost the right to be here after making the code has given nothing away.
        """
        code = read_json(body).get("code")
        self.throttle(address)
        rows = ExpiringRows(self.registry.table, self.registry.clock, self.registry.new_id)
        key = _key(code) if isinstance(code, str) and len(code) <= LONGEST_SECRET else None
        found = rows.read(key) if key else None
        if key is None or found is None or (found["maker"] and not self.registry.alive(found["maker"])):
            raise _over()
        room_for_token(self.registry, found["owner"])
        if not rows.delete(key):
            raise _over()  # somebody else was quicker
        secret, token = self.registry.issue(found["owner"], found["name"], found["scopes"], lasts_ms=None)
        log.info("pairing code used", extra={"owner": whose(token.owner), "phone": token.name})
        return {**shown(token), "token": secret}


def _key(code: str) -> Key:
    return Key(f"pairing#{hash_of(code)}", "pairing")


def _over() -> Refused:
    return Refused(
        410,
        "code_over",
        "This code was used already, or its ten minutes are over. Make a new one and scan that.",
    )


def _drawn(url: str) -> str:
    """White around it also at night, or cameras do not find it."""
    import segno

    drawn = BytesIO()
    segno.make_qr(url, error="m").save(drawn, kind="svg", xmldecl=False, omitsize=True, light="#fff")
    return drawn.getvalue().decode()
