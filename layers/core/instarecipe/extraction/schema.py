"""A schema.org Recipe, in every form that pages give it, becomes ours.

Nothing about the shape is taken for granted: any property may be a text, a number, an object, a list of these,
a reference, or missing. What cannot be understood is left out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin

from instarecipe.domain.recipe import Ingredient, Nutrition, Recipe, Step
from instarecipe.extraction import quantities
from instarecipe.extraction.graph import Graph, Node, types
from instarecipe.extraction.text import line, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DEPTH = 8
_LINES = 400
_KEYWORDS = 20
_DESCRIPTION = 2_000
_DATA_URI = 100_000

_BULLET = re.compile(r"^[\s▢□☐◻⬜•·●▪*–-]+(?=\S)")
_NUMBERED = re.compile(r"(?:^|(?<=\s))(\d{1,2})[.)](?=\s+\S)")
_STEP_NAME = re.compile(r"^\W*\w{0,14}\.?\s*#?\d{1,2}\W*$")
_HEADING = re.compile(r"^[^\d.!?]{2,60}:$")
_NOTHING = frozenset({"", "null", "undefined", "none", "n/a", "-", "."})


class _Line(NamedTuple):
    text: str
    group: str | None


def recipe(node: Node, graph: Graph, *, url: str, language: str | None) -> Recipe:
    """The recipe of one object; `url` is where relative addresses start, `language` the page's."""
    reader = _Reader(graph, url)
    language = _language(reader.text(node.get("inlanguage"))) or language
    made = quantities.servings(reader.texts(node.get("recipeyield") or node.get("yield")))
    prep, cook, total = (reader.minutes(node.get(name)) for name in ("preptime", "cooktime", "totaltime"))
    return Recipe(
        title=reader.text(node.get("name") or node.get("headline"))[:300],
        ingredients=reader.ingredients(node.get("recipeingredient") or node.get("ingredients"), language),
        steps=reader.steps(node.get("recipeinstructions") or node.get("instructions")),
        description=reader.text(node.get("description"))[:_DESCRIPTION] or None,
        servings=made.servings,
        servings_text=made.text,
        prep_minutes=prep,
        cook_minutes=cook,
        total_minutes=total or ((prep or 0) + (cook or 0)) or None,
        keywords=reader.keywords(node),
        language=language,
        nutrition=reader.nutrition(node.get("nutrition")),
        author=reader.author(node.get("author")),
        image=reader.image(node.get("image") or node.get("photo")),
    )


def grouped(recipe: Recipe, groups: Recipe) -> Recipe:
    """`recipe` with the ingredient groups of `groups`, the same recipe read another way."""
    if any(ingredient.group for ingredient in recipe.ingredients):
        return recipe
    if len(recipe.ingredients) != len(groups.ingredients):
        return recipe
    pairs = zip(recipe.ingredients, groups.ingredients, strict=True)
    return replace(
        recipe, ingredients=tuple(replace(ingredient, group=other.group) for ingredient, other in pairs)
    )


