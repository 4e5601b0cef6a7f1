"""Where a text turns from the recipe to the follower: `… and serve. Follow me for more! #food`."""

from __future__ import annotations

from instarecipe.parsing.features import features
from instarecipe.parsing.lines import line_of
from instarecipe.parsing.sentences import sentences


def without_talk(text: str) -> tuple[str, str]:
    """The text without the sentences at its end that speak to the follower, and those sentences."""
    parts = sentences(text)
    end = len(parts)
    while end and _is_talk(parts[end - 1]):
        end -= 1
    return " ".join(parts[:end]), " ".join(parts[end:])


def _is_talk(sentence: str) -> bool:
    seen = features(line_of(sentence))
    return not seen.heated and bool(seen.address or seen.teasers or seen.talk > (seen.verb or seen.verbs > 0))
