"""The schema.org objects of a page, whichever way they are written: JSON-LD, microdata or RDFa.

All three come out as JSON-LD's dicts, with property names in lower case and without their vocabulary.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from instarecipe.extraction import mend
from instarecipe.extraction.blocks import text_of
from instarecipe.extraction.document import scripts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.html import HtmlElement

Node = dict[str, Any]

_NODE_LIMIT = 50_000
_DEPTH_LIMIT = 12
_LOOKUP_LIMIT = 5_000
"""References followed in one page; those of a hostile page lead in circles that branch."""


def json_ld(html: str) -> list[Any]:
    """The values of all JSON-LD scripts that may hold a recipe, mended where they are broken."""
    found: list[Any] = []
    for attributes, content in scripts(html):
        if "ld+json" in attributes.lower() and "recipe" in content.lower():
            found.extend(mend.values(content))
    return found


class Graph:
    """All objects of `roots`, breadth first, and what each `@id` stands for."""

    def __init__(self, roots: Iterable[Any]) -> None:
        self.nodes: list[Node] = []
        self._named: dict[str, Node] = {}
        self._lookups = _LOOKUP_LIMIT
        queue = deque(roots)
        while queue and len(self.nodes) < _NODE_LIMIT:
            value = queue.popleft()
            if isinstance(value, dict):
                self._add(value)
                queue.extend(value.values())
            elif isinstance(value, list):
                queue.extend(value)

    def _add(self, value: Node) -> None:
        node = normal(value)
        self.nodes.append(node)
        name = node.get("@id")
        if isinstance(name, str) and not _is_reference(node):
            self._named.setdefault(name, node)

    def recipes(self) -> list[Node]:
        return [node for node in self.nodes if "recipe" in types(node)]

    def resolved(self, value: Node) -> Node:
        """The object that `{"@id": …}` stands for; any other with its names made normal."""
        node = normal(value)
        name = node.get("@id")
        if _is_reference(node) and isinstance(name, str) and self._lookups:
            self._lookups -= 1
            return self._named.get(name, node)
        return node


def _is_reference(node: Node) -> bool:
    return node.keys() <= {"@id", "@type"}


def normal(value: Mapping[Any, Any]) -> Node:
    """Property names as in `recipeingredient`: some pages write `RecipeIngredient` or the whole address."""
    return {_local(str(key)): content for key, content in value.items()}


def _local(name: str) -> str:
    return name.replace("#", "/").rpartition("/")[2].rpartition(":")[2].lower()


def types(node: Node) -> set[str]:
    """The object's types, in lower case and without their vocabulary."""
    given = node.get("@type")
    listed = given if isinstance(given, list) else [given]
    return {_local(kind.strip()) for kind in listed if isinstance(kind, str)}


# -- microdata and RDFa --------------------------------------------------------------------------------

_MICRODATA = ("itemtype", "itemprop")
_RDFA = ("typeof", "property")
_ADDRESSES = {"a": "href", "area": "href", "link": "href", "img": "src", "source": "src"}
_INGREDIENTS = frozenset({"recipeingredient", "ingredients"})
_LINKS = frozenset({"url", "image", "photo", "mainentityofpage", "contenturl", "thumbnailurl"})
"""Properties whose value is an address; for any other a link's text is what is meant."""


def marked_up(tree: HtmlElement) -> list[Node]:
    """The recipes that are marked up in the page's elements."""
    found: list[Node] = []
    for type_name, property_name in (_MICRODATA, _RDFA):
        for element in tree.iter():
            kind = element.get(type_name)
            if kind and "recipe" in kind.lower().replace("#", "/").rpartition("/")[2].split():
                found.append(_object(element, type_name, property_name, 0))
    return found


def _object(scope: HtmlElement, type_name: str, property_name: str, depth: int) -> Node:
    node: Node = {"@type": scope.get(type_name, "").split()}
    for element in _properties(scope, type_name, property_name):
        names = (element.get(property_name) or "").split()
        for name in map(_local, names):
            nested = element.get(type_name) is not None and depth < _DEPTH_LIMIT
            value = (
                _object(element, type_name, property_name, depth + 1)
                if nested
                else _value(_row(element, name, property_name), is_link=name in _LINKS)
            )
            node.setdefault(name, []).append(value)
    if len(node) == 1:
        node["text"] = text_of(scope)
    return node


def _properties(scope: HtmlElement, type_name: str, property_name: str) -> Iterator[HtmlElement]:
    """The elements with a property of this object, not those of objects within it."""
    waiting = deque(scope)
    while waiting:
        element = waiting.popleft()
        if element.get(property_name):
            yield element
        if element.get(type_name) is None:
            waiting.extendleft(reversed(element))


def _row(element: HtmlElement, name: str, property_name: str) -> HtmlElement:
    """The whole entry of an ingredient whose name alone is marked: `<li>4 cl <a itemprop=…>Tequila</a>`."""
    if name in _INGREDIENTS and not element.get("content"):
        for row in element.iterancestors("li", "tr"):
            if sum(1 for node in row.iter() if node.get(property_name)) == 1:
                return row
            break
    return element


def _value(element: HtmlElement, *, is_link: bool) -> str:
    for attribute in ("content", "datetime"):
        value: str | None = element.get(attribute)
        if value and value.strip():
            return value
    if is_link and element.tag in _ADDRESSES:
        address: str = element.get(_ADDRESSES[element.tag]) or ""
        lazy: str = element.get("data-src") or element.get("data-lazy-src") or ""
        return lazy if not address or address.startswith("data:") else address
    return text_of(element)
