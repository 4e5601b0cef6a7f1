"""The shapes of the API's requests and answers, as `openapi.py` publishes them and tests check them.

Nothing on the way of a request imports this module: it is the contract written down, not a validator.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict  # pydantic reads NotRequired only from this one before Python 3.12

Status = Literal["pending", "in_progress", "success", "error", "unhealthy"]
Scope = Literal["share", "read", "write", "admin"]


class Phase(TypedDict):
    name: Literal["extraction", "parsing", "uploading"]
    status: Literal["pending", "in_progress", "completed", "error"]
    startedAt: NotRequired[str]
    completedAt: NotRequired[str]
    progress: NotRequired[int]


class Ingredient(TypedDict):
    original: str
    amount: NotRequired[float]
    amountMax: NotRequired[float]
    unit: NotRequired[str]
    food: NotRequired[str]
    note: NotRequired[str]
    group: NotRequired[str]


class Step(TypedDict):
    text: str
    group: NotRequired[str]


class Nutrition(TypedDict):
    calories: NotRequired[float]
    carbohydrates: NotRequired[float]
    fats: NotRequired[float]
    proteins: NotRequired[float]


class Recipe(TypedDict):
    title: str
    ingredients: NotRequired[list[Ingredient]]
    steps: NotRequired[list[Step]]
    description: NotRequired[str]
    servings: NotRequired[int]
    servingsText: NotRequired[str]
    prepMinutes: NotRequired[int]
    cookMinutes: NotRequired[int]
    totalMinutes: NotRequired[int]
    keywords: NotRequired[list[str]]
    language: NotRequired[str]
    nutrition: NotRequired[Nutrition]
    author: NotRequired[str]
    image: NotRequired[str]
    sourceUrl: NotRequired[str]


class ShortResults(TypedDict):
    recipeUrl: NotRequired[str]
    tandoorUrl: NotRequired[str]
    thumbnail: NotRequired[str]


class Usage(TypedDict):
    """What the model's calls for this item took; the cost where prices are set."""

    model: str
    calls: int
    inputTokens: int
    outputTokens: int
    costUsd: NotRequired[float]


class Results(ShortResults):
    recipe: NotRequired[Recipe]
    extractedText: NotRequired[str]
    usage: NotRequired[Usage]


class _Item(TypedDict):
    id: str
    url: str
    canonicalUrl: str
    site: NotRequired[str]
    """Of an international name, in letters; left out where these could be taken for another."""
    status: Status
    phases: list[Phase]
    title: NotRequired[str]
    error: NotRequired[str]
    errorCode: NotRequired[str]
    advice: NotRequired[str]
    warnings: NotRequired[list[str]]
    attempts: int
    nextAttemptAt: NotRequired[str]
    createdAt: str
    updatedAt: str
    version: int
    generation: int


class ListedItem(_Item):
    """An item as a list shows it."""

    results: NotRequired[ShortResults]


class AdmittedItem(ListedItem):
    duplicate: NotRequired[Literal[True]]


class Item(_Item):
    """An item with all that its phases found."""

    results: NotRequired[Results]


class Page(TypedDict):
    items: list[ListedItem]
    total: int
    hasMore: bool
    nextCursor: NotRequired[str]


class Submission(TypedDict):
    """`url` may be any text with a link in it; `text` alone is a pasted recipe."""

    url: NotRequired[str]
    text: NotRequired[str]
    html: NotRequired[str]
    force: NotRequired[bool]


class Retry(TypedDict):
    text: NotRequired[str]
    html: NotRequired[str]
    force: NotRequired[bool]


class Done(TypedDict):
    success: Literal[True]
    message: str


class QueueStatusUpdate(TypedDict):
    """What live channels carry."""

    itemId: str
    status: Status
    timestamp: str
    version: int
    progress: NotRequired[list[Phase]]
    title: NotRequired[str]
    results: NotRequired[Results]
    resultsOmitted: NotRequired[Literal[True]]
    error: NotRequired[str]
    errorCode: NotRequired[str]
    advice: NotRequired[str]
    nextAttemptAt: NotRequired[str]


