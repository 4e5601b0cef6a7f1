"""What a cook sends: JSON, a form, or the prose of a share sheet with a link in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from instarecipe.domain import links
from instarecipe.domain.errors import Refused

BODY_LIMIT = 1_500_000


class Submission(NamedTuple):
    """`url` is as it was given; empty when only text was sent, or in a retry."""

    url: str = ""
    text: str | None = None
    html: str | None = None
    force: bool = False

    @property
    def has_content(self) -> bool:
        return bool(self.text or self.html)


def read_submission(body: bytes, content_type: str = "") -> Submission:
    """Tries JSON, then a form, then prose, whatever `content_type` says: `curl -d` and share sheets lie.

    Only what is called JSON and began as such was never prose. JSON with `text` alone is a pasted recipe.
    Raises `Refused` 400 or 413.
    """
    text = _decoded(body)
    sent = _json(text)
    if sent is None and _was_meant_as_json(text, content_type):
        raise Refused(400, "bad_json", 'The body is no JSON. Send an object such as {"url": "https://…"}.')
    if isinstance(sent, Mapping):
        submission = _checked(sent)
        if submission.url:
            return Submission(_link(submission.url), submission.text, submission.html, submission.force)
        if submission.text:
            return submission
        raise Refused(400, "no_link", 'There is no link. Send {"url": "https://…"}.')
    if sent is not None and not isinstance(sent, str):
        raise Refused(400, "bad_json", 'The body must be an object such as {"url": "https://…"}.')
    return Submission(_link(sent or _form(text) or text))


def read_retry(body: bytes) -> Submission:
    """`{text?, html?, force?}`, or nothing at all. Raises `Refused` 400 or 413."""
    text = _decoded(body).strip()
    if not text:
        return Submission()
    sent = _json(text)
    if not isinstance(sent, Mapping):
        raise Refused(400, "bad_json", 'The body must be JSON such as {"text": "…"}, or empty.')
    return _checked({**sent, "url": ""})


def _decoded(body: bytes) -> str:
    if len(body) > BODY_LIMIT:
        raise Refused(413, "too_large", "That is too much text. Send at most 1.5 MB.", limit=BODY_LIMIT)
    return body.decode("utf-8", "replace").replace("\0", "").lstrip("\ufeff")


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _was_meant_as_json(text: str, content_type: str) -> bool:
    """Of what is no JSON. A link that only bears the wrong name was not; nothing at all is just no link."""
    if not content_type.partition(";")[0].strip().lower().endswith(("/json", "+json")) or not text.strip():
        return False
    return text.lstrip().startswith(("{", "[", '"')) or not links.find_links(_form(text) or text)


def _form(text: str) -> str | None:
    """The fields of a share form, as the prose that they are."""
    if "=" not in text.partition("&")[0] or "\n" in text.strip():
        return None
    fields = parse_qs(text.strip())
    shared = [value for name in ("url", "text", "title") for value in fields.get(name, ())]
    return "\n".join(shared) or None


def _checked(sent: Mapping[str, Any]) -> Submission:
    for name, kind in (("url", str), ("text", str), ("html", str), ("force", bool)):
        value = sent.get(name)
        if value is not None and not isinstance(value, kind):
            expected = "true or false" if kind is bool else "text"
            raise Refused(400, "bad_field", f"“{name}” must be {expected}.", field=name)
    return Submission(
        url=_clean(sent.get("url")) or "",
        text=_clean(sent.get("text")),
        html=_clean(sent.get("html")),
        force=bool(sent.get("force")),
    )


def _clean(text: str | None) -> str | None:
    """Without what no store can keep (lone surrogates, NUL); None when nothing is left."""
    if text is None:
        return None
    return text.encode("utf-8", "replace").decode().replace("\0", "").strip() or None


def _link(shared: str) -> str:
    """The link itself, or the first one in what was shared around it."""
    stripped = shared.strip()
    if not stripped or (len(stripped.split()) == 1 and "://" in stripped[:20] and stripped[0] not in '"<'):
        return stripped
    found = links.find_links(stripped)
    if found:
        return found[0]
    if len(stripped.split()) == 1:
        return stripped
    raise Refused(400, "no_link", "We found no link in that. Share the post itself, or paste its link.")
