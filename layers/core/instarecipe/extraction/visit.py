"""The ways to one post on its own site, each tried only as long as none has told all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlsplit

from instarecipe.domain import links
from instarecipe.domain.errors import Failure, Refused
from instarecipe.extraction import ReadVideo, given, instagram, refusals, samples, social
from instarecipe.extraction.captions import Reading, holds_recipe, longest
from instarecipe.extraction.document import decode, refresh
from instarecipe.extraction.text import limited
from instarecipe.ports import Deadline, Extracted, Fetch, Fetched, Progress, Source

PAGE_FETCHED, TEXT_FOUND = 40, 80

_LEAST_SECONDS = 2.0
"""What one more way needs; with less, what is already found counts."""
_VIDEO_SITES = frozenset({"instagram", "tiktok", "youtube", "facebook"})
_SOCIAL_SITES = frozenset({"tiktok", "youtube", "facebook", "pinterest"})
_DECISIVE = frozenset({"address_blocked", "not_a_page", "not_found", "private", "rate_limited"})
"""Failures after which no other way to the post is tried."""


def extract(source: Source, visit: Visit) -> Extracted:
    """What the client sent if it tells all, else the best of it and of all ways to the site."""
    found = visit.followed(longest(_readings(source, visit)))
    if not found.text:
        raise refusals.no_text()
    visit.progress(TEXT_FOUND)
    recipe = found.recipe
    if recipe:
        recipe = replace(recipe, source_url=visit.found_url or source.canonical_url)
    return found._replace(text=limited(found.text), recipe=recipe, found_url=visit.found_url)


def _readings(source: Source, visit: Visit) -> list[Reading]:
    sent = given.read(source)
    is_link = source.canonical_url.startswith(("http://", "https://"))
    if any(reading.full for reading in sent) or not is_link:
        if not sent:
            raise refusals.no_text()
        return sent
    try:
        return [*sent, *visit.readings()]
    except Failure:
        if all(reading.is_prose for reading in sent):
            raise
        return sent


@dataclass
class Visit:
    """`found_url` is the canonical link that a redirecting link led to, once the page was fetched."""

    url: str
    fetch: Fetch
    video: ReadVideo | None
    instagram_cookies: str
    deadline: Deadline
    progress: Progress
    found_url: str | None = None

    def readings(self) -> list[Reading]:
        """What the ways found, up to one that tells all. Raises the decisive failure, else the first."""
        found: list[Reading] = []
        failure: Failure | None = None
        for way in self._ways():
            try:
                found.append(way())
            except Failure as problem:
                if self._is_decisive(problem):
                    failure = problem
                    break
                failure = failure or problem
            if any(reading.full for reading in found) or self.deadline.remaining() < _LEAST_SECONDS:
                break
        if not found:
            raise failure or refusals.no_text()
        return found

    def followed(self, reading: Reading) -> Extracted:
        """The page that a post only leads to, when a recipe is there; else what the post itself says."""
        post = reading.extracted
        if post.recipe or not reading.points_to or self.deadline.remaining() < _LEAST_SECONDS:
            return post
        try:
            page = self._read(reading.points_to, self._get(reading.points_to)).extracted
        except (Failure, Refused):
            return post
        if not page.recipe and not holds_recipe(page.text):
            return post
        return page._replace(author=page.author or post.author, image=page.image or post.image)

    def _ways(self) -> Iterator[Callable[[], Reading]]:
        """A generator, because the first way shows where a redirecting link leads."""
        yield self._page
        post = self.found_url or self.url
        kind = _kind(post)
        embed = instagram.embed_url(post) if kind == "instagram" else None
        if embed:
            yield partial(self._embed, embed)
        if self.video and kind in _VIDEO_SITES:
            yield partial(self._video, self.video, post)

    def _is_decisive(self, failure: Failure) -> bool:
        no_caption = failure.code == "no_text" and _kind(self.found_url or self.url) == "instagram"
        return failure.code in _DECISIVE or no_caption

    def _page(self) -> Reading:
        fetched = self._get(self.url)
        onward = refresh(decode(fetched)) if fetched.status == 200 and self._is_redirecting() else None
        if onward:
            fetched = self._get(onward)
        self.progress(PAGE_FETCHED)
        if self._is_redirecting():
            self.found_url = _post(fetched.url)
        return self._read(self.found_url or self.url, fetched)

    def _embed(self, embed: str) -> Reading:
        return self._read(embed, self._get(embed))

    def _video(self, video: ReadVideo, post: str) -> Reading:
        return Reading(video(post, deadline=self.deadline), full=True)

    def _get(self, url: str) -> Fetched:
        sample = samples.sample(url)
        if sample:
            return sample
        wanted = self.instagram_cookies and _kind(url) == "instagram"
        headers = {"cookie": self.instagram_cookies} if wanted else None
        return self.fetch(url, deadline=self.deadline, headers=headers, truncate=True)

    def _read(self, asked: str, fetched: Fetched) -> Reading:
        kind = _kind(fetched.url)
        if kind == "instagram":
            instagram.check(fetched, asked, with_cookies=bool(self.instagram_cookies))
        refusals.check(fetched)
        if refusals.leads_to_login(asked, fetched.url):
            is_social = kind in _SOCIAL_SITES
            raise refusals.login_wall(asked) if is_social else refusals.login_required(asked)
        html = decode(fetched)
        if kind == "instagram":
            return instagram.read(html, asked)
        if kind in _SOCIAL_SITES:
            return social.read(html, fetched.url)
        if refusals.is_plain(fetched):
            return given.read_plain(html)
        return given.read_html(html, fetched.url)

    def _is_redirecting(self) -> bool:
        try:
            return links.canonical(self.url).redirecting
        except Refused:
            return False


def _kind(url: str) -> str:
    try:
        return links.canonical(url).kind
    except Refused:
        return "page"


def _post(url: str) -> str | None:
    """The canonical link of what a redirecting link led to; a site's front page is no post."""
    try:
        found = links.canonical(url).canonical_url
    except Refused:
        return None
    return found if urlsplit(found).path.strip("/") else None
