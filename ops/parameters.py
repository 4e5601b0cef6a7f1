"""What `template.yaml` allows its parameters to be, asked before anything is changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

TEMPLATE = Path(__file__).parent.parent / "template.yaml"
NEEDED = {"TandoorBaseUrl": "TANDOOR_TOKEN", "MealieBaseUrl": "MEALIE_TOKEN"}
"""Secrets without which a parameter is of no use."""


class _Loader(yaml.SafeLoader):
    """Takes CloudFormation's short forms for nothing: no parameter uses them."""


_Loader.add_multi_constructor("!", lambda *_: None)


def wrong(answers: Mapping[str, str]) -> str:
    """One line on the first value that the template does not allow, "" when it allows them all."""
    known = yaml.load(TEMPLATE.read_text(), _Loader)["Parameters"]  # noqa: S506 a SafeLoader
    for name, value in answers.items():
        if name not in known:
            return f"There is no parameter {name}. There are {', '.join(known)}."
        allowed = _allowed(known[name], value)
        if allowed:
            return f"{name}={value}: must be {allowed}."
    return ""


def _allowed(parameter: Mapping[str, Any], value: str) -> str:
    """What would be right, "" when this is."""
    if "AllowedValues" in parameter:
        values = [str(one) for one in parameter["AllowedValues"]]
        return "" if value in values else f"one of {', '.join(values)}"
    if parameter["Type"] == "Number":
        least, most = parameter.get("MinValue", 0), parameter.get("MaxValue")
        if value.isdigit() and least <= int(value) and (most is None or int(value) <= most):
            return ""
        return f"a whole number from {least}" + ("" if most is None else f" to {most}")
    pattern = parameter.get("AllowedPattern", "")
    return "" if re.fullmatch(pattern, value) or not pattern else f"as the pattern {pattern} says"
