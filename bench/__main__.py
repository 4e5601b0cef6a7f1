"""`make bench`: measures, prints a table, keeps JSON and docs/performance.md, fails when a budget is missed.

`make bench PART=startup` (or several, with commas) measures these alone and leaves the document as it is.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from bench.figures import keep, table

PARTS = ("startup", "first", "warm", "sizes", "cost", "reading", "embedded", "crowd", "page", "scale")


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("parts", nargs="?", default="", help=f"some of {', '.join(PARTS)}; else all")
    parser.add_argument("--write", action="store_true", help="docs/performance.md from what is kept")
    wanted = parser.parse_args()
    names = [name for name in wanted.parts.split(",") if name] or ([] if wanted.write else PARTS)
    missed = False
    for name in names:
        sys.stdout.write(f"-- {name}\n")
        sys.stdout.flush()
        part = import_module(f"bench.{name}").part()
        keep({name: part})
        sys.stdout.write(f"{table(part.figures)}\n")
        missed = missed or not all(figure.holds for figure in part.figures)
    if not wanted.parts:
        import_module("bench.document").write()
    return missed


if __name__ == "__main__":
    sys.exit(main())
