"""A command on a terminal of its own, as a person meets it: what it shows, and what they type.

with Terminal(["make", "deploy"], environment) as terminal:
    terminal.answer("Your name? ", "Ana")
    assert terminal.end() == 0
    assert "Hello" in terminal.shown
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

from tests.doubles.template import ROOT

PATIENCE = 120.0


class Terminal:
    """`shown` is everything so far, what was typed and echoed too. Lines end as terminals end them."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.shown = ""
        self._read_up_to = 0
        self._ours, theirs = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.doubles.terminal", *command],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=ROOT,
            env=dict(environment),
            start_new_session=True,
        )
        os.close(theirs)

    def answer(self, question: str, line: str) -> None:
        """Waits for the question; what was typed before a secret is asked for would be thrown away."""
        self._type_after(question, f"{line}\n")

    def interrupt(self, question: str) -> None:
        """Ctrl-C, and a key: between showing its question and waiting for keys, Python hears no signal.

        Only the next key makes it look, as a person would find who presses again.
        """
        self._type_after(question, "\x03\n")

    def _type_after(self, question: str, keys: str) -> None:
        while question not in self.shown[self._read_up_to :]:
            assert self._more(), f"It never asked {question!r}: {self.shown}"
        self._read_up_to = self.shown.index(question, self._read_up_to) + len(question)
        os.write(self._ours, keys.encode())

    def end(self) -> int:
        """Its exit status, once it has shown everything."""
        while self._more():
            pass
        return self._process.wait(PATIENCE)

    def _more(self) -> bool:
        ready, _, _ = select.select([self._ours], [], [], PATIENCE)
        assert ready, f"It shows nothing more, and does not end: {self.shown}"
        try:
            found = os.read(self._ours, 65_536)
        except OSError:  # how Linux says that nobody is at the other side
            return False
        self.shown += found.decode(errors="replace")
        return bool(found)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(PATIENCE)
        os.close(self._ours)


if __name__ == "__main__":
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # where secrets are asked for: not standard input, but the terminal
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever tests in the background has it ignored
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606  a command of a test
