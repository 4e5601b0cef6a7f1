"""The stand-in for Tandoor is as nasty as the real one, which is asked too where TANDOOR_TEST_URL names one.

Seen on Tandoor 2.6.12.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.contract.kitchens import picture
from tests.doubles.tandoor import Tandoor as TandoorDouble

PLACES = ["double", *(["real"] if os.environ.get("TANDOOR_TEST_URL") else [])]
LINE = {"food": {"name": "Flour"}, "unit": None, "amount": 1}


@dataclass
class Api:
    client: httpx.Client
    made: list[int]

    def post(self, body: Any, path: str = "/api/recipe/") -> httpx.Response:
        answer = self.client.post(path, json=body)
        if answer.status_code == 201:
            self.made.append(answer.json()["id"])
        return answer

    def create(self, **fields: Any) -> dict[str, Any]:
        answer = self.post({"name": f"Soup {uuid4().hex}", "steps": [], **fields})
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def recipe(self, id_: int) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"/api/recipe/{id_}/").json()
        return found


@pytest.fixture(params=PLACES)
def api(request: pytest.FixtureRequest) -> Iterator[Api]:
    if request.param == "double":
        with TandoorDouble() as double, client(double.url, "secret") as found:
            yield Api(found, [])
        return
    with client(os.environ["TANDOOR_TEST_URL"], os.environ["TANDOOR_TEST_TOKEN"]) as found:
        api = Api(found, [])
        yield api
        for id_ in api.made:
            found.delete(f"/api/recipe/{id_}/")


def client(url: str, token: str) -> httpx.Client:
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
    return httpx.Client(base_url=url, headers=headers, timeout=60)


def each(names: Iterable[str], message: str) -> dict[str, list[str]]:
    return {name: [message] for name in names}


def ingredient(**fields: Any) -> dict[str, Any]:
    return {"steps": [{"instruction": "x", "ingredients": [{**LINE, **fields}]}]}


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"name": "n" * 129}, {"name": ["Ensure this field has no more than 128 characters."]}),
        ({"name": " "}, {"name": ["This field may not be blank."]}),
        ({"name": None}, {"name": ["This field may not be null."]}),
        ({"name": ["x"]}, {"name": ["Not a valid string."]}),
        ({"description": "d" * 513}, {"description": ["Ensure this field has no more than 512 characters."]}),
        (
            {"servings_text": "s" * 33},
            {"servings_text": ["Ensure this field has no more than 32 characters."]},
        ),
        ({"source_url": "u" * 1025}, {"source_url": ["Ensure this field has no more than 1024 characters."]}),
        ({"servings": 2.5}, {"servings": ["A valid integer is required."]}),
        ({"working_time": None}, {"working_time": ["This field may not be null."]}),
        ({"internal": "maybe"}, {"internal": ["Must be a valid boolean."]}),
        (
            {"keywords": [{"name": "ok"}, {"name": "k" * 65}]},
            {"keywords": [{}, {"name": ["Ensure this field has no more than 64 characters."]}]},
        ),
        (
            {"keywords": ["soup"]},
            {"keywords": [{"non_field_errors": ["Invalid data. Expected a dictionary, but got str."]}]},
        ),
        (
            {"nutrition": {"calories": 1}},
            {"nutrition": each(("carbohydrates", "fats", "proteins"), "This field is required.")},
        ),
        (
            {"steps": {"a": 1}},
            {"steps": {"non_field_errors": ['Expected a list of items but got type "dict".']}},
        ),
        ({"steps": [{"instruction": "a"}]}, {"steps": [{"ingredients": ["This field is required."]}]}),
        (
            {"steps": [{"instruction": None, "name": None, "ingredients": []}]},
            {"steps": [each(("instruction", "name"), "This field may not be null.")]},
        ),
        (
            {"steps": [{"instruction": "a\0", "ingredients": []}]},
            {"steps": [{"instruction": ["Null characters are not allowed."]}]},
        ),
        (
            {"steps": [{"ingredients": []}, {"ingredients": [{}]}]},
            {"steps": [{}, {"ingredients": [each(LINE, "This field is required.")]}]},
        ),
        (
            ingredient(amount=None),
            {"steps": [{"ingredients": [{"amount": ["This field may not be null."]}]}]},
        ),
        (
            ingredient(amount="1/2"),
            {"steps": [{"ingredients": [{"amount": ["A valid number is required"]}]}]},
        ),
        (ingredient(order=None), {"steps": [{"ingredients": [{"order": ["This field may not be null."]}]}]}),
        (
            ingredient(unit={"name": ""}),
            {"steps": [{"ingredients": [{"unit": {"name": ["This field may not be blank."]}}]}]},
        ),
        (
            ingredient(food="Flour"),
            {
                "steps": [
                    {
                        "ingredients": [
                            {
                                "food": {
                                    "non_field_errors": ["Invalid data. Expected a dictionary, but got str."]
                                }
                            }
                        ]
                    }
                ]
            },
        ),
    ],
)
def test_a_wrong_field_is_named_in_the_shape_of_the_body(
    api: Api, fields: dict[str, Any], errors: dict[str, Any]
) -> None:
    answer = api.post({"name": "Soup", "steps": [], **fields})
    assert (answer.status_code, answer.json()) == (400, errors)


def test_name_and_steps_are_required(api: Api) -> None:
    assert api.post({}).json() == each(("name", "steps"), "This field is required.")


def test_the_same_body_twice_is_two_recipes(api: Api) -> None:
    body = {"name": f"Twin {uuid4().hex}", "steps": [], "source_url": "https://example.org/twin"}
    assert api.post(body).json()["id"] != api.post(body).json()["id"]


def test_unknown_fields_and_loose_ingredients_vanish_without_a_word(api: Api) -> None:
    made = api.create(ingredients=[LINE], image_url="https://example.org/x.png", colour="red")
    assert made["steps"] == []
    assert made["image"] is None


def test_the_list_tells_neither_steps_nor_source_and_ignores_a_filter_by_source(api: Api) -> None:
    made = api.create(source_url="https://example.org/a")
    query = {"query": made["name"], "source_url": "https://example.org/other"}
    listed = api.client.get("/api/recipe/", params=query).json()
    assert [entry["id"] for entry in listed["results"]] == [made["id"]]
    assert not {"steps", "source_url"} & listed["results"][0].keys()


def test_units_are_the_same_whatever_their_case(api: Api) -> None:
    small = f"t{uuid4().hex}"
    lines = [{**LINE, "unit": {"name": name}, "order": at} for at, name in enumerate((small, small.upper()))]
    made = api.create(steps=[{"instruction": "x", "ingredients": lines}])
    first, second = made["steps"][0]["ingredients"]
    assert first["unit"]["id"] == second["unit"]["id"]


def test_steps_and_lines_come_back_in_their_order(api: Api) -> None:
    steps: list[dict[str, Any]] = [
        {"instruction": str(order), "ingredients": [], "order": order} for order in (2, 0, 1)
    ]
    made = api.create(steps=steps)
    found = api.recipe(made["id"])
    assert [step["instruction"] for step in found["steps"]] == ["0", "1", "2"]


def test_an_id_takes_over_the_step_of_another_recipe(api: Api) -> None:
    mine = api.create(steps=[{"instruction": "mine", "ingredients": []}])
    stolen = {"id": mine["steps"][0]["id"], "instruction": "theirs", "ingredients": []}
    api.create(steps=[stolen])
    assert api.recipe(mine["id"])["steps"][0]["instruction"] == "theirs"


def test_instructions_are_templates(api: Api) -> None:
    texts = ["{{ 7*7 }}", "{% for %}", "{\\{ 7*7 }}", "{{ 7", "{a}", "{\u2060{ 7*7 }}"]
    steps = [{"instruction": text, "ingredients": [], "order": at} for at, text in enumerate(texts)]
    made = api.create(steps=steps)
    shown = [step["instructions_markdown"] for step in api.recipe(made["id"])["steps"]]
    assert shown[0] == shown[2] == "<p>49</p>"
    assert "Template Syntax broken" in shown[1]
    assert "Template Syntax broken" in shown[3]
    assert shown[4:] == ["<p>a</p>", "<p>\u2060 7*7 </p>"]


def test_a_put_without_a_picture_takes_the_picture_away(api: Api) -> None:
    path = f"/api/recipe/{api.create()['id']}/image/"
    sent = api.client.put(path, files={"image": ("a.jpg", picture().content, "image/jpeg")})
    assert sent.json()["image"]
    wrong = api.client.put(path, files={"file": ("a.jpg", picture().content, "image/jpeg")})
    assert (wrong.status_code, wrong.json()["image"]) == (200, None)
    assert api.recipe(api.made[-1])["image"] is None


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [("a.txt", picture().content, 400), ("a.jpg", b"no picture", 400), ("a.jpg", b"", 400)],
)
def test_a_file_that_is_no_picture_leaves_the_old_one(
    api: Api, name: str, content: bytes, status: int
) -> None:
    path = f"/api/recipe/{api.create()['id']}/image/"
    api.client.put(path, files={"image": ("a.jpg", picture().content, "image/jpeg")})
    answer = api.client.put(path, files={"image": (name, content, "image/jpeg")})
    assert (answer.status_code, list(answer.json())) == (status, ["image"])
    assert api.recipe(api.made[-1])["image"]


def test_a_picture_by_json_or_post_is_refused(api: Api) -> None:
    path = f"/api/recipe/{api.create()['id']}/image/"
    assert api.client.put(path, json={"image_url": "https://example.org/x.png"}).status_code == 415
    assert api.client.post(path).status_code == 405


@pytest.mark.parametrize(("method", "status"), [("GET", 302), ("POST", 403)])
@pytest.mark.parametrize("path", ["/api/recipe", "/api/nope/"])
def test_a_wrong_path_is_a_page_of_the_web_app(api: Api, method: str, status: int, path: str) -> None:
    answer = api.client.request(method, path, json={} if method == "POST" else None)
    assert (answer.status_code, answer.headers["content-type"][:9]) == (status, "text/html")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Authentication credentials were not provided."), ("de", "Anmeldedaten fehlen.")],
)
def test_a_wrong_token_is_403_in_the_reader_s_language(api: Api, language: str, words: str) -> None:
    headers = {"Authorization": "Bearer wrong", "Accept-Language": language}
    answer = api.client.get("/api/recipe/", headers=headers)
    assert (answer.status_code, answer.json()) == (403, {"detail": words})


def test_the_old_kind_of_authorization_is_refused(api: Api) -> None:
    token = api.client.headers["Authorization"].removeprefix("Bearer ")
    assert api.client.get("/api/recipe/", headers={"Authorization": f"Token {token}"}).status_code == 403
    assert api.client.get("/api/recipe/", headers={"Authorization": f"bearer {token}"}).status_code == 200


def test_options_tell_who_may_write(api: Api) -> None:
    assert "POST" in api.client.request("OPTIONS", "/api/recipe/").json()["actions"]


def test_a_deleted_recipe_is_404(api: Api) -> None:
    path = f"/api/recipe/{api.create()['id']}/"
    answers = [api.client.delete(path), api.client.delete(path), api.client.get(path)]
    assert [answer.status_code for answer in answers] == [204, 404, 404]
    assert answers[-1].json() == {"detail": "No Recipe matches the given query."}


def test_no_steps_at_all_is_a_crash_and_a_page_too_far_a_404(api: Api) -> None:
    assert api.post({"name": "Soup", "steps": None}).status_code == 500
    assert api.client.get("/api/recipe/?page=9999").json() == {"detail": "Invalid page."}
    assert api.client.get("/api/recipe/?sort_order=colour").status_code == 500


def test_an_empty_patch_and_a_patch_of_one_field_keep_the_rest(api: Api) -> None:
    made = api.create(servings=3, steps=[{"instruction": "x", "ingredients": []}])
    path = f"/api/recipe/{made['id']}/"
    assert api.client.patch(path, json={}).status_code == 200
    changed = api.client.patch(path, json={"servings": 6}).json()
    assert (changed["servings"], len(changed["steps"])) == (6, 1)


def test_a_look_up_by_source_is_exact_and_needs_a_host(api: Api) -> None:
    """Two of the 60 an hour."""
    url = f"https://example.org/{uuid4().hex}"
    made = api.create(source_url=url)
    body = {"url": url, "data": '{"name":"x"}'}
    answer = api.client.post("/api/recipe-from-source/", json=body).json()
    assert [entry["id"] for entry in answer["duplicates"]] == [made["id"]]
    assert api.client.post("/api/recipe-from-source/", json={**body, "url": "pasted:abc"}).status_code == 500
