"""`python -m bench.peers.worker MODULE …`: a contestant's worker."""

from __future__ import annotations

import sys
from importlib import import_module

if __name__ == "__main__":
    _, module, *arguments = sys.argv
    import_module(f"bench.peers.{module}").main(*arguments)
