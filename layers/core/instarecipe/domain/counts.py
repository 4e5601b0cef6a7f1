"""What is counted: how many items are in each status, and how the work of the last day went.

One shard of an owner's counts is one JSON object; a status change adds its `Delta` to it in the same
transaction, so that totals are exact.

    {"status": {"pending": 2, …}, "admitted": {"<day>": 7}, "ended": {"<hour>": {"success": 3}},
     "seconds": {"all": {"parsing": {"<bucket>": 4}}, "<hour>": {…}}}
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any
from zlib import crc32

from instarecipe.domain.item import Item, Phase, PhaseStatus, Status

SHARDS = 8
DAY_MS = 86_400_000
HOUR_MS = 3_600_000
BUCKETS = (0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 90)
"""Upper ends in seconds of all but the last bucket."""

Counts = dict[str, Any]
Path = tuple[str, ...]


def shard_of(id_: str) -> int:
    """Of the item with this id, the same in every process."""
    return crc32(id_.encode()) % SHARDS


def delta(old: Item | None, new: Item | None) -> dict[Path, int]:
    """What the change from `old` to `new` adds, by path into the counts. Empty when nothing counted moved."""
    found: Counter[Path] = Counter()
    if old:
        found[("status", old.status)] -= 1
    if new:
        found[("status", new.status)] += 1
    if new and not old:
        found[("admitted", str(new.created_at // DAY_MS))] += 1
    if new and new.status.terminal and not (old and old.status.terminal):
        hour = str(new.updated_at // HOUR_MS)
        found[("ended", hour, new.status)] += 1
        for phase in _run_since_last_end(old, new):
            if phase.started_at and phase.completed_at:
                bucket = str(bisect_left(BUCKETS, (phase.completed_at - phase.started_at) / 1000))
                found[("seconds", "all", phase.name, bucket)] += 1
                found[("seconds", hour, phase.name, bucket)] += 1
    return {path: count for path, count in found.items() if count}


def _run_since_last_end(old: Item | None, new: Item) -> Iterator[Phase]:
    """The completed phases that no earlier end has counted. A duplicate's success skips some."""
    for before, phase in zip((old or new).phases[new.kept :], new.phases[new.kept :], strict=True):
        if phase.status is PhaseStatus.COMPLETED and before.status is not PhaseStatus.PENDING:
            yield phase


def add(counts: Mapping[str, Any], added: Mapping[Path, int], *, now: int) -> Counts:
    """The counts with `added`; days and hours that nobody asks about any more are dropped."""
    totals = Counter(dict(_flat(counts)))
    totals.update(added)
    result: Counts = {}
    for path, count in sorted(totals.items()):
        if count and not _past(path, now):
            _put(result, path, count)
    return result


def merge(shards: Iterable[Mapping[str, Any]]) -> Counts:
    totals: Counter[Path] = Counter()
    for shard in shards:
        totals.update(dict(_flat(shard)))
    result: Counts = {}
    for path, count in totals.items():
        _put(result, path, count)
    return result


def total(counts: Mapping[str, Any], status: Status | None = None) -> int:
    by_status: Mapping[str, int] = counts.get("status", {})
    return by_status.get(status, 0) if status else sum(by_status.values())


def admitted_on(counts: Mapping[str, Any], now: int) -> int:
    return int(counts.get("admitted", {}).get(str(now // DAY_MS), 0))


def summary(counts: Mapping[str, Any], *, now: int) -> dict[str, Any]:
    """The answer of `GET /api/queue/stats`; seconds are about right (from buckets)."""
    hours = {str(now // HOUR_MS - age) for age in range(24)}
    seconds = counts.get("seconds", {})
    recent = merge(seconds[hour] for hour in hours if hour in seconds)
    ended = merge(counts["ended"][hour] for hour in hours if hour in counts.get("ended", {}))
    by_status = {status.value: total(counts, status) for status in Status}
    return {
        "counts": {**by_status, "total": total(counts)},
        "allTime": {"successRate": _rate(by_status), "phases": _quantiles(seconds.get("all", {}))},
        "last24Hours": {
            "counts": {status.value: ended.get(status, 0) for status in Status if status.terminal},
            "successRate": _rate(ended),
            "phases": _quantiles(recent),
        },
    }


def _flat(counts: Mapping[str, Any], before: Path = ()) -> Iterator[tuple[Path, int]]:
    for key, value in counts.items():
        if isinstance(value, Mapping):
            yield from _flat(value, (*before, key))
        else:
            yield (*before, key), value


def _put(counts: Counts, path: Path, count: int) -> None:
    for key in path[:-1]:
        counts = counts.setdefault(key, {})
    counts[path[-1]] = count


def _past(path: Path, now: int) -> bool:
    if path[0] == "admitted":
        return int(path[1]) < now // DAY_MS - 1
    if path[0] in ("ended", "seconds") and path[1] != "all":
        return int(path[1]) < now // HOUR_MS - 24
    return False


def _rate(ended: Mapping[str, int]) -> float | None:
    good = ended.get(Status.SUCCESS, 0)
    all_ = good + ended.get(Status.ERROR, 0) + ended.get(Status.UNHEALTHY, 0)
    return round(good / all_, 4) if all_ else None


def _quantiles(phases: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    return {
        name: {
            "count": sum(buckets.values()),
            "medianSeconds": _at(buckets, 0.5),
            "p95Seconds": _at(buckets, 0.95),
        }
        for name, buckets in phases.items()
    }


def _at(buckets: Mapping[str, int], share: float) -> float:
    """Linear within the bucket that holds the wanted share."""
    wanted = share * sum(buckets.values())
    ends = list(pairwise((0.0, *BUCKETS, 2.0 * BUCKETS[-1])))
    seen = 0
    for index in sorted(int(key) for key in buckets):
        count = buckets[str(index)]
        if seen + count >= wanted:
            low, high = ends[index]
            return round(low + (high - low) * (wanted - seen) / count, 2)
        seen += count
    return 0.0
