"""What Tandoor 2.6 accepts in a recipe, and the words of its refusals, which are Django REST framework's.

A check takes what was sent and answers what is stored. It raises `Invalid` with errors in the shape that
Tandoor answers, or `Crash` where the real one dies with a 500.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Check = Callable[[Any], Any]
MISSING = object()
MAX_INTEGER = 2_147_483_647


class Invalid(Exception):
    def __init__(self, errors: Any) -> None:
        super().__init__(errors)
        self.errors = errors


class Crash(Exception):
    """The server answers 500 and leaves what it has written so far."""


@dataclass(frozen=True)
class Field:
    """`default` stands where nothing was sent; without one the field is required."""

    check: Check
    default: Any = MISSING
    null: bool = False


def text(limit: int | None, *, blank: bool = True) -> Check:
    def check(value: Any) -> str:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise Invalid(["Not a valid string."])
        found = str(value).strip()
        if not found and not blank:
            raise Invalid(["This field may not be blank."])
        if "\0" in found:
            raise Invalid(["Null characters are not allowed."])
        if surrogate := re.search("[\ud800-\udfff]", found):
            raise Invalid([f"Surrogate characters are not allowed: U+{ord(surrogate[0]):X}."])
        if limit is not None and len(found) > limit:
            raise Invalid([f"Ensure this field has no more than {limit} characters."])
        return found

    return check


def integer(value: Any) -> int:
    try:
        found = int(str(value))
    except ValueError:
        raise Invalid(["A valid integer is required."]) from None
    if found > MAX_INTEGER:
        raise Invalid([f"Ensure this value is less than or equal to {MAX_INTEGER}."])
    return found


def boolean(value: Any) -> bool:
    if value not in (True, False, "true", "false"):
        raise Invalid(["Must be a valid boolean."])
    return value in (True, "true")


def amount(value: Any) -> float:
    """`1,5` and "" are numbers to it, `1/2` is not. What its column cannot hold is found too late."""
    if isinstance(value, list):
        raise Crash
    try:
        found = float(str(value).replace(",", ".") or 0)
    except ValueError:
        raise Invalid(["A valid number is required"]) from None
    if not math.isfinite(found):
        raise Invalid(["A valid number is required"])
    return found


def anything(value: Any) -> Any:
    return value


def list_of(check: Check) -> Check:
    """Errors align with what was sent; `{}` is fine."""

    def check_all(value: Any) -> list[Any]:
        if not isinstance(value, list):
            kind = type(value).__name__
            raise Invalid({"non_field_errors": [f'Expected a list of items but got type "{kind}".']})
        found: list[Any] = []
        errors: list[Any] = []
        for entry in value:
            try:
                found.append(check(entry))
                errors.append({})
            except Invalid as invalid:
                errors.append(invalid.errors)
        if any(errors):
            raise Invalid(errors)
        return found

    return check_all


def object_of(fields: Mapping[str, Field], *, partial: bool = False) -> Check:
    """What is not a field is dropped without a word. With `partial` nothing is required or filled in."""

    def check(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            kind = type(value).__name__
            raise Invalid({"non_field_errors": [f"Invalid data. Expected a dictionary, but got {kind}."]})
        found: dict[str, Any] = {}
        errors: dict[str, Any] = {}
        for name, field in fields.items():
            try:
                sent = _sent(value, name, field, partial)
                if sent is not MISSING:
                    found[name] = sent
            except Invalid as invalid:
                errors[name] = invalid.errors
        if errors:
            raise Invalid(errors)
        return found

    return check


def _sent(value: Mapping[str, Any], name: str, field: Field, partial: bool) -> Any:
    if name not in value:
        if partial:
            return MISSING
        if field.default is MISSING:
            raise Invalid(["This field is required."])
        return field.default
    if value[name] is None:
        if not field.null:
            raise Invalid(["This field may not be null."])
        return None
    return field.check(value[name])


def by_id(check: Check) -> Check:
    """A food may be named by its bare number."""
    return lambda value: value if isinstance(value, int) else check(value)


NAMED = {"id": Field(integer, None, null=True), "name": Field(text(128, blank=False))}
INGREDIENT = {
    "id": Field(integer, None, null=True),
    "food": Field(by_id(object_of(NAMED)), null=True),
    "unit": Field(object_of(NAMED), null=True),
    "amount": Field(amount),
    "note": Field(text(256), "", null=True),
    "order": Field(integer, 0),
    "is_header": Field(boolean, False),
    "no_amount": Field(boolean, False),
    "original_text": Field(text(512), None, null=True),
}
STEP = {
    "id": Field(integer, None, null=True),
    "name": Field(text(128), ""),
    "instruction": Field(text(None), ""),
    "ingredients": Field(list_of(object_of(INGREDIENT))),
    "time": Field(integer, 0),
    "order": Field(integer, 0),
    "show_as_header": Field(boolean, True),
    "show_ingredients_table": Field(boolean, True),
}
NUTRITION = {
    **{name: Field(amount) for name in ("carbohydrates", "fats", "proteins", "calories")},
    "source": Field(text(512), "", null=True),
}
KEYWORD = {"id": Field(integer, None, null=True), "name": Field(text(64, blank=False))}
RECIPE = {
    "name": Field(text(128, blank=False)),
    "description": Field(text(512), None, null=True),
    "servings": Field(integer, 1),
    "servings_text": Field(text(32), ""),
    "working_time": Field(integer, 0),
    "waiting_time": Field(integer, 0),
    "source_url": Field(text(1024), None, null=True),
    "internal": Field(boolean, False),
    "show_ingredient_overview": Field(boolean, True),
    "private": Field(boolean, False),
    "keywords": Field(list_of(object_of(KEYWORD)), []),
    "steps": Field(list_of(object_of(STEP))),
    "nutrition": Field(object_of(NUTRITION), None, null=True),
}


def recipe(body: Any, *, partial: bool = False) -> dict[str, Any]:
    if isinstance(body, dict) and body.get("steps", MISSING) is None:
        raise Crash
    found: dict[str, Any] = object_of(RECIPE, partial=partial)(body)
    return found
