"""The templates as CloudFormation reads them: short forms written out, `Fn::ForEach` unrolled."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent.parent
Tree = dict[str, Any]


class _Loader(yaml.SafeLoader):
    """`!Sub x` is `{"Fn::Sub": x}`."""


def _tagged(loader: _Loader, suffix: str, node: yaml.Node) -> Tree:
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        assert isinstance(node, yaml.MappingNode)
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


_Loader.add_multi_constructor("!", _tagged)


@cache
def load(path: str) -> Tree:
    """The template at `path` below the project's root, for reading only."""
    tree: Tree = yaml.load((ROOT / path).read_text(), _Loader)  # noqa: S506 a SafeLoader with tags of its own
    unrolled: Tree = _unrolled(tree)
    return unrolled


def of_type(tree: Tree, type_: str) -> dict[str, Tree]:
    return {
        name: resource["Properties"]
        for name, resource in tree["Resources"].items()
        if resource["Type"] == type_
    }


def _unrolled(tree: Any) -> Any:
    if isinstance(tree, list):
        return [_unrolled(one) for one in tree]
    if not isinstance(tree, dict):
        return tree
    found: Tree = {}
    for name, entry in tree.items():
        if not name.startswith("Fn::ForEach::"):
            found[name] = _unrolled(entry)
            continue
        variable, values, body = entry
        for value in values:
            found |= _unrolled(_with(body, variable, value))
    return found


def _with(tree: Any, variable: str, value: str) -> Any:
    if isinstance(tree, dict):
        replaced = {_with(key, variable, value): _with(one, variable, value) for key, one in tree.items()}
        ref = replaced.get("Ref")
        if ref == variable:
            return value
        if isinstance(ref, dict) and "Fn::Sub" in ref:
            replaced["Ref"] = ref["Fn::Sub"]
        return replaced
    if isinstance(tree, list):
        return [_with(one, variable, value) for one in tree]
    if isinstance(tree, str):
        plain = "".join(letter for letter in value if letter.isalnum())
        return tree.replace(f"${{{variable}}}", value).replace(f"&{{{variable}}}", plain)
    return tree


def feed_pattern(name: str) -> Tree:
    """Of the changes of the table, those that the event source mapping `name` lets through."""
    template = load("template.yaml")
    [filter_] = template["Resources"][name]["Properties"]["FilterCriteria"]["Filters"]
    mapping, key, field = filter_["Pattern"]["Fn::FindInMap"]
    pattern: Tree = json.loads(template["Mappings"][mapping][key][field])
    return pattern