class _Reader:
    def __init__(self, graph: Graph, url: str) -> None:
        self._graph = graph
        self._url = url

    # -- texts -----------------------------------------------------------------------------------------

    def text(self, value: Any) -> str:
        """The first text that `value` holds, on one line."""
        return next(iter(self.texts(value)), "")

    def texts(self, value: Any) -> list[str]:
        return [text for found in self._texts(value, 0) if (text := line(found)).lower() not in _NOTHING]

    def _texts(self, value: Any, depth: int) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, bool) or value is None or depth > _DEPTH:
            return
        elif isinstance(value, int | float):
            yield f"{value:g}" if abs(value) < 1e15 else ""
        elif isinstance(value, list):
            for entry in value[:_LINES]:
                yield from self._texts(entry, depth + 1)
        elif isinstance(value, dict):
            node = self._graph.resolved(value)
            for name in ("@value", "name", "text", "value"):
                if node.get(name) not in (None, "", []):
                    unit = node.get("unittext") if name == "value" else None
                    yield from (f"{found} {unit or ''}" for found in self._texts(node[name], depth + 1))
                    return

    # -- lists -----------------------------------------------------------------------------------------

    def ingredients(self, value: Any, language: str | None) -> tuple[Ingredient, ...]:
        # The rules' tables take a while to load, and only a page with a recipe needs them.
        from instarecipe.parsing.ingredient import parse_line

        lines = [_Line(_BULLET.sub("", text), group) for text, group in self._ingredients(value, None, 0)]
        return tuple(
            replace(parse_line(text, language), original=text, group=group)
            for text, group in _headed(_one_per_line(lines))[:_LINES]
            if text.lower() not in _NOTHING
        )

    def _ingredients(self, value: Any, group: str | None, depth: int) -> Iterator[_Line]:
        if isinstance(value, str):
            yield from (_Line(line(part), group) for part in plain(value).split("\n") if part)
        elif depth > _DEPTH:
            return
        elif isinstance(value, list):
            for entry in value[: 2 * _LINES]:
                yield from self._ingredients(entry, group, depth + 1)
        elif isinstance(value, dict):
            node = self._graph.resolved(value)
            entries = node.get("itemlistelement") or node.get("recipeingredient") or node.get("item")
            if entries:
                yield from self._ingredients(entries, self.text(node.get("name")) or group, depth + 1)
            else:
                yield _Line(self._supply(node), group)

    def _supply(self, node: Node) -> str:
        """`{"value": 2, "unitText": "cups", "name": "flour"}`, and HowToSupply with its `requiredQuantity`."""
        amount = (
            node.get("requiredquantity") or node.get("amount") or node.get("value") or node.get("quantity")
        )
        unit = node.get("unittext") or node.get("unitcode") or node.get("unit")
        name = node.get("name") or node.get("text") or node.get("ingredient") or node.get("item")
        return " ".join(filter(None, map(self.text, (amount, unit, name))))

    def steps(self, value: Any) -> tuple[Step, ...]:
        lines = list(self._steps(value, None, 0))
        if len(lines) == 1:
            text, group = lines[0]
            lines = [_Line(part, group) for part in _paragraphs(text)]
        lines = [_Line(line(text, 5_000), group) for text, group in lines[:_LINES]]
        texts = _unnumbered([text for text, _ in lines])
        lines = [_Line(text, entry.group) for text, entry in zip(texts, lines, strict=True)]
        return tuple(Step(text, group) for text, group in _headed(lines) if text.lower() not in _NOTHING)

    def _steps(self, value: Any, group: str | None, depth: int) -> Iterator[_Line]:
        if isinstance(value, str):
            yield from (_Line(part, group) for part in plain(value).split("\n") if part)
        elif depth > _DEPTH:
            return
        elif isinstance(value, list):
            for entry in value[:_LINES]:
                yield from self._steps(entry, group, depth + 1)
        elif isinstance(value, dict):
            node = self._graph.resolved(value)
            entries = node.get("itemlistelement") or node.get("item") or node.get("steps") or node.get("step")
            if entries and "howtostep" not in types(node):
                yield from self._steps(entries, self.text(node.get("name")) or group, depth + 1)
            else:
                yield _Line(self._step(node, depth), group)

    def _step(self, node: Node, depth: int) -> str:
        """The step's text, behind its name when that says something else."""
        name = self.text(node.get("name"))
        body = "\n".join(map(plain, self._texts(node.get("text") or node.get("description"), depth)))
        if not body:
            body = " ".join(text for text, _ in self._steps(node.get("itemlistelement"), None, depth + 1))
        if not name or not body:
            return body or name
        start = name.rstrip(".…: ").lower()
        if _STEP_NAME.match(name) or line(body, 5_000).lower().startswith(start):
            return body
        return f"{name.rstrip('.:')}: {body}"

    # -- the rest --------------------------------------------------------------------------------------

    def minutes(self, value: Any) -> int | None:
        if isinstance(value, dict):
            node = self._graph.resolved(value)
            value = node.get("maxvalue") or node.get("value") or node.get("@value") or node.get("minvalue")
        return next(filter(None, map(quantities.minutes, self.texts(value))), None)

    def keywords(self, node: Node) -> tuple[str, ...]:
        found: dict[str, str] = {}
        for name in ("keywords", "recipecategory", "recipecuisine"):
            for text in self.texts(node.get(name)):
                for word in re.split(r"[,;|]", text):
                    keyword = word.strip(" #")
                    if 1 < len(keyword) <= 40:
                        found.setdefault(keyword.casefold(), keyword)
        return tuple(found.values())[:_KEYWORDS]

    def author(self, value: Any) -> str | None:
        names = (text for text in self.texts(value) if "://" not in text and "@" not in text)
        return next(names, "")[:120] or None

    def nutrition(self, value: Any) -> Nutrition | None:
        entries = value if isinstance(value, list) else [value]
        node = next((self._graph.resolved(entry) for entry in entries if isinstance(entry, dict)), {})
        if re.match(r"\s*(?:per\s*)?100\s*(?:g|ml)\b", self.text(node.get("servingsize"))):
            return None  # ours is per serving
        found = Nutrition(
            calories=quantities.kilocalories(self.text(node.get("calories"))),
            carbohydrates=quantities.grams(self.text(node.get("carbohydratecontent"))),
            fats=quantities.grams(self.text(node.get("fatcontent"))),
            proteins=quantities.grams(self.text(node.get("proteincontent"))),
        )
        return None if found == Nutrition() else found

    def image(self, value: Any) -> str | None:
        """The largest picture whose size is told, else the first."""
        candidates = list(self._images(value, 0))
        best = max(candidates, key=lambda candidate: candidate[0], default=None)
        return best[1] if best else None

    def _images(self, value: Any, depth: int) -> Iterator[tuple[float, str]]:
        if isinstance(value, str):
            address = absolute(self._url, value)
            if address:
                yield 0.0, address
        elif isinstance(value, list) and depth <= _DEPTH:
            for entry in value[:50]:
                yield from self._images(entry, depth + 1)
        elif isinstance(value, dict) and depth <= _DEPTH:
            node = self._graph.resolved(value)
            width, height = (
                quantities.number(self.text(node.get(side))) or 0.0 for side in ("width", "height")
            )
            for name in ("url", "contenturl", "@id", "thumbnailurl"):
                found = list(self._images(node.get(name), depth + 1))
                if found:
                    yield width * height or found[0][0], found[0][1]
                    return


