"""Puts the parts together: the only place that picks adapters. Heavy libraries load when first needed.

The local host installs its own wiring; inside Lambda the environment says what to build.
"""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from random import random
from typing import TYPE_CHECKING, Any, TypeVar

from instarecipe import settings as environment
from instarecipe.admit import Admit
from instarecipe.auth import Auth, Strangers
from instarecipe.domain.errors import Failure, Permanent
from instarecipe.domain.item import PhaseName, Policy
from instarecipe.items import Items
from instarecipe.observability import log, set_up
from instarecipe.ports import Engine
from instarecipe.redaction import hide
from instarecipe.registry import Registry

if TYPE_CHECKING:
    from instarecipe.access import Access
    from instarecipe.announce import Announce
    from instarecipe.attempt import Attempt
    from instarecipe.canary import Canary
    from instarecipe.circuit import Circuits
    from instarecipe.connections import Connections
    from instarecipe.cookbook import CookbookPages
    from instarecipe.devices import Devices
    from instarecipe.fetch import Fetcher
    from instarecipe.health import Health
    from instarecipe.hints import Removal
    from instarecipe.legacy import Legacy
    from instarecipe.listen import Listen
    from instarecipe.listing import Listing
    from instarecipe.live import Live
    from instarecipe.locks import Locks
    from instarecipe.manage import Manage
    from instarecipe.notify import Notify
    from instarecipe.pairing import Pairing
    from instarecipe.phases import Extraction, Parsing, Uploading
    from instarecipe.ports import Blob, Deadline, ModelHealth, Target, TargetHealth
    from instarecipe.process import Process, RunPhase
    from instarecipe.push import Message, Outcome, Push
    from instarecipe.recount import Recount
    from instarecipe.revocation import Revocation
    from instarecipe.settings import Settings
    from instarecipe.subscriptions import Subscription, Subscriptions
    from instarecipe.sweep import Sweep
    from instarecipe.throttle import Throttle
    from instarecipe.uploading.removals import Removals


HEALTH_SECONDS = 10
T = TypeVar("T")


