"""What Tandoor says no with. A token that is refused is a 403, told from a missing right by its text; a wrong
path leads to the login page, so a 404 of Tandoor is always about a recipe.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from instarecipe.domain.errors import Failure, Permanent
from instarecipe.uploading.http import Answer
from instarecipe.uploading.refusals import (
    fitting,
    not_accepted,
    not_permitted,
    recipe_gone,
    refusal,
    token_refused,
    wrong_address,
)
from instarecipe.uploading.repair import complaints
from instarecipe.uploading.shapes import spoken

NAME: Final = "Tandoor"


def expected(answer: Answer, status: int, shape: dict[str, Any]) -> Mapping[str, Any]:
    """The JSON object, of this shape, of an answer of this status. Else raises what the answer means."""
    if answer.status != status:
        raise failure(answer)
    found: Mapping[str, Any] = fitting(NAME, answer, shape)
    return found


def is_gone(answer: Answer) -> bool:
    """Other programs, and Tandoor's web server, say 404 of an address that is wrong."""
    return answer.status == 404 and str(answer.fields.get("detail")).startswith(("No Recipe", "Not found."))


def failure(answer: Answer) -> Failure:
    if answer.status == 403 and answer.json is not None:
        lacking = "credentials were not provided" in str(answer.fields.get("detail"))
        return token_refused(NAME) if lacking else not_permitted(NAME)
    if answer.status == 400 and answer.json is not None:
        return _unaccepted(answer)
    if answer.status == 404:
        return recipe_gone(NAME) if is_gone(answer) else wrong_address(NAME, answer)
    return refusal(NAME, answer)


def _unaccepted(answer: Answer) -> Permanent:
    if "maximum number of recipes" in answer.text:
        return Permanent(
            "target_full",
            f"{NAME} is full: your space there has as many recipes as it may have.",
            f"Delete recipes in {NAME}, or ask whoever runs it for more room.",
        )
    path, message = next(complaints(answer.json), ((), ""))
    what = f"the field “{spoken(path)}”: {message.rstrip('.')}" if path else "the recipe"
    return not_accepted(NAME, what, answer)
