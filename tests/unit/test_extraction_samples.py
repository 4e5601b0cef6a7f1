"""The sample posts: read by the very readers of real pages, without any net."""

from __future__ import annotations

import pytest

from instarecipe.domain.errors import Permanent
from instarecipe.extraction import Extraction
from instarecipe.extraction.picture import fetch_picture
from instarecipe.extraction.samples import SAMPLES, Sample, is_sample, listed, sample
from instarecipe.ports import Source
from tests.doubles.pages import Net, plenty_of_time

READERS = {"reel": "instagram", "photo": "instagram", "blog": "schema.org", "chatter": "instagram"}


@pytest.mark.parametrize("one", SAMPLES, ids=lambda one: one.name)
def test_a_sample_is_read_as_its_kind_of_page(one: Sample) -> None:
    net = Net()
    progress: list[int] = []

    found = Extraction(net)(Source(one.url, one.url), deadline=plenty_of_time(), progress=progress.append)

    assert found.via == READERS[one.name]
    assert found.author
    assert found.image
    picture = fetch_picture(found.image, net, plenty_of_time())
    assert picture is not None
    assert picture.content_type == "image/jpeg"
    assert len(picture.content) <= 40_000
    assert progress == [40, 80]
    assert net.asked == []


def test_the_blog_sample_has_its_groups_and_its_own_address() -> None:
    url = next(one.url for one in SAMPLES if one.name == "blog")

    recipe = Extraction(Net())(Source(url, url), deadline=plenty_of_time(), progress=lambda _: None).recipe

    assert recipe is not None
    assert recipe.source_url == url
    assert {ingredient.group for ingredient in recipe.ingredients} == {"For the fruit", "For the crumble"}
    assert recipe.nutrition is not None
    assert recipe.nutrition.complete


def test_samples_are_listed_for_the_cook() -> None:
    assert [entry["name"] for entry in listed()] == list(READERS)
    assert all(entry["title"] and is_sample(entry["url"]) for entry in listed())


def test_only_the_samples_site_is_answered() -> None:
    assert sample("https://example.com/reel/LemonOrzo") is None
    with pytest.raises(Permanent, match="not_found"):
        sample("http://samples.invalid/reel/../../etc/passwd")
