"""Without a network: what was there is read, what is shared is kept, sent once, and can be taken back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from tests.browser.conftest import OpenPhone, Phone
from tests.doubles.web import Site, page
from tests.journeys.conftest import StartHost
from tests.journeys.cook import Cook
from tests.journeys.host import Host
from tests.journeys.sites import recipe_page

LATER = "Will be sent when you are back."
RECIPE = "Pancakes\n\nIngredients\n200 g flour\n300 ml milk\n3 eggs\n\nDirections\nStir and fry."
WAITING = "self.outbox.list().then(kept => kept.length)"


@pytest.fixture
def away(phone: Phone) -> Phone:
    """Has the app, and no network."""
    return without_network(phone)


def without_network(phone: Phone) -> Phone:
    phone.install()
    phone.expected.add(phone.url)  # the browser tells of each call that it cannot make
    phone.page.context.set_offline(True)
    return phone


def back(phone: Phone) -> None:
    phone.page.context.set_offline(False)


def waiting(phone: Phone) -> Locator:
    return phone.page.locator("#home .card:not([data-id])").filter(has_text="Take back")


def save(phone: Phone) -> None:
    phone.page.get_by_role("button", name="Save", exact=True).and_(phone.page.locator(":visible")).click()


class Posts:
    """The links that the server took, from the pages or the service worker."""

    def __init__(self, page: Page) -> None:
        self.taken = 0
        page.context.on("response", self._hear)

    def _hear(self, answer: Response) -> None:
        request = answer.request
        self.taken += request.method == "POST" and request.url.endswith("/api/queue") and answer.ok


def test_a_link_pasted_offline_is_sent_when_back(away: Phone, cook: Cook, site: Site) -> None:
    site.routes["/away"] = recipe_page("Away antipasti", ["3 peppers"])
    before = cook.counts()["total"]
    away.paste(site.url("/away"))
    expect(waiting(away)).to_contain_text(LATER)
    expect(away.page.locator("#paste-field")).to_have_value("")
    assert cook.counts()["total"] == before

    back(away)

    expect(away.card("Away antipasti")).to_contain_text("Ready")
    expect(waiting(away)).to_have_count(0)
    assert cook.counts()["total"] == before + 1


def test_a_link_shared_offline_is_sent_when_back(away: Phone, site: Site) -> None:
    site.routes["/train"] = recipe_page("Train tramezzini", ["8 slices bread"])
    away.go(f"/share?text=Look+{site.url('/train')}&via=share-target")
    save(away)  # installed, the share sheet is enough
    expect(waiting(away)).to_contain_text(LATER)

    away.page.reload()
    expect(waiting(away)).to_contain_text(LATER)
    back(away)

    expect(away.card("Train tramezzini")).to_contain_text("Ready")


def test_text_pasted_offline_is_kept_too(away: Phone) -> None:
    away.page.get_by_label("Link or recipe text").first.fill(RECIPE)
    away.page.keyboard.press("Enter")
    expect(waiting(away)).to_contain_text("Pasted text")

    back(away)

    expect(away.card("Pancakes")).to_contain_text("Ready")


def test_many_links_wait_together(away: Phone, site: Site) -> None:
    titles = {"/one": "One onion soup", "/two": "Two bean salad"}
    for path, title in titles.items():
        site.routes[path] = recipe_page(title, ["1 onion"])
    away.paste("\n".join(map(site.url, titles)))
    expect(away.page.get_by_text("2 kept for later")).to_be_visible()
    away.page.get_by_role("button", name="OK", exact=True).click()
    expect(waiting(away)).to_have_count(2)

    back(away)

    for title in titles.values():
        expect(away.card(title)).to_contain_text("Ready")
    expect(waiting(away)).to_have_count(0)


def test_what_waits_can_be_taken_back(away: Phone, cook: Cook, site: Site) -> None:
    before = cook.counts()["total"]
    away.paste(site.url("/regretted"))

    waiting(away).get_by_role("button", name="Take back").click()

    expect(waiting(away)).to_have_count(0)
    expect(away.page.locator("#paste-field")).to_have_value(site.url("/regretted"))
    back(away)
    expect(away.page.get_by_text("You are offline")).to_have_count(0)
    assert away.page.evaluate(WAITING) == 0
    assert cook.counts()["total"] == before


def test_two_windows_send_it_once(away: Phone, site: Site) -> None:
    site.routes["/both"] = recipe_page("Both biscuits", ["100 g butter"])
    posts = Posts(away.page)
    other = Phone(away.page.context.new_page(), away.url, away.expected)
    other.go()
    away.paste(site.url("/both"))
    expect(waiting(other)).to_contain_text(LATER)  # told by the first

    back(away)

    for phone in (away, other):
        expect(phone.card("Both biscuits")).to_contain_text("Ready")
        expect(waiting(phone)).to_have_count(0)
    assert posts.taken == 1


def test_the_service_worker_sends_when_no_page_is_open(away: Phone, cook: Cook, site: Site) -> None:
    site.routes["/closed"] = recipe_page("Closed calzone", ["1 kg dough"])
    before = cook.counts()["total"]
    away.paste(site.url("/closed"))
    expect(waiting(away)).to_contain_text(LATER)
    away.page.goto("about:blank")
    back(away)

    dispatch_sync(away)

    for _ in range(1_200):
        if cook.counts()["total"] > before:
            break
        away.page.wait_for_timeout(50)
    assert cook.counts()["total"] == before + 1
    away.go()
    expect(away.card("Closed calzone")).to_contain_text("Ready")
    expect(waiting(away)).to_have_count(0)


def dispatch_sync(phone: Phone) -> None:
    """As the browser does once there is a network."""
    session = phone.page.context.new_cdp_session(phone.page)
    found: list[dict[str, Any]] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"]))
    session.send("ServiceWorker.enable")
    while not found:
        phone.page.wait_for_timeout(20)
    parameters = {"origin": phone.url, "registrationId": found[-1]["registrationId"]}
    session.send("ServiceWorker.dispatchSyncEvent", {**parameters, "tag": "outbox", "lastChance": False})


def test_another_site_cannot_share_unasked_where_the_app_is_installed(
    phone: Phone, cook: Cook, site: Site
) -> None:
    phone.install()
    target = f"{phone.url}/share?url={site.url('/trap')}"
    head = '<title>Lure</title><link rel="icon" href="data:,"><meta name="referrer" content="no-referrer">'
    site.routes["/lure-2"] = page(f'{head}<a href="{target}">go</a>')
    before = cook.counts()["total"]

    phone.page.goto(site.url("/lure-2"))
    phone.page.get_by_role("link", name="go").click()

    expect(phone.page.get_by_role("heading", name="Save this recipe?")).to_be_visible()
    assert cook.counts()["total"] == before


def test_the_installed_app_saves_what_the_browser_itself_shares(phone: Phone, site: Site) -> None:
    site.routes["/typed"] = recipe_page("Typed tiramisu", ["500 g mascarpone"])
    phone.install()

    phone.go(f"/share?url={site.url('/typed')}")

    expect(phone.card("Typed tiramisu")).to_contain_text("Ready")


# -- recipes that were opened

KEPT = "caches.open('recipes').then(cache => cache.keys()).then(keys => keys.map(key => key.url))"
DRAWN = "document.querySelector('#detail .picture img')?.naturalWidth > 0"


def opened(phone: Phone, id_: str, *, pictured: bool = False) -> None:
    """Read by the cook, and kept."""
    phone.go(f"/recipe/{id_}")
    expect(phone.page.locator(".step").first).to_be_visible()
    phone.until(f"{KEPT}.then(all => all.some(url => url.includes('{id_}')))")
    if pictured:
        phone.until(f"{KEPT}.then(all => all.at(-1).includes('/media/'))")


def test_an_opened_recipe_is_read_while_the_server_is_gone(
    start_host: StartHost, open_phone: OpenPhone
) -> None:
    host = start_host()
    phone, cook = open_phone(host.url), Cook(host.url)
    id_, other = (cook.share(f"http://samples.invalid/p/{name}")["id"] for name in ("Suppe", "Market"))
    cook.wait(id_)
    cook.wait(other)
    phone.install()
    opened(phone, id_, pictured=True)
    session = phone.page.context.new_cdp_session(phone.page)
    session.send("Network.clearBrowserCache")  # what keeps it is ours
    phone.expected.add(host.url)  # the browser tells of each call that fails
    host.stop()

    phone.page.reload()

    expect(phone.page.locator(".ingredient").first).to_be_visible()
    expect(phone.page.locator(".step").first).to_be_visible()
    phone.until(DRAWN)
    phone.go(f"/recipe/{other}")
    expect(phone.page.locator("#detail").get_by_text("That did not load")).to_be_visible()


def test_an_opened_recipe_that_the_list_forgot_is_read_offline(phone: Phone, cook: Cook, site: Site) -> None:
    site.routes["/old"] = recipe_page("Old oatcakes", ["100 g oats"])
    phone.install()
    opened(phone, cook.wait(cook.share(site.url("/old"))["id"])["id"])
    phone.expected.add(phone.url)
    phone.page.context.set_offline(True)
    phone.page.evaluate("localStorage.clear()")

    phone.page.reload()

    expect(phone.page.get_by_role("heading", name="Old oatcakes")).to_be_visible()
    expect(phone.page.locator(".ingredient")).to_contain_text("oats")


def test_only_the_last_recipes_are_kept(phone: Phone, cook: Cook, site: Site) -> None:
    site.routes["/last"] = recipe_page("Last lasagne", ["1 kg beef"])
    id_ = cook.wait(cook.share(site.url("/last"))["id"])["id"]
    phone.go()
    phone.page.evaluate("""caches.open("recipes").then(cache => Promise.all(
      Array.from({ length: 200 }, (_, number) => cache.put(`/recipe/${number}`, new Response()))))""")

    opened(phone, id_)

    phone.until(f"{KEPT}.then(all => all.length <= 80)")


def test_a_deleted_recipe_is_not_kept(phone: Phone, cook: Cook, site: Site) -> None:
    site.routes["/shed"] = recipe_page("Shed sherbet", ["3 lemons"])
    id_ = cook.wait(cook.share(site.url("/shed"))["id"])["id"]
    opened(phone, id_)
    phone.until_live()

    cook.call("DELETE", f"/api/queue/{id_}")

    phone.until(f"{KEPT}.then(all => !all.some(url => url.includes('{id_}')))")


# -- a server that does not take it


@pytest.fixture
def door(start_host: StartHost) -> Host:
    return start_host(AUTH_MODE="token", FETCH_CONNECT_TO="", RATE_LIMIT_PER_DAY="2")


@pytest.fixture
def guest(door: Host, open_phone: OpenPhone) -> Phone:
    """Signed in, where two links a day are allowed."""
    phone = open_phone(door.url)
    phone.expected |= {"/api/", "/js/live.js"}  # refused, which is what these tests are about
    phone.go()
    sign_in(phone, door)
    expect(phone.page.get_by_text("Your recipes gather here")).to_be_visible()
    return phone


def sign_in(phone: Phone, host: Host) -> None:
    phone.page.get_by_label("Token", exact=True).fill(secret(host))
    phone.page.keyboard.press("Enter")


def secret(host: Host) -> str:
    [found] = re.findall(r"shown this once: (\S+)", host.log())
    return str(found)


def test_what_a_signed_out_cook_pastes_is_sent_after_the_sign_in(
    guest: Phone, door: Host, site: Site
) -> None:
    site.routes["/door"] = recipe_page("Door dumplings", ["500 g flour"])
    guest.page.get_by_label("Link or recipe text").first.fill(site.url("/door"))
    guest.page.wait_for_load_state("networkidle")  # another call would learn of it first
    guest.page.context.clear_cookies()
    guest.page.keyboard.press("Enter")
    expect(guest.toast("Will be sent when you have signed in.")).to_be_visible()

    sign_in(guest, door)

    expect(guest.card("Door dumplings")).to_contain_text("Ready")
    expect(waiting(guest)).to_have_count(0)


def test_what_a_signed_out_cook_shares_is_saved_once(guest: Phone, door: Host, site: Site) -> None:
    site.routes["/gate"] = recipe_page("Gate gnocchi", ["1 kg potatoes"])
    posts = Posts(guest.page)
    guest.page.context.clear_cookies()
    guest.go(f"/share?url={site.url('/gate')}")
    expect(guest.page.get_by_label("Token", exact=True)).to_be_visible()

    sign_in(guest, door)

    expect(guest.card("Gate gnocchi")).to_contain_text("Ready")
    expect(waiting(guest)).to_have_count(0)
    assert posts.taken == 1


def test_what_the_service_worker_sends_meanwhile_is_not_shared_again(
    guest: Phone, door: Host, site: Site
) -> None:
    site.routes["/wicket"] = recipe_page("Wicket waffles", ["250 g flour"])
    posts = Posts(guest.page)
    guest.page.context.clear_cookies()
    guest.go(f"/share?url={site.url('/wicket')}")
    expect(guest.page.get_by_label("Token", exact=True)).to_be_visible()
    guest.until(f"{WAITING}.then(count => count === 1)")
    post = "fetch('/api/session', { method: 'POST', body: JSON.stringify({ token }) }).then(() => {})"
    guest.page.evaluate(f"token => {post}", secret(door))  # in another window
    guest.page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    dispatch_sync(guest)
    guest.until(f"{WAITING}.then(count => count === 0)")

    sign_in(guest, door)

    expect(guest.card("Wicket waffles")).to_contain_text("Ready")
    assert posts.taken == 1


def test_a_link_too_many_waits_for_its_time(guest: Phone, site: Site) -> None:
    for number in range(3):
        guest.paste(site.url(f"/today-{number}"))
        expect(guest.page.locator("#paste-field")).to_have_value("")

    expect(waiting(guest)).to_contain_text("Will be sent at")
    guest.page.reload()
    expect(waiting(guest)).to_contain_text(site.url("/today-2"))


def test_a_refused_link_among_others_is_kept_with_its_reason(phone: Phone, site: Site) -> None:
    site.routes["/fine"] = recipe_page("Fine focaccia", ["500 g flour"])
    phone.expected.add("/api/queue")
    phone.go()

    phone.paste(f"{site.url('/fine')}\nhttp://localhost/private")

    expect(phone.page.get_by_text("1 not saved")).to_be_visible()
    phone.page.get_by_role("button", name="OK", exact=True).click()
    expect(phone.card("Fine focaccia")).to_contain_text("Ready")
    expect(waiting(phone)).to_contain_text("Did not work")
    waiting(phone).get_by_role("button", name="Take back").click()
    expect(phone.page.locator("#paste-field")).to_have_value("http://localhost/private")


def test_a_refused_link_alone_stays_in_its_field(phone: Phone) -> None:
    phone.expected.add("/api/queue")
    phone.go()

    phone.paste("http://localhost/private")

    expect(phone.page.locator("#paste-hint.failed")).not_to_be_empty()
    expect(phone.page.locator("#paste-field")).to_have_value("http://localhost/private")
    expect(waiting(phone)).to_have_count(0)


# -- another cook on the same device


def a_recipe(guest: Phone) -> str:
    """Opened and kept on the device of a guest."""
    guest.page.get_by_role("button", name="Try a sample").click()
    guest.page.locator("[data-sample]").first.click()
    card = guest.page.locator("#home .card").first
    expect(card).to_contain_text("Ready")
    id_ = card.get_attribute("data-id") or ""
    opened(guest, id_)
    return id_


def nothing_is_kept(phone: Phone) -> None:
    expect(phone.page.get_by_label("Token", exact=True)).to_be_visible()
    phone.until("caches.has('recipes').then(has => !has)")
    assert phone.page.evaluate("Object.keys(localStorage).filter(key => /list|cooking/.test(key))") == []


def test_signing_out_leaves_nothing_to_read(guest: Phone) -> None:
    id_ = a_recipe(guest)
    guest.page.get_by_role("checkbox").first.check()
    guest.page.locator("[data-do=more]:visible").click()
    guest.page.get_by_role("button", name="Sign out").click()

    nothing_is_kept(guest)
    guest.page.context.set_offline(True)
    guest.expected.add(guest.url)
    guest.go(f"/recipe/{id_}")
    expect(guest.page.locator("#detail").get_by_text("That did not load")).to_be_visible()


def test_a_revoked_sign_in_leaves_nothing_to_read(guest: Phone) -> None:
    a_recipe(guest)
    guest.page.evaluate("fetch('/api/session', { method: 'DELETE' }).then(() => {})")  # from elsewhere

    guest.page.reload()

    nothing_is_kept(guest)


def test_who_signs_in_reads_nothing_of_the_one_before(guest: Phone, door: Host) -> None:
    a_recipe(guest)

    guest.go("/signin")
    expect(guest.page.get_by_label("Token", exact=True)).to_be_visible()
    sign_in(guest, door)

    expect(guest.page.locator("#home .card").first).to_be_visible()
    guest.until("caches.has('recipes').then(has => !has)")
