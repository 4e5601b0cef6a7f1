"""Files that nobody names go after a day; whatever an item or a recipe names stays for ever."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from instarecipe.admit import read_given
from instarecipe.domain import item as life
from instarecipe.domain.item import Item, PhaseName, Status
from instarecipe.embedded.media import FileMedia
from instarecipe.embedded.orphans import KEPT_MS, Orphans
from instarecipe.embedded.table import SqliteTable
from instarecipe.ports import Blob, Deadline
from instarecipe.submission import Submission
from instarecipe.uploading.cookbook import Cookbook
from tests.doubles.phases import SOUP, DoubledWiring
from tests.doubles.stored import OWNER, store
from tests.doubles.virtual import Clock

JPEG = Blob(b"a picture", "image/jpeg")


@pytest.fixture
def media(wiring: DoubledWiring) -> FileMedia:
    assert isinstance(wiring.engine.media, FileMedia)
    return wiring.engine.media


@pytest.fixture
def orphans(wiring: DoubledWiring, media: FileMedia) -> Orphans:
    assert isinstance(wiring.engine.table, SqliteTable)
    return Orphans(media.folder, wiring.engine.table.database, wiring.clock)


def age(media: FileMedia, clock: Clock, ms: int = KEPT_MS + 1) -> None:
    """As if all that is there had been stored so long ago."""
    for path in media.folder.rglob("*"):
        os.utime(path, ((clock() - ms) / 1000,) * 2)


def names(media: FileMedia) -> set[str]:
    return {path.relative_to(media.folder).as_posix() for path in media.folder.rglob("*") if path.is_file()}


def pasted(wiring: DoubledWiring, text: str) -> Item:
    item, _ = wiring.admit(OWNER, Submission(url="https://a.example/1", text=text))
    return item


def test_what_a_kill_left_half_written_goes(media: FileMedia, orphans: Orphans, clock: Clock) -> None:
    half = media.folder / "given" / OWNER / "i" / "0123.77.part"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"{")
    age(media, clock)
    assert orphans() == 1
    assert names(media) == set()


def test_what_is_younger_than_a_day_stays(media: FileMedia, orphans: Orphans, clock: Clock) -> None:
    media.put(f"given/{OWNER}/i/0", JPEG)
    age(media, clock, KEPT_MS - 1000)
    assert orphans() == 0
    assert names(media) == {f"given/{OWNER}/i/0"}


def test_only_the_text_of_the_last_generation_is_kept(
    wiring: DoubledWiring, media: FileMedia, orphans: Orphans, clock: Clock
) -> None:
    pasted(wiring, "1 egg")
    item = pasted(wiring, "2 eggs")
    age(media, clock)
    assert orphans() == 1
    assert item.given is not None
    stored = media.get(item.given)
    assert stored
    assert read_given(stored) == ("2 eggs", None)


def test_a_text_that_is_sent_anew_while_we_look_stays(
    wiring: DoubledWiring, media: FileMedia, orphans: Orphans, clock: Clock
) -> None:
    path = media.folder / "given" / OWNER / "i" / "0"
    media.put(f"given/{OWNER}/i/0", JPEG)
    age(media, clock)
    os.utime(path, (clock() / 1000, clock() / 1000))
    assert not orphans._remove(path)
    assert path.exists()


def test_the_picture_of_a_recipe_stays_when_its_item_is_deleted(
    wiring: DoubledWiring, media: FileMedia, orphans: Orphans, clock: Clock
) -> None:
    kept, lost = f"pictures/{OWNER}/i/1", f"pictures/{OWNER}/i/2"
    for name in (kept, lost):
        media.put(name, JPEG)
    cookbook = Cookbook(wiring.engine.table, "http://x", wiring.clock, wiring.new_id)
    deadline = Deadline(1, wiring.monotonic)
    cookbook.create(f"{OWNER}/i", replace(SOUP, image=f"/media/{kept}"), deadline=deadline)
    age(media, clock)
    assert orphans() == 1
    assert names(media) == {kept}
    cookbook.delete(f"{OWNER}/i", deadline=deadline)
    assert orphans() == 1
    assert names(media) == set()


@pytest.mark.parametrize("owner", ["household", 'Ann "the cook" Öz🍅'])
def test_a_picture_that_an_item_names_stays_whosever_it_was(
    wiring: DoubledWiring, media: FileMedia, orphans: Orphans, clock: Clock, owner: str
) -> None:
    items = wiring.items
    item = store(items, Status.IN_PROGRESS, owner=owner)
    thumbnail, picture = (f"pictures/{owner}/another/{number}" for number in "12")
    for name in (thumbnail, picture):
        media.put(name, JPEG)
    item = items.save(
        item,
        life.succeeded(item, now=clock(), thumbnail=f"/media/{thumbnail}"),
        results={"picture": picture},
    )
    age(media, clock)
    assert orphans() == 0
    assert names(media) == {thumbnail, picture}
    items.delete(items.save(item, life.restarted(item, PhaseName.EXTRACTION, now=clock())))
    assert orphans() == 2


def test_empty_folders_go_a_day_later(media: FileMedia, orphans: Orphans, clock: Clock) -> None:
    media.put(f"pictures/{OWNER}/i/1", JPEG)
    for _ in range(4):
        age(media, clock)
        orphans()
    assert list(media.folder.iterdir()) == []


def test_no_folder_at_all_is_fine(orphans: Orphans, media: FileMedia) -> None:
    assert not Path(media.folder).exists()
    assert orphans() == 0
