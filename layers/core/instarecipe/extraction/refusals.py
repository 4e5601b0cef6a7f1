"""What a site's answer means when it is not the page: each sign with its class, its sentence and its advice.

A wall for robots (401, 403, "Just a moment…") does not open by asking again, so the cook hears of it at once.
A wait that the site asked for costs no attempt; the same without Retry-After does, or it would never end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from instarecipe.domain.errors import Permanent, Transient
from instarecipe.extraction.picture import picture_type
from instarecipe.outbound.waiting import retry_after
from instarecipe.ports import Fetched

LONG_WAIT = 900
"""Seconds before an address that was turned away asks the same site again."""
_LONGEST_WAIT = 6 * 3_600
_WALL_TEXT = 4_000
"""Characters of a wall at most: an article about bread may well say "log in" somewhere."""

_LOGIN_PATH = re.compile(r"/(?:log_?-?in|sign_?-?in|auth|checkpoint|consent)(?:[/.]|$)", re.IGNORECASE)
_ROBOT_WALL = re.compile(
    r"^\W*(?:just a moment|attention required|access (?:to this page has been )?denied|"
    r"are you a (?:robot|human)|robot check|security check|verif(?:y|ying) (?:that )?you are (?:a )?human|"
    r"(?:human|bot) verification|pardon our interruption|checking your browser|one more step|ddos-guard|"
    r"captcha\W*$|(?:error\W*)?(?:40[13]\b\W*)?(?:forbidden|unauthorized)\W*$|(?:error\W*)?40[13]\W*$)",
    re.IGNORECASE,
)
_LOGIN_WALL = re.compile(
    r"^\W*(?:log ?in(?:to)?|sign ?in|sign ?up|anmelden|einloggen|connexion|se connecter|connectez-vous|"
    r"iniciar sesi[oó]n|inicia sesi[oó]n|accedi|inloggen|entrar|iniciar sess[aã]o|zaloguj(?: się)?|logga in|"
    r"log ind|logg inn|kirjaudu|před přihlášením|přihlásit|bejelentkezés|giriş|войти|увійти|"
    r"before you continue|bevor sie)(?:\b|$)",
    re.IGNORECASE,
)
_NO_PAGE = re.compile(r"(?:image|video|audio|font)/|application/(?:pdf|zip|octet-stream|x-|vnd\.)")
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<")


def check(fetched: Fetched) -> None:
    """Raises what a status or a kind of content says that holds no page."""
    status = fetched.status
    if status in (404, 410):
        raise Permanent("not_found", "This page is gone.", "Check the link, or paste the recipe's text.")
    if status in (429, 503):
        raise _busy(fetched)
    if status in (408, 425) or status >= 500 or 300 <= status < 400:
        raise site_error(fetched.url)
    if status >= 400:
        raise site_refused(fetched.url)
    if _is_no_page(fetched):
        raise Permanent(
            "not_a_page",
            "This link leads to a file, not to a page with a recipe.",
            "Share the page that the file belongs to, or paste the recipe's text.",
        )


def is_plain(fetched: Fetched) -> bool:
    """Text without markup, such as a paste or a file of notes."""
    return fetched.content_type == "text/plain" and not _MARKUP.match(fetched.body)


def site_refused(url: str) -> Permanent:
    return Permanent(
        "site_refused",
        f"{_host(url)} does not let InstaRecipe read this page.",
        "Open the page and paste the recipe's text.",
    )


def site_error(url: str) -> Transient:
    return Transient(
        "site_error", f"{_host(url)} has trouble of its own.", "Try again later, or paste the recipe's text."
    )


def login_wall(url: str) -> Transient:
    """The site asked for a login because it has seen too much of us; it may forget."""
    return Transient(
        "login_wall", f"{_host(url)} asked us to log in.", "Paste the caption.", retry_after=LONG_WAIT
    )


def login_required(url: str) -> Permanent:
    return Permanent(
        "login_required", f"This page of {_host(url)} is for members only.", "Paste the recipe's text."
    )


def no_text() -> Permanent:
    return Permanent("no_text", "This post has no text.", "Paste the recipe.")


def leads_to_login(asked: str, landed: str) -> bool:
    """Whether the site led from a page to its login, its checkpoint or its consent form."""
    return bool(
        _LOGIN_PATH.search(urlsplit(landed).path) and not _LOGIN_PATH.search(urlsplit(asked).path)
    ) or ((urlsplit(landed).hostname or "").startswith("consent."))


def check_wall(title: str, text: str, url: str) -> None:
    """Raises when a page is nothing but a wall, whatever its status said."""
    if len(text) > _WALL_TEXT:
        return
    if _ROBOT_WALL.match(title) or (not title and _ROBOT_WALL.match(text)):
        raise site_refused(url)
    if is_login_title(title):
        raise login_required(url)


def is_login_title(title: str) -> bool:
    """`Log in to Facebook`, in a dozen languages."""
    return bool(_LOGIN_WALL.match(title))


def _busy(fetched: Fetched) -> Transient:
    asked = _asked_wait(fetched.headers)
    if asked is None and fetched.status == 503:
        return site_error(fetched.url)
    return Transient(
        "rate_limited",
        f"{_host(fetched.url)} asks us to wait a while.",
        "We try again later. If you cannot wait, paste the caption.",
        retry_after=asked if asked is not None else LONG_WAIT,
        burns=asked is None,
    )


def _asked_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds, within reason."""
    seconds = retry_after(headers)
    return None if seconds is None else min(max(seconds, 1.0), _LONGEST_WAIT)


def _is_no_page(fetched: Fetched) -> bool:
    if fetched.body.startswith(b"%PDF-") or picture_type(fetched.body):
        return True
    return bool(_NO_PAGE.match(fetched.content_type)) and not _MARKUP.match(fetched.body)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "The site").removeprefix("www.")
