"""Every page as a phone and a desktop show it, light and dark; two of them go to the README."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from instarecipe.extraction.samples import SAMPLES
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.journeys.cook import Cook
from tests.journeys.host import ROOT, Host

PICTURES = ROOT / "docs" / "pictures"
WIDTHS = {390: 844, 1280: 800}
SCHEMES = ("light", "dark")
GAP = 20
NOTHING = 255

Prepare = Callable[[Page], None]


def press(name: str) -> Prepare:
    def prepare(page: Page) -> None:
        page.get_by_role("button", name=name, exact=True).filter(visible=True).first.click()

    return prepare


def go_offline(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    page.context.set_offline(True)
    page.locator("#paste-field").fill("https://www.instagram.com/reel/C1a2b3c4d5e/")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Take back")).to_be_visible()


def views(ids: dict[str, str]) -> dict[str, tuple[str, str, Prepare | None]]:
    """By name: the address, what stands there when it is complete, and what is done then."""
    card, recipe = "#home .card[data-id]", f"/recipe/{ids['blog']}"
    return {
        "list": ("/", card, None),
        "failed": ("/?show=failed", card, None),
        "activity": ("/?view=activity", "#activity .card[data-id]", None),
        "recipe": (recipe, ".step", None),
        "failure": (f"/recipe/{ids['chatter']}", "#detail .advice", None),
        "cook": (recipe, ".step", press("Cook")),
        "caption": (f"/recipe/{ids['chatter']}", "#detail .advice", press("Paste the caption")),
        "more": ("/", card, press("More")),
        "stats": ("/stats", ".chart", None),
        "share": (
            "/share?text=https%3A%2F%2Fa.example%2Fsoup%20https%3A%2F%2Fb.example%2Fpie",
            ".choice",
            None,
        ),
        "signin": ("/signin", "#token", None),
        "connect": ("/connect", "main h1", None),
        "offline": ("/", card, go_offline),
    }


def shoot(browser: Browser, url: str, ids: dict[str, str], folder: Path) -> None:
    for name, (path, there, prepare) in views(ids).items():
        for width, height in WIDTHS.items():
            for scheme in SCHEMES:
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,  # type: ignore[arg-type]  # one of Playwright's words
                    locale="en-GB",
                    reduced_motion="reduce",
                )
                page = context.new_page()
                page.goto(url + path)
                expect(page.locator(there).filter(visible=True).first).to_be_visible()
                if prepare:
                    prepare(page)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
                context.close()


def beside(pictures: list[Path], target: Path) -> None:
    """In 255 colours of the pictures' own, and one that is none between them."""
    images = [Image.open(path).convert("RGB") for path in pictures]
    width = sum(image.width for image in images) + GAP * (len(images) - 1)
    whole = Image.new("RGB", (width, images[0].height))
    ends = []
    at = 0
    for image in images:
        whole.paste(image, (at, 0))
        at += image.width + GAP
        ends.append(at - GAP)
    packed = whole.quantize(NOTHING)
    for end in ends[:-1]:
        packed.paste(NOTHING, (end, 0, end + GAP, whole.height))
    packed.save(target, optimize=True, transparency=NOTHING)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as data, sync_playwright() as playwright:
        host = Host(Path(data) / "data")
        host.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            cook = Cook(host.url)
            ids = {sample.name: cook.share(sample.url)["id"] for sample in SAMPLES}
            for id_ in ids.values():
                cook.wait(id_)
            shoot(browser, host.url, ids, folder)
        finally:
            browser.close()
            host.stop()
    beside([folder / "list-390-light.png", folder / "recipe-390-dark.png"], PICTURES / "phone.png")
    beside([folder / "recipe-1280-light.png"], PICTURES / "desktop.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
