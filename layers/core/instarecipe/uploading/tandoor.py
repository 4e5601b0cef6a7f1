"""Tandoor Recipes 2.6 as a target. What shapes it: a 500 while creating leaves the recipe without some of its
parts; nothing is unique; the list tells no source; a picture that it cannot use takes the old one away.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from instarecipe.domain.errors import Failure, Transient
from instarecipe.domain.recipe import Recipe
from instarecipe.observability import log
from instarecipe.ports import Blob, Deadline, Delivered, TargetHealth
from instarecipe.uploading.halfway import is_within, left_out, seconds_to_settle
from instarecipe.uploading.http import Answer, Form, JsonClient
from instarecipe.uploading.picture import to_jpeg
from instarecipe.uploading.refusals import fitting, not_permitted, refusal
from instarecipe.uploading.repair import complaints, repaired
from instarecipe.uploading.shapes import spoken
from instarecipe.uploading.tandoor_body import body_of, source_mark, title
from instarecipe.uploading.tandoor_refusals import NAME, expected, failure, is_gone

RECIPES: Final = "/api/recipe/"
PAGE_SIZE: Final = 100  # the most that it gives
MAX_PAGES: Final = 5
MAX_NAMESAKES: Final = 30
"""Recipes of the same name that are opened to see their source; each is a call."""
OVERLOADED: Final = (502, 503, 504)
UNDESCRIBED: Final = (204, 405, 500, 501)
"""Answers to OPTIONS that say nothing of this token."""

LISTED: Final = {"results": [{"id": int, "name": object}]}
DUPLICATES: Final = {"duplicates?": [{"id": int}]}
STORED: Final = {"steps": [{"instruction": str, "ingredients": list}], "keywords": list, "image": object}


class Tandoor:
    """`base_url` may have a path. The token needs the scope "read write"."""

    name: str = "tandoor"
    lock: str | None = "tandoor"  # two creates that name the same new food break each other

    def __init__(self, base_url: str, token: str) -> None:
        self._client = JsonClient(NAME, base_url, token)

    def find(
        self, key: str, recipe: Recipe, *, deadline: Deadline, within: float | None = None
    ) -> str | None:
        """By name first, for the look-up by source is limited to 60 an hour."""
        mark = source_mark(key, recipe)
        for reference in self._candidates(title(recipe), mark, deadline):
            if self._is_made_from(mark, reference, deadline, within):
                return reference
        return None

    def create(self, key: str, recipe: Recipe, *, deadline: Deadline) -> str:
        body = {**body_of(recipe), "source_url": source_mark(key, recipe)}
        return str(expected(self._write("POST", RECIPES, body, deadline), 201, {"id": int})["id"])

    def complete(
        self, reference: str, recipe: Recipe, picture: Blob | None, *, update: bool, deadline: Deadline
    ) -> Delivered:
        answer = self._client.call("GET", _path(reference), deadline=deadline)
        found = expected(answer, 200, STORED)
        body = body_of(recipe)
        missing = body if update else left_out(found, body)
        if not update and "steps" in missing and (seconds := seconds_to_settle(found, answer.date)):
            raise _settling(seconds)
        if missing:
            expected(self._write("PATCH", _path(reference), missing, deadline), 200, {})
        warnings: tuple[str, ...] = ()
        if picture and (update or not found["image"]) and not self._send(reference, picture, deadline):
            warnings = ("picture_missing",)
        url = f"{self._client.base_url}/recipe/{reference}"
        return Delivered(reference, url, url, warnings)

    def delete(self, reference: str, *, deadline: Deadline, made_from: str | None = None) -> None:
        """Its references are numbers, which a Tandoor that was set up anew or restored hands out again."""
        if made_from is not None:
            mark = source_mark("", Recipe(title="", source_url=made_from))
            if not self._is_made_from(mark, reference, deadline):
                return
        answer = self._client.call("DELETE", _path(reference), deadline=deadline)
        if answer.status != 204 and not is_gone(answer):
            raise failure(answer)

    def health(self, deadline: Deadline) -> TargetHealth:
        """Reads the version, which needs no token, and asks what this token may do (OPTIONS, as Django REST
        framework answers it: `actions` holds POST for those who may). Where a server or a proxy does not let
        that through, a token that reads is taken for one that writes: the first recipe will tell.
        """
        version, reachable = "", False
        try:
            about = self._client.call("GET", "/api/server-settings/current/", deadline=deadline)
            version = expected(about, 200, {"version": str})["version"]
            reachable = True
            answer = self._client.call("OPTIONS", RECIPES, deadline=deadline)
            if answer.status in UNDESCRIBED:
                query: dict[str, str | int] = {"page_size": 1}
                found = self._client.call("GET", RECIPES, query=query, deadline=deadline)
                expected(found, 200, {"count": object})
            elif "POST" not in (expected(answer, 200, {"actions?": dict}).get("actions") or ()):
                raise not_permitted(NAME)
        except Failure as trouble:
            return TargetHealth(reachable, version, False, trouble.sentence)
        return TargetHealth(True, version, True, f"{NAME} {version} is ready.".replace("  ", " "))

    def _is_made_from(
        self, mark: str, reference: str, deadline: Deadline, within: float | None = None
    ) -> bool:
        """False, too, of one that was deleted meanwhile, or is another member's private recipe."""
        answer = self._client.call("GET", _path(reference), deadline=deadline)
        if is_gone(answer):
            return False
        found = expected(answer, 200, {"source_url": object})
        return found["source_url"] == mark and is_within(within, found.get("created_at"), answer.date)

    def _candidates(self, name: str, mark: str, deadline: Deadline) -> Iterator[str]:
        """Recipes that may be the one, the newest first: ours is younger than what the cook had before."""
        seen = sorted(self._named(name, deadline), reverse=True)[:MAX_NAMESAKES]
        yield from map(str, seen)
        yield from (str(id_) for id_ in self._duplicates(mark, deadline) if id_ not in seen)

    def _named(self, name: str, deadline: Deadline) -> list[int]:
        """`query` finds by name, and more than that: on PostgreSQL it is fuzzy."""
        ids: list[int] = []
        for page in range(1, MAX_PAGES + 1):
            query: dict[str, str | int] = {"query": name, "page_size": PAGE_SIZE, "page": page}
            answer = self._client.call("GET", RECIPES, query=query, deadline=deadline)
            listed = expected(answer, 200, LISTED)
            ids += [entry["id"] for entry in listed["results"] if entry["name"] == name]
            if not listed.get("next"):
                break
        return ids

    def _duplicates(self, mark: str, deadline: Deadline) -> list[int]:
        """The exact look-up by source. With `data` beside the address nothing is fetched or saved."""
        body = {"url": mark, "data": json.dumps({"name": "x"})}
        answer = self._client.call("POST", "/api/recipe-from-source/", body=body, deadline=deadline)
        if answer.status in OVERLOADED:
            raise refusal(NAME, answer)
        if answer.status != 200:  # throttled, or a source that it cannot read
            log.warning("look-up by source was refused", extra={"target": NAME, "status": answer.status})
        found = fitting(NAME, answer, DUPLICATES) if answer.fields else {}
        return sorted((entry["id"] for entry in found.get("duplicates") or ()), reverse=True)

    def _write(self, method: str, path: str, body: Mapping[str, Any], deadline: Deadline) -> Answer:
        """A 400 wrote nothing, so it is the one answer after which the call may be made again."""
        answer = self._client.call(method, path, body=body, deadline=deadline)
        if answer.status == 400 and (mended := repaired(body, answer.json)) is not None:
            fields = ", ".join(spoken(path) for path, _ in complaints(answer.json))
            log.warning("repaired", extra={"target": NAME, "fields": fields})
            answer = self._client.call(method, path, body=mended, deadline=deadline)
        return answer

    def _send(self, reference: str, picture: Blob, deadline: Deadline) -> bool:
        """Whether the recipe has its picture now."""
        jpeg = to_jpeg(picture)
        if jpeg is None:
            return False
        form = Form("image", "picture.jpg", jpeg, {})
        answer = self._client.call("PUT", f"{_path(reference)}image/", form=form, deadline=deadline)
        if answer.status == 200 and answer.fields.get("image"):
            return True
        if answer.status in (404, 429, *OVERLOADED):
            raise failure(answer)
        log.warning("picture refused", extra={"target": NAME, "status": answer.status})
        return False


def _settling(seconds: float) -> Transient:
    return Transient(
        "target_settling",
        f"{NAME} may still be at work on the recipe.",
        "Nothing to do: it is looked at again by itself.",
        retry_after=seconds,
        burns=False,
    )


def _path(reference: str) -> str:
    return f"{RECIPES}{quote(reference, safe='')}/"
