"""Mealie as a target: its import of JSON-LD makes a recipe in one call, a PUT of the whole object mends it.

The import came with Mealie 2.0. Recipes are named by their id: a slug changes with the name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from instarecipe.domain.errors import Failure, Permanent
from instarecipe.domain.recipe import Recipe
from instarecipe.observability import log
from instarecipe.ports import Blob, Deadline, Delivered, TargetHealth
from instarecipe.uploading.halfway import is_within
from instarecipe.uploading.http import Answer, Form, JsonClient
from instarecipe.uploading.mealie_body import (
    Fields,
    differs,
    escaped_mark,
    everything,
    exact,
    import_of,
    is_import_of,
    merged,
    source_mark,
)
from instarecipe.uploading.picture import to_jpeg
from instarecipe.uploading.refusals import (
    fitting,
    not_accepted,
    recipe_gone,
    refusal,
    unreadable,
    wrong_address,
)
from instarecipe.uploading.shapes import fits

NAME: Final = "Mealie"
RECIPES: Final = "/api/recipes"

ID: Final = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LISTED: Final = {"items": [{"id": ID, "createdAt?": str}]}
SLUG: Final = re.compile(r"[^\s/?#]{0,20000}")
"""Empty for a name without letters ("🥘"), and longer than the name where those are not Latin."""
PUT_AWAY: Final = {"id": ID, "slug": SLUG}
STORED: Final = {
    **PUT_AWAY,
    "name": str,
    "recipeIngredient?": [{"note?": str}],
    "recipeInstructions?": [{"text?": str}],
    "nutrition?": dict,
}
TOO_OLD: Final = re.compile(r"v?[01]\.")
"""Without the import."""
INVALID: Final = {"detail": [{"loc": list, "msg": str}]}


class Mealie:
    """`base_url` may have a path. The token is a long-lived API token of a user."""

    name: str = "mealie"
    lock: str | None = "mealie"

    def __init__(self, base_url: str, token: str) -> None:
        self._client = JsonClient(NAME, base_url, token)

    def find(
        self, key: str, recipe: Recipe, *, deadline: Deadline, within: float | None = None
    ) -> str | None:
        """The newest of that source, for ours is younger than what the cook had before."""
        mark = source_mark(key, recipe)
        for written in dict.fromkeys((mark, escaped_mark(mark))):
            query: dict[str, str | int] = {"queryFilter": f'orgURL = "{written}"', "perPage": 50}
            answer = self._client.call("GET", RECIPES, query=query, deadline=deadline)
            items = [
                item
                for item in _expected(answer, 200, LISTED)["items"]
                if is_within(within, item.get("createdAt"), answer.date)
            ]
            if items:
                return str(max(items, key=lambda item: item.get("createdAt") or "")["id"])
        return None

    def create(self, key: str, recipe: Recipe, *, deadline: Deadline) -> str:
        body = {"data": import_of(recipe, source_mark(key, recipe)), "includeTags": True}
        answer = self._client.call("POST", f"{RECIPES}/create/html-or-json", body=body, deadline=deadline)
        if answer.status != 201:
            raise _failure(answer)
        slug = fitting(NAME, answer, SLUG)
        try:
            return str(self._get(slug, deadline)["id"])
        except Permanent as trouble:  # it was made, wherever it is
            raise unreadable(NAME, answer) from trouble

    def complete(
        self, reference: str, recipe: Recipe, picture: Blob | None, *, update: bool, deadline: Deadline
    ) -> Delivered:
        found = self._get(reference, deadline)
        if update:
            found = self._mended(everything(recipe, found), found, deadline)
        elif is_import_of(recipe, found):
            found = self._mended(exact(recipe, found), found, deadline)
        warnings: tuple[str, ...] = ()
        wanted = picture and (update or not self._has_picture(found["id"], deadline))
        if picture and wanted and not self._send(found["slug"], picture, deadline):
            warnings = ("picture_missing",)
        answer = self._client.call("GET", "/api/users/self", deadline=deadline)
        group = _expected(answer, 200, {"groupSlug?": SLUG}).get("groupSlug") or "home"
        url = f"{self._client.base_url}/g/{group}/r/{found['slug'] or found['id']}"
        return Delivered(found["id"], url, None, warnings)

    def delete(self, reference: str, *, deadline: Deadline, made_from: str | None = None) -> None:
        answer = self._client.call("DELETE", _path(reference), deadline=deadline)
        if answer.status != 200 and not _is_gone(answer):
            raise _failure(answer)

    def health(self, deadline: Deadline) -> TargetHealth:
        """Every user of Mealie may write, so a token that is known is enough."""
        version, reachable = "", False
        try:
            about = self._client.call("GET", "/api/app/about", deadline=deadline)
            version = _expected(about, 200, {"version": str})["version"]
            reachable = True
            if TOO_OLD.match(version):
                sentence = f"InstaRecipe needs {NAME} 2.0 or newer; this is {version}."
                return TargetHealth(True, version, False, sentence)
            _expected(self._client.call("GET", "/api/users/self", deadline=deadline), 200, {"id": object})
        except Failure as trouble:
            return TargetHealth(reachable, version, False, trouble.sentence)
        return TargetHealth(True, version, True, f"{NAME} {version} is ready.")

    def _get(self, reference: str, deadline: Deadline) -> Mapping[str, Any]:
        answer = self._client.call("GET", _path(reference), deadline=deadline)
        return _expected(answer, 200, STORED)

    def _mended(self, fields: Fields, found: Mapping[str, Any], deadline: Deadline) -> Mapping[str, Any]:
        """The recipe after the PUT, if it needs one. A name that another recipe has is a 400."""
        if not differs(fields, found):
            return found
        path = _path(found["id"])
        answer = self._client.call("PUT", path, body=merged(fields, found), deadline=deadline)
        if answer.status == 400 and fields.pop("name", None):
            answer = self._client.call("PUT", path, body=merged(fields, found), deadline=deadline)
        return _expected(answer, 200, PUT_AWAY)

    def _has_picture(self, recipe_id: str, deadline: Deadline) -> bool:
        """The recipe's own `image` is a key that it gets without a picture too."""
        path = f"/api/media/recipes/{recipe_id}/images/tiny-original.webp"
        return self._client.call("GET", path, deadline=deadline).status == 200

    def _send(self, slug: str, picture: Blob, deadline: Deadline) -> bool:
        """Whether the recipe has its picture now. By its id it takes none."""
        jpeg = to_jpeg(picture)
        if jpeg is None or not slug:
            return False
        form = Form("image", "picture.jpg", jpeg, {"extension": "jpg"})
        answer = self._client.call("PUT", f"{_path(slug)}/image", form=form, deadline=deadline)
        if answer.status == 200 and answer.fields.get("image"):
            return True
        if answer.status in (404, 429, 502, 503, 504):
            raise _failure(answer)
        log.warning("picture refused", extra={"target": NAME, "status": answer.status})
        return False


def _path(reference: str) -> str:
    return f"{RECIPES}/{quote(reference, safe='')}"


def _expected(answer: Answer, status: int, shape: dict[str, Any]) -> Mapping[str, Any]:
    """The JSON object, of this shape, of an answer of this status. Else raises what the answer means."""
    if answer.status != status:
        raise _failure(answer)
    found: Mapping[str, Any] = fitting(NAME, answer, shape)
    return found


def _is_gone(answer: Answer) -> bool:
    """Of an unknown path, `detail` is a text."""
    return answer.status == 404 and isinstance(answer.fields.get("detail"), dict)


def _failure(answer: Answer) -> Failure:
    if _is_gone(answer):
        return recipe_gone(NAME)
    if answer.status == 404:
        return wrong_address(NAME, answer)
    if answer.status == 422 and fits(answer.json, INVALID) and answer.json["detail"]:
        first = answer.json["detail"][0]
        where = " › ".join(map(str, first["loc"]))
        return not_accepted(NAME, f"the field “{where}”: {first['msg']}", answer)
    return refusal(NAME, answer)
