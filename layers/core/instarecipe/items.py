"""Items, their results, markers and counts as rows: keys, conditions, paging. Written once, over `Table`.

o#{owner}              i#{id}      the hot row, in the indexes created, status and due, at rest in updated
r#{owner}#{id}         r           results: what the phases found
m#{owner}#{sha256}     m           marker: which item owns a canonical link
c#{owner}              0..7        counts

A row of an item that this version cannot read, since a newer one wrote it, is `Unavailable` to who asks for
it: it is not gone. Lists leave it out and say so in the log.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar, get_origin, get_type_hints
from zlib import crc32

from instarecipe.domain import counts as counting
from instarecipe.domain import item as life
from instarecipe.domain.errors import Conflict, Unavailable
from instarecipe.domain.item import FRESH_PHASES, Item, Phase, PhaseName, PhaseStatus, Status
from instarecipe.domain.moments import iso
from instarecipe.observability import log
from instarecipe.ports import Clock, Delete, Entry, Key, Put, Row, Table

DUE_SHARDS = 8
ID_LIMIT = 64
PAGE = 1_000
"""Entries of an index read at once where no rows are."""
AT_ONCE = 10_000
"""Items in progress of one owner, more than can be: Lambda works on 1 000 at once."""
TRIES = 24
"""A crowd of sixty on one machine comes between twelve times in a row, once in three hundred."""

Results = Mapping[str, Any]
Fields = TypeVar("Fields", bound=tuple[object, ...])


class Page(NamedTuple):
    items: list[Item]
    total: int
    next_position: str | None


class Items(NamedTuple):
    """`sleep` takes seconds, `chance` answers with [0, 1); both are for the jitter between tries."""

    table: Table
    clock: Clock
    new_id: Callable[[], str]
    sleep: Callable[[float], None]
    chance: Callable[[], float]

    # -- reading -------------------------------------------------------------------------------------

    def get(self, owner: str, id_: str) -> Item | None:
        row = self.table.get([item_key(owner, id_)])[0] if _may_be_id(id_) else None
        return _item(row) if row else None

    def results(self, item: Item) -> dict[str, Any]:
        row = self.table.get([results_key(item)])[0] if item.results_version else None
        return json.loads(row.body) if row else {}

    def with_results(self, owner: str, id_: str) -> tuple[Item, dict[str, Any]] | None:
        """Both in one read."""
        if not _may_be_id(id_):
            return None
        hot, cold = self.table.get([item_key(owner, id_), Key(f"r#{owner}#{id_}", "r")])
        if hot is None:
            return None
        return _item(hot), json.loads(cold.body) if cold else {}

    def owning(self, owner: str, canonical_url: str) -> Item | None:
        """The item that the marker of this link names."""
        row = self.table.get([marker_key(owner, canonical_url)])[0]
        return self.get(owner, json.loads(row.body)["id"]) if row else None

    def page(
        self, owner: str, status: Status | None, *, limit: int, offset: int = 0, position: str | None = None
    ) -> Page:
        """Newest first. `position` is where the last page ended; costs do not depend on the total."""
        index, low, high = ("status", f"{status}#", f"{status}$") if status else ("created", "", "")
        entries = self.table.query(
            index,
            f"o#{owner}",
            low=low,
            high=position or high,
            limit=offset + limit + 1,
            descending=True,
        )[offset:]
        shown = entries[:limit]
        return Page(
            items=self._present(shown),
            total=counting.total(self.counts(owner), status),
            next_position=shown[-1].sort if len(entries) > limit else None,
        )

    def changed(self, owner: str, after: str, *, limit: int) -> tuple[list[Item], str | None]:
        """By `updated_at`, oldest first, and where to go on, None at the end. Without those in progress.

        `after` is a position such as `updated_position` makes. An item that has just moved on is left to
        its new place.
        """
        entries = self.table.query("updated", f"o#{owner}", low=after, limit=limit)
        if not entries:
            return [], None
        last = entries[-1].sort
        items = [
            item for item in self._present(entries) if updated_position(item.updated_at, item.id) <= last
        ]
        return items, last if len(entries) == limit else None

    def in_progress(self, owner: str) -> list[Item]:
        """All of them: as many as are worked on at once, and those of dead workers."""
        return self._present(self._of_status(owner, Status.IN_PROGRESS, AT_ONCE))

    def open(self, owner: str, *, limit: int) -> list[Item]:
        """Those that are not at an end: in progress first, each newest first."""
        entries: list[Entry] = []
        for status in (Status.IN_PROGRESS, Status.PENDING):
            entries += self._of_status(owner, status, limit)
        return self._present(entries[:limit])

    def due(self, now: int, *, limit: int) -> list[Item]:
        """Those at which someone must look. The index may lag; each is read anew."""
        share = -(-limit // DUE_SHARDS)
        entries = [
            entry
            for shard in range(DUE_SHARDS)
            for entry in self.table.query("due", f"due#{shard}", high=iso(now + 1), limit=share)
        ]
        return [item for item in self._present(entries) if item.due_at is not None and item.due_at <= now]

    def counts(self, owner: str) -> counting.Counts:
        return counting.merge(json.loads(row.body) for row in self.count_rows(owner) if row)

    def count_rows(self, owner: str) -> list[Row | None]:
        """By shard."""
        return self.table.get([counts_key(owner, shard) for shard in range(counting.SHARDS)])

    def statuses(self, owner: str) -> Iterator[list[tuple[str, str]]]:
        """The id and status of each item, a page at a time, out of the index alone.

        What moves meanwhile may come twice or not at all. Statuses that only a newer version knows come too.
        """
        position = ""
        while entries := self.table.query("status", f"o#{owner}", low=position, limit=PAGE):
            yield [(entry.key.sk.removeprefix("i#"), entry.sort.partition("#")[0]) for entry in entries]
            position = entries[-1].sort

    # -- writing -------------------------------------------------------------------------------------

    def save(
        self,
        old: Item | None,
        new: Item,
        *,
        results: Results | None = None,
        markers: Sequence[Put | Delete] = (),
    ) -> Item:
        """Stores `new` in place of `old` (None: there was nothing) with its counts, all or nothing.

        With `results` the item comes back with a new `results_version`. Raises `Conflict` when the row or
        a marker is no longer what the caller read. A lost answer to this very write counts as written.
        """
        writes: list[Put | Delete] = list(markers)
        if results is not None:
            before = old.results_version if old else 0
            new = new._replace(results_version=before + 1)
            writes.append(Put(Row(results_key(new), before + 1, _dump(results)), before or None))
        row = _row(new)
        writes.append(Put(row, old.version if old else None))
        self._transact(
            writes, counting.delta(old, new), old or new, lambda: self.table.get([row.key])[0] == row
        )
        return new

    def delete(self, item: Item) -> None:
        """Removes the item with its results, every marker that names it, and its share of the counts."""
        writes: list[Put | Delete] = [Delete(item_key(item.owner, item.id), item.version)]
        if item.results_version:
            writes.append(Delete(results_key(item), item.results_version))
        writes += [Delete(row.key, row.version) for row in self._markers(item)]
        gone = counting.delta(item, None)
        self._transact(writes, gone, item, lambda: self.get(item.owner, item.id) is None)

    def new_marker(self, item: Item, canonical_url: str) -> Put:
        """The claim of a link that nobody owns yet."""
        return Put(_marker(item, canonical_url, 1), None)

    def claim_marker(self, item: Item, canonical_url: str, *, other: Item | None) -> list[Put]:
        """Makes a link this item's: it was nobody's, or `other`'s, which must not have moved on since.

        Raises `Conflict` when it is somebody else's by now.
        """
        row = self.table.get([marker_key(item.owner, canonical_url)])[0]
        if row is None:
            return [self.new_marker(item, canonical_url)]
        holder = json.loads(row.body)["id"]
        if holder == item.id:
            return []
        if other is None or holder != other.id:
            raise Conflict(f"{canonical_url} belongs to {holder}")
        marker = Put(_marker(item, canonical_url, row.version + 1), row.version)
        return [marker, Put(_row(life.bereft(other, now=self.clock())), other.version)]

    def release_marker(self, item: Item, canonical_url: str) -> list[Delete]:
        """Gives a link back, if it is this item's."""
        row = self.table.get([marker_key(item.owner, canonical_url)])[0]
        held = row is not None and json.loads(row.body)["id"] == item.id
        return [Delete(row.key, row.version)] if row and held else []

    # -- the pieces ----------------------------------------------------------------------------------

    def _transact(
        self,
        writes: Sequence[Put | Delete],
        delta: Mapping[counting.Path, int],
        of: Item,
        mine: Callable[[], bool],
    ) -> None:
        """`writes` and the counts; tries again when only the counts had moved, or when told to slow down."""
        for attempt in range(TRIES):
            counts = self._counts_put(of, delta) if delta else []
            try:
                self._once([*writes, *counts])
            except Conflict:
                if mine():
                    return
                if self._lost(writes):
                    raise
                self.sleep(self.chance() * min(1.0, 0.01 * 2**attempt))
            else:
                return
        raise Unavailable(f"counts of {of.owner} are too busy")

    def _once(self, writes: Sequence[Put | Delete]) -> None:
        """One transaction, repeated under its token as long as its answer is lost."""
        token = self.new_id()
        for attempt in range(4):
            try:
                self.table.transact(writes, token)
            except Unavailable:
                if attempt == 3:
                    raise
                self.sleep(self.chance() * 0.05 * 2**attempt)
            else:
                return

    def _lost(self, writes: Sequence[Put | Delete]) -> bool:
        """Whether the conflict was about the caller's own expectations."""
        keys = [write.row.key if isinstance(write, Put) else write.key for write in writes]
        rows = self.table.get(keys)
        return any(
            (row.version if row else None) != write.expected for row, write in zip(rows, writes, strict=True)
        )

    def _counts_put(self, item: Item, delta: Mapping[counting.Path, int]) -> list[Put]:
        key = counts_key(item.owner, counting.shard_of(item.id))
        return [counts_put(key, self.table.get([key])[0], delta, now=self.clock())]

    def _markers(self, item: Item) -> list[Row]:
        links = {item.canonical_url, item.post}
        rows = self.table.get([marker_key(item.owner, link) for link in sorted(links)])
        return [row for row in rows if row and json.loads(row.body)["id"] == item.id]

    def _of_status(self, owner: str, status: Status, limit: int) -> list[Entry]:
        """Newest first."""
        return self.table.query(
            "status", f"o#{owner}", low=f"{status}#", high=f"{status}$", limit=limit, descending=True
        )

    def _present(self, entries: Iterable[Entry]) -> list[Item]:
        """The items of the entries, without those deleted in between, nor those that we cannot read."""
        keys = [entry.key for entry in entries]
        found: list[Item] = []
        for start in range(0, len(keys), 100):
            found += _readable(self.table.get(keys[start : start + 100]))
        return found


