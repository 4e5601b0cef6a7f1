"""Whether the model's server is there and knows the model. It costs no tokens: only the list is asked for."""

from __future__ import annotations

from typing import Any

from instarecipe.domain.errors import Failure
from instarecipe.ports import Deadline, ModelHealth
from instarecipe.uploading.http import Answer, JsonClient

NAME = "The recipe model"


def model_health(base_url: str, key: str, model: str, deadline: Deadline) -> ModelHealth:
    """Asks `GET /models`, which nearly every OpenAI-compatible server answers."""
    try:
        answer = JsonClient(NAME, base_url, key).call("GET", "/models", deadline=deadline)
    except Failure as trouble:
        return ModelHealth(False, None, trouble.sentence)
    if answer.status in (401, 403):
        return ModelHealth(True, None, f"{NAME} refuses the key. Check LLM_API_KEY.")
    if answer.status >= 500:
        return ModelHealth(True, None, f"{NAME} has a problem (error {answer.status}).")
    listed = _listed(answer, model)
    if listed is False:
        return ModelHealth(True, False, f"{NAME}'s server does not list {model}. Check LLM_MODEL.")
    return ModelHealth(True, listed, f"{NAME} is there.")


def _listed(answer: Answer, model: str) -> bool | None:
    """None where the server does not tell. Some name a model with its tag: `llama3.2:latest`."""
    entries: Any = answer.fields.get("data") if answer.status == 200 else None
    if not isinstance(entries, list):
        return None
    names = {str(entry.get("id")) for entry in entries if isinstance(entry, dict)}
    return not {model, f"{model}:latest", f"models/{model}"}.isdisjoint(names)
