"""Mealie 2.0 as its API behaves, nasty parts included.

By hand: `python -m tests.doubles.mealie --port 9000`, token "secret".
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from typing import Any

from tests.doubles.scripted import Call, Reply, ScriptedServer, run

NOT_FOUND = {"detail": "Not Found"}
NO_ENTRY = {"detail": {"message": "No Entry Found", "error": True, "exception": None}}
EXISTS = {"detail": {"message": "Recipe already exists", "error": True, "exception": None}}
BAD_DATA = {"detail": {"details": "BAD_RECIPE_DATA"}}
TEXTS = ("name", "description", "recipeYield", "totalTime", "prepTime", "performTime", "orgURL")
WHOLE = {"id", "name", "slug", "orgURL", "recipeIngredient", "recipeInstructions"}
GROUP = "home"


class Refused(Exception):
    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.status)
        self.reply = reply


class Mealie(ScriptedServer):
    """`recipes` is what stands in it by id, in the form of a GET."""

    error = Reply(500, {"Content-Type": "text/plain", "Connection": "close"}, b"Internal Server Error")

    def __init__(self, port: int = 0, prefix: str = "") -> None:
        super().__init__(port, prefix)
        self.tokens = {"secret"}
        self.version = "v2.0.0"
        self.recipes: dict[str, dict[str, Any]] = {}
        self.pictures: dict[str, bytes] = {}
        self._order = count(1)

    def made_from(self, source_url: str) -> list[dict[str, Any]]:
        return [recipe for recipe in self.recipes.values() if recipe["orgURL"] == source_url]

    def handle(self, call: Call) -> Reply:
        try:
            return self._route(call)
        except Refused as refused:
            return refused.reply

    def _route(self, call: Call) -> Reply:
        if call.path.endswith("/"):
            return Reply.of_json(307, None, Location=self.url + call.path.rstrip("/"))
        if call.path == "/api/app/about":
            return Reply.of_json(200, {"production": True, "version": self.version})
        if picture := re.fullmatch(r"/api/media/recipes/([^/]+)/images/[a-z-]+\.webp", call.path):
            return self._media(picture[1])
        if call.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            return Reply.of_json(401, {"detail": "Could not validate credentials"})
        if call.path == "/api/users/self":
            return Reply.of_json(200, {"id": "1", "username": "cook", "groupSlug": GROUP})
        return self._recipes(call)

    def _recipes(self, call: Call) -> Reply:
        match call.method, call.path.strip("/").split("/"):
            case "GET", ["api", "recipes"]:
                return self._list(call.query)
            case "POST", ["api", "recipes"]:
                return self._create(call)
            case "POST", ["api", "recipes", "create", "html-or-json"]:
                return self._import(call)
            case method, ["api", "recipes", reference]:
                return self._one(method, reference, call)
            case "PUT", ["api", "recipes", slug, "image"]:
                return self._image(slug, call)
        return Reply.of_json(404, NOT_FOUND)

    def _media(self, id_: str) -> Reply:
        found = self.pictures.get(id_)
        return Reply(200, {"Content-Type": "image/webp"}, found) if found else Reply.of_json(404, NOT_FOUND)

    # -- making ----------------------------------------------------------------------------------------

    def _create(self, call: Call) -> Reply:
        """Of the body only the name is read; what is not known is made up."""
        name = _required(call, "name")
        if name == "":
            raise Refused(self.error)
        return self._stored({"name": name})

    def _import(self, call: Call) -> Reply:
        """schema.org, read from a script element, as a scraper reads pages of the web."""
        source = _required(call, "data")
        if not source.startswith("{"):
            return Reply.of_json(400, BAD_DATA)
        try:
            found = json.loads(re.split("(?i)</script", source)[0])
        except ValueError:
            return Reply.of_json(400, BAD_DATA)
        ingredients = list(filter(None, map(_cleaned, found.get("recipeIngredient", ()))))
        texts = (one.get("text", "") for one in found.get("recipeInstructions", ()))
        steps = list(filter(None, map(_cleaned, texts)))
        if found.get("@type") != "Recipe" or not (ingredients or steps):
            return Reply.of_json(400, BAD_DATA)
        times = {"totalTime": "totalTime", "prepTime": "prepTime", "cookTime": "performTime"}
        tags = _cleaned(found.get("keywords", "")).split(",") if call.json.get("includeTags") else []
        return self._stored(
            {
                "name": _cleaned(found["name"]),
                "description": _cleaned(found.get("description", "")),
                "orgURL": _cleaned(found.get("url", "")),
                "recipeYield": re.sub(
                    r"^(\d+)( people| persons| Personen)?$", r"\1 servings", found.get("recipeYield", "")
                ),
                "recipeIngredient": [_plain_line(one) for one in ingredients],
                "recipeInstructions": [_plain_step(one) for one in steps],
                "tags": [
                    {"id": str(uuid.uuid4()), "name": tag.strip().title()} for tag in tags if tag.strip()
                ],
                **{ours: _spoken(found[theirs]) for theirs, ours in times.items() if theirs in found},
            }
        )

    def _stored(self, fields: Mapping[str, Any]) -> Reply:
        """Under a name that nobody has. `image` is a key even where there is no picture."""
        id_ = str(uuid.uuid4())
        now = datetime.fromtimestamp(self.clock(), UTC)
        name, number = fields["name"] or f"No Recipe Name Found - {id_}", 0
        while self._by_slug(_slug(name)):
            number += 1
            name = f"{fields['name']} ({number})"
        recipe = {
            "id": id_,
            **dict.fromkeys(TEXTS),
            "tags": [],
            "nutrition": None,
            "extras": {},
            "image": "E80M",
            "createdAt": f"{now:%Y-%m-%dT%H:%M:%S}.{next(self._order):06}Z",
            **fields,
            "name": name,
            "slug": _slug(name),
        }
        recipe["recipeIngredient"] = recipe.get("recipeIngredient") or [_plain_line("1 Cup Flour")]
        recipe["recipeInstructions"] = recipe.get("recipeInstructions") or [_plain_step("Recipe steps …")]
        self.recipes[id_] = recipe
        return Reply.of_json(201, recipe["slug"])

    # -- one recipe ------------------------------------------------------------------------------------

    def _one(self, method: str, reference: str, call: Call) -> Reply:
        recipe = self._found(reference)
        match method:
            case "GET":
                return self.error if recipe.get("ruined") else Reply.of_json(200, recipe)
            case "PUT":
                return self._replaced(recipe, call.json)
            case "PATCH":
                return self._patched(recipe, call.json)
            case "DELETE":
                self.recipes.pop(recipe["id"])
                return Reply.of_json(200, recipe)
        return Reply.of_json(405, {"detail": "Method Not Allowed"})

    def _replaced(self, recipe: dict[str, Any], sent: Any) -> Reply:
        """The whole object or nothing. The slug goes with the name."""
        if not isinstance(sent, dict) or not sent.keys() >= WHOLE:
            return Reply.of_json(400, EXISTS)
        other = self._by_slug(_slug(sent["name"]))
        if other and other["id"] != recipe["id"]:
            return Reply.of_json(400, EXISTS)
        for line in sent["recipeIngredient"]:
            for kind in ("food", "unit"):
                if line.get(kind) and "id" not in line[kind]:
                    return self.error
            line.setdefault("referenceId", str(uuid.uuid4()))
            line["display"] = line["note"]
        for step in sent["recipeInstructions"]:
            step.setdefault("id", str(uuid.uuid4()))
        recipe.update(sent, id=recipe["id"], slug=_slug(sent["name"]))
        return Reply.of_json(200, recipe)

    def _patched(self, recipe: dict[str, Any], sent: Mapping[str, Any]) -> Reply:
        """A line without a reference id ruins the recipe for good."""
        if any("referenceId" not in line for line in sent.get("recipeIngredient", ())):
            recipe["ruined"] = True
            return self.error
        if any("ingredientReferences" not in step for step in sent.get("recipeInstructions", ())):
            return self.error
        recipe.update(sent)
        return Reply.of_json(200, recipe)

    def _image(self, slug: str, call: Call) -> Reply:
        from PIL import Image, UnidentifiedImageError

        recipe = self._found(slug)
        form = call.form()
        for name in ("image", "extension"):
            if name not in form:
                return _missing(name)
        content = form["image"].get_payload(decode=True)
        assert isinstance(content, bytes)
        try:
            with Image.open(BytesIO(content)) as image:
                image.verify()
        except UnidentifiedImageError:
            return self.error
        self.pictures[recipe["id"]] = content
        recipe["image"] = "78"
        return Reply.of_json(200, {"image": "78"})

    # -- finding ---------------------------------------------------------------------------------------

    def _list(self, query: Mapping[str, str]) -> Reply:
        wanted = re.fullmatch(r'orgURL = "([^"]*)"', query.get("queryFilter", ""))
        if "queryFilter" in query and not wanted:
            return Reply.of_json(400, {"detail": {"message": "Invalid query filter", "error": True}})
        found = self.made_from(wanted[1]) if wanted else list(self.recipes.values())
        items = [{name: one[name] for name in ("id", "slug", "name", "orgURL", "createdAt")} for one in found]
        return Reply.of_json(200, {"page": 1, "per_page": 50, "total": len(items), "items": items})

    def _found(self, reference: str) -> dict[str, Any]:
        recipe = self.recipes.get(reference) or self._by_slug(reference)
        if recipe is None:
            raise Refused(Reply.of_json(404, NO_ENTRY))
        return recipe

    def _by_slug(self, slug: str) -> dict[str, Any] | None:
        return next((recipe for recipe in self.recipes.values() if recipe["slug"] == slug), None)


def _required(call: Call, name: str) -> str:
    value = (call.json or {}).get(name)
    if value is None:
        raise Refused(_missing(name))
    return str(value)


def _missing(name: str) -> Reply:
    detail = {"type": "missing", "loc": ["body", name], "msg": "Field required", "input": {}}
    return Reply.of_json(422, {"detail": [detail]})


def _cleaned(text: str) -> str:
    """Entities are undone, what looks like a tag goes, white space is one space."""
    return " ".join(re.sub(r"<[^<]+?>", "", html.unescape(text)).split())


def _plain_line(note: str) -> dict[str, Any]:
    line = {"quantity": 1.0, "unit": None, "food": None, "note": note, "display": note, "title": None}
    return {**line, "disableAmount": True, "referenceId": str(uuid.uuid4())}


def _plain_step(text: str) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "title": "", "text": text, "ingredientReferences": []}


def _spoken(duration: str) -> str:
    found = re.fullmatch(r"PT(\d+)M", duration)
    return f"{found[1]} minutes" if found else duration


def _slug(name: str) -> str:
    """Letters of other scripts are spelled somehow, emoji are left out."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    spelled = (
        char if char.isascii() else f"{ord(char):x}" if char.isalnum() and char <= "\uffff" else ""
        for char in letters
    )
    return re.sub("[^a-z0-9]+", "-", "".join(spelled)).strip("-")


if __name__ == "__main__":
    run(Mealie, "A stand-in for Mealie")
