"""Takes a link in: one transaction for the item, then a hint to the queue that may get lost.

A known link is never taken in twice: it is answered with the item that is there, which acts as a retry
where that helps.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

from instarecipe.domain import counts, links
from instarecipe.domain import item as life
from instarecipe.domain.errors import Conflict, Refused, Unavailable
from instarecipe.domain.item import Item, PhaseName, Status
from instarecipe.domain.moments import lasting
from instarecipe.hints import send_hint
from instarecipe.items import Items
from instarecipe.observability import log, measure, whose
from instarecipe.ports import Blob, Clock, Media, Queue
from instarecipe.submission import Submission

TRIES = 8
SHOWN = 120


class Admit(NamedTuple):
    """`check` refuses links that nobody may fetch; `rate_limit` counts links per owner and day, 0 is none."""

    items: Items
    queue: Queue
    media: Media
    clock: Clock
    new_id: Callable[[], str]
    check: Callable[[str], None]
    rate_limit: int = 0

    def __call__(self, owner: str, submission: Submission) -> tuple[Item, bool]:
        """The item, and whether it was there already. Raises `Refused`."""
        url, canonical_url = self._links(submission)
        for _ in range(TRIES):
            known = self.items.owning(owner, canonical_url)
            try:
                if known:
                    return self._known(known, submission), True
                return self._new(owner, url, canonical_url, submission), False
            except Conflict:
                continue
        raise Unavailable("the link changes too fast")

    def retry(self, owner: str, id_: str, submission: Submission) -> Item:
        """Raises `Refused` 404 for an unknown item, 409 where there is nothing to try again."""
        for _ in range(TRIES):
            item = self.items.get(owner, id_)
            if item is None:
                raise unknown_item()
            _check_retry(item, submission)
            try:
                return self._restart(item, submission)
            except Conflict:
                continue
        raise Unavailable("the item changes too fast")

    def hint(self, item: Item) -> None:
        """Tells the workers. Lost hints are sent again by the sweep, so that no error leaves here."""
        try:
            send_hint(self.queue, item)
        except Unavailable as error:
            log.warning("hint not sent", extra={"itemId": item.id, "cause": str(error)})

    def _links(self, submission: Submission) -> tuple[str, str]:
        if submission.text and not submission.url:
            name = links.pasted(submission.text)
            return name, name
        link = links.canonical(submission.url)
        self.check(link.canonical_url)
        return link.url, link.canonical_url

    def _new(self, owner: str, url: str, canonical_url: str, submission: Submission) -> Item:
        now = self.clock()
        if self.rate_limit and counts.admitted_on(self.items.counts(owner), now) >= self.rate_limit:
            wait = (counts.DAY_MS - now % counts.DAY_MS) // 1000 + 1
            raise Refused(
                429,
                "too_many",
                f"That is enough links for today. It goes on in {lasting(wait)}.",
                reason="day",
                retryAfterSeconds=wait,
            )
        id_ = self.new_id()
        given = self._given(owner, id_, submission)
        item = life.new(id_, owner, url, canonical_url, given=given, now=now)
        item = self.items.save(None, item, markers=[self.items.new_marker(item, canonical_url)])
        measure("Enqueued", 1)
        log.info("admitted", extra={"link": _shown(canonical_url), "itemId": id_, "owner": whose(owner)})
        self.hint(item)
        return item

    def _known(self, item: Item, submission: Submission) -> Item:
        measure("Duplicates", 1)
        brings_news = _brings_news(item, submission)
        if item.status is Status.IN_PROGRESS and brings_news:
            raise Refused(409, "in_progress", "This link is being worked on. Send the text once it is done.")
        again = {
            Status.PENDING: brings_news,
            Status.IN_PROGRESS: False,
            Status.SUCCESS: submission.force,
            Status.ERROR: True,
            Status.UNHEALTHY: True,
        }
        return self._restart(item, submission) if again[item.status] else item

    def _restart(self, item: Item, submission: Submission) -> Item:
        phase = life.restart_phase(item, has_text=submission.has_content, force=submission.force)
        restarted = life.restarted(
            item,
            PhaseName(phase),
            now=self.clock(),
            given=self._given(item.owner, item.id, submission),
            forced=submission.force,
        )
        item = self.items.save(item, restarted)
        log.info("restarted", extra={"itemId": item.id, "phase": phase})
        self.hint(item)
        return item

    def _given(self, owner: str, id_: str, submission: Submission) -> str | None:
        """Stores what was sent along. A lost race leaves a file that nobody names, and changes no other."""
        if not submission.has_content:
            return None
        name = _given_name(owner, id_, submission)
        content = gzip.compress(_given_content(submission), mtime=0)
        self.media.put(name, Blob(content, "application/gzip"))
        return name


def _given_content(submission: Submission) -> bytes:
    return json.dumps({"text": submission.text, "html": submission.html}).encode()


def _given_name(owner: str, id_: str, submission: Submission) -> str:
    """Made of the content, so that the same text sent twice can be told from new text."""
    return f"given/{owner}/{id_}/{sha256(_given_content(submission)).hexdigest()[:32]}"


def _brings_news(item: Item, submission: Submission) -> bool:
    return submission.has_content and item.given != _given_name(item.owner, item.id, submission)


def read_given(blob: Blob) -> tuple[str | None, str | None]:
    """The text and the page that a cook sent along."""
    stored = json.loads(gzip.decompress(blob.content))
    return stored.get("text"), stored.get("html")


def _shown(link: str) -> str:
    """What an operator sees of a link: without the query, which may hold what is nobody's business."""
    return link.partition("?")[0][:SHOWN]


def unknown_item() -> Refused:
    return Refused(404, "not_found", "There is no such link here.")


def _check_retry(item: Item, submission: Submission) -> None:
    if item.status is Status.IN_PROGRESS:
        raise Refused(409, "in_progress", "This link is being worked on already.")
    if item.status is Status.PENDING and not _brings_news(item, submission):
        raise Refused(409, "pending", "This link waits for its turn already.")
    if item.status is Status.SUCCESS and not submission.force:
        raise Refused(409, "success", "This recipe is saved already. Send “force” to make it anew.")
