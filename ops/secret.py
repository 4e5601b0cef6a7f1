"""Writes one secret of a stack; functions read it within five minutes. It is asked for, never an argument."""

from __future__ import annotations

import sys
from getpass import getpass

from ops.deploy import SECRETS
from ops.stack import Stack, arguments


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--name", required=True, choices=SECRETS)
    asked = parser.parse_args()
    value = getpass(f"{asked.name}: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    if not value:
        raise SystemExit("Nothing was given, nothing is changed.")
    stack = Stack(asked.stack)  # which need not be deployed yet
    stack.keep_secret(asked.name, value)
    sys.stdout.write(f"{stack.prefix}/{asked.name} is written.\n")


if __name__ == "__main__":
    main()
