"""Which records Lambda's event filter lets through: exact values and prefixes."""

from __future__ import annotations

from typing import Any


def passes(pattern: Any, record: Any) -> bool:
    """A key that the pattern names must be there; of the rules for one value, one must hold."""
    if isinstance(pattern, dict):
        return isinstance(record, dict) and all(
            passes(wanted, record.get(name)) for name, wanted in pattern.items()
        )
    return any(_holds(rule, record) for rule in pattern)


def _holds(rule: Any, value: Any) -> bool:
    if isinstance(rule, dict):
        [(kind, operand)] = rule.items()
        assert kind == "prefix"
        return isinstance(value, str) and value.startswith(operand)
    return bool(value == rule)
