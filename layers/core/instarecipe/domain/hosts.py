"""The name of a site as a cook reads it: `käse.de` for `xn--kse-qla.de`, where it can be taken for no other.

Names of scripts are the first words of Unicode's names of letters. What Chrome shows is a little more:
https://chromium.googlesource.com/chromium/src/+/main/docs/idn.md
"""

from __future__ import annotations

import re
from unicodedata import category, name, normalize
from urllib.parse import urlsplit

from instarecipe.domain.sites import HOMES, PINTEREST, SPELLINGS

KINDS = frozenset({"Ll", "Lm", "Lo", "Mn", "Mc", "Nd"})
TOGETHER = (frozenset({"CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC"}), frozenset({"CJK", "HANGUL"}))
"""Scripts that one word may be written in."""
PLAIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "þ": "th", "ð": "d"}
"""Latin letters that are no letter with a mark. Others, such as ı, look like one of ASCII."""
LOOKALIKES = frozenset("асԁеһіјӏорԛѕԝхуѵьгпвкмнтο" + "αικνορτυχ")
"""Cyrillic and Greek; a word of nothing else may be meant to look Latin."""


def site(url: str) -> str | None:
    """The host of a canonical link in letters; None where the link itself shows it best."""
    host = urlsplit(url).hostname or ""
    shown = readable(host)
    return shown if shown != host else None


def readable(host: str) -> str:
    """`host` in letters, or as it is."""
    labels = [_letters(label) for label in host.split(".")]
    shown = ".".join(label or "" for label in labels)
    return shown if None not in labels and not _poses(shown, host) else host


def _letters(label: str) -> str | None:
    """None when it could be taken for another one."""
    if not label.startswith("xn--"):
        return label
    try:
        found = label[4:].encode().decode("punycode")
        same = found.encode("punycode").decode() == label[4:] and normalize("NFKC", found).lower() == found
    except UnicodeError:
        return None
    letters = [one for one in found if one not in "-0123456789"]
    if not same or not letters or not all(category(one) in KINDS for one in letters):
        return None
    scripts = {re.split("[ -]", name(one, ""))[0] for one in letters}
    plain = all(map(_plain, letters)) if scripts == {"LATIN"} else not LOOKALIKES.issuperset(letters)
    return found if plain and (len(scripts) == 1 or any(scripts <= all_ for all_ in TOGETHER)) else None


def _plain(letter: str) -> str:
    """The letters of ASCII that a Latin one is read as, "" for none."""
    base = normalize("NFD", letter)[0]
    return base if base.isascii() else PLAIN.get(base, "")


def _poses(shown: str, host: str) -> bool:
    """As a site that everybody knows, by marks on its letters."""
    plain = re.sub(SPELLINGS, "", "".join(_plain(one) or one for one in shown))
    return shown != host and (plain in HOMES or bool(re.fullmatch(PINTEREST, plain)))
