"""How quickly the page stands there: Lighthouse's simulated slow phone and desktop, list and recipe.

The best of three, for whatever else the machine does counts as the page's own slowness.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.figures import Figure, Part
from tests.browser import lighthouse
from tests.journeys.cook import Cook
from tests.journeys.host import Host

SAMPLES = ("reel/LemonOrzo", "p/Suppe", "blog/plum-crumble")
TRIES = 3
LEAST = 95
KINDS = {"phone": False, "desktop": True}


def part() -> Part:
    if not lighthouse.PROGRAM.exists():
        return Part([Figure("Lighthouse", 0, "points", note="not measured: there is no npm")])
    with tempfile.TemporaryDirectory() as folder:
        host = Host(Path(folder) / "data")
        host.start()
        try:
            figures = _figures(host.url)
        finally:
            host.stop()
    return Part(figures)


def _figures(url: str) -> list[Figure]:
    cook = Cook(url)
    ids = [cook.wait(cook.share(f"http://samples.invalid/{name}")["id"])["id"] for name in SAMPLES]
    pages = {"list": "/", "recipe": f"/recipe/{ids[0]}"}
    return [
        Figure(f"Lighthouse, {page} on a {kind}", _best(url + path, desktop), "points", LEAST, at_least=True)
        for page, path in pages.items()
        for kind, desktop in KINDS.items()
    ]


def _best(url: str, desktop: bool) -> float:
    best = 0.0
    for _ in range(TRIES):
        best = max(best, 100 * lighthouse.scores(url, "performance", desktop=desktop)["performance"])
        if best >= LEAST:
            break
    return best
