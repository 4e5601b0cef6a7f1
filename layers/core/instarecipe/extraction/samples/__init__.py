"""Sample posts in the shape of real pages, written and drawn for this project; they need no network."""

from __future__ import annotations

from typing import Any, NamedTuple

from instarecipe.domain.errors import Permanent
from instarecipe.ports import Fetched

_SITE = "http://samples.invalid/"


class Sample(NamedTuple):
    """`name` is stable; `title` is for the cook."""

    name: str
    title: str
    url: str


SAMPLES = (
    Sample("reel", "An Instagram reel: lemon orzo with peas", f"{_SITE}reel/LemonOrzo"),
    Sample("photo", "An Instagram photo: Kartoffelsuppe, in German", f"{_SITE}p/Suppe"),
    Sample("blog", "A recipe blog: plum crumble", f"{_SITE}blog/plum-crumble"),
    Sample("chatter", "A post that is no recipe: a morning at the market", f"{_SITE}p/Market"),
)

_FILES = {
    "reel/LemonOrzo": "lemon-orzo.html",
    "p/Suppe": "kartoffelsuppe.html",
    "blog/plum-crumble": "plum-crumble.html",
    "p/Market": "market.html",
    **{
        f"pictures/{name}.jpg": f"{name}.jpg"
        for name in ("lemon-orzo", "kartoffelsuppe", "plum-crumble", "market")
    },
}
_TYPES = {"html": "text/html; charset=utf-8", "jpg": "image/jpeg"}


def is_sample(url: str) -> bool:
    return url.startswith(_SITE)


def listed() -> list[dict[str, Any]]:
    """The samples as the API lists them."""
    return [sample._asdict() for sample in SAMPLES]


def sample(url: str) -> Fetched | None:
    """The answer of the samples' site, None for any other. Raises `Permanent("not_found")`."""
    if not is_sample(url):
        return None
    name = _FILES.get(url.removeprefix(_SITE).rstrip("/"))
    if name is None:
        raise Permanent("not_found", "There is no such sample.", "Choose one of the samples.")
    from pathlib import Path  # a link is only compared with the samples' site

    body = Path(__file__).with_name(name).read_bytes()
    return Fetched(url, 200, {"content-type": _TYPES[name.rpartition(".")[2]]}, body)
