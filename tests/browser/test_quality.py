"""axe-core finds nothing on the first screen, light and dark."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPhone, Phone
from tests.journeys.conftest import StartHost
from tests.journeys.host import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SCHEMES = ("light", "dark")
RUN_AXE = """async () => {
  const { violations } = await axe.run({ resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
    `${id}: ${html.slice(0, 200)} ${failureSummary}`));
}"""

pytestmark = [
    pytest.mark.skipif(not (AXE.exists() or os.environ.get("CI")), reason="needs axe-core: npm ci"),
]


@pytest.fixture(params=SCHEMES)
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def look(phone: Phone, there: str) -> None:
    """Once it stands there."""
    expect(phone.page.locator(there).filter(visible=True).first).to_be_visible()
    phone.page.evaluate(AXE.read_text())
    found: list[str] = phone.page.evaluate(RUN_AXE)
    assert found == [], "\n".join(found)


def test_the_first_screen_is_accessible(start_host: StartHost, open_phone: OpenPhone, scheme: str) -> None:
    phone = open_phone(start_host().url, color_scheme=scheme, bypass_csp=True)
    phone.go()

    look(phone, ".empty")
