"""What the documents say is so: commands, samples, the states."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from instarecipe.domain.item import Status
from instarecipe.extraction.samples import is_sample, sample

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()


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


def test_the_states_page_draws_every_status() -> None:
    drawn = re.findall(r"^  (\S+) --> (\S+):", (ROOT / "docs" / "architecture.md").read_text(), re.MULTILINE)
    assert {name for edge in drawn for name in edge} - {"[*]"} == set(Status)
