"""A connection of ours, lent to a library that insists on connecting by itself: it gets the path of a Unix
socket, behind which every byte goes to the connection that the guard has made, and nowhere else.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from socket import AF_UNIX, SHUT_RDWR, SHUT_WR, socket
from tempfile import TemporaryDirectory
from threading import Thread
from types import TracebackType
from typing import Final

PIECE: Final = 65_536


class Relay:
    """`with Relay(connected) as path:` the first client of `path` talks to `connected`, which stays open.

    Nobody but this user may enter the folder that `path` is in. How long it takes is the client's affair.
    """

    def __init__(self, far: socket) -> None:
        self._far = far
        self._folder = TemporaryDirectory(prefix="relay-")
        self._path = str(Path(self._folder.name, "s"))
        self._door = socket(AF_UNIX)
        self._thread = Thread(target=self._serve, name="relay", daemon=True)

    def __enter__(self) -> str:
        self._far.settimeout(None)
        self._door.bind(self._path)
        self._door.listen(1)
        self._thread.start()
        return self._path

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            self._far.shutdown(SHUT_RDWR)
        with suppress(OSError), socket(AF_UNIX) as knock:
            knock.connect(self._path)  # wakes a relay whose client never came
        self._thread.join()
        self._door.close()
        self._folder.cleanup()

    def _serve(self) -> None:
        near, _ = self._door.accept()
        with near:
            there = Thread(target=_copy, args=(near, self._far), name="relay", daemon=True)
            there.start()
            _copy(self._far, near)
            with suppress(OSError):
                near.shutdown(SHUT_RDWR)
            there.join()


def _copy(source: socket, sink: socket) -> None:
    """Until either side has had enough."""
    with suppress(OSError):
        while piece := source.recv(PIECE):
            sink.sendall(piece)
    with suppress(OSError):
        sink.shutdown(SHUT_WR)
