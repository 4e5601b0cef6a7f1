"""Counts every owner's items anew and repairs totals that are wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from instarecipe.auth import everybody
from instarecipe.recount import Recount
from ops.machine import machine
from ops.stack import arguments, deployed


def main() -> None:
    asked = arguments(__doc__).parse_args()
    if asked.stack:
        stack = deployed(asked.stack)
        check(stack.recount, everybody(stack.registry))
    else:
        with machine(asked.data) as here:
            check(here.recount, everybody(here.registry))


def check(recount: Recount, owners: Iterable[str]) -> None:
    for owner in owners:
        drift = recount(owner, repair=True)
        sys.stdout.write(f"{owner}: {'as counted' if drift == 0 else f'wrong by {drift}, repaired'}\n")


if __name__ == "__main__":
    main()
