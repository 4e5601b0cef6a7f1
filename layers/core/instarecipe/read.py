"""`python -m instarecipe.read`: what the reader makes of a page, a caption or JSON lines.

It uses no model unless it is told to.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from instarecipe import settings
from instarecipe.domain.errors import Failure, Permanent
from instarecipe.domain.recipe import Ingredient, Recipe
from instarecipe.ports import Deadline, Extracted
from instarecipe.settings import Settings, SettingsError, with_dotenv

Reader = Callable[[Extracted], Recipe | None]

_USAGE = """\
  python -m instarecipe.read page.html --url https://…   the recipe of a saved page
  python -m instarecipe.read --text caption.txt          the recipe of a caption (- reads standard input)
  python -m instarecipe.read --jsonl                     one answer for each JSON line on standard input:
      {"kind": "ingredient", "text": …, "language": …}   -> {"ingredient": {"amount": …, "unit": …, …}}
      {"kind": "caption", "text": …}                     -> {"is_recipe": true, "recipe": {…}}
      {"kind": "page", "url": …, "html": …}              -> {"is_recipe": false} or {"error": {…}}
  With --model the model of LLM_API_KEY reads captions and pages without data."""
_NO_MODEL = "No model is set: set LLM_API_KEY (and LLM_API_BASE_URL and LLM_MODEL, if it is not OpenAI's)."
_MODEL_SECONDS = 90


def main(arguments: list[str] | None = None) -> int:
    """0 when a recipe was found, 1 when not, 2 when there was nothing to read."""
    wanted = _options().parse_args(arguments)
    try:
        reader = by_model(settings.read(with_dotenv())) if wanted.model else by_rules
        if wanted.jsonl:
            answer_lines(sys.stdin.buffer, sys.stdout.buffer, reader)
            return 0
        text = _content(wanted.text or wanted.page)
        recipe = caption(text, reader) if wanted.text else page(text, wanted.url, reader)
    except SettingsError as error:
        return _complain(str(error), 2)
    except OSError as error:
        return _complain(f"Cannot read {error.filename}: {error.strerror}.", 2)
    except Failure as failure:
        return _complain(f"{failure.sentence} {failure.advice}".strip(), 1)
    if recipe is None:
        return _complain("This is no recipe.", 1)
    coloured = sys.stdout.isatty() and "NO_COLOR" not in with_dotenv()
    sys.stdout.write("\n".join(view(recipe, coloured=coloured)) + "\n")
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="instarecipe.read", description=_USAGE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("page", nargs="?", help="a saved web page")
    source.add_argument("--text", metavar="FILE", help="a caption; - is standard input")
    source.add_argument("--jsonl", action="store_true", help="JSON lines in, JSON lines out")
    parser.add_argument("--url", default="", help="where the page is from")
    parser.add_argument("--model", action="store_true", help="let the model read that is set")
    return parser


def _content(name: str) -> str:
    content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    return content.decode("utf-8", "replace")


def _complain(sentence: str, status: int) -> int:
    sys.stderr.write(sentence + "\n")
    return status


# -- reading -------------------------------------------------------------------------------------------


def by_rules(extracted: Extracted) -> Recipe | None:
    from instarecipe.parsing.rules import read_text

    return extracted.recipe or read_text(extracted)


def by_model(configured: Settings) -> Reader:
    """Tells warnings on standard error. Raises `SettingsError` when no model is set."""
    if not configured.llm_api_key:
        raise SettingsError(_NO_MODEL)
    from instarecipe.parsing.chooser import Chooser
    from instarecipe.parsing.llm import model_reader

    choose = Chooser(model_reader(configured, configured.llm_api_key, lambda: time.time_ns() // 1_000_000))

    def read(extracted: Extracted) -> Recipe | None:
        try:
            parsed = choose(
                extracted,
                source_url="",
                force=False,
                last_try=False,
                deadline=Deadline(_MODEL_SECONDS, time.monotonic),
                progress=lambda _: None,
            )
        except Permanent as failure:
            if failure.code == "not_a_recipe":
                return None
            raise
        for warning in parsed.warnings:
            _complain(f"Warning: {warning}", 0)
        return parsed.recipe

    return read


def caption(text: str, reader: Reader) -> Recipe | None:
    return reader(Extracted(text, via="given"))


def page(html: str, url: str, reader: Reader) -> Recipe | None:
    """Raises `Permanent` when the page holds nothing to read."""
    from instarecipe.extraction.page import read_page

    return reader(read_page(html, url))


def answer_lines(lines: Iterable[bytes], out: IO[bytes], reader: Reader) -> None:
    """One line of JSON for each line of JSON, written at once; a bad line gets an error and stops nothing."""
    for line in lines:
        if line.strip():
            answered = json.dumps(_answered(line, reader), ensure_ascii=False)
            out.write(answered.encode("utf-8", "replace") + b"\n")
            out.flush()


def _answered(line: bytes, reader: Reader) -> dict[str, Any]:
    try:
        return answer(json.loads(line), reader)
    except ValueError:
        return _error("bad_json", "This line is not JSON.")
    except Failure as failure:
        return _error(failure.code, failure.sentence)
    except Exception as unforeseen:
        logging.getLogger(__name__).exception("a line could not be read")
        return _error("internal", f"This line could not be read ({type(unforeseen).__name__}).")


def answer(question: Any, reader: Reader) -> dict[str, Any]:
    """What the reader makes of one question. Raises `Permanent` for what is not one."""
    if not isinstance(question, Mapping):
        raise Permanent("bad_request", "A line must be a JSON object.")
    kind = question.get("kind")
    if kind == "ingredient":
        from instarecipe.parsing.ingredient import parse_line

        language = question.get("language")
        known = language if isinstance(language, str) else None
        return {"ingredient": asdict(parse_line(_text(question, "text"), known))}
    if kind == "caption":
        recipe = caption(_text(question, "text"), reader)
    elif kind == "page":
        recipe = page(_text(question, "html"), str(question.get("url") or ""), reader)
    else:
        raise Permanent("bad_request", "The kind must be ingredient, caption or page.")
    return {"is_recipe": True, "recipe": asdict(recipe)} if recipe else {"is_recipe": False}


def _text(question: Mapping[str, Any], key: str) -> str:
    value = question.get(key)
    if not isinstance(value, str):
        raise Permanent("bad_request", f"The line needs a {key}.")
    return value


def _error(code: str, message: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": message}}


# -- the view for a person -----------------------------------------------------------------------------

_BOLD, _DIM, _GREEN = "1", "2", "32"


def view(recipe: Recipe, *, coloured: bool) -> list[str]:
    """The recipe in lines for a terminal."""

    def paint(text: str, colour: str) -> str:
        return f"\033[{colour}m{text}\033[0m" if coloured and text else text

    lines = [paint(recipe.title, _BOLD)]
    facts = _facts(recipe)
    lines += [paint(" · ".join(facts), _DIM)] if facts else []
    group = None
    for count, ingredient in enumerate(recipe.ingredients):
        if count == 0 or ingredient.group != group:
            group = ingredient.group
            lines += ["", paint(group, _BOLD)] if group else [""]
        note = paint(f"  ({ingredient.note})", _DIM) if ingredient.note else ""
        lines.append(
            f"{paint(_amount(ingredient).rjust(14), _GREEN)}  {ingredient.food or ''}{note}".rstrip()
        )
    group = None
    for number, step in enumerate(recipe.steps, 1):
        if number == 1 or step.group != group:
            group = step.group
            lines += ["", paint(group, _BOLD)] if group else [""]
        lines.append(f"{paint(f'{number}.'.rjust(3), _GREEN)} {step.text}")
    return lines


def _facts(recipe: Recipe) -> list[str]:
    times = (("prep", recipe.prep_minutes), ("cook", recipe.cook_minutes), ("total", recipe.total_minutes))
    servings = [f"serves {recipe.servings}"] if recipe.servings else []
    return servings + [f"{name} {minutes} min" for name, minutes in times if minutes]


def _amount(ingredient: Ingredient) -> str:
    numbers = [f"{number:.4g}" for number in (ingredient.amount, ingredient.amount_max) if number]
    return " ".join(filter(None, ("–".join(numbers), ingredient.unit)))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
