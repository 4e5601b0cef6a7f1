"""Makes a token for an owner and prints it, this once."""

from __future__ import annotations

import sys

from instarecipe.auth import SCOPES
from instarecipe.registry import OWNER_FORM, Registry, is_owner
from ops.machine import machine
from ops.stack import arguments, deployed


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--owner", required=True, help=OWNER_FORM)
    parser.add_argument("--name", default="make token", help="how its owner knows it again")
    parser.add_argument("--scopes", nargs="+", default=["share", "read", "write"], choices=SCOPES)
    asked = parser.parse_args()
    if not is_owner(asked.owner):
        raise SystemExit(f"OWNER must be {OWNER_FORM}.")
    if asked.stack:
        secret = issue(deployed(asked.stack).registry, asked.owner, asked.name, asked.scopes)
    else:
        with machine(asked.data) as here:
            secret = issue(here.registry, asked.owner, asked.name, asked.scopes)
    sys.stdout.write(f"{secret}\n")


def issue(registry: Registry, owner: str, name: str, scopes: list[str]) -> str:
    secret, _ = registry.issue(owner, name, scopes, lasts_ms=None)
    return secret


if __name__ == "__main__":
    main()