# -- keys and positions --------------------------------------------------------------------------------


def item_key(owner: str, id_: str) -> Key:
    return Key(f"o#{owner}", f"i#{id_}")


def results_key(item: Item) -> Key:
    return Key(f"r#{item.owner}#{item.id}", "r")


def marker_key(owner: str, canonical_url: str) -> Key:
    return Key(f"m#{owner}#{sha256(canonical_url.encode()).hexdigest()}", "m")


def counts_key(owner: str, shard: int) -> Key:
    return Key(f"c#{owner}", str(shard))


def updated_position(updated_at: int, id_: str = "") -> str:
    return f"{iso(updated_at)}#{id_}"


def item_of(row: Row | None) -> Item | None:
    """The item of a row out of the table's changes, None for none and for rows of other kinds."""
    return _item(row) if row and row.key.pk.startswith("o#") and row.key.sk.startswith("i#") else None


def _may_be_id(text: str) -> bool:
    """Whether it can be part of a key: what stands in an address may be as long and strange as it likes."""
    return len(text) <= ID_LIMIT and text.isascii()


# -- rows ----------------------------------------------------------------------------------------------

_DEFAULTS = Item._field_defaults
ELSEWHERE = ("id", "owner", "phases", "version")
"""What the key and the row hold already, or what is packed: each kilobyte costs again at every write."""


