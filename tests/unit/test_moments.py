"""How long something takes, in words."""

from __future__ import annotations

import pytest

from instarecipe.domain.moments import lasting


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (3, "3 seconds"),
        (90, "90 seconds"),
        (91, "2 minutes"),
        (121, "3 minutes"),
        (5_400, "90 minutes"),
        (5_401, "about 2 hours"),
        (43_201, "about 12 hours"),
        (86_400, "about 24 hours"),
    ],
)
def test_a_wait_is_said_as_somebody_would(seconds: int, words: str) -> None:
    assert lasting(seconds) == words
