"""Writes one secret of a stack; functions read it within five minutes. It is asked for, never an argument."""

from __future__ import annotations

import sys
from getpass import getpass

from ops.deploy import SECRETS
from ops.stack import arguments, deployed


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--name", required=True, choices=SECRETS)
    asked = parser.parse_args()
    value = getpass(f"{asked.name}: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    if not value:
        raise SystemExit("Nothing was given, nothing is changed.")
    deployed(asked.stack).keep_secret(asked.name, value)


if __name__ == "__main__":
    main()