def _row(item: Item) -> Row:
    created = f"{iso(item.created_at)}#{item.id}"
    indexes = {
        "created": created,
        "status": f"{item.status}#{created}",
    }
    if item.status is not Status.IN_PROGRESS:  # each progress would move it: docs/adr/0005
        indexes["updated"] = updated_position(item.updated_at, item.id)
    if item.due_at is not None:
        shard = crc32(item.id.encode()) % DUE_SHARDS
        indexes["due"] = f"due#{shard}|{iso(item.due_at)}#{item.id}"
    stored = {
        name: value
        for name, value in item._asdict().items()
        if name not in ELSEWHERE and not (name in _DEFAULTS and value == _DEFAULTS[name])
    }
    stored["phases"] = [
        [phase.status, phase.started_at, phase.completed_at, phase.progress] for phase in item.phases
    ]
    return Row(item_key(item.owner, item.id), item.version, _dump(stored), indexes)


def _readable(rows: Iterable[Row | None]) -> Iterator[Item]:
    for row in rows:
        try:
            if row:
                yield _item(row)
        except Unavailable as error:
            log.error("unreadable row", extra={"cause": str(error)})


def _item(row: Row) -> Item:
    """Tolerant of what other versions of this program wrote. Raises `Unavailable` where a field that we need
    is missing, or holds what we do not know.
    """
    in_key = {"owner": row.key.pk.removeprefix("o#"), "id": row.key.sk.removeprefix("i#")}
    try:
        stored = {name: value for name, value in json.loads(row.body).items() if name in Item._fields}
        stored["status"] = Status(stored.get("status", Status.PENDING))
        stored["warnings"] = tuple(stored.get("warnings", ()))
        stored["phases"] = _phases(stored.get("phases"))
        return _checked(Item(**{**in_key, **stored, "version": row.version}))
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise Unavailable(f"{row.key.sk}: {error}") from error


