"""Sites that are down, or have had enough of us, are left alone for a while: a circuit per host."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from instarecipe.circuit import Circuits, Passage
from instarecipe.domain import links
from instarecipe.domain.errors import Permanent, Refused, Transient
from instarecipe.extraction import ReadVideo, instagram, refusals
from instarecipe.ports import Deadline, Extracted, Fetch, Fetched

_OUTAGES = frozenset(
    {"rate_limited", "login_wall", "site_error", "site_unreachable", "site_slow", "site_broken"}
)


@dataclass(frozen=True)
class PatientFetch:
    """`ports.Fetch`; also raises `Transient("site_paused")`, unburnt."""

    fetch: Fetch
    circuits: Circuits

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
        passage = _enter(self.circuits, url)
        try:
            answer = self.fetch(
                url,
                deadline=deadline,
                limit=limit,
                headers=headers,
                method=method,
                body=body,
                truncate=truncate,
            )
        except Transient:
            passage.failed(within=deadline)
            raise
        if _is_outage(answer, url):
            passage.failed(within=deadline)
        else:
            passage.worked()
        return answer


@dataclass(frozen=True)
class PatientVideo:
    """`ReadVideo`; also raises `Transient("site_paused")`, unburnt."""

    video: ReadVideo
    circuits: Circuits

    def __call__(self, url: str, *, deadline: Deadline) -> Extracted:
        passage = _enter(self.circuits, url)
        try:
            extracted = self.video(url, deadline=deadline)
        except Transient as failure:
            if failure.code in _OUTAGES:
                passage.failed(within=deadline)
            raise
        passage.worked()
        return extracted


def _enter(circuits: Circuits, url: str) -> Passage:
    host = _host(url)
    passage = circuits.enter(host)
    if passage.wait:
        raise Transient(
            "site_paused",
            f"{host.removeprefix('www.')} did not answer us several times, so we leave it alone for a while.",
            "We try again by ourselves. If you cannot wait, paste the recipe's text.",
            retry_after=passage.wait,
            burns=False,
        )
    return passage


def _is_outage(answer: Fetched, asked: str) -> bool:
    """Whether the readers will say that it may pass: too many requests, a wall, trouble of its own."""
    kind = _kind(asked)
    try:
        if kind == "instagram":
            instagram.check(answer, asked)
        refusals.check(answer)
    except Transient:
        return True
    except Permanent:
        return False
    return kind != "page" and refusals.leads_to_login(asked, answer.url)


def _kind(url: str) -> str:
    try:
        return links.canonical(url).kind
    except Refused:
        return "page"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
