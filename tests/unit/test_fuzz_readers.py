"""A megabyte of whatever hurts a reader, read by a process that may have a limited memory and limited time.

The limits are those of the process, far above what is needed, so that a busy machine fails no test:
`python -m instarecipe.read` itself is what runs under them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.doubles.hostile import PAYLOADS

MEGABYTE = 1_000_000 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 300_000
"""Less in `make test`, where what takes the square of it still shows."""
MEMORY = 256_000_000
"""Bytes beyond what the interpreter and its libraries take before they read anything."""
START_SECONDS, SECONDS = 6, 3
"""Of CPU for the program's start, and for one input: half a second on an idle machine."""
LIMITED = f"""
import resource, sys
{{imports}}
size = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (size + {MEMORY}, -1))
resource.setrlimit(resource.RLIMIT_CPU, ({{seconds}}, {{seconds}}))
"""
READ = "import instarecipe.read, instarecipe.parsing.rules, instarecipe.extraction.page, lxml.html"
LINKS = """
from instarecipe.domain import links
from instarecipe.domain.errors import InstaRecipeError
def look(text):
    links.find_links(text)
    for given in (text, "https://a.example/" + text, "https://" + text, "https://a.example/?u=" + text):
        try:
            links.canonical(given[:2048])
        except InstaRecipeError:
            pass
"""

pytestmark = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="it looks at Linux's /proc")


def read(inputs: Iterable[dict[str, str]]) -> list[dict[str, object]]:
    """What the command answers, one line for each. Each input counts for `SECONDS`."""
    lines = [json.dumps(one) for one in inputs]
    limits = LIMITED.format(imports=READ, seconds=START_SECONDS + SECONDS * len(lines))
    program = f"{limits}\nimport runpy\nsys.argv = ['read', '--jsonl']\n"
    program += "runpy.run_module('instarecipe.read', run_name='__main__', alter_sys=True)"
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, f"{ended.returncode}: {ended.stderr[-2000:]}"
    answers = [json.loads(line) for line in ended.stdout.splitlines()]
    assert len(answers) == len(lines)
    return answers


