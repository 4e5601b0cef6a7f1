"""`python -m instarecipe.read`, as a process: what a person sees, and JSON lines."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from instarecipe.domain.recipe import Ingredient, Recipe, Step
from instarecipe.read import view

POST = """Leek soup
Serves 4

Ingredients
- 3 leeks, sliced
- 1 l stock

Method
1. Fry the leeks for 5 minutes.
2. Add the stock and simmer for 20 minutes."""
PAGE = """<html><head><title>Leek soup</title><script type="application/ld+json">{"@context": "https://schema.org",
"@type": "Recipe", "name": "Leek soup", "recipeIngredient": ["3 leeks", "1 l stock"],
"recipeInstructions": [{"@type": "HowToStep", "text": "Simmer everything for 20 minutes."}]}</script></head>
<body><p>A soup.</p></body></html>"""


def _run(*arguments: str, given: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "instarecipe.read", *arguments]
    return subprocess.run(
        command, input=given, capture_output=True, encoding="utf-8", cwd=cwd, check=False, timeout=120
    )


def _answers(*questions: object) -> list[dict[str, Any]]:
    lines = [question if isinstance(question, str) else json.dumps(question) for question in questions]
    answered = _run("--jsonl", given="\n".join(lines) + "\n")
    assert answered.returncode == 0
    return [json.loads(line) for line in answered.stdout.splitlines()]


def test_a_caption_is_shown_for_a_person(tmp_path: Path) -> None:
    file = tmp_path / "caption.txt"
    file.write_text(POST, encoding="utf-8")
    shown = _run("--text", str(file))
    assert shown.returncode == 0
    assert shown.stdout.splitlines()[:2] == ["Leek soup", "serves 4"]
    assert "leeks  (sliced)" in shown.stdout
    assert " 2. Add the stock and simmer for 20 minutes." in shown.stdout
    assert "\033" not in shown.stdout


def test_standard_input_is_a_caption_too() -> None:
    assert _run("--text", "-", given=POST).stdout.startswith("Leek soup")


def test_a_page_is_read_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    shown = _run(str(file), "--url", "https://soup.example/leek")
    assert shown.returncode == 0
    assert "Simmer everything" in shown.stdout


def test_what_cannot_be_shown_is_said_in_one_sentence(tmp_path: Path) -> None:
    missing = _run("--text", str(tmp_path / "missing.txt"))
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr.startswith("Cannot read ")
    poetry = _run("--text", "-", given="Roses are red.")
    assert (poetry.returncode, poetry.stderr) == (1, "This is no recipe.\n")


def test_json_lines_are_answered_one_by_one() -> None:
    ingredient, caption, other, page = _answers(
        {"kind": "ingredient", "text": "2-3 EL Öl, kalt", "language": "de"},
        {"kind": "caption", "text": POST},
        {"kind": "caption", "text": "Lovely day!"},
        {"kind": "page", "url": "https://soup.example/leek", "html": PAGE},
    )
    line = ingredient["ingredient"]
    assert [line[key] for key in ("amount", "amount_max", "unit", "food", "note")] == [
        2,
        3,
        "tbsp",
        "Öl",
        "kalt",
    ]
    assert caption["is_recipe"] is True
    recipe = caption["recipe"]
    assert (recipe["title"], recipe["servings"], recipe["prep_minutes"]) == ("Leek soup", 4, None)
    assert [entry["original"] for entry in recipe["ingredients"]] == ["3 leeks, sliced", "1 l stock"]
    assert recipe["steps"][0]["text"] == "Fry the leeks for 5 minutes."
    assert other == {"is_recipe": False}
    assert page["recipe"]["title"] == "Leek soup"


def test_a_bad_line_gets_an_error_and_the_next_one_an_answer() -> None:
    answers = _answers(
        "no json",
        "[1]",
        '"text"',
        {"kind": "poem", "text": "x"},
        {"kind": "caption"},
        {"kind": "ingredient", "text": 7},
        {"kind": "ingredient", "text": "1 egg", "language": 7},
        '{"kind": "caption", "text": "half \\ud83d a pair"}',
        {"kind": "page", "url": "x", "html": ""},
    )
    codes = [answer["error"]["code"] if "error" in answer else None for answer in answers]
    assert codes == ["bad_json", *["bad_request"] * 5, None, None, "no_text"]
    assert all(answer["error"]["message"] for answer in answers if "error" in answer)


def test_answers_come_before_the_next_question() -> None:
    command = [sys.executable, "-m", "instarecipe.read", "--jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for line in ("1 egg", "2 eggs"):
            process.stdin.write(json.dumps({"kind": "ingredient", "text": line}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["ingredient"]["original"] == line


def test_the_view_has_colours_only_when_asked() -> None:
    recipe = Recipe(
        "Toast",
        (
            Ingredient("2 slices bread", 2, None, "slice", "bread", group="Base"),
            Ingredient("salt", food="salt"),
        ),
        (Step("Toast it."),),
        servings=1,
        cook_minutes=3,
    )
    plain, coloured = view(recipe, coloured=False), view(recipe, coloured=True)
    assert plain[:2] == ["Toast", "serves 1 · cook 3 min"]
    assert "Base" in plain
    assert any("\033[1m" in line for line in coloured)
    assert not any("\033" in line for line in plain)
