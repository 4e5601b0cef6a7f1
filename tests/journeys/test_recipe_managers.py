"""The real process and a recipe manager: exactly one recipe there, also when the plug is pulled."""

from __future__ import annotations

import pytest

from tests.doubles.mealie import Mealie
from tests.doubles.tandoor import Tandoor
from tests.doubles.web import Site
from tests.journeys.conftest import StartHost
from tests.journeys.cook import Cook, phase
from tests.journeys.sites import recipe_page

SAMPLE = "http://samples.invalid/blog/plum-crumble"


def tandoor_settings(tandoor: Tandoor) -> dict[str, str]:
    return {"TANDOOR_BASE_URL": tandoor.url, "TANDOOR_TOKEN": "secret"}


def test_a_sample_reaches_tandoor_with_its_picture(start_host: StartHost) -> None:
    with Tandoor() as tandoor:
        cook = Cook(start_host(**tandoor_settings(tandoor)).url)

        item = cook.wait(cook.share(SAMPLE)["id"])

        assert item["status"] == "success", item
        [recipe] = tandoor.made_from(SAMPLE)
        assert recipe["name"] == "Plum crumble with oats"
        assert recipe["image"]
        assert item["results"]["tandoorUrl"] == f"{tandoor.url}/recipe/{recipe['id']}"
        assert item["results"]["recipeUrl"] == item["results"]["tandoorUrl"]
        known = cook.call("GET", "/api/health").json()["target"]
        assert known | {"checkedAt": "", "sentence": ""} == {
            "name": "tandoor",
            "reachable": True,
            "version": tandoor.version,
            "mayWrite": True,
            "checkedAt": "",
            "sentence": "",
        }


@pytest.mark.parametrize("how", ["hang before", "hang after"])
def test_a_kill_during_uploading_leaves_one_recipe(start_host: StartHost, site: Site, how: str) -> None:
    site.routes["/upload"] = recipe_page("Uploaded udon", ["200 g udon"])
    with Tandoor() as tandoor:
        tandoor.fail("POST /api/recipe/", how)  # type: ignore[arg-type]
        host = start_host(**tandoor_settings(tandoor))
        cook = Cook(host.url)
        id_ = cook.share(site.url("/upload"))["id"]
        cook.until(id_, lambda _: bool(tandoor.calls) and tandoor.calls[-1].method == "POST")

        host.kill()
        tandoor.release()
        host.start()

        item = cook.wait(id_)
        assert item["status"] == "success", item
        assert len(tandoor.made_from(site.url("/upload"))) == 1


def test_a_refused_token_says_what_to_do_and_can_be_mended(start_host: StartHost) -> None:
    with Tandoor() as tandoor:
        host = start_host(**tandoor_settings(tandoor) | {"TANDOOR_TOKEN": "tda_wrong"})
        cook = Cook(host.url)
        failed = cook.wait(cook.share(SAMPLE)["id"])
        assert failed["status"] == "error"
        assert phase(failed, "uploading")["status"] == "error"
        assert "token" in failed["advice"].lower()

        host.stop()
        host.environment = {**host.environment, **tandoor_settings(tandoor)}
        host.start()
        cook.call("POST", f"/api/queue/{failed['id']}/retry")

        assert cook.wait(failed["id"], ["success"])["results"]["tandoorUrl"]


def test_a_sample_reaches_mealie(start_host: StartHost) -> None:
    with Mealie() as mealie:
        cook = Cook(start_host(MEALIE_BASE_URL=mealie.url, MEALIE_TOKEN="secret").url)

        item = cook.wait(cook.share(SAMPLE)["id"])

        assert item["status"] == "success", item
        assert item["results"]["recipeUrl"].startswith(f"{mealie.url}/g/")
        assert len(mealie.recipes) == 1
