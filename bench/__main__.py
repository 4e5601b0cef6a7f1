"""`make bench`: measures, prints a table, keeps JSON and docs/performance.md, fails when a budget is missed.

`make bench PART=startup` (or several, with commas) measures these alone and leaves the document as it is.
Each part has a process of its own, so that what one has loaded or left behind is no other's.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context

from bench.figures import Figure, keep, measured, table

PARTS = ("embedded", "startup", "first", "warm", "cost", "reading", "crowd", "page", "sizes", "scale")
"""By the clock first, and last what writes so much that the disk is busy with it for a while."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("parts", nargs="?", default="", help=f"some of {', '.join(PARTS)}; else all")
    parser.add_argument("--write", action="store_true", help="docs/performance.md from what is kept")
    wanted = parser.parse_args()
    names = [name for name in wanted.parts.split(",") if name] or ([] if wanted.write else PARTS)
    missed: list[Figure] = []
    for name in names:
        sys.stdout.write(f"-- {name}\n")
        sys.stdout.flush()
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            part = process.submit(measured, name).result()
        keep({name: part})
        sys.stdout.write(f"{table(part.figures)}\n")
        missed += [figure for figure in part.figures if not figure.holds]
    if not wanted.parts:
        import_module("bench.document").write()
    if missed:
        sys.stdout.write(f"-- missed\n{table(missed)}\n")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
