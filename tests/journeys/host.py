"""The real local host as a process of its own: start it, kill it, start it again on the same data."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import SystemRandom

import httpx

ROOT = Path(__file__).parent.parent.parent
START_SECONDS = 300
STOP_SECONDS = 60


def free_port() -> int:
    """Below the ports that systems give to whoever asks for any: nobody takes it while the host is down."""
    while True:
        port = SystemRandom().randrange(11_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@dataclass
class Host:
    """`environment` is all that the process sees besides PATH: no setting of the tester leaks in.

    `within` is a command that runs the host's, `sh -c …` for one.
    """

    data: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    scheme: str = "http"
    port: int = field(default_factory=free_port)
    root: Path = ROOT
    within: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def log_file(self) -> Path:
        return self.data.with_suffix(".log")

    def start(self) -> None:
        command = [sys.executable, "-m", "local", "--port", str(self.port), "--data", str(self.data)]
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.within, *command, *self.arguments],
                cwd=self.root,
                env={"PATH": os.environ["PATH"], "PYTHONWARNINGS": "error", **self.environment},
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the host did not start:\n{self.log()}")
            time.sleep(0.02)

    def kill(self) -> None:
        """As a power cut would: no chance to write anything."""
        self._end(signal.SIGKILL)

    def stop(self) -> float:
        """As an operator would; how many seconds it took."""
        begun = time.monotonic()
        self._end(signal.SIGTERM)
        return time.monotonic() - begun

    def log(self) -> str:
        return self.log_file.read_text(errors="replace")

    def _end(self, how: signal.Signals) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(STOP_SECONDS)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/api/health", verify=False).status_code == 200  # noqa: S501 own certificate
        except httpx.TransportError:
            return False
