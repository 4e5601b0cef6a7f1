"""What the page promises by its files alone: little script, and every word in every language."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from instarecipe.registry import is_owner
from local import shell

WEB = Path(__file__).parents[2] / "web"
SCRIPTS = [WEB / "sw.js", *sorted((WEB / "js").glob("*.js"))]
MOST_BYTES = 40_000
USED = re.compile(r"""\bt\("([\w.-]+)"|data-(?:t|label|tip|hint)="([\w.-]+)\"""")
WORDS = {path.stem: json.loads(path.read_text()) for path in sorted((WEB / "words").glob("*.json"))}


def test_the_script_is_small() -> None:
    assert sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in SCRIPTS) <= MOST_BYTES


def test_an_open_page_holds_all_of_its_version() -> None:
    """A module that came later could be another version's."""
    early = re.findall(r'(?:href|src)="/(js/[\w.]+)"', (WEB / "index.html").read_text())
    assert {WEB / path for path in early} == {path for path in SCRIPTS if path.parent.name == "js"}


def test_the_form_takes_no_owner_that_the_server_refuses() -> None:
    page = (WEB / "index.html").read_text()
    [(letters, longest)] = re.findall(r'name="owner" required pattern="(.+?)" maxlength="(\d+)"', page)
    assert is_owner("a" * int(longest))
    assert not is_owner("a" * (int(longest) + 1))
    assert all(bool(re.fullmatch(letters, one)) is is_owner(f"a{one}") for one in map(chr, range(256)))


@pytest.mark.parametrize("language", WORDS)
def test_every_word_that_is_used_is_known(language: str) -> None:
    text = "".join(path.read_text() for path in [WEB / "index.html", *SCRIPTS])
    used = {one or other for one, other in USED.findall(text)}
    assert len(used) > 100
    assert used - WORDS[language].keys() == set()


def test_who_is_lost_is_told_in_every_language_and_no_browser_keeps_that() -> None:
    page = (WEB / "lost.html").read_text()
    assert set(re.findall(r'lang="(\w+)"', page)) == WORDS.keys()
    assert page.count('class="actions"><a class="button') == len(WORDS)
    assert "<script" not in page
    assert b"lost.html" not in shell.worker(), "it comes with status 404, which ends the installation"


@pytest.mark.parametrize("language", WORDS)
def test_a_chart_is_told_in_words_that_hold_by_night(language: str) -> None:
    """Where the page is dark, its strong colours are the light ones."""
    assert not re.search(r"\b(dark|light|dunkel|hell)\b", WORDS[language]["stats.phasesText"], re.IGNORECASE)


def test_languages_know_the_same_words() -> None:
    """But for the server's sentences, which are English already."""
    known = {
        language: {key for key in words if not key.startswith(("fault.", "refused."))}
        for language, words in WORDS.items()
    }
    assert known["de"] == known["en"]
