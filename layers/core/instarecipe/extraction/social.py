"""Pages of TikTok, YouTube, Facebook and Pinterest: what they tell a visitor stands in meta tags.

Their bodies are made by scripts; what text there is belongs to the site, not to the post.
"""

from __future__ import annotations

from instarecipe.domain.errors import Failure
from instarecipe.extraction.captions import Reading, points_to
from instarecipe.extraction.document import document, language_of, meta, title_of
from instarecipe.extraction.page import read_page
from instarecipe.extraction.refusals import is_login_title, login_wall, no_text
from instarecipe.extraction.text import line, plain
from instarecipe.extraction.values import absolute
from instarecipe.ports import Extracted

_SOURCES = ("og:see_also", "pinterestapp:source")
"""Where a pin was found."""


def read(html: str, url: str) -> Reading:
    """The recipe when the page has one, else its (clipped) description.

    Raises `Permanent("no_text")`, `Transient("login_wall")`.
    """
    recipe = _recipe(html, url)
    if recipe:
        return recipe
    tree = document(html)
    if tree is None:
        raise no_text()
    named = meta(tree)
    if is_login_title(title_of(tree)):
        raise login_wall(url)
    told = [plain(named.get(name, "")) for name in ("og:description", "description", "twitter:description")]
    text = max(told, key=len)
    found = next((named[name] for name in _SOURCES if named.get(name, "").startswith("http")), None)
    if not text and not found:
        raise no_text()
    extracted = Extracted(
        text or line(named.get("og:title", "")),
        via="meta",
        title=line(named.get("og:title", "")) or None,
        image=absolute(url, named.get("og:image", "")),
        language=language_of(tree),
    )
    return Reading(extracted, full=False, points_to=found or points_to(text))


def _recipe(html: str, url: str) -> Reading | None:
    try:
        extracted = read_page(html, url)
    except Failure:
        return None
    return Reading(extracted, full=True) if extracted.recipe else None
