"""Lighthouse's scores of a page, with its own Chromium and simulated networks and processors."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.browser.conftest import CHROMIUM
from tests.journeys.host import ROOT

PROGRAM = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def scores(url: str, *categories: str, desktop: bool = False) -> dict[str, float]:
    """By category, 0 to 1, as a phone gets the page or as a desktop does."""
    command = [
        *("node", str(PROGRAM), url, "--output=json", "--quiet", "--no-enable-error-reporting"),
        *(f"--only-categories={','.join(categories)}", f"--chrome-flags={FLAGS}"),
        *(["--preset=desktop"] if desktop else []),
    ]
    with TemporaryDirectory() as home:
        environment = {"PATH": os.environ["PATH"], "CHROME_PATH": str(CHROMIUM), "HOME": home}
        done = subprocess.run(command, capture_output=True, env=environment, check=True, cwd=Path(home))
    report: dict[str, Any] = json.loads(done.stdout)
    return {name: float(found["score"] or 0) for name, found in report["categories"].items()}
