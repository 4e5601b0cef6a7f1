"""`python -m instarecipe.read --model`: the model that is set reads, or one line says that there is none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.captions import CAPTIONS
from tests.doubles.model import COMPLETIONS, KEY, MODEL, ModelServer

POST = CAPTIONS["en: headers and bullets"]
SOUP = {
    "isRecipe": True,
    "title": "Soup of the model",
    "ingredients": ["750g carrots, sliced", "2 tbsp truffle oil"],
    "steps": ["Add the carrots, garlic and cumin and cook for 2 minutes."],
}


def read(folder: Path, *arguments: str, given: str = POST, **names: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "instarecipe.read", "--model", *arguments],
        input=given,
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env={"PATH": os.environ["PATH"], **names},
        check=False,
        timeout=120,
    )


def test_the_model_reads_captions(tmp_path: Path) -> None:
    with ModelServer(lambda _: SOUP) as server:
        names = {"LLM_API_BASE_URL": server.base_url, "LLM_API_KEY": KEY, "LLM_MODEL": MODEL}
        question = json.dumps({"kind": "caption", "text": POST})

        shown = read(tmp_path, "--text", "-", **names)
        answered = read(tmp_path, "--jsonl", given=f"{question}\n", **names)

    assert shown.stdout.startswith("Soup of the model\n")
    assert shown.stderr == "Warning: ungrounded:ingredient:1:food\n"
    assert json.loads(answered.stdout)["recipe"]["title"] == "Soup of the model"
    assert server.count(COMPLETIONS) == 2
    assert server.complaints == []


def test_what_the_model_calls_no_recipe_is_none(tmp_path: Path) -> None:
    with ModelServer(lambda _: {"isRecipe": False}) as server:
        shown = read(
            tmp_path, "--text", "-", LLM_API_BASE_URL=server.base_url, LLM_API_KEY=KEY, LLM_MODEL=MODEL
        )

    assert (shown.returncode, shown.stdout, shown.stderr) == (1, "", "This is no recipe.\n")


def test_without_a_model_one_line_says_what_is_missing(tmp_path: Path) -> None:
    shown = read(tmp_path, "--text", "-")

    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr.count("\n") == 1
    assert "LLM_API_KEY" in shown.stderr
