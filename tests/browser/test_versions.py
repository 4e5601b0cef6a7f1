"""A new version of the page waits for the cook, comes whole, and leaves nothing of the old one behind."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from local import shell
from local.host import PAGES
from tests.browser.conftest import OpenPhone, Phone
from tests.journeys.host import ROOT, Host

UPDATE = "navigator.serviceWorker.ready.then(registration => registration.update()).then(() => {})"
CACHES = """async () => {
  const names = await caches.keys();
  const sizes = await Promise.all(names.map(async name => (await (await caches.open(name)).keys()).length));
  return Object.fromEntries(names.map((name, at) => [name, sizes[at]]));
}"""
SETTLED = """navigator.serviceWorker.getRegistration()
  .then(({ installing, waiting }) => !installing && !waiting)"""
OTHER_HASH = f"sha256-{'A' * 43}="
NOTICE = "There is a new version."


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the host and its page, which may change."""
    for folder in ("local", "functions", "web"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@pytest.fixture
def own_host(copy: Path) -> Iterator[Host]:
    host = Host(copy / "data", root=copy)
    host.start()
    yield host
    host.stop()


@pytest.fixture
def owner(own_host: Host, open_phone: OpenPhone) -> Phone:
    """Has the app."""
    phone = open_phone(own_host.url)
    phone.install()
    return phone


def release(copy: Path, brand: str) -> None:
    """Another version: its page and one of its modules belong together."""
    page, module = copy / "web/index.html", copy / "web/js/main.js"
    page.write_text(page.read_text().replace("<span>InstaRecipe</span>", f"<span>{brand}</span>"))
    module.write_text(f"{module.read_text()}\ndocument.body.dataset.version = '{brand}';\n")


def test_a_new_version_waits_until_the_cook_agrees(owner: Phone, copy: Path) -> None:
    release(copy, "Second")
    owner.page.reload()
    notice = owner.toast(NOTICE)
    expect(notice).to_be_visible()
    assert owner.page.locator(".brand").inner_text() == "InstaRecipe"
    assert owner.page.evaluate("document.body.dataset.version") is None
    assert len(owner.page.evaluate(CACHES)) == 2

    notice.get_by_role("button", name="Reload").click()

    expect(owner.page.locator("body[data-version=Second]")).to_be_attached()
    expect(owner.page.locator(".brand")).to_have_text("Second")
    expect(owner.page.locator(".toast")).to_have_count(0)


def test_one_version_is_kept_and_no_more(owner: Phone, copy: Path) -> None:
    release(copy, "Second")
    owner.page.evaluate(UPDATE)
    owner.toast(NOTICE).get_by_role("button", name="Reload").click()
    expect(owner.page.locator(".brand")).to_have_text("Second")

    assert list(owner.page.evaluate(CACHES).values()) == [
        len(shell.files(copy / "web")) - 2
    ]  # not sw.js, lost.html


def test_a_window_that_did_not_agree_stays_as_it_is(owner: Phone, copy: Path) -> None:
    other = Phone(owner.page.context.new_page(), owner.url)
    other.go()
    release(copy, "Second")
    owner.page.evaluate(UPDATE)
    expect(other.toast(NOTICE)).to_be_visible()
    owner.toast(NOTICE).get_by_role("button", name="Reload").click()
    expect(owner.page.locator(".brand")).to_have_text("Second")
    assert other.page.locator(".brand").inner_text() == "InstaRecipe"

    other.toast(NOTICE).get_by_role("button", name="Reload").click()

    expect(other.page.locator(".brand")).to_have_text("Second")
    assert other.faults == []


def test_half_a_version_is_none(owner: Phone, copy: Path) -> None:
    """What the new worker names is not all there yet: the old version stays, whole."""
    worker = copy / "web/sw.js"
    worker.write_text(f'{worker.read_text()}\nSHELL.files["/js/main.js"] = "{OTHER_HASH}";\n')
    release(copy, "Second")
    owner.expected.add("/js/main.js")  # the browser tells of the hash that is wrong
    owner.page.evaluate(UPDATE)
    owner.until(SETTLED)

    owner.page.reload()

    owner.until(SETTLED)
    expect(owner.page.locator("#paste-field")).to_be_enabled()
    expect(owner.page.locator(".brand")).to_have_text("InstaRecipe")
    expect(owner.toast(NOTICE)).to_have_count(0)


def test_with_the_app_a_mistyped_address_is_told_and_no_page_is(owner: Phone) -> None:
    owner.expected |= {"/nope", "/api/queue/8d7f", "/api/recipes/8d7f"}
    answer = owner.go("/nope")
    assert answer is not None
    assert answer.status == 404
    expect(owner.page.get_by_role("heading", name="There is nothing at this address.")).to_be_visible()

    for path in PAGES:
        answer = owner.go(path.format(id="8d7f"))
        assert answer is not None
        assert answer.from_service_worker, path