def now() -> int:
    """Milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


def new_id() -> str:
    return str(uuid.uuid4())


def new_secret() -> str:
    return secrets.token_urlsafe(32)


class Wiring:
    """Every use case, made when it is first asked for. Tests override by keyword."""

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        *,
        clock: Callable[[], int] = now,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random,
        new_id: Callable[[], str] = new_id,
        new_secret: Callable[[], str] = new_secret,
        secret: Callable[[str], str] | None = None,
    ) -> None:
        self.settings = settings
        self.engine = engine
        self.clock = clock
        self.monotonic = monotonic
        self.sleep = sleep
        self.chance = chance
        self.new_id = new_id
        self.new_secret = new_secret
        self._secret = secret or (lambda name: str(getattr(settings, name.lower())))
        self._made: dict[str, tuple[str, Any]] = {}

    @cached_property
    def items(self) -> Items:
        return Items(self.engine.table, self.clock, self.new_id, self.sleep, self.chance)

    @cached_property
    def registry(self) -> Registry:
        return Registry(self.engine.table, self.clock, self.new_id, self.new_secret)

    @cached_property
    def auth(self) -> Auth:
        ours = frozenset({self.settings.public_url})
        return Auth(self.registry, self.settings.auth_mode, ours, Strangers(self.clock))

    @cached_property
    def access(self) -> Access:
        from instarecipe.access import Access

        return Access(self.registry, self.revocation, self.throttle, self.auth.strangers)

    @cached_property
    def pairing(self) -> Pairing:
        from instarecipe.pairing import Pairing

        return Pairing(self.registry, self.throttle, self.new_secret, self.settings.public_url)

    @cached_property
    def throttle(self) -> Throttle:
        from instarecipe.throttle import Throttle

        return Throttle(self.engine.table, self.clock, self.new_id)

    @cached_property
    def revocation(self) -> Revocation:
        from instarecipe.revocation import Revocation

        return Revocation(self.registry, self.connections, self.engine.sockets, self.subscriptions)

    @cached_property
    def connections(self) -> Connections:
        from instarecipe.connections import Connections

        return Connections(self.engine.table, self.clock, self.new_id, self.new_secret)

    @cached_property
    def admit(self) -> Admit:
        from instarecipe.addresses import check_url
        from instarecipe.extraction.samples import is_sample

        def check(url: str) -> None:
            """Refuses what the link's own string shows, without asking any name server."""
            if not is_sample(url):
                check_url(url, self.settings.fetch_allow_hosts)

        return Admit(
            self.items,
            self.engine.queue,
            self.engine.media,
            self.clock,
            self.new_id,
            check,
            self.settings.rate_limit_per_day,
        )

    @cached_property
    def live(self) -> Live:
        from instarecipe.live import Live

        return Live(self.items, self.clock, retry_ms=2_000)

    @cached_property
    def announce(self) -> Announce:
        from instarecipe.announce import Announce

        return Announce(self.items, self.connections, self.engine.sockets)

    @cached_property
    def listing(self) -> Listing:
        from instarecipe.listing import Listing

        return Listing(self.items)

    @cached_property
    def manage(self) -> Manage:
        from instarecipe.manage import Manage

        return Manage(self.items, self.engine.media, self.clock)

    @cached_property
    def cookbook(self) -> CookbookPages:
        from instarecipe.cookbook import CookbookPages

        return CookbookPages(self.engine.table, self.items, self.engine.media, self.new_id)

    @cached_property
    def listen(self) -> Listen:
        from instarecipe.listen import Listen

        return Listen(self.registry, self.connections, self.announce, self.engine.sockets, self._live_url)

    @cached_property
    def subscriptions(self) -> Subscriptions:
        from instarecipe.subscriptions import Subscriptions

        return Subscriptions(self.engine.table, self.new_id)

    @cached_property
    def devices(self) -> Devices:
        from instarecipe.devices import Devices

        settings = self.settings
        return Devices(
            self.registry,
            self.subscriptions,
            self._push,
            self.clock,
            settings.vapid_public_key,
            settings.fetch_allow_hosts,
        )

    @property
    def push(self) -> Push:
        return self._with_secret("VAPID_PRIVATE_KEY", self._new_push, needed=True)

    def _new_push(self, private_key: str) -> Push:
        from instarecipe.push import Push
        from instarecipe.push_keys import Vapid

        settings = self.settings
        vapid = Vapid(private_key, settings.vapid_public_key, settings.vapid_subject or settings.public_url)
        return Push(vapid, self.fetch.hop, self.clock, self.monotonic, self.sleep)

    @property
    def notify(self) -> Notify:
        """The key is read before anybody is told: without it a change waits, and is not lost."""
        from instarecipe.notify import Notify

        enabled = bool(self.settings.vapid_public_key)
        push = self.push if enabled else self._push
        return Notify(self.subscriptions, push, self.clock, self.monotonic, enabled)

    @cached_property
    def legacy(self) -> Legacy:
        from instarecipe.legacy import Legacy

        return Legacy(
            self.admit, self.items, self.clock, self.sleep, enabled=self.settings.legacy_endpoints_enabled
        )

    @cached_property
    def sweep(self) -> Sweep:
        from instarecipe.sweep import Sweep

        return Sweep(self.items, self.engine.queue, self.clock, self.settings.queue_processing_enabled)

    @cached_property
    def recount(self) -> Recount:
        from instarecipe.recount import Recount

        return Recount(self.items, self.engine.table, self.clock, self.new_id)

    @cached_property
    def canary(self) -> Canary:
        from instarecipe.canary import Canary

        settings = self.settings
        saves = not (settings.tandoor_base_url or settings.mealie_base_url)
        return Canary(self.admit, self.items, self.clock, self.sleep, saves)

    @cached_property
    def policy(self) -> Policy:
        return Policy(self.settings.queue_retry_attempts, self.settings.queue_timeout_ms)

    @cached_property
    def process(self) -> Process:
        from instarecipe.process import Process

        return Process(
            self.items,
            self.engine.queue,
            self.phases,
            self._remove,
            self.policy,
            self.clock,
            self.monotonic,
            self.new_id,
            self.chance,
        )

    @cached_property
    def phases(self) -> Mapping[PhaseName, RunPhase]:
        return {name: partial(self._run_phase, name) for name in PhaseName}

    def _run_phase(self, name: PhaseName, attempt: Attempt, deadline: Deadline) -> None:
        """Looked up when it runs: it may need secrets, which are read at the first call."""
        phase: RunPhase = getattr(self, name)
        phase(attempt, deadline)

    def _remove(self, removal: Removal) -> bool:
        """What does that is made when it is needed, which is seldom: no cold start waits for it."""
        return self.removals(removal)

    @property
    def extraction(self) -> Extraction:
        from instarecipe.extraction import Extraction as Extract
        from instarecipe.extraction.patient import PatientFetch, PatientVideo
        from instarecipe.extraction.video import Video
        from instarecipe.phases import Extraction

        cookies = self._instagram_cookies()
        video = PatientVideo(Video(self.fetch, cookies), self.circuits)
        extract = Extract(PatientFetch(self.fetch, self.circuits), video, cookies)
        return Extraction(self.items, self.engine.media, extract, self._picture, self.new_id)

    def _instagram_cookies(self) -> str:
        """None where they are of no use: most posts need none."""
        from instarecipe.cookies import cookie_header

        try:
            cookies = cookie_header(self.secret("INSTAGRAM_COOKIES"))
        except ValueError as error:
            log.error("Instagram is asked without cookies", extra={"cause": f"INSTAGRAM_COOKIES {error}"})
            return ""
        hide(cookies)
        return cookies

    @property
    def parsing(self) -> Parsing:
        return self._with_secret("LLM_API_KEY", self._new_parsing)

    def _new_parsing(self, key: str) -> Parsing:
        from instarecipe.parsing.chooser import Chooser
        from instarecipe.phases import Parsing

        if not key:
            return Parsing(Chooser())
        from instarecipe.parsing.llm import model_reader
        from instarecipe.parsing.patient import PatientModel

        model = model_reader(self.settings, key, self.clock)
        return Parsing(Chooser(PatientModel(model, self.circuits)))

    @property
    def uploading(self) -> Uploading:
        from instarecipe.phases import Uploading
        from instarecipe.uploading.deliver import Deliver

        deliver = Deliver(self.target, self.locks, self.items, self.removals, self.clock, self.monotonic)
        return Uploading(self.engine.media, deliver)

    @cached_property
    def removals(self) -> Removals:
        from instarecipe.uploading.removals import Removals

        queue = self.engine.queue
        return Removals(lambda: self.target, self.locks, self.items, queue, self.clock, self.monotonic)

    @cached_property
    def locks(self) -> Locks:
        from instarecipe.locks import Locks

        return Locks(self.engine.table, self.clock, self.new_id, self.sleep, self.chance)

    @cached_property
    def circuits(self) -> Circuits:
        from instarecipe.circuit import Circuits

        return Circuits(self.engine.table, self.clock, self.new_id)

    @property
    def fetch(self) -> Fetcher:
        return self._with_secret("PROXY_URL", self._new_fetch)

    def _new_fetch(self, proxy_url: str) -> Fetcher:
        from instarecipe.fetch import Fetcher

        return Fetcher(
            allow_hosts=self.settings.fetch_allow_hosts,
            connect_to=self.settings.fetch_connect_to,
            proxy_url=proxy_url or None,
        )

    @property
    def target(self) -> Target:
        if self.settings.tandoor_base_url:
            return self._with_secret("TANDOOR_TOKEN", self._new_tandoor, needed=True)
        if self.settings.mealie_base_url:
            return self._with_secret("MEALIE_TOKEN", self._new_mealie, needed=True)
        return self._cookbook

    def _new_tandoor(self, token: str) -> Target:
        from instarecipe.uploading.patient import PatientTarget
        from instarecipe.uploading.tandoor import Tandoor

        return PatientTarget(Tandoor(self.settings.tandoor_base_url, token), self.circuits)

    def _new_mealie(self, token: str) -> Target:
        from instarecipe.uploading.mealie import Mealie
        from instarecipe.uploading.patient import PatientTarget

        return PatientTarget(Mealie(self.settings.mealie_base_url, token), self.circuits)

    @cached_property
    def _cookbook(self) -> Target:
        from instarecipe.uploading.cookbook import Cookbook

        return Cookbook(self.engine.table, self.settings.public_url, self.clock, self.new_id)

    @cached_property
    def health(self) -> Health:
        from instarecipe.health import Health

        return Health(self.settings, self.engine.table, self.clock, self.new_id)

    def secret(self, name: str) -> str:
        """The value of a setting that is secret, "" when it is not set. On AWS it comes from SSM.

        From its first use on no log line shows it.
        """
        value = self._secret(name)
        hide(value)
        return value

    def _with_secret(self, name: str, make: Callable[[str], T], *, needed: bool = False) -> T:
        """What `make` makes of the secret of this name, made anew when that has changed.

        Raises `Permanent("not_set_up")` where it is needed and not set.
        """
        value = self.secret(name)
        if needed and not value:
            raise _missing(name, self.settings)
        if name not in self._made or self._made[name][0] != value:
            self._made[name] = (value, make(value))
        made: T = self._made[name][1]
        return made

    @property
    def _live_url(self) -> str:
        """Where a browser opens its WebSocket: the WebSocket API's own address, or the host it came to."""
        own = "wss://{host}/live" if self.settings.public_url.startswith("https:") else "ws://{host}/live"
        return self.settings.sockets_endpoint.replace("https://", "wss://", 1) or own

    def _picture(self, url: str, deadline: Deadline) -> Blob | None:
        from instarecipe.extraction.picture import fetch_picture

        return fetch_picture(url, self.fetch, deadline)

    def _push(self, to: Subscription, message: Message) -> Outcome:
        """The guard and its TLS load only when a test message is really sent."""
        return self.push(to, message)

    def check_target(self) -> TargetHealth:
        """Whether the recipe manager is reachable and may be written to."""
        from instarecipe.ports import Deadline, TargetHealth

        try:
            return self.target.health(Deadline(HEALTH_SECONDS, self.monotonic))
        except Failure as missing:
            return TargetHealth(reachable=False, version="", may_write=False, sentence=missing.sentence)

    def check_model(self) -> ModelHealth | None:
        """Whether the model's server is reachable and knows the model; None when none is configured."""
        from instarecipe.parsing.model_health import model_health
        from instarecipe.ports import Deadline

        settings, key = self.settings, self.secret("LLM_API_KEY")
        if not key:
            return None
        deadline = Deadline(HEALTH_SECONDS, self.monotonic)
        return model_health(settings.llm_api_base_url, key, settings.llm_model, deadline)


_installed: list[Wiring] = []


def install(wiring: Wiring) -> None:
    """What `current` answers from now on."""
    _installed[:] = [wiring]


def current() -> Wiring:
    """The installed wiring, else one made from the environment. Raises `SettingsError`."""
    if not _installed:
        settings = environment.read()
        set_up(settings.log_level, in_lambda=settings.in_lambda)
        _installed.append(_on_aws(settings) if settings.engine == "aws" else _on_one_machine(settings))
    return _installed[0]


def _on_aws(settings: Settings) -> Wiring:
    from instarecipe.aws.engine import aws_engine, ssm_secrets

    return Wiring(settings, aws_engine(settings), secret=ssm_secrets(settings))


def _on_one_machine(settings: Settings) -> Wiring:
    from instarecipe.embedded.engine import embedded_engine

    return Wiring(settings, embedded_engine(settings, now, new_id))


def _missing(name: str, settings: Settings) -> Permanent:
    where = f"{settings.secrets_prefix}/{name}" if settings.engine == "aws" else name
    return Permanent(
        "not_set_up",
        "This server is not set up completely.",
        f"Whoever runs it has to set {name}.",
        details={"missing": where},
    )