def enough(unit: str, size: int = MEGABYTE) -> str:
    return (unit * (size // len(unit.encode()) + 1))[:size]


CAPTIONS = {
    "one line": "word ",
    "one word": "x",
    "empty lines": "\n",
    "spaces": " ",
    "bullets": "- 1 cup sugar\n",
    "amounts": "1 1/2 ",
    "fractions": "½⅓¼",
    "digits": "9",
    "units": "g ml cup tbsp EL ",
    "ranges": "1-2-3–4—5 ",
    "brackets": "(",
    "closed brackets": "(a) ",
    "nested brackets": "((((a",
    "headings": "Ingredients:\n",
    "sections": "Ingredients:\n1 egg\nMethod:\n1. Mix\n",
    "numbers": "1. ",
    "numbered in one line": "1. Mix 2. Bake ",
    "sentences": "Mix it. ",
    "dots": ".",
    "commas": "a, ",
    "hashtags": "#soup ",
    "mentions": "@cook ",
    "links": "https://a.example/b ",
    "emoji": "🍅",
    "families": "👩‍👩‍👧‍👦",
    "accents": "a\u0301\u0301\u0301",
    "right to left": "\u202eשלום ",
    "Chinese": "汤",
    "Japanese": "大さじ1杯の砂糖、",
    "no break": "1\u00a0g\u00a0",
    "zero width": "\u200b\u200d",
    "times": "10 min 1 h ",
    "colons": "a: b: ",
    "dashes": "a-b-",
    "and": "salt and pepper or ",
    "tabs": "\t",
    "carriage returns": "\r",
    "line separators": "\u2028",
    "surrogates as question marks": "\ufffd",
    "quotes": "\"'",
    "stars": "*_",
}
PAGES = {
    "open elements": "<div>",
    "open inline elements": "<b><i>",
    "closed elements": "</div>",
    "attributes": "<a b=c d='",
    "many attributes": " a=b",
    "comments": "<!--",
    "entities": "&amp;",
    "half entities": "&am",
    "list entries": "<li>1 egg",
    "lists": "<ul><li>1 egg</ul>",
    "tables": "<table><tr><td>",
    "scripts": "<script>",
    "data": '<script type="application/ld+json">{"@type":"Recipe"',
    "whole data": '<script type="application/ld+json">{"@type":"Recipe","name":"a"}</script>',
    "graphs": '{"@graph":[',
    "microdata": "<div itemscope itemtype=http://schema.org/Recipe><b itemprop=name>a",
    "headings": "<h2>Ingredients</h2><p>1 egg</p>",
    "paragraphs": "<p>Mix the eggs with the flour.</p>",
    "breaks": "1 egg<br>",
    "svg": "<svg><g>",
    "templates": "<template>",
    "frames": "<iframe srcdoc='<p>'>",
    "bases": "<base href=//a.example/>",
    "metas": '<meta property="og:title" content="a">',
    "Instagram's data": '<script type="application/json" data-sjs>{"require":[["a",',
    "nothing": "\x00",
}
LINK_TEXTS = {
    "slashes": "/",
    "dots": "../",
    "parameters": "a=b&",
    "fragments": "#a",
    "percent signs": "%25",
    "half escapes": "%",
    "ports": ":80",
    "users": "a@",
    "wrappers": "https://l.instagram.com/?u=https%3A%2F%2F",
    "links": "https://a.example/ ",
    "words": "recipe at a.example ",
    "labels": "a.",
    "brackets": "[::1]",
    "parentheses": "(https://a.example/",
    "idn": "ü.",
    "tabs": "https://a\t",
}


@pytest.mark.parametrize("names", [list(CAPTIONS)[start::4] for start in range(4)], ids=str)
def test_a_megabyte_of_caption(names: list[str]) -> None:
    answers = read([{"kind": "caption", "text": enough(CAPTIONS[name])} for name in names])
    assert all("is_recipe" in answer or "error" in answer for answer in answers)


@pytest.mark.parametrize("names", [list(PAGES)[start::4] for start in range(4)], ids=str)
def test_a_megabyte_of_page(names: list[str]) -> None:
    said = "<p>Just some words that can be read by everybody.</p>"
    given = [
        {"kind": "page", "html": said + enough(PAGES[name]), "url": "https://a.example/"} for name in names
    ]
    assert all("is_recipe" in answer or "error" in answer for answer in read(given))


def test_a_megabyte_of_ingredient() -> None:
    read([{"kind": "ingredient", "text": enough(CAPTIONS[name])} for name in list(CAPTIONS)[::4]])


def test_hostile_text_is_read_as_any_other() -> None:
    lines = [
        f"Soup {one}\n\nIngredients\n- 1 cup {one}\n- 2 eggs\n\nMethod\n1. Stir {one}\n" for one in PAYLOADS
    ]
    assert all("error" not in answer for answer in read([{"kind": "caption", "text": one} for one in lines]))


def test_a_megabyte_with_links() -> None:
    limits = LIMITED.format(imports=LINKS, seconds=START_SECONDS + SECONDS * len(LINK_TEXTS))
    program = f"{limits}\nimport json\nfor text in json.load(sys.stdin): look(text)"
    texts = json.dumps([enough(unit) for unit in LINK_TEXTS.values()])
    ended = subprocess.run(
        [sys.executable, "-c", program], input=texts, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr[-2000:]


UNITS = st.text(min_size=1, max_size=24) | st.sampled_from([*CAPTIONS.values(), *PAGES.values(), *PAYLOADS])


@settings(max_examples=settings().max_examples // 30 or 1)
@given(st.lists(st.lists(UNITS, min_size=1, max_size=3).map("".join), min_size=8, max_size=8))
def test_a_lot_of_anything(units: list[str]) -> None:
    texts = [enough(unit.encode("utf-8", "replace").decode(), 20_000) for unit in units]
    read([{"kind": "caption", "text": text} for text in texts])
    read([{"kind": "page", "html": text, "url": "https://a.example/"} for text in texts])
