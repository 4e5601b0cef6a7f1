"""Rows 36 to 39, 53 and 54: cooks who press twice, change their mind, or share more than all others."""

from __future__ import annotations

from itertools import product

import pytest

from instarecipe.domain.item import Status
from instarecipe.submission import Submission
from tests.faults.conftest import Fired, MakeWorld
from tests.faults.extent import EXTENT
from tests.faults.strikes import How
from tests.faults.world import OWNERS, SECOND, World

ADA, BOB = OWNERS
LINK = "https://recipes.example/1"
LED = "https://recipes.example/s/1"
POST = "https://www.instagram.com/p/Soup-1_x/"
SPELLINGS = (
    POST,
    "https://www.instagram.com/reel/Soup-1_x/",
    "https://instagram.com/p/Soup-1_x",
    "http://www.instagram.com/p/Soup-1_x/",
    "https://m.instagram.com/p/Soup-1_x/",
    "https://www.instagram.com/p/Soup-1_x/?igsh=MzRlODBiNWFlZA==",
    "https://www.instagram.com/p/Soup-1_x/?utm_source=ig_web_copy_link",
    "https://www.instagram.com/p/Soup-1_x/#comments",
    "HTTPS://WWW.INSTAGRAM.COM/p/Soup-1_x/",
    "https://www.instagram.com:443/p/Soup-1_x/",
    "https://www.instagram.com/p/Soup%2D1_x/",
    "https://www.instagram.com/some.cook/reel/Soup-1_x/",
)


def test_row_36_retry_pressed_while_processing_twice_and_on_a_success(world: World, fired: Fired) -> None:
    world.ports.posts.wrong.add(LINK)
    world.strikes.add("process", "posts", How.SLOW)
    item_id = world.share(LINK).id
    world.run(5)
    assert world.retry(item_id).status == 409
    world.drain()
    world.ports.posts.wrong.clear()
    world.processing = False
    assert [world.retry(item_id).status for _ in range(3)] == [200, 409, 409]
    world.processing = True
    world.drain()
    assert world.retry(item_id).status == 409
    assert world.items()[0].status is Status.SUCCESS
    assert world.asked[item_id, 2] == 1
    fired(4)
    world.check()


def test_row_37_deleted_while_it_is_read(world: World, fired: Fired) -> None:
    """The worker's next write is refused and it stops; the model is not asked any more."""
    world.strikes.add("process", "posts", How.SLOW)
    item_id = world.share(LINK).id
    world.run(5)
    assert world.delete(item_id).status == 204
    world.drain()
    assert (world.items(), world.asked[item_id, 1], world.manager.recipes) == ([], 0, {})
    fired()
    world.check()


@pytest.mark.parametrize("how", [How.FAIL_AFTER, How.LATE, How.SLOW], ids=str)
def test_row_37_deleted_while_it_is_saved(world: World, how: How) -> None:
    """What was made, or is still being made, is removed by the worker that asked for it."""
    world.strikes.latency = lambda what: 3_000 if what == "target.create" else 1
    world.strikes.add("process", "target.create", how)
    item_id = world.share(LINK).id
    world.run(1)
    assert world.delete(item_id).status == 204
    world.drain()
    assert world.manager.created[LINK] == 1
    assert (world.items(), world.manager.recipes) == ([], {})
    world.check()


@pytest.mark.parametrize(
    ("what", "how"),
    [
        *product(["target.delete"], [How.DIE_BEFORE, How.DIE_AFTER, How.FAIL_BEFORE, How.FAIL_AFTER]),
        *product(["queue.send"], [How.DIE_AFTER, How.FAIL_BEFORE, How.FAIL_AFTER]),
    ],
)
def test_row_37_deleted_while_it_is_saved_and_trouble_as_that_is_removed(
    world: World, what: str, how: How
) -> None:
    """But for a kill before anybody heard of it, a border that docs/architecture.md names."""
    world.strikes.latency = lambda what: 3_000 if what == "target.create" else 1
    world.share(LINK)
    [item] = world.items()
    struck = world.strikes.add("process", what, how)
    world.run(1)
    assert world.delete(item.id).status == 204
    world.drain()
    assert struck.fired == 1
    assert (world.manager.created[LINK], world.items(), world.manager.recipes) == (1, [], {})
    world.check()


