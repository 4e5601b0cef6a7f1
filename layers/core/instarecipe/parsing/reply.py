"""What a chat completion holds, however much of it is missing or of another kind than it should be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, cast

UNREADABLE: Final = "Your answer could not be read: it is no chat completion, or far too long."
REFUSED: Final = "You gave no answer. The text is harmless: it only has to be copied into the JSON object."
CUT_OFF: Final = "Your answer was cut off before its end. Leave out description, keywords and nutrition."


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model wrote. `fault` says, in words for the model, why that cannot be all of its answer."""

    text: str = ""
    fault: str = ""
    input_tokens: int = 0
    output_tokens: int = 0


def read_reply(content: bytes) -> Reply:
    """A chat completion, however much of it is missing or of another kind."""
    try:
        completion = _object(json.loads(content))
    except (ValueError, RecursionError):
        return Reply(fault=UNREADABLE)
    usage = _object(completion.get("usage"))
    reply = Reply(
        input_tokens=_count(usage.get("prompt_tokens")), output_tokens=_count(usage.get("completion_tokens"))
    )
    choices = completion.get("choices")
    choice = _object(choices[0]) if isinstance(choices, list) and choices else {}
    message = _object(choice.get("message"))
    text = _text(message.get("content"))
    if choice.get("finish_reason") == "length":
        return replace(reply, fault=CUT_OFF)
    if message.get("refusal") or choice.get("finish_reason") == "content_filter" or not text.strip():
        return replace(reply, fault=REFUSED)
    return replace(reply, text=text)


def _object(value: Any) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}


def _text(content: Any) -> str:
    """Text, or a list of parts of which some are text."""
    if isinstance(content, list):
        return "".join(_text(_object(part).get("text")) for part in content)
    return content if isinstance(content, str) else ""


def _count(value: Any) -> int:
    return value if isinstance(value, int) and 0 <= value < 10**9 else 0
