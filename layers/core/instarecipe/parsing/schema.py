"""The shape of the model's answer: what of the domain's `Recipe` a text can tell, as strict JSON schema.

Strict means what OpenAI's structured outputs ask for: every field is required, None is spelled out, nothing
else is allowed. Ingredients are lines: amount, unit and food are read from them by our own parser.
https://platform.openai.com/docs/guides/structured-outputs
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from instarecipe.domain.recipe import Ingredient, Recipe

NOT_ASKED = {
    Recipe: frozenset({"author", "image", "source_url"}),
    Ingredient: frozenset({"amount", "amount_max", "unit", "food", "note"}),
}
"""What the extraction knows better, or our own parser."""
VERDICT = "isRecipe"
LISTS = ("ingredients", "steps", "keywords")
SHORTHAND = {"ingredients": "original", "steps": "text"}
"""The field of an entry that is meant where a model answers with bare text."""
MOST_PROBLEMS = 5
LARGEST = 1e9
"""No number of a recipe is larger; infinity and what is no number at all are not smaller either."""
_JSON_TYPES: dict[type, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    NoneType: "null",
}
_CALLED = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
    "array": "a list",
    "object": "an object",
}


@cache
def answer_schema() -> dict[str, Any]:
    """Of the whole answer: the verdict, and the recipe's fields beside it."""
    schema = _of_class(Recipe)
    properties = {VERDICT: {"type": "boolean"}, **schema["properties"]}
    return {**schema, "properties": properties, "required": list(properties)}


def _of_class(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    asked = [field.name for field in fields(kind) if field.name not in NOT_ASKED.get(kind, ())]
    properties = {camel(name): _of_type(hints[name]) for name in asked}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _of_type(hint: Any) -> dict[str, Any]:
    if get_origin(hint) is UnionType:
        options = [_of_type(option) for option in get_args(hint)]
        if all(set(option) == {"type"} for option in options):
            return {"type": [option["type"] for option in options]}
        return {"anyOf": options}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _of_type(get_args(hint)[0])}
    return {"type": _JSON_TYPES[hint]} if hint in _JSON_TYPES else _of_class(hint)


def camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(part.title() for part in tail)


# -- reading an answer ---------------------------------------------------------------------------------


def mended(answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer in the shape asked for, where a server did not hold the model to it and the meaning is plain:
    within `recipe`, names_like_this, bare lines, what is unknown left out, the verdict unsaid.
    """
    inner = answer.get("recipe")
    if isinstance(inner, Mapping):
        answer = {**answer, **inner}
    named = {camel(str(name)): value for name, value in answer.items()}
    known: dict[str, Any] = {name: named.get(name) for name in answer_schema()["properties"]}
    for name in LISTS:
        known[name] = [] if known[name] is None else known[name]
    for name, meant in SHORTHAND.items():
        if isinstance(known[name], list):
            known[name] = [{meant: entry} if isinstance(entry, str) else entry for entry in known[name]]
    if known[VERDICT] is None:
        known[VERDICT] = answer.get("recipe", ...) is not None
    return known


def problems(answer: Mapping[str, Any]) -> list[str]:
    """What is wrong with a mended answer, in words for the model. A "no" needs nothing else."""
    if answer[VERDICT] is False:
        return []
    found = list(_problems(answer, answer_schema(), ""))
    if not found and not answer["title"].strip():
        found.append("title: must not be empty")
    if not found and not answer["ingredients"] and not answer["steps"]:
        found.append(f"ingredients and steps are both empty: if the post is no recipe, {VERDICT} is false")
    return found[:MOST_PROBLEMS]


def _problems(value: Any, schema: Mapping[str, Any], path: str) -> Iterator[str]:
    if "anyOf" in schema:
        option = next((one for one in schema["anyOf"] if _fits(value, one["type"])), schema["anyOf"][0])
        yield from _problems(value, option, path)
        return
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(_fits(value, one) for one in types):
        yield f"{path}: must be {' or '.join(_CALLED[one] for one in types)}"
    elif isinstance(value, list):
        for at, entry in enumerate(value):
            yield from _problems(entry, schema["items"], f"{path}[{at}]")
    elif isinstance(value, Mapping):
        for name, wanted in schema["properties"].items():
            yield from _problems(value.get(name), wanted, f"{path}.{name}".lstrip("."))


def _fits(value: Any, kind: str) -> bool:
    match kind:
        case "number" | "integer" if isinstance(value, int | float) and not isinstance(value, bool):
            return abs(value) <= LARGEST and (kind == "number" or value == int(value))
        case "array":
            return isinstance(value, list)
        case "object":
            return isinstance(value, Mapping)
        case "string" | "boolean" | "null":
            return isinstance(value, {"string": str, "boolean": bool, "null": NoneType}[kind])
    return False