class PhaseSeconds(TypedDict):
    count: int
    medianSeconds: float
    p95Seconds: float


class AllTime(TypedDict):
    successRate: float | None
    phases: dict[str, PhaseSeconds]


class LastDay(AllTime):
    counts: dict[str, int]


class Stats(TypedDict):
    counts: dict[str, int]
    allTime: AllTime
    last24Hours: LastDay


class CookbookEntry(TypedDict):
    id: str
    createdAt: str
    title: str
    image: NotRequired[str]
    servings: NotRequired[int]
    totalMinutes: NotRequired[int]
    keywords: NotRequired[list[str]]
    sourceUrl: NotRequired[str]


class CookbookPage(TypedDict):
    recipes: list[CookbookEntry]
    hasMore: bool
    nextCursor: NotRequired[str]


class CookbookRecipe(TypedDict):
    id: str
    createdAt: str
    recipe: Recipe


class Ticket(TypedDict):
    url: str
    ticket: str
    expiresInSeconds: int


class TargetState(TypedDict):
    name: str
    reachable: NotRequired[bool]
    mayWrite: NotRequired[bool]
    version: NotRequired[str]
    sentence: NotRequired[str]
    checkedAt: NotRequired[str]


class ModelState(TypedDict):
    """`listed` says whether the server knows the model, where it tells."""

    configured: bool
    reader: Literal["model", "rules"]
    name: NotRequired[str]
    reachable: NotRequired[bool]
    listed: NotRequired[bool]
    sentence: NotRequired[str]
    checkedAt: NotRequired[str]


class Health(TypedDict):
    status: str
    version: str
    engine: str
    auth: str
    processing: bool
    target: TargetState
    model: ModelState
    push: bool


class Sample(TypedDict):
    name: str
    title: str
    url: str


class Samples(TypedDict):
    samples: list[Sample]


class BrowserKeys(TypedDict):
    p256dh: str
    auth: str


class BrowserSubscription(TypedDict):
    """As `PushSubscription.toJSON()` gives it."""

    endpoint: str
    keys: BrowserKeys
    expirationTime: NotRequired[float | None]


class Subscribe(TypedDict):
    subscription: BrowserSubscription
    clientId: str


class Unsubscribe(TypedDict):
    clientId: str


class Succeeded(TypedDict):
    success: Literal[True]


class Subscribed(TypedDict):
    success: Literal[True]
    subscriptionCount: int


class VapidKey(TypedDict):
    publicKey: str


class SignIn(TypedDict):
    token: str


class SignedIn(TypedDict):
    owner: str
    scopes: list[str]


class Token(TypedDict):
    """A personal access token or a browser's session, without its secret. `lastUsedAt` to five minutes."""

    id: str
    name: str
    kind: Literal["token", "session"]
    scopes: list[Scope]
    createdAt: str
    expiresAt: NotRequired[str]
    lastUsedAt: NotRequired[str]


class Tokens(TypedDict):
    """`scopes` are what the caller may do."""

    tokens: list[Token]
    scopes: list[Scope]


class MadeToken(Token):
    """`token` is shown this once."""

    token: str


class MakeToken(TypedDict):
    """`owner` is for admins."""

    name: str
    scopes: NotRequired[list[Scope]]
    expiresInDays: NotRequired[int]
    owner: NotRequired[str]


class BeginPairing(TypedDict):
    """`use` `app`: the phone may do what the maker may, but for `admin`."""

    name: str
    use: NotRequired[Literal["share", "app"]]


class Pairing(TypedDict):
    """`url` is what the phone opens, `qr` an SVG of it."""

    code: str
    url: str
    expiresAt: str
    qr: str


class RedeemPairing(TypedDict):
    code: str


class Problem(TypedDict):
    """Every error, of whatever status.

    `message` is English whatever `Accept-Language` says: whoever shows it in another language translates by
    `error`, which is stable, with the numbers and names of `details`.
    """

    error: str
    message: str
    details: dict[str, Any]
