"""What the client sent along with the link: a caption, or the page as its browser shows it.

It comes first: no wall stands between us and it.
"""

from __future__ import annotations

from instarecipe.domain.errors import Failure
from instarecipe.extraction import instagram
from instarecipe.extraction.captions import Reading, is_full, points_to
from instarecipe.extraction.page import read_page
from instarecipe.extraction.text import clean, limited, plain
from instarecipe.ports import Extracted, Source


def read(source: Source) -> list[Reading]:
    """A reading each of html and text; what cannot be read is left out."""
    return [*_of_html(source), *_of_text(source)]


def read_html(html: str, url: str) -> Reading:
    """The page by the reader that is made for it. Raises what that reader raises."""
    if instagram.recognises(html, url):
        return instagram.read(html, url)
    extracted = read_page(html, url)
    return Reading(extracted, full=extracted.recipe is not None)


def read_plain(text: str) -> Reading:
    """A page that is no markup: its lines are what it has."""
    return Reading(Extracted(limited(clean(text)), via="page"), full=False)


def _of_html(source: Source) -> list[Reading]:
    if not source.html:
        return []
    try:
        return [read_html(source.html, source.canonical_url)]
    except Failure:
        return []


def _of_text(source: Source) -> list[Reading]:
    text = limited(plain(source.text or ""))
    if not text:
        return []
    return [Reading(Extracted(text, via="given"), full=is_full(text), points_to=points_to(text))]