def absolute(base: str, address: str) -> str | None:
    """An address as a page writes it, made whole; None for what no picture can be had from."""
    address = "".join(address.split()) if address.lstrip().startswith("data:") else address.strip()
    if address.startswith("data:image/"):
        return address if len(address) <= _DATA_URI else None
    try:
        whole = urljoin(base, address.replace(" ", "%20"))
    except ValueError:
        return None
    return whole if address and whole.startswith(("http://", "https://")) and len(whole) <= 2_048 else None


def _language(value: str) -> str | None:
    code = value.strip().lower()[:2]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _one_per_line(lines: list[_Line]) -> list[_Line]:
    """A page that gives all ingredients as one text with commas means one for each number."""
    if len(lines) != 1:
        return lines
    text, group = lines[0]
    parts = [part.strip() for part in re.split(r"[,;]\s+(?=[\d½¼¾⅓⅔])", text)]
    return [_Line(part, group) for part in parts]


def _headed(lines: list[_Line]) -> list[_Line]:
    """Lines such as "For the sauce:" become the group of what follows; a group of everything is none."""
    found: list[_Line] = []
    heading: str | None = None
    for position, (text, group) in enumerate(lines):
        if _HEADING.match(text) and position + 1 < len(lines):
            heading = text.rstrip(": ")
        else:
            found.append(_Line(text, heading or group))
    if len({group for _, group in found}) == 1:
        return [_Line(text, None) for text, _ in found]
    return found


def _paragraphs(text: str) -> list[str]:
    """The steps of a method written as one text: its lines, or its numbers when they count up from 1."""
    parts = [part for part in plain(text).split("\n") if part]
    if len(parts) != 1:
        return parts
    starts: list[int] = []
    for found in _NUMBERED.finditer(parts[0]):
        if int(found[1]) == len(starts) + 1:
            starts.append(found.start())
    if len(starts) < 2:
        return parts
    edges = [0, *starts[1:], len(parts[0])]
    return [parts[0][start:end].strip() for start, end in zip(edges, edges[1:], strict=False)]


def _unnumbered(texts: list[str]) -> list[str]:
    """Without "1." and "Step 1:" in front, when every text has it."""
    numbered = [re.match(r"(?:\w{1,12}\s)?(\d{1,2})\s?[.):]\s+(?=\S)", text) for text in texts]
    if len(texts) > 1 and all(found and int(found[1]) == n for n, found in enumerate(numbered, 1)):
        return [text[found.end() :] for text, found in zip(texts, numbered, strict=True) if found]
    return texts


def as_text(recipe: Recipe) -> str:
    """What a page's recipe says, as a text in which each of its amounts and foods stands."""
    return "\n".join(
        filter(None, [recipe.title, recipe.description or "", recipe.servings_text or "", ""])
    ) + ("\n".join(["", *_listed(recipe.ingredients), "", *_listed(recipe.steps)]))


def _listed(entries: Iterable[Ingredient | Step]) -> Iterator[str]:
    group = None
    for entry in entries:
        if entry.group and entry.group != group:
            yield f"{entry.group}:"
        group = entry.group
        yield entry.original if isinstance(entry, Ingredient) else entry.text
