"""The model as a reader: it copies lines out of the post, our own parser reads amounts and units from them.

The post is data between two marks that it cannot contain; there are no tools. An answer that is of no use
is given back once, with the validator's words. What it says is compared with the post by `grounding`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from instarecipe.domain.errors import Permanent, Transient
from instarecipe.observability import log, measure
from instarecipe.parsing.copied import understood
from instarecipe.parsing.reply import Reply
from instarecipe.ports import Clock, Deadline, Extracted, ModelAnswer, Usage

if TYPE_CHECKING:
    from instarecipe.parsing.chat import Chat, Message
    from instarecipe.settings import Settings

LONGEST_POST = 24_000
"""Characters that the model is shown, some 8 000 tokens: no post is longer, and a page seldom."""
LONGEST_QUOTE = 8_000
"""Characters of a useless answer that it is shown again."""
CORRECTION = """\
This cannot be used:
{problems}
Answer again, with the whole JSON object and nothing else."""
PER_MILLION = 1_000_000


@dataclass(frozen=True)
class Prices:
    """US dollars per million tokens; None where they are not set."""

    input: float | None
    output: float | None

    def of(self, usage: Usage) -> float | None:
        if self.input is None or self.output is None:
            return None
        dollars = usage.input_tokens * self.input + usage.output_tokens * self.output
        return round(dollars / PER_MILLION, 6)


@dataclass
class _Meter:
    """What the calls for one item take."""

    usage: Usage

    def sent(self) -> None:
        self.usage = self.usage._replace(calls=self.usage.calls + 1)

    def took(self, reply: Reply) -> None:
        self.usage = self.usage._replace(
            input_tokens=self.usage.input_tokens + reply.input_tokens,
            output_tokens=self.usage.output_tokens + reply.output_tokens,
        )


@dataclass(frozen=True)
class ModelReader:
    """`ports.Model`. `connect` is called at the first post: the library takes a second to load."""

    name: str
    connect: Callable[[], Chat]
    prices: Prices

    @cached_property
    def _chat(self) -> Chat:
        return self.connect()

    def __call__(self, extracted: Extracted, *, deadline: Deadline) -> ModelAnswer:
        meter = _Meter(Usage(self.name))
        try:
            answer = self._answer(extracted, deadline, meter)
        except Permanent as trouble:
            answer = ModelAnswer(None, meter.usage, trouble)
        finally:
            self._report(meter.usage)
        return answer._replace(usage=self._priced(meter.usage))

    def _answer(self, extracted: Extracted, deadline: Deadline, meter: _Meter) -> ModelAnswer:
        question = _question(extracted)
        reply = self._ask([_said("user", question)], deadline, meter)
        recipe, problems = understood(reply)
        if problems:
            try:
                reply = self._ask(_corrected(question, reply, problems), deadline, meter)
            except Transient as trouble:
                problems = [*problems, str(trouble)]
            else:
                recipe, problems = understood(reply)
        if problems:
            log.warning("model answer unusable", extra={"model": self.name, "problems": problems})
        return ModelAnswer(recipe, meter.usage, _unusable() if problems else None)

    def _ask(self, turns: Sequence[Message], deadline: Deadline, meter: _Meter) -> Reply:
        reply = self._chat(prompt(), turns, deadline, meter.sent)
        meter.took(reply)
        return reply

    def _priced(self, usage: Usage) -> Usage:
        return usage._replace(cost_usd=self.prices.of(usage))

    def _report(self, usage: Usage) -> None:
        measure("ModelTokens", usage.input_tokens + usage.output_tokens)
        cost = self.prices.of(usage)
        if cost is not None:
            measure("ModelCostUsd", cost, "None")
        log.info(
            "model asked",
            extra={
                "model": usage.model,
                "calls": usage.calls,
                "inputTokens": usage.input_tokens,
                "outputTokens": usage.output_tokens,
            },
        )


def model_reader(settings: Settings, key: str, clock: Clock) -> ModelReader:
    """The model of the operator's settings. `key` is apart from them: on AWS it is read late."""

    def connect() -> Chat:
        from instarecipe.parsing.chat import Chat

        return Chat(settings.llm_api_base_url, key, settings.llm_model, clock)

    prices = Prices(settings.llm_price_input, settings.llm_price_output)
    return ModelReader(settings.llm_model, connect, prices)


@cache
def prompt() -> str:
    return Path(__file__).with_name("prompt.txt").read_text("utf-8")


# -- what the model is told ----------------------------------------------------------------------------


def _question(extracted: Extracted) -> str:
    title = extracted.title or ""
    text = extracted.text if title in extracted.text else f"{title}\n\n{extracted.text}"
    text = text[:LONGEST_POST].encode("utf-8", "replace").decode()
    mark = f"---- {hashlib.sha256(text.encode()).hexdigest()[:32]} ----"  # no text contains its own hash
    return f"The post stands between the two lines {mark}\n{mark}\n{text}\n{mark}"


def _corrected(question: str, reply: Reply, problems: Sequence[str]) -> list[Message]:
    """Some servers take no empty turn, and no two of one speaker in a row."""
    correction = CORRECTION.format(problems="\n".join(f"- {problem}" for problem in problems))
    if not reply.text:
        return [_said("user", f"{question}\n\n{correction}")]
    answered = reply.text[:LONGEST_QUOTE]
    return [_said("user", question), _said("assistant", answered), _said("user", correction)]


def _said(role: str, content: str) -> Message:
    return {"role": role, "content": content}


# -- when it is of no use ------------------------------------------------------------------------------


def _unusable() -> Permanent:
    return Permanent(
        "model_unusable",
        "The recipe model's answer could not be used.",
        "Try again, or paste the recipe's text.",
    )
