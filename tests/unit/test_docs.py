"""What the documents say is so: commands, samples, the states."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from instarecipe.extraction.samples import is_sample, sample
from tests.doubles.template import load, of_type
from tests.unit.test_item_machine import NEXT_GENERATION, SAME_GENERATION

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text()
FUNCTIONS = of_type(load("template.yaml"), "AWS::Serverless::Function")


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake ([a-z][a-z-]+)", README))))
def test_every_target_that_the_readme_names_exists(target: str) -> None:
    named = {
        name for line in re.findall(r"^([a-z][a-z -]*):", MAKEFILE, re.MULTILINE) for name in line.split()
    }
    assert target in named


@pytest.mark.parametrize(
    "file", sorted(set(re.findall(r"`((?:docs|tests|functions|layers|local|web)/[\w./-]+)`", README)))
)
def test_every_path_that_the_readme_names_exists(file: str) -> None:
    assert (ROOT / file).exists()


def test_the_readmes_sample_is_one() -> None:
    [url] = {url for url in re.findall(r'http://[^\s"]+', README) if is_sample(url)}
    assert sample(url) is not None


def test_the_states_page_draws_every_way_from_one_status_to_the_next() -> None:
    drawn = set(re.findall(r"^  (\S+) --> (\S+):", ARCHITECTURE, re.MULTILINE))
    assert drawn - {("[*]", "pending")} == {
        (str(old), str(new)) for old, new in SAME_GENERATION | NEXT_GENERATION
    }


WORDS = re.findall(r"^\| `(\w+)` \| (`[^|]+) \| `make ([\w-]+)` \| (`[^|]+) \|$", ARCHITECTURE, re.MULTILINE)


def test_each_function_has_its_row() -> None:
    assert [word for word, *_ in WORDS] == list(
        dict.fromkeys(Path(one["CodeUri"]).name for one in FUNCTIONS.values())
    )
    alarms = {name for *_, named in WORDS for name in re.findall(r"\w+", named)}
    assert alarms == {name.removesuffix("Function") for name in FUNCTIONS}


@pytest.mark.parametrize(("word", "modules", "target"), [row[:3] for row in WORDS])
def test_a_row_leads_from_a_function_to_its_modules_and_tests(word: str, modules: str, target: str) -> None:
    for module in re.findall(r"`([^`]+)`", modules):
        assert (ROOT / "layers/core/instarecipe" / module).exists()
    [words] = re.findall(rf"^WORDS_{target.removeprefix('test-')} := (.+)$", MAKEFILE, re.MULTILINE)
    assert word in words.split()
    assert list((ROOT / "tests").glob(f"*/test_{word}*.py"))
