"""Tandoor 2.6.12 as its API behaves, nasty parts included: what a client may get wrong goes wrong here too.

By hand: `python -m tests.doubles.tandoor --port 8089`, token "secret".
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.message import Message
from io import BytesIO
from itertools import count
from typing import Any
from urllib.parse import quote, unquote, urlencode

from tests.doubles import tandoor_rules as rules
from tests.doubles.scripted import Call, Dropped, Reply, ScriptedServer, run

NO_TOKEN = ("Authentication credentials were not provided.", "Anmeldedaten fehlen.")
NO_RIGHT = (
    "You do not have permission to perform this action.",
    "Sie sind nicht berechtigt, diese Aktion durchzuführen.",
)
LISTED = (
    *("id", "name", "description", "image", "working_time", "waiting_time", "internal", "private"),
    *("servings", "servings_text", "created_at"),
)
PICTURES = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP"}
RECIPE_FIELDS = {name: {"required": field.default is rules.MISSING} for name, field in rules.RECIPE.items()}
BROKEN_EXTENSIONS = (".bmp", ".tif", ".avif")
RENDERER_HANGS = 30_000
"""Characters without a space."""


class Tandoor(ScriptedServer):
    """`recipes` is what stands in the cookbook by id, in the form of a GET.

    `fuzzy` makes the search that of PostgreSQL; `food_seconds` is how long a new food takes.
    """

    def __init__(self, port: int = 0, prefix: str = "") -> None:
        super().__init__(port, prefix)
        self.tokens = {"secret": "read write", "reader": "read", "bookmarklet": "bookmarklet"}
        self.allowed_hosts = {"127.0.0.1", "localhost"}
        self.version = "2.6.12"
        self.max_recipes = 0
        self.lookups_left = 60
        self.fuzzy = False
        self.food_seconds = 0.0
        self.loses_pictures = False
        self.recipes: dict[int, dict[str, Any]] = {}
        self.pictures: dict[int, bytes] = {}
        self.names: dict[str, dict[str, dict[str, Any]]] = {"food": {}, "unit": {}, "keyword": {}}
        self._dies_early = False
        self._making: set[str] = set()
        self._steps: dict[int, dict[str, Any]] = {}
        self._ids = count(1)
        self._lock = threading.Lock()

    def handle(self, call: Call) -> Reply:
        if call.headers.get("host", "").partition(":")[0] not in self.allowed_hosts:
            return Reply.of_html(400, "<h1>Bad Request (400)</h1>")
        try:
            return self._route(call)
        except rules.Crash:
            return self.error
        except rules.Invalid as invalid:
            return Reply.of_json(400, invalid.errors)

    def half(self, call: Call) -> Reply:
        """The row is there, and nothing that belongs to it."""
        self._dies_early = True
        try:
            return self.handle(call)
        finally:
            self._dies_early = False

    def made_from(self, source_url: str) -> list[dict[str, Any]]:
        return [recipe for recipe in self.recipes.values() if recipe["source_url"] == source_url]

    # -- who may do what -------------------------------------------------------------------------------

    def _route(self, call: Call) -> Reply:
        if call.path == "/api/server-settings/current/":
            return Reply.of_json(200, {"version": self.version, "hosted": False})
        found = re.fullmatch(r"/api/(recipe|recipe-from-source)/(?:(\d+)/(image/)?)?", call.path)
        if not found:
            return _login(call)
        if refused := self._refused(call):
            return refused
        kind, id_, image = found.groups()
        if kind == "recipe-from-source":
            return self._from_source(call)
        return self._one(call, int(id_), image) if id_ else self._collection(call)

    def _refused(self, call: Call) -> Reply | None:
        """A token that is not known is a 403 too."""
        kind, _, token = call.headers.get("authorization", "").partition(" ")
        scope = self.tokens.get(token) if kind.lower() == "bearer" else None
        language = 0 if call.headers.get("accept-language", "").startswith("en") else 1
        if scope is None:
            return Reply.of_json(403, {"detail": NO_TOKEN[language]})
        needed = "read" if call.method in ("GET", "OPTIONS") else "write"
        return None if needed in scope.split() else Reply.of_json(403, {"detail": NO_RIGHT[language]})

    def _may_write(self, call: Call) -> bool:
        return "write" in self.tokens[call.headers["authorization"].partition(" ")[2]].split()

    # -- recipes ---------------------------------------------------------------------------------------

    def _collection(self, call: Call) -> Reply:
        match call.method:
            case "GET":
                return self._list(call.query)
            case "POST":
                return self._create(call)
            case "OPTIONS":
                actions = {"actions": {"POST": RECIPE_FIELDS}} if self._may_write(call) else {}
                return Reply.of_json(200, {"name": "Recipe List", **actions})
        return _not_allowed(call)

    def _one(self, call: Call, id_: int, image: str | None) -> Reply:
        recipe = self.recipes.get(id_)
        if recipe is None:
            return Reply.of_json(404, {"detail": "No Recipe matches the given query."})
        if image:
            return self._image(call, recipe)
        match call.method:
            case "GET":
                return Reply.of_json(200, recipe)
            case "DELETE":
                del self.recipes[id_]
                return Reply(204, {}, b"")
            case "PATCH" | "PUT":
                return self._change(call, recipe)
        return _not_allowed(call)

    def _change(self, call: Call, recipe: dict[str, Any]) -> Reply:
        """What is not sent stays as it is, with PUT too."""
        if refused := _unreadable(call):
            return refused
        sent = rules.recipe(call.json, partial=call.method == "PATCH")
        self._check_space()
        self._fill(recipe, {name: value for name, value in sent.items() if name in call.json})
        return Reply.of_json(200, recipe)

    def _list(self, query: Mapping[str, str]) -> Reply:
        """Neither steps nor source. What it does not know, such as `source_url`, it ignores."""
        if query.get("sort_order", "name") not in ("name", "-name", "created_at", "-created_at"):
            raise rules.Crash
        found = [recipe for recipe in self.recipes.values() if self._matches(recipe, query.get("query", ""))]
        size, page = min(100, int(query.get("page_size", 25))), int(query.get("page", 1))
        if page > max(1, -(-len(found) // size)):
            return Reply.of_json(404, {"detail": "Invalid page."})
        more = urlencode({**query, "page": page + 1}) if len(found) > page * size else None
        entries = [
            {name: recipe[name] for name in LISTED}
            | {"keywords": [{"id": one["id"], "label": one["name"]} for one in recipe["keywords"]]}
            for recipe in found[(page - 1) * size : page * size]
        ]
        next_page = f"{self.url}/api/recipe/?{more}" if more else None
        return Reply.of_json(
            200, {"count": len(found), "next": next_page, "previous": None, "results": entries}
        )

    def _matches(self, recipe: Mapping[str, Any], query: str) -> bool:
        name, sought = _ascii_lower(recipe["name"]), _ascii_lower(query)
        if self.fuzzy:
            return not sought or bool({*name.split()} & {*sought.split()})
        return sought in name

    def _create(self, call: Call) -> Reply:
        """There is no transaction: what crashes later leaves the row."""
        if refused := _unreadable(call):
            return refused
        sent = rules.recipe(call.json)
        self._check_space()
        with self._lock:
            id_ = next(self._ids)
            row = {name: value for name, value in sent.items() if name not in ("steps", "keywords")}
            made: dict[str, Any] = {
                "id": id_,
                "image": None,
                "created_at": self._now(),
                "steps": [],
                "keywords": [],
            }
            self.recipes[id_] = {**made, **row}
        if self._dies_early:
            raise rules.Crash
        self._fill(self.recipes[id_], sent)
        return Reply.of_json(201, {**self.recipes[id_], "food_properties": {}})

    def _now(self) -> str:
        return datetime.fromtimestamp(self.clock(), UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def _check_space(self) -> None:
        if self.max_recipes and len(self.recipes) >= self.max_recipes:
            words = "You have reached the maximum number of recipes for your space."
            raise rules.Invalid({"non_field_errors": [words]})

    def _fill(self, recipe: dict[str, Any], sent: Mapping[str, Any]) -> None:
        """In Tandoor's order: the steps appear together, when the last is made, and then the keywords."""
        recipe.update({name: value for name, value in sent.items() if name not in ("steps", "keywords")})
        if "steps" in sent:
            steps = [self._step(step) for step in sent["steps"]]
            recipe["steps"] = sorted(steps, key=lambda step: (step["order"], step["id"]))
            if any(_longest_run(step["instruction"]) > RENDERER_HANGS for step in steps):
                raise Dropped
        if "keywords" in sent:
            keywords = [self._named("keyword", one["name"]) for one in sent["keywords"]]
            recipe["keywords"] = list({one["id"]: one for one in keywords}.values())

    def _step(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        """An id takes over the step that has it, whosever it is."""
        lines = [self._ingredient(one) for one in sent["ingredients"]]
        with self._lock:
            id_ = sent["id"] or next(self._ids)
            step = self._steps.setdefault(id_, {})
        step.update(sent, id=id_, ingredients=sorted(lines, key=lambda one: (one["order"], one["id"])))
        step["instructions_markdown"] = _rendered(sent["instruction"])
        return step

    def _ingredient(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        if abs(sent["amount"]) >= 1e16:
            raise rules.Crash
        found = {**sent, "id": next(self._ids), "amount": round(sent["amount"], 4)}
        for kind in ("food", "unit"):
            found[kind] = self._food_or_unit(kind, sent[kind])
        return found

    def _food_or_unit(self, kind: str, sent: Any) -> dict[str, Any] | None:
        if sent is None:
            return None
        if isinstance(sent, int):
            known = [one for one in self.names[kind].values() if one["id"] == sent]
            if not known:
                raise rules.Crash
            return known[0]
        if sent["id"]:
            for one in self.names[kind].values():
                if one["id"] == sent["id"]:
                    one["name"] = sent["name"]  # renamed everywhere
                    return one
        return self._named(kind, sent["name"])

    def _named(self, kind: str, name: str) -> dict[str, Any]:
        """Found whatever its case ("T" is "t"). Of two calls that make the same one at once, one dies."""
        key, making = _ascii_lower(name), f"{kind} {_ascii_lower(name)}"
        with self._lock:
            if key in self.names[kind]:
                return self.names[kind][key]
            if making in self._making:
                raise rules.Crash
            self._making.add(making)
        time.sleep(self.food_seconds)
        with self._lock:
            self._making.discard(making)
            return self.names[kind].setdefault(key, {"id": next(self._ids), "name": name})

    # -- pictures and look-ups ---------------------------------------------------------------------------

    def _image(self, call: Call, recipe: dict[str, Any]) -> Reply:
        """With nothing that it can use it answers 200, and the old picture is gone."""
        if call.method != "PUT":
            return _not_allowed(call)
        if not call.headers.get("content-type", "").startswith("multipart/form-data"):
            return _unsupported(call)
        part = call.form().get("image")
        if part is None or self.loses_pictures:
            recipe["image"] = None
            self.pictures.pop(recipe["id"], None)
            return Reply.of_json(200, {"image": None, "image_url": None})
        content, extension = _picture(part)
        self.pictures[recipe["id"]] = content
        path = f"/media/recipes/{len(self.calls)}_{recipe['id']}{extension}"
        recipe["image"] = f"{self.url}{path}"
        return Reply.of_json(200, {"image": path, "image_url": None})

    def _from_source(self, call: Call) -> Reply:
        if call.method != "POST":
            return _not_allowed(call)
        if self.lookups_left <= 0:
            words = "Request was throttled. Expected available in 3523 seconds."
            return Reply.of_json(429, {"detail": words}, Retry_After="3523")
        self.lookups_left -= 1
        sent = call.json or {}
        url, source = sent.get("url", ""), unquote(sent.get("data", ""))
        if not source:
            return _draft(400, None, "Connection Refused." if url else "Nothing to do.")
        try:
            draft = {"name": json.loads(source).get("name", ""), "steps": [], "source_url": ""}
        except ValueError:
            raise rules.Crash from None
        if url and not re.search("://|@", url):  # it looks for pictures of the same host
            raise rules.Crash
        same = self.made_from(url.strip()) if url else []
        return _draft(200, draft, "", [{"id": one["id"], "name": one["name"]} for one in same])


def _draft(status: int, recipe: Any, message: str, duplicates: Sequence[Mapping[str, Any]] = ()) -> Reply:
    answer = {"recipe": recipe, "recipe_id": None, "images": [], "error": status != 200, "msg": message}
    return Reply.of_json(status, {**answer, "duplicates": list(duplicates)})


def _picture(part: Message) -> tuple[bytes, str]:
    from PIL import Image, UnidentifiedImageError

    content = part.get_payload(decode=True)
    extension = re.sub(r"^.*?(\.[a-z]+)?$", r"\1", (part.get_filename() or "").lower())
    if extension in BROKEN_EXTENSIONS or not part.get_filename():
        raise rules.Crash
    if extension not in PICTURES:
        words = f"File extension “{extension[1:]}” is not allowed. Allowed extensions are: …"
        raise rules.Invalid({"image": [words]})
    if not isinstance(content, bytes) or not content:
        raise rules.Invalid({"image": ["The submitted file is empty."]})
    try:
        with Image.open(BytesIO(content)) as image:
            image.verify()
    except UnidentifiedImageError:
        words = "Upload a valid image. The file you uploaded was either not an image or a corrupted image."
        raise rules.Invalid({"image": [words]}) from None
    return content, extension


def _login(call: Call) -> Reply:
    """Whatever is not there, and whatever lacks its last slash, is a page of the web app."""
    if call.method in ("GET", "OPTIONS"):
        return Reply.of_html(302, "", Location=f"/accounts/login/?next={quote(call.path)}")
    return Reply.of_html(403, "<h1>Forbidden</h1><p>CSRF verification failed. Request aborted.</p>")


def _not_allowed(call: Call) -> Reply:
    return Reply.of_json(405, {"detail": f'Method "{call.method}" not allowed.'})


def _unsupported(call: Call) -> Reply:
    kind = call.headers.get("content-type", "").partition(";")[0]
    return Reply.of_json(415, {"detail": f'Unsupported media type "{kind}" in request.'})


def _unreadable(call: Call) -> Reply | None:
    if not call.headers.get("content-type", "").startswith("application/json"):
        return _unsupported(call)
    if call.json is None:
        return Reply.of_json(400, {"detail": "JSON parse error - Expecting value: line 1 column 1 (char 0)"})
    return None


def _rendered(instruction: str) -> str:
    """Jinja as far as a post could meet it: products are worked out, other expressions vanish, what does not
    parse spoils it all. Markdown has taken backslashes out before, left-over braces go behind it.
    """
    text = re.sub(r"\\([{}])", r"\1", instruction)
    text = re.sub(r"\{\{\s*(\d+)\s*\*\s*(\d+)\s*\}\}", lambda found: str(int(found[1]) * int(found[2])), text)
    text = re.sub(r"\{\{[\w\s.\[\]]*\}\}|\{#.*?#\}", "", text)
    if re.search(r"\{[{%#]", text):
        return "Could not parse template code. Error: Template Syntax broken"
    return f"<p>{text.replace('{', '').replace('}', '')}</p>"


def _longest_run(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _ascii_lower(text: str) -> str:
    """As SQLite compares."""
    return re.sub("[A-Z]", lambda letter: letter[0].lower(), text)


if __name__ == "__main__":
    run(Tandoor, "A stand-in for Tandoor")
