from __future__ import annotations

import argparse
import socket

from local.options import listen


def test_an_answer_is_sent_at_once_instead_of_waiting_for_the_last_ones_receipt() -> None:
    with (
        listen(argparse.Namespace(host="127.0.0.1", port=0)) as server,
        socket.create_connection(server.getsockname()),
        server.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
