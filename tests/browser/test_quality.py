"""axe-core finds nothing on any page nor in what opens above it: narrow and wide, light and dark."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPhone, Phone
from tests.journeys.conftest import StartHost
from tests.journeys.cook import Cook
from tests.journeys.host import ROOT, Host

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SAMPLES = ("reel/LemonOrzo", "p/Suppe", "p/Market")
NARROW = 390
EVERYTHING: dict[str, object] = {}
CONTRAST: dict[str, object] = {"runOnly": ["color-contrast"]}
# The dark scheme changes colours and nothing else, and the same ones at each width.
LOOKS = {(NARROW, "light"): EVERYTHING, (NARROW, "dark"): CONTRAST, (1280, "light"): EVERYTHING}
RUN_AXE = """async (what) => {
  const { violations } = await axe.run({ ...what, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
    `${id}: ${html.slice(0, 200)} ${failureSummary}`));
}"""

pytestmark = [
    pytest.mark.skipif(not (AXE.exists() or os.environ.get("CI")), reason="needs axe-core: npm ci"),
]


@pytest.fixture(scope="module")
def recipes(host: Host) -> dict[str, str]:
    """The samples' ids: two recipes, and a post that is none."""
    cook = Cook(host.url)
    ids = {name: cook.share(f"http://samples.invalid/{name}")["id"] for name in SAMPLES}
    for id_ in ids.values():
        cook.wait(id_)
    return ids


@pytest.fixture
def eyes(open_phone: OpenPhone, host: Host) -> Phone:
    """May run what is not the page's own."""
    return open_phone(host.url, bypass_csp=True, service_workers="block")


def look(phone: Phone, there: str, *, wide: bool = True) -> None:
    """At what stands `there`."""
    page = phone.page
    for (width, scheme), what in LOOKS.items():
        if width > NARROW and not wide:
            continue
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the words it takes
        expect(page.locator(there).filter(visible=True).first).to_be_visible()
        page.evaluate(f"globalThis.axe ?? (() => {{ {AXE.read_text()} }})()")
        found: list[str] = page.evaluate(RUN_AXE, what)
        assert found == [], f"{page.url} {width} {scheme}\n" + "\n".join(found)
    page.set_viewport_size({"width": NARROW, "height": 844})


def test_the_first_screen_is_accessible(start_host: StartHost, open_phone: OpenPhone) -> None:
    phone = open_phone(start_host().url, bypass_csp=True, service_workers="block")
    phone.go()

    look(phone, ".empty")


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/", "#home .card[data-id]"),
        ("/?show=failed", "#home .card-fault .button"),
        ("/?view=activity", "#activity .card[data-id]"),
        ("/stats", ".chart"),
        ("/connect", "#detail h1"),
        ("/admin", "#detail h1"),
        ("/recipe/reel/LemonOrzo", ".step"),
        ("/recipe/p/Market", "#detail .advice"),
        ("/signin", "#token"),
        ("/share", ".solo-card h1"),
        ("/share?from=page", ".solo-card h1"),
        ("/share?text=https%3A%2F%2Fa.example%2F1%20https%3A%2F%2Fb.example%2F2", ".choice"),
    ],
)
def test_a_page_is_accessible(eyes: Phone, recipes: dict[str, str], path: str, there: str) -> None:
    kind, _, sample = path.removeprefix("/").partition("/")
    eyes.go(f"/recipe/{recipes[sample]}" if kind == "recipe" else path)

    look(eyes, there)


def press(phone: Phone, name: str) -> None:
    phone.page.get_by_role("button", name=name, exact=True).filter(visible=True).first.click()


def test_what_opens_above_the_list_is_accessible(eyes: Phone, recipes: dict[str, str]) -> None:
    page = eyes.page
    eyes.go()
    expect(page.locator("#home .card[data-id]").first).to_be_visible()

    press(eyes, "More")
    look(eyes, ".sheet", wide=False)
    page.keyboard.press("Escape")
    press(eyes, "Add")
    look(eyes, ".sheet", wide=False)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    look(eyes, ".keys", wide=False)
    page.keyboard.press("Escape")
    page.locator("#home .card > .icon-button").first.click()
    look(eyes, ".menu", wide=False)
    page.get_by_role("button", name="Delete", exact=True).click()
    page.locator(".toast").hover()  # it stays as long
    look(eyes, ".toast", wide=False)
    press(eyes, "Undo")
    press(eyes, "Search")
    page.get_by_label("Search recipes").fill("nothing like this")
    look(eyes, "text=Nothing found", wide=False)


def test_cook_mode_is_accessible(eyes: Phone, recipes: dict[str, str]) -> None:
    eyes.go(f"/recipe/{recipes['reel/LemonOrzo']}")
    press(eyes, "Cook")

    look(eyes, ".cook")


def test_the_caption_sheet_is_accessible(eyes: Phone, recipes: dict[str, str]) -> None:
    eyes.go(f"/recipe/{recipes['p/Market']}")
    press(eyes, "Paste the caption")

    look(eyes, ".sheet")


def test_what_waits_for_a_network_is_accessible(eyes: Phone, recipes: dict[str, str]) -> None:
    eyes.go()
    expect(eyes.page.locator("#home .card[data-id]").first).to_be_visible()
    eyes.expected.add(eyes.url)
    eyes.page.context.set_offline(True)
    eyes.paste("http://samples.invalid/blog/plum-crumble")

    look(eyes, "#home .card:not([data-id]) .button")
