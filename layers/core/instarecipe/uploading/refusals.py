"""What a recipe manager's refusal means, in words for the cook. What only one of them says is its own."""

from __future__ import annotations

from typing import Any

from instarecipe.domain.errors import Failure, Permanent, Transient
from instarecipe.uploading.http import Answer
from instarecipe.uploading.shapes import Shape, misfits, spoken
from instarecipe.uploading.text import cut

EXCERPT = 300
"""Characters of an answer that are kept for the operator."""


def token_refused(name: str) -> Permanent:
    return Permanent("target_token", f"{name} refused the token.", f"Check {name.upper()}_TOKEN.")


def not_permitted(name: str) -> Permanent:
    return Permanent(
        "target_permission",
        f"{name} does not let this token write recipes.",
        f"Make a token in {name} with the right to read and write, and set {name.upper()}_TOKEN.",
    )


def wrong_address(name: str, answer: Answer) -> Permanent:
    location = answer.headers.get("location", "")
    leads = f": it leads to {location[:EXCERPT]}" if location else ""
    return Permanent(
        "target_address",
        f"There is no {name} at the address that is set.",
        f"Check {name.upper()}_BASE_URL{leads}.",
        details={"status": answer.status},
    )


def recipe_gone(name: str) -> Permanent:
    return Permanent("recipe_gone", f"The recipe is no longer in {name}.", "Try again to make it once more.")


def not_accepted(name: str, what: str, answer: Answer) -> Permanent:
    """`what` ends the sentence "Tandoor did not accept …", without its full stop."""
    return Permanent(
        "target_refused",
        f"{name} did not accept {cut(what, EXCERPT)}.",
        "Correct the text and share it again, or add the recipe by hand.",
        details={"status": answer.status, "answer": answer.text[:EXCERPT]},
    )


def fitting(name: str, answer: Answer, shape: Shape) -> Any:
    """The JSON of an answer whose status is the one hoped for.

    Another program at that address lacks what only the recipe manager has. Who answers 201 has made
    something, so that is never taken for another program: the outcome is unknown.
    """
    misfit = next(misfits(answer.json, shape), None)
    if misfit is None:
        return answer.json
    if answer.status != 201 and (not misfit or misfit[0] not in answer.fields):
        raise wrong_address(name, answer)
    raise unreadable(name, answer, spoken(misfit))


def unreadable(name: str, answer: Answer, where: str = "") -> Transient:
    """`where` is the part that is not what it should be."""
    return Transient(
        "target_error",
        f"{name} gave an answer that we do not understand.",
        f"If it happens again, check that {name.upper()}_BASE_URL leads straight to {name}, and its version.",
        details={"status": answer.status, "where": where, "answer": answer.text[:EXCERPT]},
    )


def refusal(name: str, answer: Answer) -> Failure:
    """What an answer means that is not the one hoped for."""
    if answer.status == 429 or (answer.status == 503 and answer.retry_after is not None):
        return _busy(name, answer)
    if answer.status >= 500:
        return _broken(name, answer)
    if answer.status == 401:
        return token_refused(name)
    if answer.status == 413:
        return not_accepted(name, "a recipe as large as this", answer)
    if answer.status < 400 or answer.json is None:
        return wrong_address(name, answer)
    return not_permitted(name) if answer.status == 403 else not_accepted(name, "the recipe", answer)


def _busy(name: str, answer: Answer) -> Transient:
    return Transient(
        "target_busy",
        f"{name} is busy.",
        "Nothing to do: it is tried again by itself.",
        retry_after=answer.retry_after,
        burns=False,
    )


def _broken(name: str, answer: Answer) -> Transient:
    return Transient(
        "target_error",
        f"{name} had a problem (error {answer.status}).",
        f"If it happens again, look at {name}'s own log.",
        details={"status": answer.status, "answer": answer.text[:EXCERPT]},
    )
