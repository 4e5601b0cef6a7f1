"""How much is tried: little by `make test`, all by `make faults`, ten times as much by `make faults LONG=1`.

`SEED=7` replays one seed of the soak and prints its whole schedule when it fails.
"""

from __future__ import annotations

import os
from typing import NamedTuple


class Extent(NamedTuple):
    """`links` and `seeds` of the soak, `examples` of 40 steps; of all pairs of kills one in `pairs`."""

    links: int
    seeds: int
    examples: int
    pairs: int


EXTENTS = {
    "": Extent(links=80, seeds=20, examples=50, pairs=11),
    "full": Extent(links=1_000, seeds=20, examples=320, pairs=3),
    "long": Extent(links=1_000, seeds=200, examples=3_000, pairs=1),
}
EXTENT = EXTENTS[os.environ.get("FAULTS", "")]
ONE_SEED = os.environ.get("SEED", "")
SEEDS = [int(ONE_SEED)] if ONE_SEED else list(range(EXTENT.seeds))
STEPS = 40