def test_row_37_deleted_after_its_end(world: World, fired: Fired) -> None:
    item_id = world.share(LINK).id
    world.drain()
    assert world.delete(item_id).status == 204
    world.drain()
    assert len(world.manager.recipes) == 1
    fired()
    world.check()


def test_row_38_two_users_share_the_same_link(make_world: MakeWorld, fired: Fired) -> None:
    world = make_world(cookbook=True)
    mine, theirs = world.share(LINK, ADA), world.share(LINK, BOB)
    assert (mine.status, theirs.status) == (201, 201)
    world.drain()
    assert {item.status for item in world.items()} == {Status.SUCCESS}
    for reply in (
        world.ask(ADA, "GET", f"/api/queue/{theirs.id}"),
        world.retry(theirs.id, ADA, force=True),
        world.delete(theirs.id, ADA),
    ):
        fired()
        assert reply.status == 404
    assert world.delete(mine.id, ADA).status == 204
    assert world.ask(BOB, "GET", f"/api/recipes/{theirs.id}").status == 200
    world.drain()
    world.check()


def test_row_39_one_post_in_twelve_spellings(world: World, fired: Fired) -> None:
    replies = [world.share(url) for url in SPELLINGS]
    fired(len(SPELLINGS) - 1)
    assert [reply.status for reply in replies] == [201] + [200] * (len(SPELLINGS) - 1)
    assert len({reply.id for reply in replies}) == 1
    world.drain()
    assert [item.canonical_url for item in world.items()] == [POST]
    world.check()


@pytest.mark.parametrize("how", [How.FAIL_AFTER, How.DIE_AFTER, How.HANG, How.PAUSE], ids=str)
@pytest.mark.parametrize("what", ["posts", "model", "target.create", "target.complete"])
@pytest.mark.parametrize(
    "links", [(LINK, LED), (LED, LINK)], ids=["the post's own first", "the post's own last"]
)
def test_row_39_two_links_lead_to_one_post_and_the_first_fails(
    world: World, links: tuple[str, str], what: str, how: How
) -> None:
    """The other one goes on with the post, and with the recipe that the first may have made of it."""
    world.strikes.add("process", what, how, times=3)
    for link in links:
        world.share(link)
        world.run(1)
    world.drain()
    world.check()
    world.heal()
    world.check()
    assert {item.status for item in world.items()} == {Status.SUCCESS}
    assert len(world.kitchen.made_from(LINK)) == 1


@pytest.mark.parametrize("how", [None, How.FAIL_BEFORE, How.DIE_BEFORE], ids=str)
def test_row_53_a_token_is_revoked_while_its_links_wait(world: World, fired: Fired, how: How | None) -> None:
    """The links belong to the user, not to the token, so they are worked on; its sockets are closed."""
    world.idle_sweeps = True
    world.processing = False
    world.share(LINK)
    [token] = world.ask(ADA, "GET", "/api/tokens").body["tokens"]
    if how:
        world.strikes.add("api", r"sockets\.close", how)
    world.ask(ADA, "DELETE", f"/api/tokens/{token['id']}")
    fired()
    assert world.ask(ADA, "GET", "/api/queue").status == 401
    revoked = world.clock.now
    world.processing = True
    world.until(lambda: f"{ADA}-page" in world.pages.closed, 120)
    assert world.clock.now - revoked <= 61 * SECOND
    assert f"{BOB}-page" not in world.pages.closed
    world.drain()
    assert world.items()[0].status is Status.SUCCESS
    world.check()


def test_row_54_a_thousand_links_of_one_and_one_of_another(make_world: MakeWorld, fired: Fired) -> None:
    """Over the embedded queue; on AWS the message group makes SQS's queue fair in the same way."""
    work_ms = 2_000

    def wait(links: int) -> float:
        world = make_world(embedded=True, cookbook=True)
        world.strikes.latency = lambda what: work_ms if what == "posts" else 1
        world.processing = False
        for number in range(links):
            world.calm.admit(ADA, Submission(f"{LINK}{number}"))
        world.processing = True
        world.run(20)
        item_id = world.share(LINK, BOB).id
        begun = world.clock.now
        world.until(lambda: item_id in world.ever(Status.SUCCESS))
        return (world.clock.now - begun) / SECOND

    alone = wait(0)
    beside = wait(EXTENT.links)
    fired(EXTENT.links)
    assert beside <= 2 * alone
