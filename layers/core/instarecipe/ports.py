"""What the use cases need from the outside, each named after the need.

`Table`, `Queue`, `Media` and `Sockets` are the low seam: the embedded and the AWS engine implement them,
and everything above is written once. Times are milliseconds since 1970 UTC unless a name says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from instarecipe.domain.errors import Permanent
    from instarecipe.domain.recipe import Recipe

ROW_LIMIT = 350_000
"""Bytes of one row's JSON, in both engines (DynamoDB's own limit is 400 kB with keys)."""
TRANSACTION_LIMIT = 25

Clock = Callable[[], int]
"""Now, in milliseconds since 1970 UTC."""
Progress = Callable[[int], None]
"""Tells how far a phase is, 0 to 100; may raise when the worker has lost its item."""


class Deadline:
    """An amount of time that calls share. `monotonic` is in seconds."""

    def __init__(self, seconds: float, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._end = monotonic() + seconds

    def remaining(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self._end - self._monotonic())


# -- the low seam --------------------------------------------------------------------------------------


class Key(NamedTuple):
    pk: str
    sk: str


class Row(NamedTuple):
    """`indexes` holds the sort strings of the indexes that the row is in; `expires` is in epoch seconds."""

    key: Key
    version: int
    body: str
    indexes: Mapping[str, str] = MappingProxyType({})
    expires: int | None = None


class Put(NamedTuple):
    """Stores `row` if what is there has version `expected`; None means that nothing may be there."""

    row: Row
    expected: int | None

    @classmethod
    def over(cls, before: Row | None, key: Key, body: str, indexes: Mapping[str, str] | None = None) -> Put:
        """The row's next version, if `before` is what is still there."""
        version = before.version if before else 0
        return cls(Row(key, version + 1, body, indexes or {}), version or None)


class Delete(NamedTuple):
    """Removes the row if what is there has version `expected`."""

    key: Key
    expected: int


class Entry(NamedTuple):
    """Where a row stands in an index: `sort` is the index's string, unique within `pk`."""

    key: Key
    sort: str


class Change(NamedTuple):
    """One change of one row, old and new; `position` grows with time."""

    position: int
    key: Key
    old: Row | None
    new: Row | None


class Table(Protocol):
    """Rows with versions. Reads see every write that was answered, except on the index `due`.

    Indexes: `""` (the table itself, by `sk`), `created`, `status`, `updated` (local to a `pk`) and `due`
    (global; its `pk` is the row's index string up to the first `|`, its sort what follows).
    """

    def get(self, keys: Sequence[Key]) -> list[Row | None]:
        """The rows in the order asked, None where there is none. At most 100 keys."""

    def query(
        self, index: str, pk: str, *, low: str = "", high: str = "", limit: int, descending: bool = False
    ) -> list[Entry]:
        """At most `limit` entries with low < sort < high ("" = open), in byte order."""

    def transact(self, writes: Sequence[Put | Delete], token: str) -> None:
        """All or nothing, at most 25. The same `token` within ten minutes is one transaction; a single put
        is the same one until somebody else writes its row.

        Raises `Conflict` when an expectation does not hold, `Unavailable` when the answer was lost.
        """


class Message(NamedTuple):
    """As SQS hands it over. `sent_at` is when it was sent (a redriven message has a new one)."""

    id: str
    receipt: str
    body: str
    receive_count: int
    sent_at: int


class Queue(Protocol):
    """What `hints` sends, delivered at least once, in no order."""

    def send(self, body: str, *, delay: int = 0, group: str = "") -> None:
        """`delay` in seconds, at most 900; `group` is whose share of the workers it takes."""

    def receive(self, limit: int) -> list[Message]: ...

    def delete(self, receipt: str) -> None: ...

    def change_visibility(self, receipt: str, seconds: int) -> None: ...


class Blob(NamedTuple):
    content: bytes
    content_type: str


class Media(Protocol):
    """Files by name, such as `pictures/{owner}/{id}/{random}.jpg`."""

    def put(self, name: str, blob: Blob) -> None: ...

    def get(self, name: str) -> Blob | None: ...

    def delete(self, names: Sequence[str]) -> None:
        """Names that are not there are fine."""


class Sockets(Protocol):
    def send(self, connection_id: str, message: str) -> bool:
        """False when the connection is gone for good."""

    def close(self, connection_id: str) -> None: ...


class Engine(NamedTuple):
    """The low seam, as one of the two engines fills it."""

    table: Table
    queue: Queue
    media: Media
    sockets: Sockets


# -- the world outside ---------------------------------------------------------------------------------


