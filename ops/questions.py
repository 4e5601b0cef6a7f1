"""What a first deployment asks. What is known is not asked again, and an empty answer is an answer."""

from __future__ import annotations

from collections.abc import Callable

from ops import parameters
from ops.stack import Stack

PARAMETERS = {
    "AlarmEmail": "Who hears of alarms (an e-mail address)",
    "TandoorBaseUrl": "Address of your Tandoor",
    "MealieBaseUrl": "Address of your Mealie",
}
SECRETS = {
    "TANDOOR_TOKEN": "Tandoor's token (scope read write)",
    "MEALIE_TOKEN": "Mealie's token",
    "LLM_API_KEY": "Key of a model's server, so that a model reads the posts",
}
NEEDED_BY = {secret: name for name, secret in parameters.NEEDED.items()}

Ask = Callable[[str], str]
Refusal = Callable[[str], str]
"""One line on an answer that will not do, "" for one that will."""


def ask(
    stack: Stack, answers: dict[str, str], ask_line: Ask, ask_secret: Ask, tell: Callable[[str], object]
) -> None:
    """Adds to `answers`, asking again what the template does not allow; secrets go to SSM at once."""
    first = not answers.keys() >= PARAMETERS.keys()
    for name, question in PARAMETERS.items():
        if name not in answers:
            answers[name] = _right(ask_line, f"{question} [none]: ", _refusal(name), tell)
    for name, question in SECRETS.items():
        needed_by = NEEDED_BY.get(name)
        if stack.secret(name) or not (answers.get(needed_by) if needed_by else first):
            continue
        if needed_by:
            value = _right(ask_secret, f"{question}: ", _missing(name, needed_by), tell)
        else:
            value = ask_secret(f"{question} [none]: ").strip()
        if value:
            stack.keep_secret(name, value)


def _right(ask: Ask, question: str, refusal: Refusal, tell: Callable[[str], object]) -> str:
    while told := refusal(value := ask(question).strip()):
        tell(f"{told}\n")
    return value


def _refusal(name: str) -> Refusal:
    return lambda value: parameters.wrong({name: value})


def _missing(name: str, needed_by: str) -> Refusal:
    return lambda value: "" if value else f"{needed_by} needs {name}; Ctrl-C ends this without a deployment."
