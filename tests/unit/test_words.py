"""The server speaks English only: what it may have to tell a cook is translated by its code, in the words."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORE = ROOT / "layers/core/instarecipe"
A_TOOL = CORE / "read.py"  # which answers in a terminal
SOURCES = [path for top in (CORE, ROOT / "local", ROOT / "functions") for path in top.rglob("*.py")]
REFUSED = re.compile(r"\([45]\d\d, '(\w+)'")
FAILED = re.compile(
    r"""\b(?:Permanent|Transient)[(,] ?['"](\w+)['"]"""  # also where a docstring names it
    r"""|'(\w+)': \((?:Permanent|Transient),"""
    r"""|(?<!\d, )'([a-z]+_[a-z_]+)', f?['"]\w+ """  # beside a sentence
)
WORDS = {path.stem: json.loads(path.read_text()) for path in (ROOT / "web/words").glob("*.json")}
TOLD = {
    language: {key: words for key, words in known.items() if key.startswith(("fault.", "refused."))}
    for language, known in WORDS.items()
    if language != "en"
}


def codes(source: str) -> set[str]:
    """As the words name them: `refused.bad_link`, `fault.no_text`."""
    spelled = ast.unparse(ast.parse(source))
    refused = {f"refused.{code}" for code in REFUSED.findall(spelled)}
    return refused | {f"fault.{''.join(found)}" for found in FAILED.findall(spelled)}


@pytest.mark.parametrize(
    "source",
    [
        'raise Permanent("new_one", sentence)',
        'Transient(\n    "new_one",\n    f"{name} is away.",\n)',
        'TABLE = {"new_one": (Transient, "{} is away.", "Wait.")}',
        'Meaning(Permanent, "new_one", "{} is away.")',
        'self._trouble("new_one", "went away")',
    ],
)
def test_a_new_failure_is_noticed(source: str) -> None:
    assert codes(source) == {"fault.new_one"}


@pytest.mark.parametrize(
    "source",
    ['Refused(\n    404,\n    "new_one",\n    told,\n)', 'TABLE = {LOST: (503, "new_one", "It is away.")}'],
)
def test_a_new_refusal_is_noticed(source: str) -> None:
    assert codes(source) == {"refused.new_one"}


@pytest.mark.parametrize("language", TOLD)
def test_what_the_product_raises_is_told_in_every_language_and_nothing_else(language: str) -> None:
    raised = set().union(*(codes(path.read_text()) for path in SOURCES if path != A_TOOL))
    assert {".".join(key.split(".")[:2]) for key in TOLD[language]} == raised


@pytest.mark.parametrize("language", TOLD)
def test_each_fault_of_a_link_is_told(language: str) -> None:
    reasons = set(re.findall(r'_refuse\("(\w+)"\)', (CORE / "domain/links.py").read_text()))
    assert {f"refused.bad_link.{reason}" for reason in reasons} == {
        key for key in TOLD[language] if key.startswith("refused.bad_link")
    }


@pytest.mark.parametrize("language", TOLD)
def test_a_failure_is_told_with_an_advice_and_a_refusal_in_one_piece(language: str) -> None:
    for key, words in TOLD[language].items():
        parts = words.split("|")
        assert len(parts) == (2 if key.startswith("fault.") else 1), key
        assert all(re.fullmatch(r"\S.*[.]", part) for part in parts), key