class Fetched(NamedTuple):
    """`url` is the final address, `headers` have lower-case names, `body` is decompressed."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Fetch(Protocol):
    """The outbound guard: the only way to an address that a user named.

    Answers with any status. Raises `Permanent("address_blocked", details={"reason": …})`,
    `Permanent("too_large")`, `Permanent("too_many_redirects")`, `Transient("site_unreachable")`,
    `Transient("site_slow")`.
    """

    def __call__(
        self,
        url: str,
        *,
        deadline: Deadline,
        limit: int = 5_000_000,
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
        body: bytes | None = None,
        truncate: bool = False,
    ) -> Fetched:
        """`limit` counts decompressed bytes; with `truncate` a longer body is cut there, not refused."""


class Source(NamedTuple):
    """What a cook shared. `canonical_url` is what is fetched."""

    url: str
    canonical_url: str
    text: str | None = None
    html: str | None = None


class Extracted(NamedTuple):
    """What extraction found. `recipe` is set when the page holds structured data, `via` names the way.

    `image` is the address of the picture, `found_url` the canonical link that a redirecting link led to.
    """

    text: str
    via: str
    title: str | None = None
    author: str | None = None
    image: str | None = None
    recipe: Recipe | None = None
    language: str | None = None
    found_url: str | None = None
    warnings: tuple[str, ...] = ()


class Extract(Protocol):
    def __call__(self, source: Source, *, deadline: Deadline, progress: Progress) -> Extracted: ...


class Usage(NamedTuple):
    """What the model's calls for one item took. `cost_usd` is None where no prices are set."""

    model: str
    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = None


class ModelAnswer(NamedTuple):
    """`recipe` is None when the model says that there is none, or when `trouble` says why it is of no use."""

    recipe: Recipe | None
    usage: Usage
    trouble: Permanent | None = None


class ModelHealth(NamedTuple):
    """`listed` says whether the server knows the model, None where it does not tell."""

    reachable: bool
    listed: bool | None
    sentence: str


class Model(Protocol):
    """A language model that reads recipes. Nothing that it says is checked yet against the text."""

    def __call__(self, extracted: Extracted, *, deadline: Deadline) -> ModelAnswer:
        """Raises `Transient` for what may pass; `model_paused` when it is not asked for a while."""


class Parsed(NamedTuple):
    """`usage` is set when a model was asked, whether its answer was of use or not."""

    recipe: Recipe
    warnings: tuple[str, ...] = ()
    usage: Usage | None = None


class Parse(Protocol):
    """`force` says that the cook wants a recipe made even of what does not look like one, `last_try` that
    nothing is gained by a `Transient` where there is another way.
    """

    def __call__(
        self,
        extracted: Extracted,
        *,
        source_url: str,
        force: bool,
        last_try: bool,
        deadline: Deadline,
        progress: Progress,
    ) -> Parsed: ...


class Delivered(NamedTuple):
    """Where the recipe stands now. `reference` is the target's own name for it (id or slug)."""

    reference: str
    recipe_url: str
    tandoor_url: str | None = None
    warnings: tuple[str, ...] = ()


class TargetHealth(NamedTuple):
    """`version` is empty when the recipe manager does not tell; `sentence` is for the cook."""

    reachable: bool
    version: str
    may_write: bool
    sentence: str


class Target(Protocol):
    """A recipe manager. None of its calls is repeated by itself: the caller decides, by the item's intent.

    `lock` names what takes one upload at a time, None where creating is atomic by itself. `key` is
    `"{owner}/{item id}"`, for targets that are ours.
    """

    @property
    def name(self) -> str: ...

    @property
    def lock(self) -> str | None: ...

    def find(
        self, key: str, recipe: Recipe, *, deadline: Deadline, within: float | None = None
    ) -> str | None:
        """The reference of the recipe that was made from `recipe.source_url`, if there is one.

        With `within` only one made in the last so many seconds by the target's own clock.
        """

    def create(self, key: str, recipe: Recipe, *, deadline: Deadline) -> str:
        """Makes the recipe and answers its reference. May have made it although it raises `Transient`."""

    def complete(
        self, reference: str, recipe: Recipe, picture: Blob | None, *, update: bool, deadline: Deadline
    ) -> Delivered:
        """Fills in what a broken create left out (all of it with `update`) and the picture. Idempotent.

        Raises `Permanent("recipe_gone")` when the reference is no longer there.
        """

    def delete(self, reference: str, *, deadline: Deadline, made_from: str | None = None) -> None:
        """Gone already is fine, and so is another recipe that has this reference by now.

        Told by its source (`made_from`), where references are not unique for ever.
        """

    def health(self, deadline: Deadline) -> TargetHealth:
        """Asks without writing anything; trouble is part of the answer, not an error."""
