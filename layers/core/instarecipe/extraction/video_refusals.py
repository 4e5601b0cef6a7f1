"""What it means that yt-dlp found nothing. It says so in prose, in an error or in a mere warning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from instarecipe.domain.errors import Failure, Permanent, Transient
from instarecipe.domain.sites import Kind
from instarecipe.extraction import refusals
from instarecipe.observability import log, measure
from instarecipe.ports import Fetched

_NAMES: Mapping[Kind, str] = {
    "instagram": "Instagram",
    "tiktok": "TikTok",
    "youtube": "YouTube",
    "facebook": "Facebook",
}
_SHOWN = 300
"""Characters of yt-dlp's words that are kept for the operator."""


class _Meaning(NamedTuple):
    """`phrases` are patterns; in `sentence` the site's name is put."""

    failure: type[Permanent | Transient]
    code: str
    sentence: str
    advice: str
    phrases: tuple[str, ...]
    wait: float | None = None

    def of(self, kind: Kind) -> Failure:
        sentence = self.sentence.format(_name(kind))
        if self.failure is Permanent:
            return Permanent(self.code, sentence, self.advice)
        return Transient(self.code, sentence, self.advice, retry_after=self.wait)


_MEANINGS = (
    # The first that is found counts: "Private video. Sign in if you have access" is private.
    _Meaning(
        Permanent,
        "geo_blocked",
        "{} does not show this post in the country where InstaRecipe runs.",
        "Paste the caption.",
        (r"geo.?restrict", r"your (?:country|location)", r"in your region"),
    ),
    _Meaning(
        Transient,
        "rate_limited",
        "{} asks us to wait a while.",
        "We try again later. If you cannot wait, paste the caption.",
        (
            r"rate.?limit",
            r"too many requests",
            r"wait a few minutes",
            r"not a bot",
            r"captcha",
            r"unusual traffic",
            r"IP (?:address )?is (?:likely )?(?:being )?blocked",
            r"redirected to the login page",
        ),
        refusals.LONG_WAIT,
    ),
    _Meaning(
        Permanent,
        "private",
        "This account on {} is private.",
        "Copy the caption in the app and paste it here.",
        (
            r"users who follow this account",
            r"account is private",
            r"private (?:video|post|account)",
            r"do not have permission to view",
        ),
    ),
    _Meaning(
        Transient,
        "login_required",
        "{} shows this post only to those who are logged in.",
        "Paste the caption.",
        (
            r"\blog ?in(?:to)?\b",
            r"logged.in",
            r"\bsign.?in\b",
            r"registered users",
            r"restricted video",
            r"age.?restricted",
            r"members.only",
            r"join this channel",
        ),
    ),
    _Meaning(
        Permanent,
        "not_found",
        "This post on {} is gone.",
        "Check the link, or paste the recipe's text.",
        (
            r"video (?:is )?(?:unavailable|not available)",
            r"isn.t available",
            r"no longer available",
            r"does not exist",
            r"(?:been|was) (?:removed|deleted|terminated)",
            r"may be broken",
        ),
    ),
)


def of_error(error: Exception, url: str, kind: Kind, told: Failure | None) -> Failure:
    """`told` is what the guard refused on the way. What is unknown is counted as a broken extractor."""
    for cause in _causes(error):
        found = cause if isinstance(cause, Failure) else _of_answer(cause, url)
        if found:
            return found
    # `orig_msg` has none of the advice to a developer that follows.
    message = str(getattr(error, "orig_msg", error))
    return of_words(message, kind) or told or _broken(error, message, kind)


def of_words(message: str, kind: Kind) -> Failure | None:
    """None when yt-dlp's words are none of those known."""
    for meaning in _MEANINGS:
        if re.search("|".join(meaning.phrases), message, re.IGNORECASE):
            return meaning.of(kind)
    return None


def _broken(error: Exception, message: str, kind: Kind) -> Failure:
    measure("ExtractorBroken", 1, site=kind)
    shown = f"{type(error).__name__}: {message}"[:_SHOWN]
    log.warning("extractor broken", extra={"site": kind, "cause": shown})
    return Transient(
        "extractor_broken",
        f"{_name(kind)}'s page looks different from what InstaRecipe knows.",
        "Paste the caption. An update of InstaRecipe may help, too.",
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """yt-dlp's errors name theirs as `cause`, sometimes as a mere text."""
    seen: BaseException | None = error
    while seen:
        yield seen
        cause = getattr(seen, "cause", None)
        seen = cause if isinstance(cause, BaseException) else seen.__cause__


def _of_answer(cause: BaseException, url: str) -> Failure | None:
    """By the status of an HTTP error; 404 says that the post is gone only when the post was asked for."""
    answer: Any = getattr(cause, "response", None)
    status = getattr(cause, "status", 0)
    if answer is None or status in (400, 406) or (status in (404, 410) and not _is_of(answer.url, url)):
        return None
    if status in (401, 403):
        return refusals.login_wall(url)
    headers = {name.lower(): value for name, value in answer.headers.items()}
    try:
        refusals.check(Fetched(url, status, headers, b""))
    except Failure as failure:
        return failure
    return None


def _is_of(asked: str, url: str) -> bool:
    """Whether it was the post's own page, on whatever host of the site and with whatever parameters."""
    return asked.partition("://")[2].partition("/")[2].startswith(url.rstrip("/").split("/", 3)[-1])


def _name(kind: Kind) -> str:
    return _NAMES.get(kind, "The site")
