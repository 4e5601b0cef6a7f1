"""A schema.org Recipe, in every form that pages give it, becomes ours.

Nothing about the shape is taken for granted: any property may be a text, a number, an object, a list of
these, a reference, or missing. What cannot be understood is left out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from instarecipe.domain.recipe import Ingredient, Nutrition, Recipe, Step
from instarecipe.extraction import quantities
from instarecipe.extraction.graph import Graph, Node, types
from instarecipe.extraction.headings import headings
from instarecipe.extraction.lines import (
    Line,
    headed,
    one_per_line,
    paragraphs,
    rejoined,
    unnumbered,
    with_colons,
)
from instarecipe.extraction.systems import in_one_system, unrepeated
from instarecipe.extraction.text import line, plain
from instarecipe.extraction.values import DEPTH, LINES, NOTHING, Values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_KEYWORDS = 20

_NO_STEPS = frozenset({"imageobject", "videoobject", "clip"})
_BULLET = re.compile(r"^[\s▢□☐◻⬜•·●▪*–-]+(?=\S)")
_COUNTED = re.compile(r"([^\W\d]{3,14})\s\d{1,2}$")
_STEP_NAME = re.compile(r"^\W*\w{0,14}\.?\s*#?\d{1,2}\W*$")


def recipe(node: Node, graph: Graph, *, url: str, language: str | None, curated: bool = False) -> Recipe:
    """The recipe of one object; `url` is where relative addresses start, `language` the page's.

    The lists of a `curated` one were made by rules for its site: what is told twice in them is meant so.
    """
    reader = _Reader(graph, url, curated=curated)
    language = _language(reader.text(node.get("inlanguage"))) or language
    made = quantities.servings(reader.texts(node.get("recipeyield") or node.get("yield")))
    prep, cook, total = (reader.minutes(node.get(name)) for name in ("preptime", "cooktime", "totaltime"))
    return Recipe(
        title=reader.text(node.get("name") or node.get("headline"))[:300],
        ingredients=reader.ingredients(node.get("recipeingredient") or node.get("ingredients"), language),
        steps=reader.steps(node.get("recipeinstructions") or node.get("instructions")),
        description=reader.text(node.get("description")) or None,
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


class _Reader(Values):
    def __init__(self, graph: Graph, url: str, *, curated: bool) -> None:
        super().__init__(graph, url)
        self._curated = curated

    def ingredients(self, value: Any, language: str | None) -> tuple[Ingredient, ...]:
        # The rules' tables take a while to load, and only a page with a recipe needs them.
        from instarecipe.parsing.ingredient import parse_line

        lines = [Line(_BULLET.sub("", text), group) for text, group in self._ingredients(value, None, 0)]
        found = tuple(
            replace(parse_line(text, language), original=text, group=group)
            for text, group in headed(with_colons(one_per_line(lines)))[:LINES]
            if text.lower() not in NOTHING
        )
        return found if self._curated else unrepeated(in_one_system(found))

    def _ingredients(self, value: Any, group: str | None, depth: int) -> Iterator[Line]:
        if isinstance(value, str):
            yield from (Line(line(part), group) for part in plain(value).split("\n") if part)
        elif depth > DEPTH:
            return
        elif isinstance(value, list):
            for entry in value[: 2 * LINES]:
                whole = rejoined(plain(entry)) if isinstance(entry, str) and len(value) > 2 else entry
                yield from self._ingredients(whole, group, depth + 1)
        elif isinstance(value, dict):
            node = self._graph.resolved(value)
            entries = node.get("itemlistelement") or node.get("recipeingredient") or node.get("item")
            if entries:
                yield from self._ingredients(entries, self.text(node.get("name")) or group, depth + 1)
            else:
                yield Line(self._supply(node), group)

    def _supply(self, node: Node) -> str:
        """`{"value": 2, "unitText": "cups", "name": "flour"}`, or HowToSupply with `requiredQuantity`."""
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
            lines = [Line(part, group) for part in paragraphs(text)]
        lines = [Line(line(text, 5_000), group) for text, group in lines[:LINES]]
        texts = unnumbered([text for text, _ in lines])
        lines = [Line(text, entry.group) for text, entry in zip(texts, lines, strict=True)]
        return tuple(
            Step(text, group)
            for text, group in headed(lines, whole=self._curated)
            if text.lower() not in NOTHING
        )

    def _steps(self, value: Any, group: str | None, depth: int) -> Iterator[Line]:
        if isinstance(value, str):
            yield from (Line(part, group) for part in plain(value).split("\n") if part)
        elif depth > DEPTH:
            return
        elif isinstance(value, list):
            for entry in value[:LINES]:
                yield from self._steps(entry, group, depth + 1)
        elif isinstance(value, dict):
            node = self._graph.resolved(value)
            entries = node.get("itemlistelement") or node.get("item") or node.get("steps") or node.get("step")
            if types(node) & _NO_STEPS:
                return
            if entries and "howtostep" not in types(node):
                yield from self._steps(entries, self.text(node.get("name")) or group, depth + 1)
            else:
                yield Line(self._step(node, depth), group)

    def _step(self, node: Node, depth: int) -> str:
        """The step's text, behind its name when that says something else."""
        name = self.text(node.get("name"))
        body = "\n".join(map(plain, self._texts(node.get("text") or node.get("description"), depth)))
        if not body:
            body = " ".join(text for text, _ in self._steps(node.get("itemlistelement"), None, depth + 1))
        if not name or not body:
            return body or name
        start = name.rstrip(".…: ").lower()
        if _STEP_NAME.match(name) or _counts(name) or line(body, 5_000).lower().startswith(start):
            return body
        return f"{name.rstrip('.:')}: {body}"

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


def _counts(name: str) -> bool:
    """`Plum cake, step 2`"""
    last = _COUNTED.search(name)
    return bool(last and last[1].casefold() in headings().method)


def _language(value: str) -> str | None:
    code = re.match(r"([a-z]{2})(?:[-_][a-z]+)*$", value.strip().lower())
    return code[1] if code else None


def as_text(recipe: Recipe) -> str:
    """What a page's recipe says, as a text in which each of its amounts and foods stands."""
    head = filter(None, (recipe.title, recipe.description, recipe.servings_text))
    parts = (head, _listed(recipe.ingredients), _listed(recipe.steps))
    return "\n\n".join(filter(None, map("\n".join, parts)))


def _listed(entries: Iterable[Ingredient | Step]) -> Iterator[str]:
    group = None
    for entry in entries:
        if entry.group and entry.group != group:
            yield f"{entry.group}:"
        group = entry.group
        yield entry.original if isinstance(entry, Ingredient) else entry.text
