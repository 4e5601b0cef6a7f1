"""Writes one secret of a stack; functions read it within five minutes. It is asked for, never an argument."""

from __future__ import annotations

import sys
from getpass import getpass

from instarecipe.cookies import cookie_header
from ops.deploy import SECRETS
from ops.stack import Stack, arguments


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--name", required=True, choices=SECRETS)
    asked = parser.parse_args()
    value = getpass(f"{asked.name}: ") if sys.stdin.isatty() else sys.stdin.read().strip()
    if not value:
        raise SystemExit("Nothing was given, nothing is changed.")
    stack = Stack(asked.stack)  # which need not be deployed yet
    stack.keep_secret(asked.name, kept(asked.name, value))
    sys.stdout.write(f"{stack.prefix}/{asked.name} is written.\n")


def kept(name: str, value: str) -> str:
    """What goes to SSM: of a browser's cookies only Instagram's, since others are none of our business."""
    if name != "INSTAGRAM_COOKIES":
        return value
    try:
        return cookie_header(value)
    except ValueError as error:
        raise SystemExit(f"{name} {error}") from None


if __name__ == "__main__":
    main()
