"""Lighthouse finds little to better, in what does not depend on the machine: its speed is in `make bench`."""

from __future__ import annotations

import os

import pytest

from tests.browser import lighthouse
from tests.journeys.cook import Cook
from tests.journeys.host import Host

LEAST = 0.95

pytestmark = pytest.mark.skipif(
    not (lighthouse.PROGRAM.exists() or os.environ.get("CI")), reason="needs Lighthouse: npm ci"
)


def test_lighthouse_is_content_with_the_list_and_a_recipe(host: Host, cook: Cook) -> None:
    recipe = cook.share("http://samples.invalid/reel/LemonOrzo")["id"]
    cook.wait(recipe)

    for path in ("/", f"/recipe/{recipe}"):
        found = lighthouse.scores(host.url + path, "accessibility", "best-practices")
        assert min(found.values()) >= LEAST, (path, found)
