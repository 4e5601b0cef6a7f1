"""`make bench`: measures, prints a table, keeps JSON, and fails when a budget is missed."""

from __future__ import annotations

import sys

from bench import embedded, startup
from bench.figures import keep, report

figures = [*startup.figures(), *embedded.figures()]
keep(figures)
sys.stdout.write(f"{report(figures)}\n")
sys.exit(not all(figure.holds for figure in figures))
