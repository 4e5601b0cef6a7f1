"""The alarms of `infra/` as CloudWatch evaluates them, over points that a test has gathered.

A resource goes by the parameter that hands it over: FunctionName of `ProcessFunction` is `Process`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import Any

from tests.doubles.template import Tree, load, of_type

TEMPLATES = ("infra/monitoring.yaml", "infra/limits.yaml")
Dimensions = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Metric:
    namespace: str
    name: str
    dimensions: Dimensions = frozenset()


@dataclass(frozen=True)
class Point:
    """`at` in seconds."""

    metric: Metric
    at: float
    value: float


@dataclass(frozen=True)
class Series:
    metric: Metric
    stat: str
    period: int

    def value(self, points: Iterable[Point], end: float) -> float | None:
        """None where there is no point in the period that ends at `end`."""
        found = [
            point.value
            for point in points
            if point.metric == self.metric and end - self.period < point.at <= end
        ]
        return statistic(self.stat, sorted(found)) if found else None


@dataclass(frozen=True)
class Alarm:
    """`told` is whether somebody hears of it. `series` by the ids that `expression` uses."""

    name: str
    told: bool
    series: Mapping[str, Series]
    expression: str
    threshold: float
    comparison: str
    periods: int
    missing: str

    def fires(self, points: Iterable[Point], now: float) -> bool:
        period = next(iter(self.series.values())).period
        kept = list(points)
        return all(self._breached(kept, now - back * period) for back in range(self.periods))

    def _breached(self, points: list[Point], end: float) -> bool:
        found = compute(self.expression, {id_: one.value(points, end) for id_, one in self.series.items()})
        if found is None:
            return self.missing == "breaching"
        return {
            "GreaterThanThreshold": found > self.threshold,
            "LessThanThreshold": found < self.threshold,
        }[self.comparison]


@dataclass(frozen=True)
class Composite:
    """Fires while all its `parts` do."""

    name: str
    told: bool
    parts: tuple[Alarm, ...]

    def fires(self, points: Iterable[Point], now: float) -> bool:
        kept = list(points)
        return all(part.fires(kept, now) for part in self.parts)


def statistic(stat: str, values: list[float]) -> float:
    """Of sorted values. `PR(:120)` is the percentage that is at most 120."""
    plain: dict[str, Callable[[list[float]], float]] = {
        "Sum": sum,
        "Maximum": max,
        "SampleCount": len,
        "Average": lambda found: sum(found) / len(found),
    }
    if stat in plain:
        return plain[stat](values)
    if stat.startswith("p"):
        return values[ceil(float(stat[1:]) / 100 * len(values)) - 1]
    [most] = re.findall(r"^PR\(:(\d+)\)$", stat)
    return 100 * sum(value <= float(most) for value in values) / len(values)


def compute(expression: str, values: Mapping[str, float | None]) -> float | None:
    """CloudWatch's metric math, as far as our alarms use it. None where a value is missing."""
    functions = {
        "IF": lambda condition, yes, no: yes if condition else no,
        "FILL": lambda value, default: default if value is None else value,
        "METRICS": lambda: [value for value in values.values() if value is not None],
        "SUM": lambda found: sum(found) if found else None,
    }
    python = expression.replace(" AND ", " and ")
    try:
        found: float | None = eval(python, {"__builtins__": {}}, {**functions, **values})  # noqa: S307 our template
    except TypeError:  # arithmetic with None
        return None
    return found


@cache
def alarms() -> dict[str, Alarm | Composite]:
    """All of them by name, the silent parts of composites among them."""
    found: dict[str, Alarm | Composite] = {}
    for path in TEMPLATES:
        template = load(path)
        plain = {
            name: _alarm(name, resolved(one, template))
            for name, one in of_type(template, "AWS::CloudWatch::Alarm").items()
        }
        found |= plain
        for name, one in of_type(template, "AWS::CloudWatch::CompositeAlarm").items():
            rule, named = one["AlarmRule"]["Fn::Sub"]
            assert rule == " AND ".join(f'ALARM("${{{part}}}")' for part in named)
            parts = tuple(plain[part["Ref"]] for part in named.values())
            found[name] = Composite(name, "AlarmActions" in one, parts)
    return found


def resolved(tree: Any, template: Tree) -> Any:
    """What CloudFormation makes of it, with resources and parameters under their own names."""
    if isinstance(tree, list):
        return [resolved(one, template) for one in tree]
    if not isinstance(tree, dict):
        return tree
    inner = {name: resolved(one, template) for name, one in tree.items()}
    match inner:
        case {"Ref": name} | {"Fn::Sub": str(name)}:
            return name
        case {"Fn::GetAtt": [name, _]}:
            return name
        case {"Fn::FindInMap": [mapping, key, field]}:
            return template["Mappings"][mapping][key][field]
    return inner


def _alarm(name: str, one: Tree) -> Alarm:
    if "Metrics" in one:
        series = {row["Id"]: _series(row["MetricStat"]) for row in one["Metrics"] if "MetricStat" in row}
        [expression] = [
            row.get("Expression", row["Id"]) for row in one["Metrics"] if row.get("ReturnData", True)
        ]
    else:
        stat = one.get("Statistic") or one["ExtendedStatistic"]
        series = {"found": _series({"Metric": one, "Stat": stat, "Period": one["Period"]})}
        expression = "found"
    return Alarm(
        name,
        "AlarmActions" in one,
        series,
        expression,
        float(one["Threshold"]),
        one["ComparisonOperator"],
        int(one["EvaluationPeriods"]),
        one["TreatMissingData"],
    )


def _series(stat: Tree) -> Series:
    metric = stat["Metric"]
    dimensions = frozenset((one["Name"], one["Value"]) for one in metric.get("Dimensions", ()))
    return Series(
        Metric(metric["Namespace"], metric["MetricName"], dimensions), stat["Stat"], int(stat["Period"])
    )