def _phases(stored: Any) -> tuple[Phase, ...]:
    if not stored:
        return FRESH_PHASES
    return tuple(
        _checked(Phase(name, PhaseStatus(phase[0]), *phase[1:]))
        for name, phase in zip(PhaseName, stored, strict=True)
    )


def _checked(read: Fields) -> Fields:
    """Raises `TypeError` where a field is not of its type."""
    for value, (name, kind) in zip(read, _types(type(read)), strict=True):
        if not isinstance(value, kind):
            raise TypeError(f"{name} is not as we know it")
    return read


@cache
def _types(kind: type[tuple[object, ...]]) -> list[tuple[str, Any]]:
    """Of each field in order, as `isinstance` takes it; a tuple of anything is a tuple."""
    hints = get_type_hints(kind).items()
    return [(name, tuple if get_origin(hint) is tuple else hint) for name, hint in hints]


def _marker(item: Item, canonical_url: str, version: int) -> Row:
    return Row(marker_key(item.owner, canonical_url), version, _dump({"id": item.id}))


def counts_put(key: Key, before: Row | None, added: Mapping[counting.Path, int], *, now: int) -> Put:
    counts = json.loads(before.body) if before else {}
    return Put.over(before, key, _dump(counting.add(counts, added, now=now)))


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
